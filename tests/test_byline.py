"""Who wrote it: people, desks and agencies out of bylines and data, in many languages."""

import json

import pytest

from crawler.extraction import extract, names
from crawler.extraction.agencies import agencies_in, agency
from crawler.items import ScrapedArticle

URL = "https://www.harbour-courier.example/isles/ferry-runs-again"
HEADLINE = "The island ferry runs again"
TEXT = (
    "<p>After four weeks in the yard the ferry to the northern isles sailed again on Monday, with new engines and a "
    "cook who "
    "comes from the islands himself, and the first passenger was a goat that had missed the last boat in February.</p>"
    * 3
)

LONG = (
    "<p>The yard at Narvik had promised the islands two weeks, and then a bearing came that did not fit, from a factory "
    "that had been sold twice since the ferry was built, so that nobody there could say what the drawing meant or who "
    "had signed it, and the second week became the fourth.</p>"
)


def read(
    byline: str = "",
    *,
    head: str = "",
    author: object = None,
    after: str = "",
    lang: str = "en",
    around: str = "",
    headline: str = HEADLINE,
) -> ScrapedArticle:
    data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": headline, "url": URL}
    if author is not None:
        data["author"] = author  # type: ignore[assignment]
    html = (
        f'<html lang={lang}><head><meta charset=utf-8><meta property="og:site_name" content="Harbour Courier">{head}'
        f'<script type="application/ld+json">{json.dumps(data)}</script></head>'
        f"<body><nav><a href=/>Home</a> <a href=/authors>Authors</a></nav><main class='{around}'>"
        f"<h1>{headline}</h1>{byline}{TEXT}{after}</main>"
        "</body></html>"
    )
    return extract(html.encode(), URL)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("By Ida Holm", ["Ida Holm"]),
        ("By Ida Holm and Per Lund", ["Ida Holm", "Per Lund"]),
        ("By Ida Holm, Per Lund & Ane Dahl", ["Ida Holm", "Per Lund", "Ane Dahl"]),
        ("Ida Holm, Political Editor", ["Ida Holm"]),
        ("By Ida Holm in Narvik", ["Ida Holm"]),
        ("Written by: Ida Holm | 3 min read", ["Ida Holm"]),
        ("By Ida Holm · Harbour Courier · Posted: Aug 08, 2024 4:00 AM EDT | Last Updated: August 9", ["Ida Holm"]),
        ("Ida Holm (ida.holm@courier.example)", ["Ida Holm"]),
        ("By Ida Holm @idaholm", ["Ida Holm"]),
        ("Ida (I.M.) Holm", ["Ida (I.M.) Holm"]),
        ("March 2, 2026 by Ida Holm", ["Ida Holm"]),
        ("2. März 2026, 14:20 Uhr · von Ida Holm", ["Ida Holm"]),
        ("Von Ida Holm und Per Lund", ["Ida Holm", "Per Lund"]),
        ("Ein Kommentar von Ida Holm", ["Ida Holm"]),
        ("Von Dr. Ida von der Holm", ["Dr. Ida von der Holm"]),
        ("Ida Holm im Gespräch mit Per Lund", ["Ida Holm", "Per Lund"]),
        ("Par Ida Holm et Per Lund", ["Ida Holm", "Per Lund"]),
        ("Propos recueillis par Ida Holm", ["Ida Holm"]),
        ("Por Ida Holm y Per Lund", ["Ida Holm", "Per Lund"]),
        ("Por Ida Holm e João Prata", ["Ida Holm", "João Prata"]),
        ("di Ida Holm", ["Ida Holm"]),
        ("Door Ida Holm en Per Lund", ["Ida Holm", "Per Lund"]),
        ("Av Ida Holm och Per Lund", ["Ida Holm", "Per Lund"]),
        ("Tekst: Ida Holm", ["Ida Holm"]),
        ("Autor: Ida Holm", ["Ida Holm"]),
        ("Автор: Анна Лебедева", ["Анна Лебедева"]),
        ("Анна Лебедева, корреспондент", ["Анна Лебедева"]),
        ("Автори: Олена Гай та Петро Луг", ["Олена Гай", "Петро Луг"]),
        ("文/林曉雨", ["林曉雨"]),
        ("记者：林晓雨、陈一鸣", ["林晓雨", "陈一鸣"]),
        ("記者林曉雨／台北報導", ["林曉雨"]),
        ("김하늘 기자", ["김하늘"]),
        ("순천, 광양 김하늘 기자 sky@courier.example", ["김하늘"]),
        ("بقلم ليلى حداد", ["ليلى حداد"]),
        ("Yazan: Elif Kaya", ["Elif Kaya"]),
        ("IDA HOLM", ["IDA HOLM"]),
        ("Seán O'Brien", ["Seán O'Brien"]),
    ],
)
def test_people_out_of_a_printed_byline(line: str, expected: list[str]) -> None:
    page = read(f'<p class="byline">{line}</p>')
    assert page.authors == expected
    assert page.evidence["authors"].where == "p.byline"


