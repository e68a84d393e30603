"""What people type into the search box."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.display import safe
from archive.query import MARK_CLOSE, MARK_OPEN, NOTHING, pairs, snippet, spaced_query, unspaced_query, unwanted_query


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("kurile islands", '("kurile" AND "islands")'),
        ('"kurile islands"', '("kurile islands")'),
        ("ferry OR bridge", '("ferry") OR ("bridge")'),
        ("ferry -bridge", '(("ferry") NOT ("bridge"))'),
        ("ferry NOT bridge", '(("ferry") NOT ("bridge"))'),
        ("ferry -bridge NOT boat", '(("ferry") NOT ("bridge" OR "boat"))'),
        ('ferry -"old bridge"', '(("ferry") NOT ("old bridge"))'),
        ('-"old bridge" ferry', '(("ferry") NOT ("old bridge"))'),
        ("NOT OR ferry", '("ferry")'),
        ("“kurile islands”", '("kurile islands")'),
        ("«курильские острова»", '("курильские острова")'),
        ('foo"bar baz"', '("foo" AND "bar baz")'),
        ("foo _ — 🙂", '("foo")'),
        ("Mu\u0308ller", '("Müller")'),
        ("ещё", '(("ещё" OR "еще"))'),
        ("a\x00b \ud800c", '("a" AND "b" AND "c")'),
        ("ferr*", '("ferr" *)'),
        ('"kurile isl"*', '("kurile isl" *)'),
        ("it's AND (", '("it\'s")'),
        ('unclosed "phrase here', '("unclosed" AND "phrase here")'),
        ("NEAR(a b)", '("NEAR(a" AND "b)")'),
        ("headline:ferry", '("headline:ferry")'),
        ("-ferry", NOTHING),
        ("", NOTHING),
        ('* " " - ( )', NOTHING),
        ("千島", NOTHING),
    ],
)
def test_queries_for_spaced_scripts(text: str, match: str) -> None:
    assert spaced_query(text) == match


def test_queries_for_unspaced_scripts() -> None:
    assert unspaced_query("千島群") == f'("{" ".join(pairs("千島群", closing=False))}")'
    assert unspaced_query("島") == '("u05cf6" *)'
    assert unspaced_query("COVID疫情") == f'(("COVID" AND "{pairs("疫情", closing=False)[0]}"))'


def test_words_to_leave_out_that_only_the_unspaced_index_can_find() -> None:
    assert unwanted_query("putin -北京") == unspaced_query("北京").strip("()")
    assert unwanted_query("putin -moscow") == NOTHING


ANYTHING = st.text(st.characters(codec=None, categories=None))


@given(st.text() | ANYTHING)
def test_no_text_of_a_user_breaks_the_search(text: str) -> None:
    sql = sqlite3.connect(":memory:")
    sql.execute("create virtual table t using fts5 (body)")
    for match in (spaced_query(text), unspaced_query(text), unwanted_query(text)):
        sql.execute("select rowid from t where t match ?", (match,)).fetchall()
    assert isinstance(snippet(text, text), str)
    sql.close()


@given(st.text(alphabet="ab\"'*-() ORNT:^{}+,.\\"))
def test_no_operator_of_a_user_breaks_the_search(text: str) -> None:
    sql = sqlite3.connect(":memory:")
    sql.execute("create virtual table t using fts5 (body)")
    sql.execute("select rowid from t where t match ?", (spaced_query(text),)).fetchall()
    sql.close()


@pytest.mark.parametrize("joint", [" ", " OR ", " -", " NOT ", ' "'])
@pytest.mark.parametrize("word", ["ferry", "渡船"])
def test_no_length_of_a_query_breaks_the_search(joint: str, word: str) -> None:
    text = "begin " + joint.join(f"{word}{number}" for number in range(3000))
    sql = sqlite3.connect(":memory:")
    sql.execute("create virtual table t using fts5 (body)")
    for match in (spaced_query(text), unspaced_query(text), unwanted_query(text)):
        sql.execute("select rowid from t where t match ?", (match,)).fetchall()
    sql.close()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain\ttext\nof two lines", "plain\ttext\nof two lines"),
        ("\x1b[31mred\x9b0m\r\x07", "?[31mred?0m??"),
        ("\u202egnp.exe\u2066x\u2069", "?gnp.exe?x?"),
        ("می\u200cخواهم «\u00a0oui\u00a0» 東京\u3000都", "می\u200cخواهم «\u00a0oui\u00a0» 東京\u3000都"),
        ("👩\u200d🚒\ud83d", "👩\u200d🚒?"),
    ],
)
def test_text_that_is_safe_to_show(text: str, shown: str) -> None:
    assert safe(text, "?") == shown


@pytest.mark.parametrize(
    ("text", "query", "shown"),
    [
        ("Ulrike Müller trat zurück", "muller", "Ulrike [Müller] trat zurück"),
        ("the ferry ferries", "ferr*", "the [ferr]y [ferr]ies"),
        ("the ferry ferries", "ferry", "the [ferry] ferries"),
        ("海港博物館重新開放", "博物", "海港[博物]館重新開放"),
        ("Die Straße", "strasse", "Die [Straße]"),
        ("На реке Варда", "РЕКЕ", "На [реке] Варда"),
        ("no such word", "other", "no such word"),
        ("a\x1b[31mred", "red", "a [31mred"),
        ("او می\u200cخواهد برود", "می\u200cخواهد", "او [می\u200cخواهد] برود"),
        ("Ёлка и ещё", "еще", "Ёлка и [ещё]"),
        ("हिन्दी भाषा", "हिन्दी", "[हिन्दी] भाषा"),
    ],
)
def test_words_found_are_marked(text: str, query: str, shown: str) -> None:
    assert snippet(text, query).replace(MARK_OPEN, "[").replace(MARK_CLOSE, "]") == shown


def test_a_snippet_is_about_its_width_and_holds_the_word() -> None:
    text = "word " * 400 + "needle " + "word " * 400
    found = snippet(text, "needle")
    assert f"{MARK_OPEN}needle{MARK_CLOSE}" in found
    assert len(found) < 200
    assert found.startswith("…")
    assert found.endswith("…")
