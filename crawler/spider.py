"""NewsSpider: from sites to answers. Knows no particular site, no SQL; one extraction call is all it knows of pages.

Every spider of this project takes `-a since=2026-01-01` and `-a until=2026-12-31` (leave out what was published before
the one, or after the other) and `-a limit=200` (how
many pages of each site are considered, newest first, known ones included), and `-a revisit=30` (ask again for every
article that was not looked at for 30 days, whether the site still lists it or not).
"""

import asyncio
import logging
import re
from collections.abc import AsyncGenerator, AsyncIterator, Hashable, Iterable, Iterator, Mapping
from contextlib import aclosing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from functools import partial
from hashlib import sha256
from itertools import chain
from typing import Any, ClassVar, Self
from urllib.parse import urljoin, urlsplit

import scrapy
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadTimeoutError
from scrapy.http import Request, Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from archive import PageStatus
from crawler import clock, policies
from crawler.answer import Answer, AnswerOutcome
from crawler.contact import require_contact
from crawler.directives import Directives
from crawler.discovery.periods import Range
from crawler.failures import RobotsUnreachableError, is_forbidden, why
from crawler.frontier import Download, Frontier, UnreachableError
from crawler.items import ScrapedArticle
from crawler.lane import IN_VAIN, Asked, Lane
from crawler.lists import Lists, host_of
from crawler.middlewares import browser
from crawler.middlewares.backoff import SilentServerError
from crawler.middlewares.robots import Robots, RobotsMiddleware
from crawler.pages import header, judge, judge_apart
from crawler.patience import MOST_TRIES, wait_asked
from crawler.pipelines.store import StorePipeline
from crawler.readers import Readers
from crawler.report import Tally
from crawler.revisit import UNTOLD, Ask, identity, stamp
from crawler.site import Site
from crawler.timestamps import as_utc

RESOLVER = "crawler.resolver.PublicResolver"
SITES_AT_ONCE = 16
RETRIES = 200
"""Pages of a site that failed, were blocked or missing, and are asked for again though nothing lists them."""
LARGEST_SITEMAP = 64 * 1024 * 1024
"""Bytes; the protocol (sitemaps.org) allows 50 MB."""

logger = logging.getLogger(__name__)


class SpiderArgumentError(ValueError):
    """An argument (`-a name=value`) that cannot be; `str()` is a sentence for a person."""


