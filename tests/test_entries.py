"""Entries of the lists by which pages are told apart: types of data, keys, classes, tags; each with a page."""

import json
from typing import Any

import pytest

from crawler.extraction import extract, linked
from crawler.extraction.page import Page
from crawler.extraction.story import Story
from crawler.items import ScrapedArticle

URL = "https://www.harbour-courier.example/isles/ferry-runs-again"
HEADLINE = "The island ferry runs again"
PROSE = (
    "After four weeks in the yard the ferry to the northern isles sailed again on Monday with two new engines and with "
    "a cook who comes from the islands himself and does not like the sea. "
)


def data(item: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(item)}</script>'


def read(body: str, *, head: str = "", url: str = URL, attributes: str = "") -> ScrapedArticle:
    html = f"<html lang=en><head><meta charset=utf-8>{head}</head><body {attributes}>{body}</body></html>"
    return extract(html.encode(), url)


# -- data of the page --------------------------------------------------------------------------------------------------

ARTICLES = (
    "NewsArticle ReportageNewsArticle AnalysisNewsArticle OpinionNewsArticle BackgroundNewsArticle ReviewNewsArticle "
    "AskPublicNewsArticle SatiricalArticle AdvertiserContentArticle LiveBlogPosting Article BlogPosting TechArticle "
    "ScholarlyArticle MedicalScholarlyArticle Report ClaimReview SocialMediaPosting SpecialAnnouncement Recipe Review"
).split()
OTHERS = "PodcastEpisode VideoObject CreativeWork WebPage ItemPage".split()


@pytest.mark.parametrize("kind", [*ARTICLES, *OTHERS])
def test_types_that_describe_the_page(kind: str) -> None:
    item = {"@type": kind, "headline": HEADLINE}
    assert linked.articles([{"@type": "BreadcrumbList", "name": HEADLINE}, item], URL, [""]) == [item]
    assert linked.is_article(item) == (kind in ARTICLES)


@pytest.mark.parametrize("name", ["mainEntity", "mainEntityOfPage", "hasPart", "item", "itemReviewed"])
def test_articles_inside_other_objects(name: str) -> None:
    item = {"@type": "NewsArticle", "headline": HEADLINE, "author": "Ida Holm"}
    assert linked.articles([{"@type": "Thing", name: item}], URL, [])[0] == item


def test_short_titles_and_none_choose_no_article() -> None:
    teaser = {"@type": "NewsArticle", "headline": "The island ferry: tickets"}
    own = {"@type": "NewsArticle", "headline": HEADLINE}
    assert linked.articles([teaser, own], URL, ["", "The isl", HEADLINE]) == [own, teaser]
    assert linked.articles([teaser, own], URL, ["", "The isl"]) == [teaser, own]


def test_objects_are_found_by_their_names_in_lists_of_lists() -> None:
    ida = {"@id": "#ida", "name": "Ida Holm"}
    assert linked.index([{"x": [[{"y": ida}], "text"], "z": 1}])["#ida"] == ida
    assert linked.as_list([["a", "b"], "c"]) == ["a", "b", "c"]
    assert linked.as_list(None) == []
    assert linked.text_of({"name": [{"x": 1}, "Ida Holm"]}) == "Ida Holm"


@pytest.mark.parametrize("kind", ["Organization", "NewsMediaOrganization", "WebSite", "Corporation"])
def test_the_site_by_its_own_object(kind: str) -> None:
    page = Page(data({"@type": kind, "name": "Tidewatch Gazette"}).encode(), "https://t.example/a")
    assert Story(page).is_site("Tidewatch Gazette")
    assert not Story(page).is_site("Ida Holm")
    assert not Story(page).is_site("Tidewatch Gazette " * 9)
    assert not Story(page).is_site("—")


@pytest.mark.parametrize("label", "www mobile amp web old beta com org net news gov edu".split())
def test_labels_of_a_host_that_name_no_site(label: str) -> None:
    story = Story(Page(b"<p>x</p>", f"https://{label}.harbour.example/a"))
    assert not story.is_site(label.title())
    assert story.is_site("Harbour")


