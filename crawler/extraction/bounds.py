"""Markup that would cost a parser of HTML more than its size: found beforehand, and cut off there.

The WHATWG algorithm walks the stack of open elements for most tags, compares each attribute with all before it, and
opens every unclosed formatting element anew in each paragraph (Noah's Ark clause: three alike at most, so they differ
in an attribute). lexbor looks at all options of a `select` for each more, and copies a text for each piece that it
grows by, if the piece stands behind a tag with attributes that makes no element (a `tr` without a table). A few hundred
kilobytes of each keep a parser busy for minutes.
"""

from typing import Final

from crawler.extraction import later

MANY_TAGS: Final = 10_000
"""Pages of fewer tags cannot nest deep enough to matter."""
MAX_DEPTH: Final = 2_000
"""Elements inside each other that are read at most."""
MAX_ATTRIBUTES: Final = 3_000
"""Attributes of one element that are read at most."""
MAX_REOPENED: Final = 400_000
"""Formatting elements that a page can make a parser open anew."""
MAX_OPTIONS: Final = 8_000
"""Options of one `select` that are read at most."""
MAX_COPIED: Final = 1_000_000_000
"""Characters that a page can make a parser copy."""

_SMALL: Final = 100_000
_FEW_TAGS: Final = 2_000
"""A page of fewer characters and fewer tags is parsed in a second, whatever it holds."""
_LARGE: Final = 1_000_000
_SOME_TAGS: Final = 3_000
"""A page of as many characters has to have fewer tags to be parsed in a second."""
_LONG_TAG: Final = 20_000
_MANY_FORMATTING: Final = 250
_TAG: Final = later.compile(
    # as the tokenizer of HTML does: a quote means something only behind "=", elsewhere it is a part of a name, and so is
    # a "<"; one that is far from the end of a tag is not looked at, lest tags without an end be read again and again
    r"""<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:[^<>=]++|<(?=[^>]{0,100}>)|=\s*+(?:"[^"]*+"|'[^']*+')?+)*+)>"""
)
_RAW: Final = frozenset("script style textarea title xmp iframe noembed noframes".split())
"""Elements whose content is text, whatever it looks like."""
_ATTRIBUTE: Final = later.compile(
    r"""\s*+[^\s"'<>/=][^\s<>/=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'<>]++))?+|[\s/"'=]++"""
)
_NEVER_DEEP: Final = frozenset(
    "area base br col embed hr img input link meta source track wbr"
    " p li dd dt tr td th tbody thead tfoot option".split()
)
"""Elements without content, and those that a sibling closes."""
_TABLE_PARTS: Final = frozenset("caption colgroup col tbody thead tfoot tr td th".split())
"""Start tags that make no element outside a table."""
_CELLS: Final = frozenset("caption td th".split())
_ONCE: Final = frozenset("html head body frame frameset".split())
"""Start tags that make no element the second time."""
_FORMATTING: Final = frozenset("b big code em font i nobr s small strike strong tt u".split())
_WATCHED: Final = _FORMATTING | _TABLE_PARTS | _ONCE | _RAW | {"table", "option", "select"}
_FORMATTING_TAG: Final = later.compile(
    # classes of two letters: the engine skips a branch by its first class, but not under IGNORECASE
    "<(?=[bcefinstuBCEFINSTU])(?:"
    + "|".join("".join(f"[{c}{c.upper()}]" for c in name) for name in sorted(_FORMATTING))
    + r")[\s/]"
)


def bounded(text: str, tags: int | None = None) -> tuple[str, bool]:
    """A page cut off where its markup costs too much, and whether it was. Ordinary pages are hardly looked at. `tags` is
    how often "<" stands in it, where that is known."""
    tags = text.count("<") if tags is None else tags
    if tags < MANY_TAGS and (tags < _SOME_TAGS or len(text) < _LARGE):
        if len(text) < _SMALL and tags < _FEW_TAGS:
            return text, False
        quick = tags < _FEW_TAGS or len(_FORMATTING_TAG.findall(text)) < _MANY_FORMATTING
        if quick and not _may_be_crowded(text):
            return text, False
    at = _costly(text)
    return (text, False) if at is None else (text[:at], True)


def _may_be_crowded(text: str) -> bool:
    """Whether a tag may have too many attributes. So long a tag fills one of the windows that are half as long, and to
    ask each window for a "<" is quick. Where a quote was left open before it, all words may be attributes."""
    half = _LONG_TAG // 2
    looked_at = -1
    for window in range(0, len(text) - half, half):
        if text.find("<", window, window + half) < 0:
            start = text.rfind("<", 0, window)
            if start > looked_at and text[start + 1 : start + 2].isalpha():
                looked_at = start
                end = text.find("<", window)
                piece = text[start + 1 : end if end >= 0 else len(text)]
                tag = piece.partition(">")[0]
                if len(tag) > _LONG_TAG and len(tag.split(None, MAX_ATTRIBUTES)) > MAX_ATTRIBUTES:
                    return True
                if _has_many_attributes(piece):
                    return True
    return False


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
    """Where the markup begins to cost too much: by depth, by attributes of one tag, by formatting that stays open, by
    options, by text that grows piece by piece."""
    formatting = reopened = options = tables = grown = copied = 0
    stack: list[str] = []
    standing: dict[str, int] = {}
    position = 0
    find = _TAG.search
    while match := find(text, position):
        position = match.end()
        closing, name, attributes = match.groups()
        name = name.lower()
        watched = name in _WATCHED
        makes_none = False
        if attributes and len(attributes) > MAX_ATTRIBUTES * 2 and _has_many_attributes(attributes):
            return match.start()
        if closing:
            if watched:
                if name == "table":
                    tables = max(0, tables - 1)
                elif name in _FORMATTING:
                    formatting = max(0, formatting - 1)
            if standing.get(name):
                while (ended := stack.pop()) != name:
                    standing[ended] -= 1
                standing[name] -= 1
            if not attributes:
                continue
            makes_none = True
        else:
            if watched and name in _RAW:
                position = text.find(f"</{name}", position)
                if position < 0:
                    return None  # the rest of the page is the text of this element
            if name in _NEVER_DEEP or attributes.endswith("/"):
                reopened += formatting
            else:
                stack.append(name)
                standing[name] = standing.get(name, 0) + 1
                if watched and name in _FORMATTING:
                    formatting += bool(attributes.strip())
                else:
                    reopened += formatting
            if not watched:
                pass
            elif name == "table":
                tables += 1
            elif name == "option":
                options += 1
            elif name == "select":
                options = 0
            elif attributes and (name in _TABLE_PARTS or name in _ONCE):
                makes_none = not tables or name not in _CELLS
        if makes_none:
            grown += max(0, text.find("<", position) - position)
            copied += grown
        else:
            grown = 0
        if len(stack) > MAX_DEPTH or reopened > MAX_REOPENED or options > MAX_OPTIONS or copied > MAX_COPIED:
            return match.start()
    return None
