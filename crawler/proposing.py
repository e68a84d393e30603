"""What of a site's lines can be concluded from what it lists and its pages say: its zone and its further hosts. Pure.

What is proposed is for a person's review, so each comes with what speaks for it.
"""

import zoneinfo
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib import resources
from pathlib import Path
from zoneinfo import ZoneInfo

from crawler.discovery.addresses import site_of
from crawler.frontier import bare_host, on_hosts

FEWEST = 2
"""Times, or addresses, that have to speak for a proposal."""
ELSEWHERE = {"uk": "gb", "su": "ru", "eu": ""}
"""Domains whose letters are not those of the country (ISO 3166)."""


def zone_of(url: str, language: str | None, stated: Sequence[datetime]) -> tuple[str | None, str]:
    """The IANA zone of a newsroom at `url`, and a sentence that says why, or why none.

    `stated` are times with the offsets that pages or feeds state. An offset tells no zone; those of the country that
    the domain or else the language's region names may have it. None unless one of them fits all times, or several that
    go alike do.
    """
    local = [moment for moment in stated if moment.utcoffset()]
    if len(local) < FEWEST:
        return None, "no page and no feed states local times; if pages show times without a zone, write it yourself."
    countries = countries_of(url, language)
    offsets = ", ".join(dict.fromkeys(f"{moment:%z}" for moment in local))
    for country in countries:
        fitting = [name for name in zones_of(country) if _fits(name, local)]
        if fitting and len({_year(name, local[0].year) for name in fitting}) == 1:
            return fitting[0], f"{len(local)} times state {offsets}, which is {fitting[0]} in {country.upper()}."
    named = " or ".join(map(str.upper, countries))
    but = f"but that is no one zone of {named}" if named else "but nothing tells the country"
    return None, f"{len(local)} times state {offsets}, {but}; if it is needed, write it yourself."


def countries_of(url: str, language: str | None) -> list[str]:
    """The codes of the countries (ISO 3166, lower case) that the domain and a BCP 47 tag's region name. The domain's
    comes first: a newsroom of Namibia may write en-GB."""
    top = bare_host(url).rpartition(".")[2]
    domain = ELSEWHERE.get(top, top if len(top) == 2 and top.isalpha() else "")
    regions = [part.lower() for part in (language or "").split("-")[1:] if len(part) == 2]
    return list(dict.fromkeys(filter(None, [domain, *regions])))


@cache
def zones_of(country: str) -> tuple[str, ...]:
    """The zones of a country, by the table of the tz database (zone.tab), in its order."""
    rows = [line.split("\t") for line in _table().splitlines() if not line.startswith("#")]
    return tuple(row[2] for row in rows if row[0].lower() == country)


def _table() -> str:
    for folder in zoneinfo.TZPATH:
        if (file := Path(folder) / "zone.tab").is_file():
            return file.read_text(encoding="utf-8")
    try:
        return resources.files("tzdata.zoneinfo").joinpath("zone.tab").read_text(encoding="utf-8")
    except (ModuleNotFoundError, OSError):
        return ""


def _fits(name: str, moments: Iterable[datetime]) -> bool:
    zone = ZoneInfo(name)
    return all(moment.astimezone(zone).utcoffset() == moment.utcoffset() for moment in moments)


def _year(name: str, year: int) -> tuple[timedelta | None, ...]:
    """The offsets of a zone through a year and the next one."""
    first = datetime(year, 1, 1, 12, tzinfo=UTC)
    zone = ZoneInfo(name)
    return tuple((first + timedelta(days=days)).astimezone(zone).utcoffset() for days in range(0, 730, 7))


def hosts_of(url: str, listed: Iterable[str]) -> tuple[dict[str, int], dict[str, int]]:
    """The hosts of the same newsroom as `url` among the addresses that its feeds and sitemaps list, and other hosts,
    each with how many of the addresses it has.

    The same is who has the registered name under another suffix ("echo.example.net" for "echo.example.org") or a host
    beside it; hosts below that of the site itself need no naming.
    """
    counts = Counter(bare_host(address) for address in listed if not on_hosts(address, {bare_host(url)}))
    often = {host: count for host, count in counts.most_common() if host and count >= FEWEST}
    own = site_of(bare_host(url)).partition(".")[0]
    sisters = {host: count for host, count in often.items() if site_of(host).partition(".")[0] == own}
    return sisters, {host: count for host, count in often.items() if host not in sisters}
