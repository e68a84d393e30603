"""What sort of page it is: articles are never lost, walls, errors and lists never stored."""

import json

import pytest

from crawler.extraction import extract

NEWS = (
    "<p>The ferry to the outer islands sailed again on Monday after four weeks in the yard, and the "
    "islanders who had waited "
    "on the quay since dawn cheered as the ramp came down.</p><p>Two new engines were fitted in that time. "
    "The old ones, "
    "which had run since the ferry was built, will go to a museum on the mainland, the harbour master said.</p>"
    "<p>Tickets cost what they did before. The council will decide in May whether a second boat is bought, "
    "and whether the "
    "line is to be run by the county again, as it was until nine years ago.</p>"
)
MENU = "<nav><ul><li><a href=/n>News</a></li><li><a href=/s>Sport</a></li><li><a href=/w>Weather</a></li></ul></nav>"
ADDRESS = "https://courier.example/2024/05/ferry-sails-again-on-monday"


def ld(**item: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(item)}</script>'


def page(title: str, body: str, head: str = "") -> bytes:
    html = (
        f"<!doctype html><html><head><meta charset=utf-8><title>{title}</title>{head}</head><body>{body}</body></html>"
    )
    return html.encode()


def kind_of(html: bytes, url: str = ADDRESS) -> str:
    article = extract(html, url)
    assert bool(article.kind_reason) == (article.kind != "article"), article.kind_reason
    return article.kind


def story(headline: str, text: str = NEWS) -> str:
    return f"{MENU}<main><article><h1>{headline}</h1>{text}</article></main>"


@pytest.mark.parametrize(
    "headline",
    [
        "The ferry sails again",
        "404: why pages vanish, and who keeps them",
        "Page not found: how links rot",
        "Access denied: a year without visas",
        "Just a moment: the minute that decided the final",
        "Are you a robot? The people behind captchas",
        "We value your privacy, they say",
        "Wir benötigen Ihre Zustimmung: was hinter den Bannern steckt",
        "Страница не найдена: как исчезают архивы",
        "Log in or lose it: the bank without a counter",
    ],
)
@pytest.mark.parametrize("head", ["", ld(**{"@type": "NewsArticle", "headline": "x"})])
def test_an_article_stays_one_whatever_it_is_about(headline: str, head: str) -> None:
    assert kind_of(page(headline, story(headline), head)) == "article"


@pytest.mark.parametrize(
    "text",
    [
        "<p>A captcha asks you to verify you are human. Press &amp; hold to confirm, says one; another "
        "wants traffic lights. "
        "The harbour office put one on its timetable last week, and the old ferrymen cannot get past it.</p>" + NEWS,
        "<p>We and our 812 partners store cookies on your device, says the banner of nearly every "
        "newspaper. A court in the "
        "capital ruled that such banners must have a button to reject all.</p>" + NEWS,
        "<p>Please enable JavaScript, said the page of the town hall for nine days, and nobody could pay a fine.</p>"
        + NEWS,
    ],
)
def test_an_article_may_quote_walls(text: str) -> None:
    assert kind_of(page("What stands before the page", story("What stands before the page", text))) == "article"


def test_the_banner_of_an_ordinary_page_is_no_wall() -> None:
    banner = (
        "<div id=banner><h2>We value your privacy</h2><p>We and our 812 partners store and access information on your "
        "device, such as cookies, and process personal data. You can change your choices at any time.</p></div>"
    )
    assert kind_of(page("The ferry sails again", banner + story("The ferry sails again"))) == "article"


BANNER = (
    "<div><h2>We value your privacy</h2><p>We and our 812 partners store cookies on your device, and learn what you "
    "read.</p></div>"
)
REPORT = (
    "<p>The ferry to the outer islands sailed again on Monday after four weeks in the yard, and the islanders "
    "cheered as the ramp came down on the quay at nine.</p>"
)


def test_an_article_on_data_is_no_wall() -> None:
    text = (
        "<p>We and our 812 partners store cookies on your device, says the banner of the ferry line, and a court in "
        "the capital has now read all of it.</p><p>Whoever rejects the cookies gets no timetable, the judges found, "
        "and the partners of the line learn where each passenger has been that day.</p>"
    )
    links = "".join(f"<li><a href=/pier/{n}>Pier number {n}</a></li>" for n in range(400))
    about = ld(**{"@type": "NewsArticle", "headline": "What the ferry knows"})
    body = f"<nav><ul>{links}</ul></nav>{story('What the ferry knows', text)}"
    assert kind_of(page("What the ferry knows", body, about)) == "article"


