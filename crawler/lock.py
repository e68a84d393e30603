"""Who crawls what into an archive right now: a lock for each source and run, held by the process and gone with it."""

import fcntl
import os
from collections.abc import Iterable, Mapping
from typing import Self

from archive import Archive, ArchiveError, crawl_name, lock_path, lock_place
from crawler import clock


class SourceLocks:
    """The sources that this process crawls into one archive.

    `archive.underway` says what a lock is. Raises ArchiveError where the file cannot be made.
    """

    def __init__(self, archive: str) -> None:
        self.path = lock_path(archive)
        try:
            self._file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        except OSError as error:
            raise ArchiveError(f"{archive}.lock cannot be made: {error.strerror or error}.") from error

    def take(self, source: str) -> bool:
        """Whether this process has the source from now on; False if another one has it."""
        try:
            fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, lock_place(source))
        except (BlockingIOError, PermissionError):
            return False
        return True

    def begin(self, archive: Archive, spider: str, arguments: Mapping[str, str], sources: Iterable[str] = ()) -> int:
        """Record the start of a run of these sources, and of runs that were killed their end; its number.

        A run holds the lock of its own number until it ends: one that is recorded as running and whose lock is free
        ended without a word. Raises ArchiveError.
        """
        for crawl in archive.unfinished_crawls():
            if self.take(crawl_name(crawl)):
                archive.crawl_was_killed(crawl)
        with archive.writing():
            crawl = archive.start_crawl(spider, arguments, sources, at=clock.now())
            self.take(crawl_name(crawl))
        return crawl

    def close(self) -> None:
        """Give all of them back."""
        os.close(self._file)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
