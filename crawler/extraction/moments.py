"""Dates as pages write them, from ISO 8601 to "28. April 2024, 7.30 Uhr", read without a clock and without guessing.

What has no year, no month or no day is no date. An offset that is stated stays; where none is, the value is naive: the
wall clock as printed. Month names are those of `crawler.extraction.months`, the page's language first, because the same
name is October in one language and November in another; 4/5/2024 is a date only where the language tells its order.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Final, NamedTuple

from crawler.extraction import later
from crawler.extraction.months import MONTHS
from crawler.extraction.text import clean

FIRST_YEAR: Final = 1995
"""News on the web begins here; an earlier year in a date field is a default or an error."""
LAST_YEAR: Final = 2100

MAX_TEXT: Final = 200


class Moment(NamedTuple):
    value: datetime
    """Aware if the text states an offset or zone, else naive."""
    day_only: bool


_ISO: Final = later.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:(?:\s*[Tt,]\s*|\s+)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,:](\d{1,9}))?)?"
    r"\s*(Z|z|UTC|GMT|[+\u2212-]\s?\d{1,2}:?\d{2}|[+-]\d{2})?)?"
)
_ISO_CLOCK: Final = later.compile(
    r"(\d{4})-(\d\d)-(\d\d)[t ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s?(z|[+\u2212-]\d\d:?\d\d)(?!\d)"
)
"""A date, a time and an offset in the middle of a text in lower case."""
_COMPACT: Final = later.compile(r"(\d{4})(\d{2})(\d{2})(?:[Tt ]?(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{2}:?\d{2})?)?")
_EPOCH: Final = later.compile(r"\d{10}(?:\d{3})?(?:\.\d+)?")
_JAVA: Final = later.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{1,2}) (\d{1,2}):(\d{2}):(\d{2}) ([A-Z]{3,5}) (\d{4})")
"""Java's `Date.toString`, whose zones are not those of RFC 822: CST may be China's."""
_ENGLISH: Final = "janfebmaraprmayjunjulaugsepoctnovdec"
_JS_ZONE: Final = later.compile(r"(?:GMT|UTC)([+-]\d{4})|\s*\([^)]*\)\s*$")


def from_machine(text: str | None) -> Moment | None:
    """A date out of a machine-readable place (JSON-LD, meta, `datetime`); None if it is none or impossible.

    ISO 8601 and its usual misspellings (a space for the "T", a space before the offset, up to nine fractional digits),
    RFC 822, the `Date.toString` of JavaScript and Java, `20240428T0700`, and seconds or milliseconds since 1970.
    """
    if not text or len(text) > MAX_TEXT:
        return None
    text = text.strip().strip("\"'").replace("&#x2B;", "+").replace("&#43;", "+")
    match = _ISO.match(text)
    if match:
        year, month, day, hour, minute, second, fraction, zone = match.groups()
        tail = text[match.end() :].strip() if hour else ""
        if half := _HALF.fullmatch(tail):
            return _moment(year, month, day, _hour(int(hour), half[1].lower()), minute, second, fraction, zone)
        if not tail or _takes_nothing(tail):
            return _moment(year, month, day, hour, minute, second, fraction, zone or tail.strip("()"))
    if match := _COMPACT.fullmatch(text):
        year, month, day, hour, minute, second, zone = match.groups()
        if moment := _moment(year, month, day, hour, minute, second, None, zone):
            return moment
    if _EPOCH.fullmatch(text):
        return _epoch(text)
    if match := _JAVA.fullmatch(text):
        name, day, hour, minute, second, zone, year = match.groups()
        number = _ENGLISH.find(name.lower()) // 3 + 1
        return _moment(year, number, day, hour, minute, second, None, zone) if number else None
    if len(text) > 12 and text[-1] != ":" and not _TWELVE.search(text):
        return _rfc822(text)
    return None


_HALF: Final = later.compile(r"([ap])\.?m\.?", re.IGNORECASE)
_TWELVE: Final = later.compile(r"\d\s?[ap]\.?m\b", re.IGNORECASE)
"""A clock of twelve hours, which RFC 822 does not know and its readers pass over."""
_REGION: Final = later.compile(r"[A-Z][A-Za-z_]{2,20}/[A-Z][A-Za-z_/-]{2,40}")
"""A zone by the name of a place in it."""


def _takes_nothing(tail: str) -> bool:
    """Whether what follows an ISO date and time takes nothing from it: a zone's name, a bracketed one."""
    return tail.startswith(("[", "(")) or (tail.isalpha() and len(tail) <= 5) or bool(_REGION.fullmatch(tail))


