"""The body of an article and what stands in and around it: pictures, credits, corrections, notices, author cards."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from crawler.extraction import later, moments, notes, scripts
from crawler.extraction.blocks import HEADINGS, Block, Box, Layout, size_of
from crawler.extraction.candidates import choose, witnesses
from crawler.extraction.dateline import Dateline, dateline, marked
from crawler.extraction.families import Family
from crawler.extraction.family_body import read_family_body
from crawler.extraction.images import read_images, split_credit
from crawler.extraction.judge import LEAD_BLOCKS, NOTICE_BLOCKS, Region, Verdict, judge, load_weights
from crawler.extraction.labels import labelled
from crawler.extraction.live import is_clock, read_live
from crawler.extraction.media import read_media
from crawler.extraction.names import signature
from crawler.extraction.page import Page
from crawler.extraction.phrases import LEADS_AWAY, has_date
from crawler.extraction.roles import read_roles
from crawler.extraction.state import state_caption, state_paragraphs
from crawler.extraction.text import clean, key, shorten
from crawler.items import (
    Evidence,
    ScrapedBio,
    ScrapedCorrection,
    ScrapedDate,
    ScrapedImage,
    ScrapedLiveEntry,
    ScrapedMedia,
)

AFTER: Final = 60
"""Blocks behind the text that are searched for notes and author cards."""
SHORT_CAPTION: Final = 10
"""Letters below which a line may well be equal to a caption by chance."""
NEAR: Final = 12
"""Blocks from the text within which a note may stand in a box of another role, a footer or a side box."""
SUBHEAD: Final = 120
"""Characters from which a heading is a paragraph by its length."""
OPENING: Final = 8
"""Blocks of the text's box among which a paragraph with its place marked is looked for."""
FEW_LETTERS: Final = 40
FEW_WORDS: Final = 60
"""A text of fewer words is no article's: the page's scripts are asked for it then."""


@dataclass(slots=True, kw_only=True)
class Body:
    """What `read_body` found.

    `text` holds paragraphs and subheads, a blank line between. `words` counts its words; in scripts without spaces,
    three characters count as one.
    """

    text: str = ""
    images: list[ScrapedImage] = field(default_factory=list)
    media: list[ScrapedMedia] = field(default_factory=list)
    credits: list[str] = field(default_factory=list)
    corrections: list[ScrapedCorrection] = field(default_factory=list)
    disclaimer: str | None = None
    author_bios: list[ScrapedBio] = field(default_factory=list)
    later_bios: list[ScrapedBio] = field(default_factory=list)
    """Author cards behind the end of the article: only its authors' are its own."""
    dateline: str | None = None
    agencies: list[str] = field(default_factory=list)
    """Those that the dateline names."""
    live_entries: list[ScrapedLiveEntry] = field(default_factory=list)
    evidence: dict[str, Evidence] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    words: int = 0


def read_body(page: Page, *, headline: str | None, family: Family | None, language: str | None) -> Body:
    """Everything about the text of an article. The tree is left as it was.

    `headline` is the article's, as read; `language` (BCP 47) tells how dates in corrections are written. What a family
    of sites says of the body, of what to drop inside it, of bios, notices, dateline and media is asked first.
    """
    body = Body()
    if family is not None and read_family_body(body, page, family, headline):
        return body
    layout = page.layout
    roles = read_roles(layout)
    region = find_region(page, layout, roles, headline)
    reader, where = "density", ""
    if region is not None:
        where = path_of(region.box)
        verdicts = judge(layout, roles, region, load_weights())
        if any(region.witnessed):
            reader = "json-ld"
    paragraphs: list[str] = []
    if region is not None:
        first = region.box.start
        head = max((box.start for box in layout.boxes if box.tag == "h1" and box.start <= first), default=first)
        body.images = read_images(page, layout, roles, region.box, head)
        _credit_the_only(body.images, layout, region, verdicts)
        _drop_captions(layout, region, verdicts, body.images)
        body.live_entries = body.live_entries or read_live(page, layout)
        paragraphs = assemble(layout, region, verdicts)
        if body.live_entries:
            paragraphs = [text for text in paragraphs if not is_clock(text)]
        _read_notes(layout, roles, region, verdicts, language, body)
        corrected = [correction.text for correction in body.corrections]
        kept = [text for text in paragraphs if not any(text in note for note in corrected) or len(text) < LABEL]
        paragraphs = kept if 2 * len(kept) > len(paragraphs) else paragraphs
    words = count_words(paragraphs)
    if words < FEW_WORDS:
        hidden = _from_scripts(page, layout, roles, headline, words)
        if hidden:
            reader, where, paragraphs, body.images = hidden
            words = count_words(paragraphs)
    body.text = "\n\n".join(paragraphs)
    body.words = words
    if body.text:
        body.evidence["body"] = Evidence(reader=reader, where=where[:200], text=shorten(body.text))
    if layout.cut:
        body.problems.append("The page has too many elements; what stands behind them was not read.")
    if region is not None:
        _read_surroundings(page, layout, roles, region, verdicts, language, body)
    return body


