"""WARC and WACZ files of other programs, whole, damaged and hostile, into an archive through the same extraction."""

import gzip
import hashlib
import json
import random
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from importlib.metadata import entry_points
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archive import Archive, ArchiveError
from archive import captures as shelf
from archive.cli import cli
from archive.verify import verify
from crawler.ingest_command import counted, ingest
from crawler.readers import Readers
from tests.courier import Courier, Page, article, path_of

HOST = "https://courier.example"


class Press:
    """A WARC file as another program writes it: wget, a proxy, Common Crawl."""

    def __init__(self, *, packed: bool = True, version: str = "1.0") -> None:
        self.out = BytesIO()
        self.packed = packed
        self.writer = WARCWriter(self.out, gzip=packed, warc_version=version)
        self.writer.write_record(self.writer.create_warcinfo_record("press.warc", {"software": "press/1"}))

    def page(
        self, url: str, body: bytes, date: str = "2019-03-04T05:06:07Z", *, status: str = "200 OK",
        kind: str = "response",
        headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html; charset=utf-8"),),
        request: bool = False, **warc: str,
    ) -> str:  # fmt: skip
        """One record, and a request before it; what it says that its payload digest is."""
        given = {"WARC-Date": date, **{name.replace("_", "-"): value for name, value in warc.items()}}
        record = self.writer.create_warc_record(
            url, kind, payload=BytesIO(body), length=len(body), warc_headers_dict=given,
            http_headers=StatusAndHeaders(status, list(headers), protocol="HTTP/1.1"),
        )  # fmt: skip
        if request:
            asked = self.writer.create_warc_record(
                url, "request", payload=BytesIO(b""), length=0,
                warc_headers_dict={
                    "WARC-Date": date, "WARC-Concurrent-To": record.rec_headers.get_header("WARC-Record-ID")
                },
                http_headers=StatusAndHeaders("GET / HTTP/1.1", [("User-Agent", "press/1")], is_http_request=True),
            )  # fmt: skip
            self.writer.write_record(asked)
        self.writer.write_record(record)
        return str(record.rec_headers.get_header("WARC-Payload-Digest"))

    def articles(self, *numbers: int) -> "Press":
        for number in numbers:
            self.page(HOST + path_of(number), article(number).encode(), f"2026-11-21T05:06:{number:02}Z")
        return self

    def save(self, path: Path) -> Path:
        path.write_bytes(self.out.getvalue())
        return path


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "news.db"


def take(db: Path, *files: Path, options: tuple[str, ...] = (), fails: bool = False) -> Result:
    done = CliRunner().invoke(ingest, [*map(str, files), "--db", str(db), *options])
    if fails:
        assert isinstance(done.exception, ArchiveError), done.output
    else:
        assert done.exception is None, (done.output, done.exception)
    return done


def rows(db: Path, sql: str) -> list[tuple[Any, ...]]:
    with Archive(db, read_only=True) as archive:
        return [tuple(row) for row in archive.rows(sql)]


def sound(db: Path) -> None:
    """Everything that was taken can be read, and the manifests hold."""
    with Archive(db) as archive:
        assert [problem.sentence for problem in verify(archive).problems] == []
        for row in archive.rows(shelf.ROWS):
            assert shelf.read_record(shelf.folder_of(db), shelf.from_row(row)).url == row["url"]


@pytest.mark.parametrize(("packed", "version"), [(True, "1.0"), (False, "1.0"), (True, "1.1"), (False, "1.1")])
def test_a_file_of_warcio_is_taken_whole(db: Path, tmp_path: Path, packed: bool, version: str) -> None:
    press = Press(packed=packed, version=version)
    for number in range(1, 8):
        press.page(HOST + path_of(number), article(number).encode(), f"2026-11-21T05:06:{number:02}Z", request=True)
    done = take(db, press.save(tmp_path / "press.warc"))
    assert done.stdout == "7 captures taken; pages: 7 new.\nPassed over: 1 warcinfo record.\n"
    assert rows(db, "select count(*), min(first_seen), max(source) from articles") == [
        (7, "2026-11-21T05:06:01+00:00", "courier.example")
    ]
    assert rows(db, "select count(*) from captures where request_length > 0") == [(7,)]
    assert rows(db, "select count(*) from articles where capture_id is null") == [(0,)]
    assert rows(db, "select spider, status from crawls") == [("ingest", "finished")]
    assert rows(db, "select new from crawl_sources") == [(7,)]
    sound(db)


