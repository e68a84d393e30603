"""The archive file: opened, read and written through one class; SQL, rows and sqlite3 errors stay behind it."""

import json
import logging
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlite_utils import Database

from archive import (
    columns,
    copies,
    database,
    documents,
    earlier,
    evidence,
    filesystems,
    history,
    indexing,
    parts,
    pending,
    policies,
    schema,
    tombstones,
    visiting,
)
from archive.article import Article, AuthorBio, Correction, Image, LiveEntry, Media, Moment
from archive.database import reading_uri, sentences, write_ahead
from archive.documents import Belief, Document
from archive.earlier import Placed
from archive.errors import (
    ArchiveError,
    ArticleNotFoundError,
    IncompleteArticleError,
    NewerSchemaError,
    NotAnArchiveError,
    OlderSchemaError,
    ReadOnlyError,
)
from archive.history import Reread, Wording
from archive.identity import (
    Candidate,
    Decision,
    Match,
    Outcome,
    address_number,
    decide,
    digest,
    digest_bytes,
    match_by_address,
    match_by_text,
    moment_text,
    number_of,
    own_key,
    seconds,
    text_digest,
    texts_of,
    time_text,
    url_key,
)
from archive.pending import Pending
from archive.policies import SiteFile
from archive.query import has_unspaced, unspaced_text
from archive.record import fields
from archive.revisions import judge
from archive.search import Results, query, search

MANY = 20_000
"""Bringing an archive of so many articles up to date takes long enough to say so."""
FORMS = 1000
"""So many forms of evidence are remembered."""
COUNTS = ("new", "changed", "unchanged", "duplicate", "not_article", "blocked", "gone", "failed")
"""What a visit can come to, in the order of reports."""
KILLED = "killed"
"""The status of a run that ended without a word: a kill, a power cut."""


class PageStatus(StrEnum):
    """What the last visit of an address found."""

    ARTICLE = "article"
    NOT_ARTICLE = "not_article"
    BLOCKED = "blocked"
    FAILED = "failed"
    MISSING = "missing"
    """The article's page answers "not found" (404, 410); GONE once a later look confirms it."""
    GONE = "gone"
    NOARCHIVE = "noarchive"
    """The page asks not to be archived: nothing of it is kept."""
    OUTSIDE = "outside"
    """An article of another time than the crawl was asked for; it was not stored."""
    REMOVED = "removed"
    """The article was removed on request: it is not to be fetched again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request of one address: `url` as requested, `at` aware, `lastmod` as the sitemap or feed printed it.

    `payload` is a digest of the bytes that were answered ("sha256:…"), spelt in one way everywhere: the same digest at
    the same address means that the newsroom changed nothing there.
    """

    url: str
    source: str
    at: datetime
    crawl: int | None = None
    http_status: int | None = 200
    etag: str | None = None
    last_modified: str | None = None
    lastmod: str | None = None
    payload: str | None = None
    reason: str = ""
    capture: int | None = None
    """The number of the capture of the answer."""
    dated: datetime | None = None
    """When an article that was not stored (PageStatus.OUTSIDE) says that it was published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A site as the crawl knew it: what its pages do not say, and reading them again needs.

    `zone` is an IANA name, `language` BCP 47, `hosts` others that serve the same articles, `browser` whether its pages
    are read as a browser shows them.
    """

    name: str
    url: str
    language: str | None = None
    zone: str | None = None
    network: str | None = None
    hosts: tuple[str, ...] = ()
    browser: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What `Archive.add` did: the outcome, the article's number, the fields that the newsroom changed.

    `visit` is the visit's number, `wording` that of the wording which it read (1 is the oldest), None of a duplicate.
    """

    outcome: Outcome
    article: int
    changed: tuple[str, ...] = ()
    visit: int = field(default=0, compare=False)
    wording: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of an address from its last visit; `next_visit` is when it is planned to be looked at again."""

    url: str
    article: int | None
    etag: str | None
    last_modified: str | None
    lastmod: str | None
    visited_at: datetime
    http_status: int | None
    status: PageStatus
    next_visit: datetime | None = None
    dated: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredArticle:
    """An article with what the archive knows of it. Times are aware, UTC."""

    id: int
    article: Article
    first_seen: datetime
    last_seen: datetime | None
    gone_at: datetime | None
    revisions: int


