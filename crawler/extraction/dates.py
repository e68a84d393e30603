"""When the newsroom published and changed the article: every date that the page gives, and the one believed.

The order of belief is JSON-LD, the meta elements of publishing, `time` and microdata beside the headline, text there that
says "published", other meta elements, other text there, the end of the title, the address; where none of these tells it,
the text below, a `time` that stands alone, data in scripts. Each is kept; nothing is computed from "today", and the day of
the visit that the head of a page shows dates nothing.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from itertools import accumulate, pairwise
from typing import Final

from selectolax.lexbor import LexborNode

from crawler.extraction import later, linked, moments
from crawler.extraction.blocks import Block, Box, Layout
from crawler.extraction.labels import labelled
from crawler.extraction.moments import Moment
from crawler.extraction.story import Found, Story, host_of, in_article, path_in
from crawler.extraction.text import clean, has_digit
from crawler.items import ScrapedDate

_PUBLISHED: Final = ("article:published_time", "og:article:published_time", "og:published_time", "datepublished",
"parsely-pub-date",
    "sailthru.date", "publication_date", "publish-date", "publish_date", "publishdate", "published_time",
    "published-date",
    "publicationdate", "date.release", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created",
    "pubdate",
    "article.published", "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "citation_publication_date",
    "citation_date",
    "citation_online_date", "article:published", "article_date_original", "originalpublicationdate",
    "rnews:datepublished",
    "datecreated", "creation_date", "bt:pubdate", "displaydate", "iso-8601-publish-date", "prism.publicationdate",
)  # fmt: skip
_DATED: Final = ("dc.date", "dcterms.date", "date", "cre-date", "date-creation", "created", "release_date")
_MODIFIED: Final = ("article:modified_time", "og:article:modified_time", "og:updated_time", "datemodified", "dcterms.modified",
    "dc.date.modified", "last-modified", "revised", "lastmod", "article:modified", "updated_time", "parsely-modified",
    "last-updated", "eomportal-lastupdate",
)  # fmt: skip

_NEAR: Final = (
    "time,[property]:is([property*=datePublished],[property*=dateCreated],[property~='dc:created'],[property~='dc:date']),"
    "[itemprop]:is([itemprop~=datePublished],[itemprop~=dateModified],[itemprop~=dateCreated]),"
    "[title]:is(.published,.updated),abbr[title].date"
)
"""lexbor asks an element what a selector says from left to right: most have no title, and that is found soonest."""
_is_elsewhere: Final = labelled(
    r"comment|kommentar|related|sidebar|teaser|(?<!v)cards?\b|(?<!elementor-)widget|recommend|promo|newsletter|"
    r"trending|popular|"
    r"most-?read|latest|ticker|carousel|slider|breadcrumb|search|event|calendar|weather",
)
_UPDATE_WORDS: Final = (
    r"updat|modif|edited|aktualis|zuletzt|geändert|bearbeitet|letzte änderung|mis à jour|màj|actualiza[dc]|atualiza[dç]|"
    r"aggiorna[mt]|"
    r"bijgewerkt|aangepast|gewijzigd|oppdater|opdater|uppdater|päivit|muokat|обновлен|обновен|оновлен|изменен|güncell|zaktualiz|"
    r"aktualiz|posodoblj|ažurir|"
    r"frissít|módosít|actualizat|актуализир|ενημ[εέ]ρωση|cập nhật|diperbarui|به‌روز|آخر تحديث|עודכן|更新|수정|अपडेट|แก้ไข"
)
_UPDATE: Final = later.compile(_UPDATE_WORDS)
_is_update: Final = labelled(_UPDATE_WORDS)
_PUBLISH: Final = later.compile(
    r"publish|posted|veröffentlich|erstellt|erschienen|online seit|publié|publicad|pubblicat|gepubliceerd|geplaatst|"
    r"publiser|publicer|"
    r"julkaist|опубликован|опублікован|yayın|opublikowan|objavljen|publikován|publicat|δημοσ|đăng|الن[شش]ر|نشر|منتشر|"
    r"פורסם|公開|発表|发布|發布|"
    r"입력|등록|प्रकाशित|เผยแพร่|diterbitkan|stand:|mise? en ligne|eingestellt am|^(?:datum|date|fecha|data|дата)\b(?! [^\W\d_])"
)
"""Words in lower case, as are the texts in which they are looked for."""
_AUTHOR: Final = later.compile(r"(?:author|autor(?:in)?|auteur|autore|written by|geschrieben von|verfasst von)\b")
_is_date: Final = labelled(
    r"date|datum|data\b|fecha|time|published|pubdate|posted|meta|byline|info|author|created|дата|tarih|dato",
)
_is_apart: Final = labelled(
    r"comment|kommentar|related|recent|recommend|popular|trending|most-?read|latest|newsletter|event|calendar|weather|"
    r"refer|citation|footnote|^(?:site-?)?(?:masthead|top-?bar|nav-?top)|site-?header|(?:current|today'?s?)[-_]?date"
)
"""What belongs to others even right beside the headline."""
_is_span: Final = later.compile(
    r"(?:\b(?:bis|ab|seit|until|till|through|since|deadline|due|expires?|jusqu'au|depuis|hasta|desde|até|fino al|dal|tot|sinds|"
    r"från|fram till|til|do|od|"
    r"born|geboren|geb|née?|nacid[oa]|events?|veranstaltung|termine?|beginn|wann|when)|"
    r"до|від|с|από|έως)(?: (?:zum|the|le|il|el|den|am|dem|on))?\W*$"
).search
"""What makes a day the end or the beginning of a period or a life, or that of an event."""
_HOURS: Final = later.compile(r"\s*(?:uhr|h)?\s*(?:[-–—]|bis|to|until|à|a|al)\s*\d{1,2}[:.h]\d\d")
"""A second clock behind the first: the hours of an event."""
BEFORE: Final = 10
AFTER: Final = 40
LONG: Final = 250
CLOSE: Final = 3
FEW: Final = 24
"""Blocks before and after the headline where dates of the article stand; size of a paragraph that is text; blocks that are
close to the headline; characters before a date in a sentence that opens with it."""
MAX_LABEL: Final = 120
MAX_LINE: Final = 400
"""Characters of a line that dates the article, and of a sentence that does and names its headline."""
MAX_LINES: Final = 24
"""Lines below the headline that tell when something happened to the page."""
MAX_KEYS: Final = 40
"""Keys in scripts that are looked at."""


def _found(moment: Moment | None, text: str, reader: str, where: str) -> Iterator[Found[ScrapedDate]]:
    if moment:
        yield Found(
            ScrapedDate(value=moment.value, text=clean(text)[:200], reader=reader, day_only=moment.day_only),
            reader,
            where,
            text,
        )


def published_linked(story: Story) -> Iterator[Found[ScrapedDate]]:
    """`datePublished` of the JSON-LD article, else what comes closest to it."""
    for name in ("datePublished", "dateCreated", "uploadDate"):
        for item in story.articles[:4]:
            text = linked.text_of(item.get(name))
            yield from _found(
                moments.from_machine(text) or moments.from_text(text, story.language), text, "json-ld", name
            )


def modified_linked(story: Story) -> Iterator[Found[ScrapedDate]]:
    """`dateModified` of the JSON-LD article."""
    for item in story.articles[:4]:
        text = linked.text_of(item.get("dateModified"))
        yield from _found(
            moments.from_machine(text) or moments.from_text(text, story.language), text, "json-ld", "dateModified"
        )


def published_meta(story: Story) -> Iterator[Found[ScrapedDate]]:
    """Meta elements that tell of publishing."""
    return _meta(story, _PUBLISHED)


def published_other_meta(story: Story) -> Iterator[Found[ScrapedDate]]:
    """Meta elements that hold some date."""
    return _meta(story, _DATED)


def modified_meta(story: Story) -> Iterator[Found[ScrapedDate]]:
    """Meta elements that tell of a change."""
    return _meta(story, _MODIFIED)


def _meta(story: Story, names: Iterable[str]) -> Iterator[Found[ScrapedDate]]:
    for name in names:
        for text in story.page.meta.get(name, ())[:2]:
            yield from _found(moments.from_machine(text) or moments.from_text(text, story.language), text, "meta", name)


def published_time(story: Story) -> Iterator[Found[ScrapedDate]]:
    """`time` elements and microdata of the article, those after the headline first."""
    return (found for found, says in _once(story, "times", _times) if says == "date")


def modified_time(story: Story) -> Iterator[Found[ScrapedDate]]:
    """`time` elements and microdata that say they tell of a change."""
    return (found for found, says in _once(story, "times", _times) if says.endswith("update"))


Dated = list[tuple[Found[ScrapedDate], str]]
"""Dates, each with what it says of itself: "publish", "date" (no more), "update", or "named update" if only the names of
elements do."""


def _once(story: Story, name: str, read: Callable[[Story], Dated]) -> Dated:
    if name not in story.known:
        story.known[name] = read(story)
    found: Dated = story.known[name]
    return found


def _times(story: Story) -> Dated:
    around = _ancestors(story)
    sure: Dated = []
    unsure: Dated = []
    for node in story.page.css(_NEAR)[:40]:
        attributes = node.attributes
        label = f"{attributes.get('itemprop') or ''} {attributes.get('class') or ''}".lower()
        shown = clean(node.text())[:200]
        text = attributes.get("datetime") or attributes.get("content") or attributes.get("title") or ""
        moment = (
            moments.from_machine(text)
            or moments.from_text(text, story.language)
            or moments.from_text(shown, story.language)
        )
        if not moment or _stands_elsewhere(story, node, around):
            continue
        classes = label.split()
        parent, previous = node.parent, node.prev
        beside = f"{(parent.attributes.get('class') or '') if parent is not None else ''} {_own_part(shown)}"
        if previous is not None:
            beside += " " + (previous.text_content or previous.text() or "")[-60:]
        beside = beside.lower()
        is_update = bool(_UPDATE.search(f"{label} {beside}")) and "published" not in classes
        # hAtom: "updated" is the day of publishing too where nothing is called "published"
        by_name = is_update and "updated" in classes and not _UPDATE.search(beside)
        says = "named update" if by_name else "update" if is_update else "date"
        found = next(
            _found(moment, text or shown, "time", f"{node.tag}{'.' + label.split()[0] if label.split() else ''}")
        )
        certain = is_update or "publish" in label or bool(_PUBLISH.search(beside))
        (sure if certain else unsure).append((found, says))
    return [*sure, *unsure[:3]]


def _own_part(shown: str) -> str:
    """A text up to a second date that is called an update: "March 3, 2026 7:30 AM Updated 2 hours ago"."""
    word = _UPDATE.search(shown.lower())
    apart = word and _DIGIT.search(shown, 0, word.start()) and _DIGIT.search(shown, word.end())
    return shown[: word.start()] if word and apart else shown


def _ancestors(story: Story) -> set[int]:
    """Identities of the elements that hold the headline."""
    found: set[int] = set()
    node = story.heading.node if story.heading else None
    while node is not None and len(found) < 200:
        found.add(node.mem_id)
        node = node.parent
    return found


def _own(story: Story) -> set[int]:
    """Identities of elements that hold no headline, and yet the article's: the `article` with most of the text, what calls
    itself a sidebar and holds the text, and items of a list without links just below the headline."""
    layout = story.page.layout
    found: set[int] = set()
    largest, most = None, 2 * LONG
    at = story.heading.end if story.heading else 0
    for box in layout.boxes:
        if _is_elsewhere(box.names) and _holds_the_text(story, box):
            found.add(box.node.mem_id)
        if box.tag == "article":
            size = sum(block.size for block in layout.blocks[box.start : box.end] if block.size >= LONG / 2)
            if size > most:
                largest, most = box.node.mem_id, size
        elif box.tag == "li" and story.heading and at <= box.start <= at + BEFORE:
            if not any(block.links for block in layout.blocks[box.start : box.end]):
                found.add(box.node.mem_id)
    if largest is not None:
        found.add(largest)
    return found


def _heads_the_page(story: Story, header: LexborNode, around: LexborNode | None) -> bool:
    """Whether a header that does not hold the headline is the page's, not the article's: it stands in the body itself, or
    far above the headline. `around` is the inmost element that holds both."""
    if around is None or around.tag in ("body", "html"):
        return True
    at = story.heading.start if story.heading else 0
    box = next(
        (box for box in story.page.layout.boxes if box.tag == "header" and box.node.mem_id == header.mem_id), None
    )
    return box is not None and at - box.end > CLOSE


def _holds_the_text(story: Story, box: Box) -> bool:
    """Whether two thirds of the page's paragraphs stand in a box."""
    if "paragraphs" not in story.known:
        sizes = [block.size if block.size >= LONG / 2 else 0 for block in story.page.layout.blocks]
        story.known["paragraphs"] = [0, *accumulate(sizes)]
    sums: list[int] = story.known["paragraphs"]
    return (sums[box.end] - sums[box.start]) * 3 > sums[-1] * 2


