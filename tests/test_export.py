"""Articles out of the archive, whole and safe in the programs that open them."""

import csv
import io
import json
import os
import sys
import tracemalloc
from collections.abc import Iterator
from dataclasses import fields as fields_of
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest
from click.testing import CliRunner, Result

from archive import (
    Archive,
    ArchiveError,
    Article,
    AuthorBio,
    Correction,
    Image,
    LiveEntry,
    Media,
    Moment,
    Visit,
    export,
    parquet,
)
from archive.cli import cli
from archive.export import (
    CSV_COLUMNS,
    articles,
    as_json,
    as_markdown,
    file_name,
    write_atom,
    write_csv,
    write_jsonl,
    write_markdown,
)

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
FULL = Article(
    url="https://lamp.example/a/1044.html",
    source="lamp",
    headline="*Fähre* <b>fährt</b>",
    body="# Kein Titel\n\n- kein Punkt\n\n1. keine Liste\n\nA & B_c",
    network="lamp-group",
    publisher_id="1044",
    aliases=("https://m.lamp.example/1044",),
    kicker="Lokales",
    dek="Nach elf Jahren",
    byline="Von Jörg Müller",
    authors=("Jörg Müller", "Änne Straßner"),
    organisations=("Redaktion Nord",),
    agencies=("AFP",),
    dateline="BELVAR",
    published=Moment(value=NOW, text="2026-11-20 10:30", zone="publisher"),
    modified=Moment(value=NOW, text="2026-11-20 10:30", zone="unknown"),
    section="Lokales",
    tags=("Fluss",),
    language="de",
    images=(Image(url="https://lamp.example/1.jpg", caption="Die Fähre", credit="T. Beker", alt="Boot", lead=True),),
    media=(Media(kind="video", url="https://lamp.example/v.mp4", title="Überfahrt"),),
    credits=("mit dpa",),
    corrections=(Correction(text="Es waren elf Jahre.", date=NOW),),
    extraction="0.1.0+3f9a1c02",
    disclaimer="Erster Absatz.\n\nZweiter Absatz.",
    author_bios=(AuthorBio(name="Jörg Müller", text="berichtet vom Fluss."),),
    access="free",
    live_entries=(LiveEntry(text="Erste Fahrt.", time=NOW, headline="Start"), LiveEntry(text="Ohne Zeit.")),
    evidence={"headline": {"reader": "h1"}},
)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "news.db") as opened:
        later = Moment(value=NOW + timedelta(days=3), text="", zone="stated")
        for number, article in enumerate(
            (FULL, replace(FULL, publisher_id="2", headline="Später", source="echo", published=later, body="b"))
        ):
            url = f"https://lamp.example/{number}"
            article = replace(article, url=url, aliases=())
            opened.add(article, Visit(url=url, source=article.source, at=NOW))
        yield opened


def test_json_has_every_field(tmp_path: Path) -> None:
    with Archive(tmp_path / "news.db") as db:
        db.add(FULL, Visit(url=FULL.url, source="lamp", at=NOW))
        row = json.loads(json.dumps(as_json(db.get(1))))
    assert {field.name for field in fields_of(Article)} <= set(row)
    assert row["published"] == {"value": "2026-11-20T09:30:00+00:00", "text": "2026-11-20 10:30", "zone": "publisher"}
    assert row["images"][0]["credit"] == "T. Beker"
    assert row["live_entries"][0]["time"] == "2026-11-20T09:30:00+00:00"
    assert (row["first_seen"], row["gone_at"], row["revisions"]) == ("2026-11-20T09:30:00+00:00", None, 0)


def test_one_json_object_a_line(db: Archive) -> None:
    out = io.StringIO()
    assert write_jsonl(articles(db), out) == 2
    assert [json.loads(line)["id"] for line in out.getvalue().splitlines()] == [1, 2]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, [1, 2]),
        ({"source": "echo"}, [2]),
        ({"since": "2026-11-21"}, [2]),
        ({"until": "2026-11-20"}, [1]),
        ({"since": "2026-11-20T12:30:00+03:00", "until": "2026-11-20T09:30"}, [1]),
        ({"since": "2026-11-24"}, []),
    ],
)
def test_only_what_was_asked_for(db: Archive, filters: dict, found: list[int]) -> None:
    assert [stored.id for stored in articles(db, **filters)] == found


