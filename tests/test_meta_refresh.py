"""A page that sends on by a meta element is followed as Scrapy does; one without is not decoded for it."""

import pytest
from scrapy import Request
from scrapy.downloadermiddlewares.redirect import MetaRefreshMiddleware
from scrapy.http import HtmlResponse, Response
from scrapy.utils.test import get_crawler

from crawler.middlewares.meta_refresh import RefreshMiddleware

URL = "https://courier.example/a"
TAG = '<meta http-equiv="Refresh" content="0; url=/b">'
WITHOUT_COOKIES = {"COOKIES_ENABLED": False}
TYPE = "text/html; charset="


def follow(middleware: type[MetaRefreshMiddleware], body: bytes, charset: str) -> Request | Response:
    response = HtmlResponse(URL, headers={"Content-Type": TYPE + charset}, body=body)
    return middleware.from_crawler(get_crawler(settings_dict=WITHOUT_COOKIES)).process_response(Request(URL), response)


@pytest.mark.parametrize("charset", ["utf-8", "utf-16", "utf-32", "koi8-r", "shift_jis"])
@pytest.mark.parametrize(
    "page",
    [TAG, TAG.upper(), "д" * 4000 + TAG, "<p>The ferry runs.</p>", f"<noscript>{TAG}</noscript>", "x" * 20_000 + TAG],
)
def test_it_is_followed_where_scrapy_does(page: str, charset: str) -> None:
    body = page.encode(charset)
    found, expected = (follow(one, body, charset) for one in (RefreshMiddleware, MetaRefreshMiddleware))
    assert (type(found), found.url) == (type(expected), expected.url)


def test_a_page_without_one_is_not_decoded() -> None:
    response = follow(RefreshMiddleware, b"<html><p>The ferry runs.</p>" * 1000, "utf-8")
    assert isinstance(response, HtmlResponse)
    assert response._cached_ubody is None
    assert follow(RefreshMiddleware, TAG.encode(), "utf-8").url == "https://courier.example/b"


@pytest.mark.parametrize("target", ["/a", "/a#latest", "https://courier.example/a", "/before"])
def test_a_page_that_loads_itself_anew_is_the_answer(target: str) -> None:
    body = f'<meta http-equiv="refresh" content="60; url={target}"><p>The ferry runs.</p>'.encode()
    response = HtmlResponse(URL, headers={"Content-Type": TYPE + "utf-8"}, body=body)
    request = Request(URL, meta={"redirect_urls": ["https://courier.example/before"]})
    assert (
        RefreshMiddleware.from_crawler(get_crawler(settings_dict=WITHOUT_COOKIES)).process_response(request, response)
        is response
    )
