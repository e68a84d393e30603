"""The body: what the journalist wrote, nothing lost, nothing added."""

import json

import pytest

from crawler.extraction import extract
from crawler.extraction.body import read_body
from crawler.extraction.page import Page


def body_of(html: str, headline: str | None = None) -> str:
    page = Page(html.encode(), "https://example.org/a")
    return read_body(page, headline=headline, family=None, language=None).text


def test_paragraphs_and_subheads_in_order() -> None:
    text = body_of(
        "<html><body><nav><a href=/>Home</a></nav><article><h1>Ferry runs again</h1>"
        "<p>The island ferry sailed again on Monday after four weeks in the yard, to the relief of the islanders.</p>"
        "<h2>New engines</h2>"
        "<p>Two new engines were fitted in that time, and the old ones will go to a museum on the mainland.</p>"
        "</article><footer><p>All rights reserved by the Harbour Courier, a paper of the northern isles.</p></footer>",
        headline="Ferry runs again",
    )
    assert text.split("\n\n") == [
        "The island ferry sailed again on Monday after four weeks in the yard, to the relief of the islanders.",
        "New engines",
        "Two new engines were fitted in that time, and the old ones will go to a museum on the mainland.",
    ]


@pytest.mark.parametrize(
    "paragraphs",
    [
        [
            "강원도의 한 분교에서 6일 마지막 졸업식이 열렸다.",
            "교장은 마을 사람이 모두 왔다고 말했다.",
            "분교는 도서관으로 바뀐다.",
        ],
        ["गाँव का पुराना पुल बारह साल बाद खोल दिया गया।", "मरम्मत पर चालीस लाख रुपये खर्च हुए।", "अब नाव नहीं लेनी पड़ेगी।"],
        ["The ferry ran again on Friday.", "Nobody paid.", "It will run until eight, except when the water is high."],
    ],
    ids=["ko", "hi", "en"],
)
def test_a_report_of_three_short_lines_is_an_article(paragraphs: list[str]) -> None:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    html = f"<body><nav><ul><li><a href='/a'>A</a></ul></nav><article><h1>선착장 소식 Ferry</h1>{text}</article></body>"
    page = extract(html.encode(), "https://echo.example/2026/11/ferry-runs")
    assert page.body.split("\n\n") == paragraphs


@pytest.mark.parametrize(
    ("line", "stays"),
    [
        ("By noon 212 people had crossed, the county said.", True),
        ("By Monday, the water had gone down again.", True),
        ("By 2024 there were nine of them.", True),
        ("Von Beruf ist er Lehrer.", True),
        ("Por ahora no hay heridos.", True),
        ("By Lena Hartog", False),
        ("By Lena Hartog and Davit Kerez.", False),
        ("By Lena Hartog, senior editor for the northern isles.", False),
        ("By our correspondent", False),
        ("Von Änne Straßner und Jörg Lindqvist", False),
    ],
)
def test_a_sentence_that_opens_as_a_byline_stays(line: str, stays: bool) -> None:
    html = f"<body><article><h1>Net lofts by the harbour</h1><p>{OPENING}</p><p>{line}</p><p>{CLOSING}</p></article>"
    assert (line in extract(html.encode(), "https://echo.example/2026/11/net-lofts").body) is stays


OPENING = (
    "The island council met on Tuesday evening to settle what is to become of the old net lofts by the harbour, and "
    "for once the hall was full to the last chair."
)
CLOSING = (
    "A vote is due in March; until then the lofts stay locked, the harbour master said, and whoever has nets in them "
    "should fetch the key from her."
)


def body_lines(inside: str, headline: str = "What becomes of the net lofts") -> list[str]:
    html = f"<html><body><main><h1>{headline}</h1>{inside}</main></body></html>"
    return body_of(html, headline=headline).split("\n\n")


NEWS_ITEMS = [
    ("The ferry line has sold its oldest ship", "The buyer wants to moor her in the city as a school for cooks."),
    ("A storm took the roof off the fish hall", "Nobody was hurt, and the insurers are expected on Thursday."),
    ("The lighthouse gets a keeper again", "He is a retired teacher and will be paid in firewood and in fish."),
]


def list_of(items: list[tuple[str, str]], more: str = "") -> str:
    return "<ul>" + "".join(f"<li><a href='/{n}'>{a}</a>. {b}{more}</li>" for n, (a, b) in enumerate(items)) + "</ul>"


@pytest.mark.parametrize(
    ("items", "kept"),
    [
        ([(a, f"{b} She had sailed for sixty-one years.") for a, b in NEWS_ITEMS], True),
        ([(a, f"{b} She had sailed for sixty-one…") for a, b in NEWS_ITEMS], False),
        ([(a, "") for a, _ in NEWS_ITEMS], False),
    ],
    ids=["a list of news in the reporter's own words", "teasers that are cut off", "links alone"],
)
def test_a_list_is_text_where_its_items_say_more_than_their_links(items: list[tuple[str, str]], kept: bool) -> None:
    lines = body_lines(f"<p>{OPENING}</p>{list_of(items)}<p>{CLOSING}</p>")
    assert (lines[0], lines[-1]) == (OPENING, CLOSING)
    assert (len(lines) == 2 + len(items)) is kept


