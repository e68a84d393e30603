"""A copy of an archive that is whole, made while others write.

The database is copied as it was at one moment (SQLite's online backup, https://www.sqlite.org/backup.html), under
another name until it has been checked; then the captures that it names, only what is not there yet; last it gets its
name. So whatever bears the name of a backup is one.
"""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from archive import captures, database, schema, transfer
from archive.captures import folder_of, on_disk, refuse_own
from archive.errors import ArchiveError, LostCaptureError, NotAnArchiveError, ReadOnlyError

PAGES = 4096
"""Pages of the file that are copied between two words on how far it is."""

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What was copied: bytes of the database; capture files that there are, that anything was copied of, and how many
    bytes; and what could not be, as sentences."""

    database: int
    files: int
    fresh: int
    bytes: int
    problems: list[str]


def back_up(
    path: Path, out: Path, *, with_captures: bool = True, replace: bool = False, progress: Progress = lambda _: None
) -> BackedUp:
    """Copy the archive at `path` to `out`, and its captures to the folder beside that.

    Raises NotAnArchiveError, ReadOnlyError, DiskFullError, and ArchiveError if `out` is there and not to be replaced,
    or if the copy is damaged, as the archive is then.
    """
    _may_write(path, out, replace)
    partial = out.with_name(out.name + ".part")
    for beside in (partial, *_logs(partial)):
        beside.unlink(missing_ok=True)
    try:
        with database.sentences(path):
            _copy_database(path, partial, progress)
        progress("checking the copy")
        files = _look_at(path, partial)
        copied = _copy_captures(path, out, partial, progress) if with_captures else []
        size = partial.stat().st_size
        with on_disk(out):
            for beside in _logs(out):
                beside.unlink(missing_ok=True)
            partial.replace(out)
            _sync(out.absolute().parent)
    finally:
        for beside in (partial, *_logs(partial)):
            beside.unlink(missing_ok=True)
    sizes = [one for one in copied if isinstance(one, int)]
    problems = [one for one in copied if isinstance(one, str)]
    return BackedUp(size, files, sum(one > 0 for one in sizes), sum(sizes), problems)


def _may_write(path: Path, out: Path, replace: bool) -> None:
    if not path.exists():
        raise NotAnArchiveError(f"There is no archive at {path}; name another with --db.")
    if not out.absolute().parent.is_dir():
        raise ReadOnlyError(f"The folder {out.parent} does not exist; create it, or choose another place.")
    if out.is_dir():
        raise ArchiveError(f"{out} is a folder; name a file in it.")
    refuse_own(out, path)
    if folder_of(out).resolve() == folder_of(path).resolve():
        raise ArchiveError(f"{out} would have the captures of the archive itself; name another file or folder.")
    if not out.exists():
        return
    if not replace:
        raise ArchiveError(f"{out} is there already; name another file, or replace it with --replace.")
    if any(log.exists() and log.stat().st_size for log in _logs(out)[:1]):
        raise ArchiveError(f"{out} is open in another program, or one was killed; close it, or open it once.")


def _logs(path: Path) -> list[Path]:
    return [path.with_name(path.name + ending) for ending in ("-wal", "-shm", "-journal")]


def _copy_database(path: Path, partial: Path, progress: Progress) -> None:
    uri = database.reading_uri(path)
    with (
        closing(sqlite3.connect(uri, uri=True, timeout=database.WAIT_SECONDS, isolation_level=None)) as source,
        database.sentences(partial),
        closing(sqlite3.connect(partial, isolation_level=None)) as copy,
    ):
        (application,) = source.execute("pragma application_id").fetchone()
        if application != schema.APPLICATION_ID:
            raise NotAnArchiveError(f"{path} is a database, but not a news archive; choose another file.")
        source.execute("begin")  # what is copied is of one moment, whoever writes meanwhile
        source.execute("select count(*) from sqlite_master").fetchone()
        source.backup(
            copy,
            pages=PAGES,
            progress=lambda _, left, total: progress(f"{total - left} of {total} pages"),
        )
        copy.execute("pragma journal_mode = delete")
    with partial.open("rb") as file:
        os.fsync(file.fileno())


def _look_at(path: Path, partial: Path) -> int:
    """Check a copy; how many capture files it names."""
    with database.sentences(partial), closing(sqlite3.connect(partial)) as copy:
        (found,) = copy.execute("pragma integrity_check(1)").fetchone()
        if found != "ok":
            raise ArchiveError(f"The copy of {path} is damaged ({found}); see what `archive check` says of {path}.")
        return len(_names(copy))


def _names(copy: sqlite3.Connection) -> list[tuple[int, str]]:
    tables = {name for (name,) in copy.execute("select name from sqlite_master where type = 'table'")}
    if "capture_files" not in tables:  # an archive from before there were captures
        return []
    return copy.execute("select id, name from capture_files order by id").fetchall()


def _copy_captures(path: Path, out: Path, partial: Path, progress: Progress) -> list[int | str]:
    """Copy the captures that a copy of the database names: the bytes copied of each file, or what is wrong with it."""
    folder, target = captures.folder_of(path), captures.folder_of(out)
    with closing(sqlite3.connect(partial)) as copy:
        names = _names(copy)
        tables = {name for (name,) in copy.execute("select name from sqlite_master where type = 'table'")}
        removed = (
            copy.execute("select file_id, offset, length from removals").fetchall() if "removals" in tables else []
        )
    if names:
        with on_disk(target):
            target.mkdir(exist_ok=True)
    found: list[int | str] = []
    for number, name in names:
        progress(name)
        places = [(offset, length) for file, offset, length in removed if file == number]
        try:
            found.append(transfer.copy(folder / name, target, places).bytes)
        except (LostCaptureError, transfer.DifferentFileError) as error:
            found.append(str(error))
    return found


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
