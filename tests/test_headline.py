"""The headline as shown, agreed on by witnesses; kicker and dek around it."""

import pytest

from crawler.extraction import extract, standfirst
from crawler.extraction.page import Page
from crawler.extraction.story import Story
from crawler.items import ScrapedArticle

URL = "https://www.harbour-courier.example/isles/girl-nine-beats-chess-master-4711"
TEXT = (
    "<p>The hall of the old customs house was so quiet on Sunday evening that one could hear the clock, and then a "
    "girl of "
    "nine years put her queen on the seventh rank and offered her hand to the master of the northern isles.</p>" * 3
)
LONG = (
    "<p>Her grandmother, who had taught her the moves with the shells that they found on the beach, sat in the last row "
    "and knitted; she had known it, she said, since the child asked her one evening in winter why the king must run when "
    "he could as well go and talk to the other one, and would not sleep before she had been told.</p>"
)
HEADLINE = "Girl, 9, beats the master of the northern isles"
NOTICE = (
    "This page uses only what it needs to remember how large you like your letters and whether you read it by day or by "
    "night, and forgets it once you leave. You need not agree to anything."
)


def read(head: str, body: str, url: str = URL) -> ScrapedArticle:
    return extract(f"<html lang=en><head>{head}</head><body>{body}</body></html>".encode(), url)


def ld(headline: str, **more: str) -> str:
    pairs = "".join(f', "{name}": "{value}"' for name, value in more.items())
    return (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "'
        + headline.replace('"', '\\"') + '"' + pairs + "}</script>"
    )  # fmt: skip


