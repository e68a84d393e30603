"""What a page says of its use is recorded, and one that asks not to be archived is not."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from archive import Archive
from archive.policies import MOST_VALUES
from crawler.directives import by_agent, read_directives
from tests.courier import Courier, Page, article, news_sitemap, path_of, scrapy

OURS = "news-archive"


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("noarchive", {"": {"noarchive"}}),
        ("NoIndex , NOARCHIVE", {"": {"noindex", "noarchive"}}),
        ("index, follow, max-image-preview:large", {}),
        ("googlebot: noarchive", {"googlebot": {"noarchive"}}),
        ("googlebot: nofollow, noarchive", {"googlebot": {"nofollow", "noarchive"}}),
        ("noindex, a: noarchive, b: nofollow", {"": {"noindex"}, "a": {"noarchive"}, "b": {"nofollow"}}),
        ("news-archive: noarchive", {OURS: {"noarchive"}}),
        ("*: noarchive", {"": {"noarchive"}}),
        ("unavailable_after: 25 Jun 2026 15:00:00 GMT, noarchive", {"": {"unavailable_after", "noarchive"}}),
        ("unavailable_after: Thursday, 25-Jun-26 15:00:00 GMT", {"": {"unavailable_after"}}),
        ("none", {"": {"none"}}),
        ("", {}),
        (":,::,", {}),
    ],
)  # fmt: skip
def test_an_x_robots_tag(value: str, found: dict[str, set[str]]) -> None:
    assert by_agent(value) == found


@pytest.mark.parametrize(
    ("headers", "head", "noarchive"),
    [
        ([("X-Robots-Tag", "noarchive")], "", "X-Robots-Tag: noarchive"),
        ([("x-robots-tag", "noindex"), ("x-robots-tag", "noarchive")], "", "X-Robots-Tag: noarchive"),
        ([("X-Robots-Tag", "googlebot: noarchive")], "", ""),
        ([("X-Robots-Tag", "news-archive: noarchive")], "", "X-Robots-Tag: news-archive: noarchive"),
        ([("X-Robots-Tag", "noindex")], "", ""),
        ([], '<meta name="robots" content="noarchive">', "meta robots: noarchive"),
        ([], "<META CONTENT='NOARCHIVE,follow' NAME=ROBOTS>", "meta robots: noarchive"),
        ([], '<meta name="news-archive" content="noarchive">', "meta robots: news-archive: noarchive"),
        ([], '<meta name="googlebot" content="noarchive">', ""),
        ([], '<meta name="robots" content="index, max-snippet:-1">', ""),
        ([], '<!-- <meta name="robots" content="noarchive"> -->', ""),
        ([], '<script>var s = \'<meta name="robots" content="noarchive">\'</script>', ""),
        ([], '<meta name="description" content="On noarchive and what it means">', ""),
        ([], '<meta content="noarchive, a>b" data-note="1 > 0" name="robots">', "meta robots: noarchive"),
        ([], f'<meta content="noarchive" data-note="{"long " * 500}" name="robots">', "meta robots: noarchive"),
        ([], f'<meta name="robots" content="noarchive">{"<p>A text.</p>" * 5000}', "meta robots: noarchive"),
    ],
)
def test_who_asks_not_to_be_archived(headers: list[tuple[str, str]], head: str, noarchive: str) -> None:
    body = f"<!doctype html><html><head>{head}</head><body><p>Text</p></body></html>"
    assert read_directives(headers, body.encode(), OURS).noarchive == noarchive
    assert read_directives(headers, body.encode("utf-16"), OURS).noarchive == noarchive


def test_signals() -> None:
    body = (
        b'<meta name="robots" content="noindex,noarchive"><meta name="bingbot" content="noarchive">'
        b'<meta name="tdm-reservation" content="1"><meta name="tdm-policy" content="https://e.example/tdm.json">'
    )
    said = read_directives([("TDM-Reservation", "1"), ("X-Robots-Tag", "otherbot: noai")], body, OURS)
    assert set(said.signals) == {
        ("X-Robots-Tag", "otherbot: noai"),
        ("meta robots", "noarchive, noindex"),
        ("meta robots", "bingbot: noarchive"),
        ("tdm-reservation", "1"),
        ("tdm-policy", "https://e.example/tdm.json"),
    }
    assert read_directives([], b"<meta" * 200_000, OURS).signals == ()


@pytest.fixture
def courier() -> Iterator[Courier]:
    server = Courier()
    server.xml("/news.xml", news_sitemap(*map(path_of, range(1, 5))))
    server[path_of(1)] = article(1)
    server[path_of(2)] = Page(article(2).encode(), headers={"X-Robots-Tag": "noarchive", "TDM-Reservation": "1"})
    server[path_of(3)] = article(3).replace("<head>", '<head><meta name="robots" content="noindex, noarchive">')
    server[path_of(4)] = Page(article(4).encode(), headers={"X-Robots-Tag": "googlebot: noarchive"})
    server["/robots.txt"] = "User-agent: *\nDisallow: /trust.txt\n"
    server["/ai.txt"] = Page(b"User-Agent: *\nDisallow: /\n", "text/plain")
    server["/.well-known/tdmrep.json"] = Page(b'[{"location": "/", "tdm-reservation": 1}]', "application/json")
    server["/trust.txt"] = Page(b"member=https://e.example/", "text/plain")
    yield server
    server.shutdown()
    server.server_close()


def rows(db: Path, sql: str) -> list[tuple[Any, ...]]:
    with Archive(db, read_only=True) as archive:
        return [tuple(row) for row in archive.rows(sql)]


def test_what_asks_not_to_be_archived_is_not(courier: Courier, tmp_path: Path) -> None:
    db = tmp_path / "news.db"
    sources = tmp_path / "sources.toml"
    sources.write_text(f'[[site]]\nname = "echo"\nurl = "{courier.base}"\nsitemaps = ["/news.xml"]\n')

    run = scrapy("news", "-a", f"sources={sources}", db=db)

    assert run.status == 0, run.err
    assert run.counts("echo") == {"new": 2, "noarchive": 2}
    assert "noarchive: 1 × X-Robots-Tag: noarchive, such as" in run.out
    assert "noarchive: 1 × meta robots: noarchive, such as" in run.out
    assert {url for (url,) in rows(db, "select url from articles")} == {courier.base + path_of(n) for n in (1, 4)}
    captured = {url for (url,) in rows(db, "select url from captures")}
    assert {courier.base + path_of(n) for n in range(1, 5)} & captured == {courier.base + path_of(n) for n in (1, 4)}
    raw = b"".join(file.read_bytes() for file in (tmp_path / "news.captures").rglob("*.warc.gz"))
    assert raw
    assert rows(db, "select url, status from pages where status = 'noarchive' order by 1") == [
        (courier.base + path_of(2), "noarchive"),
        (courier.base + path_of(3), "noarchive"),
    ]
    assert rows(db, "select source, signal, value, pages from page_signals order by 2, 3") == [
        ("echo", "X-Robots-Tag", "googlebot: noarchive", 1),
        ("echo", "X-Robots-Tag", "noarchive", 1),
        ("echo", "meta robots", "noarchive, noindex", 1),
        ("echo", "tdm-reservation", "1", 1),
    ]
    assert rows(db, "select name, http_status, text from site_files where name != 'robots.txt' order by 1") == [
        (".well-known/tdmrep.json", 200, '[{"location": "/", "tdm-reservation": 1}]'),
        ("ai.txt", 200, "User-Agent: *\nDisallow: /\n"),
    ]

    courier.asked.clear()
    courier.xml("/news.xml", news_sitemap(*map(path_of, range(1, 6))))
    courier[path_of(5)] = article(5)
    again = scrapy("news", "-a", f"sources={sources}", "-s", "OBEY_NOARCHIVE=False", db=db)
    assert again.counts("echo") == {"new": 3, "known": 2}
    assert not {"/ai.txt", "/trust.txt", "/.well-known/tdmrep.json"} & set(courier.paths_asked())


def test_a_site_that_says_something_else_each_time_fills_no_table(tmp_path: Path) -> None:
    with Archive(tmp_path / "news.db") as archive:
        at = datetime(2026, 11, 20, tzinfo=UTC)
        for number in range(MOST_VALUES + 50):
            policy = f"https://e.example/{number % (MOST_VALUES + 20)}.json"
            archive.signalled("echo", [("tdm-policy", policy)], "https://e.example/", at)
        ((kept, seen),) = archive.rows("select count(*), sum(pages) from page_signals")
        assert kept == MOST_VALUES
        assert seen == MOST_VALUES + 30
