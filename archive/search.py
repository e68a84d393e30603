"""Finding articles: ranked search with marked snippets, and read-only SQL."""

import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from archive.database import reading_uri
from archive.errors import ArchiveError, NotAnArchiveError, QueryError
from archive.query import snippet, spaced_query, unspaced_query, unwanted_query

if TYPE_CHECKING:
    from archive.store import Archive

WEIGHTS = "6.0, 3.0, 3.0, 1.0"
"""bm25 weights of headline, dek, byline and body: a word in the headline says more about an article."""

QUERY_SECONDS = 60
"""A person's SQL is stopped after this long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One article found: `published` as ISO 8601 in UTC, `snippet` with `query.MARK_OPEN` … `MARK_CLOSE` around words
    of the query, `score` as bm25 gives it (lower is better)."""

    id: int
    source: str
    url: str
    headline: str
    byline: str | None
    published: str | None
    language: str | None
    snippet: str
    score: float


def search(
    archive: "Archive",
    text: str,
    *,
    source: str | None = None,
    agency: str | None = None,
    language: str | None = None,
    since: str | None = None,
    until: str | None = None,
    limit: int = 20,
) -> list[Hit]:
    """Articles that answer a query as a person types it (see archive.query), best first.

    `since` and `until` are dates or times in ISO 8601, `until` included; articles without a date fall outside of both.
    `language` matches a tag and its regional forms. Raises QueryError for a date that is none.
    """
    filters = ["1"]
    values: dict[str, str | int] = {
        "spaced": spaced_query(text),
        "unspaced": unspaced_query(text),
        "unwanted": unwanted_query(text),
        "limit": limit,
    }
    if source:
        filters.append("articles.source = :source")
        values["source"] = source
    if agency:
        filters.append(
            "articles.id in (select article_id from article_agencies join agencies on agencies.id = agency_id "
            "where agencies.name = :agency collate nocase)"
        )
        values["agency"] = agency
    if language:
        filters.append("(articles.language = :language collate nocase or articles.language like :language || '-%')")
        values["language"] = language
    if since:
        filters.append("articles.published >= :since")
        values["since"] = bound(since, "since")
    if until:
        filters.append("articles.published <= :until")
        values["until"] = bound(until, "until", end=True)
    # First the numbers by rank, then the texts of the few that are shown: sorting texts would take seconds.
    rows = archive.rows(
        f"""
        with hits (id, score) as materialized (
            select rowid, bm25(articles_fts, {WEIGHTS}) from articles_fts
            where articles_fts match :spaced
            and rowid not in (select rowid from articles_unspaced where articles_unspaced match :unwanted)
            union all
            select rowid, bm25(articles_unspaced, {WEIGHTS}) from articles_unspaced
            where articles_unspaced match :unspaced
        ),
        best (id, score) as materialized (
            select articles.id, min(hits.score)
            from hits join articles on articles.id = hits.id
            where {" and ".join(filters)}
            group by articles.id
            order by min(hits.score), published desc, articles.id desc
            limit :limit
        )
        select articles.id, source, url, headline, byline, published, language, body, score
        from best join articles on articles.id = best.id
        order by score, published desc, articles.id desc
        """,  # noqa: S608
        values,
    )
    return [
        Hit(
            id=row["id"],
            source=row["source"],
            url=row["url"],
            headline=row["headline"],
            byline=row["byline"],
            published=row["published"],
            language=row["language"],
            snippet=snippet(row["body"], text),
            score=row["score"],
        )
        for row in rows
    ]


def bound(text: str, name: str, *, end: bool = False) -> str:
    """A person's date or time as the archive writes times; a date alone means its first or, with `end`, last second.

    `name` is what QueryError calls it.
    """
    try:
        if len(text) <= 10:
            day = date.fromisoformat(text)
            return f"{day.isoformat()}T23:59:59+00:00" if end else f"{day.isoformat()}T00:00:00+00:00"
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise QueryError(f"--{name} {text!r} is no date; write it as 2026-01-31.") from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).replace(microsecond=0).isoformat()


def register_functions(connection: sqlite3.Connection) -> None:
    """Make the search usable in SQL: spaced_query(words), unspaced_query(words), unwanted_query(words) as in
    archive.query, and marked_snippet(text, words)."""
    connection.create_function("spaced_query", 1, lambda words: spaced_query(words or ""), deterministic=True)
    connection.create_function("unspaced_query", 1, lambda words: unspaced_query(words or ""), deterministic=True)
    connection.create_function("unwanted_query", 1, lambda words: unwanted_query(words or ""), deterministic=True)
    connection.create_function("marked_snippet", 2, lambda text, words: snippet(text, words or ""), deterministic=True)


_READING = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}
_READING_PRAGMAS = {
    "table_info",
    "table_xinfo",
    "table_list",
    "index_list",
    "index_info",
    "foreign_key_list",
    "data_version",
}


def _only_reading(action: int, first: str | None, second: str | None, *_: str | None) -> int:
    if action in _READING and (action != sqlite3.SQLITE_FUNCTION or second != "load_extension"):
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_PRAGMA and first in _READING_PRAGMAS:
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


def query(archive: "Archive", sql: str) -> Iterator[tuple[list[str], tuple[object, ...]]]:
    """The rows of a person's SQL, each with the column names; first of all one with the names and no values.

    Reads only, whatever the SQL says: on a connection of its own, opened read only, with an authorizer that lets
    nothing else through, and for a minute at most. Raises QueryError.
    """
    deadline = time.monotonic() + QUERY_SECONDS
    connection = sqlite3.connect(reading_uri(archive.path), uri=True)
    try:
        register_functions(connection)
        connection.execute("pragma query_only = on")
        # A virtual table declares itself at first use, which the authorizer would not let through.
        connection.execute("select 1 from articles_fts, articles_unspaced limit 0")
        connection.set_authorizer(_only_reading)
        connection.set_progress_handler(lambda: int(time.monotonic() > deadline), 100_000)
        cursor = connection.execute(sql)
        if cursor.description is None:
            raise QueryError("That is no query; write a SELECT.")
        names = [column[0] for column in cursor.description]
        yield names, ()
        for row in cursor:
            yield names, row
    except UnicodeEncodeError as error:
        raise QueryError("The SQL holds characters that are no text; write it in UTF-8.") from error
    except (sqlite3.Error, sqlite3.Warning) as error:
        raise _query_error(error, archive) from error
    finally:
        connection.close()


def _query_error(error: Exception, archive: "Archive") -> ArchiveError:
    text = str(error)
    if "authoriz" in text or "prohibited" in text or "readonly" in text:
        return QueryError("The archive is only read here; write a SELECT.")
    if "interrupted" in text:
        return QueryError(f"The query took longer than {QUERY_SECONDS} seconds; narrow it, with a date or a limit.")
    if "one statement at a time" in text:
        return QueryError("Write one SELECT at a time.")
    if "not a database" in text:
        return NotAnArchiveError(f"{archive.path} is not an SQLite database.")
    return QueryError(f"The SQL cannot be run: {text}.")
