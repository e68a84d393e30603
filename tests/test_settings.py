"""The settings: every line is one that Scrapy or this project reads, and one that changes something."""

import re
from importlib.metadata import version
from typing import Any

import pytest
from scrapy.settings import default_settings
from scrapy.utils.misc import load_object

from crawler import settings

OURS = {
    "ARCHIVE", "CAPTURES", "CAPTURES_FILE_SIZE", "CONTACT", "HEALTH_HOOK", "HEALTH_WEBHOOK", "OBEY_NOARCHIVE",
    "PRIVATE_HOSTS", "REVISITS", "UNVERIFIED_HOSTS",
}  # fmt: skip
SET: dict[str, Any] = {name: value for name, value in vars(settings).items() if name.isupper()}


@pytest.mark.parametrize("name", SET)
def test_each_is_known_and_changes_something(name: str) -> None:
    if name in OURS:
        assert not hasattr(default_settings, name)
    else:
        assert getattr(default_settings, name) != SET[name]


@pytest.mark.parametrize(
    "path",
    [
        *settings.ITEM_PIPELINES,
        *settings.EXTENSIONS,
        *settings.DOWNLOADER_MIDDLEWARES,
        *settings.SPIDER_MIDDLEWARES,
    ],
)
def test_components_can_be_loaded(path: str) -> None:
    assert callable(load_object(path).from_crawler if hasattr(load_object(path), "from_crawler") else load_object(path))


def test_a_crawler_says_what_it_is() -> None:
    product, number = settings.USER_AGENT.split("/")
    assert (product, number) == ("news-archive", version("news-archive"))


def test_only_the_web_is_downloaded() -> None:
    schemes = set(default_settings.DOWNLOAD_HANDLERS_BASE) | set(settings.DOWNLOAD_HANDLERS)
    assert {scheme for scheme in schemes if settings.DOWNLOAD_HANDLERS.get(scheme, "") is not None} <= {"http", "https"}


def test_four_groups() -> None:
    with open(settings.__file__, encoding="utf-8") as file:
        comments = re.findall(r"^# (.+)$", file.read(), re.M)
    assert comments == ["Who we are", "How politely", "What happens to an item", "Where it goes"]
