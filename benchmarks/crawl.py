"""What a crawl costs: `python -m benchmarks.crawl pages|parts|memory|discovery|second ... --write benchmarks/crawl.md`.

`pages --data DATA` crawls 2,000 saved pages with everything on, and with bare Scrapy and an empty callback, in turns.
`memory`, `discovery` and `second` crawl www.rferl.org as its real sitemaps were in May 2025, through a proxy that
stands in for it on loopback (`--newsstand serve.py --data DATA`).
"""

import argparse
import asyncio
import gzip
import os
import platform
import re
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median
from types import SimpleNamespace
from typing import Any
from urllib.error import HTTPError

from archive import Archive, CaptureWriter, Exchange, PageStatus, Visit
from benchmarks.kills import ENVIRONMENT, ROOT, site
from benchmarks.loopback import HOSTS
from benchmarks.tables import markdown, write_between
from crawler.extraction import extract
from crawler.frontier import Download, Frontier, UnreachableError
from crawler.lists import Lists
from crawler.pages import of_site
from crawler.pipelines.normalise import normalise
from crawler.pipelines.store import StorePipeline
from crawler.report import Tally
from crawler.revisit import identity
from crawler.site import Site
from crawler.spiders.rferl import Rferl

FAST = (
    "-s", "DOWNLOAD_DELAY=0", "-s", "AUTOTHROTTLE_ENABLED=False", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=8",
)  # fmt: skip
BARE = """
import sys, scrapy
from scrapy.crawler import CrawlerProcess
class Bare(scrapy.Spider):
    name = "bare"
    async def start(self):
        for url in open(sys.argv[1]).read().split():
            yield scrapy.Request(url, dont_filter=True)
    def parse(self, response):
        pass
process = CrawlerProcess({
    "LOG_LEVEL": "ERROR", "CONCURRENT_REQUESTS": 32, "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
    "TELNETCONSOLE_ENABLED": False, "REMOTE_CONTROL_ENABLED": False, "DOWNLOAD_DELAY": 0,
})
process.crawl(Bare)
process.start()
"""


def environment() -> str:
    names = ("scrapy", "Twisted", "lxml", "selectolax")
    libraries = ", ".join(f"{name} {version(name)}" for name in names)
    versions = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {libraries}"
    return f"{datetime.now(UTC):%Y-%m-%d}, {versions}, 2 cores"


