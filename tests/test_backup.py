"""`archive backup`: a copy that is whole, whoever writes meanwhile, and never in the place of something else."""

import gzip
import subprocess
import sys
import tarfile
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archive import (
    Archive,
    ArchiveError,
    Article,
    CaptureWriter,
    Exchange,
    Visit,
    answer_of,
    backup,
    captures,
    manifest,
)
from archive import check as checking
from archive.cli import cli
from archive.verify import verify
from tests.courier import ROOT

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
SAVED = ROOT / "fixtures" / "archives"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def fill(path: Path, first: int, last: int) -> None:
    """Articles with captures, in one capture file."""
    with CaptureWriter(path, software="tests/1") as writer:
        for number in range(first, last):
            put(writer, number)


def put(writer: CaptureWriter, number: int) -> None:
    url = f"https://echo.example/{number}"
    at = NOW + timedelta(minutes=number)
    body = f"<p>Page {number}</p>".encode()
    capture = writer.write(Exchange(url=url, at=at, status=200, headers=[], body=body, source="echo"))
    article = Article(url=url, source="echo", headline=f"Headline {number}", body=f"The ferry runs {number} times.")
    writer.archive.add(article, Visit(url=url, source="echo", at=at, capture=capture))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "news.db"
    fill(path, 0, 10)
    return path


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "safe").mkdir()
    return tmp_path / "safe" / "copy.db"


def sound(path: Path, articles: int) -> None:
    """An archive is whole by itself, with so many articles, each with its capture."""
    with Archive(path) as archive:
        assert archive.rows("select count(*) from articles")[0][0] == articles
        assert checking.check(archive, full=True).problems == []
        assert verify(archive).problems == []
        for row in archive.rows("select capture_id, url from articles"):
            number = row["url"].rpartition("/")[2]
            assert answer_of(archive, row["capture_id"])[1].body == f"<p>Page {number}</p>".encode()


def test_a_copy_is_an_archive_of_its_own(path: Path, out: Path) -> None:
    done = run("backup", out, "--db", path)
    assert done.exit_code == 0, done.output
    path.unlink()
    sound(out, 10)
    assert {file.name for file in out.parent.iterdir()} == {"copy.db", "copy.captures"}


def test_only_what_is_new_of_the_captures_is_copied(path: Path, out: Path) -> None:
    first = backup.back_up(path, out)
    assert (first.files, first.fresh) == (1, 1)
    again = backup.back_up(path, out, replace=True)
    assert (again.files, again.fresh, again.bytes) == (1, 0, 0)
    fill(path, 10, 15)
    later = backup.back_up(path, out, replace=True)
    assert (later.files, later.fresh) == (2, 1)
    sound(out, 15)


def test_a_capture_file_that_grows_is_copied_from_where_it_ended(path: Path, out: Path) -> None:
    with CaptureWriter(path, software="tests/1") as writer:
        put(writer, 10)
        first = backup.back_up(path, out)
        sizes = {file.name: file.stat().st_size for file in captures.folder_of(out).glob("*.gz")}
        put(writer, 11)
        second = backup.back_up(path, out, replace=True)
    assert first.files == second.files == 2
    grown = sum(file.stat().st_size - sizes[file.name] for file in captures.folder_of(out).glob("*.gz"))
    assert 0 < second.bytes == grown < first.bytes
    with CaptureWriter(out, software="tests/1") as after:
        assert "left open by a crawl" in after.recovered[0]
    sound(out, 12)


def test_while_another_program_writes(path: Path, out: Path) -> None:
    program = (
        "import sys; sys.path.insert(0, '.')\n"
        "from pathlib import Path\n"
        "from archive import CaptureWriter\n"
        "from tests.test_backup import put\n"
        "with CaptureWriter(Path(sys.argv[1]), software='tests/1') as writer:\n"
        "    for number in range(1000, 100_000):\n"
        "        put(writer, number)\n"
        "        print(number, flush=True)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE, cwd=ROOT, text=True
    ) as crawl:
        assert crawl.stdout is not None
        counts = []
        for _ in range(5):
            written = int(crawl.stdout.readline()) - 999
            done = backup.back_up(path, out, replace=True)
            assert done.problems == []
            with Archive(out) as archive:
                counts.append(archive.rows("select count(*) from articles")[0][0])
                assert counts[-1] >= written + 10
            with CaptureWriter(out, software="tests/1"):
                pass
            sound(out, counts[-1])
            out.unlink()
            for file in captures.folder_of(out).iterdir():
                file.unlink()
        crawl.kill()
    assert counts == sorted(set(counts))


def test_nothing_is_overwritten_in_silence(path: Path, out: Path) -> None:
    out.write_text("precious")
    done = run("backup", out, "--db", path)
    assert str(done.exception) == f"{out} is there already; name another file, or replace it with --replace."
    assert out.read_text() == "precious"
    assert run("backup", out, "--db", path, "--replace").exit_code == 0
    sound(out, 10)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("news.db", "is the archive itself"), ("none/x.db", "does not exist"), ("safe", "is a folder")],
)
def test_places_that_are_none(path: Path, out: Path, name: str, sentence: str) -> None:
    done = run("backup", path.parent / name, "--db", path, "--replace")
    assert isinstance(done.exception, ArchiveError)
    assert sentence in str(done.exception)
    assert "There is no archive" in str(run("backup", out, "--db", path.with_name("no.db")).exception)
    sound(path, 10)


