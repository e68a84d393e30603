"""Who wrote it: the byline as printed near the headline, and what the page's data say; the byline outranks them.

A byline is a short text that is marked as one (class, itemprop, rel, a link to an author's page), or that begins with the
word that bylines begin with ("By", "Von", "Автор:", "文／"). It counts near the headline, not in comments, cards, related
teasers, captions or the bios below the text.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from crawler.extraction import later, linked, names, notes, state
from crawler.extraction.agencies import as_printed
from crawler.extraction.blocks import HEADINGS, Block, Layout
from crawler.extraction.dateline import signature
from crawler.extraction.labels import labelled
from crawler.extraction.line import MAX_LINE, PARTED, Part, is_joint, is_marked_as_author, joined, line_of, text_of
from crawler.extraction.names import Name
from crawler.extraction.needles import Sought
from crawler.extraction.story import ORGANISATIONS, Found, Story, in_article
from crawler.extraction.text import clean, key, unescape

MANY: Final = 3
"""Lines below the text that each name somebody are those of other articles."""
BEFORE: Final = 6
AFTER: Final = 70
"""Blocks before and after the headline among which a byline is looked for."""
SOFT: Final = 1
HARD: Final = 2
CLOSE: Final = 5
"""Within so many blocks of the headline, what is marked as a byline is the article's even in a side bar or a teaser box."""
_APART_TAGS: Final = frozenset(("nav", "figure", "figcaption", "form", "blockquote"))
LONG: Final = 250
"""A paragraph of this size, in characters, is text; behind the third one no byline is read as the article's."""

SENTENCE: Final = 60
TEXT_BEFORE: Final = 2
"""So many blocks of a sentence or more below the headline are text: the bare name of an agency behind them signs it."""
_ENDS: Final = frozenset('.!?…。！？”»"」')

_is_elsewhere: Final = labelled(
    r"comment|kommentar|komentar|disqus|related|sidebar|teaser|(?<!v)cards?\b|(?<!elementor-)widget|footer|recommend|(?<!node-)promo|"
    r"newsletter|trending|popular|"
    r"most-?read|latest|read-?more|menu|navigation|\bbio\b|biograph|about-?(?:the-)?author|author-?(?:bio|box|"
    r"info-?box|desc)|"
    r"authorbox|caption|credit|figure|gallery|slider|carousel|share|social|advert|breadcrumb|search|login|copyright|"
    r"reply|replies|quote|testimonial|tooltip|photograph",
)
_is_apart: Final = labelled(
    r"comment|kommentar|komentar|disqus|related|recent|recommend|(?<!node-)promo|popular|most-?read|trending|latest|biograph|"
    r"about-?(?:the-)?author|author-?(?:info-?box|desc)|"
    r"caption|credit|copyright|repl|quote|photo",
)
"""What is somebody else's even where it is marked as an author's."""
_AUTHOR_LINK: Final = later.compile(
    r"/(?:authors?|autor(?:en|in|es|i)?|auteurs?|journalists?|redak\w+|redact\w+|profil\w*|people|person|staff|by|"
    r"contributors?|"
    r"writers?|columnists?|reporters?|firmas?|team|users?|experts?|yazar(?:lar)?|forfatter|skribent|penulis|"
    r"tacgia)(?:[/?=-]|$)|"
    r"[?&]author=",
    re.IGNORECASE,
)


def from_linked(story: Story) -> Iterator[Found[list[str]]]:
    """Authors of the JSON-LD article, then its creators."""
    for item in story.articles[:4]:
        for name in ("author", "creator"):
            people = [linked.text_of(person) for person in linked.resolved(item.get(name), story.by_id)]
            if people := [person for person in people if person]:
                yield Found(people, "json-ld", name, ", ".join(people))


def from_meta(story: Story) -> Iterator[Found[list[str]]]:
    """Authors in meta elements; addresses of profiles are none."""
    for name in (
        "author", "article:author", "article:author_name", "og:article:author", "dc.creator", "dcterms.creator",
        "citation_author",
        "parsely-author", "sailthru.author", "content_author", "byl", "cxenseparse:author", "lp.article:author", "twitter:creator:name",
    ):  # fmt: skip
        values = [unescape(value) for value in story.page.meta.get(name, []) if "://" not in value]
        if values:
            yield Found(values[:10], "meta", name, ", ".join(values[:10]))


def from_state(story: Story) -> Iterator[Found[list[str]]]:
    """Authors in the data of a script that the page is drawn from."""
    if people := state.state_authors(story.page, story.headline):
        yield Found(people, "script", "data", ", ".join(people))