def test_a_table_keeps_the_links_in_its_heads_of_rows() -> None:
    rows = "".join(
        f"<tr><th><a href='/{name}'>{name}</a></th><td>{text}</td></tr>"
        for name, text in (
            ("North loft", "Built in 1871, roof sound, floor rotten at the sea side."),
            ("South loft", "Built in 1904, dry throughout, in use by two crews."),
        )
    )
    lines = body_lines(f"<p>{OPENING}</p><table>{rows}</table><p>{CLOSING}</p>")
    assert {"North loft", "South loft"} <= set(" | ".join(lines).split(" | "))


def test_a_paragraph_of_many_words_is_no_form_whatever_its_box_is_called() -> None:
    lines = body_lines(
        f"<div class='content-form'><p>{OPENING} {CLOSING}</p></div>"
        + "".join(f"<p>{number} people spoke. {OPENING} {CLOSING}</p>" for number in range(2, 7))
    )
    assert lines[0] == f"{OPENING} {CLOSING}"


@pytest.mark.parametrize("tag", ["p", "div"])
def test_a_page_of_one_short_line_is_that_line(tag: str) -> None:
    line = "The harbour is closed until Friday because of the swell."
    assert body_lines(f"<div><{tag}>{line}</{tag}></div>", "Harbour closed") == [line]


def test_of_several_articles_on_a_page_the_one_under_the_headline() -> None:
    articles = "".join(
        f"<article class='post'><h{level}>{title}</h{level}><p>{text}</p></article>"
        for level, title, text in (
            (2, "A roof for the fish hall", CLOSING),
            (1, "What becomes of the net lofts", OPENING),
            (2, "A keeper for the light", f"{CLOSING} {CLOSING}"),
        )
    )
    html = f"<body><div class='posts'>{articles}</div></body>"
    assert body_of(html, "What becomes of the net lofts") == OPENING


def test_parts_of_one_article_in_article_elements_stay_together() -> None:
    parts = "".join(f"<article>{part}</article>" for part in (f"<p>{OPENING}</p>", f"<p>{CLOSING}</p>"))
    lines = body_lines(f"<div>{parts}</div>")
    assert lines == [OPENING, CLOSING]


def test_a_headline_alone_holds_no_text() -> None:
    lines = body_lines(
        "<div class='entry-content'><p>Nikon F3.</p><p>Ilford HP5.</p><h3>Steps</h3><p>Two at dusk.</p>"
        "<ul><li><a href='/1'>The pier in June</a></li><li><a href='/2'>The pier in May</a></li></ul></div>"
        "<footer class='site-footer'><p>Copyright of these pages is with those who made them.</p></footer>"
    )
    assert lines[:2] == ["Nikon F3.", "Ilford HP5."]


def test_a_short_report_directly_in_its_article_element() -> None:
    lines = [
        "(한강=통신) 문닫은 지 8년 된 나루터 우체국이 다시 문을 열었다.",
        "우체국은 주민 열두 명이 함께 운영한다. 편지는 하루 두 번 모은다.",
        "군청은 빈 창고도 같은 방식으로 빌려줄 계획이다.",
    ]
    text = "<br><br>".join(lines)
    html = f"<body><div class='news'><h2>나루터 우체국</h2><div><article>{text}</article></div></div></body>"
    assert body_of(html, "나루터 우체국").split("\n\n") == lines


def test_sections_that_hold_most_of_the_text_are_what_they_are_not_called() -> None:
    sections = "".join(
        f"<section class='ads-{name}'><h3>Part {number}</h3><p>{OPENING} {CLOSING}</p>"
        f"<p>Part {number} costs little. {CLOSING}</p></section>"
        for number, name in enumerate(("roof", "floor", "door", "price"), 1)
    )
    lines = body_lines(f"<article><header><p>Seven net lofts on trial.</p></header>{sections}</article>")
    assert [line for line in lines if line.startswith("Part ") and len(line) > 10] == [
        f"Part {number} costs little. {CLOSING}" for number in (1, 2, 3, 4)
    ]


def paragraphs_of(count: int) -> list[str]:
    return [f"{number} people spoke that evening. {OPENING}" for number in range(count)]


@pytest.mark.parametrize("wrapped", [False, True], ids=["data", "data in a string"])
def test_text_that_only_the_data_of_a_script_hold(wrapped: bool) -> None:
    markup = "".join(f"<p>{text}</p>" for text in paragraphs_of(6))
    picture = '<div class="box"><img src="/a.jpg"><div class="caption">The hall at eight.</div></div>'
    data = json.dumps({"id": 7, "summary": "A vote<br>in March", "html": picture + markup, "tags": ["lofts"]})
    script = json.dumps(["$", data]) if wrapped else data
    html = f"<body><div id=root></div><script>window.push({script.replace('<', chr(92) + 'u003c')})</script></body>"
    page = Page(html.encode(), "https://example.org/a")
    body = read_body(page, headline="What becomes of the net lofts", family=None, language=None)
    assert body.text.split("\n\n") == paragraphs_of(6)
    assert [image.caption for image in body.images] == ["The hall at eight."]


