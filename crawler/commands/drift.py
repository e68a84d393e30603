"""`scrapy drift [SITE ...]`: what sites have changed since their pages were saved."""

import argparse
import asyncio
import sys
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path
from typing import ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.http import Request, Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from archive import Archive, ArchiveError
from crawler.commands.read import say_nothing_unasked
from crawler.contact import ContactError
from crawler.drift import Compared, Finding, GoneError, NotComparableError, compare, latest, read_response, since
from crawler.failures import why
from crawler.items import ScrapedArticle
from crawler.saved import Case, CaseError, find, near
from crawler.site import Site
from crawler.spider import NewsSpider

NOTHING_COMPARED = 1
ASKED_WRONGLY = 2
MOVED = 3
LOST = 5
SAVED = "fixtures"
WORDS = {
    "kind": "another kind",
    "lost": "no longer read",
    "witness": "other witness",
    "selector": "other place",
}


class SavedPagesSpider(NewsSpider):
    """Asks for each of `urls`, as a crawl would, and keeps what came of it in `results`."""

    name = "drift"
    takes: ClassVar[tuple[str, ...]] = ("urls",)

    def __init__(self, **arguments: str) -> None:
        super().__init__(**arguments)
        self.results: dict[str, Response | Failure] = {}

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        super().update_settings(settings)
        settings.setdict({"ITEM_PIPELINES": {}, "EXTENSIONS": {}, "CAPTURES": False}, priority="spider")

    def chosen_sites(self) -> list[Site]:
        return []

    def named_urls(self) -> list[str]:
        return self.arguments["urls"].split("\n")

    async def start(self) -> AsyncIterator[Request]:
        for url in self.named_urls():
            yield Request(url, callback=self.keep, errback=self.lose, dont_filter=True, cb_kwargs={"asked": url})

    def keep(self, response: Response, asked: str) -> None:
        self.results[asked] = response

    def lose(self, failure: Failure) -> None:
        self.results[failure.request.cb_kwargs["asked"]] = failure  # type: ignore[attr-defined]  # Scrapy puts it there


class DriftError(Exception):
    """Why nothing can be compared, as a sentence, and the exit status."""

    def __init__(self, sentence: str, status: int) -> None:
        super().__init__(sentence)
        self.status = status