class NewsSpider(scrapy.Spider):
    """Crawls `site`; a spider for several overrides `chosen_sites`. Raises SpiderArgumentError for wrong arguments."""

    site: ClassVar[Site]
    takes: ClassVar[tuple[str, ...]] = ("since", "until", "limit", "revisit")
    needs_contact: ClassVar[bool] = True
    """Whether public hosts must be told who asks."""
    reads_apart: bool = True
    """Whether pages are read in processes of their own, which a page that takes long or ends them needs."""

    def __init__(self, **arguments: str) -> None:
        super().__init__()
        arguments.pop("_job", None)  # scrapyd's number for a run
        if unknown := sorted(set(arguments) - set(self.takes)):
            raise SpiderArgumentError(
                f"There is no argument {unknown[0]!r}; {self.name} takes {', '.join(self.takes)}."
            )
        self.arguments = arguments
        self.since = read_day("since", arguments.get("since"))
        until = read_day("until", arguments.get("until"))
        self.until = (
            until + timedelta(days=1) if until and len(arguments["until"].strip()) <= len("2026-01-01") else until
        )
        self.range = Range(self.since, self.until)
        self.limit = read_whole("limit", arguments.get("limit"), 1)
        days = read_whole("revisit", arguments.get("revisit"), 0)
        self.began = clock.now()
        self.due = None if days is None else self.began - timedelta(days=min(days, 36_500))
        self.sites = self.chosen_sites()
        self.tally = Tally(tuple(site.name for site in self.sites))
        self._lanes: dict[str, Lane] = {}
        self._workers: list[asyncio.Future[None]] = []
        self._broken: set[str] = set()
        self._scripted: set[str] = set()
        self._lists: dict[str, Lists] = {}
        self._walked: set[str] = set()
        self._readers: Readers | None = None
        """Where pages are read, while the crawl is."""

    def chosen_sites(self) -> list[Site]:
        """The sites to crawl, in the order of the report."""
        return [self.site]

    def named_urls(self) -> list[str]:
        """The addresses that the user named; their hosts may be private ones."""
        return [
            urljoin(site.url, url)
            for site in self.sites
            for url in (site.url, *site.sitemaps, *site.feeds, *site.listings, *site.daily)
        ]

    def named_hosts(self) -> list[str]:
        """Hosts that the user named beside those of `named_urls`."""
        return [host for site in self.sites for host in site.hosts]

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        if not browser.AVAILABLE and (wanting := [site.name for site in spider.sites if site.browser]):
            raise SpiderArgumentError(
                f"{wanting[0]} needs a browser: install the extra, pip install '.[browser]', and Chromium, or take "
                "browser = true out of its lines."
            )
        if cls.needs_contact:
            settings = crawler.settings
            ours = settings["TWISTED_DNS_RESOLVER"] == RESOLVER
            require_contact(" ".join(settings["CONTACT"].split()), spider.named_urls(), look_up=ours)
        return spider

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        super().update_settings(settings)
        if contact := " ".join(settings["CONTACT"].split()):
            settings.set("USER_AGENT", f"{settings['USER_AGENT']} (+{contact})", priority="spider")

    async def start(self) -> AsyncIterator[Request]:
        if self.reads_apart:
            self._readers = Readers()
        requests: asyncio.Queue[Request | None] = asyncio.Queue(maxsize=1)
        waiting = iter(self.sites)
        busy = min(SITES_AT_ONCE, len(self.sites))
        self._workers = [asyncio.ensure_future(self._discover(waiting, requests)) for _ in range(busy)]
        while busy:
            request = await requests.get()
            if request is None:
                busy -= 1
            else:
                yield request

    async def closed(self, _reason: str) -> None:
        while left := [worker for worker in self._workers if not worker.done()]:
            for worker in left:  # again: in the middle of a download it counts as that one's failure
                worker.cancel()
            await asyncio.wait(left, timeout=1)
        await asyncio.gather(*self._workers, return_exceptions=True)
        if self._readers is not None:
            await self._readers.close()

    async def _discover(self, sites: Iterator[Site], requests: asyncio.Queue[Request | None]) -> None:
        """Put the requests for one site after the other into the queue, and None at the end."""
        for site in sites:
            try:
                async for request in self._requests(site):
                    await requests.put(request)
            except Exception as error:
                if self.crawler.engine.spider is None:
                    return
                logger.exception("%s: discovery failed", site.name)
                self.tally.fault(f"{site.name}: a program error in discovery: {type(error).__name__}: {error}.")
        await requests.put(None)

    async def _requests(self, site: Site) -> AsyncIterator[Request]:
        """The requests for the pages of a site, as many as are wanted, no faster than they are answered."""
        store = self.crawler.get_item_pipeline(StorePipeline)
        assert store is not None, "ITEM_PIPELINES must hold the StorePipeline"
        lane = self._lanes[site.name] = Lane(site, lambda: self.crawler.crawling)
        async with aclosing(self._batches(lane, store)) as batches, aclosing(lane.in_turn(batches)) as turns:
            async for asked in turns:
                lane.ask(asked, worth_it(self.tally.counts[site.name]))
                if lane.in_vain:
                    lane.drop(asked)
                    self.tally.note(
                        f"{site.name}: {IN_VAIN} pages in a row brought no article; the rest waits for the next crawl."
                    )
                    break
                yield self._request(asked)
        async with aclosing(self._second_looks(lane)) as second_looks, aclosing(lane.in_turn(second_looks)) as turns:
            async for asked in turns:
                yield self._request(asked)
        for sentence in lane.left_alone:
            self.tally.fault(sentence)
        if lane.asked and lane.going_on() and not lane.given_up:
            await self._look_for_policies(site, store)

    async def _batches(self, lane: Lane, store: StorePipeline) -> AsyncGenerator[list[Asked]]:
        async with aclosing(self.asks(lane.site, store)) as batches:
            async for asks in batches:
                yield [Asked(lane, ask.found, ask.was, ask.headers) for ask in asks]

    async def _second_looks(self, lane: Lane) -> AsyncGenerator[list[Asked]]:
        """The articles that were not found, as late in the crawl of their site as can be."""
        if lane.given_up:
            return
        if lane.not_found and not lane.second_looks:
            self.tally.note(
                f"{lane.site.name}: {len(lane.not_found)} of {lane.asked} pages, all of known articles, were not found "
                "at once; they count as gone only if they are not found hours later either."
            )
        yield [replace(asked, was=PageStatus.MISSING, tries=1) for asked in lane.second_looks]

    async def _look_for_policies(self, site: Site, store: StorePipeline) -> None:
        """Record what the site says of its use in the files of `policies.FILES`, once a day."""
        await asyncio.gather(*(self._look_for_policy(site, store, name) for name in policies.FILES))

    async def _look_for_policy(self, site: Site, store: StorePipeline, name: str) -> None:
        origin = policies.origin(site.url)
        kept = store.site_file(origin, name)
        if not policies.is_due(kept, clock.now()):
            return
        meta = {"download_maxsize": policies.LARGEST, "source": site.name}
        try:
            response = await self.crawler.engine.download_async(
                Request(f"{origin}/{name}", headers=policies.validators(kept), meta=meta)
            )
        except Exception as error:
            if self.crawler.engine.spider is None:
                raise
            logger.debug("%s/%s: %s", origin, name, why(error))
            return
        if file := policies.answered(response, kept, origin, name, site.name, clock.now()):
            store.keep_site_file(file)

    async def asks(self, site: Site, store: StorePipeline) -> AsyncGenerator[list[Ask]]:
        """What to ask a site for: what it lists, as much as is wanted; then what told nothing the last time; then what
        was not looked at for long."""
        lists = self._lists[site.name] = store.lists(site, self._scope(site))
        frontier = Frontier(
            site, partial(self._download, site), identity=identity, since=self.since, until=self.until, lists=lists
        )
        left = self.limit
        asked: set[Hashable] = set()
        """Those that may come again, or be among what is due further down, while their answers are not stored yet."""
        try:
            async with aclosing(frontier.batches()) as batches:
                async for batch in batches:
                    wanted = batch[:left]
                    asks = store.asks(site, wanted, self.due, self.range)
                    asks = [ask for ask in asks if not (ask.found.again and identity(ask.found.url) in asked)]
                    asked.update(
                        identity(ask.found.url) for ask in asks if self.due or ask.found.fresh or ask.was in UNTOLD
                    )
                    if twice := sum(ask.found.again for ask in asks):
                        self.tally.count(site.name, "known", number=-twice)
                    yield asks
                    if left is not None and (left := left - sum(not found.again for found in wanted)) <= 0:
                        break
            untold = store.due(site, self.began - timedelta(seconds=1), limit=RETRIES, statuses=UNTOLD)
            left_out = lists.pages
            for asks in chain(untold, store.overdue(site, self.due) if self.due else ()):
                again = [ask for ask in asks if identity(ask.found.url) not in asked]
                asked.update(identity(ask.found.url) for ask in again if self.due)
                left_out -= len(again)
                yield again
            if left_out > 0:
                self.tally.count(site.name, "known", number=left_out)
            if left is None:
                self._walked.add(site.name)
        finally:
            frontier.conclude()
            self.tally.unreached[site.name] = frontier.unreached
            self.tally.barren[site.name] = [fault for fault in frontier.faults if fault not in frontier.unreached]
            for sentence in frontier.faults:
                self.tally.fault(sentence)
            for sentence in frontier.notes:
                self.tally.note(sentence)

    def _scope(self, site: Site) -> str:
        """What is wanted of the lists of a site; with anything else they are to be read again. One that is limited
        takes nothing for known."""
        return (
            ""
            if self.limit
            else " ".join(filter(None, (*map(str, filter(None, self.range)), site.articles, *site.hosts, "all")))
        )

    def settled(self) -> dict[str, Lists]:
        """The lists of the sites of which everything was asked for and answered."""
        return {name: self._lists[name] for name in self._walked if self._lanes[name].idle}

    async def _download(self, site: Site, url: str, headers: Mapping[str, str]) -> Download:
        """A document of discovery. Raises UnreachableError."""
        is_robots = urlsplit(url).path == "/robots.txt"
        robots = self.crawler.get_downloader_middleware(RobotsMiddleware) if is_robots else None
        meta = {"download_maxsize": LARGEST_SITEMAP, "dont_obey_robotstxt": is_robots, "source": site.name}
        request = Request(url, headers=dict(headers), meta=meta)
        try:
            if robots is not None:
                return robots_of(await robots.found(request), url)
            response = await self._patiently(site, request)
        except UnreachableError:
            raise
        except Exception as error:
            if self.crawler.engine.spider is None:
                raise
            raise UnreachableError(why(error), forbidden=is_forbidden(error)) from error
        if response.status != 200 and not (response.status == 304 and headers):
            raise UnreachableError(f"answered {response.status}", status=response.status)
        body = response.body if response.status == 200 else None
        return Download(response.url, body, header(response, "ETag"), header(response, "Last-Modified"))

    async def _patiently(self, site: Site, request: Request) -> Response:
        """The answer to a request of discovery, once more where the server asks to wait before."""
        lane = self._lanes[site.name]
        host = lane.host(request.url)
        for tries in range(1, MOST_TRIES + 1):
            await lane.rested(host)
            if host.left_alone:
                raise UnreachableError("was not asked for: its host is left alone", left_alone=True)
            response = await self.crawler.engine.download_async(request.replace())
            wait = wait_asked(response.status, header(response, "Retry-After"), tries, clock.now())
            if wait is None:
                break
            host = lane.host(response.url)
            host.rest(wait)
            if host.left_alone:
                break
        return response

    def _request(self, asked: Asked) -> Request:
        """The request for a page; not conditional where a browser fills it, of whose text its ETag says nothing."""
        if self._readers is not None:
            self._readers.expect()
        return Request(
            asked.found.url,
            headers={} if asked.lane.site.browser else dict(asked.headers),
            callback=self.answered,
            errback=self.unanswered,
            cb_kwargs={"asked": asked},
            meta={"source": asked.lane.site.name, "browser": asked.lane.site.browser},
            dont_filter=True,
        )

    async def answered(self, response: Response, asked: Asked) -> AsyncIterator[Answer]:
        """What a page said; nothing where its server asks to wait, and it is to be asked for once more. `response` may
        have any status and type.

        Read in another process: a page of 10 MB takes long, and the others must not time out meanwhile.
        """
        outcome = None
        wait = wait_asked(response.status, header(response, "Retry-After"), asked.tries, clock.now())
        if wait is not None:
            host = asked.lane.host(response.url)
            host.rest(wait)
            if asked.tries < MOST_TRIES and not host.left_alone and asked.lane.going_on():
                asked.lane.again(replace(asked, tries=asked.tries + 1, answered_by=response.url))
                return
        asked.lane.arrived(asked)
        try:
            made = await self._answer(response, asked)
            outcome = made.outcome
            if outcome == "gone" and asked.was == PageStatus.ARTICLE:
                asked.lane.not_found.append(replace(asked, not_found=made.reason))
        finally:
            asked.lane.leave(asked, outcome)  # the next page need not wait until this one is written
        yield made

    def unanswered(self, failure: Failure) -> Iterator[Answer]:
        """A page that could not be had."""
        request: Request = failure.request  # type: ignore[attr-defined]
        asked: Asked = request.cb_kwargs["asked"]
        if isinstance(failure.value, SilentServerError) and host_of(request.url) == host_of(asked.found.url):
            asked.lane.silent(asked)
            return
        closed = isinstance(failure.value, RobotsUnreachableError)
        outcome: AnswerOutcome = "forbidden" if closed or is_forbidden(failure.value) else "failed"
        if closed:
            host = urlsplit(request.url).netloc
            self.tally.fault(f"{asked.lane.site.name}: {host} {why(failure.value)}.")
        if outcome == "forbidden" and (lists := self._lists.get(asked.lane.site.name)):
            lists.doubt(asked.found.hints.found_in)
        late = isinstance(failure.value, DownloadTimeoutError)
        asked.lane.leave(asked, "failed" if closed else outcome, late=late)
        yield answer(asked, outcome, reason=why(failure.value))

    def _wants_browser(self, site: Site) -> None:
        """Tell once that there is a way to read a site's pages."""
        if site.name not in self._scripted:
            self._scripted.add(site.name)
            self.tally.note(
                f"{site.name}: pages ask for JavaScript; browser = true in its lines of sources.toml has them read in "
                "a browser (docs/polite.md)."
            )

    async def _answer(self, response: Response, asked: Asked) -> Answer:
        said = said_by(response)
        if said.noarchive and self.settings.getbool("OBEY_NOARCHIVE"):
            return answer(asked, "noarchive", response, reason=said.noarchive)
        page = (response, asked.lane.site, asked.found.url, asked.found.hints)
        found = await judge_apart(self._readers, *page) if self._readers else judge(*page)
        if found.outcome == "blocked" and WANTS_SCRIPTS.search(found.reason) and not asked.lane.site.browser:
            self._wants_browser(asked.lane.site)
        if found.broken and found.broken not in self._broken:
            self._broken.add(found.broken)
            self.tally.fault(
                f"{asked.lane.site.name}: a program error in extraction, at {response.url}: {found.broken}"
            )
        if asked.was in (None, "outside") and found.scraped and (dated := publication(found.scraped)):
            if misses := self.range.misses(dated):
                return replace(answer(asked, misses, response, reason=f"published {dated:%Y-%m-%d}"), dated=dated)
        return answer(asked, found.outcome, response, reason=found.reason, scraped=found.scraped, has=found.has)


