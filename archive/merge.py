"""Two archives made one: everything of another archive taken into this one, as if its crawls had been into this.

What is the same article is decided as when it is stored (`archive.identity`). Of an article that both have, every visit
of the other archive takes its place in the history by the time when it was made, with the wording that it read, so that
two wordings stay two wordings. An article that only the other has comes with its whole history as it stands. Capture
files are copied as they are. The other archive is only read.

Whatever is there already is recognised by what it is, not by a number: merging the same archive again changes nothing,
and a merge that was killed is finished by the next. A saved search comes with its hits, and with what it has not looked
through yet; one whose name means another query here comes under a new name.
"""

import re
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain, count
from pathlib import Path
from typing import Any

from archive import backup, captures, deletion, manifest, tombstones, transfer, watch
from archive.captures import folder_of, on_disk
from archive.errors import ArchiveError, LostCaptureError, OlderSchemaError
from archive.history import Wording
from archive.identity import Match, digest
from archive.schema import GENERATED
from archive.store import Archive, PageStatus, Visit

BATCH = 100
"""So many articles, or a hundred times as many rows of other kinds, are one transaction."""
PARTS = ("images", "media", "corrections", "author_bios", "live_entries", "revisions", "rereadings")
NAMES = (
    ("authors", "author_id"), ("organisations", "organisation_id"), ("agencies", "agency_id"), ("tags", "tag_id"),
)  # fmt: skip
STATUS = {
    "unchanged": PageStatus.ARTICLE,
    "missing": PageStatus.MISSING,
    "outside": PageStatus.OUTSIDE,
    "gone": PageStatus.GONE,
    "failed": PageStatus.FAILED,
    "blocked": PageStatus.BLOCKED,
    "not_article": PageStatus.NOT_ARTICLE,
    "noarchive": PageStatus.NOARCHIVE,
}
"""What a visit that read no wording found."""

GONE = """
update articles set gone_at = (
    select min(at) from visits join pages on pages.id = page_id
    where article_id = :id and outcome = 'gone' and at > coalesce((
        select max(at) from visits join pages on pages.id = page_id
        where article_id = :id and outcome in ('new', 'changed', 'unchanged', 'duplicate')
    ), '')
    and not exists (
        select 1 from pages where article_id = :id and status = 'article' and http_status is not null
    )
)
where id = :id
"""
"""Since when an article is gone, by the visits of both archives: see `Archive.visited`."""

Progress = Callable[[str], None]


@dataclass(slots=True)
class Merged:
    """What came of it: articles that are new here, that have more history now, that nothing was new of, that are copies
    of others of their source; and those that were removed here on request, and stay so. Visits, captures, capture files
    and saved searches that were taken. `problems` are sentences for what could not be taken, `notes` for what one
    should see."""

    new: int = 0
    extended: int = 0
    unchanged: int = 0
    duplicate: int = 0
    removed: int = 0
    wordings: int = 0
    visits: int = 0
    captures: int = 0
    files: int = 0
    searches: int = 0
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def merge(archive: Archive, other: Path, progress: Progress = lambda _: None) -> Merged:
    """Take the archive at `other` into `archive`, which is open for writing.

    Raises NotAnArchiveError, NewerSchemaError, and ArchiveError if both are one file.
    """
    if other.exists() and other.samefile(archive.path):
        raise ArchiveError(f"{other} is the archive itself; name another one.")
    notes = captures.recover(archive)
    with _opened(other) as source:
        work = _Merge(archive, source, folder_of(other), progress)
        work.run()
    work.done.notes += [*notes, *captures.recover(archive)]
    return work.done


@contextmanager
def _opened(path: Path) -> Iterator[Archive]:
    """An archive as it is at this moment, to be read; of an older version a copy, brought up to date."""
    with ExitStack() as made:
        try:
            source = Archive(path, read_only=True)
        except OlderSchemaError:
            copy = Path(made.enter_context(tempfile.TemporaryDirectory(prefix="merge-"))) / "older.db"
            backup.back_up(path, copy, with_captures=False)
            source = Archive(copy)
        with source:
            source.connection.execute("begin")
            yield source
            source.connection.execute("rollback")