def _stands_elsewhere(story: Story, node: LexborNode, around: set[int]) -> bool:
    """Whether an element belongs to others: comments, teasers, menus, the page's own header, which tells the day of the
    visit. `around` are the elements that hold the headline."""
    own: set[int] | None = story.known.get("own")
    current: LexborNode | None = node
    masthead: LexborNode | None = None
    for _ in range(25):
        if current is None or current.mem_id in around or current.tag in ("body", "html"):
            return masthead is not None and _heads_the_page(story, masthead, current)
        if current.tag == "header" and around:
            masthead = current
        attributes = current.attributes
        names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        inside = current.tag in ("article", "li") and bool(around) and current is not node
        if inside or current.tag in ("nav", "footer", "aside") or _is_elsewhere(names):
            if own is None:
                own = story.known["own"] = _own(story)
            if current.mem_id not in own and not (
                current.tag == "aside" and _is_date(names) and not _is_elsewhere(names)
            ):
                return True
        current = current.parent
    return True


def published_said(story: Story) -> Iterator[Found[ScrapedDate]]:
    """Dates beside the headline of which the text says that they are those of publishing."""
    return (found for found, says in _once(story, "texts", _texts) if says == "publish")


def published_text(story: Story) -> Iterator[Found[ScrapedDate]]:
    """Other dates in the text beside the headline: those labelled as a date first, then the nearest."""
    return (found for found, says in _once(story, "texts", _texts) if says == "date")


