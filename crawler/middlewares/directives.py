"""Reads what a page says of its use before anything of it is kept."""

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.directives import Directives, read_directives
from crawler.middlewares.capture import keep
from crawler.pages import is_html
from crawler.robots import product_token


class DirectivesMiddleware:
    """`request.meta["directives"]` is what an answer says. It is captured here, as it came, unless it asks not to be
    archived and OBEY_NOARCHIVE is on. Stands where answers are unpacked and not yet judged."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.token = product_token(crawler.settings["USER_AGENT"])
        self.obey = crawler.settings.getbool("OBEY_NOARCHIVE")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_response(self, request: Request, response: Response) -> Response:
        exchange = request.meta.pop("exchange", None)
        said = request.meta["directives"] = directives_of(response, self.token)
        if exchange is not None and not (self.obey and said.noarchive):
            await keep(self.crawler, request, exchange)
        return response


def directives_of(response: Response, token: str) -> Directives:
    """What an answer says of its use to the crawler that calls itself `token`; nothing if it holds no page."""
    if not 200 <= response.status < 300:
        return Directives()
    headers = [
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values
    ]
    return read_directives(headers, response.body if is_html(response) else b"", token)