class Line(NamedTuple):
    """A line of the page that may be a byline."""

    position: int
    text: str
    where: str
    kind: str
    """marked, led (it begins as bylines do), dated, agency, data (it holds a name of the page's data), below (the text)."""
    names: list[str]


def marked(story: Story) -> Iterator[Found[list[str]]]:
    """The byline near the headline that is marked as one."""
    return _group(near(story), "marked")


def led(story: Story) -> Iterator[Found[list[str]]]:
    """The byline near the headline that begins as bylines do."""
    return _group(near(story), "led")


def dated(story: Story) -> Iterator[Found[list[str]]]:
    """A full name that shares a line with the date beside the headline."""
    return _group(near(story), "dated")


def of_agencies(story: Story) -> Iterator[Found[list[str]]]:
    """The bare name of an agency between headline and text."""
    return _group(near(story), "agency")


def of_data(story: Story) -> Iterator[Found[list[str]]]:
    """A name that the page's data give, where it stands for itself near the headline."""
    return _group(near(story), "data")


def below(story: Story) -> Iterator[Found[list[str]]]:
    """A byline or a signature below the text; of marked ones only where the page's data name nobody at all."""
    nobody = not any(names_in(story, reading) for reading in said(story))
    for found in _group(_below(story, nobody), "below"):
        if found.text.count("\n") < MANY:
            yield found


def credits(story: Story) -> list[str]:
    """The lines near the headline that credit editors and translators: "Editor: Ida Holm"."""
    segments = (segment for line in near(story) for segment in _APART.split(line.text))
    return list(dict.fromkeys(segment for segment in segments if names.EDITED.match(segment)))


def said(story: Story) -> list[Found[list[str]]]:
    """What the page's data say."""
    if "said" not in story.known:
        told = [found for reader in (from_linked, from_meta) for found in reader(story)]
        story.known["said"] = told or list(from_state(story))
    found: list[Found[list[str]]] = story.known["said"]
    return found


def opening(story: Story) -> Iterator[Found[list[str]]]:
    """The reporter whom East Asian papers name in brackets where the text begins: 〔記者高若蘭／海灣報導〕."""
    layout = story.page.layout
    at = story.heading.end if story.heading else _first_text(layout)
    for block in layout.blocks[at : at + AFTER]:
        if signed := signature(block.text):
            found = [name for name in names.split(signed.reporters) if _is_name(name, story)]
            if found:
                yield Found(found, "byline", layout.boxes[block.box].tag, signed.text)
            return


def in_text(story: Story) -> Iterator[Found[list[str]]]:
    """The byline behind the last sentence of the text that the page's data hold."""
    for item in story.articles[:2]:
        if signed := names.signature(clean(linked.text_of(item.get("articleBody")))):
            yield Found(names.split(signed), "byline", "articleBody", signed)
            return


def _group(lines: Iterable[Line], kind: str) -> Iterator[Found[list[str]]]:
    """The first lines of a kind that stand together."""
    group: list[Line] = []
    joint: Line | None = None
    for line in lines:
        if line.kind == "joint":
            joint = line
        if line.kind != kind:
            continue
        if group and line.position - group[-1].position > 8:
            break
        if line.names and group and joint and line.position - 1 == joint.position == group[-1].position + 1:
            last = group.pop()
            group.append(line._replace(text=f"{last.text} {joint.text} {line.text}", names=[*last.names, *line.names]))
        elif line.names:
            group.append(line)
    if group:
        found = _without_initials(name for line in group for name in line.names)
        yield Found(found, "byline", group[0].where, "\n".join(dict.fromkeys(line.text for line in group)))


def _names(parts: list[Part], story: Story) -> list[str]:
    """The names in a line: of the part that begins as bylines do, else of that marked as one, else of the first with a
    name; and of those whose element is of the same kind, and the site's or an agency's."""
    dated = next((at for at, part in enumerate(parts) if names.has_date(part.text)), len(parts))
    read = [
        (part, [] if at > dated and _is_section(part, story) else _names_of(part.text, story))
        for at, part in enumerate(parts)
    ]
    led = next((part for part in parts if names.LEAD.match(part.text)), None)
    whole = _without_initials([name for _, found in read for name in found])
    named = [part for part, found in read if any(name in whole for name in found)]
    first = led or next((part for part in named if part.marked), named[0] if named else None)
    if first is None:
        return []
    chosen = [
        found
        for part, found in read
        if part is first
        or part.element == first.element
        or names.LEAD.match(part.text)
        or (len(part.text) <= 40 and (story.is_site(part.text) or names.agency(part.text)))
    ]
    return list(dict.fromkeys(name for found in chosen for name in found))


