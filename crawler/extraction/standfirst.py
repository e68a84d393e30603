"""What stands around the headline: the kicker above it and the dek (standfirst) below it."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from selectolax.lexbor import LexborNode

from crawler.extraction import byline, later, linked, moments, names, phrases
from crawler.extraction.blocks import HEADINGS, Block, Box, Layout, size_of
from crawler.extraction.labels import labelled
from crawler.extraction.needles import Sought
from crawler.extraction.story import Found, Story, host_of, path_in
from crawler.extraction.text import clean, key, unescape

MAX_KICKER: Final = 80
MAX_DEK: Final = 600
MAX_LINKS: Final = 4
NEAR: Final = 10
"""Blocks below the headline among which a standfirst stands, whatever else stands there."""
FAR: Final = 60
"""And as long as no paragraph of the text stands between: menus for sharing, a picture, a byline may."""
HEAD: Final = 5
"""Blocks of a box around the headline that is more than a headline."""
SENTENCE: Final = 40
"""Characters from which a line between headline and byline is a sentence."""
_TRIM: Final = " :|–—-/•·"

_is_kicker: Final = labelled(
    r"kicker|topline|top-?title|overline|overhead|over-?title|pre-?title|up-?title|preline|dachzeile|spitzmarke|eyebrow|"
    r"super-?title|super-?head|sur-?titre|sobret[ií]tulo|antet[ií]tulo|ep[ií]graf|volanta|bajante|occhiello|sopratitolo|"
    r"nadtytu|nadpis-?mal|rubrik|rubric\b|vignette|vinjett|roof|catchline|stichwort|keyword\b|flag\b|strap\b|slug\b|chapeau-?title|"
    r"(?:article|story|post|entry|header|content)[-_]+(?:section|categor|label|topic|tag\b)|name-field-label\b",
)
_is_of_menu: Final = labelled(r"\bmenu|[-_]menu|\btoc\b|pinnable|pagination|cookie")
_is_dek: Final = labelled(
    r"dek\b|standfirst|sub-?headline|sub-?heading|sub-?title|sub-?head\b|strapline|\blead\b|\blede\b|\bleadin\b|lead-?in\b|"
    r"(?:article|story|post|entry|header|content|hero|page|detail|single|news|nota|artikel|video|text|teaser)[-_]+"
    r"(?:lead|summary|intro|desc(?:p|rip|\b)|excerpt|dek|sub(?!scri|mit|menu|nav)|teaser|abstract|(?:deck|spot|sapo|zajawka|perex)\b)|lead-?text|(?:news|article|detail)[-_]+preview\b|preview-?text|"
    r"(?:^|[\s_-])(?:intro|vorspann|anleser|teaser-?text|chapeau|chapo|entradilla|bajada|copete|sumario|sottotitolo|sommario|"
    r"catenaccio|ingress[ei]?|sapou|podnaslov|manchet|perex|anons|zajawka|preamble|spot|sapo|ozet|özet|abstract|excerpt|(?<!text-with-)summary|deck|description)(?=$|[\s_-])|"
    r"alternativeheadline",
)
_is_no_kicker: Final = labelled(
    r"breadcrumb|crumb|\bdate|-date|time\b|author|byline|share|social|\bnav|menu|badge|live|premium|plus\b|\babo|paywall|read-?(?:ing-?)?time|"
    r"comment|logo|\bback|banner|alert|ticker|advert|\bads?\b|caption|credit|skip|search|login|tags\b|tools|toolbar|sponsor|hidden|"
    r"sr-only|screen-?reader|message|button|btn|icon|count|views|pager|pagination|prev|next|player|duration|sitename|site-(?:name|title)|popup|modal|dropdown|toggle|site-?desc|tagline|slogan",
)
_is_text: Final = labelled(r"(?:article|post|story|entry)-?(?:body|content|text)|articlebody")
"""What calls itself the text is no standfirst, whatever else it calls itself."""
_is_other: Final = labelled(
    r"comment|related|caption|credit|author|avatar|byline|bio\b|share|social|newsletter|promo|advert|meta\b|breadcrumb|card|"
    r"subscri|paywall|sign-?up|register|regwall|donat|member|\bcta\b|offer|banner|consent|whatsapp|slideshow|gallery|"
    r"(?:image|img|photo|foto|picture|bild)[-_]*(?:desc|text|detail|title|info|legend)|"
    r"sidebar|"
    r"widget|date|time\b|tag|menu|nav",
)


def _label_of(layout: Layout, block: Block, at: int) -> tuple[bool, bool, bool, str]:
    """What the small boxes around a block call it: (kicker, dek, neither, where)."""
    kicker = dek = other = False
    where = ""
    for index in layout.ancestors(block.box):
        box = layout.boxes[index]
        if box.start <= at < box.end or box.end - box.start > 6:
            break
        if box.tag in ("nav", "footer", "aside", "figure", "figcaption", "form"):
            other = True
        if box.names:
            kicker = kicker or _is_kicker(box.names)
            dek = dek or (_is_dek(box.names) and not _is_text(box.names))
            other = other or _is_other(box.names)
            called = (box.attributes.get("class") or "").split() or box.names.split()
            where = where or ".".join([box.tag, *called[:1]])
    return kicker, dek, other, where or layout.boxes[block.box].tag


def kicker(story: Story) -> Iterator[Found[str]]:
    """A short block just above the headline (or just below it) that is named as a kicker; else one that stands alone there,
    as the first line of the article's head."""
    if story.heading is None:
        return
    layout = story.page.layout
    start, end = story.heading.start, story.heading.end
    for index in [*range(start - 1, max(-1, start - 5), -1), end]:
        if not 0 <= index < len(layout.blocks):
            continue
        block = layout.blocks[index]
        if not 1 < len(block.text) <= MAX_KICKER or key(block.text) == key(story.headline):
            continue
        if _is_of_menu(layout.boxes[block.box].names):
            continue
        if index < start and (text := _marked_label(layout, block, story)):
            yield Found(text, "kicker", "inline label", block.text)
            return
        named, as_dek, _, where = _label_of(layout, block, start)
        is_line = as_dek and index < start and not _is_of_site(where) and _is_alone(block.text)
        if (named or is_line) and (text := _label(_spaced(layout, block), story, layout.boxes[block.box].node)):
            yield Found(text, "kicker", where, block.text)
            return
    if (index := _alone_above(layout, story.heading)) is not None:
        block = layout.blocks[index]
        if _is_alone(block.text) and (text := _label(block.text, story, layout.boxes[block.box].node)):
            yield Found(text, "kicker", f"{layout.boxes[block.box].tag} + h1", block.text)
            return
    node: LexborNode | None = story.heading.node
    for _ in range(4):
        node = node.prev if node is not None else None
        if node is None or node.tag in HEADINGS:
            return
        labels = node.attributes.get("class") or "" if node.is_element_node else ""
        text = _label(clean(node.text(separator=" ")), story, node) if labels and _is_kicker(labels) else ""
        if len(text) <= MAX_KICKER and text:
            yield Found(text, "kicker", f"{node.tag}.{labels.split()[0]}", text)
            return


