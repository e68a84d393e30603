"""What of an archive can be read again from its captures: every wording, and pages that no article was read from."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from archive.captures import Capture, capture, folder_of, payload_record, read_record
from archive.identity import time_text
from archive.store import Archive
from archive.warc import Http, answer_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A page to read again. `wording` of `article` was read from capture `capture`, of an answer to a request for
    `asked`; if the newsroom changed the page later without changing the wording, `latest` is the last such capture.
    A page that no article was read from has neither article nor wording.
    """

    capture: int
    asked: str
    source: str
    at: datetime
    article: int | None = None
    wording: int | None = None
    latest: int | None = None


def sheets(archive: Archive, *, source: str | None = None, since: datetime | None = None) -> Iterator[Sheet]:
    """Every page to read again, in the order of the capture files; of one source, or captured since then."""
    for row in archive.rows(SHEETS, {"source": source, "since": time_text(since) if since else None}):
        yield Sheet(
            capture=row["capture"],
            asked=row["asked"],
            source=row["source"],
            at=datetime.fromisoformat(row["at"]),
            article=row["article"],
            wording=row["wording"],
            latest=row["latest"],
        )


def without_capture(archive: Archive, *, source: str | None = None) -> int:
    """How many wordings have no capture, and stay as they were read."""
    ((count,),) = archive.rows(
        "select (select count(*) from articles where capture_id is null and (:source is null or source = :source)) + "
        "(select count(*) from revisions join articles on articles.id = article_id "
        "where revisions.capture_id is null and (:source is null or source = :source))",
        {"source": source},
    )
    return int(count)


def answer_of(archive: Archive, number: int) -> tuple[Capture, Http]:
    """A capture, and the answer with its content. Raises CaptureNotFoundError or LostCaptureError."""
    found = capture(archive, number)
    folder = folder_of(archive.path)
    http = answer_in(read_record(folder, found)) or Http(0)
    if found.kind == "revisit":
        holder = answer_in(payload_record(archive, folder, found)) or Http(0)
        http = replace(http, body=holder.body, raw_body=holder.raw_body)
    return found, http


# A wording's capture is the one that its fields were read from; the last of its visits that got other content told its
# address and date of change.
SHEETS = """
with wordings (article, wording, source, capture) as (
    select articles.id, (select count(*) + 1 from revisions where article_id = articles.id), source, capture_id
    from articles where capture_id is not null
    union all
    select article_id, number, source, revisions.capture_id
    from revisions join articles on articles.id = article_id where revisions.capture_id is not null
),
read (article, wording, source, capture, latest) as (
    select wordings.*, (
        select seen.id
        from pages join visits on page_id = pages.id join captures as seen on seen.id = visits.capture_id
        where pages.article_id = wordings.article and visits.wording = wordings.wording
        and visits.outcome = 'unchanged' and seen.http_status = 200
        order by visits.at desc, visits.id desc limit 1
    )
    from wordings
    union all
    select null, null, pages.source, (
        select visits.capture_id from visits where page_id = pages.id order by at desc, id desc limit 1
    ), null
    from pages where article_id is null and status in ('not_article', 'blocked', 'failed') and http_status = 200
)
select read.article, read.wording, read.source, captures.id as capture, captures.at,
       iif(coalesce(later.refers_to, later.id) != coalesce(captures.refers_to, captures.id), later.id, null) as latest,
       coalesce(
           (select pages.url from visits join pages on pages.id = page_id where capture_id = captures.id limit 1),
           captures.url
       ) as asked
from read join captures on captures.id = read.capture left join captures as later on later.id = read.latest
join captures as holder on holder.id = coalesce(captures.refers_to, captures.id)
where (:source is null or read.source = :source) and (:since is null or captures.at >= :since)
order by holder.file_id, holder.offset
"""