def _without_initials(found: Iterable[str]) -> list[str]:
    """Names once each, without those that stand in a portrait's place: "IH" beside "Ida Holm"."""
    once = dict.fromkeys(found)
    initials = {"".join(word[0] for word in name.split()) for name in once}
    return [name for name in once if name not in initials or names.agency(name)]


def _names_of(text: str, story: Story) -> list[str]:
    if len(text) > MAX_LINE or text[0] in "/>»›" or (story.headline and key(text) == key(story.headline)):
        return []
    found = [name for part in names.split(text) if _is_name(part, story) for name in _parted(part, story)]
    if names.has_date(text):
        found = [part for part in found if not _is_label(part, story)]
    full = next((at for at, part in enumerate(found) if " " in part or names.agency(part)), len(found))
    found = [part for at, part in enumerate(found) if at <= full or not _is_place(part, story)]
    single = sum(" " not in part for part in found)
    if single > 2 and single == len(found) and not names.LEAD.match(text) and text.isascii():
        return []  # a list of sections or tags
    return found + names.agencies_aside(text)


def _parted(name: str, story: Story) -> list[str]:
    """A person's name and that of the agency, of the site or of the outlet that stands behind it without a mark between
    ("Jane Doe The Harbour Times"); else the name as it is."""
    words = name.split()
    if not 3 < len(words) <= 9 or names.agency(name) or key(name) in story.site_names:
        return [name]
    for at in (2, 3):
        person, outlet = " ".join(words[:at]), " ".join(words[at:])
        if names.is_desk(person) or not names.looks_like_name(person) or names.agency(person):
            return [name]
        is_outlet = names.agency(outlet) or story.is_site(outlet) or (words[at] == "The" and names.is_desk(outlet))
        if is_outlet or (len(words) - at > 1 and _owns_the_text(story, outlet)):
            return [person, outlet]
    return [name]


def _owns_the_text(story: Story, outlet: str) -> bool:
    """Whether a line of the page says that this outlet has the rights in the text."""
    return any(
        outlet in block.text and len(block.text) <= MAX_LINE and _RIGHTS.match(block.text)
        for block in story.page.layout.blocks
    )


_RIGHTS: Final = later.compile(r"(?:©|\(c\)|copyright)\s*\W{0,3}\s*(?:19|20)\d\d\b", re.IGNORECASE)


def _is_place(part: str, story: Story) -> bool:
    """Whether a single word behind a full name or an agency is a place ("Ida Holm, Frankfurt"): it is no desk, agency or
    outlet, and no author's whole name in the page's data."""
    if " " in part or not names.CASED.search(part) or part.isupper():
        return False
    if names.agency(part) or names.is_desk(part) or story.is_site(part):
        return False
    return all(key(part) != key(value) for reading in said(story) for value in reading.value)


def _is_name(text: str, story: Story) -> bool:
    if names.is_never(text) or names.is_role(text) or len(text) > 60 or "Google News" in text:
        return False
    return names.looks_like_name(text) or bool(names.agency(text)) or names.is_desk(text) or story.is_site(text)


def _is_label(text: str, story: Story) -> bool:
    """Whether a text is a single word that is one of the page's sections and keywords."""
    return " " not in text and key(text) in story.labels and not names.agency(text)


def _is_section(part: Part, story: Story) -> bool:
    """Whether a part behind the date of a line is a single word that nothing marks as an author's name."""
    return not part.marked and " " not in part.text and not (names.agency(part.text) or story.is_site(part.text))


def near(story: Story) -> list[Line]:
    """The lines near the headline that may be bylines."""
    if "byline" not in story.known:
        story.known["byline"] = list(_readnear(story))
    lines: list[Line] = story.known["byline"]
    return lines


def _readnear(story: Story) -> Iterator[Line]:
    layout = story.page.layout
    at = story.heading.start if story.heading else _first_text(layout)
    told = [key(name) for reading in said(story) for value in reading.value for name in _parts(value)]
    long = sentences = 0
    index = max(0, at - BEFORE)
    last = min(at + AFTER, len(layout.blocks))
    while index < last:
        start, index = index, index + 1
        while index < len(layout.blocks) and layout.blocks[index].glued:
            index += 1
        block = layout.blocks[start]
        if start > at and block.size >= LONG:
            long += 1
            if long > 2:
                return
        if len(block.text) <= MAX_LINE and not start <= at < index:
            if line := _read_line(story, start, index, at, told, long, sentences):
                yield line
        if start > at and block.size >= SENTENCE and block.text[-1] in _ENDS:
            sentences += 1


