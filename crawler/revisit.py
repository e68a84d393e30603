"""Whether two addresses are one page, and whether to ask for it again: incremental crawling as pure rules.

A page that is not known is asked for. A known one is asked for only if what lists it says that it changed since the
last visit, or if its turn has come (`crawler.plan`) and that place lists what is fresh, or the last visit told nothing;
and then with the validators of the last answer, so that an unchanged page costs an empty 304. Edits that nothing
announces, and pages that vanished, are found by the spider `revisit`, which asks for everything whose turn has come.
What was removed from the archive on request is not asked for.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from archive import Known, PageStatus, canonical_url
from crawler.discovery.periods import Range
from crawler.extraction.families import FAMILIES
from crawler.frontier import Found
from crawler.items import Hints
from crawler.timestamps import as_utc


@dataclass(frozen=True, slots=True)
class Ask:
    """A request to make: the page, the headers that make it conditional, and the status it was known by (or None)."""

    found: Found
    headers: Mapping[str, str] = field(default_factory=dict)
    was: PageStatus | None = None


UNTOLD = (PageStatus.FAILED, PageStatus.BLOCKED, PageStatus.MISSING)
"""After such a visit the page's turn comes soon, and it is asked for wherever it is listed."""


def ask(
    found: Found,
    known: Known | None,
    *,
    now: datetime,
    due: datetime | None = None,
    wanted: Range = Range(),  # noqa: B008
) -> Ask | None:
    """The request to make for a page, given what is known of it; None if there is nothing to ask. A page that was
    visited last before `due` is asked for whatever is said of it; one that was outside of what was asked for then, if
    it is in what is `wanted` now."""
    if known is None:
        return Ask(found)
    if known.status is PageStatus.REMOVED:
        return None
    if known.status is PageStatus.OUTSIDE:
        return Ask(found, was=known.status) if known.dated is None or not wanted.misses(known.dated) else None
    in_turn = (found.fresh or known.status in UNTOLD) and known.next_visit is not None and known.next_visit <= now
    overdue = due is not None and known.visited_at < due
    if not in_turn and not overdue and not moved(found, known):
        return None
    return Ask(found, validators(known), known.status)


def ask_again(known: Known) -> Ask:
    """The request for a page that the archive knows, whether or not something lists it."""
    found = Found(known.url, Hints(found_in="the archive"), fresh=False)
    return Ask(found, validators(known), known.status)


def validators(known: Known) -> dict[str, str]:
    """The headers that make a request conditional. After a visit that told nothing there are none."""
    if known.status in (PageStatus.FAILED, PageStatus.BLOCKED):
        return {}
    headers = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in headers.items() if value}


def stamp(hints: Hints) -> str | None:
    """What the place that lists a page says of its last change, as printed."""
    return hints.lastmod or hints.published


def moved(found: Found, known: Known) -> bool:
    """Whether the date of change that a sitemap or feed gives is another than at the last visit. Of a page that several
    of them may list, each with a date of its own, only a later one is."""
    now = stamp(found.hints)
    if now is None or now == known.lastmod:
        return False
    time, before = as_utc(now), as_utc(known.lastmod)
    if known.lastmod is None:
        return time is not None and time > known.visited_at
    if time is None or before is None:
        return True
    return time > before if found.fresh or found.again else time != before


def publisher_id(url: str) -> tuple[str, str] | None:
    """The network and number that a family of sites reads in an address, if any."""
    return next((found for family in FAMILIES if (found := family.identity(url))), None)


def identity(url: str) -> Hashable:
    """What two addresses of one article have in common: the publisher's ID, else the canonical address."""
    if number := publisher_id(url):
        return number
    try:
        return canonical_url(url)
    except ValueError:
        return url
