"""A source against its own past: shares, silence and volume, in tables."""

from datetime import date, timedelta

import pytest

from archive.baseline import Share, at_most, dropped, lower_bound, poisson_at_most, silence, volume, windows

DAY = timedelta(days=1)
TODAY = date(2026, 11, 20)  # a Friday


def runs(good: int, of: int, count: int) -> list[Share]:
    return [Share(good, of)] * count


@pytest.mark.parametrize(
    ("now", "past", "verdict"),
    [
        (Share(0, 20), runs(10, 10, 10), "bad"),
        (Share(2, 20), runs(10, 10, 10), "bad"),
        (Share(20, 20), runs(10, 10, 10), "good"),
        (Share(19, 20), runs(10, 10, 10), "good"),
        (Share(0, 8), runs(10, 10, 2), "bad"),
        (Share(0, 5), runs(10, 10, 2), "unknown"),  # five pages are no evidence
        (Share(0, 5), [Share(0, 5), *runs(10, 10, 4)], "bad"),  # two runs of five together
        (Share(0, 5), [], "unknown"),
        (Share(0, 100), runs(5, 5, 2), "unknown"),
        (Share(0, 50), runs(0, 10, 20), "good"),  # a site that never had bylines
        (Share(0, 20), runs(5, 10, 20), "bad"),
        (Share(6, 20), runs(5, 10, 20), "good"),
        (Share(850, 1000), runs(39, 40, 10), "good"),  # certain, but not noticeable
        (Share(700, 1000), runs(39, 40, 10), "bad"),
        (Share(0, 20), [*runs(20, 20, 5), Share(0, 20), *runs(20, 20, 5)], "good"),  # there was such a run before
        (Share(0, 0), [*runs(0, 3, 5), *runs(10, 10, 10)], "bad"),  # nothing new to see: it stays as it was
        (Share(0, 0), [], "unknown"),
        (Share(5, 10), runs(10, 10, 20), "good"),  # five that lack it are no alarm
        (Share(4, 10), runs(10, 10, 20), "bad"),
        (Share(0, 10), [*runs(0, 10, 6), *([*runs(0, 10, 2), *runs(9, 10, 5)] * 6)], "bad"),  # not only the weekend
        (Share(18, 20), [*runs(0, 10, 6), *([*runs(0, 10, 2), *runs(9, 10, 5)] * 6)], "good"),  # over
        (Share(0, 5000), runs(2500, 2500, 2), "bad"),
    ],
)
def test_a_share_that_dropped(now: Share, past: list[Share], verdict: str) -> None:
    assert dropped(now, past).verdict == verdict


def test_runs_that_were_bad_already_are_no_measure() -> None:
    past = [*runs(0, 20, 30), *runs(20, 20, 30)]
    assert dropped(Share(0, 20), past).verdict == "good"
    assert dropped(Share(0, 20), past, [False] * 30 + [True] * 30).verdict == "bad"


def test_what_was_bad_stays_so_until_the_difference_is_gone() -> None:
    past = [Share(4, 10), *runs(3, 10, 3), *runs(10, 10, 20)]
    for good, verdict in ((4, "bad"), (6, "bad"), (9, "good")):
        assert dropped(Share(good, 10), past, [False] * 4 + [True] * 20, ailing=True).verdict == verdict


def test_what_is_compared_is_told() -> None:
    found = dropped(Share(1, 10), runs(19, 20, 40))
    assert (found.recent, found.before) == (Share(1, 10), Share(760, 800))


@pytest.mark.parametrize(
    ("share", "bound"),
    [(Share(20, 20), 0.7509), (Share(0, 20), 0.0), (Share(200, 400), 0.4361), (Share(400, 400), 0.9837)],
)
def test_the_bound_of_a_share(share: Share, bound: float) -> None:
    assert lower_bound(share) == pytest.approx(bound, abs=1e-4)


@pytest.mark.parametrize(
    ("good", "of", "share", "probability"),
    [(0, 3, 0.5, 0.125), (1, 3, 0.5, 0.5), (3, 3, 0.5, 1), (0, 5, 0, 1), (2000, 5000, 0.5, 0), (2, 10, 0.9, 3.736e-7)],
)
def test_the_binomial_tail(good: int, of: int, share: float, probability: float) -> None:
    assert at_most(good, of, share) == pytest.approx(probability, rel=1e-3, abs=1e-12)


