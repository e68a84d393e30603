"""Captions and credits as newsrooms print them in one line, and where captions stand."""

import pytest

from crawler.extraction import extract, images
from crawler.extraction.images import split_credit
from crawler.items import ScrapedImage


@pytest.mark.parametrize(
    ("printed", "caption", "credit"),
    [
        ("A gym in Pell Creek, Monday. (AP Photo/Rosa Delmar)", "A gym in Pell Creek, Monday.", "AP Photo/Rosa Delmar"),
        ("The pier. (AP Photo/Lukas Haberl) -", "The pier.", "AP Photo/Lukas Haberl"),
        ("The plough arrives. (Nell Arden/PA) (PA Wire)", "The plough arrives.", "Nell Arden/PA"),
        ("The tanker. (Submitted by Colette Sabourin)", "The tanker.", "Submitted by Colette Sabourin"),
        ("The bridge. Photo: Ida Fenwick", "The bridge.", "Ida Fenwick"),
        ("1of4The bridge. Photo: Ida Fenwick", "The bridge.", "Ida Fenwick"),
        ("पुल। फोटो - जागरण", "पुल।", "जागरण"),
        ("The bridge. Photo - Ida Fenwick", "The bridge.", "Ida Fenwick"),
        ("Η λίμνη / φωτ. αρχείου: Eurokinissi", "Η λίμνη", "Eurokinissi"),
        ("Le pont. Ph : Ida Fenwick", "Le pont.", "Ida Fenwick"),
        ("橋の工事＝9日（岬日報）", "橋の工事＝9日", "岬日報"),
        ("The bridge in May.CreditIda Fenwick for The Courier", "The bridge in May.", "Ida Fenwick for The Courier"),
        ("Credit...Ida Fenwick", "", "Ida Fenwick"),
        ("Tous droits réservés The Echo", "", "The Echo"),
        ("Die Brücke im Mai. Bild © Ida Fenwick", "Die Brücke im Mai.", "Ida Fenwick"),
        ("Ida Fenwick/The Courier", "", "Ida Fenwick/The Courier"),
        ("The bridge / Photo by Ida Fenwick on Unsplash", "The bridge", "Ida Fenwick on Unsplash"),
        ("The old bridge. Foto Ida Fenwick via Unsplash", "The old bridge.", "Ida Fenwick via Unsplash"),
        ("Ana Ruiz. Photographer: Ida Fenwick/AP", "Ana Ruiz.", "Ida Fenwick/AP"),
        ("Segelboot mit Windrad, Bildquelle: I. Fenwick", "Segelboot mit Windrad", "I. Fenwick"),
        ("水牛走在路上（圖／縣府提供）", "水牛走在路上", "縣府提供"),
        ("느린 우체통 /국제매일 자료사진", "느린 우체통", "국제매일 자료사진"),
        ("Latarnia zimą. Fot. Jan Ryn / Agencja Morze.pl", "Latarnia zimą.", "Jan Ryn / Agencja Morze.pl"),
        ("قفسه‌های نهال (عکس از ایسنا)", "قفسه‌های نهال", "ایسنا"),
        ("The islands for sale. (Bespoke Real Estate)", "The islands for sale.", "Bespoke Real Estate"),
        ("연설하고 있다. 고영권 기자", "연설하고 있다.", "고영권 기자"),
        ("점검하고 있다. 인천=연합뉴스", "점검하고 있다.", "인천=연합뉴스"),
        ("代表の西田、石川（Ｃ）共同通信社", "代表の西田、石川", "共同通信社"),
        ("La lonja vacía / EFE/Nuria Pons", "La lonja vacía", "EFE/Nuria Pons"),
        ("ပြန်ဖွင့်သည့် ကျောင်း (ဓာတ်ပုံ - မိုးဇော်)", "ပြန်ဖွင့်သည့် ကျောင်း", "မိုးဇော်"),
        ("Kundgebung. (Archivbild) (Foto: IMAGO/Jan Vogel)", "Kundgebung. (Archivbild)", "IMAGO/Jan Vogel"),
        ("등대 [솔포해양청 제공. 재판매 및 DB 금지]", "등대", "솔포해양청 제공"),
        ("سیب در دره / عکس: آرش توانا", "سیب در دره", "آرش توانا"),
        ("Murid menaiki bot — Gambar oleh Hamdan Rashid", "Murid menaiki bot", "Hamdan Rashid"),
        ("Η λίμνη. (AP Photo/Μάνος Δρακάκης) - Copyright AP Photo", "Η λίμνη.", "AP Photo/Μάνος Δρακάκης"),
        ("Bacul la prima cursă. Sursa foto: Primăria Luncavița", "Bacul la prima cursă.", "Primăria Luncavița"),
        ("தண்ணீர் நிரம்பியது. படம்: ரவி குமார்", "தண்ணீர் நிரம்பியது.", "ரவி குமார்"),
        ("Ura e vjetër (fotografi nga arkivi)", "Ura e vjetër", "fotografi nga arkivi"),
        ("本棚＝2026年9月17日、九十九浦町＝小田切真帆撮影", "本棚＝2026年9月17日、九十九浦町", "小田切真帆撮影"),
        ("Idle cranes, March 7. CABLE&WIRE/Ivo Stern", "Idle cranes, March 7.", "CABLE&WIRE/Ivo Stern"),
        ("The bridge. Photo by Ida Fenwick", "The bridge.", "Ida Fenwick"),
        ("The market. — Picture by Hafiz Rahim", "The market.", "Hafiz Rahim"),
        ("O bonde na segunda - Davi Cunha/Folha da Serra", "O bonde na segunda", "Davi Cunha/Folha da Serra"),
        ("La cabine. - Céleste Aubin / AFP", "La cabine.", "Céleste Aubin / AFP"),
        ("De pont. © Foto: Marleen Ket", "De pont.", "Marleen Ket"),
        ("Jule am Kreis. © Alma Pastor/dpa", "Jule am Kreis.", "Alma Pastor/dpa"),
        ("Nur zu Fuß. Foto: Malte Behr (dpa)", "Nur zu Fuß.", "Malte Behr (dpa)"),
        ("La torre (foto Nino Galassi)", "La torre", "Nino Galassi"),
        ("Miejsce (fot. Michał Wróż)", "Miejsce", "Michał Wróż"),
        ("Çan çalıyor. Fotoğraf : Orhan Bayrı/AA", "Çan çalıyor.", "Orhan Bayrı/AA"),
        ("Очередь у цистерны. Фото из архива жителей", "Очередь у цистерны.", "из архива жителей"),
        ("الضفة الشرقية (رويترز)", "الضفة الشرقية", "رويترز"),
        ("پل سنگی؛ عکس: سهراب دانا", "پل سنگی", "سهراب دانا"),
        ("कुएँ की सफ़ाई। (फोटो: राकेश बेसरा)", "कुएँ की सफ़ाई।", "राकेश बेसरा"),
        ("轮渡出发。江北晨报记者 罗平 摄", "轮渡出发。", "江北晨报记者 罗平 摄"),
        ("燈塔旁的舊宿舍。（記者高若蘭攝）", "燈塔旁的舊宿舍。", "記者高若蘭攝"),
        ("「みなと座」の入り口=港町本町、篠原晴美撮影", "「みなと座」の入り口=港町本町", "篠原晴美撮影"),
        (
            "[1/3] Lorries wait, November 9. REUTERS/Hugo Salvatierra Purchase Licensing Rights, opens new tab",
            "Lorries wait, November 9.",
            "REUTERS/Hugo Salvatierra",
        ),
        ("The new family plan. Image Credits: Nell Arden", "The new family plan.", "Nell Arden"),
        (
            "Kryžius ant kalno / R. Petraitis / Marių žinių nuotr.",
            "Kryžius ant kalno",
            "R. Petraitis / Marių žinių nuotr.",
        ),
        ("Crews dig. Courtesy of Pier Nine Water", "Crews dig.", "Courtesy of Pier Nine Water"),
        ("港の古い橋。写真：田中一郎", "港の古い橋。", "田中一郎"),
        ("港の古い橋。写真=田中一郎", "港の古い橋。", "田中一郎"),
        ("港の古い橋。写真＝田中一郎氏の家族", "港の古い橋。", "田中一郎氏の家族"),
        ("港の古い橋。写真／田中一郎", "港の古い橋。", "田中一郎"),
        ("水牛走在路上。圖/陳大文", "水牛走在路上。", "陳大文"),
        ("The bridge. Photo| Ida Fenwick", "The bridge.", "Ida Fenwick"),
        ("Հին կամուրջը։ Լուսանկար՝ Photolur", "Հին կամուրջը։", "Photolur"),
        ("Most wiosną. Fot. Jan Ryn", "Most wiosną.", "Jan Ryn"),
        ("Most wiosną. Zdj. Jan Ryn", "Most wiosną.", "Jan Ryn"),
        ("Il ponte in maggio. Fotogr. Nino Galassi", "Il ponte in maggio.", "Nino Galassi"),
        ("Le pont en mai. Phot. Céleste Aubin", "Le pont en mai.", "Céleste Aubin"),
        ("สะพานเก่า ภาพจาก สมชาย ใจดี", "สะพานเก่า", "สมชาย ใจดี"),
        ("Bildunterschrift: Die Brücke im Mai. Foto: Ida Fenwick", "Die Brücke im Mai.", "Ida Fenwick"),
        ("The pier in May. Photo: Ida Fenwick (The", "The pier in May.", "Ida Fenwick"),
        ("Foto: Ida Fenwick/dpa Die Brücke im Mai.", "Die Brücke im Mai.", "Ida Fenwick/dpa"),
        ("Фото: Ида Фенвик/ТАСС Мост в мае.", "Мост в мае.", "Ида Фенвик/ТАСС"),
        ("Photo: Ida Fenwick/The Courier", "", "Ida Fenwick/The Courier"),
        ("Photo: Ida Fenwick/Keel Museum of Skerrow St.", "", "Ida Fenwick/Keel Museum of Skerrow St"),
        # what stands behind "Photo:" may be what it shows
        ("Bild: Eine Möwe setzt sich auf den alten Anleger", "Eine Möwe setzt sich auf den alten Anleger", None),
        (
            "Foto: Die Fähre liegt am alten Anleger. Foto: Ida Holm/dpa",
            "Die Fähre liegt am alten Anleger.",
            "Ida Holm/dpa",
        ),
        ("Imagen: El transbordador espera en el muelle viejo", "El transbordador espera en el muelle viejo", None),
        ("Фото: паром стоит у старого причала в мае", "паром стоит у старого причала в мае", None),
        ("Image: The ferry at the pier in May. (Ida Holm/PA)", "The ferry at the pier in May.", "Ida Holm/PA"),
        ("Photo: Ida Holm for The Courier of the isles", "", "Ida Holm for The Courier of the isles"),
        ("Foto: mit freundlicher Genehmigung der Familie Holm", "", "mit freundlicher Genehmigung der Familie Holm"),
        ("Foto: aus dem Archiv der alten Reederei", "", "aus dem Archiv der alten Reederei"),
        ("Foto: Feuerwehr der Stadt Kiel und das Hilfswerk", "", "Feuerwehr der Stadt Kiel und das Hilfswerk"),
        ("Foto: einer der Fischer", "", "einer der Fischer"),
        ("Foto by A. Ruiz Herrero", "", "A. Ruiz Herrero"),
        ("Die Brücke. Foto und Text: Ida Fenwick", "Die Brücke.", "Ida Fenwick"),
        ("Photos et texte : Céleste Aubin", "", "Céleste Aubin"),
    ],
)
def test_a_credit_is_split_off(printed: str, caption: str, credit: str) -> None:
    assert split_credit(printed) == (caption, credit)