def test_pictures_of_other_stories_are_none_of_a_text_in_json_ld() -> None:
    article = json.dumps(
        {"@type": "NewsArticle", "headline": "Net lofts", "articleBody": "\n\n".join(paragraphs_of(6))}
    )
    card = "<figure><img src='/1.jpg'><figcaption>Cars queue at the pier.</figcaption></figure><h3>Toll to rise</h3>"
    lead = "<figure><img src='/2.jpg'><figcaption>The lofts in May.</figcaption></figure>"
    html = (
        f"<head><script type='application/ld+json'>{article}</script></head><body><main><h1>Net lofts</h1>{lead}</main>"
        f"<section><article>{card}</article></section><div class='ftr'><p>{CLOSING}</p></div></body>"
    )
    body = read_body(Page(html.encode(), "https://example.org/a"), headline="Net lofts", family=None, language=None)
    assert body.text.split("\n\n") == paragraphs_of(6)
    assert [image.caption for image in body.images] == ["The lofts in May."]


def test_a_noscript_that_swallows_the_page() -> None:
    text = paragraphs_of(6)
    menu = "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(20))
    inside = f"<ul>{menu}</ul><main><h1>Net lofts</h1>{''.join(f'<p>{line}</p>' for line in text)}</main>"
    html = f"<html><body><noscript><div id='nojava'></noscript>{inside}</body></html>"
    assert body_of(html, "Net lofts").split("\n\n") == text


def test_a_notice_that_scripts_are_needed_is_no_text() -> None:
    assert not body_of("<body><noscript><p>Please enable JavaScript to see this page.</p></noscript></body>")


@pytest.mark.parametrize(
    "last",
    [
        "採決は三月に行われる。",
        "मतदान मार्च में होगा, और तब तक पुराने गोदाम बंद रहेंगे।",
        "ووٹنگ مارچ میں ہو گی، اور تب تک پرانے گودام بند رہیں گے۔",
        "And nobody knows what comes then …",
    ],
)
def test_a_sentence_in_a_heading_element_may_be_the_last(last: str) -> None:
    assert body_lines(f"<p>{OPENING}</p><p>{CLOSING}</p><h4>{last}</h4>") == [OPENING, CLOSING, last]


def test_the_first_paragraph_again_in_a_teaser_above_is_left_out_and_a_refrain_stays() -> None:
    teaser = f"<div class=x1><p>{OPENING}</p></div>"
    rest = "".join(f"<p>{text}</p>" for text in paragraphs_of(4))
    assert body_lines(f"{teaser}<div class=x2><p>{OPENING}</p>{rest}</div>") == [OPENING, *paragraphs_of(4)]
    assert body_lines(f"<p>{OPENING}</p><p>{OPENING}</p>{rest}") == [OPENING, OPENING, *paragraphs_of(4)]


def test_a_paragraph_far_from_the_picture_may_say_what_its_caption_says() -> None:
    caption = "The lofts leak at the sea side."
    figure = f"<figure><img src=/1.jpg><figcaption>{caption}</figcaption></figure>"
    text = [*paragraphs_of(5), caption, CLOSING]
    assert body_lines(figure + "".join(f"<p>{line}</p>" for line in text)) == text


def test_the_markup_of_a_text_in_json_ld_is_no_text() -> None:
    said = "".join(f"<p>{line}</p>\n\n" for line in paragraphs_of(6)).replace("spoke", "<b>spoke</b>")
    data = json.dumps({"@type": "NewsArticle", "headline": "Net lofts", "articleBody": said})
    html = f"<head><script type='application/ld+json'>{data}</script></head><body><h1>Net lofts</h1></body>"
    assert body_of(html, "Net lofts").split("\n\n") == paragraphs_of(6)


def test_paragraphs_in_heading_elements_stay_at_the_end() -> None:
    assert body_lines(f"<p>{OPENING}</p><blockquote><h4>{CLOSING}</h4></blockquote>") == [OPENING, CLOSING]
    assert body_lines(f"<p>{OPENING}</p><p>{CLOSING}</p><h3>And once more</h3>") == [OPENING, CLOSING]


TEASER_TITLES = [
    ("Fähre fährt wieder bis zur Nordinsel hinaus", "Nach vier Wochen in der Werft hat sie am Montag wieder abgelegt."),
    ("Leuchtturm sucht eine neue Wärterin", "Bezahlt wird mit Brennholz und Fisch, gewohnt wird unter der Lampe."),
    ("Fischhalle verliert ihr Dach im Sturm", "Verletzt wurde niemand, die Versicherung kommt am Donnerstag."),
]


def teasers_of(item: str, *, around: str = "<section>{}</section>") -> str:
    return around.format("".join(item.format(n=n, a=a, b=b) for n, (a, b) in enumerate(TEASER_TITLES)))


