"""A page that only a browser fills, read in a real one, which reaches nothing but by way of the crawl."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.sources import SourcesError, load_sources
from tests.courier import Courier, Page, article, news_sitemap, path_of, scrapy

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


def test_a_page_that_only_a_browser_fills(courier: Courier, laptop: Courier, tmp_path: Path) -> None:
    pytest.importorskip("playwright", reason="the extra 'browser' is not installed: no page was read in a browser")
    if shutil.which("chromium") is None:
        pytest.skip("there is no Chromium: no page was read in a browser")
    port = str(laptop.server_address[1])
    text = article(1)
    body = text[text.index("<article>") : text.index("</article>")].replace('"', '\\"')
    courier["/robots.txt"] = "User-agent: *\nDisallow: /private/\n"
    courier.xml("/news.xml", news_sitemap(path_of(1)))
    courier[path_of(1)] = SHELL
    courier["/app.js"] = Page(SCRIPT.replace("PORT", port).encode(), "text/javascript")
    courier["/private/spy.js"] = Page(b"document.title = 'spied on'", "text/javascript")
    courier["/story.json"] = Page(f'{{"title": "Bridge", "html": "{body}"}}'.encode(), "application/json")
    sources = tmp_path / "sources.toml"
    sources.write_text(f'[[site]]\nname = "echo"\nurl = "{courier.base}"\nsitemaps = ["/news.xml"]\nbrowser = true\n')

    run = scrapy("news", "-a", f"sources={sources}", db=tmp_path / "news.db")

    assert run.counts("echo") == {"new": 1}, run.out + run.err
    assert laptop.asked == []
    asked = set(courier.paths_asked())
    assert {"/app.js", "/story.json"} <= asked
    assert not {"/private/spy.js", "/picture.jpg", "/favicon.ico"} & asked
    assert {headers["user-agent"] for _, headers in courier.asked} == {"news-archive/0.1.0"}
