"""A source over simulated days that breaks in each way: what is told of it, and what is not. Time is a value."""

import json
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive import Archive, Article, Health, Moment, Observed, Source, Visit, health_told, record_health
from archive.cli import cli
from archive.health import asked_for

DAY = timedelta(days=1)
START = datetime(2026, 8, 3, 6, 0, tzinfo=UTC)  # a Monday
ALL = ("published", "byline", "section", "images", "captions")


class Newsroom:
    """A source `echo`, crawled once a day at six; what a day brings is given by the test."""

    def __init__(self, path: Path, name: str = "echo") -> None:
        self.name = name
        self.archive = Archive(path)
        self.archive.know_source(Source(name=name, url=f"https://{name}.example/"))
        self.now = START
        self.number = 0

    def publish(self, count: int, day: date | None = None) -> None:
        """So many articles, dated on a day (yesterday, for the crawl that follows)."""
        at = datetime.combine(day or (self.now - DAY).date(), datetime.min.time(), UTC) + timedelta(hours=12)
        for _ in range(count):
            self.number += 1
            url = f"https://{self.name}.example/{self.number}"
            moment = Moment(value=at, text=at.isoformat(), zone="stated")
            article = Article(url=url, source=self.name, headline=f"No. {self.number}", body=url, published=moment)
            self.archive.add(article, Visit(url=url, source=self.name, at=self.now))

    def run(self, seen: Observed, *, hooked: bool = False, spider: str = "news", **arguments: str) -> Health:
        """A crawl at this moment that saw this."""
        crawl = self.archive.start_crawl(spider, {"url": f"https://{self.name}.example/?{self.now}"} | arguments)
        (health,) = record_health(self.archive, crawl, {self.name: seen}, self.now, hooked=hooked)
        return health

    def day(self, count: int = 10, *, hooked: bool = False, lacks: Iterable[str] = (), **counts: int) -> Health:
        """A day passes: so many articles, all with all fields but those that it lacks, and a crawl."""
        with self.archive.writing():
            self.publish(count)
        health = self.run(seen(count, lacks=lacks, **counts), hooked=hooked)
        self.now += DAY
        return health

    def days(self, number: int, count: int = 10, **counts: int) -> list[Health]:
        return [self.day(count, **counts) for _ in range(number)]

    def week(self, *counts: int) -> list[Health]:
        """A week: the articles of each day."""
        return [self.day(count) for count in counts]


def seen(count: int, *, lacks: Iterable[str] = (), **counts: int) -> Observed:
    """What a crawl sees of so many new articles, and of twenty pages that are as they were."""
    observed = Observed(pages=count + 20, read=count, headline=count, body=count, articles=count, new=count, kept=5)
    for name in ALL:
        setattr(observed, name, count)
    for name in lacks:
        setattr(observed, name, 0)
    observed = replace(observed, **counts)
    return replace(observed, **{name: min(getattr(observed, name), observed.articles) for name in ALL})


@pytest.fixture
def echo(tmp_path: Path) -> Iterable[Newsroom]:
    newsroom = Newsroom(tmp_path / "news.db")
    with closing(newsroom.archive):
        yield newsroom


def assert_quiet(found: Iterable[Health]) -> None:
    assert [(one.at, one.findings) for one in found if one.state == "ailing"] == []


