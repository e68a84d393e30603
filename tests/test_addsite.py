"""`scrapy addsite`: from the address of a site to its lines in a sources file and its first tests."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from crawler.commands.addsite import language_of
from crawler.sampling import Place, spread, stated
from crawler.site import Site
from crawler.sources import load_sources
from tests.courier import ENVIRONMENT, ROOT, Courier, Page, article, path_of

FEED = "application/rss+xml"


def addsite(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "scrapy", "addsite", "-s", "DOWNLOAD_DELAY=0", "-s", "AUTOTHROTTLE_ENABLED=False"]
    command += map(str, arguments)
    return subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, timeout=60, check=False)


@pytest.fixture
def courier() -> Iterator[Courier]:
    """A site with a feed of seven articles, of which one is forbidden by robots.txt."""
    server = Courier()
    items = "".join(
        f"<item><title>Story {number}</title><link>{server.base}{path_of(number)}</link></item>"
        for number in range(1, 8)
    )
    rss = f'<?xml version="1.0"?><rss version="2.0"><channel><title>C</title>{items}</channel></rss>'
    server["/robots.txt"] = Page(f"User-agent: *\nDisallow: {path_of(1)}\n".encode(), type="text/plain")
    server["/"] = (
        f'<html><head><link rel="alternate" type="{FEED}" href="/feed.xml"></head><body><h1>Courier</h1></body></html>'
    )
    server["/feed.xml"] = Page(rss.encode(), type=FEED)
    for number in range(1, 8):
        server[path_of(number)] = article(number)
    yield server
    server.shutdown()
    server.server_close()


def test_a_site_from_its_address_to_its_tests(courier: Courier, tmp_path: Path) -> None:
    sources = tmp_path / "sources.toml"
    sources.write_text('[[site]]\nurl = "https://other.example"')
    there = ("--sources", sources, "--saved", tmp_path / "fixtures", "--name", "courier")
    done = addsite(courier.base, *there, "--pages", "4")
    assert (done.returncode, done.stderr) == (0, "")
    assert f"feed    {courier.base}/feed.xml  7 pages" in done.stdout
    assert "no article: is forbidden by robots.txt" in done.stdout
    assert "Found in 3: headline 3" in done.stdout
    assert "zone: none: no page and no feed states local times" in done.stdout
    other, site = load_sources(sources)
    assert other.url == "https://other.example"
    assert site == Site(name="courier", url=courier.base, language="en", feeds=(f"{courier.base}/feed.xml",))
    folders = sorted(folder.name for folder in (tmp_path / "fixtures" / "courier").iterdir())
    assert len(folders) == 4
    assert "feed-of-courier" in folders
    asked = [path for path, _ in courier.asked]
    assert path_of(1) not in asked
    assert len(asked) == 6
    run = [sys.executable, "-m", "pytest", "-q", "-p", "crawler.testing"]
    assert subprocess.run(run, cwd=tmp_path, capture_output=True, timeout=60, check=False).returncode == 0

    before = sources.read_text()
    done = addsite(courier.base, *there)
    assert done.returncode == 2
    assert "has courier" in done.stderr
    assert "already" in done.stderr
    assert sources.read_text() == before


def test_a_page_that_hangs_its_reader_costs_only_itself(courier: Courier, tmp_path: Path) -> None:
    hasty = "import functools, sys, crawler.sampling as s; s.Readers = functools.partial(s.Readers, longest=0.0001); "
    run = hasty + "from scrapy.cmdline import execute; execute(['scrapy', 'addsite', *sys.argv[1:]])"
    quick = ("-s", "DOWNLOAD_DELAY=0", "-s", "AUTOTHROTTLE_ENABLED=False", "--pages", "3")
    there = ("--sources", str(tmp_path / "sources.toml"), "--saved", str(tmp_path / "fixtures"))
    done = subprocess.run(
        [sys.executable, "-c", run, courier.base, *quick, *there],
        cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert "no article: reading it took longer than 0.0001 seconds" in done.stdout
    assert "Traceback" not in done.stderr


def test_a_site_that_asks_not_to_be_archived_is_told_apart(courier: Courier, tmp_path: Path) -> None:
    for path, page in list(courier.pages.items()):
        courier.pages[path] = replace(
            page, body=page.body.replace(b"<head>", b"<head><meta name=robots content=noarchive>")
        )
    there = ("--sources", tmp_path / "sources.toml", "--saved", tmp_path / "fixtures")
    done = addsite(courier.base, *there)
    assert done.returncode == 1
    assert "asks not to be archived" in done.stderr
    assert done.stderr.strip().endswith("If you may keep its pages nevertheless: -s OBEY_NOARCHIVE=False.")
    assert not list(tmp_path.iterdir())


def test_nothing_is_written_where_no_article_is_found(courier: Courier, tmp_path: Path) -> None:
    del courier.pages["/feed.xml"]
    there = ("--sources", tmp_path / "sources.toml", "--saved", tmp_path / "fixtures")
    done = addsite(courier.base, *there)
    assert done.returncode == 1
    assert f"{courier.base}/feed.xml answered 404." in done.stderr
    assert "No article was found" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("example.org",), "write it in full: https://example.org"),
        (("https://example.org", "--sources", "feeds.opml"), "feeds.opml is no TOML file"),
        (("https://example.org", "--sources", "pyproject.toml"), "pyproject.toml"),
        (("http://news.example/",), "nobody there would know who asks"),
        (("https://example.org", "--name", "../up"), "choose another with --name"),
        ((), "Name the URL of one site"),
    ],
)
def test_what_was_asked_for_wrongly(arguments: tuple[str, ...], sentence: str) -> None:
    done = addsite(*arguments)
    assert done.returncode == 2
    assert sentence in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_a_sample_is_spread_over_what_is_listed() -> None:
    found: list[int] = list(range(10))
    assert spread(found, 3) == [0, 3, 6]  # type: ignore[arg-type, comparison-overlap]
    assert spread(found, 20) == found  # type: ignore[arg-type, comparison-overlap]


def test_sitemaps_that_another_lists_are_not_stated() -> None:
    index = (
        b'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://e.example/a.xml</loc>'
        b"</sitemap></sitemapindex>"
    )
    found = [
        Place("https://e.example/sitemap.xml", "sitemap", index, 0, 1),
        Place("https://e.example/a.xml", "sitemap", b"", 5),
        Place("https://e.example/feed", "feed", b"", 5),
    ]
    assert stated(found) == (["https://e.example/feed"], ["https://e.example/sitemap.xml"])


@pytest.mark.parametrize(
    ("languages", "language"),
    [
        (["de", "de-DE", "de"], "de"),
        (["pt-BR", "pt-BR", None], "pt-BR"),
        (["en", "de", "zh-Hant"], None),
        ([None, None], None),
    ],
)
def test_the_language_of_a_site(languages: list[str | None], language: str | None) -> None:
    assert language_of(languages) == language
