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
from archive.identity import Outcome, canonical_url
from archive.search import Hit
from archive.store import Added, Archive, Known, PageStatus, StoredArticle, Visit

__all__ = [
    "Access",
    "Added",
    "Archive",
    "ArchiveError",
    "Article",
    "ArticleNotFoundError",
    "AuthorBio",
    "Correction",
    "DiskFullError",
    "Hit",
    "Image",
    "IncompleteArticleError",
    "Known",
    "LiveEntry",
    "LockedError",
    "Media",
    "Moment",
    "NewerSchemaError",
    "NotAnArchiveError",
    "Outcome",
    "PageStatus",
    "QueryError",
    "ReadOnlyError",
    "StoredArticle",
    "Visit",
    "Zone",
    "canonical_url",
]
