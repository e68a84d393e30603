"""Reading WARC files that are cut, changed or hostile: the rest is read, the loss is said, and nothing breaks."""

import base64
import gzip
import hashlib
import zlib
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive import warc
from archive.warc import Exchange, Loss, Record, make_exchange, parse_http, read, sha256

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
COUNT = 4


def record(number: int, body: bytes = b"") -> bytes:
    body = body or f"<p>Page {number}: a ferry, crossing.</p>".encode()
    headers = [(b"Content-Type", b"text/html")]
    exchange = Exchange(url=f"https://courier.example/{number}", at=NOW, status=200, headers=headers, body=body)
    return make_exchange(exchange, sha256(body))[0]


RECORDS = [record(number) for number in range(COUNT)]
MEMBERS = [gzip.compress(one, mtime=0) for one in RECORDS]
FORMS = {
    "a member a record": b"".join(MEMBERS),
    "not packed": b"".join(RECORDS),
    "one member for all": gzip.compress(b"".join(RECORDS), mtime=0),
}
STARTS = {
    "a member a record": [sum(map(len, MEMBERS[:n])) for n in range(COUNT + 1)],
    "not packed": [sum(map(len, RECORDS[:n])) for n in range(COUNT + 1)],
}


def urls(data: bytes) -> list[str]:
    """Where the trustworthy records of a file are from."""
    return [one.url for one in read(BytesIO(data)) if isinstance(one, Record) and not one.problem]


def losses(data: bytes) -> list[Loss]:
    return [one for one in read(BytesIO(data)) if isinstance(one, Loss)]


def all_urls(*numbers: int) -> list[str]:
    return [f"https://courier.example/{number}" for number in numbers]


@pytest.mark.parametrize("form", FORMS)
def test_what_is_whole_is_read_whole(form: str) -> None:
    found = list(read(BytesIO(FORMS[form])))
    assert all(isinstance(one, Record) and not one.problem for one in found)
    assert urls(FORMS[form]) == all_urls(*range(COUNT))
    if form in STARTS:
        assert [one.offset for one in found] == STARTS[form][:-1]
    assert [one.length is None for one in found] == [form == "one member for all"] * COUNT


@pytest.mark.parametrize("form", STARTS)
def test_cut_at_every_byte(form: str) -> None:
    data, starts = FORMS[form], STARTS[form]
    for cut in range(1, len(data)):
        whole = sum(start <= cut for start in starts[1:])
        found = urls(data[:cut])
        if form == "not packed" and len(found) == whole + 1:
            assert starts[whole + 1] - cut <= 4, "only the empty lines behind it are missing"
            continue
        assert found == all_urls(*range(whole)), cut
        lost = losses(data[:cut])
        assert [(loss.offset, loss.end) for loss in lost] == ([] if cut in starts else [(starts[whole], cut)]), cut


def test_one_member_for_all_cut_at_every_byte() -> None:
    data = FORMS["one member for all"]
    for cut in range(1, len(data)):
        found = urls(data[:cut])
        assert found == all_urls(*range(len(found)))
        assert losses(data[:cut]), cut


@pytest.mark.parametrize("form", STARTS)
def test_every_byte_changed(form: str) -> None:
    """Costs at most the record that it is in, and the one beside it where the border was hit; nothing false is read."""
    data, starts = FORMS[form], STARTS[form]
    for place in range(len(data)):
        changed = bytearray(data)
        changed[place] ^= 0x55
        hit = max(number for number, start in enumerate(starts) if start <= place)
        found = urls(bytes(changed))
        expected = all_urls(*range(COUNT))
        spared = [url for number, url in enumerate(expected) if abs(number - hit) > 1]
        assert [url for url in found if url in spared] == spared, place
        bodies = {one.block for one in read(BytesIO(bytes(changed))) if isinstance(one, Record) and not one.problem}
        assert bodies <= {one.split(b"\r\n\r\n", 1)[1].removesuffix(b"\r\n\r\n") for one in RECORDS}, place


def test_bytes_that_stand_between_records_are_lost_alone() -> None:
    for form in STARTS:
        parts = MEMBERS if form == "a member a record" else RECORDS
        data = b"".join([parts[0], b"\x00garbage\xff" * 50, *parts[1:]])
        assert urls(data)[-3:] == all_urls(1, 2, 3)
        assert losses(data)


