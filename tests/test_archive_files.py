"""An archive as a file among other programs: rights, media, crashes, two at once."""

import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive import Archive, ArchiveError, Article, NotAnArchiveError, ReadOnlyError, Visit

ROOT = Path(__file__).parent.parent
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
NOBODY = 65534


def put(db: Archive, number: int) -> int:
    url = f"https://echo.example/{number}"
    article = Article(url=url, source="echo", headline=f"Headline {number}", body="The ferry runs. " * 50)
    return db.add(article, Visit(url=url, source="echo", at=NOW)).article


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that everybody may enter, as pytest's own may not be."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        os.chmod(name, 0o755)
        yield Path(name)


@contextmanager
def without_rights(*paths: Path) -> Iterator[None]:
    """Be somebody who may read these files and folders, and write none of them."""
    modes = {path: path.stat().st_mode for path in paths}
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    superuser = os.geteuid() == 0
    if superuser:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if superuser:
            os.seteuid(0)
        for path, mode in modes.items():
            path.chmod(mode)


def test_a_file_that_may_only_be_read(folder: Path) -> None:
    path = folder / "news.db"
    with Archive(path) as db:
        put(db, 1)
    before = path.read_bytes()
    with without_rights(path, folder), pytest.raises(ReadOnlyError, match="cannot be written"), Archive(path) as db:
        put(db, 2)
    assert path.read_bytes() == before


def test_a_folder_in_which_no_file_may_be_made(folder: Path) -> None:
    with without_rights(folder), pytest.raises(ReadOnlyError, match="cannot be opened"):
        Archive(folder / "news.db")
    assert not list(folder.iterdir())


def test_a_folder_that_may_not_be_entered(folder: Path) -> None:
    inner = folder / "private"
    inner.mkdir(mode=0o700)
    inner.chmod(0)
    try:
        with without_rights(), pytest.raises(ArchiveError, match="cannot be opened"):
            Archive(inner / "news.db", read_only=True)
    finally:
        inner.chmod(0o700)


def test_an_archive_on_a_medium_that_cannot_be_written_is_read(folder: Path) -> None:
    path = folder / "news.db"
    with Archive(path) as db:
        put(db, 1)
    with without_rights(path, folder), Archive(path, read_only=True) as db:
        assert [hit.id for hit in db.search("ferry")] == [1]
        assert db.get(1).article.headline == "Headline 1"
        _, (_, row) = db.query("select count(*) from articles")
        assert row == (1,)
    assert [file.name for file in folder.iterdir()] == ["news.db"]


def test_reading_while_a_crawl_writes(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with Archive(path) as writer, Archive(path, read_only=True) as reader:
        put(writer, 1)
        assert len(reader.search("ferry")) == 1
        with writer.writing():
            put_in_transaction = "insert into crawls (spider, started_at) values ('x', '')"
            writer.connection.execute(put_in_transaction)
            assert len(reader.search("ferry")) == 1
            assert not reader.rows("select * from crawls")


def test_a_damaged_file_is_said_to_be_damaged(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with Archive(path) as db:
        for number in range(20):
            put(db, number)
    data = bytearray(path.read_bytes())
    data[8192 : len(data) - 4096] = b"\xa5" * (len(data) - 12288)
    path.write_bytes(data)
    with pytest.raises(ArchiveError, match="damaged"), Archive(path, read_only=True) as db:
        db.rows("select body from articles")


def test_a_file_cut_short_is_said_to_be_damaged_or_none(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with Archive(path) as db:
        put(db, 1)
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(NotAnArchiveError), Archive(path) as db:
        put(db, 2)


def test_a_name_that_is_none() -> None:
    with pytest.raises(ArchiveError, match="cannot be opened"):
        Archive("a\0b")


def test_what_was_stored_outlives_a_killed_program(tmp_path: Path) -> None:
    program = (
        "import sys; sys.path.insert(0, 'tests')\n"
        "from archive import Archive\n"
        "from test_archive_files import put\n"
        "with Archive(sys.argv[1]) as db:\n"
        "    for number in range(100_000):\n"
        "        print(put(db, number), flush=True)\n"
    )
    path = tmp_path / "news.db"
    process = subprocess.Popen([sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert process.stdout is not None
    for line in process.stdout:
        if int(line) >= 30:
            process.send_signal(signal.SIGKILL)
            break
    rest = process.stdout.read().split()
    process.stdout.close()
    process.wait(timeout=30)
    last = int(rest[-1]) if rest else 30
    with Archive(path) as db:
        assert db.rows("select count(*) from articles")[0][0] in (last, last + 1)
        assert len(db.search("ferry", limit=1000)) >= last
        assert db.rows("pragma integrity_check")[0][0] == "ok"
        db.connection.execute("insert into articles_fts (articles_fts) values ('integrity-check')")
        put(db, 200_000)


def test_several_programs_create_one_archive_at_once(tmp_path: Path) -> None:
    program = (
        "import sys; sys.path.insert(0, 'tests')\n"
        "from archive import Archive\n"
        "from test_archive_files import put\n"
        "sys.stdin.readline()\n"
        "with Archive(sys.argv[1]) as db:\n"
        "    put(db, int(sys.argv[2]))\n"
    )
    path = tmp_path / "news.db"
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(path), str(number)],
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        for number in range(4)
    ]
    for process in programs:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    errors = [process.communicate(timeout=60)[1] for process in programs]
    assert errors == [""] * 4
    with Archive(path, read_only=True) as db:
        assert db.stats()["sources"][0]["articles"] == 4


def test_an_archive_begun_and_never_made_is_made(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    begun = sqlite3.connect(path, isolation_level=None)
    begun.execute("pragma journal_mode = wal")
    begun.close()
    with Archive(path) as db:
        assert put(db, 1) == 1
