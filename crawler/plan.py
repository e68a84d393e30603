"""When to look at a page again: pure rules.

News changes most in its first hours. An article is taken to change at the rate k / (age + SETTLING), so that as many
changes are expected between its first hour and its second as between its first month and its second. Its k is estimated
from what was seen of it, changes over exposure, with the rate of its section of the site as the prior (a Gamma prior of
a Poisson rate; J. Cho, H. Garcia-Molina, "Estimating Frequency of Change", ACM TOIT 3 (2003), on why a bare quotient
will not do for pages that were seen a few times). The next visit is due when MISSED changes are expected since the
last: each comes when the article is older by a factor, twice as old if nothing is known of it, more if it never
changed, less if it often did. A visit sees one change at most, however many there were; what changes all the time is
visited as often as SHORTEST allows.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from math import exp, log

from archive import Life, PageStatus, Rates

SETTLING = timedelta(hours=1)
RATE = 0.1
"""Changes expected while an article becomes e times as old, where nothing is known of its section."""
WEIGHT = 3.0
"""How much exposure the prior is worth: an article that grew from one hour to one day has as much of its own."""
MISSED = RATE * log(2)
SHORTEST = timedelta(minutes=30)
LONGEST = timedelta(days=180)
SECOND_LOOK = timedelta(hours=6)
"""An article whose page is not found is gone if it is not found so long after that either, where no second look in the
same crawl (`crawler.spider`) settled it."""
GONE_FIRST = timedelta(days=1)
"""A page that is gone is looked at again after a day, then each time after twice as long."""
HOPE = timedelta(days=2)
"""So long a page that is no article, or never was one and is not there, may still become one."""
RETRY_LONGEST = timedelta(days=7)


def next_visit(life: Life, rates: Mapping[str | None, Rates]) -> datetime | None:
    """When to look at a page again after its last visit; None if nothing calls for it. `rates`: of its source."""
    at = life.visited_at
    lasted = at - life.since
    match PageStatus(life.status):
        case PageStatus.ARTICLE if life.first_seen:
            return at + interval(life, prior(rates, life.section))
        case PageStatus.MISSING:
            return life.since + max(SECOND_LOOK, lasted)
        case PageStatus.FAILED | PageStatus.BLOCKED:
            return at + min(lasted, RETRY_LONGEST)
        case PageStatus.GONE if life.article:
            return at + min(max(lasted, GONE_FIRST), LONGEST)
        case PageStatus.GONE | PageStatus.NOT_ARTICLE if lasted < HOPE:
            return at + max(lasted, SETTLING)
        case _:
            return None


def interval(life: Life, expected: float) -> timedelta:
    """From an article's last visit to the next. `expected` is the rate of its section."""
    assert life.first_seen is not None
    born = min(life.published or life.first_seen, life.first_seen)
    first, last = (max(moment - born, timedelta()) + SETTLING for moment in (life.first_seen, life.visited_at))
    rate = (expected * WEIGHT + life.changes) / (WEIGHT + log(max(last / first, 1)))
    return min(max(last * (exp(min(MISSED / rate, 7)) - 1), SHORTEST), LONGEST)


def prior(rates: Mapping[str | None, Rates], section: str | None) -> float:
    """The rate at which articles of a section change: what was seen there, drawn towards that of the whole site, and
    that towards RATE."""
    changes, exposure = (sum(column) for column in zip(*rates.values(), strict=True)) if rates else (0, 0.0)
    site = (RATE * WEIGHT + changes) / (WEIGHT + exposure)
    here = rates.get(section, Rates(0, 0.0))
    return (site * WEIGHT + here.changes) / (WEIGHT + here.exposure)


def is_gone(life: Life | None, at: datetime) -> bool:
    """Whether a page that is not found at a time is gone, given what was known: an article only at a later look."""
    if life is None or life.article is None or life.status == PageStatus.GONE:
        return True
    return life.status == PageStatus.MISSING and at - life.since >= SECOND_LOOK