def moved(story: Story) -> Iterator[Found[ScrapedDate]]:
    """Dates in elements that only their names call updates: those of publishing too, if they tell the same moment."""
    return (found for found, says in _once(story, "times", _times) if says == "named update")


def published_unsaid(story: Story) -> Iterator[Found[ScrapedDate]]:
    """Dates beside the headline that only the names of their elements call updates."""
    for name, read in (("times", _times), ("texts", _texts)):
        yield from (found for found, says in _once(story, name, read) if says == "named update")


def published_title(story: Story) -> Iterator[Found[ScrapedDate]]:
    """The day at the very end of the page's title, or right before the name of the site there."""
    parts = [part.strip() for part in re.split(r"\s[|–—-]\s", story.title)]
    tail = parts[-2] if len(parts) > 2 and story.is_site(parts[-1]) else parts[-1]
    if len(tail) <= 20 and has_digit(tail):
        for mention in moments.find(tail, story.language)[:1]:
            if mention.start == 0 and mention.end == len(tail):
                yield from _found(mention.moment, tail, "title", "title")


def modified_text(story: Story) -> Iterator[Found[ScrapedDate]]:
    """Dates in the text beside the headline that say they tell of a change."""
    return (found for found, says in _once(story, "texts", _texts) if says.endswith("update"))


