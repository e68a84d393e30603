"""WACZ: captures, their index and a list of their pages in one ZIP file, for ReplayWeb.page and other replay tools.

https://specs.webrecorder.net/wacz/1.1.1/; the index is compressed in parts of 300 lines with a second index on top.

Only files of more than 2 GiB get the fields of ZIP64: ReplayWeb.page looks for a file's content right behind its name
unless the directory at the end has such fields too, and Python writes them there only if they are needed.
"""

import gzip
import hashlib
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from archive import captures, cdxj, warc
from archive.captures import Row
from archive.errors import ArchiveError, LostCaptureError
from archive.store import Archive

LINES_A_BLOCK = 300
CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Written:
    captures: int
    pages: int
    bytes: int


def write(archive: Archive, output: Path, *, source: str | None = None, since: str | None = None) -> Written:
    """Write the captures of a source since a day, or all, with what they refer to.

    Raises ArchiveError if there are none, if a capture file is missing, or if the file cannot be written or is one of
    the archive's own; it is there whole or not at all.
    """
    captures.need_library("surt")
    captures.refuse_own(output, archive.path)
    rows = _chosen(archive, source, since)
    if not rows:
        raise ArchiveError(f"{archive.path} has no such captures; `archive stats` names its sources.")
    partial = output.with_name(output.name + ".part")
    try:
        with captures.on_disk(output), ZipFile(partial, "w") as out:
            pages = _fill(archive, out, rows)
            size = partial.stat().st_size
        partial.replace(output)
    finally:
        partial.unlink(missing_ok=True)
    return Written(len(rows), pages, size)


def _chosen(archive: Archive, source: str | None, since: str | None) -> list[Row]:
    if since is not None:
        try:
            date.fromisoformat(since[:10])
        except ValueError:
            raise ArchiveError(f"--since takes a date such as 2026-01-31, not {since!r}.") from None
    wanted = archive.rows(
        f"{captures.ROWS} where (:source is null or captures.source = :source) and (:since is null or at >= :since)",
        {"source": source, "since": since},
    )
    rows = {row["id"]: row for row in wanted}
    for row in wanted:
        original = row["refers_to"]
        if original is not None and original not in rows:
            rows[original] = archive.rows(f"{captures.ROWS} where captures.id = ?", (original,))[0]
    return sorted(rows.values(), key=lambda row: (row["file"], row["offset"]))


def _fill(archive: Archive, out: ZipFile, rows: list[Row]) -> int:
    folder = captures.folder_of(archive.path)
    resources: list[dict[str, Any]] = []
    now = datetime.now(UTC)
    name = archive.path.name.removesuffix(".db") + captures.WARC_SUFFIX
    moved: list[dict[str, Any]] = []
    info = warc.make_warcinfo(name, now, [("software", _software()), ("description", f"from {archive.path.name}")])
    opening = warc.compress(info)
    size = len(opening) + sum(row["length"] + row["request_length"] for row in rows)
    with _Entry(out, f"archive/{name}", size, resources, ZIP_STORED) as warc_file:
        warc_file.write(opening)
        for row, data in _records(folder, rows):
            moved.append({**dict(row), "file": name, "offset": warc_file.size})
            warc_file.write(data)
    index, second = _index(list(cdxj.lines(moved)))
    with _Entry(out, "indexes/index.cdx.gz", len(index), resources, ZIP_STORED) as entry:
        entry.write(index)
    with _Entry(out, "indexes/index.idx", len(second), resources) as entry:
        entry.write(second)
    count = 0
    with TemporaryFile() as pages:
        head = {"format": "json-pages-1.0", "id": "pages", "title": "Articles", "hasText": True}
        pages.write(f"{json.dumps(head)}\n".encode())
        for page in _pages(archive, {row["id"] for row in rows}):
            pages.write(f"{json.dumps(page, ensure_ascii=False)}\n".encode())
            count += 1
        size = pages.tell()
        pages.seek(0)
        with _Entry(out, "pages/pages.jsonl", size, resources) as entry:
            while data := pages.read(CHUNK):
                entry.write(data)
    package = {
        "profile": "data-package",
        "wacz_version": "1.1.1",
        "title": f"Captures of {archive.path.name}",
        "created": warc.warc_date(now),
        "software": _software(),
        "resources": resources,
    }
    data = json.dumps(package, indent=2, ensure_ascii=False).encode()
    out.writestr(_info("datapackage.json", ZIP_DEFLATED), data)
    digest = {"path": "datapackage.json", "hash": warc.sha256(data)}
    out.writestr(_info("datapackage-digest.json", ZIP_DEFLATED), json.dumps(digest, indent=2))
    return count


