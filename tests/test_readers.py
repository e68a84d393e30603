"""Extraction in processes of its own: what comes back, and what becomes of a crawl whose reading process dies."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from crawler.extraction import extract
from crawler.readers import ReaderError, Readers
from tests.courier import ENDS_WITHIN, ENVIRONMENT, ROOT, Courier, Run, article, command, path_of, urlset

URL = "https://www.courier.example/news/1.html"
HEADERS = {"Content-Type": "text/html; charset=utf-8"}
COUNT = 12


def children(pid: int) -> list[int]:
    """The processes that one has started."""
    lists = [file.read_text() for file in Path(f"/proc/{pid}/task").glob("*/children")]
    return [int(number) for text in lists for number in text.split()]


def readers_of(pid: int) -> list[int]:
    return [child for child in children(pid) if b"crawler.readers" in Path(f"/proc/{child}/cmdline").read_bytes()]


def is_there(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def until(found: Callable[[], object]) -> None:
    """Wait for something that takes a moment."""
    end = time.monotonic() + ENDS_WITHIN / 2
    while not found():
        assert time.monotonic() < end, "nothing came of it"
        time.sleep(0.02)


@pytest.fixture
def readers() -> Iterator[Readers]:
    made = Readers()
    yield made
    made.close()
    assert not readers_of(os.getpid())


@pytest.mark.parametrize("page", [article(1), "", "<html><title>\0</title>", "<p>" * 5000])
def test_the_same_is_read_as_in_this_process(readers: Readers, page: str) -> None:
    there = readers.extract(page.encode(), URL, headers=HEADERS)
    assert there == extract(page.encode(), URL, headers=HEADERS)


def test_a_process_reads_one_page_after_the_other_and_is_replaced_in_time() -> None:
    readers = Readers(pages_each=2)
    seen = []
    for number in range(4):
        readers.extract(article(number).encode(), URL)
        seen.append(readers_of(os.getpid()))
    readers.close()
    assert [len(found) for found in seen] == [1, 0, 1, 0]
    assert seen[0] != seen[2]


def test_a_page_that_takes_too_long_is_given_up() -> None:
    readers = Readers(longest=0.001)
    for _ in range(2):
        with pytest.raises(ReaderError, match=r"^reading it took longer than 0\.001 seconds$"):
            readers.extract(b"<p>some words</p>" * 5000, URL)
    assert not readers_of(os.getpid())


def test_a_process_that_dies_costs_its_page(readers: Readers) -> None:
    readers.extract(b"<html>", URL)
    (pid,) = readers_of(os.getpid())
    os.kill(pid, signal.SIGSTOP)
    with ThreadPoolExecutor() as threads:
        reading = threads.submit(readers.extract, b"<html>", URL)
        time.sleep(0.3)
        os.kill(pid, signal.SIGKILL)
        with pytest.raises(ReaderError, match=r"^the process that read it was ended by SIGKILL$"):
            reading.result(ENDS_WITHIN)


def test_a_process_that_dies_between_two_pages_costs_none(readers: Readers) -> None:
    readers.extract(b"<html>", URL)
    (pid,) = readers_of(os.getpid())
    os.kill(pid, signal.SIGKILL)
    until(lambda: not is_there(pid))
    assert readers.extract(b"<html>", URL).kind == "empty"


@pytest.fixture
def site() -> Iterator[Courier]:
    courier = Courier()
    courier["/robots.txt"] = f"Sitemap: {courier.base}/sitemap.xml\n"
    courier.xml("/sitemap.xml", urlset(*((path_of(number), "2026-11-01") for number in range(1, COUNT + 1))))
    for number in range(1, COUNT + 1):
        courier[path_of(number)] = article(number)
    yield courier
    courier.shutdown()
    courier.server_close()


@dataclass
class Crawl:
    process: "subprocess.Popen[str]"
    stopped: list[int]
    """Its reading processes, stopped before they read anything."""


@pytest.fixture
def crawl(site: Courier, tmp_path: Path) -> Iterator[Crawl]:
    started = command("news", "-a", f"url={site.base}/", db=tmp_path / "news.db")
    with subprocess.Popen(
        started, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            until(lambda: readers_of(process.pid))
            stopped = readers_of(process.pid)
            for reader in stopped:
                os.kill(reader, signal.SIGSTOP)
            yield Crawl(process, stopped)
        finally:
            process.kill()


def test_a_crawl_goes_on_without_the_page_whose_process_was_killed(crawl: Crawl) -> None:
    first, *others = crawl.stopped
    for pid in others:
        os.kill(pid, signal.SIGCONT)
    until(lambda: len(readers_of(crawl.process.pid)) > 1)  # a second one starts when the first has its page
    os.kill(first, signal.SIGKILL)
    out, _ = crawl.process.communicate(timeout=ENDS_WITHIN)
    counts = Run(crawl.process.returncode, out, "").counts()
    assert (counts["failed"], counts["new"]) == (1, COUNT - 1), out
    assert "the process that read it was ended by SIGKILL" in out


def test_ctrl_c_ends_it_and_its_processes(crawl: Crawl) -> None:
    crawl.process.send_signal(signal.SIGINT)
    for pid in crawl.stopped:
        os.kill(pid, signal.SIGCONT)
    out, _ = crawl.process.communicate(timeout=ENDS_WITHIN)
    assert "Traceback" not in out
    assert not any(map(is_there, crawl.stopped))


def test_nothing_survives_a_crawl_that_was_killed(crawl: Crawl) -> None:
    crawl.process.kill()
    for pid in crawl.stopped:
        os.kill(pid, signal.SIGCONT)
    until(lambda: not any(map(is_there, crawl.stopped)))
