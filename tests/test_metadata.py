"""Language, access, canonical address, section and tags."""

import json

import pytest

from crawler.extraction import extract, language
from crawler.extraction.address import plain, site_of
from crawler.extraction.page import Page
from crawler.extraction.story import Story
from crawler.items import ScrapedArticle

URL = "https://www.harbour-courier.example/isles/ferry-runs-again-4711"
ENGLISH = (
    "After four weeks in the yard the ferry to the northern isles sailed again on Monday, with new engines and a cook "
    "who "
    "comes from the islands himself, and the first passenger was a goat that had missed the last boat of February. "
)
TEXTS = {
    "en": ENGLISH,
    "de": "Nach vier Wochen in der Werft fährt die Fähre zu den Inseln wieder, mit neuen Motoren und einem Koch, der "
          "von den "
    "Inseln stammt, und der erste Fahrgast war eine Ziege, die das letzte Boot im Februar nicht mehr erreicht hat. ",
    "fr": "Après quatre semaines au chantier, le bac des îles du nord a repris la mer lundi avec des moteurs neufs et "
          "un cuisinier "
    "qui est des îles, et le premier passager fut une chèvre qui avait manqué le dernier bateau de février. ",
    "es": "Después de cuatro semanas en el astillero, el barco de las islas volvió a navegar el lunes con motores "
          "nuevos y un "
    "cocinero que es de las islas, y el primer pasajero fue una cabra que había perdido el último barco de febrero. ",
    "pt": "Depois de quatro semanas no estaleiro, o barco das ilhas voltou a navegar na segunda-feira com motores "
          "novos e um "
    "cozinheiro que é das ilhas, e o primeiro passageiro foi uma cabra que não apanhou o último barco de fevereiro. ",
    "it": "Dopo quattro settimane in cantiere il traghetto delle isole è tornato in mare lunedì con motori nuovi e un "
          "cuoco che "
    "viene dalle isole, e il primo passeggero è stato una capra che non aveva preso l'ultima nave di febbraio. ",
    "nl": "Na vier weken op de werf vaart de veerboot naar de eilanden weer, met nieuwe motoren en een kok die van de "
          "eilanden "
    "komt, en de eerste passagier was een geit die de laatste boot van februari niet had gehaald. ",
    "pl": "Po czterech tygodniach w stoczni prom na wyspy znów pływa, z nowymi silnikami i kucharzem, który jest z "
          "wysp, a pierwszym "
    "pasażerem była koza, która nie zdążyła na ostatni statek w lutym, jak mówi kapitan portu. ",
    "tr": "Tersanede dört hafta kaldıktan sonra adalara giden vapur pazartesi günü yeni motorlar ve adalı bir aşçı "
          "ile yeniden "
    "denize açıldı ve ilk yolcu şubat ayının son vapurunu kaçıran bir keçi oldu, çok güldüler. ",
    "ru": "После четырёх недель на верфи паром снова ходит на острова, с новыми двигателями и поваром, который сам с "
          "островов, и "
    "первым пассажиром была коза, которая не успела на последний рейс в феврале. ",
    "uk": "Після чотирьох тижнів на верфі пором знову ходить на острови, з новими двигунами й кухарем, який сам з "
          "островів, і "
    "першим пасажиром була коза, яка не встигла на останній рейс у лютому. ",
    "bg": "След четири седмици в корабостроителницата фериботът отново пътува до островите с нови двигатели и с "
          "готвач, който е от "
    "островите, а първият пътник беше една коза, която не е хванала последния кораб през февруари. ",
    "ar": "بعد أربعة أسابيع في الحوض عادت العبارة إلى الجزر يوم الاثنين مع محركات جديدة وطباخ من الجزر، وكان أول راكب "
          "عنزة "
    "فاتها القارب الأخير في شباط كما قال قبطان الميناء الذي كان على الرصيف. ",
    "fa": "پس از چهار هفته در تعمیرگاه، کشتی جزیره‌ها روز دوشنبه با موتورهای نو و آشپزی که از جزیره است به دریا "
          "بازگشت و نخستین "
    "مسافر آن بزی بود که آخرین کشتی را در ماه فوریه از دست داده بود. ",
    "he": "אחרי ארבעה שבועות במספנה חזרה המעבורת לאיים ביום שני עם מנועים חדשים וטבח מן האיים, והנוסעת הראשונה הייתה "
          "עז שאיחרה "
    "לסירה האחרונה של פברואר. ",
    "el": "Μετά από τέσσερις εβδομάδες στο ναυπηγείο, το πλοίο για τα νησιά ταξιδεύει ξανά με καινούργιες μηχανές και "
          "έναν μάγειρα "
    "από τα νησιά. ",
    "hi": "चार सप्ताह की मरम्मत के बाद द्वीपों की नाव सोमवार को नए इंजन और द्वीप के ही एक रसोइए के साथ फिर से चल पड़ी "
          "और पहली सवारी एक बकरी थी। ",
    "th": "หลังจากซ่อมในอู่สี่สัปดาห์ "
          "เรือข้ามฟากไปยังเกาะก็แล่นอีกครั้งในวันจันทร์ด้วยเครื่องยนต์ใหม่และพ่อครัวชาวเกาะ ",
    "ja": "四週間の修理を終えて、島へのフェリーが月曜日に再び動き出した。新しいエンジンと島出身の料理人を乗せて、最初の乗客は二月の最終便に乗り遅れたヤギだった。",
    "zh": "经过四个星期的修理，开往岛上的渡轮星期一重新启航了，船上有新的发动机和一位来自岛上的厨师，第一位乘客是二月份没有赶上末班船的山羊。",
    "ko": "네 주 동안의 수리를 마치고 섬으로 가는 배가 월요일에 새 기관과 섬 출신 요리사를 태우고 다시 바다로 나갔다. 첫 손님은 이월의 마지막 배를 놓친 염소였다. ",
    "ka": "ოთხი კვირის შეკეთების შემდეგ კუნძულებისკენ მიმავალი ბორანი ორშაბათს ახალი ძრავებით კვლავ გავიდა ზღვაში. ",
    "hy": "Չորս շաբաթ վերանորոգումից հետո դեպի կղզիներ գնացող լաստանավը երկուշաբթի օրը նորից ծով դուրս եկավ նոր "
          "շարժիչներով։ ",
}  # fmt: skip


