"""What a site has changed under our feet: today's version of saved pages against the saved ones, read by the same code.

A living page's text is edited, so words are never compared: only whether a field comes out at all, by which reader
(the witness) and at which place of the page (its selector). Parts that editors take out of a text as they please count
as lost only where no page of the site has them any more.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from scrapy.http import Response

from archive import Archive, Capture, CaptureNotFoundError, LostCaptureError, answer_of, captures_of
from crawler.extraction import extract
from crawler.items import ScrapedArticle
from crawler.pages import GONE, headers_of, is_html, response_of
from crawler.saved import Case, as_golden

NOT_WATCHED = {"url", "aliases", "kind", "kind_reason", "encoding", "evidence", "date_candidates", "problems"}
"""Fields that say nothing of a page's markup, or that are watched otherwise."""
OF_THE_TEXT = {"agencies", "corrections", "credits", "dateline", "disclaimer", "live_entries", "media", "modified"}
"""Fields that one page loses or gains when its text is edited."""
LOOK_BACK = 40
"""Captures of a page that are read to find out since when."""

What = Literal["lost", "witness", "selector", "kind"]


@dataclass(frozen=True, slots=True)
class Compared:
    """A saved page and its version of today, both as today's code reads them, and the fields of its golden."""

    case: Case
    golden: dict[str, Any]
    before: ScrapedArticle
    now: ScrapedArticle

    @property
    def site(self) -> str:
        return self.case.folder.parent.name


@dataclass(frozen=True, slots=True)
class Finding:
    """What drifted on a site. `field` no longer comes out ("lost"), comes from another reader ("witness") or place
    ("selector"), or the page is of another kind; on these pages, of `had` that it could have happened to."""

    site: str
    field: str
    what: What
    pages: tuple[Case, ...]
    had: int
    before: str
    now: str


def compare(pages: Sequence[Compared]) -> list[Finding]:
    """What drifted, by site; lost fields first, those of most pages before others."""
    by_site: dict[str, list[Compared]] = defaultdict(list)
    for page in pages:
        by_site[page.site].append(page)
    found: list[Finding] = []
    for site, ones in by_site.items():
        found += _kinds(site, ones)
        articles = [page for page in ones if page.golden.get("kind") == page.now.kind == "article"]
        for field in dict.fromkeys(name for page in articles for name in page.golden if name not in NOT_WATCHED):
            found += _lost(site, field, articles)
            found += _moved(site, field, articles)
    order = ("kind", "lost", "witness", "selector")
    return sorted(found, key=lambda one: (one.site, order.index(one.what), -len(one.pages), one.field))


def _kinds(site: str, pages: list[Compared]) -> Iterator[Finding]:
    by_kind: dict[tuple[str, str], list[Compared]] = defaultdict(list)
    for page in pages:
        if page.golden.get("kind", "article") != page.now.kind:
            by_kind[page.golden.get("kind", "article"), page.now.kind].append(page)
    for (before, now), ones in by_kind.items():
        yield Finding(site, "kind", "kind", tuple(page.case for page in ones), len(pages), before, now)


def _has(article: ScrapedArticle, field: str) -> bool:
    return field in as_golden(article)


def _lost(site: str, field: str, pages: list[Compared]) -> Iterator[Finding]:
    had = [page for page in pages if field in page.golden and _has(page.before, field)]
    lost = [page for page in had if not _has(page.now, field)]
    if not lost or (field in OF_THE_TEXT and (len(had) < 2 or len(lost) < len(had))):
        return
    yield Finding(
        site, field, "lost", tuple(page.case for page in lost), len(had), _place(lost[0].before, field), "nothing"
    )


def _moved(site: str, field: str, pages: list[Compared]) -> Iterator[Finding]:
    """Witnesses, then selectors, that not one of the pages has any more where they gave the field."""
    there = [page for page in pages if page.before.evidence.get(field) and page.now.evidence.get(field)]
    parts: tuple[tuple[What, Callable[[ScrapedArticle], str]], ...] = (
        ("witness", lambda article: article.evidence[field].reader),
        ("selector", lambda article: _place(article, field)),
    )
    told: set[str] = set()
    for what, part in parts:
        groups: dict[str, list[Compared]] = defaultdict(list)
        for page in there:
            groups[part(page.before)].append(page)
        for before, ones in groups.items():
            if ones[0].before.evidence[field].reader not in told and all(part(page.now) != before for page in ones):
                told.add(ones[0].before.evidence[field].reader)
                cases = tuple(page.case for page in ones)
                yield Finding(
                    site, field, what, cases, len(ones), _place(ones[0].before, field), _place(ones[0].now, field)
                )


def _place(article: ScrapedArticle, field: str) -> str:
    evidence = article.evidence.get(field)
    if evidence is None:
        return "something"
    return evidence.reader if evidence.where in ("", evidence.reader) else f"{evidence.reader} at {evidence.where}"


class NotComparableError(Exception):
    """Why a page of today cannot be compared, as the end of a sentence."""


class GoneError(NotComparableError):
    """The page is no more."""


def read_response(response: Response | None) -> ScrapedArticle:
    """What today's code makes of an answer. Raises NotComparableError."""
    if response is None:
        raise NotComparableError("is too large once unpacked")
    if response.status in GONE:
        raise GoneError(f"answered {response.status}")
    if not 200 <= response.status < 300:
        raise NotComparableError(f"answered {response.status}")
    if not response.body or not is_html(response):
        raise NotComparableError("answered with no page")
    return extract(response.body, response.url, headers=headers_of(response))


def read_capture(archive: Archive, capture: Capture) -> ScrapedArticle:
    """What today's code makes of a capture. Raises NotComparableError."""
    try:
        found, http = answer_of(archive, capture.id)
    except LostCaptureError as error:
        raise NotComparableError(f"has a capture that is lost: {error}") from error
    return read_response(response_of(found.url, http.status, http.headers, http.body))


def latest(archive: Archive, url: str) -> ScrapedArticle:
    """The last capture of an address, as today's code reads it. Raises NotComparableError."""
    try:
        return read_capture(archive, captures_of(archive, url)[-1])
    except CaptureNotFoundError:
        raise NotComparableError("has no capture in the archive") from None


def since(archive: Archive, finding: Finding) -> str:
    """Since when a page of a finding is so, as far as the captures tell: "2026-11-21", "before 2026-11-21" or "?"."""
    url = finding.pages[0].meta()["url"]
    try:
        captures = captures_of(archive, url)[-LOOK_BACK:]
    except CaptureNotFoundError:
        return "?"
    first = "?"
    for capture in reversed(captures):
        try:
            then = read_capture(archive, capture)
        except NotComparableError:
            continue
        if _was_well(finding, then):
            return first
        first = f"{capture.at:%Y-%m-%d}"
    return first if first == "?" else f"before {first}"


def _was_well(finding: Finding, then: ScrapedArticle) -> bool:
    if finding.what == "kind":
        return then.kind == finding.before
    if finding.what == "lost":
        return then.kind == "article" and _has(then, finding.field)
    if finding.what == "witness":
        evidence = then.evidence.get(finding.field)
        return evidence is not None and evidence.reader == finding.before.partition(" at ")[0]
    return _place(then, finding.field) == finding.before
