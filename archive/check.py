"""Is an archive sound: the file, what its tables say of each other, the index, the histories, the captures beside it.

Nothing is written, and a crawl may go on meanwhile: what is looked at is the archive of one moment. What only reading
every text can show is looked at in `SAMPLE` articles, spread evenly, others each time; or in all with `full`. Whether
captures are still what they were is `archive.verify`'s to say.
"""

import fcntl
import re
import secrets
import sqlite3
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any, BinaryIO

from archive import captures, copies, history, indexing, tombstones
from archive.duplicates import fingerprints, words_of
from archive.errors import ArchiveError
from archive.identity import address_number
from archive.indexing import TEXTS
from archive.query import has_unspaced, spaced_text, unspaced_text
from archive.store import Archive

SAMPLE = 300
WINDOW = 40
"""So many words of a text in a row are asked of the index; a long phrase takes long in a large archive."""
NAMED = 5
"""So many of one kind are named, the rest counted."""
HEADS = (2 * 1024, 64 * 1024)
"""Bytes of a record in which its header stands, nearly always and always."""
BLANK = re.compile(rb"\r?\n\r?\n")
BATCH = 500

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong and what to do, as a sentence. `repair` names what `repair` can make anew: "index", "copies",
    "cdxj", "files"; empty where nothing can."""

    sentence: str
    repair: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """How many articles and captures there are, how many articles were looked at word by word, and what is wrong."""

    articles: int
    sampled: int
    captures: int
    problems: list[Problem]


def check(archive: Archive, *, full: bool = False, progress: Progress = lambda _: None) -> Checked:
    """Look for whatever is wrong. `archive` may be opened to read only; `progress` is told what is being looked at."""
    archive.connection.execute("begin")
    try:
        return _check(archive, full, progress)
    finally:
        if archive.connection.in_transaction:
            archive.connection.execute("rollback")


def _check(archive: Archive, full: bool, progress: Progress) -> Checked:
    problems: list[Problem] = []
    sampled: list[int] = []
    articles = taken = 0
    for name, step in (
        ("captures", _captures),
        ("removed articles", _removals),
        ("the file", _file),
        ("references between tables", _references),
        ("histories", _histories),
        ("stories", _stories),
    ):
        progress(name)
        problems += _guarded(archive, name, lambda step=step: step(archive))  # type: ignore[misc]
    progress("the index")
    try:
        ((articles,),) = archive.rows("select count(*) from articles")
        ((taken,),) = archive.rows("select count(*) from captures")
        sampled = _sample(archive, articles, full)
    except ArchiveError as error:
        problems.append(Problem(str(error)))
    problems += _guarded(archive, "the index", lambda: _index_rows(archive))
    words = _index_whole if full else _index_words
    problems += _guarded(archive, "the index", lambda: words(archive, sampled, progress))
    problems += _guarded(archive, "addresses", lambda: _addresses(archive, sampled))
    problems += _guarded(archive, "fingerprints", lambda: _fingerprints(archive, sampled))
    return Checked(articles, len(sampled), taken, list(dict.fromkeys(problems)))


def repair(archive: Archive, problems: Sequence[Problem], progress: Progress = lambda _: None) -> list[str]:
    """Make anew what is made of something else: indexes of the text, stories, indexes for replay; put files of killed
    crawls in order. A sentence for each. `archive` is open for writing."""
    wanted = {problem.repair for problem in problems}
    done = []
    if "index" in wanted:
        progress("making the index anew")
        _make_index(archive)
        done.append("The index was made anew from the text.")
    if "addresses" in wanted:
        progress("making the index of addresses anew")
        with archive.writing() as sql:
            sql.execute("update pages set address = address_number(url_key) where address != address_number(url_key)")
            sql.execute("delete from article_addresses")
            sql.execute(
                "insert into article_addresses (address, article_id) "
                "select address_number(url_key), id from articles where not exists (select 1 from pages "
                "where address = address_number(articles.url_key) and article_id = articles.id) order by 1"
            )
        done.append("The index of addresses was made anew.")
    if "copies" in wanted:
        progress("comparing all articles anew")
        copies.begin_anew(archive)
        for left in copies.catch_up(archive, seconds=float("inf")):
            progress(f"{left} articles to compare")
        done.append("All articles were compared anew.")
    if "files" in wanted:
        done += captures.recover(archive)
    if "cdxj" in wanted:
        for row in archive.rows("select name from capture_files where sealed_at is not null"):
            path = captures.folder_of(archive.path) / row["name"]
            if path.exists():
                captures.write_index(archive, path)
        done.append("The indexes for replay were written anew.")
    return done


def _guarded(archive: Archive, name: str, step: Callable[[], Iterator[Problem]]) -> list[Problem]:
    """What a step finds; that it could not go on, if the file is too damaged."""
    found: list[Problem] = []
    try:
        for problem in step():
            found.append(problem)
    except sqlite3.Error as error:
        found.append(Problem(f"{archive.path}: {name} cannot be looked at to the end ({error}); {RESTORE}."))
    except ArchiveError as error:
        found.append(Problem(str(error)))
    return found


RESTORE = "restore a copy, or try `sqlite3 FILE .recover`"


def _several(sentences: Sequence[str], repair: str = "") -> Iterator[Problem]:
    """The first few of a kind, and how many more there are."""
    yield from (Problem(sentence, repair) for sentence in sentences[:NAMED])
    if len(sentences) > NAMED:
        yield Problem(f"… and {len(sentences) - NAMED} more of this kind.", repair)


def _file(archive: Archive) -> Iterator[Problem]:
    ((page,),) = archive.rows("pragma page_size")
    if archive.path.stat().st_size % page:
        yield Problem(f"{archive.path} is cut off in the middle of a page; {RESTORE}.")
    rows = [row[0] for row in archive.connection.execute("pragma integrity_check(20)")]
    for text in rows:
        if "FTS5" in text:
            yield Problem(f"{archive.path}: {text}; `archive check --repair` makes the index anew.", "index")
        elif text != "ok":
            yield Problem(f"{archive.path} is damaged: {text}; {RESTORE}.")


def _references(archive: Archive) -> Iterator[Problem]:
    rows = archive.connection.execute("pragma foreign_key_check").fetchall()
    yield from _several(
        [
            f"{archive.path}: {row[0]} {'' if row[1] is None else f'row {row[1]} '}refers to a row of {row[2]} that is "
            "not there; restore a copy."
            for row in rows
        ]
    )


# -- histories ---------------------------------------------------------------------------------------------------------

GAPS = """
select article_id, number, seen_at, replaced_at,
       row_number() over (partition by article_id order by number) as place,
       lead(seen_at) over (partition by article_id order by number) as next_seen,
       wording_seen
