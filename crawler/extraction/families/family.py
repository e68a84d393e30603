"""The shape of a family."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from crawler.extraction.page import Page


def _as_it_is(url: str) -> str:
    return url


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """One CMS.

    `selectors` maps a field of ScrapedArticle ("headline", "kicker", "dek", "dateline", "body" …) to the CSS
    of the elements that hold it, and "others" to that of links to other articles, players and cards, whose pictures are
    not this article's; "body" must be there. `drop` is the CSS of what stands inside the body and is not of it.
    `readers` maps a field to a function of the page, where a selector is not enough; what it returns replaces the
    generic reading unless it is None. Who signed is one reader's matter: "names" is a list of `names.Name`, and an
    empty one says that nobody did. `identity` tells (network, publisher_id) of an address. `original` turns a picture's
    address into that of the picture as uploaded, so that its sizes are one picture.
    """

    name: str
    recognise: Callable[[Page], bool]
    selectors: Mapping[str, str]
    drop: tuple[str, ...] = ()
    readers: Mapping[str, Callable[[Page], Any]] = field(default_factory=lambda: MappingProxyType({}))
    identity: Callable[[str], tuple[str, str] | None] = lambda _url: None
    original: Callable[[str], str] = _as_it_is
