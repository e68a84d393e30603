"""Long statements in a thread of their own, while the caller goes on with what needs no connection.

SQLite works without Python's lock: what it does for many rows in one statement takes no time of a caller who has other
work meanwhile. A connection is one thread's at a time: who has started a statement gets it from `connection` again.
"""

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

SERIALIZED = 3
"""What the sqlite3 module calls an SQLite whose connections go from thread to thread."""
NAME = "archive-aside"


class Aside:
    """A connection, and the thread that works with it, if there is one."""

    def __init__(self, sql: sqlite3.Connection, thread: ThreadPoolExecutor | None) -> None:
        self._sql, self._thread = sql, thread
        self._started: list[Future[None]] = []

    def start(self, work: Callable[[sqlite3.Connection], None]) -> None:
        """Let the thread do this, after what was started before; without one it is done now."""
        if self._thread:
            self._started.append(self._thread.submit(work, self._sql))
        else:
            work(self._sql)

    def connection(self) -> sqlite3.Connection:
        """The connection, once all that was started is done. Raises what that raised."""
        started, self._started = self._started, []
        for one in started:
            one.result()
        return self._sql


@contextmanager
def aside(sql: sqlite3.Connection, *, worth: bool) -> Iterator[Aside]:
    """A thread for the connection, if that is `worth` it; all that was started is done at the end, after an error of
    the caller's too."""
    if not worth or sqlite3.threadsafety != SERIALIZED:
        yield Aside(sql, None)
        return
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix=NAME) as thread:
        found = Aside(sql, thread)
        yield found
        found.connection()
