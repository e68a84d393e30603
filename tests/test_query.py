"""What people type into the search box."""

import sqlite3
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.display import safe
from archive.errors import QueryError
from archive.marking import MARK_CLOSE, MARK_OPEN
from archive.marking import marked_snippet as snippet
from archive.query import NOTHING, SYNTAX, pairs, parse, spaced_query, unspaced_query, unwanted_query


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
        ("NEAR(a b)", '(NEAR("a" "b", 10))'),
        ('NEAR(a "b c" d*, 3)', '(NEAR("a" "b c" "d" *, 3))'),
        ("-NEAR(a b,2) c", '(("c") NOT (NEAR("a" "b", 2)))'),
        ('"a b"~4', '(NEAR("a" "b", 4))'),
        ("a NEAR/4 b NEAR c", '(NEAR("a" "b" "c", 10))'),
        ("NEAR(a)", '("a")'),
        ("NEAR(", '("NEAR(")'),
        ("NEAR(a OR", '("NEAR(a")'),
        ("headline:ferry", '(headline : "ferry")'),
        ('title:"old bridge" -body:boat*', '((headline : "old bridge") NOT (body : "boat" *))'),
        ("headline:", '("headline:")'),
        ("http://echo.example", '("http://echo.example")'),
        ('facts:"x y"', '("facts:x y")'),
        ("source:echo", '(facts : "\ue001echo")'),
        ("ferry -source:har*", '(("ferry") NOT (facts : "\ue001har" *))'),
        ('author:"Lena Müller"', '(facts : "\ue004Lena \ue004Müller")'),
        ("lang:zh agency:AFP", '(facts : "\ue002zh" AND facts : "\ue003AFP")'),
        ("ferry date:2026-11", '("ferry" AND facts : ("\ue005202611"))'),
        (
            "since:2026-11-30 until:2027 a OR b",
            '("a" AND facts : ("\ue005202611" OR "\ue005202612" OR "\ue0052027")) OR ("b")',
        ),
        ("a since:2027 until:2026", NOTHING),
        ("a \ue001echo", '("a" AND "echo")'),
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
    sql.execute("create virtual table t using fts5 (headline, dek, byline, body, facts)")
    for match in (spaced_query(text), unspaced_query(text), unwanted_query(text)):
        sql.execute("select rowid from t where t match ?", (match,)).fetchall()
    assert isinstance(snippet(text, text), str)
    sql.close()


OPERATORS = ["NEAR(", "NEAR", "NEAR/3", "headline:", "source:", "author:", "date:2026", "~3", "OR", "NOT", "ab", "渡"]


@given(
    st.text(alphabet="ab\"'*-() ORNT:^{}+,.\\")
    | st.lists(st.sampled_from([*OPERATORS, *'a*-"() :,'])).map("".join)
    | st.lists(st.sampled_from([*OPERATORS, *'a*-"() :,'])).map(" ".join)
)
def test_no_operator_of_a_user_breaks_the_search(text: str) -> None:
    sql = sqlite3.connect(":memory:")
    sql.execute("create virtual table t using fts5 (headline, dek, byline, body, facts)")
    with suppress(QueryError):  # a date that is none
        for match in (spaced_query(text), unspaced_query(text), unwanted_query(text)):
            sql.execute("select rowid from t where t match ?", (match,)).fetchall()
    sql.close()


@pytest.mark.parametrize("text", ["since:yesterday", "ferry until:2026-13", 'date:"31 May"', "since:99999-01-01"])
def test_a_date_that_is_none_is_told_in_a_sentence(text: str) -> None:
    with pytest.raises(QueryError, match=r"is no date; write it as 2026-01-31, 2026-01 or 2026\.$"):
        spaced_query(text)


@pytest.mark.parametrize("example", [example for example, _ in SYNTAX])
def test_every_example_of_the_syntax_means_something(example: str) -> None:
    (group, *_) = parse(example)
    assert group.asks
    assert group != parse(example.replace(":", " "))[0] or ":" not in example


@pytest.mark.parametrize("joint", [" ", " OR ", " -", " NOT ", ' "'])
@pytest.mark.parametrize("word", ["ferry", "渡船"])
def test_no_length_of_a_query_breaks_the_search(joint: str, word: str) -> None:
    text = "begin " + joint.join(f"{word}{number}" for number in range(3000))
    sql = sqlite3.connect(":memory:")
    sql.execute("create virtual table t using fts5 (headline, dek, byline, body, facts)")
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
        ("Die Straße", "STRASSE straße", "Die [Straße]"),
        ("Mu\u0308ller", "muller", "[Müller]"),
        ("На мо\u0301ре", "море", "На [мо\u0301ре]"),
        ("使用Python語言", "python", "使用[Python]語言"),
        ("a snake_case word", "case", "a snake_[case] word"),
        ("ferry runs", "headline:ferry NEAR(runs x)", "[ferry] [runs]"),
        ("ferry runs", "-ferry runs source:ferry", "ferry [runs]"),
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