def test_a_site_is_known_by_initials_but_not_by_those_of_its_country() -> None:
    assert Story(Page(b"<p>x</p>", "https://www.hc.example/a")).is_site("Harbour Courier")
    assert not Story(Page(b"<p>x</p>", "https://www.tide.co.example/a")).is_site("Cork Office")
    assert Story(Page(b"<p>x</p>", "https://www.harbourcourier.example/a")).is_site("The Harbour Courier")
    assert Story(Page(b"<p>x</p>", "https://islescourier.example/a")).is_site("Courier of the Isles")


@pytest.mark.parametrize("mark", ["|", "–", "—", "•", "·", ":", " - "])
def test_a_site_that_says_what_it_is_behind_its_name(mark: str) -> None:
    name = f'<meta property="og:site_name" content="Tidewatch Gazette {mark} news of the northern isles">'
    story = Story(Page(f"<meta charset=utf-8>{name}".encode(), "https://t.example/a"))
    assert story.is_site("Tidewatch Gazette")


@pytest.mark.parametrize(
    ("around", "authors"),
    [("<article>{}</article>", ["Ida Holm"]), ("<div class=hentry>{}</div>", ["Ida Holm"]), ("<div>{}</div>", [])],
)
def test_the_footer_of_an_article_names_its_author_that_of_a_page_not(around: str, authors: list[str]) -> None:
    inside = f"<h1>{HEADLINE}</h1><p>{PROSE}</p><p>{PROSE * 2}</p><footer><p>By <a rel=author>Ida Holm</a></p></footer>"
    assert read(around.format(inside)).authors == authors


# -- data in scripts ---------------------------------------------------------------------------------------------------

PARAGRAPHS = [
    PROSE.strip(),
    "The first passenger was a goat that had missed the last boat of February, and he paid.",
]
PARAGRAPHS += ["The cook, who was asked for his opinion of the sea, said that he had never had one in all his years."]


def of_state(article: dict[str, Any]) -> list[str]:
    state = {"props": {"related": [{"title": "Bridge shut", "body": "Nobody knows. " * 30}], "article": article}}
    script = f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(state)}</script>'
    head = f'<title>{HEADLINE}</title><meta property="og:title" content="{HEADLINE}">'
    return read(f"<div id=root></div>{script}", head=head).body.split("\n\n")


@pytest.mark.parametrize("name", ["headline", "title", "name", "hed", "heading"])
def test_keys_of_the_headline(name: str) -> None:
    assert of_state({name: HEADLINE, "body": "\n".join(PARAGRAPHS)}) == PARAGRAPHS


@pytest.mark.parametrize(
    "name",
    "articleBody body bodyHtml content contentHtml text paragraphs blocks elements components contentElements "
    "content_elements sections".split(),
)
def test_keys_of_the_body(name: str) -> None:
    assert of_state({"headline": HEADLINE, name: "\n".join(PARAGRAPHS)}) == PARAGRAPHS


@pytest.mark.parametrize("name", "children content html text value paragraphs blocks elements items data nodes".split())
def test_keys_inside_the_body(name: str) -> None:
    assert of_state({"headline": HEADLINE, "body": [{"type": "p", name: text} for text in PARAGRAPHS]}) == PARAGRAPHS


def test_the_longest_text_of_sentences_counts() -> None:
    labels = [f"Isles and harbour {number}" for number in range(99)]
    assert of_state({"headline": HEADLINE, "body": "\n".join(PARAGRAPHS), "sections": labels}) == PARAGRAPHS


def test_the_many_points_of_a_map_hide_no_text() -> None:
    points = [0] * 100_000
    assert of_state({"page": {"headline": HEADLINE, "body": "\n".join(PARAGRAPHS)}, "map": points}) == PARAGRAPHS


def test_a_page_without_a_headline_has_no_text_of_what_has_none_either() -> None:
    data = json.dumps({"page": {"title": "", "content": "\n".join(PARAGRAPHS)}, "menu": ["Isles", "Harbour"]})
    assert read(f'<div id=root></div><script type="application/json">{data}</script>').body == ""


@pytest.mark.parametrize(
    "kind", "text link a strong b em i span bold italic hyperlink textnode inline".split()
)  # fmt: skip
def test_parts_of_a_paragraph(kind: str) -> None:
    parts = [[{"type": kind, "value": text[:9]}, {"type": kind, "value": text[9:]}] for text in PARAGRAPHS]
    assert of_state({"headline": HEADLINE, "body": [{"type": "p", "children": part} for part in parts]}) == PARAGRAPHS


