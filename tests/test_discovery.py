"""Readers of discovery: what lists articles is read as it is written in the wild, and what does not says so."""

import gzip
import re
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.discovery import (
    Announced,
    Candidate,
    Child,
    DiscoveryError,
    NothingListedError,
    Sitemap,
    read_feed,
    read_home,
    read_listing,
    read_robots,
    read_sitemap,
)
from crawler.items import Hints

URL = "https://www.courier.example/sitemap.xml"
HOME = "https://www.courier.example/"
NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
VIDEO = 'xmlns:video="http://www.google.com/schemas/sitemap-video/1.1"'


def urlset(entries: str, names: str = "") -> str:
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" {names}>{entries}</urlset>'


def locs(*paths: str) -> str:
    return urlset("".join(f"<url><loc>{HOME}{path}</loc></url>" for path in paths))


def paths(candidates: list[Candidate]) -> list[str]:
    return [candidate.url.removeprefix(HOME) for candidate in candidates]


# Sitemaps


SITEMAPS = {
    "plain": (b'<?xml version="1.0" encoding="utf-8"?>' + locs("a/1", "a/2").encode(), ["a/1", "a/2"]),
    "an address twice": (locs("a/1", "a/2", "a/1").encode(), ["a/1", "a/2"]),
    "gzip, whatever its name says": (gzip.compress(locs("a/1").encode()), ["a/1"]),
    "gzip twice": (gzip.compress(gzip.compress(locs("a/1").encode())), ["a/1"]),
    "byte order mark": (locs("a/1").encode("utf-8-sig"), ["a/1"]),
    "utf-16": (locs("a/1").encode("utf-16"), ["a/1"]),
    "utf-8 that calls itself utf-16": (b'<?xml version="1.0" encoding="utf-16"?>' + locs("a/1").encode(), ["a/1"]),
    "an encoding nobody knows": (b'<?xml version="1.0" encoding="x-none"?>' + locs("a/1").encode(), ["a/1"]),
    "text before the XML": (b"\n\n<br/>Notice: x in y.php\n<?xml version='1.0'?>" + locs("a/1").encode(), ["a/1"]),
    "bare ampersands": (locs("a?b=1&c=2&copy=3").encode(), ["a?b=1&c=2&copy=3"]),
    "escaped ampersands": (locs("a?b=1&amp;c=2&#38;d=3").encode(), ["a?b=1&c=2&d=3"]),
    "CDATA": (urlset(f"<url><loc><![CDATA[{HOME}a?b=1&c=2]]></loc></url>").encode(), ["a?b=1&c=2"]),
    "white space": (urlset(f"<url>\n<loc>\n  {HOME}a/1\n </loc></url>").encode(), ["a/1"]),
    "no namespace": (f"<urlset><url><loc>{HOME}a/1</loc></url></urlset>".encode(), ["a/1"]),
    "a prefix": (
        f'<s:urlset xmlns:s="http://x.test"><s:url><s:loc>{HOME}a/1</s:loc></s:url></s:urlset>'.encode(),
        ["a/1"],
    ),
    "relative": (urlset("<url><loc>/a/1</loc></url>").encode(), ["a/1"]),
    "fragment": (locs("a/1#top").encode(), ["a/1"]),
    "escapes stay as they are": (locs("a/%d8%a8/1.html").encode(), ["a/%d8%a8/1.html"]),
    "not for the web": (
        urlset(
            "<url><loc>javascript:alert(1)</loc></url><url><loc>mailto:a@courier.example</loc></url>"
            "<url><loc>http://[::1</loc></url><url><loc/></url><url/>"
            f"<url><loc>{HOME}{'a' * 9000}</loc></url><url><loc>{HOME}a/1</loc></url>"
        ).encode(),
        ["a/1"],
    ),
    "a picture's address is none": (
        urlset(
            f"<url><loc>{HOME}a/1</loc><i:image><i:loc>{HOME}p.jpg</i:loc></i:image></url>", 'xmlns:i="http://i.test"'
        ).encode(),
        ["a/1"],
    ),
    "text": (f"{HOME}a/1\r\n{HOME}a/2\r\n".encode(), ["a/1", "a/2"]),
    "a feed in its place": (
        f'<rss version="2.0"><channel><item><link>{HOME}a/1</link></item></channel></rss>'.encode(),
        ["a/1"],
    ),
}