def og(title: str, site: str = "Harbour Courier") -> str:
    title = title.replace('"', "&quot;")
    return f'<meta property="og:title" content="{title}"><meta property="og:site_name" content="{site}">'


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        # a heading that others confirm
        (og(HEADLINE), f"<h1>{HEADLINE}</h1>", HEADLINE),
        (f"<title>{HEADLINE} | Harbour Courier</title>", f"<h1> {HEADLINE}\n</h1>", HEADLINE),
        (og("Short for sharing"), f"<h1>{HEADLINE}</h1>", HEADLINE),
        (ld(HEADLINE), f"<h1>Most read</h1><h1>{HEADLINE}</h1>", HEADLINE),
        # logos, alerts and empty headings
        (og(HEADLINE), f"<h1><a href='/'><img alt='Harbour Courier'></a></h1><h1>{HEADLINE}</h1>", HEADLINE),
        (og(HEADLINE), f"<h1 class=logo>Harbour Courier</h1><div class=entry-title>{HEADLINE}</div>", HEADLINE),
        (og(HEADLINE), f"<h1></h1><h1 class='alert-bar'>Storm warning for all isles</h1><h1>{HEADLINE}</h1>", HEADLINE),
        ("", f"<h1><a href='https://www.harbour-courier.example/'>The Courier of the North</a></h1><h1>{HEADLINE}</h1>", HEADLINE),
        # h1 in a breadcrumb trail, the headline in an h2
        (
            ld("Girl beats chess master - isles") + og(HEADLINE),
            f"<ol class=breadcrumb><li><h1>Girl beats chess master - isles</h1></ol><h2>{HEADLINE}</h2>",
            HEADLINE,
        ),
        # the newsroom's own data repeat the step of the trail, and nothing the h2
        (
            ld("Girl beats chess master - isles") + og("Girl beats chess master - isles"),
            "<ol class=breadcrumb><li><h1>Girl beats chess master - isles</h1></ol><h2>Chess: Girl of nine is master</h2>",
            "Girl beats chess master - isles",
        ),
        # … not even where the wording for one network repeats the h2
        (
            ld("Girl beats chess master - isles") + '<meta name="twitter:title" content="Chess: Girl of nine is master">',
            "<ol class=breadcrumb><li><h1>Girl beats chess master - isles</h1></ol><h2>Chess: Girl of nine is master</h2>",
            "Girl beats chess master - isles",
        ),
        # only the title does: the h2 is what readers see
        (
            "<title>Girl beats chess master - isles</title>",
            f"<nav><h1>Girl beats chess master - isles</h1></nav><h2>{HEADLINE} in chess</h2>",
            f"{HEADLINE} in chess",
        ),
        # the h1 names the section, the h2 the article
        (f"<title>Chess club - News » {HEADLINE}</title>", f"<h1>News</h1><h2>{HEADLINE}</h2>", HEADLINE),
        (
            f"<title>{HEADLINE} | The paper for the northern and the southern isles</title>",
            f"<h2>The paper for the northern and the southern isles</h2><h1>{HEADLINE}!</h1>",
            f"{HEADLINE}!",
        ),
        # repeated in a menu that follows the reader, shown below
        (og(HEADLINE), f"<nav><h2>{HEADLINE}</h2></nav><h1>View of article</h1><h2>{HEADLINE}</h2>", HEADLINE),
        # a page whose title is given as the name of its web application
        (
            og(f"Chess: {HEADLINE}") + f'<meta name="application-name" content="Chess: {HEADLINE}">',
            f"<h1>Chess: {HEADLINE}</h1>",
            f"Chess: {HEADLINE}",
        ),
        # no h1 at all
        (f"<title>{HEADLINE} - Harbour Courier</title>", f"<h2>{HEADLINE}</h2>", HEADLINE),
        (f"<title>Harbour Courier » Blog Archive » {HEADLINE}</title>", f"<div>{HEADLINE}</div>", HEADLINE),
        (og(HEADLINE) + f"<title>{HEADLINE} | isles | Harbour Courier</title>", "", HEADLINE),
        (f"<title>{HEADLINE} | The Paper of the North</title>", "", HEADLINE),
        # what the witnesses say stands nowhere on the page: the heading just above the text
        (og("Chess - the isles' pages"), f"<h2>More news</h2><h2>{HEADLINE}</h2>", HEADLINE),
        (og("Chess - the isles' pages"), f"<h2>{HEADLINE}</h2><h3>Nobody had seen it coming on the isles</h3>", HEADLINE),
        (og("Chess - the isles' pages"), f"<div class=review-title>{HEADLINE}</div>", HEADLINE),
        (og("Chess - the isles' pages"), f"<nav><h2>{HEADLINE}</h2></nav>", "Chess - the isles' pages"),
        # the witnesses name the site only, or nothing
        (og("Harbour Courier"), f"<h1>Harbour Courier</h1><h2>{HEADLINE}</h2>", HEADLINE),
        (og("Harbour Courier"), f"<h1>Harbour Courier</h1><p class=title-text>{HEADLINE}</p>", HEADLINE),
        (og("Harbour Courier"), "<p>18</p>", "Harbour Courier"),
        (f"<title>(3) {HEADLINE} | Harbour Courier</title>", f"<div>{HEADLINE}</div>", HEADLINE),
        (f"<title>{HEADLINE} (Video)</title>", f"<div>{HEADLINE}</div>", HEADLINE),
        (f"<title>{HEADLINE} (Video)</title>", "", f"{HEADLINE} (Video)"),
        # a heading for search engines only, and the one that is shown
        (og(HEADLINE) + ld("Chess girl nine"), f"<h1 class=visually-hidden>Chess girl nine</h1><h2 class=headline>{HEADLINE}</h2>", HEADLINE),
        ("<title>Harbour Courier -</title>", f"<h2>{HEADLINE}</h2>", HEADLINE),
        (f"<title>{HEADLINE} |</title>", "", HEADLINE),
        # an article that is called like the site
        (ld("Harbour Courier"), "<h1>Harbour Courier</h1><h2>How it began</h2>", "Harbour Courier"),
        # a live ticker's heading is its latest news
        (
            ld("The flood: news and maps") + "<title>The flood: news and maps | Harbour Courier</title>",
            "<h1>Dike holds at Norn +++ Ferries run again +++ School is off</h1>",
            "The flood: news and maps",
        ),
        (
            og("The flood: news and maps"),
            "<h1>Dike holds at Norn +++ Ferries run again</h1>",
            "Dike holds at Norn +++ Ferries run again",
        ),
        # only the h1 names the site; h3 and h4 are titles where there are no larger ones
        (og("Chess - the isles' pages"), f"<h3>{HEADLINE}</h3>", HEADLINE),
        (og("Chess - the isles' pages"), f"<h4>{HEADLINE}</h4>", HEADLINE),
        # an element that names itself a headline
        (
            og("The master beaten by a girl"),
            "<div class='sidebar headline'>The master beaten by a girl again</div><div class=headline>A master beaten by "
            "a girl</div><h2>Nobody had seen it coming</h2>",
            "A master beaten by a girl",
        ),
        # the article's head calls itself one: the heading in it
        (
            og("Chess - the isles' pages"),
            f"<div class=article-head><p>Chess</p><h3>{HEADLINE}</h3><p>By Ida Holm</p><p>Norn</p><p>3 May 2026</p></div>",
            HEADLINE,
        ),
        # … and holds much more than one
        (
            og("The master beaten by a girl"),
            "<div class=story-head><p>In Norn the master beaten by a girl</p>" + "<p>Send</p>" * 12 + f"</div><h2>{HEADLINE}</h2>",
            HEADLINE,
        ),
        # a notice that is long, but not as a text is, far above
        (
            og("Chess - the isles' pages"),
            f"<p>{NOTICE}</p>" + "<p>Chess</p>" * 7 + f"<h2>{HEADLINE}</h2>" + LONG,
            HEADLINE,
        ),
        # the h1 names the club, and the title both
        (
            f"<title>{HEADLINE} - The chess club of Norn</title>",
            f"<h1>The chess club of Norn</h1><h2>{HEADLINE}</h2>",
            HEADLINE,
        ),
        # two headings repeat parts of the title
        (
            "<title>News of the harbour: Girl, 9, beats the master</title>",
            "<h1>News of the harbour</h1><h1>Girl of 9 years beats the master</h1>",
            "Girl of 9 years beats the master",
        ),
        ("<title>18</title>", f"<h1>{HEADLINE}</h1>", HEADLINE),
        # a page's own name is no article's
        (
            '<script type="application/ld+json">{"@type": "WebPage", "name": "Chess: ' + HEADLINE + '"}</script>'
            + og(f"Chess: {HEADLINE}"),
            f"<h1>{HEADLINE}</h1>",
            HEADLINE,
        ),
        # two articles in the page's data, the second is that which the heading repeats
        (
            ld("Girl, 9, beats the master") + ld(HEADLINE) + og(HEADLINE),
            "<h1><span>Girl, 9, beats the master</span> <span>of the northern isles</span></h1>",
            HEADLINE,
        ),
        # parts of a heading that only styles set apart
        (
            og("Short for sharing") + f"<title>{HEADLINE} | Harbour Courier</title>",
            "<h1><span>Girl, 9, beats the master</span><span>of the northern isles</span></h1>",
            HEADLINE,
        ),
        # wording in two scripts and with entities
        (og("Mädchen, 9, schlägt den Meister"), "<h1>Mädchen, 9, schlägt den&nbsp;Meister</h1>",
        "Mädchen, 9, schlägt den Meister"),
        (ld("Tom &amp; Ann win"), "<h1>Tom &amp; Ann win</h1>", "Tom & Ann win"),
    ],
)  # fmt: skip
def test_the_title_as_shown(head: str, body: str, expected: str) -> None:
    assert read(head, body + TEXT).headline == expected