def _read_line(story: Story, start: int, end: int, at: int, told: list[str], long: int, sentences: int) -> Line | None:
    """What the blocks `start` to `end`, which share a line, are to the article whose headline is block `at`."""
    layout = story.page.layout
    block = layout.blocks[start]
    text = block.text
    tag = layout.boxes[block.box].tag
    behind = start > at
    if notes.is_copyright(text) or (start and behind and names.is_credit(layout.blocks[start - 1].text)):
        return None
    if behind and names.EDITED.match(text) and not _is_somebodys(layout, block):
        return Line(start, text_of(line_of(layout, start, end)), "", "credit", [])
    if is_joint(text):
        return Line(start, text, "", "joint", [])
    signed = 0 < start - at <= CLOSE and bool(_SIGNED.match(text)) and not _is_somebodys(layout, block)
    where, is_marked, elsewhere = _place(layout, start, at, sentences)
    for other in range(start + 1, end):
        if is_marked:
            break
        if len(layout.blocks[other].text) <= MAX_LINE:
            its_where, is_marked, its_elsewhere = _place(layout, other, at, sentences)
            if is_marked:
                where, elsewhere = its_where, its_elsewhere
    if (elsewhere == HARD and not signed) or (elsewhere and not 0 < start - at < 12):
        return None
    if elsewhere:
        is_marked = False
    elif not is_marked and start < at + 25:
        links = (each for each in layout.blocks[start:end] if each.links and len(each.text) <= 100)
        is_marked = any(_links_to_author(layout, each) for each in links)
    if is_marked:
        parts = line_of(layout, start, end)
        return Line(start, text_of(parts), where, "marked", _names(parts, story))
    if (signed or not elsewhere) and behind and (names.LEAD.match(text + " x") or _has_later_lead(text)):
        parts = line_of(layout, start, end)
        dates = next((at for at, part in enumerate(parts) if not _is_dated(part.text)), 0)
        begins = (
            parts and _begins_as_byline(parts[dates].text) and (_names_of(parts[dates].text, story) or len(parts) > 1)
        )
        if (
            begins
            and not (len(text_of(parts)) > 40 and parts[-1].text[-1] in ".!?")
            and (signed or tag not in HEADINGS)
        ):
            return Line(start, text_of(parts), f"led {where}", "led", _names(parts, story))
    for each in layout.blocks[start:end]:
        if (
            behind
            and start < at + 12
            and long < 2
            and sentences < TEXT_BEFORE
            and (found := _agencies(each.text, story))
        ):
            return Line(start, each.text, where, "agency", found)
        if abs(start - at) <= CLOSE and (name := _beside_date(story, each)) and _is_meta(layout, each):
            return Line(start, each.text, where, "dated", [name])
    if told and not elsewhere and not long and behind and start < at + 12 and len(text) <= 100:
        plain = key(text)
        if any(name in plain for name in told):
            parts = line_of(layout, start, end)
            if found := [name for name in _names(parts, story) if key(name) in told]:
                return Line(start, text_of(parts), where, "data", found)
    return None


def _is_dated(text: str) -> bool:
    """Whether a part of a line holds a date, and does not begin as a byline behind it."""
    return names.has_date(text) and not _begins_as_byline(text)


def _agencies(text: str, story: Story) -> list[str]:
    """The agencies in a line that holds names and nothing else ("Quelle: dpa", "AFP, Manila")."""
    if len(text) > 60:
        return []
    found = names.split(text)
    agencies = [part for part in found if names.agency(part)]
    return agencies if agencies and all(_is_name(part, story) or names.is_never(part) for part in found) else []


def _is_somebodys(layout: Layout, block: Block) -> bool:
    """Whether a block names who took a picture, wrote a comment or another article."""
    boxes = [layout.boxes[index] for index in layout.ancestors(block.box)[:4]]
    return any(box.tag in ("figure", "figcaption", "blockquote") or _is_others(box.names) for box in boxes)


_is_others: Final = labelled(
    r"comment|kommentar|related|recommend|popular|most-?read|latest|caption|photo|foto|image|quote"
)
_SIGNED: Final = later.compile(
    r"(?:written by|reported by|author|autor(?:in|a|en|es|zy|i|ka)?|auteur|autore|penulis|reporter|pewarta|yazar|muhabir|szerző|"
    r"автор\w*|текст|συντάκτης|作者|撰文|記者|记者|نویسنده|گزارش|خبرنگار|بقلم|إعداد)\s*[:：]\s*\S",
    re.IGNORECASE,
)
"""Words that begin nothing but a byline, wherever a line close to the headline stands."""


