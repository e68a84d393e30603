"""A page that only a browser fills, read in a real one, which reaches nothing but by way of the crawl."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from archive import Archive, answer_of
from archive import captures as shelf
from crawler.sources import SourcesError, load_sources
from tests.courier import ENVIRONMENT, ROOT, Courier, Page, article, days_pass, news_sitemap, path_of, scrapy

SHELL = """<!doctype html><html lang="en"><head><title>The Courier</title></head><body><div id="root"></div>
<img src="/picture.jpg"><script src="/app.js"></script><script src="/private/spy.js"></script></body></html>"""
SCRIPT = """
for (const secret of ["http://127.0.0.1:PORT/secret", "http://localhost:PORT/secret", "http://[::1]:PORT/secret"]) {
    fetch(secret).catch(() => 0);
    new Image().src = secret;
    try { new WebSocket(secret.replace("http", "ws")); } catch (error) {}
    navigator.sendBeacon(secret, "x");
}
fetch("/story.json").then(answer => answer.json()).then(story => {
    document.title = story.title;
    document.getElementById("root").innerHTML = story.html;
});
"""


@pytest.fixture
def courier() -> Iterator[Courier]:
    server = Courier()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def laptop() -> Iterator[Courier]:
    server = Courier()
    yield server
    server.shutdown()
    server.server_close()


def test_the_key_of_a_site(tmp_path: Path) -> None:
    file = tmp_path / "sources.toml"
    file.write_text('[[site]]\nurl = "https://a.example"\nbrowser = true\n[[site]]\nurl = "https://b.example"\n')
    assert [site.browser for site in load_sources(file)] == [True, False]
    file.write_text('[[site]]\nurl = "https://a.example"\nbrowser = "yes"\n')
    with pytest.raises(SourcesError, match="line 3: browser must be true or false, not a text"):
        load_sources(file)


@pytest.fixture
def chromium() -> None:
    pytest.importorskip("playwright", reason="the extra 'browser' is not installed: no page was read in a browser")
    if shutil.which("chromium") is None and shutil.which("chromium-browser") is None:
        pytest.skip("there is no Chromium: no page was read in a browser")


def filled(courier: Courier, text: str, secrets: int = 9) -> None:
    """Make the courier's first page one whose text comes by a script."""
    body = text[text.index("<article>") : text.index("</article>")].replace('"', '\\"')
    courier.xml("/news.xml", news_sitemap(path_of(1)))
    courier[path_of(1)] = Page(SHELL.encode(), "text/html; charset=iso-8859-2", headers={"ETag": '"shell"'})
    courier["/app.js"] = Page(SCRIPT.replace("PORT", str(secrets)).encode(), "text/javascript")
    courier["/private/spy.js"] = Page(b"document.title = 'spied on'", "text/javascript")
    courier["/story.json"] = Page(f'{{"title": "Bridge", "html": "{body}"}}'.encode(), "application/json")


def sources_of(courier: Courier, folder: Path) -> Path:
    file = folder / "sources.toml"
    file.write_text(f'[[site]]\nname = "echo"\nurl = "{courier.base}"\nsitemaps = ["/news.xml"]\nbrowser = true\n')
    return file


