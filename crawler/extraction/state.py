"""The text of an article that stands as data in a script: Next.js, Nuxt, Apollo, Redux and their kin."""

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from crawler.extraction import later
from crawler.extraction.page import Page
from crawler.extraction.text import key, unescape

MAX_SCRIPT: Final = 3_000_000
MAX_NODES: Final = 100_000
MAX_DEPTH: Final = 60
MAX_PARAGRAPHS: Final = 2_000
SENTENCE: Final = 30
"""A paragraph that makes a text has at least so many characters."""

_ASSIGNED: Final = later.compile(
    r"(?:window|self|globalThis)\.(?:__[A-Za-z0-9_]{3,40}__|[A-Z_]{5,40}|initialState)\s*=\s*(?=[\[{])"
)
_TITLES: Final = ("headline", "headlines", "title", "name", "hed", "heading")
_BODIES: Final = (
    "articleBody", "body", "bodyHtml", "content", "contentHtml", "text", "paragraphs", "blocks", "elements", "components",
    "contentElements", "content_elements", "sections",
)  # fmt: skip
_AUTHORS: Final = ("authors", "author", "bylines", "byline", "credits")
_STATES: Final = ("__NEXT_DATA__", "__NUXT", "__APOLLO_STATE__", "__INITIAL_STATE__", "__PRELOADED_STATE__")
MAX_AUTHORS: Final = 8
MAX_NAME: Final = 80
_INNER: Final = (
    "children",
    "content",
    "html",
    "text",
    "value",
    "paragraphs",
    "blocks",
    "elements",
    "items",
    "data",
    "nodes",
)
_INLINE: Final = {
    "text",
    "link",
    "a",
    "strong",
    "b",
    "em",
    "i",
    "span",
    "bold",
    "italic",
    "hyperlink",
    "textnode",
    "inline",
}
_OTHER: Final = later.compile(
    r"image|img|picture|photo|video|audio|embed|gallery|iframe|related|interstitial|promo|advert|\bads?\b|newsletter|social|tweet|"
    r"caption|figure|button|menu|recirc|teaser",
    re.I,
)
_BREAK: Final = later.compile(r"\n+|<br\s*/?>|</?(?:p|div|h[1-6]|li|ul|ol|blockquote)\b[^<>]{0,300}>", re.I)


def state_paragraphs(page: Page, headline: str | None) -> list[str]:
    """The paragraphs of the article with this headline that a script of the page holds as data; empty if there is none."""
    wanted = key(headline)
    best: list[str] = []
    size = 0
    if not wanted:
        return best
    for data in _data(page):
        for found in _articles(data, wanted):
            for name in _BODIES:
                if name not in found:
                    continue
                texts = list(_paragraphs(found[name], 0))[:MAX_PARAGRAPHS]
                length = sum(len(text) for text in texts if len(text) >= SENTENCE)
                if length > size:
                    best, size = texts, length
    return best


def state_authors(page: Page, headline: str | None) -> list[str]:
    """Who wrote the article with this headline, by the data of the page's scripts, as written there."""
    wanted = key(headline)
    if not wanted or not any(mark in page.text for mark in _STATES):
        return []
    for data in _data(page):
        for found in _articles(data, wanted):
            for name in _AUTHORS:
                if names := [text for text in _names(found.get(name), 0) if 2 < len(text) <= MAX_NAME]:
                    return list(dict.fromkeys(names))
    return []


def state_caption(page: Page, headline: str | None, url: str) -> str | None:
    """The caption of a picture with this address in the data of the article with this headline."""
    wanted = key(headline)
    for data in _data(page) if wanted else ():
        for found in _articles(data, wanted):
            for node in _objects(found):
                caption = node.get("caption")
                if isinstance(caption, str) and url in node.values():
                    return unescape(caption) or None
    return None


def _names(value: Any, depth: int) -> Iterator[str]:
    """The names in a string, a list of such, or objects with a name."""
    if isinstance(value, str):
        yield unescape(value)
    elif isinstance(value, list):
        for item in value[:MAX_AUTHORS]:
            yield from _names(item, depth)
    elif isinstance(value, dict) and depth < MAX_AUTHORS:
        for name in ("name", "displayName", "fullName", "by", "authors"):
            if inner := value.get(name):
                yield from _names(inner, depth + 1)
                return


