"""Pangea, the content management system of RFE/RL and VOA: about 95 hosts, thirty languages, two series of numbers.

What is special about its pages (seen 2018 to 2024):

- Menus, "Breaking News" and a hidden copy of the headline in a second `.pg-title` stand on every page.
- `.wsw` is any text that an editor typed: the article's is a child of `#article-content`, others are in author cards,
  and in fact-checks one holds the claim. The claim is what somebody else said, so it is not of the body.
- The dateline is a `span` beside the paragraphs; players put paragraphs of their own between them.
- Dates of the JSON-LD are UTC, with a space for the "T"; "0001-01-01" says that nobody knows. The `time` element has
  the service's local zone, on old pages a wrong one, so it comes last.
- Where nobody signed, the JSON-LD names the site as author; the page does not print that, so it is no byline.
- One article has many addresses; its number, unique in its network, is its identity.
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from html import unescape
from types import MappingProxyType
from typing import Final, Literal
from urllib.parse import urlsplit

from ahocorasick_rs import BytesAhoCorasick
from selectolax.lexbor import LexborNode

from crawler.extraction import later, names
from crawler.extraction.families.family import Family
from crawler.extraction.names import Name
from crawler.extraction.page import Page
from crawler.extraction.text import clean, key
from crawler.items import ScrapedBio, ScrapedDate, ScrapedLiveEntry, ScrapedMedia

NETWORKS: Final = {
    "rferl": """
        rferl.org rferl.eu azadiradio.com azadliq.org azathabar.com azatliq.org azattyk.org azattyq.org azatutyun.am
        currenttime.tv ekhokavkaza.com europalibera.org evropaelire.org factograph.info idelreal.org kavkazr.com
        krymr.com mashaalradio.com ozodi.org ozodlik.org polygraph.info radiofarda.com radiomarsho.com radiosvoboda.org
        radiotavisupleba.ge severreal.org sibreal.org slobodnaevropa.mk slobodnaevropa.org svaboda.org svoboda.org
        svobodnaevropa.bg szabadeuropa.hu votvot.tv rfe.pangea-cms.com
        """,
    "voa": """
        voanews.com editorials.voa.gov amerikaninsesi.com amerikaninsesi.org amerikaovozi.com amerikayidzayn.com
        amerikiskhma.com darivoa.com dengeamerika.com dengiamerika.com glasamerike.net golos-ameriki.ru golosameriki.com
        pashtovoa.com radiyoyacuvoa.com urduvoa.com voaafaanoromoo.com voaafrique.com voabambara.com voabangla.com
        voacambodia.com voacantonese.com voachinese.com voadeewanews.com voahausa.com voaindonesia.com voakorea.com
        voalingala.com voandebele.com voanoticias.com voanouvel.com voaportugues.com voashona.com voasomali.com
        voaswahili.com voathai.com voatibetan.com voatiengviet.com voazimbabwe.com vozdeamerica.com zeriamerikes.com
        voa.pangea-cms.com
        """,
}
"""Who numbers the articles of which hosts, subdomains included. polygraph.info has VOA's name, RFE/RL's numbers."""

_NETWORK_OF: Final = {host: network for network, hosts in NETWORKS.items() for host in hosts.split()}
_ARTICLE: Final = later.compile(
    r"/(?:preview/[\w-]+/)?(?:(?:a|amp|amp/a|content)/(?:[^/]*/)?(\d+)\.html?|content/(?:[^/]*/)?(\d+))/?",
    re.IGNORECASE,
)


def network_of(host: str) -> str | None:
    """The network that a host belongs to; None for hosts of no known network, as nameless mirrors are."""
    labels = host.lower().rstrip(".").split(".")[-8:]
    return next((n for i in range(len(labels)) if (n := _NETWORK_OF.get(".".join(labels[i:])))), None)


def article_number(url: str) -> str | None:
    """The number in the path of an article's address, whatever its host: `/a/slug/ID.html`, `/a/ID.html`, the AMP and
    preview forms, and `/content/…` of the years before 2015."""
    match = _ARTICLE.fullmatch(_parts(url)[1])
    number = match and (match[1] or match[2])
    return number.lstrip("0") or None if number else None


def _parts(url: str) -> tuple[str, str]:
    """Host and path of an address; both empty if it is none."""
    try:
        parts = urlsplit(url)
        return parts.hostname or "", parts.path
    except ValueError:
        return "", ""


def identity(url: str) -> tuple[str, str] | None:
    """(network, publisher ID) of an article's address; None for other pages and for hosts that no network lists."""
    number = article_number(url)
    network = network_of(_parts(url)[0])
    return (network, number) if number and network else None


