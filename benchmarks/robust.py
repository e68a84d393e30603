"""Extraction on pages that were broken on purpose, and its memory over thousands of calls.

    python benchmarks/robust.py                                    20,000 mutations of our own pages
    python benchmarks/robust.py --data FOLDER …                    of other pages: every .html and .html.gz below
    python benchmarks/robust.py --write benchmarks/extraction.md   and the tables into that file
    python benchmarks/robust.py --call 4711 --save page.html       one call again: what was wrong, and the page it read

Each call draws a page, a mutation (benchmarks/mutations.py), a size up to two megabytes and now and then a lying
address or header from the seed and its own number, so any call can be made again. They run in a process of their own
with a limit on its memory; one that does not answer in time is ended, counted, and another takes over. A call goes
through `extract` and through the cleaning behind it, as in a crawl. It fails by an exception, a reader that failed, a
text that no database can take, more than two seconds of processor time, no answer, or the death of its process. Then
the same pages, unbroken, are read 10,000 times in a fresh process, and its memory is printed after each thousand. Ends
with status 1 if any call failed.
"""

import argparse
import gc
import gzip
import multiprocessing
import random
import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.mutations import ADDRESSES, HEADERS, MUTATIONS  # noqa: E402
from benchmarks.tables import markdown, write_between  # noqa: E402
from crawler.extraction import READER_FAILED, extract  # noqa: E402
from crawler.items import ScrapedArticle  # noqa: E402
from crawler.pipelines.normalise import MissingFieldError, normalise  # noqa: E402

DEFAULT = [ROOT / "fixtures", ROOT / "benchmarks" / "pages"]
LIMIT = 2.0
"""Seconds of processor time that a call may take."""
LARGEST = 4_000_000
"""Bytes of a mutated page at most; a crawl takes no page above 16 MB."""
FETCHED = datetime(2026, 11, 23, tzinfo=UTC)


@dataclass(frozen=True)
class Call:
    """What one call reads."""

    page: str
    mutation: str
    html: bytes
    url: str
    headers: dict[str, str]


def draw_call(pages: list[Path], seed: int, number: int, largest: int = 2_000_000) -> Call:
    """The call of this number: the same for the same pages and seed."""
    draw = random.Random(f"{seed}:{number}")
    path, other = draw.choice(pages), draw.choice(pages)
    name = draw.choice(list(MUTATIONS))
    size = int(10 ** draw.uniform(2, len(str(largest)) - 1)) if draw.random() < 0.9 else largest
    html = MUTATIONS[name](draw, read_page(path), read_page(other), min(size, largest))[:LARGEST]
    url, headers = f"https://www.echo.example/2026/03/02/{path.stem}", {"Content-Type": "text/html"}
    if draw.random() < 0.05:
        url, name = draw.choice(ADDRESSES), name + ", address"
    if draw.random() < 0.05:
        headers, name = draw.choice(HEADERS), name + ", headers"
    return Call(path.parent.name if path.name.startswith("page.html") else path.name, name, html, url, headers)


def find_pages(folders: list[Path]) -> list[Path]:
    return sorted(path for folder in folders for end in ("*.html", "*.html.gz") for path in folder.rglob(end))


