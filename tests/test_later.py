"""Patterns that are compiled at their first use do what compiled ones do."""

import gc
import importlib
import pkgutil
import re
from concurrent.futures import ThreadPoolExecutor

import pytest

import crawler.extraction
from crawler.extraction import later

TEXT = "By Nora Lind, by Jan Holm"


@pytest.mark.parametrize(
    ("method", "arguments"),
    [
        ("search", (TEXT,)),
        ("match", (TEXT,)),
        ("match", (TEXT, 3)),
        ("fullmatch", (TEXT[:12],)),
        ("split", (TEXT,)),
        ("findall", (TEXT,)),
        ("finditer", (TEXT,)),
        ("sub", ("", TEXT)),
        ("subn", ("", TEXT, 1)),
    ],
)
def test_each_method_does_what_the_compiled_pattern_does(method: str, arguments: tuple[object, ...]) -> None:
    pattern = r"by (?P<name>\w+ \w+)"
    late, compiled = later.compile(pattern, re.IGNORECASE), re.compile(pattern, re.IGNORECASE)
    for _ in "first", "again":
        assert shown(getattr(late, method)(*arguments)) == shown(getattr(compiled, method)(*arguments))
    assert late.pattern == pattern
    assert late.flags & re.IGNORECASE


def shown(answer: object) -> object:
    """What can be compared: matches are equal to themselves alone."""
    if isinstance(answer, re.Match):
        return answer.span(), answer.groupdict()
    return answer if isinstance(answer, (str, list, tuple)) or answer is None else [shown(one) for one in answer]  # type: ignore[attr-defined]


def test_nothing_is_compiled_before_it_is_used() -> None:
    wrong = later.compile("(")
    with pytest.raises(re.error):
        wrong.search("")


def test_threads_that_come_first_together_get_the_same() -> None:
    late = later.compile(r"\w+")
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(late.findall, ["a b"] * 50)) == [["a", "b"]] * 50


def test_every_pattern_of_extraction_is_one() -> None:
    for module in pkgutil.walk_packages(crawler.extraction.__path__, "crawler.extraction."):
        importlib.import_module(module.name)
    patterns = [one for one in gc.get_objects() if isinstance(one, later.Later) and one.pattern != "("]
    assert len(patterns) > 300
    for one in patterns:
        re.compile(one.pattern, one.flags)
