"""Real crawls: `scrapy crawl` as a person types it, against a small news site on 127.0.0.1.

The site has what sites have: robots.txt, a front page that announces a feed, an index with a news sitemap and a gzipped
shard, articles, a video, a file, a consent wall, a redirect, a dead link, a server error, a forbidden folder.
"""

import gzip
import json
import os
import pty
import re
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from archive import Archive
from tests.courier import (
    ENDS_WITHIN,
    ENVIRONMENT,
    ROOT,
    Courier,
    Page,
    Run,
    article,
    command,
    days_pass,
    feed,
    news_sitemap,
    path_of,
    scrapy,
    urlset,
)

CONSENT = (
    "<!doctype html><html><head><title>Before you continue</title></head><body><div id='consent-wall'>"
    "<h1>We value your privacy</h1><p>We and our partners use cookies to store and access information on a device. "
    "Please choose whether to accept.</p><button>Accept all cookies</button><button>Reject all</button></div></body>"
)
VIDEO = (
    '<!doctype html><html><head><title>Watch the ferry</title><meta property="og:type" content="video.other"></head>'
    '<body><h1>Watch the ferry</h1><video controls src="/ferry.mp4"></video></body></html>'
)
ODD = {
    "/watch/ferry-in-one-minute": Page(VIDEO.encode()),
    "/files/minutes-of-the-council.pdf": Page(b"%PDF-1.7 minutes", "application/pdf"),
    "/news/behind-a-wall.html": Page(CONSENT.encode()),
    "/news/moved-away.html": Page(b"", status=301, headers={"Location": path_of(30)}),
    "/news/broken-server.html": Page(b"oops", status=500),
}
BACK = range(1, 16)
FRESH = range(16, 21)
IN_FEED = (20, 21)


def whole_site(courier: Courier) -> None:
    courier["/robots.txt"] = f"User-agent: *\nDisallow: /private/\nSitemap: {courier.base}/sitemap.xml\n"
    courier["/"] = (
        '<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head><body></body></html>'
    )
    courier.xml(
        "/sitemap.xml",
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        "<sitemap><loc>BASE/all_1.xml.gz</loc></sitemap><sitemap><loc>BASE/news.xml</loc></sitemap></sitemapindex>",
    )
    courier.xml("/news.xml", news_sitemap(*map(path_of, FRESH), *ODD, "/news/dead-link.html", "/private/diary.html"))
    courier.xml("/feed.xml", feed(*map(path_of, IN_FEED)))
    shelve(courier, dict.fromkeys(BACK, "2026-11-01"))
    for number in (*BACK, *FRESH, *IN_FEED, 30):
        courier[path_of(number)] = article(number)
    courier.pages |= ODD
    courier["/private/diary.html"] = article(99)


def shelve(courier: Courier, stamps: dict[int, str]) -> None:
    text = urlset(*((path_of(number), stamp) for number, stamp in stamps.items())).replace("BASE", courier.base)
    courier["/all_1.xml.gz"] = Page(gzip.compress(text.encode()), "application/gzip")


@pytest.fixture
def courier() -> Iterator[Courier]:
    server = Courier()
    yield server
    server.shutdown()
    server.server_close()


def rows(db: Path, sql: str) -> list[tuple[Any, ...]]:
    with Archive(db, read_only=True) as archive:
        return [tuple(row) for row in archive.rows(sql)]


