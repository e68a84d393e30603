"""The yardstick of the fields measures what it says."""

import importlib.util
import json
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parent.parent / "benchmarks" / "fields.py"


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("benchmark_fields", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("text", "number"),
    [("one two three four five", 2), ("one two", 1), ("", 0), ("ในแม่น้ำ", 3), ("北町の除雪車", 3)],
)
def test_shingles(bench: ModuleType, text: str, number: int) -> None:
    assert len(list(bench.shingles([text]))) == number


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2026-11-20T09:00:00+01:00", "2026-11-20T08:00:00+00:00", True),
        ("2026-11-20T09:00:00", "2026-11-20T09:00:00+00:00", False),
        ("2026-11-20", "2026-11-20T00:00:00", False),
        ("2026-11-20T09:00:00", "2026-11-20T09:00:00", True),
    ],
)
def test_dates_are_compared_by_instant_and_by_whether_a_zone_was_stated(
    bench: ModuleType, one: str, other: str, same: bool
) -> None:
    assert (bench.moment(one) == bench.moment(other)) is same


def test_precision_and_recall(bench: ModuleType) -> None:
    score = bench.Score()
    score.add("echo/one", Counter(["AFP", "TASS"]), Counter(["AFP", "Staff"]))
    score.add("echo/two", Counter(), Counter(["Menu"]))
    assert (score.pages, score.wanted, score.found, score.right) == (1, 2, 3, 1)
    assert score.precision == pytest.approx(1 / 3)
    assert score.recall == pytest.approx(1 / 2)
    assert score.misses == [("echo/one", ["TASS"], ["Staff"]), ("echo/two", [], ["Menu"])]


def test_a_field_that_no_page_has_and_nobody_read_is_right(bench: ModuleType) -> None:
    assert bench.Score().f1 == 1.0


def test_a_caption_counts_only_with_its_own_credit(bench: ModuleType) -> None:
    one = {"images": [{"url": "/a.jpg", "caption": "A bridge", "credit": "Ana Ruiz"}]}
    other = {"images": [{"url": "/a.jpg", "caption": "A bridge", "credit": "Photo: Ana Ruiz"}]}
    read = bench.READ["captions with credit"]
    assert list(read(one)) == [("A bridge", "Ana Ruiz")] != list(read(other))
    assert list(bench.READ["captions"](one)) == list(bench.READ["captions"](other))


def case(root: Path, golden: dict[str, object]) -> None:
    folder = root / "daily_echo" / "bridge-opens"
    folder.mkdir(parents=True)
    page = "<html><head><title>Bridge opens</title></head><body><h1>Bridge opens</h1></body></html>"
    (folder / "page.html").write_text(page)
    (folder / "headers.json").write_text('{"Content-Type": "text/html"}')
    (folder / "meta.json").write_text('{"url": "https://echo.example/1", "fetched": "2026-11-20", "why": "a test"}')
    (folder / "golden.json").write_text(json.dumps(golden))


def run(bench: ModuleType, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["fields.py", *arguments])
    status: int = bench.main()
    return status


def test_the_table_and_the_misses(
    bench: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    case(tmp_path, {"url": "https://echo.example/1", "kind": "article", "headline": "Bridge closes"})
    figures = tmp_path / "figures.json"
    assert run(bench, monkeypatch, "--fixtures", str(tmp_path), "--json", str(figures)) == 0
    assert "headline" in capsys.readouterr().out
    assert json.loads(figures.read_text())["fields"]["headline"]["recall"] == 0
    assert run(bench, monkeypatch, "--fixtures", str(tmp_path), "--misses", "headline") == 0
    assert capsys.readouterr().out == "daily_echo/bridge-opens\n  - Bridge closes\n  + Bridge opens\n"


def test_a_broken_case_is_one_sentence(
    bench: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    case(tmp_path, {"title": "Bridge opens"})
    assert run(bench, monkeypatch, "--fixtures", str(tmp_path)) == 1
    assert capsys.readouterr().err.startswith("fields: daily_echo/bridge-opens/golden.json has a field")
    assert run(bench, monkeypatch, "--fixtures", str(tmp_path / "none")) == 1


def test_no_cases_is_an_error(
    bench: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(bench, monkeypatch, "--fixtures", str(tmp_path)) == 1
    assert "no cases below" in capsys.readouterr().err


def test_a_standfirst_may_open_the_body_or_not(bench: ModuleType) -> None:
    body = ["The river rose by two metres overnight."]
    read = bench.READ["body"]
    assert list(read({"dek": "Two metres", "body": ["Two metres", *body]})) == list(read({"body": body}))


def test_a_kicker_that_repeats_the_section_is_not_compared(bench: ModuleType) -> None:
    read = bench.READ["kicker"]
    assert list(read({"kicker": "WORLD", "section": "World"})) == list(read({"section": "World"})) == []
    assert list(read({"kicker": "Floods", "section": "World"})) == ["Floods"]
