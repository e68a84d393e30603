"""Long statements run beside their caller, and whatever goes wrong there or here leaves nothing half done."""

import sqlite3
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from archive import Archive, ArchiveError, DiskFullError, Outcome, Visit, aside, copies, database, indexing, pending
from archive import check as checking
from archive.aside import Aside
from benchmarks import corpus

NEW = [(one, visit) for one, visit in corpus.series(0, 40, size=900)]
PAGES = list(corpus.series(0, pending.MANY + 30, size=900))


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "news.db") as found:
        yield found


def store(db: Archive, count: int | None = None) -> None:
    with db.writing():
        for article, visit in PAGES[:count]:
            db.add(article, visit)


def nothing_is_stored_and_all_can_be(db: Archive) -> None:
    assert [db.rows(f"select count(*) from {table}")[0][0] for table in ("articles", "pages", "arrivals")] == [0, 0, 0]
    assert not db.search(PAGES[0][0].headline)
    store(db)
    assert db.rows("select count(*) from pages")[0][0] == len({visit.url for _, visit in PAGES})
    assert [hit.id for hit in db.search(f'"{PAGES[0][0].headline}"')] == [1]
    assert checking.check(db, full=True).problems == []


def working() -> list[str]:
    """Threads of ours that are still there."""
    return [thread.name for thread in threading.enumerate() if thread.name.startswith(aside.NAME)]


