"""Feeds and sitemaps over time: which are read again, and how far a server's word for it is believed."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from archive import Archive, Belief, Document
from crawler.lists import Lists
from crawler.validators import IDLE, PROVEN, SAMPLE, Validators
from tests.courier import Courier, Page, article, days_pass, feed, path_of, scrapy, urlset

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
INDEX, SHARD = "https://courier.example/sitemap.xml", "https://courier.example/shard.xml"
HOST = "courier.example"
CONDITIONAL = {"If-None-Match": '"1"', "If-Modified-Since": "Fri, 20 Nov 2026 11:00:00 GMT"}


def known(**fields: Any) -> Document:
    return Document(
        **{
            "url": SHARD,
            "scope": "all",
            "read_at": NOW - timedelta(hours=1),
            "visited_at": NOW - timedelta(hours=1),
            "parent": INDEX,
            "lastmod": "2026-11-01",
            "etag": '"1"',
            "last_modified": "Fri, 20 Nov 2026 11:00:00 GMT",
            "digest": "sha256:1",
            "listed": 40,
        }
        | fields
    )


def lists(seen: Mapping[tuple[str, str], Belief] | None = None, **fields: Any) -> Lists:
    return Lists({SHARD: known(**fields)}, "all", Validators(seen or {}), NOW)


@pytest.mark.parametrize(
    ("fields", "seen", "headers"),
    [
        ({}, {}, CONDITIONAL),
        ({"etag": None}, {}, {"If-Modified-Since": CONDITIONAL["If-Modified-Since"]}),
        ({"scope": "since 2020"}, {}, {}),
        ({"read_at": NOW - timedelta(days=1)}, {}, {}),
        ({}, {(HOST, "etag"): Belief(lied=1)}, {"If-Modified-Since": CONDITIONAL["If-Modified-Since"]}),
        ({}, {(HOST, "last-modified"): Belief(idle=IDLE)}, {"If-None-Match": '"1"'}),
        ({}, {("other.example", "etag"): Belief(lied=1)}, CONDITIONAL),
    ],
)
def test_a_list_is_asked_for_conditionally(
    fields: dict[str, Any], seen: dict[tuple[str, str], Belief], headers: dict[str, str]
) -> None:
    assert lists(seen, **fields).headers(SHARD) == headers
    assert lists(seen, **fields).headers(SHARD, moved=True) == {}
    assert lists(seen, **fields).headers(INDEX) == {}


@pytest.mark.parametrize(
    ("lastmod", "fields", "seen", "untouched"),
    [
        ("2026-11-01", {}, {}, True),
        ("2026-11-02", {}, {}, False),
        (None, {}, {}, False),
        ("2026-11-01", {"scope": ""}, {}, False),
        ("2026-11-01", {"visited_at": NOW - timedelta(days=1)}, {}, False),
        ("2026-11-01", {}, {(HOST, "lastmod"): Belief(lied=1)}, False),
    ],
)
def test_a_list_with_the_date_it_had_is_not_asked_for(
    lastmod: str | None, fields: dict[str, Any], seen: dict[tuple[str, str], Belief], untouched: bool
) -> None:
    asked = lists(seen, **fields)
    assert asked.untouched(SHARD, INDEX, lastmod) is untouched
    assert (asked.same, asked.pages) == ((1, 40) if untouched else (0, 0))
    assert [document.url for document in asked.settled()] == ([SHARD] if untouched else [])


def answer(asked: Lists, url: str, digest: str | None, etag: str = '"2"') -> bool:
    return asked.answered(url, url, etag=etag, last_modified=None, digest=digest)


def test_the_same_bytes_are_nothing_new_whatever_the_server_says() -> None:
    asked = lists()
    assert answer(asked, SHARD, "sha256:1")
    (kept,) = asked.settled()
    assert (kept.etag, kept.listed, kept.read_at, kept.lastmod) == ('"2"', 40, NOW, "2026-11-01")


def test_not_modified_leaves_the_time_of_the_last_reading() -> None:
    asked = lists()
    assert answer(asked, SHARD, None, '"1"')
    assert asked.settled() == [known(visited_at=NOW)]


def test_a_new_list_is_settled_when_it_was_read_and_nothing_on_it_is_in_doubt() -> None:
    asked = lists()
    assert not answer(asked, SHARD, "sha256:2")
    assert [document.scope for document in asked.settled()] == [""]
    asked.read(SHARD)
    asked.child(SHARD, INDEX, "2026-11-19")
    asked.gave(SHARD)
    asked.gave(f"{SHARD} https://courier.example/feed")
    (settled,) = asked.settled()
    assert (settled.digest, settled.listed, settled.parent, settled.lastmod) == ("sha256:2", 2, INDEX, "2026-11-19")
    asked.doubt(f"https://courier.example/feed {SHARD}")
    (doubtful,) = asked.settled()
    assert (doubtful.scope, doubtful.digest, doubtful.parent) == ("", None, INDEX)
    assert Lists({SHARD: doubtful}, "all").headers(SHARD) == {}
    assert not Lists({SHARD: doubtful}, "all").untouched(SHARD, INDEX, doubtful.lastmod)
    asked.read(SHARD, whole=False)
    assert [document.scope for document in asked.settled()] == [""]


def test_an_index_whose_dates_stay_though_its_lists_change_is_not_believed_any_more() -> None:
    asked = lists(visited_at=NOW - timedelta(days=2))
    assert not asked.untouched(SHARD, INDEX, "2026-11-01")
    answer(asked, SHARD, "sha256:2")
    asked.child(SHARD, INDEX, "2026-11-01")
    assert asked.validators.of(HOST, "lastmod").lied == 1
    assert not asked.validators.trusted(HOST, "lastmod")


def test_what_an_index_does_not_list_any_more_is_forgotten() -> None:
    asked = lists()
    answer(asked, INDEX, "sha256:9")
    asked.read(INDEX, children={"https://courier.example/other.xml": None})
    assert asked.forgotten() == [SHARD]
    assert asked.children(INDEX) == [known()]


def test_what_an_index_lists_and_nobody_could_read_is_not_forgotten_with_it() -> None:
    asked = lists()
    answer(asked, INDEX, "sha256:9")
    other = "https://courier.example/other.xml"
    asked.read(INDEX, children={other: "2026-11-05", SHARD: "2026-11-05"})
    assert asked.forgotten() == []
    kept = {document.url: document for document in asked.settled()}
    assert kept.keys() == {INDEX, other}
    assert (kept[other].scope, kept[other].parent, kept[other].lastmod) == ("", INDEX, "2026-11-05")


# -- validators --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "now", "changed", "expected"),
    [
        ("a", "b", True, Belief(changed=1)),
        ("a", "a", True, Belief(lied=1)),
        ("a", "b", False, Belief(idle=1)),
        ("a", "a", False, Belief()),
        (None, "a", True, Belief()),
        ("a", None, False, Belief()),
    ],
)
def test_what_a_validator_did(before: str | None, now: str | None, changed: bool, expected: Belief) -> None:
    seen = Validators({})
    seen.compare(HOST, "etag", before, now, changed=changed)
    assert seen.of(HOST, "etag") == expected


def test_an_etag_that_never_changes_or_always_does_is_not_sent() -> None:
    assert Validators({(HOST, "etag"): Belief(changed=90, lied=1)}).headers(HOST, CONDITIONAL).keys() == {
        "If-Modified-Since"
    }
    assert "If-None-Match" not in Validators({(HOST, "etag"): Belief(idle=IDLE)}).headers(HOST, CONDITIONAL)
    busy = Validators({(HOST, "etag"): Belief(idle=IDLE, changed=IDLE)})
    assert "If-None-Match" in busy.headers(HOST, CONDITIONAL)


def test_one_etag_of_many_pages_is_none() -> None:
    seen = Validators({})
    for number in range(3):
        assert seen.trusted(HOST, "etag")
        seen.note(HOST, '"same"', f"https://{HOST}/{number}", f"sha256:{number}")
    assert not seen.trusted(HOST, "etag")
    assert list(seen.learned()) == [(HOST, "etag", Belief(shared=3))]
    alike = Validators({})
    for number in range(9):
        alike.note(HOST, '"same"', f"https://{HOST}/{number}", "sha256:the not-found page")
    assert alike.trusted(HOST, "etag")


def test_some_pages_are_asked_for_whole_until_a_host_has_proved_itself() -> None:
    seen = Validators({})
    assert [bool(seen.headers(HOST, CONDITIONAL)) for _ in range(2 * SAMPLE)].count(False) == 2
    proven = Validators({(HOST, "etag"): Belief(changed=PROVEN)})
    assert all(proven.headers(HOST, CONDITIONAL) for _ in range(2 * SAMPLE))


def test_the_archive_keeps_lists_and_beliefs(tmp_path: Path) -> None:
    with Archive(tmp_path / "news.db") as archive:
        archive.keep_documents("courier", [known(), known(url=INDEX, parent=None)], [])
        archive.keep_documents("courier", [known(etag='"3"')], [INDEX])
        archive.keep_beliefs([(HOST, "etag", Belief(lied=1)), (HOST, "etag", Belief(lied=2, shared=3))])

        assert archive.documents("courier") == {SHARD: known(etag='"3"')}
        assert archive.documents("echo") == {}
        assert archive.beliefs() == {(HOST, "etag"): Belief(lied=2, shared=3)}


# -- real crawls -------------------------------------------------------------------------------------------------------


@pytest.fixture
def courier() -> Iterator[Courier]:
    server = Courier()
    server["/robots.txt"] = f"Sitemap: {server.base}/sitemap.xml\n"
    server["/"] = '<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head></html>'
    server.xml(
        "/sitemap.xml",
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        "<sitemap><loc>BASE/old.xml</loc><lastmod>2026-01-01</lastmod></sitemap>"
        "<sitemap><loc>BASE/undated.xml</loc></sitemap></sitemapindex>",
    )
    server.xml("/old.xml", urlset(*((path_of(number), "2026-01-01") for number in range(1, 6))))
    server.xml("/undated.xml", urlset(*((path_of(number), "2026-11-01") for number in range(6, 9))))
    server.xml("/feed.xml", feed(path_of(9)))
    for number in range(1, 10):
        server[path_of(number)] = article(number)
    yield server
    server.shutdown()
    server.server_close()


def asked(server: Courier) -> dict[str, bool]:
    """What was asked for since the last look: paths, and whether conditionally."""
    found = {path: "if-none-match" in headers for path, headers in server.asked}
    server.asked.clear()
    return {path: conditional for path, conditional in found.items() if path not in ("/", "/robots.txt")}


def test_lists_that_did_not_change_cost_next_to_nothing(courier: Courier, tmp_path: Path) -> None:
    db = tmp_path / "news.db"
    site = ("news", "-a", f"url={courier.base}/")
    assert scrapy(*site, db=db).counts() == {"new": 9}
    assert asked(courier).keys() >= {"/feed.xml", "/sitemap.xml", "/old.xml", "/undated.xml"}

    again = scrapy(*site, db=db)
    assert (again.status, again.err, again.counts()) == (0, "", {"known": 9})
    assert asked(courier) == {"/feed.xml": True, "/sitemap.xml": True, "/undated.xml": True}

    courier.xml("/undated.xml", urlset(*((path_of(number), "2026-11-01") for number in (6, 7, 8, 10, 11))))
    courier[path_of(10)] = article(10)
    courier[path_of(11)] = Page(b"oops", status=500)
    third = scrapy(*site, db=db)
    assert third.counts() == {"new": 1, "failed": 1, "known": 9}
    assert asked(courier).keys() == {"/feed.xml", "/sitemap.xml", "/undated.xml", path_of(10), path_of(11)}

    courier[path_of(11)] = article(11)
    fourth = scrapy(*site, db=db)  # what failed is asked for again, though nothing was read that lists it
    assert fourth.counts() == {"new": 1, "known": 10}
    assert asked(courier) == {"/feed.xml": True, "/sitemap.xml": True, "/undated.xml": True, path_of(11): False}


def test_a_limited_crawl_and_one_with_other_dates_leave_nothing_out(courier: Courier, tmp_path: Path) -> None:
    db = tmp_path / "news.db"
    site = ("news", "-a", f"url={courier.base}/")
    assert scrapy(*site, "-a", "limit=4", db=db).counts() == {"new": 4}
    assert scrapy(*site, "-a", "since=2026-10-01", db=db).counts() == {"new": 3, "known": 1}
    assert scrapy(*site, db=db).counts() == {"new": 2, "known": 7}
    assert scrapy(*site, db=db).counts() == {"known": 9}


def test_servers_whose_etags_lie_are_found_out(courier: Courier, tmp_path: Path) -> None:
    db = tmp_path / "news.db"
    site = ("news", "-a", f"url={courier.base}/")
    for page in courier.pages.values():
        page.headers["ETag"] = '"always"'
    scrapy(*site, db=db)
    asked(courier)
    stamps = dict.fromkeys(range(6, 9), "2026-11-02")
    courier.xml("/undated.xml", urlset(*((path_of(number), stamp) for number, stamp in stamps.items())))
    courier.pages["/undated.xml"].headers["ETag"] = '"always"'
    courier[path_of(7)] = article(7, headline="The orchard of district 7 closes")

    assert scrapy(*site, db=db).counts()["changed"] == 1
    assert set(asked(courier).values()) == {False}
    with Archive(db, read_only=True) as archive:
        ((host, shared),) = archive.rows("select host, shared from validators where kind = 'etag'")
    assert (host, shared) == (courier.base.removeprefix("http://"), 3)


def test_an_etag_that_stays_with_its_page_is_found_out_by_a_look_at_the_whole(courier: Courier, tmp_path: Path) -> None:
    db = tmp_path / "news.db"
    site = ("news", "-a", f"url={courier.base}/")
    for path, page in courier.pages.items():
        page.headers["ETag"] = f'"{sha256(path.encode()).hexdigest()[:8]}"'
    scrapy(*site, db=db)
    tag = courier.pages["/feed.xml"].headers["ETag"]
    courier.xml("/feed.xml", feed(path_of(9), path_of(12)))
    courier.pages["/feed.xml"].headers["ETag"] = tag
    courier[path_of(12)] = article(12)
    days_pass(db, 2)

    assert scrapy(*site, db=db).counts()["new"] == 1
    with Archive(db, read_only=True) as archive:
        assert [row["lied"] for row in archive.rows("select lied from validators where kind = 'etag'")] == [1]


def test_a_killed_crawl_leaves_its_lists_to_the_next(courier: Courier, tmp_path: Path) -> None:
    db = tmp_path / "news.db"
    site = ("news", "-a", f"url={courier.base}/")
    stopped = scrapy(*site, "-s", "CLOSESPIDER_PAGECOUNT=10", "-s", "CONCURRENT_REQUESTS=1", db=db)
    assert 0 < stopped.counts()["new"] < 9
    rest = scrapy(*site, db=db)
    assert rest.counts()["new"] + stopped.counts()["new"] == 9
    with Archive(db, read_only=True) as archive:
        assert len(archive.rows("select * from articles")) == 9
