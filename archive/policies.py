"""What sites say of how they may be crawled and used: their files (robots.txt, ai.txt, trust.txt, tdmrep.json) as last
answered, and what their pages say of it in headers and meta elements."""

import sqlite3
from dataclasses import asdict, dataclass
from datetime import datetime

from archive.identity import time_text

MOST_VALUES = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFile:
    """A file of a site that states a policy, as it was last answered.

    `origin` is scheme, host and port ("https://example.org"), `name` the path without the first slash. `asked_at` is
    aware. `text` is None where there is no such file. `changed_at` is when it was first seen to say what it says.
    """

    origin: str
    name: str
    source: str | None
    asked_at: datetime
    http_status: int
    etag: str | None = None
    last_modified: str | None = None
    text: str | None = None
    changed_at: datetime | None = None


def find(sql: sqlite3.Connection, origin: str, name: str) -> SiteFile | None:
    """The file as last answered."""
    row = sql.execute("select * from site_files where origin = ? and name = ?", (origin, name)).fetchone()
    if row is None:
        return None
    times = {key: datetime.fromisoformat(row[key]) for key in ("asked_at", "changed_at")}
    return SiteFile(**{**dict(row), **times})


def keep(sql: sqlite3.Connection, file: SiteFile) -> None:
    """Put what was answered in place of what was answered before."""
    values = {**asdict(file), "asked_at": time_text(file.asked_at), "changed_at": time_text(file.asked_at)}
    sql.execute(
        f"insert into site_files ({', '.join(values)}) values ({', '.join('?' * len(values))}) "  # noqa: S608
        "on conflict (origin, name) do update set source = coalesce(excluded.source, source), "
        "asked_at = excluded.asked_at, http_status = excluded.http_status, etag = excluded.etag, "
        "last_modified = excluded.last_modified, "
        "changed_at = case when text is excluded.text then changed_at else excluded.changed_at end, "
        "text = excluded.text",
        tuple(values.values()),
    )


def note(sql: sqlite3.Connection, source: str, signal: str, value: str, url: str, at: datetime) -> None:
    """A page of a source said so at this time (aware). Of values beyond `MOST_VALUES` nothing is kept: a site that says
    something else on each page says nothing that can be counted."""
    said = [row["value"] for row in sql.execute(
        "select value from page_signals where source = ? and signal = ?", (source, signal)
    )]  # fmt: skip
    if value not in said and len(said) >= MOST_VALUES:
        return
    sql.execute(
        "insert into page_signals (source, signal, value, first_at, last_at, pages, url) values (?, ?, ?, ?, ?, 1, ?) "
        "on conflict (source, signal, value) do update set last_at = excluded.last_at, pages = pages + 1, "
        "url = excluded.url",
        (source, signal, value, time_text(at), time_text(at), url),
    )
