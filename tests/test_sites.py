"""The sites known by name: each one's data agree with each other and with the family that reads its pages."""

import re
from collections import Counter
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoader

from crawler.extraction.families.pangea import network_of
from crawler.pangea import PANGEA_ARTICLES
from crawler.site import Site
from crawler.spider import NewsSpider

LOADER = SpiderLoader.from_settings(Settings({"SPIDER_MODULES": ["crawler.spiders"]}))
SPIDERS = {name: LOADER.load(name) for name in sorted(LOADER.list())}
SITES: dict[str, Site] = {name: spider.site for name, spider in SPIDERS.items() if hasattr(spider, "site")}
EACH = pytest.mark.parametrize("name", SITES)


def own_label(host: str) -> str:
    return host.removeprefix("www.").split(".")[-2]


def test_both_networks_are_whole() -> None:
    assert Counter(site.network for site in SITES.values() if site.network) == {"rferl": 42, "voa": 50}
    assert {"rferl", "svoboda", "currenttime", "radiosvoboda", "krymr_ktat", "voanews", "voachinese"} <= set(SITES)


def test_only_the_spiders_for_any_site_have_no_site() -> None:
    assert set(SPIDERS) - set(SITES) == {"news", "revisit"}


@EACH
def test_one_name_everywhere(name: str) -> None:
    spider = SPIDERS[name]
    assert issubclass(spider, NewsSpider)
    assert spider.site.name == name == spider.name
    assert re.fullmatch("[a-z0-9]+(?:_[a-z0-9]+)?", name)
    assert spider.__name__ == "".join(part.capitalize() for part in name.split("_"))
    assert name.split("_")[0] == own_label(urlsplit(spider.site.url).hostname or "")


@EACH
def test_its_data_are_what_they_should_be(name: str) -> None:
    site = SITES[name]
    parts = urlsplit(site.url)
    assert (parts.scheme, parts.path) == ("https", "/")
    assert site.language is None or re.fullmatch("[a-z]{2,3}(?:-[A-Z]{2})?", site.language)
    assert site.zone is None or ZoneInfo(site.zone)
    assert all(urlsplit(url).hostname == parts.hostname for url in site.sitemaps)
    if site.network:
        assert {network_of(host) for host in (parts.hostname or "", *site.hosts)} == {site.network}
        assert site.sitemaps == (f"{site.url}sitemap.xml",)
        assert site.articles == PANGEA_ARTICLES


def test_no_host_is_two_sites() -> None:
    hosts = Counter(host for site in SITES.values() for host in (urlsplit(site.url).hostname, *site.hosts))
    assert max(hosts.values()) == 1


@pytest.mark.parametrize(
    "path",
    [
        "/a/33423647.html",
        "/a/1095990.html",
        "/a/harbour-strike-ends/33423647.html",
        "/a/2024-budget-vote/33423647.html",
        "/a/too-hot-for-school-above-40-degrees-/7585813.html",
        "/a/Harbour_Strike_Ends/1965890.html",
        "/a/one--two/30066137.html",
        "/a/%d8%a8%d9%86%d8%af%d8%b1-%d8%a8%d8%a7%d8%b2-%d8%b4%d8%af/33423647.html",
        "/a/k%C3%B6t%C5%91/30966221.html",
    ],
)
def test_the_address_of_an_article(path: str) -> None:
    assert re.search(PANGEA_ARTICLES, path)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/z/599",
        "/z/599/episodes",
        "/p/5631.html",
        "/LatestNews",
        "/author/associated-press/j_-yt",
        "/a/harbour-strike-ends",
        "/a/one/two/33423647.html",
        "/a/harbour-strike-ends/33423647.html/x",
        "/embed/player/0/33423647.html",
        "/amp/harbour-strike-ends/33423647.html",
        "/navigation/allsites",
        "/s",
    ],
)
def test_the_address_of_something_else(path: str) -> None:
    assert not re.search(PANGEA_ARTICLES, path)
