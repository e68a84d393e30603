"""What stands around the headline: the kicker above it and the dek (standfirst) below it."""

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from crawler.extraction import linked
from crawler.extraction.blocks import HEADINGS, Block, Layout
from crawler.extraction.labels import labelled
from crawler.extraction.story import Found, Story
from crawler.extraction.text import clean, key, unescape

MAX_KICKER = 80
MAX_DEK = 600
_TRIM = " :|–—-/•·"

_is_kicker = labelled(
    r"kicker|topline|overline|over-?title|pre-?title|preline|dachzeile|spitzmarke|eyebrow|supertitle|super-?head|"
    r"sur-?titre|sobretitulo|"
    r"antet[ií]tulo|occhiello|rubrik|rubric\b|vignette|roof|catchline|stichwort|keyword\b|flag\b|chapeau-?title|"
    r"article-?label|"
    r"(?:article|story|post|entry|header|content)[-_]+(?:section|category|label|topic)",
)
_is_dek = labelled(
    r"\bdek\b|standfirst|sub-?headline|sub-?heading|sub-?title|sub-?head\b|strapline|\blead\b|\blede\b|\bleadin\b|"
    r"lead-?in\b|"
    r"(?:article|story|post|entry|header|content|hero)[-_]+(?:lead|summary|intro|description|excerpt|dek|deck|sub\w*|"
    r"teaser|abstract)|"
    r"(?:^|[\s_-])(?:intro|vorspann|teaser-?text|chapeau|chapo|entradilla|bajada|sumario|sottotitolo|sommario|"
    r"catenaccio|ingress|"
    r"manchet|perex|anons|spot|ozet|abstract|excerpt|summary|deck|description)(?=$|[\s_-])|alternativeheadline",
)
_is_other = labelled(
    r"comment|related|caption|credit|author|byline|bio\b|share|social|newsletter|promo|advert|meta\b|breadcrumb|card|"
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
            dek = dek or _is_dek(box.names)
            other = other or _is_other(box.names)
            where = where or f"{box.tag}.{((box.attributes.get('class') or '').split() or box.names.split())[0]}"
    return kicker, dek, other, where or layout.boxes[block.box].tag


def kicker(story: Story) -> Iterator[Found[str]]:
    """A short block just above the headline (or just below it) that is named as a kicker."""
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
        named, _, _, where = _label_of(layout, block, start)
        if named:
            text = block.text.strip(_TRIM)
            if text and not text.isdigit() and not story.is_site(text):
                yield Found(text, "kicker", where, block.text)
                return
    node: LexborNode | None = story.heading.node
    for _ in range(4):
        node = node.prev if node is not None else None
        if node is None or node.tag in HEADINGS:
            return
        names = node.attributes.get("class") or "" if node.is_element_node else ""
        text = clean(node.text(separator=" ")).strip(_TRIM) if names and _is_kicker(names) else ""
        if 1 < len(text) <= MAX_KICKER and not story.is_site(text) and key(text) != key(story.headline):
            yield Found(text, "kicker", f"{node.tag}.{names.split()[0]}", text)
            return


def dek(story: Story) -> Iterator[Found[str]]:
    """A block just below the headline that is named as a standfirst."""
    if story.heading is None:
        return
    layout = story.page.layout
    start, end = story.heading.start, story.heading.end
    headline = key(story.headline)
    for index in range(end, min(len(layout.blocks), end + 10)):
        block = layout.blocks[index]
        if not block.size >= 20 or len(block.text) > MAX_DEK or key(block.text) == headline:
            continue
        _, named, other, where = _label_of(layout, block, start)
        if named and not other:
            yield Found(block.text, "dek", where, block.text)
            return
        tag = layout.boxes[block.box].tag
        if (
            index == end
            and tag in ("h2", "h3")
            and not other
            and layout.boxes[block.box].parent == story.heading.parent
        ):
            yield Found(block.text, "dek", f"h1 + {tag}", block.text)
            return


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