def _is_meta(layout: Layout, block: Block) -> bool:
    return any(_is_about(layout.boxes[index].names) for index in layout.ancestors(block.box)[:3])


_is_about: Final = labelled(r"meta|info|byline|detail|post-?head|post-?data|entry-?head|dateline|publish")


def _beside_date(story: Story, block: Block) -> str | None:
    """The name in a line that holds nothing but a full name and a date ("Jane Doe | April 13, 2020")."""
    if len(block.text) > 80 or not names.has_date(block.text):
        return None
    found = names.split(block.text)
    if len(found) != 1 or not 2 <= len(found[0].split()) <= 3 or not names.looks_like_name(found[0]):
        return None
    if names.sort_of(found[0], story.is_site) != "person" or key(found[0]) in story.labels:
        return None
    return found[0]


def _below(story: Story, marks_count: bool) -> Iterator[Line]:
    layout = story.page.layout
    at = story.heading.start if story.heading else _first_text(layout)
    told = 0
    for index in range(at + 1, len(layout.blocks)):
        block = layout.blocks[index]
        if block.size >= SENTENCE:
            told += block.size
        if told < LONG // 2 or len(block.text) > MAX_LINE:
            continue
        box = layout.boxes[block.box]
        if not (
            (marks_count and box.names and is_marked_as_author(box.names))
            or _COLON_LEAD.match(block.text)
            or _is_signature(layout, index)
            or names.beside_role(block.text)
        ):
            continue
        where, _, elsewhere = _place(layout, index, at)
        if not elsewhere:
            parts = line_of(layout, index, index + 1)
            yield Line(index, text_of(parts), where, "below", _names(parts, story))


_COLON_LEAD: Final = later.compile(
    r"(?:authors?|autor(?:in|en|a|es)?|auteurs?|autrice|text(?:e|o)?|by|von|par|por|di|written by|escrito por|"
    r"écrit par|автор\w*|"
    r"текст|yazar|penulis|tekst|forfatter|szerző|作者|文|記者|记者|글)\s*[:：]\s*\S",
    re.IGNORECASE,
)
_RIGHT: Final = later.compile(r"text-align\s*:\s*(?:right|end)", re.IGNORECASE)


def _is_signature(layout: Layout, index: int) -> bool:
    """Whether a block signs the text above it: a name set at the right margin."""
    block = layout.blocks[index]
    text = _ASIDE.sub("", block.text)
    if not 4 < len(text) <= 40 or " " not in text:
        return False
    box = layout.boxes[block.box]
    if box.tag not in ("p", "div"):
        return False
    style = f"{box.attributes.get('style') or ''} text-align:{box.attributes.get('align') or ''}"
    right = _RIGHT.search(style) or _is_right(box.names)
    last = index + 1 == box.end or block.strong + block.slanted >= len(text)
    return bool(right or (last and _IN_CAPITALS.fullmatch(text))) and names.looks_like_name(text)


_IN_CAPITALS: Final = later.compile(
    r"[A-ZÀ-ÞЁІЇЄА-Я][a-zß-ÿёіїєа-я'’-]+ (?!\w{1,2}\b)(?:[A-ZÀ-Þ'’-]+|[ЁІЇЄА-Я'’-]+)(?:, .*)?"
)
"""A first name and a surname in capitals, with which regional papers sign a text: "Ida HOLM"."""


_ASIDE: Final = Sought(later.compile(r"\s\([^()]{3,60}\)$"))
_is_right: Final = labelled(
    r"(?<![\w-])(?:rteright|text-right|text-end|(?:has-text-)?align-?right|ql-align-right)(?![\w-])"
)
"""Editors' classes for text at the right margin: CKEditor, Bootstrap, WordPress, Quill."""


_LATER_LEAD: Final = later.compile(
    r"(?:[|·•]|\s[-–—]|\d)\s*(?:(?:written|reported|geschrieben|verfasst|écrit|rédigé|escrito|scritto|geschreven|skrevet|skriven)\s+)?"
    r"(?:by|von|par|por|door|av|af|da|di|автор:?)\s*:?\s+\S|"
    r"[|·•,\d]\s*(?:(?:written by|geschrieben von|verfasst von|écrit par|escrito por|scritto da|geschreven door)|(?:autor(?:in|a|e)?|auteur|"
    r"autore|yazan|yazar|автор\w*)\s*:)\s*:?\s*\S",
    re.IGNORECASE,
)


