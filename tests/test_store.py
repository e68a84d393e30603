"""The end of the way: what each answer writes to a real archive, how it is counted, and what ends the crawl."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy.exceptions import CloseSpider, DropItem

from archive import Archive, ArchiveError, Article, DiskFullError, PageStatus
from crawler.answer import Answer
from crawler.discovery.periods import Range
from crawler.frontier import Found
from crawler.items import Hints
from crawler.pipelines.normalise import Ready
from crawler.pipelines.store import TOGETHER, StorePipeline
from crawler.report import Tally
from crawler.site import Site

URL = "https://courier.example/a/1"
SITE = Site(name="courier", url="https://courier.example/")


class Stage:
    """A pipeline on a new archive, with the little that it needs of a crawler."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.tally = Tally(("courier",))
        self.stats: Counter[str] = Counter()
        self.closed: list[str] = []
        self.levels: set[str | None] = set()
        crawler: Any = SimpleNamespace(
            spider=SimpleNamespace(name="courier", arguments={"limit": "5"}, tally=self.tally, sites=[SITE]),
            stats=SimpleNamespace(inc_value=lambda key: self.stats.update([key])),
            engine=SimpleNamespace(
                close_spider_async=self.close,
                downloader=SimpleNamespace(active=set()),
                scraper=SimpleNamespace(slot=SimpleNamespace(active=range(100), queue=())),
            ),
            settings=SimpleNamespace(getbool=lambda _: True),
        )
        self.pipeline = StorePipeline(str(path), crawler)

    async def close(self, *, reason: str) -> None:
        self.closed.append(reason)

    def send(self, item: Answer | Ready) -> Article | str:
        """What the pipeline lets through, or why it does not."""
        return asyncio.run(self.sent(item))

    async def sent(self, item: Answer | Ready) -> Article | str:
        try:
            return await self.pipeline.process_item(item)
        except DropItem as dropped:
            self.levels.add(dropped.log_level)
            return str(dropped)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with Archive(self.path, read_only=True) as archive:
            return [tuple(row) for row in archive.rows(sql)]


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    made = Stage(tmp_path / "news.db")
    made.pipeline.open_spider()
    yield made
    if made.pipeline.archive:
        made.pipeline.archive.close()


def answer(outcome: Any = "article", **fields: Any) -> Answer:
    at = datetime(2026, 11, 20, 12, tzinfo=UTC)
    return Answer(**{"site": SITE, "url": URL, "at": at, "outcome": outcome, "http_status": 200} | fields)


def ready(**fields: Any) -> Ready:
    article = {"url": URL, "source": "courier", "headline": "Ferry Runs", "body": "It ran at noon."} | fields
    return Ready(Article(**article), answer(etag='"e"', lastmod="2026-11-20"))


def found(url: str = URL, *, fresh: bool = False) -> Found:
    return Found(url, Hints(found_in="x"), fresh)


def test_an_article_is_new_then_unchanged_then_changed(stage: Stage) -> None:
    assert isinstance(stage.send(ready()), Article)
    assert stage.send(ready()) == "unchanged"
    assert stage.levels == {"DEBUG"}
    assert isinstance(stage.send(ready(headline="Ferry Runs Again")), Article)
    assert stage.tally.counts["courier"] == {"new": 1, "unchanged": 1, "changed": 1}
    assert stage.stats == {"archive/courier/new": 1, "archive/courier/unchanged": 1, "archive/courier/changed": 1}
    assert stage.rows("select headline from articles") == [("Ferry Runs Again",)]
    assert stage.rows("select headline from revisions") == [("Ferry Runs",)]


@pytest.mark.parametrize(
    ("outcome", "fields", "counted", "status"),
    [
        ("not an article", {"reason": "media: video"}, "not an article", "not_article"),
        ("blocked", {"reason": "answered 403", "http_status": 403}, "blocked", "blocked"),
        ("gone", {"http_status": 404}, "gone", "gone"),
        ("failed", {"http_status": None, "reason": "did not answer in time"}, "failed", "failed"),
        ("not modified", {"http_status": 304, "was": "article"}, "unchanged", "article"),
        ("not modified", {"http_status": 304, "was": "gone"}, "unchanged", "article"),
        ("not modified", {"http_status": 304, "was": "not_article"}, "not an article", "not_article"),
    ],
)
def test_other_answers_are_visits(
    stage: Stage, outcome: str, fields: dict[str, Any], counted: str, status: str
) -> None:
    stage.send(answer(outcome, **fields))
    assert stage.tally.counts["courier"] == {counted: 1}
    assert stage.rows("select status, http_status from pages") == [(status, fields.get("http_status", 200))]
    assert stage.rows("select crawl_id, reason from visits") == [(1, fields.get("reason", ""))]
    assert stage.rows("select count(*) from articles") == [(0,)]