BODY: Final = "#article-content > .wsw"
BYLINE: Final = ".publishing-details .links__item"
CARDS: Final = ".c-author--hlight, ul.author-hlight > li"
CARD_NAME: Final = ".media-block__title--author, h4, h3"
POSTS: Final = ".post--liveblog"
OTHERS: Final = ".media-block, .also-read, .wsw__related, .media-pholder, .c-mmp, .c-author, .comments, .region"
MAX_NOTICE: Final = 1_200
NOT_A_NOTICE: Final = (
    "script, style, ul, ol, aside, .c-author, .comments, .media-block, .media-block-wrap, .region, .share"
)

_NAME: Final = BytesAhoCorasick([b"pangea"])
_CERTAIN: Final = ("pangea_version", "pangea-cms.com", "/pangeavideo/")
_LIKELY: Final = (
    "pg-title",
    "pg-article",
    "fb-quotable",
    'class="wsw"',
    "c-author--hlight",
    "c-hlights--",
    "://gdb.",
    '"apiId"',
)


def recognise(page: Page) -> bool:
    """Whether the CMS made this page: one mark that nobody else has, or three of those that are rarely others'."""
    text = page.text
    # bytes are searched for one name far faster than text
    named = _NAME.find_matches_as_indexes(page.html) if page.encoding == "utf-8" else "pangea" in text
    if named and any(mark in text for mark in _CERTAIN):
        return True
    return ("wsw" in page.names or "pg-" in page.names) and sum(mark in text for mark in _LIKELY) >= 3


_UTAG: Final = later.compile(r"utag_data\s*=\s*\{")
_UTAG_ITEM: Final = later.compile(
    r'"?(\w+)"?\s*:\s*("(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|[^,}"\'\n][^,}\n]*)\s*,?\s*'
)
MAX_UTAG: Final = 50_000


def utag(page: Page) -> Mapping[str, str]:
    """The data layer: a JavaScript object whose keys are bare and whose texts are escaped twice."""
    start = page.text.find("utag_data")
    return _items(page.text[start : start + MAX_UTAG]) if start >= 0 else MappingProxyType({})


@lru_cache(maxsize=4)
def _items(text: str) -> Mapping[str, str]:
    start = _UTAG.search(text)
    found: dict[str, str] = {}
    position = start.end() if start else len(text)
    while match := _UTAG_ITEM.match(text, position):
        found[match[1]] = _unquoted(match[2])
        position = match.end()
    return MappingProxyType(found)


def _unquoted(literal: str) -> str:
    if literal[:1] == '"':
        try:
            literal = json.loads(literal, strict=False)
        except ValueError:
            literal = literal[1:-1]
    elif literal[:1] == "'":
        literal = literal[1:-1]
    return unescape(unescape(literal)).strip()


_API: Final = later.compile(r'"api(Id|Type)"\s*:\s*"(\d+)"')


def addresses(page: Page) -> Iterator[str]:
    """What the page says its address is, best first; a mirror's own address comes last."""
    canonical = page.first('link[rel="canonical"]')
    data = utag(page)
    stated = _article_ld(page).get("url")
    for url in (
        canonical.attributes.get("href") if canonical else None,
        page.meta_first("og:url"),
        data.get("url"),
        stated if isinstance(stated, str) else None,
    ):
        if absolute := page.absolute(url):
            yield absolute
    if domain := data.get("domain"):
        yield f"https://{domain}{_parts(page.url)[1]}"
    yield page.url


def publisher_id(page: Page) -> str | None:
    """The article's number: of its addresses, else of the CMS's own note at the end of the page."""
    numbers = (article_number(url) for url in addresses(page))
    if number := next((number for number in numbers if number), None):
        return number
    note = page.text.find("bar_data")
    api = dict(_API.findall(page.text, note)) if note >= 0 else {}
    return api.get("Id") if api.get("Type") == "1" else None


_TENANT: Final = later.compile(r"/Content/responsive/(RFE|VOA)/|\b(rfe|voa)\.pangea-cms\.com", re.IGNORECASE)


def network(page: Page) -> str | None:
    """The network by the page's own addresses, else by the CMS tenant it loads its files from."""
    for url in addresses(page):
        if name := network_of(_parts(url)[0]):
            return name
    tenant = _TENANT.search(page.text)
    return {"rfe": "rferl", "voa": "voa"}[(tenant[1] or tenant[2]).lower()] if tenant else None


def _date(text: object, reader: str) -> ScrapedDate | None:
    """A date of the JSON-LD or of a `time` element; None for .NET's "0001-01-01", which means unknown."""
    if not isinstance(text, str):
        return None
    text = unescape(text).strip()
    try:
        value = datetime.fromisoformat(text)
    except ValueError:
        return None
    return ScrapedDate(value=value, text=text, reader=reader, day_only=len(text) == 10) if value.year > 1 else None


