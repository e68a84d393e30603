"""Which pages of a site are asked for, in which order, and what is said where discovery fails."""

import asyncio
import gzip
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from crawler import frontier
from crawler.discovery import Candidate
from crawler.frontier import (
    BARREN_DAYS,
    BATCH,
    Download,
    Found,
    Frontier,
    Shelf,
    UnreachableError,
    bare_host,
    on_hosts,
    together,
)
from crawler.items import Hints
from crawler.revisit import identity
from crawler.site import Site

BASE = "https://www.courier.example"


class Web:
    """A site out of a mapping from path to text; remembers what was fetched."""

    def __init__(self, pages: Mapping[str, str | bytes | UnreachableError]) -> None:
        self.pages = {f"{BASE}{path}": page for path, page in pages.items()}
        self.fetched: list[str] = []

    async def fetch(self, url: str, headers: Mapping[str, str]) -> Download:
        self.fetched.append(url.removeprefix(BASE))
        page = self.pages.get(url, UnreachableError("answered 404", status=404))
        if isinstance(page, UnreachableError):
            raise page
        return Download(url, page.encode() if isinstance(page, str) else page)


def walk(
    pages: Mapping[str, Any],
    *,
    enough: int = 10_000,
    since: datetime | None = None,
    until: datetime | None = None,
    **site: Any,
) -> tuple[list[Found], Frontier, Web]:
    """All pages that a site's frontier gives, until there are enough."""
    web = Web(pages)
    found: list[Found] = []
    of = Site(**{"name": "courier", "url": f"{BASE}/"} | site)
    walked = Frontier(of, web.fetch, identity=identity, since=since, until=until)

    async def go() -> None:
        async for batch in walked.batches():
            assert 0 < len(batch) <= BATCH
            found.extend(batch)
            if len(found) >= enough:
                break

    asyncio.run(go())
    walked.conclude()
    return found, walked, web


def told(sentences: list[str]) -> list[str]:
    """Sentences with paths for addresses."""
    return [sentence.replace(BASE, "") for sentence in sentences]


def paths(found: list[Found]) -> list[str]:
    return [page.url.removeprefix(BASE) for page in found]


def urlset(*entries: str | tuple[str, str], extra: str = "") -> str:
    rows = [(entry, "") if isinstance(entry, str) else entry for entry in entries]
    urls = "".join(
        f"<url><loc>{BASE}{path}</loc>{f'<lastmod>{lastmod}</lastmod>' if lastmod else ''}{extra}</url>"
        for path, lastmod in rows
    )
    return (
        '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{urls}</urlset>'
    )


def news(*entries: tuple[str, str]) -> str:
    urls = "".join(
        f"<url><loc>{BASE}{path}</loc><news:news><news:publication_date>{date}</news:publication_date>"
        f"<news:title>Title of {path}</news:title></news:news></url>"
        for path, date in entries
    )
    return (
        '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{urls}</urlset>'
    )


def index(*entries: str | tuple[str, str]) -> str:
    rows = [(entry, "") if isinstance(entry, str) else entry for entry in entries]
    maps = "".join(
        f"<sitemap><loc>{BASE}{path}</loc>{f'<lastmod>{lastmod}</lastmod>' if lastmod else ''}</sitemap>"
        for path, lastmod in rows
    )
    return (
        f'<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{maps}</sitemapindex>'
    )


