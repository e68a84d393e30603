"""Obeys robots.txt by RFC 9309, where Scrapy's own middleware takes a server error for a yes and asks in every run."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from time import monotonic
from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    IgnoreRequest,
    StopDownload,
)
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached

from archive import SiteFile
from crawler import clock, policies
from crawler.contact import UnintroducedError
from crawler.failures import RobotsUnreachableError, why
from crawler.handler import CertificateNotTrustedError
from crawler.middlewares.guard import PrivateHostError
from crawler.pages import header
from crawler.patience import LONGEST_WAIT, MOST_TRIES, wait_asked
from crawler.pipelines.store import StorePipeline
from crawler.robots import MAX_BYTES, RobotsRules, product_token, readable

NAME = "robots.txt"
KEPT_FOR = policies.EVERY
"""How long an answer is good (RFC 9309, 2.4)."""
MOST_REDIRECTS = 5
"""RFC 9309, 2.3.1.2; after more of them there is no robots.txt."""
LARGEST_ANSWER = 16 * 1024 * 1024
"""Bytes unpacked; of more than MAX_BYTES only those are read."""
NOT_TO_BE_HAD = (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    CertificateNotTrustedError,
    PrivateHostError,
    UnintroducedError,
)
"""Errors that say as much of the host's pages as of its robots.txt."""


@dataclass(frozen=True, slots=True)
class Robots:
    """What came of asking for a host's robots.txt: its text, or None if there is none and all is allowed (2.3.1.3); or
    why it could not be had. `until` is when to ask again."""

    until: datetime
    status: int = 0
    text: str | None = None
    parser: RobotParser | None = None
    error: Exception | None = None


class RobotsMiddleware(RobotsTxtMiddleware):
    """Asks each host once a day, kept in the archive from run to run; what is kept is asked for conditionally."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.token = product_token(crawler.settings["USER_AGENT"])
        self._asked: dict[str, asyncio.Future[Robots]] = {}
        self._under_way = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def bytes_received(self, data: bytes, request: Request) -> None:
        """Stop where no more would be read."""
        if "robots_bytes" in request.meta:
            request.meta["robots_bytes"] += len(data)
            if request.meta["robots_bytes"] > MAX_BYTES:
                raise StopDownload(fail=False)

    async def robot_parser(self, request: Request) -> RobotParser | None:
        found = await self.found(request)
        if found.error is not None:
            raise found.error
        return found.parser

    async def found(self, request: Request) -> Robots:
        """What is known of the robots.txt for a request."""
        parts = urlparse_cached(request)
        origin = f"{parts.scheme}://{parts.netloc}"
        asked = self._asked.get(origin)
        if asked is None or (asked.done() and asked.result().until <= clock.now()):
            asked = self._asked[origin] = asyncio.ensure_future(self._find(origin, request))
        return await asyncio.shield(asked)

    async def _find(self, origin: str, request: Request) -> Robots:
        store = self.crawler.get_item_pipeline(StorePipeline)
        kept = store.site_file(origin, NAME) if store is not None else None
        now = clock.now()
        if kept is not None and not policies.is_due(kept, now):
            return await self._read(kept, request)
        try:
            with self._bounded():
                response = await self._ask(origin, request, kept)
        except Exception as error:
            return Robots(now + KEPT_FOR, error=_refusal(error))
        source = request.meta.get("source")
        file = SiteFile(
            origin=origin,
            name=NAME,
            source=source,
            asked_at=clock.now(),
            http_status=response.status if response is not None else 0,
            etag=header(response, "ETag") if response is not None else None,
            last_modified=header(response, "Last-Modified") if response is not None else None,
        )
        if response is not None and response.status == 304 and kept is not None:
            file = replace(kept, asked_at=file.asked_at)
        elif response is not None and 200 <= response.status < 300:
            file = replace(file, text=readable(response.body))
        elif response is not None and not (400 <= response.status < 500 and response.status != 429):
            return Robots(now + KEPT_FOR, error=RobotsUnreachableError(f"robots.txt answered {response.status}"))
        if store is not None:
            store.keep_site_file(file)
        return await self._read(file, request)

    @contextmanager
    def _bounded(self) -> Iterator[None]:
        """Within, what comes is counted: a signal that somebody listens to costs as much again for each piece of a
        page."""
        if not self._under_way:
            self.crawler.signals.connect(self.bytes_received, signal=signals.bytes_received)
        self._under_way += 1
        try:
            yield
        finally:
            self._under_way -= 1
            if not self._under_way:
                self.crawler.signals.disconnect(self.bytes_received, signal=signals.bytes_received)

    async def _ask(self, origin: str, request: Request, kept: SiteFile | None) -> Response | None:
        """The answer, after such waits as the server asks for; None if it only redirects on and on."""
        for tries in range(1, MOST_TRIES + 1):
            meta: dict[str, Any] = {
                "dont_obey_robotstxt": True,
                "redirect_ttl": MOST_REDIRECTS,
                "download_maxsize": LARGEST_ANSWER,
                "robots_bytes": 0,
                "source": request.meta.get("source"),
            }
            try:
                response = await self.crawler.engine.download_async(
                    Request(
                        f"{origin}/{NAME}",
                        headers=dict(policies.validators(kept)),
                        priority=self.DOWNLOAD_PRIORITY,
                        meta=meta,
                        callback=NO_CALLBACK,
                    )
                )
            except IgnoreRequest as error:
                if "redirect" in str(error):
                    return None
                raise
            wait = wait_asked(response.status, header(response, "Retry-After"), tries, clock.now())
            if wait is None or wait > LONGEST_WAIT or tries == MOST_TRIES:
                break
            await self._rest(wait)
        return response

    async def _rest(self, seconds: float) -> None:
        until = monotonic() + seconds
        while self.crawler.crawling and (left := until - monotonic()) > 0:
            await asyncio.sleep(min(left, 0.5))

    async def _read(self, file: SiteFile, request: Request) -> Robots:
        parser = None
        if file.text is not None:
            parser = RobotsRules(file.text, self.token)
            await self.crawler.signals.send_catch_log_async(
                signal=signals.robots_parsed, robotparser=parser, request=request
            )
        return Robots(file.asked_at + KEPT_FOR, file.http_status, file.text, parser)


def _refusal(error: Exception) -> Exception:
    if isinstance(error, NOT_TO_BE_HAD):
        return error
    return RobotsUnreachableError(f"robots.txt {why(error)}")
