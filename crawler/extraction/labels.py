"""Tests of what elements call themselves: classes, ids, roles and the like, as `Box.names` holds them."""

import re
from collections.abc import Callable
from functools import lru_cache, partial


def labelled(pattern: str) -> Callable[[str], bool]:
    """A test whether any of the labels in a text, parted by white space, matches a pattern in lower case, whatever its
    own case.

    Pages repeat their labels many hundred times, so each label is matched once and remembered.
    """
    one = lru_cache(maxsize=32_768)(partial(_matches, re.compile(pattern)))
    return lru_cache(maxsize=8_192)(partial(_any_matches, one))


def _matches(pattern: re.Pattern[str], label: str) -> bool:
    return pattern.search(label) is not None


def _any_matches(one: Callable[[str], bool], names: str) -> bool:
    return any(map(one, names.lower().split()))