def test_records_are_copied_as_they_stand(db: Path, tmp_path: Path) -> None:
    file = Press().articles(1).save(tmp_path / "press.warc.gz")
    take(db, file)
    file.unlink()
    with Archive(db) as archive:
        (found,) = shelf.captures_of(archive, 1)
        record = shelf.read_record(shelf.folder_of(db), found)
    assert record.head.startswith(b"WARC/1.0\r\n")
    assert record.block.endswith(article(1).encode())
    assert record.headers["warc-payload-digest"].startswith("sha1:")
    assert rows(db, "select payload_digest from captures") == [
        (f"sha256:{hashlib.sha256(article(1).encode()).hexdigest()}",)
    ]


def test_taking_a_file_twice_changes_nothing(db: Path, tmp_path: Path) -> None:
    file = Press().articles(1, 2).save(tmp_path / "press.warc.gz")
    take(db, file)
    before = rows(db, "select * from articles"), rows(db, "select * from visits"), rows(db, "select * from captures")
    done = take(db, file)
    assert "0 captures taken" in done.stdout
    assert "2 captures were there already." in done.stdout
    after = rows(db, "select * from articles"), rows(db, "select * from visits"), rows(db, "select * from captures")
    assert before == after


def test_what_a_kill_left_unread_is_read_the_next_time(
    db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url, press = HOST + path_of(2), Press().articles(1)
    digest = press.page(url, article(2).encode(), "2026-11-21T00:00:00Z")
    press.page(
        url, b"", "2026-11-21T01:00:00Z", kind="revisit", WARC_Payload_Digest=digest,
        WARC_Profile="http://netpreserve.org/warc/1.0/revisit/identical-payload-digest",
    )  # fmt: skip
    file = press.articles(3).save(tmp_path / "press.warc.gz")
    add = Archive.add

    def killed(archive: Archive, what: Any, visit: Any) -> Any:
        if visit.url == url:
            raise KeyboardInterrupt
        return add(archive, what, visit)

    with monkeypatch.context() as patched:
        patched.setattr(Archive, "add", killed)
        CliRunner().invoke(ingest, [str(file), "--db", str(db)])
    assert rows(db, "select count(*) from captures") == [(2,)]
    done = take(db, file)
    assert "2 captures taken; pages: 2 new, 1 unchanged." in done.stdout
    assert "2 captures were there already." in done.stdout
    assert rows(db, "select count(*) from articles") == [(3,)]
    sound(db)


def test_a_page_that_hangs_or_kills_its_reader_costs_only_itself(
    db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    press = Press().articles(1, 2, 3)
    reading = Readers.extract

    def one_of_them_hangs(self: Readers, html: bytes, url: str, **more: Any) -> Any:
        self._longest = 0.0001 if url.endswith(path_of(2)) else 120
        return reading(self, b"<p>some words</p>" * 5000 if url.endswith(path_of(2)) else html, url, **more)

    monkeypatch.setattr(Readers, "extract", one_of_them_hangs)
    monkeypatch.setattr("crawler.ingest.Readers", lambda: Readers(pages_each=1))
    done = take(db, press.save(tmp_path / "press.warc.gz"))
    assert "3 captures taken; pages: 2 new, 1 failed." in done.stdout
    assert rows(db, "select reason from visits where outcome = 'failed'") == [
        ("reading it took longer than 0.0001 seconds",)
    ]
    sound(db)


def test_older_captures_become_earlier_wordings(db: Path, tmp_path: Path) -> None:
    url = HOST + path_of(1)
    new, old = Press(), Press()
    new.page(url, article(1, headline="The bridge closes").encode(), "2026-11-22T00:00:00Z")
    old.page(url, article(1).encode(), "2026-11-21T00:00:00Z")
    take(db, new.save(tmp_path / "new.warc.gz"))
    done = take(db, old.save(tmp_path / "old.warc.gz"))
    assert "1 changed" in done.stdout
    assert rows(db, "select headline, first_seen from articles") == [("The bridge closes", "2026-11-21T00:00:00+00:00")]
    assert rows(db, "select headline, seen_at, capture_id from revisions") == [
        ("The bridge of district 1 opens again", "2026-11-21T00:00:00+00:00", 2)
    ]


def test_revisits_are_resolved_by_address_or_digest(db: Path, tmp_path: Path) -> None:
    url, press = HOST + path_of(1), Press()
    digest = press.page(url, article(1).encode(), "2026-11-21T00:00:00Z")
    for hour, reference in enumerate(
        ({"WARC_Refers_To_Target_URI": url, "WARC_Refers_To_Date": "2026-11-21T00:00:00Z"}, {}), start=1
    ):
        press.page(
            url, b"", f"2026-11-21T0{hour}:00:00Z", kind="revisit", WARC_Payload_Digest=digest,
            WARC_Profile="http://netpreserve.org/warc/1.0/revisit/identical-payload-digest", **reference,
        )  # fmt: skip
    press.page(HOST + "/2", b"", kind="revisit", WARC_Payload_Digest="sha1:" + "A" * 32)
    done = take(db, press.save(tmp_path / "press.warc.gz"))
    assert "3 captures taken; pages: 2 unchanged, 1 new." in done.stdout
    assert "1 revisit of captures that are not here" in done.stdout
    assert rows(db, "select kind, refers_to from captures") == [("response", None), ("revisit", 1), ("revisit", 1)]
    assert rows(db, "select wording from visits") == [(1,), (1,), (1,)]
    sound(db)


def test_pages_that_are_no_articles_and_files(db: Path, tmp_path: Path) -> None:
    press = Press().articles(1)
    press.page(f"{HOST}/logo.png", b"\x89PNG", headers=(("Content-Type", "image/png"),))
    press.page(f"{HOST}/moved", b"", status="301 Moved", headers=(("Location", path_of(1)),))
    press.page(f"{HOST}/unknown", b"not found", status="404 Not Found")
    press.page(f"{HOST}/sections", b"<html><h1>Sections</h1><a href='/1'>One</a></html>")
    press.page("urn:text:1", b"x", kind="resource")
    press.page("dns:courier.example", b"x")
    press.page(HOST + path_of(1), b"gone", "2026-11-23T00:00:00Z", status="410 Gone")
    done = take(db, press.save(tmp_path / "press.warc.gz"))
    assert "6 captures taken; pages: 1 new, 1 not an article, 1 gone." in done.stdout
    assert rows(db, "select gone_at from articles") == [("2026-11-23T00:00:00+00:00",)]
    assert rows(db, "select count(*) from pages") == [(2,)]
    assert "1 resource record" in done.stdout
    assert "1 record of no web address" in done.stdout


def test_chunks_codings_and_headers_that_lie(db: Path, tmp_path: Path) -> None:
    press = Press()
    html = ("Content-Type", "text/html; charset=utf-8")
    page = [article(number).encode() for number in range(5)]
    chunked = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (page[1][:500], page[1][500:])) + b"0\r\n\r\n"
    press.page(HOST + path_of(1), chunked, headers=(html, ("Transfer-Encoding", "chunked")))
    packed = gzip.compress(page[2])
    press.page(HOST + path_of(2), packed, headers=(html, ("Content-Encoding", "gzip")))
    press.page(HOST + path_of(3), page[3], headers=(html, ("Content-Encoding", "gzip")))
    press.page(HOST + path_of(4), page[4], headers=(html, ("Transfer-Encoding", "chunked")))
    done = take(db, press.save(tmp_path / "press.warc.gz"))
    assert "pages: 4 new." in done.stdout
    bodies = {body.split()[3] for (body,) in rows(db, "select body from articles")}
    assert bodies == {"1", "2", "3", "4"}


def test_only_the_sites_that_are_wanted(db: Path, tmp_path: Path) -> None:
    press = Press().articles(1)
    press.page("https://www.echo.example" + path_of(2), article(2).encode())
    press.page("https://www.rferl.org/a/12345678.html", article(3).encode())
    file = press.save(tmp_path / "CC-NEWS-20190304.warc.gz")
    done = take(db, file, options=("--source", "courier.example"))
    assert "2 answers of other sites were left out." in done.stdout
    done = take(db, file, options=("--cc-news",))
    assert rows(db, "select source from articles order by 1") == [("courier.example",), ("rferl",)]
    done = take(db, file, options=("--cc-news", "--source", "echo.example"))
    assert rows(db, "select count(*) from articles where source = 'echo.example'") == [(1,)]
    done = take(db, file, options=("--source", "nobody"), fails=True)
    assert "There is no source 'nobody'" in done.stderr


def test_a_wacz_is_taken_with_all_its_files(db: Path, tmp_path: Path) -> None:
    path = tmp_path / "crawl.wacz"
    parts = {f"archive/{name}.warc.gz": Press().articles(*numbers).out.getvalue() for name, numbers in
             (("one", (1, 2)), ("two", (3,)))}  # fmt: skip
    resources = [{"path": name, "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"} for name, data in parts.items()]
    with zipfile.ZipFile(path, "w") as out:
        for name, data in parts.items():
            out.writestr(name, data)
        out.writestr("datapackage.json", json.dumps({"resources": resources}))
        out.writestr("pages/pages.jsonl", "{}")
    assert "pages: 3 new." in take(db, path).stdout
    resources[1]["hash"] = "sha256:" + "0" * 64
    with zipfile.ZipFile(path, "w") as out:
        for name, data in parts.items():
            out.writestr(name, data)
        out.writestr("datapackage.json", json.dumps({"resources": resources}))
    done = take(db.with_name("other.db"), path, fails=True)
    assert "archive/two.warc.gz is not what its datapackage.json says that it is." in done.stderr
    assert "pages: 3 new." in done.stdout


def test_what_archive_wacz_writes_can_be_taken(db: Path, tmp_path: Path) -> None:
    press = Press().articles(1, 2)
    press.page(HOST + path_of(1), article(1, headline="The bridge closes").encode(), "2026-11-22T00:00:00Z")
    take(db, press.save(tmp_path / "press.warc.gz"))
    out = tmp_path / "out.wacz"
    assert CliRunner().invoke(cli, ["wacz", str(out), "--db", str(db)]).exit_code == 0
    other = tmp_path / "other.db"
    take(other, out)
    for table in ("select url, headline, body, first_seen from articles", "select headline, kinds from revisions"):
        assert rows(db, table) == rows(other, table)


def test_captures_alone_make_the_archive_again(db: Path, tmp_path: Path) -> None:
    press, url = Press().articles(1, 2, 3), HOST + path_of(1)
    digest = press.page(url, article(1, headline="The bridge closes").encode(), "2026-11-22T00:00:00Z")
    press.page(
        url, b"", "2026-11-22T12:00:00Z", kind="revisit", WARC_Payload_Digest=digest,
        WARC_Refers_To_Target_URI=url, WARC_Refers_To_Date="2026-11-22T00:00:00Z",
        WARC_Profile="http://netpreserve.org/warc/1.0/revisit/identical-payload-digest",
    )  # fmt: skip
    press.page(HOST + path_of(2), b"gone", "2026-11-23T00:00:00Z", status="410 Gone")
    take(db, press.save(tmp_path / "press.warc.gz"))
    other = tmp_path / "again.db"
    take(other, *sorted(shelf.folder_of(db).glob("*.warc.gz")))
    for sql in (
        "select url, source, headline, body, first_seen, gone_at from articles order by url",
        "select headline, kinds, announced, seen_at, replaced_at from revisions",
        "select url, at, http_status, kind, payload_digest, refers_to from captures order by id",
        "select at, http_status, outcome, wording from visits order by id",
    ):
        assert rows(db, sql) == rows(other, sql), sql
    sound(other)


# -- bad input ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "what", "said"),
    [
        (2, "warcinfo records", "2 warcinfo records"),
        (1, "warcinfo records", "1 warcinfo record"),
        (1, "revisits of captures that are not here", "1 revisit of captures that are not here"),
        (1, "answers of other sites were", "1 answer of other sites was"),
        (0, "captures", "0 captures"),
    ],
)
def test_one_is_counted_as_one(count: int, what: str, said: str) -> None:
    assert counted(count, what) == said


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "holds no WARC record"),
        (b"<html>no warc</html>" * 99, "holds no WARC record"),
        (gzip.compress(b"no warc", mtime=0), "holds no WARC record"),
        (b"PK\x03\x04 no zip", "is a damaged ZIP file"),
        (b"\x28\xb5\x2f\xfd packed", "is packed with zstd; unpack it first"),
        (random.Random(1).randbytes(50_000), "holds no WARC record"),
    ],
)
def test_what_is_no_warc_is_one_sentence(db: Path, tmp_path: Path, content: bytes, sentence: str) -> None:
    file = tmp_path / "file.warc.gz"
    file.write_bytes(content)
    done = take(db, file, fails=True)
    assert sentence in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert "Traceback" not in done.output