TRAIL = "Girl beats chess master - isles"


@pytest.mark.parametrize(
    "below",
    [
        # far below
        "<p>A move</p>" * 21 + "<h2>The girl who beats any chess master</h2>",
        # no heading
        "<p>The girl who beats any chess master plays for Norn</p>",
        # below the beginning of the text
        f"{LONG}<h2>The girl who beats any chess master</h2>",
    ],
)
def test_the_last_step_of_a_trail_is_the_headline_where_no_heading_below_repeats_it(below: str) -> None:
    page = read(f"<title>{TRAIL}</title>", f"<nav><h1>{TRAIL}</h1></nav>{below}{TEXT}")
    assert page.headline == TRAIL


def test_headings_of_the_side_column_are_not_the_articles() -> None:
    column = "<div><h1>Our partners - chess</h1><p>Bank of the isles</p><h1>Links</h1></div>"
    page = read("<title>Chess - news - chess</title>", f"<h2>Events</h2><h2>{HEADLINE}</h2>{TEXT * 2}{column}")
    assert page.headline == HEADLINE
    page = read("<title>Our partners - chess</title>", f"<h2>{HEADLINE}</h2>{TEXT * 2}{column}")
    assert page.headline == "Our partners - chess"


def test_a_front_page_is_not_called_like_its_first_teaser() -> None:
    head = "<title>Harbour Courier</title>"
    assert (
        read(head, f"<h2>{HEADLINE}</h2>{TEXT}", "https://www.harbour-courier.example/").headline == "Harbour Courier"
    )
    assert read(head, f"<h2>{HEADLINE}</h2>{TEXT}").headline == HEADLINE


