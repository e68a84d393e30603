"""Pages that only JavaScript fills: the article is read from the data that stands in them."""

import json

import pytest

from crawler.extraction import extract

PARAGRAPHS = [
    "The ferry across the lower Varda runs again after eleven years, the county said on Monday at the landing.",
    "By noon two hundred and twelve people had crossed, and the keeper of the landing counted each of them twice.",
    "The old cable was found worn through in three places when divers went down in spring, the council reported.",
    "A new one was laid in October by a crew from the next county, and paid for by a levy of last year's council.",
]
HTML = "\n".join(f"<p>{text}</p>" for text in PARAGRAPHS)
FACTS = {"headline": "Ferry runs again", "publishedAt": "2026-11-20T08:00:00Z"}
OTHER = {"headline": "Bridge stays shut", "body": "<p>Nobody knows when the bridge of the next county opens.</p>" * 30}
PICTURE = {"type": "image", "caption": "The ferry at the landing, seen from the mill on the other side of the river."}


def page(script: str) -> bytes:
    return (
        '<!doctype html><html lang="en"><head><title>Ferry runs again | Echo</title>'
        '<meta property="og:title" content="Ferry runs again"></head><body><div id="root"></div>'
        f"<noscript>You need to enable JavaScript to run this app.</noscript>{script}</body></html>"
    ).encode()


def next_data(article: object) -> str:
    data = {"props": {"pageProps": {"related": [OTHER], "article": article}}}
    return f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(data)}</script>'


def assigned(name: str, data: object) -> str:
    return f"<script>window.{name} = {json.dumps(data)};(function(){{}})()</script>"


BLOCKS = [{"type": "paragraph", "text": PARAGRAPHS[0]}, PICTURE] + [
    {"type": "paragraph", "text": text} for text in PARAGRAPHS[1:]
]
INLINE = [
    {"type": "text", "value": PARAGRAPHS[0][:20]},
    {"type": "link", "url": "/x", "children": [{"type": "text", "value": PARAGRAPHS[0][20:40]}]},
    {"type": "text", "value": PARAGRAPHS[0][40:]},
]
TREE = {
    "type": "root",
    "children": [
        {"type": "p", "children": INLINE},
        *({"type": "p", "children": [{"type": "text", "value": text}]} for text in PARAGRAPHS[1:]),
    ],
}
NUXT = [["Reactive", 1], {"data": 2}, {"article": 3}, {"headline": 4, "body": 5}, "Ferry runs again", [6, 7, 8, 9]]
NUXT += PARAGRAPHS


@pytest.mark.parametrize(
    "script",
    [
        next_data(FACTS | {"body": HTML}),
        next_data(FACTS | {"content": BLOCKS}),
        next_data(FACTS | {"text": "\n\n".join(PARAGRAPHS)}),
        next_data(FACTS | {"body": TREE}),
        assigned("__NUXT__", {"data": [{"article": FACTS | {"body": HTML}}]}),
        f'<script id="__NUXT_DATA__" type="application/json">{json.dumps(NUXT)}</script>',
        assigned("__APOLLO_STATE__", {"Article:1": FACTS | {"body": [{"html": text} for text in HTML.split("\n")]}}),
        assigned("__PRELOADED_STATE__", {"article": FACTS | {"paragraphs": PARAGRAPHS}, "other": OTHER}),
        f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "headline": "Ferry runs again", "articleBody": chr(10).join(PARAGRAPHS)})}</script>',  # noqa: E501
    ],
    ids=["next-html", "next-blocks", "next-plain", "next-tree", "nuxt", "nuxt-flat", "apollo", "redux", "json-ld"],
)  # fmt: skip
def test_the_article_of_the_data(script: str) -> None:
    article = extract(page(script), "https://echo.example/news/ferry-runs-again.html")
    assert article.kind == "article", article.kind_reason
    assert article.headline == "Ferry runs again"
    assert article.body.split("\n\n") == PARAGRAPHS


@pytest.mark.parametrize(
    "script",
    [
        "",
        '<script id="__NEXT_DATA__" type="application/json">{"props": {"pageProps"' + " " * 200 + "</script>",
        '<script id="__NUXT_DATA__" type="application/json">'
        + json.dumps([{"a": 0, "headline": 1}, "Ferry runs again", "x" * 99])
        + "</script>",
        '<script type="application/json">' + "[" * 100_000 + "</script>",
    ],
    ids=["nothing", "cut off", "turns in a circle", "deep"],
)
def test_a_page_without_its_data_is_blocked(script: str) -> None:
    article = extract(page(script), "https://echo.example/news/ferry-runs-again.html")
    assert article.kind in ("blocked", "empty")
    assert article.body == ""


@pytest.mark.parametrize(
    ("facts", "authors"),
    [
        ({"credits": {"by": [{"name": "Ida Holm"}, {"name": "Per Lund"}]}}, ["Ida Holm", "Per Lund"]),
        ({"authors": ["Ida Holm"]}, ["Ida Holm"]),
        ({"author": {"displayName": "Ida Holm"}}, ["Ida Holm"]),
        ({"byline": "By Ida Holm"}, ["Ida Holm"]),
        ({"author": {"fullName": "Ida Holm", "url": "/ida"}}, ["Ida Holm"]),
        ({"author": {"authors": [{"by": "Ida Holm"}]}}, ["Ida Holm"]),
        ({"author": "I" * 90}, []),
        ({"author": {"id": 7}}, []),
    ],
)
def test_authors_in_the_data_of_the_article(facts: dict[str, object], authors: list[str]) -> None:
    assert (
        extract(page(next_data({**FACTS, **facts, "blocks": BLOCKS})), "https://echo.example/ferry").authors == authors
    )


def test_authors_in_the_data_of_another_article_wrote_nothing_here() -> None:
    other = {**OTHER, "author": "Eva Dahl"}
    data = {"props": {"related": [other], "article": {**FACTS, "blocks": BLOCKS}}}
    script = f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(data)}</script>'
    assert extract(page(script), "https://echo.example/ferry").authors == []
    said = page(next_data({**FACTS, "author": "Eva Dahl", "blocks": BLOCKS})).replace(
        b"<head>", b"<head><meta name=author content='Ida Holm'>"
    )
    assert extract(said, "https://echo.example/ferry").authors == ["Ida Holm"]


@pytest.mark.parametrize("title", [{"basic": "Ferry runs again"}, {"rendered": "Ferry runs again"}])
def test_paragraphs_of_content_elements_and_the_pages_picture(title: dict[str, str]) -> None:
    address = "https://echo.example/ferry.jpg"
    elements = [{"type": "text", "content": text} for text in PARAGRAPHS]
    link = {"type": "interstitial_link", "content": "What the bridge of the next county costs", "url": "/b"}
    lead = {"basic": {**PICTURE, "url": address}}
    facts = {"headlines": title, "promo_items": lead, "content_elements": [elements[0], link, *elements[1:]]}
    html = page(next_data(facts)).replace(b"<head>", f'<head><meta property="og:image" content="{address}">'.encode())
    found = extract(html, "https://echo.example/ferry")
    assert found.body.split("\n\n") == PARAGRAPHS
    assert [(image.url, image.caption, image.lead) for image in found.images] == [(address, PICTURE["caption"], True)]
    del lead["basic"]["caption"]
    html = page(next_data(facts)).replace(b"<head>", f'<head><meta property="og:image" content="{address}">'.encode())
    assert [image.caption for image in extract(html, "https://echo.example/ferry").images] == [None]