@pytest.mark.parametrize(
    "item",
    [
        "<div class='card'><h2><a href='/{n}'>{a}</a></h2><div>vor {n} Stunden</div><p>{b} Neunzig sahen zu.</p></div>",
        "<article class='post-{n} x'><a href='/{n}'><h3>{a}</h3></a><p>{b} Neunzig sahen zu.</p></article>",
        "<article class='x'><a href='/{n}'><span class='sr-only'>{a}</span></a><header>Rat: {a}</header></article>",
        "<li><a href='/{n}'>{a}</a><p>{b} Mehr als neunzig Leute sahen vom Ufer aus dabei zu.</p></li>",
    ],
    ids=["title, time, first lines", "the box counted up", "the link laid over the card", "items of a list"],
)
def test_boxes_alike_with_titles_of_other_pages_are_no_text(item: str) -> None:
    lines = body_lines(
        f"<div class='entry-content'>{''.join(f'<p>{line}</p>' for line in paragraphs_of(4))}</div>{teasers_of(item)}"
    )
    assert lines == paragraphs_of(4)


@pytest.mark.parametrize(
    "item",
    [
        "<div class='entry'><h2><a href='#p{n}'>{a}</a></h2><p>{b} " + CLOSING + "</p></div>",
        "<div class='entry'><h2>{a}</h2><p>{b} Mehr als neunzig Leute sahen vom Ufer aus dabei zu.</p></div>",
    ],
    ids=["long answers below linked questions", "parts whose titles are no links"],
)
def test_parts_alike_with_titles_are_text_where_they_are_the_article(item: str) -> None:
    lines = body_lines(f"<p>{OPENING}</p>{teasers_of(item, around='<div>{}</div>')}")
    assert all(any(line.startswith(text) for line in lines) for _, text in TEASER_TITLES)


FORM = "".join(
    f"<p>Field {number} must hold at least eight letters and one digit, or it is refused.</p>" for number in range(40)
)


@pytest.mark.parametrize(
    ("head", "report"),
    [
        (
            "",
            "<p>{}</p>".format(
                "Der Inselrat hat am Dienstag beschlossen, die alten Netzböden am Hafen zu verkaufen. " * 12
            ),
        ),
        ('<meta name="description" content="Der Hafen bleibt bis Freitag wegen der Dünung geschlossen.">', "<p>{}</p>"),
        ('<meta property="og:description" content="{}">', "<div class='details overlay'><p>{}</p></div>"),
    ],
    ids=["a report of some length", "a line that the description repeats", "the same in a box with another's name"],
)
def test_a_short_report_below_the_headline_outweighs_a_form_far_below(head: str, report: str) -> None:
    line = "Der Hafen bleibt bis Freitag wegen der Dünung geschlossen."
    menu = "".join(f"<li><a href='/{number}'>Rubrik {number}</a></li>" for number in range(60))
    html = (
        f"<head>{head.format(line)}</head><body><main><h1>Hafen zu</h1><div>{report.format(line)}</div></main>"
        f"<ul>{menu}</ul><div class='agreement'>{FORM}</div></body>"
    )
    text = body_of(html, "Hafen zu")
    assert text.startswith("Der")
    assert "Field" not in text


def test_text_far_below_the_headline_is_the_article_where_nothing_stands_between() -> None:
    facts = "".join(f"<dt><a href='/{n}'>Tag {n}</a></dt><dd><a href='/{n}'>Value {n}</a></dd>" for n in range(40))
    text = "".join(f"<p>{line}</p>" for line in paragraphs_of(5))
    assert body_of(f"<body><h1>Net lofts</h1><dl>{facts}</dl><div>{text}</div></body>", "Net lofts").split("\n\n") == (
        paragraphs_of(5)
    )


@pytest.mark.parametrize(
    ("lines", "paragraphs"),
    [
        (
            [
                "Der Inselrat trat am Dienstagabend zusammen, um zu entscheiden, was aus den",
                "alten Netzböden wird.",
            ],
            ["Der Inselrat trat am Dienstagabend zusammen, um zu entscheiden, was aus den alten Netzböden wird."],
        ),
        ([OPENING, CLOSING], [OPENING, CLOSING]),
        (
            [
                f"{OPENING} «Es gab keinen freien Platz.»",
                "und so blieben manche draußen stehen, bis es gegen zehn Uhr zu regnen begann.",
            ],
            [
                f"{OPENING} «Es gab keinen freien Platz.»",
                "und so blieben manche draußen stehen, bis es gegen zehn Uhr zu regnen begann.",
            ],
        ),
        (
            [
                "El consejo insular se reunió el martes para decidir qué",
                "será ahora de los viejos almacenes de redes.",
                "Nadie faltó a la cita, y la sala del puerto viejo se llenó hasta la última de sus sillas.",
            ],
            [
                "El consejo insular se reunió el martes para decidir qué será ahora de los viejos almacenes de redes.",
                "Nadie faltó a la cita, y la sala del puerto viejo se llenó hasta la última de sus sillas.",
            ],
        ),
    ],
    ids=["a sentence over a break", "paragraphs", "a sentence that ends in a quote", "both"],
)
def test_lines_broken_inside_a_sentence_are_one_paragraph(lines: list[str], paragraphs: list[str]) -> None:
    assert body_lines(f"<div>{'<br>'.join(lines)}</div><p>{CLOSING} Nobody laughed.</p>")[:-1] == paragraphs


