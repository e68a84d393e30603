"""What a transaction adds of new articles: gathered, and written for many at once.

Parts, both full-text indexes, arrivals and fingerprints of a hundred articles take a fraction of what they take one by
one: FTS5 sorts what it gathered into the file whenever a statement of another kind runs, and each row of an index is
looked for where the one before stands. While FTS5 works in a thread (`archive.aside`), all is done here that needs no
connection: words and fingerprints, comparisons, digests. The rows of articles, pages and visits, which are read again
sooner, are held back apart (`Rows`). Nothing is held back beyond the transaction.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any, NamedTuple

from archive import columns, copies, indexing, parts
from archive.article import Article
from archive.aside import aside
from archive.database import insert
from archive.identity import Texts

MOST = 1000
"""So many articles are held back at most, some tens of megabytes."""
MANY = 50
"""For fewer articles a thread costs more than it saves."""


class New(NamedTuple):
    """A new article, what is known of its texts, facts and parts, and the values of `OTHERS`."""

    article: Article
    texts: Texts | None
    facts: str
    parts: parts.Parts
    others: tuple[Any, ...]


OTHERS = (
    "evidence", "evidence_form", "own_first_seen", "own_wording_seen", "own_first_second", "crawl_id", "capture_id",
)  # fmt: skip
"""The columns of an article that are not `archive.columns`'."""
COLUMNS = {
    "articles": ("id", *columns.NAMES, *OTHERS),
    "pages": (
        "id", "url", "own_key", "address", "article_id", "source", "status", "http_status", "etag", "last_modified",
        "lastmod", "own_visited_second", "reason", "payload",
    ),
    "visits": (
        "id", "page_id", "crawl_id", "own_at_second", "http_status", "outcome", "reason", "capture_id", "wording",
    ),
}  # fmt: skip
"""What of a row is held back, in the order in which tables are written."""
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
        self._articles: dict[int, New] = {}
        self._rows: dict[str, list[tuple[Any, ...]]] = {table: [] for table in COLUMNS}
        self._next: dict[str, int] = {}

    def number(self, sql: sqlite3.Connection, table: str) -> int:
        """The number of a new row of `articles`, `pages` or `visits`."""
        number = self._next.get(table)
        if number is None:
            ((number,),) = sql.execute(NEXT[table])
        self._next[table] = number + 1
        return number

    def add_article(self, sql: sqlite3.Connection, new: New, keys: Iterable[object]) -> int:
        """Take an article; its number."""
        number = self.number(sql, "articles")
        self._articles[number] = new
        self.keys.update(keys)
        return number

    def add(self, table: str, row: tuple[Any, ...]) -> None:
        """Take a row of one of `COLUMNS`, whose order it has."""
        self._rows[table].append(row)

    def make(self) -> None:
        """Make of the articles that were taken the rows that are to be written, which needs no connection."""
        for number, new in self._articles.items():
            self._rows["articles"].append((number, *columns.of(new.article, new.texts, new.facts), *new.others))
        self._articles = {}

    def write(self, sql: sqlite3.Connection) -> None:
        """Write them all."""
        if not self._next:
            return
        self.make()
        written, self._rows = self._rows, {table: [] for table in COLUMNS}
        self.keys.clear()
        self._next.clear()
        for table, rows in written.items():
            insert(sql, table, COLUMNS[table], [*chain.from_iterable(rows)])


class Pending:
    """The new articles of a transaction whose parts and index rows are not written yet, and `rows` (see `Rows`)."""

    def __init__(self) -> None:
        self.rows = Rows()
        self._held: dict[int, New] = {}
        self._unmerged: Counter[str] = Counter()

    def __contains__(self, number: int) -> bool:
        return number in self._held

    def hold(self, sql: sqlite3.Connection, number: int, new: New) -> None:
        """Take an article, whose own row is written or held back."""
        self._held[number] = new
        if len(self._held) >= MOST:
            self.settle(sql)

    def settle(self, sql: sqlite3.Connection) -> None:
        """Write everything that is held back."""
        held, self._held = self._held, {}
        if not held:
            self.rows.write(sql)
            return
        articles = {number: new.article for number, new in held.items()}
        spaced, others = indexing.parted(
            (number, one.body, one.headline, one.dek, one.byline, held[number].facts)
            for number, one in articles.items()
        )
        half = len(spaced) // 2

        def index(table: str, rows: Sequence[indexing.Row]) -> None:
            thread.start(lambda sql: indexing.put(sql, table, rows, self._unmerged))

        with aside(sql, worth=len(held) >= MANY) as thread:
            index("articles_fts", spaced[:half])
            texts = copies.read([one.body for one in articles.values()])
            compared = [copies.Text(number, one.source, one.body, one.credits) for number, one in articles.items()]
            comparison = copies.Comparison(thread.connection(), compared, texts)
            index("articles_fts", spaced[half:])
            index("articles_unspaced", indexing.unspaced(others))
            self.rows.make()
            comparison.run(thread.connection)
        self.rows.write(sql)
        parts.write(sql, [(number, new.parts) for number, new in held.items()])
        if sql.execute("select 1 from watches").fetchone():
            insert(sql, "arrivals", ("article_id",), list(held))
        comparison.write(sql)

    def clear(self) -> None:
        """Forget what a transaction that was rolled back held back."""
        self.rows = Rows()
        self._held = {}