@pytest.mark.parametrize(
    "printed",
    [
        "The bridge at Sungai Lanut, Thursday (12/11/2026)",
        "名札を持つ児童たち＝北町役場",
        "The harbour (left) and the town",
        "Credit unions open at nine",
        "The border post near the Nogales/Mariposa bridge",
        "The mayor, Ana Ruiz (42)",
        "Opening hours 9/17 are posted at the door",
    ],
)
def test_what_is_no_credit_stays_in_the_caption(printed: str) -> None:
    assert split_credit(printed) == (printed, None)


TEXT = "".join(
    f"<p>The ferry of Skerrow carried {number} people across the sound last week, the harbour trust said, more than in "
    "any week since the engine failed its inspection in the spring.</p>"
    for number in (90, 120, 240)
)


@pytest.mark.parametrize(
    "markup",
    [
        '<article><img src="/a.jpg"><div class="image__caption">The ferry. Photo: Ana Ruiz</div><h1>Ferry</h1>{}'
        "</article>",
        '<article><h1>Ferry</h1><img src="/a.jpg"><div class="pic_caption">The ferry. Photo: Ana Ruiz</div>'
        "<div>{}</div></article>",
        '<article><h1>Ferry</h1><div><p><img src="/a.jpg"></p><p class="desc">The ferry. Photo: Ana Ruiz</p>{}</div>'
        "</article>",
        '<article><h1>Ferry</h1><div><figure><img src="/a.jpg"><figcaption>The ferry. <b class="credit">Ana Ruiz</b>'
        "</figcaption></figure>{}</div></article>",
        '<article><h1>Ferry</h1><div><div class="featured featured-video"><img src="/a.jpg">'
        '<div class="caption">The ferry. <span>(Ana Ruiz/AP)</span></div></div>{}</div></article>',
        '<article><h1>Ferry</h1><figure><div><div><img src="/a.jpg"></div><span>Photo: Ana Ruiz, The Echo of the Sound'
        "</span></div><figcaption>The ferry. Photo: Ana Ruiz</figcaption></figure>{}</article>",
        '<article><h1>Ferry</h1><div><div class="media-block"><div class="media-block__wrapper"><div><img src="/a.jpg">'
        '</div></div><div class="media-block__description">The ferry. Photo: Ana Ruiz</div></div>{}</div></article>',
        '<article><h1>Ferry</h1><div class="post-img ads-top-after"><figure><img src="/a.jpg"></figure>'
        '<p class="img-description">The ferry. Photo: Ana Ruiz</p></div><div>{}</div></article>',
        '<article><h1>Ferry</h1><figure><img src="/a.jpg"><figcaption><span>The ferry.</span><span class="credit">'
        "<span>Credit...</span><span>Ana Ruiz</span></span></figcaption></figure>{}</article>",
        '<article><h1>Ferry</h1><figure><img src="/a.jpg"><figcaption><span class="caption">The ferry. Photo: Ana Ruiz'
        "</span><span hidden>Show more</span></figcaption></figure>{}</article>",
        '<article><h1>Ferry</h1><div><span class="end_photo"><div><img src="/a.jpg"><em class="img_desc">The ferry. '
        "Photo: Ana Ruiz</em></div></span>{}</div></article>",
    ],
)
def test_a_caption_may_stand_beside_its_picture(markup: str) -> None:
    page = f"<html><head><title>Ferry</title></head><body>{markup.format(TEXT)}</body></html>"
    (image,) = extract(page.encode(), "https://echo.example/1").images
    assert image.caption == "The ferry."
    assert image.credit in ("Ana Ruiz", "Ana Ruiz/AP", "Ana Ruiz, The Echo of the Sound")


