"""Archives as every earlier version wrote them, saved in fixtures/archives: today's code brings each up to date."""

import signal
import subprocess
import sys
import tarfile
from itertools import pairwise
from pathlib import Path

import pytest

from archive import (
    Archive,
    Article,
    OlderSchemaError,
    Outcome,
    Visit,
    answer_of,
    captures,
    schema,
    verify,
)
from archive import check as checking
from archive.identity import digest, text_digest

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "fixtures" / "archives"
SAVED = sorted(FOLDER.glob("m*.tar.gz"))

sys.path.insert(0, str(FOLDER))
from make import ALIAS, START, STORED, page_of, save, source_of  # noqa: E402

sys.path.remove(str(FOLDER))


@pytest.fixture(params=SAVED, ids=lambda path: path.name[:4])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    with tarfile.open(request.param) as tar:
        tar.extractall(tmp_path, filter="data")
    tmp_path.joinpath("saved").write_text(request.param.name[:4])
    return tmp_path / "news.db"


def test_there_is_a_saved_archive_of_every_schema_before_this_one() -> None:
    earlier = sorted(schema.names())[:-1]
    missing = {name[:4] for name in earlier} - {path.name[:4] for path in SAVED}
    assert not missing, f"save {missing} with fixtures/archives/make.py, run by the code before the next migration"


def test_todays_code_makes_such_an_archive_too(tmp_path: Path) -> None:
    assert save(tmp_path).name == f"{max(schema.names())[:4]}.tar.gz"


def statements(db: Archive) -> set[str]:
    return {row["sql"] for row in db.rows("select sql from sqlite_master where sql is not null")}


def test_it_has_todays_tables(old: Path, tmp_path: Path) -> None:
    with Archive(old) as db, Archive(tmp_path / "new.db") as new:
        assert statements(db) == statements(new)


def test_what_refers_to_what_is_still_kept_to(old: Path) -> None:
    with Archive(old) as db:
        assert db.rows("pragma foreign_keys")[0][0] == 1
        assert db.rows("pragma foreign_key_check") == []
        with db.writing() as sql:
            sql.execute("delete from articles where id = 1")
        assert not db.rows("select 1 from images where article_id = 1")
        assert db.rows("select 1 from images where article_id = 2")


def test_everything_is_there_and_can_be_read(old: Path) -> None:
    with Archive(old) as db:
        for number, one in enumerate(STORED, start=1):
            stored = db.get(one["url"])
            assert stored.id == number
            assert (stored.article.headline, stored.article.body) == (one["headline"][-1], one["body"][-1])
            assert stored.article.images[0].credit == "Ana Horvat"
            assert (stored.gone_at is not None) == bool(one.get("gone"))
            assert stored.first_seen == START
            wordings = db.wordings(number)
            assert [w.article.headline for w in wordings] == list(one["headline"])
            assert [w.article.body for w in wordings] == list(one["body"])
            assert all(w.change and w.change.kinds for w in wordings[1:])
            assert all(w.replaced == later.seen for w, later in pairwise(wordings))
        first = db.get(1).article
        assert (first.byline, first.authors, first.agencies) == ("By Marta Kovač", ("Marta Kovač",), ("AFP",))
        assert db.get(ALIAS).id == 1
        assert [crawl["spider"] for crawl in db.stats()["crawls"]] == ["news"] * 3


def test_everything_is_found(old: Path) -> None:
    with Archive(old) as db:
        for number, one in enumerate(STORED, start=1):
            assert number in {hit.id for hit in db.search(one["query"])}, one["query"]
        assert {hit.id for hit in db.search("harbour")} == {7, 8}


def test_the_check_finds_nothing(old: Path) -> None:
    with Archive(old) as db:
        assert checking.check(db, full=True).problems == []
        assert verify.verify(db).problems == []


def test_fingerprints_of_wordings_are_what_they_would_be_today(old: Path) -> None:
    with Archive(old) as db:
        for number in range(1, len(STORED) + 1):
            (row,) = db.rows("select digest, text_digest from articles where id = ?", (number,))
            article = db.get(number).article
            assert tuple(row) == (digest(article), text_digest(article))


def test_captures_are_read(old: Path) -> None:
    with Archive(old) as db:
        for number in (row["id"] for row in db.rows("select id from captures")):
            found, http = answer_of(db, number)
            assert found.http_status == 404 or b"<" in http.body
        if db.rows("select 1 from captures"):
            _, http = answer_of(db, captures.captures_of(db, 3)[0].id)
            assert http.body == page_of(STORED[2], 0)


def test_it_goes_on_as_if_nothing_had_been(old: Path) -> None:
    """What was seen is unchanged, what is edited is changed."""
    with Archive(old) as db:
        for number, one in enumerate(STORED, start=1):
            article = db.get(number).article
            visit = Visit(url=one["url"], source=source_of(one["url"]), at=START.replace(month=12))
            assert db.add(article, visit).outcome is Outcome.UNCHANGED
            edited = Article(**{**{n: getattr(article, n) for n in article.__slots__}, "headline": "Edited"})
            later = Visit(url=one["url"], source=source_of(one["url"]), at=START.replace(month=12, day=24))
            assert db.add(edited, later).outcome is Outcome.CHANGED
        assert checking.check(db, full=True).problems == []


def test_copies_are_found_among_what_was_there(old: Path) -> None:
    from archive import copies

    with Archive(old) as db:
        list(copies.catch_up(db, seconds=60))
        assert {one.id for one in copies.story(db, 7).articles} == {7, 8}


def test_reading_only_says_what_to_do_and_changes_nothing(old: Path) -> None:
    before = old.read_bytes()
    if old.parent.joinpath("saved").read_text() == max(schema.names())[:4]:
        with Archive(old, read_only=True) as db:
            assert db.get(1)
    else:
        with pytest.raises(OlderSchemaError, match="brings it up to date"):
            Archive(old, read_only=True)
    assert old.read_bytes() == before


KILLED = """
import os, signal, sys
from archive import Archive, schema

@schema.migrations(name="m998_killed")
def killed(db):
    db.conn.execute("delete from articles")
    os.kill(os.getpid(), signal.SIGKILL)

Archive(sys.argv[1])
"""


def test_killed_while_it_is_brought_up_to_date(old: Path) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, str(old)], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    with Archive(old) as db:
        assert checking.check(db, full=True).problems == []
        assert len(db.search("harbour")) == 2
