"""What a crawl did: counts, reasons, and one verdict on whether it did its job. Pure; the extension prints it."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from archive import Health

COLUMNS = ("new", "changed", "unchanged", "duplicate", "not an article", "blocked", "gone", "failed")
"""Outcomes that every report shows."""
RARE_COLUMNS = ("missing", "known", "older", "newer", "forbidden", "noarchive", "removed")
"""Outcomes that a report shows where they occurred. missing: an article whose page was not found and has not been
looked for again; gone if it is not found then either. known: not asked for again, nothing said that it changed. older:
published before the date asked for. forbidden: robots.txt asks not to. noarchive: the page asks not to be archived.
removed: taken out of the archive on request, and not stored again."""
NOT_FETCHED = ("known", "forbidden", "removed")
TOLERATED = 0.1
"""The share of a source's pages that may fail, or be blocked, before the crawl counts as failed. Pages that were known
and not asked for again count among them, lest one broken page fail every small update; but if several were fetched and
nothing else, they do."""
REASONS_SHOWN = 8
MAX_REASONS = 500
OTHER_REASONS = "other reasons"
STOPPED_ON_PURPOSE = ("finished", "closespider_itemcount", "closespider_pagecount", "closespider_timeout")
"""Why Scrapy closed the spider, where that is what the person asked for."""


@dataclass(slots=True)
class Reason:
    """Why pages came out as they did: how many, and one of them."""

    count: int
    example: str


@dataclass(slots=True)
class Tally:
    """Counts by source and outcome, and what went wrong. `sources` fixes the order of the report."""

    sources: tuple[str, ...]
    counts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    reasons: dict[tuple[str, str], Reason] = field(default_factory=dict)
    locked: set[str] = field(default_factory=set)
    """Sources that another crawl into the same archive has."""
    faults: list[str] = field(default_factory=list)
    """Sentences, each a reason why the crawl did not do its job."""
    notes: list[str] = field(default_factory=list)
    """Sentences that a person should read, though the crawl did its job."""
    barren: dict[str, list[str]] = field(default_factory=dict)
    """Of the sources whose discovery ended: feeds, sitemaps and listings that give nothing, a sentence each."""
    unreached: dict[str, list[str]] = field(default_factory=dict)
    """Those that could not be had, which may be so for once."""

    def count(self, source: str, outcome: str, *, url: str = "", reason: str = "", number: int = 1) -> None:
        """A page of a source came out so, or several; or less than none, where a later look says otherwise."""
        self.counts[source][outcome] += number
        if not reason:
            return
        if (outcome, reason) not in self.reasons and len(self.reasons) >= MAX_REASONS:
            reason = OTHER_REASONS
        self.reasons.setdefault((outcome, reason), Reason(0, url)).count += number

    def fault(self, sentence: str) -> None:
        if sentence not in self.faults:
            self.faults.append(sentence)

    def note(self, sentence: str) -> None:
        if sentence not in self.notes:
            self.notes.append(sentence)

    def total(self, *outcomes: str) -> int:
        return sum(counts[outcome] for counts in self.counts.values() for outcome in outcomes)

    @property
    def pages(self) -> int:
        """Pages that were asked for and answered, or failed to."""
        return sum(fetched(counts) for counts in self.counts.values())

    def by_source(self) -> dict[str, dict[str, int]]:
        return {source: {name: n for name, n in self.counts[source].items() if n} for source in self.sources}


def tally_of(crawler: Any) -> Tally:
    """The tally of a Scrapy crawler that runs one of our spiders."""
    tally: Tally = crawler.spider.tally
    return tally


def fetched(counts: Counter[str]) -> int:
    return sum(number for outcome, number in counts.items() if outcome not in NOT_FETCHED)


def verdict(tally: Tally, closed: str) -> list[str]:
    """Why the crawl did not do its job, a sentence each; empty if it did. `closed` is Scrapy's reason for closing."""
    found = list(tally.faults)
    if closed not in STOPPED_ON_PURPOSE:
        why = "The crawl was interrupted." if closed == "shutdown" else f"The crawl was ended early: {closed}."
        return found or [why]
    for source in tally.sources:
        counts = tally.counts[source]
        pages = fetched(counts)
        lost = counts["failed"] + counts["blocked"]
        nothing_else = lost == pages and (lost > 1 or not counts["known"])
        if lost and (nothing_else or lost > (pages + counts["known"]) * TOLERATED):
            found.append(f"{source}: {lost} of {pages} pages failed or were blocked.")
        elif counts["forbidden"] and not pages and not counts["known"]:
            found.append(f"{source}: robots.txt forbids every page that was found.")
        elif pages and pages == counts["not an article"] and not counts["known"]:
            found.append(f"{source}: none of {pages} pages is an article.")
    return found


