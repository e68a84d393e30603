"""Dates as feeds and sitemaps write them."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def parse_timestamp(text: str | None) -> datetime | None:
    """ISO 8601 (w3.org/TR/NOTE-datetime) or RFC 822, aware only if it states a zone; None if it is neither."""
    text = (text or "").strip()
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


MAX_WORDS = 80
"""Characters of a date in words; longer ones are sentences."""
_MONTH_NAMED = re.compile(r"(?=.*\d)(?=.*[^\W\d_]{3})", re.DOTALL)


def parse_worded(text: str | None, language: str | None) -> datetime | None:
    """A date in the words of a language ("18 ноября 2026, 10:15"), aware only if it states a zone; None for all else.

    Only whole dates count, with day, month and year; nothing relative ("3 hours ago") and nothing of figures alone,
    whose order of day and month differs by country. `language` is a BCP 47 tag; without one nothing is read, since
    dateparser then takes wrong days for right ones.
    """
    if not text or not language or len(text) > MAX_WORDS or not _MONTH_NAMED.match(text):
        return None
    import dateparser  # loads half a second's worth of tables, and few feeds need it

    try:
        found: datetime | None = dateparser.parse(
            text,
            languages=[language.partition("-")[0].lower()],
            settings={"PARSERS": ["absolute-time"], "REQUIRE_PARTS": ["day", "month", "year"]},
        )
        return found
    except (ValueError, OverflowError):
        return None


def as_utc(text: str | None) -> datetime | None:
    """The same as an aware time that can be compared; one without a zone counts as UTC."""
    found = parse_timestamp(text)
    if found is None:
        return None
    try:
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except OverflowError:
        return None
