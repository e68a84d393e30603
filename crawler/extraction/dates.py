"""When the newsroom published and changed the article: every date that the page gives, and the one believed."""

from collections.abc import Iterator

from crawler.extraction import linked, moments
from crawler.extraction.story import Found, Story
from crawler.items import ScrapedDate

_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "publication_date",
    "publish-date",
    "publish_date",
    "date.release",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "pubdate",
    "date",
    "citation_publication_date",
    "article.published",
    "cxenseparse:recs:publishtime",
    "cre-date",
)
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified", "revised")


def _read(text: str | None, reader: str, where: str) -> Iterator[Found[ScrapedDate]]:
    moment = moments.from_machine(text)
    if moment and text:
        yield Found(
            ScrapedDate(value=moment.value, text=text.strip(), reader=reader, day_only=moment.day_only),
            reader,
            where,
            text,
        )


def published_linked(story: Story) -> Iterator[Found[ScrapedDate]]:
    for item in story.articles[:4]:
        for name in ("datePublished", "dateCreated", "uploadDate"):
            yield from _read(linked.text_of(item.get(name)), "json-ld", name)


def modified_linked(story: Story) -> Iterator[Found[ScrapedDate]]:
    for item in story.articles[:4]:
        yield from _read(linked.text_of(item.get("dateModified")), "json-ld", "dateModified")


def published_meta(story: Story) -> Iterator[Found[ScrapedDate]]:
    for name in _PUBLISHED:
        for value in story.page.meta.get(name, [])[:2]:
            yield from _read(value, "meta", name)


def modified_meta(story: Story) -> Iterator[Found[ScrapedDate]]:
    for name in _MODIFIED:
        for value in story.page.meta.get(name, [])[:2]:
            yield from _read(value, "meta", name)


def published_time(story: Story) -> Iterator[Found[ScrapedDate]]:
    for node in story.page.css("time[datetime]")[:5]:
        yield from _read(node.attributes.get("datetime"), "time", "time[datetime]")


def published_url(story: Story) -> Iterator[Found[ScrapedDate]]:
    if moment := moments.from_url(story.page.url):
        yield Found(
            ScrapedDate(value=moment.value, text=moment.value.date().isoformat(), reader="url", day_only=True),
            "url",
            "path",
        )
