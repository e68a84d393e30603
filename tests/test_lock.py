"""Two crawls of one site into one archive do not meet; a crawl that was killed keeps nobody out."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.lock import SourceLocks
from tests.courier import ENVIRONMENT, ROOT, Courier, article, news_sitemap, path_of, scrapy

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