@pytest.mark.parametrize("tag", ["ul", "ol", "table"])
def test_the_text_around_a_long_list_belongs_to_the_same_article(tag: str) -> None:
    inner = "<tr><td>{}</td></tr>" if tag == "table" else "<li>{}</li>"
    items = "".join(inner.format(f"{line} {CLOSING}") for line in paragraphs_of(8))
    end = "The list is kept by the harbour master, and whoever misses a name may tell her so."
    menu = "<ul>" + "".join(f"<li><a href='/{n}'>{n} more pages of the Courier</a></li>" for n in range(30)) + "</ul>"
    lines = body_lines(f"<div><p>{OPENING}</p>{menu}<{tag}>{items}</{tag}>{menu}<p>{end}</p></div>")
    assert (lines[0], lines[-1], len(lines)) == (OPENING, end, 10)


def test_a_box_of_hashed_names_keeps_its_role_whatever_the_other_hashed_boxes_hold() -> None:
    paragraphs = "".join(f"<p class='dcr-{n}a'>{line}</p>" for n, line in enumerate(paragraphs_of(5)))
    signup = "<p>Our letter goes out each Friday and tells of all that happens between the piers, free of charge.</p>"
    lines = body_lines(f"<div class='dcr-1a'>{paragraphs}<aside class='dcr-9f'>{signup}</aside><p>{CLOSING}</p></div>")
    assert lines == [*paragraphs_of(5), CLOSING]


@pytest.mark.parametrize(
    ("part", "lines"),
    [
        ("<details><summary>Who owns the lofts?</summary><p>{}</p></details>", ["Who owns the lofts?", CLOSING]),
        (
            "<div class='accordion-item'><h3>Who owns them?</h3><div hidden><p>{}</p></div></div>",
            ["Who owns them?", CLOSING],
        ),
        ("<div class='read-more-text' style='display:none'><p>{}</p></div>", [CLOSING]),
        ("<div class='tip' hidden><p>{}</p></div>", []),
        ("<div class='box'><h3>Low Tide</h3><p>{}</p><form><input type=email></form></div>", []),
        ("<div class='box'><h3>The roof</h3><p>{}</p></div>", ["The roof", CLOSING]),
    ],
    ids=["details", "accordion", "unfolded by a click", "hidden for good", "a sign-up", "a box"],
)
def test_folded_parts_are_text_and_boxes_with_a_field_for_an_address_are_none(part: str, lines: list[str]) -> None:
    read = body_lines(
        "".join(f"<p>{line}</p>" for line in paragraphs_of(3))
        + part.format(CLOSING)
        + f"<p>{OPENING} Nobody laughed.</p>"
    )
    assert read == [*paragraphs_of(3), *lines, f"{OPENING} Nobody laughed."]


@pytest.mark.parametrize("heading", ["3 Comments", "Kommentare (3)", "Commentaires (3)", "Комментарии 3"])
def test_readers_under_a_counted_heading_wrote_none_of_the_text(heading: str) -> None:
    said = "".join(f"<div><b>Dee {n}</b><p>{n} boats were mine. {OPENING}</p></div>" for n in range(5))
    lines = body_lines(
        f"<p>{OPENING}</p><p>{CLOSING}</p><p>{CLOSING} Nobody laughed.</p><div><h3>{heading}</h3>{said}</div>"
    )
    assert lines == [OPENING, CLOSING, f"{CLOSING} Nobody laughed."]


def test_a_heading_that_is_a_word_for_comments_too_ends_no_text() -> None:
    parts = "".join(
        f"<h2>{name}</h2><p>{OPENING}</p><p>{name} matter. {CLOSING}</p>" for name in ("Requests", "Responses")
    )
    assert f"Responses matter. {CLOSING}" in body_lines(parts + f"<p>{CLOSING}</p><p>{OPENING} In the end.</p>")


def test_a_grid_of_further_stories_may_be_longer_than_a_short_report() -> None:
    cards = "".join(
        f"<div class='it'><p><a href='/{n}'>{a}</a></p><p>{b} Mehr als neunzig Leute sahen vom Ufer aus zu.</p></div>"
        for n, (a, b) in enumerate(TEASER_TITLES * 3)
    )
    report = f"<h1>Net lofts</h1><p>{OPENING}</p><p>{CLOSING}</p><p>{OPENING} So far.</p>"
    html = f"<body><main><div>{report}</div><div>{cards}</div></main></body>"
    assert body_of(html, "Net lofts").split("\n\n") == [OPENING, CLOSING, f"{OPENING} So far."]


