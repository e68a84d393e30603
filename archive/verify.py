"""Whether captures are what they were: files against their manifests, manifests against each other and the archive."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from archive import captures, manifest, tombstones, warc
from archive.errors import LostCaptureError
from archive.store import Archive
from archive.warc import Loss


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong: a file, and a sentence that begins with its name."""

    file: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at, and what is wrong. `heads` are the chains that cover everything: note them elsewhere.

    `removed` has a sentence for each article whose records were removed on request: what is proved of all others holds.
    """

    files: int
    records: int
    bytes: int
    problems: list[Problem]
    heads: dict[str, str]
    removed: list[str]


def verify(archive: Archive, noted: str | None = None, progress: Callable[[str], None] = lambda _: None) -> Verified:
    """Read every capture file and compare it with its manifest, the other manifests and the archive.

    `noted` is a chain that was noted earlier: it must still be part of a manifest.
    """
    folder = captures.folder_of(archive.path)
    files = archive.rows("select * from capture_files order by id")
    removals, removed, problems = _removals(archive, folder)
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
            problems += [Problem(name, why) for why in _against_manifest(path, found, removals.get(name, {}))]
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
    return Verified(len(files), sum(len(one.entries) for one in read.values()), size, problems, heads, removed)


def _removals(archive: Archive, folder: Path) -> tuple[dict[str, dict[int, str]], list[str], list[Problem]]:
    """The digests of what stands in the places of removed records, by file and place; what was removed, as sentences;
    and removals that no notice in the captures speaks of."""
    found: dict[str, dict[int, str]] = {}
    removed: list[str] = []
    problems: list[Problem] = []
    for stone in archive.rows("select * from tombstones where id in (select tombstone_id from removals) order by id"):
        rows = archive.rows(
            "select name, offset, length, sha256 from removals join capture_files on capture_files.id = file_id "
            "where tombstone_id = ? and sha256 is not null",
            (stone["id"],),
        )
        noticed = _notices(archive, folder, stone["id"])
        count = 0
        for row in rows:
            if (row["name"], row["offset"], row["length"], row["sha256"]) in noticed:
                found.setdefault(row["name"], {})[row["offset"]] = row["sha256"]
                count += 1
            else:
                problems.append(
                    Problem(
                        row["name"],
                        f"{folder / row['name']}: the archive says that the record at {row['offset']} was removed on "
                        "request, but no notice in the captures says so.",
                    )
                )
        removed.append(
            f"{count} records of {tombstones.from_row(stone).name} were removed on request on "
            f"{stone['removed_at'][:10]}: {stone['reason']}"
        )
    return found, removed, problems


def _notices(archive: Archive, folder: Path, stone: int) -> set[tuple[str, int, int, str]]:
    """The places that notices in the captures name as removed with this article."""
    found: set[tuple[str, int, int, str]] = set()
    for row in archive.rows(
        "select name, offset, length from notices join capture_files on capture_files.id = file_id "
        "where tombstone_id = ?",
        (stone,),
    ):
        with suppress(LostCaptureError):
            record = captures.read_place(folder, row["name"], row["offset"], row["length"])
            for line in record.block.decode("utf-8", "replace").splitlines():
                key, _, value = line.partition(": ")
                parts = value.rsplit(" ", 3)
                if key == "removed" and len(parts) == 4 and parts[1].isdecimal() and parts[2].isdecimal():
                    found.add((parts[0], int(parts[1]), int(parts[2]), parts[3]))
    return found


def _against_manifest(path: Path, found: manifest.Manifest, removed: Mapping[int, str]) -> Iterator[str]:
    if found.problem:
        yield f"{manifest.path_of(path)}: {found.problem}; it was changed."
    with path.open("rb") as file:
        for entry in manifest.changed(file, found):
            if entry.offset in removed:
                file.seek(entry.offset)
                if manifest.digest(file.read(entry.length)) == removed[entry.offset]:
                    continue
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
