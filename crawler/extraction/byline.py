"""Who wrote it: the byline as printed near the headline, and what the page's data say; the byline outranks them.

A byline is a short text that is marked as one (class, itemprop, rel, a link to an author's page), or that begins with the
word that bylines begin with ("By", "Von", "Автор:", "文／"). It counts near the headline, not in comments, cards, related
teasers, captions or the bios below the text.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from crawler.extraction import linked, names
from crawler.extraction.blocks import HEADINGS, UNSEEN, Block, Layout
from crawler.extraction.labels import labelled
from crawler.extraction.names import Name
from crawler.extraction.story import Found, Story, in_article
from crawler.extraction.text import clean, key, unescape

MAX_BYLINE = 200
BEFORE, AFTER = 6, 70
"""Blocks before and after the headline among which a byline is looked for."""
SOFT, HARD = 1, 2
CLOSE = 5
"""Within so many blocks of the headline, what is marked as a byline is the article's even in a side bar or a teaser box."""
_APART_TAGS = frozenset(("nav", "figure", "figcaption", "form", "blockquote"))
LONG = 250
"""A paragraph of this size, in characters, is text; behind the third one no byline is read as the article's."""

_is_marked = labelled(
    r"by-?line|author|\bautor|autor(?:en|in|es|as)?\b|auteur|autrice|verfasser|redacteur|redaktor|writer|penulis|yazar|"
    r"journalist|reporter|contributor|creator|written-?by|published-?by|post-?by|post(?:ed)?-?by|signature|firma\b|"
    r"nombre-?periodista|"
    r"person-?name|profile-?name|kirjoittaja|forfatter|skribent|szerzo|автор",
)
_is_elsewhere = labelled(
    r"comment|kommentar|komentar|disqus|related|sidebar|teaser|(?<!v)cards?\b|widget|footer|recommend|promo|"
    r"newsletter|trending|popular|"
    r"most-?read|latest|read-?more|menu|navigation|\bbio\b|biograph|about-?(?:the-)?author|author-?(?:bio|box|"
    r"info-?box|desc)|"
    r"authorbox|caption|credit|figure|gallery|slider|carousel|share|social|advert|breadcrumb|search|login|copyright|"
    r"reply|replies|quote|testimonial|tooltip|photograph",
)
_is_apart = labelled(
    r"comment|kommentar|komentar|disqus|related|recent|recommend|promo|popular|most-?read|trending|latest|biograph|"
    r"about-?(?:the-)?author|author-?(?:info-?box|desc)|"
    r"caption|credit|copyright|repl|quote|photo",
)
"""What is somebody else's even where it is marked as an author's."""
_AUTHOR_LINK = re.compile(
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
        "parsely-author", "sailthru.author", "byl", "cxenseparse:author", "lp.article:author", "twitter:creator:name",
    ):  # fmt: skip
        values = [unescape(value) for value in story.page.meta.get(name, []) if "://" not in value]
        if values:
            yield Found(values[:10], "meta", name, ", ".join(values[:10]))


class Line(NamedTuple):
    """A block that may be a byline."""

    position: int
    block: Block
    where: str
    kind: str
    """marked, led (it begins as bylines do), agency, or below (the text)."""
    names: list[str]


def marked(story: Story) -> Iterator[Found[list[str]]]:
    """The byline near the headline that is marked as one."""
    return _group(_near(story), "marked")


def led(story: Story) -> Iterator[Found[list[str]]]:
    """The byline near the headline that begins as bylines do."""
    return _group(_near(story), "led")


def dated(story: Story) -> Iterator[Found[list[str]]]:
    """A full name that shares a line with the date beside the headline."""
    return _group(_near(story), "dated")


def of_agencies(story: Story) -> Iterator[Found[list[str]]]:
    """The bare name of an agency between headline and text."""
    return _group(_near(story), "agency")


def below(story: Story) -> Iterator[Found[list[str]]]:
    """A byline or a signature below the text; of marked ones only where the page's data name nobody at all."""
    nobody = not any(names_in(story, reading) for reader in (from_linked, from_meta) for reading in reader(story))
    return _group(_below(story, nobody), "below")


def _group(lines: Iterable[Line], kind: str) -> Iterator[Found[list[str]]]:
    """The first lines of a kind that stand together."""
    group: list[Line] = []
    for line in lines:
        if line.kind != kind:
            continue
        if group and line.position - group[-1].position > 8:
            break
        if line.names:
            group.append(line)
    if group:
        found = list(dict.fromkeys(name for line in group for name in line.names))
        yield Found(found, "byline", group[0].where, "\n".join(dict.fromkeys(line.block.text for line in group)))


def _names(text: str, story: Story) -> list[str]:
    if len(text) > MAX_BYLINE or (story.headline and key(text) == key(story.headline)):
        return []
    parts = names.split(text)
    found = [part for part in parts if _is_name(part, story) and not names.is_role(part)]
    if not found and names.LEAD.match(text):
        return [part for part in parts if names.is_desk(part)]  # "By Staff Writers"
    single = sum(" " not in part for part in found)
    if single > 2 and single == len(found) and not names.LEAD.match(text) and text.isascii():
        return []  # a list of sections or tags
    return found