@pytest.mark.parametrize(
    "line",
    [
        "Sign up for our newsletter and get the harbour news each Friday in your inbox.",
        "The Courier is free for all; if you value our work, please consider supporting us with a gift.",
        "Dapatkan berita pilihan setiap hari dan mari bergabung di grup Telegram Harbour Courier.",
        "Note: we are temporarily moderating all comments submitted, as there are too many of them.",
        "Reader comments are closed on all articles that are older than a week or two.",
        "Support the Courier's journalism of the isles, which has no owner but its readers.",
        "Good journalism costs money, so we ask each of our readers to make a modest donation to this effort.",
        "更多港口新闻、最新渡轮时刻和天气预报，尽在海港财经客户端，欢迎各位读者下载阅读。",
        "Copyright 2026 Harbour Courier. All rights reserved. This material may not be published or broadcast.",
        "Keine Meldung mehr verpassen: Abonnieren Sie unseren Newsletter und folgen Sie uns auf WhatsApp.",
        "Pour ne rien manquer des nouvelles de l'île, abonnez-vous à notre lettre, chaque vendredi matin.",
        "Síguenos en Telegram y recibe las noticias del puerto antes que nadie, cada viernes por la mañana.",
        "Подписывайтесь на наш телеграм-канал, чтобы первыми узнавать новости острова и порта.",
        "Підписуйтесь на наш канал у телеграмі, щоб першими дізнаватися новини острова та порту.",
        "Ada haberlerini ilk siz öğrenin, bizi sosyal medyada takip edin, her cuma sabahı yazıyoruz.",
        "تابعونا على تلغرام لتصلكم أخبار الجزيرة والميناء قبل الجميع صباح كل يوم جمعة.",
    ],
)
def test_what_a_newsroom_asks_of_its_readers_ends_no_text(line: str) -> None:
    text = paragraphs_of(4)
    assert body_lines("".join(f"<p>{part}</p>" for part in (*text, line))) == text
    assert line in body_lines("".join(f"<p>{part}</p>" for part in (text[0], line, *text[1:]))), "news may be about it"


def test_a_text_all_in_heading_elements() -> None:
    lines = [
        "The ferry sailed again on Monday after four weeks.",
        "Nobody had to pay on the first day.",
        "The mayor came.",
    ]
    assert body_lines("".join(f"<h4>{line}</h4>" for line in lines)) == lines


@pytest.mark.parametrize("heading", ["Comments", "Leserkommentare", "Комментарии", "コメント"])
def test_comments_may_be_longer_than_the_text_above_them(heading: str) -> None:
    said = "".join(f"<div class='m'><b>Dee</b><p>{CLOSING} I said so {n} times.</p></div>" for n in range(30))
    report = (
        f"<main><article><h1>Net lofts</h1><p>{OPENING}</p><p>{CLOSING}</p><p>{OPENING} So far.</p></article></main>"
    )
    html = f"<body>{report}<div><h2>{heading}</h2>{said}</div></body>"
    assert body_of(html, "Net lofts").split("\n\n") == [OPENING, CLOSING, f"{OPENING} So far."]


@pytest.mark.parametrize(
    "boxes",
    [
        "<footer>{0}{0}</footer>",
        "<div hidden>{0}{0}</div>",
        "<div class='cookie-notice'>{0}{0}{1}</div>",
        "<nav>{0}</nav><div class='menu'>{0}</div><div class='toc'>{0}</div>",
    ],
    ids=["footer", "not shown", "consent", "menus"],
)
def test_what_a_page_says_of_itself_may_be_longer_than_a_report(boxes: str) -> None:
    own = "<p>Whoever reads this agrees that the pier is as it is, and claims nothing that may come of it.</p>"
    offer = "<aside><p>The Courier is read on all of the isles; write to us of what happens on yours.</p></aside>"
    text = [
        "The pier stays closed until Friday because of the swell, the harbour office said on Monday.",
        "The ferry lands on the southern side instead, a quarter of an hour later than usual.",
        "Whoever needs the old timetable will find it at the office, on the wall beside the clock.",
    ]
    report = f"<article><h1>Pier closed</h1>{''.join(f'<p>{line}</p>' for line in text)}</article>"
    assert body_of(f"<body>{report}{offer}{boxes.format(own * 2, own)}</body>", "Pier closed").split("\n\n") == text


TERMS = "".join(
    f"<p>{n}. Whoever lands agrees that the pier is as it is, and that no claim arises from it.</p>" for n in range(40)
)


@pytest.mark.parametrize(
    "page",
    [
        "<div><main><h1>Net lofts</h1>{text}</main><div class='x'>{terms}</div></div>",
        "<div><div class='x'>{terms}</div><main><div><h1>Net lofts</h1></div><div>{text}</div></main></div>",
    ],
    ids=["terms below", "a menu with sentences above"],
)
def test_sentences_outside_the_main_element_are_no_text(page: str) -> None:
    text = "".join(f"<p>{line}</p>" for line in paragraphs_of(3))
    assert body_of(page.format(text=text, terms=TERMS), "Net lofts").split("\n\n") == paragraphs_of(3)


def test_a_main_element_with_the_title_alone_is_not_all_of_the_text() -> None:
    text = "".join(f"<p>{line}</p>" for line in paragraphs_of(3))
    html = f"<div><main><h1>Net lofts</h1></main><div class='x'>{text}</div></div>"
    assert body_of(html, "Net lofts").split("\n\n") == paragraphs_of(3)


@pytest.mark.parametrize(
    "last",
    [
        "<p>You may also like...</p>",
        "<p>Zum Weiterlesen:</p>",
        "<p>ida.holm@courier.example</p><p>twitter.com/idaholm</p>",
        "<p>Symbolbild: © Per Lund - stock.example</p>",
        "<h3>What comes next</h3>",
    ],
)
def test_what_leads_to_nothing_at_the_end_is_no_text(last: str) -> None:
    texts = paragraphs_of(5)
    markup = "".join(f"<p>{text}</p>" for text in texts)
    assert body_lines(f"<article><h1>Net lofts</h1>{markup}{last}</article>") == texts


