"""Long statements in a thread of their own, while the caller goes on with what needs no connection.

SQLite works without Python's lock: what it does for many rows in one statement takes no time of a caller who has other
work meanwhile. A connection is one thread's at a time: who has started a statement gets it from `connection` again.
"""

import sqlite3
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

SERIALIZED = 3
"""What the sqlite3 module calls an SQLite whose connections go from thread to thread."""
NAME = "archive-aside"


class Aside:
    """A connection, and the thread that works with it, if that is `worth` it."""

    def __init__(self, sql: sqlite3.Connection, *, worth: bool) -> None:
        self._sql = sql
        self._thread: ThreadPoolExecutor | None = None
        if worth and sqlite3.threadsafety == SERIALIZED:
            self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=NAME)
        self._started: list[Future[None]] = []

    @property
    def has(self) -> bool:
        """Whether the thread has the connection, or an error to tell, so that `connection` is to be asked for it."""
        return bool(self._started)

    def start(self, work: Callable[[sqlite3.Connection], None]) -> None:
        """Let the thread do this, after what was started before; without one it is done now."""
        if self._thread:
            self._started.append(self._thread.submit(work, self._sql))
        else:
            work(self._sql)

    def connection(self) -> sqlite3.Connection:
        """The connection, once all that was started is done. Raises what that raised, however often it is asked."""
        for one in self._started:
            one.result()
        self._started.clear()
        return self._sql

    def close(self) -> None:
        """Drop what was started and has not begun, and wait for what has; none of its errors is raised.

        Ctrl-C is heard after that: nothing may work with a connection whose transaction is taken back.
        """
        self._started.clear()
        stopped: KeyboardInterrupt | None = None
        while self._thread:
            try:
                self._thread.shutdown(cancel_futures=True)
                self._thread = None
            except KeyboardInterrupt as error:
                stopped = error
        if stopped:
            raise stopped
