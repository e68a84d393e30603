"""WARC and WACZ files of other programs, read as answers that can be taken into an archive.

They may be damaged, cut off or wrong about themselves: what can be read is handed out, and everything else is reported.
"""

import hashlib
import json
import re
import tempfile
import zipfile
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, BinaryIO

from archive import warc
from archive.errors import ArchiveError
from archive.warc import CONVERSION, Http, Loss, Record, answer_in, payload_is

LARGEST_PAGE = 16 * 1024 * 1024
"""Bytes of a record that is taken in, as of a page that is crawled; larger ones are films and files."""
LARGEST_PACKAGE_LIST = 16 * 1024 * 1024
REQUESTS_KEPT = 16
CHUNK = 1024 * 1024
WEB_BEGAN = datetime(1990, 12, 20, tzinfo=UTC)
CLOCK_SKEW = timedelta(days=1)
"""What a capture's time may be ahead of now; one far ahead would outdate all that is crawled until then."""
ZSTD = b"\x28\xb5\x2f\xfd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A response or revisit record that can be trusted, with the request that belongs to it, each as a gzip member."""

    url: str
    at: datetime
    http: Http
    record: Record
    members: tuple[bytes, ...]
    payload_digest: str
    """Of the content as it stands there; of a revisit, what the record says."""


@dataclass(slots=True)
class Losses:
    """What of a file was not taken: `problems` are sentences, `skipped` counts what is none of an archive's."""

    problems: list[str] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)


def files_in(path: Path, losses: Losses) -> Iterator[tuple[str, BinaryIO]]:
    """The WARC files that a WARC or WACZ file is or holds, with their names. Raises ArchiveError if it is neither."""
    try:
        with path.open("rb") as file:
            opening = file.read(4)
            if opening == b"PK\x03\x04":
                yield from _in_package(path, losses)
                return
            if opening == ZSTD:
                raise ArchiveError(f"{path} is packed with zstd; unpack it first: zstd -d {path}")
            file.seek(0)
            yield path.name, file
    except OSError as error:
        raise ArchiveError(f"{path} cannot be read: {error.strerror or error}.") from error


def _in_package(path: Path, losses: Losses) -> Iterator[tuple[str, BinaryIO]]:
    try:
        with zipfile.ZipFile(path) as package:
            names = [name for name in package.namelist() if re.search(r"^archive/.+\.warc(\.gz)?$", name)]
            if not names:
                raise ArchiveError(f"{path} is a ZIP file without WARC files; it is no WACZ.")
            stated = _stated(package)
            for name in names:
                with tempfile.TemporaryFile() as copy:
                    try:
                        digest = _copied(package, name, copy)
                    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
                        losses.problems.append(f"{path}: {name} is damaged ({error}); what could be unpacked was read.")
                        digest = ""
                    if digest and stated.get(name, digest) != digest:
                        losses.problems.append(f"{path}: {name} is not what its datapackage.json says that it is.")
                    copy.seek(0)
                    yield f"{path.name}/{name}", copy
    except zipfile.BadZipFile as error:
        raise ArchiveError(f"{path} is a damaged ZIP file ({error}); `zip -FF` may mend it.") from error


def _stated(package: zipfile.ZipFile) -> dict[str, str]:
    """The SHA-256 digests that a package states of its files."""
    try:
        with package.open("datapackage.json") as file:
            resources = json.loads(file.read(LARGEST_PACKAGE_LIST))["resources"]
        found = {one["path"]: one["hash"] for one in resources}
    except (KeyError, TypeError, ValueError, RecursionError, zipfile.BadZipFile):
        return {}
    return {name: digest for name, digest in found.items() if str(digest).startswith("sha256:")}


def _copied(package: zipfile.ZipFile, name: str, copy: IO[bytes]) -> str:
    digest = hashlib.sha256()
    with package.open(name) as file:
        while data := file.read(CHUNK):
            copy.write(data)
            digest.update(data)
    return f"sha256:{digest.hexdigest()}"


