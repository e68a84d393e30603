"""A disk that is really full, programs really killed, media that cannot be written: nothing committed is lost."""

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archive import (
    Archive,
    ArchiveError,
    Article,
    CaptureWriter,
    DiskFullError,
    Exchange,
    ReadOnlyError,
    Visit,
    answer_of,
    captures,
)
from archive import check as checking
from archive.cli import cli
from archive.verify import verify
from tests.courier import ROOT

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def page(number: int) -> bytes:
    """What no compressor makes much of, so that a disk fills up."""
    return f"<p>Page {number}</p>".encode() + random.Random(number).randbytes(3000)


def put(writer: CaptureWriter, number: int) -> None:
    """What a crawl does with a page: the capture, then the article."""
    url = f"https://echo.example/{number % 500}"
    at = NOW + timedelta(minutes=number)
    exchange = Exchange(url=url, at=at, status=200, headers=[], body=page(number), source="echo")
    capture = writer.write(exchange)
    text = random.Random(number).randbytes(700).hex()
    article = Article(url=url, source="echo", headline=f"Headline {number}", body=f"The ferry runs. 渡船 {text}")
    writer.archive.add(article, Visit(url=url, source="echo", at=at, capture=capture))


def agree(path: Path, committed: int) -> None:
    """After the next start, database and captures agree, and everything up to `committed` is there."""
    with CaptureWriter(path, software="tests/1") as writer:
        put(writer, 1_000_000)
    with Archive(path) as archive:
        assert checking.check(archive, full=True).problems == []
        assert verify(archive).problems == []
        headlines = {
            row[0] for row in archive.rows("select headline from articles union select headline from revisions")
        }
        assert {f"Headline {number}" for number in range(committed)} <= headlines
        for row in archive.rows("select capture_id, headline from articles where capture_id is not null"):
            assert answer_of(archive, row["capture_id"])[1].body == page(int(row["headline"].split()[1]))
        assert archive.rows("select 1 from articles where capture_id is null") == []


# -- a full disk -------------------------------------------------------------------------------------------------------


@contextmanager
def disk_of(size: str, folder: Path) -> Iterator[Path]:
    """A disk of its own, mounted in a folder."""
    disk = folder / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(disk)], check=False).returncode:
        pytest.skip("needs the right to mount a disk")
    try:
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    with disk_of("2m", tmp_path) as disk:
        yield disk


@pytest.fixture
def roomy(tmp_path: Path) -> Iterator[Path]:
    with disk_of("6m", tmp_path) as disk:
        yield disk


def fill(path: Path) -> int:
    """Crawl until the disk is full; how many articles were stored."""
    stored: list[int] = []
    with pytest.raises(DiskFullError, match="free some space"):
        crawl(path, stored)
    return len(stored)


def crawl(path: Path, stored: list[int]) -> None:
    with CaptureWriter(path, software="tests/1") as writer:
        for number in range(100_000):
            put(writer, number)
            stored.append(number)


def test_a_disk_that_fills_up_during_a_crawl(small: Path, tmp_path: Path) -> None:
    ballast = small / "ballast"
    ballast.write_bytes(bytes(500_000))
    stored = fill(small / "news.db")
    assert stored > 5
    ballast.unlink()
    shutil.copytree(small, elsewhere := tmp_path / "elsewhere")
    agree(elsewhere / "news.db", stored)
    with CaptureWriter(small / "news.db", software="tests/1") as writer:  # and there, once there is room again
        put(writer, 2_000_000)
    with Archive(small / "news.db") as archive:
        assert checking.check(archive).problems == []


def test_a_full_disk_again_and_again(small: Path, tmp_path: Path) -> None:
    """Wherever the last byte falls: in the log, in a record, in the manifest."""
    for ballast in range(0, 40_000, 3_700):
        path = small / "news.db"
        filler = small / "filler"
        filler.write_bytes(bytes(1_400_000 + ballast))
        stored = fill(path)
        filler.unlink()
        agree(path, stored)
        for file in (path, *small.glob("news.db-*")):
            file.unlink(missing_ok=True)
        shutil.rmtree(captures.folder_of(path))