@pytest.mark.parametrize(
    "beside",
    [
        "<figcaption>2:34 Ferry goes to sea for its last trial</figcaption>",
        "<figcaption>44 photos</figcaption>",
        "<figcaption>12 Bilder</figcaption>",
        "<figcaption>https://echo.example/news/ferry</figcaption>",
        "<figcaption>WEB18-Ferry-1160x768.jpg</figcaption>",
        "<figcaption>Das könnte Sie auch interessieren: Die Fähre ist wieder da</figcaption>",
    ],
)
def test_lengths_of_films_and_numbers_of_pictures_are_no_captions(beside: str) -> None:
    page = f'<body><article><h1>Ferry</h1><figure><img src="/a.jpg">{beside}</figure>{TEXT}</article></body>'
    assert all(image.caption is None for image in extract(page.encode(), "https://echo.example/1").images)


@pytest.mark.parametrize(
    ("printed", "caption"),
    [
        ("<p>{}</p>", "The ferry at the pier of Skerrow"),
        ('<h3><a href="/2">{}</a></h3>', None),
        ('<a href="/2">{}</a>', None),
    ],
    ids=["a line of its own", "the title of another story", "a link"],
)
def test_an_alt_text_that_is_printed_too_is_a_caption(printed: str, caption: str | None) -> None:
    alt = "The ferry at the pier of Skerrow"
    box = f'<div><img src="/a.jpg" alt="{alt}">{printed.format(alt)}</div>'
    page = f"<body><article><h1>Ferry</h1>{TEXT}{box}{TEXT}</article></body>"
    assert [image.caption for image in extract(page.encode(), "https://echo.example/1").images if image.caption] == (
        [caption] if caption else []
    )