def test_a_short_report_with_a_banner_is_no_wall() -> None:
    about = ld(**{"@type": "NewsArticle", "headline": "The ferry sails again"})
    assert kind_of(page("The ferry sails again", BANNER + story("The ferry sails again", REPORT), about)) == "article"


def test_an_article_may_be_called_as_a_wall_is() -> None:
    assert kind_of(page("Access denied", story("Access denied", NEWS * 3))) == "article"
    assert kind_of(page("Page not found", story("Page not found", NEWS * 3))) == "article"
    about = ld(**{"@type": "NewsArticle", "headline": "Something went wrong"})
    assert kind_of(page("Something went wrong", story("Something went wrong", REPORT), about)) == "article"


def test_a_large_page_of_short_links_with_a_banner_is_no_wall() -> None:
    links = "".join(f"<li><a href=/pier/{n}>Pier number {n}</a></li>" for n in range(1500))
    assert kind_of(page("Piers from A to Z", f"{BANNER}<nav><ul>{links}</ul></nav>")) != "consent"


def test_scripts_that_watch_for_robots_are_on_ordinary_pages_too() -> None:
    head = '<script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"></script><script src="/_Incapsula_Resource">'
    head += "</script>"
    form = '<form><div class="g-recaptcha"></div><input type=password></form>'
    assert kind_of(page("The ferry sails again", story("The ferry sails again") + form, head)) == "article"


def test_a_stub_before_a_paywall_is_an_article() -> None:
    text = (
        "<p>The ferry to the outer islands sailed again on Monday after four weeks in the yard, and the "
        "islanders who had "
        "waited on the quay since dawn cheered.</p><div class=paywall><p>Subscribe to read on.</p></div>"
    )
    about = ld(**{"@type": "NewsArticle", "headline": "The ferry sails again", "isAccessibleForFree": False})
    assert kind_of(page("The ferry sails again", story("The ferry sails again", text), about)) == "article"


def test_a_page_of_one_article_may_have_many_links_below() -> None:
    more = "".join(f"<h3><a href=/{i}>Another title of another article, number {i}</a></h3>" for i in range(40))
    assert kind_of(page("The ferry sails again", story("The ferry sails again") + more)) == "article"


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Just a moment...", "<h1>courier.example</h1><p>Enable JavaScript and cookies to continue</p>"),
        (
            "Attention Required! | Cloudflare",
            "<h1>Sorry, you have been blocked</h1><h2>You are unable to access it</h2>",
        ),
        ("courier.example", "<script>var dd={'rt':'c','host':'geo.captcha-delivery.com'}</script>"),
        ("Access to this page has been denied", "<div id=px-captcha></div><p>Press &amp; Hold to confirm</p>"),
        ("Access Denied", "<h1>Access Denied</h1>You don't have permission here.<p>Reference #18.5c3e1202.1716</p>"),
        ("", "<iframe src='/_Incapsula_Resource?x=1'>Request unsuccessful. Incapsula incident ID: 1-2</iframe>"),
        ("Pardon Our Interruption", "<p>As you were browsing something about your browser made us think.</p>"),
        ("Making sure you're not a bot!", "<p>Loading...</p>"),
        ("Zugriff verweigert", "<p>Ihre Anfrage wurde abgelehnt.</p>"),
        ("Accès refusé – Le Courrier", "<p>Votre adresse a été bloquée.</p>"),
        ("Доступ ограничен", "<p>Подтвердите, что вы не робот</p>"),
        ("百度安全验证", "<p>请完成下方验证后继续操作</p>"),
        ("アクセスが拒否されました", "<p>このページを表示する権限がありません。</p>"),
        ("Courier", "<div id=root></div><noscript>You need to enable JavaScript to run this app.</noscript>"),
        ("Kurier", "<noscript>Bitte aktivieren Sie JavaScript in Ihrem Browser.</noscript><div id=app></div>"),
        ("Курьер", "<div id=app>Для работы сайта включите JavaScript</div>"),
        ("Log in | Courier", "<h1>Log in</h1><form><input name=u><input type=password></form>"),
        ("Anmelden – Kurier", "<h1>Anmelden</h1><form><input name=u><input type=password></form>"),
        ("ログイン", "<form><input name=u><input type=password></form>"),
    ],
)
def test_challenges_refusals_and_log_ins_are_blocked(title: str, body: str) -> None:
    assert kind_of(page(title, body)) == "blocked"


