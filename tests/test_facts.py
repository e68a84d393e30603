"""What filters go by, as words of the index."""

import sqlite3
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import facts


@pytest.fixture
def index() -> sqlite3.Connection:
    sql = sqlite3.connect(":memory:")
    sql.execute(
        "create virtual table t using fts5 (facts, tokenize=\"unicode61 remove_diacritics 2 categories 'L* N* Co M*'\")"
    )
    return sql


def found(sql: sqlite3.Connection, fact: str) -> list[int]:
    return [number for (number,) in sql.execute("select rowid from t where t match ? order by 1", (f'"{fact}"',))]


def test_each_fact_is_found_by_itself_and_by_nothing_else(index: sqlite3.Connection) -> None:
    rows = [
        facts.of("harbour-courier", "zh-Hant", "2026-11-20T09:30:00+00:00", ["AP"], ["Lena Müller", "Oda Kenta"]),
        facts.of("harbour.courier", "en", None, ["dpa", "Interfax-Ukraine"], ["Müller"]),
        facts.of("zh", None, "2025-01-01T00:00:00+00:00", [], []),
    ]
    index.executemany("insert into t values (?)", [(row,) for row in rows])
    assert found(index, facts.source("harbour-courier")) == [1]
    assert found(index, facts.source("Harbour.Courier")) == [2]
    assert found(index, facts.source("harbour courier")) == []
    assert found(index, facts.source("zh")) == [3]
    assert found(index, facts.language("zh")) == [1]
    assert found(index, facts.language("ZH-hant")) == [1]
    assert found(index, facts.language("zh-Hans")) == []
    assert found(index, facts.agency("ap")) == [1]
    assert found(index, facts.agency("Interfax-Ukraine")) == [2]
    assert found(index, facts.author("muller")) == [1, 2]
    assert found(index, facts.author("Lena Müller")) == [1]
    assert found(index, facts.author("Müller Oda")) == []
    assert found(index, facts.TIME + "2026") == [1]
    assert found(index, facts.TIME + "202501") == [3]
    assert found(index, "2026") == []
    assert found(index, "muller") == []


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2026, 1, 31), date(2026, 2, 1), ["202601", "202602"]),
        (date(2024, 12, 5), date(2026, 1, 5), ["202412", "2025", "202601"]),
        (date(2025, 1, 1), date(2025, 12, 31), ["2025"]),
        (date(2026, 2, 1), date(2026, 1, 1), []),
    ],
)
def test_times_hold_every_day(first: date, last: date, expected: list[str]) -> None:
    assert facts.times(first, last) == [facts.TIME + time for time in expected]


@given(st.text(), st.text(), st.text())
def test_no_name_forges_another_fact(name: str, agency: str, author: str) -> None:
    kinds = (facts.SOURCE, facts.LANGUAGE, facts.AGENCY, facts.AUTHOR, facts.TIME)
    for word in facts.of(name, None, None, [agency], [author]).split():
        assert not any(kind in word[1:] for kind in kinds)
        assert word[0] in (facts.SOURCE, facts.AGENCY, facts.AUTHOR)