def test_the_poisson_tail() -> None:
    assert poisson_at_most(2, 3.0) == pytest.approx(0.42319, abs=1e-5)
    assert poisson_at_most(10, 5000) == 0


def test_windows_are_as_short_as_may_be() -> None:
    assert windows([Share(1, 2), Share(2, 2), Share(0, 3)], 4) == [Share(3, 4), Share(2, 5)]
    assert windows([Share(1, 2)], 4) == [Share(1, 2)]


def paper(*weekdays: int, weeks: int, last: date, count: int = 10, but: tuple[date, ...] = ()) -> dict[date, int]:
    """Articles by day of a paper that appears on these days of the week (0 is Monday)."""
    days = [last - n * DAY for n in range(weeks * 7)]
    return {day: count for day in days if day.weekday() in weekdays and day not in but}


EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)
WORKING_DAYS = (0, 1, 2, 3, 4)
LONG_AGO = TODAY - 200 * DAY


@pytest.mark.parametrize(
    ("articles", "watched", "verdict"),
    [
        (paper(*EVERY_DAY, weeks=20, last=TODAY), LONG_AGO, "good"),
        (paper(*EVERY_DAY, weeks=20, last=TODAY - 3 * DAY), LONG_AGO, "good"),  # two days of holidays
        (paper(*EVERY_DAY, weeks=20, last=TODAY - 4 * DAY), LONG_AGO, "bad"),
        (paper(*WORKING_DAYS, weeks=20, last=TODAY - 7 * DAY), LONG_AGO, "bad"),
        (paper(*WORKING_DAYS, weeks=20, last=date(2026, 11, 13)), LONG_AGO, "bad"),
        (paper(3, weeks=20, last=TODAY - 8 * DAY), LONG_AGO, "good"),  # a weekly that is a day late
        (paper(3, weeks=20, last=TODAY - 15 * DAY), LONG_AGO, "good"),
        (paper(3, weeks=20, last=TODAY - 29 * DAY), LONG_AGO, "bad"),
        (paper(*EVERY_DAY, weeks=20, last=TODAY - 10 * DAY), TODAY - 20 * DAY, "unknown"),  # watched for ten days
        (paper(*EVERY_DAY, weeks=20, last=TODAY - 5 * DAY), TODAY - 30 * DAY, "good"),  # not long enough to be sure
        (paper(*EVERY_DAY, weeks=20, last=TODAY - 8 * DAY), TODAY - 30 * DAY, "bad"),
        (paper(*EVERY_DAY, weeks=20, last=TODAY - 300 * DAY), TODAY - 400 * DAY, "bad"),
        ({}, LONG_AGO, "unknown"),
        ({TODAY + 9 * DAY: 1}, LONG_AGO, "unknown"),  # only an article of the future
    ],
)
def test_a_silence(articles: dict[date, int], watched: date, verdict: str) -> None:
    assert silence(articles, watched, TODAY).verdict == verdict


@pytest.mark.parametrize("weekday", range(7))
def test_a_weekend_that_is_always_quiet_is_no_silence(weekday: int) -> None:
    today = TODAY + weekday * DAY
    friday = today - ((today.weekday() - 4) % 7) * DAY
    last = friday if today.weekday() in (5, 6, 0) else today - DAY
    assert silence(paper(*WORKING_DAYS, weeks=20, last=last), LONG_AGO, today).verdict == "good"


def test_a_long_weekend_is_no_silence() -> None:
    monday = date(2027, 3, 30)
    easter = (date(2027, 3, 26), date(2027, 3, 29))
    articles = paper(*WORKING_DAYS, weeks=20, last=monday - DAY, but=easter)
    assert silence(articles, monday - 200 * DAY, monday).verdict == "good"


@pytest.mark.parametrize(
    ("last_week", "before", "verdict"),
    [(0, 10, "good"), (1, 10, "bad"), (2, 10, "bad"), (5, 10, "good"), (10, 10, "good"), (0, 1, "good")],
)
def test_a_volume(last_week: int, before: int, verdict: str) -> None:
    articles = {TODAY - n * DAY: last_week if n <= 7 else before for n in range(1, 100)}
    assert volume(articles, LONG_AGO, TODAY).verdict == verdict
    assert volume(articles, TODAY - 30 * DAY, TODAY).verdict == "unknown"
