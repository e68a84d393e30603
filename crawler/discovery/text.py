"""Bytes and text of documents that are not HTML: decompressed and decoded, with bounds."""

import gzip
import zlib
from io import BytesIO

from crawler.discovery.found import DiscoveryError
from crawler.extraction.encoding import decode
from crawler.extraction.text import unescape

MAX_BYTES = 64 * 1024 * 1024
"""Bytes of a document after decompression; sitemaps.org allows a sitemap 50 MB."""

_GZIP = b"\x1f\x8b"
_CHUNK = 256 * 1024
MAX_TITLE = 1000


def unpacked(body: bytes, url: str) -> tuple[bytes, str | None]:
    """The bytes without gzip, however often it was applied (server and file both do), and a sentence if they are cut.

    Raises DiscoveryError if there is more than MAX_BYTES of them.
    """
    problem = None
    for _ in range(3):
        if not body.startswith(_GZIP):
            break
        body, problem = _gunzipped(body, url)
    if len(body) > MAX_BYTES:
        raise DiscoveryError(
            f"{url} is larger than {MAX_BYTES:,} bytes unpacked; no list of pages is, so it was not read."
        )
    return body, problem


def _gunzipped(body: bytes, url: str) -> tuple[bytes, str | None]:
    parts: list[bytes] = []
    size = 0
    try:
        with gzip.GzipFile(fileobj=BytesIO(body)) as file:
            while size <= MAX_BYTES and (part := file.read1(_CHUNK)):
                parts.append(part)
                size += len(part)
    except (EOFError, OSError, zlib.error):
        return b"".join(parts), f"{url} is broken gzip: only the first {size:,} bytes could be unpacked."
    return b"".join(parts), None


def decoded(body: bytes) -> str:
    """Text of a document without byte order mark, its encoding found as that of a page is; never raises."""
    return decode(body).text.removeprefix("\ufeff")


def one_line(text: str | None, limit: int = MAX_TITLE) -> str | None:
    """White space collapsed; None if nothing is left."""
    return " ".join((text or "").split())[:limit].strip() or None


def plain_title(text: str | None) -> str | None:
    """A headline without the markup and the second escaping that feeds and news sitemaps put into it."""
    return one_line(unescape((text or "")[: 4 * MAX_TITLE]))


def described(body: bytes) -> str:
    """What a document seems to be, as a phrase for an error message."""
    start = body[:2000].lstrip().lower()
    if not body.strip():
        return "an empty answer"
    if start.startswith((b"<!doctype html", b"<html")) or b"<html" in start or b"<head" in start:
        return "an HTML page"
    if b"\x00" in start:
        return f"{len(body):,} bytes of binary data"
    return f"{len(body):,} bytes"
