"""What filters go by, as words of the full-text index: site, language, agencies, authors and month of an article.

As such they bound a search: FTS5 goes through the lists of a word and of a fact side by side and skips what only one of
them has, where a condition on a column would look at every article that has the word. Each kind of fact begins with a
private-use character of its own, which no other text of the index may hold at that place: the column `facts` is ours
alone, and such characters are taken out of what comes from the web. Pure.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

SOURCE, LANGUAGE, AGENCY, AUTHOR, TIME = "\ue001", "\ue002", "\ue003", "\ue004", "\ue005"
_GAP = "\ue000"
PRIVATE = "\ue000-\uf8ff\U000f0000-\U0010ffff"
"""Private-use characters, as a class of a regular expression."""


_NO_TOKEN = re.compile("[^0-9A-Za-z]")
"""ASCII that is no part of a word."""


def is_token(char: str) -> bool:
    """Whether a character is part of a word for our tokenizer, `unicode61 categories 'L* N* Co M*'`."""
    return unicodedata.category(char)[0] in "LNM" or unicodedata.category(char) == "Co"


def words(text: str) -> list[str]:
    """The words of a text as our tokenizer parts them, without private-use characters."""
    if text.isascii():
        return _NO_TOKEN.sub(" ", text).split()
    text = re.sub(f"[{PRIVATE}]", " ", unicodedata.normalize("NFC", text))
    return "".join(char if is_token(char) else " " for char in text).split()


@lru_cache(maxsize=4096)
def whole(kind: str, name: str) -> str:
    """A name as one word: hyphens become a private-use character, all else that is no part of a word its number."""
    name = re.sub(f"[{PRIVATE}]", " ", unicodedata.normalize("NFC", name).strip())
    return kind + "".join(c if is_token(c) else _GAP if c == "-" else f"{_GAP}{ord(c):x}{_GAP}" for c in name)


def source(name: str) -> str:
    return whole(SOURCE, name)


def agency(name: str) -> str:
    return whole(AGENCY, name)


def language(tag: str) -> str:
    """A BCP 47 tag; one without a region or script stands for all of them (see `of`)."""
    return whole(LANGUAGE, tag)


@lru_cache(maxsize=4096)
def author(name: str) -> str:
    """A name, or some words of it side by side, as a phrase."""
    return " ".join(AUTHOR + word for word in words(name))


def times(first: date, last: date) -> list[str]:
    """Years and months that together hold every day from `first` to `last`, and some days beside these."""
    found: list[str] = []
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        if month == 1 and (year, 12) <= (last.year, last.month):
            found.append(f"{TIME}{year:04}")
            year += 1
            continue
        found.append(f"{TIME}{year:04}{month:02}")
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return found


def of(
    source_name: str,
    language_tag: str | None,
    published: str | None,
    agencies: Iterable[str],
    authors: Iterable[str],
) -> str:
    """The facts of an article; `published` as the archive writes times (ISO 8601, UTC)."""
    found = [source(source_name)]
    if language_tag:
        subtags = language_tag.split("-")
        found += [language("-".join(subtags[: n + 1])) for n in range(len(subtags))]
    if published:
        found += [f"{TIME}{published[:4]}", f"{TIME}{published[:4]}{published[5:7]}"]
    found += [agency(name) for name in agencies]
    for name in authors:
        found += [author(name), AUTHOR + _GAP]  # so that no phrase reaches from one name into the next
    return " ".join(found)


def own(found: str, source_name: str, language_tag: str | None, published: str | None) -> str:
    """What of an article's facts is not told by these, as the column `own_facts` has it: SQLite puts it behind them.

    All of it, beginning with a source, where SQL would spell them otherwise: names with other signs, languages of a
    region or script.
    """
    told = SOURCE + source_name.replace("-", _GAP).replace(".", f"{_GAP}2e{_GAP}")
    if language_tag:
        told += f" {LANGUAGE}{language_tag}"
    if published:
        told += f" {TIME}{published[:4]} {TIME}{published[:4]}{published[5:7]}"
    return found.removeprefix(told)
