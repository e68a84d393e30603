"""Every wording of an article, what made each into the next, and what was read otherwise in the same page.

Wordings are numbered from 1, the oldest; the highest number is the present one. The change from wording n to n + 1
stands in `revisions` with number n, beside the wording that it replaced.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from archive.article import Article
from archive.errors import ArticleNotFoundError
from archive.identity import digest, time_text
from archive.record import article_of, fields
from archive.revisions import Change, Kind, judge

if TYPE_CHECKING:
    from archive.store import Archive

IDENTITY = ("url", "source", "network", "publisher_id", "aliases")
"""Fields that say which article it is, and which reading it again leaves alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One version of an article: `seen` when it was first read, `replaced` when the next one was (None: it still
    stands), both aware, UTC. `change` is what made it from the one before; None for the first."""

    number: int
    article: Article
    seen: datetime
    replaced: datetime | None
    crawl: int | None
    change: Change | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """What reading a wording again came to: its number, the fields that came out otherwise, and the article as it was
    read before and as it is read now. Addresses and numbers are those that are stored."""

    wording: int
    changed: tuple[str, ...]
    before: Article
    after: Article


def captures_of_wordings(archive: "Archive", article_id: int) -> dict[int, int | None]:
    """The number of the capture that each wording was read in, by the wording's number; None without captures."""
    rows = archive.rows("select number, capture_id from revisions where article_id = ? order by number", (article_id,))
    found = {row["number"]: row["capture_id"] for row in rows}
    now = archive.rows("select capture_id from articles where id = ?", (article_id,))
    found[max(found, default=0) + 1] = now[0]["capture_id"] if now else None
    return found


def wordings(archive: "Archive", number: int) -> list[Wording]:
    """Every wording of an article, oldest first. Raises ArticleNotFoundError."""
    stored = archive.get(number)
    rows = archive.rows("select * from revisions where article_id = ? order by number", (stored.id,))
    (now,) = archive.rows("select wording_seen, crawl_id from articles where id = ?", (stored.id,))
    found: list[Wording] = []
    change: Change | None = None
    for row in rows:
        found.append(
            Wording(
                number=row["number"],
                article=of_row(row),
                seen=datetime.fromisoformat(row["seen_at"]),
                replaced=datetime.fromisoformat(row["replaced_at"]),
                crawl=row["crawl_id"],
                change=change,
            )
        )
        change = change_of(row)
    found.append(
        Wording(
            number=found[-1].number + 1 if found else 1,
            article=stored.article,
            seen=datetime.fromisoformat(now["wording_seen"]),
            replaced=None,
            crawl=now["crawl_id"],
            change=change,
        )
    )
    return found


def change_of(row: sqlite3.Row) -> Change:
    """The change that replaced the wording of a row of `revisions`."""
    return Change(
        changed=tuple(filter(None, row["changed"].split(", "))),
        kinds=tuple(map(Kind, filter(None, (row["kinds"] or "").split(", ")))),
        announced=bool(row["announced"]),
        read_alike=None if row["read_alike"] is None else bool(row["read_alike"]),
        words_added=row["words_added"] or 0,
        words_removed=row["words_removed"] or 0,
    )


def change_columns(change: Change) -> dict[str, Any]:
    """A change as columns of `revisions`."""
    return {
        "changed": ", ".join(change.changed),
        "kinds": ", ".join(change.kinds),
        "announced": int(change.announced),
        "read_alike": None if change.read_alike is None else int(change.read_alike),
        "words_added": change.words_added,
        "words_removed": change.words_removed,
    }


def of_row(row: sqlite3.Row) -> Article:
    """The article as a row of `revisions` keeps it."""
    return replace(article_of(json.loads(row["fields"])), extraction=row["extraction"])


def words_elsewhere(connection: sqlite3.Connection, number: int) -> Callable[[str], bool]:
    """Whether another article than this one uses a word."""

    def is_word(word: str) -> bool:
        sql = "select 1 from articles_fts where articles_fts match ? and rowid != ? limit 1"
        return connection.execute(sql, (f'"{word}"', number)).fetchone() is not None

    return is_word