def timed(command: list[str], environment: Mapping[str, str], *, may_fail: bool = False) -> tuple[float, float]:
    """Wall and CPU seconds of a command. `may_fail`: one of the real site's sitemaps is not there."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode and not (may_fail and done.returncode == 1):
        sys.exit(f"{' '.join(command)}\n{done.stdout[-2000:]}{done.stderr[-3000:]}")
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def pages(given: argparse.Namespace) -> str:
    """Pages per second of the whole job beside bare Scrapy, median of the rounds."""
    whole: list[tuple[float, float]] = []
    bare: list[tuple[float, float]] = []
    with (
        tempfile.TemporaryDirectory() as folder,
        site("real", str(Path(given.data).resolve()), str(given.pages)) as port,
    ):
        sources, urls = Path(folder, "sources.toml"), Path(folder, "urls")
        sources.write_text(
            "".join(
                f'[[site]]\nname = "site-{number}"\nurl = "http://{host}:{port}/"\nsitemaps = ["/sitemap.xml"]\n'
                for number, host in enumerate(HOSTS)
            )
        )
        listed = [
            re.findall(r"<loc>(.*?)</loc>", urllib.request.urlopen(f"http://{host}:{port}/sitemap.xml").read().decode())
            for host in HOSTS
        ]
        every = [url for group in zip(*listed, strict=True) for url in group]
        urls.write_text("\n".join(every))
        for number in range(given.rounds):
            db = f"ARCHIVE={folder}/{number}.db"
            crawl = [sys.executable, "-m", "scrapy", "crawl", "news", "-a", f"sources={sources}", "-s", db, *FAST]
            bare.append(timed([sys.executable, "-c", BARE, str(urls)], ENVIRONMENT))
            whole.append(timed([*crawl, *(part for setting in given.set for part in ("-s", setting))], ENVIRONMENT))
        with closing(sqlite3.connect(f"{folder}/0.db")) as sql:
            ((stored, seen),) = sql.execute("select (select count(*) from articles), (select count(*) from visits)")
    count = len(every)

    def row(name: str, runs: list[tuple[float, float]]) -> list[str]:
        wall, cpu = median(run[0] for run in runs), median(run[1] for run in runs)
        return [name, f"{count / wall:.0f}", f"{1000 * cpu / count:.1f}"]

    ratio = median(b[0] / w[0] for w, b in zip(whole, bare, strict=True))
    ratio_cpu = median(b[1] / w[1] for w, b in zip(whole, bare, strict=True))
    return markdown(
        [f"{count:,} real pages, {stored:,} articles of {seen:,} visits", "pages a second (wall)", "CPU ms a page"],
        [row("bare Scrapy, empty callback", bare), row("scrapy crawl, captures on", whole),
         ["ratio", f"{ratio:.2f}", f"{ratio_cpu:.2f}"]],
    )  # fmt: skip


@contextmanager
def newsstand(given: argparse.Namespace) -> Iterator[dict[str, str]]:
    """The environment of a crawl through the newsstand."""
    command = [
        sys.executable,
        str(Path(given.newsstand).resolve()),
        "--data",
        str(Path(given.data).resolve()),
        "--port",
        "0",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        try:
            proxy = server.stdout.readline().split()[-1]
            yield ENVIRONMENT | {"http_proxy": proxy, "https_proxy": proxy}
        finally:
            server.terminate()


def rferl(db: Path, *arguments: str) -> list[str]:
    settings = ("-s", f"ARCHIVE={db}", "-s", "CONTACT=benchmark@example.org", "-s", "UNVERIFIED_HOSTS=www.rferl.org")
    return [sys.executable, "-m", "scrapy", "crawl", "rferl", *arguments, *settings, *FAST]


def memory(given: argparse.Namespace) -> str:
    """Resident memory of one crawl, and of its reading processes, by the number of pages that it went through."""
    found: list[tuple[int, float, list[float]]] = []
    until = time.monotonic() + 60 * given.minutes
    with tempfile.TemporaryDirectory(dir=given.folder) as folder, newsstand(given) as through:
        db = Path(folder, "news.db")
        process = subprocess.Popen(rferl(db), cwd=ROOT, env=through, stdout=subprocess.DEVNULL)
        next_look = 1000
        while process.poll() is None and time.monotonic() < until and (not found or found[-1][0] < given.pages):
            time.sleep(1)
            seen = visits(db)
            if seen >= next_look:
                found.append((seen, resident(process.pid), [resident(reader) for reader in children(process.pid)]))
                next_look += 1000
        process.send_signal(signal.SIGKILL)
        process.wait()
    shown = [found[0], *(look for look in found if look[0] // 1000 % 5 == 0)]
    rows = [[f"{seen:,}", f"{own:.0f}", ", ".join(f"{size:.0f}" for size in readers)] for seen, own, readers in shown]
    from_5000 = [look for look in found if look[0] >= 5000] or found
    rows.append(
        [f"{from_5000[0][0]:,} to {found[-1][0]:,}",
         spread([own for _, own, _ in from_5000]),
         spread([size for _, _, readers in from_5000 for size in readers])]
    )  # fmt: skip
    return markdown(["pages", "MiB resident", "of each process that reads"], rows)


def children(pid: int) -> list[int]:
    """The processes that one has started."""
    lists = [file.read_text() for file in Path(f"/proc/{pid}/task").glob("*/children")]
    return [int(number) for text in lists for number in text.split()]


def resident(pid: int) -> float:
    """MiB of memory that a process has; 0 of one that has just ended."""
    try:
        found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    except OSError:
        found = None
    return int(found[1]) / 1024 if found else 0.0


def spread(sizes: list[float]) -> str:
    """The least and the largest, and how far they are from the middle."""
    low, high = min(sizes), max(sizes)
    return f"{low:.0f} to {high:.0f} (± {100 * (high - low) / (high + low):.1f} %)"


def visits(db: Path) -> int:
    try:
        with closing(sqlite3.connect(f"{db.as_uri()}?mode=ro", uri=True)) as sql:
            return int(sql.execute("select coalesce(max(id), 0) from visits").fetchone()[0])
    except sqlite3.Error:
        return 0


def through_proxy(proxies: Mapping[str, str]) -> Callable[[str, Mapping[str, str]], Awaitable[Download]]:
    """What fetches the documents of discovery from the newsstand."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({"http": proxies["http_proxy"]}))

    async def fetch(url: str, _: Mapping[str, str]) -> Download:
        try:
            with opener.open(url.replace("https://", "http://")) as answer:
                return Download(url, answer.read())
        except HTTPError as error:
            raise UnreachableError(f"answered {error.code}", status=error.code) from error

    return fetch


