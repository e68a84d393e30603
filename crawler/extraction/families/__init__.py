"""What a family of sites with one CMS does differently: data first, a method only where data is not enough.

A family is recognised by looking at the page, never by a list of hosts alone. The generic readers ask it first.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from crawler.extraction.page import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """One CMS.

    `selectors` maps a field of ScrapedArticle ("headline", "kicker", "dek", "byline", "dateline", "body", "bio",
    "notice", "live_entry" …) to the CSS of the elements that hold it. `drop` is the CSS of what stands inside the body
    and is not of it. `readers` maps a field to a function of the page, where a selector is not enough; what it returns
    replaces the generic reading unless it is None. `identity` tells (network, publisher_id) of an address.
    """

    name: str
    recognise: Callable[[Page], bool]
    selectors: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    drop: tuple[str, ...] = ()
    readers: Mapping[str, Callable[[Page], Any]] = field(default_factory=lambda: MappingProxyType({}))
    identity: Callable[[str], tuple[str, str] | None] = lambda _url: None


FAMILIES: tuple[Family, ...] = ()
"""Every family known, in the order of asking."""


def recognise(page: Page) -> Family | None:
    """The family that this page belongs to, if any."""
    return next((family for family in FAMILIES if family.recognise(page)), None)