@pytest.mark.parametrize("kind", ["image", "embed", "related", "promo", "ad", "newsletter", "caption", "teaser"])
def test_blocks_that_are_no_text(kind: str) -> None:
    other = {"type": kind, "text": "The ferry at the landing, seen from the mill on the other side of the river."}
    blocks = [{"type": "p", "text": text} for text in PARAGRAPHS]
    assert of_state({"headline": HEADLINE, "body": [blocks[0], other, *blocks[1:]]}) == PARAGRAPHS


BACK = "Back at work"
OTHER = {"title": "Bridge stays shut", "html": "<p>Back at work nobody knows when the bridge opens. </p>" * 20}
MARKUP = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
"""Without a word of the headline."""


def of_code(*data: object, headline: str = BACK, description: str = "", kind: str = "text/javascript") -> str:
    """The body of a page that holds data in its code only."""
    scripts = "".join(f'<script type="{kind}">app.push({json.dumps(one)})</script>' for one in data)
    head = f"<title>{headline}</title>" + f'<meta name="description" content="{description}">'
    return read(f"<div id=root></div>{scripts}", head=head).body


@pytest.mark.parametrize("name", ["headline", "title", "hed", "heading"])
@pytest.mark.parametrize("inner", [False, True], ids=["beside", "inside"])
def test_keys_of_the_headline_in_code(name: str, *, inner: bool) -> None:
    text = {"html": MARKUP}
    article = {name: BACK, "content": text} if inner else {name: BACK, **text}
    assert of_code({"stories": [OTHER, article]}).split("\n\n") == PARAGRAPHS


def test_an_empty_title_in_code_is_none() -> None:
    assert of_code({"title": BACK, "blocks": [{"title": "", "html": MARKUP}]}).split("\n\n") == PARAGRAPHS


def test_text_in_code_that_nothing_ties_to_the_page_is_not_its() -> None:
    assert of_code({"html": MARKUP}) == ""
    assert of_code({"html": MARKUP}, description=PROSE[:99]).split("\n\n") == PARAGRAPHS
    assert of_code({"html": MARKUP}, description=PROSE[:99], headline="").split("\n\n") == PARAGRAPHS


def test_of_two_texts_in_code_the_one_with_more_words_counts() -> None:
    tracked = f'<p class="{"box " * 30}" data-track="{"story " * 20}">The boat is back.</p>' * 9
    assert of_code({"title": BACK, "html": MARKUP, "more": tracked}).split("\n\n") == PARAGRAPHS


@pytest.mark.parametrize("kind", ["application/ld+json", "text/x-template", "text/html"])
def test_questions_and_templates_are_no_text(kind: str) -> None:
    answer = {
        "@type": "FAQPage",
        "mainEntity": {"name": "Is the ferry back?", "text": f"<p>Back at work. {PROSE * 3}</p>"},
    }
    script = f'<script type="{kind}">{json.dumps(answer)}</script>'
    assert read(f"<div id=root></div>{script}", head=f"<title>{BACK}</title>").body == ""


def test_the_text_in_json_ld_is_that_of_the_headline() -> None:
    bridge = {"@type": "NewsArticle", "headline": "Bridge stays shut", "articleBody": "Nobody knows why. " * 40}
    ferry = {"@type": "NewsArticle", "headline": HEADLINE, "articleBody": "\n".join(PARAGRAPHS)}
    assert read(data([bridge, ferry]), head=f"<title>{HEADLINE}</title>").body.split("\n\n") == PARAGRAPHS


# -- kinds of pages ----------------------------------------------------------------------------------------------------

TEASERS = "".join(
    f'<li><a href="/isles/{n}">{title}</a></li>'
    for n, title in enumerate(
        ["The harbour has a new crane", "A goat waits for the boat", "The cook of the ferry likes no fish"]
    )
)
LIST = f"<h1>Isles</h1><ul>{TEASERS}</ul><p>{PROSE}</p>"