def read(
    *, lang: str | None = None, head: str = "", text: str = ENGLISH, url: str = URL, body: str = "",
    data: object = None, headers: dict[str, str] | None = None
) -> ScrapedArticle:  # fmt: skip
    attribute = f' lang="{lang}"' if lang else ""
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>' if data is not None else ""
    html = (
        f"<html{attribute}><head><meta charset=utf-8>{head}{script}</head><body><h1>The island ferry runs again</h1>"
        f"<p>{text}</p><p>{text}</p>{body}</body></html>"
    )
    return extract(html.encode(), url, headers=headers)


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("en", "en"), ("en_US", "en-US"), ("EN-us", "en-US"), ("de-de", "de-DE"), ("zh-Hant-TW", "zh-Hant-TW"),
        ("zh_hans", "zh-Hans"),
        ("fa-AF", "fa-AF"), ("sh", "sh"), ("tat", "tt"), ("ua", "uk"), ("cz", "cs"), ("jp", "ja"), ("es-419", "es-419"),
        ("English", "en"), ("español", "es"), ("deu", "de"), ("en-Poly", "en"), ("en-XX", "en"),
        ("", None), (None, None), ("x", None), ("und", None), ("%lang%", None), ("undefined", None), ("12", None),
    ],
)  # fmt: skip
def test_tags_in_the_form_of_bcp_47(tag: str | None, expected: str | None) -> None:
    assert language.normal(tag) == expected


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_every_language_is_known_by_its_text_alone(code: str) -> None:
    page = read(text=TEXTS[code] * 2)
    assert page.language == code
    assert page.evidence["language"].reader == "text"
    assert not page.problems


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_a_true_statement_stands(code: str) -> None:
    page = read(lang=f"{code}-XX" if code == "en" else code, text=TEXTS[code])
    assert page.language == code
    assert page.evidence["language"].reader == "html"
    assert not page.problems


@pytest.mark.parametrize(
    ("stated", "code"),
    [("en", "ru"), ("en", "de"), ("de", "en"), ("en-US", "fr"), ("ru", "en"), ("en", "ar"), ("ja", "ko"), ("en", "th"),
    ("zh", "ja")],
)  # fmt: skip
def test_a_statement_that_the_text_denies_is_corrected_and_told(stated: str, code: str) -> None:
    page = read(lang=stated, text=TEXTS[code] * 2)
    assert page.language == code
    assert any(f"its text is {code}" in problem for problem in page.problems)


