"""`scrapy reextract`: today's extraction over the captures of an archive, without the network."""

import argparse
import os
import sys
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from time import monotonic

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from archive import Archive, ArchiveError, without_capture
from crawler import comparison
from crawler.known_sites import known_sites
from crawler.reextraction import Fields, Outcome, Reextraction
from crawler.report import duration
from crawler.saved import CaseError
from crawler.spider import SpiderArgumentError, read_day

DID_NOT_DO_ITS_JOB = 1
ASKED_WRONGLY = 2
CLEAR = "\r\x1b[K"


class Command(ScrapyCommand):
    """Exit status 0: all was read again. 1: captures are missing, or it could not be written. 2: asked wrongly."""

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[options]"

    def short_desc(self) -> str:
        return "Run today's extraction over the captures, without the network"

    def long_desc(self) -> str:
        return (
            "Run today's extraction over the captures beside the archive (-s ARCHIVE=news.db), without the network, on "
            "all cores. It reports by field what comes out otherwise before it writes. What it writes is a new "
            "extraction of the same wordings; a page that today's extraction can make nothing of stays as it was read."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--source", metavar="NAME", help="only this site")
        parser.add_argument("--since", metavar="DATE", help="only what was captured on this day or later")
        parser.add_argument("--dry-run", action="store_true", help="report, and write nothing")
        parser.add_argument("--compare", metavar="OLD..NEW", help="two versions, git references or folders")
        parser.add_argument("--saved", metavar="FOLDER", type=Path, help="compare over saved pages, not captures")
        parser.add_argument("--html", metavar="FILE", type=Path, help="the comparison as a page to look at")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if args:
            raise UsageError("It takes no arguments, only options.")
        assert self.settings is not None
        path = self.settings["ARCHIVE"]
        if opts.compare is None and (opts.saved or opts.html):
            raise UsageError("--saved and --html go with --compare OLD..NEW.")
        if opts.compare is not None and (opts.since or opts.dry_run):
            raise UsageError("--compare takes neither --since nor --dry-run.")
        try:
            if opts.compare is not None:
                self._compare(path, opts)
                return
            since = read_day("since", opts.since)
            self._check(path, opts.source)
            self._reextract(path, opts.source, since, dry_run=opts.dry_run)
        except (SpiderArgumentError, comparison.ComparisonError, CaseError) as error:
            self._end(ASKED_WRONGLY, str(error))
        except OSError as error:
            self._end(ASKED_WRONGLY, f"{error.filename} cannot be written: {error.strerror}.")
        except ArchiveError as error:
            self._end(DID_NOT_DO_ITS_JOB, str(error))

    def _compare(self, path: str, opts: argparse.Namespace) -> None:
        with ExitStack() as stack:
            if opts.saved is not None:
                if not opts.saved.is_dir():
                    raise SpiderArgumentError(f"There is no folder {opts.saved}.")
                pages = comparison.saved_pages(opts.saved, opts.source)
            else:
                self._check(path, opts.source)
                pages = comparison.captured_pages(stack.enter_context(Archive(path, read_only=True)), opts.source)
            number, changed = comparison.compare(opts.compare, pages)
        print(comparison.table(number, changed))
        if opts.html is not None:
            opts.html.write_text(comparison.page(opts.compare, number, changed), encoding="utf-8")

    def _check(self, path: str, source: str | None) -> None:
        Archive(path).close()
        with Archive(path, read_only=True) as archive:
            known = set(archive.sources()) | {row["source"] for row in archive.stats()["sources"]}
        if source is not None and source not in known:
            raise SpiderArgumentError(f"The archive has no source {source!r}; `archive stats` names them.")

    def _reextract(self, path: str, source: str | None, since: datetime | None, *, dry_run: bool) -> None:
        start = monotonic()
        processes = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        with Archive(path, read_only=True) as archive:
            sites = known_sites(archive)
            rest = without_capture(archive, source=source)
        with Reextraction(path, sites, processes=processes) as work:
            outcome = work.look(source=source, since=since, progress=show_progress)
            if sys.stderr.isatty():
                print(CLEAR, end="", file=sys.stderr, flush=True)
            print(render(outcome, rest=rest, seconds=monotonic() - start))
            if dry_run:
                print("Nothing was written.")
            else:
                print(f"Written: {work.write()}.")
        if outcome.missing:
            self._end(DID_NOT_DO_ITS_JOB, *outcome.missing)

    def _end(self, status: int, *sentences: str) -> None:
        self.exitcode = status
        for sentence in sentences:
            print(sentence, file=sys.stderr)


def show_progress(done: int, of: int) -> None:
    """A line on a terminal."""
    if sys.stderr.isatty() and (done % 20 == 0 or done == of):
        print(f"{CLEAR}{done} of {of} pages read again", end="", file=sys.stderr, flush=True)


def render(outcome: Outcome, *, rest: int, seconds: float) -> str:
    """The report as a person reads it; ends without a line break."""
    rate = f", {outcome.read / seconds:.0f} a second" if seconds >= 1 else ""
    lines = [
        f"{outcome.read} pages read again in {duration(seconds)}{rate}: {outcome.same} as before, "
        f"{outcome.differ} otherwise, {outcome.found} articles found in pages that were none, "
        f"{sum(outcome.lost.values())} lost."
    ]
    if outcome.fields:
        heads = ("field", "found", "otherwise", "lost", "such as articles")
        rows = [heads, *(_row(name, one) for name, one in sorted(outcome.fields.items(), key=_most))]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            cells = [row[0].ljust(widths[0]), *(cell.rjust(w) for cell, w in zip(row[1:4], widths[1:4], strict=True))]
            lines.append("  ".join([*cells, row[4]]).rstrip())
    for why, count in outcome.lost.most_common(8):
        lines.append(f"lost, and left as it was: {count} × {why}, such as article {outcome.lost_example[why]}")
    if rest:
        lines.append(f"{rest} wordings have no capture and stay as they were read.")
    return "\n".join(lines)


def _row(name: str, one: Fields) -> tuple[str, str, str, str, str]:
    return name, str(one.gained), str(one.other), str(one.emptied), " ".join(map(str, one.examples))


def _most(item: tuple[str, Fields]) -> tuple[int, str]:
    name, one = item
    return -(one.gained + one.other + one.emptied), name