def test_what_an_advertisement_says_is_no_caption() -> None:
    offer = '<div class="picture"><img src="/b.jpg"><p>Just two crowns for the first month.</p></div>'
    banner = f'<div class="promo-banner">{offer}</div>'
    page = f"<body><article><h1>Ferry</h1>{TEXT}{banner}</article></body>"
    assert not extract(page.encode(), "https://echo.example/1").images


def test_the_caption_of_a_lead_picture_that_a_script_draws() -> None:
    drawn = '<x-lead-picture><figure><figcaption><span class="caption">The ferry at the pier. Photo: Ana Ruiz</span>'
    page = (
        '<head><meta property="og:image" content="https://echo.example/lead.jpg"></head><body><section id="post">'
        f"{drawn}</figcaption></figure></x-lead-picture><h1>Ferry</h1>{TEXT}</section></body>"
    )
    (image,) = extract(page.encode(), "https://echo.example/1").images
    assert (image.url, image.caption, image.credit, image.lead) == (
        "https://echo.example/lead.jpg",
        "The ferry at the pier.",
        "Ana Ruiz",
        True,
    )


def test_the_picture_of_an_author_card_is_none_of_the_article() -> None:
    card = '<div class="authorprofile-item"><img src="/a.jpg" alt=""><h4>Ana Ruiz</h4></div>'
    page = f"<html><body><article><h1>Ferry</h1>{TEXT}{card}</article></body></html>"
    assert not extract(page.encode(), "https://echo.example/1").images


