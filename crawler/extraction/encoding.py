"""Bytes to text: byte order mark, HTTP header, meta, then detection.

The byte order mark beats everything, as the WHATWG Encoding Standard says. Where that standard trusts a label blindly,
this module looks at the bytes: a label that the bytes contradict loses, and the page says so in its problems.
"""

import codecs
import re
from typing import Final, NamedTuple

from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, resolve_encoding

from crawler.extraction import later

DETECT_BYTES: Final = 30_000
"""How many bytes, of lines that are not plain ASCII, detection looks at."""

_BOMS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_BREAK: Final = re.compile(rb"[\n<>]")
_NOT_ASCII: Final = later.compile("[^\x00-\x7f]")
_UNSAFE: Final = {"hz", "unicode-escape", "raw-unicode-escape", "idna", "punycode"}
"""Names, as w3lib resolves labels, of what Python decodes and no browser does; UTF-7 it refuses itself."""
_DEFAULT: Final = "cp1252"
"""What servers put into a header without having looked: w3lib's name for ISO-8859-1 and ASCII too."""


class Decoded(NamedTuple):
    text: str
    encoding: str
    """Python's name of it, as w3lib resolves labels."""
    problem: str | None
    """What was wrong with the declared encoding, in a sentence."""


def decode(html: bytes, content_type: str | None = None) -> Decoded:
    """Text of a page and the encoding it was read in. Never raises: undecodable bytes become U+FFFD."""
    for bom, codec in _BOMS:
        if html.startswith(bom):
            return Decoded(html[len(bom) :].decode(codec, "replace"), codec, None)
    in_header = _known(http_content_type_encoding(content_type))
    in_meta = _known(html_body_declared_encoding(html[:8192]))
    declared = in_header or in_meta
    if in_header == _DEFAULT and in_meta:
        declared = in_meta
    try:
        text = html.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf8(html, declared)
    if declared is None or declared == "utf-8" or declared.startswith("utf-16"):
        wide = _wide_without_mark(html)
        return wide or Decoded(text, "utf-8", None)
    if not text.isascii():
        return Decoded(text, "utf-8", f"The page says {declared}, its bytes are UTF-8.")
    if declared.startswith("iso2022"):
        return _as_declared(html, declared)
    return Decoded(text, declared, None)


def _known(label: str | None) -> str | None:
    name = resolve_encoding(label) if label else None
    return None if name in _UNSAFE else name


def _wide_without_mark(html: bytes) -> Decoded | None:
    """UTF-16 without a byte order mark: half of the bytes of a page's markup are zero."""
    start = html[:1000]
    zeros = start.count(0)
    if zeros * 3 < len(start) or not zeros:
        return None
    codec = "utf-16-le" if start[1::2].count(0) >= start[0::2].count(0) else "utf-16-be"
    return Decoded(html.decode(codec, "replace"), codec, "The page is UTF-16 without a byte order mark.")


def _not_utf8(html: bytes, declared: str | None) -> Decoded:
    if wide := _wide_without_mark(html):
        return wide
    if declared is None or declared == "utf-8" or declared.startswith("utf-16"):
        text = html.decode("utf-8", "replace")
        # a few broken sequences (a cut page, a pasted byte) do not make another encoding of it
        if text.count("\ufffd") * 10 <= sum(1 for _ in _NOT_ASCII.finditer(text)):
            return Decoded(text, "utf-8", "Some bytes of the page are no UTF-8.")
        detected = _detect(html)
        says = f"The page says {declared}, its bytes look like {detected}." if declared else None
        return Decoded(_decode(html, detected), detected, says)
    return _as_declared(html, declared)


def _as_declared(html: bytes, declared: str) -> Decoded:
    text = _decode(html, declared)
    broken = text.count("\ufffd")
    if broken * 10 > sum(1 for _ in _NOT_ASCII.finditer(text)):
        detected = _detect(html)
        other = _decode(html, detected)
        if other.count("\ufffd") < broken:
            return Decoded(other, detected, f"The page says {declared}, its bytes look like {detected}.")
    return Decoded(text, declared, f"Some bytes of the page are no {declared}." if broken else None)


def _detect(html: bytes) -> str:
    """The encoding that the lines with bytes above ASCII look most like; cp1252 where nothing fits."""
    from charset_normalizer import from_bytes  # takes longer to import than most pages to read

    sample = b"\n".join([piece for piece in _BREAK.split(html[:2_000_000]) if not piece.isascii()])
    match = from_bytes(sample[:DETECT_BYTES]).best()
    return (resolve_encoding(match.encoding) or match.encoding) if match else "cp1252"


def _decode(html: bytes, name: str) -> str:
    try:
        return html.decode(name, "replace")
    except (LookupError, UnicodeError):
        return html.decode("utf-8", "replace")
