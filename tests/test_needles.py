"""Patterns are tried only where the strings that they need stand; what they find is the same."""

import re
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.extraction import (
    blocks,
    byline,
    dates,
    headline,
    images,
    kind,
    labels,
    later,
    moments,
    names,
    notes,
    phrases,
)
from crawler.extraction.blocks import size_of
from crawler.extraction.bounds import bounded
from crawler.extraction.needles import Sought, certain, needles
from crawler.extraction.page import Page
from crawler.extraction.text import has_digit, letters_of

MODULES = (byline, dates, headline, images, kind, moments, names, notes, phrases)
PATTERNS = [
    re.compile(one.pattern, one.flags)
    for module in MODULES
    for one in vars(module).values()
    if isinstance(one, later.Later)
]
SOUGHT = [one for module in MODULES for one in vars(module).values() if isinstance(one, Sought)]
PAGES = sorted((Path(__file__).parent.parent / "fixtures").glob("*/*/page.html"))


@pytest.mark.parametrize(
    ("pattern", "flags", "expected"),
    [
        ("abc", 0, {"abc"}),
        ("ab?cd", 0, {"cd"}),
        ("(?:ab|cde)f", 0, {"ab", "cde"}),
        (r"\bort\b|\w+", 0, set()),
        (r"(?<!x)by-?line(?!y)", 0, {"line"}),
        ("[:：]x*", 0, {":", "："}),
        ("[a-z]b{2,3}", 0, {"b"}),
        ("(?:ab)+c", 0, {"ab"}),
        ("Photo by", re.IGNORECASE, {"photo by"}),
        ("by skis", re.IGNORECASE, {"by "}),  # "ſ" is an s, and "ı" an i, where case is ignored
        ("(?i:A)b", 0, {"b"}),
        ("(?-i:A)", re.IGNORECASE, set()),
        ("", 0, set()),
    ],
)
def test_what_a_text_has_to_hold(pattern: str, flags: int, expected: set[str]) -> None:
    assert needles(pattern, flags) == expected


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("comment|related", {"comment", "related"}),
        (r"comment|\bort\b|by-?line|a b", {"comment", "a b"}),
        ("comment", {"comment"}),
        (r"\bort\b", set()),
        ("x(?:comment|related)", set()),
        ("(?:comment|related)", {"comment", "related"}),
        ("a|b", set()),  # one class of characters, as `re` reads it
        ("", set()),
    ],
)
def test_what_a_pattern_surely_matches(pattern: str, expected: set[str]) -> None:
    assert certain(pattern) == expected


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.pattern[:20])
@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_matches_holds_a_needle(pattern: re.Pattern[str], data: st.DataObject) -> None:
    if "(?<" in pattern.pattern or "(?-i" in pattern.pattern:
        text = data.draw(st.text(max_size=20))  # hypothesis makes few texts that such patterns match
    else:
        text = data.draw(st.from_regex(pattern))
    found = needles(pattern.pattern, pattern.flags)
    if found and pattern.search(text):
        text = text.lower() if pattern.flags & re.IGNORECASE else text
        assert any(needle in text for needle in found)


@pytest.mark.parametrize("sought", SOUGHT, ids=lambda sought: sought.pattern.pattern[:20])
@settings(max_examples=30, deadline=None)
@given(text=st.text(max_size=30))
def test_a_sought_pattern_finds_what_it_always_would(sought: Sought, text: str) -> None:
    for line in (
        text,
        f"A ferry. (Photo: {text} / AP)",
        f"Eine Fähre. Foto: {text}",
        f"海湾 {text}＝共同",
        text.upper(),
    ):
        expected = sought.pattern.search(line)
        found = sought.search(line)
        assert (found and found.span()) == (expected and expected.span())
        assert sought.sub("-", line) == sought.pattern.sub("-", line)


def test_labels_mean_what_their_patterns_say() -> None:
    names = {box.spelled for path in PAGES for box in Page(path.read_bytes(), "https://echo.example/").layout.boxes}
    assert len(names) > 500
    assert len(labels.TESTS) > 30
    for test in labels.TESTS:
        said = {name for name in names if test(name)}
        assert said == {name for name in names if any(map(test.pattern.search, name.lower().split()))}


@given(st.text(st.characters(codec="utf-8"), max_size=40))
def test_cheap_tests_say_what_patterns_say(text: str) -> None:
    assert has_digit(text) == bool(re.search(r"\d", text))
    assert letters_of(text) == re.sub(r"[\W_]+", "", text)
    assert size_of(text) == len(text) + 2 * len(blocks._UNSPACED.findall(text))


def test_every_digit_is_one() -> None:
    digits = [character for character in map(chr, range(sys.maxunicode + 1)) if character.isdecimal()]
    assert len(digits) > 600
    assert all(has_digit(digit) and has_digit(f"ü{digit}") for digit in digits)
    assert not has_digit("½ „Über“ … ⑤ 五")


def test_a_page_is_measured_by_its_bytes_or_its_text() -> None:
    text = "<p>é" * 20_000
    assert bounded(text) == bounded(text, text.count("<"))
