"""`scrapy read`: one page in, every field out; a sentence and an exit status for everything else."""

import json
import os
import subprocess
import sys
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import fields
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from crawler.commands.read import MAX_BYTES, Command, Fetched, ReadError, address, from_file, read
from crawler.items import ScrapedArticle

ROOT = Path(__file__).parent.parent
PAGE = """<!DOCTYPE html><html lang="uk"><head><meta charset="utf-8"><title>Порт знову працює</title>
<meta property="og:title" content="Порт знову працює">
<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",
"headline": "Порт знову працює", "datePublished": "2026-03-04T05:06:07+02:00",
"author": {"@type": "Person", "name": "Олена Гай"}}</script></head>
<body><article><h1>Порт знову працює</h1>
<p>Порт відкрили вранці після трьох днів ремонту, сказала начальниця порту Ніна Рибак журналістам біля причалу.</p>
<p>Перше судно з зерном вийшло о шостій годині, друге чекає на пальне й на дозвіл берегової охорони.</p>
<p>Ремонт коштував менше, ніж боялися: пошкоджено було лише два крани та частину залізничної колії.</p>
</article></body></html>"""
NO_ARTICLE = "<!DOCTYPE html><html><head><title>x</title></head><body></body></html>"
ANSWERS = {
    "/robots.txt": (200, "text/plain", b"User-agent: *\nDisallow: /private/\n"),
    "/a/1.html": (200, "text/html", PAGE.encode()),
    "/1251": (200, "text/html; charset=windows-1251", PAGE.replace("utf-8", "x").encode("cp1251")),
    "/empty-page": (200, "text/html", NO_ARTICLE.encode()),
    "/missing": (404, "text/html", PAGE.encode()),
    "/picture": (200, "image/png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"),
    "/large": (200, "text/html", PAGE.encode() + b" " * MAX_BYTES),
    "/private/1": (200, "text/html", PAGE.encode()),
}


class Newsroom(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/moved":
            self.send_response(301)
            self.send_header("Location", "/a/1.html")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        status, kind, body = ANSWERS[self.path]
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def newsroom() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Newsroom)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join(10)


def scrapy_read(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "scrapy", "read", "-s", "RETRY_TIMES=0", "-s", "DOWNLOAD_DELAY=0", *arguments]
    environment = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")} | {"LC_ALL": "C"}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, timeout=60, check=False)


def test_a_page_of_the_web_with_every_field(newsroom: str) -> None:
    done = scrapy_read(f"{newsroom}/moved")
    assert (done.returncode, done.stderr) == (0, b"")
    text = done.stdout.decode("utf-8")
    found = json.loads(text)
    assert list(found) == [field.name for field in fields(ScrapedArticle)]
    assert found["url"] == f"{newsroom}/a/1.html"
    assert found["kind"] == "article"
    assert '"headline": "Порт знову працює"' in text
    assert found["authors"] == ["Олена Гай"]
    assert found["published"]["value"] == "2026-03-04T05:06:07+02:00"
    assert set(found["evidence"]["headline"]) == {"reader", "where", "text"}
    assert "залізничної колії" in found["body"]


def test_headers_count_and_nothing_is_stored(newsroom: str, tmp_path: Path) -> None:
    archive = tmp_path / "news.db"
    done = scrapy_read(f"{newsroom}/1251", "-s", f"ARCHIVE={archive}")
    assert (done.returncode, json.loads(done.stdout)["headline"]) == (0, "Порт знову працює")
    assert not archive.exists()


WEB = {
    "/empty-page": (3, ""),
    "/missing": (1, "{url} answered 404."),
    "/picture": (1, "{url} is not HTML but binary; if it is packed, unpack it first."),
    "/large": (1, "{url} is too large."),
    "/private/1": (1, "{url} is forbidden by robots.txt."),
}


@pytest.mark.parametrize("path", WEB)
def test_a_page_that_is_no_article(path: str, newsroom: str) -> None:
    done = scrapy_read(f"{newsroom}{path}")
    status, sentence = WEB[path]
    assert done.returncode == status
    assert done.stderr.decode().strip() == sentence.format(url=f"{newsroom}{path}")
    if status == 3:
        found = json.loads(done.stdout)
        assert (found["kind"], bool(found["kind_reason"])) == ("empty", True)
    else:
        assert done.stdout == b""


def test_a_server_that_is_not_there() -> None:
    done = scrapy_read("http://127.0.0.1:9/a")
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode() == "http://127.0.0.1:9/a refused the connection.\n"


def test_asked_for_wrongly() -> None:
    done = scrapy_read("a.html", "b.html")
    assert done.returncode == 2
    assert done.stderr.decode().endswith("error: Name one URL or one file.\n")


