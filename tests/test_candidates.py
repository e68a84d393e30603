"""Which box holds the body."""

import json

import pytest

from crawler.extraction.candidates import choose, repeats, value_of, witnesses
from crawler.extraction.page import Page
from crawler.extraction.roles import read_roles

OPENING = (
    "The island council met on Tuesday evening to settle what is to become of the old net lofts by the harbour, and "
    "for once the hall was full to the last chair."
)
CLOSING = (
    "A vote is due in March; until then the lofts stay locked, the harbour master said, and whoever has nets in them "
    "should fetch the key from her."
)
OTHER = (
    "The ferry line has sold its oldest ship, which sailed for sixty-one years and is to be moored in the city as a "
    "school for cooks, if the city finds the money for it."
)
TITLE = "What becomes of the net lofts"
TEXT = f"<p>{OPENING}</p><p>{CLOSING}</p>"
LINES = "<p>Roof: sound, floor: rotten.</p>" * 8
"""What no reader would call a paragraph."""
SHARE = "".join(f"<div><a href='/{n}'>Send by pigeon {n}</a></div>" for n in range(10))


def page_of(body: str, head: str = "") -> Page:
    return Page(f"<html><head>{head}</head><body>{body}</body></html>".encode(), "https://example.org/a")


def chosen(body: str, headline: str = "", description: str = "") -> str | None:
    """The text of the box; paragraphs named by their first words."""
    layout = page_of(body).layout
    box = choose(layout, read_roles(layout), (), headline.casefold(), description)
    return None if box is None else names_of(layout.text(box))


def names_of(text: str) -> str:
    names = {
        "The island": "opening",
        "A vote": "closing",
        "The ferry": "other",
        "Roof": "",
        "Send by": "",
        "A line": "",
    }
    found = []
    for line in text.split("\n\n"):
        name = next((name for start, name in names.items() if line.startswith(start)), line)
        found += [name] if name else []
    return " ".join(found)


@pytest.mark.parametrize(
    "box",
    [
        "<div class=consent>{}</div>",
        "<footer>{}</footer>",
        "<div class=comments>{}</div>",
        "<nav>{}</nav>",
        "<div hidden>{}</div>",
    ],
)
def test_what_never_holds_a_body_is_none_where_there_is_no_other(box: str) -> None:
    assert chosen(box.format(f"<p>{OPENING[:130]}</p>")) is None


@pytest.mark.parametrize(
    ("markup", "role", "value"),
    [
        ("<p>{}</p>", "", 1),
        ("<li>{}</li>", "", 1),
        ("<blockquote>{}</blockquote>", "", 1),
        ("<div>{}</div>", "", 0.67),
        ("<p>{}</p>", "aside", 0.3),
        ("<p>{}</p>", "box", 0.3),
        ("<p>{}</p>", "embed", 0.3),
        ("<p>{}</p>", "form", 0.3),
        ("<p>{}</p>", "meta", 0.3),
        ("<p>{}</p>", "share", None),
        ("<p><a href=/x>{}</a></p>", "", None),
    ],
)
def test_what_a_long_paragraph_speaks_for_its_box(markup: str, role: str, value: float | None) -> None:
    layout = page_of(markup.format(OPENING)).layout
    [block] = layout.blocks
    found = value_of(block, layout.boxes[block.box], role)
    assert found == pytest.approx(value * len(OPENING)) if value else found < 0


@pytest.mark.parametrize(
    ("text", "description", "expected"),
    [
        (OPENING, OPENING, True),
        (OPENING, f"{OPENING} {CLOSING}", True),
        (OPENING, OPENING[:60], True),
        (OPENING, CLOSING, False),
        (OPENING, "", False),
        ("Net lofts", "Net lofts", False),
    ],
)
def test_whether_the_description_is_what_a_block_says(text: str, description: str, expected: bool) -> None:
    assert repeats(text, description) is expected


SOLD = f"<article><p>Ships</p><h2>Ferry sold</h2><p>{OTHER}</p></article>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # the only main element, if it holds the title and text
        (f"<div><p>{OTHER}</p><main><h1>{TITLE}</h1>{TEXT}</main></div>", f"{TITLE} opening closing"),
        (f"<div><h1>{TITLE}</h1><p>{OPENING}</p><main><p>{CLOSING}</p><p>{OTHER}</p></main></div>",
        f"{TITLE} opening closing other"),
        (f"<div><main><h1>{TITLE}</h1>{LINES}</main>{TEXT}</div>", f"{TITLE} opening closing"),
        # articles with titles: the one that the headline is the title of
        (f"<div><article><p>Isles</p><h2>{TITLE}</h2>{TEXT}</article>{SOLD}</div>", f"Isles {TITLE} opening closing"),
        (f"<div><article><h2>{TITLE}</h2>{TEXT}</article>{SOLD}{LINES}</div>",
        f"{TITLE} opening closing"),
        # … but not among those below it
        (f"<div><h2>{TITLE}</h2>{TEXT}<p>{OTHER}</p><p>{OTHER}</p></div>{SHARE}<section>{SHARE * 2}<article>"
        f"<h3>{TITLE}</h3><p>{OPENING} {OPENING}</p></article>{SOLD}{SOLD}</section>",
        f"{TITLE} opening closing other other"),
        # an article without a title goes on with the one before it
        (f"<div><article><h1>{TITLE}</h1>{TEXT}</article><article><p>{OTHER}</p></article></div>",
        f"{TITLE} opening closing other"),
    ],
)  # fmt: skip
def test_the_box_under_the_headline(body: str, expected: str) -> None:
    assert chosen(body, TITLE) == expected