def _texts(story: Story) -> Dated:
    layout = story.page.layout
    blocks = layout.blocks
    at = story.heading.start if story.heading else next((i for i, b in enumerate(blocks) if b.size >= LONG), 0)
    end = story.heading.end if story.heading else at + 1
    ranked: list[tuple[int, int, Found[ScrapedDate], str]] = []
    long = 0
    for index in range(max(0, at - BEFORE), min(len(blocks), at + AFTER)):
        block = blocks[index]
        if index > at and block.size >= LONG:
            long += 1
            if long > 2:
                break
        text = block.text[:160] if block.size < LONG else block.text[:60]
        inside = at <= index < end
        if inside and story.headline:
            text = text.replace(story.headline, "")
        if not has_digit(text):
            continue
        mentions = moments.find(text, story.language)
        if not mentions:
            continue
        close = abs(index - at) <= CLOSE
        labelled, label_update, elsewhere, apart = (inside, False, False, False) if inside else _place(story, block, at)
        if apart or (elsewhere and not (close and labelled)):
            continue
        position = 0
        for mention in mentions[:3]:
            before = text[position : mention.start]
            label = before.lower()
            if mention.start < 4 and 0 < index != end and _beside(layout, blocks[index - 1], block):
                label = f"{blocks[index - 1].text.lower()} {label}"  # "Published" may stand in an element of its own
            position = mention.end
            if mention.start < 4 and (term := _term(layout, block)) is not None:
                label = f"{term.lower()} {label}"
                if not (_UPDATE.search(label) or _PUBLISH.search(label) or (_is_date(term) and not _is_apart(term))):
                    continue
            update = bool(_UPDATE.search(label))
            if (_is_span(label) or _HOURS.match(text, mention.end)) and not update and not _PUBLISH.search(label):
                continue
            by_name = label_update and len(mentions) == 1 and not update
            publish = bool(_PUBLISH.search(label))
            alone = len(text) - (mention.end - mention.start) < 40
            if not (publish or update or labelled):
                if (not alone and len(before) > FEW) or (text[-1] in ".!?。" and before.count(" ") >= 4):
                    continue
            rank = (
                (0 if publish else 2) + (0 if labelled else 2) + (0 if alone else 3) + (0 if block.size < LONG else 4)
            )
            where = layout.boxes[block.box].tag
            says = "update" if update else "named update" if by_name else "publish" if publish else "date"
            ranked.append((rank, abs(index - at), next(_found(mention.moment, text, "text", where)), says))
    ranked.sort(key=lambda entry: entry[:2])
    return [(found, says) for _, _, found, says in ranked]