@pytest.mark.parametrize(
    ("html", "printed"),
    [
        ('<p class="byline">By Ida Holm, Political Editor</p>', "By Ida Holm, Political Editor"),
        ('<p class="byline">By Ida Holm in Narvik</p>', "By Ida Holm in Narvik"),
        ('<p class="byline">2. März 2026, 14:20 Uhr · von Ida Holm</p>', "von Ida Holm"),
        ('<p class="byline">Written by: Ida Holm | 3 min read</p>', "Written by: Ida Holm"),
        (
            '<p class="byline"><a>Ida Holm</a> · Harbour Courier · <time>Posted: 4:00 AM EDT</time></p>',
            "Ida Holm · Harbour Courier",
        ),
        ('<p class="byline"><span>By</span> <a href="/a/ida">Ida Holm</a></p>', "By Ida Holm"),
        ('<p class="byline">By Ida Holm <button>Follow</button></p>', "By Ida Holm"),
        ('<p class="byline">By <a>Ida Holm</a><svg><text>Per Lund</text></svg></p>', "By Ida Holm"),
        ('<p class="byline">By Ida Holm<br>and Per Lund</p>', "By Ida Holm and Per Lund"),
        ('<p class="byline">By Ida Holm,<br>Narvik</p>', "By Ida Holm, Narvik"),
        ('<p class="byline"><b>Holm</b><br><i>Narvik</i></p>', "Holm"),
        ('<p class="byline"><a>Ida Hol<span>m</span></a><span>@idaholm</span></p>', "Ida Holm"),
        ('<p class="byline"><a>Ida Holm<i>ida@courier.example</i></a></p>', "Ida Holm"),
        ('<p class="byline"><a>Ida Holm</a> <span>avec AFP</span></p>', "Ida Holm avec AFP"),
        (
            '<div><span class="author">By Ida Holm</span> and <span class="author">Per Lund</span><p>3 May</p></div>',
            "By Ida Holm and Per Lund",
        ),
        ('<p class="byline"><span>By</span><a href="/a/ida">Ida Holm</a></p>', "By Ida Holm"),
        ('<div>By <span class="author-name"><a>Ida Holm</a></span> and <a>Per Lund</a></div>', "By Ida Holm and Per Lund"),
        ('<div class="authors"><p><a>Ida Holm</a></p> y <p><a>Per Lund</a></p></div>', "Ida Holm y Per Lund"),
        ('<div class="authors"><a>Ida Holm</a> <a>Per Lund</a></div>', "Ida Holm · Per Lund"),
        (
            '<div class="byline"><span class="name">Ida Holm</span><span class="role">Reporter</span>'
            '<a href="mailto:i@x.example">i@x.example</a></div>',
            "Ida Holm",
        ),
        ('<div class="author"><b>Ida Holm</b><span class="author__location">Narvik</span></div>', "Ida Holm"),
        ('<p class="byline">Par <a>Ida Holm</a> (Narvik, envoyée spéciale, avec AFP)</p>', "Par Ida Holm (Narvik, envoyée spéciale, avec AFP)"),
        ('<div class="meta"><time>2 March 2026</time> <span class="byline"> by <a>Ida Holm</a></span></div>', "by Ida Holm"),
        ('<p class="byline"><span class="first">Ida</span> <span class="last">Holm</span></p>', "Ida Holm"),
        ("<h6>Penulis: Ida Holm | Editor: Per Lund</h6>", "Penulis: Ida Holm"),
        ('<p class="byline"><b>Ida</b> <button>Follow</button></p>', "Ida"),
    ],
)  # fmt: skip
def test_a_byline_is_what_the_line_prints_of_its_names(html: str, printed: str) -> None:
    page = read(html)
    assert page.byline == printed


@pytest.mark.parametrize(
    ("html", "authors", "organisations", "agencies"),
    [
        ('<p class="byline">di <a>Ida Holm</a> (con ANSA)</p>', ["Ida Holm"], [], ["ANSA"]),
        ('<p class="byline">Von Ida Holm (mit dpa/AFP)</p>', ["Ida Holm"], [], ["dpa", "AFP"]),
        ('<p class="byline">By Ida Holm (Harrisburg, PA)</p>', ["Ida Holm"], [], []),
        ('<p class="byline">Harbour Courier com Lusa</p>', [], ["Harbour Courier"], ["Lusa"]),
        ('<p class="byline">PA Reporter</p>', [], [], ["PA"]),
        ('<p class="byline">Quelle: dpa Sport</p>', [], [], ["dpa"]),
        ('<p class="byline">By IDA HOLM, AP Sports Writer</p>', ["IDA HOLM"], [], ["AP"]),
        ('<p class="byline">By Ida Holm, CNN</p>', ["Ida Holm"], ["CNN"], []),
        ('<p class="byline">Von Ida Holm, Frankfurt</p>', ["Ida Holm"], [], []),
        ('<p class="byline">Reuters, Frankfurt</p>', [], [], ["Reuters"]),
        ('<div class="author"><b class="initials">IH</b><span>Ida Holm</span></div>', ["Ida Holm"], [], []),
        ('<div class="author"><p>IH</p><p>Ida Holm</p></div>', ["Ida Holm"], [], []),
        ('<p class="byline">By Anna Prem, AP</p>', ["Anna Prem"], [], ["AP"]),
        ('<p class="byline">Deutscher Ruderverband e. V.</p>', [], ["Deutscher Ruderverband e. V"], []),
        ('<div class="author"><a>Ida Holm</a> <a>Autorenseite von</a></div>', ["Ida Holm"], [], []),
        ('<div><b>Text</b><p class="author">Ida Holm</p><i></i><div>Beeld</div><p class="author">Per Lund</p></div>',
         ["Ida Holm"], [], []),
        ('<p class="byline">By Ida Holm12</p>', ["Ida Holm"], [], []),
        ('<p class="byline">By Narvik Institute for Sea Ice</p>', [], ["Narvik Institute for Sea Ice"], []),
        ('<p class="byline">By Ida Holm for the Isles</p>', ["Ida Holm"], [], []),
        ('<p class="byline">Follow the Harbour Courier on Google News</p>', [], [], []),
        ('<div class="info">02.03.2026 09:02 <span class="kaynak">İHA</span></div>', [], [], ["İHA"]),
        ('<p class="byline">By HCN Staff</p>', [], ["HCN Staff"], []),
        ('<p class="byline">Our Reporter</p>', [], [], []),
        ('<p class="byline">By Ida Holm, HCN Editor-at-large</p>', ["Ida Holm"], [], []),
        ('<p class="byline">Redaktion «Harbour Courier»</p>', [], ["Redaktion «Harbour Courier»"], []),
        ('<div>By <a>Ida Holm</a> <span class="source">Harbour Courier</span></div>', ["Ida Holm"], ["Harbour Courier"], []),
        ('<p class="byline">IDA HOLM Associated Press</p>', ["IDA HOLM"], [], ["Associated Press"]),
        ('<p class="byline">By Ida Holm Harbour Courier</p>', ["Ida Holm"], ["Harbour Courier"], []),
        ('<p class="byline">By Ida Holm The Narvik Times</p>', ["Ida Holm"], ["The Narvik Times"], []),
        ('<p class="byline">By Ida Marie Holm The Narvik Times</p>', ["Ida Marie Holm"], ["The Narvik Times"], []),
        ('<p class="byline">By Star Tribune Editorial Board</p>', [], ["Star Tribune Editorial Board"], []),
        ('<p class="byline">by Narvik News Weekly 2 Comments</p>', [], ["Narvik News Weekly"], []),
        ('<div>The Guardian <span class="author">Ida Holm</span></div>', ["Ida Holm"], [], []),
        ('<div class="details"><span>Harbour Courier | April 13, 2020</span></div>', [], [], []),
    ],
)  # fmt: skip
def test_who_signs_beside_people(html: str, authors: list[str], organisations: list[str], agencies: list[str]) -> None:
    page = read(html)
    assert (page.authors, page.organisations, page.agencies) == (authors, organisations, agencies)


