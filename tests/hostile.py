"""A site on 127.0.0.1 that does to a crawler what hostile and broken sites do. Every behaviour ends by itself."""

import contextlib
import gzip
import socket
import struct
import time
import zlib
from collections.abc import Callable
from typing import Any

import brotli

from tests.courier import Courier, Handler, Page

try:
    from compression import zstd  # type: ignore[import-not-found]
except ImportError:
    from backports import zstd

ENDS_AFTER = 20.0
"""Seconds after which whatever would never end does."""
BOMB = bytes(40_000_000)
ENTITIES = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
LAUGHS = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{ENTITIES}]>'

Behaviour = Callable[["Answering"], None]


class Hostile(Courier):
    """`behaviours` by path answer by themselves; `everywhere` answers what nothing else does. `asked_at` has the time
    of each request."""

    def __init__(self, everywhere: Behaviour | None = None) -> None:
        super().__init__()
        self.RequestHandlerClass = Answering
        self.behaviours: dict[str, Behaviour] = {}
        self.everywhere = everywhere
        self.asked_at: list[float] = []

    def handle_error(self, request: Any, client_address: Any) -> None:
        """The crawler hangs up on most of this."""


class Answering(Handler):
    server: Hostile

    def do_GET(self) -> None:
        self.server.asked_at.append(time.monotonic())
        behaviour = self.server.behaviours.get(self.path) or self.server.everywhere
        if behaviour is None or self.path in self.server.pages:
            super().do_GET()
            return
        self.server.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        self.close_connection = True
        with contextlib.suppress(OSError):
            behaviour(self)

    def head(self, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in ({"Content_Type": "text/html; charset=utf-8"} | headers).items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.flush()


def endless(handler: Answering) -> None:
    """A page that never ends, as fast as it is taken."""
    handler.head()
    until = time.monotonic() + ENDS_AFTER
    while time.monotonic() < until:
        handler.wfile.write(b"<p>And then they went on and on. </p>" * 2000)


def trickle(handler: Answering) -> None:
    """A few bytes a second (slow loris)."""
    handler.head(Content_Length="100000")
    for _ in range(int(ENDS_AFTER * 4)):
        handler.wfile.write(b"<p>")
        handler.wfile.flush()
        time.sleep(0.25)


def trickled_head(handler: Answering) -> None:
    """A header that never ends, a byte at a time."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
    for _ in range(int(ENDS_AFTER * 4)):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.25)


def reset(handler: Answering) -> None:
    """The connection is torn down in the middle."""
    handler.head(Content_Length="100000")
    handler.wfile.write(b"<p>Half a")
    handler.wfile.flush()
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()


def cut_short(handler: Answering) -> None:
    """Fewer bytes than were promised."""
    handler.head(Content_Length="100000")
    handler.wfile.write(b"<html><body><p>Half a page")


def wide_head(handler: Answering) -> None:
    """A header of a megabyte."""
    handler.head(X_Wide="w" * 1_000_000)


def no_http(handler: Answering) -> None:
    handler.wfile.write(b"220 mail.example ESMTP\r\n" * 50)


def redirect(target: str) -> Page:
    return Page(b"", status=302, headers={"Location": target})


def packed(coding: str, body: bytes) -> Page:
    pack = {"gzip": gzip.compress, "deflate": zlib.compress, "br": lambda data: brotli.compress(data, quality=1),
            "zstd": zstd.compress}[coding]  # fmt: skip
    return Page(pack(body), headers={"Content-Encoding": coding})


def nested(handler: Answering) -> None:
    """A sitemap index that lists two more of its kind, each of which does too."""
    number = int(handler.path.removesuffix(".xml").rpartition("/")[2])
    entries = "".join(
        f"<sitemap><loc>{handler.server.base}/s/{child}.xml</loc></sitemap>" for child in (2 * number, 2 * number + 1)
    )
    handler.head(Content_Type="application/xml")
    handler.wfile.write(
        f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</sitemapindex>'.encode()
    )


def calendar(handler: Answering) -> None:
    """Every day has a page, which is no article and leads to the next and to all its filters."""
    day = handler.path.rpartition("/")[2]
    links = "".join(
        f'<li><a href="{handler.path}?filter={n}">Show what happens in district {n} then</a>' for n in range(9)
    )
    handler.head()
    handler.wfile.write(f"<html><title>Calendar {day}</title><body><h1>{day}</h1><ul>{links}</ul>".encode())


def refused(handler: Answering) -> None:
    handler.head(403)
    handler.wfile.write(b"<h1>Forbidden</h1>")


def sitemap(*paths: str, pad: int = 0) -> str:
    padding = f"<!-- {'x' * pad} -->" if pad else ""
    urls = "".join(f"<url><loc>BASE{path}</loc>{padding}</url>" for path in paths)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
