"""What newsrooms write around an article: the lines of `phrases.toml`, ready to be asked."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from ahocorasick_rs import AhoCorasick, Implementation

AGENCY = (
    r"(?:AFP|AP|dpa(?:-\w+)?|Reuters|TASS|ТАСС|EFE|ANSA|APA|Keystone(?:-SDA)?|SDA|sda|PAP|ČTK|CTK|TASR|SITA|MTI|Agerpres|BTA|БТА"
    r"|RIA(?: Novosti)?|РИА(?: Новости)?|Interfax|Интерфакс|UNIAN|УНИАН|УНІАН|Ukrinform|Укр[иі]нформ|Xinhua|IRNA|ISNA|ИРНА"
    r"|Kyodo|Jiji|Yonhap|PTI|ANI|IANS|Bernama|Antara|AAP|PA|Press Association|Associated Press|Agence France-Presse|Belga|ANP"
    r"|Ritzau|NTB|TT|STT|Lusa|Anadolu|AA|DHA|İHA|epd|KNA|idw|sid|SID|afp|ap|reuters|ots|pm|Bloomberg|CNN|BBC|NPR|ABC|CBS"
    r"|RFE/RL|VOA|HINA|Hina|Tanjug|Fena|FENA|Beta|MIA|Belta|БелТА|KazTAG|AKIpress|ДПА|АФП|АП|Рейтер)"
)
"""A news agency or outlet as it signs."""

_DATA: Mapping[str, Any] = tomllib.loads(files("crawler.extraction").joinpath("phrases.toml").read_text("utf-8"))
_LETTERS = re.compile(r"[^\W\d_]+")


class Starts:
    """Patterns that match at the start of a text, after quotes, dashes and the like, whatever the case of letters.

    Only those patterns are tried that may begin with the text's first letter.
    """

    def __init__(self, table: Mapping[str, list[str]]) -> None:
        by_letter: dict[str, list[str]] = {}
        other: list[str] = []
        for pattern in (p.replace("{agency}", AGENCY) for patterns in table.values() for p in patterns):
            letters = _first_letters(pattern)
            for letter in letters:
                by_letter.setdefault(letter, []).append(pattern)
            if not letters:
                other.append(pattern)
        self._other = _any_of(other)
        self._by_letter = {letter: _any_of(patterns + other) for letter, patterns in by_letter.items()}

    def match(self, text: str) -> bool:
        first = text[:1]
        if not first.isalnum():
            found = _FIRST.match(text)
            first = found[1] if found else ""
        return self._by_letter.get(first.lower()[:1], self._other).match(text) is not None


_FIRST = re.compile(r"[\W_]*([^\W_])")
_NOTHING = "(?!)"
"""Matches nowhere."""


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"[\W_]*(?:{'|'.join(patterns) or _NOTHING})", re.IGNORECASE)


def _first_letters(pattern: str) -> set[str]:
    """The letters, in lower case, that what a pattern matches may begin with; empty if it may begin otherwise too."""
    found: set[str] = set()
    for branch in _branches(pattern):
        letters = _first_letters_of(branch)
        if not letters:
            return set()
        found |= letters
    return found


def _first_letters_of(branch: str) -> set[str]:
    if branch[:1].isalpha():
        letters, rest = {branch[0].lower()}, branch[1:]
    elif branch.startswith("(?:"):
        end = _end_of_group(branch)
        letters, rest = _first_letters(branch[3:end]), branch[end + 1 :]
    else:
        return set()
    if letters and rest.startswith("?"):
        behind = _first_letters_of(rest[1:])
        return letters | behind if behind else set()
    return set() if rest.startswith(("*", "{")) else letters


def _branches(pattern: str) -> list[str]:
    """The alternatives of a pattern, those inside groups left whole."""
    found, start, at = [], 0, 0
    while at < len(pattern):
        if pattern[at] == "\\":
            at += 1
        elif pattern[at] == "(":
            at += _end_of_group(pattern[at:])
        elif pattern[at] == "[":
            at = pattern.index("]", at + 1)
        elif pattern[at] == "|":
            found.append(pattern[start:at])
            start = at + 1
        at += 1
    return [*found, pattern[start:]]


def _end_of_group(pattern: str) -> int:
    """Where the group that a pattern begins with ends."""
    depth = at = 0
    while True:
        if pattern[at] == "\\":
            at += 1
        elif pattern[at] == "[":
            at = pattern.index("]", at + 1)
        elif pattern[at] in "()":
            depth += 1 if pattern[at] == "(" else -1
            if not depth:
                return at
        at += 1


@lru_cache(maxsize=256)
def _plain(text: str) -> str:
    """The words of a line, without digits and marks, in lower case."""
    low = text.lower()
    return low if low.isalpha() else " ".join(_LETTERS.findall(low))


def _listed(text: str) -> list[str]:
    return [part for line in text.splitlines() for part in (p.strip() for p in line.split("|")) if part]


class Lines:
    """Whole lines, whatever digits and marks stand around their words."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._known = frozenset(_plain(line) for line in lines)

    def match(self, text: str) -> bool:
        return _plain(text) in self._known


