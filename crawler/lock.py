"""Who crawls what into an archive right now: a lock for each source, held by the process and gone with it."""

import fcntl
import os
from hashlib import blake2b
from pathlib import Path
from typing import Self


class SourceLocks:
    """The sources that this process crawls into one archive.

    A lock is a byte of the file beside the archive (`news.db.lock`, always empty), locked as POSIX.1 `fcntl` has it:
    the system takes it back when the process ends, also by a kill or a power cut, so that nothing has to be cleared up.
    Raises OSError where the file cannot be made.
    """

    def __init__(self, archive: str) -> None:
        self.path = Path(f"{Path(archive).resolve()}.lock")
        self._file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)

    def take(self, source: str) -> bool:
        """Whether this process has the source from now on; False if another one has it."""
        byte = int.from_bytes(blake2b(source.encode(), digest_size=8).digest()) >> 2
        try:
            fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, byte)
        except (BlockingIOError, PermissionError):
            return False
        return True

    def close(self) -> None:
        """Give all of them back."""
        os.close(self._file)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
