"""The spider without a network: its arguments, and what it makes of each kind of response."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
)
from scrapy.http import HtmlResponse, Request
from scrapy.settings import Settings
from twisted.python.failure import Failure

from crawler.answer import Answer, AnswerOutcome
from crawler.extraction import READER_FAILED
from crawler.frontier import Found
from crawler.items import Hints, ScrapedArticle, ScrapedDate
from crawler.lane import Asked, Lane
from crawler.middlewares.backoff import SilentServerError
from crawler.middlewares.redirect import RedirectLoopError
from crawler.pages import of_site
from crawler.site import Site
from crawler.spider import (
    NewsSpider,
    SpiderArgumentError,
    publication,
    read_day,
    read_whole,
)
from crawler.spiders.news import AnyNewsSpider, site_at

URL = "https://www.courier.example/a/ferry-runs-again"
SITE = Site(
    name="courier", url="https://www.courier.example/", language="en", network="harbour", hosts=("ferry.example",)
)
PARAGRAPH = "The ferry left the harbour at noon with forty people, two dogs and apples on board, the mayor said. "
PAGE = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Ferry Runs Again | Courier</title>
<link rel="canonical" href="{URL}"><meta property="og:type" content="article">
<meta property="og:title" content="Ferry Runs Again">
<meta property="article:published_time" content="2026-05-01T08:00:00Z">
</head><body><article><h1>Ferry Runs Again</h1>
<p>{PARAGRAPH * 3}</p><p>{PARAGRAPH * 2}</p><p>{PARAGRAPH * 4}</p></article>
</body></html>"""


FOUND = Found(URL, Hints(found_in="https://www.courier.example/feed"), True)


class CourierSpider(NewsSpider):
    name = "courier"
    site = SITE


class Watched(Lane):
    """A lane that remembers what left it."""

    def __init__(self) -> None:
        super().__init__(SITE)
        self.left: list[str | None] = []

    def leave(self, asked: Asked, outcome: AnswerOutcome | None, *, late: bool = False) -> None:
        super().leave(asked, outcome, late=late)
        self.left.append(outcome)


def asked(was: str | None = None, *, url: str = URL, **hints: str) -> Asked:
    return Asked(Watched(), Found(url, Hints(found_in="https://www.courier.example/feed", **hints), True), was)


def left(request: Asked) -> list[str | None]:
    assert isinstance(request.lane, Watched)
    return request.lane.left


def callback(spider: NewsSpider, response: HtmlResponse, request: Asked) -> list[Answer]:
    """All that the production callback yields."""

    async def collected() -> list[Answer]:
        try:
            return [answer async for answer in spider.answered(response, request)]
        finally:
            await spider.closed("finished")

    return asyncio.run(collected())


def answers(
    body: str | bytes = PAGE,
    *,
    status: int = 200,
    url: str = URL,
    headers: dict[str, str] | None = None,
    was: str | None = None,
    **arguments: str,
) -> Answer:
    """What the production callback yields for a response; its turn is given back whatever happens."""
    request = asked(was, lastmod="2026-05-02")
    html = {"Content-Type": "text/html; charset=utf-8"} if headers is None else headers
    response = HtmlResponse(url, status=status, headers=html, body=body, encoding="utf-8")
    (answer,) = callback(CourierSpider(**arguments), response, request)
    assert left(request) == [answer.outcome]
    return answer


def test_an_article() -> None:
    answer = answers(
        headers={"Content-Type": "text/html", "ETag": 'W/"7"', "Last-Modified": "Fri, 01 May 2026 08:00:00 GMT"}
    )
    assert (answer.outcome, answer.url, answer.http_status) == ("article", URL, 200)
    assert (answer.etag, answer.last_modified, answer.lastmod) == (
        'W/"7"',
        "Fri, 01 May 2026 08:00:00 GMT",
        "2026-05-02",
    )
    assert answer.at.tzinfo is UTC
    assert answer.scraped is not None
    assert answer.scraped.source == "courier"
    assert answer.scraped.headline == "Ferry Runs Again"
    assert answer.scraped.hints == asked(lastmod="2026-05-02").found.hints


@pytest.mark.parametrize(
    ("status", "outcome", "reason"),
    [
        (304, "not modified", ""),
        (404, "gone", "answered 404"),
        (410, "gone", "answered 410"),
        (401, "blocked", "answered 401"),
        (403, "blocked", "answered 403"),
        (451, "blocked", "answered 451"),
        (400, "failed", "answered 400"),
        (500, "failed", "answered 500"),
        (503, "failed", "answered 503"),
        (301, "failed", "answered 301"),
    ],
)
def test_the_status_decides(status: int, outcome: str, reason: str) -> None:
    answer = answers(status=status)
    assert (answer.outcome, answer.reason, answer.http_status, answer.scraped) == (outcome, reason, status, None)