@pytest.mark.parametrize(("body", "listed"), SITEMAPS.values(), ids=SITEMAPS)
def test_sitemap(body: bytes, listed: list[str]) -> None:
    assert paths(read_sitemap(body, URL).candidates) == listed


NEWS_SITEMAP = urlset(
    f"<url><loc>{HOME}a/1</loc><lastmod>2026-03-01T10:00:00.4598287Z</lastmod><news:news><news:publication>"
    "<news:name>Вестник</news:name><news:language>ru</news:language></news:publication>"
    "<news:publication_date>2026-03-01T09:55:00Z</news:publication_date>"
    "<news:title>Паром снова ходит &amp; возит почту </news:title></news:news></url>",
    NEWS,
)


def test_news_sitemap_gives_title_date_and_language() -> None:
    sitemap = read_sitemap(NEWS_SITEMAP.encode(), URL)
    assert sitemap.kind == "news"
    assert [candidate.hints for candidate in sitemap.candidates] == [
        Hints(
            found_in=URL,
            title="Паром снова ходит & возит почту",
            published="2026-03-01T09:55:00Z",
            lastmod="2026-03-01T10:00:00.4598287Z",
            language="ru",
        )
    ]


def test_news_tags_without_their_namespace() -> None:
    body = urlset(f"<url><loc>{HOME}a/1</loc><news:news><news:title>Ferry</news:title></news:news></url>")
    sitemap = read_sitemap(body.encode(), URL)
    assert sitemap.candidates[0].hints.title == "Ferry"
    assert sitemap.problems == []


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("a\x00b\x0bc\x1f", "abc"),
        ("a&#0;&#11;&#xD800;&#x110000;&#99999999999;b", "a\ufffd\ufffd\ufffd\ufffdb"),
        ("&#1058;&#x420; &laquo;R&amp;D&raquo; &lt;b&gt;", "ТР «R&D»"),
        ("AT&T; &nosuch; & R&D", "AT&T; &nosuch; & R&D"),
        ("<![CDATA[R&D\x01 <b>&</b>]]>", "R&D &"),
        ("a <b", "a"),
        ("a <b>bold", "a"),
    ],
)
def test_characters_and_references_that_xml_does_not_allow(written: str, title: str) -> None:
    news = f"<url><loc>{HOME}a/2</loc><news:news><news:title>{written}</news:title></news:news></url>"
    body = urlset(f"<url><loc>{HOME}a/1</loc></url>{news}<url><loc>{HOME}a/3</loc></url>", NEWS)
    sitemap = read_sitemap(body.encode(), URL)
    found = {candidate.url: candidate.hints.title for candidate in sitemap.candidates}
    assert found == {f"{HOME}a/1": None, f"{HOME}a/2": title, f"{HOME}a/3": None}


def test_loss_by_broken_xml_is_told() -> None:
    body = urlset(f"<url><loc>{HOME}a/1</loc></loc></url></urlset><url><loc>{HOME}a/2</loc></url>")
    sitemap = read_sitemap(body.encode(), URL)
    assert paths(sitemap.candidates) == ["a/1"]
    assert [problem for problem in sitemap.problems if "malformed XML" in problem and "\n" not in problem]


def test_video_sitemap_is_known_by_its_entries() -> None:
    video = "<video:video><video:title>x</video:title></video:video>"
    only = urlset("".join(f"<url><loc>{HOME}v/{n}</loc>{video}</url>" for n in range(3)), VIDEO)
    mixed = urlset(f"<url><loc>{HOME}a/1</loc>{video * 3}</url><url><loc>{HOME}a/2</loc></url>", VIDEO)
    assert read_sitemap(only.encode(), URL).kind == "videos"
    assert read_sitemap(mixed.encode(), URL).kind == "pages"


