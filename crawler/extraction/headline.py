"""The headline: the title as shown to readers, agreed on by the page's witnesses, and the kicker above it.

Witnesses are the heading elements, JSON-LD, the titles for sharing and the title element. A heading that another witness
confirms is the headline. Where the two wordings differ by a label in front ("Chess: Girl, 9, beats master"), these
rules settle it:

- the heading holds the label, a title for sharing or the JSON-LD does not: the label is a kicker inside the heading;
- the titles for sharing and the JSON-LD both hold it: it is part of the headline, whether the heading holds it or not,
  because the newsroom itself says so twice;
- only one of them holds it: it is not.

Where the page shows none of these wordings, the headline is the heading just above the text.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from crawler.extraction import later, linked, moments
from crawler.extraction.blocks import HEADINGS, UNSEEN, Block, Box, Layout, hidden, names_of, size_of
from crawler.extraction.labels import labelled
from crawler.extraction.story import Found, Story, path_in
from crawler.extraction.text import clean, key, unescape

MAX_TITLE: Final = 400
MAX_HEADINGS: Final = 60
NEAR: Final = 20
"""Blocks below a breadcrumb trail within which the article's own heading stands."""
SENTENCE: Final = 80
PARAGRAPH: Final = 150
LONG: Final = 250
"""Sizes of a sentence, of a paragraph and of one that is certainly text."""
ABOVE: Final = 6
"""Blocks above the text within which the article's own heading stands."""

_SEPARATOR: Final = later.compile(
    r"\s+[|–—\-:·•»«›‹~/\u01c0\u3163]+\s+|\s*[|｜»«·•：\u01c0\u3163]\s*|:\s+|\s+-\s*|\s*–\s+|, (?=[^\W\d_])|"
    r"(?<=[\u3040-\ud7af])-(?=[\u3040-\ud7af])"
)
_COUNTER: Final = later.compile(r"^\(\d{1,3}\+?\) (?=\S)")
"""How many messages wait, which pages of social networks put in front of their title."""
_BRACKETS: Final = later.compile(r"\s*[(（【[]([^()（）【】[\]]{1,40})[)）】\]]$")
"""What stands in brackets at a title's end: the site's name, "Video"."""
_LOOSE_END: Final = later.compile(r"\s[|–—\-•·»«~/]+\s*$")
"""A separator behind which the site's name is missing."""
_DATE_TAIL: Final = later.compile(r"\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}-\d{2}-\d{2}")
_is_furniture: Final = labelled(
    r"logo|site-?(?:title|name|header)|brand|masthead|sr-only|visually-?hidden|alert|breaking|cookie|consent|related|"
    r"comment|sidebar|widget|newsletter|modal|popup|teaser|recommend|footer|navigation|\bnav\b|menu|breadcrumb",
)
_is_headline: Final = labelled(
    r"(?:entry|article|post|story|news|content|page|detail|single|item)[-_]{0,2}(?:title|headline|heading|head\b)|"
    r"\bheadline\b|headline__|\btitle\b|titulo|titre|titel\b|überschrift",
)
_CHROME: Final = {"nav", "footer"}


class Heading(NamedTuple):
    """A heading as shown: its text, its box in the layout, and how the page names it."""

    text: str
    box: Box
    where: str
    doubtful: bool = False
    """It stands in a menu, a breadcrumb trail or a footer, is hidden, links to the front page or is named as a logo."""


def headings(story: Story, *, named: bool = False) -> list[Heading]:
    """The page's h1 elements, in order; with `named`, other elements that call themselves a headline instead."""
    layout = story.page.layout
    found: list[Heading] = []
    for box in layout.boxes:
        if (box.tag == "h1") if not named else _is_named_headline(box):
            if box.end - box.start > 12:
                continue
            text = clean(" ".join(block.text for block in layout.blocks[box.start : box.end]))
            if not text or len(text) > MAX_TITLE:
                continue
            doubtful = _is_furniture(box.names) or hidden(box.attributes) or in_chrome(layout, box)
            if box.tag == "h1":
                doubtful = doubtful or _leads_home(story, box)
                found.append(Heading(text, box, _where(box), doubtful))
            elif not doubtful:
                found.append(Heading(text, box, _where(box)))
            if len(found) >= MAX_HEADINGS:
                break
    return found


