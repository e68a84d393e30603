"""Replays a recorded crawl: the real spider, pipelines and archive, and a downloader that answers from the recording.

    python -m crawler.replay FOLDER RESULT      what `crawler.recording` runs; RESULT becomes the JSON of landed.json

Nothing here opens a connection or looks a name up, whoever tries. It is the hour at which each answer was recorded
(`crawler.clock`), and nobody waits: there is no pace, and what a server asked for in Retry-After is over at once.
"""

import asyncio
import os
import sys
import tempfile
from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import AsyncCrawlerRunner, Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes
from scrapy.settings import Settings
from scrapy.utils.conf import closest_scrapy_cfg
from scrapy.utils.project import get_project_settings
from scrapy.utils.reactor import install_reactor
from twisted.internet.defer import Deferred, succeed
from twisted.internet.interfaces import IResolverSimple
from zope.interface import implementer

from archive import Archive, ArchiveError, ForeignAnswer, StoredArticle, articles_of
from crawler import clock
from crawler.contact import ContactError
from crawler.extensions.report import ReportExtension
from crawler.patience import ASKS_TO_WAIT, LONGEST_WAIT, wait_asked
from crawler.recording import SOURCES, RecordedCrawl, Recording, key
from crawler.report import Tally
from crawler.saved import CaseError, near, write_json
from crawler.sources import SourcesError
from crawler.spider import NewsSpider, SpiderArgumentError

REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
NOBODY = "recorded@example.org"
"""Whom an answer can be sent to, where the project names nobody; none is."""
ANY_PUBLIC = "9.9.9.9"
"""What every name stands for, as nothing is sent there."""
CLOSED = {"socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"}
"""What Python tells its audit hooks before the network is touched (docs.python.org, Audit events table)."""
CONDITIONS = ("If-None-Match", "If-Modified-Since")


class NotRecordedError(IgnoreRequest):
    """A request that has no answer in the recording."""


class NoAnswerError(IgnoreRequest):
    """A request that had none when it was recorded either."""


class Answers:
    """The answers of one crawl, given out in the order in which they were recorded: several to one request one after
    the other, the last of them again and again. `asked` and `unrecorded` are lines for the golden."""

    def __init__(self, number: int, crawl: RecordedCrawl, recorded: list[ForeignAnswer]) -> None:
        self.number = number
        self.unanswered = {key(url) for url in crawl.unanswered}
        self.asked: list[str] = []
        self.unrecorded: list[str] = []
        self._bodies = {
            answer.payload_digest: answer.http.body for answer in recorded if answer.record.kind == "response"
        }
        self._waiting: dict[str, deque[ForeignAnswer]] = defaultdict(deque)
        for answer in recorded:
            self._waiting[key(answer.url)].append(answer)

    def to(self, request: Request) -> Response:
        """The answer. Raises NotRecordedError, NoAnswerError."""
        if key(request.url) in self.unanswered:
            self.asked.append(f"{self.number} {request.url} → no answer")
            raise NoAnswerError("there was no answer when it was recorded")
        waiting = self._waiting.get(key(request.url))
        if not waiting:
            raise self._lacks(request, "is not in the recording")
        answer = waiting[0] if len(waiting) == 1 else waiting.popleft()
        if answer.http.status == 304 and not _is_met(request, answer.http.get("ETag")):
            raise self._lacks(request, "is in the recording as not modified (304), but not since what was asked for")
        clock.stand(max(answer.at, clock.now()))
        where = answer.http.get("Location")
        self.asked.append(f"{self.number} {request.url} → {answer.http.status}" + (f" to {where}" if where else ""))
        headers = Headers()
        for name, value in answer.http.headers:
            headers.appendlist(name.encode("latin-1"), value.encode("latin-1"))
        if answer.http.status in ASKS_TO_WAIT:
            wait = wait_asked(answer.http.status, answer.http.get("Retry-After"), 1, clock.now())
            if wait is not None and wait <= LONGEST_WAIT:
                headers["Retry-After"] = "0"
        body = answer.http.body
        if answer.record.kind == "revisit":
            body = self._bodies.get(answer.payload_digest, b"")
        found = responsetypes.from_args(headers=headers, url=request.url, body=body)
        return found(url=request.url, status=answer.http.status, headers=headers, body=body)

    def _lacks(self, request: Request, why: str) -> NotRecordedError:
        self.unrecorded.append(f"{self.number} {request.url} {why}")
        return NotRecordedError(why)


def _is_met(request: Request, etag: str | None) -> bool:
    """Whether "not modified" answers a request: it is conditional, and names the tag that the answer has, if any
    (RFC 9110, 13.1.2, by weak comparison)."""
    named = request.headers.get("If-None-Match")
    if named is None or etag is None:
        return any(name in request.headers for name in CONDITIONS)
    return etag.removeprefix("W/") in named.decode("latin-1")


def handler_of(answers: Answers) -> type:
    """A downloader that asks nobody."""

    class Handler:
        lazy = False

        @classmethod
        def from_crawler(cls, _: Crawler) -> Self:
            return cls()

        async def download_request(self, request: Request) -> Response:
            return answers.to(request)

        async def close(self) -> None:
            """There is nothing to close."""

    return Handler


class Listening(Tally):
    """A tally that keeps what each page came to, as lines for the golden."""

    def listen(self, number: int) -> Self:
        self.number = number
        self.lines: list[str] = []
        return self

    def count(self, source: str, outcome: str, *, url: str = "", reason: str = "", number: int = 1) -> None:
        super().count(source, outcome, url=url, reason=reason, number=number)
        if url:
            self.lines.append(f"{self.number} {url} → {outcome}" + (f": {reason}" if reason else ""))


