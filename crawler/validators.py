"""How far a server's ETag and Last-Modified can be believed: judged by what it sent before. Pure.

RFC 9110 (8.8) asks a server to change them when the page changes, and only then. Some never do, and a crawl that
believes them would miss every edit; some change them with every answer, so that a conditional request saves nothing.
"""

from collections.abc import Iterator, Mapping

from archive import Belief

HEADERS = {"If-None-Match": "etag", "If-Modified-Since": "last-modified"}
SHARED = 3
"""So many different pages under one ETag show that it is none."""
IDLE = 3
"""A validator that so often changed without cause, and more often than with cause, is not sent any more."""
PROVEN = 3
"""A validator that so often changed with the page is believed without samples."""
SAMPLE = 10
"""Until then, of so many pages one is asked for whole."""
REMEMBERED = 2000
"""ETags of this crawl that are kept to compare others with."""


class Validators:
    """`seen` is what is known from before, by host and kind; what is seen goes there."""

    def __init__(self, seen: Mapping[tuple[str, str], Belief]) -> None:
        self._seen = dict(seen)
        self._touched: set[tuple[str, str]] = set()
        self._etags: dict[tuple[str, str], dict[str, str | None]] = {}
        self._asked: dict[str, int] = {}

    def of(self, host: str, kind: str) -> Belief:
        return self._seen.get((host, kind), Belief())

    def trusted(self, host: str, kind: str) -> bool:
        """Whether it may decide that a page need not be sent."""
        seen = self.of(host, kind)
        return not seen.lied and seen.shared < SHARED and not (seen.idle >= IDLE and seen.idle > seen.changed)

    def proven(self, host: str) -> bool:
        """Whether a host's validators were seen to change with its pages often enough."""
        return any(self.of(host, kind).changed >= PROVEN for kind in HEADERS.values())

    def headers(self, host: str, headers: Mapping[str, str]) -> dict[str, str]:
        """Those of a request's conditional headers that can be believed; none where the page is a sample."""
        kept = {name: value for name, value in headers.items() if self.trusted(host, HEADERS[name])}
        if kept and not self.proven(host):
            self._asked[host] = count = self._asked.get(host, 0) + 1
            if count % SAMPLE == 0:
                return {}
        return kept

    def compare(self, host: str, kind: str, before: str | None, now: str | None, *, changed: bool) -> None:
        """A page came whole, changed or not since the last time; its validator was one thing and is another now."""
        if before is None or now is None:
            return
        seen = self._touch(host, kind)
        if changed and before == now:
            seen.lied += 1
        elif changed:
            seen.changed += 1
        elif before != now:
            seen.idle += 1

    def note(self, host: str, etag: str | None, url: str, digest: str | None) -> None:
        """A page came whole with this ETag; is it that of others too?"""
        if etag is None or (len(self._etags) >= REMEMBERED and (host, etag) not in self._etags):
            return
        pages = self._etags.setdefault((host, etag), {})
        if len(pages) < SHARED:
            pages[url] = digest
        if len(pages) > 1 and (shared := len(set(pages.values()))) > self.of(host, "etag").shared:
            self._touch(host, "etag").shared = shared

    def learned(self) -> Iterator[tuple[str, str, Belief]]:
        """What is to be written down."""
        return ((*key, self._seen[key]) for key in sorted(self._touched))

    def _touch(self, host: str, kind: str) -> Belief:
        self._touched.add((host, kind))
        return self._seen.setdefault((host, kind), Belief())
