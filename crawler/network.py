"""Which network addresses a crawl may talk to: those of the public internet, and what the user names.

A page, feed, sitemap or redirect can name any host. Without this rule a hostile one could make the crawler ask the
machine it runs on, the router beside it, or a cloud's metadata service, and archive the answers.
"""

import ipaddress
import socket
from collections.abc import Iterable
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

NAT64 = ipaddress.ip_network("64:ff9b::/96")
"""RFC 6052: an IPv4 address in its last 32 bits."""


def is_public(address: str) -> bool:
    """Whether an IPv4 or IPv6 address is one of the public internet, by IANA's special-purpose registries (RFC 6890).

    An IPv6 address that carries an IPv4 address (mapped, 6to4, Teredo, NAT64) is as public as that one. Raises
    ValueError for what is no address.
    """
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        teredo = found.teredo
        inner = found.ipv4_mapped or found.sixtofour or (teredo[1] if teredo else None)
        if inner is None and found in NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return found.is_global and not found.is_multicast and not found.is_reserved


def literal(host: str) -> str | None:
    """The address that a host is in itself, in any spelling that the system takes for one ("2130706433", "0x7f.1",
    "0177.0.0.1", "127.1", "::1"); None for a name, which has to be looked up."""
    host = host.strip("[]").rstrip(".")
    try:
        return str(ipaddress.ip_address(host.partition("%")[0]))
    except ValueError:
        pass
    try:
        return socket.inet_ntoa(socket.inet_aton(host)) if host else None
    except (OSError, UnicodeError):
        return None


def places(urls: Iterable[str], hosts: Iterable[str]) -> frozenset[str]:
    """What a user allows by naming it: the host and port of each URL, and each of `hosts` ("intranet.example" with any
    port, or "intranet.example:8080")."""
    return frozenset(filter(None, (*(place(url) for url in urls), *(place(f"//{host.strip()}") for host in hosts))))


def place(url: str) -> str:
    """ "host:port" of an http(s) URL, in lower case; without a scheme and port "host:0"; empty if there is no host."""
    try:
        parts = urlsplit(url)
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme, 0)
    except ValueError:
        return ""
    return f"{parts.hostname.rstrip('.')}:{port}" if parts.hostname else ""


def is_allowed(url: str, allowed: frozenset[str]) -> bool:
    """Whether the host of a URL is among these places, with its port or with any."""
    where = place(url)
    return where in allowed or f"{host_of(where)}:0" in allowed


def host_of(place: str) -> str:
    """The host of a place."""
    return place.rpartition(":")[0]


def is_loopback(host: str) -> bool:
    """Whether a host is this machine, by its name (RFC 6761, 6.3) or its address in any spelling."""
    address = literal(host)
    if address is not None:
        return ipaddress.ip_address(address).is_loopback
    return host.rstrip(".").lower() == "localhost"


def by_way_of(url: str) -> str | None:
    """The proxy that the environment names for a URL (http_proxy, https_proxy, no_proxy), as Scrapy takes it."""
    try:
        parts = urlsplit(url)
        bypassed = not parts.hostname or proxy_bypass(parts.hostname)
    except ValueError:
        return None
    proxy = None if bypassed else getproxies().get(parts.scheme)
    return proxy if proxy is None or "://" in proxy else f"http://{proxy}"
