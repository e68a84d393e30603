"""How long a search takes in a large archive, by kind of query.

    python -m benchmarks.archive_search 100000
    python -m benchmarks.archive_search 1000000 --file FILE
    python -m benchmarks.archive_search 1000000 --pages

Queries are drawn from the archive itself: words by the number of articles that have them, phrases and pairs from its
articles. Each is asked once, for 20 results with score and snippet. With `--pages`, every ready-made question, facet
and table page of Datasette instead. The yardstick is FTS5's own `order by bm25(…) limit 20` over all that match.
"""

import argparse
import asyncio
import os
import platform
import random
import re
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from archive import Archive
from archive.query import has_unspaced
from archive.search import WEIGHTS, facets
from benchmarks import stock

QUERIES = 200
WORD = re.compile(r"[^\W\d_]{4,}")


class Words:
    """Words of an archive's index with the number of articles that have them."""

    def __init__(self, path: Path, rng: random.Random) -> None:
        self.rng = rng
        self.sql = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        self.sql.execute("create virtual table temp.words using fts5vocab(main, articles_fts, row)")
        self.articles: int = self.sql.execute("select max(id) from articles").fetchone()[0]
        found = self.sql.execute("select term, doc from words where doc > 2").fetchall()
        self.counts = {term: count for term, count in found if WORD.fullmatch(term) and not has_unspaced(term)}

    def between(self, low: float, high: float) -> list[str]:
        """Words that stand in so many articles."""
        found = [word for word, count in self.counts.items() if low <= count <= high]
        return [self.rng.choice(found) for _ in range(QUERIES)] if found else []

    def bodies(self, where: str) -> Iterator[str]:
        while True:
            row = self.sql.execute(
                f"select body from articles where id >= ? and {where} limit 1", (self.rng.randint(1, self.articles),)
            ).fetchone()
            if row:
                yield row[0]

    def drawn(self, where: str, draw: Callable[[str], str | None]) -> list[str]:
        """So many queries, each drawn from some article."""
        found: list[str] = []
        for body in self.bodies(where):
            if query := draw(body):
                found.append(query)
            if len(found) == QUERIES:
                break
        return found

    def pair(self, body: str) -> str | None:
        words = sorted(set(WORD.findall(body)))
        return " ".join(self.rng.sample(words, 2)) if len(words) > 1 else None

    def phrase(self, body: str) -> str | None:
        words = body.split()
        place = self.rng.randrange(max(1, len(words) - 1))
        text = " ".join(words[place : place + 2])
        return f'"{text}"' if re.fullmatch(r"[^\W\d_]+ [^\W\d_]+", text) else None

    def run(self, script: str, length: int) -> Callable[[str], str | None]:
        pattern = re.compile(f"[{script}]{{{length}}}")

        def draw(body: str) -> str | None:
            runs = pattern.findall(body)
            return self.rng.choice(runs) if runs else None

        return draw