def test_index_lists_children_in_its_order() -> None:
    body = (
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        f"<sitemap><loc>{HOME}s_1.xml.gz</loc><lastmod>2026-02-01</lastmod></sitemap>"
        f"<sitemap><loc>{HOME}s_10.xml.gz</loc></sitemap><sitemap><loc>https://elsewhere.test/s.xml</loc></sitemap>"
        "</sitemapindex>"
    )
    sitemap = read_sitemap(gzip.compress(body.encode()), URL)
    assert sitemap.kind == "index"
    assert sitemap.children == [Child(f"{HOME}s_1.xml.gz", "2026-02-01"), Child(f"{HOME}s_10.xml.gz")]
    assert (sitemap.candidates, sitemap.elsewhere) == ([], 1)


@pytest.mark.parametrize(
    ("url", "loc", "kept"),
    [
        (URL, "https://courier.example/a", True),
        (URL, "http://regional.courier.example:8080/a", True),
        (URL, "https://courier.test/a", False),
        (URL, "https://other.example/a", False),
        ("https://courier.co.uk/s.xml", "https://news.courier.co.uk/a", True),
        ("https://courier.co.uk/s.xml", "https://tribune.co.uk/a", False),
        ("http://127.0.0.1:8000/s.xml", "http://127.0.0.1:9000/a", True),
        ("http://127.0.0.1:8000/s.xml", "http://127.0.0.2:8000/a", False),
        ("http://[::1]:8000/s.xml", "http://[::1]:8000/a", True),
        ("http://localhost:8000/s.xml", "http://localhost:8000/a", True),
        ("http://localhost:8000/s.xml", "http://127.0.0.1:8000/a", False),
    ],
)
def test_pages_of_other_sites_are_counted_and_left_out(url: str, loc: str, kept: bool) -> None:
    own = url.rpartition("/")[0] + "/own"
    sitemap = read_sitemap(urlset(f"<url><loc>{loc}</loc></url><url><loc>{own}</loc></url>").encode(), url)
    assert [candidate.url for candidate in sitemap.candidates] == [loc, own] if kept else [own]
    assert sitemap.elsewhere == (not kept)


def test_other_hosts_of_a_site_are_its_own() -> None:
    body = urlset("<url><loc>https://courier.test/a</loc></url>").encode()
    assert len(read_sitemap(body, URL, ("courier.test",)).candidates) == 1
    with pytest.raises(NothingListedError, match="`hosts`"):
        read_sitemap(body, URL)


CUT = locs(*(f"a/{n}" for n in range(2000)))


@pytest.mark.parametrize("body", [CUT[:-30].encode(), gzip.compress(CUT.encode())[:-2000]], ids=["text", "gzip"])
def test_of_a_cut_sitemap_whole_entries_are_read_and_the_loss_is_told(body: bytes) -> None:
    sitemap = read_sitemap(body, URL)
    assert 0 < len(sitemap.candidates) < 2000
    assert paths(sitemap.candidates) == [f"a/{n}" for n in range(len(sitemap.candidates))]
    assert any("ends in the middle" in problem for problem in sitemap.problems)


NO_SITEMAPS = {
    "nothing": (b"", DiscoveryError, "an empty answer"),
    "an HTML page": (b"<!DOCTYPE html><html><body>Not found</body></html>", DiscoveryError, "an HTML page"),
    "a word": (b"hello world", DiscoveryError, "11 bytes"),
    "broken gzip": (b"\x1f\x8b\x08\x00garbage", DiscoveryError, "no sitemap"),
    "binary": (b"\x89PNG\r\n\x1a\n\x00\x00", DiscoveryError, "binary data"),
    "other XML": (b"<?xml version='1.0'?><note/>", DiscoveryError, "XML of note"),
    "no entries": (b"<?xml version='1.0'?><urlset/>", NothingListedError, "lists nothing"),
    "entries without address": (b"<urlset><url/><url/></urlset>", NothingListedError, "2 entries without a usable URL"),
    "an index of nothing": (b"<sitemapindex></sitemapindex>", NothingListedError, "lists nothing"),
    "an empty feed": (b'<rss version="2.0"><channel/></rss>', NothingListedError, "without entries"),
}


