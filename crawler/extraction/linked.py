"""JSON-LD as news sites write it: which object is the article, and what its values say.

schema.org's Article and its children (https://schema.org/Article) are the vocabulary; values come as text, objects,
lists of either, or references (`{"@id": …}`) to objects elsewhere on the page.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from crawler.extraction.text import key, unescape

MAX_VALUES: Final = 200
"""Values of one property that are read at most."""
MAX_OBJECTS: Final = 5_000
"""Objects of one page that are looked at in all."""

_TYPES: Final = {
    "newsarticle": 5,
    "reportagenewsarticle": 5,
    "analysisnewsarticle": 5,
    "opinionnewsarticle": 5,
    "backgroundnewsarticle": 5,
    "reviewnewsarticle": 5,
    "askpublicnewsarticle": 5,
    "satiricalarticle": 5,
    "advertisercontentarticle": 5,
    "liveblogposting": 5,
    "article": 4,
    "blogposting": 4,
    "techarticle": 4,
    "scholarlyarticle": 4,
    "medicalscholarlyarticle": 4,
    "report": 4,
    "claimreview": 4,
    "socialmediaposting": 3,
    "specialannouncement": 3,
    "recipe": 3,
    "review": 3,
    "podcastepisode": 2,
    "videoobject": 1,
    "creativework": 1,
    "webpage": 1,
    "itempage": 1,
}
_NESTS: Final = ("mainEntity", "mainEntityOfPage", "hasPart", "item", "itemReviewed")


def types(item: Mapping[str, Any]) -> set[str]:
    """Names of an object's types, lower case, without the vocabulary's address."""
    kinds = item.get("@type")
    values = kinds if isinstance(kinds, list) else [kinds]
    return {value.rpartition("/")[2].rpartition(":")[2].lower() for value in values[:20] if isinstance(value, str)}


def is_article(item: Mapping[str, Any]) -> bool:
    """Whether the object is an article of any kind, not just a page or a video."""
    return any(_TYPES.get(kind, 0) >= 3 for kind in types(item))


def articles(objects: list[dict[str, Any]], url: str, titles: list[str]) -> list[dict[str, Any]]:
    """Objects that describe the page's article, the likeliest first.

    An object about this very address, or with one of the page's titles as its headline, goes before one that is not:
    pages also carry their teasers as NewsArticle. `titles` are the page's title and og:title.
    """
    keys = [key(title) for title in titles]
    path = _path(url)
    ranked: list[tuple[int, int, dict[str, Any]]] = []
    for order, item in enumerate(with_nested(objects)):
        rank = max((_TYPES.get(kind, 0) for kind in types(item)), default=0)
        if not rank:
            continue
        headline = key(text_of(item.get("headline")) or text_of(item.get("name")))
        if headline and any(headline in title or title in headline for title in keys if len(title) > 8):
            rank += 4
        if path and any(_path(address) == path for address in addresses(item)):
            rank += 3
        ranked.append((-rank, order, item))
    ranked.sort(key=lambda entry: entry[:2])
    return [item for _, _, item in ranked]


def with_nested(objects: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The objects, and those that they say they are about or hold."""
    for item in objects:
        yield item
        for name in _NESTS:
            for inner in as_list(item.get(name)):
                if isinstance(inner, dict) and len(inner) > 2:
                    yield inner


def addresses(item: Mapping[str, Any]) -> list[str]:
    """Addresses by which an object names itself or its page."""
    found = []
    for name in ("url", "mainEntityOfPage", "@id"):
        for value in as_list(item.get(name)):
            address = value.get("@id") or value.get("url") if isinstance(value, dict) else value
            if isinstance(address, str):
                found.append(address.strip())
    return found


def _path(url: str) -> str:
    try:
        path = urlsplit(url).path.rstrip("/").lower()
    except ValueError:
        return ""
    return path if len(path) > 1 else ""


def index(objects: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Objects of the page by `@id`, nested ones included; the fullest where several share one."""
    found: dict[str, dict[str, Any]] = {}
    waiting: list[Any] = list(reversed(objects))
    seen = 0
    while waiting and seen < MAX_OBJECTS:
        item = waiting.pop()
        if isinstance(item, dict):
            seen += 1
            name = item.get("@id")
            if isinstance(name, str) and len(item) > len(found.get(name, ())):
                found[name] = item
            waiting += item.values()
        elif isinstance(item, list):
            waiting += item[:MAX_VALUES]
    return found


def as_list(value: Any) -> list[Any]:
    """The values of a property as a flat list; nothing is an empty one."""
    if value is None:
        return []
    if not isinstance(value, list):
        return [value]
    flat: list[Any] = []
    for inner in value[:MAX_VALUES]:
        if isinstance(inner, list):
            flat.extend(inner[:MAX_VALUES])
        else:
            flat.append(inner)
    return flat[:MAX_VALUES]


def text_of(value: Any) -> str:
    """The plain text of a value: itself, its `@value` or `name`, or that of the first that has one."""
    for inner in as_list(value):
        if isinstance(inner, dict):
            inner = next((inner[name] for name in ("@value", "name", "headline") if inner.get(name)), None)
            if isinstance(inner, list):
                inner = next((part for part in inner if isinstance(part, str)), None)
        if isinstance(inner, str) and (plain := unescape(inner)):
            return plain
        if isinstance(inner, int | float) and not isinstance(inner, bool):
            return str(inner)
    return ""


def resolved(value: Any, by_id: Mapping[str, dict[str, Any]]) -> list[Any]:
    """`as_list`, with references replaced by what they refer to."""
    found = []
    for inner in as_list(value):
        if isinstance(inner, dict) and isinstance(inner.get("@id"), str) and not inner.get("name"):
            inner = by_id.get(inner["@id"], inner)
        found.append(inner)
    return found