@pytest.mark.parametrize(
    ("body", "headers", "outcome", "reason"),
    [
        (b"", {"Content-Type": "text/html"}, "failed", "answered with nothing"),
        (b"%PDF-1.7", {"Content-Type": "application/pdf"}, "not an article", "a file of application/pdf"),
        (b"\x89PNG\r\n", {"Content-Type": "image/png"}, "not an article", "a file of image/png"),
        (b"{}", {"Content-Type": "application/json"}, "not an article", "a file of application/json"),
        (PAGE, {"Content-Type": "application/xhtml+xml"}, "article", ""),
        (PAGE, {"Content-Type": "text/plain"}, "article", ""),
        (PAGE, {}, "article", ""),
        ("\ufeff " + PAGE, {"Content-Type": "application/octet-stream"}, "article", ""),
        (b"no page at all", {}, "not an article", "a file of no stated type"),
    ],
)
def test_the_body_decides(body: str | bytes, headers: dict[str, str], outcome: str, reason: str) -> None:
    answer = answers(body, headers=headers)
    assert (answer.outcome, answer.reason) == (outcome, reason)


def test_a_consent_page_is_blocked_and_a_front_page_is_no_article(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind, outcome in [
        ("consent", "blocked"),
        ("blocked", "blocked"),
        ("listing", "not an article"),
        ("media", "not an article"),
        ("empty", "not an article"),
        ("error", "not an article"),
    ]:
        page = ScrapedArticle(url=URL, kind=kind, kind_reason="as it looks", headline="X", body="Y")  # type: ignore[arg-type]
        monkeypatch.setattr("crawler.pages.extract", lambda *_, page=page, **__: page)
        answer = answers()
        assert (answer.outcome, answer.reason, answer.scraped) == (outcome, f"{kind}: as it looks", None)


def test_extraction_gets_the_bytes_the_final_address_and_the_headers(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Any] = []

    def extract(*args: Any, headers: dict[str, str]) -> ScrapedArticle:
        seen.extend([*args, headers])
        return ScrapedArticle(url=URL)

    monkeypatch.setattr("crawler.pages.extract", extract)
    answers(b"\xc4\x8c", url=f"{URL}?moved", headers={"Content-Type": "text/html", "X-Name": "caf\xe9"})
    body, url, headers = seen
    assert (body, url) == (b"\xc4\x8c", f"{URL}?moved")
    assert headers["Content-Type"] == "text/html"


@pytest.mark.parametrize(
    ("since", "was", "outcome"),
    [
        ("2026-05-02", None, "older"),
        ("2026-05-01", None, "article"),
        ("2026-05-01T08:00:01Z", None, "older"),
        ("2026-05-02", "article", "article"),
    ],
)
def test_since_is_asked_of_the_page_too(since: str, was: str | None, outcome: str) -> None:
    assert answers(was=was, since=since).outcome == outcome


def test_an_undated_page_is_never_older() -> None:
    assert publication(ScrapedArticle(url=URL)) is None
    naive = ScrapedDate(value=datetime(2025, 12, 31), text="", reader="time")  # noqa: DTZ001
    assert publication(ScrapedArticle(url=URL, published=naive)) == datetime(2025, 12, 31, tzinfo=UTC)


@pytest.mark.parametrize(
    ("error", "outcome", "reason"),
    [
        (DownloadTimeoutError("x"), "failed", "did not answer in time"),
        (DownloadConnectionRefusedError("x"), "failed", "refused the connection"),
        (CannotResolveHostError("x"), "failed", "is on a host that cannot be found"),
        (IgnoreRequest("Forbidden by robots.txt"), "forbidden", "is forbidden by robots.txt"),
        (IgnoreRequest("its body exceeded DOWNLOAD_MAXSIZE"), "failed", "is too large once unpacked"),
        (IgnoreRequest("max redirections reached"), "failed", "redirects on and on"),
        (RedirectLoopError(), "failed", "redirects in a circle"),
        (OSError("line\nbroken"), "failed", "broke off (OSError: line broken)"),
    ],
)
def test_a_page_that_cannot_be_had(error: Exception, outcome: str, reason: str) -> None:
    request = asked(was="article")
    failure = Failure(error)
    failure.request = Request(URL, cb_kwargs={"asked": request})  # type: ignore[attr-defined]
    (answer,) = CourierSpider().unanswered(failure)
    assert (answer.outcome, answer.reason, answer.http_status, answer.was) == (outcome, reason, None, "article")
    assert left(request) == [outcome]


def test_a_turn_is_given_back_when_extraction_breaks(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any, **__: Any) -> ScrapedArticle:
        raise RuntimeError("bug")

    monkeypatch.setattr("crawler.pages.extract", broken)
    request = asked()
    with pytest.raises(RuntimeError):
        callback(CourierSpider(), HtmlResponse(URL, body=b"<html>"), request)
    assert left(request) == [None]


def test_the_next_page_has_its_turn_while_an_answer_waits_to_be_written() -> None:
    """Answers are written many at a time: as many as have a turn would wait for each other."""
    gone, unreachable = asked(), asked()

    async def first(spider: NewsSpider) -> list[str | None]:
        answers = spider.answered(HtmlResponse(URL, status=404, body=b"No."), gone)
        await anext(answers)
        found = left(gone)
        await answers.aclose()
        return found

    assert asyncio.run(first(CourierSpider())) == ["gone"]
    failure = Failure(DownloadTimeoutError("late"))
    failure.request = Request(URL, cb_kwargs={"asked": unreachable})  # type: ignore[attr-defined]
    next(iter(CourierSpider().unanswered(failure)))
    assert left(unreachable) == ["failed"]


def test_a_page_whose_server_is_silent_is_not_counted_as_failed() -> None:
    """It was not asked for; where the silent server is another one that it led to, it was."""
    for url, outcomes in ((URL, []), ("https://elsewhere.example/a", ["failed"])):
        request = asked()
        failure = Failure(SilentServerError())
        failure.request = Request(url, cb_kwargs={"asked": request})  # type: ignore[attr-defined]
        assert [found.outcome for found in CourierSpider().unanswered(failure)] == outcomes
        assert left(request) == outcomes
        assert request.lane.given_up is not bool(outcomes)


def test_a_lane_counts_what_is_lost_in_a_row() -> None:
    lane = Lane(SITE)
    outcomes: list[tuple[AnswerOutcome | None, int]] = [
        ("failed", 1), ("blocked", 2), (None, 2), ("failed", 3), ("not modified", 0), ("blocked", 1), ("gone", 0),
    ]  # fmt: skip
    for outcome, lost in outcomes:
        lane.leave(Asked(lane, FOUND, None), outcome)
        assert lane.host(URL).lost == lost


@pytest.mark.parametrize(
    ("fields", "url", "aliases"),
    [
        ({}, URL, []),
        ({"url": "https://elsewhere.example/original"}, URL, []),
        ({"url": "https://ferry.example/a/1"}, "https://ferry.example/a/1", [URL]),
        ({"url": "https://sport.courier.example/1", "aliases": [URL]}, "https://sport.courier.example/1", [URL]),
        ({"aliases": ["https://elsewhere.example/original", f"{URL}/amp"]}, URL, [f"{URL}/amp"]),
        ({"url": "https://mirror.example/a/7.html", "publisher_id": "7"}, "https://mirror.example/a/7.html", [URL]),
    ],
)
def test_a_canonical_address_elsewhere_is_not_believed(fields: dict[str, Any], url: str, aliases: list[str]) -> None:
    scraped = of_site(ScrapedArticle(**{"url": URL} | fields), SITE, f"{URL}?from=feed", None, URL)
    assert (scraped.url, scraped.aliases) == (url, aliases)
    assert bool(scraped.problems) == (fields.get("url") == "https://elsewhere.example/original")


def test_the_site_completes_what_the_page_does_not_say() -> None:
    scraped = of_site(ScrapedArticle(url=URL, publisher_id="7"), SITE, URL, None, URL)
    assert (scraped.language, scraped.network) == ("en", "harbour")
    assert scraped.evidence["language"].reader == "site"
    scraped = of_site(ScrapedArticle(url=URL, publisher_id="7", language="cs", network="own"), SITE, URL, None, URL)
    assert (scraped.language, scraped.network) == ("cs", "own")
    assert of_site(ScrapedArticle(url=URL), SITE, URL, None, URL).network is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (None, None),
        ("2026-01-01", datetime(2026, 1, 1, tzinfo=UTC)),
        (" 2026-01-01T12:00+02:00 ", datetime(2026, 1, 1, 10, tzinfo=UTC)),
    ],
)
def test_since(text: str | None, expected: datetime | None) -> None:
    assert read_day("since", text) == expected