@pytest.mark.parametrize(
    ("markup", "kept"),
    [
        ('<img src="/a.jpg" alt="Ana Ruiz">', 0),
        ('<img src="/a.jpg" alt="A ferry">', 1),
        ('<img src="/a.jpg" alt="Ana Ruiz"><figcaption>Ana Ruiz on board, in May.</figcaption>', 1),
    ],
)
def test_a_portrait_of_the_author_is_no_picture_of_the_article(markup: str, kept: int) -> None:
    head = '<head><meta name="author" content="Ana Ruiz"></head>'
    page = f'<html>{head}<body><article><h1>Ferry</h1><p class="byline">By Ana Ruiz</p>{TEXT}<figure>{markup}</figure>'
    page += f"{TEXT}</article></body></html>"
    article = extract(page.encode(), "https://echo.example/1")
    assert article.authors == ["Ana Ruiz"]
    assert len(article.images) == kept


STANDFIRST = "The harbour trust says that the winter service goes on after all this year. " * 2
NOTE = "This article was amended on 4 November 2026. An earlier version gave a wrong number of skippers."


@pytest.mark.parametrize(
    ("above", "lead"),
    [("", True), (f'<p class="standfirst">{STANDFIRST}</p>', True), (f"<p>{NOTE}</p>", True), (TEXT, False)],
)
def test_the_lead_picture_stands_above_the_running_text(above: str, lead: bool) -> None:
    figure = '<figure><img src="/a.jpg"><figcaption>The ferry at the pier.</figcaption></figure>'
    page = f"<html><body><article><h1>Ferry</h1><div>{above}{figure}{TEXT}</div></article></body></html>"
    (image,) = extract(page.encode(), "https://echo.example/1").images
    assert image.lead is lead


@pytest.mark.parametrize(
    ("srcset", "widest"),
    [
        ("/a.jpg 40w, /b.jpg 400w", "/b.jpg"),
        ("/a.jpg 40w 20h,/b.jpg 400w 199h,/c.jpg 200w 99h", "/b.jpg"),
        ("/a,b.jpg 1x,/c.jpg 1.5x", "/c.jpg"),
        ("data:image/gif;base64,AA 900w, /a.jpg 40w", "/a.jpg"),
        ("/a.jpg, /b.jpg 2x", "/b.jpg"),
        ("/a.jpg 300w,\n  /b.jpg 1200.5w ,", "/b.jpg"),
        ("/a.jpg", "/a.jpg"),
        ("/a.jpg,", "/a.jpg"),
        ("", None),
    ],
)
def test_the_widest_picture_is_taken(srcset: str, widest: str | None) -> None:
    assert images.largest(srcset) == widest


def pictures(markup: str, head: str = "") -> list[ScrapedImage]:
    page = f"<html><head><title>Ferry</title>{head}</head><body>{markup}</body></html>"
    return extract(page.encode(), "https://echo.example/1").images