def test_a_site_is_crawled_and_crawled_again(courier: Courier, tmp_path: Path) -> None:
    db = tmp_path / "news.db"
    whole_site(courier)

    first = scrapy("news", "-a", f"url={courier.base}/", db=db)

    assert first.err == ""
    assert first.status == 0
    assert first.counts() == {"new": 22, "not an article": 2, "blocked": 1, "gone": 1, "failed": 1, "forbidden": 1}
    assert "failed: 1 × answered 500, such as " + courier.base + "/news/broken-server.html" in first.out
    assert "forbidden: 1 × is forbidden by robots.txt, such as " + courier.base + "/private/diary.html" in first.out
    assert "/private/diary.html" not in courier.paths_asked()
    agents = {headers["user-agent"] for _, headers in courier.asked}
    assert len(agents) == 1
    assert agents.pop().startswith("news-archive/")
    urls = {url for (url,) in rows(db, "select url from articles")}
    assert urls == {courier.base + path_of(number) for number in (*BACK, *FRESH, *IN_FEED, 30)}
    ((headline, body, published),) = rows(
        db, f"select headline, body, published from articles where url = '{courier.base}{path_of(7)}'"
    )
    assert headline == "The orchard of district 7 opens again"
    assert body.count("\n\n") == 2
    assert published == "2026-11-08T08:00:00+00:00"
    assert rows(db, "select name from authors") == [("Lena Hartog",)]
    visited = dict(rows(db, "select status, count(*) from pages where http_status is not null group by 1"))
    assert visited == {"article": 22, "not_article": 2, "blocked": 1, "gone": 1, "failed": 1}
    assert rows(db, "select status from crawls") == [("finished",)]
    assert rows(db, "select new, not_article, blocked, gone, failed from crawl_sources") == [(22, 2, 1, 1, 1)]

    courier.asked.clear()
    courier[path_of(17)] = article(17, headline="The library stays shut", extra="<p>Correction: it did not open.</p>")
    courier[path_of(3)] = article(3, headline="The market moves to district 4")
    courier[path_of(4)] = article(4, headline="An edit that nothing announces")
    del courier.pages[path_of(18)]
    shelve(courier, {number: "2026-11-19" if number in (2, 3) else "2026-11-01" for number in BACK})
    days_pass(db, 30)

    second = scrapy("news", "-a", f"url={courier.base}/", db=db)

    assert second.err == ""
    assert second.status == 0
    assert second.counts() == {
        "changed": 2, "unchanged": 5, "not an article": 2, "blocked": 1, "gone": 2, "failed": 1,
        "known": 15, "forbidden": 1,
    }  # fmt: skip
    headers = dict(courier.asked)
    assert {path for path in headers if path.startswith("/news/district-")} == {
        path_of(number) for number in (2, 3, *FRESH, 30)
    }
    assert sum("if-none-match" in headers[path_of(number)] for number in (2, 3, 16, 17, 18, 20)) >= 5  # one is a sample
    assert "if-none-match" not in headers["/news/behind-a-wall.html"]
    revisions = rows(
        db, "select revisions.headline, articles.headline from revisions join articles on articles.id = article_id"
    )
    assert sorted(revisions) == [
        ("The library of district 17 opens again", "The library stays shut"),
        ("The market of district 3 opens again", "The market moves to district 4"),
    ]
    assert rows(db, "select url from articles where gone_at is not null") == [(courier.base + path_of(18),)]
    assert rows(db, "select count(*) from articles") == [(22,)]


def small_site(courier: Courier, count: int = 12) -> None:
    courier.xml("/feed.xml", feed(*(path_of(number) for number in range(1, count + 1))))
    courier["/"] = (
        '<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head><body></body></html>'
    )
    for number in range(1, count + 1):
        courier[path_of(number)] = article(number)


@pytest.mark.parametrize("by_index", [False, True])
def test_a_change_that_a_sitemap_dates_is_looked_at_though_a_feed_lists_the_article(
    courier: Courier, tmp_path: Path, by_index: bool
) -> None:
    def shelves(numbers: range, stamps: dict[int, str]) -> None:
        dated = feed(*map(path_of, numbers)).replace("</link>", "</link><pubDate>Fri, 20 Nov 2026 08:00 GMT</pubDate>")
        courier.xml("/feed.xml", dated)
        entries = [(path_of(number), stamps.get(number, "2026-11-20T08:00:00Z")) for number in numbers]
        courier.xml("/posts.xml" if by_index else "/sitemap.xml", urlset(*entries))

    def asked() -> list[str]:
        found = [path for path in courier.paths_asked() if path.startswith("/news/")]
        courier.asked.clear()
        return sorted(found)

    courier["/robots.txt"] = f"Sitemap: {courier.base}/sitemap.xml\n"
    courier["/"] = '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
    courier.xml("/sitemap.xml", "<sitemapindex><sitemap><loc>BASE/posts.xml</loc></sitemap></sitemapindex>")
    for number in range(6):
        courier[path_of(number)] = article(number)
    shelves(range(5), {})
    crawl = ("news", "-a", f"url={courier.base}/")
    assert scrapy(*crawl, db=tmp_path / "news.db").counts() == {"new": 5}
    assert len(asked()) == 5

    courier[path_of(3)] = article(3, headline="The market moves to district 4")
    shelves(range(6), {3: "2026-11-20T13:30:00Z"})
    assert scrapy(*crawl, db=tmp_path / "news.db").counts() == {"new": 1, "changed": 1, "known": 4}
    assert asked() == [path_of(3), path_of(5)]
    shelves(range(1, 6), {3: "2026-11-20T13:30:00Z"})
    assert scrapy(*crawl, db=tmp_path / "news.db").counts() == {"known": 5}
    assert asked() == []


