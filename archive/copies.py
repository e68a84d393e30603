"""Which articles of other sources are copies, kept up as articles are stored, changed and deleted.

In SQLite: `fingerprints` finds candidates, `copies` holds the pairs that were compared and found to be copies, and
`article_stories` the stories that these pairs make: all articles that hang together by pairs. An article without a
copy has no story. Those fingerprints of a copy that its original has too are not stored again, nor those that many
articles have, so that a look-up stays short however many newspapers print a story or a phrase. Within one source there
are no copies: the same text there is one article, a new wording a revision (`archive.identity`).
"""

import json
import sqlite3
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from archive.duplicates import (
    Words,
    fingerprints,
    is_passage,
    own_words,
    places,
    shared,
    story_numbers,
    without_end,
    words_of,
)

if TYPE_CHECKING:
    from archive.store import Archive

COMMON = 12
"""A fingerprint that so many articles have, no copies of each other, is boilerplate and finds nothing."""
CANDIDATES = 6
"""So many articles, those with the most fingerprints in common, are compared in full."""
FEW = 8
"""From so many fingerprints on, a single one in common is a stock phrase, and two are a passage."""
RARE = 3
"""Where there is none, so many of those that alone have one of its fingerprints are looked at."""
HOLDERS = "select hash, article_id from json_each(?) cross join fingerprints on hash = value"
"""That many articles have each fingerprint at most, as it is not stored again (see `add`)."""
BATCH = 200
"""So many articles a transaction while an older archive is caught up on."""


class Text(NamedTuple):
    """An article to compare: its number, source, body and credit lines."""

    number: int
    source: str
    body: str
    credits: Sequence[str]


def add(sql: sqlite3.Connection, number: int, source: str, body: str, credits: Sequence[str]) -> None:
    """Compare a new article, or a new wording after `forget`, with all that are stored."""
    add_many(sql, [Text(number, source, body, credits)])


def add_many(sql: sqlite3.Connection, articles: Sequence[Text]) -> None:
    """Compare articles, one after the other, with all that are stored and with those before."""
    texts = [words_of(article.body) for article in articles]
    Words.number(texts)
    found_at = list(map(places, texts))
    holders = _Holders(sql)
    holders.look_up(chain.from_iterable(found_at))
    for article, text, prints in zip(articles, texts, found_at, strict=True):
        _add(sql, holders, article, text, prints)
    holders.write()


def _add(sql: sqlite3.Connection, holders: "_Holders", article: Text, text: Words, found_at: Mapping[int, int]) -> None:
    number = article.number
    prints = found_at.keys()
    numbers = story_numbers(article.credits)
    for name in numbers:
        sql.execute("insert or ignore into story_numbers (number, article_id) values (?, ?)", (name, number))
    held, common = holders.of(number, prints)
    same_number = _same_number(sql, number, numbers)
    matched: set[int] = set()
    if held or same_number:
        likely = _likely(held, 2 if len(prints) >= FEW else 1) or _with_a_passage(sql, text, found_at, held)
        matched = set(_compare(sql, holders, article, text, common, likely, same_number))
    known = {value for value, others in held.items() if not matched.isdisjoint(others)}
    holders.put(number, prints - known - common)
    if matched:
        _join(sql, {number, *matched})


def forget(sql: sqlite3.Connection, number: int, body: str) -> None:
    """Take an article's text out: before it is deleted, or gets another wording. Its copies are compared anew."""
    others = _pairs(sql, number)
    sql.executemany(
        "delete from fingerprints where hash = ? and article_id = ?",
        [(value, number) for value in fingerprints(words_of(body))],
    )
    sql.execute("delete from story_numbers where article_id = ?", (number,))
    sql.execute("delete from copies where article_id = ?1 or other_id = ?1", (number,))
    _regroup(sql, number)
    for other in sorted(others):
        row = sql.execute("select source, body, credits from articles where id = ?", (other,)).fetchone()
        if row:
            add(sql, other, row[0], row[1], (row[2] or "").split("\n"))


class _Holders:
    """The articles that have each fingerprint: those of the file, and those that are to be written."""

    def __init__(self, sql: sqlite3.Connection) -> None:
        self._sql = sql
        self._known: dict[int, list[int]] = {}
        self._looked_up: set[int] = set()
        self._new: list[tuple[int, int]] = []

    def look_up(self, prints: Iterable[int]) -> None:
        """Read what the file has of these, in the order of the file."""
        missing = set(prints) - self._looked_up
        self._looked_up |= missing
        for value, article in self._sql.execute(HOLDERS, (json.dumps(sorted(missing)),)):
            self._known.setdefault(value, []).append(article)

    def of(self, number: int, prints: Iterable[int]) -> tuple[dict[int, list[int]], set[int]]:
        """The other articles that have each fingerprint; and the fingerprints that are too common to tell anything."""
        found: dict[int, list[int]] = {}
        common: set[int] = set()
        for value in prints:
            if articles := self._known.get(value):
                if len(articles) >= COMMON:
                    common.add(value)
                elif others := [article for article in articles if article != number]:
                    found[value] = others
        return found, common

    def put(self, number: int, prints: Iterable[int]) -> None:
        """An article has these from now on."""
        for value in prints:
            articles = self._known.get(value)
            if articles is None:
                self._known[value] = [number]
            elif number not in articles:
                articles.append(number)
            else:
                continue
            self._new.append((value, number))

    def write(self) -> None:
        self._sql.executemany("insert into fingerprints (hash, article_id) values (?, ?)", sorted(self._new))
        self._new.clear()


