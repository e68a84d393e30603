"""Captures of other pages that name an article: listings, feeds and sitemaps, pages that link to it.

A page names it by one of its addresses or by one of its headlines, in whatever letter case, spacing and escaping (HTML,
JSON, percent signs). One capture is in memory at a time.
"""

import html
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

from archive.captures import ROWS, Capture, folder_of, from_row, need_library, read_record
from archive.errors import LostCaptureError
from archive.folding import folded
from archive.query import has_unspaced
from archive.store import Archive
from archive.warc import answer_in, decoded

SHORTEST, SHORTEST_UNSPACED = 12, 6
"""Characters of a headline to look for: "News" stands everywhere. Of scripts without spaces fewer are enough."""
BATCH = 500

_TEXT = re.compile(r"text/|.*(?:xml|json|html|javascript|gzip)")
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_HEAD = 2048

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentions:
    """The captures that name an article and no article was read from; those that others were read from, each with its
    article; and a sentence for each capture that could not be read."""

    pages: tuple[Capture, ...]
    articles: tuple[tuple[Capture, int], ...]
    unread: tuple[str, ...]


class Names:
    """What an article is named by: its addresses and its headlines."""

    def __init__(self, addresses: Iterable[str], headlines: Iterable[str]) -> None:
        paths: dict[str, set[str]] = {}
        for address in addresses:
            parts = urlsplit(address)
            path = (parts.path + (f"?{parts.query}" if parts.query else "")).rstrip("/")
            if path:
                paths.setdefault(_host(address), set()).update({path, unquote(path), quote(unquote(path), "/?=&%")})
        everywhere = [re.escape(f"{host}{path}".casefold()) for host, found in paths.items() for path in found]
        self._addresses = _bounded(everywhere)
        self._paths = {
            host: _bounded([rf"(?<=[\"'>(=\s]){re.escape(path.casefold())}" for path in found])
            for host, found in paths.items()
        }
        self._headlines = [
            text
            for text in {_folded(headline) for headline in headlines}
            if len(text) >= (SHORTEST_UNSPACED if has_unspaced(text) else SHORTEST)
        ]

    def stand_in(self, page: str, text: str) -> bool:
        """Whether any of them stands in the text of the page of this address."""
        text = _folded(text)
        at_home = self._paths.get(_host(page))
        return bool(
            any(headline in text for headline in self._headlines)
            or (self._addresses and self._addresses.search(text))
            or (at_home and at_home.search(text))
        )


def mentions(archive: Archive, number: int, without: set[int], progress: Progress = lambda _: None) -> Mentions:
    """The captures that name an article, but for those `without`."""
    addresses = [row["url"] for row in archive.rows("select url from pages where article_id = ?", (number,))]
    wordings = [one.article for one in archive.wordings(number)]
    now = archive.get(number).article
    names = Names(
        {now.url, *now.aliases, *addresses, *(one.url for one in wordings)},
        {now.headline, *(one.headline for one in wordings)},
    )
    pages, articles, unread = [], [], []
    for capture in _texts(archive, progress):
        if capture.id in without:
            continue
        need_library("warcio")
        try:
            named = names.stand_in(capture.url, text_of(archive, capture))
        except LostCaptureError as error:
            unread.append(f"Whether capture {capture.id} of {capture.url} names it is not known: {error}")
            continue
        if named:
            owner = _article_of(archive, capture)
            if owner is None:
                pages.append(capture)
            else:
                articles.append((capture, owner))
    return Mentions(pages=tuple(pages), articles=tuple(articles), unread=tuple(unread))


def _texts(archive: Archive, progress: Progress) -> Iterator[Capture]:
    """The captures that have a text of their own, not that of an earlier one."""
    last = 0
    while rows := archive.rows(
        f"{ROWS} where captures.id > ? and (kind = 'response' or refers_to is null) order by captures.id limit ?",
        (last, BATCH),
    ):
        progress(f"reading captures for its address and headline, from {last} on")
        for row in rows:
            if row["media_type"] is None or _TEXT.match(row["media_type"]):
                yield from_row(row)
        last = rows[-1]["id"]


def text_of(archive: Archive, capture: Capture) -> str:
    """What a capture says, with its escapes resolved. Raises LostCaptureError."""
    http = answer_in(read_record(folder_of(archive.path), capture))
    if http is None:
        return ""
    coding = next((value for name, value in http.headers if name.lower() == "content-encoding"), None)
    body = decoded(http.body, coding)
    if body[:2] == b"\x1f\x8b":  # a sitemap in a file of its own packing
        body = decoded(body, "gzip")
    stated = next((value for name, value in http.headers if name.lower() == "content-type"), "")
    found = _CHARSET.search(stated.encode()) or _CHARSET.search(body[:_HEAD])
    try:
        text = body.decode(found[1].decode() if found else "utf-8", "replace")
    except LookupError:
        text = body.decode("utf-8", "replace")
    if "\\" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text).replace("\\/", "/")
    return html.unescape(text)


def _article_of(archive: Archive, capture: Capture) -> int | None:
    """An article that was read from a capture or stands at its address."""
    rows = archive.rows(
        "select id from articles where capture_id = ?1 "
        "union all select article_id from revisions where capture_id = ?1 "
        "union all select article_id from visits join pages on pages.id = page_id "
        "where capture_id = ?1 and article_id is not null limit 1",
        (capture.id,),
    )
    return rows[0][0] if rows else None


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _bounded(expressions: list[str]) -> re.Pattern[str] | None:
    """Any of these, not as the beginning of a longer address."""
    any_of = "|".join(sorted(expressions, key=len, reverse=True))
    return re.compile(rf"(?:{any_of})(?!\w|[-.~%/]\w|-)") if expressions else None


def _folded(text: str) -> str:
    return folded(text).casefold()