def test_of_two_statements_the_one_that_fits_is_right() -> None:
    page = read(lang="en", head='<meta property="og:locale" content="ru_RU">', text=TEXTS["ru"])
    assert page.language == "ru-RU"
    assert page.evidence["language"].reader == "og"


@pytest.mark.parametrize(("stated", "text"), [("sr", "hr"), ("no", "da"), ("ms", "id"), ("sr", "Latn")])
def test_twins_are_not_held_against_each_other(stated: str, text: str) -> None:
    words = {
        "hr": "Nakon četiri tjedna u brodogradilištu trajekt za otoke je ponovno zaplovio, a prvi putnik je bila koza "
        "koja nije stigla. ",
        "da": "Efter fire uger på værftet sejler færgen til øerne igen med nye motorer og en kok, der er fra øerne, "
        "og det er godt. ",
        "id": "Setelah empat minggu di galangan kapal, feri itu berlayar lagi ke pulau dengan mesin yang baru dan "
        "juru masak dari pulau. ",
        "Latn": "Posle četiri nedelje u brodogradilištu trajekt je ponovo zaplovio ka ostrvima, a prvi putnik je bila "
        "jedna koza. ",
    }[text]
    assert read(lang=stated, text=words * 4).language == stated


def test_too_little_text_denies_nothing() -> None:
    assert read(lang="sv", text="OK").language == "sv"
    assert read(text="OK").language is None


def test_a_language_as_an_object_of_its_own() -> None:
    data = {"@type": "NewsArticle", "headline": "The island ferry runs again", "url": URL}
    page = read(data=data | {"inLanguage": {"@type": "Language", "name": "German"}}, text=TEXTS["de"])
    assert (page.language, page.evidence["language"].reader) == ("de", "json-ld")


def test_the_response_header_is_the_last_word() -> None:
    assert read(headers={"Content-Language": "en-GB"}).language == "en-GB"


@pytest.mark.parametrize(
    ("data", "head", "body", "expected", "where"),
    [
        ({"@type": "NewsArticle", "isAccessibleForFree": True}, "", "", "free", "isAccessibleForFree"),
        ({"@type": "NewsArticle", "isAccessibleForFree": "False"}, "", "", "paywalled", "isAccessibleForFree"),
        ({"@type": "NewsArticle", "isAccessibleForFree": "http://schema.org/False"}, "", "", "paywalled",
        "isAccessibleForFree"),
        (
            {"@type": "NewsArticle", "isAccessibleForFree": True, "hasPart": {"@type": "WebPageElement",
            "isAccessibleForFree": False}},
            "", "", "metered", "hasPart.isAccessibleForFree",
        ),
        ({"@type": "NewsArticle", "hasPart": [{"isAccessibleForFree": "false"}]}, "", "", "paywalled",
        "hasPart.isAccessibleForFree"),
        (None, '<meta property="article:content_tier" content="locked">', "", "paywalled", "article:content_tier"),
        (None, '<meta property="article:content_tier" content="metered">', "", "metered", "article:content_tier"),
        (None, '<meta property="article:content_tier" content="free">', "", "free", "article:content_tier"),
        (None, '<meta name="content_tier" content="mystery">', "", "unknown", None),
        (None, "", "<div class='article-paywall'>Subscribe to read on</div>", "paywalled", "div.article-paywall"),
        (None, "", "<aside class='gh-post-upgrade-cta'>For members</aside>", "paywalled", "aside.gh-post-upgrade-cta"),
        (None, "", "<div class='article-paywall'></div>", "unknown", None),
        (None, "", "<div class='no-paywall'>Read on</div>", "unknown", None),
        (None, "", "<div class='wallpaper'>x</div>", "unknown", None),
        ({"@type": "NewsArticle"}, "", "", "unknown", None),
        (
            {"@type": "NewsArticle", "isAccessibleForFree": True},
            '<meta property="article:content_tier" content="locked">', "",
            "paywalled", "article:content_tier",
        ),
    ],
)  # fmt: skip
def test_access_with_its_evidence(data: object, head: str, body: str, expected: str, where: str | None) -> None:
    page = read(data=data, head=head, body=body)
    assert page.access == expected
    assert (page.evidence["access"].where if "access" in page.evidence else None) == where


