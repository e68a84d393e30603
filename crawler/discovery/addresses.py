"""URLs as documents write them: made absolute, kept only if http(s), compared by site."""

import re
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import urldefrag, urljoin, urlsplit

from tldextract import TLDExtract

MAX_URL = 4096
"""Characters; sitemaps.org allows 2,048, percent-encoded slugs of real sites come near it."""

_UNWANTED = re.compile(r"[\x00-\x20\x7f]")
_PLAIN = re.compile(r"https?://([a-z0-9.-]+)/[^\x00-\x20\x7f#\\]*")
_SUFFIXES = TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)
"""The public suffix list as packaged with tldextract: without these arguments it would be fetched."""


def absolute(href: str | None, base: str) -> str | None:
    """`href`, seen from `base`, as an absolute http(s) URL without fragment; None if it is none."""
    href = (href or "").strip()
    if not href or len(href) > MAX_URL:
        return None
    if _PLAIN.fullmatch(href):
        return href
    try:
        url, _ = urldefrag(urljoin(base, re.sub(r"[\t\r\n]", "", href)))
        parts = urlsplit(url)
        wanted = parts.scheme in ("http", "https") and parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:
        return None
    if not wanted or len(url) > MAX_URL:
        return None
    return _UNWANTED.sub(lambda found: f"%{ord(found[0]):02X}", url)


def host(url: str) -> str:
    """Host, lower case, without port; empty if there is none."""
    if found := _PLAIN.match(url):
        return found[1]
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


@lru_cache(maxsize=4096)
def site_of(name: str) -> str:
    """The registered domain that a host belongs to ("rferl.org"), by the public suffix list; an IP address is its own.

    Where no rule matches, the last label is the suffix (publicsuffix.org/list, algorithm).
    """
    try:
        return str(ip_address(name))
    except ValueError:
        pass
    found = _SUFFIXES.extract_str(name)
    if found.suffix:
        return found.top_domain_under_public_suffix or name
    return ".".join(name.split(".")[-2:])


def same_site(one: str, other: str) -> bool:
    """Whether two hosts are of one registered domain."""
    return one == other or (bool(one and other) and site_of(one) == site_of(other))