# --- the region ---------------------------------------------------------------------------------------------------


def find_region(page: Page, layout: Layout, roles: list[str], headline: str | None) -> Region | None:
    """Where the body stands and what of its surroundings is judged with it; None if the page has no text.

    `roles` is changed where boxes belie their names.
    """
    title = (headline or "").casefold()
    witnessed = witnesses(page, layout)
    description = page.meta_first("og:description", "description", "twitter:description") or ""
    box = choose(layout, roles, witnessed, title, description)
    if box is None:
        return None
    titled = any(
        layout.boxes[block.box].tag in HEADINGS and block.text.casefold() == title
        for block in layout.blocks[box.start : min(box.end, box.start + LEAD_BLOCKS)]
    )
    return Region(
        box,
        box.start if titled else max(0, box.start - LEAD_BLOCKS),
        box.end,
        title,
        description,
        witnessed,
    )


def path_of(box: Box) -> str:
    """A box as a short selector."""
    names = (box.attributes.get("class") or "").split()
    ident = box.attributes.get("id")
    return box.tag + (f"#{ident}" if ident else "") + "".join(f".{name}" for name in names[:2])


# --- the text -----------------------------------------------------------------------------------------------------


def assemble(layout: Layout, region: Region, verdicts: Sequence[Verdict]) -> list[str]:
    """The kept blocks as paragraphs: what only an inline box parted is joined, subheads that nothing follows go."""
    found: list[tuple[Block, str]] = []
    last = -2
    for at, verdict in enumerate(verdicts):
        if verdict.reason:
            continue
        block = layout.blocks[region.start + at]
        text = clean(block.text)
        if block.glued and last == at - 1 and found:
            found[-1] = (found[-1][0], f"{found[-1][1]} {text}")
        elif len(found) == 1 and text == found[0][1] and _is_elsewhere(layout, block, found[0][0]):
            continue  # a teaser above the text that repeats its first paragraph
        else:
            found.append((block, text))
        last = at
    while found and _leads_to_nothing(layout, *found[-1]):
        found.pop()
    return [text for _, text in found]


def _leads_to_nothing(layout: Layout, block: Block, text: str) -> bool:
    """Whether a line is none where nothing follows it: a subhead, the label of a list that is not the text, whose a picture
    is, an address."""
    if layout.boxes[block.box].tag in HEADINGS and block.size < SUBHEAD:
        return not text.endswith(_SENTENCE_ENDS)
    if block.size >= LABEL:
        return False
    return text.endswith((":", "：")) or "©" in text or LEADS_AWAY.match(text) or _CONTACT.fullmatch(text) is not None


LABEL: Final = 60
"""Characters of a label at most."""
_CONTACT: Final = later.compile(
    r"(?:[\w ]{1,12}:\s*)?(?:[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:(?:www\.)?(?:twitter|x|instagram|facebook)\.com/|@)\w+)"
)
"""A line that is but an e-mail address or an account."""


def _is_elsewhere(layout: Layout, block: Block, other: Block) -> bool:
    """Whether two blocks stand in boxes that are no siblings."""
    return layout.boxes[block.box].parent != layout.boxes[other.box].parent


