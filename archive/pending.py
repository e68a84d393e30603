"""What a transaction adds of new articles: gathered, and written for many at once.

Parts, both full-text indexes, arrivals and fingerprints of a hundred articles take a fraction of what they take one by
one: FTS5 sorts what it gathered into the file whenever a statement of another kind runs, and each row of an index is
looked for where the one before stands. The rows of articles, pages and visits, which are read again sooner, are held
back apart (`Rows`). Nothing is held back beyond the transaction.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from archive import copies, indexing, parts
from archive.article import Article

MOST = 1000
"""So many articles are held back at most, some tens of megabytes."""


class _Held(NamedTuple):
    number: int
    article: Article
    facts: str
    parts: parts.Parts


COLUMNS = {
    "pages": (
        "id", "url", "own_key", "address", "article_id", "source", "status", "http_status", "etag", "last_modified",
        "lastmod", "own_visited_second", "reason", "payload",
    ),
    "visits": (
        "id", "page_id", "crawl_id", "own_at_second", "http_status", "outcome", "reason", "capture_id", "wording",
    ),
}  # fmt: skip
"""What of a row is held back, in the order in which tables are written; of `articles` it is what the caller has."""
NEXT = {
    "articles": "select max((select coalesce(max(article_id), 0) from tombstones), "
    "(select coalesce(max(id), 0) from articles)) + 1",
    "pages": "select coalesce(max(id), 0) + 1 from pages",
    "visits": "select coalesce(max(id), 0) + 1 from visits",
}
"""The number of a new row; of an article, one that none had before it was removed either."""


class Rows:
    """New rows of articles, pages and visits that are not written yet, with what they would be found by: `keys`."""

    def __init__(self) -> None:
        self.keys: set[object] = set()
        self._articles: list[tuple[Any, ...]] = []
        self._columns: tuple[str, ...] = ()
        self._others: dict[str, list[tuple[Any, ...]]] = {table: [] for table in COLUMNS}
        self._next: dict[str, int] = {}

    def number(self, sql: sqlite3.Connection, table: str) -> int:
        """The number of a new row of `articles`, `pages` or `visits`."""
        number = self._next.get(table)
        if number is None:
            ((number,),) = sql.execute(NEXT[table])
        self._next[table] = number + 1
        return number

    def add_article(self, sql: sqlite3.Connection, columns: Mapping[str, Any], keys: Iterable[object]) -> int:
        """Take an article's own row, the same columns as of all others; its number."""
        number = self.number(sql, "articles")
        self._columns = ("id", *columns)
        self._articles.append((number, *columns.values()))
        self.keys.update(keys)
        return number

    def add(self, table: str, row: tuple[Any, ...]) -> None:
        """Take a row of one of `COLUMNS`, whose order it has."""
        self._others[table].append(row)

    def write(self, sql: sqlite3.Connection) -> None:
        """Write them all."""
        if not self._next:
            return
        articles, self._articles = self._articles, []
        others, self._others = self._others, {table: [] for table in COLUMNS}
        self.keys.clear()
        self._next.clear()
        if articles:
            sql.executemany(_insert("articles", self._columns), articles)
        for table, rows in others.items():
            if rows:
                sql.executemany(_insert(table, COLUMNS[table]), rows)


def _insert(table: str, columns: tuple[str, ...]) -> str:
    return f"insert into {table} ({', '.join(columns)}) values ({', '.join('?' * len(columns))})"  # noqa: S608


class Pending:
    """The new articles of a transaction whose parts and index rows are not written yet, and `rows` (see `Rows`)."""

    def __init__(self) -> None:
        self.rows = Rows()
        self._held: dict[int, _Held] = {}
        self._unmerged: Counter[str] = Counter()

    def __contains__(self, number: int) -> bool:
        return number in self._held

    def hold(self, sql: sqlite3.Connection, number: int, article: Article, facts: str, rows: parts.Parts) -> None:
        """Take an article, whose own row is written or held back, and `parts.of` it."""
        self._held[number] = _Held(number, article, facts, rows)
        if len(self._held) >= MOST:
            self.settle(sql)

    def settle(self, sql: sqlite3.Connection) -> None:
        """Write everything that is held back."""
        self.rows.write(sql)
        held = list(self._held.values())
        self._held = {}
        if not held:
            return
        parts.write(sql, [(one.number, one.parts) for one in held])
        indexing.put(
            sql,
            [
                (one.number, one.article.body, one.article.headline, one.article.dek, one.article.byline, one.facts)
                for one in held
            ],
            self._unmerged,
        )
        if sql.execute("select 1 from watches").fetchone():
            sql.executemany("insert into arrivals (article_id) values (?)", [(one.number,) for one in held])
        copies.add_many(
            sql,
            [copies.Text(one.number, one.article.source, one.article.body, one.article.credits) for one in held],
        )

    def clear(self) -> None:
        """Forget what a transaction that was rolled back held back."""
        self.rows = Rows()
        self._held = {}
