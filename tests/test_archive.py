"""An archive file: what is stored, decided, found again."""

import json
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import archive.database
from archive import (
    Added,
    Archive,
    ArchiveError,
    Article,
    ArticleNotFoundError,
    AuthorBio,
    Correction,
    DiskFullError,
    Image,
    IncompleteArticleError,
    LiveEntry,
    LockedError,
    Media,
    Moment,
    NewerSchemaError,
    NotAnArchiveError,
    Outcome,
    PageStatus,
    QueryError,
    ReadOnlyError,
    Visit,
)
from archive.search import query, search

ROOT = Path(__file__).parent.parent
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
MOMENT = Moment(value=NOW - timedelta(days=1), text="2026-11-19 09:30:00Z", zone="stated")
FULL = Article(
    url="https://www.lamp.example/a/ferry/1044.html",
    source="lamp",
    network="lamp-group",
    publisher_id="1044",
    headline="Fähre über die Varda fährt wieder",
    kicker="Lokales",
    dek="Nach elf Jahren",
    byline="Von Jörg Müller und AFP",
    authors=("Jörg Müller", "Änne Straßner"),
    organisations=("Redaktion Nord",),
    agencies=("AFP", "dpa"),
    dateline="BELVAR",
    published=MOMENT,
    modified=replace(MOMENT, zone="publisher"),
    section="Lokales",
    tags=("Verkehr", "Fluss"),
    language="de",
    images=(Image(url="https://lamp.example/1.jpg", caption="Die Fähre", credit="T. Beker", alt="Boot", lead=True),),
    media=(Media(kind="video", url="https://lamp.example/v.mp4", title="Überfahrt"),),
    body="Eine Seilfähre überquerte am Freitag die Varda.\n\nNiemand wurde nach einer Fahrkarte gefragt.",
    credits=("mit dpa", "Redaktion: Lena Hartog"),
    corrections=(Correction(text="Korrektur: Es waren elf Jahre.", date=NOW),),
    disclaimer="Erster Absatz.\n\nZweiter Absatz.",
    author_bios=(AuthorBio(name="Jörg Müller", text="Jörg Müller berichtet vom Fluss."),),
    access="free",
    live_entries=(LiveEntry(text="Erste Fahrt.", time=NOW, headline="Start"),),
    evidence={"headline": {"reader": "h1"}},
)


def visit(url: str = FULL.url, **changes: object) -> Visit:
    return replace(Visit(url=url, source="lamp", at=NOW, etag='"1"', lastmod="2026-11-19"), **changes)


def simple(number: int, **changes: object) -> Article:
    plain = Article(
        url=f"https://echo.example/{number}", source="echo", headline=f"Headline {number}", body=f"Body {number}."
    )
    return replace(plain, **changes)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "news.db") as opened:
        yield opened


def integrity(db: Archive) -> None:
    db.connection.execute("insert into articles_fts (articles_fts) values ('integrity-check')")
    assert db.connection.execute("pragma integrity_check").fetchone()[0] == "ok"
    assert not db.connection.execute("pragma foreign_key_check").fetchall()


def test_every_field_comes_back(db: Archive) -> None:
    added = db.add(FULL, visit())
    assert added.outcome is Outcome.NEW
    stored = db.get(added.article)
    assert stored.article == FULL
    assert stored.first_seen == stored.last_seen == NOW
    assert (stored.gone_at, stored.revisions) == (None, 0)
    assert db.get(FULL.url) == stored
    assert db.get("http://www.lamp.example/a/ferry/1044.html?utm_source=feed") == stored


def test_seeing_a_page_again_writes_only_the_visit(db: Archive) -> None:
    db.add(FULL, visit())
    before = db.connection.total_changes
    assert db.add(FULL, visit(at=NOW + timedelta(hours=1))).outcome is Outcome.UNCHANGED
    assert db.connection.total_changes - before == 2, "one page row, one visit row"
    assert db.get(1).last_seen == NOW + timedelta(hours=1)