def _begins_as_byline(text: str) -> bool:
    return names.LEAD.match(text) is not None or _has_later_lead(text)


_LEAD_WORDS: Final = (
    "by ", "by:", "von ", "par ", "por ", "door ", "av ", "af ", "da ", "di ", "автор", "autor", "auteur", "yaza",
)  # fmt: skip


def _has_later_lead(text: str) -> bool:
    """Whether behind a mark or a number a byline begins."""
    low = text.lower()
    return any(word in low for word in _LEAD_WORDS) and _LATER_LEAD.search(text) is not None


def _links_to_author(layout: Layout, block: Block) -> bool:
    """Whether a block holds a link that is marked as an author's, or leads to somebody's page, whose text is the name."""
    for node in layout.boxes[block.box].node.css("a[href]")[:6]:
        attributes = node.attributes
        if (
            "author" in (attributes.get("rel") or "")
            or _AUTHOR_LINK.search(attributes.get("href") or "")
            or is_marked_as_author(attributes.get("class") or "")
        ):
            text = clean(node.text(separator=" "))
            if 2 < len(text) <= 60 and text in block.text and names.looks_like_name(text):
                return True
    return False


def _first_text(layout: Layout) -> int:
    return next((index for index, block in enumerate(layout.blocks) if block.size >= LONG), 0)


def _place(layout: Layout, position: int, at: int, sentences: int = 0) -> tuple[str, bool, int]:
    """Where a block stands: the label of its nearest named box, whether it is marked as a byline,
    and whether it belongs
    to something else (SOFT: to a share bar or a menu of sorts, HARD: to somebody else). Only boxes that do not hold the headline as well are asked."""
    block = layout.blocks[position]
    where, marked, elsewhere = "", False, 0
    near = 0 < position - at <= CLOSE
    index = block.box
    while index >= 0:
        box = layout.boxes[index]
        if box.start <= at < box.end:
            break
        small = box.end - box.start <= 10
        marked = marked or (small and bool(box.names) and is_marked_as_author(box.names))
        near = near and not (sentences >= TEXT_BEFORE and _is_card(box.names))
        excused = marked and small and (near or index == block.box)
        if box.tag in _APART_TAGS or (box.tag == "aside" and not excused):
            return where, False, HARD
        if box.tag == "footer":
            if not in_article(layout, index, at):
                return where, False, HARD
        elif box.names:
            if _is_apart(box.names):
                return where, False, HARD
            if _is_elsewhere(box.names) and not excused:
                elsewhere = SOFT
            if not where:
                classes = (box.attributes.get("class") or "").split()
                where = f"{box.tag}.{classes[0]}" if classes else box.tag
        index = box.parent
    return where or layout.boxes[block.box].tag, marked, elsewhere


_is_card: Final = labelled(r"author-?(?:bio|box|card)|about-?(?:the-)?author")
"""An author card, which behind the text may be another article's."""


class Settled(NamedTuple):
    names: list[Name]
    found: Found[list[str]] | None
    """The reading that the names come from."""
    printed: str | None
    """The byline as the page shows it."""


def settle(story: Story, shown: list[Found[list[str]]], said: list[Found[list[str]]]) -> Settled:
    """The names of the authors by sort.

    Where a byline and the page's data have a name in common, the data's list is the fuller one, and names on the same line
    of the byline are added. Where they have none, the byline outranks the data if it holds full names. Readings that name a
    person outrank those that do not.
    """
    seen = [(names_in(story, reading), reading) for reading in shown]
    told = [(names_in(story, reading), reading) for reading in said]
    if not any(found for found, _ in [*seen, *told]):
        return _odd(story, said)
    visible = next(((found, r) for found, r in seen if _persons(found)), None)
    data = next(((found, r) for found, r in told if _persons(found)), None)
    if visible and (signed := _signed(visible, seen)):
        return _settled(signed[0], signed[1], signed[1])
    if not visible and not data:
        visible = seen[0] if seen else None
        data = next(((found, r) for found, r in told if found), None)
    if visible and data:
        if common := _common(story, visible, data):
            return _settled(common, visible[1], visible[1])
        full = all(" " in name.text or not name.text.isascii() for name in _persons(visible[0]))
        chosen = visible if full else data
    else:
        chosen = visible or data or (told or seen)[0]
    found, reading = chosen
    printed = reading if reading.reader == "byline" else next((r for _, r in seen), None)
    if printed is None and _HAN.search(story.headline or ""):
        printed = next((r for r in opening(story) if _common(story, (names_in(story, r), r), chosen)), None)
    return _settled(found, reading, printed)


