"""What newsrooms write around an article: the lines of `phrases.toml`, ready to be asked."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Any

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


def _starts(table: Mapping[str, list[str]]) -> re.Pattern[str]:
    """A pattern that matches any of a table's at the start of a text, after quotes, dashes and the like."""
    alternatives = "|".join(pattern for patterns in table.values() for pattern in patterns)
    return re.compile(rf"[\W_]*(?:{alternatives.replace('{agency}', AGENCY)})", re.IGNORECASE)


def _plain(text: str) -> str:
    """The words of a line, without digits and marks, in lower case."""
    return " ".join(_LETTERS.findall(text.lower()))


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
        self._parts = tuple(part.lower() for part in parts)

    def search(self, text: str) -> bool:
        low = text.lower()
        return any(part in low for part in self._parts)


class Anywhere:
    """Patterns that match anywhere in a text, each behind a plain word without which it cannot match: looking for a
    word is many times faster than searching for a pattern."""

    def __init__(self, patterns: Mapping[str, str]) -> None:
        self._patterns = tuple((word.lower(), re.compile(p, re.IGNORECASE)) for word, p in patterns.items())

    def search(self, text: str) -> bool:
        low = text.lower()
        return any(word in low and pattern.search(text) is not None for word, pattern in self._patterns)


LEADS_AWAY = _starts(_DATA["leads_away"])
"""Lines that send a reader to other pages, and headings of lists that do."""
BYLINE = _starts(_DATA["byline"])
CAPTION = _starts(_DATA["caption"])
META_LINE = _starts(_DATA["meta_line"])
CREDIT = _starts(_DATA["credit"])
CREDIT_ANYWHERE = Anywhere(_DATA["credit_anywhere"])
CORRECTION = _starts(_DATA["correction"])
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


def has_date(text: str) -> bool:
    """Whether a short line holds a date."""
    return _DIGIT.search(text) is not None and _DATE.search(text) is not None


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
