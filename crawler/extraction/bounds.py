"""Markup that would cost a parser of HTML more than its size: found beforehand, and cut off there.

The WHATWG algorithm walks the stack of open elements for most tags, compares each attribute with all before it, and
opens every unclosed formatting element anew in each paragraph (Noah's Ark clause: three alike at most, so they differ
in an attribute). A few hundred kilobytes of each keep a parser busy for minutes.
"""

import re

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
_FORMATTING_TAG = re.compile(
    # classes of two letters: the engine skips a branch by its first class, but not under IGNORECASE
    "<(?=[bcefinstuBCEFINSTU])(?:"
    + "|".join("".join(f"[{c}{c.upper()}]" for c in name) for name in sorted(_FORMATTING))
    + r")[\s/]"
)


def bounded(text: str) -> tuple[str, bool]:
    """A page cut off where its markup costs too much, and whether it was. Ordinary pages are hardly looked at."""
    tags = text.count("<")
    if tags < MANY_TAGS:
        if len(text) < _SMALL and tags < _FEW_TAGS:
            return text, False
        at = _crowded(text)
        if at is not None:
            return text[:at], True
        if tags < _FEW_TAGS or sum(1 for _ in _FORMATTING_TAG.finditer(text)) < _MANY_FORMATTING:
            return text, False
    at = _costly(text)
    return (text, False) if at is None else (text[:at], True)


def _crowded(text: str) -> int | None:
    """Where the first tag with too many attributes begins. So long a tag fills one of the windows that are half as long,
    and to ask each window for a "<" is quick."""
    half = _LONG_TAG // 2
    looked_at = -1
    for window in range(0, len(text) - half, half):
        if text.find("<", window, window + half) < 0:
            start = text.rfind("<", 0, window)
            if start > looked_at and text[start + 1 : start + 2].isalpha():
                looked_at = start
                end = text.find("<", window)
                if _has_many_attributes(text[start + 1 : end if end >= 0 else len(text)]):
                    return start
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
