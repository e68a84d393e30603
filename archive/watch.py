"""Saved searches: what is new since the last look, each article once, as an Atom feed and to a hook.

A look reads only what has arrived since the last one (`arrivals`: new articles, and articles whose text was changed or
is read otherwise): these are indexed in memory, and each saved search is asked of that small index. So a look takes as
long as there is news, however large the archive. An article counts when its text answers the query for the first time,
be it new or changed; hits are stored in the same transaction as how far the look came, so that a kill loses none and
tells none twice.

A hook runs in a process of its own (`python -m archive.watch`), which goes on when the one that started it is killed,
and notes at the end of the hook that the hits are told. Only one runs at a time for an archive. If that process itself
is killed while the hook runs, the hits are told again, with the same `id`.
"""

import json
import re
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any

from archive import atom
from archive.errors import ArchiveError, QueryError
from archive.identity import time_text
from archive.indexing import TEXTS
from archive.marking import MARK_CLOSE, MARK_OPEN, Finder, finder, snippet
from archive.query import (
    NOTHING,
    Group,
    group_expression,
    has_unspaced,
    in_spaced,
    is_unspaced,
    narrowed,
    parse,
    spaced_text,
    term_expression,
    unspaced_text,
)
from archive.store import Archive

BATCH = 500
"""Arrivals that are looked at together."""
MOST_TOLD = 1000
"""Hits that a hook gets at once; the rest is told right after."""
FEED = 100
"""Hits of a feed, the newest."""

