"""What a line of a page says of itself: the features by which blocks are judged, each with a line that has it."""

import pytest

from crawler.extraction.images import is_furniture, largest
from crawler.extraction.judge import Region, Weights, is_sentence, judge
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


def features(
    line: str, *, before: str = PROSE, after: str = PROSE, told: tuple[str, ...] = (), tag: str = "div"
) -> set[str]:
    """Those of the block that holds the word MARK, or else of the first of the line. `told`: the page's data hold the
    blocks that have one of these words; `tag`: of the box that is the text's."""
    html = f"<body><h1>{HEADLINE}</h1><{tag} class=text>{before}{line}{after}</{tag}></body>"
    page = Page(html.encode(), "https://courier.example/ferry")
    layout = page.layout
    box = next(box for box in layout.boxes if box.names == "text")
    plain = Page(f"<body>{before}</body>".encode(), "https://courier.example/ferry").layout
    at = next((n for n, b in enumerate(layout.blocks) if "MARK" in b.text), box.start + len(plain.blocks))
    witnessed = [any(word in b.text for word in told) for b in layout.blocks] if told else ()
    region = Region(box, box.start, box.end, HEADLINE.casefold(), DESCRIPTION, witnessed)
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
        ("<div><div class=related><p>Fog lay on the sea MARK</p></div><p>Gulls</p></div>", "isl:inner:related"),
        ("<div class=related><p>Fog lay on the sea MARK</p></div>", "role:related"),
        ("<p>Read more about it:</p><p>Fog lay on the sea MARK</p>", "labelled:1"),
        ("<img src=/fog.jpg><p>Fog lay on the sea MARK</p>", "pic:o:in"),
        (
            "<table><tbody><tr><td>Read more about it:</td></tr></tbody></table><p>Fog lay on the sea MARK</p>",
            "labelled:same:p",
        ),
        ("<dl><dt>Read more about it:</dt></dl><p>Fog lay on the sea MARK</p>", "labelled:same:p"),
        ("<ul><li>Fog lay on the sea MARK</li><li>Gulls sat on the pier</li></ul>", "size:1:li"),
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
    prose = ("four weeks", "goat")
    assert "w:n:p" in features(f"<p>{'Gulls sat on the pier. ' * 3} MARK</p>", told=prose)
    assert "w:s:p" in features("<p>Gulls MARK</p>", told=prose)
    menu = "<ul>" + "<li>Ferries to all of the isles in the north</li>" * 20 + "</ul>"
    assert "w:s:p" in features("<p>Gulls MARK</p>", after=PROSE + menu, told=prose)
    told: tuple[tuple[str, ...], ...] = ((), ("goat",))
    for words in told:
        assert not any(name.startswith("w:") for name in features("<p>Gulls MARK</p>", told=words))


def test_a_paragraph_of_the_text_ends_what_a_label_leads_to() -> None:
    line = "<p>Read more about it:</p><p>Gulls and seals</p>{}<p>Fog lay on the sea MARK</p>"
    assert "labelled:2" in features(line.format(""))
    assert not any(name.startswith("labelled") for name in features(line.format(PROSE)))


def test_a_box_says_nothing_of_the_text_that_is_all_of_it() -> None:
    assert "in:article" not in features("Fog lay on the sea MARK", tag="article")


def test_a_figure_may_hold_the_text() -> None:
    line = f"<figure>{PROSE}<p>Fog lay on the sea MARK</p></figure>"
    assert "in:figure" in features(line, before="", after="")


def reasons(html: str, weights: Weights | None = None) -> list[tuple[str, str]]:
    """The text of each block of the box named "text", and why it is dropped; "" if no rule speaks against it."""
    page = Page(f"<body>{html}</body>".encode(), "https://courier.example/ferry")
    layout = page.layout
    box = next(box for box in layout.boxes if "text" in box.names)
    region = Region(box, box.start, box.end, HEADLINE.casefold())
    verdicts = judge(layout, read_roles(layout), region, weights)
    blocks = layout.blocks[box.start : box.end]
    return [(block.text, verdict.reason) for block, verdict in zip(blocks, verdicts, strict=True)]