def _marked_label(layout: Layout, block: Block, story: Story) -> str:
    """What an inline element marks as the kicker in a line of several labels ("Editor's PickWater")."""
    node = layout.boxes[block.box].node
    for inner in node.css("span[class*=kicker],a[class*=kicker],span[class*=overline],span[class*=eyebrow]")[:2]:
        text = clean(inner.text())
        if 1 < len(text) < len(block.text) and text in block.text:
            return _label(text, story, inner)
    return ""


def _label(text: str, story: Story, node: LexborNode) -> str:
    """The text of an element as a kicker; empty where it is none: the site's name, the headline again, a number, a date,
    a button, a link to the front page."""
    if _leads_home(text, story, node):
        return ""
    text = moments.without_dates(text, story.language).strip(_TRIM)
    if (
        len(text) < 2
        or not any(map(str.isalpha, text))
        or len(_CAMEL.findall(text)) > 1
        or story.is_site(text)
        or key(text) == key(story.headline)
    ):
        return ""
    if _SPONSOR.match(text) or _NOWHERE.fullmatch(text) or "facebook" in text.lower():
        return ""
    return "" if phrases.ADVERTISEMENT.match(text) or phrases.COMMENTS.match(text) else text


def _leads_home(text: str, story: Story, node: LexborNode) -> bool:
    """Whether a text is that of a link to the front page ("← Back to home"), or to that of the page's language."""
    for link in node.css("a[href]")[:MAX_LINKS]:
        url = story.page.absolute(link.attributes.get("href")) or ""
        home = path_in(url).strip("/") in ("", (story.language or "").partition("-")[0])
        if home and host_of(url) == story.page.host and key(link.text()) == key(text):
            return True
    return False


def _spaced(layout: Layout, block: Block) -> str:
    """The text of a block; with spaces between its elements where only styles set two labels apart ("WissenGlobal")."""
    if len(_CAMEL.findall(block.text)) != 1:
        return block.text
    spaced = clean(layout.boxes[block.box].node.text(separator=" "))
    return spaced if key(spaced) == key(block.text) else block.text


