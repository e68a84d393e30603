"""The body of a page whose CMS is known: the family says where the text is and what stands in it that is not of it."""

from typing import Any, Final

from crawler.extraction.agencies import agencies_in
from crawler.extraction.blocks import Box, Layout
from crawler.extraction.dateline import dateline
from crawler.extraction.families import Family
from crawler.extraction.images import read_images
from crawler.extraction.judge import FULL_PARAGRAPH
from crawler.extraction.notes import classify, is_legal
from crawler.extraction.page import Page
from crawler.extraction.text import clean, key, shorten
from crawler.items import Evidence, ScrapedCorrection

NOTES: Final = ("credits", "corrections", "disclaimer")
MAX_CREDIT: Final = 200
READERS: Final = ("dateline", "author_bios", "media", "live_entries")
CREDITS_AT_END: Final = 4
"""A line is taken for a reporting credit only among so many last paragraphs; above, people talk about reporting."""


def family_boxes(page: Page, layout: Layout, family: Family) -> list[Box]:
    """The boxes that hold the family's text, in page order; none where the page has no such element."""
    own = {node.mem_id for node in page.css(family.selectors["body"])}
    return [box for box in layout.boxes if box.node.mem_id in own and box.end > box.start]


def read_family_body(body: Any, page: Page, family: Family, headline: str | None) -> bool:
    """Fill a Body from the family's elements; False where the page has none that holds text; media, cards
    and the like are read all the same."""
    layout = page.layout
    for field in READERS:
        reader = family.readers.get(field)
        if reader and (value := reader(page)):
            setattr(body, field, value)
    boxes = family_boxes(page, layout, family)
    if not boxes:
        return False
    dropped = {node.mem_id for node in page.css(", ".join(family.drop))} if family.drop else set()
    paragraphs: list[str] = []
    slanted: list[bool] = []
    for box in boxes:
        for block in layout.blocks[box.start : box.end]:
            if _dropped(layout, block.box, box, dropped) or not any(char.isalnum() for char in block.text):
                continue
            if block.glued and paragraphs:
                paragraphs[-1] += " " + block.text
            elif key(block.text) != key(headline):
                paragraphs.append(clean(block.text))
                slanted.append(block.slanted * 10 >= len(block.text) * 9)
    kept: list[str] = []
    notices: list[str] = []
    kinds = [
        classify(text) or ("credit" if italic and _names_an_agency(text) else None)
        for text, italic in zip(paragraphs, slanted, strict=True)
    ]
    closing = len(paragraphs)
    while closing and (kinds[closing - 1] or len(paragraphs[closing - 1]) < FULL_PARAGRAPH):
        closing -= 1
    for number, (text, kind) in enumerate(zip(paragraphs, kinds, strict=True)):
        match kind:
            case "correction":
                body.corrections.append(ScrapedCorrection(text=text))
            case "disclaimer" if number >= closing or not is_legal(text):
                notices.append(text)
            case "credit" if number >= len(paragraphs) - CREDITS_AT_END and number:
                body.credits.append(text)
            case _:
                kept.append(text)
    body.text = "\n\n".join(kept)
    body.words = sum(len(text.split()) for text in kept)
    for text in kept[:2] if not body.dateline else ():
        if body.dateline is None and (opening := dateline(text)):
            body.dateline, body.agencies = opening
    reader = family.readers.get("disclaimer")
    if reader and (notice := reader(page)):
        notices.append(notice)
    body.disclaimer = "\n\n".join(notices) or None
    head = next((box.start for box in layout.boxes if box.tag == "h1" and box.end > box.start), boxes[0].start)
    others = {node.mem_id for node in page.css(family.selectors["others"])} if "others" in family.selectors else set()
    roles = ["related" if others and _dropped(layout, box.index, None, others) else "" for box in layout.boxes]
    body.images = read_images(page, layout, roles, boxes[0], min(head, boxes[0].start))
    for image in body.images:
        image.url = family.original(image.url)
    for field in ("text", "images", *NOTES, *READERS):
        if value := getattr(body, field):
            name = "body" if field == "text" else field
            where = family.selectors.get(name, name)
            body.evidence[name] = Evidence(
                reader=family.name, where=where, text=shorten(str(value)) if name != "body" else ""
            )
    return True


def _names_an_agency(text: str) -> bool:
    """Whether a line is short and names an agency: in italics at the end, that is a credit in any language."""
    return len(text) <= MAX_CREDIT and any(agencies_in(text))


def _dropped(layout: Layout, box: int, body: Box | None, dropped: set[int]) -> bool:
    """Whether a box is or stands in one of these elements; `body` is where to stop looking."""
    while box >= 0 and (body is None or box != body.index):
        if layout.boxes[box].node.mem_id in dropped:
            return True
        box = layout.boxes[box].parent
    return False