def _epoch(text: str) -> Moment | None:
    number = int(text.partition(".")[0])
    seconds = number / 1000 if number > 10**11 else float(number)
    value = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    return Moment(value, False) if FIRST_YEAR <= value.year < LAST_YEAR else None


def _rfc822(text: str) -> Moment | None:
    try:
        value = parsedate_to_datetime(_JS_ZONE.sub(lambda match: match[1] or "", text))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if not FIRST_YEAR <= value.year < LAST_YEAR:
        return None
    if value.tzinfo is None:
        value = value.replace(tzinfo=_zone(text.rpartition(" ")[2]))
    return Moment(value, not re.search(r"\d:\d\d", text))


def _moment(
    year: str | int,
    month: str | int,
    day: str | int,
    hour: str | int | None = None,
    minute: str | int | None = None,
    second: str | int | None = None,
    fraction: str | None = None,
    zone: str | None = None,
) -> Moment | None:
    if not FIRST_YEAR <= int(year) < LAST_YEAR:
        return None
    microsecond = int(fraction[:6].ljust(6, "0")) if fraction else 0
    plus_day = hour is not None and int(hour) == 24 and int(minute or 0) == 0
    try:
        value = datetime(
            int(year), int(month), int(day), 0 if plus_day else int(hour or 0), int(minute or 0),
            min(int(second or 0), 59), microsecond, tzinfo=_zone(zone),
        )  # fmt: skip
    except ValueError:
        return None
    return Moment(value + timedelta(days=1) if plus_day else value, hour is None)


def _zone(text: str | None) -> timezone | None:
    if not text:
        return None
    text = text.replace("\u2212", "-").replace(" ", "").replace(":", "")
    if text[:1] not in ("+", "-"):
        return _named_zone(text.lower(), None)
    digits = text[1:].zfill(2)
    hours, minutes = (int(digits), 0) if len(digits) == 2 else (int(digits[:-2]), int(digits[-2:]))
    offset = timedelta(hours=hours, minutes=minutes)
    if offset > timedelta(hours=14) or minutes > 59:
        return None
    return timezone(-offset if text[0] == "-" else offset) if offset else UTC


_URL_DATE: Final = later.compile(r"(?<![\d])((?:19|20)\d{2})([/_.-]?)(\d{1,2})\2(\d{1,2})(?![\d])")


def from_url(path: str) -> Moment | None:
    """The day that an address's path holds (`/2024/04/28/`, `-2024-04-28`,
    `20240428`); None unless there is just one."""
    found: dict[datetime, Moment] = {}
    for match in _URL_DATE.finditer(path):
        year, separator, month, day = match.groups()
        if not separator and (len(month) != 2 or len(day) != 2):
            continue
        if moment := _moment(year, month, day):
            found[moment.value] = moment
    return next(iter(found.values())) if len(found) == 1 else None


class Mention(NamedTuple):
    """A date in a text, and where it stands."""

    moment: Moment
    start: int
    end: int


