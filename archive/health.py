"""Which sources have stopped working: what each run saw of a source, judged against that source's own former runs.

A row of `source_health` for each run and source holds what the run saw and what was made of it. A run is compared with
former runs that were asked for the same (`asked_for`): one that fetches back issues, or only the newest five pages,
neither is measured by the daily runs nor counts among them. The statistics stand in `archive.baseline`.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime, timedelta
from itertools import groupby, pairwise
from statistics import median
from typing import Any, Literal

from archive.baseline import Dropped, Share, Silence, Verdict, Volume, dropped, silence, volume
from archive.identity import time_text
from archive.store import Archive

State = Literal["well", "ailing", "learning"]
"""learning: nothing can be said yet, for want of former runs."""
FIELDS = ("published", "byline", "section", "dek", "images", "captions", "tags")
"""Fields of articles that are watched, beside headline and body, which every page is expected to have."""
SHARES = ("blocked", "empty", "failed", "gone", "headline", "body", "articles", *FIELDS)
"""What is judged as a share of the pages of runs that were asked for the same."""
VITAL = ("headline", "body", "articles", "reread", "blocked", "empty", "failed", "gone")
"""What never comes to be taken for the source's new ways, however long it lasts."""
NEW_WAYS = timedelta(days=28)
"""After which a field that a source has no longer is no news any more: it was redesigned, or has changed its ways."""
SETTLED = timedelta(days=14)
"""How long a source must have been watched before its other fields are judged: each day of the week twice."""
LEAST_REREAD = 8
RUNS_READ = 1000
PAST = timedelta(days=84)
LEAST_PAST = 1000
"""Pages, most of which are usually known ones."""
RECENT = timedelta(days=30)
NARROWING = ("since", "until", "limit", "revisit")
"""Arguments that make a run look at something else than a plain one does."""


@dataclass(slots=True)
class Observed:
    """What one run saw of one source. Pages that were bad in the same way at their last visit are counted nowhere: they
    say nothing new. `failed` are pages without an answer or with an error, `gone` those that answer 404 or 410.
    """

    pages: int = 0
    """Pages that answered, or failed to."""
    blocked: int = 0
    empty: int = 0
    failed: int = 0
    gone: int = 0
    read: int = 0
    """Pages that could be read, and are new or were changed."""
    headline: int = 0
    body: int = 0
    articles: int = 0
    """Of those, the articles; how many of them had each of `FIELDS`:"""
    published: int = 0
    byline: int = 0
    section: int = 0
    dek: int = 0
    images: int = 0
    captions: int = 0
    tags: int = 0
    new: int = 0
    kept: int = 0
    """Pages that were articles, were read again and are articles still."""
    lost: int = 0
    """Pages that were articles, were read again and are none now."""
    looked: bool = True
    """Whether the run asked the source's feeds and sitemaps for articles."""
    barren: list[str] = field(default_factory=list)
    """Feeds, sitemaps and listings that give nothing, a sentence each that names the source."""
    unreached: list[str] = field(default_factory=list)
    """Those that could not be had, which may be so for once."""

    def share(self, kind: str) -> Share:
        """How many of how many pages were as they should be."""
        if kind in FIELDS:
            return Share(getattr(self, kind), self.articles)
        if kind in ("headline", "body", "articles"):
            return Share(getattr(self, kind), self.read)
        return Share(self.pages - getattr(self, kind), self.pages)