class _Merge:
    """One merge under way."""

    def __init__(self, archive: Archive, source: Archive, folder: Path, progress: Progress) -> None:
        self.archive = archive
        self.source = source
        self.folder = folder
        self.progress = progress
        self.done = Merged()
        self.crawls: dict[int, int] = {}
        self.reopened: dict[int, str] = {}
        """Removals that were finished, and of which more captures came: when they were."""

    def run(self) -> None:
        self._sources()
        self._crawls()
        self._captures()
        self._tombstones()
        self._articles()
        self._searches()
        self._pages()
        for stone in list(tombstones.unfinished(self.archive.connection)):
            left = deletion.overwrite(self.archive, stone)
            self.done.problems += left
            if stone.id in self.reopened and not left:
                with self.archive.writing() as sql:
                    sql.execute(
                        "update tombstones set finished_at = ? where id = ?", (self.reopened[stone.id], stone.id)
                    )

    # -- what articles refer to ----------------------------------------------------------------------------------------

    def _sources(self) -> None:
        with self.archive.writing() as sql:
            for row in self.source.rows("select * from sources"):
                _insert(sql, "sources", dict(row), "on conflict (name) do nothing")
            for row in self.source.rows("select * from site_files"):
                later = "excluded.asked_at > site_files.asked_at"
                rest = ", ".join(f"{name} = excluded.{name}" for name in _without(row, "origin", "name"))
                _insert(sql, "site_files", dict(row), f"on conflict (origin, name) do update set {rest} where {later}")
            for row in self.source.rows("select * from page_signals"):
                _insert(
                    sql,
                    "page_signals",
                    dict(row),
                    "on conflict (source, signal, value) do update set first_at = min(first_at, excluded.first_at), "
                    "last_at = max(last_at, excluded.last_at), pages = max(pages, excluded.pages)",
                )

    def _crawls(self) -> None:
        with self.archive.writing() as sql:
            for row in self.source.rows("select * from crawls order by id"):
                known = sql.execute(
                    "select id from crawls where spider = ? and arguments = ? and started_at = ?",
                    (row["spider"], row["arguments"], row["started_at"]),
                ).fetchone()
                if known:
                    self.crawls[row["id"]] = known["id"]
                    continue
                number = _insert(sql, "crawls", _without(row, "id"))
                self.crawls[row["id"]] = number
                for counts in self.source.rows("select * from crawl_sources where crawl_id = ?", (row["id"],)):
                    _insert(sql, "crawl_sources", {**dict(counts), "crawl_id": number})
                for health in self.source.rows("select * from source_health where crawl_id = ?", (row["id"],)):
                    _insert(sql, "source_health", {**dict(health), "crawl_id": number})

    def _captures(self) -> None:
        """Copy the capture files, and take over their rows; numbers stand in the temporary table `merged`."""
        sql = self.archive.connection
        sql.execute("drop table if exists temp.merged")
        sql.execute("create temp table merged (other integer primary key, ours integer not null)")
        target = folder_of(self.archive.path)
        files = self.source.rows("select * from capture_files order by id")
        if files:
            with on_disk(target):
                target.mkdir(exist_ok=True)
        for row in files:
            self.progress(row["name"])
            is_new = not (target / row["name"]).exists()
            removed = _places(self.source, row["id"]) if is_new else []
            try:
                copied = transfer.copy(self.folder / row["name"], target, removed)
            except (LostCaptureError, transfer.DifferentFileError) as error:
                self.done.problems.append(str(error))
                continue
            self.done.files += copied.bytes > 0
            self._rows_of_file(row, target / row["name"])
        with self.archive.writing():
            for row in self.source.connection.execute("select id, refers_to from captures where refers_to is not null"):
                sql.execute(
                    "update captures set refers_to = ? where id = ? and refers_to is null",
                    (self._capture(row["refers_to"]), self._capture(row["id"])),
                )

    def _rows_of_file(self, row: sqlite3.Row, path: Path) -> None:
        with self.archive.writing() as sql:
            _insert(sql, "capture_files", _without(row, "id"), "on conflict (name) do nothing")
            file = sql.execute("select id, sealed_at from capture_files where name = ?", (row["name"],)).fetchone()
            for found in self.source.connection.execute(
                "select * from captures where file_id = ? order by offset", (row["id"],)
            ):
                place = (file["id"], found["offset"])
                if sql.execute("select 1 from removals where file_id = ? and offset = ?", place).fetchone():
                    continue
                known = sql.execute("select id from captures where file_id = ? and offset = ?", place).fetchone()
                if known is None:
                    values = {**_without(found, "id"), "file_id": file["id"], "refers_to": None}
                    number = _insert(sql, "captures", values)
                    self.done.captures += 1
                else:
                    number = known["id"]
                sql.execute("insert or replace into merged (other, ours) values (?, ?)", (found["id"], number))
            if file["sealed_at"] is not None:
                found_manifest = manifest.read(manifest.path_of(path))
                assert found_manifest is not None
                sql.execute("update capture_files set chain = ? where id = ?", (found_manifest.chain, file["id"]))
        if file["sealed_at"] is not None:
            captures.write_index(self.archive, path)

    def _capture(self, number: int | None) -> int | None:
        """Our number of one of the other's captures."""
        row = self.archive.connection.execute("select ours from merged where other = ?", (number,)).fetchone()
        return row["ours"] if row else None

    def _tombstones(self) -> None:
        """What was removed there is not brought here later; what is here stays, and is named."""
        stones = self.source.rows("select * from tombstones order by id")
        if not stones:
            return
        keys = {row["digest"]: row["tombstone_id"] for row in self.source.rows("select * from tombstone_keys")}
        here: dict[int, int] = {}
        for row in self.archive.connection.execute(
            "select url_key, article_id from pages where article_id is not null union select url_key, id from articles"
        ):
            if stone := keys.get(tombstones.address_key(row["url_key"])):
                here[stone] = row["article_id"]
        for stone in stones:
            if stone["id"] in here:
                self.done.notes.append(
                    f"Article {here[stone['id']]} is here, but was removed from the other archive on request on "
                    f"{stone['removed_at'][:10]} ({stone['reason']}); `archive delete {here[stone['id']]}` removes it "
                    "here too."
                )
            own = [key for key, number in keys.items() if number == stone["id"] and stone["id"] not in here]
            with self.archive.writing() as sql:
                self._take_tombstone(sql, stone, own)

    def _take_tombstone(self, sql: sqlite3.Connection, stone: sqlite3.Row, keys: Sequence[str]) -> None:
        """Take over a tombstone, with its keys unless the article is here, and the removals of records that came."""
        known = sql.execute(
            "select id from tombstones where source = ? and removed_at = ? and reason = ? and publisher_id is ?",
            (stone["source"], stone["removed_at"], stone["reason"], stone["publisher_id"]),
        ).fetchone()
        if known:
            number = known["id"]
        else:
            was_article = stone["article_id"] != tombstones.NO_ARTICLE
            ours = self.archive.next_number() if was_article else tombstones.NO_ARTICLE
            number = _insert(sql, "tombstones", {**_without(stone, "id"), "article_id": ours})
            for key in keys:
                _insert(
                    sql, "tombstone_keys", {"digest": key, "tombstone_id": number}, "on conflict (digest) do nothing"
                )
        for table in ("removals", "notices"):
            rows = self.source.rows(
                f"select {table}.*, name from {table} join capture_files on capture_files.id = file_id "  # noqa: S608
                "where tombstone_id = ?",
                (stone["id"],),
            )
            for row in rows:
                file = sql.execute("select id from capture_files where name = ?", (row["name"],)).fetchone()
                place = (file["id"], row["offset"]) if file else None
                if (
                    place is None
                    or sql.execute(
                        f"select 1 from {table} where file_id = ? and offset = ?",  # noqa: S608
                        place,
                    ).fetchone()
                ):
                    continue
                if table == "removals" and not self._is_blank(row):
                    continue
                _insert(sql, table, {**_without(row, "id", "name"), "tombstone_id": number, "file_id": file["id"]})

    def _is_blank(self, row: sqlite3.Row) -> bool:
        """Whether what stands in a removed record's place here is what the other archive put there."""
        with (folder_of(self.archive.path) / row["name"]).open("rb") as file:
            file.seek(row["offset"])
            return manifest.digest(file.read(row["length"])) == str(row["sha256"])

    # -- articles ------------------------------------------------------------------------------------------------------

    def _articles(self) -> None:
        sql = self.archive.connection
        sql.execute("drop table if exists temp.merged_articles")
        sql.execute("create temp table merged_articles (other integer primary key, ours integer not null)")
        numbers = [row[0] for row in self.source.connection.execute("select id from articles order by id")]
        for start in range(0, len(numbers), BATCH):
            self.progress(f"{start} of {len(numbers)} articles")
            with self.archive.writing() as sql:
                for number in numbers[start : start + BATCH]:
                    self._article(sql, number)

    def _article(self, sql: sqlite3.Connection, number: int) -> None:
        """Take over an article; its number here stands in the temporary table `merged_articles`."""
        wordings = self.source.wordings(number)
        now = wordings[-1].article
        for wording in wordings:
            if stone := tombstones.of_article(sql, wording.article, wording.article.url):
                theirs = deletion.captures_of(self.source.connection, number)
                ours = {found for one in theirs if (found := self._capture(one)) is not None}
                if ours:
                    deletion.take_captures(sql, ours, stone.id)
                    (row,) = sql.execute("select finished_at from tombstones where id = ?", (stone.id,)).fetchall()
                    if row["finished_at"]:
                        self.reopened[stone.id] = row["finished_at"]
                        sql.execute("update tombstones set finished_at = null where id = ?", (stone.id,))
                self.done.removed += 1
                return
        known, match = self.archive.identify(now)
        if known is None or (match is Match.COPY and len(wordings) > 1):
            known = self._new(sql, number)
            self.done.new += 1
            self._pages_of(sql, number, known)
            self.archive.keep_address(known)
        elif match is Match.COPY:
            before = self.done.visits
            self._pages_of(sql, number, known, duplicate=True)
            self.done.duplicate += self.done.visits > before
            self.done.unchanged += self.done.visits == before
        else:
            before = _count(sql, known)
            self._replay(sql, number, known, wordings)
            more = _count(sql, known) - before
            self.done.wordings += more
            self.done.extended += more > 0
            self.done.unchanged += more == 0
        sql.execute(GONE, {"id": known})
        sql.execute("insert into merged_articles (other, ours) values (?, ?)", (number, known))

    def _new(self, sql: sqlite3.Connection, number: int) -> int:
        """Take an article over as it stands, with its history; its number here."""
        (row,) = self.source.rows("select * from articles where id = ?", (number,))
        found = self.archive.evidence_columns(self.source.evidence_of(row), row["published_text"])
        values = {**self._renumbered(row), **found, "id": self.archive.next_number()}
        ours = _insert(sql, "articles", values)
        for table in PARTS:
            for part in self.source.rows(f"select * from {table} where article_id = ? order by id", (number,)):  # noqa: S608
                _insert(sql, table, {**self._renumbered(part), "article_id": ours})
        for table, column in NAMES:
            for part in self.source.rows(
                f"select position, name from article_{table} join {table} on {table}.id = {column} "  # noqa: S608
                "where article_id = ?",
                (number,),
            ):
                sql.execute(f"insert into {table} (name) values (?) on conflict (name) do nothing", (part["name"],))  # noqa: S608
                sql.execute(
                    f"insert into article_{table} (article_id, position, {column}) "  # noqa: S608
                    f"select ?, ?, id from {table} where name = ?",
                    (ours, part["position"], part["name"]),
                )
        self.archive.index(ours)
        return ours

    def _renumbered(self, row: sqlite3.Row) -> dict[str, Any]:
        """A row's columns without its number, those of crawls and captures being ours."""
        values = _without(row, "id")
        if "crawl_id" in values:
            values["crawl_id"] = self.crawls.get(values["crawl_id"])
        if "capture_id" in values:
            values["capture_id"] = self._capture(values["capture_id"])
        return values

    def _pages_of(self, sql: sqlite3.Connection, number: int | None, ours: int | None, duplicate: bool = False) -> None:
        """Take over the addresses and visits of an article as they stand."""
        where = "article_id = ?" if number is not None else "article_id is ?"
        for page in self.source.rows(f"select * from pages where {where} order by id", (number,)):  # noqa: S608
            self._page(sql, page, ours, duplicate)

    def _page(self, sql: sqlite3.Connection, page: sqlite3.Row, ours: int | None, duplicate: bool) -> None:
        known = sql.execute("select * from pages where address = ?", (page["address"],)).fetchone()
        if known is None:
            if tombstones.any_there(sql) and tombstones.of_key(sql, tombstones.address_key(page["url"])):
                return
            here = _insert(sql, "pages", {**_without(page, "id"), "article_id": ours})
        else:
            here = known["id"]
            sql.execute("update pages set article_id = ? where id = ? and article_id is null", (ours, here))
            if page["visited_at"] > known["visited_at"] or known["http_status"] is None:
                state = _without(page, "id", "url", "own_key", "address", "article_id", "source", *GENERATED["pages"])
                sql.execute(
                    f"update pages set {', '.join(f'{name} = ?' for name in state)} where id = ?",  # noqa: S608
                    (*state.values(), here),
                )
        for visit in self.source.rows("select * from visits where page_id = ? order by at, id", (page["id"],)):
            if self._is_known(sql, here, visit):
                continue
            values = {**self._renumbered(visit), "page_id": here}
            if duplicate:
                values |= {"outcome": "duplicate", "wording": None} if visit["wording"] else {}
            _insert(sql, "visits", values)
            self.done.visits += 1

    def _is_known(self, sql: sqlite3.Connection, page: int, visit: sqlite3.Row) -> bool:
        """Whether a visit is here already; its capture, if that came only now, is noted."""
        known = sql.execute(
            "select id, capture_id from visits where page_id = ? and at = ? and http_status is ?",
            (page, visit["at"], visit["http_status"]),
        ).fetchone()
        if known and known["capture_id"] is None and (capture := self._capture(visit["capture_id"])):
            sql.execute("update visits set capture_id = ? where id = ?", (capture, known["id"]))
        return known is not None

    def _replay(self, sql: sqlite3.Connection, number: int, ours: int, wordings: Sequence[Wording]) -> None:
        """Make the visits of an article that is here again, in their order, each reading what it read there."""
        visits = self.source.rows(
            "select visits.*, pages.url, pages.address, pages.source, pages.visited_at, pages.etag, "
            "pages.last_modified, pages.lastmod, pages.payload "
            "from visits join pages on pages.id = page_id where article_id = ? order by at, visits.id",
            (number,),
        )
        for row in visits:
            page = sql.execute("select id from pages where address = ?", (row["address"],)).fetchone()
            if page and self._is_known(sql, page["id"], row):
                continue
            self.done.visits += 1
            self._revisit(row, ours, _wording_of(row, wordings))
            self.archive.settle()
        digests = _digests(sql, ours)
        for wording in wordings:  # of old archives, whose visits do not tell what they read
            if digest(wording.article) not in digests:
                visit = Visit(
                    url=wording.article.url, source=wording.article.source, at=wording.seen,
                    crawl=self.crawls.get(wording.crawl or 0),
                )  # fmt: skip
                self.archive.add(wording.article, visit, to=ours)
        self.archive.settle()
        self._rereadings(sql, number, ours, wordings)
        for page in self.source.rows("select * from pages where article_id = ?", (number,)):
            if not sql.execute("select 1 from pages where address = ?", (page["address"],)).fetchone():
                _insert(sql, "pages", {**_without(page, "id"), "article_id": ours})

    def _revisit(self, row: sqlite3.Row, ours: int, wording: Wording | None) -> None:
        is_last = row["at"] == row["visited_at"]
        visit = Visit(
            url=row["url"],
            source=row["source"],
            at=datetime.fromisoformat(row["at"]),
            crawl=self.crawls.get(row["crawl_id"]),
            http_status=row["http_status"],
            etag=row["etag"] if is_last else None,
            last_modified=row["last_modified"] if is_last else None,
            lastmod=row["lastmod"] if is_last else None,
            reason=row["reason"],
            capture=self._capture(row["capture_id"]),
        )
        if wording is not None:
            self.archive.add(wording.article, visit, to=ours)
        elif row["outcome"] in STATUS:
            self.archive.visited(visit, STATUS[row["outcome"]])
        else:
            self.archive.seen_as_copy(visit, ours)

    def _rereadings(self, sql: sqlite3.Connection, number: int, ours: int, wordings: Sequence[Wording]) -> None:
        """What earlier extractions read in wordings that both have."""
        digests = _digests(sql, ours)
        for row in self.source.rows("select * from rereadings where article_id = ? order by id", (number,)):
            place = next((one for one in wordings if one.number == row["wording"]), None)
            here = digests.get(digest(place.article)) if place else None
            if (
                here is None
                or sql.execute(
                    "select 1 from rereadings where article_id = ? and at = ? and changed = ? and fields = ?",
                    (ours, row["at"], row["changed"], row["fields"]),
                ).fetchone()
            ):
                continue
            _insert(sql, "rereadings", {**_without(row, "id"), "article_id": ours, "wording": here})

    def _searches(self) -> None:
        """Take over saved searches with their hits."""
        for theirs in self.source.rows("select * from watches order by name"):
            self.progress(f"the saved search {theirs['name']}")
            with self.archive.writing() as sql:
                rows = sql.execute("select * from watches").fetchall()
                ours = next((row["id"] for row in rows if _is_same_search(row, theirs)), None)
                if ours is None:
                    ours = self._search(sql, theirs, {row["name"] for row in rows})
                for hit in self.source.connection.execute(
                    "select * from watch_hits where watch_id = ? order by id", (theirs["id"],)
                ):
                    sql.execute(
                        "insert into watch_hits (watch_id, article_id, found_at, told_at) "
                        "select ?, ours, ?, ? from merged_articles where other = ? "
                        "on conflict (watch_id, article_id) do nothing",
                        (ours, hit["found_at"], hit["told_at"], hit["article_id"]),
                    )

    def _search(self, sql: sqlite3.Connection, theirs: sqlite3.Row, taken: set[str]) -> int:
        """Take over a saved search that is not here; what it has not looked through there arrives here anew for it."""
        names = chain([theirs["name"]], (f"{theirs['name']} ({place})" for place in count(2)))
        name = next(name for name in names if name not in taken)
        (reached,) = sql.execute("select coalesce(max(number), 0) from arrivals").fetchone()
        for row in self.source.connection.execute(
            "select article_id from arrivals where number > ? order by number", (theirs["checked_to"],)
        ):
            sql.execute(
                "insert into arrivals (article_id) select ours from merged_articles where other = ?",
                (row["article_id"],),
            )
        self.done.searches += 1
        if name != theirs["name"]:
            self.done.notes.append(
                f"The saved search {theirs['name']!a} asks something else here than in the other archive; the other's "
                f"is kept as {name!a}."
            )
        return _insert(sql, "watches", {**_without(theirs, "id"), "name": name, "checked_to": reached})

    def _pages(self) -> None:
        """Pages that are no articles, with their visits."""
        last = 0
        while rows := self.source.rows(
            "select * from pages where article_id is null and id > ? order by id limit ?", (last, BATCH * 10)
        ):
            self.progress(f"pages that are no articles, from {last} on")
            with self.archive.writing() as sql:
                for page in rows:
                    self._page(sql, page, None, duplicate=False)
                    if page["status"] == PageStatus.GONE:
                        here = sql.execute(
                            "select article_id from pages where address = ?", (page["address"],)
                        ).fetchone()
                        sql.execute(GONE, {"id": here["article_id"] if here else None})
            last = rows[-1]["id"]


