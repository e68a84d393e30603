"""Atom feeds (RFC 4287), written entry by entry."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import IO
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape, quoteattr

from archive.display import safe

NAMESPACE = "http://www.w3.org/2005/Atom"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold (https://www.w3.org/TR/xml/#charsets)."""
_WEB = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20]+", re.IGNORECASE)
"""What may be linked: an address of the web without what no address has (RFC 3986)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry: `key` is what makes it this one forever, `authors` has at least one name; times are aware."""

    key: str
    title: str
    url: str
    updated: datetime
    authors: tuple[str, ...]
    published: datetime | None = None
    summary: str | None = None
    content: str | None = None
    tags: tuple[str, ...] = ()


def write(
    out: IO[str], entries: Iterable[Entry], *, key: str, title: str, updated: datetime, subtitle: str | None = None
) -> int:
    """Write a feed, in UTF-8 if `out` is a file; how many entries. `key` makes the feed this one forever, `updated` is
    aware. Text is written as text, never as markup."""
    out.write(f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns={quoteattr(NAMESPACE)}>\n')
    out.write(_element("id", urn(key)) + _element("title", title))
    if subtitle:
        out.write(_element("subtitle", subtitle))
    out.write(_element("updated", _time(updated)) + "  <author><name>news-archive</name></author>\n")
    count = 0
    for entry in entries:
        out.write("<entry>\n" + "".join(_lines(entry)) + "</entry>\n")
        count += 1
    out.write("</feed>\n")
    return count


def _lines(entry: Entry) -> Iterator[str]:
    yield _element("id", urn(entry.key))
    yield _element("title", " ".join(entry.title.split()))
    if _WEB.fullmatch(entry.url):
        yield f'  <link rel="alternate" href={quoteattr(_text(entry.url))}/>\n'
    yield _element("updated", _time(entry.updated))
    if entry.published:
        yield _element("published", _time(entry.published))
    for name in entry.authors:
        yield f"  <author><name>{escape(_text(name))}</name></author>\n"
    for tag in entry.tags:
        yield f"  <category term={quoteattr(_text(tag))}/>\n"
    if entry.summary:
        yield _element("summary", entry.summary)
    if entry.content:
        yield _element("content", entry.content)


def _element(name: str, value: str) -> str:
    return f"  <{name}>{escape(_text(value))}</{name}>\n"


def _text(value: str) -> str:
    return _NOT_XML.sub("\ufffd", safe(value))


def urn(key: str) -> str:
    """The name that a key makes, the same for ever."""
    return uuid5(NAMESPACE_URL, key).urn


def _time(value: datetime) -> str:
    return value.astimezone(UTC).replace(microsecond=0).strftime("%Y-%m-%dT%H:%M:%SZ")