def _data(page: Page) -> Iterator[Any]:
    """What the scripts of a page hold as JSON, and the same with the references of Nuxt and Apollo resolved."""
    for node in page.css("script:not([src])"):
        kind = (node.attributes.get("type") or "").lower()
        text = node.text(deep=True) or ""
        if "ld+json" in kind or not 100 < len(text) < MAX_SCRIPT:
            continue
        if "json" in kind:
            start = 0
        elif found := _ASSIGNED.search(text):
            start = found.end()
        else:
            continue
        try:
            data, _ = json.JSONDecoder(strict=False).raw_decode(text.strip() if start == 0 else text[start:])
        except (ValueError, RecursionError):
            continue
        yield _Flat(data).value(0, 0) if _is_flat(data) else data


def _is_flat(data: Any) -> bool:
    """Whether it is the flat list that Nuxt writes (devalue): what stands for a value is its place in the list."""
    return (
        isinstance(data, list)
        and len(data) > 2
        and any(isinstance(item, str) for item in data)
        and all(
            not isinstance(item, dict) or all(isinstance(value, int) for value in item.values()) for item in data[:500]
        )
    )


class _Flat:
    def __init__(self, items: list[Any]) -> None:
        self.items = items
        self.left = MAX_NODES

    def value(self, place: Any, depth: int) -> Any:
        self.left -= 1
        if not isinstance(place, int) or not 0 <= place < len(self.items) or depth > MAX_DEPTH or self.left < 0:
            return None
        item = self.items[place]
        if isinstance(item, dict):
            return {name: self.value(at, depth + 1) for name, at in item.items()}
        if isinstance(item, list):
            return [self.value(at, depth + 1) for at in item]
        return item


def _articles(data: Any, wanted: str) -> Iterator[dict[str, Any]]:
    """The objects that have this headline."""
    for node in _objects(data):
        if any(key(unescape(title[:500])) == wanted for name in _TITLES for title in _strings(node.get(name))):
            yield node


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    """The objects in a piece of data."""
    waiting: list[tuple[Any, int]] = [(data, 0)]
    for _ in range(MAX_NODES):
        if not waiting:
            return
        node, depth = waiting.pop()
        if depth > MAX_DEPTH:
            continue
        if isinstance(node, dict):
            yield node
            node = list(node.values())
        if isinstance(node, list):
            waiting += [(value, depth + 1) for value in node if isinstance(value, dict | list)]


def _strings(value: Any) -> list[str]:
    """A string, or those of an object that holds one in several wordings ({"basic": …}, {"rendered": …})."""
    if isinstance(value, dict):
        return [inner for inner in value.values() if isinstance(inner, str)][:4]
    return [value] if isinstance(value, str) else []


def _paragraphs(node: Any, depth: int) -> Iterator[str]:
    """The paragraphs of a string of text or HTML, of a list of such, or of a tree of blocks."""
    if depth > MAX_DEPTH:
        return
    if isinstance(node, str):
        for part in _BREAK.split(node):
            if text := unescape(part):
                yield text
    elif isinstance(node, list):
        if any(_is_inline(item) for item in node):
            if text := unescape("".join(_raw(item, depth + 1) for item in node)):
                yield text
        else:
            for item in node:
                yield from _paragraphs(item, depth + 1)
    elif isinstance(node, dict):
        kind = " ".join(str(node.get(name) or "") for name in ("type", "__typename", "kind", "_type", "blockType"))
        if _OTHER.search(kind):
            return
        for name in _INNER:
            if isinstance(inner := node.get(name), str | list | dict) and inner:
                yield from _paragraphs(inner, depth + 1)
                return


def _raw(node: Any, depth: int) -> str:
    """The text of a part of a paragraph, as written."""
    if isinstance(node, str):
        return node
    if depth > MAX_DEPTH:
        return ""
    if isinstance(node, list):
        return "".join(_raw(item, depth + 1) for item in node)
    if isinstance(node, dict):
        return next((_raw(node[name], depth + 1) for name in _INNER if node.get(name)), "")
    return ""


def _is_inline(node: Any) -> bool:
    if not isinstance(node, dict):
        return False
    kind = str(node.get("type") or node.get("nodeType") or "").lower()
    return kind in _INLINE and not (kind == "text" and isinstance(node.get("content"), str))  # Arc's paragraphs
