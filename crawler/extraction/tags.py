"""The newsroom's own keywords and the section."""

from collections.abc import Iterator

from crawler.extraction import linked
from crawler.extraction.story import Found, Story
from crawler.extraction.text import clean, key, unescape

MAX_TAGS = 60


def _split(values: list[str]) -> list[str]:
    found: dict[str, str] = {}
    for value in values:
        for part in value.replace(";", ",").split(","):
            text = unescape(part).strip(" #\"'")
            if text and ":" not in text and len(text) <= 80:
                found.setdefault(key(text), text)
    return list(found.values())[:MAX_TAGS]


def from_linked(story: Story) -> Iterator[Found[list[str]]]:
    for item in story.articles[:3]:
        values = [linked.text_of(value) for value in linked.as_list(item.get("keywords"))]
        if tags := _split([v for v in values if v]):
            yield Found(tags, "json-ld", "keywords", ", ".join(values))


def from_meta(story: Story) -> Iterator[Found[list[str]]]:
    for name in ("article:tag", "news_keywords", "keywords", "parsely-tags", "sailthru.tags"):
        if tags := _split(story.page.meta.get(name, [])):
            yield Found(tags, "meta", name, ", ".join(tags))


def from_links(story: Story) -> Iterator[Found[list[str]]]:
    if tags := _split([clean(node.text()) for node in story.page.css("a[rel~=tag]")[:MAX_TAGS]]):
        yield Found(tags, "rel=tag", "a[rel~=tag]", ", ".join(tags))


def section_linked(story: Story) -> Iterator[Found[str]]:
    for item in story.articles[:3]:
        if text := linked.text_of(item.get("articleSection")):
            yield Found(text, "json-ld", "articleSection")


def section_meta(story: Story) -> Iterator[Found[str]]:
    for name in ("article:section", "og:article:section", "section", "parsely-section", "dc.subject"):
        for value in story.page.meta.get(name, [])[:1]:
            yield Found(unescape(value), "meta", name)
