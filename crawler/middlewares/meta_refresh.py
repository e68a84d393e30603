"""Follows `<meta http-equiv="refresh">` as Scrapy does, without decoding the pages that have none."""

from scrapy import Request
from scrapy.downloadermiddlewares.redirect import MetaRefreshMiddleware
from scrapy.http import Response

LOOKED_AT = 4096 * 4
"""Bytes: Scrapy looks at the first 4,096 characters, each up to four bytes in UTF-8."""


class RefreshMiddleware(MetaRefreshMiddleware):
    """Takes the place of Scrapy's, which is left with pages that may have one."""

    def process_response(  # type: ignore[override]  # without the spider, which Scrapy no longer hands over
        self, request: Request, response: Response
    ) -> Request | Response:
        opening = response.body[:LOOKED_AT].lower()
        if b"refresh" in opening or b"\0" in opening:  # UTF-16 and UTF-32 spell no word in a row
            return super().process_response(request, response)
        return response
