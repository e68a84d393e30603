"""What a transaction adds of new articles beside their own rows: gathered, and written for many at once.

Parts, both full-text indexes, arrivals and fingerprints of a hundred articles take a fraction of what they take one by
one: FTS5 sorts what it gathered into the file whenever a statement of another kind runs, and each row of an index is
looked for where the one before stands. Nothing is held back beyond the transaction.
"""

import sqlite3
from collections import Counter
from typing import NamedTuple

from archive import copies, indexing, parts
from archive.article import Article

MOST = 1000
"""So many articles are held back at most, some tens of megabytes."""


class _Held(NamedTuple):
    number: int
    article: Article
    facts: str
    parts: parts.Parts


class Pending:
    """The new articles of a transaction whose parts and index rows are not written yet."""

    def __init__(self) -> None:
        self._held: dict[int, _Held] = {}
        self._unmerged: Counter[str] = Counter()

    def __contains__(self, number: int) -> bool:
        return number in self._held

    def hold(self, sql: sqlite3.Connection, number: int, article: Article, facts: str, rows: parts.Parts) -> None:
        """Take an article, whose own row is written, and `parts.of` it."""
        self._held[number] = _Held(number, article, facts, rows)
        if len(self._held) >= MOST:
            self.settle(sql)

    def settle(self, sql: sqlite3.Connection) -> None:
        """Write everything that is held back."""
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
        sql.executemany("insert into arrivals (article_id) values (?)", [(one.number,) for one in held])
        copies.add_many(
            sql,
            [copies.Text(one.number, one.article.source, one.article.body, one.article.credits) for one in held],
        )

    def clear(self) -> None:
        """Forget what a transaction that was rolled back held back."""
        self._held = {}