SHARED_PICTURE = '<meta property="og:image" content="https://echo.example/ferry7.jpg">'


@pytest.mark.parametrize(
    "box",
    [
        '<div class="nav-box"><img src="/a.jpg"><p>All of the harbour</p></div>',
        '<div class="footer-box"><img src="/a.jpg"><p>Member of the press council</p></div>',
        '<div class="comments"><img src="/a.jpg"><p>What a ferry!</p></div>',
        '<div class="bio-box"><img src="/a.jpg"><p>Ana Ruiz covers the islands.</p></div>',
        '<div class="consent-box"><img src="/a.jpg"><p>To see the map, allow its cookies.</p></div>',
        '<div class="shares"><img src="/a.jpg"><p>Tell your friends</p></div>',
        '<div class="newsletter-box"><img src="/a.jpg"><p>All news by mail</p></div>',
        '<ul><li><img src="/a.jpg"> Ferry tickets</li></ul>',
        '<div class="site-logo"><img src="/a.jpg"></div>',
        '<figure><img src="/a.jpg"><figcaption>By Ana Ruiz</figcaption></figure>',
    ],
)
def test_pictures_of_something_else_than_the_story(box: str) -> None:
    assert not pictures(f"<article><h1>Ferry</h1>{TEXT}{box}{TEXT}</article>")


@pytest.mark.parametrize(
    ("box", "count"),
    [
        ('<div class="share-image-wrapper"><div><img src="/ferry7.jpg"></div></div>', 1),
        ('<div class="article__sharing"><figure><img src="/a.jpg"><figcaption>In May.</figcaption></figure></div>', 1),
        ('<div class="article__sharing"><figure><img src="/a.jpg"><p>Send it</p></figure></div>', 0),
        ('<div class="article__sharing"><p>Tell your friends</p><img src="/a.jpg"></div>', 0),
        ('<div class="share-buttons"><img src="/boat.jpg"></div>', 0),
    ],
)
def test_a_box_named_after_sharing_may_hold_the_articles_picture(box: str, count: int) -> None:
    markup = f'<article><h1>Ferry</h1><div class="article-body">{TEXT}{box}{TEXT}</div></article>'
    assert len(pictures(markup, SHARED_PICTURE)) == count


@pytest.mark.parametrize(
    "box",
    [
        '<img src="/a.jpg">',
        '<div><img src="/a.jpg"><p>Ana Ruiz</p></div>',
        '<div><img src="/a.jpg"><p>Ana Ruiz</p><p>Skerrow</p></div>',
        '<div>Isles of the northern sound and their harbours<br><img src="/a.jpg"></div>',
    ],
)
def test_a_picture_above_the_text_is_in_a_figure_or_has_a_caption(box: str) -> None:
    assert not pictures(f'<article><h1>Ferry</h1>{box}<div class="article-body">{TEXT}</div></article>')


@pytest.mark.parametrize(
    "markup",
    [
        f'<h1>Ferry</h1>{TEXT}<img src="/a.jpg">{TEXT}',
        f'<div class="opinion author"><article><h1>Ferry</h1>{TEXT}<img src="/a.jpg">{TEXT}</article></div>',
        f'<article><h1>Ferry</h1>{TEXT}<img src="/a-300x200.jpg">{TEXT}<img src="/a-1024x683.jpg">{TEXT}</article>',
        f'<ul><li><h1>Ferry</h1><div class="article-body">{TEXT}<img src="/a.jpg">{TEXT}</div></li></ul>',
    ],
    ids=["right in the body", "in a box that is named after the author", "twice, in two sizes", "of a list of stories"],
)
def test_a_picture_in_the_text(markup: str) -> None:
    assert len(pictures(markup)) == 1


