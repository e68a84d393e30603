"""What `scrapy addsite` concludes of a zone and of hosts is what the evidence carries, and no more."""

from datetime import date, datetime
from pathlib import Path

import pytest

from crawler.commands.addsite import concluded, lines
from crawler.proposing import countries_of, hosts_of, zone_of, zones_of
from crawler.sampling import Place
from crawler.site import Site
from crawler.sources import load_sources


def times(*texts: str) -> list[datetime]:
    return [datetime.fromisoformat(text) for text in texts]


NEW_YORK = times("2026-11-20T08:00:00-05:00", "2026-11-21T08:00:00-05:00")
WINTER, SUMMER = "2026-01-20T08:00:00+01:00", "2026-07-20T08:00:00+02:00"
ZONES = [
    ("https://www.echo.cz/", "cs", times(WINTER, SUMMER), "Europe/Prague"),
    ("https://www.echo.de/", "de", times(WINTER, WINTER), "Europe/Berlin"),
    ("https://www.echo.com/", "de-AT", times(WINTER, SUMMER), "Europe/Vienna"),
    ("https://www.echo.com/", "de", times(WINTER, SUMMER), None),
    ("https://www.echo.kr/", "ko", times("2026-11-20T08:00:00+09:00", "2026-11-21T09:00:00+09:00"), "Asia/Seoul"),
    (
        "https://www.echo.com/",
        "en-US",
        times("2026-11-20T08:00:00-05:00", "2026-11-21T08:00:00-05:00"),
        "America/New_York",
    ),
    ("https://www.echo.com/", "en-US", times("2026-11-20T08:00:00-07:00", "2026-11-21T08:00:00-07:00"), None),
    ("https://www.echo.cz/", "cs", times(WINTER, "2026-01-21T08:00:00+03:00"), None),
    ("https://www.echo.cz/", "cs", times(WINTER), None),
    ("https://www.echo.cz/", "cs", times("2026-01-20T08:00:00+00:00", "2026-01-21T08:00:00+00:00"), None),
    ("https://www.echo.co.uk/", "en", times("2026-07-20T08:00:00+01:00", "2026-07-21T08:00:00+01:00"), "Europe/London"),
    ("https://www.echo.com.na/", "en-GB", times(SUMMER, SUMMER), "Africa/Windhoek"),
    ("https://www.echo.tv/", "de-AT", times(WINTER, SUMMER), "Europe/Vienna"),
    ("http://127.0.0.1:8000/", None, times(WINTER, SUMMER), None),
]


@pytest.mark.parametrize(("url", "language", "stated", "zone"), ZONES)
def test_a_zone_is_that_of_the_country_where_the_offsets_are_its_own(
    url: str, language: str | None, stated: list[datetime], zone: str | None
) -> None:
    found, why = zone_of(url, language, stated)
    assert found == zone
    assert why.endswith(".")
    assert (zone or "write it yourself") in why


def test_a_country_has_the_zones_of_the_tz_database() -> None:
    assert zones_of("cz") == ("Europe/Prague",)
    assert zones_of("") == ()
    assert countries_of("https://a.example.co.uk/", None) == ["gb"]
    assert countries_of("https://a.example/", "zh-Hant-TW") == ["tw"]
    assert countries_of("https://a.example.na/", "en-GB") == ["na", "gb"]


def test_hosts_that_bear_the_name_of_the_site_are_its_own() -> None:
    listed = [
        *(f"https://magazin.echo.example.net/{n}" for n in range(3)),
        *(f"https://echo.cz/{n}" for n in range(2)),
        *(f"https://partner.example/{n}" for n in range(4)),
        "https://once.echo.org/1", "https://m.echo.de/1", "https://sport.echo.de/1", "https://sport.echo.de/2",
    ]  # fmt: skip
    others = {"partner.example": 4, "magazin.echo.example.net": 3}
    assert hosts_of("https://www.echo.de/", listed) == ({"echo.cz": 2}, others)
    assert hosts_of("https://news.echo.de/", listed)[0] == {"echo.cz": 2, "sport.echo.de": 2}


def test_what_is_concluded_stands_in_the_lines_of_the_site(tmp_path: Path) -> None:
    urls = tuple(f"https://{host}/{n}" for host in ("echo.cz", "echo.example", "partner.example") for n in range(2))
    dates = ("Tue, 20 Jan 2026 08:00:00 +0100", "Mon, 20 Jul 2026 08:00:00 +0200", "yesterday")
    feed = Place("https://www.echo.cz/feed", "feed", b"", 6, urls=urls, dates=dates)
    site, reasons = concluded(Site(name="echo", url="https://www.echo.cz/", language="cs"), [feed], [])
    assert (site.zone, site.hosts) == ("Europe/Prague", ("echo.example",))
    assert reasons == [
        "zone: Europe/Prague: 2 times state +0100, +0200, which is Europe/Prague in CZ.",
        "hosts: echo.example: 2 addresses in the feeds and sitemaps.",
        "hosts: not partner.example: 2 addresses in the feeds and sitemaps, under another name; add it if it belongs.",
    ]
    file = tmp_path / "sources.toml"
    file.write_text(lines(site, date(2026, 11, 28)), encoding="utf-8")
    assert load_sources(file) == [site]
