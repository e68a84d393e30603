"""html + url -> ScrapedArticle. Pure: no Scrapy, no network, no clock, no global state."""

from collections.abc import Mapping

from crawler.extraction import byline, dates, headline, tags
from crawler.extraction.body import read_body
from crawler.extraction.families import recognise
from crawler.extraction.kind import read_kind
from crawler.extraction.page import Page
from crawler.extraction.story import Story
from crawler.items import ScrapedArticle

__all__ = ["extract"]


def extract(html: bytes, url: str, *, headers: Mapping[str, str] | None = None) -> ScrapedArticle:
    """Everything that one page says of its article."""
    page = Page(html, url, headers)
    story = Story(page, recognise(page))
    article = ScrapedArticle(url=page.url, encoding=page.encoding, problems=list(page.problems))
    said = [
        found
        for reader in (headline.from_linked, headline.from_sharing, headline.from_meta, headline.from_title)
        for found in reader(story)
    ]
    title = headline.settle(story, headline.headings(story), said)
    if title:
        article.headline = title.headline
        article.kicker = title.kicker
        article.evidence["headline"] = title.found.evidence
        story.heading = title.heading.box if title.heading else None
    people, source = byline.settle(
        story, list(byline.shown(story)), [*byline.from_linked(story), *byline.from_meta(story)]
    )
    if source:
        article.byline = source.text
        article.authors = [n.text for n in people if n.sort == "person"]
        article.organisations = [n.text for n in people if n.sort == "organisation"]
        article.agencies = [n.text for n in people if n.sort == "agency"]
        article.evidence["authors"] = source.evidence
    for field, readers in {
        "published": (
            dates.published_linked,
            dates.published_meta,
            dates.published_time,
            dates.published_other_meta,
            dates.published_text,
            dates.published_script,
            dates.published_url,
            dates.published_below,
        ),
        "modified": (dates.modified_linked, dates.modified_meta, dates.modified_time, dates.modified_text),
    }.items():
        found = [candidate for reader in readers for candidate in reader(story)]
        if chosen := dates.settle(found):
            article.date_candidates[field] = [candidate.value for candidate in found]
            setattr(article, field, chosen.value)
            article.evidence[field] = chosen.evidence
    for candidate in (*tags.from_linked(story), *tags.from_meta(story), *tags.from_links(story)):
        article.tags = candidate.value
        article.evidence["tags"] = candidate.evidence
        break
    body = read_body(page, headline=article.headline, family=story.family, language=article.language)
    article.body = body.text
    article.images = body.images
    article.media = body.media
    article.credits = body.credits
    article.corrections = body.corrections
    article.disclaimer = body.disclaimer
    article.author_bios = body.author_bios
    article.dateline = body.dateline
    article.live_entries = body.live_entries
    article.evidence |= body.evidence
    article.problems += body.problems
    article.kind, article.kind_reason = read_kind(page, article, body)
    return article
