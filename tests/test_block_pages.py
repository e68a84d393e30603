"""What is no page but a wall is told as such, with the sign by which it was told, and never stored; a host that refuses
is asked more slowly."""

from types import SimpleNamespace
from typing import Any

import pytest
from scrapy.core.downloader import Slot
from scrapy.exceptions import DownloadTimeoutError, IgnoreRequest
from scrapy.http import HtmlResponse, Request, Response
from twisted.internet.defer import Deferred

from crawler.middlewares.backoff import LONGEST, SILENT, BackoffMiddleware, SilentServerError
from crawler.pages import judge
from crawler.site import Site
from tests.courier import article

SITE = Site(name="echo", url="https://echo.example/")
URL = "https://echo.example/news/ferry-runs-again.html"
HEAD = "<html><head><title>{}</title></head><body>{}</body></html>"
CHALLENGE = HEAD.format("Just a moment...", "<script>window._cf_chl_opt={}</script>")
CAPTCHA = HEAD.format("echo.example", '<script src="https://geo.captcha-delivery.com/captcha/"></script>')
LOG_IN = HEAD.format("Log in", '<form><input name="u"><input type="password"></form>')
SCRIPT_ONLY = HEAD.format(
    "Echo", '<div id="root"></div><noscript>You need to enable JavaScript to run this app.</noscript>'
)
CONSENT = (
    "<html><head><title>Before you continue</title></head><body><h1>We value your privacy</h1><p>We and our partners "
    "use cookies to store and access information on a device. Please choose whether to accept.</p></body></html>"
)


def teaser(words: int, free: str) -> str:
    text = "The ferry across the lower Varda runs again. " * (words // 8)
    return (
        "<html><head><title>Ferry runs again</title><script type='application/ld+json'>"
        f'{{"@type": "NewsArticle", "headline": "Ferry runs again", "isAccessibleForFree": {free},'
        ' "datePublished": "2026-11-20T08:00:00Z"}</script></head>'
        f"<body><article><h1>Ferry runs again</h1><p>{text}</p></article><p>Subscribe to read on.</p></body></html>"
    )


@pytest.mark.parametrize(
    ("status", "body", "outcome", "sign"),
    [
        (403, CHALLENGE, "blocked", "answered 403, blocked: Cloudflare's challenge (_cf_chl_opt)"),
        (503, CHALLENGE, "blocked", "answered 503, blocked: Cloudflare's challenge (_cf_chl_opt)"),
        (200, CHALLENGE, "blocked", "blocked: Cloudflare's challenge (_cf_chl_opt)"),
        (200, CAPTCHA, "blocked", "blocked: DataDome's captcha (captcha-delivery.com)"),
        (200, LOG_IN, "blocked", "blocked: titled “Log in”, asks for a password"),
        (401, LOG_IN, "blocked", "answered 401, blocked: titled “Log in”, asks for a password"),
        (200, SCRIPT_ONLY, "blocked", "blocked: says “need to enable JavaScript”"),
        (200, CONSENT, "blocked", "consent: titled “Before you continue”"),
        (200, teaser(24, "false"), "blocked", "paywall: isAccessibleForFree false, only a teaser of the text"),
        (200, teaser(24, "true"), "article", ""),
        (200, teaser(400, "false"), "article", ""),
        (403, "<p>No.</p>", "blocked", "answered 403"),
        (429, "", "blocked", "answered 429"),
        (451, "", "blocked", "answered 451"),
        (503, "<h1>Service Unavailable</h1>", "failed", "answered 503"),
        (500, article(3), "failed", "answered 500"),
    ],
)
def test_walls(status: int, body: str, outcome: str, sign: str) -> None:
    found = judge(HtmlResponse(URL, status=status, body=body.encode()), SITE, URL, None)
    assert (found.outcome, found.reason) == (outcome, sign)
    assert (found.scraped is not None) is (outcome == "article")


class Host:
    def __init__(self, usual: float = 0.5) -> None:
        self.slot = Slot(concurrency=2, delay=usual, jitter=0.0)
        crawler: Any = SimpleNamespace(
            settings=SimpleNamespace(getfloat=lambda _: 0.4),
            engine=SimpleNamespace(downloader=SimpleNamespace(slots={"echo.example": self.slot})),
        )
        self.middleware = BackoffMiddleware(crawler)
        self.request = Request(URL, meta={"download_slot": "echo.example"})

    def answers(self, *statuses: int) -> float:
        for status in statuses:
            self.middleware.process_response(self.request, Response(URL, status=status))
        return self.slot.delay


@pytest.mark.parametrize("status", [403, 429, 500, 503, 520])
def test_a_host_that_refuses_is_asked_more_slowly_and_then_as_before(status: int) -> None:
    host = Host()
    assert host.answers(200, 404) == 0.5
    assert host.answers(status) == 1.0
    assert host.slot.concurrency == 1
    assert host.answers(status, status) == 4.0
    assert host.answers(*[status] * 9) == LONGEST
    assert host.answers(200) == LONGEST / 2
    assert host.slot.concurrency == 1
    assert host.answers(*[200] * 9) == 0.5
    assert host.slot.concurrency == 2


def test_a_host_that_does_not_answer_is_asked_more_slowly() -> None:
    host = Host()
    host.middleware.process_exception(host.request, TimeoutError())
    assert host.slot.delay == 1.0
    host.middleware.process_exception(host.request, IgnoreRequest("Forbidden by robots.txt"))
    assert host.slot.delay == 1.0


def test_a_host_that_never_answers_in_time_is_not_asked_again_for_each_page() -> None:
    host = Host()
    again = []
    for error in (DownloadTimeoutError("x"),) * (SILENT - 1) + (OSError("x"),):
        host.request.meta.pop("dont_retry", None)
        host.middleware.process_exception(host.request, error)
        again.append("dont_retry" not in host.request.meta)
    assert again == [True, True, False, False, True]
    host.answers(200)
    host.middleware.process_exception(host.request, DownloadTimeoutError("x"))
    assert "dont_retry" not in host.request.meta


def test_what_waits_for_a_host_that_is_silent_is_given_up_until_it_answers() -> None:
    host = Host()
    given_up: list[str] = []
    for _ in range(2):
        waiting: Deferred[Response] = Deferred()
        waiting.addErrback(lambda failure: given_up.append(str(failure.value)))
        host.slot.queue.append((Request(URL), waiting))
    for _ in range(SILENT):
        assert given_up == []
        host.middleware.process_request(Request(URL))
        host.middleware.process_exception(host.request, DownloadTimeoutError("x"))
    assert given_up == ["its server answered none of 5 requests in time"] * 2
    assert not host.slot.queue
    silent = Request("https://echo.example/other")
    with pytest.raises(SilentServerError):
        host.middleware.process_request(silent)
    host.middleware.process_request(Request("https://sport.echo.example/"))
    host.answers(200)
    host.middleware.process_request(silent)


def test_a_host_that_is_slow_anyway_is_not_hurried() -> None:
    assert Host(usual=60).answers(403) == 60
