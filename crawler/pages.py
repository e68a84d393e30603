"""What a response is, an article or not: one judgement for a crawl, for captures read again and for files taken in."""

from dataclasses import dataclass
from functools import cache

import scrapy
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Headers, Request, Response
from scrapy.settings import Settings
from scrapy.statscollectors import DummyStatsCollector

from crawler.answer import AnswerOutcome
from crawler.extraction import READER_FAILED, extract
from crawler.extraction.blocks import size_of
from crawler.frontier import bare_host, on_hosts, site_hosts
from crawler.items import Evidence, Hints, ScrapedArticle
from crawler.middlewares.unpacking import UnpackingMiddleware
from crawler.readers import ReaderError, Readers
from crawler.site import Site

GONE = (404, 410)
REFUSED = (401, 403, 407, 429, 451)
TEASER = 500
"""Characters, as `crawler.extraction.blocks` counts them. Of 767 saved pages of real sites, 26 state that they are not
free, and all of them have longer texts."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What a response came to. `scraped` is there for articles only; `broken` names a reader that failed, if any."""

    outcome: AnswerOutcome
    reason: str = ""
    scraped: ScrapedArticle | None = None
    broken: str | None = None
    has: frozenset[str] | None = None
    """Which of the fields that are watched were found; None where there was no page to read."""


def is_read(response: Response) -> bool:
    """Whether what a response is depends on what stands in it."""
    readable = 200 <= response.status < 300 or response.status in (*REFUSED, 503)
    return readable and bool(response.body) and is_html(response)


def judge(
    response: Response, site: Site, asked: str, hints: Hints | None, scraped: ScrapedArticle | None = None
) -> Judged:
    """What a response with any status and type is, to a request for the address `asked` of a site. `scraped` is what
    `extract` makes of it, where that was done elsewhere."""
    if scraped is None and is_read(response):
        scraped = extract(response.body, response.url, headers=headers_of(response))
    status = response.status
    if status == 304:
        return Judged("not modified")
    if status in GONE:
        return Judged("gone", f"answered {status}")
    if not 200 <= status < 300:
        return refusal(response, scraped)
    if not response.body:
        return Judged("failed", "answered with nothing")
    if scraped is None:
        return Judged("not an article", f"a file of {media_type(response) or 'no stated type'}")
    broken = next((problem for problem in scraped.problems if problem.startswith(READER_FAILED)), None)
    if broken and scraped.kind != "article":
        return Judged("failed", broken, broken=broken, has=found_in(scraped))
    if scraped.kind != "article":
        blocked = scraped.kind in ("consent", "blocked")
        reason = f"{scraped.kind}: {scraped.kind_reason}" if scraped.kind_reason else f"{scraped.kind} page"
        return Judged("blocked" if blocked else "not an article", reason, has=None if blocked else found_in(scraped))
    if stub := paywall_stub(scraped):
        return Judged("blocked", stub)
    has = found_in(scraped)
    return Judged("article", scraped=of_site(scraped, site, asked, hints, response.url), broken=broken, has=has)


async def judge_apart(readers: Readers, response: Response, site: Site, asked: str, hints: Hints | None) -> Judged:
    """As `judge`, with the page read in a process of its own; one that ends that process has failed."""
    scraped = None
    if is_read(response):
        try:
            scraped = await readers.extract(response.body, response.url, headers=headers_of(response))
        except ReaderError as error:
            return Judged("failed", str(error))
    return judge(response, site, asked, hints, scraped)


def refusal(response: Response, scraped: ScrapedArticle | None) -> Judged:
    """What an answer without a page came to. The page of a wall (a challenge comes with 403, 429 or 503) says whose it
    is."""
    status = response.status
    said = f"answered {status}"
    if scraped is not None and scraped.kind in ("consent", "blocked"):
        return Judged("blocked", f"{said}, {scraped.kind}: {scraped.kind_reason}")
    return Judged("blocked" if status in REFUSED else "failed", said)


