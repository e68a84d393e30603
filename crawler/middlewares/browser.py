"""Pages that only a browser fills, for sites with `browser = true`: Chromium, by way of our downloader.

The browser has no network of its own. Whatever a page loads is fetched by the crawl, so that it passes the same guard,
robots.txt, pace and bounds as any other request, and is captured.
"""

import contextlib
import logging
import os
import shutil
from importlib.util import find_spec
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import HtmlResponse, Response

from crawler.failures import why
from crawler.middlewares.capture import keep_rendered
from crawler.middlewares.directives import directives_of
from crawler.pages import header
from crawler.robots import product_token

AVAILABLE = find_spec("playwright") is not None
"""Whether the extra "browser" is installed."""
MOST_PARTS = 60
"""Requests that one page may make."""
LARGEST_PART = 8 * 1024 * 1024
LONGEST = 20_000
"""Milliseconds until a page is taken as it is."""
WANTED = ("script", "xhr", "fetch", "document")
"""What a text needs; no pictures, fonts, styles, players, sockets."""
ALONE = (
    "--proxy-server=http://127.0.0.1:9",
    "--proxy-bypass-list=<-loopback>",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-background-networking",
    "--no-first-run",
)
"""Options that leave Chromium without a network, were anything to get past the interception."""

logger = logging.getLogger(__name__)


class BrowserMiddleware:
    """Puts what a page looks like in a browser in place of a response to a request whose meta says `browser`.

    Stands behind the captures, which keep the page as it came over the wire; what is made of it is captured too, and so
    is what that says of its use obeyed.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.token = product_token(crawler.settings["USER_AGENT"])
        self.obey = crawler.settings.getbool("OBEY_NOARCHIVE")
        self._driver: Any = None
        self._browser: Any = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        middleware = cls(crawler)
        crawler.signals.connect(middleware.spider_closed, signal=signals.spider_closed)
        return middleware

    async def process_response(self, request: Request, response: Response) -> Response:
        if not request.meta.get("browser") or response.status != 200 or not isinstance(response, HtmlResponse):
            return response
        from playwright.async_api import Error as BrowserError

        try:
            html = await self._rendered(request, response)
        except BrowserError as error:
            logger.warning("%s: the browser failed, and the page is read as it came: %s", response.url, error)
            return response
        request.meta["rendered"] = True
        rendered = response.replace(body=html.encode("utf-8", "replace"), encoding="utf-8")
        rendered.headers["Content-Type"] = "text/html; charset=utf-8"
        said = request.meta["directives"] = directives_of(rendered, self.token)
        if not (self.obey and said.noarchive):
            await keep_rendered(self.crawler, request, rendered.body)
        return rendered

    async def _rendered(self, request: Request, response: HtmlResponse) -> str:
        from playwright.async_api import Error as BrowserError
        from playwright.async_api import async_playwright

        if self._browser is None:
            self._driver = await async_playwright().start()
            self._browser = await self._driver.chromium.launch(
                executable_path=shutil.which("chromium") or shutil.which("chromium-browser"),
                args=[*ALONE, *(["--no-sandbox"] if os.geteuid() == 0 else [])],
            )
        context = await self._browser.new_context(
            user_agent=self.crawler.settings["USER_AGENT"], service_workers="block", accept_downloads=False
        )
        try:
            page = await context.new_page()
            parts = _Parts(self.crawler, request, response)
            await context.route("**/*", parts.answer)
            await page.goto(response.url, wait_until="domcontentloaded", timeout=LONGEST)
            with contextlib.suppress(BrowserError):
                await page.wait_for_load_state("networkidle", timeout=LONGEST)
            return str(await page.content())
        finally:
            await context.close()

    async def spider_closed(self) -> None:
        if self._browser is not None:
            await self._browser.close()
            await self._driver.stop()


class _Parts:
    """Answers what one page asks for: itself once, then what the crawl can fetch."""

    def __init__(self, crawler: Crawler, request: Request, response: HtmlResponse) -> None:
        self.crawler = crawler
        self.request = request
        self.page: HtmlResponse | None = response
        self.left = MOST_PARTS

    async def answer(self, route: Any) -> None:
        asked = route.request
        if self.page is not None and asked.is_navigation_request():
            page, self.page = self.page, None
            await route.fulfill(status=200, content_type="text/html; charset=utf-8", body=page.text)
            return
        self.left -= 1
        web = urlsplit(asked.url).scheme in ("http", "https")
        if self.left < 0 or asked.method != "GET" or asked.resource_type not in WANTED or not web:
            await route.abort()
            return
        meta = {"download_maxsize": LARGEST_PART, "source": self.request.meta.get("source")}
        try:
            found = await self.crawler.engine.download_async(Request(asked.url, meta=meta))
        except Exception as error:
            logger.debug("%s %s", asked.url, why(error))
            await route.abort()
            return
        kind = header(found, "Content-Type") or "application/octet-stream"
        shared = {"Content-Type": kind, "Access-Control-Allow-Origin": "*"}
        await route.fulfill(status=found.status, headers=shared, body=found.body)
