"""Scrapy's downloader, held to CONCURRENT_REQUESTS_PER_DOMAIN where no pause is made between requests."""

from collections.abc import Coroutine
from typing import Any

from scrapy import Request
from scrapy.core.downloader import Downloader, Slot
from twisted.internet.defer import Deferred


class CountingDownloader(Downloader):
    """Counts a request as under way when it is started: Scrapy 2.19 counts it once its task runs, and until then starts
    all that waits for the server."""

    def _wait_for_download(self, slot: Slot, request: Request, queue_dfd: "Deferred[Any]") -> Coroutine[Any, Any, None]:
        slot.transferring.add(request)
        return super()._wait_for_download(slot, request, queue_dfd)