def _utag_date(data: Mapping[str, str]) -> ScrapedDate | None:
    try:
        year, month, day, hour, minute = (
            int(data[f"pub_{part}"]) for part in ("year", "month", "day", "hour", "minute")
        )
        value = datetime(year, month, day, hour, minute, tzinfo=UTC)
    except (KeyError, ValueError, OverflowError):
        return None
    text = f"{year}-{month:02}-{day:02} {hour:02}:{minute:02} UTC"
    return ScrapedDate(value=value, text=text, reader="utag") if year > 1 else None


def _article_ld(page: Page) -> dict[str, object]:
    return next((item for item in page.json_ld if "datePublished" in item or "headline" in item), {})


def date_candidates(page: Page) -> dict[str, list[ScrapedDate]]:
    """Every date of the page, best first: JSON-LD, then the data layer, then the `time` element."""
    item = _article_ld(page)
    time = page.first(".publishing-details time[datetime], .published time[datetime], time[pubdate]")
    published = (
        _date(item.get("datePublished"), "json-ld"),
        _utag_date(utag(page)),
        _date(time.attributes.get("datetime"), "time") if time else None,
    )
    found = {
        "published": [date for date in published if date],
        "modified": [date for date in (_date(item.get("dateModified"), "json-ld"),) if date],
    }
    return {name: dates for name, dates in found.items() if dates}


def published(page: Page) -> ScrapedDate | None:
    """The best date that has a time of day; a day alone only if there is no other."""
    dates = date_candidates(page).get("published", [])
    return next((date for date in dates if not date.day_only), dates[0] if dates else None)


def modified(page: Page) -> ScrapedDate | None:
    return next(iter(date_candidates(page).get("modified", [])), None)


def dateline(page: Page) -> str | None:
    """The place before the dash, of the first paragraph's neighbour or of the data layer."""
    node = page.first(f"{BODY} > .dateline, {BODY} .dateline")
    text = clean(node.text(deep=True)) if node else utag(page).get("dateline", "")
    return text.strip(" \u00a0\u2010\u2011\u2012\u2013\u2014\u2015\u2212-") or None


def byline(page: Page) -> str | None:
    """The printed byline; where none is printed, that of the data layer."""
    parts = [clean(node.text(deep=True)) for node in page.css(BYLINE)]
    return ", ".join(part for part in parts if part) or utag(page).get("byline") or None


def signatures(page: Page) -> list[Name]:
    """Who signed: the names of the byline, then those of the author cards, which stand alone where a desk signs.

    The JSON-LD is not asked: where nobody signed, it names the site.
    """
    printed = [clean(node.text(deep=True)) for node in page.css(f"{BYLINE} .links__item-link")]
    if not any(printed):
        printed = names.split(byline(page) or "")
    cards = [bio.name for bio in author_bios(page) or ()]
    site = {key(text) for text in page.meta.get("og:site_name", []) + page.meta.get("apple-mobile-web-app-title", [])}
    return names.unique(
        Name(text, names.sort_of(text, lambda name: key(name) in site)) for text in [*printed, *cards] if text
    )


def author_bios(page: Page) -> list[ScrapedBio] | None:
    """The cards below the text. The alt text of the picture ("16x9 Image") is no name."""
    bios: list[ScrapedBio] = []
    for card in [part for whole in page.css(CARDS) for part in whole.css(".c-author__content") or [whole]]:
        name = card.css_first(CARD_NAME)
        paragraphs = [clean(p.text(deep=True)) for p in card.css(".wsw p") or card.css(".wsw") or card.css("p")]
        text = "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
        bio = ScrapedBio(name=clean(name.text(deep=True)) if name else "", text=text)
        if bio.name and bio.text and bio not in bios:
            bios.append(bio)
    return bios or None


_NOTICE: Final = later.compile(
    r"undesirable organi[sz]ation|foreign agent"
    r"|(?:нежелательн|иностранн)\w+ (?:организаци|агент)|(?:небажан|іноземн)\w+ (?:організаці|агент)"
    r"|(?:непажадан|замежн)\w+ (?:арганізацы|агент)|жағымсыз ұйым|шетел агенті"
    r"|անցանկալի կազմակերպ|არასასურველ\w* ორგანიზაცი",
    re.IGNORECASE,
)


def _behind_the_text(page: Page) -> Iterator[LexborNode]:
    """The elements that follow the text, in its box and behind that box.

    A walk, because lexbor needs a time that grows with the square of the siblings for the selector `~`.
    """
    for selector in ("#article-content > .wsw", "#article-content"):
        node = page.first(selector)
        while node is not None and (node := node.next) is not None:
            if node.is_element_node:
                yield node


