"""Which pages of a site to ask for, in what order: discovery as one lazy, bounded walk. Knows no Scrapy, no archive.

What a site file states is read and nothing else; otherwise what robots.txt and the home page announce, then a few
customary addresses, and the links of the home page as the last resort. What lists fresh articles (feeds, news and
"latest" sitemaps, listings) is read first and merged, newest first; the back catalogue follows, one sitemap at a time
and only as far as somebody asks for more.
"""

import asyncio
import re
from collections.abc import AsyncGenerator, Awaitable, Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import aclosing, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import islice
from typing import Literal
from urllib.parse import urljoin, urlsplit

from crawler.discovery import (
    Candidate,
    DiscoveryError,
    NothingListedError,
    daily,
    periods,
    read_feed,
    read_home,
    read_listing,
    read_robots,
    read_sitemap,
)
from crawler.discovery.periods import Range
from crawler.items import Hints
from crawler.lists import Lists
from crawler.site import Site
from crawler.timestamps import as_utc

BATCH = 200
MAX_SITEMAPS = 1000
"""Sitemap files read of one site in one crawl."""
MAX_DEPTH = 3
"""How deep sitemap indexes may nest; the protocol allows one level."""
MAX_FEEDS = 20
MAX_DAYS = 4000
"""Daily pages read of one site in one crawl: eleven years."""
BARREN_DAYS = 60
"""Daily pages in a row without an article after which the archive is taken for ended."""
MAX_AT_ONCE = 10
"""Announced sitemaps read before the first page is asked for; most are indexes, some sites announce every month."""
MAX_FRESH = 5
"""Sitemaps taken for fresh by their names; a site that calls every shard "news" means nothing by it."""
CUSTOMARY_SITEMAPS = ("/sitemap.xml", "/sitemap_index.xml", "/news-sitemap.xml", "/sitemap-news.xml")
CUSTOMARY_FEEDS = ("/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml")
GONE = (404, 410)
LONG_AGO = datetime.min.replace(tzinfo=UTC)

FRESH_NAME = re.compile(r"(?:^|[^a-z])(?:google-?news|news|latest|recent|today)(?:[^a-z]|$)", re.I)
LAST_NAME = re.compile(
    r"(?:^|[^a-z])(?:videos?|images?|photos?|galler(?:y|ies)|sections?|categor(?:y|ies)|tags?|post_tag|authors?|"
    r"topics?|pages?|users?)(?:[^a-z]|$)",
    re.I,
)
_DATE_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:[-_/.]?(0[1-9]|1[0-2])(?:[-_/.]?(0[1-9]|[12]\d|3[01]))?)?(?!\d)")
_NUMBERS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Download:
    """A document of discovery: the address that answered, and its bytes; `body` is None if it was not modified."""

    url: str
    body: bytes | None
    etag: str | None = None
    last_modified: str | None = None


class UnreachableError(Exception):
    """A document of discovery could not be had; `str()` is the phrase that says why, `status` the server's, if any.

    `forbidden`: robots.txt asks not to fetch it. `left_alone`: its host is not asked for anything more in this crawl.
    """

    def __init__(
        self, reason: str, *, status: int | None = None, forbidden: bool = False, left_alone: bool = False
    ) -> None:
        super().__init__(reason)
        self.status = status
        self.forbidden = forbidden
        self.left_alone = left_alone


@dataclass(frozen=True, slots=True)
class Found:
    """A page to consider: its address, what was said of it, and whether a place that lists fresh articles named it.

    `again`: it was given already in this crawl, and a list that was read later dates its change.
    """

    url: str
    hints: Hints
    fresh: bool
    again: bool = False


@dataclass(frozen=True, slots=True)
class Shelf:
    """A sitemap: not yet read while `candidates` is None. `doubtful`: an address that was only guessed."""

    url: str
    lastmod: str | None = None
    depth: int = 0
    doubtful: bool = False
    kind: str = ""
    parent: str | None = None
    """The index that lists it."""
    dated: bool = False
    """Whether what looks like a date in its address is one."""
    candidates: tuple[Candidate, ...] | None = None

    @property
    def fresh(self) -> bool:
        """Whether it lists what appeared of late: Google News sitemaps, feeds, and what is named so without a year."""
        return self.kind in ("news", "feed") or _named_fresh(self.url)

    @property
    def turn(self) -> tuple[bool, int, list[str | int]]:
        """When to read it: newest day first, shards of one day by number; videos, pictures and sections last."""
        last = self.kind == "videos" or bool(LAST_NAME.search(_file(self.url)))
        day = _date_in_name(self.url) or as_utc(self.lastmod)
        return last, -day.toordinal() if day else 0, _natural(self.url)


