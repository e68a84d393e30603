"""One page, parsed once: the tree, the meta elements and the JSON-LD that every reader shares."""

import json
import re
from codecs import BOM_UTF8
from collections import deque
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin, urlsplit

from mypy_extensions import mypyc_attr
from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode

from crawler.extraction import later
from crawler.extraction.bounds import MANY_TAGS, MAX_DEPTH, bounded
from crawler.extraction.encoding import decode
from crawler.extraction.lazy import lazy

if TYPE_CHECKING:
    from crawler.extraction.blocks import Layout

__all__ = ["MANY_TAGS", "MAX_DEPTH", "Page", "bounded"]

MAX_JSON_LD: Final = 2_000_000
"""Characters of one JSON-LD script that are read at most; longer ones are data dumps or bombs."""
MAX_JSON_LD_NODES: Final = 5_000
MAX_META: Final = 500
"""Values of one `<meta>` name that are read at most."""
_NOT_TEXT: Final = later.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
"""What no address holds, and no database takes."""
_ABSOLUTE: Final = later.compile(
    r"https?://[a-z0-9][a-z0-9.-]*/[\w.~!$&'()*+,=:@%/-]*(?:\?[\w.~!$&'()*+,;=:@%/?-]+)?", re.ASCII
)
"""Addresses that are written as they are meant, as most are."""


@mypyc_attr(native_class=False)
class Page:
    """A page as bytes and where it came from. All properties are computed at most once; nothing here fetches.

    `html` is the body as received, after content decoding; `url` the address that answered; `headers` the response
    headers, names in any case.
    """

    def __init__(self, html: bytes, url: str, headers: Mapping[str, str] | None = None) -> None:
        self.html = html
        self.url = _NOT_TEXT.sub("", url)
        self.headers = {name.lower(): value for name, value in (headers or {}).items()}
        self.text, self.encoding, problem = decode(html, self.headers.get("content-type"))
        if (self.encoding != "utf-8" or b"\0" in html) and "\0" in self.text:
            self.text = self.text.replace("\0", "")
        self.problems: list[str] = [problem] if problem else []
        """What was wrong with the bytes or the markup, a sentence each."""

    @lazy
    def tree(self) -> LexborHTMLParser:
        # bytes are counted far faster than text, those that are left over fastest
        tags = len(self.html) - len(self.html.replace(b"<", b"")) if self.encoding == "utf-8" else None
        text, cut = bounded(self.text, tags)
        if cut:
            self.problems.append("The page is cut off where its markup nests or repeats beyond all use.")
        same = not self.problems and not self.html.startswith(BOM_UTF8) and b"\0" not in self.html
        plain = self.encoding == "utf-8" and same
        # bytes spare the parser an encoding of its own, and nobody asks for a copy of what an unseen list has selected
        return LexborHTMLParser(self.html if plain else text, options=LexborDocumentOptions.WO_EVENTS)

    @lazy
    def host(self) -> str:
        """Host of the address, lower case, without port; empty if the address is none."""
        try:
            return urlsplit(self.url).hostname or ""
        except ValueError:
            return ""

    @lazy
    def _furniture(self) -> dict[str, list[tuple[LexborNode, dict[str, str | None]]]]:
        """The elements that speak about the page, by tag, with their attributes: one walk for all of them."""
        found: dict[str, list[tuple[LexborNode, dict[str, str | None]]]] = {}
        for node in self.tree.css("meta[content],link[rel][href],base[href],title,script[type]"):
            found.setdefault(node.tag or "", []).append((node, node.attributes))
        return found

    @lazy
    def base(self) -> str:
        """The address that relative links start from: `<base href>` or the page's own."""
        for _, attributes in self._furniture.get("base", ())[:1]:
            return self.absolute(attributes.get("href"), self.url) or self.url
        return self.url

    @lazy
    def title(self) -> str:
        """Text of the title element, as it stands; empty if there is none."""
        for node, _ in self._furniture.get("title", ()):
            if node.parent is None or node.parent.tag != "svg":
                return node.text() or ""
        return ""

    def links(self, relation: str) -> list[str]:
        """The addresses of the `<link>` elements with this rel ("canonical"), absolute, in page order."""
        found = []
        for _, attributes in self._furniture.get("link", ()):
            if relation in (attributes.get("rel") or "").lower().split() and (
                url := self.absolute(attributes.get("href"))
            ):
                found.append(url)
        return found

    def absolute(self, href: str | None, base: str | None = None) -> str | None:
        """`href` as an absolute http(s) URL; None if it is none."""
        if not href:
            return None
        if _ABSOLUTE.fullmatch(href):
            return href
        try:
            url = urljoin(base if base is not None else self.base, href.strip())
            return url if urlsplit(url).scheme in ("http", "https") and urlsplit(url).hostname else None
        except ValueError:
            return None

    @lazy
    def meta(self) -> dict[str, list[str]]:
        """Contents of `<meta>` by lower-case property, name, itemprop or http-equiv, in page order, none empty."""
        found: dict[str, dict[str, None]] = {}
        for _, attributes in self._furniture.get("meta", ()):
            content = (attributes.get("content") or "").strip()
            if not content:
                continue
            for key in ("property", "name", "itemprop", "http-equiv"):
                names = attributes.get(key)
                if not names:
                    continue
                for name in names.lower().split():
                    values = found.setdefault(name, {})
                    if len(values) < MAX_META:
                        values[content] = None
        return {name: list(values) for name, values in found.items()}

    def meta_first(self, *names: str) -> str | None:
        """The first content of the first of these names that has one."""
        for name in names:
            if values := self.meta.get(name):
                return values[0]
        return None

    @lazy
    def json_ld(self) -> list[dict[str, Any]]:
        """Every JSON-LD object of the page, `@graph` and lists flattened, in the order of the page.

        What is not JSON even after the usual repairs is left out. Nested objects stay nested.
        """
        objects: list[dict[str, Any]] = []
        for node, attributes in self._furniture.get("script", ()):
            if "ld+json" not in (attributes.get("type") or "").lower():
                continue
            objects.extend(_objects(_load(node.text(deep=True) or "")))
            if len(objects) > MAX_JSON_LD_NODES:
                return objects[:MAX_JSON_LD_NODES]
        return objects

    @lazy
    def layout(self) -> "Layout":
        """The visible text as blocks in boxes, in the order of the page."""
        from crawler.extraction.blocks import read_blocks

        return read_blocks(self)

    @lazy
    def names(self) -> str:
        """What the boxes of the page call themselves, all in one string, in lower case."""
        return " ".join([box.names for box in self.layout.boxes])

    def css(self, selector: str) -> list[LexborNode]:
        return self.tree.css(selector)

    def first(self, selector: str) -> LexborNode | None:
        return self.tree.css_first(selector)


