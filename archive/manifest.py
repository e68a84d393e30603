"""The manifest beside a capture file: a digest of every record, each chained to all before it.

A manifest is text. Its first three lines say what it is, which file it is of, and how the manifest that was the latest
when it was begun ended; then comes a line for each record:

    news-archive manifest 1
    file news-20261123T225733Z-5f3a.warc.gz
    after news-20261122T225701Z-91c0.warc.gz 5b0c…
    OFFSET LENGTH SHA256 CHAIN

SHA256 is that of the record's bytes as they stand in the file. CHAIN is that of the CHAIN before it (for the first
record, of the first three lines), a space, and "OFFSET LENGTH SHA256". So nothing that a manifest covers can be
changed, taken out or put in without changing every CHAIN after it, those of later files included: who has noted the
last one knows all.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

SUFFIX = ".manifest"
FIRST = "news-archive manifest 1"
CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Entry:
    """A record: where its bytes stand, their SHA-256, and the chain with it."""

    offset: int
    length: int
    sha256: str
    chain: str

    @property
    def end(self) -> int:
        return self.offset + self.length

    def line(self) -> str:
        return f"{self.offset} {self.length} {self.sha256} {self.chain}\n"


@dataclass(frozen=True, slots=True)
class Manifest:
    """A manifest as read.

    `after` names the earlier file and its chain, None for the first; `size` is the bytes of what is whole, `problem`
    what is wrong with the rest, if anything.
    """

    file: str
    after: tuple[str, str] | None
    head: str
    """The chain of the three lines, before any record."""
    entries: tuple[Entry, ...]
    size: int
    problem: str = ""

    @property
    def chain(self) -> str:
        """The chain of the last record."""
        return self.entries[-1].chain if self.entries else self.head


def heading(file: str, after: tuple[str, str] | None) -> str:
    """The three lines that a manifest begins with."""
    return f"{FIRST}\nfile {file}\nafter {' '.join(after) if after else '-'}\n"


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def entry(before: str, offset: int, record: bytes) -> Entry:
    """The entry for the bytes of a record, given the chain before it."""
    return chained(before, offset, len(record), digest(record))


def chained(before: str, offset: int, length: int, sha256: str) -> Entry:
    return Entry(offset, length, sha256, digest(f"{before} {offset} {length} {sha256}".encode()))


def path_of(file: Path) -> Path:
    return file.with_name(file.name + SUFFIX)


def read(path: Path) -> Manifest | None:
    """A manifest, checked line by line; None where there is none or not even its heading."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    lines = data.splitlines(keepends=True)
    if len(lines) < 3 or lines[0] != f"{FIRST}\n".encode() or not lines[2].endswith(b"\n"):
        return None
    file = lines[1].decode("utf-8", "replace").removeprefix("file ").rstrip("\n")
    named = lines[2].decode("utf-8", "replace").removeprefix("after ").split()
    after = (named[0], named[1]) if len(named) == 2 else None
    head = chain = digest(b"".join(lines[:3]))
    size = sum(map(len, lines[:3]))
    entries: list[Entry] = []
    problem = ""
    end = 0
    for number, line in enumerate(lines[3:], start=4):
        found = _entry(line, chain)
        if found is None or found.offset != end:
            problem = f"line {number} does not follow from the lines before it"
            break
        entries.append(found)
        chain, end = found.chain, found.end
        size += len(line)
    return Manifest(file, after, head, tuple(entries), size, problem)


def _entry(line: bytes, before: str) -> Entry | None:
    parts = line.decode("utf-8", "replace").split()
    if not line.endswith(b"\n") or len(parts) != 4 or not (parts[0].isdecimal() and parts[1].isdecimal()):
        return None
    found = chained(before, int(parts[0]), int(parts[1]), parts[2])
    return found if found.line().encode() == line else None


def changed(file: BinaryIO, manifest: Manifest) -> list[Entry]:
    """The entries whose bytes in the file are not what they were."""
    found: list[Entry] = []
    for one in manifest.entries:
        file.seek(one.offset)
        digester, left = hashlib.sha256(), one.length
        while left and (data := file.read(min(left, CHUNK))):
            digester.update(data)
            left -= len(data)
        if left or digester.hexdigest() != one.sha256:
            found.append(one)
    return found
