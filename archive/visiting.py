"""When to look at a page again: what is known of its life, and the plan that the crawl made for it.

What is decided from it is the crawler's matter. `pages.next_visit` is null where nothing is planned.
"""

from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Connection
from typing import NamedTuple

from archive.identity import address_number, time_text, url_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """What a page went through. Times are aware.

    `status` as the last visit left it, and `since` when it began. `article` is the article's number, `first_seen` when
    the archive first had it, `published` what it says of itself, `changes` how often the newsroom changed it since.
    """

    status: str
    since: datetime
    visited_at: datetime
    article: int | None = None
    first_seen: datetime | None = None
    published: datetime | None = None
    section: str | None = None
    changes: int = 0


class Rates(NamedTuple):
    """How often articles changed: `changes` seen, and `exposure`, what was watched of their lives (see `rates`)."""

    changes: int
    exposure: float


LIFE = """
select pages.status, coalesce(pages.status_since, pages.visited_at) as since, pages.visited_at, article_id,
       first_seen, published, section,
       (select count(*) from revisions where revisions.article_id = articles.id and kinds != '') as changes
from pages left join articles on articles.id = article_id
where pages.address = ?
"""
RATES = """
select section, sum(changes), sum(ln((last + :settling) / (first + :settling))) from (
    select section,
           (select count(*) from revisions where revisions.article_id = articles.id and kinds != '') as changes,
           24 * max(0, julianday(first_seen) - julianday(coalesce(published, first_seen))) as first,
           24 * max(0, (select max(julianday(visited_at)) from pages where article_id = articles.id)
                       - julianday(min(coalesce(published, first_seen), first_seen))) as last
    from articles where source = :source
) where last > first
group by section
"""
DUE = """
select * from pages
where source = ? and next_visit <= ? and status in (select value from json_each(?))
order by (julianday(?) - julianday(next_visit))
         / (0.01 + max(0, julianday(next_visit) - julianday(visited_at))) desc, id
limit ?
"""


def life(sql: Connection, url: str) -> Life | None:
    """What is known of a page's life; None of one that was never visited."""
    row = sql.execute(LIFE, (address_number(url_key(url)),)).fetchone()
    if row is None:
        return None
    return Life(
        status=row["status"],
        since=datetime.fromisoformat(row["since"]),
        visited_at=datetime.fromisoformat(row["visited_at"]),
        article=row["article_id"],
        first_seen=datetime.fromisoformat(row["first_seen"]) if row["first_seen"] else None,
        published=datetime.fromisoformat(row["published"]) if row["published"] else None,
        section=row["section"],
        changes=row["changes"],
    )


def rates(sql: Connection, source: str, settling: float) -> dict[str | None, Rates]:
    """How often the articles of a source changed, by section.

    Exposure of an article is ln((b + settling) / (a + settling)), where a and b are its ages in hours at the first and
    the last visit: the natural measure where changes become rarer in proportion to age.
    """
    found = sql.execute(RATES, {"source": source, "settling": settling})
    return {section: Rates(changes, exposure) for section, changes, exposure in found}


def plan(sql: Connection, url: str, when: datetime | None) -> None:
    """Write down when a page is to be looked at again."""
    number = address_number(url_key(url))
    sql.execute("update pages set next_visit = ? where address = ?", (time_text(when) if when else None, number))
