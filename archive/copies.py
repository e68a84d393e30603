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
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import chain, starmap
from typing import TYPE_CHECKING, NamedTuple

from archive.database import insert
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
BODIES = "select articles.id, source, body from json_each(?) cross join articles on articles.id = value"
BATCH = 200
"""So many articles a transaction while an older archive is caught up on."""


Connection = Callable[[], sqlite3.Connection]
"""What has to be asked for the connection, which may be at work elsewhere (`archive.aside`)."""


class Text(NamedTuple):
    """An article to compare: its number, source, body and credit lines."""

    number: int
    source: str
    body: str
    credits: Sequence[str]


def add(sql: sqlite3.Connection, number: int, source: str, body: str, credits: Sequence[str]) -> None:
    """Compare a new article, or a new wording after `forget`, with all that are stored."""
    add_many(sql, [Text(number, source, body, credits)])


class Read(NamedTuple):
    """The words of a text, and its fingerprints with the place of each."""

    words: Words
    found_at: Mapping[int, int]


def read(bodies: Sequence[str]) -> list[Read]:
    """What of texts is compared, for many in less time than one by one."""
    texts = list(map(words_of, bodies))
    Words.number(texts)
    return [Read(text, places(text)) for text in texts]


def add_many(sql: sqlite3.Connection, articles: Sequence[Text]) -> None:
    """Compare articles, one after the other, with all that are stored and with those before."""
    comparison = Comparison(sql, articles, read([article.body for article in articles]))
    comparison.run(lambda: sql)
    comparison.write(sql)


class Comparison:
    """Articles, one after the other, compared with all that are stored and with those before; `texts` is `read`.

    What it will look at of the file is read at first, nearly all: `run` seldom needs the connection.
    """

    def __init__(self, sql: sqlite3.Connection, articles: Sequence[Text], texts: Sequence[Read]) -> None:
        self._articles = list(zip(articles, texts, strict=True))
        self._holders = _Holders()
        self._holders.look_up(lambda: sql, chain.from_iterable(text.found_at for text in texts))
        self._others = _Others(self._articles)
        self._others.look_up(lambda: sql, chain.from_iterable(starmap(self._candidates, self._articles)))
        self._story_numbers: dict[str, list[int]] = {}
        self._pairs: list[tuple[int, int, float, float, int]] = []
        self._stories: list[set[int]] = []

    def _candidates(self, article: Text, text: Read) -> list[int]:
        """The articles that one is compared with, as far as the file tells."""
        if not (others := self._holders.others(text.found_at)):
            return []
        held, _ = self._holders.of(article.number, others)
        return _likely(held, text) or list(_alone(held, text))

    def run(self, connection: Connection) -> None:
        """Compare them; `connection` is asked for the connection where it is needed."""
        for article, text in self._articles:
            prints: Set[int] = text.found_at.keys()
            others = self._holders.others(prints)
            numbers = story_numbers(article.credits)
            if others or numbers:
                prints = self._new_prints(connection, article, text, others, numbers)
            self._holders.put(article.number, prints)

    def _new_prints(
        self,
        connection: Connection,
        article: Text,
        text: Read,
        prints: Sequence[int],
        numbers: Sequence[str],
    ) -> Set[int]:
        """Compare an article; the fingerprints that are to be stored of it."""
        held, common = self._holders.of(article.number, prints)
        same_number = self._same_number(connection, article.number, numbers) if numbers else set()
        matched: set[int] = set()
        if held or same_number:
            likely = _likely(held, text) or [
                other
                for other, place in _alone(held, text).items()
                if (found := self._others.of(connection, other)) and is_passage(text.words, place, found.words)
            ]
            matched = set(self._copies(connection, article, text.words, common, likely, same_number))
        if matched:
            self._stories.append({article.number, *matched})
        known = {value for value, others in held.items() if not matched.isdisjoint(others)}
        return text.found_at.keys() - known - common

    def _same_number(self, connection: Connection, number: int, names: Sequence[str]) -> set[int]:
        """The articles that have one of these numbers of an agency, the first ones of each."""
        found: set[int] = set()
        for name in names:
            before = self._story_numbers.setdefault(name, [])
            rows = connection().execute(
                "select article_id from story_numbers where number = ? order by article_id limit ?", (name, COMMON)
            )
            found.update(sorted({number, *before, *(row[0] for row in rows)})[:COMMON])
            before.append(number)
        return found - {number}

    def _copies(
        self,
        connection: Connection,
        article: Text,
        text: Words,
        common: set[int],
        likely: Sequence[int],
        same_number: set[int],
    ) -> Iterator[int]:
        """The candidates of other sources that are copies."""
        number, source, body, _ = article
        for other in dict.fromkeys([*likely, *sorted(same_number)[:CANDIDATES]]):
            one = self._others.of(connection, other)
            if one is None or one.source == source:
                continue
            by_number = other in same_number
            prints = fingerprints(one.words)
            self._holders.look_up(connection, prints)
            theirs = self._holders.of(other, prints)[1]
            above, below = without_end(body, one.body)
            cut = len(above) <= body.count("\n\n")
            mine = own_words(text, common, len(above) if cut else None)
            others = own_words(one.words, theirs, len(below) if cut else None)
            found = shared(mine, others)
            is_copy = found.is_copy()
            if not (is_copy or by_number):
                continue
            if cut:
                found = shared(own_words(text, common), own_words(one.words, theirs))
            if not (is_copy or found.is_copy(one_number=True)):
                continue
            first, second = (number, other) if number < other else (other, number)
            kept = (found.of_one, found.of_other) if number < other else (found.of_other, found.of_one)
            self._pairs.append((first, second, round(kept[0], 3), round(kept[1], 3), int(by_number)))
            yield other

    def write(self, sql: sqlite3.Connection) -> None:
        """Write what was found, of articles whose rows are there."""
        sql.executemany(
            "insert or ignore into story_numbers (number, article_id) values (?, ?)",
            [(name, number) for name, numbers in self._story_numbers.items() for number in numbers],
        )
        sql.executemany(
            "insert into copies (article_id, other_id, share, other_share, by_number) values (?, ?, ?, ?, ?) "
            "on conflict (article_id, other_id) do update set share = excluded.share, "
            "other_share = excluded.other_share, by_number = excluded.by_number",
            self._pairs,
        )
        for articles in self._stories:
            _join(sql, articles)
        self._holders.write(sql)


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
    """The articles that have each fingerprint: those of the file, and those that are to be written.

    Most fingerprints are one article's alone, and are only written: the articles of all others are `_known`.
    """

    def __init__(self) -> None:
        self._known: dict[int, list[int]] = {}
        self._looked_up: set[int] = set()
        self._new: list[int] = []
        self._new_of: list[int] = []

    def look_up(self, connection: Connection, prints: Iterable[int]) -> None:
        """Read what the file has of these, in the order of the file; those that stand here twice are known too."""
        counts = Counter(prints)
        missing = counts.keys() - self._looked_up
        if not missing:
            return
        self._looked_up |= missing
        self._known.update({value: [] for value, count in counts.items() if count > 1 and value in missing})
        for value, article in connection().execute(HOLDERS, (json.dumps(sorted(missing)),)):
            self._known.setdefault(value, []).append(article)

    def others(self, prints: Iterable[int]) -> list[int]:
        """Those of these that another article may have."""
        return [value for value in prints if value in self._known]

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

    def put(self, number: int, prints: Set[int]) -> None:
        """An article has these from now on; they were looked up."""
        for value in self.others(prints):
            articles = self._known[value]
            if number in articles:
                prints = prints - {value}
            else:
                articles.append(number)
        self._new += prints
        self._new_of += [number] * len(prints)

    def write(self, sql: sqlite3.Connection) -> None:
        """Write those that were put, in the order of the file."""
        import numpy as np  # takes a tenth of a second to load, and reading needs none of it

        rows = np.array((self._new, self._new_of), dtype=np.int64)
        rows = rows[:, np.lexsort((rows[1], rows[0]))]
        insert(sql, "fingerprints", ("hash", "article_id"), rows.T.ravel().tolist())


