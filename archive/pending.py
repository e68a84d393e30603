"""What a transaction adds of new articles: gathered, and written for many at once.

Parts, both full-text indexes, arrivals and fingerprints of a hundred articles take a fraction of what they take one by
one: FTS5 sorts what it gathered into the file whenever a statement of another kind runs, and each row of an index is
looked for where the one before stands. The rows of articles, pages and visits, which are read again sooner, are held
back apart (`Rows`). Nothing is held back beyond the transaction.

FTS5 works in a thread (`archive.aside`), while all is done here that needs no connection: words, fingerprints, what
texts have in common, digests. It begins when half of `MOST` are gathered. What comes from then on, and what all of them
are compared with, is looked up in the file as it was before the transaction (`away`): as long as nothing of that is
written, it is the same.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable
from itertools import chain
from typing import Any, NamedTuple

from archive import columns, copies, indexing, parts
from archive.article import Article
from archive.aside import Aside
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

    def __init__(self, connection: copies.Connection) -> None:
        self._connection = connection
        self.keys: set[object] = set()
        self._articles: dict[int, New] = {}
        self._rows: dict[str, list[tuple[Any, ...]]] = {table: [] for table in COLUMNS}
        self._next: dict[str, int] = {}

    def number(self, table: str) -> int:
        """The number of a new row of `articles`, `pages` or `visits`."""
        number = self._next.get(table)
        if number is None:
            ((number,),) = self._connection().execute(NEXT[table])
        self._next[table] = number + 1
        return number

    def add_article(self, new: New, keys: Iterable[object]) -> int:
        """Take an article; its number."""
        number = self.number("articles")
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

    def write(self) -> None:
        """Write them all."""
        if not self._next:
            return
        sql = self._connection()
        self.make()
        written, self._rows = self._rows, {table: [] for table in COLUMNS}
        self.keys.clear()
        self._next.clear()
        for table, rows in written.items():
            insert(sql, table, COLUMNS[table], [*chain.from_iterable(rows)])


class Pending:
    """The new articles of a transaction whose parts and index rows are not written yet, and `rows` (see `Rows`)."""

    def __init__(self, sql: sqlite3.Connection, looking: copies.Connection) -> None:
        """`looking` gives another connection while the thread has this one (see `away`)."""
        self._sql = sql
        self._looking = looking
        self.rows = Rows(self.connection)
        self._held: dict[int, New] = {}
        self._unmerged: Counter[str] = Counter()
        self._thread = Aside(sql, worth=False)
        self._indexed = 0
        self._unspaced: list[indexing.Texts] = []
        self._changes = 0

    def __contains__(self, number: int) -> bool:
        return number in self._held

    def connection(self) -> sqlite3.Connection:
        """The connection, which a thread may have until then. Raises sqlite3.Error if that failed."""
        return self._thread.connection()

    @property
    def away(self) -> bool:
        """Whether the thread has the connection: then nothing is written of this transaction that can be looked for."""
        return self._thread.has

    def begin(self) -> None:
        """A transaction begins."""
        self._changes = self._sql.total_changes

    def hold(self, number: int, new: New) -> None:
        """Take an article, whose own row is written or held back."""
        self._held[number] = new
        if len(self._held) >= MOST:
            self.settle()
        elif 2 * len(self._held) == MOST and self._sql.total_changes == self._changes:
            self._thread = Aside(self._sql, worth=True)
            self._index(len(self._held))

    def _index(self, count: int) -> None:
        """Have the first so many put into the index of all articles, but for those that are."""
        some = list(self._held.items())[self._indexed : count]
        self._indexed = count
        rows, unspaced = indexing.parted(
            (number, new.article.body, new.article.headline, new.article.dek, new.article.byline, new.facts)
            for number, new in some
        )
        self._unspaced += unspaced
        self._thread.start(lambda sql: indexing.put(sql, "articles_fts", rows, self._unmerged))

    def settle(self) -> None:
        """Write everything that is held back."""
        if not self._held:
            self.rows.write()
            return
        held = [(number, new.article) for number, new in self._held.items()]
        try:
            away = self.away
            looking = self._looking if away else self.connection
            if away:
                self._index(len(held))
            elif not self._indexed:
                self._thread = Aside(self._sql, worth=len(held) >= MANY)
                self._index(len(held) // 2)
            texts = copies.read([article.body for _, article in held])
            compared = [copies.Text(number, one.source, one.body, one.credits) for number, one in held]
            comparison = copies.Comparison(looking(), compared, texts)
            if not away:
                self._index(len(held))
            unspaced = indexing.unspaced(self._unspaced)
            self._thread.start(lambda sql: indexing.put(sql, "articles_unspaced", unspaced, self._unmerged))
            self.rows.make()
            comparison.run(looking)
            sql = self.connection()
            self.rows.write()
            parts.write(sql, [(number, new.parts) for number, new in self._held.items()])
            if sql.execute("select 1 from watches").fetchone():
                insert(sql, "arrivals", ("article_id",), list(self._held))
            comparison.write(sql)
        finally:
            self._forget()

    def _forget(self) -> None:
        self._thread.close()
        self._thread = Aside(self._sql, worth=False)
        self._held = {}
        self._indexed = 0
        self._unspaced = []

    def clear(self) -> None:
        """Forget what a transaction that was rolled back held back."""
        self._forget()
        self.rows = Rows(self.connection)
