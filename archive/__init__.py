"""The archive: knows articles and SQLite, nothing of crawling. Everything in `__all__` is the public face."""

from archive.article import (
    Access,
    Article,
    AuthorBio,
    Correction,
    Image,
    LiveEntry,
    Media,
    Moment,
    Zone,
)
from archive.captures import Capture, CaptureWriter
from archive.errors import (
    ArchiveError,
    ArticleNotFoundError,
    CaptureNotFoundError,
    DiskFullError,
    IncompleteArticleError,
    LockedError,
    LostCaptureError,
    NewerSchemaError,
    NotAnArchiveError,
    QueryError,
    ReadOnlyError,
)
from archive.history import Reread, Wording
from archive.identity import Outcome, canonical_url
from archive.rereading import Sheet, answer_of, sheets, without_capture
from archive.revisions import Change, Kind
from archive.search import Hit
from archive.store import Added, Archive, Known, PageStatus, Source, StoredArticle, Visit
from archive.warc import Exchange

__all__ = [
    "Access",
    "Added",
    "Archive",
    "ArchiveError",
    "Article",
    "ArticleNotFoundError",
    "AuthorBio",
    "Capture",
    "CaptureNotFoundError",
    "CaptureWriter",
    "Change",
    "Correction",
    "DiskFullError",
    "Exchange",
    "Hit",
    "Image",
    "IncompleteArticleError",
    "Kind",
    "Known",
    "LiveEntry",
    "LockedError",
    "LostCaptureError",
    "Media",
    "Moment",
    "NewerSchemaError",
    "NotAnArchiveError",
    "Outcome",
    "PageStatus",
    "QueryError",
    "ReadOnlyError",
    "Reread",
    "Sheet",
    "Source",
    "StoredArticle",
    "Visit",
    "Wording",
    "Zone",
    "answer_of",
    "canonical_url",
    "sheets",
    "without_capture",
]