@pytest.mark.parametrize(
    ("title", "url", "site"),
    [
        ("{} - Harbour Courier", URL, "Harbour Courier"),
        ("{} | Isles | Harbour Courier", URL, "Harbour Courier"),
        ("{} – HarbourCourier.example", URL, ""),
        ("Harbour Courier: {}", URL, "Harbour Courier"),
        ("{} « Harbour Courier", URL, "Harbour Courier"),
        ("{} · Harbour Courier Online", URL, "Harbour Courier"),
        ("{}｜港新聞", "https://minato.example/news/1", "港新聞"),
        ("{}（港新聞）", "https://minato.example/news/1", "港新聞"),
        ("{}【港新聞】", "https://minato.example/news/1", "港新聞"),
        ("{}：港新聞Web", "https://minato.example/news/1", "港新聞"),
        ("{} - Вестник гавани", "https://gavan.example/a/1", "Вестник гавани"),
        ("{} – HC – 28.04.2024", "https://hc.example/a/1", "HC"),
        ("{} | Amt für Küste und Häfen", "https://www.akuh.example/a/1", ""),
    ],
)
def test_the_sites_name_is_no_part_of_it(title: str, url: str, site: str) -> None:
    page = read(
        f"<title>{title.format(HEADLINE)}</title>" + (og(title.format(HEADLINE), site) if site else ""), TEXT, url
    )
    assert page.headline == HEADLINE


@pytest.mark.parametrize(
    ("head", "body", "headline", "kicker"),
    [
        # a label inside the heading, in an element of its own
        (og(HEADLINE), f"<h1><span class=kicker>Chess</span> <span>{HEADLINE}</span></h1>", HEADLINE, "Chess"),
        ("", f"<h1><span class=overline>Chess on the isles</span>{HEADLINE}</h1>", HEADLINE, "Chess on the isles"),
        (og(HEADLINE), f"<h1>Chess on the isles: {HEADLINE}</h1>", HEADLINE, "Chess on the isles"),
        (og(HEADLINE), f"<h1>Chess on the isles - {HEADLINE}</h1>", HEADLINE, "Chess on the isles"),
        ("", f"<h1><time datetime=2026-03-01>1 March 2026</time> {HEADLINE}</h1>", HEADLINE, None),
        ("", f"<h1><span class=kicker>Chess | 1 March 2026, 9:30</span> {HEADLINE}</h1>", HEADLINE, "Chess"),
        (ld("Chess on the isles"), f"<h1><span class=subline>Chess on the isles</span><span class=headline>{HEADLINE}</span></h1>",
        HEADLINE, "Chess on the isles"),
        (ld("Chess on the isles") + og("Chess on the isles"), "<h1><span class=subheadline>Chess on the isles</span>"
        "<span class=headline>Fast</span></h1>", "Chess on the isles", None),
        (og(HEADLINE), f"<h1><b>“Mate!”</b><b>{HEADLINE}</b></h1>", HEADLINE, "“Mate!”"),
        (og(HEADLINE), f"<h1><span class=kicker>Chess<i> – </i></span><script>var a = 'Chess';</script>{HEADLINE}</h1>",
        HEADLINE, "Chess"),
        # badges, and what is only read out, are neither
        (og(HEADLINE), f"<h1><span class=badge>Plus</span> {HEADLINE}</h1>", HEADLINE, None),
        ("", f"<h1><span class='badge premium'>Exclusive</span>{HEADLINE}</h1>", HEADLINE, None),
        ("", f"<h1><span class=visually-hidden>Article:</span>{HEADLINE}</h1>", HEADLINE, None),
        ("", f"<h1><span class=badge>{HEADLINE}</span></h1>", HEADLINE, None),
        (og(f"Plus {HEADLINE}"), f"<h1><span class=badge>Plus</span> {HEADLINE}</h1>", f"Plus {HEADLINE}", None),
        # at the heading's end
        ("", f"<h1>{HEADLINE}<span class=subtitle>First child to win it in ninety years</span></h1>", HEADLINE, None),
        ("", f"<h1>{HEADLINE} <small class=c-topline><span>, </span>Chess</small></h1>", HEADLINE, "Chess"),
        ("", f"<h1>{HEADLINE} <small>in the rain</small></h1>", f"{HEADLINE} in the rain", None),
        # a label beside the heading
        (og(HEADLINE), f"<div class=kicker>Chess</div><h1>{HEADLINE}</h1>", HEADLINE, "Chess"),
        (og(HEADLINE), f"<p class='article-topline'>Schach</p><h1>{HEADLINE}</h1>", HEADLINE, "Schach"),
        (og(HEADLINE), f"<span class=eyebrow>Ajedrez |</span><h1>{HEADLINE}</h1>", HEADLINE, "Ajedrez"),
        # the newsroom itself puts the label in front, twice
        (og(f"Chess: {HEADLINE}") + ld(f"Chess: {HEADLINE}"), f"<h1>{HEADLINE}</h1>", f"Chess: {HEADLINE}", None),
        # … and the heading too, in an element of its own: the label is both
        (og(f"Chess: {HEADLINE}") + ld(f"Chess: {HEADLINE}"), f"<h1><span class=kicker>Chess</span> <span>{HEADLINE}</span></h1>",
        f"Chess: {HEADLINE}", "Chess"),
        (og(f"Chess: {HEADLINE}") + ld(HEADLINE), f"<h1><span class=kicker>Chess</span> <span>{HEADLINE}</span></h1>",
        HEADLINE, "Chess"),
        # only one witness does
        (og(f"Chess: {HEADLINE}"), f"<h1>{HEADLINE}</h1>", HEADLINE, None),
        # only the title does without the label
        (f"<title>{HEADLINE} | Harbour Courier</title>", f"<h1>Chess on the isles: {HEADLINE}</h1>",
        f"Chess on the isles: {HEADLINE}", None),
        (f"<title>{HEADLINE} | Harbour Courier</title>", f"<h1><b>“Mate!”</b> <b>{HEADLINE}</b></h1>", HEADLINE, "“Mate!”"),
        # what a link's address is called says nothing of the words before it
        ("", "<h1>Girl, 9, beats <a href=/norn title='All of Norn'>the master</a> of the northern isles</h1>", HEADLINE, None),
        # emphasis inside a heading is no label
        (og("Why Dune matters to us all"), "<h1>Why <em>Dune</em> matters to us all</h1>",
        "Why Dune matters to us all", None),
        # other text beside the heading is no kicker
        (og(HEADLINE), f"<div class=breadcrumb>Home</div><h1>{HEADLINE}</h1>", HEADLINE, None),
    ],
)  # fmt: skip
def test_labels_in_front(head: str, body: str, headline: str, kicker: str | None) -> None:
    page = read(head, body + TEXT)
    assert page.headline == headline
    assert page.kicker == kicker
    assert ("kicker" in page.evidence) == (kicker is not None)