def test_a_backup_that_is_open_is_not_replaced(path: Path, out: Path) -> None:
    backup.back_up(path, out)
    with Archive(out) as archive:
        archive.start_crawl("x", {})
        with pytest.raises(ArchiveError, match="is open in another program"):
            backup.back_up(path, out, replace=True)


def test_a_damaged_archive_makes_no_backup(path: Path, out: Path) -> None:
    backup.back_up(path, out)
    before = out.read_bytes()
    data = bytearray(path.read_bytes())
    for page in range(8, len(data) // 4096, 3):
        data[page * 4096 : page * 4096 + 3000] = b"\xa5" * 3000
    path.write_bytes(data)
    with pytest.raises(ArchiveError, match="damaged"):
        backup.back_up(path, out, replace=True)
    assert out.read_bytes() == before
    assert [file.name for file in out.parent.glob("*.part")] == []


def test_a_capture_that_is_damaged_or_missing_is_named_and_the_rest_is_copied(path: Path, out: Path) -> None:
    fill(path, 10, 12)
    first, second = sorted(captures.folder_of(path).glob("*.gz"), key=lambda file: file.stat().st_mtime_ns)
    first.unlink()
    done = run("backup", out, "--db", path)
    assert f"{first} is missing or damaged; put it back from a copy." in done.stderr
    assert str(done.exception) == "1 capture file could not be copied."
    assert (captures.folder_of(out) / second.name).read_bytes() == second.read_bytes()
    data = bytearray(second.read_bytes())
    data[700] ^= 1
    second.write_bytes(data)
    (captures.folder_of(out) / second.name).unlink()
    with pytest.raises(ArchiveError, match="is not what its manifest says"):
        backup.back_up(path, out, replace=True)


def test_other_records_under_the_same_name_are_left_alone(path: Path, out: Path) -> None:
    backup.back_up(path, out)
    (file,) = captures.folder_of(out).glob("*.gz")
    other = manifest.heading(file.name, ("else.warc.gz", "0" * 64))
    manifest.path_of(file).write_text(other)
    found = backup.back_up(path, out, replace=True)
    assert f"{file} has other records than" in found.problems[0]


def test_what_was_removed_on_request_goes_from_the_next_backup_too(path: Path, out: Path) -> None:
    backup.back_up(path, out)
    assert run("delete", "4", "--db", path, "--reason", "order", "--yes").exit_code == 0
    backup.back_up(path, out, replace=True)
    sound(out, 9)
    for file in captures.folder_of(out).glob("*.gz"):
        assert b"Page 3<" not in gzip.decompress(file.read_bytes())


def test_without_captures(path: Path, out: Path) -> None:
    assert run("backup", out, "--db", path, "--no-captures").exit_code == 0
    assert not captures.folder_of(out).exists()


@pytest.mark.parametrize("saved", sorted(SAVED.glob("m*.tar.gz")), ids=lambda file: file.name[:4])
def test_an_archive_of_an_older_version_is_copied_as_it_is(saved: Path, tmp_path: Path) -> None:
    with tarfile.open(saved) as tar:
        tar.extractall(tmp_path, filter="data")
    before = (tmp_path / "news.db").read_bytes()
    assert backup.back_up(tmp_path / "news.db", tmp_path / "copy.db").problems == []
    assert (tmp_path / "news.db").read_bytes() == before
    with Archive(tmp_path / "copy.db") as archive:
        assert checking.check(archive, full=True).problems == []
        assert verify(archive).problems == []


def test_killed_at_any_moment_the_last_backup_is_whole(path: Path, out: Path) -> None:
    backup.back_up(path, out)
    fill(path, 10, 60)
    program = (
        "import sys; from pathlib import Path; from archive.backup import back_up\n"
        "print('ready', flush=True)\n"
        "back_up(Path(sys.argv[1]), Path(sys.argv[2]), replace=True)\n"
    )
    for attempt in range(25):
        with subprocess.Popen(
            [sys.executable, "-c", program, str(path), str(out)], stdout=subprocess.PIPE, cwd=ROOT
        ) as process:
            assert process.stdout is not None
            process.stdout.readline()
            timer = threading.Timer(0.004 * attempt, process.kill)
            timer.start()
            process.wait()
            timer.cancel()
        with Archive(out) as archive:
            count = archive.rows("select count(*) from articles")[0][0]
            assert count in (10, 60)
            assert checking.check(archive).problems == [] or count == 10
        if process.returncode == 0:
            break
    backup.back_up(path, out, replace=True)
    sound(out, 60)
    assert {file.name for file in out.parent.iterdir()} == {"copy.db", "copy.captures"}