def _beside(layout: Layout, first: Block, second: Block) -> bool:
    """Whether a short block without figures stands just before another in the same element, or in the one beside it."""
    one, other = layout.boxes[first.box], layout.boxes[second.box]
    return (
        len(first.text) < 30
        and not has_digit(first.text)
        and (one.parent == other.parent or other.parent == one.index or one.parent == other.index)
    )


def _term(layout: Layout, block: Block) -> str | None:
    """What a table or a list of definitions calls the thing that a block tells of: "Founded"."""
    for outer in layout.ancestors(block.box)[:3]:
        box = layout.boxes[outer]
        if box.tag in ("td", "dd") and box.start:
            before = layout.blocks[box.start - 1]
            return before.text if layout.boxes[before.box].tag in ("th", "dt") else None
    return None


def _place(story: Story, block: Block, at: int) -> tuple[bool, bool, bool, bool]:
    """What the boxes around a block say of a date in it: that it is one, that it is that of a change, that it may belong
    to others, that it does."""
    layout = story.page.layout
    labelled = update = elsewhere = apart = False
    header: Box | None = None
    for outer in layout.ancestors(block.box):
        box = layout.boxes[outer]
        if box.start <= at < box.end:
            if header and story.heading:
                apart = apart or box.tag == "body" or at - header.end > CLOSE
            break
        if box.end - box.start <= 6:
            labelled = labelled or box.tag == "time" or _is_date(box.names)
            update = update or _is_update(box.names)
        elsewhere = elsewhere or (_is_elsewhere(box.names) and not _holds_the_text(story, box))
        header = box if box.tag == "header" else header
        if box.tag == "footer" and not in_article(layout, outer, at):
            apart = apart or not _is_date(box.names)
            elsewhere = True
        apart = apart or box.tag in ("nav", "aside", "figure", "figcaption") or _is_apart(box.names)
    return labelled, update, elsewhere, apart


