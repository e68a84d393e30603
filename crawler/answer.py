"""What came of asking for a page: the item that travels from the spider to the store."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from crawler.items import ScrapedArticle
from crawler.site import Site

AnswerOutcome = Literal[
    "article", "not modified", "not an article", "blocked", "forbidden", "gone", "failed", "older", "newer", "noarchive"
]
"""article: a page to store. not modified: the server says that it is as it was (304). not an article: a listing, a
video, a file. blocked: a consent wall, captcha or refusal (401, 403, 429, 451). forbidden: robots.txt asks not to;
it was not fetched. gone: 404 or 410. failed: no answer, a server error, or a page whose article cannot be read.
older, newer: published before, or after, what the person asked for. noarchive: the page asks not to be archived."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One page that was asked for.

    `url` is the address that was asked, before redirects. `at` is aware. `etag` and `last_modified` are the validators
    as the server sent them; `lastmod` is what the sitemap or feed said; `payload` is a digest
    of the page's bytes. `reason` is a short phrase for a person.
    `scraped` is there for articles only. `was` is the status that the archive knew the page by, if any.
    `capture` is the number of the response's capture. `has` names the fields that were found in the page, an article or
    not; None where there was no page to read.
    """

    site: Site
    url: str
    at: datetime
    outcome: AnswerOutcome
    http_status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    lastmod: str | None = None
    payload: str | None = None
    reason: str = ""
    scraped: ScrapedArticle | None = None
    was: str | None = None
    capture: int | None = None
    dated: datetime | None = None
    """When an article that is older or newer says that it was published; aware."""
    has: frozenset[str] | None = None
    not_found: str = ""
    """The reason of an earlier answer in the same crawl, that the page, an article, is not there."""
    signals: tuple[tuple[str, str], ...] = ()
    """What the page says of its use, by where it says so (`crawler.directives`)."""
