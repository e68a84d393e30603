"""What is known of a site's feeds and sitemaps, and of how far the validators of its servers can be believed."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from sqlite3 import Connection
from typing import Any

from archive.identity import time_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A feed or sitemap of which a crawl has asked for all that it lists. Times are aware.

    `parent` is the index that lists it, `lastmod` what that index said of its last change, as printed. `digest` is that
    of its bytes ("sha256:…"). `scope` says what was wanted of it (dates, kinds of addresses): with another one it has
    to be read again. `listed` is how many pages it gave. `read_at`: when it was read whole last; `visited_at`: when it
    was asked for last.
    """

    url: str
    scope: str
    read_at: datetime
    visited_at: datetime
    parent: str | None = None
    lastmod: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    digest: str | None = None
    listed: int = 0


@dataclass(slots=True, kw_only=True)
class Belief:
    """What was seen of one kind of validator ("etag", "last-modified", "lastmod") of one host.

    changed: it changed, as what it stands for did. lied: it stayed, though that changed. idle: it changed, though that
    stayed. shared: one value stood for so many different pages at once.
    """

    changed: int = 0
    lied: int = 0
    idle: int = 0
    shared: int = 0


def documents(sql: Connection, source: str) -> dict[str, Document]:
    """What is known of a source's feeds and sitemaps, by address."""
    found = {}
    for row in sql.execute("select * from documents where source = ?", (source,)):
        values: dict[str, Any] = {field.name: row[field.name] for field in fields(Document)}
        for name in ("read_at", "visited_at"):
            values[name] = datetime.fromisoformat(values[name])
        found[values["url"]] = Document(**values)
    return found


def keep_documents(sql: Connection, source: str, known: Iterable[Document], forgotten: Iterable[str]) -> None:
    """Write down what is known of feeds and sitemaps, and forget others."""
    sql.executemany("delete from documents where source = ? and url = ?", [(source, url) for url in forgotten])
    for document in known:
        values = {
            **asdict(document),
            "source": source,
            "read_at": time_text(document.read_at),
            "visited_at": time_text(document.visited_at),
        }
        sql.execute(
            f"insert or replace into documents ({', '.join(values)}) values ({', '.join('?' * len(values))})",  # noqa: S608
            tuple(values.values()),
        )


def beliefs(sql: Connection) -> dict[tuple[str, str], Belief]:
    """What was seen of the validators of each host, by host and kind."""
    rows = sql.execute("select host, kind, changed, lied, idle, shared from validators")
    return {(host, kind): Belief(changed=a, lied=b, idle=c, shared=d) for host, kind, a, b, c, d in rows}


def keep_beliefs(sql: Connection, seen: Iterable[tuple[str, str, Belief]]) -> None:
    """Write down what was seen of validators."""
    sql.executemany(
        "insert into validators (host, kind, changed, lied, idle, shared) values (?, ?, ?, ?, ?, ?) "
        "on conflict (host, kind) do update set changed = excluded.changed, lied = excluded.lied, "
        "idle = excluded.idle, shared = excluded.shared",
        [(host, kind, seen.changed, seen.lied, seen.idle, seen.shared) for host, kind, seen in seen],
    )