def test_limit_looks_at_the_same_pages_each_time(courier: Courier, tmp_path: Path) -> None:
    db = tmp_path / "news.db"
    small_site(courier)
    arguments = ("news", "-a", f"url={courier.base}/", "-a", "limit=5")
    assert scrapy(*arguments, db=db).counts() == {"new": 5}
    before = set(courier.paths_asked())
    courier.asked.clear()
    assert scrapy(*arguments, "-a", "revisit=0", db=db).counts() == {"unchanged": 5}
    once_a_day = {"/robots.txt", "/ai.txt", "/trust.txt", "/.well-known/tdmrep.json"}
    assert set(courier.paths_asked()) == before - once_a_day
    courier.asked.clear()
    assert scrapy(*arguments, db=db).counts() == {"known": 5}
    assert not any(path.startswith("/news/") for path in courier.paths_asked())


def test_since_keeps_older_articles_out(courier: Courier, tmp_path: Path) -> None:
    small_site(courier)
    run = scrapy("news", "-a", f"url={courier.base}/", "-a", "since=2026-11-08", db=tmp_path / "news.db")
    assert run.status == 0
    assert run.counts() == {"new": 6, "older": 6}


def emptied(courier: Courier) -> str:
    courier["/feed.xml"] = Page(b"", "application/xml")
    return "/feed.xml is no feed"


def without_entries(courier: Courier) -> str:
    courier.xml("/feed.xml", feed())
    return "/feed.xml is a feed without entries"


def answering_404(courier: Courier) -> str:
    del courier.pages["/feed.xml"]
    return "/feed.xml answered 404."


def with_failing_pages(courier: Courier) -> str:
    for number in (1, 2):
        courier[path_of(number)] = Page(b"oops", status=503)
    return "2 of 12 pages failed or were blocked."


def with_videos_only(courier: Courier) -> str:
    for number in range(1, 13):
        courier[path_of(number)] = VIDEO
    return "none of 12 pages is an article."


def forbidding_all(courier: Courier) -> str:
    courier["/robots.txt"] = "User-agent: *\nDisallow: /news/\n"
    return "robots.txt forbids every page that was found."


@pytest.mark.parametrize(
    "broken", [emptied, without_entries, answering_404, with_failing_pages, with_videos_only, forbidding_all]
)
def test_a_crawl_that_does_not_do_its_job_says_why(
    broken: Callable[[Courier], str], courier: Courier, tmp_path: Path
) -> None:
    small_site(courier)
    sentence = broken(courier)
    run = scrapy("news", "-a", f"url={courier.base}/", db=tmp_path / "news.db")
    assert run.status == 1
    assert sentence in run.err
    assert len(run.err.splitlines()) == 1
    assert "source" in run.out
    assert rows(tmp_path / "news.db", "select status from crawls") == [(run.err.strip(),)]


def test_a_site_that_refuses_everything_is_left_alone(courier: Courier, tmp_path: Path) -> None:
    small_site(courier, 60)
    for number in range(1, 61):
        courier[path_of(number)] = Page(b"no", status=403)
    run = scrapy("news", "-a", f"url={courier.base}/", db=tmp_path / "news.db")
    assert run.status == 1
    assert "pages in a row failed or were blocked; it was left alone" in run.err
    assert 20 <= run.counts()["blocked"] < 40