@pytest.mark.parametrize(
    ("title", "body", "url"),
    [
        (
            "Before you continue to Courier",
            "<h1>Before you continue</h1><p>We use cookies and data to deliver our services and measure how "
            "they are used.</p>"
            "<p>If you choose to accept all, we will also use cookies to show personalised ads.</p>",
            ADDRESS,
        ),
        (
            "Kurier",
            "<h1>Wir benötigen Ihre Zustimmung</h1><p>Wir und unsere 187 Partner verarbeiten "
            "personenbezogene Daten, um "
            "Werbung zu zeigen. Mit Klick auf „Akzeptieren“ stimmen Sie der Nutzung aller Cookies und Ihrer "
            "Daten zu.</p>",
            ADDRESS,
        ),
        (
            "Kurier",
            "<div><p>Kurier mit Werbung lesen</p><p>Besuchen Sie den Kurier wie gewohnt mit Werbung und "
            "Tracking. Details "
            "finden Sie in der Datenschutzerklärung.</p><p>Sie haben schon ein Abo für werbefreies Lesen?</p></div>",
            "https://kurier.example/zustimmung?url=%2Fa%2F1",
        ),
        (
            "Le Courrier",
            "<h2>Votre vie privée</h2><p>Nous et nos 90 partenaires stockons des cookies et accédons à des "
            "informations sur "
            "votre appareil. Vous pouvez retirer votre consentement à tout moment.</p>",
            ADDRESS,
        ),
        (
            "DPG Media Privacy Gate",
            "<p>Wij en onze partners gebruiken cookies om gegevens te verzamelen. Je kunt jouw toestemming "
            "intrekken.</p>",
            "https://myprivacy.courant.example/consent?siteKey=1",
        ),
        (
            "Прежде чем продолжить",
            "<p>Мы и наши партнёры используем файлы cookie и данные. Вы можете отозвать своё согласие.</p>",
            ADDRESS,
        ),
        (
            "Courant",
            "<h1>Bijna klaar</h1><p>Lees verder met reclame, of neem een abonnement.</p>",
            "https://consent.courant.example/collect?to=%2Fa%2F1",
        ),
        (
            "Before you continue to Courier",
            "<h1>Before you continue to Courier</h1><form><button>Go on</button></form>",
            ADDRESS,
        ),
        (
            "Kurier",
            "<p>Wir und unsere 187 Partner verarbeiten personenbezogene Daten, um Werbung zu zeigen, und messen, wer "
            "sie sieht.</p>",
            ADDRESS,
        ),
        (
            "Szanujemy Twoją prywatność",
            "<p>My i nasi partnerzy przechowujemy pliki cookie i dane na urządzeniu.</p>",
            ADDRESS,
        ),
    ],
)
def test_walls_that_ask_for_consent(title: str, body: str, url: str) -> None:
    links = "".join(f"<li><a href=/pier/{n}>Pier number {n}</a></li>" for n in range(30))
    assert kind_of(page(title, body), url) == "consent"
    assert kind_of(page(title, f"{body}<footer><ul>{links}</ul></footer>"), url) == "consent"


@pytest.mark.parametrize("tag", ["h1", "h2", "h3"])
def test_a_log_in_by_its_heading(tag: str) -> None:
    form = f"<form><{tag}>Log in</{tag}><input name=u><input type=password></form>"
    assert kind_of(page("The ferry sails again", f"<h1>The ferry sails again</h1>{form}")) == "blocked"
    form = "<form><p>Log in</p><input name=u><input type=password></form>"
    assert kind_of(page("The ferry sails again", f"{form}{story('The ferry sails again', REPORT)}")) == "article"


