"""What the archive costs: storing, near duplicates, captures, reading captures again; each beside a yardstick.

    python -m benchmarks.archive [storing|copies|captures|rereading ...] [--articles N] [--data DATA] [--write FILE]

All four without a name. Yardsticks run in the same process and in turn with what is measured, a part each, because
machines are noisy; the tables quote CPU time of the process, wall time beside it. `--data` is a folder of saved pages
(PAGES/*.html.gz in any depth); without it the pages are made. `--write` puts the tables into benchmarks/archive.md.
"""

import argparse
import asyncio
import gc
import gzip
import os
import pickle
import platform
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from statistics import quantiles
from typing import Any

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archive import (
    Archive,
    Article,
    CaptureWriter,
    Exchange,
    IncompleteArticleError,
    Visit,
    answer_of,
    copies,
    indexing,
    sheets,
)
from archive.query import has_unspaced, spaced_text, unspaced_text
from benchmarks import corpus, peers, tables
from crawler.pages import judge, response_of
from crawler.pipelines.normalise import MissingFieldError, normalise
from crawler.recorder import Recorder
from crawler.reextraction import read_all
from crawler.site import Site

HERE = Path(__file__).parent
PART = 1000
"""So many articles a transaction, and in turn with the yardstick."""
NOW = datetime(2026, 11, 20, tzinfo=UTC)
PAGE = 330_000
Table = tuple[str, list[str], list[list[str]]]


class Clock:
    """CPU time of the process and wall time of what runs inside `with`, added up."""

    def __init__(self) -> None:
        self.cpu = self.wall = 0.0

    def __enter__(self) -> None:
        self._start = time.process_time(), time.perf_counter()

    def __exit__(self, *_: object) -> None:
        self.cpu += time.process_time() - self._start[0]
        self.wall += time.perf_counter() - self._start[1]


# -- storing -----------------------------------------------------------------------------------------------------------


class Plain:
    """One table with the articles' own fields, and over it the archive's full-text indexes; rows come ready made.

    The indexes have FTS5's own settings or, if `tuned`, the archive's.
    """

    def __init__(self, path: Path, archive: Archive, *, tuned: bool = False) -> None:
        self.path, self.clock = path, Clock()
        self.sql = sqlite3.connect(path, isolation_level=None)
        self.sql.execute("pragma journal_mode = wal")
        self.sql.execute("pragma synchronous = normal")
        self.columns = [row["name"] for row in archive.rows("pragma table_info(articles)")]
        self.sql.execute(f"create table articles (id integer primary key, {', '.join(self.columns[1:])})")
        self.inserts = {"articles": f"insert into articles values ({', '.join('?' * len(self.columns))})"}
        for name in ("articles_fts", "articles_unspaced"):
            self.sql.execute(archive.rows("select sql from sqlite_master where name = ?", (name,))[0]["sql"])
            if tuned:
                self.sql.execute(f"insert into {name} ({name}, rank) values ('hashsize', ?)", (indexing.HASH_BYTES,))
            self.inserts[name] = f"insert into {name} (rowid, {', '.join(INDEXED)}) values (?{', ?' * len(INDEXED)})"

    def store(self, rows: dict[str, list[tuple[Any, ...]]]) -> None:
        with self.clock:
            self.sql.execute("begin")
            for name, insert in self.inserts.items():
                self.sql.executemany(insert, rows[name])
            self.sql.execute("commit")


INDEXED = (*indexing.TEXTS, "facts")


def ready_made(rows: list[sqlite3.Row]) -> dict[str, list[tuple[Any, ...]]]:
    """What of these articles goes into each table."""

    def indexed(row: sqlite3.Row, text: Callable[[str | None], str | None]) -> tuple[Any, ...]:
        return (row["id"], *(text(row[name]) for name in indexing.TEXTS), row["facts"])

    return {
        "articles": [tuple(row)[:-1] for row in rows],
        "articles_fts": [indexed(row, spaced_text) for row in rows],
        "articles_unspaced": [indexed(row, unspaced_text) for row in rows if has_unspaced(row["body"])],
    }


