"""Evidence in two parts: its form, which the articles of one layout share, and what is one article's own. Pure.

The form is the evidence itself with {"=": n} where value n of the article stands: everything but the names of fields
and readers, and where these found something; {"=": "published"} where its date stands as it was printed, which the
article has anyway. Stored once, forms save most of what evidence takes.
"""

import hashlib
import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

SHARED = frozenset(("reader", "where", "encoding"))
"""What stands under these names is the same for many articles."""
VALUE = "="
PUBLISHED = "published"

JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=str)


def parted(evidence: Mapping[str, Any], published: str | None = None) -> tuple[str | None, str]:
    """The form and the values of evidence, both as JSON. The form is None where there would be nothing to share: then
    the second is the evidence whole. What is none of JSON's types counts as its text. `published` is the date of the
    article as it was printed."""
    if not evidence:
        return None, "{}"
    values: list[str] = []
    places: dict[str, int] = {}

    def form(value: Any, name: str) -> str:
        if isinstance(value, str):
            if name in SHARED:
                return _spelt(value)
            if value == published:
                return _PUBLISHED
            place = places.get(value)
            if place is None:
                place = places[value] = len(values)
                values.append(JSON.encode(value))
        elif value is None:
            return "null"
        elif isinstance(value, dict) or isinstance(value, Mapping):  # noqa: SIM101  # in turn, as the first is quick
            if VALUE in value:
                raise _Taken
            return f"{{{','.join([named(key, item) for key, item in value.items()])}}}"
        elif isinstance(value, list | tuple):
            return f"[{','.join([form(item, '') for item in value])}]"
        else:
            place = len(values)
            values.append(JSON.encode(value))
        return f'{{"{VALUE}":{place}}}'

    def named(key: Any, value: Any) -> str:
        if type(value) is dict and value.keys() <= SHARED and {*map(type, value.values()), type(key)} == _STRING:
            return _shared(key, tuple(value.items()))
        return f"{_key(key)}:{form(value, key)}"

    try:
        return form(evidence, ""), f"[{','.join(values)}]"
    except _Taken:
        return None, JSON.encode(dict(evidence))


_STRING = {str}
_PUBLISHED = f'{{"{VALUE}":"{PUBLISHED}"}}'


@lru_cache(maxsize=1024)
def _shared(name: str, items: tuple[tuple[str, str], ...]) -> str:
    """What many articles have under a name, as JSON."""
    return f"{_spelt(name)}:{JSON.encode(dict(items))}"


@lru_cache(maxsize=1024)
def _spelt(text: str) -> str:
    """As JSON; the names of fields and readers are few, and where these look too."""
    return JSON.encode(text)


def _key(name: Any) -> str:
    """A key of an object as JSON, which has no others than texts."""
    return _spelt(name) if isinstance(name, str) else JSON.encode({name: 0})[1:-3]


class _Taken(Exception):
    """The name that stands for a value is one of the evidence's own."""


def whole(form: str | None, values: str, published: str | None = None) -> dict[str, Any]:
    """The evidence of which `parted` made this. Raises ValueError or TypeError where it did not."""
    found = json.loads(values)
    if form is None:
        return dict(found)

    def filled(part: Any) -> Any:
        if isinstance(part, dict):
            if VALUE not in part:
                return {name: filled(item) for name, item in part.items()}
            return published if part[VALUE] == PUBLISHED else found[part[VALUE]]
        if isinstance(part, list):
            return [filled(item) for item in part]
        return part

    try:
        return dict(filled(json.loads(form)))
    except (IndexError, KeyError) as error:
        raise ValueError("evidence that lacks a value") from error


def number_of(form: str) -> int:
    """The number of a form: 48 bits of BLAKE2b (RFC 7693), the same in every archive."""
    return int.from_bytes(hashlib.blake2b(form.encode(), digest_size=6).digest(), "big")
