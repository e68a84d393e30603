"""Who wrote it: the byline as printed, and the names in it by sort."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from crawler.extraction import linked, names
from crawler.extraction.story import Found, Story
from crawler.extraction.text import clean, unescape

MAX_BYLINE = 200
_MARKED = (
    "[rel~=author],[itemprop~=author],[class*=byline i],[class*=author i],[class*=autor i],[class*=auteur i],"
    "[data-testid*=byline i],[data-testid*=author i]"
)
_ELSEWHERE = re.compile(
    r"comment|kommentar|related|sidebar|teaser|card|widget|footer|recommend|promo|newsletter|trending|popular|most|"
    r"latest|more-|menu|nav|bio\b|about-author|author-box|authorbox|caption|figure|credit",
    re.I,
)


def from_linked(story: Story) -> Iterator[Found[list[str]]]:
    """Authors of the JSON-LD article."""
    for item in story.articles[:4]:
        for name in ("author", "creator"):
            people = [linked.text_of(person) for person in linked.resolved(item.get(name), story.by_id)]
            people = [person for person in people if person]
            if people:
                yield Found(people, "json-ld", name, ", ".join(people))
                break


def from_meta(story: Story) -> Iterator[Found[list[str]]]:
    """Authors in meta elements."""
    for name in (
        "author",
        "article:author",
        "dc.creator",
        "citation_author",
        "parsely-author",
        "sailthru.author",
        "byl",
    ):
        values = [unescape(value) for value in story.page.meta.get(name, []) if "://" not in value]
        if values:
            yield Found(values, "meta", name, ", ".join(values))


def shown(story: Story) -> Iterator[Found[list[str]]]:
    """Elements marked as author or byline, near the headline, outside comments, cards and bios."""
    for node in story.page.css(_MARKED)[:60]:
        text = clean(node.text(separator=" "))
        if not text or len(text) > MAX_BYLINE or _is_elsewhere(node):
            continue
        found = [name for name in names.split(text) if names.looks_like_name(name) and not names.is_role(name)]
        if found:
            yield Found(found, "byline", _path(node), text)


def _is_elsewhere(node: LexborNode) -> bool:
    current: LexborNode | None = node
    for _ in range(12):
        if current is None or current.tag in ("body", "html"):
            return False
        if current.tag in ("nav", "footer", "aside", "figure", "head"):
            return True
        attributes = current.attributes
        if _ELSEWHERE.search(f"{attributes.get('class') or ''} {attributes.get('id') or ''}"):
            return True
        current = current.parent
    return False


def _path(node: LexborNode) -> str:
    classes = (node.attributes.get("class") or "").split()
    return f"{node.tag}.{classes[0]}" if classes else node.tag or ""


def settle(story: Story, found: list[Found[list[str]]]) -> tuple[list[names.Name], Found[list[str]] | None]:
    for candidate in found:
        people: list[names.Name] = []
        for value in candidate.value:
            for part in names.split(value):
                if names.looks_like_name(part) and not names.is_role(part):
                    people.append(names.Name(part, names.sort_of(part, story.is_site)))
        if people:
            return names.unique(people), candidate
    return [], None