@pytest.mark.parametrize(
    "kind", ["CollectionPage", "ItemList", "SearchResultsPage", "BreadcrumbCollection", "ProfilePage"]
)
def test_data_of_lists(kind: str) -> None:
    page = read(LIST, head=data({"@type": kind}), url="https://www.harbour-courier.example/isles/all-of-it")
    assert (page.kind, page.kind_reason.split(",")[0]) == ("listing", f"JSON-LD {kind.lower()}")


@pytest.mark.parametrize("name", "q k s search query keyword keywords suche text".split())
def test_addresses_of_searches(name: str) -> None:
    page = read(LIST, url=f"https://www.harbour-courier.example/find?{name.title()}=goat")
    assert (page.kind, page.kind_reason.split("(")[0]) == ("listing", "the address of a list ")


@pytest.mark.parametrize(
    "name", "blog category tag search search-results pg-section archive author pg-search".split()
)  # fmt: skip
def test_classes_of_lists(name: str) -> None:
    page = read(LIST, attributes=f'class="{name} wide"')
    assert (page.kind, page.kind_reason.split(",")[0]) == ("listing", f"body class {name}")
    assert read(LIST, attributes=f'class="{name} single-post"').kind == "article"


MEDIA = {
    "VideoObject": "video", "AudioObject": "audio", "PodcastEpisode": "audio", "PodcastSeries": "audio",
    "RadioEpisode": "audio", "TVEpisode": "video", "Movie": "video", "ImageGallery": "gallery",
    "MediaGallery": "gallery", "VideoGallery": "gallery",
}  # fmt: skip


@pytest.mark.parametrize(("kind", "sort"), MEDIA.items())
def test_data_of_media(kind: str, sort: str) -> None:
    page = read(f"<h1>{HEADLINE}</h1><p>{PROSE}</p>", head=data({"@type": kind, "name": HEADLINE}))
    assert (page.kind, page.kind_reason.split(",")[0]) == ("media", f"JSON-LD {kind.lower()} ({sort})")


@pytest.mark.parametrize("kind", ["video.other", "music.song", "audio", "podcast", "photo", "gallery"])
def test_media_for_sharing(kind: str) -> None:
    page = read(f"<h1>{HEADLINE}</h1><p>{PROSE}</p>", head=f'<meta property="og:type" content="{kind}">')
    assert (page.kind, page.kind_reason.split(",")[0]) == ("media", f"og:type {kind}")


@pytest.mark.parametrize("name", ["description", "og:description", "twitter:description"])
def test_a_film_with_its_description_is_no_article(name: str) -> None:
    text = PROSE * 3
    head = f'<meta name="{name}" content="{text}"><meta property="og:type" content="video.other">'
    assert read(f"<h1>{HEADLINE}</h1><p>{text}</p>", head=head).kind == "media"


@pytest.mark.parametrize(
    "player",
    [
        "<video src=/f.mp4></video>", "<audio src=/f.mp3></audio>",
        '<iframe src="https://player.courier.example/1"></iframe>',
        '<iframe src="https://www.youtube-nocookie.com/embed/1"></iframe>', '<iframe src="/player/4711.html"></iframe>',
        '<iframe title="Podcast" data-src="/e/4711"></iframe>', "<video></video>",
    ],
)  # fmt: skip
def test_a_player_and_no_text(player: str) -> None:
    page = read(
        f"<h1>{HEADLINE}</h1>{player}<p>Boats at sea.</p>", head='<meta name="datePublished" content="2026-03-02">'
    )
    assert (page.kind, page.kind_reason) == ("media", "a player without a text")


def test_a_map_is_no_player() -> None:
    body = f'<h1>{HEADLINE}</h1><iframe src="https://maps.example/embed?q=pier"></iframe><p>Boats at sea.</p>'
    assert read(body, head='<meta name="datePublished" content="2026-03-02">').kind != "media"


# -- around the text ---------------------------------------------------------------------------------------------------

COMMENTS = (
    "Comments Kommentare Commentaires Comentarios Comentários Commenti Komentarze Komentáře Комментарии Коментарі "
    "Коментари Yorumlar التعليقات コメント 评论 댓글"
).split()


@pytest.mark.parametrize("word", COMMENTS)
def test_headings_of_readers_comments_however_long_those_are(word: str) -> None:
    comments = "".join(f"<p>{n} {PROSE.replace('ferry', 'boat')}</p>" for n in range(9))
    page = read(f"<article><h1>{HEADLINE}</h1><p>{PROSE}</p><p>{PROSE * 2}</p><h3>{word}</h3>{comments}</article>")
    assert page.body == f"{PROSE.strip()}\n\n{(PROSE * 2).strip()}"


