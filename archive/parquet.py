"""Articles as a Parquet file, for pandas, DuckDB, Spark and their like: a column a field, written a group at a time."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from archive.article import Moment
from archive.errors import ArchiveError
from archive.identity import url_key
from archive.store import StoredArticle

GROUP = 2000
"""Articles that are held in memory and written as one row group."""


def write(stored: Iterable[StoredArticle], path: Path) -> int:
    """Write articles to a file; how many. Raises ArchiveError where the library is missing."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ModuleNotFoundError as error:
        raise ArchiveError(
            f"Parquet needs {error.name}; install it with: pip install 'news-archive[parquet]'"
        ) from error
    schema = _schema(pyarrow)
    count = 0
    articles = iter(stored)
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        while rows := [_row(one) for one in islice(articles, GROUP)]:
            writer.write_table(pyarrow.Table.from_pylist(rows, schema=schema))
            count += len(rows)
    return count


def _schema(pa: Any) -> Any:
    text, moment = pa.string(), pa.timestamp("s", tz="UTC")
    texts = pa.list_(text)

    def parts(**fields: Any) -> Any:
        return pa.list_(pa.struct(list(fields.items())))

    return pa.schema(
        {
            "id": pa.int64(), "source": text, "network": text, "publisher_id": text, "url": text, "url_key": text,
            "aliases": texts, "headline": text, "kicker": text, "dek": text, "byline": text, "authors": texts,
            "organisations": texts, "agencies": texts, "dateline": text, "published": moment, "published_text": text,
            "published_zone": text, "modified": moment, "modified_text": text, "modified_zone": text, "section": text,
            "tags": texts, "language": text, "body": text,
            "images": parts(url=text, caption=text, credit=text, alt=text, lead=pa.bool_()),
            "media": parts(kind=text, url=text, title=text), "credits": texts,
            "corrections": parts(date=moment, text=text), "disclaimer": text,
            "author_bios": parts(name=text, text=text),
            "live_entries": parts(time=moment, headline=text, text=text), "access": text,
            "first_seen": moment, "last_seen": moment, "gone_at": moment, "revisions": pa.int32(),
        }
    )  # fmt: skip


def _row(stored: StoredArticle) -> dict[str, Any]:
    article = stored.article
    return {
        "id": stored.id,
        "url_key": url_key(article.url),
        **{name: getattr(article, name) for name in PLAIN},
        **{name: list(getattr(article, name)) for name in LISTS},
        **dict(_moments("published", article.published)),
        **dict(_moments("modified", article.modified)),
        "images": [_part(one, "url", "caption", "credit", "alt", "lead") for one in article.images],
        "media": [_part(one, "kind", "url", "title") for one in article.media],
        "corrections": [_part(one, "date", "text") for one in article.corrections],
        "author_bios": [_part(one, "name", "text") for one in article.author_bios],
        "live_entries": [_part(one, "time", "headline", "text") for one in article.live_entries],
        "first_seen": stored.first_seen,
        "last_seen": stored.last_seen,
        "gone_at": stored.gone_at,
        "revisions": stored.revisions,
    }


PLAIN = (
    "source", "network", "publisher_id", "url", "headline", "kicker", "dek", "byline", "dateline", "section",
    "language", "body", "disclaimer", "access",
)  # fmt: skip
LISTS = ("aliases", "authors", "organisations", "agencies", "tags", "credits")


def _moments(name: str, moment: Moment | None) -> Iterator[tuple[str, Any]]:
    yield name, moment.value if moment else None
    yield f"{name}_text", moment.text if moment else None
    yield f"{name}_zone", moment.zone if moment else None


def _part(one: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(one, name) for name in names}
