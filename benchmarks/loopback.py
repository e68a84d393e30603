"""A server on loopback for measuring crawls: answers ready in memory, HTTP/1.1 with keep-alive, ETags, nothing else.

`python -m benchmarks.loopback made 2000` serves a site of made-up articles, `real DATA 2000` saved pages as three sites
(127.0.0.1, .2 and .3; the second and the third have their words in other orders), and prints its port on the first
line. Ends with its standard input.
"""

import asyncio
import gzip
import hashlib
import random
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Self

WORDS = (
    "border council minister vote region energy court protest harbour river winter village power budget school train "
    "factory harvest hospital reform bridge company market language museum record editor union pipeline ferry teacher"
).split()
HOSTS = ("127.0.0.1", "127.0.0.2", "127.0.0.3")


@dataclass(frozen=True, slots=True)
class Page:
    body: bytes
    type: str = "text/html; charset=utf-8"
    gzipped: bool = False


def made(count: int) -> dict[str, Page]:
    """A site of so many articles, no two alike, listed by a sitemap."""
    pages: dict[str, Page] = {}
    for number in range(count):
        chosen = random.Random(number)
        headline = f"The {chosen.choice(WORDS)} of district {number} and the {chosen.choice(WORDS)}"
        text = "".join(
            f"<p>{' '.join(chosen.choice(WORDS) for _ in range(40)).capitalize()}, said the council of {number}.</p>"
            for _ in range(6)
        )
        pages[f"/news/district-{number}-and-the-council.html"] = Page(
            f'<!doctype html><html lang="en"><head><title>{headline}</title><meta property="og:type" content="article">'
            f'<meta property="article:published_time" content="2026-11-{number % 20 + 1:02}T08:00:00+00:00"></head>'
            f'<body><article><h1>{headline}</h1><div class="byline">By Lena Hartog</div>{text}</article></body>'
            "</html>".encode()
        )
    return pages


def real(data: Path, count: int) -> dict[str, Page]:
    """Saved pages (`*.html.gz` somewhere below a folder), so many of them in all on three hosts: by host and path.

    They are as they are on the first host. On the others their words stand in other orders: no crawl meets only texts
    that it knows from two other sites, nor answers that it has captured already.
    """
    files = sorted(data.rglob("*.html.gz"))[: -(-count // len(HOSTS))]
    return {
        f"{host}/saved/{number}-{file.name[:-3]}": Page(
            gzip.compress(reordered(gzip.decompress(file.read_bytes()), seed), 6, mtime=0)
            if seed
            else file.read_bytes(),
            gzipped=True,
        )
        for number, file in enumerate(files)
        for seed, host in enumerate(HOSTS)
    }


_TEXT = re.compile(rb"<(script|style)\b.*?</\1|>([^<>]{60,})<", re.IGNORECASE | re.DOTALL)


def reordered(html: bytes, seed: int) -> bytes:
    """A page with the words of each longer stretch of its text in another order."""
    chosen = random.Random(seed)

    def other(found: re.Match[bytes]) -> bytes:
        if found[2] is None:
            return found[0]
        words = found[2].split(b" ")
        chosen.shuffle(words)
        return b">" + b" ".join(words) + b"<"

    return html if b"\0" in html else _TEXT.sub(other, html)


class Site:
    """What the server answers, made before anybody asks."""

    def __init__(self, pages: dict[str, Page]) -> None:
        self.pages = {where: Answer.of(page) for where, page in pages.items()}
        self.missing = Answer.of(Page(b"not found", "text/plain"), "404 Not Found")
        self.home = Answer.of(Page(b"<!doctype html><html><head><title>The Courier</title></head><body></body></html>"))

    def answer(self, request: bytes) -> "Answer":
        """The answer to the head of a request."""
        path = request.split(b" ", 2)[1].decode("latin-1")
        if path == "/":
            return self.home
        netloc = header(request, b"host")
        host = netloc.partition(":")[0]
        if path == "/sitemap.xml":
            return self._sitemap(netloc, host)
        return self.pages.get(host + path) or self.pages.get(path) or self.missing

    def _sitemap(self, netloc: str, host: str) -> "Answer":
        paths = [path.removeprefix(host) for path in self.pages if path.startswith(("/", host))]
        urls = "".join(f"<url><loc>http://{netloc}{path}</loc><lastmod>2026-11-20</lastmod></url>" for path in paths)
        text = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
        return Answer.of(Page(text.encode(), "application/xml"))


@dataclass(frozen=True, slots=True)
class Answer:
    """`whole` as it goes over the wire, or `unchanged` to who has it by its `tag`."""

    whole: bytes
    unchanged: bytes
    tag: str

    @classmethod
    def of(cls, page: Page, status: str = "200 OK") -> Self:
        tag = f'"{hashlib.md5(page.body, usedforsecurity=False).hexdigest()}"'
        coding = "Content-Encoding: gzip\r\n" if page.gzipped else ""

        def head(status: str, length: int) -> bytes:
            types = f"Content-Type: {page.type}\r\nContent-Length: {length}\r\n{coding}"
            return f"HTTP/1.1 {status}\r\n{types}ETag: {tag}\r\n\r\n".encode("latin-1")

        return cls(head(status, len(page.body)) + page.body, head("304 Not Modified", 0), tag)


def header(request: bytes, name: bytes) -> str:
    """The value of a header, its name in lower case; empty if there is none."""
    start = request.lower().find(b"\r\n" + name + b":")
    if start < 0:
        return ""
    start += len(name) + 3
    end = request.find(b"\r\n", start)
    return request[start : end if end >= 0 else None].decode("latin-1").strip()


class Connection(asyncio.Protocol):
    def __init__(self, site: Site) -> None:
        self.site = site
        self.buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while b"\r\n\r\n" in self.buffer:
            head, self.buffer = self.buffer.split(b"\r\n\r\n", 1)
            answer = self.site.answer(head)
            known = answer.tag == header(head, b"if-none-match")
            self.transport.write(answer.unchanged if known else answer.whole)


async def serve(pages: dict[str, Page]) -> None:
    site = Site(pages)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(site), HOSTS[0], 0, backlog=512)
    port = server.sockets[0].getsockname()[1]
    others = [await loop.create_server(lambda: Connection(site), host, port, backlog=512) for host in HOSTS[1:]]
    print(port, flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    for one in (server, *others):
        one.close()


if __name__ == "__main__":
    kind, *rest = sys.argv[1:]
    asyncio.run(serve(made(int(rest[0])) if kind == "made" else real(Path(rest[0]), int(rest[1]))))
