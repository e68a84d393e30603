"""The captures beside an archive: WARC files that a crawl writes, and the rows that point into them.

A folder, `news.captures` beside `news.db`, holds the files, each with a manifest (`archive.manifest`) and, once it is
full or its crawl has ended, with an index for replay tools (`archive.cdxj`). One writer has one file of its own at a
time and a lock on it, so that several may crawl into one archive. A capture is written in this order: its records, the
lines of the manifest, its row. So a row never points at nothing; what a kill tore off is cut, and what it left without
a row gets one, when the archive is next opened for captures (`recover`).
"""

import errno
import fcntl
import os
import secrets
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from archive import cdxj, manifest, warc
from archive.errors import ArchiveError, CaptureNotFoundError, DiskFullError, LostCaptureError, ReadOnlyError
from archive.foreign import Answer
from archive.identity import address_number, number_of, time_text, url_key
from archive.store import Archive
from archive.warc import Exchange, Loss, Original, Record

Row = sqlite3.Row
FULL = 1_000_000_000
"""Bytes after which a file is closed and the next one begun, as the WARC guidelines of the IIPC advise."""
WARC_SUFFIX = ".warc.gz"
ANSWERS = ("response", "revisit", warc.CONVERSION)
"""Kinds of records that are captures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """A response as it was captured: the row that points at its record.

    `file` is a name in the folder of the captures; `offset` and `length` are those of the record there, and
    `request_length` that of the request record behind it. `kind` is "response", "revisit" or "conversion" (the page as
    a browser showed it); of a revisit, `refers_to` is the capture that holds the payload. `at` is aware, UTC.
    """

    id: int
    file: str
    offset: int
    length: int
    request_length: int
    url: str
    at: datetime
    http_status: int | None
    media_type: str | None
    kind: str
    payload_digest: str | None
    refers_to: int | None
    source: str | None


def folder_of(path: Path) -> Path:
    """The folder of an archive's captures: "news.captures" for "news.db"."""
    return path.with_name(path.name.removesuffix(".db") + ".captures")


def refuse_own(output: Path, path: Path) -> None:
    """Raise ArchiveError if writing a file of the name `output` would write over the archive at `path`, a log beside it
    or one of its captures, or over what is no file: a folder, a device."""
    if output.exists() and not output.is_file():
        raise ArchiveError(f"{output} is no file; name another one.")
    place, own = output.resolve(), path.resolve()
    same = output.exists() and path.exists() and output.samefile(path)
    if same or (place.name in {own.name + end for end in ("-wal", "-shm", "-journal")} and place.parent == own.parent):
        raise ArchiveError(f"{output} is the archive itself; name another file.")
    if folder_of(own) in place.parents:
        raise ArchiveError(f"{output} is among the captures of the archive; name another place.")


