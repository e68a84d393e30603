"""Long statements run beside their caller, and whatever goes wrong there or here leaves nothing half done."""

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive import Archive, DiskFullError, aside, copies, database, indexing, pending
from archive import check as checking
from archive.aside import Aside
from benchmarks import corpus

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


def test_the_connection_is_had_again_when_all_that_was_started_is_done() -> None:
    sql = sqlite3.connect(":memory:", check_same_thread=False)
    done: list[int] = []
    go = threading.Event()
    with aside.aside(sql, worth=True) as thread:
        thread.start(lambda _: done.append(1 if go.wait(10) else 0))
        thread.start(lambda connection: done.extend(connection.execute("select 2").fetchone()))
        assert done == []
        go.set()
        assert thread.connection() is sql
        assert done == [1, 2]
    sql.close()


def test_an_error_of_the_thread_is_the_callers() -> None:
    sql = sqlite3.connect(":memory:", check_same_thread=False)

    def with_error(thread: Aside) -> None:
        thread.start(lambda connection: connection.execute("select * from absent").close())
        thread.connection()

    with pytest.raises(sqlite3.OperationalError, match="no such table"), aside.aside(sql, worth=True) as thread:
        with_error(thread)
    with pytest.raises(sqlite3.OperationalError, match="no such table"), aside.aside(sql, worth=True) as thread:
        thread.start(lambda connection: connection.execute("select * from absent").close())
    sql.close()


def test_rows_are_inserted_few_or_many_at_once() -> None:
    sql = sqlite3.connect(":memory:")
    sql.execute("create table t (a, b)")
    for count in (0, 1, database.ROWS, 2 * database.ROWS + 1):
        sql.execute("delete from t")
        database.insert(sql, "t", ("a", "b"), [*range(2 * count)])
        assert sql.execute("select a, b from t order by a").fetchall() == [(2 * n, 2 * n + 1) for n in range(count)]
    sql.close()
