"""`archive history`, `diff` and `changes` as a person meets them."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest

from archive import Archive, ArchiveError, Article, Correction, PageStatus, Visit
from archive.commands.history import since_text

ROOT = Path(__file__).parent.parent
NOW = datetime.now(UTC).replace(microsecond=0)
FIRST = Article(
    url="https://echo.example/ferry",
    source="echo",
    headline="Ferry runs again",
    body="The ferry runs again after three years.\n\nEleven cars crossed on Monday.\n\nThe mayor was on board.",
)
SECOND = replace(
    FIRST,
    headline="Ferry <script>alert(1)</script> runs\x1b[2J",
    body="The ferry runs again after  three years.\n\nTwelve cars crossed on Monday.\n\nThe mayor was on board.",
)
THIRD = replace(
    SECOND,
    headline="Ferry runs once more",
    corrections=(Correction(text="Correction: an earlier version misstated the number of cars."),),
)


def run(*arguments: str, db: Path, options: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from archive.cli import main; main()", *arguments, "--db", str(db)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "200", **(options or {})},
        check=False,
    )


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "news.db"
    with Archive(path) as archive:
        for hours, article in enumerate((FIRST, SECOND, THIRD)):
            at = NOW - timedelta(hours=3 - hours)
            archive.add(article, Visit(url=article.url, source=article.source, at=at))
        other = replace(FIRST, url="https://post.example/1", source="post", headline="Bridge", body="A bridge. " * 30)
        archive.add(other, Visit(url=other.url, source="post", at=NOW))
    return path


def test_history_lists_every_wording(db: Path) -> None:
    done = run("history", FIRST.url, db=db)
    assert done.returncode == 0, done.stderr
    _, first, second, third = done.stdout.splitlines()
    assert "first seen" in first
    assert "headline, body rewritten" in second
    assert " no " in second
    assert "correction" in third
    assert " yes " in third
    assert "\x1b" not in done.stdout
    rows = [json.loads(line) for line in run("history", "1", "--json", db=db).stdout.splitlines()]
    assert [row["wording"] for row in rows] == [1, 2, 3]
    assert rows[1]["fields"] == ["headline", "body"]


def test_history_says_that_a_page_is_gone(db: Path) -> None:
    with Archive(db) as archive:
        archive.visited(Visit(url=FIRST.url, source="echo", at=NOW, http_status=404), PageStatus.GONE)
    *_, last = run("history", "1", db=db).stdout.splitlines()
    assert last == f"Gone since {NOW:%Y-%m-%d %H:%M}: its page is not found any more."


def test_diff_shows_the_words(db: Path) -> None:
    done = run("diff", "1", "1", "2", db=db)
    assert done.returncode == 0, done.stderr
    assert "[-Eleven-] {+Twelve+} cars crossed on Monday." in done.stdout
    assert "three years" not in done.stdout  # white space alone is no difference
    assert "\x1b" not in done.stdout


def test_diff_is_of_the_last_change_unless_told_otherwise(db: Path) -> None:
    assert "wording 2" in run("diff", "1", db=db).stdout.splitlines()[0]
    assert "wording 1" in run("diff", "1", "1", db=db).stdout.splitlines()[0]
    assert run("diff", "1", "1", db=db).stdout == run("diff", "1", "1", "3", db=db).stdout


def test_unified(db: Path) -> None:
    lines = run("diff", "1", "1", "2", "--unified", db=db).stdout.splitlines()
    body = lines[next(i for i, line in enumerate(lines) if line.startswith("--- body")) :]
    assert body[2:] == [
        "@@ -1,3 +1,3 @@",
        " The ferry runs again after three years.",
        "-Eleven cars crossed on Monday.",
        "+Twelve cars crossed on Monday.",
        " The mayor was on board.",
    ]


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(tag)


def test_html_holds_no_markup_of_the_page(db: Path) -> None:
    done = run("diff", "1", "1", "2", "--html", db=db)
    tags = Tags()
    tags.feed(done.stdout)
    assert "script" not in tags.found
    assert "&lt;script&gt;" in done.stdout
    assert "\x1b" not in done.stdout
    assert "<del>Eleven </del><ins>Twelve </ins>" in done.stdout
    assert "default-src 'none'" in done.stdout


def test_changes(db: Path) -> None:
    done = run("changes", db=db)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 3
    assert "→ Ferry runs once more" in done.stdout
    silent = run("changes", "--silent", "--kind", "headline", "--source", "echo", db=db).stdout
    assert "Ferry runs once more" not in silent
    assert "Ferry runs again →" in silent
    assert [json.loads(x)["number"] for x in run("changes", "--json", db=db).stdout.splitlines()] == [2, 1]
    assert run("changes", "--kind", "correction", "--since", "today", db=db).returncode == 0
    none = run("changes", "--kind", "caption", db=db)
    assert (none.returncode, none.stdout, none.stderr.strip()) == (0, "", "No such change was seen.")


def test_kinds_are_explained(db: Path) -> None:
    assert "typo" in run("changes", "--kinds", db=db).stdout


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("history", "99"), "99"),
        (("diff", "1", "7"), "has no wording 7, only 1 to 3"),
        (("diff", "1", "0", "2"), "has no wording 0"),
        (("changes", "--since", "tomorow"), "is no day"),
        (("changes", "--since", "2026-02-30"), "is no day"),
        (("changes", "--source", "ecko"), "No article of a source named 'ecko'"),
        (("changes", "--kind", "headlines"), "headlines"),
    ],
)
def test_mistakes_are_one_sentence(arguments: tuple[str, ...], sentence: str, db: Path) -> None:
    done = run(*arguments, db=db)
    assert done.returncode in (1, 2)
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_an_article_of_one_wording(db: Path) -> None:
    done = run("diff", "2", db=db)
    assert (done.returncode, done.stdout) == (0, "")
    assert "one wording only" in done.stderr


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ("today", "2026-03-02T00:00:00+00:00"),
        ("Yesterday", "2026-03-01T00:00:00+00:00"),
        ("3 days", "2026-02-27T00:00:00+00:00"),
        ("2026-01-31", "2026-01-31T00:00:00+00:00"),
        ("2026-01-31T18:00+01:00", "2026-01-31T17:00:00+00:00"),
    ],
)
def test_since(said: str, moment: str) -> None:
    assert since_text(said, datetime(2026, 3, 2, 15, 30, tzinfo=UTC)) == moment


@pytest.mark.parametrize("said", ["", "soon", "9999999 weeks", "0000-01-01", "² days"])
def test_no_since(said: str) -> None:
    with pytest.raises(ArchiveError, match="is no day"):
        since_text(said, NOW)
