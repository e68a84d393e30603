"""Tells a person what the crawl does and did: a line while it runs on a terminal, a report at its end."""

import asyncio
import json
import logging
import shutil
import sys
from time import monotonic
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler
from twisted.python.failure import Failure

from archive import ArchiveError, Health
from crawler import hook
from crawler.pipelines.store import StorePipeline
from crawler.report import STOPPED_ON_PURPOSE, progress, render, tally_of, verdict

EVERY = 0.5
"""Seconds between two states of the progress line."""
CLEAR = "\r\x1b[K"


class ReportExtension:
    """Prints the report and settles whether the crawl did its job: `faults` holds the reasons why not, None before.

    `to_stdout` is False where items are exported there. The progress line goes to standard error if that is a terminal.
    """

    def __init__(self, crawler: Crawler, *, to_stdout: bool) -> None:
        self.crawler = crawler
        self.to_stdout = to_stdout
        self.faults: list[str] | None = None
        self.health: list[Health] = []
        self.untold: list[str] = []
        """Why a hook did not take what is new of the sources."""
        self._start = monotonic()
        self._ticker: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        feeds = map(str, crawler.settings.getdict("FEEDS"))
        extension = cls(crawler, to_stdout=not any(uri.startswith("stdout:") for uri in feeds))
        for name in ("spider_opened", "spider_closed", "spider_error", "item_error"):
            crawler.signals.connect(getattr(extension, name), signal=getattr(signals, name))
        logging.getLogger("scrapy.core.downloader.tls").addFilter(_Once())
        return extension

    def spider_opened(self) -> None:
        for sentence in hook.misset(*self._hooks()):
            tally_of(self.crawler).fault(sentence)
        if sys.stderr.isatty():
            self._ticker = asyncio.ensure_future(self._tick())

    def spider_error(self, failure: Failure, response: Any) -> None:
        where = f" at {response.url}" if getattr(response, "url", None) else ""
        tally_of(self.crawler).fault(f"A program error{where}: {_told(failure)}.")

    def item_error(self, failure: Failure, item: Any) -> None:
        url = getattr(item, "url", None) or getattr(getattr(item, "answer", None), "url", "a page")
        tally_of(self.crawler).fault(f"{url} could not be stored: {_told(failure)}.")

    def spider_closed(self, reason: str) -> None:
        if self._ticker:
            self._ticker.cancel()
            print(CLEAR, end="", file=sys.stderr, flush=True)
        store = self.crawler.get_item_pipeline(StorePipeline)
        tally = tally_of(self.crawler)
        faults = self.faults = verdict(tally, reason)
        if store is None or store.crawl is None:
            return
        self.health = store.finish(
            faults[0] if faults else "finished",
            tally.by_source(),
            whole=reason in STOPPED_ON_PURPOSE,
            hooked=any(self._hooks()),
        )
        self.faults = verdict(tally, reason)
        archive = f"{store.path}, crawl {store.crawl}"
        if store.recorder is not None:
            archive += f". Captures: {store.recorder.summary}"
        seconds = monotonic() - self._start
        report = render(tally, closed=reason, seconds=seconds, archive=archive, health=self.health)
        print(report, file=sys.stdout if self.to_stdout else sys.stderr, flush=True)
        self._tell(store)

    def _hooks(self) -> tuple[str, str]:
        settings = self.crawler.settings
        return settings["HEALTH_HOOK"] or "", settings["HEALTH_WEBHOOK"] or ""

    def _tell(self, store: StorePipeline) -> None:
        """Tell the user's hooks what is new of the sources; those that do not take it are told again the next time."""
        news = [one.as_object() for one in self.health if one.news]
        command, webhook = self._hooks()
        if not news or not (command or webhook):
            return
        message = {"archive": store.path, "crawl": store.crawl, "sources": news}
        body = json.dumps(message, ensure_ascii=False).encode()
        failures = [hook.run(command, body) if command else None, hook.post(webhook, body) if webhook else None]
        self.untold = [sentence for sentence in failures if sentence]
        if not self.untold:
            try:
                store.told()
            except ArchiveError as error:
                self.untold.append(str(error))

    async def _tick(self) -> None:
        while True:
            width = shutil.get_terminal_size().columns - 1
            seconds = monotonic() - self._start
            state = progress(tally_of(self.crawler), seconds, width, ending=not self.crawler.crawling)
            print(f"{CLEAR}{state}", end="", file=sys.stderr, flush=True)
            await asyncio.sleep(EVERY)


def _told(failure: Failure) -> str:
    return f"{type(failure.value).__name__}: {' '.join(str(failure.value).split())}"


class _Once(logging.Filter):
    """Lets each message through once: a host with a bad certificate has it on every connection."""

    def __init__(self) -> None:
        super().__init__()
        self._said: set[str] = set()

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        new = message not in self._said
        self._said.add(message)
        return new
