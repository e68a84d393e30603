"""What sort of page it is: an article, or one of the pages that are none.

A page that claims to be an article (JSON-LD about this address, a time of publishing) and has the text of one is never
taken for anything else: an article lost is worse than a wall stored. What is no article needs two signs: what the page
calls itself, and that there is no text to speak of. Sizes are characters as `blocks.size_of` counts them.
"""

import re
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from mypy_extensions import mypyc_attr

from crawler.extraction import later, linked, refusals
from crawler.extraction.blocks import Block, size_of
from crawler.extraction.body import Body
from crawler.extraction.lazy import lazy
from crawler.extraction.page import Page
from crawler.extraction.text import clean, key, unescape
from crawler.items import PageKind, ScrapedArticle

LONG: Final = 1_000
"""Text of this size in an article that claims to be one settles the matter."""
WALL: Final = 1_500
"""Walls, challenges and error pages have less text than this."""
SENTENCE: Final = 60
"""A paragraph is of at least this size."""
PARAGRAPH: Final = 250
"""Text of this size is more than a description or a teaser."""
TITLE: Final = 25
"""A linked line of at least this size is the title of another page."""

_PARTS: Final = later.compile(r"\s*[|•·»«‹›]\s*|\s+[-–—/]\s+|\s*[–—]\s*")
_LISTING_TYPES: Final = {"collectionpage", "itemlist", "searchresultspage", "breadcrumbcollection", "profilepage"}
_MEDIA_TYPES: Final = {
    "videoobject": "video",
    "audioobject": "audio",
    "podcastepisode": "audio",
    "podcastseries": "audio",
    "radioepisode": "audio",
    "tvepisode": "video",
    "movie": "video",
    "imagegallery": "gallery",
    "mediagallery": "gallery",
    "videogallery": "gallery",
}
_FRONT: Final = later.compile(
    r"/?(?:[a-z]{2}(?:[-_][a-z]{2,4})?/?)?(?:(?:index|home|homepage|default|start|startseite|portada|accueil)"
    r"(?:\.(?:html?|php|aspx?|jsp))?/?)?",
    re.IGNORECASE,
)
_SHELF: Final = later.compile(
    r"(?:^|/)(?:tags?|topics?|categor(?:y|ies)|sections?|authors?|search|archives?|latest|themen?|rubrik(?:en)?|kategorien?|"
    r"kategori|schlagwort|suche|autor(?:en|es)?|auteurs?|rubriques?|categorie|recherche|etiquetas?|categorias?|buscar|"
    r"secci(?:o|ó)n|seccion|temas?|tema|rubrics?|rubriky?|kategoria|tagi|z|zones?|cimke|etiket|konu|author|programs?)"
    r"/[^/]+(?:/(?:page/)?[p]?\d{1,5})?/?$|/page/\d{1,5}/?$|/(?:search|suche|buscar|recherche|s|latestnews)/?$",
    re.IGNORECASE,
)
_SLUG: Final = later.compile(r"(?:[^/]+[-_]){3}[^/]*/?$|\d{5}|/\d{4}/\d{1,2}/", re.IGNORECASE)
"""An address that looks like an article's: a name of four words, a number, a date."""
_SEARCH: Final = {"q", "k", "s", "search", "query", "keyword", "keywords", "suche", "text"}
_SHELVES: Final = {
    "blog",
    "category",
    "tag",
    "search",
    "search-results",
    "pg-section",
    "archive",
    "author",
    "pg-search",
}
"""Classes of the body element by which WordPress and Pangea name lists; "home" is on too many templates."""
_CONTAINER: Final = (
    "[itemprop~=articleBody], #article-content > .wsw, .article-body, .article__body, .entry-content, .story-body"
)
_PLAYER: Final = later.compile(
    r"player|youtube(?:-nocookie)?\.com/embed|vimeo\.com|dailymotion\.com|soundcloud\.com|jwplatform|brightcove|rutube|"
    r"ok\.ru/videoembed|podcast|spotify\.com/embed|megaphone\.fm",
    re.IGNORECASE,
)


