"""Which patterns are tried at the start of a text is told by its first letters; what they find is the same."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extraction import names
from crawler.extraction.openings import Opening, Words, openings

OPENINGS = {name: getattr(names, name) for name in ("LEAD", "EDITED", "_CREDIT", "_ROLES", "_NEVER")}


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("(?:a )?b|c(?:d|e)", {"a b", "b", "cd", "ce"}),
        (r"(?:x|y)+\b", {"x", "y"}),
        (r"(?:ab )*cd", {"ab ", "cd"}),
        (r"a|\d", {"a", "0"}),
        (r"(?:\d+ )?min", {"0", "min"}),
        ("(?:a )?", {"a ", ""}),
        ("a{0,2}b", {""}),
        (r"\(?avec", {"ave"}),
        (r"\s*de\s", {"!", "de"}),
        ("Укр[иі]нформ", {"укр"}),
        ("a[bc]d", {"abd", "acd"}),
        ("a[^b]d", {"a"}),
        ("©|▲", {"!"}),
        ("【訂正", {"訂正"}),
        (r"\S{2,4}x", {""}),
        (r"\bfoto", {"fot"}),
    ],
)
def test_what_a_pattern_may_open_with(pattern: str, expected: set[str]) -> None:
    assert openings(pattern) == expected


@pytest.mark.parametrize("name", OPENINGS)
@given(text=st.one_of(st.text(max_size=20), st.sampled_from("by von editor редактор 記者 news Foto senior".split())))
def test_a_pattern_matches_as_if_it_were_always_tried(name: str, text: str) -> None:
    opening: Opening = OPENINGS[name]
    always = opening._pattern
    for line in (text, f"{text} x", f"{text}: Ida", text.upper()):
        expected = always.match(line)
        assert (opening.match(line) is None) == (expected is None)
        assert opening.cut(line) == (line[expected.end() :] if expected else line)


def test_every_word_of_the_patterns_is_tried() -> None:
    for opening in OPENINGS.values():
        for word in re.findall(r"[^\W\d_]{2,}", opening._pattern.pattern):
            for line in (word, f"{word}: x", f"{word} x", word.upper()):
                assert (opening.match(line) is None) == (opening._pattern.match(line) is None)


@pytest.mark.parametrize(
    ("text", "left"),
    [("Ida Holm published", "Ida Holm |"), ("Ida Holm", "Ida Holm"), ("e.V Stand: 3", "e.V | 3"), ("", "")],
)
def test_words_are_replaced_wherever_they_stand(text: str, left: str) -> None:
    assert names._VERB.sub("|", text) == left


def test_a_word_may_begin_behind_any_mark() -> None:
    assert Words(r"\b", "x-ray").sub("", "an (X-Ray)") == "an ()"
    assert Words("", "e.v").may_stand_in("Kreuz e.V")


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("By Ida Holm", True),
        ("VON IDA HOLM", True),
        ("(by Ida)", True),
        ("Ida Holm", False),
        ("7 boats", False),
        ("", True),
    ],
)
def test_texts_that_open_otherwise_are_not_tried(text: str, may: bool) -> None:
    assert Opening("by |von ").may_match(text) is may


def test_a_text_without_a_word_of_the_pattern_is_not_tried() -> None:
    assert not Words(r"\b", "published").may_stand_in("Ida Holm, Narvik")
    assert Words(r"\b", "published").may_stand_in("Ida Holm, published on Monday")
