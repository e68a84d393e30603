"""html + url -> ScrapedArticle. Pure: no Scrapy, no network, no clock, no global state."""

import gc
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Final, TypeVar

from crawler.extraction import access, address, byline, dates, headline, language, notes, precedence
from crawler.extraction.agencies import agencies_in, agency
from crawler.extraction.body import Body, read_body
from crawler.extraction.families import recognise
from crawler.extraction.kind import read_kind
from crawler.extraction.names import Name
from crawler.extraction.page import Page
from crawler.extraction.story import Found, Reader, Story
from crawler.extraction.text import clean, key
from crawler.items import Evidence, ScrapedArticle, ScrapedBio, ScrapedDate

__all__ = ["READER_FAILED", "extract"]

READER_FAILED: Final = "Reading the "
"""How a problem begins that is an error of this program, not of the page."""

T = TypeVar("T")


INDIA: Final = timedelta(hours=5, minutes=30)
"""The offset of India's clock from UTC."""
HEAD: Final = 3
"""Paragraphs at the start of a text that may be its kicker or byline."""
BIO_OPENING: Final = 100
"""Characters of an author card within which it says whom it is about."""
OPENING: Final = 4
"""Paragraphs at the start of a text that a page's data repeats as its summary."""


def extract(html: bytes, url: str, *, headers: Mapping[str, str] | None = None) -> ScrapedArticle:
    """Everything that one page says of its article.

    `html` is the response body after content decoding, `url` the absolute address that answered, `headers` the response
    headers, names in any case. Never raises on any bytes and never fetches: a reader that fails leaves its field empty
    and says so in `problems`. The order in which readers are asked is that of `crawler.extraction.precedence`.
    Python's cyclic garbage collector rests meanwhile: it would look through all objects of a page that is being read,
    again and again, and find nothing to free.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _extract(html, url, headers)
    finally:
        if collecting:
            gc.enable()


def _extract(html: bytes, url: str, headers: Mapping[str, str] | None) -> ScrapedArticle:
    page = Page(html, url, headers)
    article = ScrapedArticle(url=page.url, encoding=page.encoding)
    story = Story(page)
    reading = _Reading(story, article)
    for step in (
        reading.family,
        reading.language,
        reading.address,
        reading.headline,
        reading.standfirst,
        reading.byline,
        reading.dates,
        reading.labels,
        reading.access,
        reading.body,
        reading.kind,
    ):
        reading.attempt(step)
    article.problems = list(dict.fromkeys([*page.problems, *article.problems]))
    return article


class _Reading:
    """The steps of one extraction, in the order in which each may use what those before it found."""

    def __init__(self, story: Story, article: ScrapedArticle) -> None:
        self.story = story
        self.page = story.page
        self.article = article
        self.text = Body()

    def attempt(self, step: Callable[[], None]) -> None:
        """One step; its failure costs its own fields only."""
        try:
            step()
        except Exception as error:  # the page is hostile, the archive's run must go on
            name = step.__name__
            self.article.problems.append(f"{READER_FAILED}{name} failed: {type(error).__name__}: {str(error)[:100]}")

    def ask(self, readers: tuple[Reader[T], ...]) -> list[Found[T]]:
        return [found for reader in readers for found in reader(self.story)]

    def first(self, readers: tuple[Reader[T], ...]) -> Found[T] | None:
        """The first candidate; the readers behind the one that found it are not asked."""
        return next((found for reader in readers for found in reader(self.story)), None)

    def from_family(self, field: str) -> Any:
        """What the family's reader says of a field; its evidence is kept if it knows."""
        value = self.story.ask_family(field)
        if value is not None and self.story.family:
            self.note(field, Evidence(reader=self.story.family.name, where=field, text=str(value)[:200]))
        return value

    def selected(self, field: str) -> str | None:
        """Text of the first element that the family's selector for a field finds."""
        for node in self.story.select(field):
            if text := clean(node.text(separator=" ")):
                assert self.story.family is not None
                where = self.story.family.selectors[field]
                self.note(field, Evidence(reader=self.story.family.name, where=where, text=text[:200]))
                return text
        return None

    def note(self, field: str, evidence: Evidence) -> None:
        self.article.evidence[field] = evidence

    def family(self) -> None:
        self.story.family = recognise(self.page)

    def language(self) -> None:
        found, problem = language.settle(self.ask(precedence.LANGUAGE), language.sample(self.page.layout))
        if found:
            self.article.language = self.story.language = found.value
            self.note("language", found.evidence)
        if problem:
            self.article.problems.append(problem)

    def address(self) -> None:
        article = self.article
        article.url, found, article.aliases = address.settle(self.story, self.ask(precedence.URL))
        self.note("url", found.evidence if found else Evidence(reader="request", where="url", text=self.page.url[:200]))
        article.network = self.from_family("network")
        article.publisher_id = self.from_family("publisher_id")

    def headline(self) -> None:
        shown = headline.headings(self.story)
        if nodes := self.story.select("headline"):
            own = {node.mem_id for node in nodes}
            shown = [heading for heading in shown if heading.box.node.mem_id in own] or shown
        reading = headline.settle(self.story, shown, self.ask(precedence.HEADLINE))
        if reading is None:
            return
        self.article.headline = self.story.headline = reading.headline
        self.story.heading = reading.heading.box if reading.heading else None
        self.note("headline", reading.found.evidence)
        if reading.kicker:
            self.article.kicker = reading.kicker
            self.note("kicker", Evidence(reader="h1", where=reading.found.where, text=reading.found.text[:200]))
        if reading.dek:
            self.article.dek = reading.dek
            self.note("dek", Evidence(reader="h1", where=reading.found.where, text=reading.dek[:200]))

    def standfirst(self) -> None:
        article = self.article
        for field, readers in (("kicker", precedence.KICKER), ("dek", precedence.DEK)):
            if getattr(article, field):
                continue
            text = self.from_family(field) or self.selected(field)
            if not text and (found := self.first(readers)):
                text = found.value
                self.note(field, found.evidence)
            if text:
                setattr(article, field, text)

    def byline(self) -> None:
        article = self.article
        signed = self.story.ask_family("names")
        if signed is not None and self.story.family:
            article.byline = self.from_family("byline")
            text = ", ".join(name.text for name in signed)[:200]
            self.sort_names(signed, Evidence(reader=self.story.family.name, where="names", text=text))
            return
        shown = self.ask(precedence.BYLINE_SHOWN)
        said = self.ask(precedence.BYLINE_SAID)
        if not byline.names_a_person(self.story, [*shown, *said]):
            shown += self.ask(precedence.BYLINE_LAST)
        people, found, printed = byline.settle(self.story, shown, said)
        article.byline = printed
        if printed and found:
            self.note("byline", found.evidence)
        self.sort_names(people, found.evidence if found else None)

    def sort_names(self, names: list[Name], evidence: Evidence | None) -> None:
        for field, sort in (("authors", "person"), ("organisations", "organisation"), ("agencies", "agency")):
            sorted_out = [name.text for name in names if name.sort == sort]
            setattr(self.article, field, sorted_out)
            if sorted_out and evidence:
                self.note(field, evidence)

    def dates(self) -> None:
        article = self.article
        family_dates = self.story.ask_family("date_candidates") or {}
        undated = False
        for field, readers, last in (
            ("published", precedence.PUBLISHED, precedence.PUBLISHED_LAST),
            ("modified", precedence.MODIFIED, precedence.MODIFIED_LAST),
        ):
            found = self.ask(readers)
            undated = undated or (not found and field == "published")
            if undated and not found:
                found = self.ask(last)
            chosen = self.from_family(field)
            if not isinstance(chosen, ScrapedDate):
                settled = dates.settle(found, dates.moved(self.story) if field == "published" else ())
                chosen = settled.value if settled else None
                if settled:
                    self.note(field, settled.evidence)
            setattr(article, field, chosen)
            candidates: list[ScrapedDate] = [chosen] if chosen else []
            for date in family_dates.get(field) or [candidate.value for candidate in found]:
                if date not in candidates:
                    candidates.append(date)
            if candidates:
                article.date_candidates[field] = candidates
        article.problems += dates.problems(
            article.date_candidates.get("published", []), article.date_candidates.get("modified", [])
        )

    def labels(self) -> None:
        article = self.article
        section = self.from_family("section") or self.selected("section")
        if not section and (found := self.first(precedence.SECTION)):
            section = found.value
            self.note("section", found.evidence)
        article.section = section
        tags = self.from_family("tags")
        if tags is None and (labels := self.first(precedence.TAGS)):
            tags = labels.value
            self.note("tags", labels.evidence)
        article.tags = list(tags or ())

    def access(self) -> None:
        if found := access.settle(self.ask(precedence.ACCESS) or self.ask(precedence.ACCESS_LAST)):
            self.article.access = found.value
            self.note("access", found.evidence)

    def body(self) -> None:
        article, story = self.article, self.story
        self.text = body = read_body(self.page, headline=article.headline, family=story.family, language=self.variety())
        article.body = body.text
        portraits = {key(name) for name in article.authors}
        article.images = [image for image in body.images if image.caption or key(image.alt) not in portraits]
        article.media = body.media
        signed = article.byline
        credited = dict.fromkeys([*body.credits, *byline.credits(story)])
        article.credits = [line for line in credited if line != signed]
        article.corrections = body.corrections
        article.disclaimer = body.disclaimer
        bios = [bio for bio in map(self.named_bio, body.author_bios) if bio]
        if not bios:
            authors = set(map(key, article.authors))
            bios = [bio for bio in body.later_bios if key(bio.name) in authors]
            if bios:
                self.note("author_bios", Evidence(reader="dom", where="author_bios", text=bios[0].name))
        article.author_bios = list({(bio.name, bio.text): bio for bio in bios}.values())
        if key(body.dateline) not in story.site_names:
            article.dateline = body.dateline or None
        article.live_entries = body.live_entries
        article.evidence |= body.evidence
        for field in ("author_bios", "credits", "dateline"):
            if not getattr(article, field):
                article.evidence.pop(field, None)
        self.drop_dek_of_the_text()
        self.drop_head_of_the_text()
        self.drop_signature_of_the_text()
        article.problems += body.problems
        named = [("credits", line, list(agencies_in(line))) for line in article.credits]
        named.append(("dateline", article.dateline or "", body.agencies))
        known = {agency(name) for name in article.agencies}
        for where, text, agencies in named:
            for name in agencies:
                if agency(name) not in known:
                    known.add(agency(name))
                    article.agencies.append(name)
                    article.evidence.setdefault("agencies", Evidence(reader=where, where=where, text=text[:200]))

    def variety(self) -> str | None:
        """The article's language; English on India's clock is that of India."""
        article = self.article
        told = [date.value.utcoffset() for date in (article.published, article.modified) if date]
        return "en-IN" if article.language == "en" and INDIA in told else article.language

    def named_bio(self, bio: ScrapedBio) -> ScrapedBio | None:
        """An author card under the name of the author whom its heading or the opening of its text names; else as it is, if
        its heading can be a name."""
        authors = self.article.authors
        opening = key(bio.text[:BIO_OPENING])
        named = next((author for author in authors if key(author) in key(bio.name)), None)
        named = named or next((author for author in authors if key(author) in opening), None)
        if named is None and len(authors) == 1:
            alone = key(authors[0].partition(" ")[0]) in opening or notes.names_the_author(bio.name)
            named = authors[0] if alone else None
        if named:
            return ScrapedBio(name=named, text=bio.text)
        return bio if notes.can_be_named(bio.name) else None

    def drop_dek_of_the_text(self) -> None:
        """A summary in the page's data that repeats one of the first paragraphs or a caption is no standfirst."""
        article = self.article
        found = article.evidence.get("dek")
        if article.dek and found and found.reader in ("json-ld", "og", "meta"):
            others = article.body.split("\n\n", OPENING)[:OPENING]
            if key(article.dek) in map(key, [*others, *(image.caption for image in article.images)]):
                article.dek = None
                del article.evidence["dek"]

    def drop_head_of_the_text(self) -> None:
        """Kicker and byline are fields of their own, also where the text's box begins with them."""
        article = self.article
        known = {key(text) for text in (article.kicker, article.byline)} - {""}
        paragraphs = article.body.split("\n\n", HEAD)
        head = [text for text in paragraphs[:HEAD] if key(text) not in known or text.endswith((".", "!", "?"))]
        if known and len(head) < min(HEAD, len(paragraphs)):
            article.body = "\n\n".join([*head, *paragraphs[HEAD:]])

    def drop_signature_of_the_text(self) -> None:
        """A last paragraph that holds an author's name and no more signs the text; who wrote it is a field of its own."""
        article = self.article
        signed = {key(name) for name in (*article.authors, article.byline)}
        text, _, last = article.body.rpartition("\n\n")
        if text and key(last) in signed:
            article.body = text

    def kind(self) -> None:
        self.article.kind, self.article.kind_reason = read_kind(self.page, self.article, self.text)
