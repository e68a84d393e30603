"""One page, parsed once: the tree, the meta elements and the JSON-LD that every reader shares."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.extraction.encoding import decode

MAX_JSON_LD = 2_000_000
"""Characters of one JSON-LD script that are read at most; longer ones are data dumps or bombs."""
MAX_JSON_LD_NODES = 5_000


class Page:
    """A page as bytes and where it came from. All properties are computed at most once; nothing here fetches.

    `html` is the body as received, after content decoding; `url` the address that answered; `headers` the response
    headers, names in any case.
    """

    def __init__(self, html: bytes, url: str, headers: Mapping[str, str] | None = None) -> None:
        self.html = html
        self.url = url
        self.headers = {name.lower(): value for name, value in (headers or {}).items()}
        self.text, self.encoding = decode(html, self.headers.get("content-type"))

    @cached_property
    def tree(self) -> LexborHTMLParser:
        return LexborHTMLParser(self.text)

    @cached_property
    def host(self) -> str:
        try:
            return urlsplit(self.url).hostname or ""
        except ValueError:
            return ""

    @cached_property
    def base(self) -> str:
        """The address that relative links start from: `<base href>` or the page's own."""
        node = self.tree.css_first("base[href]")
        href = (node.attributes.get("href") or "").strip() if node else ""
        return self.absolute(href, self.url) or self.url

    def absolute(self, href: str | None, base: str | None = None) -> str | None:
        """`href` as an absolute http(s) URL; None if it is none."""
        if not href:
            return None
        try:
            url = urljoin(base if base is not None else self.base, href.strip())
            return url if urlsplit(url).scheme in ("http", "https") and urlsplit(url).hostname else None
        except ValueError:
            return None

    @cached_property
    def meta(self) -> dict[str, list[str]]:
        """Contents of `<meta>` by lower-case property, name or itemprop, in page order, empty ones left out."""
        found: dict[str, list[str]] = {}
        for node in self.tree.css("meta[content]"):
            attributes = node.attributes
            content = (attributes.get("content") or "").strip()
            if not content:
                continue
            for key in ("property", "name", "itemprop"):
                for name in (attributes.get(key) or "").lower().split():
                    values = found.setdefault(name, [])
                    if content not in values:
                        values.append(content)
        return found

    def meta_first(self, *names: str) -> str | None:
        """The first content of the first of these names that has one."""
        for name in names:
            if values := self.meta.get(name):
                return values[0]
        return None

    @cached_property
    def json_ld(self) -> list[dict[str, Any]]:
        """Every JSON-LD object of the page, `@graph` and lists flattened, in the order of the page.

        What is not JSON even after the usual repairs is left out. Nested objects stay nested.
        """
        objects: list[dict[str, Any]] = []
        for node in self.tree.css('script[type*="ld+json" i]'):
            objects.extend(_objects(_load(node.text(deep=True) or "")))
            if len(objects) > MAX_JSON_LD_NODES:
                return objects[:MAX_JSON_LD_NODES]
        return objects

    def css(self, selector: str) -> list[LexborNode]:
        return self.tree.css(selector)

    def first(self, selector: str) -> LexborNode | None:
        return self.tree.css_first(selector)


def _load(text: str) -> Any:
    """JSON out of a script element, with the repairs that real pages need; None if it is none."""
    text = text.strip()
    if not text or len(text) > MAX_JSON_LD:
        return None
    for attempt in (text, _repaired(text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|//\s*\]\]>|\]\]>|/\*\s*\]\]>\s*\*/)\s*;?\s*$"
)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")


def _repaired(text: str) -> str:
    text = _WRAPPING.sub("", text)
    text = _WRAPPING.sub("", text)
    return _TRAILING_COMMA.sub(r"\1", text).strip().rstrip(";")


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    waiting = [data]
    while waiting:
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting = [*item[:MAX_JSON_LD_NODES], *waiting]
        elif isinstance(item, dict):
            graph = item.get("@graph")
            if isinstance(graph, list | dict):
                waiting = [*(graph if isinstance(graph, list) else [graph])[:MAX_JSON_LD_NODES], *waiting]
                if "@type" not in item:
                    continue
            yield item