TIERS = {
    "free": "free unlocked open public", "metered": "metered meter registered registration",
    "paywalled": "locked premium paid paywall subscriber subscription subscribers plus abo hard",
}  # fmt: skip


@pytest.mark.parametrize(("tier", "expected"), [(tier, access) for access, s in TIERS.items() for tier in s.split()])
def test_the_tiers_that_sites_name(tier: str, expected: str) -> None:
    assert read(head=f'<meta name="article:content_tier" content="{tier.title()}">').access == expected


@pytest.mark.parametrize(
    "name",
    "article:content_tier og:article:content_tier content_tier content-tier article.content_tier paywall "
    "cxenseparse:paywall sailthru.paywall lp.paywall access article:access".split(),
)
def test_where_sites_name_the_tier(name: str) -> None:
    page = read(head=f'<meta name="{name}" content="premium">')
    assert (page.access, page.evidence["access"].where) == ("paywalled", name)


@pytest.mark.parametrize("tag", ["main", "article", "html", "body"])
def test_what_holds_the_whole_page_is_no_wall(tag: str) -> None:
    html = f"<html><body><h1>The island ferry runs again</h1><p>{ENGLISH}</p></body></html>"
    inside = f'<{tag} class="has-paywall">'
    if tag in ("main", "article"):
        html = html.replace("<body>", f"<body>{inside}").replace("</body>", f"</{tag}></body>")
    else:
        html = html.replace(f"<{tag}>", inside)
    assert extract(html.encode(), URL).access == "unknown"


def test_other_things_on_the_page_that_are_free_say_nothing_of_the_article() -> None:
    article = {"@type": "NewsArticle", "headline": "The island ferry runs again", "isAccessibleForFree": False,
               "hasPart": ["#wall", {"isAccessibleForFree": False}]}  # fmt: skip
    assert read(data=[{"@type": "WebPage"}, article]).access == "paywalled"
    assert read(data={"@type": "NewsArticle", "hasPart": ["#wall"]}).access == "unknown"


@pytest.mark.parametrize(
    ("canonical", "expected"),
    [
        ("https://www.harbour-courier.example/isles/ferry-runs-again-4711", URL),
        ("/isles/ferry-runs-again-4711#comments", URL),
        ("https://www.harbour-courier.example/isles/ferry-runs-again-4711?utm_source=feed&fbclid=x", URL),
        (
            "https://harbour-courier.example/ferry-runs-again-4711",
            "https://harbour-courier.example/ferry-runs-again-4711",
        ),
        ("https://m.harbour-courier.example/a/4711", "https://m.harbour-courier.example/a/4711"),
        # never the front page, another article, another site, or no page at all
        ("https://www.harbour-courier.example/", URL),
        ("/", URL),
        ("https://www.harbour-courier.example/isles/storm-warning-for-saturday", URL),
        ("https://cdn.example/isles/x", URL),
        ("javascript:void(0)", URL),
        ("http://[::1", URL),
        ("", URL),
        # a short form and a query have no words to compare
        ("https://www.harbour-courier.example/?p=4711", "https://www.harbour-courier.example/?p=4711"),
        ("https://www.harbour-courier.example/x/", "https://www.harbour-courier.example/x/"),
        # one word of some length inside another
        ("https://www.harbour-courier.example/isles/ferryboats.html", URL),
        # the number of the last part alone says little, with the part before it the same
        ("https://www.harbour-courier.example/storms/4712/1", URL),
        # of the same site behind another country's second level, and of another site of that level
        ("https://other.example/isles/ferry-runs-again-4711x", URL),
        # a mirror's page that names the original
        (
            "https://www.original.example/isles/ferry-runs-again-4711",
            "https://www.original.example/isles/ferry-runs-again-4711",
        ),
    ],
)
def test_the_canonical_address_is_this_articles(canonical: str, expected: str) -> None:
    page = read(head=f'<link rel="canonical" href="{canonical}">')
    assert page.url == expected
    if expected != URL:
        assert URL in page.aliases
    assert page.url not in page.aliases


def test_the_next_witness_is_asked_where_the_first_lies() -> None:
    shared = "https://harbour-courier.example/isles/ferry-runs-again-4711"
    page = read(head=f'<link rel=canonical href="/"><meta property="og:url" content="{shared}">')
    assert page.url == shared
    assert page.evidence["url"].where == "og:url"


