"""Bytes to text: HTTP header, byte order mark, meta, then detection.

The order is that of the issue's users (news pages lie in their meta more often than in their header) except that a byte
order mark beats everything, as the WHATWG Encoding Standard says.
"""

import codecs
import re

from charset_normalizer import from_bytes
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, resolve_encoding

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_ASCII = re.compile(rb"[\x00-\x7f]*\Z")
DETECT_BYTES = 60_000


def decode(html: bytes, content_type: str | None = None) -> tuple[str, str]:
    """Text of a page and the encoding it was read in. Never raises: undecodable bytes become U+FFFD.

    A declared encoding that fails on the bytes loses to UTF-8 where the whole page is valid UTF-8.
    """
    for bom, codec in _BOMS:
        if html.startswith(bom):
            return html[len(bom) :].decode(codec, "replace"), codec
    try:
        utf8: str | None = html.decode("utf-8")
    except UnicodeDecodeError:
        utf8 = None
    declared = http_content_type_encoding(content_type) or html_body_declared_encoding(html[:8192])
    name = resolve_encoding(declared) if declared else None
    if utf8 is not None and (name in (None, "utf-8") or not _ASCII.match(html)):
        return utf8, "utf-8"
    if name and name != "utf-8":
        return _decode(html, name), name
    match = from_bytes(html[:DETECT_BYTES]).best() if html else None
    detected = match.encoding if match else "cp1252"
    return _decode(html, detected), detected


def _decode(html: bytes, name: str) -> str:
    try:
        return html.decode(name, "replace")
    except (LookupError, UnicodeError):
        return html.decode("utf-8", "replace")
