"""No page, redirect, sitemap or feed makes the crawler ask a machine that is not on the public internet."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.network import is_allowed, is_public, literal, places
from tests.courier import Courier, Page, article, news_sitemap, path_of, scrapy

SPELLINGS = {
    "127.0.0.1": False,
    "2130706433": False,
    "0x7f000001": False,
    "0x7f.1": False,
    "0177.0.0.1": False,
    "017700000001": False,
    "127.1": False,
    "127.0.0.1.": False,
    "0": False,
    "0.0.0.0": False,
    "10.11.12.13": False,
    "172.16.0.1": False,
    "192.168.1.1": False,
    "100.64.0.1": False,
    "169.254.169.254": False,
    "0xa9fea9fe": False,
    "224.0.0.251": False,
    "240.0.0.1": False,
    "255.255.255.255": False,
    "198.18.0.1": False,
    "192.0.2.7": False,
    "[::]": False,
    "[::1]": False,
    "[::ffff:127.0.0.1]": False,
    "[::ffff:a9fe:a9fe]": False,
    "[64:ff9b::7f00:1]": False,
    "[2002:7f00:1::]": False,
    "[fe80::1%25eth0]": False,
    "[fc00::1]": False,
    "[fd00:ec2::254]": False,
    "[ff02::1]": False,
    "9.9.9.9": True,
    "151101121": True,
    "[2620:fe::fe]": True,
    "[::ffff:9.9.9.9]": True,
    "[64:ff9b::909:909]": True,
}


@pytest.mark.parametrize(("host", "public"), SPELLINGS.items(), ids=list(SPELLINGS))
def test_an_address_is_judged_however_it_is_spelt(host: str, public: bool) -> None:
    found = literal(host)

    assert found is not None
    assert is_public(found) is public


@pytest.mark.parametrize("host", ["example.org", "localhost", "1.2.3.4.example", "", "a..b", "\u2460.example"])
def test_a_name_is_no_address(host: str) -> None:
    assert literal(host) is None


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("http://127.0.0.1:8000/a", True),
        ("http://127.0.0.1:8000@10.0.0.1/", False),
        ("http://127.0.0.1:6379/", False),
        ("https://INTRANET.example/x", True),
        ("http://intranet.example:81/x", False),
        ("http://wiki.example:81/x", True),
        ("http://db.example:5000/x", True),
        ("http://db.example/x", False),
        ("http://[::1]:9/x", True),
        ("http://[::1/x", False),
        ("nonsense", False),
    ],
)
def test_who_is_named_is_allowed_with_the_port_that_was_named(url: str, allowed: bool) -> None:
    named = places(
        ["http://127.0.0.1:8000/", "https://intranet.example/news", "no url"],
        ["Wiki.example", "db.example:5000", "[::1]", " "],
    )

    assert is_allowed(url, named) is allowed


@pytest.fixture
def courier() -> Iterator[Courier]:
    server = Courier()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def metadata() -> Iterator[Courier]:
    """What must not be asked."""
    server = Courier()
    server["/secret"] = article(66)
    yield server
    server.shutdown()
    server.server_close()


def hostile(courier: Courier, metadata: Courier) -> dict[str, str]:
    """A site whose pages redirect to the other server, under each of its spellings; the target of each."""
    port = metadata.server_address[1]
    hosts = ("127.0.0.1", "localhost", "2130706433", "0x7f.1", "127.1", "[::ffff:127.0.0.1]", "[::1]")
    targets = {f"/news/moved-{number}.html": f"http://{host}:{port}/secret" for number, host in enumerate(hosts)}
    for path, target in targets.items():
        courier[path] = Page(b"", status=302, headers={"Location": target})
    courier[path_of(1)] = article(1)
    courier["/robots.txt"] = (
        f"User-agent: *\nSitemap: {courier.base}/news.xml\nSitemap: http://localhost:{port}/s.xml\n"
    )
    courier["/"] = f'<link rel="alternate" type="application/rss+xml" href="http://127.1:{port}/feed.xml">'
    courier.xml("/news.xml", news_sitemap(path_of(1), *targets))
    return targets


def test_a_hostile_site_reaches_nothing_beside_itself(courier: Courier, metadata: Courier, tmp_path: Path) -> None:
    targets = hostile(courier, metadata)

    run = scrapy("news", "-a", f"url={courier.base}/", db=tmp_path / "news.db")

    assert metadata.asked == []
    assert run.counts() == {"new": 1, "failed": len(targets)}
    assert "is on the private address 127.0.0.1; if it is meant, name its host in PRIVATE_HOSTS" in run.out
    assert run.status == 1
    assert "Traceback" not in run.err


def test_a_host_that_the_user_names_may_be_private(courier: Courier, metadata: Courier, tmp_path: Path) -> None:
    courier["/"] = f'<link rel="alternate" type="application/rss+xml" href="{courier.base}/news.xml">'
    courier[path_of(1)] = Page(
        b"", status=302, headers={"Location": f"http://localhost:{metadata.server_address[1]}/secret"}
    )
    courier.xml("/sitemap.xml", news_sitemap(path_of(1)))
    site = tmp_path / "sources.toml"
    site.write_text(f'[[site]]\nname = "echo"\nurl = "{courier.base}"\nsitemaps = ["/sitemap.xml"]\n')

    run = scrapy(
        "news", "-a", f"sources={site}", "-s", "PRIVATE_HOSTS=localhost,intranet.example", db=tmp_path / "news.db"
    )

    assert [path for path in metadata.paths_asked() if path != "/robots.txt"] == ["/secret"]
    assert run.counts("echo") == {"new": 1}


REBINDING = """
import socket
from crawler.site import Site
from crawler.spider import NewsSpider

answers = {}
real = socket.gethostbyname

def gethostbyname(name):
    if name != "news.example":
        return real(name)
    answers[name] = answers.get(name, 0) + 1
    return "9.9.9.9" if answers[name] % 2 else "127.0.0.1"

socket.gethostbyname = gethostbyname

class Rebinding(NewsSpider):
    name = "rebinding"
    site = Site(name="rebinding", url="http://127.0.0.1:9/")

    async def start(self):
        from scrapy import Request
        yield Request("http://news.example:PORT/secret", callback=self.seen, errback=self.refused, dont_filter=True)

    def seen(self, response):
        self.tally.fault("It was asked.")

    def refused(self, failure):
        self.tally.fault(f"Refused after {answers['news.example']} lookups.")
"""


def test_a_name_that_leads_elsewhere_the_second_time_is_refused(metadata: Courier, tmp_path: Path) -> None:
    (tmp_path / "rebinding_spiders.py").write_text(REBINDING.replace("PORT", str(metadata.server_address[1])))

    run = scrapy(
        "rebinding",
        "-s",
        "SPIDER_MODULES=rebinding_spiders",
        "-s",
        "DNSCACHE_ENABLED=False",
        "-s",
        "ROBOTSTXT_OBEY=False",
        "-s",
        "RETRY_ENABLED=False",
        "-s",
        "CONTACT=tests@example.org",
        db=tmp_path / "news.db",
        modules=tmp_path,
    )

    assert "Refused after 2 lookups." in run.err
    assert metadata.asked == []
