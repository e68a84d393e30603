"""XML from strangers made harmless for a parser: no declarations of entities, nothing it could stumble over."""

import re
from html import unescape
from html.entities import html5
from xml.sax.saxutils import escape

_DECLARATION = re.compile(r"\s*<\?xml[^>]*>")
_DECLARES = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.I)
_ILLEGAL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"
_STUMBLES = re.compile(
    rf"<!\[CDATA\[.*?(?:\]\]>|\Z)|{_ILLEGAL}|&(?!(?:amp|lt|gt|quot|apos);)(?:(#\d+|#x[0-9a-f]+|\w{{2,30}});)?",
    re.S | re.I,
)
"""Where XML 1.0 (www.w3.org/TR/xml, 2.2, 2.4 and 2.7) may be broken: illegal characters, ampersands; and CDATA."""


def has_doctype(text: str) -> bool:
    """Whether there is a document type or entity declaration anywhere; only these could declare entities."""
    return bool(_DECLARES.search(text))


def disarmed(text: str) -> bytes:
    """The XML as UTF-8, without its declaration and characters that XML does not allow, and all references resolved.

    References by number or by HTML's names become characters, any other ampersand is escaped; only XML's own five
    entities are left. So there is nothing to expand, and `?a=1&b=2` stays whole, out of which a recovering parser would
    make `?a=1=2`. In CDATA only illegal characters go.
    """
    found = _DECLARATION.match(text)
    return _STUMBLES.sub(_mended, text[found.end() :] if found else text).encode()


def _mended(found: re.Match[str]) -> str:
    if found[0].startswith("<"):
        return re.sub(_ILLEGAL, "", found[0])
    if not found[0].startswith("&"):
        return ""
    name = found[1]
    if name and name.startswith("#"):
        return re.sub(_ILLEGAL, "", escape(unescape(found[0]), {'"': "&quot;"}))
    if name and f"{name};" in html5:
        return escape(html5[f"{name};"], {'"': "&quot;"})
    return f"&amp;{name};" if name else "&amp;"
