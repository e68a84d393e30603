"""What a person types into the search box, as FTS5 MATCH expressions; and the same words marked in a text. Pure.

A query is words, "exact phrases", `prefix*`, `-without` or NOT, and OR between alternatives. Everything else is text:
no character of the user reaches FTS5 outside a quoted string (https://www.sqlite.org/fts5.html#full_text_query_syntax).
A word with ё finds both spellings, since most Russian newsrooms print е.

Scripts without spaces between words (Han, kana, Thai, Lao, Khmer, Burmese, Tibetan) are searched by pairs of characters
in an index of their own, `articles_unspaced`, which holds all words of every article that has such a script. A pair of
characters is one token there, written as their code points, so that it survives any tokenizer.
"""

import re
import unicodedata
from dataclasses import dataclass
from operator import add

from archive.display import safe

UNSPACED = (
    "\u0e00-\u0eff"  # Thai, Lao
    "\u0f40-\u0fbc"  # Tibetan letters; the tsheg and shad between syllables are left out
    "\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f"  # Burmese
    "\u1780-\u17d3\u17dc\u17dd"  # Khmer
    "\u3005-\u3007\u3040-\u309f\u30a1-\u30ff\u31f0-\u31ff\uff66-\uff9f"  # kana, iteration marks
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
)
_RUN = re.compile(f"[{UNSPACED}]+")
_NO_LEAD = bytes({*range(256)} - {0xE0, 0xE1, *range(0xE3, 0xEB), 0xEF, 0xF0})
"""The bytes with which no character of `UNSPACED` begins in UTF-8."""
_TOKEN = re.compile(r'(-?)["“”„«»]([^"“”„«»]*)["“”„«»]?(\*?)|([^\s"“”„«»]+)')
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class _Codes(dict[str, str]):
    """Each character's code point as a part of a token, made once."""

    def __missing__(self, char: str) -> str:
        self[char] = code = f"u{ord(char):05x}"
        return code


_CODES = _Codes()

MARK_OPEN = "\x02"
MARK_CLOSE = "\x03"
"""Around what was found, in every snippet; each display turns them into its own kind of mark."""

NOTHING = '""'
"""The MATCH expression that no article answers."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase to look for."""

    text: str
    prefix: bool = False
    negative: bool = False


def parse(text: str) -> list[list[Term]]:
    """Alternatives, each a list of terms that must (or must not) all stand in an article."""
    groups: list[list[Term]] = [[]]
    without = False
    for minus, phrase, star, bare in _TOKEN.findall(unicodedata.normalize("NFC", _UNSTORABLE.sub(" ", text))):
        if bare == "OR":
            groups.append([])
        elif bare == "NOT":
            without = True
            continue
        elif bare != "AND":
            if bare.startswith("-"):
                minus, bare = "-", bare[1:]
            if bare.endswith("*"):
                star, bare = "*", bare.rstrip("*")
            if is_word(bare or phrase):
                groups[-1].append(Term(bare or phrase.strip(), prefix=bool(star), negative=without or bool(minus)))
        without = False
    return [group for group in groups if any(not term.negative for term in group)]


def is_word(text: str) -> bool:
    """Whether FTS5's unicode61 finds a word in a text: a letter, a number or a character for private use."""
    return any(unicodedata.category(char) in ("Co", "Nd", "Nl", "No") or char.isalpha() for char in text)


def has_unspaced(text: str | None) -> bool:
    """Whether a text belongs into `articles_unspaced`."""
    if not text or text.isascii() or not text.encode("utf-8", "replace").translate(None, _NO_LEAD):
        return False
    return _RUN.search(text) is not None


def unspaced_text(text: str | None) -> str:
    """A text as `articles_unspaced` indexes it: runs of unspaced characters as pairs, all else as it stands."""
    return _RUN.sub(lambda match: f" {' '.join(pairs(match[0], closing=True))} ", text or "")


def pairs(run: str, *, closing: bool) -> list[str]:
    """The tokens of a run of unspaced characters: each pair of neighbours; with `closing` the last character too."""
    codes = list(map(_CODES.__getitem__, run))
    tokens = list(map(add, codes, codes[1:]))
    return [*tokens, codes[-1]] if closing or not tokens else tokens


