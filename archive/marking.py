"""The words of a query in a text: where they stand, how often, and the place around the first, with marks. Pure.

A text is compared as the index reads it: in lower case, without diacritics, each character by itself, so that a place
in the folded text is the same place in the text.
"""

import re
import unicodedata
from collections.abc import Iterable

from archive.display import safe
from archive.query import UNSPACED, Group, Phrase, has_unspaced, parse

MARK_OPEN = "\x02"
MARK_CLOSE = "\x03"
"""Around what was found, in every snippet; each display turns them into its own kind of mark."""

_UNSPACED = re.compile(f"[{UNSPACED}]")
_MARK = "\u0300"
"""A diacritic that stands by itself, folded."""
_LETTER = rf"[^\W_{UNSPACED}]"
"""What goes on with a word: no character of a script without spaces."""


class _Folding(dict[int, int]):
    def __missing__(self, code: int) -> int:
        self[code] = folded = ord(_folded(chr(code)))
        return folded


def _folded(char: str) -> str:
    """A character in lower case without diacritics; always one character."""
    if "\u0300" <= char <= "\u036f":
        return _MARK
    if unicodedata.category(char).startswith("M") and not _UNSPACED.match(char):
        return chr(0x20000 + ord(char) % 0xA000)  # some letter, because Python's \w leaves vowel signs out
    bare = unicodedata.normalize("NFD", char)[0]
    if not bare.isalnum():
        bare = char
    lower = bare.casefold()
    lower = lower if len(lower) == 1 else bare.lower()
    return "е" if lower[0] == "ё" else lower[0]


_FOLDING = _Folding()


def fold(text: str) -> str:
    """A text as it is compared; every character stays at its place."""
    return text.lower() if text.isascii() else text.translate(_FOLDING)


class Finder:
    """Finds phrases in folded texts."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        spelt = [(phrase, words) for phrase in dict.fromkeys(phrases) if (words := _words(phrase))]
        self._plain = [re.compile(_plain(phrase, words)) for phrase, words in spelt]
        self._marked = [re.compile(_marked(phrase, words)) for phrase, words in spelt]

    def __bool__(self) -> bool:
        return bool(self._plain)

    def _patterns(self, folded: str) -> list[re.Pattern[str]]:
        return self._marked if _MARK in folded else self._plain

    def spans(self, folded: str) -> list[tuple[int, int]]:
        """Where they stand, in order; of those that overlap, the first and longest."""
        found = [match.span() for pattern in self._patterns(folded) for match in pattern.finditer(folded)]
        return sorted(found, key=lambda span: (span[0], -span[1]))

    def count(self, folded: str) -> int:
        return sum(len(pattern.findall(folded)) for pattern in self._patterns(folded))

    def stands_in(self, folded: str) -> bool:
        return any(pattern.search(folded) for pattern in self._patterns(folded))


def _words(phrase: Phrase) -> list[str]:
    return re.findall(r"[^\W_]+", fold(unicodedata.normalize("NFC", phrase.text)))


def _plain(phrase: Phrase, words: list[str]) -> str:
    """Begins with the letters of the first word, so that `re` skips to these, and looks behind them only there."""
    first, *rest = map(re.escape, words)
    if has_unspaced(phrase.text):
        return r"[\W_]*".join((first, *rest))
    return rf"{first}(?<!{_LETTER}{first})" + "".join(rf"[\W_]+{w}" for w in rest) + _end(phrase)


def _marked(phrase: Phrase, words: list[str]) -> str:
    """The same for a text with diacritics that stand by themselves."""
    spelt = ["".join(f"{re.escape(letter)}{_MARK}*" for letter in word) for word in words]
    if has_unspaced(phrase.text):
        return r"[\W_]*".join(spelt)
    return rf"(?<!{_LETTER})" + r"[\W_]+".join(spelt) + _end(phrase)


def _end(phrase: Phrase) -> str:
    return "" if phrase.prefix else f"(?!{_LETTER})"


def finder(groups: Iterable[Group]) -> Finder:
    """Finds what a query looks for."""
    return Finder(p for group in groups for term in group.terms if not term.negative for p in term.phrases)


def marked_snippet(text: str | None, query: str) -> str:
    """`snippet` for a query as it is typed."""
    return snippet(text, finder(parse(query)))


def snippet(text: str | None, words: Finder, *, width: int = 180) -> str:
    """The place in a text where a query's words first stand, about `width` characters, the words between marks.

    Text without any of them gives its beginning. Control characters of the text itself are removed.
    """
    text = " ".join(safe(unicodedata.normalize("NFC", text or ""), " ").split())
    found = words.spans(fold(text))
    if not found:
        return text[:width] + ("…" if len(text) > width else "")
    start = max(0, found[0][0] - width // 3)
    end = min(len(text), start + width)
    start = max(0, min(start, end - width))
    if start and (space := text.find(" ", start, found[0][0])) != -1:
        start = space + 1
    if end < len(text) and (space := text.rfind(" ", found[0][1], end)) != -1:
        end = space
    pieces: list[str] = ["…"] if start else []
    position = start
    for first, last in found:
        if first < position or last > end:
            continue
        pieces += [text[position:first], MARK_OPEN, text[first:last], MARK_CLOSE]
        position = last
    return "".join([*pieces, text[position:end], "…" if end < len(text) else ""])