@pytest.fixture
def threads(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Of each time that something was put into an index, whether a thread of its own did so."""
    found: list[bool] = []
    put = indexing.put

    def noted(*arguments: object) -> None:
        found.append(threading.current_thread() is not threading.main_thread())
        put(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(indexing, "put", noted)
    return found


def test_a_thread_writes_the_index_of_many_articles(db: Archive, threads: list[bool]) -> None:
    store(db)
    assert threads
    assert all(threads)
    assert not working()
    assert checking.check(db, full=True).problems == []


def test_no_thread_is_started_for_a_few(db: Archive, threads: list[bool]) -> None:
    store(db, pending.MANY - 5)
    assert threads
    assert not any(threads)


def test_no_thread_is_started_where_sqlite_allows_none(
    db: Archive, threads: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite3, "threadsafety", 1)
    store(db)
    assert not any(threads)
    assert checking.check(db, full=True).problems == []


def test_a_disk_that_fills_up_in_the_thread_is_told_and_nothing_is_stored(db: Archive, threads: list[bool]) -> None:
    ((pages,),) = db.rows("pragma page_count")
    db.connection.execute(f"pragma max_page_count = {pages + 5}")
    with pytest.raises(DiskFullError, match="is full"):
        store(db)
    assert threads[-1]
    db.connection.execute("pragma max_page_count = 1000000")
    nothing_is_stored_and_all_can_be(db)


@pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError])
def test_a_caller_that_is_stopped_meanwhile_leaves_nothing(
    db: Archive, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    def stopped(*_: object) -> None:
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(copies, "read", stopped)
        with pytest.raises(error):
            store(db)
    assert not working()
    nothing_is_stored_and_all_can_be(db)


@pytest.fixture
def early(monkeypatch: pytest.MonkeyPatch) -> None:
    """The thread begins when ten articles are gathered, and again for the rest of twenty."""
    monkeypatch.setattr(pending, "MOST", 20)
    monkeypatch.setattr(pending, "MANY", 5)


def away(db: Archive) -> bool:
    return db._pending.away


def test_what_comes_while_the_thread_works_is_known_again(early: None, db: Archive, threads: list[bool]) -> None:
    """By its address, its text or its number, of this transaction and of those before."""
    old, *pages = [(replace(one, network="echo", publisher_id=str(n)), visit) for n, (one, visit) in enumerate(NEW)]
    db.add(*old)
    with db.writing():
        for one, visit in pages[:10]:
            assert db.add(one, visit).outcome is Outcome.NEW
        assert away(db)
        assert db.add(*pages[10]).article == 12
        assert away(db)
        for (article, visit), number in ((old, 1), (pages[3], 5), (pages[10], 12)):
            moved = replace(article, url=f"{article.url}/moved")
            assert db.add(moved, replace(visit, url=moved.url)).article == number
            copy = replace(article, url=f"{article.url}/copy", network=None, publisher_id=None)
            added = db.add(copy, replace(visit, url=copy.url))
            assert (added.outcome, added.article) == (Outcome.DUPLICATE, number)
            assert db.add(article, visit).outcome is Outcome.UNCHANGED
        assert not away(db)
        assert db.add(*pages[11]).article == 13
    assert any(threads)
    assert not working()
    assert checking.check(db, full=True).problems == []


def test_one_that_is_known_is_found_while_the_thread_works(early: None, db: Archive) -> None:
    db.add(*NEW[0])
    with db.writing():
        for one, visit in NEW[1:12]:
            db.add(one, visit)
        assert away(db)
        copy = replace(NEW[0][0], url="https://echo.example/copy")
        assert db.add(copy, Visit(url=copy.url, source=copy.source, at=NEW[0][1].at)).outcome is Outcome.DUPLICATE
        assert db.get(5).article.headline == NEW[4][0].headline
    assert checking.check(db, full=True).problems == []


def test_after_another_change_the_thread_does_not_begin_early(early: None, db: Archive) -> None:
    with db.writing() as sql:
        sql.execute("insert into tags (name) values ('a')")
        for one, visit in NEW[:11]:
            db.add(one, visit)
        assert not away(db)
    assert checking.check(db, full=True).problems == []


@pytest.mark.parametrize("count", [11, 19, 20, 25])
def test_an_error_while_articles_are_added_is_told_and_nothing_is_stored(
    early: None, db: Archive, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    def full(*_: object) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    def tried_again_and_again() -> None:
        with db.writing():
            for one, visit in NEW[:count]:
                with suppress(DiskFullError):
                    db.add(one, visit)

    with monkeypatch.context() as patched:
        patched.setattr(indexing, "put", full)
        with pytest.raises(ArchiveError, match=r"is full|none of them was stored"):
            tried_again_and_again()
    assert not working()
    nothing_is_stored_and_all_can_be(db)


def test_the_connection_is_had_again_when_all_that_was_started_is_done() -> None:
    sql = sqlite3.connect(":memory:", check_same_thread=False)
    done: list[int] = []
    go = threading.Event()
    thread = Aside(sql, worth=True)
    thread.start(lambda _: done.append(1 if go.wait(10) else 0))
    thread.start(lambda connection: done.extend(connection.execute("select 2").fetchone()))
    assert thread.has
    assert done == []
    go.set()
    assert thread.connection() is sql
    assert done == [1, 2]
    assert not thread.has
    thread.close()
    sql.close()


def test_an_error_of_the_thread_is_the_callers_until_it_is_closed() -> None:
    sql = sqlite3.connect(":memory:", check_same_thread=False)
    thread = Aside(sql, worth=True)
    thread.start(lambda connection: connection.execute("select * from absent").close())
    for _ in range(2):
        with pytest.raises(sqlite3.OperationalError, match="no such table"):
            thread.connection()
    thread.close()
    assert not working()
    sql.close()


def test_ctrl_c_while_a_thread_is_waited_for_is_heard_when_it_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    sql = sqlite3.connect(":memory:", check_same_thread=False)
    begun, done, go = threading.Event(), threading.Event(), threading.Event()
    thread = Aside(sql, worth=True)
    thread.start(lambda _: (begun.set(), go.wait(10), done.set())[0])
    thread.start(lambda _: go.clear())  # is dropped
    begun.wait(10)
    shutdown = ThreadPoolExecutor.shutdown

    def stopped_at_first(self: ThreadPoolExecutor, **options: bool) -> None:
        if not go.is_set():
            shutdown(self, wait=False, **options)
            go.set()
            raise KeyboardInterrupt
        shutdown(self, **options)

    monkeypatch.setattr(ThreadPoolExecutor, "shutdown", stopped_at_first)
    with pytest.raises(KeyboardInterrupt):
        thread.close()
    assert done.is_set()
    assert go.is_set()
    assert not working()
    sql.close()


def test_rows_are_inserted_few_or_many_at_once() -> None:
    sql = sqlite3.connect(":memory:")
    sql.execute("create table t (a, b)")
    for count in (0, 1, database.ROWS, 2 * database.ROWS + 1):
        sql.execute("delete from t")
        database.insert(sql, "t", ("a", "b"), [*range(2 * count)])
        assert sql.execute("select a, b from t order by a").fetchall() == [(2 * n, 2 * n + 1) for n in range(count)]
    sql.close()
