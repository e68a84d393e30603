"""Text from the web, made safe to show."""

import re

_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters: escape sequences, carriage return
    "\u2028\u2029\u202a-\u202e\u2066-\u2069"  # line separators; embeddings, overrides and isolates of direction
    "\ud800-\udfff\ufff9-\ufffb\U000e0000-\U000e007f]"  # half surrogates, annotations, tags
)


def safe(text: str, instead: str = "\ufffd") -> str:
    """Text without what moves a terminal's cursor, hides words or turns their direction; tab and newline stay.

    Joiners and direction marks (U+200C to U+200F) stay too: Persian, Burmese and Hebrew are written with them.
    """
    return _UNSAFE.sub(instead, text)
