"""The article as the archive keeps it: clean, frozen, every field defined in a sentence.

Absent is `None` or empty, never a guess. Text is Unicode NFC with white space collapsed; paragraphs stand apart by one
blank line. The field names are the words of the whole project, from extraction to SQL.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any, Literal

Zone = Literal["stated", "publisher", "unknown"]
Access = Literal["free", "metered", "paywalled", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A point in time as a page told it.

    `value` is always aware. `zone` says why: the page stated an offset ("stated"), the publisher's zone is known and
    was applied ("publisher"), or neither ("unknown": the wall clock as printed, kept as if it were UTC, so it sorts).
    `text` is what the page printed. A `text` without a time of day means that only the day is known.
    """

    value: datetime
    text: str
    zone: Zone


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture of the article, each once, in the order of the page.

    `caption` has the credit taken off; `credit` is the photographer or agency as printed, without "Photo:";
    `alt` only where it says something that the caption does not; `lead` marks the picture above the text.
    """

    url: str
    caption: str | None = None
    credit: str | None = None
    alt: str | None = None
    lead: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """A video or audio of the article: its address (player or file) and title."""

    kind: Literal["video", "audio"]
    url: str
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A correction, clarification, editor's or update note, with its date where it states one."""

    text: str
    date: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorBio:
    """An author card: the name on it and what it says of the person or desk."""

    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveEntry:
    """An entry of a live blog: its time where stated, its headline and its text."""

    text: str
    time: datetime | None = None
    headline: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article of one source, ready to be stored."""

    url: str
    """Canonical address, absolute, http or https."""
    source: str
    """The site's name: "rferl", or the host without "www." for sites that have no name."""
    headline: str
    """The title as shown to readers, without the site's suffix."""
    body: str
    """What the journalist wrote: paragraphs and subheads in order, a blank line between; no captions, related links,
    share buttons, bios, notices or credits."""

    network: str | None = None
    """Who numbers the articles: sites of one network share one series of `publisher_id`."""
    publisher_id: str | None = None
    """The publisher's own ID where URLs carry one; with `network` it outranks the URL as identity."""
    aliases: tuple[str, ...] = ()
    """Other addresses under which the same article was found: mirrors, AMP, short forms."""
    kicker: str | None = None
    """The label above the headline."""
    dek: str | None = None
    """The standfirst below the headline."""
    byline: str | None = None
    """Who wrote it, as printed."""
    authors: tuple[str, ...] = ()
    """People named as authors, one name each, without role, place or e-mail."""
    organisations: tuple[str, ...] = ()
    """Desks and outlets named as authors ("RFE/RL's Russian Service")."""
    agencies: tuple[str, ...] = ()
    """News agencies named as authors or in the credits (AP, AFP, Reuters, TASS, dpa …)."""
    dateline: str | None = None
    """The place a report opens with ("AUBURN, Wash.")."""
    published: Moment | None = None
    """When the newsroom says it first published the article."""
    modified: Moment | None = None
    """When the newsroom says it last changed the article."""
    section: str | None = None
    """The part of the site it belongs to ("World")."""
    tags: tuple[str, ...] = ()
    """The newsroom's own keywords."""
    language: str | None = None
    """BCP 47 tag ("en", "fa-AF", "zh-Hant")."""
    images: tuple[Image, ...] = ()
    media: tuple[Media, ...] = ()
    credits: tuple[str, ...] = ()
    """Lines that credit others: "With reporting by AFP and TASS", "Editing by …", agency story numbers."""
    corrections: tuple[Correction, ...] = ()
    disclaimer: str | None = None
    """Legal and editorial notices attached to this article, paragraphs apart by a blank line."""
    author_bios: tuple[AuthorBio, ...] = ()
    access: Access = "unknown"
    """Whether a reader had to pay."""
    live_entries: tuple[LiveEntry, ...] = ()
    evidence: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    """For each field: which reader found it, where, and what stood there; JSON-serialisable."""
    extraction: str | None = None
    """The version of extraction that read it ("0.1.0+3f9a1c02"), however spelt; None if it is not known. No wording:
    what another version reads in the same page is no change by the newsroom."""