@pytest.mark.parametrize(
    ("paragraph", "authors", "byline"),
    [
        ("〔記者高若蘭／海灣報導〕海灣鎮公所昨天宣布。", ["高若蘭"], "記者高若蘭／海灣報導"),
        ("本报江北11月9日电（记者 王小明、李四）江北大桥今天通车。", ["王小明", "李四"], "记者 王小明、李四"),
        ("(서울=바다통신) 김하늘 기자 = 다리가 다시 열렸다.", ["김하늘"], "김하늘 기자"),
        ("[바다일보 김하늘 기자] 다리가 다시 열렸다.", ["김하늘"], "바다일보 김하늘 기자"),
        ("【ロンドン=山田太郎】橋が再び開いた。", ["山田太郎"], "ロンドン=山田太郎"),
        ("燈塔旁的舊宿舍。（記者高若蘭攝）", [], None),
        ("(서울=연합뉴스) 다리가 다시 열렸다.", [], None),
        ("〔記者綜合報導〕海灣鎮公所昨天宣布。", [], None),
    ],
)  # fmt: skip
def test_reporters_in_brackets_that_open_the_text(paragraph: str, authors: list[str], byline: str | None) -> None:
    page = read(f"<p>{paragraph}</p>", lang="zh")
    assert page.authors == authors
    assert page.byline == byline


def test_a_desk_of_the_data_stands_where_the_brackets_name_nobody() -> None:
    page = read("<p>〔記者綜合報導〕海灣鎮公所昨天宣布。</p>", author={"name": "Harbour Courier"}, lang="zh")
    assert page.organisations == ["Harbour Courier"]


def test_brackets_that_name_somebody_else_than_the_data_are_not_printed_as_the_byline() -> None:
    signed = "<p>〔記者高若蘭／海灣報導〕海灣鎮公所昨天宣布。</p>"
    assert (
        read(signed, headline="渡輪重新啟航了", author={"name": "高若蘭"}, lang="zh").byline == "記者高若蘭／海灣報導"
    )
    page = read(signed, headline="渡輪重新啟航了", author={"name": "王小明"}, lang="zh")
    assert (page.authors, page.byline) == (["王小明"], None)


@pytest.mark.parametrize("line", ["Edited by: Per Lund", "Editor: Per Lund", "Редактор: Павел Луг", "责编：陈一鸣"])
def test_who_edited_is_a_credit(line: str) -> None:
    page = read(f'<ul class="info"><li>Reported by: Ida Holm</li><li>{line}</li></ul>')
    assert page.authors == ["Ida Holm"]
    assert page.credits == [line]


@pytest.mark.parametrize(
    "line",
    [
        "By", "Share this", "Updated 3 hours ago", "Follow us on Facebook", "12 comments", "March 2, 2026",
        "Politics", "Read more", "Email the author", "Senior Reporter", "Reading time: 3 min",
        "ida.holm@courier.example",
        "https://courier.example/ida", "@idaholm", "Donnerstag, 4. November 2021", "Advertisement", "Guest",
        "No Author",
    ],
)  # fmt: skip
def test_what_is_nobodys_name(line: str) -> None:
    page = read(f'<p class="byline">{line}</p>')
    assert page.authors == []
    assert page.organisations == []


