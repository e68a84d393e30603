"""Sitemaps (sitemaps.org, Google News and video extensions): index, urlset and text, plain or gzipped.

Parser: lxml's iterparse. It is fast (20,000 URLs in 0.4 s), it can recover, and elements are dropped as they are read,
so memory stays flat. It gets no chance to expand entities: a document type declaration is refused, and the text goes
through `disarmed` first.
"""

import re
from contextlib import suppress
from functools import lru_cache
from io import BytesIO
from typing import Literal

from lxml import etree

from crawler.discovery.addresses import absolute, host, same_site
from crawler.discovery.feeds import read_feed
from crawler.discovery.found import Candidate, Child, DiscoveryError, NothingListedError, Sitemap
from crawler.discovery.text import decoded, described, one_line, plain_title, unpacked
from crawler.discovery.xml import disarmed, has_doctype
from crawler.items import Hints

MAX_ENTRIES = 100_000
"""URLs read of one sitemap; the protocol allows 50,000."""
MAX_CHILDREN = 50_000

_ROOT = re.compile(r"<(?!\?|!--|!DOCTYPE)(?:[\w.-]+:)?([\w.-]+)")
_OPENING = re.compile(r"<(?:\?xml\s|(?:[\w.-]+:)?(?:urlset|sitemapindex|rss|feed|rdf)[\s>])", re.I)
_END = re.compile(r"</(?:[\w.-]+:)?(?:urlset|sitemapindex)\s*>|<(?:[\w.-]+:)?(?:urlset|sitemapindex)[^<>]*/>", re.I)
_ENTRY_END = re.compile(r"</(?:[\w.-]+:)?(?:url|sitemap)\s*>")
_FEEDS = {"rss", "feed", "rdf"}


def read_sitemap(body: bytes, url: str, hosts: tuple[str, ...] = ()) -> Sitemap:
    """What the sitemap at `url` lists.

    Entries of other registered domains than that of `url` or of one of `hosts` are counted and left out. Raises
    NothingListedError if it lists nothing, DiscoveryError if it is no sitemap, has a document type declaration or is
    larger than MAX_BYTES unpacked.
    """
    raw, problem = unpacked(body, url)
    text = decoded(raw)
    own = (host(url), *(name.lower() for name in hosts))
    reader = _Reader(url, own)
    if problem:
        reader.sitemap.problems.append(problem)
    opening = _OPENING.search(text, 0, 65536)
    if opening is None:
        if not _is_list_of_urls(text):
            raise DiscoveryError(f"{url} is no sitemap but {described(raw)}; correct its address or leave it out.")
        reader.read_lines(text)
    else:
        text = text[opening.start() :]
        root = _ROOT.search(text, 0, 65536)
        name = root[1].lower() if root else ""
        if name in _FEEDS:
            return Sitemap(kind="feed", candidates=read_feed(raw, url))
        if name not in ("urlset", "sitemapindex"):
            raise DiscoveryError(
                f"{url} is no sitemap but XML of {name or 'nothing'}; correct its address or leave it out."
            )
        reader.read_xml(text, "index" if name == "sitemapindex" else "pages")
    return reader.result()


def _is_list_of_urls(text: str) -> bool:
    lines = [line.strip() for line in text[:10_000].splitlines()[:20] if line.strip()]
    return bool(lines) and all(re.match(r"https?://\S+$", line, re.I) for line in lines[:-1] or lines)