def read_kind(page: Page, article: ScrapedArticle, body: Body) -> tuple[PageKind, str]:
    """The kind of a page and, unless it is an article, the reason in a short phrase that names the evidence."""
    signs = _Signs(page, article, body)
    if signs.claim and signs.size >= LONG and not signs.gate:
        return "article", ""
    if reason := _blocked(signs):
        return "blocked", reason
    if reason := _consent(signs):
        return "consent", reason
    if reason := _error(signs):
        return "error", reason
    if article.live_entries:
        return "article", ""
    if reason := _media(signs):
        return "media", reason
    if reason := _listing(signs):
        return "listing", reason
    if reason := _empty(signs):
        return "empty", reason
    return "article", ""


@mypyc_attr(native_class=False)
class _Signs:
    """What tells kinds apart; each is worked out when it is first asked for."""

    def __init__(self, page: Page, article: ScrapedArticle, body: Body) -> None:
        self.page = page
        self.article = article
        self.body = body
        self.size = size_of(body.text)

    @lazy
    def blocks(self) -> list[Block]:
        return self.page.layout.blocks

    @lazy
    def visible(self) -> int:
        """Size of all text that the page shows, menus included."""
        return sum(block.size for block in self.blocks)

    @lazy
    def parts(self) -> tuple[str, str]:
        """Path and query of the address that answered, of each no more than any real one has."""
        try:
            parts = urlsplit(self.page.url)
        except ValueError:
            return "", ""
        return parts.path[:1_000], parts.query[:1_000]

    @lazy
    def title(self) -> str:
        head = self.page.tree.head
        node = head.css_first("title") if head is not None else None
        return clean(node.text(deep=True)) if node is not None else ""

    @lazy
    def names(self) -> list[str]:
        """What the page calls itself: its title, headline and, if it is small, its headings; whole and in parts."""
        wholes = [self.title, self.article.headline or "", unescape((self.page.meta_first("og:title") or "")[:300])]
        if self.visible < 4 * WALL:
            wholes += [block.text for block in self.blocks[:60] if self.page.layout.boxes[block.box].tag in _TITLES]
        found: dict[str, None] = {}
        for whole in wholes:
            if 0 < len(whole) <= 300:
                found[whole] = None
                found.update(dict.fromkeys(_PARTS.split(whole)))
        return list(found)

    @lazy
    def gate(self) -> str | None:
        """What in the address that answered says that it is a wall's."""
        match = refusals.CONSENT_ADDRESS.search(self.page.url[:300].lower().split("?")[0].split("#")[0])
        return match[0].strip("/.") if match else None

    @lazy
    def linked(self) -> list[dict[str, object]]:
        """JSON-LD articles that are this page's: of its address or title, or the only one."""
        own = [item for item in linked.with_nested(self.page.json_ld) if linked.is_article(item)]
        if len(own) == 1:
            return own
        names = {key(name) for name in self.names if len(name) > 12}
        address = self.parts[0].rstrip("/").lower()
        return [
            item
            for item in own
            if (len(address) > 1 and any(_path(url) == address for url in linked.addresses(item)))
            or key(linked.text_of(item.get("headline"))) in names
        ]

    @lazy
    def claim(self) -> str | None:
        """By what the page says that it is one article; None if it does not."""
        if self.linked:
            return "JSON-LD article"
        meta = self.page.meta
        if "article:published_time" in meta or "citation_title" in meta or "datepublished" in meta:
            return "a time of publishing"
        if any("article" in kind.lower() for kind in meta.get("og:type", ())) and not self.front:
            return "og:type article"
        return None

    @lazy
    def front(self) -> bool:
        path, query = self.parts
        return not query and _FRONT.fullmatch(path) is not None and bool(self.page.host)

    @lazy
    def types(self) -> set[str]:
        """Types of the JSON-LD objects at the top, and of what a page says it is mainly about."""
        found: set[str] = set()
        for item in self.page.json_ld[:100]:
            found |= linked.types(item)
            for main in linked.as_list(item.get("mainEntity"))[:3]:
                if isinstance(main, dict):
                    found |= linked.types(main)
        return found

    @lazy
    def shape(self) -> tuple[int, int]:
        """(titles of other pages, size of the longest stretch of the body's prose between two such titles)."""
        own = {text[:40] for text in self.body.text.split("\n\n")}
        titles: set[str] = set()
        stretch = longest = 0
        for block in self.blocks:
            size = block.size
            if size < TITLE:
                continue
            if block.linked * 10 >= len(block.text) * 8:
                titles.add(block.text)
                stretch = 0
            elif block.text[:40] in own:
                stretch += size
                if stretch > longest:
                    longest = stretch
        return len(titles), longest

    def prose(self, sentence: int = SENTENCE) -> list[Block]:
        """The paragraphs of the whole page: long enough and not a link."""
        return [block for block in self.blocks if block.size >= sentence and block.linked * 2 < len(block.text)]


