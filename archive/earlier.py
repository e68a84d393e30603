"""A page that was captured before what the archive knows takes its place in the article's history.

Files of other programs bring pages of years ago. The wordings of an article stand in the order of when they were seen:
an older page confirms the one that was in force then, or lies between two, or comes before the first.
"""

import json
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive import history
from archive.article import Article
from archive.identity import Outcome, changed_fields, digest
from archive.record import fields

if TYPE_CHECKING:
    from archive.store import Visit


@dataclass(frozen=True, slots=True)
class Placed:
    """What became of an older page: its outcome, the fields in which it differs from the wording before it (from the
    one after it, if it is the first), and the number of the wording that it read."""

    outcome: Outcome
    changed: tuple[str, ...]
    wording: int


@dataclass(frozen=True, slots=True)
class _Wording:
    number: int
    seen: str
    digest: str


def is_earlier(sql: sqlite3.Connection, article: int, at: str) -> bool:
    """Whether an article's present wording was seen, first or again, after `at`."""
    row = sql.execute(
        "select wording_seen > ?2 or exists (select 1 from visits join pages on pages.id = page_id "
        "where article_id = ?1 and (wording is not null or outcome = 'unchanged') and visits.at > ?2) as earlier "
        "from articles where id = ?1",
        (article, at),
    ).fetchone()
    return bool(row["earlier"])


def place(sql: sqlite3.Connection, number: int, now: Article, new: Article, at: str, visit: "Visit") -> Placed:
    """Put a page that was read at `at` into the history of an article whose present wording is `now`.

    Within a transaction. The visit itself is not written.
    """
    wordings = _wordings(sql, number, now)
    own = digest(new)
    before = [one for one in wordings if one.seen <= at]
    after = wordings[len(before)] if len(before) < len(wordings) else None
    if before and before[-1].digest == own:
        return Placed(Outcome.UNCHANGED, (), before[-1].number)
    again = _seen_again(sql, number, before[-1].number, at, after) if before else None
    if again is not None:
        _copy_forward(sql, number, now, before[-1].number, at, again)
        end = again
    elif after is None:
        raise AssertionError("what is not earlier than the present wording is stored as the present one")
    elif after.digest == own:
        _begin_at(sql, number, after.number, at)
        return Placed(Outcome.UNCHANGED, (), after.number)
    else:
        end = after.seen
        _shift(sql, number, len(before), 1)
    position = len(before) + 1
    if before:
        sql.execute(
            "update revisions set replaced_at = ? where article_id = ? and number = ?", (at, number, before[-1].number)
        )
    else:
        sql.execute(FIRST_SEEN, (at, number))
    _insert(sql, number, position, new, at, end, visit.crawl, visit.capture)
    history.judge_again(sql, number, now)
    neighbour = position - 1 if before else position + 1
    return Placed(Outcome.CHANGED, changed_fields(new, _article(sql, number, neighbour, now)), position)


def _wordings(sql: sqlite3.Connection, number: int, now: Article) -> list[_Wording]:
    rows = sql.execute(
        "select number, seen_at, digest from revisions where article_id = ? order by number", (number,)
    ).fetchall()
    (seen,) = sql.execute("select wording_seen from articles where id = ?", (number,)).fetchone()
    found = [_Wording(row["number"], row["seen_at"], row["digest"]) for row in rows]
    return [*found, _Wording(len(found) + 1, seen, digest(now))]


def _article(sql: sqlite3.Connection, number: int, wording: int, now: Article) -> Article:
    row = sql.execute("select * from revisions where article_id = ? and number = ?", (number, wording)).fetchone()
    return history.of_row(row) if row else now


def _seen_again(sql: sqlite3.Connection, number: int, wording: int, at: str, after: "_Wording | None") -> str | None:
    """When a wording was first seen, or not modified, after `at` and before the one after it."""
    row = sql.execute(
        "select min(visits.at) as at from visits join pages on pages.id = page_id where article_id = ?1 "
        "and (wording = ?2 or (wording is null and outcome = 'unchanged')) and visits.at > ?3 "
        "and (?4 is null or visits.at < ?4)",
        (number, wording, at, after.seen if after else None),
    ).fetchone()
    found: str | None = row["at"]
    return found


def _begin_at(sql: sqlite3.Connection, number: int, wording: int, at: str) -> None:
    """A wording was seen earlier than was known."""
    sql.execute("update revisions set seen_at = ? where article_id = ? and number = ?", (at, number, wording))
    sql.execute("update revisions set replaced_at = ? where article_id = ? and number = ?", (at, number, wording - 1))
    sql.execute(
        "update articles set own_wording_seen = ?1 where id = ?2 and ?3 > (select count(*) from revisions "
        "where article_id = ?2)",
        (at, number, wording),
    )
    if wording == 1:
        sql.execute(FIRST_SEEN, (at, number))


def _copy_forward(sql: sqlite3.Connection, number: int, now: Article, wording: int, at: str, again: str) -> None:
    """A wording ended at `at` and came back at `again`: it becomes two, with the number between them free."""
    row = sql.execute("select * from revisions where article_id = ? and number = ?", (number, wording)).fetchone()
    _shift(sql, number, wording, 2)
    if row is None:
        seen, crawl, capture = sql.execute(
            "select wording_seen, crawl_id, capture_id from articles where id = ?", (number,)
        ).fetchone()
        _insert(sql, number, wording, now, seen, at, crawl, capture)
        sql.execute("update articles set own_wording_seen = ? where id = ?", (again, number))
    else:
        old = history.of_row(row)
        _insert(sql, number, wording + 2, old, again, row["replaced_at"], row["crawl_id"], row["capture_id"])
    sql.execute(
        "update visits set wording = wording + 2 where wording = ? and at >= ? "
        "and page_id in (select id from pages where article_id = ?)",
        (wording, again, number),
    )


def _shift(sql: sqlite3.Connection, number: int, above: int, by: int) -> None:
    """Make room: wordings above a number get higher ones."""
    sql.execute("update revisions set number = -(number + ?) where article_id = ? and number > ?", (by, number, above))
    sql.execute("update revisions set number = -number where article_id = ? and number < 0", (number,))
    sql.execute(
        "update visits set wording = wording + ? where wording > ? "
        "and page_id in (select id from pages where article_id = ?)",
        (by, above, number),
    )
    sql.execute("update rereadings set wording = wording + ? where article_id = ? and wording > ?", (by, number, above))


def _insert(
    sql: sqlite3.Connection, number: int, wording: int, article: Article, seen: str, replaced: str,
    crawl: int | None, capture: int | None,
) -> None:  # fmt: skip
    columns = {
        "article_id": number,
        "number": wording,
        "seen_at": seen,
        "replaced_at": replaced,
        "crawl_id": crawl,
        "capture_id": capture,
        "changed": "",
        "headline": article.headline,
        "body": article.body,
        "digest": digest(article),
        "fields": json.dumps(fields(article), ensure_ascii=False),
        "extraction": article.extraction,
    }
    sql.execute(
        f"insert into revisions ({', '.join(columns)}) values ({', '.join('?' * len(columns))})",  # noqa: S608
        tuple(columns.values()),
    )


FIRST_SEEN = "update articles set own_first_seen = ?, own_wording_seen = wording_seen where id = ?"
"""The time of the present wording stays, which is that of the first where it has none of its own."""