class CaptureWriter:
    """Writes captures for an archive; a context manager. Use it in the thread that makes it.

    `software` is who captures, for the warcinfo record, `facts` more lines of that. Files of crawls that were killed
    are put in order first: `recovered` has a sentence for each. Raises ArchiveError.
    """

    def __init__(
        self, path: str | Path, *, software: str, facts: Sequence[tuple[str, str]] = (), full: int = FULL
    ) -> None:
        need_library("zlib_ng", "surt")
        self.archive = Archive(path)
        self.folder = folder_of(self.archive.path)
        self.facts = (
            ("software", software),
            ("format", "WARC file version 1.1"),
            ("conformsTo", "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"),
            *facts,
        )
        self.full = full
        self.captured = 0
        self.written = 0
        """Bytes of files."""
        self._file: _File | None = None
        try:
            with on_disk(self.folder):
                self.folder.mkdir(exist_ok=True)
            self.recovered = recover(self.archive)
        except BaseException:
            self.archive.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file and index it."""
        try:
            self._seal()
        finally:
            self.archive.close()

    def write(self, exchange: Exchange) -> int:
        """Keep an exchange; the number of its capture. On return it is in the file and in the archive."""
        return self.write_all([exchange])[0]

    def write_all(self, exchanges: Sequence[Exchange]) -> list[int]:
        """Keep several exchanges, for the price of little more than one; the numbers of their captures, in order."""
        packed = self._packed(exchanges)
        numbers: list[int] = []
        while len(numbers) < len(packed):
            file = self._room_for(packed[len(numbers)].size)
            fitting: list[_Packed] = []
            size = file.size
            for one in packed[len(numbers) :]:
                if fitting and size + one.size > self.full:
                    break
                fitting.append(one)
                size += one.size
            offset = file.size
            with file.appended(*(member for one in fitting for member in one.members)), self.archive.writing():
                for one in fitting:
                    twin = {} if one.twin is None else {"refers_to": numbers[one.twin]}
                    numbers.append(_insert(self.archive, {**one.row, **twin, "file_id": file.number, "offset": offset}))
                    offset += one.size
            self.captured += len(fitting)
            self.written += sum(one.size for one in fitting)
        return numbers

    def _packed(self, exchanges: Sequence[Exchange]) -> list["_Packed"]:
        """The members and rows of exchanges, but for their places in a file."""
        packed: list[_Packed] = []
        first: dict[str, int] = {}
        for number, exchange in enumerate(exchanges):
            digest = warc.sha256(exchange.body)
            original = self._original(exchange, digest)
            apart = original is not None or not exchange.body or exchange.status == 304
            twin = None if apart else first.setdefault(digest, number)
            reference = None
            if original is not None:
                reference = Original(
                    url=original["url"], at=datetime.fromisoformat(original["at"]), digest=original["payload_digest"]
                )
            elif twin is not None and twin != number:
                reference = Original(url=exchanges[twin].url, at=exchanges[twin].at, digest=digest)
            response, request = warc.make_exchange(exchange, digest, reference)
            response = warc.compress(response, packed=reference is None and _is_packed(exchange))
            request = warc.compress(request)
            row = {
                "length": len(response),
                "request_length": len(request),
                "url": exchange.url,
                "url_key": url_key(exchange.url),
                "at": time_text(exchange.at),
                "http_status": exchange.status,
                "media_type": _media_type(exchange),
                "kind": "revisit" if reference else "response",
                "payload_digest": reference.digest if reference else digest,
                "refers_to": original["id"] if original is not None else None,
                "source": exchange.source,
            }
            packed.append(_Packed((response, request), row, twin if twin != number else None))
        return packed

    def convert(self, number: int, html: bytes, at: datetime) -> int:
        """Keep what a browser made of a capture, as HTML in UTF-8; the number of this capture. `at` is aware."""
        made_of = capture(self.archive, number)
        record_id = read_record(self.folder, made_of).headers["warc-record-id"]
        member = warc.compress(warc.make_conversion(made_of.url, at, html, record_id))
        file = self._room_for(len(member))
        row = {
            "file_id": file.number,
            "offset": file.size,
            "length": len(member),
            "url": made_of.url,
            "url_key": url_key(made_of.url),
            "at": time_text(at),
            "http_status": 200,
            "media_type": "text/html",
            "kind": warc.CONVERSION,
            "payload_digest": warc.sha256(html),
            "source": made_of.source,
        }
        with file.appended(member):
            kept = _insert(self.archive, row)
        self.captured += 1
        self.written += len(member)
        return kept

    def known(self, answer: Answer, original: Capture | None = None) -> tuple[int, bool] | None:
        """The number of the capture that an answer is, if it is there already, and whether a visit was read from it.

        None was if it shows no page, or if a kill came between.
        """
        digest = original.payload_digest if original else answer.payload_digest
        found = self.archive.rows(
            "select id, exists (select 1 from visits where capture_id = captures.id) as visited from captures "
            "where url_key = ? and at = ? and payload_digest = ?",
            (url_key(answer.url), time_text(answer.at), digest),
        )
        return (found[0]["id"], bool(found[0]["visited"])) if found else None

    def take(self, answer: Answer, *, source: str, original: Capture | None = None) -> int:
        """Keep an answer that another program captured, its records as they stand; the number of its capture. A revisit
        needs the `original` that it refers to."""
        row: dict[str, Any] = {
            "url": answer.url,
            "url_key": url_key(answer.url),
            "at": time_text(answer.at),
            "http_status": answer.http.status,
            "media_type": answer.http.media_type,
            "kind": answer.record.kind,
            "payload_digest": original.payload_digest if original else answer.payload_digest,
            "refers_to": original.id if original else None,
            "source": source,
        }
        size = sum(map(len, answer.members))
        file = self._room_for(size)
        row |= {
            "file_id": file.number,
            "offset": file.size,
            "length": len(answer.members[0]),
            "request_length": size - len(answer.members[0]),
        }
        with file.appended(*answer.members):
            number = _insert(self.archive, row)
        self.captured += 1
        self.written += size
        return number

    def note(self, record: bytes) -> tuple[int, int, int]:
        """Keep a record of another kind, not compressed: the number of its file, its place there and its length."""
        member = warc.compress(record)
        file = self._room_for(len(member))
        offset = file.size
        with file.appended(member):
            pass
        return file.number, offset, len(member)

    def original_of(self, answer: Answer, by_digest: Mapping[str, int]) -> Capture | None:
        """The capture that a revisit record refers to, by what it says of it or by its digest; None if it is not here.
        `by_digest` has the numbers of captures by the digests that their records state."""
        if answer.record.kind != "revisit":
            return None
        headers = answer.record.headers
        found: list[Row] = []
        if number := by_digest.get(answer.payload_digest):
            found = self.archive.rows(f"{ROWS} where captures.id = ?", (number,))
        if not found and (url := headers.get("warc-refers-to-target-uri", "").strip("<>")):
            at = _instant(headers.get("warc-refers-to-date", ""))
            found = self.archive.rows(
                f"{ROWS} where url_key = ? and kind = 'response' and (at = ? or payload_digest = ?) order by at desc",
                (url_key(url), at, answer.payload_digest),
            )
        return from_row(found[0]) if found else None

    def body_of(self, found: Capture) -> bytes:
        """The content of a capture, as it came. Raises LostCaptureError."""
        http = warc.answer_in(payload_record(self.archive, self.folder, found))
        return http.body if http else b""

    def _original(self, exchange: Exchange, digest: str) -> Any:
        """The row of the capture that has this payload already: of the same address, if one has."""
        key = url_key(exchange.url)
        if exchange.status == 304:
            found = self.archive.rows(
                f"{ROWS} where captures.id = (select coalesce(refers_to, id) from captures "  # noqa: S608
                "where url_key = ? and http_status = 200 order by at desc, id desc limit 1)",
                (key,),
            )
        elif exchange.body:
            found = self.archive.rows(
                f"{ROWS} where payload_digest = ? and kind = 'response' order by url_key = ? desc, captures.id limit 1",
                (digest, key),
            )
        else:
            return None
        return next((row for row in found if (self.folder / row["file"]).exists()), None)

    def _room_for(self, size: int) -> "_File":
        if self._file is not None and self._file.size + size > self.full and self._file.captures:
            self._seal()
        if self._file is None:
            self._file = _File.begin(self.archive, self.folder, self.facts)
        return self._file

    def _seal(self) -> None:
        file, self._file = self._file, None
        if file is None:
            return
        try:
            with on_disk(file.path):
                file.sync()
                seal(self.archive, file.path, file.chain)
        finally:
            file.close()


@dataclass(frozen=True, slots=True)
class _Packed:
    """An exchange ready to be written; `twin` is the place, in the same list, of the one with the same payload."""

    members: tuple[bytes, bytes]
    row: dict[str, Any]
    twin: int | None

    @property
    def size(self) -> int:
        return sum(map(len, self.members))


class _File:
    """A capture file that is being written, with its manifest."""

    def __init__(self, path: Path, number: int, descriptor: int, manifest_descriptor: int) -> None:
        self.path = path
        self.number = number
        self.size = 0
        self.captures = 0
        self.chain = ""
        self._descriptor = descriptor
        self._manifest = manifest_descriptor
        self._manifest_size = 0

    @classmethod
    def begin(cls, archive: Archive, folder: Path, facts: Sequence[tuple[str, str]]) -> Self:
        """A new file with its warcinfo record."""
        now = datetime.now(UTC)
        stem = archive.path.name.removesuffix(".db")
        name = f"{stem}-{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}{WARC_SUFFIX}"
        path = folder / name
        with on_disk(path), ExitStack() as undo:
            above = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
            undo.callback(os.close, above)
            descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC, 0o644)
            undo.callback(os.close, descriptor)
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            beside = os.open(
                manifest.path_of(path), os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC, 0o644
            )
            undo.callback(os.close, beside)
            os.fsync(above)  # the archive must not know a file that a power cut can take back
            number = register(archive, name)
            file = cls(path, number, descriptor, beside)
            heading = manifest.heading(name, last_chain(archive, folder, but=name)).encode()
            _write(beside, heading)
            file._manifest_size = len(heading)
            file.chain = manifest.digest(heading)
            with file.appended(warc.compress(warc.make_warcinfo(name, now, facts))):
                pass
            file.captures = 0
            undo.pop_all()
            os.close(above)
        return file

    @contextmanager
    def appended(self, *members: bytes) -> Iterator[None]:
        """Within, the members stand at the end of the file, and in the manifest; if it fails, neither does."""
        size, manifest_size, chain = self.size, self._manifest_size, self.chain
        lines, end = [], size
        for member in members:
            entry = manifest.entry(chain, end, member)
            lines.append(entry.line())
            chain, end = entry.chain, entry.end
        text = "".join(lines).encode()
        try:
            with on_disk(self.path):
                _write(self._descriptor, b"".join(members))
                _write(self._manifest, text)
            yield
        except BaseException:
            with suppress(OSError):  # what cannot be cut now is cut when the archive is next opened for captures
                os.ftruncate(self._descriptor, size)
                os.ftruncate(self._manifest, manifest_size)
            raise
        self.size, self._manifest_size, self.chain = end, manifest_size + len(text), chain
        self.captures += 1

    def sync(self) -> None:
        os.fsync(self._descriptor)
        os.fsync(self._manifest)

    def close(self) -> None:
        os.close(self._manifest)
        os.close(self._descriptor)


def _write(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def _instant(text: str) -> str:
    try:
        return time_text(datetime.fromisoformat(text))
    except ValueError:
        return ""


def _is_packed(exchange: Exchange) -> bool:
    codings = [value.strip().lower() for name, value in exchange.headers if name.lower() == b"content-encoding"]
    return any(coding not in (b"", b"identity") for coding in codings)


def _media_type(exchange: Exchange) -> str | None:
    value = next((value for name, value in exchange.headers if name.lower() == b"content-type"), b"")
    return value.decode("latin-1").partition(";")[0].strip().lower() or None


# -- rows --------------------------------------------------------------------------------------------------------------

ROWS = "select captures.*, capture_files.name as file from captures join capture_files on capture_files.id = file_id"


def _insert(archive: Archive, row: dict[str, Any]) -> int:
    with archive.writing() as sql:
        cursor = sql.execute(
            f"insert into captures ({', '.join(row)}) values ({', '.join('?' * len(row))})",  # noqa: S608
            tuple(row.values()),
        )
        return int(cursor.lastrowid or 0)


def register(archive: Archive, name: str) -> int:
    """The number of a capture file."""
    with archive.writing() as sql:
        sql.execute(
            "insert into capture_files (name, opened_at) values (?, ?) on conflict (name) do nothing",
            (name, time_text(datetime.now(UTC))),
        )
        (number,) = sql.execute("select id from capture_files where name = ?", (name,)).fetchone()
        return int(number)


def seal(archive: Archive, path: Path, chain: str) -> None:
    """Index a file that nothing more is written to, and note how its manifest ends."""
    write_index(archive, path)
    with archive.writing() as sql:
        sql.execute(
            "update capture_files set sealed_at = ?, chain = ? where name = ?",
            (time_text(datetime.now(UTC)), chain, path.name),
        )


def index_of(path: Path) -> Path:
    """The index for replay tools beside a capture file."""
    return path.with_name(path.name.removesuffix(WARC_SUFFIX) + cdxj.SUFFIX)


def write_index(archive: Archive, path: Path) -> None:
    """Write the index for replay of a capture file anew; it is whole at any moment."""
    need_library("surt")
    rows = archive.rows(f"{ROWS} where capture_files.name = ?", (path.name,))
    index = index_of(path)
    partial = index.with_name(index.name + ".part")
    try:
        partial.write_text("".join(f"{line}\n" for line in cdxj.lines(map(dict, rows))), encoding="utf-8")
        partial.replace(index)
    finally:
        partial.unlink(missing_ok=True)


def last_chain(archive: Archive, folder: Path, *, but: str = "") -> tuple[str, str] | None:
    """The name of the capture file that was begun last, and how its manifest ends; None for the first."""
    for row in archive.rows("select name from capture_files where name != ? order by id desc", (but,)):
        found = manifest.read(manifest.path_of(folder / row["name"]))
        if found is not None:
            return row["name"], found.chain
    return None


def capture(archive: Archive, number: int) -> Capture:
    """A capture by its number. Raises CaptureNotFoundError."""
    found = archive.rows(f"{ROWS} where captures.id = ?", (number,))
    if not found:
        raise CaptureNotFoundError(f"No capture {number} in {archive.path}.")
    return from_row(found[0])


def captures_of(archive: Archive, key: int | str) -> list[Capture]:
    """The captures of an article (by number) or of an address, oldest first. Raises CaptureNotFoundError."""
    number = number_of(key)
    if number is not None:
        where = (
            "captures.id in (select capture_id from visits join pages on pages.id = page_id where article_id = ?1 "
            "union select capture_id from articles where id = ?1 "
            "union select capture_id from revisions where article_id = ?1)"
        )
        values: tuple[int | str, ...] = (number,)
    else:
        where = (
            "url_key = ?1 or captures.id in (select capture_id from visits join pages on pages.id = page_id "
            "where pages.address = ?2)"
        )
        address = url_key(str(key))
        values = (address, address_number(address))
    rows = archive.rows(f"{ROWS} where {where} order by at, captures.id", values)
    if not rows:
        raise CaptureNotFoundError(
            f"No capture of {key} in {archive.path}; it was read without captures, or is not known."
        )
    return [from_row(row) for row in rows]


def from_row(row: Any) -> Capture:
    names = Capture.__dataclass_fields__
    return Capture(**{**{name: row[name] for name in names}, "at": datetime.fromisoformat(row["at"])})


# -- reading -----------------------------------------------------------------------------------------------------------


def read_record(folder: Path, found: Capture) -> Record:
    """The record of a capture. Raises LostCaptureError."""
    return read_place(folder, found.file, found.offset, found.length)


def payload_record(archive: Archive, folder: Path, found: Capture) -> Record:
    """The record that holds a capture's content: of a revisit, the one it refers to. Raises LostCaptureError."""
    if found.refers_to is not None:
        return read_record(folder, capture(archive, found.refers_to))
    if found.kind == "revisit":
        raise LostCaptureError(
            f"Capture {found.id} of {found.url} says that its content is that of an earlier one, which is not here."
        )
    return read_record(folder, found)


