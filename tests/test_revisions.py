"""Every wording of an article: what kind of change made it, and whose change it was."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive import (
    Archive,
    Article,
    ArticleNotFoundError,
    AuthorBio,
    Correction,
    Image,
    IncompleteArticleError,
    Kind,
    LiveEntry,
    Media,
    Moment,
    Outcome,
    Visit,
)
from archive.record import article_of, fields

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
DAY = timedelta(days=1)
MOMENT = Moment(value=NOW, text="2026-11-20 09:30", zone="publisher")
FERRY = Article(
    url="https://echo.example/ferry",
    source="echo",
    headline="Ferry runs again on the Varda",
    dek="After eleven years",
    byline="By Lena Hartog",
    authors=("Lena Hartog",),
    published=MOMENT,
    body="The goverment of Belvar said on Monday that 3 boats crossed.\n\n"
    "Nobody paid for the first crossing. The mayor was not there.\n\n"
    "The next ferry leaves on Friday, the harbour master said.",
    images=(Image(url="https://echo.example/1.jpg", caption="The ferry on the river", credit="T. Beker"),),
    extraction="1",
)


def visit(days: float = 0, payload: str | None = None, url: str = FERRY.url) -> Visit:
    return Visit(url=url, source="echo", at=NOW + days * DAY, payload=payload)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "news.db") as opened:
        yield opened


def integrity(db: Archive) -> None:
    db.connection.execute("insert into articles_fts (articles_fts) values ('integrity-check')")
    assert not db.connection.execute("pragma foreign_key_check").fetchall()


# -- whose change ------------------------------------------------------------------------------------------------------


def test_the_same_bytes_read_otherwise_are_no_change_by_the_newsroom(db: Archive) -> None:
    db.add(FERRY, visit(0, "sha256:1"))
    better = replace(FERRY, dek="After eleven years of waiting", tags=("river",), extraction="2")
    added = db.add(better, visit(1, "sha256:1"))
    assert (added.outcome, added.changed, added.wording) == (Outcome.UNCHANGED, (), 1)
    stored = db.get(1)
    assert (stored.article, stored.revisions) == (better, 0)
    (row,) = db.rows("select * from rereadings")
    assert (row["wording"], row["extraction"], row["changed"]) == (1, "1", "dek, tags")
    assert json.loads(row["fields"]) == {"dek": "After eleven years", "tags": None}
    assert not db.rows("select * from changes")
    assert not db.rows("select 1 from articles_fts where articles_fts match 'waiting' and rowid != 1")
    assert [hit.id for hit in db.search("waiting")] == [1]
    integrity(db)


@pytest.mark.parametrize("payload", [None, "sha256:2"])
def test_other_bytes_or_unknown_ones_are_a_change(db: Archive, payload: str | None) -> None:
    db.add(FERRY, visit(0, "sha256:1"))
    edited = replace(FERRY, headline="Ferry stops")
    assert db.add(edited, visit(1, payload)).outcome is Outcome.CHANGED
    assert db.add(FERRY, visit(2, "sha256:1")).outcome is Outcome.CHANGED, "a change back is one"


def test_bytes_of_another_address_of_a_changed_article_prove_nothing(db: Archive) -> None:
    mirror = "https://m.echo.example/ferry"
    db.add(FERRY, visit(0, "sha256:1"))
    db.add(FERRY, visit(0, "sha256:m", mirror))
    db.add(replace(FERRY, headline="Ferry stops"), visit(1, "sha256:2"))
    assert db.add(FERRY, visit(2, "sha256:m", mirror)).outcome is Outcome.CHANGED


def test_the_copy_at_another_address_stays_one_however_it_is_read(db: Archive) -> None:
    db.add(FERRY, visit())
    copy = replace(FERRY, url="https://echo.example/living/ferry")
    assert db.add(copy, visit(0, "sha256:c", copy.url)).outcome is Outcome.DUPLICATE
    otherwise = replace(copy, body=copy.body + "\n\nA line more.", extraction="2")
    assert db.add(otherwise, visit(1, "sha256:c", copy.url)).outcome is Outcome.DUPLICATE
    assert db.get(1).article.body == FERRY.body


def test_a_page_that_was_none_for_a_while_proves_nothing_of_the_article(db: Archive) -> None:
    from archive import PageStatus

    db.add(FERRY, visit(0, "sha256:1"))
    db.visited(visit(1, "sha256:wall"), PageStatus.BLOCKED)
    wall = replace(FERRY, headline="Accept cookies")
    assert db.add(wall, visit(2, "sha256:wall")).outcome is Outcome.CHANGED


def test_a_change_read_by_another_version_is_marked_until_the_old_wording_is_read_again(db: Archive) -> None:
    db.add(FERRY, visit())
    better = replace(FERRY, dek="After eleven years of waiting", headline="Ferry stops", extraction="2")
    assert db.add(better, visit(1)).wording == 2
    (change,) = [w.change for w in db.wordings(1) if w.change]
    assert (change.kinds, change.read_alike) == ((Kind.HEADLINE, Kind.DEK), False)
    assert not db.rows("select * from silent_edits"), "nobody is accused of what the reader may have done"
    again = replace(FERRY, dek="After eleven years of waiting", extraction="2")
    seen = db.reread(1, again, wording=1)
    assert (seen.wording, seen.changed, seen.before.dek) == (1, ("dek",), FERRY.dek)
    (change,) = [w.change for w in db.wordings(1) if w.change]
    assert (change.changed, change.kinds, change.read_alike) == (("headline",), (Kind.HEADLINE,), True)
    assert [row["headline"] for row in db.rows("select * from silent_edits")] == ["Ferry stops"]


def test_a_change_that_was_all_the_readers_doing_is_none_any_more(db: Archive) -> None:
    db.add(FERRY, visit())
    better = replace(FERRY, dek="After eleven years of waiting", extraction="2")
    db.add(better, visit(1))
    assert db.get(1).revisions == 1
    db.reread(1, better, wording=1)
    first, second = db.wordings(1)
    assert first.article == second.article
    assert second.change is not None
    assert (second.change.kinds, second.change.changed) == ((), ())
    assert db.get(1).revisions == 0
    assert not db.rows("select * from changes")
    assert db.stats()["sources"][0]["revisions"] == 0


def test_reading_again_leaves_times_addresses_and_what_a_feed_told(db: Archive) -> None:
    hint = {"published": {"reader": "hint", "text": "2026-11-20"}, "hints": {"found_in": "https://echo.example/feed"}}
    db.add(replace(FERRY, evidence=hint), visit())
    before = dict(db.rows("select * from articles")[0])
    read = replace(
        FERRY, url="https://echo.example/other", source="x", published=None, headline="Ferry Runs", evidence={"a": 1}
    )
    assert db.reread(1, read, dry_run=True).changed == ("headline",)
    assert dict(db.rows("select * from articles")[0]) == before
    assert db.reread(1, read).changed == ("headline",)
    assert db.reread(1, read).changed == ()
    after = db.rows("select * from articles")[0]
    for name in ("url", "source", "first_seen", "wording_seen", "published", "crawl_id"):
        assert after[name] == before[name], name
    assert db.get(1).article.evidence == {"a": 1, **hint}
    assert len(db.rows("select * from rereadings")) == 1
    integrity(db)


def test_nothing_is_lost_to_a_reading_that_fails(db: Archive) -> None:
    db.add(FERRY, visit())
    with pytest.raises(IncompleteArticleError, match="no body; it stays"):
        db.reread(1, replace(FERRY, body=" "))
    with pytest.raises(ArticleNotFoundError, match="No article 7"):
        db.reread(7, FERRY)
    with pytest.raises(ArticleNotFoundError, match="no wording 3"):
        db.reread(1, FERRY, wording=3)
    assert db.get(1).article == FERRY


def test_an_older_wording_keeps_every_field(db: Archive) -> None:
    full = replace(
        FERRY,
        network="n",
        publisher_id="7",
        aliases=("https://m.echo.example/7",),
        kicker="Local",
        organisations=("Desk North",),
        agencies=("AFP",),
        dateline="BELVAR",
        modified=MOMENT,
        section="Local",
        tags=("river",),
        language="en",
        media=(Media(kind="video", url="https://echo.example/v.mp4"),),
        credits=("With AFP",),
        corrections=(Correction(text="It was Friday.", date=NOW), Correction(text="Undated.")),
        disclaimer="One.\n\nTwo.",
        author_bios=(AuthorBio(name="Lena Hartog", text="Reports."),),
        access="free",
        live_entries=(LiveEntry(text="First.", time=NOW, headline="Start"), LiveEntry(text="Second.")),
        evidence={"headline": {"reader": "h1"}},
    )
    assert article_of(json.loads(json.dumps(fields(full)))) == full
    assert article_of({**fields(full), "colour": "red"}) == full
    db.add(full, visit())
    db.add(replace(full, headline="Ferry stops"), visit(1))
    assert db.wordings(1)[0].article == full


def test_changes_of_older_archives_are_judged_when_they_are_opened(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    with Archive(path) as db:
        for days, headline in enumerate(("One", "Two", "Three")):
            db.add(replace(FERRY, headline=headline, extraction=None), visit(days))
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("update revisions set kinds = null, announced = null, words_added = null, words_removed = null")
        raw.commit()
    with Archive(path) as db:
        assert [row["kinds"] for row in db.rows("select kinds from revisions")] == ["headline", "headline"]
        assert [(row["old_headline"], row["headline"]) for row in db.rows("select * from silent_edits")] == [
            ("One", "Two"),
            ("Two", "Three"),
        ], "the headline after a change is the next one, not the present one"