def test_other_addresses_are_aliases() -> None:
    head = (
        '<link rel=canonical href="https://www.harbour-courier.example/isles/ferry-runs-again-4711">'
        '<link rel=amphtml href="/amp/isles/ferry-runs-again-4711">'
    )
    page = read(head=head, url=URL + "?utm_medium=rss#top")
    assert page.url == URL
    assert page.aliases == ["https://www.harbour-courier.example/amp/isles/ferry-runs-again-4711"]


def test_the_address_in_the_pages_data_counts_where_no_other_is_stated() -> None:
    shared = "https://harbour-courier.example/isles/ferry-runs-again-4711"
    page = read(data={"@type": "NewsArticle", "url": f"{shared}#top"})
    assert page.url == shared
    assert page.evidence["url"].where == "url"
    assert read(data={"@type": "NewsArticle", "url": "mailto:isles@courier.example"}).url == URL


def test_a_second_witness_and_the_short_form_are_aliases_once() -> None:
    first, second = (f"https://{host}harbour-courier.example/ferry-runs-again-4711" for host in ("", "m."))
    links = f'<link rel=canonical href="{first}"><link rel=amphtml href="{first}">'
    page = read(head=f'{links}<meta property="og:url" content="{second}"><meta name="twitter:url" content="{second}">')
    assert page.url == first
    assert page.aliases == [URL, second]


@pytest.mark.parametrize(
    ("own", "stated", "is_its"),
    [
        (URL, "https://www.agency.example/stories/ferry-runs-again-4711", False),
        ("file:///home/ida/ferry.html", URL, True),
        # the last part is a number of pages: the one before it tells
        ("https://courier.example/ferry-runs-again/p2", "https://courier.example/storm-warning/p2", False),
        ("https://courier.example/ferry-runs-again/p2", "https://courier.example/ferry-runs-again/p1", True),
        # part of a word is a word only from eight letters on
        ("https://courier.example/ferry-runs", "https://courier.example/ferryboats-sail", False),
        ("https://courier.example/lighthousekeeper", "https://courier.example/lighthouse", True),
        # nothing to compare
        ("https://courier.example/", "https://courier.example/ferry-runs", True),
        ("https://courier.example/ferry-runs", "https://courier.example/x", True),
    ],
)
def test_whether_a_stated_address_can_be_the_articles(own: str, stated: str, is_its: bool) -> None:
    page = read(url=own, head=f'<link rel=canonical href="{stated}">')
    assert (page.url == stated) == is_its


def test_percent_escapes_stay_as_the_page_writes_them() -> None:
    url = "https://courier.example/a/%d8%ad%d8%b1/4711.html"
    assert read(url=url).url == url
    assert plain("https://courier.example/a b/ü") == "https://courier.example/a%20b/%C3%BC"
    assert plain("https://courier.example/a\x00b\ud800") == "https://courier.example/ab"


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("www.courier.example", "courier.example"), ("a.b.courier.co.uk", "courier.co.uk"), ("localhost", "localhost"),
        ("127.0.0.1", "127.0.0.1"), ("www.courier.com.au", "courier.com.au"), ("www.courier.org.uk", "courier.org.uk"),
        ("www.courier.net.nz", "courier.net.nz"), ("www.courier.gov.uk", "courier.gov.uk"),
        ("www.courier.edu.mx", "courier.edu.mx"), ("www.courier.ac.jp", "courier.ac.jp"),
        ("www.courier.or.jp", "courier.or.jp"), ("www.courier.ne.jp", "courier.ne.jp"),
        ("www.courier.go.kr", "courier.go.kr"), ("www.courier.gob.mx", "courier.gob.mx"),
        ("www.courier.gouv.fr", "courier.gouv.fr"), ("www.courier.info.pl", "courier.info.pl"),
        ("www.courier.mil.id", "courier.mil.id"),
    ],
)  # fmt: skip
def test_the_site_of_a_host(host: str, expected: str) -> None:
    assert site_of(host) == expected


