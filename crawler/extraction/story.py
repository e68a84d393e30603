"""A page and what is known of its article so far: what every reader of a field takes."""

import re
from collections.abc import Callable, Iterable
from typing import Any, Final, Generic, TypeVar, final
from urllib.parse import urlsplit

from mypy_extensions import mypyc_attr
from selectolax.lexbor import LexborNode

from crawler.extraction import later, linked
from crawler.extraction.blocks import Box, Layout
from crawler.extraction.families import Family
from crawler.extraction.lazy import lazy
from crawler.extraction.page import Page
from crawler.extraction.text import clean, key, shorten, unescape
from crawler.items import Evidence

T = TypeVar("T")


@final
class Found(Generic[T]):
    """What one reader read: a value, and where it stood."""

    __slots__ = ("reader", "text", "value", "where")

    def __init__(self, value: T, reader: str, where: str, text: str = "") -> None:
        self.value = value
        self.reader = reader
        self.where = where
        self.text = text

    @property
    def evidence(self) -> Evidence:
        return Evidence(reader=self.reader, where=self.where, text=shorten(self.text or str(self.value)))


Reader = Callable[["Story"], Iterable[Found[T]]]
"""A pure function of the page, and of what was read before: candidates for one field, the likeliest first."""

_HOST_NOISE: Final = {
    "www",
    "mobile",
    "amp",
    "web",
    "old",
    "beta",
    "com",
    "co",
    "org",
    "net",
    "news",
    "gov",
    "edu",
}
_NAME_BREAK: Final = later.compile(r"[|–—•·:]| - ")
MAX_NAME: Final = 80
"""Characters of a text that may be the name of a site."""


@mypyc_attr(native_class=False)
class Story:
    """A page on its way to an article. `headline`, `heading` and `language` are set once they are known."""

    def __init__(self, page: Page, family: Family | None = None) -> None:
        self.page = page
        self.family = family
        self.headline: str | None = None
        self.heading: Box | None = None
        """The box of the layout that shows the headline."""
        self.language: str | None = None
        self._sites: dict[str, bool] = {}
        self.known: dict[str, Any] = {}
        """What readers worked out once and use again, by their own name for it."""

    @lazy
    def title(self) -> str:
        """The page's title element, as it stands; empty if there is none."""
        return clean(self.page.title)

    @lazy
    def titles(self) -> list[str]:
        """The page's title element and its copies for sharing, as they stand."""
        return [self.title, *(unescape(title) for title in self.page.meta.get("og:title", [])[:1])]

    @lazy
    def articles(self) -> list[dict[str, Any]]:
        """JSON-LD objects about the page's article, the likeliest first."""
        return linked.articles(self.page.json_ld, self.page.url, self.titles)

    @lazy
    def by_id(self) -> dict[str, dict[str, Any]]:
        return linked.index(self.page.json_ld)

    @lazy
    def site_names(self) -> set[str]:
        """Keys (`text.key`) of the names by which the site calls itself: its host, og:site_name, publisher."""
        names: list[str] = []
        for name in ("og:site_name", "application-name", "apple-mobile-web-app-title", "twitter:site", "publisher"):
            names += self.page.meta.get(name, [])[:2]
        names += ["".join(self.page.meta.get("dc.publisher", [])[:1])]
        for item in (*self.articles[:2], *self.page.json_ld[:10]):
            for publisher in linked.resolved(item.get("publisher"), self.by_id)[:2]:
                names.append(linked.text_of(publisher))
            if linked.types(item) & ORGANISATIONS:
                names.append(linked.text_of(item.get("name")))
                names.append(linked.text_of(item.get("alternateName")))
        found = set()
        titles = {key(title) for title in self.titles}
        for name in names:
            plain = unescape(name)
            if len(plain) > 30 and key(plain) in titles:
                continue
            for part in {plain, *_NAME_BREAK.split(plain)}:
                if 2 <= len(k := key(part)) <= 40:
                    found.add(k)
        found.update(self._labels)
        found.add(key(self.page.host.removeprefix("www.")))
        found.discard("")
        return found

    def is_site(self, text: str) -> bool:
        """Whether a text is a name of the site, or such a name with its domain or "online" behind it."""
        if len(text) > MAX_NAME:
            return False
        known = self._sites.get(text)
        if known is None:
            known = self._sites[text] = self._is_site(text)
        return known

    def _is_site(self, text: str) -> bool:
        k = key(text)
        if k in self.site_names:
            return True
        if any(
            len(name) > (3 if name.isascii() else 1)
            and (k.startswith(name) or k.endswith(name))
            and len(k) - len(name) <= 8
            for name in self.site_names
        ):
            return True
        words = [key(word) for word in text.split()]
        return any(_spells(words, label) for label in self._all_labels)

    @lazy
    def _all_labels(self) -> list[str]:
        """The telling labels of the host, those of two letters too."""
        short = [label for label in self.page.host.split(".")[:-1] if len(label) == 2 and label not in _HOST_NOISE]
        return [*self._labels, *short]

    @lazy
    def _labels(self) -> list[str]:
        """The telling labels of the host: "example" of www.example.co.uk."""
        return [key(label) for label in self.page.host.split(".")[:-1] if label not in _HOST_NOISE and len(label) > 2]

    @lazy
    def labels(self) -> set[str]:
        """Keys of the sections and keywords that the page names: no author is called like one of them."""
        values = [linked.text_of(item.get("articleSection")) for item in self.articles[:2]]
        for item in self.articles[:2]:
            values += [linked.text_of(value) for value in linked.as_list(item.get("keywords"))]
        for name in ("article:section", "article:tag", "keywords", "news_keywords"):
            values += self.page.meta.get(name, [])
        return {key(part) for value in values for part in re.split(r"[,;/]", value)} | {key(value) for value in values}

    def select(self, field: str) -> list[LexborNode]:
        """The elements that the page's family holds a field in."""
        selector = self.family.selectors.get(field) if self.family else None
        return self.page.css(selector) if selector else []

    def ask_family(self, field: str) -> Any:
        """What the family's own reader of a field says; None where it has none or does not know."""
        reader = self.family.readers.get(field) if self.family else None
        return reader(self.page) if reader else None


ORGANISATIONS: Final = {"organization", "newsmediaorganization", "website", "corporation"}


def _spells(words: list[str], label: str) -> bool:
    """Whether a host's label is made of the words' initials, or of most of the words themselves."""
    if len(words) > 1 and "".join(word[0] for word in words if word) == label:
        return True
    rest = label
    used = 0
    for word in sorted(words, key=len, reverse=True):
        if len(word) > 3 and word in rest:
            rest = rest.replace(word, "", 1)
            used += 1
    return used > 0 and len(label) > 5 and len(rest) * 3 <= len(label) and used * 2 >= len(words) - 1


def host_of(url: str) -> str:
    """Host of an address, lower case; empty if it is none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def path_in(url: str) -> str:
    """Path of an address; empty if it is none."""
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def in_article(layout: Layout, index: int, at: int) -> bool:
    """Whether the element that holds a footer and the headline is an article, not the page."""
    for outer in layout.ancestors(index)[1:]:
        box = layout.boxes[outer]
        if box.start <= at < box.end:
            return box.tag == "article" or "hentry" in box.names or "type-post" in box.names
    return False
