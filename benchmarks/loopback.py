"""A server on loopback for measuring crawls: pages ready in memory, HTTP/1.1 with keep-alive, ETags, nothing else.

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
            gzip.compress(reordered(gzip.decompress(file.read_bytes()), seed), 6) if seed else file.read_bytes(),
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


class Connection(asyncio.Protocol):
    def __init__(self, pages: dict[str, Page]) -> None:
        self.pages = pages
        self.buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while b"\r\n\r\n" in self.buffer:
            head, self.buffer = self.buffer.split(b"\r\n\r\n", 1)
            lines = head.decode("latin-1").split("\r\n")
            headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
            self.transport.write(self.answer(lines[0].split(" ")[1], headers))

    def answer(self, path: str, headers: dict[str, str]) -> bytes:
        host = headers.get("host", "").partition(":")[0]
        if path == "/sitemap.xml":
            base = f"http://{headers.get('host', '')}"
            paths = [path.removeprefix(host) for path in self.pages if path.startswith(("/", host))]
            urls = "".join(f"<url><loc>{base}{path}</loc><lastmod>2026-11-20</lastmod></url>" for path in paths)
            text = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
            page: Page | None = Page(text.encode(), "application/xml")
        elif path == "/":
            page = Page(b"<!doctype html><html><head><title>The Courier</title></head><body></body></html>")
        else:
            page = self.pages.get(host + path) or self.pages.get(path)
        status = "200 OK" if page else "404 Not Found"
        page = page or Page(b"not found", "text/plain")
        tag = f'"{hashlib.md5(page.body, usedforsecurity=False).hexdigest()}"'
        body = page.body
        if headers.get("if-none-match") == tag:
            status, body = "304 Not Modified", b""
        coding = "Content-Encoding: gzip\r\n" if page.gzipped else ""
        head = f"HTTP/1.1 {status}\r\nContent-Type: {page.type}\r\nContent-Length: {len(body)}\r\n"
        return f"{head}{coding}ETag: {tag}\r\n\r\n".encode("latin-1") + body


async def serve(pages: dict[str, Page]) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(pages), HOSTS[0], 0, backlog=512)
    port = server.sockets[0].getsockname()[1]
    others = [await loop.create_server(lambda: Connection(pages), host, port, backlog=512) for host in HOSTS[1:]]
    print(port, flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    for one in (server, *others):
        one.close()


if __name__ == "__main__":
    kind, *rest = sys.argv[1:]
    asyncio.run(serve(made(int(rest[0])) if kind == "made" else real(Path(rest[0]), int(rest[1]))))