_HAN: Final = later.compile(r"[\u3400-\u9fff\uac00-\ud7af]")


Reading = tuple[list[Name], Found[list[str]]]


def _common(story: Story, visible: Reading, data: Reading) -> list[Name]:
    """The data's names, as the byline prints them, and those that stand with them in the same lines of the byline; empty
    if the two have no name in common."""
    of_people = bool(_persons(data[0]))
    known = _persons(data[0]) if of_people else data[0]
    common = {key(a.text) for a in visible[0] for b in known if _same(a.text, b.text)}
    if not common:
        return []
    lines = [line for line in visible[1].text.split("\n") if any(c in key(line) for c in common)]
    extra = [
        name
        for name in visible[0]
        if (" " in name.text if name.sort == "person" else _signs(story, name.text))
        and (name.sort == "agency" or any(key(name.text) in key(line) for line in lines))
        and not any(_same(name.text, other.text) for other in data[0])
    ]
    printed = {key(name.text): name for name in visible[0] if not name.text.isupper()}
    for name in data[0]:  # "Jane Doe. The Harbour Times" of the data is the printed "Jane Doe"
        shorter = (other for other in printed.values() if f"{other.text}. " in name.text and " " in other.text)
        if (short := next(shorter, None)) and key(name.text) not in printed:
            printed[key(name.text)] = short
    return [*(printed.get(key(name.text), name) for name in data[0]), *extra]


def _signs(story: Story, name: str) -> bool:
    """Whether a name that is no person's is one who signs beside people: an agency or the site itself."""
    if names.agency(name):
        return True
    return (story.is_site(name) or bool(_OUTLET.search(name))) and key(name) not in story.labels


_OUTLET: Final = later.compile(r"\s(?:News|Radio|TV|Press|Times|Post|Media|Journal|Tribune|Herald|Magazine|Network)$")
"""How outlets are called: "Kip Moosonee · Lakeshore News"."""


def _settled(found: list[Name], reading: Found[list[str]], printed: Found[list[str]] | None) -> Settled:
    people: list[Name] = []
    for name in names.unique(found):
        which = names.agency(name.text)
        if which is None or which not in map(names.agency, (other.text for other in people)):
            people.append(name)
    return Settled(people, reading, _printed(printed, people) if printed else None)


def _signed(
    visible: tuple[list[Name], Found[list[str]]], seen: list[tuple[list[Name], Found[list[str]]]]
) -> tuple[list[Name], Found[list[str]]] | None:
    """A line "By Jane Doe" that an editor wrote under the headline,
    where the marked byline is just the name of somebody
    else: that is who put it into the system."""
    if visible[1].where.startswith("led ") or any(names.LEAD.match(line) for line in visible[1].text.split("\n")):
        return None
    for found, reading in seen:
        people = _persons(found)
        if reading.where.startswith("led ") and people and all(" " in name.text for name in people):
            if not any(_same(a.text, b.text) for a in people for b in visible[0]):
                return found, reading
    return None


def _printed(reading: Found[list[str]], people: list[Name]) -> str:
    """The parts of the byline that name these people, desks and agencies, each name once."""
    left = [name.text for name in people]
    kept: list[str] = []
    for line in reading.text.split("\n"):
        for segment in _APART.split(line):
            here = [*names.split(segment), *names.agencies_aside(segment)]
            named = [name for name in left if any(_same(name, other) for other in here)]
            if named:
                kept.append(_PLACELESS.sub("", segment.strip(" ,;:/–—-")))
                left = [name for name in left if name not in named]
    return joined(kept or reading.text.split("\n"))[:MAX_LINE]


_PLACELESS: Final = later.compile(r",?\s(?:in|à|en|em|a|aus|από|i|w|в)$")
"""What leads to a place, a section or a date that stood in an element of its own."""
_APART: Final = later.compile(r"\s*[|·•●\n]\s*|\s[-–—]\s")


def _odd(story: Story, said: list[Found[list[str]]]) -> Settled:
    """A name that looks like none ("mady"), if the page's data and a byline both have it."""
    printed = {key(names.LEAD.cut(part)) for line in near(story) for part in line.text.split(PARTED)}
    for reading in said:
        for value in reading.value:
            plain = clean(value)
            if 2 < len(plain) <= 40 and key(plain) in printed and not names.is_never(plain):
                return Settled([Name(plain, names.sort_of(plain, story.is_site))], reading, None)
    return Settled([], None, None)


