"""Finding articles: ranked search with marked snippets, and read-only SQL.

How a search is kept short, whatever is asked of however many articles: matching goes through the index from the
newest article to the oldest and stops at a number of hits; only these are ranked. What FTS5's bm25 would cost is
estimated from how dense the newest articles are with each word. If it is little, the newest `RANKED` hits get FTS5's
own score; if it is much (phrases of common words, short beginnings of words), the newest `READ` hits are scored by the
same formula from their texts. `Results` says how many were ranked and whether there are more; the key of the next page
goes on behind them.
"""

import heapq
import json
import math
import re
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from archive import indexing, marking
from archive.database import reading_uri, sentences
from archive.errors import ArchiveError, NotAnArchiveError, QueryError
from archive.facts import words as words_of
from archive.marking import Finder, marked_snippet, snippet
from archive.query import (
    Group,
    Phrase,
    Term,
    group_expression,
    has_unspaced,
    in_spaced,
    is_unspaced,
    narrowed,
    pairs,
    parse,
    spaced_query,
    time_words,
    unspaced_query,
    unwanted_query,
)

if TYPE_CHECKING:
    from archive.store import Archive

WEIGHTS = (1.0, 6.0, 3.0, 3.0)
"""bm25 weights of body, headline, dek and byline: a word in the headline says more about an article."""

RANKED = 2000
"""The newest hits that FTS5's bm25 ranks."""
READ = 300
"""The newest hits that are ranked from their texts, where bm25 would look at too much of the index."""
COUNTED = 5000
"""The newest hits that facets count."""
SOFT_SECONDS = 0.04
"""After this long, no more hits are read once a page of them is there; eight times as long where bm25 ranks them, which
takes that long only on a disk or a machine that is busy."""
HARD_SECONDS = 10.0
"""After this long, no more hits are looked for; the results say so."""

POSTING = 31e-6
"""Milliseconds that bm25 takes for an article in which a word stands, to learn how rare it is."""
NEIGHBOURS = 700e-6
"""Milliseconds to see whether words stand side by side in an article that has them."""
PREFIX_PAGE = 0.3
"""Milliseconds to merge what is on a page of the index, of the words that begin alike."""
CHEAP = 45.0
"""So many milliseconds are little (all four measured with benchmarks/archive_search.py)."""
MOST_PAGES = 120
"""Beginnings of words that fill more pages of the index are looked for in the texts instead."""
SAMPLE = 100
"""Articles from whose density it is told how many there are."""
MOST_TIMES = 12
"""More months and years are taken for all there are."""

