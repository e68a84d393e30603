"""Is a source as it always was? Its shares, its rhythm and its volume against its own past. Pure.

Nothing here knows what is usual for news sites: a source is compared with itself alone, and as long as its past says
too little, the answer is "not known yet", which is neither good nor bad.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import compress
from math import ceil, exp, fsum, lgamma, log, log1p, sqrt
from typing import Literal

Verdict = Literal["good", "bad", "unknown"]

IMPROBABLE = 1e-4
"""A probability below which something is no chance. Every source is judged several times after each run, so that the
usual 0.05 would be a false alarm an hour."""
CONFIDENCE = 2.576
"""Standard deviations of the bound of a share that the past showed: one-sided 99.5 %."""
LEAST_RECENT = 8
"""Pages that a share of late must be of; those of runs before are taken in until there are enough."""
MOST_RECENT = 60
LONGER = (2, 4, 8)
"""Times as many pages, for what sinks slowly or in a source whose pages differ in heaps."""
LEAST_WRONG = 6
"""Pages that must lack something before anybody is told."""
LEAST_BEFORE = 20
"""Pages that the past must be of."""
NOTICEABLE = 0.8
"""A share that is more than this part of what it was is no news to anybody, however certain."""
RHYTHM = 84
"""Days whose rhythm counts: twelve of each day of the week."""
LEAST_RHYTHM = 14
"""Days that a source must have been watched for before it has a rhythm."""
WEEK = 7
LEAST_WEEKS = 4
FEW = 1 / 3
"""Of the weakest week that a source had; holidays bring less than half of a usual week, too."""


@dataclass(frozen=True, slots=True)
class Share:
    """`good` of `all` pages."""

    good: int
    all: int

    def __add__(self, other: "Share") -> "Share":
        return Share(self.good + other.good, self.all + other.all)

    @property
    def value(self) -> float:
        return self.good / self.all if self.all else 0.0


NONE = Share(0, 0)


@dataclass(frozen=True, slots=True)
class Dropped:
    """What became of a share: of late, and before."""

    verdict: Verdict
    recent: Share = NONE
    before: Share = NONE


def dropped(now: Share, runs: Sequence[Share], sound: Sequence[bool] = (), *, ailing: bool = False) -> Dropped:
    """Whether a share sank below all that the source's past explains.

    `now` is of the last run, `runs` of those before, newest first, `sound` which of these may stand for the past (all,
    if it is not given). The last run is judged with as many before it as are needed for a judgement, and with two,
    four and eight times as many. It is bad if all of these are so:

    - so few or fewer good pages are improbable (exact one-sided binomial test), even if the true share of the past is
      as low as the lower bound of Wilson's score interval (E. B. Wilson, JASA 22, 1927) for it;
    - they are so even at the share of the worst stretch of half that length or more in the past: sections without
      bylines, a weekend of wire copy and other things come in heaps, which no binomial test expects;
    - a person would see the difference (`NOTICEABLE`), and more than five pages are wrong.

    What was bad after the run before (`ailing`) stays so until the difference is gone.
    """
    sound = sound or [True] * len(runs)
    usual = sum(compress(runs, sound), NONE)
    wanted = LEAST_RECENT
    if usual.all and (lower := lower_bound(usual)) > 0:
        wanted = min(max(wanted, ceil(log(IMPROBABLE) / log1p(-lower))), MOST_RECENT)
    first = _compared(now, runs, sound, wanted)
    if first.recent.all < LEAST_RECENT or first.before.all < LEAST_BEFORE:
        return first
    if first.recent.value >= first.before.value * NOTICEABLE:
        return replace(first, verdict="good")
    if ailing:
        return replace(first, verdict="bad")
    for size in (wanted, *(wanted * n for n in LONGER)):
        found = _compared(now, runs, sound, size)
        if found.verdict == "bad":
            return found
    return replace(first, verdict="good")


def _compared(now: Share, runs: Sequence[Share], sound: Sequence[bool], size: int) -> Dropped:
    """The last run, with those before it that make `size` pages, against all before; "unknown" unless it is bad."""
    recent, used = now, 0
    while recent.all < size and used < len(runs):
        recent += runs[used]
        used += 1
    kept = [run for run in compress(runs[used:], sound[used:]) if run.all]
    before = sum(kept, NONE)
    if before.all < LEAST_BEFORE or recent.all - recent.good < LEAST_WRONG:
        return Dropped("unknown", recent, before)
    usual = min(lower_bound(before), *(window.value for window in windows(kept, max(LEAST_RECENT, recent.all // 2))))
    bad = recent.value < before.value * NOTICEABLE and at_most(recent.good, recent.all, usual) < IMPROBABLE
    return Dropped("bad" if bad else "unknown", recent, before)


def windows(runs: Sequence[Share], size: int) -> list[Share]:
    """Every stretch of runs, as short as may be, that has `size` pages or more; all together if there is none."""
    found = []
    window, end = NONE, 0
    for run in runs:
        while window.all < size and end < len(runs):
            window += runs[end]
            end += 1
        if window.all < size:
            break
        found.append(window)
        window = Share(window.good - run.good, window.all - run.all)
    return found or [sum(runs, NONE)]


def lower_bound(share: Share) -> float:
    """The lower end of Wilson's score interval for a share."""
    n, p, z = share.all, share.value, CONFIDENCE
    middle = p + z * z / (2 * n)
    return max(0.0, (middle - z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))) / (1 + z * z / n))


