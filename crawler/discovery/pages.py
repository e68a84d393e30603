"""HTML pages as places of discovery: what a home page announces, and which of a page's links are articles."""

import re

from selectolax.lexbor import LexborNode

from crawler.discovery.addresses import absolute, host, same_site
from crawler.discovery.found import Announced, Candidate, DiscoveryError
from crawler.discovery.likeness import is_likely
from crawler.discovery.text import described, one_line
from crawler.extraction.page import Page
from crawler.items import Hints

MAX_LINKS = 20_000

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_FEED_TYPE = re.compile(r"(?:application|text)/(?:x[.-])?(?:(?:rss|atom|rdf)(?:\+xml)?|feed\+json)")
_PLAIN_TYPE = re.compile(r"(?:application|text)/(?:xml|json)")
_FEED_NAME = re.compile(r"rss|atom|feed", re.I)
_COMMENTS = re.compile(r"(?:^|[/=_-])comments?(?:[/&_.-]|$)", re.I)
_COMMENT_TITLE = re.compile(
    r"\b(?:comments?|comentarios|comentários|commentaires|kommentar\w*|commenti|reacties|коммента\w+|комента\w+)\b",
    re.I,
)


def read_home(body: bytes, url: str) -> Announced:
    """Feeds and sitemaps that the page's `<link>` elements name; feeds of comments are left out.

    Raises DiscoveryError if it is no HTML page.
    """
    page = _page(body, url)
    feeds: dict[str, None] = {}
    sitemaps: dict[str, None] = {}
    for link in page.css("link[rel][href]"):
        rel = set((link.attributes.get("rel") or "").lower().split())
        address = absolute(link.attributes.get("href"), page.base)
        if not address:
            continue
        if "sitemap" in rel:
            sitemaps[address] = None
        elif rel & {"alternate", "feed"} and _is_feed(link.attributes, address):
            feeds[address] = None
    return Announced(tuple(feeds), tuple(sitemaps))


def read_listing(body: bytes, url: str, pattern: str | None = None) -> list[Candidate]:
    """The links of a front, section or listing page that lead to articles of its site, in the page's order.

    `pattern` is a regular expression that the path of an article's URL matches; without it, the look of the URL and
    the length of the link's text decide. The hint for the title is the heading in or around one of the links to the
    article, else the longest text of such a link. Raises DiscoveryError if it is no HTML page.
    """
    page = _page(body, url)
    here = absolute(url, url) or url
    own = host(here)
    wanted = re.compile(pattern) if pattern else None
    page.tree.strip_tags(["script", "style", "noscript", "template"])  # markup that would count as text
    texts: dict[str, tuple[bool, str]] = {}
    for link in page.css("a[href]")[:MAX_LINKS]:
        address = absolute(link.attributes.get("href"), page.base)
        if address and address != here and same_site(host(address), own):
            texts[address] = max(
                texts.get(address, (False, "")), _title(link), key=lambda text: (text[0], len(text[1]))
            )
    return [
        Candidate(address, Hints(found_in=url, title=text or None))
        for address, (_, text) in texts.items()
        if is_likely(address, text, wanted)
    ]


def _title(link: LexborNode) -> tuple[bool, str]:
    """Whether a link is, or has, a heading, and its text."""
    heading = link.css_first("h1, h2, h3, h4, h5, h6")
    is_heading = heading is not None or (link.parent is not None and link.parent.tag in _HEADINGS)
    return is_heading, one_line((heading or link).text(deep=True, separator=" ")) or ""


def _page(body: bytes, url: str) -> Page:
    binary = b"\x00" in body[:1000] and body[:2] not in (b"\xff\xfe", b"\xfe\xff")
    if binary or b"<" not in body:
        raise DiscoveryError(f"{url} is no HTML page but {described(body)}; correct its address or leave it out.")
    return Page(body, url)


def _is_feed(attributes: dict[str, str | None], address: str) -> bool:
    kind = (attributes.get("type") or "").partition(";")[0].strip().lower()
    title = attributes.get("title") or ""
    if _COMMENTS.search(address) or _COMMENT_TITLE.search(title):
        return False
    if _FEED_TYPE.fullmatch(kind):
        return True
    return bool(_PLAIN_TYPE.fullmatch(kind) and _FEED_NAME.search(f"{address} {title}") and "/wp-json/" not in address)
