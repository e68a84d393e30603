"""A line of a page in its parts: what a byline is read from.

Content systems part names by elements and leave it to styles to set them off; what stands in a line is told by its
elements as much as by its marks.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from selectolax.lexbor import LexborNode

from crawler.extraction import later, names
from crawler.extraction.blocks import UNSEEN, Layout
from crawler.extraction.labels import labelled
from crawler.extraction.text import clean

MAX_LINE: Final = 200
"""Characters of a line that can be a byline."""


class Part(NamedTuple):
    """A run of a line that nothing printed parts, and the element that holds the most of it."""

    text: str
    element: tuple[str, str]
    """Tag and class."""
    marked: bool
    """It is marked as an author's."""


PARTED: Final = " · "
"""Stands in a byline where only elements part the names."""


def line_of(layout: Layout, start: int, end: int) -> list[Part]:
    """The parts of the line that these blocks share."""
    blocks = layout.blocks[start:end]
    box = layout.boxes[blocks[0].box]
    while box.parent >= 0 and (box.start > start or box.end < end):
        box = layout.boxes[box.parent]
    if (box.start, box.end) == (start, end) and sum(len(block.text) for block in blocks) <= MAX_LINE:
        return _parts_of(box.node, [box.node]) or [part_of(layout, start)]
    if end - start == 1 and len(blocks[0].text) <= MAX_LINE and (run := _run_of(layout, start)):
        return _parts_of(layout.boxes[blocks[0].box].node, run) or [part_of(layout, start)]
    found: list[Part] = []
    for index in range(start, end):
        part = part_of(layout, index)
        if found and _are_bound(found[-1].text, part.text):
            part = part._replace(text=f"{found.pop().text} {part.text}")
        found.append(part)
    return found


def text_of(parts: list[Part]) -> str:
    return PARTED.join(part.text for part in parts)


def joined(texts: Sequence[str]) -> str:
    """Texts in one line, parted where no "&" or "and" binds two of them."""
    line = ""
    for text in texts:
        bound = _ANDS_END.search(line) or _ANDS_START.match(text)
        line = f"{line}{' ' if bound else PARTED}{text}" if line else text
    return line


def part_of(layout: Layout, index: int) -> Part:
    block = layout.blocks[index]
    box = layout.boxes[block.box]
    return Part(
        block.text, (box.tag, box.attributes.get("class") or ""), bool(box.names) and is_marked_as_author(box.names)
    )


def _run_of(layout: Layout, index: int) -> list[LexborNode]:
    """The children of a box that a block is made of, which stands between other boxes; empty if they are none of its own."""
    block = layout.blocks[index]
    own = layout.boxes[block.box]
    inner = {
        box.node.mem_id for box in layout.boxes[own.index + 1 :] if box.parent == own.index and box.start <= own.end
    }
    run: list[LexborNode] = []
    for child in own.node.iter(include_text=True):
        if child.mem_id not in inner:
            run.append(child)
        elif _text_in(run) == block.text:
            break
        else:
            run = []
    return run if _text_in(run) == block.text else []


def _text_in(nodes: list[LexborNode]) -> str:
    return clean("".join(node.text_content or node.text() for node in nodes))


def _parts_of(root: LexborNode, nodes: list[LexborNode]) -> list[Part]:
    """The parts of the text of these nodes, which stand in `root`. Runs belong together where a word or a mark binds them, or a word goes on; what an
    element calls a role, a place, an address, a date or a keyword is left out."""
    found: list[Part] = []
    broken = below = False
    in_word = 0  # the element in which a word may go on
    for node in (inner for outer in nodes for inner in outer.traverse(include_text=True)):
        if node.tag == "br":
            below, in_word = True, 0
        if node.tag != "-text" or (parent := node.parent) is None or parent.tag in UNSEEN:
            continue
        text = clean(raw := node.text_content or "")
        inside = raw[:1].islower() and parent.parent is not None and parent.parent.mem_id == in_word and "@" not in raw
        in_word = parent.mem_id if raw[-1:].isalpha() else 0
        if not text:
            continue
        part = _part_at(text, parent, root)
        if part is None:
            broken = True
        elif found and inside and not broken:
            last = found.pop()
            found.append(last._replace(text=last.text + text))
        elif found and (
            names.is_lead(found[-1].text) or (not broken and _are_bound(found[-1].text, text, below=below))
        ):
            last = found.pop()
            joint = "" if text[0] in ",;.:)]" or last.text.endswith(" ו") else " "
            longer = part if len(text) > len(last.text) or names.is_lead(last.text) else last
            found.append(Part(last.text + joint + text, longer.element, last.marked or part.marked))
            broken = below = False
        else:
            found.append(part)
            broken = below = False
    return found


