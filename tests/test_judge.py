"""What a line of a page says of itself: the features by which blocks are judged, each with a line that has it."""

import pytest

from crawler.extraction.images import is_furniture, largest
from crawler.extraction.judge import Region, judge
from crawler.extraction.page import Page
from crawler.extraction.roles import read_roles

PROSE = (
    "<p>After four weeks in the yard the ferry to the northern isles sailed again on Monday, with two new engines and "
    "with a cook who comes from the islands himself and does not like the sea.</p>"
    "<p>The first passenger was a goat that had missed the last boat of February, and its owner, who had waited on the "
    "pier with a rope in his hand, paid nothing for it.</p>"
)
HEADLINE = "The island ferry runs again after the winter"
DESCRIPTION = "The ferry to the northern isles is back, and so is the cook who does not like the sea."


def features(line: str, *, before: str = PROSE, after: str = PROSE, witnessed: bool = False) -> set[str]:
    """Those of the block that holds the word MARK, or else of the first of the line."""
    html = f"<body><h1>{HEADLINE}</h1><div class=text>{before}{line}{after}</div></body>"
    page = Page(html.encode(), "https://courier.example/ferry")
    layout = page.layout
    box = next(box for box in layout.boxes if box.names == "text")
    plain = Page(f"<body>{before}</body>".encode(), "https://courier.example/ferry").layout
    at = next((n for n, b in enumerate(layout.blocks) if "MARK" in b.text), box.start + len(plain.blocks))
    told = [b.size > 100 for b in layout.blocks] if witnessed else ()
    region = Region(box, box.start, box.end, HEADLINE.casefold(), DESCRIPTION, told)
    return set(judge(layout, read_roles(layout), region)[at - box.start].features)


@pytest.mark.parametrize(
    ("line", "feature"),
    [
        ("<p>Fog lay on the sea MARK ©</p>", "copy:in"),
        ("<p>Fog lay on the sea, said MARK@courier</p>", "at:in"),
        ("<p>Fog MARK at www.courier.example all day</p>", "url:in"),
        ("<p>Fog MARK at https://courier.example all day</p>", "url:in"),
        ("<p>Fog | MARK lay on the sea</p>", "bar:1"),
        ("<p>fog lay on the sea MARK</p>", "lower:p"),
        ("<p>→ Fog lay on the sea MARK</p>", "first:→"),
        ("<p>FOG LAY ON THE SEA MARK</p>", "upper:1"),
        ("<p>Does fog lie on the sea MARK?</p>", "ask?:p"),
        ("<p>Fog, they said, lay on the sea MARK</p>", "comma:p:2"),
        ("<p>Fog ، MARK lay on the sea</p>", "comma:p:1"),
        ("<p>Fog 、 MARK lay on the sea</p>", "comma:p:1"),
        ("<p>MARK 0123 4567 89</p>", "digits:p"),
        ("<p>Fog lay on the sea MARK:</p>", "end:::p:1"),
        ("<p>Fog lay on the sea MARK。</p>", "end:c:p:1"),
        ("<p><b>Fog lay on the sea MARK</b></p>", "strong:in"),
        ("<p><b>Fog lay on the sea MARK</b></p>", "strong:1"),
        ("<p><b>Fog lay on the sea MARK</b></p>", "strong:P"),
        ("<p><i>Fog lay on the sea MARK</i></p>", "em:in"),
        ("<p><i>Fog lay on the sea MARK</i></p>", "em:1"),
        ("<p><i>Fog lay on the sea MARK</i></p>", "em:P:P"),
        ("<p>Fog lay on the sea and on the isles, MARK, and the ferry stayed at its pier on 3 May 2026</p>", "date:in"),
        ("<p>Fog lay on the sea MARK, sign up for more</p>", "asks"),
        (f"<p>{HEADLINE} MARK</p>", "title~"),
        (f"<p>{DESCRIPTION} MARK</p>", "desc:in"),
        ("<p>Fog lay on the sea</p><p>Gulls</p><p>Fog lay on the sea</p>", "twice:p"),
        ("<h3>Fog lay on the sea MARK</h3>", "size:1:h"),
        ("<ul><li>Fog lay on the sea MARK</li><li>Gulls sat on the pier</li></ul>", "list:0"),
        ('<p><a href="/fog">Fog</a> lay on the sea and on the isles MARK</p>', "opens:p"),
        ('<p><a href="/fog">Fog</a> lay on the sea and on the isles MARK</p>', "link:1:p"),
        ("<section><p>Fog lay on the sea MARK</p></section>", "in:section"),
        ("<blockquote><p>Fog lay on the sea MARK</p></blockquote>", "in:blockquote"),
        ("<details><p>Fog lay on the sea MARK</p></details>", "in:details"),
        ("<dl><dd>Fog lay on the sea MARK</dd></dl>", "in:dl"),
        ("<table><tr><td>Fog lay on the sea MARK</td></tr></table>", "in:table"),
        ("<article><p>Fog lay on the sea MARK</p></article>", "in:article"),
        ("<header><p>Fog lay on the sea MARK</p></header>", "in:header"),
        ("<p data-nosnippet>Fog lay on the sea MARK</p>", "nosnippet"),
        ('<p aria-hidden="true">Fog lay on the sea MARK</p>', "nosnippet"),
        ("<div><div>Fog lay on the sea MARK</div><div>Gulls sat on the pier</div></div>", "isl:in"),
        ("<div><img src=/fog.jpg><p>Fog lay on the sea MARK</p><p>Gulls</p></div>", "isl:pic:0"),
        ("<div><h4>Fog lay on the sea</h4><p>Gulls sat on the pier MARK</p></div>", "isl:headed"),
        ("<div><p>Advertisement</p><p>Gulls sat on the pier MARK</p></div>", "isl:label"),
        ("<div><p>Read more:</p><p>Gulls sat on the pier MARK</p></div>", "isl:label"),
        ("<p>Fog lay on the sea MARK</p>", "flow:p:in:0"),
    ],
)
def test_features_of_a_line_between_paragraphs(line: str, feature: str) -> None:
    assert feature in features(line)
    assert feature not in features("<main><p>Gulls sat on the pier that MARK</p></main>") or feature.startswith(
        ("flow", "end", "isl")
    )


