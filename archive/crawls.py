"""What crawls wrote into an archive: the runs, the captures of each, and the articles that are there."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from archive.captures import ROWS as CAPTURES
from archive.captures import Capture, from_row
from archive.identity import time_text
from archive.store import Archive, StoredArticle


@dataclass(frozen=True, slots=True, kw_only=True)
class Crawl:
    """A run of a spider: when it began (aware, UTC), of which sources, and how it ended ("finished", or why not)."""

    id: int
    spider: str
    arguments: Mapping[str, str]
    began: datetime
    status: str
    sources: tuple[str, ...]


OWN_FILES = (
    "file_id in (select file_id from captures group by file_id having min(at) >= ?1 and (?2 is null or min(at) < ?2))"
)


def crawls_of(archive: Archive) -> list[Crawl]:
    """Every run, in order."""
    sources: dict[int, list[str]] = {}
    for row in archive.rows("select crawl_id, source from crawl_sources order by crawl_id, source"):
        sources.setdefault(row["crawl_id"], []).append(row["source"])
    return [
        Crawl(
            id=row["id"],
            spider=row["spider"],
            arguments=json.loads(row["arguments"]),
            began=datetime.fromisoformat(row["started_at"]),
            status=row["status"],
            sources=tuple(sources.get(row["id"], ())),
        )
        for row in archive.rows("select id, spider, arguments, started_at, status from crawls order by id")
    ]


def captured_in(archive: Archive, crawl: Crawl) -> list[Capture]:
    """The captures of answers that a run wrote, in its order: those of the files that it began, before the next one."""
    (after,) = archive.rows("select min(started_at) as began from crawls where id > ?", (crawl.id,))
    rows = archive.rows(
        f"{CAPTURES} where kind != 'conversion' and {OWN_FILES} order by captures.id",
        (time_text(crawl.began), after["began"]),
    )
    return [from_row(row) for row in rows]


def articles_of(archive: Archive) -> Iterator[StoredArticle]:
    """Every article, by its address."""
    for row in archive.rows("select id from articles order by url, id"):
        yield archive.get(row["id"])
