"""Captions and credits as newsrooms print them in one line, and where captions stand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.extraction import extract, images
from crawler.extraction.images import split_credit


@pytest.mark.parametrize(
    ("printed", "caption", "credit"),
    [
        ("A gym in Pell Creek, Monday. (AP Photo/Rosa Delmar)", "A gym in Pell Creek, Monday.", "AP Photo/Rosa Delmar"),
        ("The pier. (AP Photo/Lukas Haberl) -", "The pier.", "AP Photo/Lukas Haberl"),
        ("The plough arrives. (Nell Arden/PA) (PA Wire)", "The plough arrives.", "Nell Arden/PA"),
        ("The tanker. (Submitted by Colette Sabourin)", "The tanker.", "Submitted by Colette Sabourin"),
        ("The bridge. Photo: Ida Fenwick", "The bridge.", "Ida Fenwick"),
        ("The bridge in May.CreditIda Fenwick for The Courier", "The bridge in May.", "Ida Fenwick for The Courier"),
        ("Credit...Ida Fenwick", "", "Ida Fenwick"),
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


@settings(max_examples=400)
@given(
    st.lists(
        st.sampled_from(
            ["https://echo.example/a.jpg", "/b,c.jpg", "data:image/gif;base64,AA", "300w", "600w,", "1.5x", "2x,", ",",
             "40w 60h", "x", "w,", "300w,https://echo.example/d.jpg", "3..w", "٣w"]
        ),
        max_size=8,
    ),
    st.sampled_from([" ", ", ", ",", "\n"]),
)  # fmt: skip
def test_a_srcset_that_is_written_as_usual_is_read_as_any_other(parts: list[str], between: str) -> None:
    srcset = between.join(parts)
    expected = [(match[1], match[2] or "") for match in images._CANDIDATE.finditer(srcset)]
    assert images._candidates(srcset) == expected


@pytest.mark.parametrize(
    ("srcset", "widest"),
    [
        ("/a.jpg 40w, /b.jpg 400w", "/b.jpg"),
        ("/a.jpg 40w 20h,/b.jpg 400w 199h,/c.jpg 200w 99h", "/b.jpg"),
        ("/a,b.jpg 1x,/c.jpg 1.5x", "/c.jpg"),
        ("data:image/gif;base64,AA 900w, /a.jpg 40w", "/a.jpg"),
        ("/a.jpg", "/a.jpg"),
        ("", None),
    ],
)
def test_the_widest_picture_is_taken(srcset: str, widest: str | None) -> None:
    assert images.largest(srcset) == widest