@pytest.mark.parametrize(
    ("line", "where", "feature"),
    [
        ("<p>Fog lay on the sea MARK</p>", "before", "gap:b0:p"),
        ("<p>Fog lay on the sea MARK</p>", "after", "gap:a0:p"),
        ("<p class=dek>Fog lay on the sea and on the isles MARK</p>", "before", "lead:y:p"),
        ("<p>Fog lay on the sea and on the isles MARK</p>", "before", "lead:n:p"),
    ],
)
def test_features_of_a_line_around_the_text(line: str, where: str, feature: str) -> None:
    before, after = ("", PROSE) if where == "before" else (PROSE, "")
    assert feature in features(line, before=before, after=after)


def test_features_of_what_the_pages_data_tell() -> None:
    assert "w:n:p" in features(f"<p>{'Gulls sat on the pier. ' * 3} MARK</p>", witnessed=True)
    assert "w:s:p" in features("<p>Gulls MARK</p>", witnessed=True)
    assert not any(name.startswith("w:") for name in features("<p>Gulls MARK</p>"))


@pytest.mark.parametrize(
    ("url", "furniture"),
    [
        ("https://courier.example/themes/courier/pier.jpg", True),
        ("https://courier.example/plugins/map/pier.jpg", True),
        ("https://courier.example/img/icons/pier.jpg", True),
        ("https://courier.example/img/socialicons/pier.jpg", True),
        ("https://courier.example/skins/pier.jpg", True),
        ("https://courier.example/smilies/pier.gif", True),
        ("https://courier.example/emoji/pier.png", True),
        ("https://courier.example/buttons/pier.png", True),
        ("https://courier.example/sprites/pier.png", True),
        ("https://courier.example/themes/uploads/pier.jpg", False),
        ("https://courier.example/themes/upload/pier.jpg", False),
        ("https://courier.example/themes/user_upload/pier.jpg", False),
        ("https://courier.example/themes/files/pier.jpg", False),
        ("https://courier.example/themes/media/pier.jpg", False),
        ("https://courier.example/_next/static/uploads/pier.jpg", True),
        ("https://courier.example/img/pier-icon.svg", True),
        ("https://courier.example/img/pier-icon.jpg", False),
        ("https://courier.example/img/icon-small-dark.png", True),
        ("https://courier.example/img/facebook_white.png", True),
        ("https://courier.example/img/logo.png?v=2", True),
        ("https://courier.example/img/header-logo.png", True),
        ("https://courier.example/img/hamburger_lg.png", True),
        ("https://courier.example/img/avatar-xs.png", True),
        ("https://courier.example/img/share.svg.png", True),
        ("https://courier.example/img/pier.jpg", False),
    ],
)
def test_addresses_of_icons_buttons_and_logos(url: str, furniture: bool) -> None:
    assert is_furniture(url) is furniture


@pytest.mark.parametrize(
    ("srcset", "expected"),
    [
        ("/a.jpg 320w, /b.jpg 1280w, /c.jpg 640w", "/b.jpg"),
        ("/a.jpg 1x, /b.jpg 2x", "/b.jpg"),
        ("/a,b.jpg 320w", "/a,b.jpg"),
        ("/a.jpg 320w, data:image/gif;base64,R0lGOD 1280w", "/a.jpg"),
        ("/a.jpg", "/a.jpg"),
        ("", None),
        (None, None),
    ],
)
def test_the_widest_of_a_set(srcset: str | None, expected: str | None) -> None:
    assert largest(srcset) == expected