def names_a_person(story: Story, found: list[Found[list[str]]]) -> bool:
    """Whether any of these readings names a person."""
    return any(_persons(names_in(story, reading)) for reading in found)


def names_in(story: Story, reading: Found[list[str]]) -> list[Name]:
    """The names of a reading, judged and sorted."""
    known: dict[tuple[str, str, tuple[str, ...]], list[Name]] = story.known.setdefault("names", {})
    this = (reading.reader, reading.where, tuple(reading.value))
    if this not in known:
        found = [name for value in reading.value for name in _sorted(story, value, reading.reader)]
        full = any(name.sort == "person" and " " in name.text and not name.text.isupper() for name in found)
        alone = len(found) == 1
        known[this] = [
            name._replace(sort="organisation")
            if _is_acronym(name.text) and (full or (alone and len(name.text) in _LETTERS))
            else name._replace(sort="person")
            if alone and name.sort == "organisation" and _is_whose_site(story, name.text)
            else name
            for name in found
        ]
    return known[this]


def _sorted(story: Story, value: str, reader: str) -> list[Name]:
    parts = [value] if reader == "byline" else _parts(value)
    found = [
        Name(as_printed(name) or name, names.sort_of(name, story.is_site))
        for part in parts
        if _is_name(part, story)
        for name in _parted(part, story)
    ]
    if len(found) > 1 and found[0].sort != "person":
        found = [name for name in found if name.sort != "person" or " " in name.text]  # "Reuters, Springfield"
    return found


_LETTERS: Final = range(3, 5)
"""Capitals that stand for an outlet or an institution where they sign alone; two are somebody's initials, more a name in capitals."""


def _is_whose_site(story: Story, name: str) -> bool:
    """Whether the site is called like its author ("By Ida Holm" on a blog of that name): a full name in both cases without
    an article, of which no word stands in the page in small letters, that the page's data type as a person, and nothing in
    them as an organisation."""
    words = name.split()
    if (
        len(words) not in (2, 3)
        or names.is_desk(name)
        or not names.looks_like_name(name)
        or words[0].lower() in _ARTICLES
    ):
        return False
    if not (name[0].isupper() and words[1][1:].islower() and names.CASED.search(name)):
        return False
    things = [*story.page.json_ld]
    things += [
        thing for item in things for thing in (item.get("author"), item.get("publisher")) if isinstance(thing, dict)
    ]
    kinds = [linked.types(thing) for thing in things if key(linked.text_of(thing.get("name"))) == key(name)]
    if not any("person" in kind for kind in kinds) or any(kind & _FIRMS and "person" not in kind for kind in kinds):
        return False
    low = {word.lower() for word in words}
    return not any(low & {word.strip(_MARKS) for word in block.text.split()} for block in story.page.layout.blocks)


_MARKS: Final = ".,;:!?()[]\"'“”„«»’"
_FIRMS: Final = ORGANISATIONS - {"website"}
_ARTICLES: Final = frozenset("the a an le la les l' il lo gli el los las der die das de het al ad o os as den".split())


def _is_acronym(name: str) -> bool:
    """Whether a name beside full names is an outlet's: "Ida Holm, CNN"."""
    return " " not in name and name.isupper() and 1 < len(name) < 7 and not names.agency(name)


_LAST_FIRST: Final = later.compile(r"([^\W\d_][\w'’-]+), ([^\W\d_][\w'’-]*\.?(?: [^\W\d_]\w*\.?)?)")


def _parts(value: str) -> list[str]:
    """Names of a value in the page's data: "Doe, Jane" is one."""
    if match := _LAST_FIRST.fullmatch(clean(value)):
        return [f"{match[2]} {match[1]}"]
    return names.split(value)


def _persons(found: list[Name]) -> list[Name]:
    return [name for name in found if name.sort == "person"]


def _same(a: str, b: str) -> bool:
    """Whether two prints of a name mean one person or agency: equal keys, or the same last word and first letter."""
    ka, kb = key(a), key(b)
    if (which := names.agency(a)) and which == names.agency(b):
        return True
    if ka == kb or (len(ka) > 5 and ka in kb) or (len(kb) > 5 and kb in ka):
        return True
    wa, wb = a.casefold().split(), b.casefold().split()
    return len(wa) > 1 and len(wb) > 1 and wa[-1] == wb[-1] and wa[0][0] == wb[0][0]
