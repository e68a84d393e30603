"""Many articles in one transaction are stored as they would be one by one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive import (
    Archive,
    ArchiveError,
    Article,
    ArticleNotFoundError,
    Correction,
    Image,
    Moment,
    Outcome,
    PageStatus,
    Visit,
    pending,
)
from archive import check as checking
from archive.database import sentences
from benchmarks import corpus

AT = datetime(2026, 11, 20, tzinfo=UTC)
TABLES = (
    "articles", "pages", "visits", "revisions", "images", "corrections", "fingerprints", "copies", "article_stories",
    "story_numbers",
)  # fmt: skip
NAMES = {"authors": "author_id", "agencies": "agency_id", "tags": "tag_id"}


def crawl() -> list[tuple[Article, Visit]]:
    """Pages of a crawl: among them new wordings, copies, and pages that are seen again."""
    pages = list(corpus.series(0, 400, size=900))
    return [*pages, *((one, replace(visit, at=visit.at.replace(year=2027))) for one, visit in pages[:20])]


@pytest.fixture(scope="module")
def one_by_one(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with Archive(tmp_path_factory.mktemp("one") / "news.db") as db:
        for article, visit in crawl():
            db.add(article, visit)
        yield db


@pytest.mark.parametrize("most", [7, 1000])
def test_many_at_once_come_to_the_same(
    one_by_one: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(pending, "MOST", most)
    with Archive(tmp_path / "news.db") as db:
        with db.writing():
            for article, visit in crawl():
                db.add(article, visit)
        for table in TABLES:
            rows = [list(map(tuple, one.rows(f"select * from {table} order by 1, 2"))) for one in (one_by_one, db)]
            assert rows[0] == rows[1], table
        for table, column in NAMES.items():
            sql = f"select article_id, position, name from article_{table} join {table} on id = {column} order by 1, 2"
            assert list(map(tuple, db.rows(sql))) == list(map(tuple, one_by_one.rows(sql)))
        assert db.rows("select count(*) from copies")[0][0] > 5
        assert db.rows("select count(*) from revisions")[0][0] > 3
        assert checking.check(db, full=True).problems == []
        word = db.get(5).article.headline.split()[-1]
        assert [hit.id for hit in db.search(word)] == [hit.id for hit in one_by_one.search(word)]


def article(**fields: object) -> tuple[Article, Visit]:
    found = replace(Article(url="https://echo.example/1", source="echo", headline="A ferry", body="It sank."), **fields)
    return found, Visit(url=found.url, source="echo", at=AT)


@pytest.mark.parametrize(
    "fields",
    [
        {"images": (Image(url="https://echo.example/1.jpg", caption="a \ud83d half"),)},
        {"tags": ("\ud83d",)},
        {"section": "\ud83d"},
        {"dek": "\ud83d"},
        {"credits": ("Reuters", "\ud83d")},
        {"evidence": {"headline": {"reader": "h1", "text": "\ud83d"}}},
        {"published": Moment(value=datetime(2026, 1, 1), text="today", zone="unknown")},  # noqa: DTZ001
        {"modified": Moment(value=datetime(2026, 1, 1), text="today", zone="unknown")},  # noqa: DTZ001
        {"published": Moment(value=AT, text="\ud83d", zone="stated")},
        {"corrections": (Correction(text="Wrong.", date=datetime(2026, 1, 1)),)},  # noqa: DTZ001
    ],
)
def test_what_cannot_be_stored_is_refused_at_once(tmp_path: Path, fields: dict[str, object]) -> None:
    with Archive(tmp_path / "news.db") as db:
        whole = pytest.raises(ArchiveError, match="none of them was stored")
        with whole, db.writing(), pytest.raises(ValueError, match=r"surrogates|without zone"):
            db.add(*article(**fields))
        assert db.rows("select count(*) from articles")[0][0] == 0
        db.add(*article())
        assert [hit.id for hit in db.search("ferry")] == [1]
        assert checking.check(db, full=True).problems == []


def test_what_a_transaction_that_failed_held_back_is_forgotten(tmp_path: Path) -> None:
    def fail(db: Archive) -> None:
        with db.writing():
            db.add(*article())
            raise ValueError("no")

    with Archive(tmp_path / "news.db") as db:
        with pytest.raises(ValueError, match="no"):
            fail(db)
        with db.writing():
            db.add(*article(headline="A bridge", tags=("water",)))
        assert not db.search("ferry")
        assert db.get(1).article.tags == ("water",)
        assert checking.check(db, full=True).problems == []


def test_an_article_is_read_and_changed_within_its_transaction(tmp_path: Path) -> None:
    with Archive(tmp_path / "news.db") as db:
        with db.writing():
            db.add(*article(tags=("water",)))
            assert db.get(1).article.tags == ("water",)
            changed, visit = article(body="It floats.", tags=("water", "luck"))
            assert db.add(changed, replace(visit, at=AT.replace(day=21))).outcome is Outcome.CHANGED
            with pytest.raises(ArticleNotFoundError):
                db.get(2)
        assert db.get(1).article.tags == ("water", "luck")
        assert not db.search("sank")
        assert [hit.id for hit in db.search("floats")] == [1]
        assert checking.check(db, full=True).problems == []


@pytest.mark.parametrize("held", [True, False])
def test_what_came_before_in_a_transaction_is_known(tmp_path: Path, held: bool) -> None:
    """By its address, an alias, the publisher's number or its text."""
    numbered = {"network": "echo", "publisher_id": "7"}
    pages = [
        (article(**numbered), Outcome.NEW, 1),
        (article(**numbered), Outcome.UNCHANGED, 1),
        (article(url="https://echo.example/moved", **numbered), Outcome.UNCHANGED, 1),
        (article(url="https://echo.example/print"), Outcome.DUPLICATE, 1),
        (article(url="https://echo.example/2", headline="B", body="B.", aliases=("https://m.echo.example/2",)),
         Outcome.NEW, 2),
        (article(url="https://echo.example/b", headline="B", body="C.", aliases=("https://m.echo.example/2",)),
         Outcome.CHANGED, 2),
        (article(url="https://echo.example/3", headline="C", body="C."), Outcome.NEW, 3),
    ]  # fmt: skip
    with Archive(tmp_path / "news.db") as db:
        with db.writing():
            for (one, visit), outcome, number in pages:
                added = db.add(one, visit)
                assert (added.outcome, added.article) == (outcome, number), one.url
                if not held:
                    db.settle()
            db.visited(Visit(url="https://echo.example/3", source="echo", at=AT.replace(day=21)), PageStatus.GONE)
            assert db.get("https://echo.example/3").gone_at == AT.replace(day=21)
            assert db.known(["https://echo.example/print"])["https://echo.example/print"].article == 1
            assert db.known_ids("echo", ["7"])["7"].article == 1
        assert [row[0] for row in db.rows("select id from visits order by id")] == list(range(1, 9))
        assert checking.check(db, full=True).problems == []