@pytest.mark.parametrize(
    "title",
    [
        "Page not found",
        "404",
        "404 Not Found",
        "Error 404 - Courier",
        "Sorry, this page does not exist",
        "The page you are looking for could not be found",
        "500 Internal Server Error",
        "502 Bad Gateway",
        "Seite nicht gefunden – Kurier",
        "Die angeforderte Seite wurde nicht gefunden",
        "Page introuvable | Le Courrier",
        "Página no encontrada",
        "La página que buscas no existe",
        "Página não encontrada",
        "Pagina non trovata",
        "Pagina niet gevonden",
        "Sidan kunde inte hittas",
        "Sivua ei löytynyt",
        "Strona nie została znaleziona",
        "Stránka nebyla nalezena",
        "Az oldal nem található",
        "Sayfa bulunamadı",
        "Η σελίδα δεν βρέθηκε",
        "Страница не найдена",
        "Сторінку не знайдено",
        "Страницата не е намерена",
        "ページが見つかりません",
        "페이지를 찾을 수 없습니다",
        "您访问的页面不存在",
        "الصفحة غير موجودة",
        "صفحه مورد نظر یافت نشد",
        "הדף לא נמצא",
        "Không tìm thấy trang",
        "Halaman tidak ditemukan",
        "ไม่พบหน้า",
    ],
)
@pytest.mark.parametrize("links", [0, 12])
def test_pages_that_say_they_are_not_there(title: str, links: int) -> None:
    more = "".join(f"<li><a href=/{i}>A title that many have read today, number {i}</a></li>" for i in range(links))
    assert kind_of(page(title, f"{MENU}<h1>{title}</h1><p>Courier</p><ul>{more}</ul>")) == "error"


@pytest.mark.parametrize(
    "line",
    [
        "Sorry, this page does not exist.",
        "Perhaps the page you were looking for has been moved to another part of the house; the porter knows where.",
    ],
)
def test_pages_that_say_so_in_a_line(line: str) -> None:
    assert kind_of(page("Courier", f"{MENU}<h1>Courier</h1><p>{line}</p>")) == "error"


TEASERS = [
    (
        "Ferry sails again after four weeks in the yard",
        "Two engines were fitted and the islanders cheered on the quay.",
    ),
    ("Council puts off the vote on a second boat", "The county may run the line again, as it did nine years ago."),
    ("Паром снова вышел в море после ремонта", "Жители островов ждали на причале с самого рассвета."),
    ("Fähre fährt nach vier Wochen wieder", "Zwei neue Maschinen wurden in der Werft eingebaut."),
    ("El transbordador vuelve a zarpar el lunes", "Los vecinos esperaban en el muelle desde el amanecer."),
    ("フェリーが4週間ぶりに運航を再開した", "島の住民は夜明けから岸壁で待っていた。"),
]


def cards(times: int = 2) -> str:
    return "".join(
        f"<div class=card><h2><a href=/a/{i}-{n}>{title} {i}</a></h2><p>{text}</p></div>"
        for i in range(times)
        for n, (title, text) in enumerate(TEASERS)
    )


@pytest.mark.parametrize(
    ("url", "head"),
    [
        ("https://courier.example/", '<meta property="og:type" content="website">'),
        ("https://courier.example", ld(**{"@type": "WebSite", "name": "Courier"})),
        ("https://courier.example/de/", ""),
        ("https://courier.example/index.html", '<meta property="og:type" content="article">'),
        ("https://courier.example/tag/ferries", ""),
        ("https://courier.example/rubrik/inseln/2", ""),
        ("https://courier.example/search?q=ferry", ""),
        ("https://courier.example/z/2701", ""),
        ("https://courier.example/author/mary-quay", '<meta property="og:type" content="article">'),
        ("https://courier.example/islands", ld(**{"@type": "CollectionPage", "name": "Islands"})),
        ("https://courier.example/islands", ""),
    ],
)
def test_fronts_sections_tags_and_searches_are_lists(url: str, head: str) -> None:
    assert kind_of(page("Courier – news of the islands", MENU + cards(), head), url) == "listing"


def test_cards_that_are_one_link_each_are_a_list_too() -> None:
    whole = "".join(f"<a href=/a/{n}><h3>{title}</h3><p>{text}</p></a>" for n, (title, text) in enumerate(TEASERS * 2))
    assert kind_of(page("Islands", MENU + whole), "https://courier.example/islands") == "listing"


def test_an_article_at_the_root_of_a_site_stays_one() -> None:
    about = ld(**{"@type": "NewsArticle", "headline": "The ferry sails again"})
    body = story("The ferry sails again") + cards(1)
    assert kind_of(page("The ferry sails again", body, about), "https://ferry.example/") == "article"
    assert kind_of(page("The ferry sails again", body), "https://courier.example/?p=1234") == "article"