def test_an_edit_keeps_the_old_wording(db: Archive) -> None:
    crawl = db.start_crawl("lamp", {})
    db.add(FULL, visit(crawl=crawl))
    edited = replace(FULL, headline="Fähre steht still", body="Das Seil riss.", authors=("Jörg Müller",), images=())
    added = db.add(edited, visit(at=NOW + timedelta(days=1)))
    assert added.outcome is Outcome.CHANGED
    assert added.changed == ("headline", "authors", "body", "captions")
    assert db.get(1).article == edited
    (row,) = db.rows("select * from revisions")
    assert (row["number"], row["headline"], row["body"]) == (1, FULL.headline, FULL.body)
    assert (row["seen_at"], row["replaced_at"]) == ("2026-11-20T09:30:00+00:00", "2026-11-21T09:30:00+00:00")
    assert row["crawl_id"] == crawl
    kept = json.loads(row["fields"])
    assert kept["images"][0]["caption"] == "Die Fähre"
    assert kept["corrections"] == [{"text": "Korrektur: Es waren elf Jahre.", "date": "2026-11-20T09:30:00+00:00"}]
    assert kept["evidence"] == {"headline": {"reader": "h1"}}
    assert not search(db, "Seilfähre")
    assert [hit.headline for hit in search(db, "riss")] == ["Fähre steht still"]
    integrity(db)


def test_a_change_back_is_a_change(db: Archive) -> None:
    for headline in ("One", "Two", "One"):
        db.add(replace(FULL, headline=headline), visit())
    assert db.get(1).revisions == 2


@pytest.mark.parametrize(
    "url",
    [
        "https://www.lamp.example/a/1044.html",
        "https://lamp-mirror.example/a/ferry/1044.html",
        "https://www.lamp.example/amp/ferry/1044.html",
        "https://www.lamp.example/a/ferry-/1044.html",
    ],
)
def test_the_publishers_number_outranks_the_address(db: Archive, url: str) -> None:
    db.add(FULL, visit())
    added = db.add(replace(FULL, url=url), visit(url))
    assert added == replace(added, outcome=Outcome.UNCHANGED, article=1)
    assert url in db.get(1).article.aliases
    assert db.get(url).id == 1


def test_another_number_is_another_article(db: Archive) -> None:
    db.add(FULL, visit())
    other = replace(FULL, publisher_id="1045", url="https://www.lamp.example/a/1045.html", headline="Anders")
    assert db.add(other, visit(other.url)).outcome is Outcome.NEW


def test_the_same_text_under_another_address_of_a_source_is_a_duplicate(db: Archive) -> None:
    db.add(simple(1), visit("https://echo.example/1"))
    copy = simple(1, url="https://echo.example/living/1")
    assert db.add(copy, visit(copy.url)).outcome is Outcome.DUPLICATE
    assert db.get(copy.url).article.aliases == (copy.url,)
    elsewhere = simple(1, source="other", url="https://other.example/1")
    assert db.add(elsewhere, visit(elsewhere.url)).outcome is Outcome.NEW


def test_a_redirected_address_is_an_alias(db: Archive) -> None:
    db.add(simple(1), visit("https://echo.example/old"))
    changed = simple(1, body="Edited.")
    assert db.add(changed, visit("https://echo.example/old")).outcome is Outcome.CHANGED
    assert db.get("https://echo.example/old").id == db.get("https://echo.example/1").id


def test_copies_do_not_take_turns_as_each_others_revision(db: Archive) -> None:
    one, two = simple(1, byline="By A"), simple(1, byline="By B", url="https://echo.example/living/1")
    outcomes = [db.add(article, visit(article.url)).outcome for article in (one, two, one, two, one)]
    assert outcomes == ["new", "duplicate", "unchanged", "duplicate", "unchanged"]
    apart = replace(two, body="Now another text.")
    assert db.add(apart, visit(apart.url)).outcome is Outcome.NEW
    assert db.add(apart, visit(apart.url)).outcome is Outcome.UNCHANGED
    assert db.get(one.url).article.byline == "By A"
    assert db.get(two.url).article.body == "Now another text."
    assert db.get(1).revisions == 0


def test_an_article_that_moved_has_its_new_address_and_the_old_one_besides(db: Archive) -> None:
    db.add(simple(1), visit("https://echo.example/1"))
    moved = simple(1, url="https://new.example/1")
    assert db.add(moved, visit("https://echo.example/1")).outcome is Outcome.UNCHANGED
    assert db.get(1).article.url == moved.url
    assert db.get(1).article.aliases == ("https://echo.example/1",)
    edited = replace(moved, headline="Another headline")
    assert db.add(edited, visit(moved.url)) == Added(outcome=Outcome.CHANGED, article=1, changed=("headline",))


