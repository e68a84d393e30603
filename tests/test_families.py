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
        '<p>pangea</p><video src="https://voa-video-ns.akamaized.example/pangeavideo/2024/04/1/7/a.mp4"></video>',
        '<div class="c-hlights c-hlights--breaking"></div><div class="wsw wsw--small"><img src="https://gdb.voanews.com/'
        '1_w250.jpg"></div><script>var bar_data = {"apiId":"7585813","apiType":"1"};</script>',
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
            r"dateline:'PRAGUE ',tags:\"\",count:12,slug:\"bridge, the\"};var other={a:1}</script>"
        )
        .replace(r"\"\"", '""')
        .replace(r"\"bridge, the\"", '"bridge, the"')
    )
    data = pangea.utag(page(html))
    assert data["page_title"] == 'Bridge "Old Lady" Opens'
    assert data["byline"] == "D'Arc, Anna"
    assert data["slug"] == "bridge, the"
    assert data["dateline"] == "PRAGUE"
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
        (
            '<link rel="canonical" href="https://www.svoboda.org/z/599"><script>var utag_data='
            '{url:"https://www.svoboda.org/a/most/33990005.html"}</script>',
            ("rferl", "33990005"),
        ),
        ('<script>var utag_data={domain:"www.svoboda.org"}</script>', ("rferl", "33990005")),
        ('<link href="/Content/responsive/VOA/ru-RU/VOA-ru-RU.css" rel="stylesheet">', ("voa", "33990005")),
        ('<link href="/a/most/33990005.html" rel="canonical">', (None, "33990005")),
        (
            '<link href="/a/most/33990005.html" rel="canonical"><script type="application/ld+json">{"headline":"Мост",'
            '"url":"https://www.svoboda.org/a/most/33990005.html"}</script>',
            ("rferl", "33990005"),
        ),
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
        (
            '<script type="application/ld+json">{"@type":"WebSite","name":"Radio Lipova"}</script>'
            + LD % '"datePublished":"2024-04-28 06:59:00Z"',
            datetime(2024, 4, 28, 6, 59, tzinfo=UTC),
            "json-ld",
        ),
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
        (links("Marta Velin", ""), ["Marta Velin"], [], []),
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


def test_lines_without_a_text_are_none_of_a_byline_and_of_a_card() -> None:
    empty = links("Marta Velin").replace("</ul>", '<li class="links__item">&nbsp;</li></ul>')
    assert pangea.byline(page(empty)) == "By Marta Velin"
    bios = pangea.author_bios(page(card("Marta Velin").replace("</p>", "</p><p>&nbsp;</p>")))
    assert bios is not None
    assert [bio.text for bio in bios] == ["Bio."]


def test_a_card_without_a_text_is_no_bio() -> None:
    card = '<div class="c-author c-author--hlight"><div class="c-author__content"><h4>Anna Solis</h4></div></div>'
    assert pangea.author_bios(page(card)) is None


NOTICE = (
    "<p>It was declared an undesirable organization.</p><p>To find out more, click <a href='/a/1.html'>here</a>.</p>"
)

NOTICE_TEXT = "It was declared an undesirable organization.\n\nTo find out more, click here."