@pytest.mark.parametrize(
    ("head", "kicker"),
    [
        ("<div class=volanta>Opinión</div>", "Opinión"),
        ("<div class=nadtytul>Łąkocin</div>", "Łąkocin"),
        ("<div class=t-uptitle>Громада</div>", "Громада"),
        ("<div class=chapeau>Oudewaal</div>", "Oudewaal"),
        ("<p class=dachzeile>Nach dem Sturm</p>", "Nach dem Sturm"),
        ("<div class=antetitulo>Puertos</div>", "Puertos"),
        ("<p class=story__occhiello>Alta Valle</p>", "Alta Valle"),
        ("<p class=overline>Harbours</p>", "Harbours"),
        ("<div class=eyebrow><a href=/x>Harbours</a></div>", "Harbours"),
        # nothing names it, but it is the first line of the article's head
        ("<div class=x1><a href=/isles>Islands</a></div>", "Islands"),
        ("<span>After the storm</span>", "After the storm"),
        ("<div class=x1><a href=/isles>Islands</a> <a href=/ferries>Ferries</a></div>", None),
        ("<ul><li>Islands</li></ul>", None),
        ("<nav><a href=/isles>Islands</a></nav>", None),
        ("<div class=breadcrumb><a href=/>Home</a></div>", None),
        ("<div class=live-badge>Live now</div>", None),
        ("<div class=x1>3 May 2026</div>", None),
        ("<div class=x1>By Ida Holm</div>", None),
        ("<div class=x1>Photo: Ida Holm</div>", None),
        ("<div class=x1>Ida Holm/Reuters</div>", None),
        ("<div class=x1>© Courier</div>", None),
        ("<div class=x1>Share</div>", None),
        ("<div class=x1>Advertisement</div>", None),
        ("<div class=x1>Supported by</div>", None),
        ("<div class=x1>IslandsPremium</div>", None),
        ("<div class=x1>This is a sentence and no label.</div>", None),
        ("<div class=category>2026-05-03</div>", None),
        ("<div class=rubric-date>11.14.2026 09:00 AM</div>", None),
        ("<div class=kicker>Chess classic - 3 May 2026</div>", "Chess classic"),
        ("<div class=kicker>Season 2026/27</div>", "Season 2026/27"),
        ("<div class=kicker>Home</div>", None),
        ("<div class=kicker><a href=/s>Sport</a><a href=/w>World</a></div>", "Sport World"),
        ("<ul><li class='menu-item menu-overline'>Chess</li></ul><p>In Narvik</p>", None),
        ("<div class=kicker>Harbour Courier</div>", None),
        ("<div class=kicker><b>H</b>arbours</div>", "Harbours"),
        ("<p class=site-description>Denken und Handeln</p>", None),
        ("<p class=subtitle>Denken und Handeln</p>", "Denken und Handeln"),
        ("<div class='field field--label-hidden'>By IDA HOLM</div>", None),
        # a link to the front page is no label
        ("<p class=overline><a href=/>Zurück zur Übersicht</a></p>", None),
        ("<p class=overline><a href='https://www.harbour-courier.example'>Ana sayfaya geri dön</a></p>", None),
        ("<p class=overline><a href=/en/>← All the news of the isles</a></p>", None),
        ("<div><a class=kicker href=/><span>Retour à la une</span></a></div>", None),
        ("<span><a href=/>Volver a la portada</a></span>", None),
        ("<p class=overline><a href=/us>US</a></p>", "US"),
        ("<p class=overline><a href='https://sport.harbour-courier.example/'>Sport</a></p>", "Sport"),
        ("<p class=overline>Chess <a href=/>Courier</a></p>", "Chess Courier"),
    ],
)
def test_the_kicker_above(head: str, kicker: str | None) -> None:
    body = f"<main><article><header>{head}<h1>{HEADLINE}</h1></header>{TEXT}</article></main>"
    assert read(og(HEADLINE), body).kicker == kicker


