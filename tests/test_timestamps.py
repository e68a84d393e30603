"""Dates as feeds and sitemaps write them."""

from datetime import datetime

import pytest

from crawler.timestamps import parse_timestamp, parse_worded


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("18 ноября 2026, 10:15", "ru", "2026-11-18T10:15:00"),
        ("18. November 2026", "de-AT", "2026-11-18T00:00:00"),
        ("le 18 novembre 2026 à 10:15", "fr", "2026-11-18T10:15:00"),
        ("18 de noviembre de 2026", "es", "2026-11-18T00:00:00"),
        ("18 Kasım 2026", "tr", "2026-11-18T00:00:00"),
        ("03.11.2026", "de", None),
        ("3 hours ago", "en", None),
        ("gestern", "de", None),
        ("November 2026", "en", None),
        ("18 ноября 2026", None, None),
        ("18 ноября 2026", "xx", None),
        ("18 ноября 2026 " + "слово " * 40, "ru", None),
        ("", "en", None),
        (None, "en", None),
    ],
)
def test_dates_in_words(text: str | None, language: str | None, expected: str | None) -> None:
    assert parse_worded(text, language) == (datetime.fromisoformat(expected) if expected else None)


@pytest.mark.parametrize("text", ["18 ноября 2026, 10:15", "gestern", ""])
def test_words_are_no_timestamp(text: str) -> None:
    assert parse_timestamp(text) is None