WANTS_SCRIPTS = re.compile("javascript", re.I)


def answer(
    asked: Asked,
    outcome: AnswerOutcome,
    response: Response | None = None,
    *,
    reason: str = "",
    scraped: ScrapedArticle | None = None,
    has: frozenset[str] | None = None,
) -> Answer:
    """The answer to a request, with what the response says of itself."""
    return Answer(
        site=asked.lane.site,
        url=asked.found.url,
        at=clock.now(),
        outcome=outcome,
        http_status=response.status if response else None,
        etag=header(response, "ETag") if response else None,
        last_modified=header(response, "Last-Modified") if response else None,
        lastmod=stamp(asked.found.hints),
        payload=f"sha256:{sha256(response.body).hexdigest()}" if response and scraped else None,
        reason=reason,
        scraped=scraped,
        was=asked.was,
        has=has,
        not_found=asked.not_found,
        capture=response.request.meta.get("capture") if response and response.request else None,
        signals=said_by(response).signals if response else (),
    )


def said_by(response: Response) -> Directives:
    """What a page says of its use, as the DirectivesMiddleware read it."""
    found = response.request.meta.get("directives") if response.request else None
    return found if found is not None else Directives()


def worth_it(counts: Mapping[str, int]) -> int:
    """How many pages of a site were worth asking for."""
    return sum(counts.get(outcome, 0) for outcome in ("new", "changed", "unchanged", "older", "blocked", "failed"))


