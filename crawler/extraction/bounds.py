"""Markup that would cost a parser of HTML more than its size: found beforehand, and cut off there.

The WHATWG algorithm walks the stack of open elements for most tags, compares each attribute with all before it, and
opens every unclosed formatting element anew in each paragraph (Noah's Ark clause: three alike at most, so they differ
in an attribute). A few hundred kilobytes of each keep a parser busy for minutes.
"""

import re
from operator import itemgetter

MANY_TAGS = 10_000
"""Pages of fewer tags cannot nest deep enough to matter."""
MAX_DEPTH = 2_000
"""Elements inside each other that are read at most."""
MAX_ATTRIBUTES = 3_000
"""Attributes of one element that are read at most."""
MAX_REOPENED = 400_000
"""Formatting elements that a page can make a parser open anew."""

_SMALL, _FEW_TAGS = 100_000, 2_000
"""A page of fewer characters and fewer tags is parsed in a second, whatever it holds."""
_LONG_TAG = 20_000
_FIRST_TWO = itemgetter(slice(2))
_MANY_FORMATTING = 250
_TAG = re.compile(r"""<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:[^<>"']|"[^"]*"|'[^']*')*+)>""")
_RAW = re.compile(r"<(script|style|textarea|title|xmp|iframe|noembed|noframes)\b", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\s*+[^\s"'<>/=][^\s<>/=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'<>]++))?+|[\s/"'=]++""")
_NEVER_DEEP = frozenset(
    "area base br col embed hr img input link meta source track wbr"
    " p li dd dt tr td th tbody thead tfoot option".split()
)
"""Elements without content, and those that a sibling closes."""
_FORMATTING = frozenset("b big code em font i nobr s small strike strong tt u".split())
_FORMATTING_2 = frozenset(
    start
    for name in _FORMATTING
    for start in (
        [name[:2], name[:2].upper()] if len(name) > 1 else [name + c for c in " \t\n\r/"] + [name.upper() + " "]
    )
)
"""The first two characters of such a tag, where it has attributes."""


def bounded(text: str) -> tuple[str, bool]:
    """A page cut off where its markup costs too much, and whether it was. Ordinary pages are hardly looked at."""
    tags = text.count("<")
    if tags < MANY_TAGS:
        if len(text) < _SMALL and tags < _FEW_TAGS:
            return text, False
        pieces = text.split("<")
        at = _crowded(pieces) if max(map(len, pieces)) > _LONG_TAG else None
        if at is not None:
            return text[:at], True
        if tags < _FEW_TAGS or sum(map(_FORMATTING_2.__contains__, map(_FIRST_TWO, pieces))) < _MANY_FORMATTING:
            return text, False
    at = _costly(text)
    return (text, False) if at is None else (text[:at], True)


def _crowded(pieces: list[str]) -> int | None:
    """Where the first tag with too many attributes begins, in a text split at its "<"."""
    position = -1
    for piece in pieces:
        if len(piece) > _LONG_TAG and piece[:1].isalpha() and _has_many_attributes(piece):
            return max(position, 0)
        position += len(piece) + 1
    return None


def _has_many_attributes(tag: str) -> bool:
    end, found = 0, 0
    while found <= MAX_ATTRIBUTES:
        match = _ATTRIBUTE.match(tag, end)
        if match is None:
            return False
        end = match.end()
        found += 1
    return True


def _costly(text: str) -> int | None:
    """Where the markup begins to cost too much: by depth, by attributes of one tag, by formatting that stays open."""
    depth = formatting = reopened = 0
    position = 0
    while match := _TAG.search(text, position):
        position = match.end()
        closing, name, attributes = match.groups()
        name = name.lower()
        if closing:
            if name in _FORMATTING:
                formatting = max(0, formatting - 1)
            if name not in _NEVER_DEEP:
                depth = max(0, depth - 1)
            continue
        if len(attributes) > MAX_ATTRIBUTES * 2 and _has_many_attributes(attributes):
            return match.start()
        if _RAW.fullmatch("<" + name):
            position = text.find(f"</{name}", position)
            if position < 0:
                return None  # the rest of the page is the text of this element
        if name in _NEVER_DEEP or attributes.endswith("/"):
            reopened += formatting
        else:
            depth += 1
            if name in _FORMATTING:
                formatting += bool(attributes.strip())
            else:
                reopened += formatting
        if depth > MAX_DEPTH or reopened > MAX_REOPENED:
            return match.start()
    return None