def test_what_only_an_inline_box_parts_is_one_paragraph() -> None:
    line = "Die Böden bleiben zu, sagt <span class=quelle>das Amt für Küste und Häfen</span>, bis im März alle gefragt."
    assert body_lines(f"<p>{OPENING}</p><p>{line}</p><p>{CLOSING}</p>") == [
        OPENING,
        "Die Böden bleiben zu, sagt das Amt für Küste und Häfen , bis im März alle gefragt.",
        CLOSING,
    ]


def test_a_joiner_alone_is_no_paragraph() -> None:
    assert body_lines(f"<p>{OPENING}</p><p>&zwj;</p><p>{CLOSING}</p>") == [OPENING, CLOSING]


def test_a_long_line_may_end_a_text_with_a_colon() -> None:
    last = "And this is what somebody had written on the doors of all nine lofts by Friday morning, in chalk:"
    assert body_lines(f"<p>{OPENING}</p><p>{CLOSING}</p><p>{last}</p>") == [OPENING, CLOSING, last]


@pytest.mark.parametrize("clock", ["13:05", "um 13:05 Uhr", "Mise à jour à 13h05"])
def test_clocks_of_a_live_blog_are_no_text(clock: str) -> None:
    lines = paragraphs_of(4)
    items = "".join(f'<div class="ticker-item"><p>{clock}</p><p>{line}</p></div>' for line in lines)
    assert body_lines(items) == lines


def test_a_page_of_too_many_elements_is_a_problem_of_its_article() -> None:
    page = Page(f"<body><main><p>{OPENING}</p><p>{CLOSING}</p></main></body>".encode(), "https://example.org/a")
    page.layout.cut = True
    body = read_body(page, headline=None, family=None, language=None)
    assert body.problems == ["The page has too many elements; what stands behind them was not read."]


@pytest.mark.parametrize(
    "markup",
    [
        "<p>The net lofts, 4.5 out of 5 based on 12 ratings</p>",
        "<h3>Bewerten Sie diesen Artikel</h3>",
        "<p>https://social.example/idaholm/status/4711</p>",
        "<p>pic.twitter.com/aBcD4711</p>",
        "<blockquote><div>Ein Beitrag geteilt von Ida Holm (@idaholm) am <time>3. Mai 2026</time></div></blockquote>",
        "<p>Une publication partagée par Ida Holm (@idaholm)</p>",
    ],
)
def test_what_readers_rate_and_what_an_embedded_post_leaves_behind_is_no_text(markup: str) -> None:
    assert body_lines(f"<p>{OPENING}</p><p>{CLOSING}</p>{markup}<p>{OPENING} So far.</p>") == [
        OPENING,
        CLOSING,
        f"{OPENING} So far.",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "The harbour master rated the new lofts: four out of five",
        "All votes are read at https://isles.example/votes on Friday evening.",
        "In 2012 the lofts had 5 of 12 votes, and this time ninety of the people of the isles came to say the same.",
    ],
)
def test_votes_and_addresses_in_a_sentence_are_text(line: str) -> None:
    assert line in body_lines(f"<p>{OPENING}</p><p>{line}</p><p>{CLOSING}</p>")


SOURCES = (
    "<ul><li>Mit Material von dpa</li><li>Eigene Recherchen</li><li>echo.example: Lofts are sold (Englisch)</li></ul>"
    "<details><ul><li>courier.example: What the council said of them at its meeting in March</li></ul></details>"
)


def test_a_list_of_sources_below_the_text_is_credits() -> None:
    around = "<article><h1>Net lofts</h1>{}</article>"
    text = f"<p>{OPENING}</p><p>{CLOSING}</p><p>{OPENING} So far.</p>"
    page = extract(around.format(f"{text}<div>Verwendete Quellen</div>{SOURCES}").encode(), "https://echo.example/1")
    assert page.body.split("\n\n") == [OPENING, CLOSING, f"{OPENING} So far."]
    assert page.credits == [
        "Mit Material von dpa",
        "Eigene Recherchen",
        "echo.example: Lofts are sold (Englisch)",
        "courier.example: What the council said of them at its meeting in March",
    ]
    # another heading, a paragraph between, no list, or the text goes on
    for markup in (
        f"<div>Was noch zu sagen ist</div>{SOURCES}",
        f"<div>Verwendete Quellen</div><p>{CLOSING}</p>{SOURCES}",
        f"<div>Verwendete Quellen</div><p>{CLOSING}</p>",
        f"<div>Quellen</div>{SOURCES}{text * 2}",
    ):
        credits = extract(around.format(text + markup).encode(), "https://echo.example/1").credits
        assert "Eigene Recherchen" not in credits


def test_the_base_of_a_ruby_is_text_and_its_reading_is_none() -> None:
    ruby = "<ruby><rb>岬</rb><rp>（</rp><rtc><rt>みさき</rt></rtc><rp>）</rp></ruby>"
    html = f"<article><h1>談話</h1><p>首都の{ruby}市長は三日夜、談話を出した。</p></article>"
    assert body_of(html, headline="談話") == "首都の岬市長は三日夜、談話を出した。"


