"""A redirect is followed until it comes round to an address that answered before."""

import pytest
from scrapy import Request
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from crawler.middlewares.redirect import LoopMiddleware, RedirectLoopError

SITE = "https://courier.example"


@pytest.mark.parametrize(
    ("way", "location", "cookies", "circle"),
    [
        (["/a"], "/b", False, False),
        (["/a"], "/a?page=2", False, False),
        (["/a"], "http://courier.example/a", False, False),
        (["/a"], "/a", False, True),
        (["/a"], "#top", False, True),
        (["/a"], "/a", True, False),
        (["/a", "/a"], "/a", True, True),
        (["/a", "/b"], "/a", False, True),
        (["/a", "/b"], "/a", True, False),
        (["/a", "/b", "/a"], "/b", True, False),
        (["/a", "/b", "/a", "/b"], "/a", True, True),
    ],
)
def test_a_circle_is_told_from_a_way(way: list[str], location: str, cookies: bool, circle: bool) -> None:
    *before, last = (SITE + path for path in way)
    middleware = LoopMiddleware.from_crawler(get_crawler(settings_dict={"COOKIES_ENABLED": cookies}))
    request = Request(last, meta={"redirect_urls": before})
    response = Response(last, status=302, headers={"Location": location})
    if circle:
        with pytest.raises(RedirectLoopError):
            middleware.process_response(request, response)
    else:
        followed = middleware.process_response(request, response)
        assert isinstance(followed, Request)
        assert followed.meta["redirect_urls"] == [*before, last]


def test_what_is_no_redirect_is_left() -> None:
    response = Response(SITE)
    assert LoopMiddleware.from_crawler(get_crawler()).process_response(Request(SITE), response) is response
