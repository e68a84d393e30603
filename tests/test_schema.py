"""The schema: from nothing, from its oldest shape, and as a journalist reads it."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from archive import Archive, Article, Moment, OlderSchemaError, Visit, schema
from archive.identity import digest, text_digest

URL = "https://echo.example/1"
ARTICLE = Article(url=URL, source="echo", headline="Ferry runs again", body="A cable ferry crossed the Varda.")
VISIT = Visit(url=URL, source="echo", at=datetime(2026, 11, 20, tzinfo=UTC))
FIRST = "m001_articles"


@pytest.fixture
def oldest(tmp_path: Path) -> Path:
    """An archive as the first migration alone made it."""
    path = tmp_path / "oldest.db"
    first = Migrations(schema.migrations.name)
    first(name=FIRST)(schema.m001_articles)
    with closing(Database(path)) as db:
        first.apply(db)
    return path


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Iterator[Migrations]:
    """The schema with one more migration than today."""
    more = Migrations(schema.migrations.name)
    for migration in schema.migrations.pending(Database(memory=True)):
        more(name=migration.name)(migration.fn)

    @more()
    def m999_later(db: Database) -> None:
        db.conn.execute("alter table articles add column colour text")

    with monkeypatch.context() as patch:
        patch.setattr(schema, "migrations", more)
        yield more


def test_migrations_are_numbered_without_gaps() -> None:
    numbers = sorted(int(name[1:4]) for name in schema.names())
    assert numbers == list(range(1, len(numbers) + 1))
    assert FIRST in schema.names()


def test_applying_twice_changes_nothing() -> None:
    with closing(Database(memory=True)) as db:
        schema.bring_up_to_date(db)
        before = db.schema
        schema.bring_up_to_date(db)
        assert db.schema == before


def test_an_archive_of_the_first_version_is_brought_up_to_date(oldest: Path, tmp_path: Path) -> None:
    with Archive(oldest) as db, Archive(tmp_path / "new.db") as new:
        assert db.add(ARTICLE, VISIT).article == 1
        assert [hit.id for hit in db.search("ferry")] == [1]
        assert db.db.schema == new.db.schema


def test_a_later_migration_keeps_what_is_there(oldest: Path, later: Migrations) -> None:
    with Archive(oldest) as db:
        assert db.add(ARTICLE, VISIT).article == 1
        assert "colour" in db.db["articles"].columns_dict
    with Archive(oldest, read_only=True) as db:
        assert db.get(1).article == ARTICLE


def test_an_older_archive_is_not_changed_by_reading(oldest: Path, later: Migrations) -> None:
    before = oldest.read_bytes()
    with pytest.raises(OlderSchemaError, match="older version"):
        Archive(oldest, read_only=True)
    assert oldest.read_bytes() == before


def test_a_migration_that_fails_leaves_the_archive_as_it_was(oldest: Path, later: Migrations) -> None:
    with Archive(oldest) as db:
        db.add(ARTICLE, VISIT)
    later(name="m1000_wrong")(lambda db: db.conn.execute("alter table nowhere add column x"))
    with pytest.raises(Exception, match="nowhere"):
        Archive(oldest)
    with closing(Database(oldest)) as db:
        assert [row["headline"] for row in db["articles"].rows] == [ARTICLE.headline]


def test_times_and_names_are_what_a_journalist_guesses(tmp_path: Path) -> None:
    with Archive(tmp_path / "news.db") as db:
        crawl = db.start_crawl("news", {"limit": "5"})
        db.add(ARTICLE, VISIT)
        db.finish_crawl(crawl, status="finished", counts={"echo": {"new": 1}})
        (article,) = db.rows("select * from articles")
        (page,) = db.rows("select * from pages")
        (row,) = db.rows("select * from crawls")
        for time in (article["first_seen"], page["visited_at"], row["started_at"], row["finished_at"]):
            assert datetime.fromisoformat(time).utcoffset() is not None
            assert time.endswith("+00:00")
        assert page["article_id"] == article["id"]
        assert row["arguments"] == '{"limit": "5"}'


@pytest.mark.parametrize("view", ["articles_by_day", "articles_with_disclaimer", "changes", "aliases"])
def test_views_can_be_read(tmp_path: Path, view: str) -> None:
    with Archive(tmp_path / "news.db") as db:
        assert list(db.query(f"select * from {view}"))


def test_every_foreign_key_that_is_followed_back_has_an_index(tmp_path: Path) -> None:
    """Deleting or joining from the other side would read whole tables."""
    with Archive(tmp_path / "news.db") as db:
        for table in db.db.tables:
            first_of_index = {index.columns[0] for index in table.indexes} | {table.pks[0]}
            for key in table.foreign_keys:
                if key.other_table in ("articles", "pages"):
                    assert key.column in first_of_index, f"{key.table}.{key.column}"


def test_digests_and_times_are_stored_short_and_read_as_text(tmp_path: Path) -> None:
    at = datetime(2026, 11, 20, 9, 30, 5, 700_000, tzinfo=timezone(timedelta(hours=2)))
    text = "2026-11-20T07:30:05+00:00"
    one = Article(url="https://echo.example/1", source="echo", headline="A", body="B.")
    moments = [
        Moment(value=at, text=text, zone="stated"),
        Moment(value=at, text="20 Nov", zone="unknown"),
        Moment(value=at, text="", zone="stated"),
        None,
    ]
    with Archive(tmp_path / "news.db") as db:
        for number, moment in enumerate(moments):
            own = replace(one, url=f"https://echo.example/{number}", body=f"B{number}.", published=moment)
            db.add(own, Visit(url=own.url, source="echo", at=at))
            assert db.get(own.url).article.published == (moment and replace(moment, value=datetime.fromisoformat(text)))
        rows = db.rows("select * from articles order by id")
        assert [row["published_text"] for row in rows] == [text, "20 Nov", "", None]
        assert [row["own_published_text"] for row in rows] == [None, "20 Nov", "", None]
        for row in rows:
            article = db.get(row["id"]).article
            assert (row["digest"], row["text_digest"]) == (digest(article), text_digest(article))
            assert (len(row["own_digest"]), len(row["own_text_digest"])) == (16, 16)
            assert (row["first_seen"], row["wording_seen"]) == (text, text)
        for table, name in (("visits", "at"), ("pages", "visited_at")):
            assert {row[0] for row in db.rows(f"select {name} from {table}")} == {text}
        earlier = replace(one, url="https://echo.example/0", body="Before.")
        db.add(earlier, Visit(url=earlier.url, source="echo", at=at - timedelta(days=1)))
        (row,) = db.rows("select first_seen, wording_seen from articles where id = 1")
        assert tuple(row) == ("2026-11-19T07:30:05+00:00", text)


def test_what_is_made_of_other_columns_is_named(tmp_path: Path) -> None:
    with Archive(tmp_path / "news.db") as db:
        for table, names in schema.GENERATED.items():
            made = {row["name"] for row in db.rows(f"pragma table_xinfo({table})") if row["hidden"] == 2}
            assert made == set(names)