@pytest.mark.parametrize(
    ("figure", "caption", "credit"),
    [
        ('<span class="caption-toggle">Show more of it</span>', None, None),
        ("<p>Show it large</p>", None, None),
        ('<p>Show it large</p><span class="credit">Ana Ruiz</span>', None, "Ana Ruiz"),
        ('<figcaption>The Trust</figcaption><b class="credit">The Trust</b>', None, "The Trust"),
        ('<figcaption>In May.</figcaption><img src="/a.jpg"><figcaption>In June.</figcaption>', "In June.", None),
        ('<figcaption>In May.</figcaption><div class="caption-credit">Ana Ruiz</div>', "In May.", "Ana Ruiz"),
        ('<figcaption><p class="image-source-caption">In May. Photo: Ana Ruiz</p></figcaption>', "In May.", "Ana Ruiz"),
        ("<figcaption><p>At the pier.</p><small>Ana Ruiz</small></figcaption>", "At the pier.", "Ana Ruiz"),
        ("<figcaption><p>At the pier.</p><em>Ana Ruiz</em></figcaption>", "At the pier.", "Ana Ruiz"),
        ("<figcaption><p>At the pier.</p><i>Ana Ruiz</i></figcaption>", "At the pier.", "Ana Ruiz"),
        ("<figcaption><p>At the pier.</p><cite>Ana Ruiz</cite></figcaption>", "At the pier.", "Ana Ruiz"),
        ("<figcaption><p>At the pier.</p><p>Ana Ruiz</p></figcaption>", "At the pier.", "Ana Ruiz"),
        ("<figcaption><p>At the pier.</p><div>Ana Ruiz</div></figcaption>", "At the pier.", "Ana Ruiz"),
        ("<figcaption><p>At the pier.</p><p>Pell Sound.</p></figcaption>", "At the pier. Pell Sound.", None),
        ("<figcaption>The crew of the <em>Norse Gull</em></figcaption>", "The crew of the Norse Gull", None),
        (f'</figure>{TEXT}<div class="caption">The lifeboat.</div>', None, None),
        ('</figure><p class="img-description">In May.</p>', "In May.", None),
        ("<figcaption><b>Photo: Ana Ruiz</b> The ferry at the pier</figcaption>", "The ferry at the pier", "Ana Ruiz"),
        ("<figcaption>© Echo<br>Photo: Ana Ruiz/Skerrow Post</figcaption>", None, "Echo Photo: Ana Ruiz/Skerrow Post"),
        ("<figcaption>© Ana Ruiz<br>The ferry at the pier</figcaption>", "The ferry at the pier", "Ana Ruiz"),
        ("<figcaption><b>Photo: the ferry at the pier.</b> Ana Ruiz was there in May</figcaption>",
         "the ferry at the pier. Ana Ruiz was there in May", None),
    ],
)  # fmt: skip
def test_what_is_caption_and_credit_in_a_figure(figure: str, caption: str | None, credit: str | None) -> None:
    img = '<img src="/a.jpg">' if "<img" not in figure else ""
    close = "</figure>" if "</figure>" not in figure else ""
    (image,) = pictures(f"<article><h1>Ferry</h1>{TEXT}<figure>{img}{figure}{close}{TEXT}</article>")
    assert (image.caption, image.credit) == (caption, credit)


@pytest.mark.parametrize(
    ("box", "caption"),
    [
        ('<div class="wp-caption"><img src="/a.jpg"><p>In May.</p></div>', "In May."),
        ('<div class="image-wrap"><img src="/a.jpg"><p class="meta"><b class="caption">At noon</b></p></div>', None),
        ('<div class="image-wrap"><picture class="image-box"><img src="/a.jpg"></picture><p>The ferry on the day of '
         "its trial.</p></div>", "The ferry on the day of its trial."),
        ('<img src="/a.jpg"><p>Tell the author of this story what you think of it @skerrowferry</p>', None),
        ('<div><img src="/a.jpg" alt="Skerrow"><p>Skerrow</p></div>', None),
        (f'<img src="/a.jpg" alt="The ferry in the old harbour">{TEXT}<p>The ferry in the old harbour</p>', None),
    ],
)  # fmt: skip
def test_what_is_the_caption_of_a_picture_without_a_figure(box: str, caption: str | None) -> None:
    (image,) = pictures(f"<article><h1>Ferry</h1>{TEXT}{box}{TEXT}</article>")
    assert image.caption == caption


@pytest.mark.parametrize(
    "markup",
    [
        "<div><figure><figcaption>Live: the harbour</figcaption></figure></div><article><h1>Ferry</h1>{}</article>",
        '<article><h1>Ferry</h1><div class="related"><figure><figcaption>The lifeboat at its pier</figcaption></figure>'
        "</div><div>{}</div></article>",
    ],
    ids=["above the article", "of another story"],
)
def test_captions_of_something_else_are_none_of_the_lead_picture(markup: str) -> None:
    assert not pictures(markup.format(TEXT), SHARED_PICTURE)