@pytest.mark.parametrize(
    "html",
    [
        '<div class="byline">By <a rel="author" href="/authors/ida-holm">Ida Holm</a></div>',
        '<span itemprop="author" itemscope><span itemprop="name">Ida Holm</span></span>',
        '<a rel="author" href="/about/ida">Ida Holm</a>',
        '<div><a href="/author/ida-holm">Ida Holm</a></div>',
        '<div><a class="author-link" href="#about">Ida Holm</a><span>2.3.2026</span></div>',
        '<ul class="authors"><li>Ida Holm</li></ul>',
        '<p class="byline"><a href="/contributor/ida-holm">Ida Hol<span class="last-letter">m</span></a></p>',
        '<address class="author">Ida Holm</address>',
        '<div class="author vcard"><img alt="x"><span class="fn">Ida Holm</span><span class="role">Staff '
        "Writer</span></div>",
        '<div data-testid="byline">Ida Holm</div>',
        "<p>By Ida Holm</p>",
        '<div class="post-meta">Ida Holm | April 13, 2020</div>',
        '<div class="teaser-box author"><b>Ida Holm</b></div>',
        '<div class="entry-meta">Posted on 13 April 2020 by Ida Holm in Isles</div>',
        '<aside class="meta"><p class="authors">By Ida Holm</p></aside>',
        '<div><span class="author">Ida Holm</span> <span class="place">Narvik</span></div>',
        '<p class="byline"><b>Senior Reporter</b> <span>Ida Holm</span></p>',
    ],
)
def test_bylines_in_many_markups(html: str) -> None:
    assert read(html).authors == ["Ida Holm"]


@pytest.mark.parametrize(
    "html",
    [
        '<div class="comments"><p class="comment-author">Per Lund</p><p>So true.</p></div>',
        '<div class="related"><article class="card"><h3>Storm</h3><span class="author">Per Lund</span></article></div>',
        '<aside><h3>Opinion</h3><a href="/author/per-lund">Per Lund</a><a href="/author/x">Ane Dahl</a>' + "<p>x</p>" * 12 + "</aside>",
        '<figure><img src=a.jpg><figcaption class="author">Per Lund</figcaption></figure>',
        '<p class="photo-author">Per Lund</p>',
        '<footer><span class="author">Per Lund</span></footer>',
        '<div class="most-read"><span class="byline">Per Lund</span></div>',
        "<p>Photo by Per Lund</p>",
        '<p class="byline">Video von Per Lund</p>',
        "<blockquote class=author>Per Lund</blockquote>",
        '<div class="related"><p>Autor: Per Lund</p></div>',
        "<blockquote><p>Author: Per Lund</p></blockquote>",
    ],
)  # fmt: skip
def test_names_of_others_are_not_the_authors(html: str) -> None:
    assert read(after=html).authors == []
    assert read(html).authors == []


@pytest.mark.parametrize("tag", ["nav", "figure", "figcaption", "form", "blockquote"])
def test_a_byline_inside_something_else_is_not_the_articles(tag: str) -> None:
    assert read(f'<{tag}><p class="byline">By Per Lund</p></{tag}>').authors == []


@pytest.mark.parametrize("lead", ["by", "von", "par", "por", "door", "av", "af", "di", "Автор"])
def test_a_byline_behind_a_mark(lead: str) -> None:
    page = read(f"<div>2 March 2026 – {lead} Ida Holm</div>", lang="")
    assert page.authors == ["Ida Holm"]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        # so far from the first byline it is another's
        ('<p class="byline">By Ida Holm</p>' + "<p>Isles</p>" * 9 + '<p class="byline">By Per Lund</p>', ["Ida Holm"]),
        ('<p class="byline">Politics, Sports, Culture</p>', []),
        ('<p class="byline">Isles, Weather, Fishing</p>', []),
        ('<p class="byline">By Ida and Per</p>', ["Ida", "Per"]),
        ("<div>On <!-- -->13 June 2018<!-- --> by <!-- -->@sailor</div>", []),
        ('<figure><img src="a.jpg"><figcaption>AFP</figcaption></figure>', []),
        ('<p class="byline">By Staff Writers</p>', []),
        # a name beside a date is a byline where the article is spoken of
        ('<div class="x"><span>Ida Holm | April 13, 2020</span></div>', []),
        ('<div class="details"><span>Ida Holm | April 13, 2020</span></div>', ["Ida Holm"]),
        ('<div class="details"><span>Harbour Courier | April 13, 2020</span></div>', []),
        # who is linked as an author, in a line of some length
        (f'<div><a href="/author/ida-holm">Ida Holm</a> {"and the sea " * 9}</div>', []),
        # an agency's name in a long line is none
        (f"<div>AFP, {', '.join(['Manila, Tervan'] * 4)}</div>", []),
    ],
)
def test_what_stands_near_the_headline(html: str, expected: list[str]) -> None:
    page = read(html)
    assert page.authors == expected
    assert page.agencies == []


def test_a_section_beside_a_date_is_no_name() -> None:
    keywords = '<meta name="keywords" content="Isles, Ferries">'
    page = read('<p class="byline">Isles | 2 March 2026</p>', head=keywords)
    assert (page.authors, page.byline) == ([], None)


BESIDE = "<div><h5>On the isles</h5>{}<p>Two minutes to read</p></div>"


@pytest.mark.parametrize(
    ("line", "byline", "authors"),
    [
        # what stands in a line is told by its elements, whatever other boxes stand in its own
        ("Monday, 2 March 2026 <b>by Ida Holm</b>", "by Ida Holm", ["Ida Holm"]),
        ("<b>By Ida Holm</b> in <a href=/tag/isles/>Northern Isles</a>", "By Ida Holm", ["Ida Holm"]),
        ("<a href=/author/ida>Ida Holm</a> <i>2 March 2026</i> <i>Isles</i>", "Ida Holm", ["Ida Holm"]),
        ("<a href=/author/ida>Ida Holm</a> <i>2 March 2026</i> <a href=/x/isles>Isles</a>", "Ida Holm", ["Ida Holm"]),
        (
            "<a href=/author/ida>Ida Holm</a> <a href=/author/r>Reedling</a>",
            "Ida Holm · Reedling",
            ["Ida Holm", "Reedling"],
        ),
        ("<a href=/author/ida>Ida</a> <i>2 March 2026</i>", "Ida", ["Ida"]),
        ("<a href=/author/ida>Earthling</a><b class=d-none>Earthling</b>", "Earthling", ["Earthling"]),
    ],
)
def test_a_line_between_other_boxes(line: str, byline: str, authors: list[str]) -> None:
    page = read(BESIDE.format(line))
    assert (page.byline, page.authors) == (byline, authors)