def test_a_record_inside_a_page_is_not_taken_for_one_after_damage() -> None:
    forged = record(666).replace(b"courier.example", b"victims.example")
    inside = record(1, b"<p>" + forged + b"</p> and the rest of the page")
    data = b"".join([b"WARC/1.0 broken\n\n", inside, *RECORDS[2:]])
    assert not [url for url in urls(data) if "victims" in url]
    stored = zlib.compressobj(0, zlib.DEFLATED, 31)
    outer = stored.compress(record(1, gzip.compress(forged, mtime=0) + b"more")) + stored.flush()
    broken = bytearray(outer)
    broken[30] ^= 0xFF
    assert urls(bytes(broken) + b"".join(MEMBERS[2:])) == all_urls(2, 3)


def test_lengths_that_lie() -> None:
    for lie in (
        b"Content-Length: 5",
        b"Content-Length: 9999999",
        b"Content-Length: -1",
        b"Content-Length: many",
        b"X: 1",
    ):
        changed = [b"%s" % one for one in RECORDS]
        head, _, rest = changed[1].partition(b"Content-Length: ")
        changed[1] = head + lie + b"\r\n" + rest.partition(b"\r\n")[2]
        for pack in (gzip.compress, bytes):
            data = b"".join(map(pack, changed))
            assert urls(data)[-2:] == all_urls(2, 3), (lie, pack)
            assert losses(data), (lie, pack)


def test_a_block_is_kept_only_up_to_the_limit() -> None:
    big = record(7, b"x" * 500_000)
    for data in (gzip.compress(big) + MEMBERS[0], big + RECORDS[0]):
        first, second = read(BytesIO(data), largest=1000)
        assert isinstance(first, Record)
        assert (len(first.block), first.problem) == (1000, "")
        assert first.size > 500_000
        assert isinstance(second, Record)
        assert second.url == "https://courier.example/0"


def test_headers_without_end() -> None:
    endless = b"WARC/1.0\r\n" + b"X: y\r\n" * 100_000
    assert next(loss.why for loss in losses(endless + b"".join(RECORDS))) == "a record's header lines do not end"
    assert losses(b"WARC/1.0" + b"x" * 1_000_000)


class Counting(BytesIO):
    """A file that knows how much was read of it."""

    count = 0

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(size)
        self.count += len(data)
        return data


