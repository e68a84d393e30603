"""Pangea: recognised by its marks, its addresses and data layer read as data."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.extraction import extract, families
from crawler.extraction.families import pangea
from crawler.extraction.page import Page

ARTICLE = "https://www.rferl.org/a/bridge-opens/33990001.html"


def page(html: str, url: str = ARTICLE) -> Page:
    return Page(html.encode(), url)


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://www.rferl.org/a/bridge-opens/33990001.html", ("rferl", "33990001")),
        ("https://www.rferl.org/a/33990001.html", ("rferl", "33990001")),
        ("http://rferl.org/a/33990001.html", ("rferl", "33990001")),
        ("https://www.rferl.eu/a/bridge-opens/33990001.html", ("rferl", "33990001")),
        ("https://www.rferl.org/amp/bridge-opens/33990001.html", ("rferl", "33990001")),
        ("https://www.rferl.org/amp/33990001.html", ("rferl", "33990001")),
        ("https://www.rferl.org/content/bridge-opens/1997220.html", ("rferl", "1997220")),
        ("https://www.rferl.org/content/feature/1997220.html", ("rferl", "1997220")),
        ("https://www.rferl.org/content/bridge-opens/1997220", ("rferl", "1997220")),
        ("https://www.rferl.org/a/Clinton_Bridge_In_Opening_Push/1997220.html", ("rferl", "1997220")),
        ("https://www.rferl.org/a/snow-falls-at-minus-40-degrees-/33990001.html", ("rferl", "33990001")),
        ("https://www.rferl.org/a/a--b/33990001.html", ("rferl", "33990001")),
        ("https://www.radiofarda.com/a/%d9%be%d9%84-%d8%aa%d8%a7%d8%b2%d9%87/33990002.html", ("rferl", "33990002")),
        ("https://www.radiofarda.com/a/%D9%BE%D9%84-%D8%AA%D8%A7%D8%B2%D9%87/33990002.html", ("rferl", "33990002")),
        ("https://www.radiofarda.com/a/پل-تازه/33990002.html", ("rferl", "33990002")),
        ("https://ktat.krymr.com/a/33990003.html?utm_source=feed#top", ("rferl", "33990003")),
        ("https://www.polygraph.info/a/tram-claim/30990004.html", ("rferl", "30990004")),
        ("https://rfe.pangea-cms.com/preview/ru-RU/a/most/33990005.html", ("rferl", "33990005")),
        ("https://www.voanews.com/a/bridge-opens-in-2024/7990001.html", ("voa", "7990001")),
        ("https://learningenglish.voanews.com/a/bridge-opens/7990002.html", ("voa", "7990002")),
        ("https://editorials.voa.gov/a/bridge-opens/7990003.html", ("voa", "7990003")),
        ("https://WWW.VOANEWS.COM./a/7990001.html", ("voa", "7990001")),
        ("https://www.rferl.org/z/599", None),
        ("https://www.rferl.org/p/5547.html", None),
        ("https://www.rferl.org/author/marta-velin/qvtqv", None),
        ("https://www.rferl.org/embed/player/0/33990001.html?type=video", None),
        ("https://www.rferl.org/a/bridge/opens/33990001.html", None),
        ("https://www.rferl.org/a/000.html", None),
        ("https://d1a2b3c4e5.cloudfront.net/a/bridge-opens/33990001.html", None),
        ("https://notrferl.org/a/33990001.html", None),
        ("https://rferl.org.mirror.example/a/33990001.html", None),
        ("https://showcase.pangea-cms.com/a/33990001.html", None),
        ("https://[bad/a/33990001.html", None),
        ("", None),
    ],
)
def test_identity_of_an_address(url: str, found: tuple[str, str] | None) -> None:
    assert pangea.identity(url) == found


@pytest.mark.parametrize(
    ("own", "stated", "is_its"),
    [
        ("https://www.rferl.eu/a/bridge-opens/33990001.html", "https://www.rferl.org/a/33990001.html", True),
        ("https://www.rferl.eu/a/bridge-opens/33990001.html", "https://www.rferl.org/a/bridge/33990002.html", False),
        ("https://d1a2b3c4e5.cloudfront.net/a/most/33990005.html", "https://ktat.krymr.com/a/most/33990005.html", True),
    ],
)
def test_an_article_on_a_mirror_has_the_address_of_its_number(own: str, stated: str, is_its: bool) -> None:
    html = f'<link rel=canonical href="{stated}"><script>var utag_data={{pangea_version:"8.31.0.0.276"}}</script>'
    read = extract(html.encode(), own)
    assert read.url == (stated if is_its else own)


def test_no_host_is_in_two_networks() -> None:
    hosts = [host for names in pangea.NETWORKS.values() for host in names.split()]
    assert len(hosts) == len(set(hosts))


@pytest.mark.parametrize(
    "html",
    [
        '<script>var utag_data={entity:"RFE",pangea_version:"8.31.0.0.276"}</script>',
        '<img data-src="https://livetracker.voa.pangea-cms.com/counter.lt?RecordId=1">',
        '<body class="pg-article"><h1 class="title pg-title">Bridge opens</h1><div class="wsw"><p>Text</p></div>',
        '<div id="article-content" class="fb-quotable"></div><div class="wsw"></div><div class="c-author--hlight">',
    ],
)
def test_the_cms_is_recognised_by_its_page(html: str) -> None:
    assert families.recognise(page(html, "https://d1a2b3c4e5.cloudfront.net/x")) is pangea.PANGEA


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<h1>Bridge opens</h1><p>Text of some other site.</p>",
        '<h1 class="pg-title">Bridge opens</h1><p>A theme that has one class in common.</p>',
        '<p>Read <a href="https://www.rferl.org/a/33990001.html">their report</a></p><img src="https://gdb.rferl.org/1.jpg">',
    ],
)
def test_other_pages_are_not_taken_for_it_even_on_its_hosts(html: str) -> None:
    assert families.recognise(page(html)) is None


def test_the_data_layer_is_read_though_it_is_no_json() -> None:
    html = (
        (
            r'<script>var utag_data={entity:"RFE",page_title:"Bridge \"Old Lady\" Opens",byline:"D\u0026#39;Arc, Anna",'
            r"dateline:'PRAGUE \u2014 ',tags:\"\",count:12,slug:\"bridge, the\"};var other={a:1}</script>"
        )
        .replace(r"\"\"", '""')
        .replace(r"\"bridge, the\"", '"bridge, the"')
    )
    data = pangea.utag(page(html))
    assert data["page_title"] == 'Bridge "Old Lady" Opens'
    assert data["byline"] == "D'Arc, Anna"
    assert data["slug"] == "bridge, the"
    assert data["count"] == "12"
    assert "a" not in data


@pytest.mark.parametrize("html", ["", "var utag_data={", "var utag_data={{{{", 'var utag_data={a:"' + "x" * 200_000])
def test_a_broken_data_layer_is_no_data(html: str) -> None:
    assert "a" not in pangea.utag(page(f"<script>{html}</script>"))


MIRROR = "https://d1a2b3c4e5.cloudfront.net/a/most/33990005.html"


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ('<link rel="canonical" href="https://www.svoboda.org/a/most/33990005.html">', ("rferl", "33990005")),
        ('<meta content="https://www.svoboda.org/a/most/33990005.html" property="og:url">', ("rferl", "33990005")),
        ('<script>var utag_data={domain:"www.svoboda.org"}</script>', ("rferl", "33990005")),
        ('<link href="/Content/responsive/VOA/ru-RU/VOA-ru-RU.css" rel="stylesheet">', ("voa", "33990005")),
        ('<link href="/a/most/33990005.html" rel="canonical">', (None, "33990005")),
        ("", (None, "33990005")),
    ],
)
def test_a_nameless_mirror_is_told_by_its_page(html: str, found: tuple[str | None, str | None]) -> None:
    here = page(html, MIRROR)
    assert (pangea.network(here), pangea.publisher_id(here)) == found


def test_the_number_can_come_from_the_note_of_the_cms() -> None:
    note = '<script>var bar_data = {"apiId": "33990006", "apiType": "%s", "culture": "ru-RU"};</script>'
    home = "https://www.svoboda.org/"
    assert pangea.publisher_id(page(note % 1, home)) == "33990006"
    assert pangea.publisher_id(page(note % 2, home)) is None


LD = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"x",%s}</script>'
UTAG = '<script>var utag_data={pub_year:"2024",pub_month:"04",pub_day:"28",pub_hour:"07",pub_minute:"00"}</script>'
TIME = '<div class="published"><time pubdate="pubdate" datetime="2024-04-28T03:00:00&#x2B;00:00">April 28</time></div>'


@pytest.mark.parametrize(
    ("html", "value", "reader"),
    [
        (
            LD % '"datePublished":"2024-04-28 06:59:00Z"' + UTAG + TIME,
            datetime(2024, 4, 28, 6, 59, tzinfo=UTC),
            "json-ld",
        ),
        (LD % '"datePublished":"0001-01-01 00:00:00Z"' + UTAG + TIME, datetime(2024, 4, 28, 7, 0, tzinfo=UTC), "utag"),
        (LD % '"datePublished":"2024-04-28"' + UTAG + TIME, datetime(2024, 4, 28, 7, 0, tzinfo=UTC), "utag"),
        (LD % '"datePublished":"0001-01-01 00:00:00Z"' + TIME, datetime(2024, 4, 28, 3, 0, tzinfo=UTC), "time"),
    ],
)
def test_published_is_the_best_date_of_three(html: str, value: datetime, reader: str) -> None:
    date = pangea.published(page(html))
    assert date is not None
    assert (date.value, date.reader) == (value, reader)


def test_a_day_alone_stays_a_day() -> None:
    date = pangea.published(page(LD % '"datePublished":"2019-11-18"'))
    assert date is not None
    assert date.day_only


def test_an_unknown_date_is_none() -> None:
    empty = page(LD % '"datePublished":"0001-01-01 00:00:00Z","dateModified":"0001-01-01 00:00:00Z"')
    assert (pangea.published(empty), pangea.modified(empty), pangea.date_candidates(empty)) == (None, None, {})


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ('<span class="dateline">AUBURN, Wash. —&nbsp;</span><p>A</p>', "AUBURN, Wash."),
        ('<p><span class="dateline">КИЇВ – </span>A</p>', "КИЇВ"),
        ("<p>A</p>", None),
        ('<span class="dateline"> — </span>', None),
    ],
)
def test_dateline(html: str, found: str | None) -> None:
    assert pangea.dateline(page(f'<div id="article-content"><div class="wsw">{html}</div></div>')) == found


def links(*names: str) -> str:
    items = "".join(
        f'<li class="links__item">By <a class="links__item-link" href="/author/x/1">{n}</a></li>' for n in names
    )
    return f'<div class="publishing-details"><ul class="links__list">{items}</ul></div>'


def card(name: str) -> str:
    return f"""<div class="c-author c-author--hlight"><img class="avatar" alt="16x9 Image">
    <div class="c-author__content"><h4 class="media-block__title--author">{name}</h4>
    <div class="wsw"><p>Bio.</p></div></div></div>"""


SITE = '<meta content="Radio Lipova" property="og:site_name">'


@pytest.mark.parametrize(
    ("html", "people", "desks", "agencies"),
    [
        (links("Marta Velin") + card("Marta Velin"), ["Marta Velin"], [], []),
        (links("Marta Velin", "Igor Sadykov"), ["Marta Velin", "Igor Sadykov"], [], []),
        (links("Associated Press"), [], [], ["Associated Press"]),
        (links("RFE/RL's Russian Service") + card("RFE/RL's Russian Service"), [], ["RFE/RL's Russian Service"], []),
        (card("The Newsroom"), [], ["The Newsroom"], []),
        (SITE + links("Radio Lipova"), [], ["Radio Lipova"], []),
        (
            '<script>var utag_data={byline:"Marta Velin, Igor Sadykov"}</script>',
            ["Marta Velin", "Igor Sadykov"],
            [],
            [],
        ),
        (SITE + LD % '"author":{"@type":"Organization","name":"Radio Lipova"}', [], [], []),
    ],
)
def test_who_signed(html: str, people: list[str], desks: list[str], agencies: list[str]) -> None:
    found = pangea.signatures(page(html))
    sorts = ("person", "organisation", "agency")
    assert [[name.text for name in found if name.sort == sort] for sort in sorts] == [people, desks, agencies]


def test_a_card_without_a_text_is_no_bio() -> None:
    card = '<div class="c-author c-author--hlight"><div class="c-author__content"><h4>Anna Solis</h4></div></div>'
    assert pangea.author_bios(page(card)) is None


NOTICE = (
    "<p>It was declared an undesirable organization.</p><p>To find out more, click <a href='/a/1.html'>here</a>.</p>"
)


@pytest.mark.parametrize(
    ("after", "found"),
    [
        (f"<div>{NOTICE}</div>", "It was declared an undesirable organization.\n\nTo find out more, click here."),
        ("<section>Признана нежелательной организацией.</section>", "Признана нежелательной организацией."),
        (f'<div class="c-author"><div class="wsw">{NOTICE}</div></div>', None),
        (f'<div class="media-block">{NOTICE}</div>', None),
        ("<div><p>Read more about harbours.</p></div>", None),
    ],
)
def test_the_notice_is_the_block_behind_the_text(after: str, found: str | None) -> None:
    html = f'<div id="article-content"><div class="wsw"><p>Text</p></div><ul></ul>{after}</div>'
    assert pangea.disclaimer(page(html)) == found


def test_media_of_players_and_scripts() -> None:
    html = """<div id="content"><div class="c-mmp" data-title="Evening bulletin"><audio src="" data-sources='[{"Src":"https://rfe-audio.example/1.mp3"}]'></audio></div>
    <video data-sources="not json"></video>
    <div class="externalMedia"><script>renderExternalContent("https://www.youtube.com/embed/abc?&fs=1")</script></div>
    <div class="externalMedia"><script>renderExternalContent("https://twitter.com/x/status/1")</script></div></div>"""
    found = pangea.media(page(html))
    assert found is not None
    assert [(m.kind, m.url, m.title) for m in found] == [
        ("audio", "https://rfe-audio.example/1.mp3", "Evening bulletin"),
        ("video", "https://www.youtube.com/embed/abc", None),
    ]


SENTENCES = [
    "The bridge over the Varda opened on Monday after nine years of repairs.",
    "Its first user was a baker with a cart of bread, the county said in a statement.",
]


def story(top: str, inside: str) -> bytes:
    first, second = SENTENCES
    return f"""<html><head><title>Bridge opens</title><meta content="Bridge opens" property="og:title"></head>
    <body class="pg-article"><div id="content">{top}<div id="article-content" class="fb-quotable"><div class="wsw">
    <p>{first}</p>{inside}<p>{second}</p></div></div></div></body></html>""".encode()


def test_the_headline_is_the_one_the_family_names() -> None:
    long = "Baker Is First To Cross New Bridge Over Varda"
    top = f'<h1 class="title">Bridge opens</h1><h1 class="pg-title">{long}</h1>'
    assert extract(story(top, ""), ARTICLE).headline == long


@pytest.mark.parametrize(
    "inside",
    [
        '<div class="media-pholder"><p>No media source currently available</p><p>Direct link</p></div>',
        '<div class="c-mmp"><p>The code has been copied to your clipboard.</p></div>',
        '<div class="media-block also-read"><a href="/a/2.html"><h4>Who owns the bridge?</h4></a></div>',
        '<div class="wsw__related"><p>More about bridges and the people who build them.</p></div>',
        '<div class="mediaReplacer externalMedia"><p>This content is hosted elsewhere.</p></div>',
        '<div class="comments"><p>Already have an account?</p></div>',
        "<p>&nbsp;</p><p>______________________________</p>",
    ],
)
def test_what_stands_in_the_text_and_is_not_of_it(inside: str) -> None:
    found = extract(story('<h1 class="pg-title">Bridge opens</h1>', inside), ARTICLE)
    assert found.body.split("\n\n") == SENTENCES


@pytest.mark.parametrize(
    ("url", "found"),
    [
        (
            "https://gdb.rferl.org/438B0BA5-2ED3-48F0-A5EB-52C86CDB5E0C_w250_r1_s.jpg",
            "https://gdb.rferl.org/438B0BA5-2ED3-48F0-A5EB-52C86CDB5E0C.jpg",
        ),
        (
            "https://gdb.voanews.com/438b0ba5-2ed3-48f0_cx0_cy10_cw0_w408_r1_s.png?x=1",
            "https://gdb.voanews.com/438b0ba5-2ed3-48f0.png",
        ),
        ("https://gdb.rferl.org/438B0BA5.jpg", "https://gdb.rferl.org/438B0BA5.jpg"),
        ("https://images.example/bridge_w250.jpg", "https://images.example/bridge_w250.jpg"),
    ],
)
def test_sizes_of_a_picture_are_one_picture(url: str, found: str) -> None:
    assert pangea.original(url) == found


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_no_page_and_no_address_breaks_a_reader(data: st.DataObject) -> None:
    pieces = [
        '<script>var utag_data={domain:"[",pub_year:"99999",pub_month:"13",byline:"\\u0026#39;',
        '"pangea_version":"',
        '<link rel="canonical" href="https://[">',
        LD % '"datePublished":7,"dateModified":["0001-01-01"]',
        '<div id="article-content"><div class="wsw">',
        '<div class="c-author c-author--hlight">',
        '<div id="content"><video data-sources="[1,{&quot;Src&quot;:2}]">',
        '<script>renderExternalContent("http://[x")</script>',
        NOTICE,
        "<time pubdate datetime='2024-13-45'>",
        "</div>",
        '"apiType": "1", "apiId": "7"',
    ]
    html = "".join(data.draw(st.lists(st.sampled_from(pieces) | st.text(max_size=20), max_size=20)))
    url = data.draw(st.sampled_from([ARTICLE, MIRROR, "https://[", ""]) | st.text(max_size=30))
    here = Page(html.encode("utf-8", "replace"), url)
    pangea.recognise(here)
    pangea.identity(url)
    for reader in pangea.PANGEA.readers.values():
        reader(here)
