"""Archive pages that a site keeps of each day, by their address: `/archive/{yyyy}/{mm}/{dd}`. Pure."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from crawler.discovery.periods import Range

PLACES = ("yyyy", "yy", "mm", "m", "dd", "d")
"""What may stand in braces: year, month and day, with all their digits or without a leading zero."""
_PLACE = re.compile(r"\{([^{}]*)\}")


def wrong_with(pattern: str) -> str:
    """Why a pattern does not name one day, as the end of a sentence; empty if it does."""
    places = _PLACE.findall(pattern)
    unknown = [place for place in places if place not in PLACES]
    if unknown or _PLACE.sub("", pattern).strip("{}") != _PLACE.sub("", pattern):
        return "knows {yyyy}, {yy}, {mm}, {m}, {dd}, {d} and no other braces"
    if not all({place[0] for place in places} >= {part} for part in "ymd"):
        return "needs year, month and day, such as /archive/{yyyy}/{mm}/{dd}"
    return ""


def address_of(pattern: str, day: date) -> str:
    """The address of the page of a day."""
    values = {
        "yyyy": f"{day.year:04}", "yy": f"{day.year % 100:02}", "mm": f"{day.month:02}", "m": str(day.month),
        "dd": f"{day.day:02}", "d": str(day.day),
    }  # fmt: skip
    return _PLACE.sub(lambda place: values[place[1]], pattern)


def days_back(wanted: Range, now: datetime, zone: str | None = None) -> Iterator[date]:
    """The days that a range touches, as the newsroom counts them (`zone` is an IANA name, UTC without), newest first.

    None is after that of `now` (aware). Without `since`, today and the two days before, as a weekend may have no news.
    """
    here = ZoneInfo(zone) if zone else UTC
    latest = min(now, wanted.until - timedelta(microseconds=1)) if wanted.until else now
    day = latest.astimezone(here).date()
    last = wanted.since.astimezone(here).date() if wanted.since else day - timedelta(days=2)
    while day >= last:
        yield day
        day -= timedelta(days=1)
