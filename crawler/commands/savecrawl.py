"""`scrapy savecrawl ARCHIVE`: the crawls of a small archive become a test of the spider, which needs no server."""

import argparse
import io
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from archive import Archive, ArchiveError, Capture, CaptureWriter, Crawl, Exchange, answer_of, captured_in, crawls_of
from crawler.commands.addsite import lines
from crawler.commands.read import Fetched, ReadError, read, say_nothing_unasked
from crawler.commands.savepage import trimmed
from crawler.pages import headers_of, is_html, response_of
from crawler.recording import MOST_ANSWERS, SOURCES, RecordedCrawl, Recording, lacking
from crawler.saved import CaseError, update
from crawler.saving import HEADERS, Place, SaveError, printable, sized
from crawler.sources import SourcesError, load_sources

NOT_SAVED = 1
ASKED_WRONGLY = 2
KEPT = {*HEADERS, "etag", "last-modified", "location", "retry-after"}
"""Headers of an answer that a crawl goes by."""
LINES = 40
"""Of what the crawls came to, printed for review."""


class Command(ScrapyCommand):
    """Exit status 0: saved. 1: it could not be. 2: it was asked for wrongly, or the place is taken."""

    requires_project = True

    def syntax(self) -> str:
        return "[options] ARCHIVE"

    def short_desc(self) -> str:
        return "Save the crawls of a small archive as a test of the spider, which needs no server"

    def long_desc(self) -> str:
        return (
            "Save the crawls of one site into ARCHIVE, a small one made for it, below fixtures/: every answer that was "
            "captured, by request, the hour of each crawl, and what the same crawls make of the answers now as the "
            "golden. Readers' comments are cut out. Nothing is fetched, and nothing is ever written over."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--site", metavar="NAME", help="the folder of the site; without it, its name")
        parser.add_argument("--slug", metavar="NAME", help="why this case: edited-and-gone, feed-in-three-pages")
        parser.add_argument("--why", metavar="TEXT", help="the same in a sentence")
        parser.add_argument("--slim", action="store_true", help="cut scripts, ads and trackers, if it reads the same")
        parser.add_argument("--saved", metavar="DIR", type=Path, default=Path("fixtures"), help="[fixtures]")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        super().process_options(args, opts)
        assert self.settings is not None
        say_nothing_unasked(self.settings)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1:
            raise UsageError("Name one archive, into which one small site was crawled.")
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="backslashreplace")
        try:
            self._save(Path(args[0]), opts)
        except (SaveError, SourcesError) as error:
            self._end(str(error), ASKED_WRONGLY)
        except (ArchiveError, CaseError) as error:
            self._end(str(error), NOT_SAVED)

    def _save(self, path: Path, opts: argparse.Namespace) -> None:
        if not path.is_file():
            raise SaveError(f"There is no archive {path}; crawl a few pages into one: scrapy crawl … -s ARCHIVE={path}")
        with Archive(path, read_only=True) as archive:
            crawls, source = recordable(archive, path)
            place = Place(opts.saved, opts.site or source, opts.slug or f"crawl-of-{source}")
            place.check()
            site = site_lines(crawls, source)
            why = opts.why or (opts.slug.replace("-", " ") if opts.slug else f"a crawl of {source}")
            place.folder.parent.mkdir(parents=True, exist_ok=True)
            made = Path(tempfile.mkdtemp(prefix=".", dir=place.folder.parent))
            try:
                trim = Trim(opts.slim)
                recorded = [self._record(archive, number, crawl, made, trim) for number, crawl in enumerate(crawls, 1)]
                if site:
                    (made / SOURCES).write_text(site, encoding="utf-8")
                landed, recorded = settled(Recording(made), why, recorded)
                made.chmod(0o755)
                os.rename(made, place.folder)
            finally:
                shutil.rmtree(made, ignore_errors=True)
        print("\n".join([*told(landed, recorded), "", *trim.told()]))
        size = sum(file.stat().st_size for file in place.folder.iterdir())
        print(
            f"\nSaved for review: {place.folder} ({sized(size)}).\nCompare landed.json with what the site has, line by "
            "line, and correct it: it must say what a correct\ncrawl brings, not what came. Then:\n"
            f"    pytest -p crawler.testing {place.folder}"
        )

    def _record(self, archive: Archive, number: int, crawl: Crawl, folder: Path, trim: "Trim") -> RecordedCrawl:
        """Write the answers of a crawl, each as a crawl needs it and no more."""
        assert self.settings is not None
        captures = captured_in(archive, crawl)
        if not captures:
            raise SaveError(f"Crawl {crawl.id} has no captures; crawl again, with CAPTURES on.")
        with tempfile.TemporaryDirectory() as made:
            with CaptureWriter(Path(made) / "crawl.db", software=self.settings["BOT_NAME"]) as writer:
                writer.write_all([exchange_of(archive, capture, trim) for capture in captures])
            (file,) = (Path(made) / "crawl.captures").glob("*.warc.gz")
            shutil.copyfile(file, folder / f"crawl-{number}.warc.gz")
        arguments = dict(crawl.arguments)
        if "sources" in arguments:
            arguments["sources"] = SOURCES
        return RecordedCrawl(spider=crawl.spider, arguments=arguments, began=crawl.began, answers=len(captures))

    def _end(self, sentence: str, status: int) -> None:
        self.exitcode = status
        print(sentence, file=sys.stderr)


