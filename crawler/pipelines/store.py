"""The end of the way: everything that a crawl writes to the archive, and what it asks of it, goes through here."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, DropItem

from archive import (
    Archive,
    ArchiveError,
    Article,
    ArticleNotFoundError,
    Health,
    IncompleteArticleError,
    Known,
    Observed,
    Outcome,
    PageStatus,
    Rates,
    SiteFile,
    Visit,
    health_told,
    record_health,
)
from crawler import clock
from crawler.answer import Answer, AnswerOutcome
from crawler.batches import Batches
from crawler.discovery.periods import Range
from crawler.frontier import Found
from crawler.known_sites import source_of
from crawler.lists import Lists, host_of
from crawler.lock import SourceLocks
from crawler.pipelines.normalise import Ready
from crawler.pipelines.observe import observe
from crawler.plan import RETRY_LONGEST, SETTLING, is_gone, next_visit
from crawler.recorder import Recorder
from crawler.report import tally_of
from crawler.revisit import Ask, ask, ask_again, publisher_id
from crawler.site import Site
from crawler.validators import Validators

STATUS: Mapping[AnswerOutcome, PageStatus] = {
    "not an article": PageStatus.NOT_ARTICLE,
    "blocked": PageStatus.BLOCKED,
    "gone": PageStatus.GONE,
    "failed": PageStatus.FAILED,
    "noarchive": PageStatus.NOARCHIVE,
}
COUNTED_AS: Mapping[PageStatus, str] = {
    PageStatus.ARTICLE: "unchanged",
    PageStatus.NOT_ARTICLE: "not an article",
    PageStatus.BLOCKED: "blocked",
    PageStatus.MISSING: "missing",
    PageStatus.GONE: "gone",
    PageStatus.FAILED: "failed",
    PageStatus.NOARCHIVE: "noarchive",
}
COLUMN_NAMES = {"not an article": "not_article"}
"""Outcomes that the archive spells otherwise than the report."""
DUE_AT_ONCE = 200
TOGETHER = 32
"""Answers that are written in one transaction at most, and SOON, the seconds that one waits for others. A kill costs no
more than these: their visits are not recorded either, and they are asked for again."""
SOON = 0.25
LOCKED = "paywall: only the beginning of what was read before"
LEAST_SHARE = 0.7
"""A text of less than this share of what was read before, that begins as that does, was cut, not edited."""
OPENING = 100
"""Characters that tell that two texts begin alike."""


class _Written(NamedTuple):
    """What an answer came to, as it is counted; what was known of its page before, if nothing else came of it since;
    the number of its article, if that was removed on request; and whether it lacked what an article must have."""

    outcome: str
    reason: str
    before: Known | None = None
    removed: int | None = None
    incomplete: bool = False


class StorePipeline:
    """Writes what each answer came to, and counts it; new and changed articles go on to feed exports.

    Answers are written several at a time, and each counts once it is in the file.

    One archive connection for the process: `path` is opened with the spider and closed by `finish`. An archive that
    cannot be opened, or not be written any more, ends the crawl and is a fault of it. `recorder` keeps the captures,
    if the setting CAPTURES is on.
    """

    def __init__(self, path: str, crawler: Crawler, *, captures: bool = False) -> None:
        self.path = path
        self.crawler = crawler
        self.captures = captures
        self.recorder: Recorder | None = None
        self.archive: Archive | None = None
        self.locks: SourceLocks | None = None
        self.crawl: int | None = None
        self.seen: dict[str, Observed] = defaultdict(Observed)
        self._closing: asyncio.Task[None] | None = None
        self.validators = Validators({})
        self._rates: dict[str, Mapping[str | None, Rates]] = {}
        self._batches = Batches(self._write, most=TOGETHER, seconds=SOON, are_all=self._are_all)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler.settings["ARCHIVE"], crawler, captures=crawler.settings.getbool("CAPTURES"))

    def open_spider(self) -> None:
        spider: Any = self.crawler.spider
        try:
            self.archive = Archive(self.path)
            self._take_sources(spider)
            self.validators = Validators(self.archive.beliefs())
            assert self.locks is not None
            names = [site.name for site in spider.sites]
            self.crawl = self.locks.begin(self.archive, spider.name, spider.arguments, names)
            for site in spider.sites:
                self.archive.know_source(source_of(site))
            if self.captures:
                self.recorder = self._record_captures()
        except ArchiveError as error:
            tally_of(self.crawler).fault(str(error))
            raise CloseSpider("archive") from error

    def _take_sources(self, spider: Any) -> None:
        """Leave out the sites that another process crawls into this archive. Raises CloseSpider if that is all."""
        tally = tally_of(self.crawler)
        self.locks = SourceLocks(self.path)
        for site in spider.sites:
            if not self.locks.take(site.name):
                tally.locked.add(site.name)
        locked = [site.name for site in spider.sites if site.name in tally.locked]
        spider.sites = [site for site in spider.sites if site.name not in tally.locked]
        tell = tally.note if spider.sites else tally.fault
        for name in locked:
            tell(f"{name}: another crawl of it into {self.path} is under way; it was left to that one.")
        if tally.locked and not spider.sites:
            raise CloseSpider("locked")

    def _record_captures(self) -> Recorder:
        settings = self.crawler.settings
        recorder = Recorder(
            self.path,
            software=settings["USER_AGENT"],
            facts=(
                ("http-header-user-agent", settings["USER_AGENT"]),
                ("robots", "classic" if settings.getbool("ROBOTSTXT_OBEY") else "ignore"),
                ("isPartOf", f"crawl {self.crawl} of {self.path}"),
            ),
            full=settings.getint("CAPTURES_FILE_SIZE"),
            are_all=lambda waiting: waiting >= len(self.crawler.engine.downloader.active),
        )
        for sentence in recorder.recovered:
            tally_of(self.crawler).note(sentence)
        return recorder

    def close_spider(self) -> None:
        """Close the captures, before the report is made; what goes wrong is a fault of the crawl."""
        if self.recorder is None:
            return
        try:
            self.recorder.close()
        except ArchiveError as error:
            tally_of(self.crawler).fault(str(error))

    async def process_item(self, item: Answer | Ready) -> Article:
        answer = item.answer if isinstance(item, Ready) else item
        try:
            outcome, reason, before, removed, _ = await self._batches.put(item)
        except ArchiveError as error:
            self.give_up(error)
            raise DropItem(str(error), log_level="DEBUG") from error
        if removed is not None and self.recorder and answer.capture:
            self.recorder.discard(answer.capture, removed)
        if answer.payload:
            self._judge_validators(answer, before, outcome)
        tally = tally_of(self.crawler)
        if answer.not_found:
            tally.count(answer.site.name, "missing", reason=answer.not_found, number=-1)
        tally.count(answer.site.name, outcome, url=answer.url, reason=reason)
        observe(self.seen[answer.site.name], answer, outcome)
        self.crawler.stats.inc_value(f"archive/{answer.site.name}/{outcome}")
        if isinstance(item, Ready) and outcome in ("new", "changed"):
            return item.article
        raise DropItem(f"{outcome} {reason}".strip(), log_level="DEBUG")

    async def _write(self, items: Sequence[Answer | Ready]) -> Sequence[_Written | Exception]:
        """Write these in one transaction; where one of them cannot be written, each in its own. Raises ArchiveError
        where nothing can be written any more."""
        assert self.archive is not None
        try:
            with self.archive.writing():
                return self._record(items)
        except ArchiveError:
            raise
        except Exception:
            return [self._alone(item) for item in items]

    def _are_all(self, waiting: int) -> bool:
        """Whether so many answers are all that came, and nothing else is under way."""
        engine: Any = self.crawler.engine
        came = engine.scraper.slot
        return not engine.downloader.active and waiting >= len(came.active) + len(came.queue)

    def _alone(self, item: Answer | Ready) -> _Written | Exception:
        assert self.archive is not None
        try:
            with self.archive.writing():
                return self._record([item])[0]
        except Exception as error:
            return error

    def asks(
        self,
        site: Site,
        found: Sequence[Found],
        due: datetime | None = None,
        wanted: Range = Range(),  # noqa: B008
    ) -> list[Ask]:
        """The requests to make for these pages of a site, given what the archive knows of them (see
        `crawler.revisit.ask`); counts the others."""
        if self.archive is None:
            return []
        try:
            known = self._known([page.url for page in found])
            if not self.crawler.settings.getbool("OBEY_NOARCHIVE"):
                known = {url: page for url, page in known.items() if page.status is not PageStatus.NOARCHIVE}
        except ArchiveError as error:
            self.give_up(error)
            return []
        now = clock.now()
        asks = [
            request for page in found if (request := ask(page, known.get(page.url), now=now, due=due, wanted=wanted))
        ]
        asks = [self._believed(request) for request in asks]
        asked = {request.found.url for request in asks}
        for page in found:
            if page.url not in asked and not page.again:
                removed = known[page.url].status is PageStatus.REMOVED
                tally_of(self.crawler).count(site.name, "removed" if removed else "known")
        return asks

    def overdue(self, site: Site, due: datetime) -> Iterator[list[Ask]]:
        """The requests for every article of a site that was visited last before `due`, listed or not, in batches."""
        after = 0
        while self.archive is not None:
            try:
                pages = self.archive.visited_before(due, site.name, after=after, limit=DUE_AT_ONCE)
            except ArchiveError as error:
                self.give_up(error)
                return
            if not pages:
                return
            after = max(pages)
            yield [self._believed(ask_again(known)) for known in pages.values()]

    def due(
        self, site: Site, moment: datetime, *, limit: int, statuses: Iterable[PageStatus] = PageStatus
    ) -> Iterator[list[Ask]]:
        """The requests for the pages of a site with one of these statuses that were to be looked at again by `moment`,
        `limit` at most, in batches."""
        if self.archive is None:
            return
        try:
            pages = self.archive.due(site.name, moment, limit=limit, statuses=statuses)
        except ArchiveError as error:
            self.give_up(error)
            return
        for start in range(0, len(pages), DUE_AT_ONCE):
            yield [self._believed(ask_again(known)) for known in pages[start : start + DUE_AT_ONCE]]

    def lists(self, site: Site, scope: str) -> Lists:
        """What is known of a site's feeds and sitemaps."""
        if self.archive is None:
            return Lists()
        try:
            return Lists(self.archive.documents(site.name), scope, self.validators)
        except ArchiveError as error:
            self.give_up(error)
            return Lists()

    def _believed(self, ask: Ask) -> Ask:
        """The request, conditional as far as the server's validators can be believed."""
        return (
            replace(ask, headers=self.validators.headers(host_of(ask.found.url), ask.headers)) if ask.headers else ask
        )

    def site_file(self, origin: str, name: str) -> SiteFile | None:
        """A file of a site that states a policy, as it was last answered."""
        if self.archive is None:
            return None
        try:
            return self.archive.site_file(origin, name)
        except ArchiveError as error:
            self.give_up(error)
            return None

    def keep_site_file(self, file: SiteFile) -> None:
        """Put such a file in place of what was answered before."""
        if self.archive is None:
            return
        try:
            self.archive.keep_site_file(file)
        except ArchiveError as error:
            self.give_up(error)

    def finish(
        self, status: str, counts: Mapping[str, Mapping[str, int]], *, whole: bool = True, hooked: bool = False
    ) -> list[Health]:
        """Record the end of the crawl and close the archive; what goes wrong is a fault of the crawl.

        The health of its sources, judged if the crawl ended as it should (`whole`). `hooked`: `told` will be called
        when somebody has taken what is new of them.
        """
        if self.archive is None or self.crawl is None:
            return []
        spelled = {
            source: {COLUMN_NAMES.get(name, name): number for name, number in outcomes.items()}
            for source, outcomes in counts.items()
        }
        try:
            for name, lists in self._settled().items():
                self.archive.keep_documents(name, lists.settled(), lists.forgotten())
            self.archive.keep_beliefs(self.validators.learned())
            self.archive.finish_crawl(self.crawl, status=status, counts=spelled)
            if whole:
                seen = self._seen()
                return record_health(self.archive, self.crawl, seen, clock.now(), hooked=hooked)
        except ArchiveError as error:
            tally_of(self.crawler).fault(str(error))
        finally:
            self.archive.close()
            self.archive = None
            if self.locks is not None:
                self.locks.close()
        return []

    def _settled(self) -> Mapping[str, Lists]:
        """The feeds and sitemaps of which everything was asked for and stored: nobody needs to read them again."""
        if self._closing is not None:
            return {}
        found: Mapping[str, Lists] = getattr(self.crawler.spider, "settled", dict)()
        return found

    def told(self) -> None:
        """What is new of the sources was told. Raises ArchiveError."""
        if self.crawl is not None:
            with Archive(self.path) as archive:
                health_told(archive, self.crawl)

    def _seen(self) -> dict[str, Observed]:
        """What the crawl saw of each of its sources, with what discovery made of them."""
        spider: Any = self.crawler.spider
        tally = tally_of(self.crawler)
        for site in spider.sites:
            seen = self.seen[site.name]
            seen.looked = site.name in tally.barren
            seen.barren = tally.barren.get(site.name, [])
            seen.unreached = tally.unreached.get(site.name, [])
        return {site.name: self.seen[site.name] for site in spider.sites}

    def _record(self, items: Sequence[Answer | Ready]) -> list[_Written]:
        """Write answers, then when to look at their pages again: rows of several that nothing is asked of in between
        are written at once."""
        assert self.archive is not None
        answers = [item.answer if isinstance(item, Ready) else item for item in items]
        rates = [self._rates_of(answer.site.name) for answer in answers]
        before = self.archive.known([answer.url for answer in answers if answer.payload])
        visits = zip(items, answers, strict=True)
        written = [self._visit_of(item, before.pop(answer.url, None)) for item, answer in visits]
        for answer, usual, one in zip(answers, rates, written, strict=True):
            if not one.incomplete:
                self._plan(answer, usual)
        return written

    def _visit_of(self, item: Answer | Ready, before: Known | None) -> _Written:
        """Write a visit."""
        try:
            outcome, removed = self._visited(item)
        except IncompleteArticleError as error:
            return _Written("failed", str(error), incomplete=True)
        reason = item.answer.reason if isinstance(item, Ready) else item.reason
        return _Written(outcome, reason, before, removed)

    def _plan(self, answer: Answer, rates: Mapping[str | None, Rates]) -> None:
        """Write when to look at a page again, and what it says of its use."""
        assert self.archive is not None
        if life := self.archive.life(answer.url):
            forbidden = answer.outcome == "forbidden"
            when = answer.at + RETRY_LONGEST if forbidden else next_visit(life, rates)
            self.archive.plan(answer.url, when)
        if answer.signals:
            self.archive.signalled(answer.site.name, answer.signals, answer.url, answer.at)

    def _judge_validators(self, answer: Answer, before: Known | None, outcome: str) -> None:
        """Whether ETag and Last-Modified changed, or did not, as the wording of a page did that came whole."""
        host = host_of(answer.url)
        self.validators.note(host, answer.etag, answer.url, answer.payload)
        if before is None or outcome not in ("changed", "unchanged"):
            return
        changed = outcome == "changed"
        self.validators.compare(host, "etag", before.etag, answer.etag, changed=changed)
        self.validators.compare(host, "last-modified", before.last_modified, answer.last_modified, changed=changed)

    def _rates_of(self, source: str) -> Mapping[str | None, Rates]:
        """How often the articles of a source changed before this crawl, by section."""
        assert self.archive is not None
        if source not in self._rates:
            self._rates[source] = self.archive.rates(source, SETTLING / timedelta(hours=1))
        return self._rates[source]

    def _visited(self, item: Answer | Ready) -> tuple[str, int | None]:
        """Write a visit: the outcome that it counts as, and the number of its article, if that was removed on
        request."""
        assert self.archive is not None
        if isinstance(item, Ready) and self._is_beginning(item.article, item.answer.url):
            self.archive.visited(replace(self._visit(item.answer), reason=LOCKED), PageStatus.BLOCKED)
            return COUNTED_AS[PageStatus.BLOCKED], None
        if isinstance(item, Ready):
            added = self.archive.add(item.article, self._visit(item.answer))
            return added.outcome.value, added.article if added.outcome is Outcome.REMOVED else None
        if item.outcome == "forbidden":
            return item.outcome, None
        if item.outcome in ("older", "newer"):
            self.archive.visited(self._visit(item), PageStatus.OUTSIDE)
            return item.outcome, None
        if item.outcome == "not modified":
            status = PageStatus(item.was) if item.was else PageStatus.ARTICLE
            status = PageStatus.ARTICLE if status in (PageStatus.MISSING, PageStatus.GONE) else status
        else:
            status = STATUS[item.outcome]
        if status is PageStatus.GONE and not item.not_found and not is_gone(self.archive.life(item.url), item.at):
            status = PageStatus.MISSING
        self.archive.visited(self._visit(item), status)
        return COUNTED_AS[status], None

    def _is_beginning(self, article: Article, url: str) -> bool:
        """Whether a page that is not free is no more than the beginning of what was read of it when it was."""
        assert self.archive is not None
        if article.access != "paywalled" or url not in self.archive.known([url]):
            return False
        try:
            before = self.archive.get(url).article.body
        except ArticleNotFoundError:
            return False
        opening = article.body.partition("\n\n")[0][:OPENING]
        return len(article.body) < len(before) * LEAST_SHARE and before.startswith(opening)

    def _visit(self, answer: Answer) -> Visit:
        return Visit(
            url=answer.url,
            source=answer.site.name,
            crawl=self.crawl,
            at=answer.at,
            http_status=answer.http_status,
            etag=answer.etag,
            last_modified=answer.last_modified,
            lastmod=answer.lastmod,
            payload=answer.payload,
            reason=answer.reason,
            capture=answer.capture,
            dated=answer.dated,
        )

    def _known(self, urls: Sequence[str]) -> dict[str, Known]:
        """What is known of these pages, by their address or by the publisher's ID in it.

        Known by its ID alone, a page was read at another address, whose validators say nothing of this one.
        """
        assert self.archive is not None
        known = self.archive.known(urls)
        numbered: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for url in urls:
            if url not in known and (found := publisher_id(url)):
                network, number = found
                numbered[network][number].append(url)
        for network, ids in numbered.items():
            for number, page in self.archive.known_ids(network, ids).items():
                elsewhere = replace(page, etag=None, last_modified=None)
                known.update(dict.fromkeys(ids[number], elsewhere))
        return known

    def give_up(self, error: ArchiveError) -> None:
        """End the crawl: nothing that is fetched from here on could be kept."""
        tally_of(self.crawler).fault(str(error))
        if self._closing is None:
            self._closing = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason="archive"))
