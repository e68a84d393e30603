"""The blocks of text of a page, the boxes around them, the pictures between them."""

import pytest

from crawler.extraction.blocks import Layout, hidden, size_of
from crawler.extraction.page import Page


def layout(body: str) -> Layout:
    return Page(f"<html><body>{body}</body></html>".encode(), "https://courier.example/a").layout


def texts(body: str) -> list[str]:
    return [block.text for block in layout(body).blocks]


@pytest.mark.parametrize(
    "name",
    "class id role data-testid data-component data-component-name data-type data-module itemprop data-qa data-block "
    "data-block-type aria-label data-name data-gu-name data-element property".split(),
)
def test_attributes_that_name_a_box(name: str) -> None:
    assert layout(f'<div {name}="Pier-Card" data-other="gulls"><p>Boats</p></div>').boxes[1].names == "pier-card"


@pytest.mark.parametrize("tag", ["b", "strong", "i", "em", "a"])
def test_how_much_of_a_block_is_emphasised_or_linked(tag: str) -> None:
    (block,) = layout(f"<p>The <{tag} href=/x>ferry</{tag}> sails</p>").blocks
    styled = (block.strong, block.slanted, block.linked, block.links)
    assert styled == {"b": (5, 0, 0, 0), "strong": (5, 0, 0, 0), "a": (0, 0, 5, 1)}.get(tag, (0, 5, 0, 0))
    (whole,) = layout(f"<p><{tag} href=/x>The ferry</{tag}> sails</p>").blocks
    assert (block.opens, whole.opens) == (False, tag == "a")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>The  ferry\n sails</p>", ["The ferry sails"]),
        ("<p>The\u00a0ferry\u200b sa\u00adils\ufeff</p>", ["The ferry sails"]),
        ("<p> \u200b </p><p></p><p>The ferry</p>", ["The ferry"]),
        ("<pre>The ferry\n\nsails\n\n\nagain</pre>", ["The ferry", "sails", "again"]),
        ("<pre>The ferry</pre><p>sails\n\nagain</p>", ["The ferry", "sails again"]),
        ("<p>The ferry<br>sails</p>", ["The ferry sails"]),
        ("<p>The ferry<br><br><br>sails</p>", ["The ferry", "sails"]),
        ("<p><br><br></p><p>The ferry</p>", ["The ferry"]),
        ("<p>The ferry<br><br></p><p>sails</p>", ["The ferry", "sails"]),
        ("<p>Boats<script>var x</script><style>p</style> at sea</p>", ["Boats at sea"]),
        ("<p>Boats<noscript>No scripts</noscript> at sea</p>", ["Boats at sea"]),
        ("The ferry<p>sails</p>again", ["The ferry", "sails", "again"]),
        ("<div>The <span>ferry</span> sails <em>again</em></div>", ["The ferry sails again"]),
        ("<p>The ferry <span class=credit>Ida Holm</span> sails</p>", ["The ferry", "Ida Holm", "sails"]),
        ("<p>The ferry <span style='display:none'>sinks</span> sails</p>", ["The ferry", "sinks", "sails"]),
        ("<p>The ferry <span class=pier>Ida Holm</span> sails</p>", ["The ferry Ida Holm sails"]),
        ("<a href=/pier></a>", []),
    ],
)
def test_blocks_of_text(body: str, expected: list[str]) -> None:
    assert texts(body) == expected


LONG = "The ferry to the northern isles sailed again on Monday after weeks in the yard"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([f"{LONG}.", f"{LONG}."], [f"{LONG}.", f"{LONG}."]),
        ([LONG, f"and {LONG}."], [f"{LONG} and {LONG}."]),
        ([f"{LONG}:", f"and {LONG}."], [f"{LONG}:", f"and {LONG}."]),
        (["The ferry", "sails", "again"], ["The ferry sails again"]),
    ],
)
def test_breaks_end_a_paragraph_where_the_lines_are_long(lines: list[str], expected: list[str]) -> None:
    assert texts(f"<p>{'<br>'.join(lines)}</p>") == expected


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("ferry", 5),
        ("Fähre", 5),
        ("船", 3),
        ("\ufa11", 3),
        ("\uf90a", 3),
        ("เรือ", 12),
        ("လှေ", 9),
        ("ទូក", 9),
        ("паром", 5),
    ],
)
def test_a_character_of_scripts_without_spaces_counts_three_times(text: str, size: int) -> None:
    assert size_of(text) == size


def test_a_page_of_frames_has_no_blocks() -> None:
    page = Page(b"<html><frameset><frame src=/a></frameset></html>", "https://courier.example/a")
    assert page.layout.blocks == []


def test_a_picture_stands_behind_the_text_before_it() -> None:
    found = layout("<p>The ferry<img src=/a.jpg> sails</p><div> <br> <img src=/b.jpg></div><p>again</p>")
    assert [picture.at for picture in found.pictures] == [1, 1]


def test_the_picture_of_a_noscript_is_one_and_players_are_embeds() -> None:
    found = layout(
        "<p>Boats</p><noscript><img src=/a.jpg><p>x</p></noscript><iframe src=/f></iframe><video></video>"
        "<audio></audio><embed><object></object><amp-img src=/b.jpg></amp-img>"
    )
    assert [picture.node.tag for picture in found.pictures] == ["img", "amp-img"]
    assert [embed.node.tag for embed in found.embeds] == ["iframe", "video", "audio", "embed", "object"]


def test_a_noscript_that_stays_open_is_the_page() -> None:
    body = "".join(f"<p>{n} boats</p>" for n in range(25))
    opened = texts(f"<noscript><div>{body}")
    assert len(opened) == 25
    assert texts(f"<noscript>{'<p>Turn scripts on</p>' * 3}</noscript>") == []


@pytest.mark.parametrize(
    ("attributes", "is_hidden"),
    [
        ({"hidden": None}, True), ({"style": "display : none"}, True), ({"style": "color:red;visibility:hidden"}, True),
        ({"style": "display:block"}, False), ({"style": None}, False), ({}, False),
    ],
)  # fmt: skip
def test_what_is_not_shown(attributes: dict[str, str | None], is_hidden: bool) -> None:
    assert hidden(attributes) is is_hidden


def test_a_line_of_inline_boxes_is_glued_to_the_block_before() -> None:
    found = layout("<div>The ferry <span class=credit>Ida Holm</span> sails</div><p>Boats</p>").blocks
    assert [block.glued for block in found] == [False, True, True, False]
