"""The captures of a crawl, written in a thread of their own."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime

from archive import CaptureWriter, Exchange, discard
from crawler.batches import Batches

TOGETHER = 32
"""Captures that are written at once at most, and SOON, the seconds that one waits for others."""
SOON = 0.05


class Recorder:
    """A capture writer in its thread; no more than a request under way waits for it. `are_all` says whether so many
    captures are all that can come before these are written. Methods raise ArchiveError."""

    def __init__(
        self,
        archive: str,
        *,
        software: str,
        facts: Sequence[tuple[str, str]],
        full: int,
        are_all: Callable[[int], bool] = lambda _: False,
    ) -> None:
        self._discarding: list[Future[None]] = []
        self._batches = Batches(self._write, most=TOGETHER, seconds=SOON, are_all=are_all)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="captures")
        try:
            self._writer = self._thread.submit(
                CaptureWriter, archive, software=software, facts=facts, full=full
            ).result()
        except BaseException:
            self._thread.shutdown()
            raise

    @property
    def recovered(self) -> list[str]:
        """A sentence for each file of a killed crawl that was put in order."""
        return self._writer.recovered

    @property
    def summary(self) -> str:
        """What was written and where."""
        writer = self._writer
        return f"{writer.folder} ({writer.captured} captures, {size(writer.written)})"

    async def write(self, exchange: Exchange) -> int:
        """Keep an exchange; the number of its capture."""
        return await self._batches.put(exchange)

    async def _write(self, exchanges: Sequence[Exchange]) -> list[int]:
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._writer.write_all, exchanges)

    async def convert(self, capture: int, html: bytes, at: datetime) -> int:
        """Keep what a browser made of a capture; the number of that capture."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._writer.convert, capture, html, at)

    def discard(self, capture: int, article: int) -> None:
        """Take out a capture in which an article stands that was removed on request; done when `close` returns."""
        self._discarding.append(self._thread.submit(discard, self._writer, capture, article))

    def close(self) -> None:
        """Close and index the file."""
        try:
            self._thread.submit(self._writer.close).result()
            for waiting in self._discarding:
                waiting.result()
        finally:
            self._thread.shutdown()


def size(count: int) -> str:
    """Bytes as a person says them."""
    if count < 1000:
        return f"{count} bytes"
    return (
        f"{count / 1e3:.0f} kB" if count < 1e6 else f"{count / 1e6:.1f} MB" if count < 1e9 else f"{count / 1e9:.1f} GB"
    )