def reason(line: str, *, before: str = PROSE, after: str = PROSE) -> str:
    """Of the block that holds the word MARK, between paragraphs."""
    found = reasons(f"<div class=text>{before}{line}{after}</div>")
    return next(reason for text, reason in found if "MARK" in text)


LONG_PARAGRAPH = (
    "MARK, who has sold tickets on the pier for thirty years, says that nobody has asked for the ferry as often as in "
    "this winter: farmers with hay in their yards, a teacher with forty books for the school, a bride whose dress hung "
    "in the harbour office from January on, and every Tuesday a man who wanted to know nothing but whether the cook "
    "was still the same, and who went home in the rain, content, when he was told that it was another one. "
)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("<footer><p>Fog lay on the sea MARK</p></footer>", "footer"),
        ("<div class=comments><p>Fog lay on the sea MARK</p></div>", "comments"),
        ("<div class=share><p>Fog lay on the sea MARK</p></div>", "share"),
        ("<div class=cookie-notice><p>Fog lay on the sea MARK</p></div>", "consent"),
        ("<div class=modal><p>Fog lay on the sea MARK</p></div>", "modal"),
        ("<form><p>Fog lay on the sea MARK</p></form>", "form"),
        ("<div class=newsletter><p>Fog lay on the sea MARK</p></div>", "newsletter"),
        ("<figure><p>Fog lay on the sea MARK</p></figure>", "figure"),
        (f"<div class=share><p>{LONG_PARAGRAPH}</p></div>", ""),
        ("<div class=share><p>Fog lay on the sea MARK.</p></div>", "share"),
        (f"<p>{LONG_PARAGRAPH} The poem in the programme was republished from a book of 1911.</p>", ""),
        ("<p>Fog lay on the sea for ten days MARK. The poem was republished from a book.</p>", "disclaimer"),
        ("<img src=/fog.jpg><p>Fog lies on the pier of the northern isles MARK (Getty Images)</p>", "caption"),
        ("<p>Photo: MARK Lind, who was there</p>", "caption"),
        ("<ul><li>The first MARK <a href=/1>leaves before the fog over the sea has lifted</a></li>"
         "<li>The second one <a href=/2>waits for the post from the mainland</a></li></ul>", "links"),
        ("<ul><li><a href=/1>First boat</a> leaves before the fog MARK</li><li><a href=/2>Second boat</a> waits for "
         "the post</li><li><a href=/3>Third boat</a> stays at its pier</li></ul>", "links"),
    ],
)  # fmt: skip
def test_why_a_line_between_paragraphs_is_dropped(line: str, expected: str) -> None:
    assert reason(line, before=PROSE * 3) == expected


def stories(count: int, text: str = "MARK tells how it was", *, title: str = "<a href=/fog>{}</a>") -> str:
    """Boxes alike with the title of a page and a text."""
    titles = ("The ferry of the western isles", "The cook who hates the sea", "The goat that missed its boat")
    return "".join(f"<div class=story><h3>{title.format(titles[n % 3])}</h3><p>{text}</p></div>" for n in range(count))


OTHERS = "<article><h4><a href=/fog>The cook who hates the sea</a></h4><p>MARK</p></article>"
LEAD = "MARK: the winter was long on the isles, the pier lay empty, and the post came by air on one day of the week. "


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (PROSE + stories(3) + PROSE, "teaser"),
        (PROSE + stories(3, LEAD) + PROSE * 2, "teaser"),
        (PROSE + OTHERS * 3 + PROSE, "teaser"),
        (PROSE + stories(6), "teaser"),
        (PROSE + "<p>Gulls and seals</p>" + stories(9), "teaser"),
        (PROSE + stories(2) + PROSE, ""),
        (PROSE + stories(3, title="{}") + PROSE, ""),
        (PROSE * 9 + stories(3, LONG_PARAGRAPH) + PROSE, ""),
        (PROSE * 3 + (stories(1, "So it was") + "<p>The fog MARK lay there</p>" * 2) * 3 + PROSE, ""),
        (f"<div>{stories(3, LEAD)}</div>", ""),
        (stories(3, LEAD) + "<p>Gulls</p><p>Seals</p><p>Whales</p>", ""),
    ],
)  # fmt: skip
def test_lists_of_further_stories_are_no_text(html: str, expected: str) -> None:
    found = reasons(f"<div class=text>{html}</div>")
    assert {reason for text, reason in found if "MARK" in text} == {expected}