def test_a_table_for_spreadsheets(tmp_path: Path) -> None:
    hostile = replace(FULL, headline="=cmd|'/C calc'!A0", dek="+1", kicker="-2", section="@x", byline="a\x1bb")
    with Archive(tmp_path / "news.db") as db:
        db.add(hostile, Visit(url=FULL.url, source="lamp", at=NOW))
        out = io.StringIO(newline="")
        assert write_csv(articles(db), out) == 1
    (row,) = csv.DictReader(io.StringIO(out.getvalue(), newline=""))
    assert tuple(row) == CSV_COLUMNS
    assert row["body"] == FULL.body, "line breaks stay in their cell"
    assert row["authors"] == "Jörg Müller; Änne Straßner"
    assert row["corrections"] == "Es waren elf Jahre."
    assert row["published"] == "2026-11-20T09:30:00+00:00"
    for name in ("headline", "dek", "kicker", "section"):
        assert row[name][0] == "'"
    assert row["byline"] == "a\ufffdb"


def test_markdown_keeps_the_text_and_interprets_none_of_it(db: Archive) -> None:
    text = as_markdown(db.get(1))
    front, _, rest = text.removeprefix("---\n").partition("\n---\n\n")
    facts = dict(line.split(": ", 1) for line in front.splitlines())
    assert json.loads(facts["authors"]) == ["Jörg Müller", "Änne Straßner"]
    assert rest.split("\n\n") == [
        r"# \*Fähre\* \<b\>fährt\</b\>",
        "**Nach elf Jahren**",
        r"\# Kein Titel",
        r"\- kein Punkt",
        r"1\. keine Liste",
        r"A \& B\_c",
        "> Die Fähre (T. Beker)",
        r"## 2026-11-20 09:30 UTC Start",
        "Erste Fahrt.",
        "Ohne Zeit.",
        "*Es waren elf Jahre.*",
        "*mit dpa*",
        "*Erster Absatz.*",
        "*Zweiter Absatz.*",
        "**Jörg Müller**: berichtet vom Fluss.\n",
    ]


@pytest.mark.parametrize(
    ("headline", "name"),
    [
        ("Ferry runs again", "2026-11-20-1-ferry-runs-again.md"),
        ("../../etc/passwd", "2026-11-20-1-etc-passwd.md"),
        ("博物館 / 重新", "2026-11-20-1-博物館-重新.md"),
        ("???", "2026-11-20-1.md"),
        ("word " * 100, "2026-11-20-1-" + "-".join(["word"] * 12) + ".md"),
    ],
)
def test_file_names_are_safe_everywhere(db: Archive, headline: str, name: str) -> None:
    stored = db.get(1)
    found = file_name(replace(stored, article=replace(stored.article, headline=headline)))
    assert found == name
    assert len(found.encode()) < 255


def test_a_folder_a_source_a_file_an_article(db: Archive, tmp_path: Path) -> None:
    assert write_markdown(articles(db), tmp_path / "out") == 2
    assert sorted(str(path.relative_to(tmp_path / "out").parent) for path in (tmp_path / "out").rglob("*.md")) == [
        "echo", "lamp",
    ]  # fmt: skip


@pytest.mark.parametrize("source", ["..", "../../x", "a/b", "."])
def test_no_source_leads_out_of_the_folder(db: Archive, tmp_path: Path, source: str) -> None:
    stored = db.get(1)
    write_markdown(iter([replace(stored, article=replace(stored.article, source=source))]), tmp_path / "out")
    (written,) = tmp_path.rglob("*.md")
    assert written.resolve().is_relative_to(tmp_path / "out")


# -- Atom --------------------------------------------------------------------------------------------------------------

HOSTILE = '<script>alert(1)</script> & "quoted" ]]> \x1b[31m\x00\ufffe\u202e'


def feed_of(db: Archive, **asked: Any) -> tuple[Any, str]:
    out = io.StringIO()
    write_atom(db, articles(db, **asked), out, source=asked.get("source"))
    parsed = feedparser.parse(out.getvalue().encode())
    assert not parsed.bozo, parsed.bozo_exception
    return parsed, out.getvalue()


