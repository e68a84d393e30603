"""Dates as pages write them, from ISO 8601 to "28. April 2024, 7.30 Uhr", read without a clock and without guessing.

What has no year, no month or no day is no date. An offset that is stated stays; where none is, the value is naive: the
wall clock as printed. Month names are those of Unicode's CLDR and common abbreviations; `dateparser` is asked for the
rest, with the page's language alone, because without one it reads 03.11. as the eleventh of March.
"""

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from crawler.extraction.text import clean

FIRST_YEAR = 1995
"""News on the web begins here; an earlier year in a date field is a default or an error."""
LAST_YEAR = 2100

MAX_TEXT = 200


class Moment(NamedTuple):
    value: datetime
    """Aware if the text states an offset or zone, else naive."""
    day_only: bool


_ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:(?:\s*[Tt,]\s*|\s+)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,:](\d{1,9}))?)?"
    r"\s*(Z|z|UTC|GMT|[+\u2212-]\s?\d{1,2}:?\d{2}|[+-]\d{2})?)?"
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:[Tt ]?(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{2}:?\d{2})?)?")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?(?:\.\d+)?")
_JS_ZONE = re.compile(r"(?:GMT|UTC)([+-]\d{4})|\s*\([^)]*\)\s*$")


def from_machine(text: str | None) -> Moment | None:
    """A date out of a machine-readable place (JSON-LD, meta, `datetime`); None if it is none or impossible.

    ISO 8601 and its usual misspellings (a space for the "T", a space before the offset, up to nine fractional digits),
    RFC 822, JavaScript's `Date.toString`, `20240428T0700`, and seconds or milliseconds since 1970.
    """
    if not text or len(text) > MAX_TEXT:
        return None
    text = text.strip().strip("\"'").replace("&#x2B;", "+").replace("&#43;", "+")
    match = _ISO.match(text)
    if match and (match.end() == len(text) or not match[4] or _tail(text[match.end() :])):
        return _moment(*match.groups())
    if match := _COMPACT.fullmatch(text):
        year, month, day, hour, minute, second, zone = match.groups()
        if moment := _moment(year, month, day, hour, minute, second, None, zone):
            return moment
    if _EPOCH.fullmatch(text):
        return _epoch(text)
    if len(text) > 12 and text[-1] != ":":
        return _rfc822(text)
    return None


def _tail(text: str) -> bool:
    """Whether what follows an ISO date and time takes nothing from it: a zone's name, a bracketed one."""
    text = text.strip()
    return text.startswith(("[", "(")) or (text.isalpha() and len(text) <= 5)


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
    if text.upper() in ("Z", "UTC", "GMT"):
        return UTC
    digits = text[1:].zfill(2)
    hours, minutes = (int(digits), 0) if len(digits) == 2 else (int(digits[:-2]), int(digits[-2:]))
    offset = timedelta(hours=hours, minutes=minutes)
    if offset > timedelta(hours=14) or minutes > 59:
        return None
    return timezone(-offset if text[0] == "-" else offset) if offset else UTC


_URL_DATE = re.compile(r"(?<![\d])((?:19|20)\d{2})([/_.-]?)(\d{1,2})\2(\d{1,2})(?![\d])")


def from_url(path: str) -> Moment | None:
    """The day that an address's path holds (`/2024/04/28/`, `-2024-04-28`, `20240428`); None unless there is just one."""
    found: dict[datetime, Moment] = {}
    for match in _URL_DATE.finditer(path):
        year, separator, month, day = match.groups()
        if not separator and (len(month) != 2 or len(day) != 2):
            continue
        if moment := _moment(year, month, day):
            found[moment.value] = moment
    return next(iter(found.values())) if len(found) == 1 else None


def from_text(text: str | None, language: str | None) -> Moment | None:
    """A date out of text for readers, in the page's language; None if there is none. Placeholder order: numbers first."""
    plain = clean(text)
    if not plain or len(plain) > MAX_TEXT:
        return None
    return from_machine(plain)
