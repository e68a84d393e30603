"""The rows of an article's parts: names (authors, agencies, tags …), pictures, media, corrections, cards, live entries.

Written for many articles at once: a name is looked up once for all of them, and the rows of a table go in together.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, count
from typing import Any

from archive.article import Article
from archive.database import insert
from archive.identity import time_text

NAMES = (
    ("authors", "author_id"), ("organisations", "organisation_id"), ("agencies", "agency_id"), ("tags", "tag_id"),
)  # fmt: skip
"""The fields that are lists of names, each a table, and what refers to it."""
ROWS = {
    "images": ("url", "caption", "credit", "alt", "lead"),
    "media": ("kind", "url", "title"),
    "corrections": ("date", "text"),
    "author_bios": ("name", "text"),
    "live_entries": ("time", "headline", "text"),
}
"""The fields that are lists of things, each a table with these columns."""
TABLES = (*(f"article_{table}" for table, _ in NAMES), *ROWS)


Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of an article as they are stored: its names by table, and the values of its rows by table."""

    names: dict[str, tuple[str, ...]]
    rows: dict[str, list[Row]]


NONE = Parts({}, {})


def of(article: Article) -> Parts:
    """The parts of an article. Raises ValueError for a naive time or for text that is no Unicode, TypeError for what is
    no text."""
    names = {table: found for table, _ in NAMES if (found := getattr(article, table))}
    rows: dict[str, list[Row]] = {}
    if article.images:
        rows["images"] = [(x.url, x.caption, x.credit, x.alt, int(x.lead)) for x in article.images]
    if article.media:
        rows["media"] = [(x.kind, x.url, x.title) for x in article.media]
    if article.corrections:
        rows["corrections"] = [(time_text(x.date) if x.date else None, x.text) for x in article.corrections]
    if article.author_bios:
        rows["author_bios"] = [(x.name, x.text) for x in article.author_bios]
    if article.live_entries:
        rows["live_entries"] = [
            (time_text(x.time) if x.time else None, x.headline, x.text) for x in article.live_entries
        ]
    texts = [*chain.from_iterable(names.values())]
    texts += [value for row in chain.from_iterable(rows.values()) for value in row if value and value != 1]
    "".join(texts).encode()
    return Parts(names, rows)


def write(sql: sqlite3.Connection, articles: Sequence[tuple[int, Parts]]) -> None:
    """Write the parts of articles by their numbers, of which none is there yet, within a caller's transaction."""
    for table, column in NAMES:
        named = [(number, parts.names[table]) for number, parts in articles if table in parts.names]
        if not named:
            continue
        numbers = _numbers(sql, table, dict.fromkeys(chain.from_iterable(names for _, names in named)))
        values: list[Any] = []
        for number, names in named:
            for place, name in enumerate(names):
                values += (number, place, numbers[name])
        insert(sql, f"article_{table}", ("article_id", "position", column), values)
    for table, columns in ROWS.items():
        values = []
        for number, parts in articles:
            for place, row in enumerate(parts.rows.get(table, ())):
                values += (number, place, *row)
        insert(sql, table, ("article_id", "position", *columns), values)


def delete(sql: sqlite3.Connection, number: int) -> None:
    """Delete the parts of an article."""
    for table in TABLES:
        sql.execute(f"delete from {table} where article_id = ?", (number,))  # noqa: S608


def _numbers(sql: sqlite3.Connection, table: str, names: Iterable[str]) -> dict[str, int]:
    """The numbers of names; those that have none get one, in their order."""
    wanted = list(names)
    numbers = _known(sql, table, wanted)
    if missing := [name for name in wanted if name not in numbers]:
        ((last,),) = sql.execute(f"select coalesce(max(id), 0) from {table}")  # noqa: S608
        new = dict(zip(missing, count(last + 1)))
        insert(sql, table, ("name", "id"), [*chain.from_iterable(new.items())])
        numbers |= new
    return numbers


def _known(sql: sqlite3.Connection, table: str, names: Sequence[str]) -> dict[str, int]:
    """The numbers of those of these names that have one."""
    found: dict[str, int] = {}
    for start in range(0, len(names), 500):
        part = names[start : start + 500]
        marks = ", ".join("?" * len(part))
        found |= dict(sql.execute(f"select name, id from {table} where name in ({marks})", part))  # noqa: S608
    return found
