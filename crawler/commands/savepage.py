"""`scrapy savepage URL-or-FILE`: a page becomes a test, with a first golden for review."""

import argparse
import io
import shutil
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from scrapy.exceptions import UsageError

from archive import Archive, ArchiveError, ArticleNotFoundError, CaptureNotFoundError, answer_of, captures_of
from crawler import saved
from crawler.commands.read import Command as ReadCommand
from crawler.commands.read import Fetched, ReadError, address, read
from crawler.directives import read_directives
from crawler.items import ScrapedArticle
from crawler.middlewares.browser import AVAILABLE
from crawler.pages import headers_of, response_of
from crawler.robots import product_token
from crawler.saving import Place, SaveError, counted, printable, save, shown, site_name, sized, slug_of, table
from crawler.slimming import Slimmed, slimmed, without_comments

NOT_SAVED = 1
ASKED_WRONGLY = 2


class Command(ReadCommand):
    """Exit status 0: saved. 1: there is no page to save. 2: it was asked for wrongly, or the place is taken."""

    def syntax(self) -> str:
        return "[options] URL-or-FILE | --article ID"

    def short_desc(self) -> str:
        return "Save a page as a test, with a first golden for review"

    def long_desc(self) -> str:
        return (
            "Save a page below fixtures/, as a folder with its bytes, headers, address and date, and what extraction "
            "makes of it now as its golden, printed for review. A URL is fetched as a crawl would fetch it; a file is "
            "read as it is; --article takes the last capture of an article of the archive. Readers' comments are cut "
            "out. Nothing is ever written over."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--article", metavar="ID", help="the last capture of this article of the archive")
        parser.add_argument("--site", metavar="NAME", help="the folder of the site; without it, the host")
        parser.add_argument("--slug", metavar="NAME", help="why this case: typed-person, caption-equals-alt")
        parser.add_argument("--why", metavar="TEXT", help="the same in a sentence")
        kinds = ("feed", "sitemap", "listing", "home", "robots")
        parser.add_argument("--reads", choices=kinds, help="not an article, but one of these")
        parser.add_argument("--rendered", action="store_true", help="as a browser shows it (extra: browser)")
        parser.add_argument("--slim", action="store_true", help="cut scripts, ads and trackers, if it reads the same")
        parser.add_argument("--saved", metavar="DIR", type=Path, default=Path("fixtures"), help="[fixtures]")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) + (opts.article is not None) != 1:
            raise UsageError("Name one URL, one file, or an article of the archive with --article.")
        self.rendered = opts.rendered
        if self.rendered and (not args or "://" not in args[0]):
            raise UsageError("--rendered goes with a URL: what is saved already cannot be rendered as it was then.")
        try:
            if opts.article is not None:
                page, day, source = self._captured(opts.article)
                name = f"The capture of article {opts.article}"
            else:
                page, day, source = self._page(args[0], opts.url), datetime.now(UTC).date(), None
                name = args[0]
                if "://" in name:
                    self._refuse_noarchive(page)
            self._save(page, name, day, opts.site or source or site_name(page.url), opts)
        except ReadError as error:
            self._end(str(error), error.status)
        except SaveError as error:
            self._end(str(error), ASKED_WRONGLY)
        except ArchiveError as error:
            wrong = isinstance(error, ArticleNotFoundError | CaptureNotFoundError)
            self._end(str(error), ASKED_WRONGLY if wrong else NOT_SAVED)

    def _page(self, place: str, url: str | None) -> Fetched:
        if not self.rendered or "://" not in place:
            return super()._page(place, url)
        if not AVAILABLE:
            raise ReadError("--rendered needs the extra: pip install '.[browser]', and Chromium.", ASKED_WRONGLY)
        page = self._from_web(address(place), browser=True)
        return replace(page, headers=page.headers | {"Content-Type": "text/html; charset=utf-8"})

    def _save(self, page: Fetched, name: str, day: date, site: str, opts: argparse.Namespace) -> None:
        if page.url.startswith("file:"):
            raise ReadError("Say with --url where the page of the file is from.", ASKED_WRONGLY)
        if opts.reads:
            self._save_list(page, day, site, opts)
            return
        article = read(page, name)
        place = Place(opts.saved, site, opts.slug or slug_of(page.url, article.headline))
        place.check()
        page, article, notes = trimmed(page, article, slim=opts.slim)
        why = opts.why or (opts.slug.replace("-", " ") if opts.slug else f"what {site} made on {day}")
        case = save(place, page.body, page.url, page.headers, fetched=day, why=why)
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="backslashreplace")
        print(table(article, shutil.get_terminal_size().columns))
        print("\n".join(["", *notes, *review(case, article)]))

    def _save_list(self, page: Fetched, day: date, site: str, opts: argparse.Namespace) -> None:
        """Save a feed, sitemap, listing, home page or robots.txt, with what discovery finds in it."""
        place = Place(opts.saved, site, opts.slug or f"{opts.reads}-of-{site}")
        why = opts.why or f"the {opts.reads} of {site} on {day}"
        case = save(place, page.body, page.url, page.headers, fetched=day, why=why, reads=opts.reads)
        for name, found in case.golden().items():
            count = f"{len(found)}, such as {shown(found[0])}" if isinstance(found, list) else printable(found)
            print(f"{name}: {count}")
        print("\n".join(["", *review(case)]))

    def _refuse_noarchive(self, page: Fetched) -> None:
        """Raises ReadError where a page of the web asks not to be archived, and that is obeyed."""
        assert self.settings is not None
        token = product_token(self.settings["USER_AGENT"])
        said = read_directives(page.headers.items(), page.body, token).noarchive
        if said and self.settings.getbool("OBEY_NOARCHIVE"):
            raise ReadError(
                f"{page.url} asks not to be archived ({said}); if you may save it nevertheless: "
                "-s OBEY_NOARCHIVE=False.",
                ASKED_WRONGLY,
            )

    def _captured(self, article: str) -> tuple[Fetched, date, str | None]:
        """The page of the last capture of an article, when it was captured, and its source. Raises ArchiveError."""
        assert self.settings is not None
        path = Path(self.settings["ARCHIVE"])
        if not article.isdecimal():
            raise ReadError(f"--article takes the number of an article, not {article!r}.", ASKED_WRONGLY)
        if not path.exists():
            raise ReadError(f"There is no archive {path}; name it with -s ARCHIVE=path.db.", ASKED_WRONGLY)
        with Archive(path, read_only=True) as archive:
            found = [one for one in captures_of(archive, article) if one.http_status == 200]
            if not found:
                raise ReadError(f"Article {article} has no capture of a page.", ASKED_WRONGLY)
            capture, http = answer_of(archive, found[-1].id)
        response = response_of(capture.url, http.status, http.headers, http.body)
        if response is None:
            raise ReadError(f"The capture of article {article} is too large once unpacked.")
        return Fetched(capture.url, response.body, headers_of(response)), capture.at.date(), capture.source

    def _end(self, sentence: str, status: int) -> None:
        self.exitcode = status
        print(sentence, file=sys.stderr)


