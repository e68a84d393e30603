"""An article taken out on request: its text is nowhere any more, and nothing brings it back.

In this order, each step safe against a kill and done again by the next `remove` or `finish`:

1. One transaction takes the article out of every table and index, leaves a tombstone (`archive.tombstones`), and lists
   the records of the captures that are to go.
2. Each of these records is overwritten in its place by one of the same length that says that it was removed, so that
   every other record stays where the database and the manifests say. The manifests stay as they are: what they prove of
   all other records, and every chain that was noted, holds. A notice that names the places, what stands there now, the
   day and the reason is a record of the captures itself, chained in the manifests as any other.
3. The index is merged, the file is written anew (VACUUM), and the log beside it is emptied: the words of the text are
   in no free page and in no log.
"""

import os
import sqlite3
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from typing import BinaryIO

from archive import captures, copies, database, manifest, tombstones, warc
from archive.captures import CaptureWriter, folder_of, on_disk
from archive.errors import CaptureNotFoundError, LockedError
from archive.identity import time_text, url_key
from archive.store import Archive
from archive.tombstones import Tombstone

NAMES = (
    ("authors", "author_id"), ("organisations", "organisation_id"), ("agencies", "agency_id"), ("tags", "tag_id"),
)  # fmt: skip
INDEXES = ("articles_fts", "articles_unspaced")
MERGED_AT_ONCE = 500
"""Pages of an index."""

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What goes with an article: how many wordings, visits and captures; which articles of other sources are copies of
    it and stay; which had captures of the very same bytes, which go."""

    article: int
    headline: str
    source: str
    wordings: int
    visits: int
    captures: int
    copies: tuple[int, ...]
    sharing: tuple[int, ...]


def plan(archive: Archive, key: int | str) -> Plan:
    """What would go with an article. Raises ArticleNotFoundError."""
    stored = archive.get(key)
    number = stored.id
    ((wordings, visits),) = archive.rows(
        "select (select count(*) + 1 from revisions where article_id = ?1), "
        "(select count(*) from visits join pages on pages.id = page_id where article_id = ?1)",
        (number,),
    )
    taken = captures_of(archive.connection, number)
    return Plan(
        article=number,
        headline=stored.article.headline,
        source=stored.article.source,
        wordings=wordings,
        visits=visits,
        captures=len(taken),
        copies=tuple(one.id for one in copies.story(archive, number).articles if one.id != number),
        sharing=tuple(sorted(_owners(archive.connection, taken) - {number})),
    )


def remove(archive: Archive, key: int | str, reason: str, pages: Iterable[int] = ()) -> Tombstone:
    """Take an article out of the database, all its wordings with it; `finish` takes it out of the files.

    `pages` are captures of other pages that go too: those that name it (`archive.mentions`). `archive` is open for
    writing. Raises ArticleNotFoundError.
    """
    number = archive.get(key).id
    with database.sentences(archive.path):
        pages = _with_revisits(archive.connection, set(pages))
        if pages or captures_of(archive.connection, number):
            captures.need_library("zlib_ng", "surt")
    with archive.writing() as sql:
        now = archive.get(number).article
        wordings = [one.article for one in archive.wordings(number)]
        addresses = [row["url"] for row in sql.execute("select url from pages where article_id = ?", (number,))]
        stone = sql.execute(
            "insert into tombstones (article_id, source, network, publisher_id, removed_at, reason) "
            "values (?, ?, ?, ?, ?, ?)",
            (number, now.source, now.network, now.publisher_id, time_text(datetime.now(UTC)), reason),
        ).lastrowid
        sql.executemany(
            "insert into tombstone_keys (digest, tombstone_id) values (?, ?) on conflict (digest) do nothing",
            [(key, stone) for key in sorted(tombstones.keys([*wordings, now], addresses))],
        )
        take_captures(sql, captures_of(sql, number) | _still_there(sql, pages), int(stone or 0))
        copies.forget(sql, number, now.body)
        archive.unindex(number)
        named = {
            table: sql.execute(f"select {column} from article_{table} where article_id = ?", (number,)).fetchall()  # noqa: S608
            for table, column in NAMES
        }
        sql.execute("delete from pages where article_id = ?", (number,))
        sql.execute("delete from articles where id = ?", (number,))
        for table, column in NAMES:
            sql.executemany(
                f"delete from {table} where id = ?1 and not exists (select 1 from article_{table} where {column} = ?1)",  # noqa: S608
                list(map(tuple, named[table])),
            )
    found = tombstones.of_number(archive.connection, number)
    assert found is not None
    return found


def captures_at(archive: Archive, url: str) -> set[int]:
    """The captures of an address that is no article's: a listing, a feed, a page that was not read; and those that have
    their content from them. Those that an article was read from stay."""
    with database.sentences(archive.path):
        sql = archive.connection
        rows = sql.execute("select id from captures where url_key = ?", (url_key(url),)).fetchall()
        return _with_revisits(sql, {row[0] for row in rows if not _owners(sql, {row[0]})})


def remove_captures(archive: Archive, url: str, reason: str) -> Tombstone:
    """Take the captures of an address out of the database; `finish` takes them out of the files. What is fetched there
    later is captured again. Raises CaptureNotFoundError."""
    taken = captures_at(archive, url)
    if not taken:
        raise CaptureNotFoundError(f"No capture of {url} in {archive.path} that is no article's.")
    captures.need_library("zlib_ng", "surt")
    with archive.writing() as sql:
        row = sql.execute("select source from captures where id = ?", (min(taken),)).fetchone()
        number = sql.execute(
            "insert into tombstones (article_id, source, removed_at, reason) values (?, ?, ?, ?)",
            (tombstones.NO_ARTICLE, row["source"] or "", time_text(datetime.now(UTC)), reason),
        ).lastrowid
        take_captures(sql, taken, int(number or 0))
        found = sql.execute(f"{tombstones.ROWS} where id = ?", (number,)).fetchone()
    return tombstones.from_row(found)


def take_captures(sql: sqlite3.Connection, numbers: Iterable[int], stone: int) -> None:
    """Take captures out of the database, and list their records among those to be overwritten."""
    wanted = sorted(numbers)
    for number in wanted:
        row = sql.execute(
            "select file_id, offset, length, request_length from captures where id = ?", (number,)
        ).fetchone()
        places = [(row["offset"], row["length"])]
        if row["request_length"]:
            places.append((row["offset"] + row["length"], row["request_length"]))
        sql.executemany(
            "insert into removals (tombstone_id, file_id, offset, length) values (?, ?, ?, ?) "
            "on conflict (file_id, offset) do nothing",
            [(stone, row["file_id"], offset, length) for offset, length in places],
        )
        sql.execute("update captures set refers_to = null where refers_to = ?", (number,))
    sql.executemany("delete from captures where id = ?", [(number,) for number in wanted])


def captures_of(sql: sqlite3.Connection, article: int) -> set[int]:
    """The captures of an article, of all its addresses, and those that have their content from these.

    One that another article was read from stays, unless its content is that of this one.
    """
    rows = sql.execute(
        "select captures.id from captures join (select url_key from pages where article_id = ?1) using (url_key) "
        "union select capture_id from visits join pages on pages.id = page_id where article_id = ?1 "
        "union select capture_id from articles where id = ?1 "
        "union select capture_id from revisions where article_id = ?1",
        (article,),
    )
    found = {row[0] for row in rows if row[0] is not None}
    return _with_revisits(sql, {number for number in found if not _owners(sql, {number}) - {article}})


def _still_there(sql: sqlite3.Connection, numbers: Iterable[int]) -> set[int]:
    return {n for n in numbers if sql.execute("select 1 from captures where id = ?", (n,)).fetchone()}


def _with_revisits(sql: sqlite3.Connection, found: set[int]) -> set[int]:
    """Captures, and those that have their content from them."""
    fresh = found
    while fresh:
        fresh = {
            row[0] for number in fresh for row in sql.execute("select id from captures where refers_to = ?", (number,))
        } - found
        found |= fresh
    return found


def _owners(sql: sqlite3.Connection, numbers: Iterable[int]) -> set[int]:
    """The articles whose wordings were read from any of these captures."""
    return {
        row[0]
        for number in numbers
        for row in sql.execute(
            "select id from articles where capture_id = ?1 "
            "union select article_id from revisions where capture_id = ?1",
            (number,),
        )
    }


# -- the files ---------------------------------------------------------------------------------------------------------


def finish(archive: Archive, progress: Progress = lambda _: None) -> list[str]:
    """Take what was removed out of the files, as far as that has not been done; a sentence for what could not be.

    Needs the archive for itself at the end, and as much free space as it takes. Raises LockedError if another program
    does not let go of it, DiskFullError.
    """
    waiting = list(tombstones.unfinished(archive.connection))
    if not waiting:
        return []
    left: list[str] = []
    for stone in waiting:
        progress(f"overwriting the captures of {stone.name}")
        left += overwrite(archive, stone)
    scrub(archive, progress)
    if not left:
        with archive.writing() as sql:
            sql.executemany(
                "update tombstones set finished_at = ? where id = ?",
                [(time_text(datetime.now(UTC)), stone.id) for stone in waiting],
            )
    return left


def overwrite(archive: Archive, stone: Tombstone, writer: CaptureWriter | None = None) -> list[str]:
    """Overwrite the records that are to go with a removed article; a sentence for each file that is not there.

    `writer` is one that is open already, for the notice.
    """
    folder = folder_of(archive.path)
    rows = archive.rows(
        "select removals.*, name, sealed_at from removals join capture_files on capture_files.id = file_id "
        "where tombstone_id = ? order by file_id, offset",
        (stone.id,),
    )
    if not rows:
        return []
    blanks = {row["id"]: _blank(stone, row) for row in rows}
    if fresh := [row for row in rows if row["sha256"] is None]:
        notice = [
            ("removed", f"{row['name']} {row['offset']} {row['length']} {manifest.digest(blanks[row['id']])}")
            for row in fresh
        ]
        lines = [("article", str(stone.article)), ("reason", stone.reason), *notice]
        record = warc.make_notice(
            f"{stone.id} {time_text(datetime.now(UTC))} {fresh[0]['id']}", datetime.now(UTC), lines
        )
        place = _noted(archive, record, writer)
        with archive.writing() as sql:
            sql.executemany(
                "update removals set sha256 = ? where id = ?",
                [(manifest.digest(blanks[row["id"]]), row["id"]) for row in fresh],
            )
            sql.execute(
                "insert into notices (tombstone_id, file_id, offset, length) values (?, ?, ?, ?)", (stone.id, *place)
            )
    left = []
    for name in dict.fromkeys(row["name"] for row in rows):
        path = folder / name
        places = [row for row in rows if row["name"] == name]
        if not path.exists():
            left.append(
                f"{path} is missing: the records of {stone.name} in it cannot be removed. When you put it back, run "
                "`archive delete` again."
            )
            continue
        with on_disk(path), path.open("r+b") as file:
            for row in places:
                _write_at(file, row["offset"], blanks[row["id"]])
            os.fsync(file.fileno())
        with archive.writing() as sql:  # a crawl that was killed may have left them without rows, and got new ones
            sql.executemany(
                "delete from captures where file_id = ? and offset = ?",
                [(row["file_id"], row["offset"]) for row in places],
            )
        if places[0]["sealed_at"] is not None:
            captures.write_index(archive, path)
    return left


def _noted(archive: Archive, record: bytes, writer: CaptureWriter | None) -> tuple[int, int, int]:
    if writer is not None:
        return writer.note(record)
    with CaptureWriter(archive.path, software=f"news-archive/{version('news-archive')}") as own:
        return own.note(record)


def _blank(stone: Tombstone, row: sqlite3.Row) -> bytes:
    return warc.make_blank(f"{stone.id} {row['name']} {row['offset']}", stone.removed_at, row["length"])


def _write_at(file: BinaryIO, offset: int, data: bytes) -> None:
    file.seek(0, os.SEEK_END)
    if file.tell() >= offset + len(data):
        file.seek(offset)
        file.write(data)
        file.flush()


def discard(writer: CaptureWriter, capture: int, article: int) -> None:
    """Take out a capture in which an article stood that was removed before, as soon as that is known."""
    archive = writer.archive
    stone = tombstones.of_number(archive.connection, article)
    if stone is None:
        return
    with archive.writing() as sql:
        take_captures(sql, [capture], stone.id)
    overwrite(archive, stone, writer)


def scrub(archive: Archive, progress: Progress = lambda _: None) -> None:
    """Write the index and the file anew, so that nothing of what was deleted is left in them."""
    with database.sentences(archive.path):
        sql = archive.connection
        for table in INDEXES:
            progress(f"merging the index {table}")
            _merge(sql, table)
        progress("writing the file anew")
        sql.execute("vacuum")
        progress("emptying the log")
        deadline = time.monotonic() + database.WAIT_SECONDS
        while True:
            busy, _, _ = sql.execute("pragma wal_checkpoint(truncate)").fetchone()
            if not busy:
                return
            if time.monotonic() > deadline:
                raise LockedError(
                    f"Another program has {archive.path} open, so that its log cannot be emptied; close that program "
                    "and run the command again."
                )
            time.sleep(0.2)


def _merge(sql: sqlite3.Connection, table: str) -> None:
    """Merge an index into one part, a little at a time (https://www.sqlite.org/fts5.html#the_merge_command)."""
    amount = -MERGED_AT_ONCE
    while True:
        before = sql.total_changes
        sql.execute(f"insert into {table} ({table}, rank) values ('merge', ?)", (amount,))  # noqa: S608
        if sql.total_changes - before < 2:
            return
        amount = MERGED_AT_ONCE
