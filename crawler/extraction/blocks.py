"""A page's visible text as a flat list of blocks, in one walk of the tree.

A box is an element that can hold paragraphs (or an inline element whose class says what it is: a caption, a credit). A
block is a run of text inside one box, between two block-level borders or two `<br>`. The blocks of a box stand side by
side in the list, so that what is true of a box is a slice.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.extraction.page import Page

MAX_NODES = 400_000
"""Nodes that are walked at most; a page beyond is cut there."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


INLINE = _set(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rp ruby s samp small span "
    "strike strong sub sup time tt u var wbr"
)
UNSEEN = _set(
    "script style noscript template svg math button select option datalist iframe object embed canvas head link meta "
    "input textarea video audio map area rp rt dialog progress meter param source track base title frameset "
    "-comment -doctype"
)
"""Elements whose text is not read."""
_PLAYERS = _set("iframe video audio embed object")
_LEAVES = UNSEEN | {"img", "amp-img"}
PARAGRAPHS = _set("p h1 h2 h3 h4 h5 h6 li dt dd blockquote pre figcaption caption td th")
HEADINGS = _set("h1 h2 h3 h4 h5 h6")

_BREAK = "\x1e"
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_INLINE_BOX = re.compile(
    r"caption|credit|copyright|sr-only|screen-?reader|visually-?hidden|assistive|dateline|byline|hidden|photo-?by|"
    r"tooltip|read-?more|share|\bads?\b|source|quelle|fotograf|author|newsletter|\bmeta\b|timestamp"
)


@dataclass(slots=True)
class Box:
    """An element that holds blocks `start` to `end`, with what it calls itself (class, id, role …): in
    `names` in lower case, in `spelled` as written."""

    index: int
    parent: int
    tag: str
    names: str
    spelled: str
    start: int
    node: LexborNode
    attributes: dict[str, str | None]
    end: int = 0


@dataclass(slots=True)
class Block:
    """A run of text. The numbers are characters; `size` counts those of scripts without spaces three times, so that
    sizes compare across scripts."""

    text: str
    box: int
    size: int
    linked: int = 0
    strong: int = 0
    slanted: int = 0
    links: int = 0
    opens: bool = False
    """Begins with a link."""
    glued: bool = False
    """Goes on in the line of the block before: only an inline box parts them."""


@dataclass(slots=True)
class Picture:
    """An `<img>`, `<amp-img>` or `<picture>` where it stands: before block `at`, inside `box`."""

    node: LexborNode
    box: int
    at: int


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
    return len(text) if text.isascii() else len(text) + 2 * len(_UNSPACED.findall(text))


@lru_cache(maxsize=4096)
def _is_inline_box(names: str) -> bool:
    return bool(_INLINE_BOX.search(names.lower()))


def names_of(attributes: dict[str, str | None]) -> str:
    """What an element calls itself, in lower case."""
    return spelled_names_of(attributes).lower()


def spelled_names_of(attributes: dict[str, str | None]) -> str:
    """What an element calls itself: class, id, role and the usual data attributes, as written."""
    parts = []
    for name, value in attributes.items():
        if value and name in _NAMING:
            parts.append(value if len(value) <= 300 else value[:300])
    return " ".join(parts)


