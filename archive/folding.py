"""Text without what is no change of wording. Pure."""

import re
import unicodedata
from typing import Any

_QUOTES = str.maketrans("“”„‟«»‹›‘’‚‛`´", '""""""""\'\'\'\'\'\'')
_DASHES = re.compile("[‐‑‒–—―−]")
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")


def fold(value: Any) -> Any:
    """Text without what is no change of wording: white space, kinds of quotes and dashes, invisible characters."""
    if isinstance(value, str):
        text = unicodedata.normalize("NFC", value).translate(_QUOTES).replace("…", "...")
        return " ".join(_INVISIBLE.sub("", _DASHES.sub("-", text)).split())
    if isinstance(value, list):
        return [fold(item) for item in value]
    return value