@pytest.mark.parametrize("text", ["", "yesterday", "01.02.2026", "2026-13-01", "2026", "Sun, 25 May 2025 10:55:00 GMT"])
def test_since_that_is_no_date(text: str) -> None:
    with pytest.raises(SpiderArgumentError, match=r"^since takes a date such as 2026-01-01, not"):
        read_day("since", text)


@pytest.mark.parametrize(("text", "expected"), [(None, None), ("1", 1), (" 200 ", 200)])
def test_limit(text: str | None, expected: int | None) -> None:
    assert read_whole("limit", text, 1) == expected


@pytest.mark.parametrize("text", ["", "0", "-5", "1.5", "many", "²", "1_000"])
def test_limit_that_is_no_number(text: str) -> None:
    with pytest.raises(SpiderArgumentError, match=r"^limit takes a whole number above 0, such as 200, not"):
        read_whole("limit", text, 1)


def test_revisit() -> None:
    assert CourierSpider().due is None
    now = datetime.now(UTC)
    for text, days in (("0", 0), ("30", 30), ("999999999", 36_500)):
        due = CourierSpider(revisit=text).due
        assert due is not None
        assert abs(now - due - timedelta(days=days)) < timedelta(minutes=1)
    with pytest.raises(SpiderArgumentError, match=r"^revisit takes a whole number of days, such as 30, not '-1'\.$"):
        CourierSpider(revisit="-1")


