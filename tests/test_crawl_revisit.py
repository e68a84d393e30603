"""Which addresses are one page, and when a page is asked for again: the rule of incremental crawling, in tables."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from archive import Known, PageStatus
from crawler.frontier import Found
from crawler.items import Hints
from crawler.revisit import ask, identity, moved, stamp

URL = "https://courier.example/a/1"
VISITED = datetime(2026, 11, 20, 12, tzinfo=UTC)


def known(**fields: Any) -> Known:
    return Known(
        **{
            "url": URL,
            "article": 1,
            "etag": '"e1"',
            "last_modified": "Fri, 20 Nov 2026 11:00:00 GMT",
            "lastmod": "2026-11-20T10:00:00Z",
            "visited_at": VISITED,
            "http_status": 200,
            "status": PageStatus.ARTICLE,
        }
        | fields
    )


def found(*, fresh: bool = False, **hints: str) -> Found:
    return Found(URL, Hints(found_in="https://courier.example/sitemap.xml", **hints), fresh)


CONDITIONAL = {"If-None-Match": '"e1"', "If-Modified-Since": "Fri, 20 Nov 2026 11:00:00 GMT"}
SAME = {"lastmod": "2026-11-20T10:00:00Z"}
LATER = {"lastmod": "2026-11-20T10:05:00Z"}
NOW = VISITED + timedelta(hours=3)
LATER_THAN_NOW = NOW + timedelta(seconds=1)


@pytest.mark.parametrize(
    ("page", "state", "headers"),
    [
        (found(), None, {}),
        (found(fresh=True), None, {}),
        (found(), known(), None),
        (found(**SAME), known(), None),
        (found(**LATER), known(), CONDITIONAL),
        (found(fresh=True), known(), None),
        (found(fresh=True), known(next_visit=LATER_THAN_NOW), None),
        (found(fresh=True), known(next_visit=NOW), CONDITIONAL),
        (found(fresh=True, **SAME), known(next_visit=NOW), CONDITIONAL),
        (found(**SAME), known(next_visit=NOW), None),
        (found(fresh=True, **LATER), known(next_visit=LATER_THAN_NOW), CONDITIONAL),
        (found(**LATER), known(etag=None), {"If-Modified-Since": CONDITIONAL["If-Modified-Since"]}),
        (found(**LATER), known(etag=None, last_modified=None), {}),
        (found(**SAME), known(status=PageStatus.NOT_ARTICLE), None),
        (found(**LATER), known(status=PageStatus.NOT_ARTICLE), CONDITIONAL),
        (found(**SAME), known(status=PageStatus.GONE), None),
        (found(fresh=True), known(status=PageStatus.GONE, next_visit=NOW), CONDITIONAL),
        (found(**SAME), known(status=PageStatus.MISSING, next_visit=LATER_THAN_NOW), None),
        (found(**SAME), known(status=PageStatus.MISSING, next_visit=NOW), CONDITIONAL),
        (found(**SAME), known(status=PageStatus.FAILED, next_visit=NOW), {}),
        (found(**SAME), known(status=PageStatus.BLOCKED, next_visit=NOW), {}),
        (found(**SAME), known(status=PageStatus.FAILED, next_visit=LATER_THAN_NOW), None),
        (found(fresh=True, **LATER), known(status=PageStatus.REMOVED, next_visit=NOW), None),
    ],
)
def test_ask(page: Found, state: Known | None, headers: dict[str, str] | None) -> None:
    request = ask(page, state, now=NOW)
    assert (None if request is None else dict(request.headers)) == headers
    if request is not None:
        assert request.found is page
        assert request.was == (state.status if state else None)


def test_what_was_not_looked_at_for_long_is_asked_for_again() -> None:
    for state in (known(), known(status=PageStatus.GONE)):
        request = ask(found(**SAME), state, now=NOW, due=VISITED + timedelta(seconds=1))
        assert request is not None
        assert dict(request.headers) == CONDITIONAL
        assert ask(found(**SAME), state, now=NOW, due=VISITED) is None


@pytest.mark.parametrize(
    ("hints", "before", "expected"),
    [
        ({}, "2026-11-20T10:00:00Z", False),
        ({}, None, False),
        ({"lastmod": "2026-11-20T10:00:00.0000000Z"}, "2026-11-20T10:00:00Z", False),
        ({"lastmod": "2026-11-20T11:00:00+01:00"}, "2026-11-20T10:00:00Z", False),
        ({"lastmod": "2026-11-20T10:00:01Z"}, "2026-11-20T10:00:00Z", True),
        ({"lastmod": "2026-11-19"}, "2026-11-20T10:00:00Z", True),
        ({"lastmod": "version 2"}, "version 1", True),
        ({"lastmod": "version 2"}, "version 2", False),
        ({"published": "2026-11-20T10:00:00Z"}, "2026-11-20T10:00:00Z", False),
        ({"published": "2026-11-21"}, "2026-11-20", True),
        ({"published": "2026-11-20", "lastmod": "2026-11-22"}, "2026-11-20", True),
        ({"lastmod": "2026-11-20T11:59:59Z"}, None, False),
        ({"lastmod": "2026-11-20T12:00:01Z"}, None, True),
        ({"lastmod": "just now"}, None, False),
    ],
)
def test_moved(hints: dict[str, str], before: str | None, expected: bool) -> None:
    assert moved(found(**hints), known(lastmod=before)) is expected


@pytest.mark.parametrize("found_by", [{"fresh": True}, {"again": True}])
@pytest.mark.parametrize(
    ("stamp", "before", "expected"),
    [
        ("2026-11-20T10:00:01Z", "2026-11-20T10:00:00Z", True),
        ("2026-11-20T09:59:59Z", "2026-11-20T10:00:00Z", False),
        ("Fri, 20 Nov 2026 11:00:00 +0100", "2026-11-20T10:00:00Z", False),
        ("2026-11-20", "2026-11-20T10:00:00Z", False),
        ("2026-11-20T11:59:59Z", None, False),
        ("2026-11-20T12:00:01Z", None, True),
        ("version 2", "version 1", True),
    ],
)
def test_of_what_several_lists_name_a_later_date_only_is_a_change(
    found_by: dict[str, bool], stamp: str, before: str | None, expected: bool
) -> None:
    page = replace(found(lastmod=stamp), **found_by)  # type: ignore[arg-type]
    assert moved(page, known(lastmod=before)) is expected


def test_stamp_is_the_change_before_the_publication() -> None:
    assert stamp(found(lastmod="2026-11-22", published="2026-11-20").hints) == "2026-11-22"
    assert stamp(found(published="2026-11-20").hints) == "2026-11-20"
    assert stamp(found().hints) is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.rferl.org/a/ferry-runs/33423647.html", "https://www.rferl.org/a/33423647.html", True),
        ("https://www.rferl.org/a/33423647.html", "https://www.svoboda.org/a/33423647.html", True),
        ("https://www.rferl.org/a/33423647.html", "https://www.rferl.org/a/33423648.html", False),
        ("http://courier.example/a/1", "https://courier.example/a/1?utm_source=feed#top", True),
        ("https://courier.example/a/1", "https://courier.example/a/2", False),
        ("https://courier.example/a?id=1", "https://courier.example/a?id=2", False),
        ("https://[broken", "https://[broken", True),
    ],
)
def test_identity(one: str, other: str, same: bool) -> None:
    assert (identity(one) == identity(other)) is same
