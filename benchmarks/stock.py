"""An archive of so many synthetic articles, stored once and kept: what the other benchmarks search.

    python -m benchmarks.stock 100000
    python -m benchmarks.stock 1000000 --into FILE

Every page of `corpus.series` goes through `Archive.add`; another process makes them meanwhile. Without `--into` the
file is build/archive-COUNT.db, which stays as it is if it is there.
"""

import argparse
import os
import sys
import time
from collections import deque
from collections.abc import Iterator
from multiprocessing import get_context
from multiprocessing.pool import AsyncResult
from pathlib import Path

from archive import Archive, Article, Visit
from benchmarks import corpus

BUILD = Path(__file__).parent.parent / "build"
BATCH = 1000
BATCHES_AHEAD = 4
"""What is made and not yet stored stays in memory."""


def _pages(numbers: tuple[int, int]) -> list[tuple[Article, Visit]]:
    return list(corpus.series(*numbers))


def batches(count: int) -> Iterator[list[tuple[Article, Visit]]]:
    """The first pages of the crawl, so many at a time, made in another process, a few batches ahead."""
    ahead: deque[AsyncResult[list[tuple[Article, Visit]]]] = deque()
    with get_context("fork").Pool(1) as pool:
        for start in range(0, count, BATCH):
            ahead.append(pool.apply_async(_pages, [(start, min(start + BATCH, count))]))
            if len(ahead) > BATCHES_AHEAD:
                yield ahead.popleft().get()
        while ahead:
            yield ahead.popleft().get()


def build(count: int, path: Path) -> None:
    """Store the first `count` pages in a new archive."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + ".unfinished")
    for beside in ("", "-wal", "-shm"):
        unfinished.with_name(unfinished.name + beside).unlink(missing_ok=True)
    begun, said = time.monotonic(), 0.0
    done = 0
    with Archive(unfinished) as archive:
        # Nothing is lost if the machine fails: it is built anew.
        archive.connection.execute("pragma synchronous = off")
        archive.connection.execute("pragma cache_size = -1000000")
        for pages in batches(count):
            with archive.writing():
                for article, visit in pages:
                    archive.add(article, visit)
            done += len(pages)
            if time.monotonic() - said > 60:
                said = time.monotonic()
                print(f"{done:,} pages, {done / (said - begun):,.0f} a second", flush=True)
        archive.connection.execute("insert into articles_fts (articles_fts) values ('optimize')")
        archive.connection.execute("insert into articles_unspaced (articles_unspaced) values ('optimize')")
    os.replace(unfinished, path)
    print(f"{done:,} pages in {time.monotonic() - begun:,.0f} s: {path}", flush=True)


def kept(count: int) -> Path:
    """The file of the archive of so many pages, which is built if it is missing."""
    path = BUILD / f"archive-{count}.db"
    if not path.exists():
        build(count, path)
    return path


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("count", type=int, help="how many pages")
    parser.add_argument("--into", type=Path, help="the file; build/archive-COUNT.db without this")
    asked = parser.parse_args()
    if asked.into:
        build(asked.count, asked.into)
    else:
        print(kept(asked.count))
    return 0


if __name__ == "__main__":
    sys.exit(main())