def read_page(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def texts(value: Any) -> Iterator[str]:
    """Every string in an article, at any depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for item in value:
            yield from texts(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from texts(key)
            yield from texts(item)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from texts(getattr(value, name))


def faults(article: ScrapedArticle) -> Iterator[str]:
    """What is wrong with an article whatever its page was: a reader that failed, a text that no database takes."""
    for problem in article.problems:
        if problem.startswith(READER_FAILED):
            yield problem
    named = {name: getattr(article, name) for name in article.__dataclass_fields__ if name != "hints"}
    for name, value in named.items():
        for text in texts(value):
            if "\0" in text:
                yield f"{name} holds a null character"
            if any("\ud800" <= c <= "\udfff" for c in text):
                yield f"{name} holds half a surrogate pair"
    try:
        normalise(replace(article, source="echo"), None, fetched=FETCHED)
    except MissingFieldError:
        pass
    except Exception as error:
        yield f"cleaning failed: {type(error).__name__}: {str(error)[:100]}"


@dataclass
class Result:
    number: int
    page: str
    mutation: str
    bytes: int
    seconds: float = 0.0
    """Of the processor, in extract()."""
    exception: str = ""
    faults: list[str] = field(default_factory=list)
    peak: int = 0
    """Kilobytes of memory that the process has had at most."""


def read(call: Call, number: int = 0) -> Result:
    """One call of extract() and what is wrong with what it gave."""
    result = Result(number, call.page, call.mutation, len(call.html))
    start = time.process_time()
    try:
        article = extract(call.html, call.url, headers=call.headers)
    except Exception as error:
        result.exception = f"{type(error).__name__}: {str(error)[:200]}"
    else:
        result.seconds = time.process_time() - start
        result.faults = list(dict.fromkeys(faults(article)))
    result.peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return result


def _work(pipe: Connection, pages: list[Path], seed: int, megabytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * 2**20,) * 2)
    while (number := pipe.recv()) is not None:
        pipe.send(read(draw_call(pages, seed, number), number))


def run(pages: list[Path], calls: int, seed: int, seconds: float, megabytes: int) -> list[Result]:
    """All calls, one after the other, in a process that is replaced when it hangs or dies."""
    context = multiprocessing.get_context("spawn")
    results: list[Result] = []
    worker: Any = None
    pipe: Any = None
    for number in range(calls):
        if worker is None:
            pipe, theirs = context.Pipe()
            worker = context.Process(target=_work, args=(theirs, pages, seed, megabytes), daemon=True)
            worker.start()
            theirs.close()
        pipe.send(number)
        lost = ""
        try:
            if pipe.poll(seconds):
                results.append(pipe.recv())
            else:
                lost = f"no answer in {seconds:g} seconds"
        except (EOFError, ConnectionResetError):
            lost = "its process died"
        if lost:
            worker.kill()
            worker.join()
            worker = None
            call = draw_call(pages, seed, number)
            results.append(Result(number, call.page, call.mutation, len(call.html), seconds, exception=lost))
        if is_bad(results[-1]):
            print(results[-1], file=sys.stderr, flush=True)
        if (number + 1) % 1_000 == 0:
            print(f"{number + 1} calls, {sum(map(is_bad, results))} failed", file=sys.stderr, flush=True)
    if worker is not None:
        pipe.send(None)
        worker.join()
    return results


def is_bad(result: Result) -> bool:
    return bool(result.exception or result.faults) or result.seconds > LIMIT


def memory(pages: list[Path], calls: int, every: int = 1_000) -> list[tuple[int, float]]:
    """Megabytes in use after each thousand calls over the unbroken pages, the first after each page was read once."""

    def now() -> float:
        gc.collect()
        pages_in_use = int(Path("/proc/self/statm").read_text().split()[1])
        return pages_in_use * resource.getpagesize() / 2**20

    found: list[tuple[int, float]] = []
    for number in range(calls):
        path = pages[number % len(pages)]
        extract(read_page(path), f"https://www.echo.example/{path.stem}")
        if number == len(pages) - 1 or (number + 1) % every == 0:
            found.append((number + 1, now()))
    return found


def _memory(pipe: Connection, pages: list[Path], calls: int) -> None:
    pipe.send(memory(pages, calls))


def memory_apart(pages: list[Path], calls: int) -> list[tuple[int, float]]:
    """The same in a fresh process."""
    context = multiprocessing.get_context("spawn")
    pipe, theirs = context.Pipe()
    worker = context.Process(target=_memory, args=(theirs, pages, calls), daemon=True)
    worker.start()
    theirs.close()
    found: list[tuple[int, float]] = pipe.recv()
    worker.join()
    return found


def report(results: list[Result], pages: int, seed: int) -> str:
    """The tables of the mutated pages, in Markdown."""
    exceptions = [result for result in results if result.exception]
    readers = Counter(fault for result in results for fault in result.faults)
    slow = sorted(results, key=lambda result: -result.seconds)
    times = sorted(result.seconds for result in results)
    quantiles = " / ".join(f"{1000 * times[int(len(times) * share)]:.0f}" for share in (0.5, 0.99, 0.999999))
    figures = [
        ("calls", f"{len(results):,} over {pages:,} pages, seed {seed}"),
        ("exceptions, no answer, processes that died", f"{len(exceptions):,}"),
        ("readers that failed, texts that cannot be stored", f"{sum(bool(result.faults) for result in results):,}"),
        (f"calls over {LIMIT:g} s of processor time", f"{sum(seconds > LIMIT for seconds in times):,}"),
        ("median, 99th percentile, longest", f"{quantiles} ms"),
        ("peak memory of the process", f"{max(result.peak for result in results) / 1024:.0f} MB"),
    ]
    parts = [markdown(["robustness", ""], figures)]
    wrong = [(r.number, r.mutation, r.exception or "; ".join(r.faults)) for r in results if r.exception or r.faults]
    if wrong:
        parts.append(markdown(["call", "mutation", "what went wrong"], wrong[:40]))
        parts.append(markdown(["what", "calls"], readers.most_common(20)))
    parts.append(
        markdown(
            ["the slowest ten: call", "mutation", "kB", "ms"],
            [(r.number, r.mutation, r.bytes // 1000, f"{1000 * r.seconds:.0f}") for r in slow[:10]],
        )
    )
    by_mutation: dict[str, list[float]] = defaultdict(list)
    for result in results:
        by_mutation[result.mutation.partition(",")[0]].append(result.seconds)
    rows = sorted(((name, len(found), f"{1000 * max(found):.0f}") for name, found in by_mutation.items()))
    parts.append(markdown(["mutation", "calls", "longest, ms"], rows))
    return "\n\n".join(parts)


def memory_report(found: list[tuple[int, float]]) -> str:
    heads = ["calls", *(f"{number:,}" for number, _ in found)]
    return markdown(heads, [("MB in use", *(f"{size:.0f}" for _, size in found))])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", nargs="+", type=Path, default=DEFAULT, metavar="FOLDER", help="pages to break")
    parser.add_argument("--calls", type=int, default=20_000, help="mutated pages (default 20,000)")
    parser.add_argument("--memory-calls", type=int, default=10_000, help="calls over unbroken pages (default 10,000)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=60, help="after which a call counts as lost (default 60)")
    parser.add_argument("--megabytes", type=int, default=4_096, help="address space of the process (default 4,096)")
    parser.add_argument("--call", type=int, metavar="N", help="make only this call, and say what was wrong")
    parser.add_argument("--save", type=Path, metavar="FILE", help="with --call: write the page that it reads")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the tables there, between their marks")
    options = parser.parse_args()
    pages = find_pages(options.data)
    if not pages:
        print(f"robust: no pages below {', '.join(map(str, options.data))}", file=sys.stderr)
        return 1
    if options.call is not None:
        call = draw_call(pages, options.seed, options.call)
        if options.save:
            options.save.write_bytes(call.html)
        result = read(call, options.call)
        print(result, call.url[:200], call.headers, sep="\n")
        return int(is_bad(result))
    results = run(pages, options.calls, options.seed, options.seconds, options.megabytes)
    tables = {"robustness": report(results, len(pages), options.seed)}
    if options.memory_calls:
        tables["memory"] = memory_report(memory_apart(pages, options.memory_calls))
    for name, text in tables.items():
        print(text, "\n")
        if options.write:
            write_between(options.write, name, text)
    return int(any(map(is_bad, results)))


if __name__ == "__main__":
    sys.exit(main())
