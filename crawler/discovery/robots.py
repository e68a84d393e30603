"""The sitemaps that robots.txt names. Whether a page may be fetched is Scrapy's own matter."""

import re

from crawler.discovery.addresses import absolute
from crawler.discovery.text import decoded

MAX_ROBOTS = 512 * 1024
"""Bytes that are read; RFC 9309 (2.5) asks for at least 500 KiB."""
_SITEMAP = re.compile(r"^[ \t]*sitemap[ \t]*:[ \t]*([^\s#]+)", re.I | re.M)


def read_robots(body: bytes, url: str) -> list[str]:
    """The `Sitemap:` lines of the robots.txt at `url`, absolute, each once; none of them is a fault."""
    found = (absolute(line, url) for line in _SITEMAP.findall(decoded(body[:MAX_ROBOTS])))
    return list(dict.fromkeys(address for address in found if address))