def _index(lines: list[str]) -> tuple[bytes, bytes]:
    """Lines of an index as compressed parts, and the index of these."""
    index = bytearray()
    top = ['!meta 0 {"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"}']
    for start in range(0, len(lines), LINES_A_BLOCK):
        packed = gzip.compress("".join(f"{line}\n" for line in lines[start : start + LINES_A_BLOCK]).encode(), mtime=0)
        where = {
            "offset": len(index),
            "length": len(packed),
            "digest": warc.sha256(packed),
            "filename": "index.cdx.gz",
        }
        key = " ".join(lines[start].split(" ", 2)[:2])
        top.append(f"{key} {json.dumps(where)}")
        index += packed
    return bytes(index), "".join(f"{line}\n" for line in top).encode()


def _records(folder: Path, rows: list[Row]) -> Iterator[tuple[Row, bytes]]:
    """The records of captures with the requests behind them, as they stand in their files."""
    file: IO[bytes] | None = None
    name = ""
    try:
        for row in rows:
            if row["file"] != name:
                if file:
                    file.close()
                name = row["file"]
                try:
                    file = (folder / name).open("rb")
                except FileNotFoundError:
                    raise LostCaptureError(
                        f"The capture file {folder / name} is missing; put it back from a copy."
                    ) from None
            assert file is not None
            file.seek(row["offset"])
            length = row["length"] + row["request_length"]
            data = file.read(length)
            if len(data) < length:
                raise LostCaptureError(f"{folder / name} ends before the record at {row['offset']} does.")
            yield row, data
    finally:
        if file:
            file.close()


def _pages(archive: Archive, chosen: set[int]) -> Iterator[dict[str, str]]:
    """The pages that the captures show: every wording of every article, with its text."""
    wordings = archive.rows(
        "select captures.id, captures.url, captures.at, articles.headline, articles.body "
        "from articles join captures on captures.id = articles.capture_id "
        "union all "
        "select captures.id, captures.url, captures.at, revisions.headline, revisions.body "
        "from revisions join captures on captures.id = revisions.capture_id order by 3, 1"
    )
    for row in wordings:
        if row["id"] in chosen:
            yield {
                "id": f"capture-{row['id']}",
                "url": row["url"],
                "ts": warc.warc_date(datetime.fromisoformat(row["at"])),
                "title": row["headline"],
                "text": row["body"],
            }


def _software() -> str:
    try:
        return f"news-archive {version('news-archive')}"
    except PackageNotFoundError:
        return "news-archive"


def _info(path: str, kind: int) -> ZipInfo:
    info = ZipInfo(path, datetime.now(UTC).timetuple()[:6])
    info.compress_type = kind
    return info


class _Entry:
    """A file of `size` bytes in the package that is written in parts, and listed with its digest."""

    def __init__(
        self, out: ZipFile, path: str, size: int, resources: list[dict[str, Any]], kind: int = ZIP_DEFLATED
    ) -> None:
        self.path = path
        self.size = 0
        self._resources = resources
        self._digest = hashlib.sha256()
        self._file = out.open(_info(path, kind), "w", force_zip64=size > zipfile.ZIP64_LIMIT)

    def __enter__(self) -> "_Entry":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        self._resources.append(
            {
                "name": self.path.rpartition("/")[2],
                "path": self.path,
                "hash": f"sha256:{self._digest.hexdigest()}",
                "bytes": self.size,
            }
        )

    def write(self, data: bytes) -> None:
        self._file.write(data)
        self._digest.update(data)
        self.size += len(data)
