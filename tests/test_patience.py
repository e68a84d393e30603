"""A server that asks to be left alone is, and the page is asked for again then."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.patience import FIRST_WAIT, wait_asked
from tests.courier import Courier, Handler, Page, article, days_pass, news_sitemap, path_of, scrapy, urlset

NOW = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "said", "tries", "wait"),
    [
        (429, "30", 1, 30.0),
        (503, " 7 ", 1, 7.0),
        (503, "Fri, 27 Nov 2026 12:01:30 GMT", 1, 90.0),
        (503, "Fri, 27 Nov 2026 11:00:00 GMT", 1, 0.0),
        (429, None, 1, FIRST_WAIT),
        (429, None, 3, 4 * FIRST_WAIT),
        (429, "soon", 1, FIRST_WAIT),
        (429, "-5", 1, FIRST_WAIT),
        (429, "9" * 400, 1, 999_999_999.0),
        (503, None, 1, None),
        (503, "soon", 1, None),
        (503, "Fri, 99 Nov 2026 12:01:30 GMT", 1, None),
        (200, "30", 1, None),
        (403, "30", 1, None),
    ],
)
def test_how_long_a_server_asks_to_be_left_alone(status: int, said: str | None, tries: int, wait: float | None) -> None:
    assert wait_asked(status, said, tries, NOW) == wait


class Busy(Courier):
    """Answers the first request for each of `busy` with its page, and notes when each was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.busy: dict[str, Page] = {}
        self.times: list[tuple[str, float]] = []
        self.RequestHandlerClass = BusyHandler


class BusyHandler(Handler):
    server: Busy

    def do_GET(self) -> None:
        self.server.times.append((self.path, time.monotonic()))
        usual = self.server.pages.get(self.path)
        if usual and self.path in self.server.busy:
            self.server.pages[self.path] = self.server.busy.pop(self.path)
            super().do_GET()
            self.server.pages[self.path] = usual
        else:
            super().do_GET()


@pytest.fixture
def busy() -> Iterator[Busy]:
    server = Busy()
    server["/"] = "<h1>The Courier</h1>"
    server.xml("/sitemap.xml", news_sitemap(*map(path_of, range(1, 5))))
    for number in range(1, 5):
        server[path_of(number)] = article(number)
    yield server
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("status", [429, 503])
def test_a_page_is_asked_for_again_when_the_time_is_over(busy: Busy, tmp_path: Path, status: int) -> None:
    first = path_of(1)
    busy.busy[first] = Page(b"<h1>Not now</h1>", status=status, headers={"Retry-After": "2"})

    run = scrapy("news", "-a", f"url={busy.base}/", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=1", db=tmp_path / "news.db")

    assert run.status == 0, run.err
    assert run.counts() == {"new": 4}
    asked = [at for path, at in busy.times if path == first]
    assert len(asked) == 2
    assert asked[1] - asked[0] >= 2


def test_a_site_that_asks_for_too_long_is_left_to_the_next_crawl(busy: Busy, tmp_path: Path) -> None:
    for number in range(1, 40):
        busy[path_of(number)] = Page(b"<h1>No</h1>", status=429, headers={"Retry-After": "7200"})
    busy.xml("/sitemap.xml", news_sitemap(*map(path_of, range(1, 40))))

    run = scrapy("news", "-a", f"url={busy.base}/", db=tmp_path / "news.db")

    assert run.status == 1
    assert set(run.counts()) == {"blocked"}
    assert "the server asks to be left alone for 2 h 0 min; it was left alone" in run.err
    assert len([path for path in busy.paths_asked() if path.startswith("/news/")]) < 12


@pytest.mark.parametrize("status", [429, 503])
def test_a_sitemap_is_asked_for_again_when_the_time_is_over(busy: Busy, tmp_path: Path, status: int) -> None:
    busy.busy["/sitemap.xml"] = Page(b"<h1>Not now</h1>", status=status, headers={"Retry-After": "2"})

    run = scrapy("news", "-a", f"url={busy.base}/", db=tmp_path / "news.db")

    assert (run.status, run.counts(), run.err) == (0, {"new": 4}, "")
    asked = [at for path, at in busy.times if path == "/sitemap.xml"]
    assert len(asked) == 2
    assert asked[1] - asked[0] >= 2


def two_hosts(busy: Busy, folder: Path) -> tuple[str, ...]:
    """Pages 1 to 12 on the one host, 13 to 24 on another; the arguments of a crawl of both."""
    other = busy.base.replace("127.0.0.1", "localhost")
    listed = urlset(*((path_of(first + number), "2026-11-20") for number in range(12) for first in (1, 13)))
    for number in range(13, 25):
        listed = listed.replace(f"BASE{path_of(number)}<", f"{other}{path_of(number)}<")
    busy.xml("/sitemap.xml", listed)
    for number in range(1, 25):
        busy[path_of(number)] = article(number)
    sources = folder / "sources.toml"
    sources.write_text(
        f'[[site]]\nname = "echo"\nurl = "{busy.base}"\nsitemaps = ["/sitemap.xml"]\nhosts = ["localhost"]\n'
    )
    return ("news", "-a", f"sources={sources}", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=1")


def test_a_host_that_rests_keeps_the_others_of_its_site_from_nothing(busy: Busy, tmp_path: Path) -> None:
    crawl = two_hosts(busy, tmp_path)
    busy.busy[path_of(1)] = Page(b"<h1>Not now</h1>", status=429, headers={"Retry-After": "4"})

    run = scrapy(*crawl, db=tmp_path / "news.db")

    assert (run.status, run.counts("echo"), run.err) == (0, {"new": 24}, "")
    order = [path for path, _ in busy.times if path.startswith("/news/")]
    again = len(order) - order[::-1].index(path_of(1)) - 1
    assert {path_of(number) for number in range(13, 25)} <= set(order[:again])
    times = [at for path, at in busy.times if path == path_of(1)]
    assert times[1] - times[0] >= 4


def test_a_host_that_asks_for_too_long_is_left_out_and_asked_the_next_time(busy: Busy, tmp_path: Path) -> None:
    crawl = two_hosts(busy, tmp_path)
    for number in range(1, 13):
        busy[path_of(number)] = Page(b"<h1>No</h1>", status=429, headers={"Retry-After": "7200"})

    run = scrapy(*crawl, db=tmp_path / "news.db")

    assert run.status == 1
    assert run.counts("echo")["new"] == 12
    host = busy.base.removeprefix("http://")
    assert f"echo: {host} asks to be left alone for 2 h 0 min; it was left alone" in run.err
    for number in range(1, 13):
        busy[path_of(number)] = article(number)
    days_pass(tmp_path / "news.db", 1)
    assert scrapy(*crawl, db=tmp_path / "news.db").counts("echo")["new"] == 12