_SENTENCE_ENDS: Final = (".", "。", "।", "۔", "…")


def _credit_the_only(
    images: Sequence[ScrapedImage], layout: Layout, region: Region, verdicts: Sequence[Verdict]
) -> None:
    """Gives the article's only picture, if it has neither caption nor credit, the one line of the text that is a credit."""
    if len(images) != 1 or images[0].caption or images[0].credit:
        return
    lines = [
        layout.blocks[region.start + at].text
        for at, verdict in enumerate(verdicts)
        if verdict.reason == "caption" and layout.blocks[region.start + at].size <= LABEL
    ]
    if len(lines) == 1:
        caption, credit = split_credit(lines[0])
        images[0].credit = None if caption else credit


def _drop_captions(layout: Layout, region: Region, verdicts: list[Verdict], images: Sequence[ScrapedImage]) -> None:
    """Takes kept blocks that are captions of pictures beside them out of the text."""
    captions = [(key(image.caption), len(key(image.credit))) for image in images]
    captions = [(caption, credit) for caption, credit in captions if len(caption) >= SHORT_CAPTION]
    if not captions:
        return
    beside = {picture.at + step for picture in layout.pictures for step in (-2, -1, 0, 1, 2)}
    for at, verdict in enumerate(verdicts):
        block = layout.blocks[region.start + at]
        if verdict.reason or block.size > 600 or region.start + at not in beside:
            continue
        text = key(block.text)
        if any(caption in text and len(text) <= len(caption) + credit + 20 for caption, credit in captions):
            verdicts[at] = Verdict("caption")


