"""Extraction in processes of its own: a crawl has more than one core, and a page that ends its reader costs no other.

    python -m crawler.readers 7 120    what such a process runs; 7 is the file descriptor that the pages come through

A process is started by the first page that finds all others at work, reads some thousands and is replaced by a fresh
one, so that what libraries leave behind does not grow; at once, where a page made it grow too large. It is handed a
file without a name that holds bytes, an address and headers, and answers with a `ScrapedArticle`. It ends with whoever
started it: at the end of the socket, or by its own alarm in the middle of a page.
"""

import asyncio
import contextlib
import gc
import os
import pickle
import re
import resource
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import traceback
from collections import deque
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from crawler.extraction import READER_FAILED, extract
from crawler.items import ScrapedArticle

LONGEST = 120
"""Seconds that reading a page may take; the largest that is fetched takes a few."""
GRACE = 5
"""Seconds more that a process has to end itself."""
PAGES_EACH = 5000
FEWEST, MOST = 2, 4
"""Processes: with two, a page that hangs keeps no other from being read; more than four have nothing to do, as one
Scrapy fetches no faster."""
AHEAD = 8
"""Pages that a process has at once: it goes on while the crawl writes, which takes the time of that many."""
LARGEST = 512 * 1024 * 1024
"""Bytes of memory; a process that has more after a page is replaced."""
LIMIT = 2 * 1024 * 1024 * 1024
"""Bytes of address space that it can have at all; a page that needs more fails. The largest that are fetched, 16 MB,
made to be hard to read, need 0.6 GB."""
NO_MEMORY = 3
"""Exit status of a process that a page needed more of than LIMIT."""
_WITHOUT_MEMORY = re.compile(r"failed: (MemoryError|SelectolaxError)\b")
"""What a reader of extraction fails with then: lexbor's only error, as it parses whatever HTML there is."""
TRIES = 3
"""Processes that a page is given to, where they end before they come to it, but for those that end in order."""
LENGTH = struct.Struct("!Q")
PAGE = b"."
"""What a page's file is sent with."""


