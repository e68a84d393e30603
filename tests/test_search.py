"""Search in an archive: what is found, in which order, page by page, however much there is."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import archive.search
from archive import Archive, Article, Moment, QueryError, Visit
from archive.search import Facets, facets

START = datetime(2024, 11, 20, 9, 30, tzinfo=UTC)
WORDS = "ferry bridge harbour Müller licence storm saury tide".split()


def article(number: int) -> Article:
    """One of many: each has some of the words, some of them often, every seventh in Chinese."""
    chosen = [word for place, word in enumerate(WORDS) if number * 2654435761 >> (place + 3) & 1]
    text = " ".join(word * (1 + number % 3 // 2) if word == "storm" else f"{word} said {word}" for word in chosen)
    at = START + timedelta(days=13 * number)
    return Article(
        url=f"https://echo.example/{number}",
        source=("echo", "harbour-courier", "delta.example")[number % 3],
        headline=f"{chosen[-1].title() if chosen else 'Nothing'} news {number}",
        byline="By Lena Müller" if number % 4 == 0 else None,
        authors=("Lena Müller",) if number % 4 == 0 else (),
        agencies=("AFP",) if number % 5 == 0 else (),
        published=Moment(value=at, text=at.isoformat(), zone="stated") if number % 11 else None,
        language="zh-Hant" if number % 7 == 0 else "en",
        body=f"{text} old bridge number{number} Pre{number % 9}fix. "
        + ("海港博物館重新開放 Путин мир" if number % 7 == 0 else ""),
    )


COUNT = 120


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("search") / "news.db"
    with Archive(path) as db, db.writing():
        for number in range(1, COUNT + 1):
            one = article(number)
            db.add(one, Visit(url=one.url, source=one.source, at=START))
    return path


@pytest.fixture
def db(path: Path) -> Iterator[Archive]:
    with Archive(path, read_only=True) as db:
        yield db


def found(db: Archive, query: str, **options: str) -> set[int]:
    results = db.search(query, limit=1000, **options)
    assert results.next is None
    return {hit.id for hit in results}


def having(*wanted: str) -> set[int]:
    return {
        n
        for n in range(1, COUNT + 1)
        if all(
            w.lower() in f"{article(n).headline} {article(n).byline} {article(n).body}".lower().split() for w in wanted
        )
    }


QUERIES = (
    "ferry", "ferry bridge", "ferry OR tide", "ferry -bridge", '"said ferry"', '"old bridge"', "NEAR(ferry bridge, 3)",
    "NEAR(harbour tide, 1)", "headline:storm", "headline:tide OR headline:ferry", "body:müller", "byline:lena ferry",
    "pre3*", "ferry pre*", '"number7 pre"*', "海港", "博物館 ferry", "Путин 博物館 мир", "ferry -海港", "島", "館",
    "ferry -pre*",
    "source:echo", "source:harbour-courier ferry", "author:müller -agency:afp", "language:zh tide", "date:2025 ferry",
    "since:2025-03-05 until:2026-01 bridge", "source:delta.example OR 重新開放", "since:2026 -ferry", "source:har*",
)  # fmt: skip


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize(("name", "value"), [("CHEAP", -1.0), ("MOST_PAGES", -1)])
def test_what_is_found_does_not_depend_on_how(
    db: Archive, query: str, name: str, value: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Scored by FTS5 or from the texts; words that begin alike looked for in the index or in the texts."""
    expected = found(db, query)
    monkeypatch.setattr(archive.search, name, value)
    assert found(db, query) == expected


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("texts", [False, True])
def test_pages_hold_everything_once(db: Archive, query: str, texts: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = found(db, query)
    monkeypatch.setattr(archive.search, "RANKED", 7)
    monkeypatch.setattr(archive.search, "READ", 7)
    monkeypatch.setattr(archive.search, "CHEAP", -1.0 if texts else 45.0)
    seen: list[int] = []
    after = None
    for _ in range(COUNT):
        page = db.search(query, limit=3, after=after)
        assert len(page) == 3 or page.next is None
        seen += [hit.id for hit in page]
        after = page.next
        if after is None:
            break
    assert len(seen) == len(set(seen))
    assert set(seen) == expected


def test_words_and_fields_find_what_they_say(db: Archive) -> None:
    everything = range(1, COUNT + 1)
    assert found(db, "ferry bridge") == having("ferry", "bridge") != set()
    assert found(db, "ferry OR tide") == having("ferry") | having("tide")
    assert found(db, "ferry -tide") == having("ferry") - having("tide")
    assert found(db, "headline:storm") == {n for n in everything if article(n).headline.startswith("Storm")}
    assert found(db, "byline:müller") == found(db, 'author:"Lena Müller"') == {n for n in everything if n % 4 == 0}
    assert found(db, "muller") == having("müller") | having("müller,")
    assert found(db, "agency:afp") == {n for n in everything if n % 5 == 0}
    assert found(db, "source:delta.example") == {n for n in everything if n % 3 == 2}
    assert found(db, "source:delta") == set()
    assert found(db, "Putin OR Путин 博物 мир") == {n for n in everything if n % 7 == 0}
    assert found(db, "date:2025-03") == {
        n for n in everything if n % 11 and f"{START + timedelta(days=13 * n):%Y-%m}" == "2025-03"
    }
    assert found(db, "until:2025-03-05") == {
        n for n in everything if n % 11 and f"{START + timedelta(days=13 * n):%Y-%m-%d}" <= "2025-03-05"
    }
    assert found(db, "ferry since:2027-05-01T10:00") == found(db, "ferry", since="2027-05-01T10:00:00+00:00")
    assert found(db, "ferry since:2025 source:echo") == found(db, "ferry", since="2025", source="echo")
    assert found(db, "NEAR(said number7)") <= {7}


@pytest.mark.parametrize("after", ["", "7", "x", "1_2_3_4' or 1", "9" * 40, "1_1_nan_1", "١_1_1.0_1"])
def test_a_key_that_is_none_is_told_in_a_sentence(db: Archive, after: str) -> None:
    with pytest.raises(QueryError, match="is no key of a page"):
        db.search("ferry", after=after)


def test_results_say_how_many_were_ranked(db: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    everything = db.search("bridge", limit=5)
    assert (everything.ranked, everything.more) == (COUNT, False)
    monkeypatch.setattr(archive.search, "RANKED", 50)
    newest = db.search("bridge", limit=5)
    assert (newest.ranked, newest.more) == (50, True)
    assert all(hit.id > COUNT - 50 for hit in newest)
    assert [hit.score for hit in newest] == sorted(hit.score for hit in newest)


@pytest.mark.parametrize("cheap", [45.0, -1.0])
def test_a_word_in_the_headline_comes_first(db: Archive, cheap: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive.search, "CHEAP", cheap)
    assert "Tide" in db.search("tide", limit=1)[0].headline


def test_time_that_runs_out_is_told(db: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive.search, "HARD_SECONDS", -1.0)
    results = db.search("ferry OR bridge OR tide", limit=1000)
    assert results.stopped
    assert results.more
    monkeypatch.undo()
    assert db.search("ferry").stopped is False


def test_facets(db: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    spread = facets(db, "bridge source:echo")
    ours = [article(n) for n in range(1, COUNT + 1) if n % 3 == 0]
    years: dict[str, int] = {}
    for one in ours:
        if one.published:
            years[str(one.published.value.year)] = years.get(str(one.published.value.year), 0) + 1
    assert spread.years == years
    assert list(spread.years) == sorted(years, reverse=True)
    assert sum(spread.months.values()) == sum(years.values())
    assert spread.sources == {"echo": 40}
    assert spread.languages == {"en": 35, "zh-Hant": 5}
    assert spread.agencies == {"AFP": 8}
    assert (spread.counted, spread.more) == (40, False)
    monkeypatch.setattr(archive.search, "COUNTED", 10)
    assert (facets(db, "bridge").counted, facets(db, "bridge").more) == (10, True)
    assert facets(db, "zeppelin") == Facets(
        counted=0, more=False, years={}, months={}, sources={}, languages={}, agencies={}
    )


def test_facts_follow_edits(tmp_path: Path) -> None:
    first = replace(article(7), agencies=("TASS",))
    second = replace(first, agencies=("dpa",), authors=("Oda Kenta",), body=first.body + " And more.")
    with Archive(tmp_path / "news.db") as db:
        for one in (first, second):
            db.add(one, Visit(url=one.url, source=one.source, at=START))
        assert [len(db.search(q)) for q in ("agency:tass", "agency:dpa", "author:oda", "博物館 agency:dpa")] == [
            0,
            1,
            1,
            1,
        ]
        db.connection.execute("insert into articles_fts (articles_fts) values ('integrity-check')")
        db.connection.execute("delete from articles")
        assert not db.search("博物館")
        assert not db.search("agency:dpa")