# -- what is told ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("broken", "kind", "sentence"),
    [
        (seen(10, body=0, articles=0), "body", "echo: 0 of 10 pages had a body; of the 200 before 200 had."),
        (seen(10, headline=1), "headline", "echo: 1 of 10 pages had a headline; of the 200 before 200 had."),
        (seen(10, lacks=("byline",)), "byline", "echo: 0 of 10 articles had a byline; of the 200 before 200 had."),
        (seen(10, lacks=("published",)), "published", "echo: 0 of 10 articles had a date; of the 200 before 200 had."),
        (seen(10, captions=2), "captions", "echo: 2 of 10 articles had a caption; of the 200 before 200 had."),
        (seen(10, articles=1), "articles", "echo: 1 of 10 pages were articles; of the 200 before 200 were."),
        (seen(0, blocked=15), "blocked", "echo: 15 of 20 pages were blocked; of the 600 before 0."),
        (seen(0, empty=15), "empty", "echo: 15 of 20 pages answered with nothing; of the 600 before 0."),
        (seen(0, failed=15), "failed", "echo: 15 of 20 pages failed; of the 600 before 0."),
        (seen(0, gone=9), "gone", "echo: 9 of 20 pages were not found any more; of the 600 before 0."),
        (seen(0, kept=1, lost=9), "reread", "echo: 9 of 10 pages that were articles are none as they are read now."),
        (
            replace(seen(0), barren=["echo: https://echo.example/feed is no feed; it begins with 'gone fishing'."]),
            "feeds",
            "echo: https://echo.example/feed is no feed; it begins with 'gone fishing'.",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and " " not in value else "",
)  # fmt: skip
def test_a_source_that_breaks_is_told_by_name(echo: Newsroom, broken: Observed, kind: str, sentence: str) -> None:
    assert_quiet(echo.days(20))
    health = echo.run(broken)
    assert (health.state, health.ailing, health.findings, health.fallen) == ("ailing", (kind,), (sentence,), (kind,))
    assert health.since == echo.now


def test_a_source_that_falls_silent_is_told_once_that_is_improbable(echo: Newsroom) -> None:
    assert_quiet(echo.days(90))
    silent = echo.days(6, 0)
    assert [one.state for one in silent] == ["well", "well", "ailing", "ailing", "ailing", "ailing"]
    assert silent[2].findings == (
        "echo: no article since Friday, 2026-10-30; until then it had articles on 84 of 84 days.",
    )
    assert [one.fallen for one in silent] == [(), (), ("quiet",), (), (), ()]
    assert {one.since for one in silent[2:]} == {silent[2].at}


def test_a_source_that_publishes_far_less_is_told(echo: Newsroom) -> None:
    assert_quiet(echo.days(60, 20))
    found = echo.days(7, 1)
    assert found[-1].ailing == ("fewer",)
    assert found[-1].findings == (
        "echo: 7 articles in the last seven days; in each of the 8 weeks before at least 140.",
    )


def test_a_feed_that_cannot_be_had_is_told_the_second_time(echo: Newsroom) -> None:
    echo.days(3)
    away = replace(seen(0), unreached=["echo: the feed https://echo.example/feed answered 503."])
    assert echo.run(away).state == "well"
    echo.now += DAY
    assert echo.run(away).ailing == ("feeds",)


def test_small_runs_are_put_together(echo: Newsroom) -> None:
    """A crawl every hour brings an article or two."""
    for _ in range(400):
        echo.run(seen(1))
        echo.now += timedelta(hours=1)
    found = []
    for _ in range(10):
        found.append(echo.run(seen(1, lacks=("byline",))))
        echo.now += timedelta(hours=1)
    assert [one.ailing for one in found] == [()] * 5 + [("byline",)] * 5


def test_what_is_over_is_said_once(echo: Newsroom) -> None:
    echo.days(20)
    assert echo.day(lacks=("byline",)).fallen == ("byline",)
    again = echo.day(lacks=("byline",))
    assert (again.state, again.fallen, again.since) == ("ailing", (), START + 20 * DAY)
    well = echo.day()
    assert (well.state, well.recovered, well.findings, well.since) == ("well", ("byline",), (), None)
    assert not echo.day().news


def test_what_is_over_is_said_once_by_runs_of_one_second(echo: Newsroom) -> None:
    echo.days(20)
    echo.day(lacks=("byline",))
    assert echo.day().recovered == ("byline",)
    echo.now -= DAY
    assert not echo.run(seen(0)).news


def test_a_run_that_sees_nothing_new_does_not_make_it_well(echo: Newsroom) -> None:
    echo.days(20)
    echo.run(seen(10, lacks=("body",), articles=0, new=0))
    echo.now += DAY
    again = echo.run(seen(0))
    assert (again.ailing, again.fallen, again.recovered) == (("body",), (), ())


def test_what_broke_and_was_mended_does_not_hide_that_it_breaks_again(echo: Newsroom) -> None:
    echo.days(20)
    for _ in range(3):
        echo.day(lacks=("captions",))
    assert_quiet(echo.days(20))
    assert echo.day(lacks=("captions",)).ailing == ("captions",)


def test_a_redesign_without_bylines_is_news_for_four_weeks_and_no_longer(echo: Newsroom) -> None:
    echo.days(40)
    states = [one.state for one in echo.days(60, byline=0)]
    assert states[0] == "ailing"
    assert states[20] == "ailing"
    assert states[-1] == "well"


def test_a_lost_body_never_becomes_usual(echo: Newsroom) -> None:
    echo.days(40)
    assert {one.state for one in echo.days(60, body=0, articles=0)} == {"ailing"}


def test_news_that_the_hook_did_not_take_is_news_again(echo: Newsroom) -> None:
    echo.days(20)
    first = echo.day(lacks=("byline",), hooked=True)
    second = echo.day(lacks=("byline",), hooked=True)
    assert first.fallen == second.fallen == ("byline",)
    health_told(echo.archive, second.crawl)
    assert echo.day(lacks=("byline",), hooked=True).fallen == ()
    assert echo.day(hooked=True).recovered == ("byline",)
    assert echo.day(hooked=True).recovered == ("byline",)


# -- what is not -------------------------------------------------------------------------------------------------------


def test_a_new_source_is_learned_first(echo: Newsroom) -> None:
    assert [one.state for one in echo.days(5)] == ["learning", "learning", "well", "well", "well"]
    assert echo.day(lacks=("byline",)).state == "well"  # watched for less than two weeks


def test_what_is_over_is_over_also_for_a_source_of_which_little_is_known(echo: Newsroom) -> None:
    assert echo.run(replace(seen(0), barren=["echo: the feed is empty."])).ailing == ("feeds",)
    echo.now += DAY
    assert (echo.day().state, echo.day().news) == ("well", False)
    ((state,),) = echo.archive.rows("select state from source_health_now")
    assert state == "well"


def test_five_articles_are_no_alarm(echo: Newsroom) -> None:
    assert_quiet(echo.days(20))
    assert echo.day(5, lacks=("byline", "captions", "published")).state == "well"


def test_a_site_that_never_had_bylines_is_not_told(echo: Newsroom) -> None:
    assert_quiet([echo.day(lacks=("byline", "captions")) for _ in range(30)])


def test_a_weekly_paper_is_not_told(echo: Newsroom) -> None:
    assert_quiet(one for _ in range(20) for one in echo.week(0, 0, 0, 30, 0, 0, 0))
    assert_quiet(echo.week(0, 0, 0, 0, 0, 0, 0))  # it skips a week
    assert_quiet(echo.week(0, 0, 0, 30, 0, 0, 0))


def test_quiet_weekends_and_holidays_are_not_told(echo: Newsroom) -> None:
    echo.now += DAY
    for week in range(16):
        monday = 0 if week == 12 else 20
        friday = 0 if week == 11 else 20
        assert_quiet(echo.week(monday, 20, 20, 20, friday, 0, 0))


def test_two_days_of_christmas_are_not_told(echo: Newsroom) -> None:
    assert_quiet(echo.days(90))
    assert_quiet(echo.days(2, 0))
    assert_quiet(echo.days(5, 6))


def test_a_tiny_source_is_not_told(echo: Newsroom) -> None:
    for number in range(200):
        assert_quiet([echo.day(1 if number % 11 == 0 else 0, lacks=("byline",) if number % 3 == 0 else ())])


def test_sections_without_bylines_that_come_in_heaps_are_not_told(echo: Newsroom) -> None:
    """On weekends there is only wire copy, unsigned and without pictures."""
    echo.now += DAY
    for _ in range(12):
        assert_quiet(echo.day(10, byline=8, images=9, captions=9) for _ in range(5))
        assert_quiet(echo.day(10, byline=0, images=1, captions=1) for _ in range(2))
    assert_quiet(echo.day(10, byline=8) for _ in range(2))
    assert echo.day(10, byline=0).ailing == ()  # one such day more is nothing new
    assert echo.days(4, 10, byline=0)[-1].ailing == ("byline",)  # a week of them is


def test_a_page_that_stays_blocked_is_not_told(echo: Newsroom) -> None:
    assert_quiet(echo.days(10, blocked=1, gone=1))


@pytest.mark.parametrize(
    ("spider", "arguments"),
    [
        ("news", {"since": "2015-01-01", "until": "2016-01-01"}),
        ("news", {"limit": "5"}),
        ("news", {"revisit": "30"}),
        ("revisit", {}),
    ],
)
def test_runs_that_look_at_something_else_disturb_nothing(
    echo: Newsroom, spider: str, arguments: dict[str, str]
) -> None:
    assert_quiet(echo.days(60))
    before = echo.now
    echo.publish(300, day=date(2015, 5, 1))
    other = seen(300, lacks=("byline", "captions"), body=100, looked=spider != "revisit")
    assert echo.run(other, spider=spider, **arguments).state == "well"
    echo.now += timedelta(hours=1)
    assert_quiet(echo.days(20))
    assert echo.day(lacks=("byline",)).ailing == ("byline",)
    with Archive(echo.archive.path, read_only=True) as db:
        ((now,),) = db.rows("select state from source_health_now")
        assert now == "ailing"
        assert len(db.rows("select * from source_health where at = ?", (before.isoformat(),))) == 1


def test_what_daily_runs_found_is_not_over_because_revisits_see_none_of_it(echo: Newsroom) -> None:
    for _ in range(20):
        echo.day()
        echo.run(seen(10, looked=False), spider="revisit")
    assert echo.day(body=0, articles=0).fallen == ("body",)
    revisit = echo.run(seen(10, looked=False), spider="revisit")
    assert (revisit.ailing, revisit.recovered) == (("body",), ())
    echo.now += timedelta(hours=1)
    assert echo.day(body=0, articles=0).fallen == ()
    assert echo.day().recovered == ("body",)
    echo.run(seen(0, kept=0, lost=9, looked=False), spider="revisit")
    echo.now += timedelta(hours=1)
    assert echo.day(kept=9).recovered == ("reread",)


def test_a_crawl_that_is_always_narrowed_is_compared_with_its_like(echo: Newsroom) -> None:
    for _ in range(20):
        assert echo.run(seen(10), limit="200").state in ("learning", "well")
        echo.now += DAY
    assert echo.run(seen(10, lacks=("body",), articles=0), limit="200").ailing == ("body",)


def test_a_merged_archive_brings_its_past(echo: Newsroom, tmp_path: Path) -> None:
    echo.days(20)
    Archive(tmp_path / "all.db").close()
    assert CliRunner().invoke(cli, ["merge", str(echo.archive.path), "--db", str(tmp_path / "all.db")]).exit_code == 0
    whole = Newsroom(tmp_path / "all.db")
    whole.now, whole.number = echo.now, echo.number
    with closing(whole.archive):
        assert whole.day(lacks=("byline",)).ailing == ("byline",)


def test_what_a_run_was_narrowed_to() -> None:
    assert asked_for("news", {"url": "https://echo.example", "source": "echo"}) == ""
    assert asked_for("echo", {"limit": "5", "since": "2026-01-01"}) == asked_for(
        "news", {"since": "2026-01-01", "limit": "5"}
    )
    assert asked_for("revisit", {}) != ""


# -- what a person sees ------------------------------------------------------------------------------------------------


def ask(path: Path, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli, ["health", "--db", str(path), *arguments])
    return result.exit_code, result.output


def test_the_command_tells_the_present_state_and_the_history(echo: Newsroom) -> None:
    path = echo.archive.path
    echo.now = datetime.now(UTC) - 28 * DAY
    echo.days(28)
    assert ask(path)[0] == 0
    echo.day(lacks=("byline",))
    status, out = ask(path)
    assert status == 5
    assert out.splitlines()[1].split()[:2] == ["echo", "ailing"]
    assert out.splitlines()[2] == "echo: 0 of 10 articles had a byline; of the 280 before 280 had."
    status, out = ask(path, "--json", "--source", "echo")
    assert (status, json.loads(out)["ailing"]) == (5, "byline")
    echo.day()
    status, out = ask(path, "--since", "7 days")
    assert status == 0
    found = [line.split()[-3:] for line in out.splitlines()[1:]]
    assert found == [["well", "byline", "10"], ["ailing", "byline", "10"]]
    assert ask(path, "--source", "ecco")[0] == 1


def test_a_source_that_is_not_crawled_any_more_is_told(echo: Newsroom) -> None:
    echo.now = datetime.now(UTC) - 40 * DAY
    echo.days(30)
    status, out = ask(echo.archive.path)
    assert status == 5
    assert "not crawled" in out
    assert "echo: the last crawl was at " in out
    assert "every 24 hours." in out
