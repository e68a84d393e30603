"""One page, parsed once: meta, links, JSON-LD, addresses."""

import json

import pytest

from crawler.extraction import linked
from crawler.extraction.page import MAX_JSON_LD, Page

URL = "https://www.harbour-courier.example/isles/ferry-runs-again?id=7"


def page(html: str, url: str = URL) -> Page:
    return Page(html.encode(), url)


def script(text: str, kind: str = "application/ld+json") -> str:
    return f'<script type="{kind}">{text}</script>'


def test_meta_by_any_naming_attribute_in_page_order() -> None:
    read = page(
        '<meta content="One" property="og:title"><meta name="Author" content="Ida Holm">'
        '<meta name="author" content="Per Lund"><meta name="author" content="Ida Holm"><meta itemprop="datePublished" '
        'content="2026-03-02"><meta http-equiv="Content-Language" content="da"><meta name="empty" content=" ">'
    ).meta
    assert read["og:title"] == ["One"]
    assert read["author"] == ["Ida Holm", "Per Lund"]
    assert read["datepublished"] == ["2026-03-02"]
    assert read["content-language"] == ["da"]
    assert "empty" not in read


def test_meta_first_takes_the_first_name_that_has_a_value() -> None:
    read = page('<meta name="b" content="2"><meta name="c" content="3">')
    assert read.meta_first("a", "b", "c") == "2"
    assert read.meta_first("a") is None


@pytest.mark.parametrize(
    "text",
    [
        '{"@type": "NewsArticle", "headline": "Ferry"}',
        '<!-- {"@type": "NewsArticle", "headline": "Ferry"} -->',
        '//<![CDATA[\n{"@type": "NewsArticle", "headline": "Ferry"}\n//]]>',
        '/* <![CDATA[ */ {"@type": "NewsArticle", "headline": "Ferry"} /* ]]> */',
        '/*<![CDATA[*/{"@type": "NewsArticle", "headline": "Ferry"}/*]]>*/',
        '// <![CDATA[\n{"@type": "NewsArticle", "headline": "Ferry"}\n// ]]>',
        '<![CDATA[{"@type": "NewsArticle", "headline": "Ferry"}]]>',
        '{"@type": "NewsArticle", "headline": "Ferry",}',
        '{"@type": "NewsArticle", "headline": "Ferry", "keywords": ["a", "b",],};',
        '{"@type": "NewsArticle", "headline": "Ferry", "articleBody": "line\nbreak\tand tab"}',
        '[{"@type": "NewsArticle", "headline": "Ferry"}]',
        '{"@context": "https://schema.org", "@graph": [{"@type": "NewsArticle", "headline": "Ferry"}]}',
        '{"@graph": {"@type": "NewsArticle", "headline": "Ferry"}}',
    ],
)
def test_json_ld_as_it_is_really_written(text: str) -> None:
    objects = page(script(text)).json_ld
    assert [item["headline"] for item in objects] == ["Ferry"]


@pytest.mark.parametrize("kind", ["application/ld+json", "Application/LD+JSON", "application/ld+json; charset=utf-8"])
def test_json_ld_under_any_spelling_of_its_type(kind: str) -> None:
    assert page(script('{"a": 1}', kind)).json_ld == [{"a": 1}]


def test_data_of_another_type_is_no_json_ld() -> None:
    assert page(script('{"headline": "Ferry"}', "application/json") + script('{"b": 2}')).json_ld == [{"b": 2}]


@pytest.mark.parametrize(
    "text", ["", "null", "7", '"text"', "{", "[" * 10_000, '{"a":' * 10_000, "{'a': 1}", "x" * (MAX_JSON_LD + 1)]
)
def test_what_is_no_json_ld_is_left_out(text: str) -> None:
    assert page(script(text) + script('{"b": 2}')).json_ld == [{"b": 2}]


def test_deep_json_ld_neither_raises_nor_hangs() -> None:
    deep = '{"@graph":[' * 900 + "{}" + "]}" * 900
    assert isinstance(page(script(deep)).json_ld, list)
    nested: dict[str, object] = {"@type": "NewsArticle", "headline": "Ferry"}
    for _ in range(400):
        nested = {"@type": "WebPage", "mainEntity": nested}
    assert linked.index([nested]) == {}