FILTERS = ("source", "agency", "language", "since", "until")


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """A saved search. Times are ISO 8601 in UTC; `hits` were found so far, `untold` of them not told yet."""

    id: int
    name: str
    query: str
    source: str | None
    agency: str | None
    language: str | None
    since: str | None
    until: str | None
    made_at: str
    checked_at: str | None
    hits: int
    untold: int

    def groups(self) -> list[Group]:
        return narrowed(parse(self.query), **{name: getattr(self, name) for name in FILTERS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A hit of a saved search: `id` is the same wherever it is told (urn:uuid:…), `article` the article's number."""

    id: str
    number: int
    article: int
    found_at: str
    headline: str
    byline: str | None
    source: str
    url: str
    published: str | None
    language: str | None
    snippet: str

    def as_object(self) -> dict[str, Any]:
        """As JSON, the words found between asterisks."""
        return {
            "id": self.id, "article": self.article, "found_at": self.found_at, "headline": self.headline,
            "byline": self.byline, "source": self.source, "url": self.url, "published": self.published,
            "language": self.language, "snippet": self.snippet.replace(MARK_OPEN, "**").replace(MARK_CLOSE, "**"),
        }  # fmt: skip


def add(archive: Archive, name: str, query: str, **filters: str | None) -> None:
    """Save a search; what arrives from now on counts. Raises QueryError if it asks for nothing, ArchiveError if there
    is one of that name."""
    if not name.strip() or not name.isprintable():
        raise QueryError("A saved search needs a name of printable characters.")
    if not narrowed(parse(query), **filters):
        raise QueryError(f"{query!a} asks for nothing; name a word or a field that an article must have.")
    values = {name: filters.get(name) for name in FILTERS}
    with archive.writing() as sql:
        if sql.execute("select 1 from watches where name = ?", (name,)).fetchone():
            raise ArchiveError(f"There is a saved search {name!a} already; remove it first, or choose another name.")
        sql.execute(
            f"insert into watches (name, query, made_at, checked_to, {', '.join(values)}) "  # noqa: S608
            "values (?, ?, ?, (select coalesce(max(number), 0) from arrivals), ?, ?, ?, ?, ?)",
            (name, query, time_text(datetime.now(UTC)), *values.values()),
        )


def remove(archive: Archive, name: str) -> None:
    """Forget a saved search and its hits. Raises ArchiveError if there is none."""
    get(archive, name)
    with archive.writing() as sql:
        sql.execute("delete from watches where name = ?", (name,))


def watches(archive: Archive) -> list[Watch]:
    """All saved searches, by name."""
    rows = archive.rows(
        "select id, name, query, source, agency, language, since, until, made_at, checked_at, "
        "(select count(*) from watch_hits where watch_id = watches.id) as hits, "
        "(select count(*) from watch_hits where watch_id = watches.id and told_at is null) as untold "
        "from watches order by name"
    )
    return [Watch(**dict(row)) for row in rows]


def get(archive: Archive, name: str) -> Watch:
    """A saved search. Raises ArchiveError if there is none of that name."""
    for watch in watches(archive):
        if watch.name == name:
            return watch
    raise ArchiveError(f"There is no saved search {name!a}; `archive watch list` shows all.")


def look(archive: Archive) -> None:
    """Look through what has arrived since the last look, for all saved searches."""
    with closing(_index(archive)) as index:
        while _look_further(archive, index):
            pass


def _index(archive: Archive) -> sqlite3.Connection:
    """An empty index in memory that reads words as the archive's own do."""
    index = sqlite3.connect(":memory:", isolation_level=None)
    for table in ("articles_fts", "articles_unspaced"):
        ((ddl,),) = archive.rows("select sql from sqlite_master where name = ?", (table,))
        index.execute(re.sub(r'content(_rowid)?\s*=\s*"\w*"\s*,?', "", ddl))
    return index


def _look_further(archive: Archive, index: sqlite3.Connection) -> bool:
    """Look through the next arrivals; whether there may be more."""
    with archive.writing() as sql:
        asked = sql.execute("select * from watches").fetchall()
        if not asked:
            return False
        first = min(row["checked_to"] for row in asked)
        arrived = sql.execute(
            "select number, article_id from arrivals where number > ? order by number limit ?", (first, BATCH)
        ).fetchall()
        last = {row["article_id"]: row["number"] for row in arrived}
        rows = sql.execute(
            "select id, published, headline, dek, byline, body, facts from articles "
            "where id in (select value from json_each(?))",
            (json.dumps(list(last)),),
        ).fetchall()
        _fill(index, rows)
        published = {row["id"]: row["published"] or "" for row in rows}
        now = time_text(datetime.now(UTC))
        reached = arrived[-1]["number"] if arrived else first
        for row in asked:
            groups = narrowed(parse(row["query"]), **{name: row[name] for name in FILTERS})
            found = {number for group in groups for number in _matches(index, group, published)}
            sql.executemany(
                "insert into watch_hits (watch_id, article_id, found_at) values (?, ?, ?) "
                "on conflict (watch_id, article_id) do nothing",
                [(row["id"], number, now) for number in sorted(found) if last[number] > row["checked_to"]],
            )
            sql.execute(
                "update watches set checked_at = ?, checked_to = max(checked_to, ?) where id = ?",
                (now, reached, row["id"]),
            )
        return len(arrived) == BATCH


def _fill(index: sqlite3.Connection, rows: Sequence[sqlite3.Row]) -> None:
    columns = ", ".join((*TEXTS, "facts"))
    insert = f"(rowid, {columns}) values (?, ?, ?, ?, ?, ?)"
    index.execute("delete from articles_fts")
    index.execute("delete from articles_unspaced")
    for row in rows:
        texts = [row[name] for name in TEXTS]
        index.execute(f"insert into articles_fts {insert}", (row["id"], *map(spaced_text, texts), row["facts"]))
        if any(map(has_unspaced, texts)):
            values = (row["id"], *map(unspaced_text, texts), row["facts"])
            index.execute(f"insert into articles_unspaced {insert}", values)


def _matches(index: sqlite3.Connection, group: Group, published: dict[int, str]) -> set[int]:
    """The articles of the index that a group finds."""

    def match(table: str, expression: str) -> set[int]:
        rows = index.execute(f"select rowid from {table} where {table} match ?", (expression,))  # noqa: S608
        return {number for (number,) in rows}

    found = match("articles_unspaced", group_expression(group, unspaced=True))
    if in_spaced(group):
        unwanted = [term_expression(term, unspaced=True) for term in group.terms if term.negative and is_unspaced(term)]
        spaced = match("articles_fts", group_expression(group, unspaced=False))
        found |= spaced - match("articles_unspaced", " OR ".join(unwanted) or NOTHING)
    if group.since or group.until:
        since, until = group.since or "", group.until or "9999"
        found = {number for number in found if published[number] and since <= published[number] <= until}
    return found


def hits(archive: Archive, watch: Watch, *, untold: bool, limit: int) -> list[Found]:
    """Hits of a saved search: the first that are not told, or the newest of all."""
    order = "told_at is null order by watch_hits.id" if untold else "1 order by watch_hits.id desc"
    rows = archive.rows(
        "select watch_hits.id as number, article_id, found_at, headline, byline, source, url, "  # noqa: S608
        "published, language, body from watch_hits join articles on articles.id = article_id "
        f"where watch_id = ? and {order} limit ?",
        (watch.id, limit),
    )
    words = finder(watch.groups())
    return [_found(watch, row, words) for row in rows]


def _found(watch: Watch, row: sqlite3.Row, words: Finder) -> Found:
    return Found(
        id=atom.urn(_key(watch, row["article_id"])),
        number=row["number"],
        article=row["article_id"],
        found_at=row["found_at"],
        headline=row["headline"],
        byline=row["byline"],
        source=row["source"],
        url=row["url"],
        published=row["published"],
        language=row["language"],
        snippet=snippet(row["body"], words),
    )


def _key(watch: Watch, article: int | None = None) -> str:
    """What makes a saved search, or one of its hits, this one."""
    return f"news-archive watch {watch.made_at} {watch.name}" + (f" {article}" if article else "")


def mark_told(archive: Archive, told: Sequence[Found]) -> None:
    """Note that hits were told."""
    now = time_text(datetime.now(UTC))
    with archive.writing() as sql:
        sql.executemany("update watch_hits set told_at = ? where id = ?", [(now, hit.number) for hit in told])


# -- the feed ----------------------------------------------------------------------------------------------------------


def feed(archive: Archive, watch: Watch) -> str:
    """The newest hits as an Atom feed."""
    found = hits(archive, watch, untold=False, limit=FEED)
    out = StringIO()
    atom.write(
        out,
        map(partial(_entry, watch), found),
        key=_key(watch),
        title=watch.name,
        subtitle=" ".join([watch.query, *(f"{n}:{v}" for n in FILTERS if (v := getattr(watch, n)))]),
        updated=datetime.fromisoformat(found[0].found_at if found else watch.made_at),
    )
    return out.getvalue()


def _entry(watch: Watch, hit: Found) -> atom.Entry:
    return atom.Entry(
        key=_key(watch, hit.article),
        title=hit.headline,
        url=hit.url,
        updated=datetime.fromisoformat(hit.found_at),
        published=datetime.fromisoformat(hit.published) if hit.published else None,
        authors=(hit.byline or hit.source,),
        content=hit.snippet.replace(MARK_OPEN, "").replace(MARK_CLOSE, ""),
    )


# -- the hook ----------------------------------------------------------------------------------------------------------


def tell_hook(archive: Archive, watch: Watch, command: str) -> int:
    """Run a hook with the hits that are not told yet; how many it took. Raises ArchiveError if it fails: they are kept.

    The command runs by the shell, with a JSON object on standard input: `watch`, `query` and `hits` (see `Found`).
    """
    asked = [sys.executable, "-m", "archive.watch", str(archive.path.absolute()), watch.name, command]
    before = get(archive, watch.name).untold
    done = subprocess.run(asked, start_new_session=True, stderr=subprocess.PIPE, text=True, check=False)
    sys.stderr.write(done.stderr if not done.returncode else "")
    if done.returncode:
        raise ArchiveError(done.stderr.strip().rpartition("\n")[2] or f"The hook of {watch.name!a} was killed.")
    return before


def _in_process_of_its_own(path: Path, name: str, command: str) -> None:
    """Tell all hits that are not told, one hook at a time for an archive."""
    with Archive(path) as archive, _alone(path):
        watch = get(archive, name)
        while told := hits(archive, watch, untold=True, limit=MOST_TOLD):
            message = {"watch": name, "query": watch.query, "hits": [hit.as_object() for hit in told]}
            with tempfile.TemporaryFile("w+", encoding="utf-8") as spool:
                json.dump(message, spool, ensure_ascii=False)
                spool.seek(0)
                try:
                    done = subprocess.run(["/bin/sh", "-c", command], stdin=spool, check=False)
                except OSError as error:
                    raise ArchiveError(f"The hook of {name!a} cannot be run ({error}); its hits are kept.") from error
            if done.returncode:
                how = f"status {done.returncode}" if done.returncode > 0 else f"signal {-done.returncode}"
                count = f"{len(told)} hit{'' if len(told) == 1 else 's'}"
                raise ArchiveError(f"The hook of {name!a} ended with {how}; {count} will be told the next time.")
            mark_told(archive, told)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Until no other process does the same for this archive."""
    import fcntl

    with path.with_name(path.name + "-hook").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    try:
        _in_process_of_its_own(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
    except ArchiveError as problem:
        sys.exit(f"{problem}")