_TITLES: Final = {"h1", "h2", "h3"}


def _path(url: str) -> str:
    try:
        return urlsplit(url).path.rstrip("/").lower()
    except ValueError:
        return ""


def _named(signs: _Signs, pattern: re.Pattern[str]) -> str | None:
    """The first of the page's names that is such a phrase and nothing else."""
    return next((name for name in signs.names if len(name) <= 120 and pattern.fullmatch(refusals.plain(name))), None)


def _blocked(signs: _Signs) -> str | None:
    """A challenge, a refusal or a log-in form instead of the page."""
    if signs.visible >= WALL or (signs.claim and signs.size >= PARAGRAPH):
        return None
    source = signs.body.evidence.get("body")
    if source is not None and source.reader == "script" and signs.size >= PARAGRAPH:
        return None
    text = signs.page.text
    if len(text) < 300_000 and signs.visible < WALL // 2 and signs.size < PARAGRAPH and not signs.claim:
        for mark, who in refusals.VENDORS.items():
            if mark in text:
                return f"{who} ({mark})"
    if name := _named(signs, refusals.REFUSED):
        return f"titled “{name[:80]}”"
    if signs.visible < WALL // 2 and signs.size < 2 * PARAGRAPH:
        shown = " ".join(block.text for block in signs.blocks)
        if match := refusals.REFUSAL.search(shown):
            return f"says “{match[0][:80]}”"
        if signs.visible < 200 and (said := _script_only(signs)):
            return said
    if not signs.claim and (name := _named(signs, refusals.LOG_IN)) and signs.page.first("input[type=password]"):
        return f"titled “{name[:80]}”, asks for a password"
    return None


def _script_only(signs: _Signs) -> str | None:
    for node in signs.page.css("noscript")[:20]:
        said = clean((node.text(deep=True) or "")[:2_000])
        if match := refusals.REFUSAL.search(said):
            return f"says “{match[0][:80]}”"
    return None


def _consent(signs: _Signs) -> str | None:
    """A wall that asks for consent, whole page."""
    if signs.claim and signs.size >= PARAGRAPH and not signs.gate and signs.visible >= 3 * WALL:
        return None
    if signs.visible >= 20_000:
        return None
    asks = other = 0
    enough = SENTENCE if signs.claim else PARAGRAPH
    phrase = ""
    for block in signs.prose():
        plain = block.text[:600].casefold()
        if not any(word in plain for word in refusals.ABOUT_DATA):
            other += block.size
            if other >= enough and not signs.gate:
                return None
        elif match := refusals.CONSENT.search(plain):
            asks += block.size
            phrase = phrase or match[0]
    if signs.gate:
        return f"the address of a wall ({signs.gate})" if other < max(PARAGRAPH, asks) else None
    if (asks or not signs.size) and (name := _named(signs, refusals.CONSENT_NAME)):
        return f"titled “{name[:80]}”"
    asked = not signs.size or refusals.CONSENT.search(signs.body.text[:2_000])
    if asks > other and asked and signs.shape[0] < 8:
        return f"says “{phrase[:80]}”"
    return None


def _error(signs: _Signs) -> str | None:
    """A page that says it was not found, or that something failed."""
    if signs.linked and signs.size >= SENTENCE:
        return None
    if signs.size >= 3 * PARAGRAPH and signs.shape[1] >= 2 * PARAGRAPH:
        return None
    if name := _named(signs, refusals.ERROR):
        return f"titled “{name[:80]}”"
    if signs.visible < WALL and not signs.claim and signs.size < PARAGRAPH:
        for block in signs.blocks[:60]:
            if len(block.text) < 120 and refusals.ERROR.fullmatch(refusals.plain(block.text)):
                return f"says “{block.text[:80]}”"
            if block.size < PARAGRAPH and (match := refusals.MISSING.search(block.text)):
                return f"says “{match[0][:80]}”"
    return None


