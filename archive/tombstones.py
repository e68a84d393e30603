"""What was removed on request: enough to know it again, and nothing to read it by.

A removed article leaves its number, source, publisher's number, the day and the reason. Its addresses, headlines and
texts are kept as SHA-256 digests alone: an address often spells the headline.
"""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from archive.article import Article
from archive.folding import fold
from archive.identity import text_digest, url_key

NO_ARTICLE = 0
"""The number of what was removed that was no article: captures of other pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """An article that was removed: the number that it had, when (aware, UTC) and why. `finished` says whether its text
    is out of the files too. Captures of a page that is no article have the number `NO_ARTICLE`."""

    id: int
    article: int
    source: str
    network: str | None
    publisher_id: str | None
    removed_at: datetime
    reason: str
    finished: bool

    @property
    def name(self) -> str:
        """What it was, for a sentence."""
        return "captures that are no article's" if self.article == NO_ARTICLE else f"article {self.article}"


def address_key(url: str) -> str:
    """The digest of an address, however it is spelled."""
    return _key("address", url_key(url))


def number_key(network: str, number: str) -> str:
    """The digest of a publisher's number."""
    return _key("number", network, number)


def _headline_key(article: Article) -> str:
    return _key("headline", article.source, fold(article.headline))


def _text_key(article: Article) -> str:
    return _key("text", article.source, text_digest(article))


def _key(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()


def keys(wordings: Iterable[Article], addresses: Iterable[str]) -> frozenset[str]:
    """What an article is known again by: its addresses, its number, every headline and text that it had."""
    found = {address_key(url) for url in addresses}
    for article in wordings:
        found |= {address_key(article.url), _headline_key(article), _text_key(article)}
        if article.network and article.publisher_id:
            found.add(number_key(article.network, article.publisher_id))
    return frozenset(found)


def of_article(sql: sqlite3.Connection, article: Article, asked: str) -> Tombstone | None:
    """The removed article that this one is, read at the address `asked`.

    By the publisher's number, its own address, or its text; by another of its addresses only under the same headline:
    an address may lead to something else today ("/latest").
    """
    if not any_there(sql):
        return None
    if article.network and article.publisher_id:
        if found := of_key(sql, number_key(article.network, article.publisher_id)):
            return found
    for key in (address_key(article.url), _text_key(article)):
        if found := of_key(sql, key):
            return found
    headline = of_key(sql, _headline_key(article))
    for url in (asked, *article.aliases):
        found = of_key(sql, address_key(url))
        if found and headline and found.id == headline.id:
            return found
    return None


def any_there(sql: sqlite3.Connection) -> bool:
    return sql.execute("select 1 from tombstones where article_id > 0 limit 1").fetchone() is not None


def of_key(sql: sqlite3.Connection, key: str) -> Tombstone | None:
    row = sql.execute(f"{ROWS} {OF_KEY}", (key,)).fetchone()
    return from_row(row) if row else None


def of_number(sql: sqlite3.Connection, article: int) -> Tombstone | None:
    """The removed article that had this number."""
    row = sql.execute(f"{ROWS} where article_id = ? order by id desc limit 1", (article,)).fetchone()
    return from_row(row) if row else None


def unfinished(sql: sqlite3.Connection) -> Iterator[Tombstone]:
    """Those whose text may still be in the files."""
    return map(from_row, sql.execute(f"{ROWS} where finished_at is null order by id").fetchall())


OF_KEY = "where id = (select tombstone_id from tombstone_keys where digest = ?)"
ROWS = "select id, article_id, source, network, publisher_id, removed_at, reason, finished_at from tombstones"


def from_row(row: sqlite3.Row) -> Tombstone:
    return Tombstone(
        id=row["id"],
        article=row["article_id"],
        source=row["source"],
        network=row["network"],
        publisher_id=row["publisher_id"],
        removed_at=datetime.fromisoformat(row["removed_at"]),
        reason=row["reason"],
        finished=row["finished_at"] is not None,
    )