def paywall_stub(scraped: ScrapedArticle) -> str:
    """By what a page is only the beginning of an article, as a phrase; empty if it is none.

    It must state itself that the article is not free, and there is no more of it than a teaser.
    """
    stated = scraped.evidence.get("access")
    if scraped.access != "paywalled" or stated is None or stated.reader == "markup" or scraped.live_entries:
        return ""
    size = size_of(scraped.body)
    return f"paywall: {stated.where} {stated.text}, only a teaser of the text" if size < TEASER else ""


def headers_of(response: Response) -> dict[str, str]:
    return {name.decode("latin-1"): b", ".join(values).decode("latin-1") for name, values in response.headers.items()}


def found_in(scraped: ScrapedArticle) -> frozenset[str]:
    """The fields that a page itself has, by the names under which their coverage is watched."""
    there = {
        "headline": scraped.headline,
        "body": scraped.body or scraped.live_entries,
        "published": scraped.published,
        "byline": scraped.byline or scraped.authors or scraped.organisations,
        "section": scraped.section,
        "dek": scraped.dek,
        "images": scraped.images,
        "captions": any(image.caption for image in scraped.images),
        "tags": scraped.tags,
    }
    return frozenset(name for name, value in there.items() if value)


def of_site(scraped: ScrapedArticle, site: Site, asked: str, hints: Hints | None, answered_from: str) -> ScrapedArticle:
    """The article as one of its site: what the page cannot know is added.

    A page may name a canonical address on somebody else's host, as syndicated copies do. It is then kept under the
    address that answered, lest it be taken for an article of the other.
    """
    hosts = site_hosts(site) | {bare_host(answered_from)}
    scraped.source = site.name
    scraped.hints = hints
    if scraped.publisher_id and not scraped.network:
        scraped.network = site.network
    if not scraped.language and site.language:
        scraped.language = site.language
        scraped.evidence["language"] = Evidence(reader="site", where="language", text=site.language)
    if not scraped.publisher_id:
        if not on_hosts(scraped.url, hosts):
            scraped.problems.append(f"the canonical address is on another host: {scraped.url}")
            scraped.url = answered_from
        scraped.aliases = [alias for alias in scraped.aliases if on_hosts(alias, hosts)]
    if answered_from not in (scraped.url, asked, *scraped.aliases):
        scraped.aliases.append(answered_from)
    return scraped


def is_html(response: Response) -> bool:
    """Whether a body may be a page: by its type, or by how it begins where the server types it as something else."""
    opening = response.body[:2048].lower()
    return "html" in media_type(response) or b"<!doctype html" in opening or b"<html" in opening


def media_type(response: Response) -> str:
    """Type of the body as the server states it, without parameters; empty if it states none."""
    return (header(response, "Content-Type") or "").partition(";")[0].strip().lower()


def header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None


def response_of(url: str, status: int, headers: list[tuple[str, str]], body: bytes) -> Response | None:
    """A captured answer as a crawl sees it: unpacked by Scrapy itself; None where it is too large once unpacked.

    `headers` are in Latin-1, as they came; `body` is without transfer coding, still in its content coding, or no more:
    some programs unpack what they capture and leave the header.
    """
    kept = Headers()
    for name, value in headers:
        kept.appendlist(name.encode("latin-1", "replace"), value.encode("latin-1", "replace"))
    response = Response(url, status=status, headers=kept, body=body)
    try:
        unpacked = _unpacker().process_response(Request(url), response)
    except IgnoreRequest:
        return None
    except Exception:  # each coding's library has its own for what is not packed
        return response
    assert isinstance(unpacked, Response)
    return unpacked


@cache
def _unpacker() -> UnpackingMiddleware:
    settings = Settings()
    settings.setmodule("crawler.settings")
    crawler = Crawler(scrapy.Spider, settings)
    crawler.stats = DummyStatsCollector(crawler)
    return UnpackingMiddleware(crawler=crawler)
