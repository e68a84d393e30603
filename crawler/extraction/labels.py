"""Tests of what elements call themselves: classes, ids, roles and the like, as `Box.names` holds them."""

import re
from collections.abc import Callable
from functools import lru_cache


def labelled(pattern: str) -> Callable[[str], bool]:
    """A test whether any of the labels in a text, parted by white space, matches a pattern in lower case, whatever its
    own case.

    Pages repeat their labels many hundred times, so each label is matched once and remembered.
    """
    compiled = re.compile(pattern)

    @lru_cache(maxsize=32_768)
    def one(label: str) -> bool:
        return compiled.search(label) is not None

    @lru_cache(maxsize=8_192)
    def test(names: str) -> bool:
        return any(map(one, names.lower().split()))

    return test
