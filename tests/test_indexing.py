"""What stands in each of the two full-text indexes."""

import logging
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive import Added, Archive, Article, Moment, Outcome, Visit, facts, indexing, merge, store
from archive import check as checking
from archive.identity import address_number
from archive.query import spaced_text

AT = datetime(2026, 11, 20, tzinfo=UTC)
MIXED = Article(
    url="https://echo.example/1",
    source="echo",
    headline="Google 总部 搬迁",
    body="Google 公司周三宣布 Apple 的AI技术。\n\nกรุงเทพ ferry",
)
PLAIN = Article(url="https://echo.example/2", source="echo", headline="Ferry", body="Google Apple signed.")


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "news.db") as db:
        for article in (MIXED, PLAIN):
            db.add(article, Visit(url=article.url, source=article.source, at=AT))
        yield db


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (None, None),
        ("", ""),
        ("Müller", "Müller"),
        ("AI技术", "AI \ue000 "),
        ("在 Apple 的", " \ue000  Apple  \ue000 "),
        ("กรุงเทพ, ferry", " \ue000 , ferry"),
    ],
)
def test_a_run_without_spaces_is_one_word(text: str | None, expected: str | None) -> None:
    assert spaced_text(text) == expected


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("google", {1, 2}),
        ('"google apple"', {2}),
        ('"google 公司周三宣布 apple"', {1}),
        ("NEAR(google apple, 3)", {1, 2}),
        ("AI", {1}),
        ("headline:总部", {1}),
        ("技术", {1}),
        ("ferry", {1, 2}),
        ("ferry -กรุงเทพ", {2}),
        ("\ue000", set()),
    ],
)
def test_mixed_scripts_are_found(db: Archive, query: str, numbers: set[int]) -> None:
    assert {hit.id for hit in db.search(query)} == numbers


def test_scripts_without_spaces_stand_in_one_index(db: Archive) -> None:
    db.connection.execute("create virtual table temp.words using fts5vocab(main, articles_fts, row)")
    words = {word for (word,) in db.connection.execute("select term from temp.words")}
    assert {"google", "apple", "ai", "\ue000"} <= words
    assert not {word for word in words if any("\u0e00" <= char < "\ua000" for char in word)}


def test_nobody_changes_a_text_behind_the_index(db: Archive, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "news.db")) as other:
        for sql in ("update articles set body = 'Another.' where id = 1", "delete from articles where id = 1"):
            with pytest.raises(sqlite3.OperationalError, match="no such function"):
                other.execute(sql)
    assert not checking.check(db, full=True).problems


def test_changed_and_deleted_texts_leave_the_index(db: Archive) -> None:
    changed = replace(MIXED, body="Microsoft 在北京")
    db.add(changed, Visit(url=MIXED.url, source="echo", at=AT.replace(day=21)))
    assert not db.search("AI")
    assert [hit.id for hit in db.search("北京 microsoft")] == [1]
    assert not checking.check(db, full=True).problems
    db.connection.execute("delete from articles where id = 1")
    assert not db.connection.execute("select 1 from articles_fts where articles_fts match 'microsoft'").fetchall()


def test_filling_makes_the_same_index(db: Archive) -> None:
    with db.writing() as sql:
        indexing.fill(sql)
    assert not checking.check(db, full=True).problems
    assert {hit.id for hit in db.search("ferry")} == {1, 2}