def test_what_was_not_fetched_is_counted_and_not_written(stage: Stage) -> None:
    stage.send(answer("forbidden"))
    assert stage.tally.counts["courier"] == {"forbidden": 1}
    assert stage.rows("select count(*) from pages") == [(0,)]


@pytest.mark.parametrize("outcome", ["older", "newer"])
def test_what_was_not_wanted_is_no_article_and_not_fetched_again(stage: Stage, outcome: str) -> None:
    day = datetime(2026, 5, 1, tzinfo=UTC)
    stage.send(answer(outcome, dated=day))
    assert stage.tally.counts["courier"] == {outcome: 1}
    assert stage.rows("select status, dated, next_visit from pages") == [("outside", "2026-05-01T00:00:00+00:00", None)]
    found = [Found(URL, Hints(found_in=""), fresh=True)]
    assert stage.pipeline.asks(SITE, found, None, Range(until=day)) == []
    assert len(stage.pipeline.asks(SITE, found, None, Range(since=day))) == 1
    assert len(stage.pipeline.asks(SITE, found)) == 1


def test_a_gone_article_stays(stage: Stage) -> None:
    stage.send(ready())
    first = datetime(2026, 11, 20, 12, tzinfo=UTC)
    for hours, gone in ((1, 0), (6, 0), (7, 1)):
        stage.send(answer("gone", http_status=410, at=first + timedelta(hours=hours)))
        assert stage.rows("select headline, gone_at is not null from articles") == [("Ferry Runs", gone)]
    assert stage.rows("select outcome from visits order by id") == [("new",), ("missing",), ("missing",), ("gone",)]
    assert stage.tally.counts["courier"] == {"new": 1, "missing": 2, "gone": 1}

    back = ready()
    stage.send(Ready(back.article, replace(back.answer, at=first + timedelta(days=3))))
    assert stage.rows("select count(*), sum(gone_at is not null) from articles") == [(1, 0)]


def test_an_incomplete_article_is_a_failure_and_not_the_end(stage: Stage) -> None:
    stage.send(ready(headline=" "))
    assert stage.tally.counts["courier"] == {"failed": 1}
    assert stage.closed == stage.tally.faults == []


def test_asks_skips_what_is_known_and_counts_it(stage: Stage) -> None:
    stage.send(ready())
    other = "https://courier.example/a/2"
    asks = stage.pipeline.asks(SITE, [found(), found(other)])
    assert [ask.found.url for ask in asks] == [other]
    assert stage.tally.counts["courier"]["known"] == 1
    (again,) = stage.pipeline.asks(SITE, [found(fresh=True)])
    assert (again.headers, again.was) == ({"If-None-Match": '"e"'}, PageStatus.ARTICLE)


def test_asks_knows_an_article_by_the_publishers_number(stage: Stage) -> None:
    url = "https://www.rferl.org/a/ferry-runs/33423647.html"
    article = Article(
        url=url, source="rferl", headline="Ferry", body="It ran.", network="rferl", publisher_id="33423647"
    )
    stage.send(Ready(article, answer(url=url, etag='"e"')))
    variant = "https://www.rferl.org/a/33423647.html"
    assert stage.pipeline.asks(SITE, [found(variant)]) == []
    (again,) = stage.pipeline.asks(SITE, [found(variant, fresh=True)])
    assert (again.headers, again.was) == ({}, PageStatus.ARTICLE)
    assert len(stage.pipeline.asks(SITE, [found("https://www.rferl.org/a/33423648.html")])) == 1