@pytest.mark.parametrize("command", ["backup", "export", "delete", "merge", "wacz"])
def test_commands_on_a_full_disk(roomy: Path, tmp_path: Path, command: str) -> None:
    path = roomy / "news.db"
    with CaptureWriter(path, software="tests/1") as writer:
        for number in range(40):
            put(writer, number)
    other = tmp_path / "other.db"
    with CaptureWriter(other, software="tests/1") as writer:
        for number in range(500, 900):
            put(writer, number)
    out = roomy / "out"
    arguments: dict[str, tuple[object, ...]] = {
        "backup": (out,),
        "export": ("--format", "jsonl", "-o", out),
        "delete": ("3", "--reason", "order", "--yes"),
        "merge": (other,),
        "wacz": (out,),
    }
    (roomy / "ballast").write_bytes(bytes(max(0, shutil.disk_usage(roomy).free - 20_000)))
    done = run(command, *arguments[command], "--db", path)
    assert isinstance(done.exception, ArchiveError | OSError), done.output
    assert "disk" in str(done.exception) or "space" in str(done.exception)
    assert not out.exists()
    assert list(roomy.glob("out*")) == []
    (roomy / "ballast").unlink()
    with Archive(path) as archive:
        problems = [p for p in checking.check(archive).problems if p.repair != "files"]
        assert [p for p in problems if "archive delete" not in p.sentence] == []
    if command == "delete":
        assert run(command, *arguments[command], "--db", path).exit_code == 0
        with Archive(path) as archive:
            assert checking.check(archive, full=True).problems == []


def test_a_file_that_may_not_grow(tmp_path: Path) -> None:
    """A quota, as the system sets one (RLIMIT_FSIZE)."""
    program = (
        "import resource, signal, sys; sys.path.insert(0, '.')\n"
        "from pathlib import Path\n"
        "from archive import ArchiveError, CaptureWriter\n"
        "from tests.test_mishaps import put\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))\n"
        "number = -1\n"
        "try:\n"
        "    with CaptureWriter(Path(sys.argv[1]), software='tests/1') as writer:\n"
        "        for number in range(100_000):\n"
        "            put(writer, number)\n"
        "except ArchiveError as error:\n"
        "    print(number, error)\n"
    )
    assert resource.getrlimit(resource.RLIMIT_FSIZE)
    for limit in (150_000, 500_000, 1_300_001):
        path = tmp_path / f"{limit}.db"
        done = subprocess.run(
            [sys.executable, "-c", program, str(path), str(limit)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        number, _, sentence = done.stdout.partition(" ")
        assert "Traceback" not in done.stderr
        assert sentence.startswith(("The disk of", str(path), str(captures.folder_of(path)))), sentence
        agree(path, int(number))


# -- kill -9 -----------------------------------------------------------------------------------------------------------

CRAWL = (
    "import sys; sys.path.insert(0, '.')\n"
    "from pathlib import Path\n"
    "from archive import CaptureWriter\n"
    "from tests.test_mishaps import put\n"
    "with CaptureWriter(Path(sys.argv[1]), software='tests/1', full=60_000) as writer:\n"
    "    for number in range(int(sys.argv[2]), 100_000):\n"
    "        put(writer, number)\n"
    "        print(number, flush=True)\n"
)


def test_killed_fifteen_times_in_one_archive(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    chance = random.Random(17)
    start = 0
    for _ in range(15):
        with subprocess.Popen(
            [sys.executable, "-c", CRAWL, str(path), str(start)], stdout=subprocess.PIPE, text=True, cwd=ROOT
        ) as crawl:
            assert crawl.stdout is not None
            crawl.stdout.readline()
            time.sleep(chance.random() * 0.3)
            crawl.send_signal(signal.SIGKILL)
            lines = [line for line in crawl.stdout.read().split("\n")[:-1] if line]
        start = int(lines[-1]) + 1 if lines else start + 1
        with Archive(path) as archive:
            assert [p for p in checking.check(archive).problems if p.repair != "files"] == []
    assert start > 15
    agree(path, start)


# -- what vanished or was cut ------------------------------------------------------------------------------------------


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "news.db"
    with CaptureWriter(path, software="tests/1", full=20_000) as writer:
        for number in range(20):
            put(writer, number)
    return path


def test_a_crawl_goes_on_without_a_capture_file_that_vanished(path: Path) -> None:
    lost = min(captures.folder_of(path).glob("*.warc.gz"))
    lost.unlink()
    with CaptureWriter(path, software="tests/1") as writer:
        put(writer, 500)
        assert writer.recovered == []
    with Archive(path) as archive:
        (problem,) = checking.check(archive).problems
        assert problem.sentence == f"The capture file {lost} is missing; put it back from a copy."
        assert len(archive.search("ferry", limit=100)) == 20


def test_the_whole_folder_of_captures_vanished(path: Path) -> None:
    shutil.rmtree(captures.folder_of(path))
    done = run("check", "--db", path)
    assert done.stdout.count("is missing; put it back from a copy.") == len(done.stdout.splitlines()) > 1
    for command in (("verify",), ("capture", "show", "1"), ("wacz", path.with_name("x.wacz"))):
        failed = run(*command, "--db", path)
        assert isinstance(failed.exception, ArchiveError), failed.output
    assert run("search", "ferry", "--db", path).exit_code == 0
    with CaptureWriter(path, software="tests/1") as writer:
        put(writer, 500)


@pytest.mark.parametrize("part", [0.0, 0.001, 0.1, 0.5, 0.9, 0.999])
@pytest.mark.parametrize(
    "command",
    [("search", "ferry"), ("show", "1"), ("stats",), ("history", "1"), ("check",), ("verify",), ("changes",),
     ("export", "--format", "jsonl"), ("backup", "OUT"), ("merge", "OTHER"), ("delete", "1", "--reason", "x", "--yes"),
     ("query", "select count(*), max(body) from articles")],
    ids=lambda command: command[0],
)  # fmt: skip
def test_no_command_has_a_traceback_for_a_database_cut_short(path: Path, command: tuple[str, ...], part: float) -> None:
    """Through the program itself, as a person runs it."""
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * part)])
    other = path.with_name("other.db")
    with Archive(other) as archive:
        archive.start_crawl("x", {})
    places = {"OUT": str(path.with_name("out.db")), "OTHER": str(other)}
    done = run(*(places.get(word, word) for word in command), "--db", path)
    assert done.exception is None or isinstance(done.exception, ArchiveError | SystemExit), done.exception


