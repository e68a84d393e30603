"""What can go wrong with an archive, each a sentence that tells a person what to do."""

import errno


class ArchiveError(Exception):
    """Base of every error this package raises on purpose; `str()` is one sentence for a person."""


class NotAnArchiveError(ArchiveError):
    """The file is not an SQLite database, or is a database of something else."""


class NewerSchemaError(ArchiveError):
    """The file was written by a newer version of this program."""


class OlderSchemaError(ArchiveError):
    """The file was written by an older version of this program, and may not be brought up to date now."""


class ReadOnlyError(ArchiveError):
    """The file or its folder cannot be written."""


class DiskFullError(ArchiveError):
    """The disk is full; what was stored before stays stored."""


class LockedError(ArchiveError):
    """Another program is writing to the archive and did not finish in time."""


class QueryError(ArchiveError):
    """A search or an SQL query that cannot be run; the sentence says where it fails."""


class ArticleNotFoundError(ArchiveError):
    """No article has this number or URL."""


class IncompleteArticleError(ArchiveError):
    """An article lacks a field without which it is none; the sentence names the field."""


class CaptureNotFoundError(ArchiveError):
    """There is no such capture."""


class LostCaptureError(ArchiveError):
    """A capture's file is missing or damaged; the sentence names the file, and the record where it can."""


def told(error: OSError) -> str:
    """What the system refused, as one sentence; of a file that gets its name last, by that name."""
    file = str(error.filename or "").removesuffix(".part")
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return f"The disk{file and f' of {file}'} is full; free some space and start again."
        case errno.ENOENT if file:
            return f"{file}: there is no such file, or no such folder for it."
        case errno.EACCES | errno.EPERM | errno.EROFS if file:
            return f"{file} cannot be opened or written; check the rights of the file and of its folder."
        case errno.EISDIR if file:
            return f"{file} is a folder; name a file."
        case _:
            return f"{file and f'{file}: '}{error.strerror or error}"