_DIGIT: Final = later.compile(r"\d")
_SCRIPTED: Final = later.compile(r"(ub(?:lish|lication|Date|_date)\w{0,12})[\"']\s*:\s*[\"']?([^\"',}\]]{8,40})")
"""A key of publishing from its second letter on, which is found faster than a choice of first letters, and its value."""
_KEY_BEGINS: Final = later.compile(r"[\"'](\w{1,16})$")
_KEYS: Final = {
    "datepublished", "publishedat", "publishdate", "publicationdate", "firstpublished", "firstpublisheddate",
    "firstpublishedat", "firstpublicationdate", "pubdate", "articlepublishdate", "publishedtime", "publisheddate",
    "publishedon", "publishtime", "publishat",
}  # fmt: skip


def published_script(story: Story) -> Iterator[Found[ScrapedDate]]:
    """The date of publishing in the data of scripts, where they hold but one day."""
    text = story.page.text
    found: list[Found[ScrapedDate]] = []
    for number, match in enumerate(_SCRIPTED.finditer(text)):
        if number > MAX_KEYS:
            break
        begins = _KEY_BEGINS.search(text, max(0, match.start() - 17), match.start())
        name = f"{begins[1]}{match[1]}" if begins else ""
        if name.replace("_", "").lower() in _KEYS and (moment := moments.from_machine(match[2].replace("\\", ""))):
            found.extend(_found(moment, match[2], "script", name))
    if len({one.value.value.date() for one in found}) == 1:
        yield found[0]


def published_url(story: Story) -> Iterator[Found[ScrapedDate]]:
    """The day in the address."""
    moment = moments.from_url(story.page.url)
    yield from _found(moment, moment.value.date().isoformat() if moment else "", "url", "path")


def published_lone(story: Story) -> Iterator[Found[ScrapedDate]]:
    """The `time` elements of a page that all tell one day, wherever they stand but in comments and teasers."""
    found: list[Found[ScrapedDate]] = []
    around = _ancestors(story)
    for node in story.page.css("time")[:40]:
        shown = clean(node.text())[:200]
        text = node.attributes.get("datetime") or shown
        before = node.prev
        current: LexborNode | None = node
        apart = bool(_UPDATE.search(f"{shown} {before.text()[-60:] if before is not None else ''}".lower()))
        for _ in range(25):
            if current is None or apart or current.tag == "body" or current.mem_id in around:
                break
            attributes = current.attributes
            apart = current.tag in ("nav", "aside", "footer") or (current.tag == "header" and bool(around))
            apart = apart or _is_apart(f"{attributes.get('class') or ''} {attributes.get('id') or ''}")
            current = current.parent
        if not apart:
            found.extend(
                _found(moments.from_machine(text) or moments.from_text(text, story.language), text, "time", "time")
            )
    if len({one.value.value.date() for one in found}) == 1:
        yield from found


def published_link(story: Story) -> Iterator[Found[ScrapedDate]]:
    """The day in the links of the page that lead to this very page: of a permanent link, or of its own teaser in a list."""
    path = path_in(story.page.url).rstrip("/")
    if len(path) < MIN_PATH:
        return
    found: list[Found[ScrapedDate]] = []
    for node in story.page.css("a[href]"):
        href = node.attributes.get("href") or ""
        if not href.rstrip("/").endswith(path):  # a link to a place in the page is that of a comment
            continue
        text = clean(node.text(separator=" "))
        if len(text) > MAX_TEASER or not has_digit(text):
            continue
        if host_of(story.page.absolute(href) or "") != story.page.host:
            continue
        mentions = moments.find(text, story.language)
        if len(mentions) == 1:
            found.extend(_found(mentions[0].moment, text, "link", "a"))
    if len({one.value.value.date() for one in found}) == 1:
        yield found[0]


MIN_PATH: Final = 4
"""Characters of a path from which it is an article's, not a section's or an edition's."""
MAX_TEASER: Final = 400
"""Characters of a teaser at most."""


def published_below(story: Story) -> Iterator[Found[ScrapedDate]]:
    """A line of the page that says when something was published, where there is just one such line."""
    lines = [found for found, says in _once(story, "lines", _lines) if says == "publish"]
    yield from lines if len(lines) == 1 else ()


