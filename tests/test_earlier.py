"""Pages that were captured before what the archive knows: whatever the order in which they come, the history is one."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import permutations
from pathlib import Path

import pytest

from archive import Archive, Article, Outcome, PageStatus, Visit

URL = "https://courier.example/1"
DAY = datetime(2026, 11, 1, 12, tzinfo=UTC)


def put(archive: Archive, day: int, headline: str) -> Outcome:
    article = Article(url=URL, source="courier", headline=headline, body="It runs at noon.", extraction="1")
    return archive.add(article, Visit(url=URL, source="courier", at=DAY + timedelta(days=day))).outcome


def history(archive: Archive) -> list[tuple[str, int, int | None]]:
    """Headline, day it was first seen, day it was replaced: of each wording."""
    return [
        (one.article.headline, (one.seen - DAY).days, (one.replaced - DAY).days if one.replaced else None)
        for one in archive.wordings(1)
    ]


def visits(archive: Archive) -> list[tuple[int, str]]:
    """Day of each visit, and the headline of the wording that it read."""
    names = [headline for headline, _, _ in history(archive)]
    rows = archive.rows("select at, wording from visits order by at")
    return [((datetime.fromisoformat(row["at"]) - DAY).days, names[row["wording"] - 1]) for row in rows]


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "news.db") as made:
        yield made


SEEN = [(0, "Ferry runs"), (1, "Ferry runs"), (2, "Ferry stops"), (3, "Ferry runs"), (4, "Ferry sinks")]


@pytest.mark.parametrize("order", list(permutations(range(len(SEEN)))), ids=lambda order: "".join(map(str, order)))
def test_the_order_in_which_pages_come_does_not_matter(archive: Archive, order: tuple[int, ...]) -> None:
    for place in order:
        put(archive, *SEEN[place])
    assert visits(archive) == SEEN
    found = history(archive)
    assert [headline for headline, _, _ in found] == ["Ferry runs", "Ferry stops", "Ferry runs", "Ferry sinks"]
    assert [seen for _, seen, _ in found] == [0, 2, 3, 4]
    assert [replaced for _, _, replaced in found] == [2, 3, 4, None]
    assert archive.get(1).first_seen == DAY
    assert [row["kinds"] for row in archive.rows("select kinds from revisions")] == ["headline"] * 3
    (page,) = archive.rows("select visited_at from pages")
    assert page["visited_at"].startswith("2026-11-05")
    assert [hit.headline for hit in archive.search("sinks")] == ["Ferry sinks"]
    assert list(archive.search("stops")) == []


def test_an_older_page_is_a_change_of_then(archive: Archive) -> None:
    assert put(archive, 5, "Ferry stops") is Outcome.NEW
    assert put(archive, 3, "Ferry stops") is Outcome.UNCHANGED
    assert put(archive, 1, "Ferry runs") is Outcome.CHANGED
    assert history(archive) == [("Ferry runs", 1, 3), ("Ferry stops", 3, None)]
    assert archive.get(1).article.headline == "Ferry stops"


def test_not_modified_says_that_the_wording_was_there(archive: Archive) -> None:
    put(archive, 0, "Ferry runs")
    visit = Visit(url=URL, source="courier", at=DAY + timedelta(days=4), http_status=304)
    archive.visited(visit, PageStatus.ARTICLE)
    put(archive, 2, "Ferry stops")
    assert history(archive) == [("Ferry runs", 0, 2), ("Ferry stops", 2, 4), ("Ferry runs", 4, None)]


def test_an_older_visit_says_nothing_of_today(archive: Archive) -> None:
    article = Article(url=URL, source="courier", headline="Ferry runs", body="It runs at noon.")
    visit = Visit(url=URL, source="courier", at=DAY, etag="new", payload="sha256:1", lastmod="2026-11-01")
    archive.add(article, visit)
    older = Visit(url=URL, source="courier", at=DAY - timedelta(days=1), http_status=404, reason="answered 404")
    archive.visited(older, PageStatus.GONE)
    assert archive.get(1).gone_at is None
    assert [tuple(row) for row in archive.rows("select status, http_status, etag, payload, reason from pages")] == [
        ("article", 200, "new", "sha256:1", "")
    ]
    assert [row["outcome"] for row in archive.rows("select outcome from visits order by at")] == ["gone", "new"]


def test_a_gone_article_stays_gone(archive: Archive) -> None:
    put(archive, 0, "Ferry runs")
    gone = Visit(url=URL, source="courier", at=DAY + timedelta(days=3), http_status=410)
    archive.visited(gone, PageStatus.GONE)
    put(archive, -2, "Ferry to run")
    assert archive.get(1).gone_at == DAY + timedelta(days=3)
    assert history(archive) == [("Ferry to run", -2, 0), ("Ferry runs", 0, None)]


def test_what_was_read_otherwise_keeps_its_wording(archive: Archive) -> None:
    put(archive, 4, "Ferry stops")
    put(archive, 8, "Ferry sinks")
    article = Article(url=URL, source="courier", headline="Ferry stops", body="It runs at noon.", kicker="Harbour")
    archive.reread(1, article, wording=1)
    put(archive, 2, "Ferry runs")
    assert [row["wording"] for row in archive.rows("select wording from rereadings")] == [2]
    assert archive.wording(1, 2).kicker == "Harbour"
