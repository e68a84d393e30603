"""What hostile and broken sites do to a real crawl: what was asked, what landed, what was reported."""

import gzip
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from crawler.lane import WAITING_PER_HOST
from tests import hostile
from tests.courier import Courier, Page, Run, article, path_of, scrapy
from tests.hostile import Hostile

METADATA = ("169.254.169.254", "2852039166", "0xa9fea9fe", "0251.0376.0251.0376", "[::ffff:a9fe:a9fe]")
CODINGS = ("gzip", "deflate", "br", "zstd")
PRIVATE = "is on the private address"
LAPTOP = ("127.0.0.1", "127.1", "2130706433", "0x7f.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0")
LIES = (
    "<html><head><title>Паром</title></head><body><article><h1>Паром снова ходит</h1>{}</article></body></html>".format(
        "<p>Паром через нижнюю Варду снова ходит после одиннадцати лет, сообщил в понедельник совет округа.</p>" * 4
    )
)
SPIDER = """
import crawler.lane
from crawler.spiders.news import AnyNewsSpider

crawler.lane.IN_VAIN = 40

class Beset(AnyNewsSpider):
    name = "beset"

    @classmethod
    def update_settings(cls, settings):
        super().update_settings(settings)
        settings.setdict({"DOWNLOAD_TIMEOUT": 4, "RETRY_TIMES": 0, "DOWNLOAD_MAXSIZE": 2_000_000}, priority=50)
"""


@dataclass
class Crawled:
    run: Run
    db: Path
    sites: dict[str, Hostile]
    laptop: Courier

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with sqlite3.connect(self.db) as archive:
            return archive.execute(sql).fetchall()

    def page(self, name: str) -> tuple[str, str]:
        """How the visit of a page of the site "pages" ended, and why."""
        url = self.sites["pages"].base + name
        found = self.rows(f"select status, reason from pages where url = '{url}'")
        return found[0] if found else ("", "")


def pages(laptop: Courier) -> Hostile:
    """A site of one hostile page beside the other, with good ones between them."""
    site = Hostile()
    port = laptop.server_address[1]
    site.behaviours = {
        "/news/endless-story-of-the-ferry": hostile.endless,
        "/news/trickle-of-the-ferry": hostile.trickle,
        "/news/head-of-the-ferry-trickles": hostile.trickled_head,
        "/news/reset-by-the-ferry": hostile.reset,
        "/news/cut-short-by-the-ferry": hostile.cut_short,
        "/news/wide-head-of-the-ferry": hostile.wide_head,
        "/news/no-http-on-the-ferry": hostile.no_http,
    }
    odd = {
        "/news/eleven-bytes-of-the-ferry": Page(b"hello world"),
        "/news/nothing-of-the-ferry": Page(b""),
        "/news/loop-one-of-the-ferry": hostile.redirect("/news/loop-two-of-the-ferry"),
        "/news/sends-to-itself-like-the-ferry": hostile.redirect("/news/sends-to-itself-like-the-ferry#top"),
        "/news/further-0-with-the-ferry": hostile.redirect("/news/further-1-with-the-ferry"),
        "/news/loads-itself-anew-like-the-ferry": Page(
            article(900)
            .replace(
                "<head>", '<head><meta http-equiv="refresh" content="60; url=/news/loads-itself-anew-like-the-ferry">'
            )
            .encode()
        ),
        "/news/to-a-file-of-the-ferry": hostile.redirect("file:///etc/passwd"),
        "/news/to-ftp-of-the-ferry": hostile.redirect("ftp://127.0.0.1/pub"),
        "/news/to-data-of-the-ferry": hostile.redirect("data:text/html,<p>Hello"),
        "/news/refresh-of-the-ferry": Page(
            f'<html><head><meta http-equiv="refresh" content="0; url=http://127.0.0.1:{port}/secret">'.encode()
        ),
        "/news/charset-lie-of-the-ferry": Page(LIES.encode("windows-1251"), "text/html; charset=utf-8"),
        "/news/charset-of-nobody": Page(LIES.encode(), "text/html; charset=x-klingon"),
        **{f"/news/{c}-bomb-of-the-ferry": hostile.packed(c, hostile.BOMB) for c in CODINGS},
    }
    for number, host in enumerate(METADATA):
        odd[f"/news/metadata-{number}-of-the-ferry"] = hostile.redirect(f"http://{host}/latest/meta-data/")
    for number, host in enumerate(LAPTOP):
        odd[f"/news/laptop-{number}-of-the-ferry"] = hostile.redirect(f"http://{host}:{port}/secret")
    site.pages |= odd
    site["/news/loop-two-of-the-ferry"] = hostile.redirect("/news/loop-one-of-the-ferry")
    for number in range(1, 15):
        site[f"/news/further-{number}-with-the-ferry"] = hostile.redirect(f"/news/further-{number + 1}-with-the-ferry")
    listed: list[str] = []
    for number, path in enumerate((*site.behaviours, *odd)):
        if number % 3 == 0:
            site[path_of(number)] = article(number)
            listed.append(path_of(number))
        listed.append(path)
    elsewhere = "".join(
        f"<url><loc>{url}</loc></url>"
        for url in ("file:///etc/passwd", "javascript:alert(1)", f"http://127.0.0.1:{port}/secret", "gopher://x/")
    )
    site.xml("/sitemap.xml", hostile.sitemap(*listed).replace("</urlset>", f"{elsewhere}</urlset>"))
    return site


