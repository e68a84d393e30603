"""An article removed on request is nowhere any more, nothing brings it back, and everything else is as it was."""

import gzip
import itertools
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from archive import (
    Archive,
    ArchiveError,
    Article,
    ArticleNotFoundError,
    AuthorBio,
    CaptureWriter,
    Correction,
    Exchange,
    Image,
    LiveEntry,
    LockedError,
    Outcome,
    PageStatus,
    Visit,
    answer_of,
    captures,
    copies,
    database,
    deletion,
    discard,
    warc,
)
from archive import check as checking
from archive.cli import cli
from archive.verify import verify
from tests.courier import ROOT, Courier, article, feed, path_of, scrapy

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOST = "https://courier.example"
SECRETS = (
    "Zebulonka", "quasselstrippe", "Xylander", "Wybranowska", "Krzyzanowska", "brzeczyszcz", "Oxenstierna",
    "Qwertzuiop", "Ypsilanti", "墨丘利神", "zwetschgendatschi",
)  # fmt: skip
FILLER = "The council met on Monday and spoke about the bridge, the ferry and the price of bread in the harbour. "


def secret() -> list[Article]:
    """Two wordings of the article that has to go; no other one has any of `SECRETS`."""
    first = Article(
        url=f"{HOST}/news/zwetschgendatschi-17",
        source="courier",
        network="courier",
        publisher_id="17",
        headline="Zebulonka arrested",
        body=f"The quasselstrippe of Varda was arrested.\n\n{FILLER * 3}",
        authors=("Olga Wybranowska",),
        tags=("Ypsilanti",),
        images=(Image(url=f"{HOST}/1.jpg", caption="Xylander in court", credit="Krzyzanowska"),),
        corrections=(Correction(text="An earlier version named Oxenstierna."),),
        author_bios=(AuthorBio(name="Olga", text="Writes on Qwertzuiop."),),
        live_entries=(LiveEntry(text="brzeczyszcz spoke", headline="Now"),),
    )
    second = Article(**{**{n: getattr(first, n) for n in first.__slots__}, "body": f"墨丘利神说话了。{FILLER * 3}"})
    return [first, second]