class Archive:
    """An archive file, opened and brought up to date; a context manager.

    `path` is created if it is missing, unless `read_only`. Raises NotAnArchiveError, NewerSchemaError, OlderSchemaError
    (where it is only to be read), ReadOnlyError, LockedError or DiskFullError, each with a sentence for a person; no
    method lets an sqlite3 error through.
    """

    def __init__(self, path: str | Path, *, read_only: bool = False) -> None:
        self.path = Path(path)
        self.read_only = read_only
        self._reader: sqlite3.Connection | None = None
        self._forms: dict[int, str] = {}
        try:
            self._look()
        except (OSError, ValueError) as error:
            raise ReadOnlyError(f"{str(path)!a} cannot be opened ({error}); choose another file.") from error
        with sentences(self.path):
            uri = reading_uri(self.path) if read_only else self.path.absolute().as_uri()
            connection = sqlite3.connect(
                uri, uri=True, timeout=database.WAIT_SECONDS, isolation_level=None, check_same_thread=False
            )
            try:
                self._open(connection)
            except BaseException:
                connection.close()
                raise

    def _look(self) -> None:
        if "\0" in str(self.path):
            raise ValueError("no file has a null character in its name")
        if self.path.is_dir():
            raise NotAnArchiveError(f"{self.path} is a folder; name a file in it.")
        if self.read_only and not self.path.exists():
            raise NotAnArchiveError(
                f"There is no archive at {self.path}; crawl a site first, or name another with --db."
            )
        if not self.read_only and (shared := filesystems.network_of(self.path)):
            raise ArchiveError(
                f"{self.path} is on a network file system ({shared}), on which SQLite cannot keep programs apart, and "
                "an archive gets damaged; keep it on a disk of this machine and put copies there with `archive backup`."
            )
        if not self.read_only and not self.path.parent.is_dir():
            raise ReadOnlyError(f"The folder {self.path.parent} does not exist; create it, or choose another file.")

    def _open(self, connection: sqlite3.Connection) -> None:
        connection.execute("pragma foreign_keys = on")
        tables = {name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")}
        (application,) = connection.execute("pragma application_id").fetchone()
        if (tables or self.read_only) and application != schema.APPLICATION_ID:
            raise NotAnArchiveError(
                f"{self.path} is a database, but not a news archive; choose another file."
                if tables
                else f"{self.path} is empty; crawl a site first, or name another with --db."
            )
        self._connection = connection
        self._pending = Pending(connection, lambda: self._looking)
        self.db = Database(connection)
        known = schema.names()
        applied = {migration.name for migration in schema.migrations.applied(self.db)}
        if newer := sorted(applied - known):
            raise NewerSchemaError(
                f"{self.path} was written by a newer version of this program (it has {newer[-1]}); update this one."
            )
        if self.read_only:
            connection.execute("pragma query_only = on")
            if known - applied:
                raise OlderSchemaError(
                    f"{self.path} was written by an older version; any crawl into it, or `archive check --repair`, "
                    "brings it up to date."
                )
        else:
            write_ahead(connection)
            connection.execute("pragma synchronous = normal")
            connection.execute(f"pragma cache_size = {-database.CACHE_BYTES // 1024}")
            if known - applied:
                _say_that_it_takes_long(connection, self.path, tables)
                # Two may open a new file at once: the first makes the tables, all or none, and the other finds them.
                connection.execute(
                    "pragma foreign_keys = off"
                )  # a table may be made anew under others that refer to it
                with self.writing():
                    schema.bring_up_to_date(self.db)
                connection.execute("pragma foreign_keys = on")
        connection.row_factory = sqlite3.Row
        if not self.read_only:
            indexing.register(connection)
            history.judge_old(self)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file. Everything stored before is on disk."""
        self._pending.clear()
        if self._reader is not None:
            self._reader.close()
        self._connection.close()

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection, for which the rows of articles, pages and visits are all written."""
        self._pending.rows.write()
        return self._sql

    @property
    def _sql(self) -> sqlite3.Connection:
        """The connection, once nothing else works with it; some rows may not be written."""
        return self._pending.connection()

    @property
    def _looking(self) -> sqlite3.Connection:
        """What shows the rows of articles, pages and visits, but for those that are not written: another connection
        while a thread has that of the transaction (`archive.pending`)."""
        if not self._pending.away:
            return self._connection
        if self._reader is None:
            uri = reading_uri(self.path)
            self._reader = sqlite3.connect(uri, uri=True, timeout=database.WAIT_SECONDS, isolation_level=None)
            self._reader.row_factory = sqlite3.Row
        return self._reader

    # -- crawls ------------------------------------------------------------------------------------------------------

    def start_crawl(
        self, spider: str, arguments: Mapping[str, str], sources: Iterable[str] = (), *, at: datetime | None = None
    ) -> int:
        """Record the start of a run of these sources, now or at an aware time; its number."""
        with self.writing() as sql:
            cursor = sql.execute(
                "insert into crawls (spider, arguments, started_at) values (?, ?, ?)",
                (spider, json.dumps(dict(arguments), ensure_ascii=False), time_text(at or datetime.now(UTC))),
            )
            crawl = int(cursor.lastrowid or 0)
            sql.executemany(
                "insert into crawl_sources (crawl_id, source) values (?, ?)", [(crawl, name) for name in sources]
            )
            return crawl

    def unfinished_crawls(self) -> list[int]:
        """The runs of which no end is recorded: they are under way, or they were killed."""
        return [row["id"] for row in self.rows("select id from crawls where status = 'running' order by id")]

    def crawl_was_killed(self, crawl: int) -> None:
        """Record that a run did not come to its end: when it last wrote, and what its visits came to."""
        with self.writing() as sql:
            sql.execute(
                "update crawls set status = ?, finished_at = "
                "coalesce((select max(at) from visits where crawl_id = crawls.id), started_at) where id = ?",
                (KILLED, crawl),
            )
            sums = ", ".join(f"sum(outcome = '{name}')" for name in COUNTS)
            sql.execute(
                f"insert into crawl_sources (crawl_id, source, {', '.join(COUNTS)}) "  # noqa: S608
                f"select crawl_id, source, {sums} from visits join pages on pages.id = page_id where crawl_id = ? "
                "group by source on conflict (crawl_id, source) do update set "
                + ", ".join(f"{name} = excluded.{name}" for name in COUNTS),
                (crawl,),
            )

    def finish_crawl(self, crawl: int, *, status: str, counts: Mapping[str, Mapping[str, int]]) -> None:
        """Record the end of a run: its status ("finished" or why it failed) and its counts by source and outcome."""
        with self.writing() as sql:
            sql.execute(
                "update crawls set finished_at = ?, status = ? where id = ?",
                (time_text(datetime.now(UTC)), status, crawl),
            )
            for source, outcomes in counts.items():
                sql.execute(
                    f"insert into crawl_sources (crawl_id, source, {', '.join(COUNTS)}) "  # noqa: S608
                    f"values (?, ?{', ?' * len(COUNTS)}) on conflict (crawl_id, source) do update set "
                    + ", ".join(f"{name} = excluded.{name}" for name in COUNTS),
                    (crawl, source, *(outcomes.get(name, 0) for name in COUNTS)),
                )

    def know_source(self, source: Source) -> None:
        """Record a site as it is known today."""
        values = {**asdict(source), "hosts": " ".join(source.hosts)}
        with self.writing() as sql:
            sql.execute(
                f"insert into sources ({', '.join(values)}) values ({', '.join('?' * len(values))}) "  # noqa: S608
                f"on conflict (name) do update set {', '.join(f'{name} = excluded.{name}' for name in values)}",
                tuple(values.values()),
            )

    def site_file(self, origin: str, name: str) -> SiteFile | None:
        """A file of a site that states a policy, as it was last answered."""
        with sentences(self.path):
            return policies.find(self.connection, origin, name)

    def keep_site_file(self, file: SiteFile) -> None:
        """Put a file in place of what was answered before."""
        with self.writing() as sql:
            policies.keep(sql, file)

    def signalled(self, source: str, signals: Iterable[tuple[str, str]], url: str, at: datetime) -> None:
        """Record what a page of a source says of its use: signals ("X-Robots-Tag") with their values; `at` is aware."""
        with self.writing() as sql:
            for signal, value in signals:
                policies.note(sql, source, signal, value, url, at)

    def sources(self) -> dict[str, Source]:
        """The sites that were crawled, by name, as they were last known."""
        return {
            row["name"]: Source(**{**dict(row), "hosts": tuple(row["hosts"].split()), "browser": bool(row["browser"])})
            for row in self.rows("select * from sources order by name")
        }

    # -- articles ----------------------------------------------------------------------------------------------------

    def add(self, article: Article, visit: Visit, *, to: int | None = None) -> Added:
        """Store what a visit read: a new article, a new wording of a known one, or only the visit.

        The decision is `identity.decide`'s. A changed article's old wording is kept in `revisions`. A page that was
        captured before what is known of the article takes its place in the history (`archive.earlier`). Of what was
        removed on request nothing is stored, not even the visit: REMOVED, with the number that it had. `to` is the
        number of the article that it is, where that is known already. If the page is known to be the same to the byte
        (`visit.payload`), what differs is how it is read: see `reread`. Raises IncompleteArticleError if url, source,
        headline or body is missing, ValueError for a naive time or for text that is no Unicode (half surrogates).
        """
        for name in ("url", "source", "headline", "body"):
            if not str(getattr(article, name) or "").strip():
                raise IncompleteArticleError(f"The article at {article.url or visit.url} has no {name}.")
        try:
            if self._connection.in_transaction:
                return self._add(article, visit, to)
            with self._transaction():
                return self._add(article, visit, to)
        except BaseException as error:
            self._broken = True
            if isinstance(error, sqlite3.Error):
                raise database.translated(error, self.path) from error
            raise

    def _add(self, article: Article, visit: Visit, to: int | None) -> Added:
        at = time_text(visit.at)
        keys = _found_by(article, visit)
        if not self._pending.rows.keys.isdisjoint(keys):
            self._pending.rows.write()
        if tombstones.any_there(self._looking) and (
            removed := tombstones.of_article(self._looking, article, visit.url)
        ):
            return Added(outcome=Outcome.REMOVED, article=removed.article)
        page = self._page(visit)
        known_id, match = (to, Match.SAME) if to is not None else self._same_page(visit, page)
        same = to is None and known_id is not None and match is Match.SAME
        if known_id is None:
            known_id, match = self._identify(article, visit, page)
        known = self._article(known_id) if known_id else None
        decision = decide(article, known, match)
        placed: Placed | None = None
        if known_id is None or known is None:
            known_id = self._insert(article, visit, keys)
        elif match is Match.SAME and earlier.is_earlier(self._sql, known_id, at):
            placed = earlier.place(self._sql, known_id, known, article, at, visit)
            decision = Decision(placed.outcome, placed.changed, "captured before what was known")
        else:
            if same:
                decision = Decision(Outcome.UNCHANGED, reason="the page is the same to the byte")
                self._read_again(known_id, known, article, at)
            elif decision.outcome is Outcome.CHANGED:
                self._revise(known_id, known, article, decision, at, visit)
            elif decision.outcome is Outcome.UNCHANGED:
                self._update(known_id, known, article)
            self._sql.execute("update articles set gone_at = null where id = ? and gone_at is not null", (known_id,))
        wording: int | None = 1
        if known is not None:
            wording = None if decision.outcome is Outcome.DUPLICATE else self._wording(known_id)
        wording = placed.wording if placed else wording
        written = self._visit(visit, page, PageStatus.ARTICLE, decision.outcome.value, known_id, wording)
        number = written.id
        if written.article != known_id or url_key(article.url) != url_key(visit.url):
            self._name(article.url, article.source, known_id, visit.at, own=decision.outcome is not Outcome.DUPLICATE)
            if known is None:
                self.keep_address(known_id)
        for url in article.aliases:
            self._name(url, article.source, known_id, visit.at, own=False)
        return Added(
            outcome=decision.outcome, article=known_id, changed=decision.changed, visit=number, wording=wording
        )

    def reread(self, article_id: int, article: Article, *, wording: int | None = None, dry_run: bool = False) -> Reread:
        """Store what today's extraction reads in a page that was stored before: a new extraction of the same wording.

        For extraction from captures: `article` is what it makes of the last capture in which wording number `wording`
        was read (`Added.wording` and `visits.wording` say which; without a number, the present one). It never counts as
        a change by the newsroom: no revision is made, `wording_seen` and all times stay, and so do addresses, source
        and the publisher's number. The fields as they were read before, with evidence, are kept in `rereadings`; then
        the changes from and to the wording are judged anew, and one that was only the reader's doing has no kinds any
        more. With `dry_run` nothing is written and the same is returned. Raises ArticleNotFoundError if there is no
        such article or wording, IncompleteArticleError if headline or body is missing: what was read then stays.
        """
        for name in ("headline", "body"):
            if not str(getattr(article, name) or "").strip():
                raise IncompleteArticleError(
                    f"Article {article_id}, read again, has no {name}; it stays as it was read."
                )
        with self._reading() if dry_run else self.writing():
            now = self._article(article_id)
            if now is None:
                raise ArticleNotFoundError(f"No article {article_id} in {self.path}.")
            present = self._wording(article_id)
            if wording is None or wording == present:
                after, changed = history.read_otherwise(now, article)
                if not dry_run:
                    self._read_again(article_id, now, article, time_text(datetime.now(UTC)))
                return Reread(wording=present, changed=changed, before=now, after=after)
            before = history.older_wording(self, article_id, wording)
            after, changed = history.read_otherwise(before, article)
            if not dry_run:
                history.rewrite(self, article_id, wording, before, after, changed)
                history.judge_again(self.connection, article_id, now, (wording - 1, wording))
            return Reread(wording=wording, changed=changed, before=before, after=after)

    def judge_changes(self, article_id: int) -> None:
        """Judge anew what made each wording of an article into the next. Raises ArticleNotFoundError."""
        with self.writing() as sql:
            now = self._article(article_id)
            if now is None:
                raise ArticleNotFoundError(f"No article {article_id} in {self.path}.")
            history.judge_again(sql, article_id, now)

    def wordings(self, article_id: int) -> list[Wording]:
        """Every wording of an article, oldest first, with what made each from the one before. Raises
        ArticleNotFoundError."""
        return history.wordings(self, article_id)

    def wording(self, article_id: int, number: int | None = None) -> Article:
        """An article as it was in wording `number` (1 is the oldest), the present one without a number. Raises
        ArticleNotFoundError."""
        with sentences(self.path):
            if number is None or number == self._wording(article_id):
                now = self._article(article_id)
                if now is None:
                    raise ArticleNotFoundError(f"No article {article_id} in {self.path}.")
                return now
            return history.older_wording(self, article_id, number)

    def visited(self, visit: Visit, status: PageStatus) -> None:
        """Record a visit that brought no article to store: any status but ARTICLE, or ARTICLE if it was not modified.

        An article is gone when the last of its addresses is: one that moved is not. It keeps everything, and the time
        when that was first seen.
        """
        outcome = "unchanged" if status is PageStatus.ARTICLE else status.value
        with self.writing() as sql:
            if tombstones.any_there(sql) and tombstones.of_key(sql, tombstones.address_key(visit.url)):
                return
            found = self._visit(visit, self._page(visit), status, outcome, None, None)
            sql = self.connection
            if visit.dated:
                sql.execute(
                    "update pages set dated = ? where address = ?",
                    (time_text(visit.dated), address_number(url_key(visit.url))),
                )
            article = found.article
            if found.earlier:
                return
            if article and status is PageStatus.GONE:
                sql.execute(
                    "update articles set gone_at = ? where id = ? and gone_at is null and not exists "
                    "(select 1 from pages where article_id = articles.id and status = 'article' "
                    "and http_status is not null)",
                    (time_text(visit.at), article),
                )
            elif article and status is PageStatus.ARTICLE:
                sql.execute("update articles set gone_at = null where id = ? and gone_at is not null", (article,))

    def known(self, urls: Iterable[str]) -> dict[str, Known]:
        """What is known of these addresses, by the address as given; unknown ones are left out."""
        keys = {url: address_number(url_key(url)) for url in urls}
        found = {
            row["address"]: _known(row) for row in self._rows_in("select * from pages where address in", keys.values())
        }
        known = {url: found[key] for url, key in keys.items() if key in found}
        with sentences(self.path):
            return known | _removed(self.connection, {url: tombstones.address_key(url) for url in keys})

    def known_ids(self, network: str, ids: Iterable[str]) -> dict[str, Known]:
        """What is known of a network's articles, by the publisher's ID: the latest visit of any of its addresses."""
        wanted = list(ids)
        rows = self._rows_in(
            "select pages.*, articles.publisher_id from pages join articles on articles.id = pages.article_id "
            "where articles.network = ? and articles.publisher_id in",
            wanted,
            (network,),
        )
        # An address that was only named, never answered, has no status and knows less than one that did.
        latest = sorted(rows, key=lambda row: (row["http_status"] is not None, row["visited_at"]))
        known = {row["publisher_id"]: _known(row) for row in latest}
        with sentences(self.path):
            return known | _removed(self.connection, {one: tombstones.number_key(network, one) for one in wanted})

    def visited_before(self, moment: datetime, source: str, *, after: int = 0, limit: int = 200) -> dict[int, Known]:
        """What is known of the pages of a source's articles whose last visit was before an aware time, by the numbers
        of the pages: the first `limit` with numbers above `after`, in order. Visits are known to the second."""
        found = self.rows(
            "select * from pages where source = ? and status in ('article', 'missing', 'gone') "
            "and article_id is not null and http_status is not null and visited_at < ? and id > ? order by id limit ?",
            (source, time_text(moment + timedelta(microseconds=999_999)), after, limit),
        )
        return {row["id"]: _known(row) for row in found}

    def documents(self, source: str) -> dict[str, Document]:
        """What is known of a source's feeds and sitemaps, by address."""
        with sentences(self.path):
            return documents.documents(self.connection, source)

    def keep_documents(self, source: str, known: Iterable[Document], forgotten: Iterable[str]) -> None:
        """Write down what is known of feeds and sitemaps of a source, and forget others."""
        with self.writing() as sql:
            documents.keep_documents(sql, source, known, forgotten)

    def beliefs(self) -> dict[tuple[str, str], Belief]:
        """What was seen of the validators of each host, by host and kind."""
        with sentences(self.path):
            return documents.beliefs(self.connection)

    def keep_beliefs(self, seen: Iterable[tuple[str, str, Belief]]) -> None:
        """Write down what was seen of validators."""
        with self.writing() as sql:
            documents.keep_beliefs(sql, seen)

    def life(self, url: str) -> visiting.Life | None:
        """What a page went through so far; None of one that was never visited."""
        with sentences(self.path):
            return visiting.life(self.connection, url)

    def rates(self, source: str, settling: float) -> dict[str | None, visiting.Rates]:
        """How often the articles of a source changed, by section: see `archive.visiting.rates`."""
        with sentences(self.path):
            return visiting.rates(self.connection, source, settling)

    def plan(self, url: str, when: datetime | None) -> None:
        """Write down when a page is to be looked at again (aware); None: nothing is planned."""
        with self.writing() as sql:
            visiting.plan(sql, url, when)

    def due(self, source: str, moment: datetime, *, limit: int, statuses: Iterable[PageStatus]) -> list[Known]:
        """The pages of a source with one of these statuses whose next visit was planned for an aware time or before,
        those first that wait longest, measured by the time between their visits."""
        at = time_text(moment)
        found = self.rows(visiting.DUE, (source, at, json.dumps(list(statuses)), at, limit))
        return [_known(row) for row in found]

    def get(self, key: int | str) -> StoredArticle:
        """One article by its number, or by any of its addresses. Raises ArticleNotFoundError."""
        with sentences(self.path):
            self.settle()
            number = number_of(key)
            if number is None:
                address = address_number(url_key(str(key)))
                found = self.connection.execute("select article_id from pages where address = ?", (address,))
                number = next((row["article_id"] for row in found), None)
            row = self.connection.execute(
                "select articles.*, (select max(visited_at) from pages where article_id = articles.id) as last_seen, "
                "(select count(*) from revisions where article_id = articles.id and kinds != '') as revisions "
                "from articles where id = ?",
                (number,),
            ).fetchone()
            if row is None:
                if removed := self.removed(key):
                    raise ArticleNotFoundError(
                        f"Article {removed.article} was removed on request on {removed.removed_at:%Y-%m-%d}: "
                        f"{removed.reason}"
                    )
                raise ArticleNotFoundError(f"No article {key!r} in {self.path}; `archive search` finds numbers.")
            return StoredArticle(
                id=row["id"],
                article=self._from_row(row),
                first_seen=datetime.fromisoformat(row["first_seen"]),
                last_seen=_time(row["last_seen"]),
                gone_at=_time(row["gone_at"]),
                revisions=row["revisions"],
            )

    def removed(self, key: int | str) -> tombstones.Tombstone | None:
        """What was removed on request, by the number that it had or by any of its addresses."""
        with sentences(self.path):
            if (number := number_of(key)) is not None:
                return tombstones.of_number(self.connection, number)
            return tombstones.of_key(self.connection, tombstones.address_key(str(key)))

    def search(
        self,
        text: str,
        *,
        source: str | None = None,
        agency: str | None = None,
        language: str | None = None,
        since: str | None = None,
        until: str | None = None,
        limit: int = 20,
        after: str | None = None,
    ) -> Results:
        """Articles that answer a query as a person types it, best first: see `archive.search.search`."""
        return search(
            self,
            text,
            source=source,
            agency=agency,
            language=language,
            since=since,
            until=until,
            limit=limit,
            after=after,
        )

    def query(self, sql: str) -> Iterator[tuple[list[str], tuple[object, ...]]]:
        """The rows of a person's SQL, which can only read: see `archive.search.query`."""
        return query(self, sql)

    def stats(self) -> dict[str, list[dict[str, Any]]]:
        """What the archive holds: "sources", a row each, and the last ten "crawls" with their counts."""
        return {"sources": list(map(dict, self.rows(SOURCES))), "crawls": list(map(dict, self.rows(CRAWLS)))}

    # -- for the other modules of this package ---------------------------------------------------------------

    def rows(self, sql: str, parameters: Iterable[Any] | Mapping[str, Any] = ()) -> list[sqlite3.Row]:
        """All rows of a query of ours."""
        with sentences(self.path):
            values = parameters if isinstance(parameters, Mapping) else tuple(parameters)
            return self.connection.execute(sql, values).fetchall()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction that takes the write lock at once, so that what is read in it stays true.

        Within another one it is a part of that: many articles stored under one `with archive.writing():` are several
        times as fast, and all of them are stored or, after any error, none. The tables have new articles, pages and
        visits when the outermost ends. A method of this class finds them before, and so does `connection`; what goes on
        with the connection that it has, or reads full-text indexes, copies or names, calls `settle` first.
        """
        with self._transaction():
            self._pending.rows.write()
            yield self._sql

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """As `writing`; rows that are held back stay so."""
        with sentences(self.path):
            sql = self._connection
            if sql.in_transaction:
                try:
                    yield sql
                except BaseException:
                    self._broken = True
                    raise
                return
            sql.execute("begin immediate")
            self._pending.begin()
            self._broken = False
            try:
                yield sql
                if self._broken:
                    raise ArchiveError(f"One of several changes to {self.path} failed; none of them was stored.")
                self.settle()
                sql.execute("commit")
            except BaseException:
                try:
                    self._pending.clear()
                finally:
                    self._forms.clear()
                    if sql.in_transaction:
                        sql.execute("rollback")
                raise

    def settle(self) -> None:
        """Within a transaction, write what `add` holds back of new articles until its end (`archive.pending`)."""
        self._pending.settle()

    def identify(self, article: Article) -> tuple[int | None, Match]:
        """The number of the known article that this one is, and how it is; None if it is new."""
        visit = Visit(url=article.url, source=article.source, at=datetime.now(UTC))
        self._pending.rows.write()
        return self._identify(article, visit, self._page(visit))

    def next_number(self) -> int:
        """A number that no article has, nor had before it was removed."""
        ((number,),) = self.connection.execute(pending.NEXT["articles"]).fetchall()
        return int(number)

    def seen_as_copy(self, visit: Visit, article_id: int) -> None:
        """Record a visit that found the same text as an article's, at an address of the copy."""
        with self.writing():
            self._visit(visit, self._page(visit), PageStatus.ARTICLE, Outcome.DUPLICATE.value, article_id, None)

    def index(self, number: int) -> None:
        """Put a new article, whose rows are written, into the indexes, and compare it with all others."""
        if (article := self._article(number)) is not None:
            self._pending.hold(number, pending.New(article, None, columns.facts_of(article), parts.NONE, ()))

    def keep_address(self, number: int) -> None:
        """Have a new article found by its own address also where the page of that is another article's."""
        self.connection.execute(
            "insert or ignore into article_addresses (address, article_id) "
            "select address_number(url_key), id from articles where id = ?1 and not exists "
            "(select 1 from pages where address = address_number(articles.url_key) and article_id = ?1)",
            (number,),
        )

    def unindex(self, number: int) -> None:
        """Take an article that is to be deleted out of the index that no trigger keeps."""
        self.settle()
        if (article := self._article(number)) is not None:
            self._unindex(number, article)

    # -- inside ------------------------------------------------------------------------------------------------------

    def _rows_in(self, sql: str, values: Iterable[str | int], before: tuple[str, ...] = ()) -> Iterator[sqlite3.Row]:
        wanted = list(dict.fromkeys(values))
        for start in range(0, len(wanted), 500):
            part = wanted[start : start + 500]
            yield from self.rows(f"{sql} ({', '.join('?' * len(part))})", (*before, *part))

    def _page(self, visit: Visit) -> sqlite3.Row | None:
        """What is known of the visited address."""
        row: sqlite3.Row | None = self._looking.execute(
            "select id, article_id, status, http_status, visited_at, payload from pages where address = ?",
            (address_number(url_key(visit.url)),),
        ).fetchone()
        return row

    def _same_page(self, visit: Visit, page: sqlite3.Row | None) -> tuple[int | None, Match]:
        """The article whose present wording was read at this address in the very same bytes, and how; else None."""
        if visit.payload is None or page is None or page["article_id"] is None:
            return None, Match.SAME
        if page["payload"] != visit.payload or page["status"] != PageStatus.ARTICLE:
            return None, Match.SAME
        row = self._looking.execute(
            "select outcome from visits where page_id = ? and http_status = 200 order by at desc, id desc limit 1",
            (page["id"],),
        ).fetchone()
        return page["article_id"], Match.COPY if row and row["outcome"] == Outcome.DUPLICATE else Match.SAME

    def _wording(self, number: int) -> int:
        """The number of an article's present wording."""
        sql = "select coalesce(max(number), 0) + 1 from revisions where article_id = ?"
        return int(self.connection.execute(sql, (number,)).fetchone()[0])

    def _identify(self, article: Article, visit: Visit, page: sqlite3.Row | None) -> tuple[int | None, Match]:
        """The number of the known article that this one is, and how it is; None if it is new."""
        if article.network and article.publisher_id:
            row = self._looking.execute(
                "select id from articles where network = ? and publisher_id = ?",
                (article.network, article.publisher_id),
            ).fetchone()
            if row:
                return row["id"], Match.SAME
        visited = url_key(visit.url)
        for key in dict.fromkeys((url_key(article.url), visited, *map(url_key, article.aliases))):
            if key == visited and page is None:
                continue  # every address of an article is a page
            candidates = self._candidates(
                "where articles.id in (select article_id from article_addresses where address = ?2 "
                "union all select article_id from pages where address = ?2) "
                "order by articles.url_key = ?1 desc, articles.id desc",
                (key, address_number(key)),
            )
            for known in candidates:
                if match := match_by_address(article, known, key):
                    return known.id, match
            if candidates:
                # Its address is another article's. What else the page names says nothing then.
                break
        own = text_digest(article)
        for known in self._candidates(
            f"where {TEXT_START} in (?1, ?2) and +text_digest = ?3 and +articles.source = ?4 "
            "order by +id",  # by the index of digests: a source has many articles
            (digest_bytes(own)[:6], own[2:14], own, article.source),
        ):
            if match := match_by_text(article, known):
                return known.id, match
        return None, Match.SAME

    def _candidates(self, where: str, values: tuple[str | int | bytes, ...]) -> list[Candidate]:
        rows = self._looking.execute(
            "select articles.id, articles.source, articles.url_key, articles.headline, articles.text_digest, "  # noqa: S608
            f"articles.network, articles.publisher_id, articles.published from articles {where}",
            values,
        )
        return [
            Candidate(
                id=row["id"],
                source=row["source"],
                key=row["url_key"],
                headline=row["headline"],
                text_digest=row["text_digest"],
                network=row["network"],
                publisher_id=row["publisher_id"],
                published=_time(row["published"]),
            )
            for row in rows
        ]

    def _evidence_columns(self, article: Article) -> dict[str, Any]:
        return self.evidence_columns(article.evidence, article.published.text if article.published else None)

    def evidence_columns(self, found: Mapping[str, Any], published: str | None) -> dict[str, Any]:
        """Evidence as columns of `articles`, whose `published_text` this is; its form is stored."""
        form, values = evidence.parted(found, published)
        if form is None:
            return {"evidence": values, "evidence_form": None}
        number = evidence.number_of(form)
        if self._forms.get(number) != form:
            sql = "insert into evidence_forms (id, form) values (?, ?) on conflict (id) do nothing"
            self._sql.execute(sql, (number, form))
            if self._form(number) != form:  # two forms of one number: the second is not shared
                return {"evidence": evidence.JSON.encode(dict(found)), "evidence_form": None}
        return {"evidence": values, "evidence_form": number}

    def evidence_of(self, row: sqlite3.Row) -> dict[str, Any]:
        """The evidence of a row of `articles`."""
        return evidence.whole(self._form(row["evidence_form"]), row["evidence"], row["published_text"])

    def _form(self, number: int | None) -> str | None:
        """The form of this number, of which the last ones are remembered."""
        if number is None:
            return None
        form = self._forms.get(number)
        if form is None:
            row = self._sql.execute("select form from evidence_forms where id = ?", (number,)).fetchone()
            if row is None:
                raise ArchiveError(f"{self.path} lacks the evidence's form {number}; restore a copy.")
            if len(self._forms) >= FORMS:
                self._forms.clear()
            form = self._forms[number] = str(row[0])
        return form

    def _insert(self, article: Article, visit: Visit, keys: Iterable[object]) -> int:
        found = self._evidence_columns(article)
        columns.be_unicode((found["evidence"],))
        columns.check(article)
        new = pending.New(
            article=article,
            texts=texts_of(article),
            facts=columns.facts_of(article),
            parts=parts.of(article),
            others=(*found.values(), "", "", seconds(visit.at), visit.crawl, visit.capture),
        )
        number = self._pending.rows.add_article(new, keys)
        self._pending.hold(number, new)
        return number

    def _revise(self, number: int, old: Article, new: Article, decision: Decision, at: str, visit: Visit) -> None:
        sql = self.connection
        self.settle()  # what is looked for in the index is there
        row = sql.execute("select wording_seen, crawl_id, capture_id from articles where id = ?", (number,)).fetchone()
        change = judge(old, new, history.words_elsewhere(sql, number))
        columns = {
            "article_id": number,
            "number": self._wording(number),
            "seen_at": row["wording_seen"],
            "replaced_at": at,
            "crawl_id": row["crawl_id"],
            "capture_id": row["capture_id"],
            "headline": old.headline,
            "body": old.body,
            "digest": digest(old),
            "fields": json.dumps(fields(old), ensure_ascii=False),
            "extraction": old.extraction,
            **history.change_columns(replace(change, changed=decision.changed)),
        }
        sql.execute(
            f"insert into revisions ({', '.join(columns)}) values ({', '.join('?' * len(columns))})",  # noqa: S608
            tuple(columns.values()),
        )
        # At its other addresses the article was last read in the wording that is now an older one.
        sql.execute(
            "update pages set payload = null where article_id = ? and payload is not null and url_key != ?",
            (number, url_key(visit.url)),
        )
        self._rewrite(number, old, replace(new, **_names(old, new)))
        sql.execute(
            "update articles set own_wording_seen = ?, crawl_id = ?, capture_id = ? where id = ?",
            (at, visit.crawl, visit.capture, number),
        )

    def _read_again(self, number: int, old: Article, new: Article, at: str) -> None:
        """Write the present wording as it is read now, and keep what was read otherwise before."""
        new, changed = history.read_otherwise(old, new)
        if changed:
            history.keep_reading(self.connection, number, self._wording(number), at, old, changed)
            self._rewrite(number, old, new)
            history.judge_again(self.connection, number, new, (self._wording(number) - 1,))
        elif old.extraction != new.extraction:
            self.connection.execute("update articles set extraction = ? where id = ?", (new.extraction, number))

    def _rewrite(self, number: int, old: Article, new: Article) -> None:
        """Put an article in the place of the stored one, in every table and index."""
        sql = self.connection
        self.settle()
        self._unindex(number, old)
        values = dict(zip(columns.NAMES, columns.of(new), strict=True)) | self._evidence_columns(new)
        sql.execute(
            f"update articles set {', '.join(f'{name} = ?' for name in values)} where id = ?",  # noqa: S608
            (*values.values(), number),
        )
        parts.delete(sql, number)
        parts.write(sql, [(number, parts.of(new))])
        self._index(number, new)
        if (new.body, new.credits) != (old.body, old.credits):
            copies.forget(sql, number, old.body)
            copies.add(sql, number, new.source, new.body, new.credits)

    def _update(self, number: int, old: Article, new: Article) -> None:
        """Take over what a page with the same wording says anew of its address, number and date of change."""
        names = _names(old, new)
        values = {name: value for name, value in names.items() if value != getattr(old, name)}
        if "url" in values:
            values["own_key"] = own_key(names["url"])
        if moment_text(old.modified) != moment_text(new.modified):
            values.update(zip(columns.MODIFIED, columns.of_moment(new.modified), strict=True))
        if old.extraction != new.extraction:
            values["extraction"] = new.extraction
        if values:
            self.connection.execute(
                f"update articles set {', '.join(f'{name} = ?' for name in values)} where id = ?",  # noqa: S608
                (*values.values(), number),
            )

    def _index(self, number: int, article: Article) -> None:
        texts = (article.headline, article.dek, article.byline, article.body)
        if any(map(has_unspaced, texts)):
            self.connection.execute(
                "insert into articles_unspaced (rowid, headline, dek, byline, body, facts) values (?, ?, ?, ?, ?, ?)",
                (number, *map(unspaced_text, texts), columns.facts_of(article)),
            )

    def _unindex(self, number: int, article: Article) -> None:
        texts = (article.headline, article.dek, article.byline, article.body)
        if any(map(has_unspaced, texts)):
            self.connection.execute(
                "insert into articles_unspaced (articles_unspaced, rowid, headline, dek, byline, body, facts) "
                "values ('delete', ?, ?, ?, ?, ?, ?)",
                (number, *map(unspaced_text, texts), columns.facts_of(article)),
            )

    def _visit(
        self,
        visit: Visit,
        page: sqlite3.Row | None,
        status: PageStatus,
        outcome: str,
        article: int | None,
        wording: int | None,
    ) -> "_Written":
        """Write a visit and the state of its page, which a later visit has settled already if there was one."""
        rows = self._pending.rows
        at, second = time_text(visit.at), seconds(visit.at)
        address = address_number(url_key(visit.url))
        columns.be_unicode(
            (visit.url, visit.source, visit.etag, visit.last_modified, visit.lastmod, visit.reason, visit.payload)
        )
        later = page is not None and page["http_status"] is not None and page["visited_at"] > at
        if page is None:
            number, known = rows.number("pages"), article
            rows.add(
                "pages",
                (
                    number, visit.url, own_key(visit.url), address, article, visit.source, status.value,
                    visit.http_status, visit.etag, visit.last_modified, visit.lastmod, second, visit.reason,
                    visit.payload,
                ),
            )  # fmt: skip
        elif later:
            number, known = page["id"], page["article_id"] or article
            self.connection.execute("update pages set article_id = ? where id = ?", (known, number))
        else:
            number, known = page["id"], article or page["article_id"]
            self.connection.execute(
                "update pages set article_id = ?1, source = ?2, status = ?3, http_status = ?4, "
                "status_since = iif(status = ?3 and http_status > 0, coalesce(status_since, visited_at), null), "
                "etag = coalesce(?5, iif(?4 = 200, null, etag)), "
                "last_modified = coalesce(?6, iif(?4 = 200, null, last_modified)), "
                "lastmod = coalesce(?7, lastmod), own_visited_second = ?8, reason = ?9, "
                "payload = coalesce(?10, iif(?4 = 200, null, payload)) where id = ?11",
                (
                    known, visit.source, status.value, visit.http_status, visit.etag, visit.last_modified,
                    visit.lastmod, second, visit.reason, visit.payload, number,
                ),
            )  # fmt: skip
        written = rows.number("visits")
        rows.add(
            "visits",
            (
                written, number, visit.crawl, second, visit.http_status, outcome, visit.reason, visit.capture, wording,
            ),
        )  # fmt: skip
        rows.keys.add(address)
        return _Written(id=written, article=known, earlier=later)

    def _name(self, url: str, source: str, article: int, at: datetime, *, own: bool) -> None:
        """Make an address one of an article's. Only its own can be taken from another article, one of its source."""
        self.connection.execute(
            "insert into pages (url, own_key, address, article_id, source, status, own_visited_second) "
            "values (?, ?, ?, ?, ?, 'article', ?) on conflict (address) do update set article_id = excluded.article_id "
            "where article_id is null or (? and article_id != excluded.article_id and source = excluded.source)",
            (url, own_key(url), address_number(url_key(url)), article, source, seconds(at), own),
        )

    def _article(self, number: int) -> Article | None:
        if number in self._pending:
            self.settle()
        row = self.connection.execute("select * from articles where id = ?", (number,)).fetchone()
        return self._from_row(row) if row else None

    def _from_row(self, row: sqlite3.Row) -> Article:
        number = row["id"]

        def names(table: str, column: str) -> tuple[str, ...]:
            sql = (
                f"select name from article_{table} join {table} on {table}.id = {column} "  # noqa: S608
                "where article_id = ? order by position"
            )
            return tuple(name for (name,) in self.connection.execute(sql, (number,)))

        def parts(table: str) -> list[sqlite3.Row]:
            sql = f"select * from {table} where article_id = ? order by position"  # noqa: S608
            return self.connection.execute(sql, (number,)).fetchall()

        addresses = self.connection.execute(
            "select url from pages where article_id = ? and url_key != ? order by id", (number, row["url_key"])
        )
        return Article(
            url=row["url"],
            source=row["source"],
            headline=row["headline"],
            body=row["body"],
            network=row["network"],
            publisher_id=row["publisher_id"],
            aliases=tuple(url for (url,) in addresses),
            kicker=row["kicker"],
            dek=row["dek"],
            byline=row["byline"],
            authors=names("authors", "author_id"),
            organisations=names("organisations", "organisation_id"),
            agencies=names("agencies", "agency_id"),
            dateline=row["dateline"],
            published=_moment(row, "published"),
            modified=_moment(row, "modified"),
            section=row["section"],
            tags=names("tags", "tag_id"),
            language=row["language"],
            images=tuple(
                Image(url=x["url"], caption=x["caption"], credit=x["credit"], alt=x["alt"], lead=bool(x["lead"]))
                for x in parts("images")
            ),
            media=tuple(Media(kind=x["kind"], url=x["url"], title=x["title"]) for x in parts("media")),
            credits=tuple((row["credits"] or "").split("\n")) if row["credits"] else (),
            corrections=tuple(Correction(text=x["text"], date=_time(x["date"])) for x in parts("corrections")),
            disclaimer=row["disclaimer"],
            author_bios=tuple(AuthorBio(name=x["name"], text=x["text"]) for x in parts("author_bios")),
            access=row["access"],
            live_entries=tuple(
                LiveEntry(text=x["text"], time=_time(x["time"]), headline=x["headline"]) for x in parts("live_entries")
            ),
            evidence=self.evidence_of(row),
            extraction=row["extraction"],
        )

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """What is read in it is of one moment."""
        with sentences(self.path):
            self.connection.execute("begin")
            try:
                yield self.connection
            finally:
                self.connection.execute("rollback")


@dataclass(frozen=True, slots=True)
class _Written:
    """A visit as it was written: its number, the number of the page's article, if it has one, and whether the page is
    known from a later visit."""

    id: int
    article: int | None
    earlier: bool


SOURCES = """
select source, count(*) as articles, min(date(published)) as first, max(date(published)) as last,
       (select count(*) from revisions join articles as a on a.id = article_id
        where a.source = articles.source and kinds != '')
           as revisions,
       count(gone_at) as gone
from articles group by source order by source
"""
CRAWLS = f"""
select crawls.id as crawl, substr(started_at, 1, 16) as started_at, spider,
       {", ".join(f"coalesce(sum({name}), 0) as {name}" for name in COUNTS)}, crawls.status
from crawls left join crawl_sources on crawl_id = crawls.id
group by crawls.id order by crawls.id desc limit 10
"""  # noqa: S608
TEXT_START = "iif(typeof(own_text_digest) = 'blob', substr(own_text_digest, 1, 6), substr(own_text_digest, 3, 12))"
"""What texts are found by, as the index `articles_text` has it; articles of earlier versions have digests as text."""


def _say_that_it_takes_long(sql: sqlite3.Connection, path: Path, tables: set[str]) -> None:
    """Of an archive of an earlier version that a person has to wait for."""
    ((articles,),) = sql.execute("select count(*) from articles").fetchall() if "articles" in tables else [(0,)]
    if articles > MANY:
        logging.getLogger(__name__).warning(
            "%s is of an earlier version and is brought up to date, once: some minutes, with its %s articles.",
            path, f"{articles:,}",
        )  # fmt: skip


def _found_by(article: Article, visit: Visit) -> list[object]:
    """What rows of an article, or of a visit of it, are looked for by: its addresses, its number, its text."""
    keys: list[object] = [address_number(url_key(url)) for url in (visit.url, article.url, *article.aliases)]
    if article.publisher_id:
        keys.append((article.network, article.publisher_id))
    keys.append(text_digest(article))
    return keys


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _moment(row: sqlite3.Row, name: str) -> Moment | None:
    value = _time(row[name])
    return Moment(value=value, text=row[f"{name}_text"] or "", zone=row[f"{name}_zone"]) if value else None


def _removed(sql: sqlite3.Connection, keys: Mapping[str, str]) -> dict[str, Known]:
    """Which of these are of articles that were removed, by digests of addresses or numbers."""
    if not tombstones.any_there(sql):
        return {}
    found = {name: stone for name, key in keys.items() if (stone := tombstones.of_key(sql, key))}
    return {
        name: Known(
            url=name, article=None, etag=None, last_modified=None, lastmod=None, visited_at=stone.removed_at,
            http_status=None, status=PageStatus.REMOVED,
        )
        for name, stone in found.items()
    }  # fmt: skip


def _known(row: sqlite3.Row) -> Known:
    return Known(
        url=row["url"],
        article=row["article_id"],
        etag=row["etag"],
        last_modified=row["last_modified"],
        lastmod=row["lastmod"],
        visited_at=datetime.fromisoformat(row["visited_at"]),
        http_status=row["http_status"],
        status=PageStatus(row["status"]),
        next_visit=_time(row["next_visit"]),
        dated=_time(row["dated"]),
    )


def _names(old: Article, new: Article) -> dict[str, Any]:
    """Address and number that an article keeps or gets. One with the publisher's number keeps its first address;
    another one that moved has the new one."""
    number = (new.network, new.publisher_id) if new.publisher_id else (old.network, old.publisher_id)
    url = old.url if old.publisher_id or url_key(old.url) == url_key(new.url) else new.url
    return {"url": url, "network": number[0], "publisher_id": number[1]}
