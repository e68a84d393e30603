"""The files in which a site says how it may be used, beside robots.txt: what is asked for, how often, what is kept.

ai.txt (site.spawning.ai/spawning-ai-txt), trust.txt (journallist.net), and the TDM Reservation Protocol's tdmrep.json
(W3C community group report, 2024, 5.2). They are recorded; none of them keeps a page from being archived.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from scrapy.http import Response

from archive import SiteFile
from crawler.pages import header, is_html

FILES = ("ai.txt", "trust.txt", ".well-known/tdmrep.json")
EVERY = timedelta(days=1)
LARGEST = 1024 * 1024
"""Bytes of such a file."""


def origin(url: str) -> str:
    """Scheme, host and port of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def is_due(kept: SiteFile | None, now: datetime) -> bool:
    """Whether to ask for a file, given what was answered the last time."""
    return kept is None or not timedelta(0) <= now - kept.asked_at < EVERY


def validators(kept: SiteFile | None) -> Mapping[str, str]:
    """The headers that make asking again conditional."""
    if kept is None or kept.text is None:
        return {}
    headers = {"If-None-Match": kept.etag, "If-Modified-Since": kept.last_modified}
    return {name: value for name, value in headers.items() if value}


def answered(
    response: Response, kept: SiteFile | None, origin: str, name: str, source: str, now: datetime
) -> SiteFile | None:
    """What to keep of an answer; None if it says nothing. A page in the file's place is no such file."""
    if response.status == 304 and kept is not None:
        return replace(kept, asked_at=now)
    if response.status >= 500 or response.status == 429:
        return None
    there = 200 <= response.status < 300 and not is_html(response)
    return SiteFile(
        origin=origin,
        name=name,
        source=source,
        asked_at=now,
        http_status=response.status,
        etag=header(response, "ETag"),
        last_modified=header(response, "Last-Modified"),
        text=response.body.decode("utf-8", "replace").removeprefix("\ufeff").replace("\0", "") if there else None,
    )
