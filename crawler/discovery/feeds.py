"""Feeds: RSS 0.9 to 2.0, RDF and Atom by feedparser, JSON Feed (jsonfeed.org) by hand."""

import json
import re
from io import BytesIO
from itertools import islice
from typing import Any

import feedparser

from crawler.discovery.addresses import absolute
from crawler.discovery.found import Candidate, DiscoveryError, NothingListedError
from crawler.discovery.text import decoded, described, one_line, plain_title, unpacked
from crawler.discovery.xml import disarmed
from crawler.items import Hints

MAX_FEED_BYTES = 8 * 1024 * 1024
MAX_ENTRIES = 5_000
"""Entries read of one feed, its first; feedparser takes a second for 3,000."""
_ENTRY = re.compile(r"<(?:[\w.-]+:)?(?:item|entry)[\s>]", re.I)
_FEED = re.compile(r"<(?:[\w.-]+:)?(?:rss|feed|rdf|channel)[\s>]", re.I)
_UTF8 = b'<?xml version="1.0" encoding="utf-8"?>'


def read_feed(body: bytes, url: str) -> list[Candidate]:
    """The entries of the feed at `url`, each URL once, in its order; entries without a web address are left out.

    Raises NothingListedError if none is left, DiscoveryError if it is no feed or larger than MAX_FEED_BYTES.
    """
    raw, _ = unpacked(body, url)
    if len(raw) > MAX_FEED_BYTES:
        raise DiscoveryError(f"{url} is larger than {MAX_FEED_BYTES:,} bytes; no feed is, so it was not read.")
    entries = _json_entries(raw, url) if raw.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") else _xml_entries(raw, url)
    found: dict[str, Candidate] = {}
    for address, hints in entries[:MAX_ENTRIES]:
        if address:
            found.setdefault(address, Candidate(address, hints))
    if not found:
        raise NothingListedError(
            f"{url} is a feed, but none of its {len(entries)} entries has a web address."
            if entries
            else f"{url} is a feed without entries; see whether the site moved it."
        )
    return list(found.values())


def _no_feed(raw: bytes, url: str) -> DiscoveryError:
    return DiscoveryError(f"{url} is no feed but {described(raw)}; correct its address or leave it out.")


def _xml_entries(raw: bytes, url: str) -> list[tuple[str | None, Hints]]:
    text = decoded(raw)
    root = _FEED.search(text)
    if root is None:
        raise _no_feed(raw, url)
    text = text[root.start() :]  # without notices of PHP, and without a document type declaration and its entities
    if beyond := next(islice(_ENTRY.finditer(text), MAX_ENTRIES, None), None):
        text = text[: beyond.start()]
    # A stream, never the bytes themselves: feedparser would open what looks like an address or a file's name.
    stream = BytesIO(_UTF8 + disarmed(text))
    headers = {"content-location": url, "content-type": "application/xml; charset=utf-8"}
    try:
        parsed = feedparser.parse(stream, response_headers=headers, sanitize_html=False, resolve_relative_uris=True)
        language = one_line(parsed["feed"].get("language"), 35)
        entries = [(_entry_url(entry, url), _entry_hints(entry, url, language)) for entry in parsed["entries"]]
    except Exception as error:  # feedparser raises whatever comes when markup is broken in ways it did not foresee
        raise DiscoveryError(
            f"{url} is a feed that cannot be read ({type(error).__name__}: {one_line(str(error), 100)}); look at it in "
            "a feed validator."
        ) from error
    if not parsed["version"] and not entries:
        raise _no_feed(raw, url)
    return entries


def _entry_url(entry: Any, url: str) -> str | None:
    for key in ("feedburner_origlink", "link"):
        if address := absolute(entry.get(key), url):
            return address
    return None


def _entry_hints(entry: Any, url: str, language: str | None) -> Hints:
    return Hints(
        found_in=url,
        title=plain_title(entry.get("title")),
        published=one_line(dict.get(entry, "published"), 100),
        lastmod=one_line(dict.get(entry, "updated"), 100),
        language=one_line(entry.get("language"), 35) or language,
    )


def _json_entries(raw: bytes, url: str) -> list[tuple[str | None, Hints]]:
    try:
        feed = json.loads(decoded(raw))
    except (ValueError, RecursionError):
        raise _no_feed(raw, url) from None
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list) or "jsonfeed.org" not in str(feed.get("version")):
        raise _no_feed(raw, url)
    return [(_json_url(item, url), _json_hints(item, feed, url)) for item in items if isinstance(item, dict)]


def _json_url(item: dict[str, Any], url: str) -> str | None:
    for key in ("url", "id"):
        value = item.get(key)
        if isinstance(value, str) and (key == "url" or value.startswith(("http://", "https://"))):
            return absolute(value, url)
    return None


def _json_hints(item: dict[str, Any], feed: dict[str, Any], url: str) -> Hints:
    def text(key: str, limit: int) -> str | None:
        value = item.get(key)
        return one_line(value, limit) if isinstance(value, str) else None

    language = feed.get("language")
    return Hints(
        found_in=url,
        title=text("title", 1000),
        published=text("date_published", 100),
        lastmod=text("date_modified", 100),
        language=text("language", 35) or (one_line(language, 35) if isinstance(language, str) else None),
    )