class _Reader:
    def __init__(self, url: str, own: tuple[str, ...]) -> None:
        self.url = url
        self.own = own
        self.sitemap = Sitemap()
        self._seen: set[str] = set()
        self._hosts: dict[str, bool] = {}
        self._without_url = 0
        self._news = 0
        self._videos = 0
        self._listed = 0

    def read_lines(self, text: str) -> None:
        for line in text.splitlines():
            if line.strip() and not self._room():
                break
            if line.strip() and (address := self._wanted(line)):
                self.sitemap.candidates.append(Candidate(address, Hints(found_in=self.url)))

    def read_xml(self, text: str, kind: Literal["index", "pages"]) -> None:
        self.sitemap.kind = kind
        if has_doctype(text):
            raise DiscoveryError(
                f"{self.url} has a document type declaration, which no sitemap needs; it was not read."
            )
        events = etree.iterparse(
            BytesIO(disarmed(self._whole_entries(text))),
            events=("end",),
            tag=("{*}url", "{*}sitemap"),
            recover=True,
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        with suppress(etree.XMLSyntaxError):  # where even recovery ends; the log says why
            for _, element in events:
                if not self._room():
                    break
                self._entry(element, kind)
                element.clear()
                parent = element.getparent()
                if parent is not None and parent.getparent() is None:
                    del parent[: parent.index(element)]
        if error := next((e for e in events.error_log if e.domain_name != "NAMESPACE"), None):
            self.sitemap.problems.append(
                f"{self.url} is malformed XML ({one_line(error.message)}); entries may be missing."
            )

    def _whole_entries(self, text: str) -> str:
        """Without a last entry that was cut in the middle: half a URL is another URL."""
        if _END.search(text[-20_000:]):
            return text
        end = max((found.end() for found in _ENTRY_END.finditer(text)), default=0)
        self.sitemap.problems.append(f"{self.url} ends in the middle; entries are missing.")
        return text[:end]

    def _entry(self, element: etree._Element, kind: Literal["index", "pages"]) -> None:
        loc = lastmod = None
        has_video = False
        news: dict[str, str | None] = {}
        for child in element:
            name = _local(child.tag)
            if name == "loc":
                loc = loc or child.text
            elif name == "lastmod":
                lastmod = one_line(child.text, 100)
            elif name == "news":
                news = {_local(part.tag): one_line(part.text) for part in child.iter()}
            elif name == "video":
                has_video = True
        if not (address := self._wanted(loc)):
            return
        if kind == "index":
            self.sitemap.children.append(Child(address, lastmod))
            return
        self._news += bool(news)
        self._videos += has_video
        self.sitemap.candidates.append(
            Candidate(
                address,
                Hints(
                    found_in=self.url,
                    title=plain_title(news.get("title")) if news else None,
                    published=news.get("publication_date"),
                    lastmod=lastmod,
                    language=news.get("language"),
                ),
            )
        )

    def _room(self) -> bool:
        limit = MAX_CHILDREN if self.sitemap.kind == "index" else MAX_ENTRIES
        self._listed += 1
        if self._listed > limit:
            self.sitemap.problems.append(f"{self.url} has more than {limit:,} entries; the rest was left out.")
        return self._listed <= limit

    def _wanted(self, loc: str | None) -> str | None:
        address = absolute(loc, self.url)
        if address is None:
            self._without_url += 1
            return None
        if address in self._seen:
            return None
        self._seen.add(address)
        name = host(address)
        if name not in self._hosts:
            self._hosts[name] = any(same_site(name, own) for own in self.own)
        if not self._hosts[name]:
            self.sitemap.elsewhere += 1
            return None
        return address

    def result(self) -> Sitemap:
        sitemap = self.sitemap
        if self._without_url:
            sitemap.problems.append(f"{self.url} has {self._without_url:,} entries without a usable URL.")
        if not sitemap.candidates and not sitemap.children:
            if sitemap.elsewhere:
                raise NothingListedError(
                    f"{self.url} lists only pages of other sites ({sitemap.elsewhere:,}); if they belong to this one, "
                    "name their hosts in its `hosts`."
                )
            raise NothingListedError(" ".join([f"{self.url} is a sitemap that lists nothing.", *sitemap.problems]))
        if sitemap.candidates and self._news * 2 > len(sitemap.candidates):
            sitemap.kind = "news"
        elif sitemap.candidates and not self._news and self._videos >= len(sitemap.candidates):
            sitemap.kind = "videos"
        return sitemap


@lru_cache(maxsize=256)
def _local(tag: object) -> str:
    """Name without namespace, in whatever way it is given: sites declare none, the wrong one, or only a prefix."""
    return tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""