def processes() -> int:
    """How many this machine has use for."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(FEWEST, min(MOST, cores))


class ReaderError(Exception):
    """A page ended the process that read it; `str()` says how, as a phrase."""


class _NotBegunError(Exception):
    """A process ended before it came to a page; `in_order` if it had read others and was to be replaced."""

    def __init__(self, how: str, *, in_order: bool) -> None:
        super().__init__(how)
        self.in_order = in_order


class Readers:
    """As many reading processes as there is use for. `close` ends them."""

    def __init__(
        self, *, longest: float = LONGEST, pages_each: int = PAGES_EACH, largest: int = LARGEST, limit: int = LIMIT
    ) -> None:
        self._longest = longest
        self._bounds = (pages_each, largest, limit)
        self._most = processes()
        self._readers: list[_Reader] = []
        self._turns = asyncio.Semaphore(AHEAD * self._most)
        self._closed = False

    def expect(self) -> None:
        """A page was asked for: the first process starts while the page is on its way."""
        if not self._readers:
            self._start()

    async def extract(self, html: bytes, url: str, *, headers: Mapping[str, str] | None = None) -> ScrapedArticle:
        """`crawler.extraction.extract` in another process. Raises ReaderError."""
        page = html, url, dict(headers or {})
        async with self._turns:
            left = TRIES
            while True:
                try:
                    found = await self._free().ask(page)
                    break
                except _NotBegunError as error:
                    left -= not error.in_order
                    if not left or self._closed:
                        raise ReaderError(str(error)) from error
        if isinstance(found, str):
            raise RuntimeError(f"Extraction failed in its process:\n{found}")
        return found

    def _free(self) -> "_Reader":
        """The process with the least to do; a new one, if all have something and more may be."""
        self._readers = [reader for reader in self._readers if reader.open]
        reader = min(self._readers, key=lambda reader: reader.busy, default=None)
        if reader is None or (reader.busy and len(self._readers) < self._most):
            return self._start()
        return reader

    def _start(self) -> "_Reader":
        reader = _Reader(self._longest, *self._bounds)
        self._readers.append(reader)
        return reader

    async def close(self) -> None:
        """End the processes; who still waits for a page gets a ReaderError."""
        self._closed = True
        await asyncio.gather(*(reader.close() for reader in self._readers))
        self._readers.clear()


class _Reader:
    """One process and the way to it."""

    def __init__(self, longest: float, *bounds: int) -> None:
        self.open = True
        """Whether it can be asked."""
        self._longest = longest
        self._asked: deque[asyncio.Future[ScrapedArticle | str]] = deque()
        self._unsent: set[asyncio.Future[ScrapedArticle | str]] = set()
        self._timer: asyncio.TimerHandle | None = None
        self._hung = False
        self._has_read = False
        self._way, there = socket.socketpair()
        self._way.setblocking(False)
        root = str(Path(__file__).parent.parent)
        paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "crawler.readers", *map(str, (there.fileno(), longest, *bounds))],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
                pass_fds=[there.fileno()],
                process_group=0,  # Ctrl-C is for the crawl, which ends in order
            )
        except BaseException:
            self._way.close()
            raise
        finally:
            there.close()
        self._listener = asyncio.ensure_future(self._listen())

    @property
    def busy(self) -> int:
        """How many pages it was sent and has not read."""
        return len(self._asked)

    async def ask(self, page: tuple[bytes, str, dict[str, str]]) -> ScrapedArticle | str:
        """The article, or the traceback of a program error. Raises ReaderError, or _NotBegunError."""
        future: asyncio.Future[ScrapedArticle | str] = asyncio.get_running_loop().create_future()
        with unnamed() as file:
            pickle.dump(page, file, pickle.HIGHEST_PROTOCOL)
            file.seek(0)
            self._asked.append(future)
            if len(self._asked) == 1:
                self._begin()
            try:
                socket.send_fds(self._way, [PAGE], [file.fileno()])
            except ConnectionError:  # it has ended; the listener tells how
                self._unsent.add(future)
            except OSError:
                self._unsent.add(future)
                self._process.kill()
        return await future

    def _begin(self) -> None:
        """The first of the pages that it has is its own from now on."""
        self._timer = asyncio.get_running_loop().call_later(self._longest + GRACE, self._hang)

    def _hang(self) -> None:
        self._hung = True
        self._process.kill()

    async def _listen(self) -> None:
        with contextlib.suppress(EOFError, OSError):
            while True:
                (length,) = LENGTH.unpack(await self._receive(LENGTH.size))
                found = pickle.loads(await self._receive(length))  # noqa: S301 - from a process of ours
                future = self._asked.popleft()
                self._has_read = True
                if self._timer is not None:
                    self._timer.cancel()
                if self._asked:
                    self._begin()
                if not future.done():
                    future.set_result(found)
        self.open = False
        if self._timer is not None:
            self._timer.cancel()
        left_by_itself, how = await asyncio.to_thread(self._ended)
        self._way.close()
        for number, future in enumerate(self._asked):
            if future.done():
                continue
            begun = number == 0 and not left_by_itself and future not in self._unsent
            in_order = left_by_itself and self._has_read
            future.set_exception(ReaderError(how) if begun else _NotBegunError(how, in_order=in_order))

    async def _receive(self, length: int) -> bytearray:
        """So many bytes. Raises EOFError."""
        loop = asyncio.get_running_loop()
        received = bytearray(length)
        view = memoryview(received)
        while view:
            count = await loop.sock_recv_into(self._way, view)
            if not count:
                raise EOFError
            view = view[count:]
        return received

    def _ended(self) -> tuple[bool, str]:
        """Whether the process ended between two pages, and how, as a phrase."""
        too_long = f"reading it took longer than {self._longest:g} seconds"
        try:
            status = self._process.wait(GRACE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            return False, "the process that read it hung up"
        if self._hung or status == -signal.SIGALRM:
            return False, too_long
        if status == NO_MEMORY:
            return False, "reading it took too much memory"
        if status < 0:
            return False, f"the process that read it was ended by {signal.Signals(-status).name}"
        return status == 0, f"the process that read it ended with status {status}"

    async def close(self) -> None:
        """End it."""
        self._process.kill()
        await self._listener


def unnamed() -> IO[bytes]:
    """A file in memory, where the system has such, that goes when nobody has it open any more."""
    return os.fdopen(os.memfd_create("page"), "w+b") if hasattr(os, "memfd_create") else tempfile.TemporaryFile()


def serve(way: socket.socket, longest: float, pages_each: int, largest: int) -> None:
    """Read page after page until nobody sends any more, or a fresh process should go on."""
    for _ in range(pages_each):
        _, files, _, _ = socket.recv_fds(way, len(PAGE), 1)
        if not files:
            return
        with open(files[0], "rb") as file:
            html, url, headers = pickle.load(file)  # noqa: S301 - from who started it
        signal.setitimer(signal.ITIMER_REAL, longest)
        found: ScrapedArticle | str
        try:
            found = extract(html, url, headers=headers)
            if any(problem.startswith(READER_FAILED) and _WITHOUT_MEMORY.search(problem) for problem in found.problems):
                sys.exit(NO_MEMORY)
        except MemoryError:
            sys.exit(NO_MEMORY)
        except Exception:
            found = traceback.format_exc()
        signal.setitimer(signal.ITIMER_REAL, 0)
        answer = pickle.dumps(found, pickle.HIGHEST_PROTOCOL)
        try:
            way.sendall(LENGTH.pack(len(answer)) + answer)
        except OSError:
            return
        if memory() > largest:
            return


def memory() -> int:
    """Bytes of memory that this process has; where the system does not say, as many as it ever had."""
    try:
        with open("/proc/self/statm", "rb", buffering=0) as file:
            return int(file.read().split()[1]) * resource.getpagesize()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main(number: str, longest: str, pages_each: str, largest: str, limit: str) -> None:
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_AS, (int(limit), int(limit)))
    gc.freeze()  # the collector need not look through the program itself after each page
    with socket.socket(fileno=int(number)) as way:
        serve(way, float(longest), int(pages_each), int(largest))


if __name__ == "__main__":
    main(*sys.argv[1:])