@pytest.mark.parametrize(("body", "error", "says"), NO_SITEMAPS.values(), ids=NO_SITEMAPS)
def test_what_is_no_sitemap(body: bytes, error: type[DiscoveryError], says: str) -> None:
    with pytest.raises(error) as raised:
        read_sitemap(body, URL)
    assert says in str(raised.value)
    assert URL in str(raised.value)
    assert "\n" not in str(raised.value)


# Feeds


RSS = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0"><channel><title>Вестник</title><link>https://www.courier.example/</link><language>ru</language>
<item><title>Паром &amp;amp; почта: снова в пути</title><link>/a/1.html</link>
<pubDate>Sun, 01 Mar 2026 12:00:00 +0300</pubDate></item>
<item><title>Без ссылки</title></item>
<item><title>Повтор</title><link>https://www.courier.example/a/1.html#comments</link></item>
<item><guid isPermaLink="true">https://www.courier.example/a/2.html?x=1&amp;y=2</guid></item>
</channel></rss>"""


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251", "iso-8859-5", "utf-16"])
@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzip"])
def test_rss_in_any_encoding(encoding: str, pack: Callable[[bytes], bytes]) -> None:
    found = read_feed(pack(RSS.format(encoding=encoding).encode(encoding)), f"{HOME}rss")
    assert paths(found) == ["a/1.html", "a/2.html?x=1&y=2"]
    assert found[0].hints.title == "Паром & почта: снова в пути"
    assert found[0].hints.published == "Sun, 01 Mar 2026 12:00:00 +0300"
    assert found[0].hints.language == "ru"
    assert found[0].hints.lastmod is None


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://www.courier.example/news/" xml:lang="uk">
<entry><title type="html">Пором &lt;b&gt;знову&lt;/b&gt; ходить</title><link rel="alternate" href="1.html"/>
<link rel="replies" href="1.html/comments"/><published>2026-03-01T10:00:00Z</published>
<updated>2026-03-02T10:00:00Z</updated></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="https://www.courier.example/"><title>C</title></channel>
<item rdf:about="https://www.courier.example/news/1.html"><title>Пором знову ходить</title>
<link>https://www.courier.example/news/1.html</link></item></rdf:RDF>"""
JSON = """{"version": "https://jsonfeed.org/version/1.1", "language": "uk", "items": [
{"id": "7", "url": "/news/1.html", "title": "Пором знову ходить", "date_published": "2026-03-01T10:00:00Z"},
{"id": "8", "title": "no address"}, {"id": "https://www.courier.example/news/2.html"}, null, 3]}"""


@pytest.mark.parametrize("feed", [ATOM, RDF, JSON], ids=["atom", "rdf", "json"])
def test_feeds_of_every_kind(feed: str) -> None:
    found = read_feed(feed.encode(), f"{HOME}feed")
    assert paths(found)[0] == "news/1.html"
    assert " ".join((found[0].hints.title or "").split()) == "Пором знову ходить"
    if feed is not RDF:
        assert (found[0].hints.published, found[0].hints.language) == ("2026-03-01T10:00:00Z", "uk")
    if feed is ATOM:
        assert found[0].hints.lastmod == "2026-03-02T10:00:00Z"
    if feed is JSON:
        assert paths(found) == ["news/1.html", "news/2.html"]


def test_feed_with_bare_ampersands_and_junk_before_it() -> None:
    item = f"<item><title>Ham & eggs</title><link>{HOME}a?b=1&c=2</link></item>"
    body = f'\n\n<?xml version="1.0"?><rss version="2.0"><channel>{item}</channel></rss>'
    (found,) = read_feed(body.encode(), f"{HOME}rss")
    assert (found.url, found.hints.title) == (f"{HOME}a?b=1&c=2", "Ham & eggs")


