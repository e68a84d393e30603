"""`archive verify` names every later change to a capture; `archive capture show` and `archive wacz` hand them out."""

import gzip
import hashlib
import json
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from archive import Archive, ArchiveError, Article, CaptureWriter, Exchange, PageStatus, Visit, manifest
from archive import captures as shelf
from archive.cli import cli
from archive.verify import verify

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOST = "https://courier.example"
PAGES = {f"{HOST}/{number}": f"<h1>Ferry {number}</h1><p>Ångström, {number}.</p>".encode() * 9 for number in range(6)}


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Six articles in several capture files; the first was seen again unchanged, changed, and not modified."""
    path = tmp_path / "news.db"
    with CaptureWriter(path, software="tests/1", full=3000) as captures, Archive(path) as archive:

        def seen(url: str, body: bytes, hours: int, headline: str = "", status: int = 200) -> None:
            at = NOW + timedelta(hours=hours)
            headers = [(b"Content-Type", b"text/html"), (b"Content-Encoding", b"gzip")]
            packed = gzip.compress(body, mtime=0) if body else b""
            number = captures.write(
                Exchange(url=url, at=at, status=status, headers=headers, body=packed, source="courier")
            )
            visit = Visit(url=url, source="courier", at=at, capture=number, http_status=status)
            if headline:
                archive.add(Article(url=url, source="courier", headline=headline, body="It runs."), visit)
            else:
                archive.visited(visit, PageStatus.ARTICLE)

        for hours, (url, body) in enumerate(PAGES.items()):
            seen(url, body, hours, f"Ferry {hours}")
        seen(f"{HOST}/0", PAGES[f"{HOST}/0"], 24, "Ferry 0")
        seen(f"{HOST}/0", b"", 48, status=304)
        seen(f"{HOST}/0", b"<h1>Ferry sinks</h1>", 72, "Ferry Sinks")
        captures.write(Exchange(url="https://echo.example/", at=NOW, status=200, headers=[], body=b"x", source="echo"))
    return path


def capture_files(path: Path) -> list[Path]:
    with Archive(path) as archive:
        return [
            shelf.folder_of(path) / row["name"] for row in archive.rows("select name from capture_files order by id")
        ]


def sentences(path: Path, noted: str | None = None) -> str:
    with Archive(path, read_only=True) as archive:
        return "\n".join(problem.sentence for problem in verify(archive, noted).problems)


def test_what_nobody_touched_is_as_it_was(path: Path) -> None:
    done = run("verify", "--db", path)
    assert done.exit_code == 0
    assert f"{len(capture_files(path))} files" in done.stderr
    head = done.stderr.split()[-1]
    assert len(head) == 64
    assert run("verify", "--db", path, "--noted", head).exit_code == 0


def test_every_changed_byte_shows_and_its_record_is_named(path: Path) -> None:
    file = capture_files(path)[0]
    data = bytearray(file.read_bytes())
    found = manifest.read(manifest.path_of(file))
    assert found is not None
    for place in range(0, len(data), 7):
        changed = bytearray(data)
        changed[place] ^= 1
        file.write_bytes(changed)
        owner = next(entry for entry in found.entries if place < entry.end)
        assert sentences(path).splitlines()[0].startswith(f"{file}: the record at {owner.offset} was changed")


def test_a_record_that_was_put_in_its_place_is_named(path: Path) -> None:
    file = capture_files(path)[0]
    found = manifest.read(manifest.path_of(file))
    assert found is not None
    entry = found.entries[1]
    data = file.read_bytes()
    for junk in range(10_000):  # another text, packed to the same length
        text = gzip.decompress(data[: entry.end][entry.offset :]).replace(b"Content-Type", b"Content-Typo")
        packed = gzip.compress(text + b"\r\n" * 0, compresslevel=1 + junk % 9, mtime=junk)
        if len(packed) <= entry.length:
            break
    file.write_bytes(data[: entry.offset] + packed + data[entry.offset + len(packed) :])
    assert f"{file}: the record at {entry.offset} was changed" in sentences(path)


@pytest.mark.parametrize("cut", [1, 200])
def test_a_cut_and_an_appended_file(path: Path, cut: int) -> None:
    file = capture_files(path)[1]
    data = file.read_bytes()
    file.write_bytes(data[:-cut])
    assert "was changed" in sentences(path)
    file.write_bytes(data + b"x" * cut)
    assert f"what stands from {len(data)} on was added later" in sentences(path)


def test_a_file_and_a_manifest_that_vanished(path: Path) -> None:
    first, second, *_ = capture_files(path)
    first.unlink()
    manifest.path_of(second).unlink()
    done = run("verify", "--db", path)
    assert done.exit_code != 0
    assert f"{first} is missing; put it back from a copy." in done.stdout
    assert f"{manifest.path_of(second)} is missing or damaged" in done.stdout


def rewritten(file: Path, change: Any) -> str:
    """A manifest made anew, for records that `change` was done to; its chain."""
    found = manifest.read(manifest.path_of(file))
    assert found is not None
    heading = manifest.heading(found.file, found.after).encode()
    chain, lines = manifest.digest(heading), []
    for entry in change(list(found.entries)):
        entry = manifest.chained(chain, entry.offset, entry.length, entry.sha256)
        lines.append(entry.line())
        chain = entry.chain
    manifest.path_of(file).write_bytes(heading + "".join(lines).encode())
    return chain


def test_a_file_whose_manifest_was_made_anew_shows_in_the_archive_and_in_the_next_manifest(path: Path) -> None:
    first, second, *_ = capture_files(path)
    data = bytearray(first.read_bytes())
    data[8] ^= 1  # of the gzip header: the time, which changes nothing else
    first.write_bytes(data)

    def anew(entries: list[manifest.Entry]) -> list[manifest.Entry]:
        return [manifest.entry("", e.offset, bytes(data[e.offset : e.end])) for e in entries]

    chain = rewritten(first, anew)
    found = sentences(path)
    assert "it does not end as the archive noted it; it was rewritten" in found
    assert f"{first}: its manifest was rewritten after {second.name} was begun" in found
    with Archive(path) as archive:
        archive.connection.execute("update capture_files set chain = ? where name = ?", (chain, first.name))
    assert f"{first}: its manifest was rewritten after {second.name} was begun" in sentences(path)


def test_a_chain_that_was_noted_tells_of_a_forger_who_rewrote_everything(path: Path) -> None:
    last = capture_files(path)[-1]
    noted = run("verify", "--db", path).stderr.split()[-1]
    chain = rewritten(last, lambda entries: entries[:-2])
    end = manifest.read(manifest.path_of(last))
    assert end is not None
    with last.open("r+b") as file:
        file.truncate(end.entries[-1].end)
    with Archive(path) as archive:
        archive.connection.execute("update capture_files set chain = ? where name = ?", (chain, last.name))
        archive.connection.execute("delete from captures where url like 'https://echo%'")
    assert sentences(path) == ""
    assert "captures were changed since it was noted" in sentences(path, noted)


def test_a_manifest_can_be_checked_by_hand(path: Path) -> None:
    """As docs/captures.md says how."""
    file = capture_files(path)[0]
    *heading, first, second = manifest.path_of(file).read_text().split("\n")[:5]
    chain = hashlib.sha256(("\n".join(heading) + "\n").encode()).hexdigest()
    for line in (first, second):
        offset, length, sha256, stated = line.split(" ")
        record = file.read_bytes()[int(offset) :][: int(length)]
        assert hashlib.sha256(record).hexdigest() == sha256
        chain = hashlib.sha256(f"{chain} {offset} {length} {sha256}".encode()).hexdigest()
        assert chain == stated


# -- archive capture show ----------------------------------------------------------------------------------------------


def test_a_capture_is_shown_with_its_headers(path: Path) -> None:
    done = run("capture", "show", 2, "--db", path)
    assert done.exit_code == 0, done.output
    assert f"url:            {HOST}/1\n" in done.stdout
    assert "HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Encoding: gzip" in done.stdout
    assert run("capture", "show", 2, "--db", path, "--headers").stdout.startswith("HTTP/1.1 200 OK\n")


def test_the_body_is_unpacked_whatever_refers_to_it(path: Path) -> None:
    page = PAGES[f"{HOST}/0"]
    for at in ("2026-11-20T12:00", "2026-11-21", "2026-11-22", "2026-11-22T23:00+00:00"):
        done = run("capture", "show", f"{HOST}/0", "--db", path, "--body", "--at", at)
        assert done.stdout_bytes == page, at
    assert run("capture", "show", 1, "--db", path, "--body").stdout_bytes == b"<h1>Ferry sinks</h1>"


def test_where_it_stands_as_json(path: Path) -> None:
    found = json.loads(run("capture", "show", f"{HOST}/3", "--db", path, "--json").stdout)
    data = Path(found["file"]).read_bytes()[found["offset"] :][: found["length"]]
    assert found["record_id"].encode() in gzip.decompress(data)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("https://nowhere.example/",), "No capture of https://nowhere.example/"),
        ((99,), "No capture of 99"),
        ((1, "--at", "2020-01-01"), "the first is of 2026-11-20"),
        ((1, "--at", "yesterday"), "--at takes a day or time"),
    ],
)
def test_what_cannot_be_shown_is_one_sentence(path: Path, arguments: tuple[object, ...], sentence: str) -> None:
    done = run("capture", "show", *arguments, "--db", path)
    assert isinstance(done.exception, ArchiveError)
    assert sentence in str(done.exception)


def test_a_capture_whose_file_vanished(path: Path) -> None:
    for file in capture_files(path):
        file.unlink()
    done = run("capture", "show", 1, "--db", path)
    assert isinstance(done.exception, ArchiveError)
    assert str(done.exception).endswith("is missing; put it back from a copy.")


# -- archive wacz ------------------------------------------------------------------------------------------------------


def package(path: Path, *options: str) -> zipfile.ZipFile:
    out = path.with_name("out.wacz")
    done = run("wacz", out, "--db", path, *options)
    assert done.exit_code == 0, done.exception
    return zipfile.ZipFile(out)


def index(made: zipfile.ZipFile) -> list[tuple[str, str, dict[str, str]]]:
    lines = gzip.decompress(made.read("indexes/index.cdx.gz")).decode().splitlines()
    assert lines == sorted(lines)
    return [(key, stamp, json.loads(text)) for key, stamp, text in (line.split(" ", 2) for line in lines)]


def test_a_package_lists_its_files_and_their_digests(path: Path) -> None:
    with package(path) as made:
        listed = json.loads(made.read("datapackage.json"))
        assert {one["path"] for one in listed["resources"]} == set(made.namelist()) - {
            "datapackage.json", "datapackage-digest.json",
        }  # fmt: skip
        for one in listed["resources"]:
            data = made.read(one["path"])
            assert one["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
            assert one["bytes"] == len(data)
        digest = json.loads(made.read("datapackage-digest.json"))
        assert digest["hash"] == f"sha256:{hashlib.sha256(made.read('datapackage.json')).hexdigest()}"
        assert made.getinfo("archive/news.warc.gz").compress_type == zipfile.ZIP_STORED


def test_a_package_leads_to_its_records_and_pages(path: Path) -> None:
    with package(path) as made:
        data = made.read("archive/news.warc.gz")
        for _, _, where in index(made):
            member = data[int(where["offset"]) :][: int(where["length"])]
            assert f"WARC-Target-URI: {where['url']}\r\n".encode() in gzip.decompress(member)
        head, *pages = map(json.loads, made.read("pages/pages.jsonl").decode().splitlines())
        assert head == {"format": "json-pages-1.0", "id": "pages", "title": "Articles", "hasText": True}
        assert len(pages) == 7
        assert {page["title"] for page in pages} >= {"Ferry 0", "Ferry Sinks"}
        stamps = {(where["url"], stamp) for _, stamp, where in index(made)}
        for page in pages:
            assert (page["url"], page["ts"].translate(str.maketrans("", "", "-:TZ"))) in stamps
            assert page["text"] == "It runs."
        top = made.read("indexes/index.idx").decode().splitlines()
        block = json.loads(top[1].split(" ", 2)[2])
        packed = made.read("indexes/index.cdx.gz")[block["offset"] :][: block["length"]]
        assert hashlib.sha256(packed).hexdigest() == block["digest"].removeprefix("sha256:")


@pytest.mark.parametrize("limit", [zipfile.ZIP64_LIMIT, 200])
def test_where_a_file_in_a_package_begins_shows_in_its_directory(
    path: Path, monkeypatch: pytest.MonkeyPatch, limit: int
) -> None:
    """ReplayWeb.page trusts that a file without extra fields in the directory has none in front of its content."""
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", limit)
    large = 0
    with package(path) as made:
        data = path.with_name("out.wacz").read_bytes()
        for info in made.infolist():
            extra = int.from_bytes(data[info.header_offset + 28 : info.header_offset + 30], "little")
            assert bool(extra) <= bool(info.extra), info.filename
            large += bool(extra)
            made.read(info)
    assert bool(large) is (limit == 200)


def test_a_package_of_one_source_or_since_a_day_has_what_its_revisits_need(path: Path) -> None:
    with package(path, "--source", "echo") as made:
        assert [where["url"] for _, _, where in index(made)] == ["https://echo.example/"]
    with package(path, "--since", "2026-11-21") as made:
        urls = [(where["url"], where["mime"]) for _, _, where in index(made)]
        assert urls == [(f"{HOST}/0", "text/html"), (f"{HOST}/0", "warc/revisit"), (f"{HOST}/0", "text/html")]


def test_a_package_is_whole_or_not_there(path: Path) -> None:
    capture_files(path)[-1].unlink()
    out = path.with_name("out.wacz")
    done = run("wacz", out, "--db", path)
    assert isinstance(done.exception, ArchiveError)
    assert "is missing" in str(done.exception)
    assert not list(path.parent.glob("out.wacz*"))
    assert isinstance(run("wacz", out, "--db", path, "--source", "nobody").exception, ArchiveError)