def answers(name: str, file: BinaryIO, losses: Losses) -> Iterator[Answer]:
    """The answers in a WARC file, in its order.

    A record with a wrong block digest is not handed out, nor one with a wrong payload digest that no block digest
    speaks for; where one does, the wrong digest is reported and replaced. What its maker cut off, is larger than a page
    or not of the web is left out.
    """
    requests: deque[Record] = deque(maxlen=REQUESTS_KEPT)
    pending: tuple[Record, Http, str] | None = None
    count = 0
    known = len(losses.problems)
    for found in warc.read(file, largest=LARGEST_PAGE + CHUNK):
        if isinstance(found, Loss):
            losses.problems.append(f"{name}: bytes {found.offset} to {found.end} cannot be read: {found.why}.")
            continue
        count += 1
        if found.kind == "request":
            requests.append(found)
            if pending and _together(pending[0], found):
                yield _answer(*pending, found)
                pending = None
            continue
        if pending:
            yield _answer(*pending, _request_of(pending[0], requests))
            pending = None
        http = _taken(name, found, losses)
        if http is not None:
            pending = (found, *http)
            if request := _request_of(found, requests):
                yield _answer(*pending, request)
                pending = None
    if pending:
        yield _answer(*pending, None)
    if not count:
        del losses.problems[known:]
        raise ArchiveError(f"{name} holds no WARC record; it is no WARC file, or wholly damaged.")


def _taken(name: str, record: Record, losses: Losses) -> tuple[Http, str] | None:
    """The answer in a record and the digest of its content, if it is one to take in."""
    if record.kind not in ("response", "revisit") and not _is_page(record):
        losses.skipped[f"{record.kind or 'nameless'} records"] += 1
        return None
    where = f"{name}: the record at {record.offset} ({record.url or 'of no address'})"
    if not record.url.startswith(("http://", "https://")):
        losses.skipped["records of no web address"] += 1
        return None
    if record.size > LARGEST_PAGE:
        losses.skipped[f"records of more than {LARGEST_PAGE // 1024 // 1024} MB"] += 1
        return None
    http = answer_in(record)
    if record.problem:
        losses.problems.append(f"{where} was not taken: {record.problem}.")
    elif http is None:
        losses.problems.append(f"{where} was not taken: it holds no HTTP response.")
    elif record.at is None:
        losses.problems.append(f"{where} was not taken: it does not say when it was captured.")
    elif not WEB_BEGAN <= record.at <= datetime.now(UTC) + CLOCK_SKEW:
        losses.problems.append(
            f"{where} was not taken: it says that it was captured on {record.at:%Y-%m-%d}, which cannot be."
        )
    elif record.headers.get("warc-truncated"):
        losses.problems.append(f"{where} was not taken: who captured it cut it off.")
    elif record.headers.get("warc-segment-number"):
        losses.problems.append(f"{where} was not taken: it is one part of an answer that was kept in several records.")
    elif record.kind == "revisit":
        return http, record.headers.get("warc-payload-digest", "")
    else:
        stated = record.headers.get("warc-payload-digest")
        if stated and not payload_is(stated, http):
            if not record.headers.get("warc-block-digest"):
                losses.problems.append(f"{where} was not taken: its content is not that of its payload digest.")
                return None
            losses.problems.append(f"{where}: its payload digest is wrong; its block digest is right, so it was taken.")
        return http, warc.sha256(http.body)
    return None


def _is_page(record: Record) -> bool:
    """Whether it is a page as a browser showed it; conversions of other kinds are excerpts, such as Common Crawl's."""
    return record.kind == CONVERSION and "html" in record.headers.get("content-type", "")


def _together(one: Record, other: Record) -> bool:
    """Whether two records are of one exchange."""
    first, second = one.headers.get("warc-record-id"), other.headers.get("warc-record-id")
    return bool(first and second) and (
        other.headers.get("warc-concurrent-to") == first or one.headers.get("warc-concurrent-to") == second
    )


def _request_of(response: Record, requests: deque[Record]) -> Record | None:
    return next((request for request in requests if _together(response, request)), None)


def _answer(record: Record, http: Http, digest: str, request: Record | None) -> Answer:
    at = record.at
    assert at is not None
    records = (record, request) if request and request.size <= LARGEST_PAGE and not request.problem else (record,)
    return Answer(
        url=record.url,
        at=at,
        http=http,
        record=record,
        members=tuple(_member(one) for one in records if one),
        payload_digest=digest,
    )


def _member(record: Record) -> bytes:
    """A record as a gzip member, byte for byte as it stands in its file."""
    return warc.compress(record.head + record.block + b"\r\n\r\n")
