"""Pages made to hang or crash a reader come out as what can be read of them, with the cut noted."""

import pytest

from crawler.extraction import extract
from crawler.extraction.page import MANY_TAGS, MAX_DEPTH, bounded

URL = "https://echo.example/a"


@pytest.mark.parametrize("tag", ["div", "b", "span", "font", "table", "svg", "form", "a href=x"])
def test_deep_nesting_is_cut_and_said(tag: str) -> None:
    page = extract(f"<h1>Shown</h1><p>Text.</p>{f'<{tag}>' * 100_000}x".encode(), URL)
    assert page.headline == "Shown"
    assert any("cut off" in problem for problem in page.problems)


@pytest.mark.parametrize("html", ["<p>x" * 20_000, "<ul>" + "<li>x" * 20_000, "<br>" * 20_000, "<div></div>" * 20_000])
def test_many_siblings_are_not_deep(html: str) -> None:
    assert bounded(html) == (html, False)


def test_ordinary_pages_are_not_even_looked_at() -> None:
    html = "<div>" * (MANY_TAGS - 1)
    assert bounded(html) == (html, False)
    assert bounded("<div>" * (MANY_TAGS + 1))[0] == "<div>" * MAX_DEPTH


@pytest.mark.parametrize(
    "html",
    [
        b"", b"\x00", b"<", b"<!--", b"<html", b"\xff\xfe<", b"<a " + b"x=y " * 50_000, b"&amp" * 50_000,
        b"<<<" * 50_000,
        b'<script type="application/ld+json">' + b"[" * 100_000, b"<meta content=" + b"x" * 1_000_000,
        b'<script type="application/ld+json">{"@graph":' + b'[{"@graph":' * 20_000,
        b"<!DOCTYPE x [<!ENTITY a 'b'><!ENTITY c '&a;&a;'>]><p>&c;</p>",
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 100,
    ],
    ids=lambda html: repr(html[:16]),
)  # fmt: skip
def test_no_bytes_raise(html: bytes) -> None:
    page = extract(html, URL)
    assert page.url
    assert "&a;&a;" not in page.body