def _spaced(layout: Layout, block: Block) -> str:
    """The text of a block with a space between its elements, which styles may part where the markup does not."""
    box = layout.boxes[block.box]
    if box.end - box.start != 1 or len(block.text) > MAX_BYLINE:
        return block.text
    parts = [
        node.text_content or ""
        for node in box.node.traverse(include_text=True)
        if node.tag == "-text" and node.parent is not None and node.parent.tag not in UNSEEN
    ]
    text = clean(" ".join(parts))
    return text if key(text) == key(block.text) else block.text


def _is_name(text: str, story: Story) -> bool:
    if names.is_never(text) or len(text) > 60:
        return False
    return names.looks_like_name(text) or bool(names.agency(text)) or names.is_desk(text) or story.is_site(text)


def _near(story: Story) -> list[Line]:
    """The lines near the headline that may be bylines."""
    if "byline" not in story.known:
        story.known["byline"] = list(_read_near(story))
    lines: list[Line] = story.known["byline"]
    return lines


def _read_near(story: Story) -> Iterator[Line]:
    layout = story.page.layout
    at = story.heading.start if story.heading else _first_text(layout)
    long = 0
    for index in range(max(0, at - BEFORE), min(at + AFTER, len(layout.blocks))):
        block = layout.blocks[index]
        if index > at and block.size >= LONG:
            long += 1
            if long > 2:
                return
        if len(block.text) > MAX_BYLINE or index == at:
            continue
        where, is_marked, elsewhere = _place(layout, index, at)
        if elsewhere == HARD or (elsewhere and not 0 < index - at < 12):
            continue
        if elsewhere:
            is_marked = False
        if not is_marked and not elsewhere and block.links and len(block.text) <= 100 and index < at + 25:
            is_marked = _links_to_author(layout, block)
        if is_marked:
            yield Line(index, block, where, "marked", _names(_spaced(layout, block), story))
        elif (
            not elsewhere
            and index > at
            and _begins_as_byline(block.text)
            and layout.boxes[block.box].tag not in HEADINGS
        ):
            yield Line(index, block, f"led {where}", "led", _names(block.text, story))
        elif at < index < at + 12 and long < 2 and len(block.text) <= 60:
            if found := [part for part in names.split(block.text) if names.agency(part)]:
                yield Line(index, block, where, "agency", found)
                continue
        if (
            not is_marked
            and abs(index - at) <= CLOSE
            and (name := _beside_date(story, block))
            and _is_meta(layout, block)
        ):
            yield Line(index, block, where, "dated", [name])


def _is_meta(layout: Layout, block: Block) -> bool:
    return any(_is_about(layout.boxes[index].names) for index in layout.ancestors(block.box)[:3])


_is_about = labelled(r"meta|info|byline|detail|post-?head|post-?data|entry-?head|dateline|publish")


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
    long = 0
    for index in range(at + 1, len(layout.blocks)):
        block = layout.blocks[index]
        if block.size >= LONG // 2:
            long += 1
        if not long or len(block.text) > MAX_BYLINE:
            continue
        box = layout.boxes[block.box]
        if not (
            (marks_count and box.names and _is_marked(box.names))
            or _COLON_LEAD.match(block.text)
            or _is_signature(layout, index)
        ):
            continue
        where, _, elsewhere = _place(layout, index, at)
        if not elsewhere:
            yield Line(index, block, where, "below", _names(block.text, story))


_COLON_LEAD = re.compile(
    r"(?:authors?|autor(?:in|en|a|es)?|auteurs?|autrice|text(?:e|o)?|by|von|par|por|di|written by|escrito por|"
    r"écrit par|автор\w*|"
    r"текст|yazar|penulis|tekst|forfatter|szerző|作者|文|記者|记者|글)\s*[:：]\s*\S",
    re.IGNORECASE,
)
_RIGHT = re.compile(r"text-align\s*:\s*(?:right|end)", re.IGNORECASE)


def _is_signature(layout: Layout, index: int) -> bool:
    """Whether a block signs the text above it: a name set at the right margin."""
    block = layout.blocks[index]
    if not 4 < len(block.text) <= 40 or " " not in block.text or not names.looks_like_name(block.text):
        return False
    box = layout.boxes[block.box]
    return box.tag in ("p", "div") and bool(_RIGHT.search(box.attributes.get("style") or ""))


_LATER_LEAD = re.compile(r"(?:[|·•]|\s[-–—]|\d)\s*(?:by|von|par|por|door|av|af|di|автор:?)\s+\S", re.IGNORECASE)


def _begins_as_byline(text: str) -> bool:
    return bool(names.LEAD.match(text) or _LATER_LEAD.search(text))