def test_a_dead_site_among_living_ones_is_told_and_stops_nobody(courier: Courier, tmp_path: Path) -> None:
    small_site(courier)
    sources = tmp_path / "sources.toml"
    sources.write_text(
        f'[[site]]\nname = "courier"\nurl = "{courier.base}/"\nfeeds = ["/feed.xml"]\n'
        '[[site]]\nname = "echo"\nurl = "http://127.0.0.1:9/"\n'
    )
    run = scrapy("news", "-a", f"sources={sources}", db=tmp_path / "news.db")
    assert run.status == 1
    assert run.err == "echo: the home page http://127.0.0.1:9/ refused the connection.\n"
    assert (run.counts("courier"), run.counts("echo"), run.counts("all")) == ({"new": 12}, {}, {"new": 12})
    one = scrapy("news", "-a", f"sources={sources}", "-a", "source=courier", db=tmp_path / "news.db")
    assert (one.status, one.counts("courier")) == (0, {"known": 12})


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["rferll"], "There is no site 'rferll' (did you mean rferl?)."),
        (["news", "-a", "url=example.org"], "'example.org' is not the URL of a site; write it in full: https://example.org"),
        (["news", "-a", "sources=no-such-file.toml"], "There is no sources file no-such-file.toml"),
        (["rferl", "-a", "limt=5"], "There is no argument 'limt'; rferl takes since, until, limit, revisit."),
    ],
)  # fmt: skip
def test_wrong_arguments_are_one_sentence(arguments: list[str], sentence: str, tmp_path: Path) -> None:
    run = scrapy(*arguments, db=tmp_path / "news.db")
    assert run.status == 2
    assert run.err.startswith(sentence)
    assert len(run.err.splitlines()) == 1
    assert run.out == ""
    assert not (tmp_path / "news.db").exists()


def test_what_is_no_archive_is_left_alone(courier: Courier, tmp_path: Path) -> None:
    db = tmp_path / "notes.db"
    db.write_text("These are my notes.\n" * 50)
    run = scrapy("news", "-a", f"url={courier.base}/", db=db)
    assert run.status == 1
    assert str(db) in run.err
    assert len(run.err.splitlines()) == 1
    assert db.read_text() == "These are my notes.\n" * 50
    assert courier.asked == []


