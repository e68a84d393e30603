"""The Crawl-delay of robots.txt, which Scrapy reads and does not obey."""

from typing import Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached

from crawler.report import tally_of

LONGEST = 10.0
"""Seconds between two requests of a host that are kept at most; some ask for minutes, which would take years."""


class CrawlDelayExtension:
    """Keeps the pause that a host's robots.txt asks of this user agent, up to `LONGEST`; the report says so."""

    def __init__(self, user_agent: str, crawler: Crawler) -> None:
        self.user_agent = user_agent
        self.crawler = crawler
        self.delays: dict[str, float] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(crawler.settings["USER_AGENT"], crawler)
        crawler.signals.connect(extension.robots_parsed, signal=signals.robots_parsed)
        return extension

    def robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        host = urlparse_cached(request).hostname or ""
        asked = robotparser.crawl_delay(self.user_agent)
        if not asked or asked < 0:
            return
        kept = self.delays[host] = min(asked, LONGEST)
        self.crawler.signals.connect(self.request_reached_downloader, signal=signals.request_reached_downloader)
        tally_of(self.crawler).note(f"{host} asks for {asked:g} s between two pages; {kept:g} s were kept.")

    def request_reached_downloader(self, request: Request) -> None:
        delay = self.delays.get(urlparse_cached(request).hostname or "")
        slot = self.crawler.engine.downloader.slots.get(request.meta["download_slot"])
        if delay and slot:
            slot.delay = max(slot.delay, delay)
            request.meta["autothrottle_dont_adjust_delay"] = True