@pytest.mark.parametrize(
    ("after", "found"),
    [
        (f"<div>{NOTICE}</div>", NOTICE_TEXT),
        ("<section>Признана нежелательной организацией.</section>", "Признана нежелательной организацией."),
        (f'<div class="c-author"><div class="wsw">{NOTICE}</div></div>', None),
        (f'<div class="media-block">{NOTICE}</div>', None),
        ("<div><p>Read more about harbours.</p></div>", None),
        (f'<div class="region">{NOTICE}</div>', NOTICE_TEXT),
        (f"<div>{NOTICE.replace('</p><p>', '</p><p>&nbsp;</p><p>')}</div>", NOTICE_TEXT),
        (
            '<div class="region"><div class="media-block"><a href="/a/2.html"><h4>Newsroom Named Undesirable '
            "Organization</h4></a></div></div>",
            None,
        ),
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


@pytest.mark.parametrize(
    "address",
    [
        "https://www.youtube-nocookie.com/embed/abc",
        "https://youtu.be/abc",
        "https://player.vimeo.com/video/4711",
        "https://rutube.ru/play/embed/4711",
        "https://www.dailymotion.com/embed/video/x4711",
    ],
)
def test_videos_of_other_hosts_that_a_script_puts_in(address: str) -> None:
    html = f'<div class="externalMedia"><script>renderExternalContent("{address}?fs=1")</script></div>'
    found = pangea.media(page(f'<div id="content">{html}</div>'))
    assert found is not None
    assert [m.url for m in found] == [address]


def test_the_first_file_that_a_player_names() -> None:
    sources = '[null,{"Src":""},{"Src":"https://rfe-audio.example/2.mp3"},{"Src":"https://rfe-audio.example/3.mp3"}]'
    found = pangea.media(page(f"<div id='content'><audio data-sources='{sources}'></audio></div>"))
    assert found is not None
    assert [m.url for m in found] == ["https://rfe-audio.example/2.mp3"]


def test_posts_of_a_live_blog() -> None:
    post = '<div class="post post--liveblog"><h3>{}</h3><time datetime="2026-11-09T09:0{}:00Z"></time><div class="wsw">'
    html = (
        post.format("Doors open", 5) + "<p>The bridge is open.</p><p>&nbsp;</p></div></div>"
        + post.format("Soon", 1) + "<p>&nbsp;</p></div></div>"
    )  # fmt: skip
    found = pangea.live_entries(page(html))
    assert found is not None
    assert [(entry.headline, entry.text) for entry in found] == [("Doors open", "The bridge is open.")]


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
        '<div class="also-read"><h4>Who owns the bridge?</h4></div>',
        '<div class="media-block"><h4>Who owns the bridge?</h4></div>',
        '<div class="wsw__embed wsw__embed--small"><p>The bridge at dusk, seen from the mill.</p></div>',
        '<div class="share"><p>Share this story with whoever has crossed the bridge.</p></div>',
        '<div class="c-author"><p>Marta Velin writes about rivers and what spans them.</p></div>',
        '<ul class="author-hlight"><li><p>Marta Velin writes about rivers and what spans them.</p></li></ul>',
        '<figure class="media-gallery-embed overlay-wrap"><p>The bridge at dusk, seen from the mill.</p></figure>',
        "<amp-video src='/1.mp4'><p>Your browser doesn’t support HTML5</p></amp-video>",
        "<amp-audio src='/1.mp3'><p>Your browser doesn’t support HTML5</p></amp-audio>",
        '<div class="wsw__related"><p>More about bridges and the people who build them.</p></div>',
        '<div class="externalMedia"><p>This content is hosted elsewhere.</p></div>',
        '<div class="comments"><p>Already have an account?</p></div>',
        "<p>&nbsp;</p><p>______________________________</p>",
    ],
)
def test_what_stands_in_the_text_and_is_not_of_it(inside: str) -> None:
    found = extract(story('<h1 class="pg-title">Bridge opens</h1>', inside), ARTICLE)
    assert found.body.split("\n\n") == SENTENCES