def walk(db: Path, through: Mapping[str, str]) -> tuple[int, int, float, float]:
    """Pages found and asked for, wall seconds and CPU seconds of planning the whole site."""
    fetch = through_proxy(through)

    crawler: Any = SimpleNamespace(
        settings=SimpleNamespace(getbool=lambda _: True),
        spider=SimpleNamespace(name="rferl", arguments={}, tally=Tally(("rferl",)), sites=[Rferl.site]),
    )
    store = StorePipeline(str(db), crawler)
    store.open_spider()
    frontier = Frontier(Rferl.site, fetch, identity=identity, lists=Lists())

    async def go() -> tuple[int, int]:
        found = asked = 0
        async for batch in frontier.batches():
            found += len(batch)
            asked += len(store.asks(Rferl.site, batch))
        return found, asked

    start, used = time.perf_counter(), time.process_time()
    found, asked = asyncio.run(go())
    return found, asked, time.perf_counter() - start, time.process_time() - used


def discovery(given: argparse.Namespace) -> str:
    """Reading, deduping and planning all sitemaps of www.rferl.org: the first time, and when every page is known."""
    rows = []
    with tempfile.TemporaryDirectory(dir=given.folder) as folder, newsstand(given) as through:
        db = Path(folder, "news.db")
        for name in ("nothing known", "every page known"):
            read, write = os.pipe()
            if (child := os.fork()) == 0:
                try:
                    figures = walk(db, through)
                    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
                    os.write(write, repr((*figures, peak)).encode())
                finally:
                    os._exit(0)
            os.close(write)
            os.waitpid(child, 0)
            found, asked, wall, cpu, peak = eval(os.read(read, 1000))
            rows.append([name, f"{found:,}", f"{asked:,}", f"{wall:.1f}", f"{cpu:.1f}", f"{peak:.0f}"])
            if name == "nothing known":
                know_all(db, through)
    return markdown(["", "pages listed", "to be asked for", "seconds", "CPU seconds", "peak MiB"], rows)


def know_all(db: Path, through: Mapping[str, str]) -> None:
    """Make every page of the sitemaps a known one."""
    fetch = through_proxy(through)

    async def go() -> None:
        with Archive(db) as archive:
            async for batch in Frontier(Rferl.site, fetch, identity=identity).batches():
                with archive.writing():
                    for page in batch:
                        visit = Visit(url=page.url, source="rferl", at=datetime.now(UTC), lastmod=page.hints.lastmod)
                        archive.visited(visit, PageStatus.NOT_ARTICLE)

    asyncio.run(go())