def _is_alone(text: str) -> bool:
    """Whether a text without a name of its own can be a kicker: no date, credit, byline, button or two labels in one."""
    if size_of(text) > 60 or len(text) > 40 or len(text.split()) > 5 or text[-1] in ".!…。":
        return False
    if _GLUED.search(text) or names.LEAD.match(text) or names.agency(text.rpartition("/")[2]):
        return False
    lines = (phrases.TOOL, phrases.CAPTION, phrases.META_LINE, phrases.LEADS_AWAY)
    return not names.has_date(text) and not any(line.match(text) for line in lines)


_NOWHERE: Final = later.compile(
    r"home(?: ?page)?|startseite|accueil|inicio|início|portada|forsid(?:e|en)|etusivu|ana ?sayfa|главная|головна|menu|menü|"
    r"log ?(?:in|out)|sign (?:in|up|out)|subscribe|search|live|breaking(?: news)?|plus|premium|abo",
    re.IGNORECASE,
)
"""Steps of a breadcrumb trail and buttons that lead away from any article, and badges."""
_is_of_site: Final = labelled(r"desc|tagline|slogan")
_CAMEL: Final = later.compile(r"[a-zà-öø-ÿ][A-Z]")
"""Two labels without a space between them."""
_GLUED: Final = later.compile(r"[a-zà-öø-ÿ][A-Z0-9]|\b(?:19|20)\d\d\b|[©>»@]")
_SPONSOR: Final = later.compile(r"(?:supported|sponsored|presented|powered|brought to you) by", re.IGNORECASE)


def _alone_above(layout: Layout, heading: Box) -> int | None:
    """The block before the headline, if it is all that stands before it in the box that holds the two."""
    index = heading.start - 1
    if index < 0:
        return None
    block = layout.blocks[index]
    if block.links > 1 or block.glued:
        return None
    around = layout.boxes[block.box]
    link = block.links == 1 and block.linked == len(block.text)
    while not around.start <= index < heading.start < around.end:
        if (
            (around.tag in _NO_KICKER_TAGS and not (link and around.tag == "aside"))
            or _is_no_kicker(around.names)
            or around.end - around.start > 1
        ):
            return None
        around = layout.boxes[around.parent]
    beside = heading
    while layout.boxes[beside.parent] is not around:
        beside = layout.boxes[beside.parent]
    held = layout.blocks[beside.start : beside.end]
    is_head = len(held) <= HEAD and sum(block.size for block in held) <= MAX_DEK
    return index if around.start == index and around.tag != "body" and is_head else None


_NO_KICKER_TAGS: Final = frozenset(("nav", "footer", "aside", "figure", "figcaption", "form", "li", "dt", "dd", "td"))


def dek(story: Story) -> Iterator[Found[str]]:
    """A block just below the headline that is named as a standfirst."""
    if story.heading is None:
        return
    layout = story.page.layout
    start, end = story.heading.start, story.heading.end
    headline = key(story.headline)
    begun = False
    for index in range(end, min(len(layout.blocks), end + FAR)):
        block = layout.blocks[index]
        own = layout.boxes[block.box]
        far = index >= end + NEAR
        if far and begun:
            return
        least = SENTENCE if far else 20
        if not block.size >= least or len(block.text) > MAX_DEK or (headline and headline in key(block.text)):
            continue
        if _is_point(layout, block, start) or _leads_or_asks(block):
            continue
        _, named, other, where = _label_of(layout, block, start)
        if named and not other:
            yield Found(block.text, "dek", where, block.text)
            return
        if index == end and own.tag in ("h2", "h3") and not other and own.parent == story.heading.parent:
            yield Found(block.text, "dek", f"h1 + {own.tag}", block.text)
            return
        begun = begun or _is_paragraph(layout, block)


def dek_as_heading(story: Story) -> Iterator[Found[str]]:
    """The sentence that stands as a heading before the first paragraph, with no other paragraph below the headline."""
    if story.heading is None:
        return
    layout = story.page.layout
    start, end = story.heading.start, story.heading.end
    for block, after in pairwise(layout.blocks[end : end + FAR]):
        tag = layout.boxes[block.box].tag
        if tag in ("h2", "h3") and block.size >= SENTENCE * 2 and _is_paragraph(layout, after):
            other = _label_of(layout, block, start)[2]
            if len(block.text) <= MAX_DEK and block.text[-1] not in "?？؟" and not (other or _leads_or_asks(block)):
                yield Found(block.text, "dek", f"{tag} + p", block.text)
            return
        if _is_paragraph(layout, block):
            return


def _is_paragraph(layout: Layout, block: Block) -> bool:
    """Whether a block reads like the first of a text."""
    return block.size >= SENTENCE * 2 and layout.boxes[block.box].tag == "p"


