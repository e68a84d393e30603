"""`archive copies` as a person meets it."""

import json
import os
import random
import re
import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive import Archive, Article, Moment, Visit

ROOT = Path(__file__).parent.parent
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
WORDS = (
    "a cable ferry crossed the lower river again after three years while farmers on both banks had driven an hour to "
    "reach each other and council paid for new rope engine ramp from money meant roads nobody was asked said mayor "
    "who lives near landing school bus will take it every morning until ice comes then bridge upstream must do"
).split()
TEXT = " ".join(random.Random(4).choices(WORDS, k=400))
FIRST = Article(
    url="https://echo.example/ferry",
    source="echo",
    headline="Ferry runs again",
    agencies=("AFP",),
    published=Moment(value=NOW, text="", zone="stated"),
    body=TEXT,
    credits=("AFP story ID: 34XY7Q12",),
)
LATER = replace(
    FIRST,
    url="https://post.example/9",
    source="post",
    headline="A ferry \x1b[2Jreturns",
    agencies=(),
    credits=(),
    published=Moment(value=NOW + timedelta(hours=2), text="", zone="stated"),
    body=TEXT[: len(TEXT) // 2],
)
OTHER = replace(FIRST, url="https://post.example/1", source="post", headline="Bridge", body="A bridge was built. " * 9)


def run(*arguments: str, db: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from archive.cli import main; main()", "copies", *arguments, "--db", str(db)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "news.db"
    with Archive(path) as archive:
        for article in (LATER, FIRST, OTHER):
            archive.add(article, Visit(url=article.url, source=article.source, at=NOW))
    return path


def test_who_was_first_and_how_much_was_kept(db: Path) -> None:
    done = run("2", db=db)
    assert done.returncode == 0
    assert "2 articles of 2 sources" in done.stdout
    assert "Agencies named: AFP." in done.stdout
    assert "Agency's number: afp 34XY7Q12." in done.stdout
    first, later = (line for line in done.stdout.splitlines() if line.endswith(("again", "returns")))
    assert first.split()[:3] == ["asked,", "first", "2"]
    assert "100%" in first
    assert re.search(r"(49|50|51)%", later)
    assert "\x1b" not in done.stdout


def test_the_copy_names_the_first(db: Path) -> None:
    lines = run("https://post.example/9", db=db).stdout.splitlines()
    assert [line.split()[0] for line in lines if "ferry" in line.lower() and "20" in line[:40]] == ["first", "asked"]


def test_as_json(db: Path) -> None:
    story = json.loads(run("1", "--json", db=db).stdout)
    assert story["first"] == 2
    assert story["agencies"] == ["AFP"]
    assert [article["id"] for article in story["articles"]] == [2, 1]
    assert story["articles"][0]["kept"] > 0.95
    assert story["articles"][0]["own"] == pytest.approx(0.5, abs=0.05)


def test_an_article_of_its_own(db: Path) -> None:
    done = run("3", db=db)
    assert done.returncode == 0
    assert done.stdout == "No other source has printed this article.\n"


def test_an_article_that_is_not_there(db: Path) -> None:
    done = run("99", db=db)
    assert done.returncode == 1
    assert done.stderr.startswith("archive: No article '99'")


def test_an_older_archive_is_caught_up_on_at_first_use(db: Path) -> None:
    sql = sqlite3.connect(db)
    sql.executescript(
        "delete from fingerprints; delete from copies; delete from article_stories; update comparing set before = 3"
    )
    sql.close()
    done = run("2", db=db)
    assert "3 articles were stored before copies were looked for" in done.stderr
    assert "2 articles of 2 sources" in done.stdout
    assert run("2", db=db).stderr == ""