def test_an_address_that_leads_elsewhere_today_brings_another_article(db: Archive) -> None:
    for day, body in enumerate(("Monday's news.", "Tuesday's news.")):
        article = simple(day, body=body)
        assert db.add(article, visit("https://echo.example/latest")).outcome is Outcome.NEW
    assert db.get("https://echo.example/latest").id == 2
    assert db.get("https://echo.example/0").article.body == "Monday's news."


def test_two_numbers_at_one_address_are_two_articles(db: Archive) -> None:
    first = simple(1, url="https://echo.example/live", network="echo", publisher_id="1")
    second = simple(2, url="https://echo.example/live", network="echo", publisher_id="2")
    for _ in range(2):
        assert db.add(first, visit(first.url)).article == 1
        assert db.add(second, visit(second.url)).article == 2
    assert (db.get(1).revisions, db.get(2).revisions) == (0, 0)


def test_a_page_of_another_source_cannot_rewrite_an_article(db: Archive) -> None:
    db.add(simple(1), visit("https://echo.example/1", source="echo"))
    forged = simple(1, source="evil", body="Forged.")
    assert db.add(forged, visit("https://evil.example/", source="evil")).outcome is Outcome.NEW
    assert db.get("https://echo.example/1").article.body == "Body 1."
    assert db.add(simple(1), visit("https://echo.example/1", source="echo")).outcome is Outcome.UNCHANGED
    # nor can it take an address before its owner is read
    db.add(simple(2, source="evil", body="Forged."), visit("https://evil.example/2", source="evil"))
    assert db.add(simple(2), visit("https://echo.example/2", source="echo")).outcome is Outcome.NEW
    assert db.get("https://echo.example/2").article.body == "Body 2."
    assert {row["source"] for row in db.rows("select source from pages where url like 'https://echo%'")} == {"echo"}


def test_a_copy_at_another_articles_address_stays_a_copy(db: Archive) -> None:
    original = simple(1, byline="By A")
    db.add(original, visit(original.url))
    numbered = simple(2, network="echo", publisher_id="2")
    db.add(numbered, visit(numbered.url))
    copy = simple(1, url=numbered.url, network="echo", publisher_id="1")
    for _ in range(2):
        assert db.add(copy, visit("https://echo.example/3")).outcome is Outcome.DUPLICATE
    assert db.get(1).article.url == original.url


def test_an_edit_read_at_a_mirror_keeps_number_and_first_address(db: Archive) -> None:
    db.add(FULL, visit())
    mirror = "https://lamp-mirror.example/a/1044.html"
    assert db.add(replace(FULL, url=mirror, headline="Edited"), visit(mirror)).outcome is Outcome.CHANGED
    assert (db.get(1).article.url, db.get(1).article.publisher_id) == (FULL.url, "1044")
    unnumbered = replace(FULL, network=None, publisher_id=None, headline="Edited again")
    assert db.add(unnumbered, visit()).outcome is Outcome.CHANGED
    assert db.known_ids("lamp-group", ["1044"])


def test_a_number_learned_later_is_kept(db: Archive) -> None:
    db.add(simple(1), visit("https://echo.example/1"))
    numbered = simple(1, network="echo", publisher_id="1")
    assert db.add(numbered, visit("https://echo.example/1")).outcome is Outcome.UNCHANGED
    assert db.add(replace(numbered, url="https://m.echo.example/1"), visit("https://m.echo.example/1")).article == 1


ADDRESSES = st.sampled_from([f"https://echo.example/{n}" for n in range(4)])
PAGES = st.builds(
    lambda url, aliases, words, number, source, byline: (
        simple(
            1, url=url, aliases=tuple(aliases), headline=words[0], body=words[1], byline=byline, source=source,
            network=number and "echo", publisher_id=number,
        )
    ),
    ADDRESSES,
    st.lists(ADDRESSES, max_size=2),
    st.sampled_from([("One", "first 一二三"), ("One", "second"), ("Two", "first 一二三"), ("Two", "third 四")]),
    st.sampled_from([None, None, "1", "2"]),
    st.sampled_from(["echo", "echo", "other"]),
    st.sampled_from([None, "By A"]),
)  # fmt: skip


