"""A few pages of a site that is new, asked for as a crawl would: what it lists, and what some of those pages are."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import ClassVar
from urllib.parse import urlsplit

from scrapy.http import Request, Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from crawler import discovery
from crawler.failures import why
from crawler.frontier import Download, Found, Frontier
from crawler.items import ScrapedArticle
from crawler.lane import Lane
from crawler.pages import headers_of, judge_apart
from crawler.readers import Readers
from crawler.revisit import identity
from crawler.site import Site
from crawler.spider import NewsSpider, said_by
from crawler.spiders.news import site_at

CONSIDERED = 200
"""Addresses that a sample is taken of: those that a site lists first, its newest."""


@dataclass(frozen=True, slots=True)
class Place:
    """A feed or sitemap that was read: the addresses of pages in it and the dates that it says they were published on;
    `sitemaps` counts those that it lists."""

    url: str
    reads: str
    body: bytes
    articles: int
    sitemaps: int = 0
    urls: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sampled:
    """A page of the sample: what it said, or why it is no article."""

    url: str
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    scraped: ScrapedArticle | None = None
    reason: str = ""
    noarchive: bool = False


class SampleSpider(NewsSpider):
    """Reads what the site at `url` lists, and `pages` of the pages. Nothing is stored; what was found is kept here."""

    name = "addsite"
    takes: ClassVar[tuple[str, ...]] = ("url", "pages")

    def __init__(self, **arguments: str) -> None:
        super().__init__(**arguments)
        self.documents: dict[str, Download] = {}
        self.listed = 0
        self.sampled: list[Sampled] = []
        self.faults: list[str] = []

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        super().update_settings(settings)
        pace = {"crawler.extensions.crawl_delay.CrawlDelayExtension": 200}
        nothing_stored = {"ITEM_PIPELINES": {}, "EXTENSIONS": pace, "CAPTURES": False}
        settings.setdict(nothing_stored, priority="spider")

    def chosen_sites(self) -> list[Site]:
        return [site_at(self.arguments["url"])]

    async def start(self) -> AsyncIterator[Request]:
        (site,) = self.sites
        self._readers = Readers()
        self._lanes[site.name] = Lane(site, lambda: self.crawler.crawling)
        frontier = Frontier(site, self._kept, identity=identity)
        found: list[Found] = []
        async with aclosing(frontier.batches()) as batches:
            async for batch in batches:
                found += [one for one in batch if not one.again]
                if len(found) >= CONSIDERED:
                    break
        frontier.conclude()
        self.faults = frontier.faults
        self.listed = len(found)
        for one in spread(found, int(self.arguments["pages"])):
            request = Request(one.url, callback=self.sample, errback=self.missed, dont_filter=True)
            request.cb_kwargs["found"] = one
            yield request

    async def _kept(self, url: str, headers: Mapping[str, str]) -> Download:
        self.documents[url] = download = await self._download(self.sites[0], url, headers)
        return download

    async def sample(self, response: Response, found: Found) -> None:
        """Judge a page, read in another process."""
        noarchive = said_by(response).noarchive
        if noarchive and self.settings.getbool("OBEY_NOARCHIVE"):
            self.sampled.append(Sampled(response.url, reason=f"asks not to be archived ({noarchive})", noarchive=True))
            return
        assert self._readers is not None
        judged = await judge_apart(self._readers, response, self.sites[0], found.url, found.hints)
        reason = judged.reason or ("" if judged.scraped else judged.outcome)
        self.sampled.append(Sampled(response.url, response.body, headers_of(response), judged.scraped, reason))

    def missed(self, failure: Failure) -> None:
        url = failure.request.url  # type: ignore[attr-defined]
        self.sampled.append(Sampled(url, reason=why(failure.value)))


def spread(found: list[Found], number: int) -> list[Found]:
    """So many of them, from the first to the last at even distances."""
    if len(found) <= number:
        return found
    return [found[index * len(found) // number] for index in range(number)]


def places(site: Site, documents: Mapping[str, Download]) -> list[Place]:
    """Which of the documents that were read are feeds and sitemaps with something in them, in their order."""
    found = []
    for url, document in documents.items():
        body = document.body or b""
        if urlsplit(url).path == "/robots.txt" or url == site.url:
            continue
        try:
            entries = discovery.read_feed(body, document.url)
            found.append(_place(url, "feed", body, entries))
            continue
        except discovery.DiscoveryError:
            pass
        try:
            sitemap = discovery.read_sitemap(body, document.url)
        except discovery.DiscoveryError:
            continue
        found.append(_place(url, "sitemap", body, sitemap.candidates, len(sitemap.children)))
    return found


def _place(url: str, reads: str, body: bytes, entries: Sequence[discovery.Candidate], sitemaps: int = 0) -> Place:
    considered = entries[:CONSIDERED]
    dates = tuple(entry.hints.published for entry in considered if entry.hints.published)
    return Place(url, reads, body, len(entries), sitemaps, tuple(entry.url for entry in considered), dates)


def stated(found: list[Place]) -> tuple[list[str], list[str]]:
    """The feeds and sitemaps that a site is to be asked for: without those that another sitemap lists."""
    listed = {
        child.url
        for place in found
        if place.sitemaps
        for child in discovery.read_sitemap(place.body, place.url).children
    }
    feeds = [place.url for place in found if place.reads == "feed"]
    return feeds, [place.url for place in found if place.reads == "sitemap" and place.url not in listed]
