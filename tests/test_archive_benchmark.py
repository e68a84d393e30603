"""The figures of the archive can be measured; no time is asserted."""

import sqlite3
from pathlib import Path

import pytest

from benchmarks import archive as benchmark
from benchmarks import corpus


@pytest.fixture(autouse=True)
def few_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corpus, "VOCABULARY", 6000)


def test_storing_beside_executemany(tmp_path: Path):
    key, heads, rows = benchmark.storing(tmp_path, 40)
    assert key == "storing"
    assert heads[0].startswith("40 articles")
    assert float(rows[2][1]) > 0
    assert float(rows[1][3]) > 1


def test_both_hold_the_same_full_text_index(tmp_path: Path):
    benchmark.storing(tmp_path, 40)
    found = []
    for name in ("news.db", "plain.db"):
        with sqlite3.connect(tmp_path / name) as sql:
            found.append(
                [
                    sql.execute(f"select rowid from {table} where {table} match ? order by rowid", (words,)).fetchall()
                    for table in ("articles_fts", "articles_unspaced")
                    for words in ('"the"', '"u0e32" *', '"police" OR "minister"')
                ]
            )
        sql.close()
    assert found[0] == found[1]
    assert any(found[0])


def test_near_duplicates(tmp_path: Path):
    _, heads, rows = benchmark.near_duplicates(tmp_path, 300, 20)
    assert heads[0] == "index of 300 articles"
    assert int(rows[0][4].replace(",", "")) > 300 * 5


def test_captures_are_read_back_as_they_were(tmp_path: Path):
    pages = [benchmark.made_page(number) for number in range(3)]
    assert all(0.6 * benchmark.PAGE < len(page) < 1.5 * benchmark.PAGE for page in pages)
    _, heads, rows = benchmark.captures(tmp_path, pages)
    assert heads[0].startswith("3 pages")
    assert len(rows) == 6


def test_reading_captures_again(tmp_path: Path):
    pages = [benchmark.made_page(number, 20_000) for number in range(3)]
    _, heads, rows = benchmark.rereading(tmp_path, pages, rounds=1)
    assert heads[0].startswith("3 pages")
    assert [row[0].partition(";")[0] for row in rows] == ["one process", "two processes", "two to one"]


def test_the_document_has_a_place_for_every_table():
    text = (Path(benchmark.__file__).parent / "archive.md").read_text(encoding="utf-8")
    for part in benchmark.PARTS:
        assert f"<!-- {part} -->" in text
        assert f"<!-- /{part} -->" in text
