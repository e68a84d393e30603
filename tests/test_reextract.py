"""Re-extraction: what today's code reads in yesterday's captures; never taken for the newsroom's doing."""

import gzip
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from archive import Archive, ArchiveError, Article, CaptureWriter, Exchange, PageStatus, Source, Visit, sheets
from archive import captures as shelf
from crawler import reextraction
from crawler.commands.reextract import render
from crawler.items import Hints
from crawler.pages import judge, response_of
from crawler.pipelines.normalise import normalise
from crawler.reading import extraction_version
from crawler.reextraction import Outcome, Reextraction
from crawler.site import Site
from tests.courier import ENVIRONMENT, ROOT, article, path_of

SITE = Site(name="courier", url="https://courier.example/", zone="Europe/Prague", language="en")
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HINTS = Hints(found_in="https://courier.example/feed", published="2026-11-19T10:00:00Z")
Change = Callable[[Article], Article]


def as_it_is(found: Article) -> Article:
    return found


def undated(page: str) -> str:
    return page.replace("article:published_time", "nothing")


class Desk:
    """An archive that pages are put into as a crawl does, each read as `change` says that an older version did."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.hours = 0
        with Archive(path) as archive:
            archive.know_source(Source(name=SITE.name, url=SITE.url, zone=SITE.zone, language=SITE.language))

    def put(self, number: int, page: str, change: Change = as_it_is, hints: Hints | None = None) -> None:
        url = SITE.url.rstrip("/") + path_of(number)
        self.hours += 1
        at = NOW + timedelta(hours=self.hours)
        headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "gzip")]
        body = gzip.compress(page.encode(), mtime=0)
        with CaptureWriter(self.path, software="tests/1") as captures, Archive(self.path) as archive:
            raw = [(name.encode(), value.encode()) for name, value in headers]
            capture = captures.write(Exchange(url=url, at=at, status=200, headers=raw, body=body, source=SITE.name))
            visit = Visit(url=url, source=SITE.name, at=at, capture=capture)
            response = response_of(url, 200, headers, body)
            assert response is not None
            found = judge(response, SITE, url, hints)
            if found.scraped is None:
                archive.visited(visit, PageStatus.NOT_ARTICLE)
            else:
                read = normalise(found.scraped, SITE.zone, fetched=at)
                archive.add(replace(change(read), extraction=extraction_version()), visit)

    def reextract(self, *, processes: int = 1, dry_run: bool = False, **chosen: Any) -> Outcome:
        with Reextraction(str(self.path), {SITE.name: SITE}, processes=processes) as work:
            outcome = work.look(**chosen)
            if not dry_run:
                work.write()
        return outcome

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with Archive(self.path, read_only=True) as archive:
            return [tuple(row) for row in archive.rows(sql)]

    def dump(self) -> list[tuple[Any, ...]]:
        """Everything that a person could see."""
        tables = ("articles", "revisions", "visits", "pages", "article_authors", "images", "rereadings", "captures")
        return [row for table in tables for row in self.rows(f"select * from {table}")]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "news.db")


def unsigned(found: Article) -> Article:
    return replace(found, authors=(), byline=None, extraction="0.0.1+old")


def wrong_headline(found: Article) -> Article:
    return replace(found, headline=f"{found.headline} | The Courier")


def test_over_unchanged_code_it_changes_nothing(desk: Desk) -> None:
    for number in range(1, 6):
        desk.put(number, article(number))
    desk.put(1, article(1))
    desk.put(2, article(2, headline="The harbour closes"))
    desk.put(3, article(3).replace("By Lena Hartog</div>", "By Lena Hartog</div><!-- another day -->"))
    desk.put(6, undated(article(6)), hints=HINTS)
    before = desk.dump()
    outcome = desk.reextract()
    assert (outcome.read, outcome.same, outcome.differ, outcome.found, outcome.lost) == (7, 7, 0, 0, {})
    assert desk.dump() == before


def test_what_the_page_says_of_its_last_change_is_that_of_the_last_capture(desk: Desk) -> None:
    def stamped(hour: int) -> str:
        tag = f'<meta property="article:modified_time" content="2026-11-20T{hour:02}:00:00+00:00">'
        return article(1).replace("</head>", f"{tag}</head>")

    desk.put(1, stamped(9))
    desk.put(1, stamped(11))
    ((modified, visits),) = desk.rows("select modified, (select count(*) from visits) from articles")
    assert (modified, visits) == ("2026-11-20T11:00:00+00:00", 2)
    assert desk.reextract().differ == 0
    assert desk.rows("select modified from articles") == [(modified,)]


def test_what_is_read_better_is_reported_by_field_and_written(desk: Desk) -> None:
    desk.put(1, article(1), unsigned)
    desk.put(2, article(2), wrong_headline)
    desk.put(3, article(3), lambda found: replace(found, kicker="Advertisement"))
    desk.put(4, article(4))
    outcome = desk.reextract(dry_run=True)
    assert (outcome.same, outcome.differ) == (1, 3)
    assert {name: (one.gained, one.other, one.emptied) for name, one in outcome.fields.items()} == {
        "byline": (1, 0, 0),
        "authors": (1, 0, 0),
        "headline": (0, 1, 0),
        "kicker": (0, 0, 1),
    }
    text = render(outcome, rest=0, seconds=0.1)
    assert "headline      0          1     0  2" in text
    assert desk.rows("select count(*) from rereadings") == [(0,)]
    desk.reextract()
    assert desk.rows("select count(*) from revisions") == [(0,)]
    assert desk.rows("select count(*) from article_authors") == [(4,)]
    assert [kicker for (kicker,) in desk.rows("select kicker from articles")] == [None] * 4
    assert desk.rows("select changed from rereadings order by article_id") == [
        ("byline, authors",), ("headline",), ("kicker",),
    ]  # fmt: skip
    assert desk.reextract().differ == 0


def test_every_wording_is_read_again(desk: Desk) -> None:
    desk.put(1, article(1), unsigned)
    desk.put(1, article(1, headline="The harbour closes"), unsigned)
    outcome = desk.reextract()
    assert (outcome.read, outcome.differ, outcome.fields["authors"].gained) == (2, 2, 2)
    with Archive(desk.path) as archive:
        first, second = archive.wordings(1)
    assert first.article.authors == second.article.authors == ("Lena Hartog",)
    assert second.change is not None
    assert second.change.kinds == ("headline",)


def test_a_version_that_reads_the_same_is_noted(desk: Desk) -> None:
    desk.put(1, article(1))
    with Archive(desk.path) as archive:
        archive.connection.execute("update articles set extraction = '0.0.1+old'")
    assert desk.reextract().same == 1
    assert desk.rows("select extraction from articles") == [(extraction_version(),)]
    assert desk.rows("select count(*) from rereadings") == [(0,)]


def test_an_article_in_a_page_that_was_none(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("tests.test_reextract.judge", lambda *_: reextraction.Judged("not an article"))
        desk.put(1, article(1))
    desk.put(2, "<html><body><h1>Sections</h1><a href='/a'>a</a></body></html>")
    assert desk.rows("select count(*) from articles") == [(0,)]
    outcome = desk.reextract()
    assert (outcome.read, outcome.found) == (2, 1)
    assert desk.rows("select first_seen, capture_id from articles") == [("2026-11-22T13:00:00+00:00", 1)]
    assert desk.reextract().found == 0


def test_a_page_that_is_lost_to_todays_code_stays_as_it_was(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.put(1, article(1))
    before = desk.dump()
    monkeypatch.setattr("crawler.reextraction.judge", lambda *_: reextraction.Judged("blocked", "consent page"))
    outcome = desk.reextract()
    assert outcome.lost == {"consent page": 1}
    assert "lost, and left as it was: 1 × consent page, such as article 1" in render(outcome, rest=0, seconds=0)
    assert desk.dump() == before


def test_only_one_source_or_since_a_day(desk: Desk) -> None:
    desk.put(1, article(1))
    desk.hours = 48
    desk.put(2, article(2))
    assert desk.reextract(source="nobody").read == 0
    assert desk.reextract(source="courier").read == 2
    assert desk.reextract(since=NOW + timedelta(days=1)).read == 1


def test_many_processes_say_what_one_says(desk: Desk) -> None:
    for number in range(1, 40):
        desk.put(number, article(number), unsigned if number % 3 == 0 else as_it_is)
    one, two = desk.reextract(dry_run=True), desk.reextract(processes=2, dry_run=True)
    assert one == two
    assert one.differ == 13


def test_a_capture_that_is_missing_is_named_and_the_others_are_read(desk: Desk) -> None:
    desk.put(1, article(1))
    desk.put(2, article(2), unsigned)
    first = min(shelf.folder_of(desk.path).glob("*.warc.gz"), key=lambda file: file.stat().st_mtime_ns)
    first.unlink()
    outcome = desk.reextract()
    assert (outcome.read, outcome.differ) == (2, 1)
    assert list(outcome.missing) == [f"The capture file {first} is missing; put it back from a copy."]


def _dies(_: object) -> None:
    os._exit(9)


def test_a_process_that_is_killed_is_one_sentence(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.put(1, article(1))
    monkeypatch.setattr(reextraction, "_do", _dies)
    with Archive(desk.path) as archive:
        plan = list(sheets(archive))
    with pytest.raises(ArchiveError, match="was killed, perhaps for want of memory; nothing was written"):
        list(reextraction.read_all(str(desk.path), plan, {}, 2))


def scrapy(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "scrapy", "reextract", *arguments],
        cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, timeout=60,
    )  # fmt: skip


def test_the_command(desk: Desk) -> None:
    desk.put(1, article(1), unsigned)
    db = ("-s", f"ARCHIVE={desk.path}")
    done = scrapy("--dry-run", *db)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("Nothing was written.\n")
    assert "authors      1          0     0  1" in done.stdout
    done = scrapy("--source", "courier", "--since", "2026-11-01", *db)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("Written: 1.\n")
    for wrong, sentence in ((("--source", "x"), "no source 'x'"), (("--since", "now"), "since takes a date")):
        done = scrapy(*wrong, *db)
        assert (done.returncode, done.stdout) == (2, "")
        assert sentence in done.stderr
    for file in shelf.folder_of(desk.path).glob("*.warc.gz"):
        file.unlink()
    done = scrapy(*db)
    assert done.returncode == 1
    assert done.stderr.endswith("is missing; put it back from a copy.\n")