def test_rows_are_written_together_and_found_by_whoever_asks_the_archive(tmp_path: Path) -> None:
    with Archive(tmp_path / "news.db") as db, db.writing() as sql:
        for number in range(3):
            text = f"It is {number}."
            db.add(*article(url=f"https://echo.example/{number}", headline=f"Report {number}", body=text))
        tables = ("articles", "pages", "visits")
        assert [sql.execute(f"select count(*) from {table}").fetchone()[0] for table in tables] == [0] * 3
        assert [db.rows(f"select count(*) from {table}")[0][0] for table in tables] == [3] * 3
        assert db.next_number() == 4


def test_settled_articles_are_in_the_index(tmp_path: Path) -> None:
    with Archive(tmp_path / "news.db") as db, sentences(db.path), db.writing() as sql:
        db.add(*article())
        db.settle()
        assert sql.execute("select rowid from articles_fts where articles_fts match 'ferry'").fetchall()


def test_a_text_is_looked_for_by_its_digest_and_not_among_all_of_a_source(tmp_path: Path) -> None:
    with Archive(tmp_path / "news.db") as db:
        db.add(*article())
        asked: list[str] = []
        db.connection.set_trace_callback(asked.append)
        db.add(*article(url="https://echo.example/2", headline="A bridge", body="It stands."))
        db.connection.set_trace_callback(None)
        (sql,) = [one for one in asked if "substr(own_text_digest" in one]
        plan = [row["detail"] for row in db.rows(f"explain query plan {sql}")]
        assert "SEARCH articles USING INDEX articles_text" in plan[0]
