"""False alarms and missed breaks of `archive.health`, over simulated newsrooms: `python -m benchmarks.alarms`.

Each newsroom is crawled once a day for half a year without anything being wrong (every alarm is false), and then breaks
in one way (how many days until it is told). Its days are random: the number of articles is overdispersed (a negative
binomial), some days are holidays, sections differ in what their articles have, and come in heaps. The seed is fixed.
"""

import random
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from archive import Observed
from archive.health import Judgement, Past, judge

DAY = timedelta(days=1)
START = datetime(2026, 1, 1, 6, tzinfo=UTC)
SOUND_DAYS = 180
PATIENCE = 40
"""Days after which a break that was not told counts as missed."""
HOLIDAYS = 6
"""In half a year, each of one or two days."""


@dataclass(frozen=True)
class Newsroom:
    """`rates` are mean articles by day of the week, Monday first; `signed` the shares of articles with a byline in its
    two sections, of which the second has `other` of the articles and all of a weekend's if `wire` is so."""

    rates: tuple[float, ...]
    signed: tuple[float, float] = (0.98, 0.98)
    other: float = 0.2
    wire: bool = False
    videos: float = 0.05


NEWSROOMS = {
    "agency, 150 a day": Newsroom((150,) * 7, (0.9, 0.1)),
    "daily, 30 a day": Newsroom((30,) * 7, (0.95, 0.2)),
    "working days, 20 a day": Newsroom((20,) * 5 + (0, 0)),
    "wire on weekends": Newsroom((25,) * 5 + (15, 15), (0.95, 0.0), wire=True),
    "small, 2 a day": Newsroom((2,) * 7, (0.7, 0.3)),
    "weekly, 25 on Thursdays": Newsroom((0, 0, 0, 25, 0, 0, 0)),
    "never signed": Newsroom((15,) * 7, (0.0, 0.0)),
}


def day_of(room: Newsroom, day: date, dice: random.Random, *, holiday: bool) -> tuple[int, Observed]:
    """What a day brings, and what the crawl after it sees."""
    mean = 0.0 if holiday else room.rates[day.weekday()]
    count = poisson(dice.gammavariate(5, mean / 5), dice) if mean else 0
    weekend = room.wire and day.weekday() > 4
    heap = min(1.0, room.other * dice.choice((0, 1, 1, 2)))
    signed = sum(dice.random() < room.signed[weekend or dice.random() < heap] for _ in range(count))
    videos = sum(dice.random() < room.videos for _ in range(count))
    seen = Observed(
        pages=count + videos + 20, read=count + videos, headline=count + videos, body=count, articles=count, new=count,
        published=count, byline=signed, images=count, captions=count, kept=5, failed=dice.random() < 0.1,
        blocked=dice.random() < 0.05, gone=dice.random() < 0.05,
    )  # fmt: skip
    return count, seen


def poisson(mean: float, dice: random.Random) -> int:
    count, left = 0, dice.expovariate(1)
    while left < mean:
        count, left = count + 1, left + dice.expovariate(1)
    return count


def lacking(seen: Observed, left: int) -> Observed:
    """What is seen if only so many pages have a text."""
    names = ("body", "articles", "new", "published", "images", "captions")
    return replace(seen, byline=min(seen.byline, left), **dict.fromkeys(names, left))


BREAKS = {
    "text lost": "body",
    "text lost on two of three pages": "body",
    "bylines lost": "byline",
    "no more articles": "quiet",
    "all new pages blocked": "blocked",
}
"""What breaks, and the kind that it is to be told as."""


def broken_day(broken: str, count: int, seen: Observed) -> tuple[int, Observed]:
    """A day on which something is broken."""
    match broken:
        case "text lost":
            return 0, lacking(seen, 0)
        case "text lost on two of three pages":
            return count // 3, lacking(seen, count // 3)
        case "bylines lost":
            return count, replace(seen, byline=0)
        case "all new pages blocked":
            return 0, Observed(pages=20 + count, blocked=count, kept=5)
        case _:
            return 0, Observed(pages=20, kept=5)


def run(room: Newsroom, seed: int, broken: str | None) -> tuple[Counter[str], int | None]:
    """The false alarms of a newsroom by kind, and after how many days its break was told."""
    dice = random.Random(seed)
    holidays = {dice.randrange(SOUND_DAYS) + more for _ in range(HOLIDAYS) for more in range(dice.choice((1, 2)))}
    runs: list[Past] = []
    articles: dict[date, int] = {}
    false: Counter[str] = Counter()
    now = START
    for number in range(SOUND_DAYS + (PATIENCE if broken else 0)):
        day = (now - DAY).date()
        count, seen = day_of(room, day, dice, holiday=number in holidays)
        if broken and number >= SOUND_DAYS:
            count, seen = broken_day(broken, count, seen)
        articles[day] = count
        judged: Judgement = judge("room", seen, runs, articles, now)
        wrong = tuple(judged.wrong)
        before = runs[0].ailing if runs else ()
        if number < SOUND_DAYS:
            false.update(kind for kind in wrong if kind not in before)
        elif broken and set(wrong) & {BREAKS[broken], "quiet", "articles"}:
            return false, number - SOUND_DAYS + 1
        runs.insert(0, Past(now, seen, wrong, ()))
        now += DAY
    return false, None


def main() -> None:
    newsrooms = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    print(f"{newsrooms} newsrooms of each sort, {SOUND_DAYS} sound days each, then a break")
    print("newsroom                  false alarms a source and year   days until a break is told (median, worst)")
    for name, room in NEWSROOMS.items():
        false: Counter[str] = Counter()
        delays: dict[str, list[float]] = defaultdict(list)
        for seed in range(newsrooms):
            for broken in BREAKS:
                alarms, delay = run(room, seed, broken)
                delays[broken].append(delay or float("inf"))
            false += alarms
        rate = false.total() / newsrooms * 365 / SOUND_DAYS
        print(f"{name:<25} {rate:.2f} {dict(false) or ''}")
        for broken, found in delays.items():
            if broken == "bylines lost" and max(room.signed) == 0:
                continue
            ordered = sorted(found)
            print(f"    {broken:<34} {ordered[len(ordered) // 2]:>5.0f} {ordered[-1]:>5.0f}")


if __name__ == "__main__":
    main()
