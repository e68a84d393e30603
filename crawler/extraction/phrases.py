"""What newsrooms write around an article: the lines of `phrases.toml`, ready to be asked."""

import re
import tomllib
from bisect import bisect
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import accumulate
from typing import Any, Final

from ahocorasick_rs import AhoCorasick, Implementation

from crawler.extraction import later
from crawler.extraction.openings import DIGIT, MARK, OPENING, folded, openings
from crawler.extraction.text import has_digit

AGENCY: Final = (
    r"(?:AFP|AP|dpa(?:-\w+)?|Reuters|TASS|ТАСС|EFE|ANSA|APA|Keystone(?:-SDA)?|SDA|sda|PAP|ČTK|CTK|TASR|SITA|MTI|Agerpres|BTA|БТА"
    r"|RIA(?: Novosti)?|РИА(?: Новости)?|Interfax|Интерфакс|UNIAN|УНИАН|УНІАН|Ukrinform|Укр[иі]нформ|Xinhua|IRNA|ISNA|ИРНА"
    r"|Kyodo|Jiji|Yonhap|PTI|ANI|IANS|Bernama|Antara|AAP|PA|Press Association|Associated Press|Agence France-Presse|Belga|ANP"
    r"|Ritzau|NTB|TT|STT|Lusa|Anadolu|AA|DHA|İHA|epd|KNA|idw|sid|SID|afp|ap|reuters|ots|pm|Bloomberg|CNN|BBC|NPR|ABC|CBS"
    r"|RFE/RL|VOA|HINA|Hina|Tanjug|Fena|FENA|Beta|MIA|Belta|БелТА|KazTAG|AKIpress|ДПА|АФП|АП|Рейтер)"
)
"""A news agency or outlet as it signs."""

_DATA: Final[Mapping[str, Any]] = tomllib.loads(files("crawler.extraction").joinpath("phrases.toml").read_text("utf-8"))
_LETTERS: Final = later.compile(r"[^\W\d_]+")


class Starts:
    """Patterns that match at the start of a text, after quotes, dashes and the like, whatever the case of letters.

    Only those patterns are tried that may open as the text does; they are compiled when they are first needed.
    """

    def __init__(self, table: Mapping[str, list[str]]) -> None:
        self._by_opening: dict[str, list[str]] = {}
        for pattern in (p.replace("{agency}", AGENCY) for patterns in table.values() for p in patterns):
            for opening in openings(pattern):
                self._by_opening.setdefault(opening, []).append(pattern)
        self._compiled: dict[str, re.Pattern[str]] = {}
        self._patterns: dict[str, list[re.Pattern[str]]] = {}

    def match(self, text: str) -> bool:
        opening = _opening(text)
        patterns = self._patterns.get(opening)
        if patterns is None:
            patterns = self._that_open(opening)
        return any(pattern.match(text) is not None for pattern in patterns)

    def _that_open(self, opening: str) -> list[re.Pattern[str]]:
        """The patterns that may match where a text opens so."""
        letters = opening.removeprefix(MARK)
        starts = [letters[:length] for length in range(len(letters) + 1)]
        if letters != opening:
            starts.append(MARK)
        found: list[re.Pattern[str]] = []
        for written in dict.fromkeys([one for start in starts for one in self._by_opening.get(start, ())]):
            if written not in self._compiled:
                self._compiled[written] = re.compile(rf"[\W_]*(?:{written})", re.IGNORECASE)
            found.append(self._compiled[written])
        if len(self._patterns) < MAX_OPENINGS:
            self._patterns[opening] = found
        return found


MAX_OPENINGS: Final = 4096
"""Openings of which a table remembers the patterns."""
_FIRST: Final = later.compile(r"[\W_]*([^\W_])")


@lru_cache(maxsize=256)
def _opening(text: str) -> str:
    """The first letters of a text, all of one case, a mark before them if others stand before."""
    mark = ""
    start = text[:OPENING]
    if not start[:1].isalnum():
        found = _FIRST.match(text)
        mark = MARK if text else ""
        start = text[found.start(1) : found.start(1) + OPENING] if found else ""
    if start[:1].isdecimal():
        return mark + DIGIT
    return mark + (folded(start))


@lru_cache(maxsize=256)
def _plain(text: str) -> str:
    """The words of a line, without digits and marks, in lower case."""
    low = text.lower()
    return low if low.isalpha() else " ".join(_LETTERS.findall(low))


def _listed(text: str) -> list[str]:
    return [part.strip() for line in text.splitlines() for part in line.split("|")]


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
        parts = _parts_of(text)
        return bool(parts) and not self._parts.isdisjoint(parts)


class Anywhere:
    """Patterns that match anywhere in a text, each behind a plain string without which it cannot match."""

    def __init__(self, patterns: Mapping[str, str]) -> None:
        self._patterns = {word.lower(): later.compile(p, re.IGNORECASE) for word, p in patterns.items()}
        _PARTS.update(self._patterns)

    def search(self, text: str) -> bool:
        for part in _parts_of(text):
            pattern = self._patterns.get(part)
            if pattern is not None and pattern.search(text) is not None:
                return True
        return False


_PARTS: Final[set[str]] = set()
"""Every string that one of the tables below looks for."""


@lru_cache(maxsize=1)
def _parts() -> list[str]:
    return sorted(_PARTS)


@lru_cache(maxsize=1)
def _automaton() -> AhoCorasick:
    return AhoCorasick(_parts(), store_patterns=True, implementation=Implementation.ContiguousNFA)


