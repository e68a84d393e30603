"""The two full-text indexes: what stands in each, of every article.

`articles_fts` has all words of scripts with spaces; a run of a script without is one token there, always the same, so
that what stands before and after it is not side by side. `articles_unspaced` has the articles with such runs, whole,
each run as pairs of characters (`archive.query`). New articles are put in by `put`, many at once. Triggers
that call `spaced_text` change the first: without `register`, no text of an article can be changed or deleted, and so no
index becomes that of another text.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

from archive.database import insert
from archive.identity import address_number
from archive.query import has_unspaced, spaced_text, unspaced_text

TEXTS = ("body", "headline", "dek", "byline")
"""The columns of both indexes, which `facts` follows. FTS5 writes the number of a column before each word's places in
it, of the first column nothing (https://www.sqlite.org/fts5.html, fts5_index.c): so the longest text is the first."""
Texts = tuple[int, str, str, str | None, str | None, str]
"""An article's number, its `TEXTS` and its facts."""
HASH_BYTES = 32 << 20
"""So much of what a transaction adds is gathered in memory before it is sorted into the file. With FTS5's own megabyte,
a transaction of a thousand articles is sorted in twenty times."""
PAGE_BYTES = 4096
"""For so much text a page of an index is merged: twice of what the text takes in it, as parts are merged again."""
WORK_UNIT = 64
"""Fewer pages are not merged, as in FTS5 itself."""
MOST = 1000
"""So many rows a statement, of whose values SQLite takes 32,766 by default (https://www.sqlite.org/limits.html)."""
Row = tuple[Any, ...]


def register(connection: sqlite3.Connection) -> None:
    """Let a connection change articles, and `fill`."""
    for function in (spaced_text, unspaced_text, has_unspaced, address_number):
        connection.create_function(function.__name__, 1, function, deterministic=True)


def parted(articles: Iterable[Texts]) -> tuple[list[Row], list[Texts]]:
    """The rows of articles in `articles_fts`, and the articles that are in the other index too."""
    rows: list[Row] = []
    others: list[Texts] = []
    for article in articles:
        number, *texts, fact = article
        if any(map(has_unspaced, texts)):
            rows.append((number, *map(spaced_text, texts), fact))
            others.append(article)
        else:
            rows.append(article)
    return rows, others


def unspaced(articles: Iterable[Texts]) -> list[Row]:
    """The rows of articles in `articles_unspaced`."""
    return [(number, *map(unspaced_text, texts), fact) for number, *texts, fact in articles]


def put(sql: sqlite3.Connection, table: str, rows: Sequence[Row], unmerged: Counter[str]) -> None:
    """Put rows into an index, which has none of them, within a transaction of the caller's.

    In as few statements as can be, in which FTS5 works for a quarter of a millisecond a row: `archive.aside`.
    `unmerged` is how much was put into each index since its parts were last merged. FTS5 by itself would merge them
    afterwards, and leave what it replaces free in the file: merged before, that is filled with what comes now.
    """
    if (pages := unmerged[table] // PAGE_BYTES) >= WORK_UNIT:
        sql.execute(f"insert into {table} ({table}, rank) values ('merge', ?)", (pages,))  # noqa: S608
        unmerged[table] = 0
    insert(sql, table, ("rowid", *TEXTS, "facts"), [*chain.from_iterable(rows)], rows=MOST)
    unmerged[table] += sum(len(row[1]) for row in rows)


def fill(sql: sqlite3.Connection) -> None:
    """Make both indexes anew, within a transaction of the caller's."""
    columns = ", ".join((*TEXTS, "facts"))
    for table, function, where in (
        ("articles_fts", "spaced_text", ""),
        ("articles_unspaced", "unspaced_text", "where " + " or ".join(f"has_unspaced({name})" for name in TEXTS)),
    ):
        texts = ", ".join(f"{function}({name})" for name in TEXTS)
        sql.execute(f"insert into {table} ({table}) values ('delete-all')")  # noqa: S608
        sql.execute(
            f"insert into {table} (rowid, {columns}) select id, {texts}, facts from articles {where} "  # noqa: S608
            "order by id"
        )
