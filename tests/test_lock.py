"""Two crawls of one site into one archive do not meet; a crawl that was killed keeps nobody out."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive import Archive
from archive.cli import cli
from archive.health import standings
from crawler.lock import SourceLocks
from tests.courier import (
    ENDS_WITHIN,
    ENVIRONMENT,
    ROOT,
    Courier,
    Page,
    article,
    command,
    news_sitemap,
    path_of,
    scrapy,
)

HOLDER = """
import sys, time
from crawler.lock import SourceLocks
locks = SourceLocks(sys.argv[1])
print(locks.take(sys.argv[2]), flush=True)
time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    """Another process, which has the source "echo"."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path / "news.db"), "echo"],
        cwd=ROOT,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert process.stdout.readline() == "True\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_a_source_is_taken_by_one_process(holder: "subprocess.Popen[str]", tmp_path: Path) -> None:
    with SourceLocks(str(tmp_path / "news.db")) as locks, SourceLocks(str(tmp_path / "other.db")) as elsewhere:
        assert not locks.take("echo")
        assert locks.take("delta-post")
        assert elsewhere.take("echo")


def test_a_relative_or_linked_path_is_the_same_archive(
    holder: "subprocess.Popen[str]", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "link.db").symlink_to(tmp_path / "news.db")
    monkeypatch.chdir(tmp_path)

    with SourceLocks("news.db") as locks:
        assert not locks.take("echo")
    with SourceLocks("link.db") as locks:
        assert not locks.take("echo")


def test_a_killed_process_keeps_nobody_out(holder: "subprocess.Popen[str]", tmp_path: Path) -> None:
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()

    with SourceLocks(str(tmp_path / "news.db")) as locks:
        assert locks.take("echo")


@pytest.fixture
def courier() -> Iterator[Courier]:
    server = Courier()
    server.xml("/sitemap.xml", news_sitemap(path_of(1)))
    server[path_of(1)] = article(1)
    yield server
    server.shutdown()
    server.server_close()


def test_a_crawl_leaves_a_site_to_the_one_that_has_it(
    holder: "subprocess.Popen[str]", courier: Courier, tmp_path: Path
) -> None:
    db = tmp_path / "news.db"
    sources = tmp_path / "sources.toml"
    sources.write_text(f'[[site]]\nname = "echo"\nurl = "{courier.base}"\nsitemaps = ["/sitemap.xml"]\n')

    second = scrapy("news", "-a", f"sources={sources}", db=db)

    assert second.status == 4
    assert second.err == f"echo: another crawl of it into {db} is under way; it was left to that one.\n"
    assert second.out == ""
    assert courier.asked == []

    holder.kill()
    holder.wait()
    third = scrapy("news", "-a", f"sources={sources}", db=db)

    assert third.status == 0
    assert third.counts("echo") == {"new": 1}


def test_of_several_sites_the_free_ones_are_crawled(
    holder: "subprocess.Popen[str]", courier: Courier, tmp_path: Path
) -> None:
    sources = tmp_path / "sources.toml"
    sources.write_text(
        f'[[site]]\nname = "echo"\nurl = "{courier.base}"\n'
        f'[[site]]\nname = "delta"\nurl = "{courier.base}"\nsitemaps = ["/sitemap.xml"]\n'
    )

    run = scrapy("news", "-a", f"sources={sources}", db=tmp_path / "news.db")

    assert run.counts("delta") == {"new": 1}
    assert (run.status, run.err) == (0, "")
    assert "echo: another crawl of it into " in run.out


def test_a_crawl_that_was_killed_is_recorded_as_such(courier: Courier, tmp_path: Path) -> None:
    db = tmp_path / "news.db"
    sources = tmp_path / "sources.toml"
    sources.write_text(f'[[site]]\nname = "echo"\nurl = "{courier.base}"\nsitemaps = ["/sitemap.xml"]\n')
    news = ("news", "-a", f"sources={sources}")
    courier.xml("/sitemap.xml", news_sitemap(path_of(1), path_of(2)))
    courier[path_of(2)] = Page(article(2).encode(), after=60)
    crawl = subprocess.Popen(command(*news, db=db), cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.PIPE)
    until = time.monotonic() + ENDS_WITHIN
    while time.monotonic() < until and not stored(db):
        time.sleep(0.1)
    assert status_of_first(db) == "running"
    with closing(Archive(db)) as archive, SourceLocks(str(db)) as locks:
        other = locks.begin(archive, "news", {})
        assert archive.unfinished_crawls() == [1, other]
        archive.finish_crawl(other, status="finished", counts={})

    crawl.kill()
    crawl.communicate()
    courier[path_of(2)] = article(2)
    assert status_of_first(db) == "killed"
    with closing(Archive(db)) as archive:
        before = archive.stats()["crawls"][-1]
        with SourceLocks(str(db)) as locks:
            archive.finish_crawl(locks.begin(archive, "news", {}), status="finished", counts={})
        after = archive.stats()["crawls"][-1]
        (told,) = standings(archive, datetime.now(UTC), source="echo")
    assert (before["status"], before["new"]) == ("running", 0)
    assert (after["status"], after["new"]) == ("killed", 1)
    assert told.findings[0].endswith(" UTC was killed before the end; what was stored until then stays.")

    assert scrapy(*news, db=db).counts("echo")["new"] == 1
    with closing(Archive(db, read_only=True)) as archive:
        assert archive.unfinished_crawls() == []
        (told,) = standings(archive, datetime.now(UTC), source="echo")
    assert told.findings == ()


def status_of_first(db: Path) -> str:
    """The status of the first crawl, as `archive stats` tells it."""
    told = CliRunner().invoke(cli, ["stats", "--db", str(db), "--json"])
    return str(json.loads(told.stdout)["crawls"][-1]["status"])


def stored(db: Path) -> int:
    if not db.exists():
        return 0
    with closing(sqlite3.connect(db)) as sql, suppress(sqlite3.OperationalError):
        return int(sql.execute("select count(*) from articles").fetchone()[0])
    return 0


def test_a_source_whose_crawls_are_all_killed_is_not_crawled(tmp_path: Path) -> None:
    with closing(Archive(tmp_path / "news.db")) as archive:
        for _ in range(3):
            archive.crawl_was_killed(archive.start_crawl("news", {}, ["echo"]))
        (told,) = standings(archive, datetime.now(UTC))
    assert told.state == "not crawled"
    assert told.findings[0].startswith("echo: the last 3 crawls, the latest of ")
