"""What stands around the text, and is not of it: credits, corrections, notices, author cards, datelines, players."""

import pytest

from crawler.extraction import extract
from crawler.items import ScrapedArticle

TEXT = (
    "<p>After four weeks in the yard the ferry to the northern isles sailed again on Monday, with new engines and a "
    "cook who comes from the islands himself, to the relief of those who had been waiting for their letters.</p>",
    "<p>The first passenger was a goat that had missed the last boat of February, as the harbour master remembers, "
    "because its owner could not find the ticket and the two of them had to spend the night at the station.</p>",
    "<p>The old engines will go to a museum on the mainland, which had asked for them twice, and the captain has "
    "promised to start them there once a year for as long as he lives.</p>",
)


def read(
    before: str = "", behind: str = "", byline: str = "By Ida Holm", data: str = "", below: str = ""
) -> ScrapedArticle:
    html = (
        f"<html lang=en><head><title>The ferry runs again</title>{data}</head><body><nav><a href=/>Home</a></nav>"
        f"<main><article><h1>The ferry runs again</h1><p class=byline>{byline}</p>"
        f"<div class=article-body>{before}{''.join(TEXT)}{behind}</div>{below}</article></main>"
        "<footer><p>© Harbour Courier</p></footer></body></html>"
    )
    return extract(html.encode(), "https://www.harbour-courier.example/isles/ferry-runs-again-4711")


def text_is_whole(page: ScrapedArticle) -> bool:
    return [p[:20] for p in page.body.split("\n\n")] == [p.removeprefix("<p>")[:20] for p in TEXT]


@pytest.mark.parametrize(
    "line",
    [
        "With reporting by AFP and TASS",
        "Reporting by Per Lund; Editing by Eva Dahl",
        "Per Lund in Northport contributed to this report.",
    ],
)
def test_a_credit_is_no_text(line: str) -> None:
    page = read(behind=f"<p><em>{line}</em></p>")
    assert page.credits == [line]
    assert text_is_whole(page)
    assert page.evidence["credits"].reader


def test_agencies_of_a_credit_are_agencies_of_the_article() -> None:
    page = read(behind="<p><em>With reporting by AFP and TASS</em></p>")
    assert page.agencies == ["AFP", "TASS"]
    assert page.evidence["agencies"].reader == "credits"
    assert page.authors == ["Ida Holm"]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Correction: An earlier version of this article gave the wrong name of the ship.", None),
        ("Correction, 3 March 2026: An earlier version gave the wrong name of the ship.", "2026-03-03"),
        ("Editor's note: This article was updated after publication to name the captain.", None),
        ("Clarification: The ferry runs on weekdays only, and not on every day as was written here.", None),
    ],
)
def test_a_correction_is_no_text(line: str, day: str | None) -> None:
    page = read(behind=f"<p><em>{line}</em></p>")
    (found,) = page.corrections
    assert found.text == line
    assert (found.date.value.date().isoformat() if found.date else None) == day
    assert text_is_whole(page)


@pytest.mark.parametrize(
    "line",
    [
        "The views expressed in this article are those of the author and do not reflect those of the Courier.",
        "RFE/RL has been declared an undesirable organization by the Russian government.",
    ],
)
def test_a_notice_is_a_disclaimer(line: str) -> None:
    page = read(behind=f"<p><em>{line}</em></p>")
    assert page.disclaimer == line
    assert text_is_whole(page)


NOTICE = "The views expressed in this article are those of the author and do not reflect those of the Courier."
CORRECTION = "Correction: An earlier version of this article gave the wrong name of the ship."


@pytest.mark.parametrize(
    "box",
    [
        "<nav>{}</nav>",
        "<div class=comments>{}</div>",
        "<div class=cookie-consent>{}</div>",
        "<div class=share-bar>{}</div>",
        "<div class=related-stories>{}</div>",
        "<div class=newsletter>{}</div>",
        "<div class=modal>{}</div>",
        "<div hidden>{}</div>",
        "<form>{}</form>",
    ],
)
def test_a_notice_below_the_text_in_a_box_of_something_else_is_not_the_articles(box: str) -> None:
    notice = f"<p>{NOTICE}</p>"
    assert read(below=box.format(notice)).disclaimer is None
    assert read(below=f"<div>{notice}</div>").disclaimer == NOTICE


@pytest.mark.parametrize(
    "box",
    ["<div class=related-note><p>{}</p></div>", "<p class=standfirst>{}</p>", "<aside><p>{}</p></aside>"],
)
def test_a_correction_in_a_box_of_something_else_beside_the_text_is_one(box: str) -> None:
    for page in (read(before=box.format(CORRECTION)), read(behind=box.format(CORRECTION))):
        assert [correction.text for correction in page.corrections] == [CORRECTION]
        assert text_is_whole(page)


SHORT = "Correction: The ship is called Gannet."


def corrections(page: ScrapedArticle) -> list[str]:
    return [correction.text for correction in page.corrections]


def test_a_correction_above_the_text_is_one() -> None:
    assert corrections(read(byline=f"By Ida Holm</p><p class=standfirst>{CORRECTION}")) == [CORRECTION]