def test_an_atom_feed_has_what_the_standard_demands(db: Archive) -> None:
    """RFC 4287, 4.1.1 and 4.1.2: id, title and updated of feed and entries, an author of each entry."""
    parsed, text = feed_of(db, newest=50)
    root = ElementTree.fromstring(text)
    atom = "{http://www.w3.org/2005/Atom}"
    assert root.tag == f"{atom}feed"
    for element in (root, *root.findall(f"{atom}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{atom}{name}")) == 1, name
        assert element.findtext(f"{atom}id", "").startswith("urn:uuid:")
        assert datetime.fromisoformat(element.findtext(f"{atom}updated", "")).utcoffset() == timedelta(0)
    assert len({entry.id for entry in parsed.entries} | {parsed.feed.id}) == 3
    for entry in root.findall(f"{atom}entry"):
        assert entry.findtext(f"{atom}author/{atom}name")
        assert entry.find(f"{atom}link").get("rel") == "alternate"
    assert [entry.title for entry in parsed.entries] == ["Später", "*Fähre* <b>fährt</b>"]
    last = parsed.entries[-1]
    assert (last.link, last.summary) == ("https://lamp.example/0", "Nach elf Jahren")
    assert [author.name for author in last.authors] == ["Jörg Müller", "Änne Straßner", "Redaktion Nord", "AFP"]
    assert last.content[0].value == FULL.body
    assert [tag.term for tag in last.tags] == ["Fluss"]
    assert feed_of(db, newest=50)[1] == text
    assert [entry.title for entry in feed_of(db, newest=1)[0].entries] == ["Später"]


def test_no_text_breaks_out_of_a_feed(tmp_path: Path) -> None:
    hostile = replace(FULL, headline=HOSTILE, body=HOSTILE, dek=HOSTILE, authors=(HOSTILE,), tags=(HOSTILE,))
    with Archive(tmp_path / "news.db") as db:
        for number, url in enumerate(("https://lamp.example/'%22><x>", "javascript:alert(1)")):
            one = replace(hostile, url=url, publisher_id=str(number), headline=f"{number} {HOSTILE}", aliases=())
            db.add(one, Visit(url=url, source="lamp", at=NOW))
        parsed, text = feed_of(db)
    assert "<script>" not in text
    assert "javascript:" not in text
    assert not set(text) & set("\x1b\x00\ufffe\u202e")
    assert parsed.entries[0].title.startswith('0 <script>alert(1)</script> & "quoted" ]]> ')


def test_an_entry_is_updated_when_its_wording_is(db: Archive) -> None:
    before = feed_of(db)[0]
    old = db.get(1).article
    db.add(replace(old, headline="Neu"), Visit(url=old.url, source="lamp", at=NOW + timedelta(days=9)))
    after = feed_of(db)[0]
    assert after.entries[0].id == before.entries[0].id
    assert (before.entries[0].updated, after.entries[0].updated) == ("2026-11-20T09:30:00Z", "2026-11-29T09:30:00Z")
    assert after.feed.updated == "2026-11-29T09:30:00Z"
    empty = io.StringIO()
    assert write_atom(db, iter(()), empty, source="nobody") == 0
    assert not feedparser.parse(empty.getvalue()).bozo


# -- Parquet -----------------------------------------------------------------------------------------------------------


