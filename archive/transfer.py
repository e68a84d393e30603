"""Capture files copied from one folder to another, as far as they are not there yet, and compared with their manifests.

A file that a crawl is still writing is copied up to the last record that its manifest has: the record is in the file
before its line is in the manifest.
"""

import os
import shutil
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from archive import captures, manifest
from archive.captures import on_disk
from archive.errors import ArchiveError, LostCaptureError
from archive.manifest import Manifest

CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Copied:
    """What became of one file: the bytes that were copied, the manifest as it is now in the new place."""

    bytes: int
    manifest: Manifest


class DifferentFileError(ArchiveError):
    """A file of the same name, but with other records, is there already."""


def copy(file: Path, folder: Path, removed: Collection[tuple[int, int]] = ()) -> Copied:
    """Copy a capture file into a folder, with its manifest and its index for replay.

    What is there already stays, if its manifest says that it is the beginning of this file; then only the rest is
    copied. If this file is the beginning of what is there, nothing is. `removed` are places (offset, length) whose
    records were removed on request: these are taken over anew. Raises LostCaptureError if the file or its manifest is
    missing, DifferentFileError, ArchiveError if a record that was copied is not what the manifest says.
    """
    found = manifest.read(manifest.path_of(file))
    if not file.exists() or found is None:
        missing = manifest.path_of(file) if file.exists() else file
        raise LostCaptureError(f"{missing} is missing or damaged; put it back from a copy.")
    target = folder / file.name
    there = manifest.read(manifest.path_of(target)) if target.exists() else None
    if there is not None and there.entries != found.entries and is_beginning(found, there):
        return Copied(0, there)
    if there is not None and not is_beginning(there, found):
        raise DifferentFileError(f"{target} has other records than {file}; move one of them away.")
    end = found.entries[-1].end if found.entries else 0
    begin = there.entries[-1].end if there is not None and there.entries else 0
    if not target.exists() or target.stat().st_size < begin:
        begin = 0
    with on_disk(target):
        _copy_bytes(file, target, begin, end, removed)
        _check(target, found, begin, {offset for offset, _ in removed})
        beside = manifest.path_of(target)
        partial = beside.with_name(beside.name + ".part")
        partial.write_bytes(manifest.path_of(file).read_bytes()[: found.size])
        partial.replace(beside)
        index = captures.index_of(file)
        if index.exists():
            shutil.copyfile(index, captures.index_of(target))
    return Copied(end - begin, found)


def is_beginning(one: Manifest, other: Manifest) -> bool:
    """Whether a manifest is the beginning of another, or the same."""
    return one.head == other.head and one.entries == other.entries[: len(one.entries)]


def _copy_bytes(file: Path, target: Path, begin: int, end: int, removed: Collection[tuple[int, int]]) -> None:
    partial = target.with_name(target.name + ".part") if begin == 0 else target
    with file.open("rb") as source, partial.open("r+b" if begin else "wb") as out:
        for start, stop in ((begin, end), *((offset, offset + length) for offset, length in removed if offset < begin)):
            source.seek(start)
            out.seek(start)
            left = stop - start
            while left and (data := source.read(min(left, CHUNK))):
                out.write(data)
                left -= len(data)
        out.truncate(end)
        out.flush()
        os.fsync(out.fileno())
    if partial != target:
        partial.replace(target)


def _check(target: Path, found: Manifest, begin: int, removed: Collection[int]) -> None:
    fresh = tuple(entry for entry in found.entries if entry.offset >= begin)
    with target.open("rb") as file:
        for entry in manifest.changed(file, Manifest(found.file, None, "", fresh, 0)):
            if entry.offset not in removed:
                raise ArchiveError(
                    f"{target}: the record at {entry.offset} is not what its manifest says; `archive verify` names "
                    "what was changed."
                )