@pytest.mark.parametrize(
    ("data", "head", "body", "expected"),
    [
        ({"@type": "NewsArticle", "keywords": ["Ferry", "Isles"]}, "", "", ["Ferry", "Isles"]),
        ({"@type": "NewsArticle", "keywords": "Ferry, Isles,Ferry"}, "", "", ["Ferry", "Isles"]),
        ({"@type": "NewsArticle", "keywords": [{"@type": "DefinedTerm", "name": "Ferry"}]}, "", "", ["Ferry"]),
        ({"@type": "NewsArticle", "keywords": ["type:article", "section:isles", "Ferry"]}, "", "", ["Ferry"]),
        (
            None,
            '<meta property="article:tag" content="Ferry"><meta property="article:tag" content="Isles">',
            "",
            ["Ferry", "Isles"],
        ),
        (None, '<meta name="news_keywords" content="Ferry; Isles">', "", ["Ferry", "Isles"]),
        (None, '<meta name="keywords" content="Ferry, Isles">', "", ["Ferry", "Isles"]),
        (None, "", "<a rel=tag href=/t/ferry>#Ferry</a> <a rel='tag' href=/t/isles>Isles</a>", ["Ferry", "Isles"]),
        (
            None,
            "",
            "<div class='post-tags'>Tags: <a href=/t/f>Ferry</a>, <a href=/t/i>Isles</a></div>",
            ["Ferry", "Isles"],
        ),
        (
            None,
            "",
            "<ul class=article__topics><li><a href=/t/f>Ferry</a><li><a href=/t/i>Isles</a></ul>",
            ["Ferry", "Isles"],
        ),
        (None, "", "<div id=schlagworte><a href=/t/f>Fähre</a></div>", ["Fähre"]),
        (None, "", "<div class=tags><a href=/a/1>The ferry to the outer isles is late again today</a></div>", []),
        (None, "", "<div class=sidebar><div class=tags><a href=/t/f>Ferry</a></div></div>", []),
        (None, "", "<div class=tags>" + "<a href=/t/f>Ferry</a>" * 26 + "</div>", []),
        (None, "", "<ol class=article-tags><li><a href=/t/f>Ferry</a></ol>", ["Ferry"]),
        (None, "", "<dl class=etiquetas><dt>Temas<dd><a href=/t/f>Barcos</a></dl>", ["Barcos"]),
        (None, "", "<p class=tags>Mots-clés : <a href=/t/f>Bac</a></p>", ["Bac"]),
        (None, "", "<section class=trefwoorden><a href=/t/f>Veerboot</a></section>", ["Veerboot"]),
        (None, "", "<footer class=entry-tags><a href=/t/f>Ferry</a></footer>", ["Ferry"]),
        (None, "", "<ul class=ports><li><a href=/p/1>Skerrow</a></ul>", []),
        (None, '<meta name="keywords" content="_no-apple-news, type_news, GOVERNMENT_FIGURE, Ferry">', "", ["Ferry"]),
        (None, '<meta name="keywords" content="轮渡 江北">', "", ["轮渡", "江北"]),
        (None, '<meta name="keywords" content="轮渡、江北，春">', "", ["轮渡", "江北", "春"]),
        (None, '<meta name="keywords" content="0a1b2c3d-0000-4f4f-8a8a-0123456789ab, 4711, Ferry">', "", ["Ferry"]),
        ({"@type": "NewsArticle", "keywords": []}, "", "", []),
        (None, "", "", []),
    ],
)
def test_tags(data: object, head: str, body: str, expected: list[str]) -> None:
    page = read(data=data, head=head, body=body)
    assert page.tags == expected
    assert ("tags" in page.evidence) == bool(expected)


