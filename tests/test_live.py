"""Live blogs: every entry, with its own time, in the order of the page; nothing where there is none."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from crawler.extraction.live import read_live
from crawler.extraction.page import Page
from crawler.items import ScrapedLiveEntry


def entries(html: str) -> list[ScrapedLiveEntry]:
    page = Page(f"<!doctype html><meta charset=utf-8>{html}".encode(), "https://courier.example/live/flood")
    return read_live(page, page.layout)


def test_the_blog_of_the_json_ld() -> None:
    blog = {
        "@type": "LiveBlogPosting",
        "headline": "Flood on the Dravica",
        "mainEntity": "https://courier.example/live/flood",
        "liveBlogUpdate": [
            {
                "@type": "BlogPosting",
                "headline": "Dam holds",
                "articleBody": "<p>The dam held overnight.</p><p>Crews stay &amp; watch.</p>",
                "datePublished": "2024-05-06T07:10:00+02:00",
            },
            {"@type": "BlogPosting", "headline": "Schools closed", "datePublished": "2024-05-06 05:00"},
            {"@type": "BlogPosting", "headline": "Ferries stop", "datePublished": 1714971600000},
            {"@type": "BlogPosting"},
            "no object",
        ],
    }
    found = entries(f'<script type="application/ld+json">{json.dumps(blog)}</script><p>Flood</p>')
    assert [(entry.headline, entry.text) for entry in found] == [
        ("Dam holds", "The dam held overnight.\n\nCrews stay & watch."),
        ("Schools closed", "Schools closed"),
        ("Ferries stop", "Ferries stop"),
    ]
    assert found[2].time is None
    assert found[0].time is not None
    assert found[0].time.value == datetime(2024, 5, 6, 7, 10, tzinfo=timezone(timedelta(hours=2)))
    assert found[0].time.reader == "json-ld"
    assert found[1].time is not None
    assert found[1].time.value == datetime(2024, 5, 6, 5, 0)  # noqa: DTZ001 - the page names no zone


NAMES = (
    "lb24 key-event live-entry liveblog-post liveblog__item live-blog-entry ticker__item timeline-item news-ticker-item"
).split()


@pytest.mark.parametrize("name", NAMES)
def test_elements_that_repeat_each_with_a_time(name: str) -> None:
    share = '<div class="share-buttons"><a href=/s>Share</a><p>Send this to a friend</p></div><p>Teilen</p>'
    html = "".join(
        f'<div class="{name}"><time datetime="2024-05-06T0{hour}:30:00Z">0{hour}:30</time><h3>{title}</h3>'
        f"<p>{text}</p>{share}</div>"
        for hour, title, text in (
            (9, "Мост закрыт", "Мост через Дравицу закрыт для машин."),
            (8, "堤防は持ちこたえた", "堤防は一晩持ちこたえた。"),
            (7, "Schulen zu", "Alle Schulen der Stadt bleiben heute zu."),
        )
    )
    found = entries(f"<main><h1>Flood</h1><div>{html}</div></main>")
    assert [(entry.headline, entry.text) for entry in found] == [
        ("Мост закрыт", "Мост через Дравицу закрыт для машин."),
        ("堤防は持ちこたえた", "堤防は一晩持ちこたえた。"),
        ("Schulen zu", "Alle Schulen der Stadt bleiben heute zu."),
    ]
    assert [entry.time and entry.time.value for entry in found] == [
        datetime(2024, 5, 6, hour, 30, tzinfo=UTC) for hour in (9, 8, 7)
    ]


def test_entries_of_several_days_are_all_there_and_none_twice() -> None:
    day = (
        '<section><h2>{day} May</h2><div class="liveblog-post"><time datetime="2024-05-0{day}T08:00Z"></time>'
        '<div class="liveblog-post__inner liveblog-post"><p>The river rose to mark {day}.</p></div></div></section>'
    )
    found = entries(day.format(day=6) + day.format(day=5))
    assert [entry.text for entry in found] == ["The river rose to mark 6.", "The river rose to mark 5."]


def test_the_live_blog_of_the_cms() -> None:
    html = (
        '<script>var utag_data={pangea_version:"8.31.0.0.276"}</script><h1 class="pg-title">Наводнение</h1>'
        '<div class="post post--liveblog"><div class="live-blog-left">'
        '<time datetime="2024-05-06T09:30:00+03:00">9:30</time></div><h2>Мост закрыт</h2>'
        '<div class="wsw"><p>Мост закрыт для машин.</p></div><div class="share">Share</div></div>'
        '<div class="post post--liveblog"><div class="live-blog-left">8:05</div>'
        '<div class="wsw"><p>Школы закрыты.</p></div></div>'
    )
    found = entries(html)
    assert [(entry.headline, entry.text) for entry in found] == [
        ("Мост закрыт", "Мост закрыт для машин."),
        (None, "Школы закрыты."),
    ]
    assert found[0].time is not None
    assert found[0].time.value.isoformat() == "2024-05-06T09:30:00+03:00"
    assert found[1].time is None


def test_what_stands_around_entries_does_not_hide_them() -> None:
    html = "".join(
        f'<div class="ticker-item"><time datetime="2024-05-06T0{hour}:30Z"></time><h3>Hour {hour}</h3>'
        f"<p>Hour {hour}</p><p>The dam holds.</p></div>"
        for hour in (9, 8)
    )
    found = entries(f'<main class="with-ads"><h1>Flood</h1>{html}</main>')
    assert [(entry.headline, entry.text) for entry in found] == [(f"Hour {n}", "The dam holds.") for n in (9, 8)]


CLOCKS = "13:05|13.05 Uhr|13:05:10|Update 13:05|um 13:05 Uhr|à 13h05|Mise à jour à 13h05|kl. 13.05|1:05 p.m.|13:05 MEZ"


@pytest.mark.parametrize("clock", CLOCKS.split("|"))
def test_entries_that_print_their_clock(clock: str) -> None:
    lines = [f"The water stood at the {step} step of the town hall." for step in ("third", "second", "first")]
    html = "".join(f'<div class="ticker-item"><p>{clock}</p><p>{line}</p></div>' for line in lines)
    assert [entry.text for entry in entries(f"<h1>Flood</h1>{html}")] == lines
    assert entries(f"<h1>Flood</h1>{html.replace(clock, 'Flood')}") == []


STAMP = "<time datetime=2024-05-06T08:00Z></time>"
TICKER = f'<div class="ticker-item">{STAMP}'


@pytest.mark.parametrize(
    "html",
    [
        "",
        f"<article><h1>Flood</h1>{STAMP}<p>The dam held.</p><p>Crews stay.</p></article>",
        f'<div class="live-entry">{STAMP}<p>One box is no blog.</p></div>',
        '<p class="timeline-item">1912: the dam is built.</p><p class="timeline-item">1950: it is raised.</p>',
        "<aside>" + f"{TICKER}<p>Other news of today.</p></div>" * 5 + "</aside>",
        f"{TICKER}<h4><a href=/1>Other news of today</a></h4></div>" * 5,
        '<script type="application/ld+json">{"@type": "LiveBlogPosting", "liveBlogUpdate": [[], null, 7]}</script>',
    ],
)
def test_other_pages_have_no_entries(html: str) -> None:
    assert entries(html) == []


def plain(tag: str, *, times: int = 3, more: str = "") -> str:
    """Entries without a telling name of their own."""
    return "".join(
        f'<{tag} class="x"><p><time datetime="2024-05-06T0{hour}:30:00Z">{hour}.30</time></p>'
        f"<p>At {hour} the water stood at the third step of the town hall.</p>{more}</{tag}>"
        for hour in range(times)
    )


@pytest.mark.parametrize("around", ["live-feed", "news-ticker", "en-direct", "directo", "minute-by-minute", "ticker"])
@pytest.mark.parametrize("tag", ["article", "section", "div", "li"])
def test_boxes_of_one_sort_inside_what_is_called_live(around: str, tag: str) -> None:
    found = entries(f"<h1>Flood</h1><div class='{around}'>{plain(tag)}</div>")
    assert [entry.text.split(" the ")[0] for entry in found] == ["At 0", "At 1", "At 2"]
    assert entries(f"<h1>Flood</h1><div class='story'>{plain(tag)}</div>") == []
    assert entries(f"<h1>Flood</h1><div class='{around}'>{plain('dd')}</div>") == []
    assert entries(f"<h1>Flood</h1><div class='{around}'>{plain(tag, times=1)}</div>") == []
    assert entries(f"<h1>Flood</h1><div class='{around}'><aside>{plain(tag)}</aside></div>") == []
    assert entries(f"<h1>Flood</h1><div class='related {around}'>{plain(tag)}</div>") == []


def test_boxes_of_one_sort_where_the_pages_data_say_that_it_is_live() -> None:
    data = '<script type="application/ld+json">{"@type": "LiveBlogPosting", "headline": "Flood"}</script>'
    assert len(entries(f"{data}<h1>Flood</h1><div class=story>{plain('div')}</div>")) == 3
    assert entries(f"{data.replace('LiveBlogPosting', 'NewsArticle')}<div class=story>{plain('div')}</div>") == []


def test_an_entry_is_its_headline_and_its_lines() -> None:
    title = "<h3>The dam holds</h3><p>The dam holds</p><p>Crews <span class=credit>and boats</span> stay.</p>"
    (entry, *_) = entries(f"<div class=live-feed>{plain('div', more=title)}</div>")
    assert entry.headline == "The dam holds"
    assert entry.text.endswith("Crews and boats stay.")