def page_of(one: Article) -> bytes:
    return f"<h1>{one.headline}</h1><p>{one.body}</p>".encode()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Article 3 of six is to go: two wordings, seen four times, at two addresses; article 6 is a copy elsewhere."""
    path = tmp_path / "news.db"
    secrets = secret()
    with CaptureWriter(path, software="tests/1", full=20_000) as writer, Archive(path) as archive:

        def see(one: Article, hours: int, url: str = "", body: bytes | None = None) -> None:
            at = NOW + timedelta(hours=hours)
            exchange = Exchange(
                url=url or one.url, at=at, status=200, headers=[(b"Content-Type", b"text/html")],
                body=page_of(one) if body is None else body, source=one.source,
            )  # fmt: skip
            number = writer.write(exchange)
            archive.add(one, Visit(url=url or one.url, source=one.source, at=at, capture=number))

        for hours, number in enumerate((1, 2, 3, 4, 5)):
            see(secrets[0] if number == 3 else other(number), hours)
        see(Article(url="https://echo.example/c", source="echo", headline="Council", body=secrets[0].body[43:]), 6)
        see(secrets[1], 24)
        see(secrets[1], 30, f"{HOST}/amp/zwetschgendatschi")
        see(secrets[1], 48)
        see(other(1), 50)
    return path


def other(number: int) -> Article:
    return Article(
        url=f"{HOST}/news/{number}",
        source="courier",
        headline=f"Report {number}",
        body=f"{number} ships came in. " + " ".join(f"Word{number}x{n}" for n in range(60)),
        authors=("Lena Hartog",),
    )


def run(*arguments: object, input: str = "") -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments], input=input)


def delete(path: Path, *more: object) -> Result:
    return run("delete", "3", "--db", path, "--reason", "court order 4 O 17/26", "--yes", *more)


def found_in_files(path: Path) -> set[tuple[str, str]]:
    """Which of the secrets stand in which files, packed ones unpacked."""
    found = set()
    for file in path.parent.rglob("*"):
        if not file.is_file():
            continue
        data = file.read_bytes()
        if file.name.endswith(".warc.gz"):
            data += gzip.decompress(data)
        text = data.lower()
        found |= {(file.name, word) for word in SECRETS if word.lower().encode() in text}
    return found


def test_nothing_of_it_is_in_any_file(path: Path) -> None:
    assert len(found_in_files(path)) > 15
    done = delete(path)
    assert done.exit_code == 0, done.output
    assert done.stdout == "Article 3 is removed.\n"
    assert found_in_files(path) == set()


def test_not_even_while_other_programs_have_it_open(path: Path) -> None:
    with Archive(path) as writer, Archive(path, read_only=True):
        assert delete(path).exit_code == 0
        assert found_in_files(path) == set()
        assert writer.get(1)


def test_in_the_file_that_a_crawl_is_writing(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with CaptureWriter(path, software="tests/1") as writer:

        def see(one: Article, hours: int) -> None:
            at = NOW + timedelta(hours=hours)
            exchange = Exchange(url=one.url, at=at, status=200, headers=[], body=page_of(one), source="courier")
            writer.archive.add(one, Visit(url=one.url, source="courier", at=at, capture=writer.write(exchange)))

        for hours, one in enumerate((other(1), other(2), secret()[0], secret()[1])):
            see(one, hours)
        assert delete(path).exit_code == 0
        assert found_in_files(path) == set()
        see(other(4), 9)
    assert found_in_files(path) == set()
    with Archive(path) as archive:
        assert checking.check(archive, full=True).problems == []
        assert verify(archive).problems == []
        assert [answer_of(archive, row["id"])[1].status for row in archive.rows("select id from captures")] == [200] * 3


def test_everything_else_is_as_it_was(path: Path) -> None:
    noted = run("verify", "--db", path).stderr.split()[-1]
    with Archive(path) as archive:
        before = {
            row["id"]: (row["file"], row["offset"], answer_of(archive, row["id"])[1].body)
            for row in archive.rows(f"{captures.ROWS} where url like 'https://echo%' or url like '%news/_'")
        }
        stories = archive.rows("select count(*) from article_stories")[0][0]
    assert len(before) == 6
    assert stories == 2
    delete(path)
    with Archive(path) as archive:
        for number, (file, offset, body) in before.items():
            capture, http = answer_of(archive, number)
            assert (capture.file, capture.offset, http.body) == (file, offset, body)
        assert [row["id"] for row in archive.rows("select id from articles order by id")] == [1, 2, 4, 5, 6]
        assert {hit.id for hit in archive.search("ships")} == {1, 2, 4, 5}
        assert [row["name"] for row in archive.rows("select name from authors")] == ["Lena Hartog"]
        assert copies.story(archive, 6).articles[0].id == 6
        assert checking.check(archive, full=True).problems == []
        assert archive.rows("pragma integrity_check")[0][0] == "ok"
    done = run("verify", "--db", path, "--noted", noted)
    assert done.exit_code == 0, done.output
    assert "records of article 3 were removed on request on " in done.stderr
    assert "court order 4 O 17/26" in done.stderr


def test_other_programs_read_the_captures(path: Path) -> None:
    delete(path)
    kinds = []
    for file in sorted(captures.folder_of(path).glob("*.warc.gz")):
        with file.open("rb") as stream:
            kinds += [record.rec_type for record in ArchiveIterator(stream) if record.content_stream().read() or True]
        command: Any = type("Command", (), {"inputs": [str(file)], "verbose": False})
        assert Checker(command).process_all() == 0
    assert kinds.count("metadata") == 9  # four exchanges, and the notice
    index = "".join(file.read_text() for file in captures.folder_of(path).glob("*.cdxj"))
    assert index.count(f'"{HOST}/news/') == 5


def test_every_other_change_is_still_named(path: Path) -> None:
    delete(path)
    with Archive(path) as archive:
        row = archive.rows(f"{captures.ROWS} where url = ?", (f"{HOST}/news/4",))[0]
        removed = archive.rows("select name, offset from removals join capture_files on capture_files.id = file_id")[0]
    for name, offset in ((row["file"], row["offset"]), (removed["name"], removed["offset"])):
        file = captures.folder_of(path) / name
        before = file.read_bytes()
        data = bytearray(before)
        data[offset + 30] ^= 1
        file.write_bytes(data)
        with Archive(path, read_only=True) as archive:
            assert f"the record at {offset} was changed" in verify(archive).problems[0].sentence
        file.write_bytes(before)


def test_a_removal_that_no_notice_speaks_of_is_no_excuse(path: Path) -> None:
    """Who changes a record and writes it into the table of removals is found out."""
    delete(path)
    with Archive(path) as archive:
        row = archive.rows(f"{captures.ROWS} where url = ?", (f"{HOST}/news/4",))[0]
        blank = warc.make_blank("x", NOW, row["length"])
        archive.connection.execute(
            "insert into removals (tombstone_id, file_id, offset, length, sha256) values (1, ?, ?, ?, ?)",
            (row["file_id"], row["offset"], row["length"], "0" * 64),
        )
        with (captures.folder_of(path) / row["file"]).open("r+b") as file:
            file.seek(row["offset"])
            file.write(blank)
        found = "\n".join(problem.sentence for problem in verify(archive).problems)
    assert "no notice in the captures says so" in found
    assert f"the record at {row['offset']} was changed" in found


@pytest.mark.parametrize("length", [250, 251, 400, 70_000, 1_000_000])
def test_a_blank_is_a_record_of_the_same_length(length: int, tmp_path: Path) -> None:
    file = tmp_path / "x.warc.gz"
    file.write_bytes(warc.make_blank("name", NOW, length) + warc.compress(warc.make_warcinfo("x", NOW, [])))
    assert warc.make_blank("name", NOW, length) == warc.make_blank("name", NOW, length)
    with file.open("rb") as stream:
        first, second = warc.read(stream)
        assert isinstance(first, warc.Record)
        assert isinstance(second, warc.Record)
        assert (first.kind, first.length, first.problem, second.kind) == ("metadata", length, "", "warcinfo")


# -- what would bring it back ------------------------------------------------------------------------------------------


def visit(url: str, hours: int = 100) -> Visit:
    return Visit(url=url, source="courier", at=NOW + timedelta(hours=hours))


@pytest.mark.parametrize("changes", [
    {},
    {"headline": "Quite another headline", "body": "And another text."},
    {"url": f"{HOST}/elsewhere"},
    {"url": f"{HOST}/elsewhere", "network": None, "publisher_id": None},
    {"url": "HTTP://courier.example/news/zwetschgendatschi-17?utm_source=x", "publisher_id": None},
    {"url": f"{HOST}/elsewhere", "publisher_id": "99", "body": "Another text.", "aliases": (secret()[0].url,)},
])  # fmt: skip
def test_it_is_known_again(path: Path, changes: dict[str, Any]) -> None:
    delete(path)
    again = Article(**{**{n: getattr(secret()[0], n) for n in Article.__slots__}, **changes})
    with Archive(path) as archive:
        count = archive.rows("select count(*) from pages")[0][0]
        added = archive.add(again, visit(again.url))
        assert (added.outcome, added.article) == (Outcome.REMOVED, 3)
        assert archive.rows("select count(*) from pages")[0][0] == count
        assert len(archive.rows("select 1 from articles")) == 5


def test_another_article_at_one_of_its_addresses_is_stored(path: Path) -> None:
    delete(path)
    with Archive(path) as archive:
        added = archive.add(other(8), visit(f"{HOST}/amp/zwetschgendatschi"))
        assert added.outcome is Outcome.NEW


def test_its_number_is_nobody_elses(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with Archive(path) as archive:
        for number in (1, 2):
            archive.add(other(number), visit(other(number).url))
    run("delete", "2", "--db", path, "--reason", "x", "--yes")
    with Archive(path) as archive:
        assert archive.add(other(5), visit(other(5).url)).article == 3
        assert archive.add(other(6), visit(other(6).url)).article == 4


def test_its_addresses_are_not_to_be_asked_again(path: Path) -> None:
    delete(path)
    url = secret()[0].url
    with Archive(path) as archive:
        assert archive.known([url, f"{HOST}/news/1"])[url].status is PageStatus.REMOVED
        assert archive.known_ids("courier", ["17"])["17"].status is PageStatus.REMOVED
        archive.visited(visit(url), PageStatus.GONE)
        assert archive.rows("select 1 from pages where url like '%zwetsch%'") == []
    assert found_in_files(path) == set()


def test_a_capture_of_it_at_a_new_address_is_taken_out_at_once(path: Path) -> None:
    delete(path)
    again = Article(**{**{n: getattr(secret()[0], n) for n in Article.__slots__}, "url": f"{HOST}/new"})
    with CaptureWriter(path, software="tests/1") as writer:
        for body in (page_of(again), b"<p>afterwards</p>"):
            exchange = Exchange(url=again.url, at=NOW, status=200, headers=[], body=body, source="courier")
            number = writer.write(exchange)
            if body == page_of(again):
                found = writer.archive.add(again, visit(again.url))
                assert found.outcome is Outcome.REMOVED
                discard(writer, number, found.article)
    assert not {word for name, word in found_in_files(path) if name.endswith(".gz")}
    with Archive(path) as archive:
        assert checking.check(archive, full=True).problems == []
        assert verify(archive).problems == []
        assert "10 records of article 3" in verify(archive).removed[0]
        assert answer_of(archive, number)[1].body == b"<p>afterwards</p>"


@pytest.fixture
def courier() -> Iterator[Courier]:
    server = Courier()
    yield server
    server.shutdown()
    server.server_close()


def test_the_next_crawl_ingest_and_reextraction_leave_it_out(
    courier: Courier, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path / "news.db"
    courier["/"] = '<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head></html>'
    courier.xml("/feed.xml", feed(path_of(1), path_of(2)))
    courier[path_of(1)] = article(1)
    courier[path_of(2)] = article(2, extra="<p>A brzeczyszcz sang.</p>")
    assert scrapy("news", "-a", f"url={courier.base}/", db=path).status == 0
    with Archive(path) as archive:
        ((number,),) = archive.rows("select id from articles where body like '%brzecz%'")
    (file,) = captures.folder_of(path).glob("*.warc.gz")
    shutil.copy(file, kept := tmp_path_factory.mktemp("kept") / "kept.warc.gz")
    assert run("delete", number, "--db", path, "--reason", "order", "--yes").exit_code == 0
    assert found_in_files(path) == set()
    done = run("ingest", kept, "--db", path)
    assert done.exit_code == 0, done.output
    assert "1 removed" in done.stdout
    assert found_in_files(path) == set()
    courier.asked.clear()
    courier.xml("/feed.xml", feed(path_of(1), path_of(2), path_of(3), "/again"))
    courier[path_of(3)] = article(3)
    courier["/again"] = article(2, extra="<p>A brzeczyszcz sang.</p>")
    crawled = scrapy("news", "-a", f"url={courier.base}/", db=path)
    assert crawled.status == 0, crawled.err
    assert path_of(2) not in courier.paths_asked()
    assert "/again" in courier.paths_asked()
    assert crawled.counts()["removed"] == 2
    reread = subprocess.run(
        [sys.executable, "-m", "scrapy", "reextract", "-s", f"ARCHIVE={path}"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert reread.returncode == 0, reread.stderr
    assert found_in_files(path) == set()
    with Archive(path) as archive:
        assert len(archive.rows("select 1 from articles")) == 2
        assert checking.check(archive, full=True).problems == []
        assert verify(archive).problems == []


# -- mishaps -----------------------------------------------------------------------------------------------------------


def test_killed_at_any_moment_it_is_finished_by_the_next(path: Path) -> None:
    """The program is killed later each time, until it is done before that."""
    program = (
        "import sys; from archive.cli import main\n"
        "print('ready', flush=True)\n"
        "sys.argv = ['archive', 'delete', '3', '--db', sys.argv[1], '--reason', 'order', '--yes']\n"
        "main()\n"
    )
    removed = False
    for attempt in itertools.count():
        assert attempt < 45
        with subprocess.Popen(
            [sys.executable, "-c", program, str(path)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        ) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(0.01 * 1.25**attempt)
            process.send_signal(signal.SIGKILL)
        if process.returncode == 0:
            break
        with Archive(path) as archive:
            gone = archive.removed(3) is not None
            assert gone or not removed  # what was removed stays removed
            removed = gone
            assert len(archive.rows("select 1 from articles")) == 6 - gone
            problems = checking.check(archive).problems
            unfinished = [p for p in problems if "run `archive delete` again" in p.sentence]
            assert [p for p in problems if p not in unfinished and p.repair != "files"] == []
    assert found_in_files(path) == set()
    with CaptureWriter(path, software="tests/1"):
        pass
    with Archive(path) as archive:
        assert checking.check(archive, full=True).problems == []
        assert verify(archive).problems == []
        assert archive.rows("select 1 from captures where url like '%zwetsch%'") == []


def test_a_program_that_does_not_let_go(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "WAIT_SECONDS", 0.5)
    with Archive(path, read_only=True) as reader:
        reader.connection.execute("begin")
        reader.connection.execute("select count(*) from articles").fetchone()
        done = delete(path)
        assert isinstance(done.exception, LockedError), done.output
        assert "close that program and run the command again" in str(done.exception)
    with Archive(path) as archive:
        assert "(article 3) may still be in the files" in checking.check(archive).problems[0].sentence
    done = delete(path)
    assert done.exit_code == 0, done.output
    assert "Article 3 was removed on request" in done.stderr
    assert found_in_files(path) == set()
    with Archive(path) as archive:
        assert checking.check(archive).problems == []


def test_a_capture_file_that_is_not_there(path: Path) -> None:
    file = min(captures.folder_of(path).glob("*.warc.gz"))
    kept = file.read_bytes()
    file.unlink()
    done = delete(path)
    assert str(done.exception) == "Not everything could be removed."
    assert f"{file} is missing: the records of article 3 in it cannot be removed" in done.stderr
    file.write_bytes(kept)
    assert delete(path).exit_code == 0
    assert found_in_files(path) == set()


def test_the_captures_of_a_page_that_is_no_article(path: Path) -> None:
    """A listing that names the headline; what is fetched there later is kept again."""
    feed_url = f"{HOST}/feed.xml"
    with CaptureWriter(path, software="tests/1") as writer:
        for hours in (0, 1):
            body = b"<rss>Zebulonka arrested</rss>"
            at = NOW + timedelta(hours=hours)
            writer.write(Exchange(url=feed_url, at=at, status=200, headers=[], body=body, source="courier"))
    delete(path)
    assert found_in_files(path)
    done = run("delete", feed_url, "--db", path, "--reason", "order", input="y\n")
    assert done.exit_code == 0, done.output
    assert "is no article\n  captures: 2\n" in done.stderr
    assert found_in_files(path) == set()
    with CaptureWriter(path, software="tests/1") as writer:
        writer.write(Exchange(url=feed_url, at=NOW, status=200, headers=[], body=b"<rss/>", source="courier"))
    with Archive(path) as archive:
        assert checking.check(archive, full=True).problems == []
        found = verify(archive)
        assert found.problems == []
        assert "4 records of captures that are no article's were removed on request" in found.removed[1]
        assert answer_of(archive, captures.captures_of(archive, feed_url)[0].id)[1].body == b"<rss/>"
    assert run("delete", f"{HOST}/news/1", "--db", path, "--reason", "x", "--yes").exit_code == 0


def test_without_an_article_it_finishes_what_was_begun(path: Path) -> None:
    with Archive(path) as archive:
        deletion.remove(archive, 3, "order")
    assert found_in_files(path)
    assert run("delete", "--db", path).exit_code == 0
    assert found_in_files(path) == set()


def test_captures_of_the_very_same_bytes_go_too_and_are_named(path: Path) -> None:
    elsewhere = Article(url="https://echo.example/same", source="echo", headline="Same", body="Of the same page.")
    with CaptureWriter(path, software="tests/1") as writer:
        body = page_of(secret()[0])
        number = writer.write(Exchange(url=elsewhere.url, at=NOW, status=200, headers=[], body=body, source="echo"))
        writer.archive.add(elsewhere, Visit(url=elsewhere.url, source="echo", at=NOW, capture=number))
    done = delete(path)
    assert "because they have the same bytes: 7" in done.stderr
    assert found_in_files(path) == set()
    with Archive(path) as archive:
        assert archive.get(7).article.headline == "Same"
        assert checking.check(archive, full=True).problems == []


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("delete", "99", "--reason", "x", "--yes"), "No article '99'"),
        (("delete", "3", "--reason", " ", "--yes"), "A removal needs a reason"),
        (("delete", "https://nowhere.example/", "--reason", "x", "--yes"), "No article"),
    ],
)
def test_what_cannot_be_removed_is_one_sentence(path: Path, arguments: tuple[str, ...], sentence: str) -> None:
    before = path.read_bytes()
    done = run(*arguments, "--db", path)
    assert isinstance(done.exception, ArchiveError)
    assert sentence in str(done.exception)
    assert path.read_bytes() == before
    done = run("delete", "1", "--reason", "x", "--db", path.with_name("none.db"))
    assert "There is no archive at" in str(done.exception)


def test_it_asks_first(path: Path) -> None:
    done = run("delete", secret()[0].url, "--reason", "x", "--db", path, input="n\n")
    assert done.exit_code != 0
    assert "Article 3: Zebulonka arrested (courier)" in done.stderr
    assert "wordings: 2, visits: 4, captures: 4" in done.stderr
    assert "Copies in other sources stay: 6" in done.stderr
    with Archive(path) as archive:
        assert archive.get(3)
        assert deletion.plan(archive, 3).captures == 4


def test_who_asks_for_it_is_told(path: Path) -> None:
    delete(path)
    with Archive(path, read_only=True) as archive:
        for key in (3, secret()[0].url):
            with pytest.raises(ArticleNotFoundError, match=r"removed on request on .*: court order 4 O 17/26"):
                archive.get(key)
    assert run("query", "select article_id, reason from removed_articles", "--db", path).stdout.split()[-6:] == [
        "3", "court", "order", "4", "O", "17/26",
    ]  # fmt: skip
