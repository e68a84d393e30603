"""Articles out of the archive, whole and safe in the programs that open them."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import fields as fields_of
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive import (
    Archive,
    Article,
    AuthorBio,
    Correction,
    Image,
    LiveEntry,
    Media,
    Moment,
    Visit,
)
from archive.export import (
    CSV_COLUMNS,
    articles,
    as_json,
    as_markdown,
    file_name,
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