def test_a_feed_is_read_in_spite_of(subtests: pytest.Subtests) -> None:
    for before, bad in {
        "<br />\n<b>Warning</b>: x in y.php\n": "&#x110000;",
        '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.netscape.com/rss-0.91.dtd">': "&nbsp;",
        "<?xml version='1.0'?><?xml-stylesheet href='x'?>": "&#xD800;\x0b & &copy",
        "<?xml version='1.0' encoding='utf-16'?>": "<![CDATA[\x00]]>",
        "\ufeff\ufeff": "<unclosed>",
    }.items():
        with subtests.test(before=before, bad=bad):
            item = f"<item><title>Паром</title><link>{HOME}a/1</link><description>{bad}</description></item>"
            (found,) = read_feed(f'{before}<rss version="2.0"><channel>{item}</channel></rss>'.encode(), f"{HOME}rss")
            assert (found.url, found.hints.title) == (f"{HOME}a/1", "Паром")


def test_feed_in_an_encoding_that_it_does_not_name() -> None:
    body = RSS.format(encoding="").replace(' encoding=""', "").encode("windows-1251")
    assert read_feed(body, f"{HOME}rss")[0].hints.title == "Паром & почта: снова в пути"


def test_the_original_address_outranks_that_of_a_counting_service() -> None:
    body = f"""<rss version="2.0" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"><channel><item>
    <link>https://feeds.feedburner.test/~r/x</link><feedburner:origLink>{HOME}a/1</feedburner:origLink>
    <guid isPermaLink="false">7</guid></item><item><guid isPermaLink="false">{HOME}8</guid></item></channel></rss>"""
    assert paths(read_feed(body.encode(), f"{HOME}rss")) == ["a/1"]


NO_FEEDS = {
    "nothing": (b"", DiscoveryError, "an empty answer"),
    "eleven bytes": (b"hello world", DiscoveryError, "no feed but 11 bytes"),
    "an HTML page": (b"<!DOCTYPE html><html><body><p>Gone</p></body></html>", DiscoveryError, "an HTML page"),
    "a file's name": (b"/etc/passwd", DiscoveryError, "no feed"),
    "an address": (b"http://127.0.0.1:9/rss", DiscoveryError, "no feed"),
    "an empty feed": (b'<rss version="2.0"><channel><title>x</title></channel></rss>', NothingListedError, "entries"),
    "an empty Atom feed": (b'<feed xmlns="http://www.w3.org/2005/Atom"/>', NothingListedError, "without entries"),
    "no links": (
        b'<rss version="2.0"><channel><item><title>x</title></item></channel></rss>',
        NothingListedError,
        "none of its 1 entries",
    ),
    "JSON": (b'{"items": [{"url": "/a"}]}', DiscoveryError, "no feed"),
    "an empty JSON feed": (
        b'{"version": "https://jsonfeed.org/version/1", "items": []}',
        NothingListedError,
        "without entries",
    ),
    "deep JSON": (b"{" + b'"a":[' * 100_000, DiscoveryError, "no feed"),
}


@pytest.mark.parametrize(("body", "error", "says"), NO_FEEDS.values(), ids=NO_FEEDS)
def test_what_is_no_feed(body: bytes, error: type[DiscoveryError], says: str) -> None:
    with pytest.raises(error) as raised:
        read_feed(body, f"{HOME}api/zrqiteuuir")
    assert says in str(raised.value)
    assert f"{HOME}api/zrqiteuuir" in str(raised.value)


# Hostile documents


ENTITIES = '<!ENTITY e0 "xxxxxxxxxx">' + "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
FILE = '<!ENTITY e9 SYSTEM "file:///etc/passwd">'


