"""Whom a crawl must tell who it is: any public host. The user agent carries the contact (RFC 9110, 10.1.5)."""

import re
import socket
from collections.abc import Iterable
from urllib.parse import urlsplit

from scrapy.exceptions import IgnoreRequest

from crawler.network import by_way_of, host_of, is_loopback, is_public, literal, place

HOW = (
    'set CONTACT to an address or page where its operators can reach you, CONTACT = "you@example.org" in '
    "crawler/settings.py or -s CONTACT=you@example.org"
)
_REACHABLE = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+|https?://[^\s/.]+\.\S+|\bmailto:\S+@\S+", re.I)


class ContactError(ValueError):
    """A crawl that would ask a public host without a contact; `str()` is the sentence that says what to do."""


class UnintroducedError(IgnoreRequest):
    """A request to a public host by a crawl without a contact."""


def is_contact(text: str) -> bool:
    """Whether somebody could be reached there: a mail address or an http(s) URL."""
    return bool(_REACHABLE.search(text))


def require_contact(contact: str, urls: Iterable[str], *, look_up: bool = True) -> None:
    """Raise ContactError if one of the addresses that a user named is of a public host and `contact` is none.

    A name that cannot be looked up counts as public. What goes by way of a proxy on this machine reaches nobody else as
    far as can be known. Without `look_up`, where a resolver of the user's own decides, only literal addresses count.
    """
    if contact and not is_contact(contact):
        raise ContactError(f"{contact!r} is no contact: {HOW}.")
    if contact:
        return
    for url in urls:
        if is_loopback(urlsplit(by_way_of(url) or "").hostname or ""):
            continue
        host = host_of(place(url))
        if host and _is_public(host, look_up):
            raise ContactError(f"{host} is on the public internet, and nobody there would know who asks: {HOW}.")


def _is_public(host: str, look_up: bool) -> bool:
    address = literal(host)
    if address is None and look_up:
        try:
            address = socket.gethostbyname(host)
        except (OSError, UnicodeError):
            return True
    return address is not None and is_public(address)
