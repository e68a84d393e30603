"""Regular expressions that are compiled when they are first used.

There are hundreds of them, some of thousands of characters, and one page needs few: to compile them all takes longer
than to read a page.
"""

import re
from typing import Any, cast

from mypy_extensions import mypyc_attr

from crawler.extraction.lazy import lazy


def compile(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """What behaves as what `re.compile` gives, and raises `re.error` at its first use where the pattern is wrong."""
    return cast(re.Pattern[str], Later(pattern, flags))


@mypyc_attr(native_class=False)
class Later:
    """A pattern with the methods of the compiled one, which stand in its `__dict__` once they were asked for."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self.flags = flags

    _compiled = lazy[Any](lambda later: re.compile(later.pattern, later.flags))
    search = lazy[Any](lambda later: later._compiled.search)
    match = lazy[Any](lambda later: later._compiled.match)
    fullmatch = lazy[Any](lambda later: later._compiled.fullmatch)
    split = lazy[Any](lambda later: later._compiled.split)
    findall = lazy[Any](lambda later: later._compiled.findall)
    finditer = lazy[Any](lambda later: later._compiled.finditer)
    sub = lazy[Any](lambda later: later._compiled.sub)
    subn = lazy[Any](lambda later: later._compiled.subn)