class Command(ScrapyCommand):
    """Exit status 0: all comes out as it did. 1: no page of today could be compared. 2: asked wrongly. 3: all fields
    come out, some by another witness or from another place of the page. 5: fields no longer come out, or pages are of
    another kind."""

    requires_project = True

    def syntax(self) -> str:
        return "[--captures] [SITE ...]"

    def short_desc(self) -> str:
        return "Compare today's version of saved pages with the saved one: which fields no longer come out?"

    def long_desc(self) -> str:
        return (
            "Ask for today's version of the saved pages, of all sites or of each SITE, or take their latest captures "
            "from the archive (--captures), and tell which fields no longer come out, which come from another witness "
            "or place of the page, and since when, if the archive has captures. Words are not compared, as newsrooms "
            "edit them. Exit status: 0 nothing drifted, 3 fields come from elsewhere, 5 fields are lost, 1 no page "
            "could be compared, 2 it was asked for wrongly."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--captures", action="store_true", help="fetch nothing; take the latest captures")
        parser.add_argument(
            "--saved", metavar="FOLDER", type=Path, default=Path(SAVED), help="where pages are [fixtures]"
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        super().process_options(args, opts)
        assert self.settings is not None
        say_nothing_unasked(self.settings)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        try:
            self.exitcode = self._drift(args, opts)
        except DriftError as error:
            print(error, file=sys.stderr)
            self.exitcode = error.status
        except (CaseError, ContactError, ArchiveError) as error:
            print(error, file=sys.stderr)
            self.exitcode = ASKED_WRONGLY

    def _drift(self, sites: Sequence[str], opts: argparse.Namespace) -> int:
        assert self.settings is not None
        path = Path(self.settings["ARCHIVE"])
        cases = chosen(opts.saved, sites)
        if opts.captures and not path.exists():
            raise DriftError(f"There is no archive at {path}; name another with -s ARCHIVE=path.db.", ASKED_WRONGLY)
        archive = Archive(path, read_only=True) if path.exists() else None
        try:
            if opts.captures and archive is not None:
                today = {case: _latest(archive, case) for case in cases}
            else:
                today = self._fetched(cases)
            return conclude(today, archive)
        finally:
            if archive is not None:
                archive.close()

    def _fetched(self, cases: Sequence[Case]) -> dict[Case, ScrapedArticle | NotComparableError]:
        assert self.crawler_process is not None
        urls = {case: case.meta()["url"] for case in cases}
        crawler = self.crawler_process.create_crawler(SavedPagesSpider)
        crawl = self.crawler_process.crawl(crawler, urls="\n".join(dict.fromkeys(urls.values())))
        self.crawler_process.start()
        if isinstance(crawl, asyncio.Task) and crawl.done() and not crawl.cancelled() and (error := crawl.exception()):
            raise error
        results = crawler.spider.results if isinstance(crawler.spider, SavedPagesSpider) else {}
        return {case: _read(results.get(url)) for case, url in urls.items()}


def chosen(folder: Path, sites: Sequence[str]) -> list[Case]:
    """The saved article pages of these sites, of all if none is named. Raises DriftError, CaseError."""
    if not folder.is_dir():
        raise DriftError(f"There is no folder {folder}; name that of your saved pages with --saved.", ASKED_WRONGLY)
    cases = find(folder)
    names = {case.folder.parent.name for case in cases}
    for site in sites:
        if site not in names:
            raise DriftError(f"{folder} has no pages of {site!r}{near(site, names)}", ASKED_WRONGLY)
    cases = [case for case in cases if not sites or case.folder.parent.name in sites]
    if not cases:
        raise DriftError(f"There are no saved pages in {folder}; `scrapy savepage URL` saves one.", ASKED_WRONGLY)
    for case in cases:
        case.check()
    return cases


def _latest(archive: Archive, case: Case) -> ScrapedArticle | NotComparableError:
    try:
        return latest(archive, case.meta()["url"])
    except NotComparableError as error:
        return error


def _read(result: Response | Failure | None) -> ScrapedArticle | NotComparableError:
    if result is None:
        return NotComparableError("was not asked for, as the crawler stopped before; `-L DEBUG` shows why")
    if isinstance(result, Failure):
        return NotComparableError(why(result.value))
    try:
        return read_response(result)
    except NotComparableError as error:
        return error


def conclude(today: dict[Case, ScrapedArticle | NotComparableError], archive: Archive | None) -> int:
    """Print what was found; the exit status."""
    failed = {case: now for case, now in today.items() if isinstance(now, NotComparableError)}
    pages = [
        Compared(case, case.golden(), case.read(), now)
        for case, now in today.items()
        if not isinstance(now, NotComparableError)
    ]
    gone = sum(isinstance(error, GoneError) for error in failed.values())
    findings = compare(pages)
    print(
        f"{len(pages)} of {len(today)} saved pages compared with today's; {gone} gone, "
        f"{len(failed) - gone} could not be had."
    )
    for line in rows(findings, archive):
        print(line)
    for (site, error), count in Counter((case.folder.parent.name, str(e)) for case, e in failed.items()).items():
        print(f"{site}: {count} {'page' if count == 1 else 'pages'}: {error}", file=sys.stderr)
    if not pages:
        return NOTHING_COMPARED
    if any(one.what in ("kind", "lost") for one in findings):
        return LOST
    return MOVED if findings else 0


def rows(findings: Sequence[Finding], archive: Archive | None) -> Iterator[str]:
    """The table, a line a finding."""
    if not findings:
        return
    heads = ("site", "field", "is", "pages", "since", "was → is now", "such as")
    cells = [heads]
    for one in findings:
        when = since(archive, one) if archive is not None else "?"
        count = f"{len(one.pages)} of {one.had}"
        now = f"{one.before} → {one.now}"
        cells.append((one.site, one.field, WORDS[one.what], count, when, now, one.pages[0].folder.name))
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