def test_a_file_that_is_not_there_and_one_that_is(db: Path, tmp_path: Path) -> None:
    good = Press().articles(1).save(tmp_path / "good.warc.gz")
    done = take(db, tmp_path / "none.warc.gz", good, fails=True)
    assert "none.warc.gz cannot be read: No such file or directory." in done.stderr
    assert "1 new" in done.stdout


def test_a_damaged_record_costs_only_itself(db: Path, tmp_path: Path) -> None:
    whole = Press().articles(*range(1, 9)).out.getvalue()
    middle = whole.index(b"\x1f\x8b\x08", len(whole) // 2)
    file = tmp_path / "press.warc.gz"
    file.write_bytes(whole[: middle + 60] + b"\xff" * 40 + whole[middle + 100 :])
    done = take(db, file, fails=True)
    assert "7 new" in done.stdout
    assert f"bytes {middle} to " in done.stderr
    sound(db)


def test_wrong_digests_are_reported_and_not_trusted(db: Path, tmp_path: Path) -> None:
    plain = Press(packed=False).articles(1, 2, 3).out.getvalue()
    changed = plain.replace(b"district 2 came", b"district 9 came")
    no_block = [line for line in changed.split(b"\r\n") if not line.startswith(b"WARC-Block-Digest")]
    file = tmp_path / "press.warc"
    file.write_bytes(changed)
    done = take(db, file, fails=True)
    assert "was not taken: its bytes are not those of its block digest" in done.stderr
    assert "2 new" in done.stdout
    file.write_bytes(b"\r\n".join(no_block))
    done = take(db.with_name("second.db"), file, fails=True)
    assert "was not taken: its content is not that of its payload digest" in done.stderr
    assert "2 new" in done.stdout
    press = Press()
    press.page(HOST + path_of(1), article(1).encode(), WARC_Payload_Digest="sha1:" + "A" * 32)
    done = take(db.with_name("third.db"), press.save(file), fails=True)
    assert "its payload digest is wrong; its block digest is right, so it was taken" in done.stderr
    assert rows(db.with_name("third.db"), "select payload_digest from captures") == [
        (f"sha256:{hashlib.sha256(article(1).encode()).hexdigest()}",)
    ]


def test_huge_records_are_passed_over(db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.foreign.LARGEST_PAGE", 100_000)
    press = Press()
    press.page(f"{HOST}/film.mp4", b"\0" * 3_000_000, headers=(("Content-Type", "video/mp4"),))
    done = take(db, press.articles(1).save(tmp_path / "press.warc.gz"))
    assert "1 record of more than 0 MB" in done.stdout
    assert "1 new" in done.stdout


def test_a_bomb_in_a_page_is_passed_over(db: Path, tmp_path: Path) -> None:
    press = Press()
    bomb = gzip.compress(b"<html>" + b"a" * 40_000_000)
    html = ("Content-Type", "text/html")
    press.page(f"{HOST}/bomb", bomb, headers=(html, ("Content-Encoding", "gzip")))
    done = take(db, press.articles(1).save(tmp_path / "press.warc.gz"))
    assert "1 page too large once unpacked" in done.stdout
    assert "1 new" in done.stdout


def test_what_was_cut_off_by_its_maker_is_not_taken_for_whole(db: Path, tmp_path: Path) -> None:
    press = Press()
    press.page(HOST + path_of(1), article(1).encode(), WARC_Truncated="length")
    done = take(db, press.save(tmp_path / "press.warc.gz"), fails=True)
    assert "was not taken: who captured it cut it off" in done.stderr


@pytest.mark.parametrize(
    ("date", "sentence"),
    [
        ("9999-12-31T23:59:59Z", "it says that it was captured on 9999-12-31, which cannot be"),
        ("1970-01-01T00:00:00Z", "it says that it was captured on 1970-01-01, which cannot be"),
        ("yesterday", "it does not say when it was captured"),
    ],
)
def test_times_that_cannot_be_are_not_taken(db: Path, tmp_path: Path, date: str, sentence: str) -> None:
    press = Press()
    press.page(HOST + path_of(1), article(1).encode(), date)
    press.page(HOST + path_of(2), article(2).encode(), "2020-01-02T03:04:05.123456Z")
    done = take(db, press.save(tmp_path / "press.warc.gz"), fails=True)
    assert sentence in done.stderr
    assert rows(db, "select first_seen from articles") == [("2020-01-02T03:04:05+00:00",)]


def test_other_record_types_are_counted_and_passed_over(db: Path, tmp_path: Path) -> None:
    press = Press(version="1.1").articles(1)
    for kind in ("metadata", "resource", "conversion", "warcinfo", "x-notes", "x-notes"):
        press.page(HOST + path_of(1), b"via: x", kind=kind, headers=())
    press.articles(2)
    done = take(db, press.save(tmp_path / "press.warc.gz"))
    assert "2 captures taken; pages: 2 new." in done.stdout
    assert "2 x-notes records" in done.stdout
    assert "1 metadata record, 1 resource record, 1 conversion record" in done.stdout
    assert "2 warcinfo records" in done.stdout


def test_an_answer_in_several_records_is_not_taken_for_whole(db: Path, tmp_path: Path) -> None:
    press = Press()
    press.page(HOST + path_of(1), article(1).encode()[:1500], WARC_Segment_Number="1")
    press.page(HOST + path_of(1), article(1).encode()[1500:], kind="continuation", WARC_Segment_Number="2", headers=())
    done = take(db, press.articles(2).save(tmp_path / "press.warc.gz"), fails=True)
    assert "it is one part of an answer that was kept in several records" in done.stderr
    assert "1 capture taken; pages: 1 new." in done.stdout
    assert "1 continuation record" in done.stdout


@pytest.mark.parametrize(
    "headers",
    [
        (("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked"), ("Content-Length", "77")),
        (("Content-Encoding", "br"), ("Content-Length", "77")),
        (("X-Crawler-Content-Encoding", "gzip"), ("X-Crawler-Content-Length", "77"), ("Content-Length", "1290")),
    ],
)
def test_common_crawls_news_files_are_unpacked_whatever_their_headers_say(
    db: Path, tmp_path: Path, headers: tuple[tuple[str, str], ...]
) -> None:
    """Files of before May 2019 keep the headers of the packed answer, later ones mask them (news-crawl, issue 30)."""
    press = Press()
    html = ("Content-Type", "text/html; charset=utf-8")
    for number in range(1, 6):
        press.page(
            f"https://www.rferl.org/a/{number}2345678.html", article(number).encode(),
            f"2019-03-04T05:06:{number:02}Z", headers=(html, *headers), request=number == 1,
        )  # fmt: skip
    press.page("https://unknown.example/1.html", article(6).encode())
    done = take(db, press.save(tmp_path / "CC-NEWS-20190304.warc.gz"), options=("--cc-news",))
    assert "5 captures taken; pages: 5 new." in done.stdout
    assert "1 answer of other sites was left out." in done.stdout
    assert rows(db, "select count(*), min(first_seen), min(length(body)) > 200 from articles") == [
        (5, "2019-03-04T05:06:01+00:00", 1)
    ]
    sound(db)


# -- Debian's wget -----------------------------------------------------------------------------------------------------


@pytest.fixture
def courier() -> Iterator[Courier]:
    server = Courier()
    yield server
    server.shutdown()
    server.server_close()


@pytest.mark.skipif(shutil.which("wget") is None, reason="wget is not installed: apt-get install wget")
@pytest.mark.parametrize("options", [(), ("--no-warc-compression",)])
def test_a_file_of_wget_is_taken_whole(db: Path, tmp_path: Path, courier: Courier, options: tuple[str, ...]) -> None:
    numbers = range(1, 8)
    paths = {path_of(number): article(number) for number in numbers}
    paths |= {"/news/%C3%BCberfall.html": article(8), "/news/%E6%BC%81%E5%A0%B4.html": article(9)}
    links = "".join(f'<a href="{path}">x</a>' for path in (*paths, "/moved.html"))
    courier["/"] = f"<html><body>{links}<img src='/logo.png'></body></html>"
    courier["/logo.png"] = Page(b"\x89PNG", "image/png")
    courier["/moved.html"] = Page(b"", status=301, headers={"Location": "/news/aged.html"})
    courier["/news/aged.html"] = article(10)
    for path, text in paths.items():
        courier[path] = text
    packed = {"Content-Encoding": "gzip"}
    courier[path_of(1)] = Page(article(1).encode(), chunks=200)
    courier[path_of(2)] = Page(gzip.compress(article(2).encode()), headers=packed)
    courier[path_of(3)] = Page(gzip.compress(article(3).encode()), headers=packed, chunks=100)
    subprocess.run(
        [
            "wget", "-q", "-r", "-l1", "-p", "--compression=auto", f"--warc-file={tmp_path / 'site'}", "--warc-cdx",
            *options, courier.base,
        ],
        cwd=tmp_path, env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "no_proxy": "*"}, timeout=60,
    )  # fmt: skip
    (file,) = tmp_path.glob("site.warc*")
    with file.open("rb") as stream:
        times = {
            str(record.rec_headers.get_header("WARC-Date"))
            for record in ArchiveIterator(stream)
            if record.rec_type == "response" and "/news/" in record.rec_headers.get_header("WARC-Target-URI")
        }
    done = take(db, file)
    assert "pages: 10 new, 1 not an article." in done.stdout
    assert rows(db, "select count(*) from captures where request_length > 0 and http_status in (200, 301)") == [(13,)]
    assert {at.replace("+00:00", "Z") for (at,) in rows(db, "select first_seen from articles")} == times
    numbered = {int(body.split("district ")[1].split()[0]) for (body,) in rows(db, "select body from articles")}
    assert numbered == set(range(1, 11))
    sound(db)


def test_it_is_a_command_of_the_archive(db: Path, tmp_path: Path) -> None:
    found = {one.name: one.value for one in entry_points(group="archive.commands")}
    assert found == {"ingest": "crawler.ingest_command:ingest"}
    file = Press().articles(1).save(tmp_path / "press.warc.gz")
    done = CliRunner().invoke(cli, ["ingest", str(file), "--db", str(db)])
    assert (done.exit_code, rows(db, "select count(*) from articles")) == (0, [(1,)])
    assert "ingest" in CliRunner().invoke(cli, ["--help"]).stdout


def test_without_the_crawler_it_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "crawler.ingest_command", None)
    done = CliRunner().invoke(cli, ["ingest", "x"])
    assert isinstance(done.exception, ArchiveError)
    assert "pip install 'news-archive[crawl]'" in str(done.exception)