QUERY_SECONDS = 60
"""A person's SQL is stopped after this long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One article found: `published` as ISO 8601 in UTC, `snippet` with `marking.MARK_OPEN` … `MARK_CLOSE` around words
    of the query, `score` as bm25 gives it (lower is better)."""

    id: int
    source: str
    url: str
    headline: str
    byline: str | None
    published: str | None
    language: str | None
    snippet: str
    score: float
    key: str
    """What the page after this hit begins behind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Results(Sequence[Hit]):
    """A page of hits, best first. `next` is the key of the next page, None after the last.

    `ranked` articles were compared to choose these; with `more` there are older ones that were not, and come on later
    pages. `stopped`: time ran out, and older articles were not looked at.
    """

    hits: tuple[Hit, ...] = ()
    next: str | None = None
    ranked: int = 0
    more: bool = False
    stopped: bool = False

    def __getitem__(self, index: Any) -> Any:
        return self.hits[index]

    def __len__(self) -> int:
        return len(self.hits)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """How the hits of a query spread: articles by year and month published, source, language and agency, most first
    (times: latest first). `counted` hits were counted, the newest; with `more` there are older ones."""

    counted: int
    more: bool
    years: dict[str, int]
    months: dict[str, int]
    sources: dict[str, int]
    languages: dict[str, int]
    agencies: dict[str, int]


def search(
    archive: "Archive",
    text: str,
    *,
    source: str | None = None,
    agency: str | None = None,
    language: str | None = None,
    since: str | None = None,
    until: str | None = None,
    limit: int = 20,
    after: str | None = None,
) -> Results:
    """Articles that answer a query as a person types it (`archive.query.SYNTAX`), best first.

    `since` and `until` are dates or times in ISO 8601, `until` included; articles without a date fall outside of both.
    `language` matches a tag and its regional forms. `after` is `Results.next` of the page before. Raises QueryError for
    a date or a key that is none.
    """
    groups = narrowed(parse(text), source=source, agency=agency, language=language, since=since, until=until)
    with sentences(archive.path):
        return find(archive.connection, groups, limit=limit, after=after)


def facets(
    archive: "Archive",
    text: str,
    *,
    source: str | None = None,
    agency: str | None = None,
    language: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> Facets:
    """How what a query finds spreads over time, sources, languages and agencies. Arguments as of `search`."""
    groups = narrowed(parse(text), source=source, agency=agency, language=language, since=since, until=until)
    with sentences(archive.path):
        return spread(archive.connection, groups)


# -- the plan ----------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Stream:
    """One alternative in one index. `expression` finds articles of which `checks` still have to be true: patterns with
    the columns they are looked for in and whether they must stand there."""

    table: str
    expression: str | None
    checks: list[tuple[Finder, str | None, bool]]
    since: str | None
    until: str | None

    def rows(self, sql: sqlite3.Connection, low: int, top: int, *, scored: bool) -> Iterator[tuple[int, float]]:
        """(-number, score) from the newest to the oldest, numbers from `low` to below `top`."""
        if self.expression is None:
            number = f"{self.table}_docsize.id"
            select, values = f"select {number}, 0.0 from {self.table}_docsize where 1", list[Any]()  # noqa: S608
        else:
            number = f"{self.table}.rowid"
            weights = ", ".join(map(str, (*WEIGHTS, 0.0)))
            score = f"bm25({self.table}, {weights})" if scored else "0.0"
            select = f"select {number}, {score} from {self.table} where {self.table} match ?"  # noqa: S608
            values = [self.expression]
        select += f" and {number} >= ? and {number} < ?"
        values += [low, top]
        if self.since or self.until:
            select += f" and (select published from articles where id = {number}) between ? and ?"  # noqa: S608
            values += [self.since or "", self.until or "9999"]
        elif self.table == "articles_unspaced":
            select += f" and exists (select 1 from articles where id = {number})"  # noqa: S608
        for row, score in sql.execute(f"{select} order by {number} desc", values):
            yield -row, score


class _Plan:
    """How a query is answered."""

    def __init__(self, sql: sqlite3.Connection, groups: Sequence[Group]) -> None:
        self.sql = sql
        self.top = (sql.execute("select max(id) from articles").fetchone()[0] or 0) + 1
        self.groups = self._within_the_archive(groups)
        self._counts: dict[tuple[str, str], int] = {}
        self.cost = 0.0
        self.streams = [
            self._stream(group, table)
            for group in self.groups
            for table in ("articles_fts", "articles_unspaced")
            if (in_spaced(group) if table == "articles_fts" else self._has_unspaced())
        ]
        self.scored = self.cost <= CHEAP and not any(stream.checks for stream in self.streams)

    def _within_the_archive(self, groups: Sequence[Group]) -> list[Group]:
        """Groups with a time, cut to the time of which there is something."""
        if not any(group.since or group.until for group in groups):
            return list(groups)
        first, last = (
            self.sql.execute(f"select {which}(published) from articles").fetchone()[0] or ""  # noqa: S608
            for which in ("min", "max")
        )
        found: list[Group] = []
        for group in groups:
            if group.since or group.until:
                since, until = max(group.since or "", first), min(group.until or "9999", last)
                if since > until:
                    continue
                group = replace(group, since=since, until=until)
            found.append(group)
        return found

    def _has_unspaced(self) -> bool:
        return self.sql.execute("select 1 from articles_unspaced_docsize limit 1").fetchone() is not None

    def _stream(self, group: Group, table: str) -> _Stream:
        unspaced = table == "articles_unspaced"
        indexed: list[Term] = []
        checks: list[tuple[Finder, str | None, bool]] = []
        for term in group.terms:
            only_other = not unspaced and is_unspaced(term)  # a word to leave out that this index does not know
            if only_other or self._is_slow(term, table):
                if finder := Finder(term.phrases):
                    checks.append((finder, term.column, not term.negative))
            else:
                indexed.append(term)
                self.cost += self._cost(term, table)
        rest = replace(group, terms=tuple(indexed))
        self.cost += sum(self._count(table, f'"{fact.word}"') for fact in rest.facts if not fact.prefix) * POSTING
        times = time_words(rest)
        if len(times) <= MOST_TIMES:
            self.cost += sum(self._count(table, f'"{word}"') for word in times) * POSTING
        else:
            self.cost += self.top * POSTING
        expression = group_expression(rest, unspaced=unspaced) if rest.asks else None
        return _Stream(table, expression, checks, group.since, group.until)

    def _is_slow(self, term: Term, table: str) -> bool:
        return any(prefix and self._pages(table, word) > MOST_PAGES for word, prefix in _atoms(term, table))

    def _cost(self, term: Term, table: str) -> float:
        """Milliseconds that bm25 and matching take for a term, for all articles."""
        atoms = _atoms(term, table)
        cost = sum(2 * PREFIX_PAGE * self._pages(table, word) for word, prefix in atoms if prefix)
        counts = [self._count(table, f'"{word}"') for word, prefix in atoms if not prefix]
        cost += sum(counts) * POSTING
        if len(atoms) > 1 and counts:
            cost += 2 * min(counts) * NEIGHBOURS
        return cost

    def _count(self, table: str, expression: str) -> int:
        """About how many articles a word stands in, told from how dense the newest are with it."""
        key = (table, expression)
        if key not in self._counts:
            rows = self.sql.execute(
                f"select rowid from {table} where {table} match ? order by rowid desc limit {SAMPLE}",  # noqa: S608
                (expression,),
            ).fetchall()
            full = len(rows) == SAMPLE
            self._counts[key] = SAMPLE * self.top // max(1, self.top - rows[-1][0]) if full else len(rows)
        return self._counts[key]

    def _pages(self, table: str, beginning: str) -> int:
        """Pages of the index with words that begin like this, told from its b-tree: FTS5 keeps in %_idx which word
        each page begins with, words of the main index with a 0 in front (https://www.sqlite.org/fts5.html#appendix_a
        and fts5_index.c)."""
        key = (table, f"{beginning}*")
        if key not in self._counts:
            low = b"0" + marking.fold(beginning).encode()
            pages = 0
            for segment in self._segments(table):
                first, last = (
                    self.sql.execute(
                        f"select max(pgno >> 1) from (select pgno from {table}_idx "  # noqa: S608
                        "where segid = ? and term <= ? order by term desc limit 1)",
                        (segment, bound),
                    ).fetchone()[0]
                    or 0
                    for bound in (low, low + b"\xff")
                )
                pages += last - first
            self._counts[key] = pages
        return self._counts[key]

    def _segments(self, table: str) -> Iterator[int]:
        """The segments of an index, each found by a look at its first entry."""
        segment = 0
        while (
            segment := self.sql.execute(
                f"select min(segid) from {table}_idx where segid > ?",  # noqa: S608
                (segment,),
            ).fetchone()[0]
        ) is not None:
            yield segment

    def weight(self, phrase: Phrase, table: str = "articles_fts") -> float:
        """The inverse document frequency of a phrase as FTS5's bm25 has it, of its rarest word."""
        table = "articles_unspaced" if has_unspaced(phrase.text) else table
        counts = [self._count(table, f'"{word}"') for word, prefix in _atoms(Term((phrase,)), table) if not prefix]
        count = min(counts, default=self.top // 10)
        return max(1e-6, math.log((max(self.top, count) - count + 0.5) / (count + 0.5)))

    def rows(self, low: int, top: int) -> Iterator[tuple[int, float, _Stream]]:
        """Number, score and stream of what is found, from the newest to the oldest; maybe some twice."""

        def of(stream: _Stream) -> Iterator[tuple[int, float, int]]:
            place = self.streams.index(stream)
            return ((n, score, place) for n, score in stream.rows(self.sql, low, top, scored=self.scored))

        for negative, score, place in heapq.merge(*map(of, self.streams)):
            yield -negative, score, self.streams[place]


def _atoms(term: Term, table: str) -> list[tuple[str, bool]]:
    """The words of a term as the index has them, and whether each is only a beginning."""
    found: list[tuple[str, bool]] = []
    for phrase in term.phrases:
        text = phrase.text
        single = False
        if table == "articles_unspaced" and has_unspaced(text):
            single = any(len(word) == 1 and has_unspaced(word) for word in words_of(text))
            text = " ".join(
                " ".join(pairs(word, closing=False)) if has_unspaced(word) else word for word in words_of(text)
            )
        words = words_of(text)
        found += [(word, (phrase.prefix and n == len(words) - 1) or single) for n, word in enumerate(words)]
    return found


# -- searching ---------------------------------------------------------------------------------------------------------

_COLUMNS = indexing.TEXTS
_KEY = re.compile(r"(\d{1,18})_(\d{1,18})_(-?\d{1,6}(?:\.\d{1,20})?(?:e-?\d{1,3})?)_(\d{1,18})", re.ASCII)


@dataclass(slots=True)
class _Window:
    """The hits that are ranked together: numbers from `low` on, with their scores."""

    scores: dict[int, float]
    low: int
    more: bool
    stopped: bool


def find(sql: sqlite3.Connection, groups: Sequence[Group], *, limit: int = 20, after: str | None = None) -> Results:
    """`search` on a connection, for a query that was parsed."""
    words = marking.finder(groups)
    plan = _Plan(sql, groups)
    top, low, last = plan.top, 0, (-math.inf, 0)
    if after is not None:
        if not (key := _KEY.fullmatch(after)):
            raise QueryError(f"{after!a} is no key of a page; take the one that the page before printed.")
        top, low, last = int(key[1]), int(key[2]), (float(key[3]), -int(key[4]))
    hits: list[Hit] = []
    ranked = 0
    while True:
        window = _window(plan, low, top, limit, whole=bool(low))
        order = sorted((score, -number) for number, score in window.scores.items())
        page = [entry for entry in order if entry > last][: limit - len(hits)]
        hits += _hits(sql, page, words, f"{top}_{window.low}")
        ranked = ranked or len(order)
        left = bool(page and page[-1] != order[-1])
        older = not left and (_any(plan, low) if low else window.more)
        if len(hits) >= limit or not older or window.stopped:
            break
        top, low, last = window.low, 0, (-math.inf, 0)
    return Results(
        hits=tuple(hits),
        next=hits[-1].key if hits and (left or older) else None,
        ranked=ranked,
        more=window.more or (bool(low) and (older or _any(plan, low))),
        stopped=window.stopped,
    )


def _any(plan: _Plan, top: int) -> bool:
    """Whether anything older is found."""
    return bool(_window(plan, 0, top, 1, whole=False).scores)


def _window(plan: _Plan, low: int, top: int, limit: int, *, whole: bool) -> _Window:
    """The newest hits below `top` that are ranked together, all down to `low` if `whole`."""
    begun = time.monotonic()
    most = max(RANKED if plan.scored else READ, limit)
    soft = SOFT_SECONDS * (8 if plan.scored else 1)
    scores: dict[int, float] = {}
    read = _Reading(plan)
    window = _Window(scores, low, more=False, stopped=False)
    plan.sql.set_progress_handler(lambda: int(time.monotonic() - begun > HARD_SECONDS), 1000)
    try:
        for number, score, stream in plan.rows(low, top):
            if number not in scores and not whole:
                late = len(scores) >= limit and time.monotonic() - begun > soft
                if len(scores) >= most or late:
                    window.more = True
                    break
            if not plan.scored:
                if number in scores or not read(number, stream):
                    continue
                score = 0.0
            scores[number] = min(score, scores.get(number, 0.0))
            window.low = number
    except sqlite3.OperationalError as error:
        if "interrupted" not in str(error):
            raise
        window.more = window.stopped = True
    finally:
        plan.sql.set_progress_handler(None, 0)
    if not plan.scored:
        scores.update(read.scores(scores))
    if whole:
        window.low = low
    return window


class _Reading:
    """Scores articles from their texts, by the formula of FTS5's bm25
    (https://www.sqlite.org/fts5.html#the_bm25_function); the articles read stand for all in what is a usual length."""

    def __init__(self, plan: _Plan) -> None:
        self.plan = plan
        phrases = dict.fromkeys(
            (phrase, term.column)
            for g in plan.groups
            for term in g.terms
            if not term.negative
            for phrase in term.phrases
        )
        self.finders = [(Finder((phrase,)), column) for phrase, column in phrases]
        self.weights = [plan.weight(phrase) for phrase, _ in phrases] if not plan.scored else []
        self.seen: dict[int, tuple[int, list[float]]] = {}

    def __call__(self, number: int, stream: _Stream) -> bool:
        """Read an article; whether it is what the stream looks for."""
        row = self.plan.sql.execute(
            "select headline, dek, byline, body from articles where id = ?", (number,)
        ).fetchone()
        if row is None:
            return False
        texts = dict(zip(_COLUMNS, (marking.fold(text or "") for text in row), strict=True))
        for finder, column, wanted in stream.checks:
            looked = (texts[column],) if column else texts.values()
            if any(map(finder.stands_in, looked)) != wanted:
                return False
        counts = [
            sum(
                weight * finder.count(texts[name])
                for name, weight in zip(_COLUMNS, WEIGHTS, strict=True)
                if column in (None, name)
            )
            for finder, column in self.finders
        ]
        self.seen[number] = (sum(map(len, texts.values())), counts)
        return True

    def scores(self, numbers: dict[int, float]) -> dict[int, float]:
        usual = sum(self.seen[number][0] for number in numbers) / max(1, len(numbers))
        found: dict[int, float] = {}
        for number in numbers:
            length, counts = self.seen[number]
            norm = 1.2 * (0.25 + 0.75 * length / max(1.0, usual))
            found[number] = -sum(
                weight * count * 2.2 / (count + norm) for weight, count in zip(self.weights, counts, strict=True)
            )
        return found


def _hits(sql: sqlite3.Connection, page: Sequence[tuple[float, int]], words: Finder, window: str) -> Iterator[Hit]:
    for score, negative in page:
        row = sql.execute(
            "select id, source, url, headline, byline, published, language, body from articles where id = ?",
            (-negative,),
        ).fetchone()
        if row is None:
            continue
        *plain, body = row
        names = ("id", "source", "url", "headline", "byline", "published", "language")
        yield Hit(
            **dict(zip(names, plain, strict=True)),
            snippet=snippet(body, words),
            score=score,
            key=f"{window}_{score}_{-negative}",
        )


def spread(sql: sqlite3.Connection, groups: Sequence[Group]) -> Facets:
    """`facets` on a connection, for a query that was parsed."""
    plan = _Plan(sql, groups)
    plan.scored = False
    read = _Reading(plan)
    begun = time.monotonic()
    numbers: dict[int, None] = {}
    more = False
    sql.set_progress_handler(lambda: int(time.monotonic() - begun > HARD_SECONDS), 1000)
    try:
        for number, _, stream in plan.rows(0, plan.top):
            if number in numbers or (stream.checks and not read(number, stream)):
                continue
            if len(numbers) == COUNTED or (numbers and time.monotonic() - begun > 2 * SOFT_SECONDS):
                more = True
                break
            numbers[number] = None
    except sqlite3.OperationalError as error:
        if "interrupted" not in str(error):
            raise
        more = True
    finally:
        sql.set_progress_handler(None, 0)
    rows = sql.execute(
        "select published, source, language from articles where id in (select value from json_each(?))",
        (json.dumps(list(numbers)),),
    ).fetchall()
    agencies = sql.execute(
        "select name, count(*) from article_agencies join agencies on agencies.id = agency_id "
        "where article_id in (select value from json_each(?)) group by name order by 2 desc, 1",
        (json.dumps(list(numbers)),),
    ).fetchall()

    def times(length: int) -> dict[str, int]:
        return dict(sorted(Counter(row[0][:length] for row in rows if row[0]).items(), reverse=True))

    def names(place: int) -> dict[str, int]:
        return dict(sorted(Counter(row[place] for row in rows if row[place]).items(), key=lambda x: (-x[1], x[0])))

    return Facets(
        counted=len(numbers),
        more=more,
        years=times(4),
        months=times(7),
        sources=names(1),
        languages=names(2),
        agencies=dict(map(tuple, agencies)),
    )


def register_functions(connection: sqlite3.Connection) -> None:
    """Make the search usable in SQL: spaced_query(words), unspaced_query(words), unwanted_query(words) as in
    archive.query, and marked_snippet(text, words)."""
    connection.create_function("spaced_query", 1, lambda words: spaced_query(words or ""), deterministic=True)
    connection.create_function("unspaced_query", 1, lambda words: unspaced_query(words or ""), deterministic=True)
    connection.create_function("unwanted_query", 1, lambda words: unwanted_query(words or ""), deterministic=True)
    connection.create_function(
        "marked_snippet", 2, lambda text, words: marked_snippet(text, words or ""), deterministic=True
    )


_READING = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}
_READING_PRAGMAS = {
    "table_info",
    "table_xinfo",
    "table_list",
    "index_list",
    "index_info",
    "foreign_key_list",
    "data_version",
}


