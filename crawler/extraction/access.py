"""Whether a reader had to pay: what the page states, never a guess from its length.

Sources: schema.org's markup for paywalled content (https://developers.google.com/search/docs/appearance/structured-data/
paywalled-content), Facebook's `article:content_tier`, and the classes of paywalls. A paywall's element alone proves little,
as many pages carry it hidden or empty: it counts where nothing is stated.
"""

from collections.abc import Iterator
from typing import Final, Literal

from crawler.extraction import linked
from crawler.extraction.labels import labelled
from crawler.extraction.story import Found, Story

Access = Literal["free", "metered", "paywalled", "unknown"]

_TIERS: Final[dict[str, Access]] = {
    "free": "free", "unlocked": "free", "open": "free", "public": "free", "metered": "metered", "meter": "metered",
    "locked": "paywalled", "premium": "paywalled", "paid": "paywalled", "paywall": "paywalled",
    "subscriber": "paywalled",
    "subscription": "paywalled", "subscribers": "paywalled", "plus": "paywalled", "abo": "paywalled",
    "hard": "paywalled",
    "registered": "metered", "registration": "metered",
}  # fmt: skip
_TIER_META: Final = (
    "article:content_tier", "og:article:content_tier", "content_tier", "content-tier", "article.content_tier",
    "paywall",
    "cxenseparse:paywall", "sailthru.paywall", "lp.paywall", "access", "article:access",
)  # fmt: skip
_is_wall: Final = labelled(r"pay-?wall|regwall|locked-content|content-gate|upgrade-cta")
_is_open: Final = labelled(
    r"(?:no|without|free|hidden|disabled|off)[_-]?pay-?wall|pay-?wall[_-]?(?:free|off|none|disabled|hidden|open)"
)


_WHOLE: Final = frozenset(("main", "article"))
"""Boxes that hold the article itself, where a class only says that the site has a paywall."""


def from_linked(story: Story) -> Iterator[Found[Access]]:
    """`isAccessibleForFree` of the JSON-LD article and of its parts."""
    for item in story.articles[:3]:
        stated = _boolean(item.get("isAccessibleForFree"))
        parts = [
            _boolean(part.get("isAccessibleForFree"))
            for part in linked.as_list(item.get("hasPart"))
            if isinstance(part, dict)
        ]
        if stated is False:
            yield Found("paywalled", "json-ld", "isAccessibleForFree", "false")
        elif stated is True:
            if False in parts:
                yield Found("metered", "json-ld", "hasPart.isAccessibleForFree", "true, of a part false")
            yield Found("free", "json-ld", "isAccessibleForFree", "true")
        elif False in parts:
            yield Found("paywalled", "json-ld", "hasPart.isAccessibleForFree", "false")


def _boolean(value: object) -> bool | None:
    text = str(next(iter(linked.as_list(value)), "")).strip().rpartition("/")[2].lower()
    return {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}.get(text)


def from_meta(story: Story) -> Iterator[Found[Access]]:
    """The tier that meta elements name."""
    for name in _TIER_META:
        for value in story.page.meta.get(name, [])[:1]:
            if tier := _TIERS.get(value.strip().lower()):
                yield Found(tier, "meta", name, value)


def from_markup(story: Story) -> Iterator[Found[Access]]:
    """A paywall's own element on the page, beside the article's text."""
    names = story.page.names
    if "wall" not in names and "locked-" not in names and "-gate" not in names and "upgrade-cta" not in names:
        return
    for box in story.page.layout.boxes:
        if box.end > box.start and _is_wall(box.names) and not _is_open(box.names) and box.tag not in _WHOLE:
            yield Found("paywalled", "markup", f"{box.tag}.{box.names.split()[0]}", box.names)
            return


def settle(found: list[Found[Access]]) -> Found[Access] | None:
    """The strictest of what the page states."""
    for access in ("paywalled", "metered"):
        if strict := next((candidate for candidate in found if candidate.value == access), None):
            return strict
    return found[0] if found else None
