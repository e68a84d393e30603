"""Pages made to hang or crash a reader come out as what can be read of them, with the cut noted."""

import pytest

from crawler.extraction import READER_FAILED, extract
from crawler.extraction.dateline import dateline
from crawler.extraction.images import largest, split_credit
from crawler.extraction.notes import classify
from crawler.extraction.page import MANY_TAGS, MAX_DEPTH, MAX_META, Page, bounded

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
        "<select>" + "<option>x" * 20_000,
        "<tr class=a>Text of a row without a table." * 40_000,
        "<table>" + ("<tr class=a>" + "x" * 400) * 6_000,
        ("</b class=a>" + "x" * 200) * 9_990,
        "<img src='a<img class='" + " ".join(f"a{n}" for n in range(50_000)) + "'>",
        "<harbour</a></div>" * 40_000,
    ],
    ids=[
        "options",
        "rows without a table",
        "text between rows",
        "end tags with attributes",
        "tag in an open quote",
        "tags in a name",
    ],
)
def test_what_parsers_need_the_square_of_its_size_for_is_cut(html: str) -> None:
    assert bounded("<p>Text.</p>" + html)[1]


def test_lists_and_tables_of_a_real_size_are_whole() -> None:
    page = "<select>" + "<option value=1>Town</option>" * 3_000 + "</select>"
    page += "<table>" + "<tr class=a><td class=b>A number</td></tr>" * 5_000 + "</table>"
    page += "<p class=x>Text." * 3_000
    assert bounded(page) == (page, False)


def test_thousands_of_values_of_one_meta_are_read_in_part() -> None:
    page = Page("".join(f"<meta name=author content='Ida {n}'>" for n in range(2_000)).encode(), URL)
    assert page.meta["author"] == [f"Ida {n}" for n in range(MAX_META)]


def test_a_class_of_white_space_is_no_name() -> None:
    html = '<div class=" " role="kicker">Isles</div><h1>The ferry runs</h1><p>It sailed again on Monday morning.</p>'
    assert not [problem for problem in extract(html.encode(), URL).problems if problem.startswith(READER_FAILED)]


def test_an_address_that_no_database_takes_is_mended() -> None:
    page = extract(b"<h1>Ferry</h1>", "https://echo.example/a\x00\ud800b")
    assert page.url == "https://echo.example/ab"
    assert page.evidence["url"].text == page.url


def test_an_endless_address_is_no_loop() -> None:
    links = "".join(f"<p><a href=/{n}>A title of another page, number {n}</a></p>" for n in range(30))
    assert extract(links.encode(), "https://echo.example/" + "a" * 100_000).kind == "listing"


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


@pytest.mark.parametrize("url", ["http://[echo.example/a", "https://echo.example]/b", "http://[::1/x"])
def test_an_address_that_is_none_costs_no_field(url: str) -> None:
    page = extract(
        b"<h2>Ferry</h2>" + b"<p>The ferry was at sea again on the day before the storm came up.</p>" * 9, url
    )
    assert not [problem for problem in page.problems if problem.startswith(READER_FAILED)]


@pytest.mark.parametrize("unit", ["A-", "A- ", "A/", "AB. ", "Aa -", "AAa ", "([photo)", "Aa / ", "1.1_"])
def test_repeated_marks_at_the_start_of_a_line_cost_little(unit: str) -> None:
    """A pattern that tries every way to part such a line would not come to an end here."""
    line = unit * 400
    dateline(line, "id")
    split_credit(line)
    classify(line[:1000])


@pytest.mark.parametrize("srcset", ["a" * 19_000 + " 3x b", "a," * 9_000 + " 3x b", "a " * 9_000])
def test_a_long_srcset_without_an_end_costs_little(srcset: str) -> None:
    assert largest(srcset)