def test_nothing_stands_above_a_headline_that_is_all_of_the_page() -> None:
    assert read(og(HEADLINE), f"<h1>{HEADLINE}</h1>").kicker is None


def test_what_stands_above_the_whole_page_is_no_kicker() -> None:
    body = f"<div><div>Sport and more</div><main><h1>{HEADLINE}</h1>{TEXT}</main></div>"
    assert read(og(HEADLINE), body).kicker is None


SIGNED = "<address>By <a rel=author>Ida Holm</a></address>"
SHARED = "".join(
    f"<div>Send it by {way}</div>" for way in "post pigeon wire radio ferry cart drum flag horn lamp bell".split()
)
DEK = "It is the first time in ninety years that the cup goes to somebody who still has to be in bed by eight."


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"<h1>{HEADLINE}</h1><p class=standfirst>{DEK}</p>", DEK),
        (f"<h1>{HEADLINE}</h1><h2>{DEK}</h2>", DEK),
        (f"<h1>{HEADLINE}</h1><div class=author>By Ida Holm</div><p class='article-lead'>{DEK}</p>", DEK),
        (f"<h1>{HEADLINE}</h1><div class='vorspann'>{DEK}</div>", DEK),
        (f"<h1>{HEADLINE}</h1><p class=entradilla>{DEK}</p>", DEK),
        (f"<h1>{HEADLINE}</h1><p class=detail-sapo>{DEK}</p>", DEK),
        (f"<h1>{HEADLINE}</h1><p class=news-teaser>{DEK}</p>", DEK),
        (f"<h1>{HEADLINE}</h1><div class=ContentHeaderDek-biu1>{DEK}</div>", DEK),
        (f"<h1>{HEADLINE}</h1><div><p>{DEK}</p></div><address>By <a rel=author>Ida Holm</a></address>", DEK),
        (f"<h1>{HEADLINE}<br><small>{DEK}</small></h1>", DEK),
        (f"<h1><span>{HEADLINE}</span><span class=subtitle>{DEK}</span></h1>", DEK),
        (f"<h1><span>{HEADLINE}</span><small>2 March 2026 • Chess club of the isles, press, common</small></h1>", None),
        (f"<h1>{HEADLINE}</h1><ul class=summary><li>{DEK}</ul>", DEK),
        (f"<h1>{HEADLINE}</h1><ul class=summary><li>{DEK}<li>The cup is ninety years old</ul>", None),
        (f"<h1>{HEADLINE}</h1><p>By Ida Holm</p><p>{DEK}</p>", None),
        (f"<h1>{HEADLINE}</h1><p>{DEK}</p><p>{DEK[::-1]}</p><p>By Ida Holm</p>", None),
        (f"<h1>{HEADLINE}</h1><p>3 May 2026 | 10:20 | reading time four minutes or more</p><p>By Ida Holm</p>", None),
        (f"<h1>{HEADLINE}</h1><div class='live-summary article-body'><p>{DEK}</p></div>", None),
        (f"<h1>{HEADLINE}</h1><div class='x__intro article-content'><p>{DEK}</p></div>", None),
        (f"<h1>{HEADLINE}</h1><figure><figcaption class=description>{DEK}</figcaption></figure>", None),
        (f"<h1>{HEADLINE}</h1><div class='newsletter-intro'>{DEK}</div>", None),
        # a link to another story, a teaser's end, an offer
        (f"<h1>{HEADLINE}</h1><p class=standfirst><a href=/x>{DEK}</a></p>", None),
        (f"<h1>{HEADLINE}</h1><p class=standfirst>{DEK[:60]} … mehr</p>", None),
        (f"<h1>{HEADLINE}</h1><p class=standfirst>{DEK[:60]} ... leer más</p>", None),
        (
            f"<h1>{HEADLINE}</h1><p class=standfirst>Readers subscribing to our paper know who plays whom on the isles.</p>",
            None,
        ),
        (f"<h1>{HEADLINE}</h1><p class=standfirst>Mehr Schach steht jeden Freitag in unserem Newsletter.</p>", None),
        (f"<h1>{HEADLINE}</h1><p class=standfirst>Read who plays whom: the first month for only 1 pound.</p>", None),
        (f"<h1>{HEADLINE}</h1><p class=standfirst>Alles über Schach: im ersten Monat für nur einen Euro.</p>", None),
        (f"<h1>{HEADLINE}</h1><p class=standfirst>Tout sur les échecs, le premier mois pour seulement 1 €.</p>", None),
        (f"<h1>{HEADLINE}</h1><p class=standfirst>Todo sobre el ajedrez, el primer mes por solo un euro.</p>", None),
        (f"<h1>{HEADLINE}</h1><p class=standfirst>Tudo sobre o xadrez, no primeiro mês por apenas um euro.</p>", None),
        # above the byline
        (f"<h1>{HEADLINE}</h1><div class=article-body><p>{DEK}</p>{SIGNED}</div>", None),
        (f"<div class=article-content><h1>{HEADLINE}</h1><p>{DEK}</p>{SIGNED}</div>", DEK),
        (f"<h1>{HEADLINE}</h1><p>Printed in the paper of the northern isles, 3 May 2026</p><p>{DEK}</p>{SIGNED}", DEK),
        (f"<div class=byline>By Ida Holm</div><h1>{HEADLINE}</h1><p>{DEK}</p>{SIGNED}", DEK),
        (f"<h1>{HEADLINE}</h1>", None),
        # far below, as long as no paragraph of the text stands between
        (f"<h1>{HEADLINE}</h1>{SHARED}<p class=article-summary>{DEK}</p>", DEK),
        (f"<h1>{HEADLINE}</h1>{SHARED}<p class=abstract>What the games of the isles were about</p>", None),
        (f"<h1>{HEADLINE}</h1>{SHARED}<ol><li><div><p class=article-summary>{DEK}</p></div><li>Round two</ol>", None),
        (f"<ol><li><h1>{HEADLINE}</h1>{SHARED}<p class=article-summary>{DEK}</p></li><li>Round two</ol>", DEK),
        (f"<h1>{HEADLINE}</h1>{SHARED}<p>{DEK[::-1]}</p><p class=article-summary>{DEK}</p>", None),
        (f"<h1>{HEADLINE}</h1>{SHARED * 6}<p class=article-summary>{DEK}</p>", None),
        # a sentence as a heading before the first paragraph
        (f"<h1>{HEADLINE}</h1>{SHARED}<h2>{DEK}</h2>", DEK),
        (f"<h1>{HEADLINE}</h1>{SHARED}<h3>{DEK}</h3>", DEK),
        (f"<h1>{HEADLINE}</h1>{SHARED}<h4>{DEK}</h4>", None),
        (f"<h1>{HEADLINE}</h1>{SHARED}<h2>How a child became the champion</h2>", None),
        (f"<h1>{HEADLINE}</h1>{SHARED}<h2>{DEK[:-1]}?</h2>", None),
        (f"<h1>{HEADLINE}</h1>{SHARED}<h2>{DEK}</h2><div>Round two</div>", None),
        (f"<h1>{HEADLINE}</h1>{SHARED}<h2><a href=/x>{DEK}</a></h2>", None),
        (f"<h1>{HEADLINE}</h1>{SHARED}<div class=newsletter><h2>{DEK}</h2></div>", None),
        (f"<h1>{HEADLINE}</h1>{SHARED}<h2>{DEK * 6}</h2>", None),
        (f"<h1>{HEADLINE}</h1>{SHARED}<p>{DEK[::-1]}</p><h2>{DEK}</h2>", None),
        (f"<h1>{HEADLINE}</h1>{SHARED}<h2>{DEK[::-1]}</h2><p>{DEK}</p><h2>{DEK}</h2>", DEK[::-1]),
    ],
)
def test_the_standfirst_below(body: str, expected: str | None) -> None:
    assert read(og(HEADLINE), body + TEXT).dek == expected