def _quoted(term: Term) -> str:
    spellings = dict.fromkeys([term.text, term.text.replace("ё", "е").replace("Ё", "Е")])
    quoted = [f'"{text}" *' if term.prefix else f'"{text}"' for text in spellings]
    return quoted[0] if len(quoted) == 1 else f"({' OR '.join(quoted)})"


def _unspaced(term: Term) -> str:
    """A term for `articles_unspaced`. A run of one character is the beginning of some pair; in a longer term, it and
    its neighbours need not stand side by side to count."""
    parts: list[str] = []
    position = 0
    for match in _RUN.finditer(term.text):
        if is_word(before := term.text[position : match.start()]):
            parts.append(_quoted(Term(before)))
        tokens = pairs(match[0], closing=False)
        parts.append(f'"{tokens[0]}" *' if len(match[0]) == 1 else '"' + " ".join(tokens) + '"')
        position = match.end()
    if is_word(rest := term.text[position:]):
        parts.append(_quoted(Term(rest, prefix=term.prefix)))
    return parts[0] if len(parts) == 1 else "(" + " AND ".join(parts) + ")"


def _expression(groups: list[list[str]], without: list[list[str]]) -> str:
    alternatives = []
    for wanted, unwanted in zip(groups, without, strict=True):
        expression = f"({' AND '.join(wanted)})"
        if unwanted:
            expression = f"({expression} NOT ({' OR '.join(unwanted)}))"
        alternatives.append(expression)
    return " OR ".join(alternatives) or NOTHING


def spaced_query(text: str) -> str:
    """The MATCH expression for `articles_fts`; `NOTHING` if only the other index can answer, or nothing was asked."""
    groups = [group for group in parse(text) if not any(has_unspaced(t.text) for t in group if not t.negative)]
    return _expression(
        [[_quoted(t) for t in group if not t.negative] for group in groups],
        [[_quoted(t) for t in group if t.negative] for group in groups],
    )


def unspaced_query(text: str) -> str:
    """The MATCH expression for `articles_unspaced`; `NOTHING` if nothing was asked."""
    groups = parse(text)
    return _expression(
        [[_unspaced(t) for t in group if not t.negative] for group in groups],
        [[_unspaced(t) for t in group if t.negative] for group in groups],
    )


def unwanted_query(text: str) -> str:
    """The MATCH expression for `articles_unspaced` whose articles `spaced_query` finds though it should not: those with
    a word to leave out that only that index can find. `NOTHING` if there is none."""
    return " OR ".join(_unspaced(t) for group in parse(text) for t in group if t.negative and has_unspaced(t.text)) or (
        NOTHING
    )


def _folded(text: str) -> tuple[str, list[int]]:
    """Text in lower case without diacritics, and for each of its characters the place in the original."""
    folded: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        for part in unicodedata.normalize("NFD", char):
            if "\u0300" <= part <= "\u036f":
                continue
            if unicodedata.category(part).startswith("M") and not _RUN.match(part):
                part = chr(0x20000 + ord(part) % 0xA000)  # some letter, because Python's \w leaves vowel signs out
            for lower in part.casefold():
                folded.append(lower)
                places.append(place)
    return "".join(folded), places


def _pattern(text: str) -> re.Pattern[str] | None:
    choices: list[str] = []
    for group in parse(text):
        for term in group:
            if term.negative:
                continue
            folded = _folded(term.text)[0]
            words = [re.escape(word) for word in re.findall(r"\w+", folded)]
            if not words:
                continue
            if has_unspaced(term.text):
                choices.append(r"\W*".join(words))
            else:
                choices.append(r"(?<!\w)" + r"\W+".join(words) + ("" if term.prefix else r"(?!\w)"))
    return re.compile("|".join(sorted(choices, key=len, reverse=True))) if choices else None


def snippet(text: str | None, query: str, *, width: int = 180) -> str:
    """The place in a text where a query's words first stand, about `width` characters, the words between marks.

    Text without any of them gives its beginning. Control characters of the text itself are removed.
    """
    text = " ".join(safe(text or "", " ").split())
    pattern = _pattern(query)
    if pattern is None:
        return text[:width]
    folded, places = _folded(text)
    found = [(places[m.start()], places[m.end() - 1] + 1) for m in pattern.finditer(folded) if m.end() > m.start()]
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
