"""Today's extraction over the captures: what it would read otherwise, field by field, and then the writing of it.

The pages are read in as many processes as there are cores; each opens the archive for itself, to read only, and hands
back nothing but what came out otherwise. Nothing is fetched. What is written is a new extraction of the same wording
(`Archive.reread`), never a change by the newsroom.
"""

import pickle
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from multiprocessing import get_context
from typing import IO, Any

from archive import (
    Archive,
    ArchiveError,
    Article,
    IncompleteArticleError,
    LostCaptureError,
    Sheet,
    Visit,
    answer_of,
    sheets,
)
from crawler.items import Hints
from crawler.pages import Judged, judge, response_of
from crawler.pipelines.normalise import MissingFieldError, normalise
from crawler.reading import extraction_version
from crawler.site import Site

AT_ONCE = 24
"""Pages that a process is given at a time."""
EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Found:
    """What reading a page again came to: the fields that come out otherwise, and the article if any do or if it is a
    page that no article was read from before. `lost` says why nothing is to be had from it any more; `stale` that the
    same was read by another version."""

    sheet: Sheet
    changed: tuple[str, ...] = ()
    gained: tuple[str, ...] = ()
    emptied: tuple[str, ...] = ()
    article: Article | None = None
    lost: str = ""
    missing: str = ""
    stale: bool = False


@dataclass(slots=True)
class Fields:
    """What becomes of a field: how many articles have it now and had not, have it no more, have it otherwise."""

    gained: int = 0
    emptied: int = 0
    other: int = 0
    examples: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Outcome:
    """What reading everything again came to."""

    read: int = 0
    same: int = 0
    differ: int = 0
    found: int = 0
    """Pages that no article was read from, and one is now."""
    fields: dict[str, Fields] = field(default_factory=dict)
    lost: Counter[str] = field(default_factory=Counter)
    """Why pages that an article was read from are none to today's extraction; the articles stay as they were read."""
    lost_example: dict[str, int | None] = field(default_factory=dict)
    missing: Counter[str] = field(default_factory=Counter)
    """Captures that cannot be read, a sentence each."""

    def count(self, one: Found) -> None:
        self.read += 1
        if one.missing:
            self.missing[one.missing] += 1
        elif one.lost:
            self.lost[one.lost] += 1
            self.lost_example.setdefault(one.lost, one.sheet.article)
        elif one.sheet.article is None:
            self.found += one.article is not None
        elif one.changed:
            self.differ += 1
            for name in one.changed:
                known = self.fields.setdefault(name, Fields())
                known.gained += name in one.gained
                known.emptied += name in one.emptied
                known.other += name not in one.gained and name not in one.emptied
                if len(known.examples) < EXAMPLES and one.sheet.article not in known.examples:
                    known.examples.append(one.sheet.article)
        else:
            self.same += 1


def read_page(
    archive: Archive, sheet: Sheet, sites: Mapping[str, Site], hints: Hints | None
) -> tuple[Judged, Article | None]:
    """What today's extraction makes of a captured page. Raises LostCaptureError, MissingFieldError."""
    judged, article = _read_capture(archive, sheet.capture, sheet, sites, hints)
    if article is not None and sheet.latest is not None:
        _, later = _read_capture(archive, sheet.latest, sheet, sites, hints)
        if later is not None:
            article = replace(article, modified=later.modified)
    return judged, article


def _read_capture(
    archive: Archive, number: int, sheet: Sheet, sites: Mapping[str, Site], hints: Hints | None
) -> tuple[Judged, Article | None]:
    capture, http = answer_of(archive, number)
    site = sites.get(sheet.source) or Site(name=sheet.source, url=sheet.asked)
    response = response_of(capture.url, http.status, http.headers, http.body)
    if response is None:
        return Judged("failed", "is too large once unpacked"), None
    judged = judge(response, site, sheet.asked, hints)
    if judged.scraped is None:
        return judged, None
    return judged, normalise(judged.scraped, site.zone, fetched=capture.at)


