"""Extraction in processes of its own: what comes back, and what becomes of a crawl whose reading process dies."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from crawler.extraction import extract
from crawler.items import ScrapedArticle
from crawler.readers import AHEAD, ReaderError, Readers, processes
from tests.courier import ENDS_WITHIN, ENVIRONMENT, ROOT, Courier, Run, article, command, path_of, urlset

URL = "https://www.courier.example/news/1.html"
HEADERS = {"Content-Type": "text/html; charset=utf-8"}
COUNT = 12
MIB = 1 << 20


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


class Desk:
    """Readers, and the pages that a test gives them."""

    def __init__(self, **options: Any) -> None:
        self.options = options
        self.readers: Readers

    async def read(self, page: str = "<html>", **options: Any) -> ScrapedArticle:
        return await self.readers.extract(page.encode(), URL, **options)

    async def one(self) -> int:
        """The only process, when it has read a page."""
        await self.read()
        (pid,) = readers_of(os.getpid())
        return pid


def with_readers(scenario: Callable[[Desk], Awaitable[None]], **options: Any) -> None:
    async def run() -> None:
        desk = Desk()
        desk.readers = Readers(**options)
        try:
            await scenario(desk)
        finally:
            await desk.readers.close()

    asyncio.run(run())
    assert not readers_of(os.getpid())


async def soon(found: Callable[[], object]) -> None:
    """Wait for something that takes a moment."""
    await asyncio.to_thread(until, found)


@pytest.mark.parametrize("page", [article(1), "", "<html><title>\0</title>", "<p>" * 5000, "<p>word " * 200_000])
def test_the_same_is_read_as_in_this_process(page: str) -> None:
    async def scenario(desk: Desk) -> None:
        assert await desk.read(page, headers=HEADERS) == extract(page.encode(), URL, headers=HEADERS)

    with_readers(scenario)


def test_many_at_once_are_read_by_few_processes_and_each_gets_its_own() -> None:
    async def scenario(desk: Desk) -> None:
        found = await asyncio.gather(*(desk.read(article(number)) for number in range(40)))
        assert found == [extract(article(number).encode(), URL) for number in range(40)]
        assert len(readers_of(os.getpid())) == processes()

    with_readers(scenario)


def test_a_process_reads_one_page_after_the_other_and_is_replaced_in_time() -> None:
    async def scenario(desk: Desk) -> None:
        first = await desk.one()
        await desk.read()
        await soon(lambda: not is_there(first))
        second = await desk.one()
        assert second != first
        await asyncio.gather(*(desk.read() for _ in range(2 * AHEAD)))

    with_readers(scenario, pages_each=2)


def test_pages_behind_one_that_makes_each_process_too_large_are_all_read() -> None:
    async def scenario(desk: Desk) -> None:
        found = await asyncio.gather(*(desk.read(article(number)) for number in range(AHEAD)))
        assert found == [extract(article(number).encode(), URL) for number in range(AHEAD)]

    with_readers(scenario, largest=10 * MIB)


def test_a_page_that_takes_too_long_is_given_up() -> None:
    async def scenario(desk: Desk) -> None:
        for _ in range(2):
            with pytest.raises(ReaderError, match=r"^reading it took longer than 0\.001 seconds$"):
                await desk.read("<p>some words</p>" * 5000)

    with_readers(scenario, longest=0.001)


def test_a_process_that_dies_costs_its_page_and_no_other() -> None:
    async def scenario(desk: Desk) -> None:
        pid = await desk.one()
        os.kill(pid, signal.SIGSTOP)
        reading = [asyncio.ensure_future(desk.read()) for _ in range(AHEAD * processes())]
        await asyncio.sleep(0.3)
        os.kill(pid, signal.SIGKILL)
        found = await asyncio.gather(*reading, return_exceptions=True)
        assert str(found[0]) == "the process that read it was ended by SIGKILL"
        assert [getattr(one, "kind", one) for one in found[1:]] == ["empty"] * (len(found) - 1)

    with_readers(scenario)


def test_a_process_that_dies_between_two_pages_costs_none() -> None:
    async def scenario(desk: Desk) -> None:
        pid = await desk.one()
        os.kill(pid, signal.SIGKILL)
        until(lambda: not is_there(pid))
        assert (await desk.read()).kind == "empty"

    with_readers(scenario)


@pytest.mark.parametrize(("largest", "replaced"), [(10 * MIB, True), (1000 * MIB, False)])
def test_a_process_that_is_large_after_a_page_is_replaced(largest: int, *, replaced: bool) -> None:
    async def scenario(desk: Desk) -> None:
        found = [await desk.read(article(number)) for number in range(3)]
        assert found == [extract(article(number).encode(), URL) for number in range(3)]
        pid = desk.readers._readers[-1]._process.pid
        await asyncio.sleep(0.2)
        await desk.read()
        assert (desk.readers._readers[-1]._process.pid != pid) == replaced

    with_readers(scenario, largest=largest)


def test_a_page_that_needs_too_much_memory_fails_and_the_next_is_read() -> None:
    async def scenario(desk: Desk) -> None:
        with pytest.raises(ReaderError, match=r"^(reading it took too much memory|the process that read it was ended)"):
            await desk.read('<a href="/x">y</a>' * 900_000)
        assert (await desk.read()).kind == "empty"

    with_readers(scenario, limit=150 * MIB)


def test_a_process_that_cannot_start_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")

    async def scenario(desk: Desk) -> None:
        for page in ("<html>", "<p>word " * 200_000):
            with pytest.raises(ReaderError, match=r"^the process that read it ended with status 1$"):
                await desk.read(page)

    with_readers(scenario)


def test_who_waits_when_all_is_closed_is_told() -> None:
    async def scenario(desk: Desk) -> None:
        os.kill(await desk.one(), signal.SIGSTOP)
        reading = [asyncio.ensure_future(desk.read()) for _ in range(AHEAD)]
        await asyncio.sleep(0.1)
        await desk.readers.close()
        found = await asyncio.gather(*reading, return_exceptions=True)
        assert {type(one) for one in found} == {ReaderError}

    with_readers(scenario)


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