def read_place(folder: Path, name: str, offset: int, length: int) -> Record:
    """The record at a place of a capture file. Raises LostCaptureError."""
    path = folder / name
    try:
        with path.open("rb") as file:
            record = warc.read_at(file, offset, length)
    except FileNotFoundError:
        raise LostCaptureError(f"The capture file {path} is missing; put it back from a copy.") from None
    except OSError as error:
        raise LostCaptureError(f"{path} cannot be read: {error.strerror or error}.") from error
    if isinstance(record, Loss) or record.problem:
        why = record.why if isinstance(record, Loss) else record.problem
        raise LostCaptureError(f"{path}: the record at {offset} cannot be read: {why}; put the file back from a copy.")
    return record


@contextmanager
def on_disk(path: Path) -> Iterator[None]:
    """Let no OSError through, but an ArchiveError that names the file."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFullError(
                f"The disk of {path} is full; free some space and start again, nothing stored is lost."
            ) from error
        if error.errno in (errno.EACCES, errno.EROFS, errno.EPERM):
            raise ReadOnlyError(f"{path} cannot be written; check the rights of it and of its folder.") from error
        raise ArchiveError(f"{path} cannot be written: {error.strerror or error}.") from error


def need_library(*modules: str) -> None:
    """Raise ArchiveError where a module of the extra "captures" is missing."""
    import importlib.util

    for module in modules:
        if importlib.util.find_spec(module) is None:
            raise ArchiveError(f"Captures need {module}; install it with: pip install 'news-archive[captures]'")


# -- after a kill ------------------------------------------------------------------------------------------------------


def recover(archive: Archive, progress: Callable[[str], None] = lambda _: None) -> list[str]:
    """Make the files and the archive agree where a crawl was killed; a sentence for each file that needed it.

    Only files that were not sealed are looked at, and none that another process is writing. What follows the last whole
    record is cut off; a whole record without a row gets one; a row whose record is not there, as after a power cut, is
    taken out.
    """
    folder = folder_of(archive.path)
    sealed = {row["name"] for row in archive.rows("select name from capture_files where sealed_at is not null")}
    present = {path.name for path in folder.glob(f"*{WARC_SUFFIX}")}
    listed = {row["name"] for row in archive.rows("select name from capture_files")}
    sentences = []
    for name in sorted((present | listed) - sealed):
        if name not in present:
            continue
        with on_disk(folder / name), (folder / name).open("r+b") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            progress(name)
            sentences.append(_put_in_order(archive, folder / name, file, known=name in listed))
    return sentences


def _put_in_order(archive: Archive, path: Path, file: Any, *, known: bool) -> str:
    number = register(archive, path.name)
    whole: list[Record] = []
    end = 0
    for found in warc.read(file):
        if isinstance(found, Loss) or found.length is None:
            break
        whole.append(found)
        end = found.offset + found.length
    torn = file.seek(0, os.SEEK_END) - end
    file.truncate(end)
    chain = _mend_manifest(archive, path, file, whole)
    kept = _rows_of(archive, number, whole)
    os.fsync(file.fileno())
    seal(archive, path, chain)
    responses = sum(record.kind in ANSWERS for record in whole)
    state = "left open by a crawl that was killed" if known else "not known to the archive"
    sentence = f"{path.name} was {state}: its {responses} whole captures are kept"
    if torn:
        sentence += f", {torn} bytes of a torn one were cut off"
    if kept.added:
        sentence += f", {kept.added} that the archive did not know were added"
    if kept.removed:
        sentence += f", {kept.removed} that the archive knew of are lost"
    return sentence + "."


def _mend_manifest(archive: Archive, path: Path, file: Any, whole: Sequence[Record]) -> str:
    """Cut what of the manifest has no record, and add what records lack; how it ends."""
    beside = manifest.path_of(path)
    found = manifest.read(beside)
    if found is None:
        heading = manifest.heading(path.name, last_chain(archive, path.parent, but=path.name)).encode()
        beside.write_bytes(heading)
        found = manifest.read(beside)
        assert found is not None
    end = whole[-1].offset + (whole[-1].length or 0) if whole else 0
    kept = [entry for entry in found.entries if entry.end <= end]
    chain = kept[-1].chain if kept else found.head
    covered = kept[-1].end if kept else 0
    size = found.size - sum(len(entry.line()) for entry in found.entries[len(kept) :])
    with beside.open("r+b") as out:
        out.truncate(size)
        out.seek(size)
        for record in whole:
            if record.offset >= covered:
                file.seek(record.offset)
                entry = manifest.entry(chain, record.offset, file.read(record.length))
                out.write(entry.line().encode())
                chain = entry.chain
        out.flush()
        os.fsync(out.fileno())
    return chain


@dataclass(frozen=True, slots=True)
class _Mended:
    added: int
    removed: int


def _rows_of(archive: Archive, number: int, whole: Sequence[Record]) -> _Mended:
    """Make the rows of a file those of its records."""
    rows = archive.rows(f"{ROWS} where file_id = ?", (number,))
    known = {row["offset"]: row["id"] for row in rows}
    asked = {row["offset"]: row["request_length"] for row in rows}
    there = {record.offset for record in whole}
    added = 0
    for index, record in enumerate(whole):
        behind = whole[index + 1] if index + 1 < len(whole) else None
        request_length = behind.length if behind is not None and behind.kind == "request" else 0
        if record.offset in known:
            if asked[record.offset] != request_length:  # its request was torn off
                with archive.writing() as sql:
                    sql.execute(
                        "update captures set request_length = ? where id = ?", (request_length, known[record.offset])
                    )
        elif row := row_of(archive, record):
            row |= {
                "file_id": number,
                "offset": record.offset,
                "length": record.length,
                "request_length": request_length,
            }
            _insert(archive, row)
            added += 1
    lost = [capture_id for offset, capture_id in known.items() if offset not in there]
    with archive.writing() as sql:
        sql.executemany("update captures set refers_to = null where refers_to = ?", [(one,) for one in lost])
        sql.executemany("delete from captures where id = ?", [(one,) for one in lost])
    return _Mended(added, len(lost))


def row_of(archive: Archive, record: Record) -> dict[str, Any] | None:
    """The row for a record that stands in a file, but for its place; None for one that is no answer to a request."""
    http = warc.answer_in(record)
    if record.kind not in ANSWERS or http is None or record.at is None:
        return None
    digest = record.headers.get("warc-payload-digest", "")
    if record.kind != "revisit" and not digest.startswith("sha256:"):
        digest = warc.sha256(http.body)
    refers_to = None
    if record.kind == "revisit":
        found = archive.rows(
            "select id from captures where url_key = ? and payload_digest = ? and kind = 'response' order by at desc",
            (url_key(record.headers.get("warc-refers-to-target-uri", record.url)), digest),
        )
        refers_to = found[0]["id"] if found else None
    return {
        "url": record.url,
        "url_key": url_key(record.url),
        "at": time_text(record.at),
        "http_status": http.status,
        "media_type": http.media_type,
        "kind": record.kind,
        "payload_digest": digest,
        "refers_to": refers_to,
        "source": None,
    }