def test_boxes_behind_the_text_are_not_counted_among_those_in_it() -> None:
    html = '<div class="story text"><h3><a href=/1>The cook who hates the sea</a></h3><p>So it is</p></div>'
    assert reasons(html * 3)[1] == ("So it is", "")


@pytest.mark.parametrize("end", ["...", "…", "[…]", "[...]", "(...)", "(…)"])
def test_a_list_of_beginnings_of_other_texts_is_one_of_links(end: str) -> None:
    item = f"<li><a href=/fog>Fog</a> MARK {LEAD}{end}</li>"
    assert reason(f"<ul>{item * 2}</ul>") == "links"
    assert reason(f"<ul>{item.replace(end, '.') * 2}</ul>") == ""


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("<div><p>The fog by mail MARK</p><form><input type=email></form></div>", "newsletter"),
        ("<div><p>The fog on Monday MARK</p><form><input type=range></form></div>", ""),
    ],
)
def test_a_form_that_asks_for_an_address_is_a_newsletters(line: str, expected: str) -> None:
    assert reason(line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("<p>Comments</p><p>Fog again MARK</p>", "comments"),
        ("<h3>More on this topic</h3><p>Fog again MARK</p>", "further stories"),
        ("<p>Subscribe to read the rest</p><p>Fog again MARK</p>", "paywall"),
        (f"<p>He had to log in to read it. {LEAD * 3}</p><p>Fog again</p>", ""),
        ("<p>Filed under: MARK, ferries</p>", "meta"),
        (f"<p>{LONG_PARAGRAPH} The poem was republished from a book of 1911.</p>", "disclaimer"),
    ],
)
def test_why_a_line_behind_the_text_is_dropped(line: str, expected: str) -> None:
    assert reason(line, before=PROSE * 2, after="") == expected


def test_a_heading_of_comments_above_the_text_ends_nothing() -> None:
    places = "".join(
        f"<li>{place}, where the ferry calls on Mondays</li>" for place in ("Aith", "Brae", "Sandness", "Voe")
    )
    above = f"<ul>{places * 3}</ul><h3>3 comments</h3><p>Fog again MARK</p>"
    assert reason(above, before="", after=PROSE * 4) == ""


def test_the_headline_is_no_paragraph() -> None:
    assert (HEADLINE, "headline") in reasons(f"<div class=text>{PROSE}<p>{HEADLINE}</p>{PROSE}</div>")


@pytest.mark.parametrize("tag", ["p", "div", "article", "section", "main"])
def test_a_short_report_stays_whole_whatever_the_weights_say(tag: str) -> None:
    against = Weights({"": -9.0})
    line = "Fog lay on the sea and the ferry stayed at its pier."
    assert reasons(f"<{tag} class=text>{line}</{tag}>", against) == [(line, "")]
    assert reasons(f"<table><td class=text>{line}</td></table>", against) == [(line, "weighed")]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("By noon 212 people had crossed.", True),
        ("By Anna Berg of Dahl News Agency Oslo.", False),
        ("By Anna Berg and reporters in three towns.", False),
        ("Von Anna Berg und weiteren in drei Orten.", False),
    ],
)
def test_what_opens_as_a_byline_may_be_a_sentence(line: str, sentence: bool) -> None:
    assert is_sentence(line) is sentence


def test_what_is_settled_is_not_weighed() -> None:
    assert features(f"<p>{'Fog MARK lay on the sea and on the isles, and nobody saw it go. ' * 4}</p>") == set()


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
