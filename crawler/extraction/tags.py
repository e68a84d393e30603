"""The newsroom's own keywords and the section."""

import re
from collections.abc import Iterator
from typing import Final

from crawler.extraction import later, linked
from crawler.extraction.blocks import Box
from crawler.extraction.labels import labelled
from crawler.extraction.story import Found, Story
from crawler.extraction.text import clean, key, unescape

MAX_TAGS: Final = 60
MAX_SHOWN: Final = 25
"""More links than these are an index of topics, not the tags of one article."""
LONG: Final = 40
"""Longer texts of links are headlines."""

_LISTS: Final = frozenset(("ul", "ol", "dl", "div", "p", "section", "footer"))
_BETWEEN: Final = later.compile("[,;，、；|]")
_UNSPACED: Final = later.compile(r"[\u3040-\u30ff\u3400-\u9fff]{2,8}(?: [\u3040-\u30ff\u3400-\u9fff]{2,8})+")
_IDENTIFIER: Final = later.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|\d+", re.IGNORECASE)
_CODE: Final = later.compile(r"[/_]|[a-z-]+(?:_[A-Za-z-]+)+$|.*\b[A-Z]{3,}_[A-Z]{3,}\b")
"""What a newsroom's programs are told: "_no-apple-news", "type_news", "/article", "culture_film-reviews", "GOVERNMENT_FIGURE"."""
_is_tags: Final = labelled(
    r"(?:^|[_-])(?:tags?|taglist|topics?|keywords?|schlagwort\w*|themen|stichwort\w*|etiquetas?|temas?|mots-?cles|"
    r"sujets?|thematiques?|argomenti|trefwoorden|onderwerpen|tagi|konular|etiketler)(?:$|[_-])"
)
_is_elsewhere: Final = labelled(
    r"comment|related|sidebar|teaser|recommend|trending|popular|most-?read|latest|\bnav|menu|footer|header|breadcrumb|cloud"
)


def _split(values: list[str], headline: str | None) -> list[str]:
    found: dict[str, str] = {}
    for value in values:
        for part in value.split() if _UNSPACED.fullmatch(value.strip()) else _BETWEEN.split(value):
            text = unescape(part).strip(" #\"'")
            if (
                text
                and ":" not in text
                and len(text) <= 80
                and not _IDENTIFIER.fullmatch(text)
                and not _CODE.match(text)
            ):
                found.setdefault(key(text), text)
    if headline and len(headline) > LONG:
        found.pop(key(headline), None)
    return list(found.values())[:MAX_TAGS]


def from_linked(story: Story) -> Iterator[Found[list[str]]]:
    for item in story.articles[:3]:
        values = [linked.text_of(value) for value in linked.as_list(item.get("keywords"))]
        if tags := _split(values, story.headline):
            yield Found(tags, "json-ld", "keywords", ", ".join(values))


def from_meta(story: Story) -> Iterator[Found[list[str]]]:
    for name in ("article:tag", "news_keywords", "keywords", "parsely-tags", "sailthru.tags"):
        if tags := _split(story.page.meta.get(name, []), story.headline):
            yield Found(tags, "meta", name, ", ".join(tags))


def from_links(story: Story) -> Iterator[Found[list[str]]]:
    """The links that are marked as tags; those that are marked as a category too, only where there are no others."""
    links = story.page.css("a[rel~=tag]")[:MAX_TAGS]
    plain = [node for node in links if "category" not in (node.attributes.get("rel") or "").split()]
    if tags := _split([clean(node.text()) for node in plain or links], story.headline):
        yield Found(tags, "rel=tag", "a[rel~=tag]", ", ".join(tags))


def from_list(story: Story) -> Iterator[Found[list[str]]]:
    """The links of the first list below the headline that is named as one of tags or topics."""
    if story.heading is None:
        return
    layout = story.page.layout
    around = [layout.boxes[index] for index in layout.ancestors(story.heading.index)]
    end = next((box.end for box in around if box.tag in ("article", "main")), len(layout.blocks))
    for box in layout.boxes[story.heading.index + 1 :]:
        if box.start >= end:
            return
        if box.end <= box.start or box.tag not in _LISTS or not _is_tags(_called(box)):
            continue
        if any(_is_elsewhere(layout.boxes[outer].names) for outer in layout.ancestors(box.index)[:-1]):
            continue
        blocks = layout.blocks[box.start : box.end]
        if sum(block.links for block in blocks) > MAX_SHOWN or any(block.size > 3 * LONG for block in blocks):
            continue
        texts = [clean(node.text()) for node in box.node.css("a[href]")[:MAX_SHOWN]]
        if texts and all(len(text) <= LONG for text in texts) and (tags := _split(texts, story.headline)):
            yield Found(tags, "list", f"{box.tag}.{_called(box).split()[0]}", ", ".join(tags))
            return


