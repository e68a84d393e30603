"""The real Datasette over a real archive."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

pytest.importorskip("datasette", reason="browsing needs the extra: pip install 'news-archive[serve]'")

from archive import Archive, Article, Correction, Image, Moment, Visit
from archive.browse.serve import datasette, metadata

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
FERRY = Article(
    url="https://echo.example/ferry",
    source="echo",
    headline="Ferry <script>alert(1)</script> runs again",
    authors=("Lena Müller", "Davit Kerez"),
    agencies=("AFP",),
    published=Moment(value=NOW, text="2026-11-20", zone="stated"),
    body="A cable ferry crossed.\n\n<img src=x onerror=alert(1)> 渡船再開",
    images=(Image(url="https://echo.example/1.jpg", caption="The ferry", credit="T. Beker"),),
    corrections=(Correction(text="Correction: it was Friday."),),
    disclaimer="Declared undesirable.",
)
QUERIES = sorted(metadata("news")["databases"]["news"]["queries"])
Get = Callable[[str], Any]


@pytest.fixture(scope="module")
def get(tmp_path_factory: pytest.TempPathFactory) -> Get:
    path = tmp_path_factory.mktemp("browse") / "my news.db"
    with Archive(path) as db:
        db.add(FERRY, Visit(url=FERRY.url, source="echo", at=NOW))
        db.add(replace(FERRY, headline="Ferry stops"), Visit(url=FERRY.url, source="echo", at=NOW))
        other = replace(FERRY, url="https://echo.example/2", headline="Bridge", body="No boat here", disclaimer=None)
        db.add(other, Visit(url=other.url, source="echo", at=NOW))
        text = " ".join(f"word{number}" for number in range(200))
        for place, source in enumerate(("harbour", "delta")):
            copied = Article(url=f"https://{source}.example/", source=source, headline="Wire", body=text)
            db.add(copied, Visit(url=copied.url, source=source, at=NOW + timedelta(hours=place)))
    application = datasette(path)
    asyncio.run(application.invoke_startup())
    return lambda url: asyncio.run(application.client.get(f"/{url}", follow_redirects=True))


@pytest.mark.parametrize("url", ["", "my+news", "my+news/articles", "my+news/articles/1", "my+news/revisions/1"])
def test_pages_open(get: Get, url: str) -> None:
    assert get(url.replace("my+news", "my~20news")).status_code == 200


@pytest.mark.parametrize("name", QUERIES)
def test_every_ready_made_question_runs(get: Get, name: str) -> None:
    answer = get(f"my~20news/{name}.json?_shape=objects&words=ferry&source=&agency=AFP&name=lena&article=1")
    assert answer.status_code == 200
    assert answer.json()["error"] is None if "error" in answer.json() else True


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("search.json?words=渡船", {"headline": "Ferry stops"}),
        ("search.json?words=ferry+-bridge", {"headline": "Ferry stops"}),
        ("latest.json?source=", {"source": "echo"}),
        ("by_agency.json?agency=afp", {"source": "echo"}),
        ("what_changed.json", {"article": 1, "kinds": "headline", "announced": "no", "headline": "Ferry stops"}),
        ("silent_edits_newest.json", {"article": 1, "kinds": "headline", "headline": "Ferry stops"}),
        ("credited_together.json", {"person": "Lena Müller", "with_person": "Davit Kerez", "articles": 2}),
        ("by_person.json?name=Lena", {"source": "echo"}),
        ("with_disclaimer.json", {"disclaimer": "Declared undesirable."}),
        ("corrected.json", {"text": "Correction: it was Friday."}),
        ("coverage_by_day.json", {"day": "2026-11-20", "articles": 2}),
        ("photo_credits.json", {"credit": "T. Beker", "pictures": 2}),
        ("agency_share.json", {"agency": "AFP", "articles": 2}),
        ("wire_share.json", {"source": "echo", "articles": 2, "credit_an_agency": 2, "wire_percent": 100.0}),
        ("most_printed.json", {"printed": 2, "sources": 2, "first_source": "harbour"}),
        ("copies_of.json?article=4", {"source": "harbour"}),
    ],
)
def test_questions_are_answered(get: Get, name: str, first: dict[str, object]) -> None:
    url = f"my~20news/{name}{'&' if '?' in name else '?'}_shape=array"
    rows = get(url).json()
    assert first.items() <= rows[0].items()


@pytest.mark.parametrize("words", ['"', "it's AND (", "NEAR(", "* -", "a" * 2000, "-", ""])
def test_no_question_of_a_user_breaks_the_search(get: Get, words: str) -> None:
    answer = get(f"my~20news/search.json?_shape=array&words={words}")
    assert answer.status_code == 200
    assert get(f"my~20news/search?words={words}").status_code == 200
    assert get(f"my~20news/search.csv?words={words}").status_code == 200


@pytest.mark.parametrize(
    "asked", ["words=ferry&since=yesterday", "words=date:x", "words=ferry&after=1'", "words=ferry&after=%00"]
)
def test_a_search_that_cannot_be_is_told_in_a_sentence(get: Get, asked: str) -> None:
    page = get(f"my~20news/search?{asked}")
    assert page.status_code == 400
    assert "message-error" in page.text
    answer = get(f"my~20news/search.json?{asked}")
    assert (answer.status_code, answer.json()["ok"]) == (400, False)
    assert answer.json()["error"].endswith(".")


def test_the_search_page_goes_on_by_key(get: Get) -> None:
    first = get("my~20news/search.json?words=source:echo&_size=1").json()
    assert (first["ranked"], first["more"], len(first["rows"])) == (2, False, 1)
    assert first["next"] == first["rows"][0]["key"]
    second = get(first["next_url"].lstrip("/")).json()
    assert [second["next"], *(row["id"] for row in second["rows"])] == [None, 3 - first["rows"][0]["id"]]
    page = get("my~20news/search?words=source:echo&_size=1").text
    assert "Next page" in page
    assert "2 articles found." in " ".join(page.split())


def test_the_search_page_narrows_by_facets(get: Get) -> None:
    facets = get("my~20news/search.json?words=ferry+OR+boat").json()["facets"]
    assert facets["years"] == {"2026": 2}
    assert facets["months"] == {"2026-11": 2}
    assert facets["sources"] == {"echo": 2}
    assert facets["agencies"] == {"AFP": 2}
    page = get("my~20news/search?words=ferry&agency=AFP").text
    assert "since=2026-11&amp;until=2026-11" in page
    assert "agency: <strong" in page
    assert get("my~20news/search.json?words=ferry&source=delta").json()["rows"] == []


def test_the_search_page_explains_queries(get: Get) -> None:
    page = get("my~20news/search").text
    assert "NEAR(ferry bridge, 5)" in page
    assert get("none/search?words=x").status_code == 404


def test_what_is_asked_stays_text(get: Get) -> None:
    hostile = "%22%3E%3Cscript%3Ealert(2)%3C/script%3E"
    for name in ("words", "source", "since", "after"):
        page = get(f"my~20news/search?words=ferry&{name}={hostile}").text
        assert "<script>alert(2)" not in page


@pytest.mark.parametrize(
    "url", ["my~20news/articles", "my~20news/articles/1", "my~20news/search?words=ferry", "my~20news/revisions"]
)
def test_text_from_the_web_stays_text(get: Get, url: str) -> None:
    page = get(url).text
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page


def test_found_words_are_marked(get: Get) -> None:
    assert "<mark>ferry</mark>" in get("my~20news/search?words=ferry").text


def test_full_text_search_of_the_table(get: Get) -> None:
    rows = get("my~20news/articles.json?_search=stops&_shape=array").json()
    assert [row["headline"] for row in rows] == ["Ferry stops"], rows


def test_it_only_reads(get: Get) -> None:
    assert get("my~20news.json?sql=delete+from+articles").status_code == 400
    assert get("my~20news.db").status_code in (403, 404)


def test_every_table_and_column_that_readers_meet_is_described(get: Get) -> None:
    tables = metadata("x")["databases"]["x"]["tables"]
    shown = {
        t["name"] for t in get("my~20news.json").json()["tables"] if not t["hidden"] and not t["name"].startswith("_")
    }
    views = {view["name"] for view in get("my~20news.json").json()["views"]}
    assert shown == {name for name, table in tables.items() if not table.get("hidden") and name not in views}
    columns = get("my~20news/articles.json?_shape=objects").json()["columns"]
    assert {name for name in columns if not name.startswith("own_")} == set(tables["articles"]["columns"])
    for name, table in tables.items():
        known = set(get(f"my~20news/{name}.json?_shape=objects").json()["columns"])
        assert set(table.get("columns", ())) <= {one for one in known if not one.startswith("own_")}, name


def test_what_only_the_archive_itself_reads_is_not_shown(get: Get) -> None:
    page = get("my~20news/pages/1").text
    assert "https://" in page
    assert "own_visited_second" not in page.split("<table", 1)[1]
    assert ">address<" not in page
    assert "own_" not in get("my~20news/visits").text.split("<dl", 1)[1].split("</dl>", 1)[0]
    assert 'pages/1">https://' in get("my~20news/visits").text


def test_a_question_is_the_title_of_its_page(get: Get) -> None:
    assert "<title>What newsrooms changed – my news</title>" in get("my~20news/what_changed").text
    assert "<title>SQL – my news</title>" in get("my~20news?sql=select+1").text


def test_every_wording_of_an_article_is_shown_and_harmless(get: Get) -> None:
    page = get("my~20news/wordings/1")
    assert page.status_code == 200
    text = page.text
    assert "Wording 2: headline" in text
    assert "Wording 1: first seen" in text
    assert "not announced" in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "<script>alert" not in text
    assert "One wording only" in get("my~20news/wordings/2").text
    assert get("my~20news/wordings/99").status_code == 404
    assert get("other/wordings/1").status_code == 404
    assert get("my~20news/wordings/999999999999999999").status_code == 404
    assert 'href="/my+news/wordings/1"' in get("my~20news/articles/1").text
    assert 'href="/my+news/wordings/1"' in get("my~20news/what_changed").text
