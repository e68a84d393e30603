"""The quality floor: our own pages are read no worse than floors.toml says, and no floor sinks without a reason."""

import datetime
from pathlib import Path

import pytest

from benchmarks import fields, floors
from benchmarks.floors import FloorError, Floors

DAY = datetime.date(2026, 3, 2)


def test_our_own_pages_are_read_no_worse_than_before() -> None:
    kept = Floors.read(floors.FILE)
    assert kept.own
    assert list(floors.below(kept.own, floors.of_own_pages(fields.DEFAULT))) == []


@pytest.mark.parametrize(
    ("floor", "figure", "sentence"),
    [
        ({"kicker recall": 95.0}, {"kicker recall": 95.0}, None),
        ({"kicker recall": 95.0}, {"kicker recall": 96.0}, None),
        ({"kicker recall": 95.0}, {"kicker recall": 94.9}, "kicker recall is 94.9, its floor is 95."),
        ({"fundus-tests captions in body": 1.0}, {"fundus-tests captions in body": 0.0}, None),
        (
            {"fundus-tests captions in body": 0.0},
            {"fundus-tests captions in body": 2.0},
            "fundus-tests captions in body is 2, its floor is 0.",
        ),
        ({"kicker recall": 95.0}, {}, "kicker recall has a floor of 95 and is not measured any more."),
    ],
)  # fmt: skip
def test_below(floor: dict[str, float], figure: dict[str, float], sentence: str | None) -> None:
    assert list(floors.below(floor, figure)) == ([sentence] if sentence else [])


def test_raising_never_lowers() -> None:
    found = floors.raised({"dek recall": 90.0, "x captions in body": 1.0}, {"dek recall": 80.0, "new recall": 70.0})
    assert found == {"dek recall": 90.0, "x captions in body": 1.0, "new recall": 70.0}
    assert floors.raised({"x captions in body": 1.0}, {"x captions in body": 0.0}) == {"x captions in body": 0.0}


def test_lowering_is_written_down() -> None:
    kept = Floors(own={"dek recall": 90.0})
    floors.lower(kept, "dek recall", {"dek recall": 80.0}, "the golden was wrong", DAY)
    assert kept.own == {"dek recall": 80.0}
    assert kept.lowered == [
        {"measure": "dek recall", "before": 90.0, "day": "2026-03-02", "because": "the golden was wrong", "after": 80.0}
    ]


@pytest.mark.parametrize(
    ("measure", "found", "because", "sentence"),
    [
        ("dek recall", {"dek recall": 80.0}, " ", "with a reason only"),
        ("dek recal", {"dek recall": 80.0}, "why", "no floor named"),
        ("dek recall", {"dek recall": 90.0}, "why", "not below its floor"),
        ("aeb body", {"dek recall": 90.0}, "why", "--data"),
    ],
)
def test_lowering_is_refused(measure: str, found: dict[str, float], because: str, sentence: str) -> None:
    kept = Floors(own={"dek recall": 90.0}, data={"aeb body": 98.0})
    with pytest.raises(FloorError, match=sentence):
        floors.lower(kept, measure, found, because, DAY)
    assert kept == Floors(own={"dek recall": 90.0}, data={"aeb body": 98.0})


def test_the_file_is_read_as_it_was_written(tmp_path: Path) -> None:
    kept = Floors(own={"dek recall": 90.0}, data={"aeb body": 98.1})
    floors.lower(kept, "dek recall", {"dek recall": 80.5}, 'a "golden" was\nwrong – twice', DAY)
    file = tmp_path / "floors.toml"
    file.write_text(kept.text(), encoding="utf-8")
    assert Floors.read(file) == kept


PAGES = Path(__file__).parent.parent / "fixtures" / "morgenblatt"


def command(file: Path, *options: str) -> int:
    return floors.main(["--floors", str(file), "--pages", str(PAGES), *options])


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "floors.toml"
    file.write_text("[own]\n'headline recall' = 50.0\n", encoding="utf-8")
    assert command(file) == 0
    assert "--raise" in capsys.readouterr().out
    assert command(file, "--raise") == 0
    assert Floors.read(file).own["headline recall"] == 100.0
    assert command(file) == 0
    capsys.readouterr()
    file.write_text("[own]\n'headline recall' = 100.5\n", encoding="utf-8")
    assert command(file) == 1
    assert command(file, "--raise") == 1
    assert "headline recall is 100, its floor is 100.5." in capsys.readouterr().err
    assert command(file, "--lower", "headline recall") == 1
    assert "with a reason only" in capsys.readouterr().err
    assert command(file, "--lower", "headline recall", "--because", "no more than all can be right") == 0
    assert Floors.read(file).lowered[0]["because"] == "no more than all can be right"


def test_a_file_that_is_none_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(tmp_path / "none.toml") == 1
    (tmp_path / "bad.toml").write_text("[other]\n", encoding="utf-8")
    assert command(tmp_path / "bad.toml") == 1
    assert "cannot be read as floors" in capsys.readouterr().err