def modified_below(story: Story) -> Iterator[Found[ScrapedDate]]:
    """A line of the page that says when it was changed last, where there is just one such line."""
    lines = [found for found, says in _once(story, "lines", _lines) if says == "update"]
    yield from lines if len(lines) == 1 else ()


def _said(label: str) -> str:
    """What a text before a date says of it, by its last word for it: "publish", "update" or nothing."""
    publish = max((match.end() for match in _PUBLISH.finditer(label)), default=0)
    update = max((match.end() for match in _UPDATE.finditer(label)), default=0)
    return "" if not publish and not update else "publish" if publish > update else "update"


def _lines(story: Story) -> Dated:
    """The lines below the headline that tell a day and what happened then: publishing or a change. A line may be a
    sentence that names the headline, or begin with its author."""
    layout = story.page.layout
    at = story.heading.start if story.heading else 0
    lines: Dated = []
    for before, block in pairwise(layout.blocks[at:]):
        if len(block.text) > MAX_LINE or not has_digit(block.text):
            continue
        quotes = bool(story.headline) and len(block.text) > MAX_LABEL and str(story.headline) in block.text
        if len(block.text) > MAX_LABEL and not quotes:
            continue
        text = block.text.lower()
        label = before.text.lower() if len(text) < 30 and _beside(layout, before, block) else ""
        whole = f"{label} {text}"
        if not (_PUBLISH.search(whole) or _UPDATE.search(whole) or _AUTHOR.match(text)):
            continue
        mentions = moments.find(block.text, story.language)
        if not mentions:
            continue
        then = text[mentions[0].end :].lstrip()
        says = _said(f"{label} {text[: mentions[0].start]}")
        if _PUBLISH.match(then) or (quotes and _PUBLISH.search(then)) or _AUTHOR.match(text):
            says = says or "publish"
        elif _UPDATE.match(then):
            says = says or "update"
        if says and not any(_is_apart(layout.boxes[outer].names) for outer in layout.ancestors(block.box)[:-1]):
            lines.append((next(_found(mentions[0].moment, block.text, "text", layout.boxes[block.box].tag)), says))
        if len(lines) > MAX_LINES:
            break
    return lines


def settle(found: list[Found[ScrapedDate]], others: Iterable[Found[ScrapedDate]] = ()) -> Found[ScrapedDate] | None:
    """The first candidate; if it is text, the first that agrees with the address's day, else that day itself. Where a meta
    element and the print outvote JSON-LD, the former.

    Where it tells the day only, the first other that tells the time of that same day; where it tells no zone, another that
    tells the same wall clock with an offset. Where it tells the moment in UTC and others the same moment on the newsroom's
    clock, it is told with the offset between the two; `others` are read for that alone.
    """
    if not found:
        return None
    first = found[0]
    if first.reader == "text" and (addressed := next((other for other in found if other.reader == "url"), None)):
        day = addressed.value.value.date()
        first = next((other for other in found if other.value.value.date() == day), addressed)
    if first.reader == "json-ld":
        first = _outvoted(first, found) or first
    if first.value.day_only:
        for other in found:
            if not other.value.day_only and other.value.value.date() == first.value.value.date():
                first = other
                break
    if first.value.value.tzinfo is None and not first.value.day_only:
        told = next((other.value.value for other in found if _same_clock(first.value.value, other.value.value)), None)
        return _moved(first, first.value.value.replace(tzinfo=told.tzinfo)) if told else first
    told_of = [other.value for other in [*found, *others]]
    zone = next(filter(None, (_local_zone(first.value, other) for other in told_of)), None)
    if zone is None or any(_prints_utc(first.value, other) for other in told_of):
        return first
    return _moved(first, first.value.value.astimezone(zone))


