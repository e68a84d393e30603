"""A crawl that is killed again and again ends with what an undisturbed one has: `python -m benchmarks.kills`.

Each run gets SIGKILL at a random moment; after each, SQLite's integrity check and the archive's own are run. Then one
run is left to its end, and every article, wording, address and first visit is compared with the undisturbed archive.
"""

import argparse
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from archive import Archive
from archive.check import check

ROOT = Path(__file__).parent.parent
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
SETTINGS = ("-s", "DOWNLOAD_DELAY=0", "-s", "AUTOTHROTTLE_ENABLED=False", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=8")


@dataclass(frozen=True)
class Outcome:
    """`kills` that hit a running crawl, at how many stored articles each; `problems`: sentences, if any."""

    kills: list[int]
    articles: int
    problems: list[str]


@contextmanager
def site(*arguments: str) -> Iterator[int]:
    """The port of a loopback site."""
    command = [sys.executable, "-m", "benchmarks.loopback", *arguments]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        try:
            yield int(server.stdout.readline())
        finally:
            server.terminate()


def crawl(db: Path, port: int) -> list[str]:
    url = f"url=http://127.0.0.1:{port}/"
    return [sys.executable, "-m", "scrapy", "crawl", "news", "-a", url, "-s", f"ARCHIVE={db}", *SETTINGS]


def stored(db: Path) -> int:
    """Articles in an archive, 0 of one that is not there yet."""
    try:
        with closing(sqlite3.connect(f"{db.as_uri()}?mode=ro", uri=True)) as sql:
            return int(sql.execute("select count(*) from articles").fetchone()[0])
    except sqlite3.Error:
        return 0


OPEN = "left open by a crawl that was killed"


def problems(db: Path, *, killed: bool = False) -> list[str]:
    """What is wrong with an archive; after a kill, a file of captures may wait for the next crawl to close it."""
    if not db.exists():
        return []
    with closing(sqlite3.connect(db)) as sql:
        found = [row[0] for row in sql.execute("pragma integrity_check") if row[0] != "ok"]
        if not sql.execute("select count(*) from sqlite_master").fetchone()[0]:
            return found  # killed before its tables were there
    with Archive(db) as archive:
        found += [problem.sentence for problem in check(archive).problems]
    return [sentence for sentence in found if not (killed and OPEN in sentence)]


def content(db: Path) -> dict[str, list[tuple[object, ...]]]:
    """What two archives of one site have in common, whatever the order in which they were filled."""
    with closing(sqlite3.connect(db)) as sql:
        return {
            "articles": sql.execute("select url, headline, digest, body from articles order by 1").fetchall(),
            "revisions": sql.execute("select count(*) from revisions").fetchall(),
            "pages": sql.execute("select url, status from pages order by 1").fetchall(),
            "stored more than once": sql.execute(
                "select page_id from visits where outcome in ('new', 'duplicate', 'changed') "
                "group by 1 having count(*) > 1"
            ).fetchall(),
            "captured without an article": sql.execute(
                "select count(*) from articles where capture_id is null"
            ).fetchall(),
        }


def run(folder: Path, *, pages: int, kills: int, seed: int) -> Outcome:
    """Kill a crawl of so many pages so many times, then let it finish."""
    chosen = random.Random(seed)
    calm, disturbed = folder / "calm.db", folder / "disturbed.db"
    hits: list[int] = []
    wrong: list[str] = []
    with site("made", str(pages)) as port:
        subprocess.run(crawl(calm, port), cwd=ROOT, env=ENVIRONMENT, check=True, capture_output=True)
        while len(hits) < kills:
            process = subprocess.Popen(
                crawl(disturbed, port), cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            # Any moment: while it starts, or after some more pages of an even share of those that are left. They are
            # stored in batches, so that it gets somewhat more.
            before = stored(disturbed)
            share = chosen.uniform(0, 1.3 * (pages - before) / (kills - len(hits) + 1))
            early = chosen.random() < 0.2
            started = time.monotonic()
            while process.poll() is None:
                late = time.monotonic() - started > 60
                if late or (early and chosen.random() < 0.1) or stored(disturbed) - before >= share:
                    break
                time.sleep(chosen.uniform(0, 0.05))
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
            process.wait()
            if process.returncode != -signal.SIGKILL:
                wrong += [] if process.returncode == 0 else [f"A crawl ended with status {process.returncode}."]
                break
            hits.append(stored(disturbed))
            wrong += problems(disturbed, killed=True)
        last = subprocess.run(crawl(disturbed, port), cwd=ROOT, env=ENVIRONMENT, check=False, capture_output=True)
        wrong += [] if last.returncode == 0 else [last.stderr.decode()]
    wrong += problems(disturbed)
    one, other = content(calm), content(disturbed)
    wrong += [f"The {name} differ." for name in one if one[name] != other[name]]
    wrong += ["The undisturbed crawl lacks articles."] if len(one["articles"]) != pages else []
    return Outcome(kills=hits, articles=len(other["articles"]), problems=wrong)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        outcome = run(Path(folder), pages=given.pages, kills=given.kills, seed=given.seed)
    print(
        f"{len(outcome.kills)} kills, at {', '.join(map(str, outcome.kills))} articles; {outcome.articles} in the end."
    )
    for sentence in outcome.problems:
        print(sentence)
    sys.exit(bool(outcome.problems))


if __name__ == "__main__":
    main()