def _called(box: Box) -> str:
    return f"{box.attributes.get('class') or ''} {box.attributes.get('id') or ''}"


def _section(text: str) -> str:
    """A section as one: the first of a list that was written as one text; empty for what is none."""
    parts = [part.strip() for part in _LISTED.split(text.strip(" ,;"))]
    section = text.strip(" ,;")
    if len(parts) > 2 and not _AND.search(parts[-1]):
        section = next((part for part in parts if not _NO_SECTION.fullmatch(part)), "")
    return "" if len(section) > LONG_SECTION or _NO_SECTION.fullmatch(section) or _CODE.match(section) else section


LONG_SECTION: Final = 80
"""Characters of a section at most."""
_LISTED: Final = later.compile(r"[,;]")
_AND: Final = later.compile(r"&|\b(?:and|und|et|y|e|en|og|och|ja|i|и|та|ve)\b", re.IGNORECASE)
"""In the last part of a section with commas in its name: "Food, Wine and Travel"."""
_NO_SECTION: Final = later.compile(
    r"nil|null|none|undefined|n/?a|posts?|articles?|uncategori[sz]ed|default|-+", re.IGNORECASE
)


def section_linked(story: Story) -> Iterator[Found[str]]:
    for item in story.articles[:3]:
        if text := _section(linked.text_of(item.get("articleSection"))):
            yield Found(text, "json-ld", "articleSection")


def section_shown(story: Story) -> Iterator[Found[str]]:
    """The link behind a label ("Rubrique :", "Posted in") in the article's head or foot."""
    if story.heading is None:
        return
    layout = story.page.layout
    around = [layout.boxes[index] for index in layout.ancestors(story.heading.index)]
    end = next((box.end for box in around if box.tag in ("article", "main")), len(layout.blocks))
    shown = layout.blocks[max(0, story.heading.start - ABOVE) : end]
    for at, block in enumerate(shown):
        box = layout.boxes[block.box]
        if filed := _FILED.fullmatch(block.text):
            yield Found(filed["section"], "label", box.tag, block.text)
            return
        if not block.links or len(block.text) > MAX_LABELLED:
            continue
        label = _LABELLED.match(block.text)
        behind = label.end() if label else 0
        if not label and not (at and _LABELLED.fullmatch(shown[at - 1].text)):
            continue
        if any(_is_elsewhere(layout.boxes[outer].names) for outer in layout.ancestors(box.index)[:-1]):
            continue
        text = next((clean(node.text()) for node in box.node.css("a[href]")), "")
        if text and block.text.startswith(text, behind) and (section := _section(text)):
            yield Found(section, "label", box.tag, block.text)
            return


_FILED: Final = later.compile(r"이 기사는 언론사에서 (?P<section>\S{1,12}) 섹션으로 분류했습니다\.?")
"""How a Korean portal says where the newsroom filed an article."""
ABOVE: Final = 6
"""Blocks above the headline that may name its section."""
MAX_LABELLED: Final = 120
_LABELLED: Final = later.compile(
    r"(?:(?:posted|published|filed) (?:in|under)|category|section|rubriques?|rubri[ck]k?|kategorie|ressort|categor[ií]a|sección|"
    r"seção|editoria|publicado em|publié dans|veröffentlicht in|abgelegt unter|categorie|rubrica|sezione|rubryka|kategori|"
    r"рубрика|раздел|категория|категорія|κατηγορία|التصنيف|القسم|الفئة|分类|分類|カテゴリー)\s*[:：]?\s*",
    re.IGNORECASE,
)
"""What stands before the section; the plural lists sections."""


def section_meta(story: Story) -> Iterator[Found[str]]:
    for name in ("article:section", "og:article:section", "section", "parsely-section", "dc.subject"):
        for value in story.page.meta.get(name, [])[:1]:
            if text := _section(unescape(value)):
                yield Found(text, "meta", name)