COUNTED = tuple(one.name for one in fields(Observed) if one.name not in ("barren", "unreached"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """A source after a run. Times are aware, UTC.

    `ailing` are the kinds of what is wrong ("body", "quiet" …), `findings` a sentence for each, `since` when the oldest
    of them was found. `fallen` and `recovered` are the kinds that are new, or gone, since this was told last.
    """

    source: str
    at: datetime
    crawl: int
    state: State
    ailing: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    since: datetime | None = None
    fallen: tuple[str, ...] = ()
    recovered: tuple[str, ...] = ()

    @property
    def news(self) -> bool:
        """Whether there is something to tell."""
        return bool(self.fallen or self.recovered)

    @property
    def standing(self) -> tuple[str, ...]:
        """What is wrong and was told before, a sentence each."""
        pairs = zip(self.ailing, self.findings, strict=True)
        return tuple(finding for kind, finding in pairs if kind not in self.fallen)

    def as_object(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "source": self.source,
            "at": time_text(self.at),
            "crawl": self.crawl,
            "state": self.state,
            "since": time_text(self.since) if self.since else None,
            "ailing": list(self.ailing),
            "new": list(self.fallen),
            "recovered": list(self.recovered),
            "findings": list(self.findings),
        }


@dataclass(frozen=True, slots=True)
class Past:
    """A former run, as it is in `source_health`."""

    at: datetime
    seen: Observed
    ailing: tuple[str, ...]
    findings: tuple[str, ...]


def asked_for(spider: str, arguments: Mapping[str, str]) -> str:
    """What a run was narrowed to, in one spelling; empty for a plain run."""
    found = {name: arguments[name] for name in NARROWING if name in arguments}
    if spider == "revisit":
        found["spider"] = spider
    return json.dumps(found, sort_keys=True) if found else ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is wrong, a sentence by kind, and which kinds could not be judged."""

    wrong: dict[str, str]
    unknown: frozenset[str]
    state: State


def judge(source: str, seen: Observed, runs: Sequence[Past], articles: Mapping[date, int], now: datetime) -> Judgement:
    """A source after a run that saw `seen`. `runs` are former ones that were asked for the same, newest first,
    `articles` how many the source published by day (UTC)."""
    wrong: dict[str, str] = {}
    known: dict[str, Verdict] = {}
    watched = min((run.at for run in runs), default=now)
    recent = [run for run in runs if run.at >= now - RECENT]
    runs = _newest(runs, now)
    for kind in SHARES:
        if kind not in VITAL and now - watched < SETTLED:
            known[kind] = "unknown"
            continue
        sound = _sound(kind, runs, now)
        ailing = bool(runs) and not sound[0]
        found = dropped(seen.share(kind), [run.seen.share(kind) for run in runs], sound, ailing=ailing)
        known[kind] = found.verdict
        if found.verdict == "bad" and not (kind == "articles" and {"body", "headline"} & set(wrong)):
            wrong[kind] = f"{source}: {_share_in_words(kind, found)}"
    again = Share(seen.kept, seen.kept + seen.lost)
    for run in recent:
        if again.all >= LEAST_REREAD:
            break
        again += Share(run.seen.kept, run.seen.kept + run.seen.lost)
    if again.all < LEAST_REREAD:
        known["reread"] = "unknown"
    elif again.good * 2 < again.all:
        known["reread"] = "bad"
        lost = again.all - again.good
        wrong["reread"] = f"{source}: {lost} of {again.all} pages that were articles are none as they are read now."
    else:
        known["reread"] = "good"
    if seen.looked:
        barren = list(seen.barren)
        if runs and runs[0].seen.unreached:
            barren += seen.unreached
        known["feeds"] = "bad" if barren else "unknown" if seen.unreached else "good"
        if barren:
            wrong["feeds"] = " ".join(barren)
        quiet = silence(articles, watched.date(), now.date())
        fewer = volume(articles, watched.date(), now.date())
        known["quiet"] = quiet.verdict
        known["fewer"] = "good" if quiet.verdict == "bad" else fewer.verdict
        if quiet.verdict == "bad":
            wrong["quiet"] = f"{source}: {_silence_in_words(quiet)}"
        elif fewer.verdict == "bad":
            wrong["fewer"] = f"{source}: {_volume_in_words(fewer)}"
    else:
        known |= dict.fromkeys(("feeds", "quiet", "fewer"), "unknown")
    judged = any(known[kind] != "unknown" for kind in ("headline", "quiet"))
    unknown = frozenset(kind for kind, verdict in known.items() if verdict == "unknown")
    return Judgement(wrong, unknown, "ailing" if wrong else "well" if judged else "learning")


def _newest(runs: Sequence[Past], now: datetime) -> Sequence[Past]:
    """The runs that shares are compared with: those of twelve weeks, and of longer where these saw few pages."""
    pages = 0
    for place, run in enumerate(runs):
        if run.at < now - PAST and pages >= LEAST_PAST:
            return runs[:place]
        pages += run.seen.pages
    return runs


def _sound(kind: str, runs: Sequence[Past], now: datetime) -> list[bool]:
    """Which runs may stand for the source's past: those where this was not found, and those of a stretch so long that
    it counts as the source's new ways."""
    sound: list[bool] = []
    end = now
    for ailing, stretch in groupby(runs, key=lambda run: kind in run.ailing):
        found = list(stretch)
        new_ways = kind not in VITAL and end - found[-1].at >= NEW_WAYS
        sound += [not ailing or new_ways] * len(found)
        end = found[-1].at
    return sound


def _share_in_words(kind: str, found: Dropped) -> str:
    now, before = found.recent, found.before
    if kind in FIELDS or kind in ("headline", "body"):
        name = {"published": "date", "images": "picture", "captions": "caption", "tags": "tag", "dek": "standfirst"}
        pages = "articles" if kind in FIELDS else "pages"
        had = f"{now.good} of {now.all} {pages} had a {name.get(kind, kind)}"
        return f"{had}; of the {before.all} before {before.good} had."
    if kind == "articles":
        return f"{now.good} of {now.all} pages were articles; of the {before.all} before {before.good} were."
    words = {"blocked": "were blocked", "empty": "answered with nothing", "gone": "were not found any more"}
    bad = words.get(kind, kind)
    return f"{now.all - now.good} of {now.all} pages {bad}; of the {before.all} before {before.all - before.good}."


def _silence_in_words(quiet: Silence) -> str:
    until = f"until then it had articles on {quiet.active} of {quiet.days} days"
    return f"no article since {quiet.last:%A, %Y-%m-%d}; {until}."


def _volume_in_words(fewer: Volume) -> str:
    return (
        f"{fewer.last} articles in the last seven days; in each of the {fewer.weeks} weeks before at least "
        f"{fewer.least}."
    )


# -- in the archive ----------------------------------------------------------------------------------------------------


def record_health(
    archive: Archive, crawl: int, seen: Mapping[str, Observed], now: datetime, *, hooked: bool = False
) -> list[Health]:
    """Judge the sources of a run and write it down; each source's health, in the order given.

    `now` is aware. With `hooked`, news counts as told only when `health_told` says so, and else is news again after the
    next run.
    """
    found = []
    ((spider, arguments),) = archive.rows("select spider, arguments from crawls where id = ?", (crawl,))
    asked = asked_for(spider, json.loads(arguments))
    for source, observed in seen.items():
        with archive.writing() as sql:
            judged = judge(source, observed, _runs(sql, source, asked, before=now), _articles(sql, source, now), now)
            health = _settled(sql, source, crawl, asked, judged, now)
            _write(sql, health, observed, asked, told=not (hooked and health.news))
            found.append(health)
    return found


def _settled(sql: sqlite3.Connection, source: str, crawl: int, asked: str, judged: Judgement, now: datetime) -> Health:
    """What a judgement means after what was known before: what could not be judged stays as it was, and so do shares
    that runs found which were asked for something else."""
    last, told = _last(sql, source, now), _last(sql, source, now, told=True)
    wrong = dict(judged.wrong)
    if last and last["ailing"]:
        before = zip(last["ailing"].split(", "), last["findings"].split("\n"), strict=True)
        finders = _finders(sql, source, now)
        wrong |= {
            kind: sentence
            for kind, sentence in before
            if kind not in wrong and (kind in judged.unknown or (kind in SHARES and finders[kind] != asked))
        }
    state: State = "ailing" if wrong else "well" if last else judged.state
    known = set(filter(None, told["ailing"].split(", "))) if told else set()
    since = last["since"] if last and last["since"] else time_text(now)
    return Health(
        source=source,
        at=now,
        crawl=crawl,
        state=state,
        ailing=tuple(wrong),
        findings=tuple(wrong.values()),
        since=datetime.fromisoformat(since) if wrong else None,
        fallen=tuple(kind for kind in wrong if kind not in known),
        recovered=tuple(sorted(known - set(wrong))),
    )


def _finders(sql: sqlite3.Connection, source: str, now: datetime) -> dict[str, str]:
    """What the runs were asked for that found what is wrong with a source, by kind."""
    found: dict[str, str] = {}
    open_kinds: set[str] | None = None
    for row in sql.execute(
        "select ailing, asked from source_health where source = ? and at <= ? and state != 'learning' "
        "order by at desc, crawl_id desc",
        (source, time_text(now)),
    ):
        kinds = set(filter(None, row["ailing"].split(", ")))
        open_kinds = kinds if open_kinds is None else open_kinds & kinds
        if not open_kinds:
            break
        found |= dict.fromkeys(open_kinds, row["asked"])
    return found


MANY_KILLED = 3
KILLED_SINCE = """
select crawl_sources.source, count(*) as killed, max(started_at) as last
from crawl_sources join crawls on crawls.id = crawl_id
where status = 'killed' and spider != 'ingest' and :source in ('', crawl_sources.source)
and started_at > coalesce((select max(at) from source_health where source = crawl_sources.source), '')
group by crawl_sources.source
"""


def health_told(archive: Archive, crawl: int) -> None:
    """The hook has taken the news of a run."""
    with archive.writing() as sql:
        sql.execute("update source_health set told = 1 where crawl_id = ?", (crawl,))


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The present state of a source, for a person; `state` is "not crawled" where the last run is too long ago."""

    source: str
    state: str
    ailing: str
    since: str | None
    last_run: str
    new: int
    findings: tuple[str, ...] = ()


def standings(archive: Archive, now: datetime, *, source: str | None = None) -> list[Standing]:
    """The latest state of every source. A source whose last run is longer ago than three times its longest pause, and
    than two days, or of which `MANY_KILLED` runs were killed since, is not crawled any more."""
    killed = {row["source"]: row for row in archive.rows(KILLED_SINCE, {"source": source or ""})}
    found = []
    for row in archive.rows("select * from source_health_now where ? in ('', source) order by source", (source or "",)):
        times = [
            datetime.fromisoformat(at)
            for (at,) in archive.rows(
                "select at from source_health where source = ? order by at desc limit 20", (row["source"],)
            )
        ]
        pauses = [later - earlier for later, earlier in pairwise(times)]
        bound = max(timedelta(days=2), 3 * max(pauses, default=timedelta(days=10)))
        standing = Standing(
            source=row["source"],
            state=row["state"],
            ailing=row["ailing"],
            since=row["since"],
            last_run=time_text(times[0]),
            new=row["new"],
            findings=tuple(filter(None, row["findings"].split("\n"))),
        )
        if now - times[0] > bound:
            usual = median(pause.total_seconds() for pause in pauses) / 3600 if pauses else 0
            words = f"; before, there was one every {usual:.0f} hours" if usual >= 1 else ""
            sentence = f"{row['source']}: the last crawl was at {times[0]:%Y-%m-%d %H:%M} UTC{words}."
            standing = replace(standing, state="not crawled", findings=(*standing.findings, sentence))
        if row["source"] in killed:
            standing = _with_killed(standing, killed.pop(row["source"]))
        found.append(standing)
    never = Standing(source="", state="learning", ailing="", since=None, last_run="", new=0)
    found += [_with_killed(replace(never, source=name), row) for name, row in killed.items()]
    return sorted(found, key=lambda one: one.source)


def _with_killed(standing: Standing, row: sqlite3.Row) -> Standing:
    """The standing of a source with crawls that were killed since the last one that came to its end."""
    count, last = row["killed"], f"{datetime.fromisoformat(row['last']):%Y-%m-%d %H:%M} UTC"
    said = f"the crawl of {last} was" if count == 1 else f"the last {count} crawls, the latest of {last}, were"
    sentence = f"{standing.source}: {said} killed before the end; what was stored until then stays."
    state = standing.state if count < MANY_KILLED else "not crawled"
    return replace(standing, state=state, findings=(*standing.findings, sentence))


def history(archive: Archive, since: datetime, *, source: str | None = None) -> list[sqlite3.Row]:
    """The rows of `source_health` since an aware time, newest first."""
    return archive.rows(
        "select at, source, crawl_id, state, ailing, recovered, new, findings from source_health "
        "where at >= ? and ? in ('', source) order by at desc, source",
        (time_text(since), source or ""),
    )


def _runs(sql: sqlite3.Connection, source: str, asked: str, *, before: datetime) -> list[Past]:
    rows = sql.execute(
        "select * from source_health where source = ? and asked = ? and at <= ? "
        "order by at desc, crawl_id desc limit ?",
        (source, asked, time_text(before), RUNS_READ),
    )
    return [
        Past(
            at=datetime.fromisoformat(row["at"]),
            seen=Observed(
                **{name: row[name] for name in COUNTED},
                barren=_lines(row["barren"]),
                unreached=_lines(row["unreached"]),
            ),
            ailing=tuple(filter(None, row["ailing"].split(", "))),
            findings=tuple(_lines(row["findings"])),
        )
        for row in rows
    ]


def _last(sql: sqlite3.Connection, source: str, now: datetime, *, told: bool = False) -> sqlite3.Row | None:
    row: sqlite3.Row | None = sql.execute(
        "select ailing, findings, since from source_health "
        "where source = ? and at <= ? and state != 'learning' and told >= ? order by at desc, crawl_id desc limit 1",
        (source, time_text(now), int(told)),
    ).fetchone()
    return row


def _articles(sql: sqlite3.Connection, source: str, now: datetime) -> dict[date, int]:
    """How many articles a source published by day, of the days that can matter; by when they were first seen where they
    have no date."""
    edge = time_text(now - timedelta(days=400))
    rows = sql.execute(
        "select day, sum(articles) from ("
        "select date(published) as day, count(*) as articles from articles "
        "where source = ?1 and published >= ?2 and published <= ?3 group by 1 union all "
        "select date(first_seen), count(*) from articles "
        "where source = ?1 and published is null and first_seen >= ?2 and first_seen <= ?3 group by 1) group by day",
        (source, edge, time_text(now)),
    )
    return {date.fromisoformat(day): count for day, count in rows}


def _write(sql: sqlite3.Connection, health: Health, seen: Observed, asked: str, *, told: bool) -> None:
    values: dict[str, Any] = {
        "crawl_id": health.crawl,
        "source": health.source,
        "at": time_text(health.at),
        "asked": asked,
        "state": health.state,
        "ailing": ", ".join(health.ailing),
        "since": time_text(health.since) if health.since else None,
        "findings": _text(health.findings),
        "recovered": ", ".join(health.recovered),
        "told": int(told),
        **{name: int(getattr(seen, name)) for name in COUNTED},
        "barren": _text(seen.barren),
        "unreached": _text(seen.unreached),
    }
    sql.execute(
        f"insert into source_health ({', '.join(values)}) values ({', '.join('?' * len(values))})",  # noqa: S608
        tuple(values.values()),
    )


def _text(sentences: Iterable[str]) -> str:
    return "\n".join(" ".join(sentence.split()) for sentence in sentences)


def _lines(text: str) -> list[str]:
    return text.split("\n") if text else []