@pytest.mark.parametrize(("below", "kept"), [("<h3>On the quay</h3>", 0), ("", 3)], ids=["gallery", "module"])
def test_the_title_of_a_gallery_above_each_of_its_pictures_is_no_text(below: str, kept: int) -> None:
    title = "The harbour through the years: a history"
    part = "<p>In that year the quay was built of granite, and a hundred men worked on it until the ice came.</p>"
    html = f"<article><h1>The old quay</h1><p>{'The quay is old. ' * 20}</p>"
    html += "".join(f"<h4>{title}</h4>{below}{part.replace('year', f'year {n}')}" for n in "ABC")
    assert body_of(f"<body>{html}</article></body>", headline="The old quay").split("\n\n").count(title) == kept


@pytest.mark.parametrize(("name", "kept"), [("paid", True), ("", False)])
def test_a_short_paragraph_in_a_box_like_those_of_the_others_is_text(name: str, kept: bool) -> None:
    last = "Farm groups asked for a loan program rather than a new fee on water."
    part = "Engineers put the bill at three hundred millions, most of it for the oldest of the dams."
    boxes = "".join(f'<div class="{name}"><p>{n} {part}</p></div>' for n in ("First", "Second", "Third"))
    html = f"<body><article><h1>Dams</h1>{boxes}<div class='{name}'><p>{last}</p></div></article></body>"
    assert body_of(html, headline="Dams").endswith(last)


def test_what_a_summary_for_members_says_is_no_text() -> None:
    lock = '<div class="locked_login"><b>회원용</b><div>핵심 요약은 회원용 콘텐츠입니다.</div></div>'
    parts = "".join(f"<p>{n}번째 배가 어제 저녁 항구에 들어왔다고 항만청이 밝혔다.</p>" for n in range(3))
    assert "회원용" not in body_of(f"<body><article><h1>항구</h1>{lock}{parts}</article></body>", headline="항구")


def test_a_quotation_that_the_text_holds_word_for_word_is_printed_twice() -> None:
    said = "We came within a bus ride of the quay"
    text = f"<p>{OPENING} “{said},” the keeper said.</p><blockquote>“{said}.”</blockquote><p>{CLOSING}</p>"
    assert len(body_lines(text)) == 2
    assert len(body_lines(text.replace(f"{said},", "So it goes, and goes,"))) == 3


@pytest.mark.parametrize(("last", "kept"), [("<li>1</li><li>2</li>", False), (f"<p>{CLOSING}</p>", True)])
def test_the_heading_of_a_box_goes_with_it(last: str, kept: bool) -> None:
    box = f'<div class="article-fact"><h3>Fakta</h3>{last}</div>'
    text = [f"<p>{part}</p>" for part in paragraphs_of(8)]
    assert ("Fakta" in body_lines("".join([*text[:4], box, *text[4:]]))) == kept


def test_tools_above_the_headline_in_a_table_and_rights_below_the_text_are_no_text() -> None:
    tools = "<tr><td><a href='javascript:print()'>In trang này</a> | <a href='javascript:close()'>Đóng</a></td></tr>"
    rights = (
        "<tr><td>© The Harbour Courier. Whoever prints this text anew has to name where it was printed first.</td></tr>"
    )
    rows = f"{tools}<tr><td><h1>Net lofts</h1></td></tr><tr><td><p>{OPENING}</p><p>{CLOSING}</p></td></tr>{rights}"
    assert body_of(f"<body><table>{rows}</table></body>", headline="Net lofts").split("\n\n") == [OPENING, CLOSING]


def test_custom_elements_are_what_they_are_called() -> None:
    menu = "".join(f"<pp-navigation-item><p>Advice, {part} and other things</p></pp-navigation-item>" for part in "ABC")
    text = f"<harbour-text><p>{OPENING}</p><p>{CLOSING}</p></harbour-text>"
    page = f"<body><main>{menu}<h1>Net lofts</h1>{text}</main></body>"
    assert body_of(page, headline="Net lofts").split("\n\n") == [OPENING, CLOSING]


def test_a_chinese_paragraph_that_says_what_the_picture_shows_is_no_text() -> None:
    text = [
        f"东湾港务局{n}日公布，今年前十个月，东湾港集装箱吞吐量达到八百零三万标箱，首次突破八百万。" for n in "三四五"
    ]
    lines = [text[0], "图为东湾港三号码头的岸桥。", *text[1:]]
    page = f"<body><article><h1>东湾港</h1>{''.join(f'<p>{line}</p>' for line in lines)}</article></body>"
    assert body_of(page, headline="东湾港").split("\n\n") == text


@pytest.mark.parametrize(("more", "kept"), [(0, True), (4, False)])
def test_a_short_paragraph_is_text_only_in_a_box_as_small_as_those_of_the_others(more: int, kept: bool) -> None:
    part = "Engineers put the bill at three hundred millions, most of it for the oldest of the dams."
    boxes = "".join(f'<div class="paid"><p>{n} {part}</p></div>' for n in ("First", "Second", "Third"))
    tools = "".join(f'<p><a href="/{n}">Tool {n}</a></p>' for n in range(more))
    last = "Terms of the paper apply."
    html = f'<body><article><h1>Dams</h1>{boxes}<div class="paid"><p>{last}</p>{tools}</div></article></body>'
    assert (last in body_of(html, headline="Dams")) == kept