def test_the_lead_picture_that_a_script_draws_stands_beside_those_of_the_text() -> None:
    drawn = "<figure><figcaption>The ferry at the pier.</figcaption></figure>"
    figure = '<figure><img src="/a.jpg"><figcaption>The captain.</figcaption></figure>'
    markup = f'<article>{drawn}<h1>Ferry</h1><div class="article-body">{TEXT}{figure}{TEXT}</div></article>'
    assert {(image.caption, image.lead) for image in pictures(markup, SHARED_PICTURE)} == {
        ("The ferry at the pier.", True),
        ("The captain.", False),
    }


@pytest.mark.parametrize(("url", "lead"), [("/small/ferry7.jpg", True), ("/small/ferry8.jpg", False)])
def test_the_picture_that_a_page_gives_to_others_is_the_lead(url: str, lead: bool) -> None:
    (image,) = pictures(f'<article><h1>Ferry</h1>{TEXT}<img src="{url}">{TEXT}</article>', SHARED_PICTURE)
    assert image.lead is lead


@pytest.mark.parametrize("attribute", ["data-lazy-src", "data-hi-res-src", "data-full-src"])
def test_a_picture_that_a_script_loads_in_place_of_a_small_one(attribute: str) -> None:
    img = f'<img src="/small.jpg" {attribute}="/large.jpg">'
    (image,) = pictures(f"<article><h1>Ferry</h1>{TEXT}{img}{TEXT}</article>")
    assert image.url == "https://echo.example/large.jpg"


@pytest.mark.parametrize(
    ("line", "alt", "caption", "credit"),
    [
        ("Ana Ruiz.", "Ana Ruiz.", "Ana Ruiz.", None),
        ("Ana Ruiz", "The ferry", None, "Ana Ruiz"),
        ("Reuters", "Reuters", None, "Reuters"),
        ("Ana Ruiz, The Echo Ana Ruiz, The Echo", "The ferry", None, "Ana Ruiz, The Echo"),
        ("Sirhan Sirhan", "The ferry", None, "Sirhan Sirhan"),
        ("Tous droits réservés The Echo", "The ferry", None, "The Echo"),
    ],
)
def test_a_name_that_the_alt_text_repeats_is_whom_the_picture_shows(
    line: str, alt: str, caption: str | None, credit: str | None
) -> None:
    figure = f'<figure><img src="/a.jpg" alt="{alt}"><div class="credit-media">{line}</div></figure>'
    page = f"<html><body><article><h1>Ferry</h1>{figure}{TEXT}</article></body></html>"
    (image,) = extract(page.encode(), "https://echo.example/1").images
    assert (image.caption, image.credit) == (caption, credit)


def test_a_caption_that_is_but_the_credit_is_none() -> None:
    figure = (
        '<figure><img src="/a.jpg"><i class="caption"><span class="copyright">All rights reserved&nbsp;</span>'
        '<span class="credit">The Echo</span></i></figure>'
    )
    page = f"<html><body><article><h1>Ferry</h1>{figure}{TEXT}</article></body></html>"
    (image,) = extract(page.encode(), "https://echo.example/1").images
    assert (image.caption, image.credit) == (None, "The Echo")


@pytest.mark.parametrize(("name", "shown"), [("pub-300x250.gif", 0), ("banner_728x90.png", 0), ("pub-quiz.jpg", 1)])
def test_an_advertisement_by_its_name_and_size_is_no_picture(name: str, shown: int) -> None:
    page = f"<body><article><h1>Ferry</h1>{TEXT}<p><img src='/wp-content/uploads/{name}'></p>{TEXT}</article></body>"
    assert len(extract(page.encode(), "https://echo.example/1").images) == shown


def test_a_link_to_the_gallery_is_no_part_of_a_signed_caption() -> None:
    box = "<a href='/g'>Zobacz zdjęcia (12)</a><span class='photo-signature'>Prom wiosną. fot. Adam Sobczyk</span>"
    page = f"<body><article><h1>Prom</h1><div class='main-photo'><img src='/a.jpg'>{box}</div>{TEXT}</article></body>"
    (image,) = extract(page.encode(), "https://echo.example/1").images
    assert (image.caption, image.credit) == ("Prom wiosną.", "Adam Sobczyk")
