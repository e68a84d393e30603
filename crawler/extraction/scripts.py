"""The text of an article that stands in a script only: JSON-LD, or the state that a single-page application starts from."""

import json
import re
from collections.abc import Iterator
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from crawler.extraction import later
from crawler.extraction.blocks import Layout, read_tree
from crawler.extraction.linked import text_of
from crawler.extraction.page import Page
from crawler.extraction.text import key, unescape

MAX_SCRIPT: Final = 3_000_000
MIN_TEXT: Final = 300
MAX_TITLE: Final = 500
MAX_NESTED: Final = 2
"""Strings of JSON in strings of JSON."""
_TOKEN: Final = later.compile(r'(?<!\\)"(?:[^"\\]|\\.)*+"(?P<colon>\s*:)?|[{}]', re.DOTALL)
"""A string, the name of a value, or a brace. A string never begins at an escaped quote, or a script that is cut off would be
read anew from each."""
_TITLES: Final = ("headline", "title", "hed", "heading")
_JSON: Final = later.compile(r'"\s*:\s*["{\[]')
"""What stands in a string that holds data, not text: its own strings are looked at then."""
_PARAGRAPH: Final = later.compile(r"<p[\s>]|<br|</p>", re.IGNORECASE)
_TAG: Final = later.compile(r"<[^<>]{1,300}>")


def article_body(page: Page, headline: str | None) -> str:
    """The longest `articleBody` of the page's JSON-LD, as written, of those with this headline if any has it; empty if
    there is none."""
    items = [item for item in page.json_ld if isinstance(item.get("articleBody"), str)]
    wanted = key(headline)
    own = [item for item in items if key(text_of(item.get("headline"))) == wanted]
    return max([str(item["articleBody"]) for item in own or items], key=len, default="")


def state_markup(page: Page, headline: str | None) -> str:
    """The longest piece of HTML with paragraphs that a script holds as a string and that is this article's; empty if there
    is none.

    It is another article's where an object around it has another title. Without a title around it, it has to repeat the
    page's description or some words of the headline.
    """
    best, size = "", MIN_TEXT
    wanted = key(headline)
    about = page.meta_first("og:description", "description") or ""
    for script in _scripts(page):
        for text, own in _markup(script, wanted, 0):
            length = len(_TAG.sub("", text))
            if length > size and (own or _speaks_of(text, headline or "", about)):
                best, size = text, length
    return best


def _markup(data: str, wanted: str, depth: int) -> Iterator[tuple[str, bool]]:
    """The long strings of HTML in a text of JSON or JavaScript that no object with another title holds, and whether one
    with the wanted title (a key) holds them."""
    objects: list[_Object] = [_Object()]
    name = ""
    for match in _TOKEN.finditer(data):
        mark = match[0]
        if mark == "{":
            objects.append(_Object())
        elif mark == "}" and len(objects) > 1:
            closed = objects.pop()
            if closed.titles and wanted in closed.titles:
                yield from ((text, True) for text, _ in closed.texts)
            elif not closed.titles:
                objects[-1].texts += closed.texts
        elif mark[0] == '"':
            if match["colon"]:
                name = mark.partition('"')[2].rpartition('"')[0]
                continue
            literal = mark[1:-1]
            if name in _TITLES and len(literal) < MAX_TITLE and (title := key(unescape(_unescaped(literal)))):
                objects[-1].titles.add(title)
            elif len(literal) >= MIN_TEXT and (text := _unescaped(literal)):
                if _JSON.search(text) and depth < MAX_NESTED:
                    objects[-1].texts += _markup(text, wanted, depth + 1)
                elif _PARAGRAPH.search(text):
                    objects[-1].texts.append((text, False))
        name = ""
    for left in objects:
        if not left.titles or wanted in left.titles:
            yield from ((text, own or wanted in left.titles) for text, own in left.texts)


class _Object:
    """The titles of an object of a script, as keys, and the texts in it, with whether they are the article's."""

    def __init__(self) -> None:
        self.titles: set[str] = set()
        self.texts: list[tuple[str, bool]] = []


def _speaks_of(markup: str, headline: str, about: str) -> bool:
    """Whether a piece of HTML repeats how the page describes itself, or two fifths of the headline's longer words."""
    text = key(unescape(markup))
    start = key(about)[:60]
    if len(start) >= 20 and start in text:
        return True
    words = [word for part in headline.split() if len(word := key(part)) >= (4 if part.isascii() else 2)]
    return bool(words) and sum(word in text for word in words) * 5 >= 2 * len(words)


def _scripts(page: Page) -> Iterator[str]:
    """The scripts of a page that may hold its state."""
    for node in page.css("script:not([src])"):
        kind = (node.attributes.get("type") or "").lower()
        if "ld+json" in kind or "template" in kind or "html" in kind:
            continue
        text = node.text(deep=True) or ""
        if len(text) < MIN_TEXT or len(text) > MAX_SCRIPT:
            continue
        yield text


def _unescaped(literal: str) -> str:
    try:
        value = json.loads(f'"{literal}"', strict=False)
    except ValueError:
        return ""
    return value if isinstance(value, str) else ""


def layout_of(markup: str) -> Layout:
    """The blocks of a piece of HTML that a script held."""
    return read_tree(LexborHTMLParser(markup[:MAX_SCRIPT]))