def sites(laptop: Courier) -> dict[str, Hostile]:
    """One of each sort; and a good one, which must not suffer."""
    found = {"pages": pages(laptop)}

    def site(name: str, everywhere: hostile.Behaviour | None = None) -> Hostile:
        found[name] = Hostile(everywhere)
        found[name]["/robots.txt"] = "User-agent: *\nDisallow: /secret/\n"
        return found[name]

    for number in range(5):
        found[f"loris{number}"] = Hostile(hostile.trickle)
    sloth = site("sloth", hostile.trickle)
    sloth.xml("/sitemap.xml", hostile.sitemap(*map(path_of, range(40))))
    good = site("good")
    good.xml("/sitemap.xml", hostile.sitemap(*map(path_of, range(20))))
    for number in range(20):
        good[path_of(number)] = article(number)
    laughing = site("laughing-feed")
    laughing.xml("/sitemap.xml", f"{hostile.LAUGHS}<rss><channel><item><title>&l9;</title></item></channel></rss>")
    laughing = site("laughing-map")
    laughing.xml("/sitemap.xml", hostile.LAUGHS + hostile.sitemap("/news/&l9;"))
    many = [f"/news/story-{number}-of-the-ferry" for number in range(105_000)]
    large = site("large")
    listed = hostile.sitemap(*many, pad=480).replace("BASE", large.base).encode()
    assert 55_000_000 < len(listed) < 64_000_000
    large["/sitemap.xml"] = Page(gzip.compress(listed, 1), "application/gzip")
    site("too-large")["/sitemap.xml"] = Page(gzip.compress(b"<urlset>" + bytes(70_000_000), 1), "application/gzip")
    nest = site("nest")
    nest.behaviours = {f"/s/{number}.xml": hostile.nested for number in range(1, 2000)}
    nest.xml("/sitemap.xml", "<sitemapindex><sitemap><loc>BASE/s/1.xml</loc></sitemap></sitemapindex>")
    trap = site("trap", hostile.calendar)
    trap.xml("/sitemap.xml", hostile.sitemap(*(f"/calendar/day-{number}-of-the-year" for number in range(5_000))))
    site("refuser", hostile.refused).xml("/sitemap.xml", hostile.sitemap(*map(path_of, range(100))))
    busy = site("busy")
    busy["/sitemap.xml"] = Page(b"", status=429, headers={"Retry-After": "86400"})
    found["long-robots"] = Hostile()
    found["long-robots"]["/robots.txt"] = "User-agent: *\nDisallow: /news/secret\n" + "# on and on\n" * 400_000
    found["long-robots"].xml("/sitemap.xml", hostile.sitemap(path_of(1), "/news/secret-of-the-ferry"))
    found["long-robots"][path_of(1)] = article(1)
    return found


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    folder = tmp_path_factory.mktemp("hostile")
    laptop = Courier()
    laptop["/secret"] = article(66)
    found = sites(laptop)
    (folder / "hostile_spiders.py").write_text(SPIDER)
    (folder / "sources.toml").write_text(
        "".join(
            f'[[site]]\nname = "{name}"\nurl = "{site.base}"\n{"feeds" if name == "laughing-feed" else "sitemaps"}'
            ' = ["/sitemap.xml"]\n'
            for name, site in found.items()
        )
    )
    arguments = ("beset", "-a", f"sources={folder / 'sources.toml'}", "-s", "SPIDER_MODULES=hostile_spiders")
    run = scrapy(*arguments, db=folder / "news.db", modules=folder)
    yield Crawled(run, folder / "news.db", found, laptop)
    for site in (*found.values(), laptop):
        site.shutdown()
        site.server_close()


@pytest.mark.parametrize(
    ("name", "status", "reason"),
    [
        ("endless-story-of-the-ferry", "failed", "is too large|did not answer in time"),
        ("trickle-of-the-ferry", "failed", "did not answer in time"),
        ("head-of-the-ferry-trickles", "failed", "did not answer in time"),
        ("reset-by-the-ferry", "failed", "broke off"),
        ("cut-short-by-the-ferry", "failed", "broke off"),
        ("wide-head-of-the-ferry", "failed", "broke off"),
        ("no-http-on-the-ferry", "failed", "broke off"),
        ("eleven-bytes-of-the-ferry", "not_article", "empty"),
        ("nothing-of-the-ferry", "failed", "answered with nothing"),
        ("loop-one-of-the-ferry", "failed", "redirects in a circle"),
        ("sends-to-itself-like-the-ferry", "failed", "redirects in a circle"),
        ("further-0-with-the-ferry", "failed", "redirects on and on"),
        ("loads-itself-anew-like-the-ferry", "article", ""),
        ("to-a-file-of-the-ferry", "failed", "answered 302"),
        ("to-ftp-of-the-ferry", "failed", "answered 302"),
        ("to-data-of-the-ferry", "failed", "answered 302"),
        ("refresh-of-the-ferry", "failed", "is on the private address 127.0.0.1"),
        *((f"{coding}-bomb-of-the-ferry", "failed", "is too large once unpacked") for coding in CODINGS),
        *((f"metadata-{number}-of-the-ferry", "failed", PRIVATE) for number in range(len(METADATA))),
        *((f"laptop-{number}-of-the-ferry", "failed", PRIVATE) for number in range(len(LAPTOP))),
        ("charset-lie-of-the-ferry", "article", ""),
        ("charset-of-nobody", "article", ""),
    ],
)  # fmt: skip
def test_a_hostile_page(crawled: Crawled, name: str, status: str, reason: str) -> None:
    found, why = crawled.page(f"/news/{name}")
    assert found == status, why
    assert any(part in why for part in reason.split("|")), why