def judge_again(connection: sqlite3.Connection, number: int, now: Article, only: Iterable[int] | None = None) -> None:
    """Write anew what made the wordings of an article, whose present one is `now`: all changes, or those that replaced
    the wordings in `only`."""
    rows = connection.execute("select * from revisions where article_id = ? order by number", (number,)).fetchall()
    articles = [*map(of_row, rows), now]
    wanted = None if only is None else set(only)
    is_word = words_elsewhere(connection, number)
    for row, old, new in zip(rows, articles, articles[1:], strict=False):
        if wanted is None or row["number"] in wanted:
            columns = change_columns(judge(old, new, is_word))
            connection.execute(
                f"update revisions set {', '.join(f'{name} = ?' for name in columns)} where id = ?",  # noqa: S608
                (*columns.values(), row["id"]),
            )


def read_otherwise(old: Article, new: Article) -> tuple[Article, tuple[str, ...]]:
    """A stored wording as it is read now, and the names of the fields that come out otherwise.

    It stays the same article at the same addresses; what only a feed or sitemap told of it, and the page does not say,
    stays too. Evidence alone is no other reading.
    """
    kept: dict[str, Any] = {name: getattr(old, name) for name in IDENTITY}
    evidence = dict(new.evidence)
    if "hints" in old.evidence:
        evidence.setdefault("hints", old.evidence["hints"])
    if _is_hint(old.evidence.get("published")) and (new.published is None or _is_hint(evidence.get("published"))):
        kept["published"], evidence["published"] = old.published, old.evidence["published"]
    new = replace(new, **kept, evidence=evidence)
    before, after = fields(old), fields(new)
    names = [name for name in Article.__dataclass_fields__ if name not in ("evidence", "extraction")]
    return new, tuple(name for name in names if before.get(name) != after.get(name))


def _is_hint(evidence: Any) -> bool:
    return isinstance(evidence, Mapping) and evidence.get("reader") == "hint"


def former(old: Article, changed: Iterable[str]) -> str:
    """What a reading said of these fields, and where it found them, as JSON: {"headline": …, "evidence": {…}}."""
    plain = fields(old)
    found = {name: plain.get(name) for name in changed}
    evidence = {name: plain["evidence"][name] for name in found if name in plain.get("evidence", {})}
    return json.dumps({**found, "evidence": evidence} if evidence else found, ensure_ascii=False)


def keep_reading(
    connection: sqlite3.Connection, number: int, wording: int, at: str, old: Article, changed: tuple[str, ...]
) -> None:
    """Keep how fields of a wording were read until now."""
    connection.execute(
        "insert into rereadings (article_id, wording, at, extraction, changed, fields) values (?, ?, ?, ?, ?, ?)",
        (number, wording, at, old.extraction, ", ".join(changed), former(old, changed)),
    )


def older_wording(archive: "Archive", number: int, wording: int) -> Article:
    """A wording that was replaced. Raises ArticleNotFoundError."""
    rows = archive.rows("select * from revisions where article_id = ? and number = ?", (number, wording))
    if not rows:
        raise ArticleNotFoundError(
            f"Article {number} in {archive.path} has no wording {wording}; `archive history {number}` lists them."
        )
    return of_row(rows[0])


def rewrite(
    archive: "Archive", number: int, wording: int, before: Article, after: Article, changed: tuple[str, ...]
) -> None:
    """Write an older wording as it is read now."""
    if changed:
        keep_reading(archive.connection, number, wording, time_text(datetime.now(UTC)), before, changed)
    archive.connection.execute(
        "update revisions set headline = ?, body = ?, digest = ?, fields = ?, extraction = ? "
        "where article_id = ? and number = ?",
        (
            after.headline,
            after.body,
            digest(after),
            json.dumps(fields(after), ensure_ascii=False),
            after.extraction,
            number,
            wording,
        ),
    )


def judge_old(archive: "Archive") -> None:
    """Judge the changes that no version of this program has judged yet: those of older archives."""
    waiting = archive.rows("select distinct article_id from revisions where kinds is null")
    for row in waiting:
        archive.judge_changes(row["article_id"])