class Frontier:
    """The pages of one site.

    `fetch` downloads a document, with headers that may make the request conditional, or raises `UnreachableError`.
    `identity` tells which addresses are one article. `since` and `until` (aware) leave out what a feed or sitemap, or
    its address, dates before the one, or at the other or later.
    `lists` knows which feeds and sitemaps need not be read again. After `conclude`, `faults` says in sentences what
    kept it from finding what it should, and `notes` what a person should know.
    """

    def __init__(
        self,
        site: Site,
        fetch: Callable[[str, Mapping[str, str]], Awaitable[Download]],
        *,
        identity: Callable[[str], Hashable],
        since: datetime | None = None,
        until: datetime | None = None,
        lists: Lists | None = None,
    ) -> None:
        self.site = site
        self.fetch = fetch
        self.identity = identity
        self.range = Range(since, until)
        self.lists = lists or Lists()
        self.faults: list[str] = []
        self.notes: list[str] = []
        self.unreached: list[str] = []
        """Those faults that may be so for once: no answer, or an error of the server."""
        self._stated = bool(site.sitemaps or site.feeds or site.listings or site.daily)
        self._hosts = site_hosts(site)
        self._home: Download | None = None
        self._given: set[Hashable] = set()
        self._fresh: dict[Hashable, Candidate] = {}
        """Those given that a place which lists fresh articles named, until a later list names them too."""
        self._read: set[str] = set()
        self._left_out = {"older": 0, "newer": 0, "unlike": 0}
        self._elsewhere = 0
        self._empty: list[str] = []
        self._not_asked = 0

    async def batches(self) -> AsyncGenerator[list[Found]]:
        """Pages in the order to ask for them, each once, or once more `again`, in lists of at most `BATCH`."""
        fresh: list[Candidate] = []
        shelves: list[Shelf] = []
        if self._stated:
            await self._read_stated(fresh, shelves)
        else:
            await self._read_announced(fresh, shelves)
        for shelf in [shelf for shelf in shelves if shelf.fresh and shelf.candidates is None][:MAX_FRESH]:
            shelves.remove(shelf)
            shelves += await self._open(shelf)
        for shelf in [shelf for shelf in shelves if shelf.fresh and shelf.candidates is not None]:
            shelves.remove(shelf)
            fresh += shelf.candidates or ()
        named = {candidate.url for candidate in fresh}
        fresh += [candidate for shelf in shelves for candidate in shelf.candidates or () if candidate.url in named]
        for batch in self._batches(self._merged(fresh), fresh=True):
            yield batch
        async with aclosing(self._days()) as days:
            async for links in days:
                for batch in self._batches(links, fresh=self.range.since is None):
                    yield batch
        shelves.sort(key=lambda shelf: shelf.turn)
        while shelves:
            shelf = shelves.pop(0)
            if shelf.candidates is None:
                shelves[:0] = sorted(await self._open(shelf), key=lambda shelf: shelf.turn)
            else:
                for batch in self._batches(shelf.candidates, fresh=False):
                    yield batch
        found = self._given or any(self._left_out.values()) or self.lists.same
        if not self._stated and not found and self._home:
            for batch in self._batches(self._links(self._home), fresh=True):
                yield batch

    async def _read_stated(self, fresh: list[Candidate], shelves: list[Shelf]) -> None:
        for url in self.site.feeds:
            fresh += await self._feed(urljoin(self.site.url, url))
        for url in self.site.listings:
            fresh += await self._listing(urljoin(self.site.url, url))
        for url in self.site.sitemaps:
            shelves += await self._open(Shelf(urljoin(self.site.url, url)))

    async def _read_announced(self, fresh: list[Candidate], shelves: list[Shelf]) -> None:
        feeds: list[str] = []
        sitemaps: list[str] = []
        with suppress(UnreachableError, DiscoveryError):
            robots = await self.fetch(urljoin(self.site.url, "/robots.txt"), {})
            sitemaps += read_robots(robots.body or b"", robots.url)
        answers = True
        try:
            self._home = await self.fetch(self.site.url, {})
            self._hosts |= {bare_host(self._home.url)}
            announced = read_home(self._home.body or b"", self._home.url)
            feeds += announced.feeds
            sitemaps += announced.sitemaps
        except DiscoveryError as error:
            self.notes.append(f"{self.site.name}: {error}")
        except UnreachableError as error:
            answers = error.status is not None
            sentence = f"{self.site.name}: the home page {self.site.url} {error}."
            (self.notes if sitemaps else self.faults).append(sentence)
            if not sitemaps and error.status not in GONE:
                self.unreached.append(sentence)
        for url in list(dict.fromkeys(feeds))[:MAX_FEEDS]:
            fresh += await self._feed(url)
        announced_shelves = sorted((Shelf(url) for url in dict.fromkeys(sitemaps)), key=lambda shelf: shelf.turn)
        for shelf in announced_shelves[:MAX_AT_ONCE]:
            shelves += await self._open(shelf)
        shelves += announced_shelves[MAX_AT_ONCE:]
        if not feeds and not sitemaps and answers:
            await self._guess(fresh, shelves)

    async def _guess(self, fresh: list[Candidate], shelves: list[Shelf]) -> None:
        for path in CUSTOMARY_SITEMAPS:
            same = self.lists.same
            if found := await self._open(Shelf(urljoin(self.site.url, path), doubtful=True)):
                shelves += found
            if found or self.lists.same > same:
                break
        for path in CUSTOMARY_FEEDS:
            same = self.lists.same
            if entries := await self._feed(urljoin(self.site.url, path), doubtful=True):
                fresh += entries
            if entries or self.lists.same > same:
                break

    async def _news_of(self, url: str, *, moved: bool = False) -> Download | None:
        """A feed, sitemap or listing; None if there is nothing new in it. Raises UnreachableError."""
        headers = self.lists.headers(url, moved=moved)
        download = await self.fetch(url, headers)
        same = self.lists.answered(
            url,
            download.url,
            etag=download.etag,
            last_modified=download.last_modified,
            digest=None if download.body is None else f"sha256:{sha256(download.body).hexdigest()}",
        )
        return None if same else download

    async def _feed(self, url: str, *, doubtful: bool = False) -> list[Candidate]:
        try:
            download = await self._news_of(url)
            if download is None:
                return []
            entries = read_feed(download.body or b"", download.url)
            self.lists.read(url)
            return entries
        except (UnreachableError, DiscoveryError) as error:
            if not doubtful:
                self._fault("feed", url, error)
            return []

    async def _listing(self, url: str) -> list[Candidate]:
        try:
            download = await self._news_of(url)
        except UnreachableError as error:
            self._fault("listing", url, error)
            return []
        if download is None:
            return []
        links = self._links(download)
        if links:
            self.lists.read(url)
        else:
            self.faults.append(f"{self.site.name}: the listing {url} links to no article.")
        return links

    async def _days(self) -> AsyncGenerator[list[Candidate]]:
        """The links of the archive pages of each day that is wanted, newest first."""
        for pattern in self.site.daily:
            barren = listed = 0
            for asked, day in enumerate(daily.days_back(self.range, self.lists.now, self.site.zone)):
                if asked >= MAX_DAYS or barren >= BARREN_DAYS:
                    why = f"{barren} days in a row list no article" if asked < MAX_DAYS else f"that is {MAX_DAYS} days"
                    self.notes.append(
                        f"{self.site.name}: the daily pages were read back to {day + timedelta(days=1)}; {why}."
                    )
                    break
                links = await self._day(urljoin(self.site.url, daily.address_of(pattern, day)))
                barren = 0 if links or links is None else barren + 1
                listed += barren == 0
                yield links or []
            if barren and not listed and not self._not_asked:
                self.faults.append(
                    f"{self.site.name}: none of {barren} daily pages such as {pattern} links to an article."
                )

    async def _day(self, url: str) -> list[Candidate] | None:
        """The links of the page of a day, none where there is no such page; None if it is as it was."""
        try:
            download = await self._news_of(url)
        except UnreachableError as error:
            if error.status not in GONE:
                self._fault("daily page", url, error)
            return []
        if download is None:
            return None
        links = self._links(download)
        self.lists.read(url)
        return links

    def _links(self, page: Download) -> list[Candidate]:
        with suppress(DiscoveryError):
            return read_listing(page.body or b"", page.url, self.site.articles)
        return []

    async def _open(self, shelf: Shelf) -> list[Shelf]:
        """Read a sitemap: the shelf with its candidates, and one unread shelf for each sitemap that it lists."""
        if shelf.url in self._read or self._unwanted(shelf):
            return []
        if len(self._read) >= MAX_SITEMAPS or shelf.depth > MAX_DEPTH:
            self.notes.append(
                f"{self.site.name}: more than {MAX_SITEMAPS} sitemaps, or too deep; the rest was left out."
            )
            return []
        self._read.add(shelf.url)
        if self.lists.untouched(shelf.url, shelf.parent, shelf.lastmod):
            return self._as_before(shelf)
        try:
            download = await self._news_of(shelf.url, moved=self.lists.moved(shelf.url, shelf.parent, shelf.lastmod))
            if shelf.parent is not None:
                self.lists.child(shelf.url, shelf.parent, shelf.lastmod)
            if download is None:
                return self._as_before(shelf)
            sitemap = await asyncio.to_thread(read_sitemap, download.body or b"", download.url, tuple(self._hosts))
        except NothingListedError as error:
            if _named_fresh(shelf.url) or LAST_NAME.search(_file(shelf.url)):
                self._empty.append(f"{self.site.name}: {error}")
            elif not shelf.doubtful:
                self._fault("sitemap", shelf.url, error)
            return []
        except (UnreachableError, DiscoveryError) as error:
            if not shelf.doubtful:
                self._fault("sitemap", shelf.url, error)
            return []
        self.notes += [f"{self.site.name}: {problem}" for problem in sitemap.problems]
        self._elsewhere += sitemap.elsewhere
        self.lists.read(
            shelf.url,
            whole=not sitemap.problems,
            children={child.url: child.lastmod for child in sitemap.children},
        )
        dated = periods.are_dates(child.url for child in sitemap.children)
        found = [
            Shelf(child.url, child.lastmod, shelf.depth + 1, parent=shelf.url, dated=dated)
            for child in sitemap.children
        ]
        if sitemap.candidates:
            found.append(replace(shelf, kind=sitemap.kind, candidates=tuple(sitemap.candidates)))
        return found

    def _as_before(self, shelf: Shelf) -> list[Shelf]:
        """A sitemap that is as it was: what it listed, to look whether that is too."""
        children = self.lists.children(shelf.url)
        dated = periods.are_dates(child.url for child in children)
        return [Shelf(child.url, child.lastmod, shelf.depth + 1, parent=shelf.url, dated=dated) for child in children]

    def _fault(self, kind: str, url: str, error: Exception) -> None:
        """Say what is wrong with a place, in a sentence that names it."""
        if isinstance(error, UnreachableError) and error.left_alone:
            self._not_asked += 1
            return
        forbidden = isinstance(error, UnreachableError) and error.forbidden and not self._stated
        text = f"the {kind} {url} {error}." if isinstance(error, UnreachableError) else str(error)
        (self.notes if forbidden else self.faults).append(f"{self.site.name}: {text}")
        if isinstance(error, UnreachableError) and error.status not in GONE and not forbidden:
            self.unreached.append(f"{self.site.name}: {text}")

    def _merged(self, candidates: Iterable[Candidate]) -> list[Candidate]:
        """One candidate for each article, with all that was said of it."""
        merged: dict[Hashable, Candidate] = {}
        for candidate in candidates:
            key = self.identity(candidate.url)
            merged[key] = together(merged[key], candidate) if key in merged else candidate
        return list(merged.values())

    def _batches(self, candidates: Iterable[Candidate], *, fresh: bool) -> Iterator[list[Found]]:
        chosen = (self._chosen(candidate, fresh=fresh) for candidate in sorted(candidates, key=newest_first))
        wanted = (found for found in chosen if found is not None)
        while batch := list(islice(wanted, BATCH)):
            yield batch

    def _chosen(self, candidate: Candidate, *, fresh: bool) -> Found | None:
        if not self._wanted(candidate):
            return None
        key = self.identity(candidate.url)
        if key in self._given:
            before = self._fresh.get(key)
            if fresh or before is None or (told := together(before, candidate)).hints.lastmod == before.hints.lastmod:
                return None
            del self._fresh[key]
            return Found(told.url, told.hints, fresh=False, again=True)
        self._given.add(key)
        if fresh:
            self._fresh[key] = candidate
        self.lists.gave(candidate.hints.found_in)
        return Found(candidate.url, candidate.hints, fresh)

    def _wanted(self, candidate: Candidate) -> bool:
        """Whether it is a page of this site; counts what is left out and why."""
        if not on_hosts(candidate.url, self._hosts):
            self._elsewhere += 1
            return False
        path = urlsplit(candidate.url).path
        if path in ("", "/") and not urlsplit(candidate.url).query:
            return False
        if self.site.articles and not re.search(self.site.articles, path):
            self._left_out["unlike"] += 1
            return False
        if misses := self._misses(candidate):
            self._left_out[misses] += 1
            return False
        return True

    def _misses(self, candidate: Candidate) -> Literal["older", "newer"] | None:
        """On which side of the range a page lies, as far as that shows before it is fetched."""
        hints = candidate.hints
        if (published := as_utc(hints.published)) and (misses := self.range.misses(published)):
            return misses
        if (changed := as_utc(hints.lastmod)) and self.range.misses(changed) == "older":
            return "older"  # and published before; what was changed later may have been published any time
        period = periods.of_page(candidate.url) if published is None else None
        return self.range.misses_all(period) if period else None

    def _unwanted(self, shelf: Shelf) -> bool:
        """Whether all that a sitemap lists lies outside of the range, by the date of its last change or its address."""
        if (changed := as_utc(shelf.lastmod)) and self.range.misses(changed) == "older":
            return True
        period = periods.of_list(shelf.url) if shelf.dated else None
        return period is not None and self.range.misses_all(period) is not None

    def conclude(self) -> None:
        """Say what was found and left out; to be called once, after the last batch that is wanted."""
        name = self.site.name
        if older := self._left_out["older"]:
            since = self.range.since
            self.notes.append(f"{name}: {older} pages are older than {since:%Y-%m-%d} and were not asked for.")
        if newer := self._left_out["newer"]:
            self.notes.append(f"{name}: {newer} pages are newer than what was asked for, and were not asked for.")
        if self._not_asked:
            self.notes.append(f"{name}: {self._not_asked} feeds or sitemaps are on a host that was left alone.")
        if self._elsewhere:
            self.notes.append(
                f"{name}: {self._elsewhere} addresses are on other hosts; if they belong to this site, name those hosts"
                " in its `hosts`."
            )
        if (
            self._given
            or self._left_out["older"]
            or self._left_out["newer"]
            or self.lists.same
            or self.faults
            or self._not_asked
        ):
            return
        if self._left_out["unlike"]:
            self.faults.append(f"{name}: of {self._left_out['unlike']} addresses none matches {self.site.articles!r}.")
        else:
            self.faults += self._empty or [
                f"{name}: no feed, sitemap or link to an article was found at {self.site.url}."
            ]