_WORD: Final = r"([^\s\d.,;:/()|<>\-]{2,20})"
_NO_DIGIT: Final = r"(?!\d(?!\d?:\d\d))"
"""The year ends here, or a clock begins: pages set "March 7, 2024" and "7:55 AM" in two elements without a space."""
_YEAR: Final = later.compile(r"\d{4}|\d\s?[./]\s?\d{1,2}\s?[./]\s?\d\d|令和")
_YMD: Final = later.compile(r"(?<!\d)(\d{4})\s?[-./年년]\s?(\d{1,2})\s?[-./月월]\s?(\d{1,2})(?!\d)\s?[日일]?")
_DMY: Final = later.compile(
    r"(?<![\d.:/-])(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{4}" + _NO_DIGIT + r"|\d{2}(?!\d))(?!:\d|[./-]\d)"
)
_D_MONTH_Y: Final = later.compile(
    r"(?<!\d)(\d{1,2})(?:\s?[.º°ª]|\s?(?:st|nd|rd|th|er|re|-?го|-?й|-?ша)(?![^\W\d_]))?(?:\s*[\s\-–/.,]?\s*)(?:(?:de|"
    r"of|den|ב)\s+|d['’])?ב?"
    + _WORD
    + r"(?:/[^\W\d_]{2,12})?[.,]?\s*[-/.,]?\s*(?:(?:de|del|of|г\.?|р\.?)\s+)?(\d{4})"
    + _NO_DIGIT
)
_MONTH_D_Y: Final = later.compile(
    _WORD + r"\.?\s*(?:\s|-)\s*(\d{1,2})(?:st|nd|rd|th)?(?:\s*[,.]\s*|\s+|(?=(?:19|20)\d\d))(\d{4})" + _NO_DIGIT
)
_Y_MONTH_D: Final = later.compile(
    r"(?<!\d)(\d{4})\.?(?:-?\s*(?:m\.|gada|г\.|оны|ж\.))?\s*,?\s+(?:gada\s+)?" + _WORD + r"\.?\s+(\d{1,2})(?!\d)"
)
_LV: Final = later.compile(r"(?<!\d)(\d{4})\.\s*gada\s+(\d{1,2})\.\s*" + _WORD)
_VI: Final = later.compile(r"(?<!\d)(\d{1,2})\s+tháng\s+(\d{1,2}),?\s*(?:năm\s+)?(\d{4})")
_REIWA: Final = later.compile(r"令和(\d{1,2}|元)年(\d{1,2})月(\d{1,2})日")
_CLOCK_AFTER: Final = later.compile(
    r"[\s.,|·•–—\-()/]*(?:d\.\s*)?(?:(?:(?!오전|오후|上午|下午|午前|午後)[^\W\d_]{2,12}|\([^\W\d_]{1,3}\))[\s,.]+)?"
    r"(?:at|um|à|a las|a la|às|as|kl\.?|klo|ore|alle|t|u|v|o|в|о|об|ve|saat|@|om|pukul|jam|lúc)?\s*"
    r"(오전|오후|上午|下午|午前|午後)?\s*(\d{1,2})(?:\s?(?:[:：]|[hH]|时|時|시|點|点)\s?(\d{2}|\d(?=分))?|\.(\d{2})(?=\s*(?:uhr|h\b|wib|klo|gmt|bst|"
    r"utc|$)))(?::(\d{2}))?(?!\d)\s?(?:分|분)?"
    r"\s*([ap]\.?\s?m\b\.?)?\s*(?:uhr|h\b|hrs?\b|часов|"
    r"น\.)?\s*\(?(utc|gmt|мск|[a-z]{2,5}(?![^\W\d_]))?\s?([+\u2212-]\d{1,2}(?::?\d{2})?)?",
    re.IGNORECASE,
)
_CLOCK_DOTTED: Final = later.compile(r"[\s.,|·•–—\-]*(?:kl\.?|klo|ore|alle|um)\s*(\d{1,2})\.(\d\d)(?!\d)")
_CLOCK_12: Final = later.compile(r"[\s,|·•–—\-(]*(?:at\s+)?(\d{1,2})\s*([ap])\.?\s?m\b", re.IGNORECASE)
_ZONES: Final = {
    "utc": 0, "gmt": 0, "z": 0, "wet": 0, "cet": 60, "mez": 60, "cest": 120, "mesz": 120, "eet": 120, "eest": 180,
    "msk": 180,
    "edt": -240, "est": -300, "cdt": -300, "mdt": -360, "mst": -420, "pdt": -420, "pst": -480, "jst": 540, "kst": 540,
    "aest": 600, "aedt": 660, "wib": 420, "sgt": 480, "hkt": 480, "мск": 180,
    "myt": 480, "pht": 480, "wita": 480, "awst": 480, "ict": 420, "npt": 345, "pkt": 300, "trt": 180, "sast": 120, "brt": -180,
    "akdt": -480, "akst": -540, "hst": -600, "nzst": 720, "nzdt": 780,
}  # fmt: skip
"""Minutes east of Greenwich of the abbreviations that mean one zone only."""
_CLOCK_BEFORE: Final = later.compile(
    r"(?<!\d)(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([ap]\.?m\.?)?\s*(?:uhr|h)?\s?\(?("
    + "|".join(_ZONES)
    + r"|[ecmp]t|bst)?\)?[\s,|·•–—\-]*(?:on\s+)?(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[.,]*\s+)?$",
    re.IGNORECASE,
)


