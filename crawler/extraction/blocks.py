"""A page's visible text as a flat list of blocks, in one walk of the tree.

A box is an element that can hold paragraphs (or an inline element whose class says what it is: a caption, a credit). A
block is a run of text inside one box, between two block-level borders or two `<br>`. The blocks of a box stand side by
side in the list, so that what is true of a box is a slice.
"""

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.extraction import later
from crawler.extraction.bounds import bounded
from crawler.extraction.labels import labelled
from crawler.extraction.page import Page

MAX_NODES: Final = 50_000
"""Nodes that are walked at most; a page beyond is cut there."""
MAX_BOXES: Final = 512
"""Boxes inside each other at most, as in Blink; what stands deeper is of the last of them."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


INLINE: Final = _set(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rb ruby s samp small span "
    "strike strong sub sup time tt u var wbr"
)
UNSEEN: Final = _set(
    "script style noscript template svg math button select option datalist iframe object embed canvas head link meta "
    "input textarea video audio map area rp rt rtc dialog progress meter param source track base title frameset "
    "-comment -doctype"
)
"""Elements whose text is not read."""
_PLAYERS: Final = _set("iframe video audio embed object")
_SEEN_LEAVES: Final = _PLAYERS | {"img", "amp-img", "noscript"}
PARAGRAPHS: Final = _set("p h1 h2 h3 h4 h5 h6 li dt dd blockquote pre figcaption caption td th")
HEADINGS: Final = _set("h1 h2 h3 h4 h5 h6")

_BOX: Final = 0
_PRE: Final = 1
_INLINE_BOX: Final = 2
_INLINE: Final = 3
_LINK: Final = 4
_STRONG: Final = 5
_SLANTED: Final = 6
_LEAF: Final = 7
_TEXT: Final = 8
"""What a node does to the text around it: the first three hold blocks of their own."""
_KINDS: Final = {
    **dict.fromkeys(INLINE, _INLINE),
    **dict.fromkeys(UNSEEN | {"", "br", "img", "amp-img"}, _LEAF),
    "pre": _PRE,
    "a": _LINK,
    "b": _STRONG,
    "strong": _STRONG,
    "i": _SLANTED,
    "em": _SLANTED,
    "-text": _TEXT,
}
"""The kinds by tag; all other elements are boxes."""
_STATIC_TAGS: Final = 512
"""lexbor numbers the tags of the HTML standard below this, the same in every document."""
_UNKNOWN: Final = -1
_KIND_BY_NUMBER: Final[list[int]] = [_UNKNOWN] * _STATIC_TAGS
_TAG_BY_NUMBER: Final[list[str]] = [""] * _STATIC_TAGS
"""The kinds and the tags of those numbers that were met."""

SWALLOWED: Final = 20
"""Blocks in a `<noscript>` from which it is the page and not a notice that scripts are needed."""
_NOSCRIPT: Final = later.compile(r"</?noscript\b[^<>]{0,200}>", re.IGNORECASE)
_BREAK: Final = "\x1e"
_UNSPACED: Final = later.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
)
_UNSPACED_BYTES: Final = bytes(0xE3 <= byte <= 0xE9 or byte in (0xE0, 0xE1, 0xEF) for byte in range(256))
"""Of each byte of UTF-8 whether a character of a script without spaces may begin with it, 1 or 0."""
_INVISIBLE: Final = later.compile("[\u00ad\u200b\u2060\ufeff]")
_is_inline_box: Final = labelled(
    r"caption|credit|copyright|(?:img|image|photo|pic)[-_]?desc|sr-only|screen-?reader|visually-?hidden|assistive|dateline|byline|hidden|photo-?(?:by|signature)|"
    r"tooltip|read-?more|share|\bads?\b|source|quelle|kaynak|fotograf|author|newsletter|\bmeta\b|timestamp"
)


@final
class Box:
    """An element that holds blocks `start` to `end`, with what it calls itself (class, id, role …): in
    `names` in lower case, in `spelled` as written."""

    __slots__ = ("attributes", "end", "index", "names", "node", "parent", "spelled", "start", "tag")

    def __init__(
        self,
        index: int,
        parent: int,
        tag: str,
        spelled: str,
        start: int,
        node: LexborNode,
        attributes: dict[str, str | None],
    ) -> None:
        self.index = index
        self.parent = parent
        self.tag = tag
        self.spelled, self.names = _NAMES.get(spelled) or _remember(spelled)
        self.start = start
        self.end = 0
        self.node = node
        self.attributes = attributes


_NAMES: Final[dict[str, tuple[str, str]]] = {}
"""Names as written, with the same in lower case: boxes that are called alike share their strings."""
MAX_NAMES: Final = 16_384
MAX_NAME: Final = 300
"""Characters of an attribute that are read as a name."""


def _remember(spelled: str) -> tuple[str, str]:
    if len(_NAMES) >= MAX_NAMES:
        _NAMES.clear()
    both = _NAMES[spelled] = (spelled, spelled.lower())
    return both


@final
class Block:
    """A run of text. The numbers are characters; `size` counts those of scripts without spaces three times, so that
    sizes compare across scripts. `opens`: it begins with a link. `glued`: it goes on in the line of the block before, as
    only an inline box parts them."""

    __slots__ = ("box", "glued", "linked", "links", "opens", "size", "slanted", "strong", "text")

    def __init__(
        self,
        text: str,
        box: int,
        size: int,
        linked: int,
        strong: int,
        slanted: int,
        links: int,
        opens: bool,
        glued: bool,
    ) -> None:
        self.text = text
        self.box = box
        self.size = size
        self.linked = linked
        self.strong = strong
        self.slanted = slanted
        self.links = links
        self.opens = opens
        self.glued = glued


@final
class Picture:
    """An `<img>`, `<amp-img>` or `<picture>` where it stands: before block `at`, inside `box`."""

    __slots__ = ("at", "box", "node")

    def __init__(self, node: LexborNode, box: int, at: int) -> None:
        self.node = node
        self.box = box
        self.at = at


@dataclass(slots=True)
class Layout:
    boxes: list[Box] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    embeds: list[Picture] = field(default_factory=list)
    """video, audio and iframe elements."""
    cut: bool = False
    """The page has more than MAX_NODES nodes."""

    def ancestors(self, box: int) -> list[int]:
        """The box and those around it, inmost first."""
        found = []
        while box >= 0:
            found.append(box)
            box = self.boxes[box].parent
        return found

    def text(self, box: Box) -> str:
        return "\n\n".join(block.text for block in self.blocks[box.start : box.end])


def size_of(text: str) -> int:
    """Characters of a text, those of scripts without spaces counted three times."""
    if text.isascii() or 1 not in text.encode("utf-8", "surrogatepass").translate(_UNSPACED_BYTES):
        return len(text)
    return len(text) + 2 * len(_UNSPACED.findall(text))


def names_of(attributes: dict[str, str | None]) -> str:
    """What an element calls itself, in lower case."""
    return spelled_names_of(attributes).lower()


def spelled_names_of(attributes: dict[str, str | None]) -> str:
    """What an element calls itself: class, id, role and the usual data attributes, as written."""
    names = ""
    for name, value in attributes.items():
        if value and name in _NAMING:
            if len(value) > MAX_NAME:
                value = value[:MAX_NAME]
            names = f"{names} {value}" if names else value
    return names


_NAMING: Final = frozenset(
    (
        "class",
        "id",
        "role",
        "data-testid",
        "data-component",
        "data-component-name",
        "data-type",
        "data-module",
        "itemprop",
        "data-qa",
        "data-block",
        "data-block-type",
        "aria-label",
        "data-name",
        "data-gu-name",
        "data-element",
        "property",
    )
)


def read_blocks(page: Page) -> Layout:
    """The blocks of a page's body. Never raises; time is linear in the number of nodes.

    A `<noscript>` that leaves an element open swallows the page where scripts are not run: it is opened then.
    """
    layout = read_tree(page.tree)
    if not layout.blocks and _NOSCRIPT.search(page.text):
        opened = read_tree(LexborHTMLParser(_NOSCRIPT.sub("", bounded(page.text)[0])))
        return opened if len(opened.blocks) >= SWALLOWED else layout
    return layout


def read_tree(tree: LexborHTMLParser) -> Layout:
    """The blocks of a parsed document's body.

    One pass, depth first, with a stack of open elements instead of recursion. Every node of the page comes through
    here, so what is known of the block at hand is kept in local variables, and an element is looked at by its number.
    """
    layout = Layout()
    if tree.body is None:
        return layout
    boxes, blocks = layout.boxes, layout.blocks
    boxes.append(Box(0, -1, "body", "", 0, tree.body, tree.body.attributes))
    parts: list[str] = []
    linked = strong = slanted = links = 0
    in_link = in_strong = in_slanted = in_pre = 0
    box = 0
    edge = 0  # blocks there were at the last block-level border: what stands before it shares no line with what follows
    glue = begun = opens = False

    open_elements: list[tuple[LexborNode, int]] = []
    node = tree.body.first_child
    kinds, is_text, is_leaf, is_link = _KIND_BY_NUMBER, _TEXT, _LEAF, _LINK
    for _ in range(MAX_NODES):
        if node is None:
            break
        number = node.tag_id
        kind = kinds[number] if number < _STATIC_TAGS else _UNKNOWN
        if kind == _UNKNOWN:
            kind = _learn(node)
        if kind == is_text:
            if parts or not node.is_empty_text_node:
                text = node.text_content or ""
                parts.append(text)
                if in_link or in_strong or in_slanted:
                    length = len(text.strip())
                    if in_link:
                        linked += length
                    if in_strong:
                        strong += length
                    if in_slanted:
                        slanted += length
                if not begun and not text.isspace():
                    begun, opens = True, in_link > 0
            node = node.next
        elif kind == is_leaf:
            tag = _TAG_BY_NUMBER[number] if number < _STATIC_TAGS else node.tag or ""
            if tag == "br":
                parts.append(_BREAK)
            elif tag in _SEEN_LEAVES:
                _read_leaf(layout, node, tag, box, parts)
            node = node.next
        else:
            if kind == is_link:
                in_link += 1
                links += 1
            elif kind <= _PRE:
                if parts or links:
                    _close(blocks, parts, box, linked, strong, slanted, links, begun, opens, glue, edge, in_pre > 0)
                    linked = strong = slanted = links = 0
                    begun = False
                if len(open_elements) > MAX_BOXES:
                    kind = _INLINE
                else:
                    attributes = node.attributes
                    spelled = spelled_names_of(attributes) if attributes else ""
                    edge, glue = len(blocks), False
                    tag = _TAG_BY_NUMBER[number] if number < _STATIC_TAGS else node.tag or ""
                    boxes.append(Box(len(boxes), box, tag, spelled, edge, node, attributes))
                    box = len(boxes) - 1
                    if kind == _PRE:
                        in_pre += 1
            else:
                if attributes := node.attributes:
                    spelled = spelled_names_of(attributes)
                    if (spelled and _is_inline_box(spelled)) or hidden(attributes):
                        if parts or links:
                            _close(
                                blocks, parts, box, linked, strong, slanted, links, begun, opens, glue, edge, in_pre > 0
                            )
                            linked = strong = slanted = links = 0
                            begun = False
                        at = len(blocks)
                        tag = _TAG_BY_NUMBER[number] if number < _STATIC_TAGS else node.tag or ""
                        boxes.append(Box(len(boxes), box, tag, spelled, at, node, attributes))
                        box = len(boxes) - 1
                        glue, kind = True, _INLINE_BOX
                if kind == _STRONG:
                    in_strong += 1
                elif kind == _SLANTED:
                    in_slanted += 1
            open_elements.append((node, kind))
            node = node.first_child
        while node is None and open_elements:
            node, kind = open_elements.pop()
            if kind <= _INLINE_BOX:
                if parts or links:
                    _close(blocks, parts, box, linked, strong, slanted, links, begun, opens, glue, edge, in_pre > 0)
                    linked = strong = slanted = links = 0
                    begun = False
                closed = boxes[box]
                box = closed.parent
                closed.end = len(blocks)
                if kind == _INLINE_BOX:
                    glue = True
                else:
                    glue, edge = False, closed.end
                    if kind == _PRE:
                        in_pre -= 1
            elif kind == _LINK:
                in_link -= 1
            elif kind == _STRONG:
                in_strong -= 1
            elif kind == _SLANTED:
                in_slanted -= 1
            node = node.next
    else:
        layout.cut = node is not None
    if parts or links:
        _close(blocks, parts, box, linked, strong, slanted, links, begun, opens, glue, edge, in_pre > 0)
    while box >= 0:
        boxes[box].end = len(blocks)
        box = boxes[box].parent
    return layout


def _close(
    blocks: list[Block],
    parts: list[str],
    box: int,
    linked: int,
    strong: int,
    slanted: int,
    links: int,
    begun: bool,
    opens: bool,
    glue: bool,
    edge: int,
    in_pre: bool,
) -> None:
    """The text of these parts as a block, or as several where breaks part it, if it has `begun`; the parts are used up."""
    if not begun:
        parts.clear()
        return
    glued = glue and len(blocks) > edge
    raw = parts[0] if len(parts) == 1 else "".join(parts)
    parts.clear()
    if in_pre:
        raw = raw.replace("\n", _BREAK)
    elif "\n\n\u3000" in raw:  # Japanese portals: paragraphs that styles alone set apart, each with its indent
        raw = raw.replace("\n\n\u3000", _BREAK * 2)
    if _BREAK not in raw:
        text = raw.strip()
        if "  " in text or not text.isprintable():  # so with other spaces or invisible characters
            text = " ".join((raw if raw.isascii() else _INVISIBLE.sub("", raw)).split())
        if text:
            size = len(text) if text.isascii() else size_of(text)
            blocks.append(Block(text, box, size, linked, strong, slanted, links, opens, glued))
        return
    texts = _paragraphs(raw if raw.isascii() else _INVISIBLE.sub("", raw))
    whole = sum(map(len, texts))
    glued = glued and len(texts) == 1 and not raw.startswith(_BREAK)
    for text in texts:
        share = len(text) / whole
        styled = int(linked * share), int(strong * share), int(slanted * share)
        blocks.append(Block(text, box, size_of(text), *styled, links, opens, glued))


def _learn(node: LexborNode) -> int:
    """The kind of a node, remembered where its tag has the same number in other documents."""
    kind = _KINDS.get(node.tag or "", _BOX)
    number = node.tag_id
    if number < _STATIC_TAGS:
        _KIND_BY_NUMBER[number] = kind
        _TAG_BY_NUMBER[number] = node.tag or ""
    return kind


def _read_leaf(layout: Layout, node: LexborNode, tag: str, box: int, parts: list[str]) -> None:
    """A picture or a player. `parts` is the text before it that belongs to no block yet."""
    at = len(layout.blocks)
    if tag == "img" or tag == "amp-img":
        pending = any(part != _BREAK and not part.isspace() for part in parts)
        layout.pictures.append(Picture(node, box, at + pending))
    elif tag == "noscript":
        # a lazy picture's real address often stands in its noscript twin only
        child = node.first_child
        while child is not None:
            if child.tag == "img":
                layout.pictures.append(Picture(child, box, at))
            child = child.next
    else:
        layout.embeds.append(Picture(node, box, at))


def _paragraphs(raw: str) -> list[str]:
    """Text with its breaks as paragraphs: two breaks end one; single breaks do where the lines are long, unless a sentence
    runs over the break."""
    paragraphs: list[list[str]] = [[]]
    for line in raw.split(_BREAK):
        text = " ".join(line.split())
        if text:
            paragraphs[-1].append(text)
        elif paragraphs[-1]:
            paragraphs.append([])
    found: list[str] = []
    for lines in paragraphs:
        if not lines:
            continue
        if len(lines) > 1 and sum(map(size_of, lines)) >= 60 * len(lines):
            whole = [[lines[0]]]
            for before, line in pairwise(lines):
                if line[0].islower() and before[-1] not in _LINE_ENDS:
                    whole[-1].append(line)
                else:
                    whole.append([line])
            found.extend(map(" ".join, whole))
        else:
            found.append(" ".join(lines))
    return found


_LINE_ENDS: Final = frozenset('.!?:;…”"»')
_DISPLAY_NONE: Final = later.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def hidden(attributes: dict[str, str | None]) -> bool:
    """Whether the element itself says that it is not shown."""
    if "hidden" in attributes:
        return True
    style = attributes.get("style")
    return bool(style and _DISPLAY_NONE.search(style))
