"""`archive merge`: two archives made one, as if their crawls had been into one; nothing twice, nothing lost."""

import gzip
import shutil
import signal
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database, Migrations

from archive import (
    Archive,
    ArchiveError,
    Article,
    CaptureWriter,
    Exchange,
    Image,
    NewerSchemaError,
    PageStatus,
    Visit,
    answer_of,
    captures,
    merge,
    schema,
    watch,
)
from archive import check as checking
from archive.cli import cli
from archive.verify import verify
from tests.courier import ROOT

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
SAVED = sorted((ROOT / "fixtures" / "archives").glob("m*.tar.gz"))
FILLER = " ".join(f"The harbour of Varda counted {n} boats." for n in range(30))


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def article(number: int, text: str = "first", **fields: Any) -> Article:
    return Article(
        url=f"https://echo.example/{number}", source="echo", headline=f"Headline {number}",
        body=f"Text {number}, {text} wording.", images=(Image(url="https://echo.example/i.jpg", caption="A boat"),),
        **{"authors": ("Ana Horvat",), **fields},
    )  # fmt: skip


Crawl = Callable[[int, int, str], None]


class Press:
    """An archive, and what is crawled into it: (hours, article, text)."""

    def __init__(self, path: Path, name: str) -> None:
        self.path = path
        self.name = name

    def crawl(self, *seen: tuple[int, int, str]) -> None:
        with CaptureWriter(self.path, software=f"{self.name}/1") as writer:
            crawl = writer.archive.start_crawl(
                "news", {"of": self.name, "seen": repr([(hours, number) for hours, number, _ in seen])}
            )
            for hours, number, text in seen:
                self.see(writer, crawl, hours, number, text)
            writer.archive.finish_crawl(crawl, status="finished", counts={"echo": {"new": len(seen)}})

    def see(self, writer: CaptureWriter, crawl: int, hours: int, number: int, text: str) -> None:
        one = article(number, text)
        at = NOW + timedelta(hours=hours)
        status = 404 if text == "gone" else 200
        body = b"" if text == "gone" else f"<p>{one.body}</p>".encode()
        exchange = Exchange(url=one.url, at=at, status=status, headers=[], body=body, source="echo")
        visit = Visit(
            url=one.url, source="echo", at=at, crawl=crawl, capture=writer.write(exchange), http_status=status
        )
        if text == "gone":
            writer.archive.visited(visit, PageStatus.GONE)
        elif text == "none":
            writer.archive.visited(visit, PageStatus.NOT_ARTICLE)
        else:
            writer.archive.add(one, visit)


@pytest.fixture
def ours(tmp_path: Path) -> Press:
    (tmp_path / "here").mkdir()
    return Press(tmp_path / "here" / "ours.db", "ours")


@pytest.fixture
def theirs(tmp_path: Path) -> Press:
    (tmp_path / "else").mkdir()
    return Press(tmp_path / "else" / "theirs.db", "theirs")


def taken(ours: Press, theirs: Press) -> merge.Merged:
    """Merge, and see that the other archive is as it was and this one sound."""
    before = contents(theirs.path.parent)
    with Archive(ours.path) as archive:
        done = merge.merge(archive, theirs.path)
        assert checking.check(archive, full=True).problems == []
        assert verify(archive).problems == [] or done.problems
    assert contents(theirs.path.parent) == before
    return done


def contents(folder: Path) -> dict[Path, bytes]:
    """All files, but for those by which SQLite's readers meet its writers."""
    files = [file for file in folder.rglob("*") if file.is_file() and not file.name.endswith(("-wal", "-shm"))]
    return {file: file.read_bytes() for file in files}


TABLES = (
    "articles", "revisions", "pages", "visits", "captures", "capture_files", "crawls", "crawl_sources", "sources",
    "images", "authors", "article_authors", "rereadings", "copies", "article_stories", "fingerprints", "tombstones",
    "tombstone_keys", "removals", "notices", "watches", "watch_hits", "arrivals",
)  # fmt: skip


