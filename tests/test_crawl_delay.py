"""The pause that robots.txt asks for is kept, up to a bound, and not shortened by AutoThrottle."""

from types import SimpleNamespace
from typing import Any

import pytest
from scrapy.core.downloader import Slot
from scrapy.http import Request
from scrapy.signalmanager import SignalManager

from crawler.extensions.crawl_delay import LONGEST, CrawlDelayExtension
from crawler.report import Tally
from crawler.robots import RobotsRules


class Host:
    """courier.example with a robots.txt, after its first request."""

    def __init__(self, robots: str, *, usual: float = 0.5) -> None:
        self.tally = Tally(("courier",))
        self.slot = Slot(concurrency=2, delay=usual, jitter=0.0)
        downloader = SimpleNamespace(slots={"courier.example": self.slot})
        crawler: Any = SimpleNamespace(
            spider=SimpleNamespace(tally=self.tally),
            engine=SimpleNamespace(downloader=downloader),
            signals=SignalManager(),
        )
        extension = CrawlDelayExtension("news-archive/0.1", crawler)
        self.request = Request("https://courier.example/a/1", meta={"download_slot": "courier.example"})
        extension.robots_parsed(RobotsRules(robots, "news-archive"), self.request)
        extension.request_reached_downloader(self.request)


@pytest.mark.parametrize(
    ("robots", "delay"),
    [
        ("User-agent: *\nCrawl-delay: 3\n", 3.0),
        ("User-agent: *\nCrawl-delay: 0.1\n", 0.5),
        ("User-agent: *\nCrawl-delay: 600\n", LONGEST),
        ("User-agent: *\nCrawl-delay: 0\n", 0.5),
        ("User-agent: *\nCrawl-delay: soon\n", 0.5),
        ("User-agent: *\nDisallow:\n", 0.5),
        ("User-agent: news-archive\nCrawl-delay: 4\n\nUser-agent: *\nCrawl-delay: 1\n", 4.0),
        ("User-agent: other\nCrawl-delay: 9\n", 0.5),
    ],
)
def test_the_pause(robots: str, delay: float) -> None:
    assert Host(robots).slot.delay == delay


def test_a_longer_pause_of_our_own_stays() -> None:
    assert Host("User-agent: *\nCrawl-delay: 3\n", usual=5).slot.delay == 5


def test_autothrottle_leaves_it_alone() -> None:
    assert Host("User-agent: *\nCrawl-delay: 3\n").request.meta["autothrottle_dont_adjust_delay"] is True
    assert "autothrottle_dont_adjust_delay" not in Host("User-agent: *\n").request.meta


def test_the_pause_is_told() -> None:
    assert Host("User-agent: *\nDisallow: /x\n").tally.notes == []
    assert Host("User-agent: *\nCrawl-delay: 3\n").tally.notes == [
        "courier.example asks for 3 s between two pages; 3 s were kept."
    ]
    assert Host("User-agent: *\nCrawl-delay: 600\n").tally.notes == [
        "courier.example asks for 600 s between two pages; 10 s were kept."
    ]