def test_a_correction_far_from_the_text_is_another_articles() -> None:
    links = "".join(f"<div><a href=/{n}>Tides of the northern isles {n}</a></div>" for n in range(16))
    page = read(byline=f"By Ida Holm</p><aside><p>{CORRECTION}</p></aside>{links}<p>")
    assert corrections(page) == []
    assert text_is_whole(page)


def test_what_follows_a_correction() -> None:
    second = "Correction, 4 March 2026: she left on a Sunday."
    assert corrections(read(below=f"<p>{CORRECTION}</p><p>{second}</p>")) == [CORRECTION, second]
    page = read(below=f"<p>{CORRECTION}</p><p>With reporting by AFP, 3 March 2026</p>")
    assert page.credits == ["With reporting by AFP, 3 March 2026"]
    page = read(below=f"<div><p>{SHORT}</p><p>She had been painted in the yard of Norn</p></div>")
    assert corrections(page) == [SHORT]


def whole(around: str) -> ScrapedArticle:
    """An article in a page of this markup."""
    text = f"<h1>The ferry runs again</h1><p class=byline>By Ida Holm</p><div class=article-body>{''.join(TEXT)}</div>"
    html = f"<html lang=en><head><title>The ferry runs again</title></head><body>{around.format(text)}</body></html>"
    return extract(html.encode(), "https://www.harbour-courier.example/isles/ferry-runs-again-4711")


@pytest.mark.parametrize(
    ("around", "is_its"),
    [
        ("<article>{{}}<div><p>{}</p></div></article>", True),
        ("<article>{{}}<footer><p>{}</p></footer></article>", True),
        ("<article>{{}}</article><div><p>{}</p></div>", False),
        ("<article>{{}}</article><div><p>{}</p></div><article><h2>Bees</h2></article>", False),
        ("<article>{{}}<div><footer><p>{}</p></footer></div></article>", False),
        ("<main>{{}}<article><p>{}</p></article></main>", False),
    ],
)
def test_where_an_article_ends(around: str, is_its: bool) -> None:
    page = whole(around.format(CORRECTION))
    assert corrections(page) == ([CORRECTION] if is_its else [])
    assert text_is_whole(page)


def test_an_author_card_behind_the_article_is_anothers() -> None:
    card = "<h3>Eva Dahl</h3><p>Eva Dahl writes about fish and has been with the Courier since 2011.</p>"
    page = whole(f"<article>{{}}</article><div class=author-bio>{card}</div>")
    assert (page.author_bios, page.authors) == ([], ["Ida Holm"])
    own = card.replace("Eva Dahl", "Ida Holm")
    page = whole(f"<article>{{}}</article><div class=author-bio>{own}</div>")
    assert [bio.name for bio in page.author_bios] == ["Ida Holm"]
    assert page.evidence["author_bios"].text == "Ida Holm"
    assert whole(f"<article>{{}}<div class=author-bio>{card}</div></article>").author_bios != []


@pytest.mark.parametrize(
    ("line", "day"), [("3 March 2026", "2026-03-03"), ("The ferry sails again on 3 March 2026, the trust said.", None)]
)
def test_a_date_below_a_correction_is_when_it_was_made(line: str, day: str | None) -> None:
    (found,) = read(below=f"<div><p>{CORRECTION}</p><p>{line}</p></div>").corrections
    assert found.text == CORRECTION
    assert (found.date.value.date().isoformat() if found.date else None) == day


def test_an_author_card_is_a_bio() -> None:
    card = (
        "<div class=author-bio><h3>Ida Holm</h3><p>Ida Holm writes about the isles and everything that floats there. "
        "She has been with the Courier since 2011.</p></div>"
    )
    page = read(behind=card)
    (bio,) = page.author_bios
    assert bio.name == "Ida Holm"
    assert bio.text.startswith("Ida Holm writes about the isles")
    assert page.evidence["author_bios"].reader
    assert text_is_whole(page)


@pytest.mark.parametrize(
    ("byline", "heading", "text", "name"),
    [
        # one of two authors, whom the text alone names
        (
            "Ida Holm and Per Lund",
            "Senior Reporter",
            "Per Lund covers ports, locks and the people in them.",
            "Per Lund",
        ),
        # the only author, called by her first name
        ("Ida Holm", "Harbour beat", "Ida covers ports, locks and the people who work in them.", "Ida Holm"),
        # nobody who signed; what can be nobody's name is no author's
        ("Ida Holm", "Jon Aas", "He took the pictures of the ferry for the Courier.", "Jon Aas"),
        ("Ida Holm", "This article", "It was first printed in the yearbook of the isles.", None),
    ],
)
def test_whom_an_author_card_is_about(byline: str, heading: str, text: str, name: str | None) -> None:
    card = f"<div class=author-bio><h3>{heading}</h3><p>{text}</p></div>"
    page = read(behind=card, byline=f"By {byline}")
    assert [(bio.name, bio.text) for bio in page.author_bios] == ([(name, text)] if name else [])
    assert ("author_bios" in page.evidence) is (name is not None)
    assert page.problems == []
    assert text_is_whole(page)