class _Other(NamedTuple):
    source: str
    body: str
    words: Words


class _Others:
    """The texts that articles are compared with: those of the file, read for many at once, and their own."""

    def __init__(self, articles: Iterable[tuple[Text, Read]]) -> None:
        self._known: dict[int, _Other | None] = {
            article.number: _Other(article.source, article.body, text.words) for article, text in articles
        }

    def look_up(self, connection: Connection, numbers: Iterable[int]) -> None:
        """Read what the file has of these."""
        missing = [number for number in dict.fromkeys(numbers) if number not in self._known]
        if not missing:
            return
        self._known |= dict.fromkeys(missing)
        for number, source, body in connection().execute(BODIES, (json.dumps(missing),)):
            self._known[number] = _Other(source, body, words_of(body))

    def of(self, connection: Connection, number: int) -> _Other | None:
        """One of them, None of an article that is not there any more."""
        self.look_up(connection, (number,))
        return self._known[number]


def _likely(held: Mapping[int, Sequence[int]], text: Read) -> list[int]:
    """The articles with the most fingerprints in common, and of those with equally many the first: the rest are copies
    of these."""
    fewest = 2 if len(text.found_at) >= FEW else 1
    hits = Counter(chain.from_iterable(held.values()))
    enough = [article for article, count in hits.items() if count >= fewest]
    return sorted(enough, key=lambda article: (-hits[article], article))[:CANDIDATES]


def _alone(held: Mapping[int, Sequence[int]], text: Read) -> dict[int, int]:
    """The first articles that alone have a fingerprint, each with the place of its first word in a text: what stands
    around it tells whether they have a passage in common."""
    alone = {articles[0]: text.found_at[value] for value, articles in held.items() if len(articles) == 1}
    return dict(sorted(alone.items())[:RARE])


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
                sql,
                [Text(row["id"], row["source"], row["body"], (row["credits"] or "").split("\n")) for row in rows],
            )
            if rows:
                sql.execute("update comparing set compared = ?", (rows[-1]["id"],))
            else:
                sql.execute("update comparing set compared = before")
        if not rows:
            return
        yield unread(archive)