@pytest.mark.parametrize("declared", [ENTITIES, FILE], ids=["bomb", "file"])
@pytest.mark.parametrize("declaration", ["", '<?xml version="1.0"?>'])
def test_entities_are_never_expanded(declared: str, declaration: str) -> None:
    start = f"{declaration}<!DOCTYPE x [{declared}]>"
    rss = f'<rss version="2.0"><channel><item><title>&e9;</title><link>{HOME}a</link></item></channel></rss>'
    news = f"<url><loc>{HOME}a</loc><news:news><news:title>&e9;</news:title></news:news></url>"
    (entry,) = read_feed((start + rss).encode(), URL)
    assert entry.hints.title in (None, "&e9;")
    with suppress(DiscoveryError):
        (page,) = read_sitemap((start + urlset(news, NEWS)).encode(), URL).candidates
        assert page.hints.title in (None, "&e9;")


def test_a_gzip_bomb_is_not_unpacked() -> None:
    bomb = gzip.compress(b"<urlset>" + b" " * 200_000_000, compresslevel=1)
    with pytest.raises(DiscoveryError, match="larger than"):
        read_sitemap(gzip.compress(bomb), URL)


HOSTILE = {
    "open CDATA": b"<urlset>" + b"<![CDATA[" * 200_000,
    "ampersands": b"<urlset>" + b"&" * 500_000,
    "open elements": b"<urlset>" + b"<url>" * 200_000,
    "opening brackets": b'<rss version="2.0">' + b"<" * 200_000,
    "open roots": b"<urlset " * 200_000,
    "closing tags": b"<urlset>" + b"</url " * 200_000,
    "declarations": b"<?xml " * 200_000,
    "a long address": b"<urlset><url><loc>https://www.courier.example/" + b"a" * 5_000_000 + b"</loc></url></urlset>",
    "entries of a feed": b'<rss version="2.0"><channel>' + b"<item>" * 200_000,
    "spaces": b" " * 1_000_000,
    "zeros": b"\0" * 1_000_000,
}


@pytest.mark.parametrize("read", [read_sitemap, read_feed, read_robots])
@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_hostile_documents_cost_little_and_are_refused(read: Callable[[bytes, str], object], body: bytes) -> None:
    started = time.process_time()
    if read is read_robots:
        assert read(body, URL) == []
    else:
        with pytest.raises(DiscoveryError):
            read(body, URL)
    assert time.process_time() - started < 10


def test_a_sitemap_of_the_largest_size_is_read_whole() -> None:
    body = gzip.compress(locs(*(f"a/{n}.html" for n in range(50_000))).encode())
    sitemap = read_sitemap(body, URL)
    assert len(sitemap.candidates) == 50_000
    assert sitemap.problems == []


# robots.txt, home pages and listings


@pytest.mark.parametrize(
    ("body", "listed"),
    [
        (b"", []),
        (b"User-agent: *\nDisallow: /", []),
        (b"Sitemap: https://www.courier.example/s.xml", ["s.xml"]),
        (b"User-agent: *\r\nSITEMAP : /s.xml # all\r\n\r\nsitemap:/t.xml\r\nSitemap: /s.xml", ["s.xml", "t.xml"]),
        (b"# Sitemap: /s.xml\nSitemap: ftp://courier.example/s.xml\nSitemap:\n", []),
        (b"\xef\xbb\xbfSitemap: /s.xml", ["s.xml"]),
        (b"<html><body>Not found</body></html>", []),
    ],
)
def test_robots_names_sitemaps(body: bytes, listed: list[str]) -> None:
    assert [url.removeprefix(HOME) for url in read_robots(body, f"{HOME}robots.txt")] == listed