def test_the_evidence_tells_the_element_that_is_marked() -> None:
    page = read('<div>The Guardian <span class="author">Ida Holm</span></div>')
    assert page.evidence["authors"].where == "span.author"


def test_a_byline_inside_what_holds_the_headline_too() -> None:
    assert read('<p class="byline">By Ida Holm</p>', around="with-comments").authors == ["Ida Holm"]


def test_a_byline_above_the_text_of_a_page_without_headline() -> None:
    menu = f"<ul>{'<li>Isles</li>' * 90}</ul>"
    html = f'<html><body>{menu}<p class="byline">By Ida Holm</p>{LONG * 3}</body></html>'
    assert extract(html.encode(), URL).authors == ["Ida Holm"]


def test_an_empty_name_in_the_data_is_not_quoted() -> None:
    page = read(author=[{"name": ""}, {"name": "Ida Holm"}])
    assert page.evidence["authors"].text == "Ida Holm"


def test_an_institute_beside_the_author_does_not_sign() -> None:
    page = read('<p class="byline">By Ida Holm, Narvik Sea Institute</p>', author={"name": "Ida Holm"})
    assert (page.authors, page.organisations) == (["Ida Holm"], [])


def test_two_prints_of_an_agency_are_one() -> None:
    page = read('<p class="byline">By AP</p>', author={"name": "Associated Press"})
    assert page.agencies == ["Associated Press"]
    assert page.byline == "By AP"


@pytest.mark.parametrize(
    ("author", "authors", "organisations", "agencies"),
    [
        ({"@type": "Person", "name": "Ida Holm"}, ["Ida Holm"], [], []),
        ([{"@type": "Person", "name": "Ida Holm"}, {"name": "Per Lund"}], ["Ida Holm", "Per Lund"], [], []),
        ("Ida Holm and Per Lund", ["Ida Holm", "Per Lund"], [], []),
        (["Ida Holm", "Per Lund"], ["Ida Holm", "Per Lund"], [], []),
        ([[{"name": "Ida Holm"}]], ["Ida Holm"], [], []),
        ({"@type": "Person", "name": "Associated Press"}, [], [], ["Associated Press"]),
        ({"@type": "Person", "name": "dpa  "}, [], [], ["dpa"]),
        ({"@type": "Organization", "name": "Harbour Courier"}, [], ["Harbour Courier"], []),
        ({"@type": "Person", "name": "Courier Newsroom"}, [], ["Courier Newsroom"], []),
        ({"@type": "Person", "name": "harbour-courier.example"}, [], ["harbour-courier.example"], []),
        ({"@type": "Person", "name": "Редакция"}, [], ["Редакция"], []),
        ({"@type": "Person", "name": "编辑部"}, [], ["编辑部"], []),
        ([{"name": "Ida Holm"}, {"name": "AFP"}], ["Ida Holm"], [], ["AFP"]),
        ({"@type": "Person", "name": ["Ida Holm", "Per Lund"]}, ["Ida Holm"], [], []),
        ({"@type": "Person", "name": "https://courier.example/ida"}, [], [], []),
        ({"@type": "Person", "name": "Cortesía"}, [], [], []),
        ({"@type": "Person", "name": "admin"}, [], [], []),
        ({"@type": "Person", "name": ""}, [], [], []),
        (None, [], [], []),
        (7, [], [], []),
        ({"@type": "Person", "name": "Anna Staff"}, ["Anna Staff"], [], []),
        ("Harbour Courier, Narvik, Norway", [], ["Harbour Courier"], []),
    ],
)
def test_authors_of_the_pages_data_whatever_type_they_claim(
    author: object, authors: list[str], organisations: list[str], agencies: list[str]
) -> None:
    page = read(author=author)
    assert (page.authors, page.organisations, page.agencies) == (authors, organisations, agencies)
    assert page.byline is None


