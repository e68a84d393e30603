"""Unpacks answers as Scrapy does, gzip in a third of the time."""

from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from zlib_ng import zlib_ng

GZIP = (b"gzip", b"x-gzip")


class UnpackingMiddleware(HttpCompressionMiddleware):
    """Takes the place of Scrapy's, which is left with what is not one whole gzip member within the bounds."""

    @staticmethod
    def _decode(body: bytes, encoding: bytes, max_size: int) -> bytes:
        if encoding in GZIP:
            member = zlib_ng.decompressobj(31)
            try:
                unpacked: bytes = member.decompress(body, max_size)
            except zlib_ng.error:  # type: ignore[misc]
                pass
            else:
                if member.eof and not member.unused_data:
                    return unpacked
        return HttpCompressionMiddleware._decode(body, encoding, max_size)
