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
from archive.errors import (
    ArchiveError,
    ArticleNotFoundError,
    DiskFullError,
    IncompleteArticleError,
    LockedError,
    NewerSchemaError,
    NotAnArchiveError,
    QueryError,
    ReadOnlyError,
)

__all__ = [
    "Access",
    "ArchiveError",
    "Article",
    "ArticleNotFoundError",
    "AuthorBio",
    "Correction",
    "DiskFullError",
    "Image",
    "IncompleteArticleError",
    "LiveEntry",
    "LockedError",
    "Media",
    "Moment",
    "NewerSchemaError",
    "NotAnArchiveError",
    "QueryError",
    "ReadOnlyError",
    "Zone",
]
