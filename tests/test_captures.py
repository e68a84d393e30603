"""Captures as a crawl writes them: standard records, rows that point at them, and both agreeing after every mishap."""

import errno
import gzip
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from archive import (
    Archive,
    ArchiveError,
    Article,
    CaptureWriter,
    DiskFullError,
    Exchange,
    LostCaptureError,
    Visit,
    manifest,
)
from archive import captures as shelf
from archive.cli import cli
from tests.courier import ENDS_WITHIN, ENVIRONMENT, ROOT, Courier, Page, article, command, feed, path_of, scrapy

URL = "https://courier.example/news/1.html"
PAGE = "<html><h1>Über die Fähre</h1><p>Sie fährt wieder.</p></html>".encode() * 20
NOW = datetime(2026, 11, 20, 12, 30, 15, tzinfo=UTC)


def exchange(url: str = URL, body: bytes = PAGE, **fields: Any) -> Exchange:
    given = {"at": NOW, "status": 200, "headers": [(b"Content-Type", b"text/html; charset=utf-8")], "source": "courier"}
    return Exchange(**{"url": url, "body": body, **given, **fields})


def writer(path: Path, **options: Any) -> CaptureWriter:
    return CaptureWriter(path, software="tests/1", **options)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "news.db"


def files(path: Path) -> list[Path]:
    return sorted(shelf.folder_of(path).glob("*.warc.gz"))


def records(file: Path) -> list[tuple[str, dict[str, str], bytes]]:
    """Type, headers and content of each record, as an independent reader finds them."""
    with file.open("rb") as stream:
        return [
            (r.rec_type, {name.lower(): value for name, value in r.rec_headers.headers}, r.raw_stream.read())
            for r in ArchiveIterator(stream)
        ]


def checked(file: Path) -> int:
    """What `warcio check` says of the digests in a file."""
    command: Any = type("Command", (), {"inputs": [str(file)], "verbose": False})
    return Checker(command).process_all()


def agree(path: Path) -> None:
    """The database and the files say the same, and the manifests hold."""
    folder = shelf.folder_of(path)
    with Archive(path) as archive:
        rows = [shelf.from_row(row) for row in archive.rows(shelf.ROWS)]
        for row in rows:
            record = shelf.read_record(folder, row)
            assert record.url == row.url
            assert record.kind == row.kind
            if row.refers_to:
                assert shelf.capture(archive, row.refers_to).kind == "response"
        assert archive.rows("pragma foreign_key_check") == []
    for file in files(path):
        found = manifest.read(manifest.path_of(file))
        assert found is not None
        assert found.problem == ""
        with file.open("rb") as stream:
            assert manifest.changed(stream, found) == []
        assert (found.entries[-1].end if found.entries else 0) == file.stat().st_size
        kinds = [kind for kind, _, _ in records(file)]
        assert sum(kind in ("response", "revisit") for kind in kinds) == sum(row.file == file.name for row in rows)
        assert checked(file) == 0


def test_a_capture_is_a_response_and_its_request(path: Path) -> None:
    asked = [(b"User-Agent", b"news-archive/1"), (b"Accept", b"text/html")]
    with writer(path) as captures:
        number = captures.write(exchange(request_headers=asked, ip="192.0.2.7"))
    (file,) = files(path)
    (info, response, request) = records(file)
    assert [info[0], response[0], request[0]] == ["warcinfo", "response", "request"]
    assert info[1]["warc-filename"] == file.name
    assert b"software: tests/1" in info[2]
    assert response[1]["warc-target-uri"] == URL
    assert response[1]["warc-date"] == "2026-11-20T12:30:15Z"
    assert response[1]["warc-ip-address"] == "192.0.2.7"
    assert response[2] == PAGE
    assert request[1]["warc-concurrent-to"] == response[1]["warc-record-id"]
    with gzip.open(file) as stream:
        text = stream.read()
    assert b"GET /news/1.html HTTP/1.1\r\nHost: courier.example\r\nUser-Agent: news-archive/1\r\n" in text
    assert text.startswith(b"WARC/1.1\r\n")
    with Archive(path) as archive:
        found = shelf.capture(archive, number)
    assert (found.http_status, found.media_type, found.source, found.kind) == (200, "text/html", "courier", "response")
    agree(path)