def told(health: Iterable[Health]) -> list[str]:
    """What is new of the sources since it was told last, a sentence each."""
    found = []
    for one in health:
        sentences = dict(zip(one.ailing, one.findings, strict=True))
        found += [sentences[kind] for kind in one.fallen]
        found += [f"{one.source}: {', '.join(one.recovered)} as usual again."] if one.recovered else []
    return found


def render(tally: Tally, *, closed: str, seconds: float, archive: str, health: Iterable[Health] = ()) -> str:
    """The report as a person reads it; ends without a line break."""
    columns = [*COLUMNS, *(name for name in RARE_COLUMNS if tally.total(name))]
    rows = [[source, *(str(tally.counts[source][name]) for name in columns)] for source in tally.sources]
    if len(rows) > 1:
        rows.append(["all", *(str(tally.total(name)) for name in columns)])
    rate = f", {tally.pages / seconds * 60:.0f} a minute" if seconds >= 1 else ""
    parts = [
        _table(["source", *columns], rows),
        f"{tally.pages} {'page' if tally.pages == 1 else 'pages'} in {duration(seconds)}{rate}. Archive: {archive}",
    ]
    parts += [_reasons(tally, outcome) for outcome in (*COLUMNS, *RARE_COLUMNS)]
    parts += ["\n".join(tally.notes)]
    for one in health:
        since = f"{one.since:%Y-%m-%d %H:%M}" if one.since else ""
        parts += [f"ailing since {since}: {sentence}" for sentence in one.findings]
        parts += [f"recovered: {one.source}: {', '.join(one.recovered)}"] if one.recovered else []
    if closed not in STOPPED_ON_PURPOSE:
        parts.append("The crawl did not run to its end; the next one goes on from what is stored.")
    return "\n".join(part for part in parts if part)


def _table(head: list[str], rows: list[list[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    lines = [
        "  ".join(
            [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        )
        for row in [head, *rows]
    ]
    return "\n".join(lines)


def _reasons(tally: Tally, outcome: str) -> str:
    found = sorted(
        ((why, reason) for (name, why), reason in tally.reasons.items() if name == outcome and reason.count > 0),
        key=lambda item: (item[0] == OTHER_REASONS, -item[1].count),
    )
    shown = [f"{outcome}: {reason.count} × {why}, such as {reason.example}" for why, reason in found[:REASONS_SHOWN]]
    if rest := sum(reason.count for _, reason in found[REASONS_SHOWN:]):
        shown.append(f"{outcome}: {rest} × {OTHER_REASONS}")
    return "\n".join(shown)


def duration(seconds: float) -> str:
    """ "45 s", "2 min 5 s", "3 h 20 min": as a person says it."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"


def progress(tally: Tally, seconds: float, width: int, *, ending: bool = False) -> str:
    """One line for a terminal, at most `width` wide. `ending` after Ctrl-C."""
    outcomes: Iterable[str] = (name for name in (*COLUMNS, *RARE_COLUMNS) if tally.total(name))
    counts = ", ".join(f"{tally.total(name)} {name}" for name in outcomes)
    if ending:
        return f"waiting for what is under way; Ctrl-C again breaks it off: {counts or 'no pages'}"[:width]
    rate = f", {tally.pages / seconds * 60:.0f} pages a minute" if counts and seconds else ""
    return f"{duration(seconds)}{rate}: {counts or 'looking for pages'}"[:width]