def test_a_large_archive_says_that_it_is_brought_up_to_date(
    db: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(store, "MANY", 1)
    with caplog.at_level(logging.WARNING), Archive(tmp_path / "news.db"):
        assert not caplog.messages
    db.connection.execute("delete from _sqlite_migrations where name = 'm015_bulk'")  # which can be made twice
    with caplog.at_level(logging.WARNING), Archive(tmp_path / "news.db"):
        pass
    assert caplog.messages == [
        f"{tmp_path / 'news.db'} is of an earlier version and is brought up to date, once: some minutes, "
        "with its 2 articles."
    ]


def test_the_parts_of_an_index_are_merged_as_it_grows(db: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of FTS5 are merged when there are sixteen, unless what comes before does it."""
    monkeypatch.setattr(indexing, "PAGE_BYTES", 1)
    monkeypatch.setattr(indexing, "WORK_UNIT", 1)
    for number in range(3, 60):
        for one in (PLAIN, MIXED):
            url = f"https://echo.example/{one.headline[0]}{number}"
            added = replace(one, url=url, headline=f"{one.headline} {number}")
            db.add(added, Visit(url=url, source="echo", at=AT))
    for table in ("articles_fts", "articles_unspaced"):
        ((parts,),) = db.rows(f"select count(distinct segid) from {table}_idx")
        assert 1 <= parts < 8
    assert checking.check(db, full=True).problems == []


def held(db: Archive) -> list[tuple[str, int]]:
    """The articles that are found by their own address although its page is not theirs, with that address."""
    urls = {address_number(row["url_key"]): row["url_key"] for row in db.rows("select url_key from articles")}
    rows = db.rows("select address, article_id from article_addresses order by article_id")
    return [(urls[row["address"]], row["article_id"]) for row in rows]


def test_an_address_that_two_articles_have_is_found_for_both(db: Archive, tmp_path: Path) -> None:
    def seen(source: str, day: int, **fields: str) -> Added:
        one = replace(PLAIN, source=source, headline=f"{source} says otherwise", **fields)
        return db.add(one, Visit(url=f"https://{source}.example/2", source=source, at=AT.replace(day=day)))

    assert held(db) == []
    assert seen("lark", 21, body="Written by another paper.") == Added(outcome=Outcome.NEW, article=3)
    assert db.get(PLAIN.url).id == 2
    assert held(db) == [(PLAIN.url, 3)]
    assert seen("lark", 22, body="Rewritten by that paper.").article == 3
    assert checking.check(db, full=True).problems == []
    with Archive(tmp_path / "other.db") as other:
        merge.merge(other, db.path)
        assert [number for _, number in held(other)] == [3]
        assert checking.check(other, full=True).problems == []
    with db.writing() as sql:
        sql.execute("update pages set article_id = 3 where url = ?", (PLAIN.url,))
        assert (PLAIN.url, 2) in held(db)
        sql.execute("delete from pages where url = ?", (PLAIN.url,))
        assert held(db) == [(PLAIN.url, 2), (PLAIN.url, 3)]
        sql.execute("delete from articles where id = 2")
        assert held(db) == [(PLAIN.url, 3)]
    assert checking.check(db, full=True).problems == []


def test_an_address_is_found_while_an_article_has_it(db: Archive) -> None:
    moved = "http://echo.example/moved?utm_source=feed"
    db.add(replace(PLAIN, url=moved), Visit(url=PLAIN.url, source="echo", at=AT))
    assert held(db) == [("https://echo.example/moved", 2)]
    assert db.get("https://echo.example/moved").id == 2
    assert db.rows("select url, own_key, url_key from articles where id = 2")[0][:] == (
        moved, "https://echo.example/moved", "https://echo.example/moved",
    )  # fmt: skip
    with db.writing() as sql:
        sql.execute("delete from articles where id = 2")
    assert db.rows("select * from article_addresses") == []


@pytest.mark.parametrize("source", ["echo", "echo-valley.example", "Echo & Co", "хвиля", "a b", ".", "a\0b"])
@pytest.mark.parametrize("language", [None, "en", "en-US"])
@pytest.mark.parametrize("published", [None, datetime(2026, 3, 9, 1, tzinfo=UTC), datetime(926, 3, 9, tzinfo=UTC)])
def test_facts_are_those_of_the_article(
    tmp_path: Path, source: str, language: str | None, published: datetime | None
) -> None:
    date = Moment(value=published, text="", zone="stated") if published else None
    one = replace(PLAIN, source=source, language=language, published=date, authors=("Ann Lee",))
    with Archive(tmp_path / "facts.db") as db:
        db.add(one, Visit(url=one.url, source=source, at=AT))
        (row,) = db.rows("select facts, own_facts, published from articles")
        assert row["facts"] == facts.of(source, language, row["published"], (), one.authors)
        if re.fullmatch("[a-z.-]+", source) and language != "en-US":
            assert row["own_facts"] == f" {facts.author('Ann Lee')} {facts.author('Ann Lee')[0]}\ue000"
        db.add(replace(one, headline="Edited"), Visit(url=one.url, source=source, at=AT.replace(day=21)))
        assert checking.check(db, full=True).problems == []