def storing(folder: Path, count: int) -> Table:
    """So many articles through `Archive.add`, and the same rows by executemany."""
    ours = Clock()
    text = 0
    for language in corpus.SHARE:
        corpus.tongue(language)
    gc.freeze()  # the collector would go through millions of words that are the corpus's and neither side's
    with Archive(folder / "news.db") as archive:
        plain, tuned = Plain(folder / "plain.db", archive), Plain(folder / "tuned.db", archive, tuned=True)
        last = 0
        for start in range(0, count, PART):
            articles = [corpus.article(number) for number in range(start, min(start + PART, count))]
            text += sum(map(text_of, articles))
            visits = [Visit(url=article.url, source=article.source, at=NOW) for article in articles]
            with ours, archive.writing():
                for article, visit in zip(articles, visits, strict=True):
                    archive.add(article, visit)
            columns = ", ".join(plain.columns)
            rows = archive.rows(f"select {columns}, facts from articles where id > ? order by id", (last,))
            last = rows[-1]["id"]
            ready = ready_made(rows)
            plain.store(ready)
            tuned.store(ready)
        plain.sql.close()
        tuned.sql.close()
        parts = archive.rows("select name, sum(pgsize) as size from dbstat group by 1")
        ((evidence,),) = archive.rows(
            "select (select sum(length(cast(evidence as blob))) from articles) + "
            "(select sum(length(cast(form as blob))) from evidence_forms)"
        )
    sizes = {row["name"]: row["size"] for row in parts}
    index = sum(size for name, size in sizes.items() if name.startswith(("articles_fts", "articles_unspaced")))
    file = (folder / "news.db").stat().st_size
    rest = file - index - sizes["articles"] - sizes["fingerprints"]
    rows = [
        ["Archive.add", *_rate(count, ours), f"{file / text:.2f}"],
        *_beside("executemany, same columns and full-text indexes", count, text, ours, plain),
        *_beside("the same with the archive's settings of FTS5", count, text, ours, tuned),
        ["of the archive's file: articles", "", "", f"{sizes['articles'] / text:.2f}"],
        ["of these evidence", "", "", f"{evidence / text:.2f}"],
        ["full-text indexes", "", "", f"{index / text:.2f}"],
        ["fingerprints", "", "", f"{sizes['fingerprints'] / text:.2f}"],
        ["pages, visits, names, pictures, tags, other indexes", "", "", f"{rest / text:.2f}"],
    ]
    heads = [
        f"{count:,} articles, {text / count:,.0f} bytes of text",
        "a second (CPU)",
        "a second (wall)",
        "file / text",
    ]
    return "storing", heads, rows


def _beside(name: str, count: int, text: int, ours: Clock, plain: Plain) -> list[list[str]]:
    """A yardstick, and what share of its rate the archive reaches."""
    ratio = ["ratio", f"{plain.clock.cpu / ours.cpu:.2f}", f"{plain.clock.wall / ours.wall:.2f}", ""]
    return [[name, *_rate(count, plain.clock), f"{plain.path.stat().st_size / text:.2f}"], ratio]


def _rate(count: int, clock: Clock) -> tuple[str, str]:
    return f"{count / clock.cpu:,.0f}", f"{count / clock.wall:,.0f}"


def text_of(article: Article) -> int:
    """Bytes of what a reader sees of an article."""
    parts = [article.headline, article.dek, article.byline, article.body, *article.credits, *article.tags]
    parts += [caption for image in article.images for caption in (image.caption, image.credit)]
    return sum(len(part.encode()) for part in parts if part)


# -- near duplicates ---------------------------------------------------------------------------------------------------