def reread(archive: Archive, sheet: Sheet, sites: Mapping[str, Site]) -> Found:
    """Read one page again and compare."""
    try:
        before = None if sheet.article is None else archive.wording(sheet.article, sheet.wording)
        judged, article = read_page(archive, sheet, sites, hints_of(before))
        if before is None or sheet.article is None:
            return Found(sheet, article=article)
        if article is None:
            return Found(sheet, lost=judged.reason or judged.outcome)
        again = archive.reread(sheet.article, article, wording=sheet.wording, dry_run=True)
    except LostCaptureError as error:
        return Found(sheet, missing=str(error))
    except (MissingFieldError, IncompleteArticleError) as error:
        return Found(sheet, lost=str(error) if sheet.article is not None else "")
    if not again.changed:
        return Found(sheet, stale=before.extraction != article.extraction)
    return Found(
        sheet,
        changed=again.changed,
        gained=tuple(name for name in again.changed if not getattr(again.before, name)),
        emptied=tuple(name for name in again.changed if not getattr(again.after, name)),
        article=article,
    )


def hints_of(article: Article | None) -> Hints | None:
    """What a feed or sitemap said of an article when it was first read."""
    kept = article.evidence.get("hints") if article else None
    if not isinstance(kept, Mapping) or "found_in" not in kept:
        return None
    return Hints(**{name: value for name, value in kept.items() if name in Hints.__dataclass_fields__})


# -- all of them -------------------------------------------------------------------------------------------------------

_archive: Archive
_sites: Mapping[str, Site]


def _begin(path: str, sites: Mapping[str, Site]) -> None:
    """What a process does first."""
    global _archive, _sites
    _archive, _sites = Archive(path, read_only=True), sites


def _do(part: list[Sheet]) -> list[Found]:
    return [reread(_archive, sheet, _sites) for sheet in part]


def read_all(path: str, plan: Iterable[Sheet], sites: Mapping[str, Site], processes: int) -> Iterator[Found]:
    """Read pages again in so many processes; in this one if it is one. Raises ArchiveError."""
    if processes == 1:
        with Archive(path, read_only=True) as archive:
            yield from (reread(archive, sheet, sites) for sheet in plan)
        return
    parts = iter(plan)
    with ProcessPoolExecutor(processes, get_context("spawn"), _begin, (path, sites)) as pool:
        waiting: list[Future[list[Found]]] = []
        try:
            while True:
                while len(waiting) < processes * 3 and (part := list(islice(parts, AT_ONCE))):
                    waiting.append(pool.submit(_do, part))
                if not waiting:
                    return
                yield from waiting.pop(0).result()
        except BrokenProcessPool as error:
            raise ArchiveError(
                "A process that read pages was killed, perhaps for want of memory; nothing was written. Start again."
            ) from error
        finally:
            pool.shutdown(cancel_futures=True)


class Reextraction(AbstractContextManager["Reextraction"]):
    """Reads everything again (`look`), then writes it (`write`). What is to be written waits in a temporary file."""

    def __init__(self, path: str, sites: Mapping[str, Site], *, processes: int) -> None:
        self.path = path
        self.sites = sites
        self.processes = processes
        self._spool: IO[bytes] = tempfile.TemporaryFile(prefix="reextract-")  # noqa: SIM115  # closed by __exit__

    def __exit__(self, *_: object) -> None:
        self._spool.close()

    def look(
        self,
        *,
        source: str | None = None,
        since: datetime | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> Outcome:
        """Read every page again; nothing is written. `progress` is told how many were read, and of how many."""
        outcome = Outcome()
        with Archive(self.path, read_only=True) as archive:
            plan = list(sheets(archive, source=source, since=since))
        for one in read_all(self.path, plan, self.sites, self.processes):
            outcome.count(one)
            if one.article is not None or one.stale:
                pickle.dump((one.sheet, one.article), self._spool, pickle.HIGHEST_PROTOCOL)
            if progress:
                progress(outcome.read, len(plan))
        return outcome

    def write(self) -> int:
        """Write what came out otherwise; how many pages that was. Raises ArchiveError."""
        written = 0
        self._spool.seek(0)
        with Archive(self.path) as archive:
            for sheet, article in self._waiting():
                if sheet.article is None and article is not None:
                    added = archive.add(
                        article, Visit(url=sheet.asked, source=sheet.source, at=sheet.at, capture=sheet.capture)
                    )
                    written += added.outcome != "removed"
                elif sheet.article is not None and article is not None:
                    archive.reread(sheet.article, article, wording=sheet.wording)
                    written += 1
                elif sheet.article is not None:
                    before = archive.wording(sheet.article, sheet.wording)
                    again = replace(before, extraction=extraction_version())
                    archive.reread(sheet.article, again, wording=sheet.wording)
        return written

    def _waiting(self) -> Iterator[tuple[Sheet, Article | None]]:
        while True:
            try:
                found: Any = pickle.load(self._spool)  # noqa: S301  # our own, of a moment ago
            except EOFError:
                return
            yield found