@pytest.mark.parametrize(
    ("opening", "place", "agencies"),
    [
        ("NORTHPORT, Wash. (AP) — ", "NORTHPORT, Wash.", ["AP"]),
        ("NORTHPORT — ", "NORTHPORT", []),
        ("MOSCOW, March 2 (Reuters) - ", "MOSCOW", ["Reuters"]),
    ],
)
def test_the_place_a_report_opens_with(opening: str, place: str, agencies: list[str]) -> None:
    report = "The last of the old harbour cranes was taken down on Monday before a crowd that had come with flasks."
    page = read(before=f"<p>{opening}{report}</p>")
    assert page.dateline == place
    assert page.agencies == agencies
    assert page.evidence["dateline"].reader
    assert report in page.body


@pytest.mark.parametrize(
    ("before", "below", "place"),
    [
        # in an element of its own, of the article or of the next one
        ("<div><span class=dateline>Norwick</span></div>", "", "Norwick"),
        ("", "<div><span class=dateline>Norwick</span> Bees are back</div>", None),
        # where the weather is
        ("<p><span class=city>Norwick</span> 12 °C</p>", "", None),
    ],
)
def test_a_place_that_is_marked(before: str, below: str, place: str | None) -> None:
    assert read(before=before, below=below).dateline == place


def test_text_that_names_a_place_with_a_dash_is_no_dateline() -> None:
    assert (
        read(
            before="<p>The harbour — the old one, not the new one — lay still on Monday morning, for once.</p>"
        ).dateline
        is None
    )


def test_a_desk_is_an_organisation_whatever_the_data_say() -> None:
    data = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"The ferry runs again","author":'
    data += '{"@type":"Person","name":"RFE/RL\'s Russian Service"}}</script>'
    page = read(byline="By RFE/RL's Russian Service", data=data)
    assert page.authors == []
    assert page.organisations == ["RFE/RL's Russian Service"]


def test_films_and_sound_are_media() -> None:
    players = '<video src="/film/ferry.mp4" title="The ferry leaves"></video><audio src="/sound/horn.mp3"></audio>'
    page = read(behind=players)
    assert [(item.kind, item.url) for item in page.media] == [
        ("video", "https://www.harbour-courier.example/film/ferry.mp4"),
        ("audio", "https://www.harbour-courier.example/sound/horn.mp3"),
    ]
    assert text_is_whole(page)


PLAYER = '<iframe src="{}" title="The ferry leaves"></iframe>'


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("https://www.youtube.com/embed/a1b2", "video"),
        ("//player.vimeo.com/video/4711", "video"),
        ("https://w.soundcloud.com/player/?url=4711", "audio"),
        ("https://open.spotify.com/embed/episode/4711", "audio"),
        ("https://maps.isles.example/embed/4711", None),
    ],
)
def test_players_of_other_sites_are_media(address: str, kind: str | None) -> None:
    page = read(behind=PLAYER.format(address) * 2)
    assert [(item.kind, item.url, item.title) for item in page.media] == (
        [(kind, f"https:{address.removeprefix('https:')}", "The ferry leaves")] if kind else []
    )


@pytest.mark.parametrize(
    "box",
    [
        "<nav>{}</nav>",
        "<footer>{}</footer>",
        "<aside>{}</aside>",
        "<div class=related-videos>{}</div>",
        "<div class=comments>{}</div>",
        "<div class=cookie-consent>{}</div>",
        "<div class=share-bar>{}</div>",
    ],
)
def test_players_in_boxes_of_something_else_are_not_the_articles(box: str) -> None:
    inside = "<a href=/films>Films from the isles</a>" + PLAYER.format("https://www.youtube.com/embed/a1b2")
    assert read(behind=box.format(inside) + TEXT[0]).media == []


def test_a_picture_is_there_once_with_caption_and_credit() -> None:
    figure = (
        '<figure><img src="/p/boat.jpg" alt="The ferry at the pier"><figcaption>The ferry at the pier. '
        "Photo: Per Lund / AFP</figcaption></figure>"
    )
    page = read(before=figure)
    (image,) = page.images
    assert (image.caption, image.credit, image.alt) == ("The ferry at the pier.", "Per Lund / AFP", None)
    assert text_is_whole(page)


def test_a_page_without_any_of_them_has_none() -> None:
    page = read()
    assert (page.credits, page.corrections, page.disclaimer, page.author_bios) == ([], [], None, [])
    assert (page.dateline, page.media, page.images, page.live_entries) == (None, [], [], [])
    assert text_is_whole(page)


@pytest.mark.parametrize(
    ("lines", "credit"),
    [
        ("<p>Photo: Per Lund</p>", "Per Lund"),
        ("<p>Photo: Per Lund</p><p>Photo: Eva Dahl</p>", None),
        ("<p>Picture: The ferry in May. Photo: Per Lund</p>", None),
        ("", None),
    ],
)
def test_a_line_of_credit_is_that_of_the_only_picture(lines: str, credit: str | None) -> None:
    page = whole(f"<article>{{}}<img src=/ferry.jpg width=800>{''.join(TEXT)}{lines}</article>")
    assert [image.credit for image in page.images] == [credit]
