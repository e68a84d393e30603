"""The text of an article that stands in a script only: JSON-LD, or the state that a single-page application starts from."""

import json
import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

from crawler.extraction.blocks import Layout, read_tree
from crawler.extraction.page import Page

MAX_SCRIPT = 3_000_000
MIN_TEXT = 300
_STRING = re.compile(r'(?<!\\)"((?:[^"\\]|\\.){300,}+)"', re.DOTALL)
"""A long string. It never begins at an escaped quote, or a script that is cut off would be read anew from each."""
_JSON = re.compile(r'"\s*:\s*["{\[]')
"""What stands in a string that holds data, not text: its own strings are looked at then."""
_PARAGRAPH = re.compile(r"<p[\s>]|<br|</p>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{1,300}>")


def article_body(page: Page) -> str:
    """The longest `articleBody` of the page's JSON-LD, as written; empty if there is none."""
    texts = [text for item in page.json_ld if isinstance(text := item.get("articleBody"), str)]
    return max(texts, key=len, default="")


def state_markup(page: Page) -> str:
    """The longest piece of HTML with paragraphs that a script holds as a string; empty if there is none."""
    best, size = "", MIN_TEXT
    for text in _strings(page):
        for _ in range(2):
            if not _JSON.search(text):
                break
            text = _unescaped(max((m[1] for m in _STRING.finditer(text)), key=len, default=""))
        if _PARAGRAPH.search(text) and (length := len(_TAG.sub("", text))) > size:
            best, size = text, length
    return best


def _strings(page: Page) -> Iterator[str]:
    for node in page.css("script:not([src])"):
        kind = (node.attributes.get("type") or "").lower()
        if "ld+json" in kind or "template" in kind or "html" in kind:
            continue
        text = node.text(deep=True) or ""
        if len(text) < MIN_TEXT or len(text) > MAX_SCRIPT:
            continue
        for match in _STRING.finditer(text):
            if decoded := _unescaped(match[1]):
                yield decoded


def _unescaped(literal: str) -> str:
    try:
        value = json.loads(f'"{literal}"', strict=False)
    except ValueError:
        return ""
    return value if isinstance(value, str) else ""


def layout_of(markup: str) -> Layout:
    """The blocks of a piece of HTML that a script held."""
    return read_tree(LexborHTMLParser(markup[:MAX_SCRIPT]))