def test_unknown_arguments_are_refused() -> None:
    with pytest.raises(
        SpiderArgumentError, match=r"^There is no argument 'limti'; courier takes since, until, limit, revisit\.$"
    ):
        CourierSpider(limti="3")


def test_the_number_that_scrapyd_gives_a_run_is_no_argument() -> None:
    spider = CourierSpider(_job="6667", limit="3")
    assert spider.arguments == {"limit": "3"}


def test_contact_is_appended_to_the_user_agent() -> None:
    settings = Settings({"USER_AGENT": "news-archive/1", "CONTACT": "https://archive.example\r\n bot@archive.example "})
    CourierSpider.update_settings(settings)
    assert settings["USER_AGENT"] == "news-archive/1 (+https://archive.example bot@archive.example)"
    settings = Settings({"USER_AGENT": "news-archive/1", "CONTACT": ""})
    CourierSpider.update_settings(settings)
    assert settings["USER_AGENT"] == "news-archive/1"


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://example.org", "example.org"),
        ("http://www.example.org:8080/news/", "example.org"),
        ("http://127.0.0.1:8765/", "127.0.0.1"),
    ],
)
def test_a_site_by_its_url(url: str, name: str) -> None:
    site = AnyNewsSpider(url=url).sites[0]
    assert (site.name, site.url) == (name, url)


@pytest.mark.parametrize(
    ("url", "hint"),
    [
        ("example.org", "https://example.org"),
        ("www.example.org/news", "https://www.example.org/news"),
        ("", "https://example.org"),
        ("an example", "https://example.org"),
        ("https://", "https://example.org"),
        ("https://[::1", "https://example.org"),
        ("ftp://example.org", "https://example.org"),
        ("file:///etc/passwd", "https://example.org"),
    ],
)
def test_what_is_no_url(url: str, hint: str) -> None:
    with pytest.raises(SpiderArgumentError) as caught:
        site_at(url)
    assert str(caught.value) == f"{url!r} is not the URL of a site; write it in full: {hint}"


@pytest.mark.parametrize(
    "arguments",
    [
        {},
        {"url": "https://a.example", "sources": "s.toml"},
        {"url": "https://a.example", "source": "a"},
        {"source": "a"},
    ],
)
def test_news_takes_a_url_or_a_list(arguments: dict[str, str]) -> None:
    with pytest.raises(SpiderArgumentError, match="news takes either"):
        AnyNewsSpider(**arguments)


def test_news_takes_one_site_of_a_list(tmp_path: Path) -> None:
    sources = tmp_path / "sources.toml"
    sources.write_text('[[site]]\nname = "courier"\nurl = "https://a.example"\n[[site]]\nurl = "https://b.example"\n')
    assert [site.name for site in AnyNewsSpider(sources=str(sources)).sites] == ["courier", "b.example"]
    assert [site.name for site in AnyNewsSpider(sources=str(sources), source="courier").sites] == ["courier"]
    with pytest.raises(SpiderArgumentError, match=r"has no site 'curier' \(did you mean courier\?\)\.$"):
        AnyNewsSpider(sources=str(sources), source="curier")


def test_an_error_of_this_program_is_no_empty_page(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = ScrapedArticle(url=URL, kind="empty", problems=[f"{READER_FAILED}body failed: ValueError: x"])
    monkeypatch.setattr("crawler.pages.extract", lambda *_, **__: broken)
    spider = CourierSpider()
    request = Request(URL)
    response = HtmlResponse(URL, body=PAGE.encode(), headers={"Content-Type": "text/html"}, request=request)
    (found,) = callback(spider, response, asked())
    assert found.outcome == "failed"
    assert "program error in extraction" in spider.tally.faults[0]