def _load(text: str) -> Any:
    """JSON out of a script element, with the repairs that real pages need; None if it is none."""
    text = text.strip()
    if not text or len(text) > MAX_JSON_LD:
        return None
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        pass
    try:
        return json.loads(_repaired(text), strict=False)
    except (ValueError, RecursionError):
        return None


_OPENING: Final = ("<!--", "//<![CDATA[", "// <![CDATA[", "<![CDATA[", "/*<![CDATA[*/", "/* <![CDATA[ */")
_CLOSING: Final = ("-->", "//]]>", "// ]]>", "]]>", "/*]]>*/", "/* ]]> */", ";")
_TRAILING_COMMA: Final = later.compile(r",(\s*[}\]])")


def _repaired(text: str) -> str:
    """JSON without the comment or CDATA marks around it, a semicolon behind it and commas before closing brackets."""
    for _ in range(3):
        for mark in _OPENING:
            text = text.removeprefix(mark).lstrip()
        for mark in _CLOSING:
            text = text.removesuffix(mark).rstrip()
    return _TRAILING_COMMA.sub(r"\1", text)


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    waiting = deque([data])
    seen = 0
    while waiting and seen < MAX_JSON_LD_NODES:
        item = waiting.popleft()
        seen += 1
        if isinstance(item, list):
            waiting.extendleft(reversed(item[:MAX_JSON_LD_NODES]))
        elif isinstance(item, dict):
            graph = item.get("@graph")
            if isinstance(graph, list | dict):
                waiting.extendleft(reversed((graph if isinstance(graph, list) else [graph])[:MAX_JSON_LD_NODES]))
                if "@type" not in item:
                    continue
            yield item