def classes(words: Words) -> dict[str, list[str]]:
    """The queries of each kind."""
    third = words.between(words.articles * 0.27, words.articles * 0.40)
    middling = words.between(words.articles * 0.005, words.articles * 0.02)
    everywhere = sorted(words.counts, key=lambda word: -words.counts[word])[:20]
    sources = [row[0] for row in words.sql.execute("select distinct source from articles")]
    spaced = "language not in ('zh', 'th', 'ja')"
    return {
        "rare word": words.between(3, 50),
        "middling word": middling,
        "two words": words.drawn(spaced, words.pair),
        "phrase": words.drawn(spaced, words.phrase),
        "prefix": [word[: max(3, len(word) // 2 + 1)] + "*" for word in middling],
        "word of a third": third,
        "two words of a third": [" ".join(words.rng.sample(third, 2)) for _ in third],
        "phrase of words of a third": [f'"{" ".join(words.rng.sample(third, 2))}"' for _ in third],
        "three of the commonest words": [" ".join(words.rng.sample(everywhere, 3)) for _ in range(QUERIES)],
        "word of a third, one source": [f'{word} source:"{words.rng.choice(sources)}"' for word in third],
        "word of a third, one month": [f"{word} date:{words.rng.choice(months(words))}" for word in third],
        "two or three Han": [
            *words.drawn("language = 'zh'", words.run("\u4e00-\u9fff", 2))[: QUERIES // 2],
            *words.drawn("language = 'zh'", words.run("\u4e00-\u9fff", 3))[: QUERIES // 2],
        ],
        "four to six Thai": [
            *words.drawn("language = 'th'", words.run("\u0e00-\u0e7f", 4))[: QUERIES // 2],
            *words.drawn("language = 'th'", words.run("\u0e00-\u0e7f", 6))[: QUERIES // 2],
        ],
    }


def months(words: Words) -> list[str]:
    rows = words.sql.execute("select distinct substr(published, 1, 7) from articles where id % 997 = 0").fetchall()
    return [month for (month,) in rows if month]


def measured(run: Callable[[str], object], queries: Iterable[str]) -> tuple[float, float, float]:
    """Median and 95th percentile of the time, and the 95th percentile of what the processor worked, in milliseconds.

    The last says what the second would be on a machine that does nothing else and has the file in its memory.
    """
    times: list[float] = []
    worked: list[float] = []
    for query in queries:
        begun, work = time.perf_counter(), time.process_time()
        run(query)
        times.append(1000 * (time.perf_counter() - begun))
        worked.append(1000 * (time.process_time() - work))
    return statistics.median(times), statistics.quantiles(times, n=20)[-1], statistics.quantiles(worked, n=20)[-1]


def searches(path: Path, only: str) -> None:
    words = Words(path, random.Random(4))
    queries = classes(words)
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    print(f"{words.articles:,} articles, {path.stat().st_size / 1e9:.1f} GB; SQLite {sqlite3.sqlite_version}")
    print(f"Python {platform.python_version()}, {QUERIES} queries a kind, 20 results with bm25 and snippet\n")
    print("| query | p50 ms | p95 ms | p95 CPU ms | ranked, median | all ranked | FTS5 p50 ms | p95 ms | p95 CPU ms |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|--:|")
    weights = ", ".join(map(str, (*WEIGHTS, 0.0)))
    plain = f"select rowid from articles_fts where articles_fts match ? order by bm25(articles_fts, {weights}) limit 20"
    with Archive(path, read_only=True) as archive:
        for name, asked in {**queries, "facets of a word of a third": queries["word of a third"]}.items():
            if not asked or only not in name:
                continue
            ranked: list[tuple[int, bool]] = []
            ask = _counting if name.startswith("facets") else _asking
            p50, p95, cpu = measured(partial(ask, archive, ranked), asked)
            beside = "| | | "
            if re.fullmatch(r"rare word|middling word|word of a third|prefix|phrase", name):

                def by_itself(query: str) -> object:
                    phrase, star = query.strip('"').rstrip("*"), "*" if query.endswith("*") else ""
                    return words.sql.execute(plain, (f'"{phrase}"{star}',)).fetchall()

                yard = measured(by_itself, asked[:10])
                beside = f"| {yard[0]:.1f} | {yard[1]:.1f} | {yard[2]:.1f} "
            whole = sum(not more for _, more in ranked)
            middle = statistics.median(number for number, _ in ranked)
            print(
                f"| {name} | {p50:.1f} | {p95:.1f} | {cpu:.1f} | {middle:,.0f} "
                f"| {100 * whole // len(asked)} % {beside}|",
                flush=True,
            )


def _asking(archive: Archive, ranked: list[tuple[int, bool]], query: str) -> None:
    results = archive.search(query, limit=20)
    ranked.append((results.ranked, results.more))


def _counting(archive: Archive, ranked: list[tuple[int, bool]], query: str) -> None:
    found = facets(archive, query)
    ranked.append((found.counted, found.more))


def pages(path: Path) -> None:
    from archive.browse.serve import datasette, metadata

    application = datasette(path)
    asyncio.run(application.invoke_startup())
    name = path.stem
    questions = metadata(name)["databases"][name]["queries"]
    sql = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    source, author, number = sql.execute(
        "select source, name, articles.id from articles join article_authors on article_id = articles.id "
        "join authors on authors.id = author_id limit 1"
    ).fetchone()
    given = f"source={source}&agency=AFP&name={author}&article={number}&words={author.split()[-1]}"
    urls = {
        "the start": "/",
        "table of articles": f"/{name}/articles",
        "one article": f"/{name}/articles/{number}",
        "articles of a source": f"/{name}/articles?source={source}",
        "articles by language": f"/{name}/articles?_facet=language&_sort_desc=published",
        "search page": f"/{name}/search?words={author.split()[-1]}",
        **{f"question {q}": f"/{name}/{q}?{given}" for q in questions if q != "search"},
    }
    print("| page | ms | CPU ms | |")
    print("|---|--:|--:|---|")

    async def get(url: str) -> tuple[float, float, int, str]:
        begun, work = time.perf_counter(), time.process_time()
        answer = await application.client.get(url, follow_redirects=True)
        trouble = re.findall(r"timed out[^<]*|interrupted", answer.text)
        took, worked = time.perf_counter() - begun, time.process_time() - work
        return 1000 * took, 1000 * worked, answer.status_code, "; ".join(trouble)

    async def all_of_them() -> None:
        await get("/-/versions.json")
        for label, url in urls.items():
            found = sorted([await get(url) for _ in range(3)])
            middle = found[1]
            trouble = f"{'' if middle[2] == 200 else middle[2]} {middle[3]}".strip()
            print(f"| {label} | {middle[0]:.0f} | {middle[1]:.0f} | {trouble} |", flush=True)

    asyncio.run(all_of_them())


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("count", type=int, help="of how many articles")
    parser.add_argument("--file", type=Path, help="this archive instead of build/archive-COUNT.db")
    parser.add_argument("--only", help="only the kinds of query whose name has this in it")
    parser.add_argument("--pages", action="store_true", help="the pages of Datasette instead of searches")
    asked = parser.parse_args()
    path = asked.file or stock.kept(asked.count)
    if asked.pages:
        pages(path)
    else:
        searches(path, asked.only or "")
    return 0


if __name__ == "__main__":
    sys.exit(main())