def at_most(good: int, of: int, share: float) -> float:
    """The probability of `good` or fewer in `of` draws, each good with probability `share` (binomial)."""
    if share <= 0 or good >= of:
        return 1.0
    likely, unlikely = log(share), log1p(-share)
    return fsum(
        exp(lgamma(of + 1) - lgamma(k + 1) - lgamma(of - k + 1) + k * likely + (of - k) * unlikely)
        for k in range(good + 1)
    )


@dataclass(frozen=True, slots=True)
class Silence:
    """How long a source has been silent: its last day with an article, and how many of the days before it had one."""

    verdict: Verdict
    last: date | None = None
    active: int = 0
    days: int = 0


def silence(articles: Mapping[date, int], watched: date, today: date) -> Silence:
    """Whether a source is silent for longer than its rhythm explains.

    `articles` are how many it published by day, `watched` the first day that a crawl looked, `today` the day that is
    not over yet. Each day of the week has a probability of an article, estimated from the days up to the last article
    (Krichevsky and Trofimov, IEEE Transactions on Information Theory 27, 1981: half a day of either kind is added, so
    that few weeks say little). The silence is improbable when the product over its whole days is: for a daily of twelve
    weeks on the third day, for a weekly that is three weeks late, never for a weekend that is always quiet.
    """
    last = max((day for day, count in articles.items() if count and day <= today), default=None)
    if last is None:
        return Silence("unknown")
    first = max(watched + timedelta(days=1), last - timedelta(days=RHYTHM - 1))
    known = days(first, last + timedelta(days=1))
    active = [day for day in known if articles.get(day)]
    if len(known) < LEAST_RHYTHM:
        return Silence("unknown", last)
    chance = 1.0
    for day in days(last + timedelta(days=1), today):
        alike = [other for other in known if other.weekday() == day.weekday()]
        had = sum(1 for other in alike if articles.get(other))
        chance *= 1 - (had + 0.5) / (len(alike) + 1)
    return Silence("bad" if chance < IMPROBABLE else "good", last, len(active), len(known))


@dataclass(frozen=True, slots=True)
class Volume:
    """Articles of the last seven days, and the least that any week before had, of so many."""

    verdict: Verdict
    last: int = 0
    least: int = 0
    weeks: int = 0


def volume(articles: Mapping[date, int], watched: date, today: date) -> Volume:
    """Whether a source publishes far less than in any week of the last twelve.

    Whole weeks, because days differ; one without any article is for `silence` to judge. Bad is less than a third of
    the weakest week, and improbable at its rate (Poisson).
    """
    sums: list[int] = []
    end = today
    while end - timedelta(days=WEEK) > watched and len(sums) <= RHYTHM // WEEK:
        sums.append(sum(articles.get(day, 0) for day in days(end - timedelta(days=WEEK), end)))
        end -= timedelta(days=WEEK)
    if len(sums) <= LEAST_WEEKS:
        return Volume("unknown")
    last, least = sums[0], min(sums[1:])
    bad = last > 0 and last < least * FEW and poisson_at_most(last, least) < IMPROBABLE
    return Volume("bad" if bad else "good", last, least, len(sums) - 1)


def poisson_at_most(count: int, rate: float) -> float:
    """The probability of `count` or fewer events where `rate` are to be expected."""
    term = total = exp(-rate)
    for k in range(1, count + 1):
        term *= rate / k
        total += term
    return total


def days(first: date, end: date) -> list[date]:
    """The days from `first` to the one before `end`."""
    return [first + timedelta(days=n) for n in range((end - first).days)]
