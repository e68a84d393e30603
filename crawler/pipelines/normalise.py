"""ScrapedArticle -> archive.Article: the one place where a field is cleaned.

`normalise` is pure. The pipeline around it turns a page that lacks a field without which it is no article into a failed
one, with the field named, so that the loss is counted and kept.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from archive import Article, AuthorBio, Correction, Image, LiveEntry, Media, Moment
from crawler.answer import Answer
from crawler.items import ScrapedArticle, ScrapedDate, ScrapedImage, ScrapedMedia
from crawler.reading import extraction_version
from crawler.timestamps import parse_timestamp, parse_worded

FIRST_YEAR = 1995
"""No newsroom had a web site before; earlier dates are placeholders such as .NET's 0001-01-01 or Unix's 1970-01-01."""
CLOCK_SKEW = timedelta(days=2)
"""How far after the fetch a date may lie: clocks go wrong, and the zone of the page may be unknown."""

_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad]")
"""Zero-width space, word joiner, BOM and soft hyphen. Joiners and bidi marks stay: Persian and Hindi need them."""
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LETTERS = re.compile(r"\w+")
_BLANK_LINE = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")


class MissingFieldError(ValueError):
    """A page lacks a field without which it is no article; `field` names it, `str()` is a sentence."""

    def __init__(self, field: str) -> None:
        super().__init__(f"the page has no {field}")
        self.field = field


class Ready(NamedTuple):
    """An article and the answer it came in: what the store takes."""

    article: Article
    answer: Answer


class NormalisePipeline:
    """Answers that hold an article become `Ready`; all others pass."""

    def process_item(self, item: Answer) -> Answer | Ready:
        if item.outcome != "article" or item.scraped is None:
            return item
        try:
            return Ready(normalise(item.scraped, item.site.zone, fetched=item.at), item)
        except MissingFieldError as error:
            return replace(item, outcome="failed", reason=str(error))


def normalise(scraped: ScrapedArticle, zone: str | None, *, fetched: datetime) -> Article:
    """The article as the archive keeps it.

    `zone` is the publisher's IANA zone, used for dates that state none. `fetched` (aware) is when the page was read;
    dates long after it are impossible. Raises `MissingFieldError` where url, source, headline or body is missing.
    """
    rejected: list[ScrapedDate] = []

    def moment(date: ScrapedDate | None) -> Moment | None:
        found = _moment(date, zone, fetched)
        if date and not found:
            rejected.append(date)
        return found

    def time(date: ScrapedDate | None) -> datetime | None:
        found = moment(date)
        return found.value if found else None

    live_entries = tuple(
        LiveEntry(text=text, time=time(entry.time), headline=line(entry.headline))
        for entry in scraped.live_entries
        if (text := paragraphs(entry.text))
    )
    published = moment(scraped.published)
    published_hint = None if published else _hinted(scraped, zone, fetched)
    modified = moment(scraped.modified)
    url = _web_address(scraped.url) or _missing("url")
    agencies = lines(scraped.agencies)
    organisations = lines(scraped.organisations, but=agencies)
    article = Article(
        url=url,
        source=line(scraped.source) or _missing("source"),
        headline=line(scraped.headline) or _missing("headline"),
        body=paragraphs(scraped.body) or _as_text(live_entries) or _missing("body"),
        network=line(scraped.network),
        publisher_id=line(scraped.publisher_id),
        aliases=tuple(dict.fromkeys(a for a in map(_web_address, scraped.aliases) if a and a != url)),
        kicker=line(scraped.kicker),
        dek=line(scraped.dek),
        byline=line(scraped.byline),
        authors=lines(scraped.authors, but=agencies + organisations),
        organisations=organisations,
        agencies=agencies,
        dateline=line(scraped.dateline),
        published=published or published_hint,
        modified=modified,
        section=line(scraped.section),
        tags=lines(scraped.tags),
        language=line(scraped.language),
        images=images(scraped.images),
        media=media(scraped.media),
        credits=lines(scraped.credits),
        corrections=tuple(
            Correction(text=text, date=time(note.date))
            for note in scraped.corrections
            if (text := paragraphs(note.text))
        ),
        disclaimer=paragraphs(scraped.disclaimer or "") or None,
        author_bios=tuple(
            AuthorBio(name=name, text=text)
            for bio in scraped.author_bios
            if (name := line(bio.name)) and (text := paragraphs(bio.text))
        ),
        access=scraped.access,
        live_entries=live_entries,
        extraction=extraction_version(),
    )
    return replace(article, evidence=_evidence(scraped, article, rejected, from_hint=published_hint is not None))


def line(text: str | None) -> str | None:
    """One line of clean text: Unicode NFC, invisible characters gone, white space collapsed; else None."""
    if not text:
        return None
    return " ".join(_readable(text).split()) or None


def paragraphs(text: str) -> str:
    """Clean paragraphs, a blank line between them; empty ones are left out."""
    parts = _BLANK_LINE.split(_readable(text.replace("\r\n", "\n").replace("\r", "\n")))
    return "\n\n".join(" ".join(words) for part in parts if (words := part.split()))


def _readable(text: str) -> str:
    """Text that any program can store: NFC, without invisible and control characters and half surrogates."""
    if not text.replace("\n", "").isprintable():  # what these look for is not; most texts are
        text = _SURROGATE.sub("\ufffd", _NOT_TEXT.sub(" ", _INVISIBLE.sub("", text)))
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def lines(found: Iterable[str], but: Iterable[str] = ()) -> tuple[str, ...]:
    """Each name, tag or credit once, in order, cleaned; those also in `but` are left out, whatever their case."""
    taken = {text.casefold() for text in but}
    kept: list[str] = []
    for text in map(line, found):
        if text and text.casefold() not in taken:
            taken.add(text.casefold())
            kept.append(text)
    return tuple(kept)


def images(found: Iterable[ScrapedImage]) -> tuple[Image, ...]:
    """Each picture once: two with one address or one caption are the same, and complete each other.

    An alt text that repeats a caption is dropped.
    """
    kept: list[Image] = []
    for scraped in found:
        url = _web_address(scraped.url)
        if not url:
            continue
        caption, alt = line(scraped.caption), line(scraped.alt)
        image = Image(url=url, caption=caption, credit=line(scraped.credit), alt=alt, lead=scraped.lead)
        twin = next((i for i, other in enumerate(kept) if _same_picture(image, other)), None)
        if twin is None:
            kept.append(image)
        else:
            other = kept[twin]
            kept[twin] = replace(
                other,
                caption=other.caption or image.caption,
                credit=other.credit or image.credit,
                alt=other.alt or image.alt,
                lead=other.lead or image.lead,
            )
    captions = {_said(image.caption) for image in kept if image.caption}
    return tuple(replace(image, alt=None) if image.alt and _said(image.alt) in captions else image for image in kept)


def media(found: Iterable[ScrapedMedia]) -> tuple[Media, ...]:
    """Each video and audio once, by its address."""
    kept: dict[str, Media] = {}
    for item in found:
        if url := _web_address(item.url):
            kept.setdefault(url, Media(kind=item.kind, url=url, title=line(item.title)))
    return tuple(kept.values())


def _same_picture(one: Image, other: Image) -> bool:
    if one.url == other.url:
        return True
    if not one.caption and not other.caption:
        return False
    said = {_said(other.caption), _said(other.alt)} - {""}
    return bool(one.caption and _said(one.caption) in said) or bool(
        other.caption and _said(one.alt) == _said(other.caption)
    )


def _said(text: str | None) -> str:
    """What a caption says, whatever its case and last full stop."""
    return (text or "").casefold().rstrip(" .…。")


def _web_address(url: str | None) -> str | None:
    """An absolute http or https address, white space off; None if it is none."""
    url = (url or "").strip()
    try:
        parts = urlsplit(url)
        return url if parts.scheme in ("http", "https") and parts.hostname and not _SURROGATE.search(url) else None
    except ValueError:
        return None


def _moment(date: ScrapedDate | None, zone: str | None, fetched: datetime) -> Moment | None:
    """The date made aware; None if there is none, or if it is one that cannot be."""
    if date is None:
        return None
    value, text = date.value, line(date.text) or date.value.isoformat()
    try:
        if value.tzinfo is not None:
            found = Moment(value=value, text=text, zone="stated")
        elif zone:
            found = Moment(value=value.replace(tzinfo=ZoneInfo(zone)), text=text, zone="publisher")
        else:
            found = Moment(value=value.replace(tzinfo=UTC), text=text, zone="unknown")
        possible = found.value.year >= FIRST_YEAR and found.value <= fetched + CLOCK_SKEW
    except OverflowError:
        return None
    return found if possible else None


def _hinted(scraped: ScrapedArticle, zone: str | None, fetched: datetime) -> Moment | None:
    """When the feed or sitemap says that the article was published."""
    text = scraped.hints.published if scraped.hints else None
    value = parse_timestamp(text) or parse_worded(text, scraped.language)
    if text is None or value is None:
        return None
    return _moment(ScrapedDate(value=value, text=text, reader="hint"), zone, fetched)


def _as_text(entries: Iterable[LiveEntry]) -> str:
    """The body of a live blog that has no text beside its entries."""
    return "\n\n".join(part for entry in entries for part in (entry.headline, entry.text) if part)


def _evidence(
    scraped: ScrapedArticle, article: Article, rejected: list[ScrapedDate], *, from_hint: bool
) -> dict[str, Any]:
    """Where each field was found, and what stood there if the field itself does not say it."""
    evidence: dict[str, Any] = {}
    for field, found in scraped.evidence.items():
        evidence[field] = {"reader": found.reader, "where": found.where}
        if not _says(article, field, found.text):
            evidence[field]["text"] = found.text
    if from_hint and scraped.hints:
        evidence["published"] = {
            "reader": "hint",
            "where": scraped.hints.found_in,
            "text": scraped.hints.published,
        }
    evidence["encoding"] = scraped.encoding
    if scraped.hints:
        evidence["hints"] = {key: value for key, value in asdict(scraped.hints).items() if value is not None}
    candidates = {
        field: [_printed(date) for date in dates]
        for field, dates in scraped.date_candidates.items()
        if dates != [getattr(scraped, field, None)] or getattr(article, field) is None or field not in evidence
    }
    if candidates:
        evidence["date_candidates"] = candidates
    if rejected:
        evidence["impossible_dates"] = [_printed(date) for date in rejected]
    if scraped.problems:
        evidence["problems"] = list(scraped.problems)
    return {key: _storable(value) for key, value in evidence.items()}


def _says(article: Article, field: str, text: str) -> bool:
    """Whether what stood on the page is what the article has in a field (names: or in its byline), but for marks and
    spaces; of a text that was cut, the beginning."""
    told = tuple(_values(article, field))
    if text in told:
        return True
    words, cut = _letters(text.removesuffix("…")), text.endswith("…")
    return any(other.startswith(words) if cut else other == words for other in map(_letters, told))


def _values(article: Article, field: str) -> Iterator[str]:
    value = getattr(article, field, None)
    if isinstance(value, str):
        yield value[:1000]
    elif isinstance(value, Moment):
        yield value.text
    elif isinstance(value, tuple):
        texts = [item if isinstance(item, str) else _head(item) for item in value]
        yield from ("".join(texts), *texts[:1])
    if field in ("authors", "organisations", "agencies"):
        yield article.byline or ""


def _head(part: Any) -> str:
    """What a reader notes of a picture, a note, a card or an entry."""
    return str(getattr(part, "name", None) or getattr(part, "url", None) or part.text)


def _letters(text: str) -> str:
    return "".join(_LETTERS.findall(text))


def _printed(date: ScrapedDate) -> dict[str, Any]:
    value = date.value.date() if date.day_only else date.value
    printed = {"value": value.isoformat(), "text": date.text, "reader": date.reader}
    if date.text == printed["value"]:
        del printed["text"]
    return printed


def _storable(value: Any) -> Any:
    """The same JSON value with text that any program can store."""
    if isinstance(value, str):
        return _readable(value)
    if isinstance(value, dict):
        return {key: _storable(item) for key, item in value.items()}
    return [_storable(item) for item in value] if isinstance(value, list) else value


def _missing(field: str) -> str:
    raise MissingFieldError(field)
