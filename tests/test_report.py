"""What a crawl did, as a table, a verdict and a line."""

import pytest

from crawler.report import MAX_REASONS, REASONS_SHOWN, Tally, duration, progress, render, verdict


def tally(**sources: dict[str, int]) -> Tally:
    made = Tally(tuple(sources))
    for source, outcomes in sources.items():
        for outcome, number in outcomes.items():
            for _ in range(number):
                made.count(source, outcome)
    return made


@pytest.mark.parametrize(
    ("outcomes", "fault"),
    [
        ({"new": 9, "failed": 1}, None),
        ({"new": 8, "failed": 1}, "courier: 1 of 9 pages failed or were blocked."),
        ({"new": 17, "failed": 1, "blocked": 2}, "courier: 3 of 20 pages failed or were blocked."),
        ({"new": 4, "failed": 1, "known": 195}, None),
        ({"new": 4, "failed": 21, "known": 180}, "courier: 21 of 25 pages failed or were blocked."),
        ({"blocked": 3}, "courier: 3 of 3 pages failed or were blocked."),
        ({"unchanged": 5, "gone": 5}, None),
        ({"not an article": 4}, "courier: none of 4 pages is an article."),
        ({"not an article": 4, "known": 1}, None),
        ({"not an article": 4, "older": 1}, None),
        ({"forbidden": 2}, "courier: robots.txt forbids every page that was found."),
        ({"forbidden": 2, "new": 1}, None),
        ({"known": 200}, None),
        ({"failed": 1, "known": 200}, None),
        ({"failed": 1}, "courier: 1 of 1 pages failed or were blocked."),
        ({"failed": 2, "known": 200}, "courier: 2 of 2 pages failed or were blocked."),
        ({}, None),
    ],
)
def test_verdict_on_a_source(outcomes: dict[str, int], fault: str | None) -> None:
    assert verdict(tally(courier=outcomes), "finished") == ([fault] if fault else [])


@pytest.mark.parametrize(
    ("closed", "expected"),
    [
        ("finished", []),
        ("closespider_itemcount", []),
        ("shutdown", ["The crawl was interrupted."]),
        ("memusage_exceeded", ["The crawl was ended early: memusage_exceeded."]),
        ("closespider_errorcount", ["The crawl was ended early: closespider_errorcount."]),
    ],
)
def test_verdict_on_the_end(closed: str, expected: list[str]) -> None:
    assert verdict(tally(courier={"new": 1}), closed) == expected


def test_shares_say_nothing_of_a_crawl_that_was_cut_short() -> None:
    assert verdict(tally(courier={"failed": 2}), "shutdown") == ["The crawl was interrupted."]


def test_one_bad_source_among_good_ones_is_a_fault() -> None:
    assert verdict(tally(good={"new": 1000}, bad={"failed": 1}), "finished") == [
        "bad: 1 of 1 pages failed or were blocked."
    ]


def test_a_fault_is_said_once_and_decides() -> None:
    made = tally(courier={"new": 3})
    made.fault("courier: the feed is empty.")
    made.fault("courier: the feed is empty.")
    assert verdict(made, "archive") == ["courier: the feed is empty."]


def test_the_report() -> None:
    made = tally(courier={"new": 12, "failed": 1}, echo={"unchanged": 3, "known": 40})
    made.count("echo", "not an article", url="https://echo.example/v", reason="media: video")
    made.count("echo", "not an article", url="https://echo.example/w", reason="media: video")
    made.note("echo: 7 pages are older than 2026-01-01 and were not asked for.")
    assert render(made, closed="finished", seconds=90, archive="news.db, crawl 3") == "\n".join(
        [
            "source   new  changed  unchanged  duplicate  not an article  blocked  gone  failed  known",
            "courier   12        0          0          0               0        0     0       1      0",
            "echo       0        0          3          0               2        0     0       0     40",
            "all       12        0          3          0               2        0     0       1     40",
            "18 pages in 1 min 30 s, 12 a minute. Archive: news.db, crawl 3",
            "not an article: 2 × media: video, such as https://echo.example/v",
            "echo: 7 pages are older than 2026-01-01 and were not asked for.",
        ]
    )


def test_the_report_of_an_interrupted_crawl_says_so() -> None:
    report = render(tally(courier={"new": 1}), closed="shutdown", seconds=0.2, archive="news.db")
    assert "1 page in 0 s. Archive" in report
    assert report.endswith("the next one goes on from what is stored.")


def test_reasons_are_the_most_frequent_first_and_bounded() -> None:
    made = tally(courier={})
    for number in range(MAX_REASONS + 50):
        for _ in range(3 if number == 7 else 1):
            made.count("courier", "failed", url=f"https://courier.example/{number}", reason=f"why {number}")
    lines = [line for line in render(made, closed="finished", seconds=1, archive="x").splitlines() if "×" in line]
    assert lines[0] == "failed: 3 × why 7, such as https://courier.example/7"
    assert len(lines) == REASONS_SHOWN + 1
    assert len(made.reasons) == MAX_REASONS + 1
    assert lines[-1] == f"failed: {MAX_REASONS + 52 - 3 - (REASONS_SHOWN - 1)} × other reasons"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.4, "0 s"), (59.4, "59 s"), (60, "1 min 0 s"), (3599, "59 min 59 s"), (12000, "3 h 20 min")],
)
def test_duration(seconds: float, text: str) -> None:
    assert duration(seconds) == text


def test_progress_fits_the_terminal() -> None:
    made = tally(courier={"new": 30, "failed": 2})
    assert progress(made, 60, 80) == "1 min 0 s, 32 pages a minute: 30 new, 2 failed"
    assert len(progress(made, 60, 10)) == 10
    assert progress(tally(courier={}), 0, 80) == "0 s: looking for pages"


def test_progress_after_ctrl_c_says_what_is_waited_for() -> None:
    assert progress(tally(courier={"new": 30}), 60, 80, ending=True) == (
        "waiting for what is under way; Ctrl-C again breaks it off: 30 new"
    )