def _leads_or_asks(block: Block) -> bool:
    """Whether a block is a link, a line of data (a place and a date, a name), the heading of a list, the end of another
    story's teaser, or asks for a subscription."""
    text = block.text
    if block.linked * 2 > len(text) or _MORE.search(text):
        return True
    if block.size < SENTENCE * 2 and (text.endswith((":", "：")) or names.LEAD.match(text) or _is_dated(text)):
        return True
    return phrases.PAYWALL.search(text) or phrases.APPEAL.search(text) or _OFFER.search(text) is not None


def _is_dated(text: str) -> bool:
    """Whether a line is little more than a date."""
    return phrases.has_date(text) and sum(map(str.isalpha, phrases.without_dates(text))) < SENTENCE // 2


_MORE: Final = Sought(
    later.compile(
        r"(?:[|…•]|\.\.\.)\s*(?:mehr|weiter(?:lesen)?|more|read more|lire(?: la suite)?|leer más|leggi)\W*$",
        re.IGNORECASE,
    )
)
_OFFER: Final = Sought(
    later.compile(
        r"\bsubscrib(?:e|ing) (?:to our|now|today|for)\b|\b(?:our|unser(?:e[nm])?|notre|nos|nuestr[ao]|noss[ao]|nostra|onze|vår|vores) "
        r"(?:\w+ ){0,2}newsletter|\b(?:first|ersten|premier|primer|primeiro|primo) (?:\w+ )?(?:month|monat|mois|mes|mês|mese)\b.{0,40}\b"
        r"(?:just|only|nur|für|seulement|solo|por|apenas|[€$£R]\d)|(?:just|only|nur|seulement|solo|por|apenas) (?:[€$£R]\s?)?\d.{0,30}"
        r"\b(?:first|ersten|premier|primer|primeiro|primo) (?:\w+ )?(?:month|monat|mois|mes|mês|mese)\b",
        re.IGNORECASE,
    ),
    ("subscrib", "newsletter", " month", " monat", " mois", " mes", " mês"),
)
"""What an offer to subscribe says of its terms."""


def _is_point(layout: Layout, block: Block, at: int) -> bool:
    """Whether a block stands in one of several points of a list that does not hold the headline too."""
    for index in layout.ancestors(block.box):
        box = layout.boxes[index]
        if box.start <= at < box.end:
            return False
        around = layout.boxes[box.parent]
        if box.tag == "li" and around.end - around.start > box.end - box.start:
            return True
    return False


def _is_body(layout: Layout, block: Block, at: int) -> bool:
    """Whether a box around a block, but not around the headline, calls itself the text."""
    for index in layout.ancestors(block.box):
        box = layout.boxes[index]
        if box.start <= at < box.end:
            return False
        if _is_text(box.names):
            return True
    return False


def dek_above_byline(story: Story) -> Iterator[Found[str]]:
    """The one paragraph between the headline and the byline."""
    if story.heading is None:
        return
    layout = story.page.layout
    start, end = story.heading.start, story.heading.end
    signed = min((line.position for line in byline.near(story) if line.names and line.position >= end), default=0)
    between = range(end, min(signed, end + 4))
    texts = [index for index in between if layout.blocks[index].size >= SENTENCE]
    if len(texts) > 1:
        texts = [index for index in texts if not phrases.has_date(layout.blocks[index].text)]
    if signed > end + 3 or len(texts) != 1:
        return
    block = layout.blocks[texts[0]]
    _, _, other, where = _label_of(layout, block, start)
    if len(block.text) <= MAX_DEK and block.linked * 2 < len(block.text) and not other:
        if not (_is_body(layout, block, start) or key(story.headline) in key(block.text) or _is_meta(block.text)):
            yield Found(block.text, "dek", where, block.text)


def _is_meta(text: str) -> bool:
    return phrases.META_LINE.match(text) or ("|" in text and names.has_date(text))


def dek_stated(story: Story) -> Iterator[Found[str]]:
    """A summary of the page's data that also stands, word for word, below the headline."""
    if story.heading is None:
        return
    layout = story.page.layout
    end = story.heading.end
    near = {key(block.text): block.text for block in layout.blocks[end : end + 8] if 20 <= len(block.text) <= MAX_DEK}
    for reader, where, text in (
        *(
            ("json-ld", name, linked.text_of(item.get(name)))
            for item in story.articles[:2]
            for name in ("alternativeHeadline", "description", "abstract")
        ),
        *(
            ("og" if name.startswith("og") else "meta", name, unescape(story.page.meta_first(name) or ""))
            for name in ("og:description", "description")
        ),
    ):
        plain = clean(text)
        if len(plain) >= 20 and (shown := near.get(key(plain))):
            yield Found(shown, reader, where, plain)
            return