def _links_to_author(layout: Layout, block: Block) -> bool:
    """Whether a block holds a link to the page of somebody whose name is the link's text."""
    for node in layout.boxes[block.box].node.css("a[href]")[:6]:
        attributes = node.attributes
        if "author" in (attributes.get("rel") or "") or _AUTHOR_LINK.search(attributes.get("href") or ""):
            text = clean(node.text(separator=" "))
            if 2 < len(text) <= 60 and text in block.text and names.looks_like_name(text):
                return True
    return False


def _first_text(layout: Layout) -> int:
    return next((index for index, block in enumerate(layout.blocks) if block.size >= LONG), 0)


def _place(layout: Layout, position: int, at: int) -> tuple[str, bool, int]:
    """Where a block stands: the label of its nearest named box, whether it is marked as a byline,
    and whether it belongs
    to something else (SOFT: to a share bar or a menu of sorts, HARD: to somebody else). Only boxes that do not hold the headline as well are asked."""
    block = layout.blocks[position]
    where, marked, elsewhere = "", False, 0
    near = 0 < position - at <= CLOSE
    for index in layout.ancestors(block.box):
        box = layout.boxes[index]
        if box.start <= at < box.end:
            break
        small = box.end - box.start <= 10
        marked = marked or (small and bool(box.names) and _is_marked(box.names))
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
            classes = (box.attributes.get("class") or "").split()
            where = where or (f"{box.tag}.{classes[0]}" if classes else box.tag)
    return where or layout.boxes[block.box].tag, marked, elsewhere


def from_nodes(story: Story, nodes: list[LexborNode]) -> Found[list[str]]:
    """The byline out of elements that are known to hold it."""
    lines = [clean(node.text(separator=" ")) for node in nodes[:20]]
    found = [part for line in lines for part in _names(line, story)]
    return Found(found, "byline", "family", "\n".join(line for line in lines if line))


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
    if visible and (signed := _signed(visible, seen)):
        return Settled(names.unique(signed[0]), signed[1], _printed(signed[1]))
    data = next(((found, r) for found, r in told if _persons(found)), None)
    if visible and data:
        common = {key(a.text) for a in _persons(visible[0]) for b in _persons(data[0]) if _same(a.text, b.text)}
        if common:
            lines = [line for line in visible[1].text.split("\n") if any(c in key(line) for c in common)]
            extra = [
                name
                for name in _persons(visible[0])
                if " " in name.text
                and any(key(name.text) in key(line) for line in lines)
                and not any(_same(name.text, known.text) for known in data[0])
            ]
            return Settled(names.unique([*data[0], *extra]), visible[1], _printed(visible[1]))
        full = all(" " in name.text or not name.text.isascii() for name in _persons(visible[0]))
        chosen = visible if full else data
    else:
        chosen = visible or data or next((found, r) for found, r in [*seen, *told] if found)
    found, reading = chosen
    printed = reading if reading.reader == "byline" else next((r for people, r in seen if people), None)
    return Settled(names.unique(found), reading, _printed(printed))


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


def _printed(reading: Found[list[str]] | None) -> str | None:
    return " · ".join(reading.text.split("\n"))[:MAX_BYLINE] if reading and reading.reader == "byline" else None


def _odd(story: Story, said: list[Found[list[str]]]) -> Settled:
    """A name that looks like none ("mady"), if the page's data and a byline both have it."""
    printed = {key(names.LEAD.sub("", line.block.text, count=1)) for line in _near(story) if line.kind == "marked"}
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
    found: list[Name] = []
    for value in reading.value:
        parts = [value] if reading.reader == "byline" else _parts(value)
        sorted_ = [
            Name(part, names.sort_of(part, story.is_site))
            for part in parts
            if _is_name(part, story) and not names.is_role(part)
        ]
        if len(sorted_) > 1 and sorted_[0].sort == "organisation":
            sorted_ = [n for n in sorted_ if n.sort != "person" or " " in n.text]  # "The Echo, Springfield, Ruritania"
        found.extend(sorted_)
    return found


_LAST_FIRST = re.compile(r"([^\W\d_][\w'’-]+), ([^\W\d_][\w'’-]*\.?(?: [^\W\d_]\w*\.?)?)")


def _parts(value: str) -> list[str]:
    """Names of a value in the page's data: "Doe, Jane" is one."""
    if match := _LAST_FIRST.fullmatch(clean(value)):
        return [f"{match[2]} {match[1]}"]
    return names.split(value)


def _persons(found: list[Name]) -> list[Name]:
    return [name for name in found if name.sort == "person"]


def _same(a: str, b: str) -> bool:
    """Whether two prints of a name mean one person: equal keys, or the same last word and first letter."""
    ka, kb = key(a), key(b)
    if ka == kb or (len(ka) > 5 and ka in kb) or (len(kb) > 5 and kb in ka):
        return True
    wa, wb = a.casefold().split(), b.casefold().split()
    return len(wa) > 1 and len(wb) > 1 and wa[-1] == wb[-1] and wa[0][0] == wb[0][0]
