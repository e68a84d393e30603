"""When a page is looked at again, in tables; and how often articles changed, by section."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive import Archive, Article, Life, PageStatus, Rates, Visit
from crawler.plan import (
    LONGEST,
    RATE,
    RETRY_LONGEST,
    SECOND_LOOK,
    SHORTEST,
    interval,
    is_gone,
    next_visit,
    prior,
)

DAY = datetime(2026, 11, 20, tzinfo=UTC)
HOUR = timedelta(hours=1)


def life(age: timedelta, *, seen_at: timedelta = timedelta(), changes: int = 0, status: str = "article") -> Life:
    """An article published on DAY, first seen at one age and last at another."""
    return Life(
        status=status,
        since=DAY + seen_at,
        visited_at=DAY + age,
        article=1,
        first_seen=DAY + seen_at,
        published=DAY,
        changes=changes,
    )


def test_an_article_of_which_nothing_is_known_is_looked_at_when_it_is_twice_as_old() -> None:
    for hours in (0, 1, 5, 100):
        age = hours * HOUR
        expected = age + HOUR
        assert abs(interval(life(age, seen_at=age), RATE) - expected) < timedelta(seconds=1)


def test_what_never_changed_is_left_alone_for_longer_and_what_often_did_is_looked_at_sooner() -> None:
    day = 24 * HOUR
    unseen = interval(life(day, seen_at=day), RATE)
    never, once, often = (interval(life(day, changes=n), RATE) for n in (0, 1, 5))

    assert often < once < unseen < never
    assert interval(life(day, seen_at=day), RATE * 5) < unseen


def test_a_plan_has_bounds() -> None:
    assert interval(life(2 * HOUR, changes=500), RATE) == SHORTEST
    assert interval(life(timedelta(days=7000)), RATE) == LONGEST
    assert interval(life(timedelta(days=7000)), 1e-9) == LONGEST


def test_a_date_in_the_future_is_no_age() -> None:
    announced = Life(
        status="article", since=DAY, visited_at=DAY, article=1, first_seen=DAY, published=DAY + timedelta(days=300)
    )
    assert abs(interval(announced, RATE) - HOUR) < timedelta(seconds=1)


def test_visits_of_an_article_in_its_first_year_are_few_and_early() -> None:
    age, visits = timedelta(), []
    while age < timedelta(days=365):
        age += interval(life(age), RATE)
        visits.append(age)

    assert 5 <= len(visits) <= 15
    assert sum(visit < timedelta(days=1) for visit in visits) >= 3


@pytest.mark.parametrize(
    ("status", "lasted", "article", "expected"),
    [
        ("missing", timedelta(), 1, SECOND_LOOK),
        ("missing", HOUR, 1, SECOND_LOOK - HOUR),
        ("gone", timedelta(), 1, timedelta(days=1)),
        ("gone", timedelta(days=5), 1, timedelta(days=5)),
        ("gone", timedelta(days=900), 1, LONGEST),
        ("gone", timedelta(), None, HOUR),
        ("gone", timedelta(days=3), None, None),
        ("failed", timedelta(), None, timedelta()),
        ("blocked", timedelta(hours=3), 1, timedelta(hours=3)),
        ("failed", timedelta(days=40), 1, RETRY_LONGEST),
        ("not_article", timedelta(), None, HOUR),
        ("not_article", timedelta(hours=20), None, timedelta(hours=20)),
        ("not_article", timedelta(days=2), None, None),
    ],
)
def test_pages_that_are_no_articles_now(
    status: str, lasted: timedelta, article: int | None, expected: timedelta | None
) -> None:
    page = Life(status=status, since=DAY, visited_at=DAY + lasted, article=article, first_seen=DAY if article else None)
    assert next_visit(page, {}) == (None if expected is None else DAY + lasted + expected)


@pytest.mark.parametrize(
    ("page", "gone"),
    [
        (None, True),
        (Life(status="not_article", since=DAY, visited_at=DAY), True),
        (Life(status="article", since=DAY, visited_at=DAY, article=1), False),
        (Life(status="missing", since=DAY, visited_at=DAY, article=1), True),
        (Life(status="missing", since=DAY + timedelta(seconds=1), visited_at=DAY, article=1), False),
        (Life(status="gone", since=DAY, visited_at=DAY, article=1), True),
    ],
)
def test_an_article_is_gone_at_a_second_look_only(page: Life | None, gone: bool) -> None:
    assert is_gone(page, DAY + SECOND_LOOK) is gone


def test_the_prior_of_a_section_is_drawn_towards_the_site() -> None:
    assert prior({}, "News") == pytest.approx(RATE)
    rates = {"Live": Rates(60, 30.0), "Culture": Rates(0, 30.0)}
    assert prior(rates, "Live") > prior(rates, "Sport") > prior(rates, "Culture") > 0
    assert RATE < prior(rates, "Sport") < 2


def test_rates_by_section(tmp_path: Path) -> None:
    with Archive(tmp_path / "news.db") as archive:
        for number, section in enumerate(("Live", "Live", "Culture")):
            for hours in (0, 7):
                url = f"https://echo.example/{number}"
                text = f"The ferry of district {number} runs" + (" again" if hours and section == "Live" else "")
                article = Article(url=url, source="echo", headline=text, body=f"{text}.", section=section)
                archive.add(article, Visit(url=url, source="echo", at=DAY + hours * HOUR))

        rates = archive.rates("echo", 1.0)

        assert {section: rate.changes for section, rate in rates.items()} == {"Live": 2, "Culture": 0}
        assert rates["Live"].exposure == pytest.approx(2 * rates["Culture"].exposure)
        assert rates["Culture"].exposure == pytest.approx(2.0794, abs=1e-3)  # ln 8
        assert archive.rates("delta", 1.0) == {}


def test_what_is_due_comes_in_the_order_of_its_need(tmp_path: Path) -> None:
    with Archive(tmp_path / "news.db") as archive:
        for path, planned in {"old": 100, "young": 2, "later": 500}.items():
            url = f"https://echo.example/{path}"
            archive.visited(Visit(url=url, source="echo", at=DAY), PageStatus.NOT_ARTICLE)
            archive.plan(url, DAY + planned * HOUR)
        at = DAY + 110 * HOUR

        found = archive.due("echo", at, limit=10, statuses=PageStatus)

        assert [page.url.rpartition("/")[2] for page in found] == ["young", "old"]
        assert found[0].next_visit == DAY + 2 * HOUR
        assert len(archive.due("echo", at, limit=1, statuses=PageStatus)) == 1
        assert archive.due("echo", at, limit=10, statuses=[PageStatus.FAILED]) == []
        assert archive.due("delta", at, limit=10, statuses=PageStatus) == []
        ((first, *_),) = archive.rows("select next_visit from next_visits order by 1 limit 1")
        assert first == "2026-11-20T02:00:00+00:00"
