"""`scrapy crawl SITE`: Scrapy's own command, with an exit status that tells cron whether the crawl did its job."""

import argparse
import asyncio
import logging
import sys

from scrapy.commands.crawl import Command as ScrapyCrawl

from crawler.contact import ContactError
from crawler.extensions.report import ReportExtension
from crawler.report import tally_of
from crawler.sources import SourcesError
from crawler.spider import SpiderArgumentError, near

DID_NOT_DO_ITS_JOB = 1
ASKED_WRONGLY = 2
UNDER_WAY = 4

logger = logging.getLogger(__name__)


class Command(ScrapyCrawl):
    """Exit status 0: the crawl did its job. 1: it did not. 2: it was asked for wrongly. 4: another crawl has
    all of its sites. Standard error says why."""

    def syntax(self) -> str:
        return "[options] SITE"

    def short_desc(self) -> str:
        return "Crawl a site into the archive; `scrapy list` names the sites, `news` takes any URL"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.crawler_process is not None
        sites = self.crawler_process.spider_loader.list()
        if len(args) != 1 or args[0] not in sites:
            asked = f"There is no site {args[0]!r}{near(args[0], sites)}" if len(args) == 1 else "Name one site"
            self._end(
                ASKED_WRONGLY,
                f"{asked}. `scrapy list` names them; for any other: scrapy crawl news -a url=https://example.org",
            )
            return
        crawler = self._create_crawler(args[0])
        crawl = self.crawler_process.crawl(crawler, **opts.spargs)
        assert isinstance(crawl, asyncio.Task), "FORCE_CRAWLER_PROCESS is not for this command"
        self.crawler_process.start()
        error = crawl.exception() if crawl.done() and not crawl.cancelled() else None
        if isinstance(error, SpiderArgumentError | SourcesError | ContactError):
            self._end(ASKED_WRONGLY, str(error))
        elif error is not None:
            logger.debug("The crawl could not start", exc_info=error)
            self._end(DID_NOT_DO_ITS_JOB, f"The crawl could not start: {type(error).__name__}: {error}")
        else:
            report = crawler.get_extension(ReportExtension)
            if report is None or report.faults is None:
                self._end(DID_NOT_DO_ITS_JOB, "The crawl was killed before it could say what it did.")
            elif report.faults:
                tally = tally_of(crawler)
                under_way = tally.locked == set(tally.sources)
                self._end(UNDER_WAY if under_way else DID_NOT_DO_ITS_JOB, *report.faults)

    def _end(self, status: int, *sentences: str) -> None:
        self.exitcode = status
        for sentence in sentences:
            print(sentence, file=sys.stderr)