def _only_reading(action: int, first: str | None, second: str | None, *_: str | None) -> int:
    if action in _READING and (action != sqlite3.SQLITE_FUNCTION or second != "load_extension"):
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_PRAGMA and first in _READING_PRAGMAS:
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


def query(archive: "Archive", sql: str) -> Iterator[tuple[list[str], tuple[object, ...]]]:
    """The rows of a person's SQL, each with the column names; first of all one with the names and no values.

    Reads only, whatever the SQL says: on a connection of its own, opened read only, with an authorizer that lets
    nothing else through, and for a minute at most. Raises QueryError.
    """
    deadline = time.monotonic() + QUERY_SECONDS
    connection = sqlite3.connect(reading_uri(archive.path), uri=True)
    try:
        register_functions(connection)
        connection.execute("pragma query_only = on")
        # A virtual table declares itself at first use, which the authorizer would not let through.
        connection.execute("select 1 from articles_fts, articles_unspaced limit 0")
        connection.set_authorizer(_only_reading)
        connection.set_progress_handler(lambda: int(time.monotonic() > deadline), 100_000)
        cursor = connection.execute(sql)
        if cursor.description is None:
            raise QueryError("That is no query; write a SELECT.")
        names = [column[0] for column in cursor.description]
        yield names, ()
        for row in cursor:
            yield names, row
    except UnicodeEncodeError as error:
        raise QueryError("The SQL holds characters that are no text; write it in UTF-8.") from error
    except (sqlite3.Error, sqlite3.Warning) as error:
        raise _query_error(error, archive) from error
    finally:
        connection.close()


def _query_error(error: Exception, archive: "Archive") -> ArchiveError:
    text = str(error)
    if "authoriz" in text or "prohibited" in text or "readonly" in text:
        return QueryError("The archive is only read here; write a SELECT.")
    if "interrupted" in text:
        return QueryError(f"The query took longer than {QUERY_SECONDS} seconds; narrow it, with a date or a limit.")
    if "one statement at a time" in text:
        return QueryError("Write one SELECT at a time.")
    if "not a database" in text:
        return NotAnArchiveError(f"{archive.path} is not an SQLite database.")
    return QueryError(f"The SQL cannot be run: {text}.")
