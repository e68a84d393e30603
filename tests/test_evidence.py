"""Evidence is stored in two parts, and comes back whole."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import Archive, ArchiveError, Article, Moment, Visit, merge
from archive import check as checking
from archive.evidence import number_of, parted, whole

AT = datetime(2026, 11, 20, tzinfo=UTC)
EVIDENCE: dict[str, Any] = {
    "headline": {"reader": "h1", "where": "h1.title"},
    "byline": {"reader": "byline", "where": "span.author", "text": "By Ann"},
    "authors": {"reader": "byline", "where": "span.author", "text": "By Ann"},
    "encoding": "utf-8",
    "date_candidates": {"published": [{"value": "2026-11-20", "reader": "meta"}, {"value": None, "score": 3}]},
}
LEAVES = st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(max_size=9)
NAMES = st.sampled_from(["reader", "where", "encoding", "text", "=", "headline", "é", ""])
JSON = st.recursive(LEAVES, lambda part: st.lists(part, max_size=3) | st.dictionaries(NAMES, part, max_size=3))


def article(number: int, **fields: Any) -> tuple[Article, Visit]:
    url = f"https://echo.example/{number}"
    found = Article(url=url, source="echo", headline=f"Report {number}", body=f"It is {number}.", evidence=EVIDENCE)
    return replace(found, **fields), Visit(url=url, source="echo", at=AT)


def test_what_many_share_is_apart_from_what_is_one_articles_own() -> None:
    form, values = parted(EVIDENCE)
    assert json.loads(values) == ["By Ann", "2026-11-20", 3]
    assert form is not None
    assert json.loads(form)["byline"] == {"reader": "byline", "where": "span.author", "text": {"=": 0}}
    other = {**EVIDENCE, "byline": {**EVIDENCE["byline"], "text": "By Bo"}, "authors": EVIDENCE["byline"]}
    assert parted({**other, "authors": other["byline"]})[0] == form
    assert json.dumps(whole(form, values)) == json.dumps(EVIDENCE)


@given(st.dictionaries(NAMES, JSON, max_size=4), st.sampled_from([None, "", "a", "text", "="]))
def test_any_evidence_comes_back(evidence: dict[str, Any], published: str | None) -> None:
    found = whole(*parted(evidence, published), published)
    assert json.dumps(found) == json.dumps(evidence)


def test_the_date_as_it_was_printed_stands_in_the_article_only() -> None:
    form, values = parted(EVIDENCE, "2026-11-20")
    assert json.loads(values) == ["By Ann", 3]
    assert form == parted(EVIDENCE | {"date_candidates": EVIDENCE["date_candidates"]}, "2026-11-20")[0]
    assert whole(form, values, "2026-11-20") == EVIDENCE


@pytest.mark.parametrize(("form", "values"), [('{"a":{"=":1}}', "[0]"), (None, "[]x"), ('{"a":{"=":0}}', "{}")])
def test_damage_is_an_error(form: str | None, values: str) -> None:
    with pytest.raises(ValueError, match=r"lacks a value|Extra data"):
        whole(form, values)


def test_a_form_has_the_same_number_everywhere() -> None:
    assert number_of('{"headline":{"reader":"h1"}}') == 189522652312603


def test_articles_of_one_layout_share_a_form(tmp_path: Path) -> None:
    with Archive(tmp_path / "news.db") as db:
        for number in range(1, 4):
            db.add(*article(number))
        db.add(*article(4, evidence={"headline": {"reader": "og", "where": "meta"}}))
        db.add(*article(5, evidence={}))
        assert db.rows("select count(*) from evidence_forms")[0][0] == 2
    with Archive(tmp_path / "news.db") as db:
        assert json.dumps(db.get(2).article.evidence) == json.dumps(EVIDENCE)
        assert db.get(5).article.evidence == {}
        assert checking.check(db, full=True).problems == []


@pytest.mark.parametrize("text", ["2026-11-20", "2026-11-20T00:00:00+00:00", ""])
def test_a_date_that_evidence_names_comes_back(tmp_path: Path, text: str) -> None:
    found = {
        "date_candidates": {"published": [{"value": text, "reader": "meta"}, {"value": "20 Nov", "reader": "dom"}]}
    }
    dated = article(1, published=Moment(value=AT, text=text, zone="stated"), evidence=found)
    other = replace(dated[0], headline="Edited", published=Moment(value=AT, text="20 Nov", zone="stated"))
    with Archive(tmp_path / "news.db") as db:
        db.add(*dated)
        assert db.get(1).article.evidence == found
        db.add(other, replace(dated[1], at=AT + timedelta(days=1)))
        assert [wording.article.evidence for wording in db.wordings(1)] == [found, found]
    with Archive(tmp_path / "other.db") as db:
        merge.merge(db, tmp_path / "news.db")
        assert db.get(1).article.evidence == found


def test_evidence_of_before_stays_whole(tmp_path: Path) -> None:
    with Archive(tmp_path / "news.db") as db:
        db.add(*article(1))
        db.connection.execute("update articles set evidence_form = null, evidence = ?", (json.dumps(EVIDENCE),))
        assert db.get(1).article.evidence == EVIDENCE
        db.add(*article(2))
        assert db.get(2).article.evidence == EVIDENCE


def test_a_form_that_a_failed_transaction_wrote_is_written_again(tmp_path: Path) -> None:
    def fail(db: Archive) -> None:
        with db.writing():
            db.add(*article(1))
            raise ValueError("no")

    with Archive(tmp_path / "news.db") as db:
        with pytest.raises(ValueError, match="no"):
            fail(db)
        db.add(*article(1))
        assert db.get(1).article.evidence == EVIDENCE
        assert checking.check(db, full=True).problems == []


def test_two_forms_of_one_number_are_kept_apart(tmp_path: Path) -> None:
    form, _ = parted(EVIDENCE)
    with Archive(tmp_path / "news.db") as db:
        db.connection.execute("insert into evidence_forms values (?, '{}')", (number_of(str(form)),))
        db.add(*article(1))
        assert db.get(1).article.evidence == EVIDENCE


def test_a_lost_form_is_found(tmp_path: Path) -> None:
    with Archive(tmp_path / "news.db") as db:
        db.add(*article(1))
        db.connection.execute("pragma foreign_keys = off")
        db.connection.execute("delete from evidence_forms")
    with Archive(tmp_path / "news.db") as db:
        assert "refers to a row of evidence_forms that is not there" in checking.check(db).problems[0].sentence
        with pytest.raises(ArchiveError, match="lacks the evidence's form"):
            db.get(1)


def test_merged_articles_bring_their_evidence(tmp_path: Path) -> None:
    with Archive(tmp_path / "other.db") as other:
        other.add(*article(1))
    with Archive(tmp_path / "news.db") as db:
        db.add(*article(2, evidence={}))
        merge.merge(db, tmp_path / "other.db")
        (number,) = [hit.id for hit in db.search('"report 1"')]
        assert db.get(number).article.evidence == EVIDENCE
        assert checking.check(db, full=True).problems == []
