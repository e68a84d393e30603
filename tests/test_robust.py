"""Pages broken on purpose go through extraction and cleaning; the tool that breaks them finds what is wrong."""

import random
from pathlib import Path

import pytest

from benchmarks import robust
from benchmarks.mutations import MUTATIONS
from crawler.items import Evidence, ScrapedArticle

ROOT = Path(__file__).parent.parent
PAGES = robust.find_pages([ROOT / "fixtures"])
SMALL = 20_000
"""Bytes that a mutation adds at most here; benchmarks/robust.py adds two megabytes."""


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_broken_page_is_read(name: str) -> None:
    for seed in range(6):
        draw = random.Random(f"{name}:{seed}")
        path, other = draw.choice(PAGES), draw.choice(PAGES)
        html = MUTATIONS[name](draw, robust.read_page(path), robust.read_page(other), SMALL)
        result = robust.read(robust.Call(path.parent.name, name, html, "https://www.echo.example/2026/03/02/a", {}))
        assert not result.exception
        assert not result.faults, f"seed {seed}"


@pytest.mark.parametrize("number", range(60))
def test_any_call_can_be_made_again(number: int) -> None:
    call = robust.draw_call(PAGES, seed=2, number=number, largest=SMALL)
    assert call == robust.draw_call(PAGES, seed=2, number=number, largest=SMALL)
    result = robust.read(call, number)
    assert (result.exception, result.faults) == ("", [])


def test_other_seeds_give_other_calls() -> None:
    drawn = {robust.draw_call(PAGES, seed, 1, SMALL).html for seed in range(10)}
    assert len(drawn) > 5


@pytest.mark.parametrize(
    ("article", "fault"),
    [
        (ScrapedArticle(url="https://e.example/", problems=["Reading the body failed: boom"]), "Reading the body"),
        (ScrapedArticle(url="https://e.example/", authors=["Ida\0"]), "authors holds a null character"),
        (ScrapedArticle(url="https://e.example/", body="\ud800"), "body holds half a surrogate pair"),
        (
            ScrapedArticle(url="https://e.example/", evidence={"body": Evidence(reader="h1", where="\0")}),
            "evidence holds a null character",
        ),
    ],
)  # fmt: skip
def test_faults_are_named(article: ScrapedArticle, fault: str) -> None:
    assert [found for found in robust.faults(article) if found.startswith(fault)]


def test_an_ordinary_article_has_no_faults() -> None:
    assert not list(robust.faults(ScrapedArticle(url="https://e.example/", headline="Ferry", body="It runs.")))


def test_an_exception_is_a_result(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> ScrapedArticle:
        raise KeyError("boom")

    monkeypatch.setattr(robust, "extract", broken)
    result = robust.read(robust.Call("a", "b", b"", "", {}))
    assert result.exception == "KeyError: 'boom'"
    assert robust.is_bad(result)
    assert "KeyError" in robust.report([result], 1, 1)


def test_calls_run_in_a_process_of_their_own() -> None:
    results = robust.run(PAGES[:2], calls=3, seed=1, seconds=60, megabytes=4_096)
    assert [result.number for result in results] == [0, 1, 2]
    assert not any(result.exception or result.faults for result in results)


def test_a_call_that_does_not_answer_is_ended_and_the_next_one_runs() -> None:
    results = robust.run(PAGES[:1], calls=2, seed=1, seconds=0.0, megabytes=4_096)
    assert [result.exception for result in results] == ["no answer in 0 seconds"] * 2


def test_memory_is_measured_after_each_round() -> None:
    found = robust.memory(PAGES[:2], calls=6, every=3)
    assert [number for number, _ in found] == [2, 3, 6]
    assert all(megabytes > 1 for _, megabytes in found)
