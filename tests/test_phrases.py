"""The phrases are asked in a fast way; the answers are those of trying every phrase one by one."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extraction import phrases

LINES = [
    "Read more: the river rises",
    "„Lesen Sie auch: Der Fluss steigt“",
    "LEES OOK: de rivier",
    "À lire aussi",
    "(Tekst gaat verder",
    "▲ Top",
    "► Video",
    "© Example",
    "— Читайте также: река",
    "12 min read",
    "3 分 read",
    "한나래 기자",
    "记者 张三",
    "İLGİLİ HABER: nehir",
    "Reporting by Ann Bee; Editing by Cy Dee",
    "Correction: An earlier version",
    "【訂正】本文",
    "Editor’s note: changed",
    "Mit Material von dpa",
    "Foto: Ann Bee",
    "Photo credit: Cy Dee",
    "By Ann Bee",
    "Von Ann Bee",
    "Updated on March 3",
    "Opublikowano: 3",
    "le puede interesar",
    "The river rose by two metres on Monday.",
    "",
    "…",
    "123",
    "Der Fluss stieg am Montag um zwei Meter.",
]
TABLES = ("leads_away", "byline", "caption", "meta_line", "credit", "correction")


def slow(table: str) -> re.Pattern[str]:
    patterns = [p.replace("{agency}", phrases.AGENCY) for ps in phrases._DATA[table].values() for p in ps]
    return re.compile(rf"[\W_]*(?:{'|'.join(patterns)})", re.IGNORECASE)


@pytest.mark.parametrize("table", TABLES)
def test_a_line_starts_with_a_phrase_as_if_each_were_tried(table: str) -> None:
    fast, tried = phrases.Starts(phrases._DATA[table]), slow(table)
    known = [phrase for words in ("asks", "paywall") for phrase in phrases._listed(phrases._DATA[words]["contains"])]
    openings = [re.split(r"[\\(\[.{?|]", p)[0] + ": 3 x" for ps in phrases._DATA[table].values() for p in ps]
    for line in [*LINES, *known, *openings]:
        for text in (line, line.upper(), f"“{line}"):
            assert fast.match(text) == bool(tried.match(text)), text


@given(st.text(max_size=30))
def test_no_text_starts_otherwise_than_if_each_phrase_were_tried(text: str) -> None:
    assert phrases.CORRECTION.match(text) == bool(slow("correction").match(text))


def test_phrases_anywhere_are_found_whatever_stands_around_them() -> None:
    for phrase in phrases._listed(phrases._DATA["asks"]["contains"]):
        assert phrases.ASKS.search(f"xx{phrase.upper()}yy") or phrase.upper().lower() != phrase
        assert phrases.ASKS.search(phrase)
    assert not phrases.ASKS.search("The river rose by two metres on Monday.")
    overlapping = "Register to continue reading this in your inbox"
    assert phrases.PAYWALL.search(overlapping)
    assert phrases.ASKS.search(overlapping)


def test_what_stands_in_a_text_is_the_same_when_many_are_looked_over() -> None:
    texts = [
        *LINES,
        "Please register to continue reading",
        "Zweiter ΟΔΟΣ",
        "Register to continue",
        "İ subscribe to our newsletter",
    ]
    alone = [(phrases.ASKS.search(text), phrases.PAYWALL.search(text), phrases.LEGAL.search(text)) for text in texts]
    phrases.look_over(texts)
    assert [
        (phrases.ASKS.search(text), phrases.PAYWALL.search(text), phrases.LEGAL.search(text)) for text in texts
    ] == alone
    assert any(asks for asks, _, _ in alone)
