"""What a family of sites with one CMS does differently: data first, a method only where data is not enough.

A family is recognised by looking at the page, never by a list of hosts alone. The generic readers ask it first.
"""

from typing import Final

from crawler.extraction.families.family import Family
from crawler.extraction.families.pangea import PANGEA
from crawler.extraction.page import Page

__all__ = ["FAMILIES", "Family", "recognise"]

FAMILIES: Final[tuple[Family, ...]] = (PANGEA,)
"""Every family known, in the order of asking."""


def recognise(page: Page) -> Family | None:
    """The family that this page belongs to, if any."""
    return next((family for family in FAMILIES if family.recognise(page)), None)
