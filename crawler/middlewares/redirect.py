"""Follows redirects as Scrapy does, but not in a circle."""

from scrapy import Request
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.settings import BaseSettings


class RedirectLoopError(IgnoreRequest):
    """A redirect leads back to an address that has just answered with one."""

    def __init__(self) -> None:
        super().__init__("redirects in a circle")


def comes_round(request: Request, target: str, settings: BaseSettings) -> bool:
    """Whether an address, to which the answer to a request sends on, answered before on the way to it.

    A cookie may change an answer: where cookies are kept (COOKIES_ENABLED), an address is asked for twice.
    """
    way = [*request.meta.get("redirect_urls", ()), request.url]
    before = [_page(url) for url in way].count(_page(target))
    return before > settings.getbool("COOKIES_ENABLED")


def _page(url: str) -> str:
    return url.partition("#")[0]


class LoopMiddleware(RedirectMiddleware):
    """Takes the place of Scrapy's, and ends a circle in a RedirectLoopError."""

    def process_response(  # type: ignore[override]  # without the spider, which Scrapy no longer hands over
        self, request: Request, response: Response
    ) -> Request | Response:
        followed = super().process_response(request, response)
        if isinstance(followed, Request) and comes_round(request, followed.url, self.crawler.settings):
            raise RedirectLoopError
        return followed