def _is_named_headline(box: Box) -> bool:
    return box.tag in ("h2", "h3", "div", "p", "td", "span") and bool(box.names) and _is_headline(box.names)


def _where(box: Box) -> str:
    classes = (box.attributes.get("class") or "").split()
    return f"{box.tag}.{classes[0]}" if classes else box.tag


def _leads_home(story: Story, box: Box) -> bool:
    """Whether a heading is a link to the front page: the site's name, not a headline."""
    link = box.node.css_first("a[href]")
    if link is None or len(clean(link.text())) < 0.8 * len(clean(box.node.text())):
        return False
    href = (link.attributes.get("href") or "").strip()
    url = story.page.absolute(href)
    return bool(url) and urlsplit(url).path in ("", "/") and not urlsplit(url).query and not href.startswith("#")


def in_chrome(layout: Layout, box: Box) -> bool:
    """Whether a box stands in a menu, a breadcrumb trail or a footer."""
    for index in layout.ancestors(box.index)[1:]:
        outer = layout.boxes[index]
        if outer.tag in _CHROME or "breadcrumb" in outer.names.lower():
            return True
    return False


def from_linked(story: Story) -> Iterator[Found[str]]:
    """Headline of the JSON-LD article, else its name."""
    for item in story.articles[:3]:
        if not linked.is_article(item):
            continue
        for name in ("headline", "name"):
            if text := linked.text_of(item.get(name)):
                yield Found(without_site(text, story), "json-ld", name, text)
                break


def from_sharing(story: Story) -> Iterator[Found[str]]:
    """Titles for sharing, without the site's name."""
    for name in ("og:title", "twitter:title"):
        for text in story.page.meta.get(name, [])[:1]:
            plain = unescape(text)
            yield Found(without_site(plain, story), "og" if name == "og:title" else "meta", name, plain)


def from_meta(story: Story) -> Iterator[Found[str]]:
    """Other meta elements that hold a title."""
    for name in ("headline", "dc.title", "dcterms.title", "sailthru.title", "parsely-title", "citation_title"):
        for text in story.page.meta.get(name, [])[:1]:
            plain = unescape(text)
            yield Found(without_site(plain, story), "meta", name, plain)


def from_title(story: Story) -> Iterator[Found[str]]:
    """The title element, without the site's name."""
    if title := _COUNTER.sub("", story.title):
        yield Found(without_site(title, story), "title", "title", story.title)


def without_site(title: str, story: Story) -> str:
    """A title without the site's name, and a date or section beside it, at its end or its beginning."""
    known: dict[str, str] = story.known.setdefault("titles", {})
    if title not in known:
        known[title] = _without_site(title, story)
    return known[title]


def _without_site(title: str, story: Story) -> str:
    best = _LOOSE_END.sub("", title[:MAX_TITLE])
    for _ in range(4):
        if (ending := _BRACKETS.search(best)) and ending.start() and story.is_site(ending[1]):
            best = best[: ending.start()]
        parts = [match.span() for match in _SEPARATOR.finditer(best)]
        if not parts:
            break
        tail = best[parts[-1][1] :]
        head = best[: parts[0][0]]
        if story.is_site(tail) or _DATE_TAIL.fullmatch(tail):
            best = best[: parts[-1][0]].strip()
        elif story.is_site(head) and len(head) < len(best) / 2:
            best = best[parts[0][1] :].strip()
        else:
            break
    return best


def _parts(title: str) -> Iterator[str]:
    """A title, then without its last part, without its last two …, then without its first ones."""
    spans = [match.span() for match in _SEPARATOR.finditer(title)]
    yield title
    if ending := _BRACKETS.search(title):
        yield title[: ending.start()]
    for start, _ in reversed(spans):
        yield title[:start]
    for _, end in spans:
        yield title[end:]


