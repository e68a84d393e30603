"""Asks a server more slowly that refuses or fails, and only that server."""

from collections import Counter
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadTimeoutError, IgnoreRequest
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

LONGEST = 30.0
"""Seconds between two requests that the pause grows to."""
LATE = 2
"""Requests of a server in a row without an answer in time, after which Scrapy tries none again until one has it: each
try takes as long as a crawl waits at all."""


SILENT = 5
"""Requests of a server in a row without an answer in time, after which it is asked for nothing more in this crawl."""


class SilentServerError(IgnoreRequest):
    """A server that answered nothing in time, again and again, was not asked any more."""

    def __init__(self) -> None:
        super().__init__(f"its server answered none of {SILENT} requests in time")


class BackoffMiddleware:
    """After each answer 403, 429 or 5xx, and each that never came, a host's pause doubles, up to `LONGEST`, and it is
    asked for one page at a time; each good answer halves the pause, down to what it was.

    One that is silent is not asked any more, and what waits for it ends in a SilentServerError.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.least = crawler.settings.getfloat("DOWNLOAD_DELAY")
        self._usual: dict[str, tuple[float, int]] = {}
        self._late: Counter[str] = Counter()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Give each server a queue of its own: two on one host keep each other from nothing, and a redirect waits where
        it leads."""
        name = request.meta["download_slot"] = urlparse_cached(request).netloc.rpartition("@")[2].lower()
        if self._late[name] >= SILENT:
            raise SilentServerError

    def process_response(self, request: Request, response: Response) -> Response:
        self._late.pop(request.meta.get("download_slot") or "", None)
        if response.status in (403, 429) or response.status >= 500:
            self._slower(request)
        else:
            self._faster(request)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        if not isinstance(exception, IgnoreRequest):
            self._slower(request)
        if isinstance(exception, DownloadTimeoutError):
            name = request.meta.get("download_slot") or ""
            self._late[name] += 1
            if self._late[name] > LATE:
                request.meta["dont_retry"] = True
            if self._late[name] >= SILENT:
                self._give_up(request)

    def _give_up(self, request: Request) -> None:
        """End what waits for the turn of a server: its pause is long by now."""
        _, slot = self._slot(request)
        if slot is not None:
            waiting = list(slot.queue)
            slot.queue.clear()
            for _, answer in waiting:
                answer.errback(SilentServerError())

    def _slower(self, request: Request) -> None:
        name, slot = self._slot(request)
        if slot is None:
            return
        self._usual.setdefault(name, (slot.delay, slot.concurrency))
        slot.delay = min(max(slot.delay, self.least) * 2, max(LONGEST, slot.delay))
        slot.concurrency = 1

    def _faster(self, request: Request) -> None:
        name, slot = self._slot(request)
        if slot is None or name not in self._usual:
            return
        delay, concurrency = self._usual[name]
        slot.delay = max(delay, slot.delay / 2)
        if slot.delay == delay:
            slot.concurrency = concurrency
            del self._usual[name]

    def _slot(self, request: Request) -> tuple[str, Any]:
        name = request.meta.get("download_slot") or ""
        return name, self.crawler.engine.downloader.slots.get(name)