def _likely(holders: dict[int, list[int]], fewest: int) -> list[int]:
    """The articles with the most fingerprints in common, and of those with equally many the first: the rest are copies
    of these."""
    hits = Counter(chain.from_iterable(holders.values()))
    enough = [article for article, count in hits.items() if count >= fewest]
    return sorted(enough, key=lambda article: (-hits[article], article))[:CANDIDATES]


def _with_a_passage(
    sql: sqlite3.Connection, text: Words, found_at: Mapping[int, int], holders: Mapping[int, Sequence[int]]
) -> list[int]:
    """The articles that alone have a fingerprint, and more words around it, in common with a text."""
    alone = {articles[0]: found_at[value] for value, articles in holders.items() if len(articles) == 1}
    likely = []
    for article, place in sorted(alone.items())[:RARE]:
        row = sql.execute("select body from articles where id = ?", (article,)).fetchone()
        if row and is_passage(text, place, words_of(row[0])):
            likely.append(article)
    return likely


def _same_number(sql: sqlite3.Connection, number: int, numbers: Sequence[str]) -> set[int]:
    rows = [
        row
        for name in numbers
        for row in sql.execute("select article_id from story_numbers where number = ? limit ?", (name, COMMON))
    ]
    return {row[0] for row in rows} - {number}


def _compare(
    sql: sqlite3.Connection,
    holders: _Holders,
    article: Text,
    text: Words,
    common: set[int],
    likely: Sequence[int],
    same_number: set[int],
) -> Iterator[int]:
    """The candidates of other sources that are copies; their pairs are written."""
    number, source, body, _ = article
    for other in dict.fromkeys([*likely, *sorted(same_number)[:CANDIDATES]]):
        row = sql.execute("select source, body from articles where id = ?", (other,)).fetchone()
        if row is None or row[0] == source:
            continue
        by_number = other in same_number
        their_text = words_of(row[1])
        prints = fingerprints(their_text)
        holders.look_up(prints)
        theirs = holders.of(other, prints)[1]
        above, below = without_end(body, row[1])
        cut = len(above) <= body.count("\n\n")
        mine = own_words(text, common, len(above) if cut else None)
        others = own_words(their_text, theirs, len(below) if cut else None)
        found = shared(mine, others)
        is_copy = found.is_copy()
        if not (is_copy or by_number):
            continue
        if cut:
            found = shared(own_words(text, common), own_words(their_text, theirs))
        if not (is_copy or found.is_copy(one_number=True)):
            continue
        one, two = (number, other) if number < other else (other, number)
        kept = (found.of_one, found.of_other) if number < other else (found.of_other, found.of_one)
        sql.execute(
            "insert into copies (article_id, other_id, share, other_share, by_number) values (?, ?, ?, ?, ?) "
            "on conflict (article_id, other_id) do update set share = excluded.share, "
            "other_share = excluded.other_share, by_number = excluded.by_number",
            (one, two, round(kept[0], 3), round(kept[1], 3), int(by_number)),
        )
        yield other


def _pairs(sql: sqlite3.Connection, number: int) -> set[int]:
    rows = sql.execute(
        "select other_id from copies where article_id = ?1 union all select article_id from copies where other_id = ?1",
        (number,),
    )
    return {row[0] for row in rows}


def _join(sql: sqlite3.Connection, articles: set[int]) -> None:
    """Make one story of these articles and of the stories they are in; its number is that of its first article."""
    marks = ", ".join("?" * len(articles))
    stories = {
        row[0]
        for row in sql.execute(
            f"select story_id from article_stories where article_id in ({marks})",  # noqa: S608
            tuple(articles),
        )
    }
    story = min(stories | articles)
    for other in stories - {story}:
        sql.execute("update article_stories set story_id = ? where story_id = ?", (story, other))
    sql.executemany(
        "insert into article_stories (article_id, story_id) values (?, ?) "
        "on conflict (article_id) do update set story_id = excluded.story_id",
        [(article, story) for article in articles],
    )


def _regroup(sql: sqlite3.Connection, number: int) -> None:
    """Make stories anew of the articles of one that an article has left."""
    row = sql.execute("select story_id from article_stories where article_id = ?", (number,)).fetchone()
    if row is None:
        return
    left = {row[0] for row in sql.execute("select article_id from article_stories where story_id = ?", (row[0],))}
    sql.execute("delete from article_stories where story_id = ?", (row[0],))
    left.discard(number)
    while left:
        group, fresh = set(), {min(left)}
        while fresh:
            group |= fresh
            fresh = {other for article in fresh for other in _pairs(sql, article)} - group
        left -= group
        if len(group) > 1:
            _join(sql, group)


