"""Copies of a crawl that lost what a disk may lose, in small; `python -m benchmarks.power_cuts` is the large one."""

from pathlib import Path

from benchmarks.power_cuts import run


def test_what_a_power_cut_leaves_is_sound_and_the_next_crawl_completes_it(tmp_path: Path) -> None:
    cuts = run(tmp_path, pages=120, cuts=4, seed=5)

    assert [cut.problems for cut in cuts] == [[]] * len(cuts)
    assert len(cuts) >= 3
    assert any(sum(cut.lost.values()) for cut in cuts)