def recordable(archive: Archive, path: Path) -> tuple[list[Crawl], str]:
    """The crawls of an archive, and the one site that they are of. Raises SaveError where they cannot be replayed."""
    crawls = crawls_of(archive)
    again = f"crawl one site into an archive of its own, with few pages: scrapy crawl … -a limit=10 -s ARCHIVE={path}"
    if not crawls:
        raise SaveError(f"Nothing was crawled into {path}; {again}")
    sources = sorted({source for crawl in crawls for source in crawl.sources})
    if len(sources) != 1:
        raise SaveError(f"{path} holds crawls of {len(sources)} sites ({', '.join(sources[:5])}); {again}")
    for crawl in crawls:
        if crawl.status in ("running", "killed"):
            raise SaveError(f"Crawl {crawl.id} of {path} did not come to its end ({crawl.status}); {again}")
    number = sum(len(captured_in(archive, crawl)) for crawl in crawls)
    if number > MOST_ANSWERS:
        raise SaveError(f"{path} holds {number} answers, and a test has {MOST_ANSWERS} at most; {again}")
    site = archive.sources().get(sources[0])
    if site is not None and site.browser:
        raise SaveError(f"{sources[0]} is read in a browser, which cannot be replayed; save its pages one by one.")
    return crawls, sources[0]


def site_lines(crawls: Sequence[Crawl], source: str) -> str:
    """The site as it stands in the sources file that it was crawled from; empty if it was from none. Raises
    SourcesError."""
    named = [crawl.arguments["sources"] for crawl in crawls if "sources" in crawl.arguments]
    if not named:
        return ""
    found = [site for site in load_sources(named[-1]) if site.name == source]
    if not found:
        raise SourcesError(f"{named[-1]} has no site {source} any more; put its lines back.")
    return lines(found[0], datetime.now(UTC).date())


@dataclass(slots=True)
class Trim:
    """What is cut out of the pages: readers' comments, with `slim` scripts and ads as well; and what was not."""

    slim: bool
    pages: int = 0
    saved: int = 0
    notes: dict[str, str] = field(default_factory=dict)

    def page(self, page: Fetched) -> bytes:
        """What is left of a page."""
        try:
            trimmed_page, _, notes = trimmed(page, read(page, page.url), slim=self.slim)
        except ReadError:
            return page.body
        self.pages += trimmed_page.body != page.body
        self.saved += len(page.body) - len(trimmed_page.body)
        self.notes |= {note: page.url for note in notes if not note.startswith("Cut, ")}
        return trimmed_page.body

    def told(self) -> list[str]:
        """The same as sentences."""
        what = "comments, scripts and ads" if self.slim else "readers' comments"
        cut = [f"Cut out of {self.pages} pages: {what} ({sized(self.saved)})."] if self.pages else []
        return [*cut, *(printable(f"{url}: {note}") for note, url in self.notes.items())]


def exchange_of(archive: Archive, capture: Capture, trim: Trim) -> Exchange:
    """What was answered, unpacked, without readers' comments and other headers than a crawl goes by."""
    _, http = answer_of(archive, capture.id)
    response = response_of(capture.url, http.status, http.headers, http.body)
    if response is None:
        raise SaveError(f"The answer of {capture.url} is too large once unpacked; record a crawl without it.")
    kept = [(name, text) for name, text in http.headers if name.lower() in KEPT]
    body = b"" if http.status == 304 else response.body
    if 200 <= http.status < 300 and is_html(response) and body.strip():
        body = trim.page(Fetched(capture.url, body, headers_of(response)))
    return Exchange(
        url=capture.url,
        at=capture.at,
        status=http.status,
        headers=[(name.encode("latin-1"), text.encode("latin-1")) for name, text in kept],
        body=body,
    )


def settled(
    recording: Recording, why: str, crawls: Sequence[RecordedCrawl]
) -> tuple[dict[str, Any], list[RecordedCrawl]]:
    """Write crawl.json and the golden; what was asked for and is not among the captures had no answer then."""
    recorded = list(crawls)
    recording.write(why, recorded)
    landed = recording.found()
    for number, url in lacking(landed):
        crawl = recorded[number - 1]
        recorded[number - 1] = replace(crawl, unanswered=(*crawl.unanswered, url))
    recording.write(why, recorded)
    update(recording)
    return recording.golden(), recorded


def told(landed: dict[str, Any], crawls: Sequence[RecordedCrawl]) -> list[str]:
    """What was recorded and what it came to, as lines for a person."""
    rows = []
    for number, crawl in enumerate(crawls, 1):
        arguments = " ".join(f"-a {name}={value}" for name, value in crawl.arguments.items())
        rows.append(
            f"crawl {number}  {crawl.began:%Y-%m-%d %H:%M}  {crawl.spider} {arguments}  {crawl.answers} answers"
        )
        rows += [f"    no answer: {printable(url)}" for url in crawl.unanswered]
    rows += ["", *map(printable, landed.get("pages", ())[:LINES])]
    rows += ["", *(printable(f"{url}  {said}") for url, said in list(landed.get("articles", {}).items())[:LINES])]
    rows += [printable(f"fault: {sentence}") for sentence in landed.get("faults", ())]
    return rows
