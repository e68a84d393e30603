"""Answers are unpacked as Scrapy does it, whatever is wrong with them."""

import gzip
import zlib

import pytest
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware

from crawler.middlewares.unpacking import UnpackingMiddleware

TEXT = b"<p>The ferry runs again.</p>" * 4000
PACKED = gzip.compress(TEXT)
LIMIT = 1_000_000


def unpacked(middleware: type[HttpCompressionMiddleware], body: bytes, coding: bytes, limit: int) -> object:
    try:
        return middleware._decode(body, coding, limit)
    except Exception as error:
        return type(error)


@pytest.mark.parametrize("coding", [b"gzip", b"x-gzip", b"deflate"])
@pytest.mark.parametrize("limit", [0, LIMIT, len(TEXT), len(TEXT) - 1, 1])
@pytest.mark.parametrize(
    "body",
    [
        PACKED,
        PACKED + PACKED,
        PACKED + b"\0\0\0",
        PACKED + b"rubbish",
        PACKED[:-1],
        PACKED[:-9],
        PACKED[: len(PACKED) // 2],
        PACKED[:-8] + b"\1" * 8,
        PACKED[:5],
        gzip.compress(b""),
        b"",
        TEXT,
        zlib.compress(TEXT),
        gzip.compress(bytes(10 * LIMIT)),
    ],
    ids=range(14),
)
def test_as_scrapy_does(body: bytes, coding: bytes, limit: int) -> None:
    expected = unpacked(HttpCompressionMiddleware, body, coding, limit)
    assert unpacked(UnpackingMiddleware, body, coding, limit) == expected
