"""Text without what is no change of wording. Pure."""

import re
import unicodedata
from functools import lru_cache
from typing import Any

_SPELT = {
    **dict.fromkeys("“”„‟«»", '"'),
    **dict.fromkeys("‹›‘’‚‛`´", "'"),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    "…": "...",
    # Invisible: soft hyphen, zero width, marks of direction, joiners.
    **dict.fromkeys(map(chr, (0xAD, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F))), ""),
    **dict.fromkeys(map(chr, (*range(0x2060, 0x2070), 0xFEFF)), ""),
}
_WHITE = "\t\v\f\r\x1c\x1d\x1e\x1f"
_SPELT |= dict.fromkeys(f"\x85\xa0\u1680{''.join(map(chr, range(0x2000, 0x200B)))}\u2028\u2029\u202f\u205f\u3000", " ")
_OTHERWISE = re.compile(f"[{re.escape(''.join(_SPELT))}]")


def fold(value: Any) -> Any:
    """Text without what is no change of wording: white space, kinds of quotes and dashes, invisible characters."""
    if isinstance(value, str):
        return _folded(value)
    if isinstance(value, list):
        return [fold(item) for item in value]
    return value


@lru_cache(maxsize=64)
def _folded(text: str) -> str:
    return folded(text)


def folded(text: str) -> str:
    """As `fold`, for a text that is not asked for again: nothing is kept."""
    if "\n" in text:
        text = " ".join(filter(None, text.split("\n")))  # few double spaces, which are dearer to look for
    # Far faster, one after the other, than one pass of a table over every character.
    if text.isascii():
        text = text.replace("`", "'")
    else:
        text = unicodedata.normalize("NFC", text)
        for char in set(_OTHERWISE.findall(text)):
            text = text.replace(char, _SPELT[char])
    for char in _WHITE:
        text = text.replace(char, " ")
    while "  " in text:
        text = text.replace("  ", " ")
    return text.strip(" ")
