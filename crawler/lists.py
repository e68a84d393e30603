"""A site's feeds and sitemaps over time: which of them need not be read again, because nothing in them is new.

A list counts as known only when everything on it was asked for: a crawl that was killed, stopped or limited leaves its
lists unknown, and the next one reads them again. Pure; the spider fetches, the archive keeps.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from archive import Document
from crawler import clock
from crawler.validators import HEADERS, Validators

ASK_AFTER = timedelta(days=1)
"""So long the date that an index gives a list is believed; after that the list is asked for all the same."""
WHOLE_AFTER = timedelta(days=1)
"""So long a list is left at the server's word that it did not change; after that it is fetched whole."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """A list in this crawl: as it was answered; `settled` unless it could not be read to its end."""

    document: Document
    settled: bool


@dataclass(slots=True)
class Lists:
    """`known` are those of the last crawls. `scope` says what is wanted of them now."""

    known: Mapping[str, Document] = field(default_factory=dict)
    scope: str = ""
    validators: Validators = field(default_factory=lambda: Validators({}))
    now: datetime = field(default_factory=clock.now)
    same: int = 0
    """Lists of this crawl that had nothing new."""
    pages: int = 0
    """Pages on those lists."""
    _seen: dict[str, _Seen] = field(default_factory=dict)
    _answered: dict[str, str] = field(default_factory=dict)
    _listed: dict[str, int] = field(default_factory=dict)
    _children: dict[str, Mapping[str, str | None]] = field(default_factory=dict)

    def headers(self, url: str, *, moved: bool = False) -> dict[str, str]:
        """The headers that make a request for a list conditional; none if it must come whole, or if it `moved`: the
        server is not asked whether that is true."""
        known = self._known(url)
        if known is None or moved or self.now - known.read_at >= WHOLE_AFTER:
            return {}
        headers = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
        host = host_of(url)
        return {
            name: value for name, value in headers.items() if value and self.validators.trusted(host, HEADERS[name])
        }

    def answered(
        self, url: str, answered_from: str, *, etag: str | None, last_modified: str | None, digest: str | None
    ) -> bool:
        """A list was answered, whole or (without `digest`) by "not modified". Whether it is as it was."""
        known = self._known(url)
        host = host_of(url)
        self._answered[answered_from] = url
        if digest is None:
            assert known is not None, "only what is known is asked for conditionally"
            self._keep(replace(known, etag=etag or known.etag, visited_at=self.now))
            return True
        self.validators.note(host, etag, url, digest)
        before = self.known.get(url)
        if before is not None and before.digest is not None:
            changed = before.digest != digest
            self.validators.compare(host, "etag", before.etag, etag, changed=changed)
            self.validators.compare(host, "last-modified", before.last_modified, last_modified, changed=changed)
        fresh = Document(
            url=url, scope=self.scope, read_at=self.now, visited_at=self.now, etag=etag,
            last_modified=last_modified, digest=digest,
        )  # fmt: skip
        if known is not None and known.digest == digest:
            self._keep(replace(fresh, parent=known.parent, lastmod=known.lastmod, listed=known.listed))
            return True
        self._seen[url] = _Seen(fresh, settled=False)
        return False

    def read(self, url: str, *, whole: bool = True, children: Mapping[str, str | None] | None = None) -> None:
        """A list that is new, or new in parts, was read: to its end, or not. `children` are the lists that it lists,
        with their dates."""
        if children is not None:
            self._children[url] = children
        if seen := self._seen.get(url):
            self._seen[url] = replace(seen, settled=whole)

    def child(self, url: str, parent: str, lastmod: str | None) -> None:
        """An index lists a list that was asked for in this crawl."""
        if seen := self._seen.get(url):
            known = self.known.get(url)
            if known and known.lastmod and known.digest and seen.document.digest:
                changed = known.digest != seen.document.digest
                self.validators.compare(host_of(parent), "lastmod", known.lastmod, lastmod, changed=changed)
            self._seen[url] = replace(seen, document=replace(seen.document, parent=parent, lastmod=lastmod))

    def untouched(self, url: str, parent: str | None, lastmod: str | None) -> bool:
        """Whether a list need not be asked for, as its index gives it the date that it had."""
        known = self._known(url)
        if known is None or parent is None or lastmod is None or lastmod != known.lastmod:
            return False
        if self.now - known.visited_at >= ASK_AFTER or not self.validators.trusted(host_of(parent), "lastmod"):
            return False
        self._keep(known)
        return True

    def moved(self, url: str, parent: str | None, lastmod: str | None) -> bool:
        """Whether an index that can be believed gives a list another date than it had."""
        known = self._known(url)
        if known is None or parent is None or lastmod is None or known.lastmod is None:
            return False
        return lastmod != known.lastmod and self.validators.trusted(host_of(parent), "lastmod")

    def children(self, url: str) -> list[Document]:
        """What an index listed that is as it was."""
        return [document for document in self.known.values() if document.parent == url]

    def gave(self, found_in: str) -> None:
        """A page that was found in these lists (addresses that answered, a space between them) is one of the crawl."""
        url = self._answered.get(found_in.partition(" ")[0])
        if url is not None:
            self._listed[url] = self._listed.get(url, 0) + 1

    def settled(self) -> list[Document]:
        """What is known of lists from now on, if everything on them was asked for. One that could not be read to its
        end, or not at all, is known by its address alone: its index may be as it was the next time."""
        found = {
            url: replace(seen.document, listed=self._listed.get(url, seen.document.listed))
            if seen.settled
            else self._address(url, seen.document.parent, seen.document.lastmod)
            for url, seen in self._seen.items()
        }
        for parent, children in self._children.items():
            for url, lastmod in children.items():
                if url not in found and url not in self.known:
                    found[url] = self._address(url, parent, lastmod)
        return list(found.values())

    def forgotten(self) -> list[str]:
        """Lists that no index lists any more."""
        return [
            url
            for url, document in self.known.items()
            if url not in self._seen and url not in self._children.get(document.parent or "", {url: None})
        ]

    def _address(self, url: str, parent: str | None, lastmod: str | None) -> Document:
        return Document(
            url=url, scope="", read_at=self.now, visited_at=self.now, parent=parent, lastmod=lastmod
        )  # fmt: skip

    def doubt(self, found_in: str) -> None:
        """A page of these lists could not be asked for and is nowhere recorded: they are to be read again."""
        for answered_from in found_in.split():
            url = self._answered.get(answered_from, "")
            if seen := self._seen.get(url):
                self._seen[url] = replace(seen, settled=False)

    def _known(self, url: str) -> Document | None:
        known = self.known.get(url)
        return known if known is not None and known.scope == self.scope else None

    def _keep(self, document: Document) -> None:
        self._seen[document.url] = _Seen(document, settled=True)
        self.same += 1
        self.pages += document.listed


def host_of(url: str) -> str:
    """Host and port: what validators are judged by."""
    return urlsplit(url).netloc.lower()
