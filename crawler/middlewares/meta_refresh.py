"""Follows `<meta http-equiv="refresh">` as Scrapy does, but not in a circle, and decodes no page that has none."""

from scrapy import Request
from scrapy.downloadermiddlewares.redirect import MetaRefreshMiddleware
from scrapy.http import Response

from crawler.middlewares.redirect import comes_round

LOOKED_AT = 4096 * 4
"""Bytes: Scrapy looks at the first 4,096 characters, each up to four bytes in UTF-8."""


class RefreshMiddleware(MetaRefreshMiddleware):
    """Takes the place of Scrapy's, which is left with pages that may have one. A page that only loads itself anew (live
    blogs do, every minute) is the answer."""

    def process_response(  # type: ignore[override]  # without the spider, which Scrapy no longer hands over
        self, request: Request, response: Response
    ) -> Request | Response:
        opening = response.body[:LOOKED_AT].lower()
        if b"refresh" in opening or b"\0" in opening:  # UTF-16 and UTF-32 spell no word in a row
            followed = super().process_response(request, response)
            if not (isinstance(followed, Request) and comes_round(request, followed.url, self.crawler.settings)):
                return followed
        return response
