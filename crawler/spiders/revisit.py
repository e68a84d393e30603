"""What the archive has and is to be looked at again, of all its sites: edits that nothing announces, vanished pages."""

from collections.abc import AsyncGenerator
from typing import Any, Self

from scrapy.crawler import Crawler

from crawler.known_sites import sites_of
from crawler.revisit import Ask
from crawler.site import Site
from crawler.spider import NewsSpider, SpiderArgumentError, near


class Revisit(NewsSpider):
    """Asks for the pages whose next visit is due, REVISITS of each site at most or `-a limit=200`; `-a source=NAME`
    takes one site."""

    name = "revisit"
    takes = ("source", "limit")

    def __init__(self, archive: str, **arguments: str) -> None:
        self.known = sites_of(archive)
        super().__init__(**arguments)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *_: Any, **arguments: str) -> Self:
        return super().from_crawler(crawler, crawler.settings["ARCHIVE"], **arguments)

    def chosen_sites(self) -> list[Site]:
        source = self.arguments.get("source")
        if source is None:
            return list(self.known.values())
        if source not in self.known:
            raise SpiderArgumentError(f"The archive has no site {source!r}{near(source, self.known)}.")
        return [self.known[source]]

    async def asks(self, site: Site, store: Any) -> AsyncGenerator[list[Ask]]:
        limit = self.limit or self.crawler.settings.getint("REVISITS")
        for asks in store.due(site, self.began, limit=limit):
            yield asks
