"""What a power cut leaves of an archive is sound, and the next crawl completes it: `python -m benchmarks.power_cuts`.

A crawl is stopped at random moments (SIGSTOP), and its files are copied as they are. Of each copy goes what the disk
may not have yet, as a power cut decides for each file by itself: the end of SQLite's log behind what it has synced (see
`synced`), and any end of the capture file that is being written and of its manifest, down to nothing. The next crawl
into each copy must end well, and have every article of an undisturbed one; then `archive check --full`, `archive
verify` and SQLite's own check must find nothing.
"""

import argparse
import os
import random
import shutil
import signal
import sqlite3
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from archive import Archive
from archive.captures import folder_of
from archive.check import check
from archive.manifest import path_of
from archive.verify import verify
from benchmarks.kills import ENVIRONMENT, ROOT, content, crawl, site, stored

SMALL_FILES = ("-s", "CAPTURES_FILE_SIZE=100000")
"""So that there are capture files that were closed, which are on the disk."""
ENDS_WITHIN = 300


@dataclass(frozen=True)
class Cut:
    """One power cut: how many articles the archive showed before, how many after, bytes that were lost by file, what
    the next crawl said of it, and what is wrong in the end."""

    before: int
    after: int
    lost: dict[str, int]
    said: list[str]
    problems: list[str]


def synced(db: Path) -> int:
    """Bytes of the log that SQLite has on the disk for certain: those that it has begun to copy into the database, as
    it does only after a sync (https://www.sqlite.org/walformat.html, nBackfillAttempted; in native byte order)."""
    shared = db.with_name(f"{db.name}-shm").read_bytes()
    (attempted,) = struct.unpack_from("=I", shared, 128)
    with db.open("rb") as file:
        (size,) = struct.unpack(">H", file.read(18)[16:])
    return 32 + attempted * (24 + (65536 if size == 1 else size)) if attempted else 0


def stop(process: "subprocess.Popen[bytes]") -> None:
    """Stop a process, and wait until all of it stands."""
    process.send_signal(signal.SIGSTOP)
    tasks = Path(f"/proc/{process.pid}/task")
    until = time.monotonic() + 10
    while any(stat.read_text().rpartition(")")[2].split()[0] not in "TZ" for stat in tasks.glob("*/stat")):
        assert time.monotonic() < until, "the crawl did not stop"
        time.sleep(0.005)


def snapshots(db: Path, port: int, folder: Path, shares: list[float], pages: int) -> Iterator[tuple[Path, int]]:
    """Copies of an archive while a crawl fills it, one for each share of its pages, and what of the log is synced."""
    command = [*crawl(db, port), *SMALL_FILES]
    process = subprocess.Popen(command, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for number, share in enumerate(sorted(shares)):
            until = time.monotonic() + ENDS_WITHIN
            while stored(db) < share * pages and process.poll() is None and time.monotonic() < until:
                time.sleep(0.01)
            if process.poll() is not None:
                return
            stop(process)
            there = folder / f"cut-{number}" / db.name
            there.parent.mkdir()
            for path in (db, db.with_name(f"{db.name}-wal")):
                if path.exists():
                    shutil.copy(path, there.parent)
            shutil.copytree(folder_of(db), folder_of(there))
            yield there, synced(db)
            process.send_signal(signal.SIGCONT)
    finally:
        process.kill()
        process.wait()


def cut_off(db: Path, kept: int, chosen: random.Random) -> dict[str, int]:
    """Take from the files what a power cut may take; bytes by name."""
    with closing(sqlite3.connect(f"{db.as_uri()}?mode=ro", uri=True)) as sql:
        open_files = [name for (name,) in sql.execute("select name from capture_files where sealed_at is null")]
    log = db.with_name(f"{db.name}-wal")
    ends = {log: kept} if log.exists() else {}
    for name in open_files:
        warc = folder_of(db) / name
        ends |= {warc: 0, path_of(warc): 0}
    lost = {}
    for path, least in ends.items():
        size = path.stat().st_size
        end = chosen.choice((size, chosen.randint(min(least, size), size), max(least, size - chosen.randint(1, 2000))))
        os.truncate(path, min(end, size))
        lost[path.suffix if path != log else "-wal"] = size - min(end, size)
    return lost


def problems(db: Path) -> list[str]:
    with closing(sqlite3.connect(db)) as sql:
        found = [row[0] for row in sql.execute("pragma integrity_check") if row[0] != "ok"]
    with Archive(db) as archive:
        found += [problem.sentence for problem in check(archive, full=True).problems]
        found += [problem.sentence for problem in verify(archive).problems]
    return found


def run(folder: Path, *, pages: int, cuts: int, seed: int) -> list[Cut]:
    """Cut the power of so many copies of a crawl of so many pages, and let the next crawl complete each."""
    chosen = random.Random(seed)
    calm = folder / "calm.db"
    found = []
    with site("made", str(pages)) as port:
        subprocess.run(crawl(calm, port), cwd=ROOT, env=ENVIRONMENT, check=True, capture_output=True)
        wanted = content(calm)
        shares = [chosen.uniform(0, 0.9) for _ in range(cuts)]
        copies = list(snapshots(folder / "news.db", port, folder, shares, pages))
        for db, kept in copies:
            before = stored(db)
            lost = cut_off(db, kept, chosen)
            after = stored(db)
            last = subprocess.run(
                [*crawl(db, port), *SMALL_FILES], cwd=ROOT, env=ENVIRONMENT, check=False, capture_output=True, text=True
            )
            wrong = (
                [] if last.returncode == 0 else [f"The next crawl ended with status {last.returncode}: {last.stderr}"]
            )
            wrong += problems(db)
            now = content(db)
            wrong += [f"The {name} differ." for name in wanted if "captured" not in name and wanted[name] != now[name]]
            said = [line for line in last.stdout.splitlines() if "crawl that was killed" in line or "not known" in line]
            found.append(Cut(before, after, lost, said, wrong))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=600)
    parser.add_argument("--cuts", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = run(Path(folder), pages=given.pages, cuts=given.cuts, seed=given.seed)
    for cut in found:
        lost = ", ".join(f"{size} of {name}" for name, size in cut.lost.items() if size) or "nothing"
        verdict = " ".join(cut.problems) or "Sound."
        print(f"{cut.before} articles, {cut.after} after the cut; bytes lost: {lost}. {verdict}")
    print(f"{len(found)} power cuts, {sum(bool(cut.problems) for cut in found)} with problems.")
    sys.exit(any(cut.problems for cut in found) or not found)


if __name__ == "__main__":
    main()
