"""Hands every response to the captures as it came, before decompression and redirects touch it."""

from collections.abc import Awaitable, Callable
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Response

from archive import ArchiveError, Exchange
from crawler import clock
from crawler.pipelines.store import StorePipeline
from crawler.recorder import Recorder

SECRET = {b"proxy-authorization", b"authorization", b"cookie"}
"""Request headers that are not kept: captures are handed on."""


class CaptureMiddleware:
    """Nearest to the downloader. A response goes on once it is captured; `request.meta["capture"]` is its number.
    A page that was had (2xx) is captured by the DirectivesMiddleware, which can tell whether it may be.

    So a crawl is no faster than its captures are written, and there are never more of them waiting than requests under
    way (CONCURRENT_REQUESTS). Captures that cannot be written any more end the crawl.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if not crawler.settings.getbool("CAPTURES"):
            raise NotConfigured
        return cls(crawler)

    async def process_response(self, request: Request, response: Response) -> Response:
        if 200 <= response.status < 300:
            request.meta["exchange"] = exchange(request, response)
        else:
            await keep(self.crawler, request, exchange(request, response))
        return response


async def keep(crawler: Crawler, request: Request, exchange: Exchange) -> None:
    """Capture an exchange. Raises IgnoreRequest, and ends the crawl, where that cannot be done."""
    await _keep(crawler, request, lambda recorder: recorder.write(exchange))


async def keep_rendered(crawler: Crawler, request: Request, html: bytes) -> None:
    """Capture what a browser made of a page, if the page is: its number takes the place of the page's. Raises as
    `keep`."""
    if capture := request.meta.get("capture"):
        await _keep(crawler, request, lambda recorder: recorder.convert(capture, html, clock.now()))


async def _keep(crawler: Crawler, request: Request, write: Callable[[Recorder], Awaitable[int]]) -> None:
    store = crawler.get_item_pipeline(StorePipeline)
    if store is None or store.recorder is None:
        return
    try:
        request.meta["capture"] = await write(store.recorder)
    except ArchiveError as error:
        store.give_up(error)
        raise IgnoreRequest(str(error)) from error


def exchange(request: Request, response: Response) -> Exchange:
    """What went over the wire, as far as Scrapy tells."""
    return Exchange(
        url=response.url,
        at=clock.now(),
        status=response.status,
        headers=[(name, value) for name, values in response.headers.items() for value in values],
        body=response.body,
        request_headers=[
            (name, value) for name, values in request.headers.items() if name.lower() not in SECRET for value in values
        ],
        method=request.method,
        ip=str(response.ip_address) if response.ip_address and not request.meta.get("proxy") else None,
        source=request.meta.get("source"),
    )
