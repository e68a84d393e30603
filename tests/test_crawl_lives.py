"""What happens to articles over the days, through real crawls: each stays one article, with the right history."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from archive import Archive
from tests.courier import Courier, Page, article, days_pass, path_of, scrapy, urlset

EDITED, VANISHED, MOVED, RENAMED, MIRRORED, QUIET = range(1, 7)
NEW_ADDRESS = "/news/moved-with-a-redirect.html"
RENAMED_TO = "/news/district-4-opens-with-a-new-name.html"
MIRROR = "/mirror/district.html"


@pytest.fixture
def courier() -> Iterator[Courier]:
    server = Courier()
    server["/robots.txt"] = f"Sitemap: {server.base}/sitemap.xml\n"
    for number in (EDITED, VANISHED, MOVED, RENAMED, MIRRORED, QUIET):
        server[path_of(number)] = article(number)
    canonical = f'<link rel="canonical" href="{server.base}{path_of(RENAMED)}">'
    server[path_of(RENAMED)] = article(RENAMED).replace("</head>", f"{canonical}</head>")
    listed(server, *map(path_of, (EDITED, VANISHED, MOVED, RENAMED, MIRRORED, QUIET)))
    yield server
    server.shutdown()
    server.server_close()


class AwayOnce(dict[str, Page]):
    """Pages of which one is not there when it is asked for the first time."""

    def __init__(self, pages: dict[str, Page], away: str) -> None:
        super().__init__(pages)
        self.away = away

    def get(self, path: str, default: Any = None) -> Any:
        if path == self.away:
            self.away = ""
            return default
        return super().get(path, default)


def listed(server: Courier, *paths: str, day: str = "2026-11-20") -> None:
    server.xml("/sitemap.xml", urlset(*((path, day) for path in paths)))


def rows(db: Path, sql: str) -> list[tuple[Any, ...]]:
    with Archive(db, read_only=True) as archive:
        return [tuple(row) for row in archive.rows(sql)]


def test_an_edited_a_vanished_a_moved_and_a_mirrored_article_are_one_article_each(
    courier: Courier, tmp_path: Path
) -> None:
    db = tmp_path / "news.db"
    site = ("news", "-a", f"url={courier.base}/")
    assert scrapy(*site, db=db).counts() == {"new": 6}

    courier[path_of(EDITED)] = article(EDITED, headline="The bridge of district 1 closes again")
    del courier.pages[path_of(VANISHED)]
    courier[NEW_ADDRESS] = article(MOVED)
    courier[path_of(MOVED)] = Page(b"", status=301, headers={"Location": NEW_ADDRESS})
    courier[RENAMED_TO] = courier.pages[path_of(RENAMED)]
    courier[MIRROR] = article(MIRRORED)
    listed(courier, path_of(QUIET), NEW_ADDRESS, RENAMED_TO, MIRROR)
    days_pass(db, 40)

    second = scrapy(*site, db=db)  # what is listed: three addresses, new ones of known articles
    assert second.counts() == {"unchanged": 1, "duplicate": 2, "known": 1}
    revisited = scrapy("revisit", db=db)  # what is due: the edit and the loss show only so
    assert revisited.status == 0
    assert revisited.counts() == {"changed": 1, "unchanged": 4, "gone": 1}
    assert "gone: 1 × answered 404" in revisited.out
    assert "missing" not in revisited.out

    assert rows(db, "select count(*) from articles") == [(6,)]
    assert rows(db, "select count(*) from revisions") == [(1,)]
    of = "(select id from articles where headline like '%district {}%')"
    addresses = "select url from pages where article_id = " + of + " order by id"
    outcomes = (
        "select outcome from visits join pages on pages.id = page_id where article_id = " + of + " order by visits.id"
    )
    told = {number: [row for (row,) in rows(db, outcomes.format(number))] for number in range(1, 7)}
    known = {
        number: [url.removeprefix(courier.base) for (url,) in rows(db, addresses.format(number))]
        for number in range(1, 7)
    }
    assert told[EDITED] == ["new", "changed"]
    assert told[VANISHED] == ["new", "missing", "gone"]
    assert known[MOVED] == [path_of(MOVED), NEW_ADDRESS]
    assert told[MOVED] == ["new", "duplicate", "unchanged"]
    assert known[RENAMED] == [path_of(RENAMED), RENAMED_TO]
    assert told[RENAMED] == ["new", "unchanged", "unchanged"]
    assert known[MIRRORED] == [path_of(MIRRORED), MIRROR]
    assert told[MIRRORED] == ["new", "duplicate", "unchanged"]
    assert rows(db, "select headline from articles where gone_at is not null") == [
        ("The harbour of district 2 opens again",),
    ]

    courier[path_of(VANISHED)] = article(VANISHED)
    days_pass(db, 3)
    assert scrapy("revisit", "-a", "source=127.0.0.1", db=db).counts()["unchanged"] >= 1
    assert rows(db, "select count(*) from articles where gone_at is not null") == [(0,)]


def test_a_revisit_keeps_to_its_limit_and_takes_what_is_late_first(courier: Courier, tmp_path: Path) -> None:
    db = tmp_path / "news.db"
    scrapy("news", "-a", f"url={courier.base}/", db=db)
    assert scrapy("revisit", db=db).counts() == {}
    days_pass(db, 40)
    courier.asked.clear()

    assert scrapy("revisit", "-a", "limit=4", db=db).counts() == {"unchanged": 4}
    assert all("if-none-match" in headers for path, headers in courier.asked if path.startswith("/news"))
    assert scrapy("revisit", "-s", "REVISITS=10", db=db).counts() == {"unchanged": 2}
    assert scrapy("revisit", db=db).counts() == {}


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((), "There is no archive at "),
        (("-a", "since=2026-01-01"), "There is no archive at "),
    ],
)
def test_without_an_archive_there_is_nothing_to_revisit(
    arguments: tuple[str, ...], sentence: str, tmp_path: Path
) -> None:
    run = scrapy("revisit", *arguments, db=tmp_path / "news.db")
    assert run.status == 2
    assert run.err.startswith(sentence)
    assert not (tmp_path / "news.db").exists()


def test_a_source_that_is_not_there_is_named(courier: Courier, tmp_path: Path) -> None:
    db = tmp_path / "news.db"
    scrapy("news", "-a", f"url={courier.base}/", db=db)
    run = scrapy("revisit", "-a", "source=127.0.0.2", db=db)
    assert (run.status, run.err) == (2, "The archive has no site '127.0.0.2' (did you mean 127.0.0.1?).\n")


def test_a_site_that_is_out_of_order_loses_nothing(courier: Courier, tmp_path: Path) -> None:
    db = tmp_path / "news.db"
    site = ("news", "-a", f"url={courier.base}/")
    many = [path_of(number) for number in range(1, 31)]
    for number, path in enumerate(many, 1):
        courier[path] = article(number)
    listed(courier, *many)
    assert scrapy(*site, db=db).counts() == {"new": 30}
    for path in many[:25]:
        del courier.pages[path]

    second = scrapy(*site, "-a", "revisit=0", db=db)
    assert second.counts() == {"unchanged": 5, "missing": 25}
    assert "25 of 30 pages, all of known articles, were not found at once; they count as gone only if" in second.out
    assert rows(db, "select count(*) from articles where gone_at is not null") == [(0,)]

    days_pass(db, 1)
    third = scrapy(*site, "-a", "revisit=0", db=db)
    assert third.counts() == {"unchanged": 5, "gone": 25}
    assert rows(db, "select count(*) from articles where gone_at is not null") == [(25,)]


def test_a_page_that_is_back_at_the_second_look_was_never_gone(courier: Courier, tmp_path: Path) -> None:
    db = tmp_path / "news.db"
    site = ("news", "-a", f"url={courier.base}/", "-a", "revisit=0")
    scrapy(*site, db=db)
    courier.pages = AwayOnce(courier.pages, away=path_of(QUIET))

    assert scrapy(*site, db=db).counts() == {"unchanged": 6}
    assert courier.paths_asked().count(path_of(QUIET)) == 3
    assert rows(db, "select count(*) from pages where status = 'article'") == [(6,)]
    assert rows(db, "select count(*) from visits where outcome = 'missing'") == [(1,)]
