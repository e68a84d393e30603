"""A crawl that is killed at random moments, in small; `python -m benchmarks.kills` is the large one."""

from pathlib import Path

from benchmarks.kills import run


def test_a_crawl_that_is_killed_loses_nothing_and_stores_nothing_twice(tmp_path: Path) -> None:
    outcome = run(tmp_path, pages=150, kills=5, seed=3)

    assert outcome.problems == []
    assert outcome.articles == 150
    assert len(outcome.kills) >= 3