# -- media that cannot be written --------------------------------------------------------------------------------------


@pytest.fixture
def cut_off() -> Iterator[Path]:
    """An archive on a disk that is mounted to be read only."""
    with tempfile.TemporaryDirectory() as name, disk_of("8m", Path(name)) as disk:
        with CaptureWriter(disk / "news.db", software="tests/1") as writer:
            for number in range(5):
                put(writer, number)
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        yield disk / "news.db"


def test_an_archive_on_a_disk_that_can_only_be_read(cut_off: Path, tmp_path: Path) -> None:
    for command in (
        ("search", "ferry"),
        ("check",),
        ("check", "--full"),
        ("verify",),
        ("capture", "show", "1"),
        ("stats",),
    ):
        done = run(*command, "--db", cut_off)
        assert done.exit_code == 0, (command, done.output, done.exception)
    assert run("backup", tmp_path / "copy.db", "--db", cut_off).exit_code == 0
    assert run("wacz", tmp_path / "x.wacz", "--db", cut_off).exit_code == 0
    agree(tmp_path / "copy.db", 5)
    with Archive(tmp_path / "mine.db") as archive:
        archive.start_crawl("x", {})
    assert run("merge", cut_off, "--db", tmp_path / "mine.db").exit_code == 0
    agree(tmp_path / "mine.db", 5)
    for command in (("delete", "1", "--reason", "x", "--yes"), ("merge", str(tmp_path / "mine.db"))):
        done = run(*command, "--db", cut_off)
        assert isinstance(done.exception, ReadOnlyError), (command, done.exception)
    with pytest.raises(ArchiveError, match="cannot be"):
        CaptureWriter(cut_off, software="tests/1")
    assert os.listdir(cut_off.parent)
