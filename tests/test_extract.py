"""The whole of extract(): every field with its evidence, from one parse, and nothing that any bytes can break."""

import gc
import json
import time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import crawler.extraction.page as page_module
from crawler.extraction import READER_FAILED, extract, precedence
from crawler.items import ScrapedArticle

URL = "https://www.harbour-courier.example/isles/ferry-runs-again-4711"
DATA = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "NewsMediaOrganization", "@id": "#us", "name": "Harbour Courier"},
        {"@type": "Person", "@id": "#ida", "name": "Ida Holm"},
        {
            "@type": "NewsArticle", "headline": "The island ferry runs again", "url": URL, "inLanguage": "en-GB",
            "author": [{"@id": "#ida"}], "publisher": {"@id": "#us"}, "articleSection": "Isles",
            "keywords": "ferry, isles",
            "datePublished": "2026-03-02T08:00:00+01:00", "dateModified": "2026-03-02T10:30:00+01:00",
            "isAccessibleForFree": True,
        },
    ],
}  # fmt: skip
PAGE = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>The island ferry runs again | Harbour Courier</title>
<link rel="canonical" href="{URL}"><meta property="og:title" content="The island ferry runs again">
<meta property="og:site_name" content="Harbour Courier"><script type="application/ld+json">{json.dumps(DATA)}</script></head>
<body><nav><a href="/">Home</a> <a href="/isles">Isles</a></nav><main><article><div class="kicker">Shipping</div>
<h1>The island ferry runs again</h1><p class="standfirst">New engines, a cook of the isles, and a goat as the first passenger.</p>
<p class="byline">By <a rel="author" href="/authors/ida-holm">Ida Holm</a></p>
<p>After four weeks in the yard the ferry to the northern isles sailed again on Monday, with new engines and a cook who comes
from the islands himself, to the relief of those who had been waiting for their letters since the middle of January.</p>
<p>The first passenger was a goat that had missed the last boat of February, as the harbour master remembers, because its
owner could not find the ticket in time and the two of them had to spend the night at the station.</p>
<p><em>With reporting by AFP and TASS</em></p></article></main><footer><p>© Harbour Courier</p></footer></body></html>"""
READ = extract(PAGE.encode(), URL + "?utm_source=feed", headers={"Content-Type": "text/html; charset=utf-8"})


@pytest.mark.parametrize(
    ("field", "value", "reader"),
    [
        ("url", URL, "canonical"),
        ("headline", "The island ferry runs again", "h1"),
        ("kicker", "Shipping", "kicker"),
        ("dek", "New engines, a cook of the isles, and a goat as the first passenger.", "dek"),
        ("byline", "By Ida Holm", "byline"),
        ("authors", ["Ida Holm"], "byline"),
        ("organisations", [], None),
        ("agencies", ["AFP", "TASS"], "credits"),
        ("section", "Isles", "json-ld"),
        ("tags", ["ferry", "isles"], "json-ld"),
        ("language", "en-GB", "json-ld"),
        ("access", "free", "json-ld"),
        ("aliases", [URL + "?utm_source=feed"], None) if False else ("aliases", [], None),
        ("encoding", "utf-8", None),
        ("kind", "article", None),
        ("problems", [], None),
    ],
)
def test_each_field_and_who_found_it(field: str, value: object, reader: str | None) -> None:
    assert getattr(READ, field) == value
    assert (READ.evidence[field].reader if field in READ.evidence else None) == reader


@pytest.mark.parametrize(
    ("field", "iso"), [("published", "2026-03-02T08:00:00+01:00"), ("modified", "2026-03-02T10:30:00+01:00")]
)
def test_the_dates(field: str, iso: str) -> None:
    date = getattr(READ, field)
    assert date.value.isoformat() == iso
    assert READ.evidence[field].reader == "json-ld"
    assert READ.date_candidates[field] == [date]


def test_the_body_holds_the_text_and_not_what_stands_around_it() -> None:
    assert "After four weeks in the yard" in READ.body
    assert READ.body.endswith("spend the night at the station.")
    for other in ("Home", "By Ida Holm", "Shipping", "AFP and TASS", "©"):
        assert other not in READ.body


def test_evidence_is_short_and_plain() -> None:
    long = PAGE.replace("Shipping", "Shipping " * 5)
    for evidence in extract(long.encode(), URL).evidence.values():
        assert len(evidence.text) <= 200
        assert "\n\n\n" not in evidence.text


def test_the_page_is_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    parses: list[int] = []
    real = page_module.LexborHTMLParser

    def counting(html: str | bytes, options: int) -> object:
        parses.append(len(html))
        return real(html, options=options)

    monkeypatch.setattr(page_module, "LexborHTMLParser", counting)
    extract(PAGE.encode(), URL)
    assert len(parses) == 1


@pytest.mark.parametrize("collecting", [True, False])
def test_the_garbage_collector_is_left_as_it_was(collecting: bool) -> None:
    seen: list[bool] = []

    class Telling(dict[str, str]):
        def items(self) -> Any:
            seen.append(gc.isenabled())
            return super().items()

    was = gc.isenabled()
    (gc.enable if collecting else gc.disable)()
    try:
        extract(b"<h1>x</h1>", "https://echo.example/", headers=Telling(A="b"))
        assert gc.isenabled() is collecting
    finally:
        (gc.enable if was else gc.disable)()
    assert seen
    assert not any(seen)


def test_the_same_bytes_give_the_same_article() -> None:
    assert extract(PAGE.encode(), URL) == extract(PAGE.encode(), URL)


def test_a_reader_that_fails_costs_its_own_field_only() -> None:
    def broken(story: object) -> list[object]:
        raise KeyError("boom")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(precedence, "TAGS", (broken,))
        page = extract(PAGE.encode(), URL)
    assert page.tags == []
    assert page.section == "Isles"
    assert page.headline == READ.headline
    assert page.body == READ.body
    assert page.problems == ["Reading the labels failed: KeyError: 'boom'"]


def check(page: ScrapedArticle) -> None:
    """What holds of every page whatever its bytes: no reader failed, and every string can be stored."""
    assert not [problem for problem in page.problems if problem.startswith(READER_FAILED)]
    for text in (
        page.url,
        page.headline,
        page.byline,
        page.body,
        *page.authors,
        *page.tags,
        page.section,
        page.dek,
        page.kicker,
    ):
        assert text is None or text.encode("utf-8") is not None
        assert text is None or "\x00" not in text


@given(st.binary(max_size=3_000))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_bytes(html: bytes) -> None:
    check(extract(html, URL))


FRAGMENTS = [
    "<h1>", "</h1>", "<p>", "By Ida Holm", "<script type='application/ld+json'>", '{"@type":"NewsArticle","author":',
    "[[[", "]]]", "}",
    "</script>", "<meta property='article:published_time' content='", "2026-99-99", "9" * 30, "'>", "<time datetime=",
    "<a rel=author href=",
    "\x00", "\ud83d\ude00", "&#xD800;", "&amp;amp;", "<div class='author comment'>", "</div>",
    "<link rel=canonical href='http://[::1'>",
    "<base href='//'>", "2026-03-02T10:00:00+99:99", "文/", "기자", "|", "<table><tr><td>", "<svg><title>", "<template>",
    "<!--", "-->",
    "<title>", "</title>", "isAccessibleForFree", "null", "NaN", "1e999", '"@id":"#a"', "<html lang='", "xx-",
    "\u202e", "\ufeff",
    "<h1 class=kicker><span class=overline>", ": ", " - ", "<footer>", "<aside>", "<time>", "0001-01-01",
    "tháng 13 năm 0",
]  # fmt: skip


@given(
    st.lists(st.sampled_from(FRAGMENTS), max_size=60).map("".join),
    st.sampled_from(["utf-8", "utf-16", "cp1251", "shift_jis"]),
)
@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_markup(text: str, encoding: str) -> None:
    check(extract(text.encode(encoding, "ignore"), URL))


@given(st.integers(0, len(PAGE)), st.integers(0, len(PAGE)), st.integers(1, 4))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_real_page_cut_spliced_and_repeated(start: int, end: int, times: int) -> None:
    check(extract((PAGE[:start] + PAGE[min(start, end) : end] * times).encode(), URL))


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
        lambda inner: st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["@id", "@type", "@graph", "name", "author", "headline", "datePublished", "keywords",
            "hasPart", "url",
                             "publisher", "isAccessibleForFree", "inLanguage", "mainEntityOfPage", "articleSection",
                             "description"]),
            inner, max_size=5,
        ),
        max_leaves=25,
    )
)  # fmt: skip
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_json_ld_that_lies_about_every_type(data: object) -> None:
    item = json.dumps(
        {"@type": "NewsArticle", "headline": data, "author": data, "datePublished": data, "x": data, "keywords": data}
    )
    whole = json.dumps(data)
    scripts = "".join(f'<script type="application/ld+json">{text}</script>' for text in (item, whole))
    html = scripts + "<h1>Ferry</h1>"
    check(extract(html.encode("utf-8", "replace"), URL))


@pytest.mark.parametrize(
    "url", ["", "x", "http://[bad", "http://", "javascript:1", "https://пример.example/я", "http://a\x00b/", "//x/y"]
)
def test_any_address(url: str) -> None:
    check(extract(PAGE.encode(), url))


@pytest.mark.parametrize(
    ("name", "html"),
    [
        ("deep divs", "<div>" * 100_000 + "x"),
        ("deep spans in a heading", "<h1>" + "<span>" * 50_000 + "Ferry"),
        ("deep json-ld",
        '<script type="application/ld+json">' + '{"author":' * 100_000 + "1" + "}" * 100_000 + "</script>"),
        ("many json-ld objects",
        '<script type="application/ld+json">[' + ",".join(['{"@type":"NewsArticle"}'] * 20_000) + "]</script>"),
        ("many scripts", '<script type="application/ld+json">{"@type":"NewsArticle"}</script>' * 5_000),
        ("many meta", "<meta name=author content=x>" * 20_000),
        ("many headings", "<h1>x</h1>" * 20_000),
        ("many bylines", "<p class=byline>By Ida Holm</p>" * 20_000),
        ("many dates", "<time datetime=2026-03-02>2 March 2026</time>" * 20_000),
        ("a huge attribute", f'<h1 class="{"a-" * 500_000}">Ferry</h1>'),
        ("many attributes", "<h1 " + " ".join(f"a{i}" for i in range(60_000)) + ">Ferry</h1>"),
        ("many quoted attributes", "<h1 " + " ".join(f'a{i}=">"' for i in range(60_000)) + ">Ferry</h1>"),
        ("open formatting", "<p>" + "".join(f"<b i={i}>" for i in range(2_000)) + "</p>" + "<p>x" * 2_000),
        ("a huge title", f"<title>{'a - ' * 200_000}</title>"),
        ("a huge heading", f"<h1>{'word: ' * 100_000}</h1>"),
        ("a huge byline", f"<h1>Ferry</h1><p class=byline>By {'Ida Holm and ' * 50_000}</p>"),
        ("digits", "<h1>Ferry</h1><p>" + "12.03." * 100_000),
        ("commas", f'<meta name=keywords content="{"," * 500_000}">'),
        ("spaces", '<script type="application/ld+json">' + '{"a": 1,' + " " * 500_000 + "}</script>"),
        ("entities", "<h1>" + "&amp;" * 200_000),
        ("a script cut off", '<script>push("' + 'text of a story \\"' * 20_000 + "</script>"),
    ],
)  # fmt: skip
def test_pages_made_to_hang(name: str, html: str) -> None:
    start = time.process_time()
    check(extract(html.encode(), URL))
    assert time.process_time() - start < 6