def disclaimer(page: Page) -> str | None:
    """The legal notice that stands as a block of its own behind the article's text, all its paragraphs."""
    for node in _behind_the_text(page):
        text = clean(node.text(deep=True))
        if node.css_matches(NOT_A_NOTICE) and not (node.css_matches(".region") and _is_prose(node, text)):
            continue
        if _NOTICE.search(text):
            paragraphs = [clean(p.text(deep=True)) for p in node.css("p")]
            return "\n\n".join(p for p in paragraphs if p) or text
    return None


def _is_prose(node: LexborNode, text: str) -> bool:
    """Whether an element holds a few sentences, not other stories."""
    return len(text) <= MAX_NOTICE and len(node.css("a[href]")) <= 2 and not node.css(".media-block")


def live_entries(page: Page) -> list[ScrapedLiveEntry] | None:
    """The posts of a live blog, in the order of the page."""
    entries: list[ScrapedLiveEntry] = []
    for post in page.css(POSTS):
        time = post.css_first("time[datetime]")
        heading = post.css_first("h1, h2, h3, h4")
        paragraphs = [clean(p.text(deep=True)) for p in post.css(".wsw > *") or post.css(".wsw")]
        text = "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
        if text:
            date = _date(time.attributes.get("datetime"), "time") if time else None
            headline = clean(heading.text(deep=True)) if heading else ""
            entries.append(ScrapedLiveEntry(text=text, time=date, headline=headline or None))
    return entries or None


_EXTERNAL: Final = later.compile(r"renderExternalContent\(\s*[\"']([^\"']+)")
_VIDEO_HOSTS: Final = ("youtube.com", "youtube-nocookie.com", "youtu.be", "vimeo.com", "rutube.ru", "dailymotion.com")


def media(page: Page) -> list[ScrapedMedia] | None:
    """The CMS's own players, which keep their files in an attribute, and the videos that a script puts in."""
    found: dict[str, ScrapedMedia] = {}
    for node in page.css("#content video, #content audio, #content amp-video, #content amp-audio"):
        title = node.parent
        while title is not None and not title.attributes.get("data-title"):
            title = title.parent
        if url := page.absolute(node.attributes.get("src") or _source(node.attributes.get("data-sources"))):
            kind: Literal["video", "audio"] = "audio" if "audio" in (node.tag or "") else "video"
            name = clean(title.attributes.get("data-title")) if title else ""
            found.setdefault(url, ScrapedMedia(kind=kind, url=url, title=name or None))
    for node in page.css("#content .externalMedia script"):
        for match in _EXTERNAL.finditer(node.text(deep=True) or ""):
            url = page.absolute(match[1].partition("?")[0])
            host = _parts(url or "")[0]
            if url and any(host == name or host.endswith("." + name) for name in _VIDEO_HOSTS):
                found.setdefault(url, ScrapedMedia(kind="video", url=url))
    return list(found.values()) or None


def _source(text: str | None) -> str | None:
    """The first file of a player's `data-sources`, a list of objects in JSON."""
    try:
        sources = json.loads(text or "[]")
    except (ValueError, RecursionError):
        return None
    urls = (item.get("Src") for item in sources if isinstance(item, dict)) if isinstance(sources, list) else ()
    return next((url for url in urls if isinstance(url, str) and url), None)


_PICTURE: Final = later.compile(r"(https?://gdb\.[^/]+/[^/_?#]+)_[^/.?#]*(\.\w+)(?:[?#].*)?")


def original(url: str) -> str:
    """The address of a picture as it was uploaded: without the size, crop and quality that follow its GUID."""
    match = _PICTURE.fullmatch(url)
    return match[1] + match[2] if match else url


PANGEA: Final = Family(
    name="pangea",
    recognise=recognise,
    selectors={
        "headline": "h1.pg-title",
        "kicker": ".hdr-container .category",
        "section": ".hdr-container .category",
        "dek": ".hdr-container .intro, #article-content > .intro",
        "dateline": f"{BODY} .dateline",
        "body": BODY,
        "others": OTHERS,
    },
    drop=(
        ".dateline",
        ".wsw__embed",
        ".wsw__related",
        ".media-pholder",
        ".media-block",
        ".also-read",
        ".externalMedia",
        ".c-mmp",
        ".share",
        ".comments",
        ".c-author",
        ".author-hlight",
        "figure",
        "amp-video",
        "amp-audio",
    ),
    readers={
        "network": network,
        "publisher_id": publisher_id,
        "published": published,
        "modified": modified,
        "date_candidates": date_candidates,
        "byline": byline,
        "names": signatures,
        "dateline": dateline,
        "author_bios": author_bios,
        "disclaimer": disclaimer,
        "media": media,
        "live_entries": live_entries,
    },
    identity=identity,
    original=original,
)
