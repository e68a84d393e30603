"""Keeps Scrapy from asking again at once where a server says when to."""

from scrapy import Request
from scrapy.http import Response

from crawler.patience import ASKS_TO_WAIT


class RetryAfterMiddleware:
    """Nearer to the downloader than Scrapy's RetryMiddleware: what answers with Retry-After is left to the spider."""

    def process_response(self, request: Request, response: Response) -> Response:
        if response.status in ASKS_TO_WAIT and "Retry-After" in response.headers:
            request.meta["dont_retry"] = True
        return response