def test_an_article_in_several_stretches_at_the_root_of_a_site_stays_one() -> None:
    stated = '<meta property="article:published_time" content="2024-05-06T07:10:00+02:00">'
    more = "<p><a href=/a/7>More on this: the yard that builds half of all ferries</a></p>"
    body = story("The ferry sails again", NEWS + more + NEWS.replace("ferry", "boat")) + cards(1)
    assert kind_of(page("The ferry sails again", body, stated), "https://ferry.example/") == "article"


def test_a_short_report_above_many_titles_is_one_where_its_address_says_so() -> None:
    body = story("The ferry sails again", REPORT) + cards()
    assert kind_of(page("The ferry sails again", body)) == "article"
    assert kind_of(page("Islands", body), "https://courier.example/islands") == "listing"


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="og:type" content="article">',
        ld(**{"@type": "NewsArticle", "headline": "Ferry back in service", "url": "https://courier.example/x"}),
        ld(**{"@type": "NewsArticle", "headline": "A bridge at last", "url": "https://courier.example/a/1"})
        + ld(**{"@type": "NewsArticle", "headline": "x", "url": "https://courier.example/islands"}),
        ld(**{"@type": "NewsArticle", "headline": "A bridge at last"})
        + ld(**{"@type": "NewsArticle", "headline": "The ferry sails again"}),
    ],
    ids=["for sharing", "the only one", "of its address", "of its title"],
)
def test_a_short_report_above_many_titles_is_one_where_the_page_says_so(head: str) -> None:
    body = story("The ferry sails again", REPORT) + cards()
    assert kind_of(page("The ferry sails again", body, head), "https://courier.example/islands") == "article"


@pytest.mark.parametrize("headline", ["A bridge at last", "Islands"])
def test_data_of_articles_elsewhere_make_no_article_of_a_list(headline: str) -> None:
    others = "".join(ld(**{"@type": "NewsArticle", "headline": headline, "url": f"/b/{n}"}) for n in (1, 2))
    assert kind_of(page("Islands", MENU + cards(), others), "https://courier.example/islands") == "listing"


def test_a_front_page_that_shows_a_text_whole_is_a_list() -> None:
    assert kind_of(page("Courier", story("The ferry sails again") + cards(1)), "https://courier.example/") == "listing"


@pytest.mark.parametrize(
    ("text", "teasers", "head"),
    [
        (NEWS * 3, cards(), ""),
        (NEWS, cards(), '<meta property="article:published_time" content="2024-05-06T07:10:00+02:00">'),
        (REPORT, "", ""),
    ],
)
def test_an_article_under_the_address_of_lists_stays_one(text: str, teasers: str, head: str) -> None:
    html = page("The ferry sails again", story("The ferry sails again", text) + teasers, head)
    assert kind_of(html, "https://courier.example/topics/ferry") == "article"


def test_a_menu_is_no_list_of_titles() -> None:
    links = "".join(f"<li><a href=/pier/{n}>Pier number {n}</a></li>" for n in range(30))
    body = f"<nav><ul>{links}</ul></nav>{story('The ferry sails again', REPORT)}"
    assert kind_of(page("The ferry sails again", body), "https://courier.example/islands") == "article"


def test_a_live_blog_above_many_titles_is_an_article() -> None:
    lines = "".join(
        f'<div class=ticker-item><time datetime="2024-05-06T0{hour}:30Z">{hour}.30</time><p>The ramp is down.</p></div>'
        for hour in range(4)
    )
    body = f"<h1>Ferry, live</h1><main>{lines}</main>{cards()}"
    assert kind_of(page("Ferry, live", body), "https://courier.example/live") == "article"