def _media(signs: _Signs) -> str | None:
    """A video, audio or gallery with no more than a description of it."""
    if signs.size >= 2 * PARAGRAPH + SENTENCE:
        return None
    kind = next((kind for kind in signs.page.meta.get("og:type", ()) if kind.lower().startswith(_MEDIA_OG)), None)
    sort = next((name for name in _MEDIA_TYPES if name in signs.types), None)
    player = bool(signs.article.media) or any(_is_player(embed.node) for embed in signs.page.layout.embeds[:30])
    if not kind and not sort and not player:
        return None
    described = _is_description(signs)
    if signs.linked or (signs.claim and not kind):
        few = signs.size < SENTENCE or (described and signs.size < PARAGRAPH)
    else:
        few = described or signs.size < PARAGRAPH or signs.shape[1] < 2 * PARAGRAPH
    if not few:
        return None
    if kind:
        return f"og:type {kind[:40]}, no text but a description"
    if sort:
        return f"JSON-LD {sort} ({_MEDIA_TYPES[sort]}), no text but a description"
    return "a player without a text" if signs.size < SENTENCE and signs.claim else None


_MEDIA_OG: Final = ("video", "music", "audio", "podcast", "photo", "gallery")


def _is_player(node: object) -> bool:
    tag = getattr(node, "tag", "")
    if tag in ("video", "audio"):
        return True
    attributes: dict[str, str | None] = getattr(node, "attributes", {})
    return any(
        _PLAYER.search((attributes.get(name) or "")[:500]) for name in ("src", "data-src", "class", "id", "title")
    )


def _is_description(signs: _Signs) -> bool:
    """Whether the text is what the page's own description says."""
    text = key(signs.body.text)
    said = {key(unescape(value)) for name in _DESCRIPTIONS for value in signs.page.meta.get(name, ())[:2]}
    for item in signs.page.json_ld[:20]:
        said.add(key(linked.text_of(item.get("description"))[:2_000]))
    return any(len(words) > 20 and (text in words or words in text) and len(text) < 2 * len(words) for words in said)


_DESCRIPTIONS: Final = ("description", "og:description", "twitter:description")


def _listing(signs: _Signs) -> str | None:
    """A page of titles that lead to other pages."""
    if signs.linked and signs.size >= SENTENCE:
        return None
    titles, longest = signs.shape
    bare = signs.parts[0] in ("", "/") and titles >= 20 and not signs.claim
    if signs.front and titles >= 3 and (longest < LONG or bare):
        return f"a front page ({signs.parts[0] or '/'}), {titles} titles of other pages"
    if longest >= 3 * PARAGRAPH or (signs.claim == "a time of publishing" and longest >= PARAGRAPH):
        return None
    if titles < 3:
        return None
    share = f"{titles} titles of other pages"
    if (kinds := signs.types & _LISTING_TYPES) and not signs.linked:
        return f"JSON-LD {min(kinds)}, {share}"
    path, query = signs.parts
    if _SHELF.search(path) or (_SEARCH & {name.lower() for name, _ in parse_qsl(query[:500])} and len(path) < 20):
        return f"the address of a list ({path[:60]}), {share}"
    node = signs.page.tree.body
    classes = set(((node.attributes.get("class") if node is not None else "") or "").lower().split())
    if (shelf := classes & _SHELVES) and not classes & {"single", "single-post", "pg-article"}:
        return f"body class {min(shelf)}, {share}"
    few = 2 * SENTENCE if _SLUG.search(path) else 2 * PARAGRAPH
    if titles >= 8 and longest < few and not signs.claim:
        return f"{share}, no stretch of text"
    return None


def _empty(signs: _Signs) -> str | None:
    """Nothing to keep."""
    if not signs.page.text or signs.page.text.isspace():
        return "nothing but white space" if signs.page.html else "no bytes"
    refresh = signs.page.meta_first("refresh")
    if refresh and "url" in refresh.lower() and signs.visible < WALL // 2 and signs.size < PARAGRAPH:
        return f"only a redirect ({refresh[:80]})"
    if not signs.body.text:
        if signs.visible < SENTENCE:
            return f"{signs.visible} characters of text"
        return (
            f"no text found, though it claims to be one: {signs.claim}"
            if signs.claim
            else "no text of an article found"
        )
    if signs.size < SENTENCE // 2 and not signs.linked:
        return f"a text of {signs.size} characters"
    if signs.size < PARAGRAPH:
        containers = signs.page.css(_CONTAINER)[:5]
        if containers and not any(clean(node.text(deep=True)) for node in containers):
            return "the article's own element holds no text"
    return None