def test_every_record_is_a_gzip_member_of_its_own(path: Path) -> None:
    with writer(path) as captures:
        captures.write(exchange())
    (file,) = files(path)
    data = file.read_bytes()
    found = manifest.read(manifest.path_of(file))
    assert found is not None
    assert len(found.entries) == 3
    for entry in found.entries:
        assert gzip.decompress(data[entry.offset : entry.end]).startswith(b"WARC/1.1\r\n")


def test_a_payload_that_is_known_is_a_revisit(path: Path) -> None:
    other = "https://courier.example/print/1.html"
    with writer(path) as captures:
        first = captures.write(exchange())
        again = captures.write(exchange(at=NOW + timedelta(hours=1)))
        elsewhere = captures.write(exchange(other, at=NOW + timedelta(hours=2)))
        changed = captures.write(exchange(body=PAGE + b"!", at=NOW + timedelta(hours=3)))
    with Archive(path) as archive:
        found = {number: shelf.capture(archive, number) for number in (first, again, elsewhere, changed)}
    assert [one.kind for one in found.values()] == ["response", "revisit", "revisit", "response"]
    assert found[again].refers_to == found[elsewhere].refers_to == first
    (file,) = files(path)
    revisits = [headers for kind, headers, body in records(file) if kind == "revisit" and not body]
    assert len(revisits) == 2
    for headers in revisits:
        assert headers["warc-profile"].endswith("/1.1/revisit/identical-payload-digest")
        assert headers["warc-refers-to-target-uri"] == URL
        assert headers["warc-refers-to-date"] == "2026-11-20T12:30:15Z"
        assert headers["warc-payload-digest"] == found[first].payload_digest
    agree(path)


def test_not_modified_refers_to_what_was_not(path: Path) -> None:
    with writer(path) as captures:
        first = captures.write(exchange())
        captures.write(exchange(at=NOW + timedelta(hours=1)))
        number = captures.write(exchange(body=b"", status=304, headers=[], at=NOW + timedelta(hours=2)))
        unknown = captures.write(exchange("https://courier.example/2", b"", status=304, headers=[]))
    with Archive(path) as archive:
        found, lone = shelf.capture(archive, number), shelf.capture(archive, unknown)
    assert (found.kind, found.refers_to) == ("revisit", first)
    assert (lone.kind, lone.refers_to) == ("response", None)
    (file,) = files(path)
    profiles = [headers.get("warc-profile", "") for _, headers, _ in records(file)]
    assert sum(profile.endswith("/server-not-modified") for profile in profiles) == 1
    agree(path)


def test_a_revisit_never_refers_to_a_file_that_is_gone(path: Path) -> None:
    with writer(path) as captures:
        captures.write(exchange())
    files(path)[0].unlink()
    with writer(path) as captures:
        number = captures.write(exchange())
    with Archive(path) as archive:
        assert shelf.capture(archive, number).kind == "response"


def test_nothing_from_the_web_breaks_out_of_a_header(path: Path) -> None:
    with writer(path) as captures:
        captures.write(
            exchange(
                headers=[(b"X-Trick", b"a\r\n\r\nWARC/1.1\r\nWARC-Type: response"), (b"Content-Type", b"text/html")]
            )
        )
    (file,) = files(path)
    assert [kind for kind, _, _ in records(file)] == ["warcinfo", "response", "request"]
    agree(path)


def test_content_stays_as_it_came(path: Path) -> None:
    packed = gzip.compress(PAGE, mtime=0)
    with writer(path) as captures:
        captures.write(exchange(body=packed, headers=[(b"Content-Encoding", b"gzip"), (b"Content-Type", b"text/html")]))
    (file,) = files(path)
    assert records(file)[1][2] == packed
    with file.open("rb") as stream:
        unpacked = [r.content_stream().read() for r in ArchiveIterator(stream) if r.rec_type == "response"]
    assert unpacked == [PAGE]