def test_articles_without_titles_on_a_page_without_a_headline_are_all_of_it() -> None:
    assert chosen(f"<div><article>{TEXT}</article><article><p>{OTHER}</p></article></div>") == "opening closing other"


FAR = f"<section><p>{OTHER}</p><p>{OTHER} {OTHER}</p></section>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # far below the title, beside which there is a text
        (f"<h1>{TITLE}</h1><div>{TEXT}</div>{SHARE * 5}{FAR}", "opening closing"),
        # what is no nearer than the text is not beside the title
        (f"<h1>{TITLE}</h1>{SHARE * 5}<div>{TEXT}</div>{SHARE * 5}{FAR}", "other other"),
        # a notice on top of the page is not beside the title
        (f"<div><p>{CLOSING} {OPENING}</p></div>{SHARE * 5}<h1>{TITLE}</h1>{SHARE}{FAR}", "other other"),
    ],
)
def test_a_text_far_below_the_title(body: str, expected: str) -> None:
    assert chosen(body, TITLE) == expected


@pytest.mark.parametrize(
    "part",
    [
        f"<p>{OPENING} {CLOSING} {OPENING} {CLOSING} {OPENING} {CLOSING}</p>",
        f"<ul><li>{OPENING}</li><li>{CLOSING}</li></ul>",
        f"<ol><li>{OPENING}</li><li>{CLOSING}</li></ol>",
        f"<dl><dt>What now?</dt><dd>{OPENING}</dd><dt>And then?</dt><dd>{CLOSING}</dd></dl>",
        f"<table><tbody><tr><td>{OPENING}</td></tr><tr><td>{CLOSING}</td></tr></tbody></table>",
    ],
)
def test_a_list_a_table_or_a_paragraph_is_a_part_of_the_box_around_it(part: str) -> None:
    layout = page_of(f"<div id=text><p>The council met.</p>{SHARE * 2}{part}</div>").layout
    box = choose(layout, read_roles(layout))
    assert box is not None
    assert box.names == "text"


PART = f"<div class=part><p>{OTHER}</p></div>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # side by side, and each in a box of its own
        (f"<div class=part>{TEXT}</div>{SHARE}{PART}", "opening closing other"),
        (f"<div class=a><div class=part>{TEXT}</div></div>{SHARE}<div class=b>{PART}</div>", "opening closing other"),
        # one inside the other, what stands around them is none
        (
            f"<section><div><p>{OTHER}</p></div>{SHARE * 2}<div class=part><p>{OPENING}</p><div class=part>"
            f"<p>{CLOSING}</p></div></div></section>",
            "opening closing",
        ),
        # parts elsewhere on the page
        (
            f"<section><div><p>{OTHER}</p></div>{SHARE * 2}<div class=a><div class=part>{TEXT}</div></div></section>"
            f"<section><div class=a>{PART}</div></section>",
            "opening closing",
        ),
        # hardly a sentence
        (
            f"<div class=part>{TEXT}<p>{OTHER}</p></div>{SHARE}<div class=part><p>Ada Holm keeps bees on the isles and "
            "writes on all of their harbours.</p></div>",
            "opening closing other",
        ),
        # other articles
        (
            f"<div class=post><h1>{TITLE}</h1>{TEXT}</div>{SHARE}<div class=post><h1>Sold</h1><p>{OTHER}</p></div>",
            f"{TITLE} opening closing",
        ),
        (
            f"<article class=post><h2>{TITLE}</h2>{TEXT}</article>{SHARE}<article class=post><h2>Sold</h2>"
            f"<p>{OTHER}</p></article>",
            f"{TITLE} opening closing",
        ),
    ],
)
def test_a_text_in_several_boxes_alike(body: str, expected: str) -> None:
    assert chosen(body) == expected


def test_what_calls_itself_the_articles_body_goes_before_what_calls_itself_its_content() -> None:
    inner = f"<div itemprop=articleBody>{TEXT}</div>"
    assert chosen(f"<div class=entry-content><p>Lofts, nets.</p>{inner}</div>") == "opening closing"


def test_roles_stay_where_the_body_is_not() -> None:
    layout = page_of(f"<div class=sidebar><p>{OPENING}</p></div>{SHARE}<aside><p>{OTHER[:60]}</p></aside>").layout
    roles = read_roles(layout)
    box = choose(layout, roles)
    assert box is not None
    assert box.names == "sidebar"
    assert roles[box.index] == ""
    assert [roles[other.index] for other in layout.boxes if other.tag == "aside"] == ["aside"]


MARKED_UP = f"<p>{OPENING.replace('island', '<b>island</b>')}</p>\n<p>{CLOSING.replace('; ', ';&nbsp;')}</p>"


@pytest.mark.parametrize("said", [f"{OPENING} {CLOSING}", MARKED_UP])
def test_the_box_that_the_pages_data_repeat(said: str) -> None:
    data = json.dumps({"@type": "NewsArticle", "articleBody": said})
    head = f"<script type='application/ld+json'>{data}</script>"
    page = page_of(f"<div>{TEXT}</div>{SHARE * 2}<section><p>{OTHER}</p><p>{OTHER}</p></section>", head)
    seen = witnesses(page, page.layout)
    assert seen == [True, True, *[False] * 22]
    box = choose(page.layout, read_roles(page.layout), seen)
    assert box is not None
    assert names_of(page.layout.text(box)) == "opening closing"