def test_finish_records_the_crawl(stage: Stage) -> None:
    stage.send(ready())
    stage.send(answer("not an article", url=f"{URL}/video"))
    stage.pipeline.finish("finished", stage.tally.by_source())
    assert stage.rows("select spider, arguments, status from crawls") == [("courier", '{"limit": "5"}', "finished")]
    assert stage.rows("select source, new, not_article, failed from crawl_sources") == [("courier", 1, 1, 0)]
    assert stage.tally.faults == []
    assert stage.pipeline.asks(SITE, [found()]) == []


def test_an_archive_that_cannot_be_opened_ends_the_crawl_before_it_begins(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("no database\n" * 100)
    stage = Stage(path)
    with pytest.raises(CloseSpider):
        stage.pipeline.open_spider()
    assert len(stage.tally.faults) == 1
    assert str(path) in stage.tally.faults[0]
    assert path.read_text() == "no database\n" * 100


def test_an_archive_that_cannot_be_written_any_more_ends_the_crawl_once(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise DiskFullError("The disk is full; make room and crawl again.")

    async def scenario() -> None:
        await stage.sent(ready())
        monkeypatch.setattr(stage.pipeline.archive, "add", full)
        monkeypatch.setattr(stage.pipeline.archive, "visited", full)
        await asyncio.gather(stage.sent(ready(headline="Second")), stage.sent(answer("gone")))
        await stage.sent(answer("blocked"))

    asyncio.run(scenario())
    assert stage.closed == ["archive"]
    assert stage.tally.faults == ["The disk is full; make room and crawl again."]
    assert stage.tally.counts["courier"] == {"new": 1}


def test_answers_that_come_together_are_written_together(stage: Stage) -> None:
    archive = stage.pipeline.archive
    assert archive is not None
    transactions: list[str] = []
    archive.connection.set_trace_callback(lambda sql: transactions.append(sql) if sql.startswith("commit") else None)
    urls = [f"https://courier.example/a/{number}" for number in range(3 * TOGETHER)]

    async def scenario() -> None:
        articles = [
            Ready(replace(ready().article, url=url, body=f"Text {url}"), answer(url=url, signals=(("tdm", "1"),)))
            for url in urls
        ]
        assert all(isinstance(made, Article) for made in await asyncio.gather(*map(stage.sent, articles)))

    asyncio.run(scenario())
    assert len(transactions) == 3
    assert stage.tally.counts["courier"] == {"new": len(urls)}
    assert stage.rows("select count(*), count(next_visit) from pages") == [(len(urls), len(urls))]
    assert stage.rows("select count(*) from visits") == [(len(urls),)]


def test_one_that_cannot_be_stored_takes_no_other_with_it(stage: Stage) -> None:
    def numbered(number: int, body: str) -> Ready:
        url = f"https://courier.example/a/{number}"
        return Ready(replace(ready().article, url=url, body=body), answer(url=url, payload=f"sha256:{number}"))

    async def scenario() -> list[Any]:
        items = [numbered(1, "One."), numbered(2, "half a \ud800 character"), numbered(3, ""), numbered(4, "Four.")]
        return await asyncio.gather(*map(stage.sent, items), return_exceptions=True)

    one, two, three, four = asyncio.run(scenario())
    assert isinstance(one, Article)
    assert isinstance(two, UnicodeEncodeError)
    assert three.startswith("failed The article at")
    assert isinstance(four, Article)
    assert stage.tally.counts["courier"] == {"new": 2, "failed": 1}
    assert stage.rows("select url from articles order by id") == [(one.url,), (four.url,)]
    assert stage.rows("select outcome, count(*) from visits group by 1") == [("new", 2)]


def test_an_archive_that_cannot_be_read_any_more_ends_the_crawl(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> None:
        raise ArchiveError("The archive is damaged.")

    async def scenario() -> None:
        monkeypatch.setattr(stage.pipeline.archive, "known", broken)
        assert stage.pipeline.asks(SITE, [found()]) == []
        await asyncio.sleep(0)

    asyncio.run(scenario())
    assert stage.closed == ["archive"]
    assert stage.tally.faults == ["The archive is damaged."]


def test_a_crawl_that_cannot_be_finished_is_a_fault(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_: Any, **__: Any) -> None:
        raise ArchiveError("Another program is writing to the archive.")

    monkeypatch.setattr(stage.pipeline.archive, "finish_crawl", locked)
    stage.pipeline.finish("finished", {})
    assert stage.tally.faults == ["Another program is writing to the archive."]
