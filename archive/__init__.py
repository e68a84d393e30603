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
from archive.captures import Capture, CaptureWriter, captures_of
from archive.crawls import Crawl, articles_of, captured_in, crawls_of
from archive.deletion import discard
from archive.documents import Belief, Document
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
    OlderSchemaError,
    QueryError,
    ReadOnlyError,
)
from archive.foreign import Answer as ForeignAnswer
from archive.foreign import Losses
from archive.foreign import answers as foreign_answers
from archive.foreign import files_in as foreign_files
from archive.health import FIELDS as WATCHED_FIELDS
from archive.health import Health, Observed, health_told, record_health
from archive.history import Reread, Wording
from archive.identity import Outcome, canonical_url
from archive.policies import SiteFile
from archive.rereading import Sheet, answer_of, sheets, without_capture
from archive.revisions import Change, Kind
from archive.search import Hit
from archive.store import Added, Archive, Known, PageStatus, Source, StoredArticle, Visit
from archive.underway import crawl_name, lock_path, lock_place
from archive.visiting import Life, Rates
from archive.warc import Exchange

__all__ = [
    "WATCHED_FIELDS",
    "Access",
    "Added",
    "Archive",
    "ArchiveError",
    "Article",
    "ArticleNotFoundError",
    "AuthorBio",
    "Belief",
    "Capture",
    "CaptureNotFoundError",
    "CaptureWriter",
    "Change",
    "Correction",
    "Crawl",
    "DiskFullError",
    "Document",
    "Exchange",
    "ForeignAnswer",
    "Health",
    "Hit",
    "Image",
    "IncompleteArticleError",
    "Kind",
    "Known",
    "Life",
    "LiveEntry",
    "LockedError",
    "Losses",
    "LostCaptureError",
    "Media",
    "Moment",
    "NewerSchemaError",
    "NotAnArchiveError",
    "Observed",
    "OlderSchemaError",
    "Outcome",
    "PageStatus",
    "QueryError",
    "Rates",
    "ReadOnlyError",
    "Reread",
    "Sheet",
    "SiteFile",
    "Source",
    "StoredArticle",
    "Visit",
    "Wording",
    "Zone",
    "answer_of",
    "articles_of",
    "canonical_url",
    "captured_in",
    "captures_of",
    "crawl_name",
    "crawls_of",
    "discard",
    "foreign_answers",
    "foreign_files",
    "health_told",
    "lock_path",
    "lock_place",
    "record_health",
    "sheets",
    "without_capture",
]