class Reading(NamedTuple):
    headline: str
    heading: Heading | None
    """The element that shows it."""
    kicker: str | None
    found: Found[str]
    dek: str | None = None
    """The standfirst, where the heading's element holds it too."""


def settle(story: Story, shown: list[Heading], said: list[Found[str]]) -> Reading | None:
    """The headline that the witnesses agree on. `said` are the wordings of JSON-LD, sharing, meta and title,
    in order."""
    layout = story.page.layout
    every, said = said, [c for c in said if c.reader == "json-ld" or key(c.value) not in story.site_names]
    votes: dict[str, set[str]] = {}
    for candidate in said:
        votes.setdefault(key(candidate.value), set()).add(candidate.reader)
    votes.pop("", None)
    plain = [h for h in shown if not h.doubtful and (key(h.text) in votes or key(h.text) not in story.site_names)]
    heading = _or_larger(_confirmed(plain, votes), layout, said, votes)
    if heading and key(heading.text) not in votes and _is_below_the_text(heading, layout):
        heading = _above_the_text(story)
    heading = (
        heading
        or _below_the_trail(story, shown, votes)
        or _repeated(layout, said, votes)
        or _confirmed([*headings(story, named=True), *(h for h in shown if h.doubtful)], votes)
        or next((h for h in plain if not story.is_site(h.text) and not _is_below_the_text(h, layout)), None)
        or _above_the_text(story)
    )
    if heading is None:
        return _unshown(said or every, votes)
    if _FLASHES.search(heading.text) and (lasting := _agreed(said, votes)):
        return Reading(lasting.value, heading, None, lasting)
    text, label, dek = _wording(heading, said, votes)
    kicker = moments.without_dates(label, story.language) if label else None
    if text != heading.text:
        by = next((c for c in said if c.value == text), None)
        found = by or Found(text, "h1", heading.where, heading.text)
    else:
        found = Found(text, "h1" if heading.box.tag == "h1" else "heading", heading.where, heading.text)
    if dek and moments.find(dek, story.language):
        dek = None  # a line of the page's data
    return Reading(text, heading, kicker or None, found, dek)


_FLASHES: Final = later.compile(r"\s\+\+\+\s")
"""What stands between the latest news in the heading of a live ticker."""


def _agreed(said: list[Found[str]], votes: dict[str, set[str]]) -> Found[str] | None:
    """The wording that JSON-LD and another witness share: the lasting title of a ticker whose heading changes."""
    return next((c for c in said if "json-ld" in votes.get(key(c.value), ()) and len(votes[key(c.value)]) > 1), None)


def _is_below_the_text(heading: Heading, layout: Layout) -> bool:
    """Whether four fifths of the page's sentences stand above a heading, and are as long as an article's."""
    above = sum(block.size for block in layout.blocks[: heading.box.start] if block.size >= SENTENCE)
    below = sum(block.size for block in layout.blocks[heading.box.end :] if block.size >= SENTENCE)
    return above > max(2 * LONG, 4 * below)


def _above_the_text(story: Story) -> Heading | None:
    """The heading just above the first paragraph: of the highest level, the nearest of these. On a front page that would
    be a teaser's."""
    layout = story.page.layout
    if len(path_in(story.page.url).strip("/")) <= len("es"):
        return None
    texts = [at for at, block in enumerate(layout.blocks) if _is_text(block, layout)]
    first = next((at for at in texts if layout.blocks[at].size >= LONG), texts[0] if texts else 0)
    best: tuple[int, Heading] | None = None
    for index in range(first - 1, max(-1, first - 1 - ABOVE), -1):
        for outer in layout.ancestors(layout.blocks[index].box):
            box = layout.boxes[outer]
            if box.end - box.start > 4:
                break
            level = _LEVELS.get(box.tag) or (2 if _is_named_headline(box) else 9)
            if level == 9 or (best and best[0] <= level):
                continue
            text = clean(layout.text(box))
            if len(text) <= MAX_TITLE and not (
                _is_furniture(box.names) or in_chrome(layout, box) or hidden(box.attributes) or story.is_site(text)
            ):
                best = level, Heading(text, box, _where(box))
    return best[1] if best else None


