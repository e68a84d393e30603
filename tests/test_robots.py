"""robots.txt as RFC 9309 has it: whose rules, which answer means what, how long it is good."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive import Archive, SiteFile
from crawler.robots import MAX_BYTES, RobotsRules, product_token, readable
from tests.courier import Courier, Page, Run, article, news_sitemap, path_of, scrapy

SITE = "https://courier.example"
APART = "User-agent: news-archive\nDisallow: /a\nUser-agent: x\nAllow: /\nUser-agent: news-archive\nDisallow: /b"


@pytest.mark.parametrize(
    ("agent", "token"),
    [("news-archive/0.1.0 (+you@example.org)", "news-archive"), ("MyBot/2", "mybot"), ("9lives", "~"), ("", "~")],
)
def test_our_name(agent: str, token: str) -> None:
    assert product_token(agent) == token


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow:", "/a", True),
        ("Disallow: /", "/a", True),
        # 2.2.1: whose group
        ("User-agent: news-archive\nDisallow: /a\n\nUser-agent: *\nDisallow: /", "/b", True),
        ("User-agent: NEWS-Archive/7.1\nDisallow: /a\n\nUser-agent: *\nAllow: /", "/a", False),
        ("User-agent: news\nDisallow: /", "/a", True),
        ("User-agent: archive\nDisallow: /", "/a", True),
        ("User-agent: news-archiver\nDisallow: /", "/a", True),
        ("User-agent: other\nUser-agent: news-archive\nDisallow: /a", "/a", False),
        (APART, "/b", False),
        (APART, "/a", False),
        ("User-agent: *\nDisallow: /a\n\nUser-agent: x\nDisallow:\n\nUser-agent: *\nDisallow: /b", "/a", False),
        ("User-agent: *\n\n\nDisallow: /a", "/a", False),
        ("User-agent: *\nSitemap: https://x.example/s.xml\nDisallow: /a", "/a", False),
        ("User-agent: * # all\nDisallow: /a # this", "/a", False),
        ("user-agent:*\ndisallow:/a", "/a", False),
        # 2.2.2 and 2.2.3: the longest match decides, "*" is anything, "$" is the end
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nAllow: /a\nDisallow: /a", "/a", True),
        ("User-agent: *\nDisallow: /*.php$", "/x/y.php", False),
        ("User-agent: *\nDisallow: /*.php$", "/x/y.php?z", True),
        ("User-agent: *\nDisallow: /*?p=*", "/x?p=7", False),
        ("User-agent: *\nDisallow: /A", "/a", True),
        ("User-agent: *\nDisallow: /caf%C3%A9", "/café", False),
        ("User-agent: *\nDisallow: /café", "/caf%c3%a9", False),
        ("User-agent: *\nDisallow: /", "/robots.txt", True),
        # 2.3: what the bytes are
        ("\ufeffUser-agent: *\nDisallow: /a", "/a", False),
        ("User-agent: *\rDisallow: /a", "/a", False),
        ("<!doctype html><p>User-agent: nothing here</p>", "/a", True),
    ],
)  # fmt: skip
def test_rules(text: str, path: str, allowed: bool) -> None:
    assert RobotsRules(readable(text.encode()), "news-archive").allowed(SITE + path) is allowed


def test_bytes_that_are_no_utf_8_harm_only_their_line() -> None:
    rules = RobotsRules(readable(b"User-agent: *\nDisallow: /\xff\xfe\nDisallow: /a\n"), "news-archive")
    assert not rules.allowed(f"{SITE}/a")


def test_no_more_is_read_than_the_rfc_asks_for_and_no_half_line() -> None:
    line = b"Disallow: /private/of/nobody\n"
    body = b"User-agent: *\nDisallow: /early\n" + line * (MAX_BYTES // len(line) + 1) + b"Disallow: /late\n"
    rules = RobotsRules(readable(body), "news-archive")
    assert not rules.allowed(f"{SITE}/early")
    assert rules.allowed(f"{SITE}/late")
    assert len(readable(body)) % len(line) == len(b"User-agent: *\nDisallow: /early\n") % len(line)


# -- real crawls -------------------------------------------------------------------------------------------------------


@pytest.fixture
def courier() -> Iterator[Courier]:
    server = Courier()
    server.xml("/news.xml", news_sitemap(path_of(1)))
    server[path_of(1)] = article(1)
    yield server
    server.shutdown()
    server.server_close()


def crawl(courier: Courier, folder: Path) -> Run:
    sources = folder / "sources.toml"
    sources.write_text(f'[[site]]\nname = "echo"\nurl = "{courier.base}"\nsitemaps = ["/news.xml"]\n')
    return scrapy("news", "-a", f"sources={sources}", db=folder / "news.db")


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_server_error_means_no(courier: Courier, tmp_path: Path, status: int) -> None:
    wait = {"Retry-After": "1"} if status == 429 else {}
    courier["/robots.txt"] = Page(b"User-agent: *\nAllow: /\n", status=status, headers=wait)

    run = crawl(courier, tmp_path)

    assert set(courier.paths_asked()) == {"/robots.txt"}
    assert run.status == 1
    assert f"was not asked for: robots.txt answered {status}, and that means no (RFC 9309)" in run.err

    courier.asked.clear()
    courier["/robots.txt"] = Page(b"", status=404)
    assert crawl(courier, tmp_path).counts("echo") == {"new": 1}


def test_a_robots_txt_that_leads_on_and_on_is_none(courier: Courier, tmp_path: Path) -> None:
    courier["/robots.txt"] = Page(b"", status=302, headers={"Location": "/r1"})
    for number in range(1, 9):
        courier[f"/r{number}"] = Page(
            b"User-agent: *\nDisallow: /", status=302, headers={"Location": f"/r{number + 1}"}
        )

    run = crawl(courier, tmp_path)

    assert run.counts("echo") == {"new": 1}
    asked = [path for path in courier.paths_asked() if path.startswith("/r")]
    assert asked == ["/robots.txt", *(f"/r{number}" for number in range(1, 6))]


def test_an_answer_is_good_for_a_day_in_the_next_run_too(courier: Courier, tmp_path: Path) -> None:
    courier["/robots.txt"] = Page(b"User-agent: *\nDisallow: /news/\n")
    first = crawl(courier, tmp_path)
    assert first.counts("echo") == {"forbidden": 1}
    assert courier.paths_asked().count("/robots.txt") == 1

    second = crawl(courier, tmp_path)
    assert second.counts("echo") == {"forbidden": 1}
    assert courier.paths_asked().count("/robots.txt") == 1

    with Archive(tmp_path / "news.db") as archive:
        file = archive.site_file(courier.base, "robots.txt")
        assert file is not None
        assert (file.text, file.http_status, file.source) == ("User-agent: *\nDisallow: /news/\n", 200, "echo")
        with archive.writing() as sql:
            sql.execute("update site_files set asked_at = '2026-01-01T00:00:00+00:00' where name = 'robots.txt'")
    courier.asked.clear()
    third = crawl(courier, tmp_path)
    assert third.counts("echo") == {"forbidden": 1}
    (headers,) = [headers for path, headers in courier.asked if path == "/robots.txt"]
    assert headers["if-none-match"] == file.etag


def test_a_file_that_says_the_same_did_not_change(tmp_path: Path) -> None:
    day = datetime(2026, 11, 1, tzinfo=UTC)
    with Archive(tmp_path / "news.db") as archive:
        for number, text in enumerate(["User-agent: *", "User-agent: *", None, "Allow: /"]):
            at = day + timedelta(days=number)
            archive.keep_site_file(
                SiteFile(origin=SITE, name="robots.txt", source="echo", asked_at=at, http_status=200, text=text)
            )
            found = archive.site_file(SITE, "robots.txt")
            assert found is not None
            assert found.asked_at == at
            assert found.changed_at == (day if number == 1 else at)
        assert archive.site_file(SITE, "ai.txt") is None