@pytest.mark.parametrize("tag", "header div".split())
def test_a_label_above_the_headline(tag: str) -> None:
    assert read(f"<div><{tag}>Isles</{tag}><h1>{HEADLINE}</h1></div>{f'<p>{PROSE}</p>' * 3}").kicker == "Isles"


@pytest.mark.parametrize("tag", "footer aside figure figcaption form button dt dd td".split())
def test_what_is_no_label_above_the_headline(tag: str) -> None:
    inner = "<table><tr><td>Isles</td></tr></table>" if tag == "td" else f"<{tag}>Isles</{tag}>"
    assert read(f"<div>{inner}<h1>{HEADLINE}</h1></div>{f'<p>{PROSE}</p>' * 3}").kicker is None


# -- dates -------------------------------------------------------------------------------------------------------------

PUBLISHED = (
    "article:published_time og:article:published_time og:published_time datepublished parsely-pub-date sailthru.date "
    "publication_date publish-date publish_date publishdate published_time published-date publicationdate date.release "
    "dc.date.issued dcterms.issued dcterms.created dc.date.created pubdate article.published "
    "cxenseparse:recs:publishtime cxenseparse:publishtime citation_publication_date citation_date citation_online_date "
    "article:published article_date_original originalpublicationdate rnews:datepublished datecreated creation_date "
    "bt:pubdate displaydate iso-8601-publish-date prism.publicationdate"
).split()
DATED = "dc.date dcterms.date date cre-date date-creation created release_date".split()
MODIFIED = (
    "article:modified_time og:article:modified_time og:updated_time datemodified dcterms.modified dc.date.modified "
    "last-modified revised lastmod article:modified updated_time parsely-modified last-updated eomportal-lastupdate"
).split()
TEXT = f"<h1>{HEADLINE}</h1>" + f"<p>{PROSE * 2}</p>" * 3


@pytest.mark.parametrize("name", PUBLISHED + DATED + MODIFIED)
def test_meta_elements_of_dates(name: str) -> None:
    page = read(TEXT, head=f'<meta name="{name}" content="2026-03-02T09:00:00+01:00">')
    found, other = (page.modified, page.published) if name in MODIFIED else (page.published, page.modified)
    assert found is not None
    assert (found.value.isoformat(), other) == ("2026-03-02T09:00:00+01:00", None)
    stated = '<meta name="article:published_time" content="2026-03-01T08:00:00+01:00">'
    published = read(
        TEXT, head=f'<meta name="{name}" content="2026-03-02T09:00:00+01:00">' + (stated if name in DATED else "")
    ).published
    if name in DATED:
        assert published is not None
        assert published.value.day == 1


@pytest.mark.parametrize(
    "name",
    "datePublished publishedAt publishDate publicationDate firstPublished firstPublishedDate firstPublishedAt "
    "firstPublicationDate pubDate articlePublishDate publishedTime publishedDate publishedOn publishTime publish_at".split(),
)
def test_keys_of_publishing_in_scripts(name: str) -> None:
    page = read(f'{TEXT}<script>var page = {{"{name}": "2026-03-02T09:00:00Z", "rePublished": "2027-01-01"}}</script>')
    assert page.published is not None
    assert (page.published.value.isoformat(), page.published.reader) == ("2026-03-02T09:00:00+00:00", "script")


# -- pictures ----------------------------------------------------------------------------------------------------------


def pictures(markup: str, *, head: str = "") -> list[tuple[str, str | None, str | None]]:
    page = read(
        f"<article><h1>{HEADLINE}</h1>{f'<p>{PROSE * 2}</p>' * 2}{markup}<p>{PROSE * 2}</p></article>", head=head
    )
    return [(image.url.rpartition("/")[2], image.caption, image.credit) for image in page.images]


@pytest.mark.parametrize(
    "name", "data-src data-original data-lazy-src data-hi-res-src data-full-src data-url data-image src".split()
)
def test_attributes_that_hold_a_picture(name: str) -> None:
    other = "" if name == "src" else 'src="/img/placeholder.gif"'
    assert pictures(f'<img {other} {name}="/p/pier.jpg">') == [("pier.jpg", None, None)]