LINE = "The ferry leaves the yard, filmed from the pier on Monday morning."


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<meta property="og:type" content="video.other">', f"<video src=/v.mp4></video><p>{LINE}</p>"),
        (
            ld(**{"@type": "VideoObject", "name": "Ferry", "description": LINE}),
            f"<iframe src=/player/1></iframe><p>{LINE}</p>",
        ),
        (ld(**{"@type": "AudioObject", "name": "Ferry"}), f"<audio src=/a.mp3></audio><p>{LINE}</p>"),
        (ld(**{"@type": "PodcastEpisode", "name": "Ferry"}), f"<p>{LINE}</p>"),
        (ld(**{"@type": "ImageGallery", "name": "Ferry"}), f"<img src=/1.jpg><img src=/2.jpg><p>{LINE}</p>"),
        (
            ld(**{"@type": "WebPage", "mainEntity": {"@type": "VideoObject", "name": "F", "url": "/v"}}),
            f"<p>{LINE}</p>",
        ),
    ],
)
def test_a_player_with_a_description_is_media(head: str, body: str) -> None:
    assert kind_of(page("Ferry leaves the yard", f"{MENU}<h1>Ferry leaves the yard</h1>{body}", head)) == "media"


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="og:type" content="video.other">',
        ld(**{"@type": "VideoObject", "name": "Ferry"}),
        ld(**{"@type": "NewsArticle", "headline": "The ferry sails again"})
        + ld(**{"@type": "VideoObject", "name": "F"}),
    ],
)
def test_a_video_above_a_text_takes_nothing_from_it(head: str) -> None:
    body = story("The ferry sails again", "<video src=/v.mp4></video>" + NEWS)
    assert kind_of(page("The ferry sails again", body, head)) == "article"


def test_a_text_in_several_stretches_below_a_video_is_an_article() -> None:
    more = "<p><a href=/a/7>More on this: the yard that builds half of all ferries</a></p>"
    shared = '<meta property="og:type" content="video.other">'
    text = NEWS.replace("</p>", f"</p>{more}") + REPORT.replace("ferry", "boat")
    body = story("The ferry sails again", f"<video src=/v.mp4></video>{text}")
    assert kind_of(page("The ferry sails again", body, shared)) == "article"


def test_a_short_report_with_a_video_is_an_article_where_its_data_say_so() -> None:
    about = ld(**{"@type": "NewsArticle", "headline": "The ferry sails again"})
    body = story("The ferry sails again", f"<video src=/v.mp4></video>{REPORT}")
    assert (
        kind_of(page("The ferry sails again", body, about + ld(**{"@type": "VideoObject", "name": "F"}))) == "article"
    )


@pytest.mark.parametrize(
    "html",
    [
        b"",
        b"   \n ",
        b"not found\r\n",
        b"<!doctype html>",
        page("", '<div id="page"></div>'),
        page("Ferry", f'{MENU}<h1>Ferry</h1><div id="article-content"><div class="wsw"></div></div>'),
        page("Redirecting", "<p>Moved</p>", '<meta http-equiv="refresh" content="0; url=https://courier.example/b">'),
    ],
)
def test_nothing_is_empty(html: bytes) -> None:
    assert kind_of(html) in {"empty", "error"}
    assert kind_of(b"") == "empty"


@pytest.mark.parametrize(
    "attributes",
    ["class=entry-content", "class=article-body", "class=article__body", "class=story-body", "itemprop=articleBody"],
)
def test_an_article_whose_own_element_is_empty_is_empty(attributes: str) -> None:
    about = "<div><p>Boats sail to the outer isles each day of the week, in all seasons but one.</p></div>"
    html = page("Ferry", f"{MENU}<h1>Ferry</h1><div {attributes}> <span></span></div>{about}")
    assert extract(html, ADDRESS).kind_reason == "the article's own element holds no text"


MOVED = "<p>This page has another address now. Your browser takes you there in a moment, or follow the link below.</p>"


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        (b"", "no bytes"),
        (b" \n ", "nothing but white space"),
        (page("Ferry", "<h1>Ferry</h1>"), "5 characters of text"),
        (page("Ferry", f"{MENU}<h1>Ferry</h1><p>Boats at sea today.</p>"), "a text of 19 characters"),
        (
            page("Ferry", f"{MENU * 6}<h1>Ferry</h1>", ld(**{"@type": "NewsArticle", "headline": "Ferry"})),
            "no text found, though it claims to be one: JSON-LD article",
        ),
        (page("Courier", f"{MENU * 6}<h1>Courier</h1>"), "no text of an article found"),
        (page("", MOVED, '<meta http-equiv=refresh content="0; url=/b">'), "only a redirect (0; url=/b)"),
    ],
)
def test_why_nothing_is_kept(html: bytes, reason: str) -> None:
    article = extract(html, ADDRESS)
    assert (article.kind, article.kind_reason) == ("empty", reason)


def test_no_bytes_make_it_raise() -> None:
    for html in (b"\x00" * 11, b"<" * 5_000, "<title>…".encode("utf-16"), b"\xff\xfe\xfd<body>"):
        for url in ("", "https://[", "https://courier.example/", "not an address"):
            assert not [problem for problem in extract(html, url).problems if "kind" in problem]
