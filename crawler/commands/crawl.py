"""`scrapy crawl SITE`: Scrapy's own command, with an exit status that tells cron whether the crawl did its job."""

import argparse
import asyncio
import gc
import logging
import sys

from scrapy import signals
from scrapy.commands.crawl import Command as ScrapyCrawl

from archive import ArchiveError
from crawler.contact import ContactError
from crawler.extensions.report import ReportExtension
from crawler.report import Tally, tally_of, told
from crawler.sources import SourcesError
from crawler.spider import SpiderArgumentError, near

DID_NOT_DO_ITS_JOB = 1
ASKED_WRONGLY = 2
UNDER_WAY = 4
NEEDS_A_LOOK = 5

YOUNG = 10_000
"""Objects more than before after which Python looks for cyclic garbage among them; of its own accord it does at 700,
which are those of two pages under way."""

logger = logging.getLogger(__name__)


class Command(ScrapyCrawl):
    """Exit status 0: the crawl did its job. 1: it did not. 2: it was asked for wrongly. 4: another crawl has
    all of its sites. 5: it did, but a source has stopped working, or a hook did not take that. Standard error says
    why; of sources it says what is new since the last time, the report what is still so."""

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
        crawler.signals.connect(spare_collector, signal=signals.spider_opened)
        logging.getLogger("scrapy").setLevel(crawler.settings["LOG_LEVEL"])  # makes no records that nobody prints
        crawl = self.crawler_process.crawl(crawler, **opts.spargs)
        assert isinstance(crawl, asyncio.Task), "FORCE_CRAWLER_PROCESS is not for this command"
        self.crawler_process.start()
        error = crawl.exception() if crawl.done() and not crawl.cancelled() else None
        if isinstance(error, SpiderArgumentError | SourcesError | ContactError | ArchiveError):
            self._end(ASKED_WRONGLY, str(error))
        elif error is not None:
            logger.debug("The crawl could not start", exc_info=error)
            self._end(DID_NOT_DO_ITS_JOB, f"The crawl could not start: {type(error).__name__}: {error}")
        else:
            report = crawler.get_extension(ReportExtension)
            if report is None or report.faults is None:
                self._end(DID_NOT_DO_ITS_JOB, "The crawl was killed before it could say what it did.")
            else:
                self._conclude(report, tally_of(crawler))

    def _conclude(self, report: ReportExtension, tally: Tally) -> None:
        standing = [finding for one in report.health for finding in one.standing]
        faults = [fault for fault in report.faults or [] if not any(fault in finding for finding in standing)]
        sentences = [
            *faults,
            *(said for said in told(report.health) if not any(fault in said for fault in faults)),
            *report.untold,
        ]
        if faults:
            self._end(UNDER_WAY if tally.locked == set(tally.sources) else DID_NOT_DO_ITS_JOB, *sentences)
        elif report.untold or any(one.ailing for one in report.health):
            self._end(NEEDS_A_LOOK, *sentences)
        else:
            self._end(0, *sentences)

    def _end(self, status: int, *sentences: str) -> None:
        self.exitcode = status
        for sentence in sentences:
            print(sentence, file=sys.stderr)


def spare_collector() -> None:
    """Let Python's garbage collector look through what the crawl makes, seldom, and not through the program itself."""
    gc.freeze()
    gc.set_threshold(YOUNG)
