"""Follows `<meta http-equiv="refresh">` as Scrapy does, without decoding the pages that have none."""

import re

from scrapy import Request
from scrapy.downloadermiddlewares.redirect import MetaRefreshMiddleware
from scrapy.http import Response

LOOKED_AT = 4096 * 4
"""Bytes: Scrapy looks at the first 4,096 characters, each up to four bytes in UTF-8."""
_REFRESH = re.compile(rb"refresh|\x00", re.IGNORECASE)
"""A null byte: UTF-16 or UTF-32, where the word is not spelt in a row."""


class RefreshMiddleware(MetaRefreshMiddleware):
    """Takes the place of Scrapy's, which is left with pages that may have one."""

    def process_response(  # type: ignore[override]  # without the spider, which Scrapy no longer hands over
        self, request: Request, response: Response
    ) -> Request | Response:
        if not _REFRESH.search(response.body, 0, LOOKED_AT):
            return response
        return super().process_response(request, response)
