"""WARC 1.1 records (ISO 28500:2017): made as bytes, and read from files that may be damaged or hostile.

Knows no database. A file is a row of records, each a gzip member of its own, so that any reader finds any record by
offset and length (ISO 28500:2017, annex A). Digests are "sha256:" and hex digits.
"""

import base64
import hashlib
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from typing import Any, BinaryIO, ClassVar
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid4, uuid5

LEVEL = 6
"""Of zlib-ng: 3 ms for a page of 330 kB, a fifth to a sixth of its bytes; see benchmarks/archive.md."""
IDENTICAL = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
CONVERSION = "conversion"
CHUNK = 64 * 1024
MOST_HEADERS = 256 * 1024
"""Bytes of a record's own header lines; wget's and Browsertrix's have a thousand."""
LARGEST = 64 * 1024 * 1024
"""Bytes of a record that are kept in memory; of a larger one the rest is passed over."""
PATIENCE = 16 * 1024 * 1024
"""Bytes that are read over, besides four times the file, to find out where records go on after damage; a hostile file
looks like a record in a million places."""
GZIP = b"\x1f\x8b\x08"
_HEAD_END = re.compile(rb"\n\r?\n")
WRONG_LENGTH = "a record is longer or shorter than it says"

Header = tuple[bytes, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A request and its answer, as they went over the wire, but for the transfer coding, which the client took off.

    `body` is the content as it came, still in its content coding (gzip, br). `at` is aware: when the answer was there.
    `ip` is the server's address, None behind a proxy. `source` is the site that it was asked for.
    """

    url: str
    at: datetime
    status: int
    headers: Sequence[Header]
    body: bytes
    request_headers: Sequence[Header] = ()
    method: str = "GET"
    ip: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """The record that a revisit refers to."""

    url: str
    at: datetime
    digest: str


def sha256(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def warc_date(at: datetime) -> str:
    """An aware time as WARC spells it, to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def make_warcinfo(name: str, at: datetime, facts: Sequence[tuple[str, str]]) -> bytes:
    """The record that opens a file: who made it, how, under which name."""
    block = "".join(f"{key}: {_line(value)}\r\n" for key, value in facts).encode()
    headers = [("WARC-Filename", name), ("Content-Type", "application/warc-fields")]
    return _record("warcinfo", _new_id(), at, headers, block)


def make_exchange(exchange: Exchange, payload_digest: str, original: Original | None = None) -> tuple[bytes, bytes]:
    """The response record of an exchange and its request record, not compressed.

    With `original`, the response is a revisit record: of a 304, or of a payload that `original` has already. HTTP's
    reason phrase is the standard one and header names are spelled as Twisted spells them, as the client tells neither.
    """
    answered = _http_headers(f"HTTP/1.1 {exchange.status} {_reason(exchange.status)}", exchange.headers)
    answer_id = _new_id()
    shared = [("WARC-Target-URI", _line(exchange.url))]
    if exchange.ip:
        shared.append(("WARC-IP-Address", exchange.ip))
    headers = [*shared, ("Content-Type", "application/http;msgtype=response")]
    if original is None:
        headers.append(("WARC-Payload-Digest", payload_digest))
        answer = _record("response", answer_id, exchange.at, headers, answered + exchange.body)
    else:
        not_modified = exchange.status == HTTPStatus.NOT_MODIFIED
        headers += [
            ("WARC-Profile", NOT_MODIFIED if not_modified else IDENTICAL),
            ("WARC-Refers-To-Target-URI", _line(original.url)),
            ("WARC-Refers-To-Date", warc_date(original.at)),
            ("WARC-Payload-Digest", original.digest),
        ]
        answer = _record("revisit", answer_id, exchange.at, headers, answered)
    parts = urlsplit(exchange.url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    asked = _http_headers(
        f"{exchange.method} {_line(path)} HTTP/1.1",
        [(b"Host", parts.netloc.rpartition("@")[2].encode()), *exchange.request_headers],
    )
    headers = [
        *shared,
        ("WARC-Concurrent-To", answer_id),
        ("Content-Type", "application/http;msgtype=request"),
    ]
    return answer, _record("request", _new_id(), exchange.at, headers, asked)


def make_conversion(url: str, at: datetime, html: bytes, made_of: str) -> bytes:
    """The record, not compressed, of a page in another form than it was answered in (HTML in UTF-8): a conversion
    record (ISO 28500:2017, 6.8) that refers to the record with the ID `made_of`."""
    headers = [
        ("WARC-Target-URI", _line(url)),
        ("WARC-Refers-To", made_of),
        ("Content-Type", "text/html; charset=utf-8"),
        ("WARC-Payload-Digest", sha256(html)),
    ]
    return _record("conversion", _new_id(), at, headers, html)


def make_notice(name: str, at: datetime, lines: Sequence[tuple[str, str]]) -> bytes:
    """A metadata record that says what was done to other records; `name` makes its ID."""
    block = "".join(f"{key}: {_line(value)}\r\n" for key, value in lines).encode()
    record_id = f"<urn:uuid:{uuid5(NAMESPACE_URL, name)}>"
    return _record("metadata", record_id, at, [("Content-Type", "application/warc-fields")], block)


def make_blank(name: str, at: datetime, length: int) -> bytes:
    """A gzip member of so many bytes, to stand in the place of a record that was removed: a metadata record that says
    so. The same bytes for the same name, time and length. Raises ValueError where there is no room for it.

    What is left of the place is filled by the comment that a gzip header may have (RFC 1952, 2.3).
    """
    for lines in ([("removed", "on request")], []):
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        record = make_notice(name, at, lines)
        packed = packer.compress(record) + packer.flush()
        room = length - len(packed) - 18
        if room >= 0:
            break
    else:
        raise ValueError(f"{length} bytes are no room for a record")
    comment = b" " * (room - 1) + b"\0" if room else b""
    header = GZIP + (b"\x10" if room else b"\0") + b"\0\0\0\0\2\xff" + comment
    return header + packed + zlib.crc32(record).to_bytes(4, "little") + len(record).to_bytes(4, "little")


def compress(record: bytes, *, packed: bool = False) -> bytes:
    """A record as a gzip member; any gzip reads it. One whose content is packed already is stored: to pack it again
    takes long and saves nothing."""
    from zlib_ng import zlib_ng  # with the extra "captures"; reading needs it not

    member = zlib_ng.compressobj(0 if packed else LEVEL, zlib_ng.DEFLATED, 31)
    return bytes(member.compress(record) + member.flush())


def _record(kind: str, record_id: str, at: datetime, headers: Sequence[tuple[str, str]], block: bytes) -> bytes:
    lines = [
        "WARC/1.1",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: {record_id}",
        f"WARC-Date: {warc_date(at)}",
        *(f"{name}: {value}" for name, value in headers),
        f"WARC-Block-Digest: {sha256(block)}",
        f"Content-Length: {len(block)}",
    ]
    return b"".join(["\r\n".join(lines).encode(), b"\r\n\r\n", block, b"\r\n\r\n"])


def _new_id() -> str:
    return f"<urn:uuid:{uuid4()}>"


def _line(text: str) -> str:
    return " ".join(text.split())


def _http_headers(first: str, headers: Sequence[Header]) -> bytes:
    lines = [first.encode(), *(name + b": " + b" ".join(value.splitlines()) for name, value in headers)]
    return b"\r\n".join(lines) + b"\r\n\r\n"


def _reason(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A record as it stands in a file.

    `length` counts bytes of the file from `offset`, compressed ones where it is compressed; it is None where the record
    shares a gzip member with others. `head` is its header as it stands there, `headers` the same by name in lower case.
    `block` is cut at the reader's limit; `size` is what it really was. `problem` says, if anything, why the record
    cannot be trusted.
    """

    offset: int
    length: int | None
    head: bytes
    headers: dict[str, str]
    block: bytes
    size: int
    problem: str = ""

    @property
    def kind(self) -> str:
        return self.headers.get("warc-type", "").lower()

    @property
    def url(self) -> str:
        return self.headers.get("warc-target-uri", "").strip("<>")

    @property
    def at(self) -> datetime | None:
        """When it was captured, UTC; None if it does not say."""
        try:
            found = datetime.fromisoformat(self.headers.get("warc-date", ""))
        except ValueError:
            return None
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """Bytes of a file, from `offset` to `end`, that hold no readable record, and why."""

    offset: int
    end: int
    why: str


@dataclass(frozen=True, slots=True)
class Http:
    """A response as it stands in a block. `headers` in Latin-1, `body` without transfer coding, `raw_body` with it."""

    status: int
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""
    raw_body: bytes = b""

    def get(self, name: str) -> str | None:
        """All values of a header, as one."""
        found = [value for key, value in self.headers if key.lower() == name.lower()]
        return ", ".join(found) if found else None

    @property
    def media_type(self) -> str | None:
        """The type that the server states, without parameters."""
        return (self.get("Content-Type") or "").partition(";")[0].strip().lower() or None


_BLANK = re.compile(rb"\r?\n\r?\n")
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?\s+(\d{3})\b")


def parse_http(block: bytes) -> Http | None:
    """The HTTP response in a block; None if there is none."""
    from warcio.bufferedreaders import ChunkedDataReader  # with the extra "captures"

    match = _STATUS.match(block)
    if match is None:
        return None
    end = _BLANK.search(block)
    head, raw = (block[: end.start()], block[end.end() :]) if end else (block, b"")
    headers: list[tuple[str, str]] = []
    for line in (raw_line.decode("latin-1") for raw_line in head.splitlines()[1:]):
        if line[:1] in (" ", "\t") and headers:
            headers[-1] = (headers[-1][0], f"{headers[-1][1]} {line.strip()}")
        elif ":" in line:
            name, _, value = line.partition(":")
            headers.append((name.strip(), value.strip()))
    body = raw
    coding = next((value for name, value in headers if name.lower() == "transfer-encoding"), "")
    if "chunked" in coding.lower():
        body = ChunkedDataReader(BytesIO(raw)).read()
    return Http(int(match[1]), headers, body, raw)


def decoded(body: bytes, coding: str | None, limit: int = LARGEST) -> bytes:
    """Content without its content coding, cut at `limit` bytes; as it is where the coding is unknown or damaged."""
    for name in reversed([part.strip().lower() for part in (coding or "").split(",") if part.strip()]):
        try:
            match name:
                case "gzip" | "x-gzip":
                    body = zlib.decompressobj(31).decompress(body, limit)
                case "deflate":
                    bits = 15 if body[:1] == b"\x78" else -15
                    body = zlib.decompressobj(bits).decompress(body, limit)
                case "br":
                    import brotli  # installed with Scrapy, as is the next

                    body = brotli.Decompressor().process(body, output_buffer_limit=limit)[:limit]
                case "zstd":
                    from backports import zstd

                    body = zstd.ZstdDecompressor().decompress(body, limit)
                case _:
                    return body
        except Exception:  # each library has its own for damaged input
            return body
    return body


def answer_in(record: Record) -> Http | None:
    """The answer that a record holds; None if it holds none. A conversion's content counts as one, with its type."""
    if record.kind != CONVERSION:
        return parse_http(record.block)
    stated = record.headers.get("content-type", "")
    return Http(HTTPStatus.OK, [("Content-Type", stated)] if stated else [], record.block, record.block)


def payload_is(stated: str, http: Http) -> bool:
    """Whether a payload has the digest that its record states; tools disagree on chunked ones, so either will do.

    A digest of an unknown kind tells nothing and passes.
    """
    digester = _digester(stated)
    return digester is None or any(
        _spells(stated, hashlib.new(digester.name, data, usedforsecurity=False).digest())
        for data in (http.body, http.raw_body)
    )


def _digester(stated: str) -> Any:
    """What computes a digest like the one that is stated; None for one of an unknown kind, or none at all."""
    name, _, value = stated.partition(":")
    name = name.strip().lower().replace("-", "")
    return (
        hashlib.new(name, usedforsecurity=False)
        if value.strip() and name in ("md5", "sha1", "sha256", "sha512")
        else None
    )


def _spells(stated: str, digest: bytes) -> bool:
    """Whether a stated digest is this one, in hex, base 32 or base 64 (RFC 4648), as WARCs have them."""
    value = stated.partition(":")[2].strip().rstrip("=")
    coded = (base64.b32encode(digest).decode(), base64.b64encode(digest).decode())
    return value.lower() in (digest.hex(), coded[0].rstrip("=").lower()) or value == coded[1].rstrip("=")


def read_at(file: BinaryIO, offset: int, length: int) -> Record | Loss:
    """The record at a place in a file."""
    file.seek(offset)
    data = file.read(length)
    if len(data) < length:
        return Loss(offset=offset, end=offset + len(data), why="the file ends before it does")
    found = next(read(BytesIO(data)), None)
    if isinstance(found, Record) and found.length == length:
        return replace(found, offset=offset)
    return Loss(offset=offset, end=offset + length, why=found.why if isinstance(found, Loss) else "no record is there")


def read(file: BinaryIO, *, start: int = 0, largest: int = LARGEST) -> Iterator[Record | Loss]:
    """Every record of a WARC file from `start` on, gzipped or not, in order; what cannot be read as a Loss.

    After damage it goes on with the next place from which records follow one another. At most `largest` bytes of a
    block are kept. Digests of blocks are checked; a record with a wrong one has a `problem`.
    """
    stream = _Gzipped(file, start) if _is_packed(file, start) else _Plain(file, start)
    while True:
        at = stream.position
        try:
            if not stream.begin():
                return
            found = _read_record(stream, largest)
            yield found
        except _DamageError as damage:
            at = max(at, stream.record_offset)
            end = stream.resume(at + 1)
            yield Loss(offset=at, end=end, why=str(damage))


def _is_packed(file: BinaryIO, start: int) -> bool:
    file.seek(start)
    opening = file.read(CHUNK)
    if opening.startswith(GZIP) or opening.lstrip(b"\r\n").startswith(b"WARC/"):
        return opening.startswith(GZIP)
    return _Gzipped(file, start).resume(start) <= _Plain(file, start).resume(start)


class _DamageError(Exception):
    """Why a record cannot be read."""


def _read_record(stream: "_Stream", largest: int) -> Record:
    offset = stream.record_offset
    head, headers = _read_headers(stream)
    try:
        size = int(headers["content-length"])
        if size < 0:
            raise ValueError
    except (KeyError, ValueError):
        raise _DamageError("a record does not say how long it is") from None
    stated = headers.get("warc-block-digest", "")
    digester = _digester(stated)
    kept: list[bytes] = []
    room, left = largest, size
    while left:
        data = stream.read(min(left, CHUNK))
        if not data:
            raise _DamageError(f"a record is cut off; {left} of its {size} bytes are missing")
        left -= len(data)
        if digester:
            digester.update(data)
        if room > 0:
            kept.append(data[:room])
            room -= len(data)
    problem = ""
    if digester and not _spells(stated, digester.digest()):
        problem = "its bytes are not those of its block digest"
    length = stream.end_record(sure=digester is not None and not problem)
    return Record(
        offset=offset, length=length, head=head, headers=headers, block=b"".join(kept), size=size, problem=problem
    )


def _read_headers(stream: "_Stream") -> tuple[bytes, dict[str, str]]:
    head = stream.head()
    headers: dict[str, str] = {}
    last = ""
    for line in head.split(b"\n")[1:]:
        text = line.decode("utf-8", "replace").rstrip("\r")
        if text[:1] in (" ", "\t") and last:
            headers[last] += " " + text.strip()
        elif text:
            name, _, value = text.partition(":")
            last = name.strip().lower()
            headers.setdefault(last, value.strip())
    return head, headers


class _Stream:
    """Uncompressed bytes of a WARC file with the places where its records stand."""

    mark: ClassVar[bytes]
    """How a record begins in such a file."""
    record_offset = 0

    def __init__(self, file: BinaryIO, start: int) -> None:
        self.file = file
        self.position = start
        self.taken = 0
        """Bytes that were read and unpacked."""
        self.patience = PATIENCE + 4 * file.seek(0, 2)
        self._buffer = b""

    def begin(self) -> bool:
        """Go to the next record; False at the end."""
        raise NotImplementedError

    def _more(self) -> bytes:
        """Some more bytes; none at the end. Raises _DamageError."""
        raise NotImplementedError

    def end_record(self, *, sure: bool) -> int | None:
        """Go past what ends a record; its length in the file. Raises _DamageError if no record follows and we are not
        sure by its digest that it was as long as it said."""
        raise NotImplementedError

    def resume(self, start: int) -> int:
        """Go to the next place from `start` on where records follow one another, or to the end; the place."""
        for place in _places(self.file, self.mark, start):
            if self.patience < 0:
                break
            tried = type(self)(self.file, place)
            if _follows(tried):
                self.position = place
                return place
            self.patience -= tried.taken
        self.position = self.file.seek(0, 2)
        return self.position

    def read(self, count: int) -> bytes:
        """At least one and at most `count` bytes; none at the end."""
        if not self._buffer:
            self._buffer = self._more()
        data, self._buffer = self._buffer[:count], self._buffer[count:]
        return data

    def head(self) -> bytes:
        """The header lines of a record with the empty one that ends them. Raises _DamageError."""
        if not self._at_record():
            raise _DamageError("no record begins here")
        searched = 0
        while not (end := _HEAD_END.search(self._buffer, max(0, searched - 2))):
            searched = len(self._buffer)
            if searched > MOST_HEADERS or not (more := self._more()):
                raise _DamageError("a record's header lines do not end")
            self._buffer += more
        head, self._buffer = self._buffer[: end.end()], self._buffer[end.end() :]
        return head

    def _at_record(self) -> bool:
        """Whether what is next begins as a record does."""
        while len(self._buffer) < len(b"WARC/") and (more := self._more()):
            self._buffer += more
        return self._buffer[:5] == b"WARC/"[: len(self._buffer)]

    def _skip_blank(self) -> int:
        """Go past line ends; how many bytes they were."""
        count = 0
        while True:
            rest = self._buffer.lstrip(b"\r\n")
            count += len(self._buffer) - len(rest)
            self._buffer = rest
            if rest:
                return count
            more = self._more()
            if not more:
                return count
            self._buffer = more


class _Plain(_Stream):
    """A file that is not compressed."""

    mark = b"WARC/1"

    def begin(self) -> bool:
        self.file.seek(self.position)
        self._buffer = b""
        self.position += self._skip_blank()
        self.record_offset = self.position
        return bool(self._buffer)

    def _more(self) -> bytes:
        data = self.file.read(CHUNK)
        self.taken += len(data)
        return data

    def end_record(self, *, sure: bool) -> int:
        end = self.file.tell() - len(self._buffer)
        self._skip_blank()
        if self._buffer and not sure and not self._at_record():
            raise _DamageError(WRONG_LENGTH)
        self.position = end
        return end - self.record_offset


class _Gzipped(_Stream):
    """A file of gzip members: one a record, as it should be, or one for many."""

    mark = GZIP

    def __init__(self, file: BinaryIO, start: int) -> None:
        super().__init__(file, start)
        self._raw = b""
        self._inflater = zlib.decompressobj(31)
        self._shared = False
        """Whether the record before stands in the same member."""

    def begin(self) -> bool:
        if self._shared:
            return True
        self.file.seek(self.position)
        self._raw, self._buffer = b"", b""
        self._inflater = zlib.decompressobj(31)
        self.record_offset = self.position
        if not (opening := self.file.read(CHUNK)):
            return False
        self.taken += len(opening)
        self._raw = opening
        if not self._raw.startswith(GZIP):
            raise _DamageError("no gzip member begins here")
        return True

    def _more(self) -> bytes:
        while not self._inflater.eof:
            raw = self._inflater.unconsumed_tail or self._raw or self.file.read(CHUNK)
            if raw is self._raw:
                self._raw = b""
            if not raw:
                raise _DamageError("the file is cut off within a record")
            try:
                data = self._inflater.decompress(raw, CHUNK)
            except zlib.error as error:
                raise _DamageError(f"its compressed bytes are damaged ({error})") from None
            if data:
                self.taken += len(data)
                return data
        return b""

    def end_record(self, *, sure: bool) -> int | None:
        self._skip_blank()
        was_shared, self._shared = self._shared, bool(self._buffer)
        if self._shared:
            if self._at_record():
                return None
            if not sure:
                raise _DamageError(WRONG_LENGTH)
            was_shared, self._shared = True, False
            while self._more():
                pass
        self.position = self.file.tell() - len(self._inflater.unused_data)
        return None if was_shared else self.position - self.record_offset

    def resume(self, start: int) -> int:
        self._shared = False
        return super().resume(start)


def _follows(stream: _Stream) -> bool:
    """Whether a whole record stands here, and after it another one or the end of the file.

    A page can hold what looks like a record; what follows it is then the rest of that page.
    """
    try:
        stream.begin()
        _read_record(stream, 0)
        if stream.begin():
            stream.read(1)
    except _DamageError:
        return False
    return True


def _places(file: BinaryIO, mark: bytes, start: int) -> Iterator[int]:
    """Where a mark stands, from `start` on."""
    position, window = start, b""
    while True:
        file.seek(position + len(window))
        more = file.read(1024 * 1024)
        if not more:
            return
        window += more
        found = window.find(mark)
        while found >= 0:
            yield position + found
            found = window.find(mark, found + 1)
        keep = min(len(mark) - 1, len(window))
        position += len(window) - keep
        window = window[len(window) - keep :]
