"""Dates as feeds and sitemaps write them."""

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


def as_utc(text: str | None) -> datetime | None:
    """The same as an aware time that can be compared; one without a zone counts as UTC."""
    found = parse_timestamp(text)
    if found is None:
        return None
    try:
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except OverflowError:
        return None