class Parts:
    """Strings that stand anywhere in a text, whatever its case."""

    def __init__(self, parts: Iterable[str]) -> None:
        self._parts = frozenset(part.lower() for part in parts)
        _PARTS.update(self._parts)

    def search(self, text: str) -> bool:
        return not self._parts.isdisjoint(_parts_of(text))


class Anywhere:
    """Patterns that match anywhere in a text, each behind a plain string without which it cannot match."""

    def __init__(self, patterns: Mapping[str, str]) -> None:
        self._patterns = {word.lower(): re.compile(p, re.IGNORECASE) for word, p in patterns.items()}
        _PARTS.update(self._patterns)

    def search(self, text: str) -> bool:
        return any(
            pattern.search(text) is not None
            for part in _parts_of(text)
            if (pattern := self._patterns.get(part)) is not None
        )


_PARTS: set[str] = set()
"""Every string that one of the tables below looks for."""


@lru_cache(maxsize=1)
def _automaton() -> AhoCorasick:
    return AhoCorasick(sorted(_PARTS), store_patterns=True, implementation=Implementation.DFA)


@lru_cache(maxsize=256)
def _parts_of(text: str) -> tuple[str, ...]:
    """Which of all those strings stand in a text: one pass finds them all."""
    return tuple(_automaton().find_matches_as_strings(text.lower(), overlapping=True))


LEADS_AWAY = Starts(_DATA["leads_away"])
"""Lines that send a reader to other pages, and headings of lists that do."""
BYLINE = Starts(_DATA["byline"])
CAPTION = Starts(_DATA["caption"])
META_LINE = Starts(_DATA["meta_line"])
CREDIT = Starts(_DATA["credit"])
CREDIT_WORDS = frozenset(_DATA["credit_words"]["words"].split())
"""What credit lines are made of beside names, in lower case."""
CREDIT_ANYWHERE = Anywhere(_DATA["credit_anywhere"])
CORRECTION = Starts(_DATA["correction"])
LEGAL = Anywhere(_DATA["legal"])
"""Laws against newsrooms: as a notice on a page, or as what its news is about."""
DISCLAIMER = Anywhere(_DATA["disclaimer"])
ADVERTISEMENT = Lines(_listed(_DATA["advertisement"]["words"]))
TOOL = Lines([*_listed(_DATA["tool"]["words"]), ""])
"""Buttons, counters, labels of players; numbers alone too."""
COMMENTS = Lines(_listed(_DATA["comments"]["words"]))
ASKS = Parts(_listed(_DATA["asks"]["contains"]))
PAYWALL = Parts(_listed(_DATA["paywall"]["contains"]))

_DATE = re.compile(
    r"(?:\b\d{1,2}[./\-]\s?\d{1,2}[./\-]\s?(?:\d{4}|\d{2})\b|\b(?:19|20)\d\d[./\-年]\s?\d{1,2}[./\-月]\s?\d{1,2}"
    r"|\b\d{1,2}(?:st|nd|rd|th|\.)?\s+(?:de\s+)?[^\W\d_]{3,12}\.?,?\s+(?:de\s+)?(?:19|20)\d\d\b"
    r"|\b[^\W\d_]{3,12}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d\b"
    r"|\d+ (?:hours?|minutes?|mins?|days?|weeks?|months?) ago|vor \d+ (?:stunden|minuten|tagen)|il y a \d+ )",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")


def has_digit(text: str) -> bool:
    return _DIGIT.search(text) is not None


def has_date(text: str) -> bool:
    """Whether a short line holds a date."""
    return has_digit(text) and _DATE.search(text) is not None


_PICTURE_AGENCY = re.compile(
    r"[(/|–—©-]\s*[^()]{0,40}(?:getty|shutterstock|i ?stock|unsplash|pixabay|pexels|imago|alamy|picture alliance|depositphotos"
    r"|adobe ?stock|dreamstime|fotolia|wikimedia|flickr|instagram|reuters|afp|ap photo|\bap|epa(?:-efe)?|\befe|\bdpa|keystone"
    r"|ritzau|\bntb|\banp|belga|\bansa|\bpap|čtk|\bctk|tass|xinhua|yonhap)(?: images?| photos?| photo agency| stock)?"
    r"(?:[/, ][^()]{0,25})?\)?[\s.]*$",
    re.IGNORECASE,
)


def names_a_picture_agency(text: str) -> bool:
    """Whether a line ends as a caption does: with a picture agency in parentheses, behind a dash or a slash."""
    return _PICTURE_AGENCY.search(text[-160:]) is not None
