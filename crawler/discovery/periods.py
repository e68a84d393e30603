"""Which days an address is about: `/2021/03/15/…`, `sitemap-2021-03.xml`, `?yyyy=2021&mm=03&dd=15`. Pure."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

FIRST_YEAR = 1990
_YEAR, _MONTH, _DAY = r"((?:19|20)\d\d)", r"(0?[1-9]|1[0-2])", r"(0?[1-9]|[12]\d|3[01])"
_TWO_MONTH, _TWO_DAY = r"(0[1-9]|1[0-2])", r"(0[1-9]|[12]\d|3[01])"
_QUERY = re.compile(
    rf"(?:^|&)(?:yyyy|year|y)={_YEAR}(?:&(?:mm|month|m)={_MONTH})?(?:&(?:dd|day|d)={_DAY})?(?:&|$)", re.I
)
_NAMED = re.compile(rf"(?<!\d){_YEAR}(?:([-_/.]?){_TWO_MONTH}(?:\2{_TWO_DAY})?)?(?!\d)")
_FOLDERS = re.compile(rf"/{_YEAR}[/-]{_MONTH}(?:[/-]{_DAY})?/")
ZONES = timedelta(days=1)
"""How far a newsroom's day may be from that of UTC."""


class Period(NamedTuple):
    """From a moment up to another one, both aware."""

    start: datetime
    end: datetime


def of_list(url: str) -> Period | None:
    """The year, month or day whose articles a sitemap or listing holds, by its address; None if that does not say."""
    parts = urlsplit(url)
    if found := _QUERY.search(parts.query):
        return _period(*found.groups())
    if found := _NAMED.search(parts.path):
        year, _, month, day = found.groups()
        return _period(year, month, day)
    return None


def are_dates(urls: Iterable[str]) -> bool:
    """Whether what looks like a year in the names of sibling lists is one: `map-1999`, `map-2600` are numbered."""
    for url in urls:
        for number in re.findall(r"(?<!\d)\d{1,6}(?!\d)", urlsplit(url).path.rsplit("/", 1)[-1]):
            if not 1 <= int(number) <= 31 and not _is_date(number):
                return False
    return True


def of_page(url: str) -> Period | None:
    """The month or day under which a page is filed, by the folders of its address; None if they do not say."""
    found = _FOLDERS.search(urlsplit(url).path)
    return _period(*found.groups()) if found else None


class Range(NamedTuple):
    """What a person asks for: published at `since` or later, and before `until`; both aware, None without bound."""

    since: datetime | None = None
    until: datetime | None = None

    def misses(self, moment: datetime) -> Literal["older", "newer"] | None:
        """On which side of the range a moment (aware) lies; None if it is in it."""
        if self.since and moment < self.since:
            return "older"
        return "newer" if self.until and moment >= self.until else None

    def misses_all(self, period: Period) -> Literal["older", "newer"] | None:
        """On which side of the range all of a period lies, in whatever zone it is meant; None if some of it may be in
        it."""
        if self.since and period.end + ZONES <= self.since:
            return "older"
        return "newer" if self.until and period.start - ZONES >= self.until else None


def _is_date(number: str) -> bool:
    return bool(re.fullmatch(rf"{_YEAR}(?:{_TWO_MONTH}(?:{_TWO_DAY})?)?", number)) and int(number[:4]) >= FIRST_YEAR


def _period(year: str, month: str | None, day: str | None) -> Period | None:
    try:
        start = datetime(int(year), int(month or 1), int(day or 1), tzinfo=UTC)
    except ValueError:
        return None
    if start.year < FIRST_YEAR:
        return None
    if day:
        return Period(start, start + timedelta(days=1))
    if month:
        return Period(start, (start + timedelta(days=32)).replace(day=1))
    return Period(start, start.replace(year=start.year + 1))