@pytest.mark.parametrize(
    ("head", "announced"),
    [
        ("", Announced()),
        ('<link rel="alternate" type="application/rss+xml" href="/api/">', Announced((f"{HOME}api/",))),
        ("<link href=/atom type=application/atom+xml rel='Alternate home'>", Announced((f"{HOME}atom",))),
        ('<link rel="alternate" type="application/feed+json" href="/f.json">', Announced((f"{HOME}f.json",))),
        ('<link rel="sitemap" type="application/xml" href="/s.xml">', Announced((), (f"{HOME}s.xml",))),
        ('<base href="/x/"><link rel="alternate" type="application/rss+xml" href="rss">', Announced((f"{HOME}x/rss",))),
        ('<link rel="alternate" type="application/rss+xml" title="Courier » Comments Feed" href="/f">', Announced()),
        ('<link rel="alternate" type="application/rss+xml" href="/comments/feed/">', Announced()),
        ('<link rel="alternate" type="application/json+oembed" href="/oembed">', Announced()),
        ('<link rel="alternate" hreflang="de" href="/de/">', Announced()),
        ('<link rel="alternate" type="application/rss+xml" href="javascript:x">', Announced()),
        (
            '<link rel="alternate" type="application/rss+xml" href="https://feeds.example/courier">',
            Announced(("https://feeds.example/courier",)),
        ),
    ],
)
def test_home_page_announces(head: str, announced: Announced) -> None:
    assert read_home(f"<html><head>{head}</head><body></body></html>".encode(), HOME) == announced


LISTING = """<html><head><meta charset="windows-1251"></head><body><nav><a href="/">Главная</a></nav>
<a href="/2026/03/01/parom/"><img src="p.jpg"></a>
<h2><a href="/2026/03/01/parom/#comments">Паром снова ходит</a></h2>
<a href="/news/harbour-strike-ends-after-four-weeks">Harbour strike ends after four weeks</a>
<a href="https://regional.courier.example/story/1234567.html">Region</a>
<a href="https://elsewhere.test/2026/03/01/parom/">Elsewhere</a>
<a href="/tag/harbour-strike-of-the-year">Tag</a><a href="/author/jane-doe-of-the-courier">Jane</a>
<a href="/video/1234567.html">Video</a><a href="/login">Login</a><a href="/category/world">World</a>
<a href="/world">World</a><a href="mailto:desk@courier.example">Mail</a>
<a href="/2026/03/01/map-of-the-port.pdf">PDF</a>
<a href="/2026/03/01/parom/">Паром</a>
</body></html>"""


def test_listing_gives_articles_in_the_order_of_the_page() -> None:
    found = read_listing(LISTING.encode("windows-1251"), HOME)
    assert [candidate.url for candidate in found] == [
        f"{HOME}2026/03/01/parom/",
        f"{HOME}news/harbour-strike-ends-after-four-weeks",
        "https://regional.courier.example/story/1234567.html",
    ]
    assert [candidate.hints.title for candidate in found] == [
        "Паром снова ходит",
        "Harbour strike ends after four weeks",
        "Region",
    ]


def test_the_hint_for_the_title_is_the_heading() -> None:
    card = """<a href="/2026/03/01/ferry"><noscript><img alt="x"></noscript><p>A long text on a ferry that runs</p></a>
    <a href="/2026/03/01/ferry"><em>World</em><h3>Ferry  runs</h3><p>The first ship left at six in the morning.</p></a>
    <h2><a href="/2026/03/02/port">Port</a></h2><a href="/2026/03/02/port">Read all about the port</a>"""
    found = read_listing(f"<html><body>{card}</body></html>".encode(), HOME)
    assert [candidate.hints.title for candidate in found] == ["Ferry runs", "Port"]


def test_a_pattern_alone_decides_within_the_site() -> None:
    found = read_listing(LISTING.encode("windows-1251"), HOME, r"^/(?:video|2026)/[^.]*(?:\.html)?$")
    assert paths(found) == ["2026/03/01/parom/", "video/1234567.html"]