def feed(*entries: tuple[str, str]) -> str:
    items = "".join(
        f"<item><title>T</title><link>{BASE}{path}</link>{f'<pubDate>{date}</pubDate>' if date else ''}</item>"
        for path, date in entries
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Courier</title>{items}</channel></rss>'


def home(*links: str, head: str = "") -> str:
    anchors = "".join(f'<a href="{link}">A headline of five words</a>' for link in links)
    return f"<!doctype html><html><head><title>Courier</title>{head}</head><body>{anchors}</body></html>"


ROBOTS = f"User-agent: *\nDisallow: /private/\nSitemap: {BASE}/sitemap.xml\n"
FEED_LINK = '<link rel="alternate" type="application/rss+xml" href="/feed">'
PANGEA_INDEX = index(
    ("/map_8_1.xml.gz", "2025-04-20T17:38:23.4598287Z"),
    ("/map_8_10.xml.gz", "2025-04-20T18:36:56.6290613Z"),
    ("/map_8_2.xml.gz", "2025-04-20T17:44:54.4012477Z"),
    "/map_8_latest.xml.gz",
    "/map_8_news.xml.gz",
    "/map_8_sections.xml.gz",
    "/map_8_videos.xml.gz",
)
PANGEA = {
    "/robots.txt": ROBOTS,
    "/": home(),
    "/sitemap.xml": PANGEA_INDEX,
    "/map_8_1.xml.gz": gzip.compress(urlset(("/a/5.html", "2025-04-02"), ("/a/4.html", "2025-04-01")).encode()),
    "/map_8_2.xml.gz": gzip.compress(urlset(("/a/3.html", "2024-04-01")).encode()),
    "/map_8_10.xml.gz": gzip.compress(urlset(("/a/1.html", "2008-04-01")).encode()),
    "/map_8_latest.xml.gz": gzip.compress(
        urlset(("/a/6.html", "2025-05-24T10:00:00.1Z"), ("/a/7.html", "2025-05-25T10:00:00.1234567Z")).encode()
    ),
    "/map_8_news.xml.gz": gzip.compress(
        news(("/a/7.html", "2025-05-25T09:00:00Z"), ("/a/8.html", "2025-05-26")).encode()
    ),
    "/map_8_sections.xml.gz": gzip.compress(urlset("/z/1").encode()),
    "/map_8_videos.xml.gz": gzip.compress(urlset("/a/2.html").encode()),
}


def test_fresh_places_first_then_the_back_catalogue_from_the_newest_shard() -> None:
    found, walked, web = walk(PANGEA)
    assert paths(found) == [f"/a/{n}.html" for n in (8, 7, 6, 5, 4, 3, 1)] + ["/z/1", "/a/2.html"]
    assert [page.fresh for page in found] == [True] * 3 + [False] * 6
    assert web.fetched[3:5] == ["/map_8_latest.xml.gz", "/map_8_news.xml.gz"]
    assert web.fetched[5:] == [f"/map_8_{name}.xml.gz" for name in ("1", "2", "10", "sections", "videos")]
    assert walked.faults == []


def test_no_shard_is_downloaded_when_the_fresh_places_give_enough() -> None:
    found, walked, web = walk(PANGEA, enough=3)
    assert paths(found)[:3] == ["/a/8.html", "/a/7.html", "/a/6.html"]
    assert web.fetched == ["/robots.txt", "/", "/sitemap.xml", "/map_8_latest.xml.gz", "/map_8_news.xml.gz"]
    assert walked.faults == []


def test_an_article_named_twice_is_one_with_all_that_was_said() -> None:
    found, _, _ = walk(PANGEA)
    assert found[1].hints == Hints(
        found_in=f"{BASE}/map_8_latest.xml.gz {BASE}/map_8_news.xml.gz",
        title="Title of /a/7.html",
        published="2025-05-25T09:00:00Z",
        lastmod="2025-05-25T10:00:00.1234567Z",
    )


def test_an_article_of_a_feed_is_told_with_the_change_that_a_sitemap_dates() -> None:
    pages = {
        "/robots.txt": ROBOTS,
        "/": home(head=FEED_LINK),
        "/feed": feed(("/a/1", "Fri, 20 Nov 2026 08:00:00 GMT"), ("/a/2", "")),
        "/sitemap.xml": urlset(("/a/1", "2026-11-20T13:30:00Z"), ("/a/2", "2026-11-19"), ("/a/3", "2026-11-18")),
    }
    found, _, _ = walk(pages)
    assert [(page.hints.lastmod, page.fresh, page.again) for page in found] == [
        ("2026-11-20T13:30:00Z", True, False),
        ("2026-11-19", True, False),
        ("2026-11-18", False, False),
    ]

    pages["/sitemap.xml"], pages["/map_1.xml"] = index("/map_1.xml"), pages["/sitemap.xml"]
    found, _, web = walk(pages)
    assert [(page.url.removeprefix(BASE), page.hints.lastmod, page.fresh, page.again) for page in found] == [
        ("/a/1", None, True, False),
        ("/a/2", None, True, False),
        ("/a/1", "2026-11-20T13:30:00Z", False, True),
        ("/a/2", "2026-11-19", False, True),
        ("/a/3", "2026-11-18", False, False),
    ]
    _, _, web = walk(pages, enough=2)
    assert "/map_1.xml" not in web.fetched


def test_stated_places_are_read_and_nothing_else() -> None:
    pages = {
        "/robots.txt": ROBOTS,
        "/": home(head=FEED_LINK),
        "/sitemap.xml": urlset("/a/1"),
        "/mine": feed(("/a/2", "")),
    }
    found, _, web = walk(pages, feeds=("/mine",))
    assert paths(found) == ["/a/2"]
    assert web.fetched == ["/mine"]


def test_feeds_and_sitemaps_are_found_through_robots_and_the_home_page() -> None:
    pages = {
        "/robots.txt": ROBOTS,
        "/": home(head=FEED_LINK),
        "/sitemap.xml": urlset(("/a/old", "2020-01-01"), ("/a/new", "2025-01-01")),
        "/feed": feed(("/a/now", "Sun, 25 May 2025 10:55:00 +0000"), ("/a/new", "Wed, 01 Jan 2025 00:00:00 +0000")),
    }
    found, walked, _ = walk(pages)
    assert paths(found) == ["/a/now", "/a/new", "/a/old"]
    assert [page.fresh for page in found] == [True, True, False]
    assert walked.faults == walked.notes == []


@pytest.mark.parametrize(
    ("path", "text"),
    [("/sitemap.xml", urlset("/a/1")), ("/sitemap_index.xml", index("/one.xml")), ("/feed", feed(("/a/1", "")))],
)
def test_customary_addresses_are_tried_where_nothing_is_announced(path: str, text: str) -> None:
    found, walked, _ = walk({"/": home(), path: text, "/one.xml": urlset("/a/1")})
    assert paths(found) == ["/a/1"]
    assert walked.faults == []


def test_customary_addresses_are_not_tried_where_something_is_announced() -> None:
    _, _, web = walk({"/": home(head=FEED_LINK), "/feed": feed(("/a/1", ""))})
    assert web.fetched == ["/robots.txt", "/", "/feed"]


def test_the_links_of_the_home_page_are_the_last_resort() -> None:
    link = "/2025/05/25/ferry-runs-across-the-varda-again.html"
    found, walked, _ = walk({"/": home(link, "/about", "/tag/ferry")})
    assert paths(found) == [link]
    assert found[0].fresh
    assert walked.faults == []


def test_a_stated_listing() -> None:
    found, walked, _ = walk({"/latest": home("/x/1", "/y/2")}, listings=("/latest",), articles=r"^/x/\d+")
    assert paths(found) == ["/x/1"]
    assert walked.faults == []


def days(first: int, last: int) -> dict[str, str]:
    """Daily pages of November 2020, each with an article."""
    return {f"/archive/2020/11/{day:02}": home(f"/x/{day}", "/about") for day in range(first, last + 1)}


DAILY = {"daily": ("/archive/{yyyy}/{mm}/{dd}",), "articles": r"^/x/\d+"}


@pytest.mark.parametrize(
    ("since", "until", "zone", "wanted"),
    [
        ((2020, 11, 20), (2020, 11, 23), None, [22, 21, 20]),
        ((2020, 11, 20), (2020, 11, 20, 12), None, [20]),
        ((2020, 11, 20), (2020, 11, 23), "Europe/Kyiv", [23, 22, 21, 20]),
        ((2020, 11, 20), (2020, 11, 23), "America/New_York", [22, 21, 20, 19]),
    ],
)
def test_daily_pages_are_walked_backwards_and_none_is_asked_for_outside_of_the_range(
    since: tuple[int, ...], until: tuple[int, ...], zone: str | None, wanted: list[int]
) -> None:
    found, walked, web = walk(
        days(1, 30), since=datetime(*since, tzinfo=UTC), until=datetime(*until, tzinfo=UTC), zone=zone, **DAILY
    )
    assert web.fetched == [f"/archive/2020/11/{day:02}" for day in wanted]
    assert paths(found) == [f"/x/{day}" for day in wanted]
    assert walked.faults == walked.notes == []


def test_daily_pages_that_end_are_not_asked_for_without_end() -> None:
    since, until = datetime(2001, 1, 1, tzinfo=UTC), datetime(2020, 12, 1, tzinfo=UTC)
    pages = days(5, 20) | {"/archive/2020/11/25": home("/about")}
    found, walked, web = walk(pages, since=since, until=until, **DAILY)
    assert len(found) == 16
    assert len(web.fetched) == 10 + 16 + BARREN_DAYS
    assert told(walked.notes) == [
        "courier: the daily pages were read back to 2020-09-06; 60 days in a row list no article."
    ]
    assert walked.faults == []


def test_daily_pages_of_which_none_lists_an_article_are_a_fault() -> None:
    found, walked, web = walk({}, **DAILY)
    assert found == []
    assert len(web.fetched) == 3
    assert told(walked.faults) == [
        "courier: none of 3 daily pages such as /archive/{yyyy}/{mm}/{dd} links to an article."
    ]


@pytest.mark.parametrize(
    ("pages", "site", "fault"),
    [
        ({}, {}, "courier: the home page / answered 404."),
        ({"/": home()}, {}, "courier: no feed, sitemap or link to an article was found at /."),
        ({"/": home(head=FEED_LINK)}, {}, "courier: the feed /feed answered 404."),
        ({"/": home(head=FEED_LINK), "/feed": "not found 1"}, {}, "courier: /feed is no feed"),
        ({"/": home(head=FEED_LINK), "/feed": feed()}, {}, "courier: /feed is a feed without"),
        ({"/mine": feed()}, {"feeds": ("/mine",)}, "courier: /mine is a feed without entries"),
        ({}, {"sitemaps": ("/s.xml",)}, "courier: the sitemap /s.xml answered 404."),
        ({"/s.xml": urlset()}, {"sitemaps": ("/s.xml",)}, "courier: /s.xml is a sitemap that"),
        ({"/news.xml": urlset()}, {"sitemaps": ("/news.xml",)}, "courier: /news.xml is a"),
        ({"/s.xml": index("/gone.xml")}, {"sitemaps": ("/s.xml",)}, "courier: the sitemap /go"),
        ({"/list": home("/about")}, {"listings": ("/list",)}, "courier: the listing /list lin"),
        ({"/s.xml": urlset("/z/1")}, {"sitemaps": ("/s.xml",), "articles": "^/a/"}, "courier: of 1 addresses none"),
    ],
)
def test_what_finds_nothing_is_a_fault(pages: dict[str, str], site: dict[str, Any], fault: str) -> None:
    found, walked, _ = walk(pages, **site)
    assert found == []
    assert len(walked.faults) == 1
    assert told(walked.faults)[0].startswith(fault)


def test_a_dead_feed_is_a_fault_even_where_a_sitemap_works() -> None:
    pages = {"/robots.txt": ROBOTS, "/": home(head=FEED_LINK), "/sitemap.xml": urlset("/a/1"), "/feed": "OK"}
    found, walked, _ = walk(pages)
    assert paths(found) == ["/a/1"]
    assert len(walked.faults) == 1


def test_an_empty_news_sitemap_is_no_fault_where_others_list_pages() -> None:
    pages = {"/s.xml": index("/news.xml", "/all.xml"), "/news.xml": news(), "/all.xml": urlset("/a/1")}
    found, walked, _ = walk(pages, sitemaps=("/s.xml",))
    assert paths(found) == ["/a/1"]
    assert walked.faults == []


def test_what_robots_forbids_is_told_and_is_a_fault_only_if_nothing_is_left() -> None:
    forbidden = UnreachableError("is forbidden by robots.txt", forbidden=True)
    pages = {"/robots.txt": ROBOTS, "/": home(head=FEED_LINK), "/feed": forbidden, "/sitemap.xml": urlset("/a/1")}
    _, walked, _ = walk(pages)
    assert walked.faults == []
    assert told(walked.notes) == ["courier: the feed /feed is forbidden by robots.txt."]
    _, walked, _ = walk(pages | {"/sitemap.xml": forbidden})
    assert told(walked.faults) == ["courier: no feed, sitemap or link to an article was found at /."]


def test_a_host_that_does_not_answer_is_not_asked_for_customary_addresses() -> None:
    _, walked, web = walk({"/": UnreachableError("refused the connection")})
    assert web.fetched == ["/robots.txt", "/"]
    assert told(walked.faults) == ["courier: the home page / refused the connection."]


def test_since_leaves_out_what_is_dated_before() -> None:
    pages = {
        "/s.xml": index(("/old.xml", "2024-12-31T23:59:59Z"), ("/new.xml", "2025-06-01")),
        "/old.xml": urlset("/a/never"),
        "/new.xml": urlset(
            ("/a/1", "2025-01-01"), ("/a/2", "2024-12-31T23:30:00-02:00"), ("/a/3", "2024-12-31"), "/a/4"
        ),
    }
    found, walked, web = walk(pages, since=datetime(2025, 1, 1, tzinfo=UTC), sitemaps=("/s.xml",))
    assert paths(found) == ["/a/2", "/a/1", "/a/4"]
    assert web.fetched == ["/s.xml", "/new.xml"]
    assert walked.notes == ["courier: 1 pages are older than 2025-01-01 and were not asked for."]
    found, walked, _ = walk(pages, since=datetime(2026, 1, 1, tzinfo=UTC), sitemaps=("/new.xml",))
    assert (paths(found), walked.faults) == (["/a/4"], [])


def test_a_published_hint_outranks_a_later_change() -> None:
    pages = {
        "/n.xml": news(("/a/1", "2024-05-01")).replace("</news:news>", "</news:news><lastmod>2025-05-01</lastmod>")
    }
    found, _, _ = walk(pages, since=datetime(2025, 1, 1, tzinfo=UTC), sitemaps=("/n.xml",))
    assert found == []


def test_other_hosts_are_left_out_and_told() -> None:
    entries = feed(("/a/1", "")).replace("</channel>", "<item><link>https://other.example/a/1</link></item></channel>")
    pages = {"/mine": entries}
    found, walked, _ = walk(pages, feeds=("/mine",))
    assert paths(found) == ["/a/1"]
    assert walked.notes[0].startswith("courier: 1 addresses are on other hosts")
    found, walked, _ = walk(pages, feeds=("/mine",), hosts=("www.other.example",))
    assert len(found) == 2
    assert walked.notes == []


def test_the_home_page_is_no_article_and_variants_are_one() -> None:
    pages = {"/s.xml": urlset("/", "/a/1?utm_source=x", "/a/1", "/a/1#comments", "/a/1?page=2")}
    found, _, _ = walk(pages, sitemaps=("/s.xml",))
    assert paths(found) == ["/a/1?utm_source=x", "/a/1?page=2"]


def test_an_index_that_lists_itself_ends() -> None:
    loop = {"/s.xml": index("/s.xml", "/t.xml"), "/t.xml": index("/s.xml", "/u.xml"), "/u.xml": urlset("/a/1")}
    found, _, web = walk(loop, sitemaps=("/s.xml",))
    assert paths(found) == ["/a/1"]
    assert web.fetched == ["/s.xml", "/t.xml", "/u.xml"]


def test_nesting_and_number_of_sitemaps_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    deep = {f"/s{n}.xml": index(f"/s{n + 1}.xml") for n in range(50)}
    _, walked, web = walk(deep, sitemaps=("/s0.xml",))
    assert len(web.fetched) == frontier.MAX_DEPTH + 1
    assert any("too deep" in note for note in walked.notes)
    monkeypatch.setattr(frontier, "MAX_SITEMAPS", 5)
    wide = {"/s.xml": index(*(f"/w{n}.xml" for n in range(50)))} | {f"/w{n}.xml": urlset(f"/a/{n}") for n in range(50)}
    found, walked, web = walk(wide, sitemaps=("/s.xml",))
    assert len(web.fetched) == 5
    assert len(found) == 4
    assert any("more than 5 sitemaps" in note for note in walked.notes)


@pytest.mark.parametrize(
    "names",
    [
        ["/map_1.xml", "/map_2.xml", "/map_10.xml", "/map_sections.xml"],
        ["/posts-2025-02.xml", "/posts-2025-01.xml", "/posts-2024-12.xml", "/posts.xml", "/authors-2025-02.xml"],
        ["/post-sitemap.xml?page=1", "/post-sitemap.xml?page=2", "/post-sitemap.xml?page=11"],
        ["/2025/a.xml", "/2025/b.xml", "/2025/category-sitemap.xml", "/2025/post_tag-sitemap.xml"],
        ["/sitemap-20250502.xml", "/sitemap-20250501.xml", "/sitemap-1.xml", "/image-sitemap.xml"],
    ],
)
def test_the_turn_of_sitemaps(names: list[str]) -> None:
    shelves = [Shelf(f"{BASE}{name}") for name in reversed(names)]
    assert [shelf.url.removeprefix(BASE) for shelf in sorted(shelves, key=lambda shelf: shelf.turn)] == names


@pytest.mark.parametrize(
    ("name", "fresh"),
    [
        ("/news.xml", True),
        ("/sitemap_8_news.xml.gz", True),
        ("/google-news-sitemap.xml", True),
        ("/sitemap-latest.xml", True),
        ("/news-2019-05.xml", False),
        ("/news/sitemap.xml", False),
        ("/newsletters.xml", False),
        ("/sitemap.xml", False),
    ],
)
def test_freshness_by_name(name: str, fresh: bool) -> None:
    assert Shelf(f"{BASE}{name}").fresh is fresh


def test_together_keeps_the_later_change() -> None:
    one = Candidate(f"{BASE}/a", Hints(found_in="f", lastmod="2025-05-02"))
    other = Candidate(f"{BASE}/a?x", Hints(found_in="g", lastmod="Sun, 25 May 2025 10:55:00 +0000", title="T"))
    merged = together(one, other)
    assert merged.url == one.url
    assert merged.hints == Hints(found_in="f g", lastmod="Sun, 25 May 2025 10:55:00 +0000", title="T")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.courier.example/a", True),
        ("https://m.courier.example/a", True),
        ("https://sport.courier.example/a", True),
        ("https://COURIER.example:8080/a", True),
        ("https://notcourier.example/a", False),
        ("https://courier.example.evil.example/a", False),
        ("https://[broken/a", False),
    ],
)
def test_hosts(url: str, expected: bool) -> None:
    assert on_hosts(url, {bare_host(BASE)}) is expected