def test_a_summary_that_the_page_shows_is_a_standfirst_unless_it_is_the_first_paragraph() -> None:
    head = og(HEADLINE) + f'<meta name="description" content="{DEK}">'
    story = Story(Page(f"<html><head>{head}</head><body><h1>{HEADLINE}</h1><div>{DEK}</div>{TEXT}".encode(), URL))
    story.headline, story.heading = HEADLINE, next(box for box in story.page.layout.boxes if box.tag == "h1")
    assert [found.value for found in standfirst.dek_stated(story)] == [DEK]
    assert read(head, f"<h1>{HEADLINE}</h1>" + TEXT).dek is None
    assert read(head, f"<h1>{HEADLINE}</h1><article><p>{DEK}</p>{TEXT}</article>").dek is None


def test_evidence_says_who_found_it_and_where() -> None:
    page = read(og(HEADLINE), f"<h1 class='title big'>{HEADLINE}</h1>" + TEXT)
    assert page.evidence["headline"].reader == "h1"
    assert page.evidence["headline"].where == "h1.title"
    page = read(og(HEADLINE), TEXT)
    assert page.evidence["headline"].reader == "og"


MENU = "".join(f"<li><a href=/s/{n}>Boats, nets and ropes {n}</a></li>" for n in range(40))
COLUMN = "<div><h1>Partners and news</h1></div>"