WHOLE = """<html lang="en"><head><title>Bridge opens</title>
<link href="/Content/responsive/RFE/en-US/RFE-en-US.css" rel="stylesheet">
<script type="application/ld+json">{"@type":"NewsArticle","headline":"Bridge opens",
"author":{"@type":"Person","name":"Radio Lipova"},"datePublished":"2024-04-28 06:59:00Z",
"dateModified":"2024-04-28 09:10:00Z"}</script></head><body class="pg-article"><script>var utag_data={pangea_version:"8.31.0.0.276",pub_year:"2024",pub_month:"04",
pub_day:"28",pub_hour:"07",pub_minute:"00"}</script><h1></h1><figure><img src="/banner.jpg"></figure><div id="content">
<div class="hdr-container"><div class="category"><a href="/z/599">Varda</a></div><h1 class="pg-title">Bridge opens</h1>
<div class="intro"><p>Nine years of repairs have come to an end.</p></div></div><div class="publishing-details">
<time datetime="2024-04-28T03:00:00-04:00">April 28</time><ul><li class="links__item">By
<a class="links__item-link" href="/author/marta-velin/x">Marta Velin</a></li></ul></div>
<div id="article-content" class="fb-quotable"><div class="wsw"><span class="dateline">LIPOVA —&nbsp;</span>
<div class="media-pholder"><div class="c-mmp" data-title="Evening bulletin"><audio
data-sources='[{"Src":"/1.mp3"}]'></audio></div></div><p>The bridge over <span class="tooltip">the Varda</span> opened on Monday after nine years of repairs.</p>
<figure class="media-image"><img src="https://gdb.rferl.org/438B0BA5_w250_r1_s.jpg"><figcaption><span class="caption">
The bridge at dusk.</span></figcaption></figure><div class="media-block"><figure><img src="/other.jpg"><figcaption>A mill.
</figcaption></figure></div><p>Correction: An earlier version of this story gave a wrong number of arches.</p>
<p>Its first user was a baker with a cart of bread, the county said in a statement.</p>
<p><em>The bridge stays open.</em></p><p><em>Marta Velin for AFP, from the mill</em></p></div><div class="post post--liveblog"><div class="wsw">
<p>Doors open.</p></div></div><div class="c-author c-author--hlight"><div class="c-author__content">
<h4 class="media-block__title--author">Marta Velin</h4><div class="wsw"><p>Writes about rivers.</p></div></div></div>
<div><p>It was declared an undesirable organization.</p></div></div></div>
<script>var bar_data = {"apiId":"33990001","apiType":"1"};</script></body></html>"""  # noqa: E501


def test_a_whole_page_is_read_by_the_family() -> None:
    found = extract(WHOLE.encode(), "https://d1a2b3c4e5.cloudfront.net/bridge")
    assert (found.network, found.publisher_id, found.problems) == ("rferl", "33990001", [])
    assert (found.headline, found.kicker, found.section) == ("Bridge opens", "Varda", "Varda")
    assert found.dek == "Nine years of repairs have come to an end."
    assert (found.byline, found.authors, found.dateline) == ("By Marta Velin", ["Marta Velin"], "LIPOVA")
    assert found.published is not None
    assert found.modified is not None
    assert (found.published.reader, found.modified.reader) == ("json-ld", "json-ld")
    assert [date.reader for date in found.date_candidates["published"]][:3] == ["json-ld", "utag", "time"]
    assert [paragraph[:21] for paragraph in found.body.split("\n\n")] == [
        "The bridge over the V", "Its first user was a ", "The bridge stays open",
    ]  # fmt: skip
    assert found.credits == ["Marta Velin for AFP, from the mill"]
    assert [correction.text[:10] for correction in found.corrections] == ["Correction"]
    assert found.disclaimer == "It was declared an undesirable organization."
    assert [bio.name for bio in found.author_bios] == ["Marta Velin"]
    assert [entry.text for entry in found.live_entries] == ["Doors open."]
    assert [medium.title for medium in found.media] == ["Evening bulletin"]
    assert [(image.url, image.caption) for image in found.images] == [
        ("https://gdb.rferl.org/438B0BA5.jpg", "The bridge at dusk.")
    ]
    by_family = "kicker dek section byline published modified dateline author_bios media live_entries body"
    for field in [*by_family.split(), "credits", "corrections", "disclaimer", "network", "publisher_id", "authors"]:
        assert found.evidence[field].reader == "pangea", field
    assert found.evidence["dateline"].where == "#article-content > .wsw .dateline"


def test_a_page_that_holds_a_film_and_no_text() -> None:
    html = WHOLE[: WHOLE.index('<div id="article-content"')] + '<video src="/1.mp4"></video></div></body></html>'
    found = extract(html.encode(), ARTICLE)
    assert found.problems == []
    assert [medium.kind for medium in found.media] == ["video"]


@pytest.mark.parametrize(
    ("opening", "place", "agencies"),
    [("КИЇВ (АФП) — Міст", "КИЇВ", 1), ("LIPOVA, April 28 (Reuters) - The bridge", "LIPOVA", 1)],
)
def test_a_dateline_may_be_part_of_the_paragraph(opening: str, place: str, agencies: int) -> None:
    found = extract(story('<h1 class="pg-title">Bridge opens</h1>', f"<p>{opening} opened at six.</p>"), ARTICLE)
    assert (found.dateline, len(found.agencies)) == (place, agencies)


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
