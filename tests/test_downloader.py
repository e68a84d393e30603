"""A site is asked for as many pages at once as the setting says, also where no pause is made between them."""

import threading
from pathlib import Path

from tests.courier import Courier, Handler, article, path_of, scrapy, urlset


class Counting(Courier):
    """Knows the most requests that were under way at once."""

    def __init__(self) -> None:
        super().__init__()
        self.RequestHandlerClass = CountingHandler
        self.lock, self.now, self.most = threading.Lock(), 0, 0


class CountingHandler(Handler):
    server: Counting

    def do_GET(self) -> None:
        with self.server.lock:
            self.server.now += 1
            self.server.most = max(self.server.most, self.server.now)
        try:
            super().do_GET()
        finally:
            with self.server.lock:
                self.server.now -= 1


def test_no_more_than_two_pages_at_once(tmp_path: Path) -> None:
    site = Counting()
    site["/"] = "<h1>The Courier</h1>"
    site["/robots.txt"] = f"Sitemap: {site.base}/sitemap.xml\n"
    for number in range(40):
        site[path_of(number)] = article(number)
        site.pages[path_of(number)].after = 0.02
    site.xml("/sitemap.xml", urlset(*((path_of(number), "2026-11-20") for number in range(40))))
    try:
        run = scrapy("news", "-a", f"url={site.base}/", db=tmp_path / "news.db")
    finally:
        site.shutdown()
        site.server_close()
    assert run.counts() == {"new": 40}
    assert site.most == 2