@pytest.mark.parametrize(
    ("body", "headline"),
    [
        # above a short text, below a long menu
        (f"<ul>{MENU}</ul><h1>{HEADLINE}</h1><p>The cup goes north for the first time.</p>", HEADLINE),
        # above the text, with a second heading between them; the side column's repeats a part of the title
        (f"<h1>{HEADLINE}</h1><h2>Nobody had seen it coming</h2>{LONG * 2}{COLUMN}", HEADLINE),
        # … but is not the article's where there is none above the text
        (f"{LONG * 2}{COLUMN}", "Chess club with partners and news"),
        # above the text, links without end below
        (f"<h2>{HEADLINE}</h2>{LONG * 2}{COLUMN}<ul>{MENU}</ul>", HEADLINE),
        # above a short text, the newsroom's name in the footer
        (
            f"<h2>{HEADLINE}</h2><p>{NOTICE}</p><footer><h1>Published by the sailors' union of Norn</h1></footer>",
            HEADLINE,
        ),
    ],
)
def test_a_heading_that_no_title_repeats(body: str, headline: str) -> None:
    assert read("<title>Chess club with partners and news</title>", body).headline == headline


@pytest.mark.parametrize("body", ["", "<p>x</p>", "<h1></h1>", "<h1>&#8203;</h1>"])
def test_none_where_the_page_has_none(body: str) -> None:
    assert read("", body).headline is None
