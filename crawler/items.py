"""What a page said: raw, optional, with the evidence for each field. Imports nothing of Scrapy, does no I/O.

`crawler.extraction.extract` makes a `ScrapedArticle`; `crawler.pipelines.normalise` turns it into an `archive.Article`.
Field names and meanings are those of `archive.article.Article`, where each is defined in a sentence.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

PageKind = Literal["article", "listing", "media", "consent", "blocked", "error", "empty"]
"""What sort of page it is. Only an "article" is stored.

listing: a front, section, tag or search page. media: only a video, audio or gallery, no text. consent: a cookie or
consent wall. blocked: captcha, WAF, login or "enable JavaScript" page. error: a page that says it was not found, or a
server error, whatever its status. empty: an article template without text, or no page at all.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where a field's value came from: `reader` ("json-ld", "og", "h1", "pangea" …), `where` (key path or selector),
    `text` (what stood there before cleaning, shortened to 200 characters)."""

    reader: str
    where: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScrapedDate:
    """A date as the page gave it. `value` is aware if the page stated a zone, else naive (wall clock as printed)."""

    value: datetime
    text: str
    reader: str
    day_only: bool = False


@dataclass(slots=True, kw_only=True)
class ScrapedImage:
    url: str
    caption: str | None = None
    credit: str | None = None
    alt: str | None = None
    lead: bool = False


@dataclass(slots=True, kw_only=True)
class ScrapedMedia:
    kind: Literal["video", "audio"]
    url: str
    title: str | None = None


@dataclass(slots=True, kw_only=True)
class ScrapedCorrection:
    text: str
    date: ScrapedDate | None = None


@dataclass(slots=True, kw_only=True)
class ScrapedBio:
    name: str
    text: str


@dataclass(slots=True, kw_only=True)
class ScrapedLiveEntry:
    text: str
    time: ScrapedDate | None = None
    headline: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What a feed, sitemap or listing said of a URL before it was fetched; evidence, never a replacement."""

    found_in: str
    """URL of the feed, sitemap or listing; several, a space between them, where more than one named the article."""
    title: str | None = None
    published: str | None = None
    lastmod: str | None = None
    language: str | None = None


@dataclass(slots=True, kw_only=True)
class ScrapedArticle:
    """What extraction made of one page."""

    url: str
    """Canonical address as the page states it (absolute), else the address it was fetched from."""
    kind: PageKind = "article"
    kind_reason: str = ""
    """Why it is of this kind, in a short phrase; empty for plain articles."""
    source: str | None = None
    """Set by the spider, which knows the site; extraction leaves it None."""
    network: str | None = None
    publisher_id: str | None = None
    aliases: list[str] = field(default_factory=list)
    headline: str | None = None
    kicker: str | None = None
    dek: str | None = None
    byline: str | None = None
    authors: list[str] = field(default_factory=list)
    organisations: list[str] = field(default_factory=list)
    agencies: list[str] = field(default_factory=list)
    dateline: str | None = None
    published: ScrapedDate | None = None
    modified: ScrapedDate | None = None
    date_candidates: dict[str, list[ScrapedDate]] = field(default_factory=dict)
    """Every date found, by field ("published", "modified"), the chosen one included."""
    section: str | None = None
    tags: list[str] = field(default_factory=list)
    language: str | None = None
    images: list[ScrapedImage] = field(default_factory=list)
    media: list[ScrapedMedia] = field(default_factory=list)
    body: str = ""
    credits: list[str] = field(default_factory=list)
    corrections: list[ScrapedCorrection] = field(default_factory=list)
    disclaimer: str | None = None
    author_bios: list[ScrapedBio] = field(default_factory=list)
    access: Literal["free", "metered", "paywalled", "unknown"] = "unknown"
    live_entries: list[ScrapedLiveEntry] = field(default_factory=list)
    encoding: str = "utf-8"
    """The encoding the bytes were read in."""
    hints: Hints | None = None
    evidence: dict[str, Evidence] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    """What extraction noticed and could not settle: dates that disagree, text that was cut, a lying charset."""