def test_the_headline_among_the_keywords_is_no_tag() -> None:
    headline = "The ferry to the outer isles runs again after a winter of storms"
    html = f'<meta name=news_keywords content="{headline}, Ferry"><h1>{headline}</h1><p>{ENGLISH * 2}</p>'
    assert extract(html.encode(), URL).tags == ["Ferry"]
    assert extract(html.replace(headline, "Ferry").encode(), URL).tags == ["Ferry"]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<article><h1>The ferry</h1><p>{}</p><div class=tags><a href=/t>Ferry</a></div></article>", ["Ferry"]),
        ("<article><h1>The ferry</h1><p>{}</p></article><div class=tags><a href=/t>Ferry</a></div>", []),
        ("<p>{}</p><div class=tags><a href=/t>Ferry</a></div>", []),
    ],
    ids=["in the article", "of the site", "on a page that shows no headline"],
)
def test_the_list_of_tags_is_the_articles(page: str, expected: list[str]) -> None:
    html = f"<html lang=en><body>{page.format(ENGLISH * 2)}</body></html>"
    found = extract(html.encode(), URL)
    assert (found.tags, found.problems) == (expected, [])


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("<p>Posted in <a href=/i>Isles</a>, <a href=/n>News</a></p>", "Isles"),
        ("<p>Rubrique : <a href=/i>Îles</a></p>", "Îles"),
        ("<div><div>Rubrik:</div><div><a href=/i>Inseln</a></div></div>", "Inseln"),
        ("<p>Section: Isles</p>", None),
        ("<p>Posted in Narvik by <a href=/i>Ida Holm</a></p>", None),
        (f"<p>Posted in <a href=/i>Isles</a> when the ferry {'sailed ' * 20}</p>", None),
        ("<div class='related'><p>Posted in <a href=/i>Isles</a></p></div>", None),
        ("<div><div>Isles:</div><div><a href=/i>Inseln</a></div></div>", None),
    ],
)
def test_the_section_behind_its_label(line: str, expected: str | None) -> None:
    html = f"<html lang=en><body><article><h1>The ferry</h1><p>{ENGLISH * 2}</p>{line}</article></body></html>"
    assert extract(html.encode(), URL).section == expected


def test_a_label_on_a_page_without_headline_or_far_above_it_names_no_section() -> None:
    line = "<p>Posted in <a href=/i>Isles</a></p>"
    menu = "<p>Ferries</p>" * 6
    for above, heading in (("", ""), (line + menu, "<h1>The ferry</h1>")):
        html = f"<html lang=en><body>{above}{heading}<p>{ENGLISH * 2}</p>{'' if heading else line}</body></html>"
        assert extract(html.encode(), URL).section is None


@pytest.mark.parametrize(
    ("data", "head", "expected"),
    [
        ({"@type": "NewsArticle", "articleSection": "World"}, "", "World"),
        ({"@type": "NewsArticle", "articleSection": ["World", "Europe"]}, "", "World"),
        (None, '<meta property="article:section" content="World &amp; Isles">', "World & Isles"),
        ({"@type": "NewsArticle", "articleSection": "Isles, News, Harbour, Ferries"}, "", "Isles"),
        ({"@type": "NewsArticle", "articleSection": "Articles,Isles,News"}, "", "Isles"),
        ({"@type": "NewsArticle", "articleSection": "Food, Wine and Travel"}, "", "Food, Wine and Travel"),
        ({"@type": "NewsArticle", "articleSection": "Food, Wine, Art & Travel"}, "", "Food, Wine, Art & Travel"),
        ({"@type": "NewsArticle", "articleSection": "Isles,"}, "", "Isles"),
        ({"@type": "NewsArticle", "articleSection": "Uncategorized"}, "", None),
        (None, '<meta property="article:section" content="culture_culture-film">', None),
        (None, '<meta property="article:section" content="Film_Tipps">', "Film_Tipps"),
        (None, "", None),
    ],
)
def test_section(data: object, head: str, expected: str | None) -> None:
    assert read(data=data, head=head).section == expected


@pytest.mark.parametrize(
    ("name", "is_site"),
    [
        ("Harbour Courier", True), ("harbour-courier.example", True), ("Harbour Courier Online", True),
        ("HARBOUR COURIER", True),
        ("Courier", False), ("Ida Holm", False), ("", False), ("Storm over the harbour on Monday evening", False),
    ],
)  # fmt: skip
def test_what_the_site_calls_itself(name: str, is_site: bool) -> None:
    story = Story(Page(b'<meta property="og:site_name" content="Harbour Courier">', URL))
    assert story.is_site(name) is is_site


@pytest.mark.parametrize(
    ("links", "tags"),
    [
        ('<a rel="category tag" href=/n>News</a> <a rel=tag href=/f>Ferries</a>', ["Ferries"]),
        ('<a rel="category tag" href=/n>News</a>', ["News"]),
    ],
)
def test_categories_are_tags_only_where_there_are_no_others(links: str, tags: list[str]) -> None:
    html = f"<html lang=en><body><article><h1>The ferry</h1><p>{ENGLISH * 2}</p><p>{links}</p></article></body></html>"
    assert extract(html.encode(), URL).tags == tags