def second(given: argparse.Namespace) -> str:
    """What the second run of a site asks for, beside what it had to."""
    with tempfile.TemporaryDirectory(dir=given.folder) as folder, newsstand(given) as through:
        db = Path(folder, "news.db")
        counts: list[dict[str, int]] = []
        walls: list[float] = []
        for _ in range(2):
            walls.append(timed(rferl(db, "-a", f"limit={given.pages}"), through, may_fail=True)[0])
            asked = f"{through['http_proxy']}/requests"
            request = urllib.request.Request(asked, headers={"Host": "newsstand.test"})
            lines = urllib.request.urlopen(request).read().decode().splitlines()
            counts.append({what: int(number) for number, what in (line.split("\t") for line in lines)})
        first, both = counts
        again = {what: number - first.get(what, 0) for what, number in both.items() if number > first.get(what, 0)}
        again = {what: number for what, number in again.items() if what.startswith("www.rferl.org")}
        articles = sum(number for what, number in again.items() if "/a/" in what)
        before = sum(number for what, number in first.items() if "/a/" in what)
        lists = ", ".join(
            f"{what.removeprefix('www.rferl.org')} × {n}" for what, n in again.items() if "/a/" not in what
        )
    share = 100 * articles / before
    return markdown(
        ["", "articles asked for", "seconds"],
        [["first run", f"{before:,}", f"{walls[0]:.0f}"],
         ["second run", f"{articles:,} ({share:.2f} %)", f"{walls[1]:.1f}"],
         ["other requests of the second", lists, ""]],
    )  # fmt: skip


def parts(given: argparse.Namespace) -> str:
    """What one page costs in each part, in one thread, one after the other."""
    spent: dict[str, float] = dict.fromkeys(("unpacking", "capture", "extraction", "normalise", "store"), 0)

    def clocked(name: str, call: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        start = time.process_time()
        made = call(*arguments, **options)
        spent[name] += time.process_time() - start
        return made

    every = sorted(Path(given.data).rglob("*.html.gz"))
    files = every[:: max(1, len(every) // given.pages)][: given.pages]
    own = Site(name="one", url="http://127.0.0.1/")
    with (
        tempfile.TemporaryDirectory() as folder,
        CaptureWriter(Path(folder, "news.db"), software="benchmark/1") as writer,
        Archive(Path(folder, "news.db")) as archive,
    ):
        for number, file in enumerate(files):
            url, at, raw = f"http://127.0.0.1/saved/{number}", datetime.now(UTC), file.read_bytes()
            headers = [(b"Content-Type", b"text/html"), (b"Content-Encoding", b"gzip")]
            exchange = Exchange(url=url, at=at, status=200, headers=headers, body=raw, source="one")
            capture = clocked("capture", writer.write, exchange)
            body = clocked("unpacking", gzip.decompress, raw)
            scraped = clocked("extraction", extract, body, url, headers={"Content-Type": "text/html"})
            if scraped.kind == "article":
                scraped = of_site(scraped, own, url, None, url)
                article = clocked("normalise", normalise, scraped, None, fetched=at)
                clocked("store", archive.add, article, Visit(url=url, source="one", at=at, capture=capture))
    rows = [[name, f"{1000 * seconds / len(files):.1f}"] for name, seconds in spent.items()]
    return markdown([f"of {len(files)} pages", "CPU ms a page"], rows)


MEASURES: dict[str, Callable[[argparse.Namespace], str]] = {
    "pages": pages,
    "memory": memory,
    "discovery": discovery,
    "second": second,
    "parts": parts,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("measure", choices=MEASURES)
    parser.add_argument("--data", required=True, help="a folder of saved pages (*.html.gz)")
    parser.add_argument("--newsstand", help="the script that serves www.rferl.org's sitemaps")
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--minutes", type=float, default=60, help="how long `memory` looks on at most")
    parser.add_argument("--set", nargs="*", default=[], help="settings of the crawl, NAME=VALUE")
    parser.add_argument("--folder", help="where temporary archives go")
    parser.add_argument("--write", type=Path)
    given = parser.parse_args()
    text = f"{environment()}\n\n{MEASURES[given.measure](given)}"
    print(text)
    if given.write:
        write_between(given.write, given.measure, text)


if __name__ == "__main__":
    main()