def _part_at(text: str, node: LexborNode | None, root: LexborNode) -> Part | None:
    """A text of `node`, which stands in `root`; None where an element around it says that it is no name."""
    element = ("", "")
    marked = False
    while node is not None and node.mem_id != root.mem_id:
        names_ = node.attributes.get("class") or ""
        if node.tag == "time" or (names_ and _is_no_name(names_)) or (node.tag == "a" and _leads_to_a_label(node)):
            return None
        if not element[1]:
            element = (node.tag or "", names_)
        marked = marked or bool(names_ and is_marked_as_author(names_))
        node = node.parent
    return Part(text, element, marked)


_is_no_name: Final = labelled(
    r"role|(?:author|byline|writer)[-_]*(?:title|desc|info|place|job|meta)|job|position|occupation|function\b|funktion|cargo\b|"
    r"location|\bplace\b|\bcity\b|lugar|\be-?mail|twitter|handle|social|share|follow|date\b|\btime|posted-?on|updated|read(?:ing)?-?time|"
    r"comment|avatar|icon"
)
_LABEL_PATH: Final = later.compile(r"/(?:tags?|categor(?:y|ies|ia)|kategori\w*|etiqueta|tema|topics?)/")


def _leads_to_a_label(link: LexborNode) -> bool:
    """Whether a link leads to all articles of a section or a keyword (rel=tag, https://microformats.org/wiki/rel-tag)."""
    attributes = link.attributes
    return (
        "tag" in (attributes.get("rel") or "").split() or _LABEL_PATH.search(attributes.get("href") or "") is not None
    )


_AND: Final = "and|und|et|y|e|en|og|och|ja|és|și|i|a|ve|və|va|dan|dhe|un|ir|и|і|та|й|και|և|და"
_WITH: Final = "with|mit|avec|con|com|met|med|με|cu|sa"
_BINDS_END: Final = later.compile(
    rf"(?:[,;:/&+(\[–—|·•-]|\b(?:{_AND}|{_WITH}|(?i:by|von|par|por|di|de|από|nga|oleh))|\sו)$"
)
_BINDS_START: Final = later.compile(rf"[,;:/&+()\[\]–—|·•-]|(?:{_AND}|{_WITH})\b|ו(?:$|\S)|(?:기자|특파원|記者|记者)$")
_ANDS_END: Final = later.compile(rf"(?:&|\s(?:{_AND}))$")
_ANDS_START: Final = later.compile(rf"(?:&|(?:{_AND}))\s")
_JOINT: Final = later.compile(rf"{_AND}|[&,/]")


def is_joint(text: str) -> bool:
    """Whether a text is nothing but what binds two names: "and", "y", a comma."""
    return len(text) < 5 and _JOINT.fullmatch(text) is not None


def _are_bound(before: str, text: str, *, below: bool = False) -> bool:
    """Whether two runs of a line are one: a mark or a word binds them, or the first is but a word ("By", "Ida"), unless the
    second stands `below` it."""
    if _BINDS_END.search(before) or _BINDS_START.match(text) or names.is_lead(before) or names.is_credit(before):
        return True
    one = names.LEAD.cut(before)
    if below or one == text or " " in one or " " in text or not (names.CASED.search(one) and names.CASED.search(text)):
        return False
    return not any(names.agency(word) or names.is_desk(word) for word in (one, text))


is_marked_as_author: Final = labelled(
    r"by-?line|author|\bautor|autor(?:en|in|es|as)?\b|auteur|autrice|verfasser|redacteur|redaktor|writer|penulis|yazar|"
    r"journalist|reporter|contributor|creator|written-?by|published-?by|post-?by|post(?:ed)?-?by|signature|firma\b|"
    r"nombre-?periodista|"
    r"person-?name|profile-?name|kirjoittaja|forfatter|skribent|szerzo|автор",
)
"""Whether labels say that an element holds an author's name."""