@given(st.lists(st.tuples(PAGES, ADDRESSES), max_size=8))
@settings(max_examples=100, deadline=None)
def test_whatever_pages_claim_no_text_is_lost_and_nothing_is_stored_twice(pages: list[tuple[Article, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder, Archive(Path(folder) / "news.db") as db:
        for article, url in pages:
            db.add(article, visit(url, source=article.source))
            again = db.add(article, visit(url, source=article.source))
            assert again.outcome in (Outcome.UNCHANGED, Outcome.DUPLICATE)
            stored = db.get(again.article).article
            assert (stored.headline, stored.body) == (article.headline, article.body)
        kept = {(row["headline"], row["body"]) for row in db.rows("select headline, body from articles")}
        kept |= {(row["headline"], row["body"]) for row in db.rows("select headline, body from revisions")}
        assert kept == {(article.headline, article.body) for article, _ in pages}
        for word in ("first", "二三", "四"):
            assert {hit.id for hit in db.search(word)} == {
                row["id"] for row in db.rows("select id from articles where instr(body, ?)", (word,))
            }
        integrity(db)


def test_an_article_takes_back_an_address_that_another_page_had_meanwhile(db: Archive) -> None:
    one, two = "https://echo.example/1", "https://echo.example/0"
    text = {"headline": "One", "body": "first", "url": two}
    numbered = {"network": "echo", "publisher_id": "1"}
    for article, url in (
        (simple(1, **(text | {"url": one})), one),
        (simple(1, **text), one),
        (simple(1, **text), two),
        (simple(1, **text, **numbered, source="other"), one),
        (simple(1, **text, **numbered), one),
    ):
        for _ in range(2):
            added = db.add(article, visit(url, source=article.source))
            assert db.get(added.article).article.headline == "One"
    integrity(db)


@pytest.mark.parametrize("name", ["url", "source", "headline", "body"])
def test_an_incomplete_article_is_refused_by_name(db: Archive, name: str) -> None:
    with pytest.raises(IncompleteArticleError, match=f"has no {name}"):
        db.add(replace(FULL, **{name: " "}), visit())
    assert not db.rows("select * from articles")


def test_a_vanished_page_is_kept_and_its_return_noticed(db: Archive) -> None:
    db.add(FULL, visit())
    for days in (1, 2):
        db.visited(visit(http_status=404, etag=None, at=NOW + timedelta(days=days)), PageStatus.GONE)
    assert db.get(1).gone_at == NOW + timedelta(days=1)
    assert db.get(1).article.body == FULL.body
    db.visited(visit(http_status=304, at=NOW + timedelta(days=3)), PageStatus.ARTICLE)
    assert db.get(1).gone_at is None
    assert [row["outcome"] for row in db.rows("select outcome from visits order by id")] == [
        "new", "gone", "gone", "unchanged",
    ]  # fmt: skip


def test_an_article_is_not_gone_with_one_of_its_other_addresses(db: Archive) -> None:
    alias = "https://www.lamp.example/amp/ferry/1044.html"
    db.add(FULL, visit())
    db.add(FULL, visit(alias))
    db.visited(visit(alias, http_status=404), PageStatus.GONE)
    assert db.get(1).gone_at is None
    assert db.known([alias])[alias].status is PageStatus.GONE
    db.visited(visit(http_status=410), PageStatus.GONE)
    assert db.get(1).gone_at == NOW


def test_an_article_read_again_is_not_gone_any_more_there_or_elsewhere(db: Archive) -> None:
    url, copy = "https://echo.example/1", simple(1, url="https://echo.example/copy")
    db.add(simple(1), visit(url))
    db.visited(visit(url, http_status=404), PageStatus.GONE)
    assert db.get(1).gone_at == NOW
    assert db.add(copy, visit(copy.url)).outcome is Outcome.DUPLICATE
    assert db.get(1).gone_at is None
    db.visited(visit(copy.url, http_status=404), PageStatus.GONE)
    assert db.get(1).gone_at == NOW
    assert db.add(simple(1), visit(url)).outcome is Outcome.UNCHANGED
    assert db.get(1).gone_at is None


def test_an_article_that_moved_is_not_gone_with_its_old_address(db: Archive) -> None:
    url, new = "https://echo.example/1", "https://echo.example/ferry-1"
    db.add(simple(1), visit(url))
    db.add(simple(1, url=new), visit(new))
    db.visited(visit(url, http_status=404), PageStatus.GONE)
    assert db.get(1).gone_at is None
    db.visited(visit(new, http_status=404), PageStatus.GONE)
    assert db.get(1).gone_at == NOW


def test_an_article_only_read_elsewhere_is_gone_with_that_address(db: Archive) -> None:
    db.add(FULL, visit("https://short.example/1044"))
    db.visited(visit("https://short.example/1044", http_status=404), PageStatus.GONE)
    assert db.get(1).gone_at == NOW


def test_a_number_knows_the_validators_of_the_address_that_answered(db: Archive) -> None:
    db.add(replace(FULL, aliases=("https://mirror.example/1044.html",)), visit())
    assert db.known_ids("lamp-group", ["1044"])["1044"].etag == '"1"'


def test_a_crawl_is_finished_twice_without_harm(db: Archive) -> None:
    crawl = db.start_crawl("news", {})
    for new in (1, 2):
        db.finish_crawl(crawl, status="finished", counts={"echo": {"new": new}})
    with pytest.raises(ArchiveError, match="FOREIGN KEY"):
        db.add(simple(1), visit("https://echo.example/1", crawl=99))
    assert [row["new"] for row in db.rows("select new from crawl_sources")] == [2]


@pytest.mark.parametrize(
    ("later", "found"), [(timedelta(0), 0), (timedelta(microseconds=1), 1), (timedelta(seconds=1), 1)]
)
def test_a_page_visited_in_the_second_that_a_crawl_began_in_was_visited_before(
    db: Archive, later: timedelta, found: int
) -> None:
    db.add(FULL, visit())
    assert len(db.visited_before(NOW.replace(microsecond=0) + later, "lamp")) == found


def test_what_is_known_of_an_address(db: Archive) -> None:
    db.add(FULL, visit())
    db.visited(visit("https://www.lamp.example/video", http_status=200, etag=None), PageStatus.NOT_ARTICLE)
    asked = ["http://www.lamp.example/a/ferry/1044.html#top", "https://www.lamp.example/video", "https://x.example/"]
    known = db.known(asked)
    assert set(known) == set(asked[:2])
    assert (known[asked[0]].etag, known[asked[0]].lastmod, known[asked[0]].article) == ('"1"', "2026-11-19", 1)
    assert known[asked[1]].status is PageStatus.NOT_ARTICLE
    assert db.known_ids("lamp-group", ["1044", "7"])["1044"].visited_at == NOW
    assert not db.known_ids("other-group", ["1044"])


def test_validators_of_a_new_body_replace_the_old_ones_and_a_304_keeps_them(db: Archive) -> None:
    db.add(FULL, visit(etag='"1"', last_modified="Thu"))
    db.visited(visit(http_status=304, etag=None), PageStatus.ARTICLE)
    assert db.known([FULL.url])[FULL.url].etag == '"1"'
    db.add(FULL, visit(etag='"2"'))
    known = db.known([FULL.url])[FULL.url]
    assert (known.etag, known.last_modified) == ('"2"', None)
    db.visited(visit(http_status=503, etag=None), PageStatus.FAILED)
    assert db.known([FULL.url])[FULL.url].etag == '"2"'
    db.add(FULL, visit(etag=None, last_modified="Fri"))
    known = db.known([FULL.url])[FULL.url]
    assert (known.etag, known.last_modified) == (None, "Fri")


def test_two_hundred_thousand_addresses_are_looked_up(db: Archive) -> None:
    db.add(simple(1), visit("https://echo.example/1"))
    assert set(db.known(f"https://echo.example/{n}" for n in range(20_000))) == {"https://echo.example/1"}


def test_a_crawl_and_its_counts(db: Archive) -> None:
    crawl = db.start_crawl("news", {"url": "https://echo.example/"})
    db.finish_crawl(crawl, status="finished", counts={"echo": {"new": 3, "failed": 1}})
    (row,) = db.rows("select * from crawls join crawl_sources on crawl_id = id")
    assert (row["spider"], row["status"], row["source"], row["new"], row["failed"]) == (
        "news",
        "finished",
        "echo",
        3,
        1,
    )


# -- search -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("Ulrike Müller tritt zurück.", "muller"),
        ("Рыбаки у Курильских островов ждут.", "курильских"),
        ("بدأ سكان خمس قرى حفر الآبار", "قرى"),
        ("經過兩年整修，海港博物館星期一重新開放。", "博物館"),
        ("經過兩年整修，海港博物館星期一重新開放。", "館"),
        ("เรือข้ามฟากกลับมาให้บริการอีกครั้ง", "ข้ามฟาก"),
        ("ကူးတို့သင်္ဘော ပြန်လည်ပြေးဆွဲ", "သင်္ဘော"),
        ("フェリーが十一年ぶりに運航を再開した。", "運航"),
        ("政府が発表したCOVID対策です。", "COVID対策"),
        ("政府が発表したCOVID対策です。", "covid"),
        ("Die Fähre heißt 渡船 auf Chinesisch.", "fahre 渡船"),
        ("ሰራተኞች ወደ ስራ ተመለሱ", "ስራ"),
        ("हिन्दी भाषा का अख़बार", "हिन्दी"),
        ("Он ещё ждёт парома.", "ещё"),
        ("Он еще ждет парома.", "ещё ждёт"),
        ("او می\u200cخواهد برود", "می خواهد"),
        ("ສະພາແຫ່ງຊາດລາວ", "ແຫ່ງຊາດ"),
        ("រាជធានីភ្នំពេញ", "ភ្នំពេញ"),
        ("བོད་ལྗོངས་ཀྱི་གསར་འགྱུར", "གསར་འགྱུར"),
        ("서울시는 오늘 발표했다", "서울시는"),
        ('Der Präsident in "Čačak"', '"in cacak"'),
    ],
)
def test_found_in_every_script(db: Archive, body: str, words: str) -> None:
    db.add(simple(1, body=body), visit("https://echo.example/1"))
    db.add(simple(2), visit("https://echo.example/2"))
    assert [hit.id for hit in search(db, words)] == [1]


def test_vowel_signs_are_part_of_a_word(db: Archive) -> None:
    db.add(simple(1, body="ह न द"), visit("https://echo.example/1"))
    assert not search(db, "हिन्दी")


def test_words_to_leave_out_in_both_kinds_of_script(db: Archive) -> None:
    for number, body in enumerate(("ferry to 北京市", "ferry to Belvar", "北京 and 上海", "a bridge to 上海"), 1):
        db.add(simple(number, body=body), visit(f"https://echo.example/{number}"))
    found = {
        query: {hit.id for hit in search(db, query)}
        for query in (
            "ferry -北京",
            "北京 -ferry",
            "ferry OR 上海",
            "ferry -belvar",
            "ferry 北京",
            "上海 -北京",
            "-北京",
        )
    }
    assert found == {
        "ferry -北京": {2}, "北京 -ferry": {3}, "ferry OR 上海": {1, 2, 3, 4}, "ferry -belvar": {1}, "ferry 北京": {1},
        "上海 -北京": {4}, "-北京": set(),
    }  # fmt: skip


@given(st.text() | st.text(st.characters(codec=None, categories=None)) | st.text(alphabet="ab 中国北*\"'-()ORNT:^"))
def test_no_text_of_a_user_breaks_the_search(shared: Archive, text: str) -> None:
    assert all(hit.id in (1, 2) for hit in search(shared, text))


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with Archive(tmp_path_factory.mktemp("shared") / "news.db") as opened:
        opened.add(simple(1, body="a ab b ba"), visit("https://echo.example/1"))
        opened.add(simple(2, body="中国 北国中 ab"), visit("https://echo.example/2"))
        yield opened


def test_a_headline_outranks_the_body(db: Archive) -> None:
    db.add(simple(1, body="All is well. " * 40 + "Ferry, ferry!"), visit("https://echo.example/1"))
    db.add(simple(2, headline="Old cable ferry sinks", body="All is well. " * 40), visit("https://echo.example/2"))
    for number in range(3, 9):
        db.add(simple(number), visit(f"https://echo.example/{number}"))
    assert [hit.id for hit in search(db, "ferry")] == [2, 1]


def test_filters(db: Archive) -> None:
    db.add(FULL, visit())
    db.add(simple(2, body="Fähre", language="de-AT"), visit("https://echo.example/2"))
    assert [hit.id for hit in search(db, "fahre", source="echo")] == [2]
    assert [hit.id for hit in search(db, "fahre", agency="DPA")] == [1]
    assert {hit.id for hit in search(db, "fahre", language="de")} == {1, 2}
    assert [hit.id for hit in search(db, "fahre", since="2026-11-19", until="2026-11-19")] == [1]
    assert not search(db, "fahre", since="2026-11-20")
    with pytest.raises(QueryError, match="no date"):
        search(db, "fahre", since="gestern")


def test_unspaced_index_follows_edits(db: Archive) -> None:
    db.add(simple(1, body="海港博物館"), visit("https://echo.example/1"))
    db.add(simple(1, body="渡船再開"), visit("https://echo.example/1"))
    assert not search(db, "博物")
    assert search(db, "渡船")
    db.add(simple(1, body="Latin only"), visit("https://echo.example/1"))
    assert not search(db, "渡船")
    integrity(db)


# -- a person's SQL ---------------------------------------------------------------------------------------------------


def test_sql_reads(db: Archive) -> None:
    db.add(FULL, visit())
    names, *rows = query(db, "select source, count(*) as n from articles group by 1")
    assert names[0] == ["source", "n"]
    assert [row for _, row in rows] == [("lamp", 1)]
    found = query(db, "select rowid from articles_fts where articles_fts match spaced_query('müller')")
    assert len(list(found)) == 2


def test_sql_never_touches_another_file(db: Archive, tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "other.db").close()
    for sql in (f"attach '{tmp_path}/other.db' as x", f"vacuum into '{tmp_path}/copy.db'"):
        with pytest.raises(QueryError, match="only read"):
            list(query(db, sql))
    assert not (tmp_path / "copy.db").exists()


def test_a_query_without_end_is_ended(db: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.search.QUERY_SECONDS", 0.2)
    with pytest.raises(QueryError, match="took longer"):
        list(query(db, "with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n"))


@pytest.mark.parametrize(
    "sql",
    [
        "delete from articles",
        "update articles set body = ''",
        "drop table articles",
        "attach 'x.db' as x",
        "pragma journal_mode = delete",
        "vacuum into 'x.db'",
        "insert into articles_fts (articles_fts) values ('delete-all')",
        "select 1; delete from articles",
        "select load_extension('x')",
        "begin",
        "select nonsense from nowhere",
        "",
        "-- nothing",
        "select 'a\x00b'",
        "select '\ud800'",
        "select cast(x'ff' as text)",
    ],
)
def test_sql_never_writes(db: Archive, sql: str) -> None:
    db.add(FULL, visit())
    with pytest.raises(QueryError):
        list(query(db, sql))
    assert db.get(1).article == FULL


# -- files that are none, or cannot be written ------------------------------------------------------------------------


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<h1>Not a database</h1>" * 100)
    with pytest.raises(NotAnArchiveError, match="not an SQLite database"):
        Archive(path)
    assert path.read_text().startswith("<h1>")


def test_a_database_of_something_else(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    other = sqlite3.connect(path)
    other.execute("create table t (a)")
    other.commit()
    other.close()
    with pytest.raises(NotAnArchiveError, match="not a news archive"):
        Archive(path)
    with pytest.raises(NotAnArchiveError, match="not a news archive"):
        Archive(path, read_only=True)


def test_a_newer_schema(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with Archive(path) as db:
        db.connection.execute(
            "insert into _sqlite_migrations (migration_set, name, applied_at) values ('news_archive', 'm999_later', '')"
        )
    with pytest.raises(NewerSchemaError, match="m999_later"):
        Archive(path)


def test_reading_creates_nothing(tmp_path: Path) -> None:
    with pytest.raises(NotAnArchiveError, match="no archive at"):
        Archive(tmp_path / "none.db", read_only=True)
    assert not list(tmp_path.iterdir())
    (tmp_path / "empty.db").touch()
    with pytest.raises(NotAnArchiveError, match="is empty"):
        Archive(tmp_path / "empty.db", read_only=True)
    with pytest.raises(NotAnArchiveError, match="is a folder"):
        Archive(tmp_path)
    with pytest.raises(ReadOnlyError, match="does not exist"):
        Archive(tmp_path / "no" / "news.db")


def test_writing_to_a_reader(tmp_path: Path) -> None:
    Archive(tmp_path / "news.db").close()
    with Archive(tmp_path / "news.db", read_only=True) as db, pytest.raises(ReadOnlyError, match="cannot be written"):
        db.add(FULL, visit())


def test_a_full_disk_loses_nothing_stored(db: Archive) -> None:
    db.add(FULL, visit())
    (pages,) = db.connection.execute("pragma page_count").fetchone()
    db.connection.execute(f"pragma max_page_count = {pages + 2}")
    with pytest.raises(DiskFullError, match="full"):
        db.add(simple(2, body="word " * 50_000), visit("https://echo.example/2"))
    assert db.get(1).article == FULL
    db.connection.execute("pragma max_page_count = 1000000")
    db.add(simple(2), visit("https://echo.example/2"))
    integrity(db)


def test_a_second_writer_waits_and_then_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive.database, "WAIT_SECONDS", 0.2)
    with Archive(tmp_path / "news.db") as one, Archive(tmp_path / "news.db") as two:
        one.connection.execute("begin immediate")
        with pytest.raises(LockedError, match="Another program"):
            two.add(FULL, visit())
        one.connection.execute("rollback")
        assert two.add(FULL, visit()).outcome is Outcome.NEW


def test_two_writers_take_turns(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    Archive(path).close()
    failures: list[ArchiveError] = []

    def write(start: int) -> None:
        try:
            with Archive(path) as db:
                for number in range(start, start + 25):
                    db.add(simple(number), visit(f"https://echo.example/{number}"))
        except ArchiveError as error:
            failures.append(error)

    threads = [threading.Thread(target=write, args=(start,)) for start in (0, 100)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    with Archive(path, read_only=True) as db:
        assert db.rows("select count(*) from articles")[0][0] == 50


def test_who_deletes_an_article_by_hand_leaves_a_sound_archive(db: Archive) -> None:
    db.add(FULL, visit())
    db.add(replace(FULL, headline="Edited"), visit())
    db.connection.execute("delete from articles")
    integrity(db)
    assert not search(db, "fahre")
    assert db.known([FULL.url])[FULL.url].article is None
    assert db.add(FULL, visit()).outcome is Outcome.NEW


@pytest.mark.parametrize("key", [99, 0, -1, 10**30, "9" * 30, "https://nowhere.example/", "x", "\ud800", ""])
def test_nobody_is_found(db: Archive, key: int | str) -> None:
    with pytest.raises(ArticleNotFoundError, match="No article"):
        db.get(key)


# -- on its own -------------------------------------------------------------------------------------------------------


def test_the_archive_works_without_the_crawler_installed(tmp_path: Path) -> None:
    program = """
import sys
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"scrapy", "twisted", "crawler", "selectolax", "datasette"}:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Absent())
from archive import Archive
from archive.search import search
import archive.cli
Archive(sys.argv[1]).close()
assert not search(Archive(sys.argv[1], read_only=True), "x")
"""
    subprocess.run([sys.executable, "-c", program, str(tmp_path / "news.db")], check=True, cwd=ROOT)


def test_a_name_that_went_with_its_article_comes_back_in_the_same_transaction(db: Archive) -> None:
    one = replace(FULL, url="https://echo.example/one", publisher_id=None, network=None, tags=("only here",))
    two = replace(one, url="https://echo.example/two", headline="Another", body="Another text.")
    with db.writing() as sql:
        first = db.add(one, visit(one.url)).article
        db.unindex(first)
        sql.execute("delete from articles where id = ?", (first,))
        sql.execute("delete from tags where name = 'only here'")
        second = db.add(two, visit(two.url)).article
    assert db.get(second).article.tags == ("only here",)
    assert not db.connection.execute("pragma foreign_key_check").fetchall()


def test_a_name_is_stored_once(db: Archive) -> None:
    with db.writing():
        for number in range(3):
            one = replace(
                FULL, url=f"https://echo.example/{number}", publisher_id=None, network=None,
                headline=f"Report {number}", body=f"Text {number}.", tags=("ferry", "bridge"), authors=("Ada Ek",),
            )  # fmt: skip
            db.add(one, visit(one.url))
    assert [tuple(row) for row in db.rows("select name from tags where name in ('ferry', 'bridge') order by 1")] == [
        ("bridge",),
        ("ferry",),
    ]
    assert len(db.rows("select 1 from authors where name = 'Ada Ek'")) == 1
