"""SQLite files: how they are opened, and their errors as sentences. Knows nothing of articles."""

import os
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from archive.errors import ArchiveError, DiskFullError, LockedError, NotAnArchiveError, ReadOnlyError

WAIT_SECONDS = 30
"""How long a writer waits for another one before it gives up."""

CACHE_BYTES = 64 << 20
"""So much of a file that is written stays in memory at most: where a name, an address or a fingerprint belongs is
anywhere in it. SQLite's own two megabytes are read and written over and over."""

ROWS = 50
"""So many rows are inserted by one statement."""


def reading_uri(path: Path) -> str:
    """The address under which SQLite opens a file to read it, and never creates or changes it.

    A WAL database needs a file beside it even to be read. Where none can be made, as on a read-only medium, and nobody
    is writing, it is opened as one that does not change (https://www.sqlite.org/wal.html#read_only_databases).
    """
    beside = path.with_name(path.name + "-wal")
    effective = os.access in os.supports_effective_ids
    immutable = not os.access(path.absolute().parent, os.W_OK, effective_ids=effective) and not beside.exists()
    return path.absolute().as_uri() + ("?mode=ro&immutable=1" if immutable else "?mode=ro")


def write_ahead(connection: sqlite3.Connection) -> None:
    """Switch to WAL, for good. SQLite does not wait for others with this, so we do."""
    deadline = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            connection.execute("pragma journal_mode = wal")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def insert(
    sql: sqlite3.Connection, table: str, columns: Sequence[str], values: Sequence[Any], *, rows: int = ROWS
) -> None:
    """Insert rows, whose values stand one after the other, so many a statement: one statement costs as much as a row.

    SQLite takes 32,766 values a statement if nobody made it otherwise (https://www.sqlite.org/limits.html).
    """
    width = len(columns)
    start = f"insert into {table} ({', '.join(columns)}) values "  # noqa: S608
    marks = f"({', '.join('?' * width)})"
    for place in range(0, len(values), rows * width):
        some = values[place : place + rows * width]
        sql.execute(start + ", ".join([marks] * (len(some) // width)), some)


@contextmanager
def sentences(path: Path) -> Iterator[None]:
    """Let no sqlite3 error through, but an ArchiveError that names the file."""
    try:
        yield
    except sqlite3.Error as error:
        raise translated(error, path) from error


def translated(error: sqlite3.Error, path: Path) -> ArchiveError:
    """An sqlite3 error as a sentence (result codes: https://www.sqlite.org/rescode.html)."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    match code:
        case sqlite3.SQLITE_NOTADB:
            return NotAnArchiveError(f"{path} is not an SQLite database; choose another file.")
        case sqlite3.SQLITE_CORRUPT:
            return NotAnArchiveError(f"{path} is damaged ({error}); restore a copy, or try `sqlite3 {path} .recover`.")
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return ReadOnlyError(f"{path} cannot be written; check the rights of the file and of its folder.")
        case sqlite3.SQLITE_CANTOPEN:
            return ReadOnlyError(f"{path} cannot be opened; check that its folder exists and the rights of both.")
        case sqlite3.SQLITE_FULL:
            return DiskFullError(
                f"The disk of {path} is full; free some space and start again, nothing stored is lost."
            )
        case sqlite3.SQLITE_IOERR:
            return ArchiveError(f"The disk of {path} failed ({error}); nothing stored before is lost.")
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return LockedError(
                f"Another program has been writing to {path} for {WAIT_SECONDS} seconds; wait until it is done."
            )
    return ArchiveError(f"{path}: {error}.")
