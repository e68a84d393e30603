"""What discovery finds, and how it fails."""

from dataclasses import dataclass, field
from typing import Literal

from crawler.items import Hints


class DiscoveryError(Exception):
    """A document is not what it should be; `str()` is one sentence that names it and says what to do."""


class NothingListedError(DiscoveryError):
    """A feed or sitemap that lists no page: usual for the news sitemap of a small site, which holds two days."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A page that may be an article: its address, and what the place that lists it says of it."""

    url: str
    hints: Hints


@dataclass(frozen=True, slots=True)
class Child:
    """A sitemap that an index lists; `lastmod` as printed there."""

    url: str
    lastmod: str | None = None


SitemapKind = Literal["index", "pages", "news", "videos", "feed"]
"""index: lists sitemaps. news: Google News, the last two days. videos: every entry has a video and none is news.
feed: an RSS or Atom feed in a sitemap's place, which the protocol allows. pages: anything else."""


@dataclass(slots=True, kw_only=True)
class Sitemap:
    """What a sitemap lists, each URL once, in its order."""

    kind: SitemapKind = "pages"
    candidates: list[Candidate] = field(default_factory=list)
    children: list[Child] = field(default_factory=list)
    elsewhere: int = 0
    """Entries left out because they are on other sites."""
    problems: list[str] = field(default_factory=list)
    """Sentences on what was lost: it was cut short, it is malformed, it has too many entries, an entry has no URL."""


@dataclass(frozen=True, slots=True)
class Announced:
    """The feeds and sitemaps that a page names in its head."""

    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