def find(text: str, language: str | None = None) -> list[Mention]:
    """The dates in a text for readers, in order, each with day, month and year.

    `language` (BCP 47) tells which month a name is, and whether 4/5/2024 is in April or May: where that stays open, it is no
    date. A time of day counts where it stands beside the date.
    """
    plain = _plain(text[:2_000])
    found: list[Mention] = []
    if not _YEAR.search(plain):
        return found
    for start, end, year, month, day in _days(plain, language):
        if any(start < known.end and known.start < end for known in found):
            continue
        if mention := _with_clock(plain, start, end, year, month, day):
            found.append(mention)
    return sorted(found, key=lambda mention: mention.start)


def from_text(text: str | None, language: str | None = None) -> Moment | None:
    """The first date in a short text for readers; None if there is none."""
    plain = clean(text)
    if not plain or len(plain) > MAX_TEXT:
        return None
    mentions = find(plain, language)
    return mentions[0].moment if mentions else None


def without_dates(text: str, language: str | None = None) -> str:
    """A short text without the dates in it, and without what parts these from the rest."""
    for mention in reversed(find(text, language)):
        text = f"{text[: mention.start].rstrip(_PARTS)} {text[mention.end :].lstrip(_PARTS)}"
    return text.strip()


_PARTS: Final = " ,:|–—-/•·()"


def _days(text: str, language: str | None) -> Iterator[tuple[int, int, int, int, int]]:
    for match in _YMD.finditer(text):
        yield match.start(), match.end(), int(match[1]), int(match[2]), int(match[3])
    for match in _DMY.finditer(text):
        year = int(match[4])
        if len(match[4]) == 2:
            if match[2] == "-":
                continue
            year += 2000 if year < 95 else 1900
        first, second = int(match[1]), int(match[3])
        order = _order(first, second, match[2], language)
        if order:
            yield match.start(), match.end(), year, *order
    for pattern, y, m, d in ((_D_MONTH_Y, 3, 2, 1), (_MONTH_D_Y, 3, 1, 2), (_Y_MONTH_D, 1, 2, 3), (_LV, 1, 3, 2)):
        for match in pattern.finditer(text):
            if month := month_number(match[m], language):
                yield match.start(), match.end(), int(match[y]), month, int(match[d])
    if "tháng" in text:
        for match in _VI.finditer(text):
            yield match.start(), match.end(), int(match[3]), int(match[2]), int(match[1])
    if "令和" in text:
        for match in _REIWA.finditer(text):
            yield (
                match.start(),
                match.end(),
                2018 + (1 if match[1] == "元" else int(match[1])),
                int(match[2]),
                int(match[3]),
            )


def _order(first: int, second: int, separator: str, language: str | None) -> tuple[int, int] | None:
    """(month, day) of a numeric date; None where both readings are possible and the language does not tell."""
    if first == second or first > 12:
        return second, first
    if second > 12:
        return first, second
    if separator == "." or (separator == "-" and language and not language.startswith("en")):
        return second, first
    if language in ("en-US", "en-us", "en_US"):
        return first, second
    if language and (not language.lower().startswith("en") or len(language) > 2):
        return second, first
    return None