def near_duplicates(folder: Path, count: int, asked: int = 2000) -> Table:
    """New articles compared with the index of so many.

    A tenth of the index, ten thousand at most, is of articles in the archive; the rest are fingerprints drawn as often
    as these have each of theirs, or new ones, in their proportion, so that a look-up finds what it would.
    """
    rng = random.Random(1)
    real = min(10_000, count // 10)
    clock = Clock()
    with Archive(folder / "copies.db") as archive:
        with archive.writing() as sql:
            for number in range(real):
                article = corpus.article(number)
                archive.add(article, Visit(url=article.url, source=article.source, at=NOW))
            archive.settle()
            seen = [value for (value,) in sql.execute("select hash from fingerprints order by article_id")]
            often = Counter(seen)
            common = [value for value in seen if often[value] > 1]
            again = len(common) / len(seen)
            each = len(seen) // real
            sql.execute("create temp table drawn (hash integer, article_id integer)")
            sql.executemany(
                "insert into drawn values (?, ?)",
                (
                    (rng.choice(common) if rng.random() < again else rng.randrange(-(2**31), 2**31), number + 1_000_000)
                    for number in range(real, count)
                    for _ in range(each)
                ),
            )
            sql.execute(
                "insert or ignore into fingerprints (hash, article_id) select hash, article_id from (select hash, "
                "article_id, row_number() over (partition by hash) as place from drawn) where place <= ? order by 1, 2",
                (copies.COMMON,),
            )
        times = []
        (size,) = archive.rows("select sum(pgsize) from dbstat where name = 'fingerprints'")[0]
        articles = [corpus.page(number) for number in range(real, real + asked)]
        with archive.writing() as sql:
            for number, article in enumerate(articles, 10_000_000):
                sql.execute(
                    "insert into articles (id, source, url, own_key, headline, body, own_digest, own_text_digest, "
                    "own_first_seen, own_wording_seen) values (?, ?, ?, '', ?, ?, '', '', '', '')",
                    (number, article.source, article.url, article.headline, article.body),
                )
                begun = time.process_time()
                with clock:
                    copies.add(sql, number, article.source, article.body, article.credits)
                times.append(time.process_time() - begun)
        (prints,) = archive.rows("select count(*) from fingerprints")[0]
    p95 = quantiles(times, n=20)[18] * 1000
    heads = [f"index of {count:,} articles", "CPU ms an article", "p95", "wall ms", "fingerprints", "on disk"]
    row = [
        "look up, compare and add",
        f"{clock.cpu / asked * 1000:.2f}",
        f"{p95:.2f}",
        f"{clock.wall / asked * 1000:.2f}",
    ]
    return "copies", heads, [[*row, f"{prints:,}", f"{size / 1e6:.0f} MB"]]


# -- captures ----------------------------------------------------------------------------------------------------------


def saved_pages(data: Path) -> list[bytes]:
    """The pages of a folder."""
    return [gzip.decompress(path.read_bytes()) for path in sorted(data.rglob("*.html.gz"))]


def made_page(number: int, size: int = PAGE) -> bytes:
    """A page as newsrooms build them: much markup, script and lists of other stories around an article."""
    rng = random.Random(number)
    article = corpus.article(number)
    speech = corpus.tongue(article.language or "en")
    paragraphs = "".join(f'<p class="story__text">{part}</p>\n' for part in article.body.split("\n\n"))
    published = article.published.value.isoformat() if article.published else ""
    state = [
        f'{{"id":{rng.randrange(10**8)},"slug":"{rng.randrange(16**12):x}","type":"teaser","flags":[true,false]}}'
        for _ in range(size // 300)
    ]
    cards: list[str] = []
    while sum(map(len, cards)) < size * 0.6:
        title = corpus.sentences(rng, speech, 70)[0]
        cards.append(
            f'<li class="card card--teaser card--{rng.choice("abcd")}" data-id="{rng.randrange(10**7)}">'
            f'<a class="card__link" href="/news/{rng.randrange(10**7)}.html"><picture class="card__media">'
            f'<img src="https://cdn.{article.source}.example/{rng.randrange(16**10):x}/320.jpg" loading="lazy" '
            f'width="320" height="180" alt=""></picture><h3 class="card__title">{title}</h3></a></li>\n'
        )
    page = (
        f'<!doctype html><html lang="{article.language}"><head><meta charset="utf-8"><title>{article.headline}</title>'
        f'<link rel="canonical" href="{article.url}"><meta property="og:type" content="article">'
        f'<meta property="article:published_time" content="{published}">'
        f"<script>window.__STATE__=[{','.join(state)}]</script></head><body><nav><ul>{''.join(cards[:40])}</ul></nav>"
        f'<main><article><h1>{article.headline}</h1><p class="byline">{article.byline}</p>{paragraphs}</article></main>'
        f"<aside><ul>{''.join(cards[40:])}</ul></aside></body></html>"
    )
    return page.encode()


def exchanges(pages: Sequence[bytes]) -> Iterator[Exchange]:
    """The pages as a server sent them."""
    for number, page in enumerate(pages):
        headers = [
            (b"Content-Type", b"text/html; charset=utf-8"),
            (b"Server", b"nginx"),
            (b"Cache-Control", b"no-cache"),
        ]
        asked = [(b"Accept", b"text/html"), (b"User-Agent", b"benchmark")]
        yield Exchange(
            url=f"https://www.pages.example/{number}",
            method="GET",
            request_headers=asked,
            status=200,
            headers=headers,
            body=page,
            at=NOW,
            source="pages",
        )


def captures(folder: Path, pages: list[bytes]) -> Table:
    """Pages into WARC files and out of them again."""
    pages = [page for page in pages if 0.6 * PAGE <= len(page) <= 1.5 * PAGE]
    ours, theirs, back = Clock(), Clock(), []
    size = sum(map(len, pages))
    sent = list(exchanges(pages))
    path = folder / "news.db"
    numbers = []
    yardstick = folder / "warcio.warc.gz"
    with CaptureWriter(path, software="benchmark") as writer, yardstick.open("wb") as file:
        other = WARCWriter(file, gzip=True, warc_version="1.1")
        for exchange in sent:
            with ours:
                numbers.append(writer.write(exchange))
            with theirs:
                _by_warcio(other, exchange)
        written = writer.written
    with Archive(path, read_only=True) as archive:
        for number in random.Random(2).sample(numbers, len(numbers)):
            begun = time.perf_counter(), time.process_time()
            _, http = answer_of(archive, number)
            back.append((time.perf_counter() - begun[0], time.process_time() - begun[1]))
            assert http.body == pages[numbers.index(number)]
    in_thread, waiting = _in_a_crawl(folder / "crawl.db", sent)
    share = size / PAGE
    wall, cpu = (quantiles(times, n=20) for times in zip(*back, strict=True))
    heads = [f"{len(pages)} pages, {size / len(pages) / 1000:,.0f} kB on average", "CPU ms a page of 330 kB", "bytes"]
    rows = [
        ["warcio, its default", f"{theirs.cpu / share * 1000:.1f}", f"1 / {size / yardstick.stat().st_size:.1f}"],
        ["CaptureWriter.write", f"{ours.cpu / share * 1000:.1f}", f"1 / {size / written:.1f}"],
        ["the same in a crawl, all threads", f"{in_thread / share * 1000:.1f}", ""],
        ["of it in the crawl's own thread", f"{waiting / share * 1000:.2f}", ""],
        ["reading one back: median", f"{cpu[9] * 1000:.1f} (wall {wall[9] * 1000:.1f})", ""],
        ["reading one back: p95", f"{cpu[18] * 1000:.1f} (wall {wall[18] * 1000:.1f})", ""],
    ]
    return "captures", heads, rows


def _by_warcio(writer: WARCWriter, exchange: Exchange) -> None:
    headers = [(name.decode(), value.decode()) for name, value in exchange.headers]
    record = writer.create_warc_record(
        exchange.url,
        "response",
        payload=BytesIO(exchange.body),
        http_headers=StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1"),
    )
    writer.write_record(record)
    record.raw_stream.close()


def _in_a_crawl(path: Path, sent: Sequence[Exchange]) -> tuple[float, float]:
    """CPU seconds of writing as a crawl does, in all threads and in the one that waits."""

    async def crawl() -> tuple[float, float]:
        recorder = Recorder(str(path), software="benchmark", facts=(), full=1_000_000_000)
        begun, mine = time.process_time(), time.thread_time()
        for exchange in sent:
            await recorder.write(exchange)
        spent = time.process_time() - begun, time.thread_time() - mine
        recorder.close()
        return spent

    return asyncio.run(crawl())


# -- reading captures again --------------------------------------------------------------------------------------------


def rereading(
    folder: Path, pages: list[bytes], rounds: int = 2, interpreter: Path | None = None, times_over: int = 1
) -> Table:
    """Today's extraction over captures in one process and in two, and trafilatura over the same pages.

    All captures are read several times over, as in an archive of so many more pages.
    """
    path = folder / "news.db"
    site = Site(name="pages", url="https://www.pages.example/")
    taken = []
    with CaptureWriter(path, software="benchmark") as writer, Archive(path) as archive:
        for exchange in exchanges(pages):
            headers = [(name.decode(), value.decode()) for name, value in exchange.headers]
            response = response_of(exchange.url, 200, headers, exchange.body)
            judged = judge(response, site, exchange.url, None) if response is not None else None
            if judged is None or judged.scraped is None:
                continue
            try:
                article = normalise(judged.scraped, site.zone, fetched=NOW)
                article = replace(article, url=exchange.url, network=None, publisher_id=None, aliases=())
                visit = Visit(url=exchange.url, source="pages", at=NOW, capture=writer.write(exchange))
                archive.add(article, visit)
            except (MissingFieldError, IncompleteArticleError):
                continue
            taken.append(exchange.body)
    with Archive(path, read_only=True) as archive:
        plan = list(sheets(archive)) * times_over
    one, two, other = [], [], []
    for _ in range(rounds):
        for times, processes in ((one, 1), (two, 2)):
            begun = time.perf_counter(), _cpu()
            read = sum(not found.missing for found in read_all(str(path), plan, {"pages": site}, processes))
            times.append((time.perf_counter() - begun[0], _cpu() - begun[1]))
            assert read == len(plan)
        if interpreter:
            other.append(_by_trafilatura(interpreter, taken))
    heads = [
        f"{len(taken)} pages {times_over} times, {sum(map(len, taken)) / len(taken) / 1000:,.0f} kB on average",
        f"a second (wall), best of {rounds}",
        "CPU ms a page",
    ]
    (wall_one, cpu_one), (wall_two, cpu_two) = map(_best, (one, two))
    most = f"{2 * cpu_one / cpu_two:.2f}"
    rows = [
        ["one process", f"{len(plan) / wall_one:.1f}", f"{cpu_one / len(plan) * 1000:.1f}"],
        ["two processes", f"{len(plan) / wall_two:.1f}", f"{cpu_two / len(plan) * 1000:.1f}"],
        ["two to one; by CPU time, what two idle cores could give", f"{wall_one / wall_two:.2f}", most],
    ]
    if other:
        wall, cpu = _best(other)
        rows.append(
            ["trafilatura, one process, no archive", f"{len(taken) / wall:.1f}", f"{cpu / len(taken) * 1000:.1f}"]
        )
    return "rereading", heads, rows


TRAFILATURA = """
import pickle, sys, time
from trafilatura import bare_extraction
pages = pickle.load(sys.stdin.buffer)
begun = time.perf_counter(), time.process_time()
for page in pages:
    bare_extraction(page, with_metadata=True)
print(time.perf_counter() - begun[0], time.process_time() - begun[1])
"""


def _by_trafilatura(interpreter: Path, pages: list[bytes]) -> tuple[float, float]:
    """Seconds, wall and CPU."""
    done = subprocess.run([interpreter, "-c", TRAFILATURA], input=pickle.dumps(pages), capture_output=True, check=True)
    wall, cpu = map(float, done.stdout.split())
    return wall, cpu


def _cpu() -> float:
    """CPU seconds of this process, and of those that it started and that have ended."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def _best(times: list[tuple[float, float]]) -> tuple[float, float]:
    return min(wall for wall, _ in times), min(cpu for _, cpu in times)


# -- all of them -------------------------------------------------------------------------------------------------------


def versions() -> str:
    found = [f"Python {platform.python_version()}", f"SQLite {sqlite3.sqlite_version}"]
    found += [f"{name} {version(name)}" for name in ("zlib-ng", "warcio")]
    return f"{datetime.now(UTC):%Y-%m-%d}, {', '.join(found)}, {len(os.sched_getaffinity(0))} cores"


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.archive", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--articles", type=int, default=100_000, help="how many are stored")
    parser.add_argument("--index", type=int, default=1_000_000, help="of how many the index of copies is")
    parser.add_argument("--pages", type=int, default=200, help="how many pages are captured, and read again")
    parser.add_argument("--rounds", type=int, default=2, help="how often that is repeated, for the best time")
    parser.add_argument("--times-over", type=int, default=4, help="how often each of them is read again")
    parser.add_argument("--data", type=Path, help="a folder of saved pages (*.html.gz)")
    parser.add_argument("--peers", type=Path, help="an interpreter that has trafilatura; one is made without this")
    parser.add_argument("--no-peers", action="store_true", help="without trafilatura")
    parser.add_argument("--write", type=Path, help="the document that the tables are put into")
    asked = parser.parse_args()
    if unknown := set(asked.parts) - set(PARTS):
        parser.error(f"there is no {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    pages = saved_pages(asked.data) if asked.data else []
    random.Random(3).shuffle(pages)
    for name in asked.parts or PARTS:
        with tempfile.TemporaryDirectory() as text:
            folder = Path(text)
            if name == "storing":
                table = storing(folder, asked.articles)
            elif name == "copies":
                table = near_duplicates(folder, asked.index)
            elif name == "captures":
                large = [page for page in pages if 0.6 * PAGE <= len(page) <= 1.5 * PAGE][: asked.pages]
                table = captures(folder, large or [made_page(number) for number in range(asked.pages)])
            else:
                interpreter = None if asked.no_peers else asked.peers or _peers()
                some = pages[: asked.pages] or [made_page(number) for number in range(asked.pages)]
                table = rereading(folder, some, asked.rounds, interpreter, asked.times_over)
        key, heads, rows = table
        text = f"{versions()}\n\n{tables.markdown(heads, rows)}"
        print(f"{text}\n", flush=True)
        if asked.write:
            tables.write_between(asked.write, key, text)
    return 0


PARTS = ("storing", "copies", "captures", "rereading")


def _peers() -> Path:
    python = peers.environment()
    peers.install(python, peers.PEERS["trafilatura"])
    return python


if __name__ == "__main__":
    sys.exit(main())