@pytest.mark.parametrize(
    ("path", "text", "is_article"),
    [
        ("2026/03/01/ferry", "Ferry", True),
        ("2026-03-01-ferry-runs", "", True),
        ("a/33423647.html", "", True),
        ("a/%D0%BF%D0%B0%D1%80%D0%BE%D0%BC-%D1%81%D0%BD%D0%BE%D0%B2%D0%B0-%D0%B2-%D0%BF%D1%83%D1%82%D0%B8", "", True),
        ("news/world-europe-68012345", "Ferry runs again after the strike", True),
        ("harbour-strike-ends-after-four-weeks", "", True),
        ("Harbour_Strike_Ends_After_Weeks.html", "", True),
        ("world", "World", False),
        ("about-us", "About us", False),
        ("privacy-policy", "Our privacy policy in full", False),
        ("topics/harbour-strike-ends-after", "", False),
        ("author/jane-doe-of-the-courier", "", False),
        ("search?q=12345678", "", False),
        ("2026/03/01/ferry.jpg", "", False),
        ("subscribe", "Subscribe to our newsletter today", False),
        ("2026/03/01/", "All articles of the first of March", False),
        ("weather/2026/03/01/storm-over-the-harbour", "Storm", True),
        ("articles/AST1F4445T1FUTIL02SM.html", "港のフェリーが三週間ぶりに再開", True),
        ("doc/7714610", "Паром снова возит почту на острова", True),
        ("articles/d41586-024-00642-3", "Ferry", False),
        ("articles/d41586-024-00642-3", "How ferries came back to the islands", True),
        ("sport/football/", "The football pages of the Courier", False),
        ("harbour-strike-ends-after-four-weeks?share=mail", "Share", False),
    ],
)
def test_which_links_look_like_articles(path: str, text: str, is_article: bool) -> None:
    body = f'<html><body><a href="/{path}">{text}</a></body></html>'.encode()
    try:
        assert bool(read_listing(body, HOME)) == is_article
    except DiscoveryError:
        assert not is_article


@pytest.mark.parametrize("body", [b"", b"hello world", b"\0\1" * 100])
@pytest.mark.parametrize("read", [read_home, read_listing])
def test_what_is_no_page(read: Callable[[bytes, str], object], body: bytes) -> None:
    with pytest.raises(DiscoveryError, match="no HTML page"):
        read(body, HOME)


# Any bytes


DOCUMENTS = [body for body, _ in SITEMAPS.values()] + [
    text.encode() for text in (RSS.format(encoding="utf-8"), ATOM, RDF, JSON, NEWS_SITEMAP, LISTING)
]
SPLICES = [
    b"<",
    b">",
    b"&",
    b"\0",
    b"]]>",
    b"<![CDATA[",
    b"<!--",
    b"&#xD800;",
    b'"',
    b"{",
    b"<url>",
    b"</loc>",
    b"<item>",
]


@st.composite
def spoilt(draw: st.DrawFn) -> bytes:
    """A document with pieces cut out, put in or doubled."""
    body = draw(st.sampled_from(DOCUMENTS))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(body)))
        end = min(len(body), start + draw(st.integers(0, 40)))
        piece = draw(st.sampled_from([b"", body[start:end] * 2, *SPLICES]) | st.binary(max_size=8))
        body = body[:start] + piece + body[end:]
    return body


@pytest.mark.parametrize("read", [read_sitemap, read_feed, read_robots, read_home, read_listing])
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(body=spoilt() | st.binary(max_size=300))
def test_any_bytes_give_addresses_of_the_web_or_one_sentence(read: Callable[[bytes, str], Any], body: bytes) -> None:
    problem = None
    try:
        found = read(body, URL)
    except DiscoveryError as error:
        found, problem = [], str(error)
    assert problem is None or (URL in problem and "\n" not in problem)
    if isinstance(found, Announced):
        addresses = [*found.feeds, *found.sitemaps]
    else:
        listed = [*found.candidates, *found.children] if isinstance(found, Sitemap) else found
        addresses = [one if isinstance(one, str) else one.url for one in listed]
    assert all(re.fullmatch(r"https?://[^\x00-\x20#]+", address, re.I) for address in addresses)
    assert len(addresses) == len(set(addresses))
