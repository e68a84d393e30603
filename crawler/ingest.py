"""WARC and WACZ files of other programs into an archive, through the same extraction and with their own times.

Every answer of a web address is copied into the captures of the archive, its record byte for byte, so that the original
file is not needed afterwards. Pages are read as in a crawl; what a page belongs to is known by its host.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from archive import (
    Archive,
    ArchiveError,
    CaptureWriter,
    ForeignAnswer,
    IncompleteArticleError,
    Losses,
    Outcome,
    PageStatus,
    Visit,
    discard,
    foreign_answers,
    foreign_files,
)
from crawler.frontier import bare_host, site_hosts
from crawler.known_sites import known_sites, source_of
from crawler.lock import SourceLocks
from crawler.pages import GONE, header, is_html, judge_apart, response_of
from crawler.pipelines.normalise import MissingFieldError, normalise
from crawler.readers import Readers
from crawler.site import Site

STATUS = {
    "not an article": PageStatus.NOT_ARTICLE,
    "blocked": PageStatus.BLOCKED,
    "gone": PageStatus.GONE,
    "failed": PageStatus.FAILED,
}
SPELLED = {"not an article": "not_article"}


@dataclass(slots=True)
class Taken:
    """What came of taking files in: captures that were copied, outcomes of pages, what was left out, and why."""

    captures: int = 0
    known: int = 0
    """Captures that were there already."""
    elsewhere: int = 0
    """Answers of sites that were not asked for."""
    outcomes: Counter[str] = field(default_factory=Counter)
    by_source: dict[str, Counter[str]] = field(default_factory=dict)
    losses: Losses = field(default_factory=Losses)

    def count(self, source: str, outcome: str) -> None:
        self.outcomes[outcome] += 1
        name = SPELLED.get(outcome, outcome)
        self.by_source.setdefault(source, Counter())[name] += 1


class Ingest:
    """Takes files into the archive at `path`.

    Only sites named in `sources` are wanted, if any is. `news_crawl` says that the files are of Common Crawl's news
    crawl, which unpacks what it captures whatever the headers say, and of which only known sites are wanted.
    """

    def __init__(
        self, path: str | Path, *, sources: Iterable[str] = (), news_crawl: bool = False,
        progress: Callable[[str, Taken], None] | None = None,
    ) -> None:  # fmt: skip
        self.path = Path(path)
        self.sources = frozenset(sources)
        self.news_crawl = news_crawl
        self.progress = progress
        self.taken = Taken()
        self._by_digest: dict[str, int] = {}
        self._new_sites: dict[str, Site] = {}

    def take(self, file: Path) -> None:
        """Take one file in. Raises ArchiveError where it is none, or nothing more can be written."""
        facts = (("description", f"taken in from {file.name}, SHA-256 {digest_of(file)}"),)
        software = f"news-archive/{version('news-archive')}"
        with (
            CaptureWriter(self.path, software=software, facts=facts) as writer,
            SourceLocks(str(self.path)) as locks,
            asyncio.Runner() as self._loop,
            self._reading(),
        ):
            archive = writer.archive
            self._writer = writer
            self._hosts = {host: site for site in known_sites(archive).values() for host in site_hosts(site)}
            if unknown := self.sources - {site.name for site in self._hosts.values()} - _bare(self.sources):
                raise ArchiveError(f"There is no source {sorted(unknown)[0]!r}; `archive stats` names them.")
            crawl = locks.begin(archive, "ingest", {"file": file.name})
            before = {name: Counter(counts) for name, counts in self.taken.by_source.items()}
            status = "did not run to its end"
            try:
                for name, stream in foreign_files(file, self.taken.losses):
                    for answer in foreign_answers(name, stream, self.taken.losses):
                        self._answer(writer, crawl, answer)
                        if self.progress:
                            self.progress(name, self.taken)
                status = "finished"
            finally:
                counts = {
                    name: dict(found - before.get(name, Counter())) for name, found in self.taken.by_source.items()
                }
                archive.finish_crawl(crawl, status=status, counts={name: one for name, one in counts.items() if one})

    def _answer(self, writer: CaptureWriter, crawl: int, answer: ForeignAnswer) -> None:
        site = self._site(answer.url)
        if site is None:
            self.taken.elsewhere += 1
            return
        if writer.archive.removed(answer.url):
            self.taken.count(site.name, "removed")
            return
        original = writer.original_of(answer, self._by_digest)
        if answer.record.kind == "revisit" and original is None:
            self.taken.losses.skipped["revisits of captures that are not here"] += 1
            return
        visited = False
        if known := writer.known(answer, original):
            number, visited = known
            self.taken.known += 1
        else:
            number = writer.take(answer, source=site.name, original=original)
            self.taken.captures += 1
        stated = answer.record.headers.get("warc-payload-digest")
        if stated and answer.record.kind == "response":
            self._by_digest[stated] = number
        if visited:
            return
        http = answer.http if original is None else replace(answer.http, body=writer.body_of(original))
        self._read(writer.archive, crawl, answer, http, number, site)

    def _read(self, archive: Archive, crawl: int, answer: ForeignAnswer, http: Any, number: int, site: Site) -> None:
        """Record what a captured answer says of its page."""
        headers = http.headers
        if self.news_crawl:
            headers = [(name, value) for name, value in headers if name.lower() != "content-encoding"]
        response = response_of(answer.url, http.status, headers, http.body)
        if response is None:
            self.taken.losses.skipped["pages too large once unpacked"] += 1
            return
        known = archive.known([answer.url])
        if http.status in GONE or http.status == 304:
            if not known:
                return
        elif not 200 <= http.status < 300 or not response.body or not is_html(response):
            return
        visit = Visit(
            url=answer.url,
            source=site.name,
            at=answer.at,
            crawl=crawl,
            http_status=http.status,
            etag=header(response, "ETag"),
            last_modified=header(response, "Last-Modified"),
            capture=number,
        )
        judged = self._loop.run(judge_apart(self._readers, response, site, answer.url, None))
        if judged.outcome == "not modified":
            archive.visited(visit, next(iter(known.values())).status)
            self.taken.count(site.name, "unchanged")
            return
        if judged.scraped is not None:
            try:
                article = normalise(judged.scraped, site.zone, fetched=answer.at)
                payload = f"sha256:{sha256(response.body).hexdigest()}"
                added = archive.add(article, replace(visit, payload=payload))
                self.taken.count(site.name, added.outcome.value)
                if added.outcome is Outcome.REMOVED:
                    discard(self._writer, number, added.article)
                    return
                self._know(archive, site)
                return
            except (MissingFieldError, IncompleteArticleError) as error:
                outcome, reason = "failed", str(error)
        else:
            outcome, reason = judged.outcome, judged.reason
        archive.visited(replace(visit, reason=reason), STATUS[outcome])
        self.taken.count(site.name, outcome)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Within, pages can be read."""
        self._readers = Readers()
        try:
            yield
        finally:
            self._loop.run(self._readers.close())

    def _site(self, url: str) -> Site | None:
        """The site that an address is of; None if it is none that is wanted."""
        host = bare_host(url)
        parts = host.split(".")
        found = next((site for start in range(len(parts)) if (site := self._hosts.get(".".join(parts[start:])))), None)
        if found is None and (not self.news_crawl or host in self.sources):
            found = self._new_sites.setdefault(host, Site(name=host, url=f"https://{host}/")) if host else None
        return found if found is not None and (not self.sources or found.name in self.sources) else None

    def _know(self, archive: Archive, site: Site) -> None:
        if self._new_sites.pop(site.name, None) is not None:
            archive.know_source(source_of(site))
            self._hosts[bare_host(site.url)] = site


def _bare(names: Iterable[str]) -> set[str]:
    """Names that are hosts, which need not be known."""
    return {name for name in names if "." in name}


def digest_of(file: Path) -> str:
    """The SHA-256 of a file, in hex. Raises ArchiveError."""
    digest = sha256()
    try:
        with file.open("rb") as stream:
            while data := stream.read(1024 * 1024):
                digest.update(data)
    except OSError as error:
        raise ArchiveError(f"{file} cannot be read: {error.strerror or error}.") from error
    return digest.hexdigest()