@pytest.mark.parametrize(
    ("byline", "author", "expected"),
    [
        # the byline outranks the data where they disagree
        ('<p class="byline">By Ida Holm</p>', {"name": "Per Lund"}, ["Ida Holm"]),
        ('<p class="byline">By Ida Holm</p>', {"@type": "Person", "name": "Harbour Courier"}, ["Ida Holm"]),
        # where they agree on one, the longer list is right
        ('<p class="byline">By Ida Holm</p>', [{"name": "Ida Holm"}, {"name": "Per Lund"}], ["Ida Holm", "Per Lund"]),
        ('<p class="byline">By Ida Holm and Per Lund</p>', [{"name": "Ida Holm"}], ["Ida Holm", "Per Lund"]),
        # the same name in capitals is the same name
        ('<p class="byline">By IDA HOLM</p>', [{"name": "Ida Holm"}], ["Ida Holm"]),
        ('<p class="byline">By I. Holm</p>', [{"name": "Ida Holm"}], ["Ida Holm"]),
        # the data put the outlet behind the name
        ('<p class="byline">By Ida Holm</p>', [{"name": "Ida Holm. Narvik International"}], ["Ida Holm"]),
        # a line that an editor wrote outranks the name of who typed it in
        ('<span class="author vcard">Per Lund</span><p>By Ida Holm</p>', {"name": "Per Lund"}, ["Ida Holm"]),
        # who is no person yields to one
        ('<p class="byline">Harbour Courier</p>', {"name": "Ida Holm"}, ["Ida Holm"]),
        # a login counts where the page prints it
        ('<p class="byline">by seagull7</p>', {"name": "seagull7"}, ["seagull7"]),
        # an unmarked line that holds a name of the data may hold others
        ("<div>Ida Holm / Northern Isles</div>", {"name": "Ida Holm"}, ["Ida Holm"]),
        ("", {"name": "seagull7"}, []),
    ],
)
def test_byline_and_data(byline: str, author: object, expected: list[str]) -> None:
    assert read(byline, author=author).authors == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<meta name="author" content="Ida Holm">', ["Ida Holm"]),
        ('<meta name="Author" content="Holm, Ida">', ["Ida Holm"]),
        ('<meta property="article:author" content="https://social.example/ida">', []),
        ('<meta property="article:author" content="Ida Holm https://social.example/ida">', []),
        ('<meta name="citation_author" content="Ida Holm"><meta name="citation_author" content="Per Lund">',
        ["Ida Holm", "Per Lund"]),
        ('<meta name="parsely-author" content="Ida Holm">', ["Ida Holm"]),
    ],
)  # fmt: skip
def test_authors_in_meta(head: str, expected: list[str]) -> None:
    assert read(head=head).authors == expected


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("<p>Autor: Ida Holm</p>", ["Ida Holm"]),
        ("<p>Text: Ida Holm</p>", ["Ida Holm"]),
        ('<p style="text-align:right"><b>Lê Hồng Hà</b></p>', ["Lê Hồng Hà"]),
        ('<p class="rteright">Ida Holm (Correspondent)</p>', ["Ida Holm"]),
        ('<p align="right">Ida Holm</p>', ["Ida Holm"]),
        ("<p><b>Ida HOLM</b></p>", ["Ida HOLM"]),
        ("<div>Она уплыла.<br><br>Иван ПЕТРОВ</div>", ["Иван ПЕТРОВ"]),
        ("<div>She sailed on.<br><br>Ida HOLM<br><br>And was not seen again.</div>", []),
        ("<p>Narvik, NATO</p>", []),
        ('<p class="has-text-align-right">Ida Holm</p>', ["Ida Holm"]),
        ('<p class="text-right">Ida Holm</p>', ["Ida Holm"]),
        ('<p class="author">Ida Holm</p>', ["Ida Holm"]),
        ("<p>Ida Holm</p>", []),
        ("<p>Foto: Ida Holm</p>", []),
        ("<p>作者：高若蘭</p>", ["高若蘭"]),
        ('<p style="text-align:right">Narvik</p>', []),
        ('<p style="text-align:right">Ida Holm sailed on the first ferry of March with a goat</p>', []),
    ],
)
def test_names_below_the_text(after: str, expected: list[str]) -> None:
    assert read(after=after).authors == expected


def test_a_name_of_data_that_name_nobody_first() -> None:
    page = read(author={"name": "admin"}, head='<meta name="author" content="Harbour Courier">')
    assert page.organisations == ["Harbour Courier"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Autor: Ida Holm", ["Ida Holm"]),
        ("Autora: Ana Paz", ["Ana Paz"]),
        ("作者：高若蘭", ["高若蘭"]),
        ("Texto: Ana Paz", ["Ana Paz"]),
        ("By Per Lund", []),
        ("Journaliste • Lucie Morel", ["Lucie Morel"]),
        ("Reporter | Ida Holm", ["Ida Holm"]),
        ("Redakteurin: Ida Holm", ["Ida Holm"]),
        ("Periodista · Ana Paz", ["Ana Paz"]),
        ("Giornalista - Lia Conti", ["Lia Conti"]),
        ("Lia Conti | Giornalista", ["Lia Conti"]),
        ("Журналист • Анна Лебедева", ["Анна Лебедева"]),
        ("Muhabir: Ayşe Kaya", ["Ayşe Kaya"]),
    ],
)
def test_names_below_a_long_text(line: str, expected: list[str]) -> None:
    page = read(after=f"{LONG * 3}<p>{line}</p>")
    assert page.authors == expected
    assert page.body
    assert line not in page.body


@pytest.mark.parametrize(
    "line",
    ["Fotograf • Per Lund", "Reporter | Narvik", "Korrespondent • Reporter", "Hafen – Per Lund", "Per Lund • Ida Holm",
     "Reporter • Ida Holm • Narvik", "Reporter • wer noch an Bord war"],
)  # fmt: skip
def test_what_stands_beside_a_mark_below_the_text_names_no_author(line: str) -> None:
    assert read(after=f"{LONG * 3}<p>{line}</p>").authors == []