def test_what_is_packed_already_is_not_packed_again(path: Path) -> None:
    packed, plain = gzip.compress(os.urandom(20_000)), PAGE * 100
    coded = [(b"Content-Type", b"text/html"), (b"content-encoding", b"GZIP")]
    with writer(path) as captures:
        captures.write(exchange(body=packed, headers=coded))
        captures.write(exchange("https://courier.example/2", plain, headers=[(b"Content-Encoding", b"identity")]))
    with Archive(path) as archive:
        stored, squeezed = (row["length"] for row in archive.rows("select length from captures order by id"))
    assert packed in files(path)[0].read_bytes()
    assert stored < len(packed) + 1000
    assert squeezed < len(plain) / 5
    agree(path)


def test_files_are_rotated_by_size_and_chained(path: Path) -> None:
    with writer(path, full=5000) as captures:
        for number in range(20):
            captures.write(exchange(f"https://courier.example/{number}", os.urandom(1000)))
    found = [manifest.read(manifest.path_of(file)) for file in files(path)]
    assert len(found) > 3
    assert all(file.stat().st_size <= 5000 for file in files(path))
    by_name = {one.file: one for one in found if one}
    starts = [one for one in found if one and one.after is None]
    assert len(starts) == 1
    for one in found:
        assert one is not None
        if one.after:
            name, chain = one.after
            assert by_name[name].chain == chain
    agree(path)


def test_several_at_once_are_as_one_after_the_other(path: Path) -> None:
    with writer(path, full=5000) as captures:
        apart = captures.write(exchange())
        many = [exchange(f"https://courier.example/{number}", os.urandom(1000)) for number in range(12)]
        same = [exchange(f"https://echo.example/{number}", many[9].body) for number in range(2)]
        numbers = captures.write_all([*many, *same, exchange(at=NOW + timedelta(hours=1)), exchange(body=b"")])
        assert captures.write_all([]) == []
    assert numbers == list(range(apart + 1, apart + 17))
    assert len(files(path)) > 3
    assert all(file.stat().st_size <= 5000 for file in files(path))
    with Archive(path) as archive:
        found = [(row["kind"], row["refers_to"]) for row in archive.rows("select kind, refers_to from captures")]
    assert found[1:] == [("response", None)] * 12 + [("revisit", numbers[9])] * 2 + [
        ("revisit", apart),
        ("response", None),
    ]
    agree(path)


def test_a_response_larger_than_a_file_has_one_of_its_own(path: Path) -> None:
    with writer(path, full=1000) as captures:
        captures.write(exchange(body=os.urandom(5000)))
        captures.write(exchange("https://courier.example/2"))
    assert len(files(path)) == 2
    agree(path)


def test_the_index_is_sorted_and_leads_to_the_records(path: Path) -> None:
    import json

    with writer(path) as captures:
        for name in ("b", "a", "c"):
            captures.write(exchange(f"https://www.courier.example/{name}?z=1&a=2"))
    (index,) = shelf.folder_of(path).glob("*.cdxj")
    lines = index.read_text(encoding="utf-8").splitlines()
    assert lines == sorted(lines)
    assert lines[0].startswith("example,courier)/a?a=2&z=1 20261120123015 {")
    for line in lines:
        where = json.loads(line.split(" ", 2)[2])
        data = (index.parent / where["filename"]).read_bytes()
        member = data[int(where["offset"]) : int(where["offset"]) + int(where["length"])]
        assert where["url"].encode() in gzip.decompress(member)


def test_two_crawls_write_into_one_archive(path: Path) -> None:
    with writer(path) as one, writer(path) as other:
        for number in range(5):
            one.write(exchange(f"https://courier.example/{number}", os.urandom(100)))
            other.write(exchange(f"https://echo.example/{number}", os.urandom(100)))
        with writer(path) as third:
            assert third.recovered == [], "files that others are writing are theirs"
    assert len(files(path)) == 2
    agree(path)


# -- mishaps -----------------------------------------------------------------------------------------------------------