def _is_text(block: Block, layout: Layout) -> bool:
    box = layout.boxes[block.box]
    return (
        block.size >= PARAGRAPH
        and block.linked * 3 < len(block.text)
        and box.tag not in HEADINGS
        and not in_chrome(layout, box)
    )


_LEVELS: Final = {"h1": 1, "h2": 2, "h3": 3, "h4": 4}


def _confirmed(shown: list[Heading], votes: dict[str, set[str]], least: float = 0.45) -> Heading | None:
    """The heading that most witnesses repeat; else the one that shares most of its wording with one."""
    best: tuple[float, Heading] | None = None
    for heading in shown:
        k = key(heading.text)
        score = float(len(votes.get(k, ())))
        if not score and len(k) > 7:
            score = max((_likeness(k, vote) for vote in votes), default=0.0) * 0.9
        if score > least and (best is None or score > best[0] + 0.01):
            best = (score, heading)
    return best[1] if best else None


def _or_larger(
    heading: Heading | None, layout: Layout, said: list[Found[str]], votes: dict[str, set[str]]
) -> Heading | None:
    """A heading; if it repeats but a part of the titles ("News" of "News » Ferry sinks"), that which repeats more."""
    if heading is None or key(heading.text) in votes:
        return heading
    other = _repeated(layout, said, votes)
    if (
        other
        and other.box.tag in HEADINGS
        and other.box.start >= heading.box.end
        and len(key(other.text)) > len(key(heading.text))
    ):
        return other
    return heading


def _repeated(layout: Layout, said: list[Found[str]], votes: dict[str, set[str]]) -> Heading | None:
    """A block, in whatever element, that repeats a title or a good part of it between two separators."""
    parts: list[str] = []
    for candidate in sorted(said, key=lambda c: -len(votes.get(key(c.value), ()))):
        whole = len(key(candidate.value))
        parts += [k for part in _parts(candidate.value) if len(k := key(part)) > 7 and len(k) * 3 >= whole]
    shortest = min(map(len, parts), default=0)
    blocks: dict[str, list[Block]] = {}
    for block in layout.blocks[:400]:
        text = block.text
        if len(text) <= MAX_TITLE and (len(text) >= shortest or not text.isascii()):
            blocks.setdefault(key(text), []).append(block)
    for k in parts:
        for block in blocks.get(k, ()):
            box = layout.boxes[block.box]
            if not in_chrome(layout, box) and not _is_unseen(box.names):
                return Heading(block.text, box, _where(box))
    return None


def _below_the_trail(story: Story, shown: list[Heading], votes: dict[str, set[str]]) -> Heading | None:
    """The heading that readers see where the h1 is but the last step of a breadcrumb trail: the next one below, before
    the text begins; the step itself if JSON-LD or the title for sharing repeats it and neither repeats that heading."""
    layout = story.page.layout
    for trail in shown:
        if not (trail.doubtful and in_chrome(layout, trail.box)) or key(trail.text) not in votes:
            continue
        below: list[Heading] = []
        for box in layout.boxes[trail.box.index + 1 :]:
            if box.start > trail.box.end + NEAR:
                break
            if box.tag not in ("h1", "h2", "h3") and not _is_named_headline(box):
                continue
            text = clean(layout.text(box)) if box.start < box.end <= box.start + 4 else ""
            if not text or len(text) > MAX_TITLE or _is_furniture(box.names) or in_chrome(layout, box):
                continue
            if any(block.size >= LONG for block in layout.blocks[trail.box.end : box.start]):
                break
            below.append(Heading(text, box, _where(box)))
        if found := _confirmed(below, votes, 0.3):
            stays = votes[key(trail.text)] & _NEWSROOM and not _repeats(key(found.text), votes)
            return trail if stays else found
    return None


_NEWSROOM: Final = {"json-ld", "og"}
"""The witnesses that a newsroom writes for others to read."""