def test_a_circle_is_gone_round_once(crawled: Crawled) -> None:
    asked = crawled.sites["pages"].paths_asked()
    for name in ("loop-one-of", "loop-two-of", "sends-to-itself-like", "loads-itself-anew-like", "further-10-with"):
        assert asked.count(f"/news/{name}-the-ferry") == 1, name
    assert "/news/further-11-with-the-ferry" not in asked


def test_nothing_beside_the_sites_is_asked(crawled: Crawled) -> None:
    assert crawled.laptop.asked == []
    assert crawled.rows("select count(*) from captures where url like 'file:%' or url like '%/secret'") == [(0,)]
    assert "Traceback" not in crawled.run.err


def test_a_charset_that_lies_costs_no_letter(crawled: Crawled) -> None:
    bodies = crawled.rows("select body from articles where headline = 'Паром снова ходит'")
    assert bodies
    assert all("снова ходит после одиннадцати лет" in body and "\ufffd" not in body for (body,) in bodies)


def test_good_pages_between_hostile_ones_land(crawled: Crawled) -> None:
    pages = crawled.sites["pages"]
    good = {url for url in pages.pages if url.startswith("/news/district-")}
    landed = {
        url.removeprefix(pages.base) for (url,) in crawled.rows("select url from articles where source = 'pages'")
    }
    assert good <= landed


def test_slow_sites_keep_no_other_from_its_turn(crawled: Crawled) -> None:
    assert crawled.run.counts("good") == {"new": 20}
    last = max(crawled.sites["good"].asked_at)
    for number in range(5):
        loris = crawled.sites[f"loris{number}"]
        assert loris.paths_asked() == ["/robots.txt"]
        assert (
            f"loris{number}: the sitemap {loris.base}/sitemap.xml was not asked for: robots.txt did not answer in time"
            in crawled.run.err
        )
    sloth = crawled.sites["sloth"]
    assert len(sloth.asked) <= 2 + 2 * WAITING_PER_HOST  # robots.txt, sitemap; late ones free a turn
    assert last < max(sloth.asked_at)
    told = r"sloth: \d+ requests in a row were not answered in time; it was left alone, and (\d+) pages put off"
    found = re.search(told, crawled.run.err)
    assert found
    assert 30 <= int(found[1]) + crawled.run.counts("sloth").get("failed", 0) <= 40


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("laughing-feed", "is a feed, but none of its 1 entries has a web address"),
        ("laughing-map", "document type declaration"),
        ("too-large", "is larger than"),
        ("large", "has more than 100,000 entries"),
        ("nest", "too deep"),
        ("trap", "pages in a row brought no article"),
        ("large", "pages in a row brought no article"),
        ("refuser", "pages in a row failed or were blocked; it was left alone"),
        ("busy", "the server asks to be left alone for 24 h 0 min"),
    ],
)
def test_what_is_reported(crawled: Crawled, name: str, complaint: str) -> None:
    said = [line for line in (crawled.run.out + crawled.run.err).splitlines() if complaint in line]
    assert any(line.startswith(f"{name}: ") or crawled.sites[name].base in line for line in said), said


@pytest.mark.parametrize(
    ("name", "most"), [("nest", 20), ("trap", 80), ("large", 80), ("too-large", 5), ("refuser", 40), ("busy", 5)]
)
def test_a_trap_costs_a_bounded_number_of_requests(crawled: Crawled, name: str, most: int) -> None:
    assert 1 <= len(crawled.sites[name].asked) <= most


def test_a_robots_txt_without_end_is_read_as_far_as_the_rfc_asks_for(crawled: Crawled) -> None:
    assert crawled.run.counts("long-robots") == {"new": 1, "forbidden": 1}


def test_only_good_articles_land_and_the_crawl_says_that_it_failed(crawled: Crawled) -> None:
    assert crawled.run.status == 1
    sources = dict(crawled.rows("select source, count(*) from articles group by 1"))
    assert set(sources) == {"pages", "good", "long-robots"}
    assert crawled.rows("pragma integrity_check") == [("ok",)]