_NAMING = frozenset(
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
    """The blocks of a page's body. Never raises; time is linear in the number of nodes."""
    return read_tree(page.tree)


def read_tree(tree: LexborHTMLParser) -> Layout:
    """The blocks of a parsed document's body."""
    layout = Layout()
    body = tree.body
    if body is not None:
        _Walk(layout).run(body)
    return layout


class _Walk:
    """One pass over the tree, depth first, with a stack of open elements instead of recursion."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.parts: list[str] = []
        self.linked = self.strong = self.slanted = self.links = 0
        self.in_link = self.in_strong = self.in_slanted = self.in_pre = 0
        self.box = -1
        self.edge = 0
        """Blocks there were at the last block-level border: what stands before it shares no line with what follows."""
        self.glue = self.begun = self.opens = False

    def run(self, body: LexborNode) -> None:
        layout, parts = self.layout, self.parts
        self.open_box("body", "", body, body.attributes)
        open_elements: list[tuple[LexborNode, str]] = []
        node = body.first_child
        left = MAX_NODES
        while True:
            if node is None:
                if not open_elements:
                    break
                parent, kind = open_elements.pop()
                if kind == "link":
                    self.in_link -= 1
                elif kind:
                    self.leave(kind)
                node = parent.next
                continue
            left -= 1
            if left < 0:
                layout.cut = True
                while open_elements:
                    self.leave(open_elements.pop()[1])
                break
            if node.is_text_node:
                if parts or not node.is_empty_text_node:
                    self.add_text(node.text_content or "")
                node = node.next
                continue
            tag = node.tag
            if tag is None:
                node = node.next
                continue
            if tag in INLINE:
                kind = self.enter_inline(node, tag)
            elif tag == "br":
                parts.append(_BREAK)
                node = node.next
                continue
            elif tag in _LEAVES:
                self.leaf(node, tag)
                node = node.next
                continue
            else:
                attributes = node.attributes
                self.open_box(tag, spelled_names_of(attributes) if attributes else "", node, attributes)
                kind = "box"
                if tag == "pre":
                    self.in_pre += 1
                    kind = "pre"
            child = node.first_child
            if child is None:
                self.leave(kind)
                node = node.next
            else:
                open_elements.append((node, kind))
                node = child
        self.leave("box")

    def leaf(self, node: LexborNode, tag: str) -> None:
        """An element whose inside is not walked: a picture, a player, or what has no text for readers."""
        layout = self.layout
        if tag == "img" or tag == "amp-img":
            pending = any(part != _BREAK and not part.isspace() for part in self.parts)
            layout.pictures.append(Picture(node, self.box, len(layout.blocks) + pending))
        elif tag in _PLAYERS:
            layout.embeds.append(Picture(node, self.box, len(layout.blocks)))
        elif tag == "noscript":
            # a lazy picture's real address often stands in its noscript twin only
            child = node.first_child
            while child is not None:
                if child.tag == "img":
                    layout.pictures.append(Picture(child, self.box, len(layout.blocks)))
                child = child.next

    def add_text(self, text: str) -> None:
        self.parts.append(text)
        if self.in_link or self.in_strong or self.in_slanted:
            length = len(text.strip())
            if self.in_link:
                self.linked += length
            if self.in_strong:
                self.strong += length
            if self.in_slanted:
                self.slanted += length
        if not self.begun and not text.isspace():
            self.begun = True
            self.opens = self.in_link > 0

    def enter_inline(self, node: LexborNode, tag: str) -> str:
        if tag == "a":
            self.in_link += 1
            self.links += 1
            return "link"
        if tag == "b" or tag == "strong":
            self.in_strong += 1
            return "strong"
        if tag == "i" or tag == "em":
            self.in_slanted += 1
            return "slanted"
        attributes = node.attributes
        if attributes:
            names = spelled_names_of(attributes)
            if (names and _is_inline_box(names)) or hidden(attributes):
                edge = self.edge
                self.open_box(tag, names, node, attributes)
                self.edge, self.glue = edge, True
                return "inline"
        return ""

    def leave(self, kind: str) -> None:
        if kind == "box" or kind == "pre" or kind == "inline":
            if self.parts or self.links:
                self.close_block()
            box = self.layout.boxes[self.box]
            box.end = len(self.layout.blocks)
            self.box = box.parent
            self.glue = kind == "inline"
            if not self.glue:
                self.edge = box.end
            if kind == "pre":
                self.in_pre -= 1
        elif kind == "link":
            self.in_link -= 1
        elif kind == "strong":
            self.in_strong -= 1
        elif kind == "slanted":
            self.in_slanted -= 1

    def open_box(self, tag: str, names: str, node: LexborNode, attributes: dict[str, str | None]) -> None:
        if self.parts or self.links:
            self.close_block()
        boxes = self.layout.boxes
        start = len(self.layout.blocks)
        index = len(boxes)
        boxes.append(Box(index, self.box, tag, names.lower(), names, start, node, attributes))
        self.box = index
        self.edge = start
        self.glue = False

    def close_block(self) -> None:
        if not self.begun:
            self.parts.clear()
            self.linked = self.strong = self.slanted = self.links = 0
            return
        raw = "".join(self.parts)
        self.parts.clear()
        opens, self.begun, self.opens = self.opens, False, False
        blocks = self.layout.blocks
        plain = raw.isascii()
        if not plain and _INVISIBLE.search(raw):
            raw = _INVISIBLE.sub("", raw)
        if self.in_pre:
            raw = raw.replace("\n", _BREAK)
        if _BREAK in raw:
            texts = _paragraphs(raw)
        else:
            text = " ".join(raw.split())
            texts = [text] if text else []
        if len(texts) == 1:
            text = texts[0]
            size = len(text) if plain else size_of(text)
            glued = self.glue and len(blocks) > self.edge and not raw.startswith(_BREAK)
            blocks.append(Block(text, self.box, size, self.linked, self.strong, self.slanted, self.links, opens, glued))
        elif texts:
            whole = sum(map(len, texts))
            for text in texts:
                share = len(text) / whole
                linked, strong, slanted = int(self.linked * share), int(self.strong * share), int(self.slanted * share)
                blocks.append(Block(text, self.box, size_of(text), linked, strong, slanted, self.links, opens))
        self.linked = self.strong = self.slanted = self.links = 0


def _paragraphs(raw: str) -> list[str]:
    """Text with its breaks as paragraphs: two breaks end one; single breaks do where the lines are long."""
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
            found.extend(lines)
        else:
            found.append(" ".join(lines))
    return found


_DISPLAY_NONE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def hidden(attributes: dict[str, str | None]) -> bool:
    """Whether the element itself says that it is not shown."""
    if "hidden" in attributes:
        return True
    style = attributes.get("style")
    return bool(style and _DISPLAY_NONE.search(style))
