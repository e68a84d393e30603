"""A small news site on 127.0.0.1, and how a person crawls it: for the tests that run the real `scrapy crawl`."""

import hashlib
import os
import re
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
QUICK = (
    "-s",
    "DOWNLOAD_DELAY=0",
    "-s",
    "AUTOTHROTTLE_ENABLED=False",
    "-s",
    "RETRY_TIMES=1",
    "-s",
    "DOWNLOAD_TIMEOUT=10",
)
ENVIRONMENT = {
    name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")
} | {"PYTHONPATH": str(ROOT), "COLUMNS": "200"}  # fmt: skip
ENDS_WITHIN = 60


@dataclass
class Page:
    body: bytes
    type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    after: float = 0
    """Seconds before the answer."""
    chunks: int = 0
    """Bytes of each chunk, if it is sent in chunks."""


class Courier(ThreadingHTTPServer):
    """The site: `pages` by path; `asked` lists (path, request headers in lower case) in order."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self.server_address[1]}"
        self.pages: dict[str, Page] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def __setitem__(self, path: str, page: Page | str) -> None:
        self.pages[path] = Page(page.encode()) if isinstance(page, str) else page

    def xml(self, path: str, text: str) -> None:
        self[path] = Page(text.replace("BASE", self.base).encode(), "application/xml")

    def paths_asked(self) -> list[str]:
        return [path for path, _ in self.asked]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Courier

    def do_GET(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.asked.append((self.path, headers))
        page = self.server.pages.get(self.path, Page(b"<h1>Not found</h1>", status=404))
        time.sleep(page.after)
        etag = f'"{hashlib.sha256(page.body).hexdigest()[:12]}"'
        unchanged = page.status == 200 and headers.get("if-none-match") == etag
        body = b"" if unchanged else page.body
        self.send_response(304 if unchanged else page.status)
        for name, value in {"Content-Type": page.type, "ETag": etag, **page.headers}.items():
            self.send_header(name, value)
        if page.chunks and body:
            self.send_header("Transfer-Encoding", "chunked")
            parts = [body[start : start + page.chunks] for start in range(0, len(body), page.chunks)]
            body = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (*parts, b""))
        else:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet: pytest shows what the crawler says."""


TOPICS = ["ferry", "bridge", "harbour", "market", "school", "mill", "library", "orchard", "tram", "theatre", "chapel"]


def article(number: int, *, headline: str = "", extra: str = "") -> str:
    """A page whose words no other page has."""
    topic = TOPICS[number % len(TOPICS)]
    headline = headline or f"The {topic} of district {number} opens again"
    sentence = f"People of district {number} came to the {topic} at noon, and the council counted them one by one. "
    ending = f"By evening the {topic} had taken in {number * 37 + 5} crowns, said the keeper, who had expected less. "
    return (
        f'<!doctype html><html lang="en"><head><title>{headline} | The Courier</title>'
        f'<meta property="og:type" content="article"><meta property="og:title" content="{headline}">'
        f'<meta property="article:published_time" content="2026-11-{number % 20 + 1:02}T08:00:00+00:00"></head><body>'
        f'<nav><a href="/">Home</a></nav><article><h1>{headline}</h1><div class="byline">By Lena Hartog</div>'
        f"<p>{sentence * 2}</p><p>{ending * 2}</p><p>{sentence}{ending}</p>{extra}</article></body></html>"
    )


def path_of(number: int) -> str:
    return f"/news/district-{number}-opens-again.html"


def urlset(*entries: tuple[str, str]) -> str:
    urls = "".join(f"<url><loc>BASE{path}</loc><lastmod>{stamp}</lastmod></url>" for path, stamp in entries)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'


def news_sitemap(*paths: str) -> str:
    urls = "".join(
        f"<url><loc>BASE{path}</loc><news:news><news:publication_date>2026-11-20T09:00:00Z</news:publication_date>"
        f"<news:title>A title</news:title></news:news></url>"
        for path in paths
    )
    return (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{urls}</urlset>'
    )


def feed(*paths: str) -> str:
    items = "".join(f"<item><title>T</title><link>BASE{path}</link></item>" for path in paths)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>The Courier</title>{items}</channel></rss>'


@dataclass(frozen=True)
class Run:
    status: int
    out: str
    err: str

    def counts(self, source: str = "127.0.0.1") -> dict[str, int]:
        """The report's row of a source, without zeros."""
        lines = self.out.splitlines()
        shown = re.split(r"\s{2,}", lines[0])[1:]
        row = next(line.split() for line in lines if line.split()[:1] == [source])
        return {name: int(cell) for name, cell in zip(shown, row[1:], strict=True) if cell != "0"}


def days_pass(db: Path, days: float) -> None:
    """Make an archive as old as if so much time had passed since its last crawl."""
    texts = {
        "pages": ("status_since", "next_visit"),
        "articles": ("own_first_seen", "own_wording_seen"),
        "documents": ("read_at", "visited_at"),
    }
    seconds = {"pages": "own_visited_second", "articles": "own_first_second"}
    with closing(sqlite3.connect(db)) as sql, sql:
        for table, columns in texts.items():
            for column in columns:
                sql.execute(
                    f"update {table} set {column} = strftime('%Y-%m-%dT%H:%M:%S+00:00', {column}, ?) "
                    f"where {column} != ''",
                    (f"-{days} days",),
                )
        for table, column in seconds.items():
            sql.execute(f"update {table} set {column} = {column} - ?", (int(days * 86_400),))


def command(*arguments: str, db: Path) -> list[str]:
    return [sys.executable, "-m", "scrapy", "crawl", *arguments, "-s", f"ARCHIVE={db}", *QUICK]


def scrapy(*arguments: str, db: Path, modules: Path = ROOT) -> Run:
    """The command in the project's folder; modules of another folder can be imported too."""
    environment = ENVIRONMENT | {"PYTHONPATH": f"{ROOT}{os.pathsep}{modules}"}
    done = subprocess.run(
        command(*arguments, db=db),
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=ENDS_WITHIN,
        check=False,
    )
    return Run(done.returncode, done.stdout, done.stderr)