def _outvoted(first: Found[ScrapedDate], found: list[Found[ScrapedDate]]) -> Found[ScrapedDate] | None:
    """The date of a meta element about publishing that the page prints or has in a `time` too, where JSON-LD alone tells
    another day, and no neighbour of it: a day beyond midnight is a matter of zones."""
    day = first.value.value.date()
    shown = {other.value.value.date() for other in found if other.reader in ("time", "text")}
    for other in found:
        if other.reader == "meta" and other.where in _PUBLISHED:
            told = other.value.value.date()
            return other if told in shown and day not in shown and abs((told - day).days) > 1 else None
    return None


def _moved(found: Found[ScrapedDate], moment: datetime) -> Found[ScrapedDate]:
    """The same date, told as this moment."""
    return Found(replace(found.value, value=moment), found.reader, found.where, found.text)


def _same_clock(naive: datetime, other: datetime) -> bool:
    """Whether a date tells the wall clock of one without a zone, if need be without its seconds, and an offset from UTC."""
    naive = naive.replace(microsecond=0)
    return bool(other.utcoffset()) and other.replace(tzinfo=None, microsecond=0) in (naive, naive.replace(second=0))


def _local_zone(date: ScrapedDate, other: ScrapedDate) -> timezone | None:
    """The newsroom's offset from UTC, if one date tells a moment in UTC and the other the same one as its clock showed it:
    with an offset, or printed, the same minute some hours earlier or later; midnight is printed as a day."""
    if date.day_only or date.value.utcoffset() != timedelta():
        return None
    if other.value.tzinfo is not None:
        offset = other.value.utcoffset() or timedelta()
        moment = date.value if other.value.second else date.value.replace(second=0, microsecond=0)
        return timezone(offset) if offset and other.value == moment else None
    if other.reader not in ("time", "text"):
        return None
    utc = date.value.replace(tzinfo=None)
    if other.day_only and utc.hour < NIGHT:
        return None
    apart = other.value - (utc if other.value.second else utc.replace(second=0, microsecond=0))
    minutes, rest = divmod(apart, timedelta(minutes=1))
    if rest or minutes % 30 or not minutes or not -12 * 60 <= minutes <= 14 * 60:
        return None
    return timezone(apart)


def _prints_utc(date: ScrapedDate, other: ScrapedDate) -> bool:
    """Whether the page shows the clock of UTC, at which one date tells the moment: then no other clock is the newsroom's."""
    shown = other.reader == "text" and not other.day_only and other.value.tzinfo is None
    return shown and date.value.replace(tzinfo=None, second=0, microsecond=0) == other.value.replace(second=0)


NIGHT: Final = 20
"""Hour of UTC from which on a moment is midnight in the zones of Europe and Africa."""


def problems(published: list[ScrapedDate], modified: list[ScrapedDate]) -> Iterator[str]:
    """Sentences on dates that cannot all be true: a change before publishing, readings that differ by whole hours."""
    if published and modified and _before(modified[0], published[0]):
        yield f"Modified ({modified[0].text}) is earlier than published ({published[0].text})."
    for name, dates in (("published", published), ("modified", modified)):
        for other in dates[1:]:
            first = dates[0]
            if other.day_only or first.day_only or other.reader == "url":
                continue
            if (other.value.tzinfo is None) != (first.value.tzinfo is None):
                continue  # a wall clock without a zone contradicts nothing
            minutes = round(abs(_instant(first) - _instant(other)).total_seconds() / 60)
            if 30 <= minutes <= 14 * 60 and minutes % 30 == 0:
                hours = minutes / 60
                yield f"Two {name} dates differ by {hours:g} hours: {first.text} ({first.reader}), {other.text} ({other.reader})."
                break


def _instant(date: ScrapedDate) -> timedelta:
    """The moment as time since 1970 in UTC; a naive one as if it were UTC."""
    return date.value.replace(tzinfo=None) - (date.value.utcoffset() or timedelta()) - _EPOCH


_EPOCH: Final = datetime(1970, 1, 1)  # noqa: DTZ001 (both sides are naive)


def _before(modified: ScrapedDate, published: ScrapedDate) -> bool:
    if modified.day_only or published.day_only:
        return modified.value.date() < published.value.date()
    if (modified.value.tzinfo is None) != (published.value.tzinfo is None):
        return _instant(modified) < _instant(published) - timedelta(hours=14)
    return _instant(modified) < _instant(published)