def everything(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    with Archive(path, read_only=True) as archive:
        return {name: list(map(tuple, archive.rows(f"select * from {name}"))) for name in TABLES}


def history(path: Path, number: int) -> list[tuple[str, datetime]]:
    with Archive(path, read_only=True) as archive:
        stored = archive.get(article(number).url)
        return [(one.article.body.split(", ")[1], one.seen) for one in archive.wordings(stored.id)]


def at(hours: int) -> datetime:
    return NOW + timedelta(hours=hours)


def test_what_only_the_other_has_comes_with_its_history(ours: Press, theirs: Press) -> None:
    ours.crawl((0, 1, "first"))
    theirs.crawl((1, 2, "first"), (2, 3, "first"), (5, 2, "second"), (6, 3, "gone"), (7, 4, "none"))
    done = taken(ours, theirs)
    assert (done.new, done.extended, done.unchanged, done.visits, done.captures, done.files) == (2, 0, 0, 5, 5, 1)
    assert history(ours.path, 2) == [("first wording.", at(1)), ("second wording.", at(5))]
    with Archive(ours.path) as archive:
        stored = archive.get(article(3).url)
        assert stored.gone_at == at(6)
        assert stored.article == article(3)
        assert {hit.id for hit in archive.search("wording")} == {1, 2, 3}
        assert archive.known([article(4).url])[article(4).url].status is PageStatus.NOT_ARTICLE
        for wording, text in ((1, b"first"), (2, b"second")):
            ((number,),) = archive.rows(
                "select capture_id from visits where wording = ? and page_id = "
                "(select id from pages where url_key = ?)",
                (wording, article(2).url),
            )
            assert text in answer_of(archive, number)[1].body
        assert [row["spider"] for row in archive.rows("select spider from crawls")] == ["news", "news"]


@pytest.mark.parametrize("order", [("ours", "theirs"), ("theirs", "ours")])
def test_two_histories_become_one_in_the_order_of_time(ours: Press, theirs: Press, order: tuple[str, str]) -> None:
    ours.crawl((0, 1, "first"), (4, 1, "third"), (8, 1, "third"))
    theirs.crawl((2, 1, "second"), (6, 1, "fourth"), (7, 1, "gone"))
    named = {"ours": ours, "theirs": theirs}
    target, other = named[order[0]], named[order[1]]
    before = len(everything(target.path)["revisions"])
    done = taken(target, other)
    assert history(target.path, 1) == [
        ("first wording.", at(0)), ("second wording.", at(2)), ("third wording.", at(4)), ("fourth wording.", at(6)),
        ("third wording.", at(8)),
    ]  # fmt: skip
    assert (done.new, done.extended, done.visits) == (0, 1, 3)
    assert done.wordings == 4 - before
    with Archive(target.path) as archive:
        assert archive.get(1).gone_at is None
        assert archive.rows("select count(*) from visits")[0][0] == 6


def test_what_both_saw_alike_is_seen_earlier_and_no_change(ours: Press, theirs: Press) -> None:
    ours.crawl((5, 1, "first"))
    theirs.crawl((1, 1, "first"), (9, 1, "first"))
    done = taken(ours, theirs)
    assert (done.unchanged, done.extended, done.visits) == (1, 0, 2)
    assert history(ours.path, 1) == [("first wording.", at(1))]


def test_the_same_archive_twice_changes_nothing(ours: Press, theirs: Press) -> None:
    ours.crawl((0, 1, "first"), (4, 1, "third"))
    theirs.crawl((2, 1, "second"), (3, 2, "first"), (5, 2, "second"), (6, 3, "none"), (7, 2, "gone"))
    taken(ours, theirs)
    before = everything(ours.path)
    done = taken(ours, theirs)
    assert everything(ours.path) == before
    assert done == merge.Merged(unchanged=2)


def searched(path: Path) -> dict[str, list[tuple[int, bool]]]:
    """The articles that saved searches found, and whether they were told."""
    with Archive(path) as archive:
        watch.look(archive)
        return {
            one.name: [
                (row["article_id"], row["told_at"] is not None)
                for row in archive.rows("select * from watch_hits where watch_id = ? order by article_id", (one.id,))
            ]
            for one in watch.watches(archive)
        }


def save_search(path: Path, name: str, query: str, **filters: str) -> None:
    with Archive(path) as archive:
        watch.add(archive, name, query, **filters)


def test_saved_searches_come_with_what_they_found_and_have_not_looked_through(ours: Press, theirs: Press) -> None:
    ours.crawl((0, 9, "first"))
    save_search(theirs.path, "texts", "wording", source="echo")
    theirs.crawl((1, 1, "first"))
    assert searched(theirs.path) == {"texts": [(1, False)]}
    with Archive(theirs.path) as archive:
        watch.mark_told(archive, watch.hits(archive, watch.get(archive, "texts"), untold=True, limit=9))
    theirs.crawl((2, 2, "first"), (3, 9, "first"))
    assert taken(ours, theirs).searches == 1
    numbers = {1: 2, 2: 3, 9: 1}
    assert searched(ours.path) == {"texts": sorted([(numbers[1], True), (numbers[2], False), (numbers[9], False)])}


def test_a_saved_search_whose_name_asks_something_else_here_gets_another_name(ours: Press, theirs: Press) -> None:
    save_search(ours.path, "texts", "harbour")
    save_search(theirs.path, "texts", "wording")
    save_search(theirs.path, "texts (2)", "boat")
    theirs.crawl((1, 1, "first"))
    searched(theirs.path)
    done = run("merge", theirs.path, "--db", ours.path)
    assert done.exit_code == 0
    assert "2 saved searches taken." in done.stdout
    assert "The saved search 'texts' asks something else here" in done.stderr
    assert "kept as 'texts (2)'" in done.stderr
    with Archive(ours.path) as archive:
        assert {one.name: one.query for one in watch.watches(archive)} == {
            "texts": "harbour", "texts (2)": "wording", "texts (2) (2)": "boat",
        }  # fmt: skip
    assert searched(ours.path)["texts (2)"] == [(1, False)]
    before = everything(ours.path)
    assert taken(ours, theirs) == merge.Merged(unchanged=1)
    assert everything(ours.path) == before


def test_a_saved_search_that_both_have_stays_one(ours: Press, theirs: Press) -> None:
    for press in (ours, theirs):
        save_search(press.path, "texts", "wording")
        press.crawl((1, 1, "first"))
        searched(press.path)
    theirs.crawl((2, 2, "first"))
    assert taken(ours, theirs).searches == 0
    assert searched(ours.path) == {"texts": [(1, False), (2, False)]}


def test_what_came_since_is_taken(ours: Press, theirs: Press) -> None:
    theirs.crawl((1, 1, "first"))
    ours.crawl((0, 9, "first"))
    taken(ours, theirs)
    theirs.crawl((2, 1, "second"), (3, 2, "first"))
    done = taken(ours, theirs)
    assert (done.new, done.extended, done.visits, done.files) == (1, 1, 2, 1)
    assert len(history(ours.path, 1)) == 2


def test_a_crawl_that_is_still_writing_into_the_other(ours: Press, theirs: Press) -> None:
    ours.crawl((0, 9, "first"))
    with CaptureWriter(theirs.path, software="theirs/1") as writer:
        crawl = writer.archive.start_crawl("news", {})
        theirs.see(writer, crawl, 1, 1, "first")
        with Archive(ours.path) as archive:
            assert merge.merge(archive, theirs.path).captures == 1
            theirs.see(writer, crawl, 2, 2, "first")
            assert merge.merge(archive, theirs.path).captures == 1
            assert checking.check(archive, full=True).problems == []
            assert verify(archive).problems == []
            assert archive.rows("select count(*) from captures")[0][0] == 3


def test_both_grown_from_one_copy(ours: Press, theirs: Press) -> None:
    """As when an archive was copied to a second machine, and crawled into on both."""
    ours.crawl((0, 1, "first"), (1, 2, "first"))
    assert run("backup", theirs.path, "--db", ours.path).exit_code == 0
    ours.crawl((2, 1, "second"), (3, 3, "first"))
    theirs.crawl((4, 2, "second"), (5, 4, "first"), (6, 3, "first"))
    done = taken(ours, theirs)
    assert (done.new, done.extended, done.unchanged, done.files) == (1, 1, 2, 1)
    assert len(history(ours.path, 1)) == len(history(ours.path, 2)) == 2


def test_copies_are_found_across_the_two(ours: Press, theirs: Press) -> None:
    for press, source in ((ours, "echo"), (theirs, "delta")):
        one = Article(url=f"https://{source}.example/f", source=source, headline="Boats", body=FILLER)
        with Archive(press.path) as archive:
            archive.add(one, Visit(url=one.url, source=source, at=NOW))
    taken(ours, theirs)
    assert len(everything(ours.path)["copies"]) == 1


def test_a_text_that_its_source_has_under_another_address(ours: Press, theirs: Press) -> None:
    ours.crawl((0, 1, "first"))
    again = article(1, "first", aliases=())
    elsewhere = Article(**{**{n: getattr(again, n) for n in again.__slots__}, "url": "https://echo.example/m/1"})
    with Archive(theirs.path) as archive:
        archive.add(elsewhere, Visit(url=elsewhere.url, source="echo", at=at(1)))
    assert taken(ours, theirs).duplicate == 1
    with Archive(ours.path) as archive:
        assert archive.get("https://echo.example/m/1").id == 1
    before = everything(ours.path)
    assert taken(ours, theirs) == merge.Merged(unchanged=1)
    assert everything(ours.path) == before


def test_what_was_read_again_comes_too(ours: Press, theirs: Press) -> None:
    ours.crawl((0, 1, "first"))
    theirs.crawl((1, 1, "first"), (2, 2, "first"))
    with Archive(theirs.path) as archive:
        for number in (1, 2):
            one = archive.get(number).article
            changed = Article(**{**{n: getattr(one, n) for n in one.__slots__}, "section": "World", "extraction": "2"})
            archive.reread(number, changed)
    taken(ours, theirs)
    assert len(everything(ours.path)["rereadings"]) == 2
    taken(ours, theirs)
    assert len(everything(ours.path)["rereadings"]) == 2


EVENTS = st.lists(
    st.tuples(
        st.integers(0, 30), st.integers(1, 2), st.sampled_from(["first", "second", "third", "gone"]), st.booleans()
    ),
    max_size=10,
    unique_by=lambda event: event[:2],
)


@settings(max_examples=40, deadline=None)
@given(EVENTS)
def test_two_archives_merged_are_one_into_which_both_were_crawled(events: list[tuple[int, int, str, bool]]) -> None:
    """Whoever saw what when."""
    with (
        tempfile.TemporaryDirectory() as name,
        Archive(Path(name) / "one.db") as one,
        Archive(Path(name) / "ours.db") as mine,
        Archive(Path(name) / "theirs.db") as other,
    ):
        for hours, number, text, is_mine in sorted(events):
            for archive in (one, mine if is_mine else other):
                visit = Visit(
                    url=article(number).url, source="echo", at=at(hours), http_status=404 if text == "gone" else 200
                )
                if text == "gone":
                    archive.visited(visit, PageStatus.GONE)
                else:
                    archive.add(article(number, text), visit)
        merge.merge(mine, Path(name) / "theirs.db")
        assert all_histories(mine) == all_histories(one)
        assert checking.check(mine, full=True).problems == []
        again = merge.merge(mine, Path(name) / "theirs.db")
        assert (again.new, again.extended, again.visits) == (0, 0, 0)
        assert all_histories(mine) == all_histories(one)


def all_histories(archive: Archive) -> dict[str, Any]:
    """Every wording of every article with its times, when it was gone, and what was found at each visit."""
    found: dict[str, Any] = {}
    for row in archive.rows("select id, url from articles"):
        stored = archive.get(row["id"])
        texts = [(one.article.body, one.seen, one.replaced) for one in archive.wordings(row["id"])]
        found[row["url"]] = (texts, stored.gone_at, stored.first_seen, stored.last_seen)
    found["visits"] = sorted(
        map(tuple, archive.rows("select url_key, at, visits.http_status from visits join pages on pages.id = page_id"))
    )
    return found


# -- removed on request ------------------------------------------------------------------------------------------------


def words_in_files(path: Path) -> bytes:
    files = captures.folder_of(path).glob("*.warc.gz")
    return path.read_bytes() + b"".join(gzip.decompress(file.read_bytes()) for file in files)


def test_what_was_removed_here_does_not_come_back(ours: Press, theirs: Press) -> None:
    ours.crawl((0, 1, "first"), (1, 2, "first"))
    theirs.crawl((2, 2, "secretly second"), (3, 3, "first"))
    assert run("delete", "2", "--db", ours.path, "--reason", "order", "--yes").exit_code == 0
    done = taken(ours, theirs)
    assert (done.removed, done.new) == (1, 1)
    found = words_in_files(ours.path)
    assert b"secretly" not in found
    assert b"Text 2" not in found
    assert b"Text 3" in found
    before = everything(ours.path)
    assert taken(ours, theirs) == merge.Merged(unchanged=1, removed=1)
    assert everything(ours.path) == before


def test_what_was_removed_there_is_named_if_it_is_here(ours: Press, theirs: Press) -> None:
    ours.crawl((0, 1, "first"))
    theirs.crawl((2, 1, "second"), (3, 3, "first"))
    assert run("delete", "1", "--db", theirs.path, "--reason", "order 7", "--yes").exit_code == 0
    done = taken(ours, theirs)
    assert done.notes[0].startswith("Article 1 is here, but was removed from the other archive on request on 2026")
    assert "(order 7); `archive delete 1` removes it here too." in done.notes[0]
    assert len(history(ours.path, 1)) == 1


def test_what_was_removed_there_and_is_not_here_does_not_come_later(ours: Press, theirs: Press) -> None:
    ours.crawl((0, 9, "first"))
    theirs.crawl((2, 1, "second"), (3, 3, "first"))
    assert run("delete", "1", "--db", theirs.path, "--reason", "order 7", "--yes").exit_code == 0
    taken(ours, theirs)
    before = everything(ours.path)
    assert taken(ours, theirs) == merge.Merged(unchanged=1)
    assert everything(ours.path) == before
    with Archive(ours.path) as archive:
        added = archive.add(article(1), Visit(url=article(1).url, source="echo", at=NOW))
        assert added.outcome == "removed"
        assert archive.get(added.article - 1)
        assert verify(archive).removed != []


# -- what cannot be merged, and mishaps --------------------------------------------------------------------------------


def test_a_newer_schema_is_refused(ours: Press, theirs: Press) -> None:
    ours.crawl((0, 1, "first"))
    theirs.crawl((0, 2, "first"))
    later = Migrations(schema.migrations.name)
    later(name="m999_later")(lambda db: db.conn.execute("alter table articles add column colour text"))
    database = Database(theirs.path)
    later.apply(database)
    database.close()
    before = everything(ours.path)
    done = run("merge", theirs.path, "--db", ours.path)
    assert isinstance(done.exception, NewerSchemaError)
    assert "was written by a newer version of this program" in str(done.exception)
    assert everything(ours.path) == before


@pytest.mark.parametrize("saved", SAVED, ids=lambda file: file.name[:4])
def test_an_older_schema_is_brought_up_to_date_in_a_copy(saved: Path, ours: Press, theirs: Press) -> None:
    ours.crawl((0, 1, "first"))
    with tarfile.open(saved) as tar:
        tar.extractall(theirs.path.parent, filter="data")
    theirs.path = theirs.path.with_name("news.db")
    done = taken(ours, theirs)
    assert (done.new, done.problems) == (8, [])
    with Archive(ours.path) as archive:
        assert [hit.headline for hit in archive.search("疏散")] == ["台风已经登陆海岸"]
        assert len(archive.wordings(archive.get("https://echo.example/news/ferry").id)) == 3
    before = everything(ours.path)
    assert taken(ours, theirs) == merge.Merged(unchanged=8)
    assert everything(ours.path) == before


@pytest.mark.parametrize(("name", "sentence"), [("ours.db", "is the archive itself"), ("no.db", "There is no archive")])
def test_what_cannot_be_merged_is_one_sentence(ours: Press, name: str, sentence: str) -> None:
    ours.crawl((0, 1, "first"))
    done = run("merge", ours.path.with_name(name), "--db", ours.path)
    assert isinstance(done.exception, ArchiveError)
    assert sentence in str(done.exception)


def test_a_missing_library_is_one_sentence(ours: Press, theirs: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    ours.crawl((0, 1, "first"))
    theirs.crawl((1, 2, "first"))
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    done = run("merge", theirs.path, "--db", ours.path)
    assert isinstance(done.exception, ArchiveError)
    assert "pip install 'news-archive[captures]'" in str(done.exception)


def test_captures_that_are_missing_there_are_named_and_the_rest_is_taken(ours: Press, theirs: Press) -> None:
    ours.crawl((0, 1, "first"))
    theirs.crawl((1, 2, "first"))
    theirs.crawl((2, 3, "first"))
    file = min(captures.folder_of(theirs.path).glob("*.warc.gz"), key=lambda one: one.stat().st_mtime_ns)
    kept = file.read_bytes()
    file.unlink()
    done = taken(ours, theirs)
    assert done.problems == [f"{file} is missing or damaged; put it back from a copy."]
    assert (done.new, done.captures) == (2, 1)
    file.write_bytes(kept)
    done = taken(ours, theirs)
    assert (done.captures, done.problems) == (1, [])
    with Archive(ours.path) as archive:
        assert archive.rows("select 1 from visits where capture_id is null") == []


def test_killed_at_any_moment_it_is_finished_by_the_next(ours: Press, theirs: Press, tmp_path: Path) -> None:
    ours.crawl((0, 1, "first"), (3, 7, "first"))
    theirs.crawl(*((n, n, "first") for n in range(40)), *((50 + n, n, "second") for n in range(40)))
    shutil.copytree(tmp_path, whole := tmp_path.with_name(tmp_path.name + "-whole"))
    expected = Press(whole / "here" / "ours.db", "ours")
    taken(expected, Press(whole / "else" / "theirs.db", "theirs"))
    program = (
        "import sys; from archive import Archive, merge; from pathlib import Path\n"
        "print('ready', flush=True)\n"
        "with Archive(sys.argv[1]) as archive: merge.merge(archive, Path(sys.argv[2]))\n"
    )
    kills = 0
    for attempt in range(60):
        with subprocess.Popen(
            [sys.executable, "-c", program, str(ours.path), str(theirs.path)], stdout=subprocess.PIPE, cwd=ROOT
        ) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(0.01 * attempt)
            process.send_signal(signal.SIGKILL)
        kills += process.returncode != 0
        with Archive(ours.path) as archive:
            assert [p for p in checking.check(archive).problems if p.repair != "files"] == []
        if process.returncode == 0:
            break
    assert kills > 2
    taken(ours, theirs)
    for name in ("articles", "visits", "captures", "revisions", "pages"):
        assert len(everything(ours.path)[name]) == len(everything(expected.path)[name]), name
    assert len(history(ours.path, 1)) == len(history(expected.path, 1))


def test_what_it_did_is_told(ours: Press, theirs: Press) -> None:
    ours.crawl((0, 1, "first"))
    theirs.crawl((1, 1, "second"), (2, 2, "first"))
    done = run("merge", theirs.path, "--db", ours.path)
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines() == [
        "Articles: 1 new, 1 with more history (1 wording), 0 unchanged, 0 duplicate.",
        "2 visits and 2 captures in 1 file taken.",
    ]


def test_a_copy_that_the_other_saw_of_an_article_that_both_have(ours: Press, theirs: Press) -> None:
    ours.crawl((0, 1, "first"))
    theirs.crawl((1, 1, "first"))
    again = article(1)
    copy = Article(**{**{n: getattr(again, n) for n in again.__slots__}, "url": "https://echo.example/m/1"})
    with Archive(theirs.path) as archive:
        assert archive.add(copy, Visit(url=copy.url, source="echo", at=at(2))).outcome == "duplicate"
    assert taken(ours, theirs).visits == 2
    with Archive(ours.path) as archive:
        assert archive.get(copy.url).id == 1
        assert [row[0] for row in archive.rows("select outcome from visits")] == ["new", "unchanged", "duplicate"]
    before = everything(ours.path)
    assert taken(ours, theirs) == merge.Merged(unchanged=1)
    assert everything(ours.path) == before