def _repeats(k: str, votes: dict[str, set[str]]) -> bool:
    """Whether JSON-LD or the title for sharing repeats a heading, with or without a label in front."""
    for vote, readers in votes.items():
        shorter, longer = sorted((vote, k), key=len)
        if readers & _NEWSROOM and longer.endswith(shorter) and len(shorter) * 2 > len(longer):
            return True
    return False


def _likeness(a: str, b: str) -> float:
    """How much two keys share, 0 to 1: whole containment by length, else common runs of three characters."""
    if a in b or b in a:
        shorter, longer = sorted((len(a), len(b)))
        return max(shorter / longer, 0.55) if shorter > 7 else 0.0
    grams_a = {a[i : i + 3] for i in range(len(a) - 2)}
    grams_b = {b[i : i + 3] for i in range(len(b) - 2)}
    if not grams_a or not grams_b:
        return 0.0
    return len(grams_a & grams_b) / min(len(grams_a), len(grams_b))


class _Wording(NamedTuple):
    headline: str
    kicker: str | None = None
    dek: str | None = None


def _wording(heading: Heading, said: list[Found[str]], votes: dict[str, set[str]]) -> _Wording:
    """The headline, the kicker and the dek out of a heading and what the other witnesses say."""
    text = heading.text
    k = key(text)
    runs = _runs(heading.box.node)
    shown = [run for run in runs if not run.aside]
    if k not in votes and 0 < len(shown) < len(runs):
        runs, text = shown, _joined(shown)
        k = key(text)
    if len(runs) > 1 and votes.get(k, set()) >= _NEWSROOM:
        return _Wording(next(c.value for c in said if key(c.value) == k), _joined(runs[: _labels(runs)]) or None)
    for candidate in said:
        if candidate.reader not in _NEWSROOM:
            continue
        other = key(candidate.value)
        if len(other) < 8 or other == k:
            continue
        if k.endswith(other) and len(other) * 2 > len(k):
            for at in range(1, len(runs)):
                if key("".join(run.text for run in runs[at:])) == other:
                    return _Wording(_joined(runs[at:]), _joined(runs[:at]) or None)
            return _Wording(_tail(text, other), _head(text, other))
        if k.startswith(other) and len(runs) > 1 and key(runs[0].text) == other:
            if votes[other] >= _NEWSROOM or not _labels(runs):
                return _Wording(runs[0].text, None, _sentence(runs[1:]))
        if other.endswith(k) and votes[other] >= _NEWSROOM:
            return _Wording(candidate.value)
    if len(runs) > 1 and (labels := _labels(runs)) and (rest := _joined(runs[labels:])):
        return _Wording(rest, _joined(runs[:labels]))
    if len(runs) > 1 and k not in votes:
        last = key(runs[-1].text)
        if len(last) > 7 and len(last) * 2 > len(k) and any(vote.endswith(last) for vote in votes):
            return _Wording(runs[-1].text, _joined(runs[:-1]) or None)
    if len(runs) > 1 and k not in votes and (ending := _ending(runs)) and (rest := _joined(runs[:ending])):
        under = [run for run in runs[ending:] if _is_under(run.names)]
        return _Wording(rest, _joined([run for run in runs[ending:] if run not in under]) or None, _sentence(under))
    if len(runs) > 1 and (said_so := next((c.value for c in said if key(c.value) == k), None)):
        return _Wording(said_so)
    return _Wording(text)


_is_kicker: Final = labelled(
    r"kicker|topline|overline|over-?title|pre-?title|preline|roof|dachzeile|spitzmarke|eyebrow|supertitle|sur-?titre|"
    r"antetitulo|"
    r"antetítulo|occhiello|catenaccio|hat\b|chapeu|rubrik|rubric|label|vignet|stichwort|category|section|date|tag\b|"
    r"super-?head|highline|strap-?line",
)


_is_under: Final = labelled(r"sub-?(?:title|head|line)|standfirst|\bdek\b")
_is_unseen: Final = labelled(r"sr-only|visually-?hidden|screen-?reader|\baural\b|assistive|hidden-?element")
_is_badge: Final = labelled(r"badge|premium|paywall|\bplus\b|\babo\b|\bicon|\block\b")
MAX_BADGE: Final = 20
"""Characters of a badge."""