def test_an_interrupted_crawl_keeps_what_it_has_and_says_so(courier: Courier, tmp_path: Path) -> None:
    db = tmp_path / "news.db"
    small_site(courier)
    for number in range(3, 13):
        courier[path_of(number)] = Page(article(number).encode(), after=1)
    crawl = subprocess.Popen(
        command("news", "-a", f"url={courier.base}/", db=db),
        cwd=ROOT,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + ENDS_WITHIN
    while path_of(3) not in courier.paths_asked() and crawl.poll() is None and time.monotonic() < deadline:
        time.sleep(0.02)
    crawl.send_signal(signal.SIGINT)
    out, err = crawl.communicate(timeout=ENDS_WITHIN)
    assert crawl.returncode == 1
    assert err == "The crawl was interrupted.\n"
    new = Run(1, out, err).counts()["new"]
    assert 2 <= new < 12
    assert rows(db, "select count(*) from articles") == [(new,)]
    assert rows(db, "select status, finished_at is not null from crawls") == [("The crawl was interrupted.", 1)]


def test_a_crawl_that_is_interrupted_with_pages_left_to_ask_for_ends(courier: Courier, tmp_path: Path) -> None:
    courier["/robots.txt"] = f"Sitemap: {courier.base}/sitemap.xml\n"
    courier.xml("/sitemap.xml", urlset(*((path_of(number), "2026-11-01") for number in range(60))))
    for number in range(60):
        courier[path_of(number)] = Page(article(number).encode(), after=0.2)
    crawl = subprocess.Popen(
        command("news", "-a", f"url={courier.base}/", db=tmp_path / "news.db"),
        cwd=ROOT,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        deadline = time.monotonic() + ENDS_WITHIN
        while len(courier.asked) < 8 and crawl.poll() is None and time.monotonic() < deadline:
            time.sleep(0.02)
        crawl.send_signal(signal.SIGINT)
        _, err = crawl.communicate(timeout=ENDS_WITHIN)
        asked = courier.paths_asked()
    finally:
        crawl.kill()
    assert (crawl.returncode, err) == (1, "The crawl was interrupted.\n")
    assert len(asked) < 60
    assert not {"/ai.txt", "/trust.txt"} & set(asked)


def test_a_program_error_is_no_success(courier: Courier, tmp_path: Path) -> None:
    small_site(courier)
    (tmp_path / "broken_sites.py").write_text(
        "from crawler.site import Site\nfrom crawler.spider import NewsSpider\n"
        "class BrokenSpider(NewsSpider):\n    name = 'broken'\n"
        f"    site = Site(name='broken', url='{courier.base}/')\n"
        "    async def _answer(self, response, asked):\n        return {}['nothing']\n"
    )
    settings = ("-s", "SPIDER_MODULES=broken_sites", "-s", "LOG_LEVEL=CRITICAL")
    run = scrapy("broken", "-a", "limit=1", *settings, db=tmp_path / "news.db", modules=tmp_path)
    assert run.status == 1
    assert run.err == f"A program error at {courier.base}{path_of(1)}: KeyError: 'nothing'.\n"


def test_new_articles_can_be_exported(courier: Courier, tmp_path: Path) -> None:
    small_site(courier, 2)
    run = scrapy("news", "-a", f"url={courier.base}/", "-O", "-:jsonlines", db=tmp_path / "news.db")
    exported = [json.loads(line) for line in run.out.splitlines()]
    assert sorted(item["url"] for item in exported) == [courier.base + path_of(1), courier.base + path_of(2)]
    assert exported[0]["authors"] == ["Lena Hartog"]
    assert "2 pages in" in run.err


def test_a_terminal_shows_progress(courier: Courier, tmp_path: Path) -> None:
    small_site(courier, 4)
    for number in range(1, 5):
        courier[path_of(number)] = Page(article(number).encode(), after=1)
    controller, terminal = pty.openpty()
    crawl = subprocess.Popen(
        command("news", "-a", f"url={courier.base}/", db=tmp_path / "news.db"),
        cwd=ROOT,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=terminal,
        text=True,
    )
    os.close(terminal)
    shown = b""
    try:
        while part := os.read(controller, 4096):
            shown += part
    except OSError:  # Linux tells the end of a terminal so
        pass
    finally:
        os.close(controller)
    out, _ = crawl.communicate(timeout=ENDS_WITHIN)
    assert crawl.returncode == 0
    assert re.search(rb"\d s: looking for pages", shown)
    assert re.search(rb"pages a minute: [123] new", shown)
    assert shown.endswith(b"\r\x1b[K")
    assert "4 pages in" in out


def test_old_articles_are_asked_for_again_listed_or_not(courier: Courier, tmp_path: Path) -> None:
    db = tmp_path / "news.db"
    whole_site(courier)
    arguments = ("news", "-a", f"url={courier.base}/")
    scrapy(*arguments, db=db)
    courier[path_of(1)] = article(1, headline="The bridge of district 1 closes")
    courier[path_of(2)] = article(2, headline="The harbour of district 2 closes")
    del courier.pages[path_of(3)]
    shelve(courier, {number: "2026-11-01" for number in BACK if number not in (2, 3)})

    assert scrapy(*arguments, "-a", "revisit=1", db=db).counts().get("changed") is None
    asked = len(courier.asked)
    again = scrapy(*arguments, "-a", "revisit=0", db=db)

    assert (again.counts()["changed"], again.counts()["gone"]) == (2, 2)
    paths = [path for path, _ in courier.asked[asked:] if path.startswith("/news/district")]
    assert sorted(paths) == sorted([*set(paths), path_of(3)])  # what was not found was looked for once more
    assert paths[-1] == path_of(3)
    assert rows(db, "select headline from revisions order by 1") == [
        ("The bridge of district 1 opens again",), ("The harbour of district 2 opens again",)
    ]  # fmt: skip
    assert rows(db, "select url from articles where gone_at is not null") == [(courier.base + path_of(3),)]
