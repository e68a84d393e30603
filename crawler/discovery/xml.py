"""XML from strangers made harmless for a parser: no declarations of entities, no ampersand it could stumble over."""

import html
import re

_DECLARATION = re.compile(r"\s*<\?xml[^>]*>")
_DECLARES = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.I)
_AMPERSAND = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)(\w{2,30};)?", re.S
)


def has_doctype(text: str) -> bool:
    """Whether there is a document type or entity declaration anywhere; only these could declare entities."""
    return bool(_DECLARES.search(text))


def disarmed(text: str) -> bytes:
    """The XML as UTF-8 without its declaration, and every ampersand escaped that starts no character reference.

    Only XML's own five entities and numeric ones are left, so there is nothing to expand, and `?a=1&b=2` stays whole,
    out of which a recovering parser would make `?a=1=2`. HTML's named characters are put in; CDATA stays as it is.
    """
    return _AMPERSAND.sub(_escaped, _undeclared(text)).encode("utf-8", "replace")


def _undeclared(text: str) -> str:
    found = _DECLARATION.match(text)
    return text[found.end() :] if found else text


def _escaped(found: re.Match[str]) -> str:
    if found[0].startswith("<"):
        return found[0]
    if name := found[1]:
        character = html.unescape(f"&{name}")
        return character if not set(character) & set("&<>") else f"&amp;{name}"
    return "&amp;"