class _Run(NamedTuple):
    """A child of a heading: its text, and what it and its first element call themselves."""

    text: str
    names: str
    tag: str
    aside: bool
    """Not of the title: only read out, or a badge ("Plus")."""


_BETWEEN: Final = " \u00a0:|–—-/•·,"
"""What stands between a kicker and a headline, and belongs to neither."""


def _labels(runs: list[_Run]) -> int:
    """How many of a heading's first runs are a kicker, a section or a date, as their names or the next one's say."""
    for at, run in enumerate(runs[1:], 1):
        if _is_headline(run.names) and not any(_is_headline(before.names) for before in runs[:at]):
            return at
    return int(_is_kicker(runs[0].names) or runs[0].tag == "time")


def _ending(runs: list[_Run]) -> int:
    """Where the labels at a heading's end begin; 0 if there are none."""
    at = len(runs)
    while at > 1 and (_is_kicker(names := runs[at - 1].names) or _is_under(names) or runs[at - 1].tag == "time"):
        at -= 1
    return at if at < len(runs) else 0


def _sentence(runs: list[_Run]) -> str | None:
    """What stands behind the headline in its element, if it is as long as a standfirst."""
    text = _joined(runs)
    return text if size_of(text) >= MIN_DEK and (text.count(" ") > 2 or not text.isascii()) else None


MIN_DEK: Final = 40
"""Characters from which a line below the headline is a sentence."""


def _joined(runs: list[_Run]) -> str:
    return clean(" ".join(run.text for run in runs)).strip(_BETWEEN)


def _runs(node: LexborNode) -> list[_Run]:
    """An element's children; those of its only child where it has but one."""
    found: list[_Run] = []
    for _ in range(5):
        found = []
        inner = node
        for child in node.iter(include_text=True):
            if child.tag in UNSEEN:
                continue
            if text := clean(child.text_content or child.text()):
                inner = child
                first = None if child.tag == "-text" else child.css_first("span,small,strong,em,div,p,b,i,a,time")
                own = _called(child)
                names = f"{own} {_called(first)}" if first is not None else own
                aside = _is_unseen(own) or (len(text) <= MAX_BADGE and _is_badge(own))
                found.append(_Run(text, names, child.tag or "", aside))
        if len(found) != 1 or inner.tag == "-text":
            break
        node = inner
    return found


def _called(node: LexborNode) -> str:
    """What an element calls itself, in any of its attributes for programs."""
    attributes = node.attributes if node.tag != "-text" else {}
    return " ".join((names_of(attributes), *(name for name in attributes if name.startswith("data-"))))


def _tail(text: str, suffix: str) -> str:
    """The end of a text whose key is `suffix`."""
    at = _cut(text, suffix)
    return text[at:].strip(_BETWEEN)


def _head(text: str, suffix: str) -> str | None:
    return text[: _cut(text, suffix)].strip(_BETWEEN) or None


def _cut(text: str, suffix: str) -> int:
    at = len(text)
    while at > 0 and key(text[at:]) != suffix:
        at -= 1
    while at > 0 and not text[at - 1].isspace() and not text[at - 1].isalnum():
        at -= 1
    return at


def _unshown(said: list[Found[str]], votes: dict[str, set[str]]) -> Reading | None:
    """Nothing on the page shows a headline: the wording with most votes."""
    for candidate in said:
        for part in list(_parts(candidate.value))[1:]:
            votes.get(key(part), set()).add(candidate.reader)
    best = max(said, key=lambda c: (len(votes.get(key(c.value), ())), -len(c.value)), default=None)
    return Reading(_without_tail(best.value), None, None, best) if best else None


_TAIL: Final = later.compile(r"\s*[|｜»•]\s*(?=[^|｜»•]{2,60}$)")


def _without_tail(title: str) -> str:
    """A title that nothing on the page confirms, without what follows its last bar: there stands the site's name."""
    match = _TAIL.search(title)
    return title[: match.start()] if match and match.start() >= 12 else title