@pytest.mark.parametrize(
    ("line", "byline", "modified"),
    [
        ("Published: May 3, 2026 | Last Updated: May 4, 2026 | Written by Per Lund", "Written by Per Lund", 4),
        ("Published: May 3, 2026 · Last Updated: May 4, 2026 · By Per Lund", "By Per Lund", 4),
        ("Published: May 3, 2026<br>Last Updated: May 4, 2026<br>Written by Per Lund", "Written by Per Lund", 4),
        ("Published: 3 May 2026 10:20 | Last Updated: 4 May 2026 11:30 | Written by: Per Lund", "Written by: Per Lund", 4),
        ("Written by Per Lund | Published: May 3, 2026 | Last Updated: May 4, 2026", "Written by Per Lund", 4),
        ("Veröffentlicht: 3. Mai 2026 • Aktualisiert: 4. Mai 2026 • Von Per Lund", "Von Per Lund", 4),
        ("Veröffentlicht am 3. Mai 2026, geschrieben von Per Lund",
         "Veröffentlicht am 3. Mai 2026, geschrieben von Per Lund", None),
        ("Publié le 3 mai 2026 | Mis à jour le 4 mai 2026 | Écrit par Per Lund", "Écrit par Per Lund", 4),
        ("Publicado: 3 de mayo de 2026 | Última actualización: 4 de mayo de 2026 | Escrito por Per Lund",
         "Escrito por Per Lund", 4),
        ("Publié le 3 mai 2026 | Auteur : Per Lund", "Auteur : Per Lund", None),
        ("Publicado el 3 de mayo de 2026 | Por Per Lund", "Por Per Lund", None),
        ("Pubblicato il 3 maggio 2026 | di Per Lund", "di Per Lund", None),
        ("Gepubliceerd: 3 mei 2026 | Door Per Lund", "Door Per Lund", None),
        ("Publicerad: 3 maj 2026 | Av Per Lund", "Av Per Lund", None),
        ("Opdateret: 4. maj 2026 | Publiceret: 3. maj 2026 | Af Per Lund", "Af Per Lund", 4),
        ("Pubblicato: 3 maggio 2026 | Ultimo aggiornamento: 4 maggio 2026 | Scritto da Per Lund", "Scritto da Per Lund", 4),
        ("Yayınlanma: 3 Mayıs 2026 | Güncelleme: 4 Mayıs 2026 | Yazan: Per Lund", "Yazan: Per Lund", 4),
        ("Opublikowano: 3 maja 2026 | Aktualizacja: 4 maja 2026 | Autor: Per Lund", "Autor: Per Lund", 4),
        ("Опубликовано: 3 мая 2026 | Обновлено: 4 мая 2026 | Автор: Per Lund", "Автор: Per Lund", 4),
    ],
)  # fmt: skip
def test_a_line_of_dates_and_the_author(line: str, byline: str, modified: int | None) -> None:
    page = read(f"<p>{line}</p>")
    assert (page.byline, page.authors, page.credits) == (byline, ["Per Lund"], [])
    assert page.published is not None
    assert page.published.value.day == 3
    assert (page.modified and page.modified.value.day) == modified
    assert page.body.startswith("After four weeks")


def test_a_byline_behind_a_line_of_sections() -> None:
    assert (
        read("<p>By Ida Holm, in <a href=/news>News</a>, <a href=/isles>Isles</a> · <b>3 May 2026</b></p>").byline
        == "By Ida Holm"
    )


@pytest.mark.parametrize(
    ("markup", "byline"),
    [
        (
            "<ul class=authors><li><a>Ida Holm</a><li><a>Per Lund</a> &amp; <li><a>Ane Dahl</a></ul>",
            "Ida Holm · Per Lund & Ane Dahl",
        ),
        ("<ul class=authors><li><a>Ida Holm</a> <li>&amp; <a>Ane Dahl</a></ul>", "Ida Holm & Ane Dahl"),
        ("<ul class=authors><li><a>Ida Holm</a> und<li><a>Ane Dahl</a></ul>", "Ida Holm und Ane Dahl"),
        ("<ul class=authors><li><a>Ida Holm</a><li>y <a>Ane Dahl</a></ul>", "Ida Holm y Ane Dahl"),
    ],
)
def test_what_binds_two_names_binds_them_in_print(markup: str, byline: str) -> None:
    assert read(markup).byline == byline


@pytest.mark.parametrize(
    ("name", "sort"),
    [("TPN", "organisations"), ("IWBH", "organisations"), ("LD", "authors"), ("ORHAN", "authors")],
)
def test_three_or_four_capitals_that_sign_alone_are_an_organisation(name: str, sort: str) -> None:
    assert getattr(read(f"<p class=byline>By {name}</p>"), sort) == [name]


@pytest.mark.parametrize(
    ("site", "name", "things", "person"),
    [
        ("Ida Holm", "Ida Holm", [{"@type": ["Person", "Organization"], "name": "Ida Holm"}], True),
        ("Ida Holm", "Ida Holm", [{"@type": "WebSite", "name": "Ida Holm"}, {"@type": "Person", "name": "Ida Holm"}], True),
        ("Ida Maria Holm", "Ida Maria Holm", [{"@type": "Person", "name": "Ida Maria Holm"}], True),
        ("Ida Holm", "Ida Holm", [], False),
        ("Ida Holm", "Ida Holm", [{"@type": "Person", "name": "Ida Holm"}, {"@type": "Organization", "name": "Ida Holm"}], False),
        ("Ida Holm", "Ida Holm", [{"@type": "Person", "name": "Ida Holm"},
                                  {"@type": "WebPage", "publisher": {"@type": "Organization", "name": "Ida Holm"}}], False),
        ("Ferry Week", "Ferry Week", [{"@type": "Person", "name": "Ferry Week"}], False),
        ("Ida Holm", "Ida Holm", [{"@type": "Person", "name": "Per Lund"}], False),
        ("El Faro", "El Faro", [{"@type": "Person", "name": "El Faro"}], False),
        ("NARVIK VISION", "NARVIK VISION", [{"@type": "Person", "name": "NARVIK VISION"}], False),
        ("Narvik Radio", "Narvik Radio", [{"@type": "Person", "name": "Narvik Radio"}], False),
    ],
)  # fmt: skip
def test_a_site_that_is_called_like_its_author(site: str, name: str, things: list[object], person: bool) -> None:
    head = f'<meta property="og:site_name" content="{site}"><script type="application/ld+json">{json.dumps(things)}</script>'
    html = (
        f"<html lang=en><head>{head}</head><body><h1>{HEADLINE}</h1><p class=byline>By {name}</p>{TEXT}</body></html>"
    )
    page = extract(html.encode(), "https://pages.example/isles/ferry")
    assert (page.authors, page.organisations) == (([name], []) if person else ([], [name]))


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ("Von Ida Holm", ["Ida Holm"]),
        ("By Ida Holm and Per Lund", ["Ida Holm", "Per Lund"]),
        ("Par Ida Holm", ["Ida Holm"]),
        ("Автор: Анна Лебедева", ["Анна Лебедева"]),
        ("By then", []),
        ("By Harbour Radio", []),
        ("Von Hamburg", []),
    ],
)
def test_the_byline_behind_the_text_in_the_data(end: str, expected: list[str]) -> None:
    text = " ".join(["The ferry sailed again on Monday, and the goat that had missed it in May was on board."] * 9)
    data = json.dumps({"@type": "NewsArticle", "headline": HEADLINE, "articleBody": f"{text} {end}"})
    html = f"<html lang=en><head><script type='application/ld+json'>{data}</script></head><body><h1>{HEADLINE}</h1></body></html>"
    page = extract(html.encode(), URL)
    assert page.authors == expected
    assert page.body == (text if expected else f"{text} {end}")


