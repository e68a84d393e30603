"""The body of an article and what stands in and around it: pictures, credits, corrections, notices, author cards."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from crawler.extraction.blocks import HEADINGS, Layout
from crawler.extraction.candidates import choose, witnesses
from crawler.extraction.families import Family
from crawler.extraction.family_body import read_family_body
from crawler.extraction.images import read_images
from crawler.extraction.page import Page
from crawler.extraction.roles import read_roles
from crawler.items import Evidence, ScrapedBio, ScrapedCorrection, ScrapedImage, ScrapedLiveEntry, ScrapedMedia


@dataclass(slots=True, kw_only=True)
class Body:
    """What `read_body` found.

    `text` holds paragraphs and subheads, a blank line between. `words` counts its words, or characters in scripts
    without spaces.
    """

    text: str = ""
    images: list[ScrapedImage] = field(default_factory=list)
    media: list[ScrapedMedia] = field(default_factory=list)
    credits: list[str] = field(default_factory=list)
    corrections: list[ScrapedCorrection] = field(default_factory=list)
    disclaimer: str | None = None
    author_bios: list[ScrapedBio] = field(default_factory=list)
    dateline: str | None = None
    live_entries: list[ScrapedLiveEntry] = field(default_factory=list)
    evidence: dict[str, Evidence] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    words: int = 0


def read_body(page: Page, *, headline: str | None, family: Family | None, language: str | None) -> Body:
    """Everything about the text of an article. The tree is left as it was. Never raises."""
    body = Body()
    if family and read_family_body(body, page, family, headline):
        return body
    layout = page.layout
    roles = roles_of(layout)
    box = choose(layout, roles, witnesses(page, layout))
    if box is None:
        return body
    kept: list[str] = []
    seen = set()
    title = (headline or "").casefold()
    for block in layout.blocks[box.start : box.end]:
        own = layout.boxes[block.box]
        if roles[block.box] or (
            block.linked * 10 > len(block.text) * 8 and own.tag not in HEADINGS and block.size < 300
        ):
            continue
        if block.text.casefold() == title or own.tag == "h1":
            continue
        if block.size > 60 and block.text in seen:
            continue
        seen.add(block.text)
        if block.glued and kept:
            kept[-1] += " " + block.text
        else:
            kept.append(block.text)
    body.text = "\n\n".join(kept)
    body.words = count_words(kept)
    body.evidence["body"] = Evidence(reader="density", where=path_of(layout, box.index))
    head = max((b.start for b in layout.boxes if b.tag == "h1" and b.start <= box.start), default=box.start)
    body.images = read_images(page, layout, roles, box, head)
    return body


def roles_of(layout):
    return read_roles(layout)


def find_container(page, layout):
    return choose(layout, roles_of(layout), witnesses(page, layout))


def count_words(paragraphs: Iterable[str]) -> int:
    return sum(len(text.split()) for text in paragraphs)


def path_of(layout: Layout, index: int) -> str:
    """A box as a short selector."""
    box = layout.boxes[index]
    names = (box.attributes.get("class") or "").split()
    return (
        box.tag + (f"#{box.attributes['id']}" if box.attributes.get("id") else "") + "".join(f".{n}" for n in names[:2])
    )[:200]