def together(one: Candidate, other: Candidate) -> Candidate:
    """The first, completed by what the other says; of two dates of change the later."""
    mine, its = one.hints, other.hints
    lastmod = max((mine.lastmod, its.lastmod), key=lambda stamp: as_utc(stamp) or LONG_AGO)
    hints = replace(
        mine,
        found_in=mine.found_in if its.found_in in mine.found_in.split() else f"{mine.found_in} {its.found_in}",
        title=mine.title or its.title,
        published=mine.published or its.published,
        lastmod=lastmod or mine.lastmod or its.lastmod,
        language=mine.language or its.language,
    )
    return replace(one, hints=hints)


def newest_first(candidate: Candidate) -> float:
    """Sort key; what says no date comes last, in the order it was listed."""
    stamps = [stamp for text in (candidate.hints.lastmod, candidate.hints.published) if (stamp := as_utc(text))]
    return -max(stamps).timestamp() if stamps else float("inf")


def _named_fresh(url: str) -> bool:
    return bool(FRESH_NAME.search(_file(url))) and not _DATE_IN_NAME.search(_file(url))


def _date_in_name(url: str) -> datetime | None:
    found = _DATE_IN_NAME.search(_file(url))
    if not found:
        return None
    year, month, day = (int(part) if part else 1 for part in found.groups())
    try:
        return datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return None


def _natural(url: str) -> list[str | int]:
    """Sort key that puts _2 before _10. Text and numbers take turns, so that two keys can always be compared."""
    return [int(part) if part.isdigit() else part for part in _NUMBERS.split(url)]


def _file(url: str) -> str:
    parts = urlsplit(url)
    return parts.path.rsplit("/", 1)[-1] + (f"?{parts.query}" if parts.query else "")


def site_hosts(site: Site) -> frozenset[str]:
    """The bare hosts of a site."""
    return frozenset({bare_host(site.url), *(bare_host(f"//{host}") for host in site.hosts)} - {""})


def on_hosts(url: str, hosts: Iterable[str]) -> bool:
    """Whether an address is on one of these bare hosts, or on a host below one."""
    own = bare_host(url)
    return any(own == host or own.endswith(f".{host}") for host in hosts)


def bare_host(url: str) -> str:
    """The host of an address, without the prefixes that only say how it is shown; empty if there is none."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return re.sub(r"^(?:www\d?|m|amp)\.", "", host)