def test_addresses_start_from_the_base_element() -> None:
    read = page(
        '<base href="/archive/"><link rel="canonical" href="story-7"><link rel="AMPHTML" href="//amp.x.example/7">'
    )
    assert read.base == "https://www.harbour-courier.example/archive/"
    assert read.links("canonical") == ["https://www.harbour-courier.example/archive/story-7"]
    assert read.links("amphtml") == ["https://amp.x.example/7"]


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "mailto:a@b.example", "http://[::1", "", None, "data:text/html,x"]
)
def test_what_is_no_web_address_is_none(href: str | None) -> None:
    assert page("").absolute(href) is None


def test_an_address_that_is_none_does_not_raise() -> None:
    assert page("<p>x", "http://[bad").host == ""
    assert page("<p>x", "").base == ""


def test_an_address_is_without_controls() -> None:
    assert page("<p>x", "https://courier.example/isles\x00/ferry\ud800\n").url == "https://courier.example/isles/ferry"


def test_a_text_is_without_nul() -> None:
    assert page("<title>Fer\0ry</title>").text == "<title>Ferry</title>"


def test_title_of_a_picture_is_not_the_pages() -> None:
    assert page("<svg><title>Logo</title></svg><title>Ferry</title>").title == "Ferry"


def test_xml_entities_are_not_expanded() -> None:
    read = page('<!DOCTYPE x [<!ENTITY a "boom"><!ENTITY b "&a;&a;">]><title>&b;</title>')
    assert "boomboom" not in (read.title + (read.tree.body.text() if read.tree.body else ""))


@pytest.mark.parametrize(
    ("objects", "expected"),
    [
        ([{"@type": "WebPage", "name": "x"}, {"@type": "NewsArticle", "headline": "Ferry"}], "Ferry"),
        (
            [{"@type": "NewsArticle", "headline": "Teaser"}, {"@type": "Article", "headline": "Ferry runs again"}],
            "Ferry runs again",
        ),
        ([{"headline": "x"}, {"@type": ["Thing", None, "NewsArticle"], "headline": "Ferry"}], "Ferry"),
        ([{"@type": "https://schema.org/NewsArticle", "headline": "Ferry"}], "Ferry"),
        ([{"@type": "WebPage", "mainEntity": {"@type": "NewsArticle", "headline": "Ferry", "url": URL}}], "Ferry"),
        (
            [
                {"@type": "NewsArticle", "headline": "Other", "url": "https://www.harbour-courier.example/other"},
                {"@type": "NewsArticle", "headline": "Mine", "mainEntityOfPage": {"@id": URL}},
            ],
            "Mine",
        ),
    ],
)
def test_the_object_about_this_page_is_the_article(objects: list[dict[str, object]], expected: str) -> None:
    articles = linked.articles(json.loads(json.dumps(objects)), URL, ["Ferry runs again | Harbour Courier"])
    assert next(item["headline"] for item in articles if linked.is_article(item)) == expected


def test_references_lead_to_what_they_name() -> None:
    objects = [
        {"@type": "NewsArticle", "author": [{"@id": "#ida"}, {"@type": "Person", "name": "Per Lund"}]},
        {"@type": "Person", "@id": "#ida", "name": "Ida Holm"},
        {"@id": "#ida"},
    ]
    by_id = linked.index(objects)
    assert [linked.text_of(item) for item in linked.resolved(objects[0]["author"], by_id)] == ["Ida Holm", "Per Lund"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Tom &amp; Ann&#039;s &amp;quot;ferry&amp;quot;", 'Tom & Ann\'s "ferry"'),
        ("<em>Ferry</em> again", "Ferry again"),
        ({"@value": "Fähre", "@language": "de"}, "Fähre"),
        ([None, {}, "x"], "x"),
        (7, "7"),
        (True, ""),
        ("a\ud800b", "ab"),
        ({"name": ["Ida", "Holm"]}, "Ida"),
    ],
)
def test_values_as_plain_text(value: object, expected: str) -> None:
    assert linked.text_of(value) == expected
