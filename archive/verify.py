"""Whether captures are what they were: files against their manifests, manifests against each other and the archive."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from archive import captures, manifest, warc
from archive.store import Archive
from archive.warc import Loss


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong: a file, and a sentence that begins with its name."""

    file: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at, and what is wrong. `heads` are the chains that cover everything: note them elsewhere."""

    files: int
    records: int
    bytes: int
    problems: list[Problem]
    heads: dict[str, str]


def verify(archive: Archive, noted: str | None = None, progress: Callable[[str], None] = lambda _: None) -> Verified:
    """Read every capture file and compare it with its manifest, the other manifests and the archive.

    `noted` is a chain that was noted earlier: it must still be part of a manifest.
    """
    folder = captures.folder_of(archive.path)
    files = archive.rows("select * from capture_files order by id")
    problems: list[Problem] = []
    chains: dict[str, set[str]] = {}
    read: dict[str, manifest.Manifest] = {}
    size = 0
    for row in files:
        name = row["name"]
        progress(name)
        path = folder / name
        found = manifest.read(manifest.path_of(path))
        if not path.exists():
            problems.append(Problem(name, f"{path} is missing; put it back from a copy."))
        if found is None:
            problems.append(Problem(name, f"{manifest.path_of(path)} is missing or damaged; put it back from a copy."))
            continue
        read[name] = found
        chains[name] = {found.head, *(entry.chain for entry in found.entries)}
        if path.exists():
            size += path.stat().st_size
            problems += [Problem(name, why) for why in _against_manifest(path, found)]
        problems += [Problem(name, why) for why in _against_rows(archive, path, row, found)]
    for name, one in read.items():
        if one.file != name:
            problems.append(Problem(name, f"{folder / name}: its manifest is that of {one.file}."))
        if one.after and one.after[0] in chains and one.after[1] not in chains[one.after[0]]:
            problems.append(
                Problem(one.after[0], f"{folder / one.after[0]}: its manifest was rewritten after {name} was begun.")
            )
        elif one.after and one.after[0] not in {row["name"] for row in files}:
            problems.append(
                Problem(one.after[0], f"{folder / one.after[0]}, which {name} follows, is not known to the archive.")
            )
    if noted is not None and not any(noted.lower() in known for known in chains.values()):
        problems.append(Problem("", f"No manifest has the chain {noted}: captures were changed since it was noted."))
    followed = {one.after[1] for one in read.values() if one.after}
    heads = {name: one.chain for name, one in read.items() if one.chain not in followed}
    return Verified(len(files), sum(len(one.entries) for one in read.values()), size, problems, heads)


def _against_manifest(path: Path, found: manifest.Manifest) -> Iterator[str]:
    if found.problem:
        yield f"{manifest.path_of(path)}: {found.problem}; it was changed."
    with path.open("rb") as file:
        for entry in manifest.changed(file, found):
            yield f"{path}: the record at {entry.offset} was changed{_named(path, entry)}."
    end = found.entries[-1].end if found.entries else 0
    if path.stat().st_size > end:
        yield f"{path}: what stands from {end} on was added later."


def _named(path: Path, entry: manifest.Entry) -> str:
    """What a record says that it is, if it still can be read."""
    with suppress(OSError), path.open("rb") as file:
        record = warc.read_at(file, entry.offset, entry.length)
        if not isinstance(record, Loss) and record.url:
            return f" ({record.kind} of {record.url})"
    return ""


def _against_rows(archive: Archive, path: Path, row: captures.Row, found: manifest.Manifest) -> Iterator[str]:
    if row["chain"] and row["chain"] not in {found.head, *(entry.chain for entry in found.entries)}:
        yield f"{manifest.path_of(path)}: it does not end as the archive noted it; it was rewritten."
    places = {entry.offset: entry.length for entry in found.entries}
    for capture in archive.rows("select * from captures where file_id = ? order by offset", (row["id"],)):
        if places.get(capture["offset"]) != capture["length"]:
            yield (
                f"{path}: the archive has capture {capture['id']} of {capture['url']} at {capture['offset']}, "
                "the manifest has not."
            )