CRAWL = """
    import os, sys
    from datetime import UTC, datetime
    from archive import CaptureWriter, Exchange
    writer = CaptureWriter(sys.argv[1], software="killed/1", full=200_000)
    number = 0
    while True:
        body = os.urandom(3000) + str(number).encode()
        exchange = Exchange(url=f"https://courier.example/{number}", at=datetime.now(UTC), status=200,
                            headers=[(b"Content-Type", b"text/html")], body=body)
        print(writer.write(exchange), flush=True)
        number += 1
"""


@pytest.mark.parametrize("lines", [1, 7, 60])
def test_killed_in_mid_write(path: Path, lines: int) -> None:
    command = [sys.executable, "-c", textwrap.dedent(CRAWL), str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as crawl:
        assert crawl.stdout is not None
        committed = [int(crawl.stdout.readline()) for _ in range(lines)]
        crawl.send_signal(signal.SIGKILL)
        committed += [int(line) for line in crawl.stdout.read().split("\n")[:-1]]
    with writer(path) as after:
        assert len(after.recovered) == 1, after.recovered
        assert "left open by a crawl that was killed" in after.recovered[0]
        after.write(exchange())
    agree(path)
    with Archive(path) as archive:
        assert {row["id"] for row in archive.rows("select id from captures")} >= set(committed)
    with writer(path) as later:
        assert later.recovered == []


def left_open(path: Path, count: int = 2) -> Path:
    """The file of a crawl that was killed after so many captures."""
    captures = writer(path)
    for number in range(count):
        captures.write(exchange(f"https://courier.example/{number}", b"<p>%d</p>" % number))
    assert captures._file is not None
    captures._file.close()
    captures.archive.close()
    (file,) = files(path)
    return file


def test_torn_at_every_byte(path: Path, tmp_path: Path) -> None:
    """The last record of a file that was being written, cut anywhere: the others are kept, and nothing points at it."""
    import shutil

    file = left_open(path)
    data = file.read_bytes()
    found = manifest.read(manifest.path_of(file))
    assert found is not None
    for cut in range(found.entries[1].offset, len(data)):
        copy = tmp_path / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(path.parent, copy, ignore=shutil.ignore_patterns("copy"))
        (copy / "news.captures" / file.name).write_bytes(data[:cut])
        with writer(copy / path.name) as after:
            assert len(after.recovered) == 1
        whole = [entry for entry in found.entries if entry.end <= cut]
        with Archive(copy / path.name) as archive:
            offsets = [row["offset"] for row in archive.rows("select offset from captures order by 1")]
        assert offsets == [entry.offset for entry in whole[1::2]]
        assert (copy / "news.captures" / file.name).stat().st_size == whole[-1].end
        if cut % 50 == 0:
            agree(copy / path.name)


def test_a_torn_manifest_is_mended(path: Path) -> None:
    file = left_open(path)
    beside = manifest.path_of(file)
    text = beside.read_bytes()
    for cut in (len(text) - 1, len(text) - 100, len(text) - 300, 20, 0):
        beside.write_bytes(text[:cut])
        with Archive(path) as archive:
            archive.connection.execute("update capture_files set sealed_at = null")
            shelf.recover(archive)
        agree(path)
    beside.unlink()
    with Archive(path) as archive:
        archive.connection.execute("update capture_files set sealed_at = null")
        shelf.recover(archive)
    agree(path)


def test_captures_that_the_archive_does_not_know_are_added(path: Path) -> None:
    left_open(path, 3)
    with Archive(path) as archive:
        before = archive.rows("select * from captures order by id")
        archive.connection.execute("delete from captures where id > 1")
        (sentence,) = shelf.recover(archive)
        after = archive.rows("select * from captures order by id")
    assert "2 that the archive did not know were added" in sentence
    assert [{**dict(row), "source": None} for row in before] == [{**dict(row), "source": None} for row in after]
    agree(path)


def test_a_visit_of_a_lost_capture_stays(path: Path) -> None:
    file = left_open(path)
    article = Article(url=URL, source="courier", headline="Ferry", body="It runs.")
    with Archive(path) as archive:
        archive.add(article, Visit(url=URL, source="courier", at=NOW, capture=2))
    os.truncate(file, file.stat().st_size - 400)
    with writer(path) as after:
        assert "1 that the archive knew of are lost" in after.recovered[0]
    with Archive(path) as archive:
        assert [tuple(row) for row in archive.rows("select capture_id from visits")] == [(None,)]
        assert archive.get(1).article.headline == "Ferry"
    agree(path)


class FullDisk:
    """Stands in for os.write: after so many bytes the disk is full, in the middle of a write."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.write: Callable[[int, Any], int] = os.write

    def __call__(self, descriptor: int, data: Any) -> int:
        if self.room <= 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        part = bytes(data)[: self.room]
        self.room -= len(part)
        return self.write(descriptor, part)


@pytest.mark.parametrize("together", [False, True])
@pytest.mark.parametrize("room", [0, 1, 400, 900, 1050, 1100, 1200])
def test_the_disk_fills_up_in_mid_write(
    path: Path, monkeypatch: pytest.MonkeyPatch, room: int, *, together: bool
) -> None:
    with writer(path) as captures:
        captures.write(exchange())
        with monkeypatch.context() as patch:
            patch.setattr(os, "write", FullDisk(room))
            many = [exchange(f"https://courier.example/{n}", os.urandom(200)) for n in range(5)]
            with pytest.raises(DiskFullError, match=r"^The disk of .* is full; free some space"):
                captures.write_all(many) if together else list(map(captures.write, many))
        captures.write(exchange("https://courier.example/after", b"there is room again"))
    agree(path)


def test_the_disk_is_full_before_the_first_record(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with writer(path) as captures:
        with monkeypatch.context() as patch:
            patch.setattr(os, "write", FullDisk(50))
            with pytest.raises(DiskFullError):
                captures.write(exchange())
        captures.write(exchange())
    with writer(path):
        pass
    agree(path)


def test_a_folder_that_cannot_be_written(path: Path) -> None:
    shelf.folder_of(path).write_text("in the way")
    with pytest.raises(ArchiveError, match=r"news\.captures cannot be written"):
        writer(path)


def test_a_file_that_vanished_is_one_sentence(path: Path) -> None:
    with writer(path) as captures:
        number = captures.write(exchange())
    (file,) = files(path)
    file.unlink()
    with Archive(path) as archive, pytest.raises(LostCaptureError, match=r"is missing; put it back from a copy\.$"):
        shelf.read_record(shelf.folder_of(path), shelf.capture(archive, number))


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        ("wacz news.db", "is the archive itself"),
        ("wacz ./sub/../news.db", "is the archive itself"),
        ("wacz news.db-wal", "is the archive itself"),
        ("wacz news.captures/CAPTURE", "is among the captures"),
        ("wacz sub", "is a directory"),
        ("wacz pipe", "is no file"),
        ("backup news.db-wal --replace", "is the archive itself"),
        ("backup news.captures/CAPTURE --replace", "is among the captures"),
        ("backup news", "would have the captures of the archive itself"),
        ("backup pipe --replace", "is no file"),
        ("export --format jsonl -o news.captures/CAPTURE", "is among the captures"),
        ("export --format jsonl -o news.db-wal", "is the archive itself"),
    ],
)
def test_nothing_is_written_over_the_archive_or_its_captures(
    path: Path, monkeypatch: pytest.MonkeyPatch, command: str, sentence: str
) -> None:
    with writer(path) as one:
        one.write(exchange())
    monkeypatch.chdir(path.parent)
    path.rename("news.db")
    shelf.folder_of(path).rename("news.captures")
    Path("sub").mkdir()
    os.mkfifo("pipe")
    (name,) = (file.name for file in Path("news.captures").glob("*.warc.gz"))
    kept = [Path("news.db"), *Path("news.captures").iterdir()]
    before = {file: file.read_bytes() for file in kept}
    done = CliRunner().invoke(cli, [*command.replace("CAPTURE", name).split(), "--db", "news.db"])
    assert done.exit_code != 0
    assert sentence in f"{done.exception} {done.stderr}"
    assert {file: file.read_bytes() for file in kept} == before
    assert Path("pipe").is_fifo()


def test_a_missing_library_is_one_sentence(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(ArchiveError, match=r"pip install 'news-archive\[captures\]'"):
        writer(path)


# -- the whole way -----------------------------------------------------------------------------------------------------


@pytest.fixture
def courier() -> Iterator[Courier]:
    server = Courier()
    yield server
    server.shutdown()
    server.server_close()


def test_a_crawl_captures_all_that_it_fetches(courier: Courier, path: Path) -> None:
    packed = gzip.compress(article(2).encode(), mtime=0)
    courier["/robots.txt"] = Page(b"User-agent: *\nAllow: /\n", "text/plain")
    courier["/"] = '<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head></html>'
    courier.xml("/feed.xml", feed(path_of(1), path_of(2), "/moved", "/gone"))
    courier[path_of(1)] = article(1)
    courier[path_of(2)] = Page(packed, headers={"Content-Encoding": "gzip"})
    courier["/moved"] = Page(b"", status=301, headers={"Location": path_of(3)})
    courier[path_of(3)] = article(3)
    scrapy("news", "-a", f"url={courier.base}/", db=path)
    scrapy("news", "-a", f"url={courier.base}/", "-a", "revisit=0", db=path)
    agree(path)
    with Archive(path) as archive:
        rows = archive.rows("select url, http_status, kind, source from captures order by id")
        by_path = {row["url"].removeprefix(courier.base): row for row in reversed(rows)}
        assert by_path["/robots.txt"]["http_status"] == by_path["/feed.xml"]["http_status"] == 200
        assert (by_path["/moved"]["http_status"], by_path["/gone"]["http_status"]) == (301, 404)
        assert by_path["/feed.xml"]["source"] == by_path[path_of(3)]["source"] == "127.0.0.1"
        assert any(row["http_status"] == 304 and row["kind"] == "revisit" for row in rows)
        wordings = archive.rows(
            "select captures.* from articles join captures on captures.id = capture_id where kind = 'response'"
        )
        assert len(wordings) == 3
        assert archive.rows("select 1 from visits where capture_id is null") == []
        (found,) = [one for one in shelf.captures_of(archive, courier.base + path_of(2)) if one.kind == "response"]
        record = shelf.read_record(shelf.folder_of(path), found)
    assert record.block.endswith(b"\r\n\r\n" + packed)
    assert b"Content-Encoding: gzip\r\n" in record.block
    assert {headers["accept-encoding"] for _, headers in courier.asked} == {"gzip, deflate, br"}, "what pywb unpacks"


def test_captures_can_be_turned_off(courier: Courier, path: Path) -> None:
    courier["/"] = '<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head></html>'
    courier.xml("/feed.xml", feed(path_of(1)))
    courier[path_of(1)] = article(1)
    done = scrapy("news", "-a", f"url={courier.base}/", "-s", "CAPTURES=0", db=path)
    assert done.status == 0, done.err
    assert not shelf.folder_of(path).exists()


def test_a_killed_crawl_is_put_in_order_by_the_next(courier: Courier, path: Path) -> None:
    courier["/"] = '<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head></html>'
    courier.xml("/feed.xml", feed(*map(path_of, range(1, 40))))
    for number in range(1, 40):
        courier[path_of(number)] = Page(article(number).encode(), after=0.05)
    asked = ("news", "-a", f"url={courier.base}/")
    crawl = subprocess.Popen(command(*asked, db=path), cwd=ROOT, env=ENVIRONMENT, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + ENDS_WITHIN
    while len(courier.asked) < 12 and time.monotonic() < deadline:
        time.sleep(0.02)
    crawl.send_signal(signal.SIGKILL)
    crawl.wait()
    done = scrapy(*asked, db=path)
    assert done.status == 0, done.err
    assert "left open by a crawl that was killed" in done.out
    agree(path)
    with Archive(path) as archive:
        assert archive.rows("select count(*) from articles where capture_id is not null")[0][0] == 39