from revisions join articles on articles.id = article_id
"""


def _histories(archive: Archive) -> Iterator[Problem]:
    rows = archive.rows(
        f"select * from ({GAPS}) where number != place or replaced_at != coalesce(next_seen, wording_seen) "  # noqa: S608
        "order by article_id, number"
    )
    holes, breaks = [], []
    for row in rows:
        if row["number"] != row["place"]:
            holes.append(
                f"Article {row['article_id']}: its history has wording {row['number']} where {row['place']} should "
                "stand; a wording is missing. Restore a copy."
            )
        else:
            breaks.append(
                f"Article {row['article_id']}: wording {row['number']} was replaced at {row['replaced_at']}, but the "
                f"next one is of {row['next_seen'] or row['wording_seen']}. Restore a copy."
            )
    yield from _several(holes)
    yield from _several(breaks)
    rows = archive.rows(
        "select article_id, visits.id, wording from visits join pages on pages.id = page_id where wording is not null "
        "and article_id is not null and (wording < 1 or wording > "
        "(select count(*) + 1 from revisions where revisions.article_id = pages.article_id))"
    )
    yield from _several(
        [
            f"Article {row['article_id']}: visit {row['id']} read wording {row['wording']}, which is not there. "
            "Restore a copy."
            for row in rows
        ]
    )
    unreadable = []
    for row in archive.connection.execute("select * from revisions"):
        try:
            kept = history.of_row(row)
            if (kept.headline, kept.body) != (row["headline"], row["body"]):
                raise ValueError("it says two things")
        except (ValueError, TypeError, KeyError, AttributeError):
            unreadable.append(
                f"Article {row['article_id']}: wording {row['number']} cannot be read whole. Restore a copy."
            )
    yield from _several(unreadable)


def _removals(archive: Archive) -> Iterator[Problem]:
    for stone in tombstones.unfinished(archive.connection):
        yield Problem(
            f"What was removed on request on {stone.removed_at:%Y-%m-%d} ({stone.name}) may still be in the files; run "
            "`archive delete` again."
        )


# -- stories -----------------------------------------------------------------------------------------------------------


def _stories(archive: Archive) -> Iterator[Problem]:
    again = "`archive check --repair` compares all articles anew."
    for sql, sentence in (
        (
            "select article_id as one from fingerprints where article_id not in (select id from articles) "
            "group by article_id",
            "Fingerprints are kept of article {one}, which is not there",
        ),
        (
            "select copies.article_id as one, copies.other_id as other from copies "
            "left join article_stories as a on a.article_id = copies.article_id "
            "left join article_stories as b on b.article_id = copies.other_id "
            "where a.story_id is not b.story_id or a.story_id is null or copies.article_id >= copies.other_id",
            "Articles {one} and {other} are copies, but not in one story",
        ),
        (
            "select article_id as one from article_stories where not exists (select 1 from copies "
            "where copies.article_id = article_stories.article_id or other_id = article_stories.article_id)",
            "Article {one} is in a story, but no copy of any article",
        ),
    ):
        rows = archive.rows(sql)
        yield from _several([f"{sentence.format(**dict(row))}; {again}" for row in rows], "copies")


def _fingerprints(archive: Archive, sample: Sequence[int]) -> Iterator[Problem]:
    """Whether articles can be found by their fingerprints: each has its own, but for those that another one has."""
    wrong = []
    for number in sample:
        row = archive.connection.execute(
            "select body, id <= compared or id > before as compared from articles, comparing where id = ?", (number,)
        ).fetchone()
        if row is None or not row["compared"]:
            continue
        own = fingerprints(words_of(row["body"]))
        held = {
            value
            for value in own
            if archive.connection.execute("select 1 from fingerprints where hash = ? limit 1", (value,)).fetchone()
        }
        if held != own:
            wrong.append(f"Article {number} cannot be found as a copy; `archive check --repair` compares all anew.")
    yield from _several(wrong, "copies")


# -- the index ---------------------------------------------------------------------------------------------------------


def _sample(archive: Archive, count: int, full: bool) -> list[int]:
    numbers = [row[0] for row in archive.connection.execute("select id from articles order by id")]
    step = 1 if full else max(1, -(-count // SAMPLE))
    return numbers[secrets.randbelow(step) :: step] if step > 1 else numbers


def _addresses(archive: Archive, sample: Sequence[int]) -> Iterator[Problem]:
    """Whether articles and pages are found by their addresses."""
    sql = archive.connection
    strange = sql.execute("select article_id from article_addresses where article_id not in (select id from articles)")
    yield from _several(
        [f"The index of addresses has article {row[0]}, which is not there; {REPAIR}" for row in strange], "addresses"
    )
    lost = {
        row[0]
        for row in sql.execute(
            "select id from articles where not exists (select 1 from pages where article_id = articles.id) "
            "except select article_id from article_addresses"
        )
    }
    for number in sample:
        row = sql.execute("select url_key from articles where id = ?", (number,)).fetchone()
        place = (address_number(row["url_key"]), number) if row else None
        if place and not sql.execute(IS_FOUND, place).fetchone():
            lost.add(number)
    pages = sql.execute("select url, url_key, address from pages")
    sentences = [f"Article {number} is not found by its address; {REPAIR}" for number in sorted(lost)]
    sentences += [
        f"{row['url']} is not found; {REPAIR}" for row in pages if row["address"] != address_number(row["url_key"])
    ]
    yield from _several(sentences, "addresses")


IS_FOUND = """
select 1 from pages where address = ?1 and article_id = ?2
union all select 1 from article_addresses where address = ?1 and article_id = ?2
"""
REPAIR = "`archive check --repair` makes the index anew."


def _index_rows(archive: Archive) -> Iterator[Problem]:
    """Whether the indexes are of the articles that there are, no more and no fewer."""
    sql = archive.connection
    missing = sql.execute(
        "select id from articles where id not in (select id from articles_fts_docsize) order by id"
    ).fetchall()
    yield from _several([f"Article {row[0]} is not in the index; {REPAIR}" for row in missing], "index")
    for table in ("articles_fts", "articles_unspaced"):
        rows = sql.execute(f"select id from {table}_docsize where id not in (select id from articles)")  # noqa: S608
        found = [f"The index {table} has article {row[0]}, which is not there; {REPAIR}" for row in rows]
        yield from _several(found, "index")


def _index_words(archive: Archive, sample: Sequence[int], progress: Progress) -> Iterator[Problem]:
    """Whether the index of each article is that of its text: as many words, and some of them in this order."""
    wrong: list[str] = []
    columns = _columns(archive)
    with closing(sqlite3.connect(":memory:")) as scratch:
        for table in ("articles_fts", "articles_unspaced"):
            scratch.execute(_without_content(archive, table))
        for place, number in enumerate(sample):
            if place % BATCH == 0:
                progress(f"the index, {place} of {len(sample)} articles")
            row = archive.connection.execute(
                f"select {', '.join(columns)} from articles where id = ?",  # noqa: S608
                (number,),
            ).fetchone()
            if row is None:  # deleted meanwhile
                continue
            texts = dict(row)
            for table, expected in (("articles_fts", _spaced(texts)), ("articles_unspaced", _unspaced(texts))):
                if not _indexed(archive.connection, scratch, table, number, expected):
                    wrong.append(f"Article {number}: the index {table} is not that of its text; {REPAIR}")
    yield from _several(wrong, "index")


def _columns(archive: Archive) -> list[str]:
    """The columns of both indexes."""
    return [row["name"] for row in archive.rows("select name from pragma_table_info('articles_fts')")]


def _spaced(texts: dict[str, Any]) -> dict[str, Any]:
    """What the index of scripts with spaces has of an article."""
    return {name: spaced_text(text) if name in TEXTS else text for name, text in texts.items()}


def _unspaced(texts: dict[str, Any]) -> dict[str, Any] | None:
    """What the index of scripts without spaces has of an article; None if nothing."""
    if not any(has_unspaced(texts[name]) for name in TEXTS):
        return None
    return {name: unspaced_text(text) if name in TEXTS else text for name, text in texts.items()}


def _without_content(archive: Archive, table: str) -> str:
    """The DDL of an index, for a scratch index that reads its words in the same way."""
    ((ddl,),) = archive.rows("select sql from sqlite_master where name = ?", (table,))
    ddl = re.sub(r'content\s*=\s*"\w*"\s*,?', "", ddl)
    ddl = re.sub(r'content_rowid\s*=\s*"\w*"\s*,?', "", ddl)
    return str(ddl)


def _indexed(
    sql: sqlite3.Connection, scratch: sqlite3.Connection, table: str, number: int, texts: dict[str, Any] | None
) -> bool:
    found = sql.execute(f"select sz from {table}_docsize where id = ?", (number,)).fetchone()  # noqa: S608
    if texts is None or found is None:
        return texts is None and found is None
    scratch.execute(
        f"insert into {table} (rowid, {', '.join(texts)}) values (1{', ?' * len(texts)})",  # noqa: S608
        tuple(texts.values()),
    )
    (sizes,) = scratch.execute(f"select sz from {table}_docsize where id = 1").fetchone()  # noqa: S608
    scratch.rollback()
    if bytes(sizes) != bytes(found[0]):
        return False
    for (column, text), size in zip(texts.items(), _varints(bytes(sizes)), strict=True):
        if not size or "\0" in text:
            continue
        words = text.split()
        start = secrets.randbelow(max(1, len(words) - WINDOW))
        phrase = " ".join(words[start : start + WINDOW]).replace('"', '""')
        if not any(map(str.isalnum, phrase)):
            continue
        hit = sql.execute(
            f"select 1 from {table} where {table} match ? and rowid = ?",  # noqa: S608
            (f'{column} : {"" if start else "^"} "{phrase}"', number),
        ).fetchone()
        if hit is None:
            return False
    return True


def _index_whole(archive: Archive, sample: Sequence[int], progress: Progress) -> Iterator[Problem]:
    """Whether both indexes are what they would be if they were made now: of every article as many words, and every word
    as often, in as many articles. They are made anew in a temporary file for that."""
    columns = _columns(archive)
    wrong: list[str] = []
    with closing(sqlite3.connect("")) as scratch:
        for table in ("articles_fts", "articles_unspaced"):
            scratch.execute(_without_content(archive, table))
        insert = f"(rowid, {', '.join(columns)}) values (?{', ?' * len(columns)})"
        for place, row in enumerate(archive.connection.execute(f"select id, {', '.join(columns)} from articles")):  # noqa: S608
            if place % BATCH == 0:
                progress(f"the index, {place} of {len(sample)} articles")
            texts = {name: row[name] for name in columns}
            for table, expected in (("articles_fts", _spaced(texts)), ("articles_unspaced", _unspaced(texts))):
                size = f"select sz from {table}_docsize where id = ?"  # noqa: S608
                found = archive.connection.execute(size, (row["id"],)).fetchone()
                if expected is not None:
                    scratch.execute(f"insert into {table} {insert}", (row["id"], *expected.values()))
                own = scratch.execute(size, (row["id"],)).fetchone()
                if (found and bytes(found[0])) != (own and bytes(own[0])):
                    wrong.append(f"Article {row['id']}: the index {table} is not that of its text; {REPAIR}")
        yield from _several(wrong, "index")
        archive.connection.execute("pragma query_only = off")  # which forbids temporary tables too
        for table in ("articles_fts", "articles_unspaced"):
            progress(f"the words of the index {table}")
            word = _first_difference(_words(archive.connection, table), _words(scratch, table))
            if word is not None:
                yield Problem(f"The index {table} has {word!r} otherwise than the articles have it; {REPAIR}", "index")
        if archive.read_only:
            archive.connection.execute("pragma query_only = on")


def _words(sql: sqlite3.Connection, table: str) -> Iterator[tuple[str, str, int, int]]:
    """The words of an index in order: each with its column, in how many articles it is, and how often
    (https://www.sqlite.org/fts5.html#the_fts5vocab_virtual_table_module)."""
    sql.execute("drop table if exists temp.words")
    sql.execute(f"create virtual table temp.words using fts5vocab(main, '{table}', 'col')")
    for row in sql.execute("select term, col, doc, cnt from temp.words"):
        yield tuple(row)


def _first_difference(
    one: Iterator[tuple[str, str, int, int]], other: Iterator[tuple[str, str, int, int]]
) -> str | None:
    """The first word in which two indexes differ."""
    for left, right in zip_longest(one, other):
        if left != right:
            return min(row[0] for row in (left, right) if row)
    return None


def _varints(data: bytes) -> Iterator[int]:
    """SQLite's integers of variable length (https://www.sqlite.org/fileformat2.html#varint), those below 2⁵⁶."""
    value = 0
    for byte in data:
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            yield value
            value = 0


def _make_index(archive: Archive) -> None:
    with archive.writing() as sql:
        indexing.fill(sql)


# -- captures ----------------------------------------------------------------------------------------------------------


def _captures(archive: Archive) -> Iterator[Problem]:
    folder = captures.folder_of(archive.path)
    files = archive.rows("select * from capture_files order by id")
    listed = {row["name"] for row in files}
    for row in files:
        path = folder / row["name"]
        if not path.exists():
            yield Problem(f"The capture file {path} is missing; put it back from a copy.")
            continue
        if row["sealed_at"] is None:
            if not _is_being_written(path):
                yield Problem(f"{path} was left open by a crawl that was killed; {IN_ORDER}.", "files")
        elif not captures.index_of(path).exists():
            yield Problem(
                f"{captures.index_of(path)}, the index for replay, is missing; `archive check --repair` writes it "
                "anew.",
                "cdxj",
            )
        yield from _several(list(_places(archive, path, row["id"])))
    for path in sorted(folder.glob(f"*{captures.WARC_SUFFIX}")) if folder.is_dir() else ():
        if path.name not in listed and not _is_being_written(path):
            yield Problem(f"{path} is not known to the archive; {IN_ORDER}.", "files")
    rows = archive.rows("select id, url from captures where kind = 'revisit' and refers_to is null")
    yield from _several(
        [f"Capture {row['id']} of {row['url']} refers to content that is not here." for row in rows],
    )


IN_ORDER = "the next crawl, or `archive check --repair`, puts it in order"


def _is_being_written(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    return False


def _places(archive: Archive, path: Path, number: int) -> Iterator[str]:
    """What is not where the archive says that it is."""
    size = path.stat().st_size
    sql = "select id, offset, length, request_length, url, kind from captures where file_id = ? order by offset"
    with path.open("rb") as file:
        for row in archive.connection.execute(sql, (number,)):
            if row["offset"] + row["length"] + row["request_length"] > size:
                why = "the file ends before it does"
            else:
                why = _not_the_record(file, row)
            if why:
                yield (
                    f"{path}: capture {row['id']} of {row['url']} cannot be read at {row['offset']}: {why}; "
                    "put the file back from a copy."
                )


def _not_the_record(file: BinaryIO, row: sqlite3.Row) -> str:
    head = b""
    for size in HEADS:
        file.seek(row["offset"])
        try:
            head = zlib.decompressobj(31).decompress(file.read(min(row["length"], size)), size)
        except zlib.error:
            return "no record begins there"
        if BLANK.search(head):
            break
    lines = BLANK.split(head, maxsplit=1)[0].decode("utf-8", "replace").splitlines()
    if not lines or not lines[0].startswith("WARC/"):
        return "no record begins there"
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
    if headers.get("warc-type") != row["kind"] or headers.get("warc-target-uri", "").strip("<>") != row["url"]:
        return "another record stands there"
    return ""
