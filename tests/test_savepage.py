"""`scrapy savepage`: a page becomes a test; what is cut out changes nothing that is read, and no reader stays in it."""

import json
import shutil
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

from archive import Archive
from crawler.extraction import extract
from crawler.middlewares.browser import AVAILABLE
from crawler.saved import Case, Listing
from crawler.saving import cells, fitted, printable, slug_of, table
from crawler.slimming import pieces, slimmed, without_comments
from tests.courier import ENVIRONMENT, ROOT, Courier, article
from tests.test_reextract import Desk

URL = "https://echo.example/2026/11/ferry-runs-again.html"
TEXT = """<p>The ferry across the lower Varda runs again after eleven years, the county said in the morning.</p>
<p>The first boat left at six with forty people aboard, most of them on their way to the mill on the other bank.</p>
<p>Until now people had to drive for an hour to the bridge at Sedlo, which is closed to lorries since the flood.</p>"""
PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Ferry runs again</title>
<!-- built by a machine --><link rel="preload" href="/app.js"><script>window.ads = "<p>buy</p>"</script>
<style>p {{ margin: 0 }}</style>
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Ferry runs again",
"datePublished": "2026-11-20T08:00:00+01:00", "author": {{"@type": "Person", "name": "Ana Kovar"}},
"comment": [{{"@type": "Comment", "author": "Nosy Parker", "text": "Ada Reader lives there"}}]}}</script></head>
<body><div class="ad-slot"><div>Buy this</div></div><article><h1>Ferry runs again</h1>{TEXT}</article>
<div id="comments" class="comments-area"><div class="comment-body"><b>Nosy Parker</b> <p>I saw Ada Reader.</p></div>
</div><img src="/pixel" width="1" height="1"></body></html>"""
HEADERS = {"Content-Type": "text/html; charset=utf-8"}


def savepage(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "scrapy", "savepage", "-s", "DOWNLOAD_DELAY=0", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, timeout=60, check=False)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    file = tmp_path / "ferry.html"
    file.write_text(PAGE, encoding="utf-8")
    return file


def test_slim_cuts_what_nothing_is_read_from_and_says_the_same() -> None:
    slim = slimmed(PAGE.encode(), URL, HEADERS)
    for gone in (b"window.ads", b"Buy this", b"built by a machine", b"/pixel", b"margin", b"preload"):
        assert gone not in slim.html
    assert b"ld+json" in slim.html
    assert asdict(extract(slim.html, URL, headers=HEADERS)) == asdict(extract(PAGE.encode(), URL, headers=HEADERS))
    assert slim.cut["ads"] == 1


def test_slim_keeps_a_script_that_the_article_is_read_from() -> None:
    text = TEXT.replace('"', "'").replace("\n", "").replace("<p>", "").replace("</p>", "\\n\\n")
    state = json.dumps({"article": {"headline": "Ferry runs again", "articleBody": text.replace("\\n", "\n")}})
    html = (
        "<html><head><title>Ferry runs again</title><script>var other = 1</script>"
        f'<script id="state" type="application/json">{state}</script></head>'
        "<body><h1>Ferry runs again</h1></body></html>"
    ).encode()
    assert "lower Varda" in extract(html, URL).body
    slim = slimmed(html, URL, {})
    assert b"var other" not in slim.html
    assert extract(slim.html, URL).body == extract(html, URL).body


def test_readers_are_cut_out_of_markup_and_data() -> None:
    done = without_comments(PAGE.encode(), URL, HEADERS)
    assert b"Nosy Parker" not in done.html
    assert b"Ada Reader" not in done.html
    assert b"lower Varda" in done.html
    assert extract(done.html, URL).authors == ["Ana Kovar"]
    assert done.cut == {"comments": 1, "comments in JSON-LD": 1}


def test_an_article_that_is_called_a_comment_stays_and_is_told() -> None:
    html = f'<html><body><div class="comment-body"><h1>Why ferries matter</h1>{TEXT}</div></body></html>'.encode()
    done = without_comments(html, URL, {})
    assert done.html == html
    assert "was kept; look for readers' names" in done.notes[0]


def test_of_utf_16_nothing_is_cut() -> None:
    html = PAGE.encode("utf-16")
    assert without_comments(html, URL, {}).html == html
    assert "look for readers' comments in it yourself" in without_comments(html, URL, {}).notes[0]
    assert slimmed(html, URL, {}).html == html


HOSTILE = [b"<div", b'<a "', b'<a ">', b"<!--", b"<script>", b"<div>", b"</div>", b'<p x=">', b"<script>'<!--"]


@pytest.mark.parametrize("html", [mark * 200_000 for mark in HOSTILE], ids=map(str, HOSTILE))
def test_hostile_markup_is_read_to_its_end(html: bytes) -> None:
    list(pieces(html))


@pytest.mark.parametrize(
    ("url", "headline", "slug"),
    [
        ("https://e.example/2026/ferry-runs-again.html", None, "ferry-runs-again"),
        ("https://e.example/a/12345", "Ferry runs again!", "ferry-runs-again"),
        ("https://e.example/", None, "page"),
        ("https://e.example/%2e%2e%2f", None, "page"),
        ("https://e.example/x", "Паром знову ходить", "паром-знову-ходить"),
    ],
)
def test_the_first_name_of_a_case(url: str, headline: str | None, slug: str) -> None:
    assert slug_of(url, headline) == slug


def test_the_table_fits_the_terminal_and_obeys_no_page() -> None:
    article = extract(PAGE.encode(), URL, headers=HEADERS)
    article.headline = "海港博物館重新開放" * 20
    article.kicker = "\x1b[2Jgone"
    shown = table(article, 80)
    assert max(map(cells, shown.splitlines())) <= 80
    assert "\x1b" not in shown
    assert "json-ld" in shown
    assert "not found: images" in shown.replace("byline, ", "")


def test_texts_in_columns() -> None:
    assert fitted("渡船", 3) == "渡…"
    assert fitted("ab", 4) == "ab  "
    assert printable("a\r\n\x1b[31mb\u202e") == "a [31mb"


def test_a_file_becomes_a_case_that_passes(page: Path, tmp_path: Path) -> None:
    done = savepage(page, "--url", URL, "--slug", "typed-person", "--saved", tmp_path / "fixtures", "--slim")
    assert (done.returncode, done.stderr) == (0, "")
    folder = tmp_path / "fixtures" / "echo.example" / "typed-person"
    case = Case(folder)
    case.check()
    assert case.golden()["authors"] == ["Ana Kovar"]
    assert case.meta()["url"] == URL
    assert case.meta()["why"] == "typed person"
    assert "Nosy" not in (folder / "page.html").read_text()
    assert "headline" in done.stdout
    assert "every field is read as before" in done.stdout
    assert f"pytest -p crawler.testing {folder}" in done.stdout
    run = [sys.executable, "-m", "pytest", "-q", "-p", "crawler.testing"]
    assert subprocess.run(run, cwd=tmp_path, capture_output=True, timeout=60, check=False).returncode == 0


def test_nothing_is_written_over(page: Path, tmp_path: Path) -> None:
    arguments = (page, "--url", URL, "--slug", "typed-person", "--saved", tmp_path / "fixtures")
    assert savepage(*arguments).returncode == 0
    golden = tmp_path / "fixtures" / "echo.example" / "typed-person" / "golden.json"
    golden.write_text("reviewed")
    done = savepage(*arguments, "--site", "other")
    assert done.returncode == 2
    assert "There is fixtures/echo.example/typed-person already" in done.stderr
    assert golden.read_text() == "reviewed"


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (("--slug", "../up"), "'../up' cannot be the name of a folder; choose another with --slug."),
        (("--site", ".hidden"), "cannot be the name of a folder; choose another with --site."),
        (("--rendered",), "--rendered goes with a URL"),
        (("--article", "1"), "Name one URL, one file, or an article"),
    ],
)
def test_what_was_asked_for_wrongly(page: Path, tmp_path: Path, more: tuple[str, str], sentence: str) -> None:
    done = savepage(page, "--url", URL, "--saved", tmp_path / "fixtures", *more)
    assert done.returncode == 2
    assert sentence in done.stdout + done.stderr
    assert not (tmp_path / "fixtures").exists()


def test_a_file_needs_its_address(page: Path, tmp_path: Path) -> None:
    done = savepage(page, "--saved", tmp_path / "fixtures")
    assert (done.returncode, done.stderr) == (2, "Say with --url where the page of the file is from.\n")


def test_a_page_of_the_web_is_saved_as_it_came_without_cookies(tmp_path: Path) -> None:
    courier = Courier()
    try:
        courier["/2026/11/ferry.html"] = PAGE.replace("comment", "remark").replace("Ferry", "Fähre")
        courier.pages["/2026/11/ferry.html"].headers["Set-Cookie"] = "you=1"
        done = savepage(f"{courier.base}/2026/11/ferry.html", "--site", "echo", "--saved", tmp_path)
        assert (done.returncode, done.stderr) == (0, "")
        (folder,) = (tmp_path / "echo").iterdir()
        assert (folder / "page.html").read_bytes() == courier.pages["/2026/11/ferry.html"].body
        assert json.loads((folder / "headers.json").read_text()) == {"Content-Type": "text/html; charset=utf-8"}
        courier["/private.html"] = PAGE.replace("<head>", '<head><meta name="robots" content="noarchive">')
        done = savepage(f"{courier.base}/private.html", "--slug", "private", "--saved", tmp_path)
        assert done.returncode == 2
        assert "asks not to be archived (meta robots: noarchive)" in done.stderr
        done = savepage(f"{courier.base}/missing", "--saved", tmp_path)
        assert (done.returncode, done.stderr) == (1, f"{courier.base}/missing answered 404.\n")
    finally:
        courier.shutdown()
        courier.server_close()


def test_an_article_of_the_archive(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    Desk(path).put(1, article(1))
    with Archive(path, read_only=True) as archive:
        ((number,),) = archive.rows("select id from articles")
    done = savepage("--article", str(number), "-s", f"ARCHIVE={path}", "--saved", tmp_path / "fixtures")
    assert (done.returncode, done.stderr) == (0, "")
    (folder,) = (tmp_path / "fixtures" / "courier").iterdir()
    assert (folder / "page.html").read_text(encoding="utf-8") == article(1)
    assert json.loads((folder / "meta.json").read_text())["fetched"] == "2026-11-22"
    done = savepage("--article", "99", "-s", f"ARCHIVE={path}", "--saved", tmp_path / "fixtures")
    assert done.returncode == 2
    assert "No capture of 99" in done.stderr


@pytest.mark.skipif(not AVAILABLE or not shutil.which("chromium"), reason="needs the extra browser, and Chromium")
def test_a_page_that_only_a_browser_fills(tmp_path: Path) -> None:
    courier = Courier()
    try:
        text = json.dumps(f"<h1>Ferry runs again</h1>{TEXT}").replace("</", "<\\/")
        courier["/app"] = (
            "<!DOCTYPE html><html><head><title>Ferry runs again</title></head><body><article id=a></article>"
            f"<script>document.getElementById('a').innerHTML = {text}</script></body></html>"
        )
        done = savepage(f"{courier.base}/app", "--rendered", "--slim", "--slug", "rendered", "--saved", tmp_path)
        assert (done.returncode, done.stderr) == (0, "")
        (folder,) = (tmp_path / "127.0.0.1").iterdir()
        golden = Case(folder).golden()
        assert golden["headline"] == "Ferry runs again"
        assert len(golden["body"]) == 3
    finally:
        courier.shutdown()
        courier.server_close()


def test_a_feed_becomes_a_case_with_its_links(tmp_path: Path) -> None:
    file = tmp_path / "feed.xml"
    item = "<item><title>Ferry runs again</title><link>https://echo.example/1</link></item>"
    file.write_text(f'<?xml version="1.0"?><rss version="2.0"><channel><title>E</title>{item}</channel></rss>')
    there = ("--url", "https://echo.example/feed.xml", "--saved", tmp_path / "fixtures")
    done = savepage(file, *there, "--reads", "feed")
    assert (done.returncode, done.stderr) == (0, "")
    assert "links: 1, such as https://echo.example/1" in done.stdout
    case = Listing(tmp_path / "fixtures" / "echo.example" / "feed-of-echo.example")
    case.check()
    assert case.page() == file.read_bytes()
    assert case.golden()["links"][0]["title"] == "Ferry runs again"