@pytest.mark.parametrize("name", "data-srcset srcset data-lazy-srcset".split())
def test_attributes_that_hold_sizes_of_a_picture(name: str) -> None:
    sizes = "/p/pier-a.jpg 320w, /p/pier-b.jpg 1280w"
    assert pictures(f'<img src="/p/pier-c.jpg" {name}="{sizes}">') == [("pier-b.jpg", None, None)]
    picture = f'<picture><source {name}="{sizes}"><img src="data:image/gif;base64,R0lGOD"></picture>'
    assert pictures(picture) == [("pier-b.jpg", None, None)]


def test_attributes_of_a_sites_own_that_hold_a_picture() -> None:
    assert pictures('<img data-cms-src="/p/pier.jpg">') == [("pier.jpg", None, None)]
    assert pictures('<img data-cms-srcset="/p/a.jpg 10w, /p/pier.jpg 90w">') == [("pier.jpg", None, None)]
    assert pictures('<img data-cms-src="data:image/gif;base64,R0lGOD">') == []


@pytest.mark.parametrize("tag", "span small em i cite div".split())
def test_a_lone_line_behind_a_picture_is_its_caption(tag: str) -> None:
    caption = "The ferry at its pier in March, with the cook on deck"
    assert pictures(f'<div><img src="/p/pier.jpg"><{tag}>{caption}</{tag}></div>') == [("pier.jpg", caption, None)]


@pytest.mark.parametrize("tag", "span small em i cite p div".split())
def test_a_credit_in_an_element_of_its_own(tag: str) -> None:
    figcaption = f"<figcaption>The ferry at its pier. <{tag}>Photo Ida Holm</{tag}></figcaption>"
    found = pictures(f'<figure><img src="/p/pier.jpg">{figcaption}</figure>')
    assert found == [("pier.jpg", "The ferry at its pier.", "Ida Holm")]


@pytest.mark.parametrize("role", ["banner", "navigation", "contentinfo", "search"])
def test_pictures_of_a_pages_furniture(role: str) -> None:
    assert pictures(f'<div role="{role}"><img src="/p/pier.jpg"></div>') == []
    assert pictures('<div role="img"><img src="/p/pier.jpg"></div>') == [("pier.jpg", None, None)]


@pytest.mark.parametrize(
    "attributes",
    ['width="24" height="24"', 'width="24px"', 'height="9"', 'class="avatar"', 'id="site-logo"', 'alt="Site logo"',
     'alt="icon"', 'alt="Please wait"'],
)  # fmt: skip
def test_icons_are_no_pictures(attributes: str) -> None:
    assert pictures(f'<img src="/p/pier.jpg" {attributes}>') == []
    assert pictures('<img src="/p/pier.jpg" width="0" height="60">') == [("pier.jpg", None, None)]


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ('<a href="/"><img src="/p/pier.jpg"></a>', False),
        ('<a href="/es/"><img src="/p/pier.jpg"></a>', False),
        ('<a href="/?pier"><img src="/p/pier.jpg"></a>', True),
        ('<a href="/isles/storm-warning"><img src="/p/pier.jpg"></a>', False),
        ('<a href="/gallery/7"><img src="/p/pier.jpg"></a>', True),
        ('<a href="https://partner.example/x"><img src="/p/pier.jpg"></a>', True),
        ('<a class="share-button" href="/isles/ferry-runs-again"><img src="/p/pier.jpg"></a>', False),
        ('<a href="#pier"><img src="/p/pier.jpg"></a>', True),
    ],
)
def test_where_the_link_of_a_picture_leads(markup: str, shown: bool) -> None:
    assert bool(pictures(markup)) is shown


def test_a_picture_that_is_shown_twice_is_one() -> None:
    plain, full = '<img src="/p/pier.jpg" alt="The pier in March">', "<figcaption>The pier in March</figcaption>"
    twice = f'{plain}<figure><img src="/p/pier.jpg">{full}</figure>'
    page = read(f"<article><h1>{HEADLINE}</h1><p>{PROSE * 2}</p>{twice}<p>{PROSE * 2}</p></article>")
    (image,) = page.images
    assert (image.caption, image.alt) == ("The pier in March", None)