def robots_of(found: Robots, url: str) -> Download:
    """A robots.txt as a document of discovery. Raises UnreachableError."""
    if found.error is not None:
        raise UnreachableError(why(found.error)) from found.error
    if found.text is None:
        raise UnreachableError(f"answered {found.status}", status=found.status)
    return Download(url, found.text.encode())


def publication(scraped: ScrapedArticle) -> datetime | None:
    """When the page says that the article was published, aware, UTC where it states no zone."""
    value = scraped.published.value if scraped.published else None
    return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


def read_day(name: str, text: str | None) -> datetime | None:
    """A day or time in ISO 8601, UTC if it states no zone."""
    if text is None:
        return None
    try:
        found = as_utc(datetime.fromisoformat(text.strip()).isoformat())
    except ValueError:
        found = None
    if found is None:
        raise SpiderArgumentError(f"{name} takes a date such as 2026-01-01, not {text!r}.")
    return found


def read_whole(name: str, text: str | None, least: int) -> int | None:
    """A whole number, `least` or more."""
    if text is None:
        return None
    value = text.strip()
    if not (value.isascii() and value.isdecimal() and len(value) < 19 and int(value) >= least):
        wanted = "above 0, such as 200" if least else "of days, such as 30"
        raise SpiderArgumentError(f"{name} takes a whole number {wanted}, not {text!r}.")
    return int(value)


def near(name: str, names: Iterable[str]) -> str:
    """What to add to a sentence about an unknown name: those that look like it, or nothing."""
    found = get_close_matches(name, list(names), n=3)
    return f" (did you mean {' or '.join(found)}?)" if found else ""
