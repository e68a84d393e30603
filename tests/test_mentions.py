"""Captures of other pages that name an article: found by its addresses and headlines, and taken out where asked for."""

import gzip
import json
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path
from urllib.parse import quote

import pytest
from click.testing import CliRunner, Result

from archive import Archive, Article, CaptureWriter, Exchange, Visit, captures
from archive import check as checking
from archive.cli import cli
from archive.mentions import Names
from archive.verify import verify

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOST = "https://courier.example"
URL = f"{HOST}/news/ferry-17"
HEADLINE = "Zebulonka’s “last” ferry — sunk"


@pytest.mark.parametrize(
    ("page", "text", "named"),
    [
        (f"{HOST}/", '<a href="/news/ferry-17">Read</a>', True),
        (f"{HOST}/", "<a href=/news/ferry-17/>Read</a>", True),
        ("https://www.courier.example/", '<a href="/news/ferry-17?from=home">Read</a>', True),
        ("https://other.example/", '<a href="/news/ferry-17">Read</a>', False),
        ("https://other.example/", '<a href="//courier.example/news/ferry-17#top">Read</a>', True),
        ("https://other.example/", "<loc>https://www.courier.example/news/ferry-17</loc>", True),
        (f"{HOST}/", '<a href="/news/ferry-170">Read</a>', False),
        (f"{HOST}/", '<a href="/news/ferry-17-b">Read</a>', False),
        (f"{HOST}/", '<a href="/news/ferry-17/comments">Read</a>', False),
        (f"{HOST}/", '<a href="/de/news/ferry-17">Read</a>', False),
        ("https://other.example/", '<h2>ZEBULONKA\'S  \n"last" ferry - SUNK</h2>', True),
        ("https://other.example/", "<h2>Zebulonka's ferry</h2>", False),
        (f"{HOST}/", "<a href='/k/%E6%B8%A1%E8%88%B9'>x</a>", True),
        (f"{HOST}/", "<a href='/k/渡船'>x</a>", True),
        (f"{HOST}/", "News", False),
        (f"{HOST}/", "", False),
        ("", "/news/ferry-17", False),
    ],
)
def test_what_names_an_article(page: str, text: str, named: bool) -> None:
    names = Names({URL, f"{HOST}/k/渡船", f"{HOST}/"}, {HEADLINE, "News"})
    assert names.stand_in(page, text) is named


def run(*arguments: object, **more: str) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments], **more)  # type: ignore[arg-type]


LISTINGS = {
    "/": ("text/html; charset=utf-8", f"<h2>{escape(HEADLINE)}</h2>".encode()),
    "/feed.xml": ("application/rss+xml", f"<title>{HEADLINE.replace('’', '&#8217;')}</title>".encode()),
    "/api": ("application/json", json.dumps({"url": URL}).replace("/", "\\/").encode()),
    "/old": ("text/html; charset=windows-1251", "<h2>Паром Зебулонка затонул</h2>".encode("cp1251")),
    "/sitemap.xml.gz": ("application/x-gzip", gzip.compress(f"<loc>{URL}</loc>".encode())),
    "/escaped": (
        "text/html",
        rb"<script>{'t': 'Zebulonka\u2019s \u201clast\u201d ferry \u2014 sunk'}</script>",
    ),
    "/quoted": ("text/html; charset=nonsense", f"<a href='{quote('/k/渡船')}'>x</a>".encode()),
}
OTHERS = {
    "/about": ("text/html", b"<h1>About us</h1>"),
    "/i.jpg": ("image/jpeg", HEADLINE.encode()),
    "/empty": ("text/html", b""),
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Article 1 is to go; listings name it, and the page of article 2 does."""
    path = tmp_path / "news.db"
    with CaptureWriter(path, software="tests/1") as writer:

        def capture(url: str, kind: str, body: bytes, hours: int) -> int:
            at = NOW + timedelta(hours=hours)
            headers = [(b"Content-Type", kind.encode())]
            return writer.write(Exchange(url=url, at=at, status=200, headers=headers, body=body, source="courier"))

        for hours, (url, headline, body) in enumerate(
            ((URL, "Паром Зебулонка затонул", "One"), (URL, HEADLINE, "Two"), (f"{HOST}/b", "B", f"See {HEADLINE}"))
        ):
            aliases = (f"{HOST}/k/渡船",) if url == URL else ()
            article = Article(url=url, source="courier", headline=headline, body=body, aliases=aliases)
            number = capture(url, "text/html", f"<h1>{headline}</h1>{body}".encode(), hours)
            writer.archive.add(
                article, Visit(url=url, source="courier", at=NOW + timedelta(hours=hours), capture=number)
            )
        for name, (kind, body) in {**LISTINGS, **OTHERS}.items():
            capture(HOST + name, kind, body, 5)
        capture(f"{HOST}/", *LISTINGS["/"], 6)
    return path


def left(path: Path) -> set[str]:
    with Archive(path) as archive:
        assert checking.check(archive, full=True).problems == []
        assert verify(archive).problems == []
        return {row["url"].removeprefix(HOST) for row in archive.rows("select url from captures")}


def stands_in_captures(path: Path, word: str) -> int:
    files = captures.folder_of(path).glob("*.warc.gz")
    return sum(gzip.decompress(file.read_bytes()).decode("utf-8", "replace").count(word) for file in files)


def delete(path: Path, *more: object) -> Result:
    return run("delete", 1, "--db", path, "--reason", "order", "--yes", *more)


def test_they_are_named_and_stay(path: Path) -> None:
    done = delete(path)
    assert done.exit_code == 0, done.output
    assert "Captures of listings and other pages that name it stay (--listings takes them out):\n" in done.stderr
    for number, name in enumerate(LISTINGS, 4):
        assert f"    {number} of 2026-11-20 17:00, {HOST}{name}\n" in done.stderr
    assert "Captures of other articles that name it stay:\n    3 of 2026-11-20 14:00, article 2\n" in done.stderr
    assert left(path) == {"/b", *LISTINGS, *OTHERS}


def test_they_go_too_where_asked_for(path: Path) -> None:
    assert stands_in_captures(path, "Zebulonka") > 3
    done = delete(path, "--listings")
    assert done.exit_code == 0, done.output
    assert "that name it go too" in done.stderr
    assert left(path) == {"/b", *OTHERS}
    assert stands_in_captures(path, "Zebulonka") == 2  # the page of article 2, and a picture
    assert stands_in_captures(path, "ferry-17") == 0


def test_asking_changes_nothing(path: Path) -> None:
    before = path.read_bytes()
    done = run("delete", 1, "--db", path, "--reason", "order", "--listings", input="n\n")
    assert done.exit_code != 0
    assert "that name it go too" in done.stderr
    assert path.read_bytes() == before


def test_what_cannot_be_read_is_named(path: Path) -> None:
    with CaptureWriter(path, software="tests/1") as writer:
        body = f"<h1>{HEADLINE}</h1>".encode()
        number = writer.write(Exchange(url=f"{HOST}/lost", at=NOW, status=200, headers=[], body=body, source="courier"))
        name = writer.archive.rows("select name from capture_files order by id desc limit 1")[0][0]
    (captures.folder_of(path) / name).unlink()
    done = delete(path, "--listings")
    assert f"Whether capture {number} of {HOST}/lost names it is not known: The capture file" in done.stderr
    assert "1 capture could not be searched" in str(done.exception)