# -- reading ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """An article of a story. `kept` is the share of the asked article's words that stand here too, and `own` the share
    of the words here that do not stand there, both 0 to 1."""

    id: int
    source: str
    url: str
    headline: str
    byline: str | None
    published: str | None
    first_seen: str
    agencies: tuple[str, ...]
    kept: float
    own: float
    by_number: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """An article and all copies of it, the first one in front: `first` is the number of the one published first, by the
    newsrooms' own dates, or by when the archive first saw those without a date.

    `agencies` are those that any of them names; `numbers` the agencies' own numbers of the story. `unread` is how many
    articles of an older archive have not been compared yet.
    """

    asked: int
    articles: tuple[Copy, ...]
    numbers: tuple[str, ...]
    unread: int

    @property
    def first(self) -> int:
        return self.articles[0].id

    @property
    def agencies(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for article in self.articles for name in article.agencies))


def story(archive: "Archive", number: int) -> Story:
    """The story that an article belongs to; of an article without copies, itself alone."""
    rows = archive.rows(
        "select articles.id, source, url, headline, byline, published, first_seen, body, credits from articles "
        "where id = :id or id in (select article_id from article_stories where story_id = "
        "(select story_id from article_stories where article_id = :id)) "
        "order by coalesce(published, first_seen), id",
        {"id": number},
    )
    asked = next(row for row in rows if row["id"] == number)
    text = words_of(asked["body"])
    articles = []
    for row in rows:
        found = shared(text, words_of(row["body"]))
        names = archive.rows(
            "select name from article_agencies join agencies on agencies.id = agency_id where article_id = ? "
            "order by position",
            (row["id"],),
        )
        by_number = archive.rows(
            "select 1 from copies where article_id = min(?1, ?2) and other_id = max(?1, ?2) and by_number",
            (number, row["id"]),
        )
        articles.append(
            Copy(
                id=row["id"],
                source=row["source"],
                url=row["url"],
                headline=row["headline"],
                byline=row["byline"],
                published=row["published"],
                first_seen=row["first_seen"],
                agencies=tuple(name for (name,) in names),
                kept=found.of_one if row["id"] != number else 1.0,
                own=1.0 - found.of_other if row["id"] != number else 0.0,
                by_number=bool(by_number),
            )
        )
    numbers = dict.fromkeys(name for row in rows for name in story_numbers((row["credits"] or "").split("\n")))
    return Story(asked=number, articles=tuple(articles), numbers=tuple(numbers), unread=unread(archive))


def fill(sql: sqlite3.Connection) -> None:
    """Make the fingerprints of all articles that were compared anew, within a transaction of the caller's; what was
    found of their copies stays."""
    sql.execute("delete from fingerprints")
    sql.execute("create temp table drawn (hash integer, article_id integer)")
    bodies = sql.execute("select id, body from articles, comparing where id <= compared or id > before")
    for number, body in bodies:
        prints = set(fingerprints(words_of(body)))
        for (original,) in sql.execute(
            "select body from copies join articles on articles.id = article_id where other_id = ?", (number,)
        ).fetchall():
            prints -= fingerprints(words_of(original))
        sql.executemany("insert into drawn values (?, ?)", [(value, number) for value in prints])
    sql.execute(
        "insert into fingerprints (hash, article_id) select hash, article_id from (select hash, article_id, "
        "row_number() over (partition by hash order by article_id) as place from drawn) where place <= ? order by 1, 2",
        (COMMON,),
    )
    sql.execute("drop table drawn")


def begin_anew(archive: "Archive") -> None:
    """Forget all fingerprints, pairs and stories; `catch_up` compares all articles again."""
    with archive.writing() as sql:
        for table in ("fingerprints", "story_numbers", "copies", "article_stories"):
            sql.execute(f"delete from {table}")  # noqa: S608
        sql.execute("update comparing set compared = 0, before = (select coalesce(max(id), 0) from articles)")


def unread(archive: "Archive") -> int:
    """How many articles were stored before copies were looked for, and have not been compared yet."""
    return int(
        archive.rows("select count(*) from articles, comparing where articles.id > compared and articles.id <= before")[
            0
        ][0]
    )


def catch_up(archive: "Archive", *, seconds: float) -> Iterator[int]:
    """Compare articles that were stored before copies were looked for, the oldest first, for so long at most.

    Yields how many are left after each batch. What is done stays done: the next call goes on from there.
    """
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with archive.writing() as sql:
            rows = sql.execute(
                "select articles.id, source, body, credits from articles, comparing "
                "where articles.id > compared and articles.id <= before order by articles.id limit ?",
                (BATCH,),
            ).fetchall()
            add_many(
                sql, [Text(row["id"], row["source"], row["body"], (row["credits"] or "").split("\n")) for row in rows]
            )
            if rows:
                sql.execute("update comparing set compared = ?", (rows[-1]["id"],))
            else:
                sql.execute("update comparing set compared = before")
        if not rows:
            return
        yield unread(archive)