@pytest.mark.parametrize("line", ["AFP", "AFP, Manila", "News - Anadolu Ajansı", "ТАСС", "Quelle: dpa"])
def test_an_agency_between_headline_and_text(line: str) -> None:
    page = read(f"<div>{line}</div>")
    assert len(page.agencies) == 1
    assert page.authors == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("AP", "AP"), ("The Associated Press", "AP"), ("Associated Press writers", "AP"), ("AFP", "AFP"),
        ("Agence France-Presse", "AFP"), ("Reuters Staff", "Reuters"), ("Рейтер", "Reuters"), ("路透社", "Reuters"),
        ("dpa-infocom", "dpa"), ("РИА Новости", "RIA Novosti"), ("ТАСС", "TASS"), ("新华社", "Xinhua"),
        ("共同通信", "Kyodo"), ("연합뉴스", "Yonhap"), ("ČTK", "ČTK"), ("Keystone-SDA", "Keystone-SDA"),
        ("Укрінформ", "Ukrinform"), ("Agência Lusa", "LUSA"), ("Anadolu Agency", "Anadolu"), ("PTI", "PTI"),
        ("ap", None), ("Ida Holm", None), ("Beta Larsen", None), ("Report on Ferries", None), ("", None), ("The", None),
        ("x" * 200, None), ("و.ا.س", "SPA"), ("(واس)", "SPA"),
    ],
)  # fmt: skip
def test_agencies_by_their_names(name: str, expected: str | None) -> None:
    assert agency(name) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("With reporting by AFP and TASS", ["AFP", "TASS"]),
        ("mit dpa", ["dpa"]),
        ("Some information for this report came from The Associated Press.", ["The Associated Press"]),
        ("(AP/Reuters)", ["AP", "Reuters"]),
        ("По материалам РИА Новости и «Интерфакс»", ["РИА Новости", "Интерфакс"]),
        ("AFP, AFP and afp", ["AFP"]),
        ("(REUTERS)", ["REUTERS"]),
        ("Reporting by Mina Kim and Turan Aydin; editing by Petra Holm", []),
        ("Sources: the annual Report of the port, Trend data, a PC World test, AP", ["AP"]),
        ("By RSS from the port office and Reuters", ["Reuters"]),
        ("The map of the apartment", []),
        ("info@dpa.example", []),
    ],
)
def test_agencies_in_a_credit(line: str, expected: list[str]) -> None:
    assert list(agencies_in(line)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ida Holm", True), ("Ida", True), ("李小龍", True), ("김하늘", True), ("محمد علي", True), ("Jean-Luc d'Arc", True),
        ("Vincent van der Berg", True), ("J. R. Stone", True), ("ida holm", False), ("A", False), ("50 Cent Off",
        False),
        ("What is this?", False), ("a sentence that goes on and on", False), ("Ida Holm Ida Holm Ida Holm Ida", False),
        ("http://x", False), ("{{ author }}", False), ("%author%", False),
    ],
)  # fmt: skip
def test_what_can_be_a_name(text: str, expected: bool) -> None:
    assert names.looks_like_name(text) is expected


@pytest.mark.parametrize(
    "text", ["Senior Reporter", "Redakteurin", "periodista", "корреспондент", "記者", "기자", "Staff Writer"]
)
def test_roles(text: str) -> None:
    assert names.is_role(text)


@pytest.mark.parametrize(
    ("last", "stays"),
    [
        ('<p style="text-align:right"><strong>Ida Holm</strong></p>', False),
        ("<p>By Ida Holm</p>", False),
        ("<p>Ida Holm was on board.</p>", True),
    ],
)
def test_a_name_that_signs_the_text_is_none_of_it(last: str, stays: bool) -> None:
    article = read("<p class=byline>By Ida Holm</p>", after=last)
    assert article.authors == ["Ida Holm"]
    assert ("Ida Holm" in article.body) == stays


def test_sections_and_keywords_in_the_line_of_the_date_are_no_names() -> None:
    labels = '<meta property="article:section" content="Isles"><meta property="article:tag" content="Ferry Trust">'
    labels += '<meta property="article:tag" content="Goats">'
    line = "<div><h5><a href=/author/ida>Ida Holm</a></h5><span>28 April 2021</span> <span>Isles</span> <a>Ferry Trust</a>, <a>Goats</a></div>"
    assert read(line, head=labels).authors == ["Ida Holm"]


@pytest.mark.parametrize("link", ['rel="category tag" href="/x/isles"', 'href="/tag/isles/"'])
def test_a_link_to_a_keyword_is_none_of_the_byline(link: str) -> None:
    page = read(f'<p class="byline"><a>Ida Holm</a> <a {link}>Northern Isles</a></p>')
    assert (page.byline, page.authors) == ("Ida Holm", ["Ida Holm"])