class Replayed:
    """One crawl of a recording, run by `crawler`."""

    def __init__(self, answers: Answers, crawler: Crawler) -> None:
        self.answers = answers
        self.crawler = crawler
        self.tally = Listening(()).listen(answers.number)
        self.links: set[str] = set()
        crawler.signals.connect(self.opened, signal=signals.spider_opened)
        crawler.signals.connect(self.scheduled, signal=signals.request_scheduled)

    def opened(self, spider: NewsSpider) -> None:
        """Put a tally that listens in the place of the spider's, and start no processes for pages that are known."""
        spider.reads_apart = False
        known = {f.name: getattr(spider.tally, f.name) for f in fields(Tally)}
        self.tally = spider.tally = Listening(**known).listen(self.answers.number)

    def scheduled(self, request: Request) -> None:
        asked = request.cb_kwargs.get("asked")
        if asked is not None:
            self.links.add(f"{self.answers.number} {request.url}, listed in {asked.found.hints.found_in}")

    def landed(self) -> dict[str, list[str]]:
        """What is to be compared of it, as lines that begin with its number."""
        number = self.answers.number
        report = self.crawler.get_extension(ReportExtension)
        faults = report.faults if report is not None and report.faults is not None else ["The crawl did not end."]
        skipped = [
            f"{number} {count} pages → {outcome}, and not asked for"
            for outcome in ("known", "removed")
            if (count := self.tally.total(outcome))
        ]
        return {
            "asked": sorted(self.answers.asked),
            "links": sorted(self.links),
            "pages": [*sorted(self.tally.lines), *skipped],
            "faults": [f"{number} {sentence}" for sentence in faults],
            "notes": [f"{number} {sentence}" for sentence in self.tally.notes],
            "unrecorded": sorted(self.answers.unrecorded),
        }


async def replay(recording: Recording) -> dict[str, Any]:
    """What the recorded crawls make of the answers, one after the other, into one archive. Raises CaseError, and what
    a spider or an archive refuses with."""
    landed: dict[str, Any] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "replay.db"
        for number, crawl in enumerate(recording.crawls(), 1):
            answers = Answers(number, crawl, recording.answers(number, crawl))
            runner = AsyncCrawlerRunner(_settings(archive, answers))
            names = runner.spider_loader.list()
            if crawl.spider not in names or not issubclass(runner.spider_loader.load(crawl.spider), NewsSpider):
                raise CaseError(
                    f"the project has no spider {crawl.spider} that is a NewsSpider{near(crawl.spider, names)}"
                )
            replayed = Replayed(answers, runner.create_crawler(crawl.spider))
            clock.stand(crawl.began)
            sources = {"sources": str(recording.folder / SOURCES)} if "sources" in crawl.arguments else {}
            await runner.crawl(replayed.crawler, **crawl.arguments | sources)
            for name, lines in replayed.landed().items():
                landed[name] += lines
        with Archive(archive, read_only=True) as stored:
            landed["articles"] = {one.article.url: _said(one) for one in articles_of(stored)}
    return landed


def _settings(archive: Path, answers: Answers) -> Settings:
    """The project's settings, without pace, network and whom a crawl would tell of itself."""
    if not os.environ.get("SCRAPY_SETTINGS_MODULE") and not closest_scrapy_cfg():
        os.environ["SCRAPY_SETTINGS_MODULE"] = "crawler.settings"
    settings = get_project_settings()
    handler = handler_of(answers)
    extensions = settings.getdict("EXTENSIONS") | {"crawler.extensions.crawl_delay.CrawlDelayExtension": None}
    replaced = {
        "ARCHIVE": str(archive),
        "AUTOTHROTTLE_ENABLED": False,
        "CAPTURES": False,
        "CONTACT": settings["CONTACT"] or NOBODY,
        "DOWNLOAD_DELAY": 0,
        "DOWNLOAD_HANDLERS": {"http": handler, "https": handler},
        "EXTENSIONS": extensions,
        "FEEDS": {},
        "HEALTH_HOOK": "",
        "HEALTH_WEBHOOK": "",
        "JOBDIR": None,
        "LOG_LEVEL": "CRITICAL",
    }
    settings.setdict(replaced, priority="cmdline")
    return settings


def _said(stored: StoredArticle) -> str:
    """An article in one line."""
    article = stored.article
    parts = [article.headline]
    if article.publisher_id:
        parts.append(f"{article.network} {article.publisher_id}")
    if article.published:
        parts.append(f"published {article.published.value.isoformat()}")
    if stored.revisions:
        parts.append(f"{stored.revisions + 1} wordings")
    if stored.gone_at:
        parts.append(f"gone since {stored.gone_at:%Y-%m-%d}")
    return " · ".join([*parts, *(f"also {alias}" for alias in article.aliases)])


@implementer(IResolverSimple)
class _Names:
    """A resolver that looks nothing up."""

    def getHostByName(self, _name: str, _timeout: Sequence[int] = ()) -> "Deferred[str]":
        return succeed(ANY_PUBLIC)


def _close(event: str, _arguments: tuple[Any, ...]) -> None:
    if event in CLOSED:
        raise PermissionError(f"a recorded crawl is replayed without network, and something wanted {event}")


def main(folder: str, result: str) -> int:
    """Exit status 0: RESULT is written. 1: it is not; the last line of standard error says why."""
    install_reactor(REACTOR)
    from twisted.internet import reactor as installed

    reactor: Any = installed
    reactor.installResolver(_Names())
    sys.addaudithook(_close)
    task = asyncio.get_event_loop().create_task(replay(Recording(Path(folder))))
    task.add_done_callback(lambda _: reactor.stop())
    reactor.run()
    try:
        write_json(Path(result), task.result())
    except (ArchiveError, CaseError, ContactError, SourcesError, SpiderArgumentError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
