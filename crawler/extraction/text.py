"""Strings of a page made plain: entities, invisible characters and white space."""

import html
import unicodedata
from functools import lru_cache
from typing import Final

from crawler.extraction import later

_INVISIBLE: Final = later.compile(
    r"[\u00ad\u200b\u2060\ufeff\ufffc\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]+"
)
_EDGES: Final = "\u200c\u200d\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_TAG: Final = later.compile(r"</?[a-zA-Z][^<>]{0,300}>")
_ENTITY: Final = later.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
MEMO_LENGTH: Final = 300
"""Characters of a text that is worth remembering: a page's names and titles are compared again and again."""
_NO_LETTERS: Final = bytes(code for code in range(128) if not chr(code).isalnum())
_LOWER: Final = bytes(range(256)).lower()
_KEY: Final = later.compile(r"[\W_]+")
_COMMON_MARKS: Final = "\u2019\u201c\u201d\u2013\u201e\u2026\u00bb\u00ab"
"""The marks beyond ASCII that most texts hold: taken out one by one, they spare the pattern its work."""
_OF_DIGITS: Final = bytes(
    0x30 if 0x30 <= byte <= 0x39 else byte >= 0xF0 or byte in (0xD9, 0xDB, 0xDF, 0xE0, 0xE1, 0xEA, 0xEF)
    for byte in range(256)
)
"""For bytes of UTF-8 "0" in the place of a digit, 1 where one of another script may begin, else 0."""
_DIGIT: Final = later.compile(r"\d")


def clean(text: str | None) -> str:
    """One line of text: NFC, white space collapsed, without soft hyphens, zero-width spaces, controls and surrogates.

    Joiners (ZWJ, ZWNJ) and direction marks stay inside the text, where Persian and Indic scripts need them.
    """
    if not text:
        return ""
    printable = text.isprintable()  # so without controls, invisible characters, joiners, marks and surrogates
    if not printable:
        text = " ".join(text.split())
        printable = text.isprintable()
    elif "  " in text:
        text = " ".join(text.split())
    elif text[0] == " " or text[-1] == " ":
        text = text.strip()
    if printable:
        return text if text.isascii() else unicodedata.normalize("NFC", text)
    text = " ".join(_INVISIBLE.sub("", text).split())
    return unicodedata.normalize("NFC", text).strip(_EDGES).strip()


def unescape(text: str | None) -> str:
    """`clean` of a string from JSON or an attribute, where entities may be escaped once more and tags may stand."""
    if not text:
        return ""
    for _ in range(2):
        if "&" not in text or not _ENTITY.search(text):
            break
        text = html.unescape(text)
    if "<" in text:
        text = _TAG.sub(" ", text)
    return clean(text)


def key(text: str | None) -> str:
    """What two prints of one text have in common: letters and digits, compatibility forms folded, case ignored."""
    if not text:
        return ""
    if text.isascii():
        return text.encode().translate(_LOWER, _NO_LETTERS).decode()
    return _folded(text) if len(text) <= MEMO_LENGTH else _folded.__wrapped__(text)


@lru_cache(maxsize=1024)
def _folded(text: str) -> str:
    return letters_of(unicodedata.normalize("NFKC", text).casefold())


def letters_of(text: str) -> str:
    """The letters and digits of a text, without all that stands between them."""
    if text.isascii():
        return text.encode().translate(None, _NO_LETTERS).decode()
    text = text.encode("utf-8", "surrogatepass").translate(None, _NO_LETTERS).decode("utf-8", "surrogatepass")
    if text.isalnum():
        return text
    for mark in _COMMON_MARKS:
        text = text.replace(mark, "")
    return text if text.isalnum() else _KEY.sub("", text)


def has_digit(text: str) -> bool:
    """Whether a text holds a decimal digit of any script."""
    digits = text.encode("utf-8", "surrogatepass").translate(_OF_DIGITS)
    return 0x30 in digits or (1 in digits and _DIGIT.search(text) is not None)


def count_digits(text: str) -> int:
    """How many digits of any script a text holds, superscripts and the like among them."""
    return text.encode().translate(_OF_DIGITS).count(b"0") if text.isascii() else sum(map(str.isdigit, text))


def shorten(text: str, limit: int = 200) -> str:
    """At most `limit` characters of a text in one line, for evidence."""
    text = clean(text[: limit * 4])
    return text if len(text) <= limit else text[: limit - 1] + "…"