@pytest.mark.parametrize(
    "lure",
    [
        b"WARC/1.0\r\n",
        b"WARC/1.0\r\nContent-Length: 900000000\r\n\r\n",
        b"WARC/1.0\r\nContent-Length: 10\r\n\r\n",
        gzip.compress(b"WARC/1.0\r\nContent-Length: 900000000\r\n\r\n" + b"x" * 1_000_000, mtime=0),
        gzip.compress(b"WARC/1.0\r\n", mtime=0)[:14],
    ],
)
def test_a_file_that_looks_like_records_everywhere_is_given_up(lure: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "PATIENCE", 1_000_000)
    file = Counting(b"-" + lure * (1_500_000 // len(lure)))
    assert all(isinstance(one, Loss) for one in read(file))
    assert file.count < 40_000_000


def test_patience_is_enough_for_damage_in_front_of_a_large_record() -> None:
    large = record(7, b"x" * 3_000_000)
    for pack in (bytes, gzip.compress):
        assert urls(b"".join([b"junk", pack(large), *map(pack, RECORDS[:2])]))[-2:] == all_urls(0, 1)


DIGESTS = {
    name: (
        f"{name}:{base64.b32encode(digest).decode()}",
        f"{name}:{base64.b32encode(digest).decode().lower().rstrip('=')}",
        f"{name.upper()}:{digest.hex()}",
        f"{name}:{digest.hex().upper()}",
        f"{name}:{base64.b64encode(digest).decode()}",
    )
    for name in ("md5", "sha1", "sha256", "sha512")
    for digest in [hashlib.new(name, b"HTTP/1.1 200 OK\r\n\r\n<p>A ferry").digest()]
}


@pytest.mark.parametrize("stated", [spelling for spellings in DIGESTS.values() for spelling in spellings])
def test_digests_in_all_their_spellings(stated: str) -> None:
    def told(digest: str, block: bytes) -> str:
        head = f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Block-Digest: {digest}\r\nContent-Length: {len(block)}\r\n\r\n"
        (found,) = read(BytesIO(head.encode() + block + b"\r\n\r\n"))
        assert isinstance(found, Record)
        return found.problem

    assert told(stated, b"HTTP/1.1 200 OK\r\n\r\n<p>A ferry") == ""
    assert told(stated.replace("sha256:", "sha-256:"), b"HTTP/1.1 200 OK\r\n\r\n<p>A ferry") == ""
    assert told(stated, b"HTTP/1.1 200 OK\r\n\r\n<p>A fairy") == "its bytes are not those of its block digest"


@pytest.mark.parametrize("stated", ["blake3:af1349b9", "(null)", "", "sha1", "crc32:00000000"])
def test_a_digest_of_an_unknown_kind_proves_nothing(stated: str) -> None:
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Block-Digest: {stated}\r\nContent-Length: 2\r\n\r\nab\r\n\r\n"
    (found,) = read(BytesIO(head.encode()))
    assert isinstance(found, Record)
    assert found.problem == ""


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300), st.integers(0, len(FORMS["not packed"])), st.sampled_from(sorted(FORMS)))
def test_any_bytes_anywhere(junk: bytes, place: int, form: str) -> None:
    data = FORMS[form]
    found = list(read(BytesIO(data[:place] + junk + data[place:])))
    assert len(found) < 1000
    assert all(isinstance(one, Loss | Record) for one in found)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_as_http(junk: bytes) -> None:
    for block in (junk, b"HTTP/1.1 200 OK\r\n" + junk, b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + junk):
        http = parse_http(block)
        assert http is None or 100 <= http.status <= 999


@pytest.mark.parametrize(
    ("block", "headers", "body"),
    [
        (b"HTTP/1.1 200 OK\r\nA: b\r\n\r\nx", [("A", "b")], b"x"),
        (b"HTTP/1.0 404 Not Found\nA:b\nC: d\n\nx\n\ny", [("A", "b"), ("C", "d")], b"x\n\ny"),
        (b"HTTP/2 200 \r\nA: b\r\n  c\r\nno colon\r\n\r\n", [("A", "b c")], b""),
        (b"HTTP/1.1 200 OK\r\nA: \xc3\xa9\x85\r\n\r\n", [("A", "\xc3\xa9")], b""),
        (b"HTTP/1.1 200\r\nTransfer-Encoding: Chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", None, b"abc"),
        (b"HTTP/1.1 200\r\nTransfer-Encoding: chunked\r\n\r\n<p>not", None, b"<p>not"),
        (b"HTTP/1.1 200 OK", [], b""),
    ],
)
def test_http_as_it_is_really_written(block: bytes, headers: list[tuple[str, str]] | None, body: bytes) -> None:
    http = parse_http(block)
    assert http is not None
    assert http.body == body
    assert headers is None or http.headers == headers


def test_content_is_unpacked_and_bounded() -> None:
    text = b"ferry " * 1000
    assert warc.decoded(gzip.compress(text), "gzip") == text
    assert warc.decoded(zlib.compress(text), "deflate") == text
    assert warc.decoded(zlib.compress(text)[2:-4], "deflate") == text
    assert warc.decoded(gzip.compress(gzip.compress(text)), "gzip, x-gzip") == text
    assert warc.decoded(gzip.compress(text), "gzip", 100) == text[:100]
    assert warc.decoded(text, "gzip") == text
    assert warc.decoded(text, None) == warc.decoded(text, "unheard-of") == text
    brotli = pytest.importorskip("brotli")
    assert warc.decoded(brotli.compress(text), "br") == text
    assert len(warc.decoded(brotli.compress(b"\0" * 50_000_000), "br", 10_000)) <= 10_000


def test_a_place_where_no_record_is(tmp_path: Path) -> None:
    data = FORMS["a member a record"]
    for offset, length in ((1, 50), (0, 10), (len(data) - 5, 100)):
        assert isinstance(warc.read_at(BytesIO(data), offset, length), Loss)