def _parts_of(text: str) -> Sequence[str]:
    """Which of all those strings stand in a text: one pass finds them all."""
    known = _looked_over.get(text)
    return _find(text) if known is None else known


@lru_cache(maxsize=256)
def _find(text: str) -> Sequence[str]:
    return _automaton().find_matches_as_strings(text.lower(), overlapping=True)


_looked_over: Mapping[str, Sequence[str]] = {}


def look_over(texts: Sequence[str]) -> None:
    """Finds those strings in many texts in one pass. What was found is remembered until other texts are looked over."""
    global _looked_over
    lowered = [text.lower() for text in texts]
    starts = [0, *accumulate([len(text) + 1 for text in lowered])]
    found: dict[str, list[str]] = {text: [] for text in texts}
    matches = _automaton().find_matches_as_indexes("\n".join(lowered), overlapping=True)
    for number, start, _ in matches:
        found[texts[bisect(starts, start) - 1]].append(_parts()[number])
    _looked_over = found


LEADS_AWAY: Final = Starts(_DATA["leads_away"])
"""Lines that send a reader to other pages, and headings of lists that do."""
BYLINE: Final = Starts(_DATA["byline"])
CAPTION: Final = Starts(_DATA["caption"])
META_LINE: Final = Starts(_DATA["meta_line"])
CREDIT: Final = Starts(_DATA["credit"])
CREDIT_WORDS: Final = frozenset(_DATA["credit_words"]["words"].split())
"""What credit lines are made of beside names, in lower case."""
CREDIT_ANYWHERE: Final = Anywhere(_DATA["credit_anywhere"])
CORRECTION: Final = Starts(_DATA["correction"])
LEGAL: Final = Anywhere(_DATA["legal"])
"""Laws against newsrooms: as a notice on a page, or as what its news is about."""
DISCLAIMER: Final = Anywhere(_DATA["disclaimer"])
APPEAL: Final = Anywhere(_DATA["appeal"])
"""What a newsroom asks of its readers at the end of a text, or says of its rights in it."""
RATING: Final = Anywhere(_DATA["rating"])
"""How readers rate a page, or that they may."""
EMBED: Final = Starts(_DATA["embed"])
"""What an embedded post shows until its script has run."""
SOURCES: Final = Lines(_listed(_DATA["sources"]["words"]))
"""The heading of a list of sources."""
ADVERTISEMENT: Final = Lines(_listed(_DATA["advertisement"]["words"]))
TOOL: Final = Lines([*_listed(_DATA["tool"]["words"]), ""])
"""Buttons, counters, labels of players; numbers alone too."""
COMMENTS: Final = Lines(_listed(_DATA["comments"]["words"]))
ASKS: Final = Parts(_listed(_DATA["asks"]["contains"]))
PAYWALL: Final = Parts(_listed(_DATA["paywall"]["contains"]))

_FIGURES: Final = later.compile(r"(?:19|2[05])\d\d|\d[./\-]\s?\d{1,2}[./\-]")
_DATE: Final = later.compile(
    r"(?:(?<!\d)\d{1,2}\s[\u0e00-\u0e7f.]{3,14}\s(?:25|20)\d\d(?!\d)|\b\d{1,2}[./\-]\s?\d{1,2}[./\-]\s?(?:\d{4}|\d{2})\b|\b(?:19|20)\d\d[./\-年]\s?\d{1,2}[./\-月]\s?\d{1,2}"
    r"|\b\d{1,2}(?:st|nd|rd|th|\.)?\s+(?:de\s+)?[^\W\d_]{3,12}\.?,?\s+(?:de\s+)?(?:19|20)\d\d\b"
    r"|\b[^\W\d_]{3,12}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d\b"
    r"|\d+ (?:hours?|minutes?|mins?|days?|weeks?|months?) ago|vor \d+ (?:stunden|minuten|tagen)|il y a \d+ )",
    re.IGNORECASE,
)


def has_date(text: str) -> bool:
    """Whether a short line holds a date."""
    return has_digit(text) and _may_hold_date(text) and _DATE.search(text) is not None


def _may_hold_date(text: str) -> bool:
    """Whether a year, two figures with a mark between them or a word of a time that has passed stand in a text."""
    if _FIGURES.search(text) is not None:
        return True
    low = text.lower()
    return "ago" in low or "vor " in low or " y a " in low


def without_dates(text: str) -> str:
    return _DATE.sub("", text)


_PICTURE_AGENCY: Final = later.compile(
    r"[(/|–—©-]\s*[^()]{0,40}(?:getty|shutterstock|i ?stock|unsplash|pixabay|pexels|imago|alamy|picture alliance|depositphotos"
    r"|adobe ?stock|dreamstime|fotolia|wikimedia|flickr|instagram|reuters|afp|ap photo|\bap|epa(?:-efe)?|\befe|\bdpa|keystone"
    r"|ritzau|\bntb|\banp|belga|\bansa|\bpap|čtk|\bctk|tass|xinhua|yonhap)(?: images?| photos?| photo agency| stock)?"
    r"(?:[/, ][^()]{0,25})?\)?[\s.]*$",
    re.IGNORECASE,
)


def names_a_picture_agency(text: str) -> bool:
    """Whether a line ends as a caption does: with a picture agency in parentheses, behind a dash or a slash."""
    return _PICTURE_AGENCY.search(text[-160:]) is not None
