"""How long a server asks to be left alone, as pure rules."""

from datetime import UTC, datetime

from crawler.timestamps import parse_timestamp

ASKS_TO_WAIT = (429, 503)
"""Too Many Requests (RFC 6585) and Service Unavailable (RFC 9110), the answers with which servers send Retry-After."""
LONGEST_WAIT = 120.0
"""Seconds that a crawl waits for a site; one that asks for more is left alone until the next crawl."""
FIRST_WAIT = 5.0
"""Seconds after an answer 429 that does not say how long; twice as many after each further one."""
MOST_TRIES = 3
"""So often a page is asked for that answers so."""


def wait_asked(status: int, retry_after: str | None, tries: int, now: datetime) -> float | None:
    """Seconds to leave a site alone after the answer to the `tries`th request for a page; None if it asks for none.

    `retry_after` is the header: a number of seconds or a date (RFC 9110, 10.2.3); one that is neither says nothing.
    `now` is aware.
    """
    if status not in ASKS_TO_WAIT:
        return None
    said = (retry_after or "").strip()
    if said.isascii() and said.isdecimal():
        return float(said[:9])
    until = parse_timestamp(said) if "," in said else None
    if until is not None:
        until = until.replace(tzinfo=UTC) if until.tzinfo is None else until
        return max(0.0, (until - now).total_seconds())
    return FIRST_WAIT * 2 ** (tries - 1) if status == 429 else None
