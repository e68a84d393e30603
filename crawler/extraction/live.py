"""The entries of a live blog: of the page's JSON-LD, else of the elements that repeat, each with its time.

JSON-LD is schema.org's LiveBlogPosting (https://schema.org/LiveBlogPosting); a family says which elements its own are.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

from selectolax.lexbor import LexborNode

from crawler.extraction import later, linked, moments
from crawler.extraction.blocks import HEADINGS, Box, Layout, hidden
from crawler.extraction.labels import labelled
from crawler.extraction.needles import Sought
from crawler.extraction.page import Page
from crawler.extraction.text import clean, key, unescape
from crawler.items import ScrapedDate, ScrapedLiveEntry

MAX_ENTRIES: Final = 2_000
_ENTRY: Final = Sought(
    later.compile(
        r"(?<![a-z])(?:live-?(?:blog|events?|ticker|feed|update|post|coverage)?[-_]*"
        r"(?:entry|post|item|update|message|card|event)"
        r"|liveblog-?(?:post|entry|item)|post--liveblog|(?:news-?)?ticker[-_]*(?:entry|item|post|event)|key-?event"
        r"|timeline[-_]*(?:entry|item|post)|lb24|block--live|live-block)(?![a-z])"
    )
)
_WORDS: Final = ("live", "ticker", "event", "timeline", "lb24")
"""One of these is in every name of an entry."""
_ASIDE: Final = later.compile(
    r"(?<![a-z])(?:share|sharing|social|comments?|advert\w*|ads?|promo|related|newsletter|toolbar)(?![a-z])"
)
_BUTTON: Final = later.compile(
    r"(?:share|copy link|link (?:has been )?copied.*|tweet"
    r"|facebook|twitter|x|whatsapp|telegram|email|print|embed|teilen|"
    r"link kopieren|partager|compartir|compartilhar|condividi|delen|dela|del|jaa|udostępnij|sdílet|zdieľať|megosztás|"
    r"distribuie|paylaş|κοινοποίηση|поделиться|поділитися"
    r"|падзяліцца|сподели|شارك|مشاركة|اشتراک ?گذاری|שתף|シェア|공유|分享)\W*",
    re.IGNORECASE,
)
_CLOCK: Final = later.compile(r"\d{1,2}[:.h]\d{2}")
_CLOCK_LINE: Final = later.compile(
    r"\W*(?:updated?|aktualisiert|mise? à jour|actualizad[oa])?\W*(?:um|at|à|às|a las|kl\.?|klo)?\W*"
    r"\d{1,2}\s?[:.h]\s?\d{2}(?::\d{2})?\s*"
    r"(?:uhr|hrs?|h|[ap]\.?m\.?|[a-z]{2,4}t|gmt|utc|mez|mesz|мск)?\W*(?:updated?)?\W*",
    re.IGNORECASE,
)
"""A line that says when an entry was written, and no more: "13.05 Uhr", "Update 14:20"."""
_PARAGRAPH_END: Final = later.compile(r"</(?:p|div|li|h\d|blockquote)>|<br\s*/?>|\n\s*\n", re.IGNORECASE)
SHORT: Final = 40


def read_live(page: Page, layout: Layout) -> list[ScrapedLiveEntry]:
    """The entries in the order of the page; empty for pages that are no live blog. Never raises.

    Times are as the page states them: aware if it names a zone, None where it prints a clock without a day.
    """
    said = [entry for item in page.json_ld for entry in _from_json(item)]
    if said:
        return said[:MAX_ENTRIES]
    boxes = _repeated(layout) if any(word in page.names for word in _WORDS) else []
    entries, timed = _entries(layout, boxes)
    if timed:
        return entries
    live = any(linked.types(item) & _LIVE_TYPES for item in page.json_ld)
    entries, timed = _entries(layout, _of_one_sort(page, layout, live))
    return entries if timed else []


def is_clock(text: str) -> bool:
    """Whether a line says at what time something was written, and no more."""
    return len(text) < SHORT and _CLOCK_LINE.fullmatch(text) is not None


def _entries(layout: Layout, boxes: list[Box]) -> tuple[list[ScrapedLiveEntry], bool]:
    """What boxes hold, and whether most of it has a time or prints a clock."""
    found = []
    timed = 0
    for box in boxes[:MAX_ENTRIES]:
        if entry := _from_box(layout, box):
            found.append(entry)
            head = layout.blocks[box.start : box.start + CLOCK_BLOCKS]
            timed += entry.time is not None or any(is_clock(block.text) for block in head)
    return found, timed > 1 and timed * 2 >= len(found)


CLOCK_BLOCKS: Final = 2
"""Blocks at the start of an entry that may be its clock."""


_LIVE_WORDS: Final = ("live", "ticker", "direct", "minut")
"""One of these is in every name of a live page."""
_LIVE_TYPES: Final = {"liveblogposting"}
_names_a_live_page: Final = labelled(
    r"live-?(?:blog|ticker|feed|stream-?list)|news-?ticker|minute-?by-?minute|minuto-?a-?minuto|en-?direct|\bdirecto\b|\bticker\b"
)


def _of_one_sort(page: Page, layout: Layout, live: bool) -> list[Box]:
    """The largest row of boxes of one tag and class side by side that each hold a time, where the page's data or a box
    around them say that the page is live."""
    if not live and not any(word in page.names for word in _LIVE_WORDS):
        return []
    times = page.css("time[datetime]")[:MAX_ENTRIES]
    own = {box.node.mem_id: box for box in layout.boxes}
    rows: dict[tuple[int, str, str], dict[int, Box]] = {}
    for node in times:
        outer: LexborNode | None = node
        for _ in range(TIME_LEVELS):
            outer = outer.parent if outer is not None else None
            box = own.get(outer.mem_id) if outer is not None else None
            if box is None or box.tag not in _ENTRY_TAGS or box.end == box.start:
                continue
            sort = (box.parent, box.tag, box.attributes.get("class") or "")
            rows.setdefault(sort, {})[box.index] = box
    kinds: list[dict[int, Box]] = []
    for row in rows.values():
        first = next(iter(row.values()))
        outside = [layout.boxes[index].names for index in layout.ancestors(first.parent)]
        if _stands_aside(layout, first) or any(map(_ASIDE.search, outside)):
            continue
        if live or any(map(_names_a_live_page, outside)):
            kinds.append(row)
    best = max(kinds, key=lambda row: (len(row), sum(box.end - box.start for box in row.values())), default={})
    return [best[index] for index in sorted(best)]


TIME_LEVELS: Final = 5
"""Levels above its time at which an entry is looked for."""
_ENTRY_TAGS: Final = frozenset(("article", "section", "div", "li"))


def _from_json(item: Mapping[str, Any]) -> Iterator[ScrapedLiveEntry]:
    for blog in (item, *linked.as_list(item.get("mainEntity"))[:5]):
        if not isinstance(blog, dict):
            continue
        updates = blog.get("liveBlogUpdate")
        for update in updates if isinstance(updates, list) else [updates]:
            if isinstance(update, dict) and (entry := _from_update(update)):
                yield entry


def _from_update(update: Mapping[str, Any]) -> ScrapedLiveEntry | None:
    body = update.get("articleBody") or update.get("text")
    parts = _PARAGRAPH_END.split(body) if isinstance(body, str) else []
    headline = linked.text_of(update.get("headline") or update.get("name"))
    text = "\n\n".join(part for part in map(unescape, parts) if part)
    if not text and not headline:
        return None
    time = _date(update.get("datePublished") or update.get("dateModified"), "json-ld")
    return ScrapedLiveEntry(text=text or headline, time=time, headline=headline or None)


def _date(text: object, reader: str) -> ScrapedDate | None:
    if not isinstance(text, str):
        return None
    moment = moments.from_machine(text) or moments.from_text(text)
    return ScrapedDate(value=moment.value, text=text[:200], reader=reader, day_only=moment.day_only) if moment else None


def _repeated(layout: Layout) -> list[Box]:
    """The boxes whose names say that they are entries: of the kind that holds most, unless they stand aside."""
    groups: dict[tuple[str, str], list[Box]] = {}
    for box in layout.boxes:
        if box.names and box.end > box.start and (entry := _entry_in(box.names)):
            groups.setdefault((box.tag, entry), []).append(box)
    kinds = [_outermost(layout, boxes) for boxes in groups.values()]
    kinds = [kind for kind in kinds if len(kind) > 1 and not _stands_aside(layout, kind[0])]
    return max(kinds, key=lambda boxes: sum(box.end - box.start for box in boxes), default=[])


@lru_cache(maxsize=4096)
def _entry_in(names: str) -> str:
    """The word in names that says that a box is an entry; empty if there is none."""
    match = _ENTRY.search(names)
    return match[0] if match else ""


def _outermost(layout: Layout, boxes: list[Box]) -> list[Box]:
    """Those boxes that are in none of the others."""
    own = {box.index for box in boxes}
    return [box for box in boxes if not own.intersection(layout.ancestors(box.parent))]


def _stands_aside(layout: Layout, box: Box) -> bool:
    around = (layout.boxes[index].tag for index in layout.ancestors(box.parent))
    return any(tag in ("aside", "nav", "footer", "header") for tag in around)


def _from_box(layout: Layout, box: Box) -> ScrapedLiveEntry | None:
    headline: str | None = None
    paragraphs: list[str] = []
    leads_away = True
    for block in layout.blocks[box.start : box.end]:
        own = layout.boxes[block.box]
        text = clean(block.text)
        if own.tag == "time" or _BUTTON.fullmatch(text) or _is_aside(layout, own, box):
            continue
        if len(text) < SHORT and not paragraphs and _CLOCK.search(text):
            continue
        away = block.linked * 10 >= len(block.text) * 9
        if own.tag in HEADINGS and headline is None:
            headline, leads_away = text, away
        elif not away:
            if block.glued and paragraphs:
                paragraphs[-1] += " " + text
            else:
                paragraphs.append(text)
    if paragraphs and headline and key(paragraphs[0]) == key(headline):
        del paragraphs[0]
    if not paragraphs and (headline is None or leads_away):
        return None
    return ScrapedLiveEntry(text="\n\n".join(paragraphs) or headline or "", time=_time_of(box), headline=headline)


def _is_aside(layout: Layout, own: Box, entry: Box) -> bool:
    """Whether a box inside an entry holds buttons, comments or the like, or is not shown."""
    for index in layout.ancestors(own.index):
        if index == entry.index:
            return False
        around = layout.boxes[index]
        if (around.names and _ASIDE.search(around.names)) or hidden(around.attributes):
            return True
    return False


def _time_of(box: Box) -> ScrapedDate | None:
    for node in box.node.css("time")[:5]:
        if date := _date(node.attributes.get("datetime"), "time") or _date(clean(node.text(deep=True)), "time"):
            return date
    return None