@pytest.mark.parametrize(
    ("place", "url", "sentence"),
    [
        (
            "https://a.example/",
            "https://b.example/",
            "--url says where a saved file is from; it does not go with a URL.\n",
        ),
        (
            "ftp://a.example/1",
            None,
            "'ftp://a.example/1' is no URL; write it in full, such as https://example.org/news/1.\n",
        ),
        ("page.html", "a.example", "'a.example' is no URL; write it in full, such as https://example.org/news/1.\n"),
        ("nothing.html", None, "There is no file nothing.html.\n"),
    ],
)
def test_arguments_that_cannot_be(
    place: str, url: str | None, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command = Command()
    command.run([place], Namespace(url=url))
    assert command.exitcode == 2
    assert capsys.readouterr() == ("", sentence)


def test_a_reader_that_goes_away(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(PAGE.replace("</article>", "<p>Ще один абзац про порт і зерно.</p>" * 20_000 + "</article>"))
    command = f"{sys.executable} -m scrapy read {page} | head -c 100"
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, timeout=60, check=True)
    assert done.stderr == b""
    assert len(done.stdout) == 100


def test_help_names_the_exit_statuses() -> None:
    text = " ".join(scrapy_read("-h").stdout.decode().split())
    assert "Exit status: 0 for an article, 3 for a page that is none" in text


class TestFile:
    def test_the_address_it_is_from(self, tmp_path: Path) -> None:
        page = tmp_path / "page.html"
        page.write_bytes(PAGE.encode())
        assert from_file(page, None) == Fetched(page.as_uri(), PAGE.encode(), {})
        assert from_file(page, "https://a.example/1#x").url == "https://a.example/1"

    def test_headers_beside_it_count(self, tmp_path: Path) -> None:
        page = tmp_path / "page.html"
        page.write_bytes(PAGE.replace("utf-8", "x").encode("cp1251"))
        (tmp_path / "headers.json").write_text('{"Content-Type": "text/html; charset=windows-1251"}')
        fetched = from_file(page, "https://a.example/1")
        assert fetched.headers == {"Content-Type": "text/html; charset=windows-1251"}
        article = read(fetched, "page.html")
        assert (article.headline, article.encoding) == ("Порт знову працює", "cp1251")

    @pytest.mark.parametrize("text", ["{", "[]", '{"a": 1}', "[" * 100_000])
    def test_headers_that_are_none(self, text: str, tmp_path: Path) -> None:
        (tmp_path / "page.html").write_text(PAGE)
        (tmp_path / "headers.json").write_text(text)
        with pytest.raises(ReadError, match=r"headers\.json is no JSON object of texts"):
            from_file(tmp_path / "page.html", None)

    @pytest.mark.parametrize(
        ("path", "sentence"),
        [
            ("nothing.html", r"There is no file nothing\.html\."),
            ("a.example/1", r"There is no file a\.example/1; for a page on the web write https://a\.example/1\."),
            (".", "cannot be read: Is a directory"),
            ("a\0b", "cannot be the name of a file"),
            ("x" * 5000, "cannot be read: File name too long"),
        ],
    )
    def test_no_file(self, path: str, sentence: str) -> None:
        with pytest.raises(ReadError, match=sentence) as error:
            from_file(Path(path), None)
        assert error.value.status == 2


BODIES = {
    "empty": (b"", "x is empty"),
    "white space": (b" \r\n\t", "x is empty"),
    "text": (b"Only words, and 3 < 4", "x is not HTML; it begins with 'Only words"),
    "binary": (bytes(range(256)) * 10, "x is not HTML but binary"),
    "JSON with markup in it": (b'{"html": "<p>a</p>"}', "x is not HTML; it begins with"),
    "a feed": (b'<?xml version="1.0"?><rss><channel/></rss>', "x is not HTML; it begins with"),
    "10 MB": (PAGE.encode() + b" " * MAX_BYTES, "x is larger than 10 MB"),
}


@pytest.mark.parametrize(("body", "sentence"), BODIES.values(), ids=BODIES)
def test_bytes_that_are_no_page(body: bytes, sentence: str) -> None:
    with pytest.raises(ReadError) as error:
        read(Fetched("https://a.example/1", body), "x")
    assert str(error.value).startswith(sentence)
    assert error.value.status == 1


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_pages_with_a_byte_order_mark(encoding: str) -> None:
    assert read(Fetched("https://a.example/1", PAGE.encode(encoding)), "x").headline == "Порт знову працює"


def test_a_program_error_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise KeyError("story")

    monkeypatch.setattr("crawler.commands.read.extract", fails)
    with pytest.raises(ReadError, match=r"because of a program error \(KeyError: 'story'\)"):
        read(Fetched("https://a.example/1", PAGE.encode()), "x")


@pytest.mark.parametrize(
    "text", ["https://", "htp://a.example", "https://a b.example/", "javascript:alert(1)", "//a", ""]
)
def test_no_address(text: str) -> None:
    with pytest.raises(ReadError, match="is no URL"):
        address(text)
