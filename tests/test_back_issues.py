"""`since` and `until`: back issues are found without fetching what lies outside."""

import asyncio
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.discovery.periods import Period, Range, are_dates, of_list, of_page
from crawler.frontier import Download, Frontier, UnreachableError
from crawler.revisit import identity
from crawler.site import Site
from tests.courier import Courier, article, path_of, scrapy, urlset

BASE = "https://www.courier.example"


def day(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("path", "period"),
    [
        ("/sitemap-2021-03.xml", ("2021-03-01", "2021-04-01")),
        ("/sitemap_202112.xml.gz", ("2021-12-01", "2022-01-01")),
        ("/sitemap-2021-03-15-2.xml", ("2021-03-15", "2021-03-16")),
        ("/sitemaps/2021/3/news.xml", ("2021-01-01", "2022-01-01")),
        ("/sitemaps/2021/03/news.xml", ("2021-03-01", "2021-04-01")),
        ("/sitemap-2021.xml", ("2021-01-01", "2022-01-01")),
        ("/sitemap.xml?yyyy=2021&mm=03&dd=05", ("2021-03-05", "2021-03-06")),
        ("/sitemap.xml?yyyy=2021&mm=3", ("2021-03-01", "2021-04-01")),
        ("/sitemap-2021-02-30.xml", None),
        ("/sitemap_8_12.xml", None),
        ("/sitemap-1950.xml", None),
        ("/sitemap-120210315.xml", None),
        ("/sitemap.xml", None),
    ],
)
def test_the_days_that_a_list_is_about(path: str, period: tuple[str, str] | None) -> None:
    assert of_list(BASE + path) == (period and Period(day(period[0]), day(period[1])))


@pytest.mark.parametrize(
    ("path", "period"),
    [
        ("/2021/03/15/ferry-runs.html", ("2021-03-15", "2021-03-16")),
        ("/news/2021/3/ferry-runs.html", ("2021-03-01", "2021-04-01")),
        ("/2021-03-15/ferry.html", ("2021-03-15", "2021-03-16")),
        ("/what-the-ferry-did-in-2021-03.html", None),
        ("/2021/ferry.html", None),
        ("/a/33423647.html", None),
        ("/2021/03/99/ferry.html", ("2021-03-01", "2021-04-01")),
    ],
)
def test_the_days_under_which_a_page_is_filed(path: str, period: tuple[str, str] | None) -> None:
    assert of_page(BASE + path) == (period and Period(day(period[0]), day(period[1])))


def test_numbered_lists_are_not_taken_for_years() -> None:
    assert are_dates([f"{BASE}/map-{year}.xml" for year in (1999, 2020, 2026)])
    assert are_dates([f"{BASE}/map-2021-{month:02}-1.xml" for month in range(1, 13)])
    assert not are_dates([f"{BASE}/map-{number}.xml" for number in (1999, 2020, 2600)])
    assert not are_dates([f"{BASE}/map-{number}.xml" for number in range(1900, 2030)])


def test_a_range_leaves_a_day_for_other_zones() -> None:
    march = Range(day("2021-03-01"), day("2021-04-01"))
    assert march.misses(day("2021-02-28")) == "older"
    assert march.misses(day("2021-03-01")) is None
    assert march.misses(day("2021-04-01")) == "newer"
    assert march.misses_all(Period(day("2021-02-27"), day("2021-02-28"))) == "older"
    assert march.misses_all(Period(day("2021-02-28"), day("2021-03-01"))) is None
    assert march.misses_all(Period(day("2021-04-01"), day("2021-04-02"))) is None
    assert march.misses_all(Period(day("2021-04-02"), day("2021-04-03"))) == "newer"
    assert Range().misses(day("1999-01-01")) is None


def test_lists_of_other_times_are_not_fetched() -> None:
    index = "".join(
        f"<sitemap><loc>{BASE}/map-2021-{month:02}.xml</loc><lastmod>2026-01-01</lastmod></sitemap>"
        for month in range(1, 13)
    )
    pages = {
        "/sitemap.xml": f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{index}</sitemapindex>'
    }
    for month in range(1, 13):
        paths = [f"/2021/{month:02}/{number:02}/ferry.html" for number in (1, 15, 28)]
        pages[f"/map-2021-{month:02}.xml"] = urlset(*((path, "2022-05-05") for path in paths)).replace("BASE", BASE)
    fetched: list[str] = []

    async def fetch(url: str, _: Mapping[str, str]) -> Download:
        path = url.removeprefix(BASE)
        fetched.append(path)
        if path not in pages:
            raise UnreachableError("answered 404", status=404)
        return Download(url, pages[path].encode())

    async def walk() -> list[str]:
        site = Site(name="courier", url=f"{BASE}/", sitemaps=("/sitemap.xml",))
        frontier = Frontier(site, fetch, identity=identity, since=day("2021-03-10"), until=day("2021-05-01"))
        found = [page.url.removeprefix(BASE) async for batch in frontier.batches() for page in batch]
        frontier.conclude()
        assert frontier.faults == []
        return found

    found = asyncio.run(walk())

    assert fetched == ["/sitemap.xml", "/map-2021-05.xml", "/map-2021-04.xml", "/map-2021-03.xml"]
    assert sorted(found) == [
        "/2021/03/15/ferry.html", "/2021/03/28/ferry.html", "/2021/04/01/ferry.html", "/2021/04/15/ferry.html",
        "/2021/04/28/ferry.html", "/2021/05/01/ferry.html",
    ]  # fmt: skip


@pytest.fixture
def courier() -> Iterator[Courier]:
    server = Courier()
    server["/"] = "<html><head><title>The Courier</title></head><body></body></html>"
    server["/robots.txt"] = f"Sitemap: {server.base}/sitemap.xml\n"
    server.xml("/sitemap.xml", urlset(*((path_of(number), "2026-11-25") for number in range(1, 13))))
    for number in range(1, 13):
        server[path_of(number)] = article(number)  # published on November number + 1
    yield server
    server.shutdown()
    server.server_close()


def test_what_a_page_dates_outside_is_not_stored_and_not_fetched_again(courier: Courier, tmp_path: Path) -> None:
    db = tmp_path / "news.db"
    site = ("news", "-a", f"url={courier.base}/")
    march = (*site, "-a", "since=2026-11-05", "-a", "until=2026-11-08")

    first = scrapy(*march, db=db)
    assert (first.status, first.counts()) == (0, {"new": 4, "older": 3, "newer": 5})
    courier.xml("/sitemap.xml", urlset(*((path_of(number), "2026-11-26") for number in range(4, 14))))
    courier[path_of(13)] = article(13)
    courier.asked.clear()
    assert scrapy(*march, db=db).counts()["newer"] == 1
    assert {path for path in courier.paths_asked() if path.startswith("/news/")} == {
        path_of(number) for number in (4, 5, 6, 7, 13)
    }

    rest = scrapy(*site, db=db)
    assert rest.counts() == {"new": 6, "known": 4}