def told(*command: str | Path) -> str:
    """What a command that must succeed prints."""
    program, *arguments = map(str, command)
    path = shutil.which(program, path=str(Path(sys.executable).parent))
    assert path
    done = subprocess.run([path, *arguments], cwd=ROOT, capture_output=True, text=True, env=ENVIRONMENT, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.usefixtures("chromium")
def test_a_page_that_only_a_browser_fills(courier: Courier, laptop: Courier, tmp_path: Path) -> None:
    courier["/robots.txt"] = "User-agent: *\nDisallow: /private/\n"
    filled(courier, article(1), laptop.server_address[1])

    run = scrapy("news", "-a", f"sources={sources_of(courier, tmp_path)}", db=tmp_path / "news.db")

    assert run.counts("echo") == {"new": 1}, run.out + run.err
    assert laptop.asked == []
    asked = set(courier.paths_asked())
    assert {"/app.js", "/story.json"} <= asked
    assert not {"/private/spy.js", "/picture.jpg", "/favicon.ico"} & asked
    assert {headers["user-agent"] for _, headers in courier.asked} == {"news-archive/0.1.0"}


@pytest.mark.usefixtures("chromium")
def test_what_a_browser_showed_is_captured_and_read_again(courier: Courier, tmp_path: Path) -> None:
    text = article(1).replace("<h1>", "<h1>Čtvrť: ", 1)
    filled(courier, text)
    db = tmp_path / "news.db"
    run = scrapy("news", "-a", f"sources={sources_of(courier, tmp_path)}", db=db)
    assert run.counts("echo") == {"new": 1}, run.out + run.err

    with closing(Archive(db)) as archive:
        (stored,) = archive.rows("select headline, body, capture_id from articles")
        (shell,) = archive.rows("select id from captures where kind = 'response' and url like ?", (f"%{path_of(1)}",))
        capture, answer = answer_of(archive, stored["capture_id"])
        made_of = shelf.read_record(shelf.folder_of(db), shelf.capture(archive, shell["id"]))
    assert stored["headline"].startswith("Čtvrť: ")
    assert capture.kind == "conversion"
    assert "Čtvrť" in answer.body.decode()
    assert stored["body"].partition("\n")[0] in answer.body.decode()
    shown = told("archive", "capture", "show", "1", "--db", db)
    assert "kind:           conversion" in shown
    assert f"made of:        {made_of.headers['warc-record-id']}" in shown
    assert "Čtvrť" in told("archive", "capture", "show", "1", "--body", "--db", db)
    told("archive", "verify", "--db", db)
    told("archive", "check", "--full", "--db", db)
    with closing(Archive(db)) as archive, archive.writing() as sql:
        sql.execute("update articles set headline = 'Blank' where id = 1")
    told("scrapy", "reextract", "-s", f"ARCHIVE={db}")
    with closing(Archive(db)) as archive:
        assert archive.get(1).article.headline == stored["headline"]


@pytest.mark.usefixtures("chromium")
def test_what_a_browser_showed_is_taken_into_another_archive(courier: Courier, tmp_path: Path) -> None:
    filled(courier, article(1))
    db = tmp_path / "news.db"
    scrapy("news", "-a", f"sources={sources_of(courier, tmp_path)}", db=db)

    told("archive", "ingest", *shelf.folder_of(db).glob("*.warc.gz"), "--db", tmp_path / "other.db")

    with closing(Archive(db)) as archive, closing(Archive(tmp_path / "other.db")) as other:
        assert other.get(1).article.body == archive.get(1).article.body
    told("archive", "check", "--full", "--db", tmp_path / "other.db")


@pytest.mark.usefixtures("chromium")
def test_a_revisit_reads_a_page_as_its_own_crawl_does(courier: Courier, tmp_path: Path) -> None:
    filled(courier, article(1))
    db = tmp_path / "news.db"
    scrapy("news", "-a", f"sources={sources_of(courier, tmp_path)}", db=db)
    filled(courier, article(1).replace("<h1>", "<h1>Corrected: ", 1))
    days_pass(db, 30)

    run = scrapy("revisit", db=db)

    assert run.counts("echo") == {"changed": 1}, run.out + run.err
    assert [headers.get("if-none-match") for path, headers in courier.asked if path == path_of(1)] == [None, None]


def test_a_site_whose_pages_ask_for_a_browser_names_the_way(courier: Courier, tmp_path: Path) -> None:
    courier.xml("/sitemap.xml", news_sitemap(path_of(1), path_of(2)))
    for number in (1, 2):
        courier[path_of(number)] = SHELL.replace("</body>", "<noscript>Please enable JavaScript.</noscript></body>")

    run = scrapy("news", "-a", f"url={courier.base}/", db=tmp_path / "news.db")

    assert run.counts() == {"blocked": 2}
    assert run.out.count("127.0.0.1: pages ask for JavaScript; browser = true in its lines of sources.toml") == 1
