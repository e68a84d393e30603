"""Extraction in processes of its own: a crawl has more than one core, and a page that ends its reader costs no other.

    python -m crawler.readers 7    what such a process runs; 7 is the file descriptor that the pages come through

A process is started by the first page that finds no idle one, reads some thousands and is replaced by a fresh one, so
that what libraries leave behind does not grow. It is sent bytes, an address and headers, and answers with a
`ScrapedArticle`. It ends with whoever started it: at the end of the file, or by its own alarm in the middle of a page.
"""

import os
import signal
import subprocess
import sys
import traceback
from collections.abc import Mapping
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path

from crawler.extraction import extract
from crawler.items import ScrapedArticle

LONGEST = 120
"""Seconds that reading a page may take; the largest that is fetched takes a few."""
GRACE = 5
"""Seconds more that a process has to end itself."""
PAGES_EACH = 5000
FEWEST, MOST = 2, 4
"""Processes: with two, a page that hangs keeps no other from being read; more than four have nothing to do, as one
Scrapy fetches no faster."""


def processes() -> int:
    """How many this machine has use for."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(FEWEST, min(MOST, cores))


class ReaderError(Exception):
    """A page ended the process that read it; `str()` says how, as a phrase."""


class Readers:
    """As many reading processes as threads ask for a page at a time. `close` ends them."""

    def __init__(self, *, longest: float = LONGEST, pages_each: int = PAGES_EACH) -> None:
        self._longest = longest
        self._pages_each = pages_each
        self._idle: list[_Reader] = []
        self._expecting = False

    def expect(self) -> None:
        """A page was asked for: the first process starts while the page is on its way."""
        if not self._expecting:
            self._expecting = True
            self._idle.append(_Reader(self._longest))

    def extract(self, html: bytes, url: str, *, headers: Mapping[str, str] | None = None) -> ScrapedArticle:
        """`crawler.extraction.extract` in another process; the thread waits for it. Raises ReaderError."""
        reader = self._ready()
        try:
            found = reader.extract(html, url, dict(headers or {}))
        except BaseException:
            reader.close()
            raise
        if reader.read < self._pages_each:
            self._idle.append(reader)
        else:
            reader.close()
        if isinstance(found, str):
            raise RuntimeError(f"Extraction failed in its process:\n{found}")
        return found

    def _ready(self) -> "_Reader":
        while True:
            try:
                reader = self._idle.pop()
            except IndexError:
                return _Reader(self._longest)
            if reader.lives:
                return reader
            reader.close()

    def close(self) -> None:
        """End the processes, when no thread reads any more."""
        while self._idle:
            self._idle.pop().close()


class _Reader:
    """One process and the way to it."""

    def __init__(self, longest: float) -> None:
        self.read = 0
        self._longest = longest
        self._way, there = Pipe()
        root = str(Path(__file__).parent.parent)
        paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "crawler.readers", str(there.fileno()), str(longest)],
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

    def extract(self, html: bytes, url: str, headers: dict[str, str]) -> ScrapedArticle | str:
        """The article, or the traceback of a program error. Raises ReaderError."""
        self.read += 1
        try:
            self._way.send((html, url, headers))
            if not self._way.poll(self._longest + GRACE):
                raise ReaderError(self._too_long)
            found: ScrapedArticle | str = self._way.recv()
        except (EOFError, OSError) as error:
            raise ReaderError(self._ended()) from error
        return found

    @property
    def lives(self) -> bool:
        return self._process.poll() is None

    @property
    def _too_long(self) -> str:
        return f"reading it took longer than {self._longest:g} seconds"

    def _ended(self) -> str:
        try:
            status = self._process.wait(GRACE)
        except subprocess.TimeoutExpired:
            return "the process that read it hung up"
        if status == -signal.SIGALRM:
            return self._too_long
        if status < 0:
            return f"the process that read it was ended by {signal.Signals(-status).name}"
        return f"the process that read it ended with status {status}"

    def close(self) -> None:
        self._way.close()
        self._process.kill()
        self._process.wait()


def serve(way: Connection, longest: float) -> None:
    """Read page after page until nobody sends any more."""
    while True:
        try:
            html, url, headers = way.recv()
        except (EOFError, OSError):
            return
        signal.setitimer(signal.ITIMER_REAL, longest)
        found: ScrapedArticle | str
        try:
            found = extract(html, url, headers=headers)
        except Exception:
            found = traceback.format_exc()
        signal.setitimer(signal.ITIMER_REAL, 0)
        try:
            way.send(found)
        except OSError:
            return


if __name__ == "__main__":
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    serve(Connection(int(sys.argv[1])), float(sys.argv[2]))