def _wording_of(visit: sqlite3.Row, wordings: Sequence[Wording]) -> Wording | None:
    """The wording that a visit read; None of one that read none."""
    if visit["wording"] is not None:
        return next((one for one in wordings if one.number == visit["wording"]), None)
    if visit["outcome"] not in ("new", "changed", "unchanged") or visit["http_status"] != 200:
        return None
    at = datetime.fromisoformat(visit["at"])
    return next((one for one in reversed(wordings) if one.seen <= at), None)


def _is_same_search(ours: sqlite3.Row, theirs: sqlite3.Row) -> bool:
    """Whether two saved searches ask the same under one name, or under the one that an earlier merge gave."""
    named = ours["name"] == theirs["name"] or re.fullmatch(re.escape(theirs["name"]) + r" \(\d+\)", ours["name"])
    return bool(named) and all(ours[name] == theirs[name] for name in ("query", *watch.FILTERS))


def _digests(sql: sqlite3.Connection, ours: int) -> dict[str, int]:
    """The wordings of an article here: their numbers by their digests."""
    rows = sql.execute(
        "select digest, number from revisions where article_id = ?1 union all select digest, "
        "(select count(*) + 1 from revisions where article_id = ?1) from articles where id = ?1",
        (ours,),
    )
    return {row["digest"]: row["number"] for row in rows}


def _places(source: Archive, file: int) -> list[tuple[int, int]]:
    return [
        (row["offset"], row["length"])
        for row in source.rows("select offset, length from removals where file_id = ?", (file,))
    ]


def _count(sql: sqlite3.Connection, article: int) -> int:
    return int(sql.execute("select count(*) from revisions where article_id = ?", (article,)).fetchone()[0])


def _insert(sql: sqlite3.Connection, table: str, values: Mapping[str, Any], more: str = "") -> int:
    values = {name: value for name, value in values.items() if name not in GENERATED.get(table, ())}
    cursor = sql.execute(
        f"insert into {table} ({', '.join(values)}) values ({', '.join('?' * len(values))}) {more}",  # noqa: S608
        tuple(values.values()),
    )
    return int(cursor.lastrowid or 0)


def _without(row: sqlite3.Row, *names: str) -> dict[str, Any]:
    return {name: row[name] for name in row.keys() if name not in names}  # noqa: SIM118  # rows iterate over values
