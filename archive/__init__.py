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
from archive.identity import Outcome, canonical_url
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
    "Correction",
    "DiskFullError",
    "Exchange",
    "Hit",
    "Image",
    "IncompleteArticleError",
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
    "Source",
    "StoredArticle",
    "Visit",
    "Zone",
    "canonical_url",
]