def count_words(paragraphs: Iterable[str]) -> int:
    """Words of clean paragraphs; where a script has no spaces, three characters count as one."""
    total = 0
    for text in paragraphs:
        spaced = text.count(" ") + 1
        total += max(spaced, (size_of(text) - len(text)) // 6) if not text.isascii() else spaced
    return total


def _from_scripts(
    page: Page, layout: Layout, roles: Sequence[str], headline: str | None, words: int
) -> tuple[str, str, list[str], list[ScrapedImage]] | None:
    """Text that only a script holds, if it is clearly more than what the page shows: (reader, where, paragraphs, its
    pictures)."""
    said = scripts.article_body(page, headline)
    if said:
        said = said.rstrip().removesuffix(signature(said.rstrip()))
        paragraphs = [text for line in re.split(r"\n+|<br\s*/?>|</p>", said) if (text := clean(_TAG.sub(" ", line)))]
        if count_words(paragraphs) > 2 * words + 20:
            home = _around_headline(layout, headline)
            images = read_images(page, layout, roles, home, home.start) if home else []
            return "json-ld", "articleBody", paragraphs, images
    data = state_paragraphs(page, headline)
    if count_words(data) > 2 * words + 20:
        url = page.absolute(page.meta_first("og:image"))
        images = [ScrapedImage(url=url, caption=state_caption(page, headline, url), lead=True)] if url else []
        return "script", "data", data, images
    markup = scripts.state_markup(page, headline)
    if markup:
        layout = scripts.layout_of(markup)
        roles = read_roles(layout)
        region = Region(layout.boxes[0], 0, len(layout.blocks), (headline or "").casefold())
        paragraphs = assemble(layout, region, judge(layout, roles, region, None)) if layout.blocks else []
        if count_words(paragraphs) > 2 * words + 20:
            return "script", "state", paragraphs, read_images(page, layout, roles, region.box, 0)
    return None


def _around_headline(layout: Layout, headline: str | None) -> Box | None:
    """The article or main element that shows the headline; None if none does."""
    title = (headline or "").casefold()
    for block in layout.blocks:
        if layout.boxes[block.box].tag in HEADINGS and block.text.casefold() == title:
            around = (layout.boxes[index] for index in layout.ancestors(block.box))
            return next((box for box in around if box.tag in ("article", "main")), None)
    return None


_TAG: Final = later.compile(r"<[^<>]{1,300}>")


# --- what stands around it ----------------------------------------------------------------------------------------


def _read_notes(
    layout: Layout, roles: Sequence[str], region: Region, verdicts: Sequence[Verdict], language: str | None, body: Body
) -> None:
    """Credits, corrections and notices of the region and of what follows it in the same article."""
    disclaimers: list[str] = []
    kept = [at for at, verdict in enumerate(verdicts) if not verdict.reason]
    places = []
    for at, verdict in enumerate(verdicts):
        reason = verdict.reason
        if reason in _MAY_HOLD_NOTES and kept and kept[0] - NEAR <= at <= kept[-1] + NEAR:
            note = notes.classify(layout.blocks[region.start + at].text)
            reason = note if note in ("correction", "disclaimer") else reason
        places.append((region.start + at, reason))
    behind = _end_of_article(layout, region)
    for at in range(region.end, behind):
        block = layout.blocks[at]
        is_menu = block.linked * 2 > len(block.text) or (block.opens and block.links > 1)
        if roles[block.box] in _NO_NOTES or is_menu:
            continue
        box = layout.boxes[block.box]
        around = layout.boxes[box.parent] if box.tag == "p" and box.parent >= 0 else box
        whole = around.end - around.start <= NOTICE_BLOCKS and around.start >= region.end
        legal = whole and any(notes.is_legal(other.text) for other in layout.blocks[around.start : around.end])
        places.append((at, "disclaimer" if legal else notes.classify(block.text) or ""))
    previous = -2
    stamps: dict[int, str] = {}
    for at, reason in places:
        if (
            reason not in ("correction", "credit")
            and previous == at - 1
            and body.corrections
            and _is_stamp(layout.blocks[at])
        ):
            stamps[len(body.corrections) - 1] = clean(layout.blocks[at].text)
            continue
        if reason == "correction" and layout.blocks[at].linked * 2 > len(layout.blocks[at].text):
            continue  # a link to the page of corrections, or to another story
        goes_on = previous == at - 1 and _is_open(body.corrections[-1].text)
        if reason == "correction" or (reason == "" and goes_on):
            text = clean(layout.blocks[at].text)
            if goes_on:
                body.corrections[-1].text += " " + text
            else:
                body.corrections.append(ScrapedCorrection(text=text))
            previous = at
        elif reason == "credit":
            if (text := clean(layout.blocks[at].text)) not in body.credits:
                body.credits.append(text)
        elif reason == "disclaimer" and (text := clean(layout.blocks[at].text)) not in disclaimers:
            disclaimers.append(text)
    for number, correction in enumerate(body.corrections):
        text = correction.text
        mentions = moments.find(text, language)
        if not mentions and (text := stamps.get(number, "")):
            mentions = moments.find(text, language)
        if mentions:
            moment = mentions[0].moment
            printed = text[mentions[0].start : mentions[0].end]
            correction.date = ScrapedDate(
                value=moment.value, text=printed, reader="correction", day_only=moment.day_only
            )
    body.disclaimer = "\n\n".join(disclaimers) or None
    for name, values in (("credits", body.credits), ("disclaimer", disclaimers)):
        if values:
            body.evidence[name] = Evidence(reader="notes", where=name, text=shorten(values[0]))
    if body.corrections:
        body.evidence["corrections"] = Evidence(
            reader="notes", where="corrections", text=shorten(body.corrections[0].text)
        )


def _is_stamp(block: Block) -> bool:
    """Whether a line is a date and little more."""
    return len(block.text) <= 50 and has_date(block.text)


_MAY_HOLD_NOTES: Final = frozenset(("footer", "aside", "meta", "standfirst"))
_NO_NOTES: Final = frozenset(
    ("nav", "comments", "consent", "share", "related", "newsletter", "modal", "hidden", "form")
)


def _is_open(text: str) -> bool:
    """Whether a correction so far is but its heading."""
    return (size_of(text) < 60 and text[-1] not in _ENDS) or text.endswith(":")


_ENDS: Final = ".!?…。！？)）」"


def _end_of_article(layout: Layout, region: Region) -> int:
    """The block behind which nothing belongs to the article any more."""
    box = region.box
    around = box
    for index in layout.ancestors(box.index)[1:]:
        around = layout.boxes[index]
        if around.tag in ("article", "main", "body"):
            break
    end = min(around.end, region.end + AFTER)
    for other in layout.boxes[box.index + 1 :]:
        if other.start >= end:
            break
        if other.start >= region.end and other.tag in ("article", "footer") and other.parent != around.index:
            return other.start
        if other.start >= region.end and other.tag == "article":
            return other.start
    return end


def _read_surroundings(
    page: Page,
    layout: Layout,
    roles: Sequence[str],
    region: Region,
    verdicts: Sequence[Verdict],
    language: str | None,
    body: Body,
) -> None:
    """Media, author cards, dateline and live entries; what a family's reader already gave stays."""
    end = _end_of_article(layout, region)
    body.author_bios = body.author_bios or _read_bios(layout, roles, region.start, end)
    body.later_bios = _read_bios(layout, roles, end, region.end + AFTER)
    for at, verdict in enumerate(verdicts):
        if verdict.reason != "bio":
            continue
        text = clean(layout.blocks[region.start + at].text)
        name = notes.bio_name(text)
        if name and all(name != bio.name for bio in body.author_bios):
            body.author_bios.append(ScrapedBio(name=name, text=text))
    if body.dateline is None and (opening := _dateline(page, layout, region, language, body)):
        body.dateline, body.agencies = opening
    body.media = body.media or read_media(page, layout, roles, region.start, region.end)
    for name, found in (
        ("author_bios", body.author_bios[0].name if body.author_bios else ""),
        ("dateline", body.dateline or ""),
        ("images", body.images[0].url if body.images else ""),
        ("media", body.media[0].url if body.media else ""),
        ("live_entries", body.live_entries[0].text if body.live_entries else ""),
    ):
        if found:
            first = body.live_entries[0].time if name == "live_entries" else None
            reader = "json-ld" if first is not None and first.reader == "json-ld" else "dom"
            body.evidence.setdefault(name, Evidence(reader=reader, where=name, text=shorten(found)))


def _dateline(page: Page, layout: Layout, region: Region, language: str | None, body: Body) -> Dateline | None:
    """What the text opens with, in an element of its own or at the start of the first paragraphs."""
    for box in layout.boxes[region.box.index :] if "dateline" in page.names else ():
        if box.start >= region.end:
            break
        if "dateline" in box.names and box.tag == "span" and box.end > box.start:
            text = clean(" ".join(block.text for block in layout.blocks[box.start : box.end]))
            if found := marked(text):
                return found
    for block in layout.blocks[region.box.start : region.box.start + OPENING]:
        if block.size < FEW_LETTERS or layout.boxes[block.box].tag != "p":
            continue
        node = layout.boxes[block.box].node.css_first("span[class],b[class],strong[class],em[class],i[class]")
        text = clean(node.text()) if node is not None and _names_a_place(node.attributes.get("class") or "") else ""
        if text and block.text.startswith(text) and (found := marked(text)):
            return found
    for paragraph in body.text.split("\n\n", 3)[:3]:
        if found := dateline(paragraph, language):
            return found
    return None


_names_a_place: Final = labelled(
    r"dateline|\bcity\b|[-_]city\b|\bort\b|[-_]ort\b|spitzmarke|location|\bplace\b|lugar|\bville\b|luogo|localidad|"
    r"dat[ae]-?line|miejsce|plats\b"
)


def _read_bios(layout: Layout, roles: Sequence[str], start: int, end: int) -> list[ScrapedBio]:
    """The author cards between two blocks: a name and what is said of the person or desk."""
    found: list[ScrapedBio] = []
    for box in layout.boxes:
        if roles[box.index] != "bio" or (box.parent >= 0 and roles[box.parent] == "bio"):
            continue
        if not start <= box.start < end:
            continue
        blocks = [
            (clean(block.text), block.linked * 2 > len(block.text)) for block in layout.blocks[box.start : box.end]
        ]
        for name, text in notes.bios(blocks):
            if all(name != known.name for known in found):
                found.append(ScrapedBio(name=name, text=text))
    return found