def trimmed(page: Fetched, article: ScrapedArticle, *, slim: bool) -> tuple[Fetched, ScrapedArticle, list[str]]:
    """The page without readers' comments, and slim if wanted; what is read of it; and what was done, in sentences."""
    notes: list[str] = []

    def take(done: Slimmed, sentence: str) -> None:
        nonlocal page
        if done.cut:
            notes.append(f"{sentence}: {counted(done.cut)} ({sized(len(page.body))} → {sized(len(done.html))}).")
        notes.extend(done.notes)
        page = Fetched(page.url, done.html, page.headers)

    take(without_comments(page.body, page.url, page.headers), "Cut, as readers' comments are personal data")
    if notes:
        article = read(page, "The page without readers' comments")
    if slim:
        take(slimmed(page.body, page.url, page.headers), "Cut, and every field is read as before")
    return page, article, notes


def review(case: saved.Case, article: ScrapedArticle | None = None) -> list[str]:
    """What was saved and is to be done now, as lines."""
    other = article is not None and article.kind != "article"
    kind = f" It is no article: {article.kind}, {printable(article.kind_reason)}." if article and other else ""
    return [
        f"Saved for review: {case.folder}.{kind}",
        f"Compare {case.golden_path.name} with the page, line by line, and correct it: it must say what the page says, "
        "not what was read. Then:",
        f"    pytest -p crawler.testing {case.folder}",
    ]