def test_parquet_has_every_field(db: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import pyarrow.parquet

    monkeypatch.setattr(parquet, "GROUP", 1)
    path = tmp_path / "out.parquet"
    assert parquet.write(articles(db), path) == 2
    file = pyarrow.parquet.ParquetFile(path)
    assert file.num_row_groups == 2
    first, second = file.read().to_pylist()
    assert {field.name for field in fields_of(Article)} - {"evidence", "extraction"} <= set(first)
    assert (first["headline"], second["headline"]) == ("*Fähre* <b>fährt</b>", "Später")
    assert first["published"] == NOW
    assert (first["published_text"], first["published_zone"]) == ("2026-11-20 10:30", "publisher")
    assert first["authors"] == ["Jörg Müller", "Änne Straßner"]
    assert first["images"][0] == {
        "url": "https://lamp.example/1.jpg", "caption": "Die Fähre", "credit": "T. Beker", "alt": "Boot", "lead": True,
    }  # fmt: skip
    assert first["live_entries"][1] == {"time": None, "headline": None, "text": "Ohne Zeit."}
    assert first["corrections"] == [{"date": NOW, "text": "Es waren elf Jahre."}]
    assert (first["gone_at"], first["revisions"]) == (None, 0)


def test_parquet_of_nothing_can_be_read(db: Archive, tmp_path: Path) -> None:
    import pyarrow.parquet

    assert parquet.write(iter(()), tmp_path / "out.parquet") == 0
    assert pyarrow.parquet.read_table(tmp_path / "out.parquet").num_rows == 0


# -- the command -------------------------------------------------------------------------------------------------------


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def test_without_the_library_parquet_is_one_sentence(
    db: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    done = run("export", "--db", db.path, "--format", "parquet", "-o", tmp_path / "x.parquet")
    assert isinstance(done.exception, ArchiveError)
    assert str(done.exception) == "Parquet needs pyarrow; install it with: pip install 'news-archive[parquet]'"
    assert not (tmp_path / "x.parquet").exists()


@pytest.mark.parametrize("kind", ["jsonl", "csv", "parquet", "atom"])
def test_a_file_is_whole_or_as_it_was(db: Archive, tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    out.write_text("older")
    with monkeypatch.context() as patch:
        patch.setattr(Archive, "get", lambda *_: (_ for _ in ()).throw(ArchiveError("the disk failed")))
        done = run("export", "--db", db.path, "--format", kind, "-o", out)
    assert str(done.exception) == "the disk failed"
    assert out.read_text() == "older"
    done = run("export", "--db", db.path, "--format", kind, "-o", out)
    assert (done.exit_code, done.stderr) == (0, "2 articles exported.\n")
    assert out.read_bytes() != b"older"
    assert list(tmp_path.glob("*.part")) == []


def test_a_feed_is_of_the_newest_fifty(tmp_path: Path) -> None:
    with Archive(tmp_path / "news.db") as db:
        for number in range(60):
            url = f"https://lamp.example/{number}"
            moment = Moment(value=NOW + timedelta(hours=number), text="", zone="stated")
            one = Article(url=url, source="lamp", headline=f"H{number}", body=f"b{number}", published=moment)
            db.add(one, Visit(url=url, source="lamp", at=NOW))
    done = run("export", "--db", db.path, "--format", "atom")
    titles = [entry.title for entry in feedparser.parse(done.stdout).entries]
    assert titles == [f"H{number}" for number in range(59, 9, -1)]
    done = run("export", "--db", db.path, "--format", "atom", "--newest", 3, "--source", "lamp")
    assert [entry.title for entry in feedparser.parse(done.stdout).entries] == ["H59", "H58", "H57"]


@pytest.mark.parametrize("newest", [None, 1, 7, 25, 100])
def test_every_article_comes_once_however_many_are_looked_up_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, newest: int | None
) -> None:
    """Many of one date, many without."""
    with Archive(tmp_path / "news.db") as db:
        for number in range(25):
            day = Moment(value=NOW + timedelta(days=number // 10), text="", zone="stated")
            url = f"https://lamp.example/{number}"
            one = Article(
                url=url, source="lamp", headline=f"H{number}", body="b", published=day if number % 3 else None
            )
            db.add(one, Visit(url=url, source="lamp", at=NOW))
        expected = [row["id"] for row in db.rows("select id from articles order by published, id")]
        monkeypatch.setattr(export, "AT_ONCE", 4)
        found = list(export.numbers(db, source="lamp", since=None, until=None, newest=newest))
        assert found == (expected if newest is None else expected[::-1][:newest])


@pytest.mark.parametrize("kind", ["jsonl", "csv", "atom"])
def test_what_is_held_in_memory_does_not_grow_with_the_articles(tmp_path: Path, kind: str) -> None:
    body = "The ferry runs. " * 8000
    with Archive(tmp_path / "news.db") as db:
        with db.writing() as sql:
            sql.execute(
                "with recursive n(i) as (select 1 union all select i + 1 from n where i < 200) "
                "insert into articles (source, url, own_key, headline, body, own_digest, own_text_digest, "
                "own_first_seen, own_wording_seen, published) select 'lamp', 'https://lamp.example/' || i, '', "
                "'H' || i, ?, '', i, '2026-11-20T09:30:00+00:00', '2026-11-20T09:30:00+00:00', "
                "'2026-11-20T09:30:00+00:00' from n",
                (body,),
            )
        with open(os.devnull, "w", encoding="utf-8") as out:
            tracemalloc.start()
            match kind:
                case "jsonl":
                    count = write_jsonl(articles(db), out)
                case "csv":
                    count = write_csv(articles(db), out)
                case _:
                    count = write_atom(db, articles(db), out)
            _, peak = tracemalloc.get_traced_memory()
            tracemalloc.stop()
    assert count == 200
    assert peak < 5_000_000  # all of them are 25 million bytes
