"""Which crawls are under way: each holds a lock of its number as long as its process lives.

A lock is a byte of the file beside the archive (`news.db.lock`, always empty), locked as POSIX.1 `fcntl` has it: the
system takes it back when the process ends, also by a kill or a power cut, so that nothing has to be cleared up.
"""

import fcntl
import os
from hashlib import blake2b
from pathlib import Path


def lock_path(archive: str | Path) -> Path:
    """The file of an archive's locks."""
    return Path(f"{Path(archive).resolve()}.lock")


def lock_place(name: str) -> int:
    """The byte that is locked under a name: a source's, or `crawl_name`."""
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest()) >> 2


def crawl_name(crawl: int) -> str:
    """The name of a run's lock; no source has a line break in its name."""
    return f"crawl\n{crawl}"


def is_under_way(archive: str | Path, crawl: int) -> bool:
    """Whether another process holds the lock of a crawl. Not for a process that holds locks itself: it would lose them
    (POSIX.1, close)."""
    try:
        file = os.open(lock_path(archive), os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.lockf(file, fcntl.LOCK_SH | fcntl.LOCK_NB, 1, lock_place(crawl_name(crawl)))
    except (BlockingIOError, PermissionError):
        return True
    finally:
        os.close(file)
    return False