@lru_cache(maxsize=1)
def _month_tables() -> tuple[dict[str, dict[str, int]], dict[str, int]]:
    """Months by language and name, and those names that mean one month in every language that has them."""
    by_language: dict[str, dict[str, int]] = {}
    everywhere: dict[str, set[int]] = {}
    for language, months in MONTHS.items():
        table = by_language[language] = {}
        for number, names in enumerate(months.split("|"), 1):
            for name in names.split(","):
                table[name] = number
                everywhere.setdefault(name, set()).add(number)
    return by_language, {name: min(numbers) for name, numbers in everywhere.items() if len(numbers) == 1}


def month_number(name: str, language: str | None) -> int | None:
    """The month that a name is in a language, else in every language that has it; None if it is none, or several."""
    by_language, everywhere = _month_tables()
    name = name.strip(". ").lower()
    code = (language or "").lower().split("-")[0]
    own = by_language.get({"no": "nb", "nn": "nb", "sh": "hr"}.get(code, code), {})
    return own.get(name) or everywhere.get(name)


_DIGITS: Final = {
    ord(digit): str(value) for block in "٠۰०০๐໐၀០" for value in range(10) for digit in [chr(ord(block) + value)]
}


_THAI_MONTH: Final = later.compile("([\u0e01-\u0e2e][\u0e34\u0e35]?)\\.([\u0e01-\u0e2e])\\.")


def _plain(text: str) -> str:
    """A text in lower case with European digits, as long as before; Thai months ("มี.ค.") without their inner dot."""
    if text.isascii():
        return text.lower()
    lower = text.lower().translate(_DIGITS)
    text = lower if len(lower) == len(text) else text.translate(_DIGITS)
    return _THAI_MONTH.sub(r"\1\2. ", text) if "\u0e04." in text or "\u0e22." in text or "\u0e1e." in text else text


def _with_clock(text: str, start: int, end: int, year: int, month: int, day: int) -> Mention | None:
    if 2400 < year < 2700:
        year -= 543  # the Thai calendar
    if (iso := _ISO_CLOCK.match(text, start)) and (moment := _moment(*iso.groups())):
        return Mention(moment, start, iso.end())
    clock = _CLOCK_AFTER.match(text, end)
    if clock:
        half, hour, minute, dotted, second, meridiem, name, offset = clock.groups()
        if minute or dotted or meridiem or "h" in clock.group() or "时" in clock.group() or "時" in clock.group():
            moment = _moment(
                year, month, day, _hour(int(hour), meridiem or half), int(minute or dotted or 0), int(second or 0)
            )
            if moment:
                zone = _named_zone(name, offset)
                value = moment.value.replace(tzinfo=zone) if zone else moment.value
                return Mention(Moment(value, False), start, clock.end())
    if (clock := _CLOCK_DOTTED.match(text, end)) and (
        moment := _moment(year, month, day, int(clock[1]), int(clock[2]))
    ):
        return Mention(moment, start, clock.end())
    if (clock := _CLOCK_12.match(text, end)) and (
        moment := _moment(year, month, day, _hour(int(clock[1]), clock[2]), 0)
    ):
        return Mention(moment, start, clock.end())
    if clock := _CLOCK_BEFORE.search(text, max(0, start - 40), start):
        moment = _moment(year, month, day, _hour(int(clock[1]), clock[4]), int(clock[2]), int(clock[3] or 0))
        if moment:
            value = moment.value.replace(tzinfo=_named_zone(clock[5], None))
            return Mention(Moment(value, False), clock.start(), end)
    moment = _moment(year, month, day)
    return Mention(moment, start, end) if moment else None


def _hour(hour: int, half: str | None) -> int:
    if not half:
        return hour
    return hour % 12 + (12 if half.lower().startswith(("p", "오후", "下午", "午後")) else 0)


def _named_zone(name: str | None, offset: str | None) -> timezone | None:
    if name in _ZONES and not offset:
        minutes = _ZONES[name]
        return timezone(timedelta(minutes=minutes)) if minutes else UTC
    if offset and name in (None, "utc", "gmt"):
        return _zone(offset if len(offset) > 2 else f"{offset[0]}0{offset[1]}")
    return None
