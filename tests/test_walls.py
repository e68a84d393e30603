"""What walls, challenges, log-ins and error pages say, and what boxes call themselves: a phrase and a word for each."""

from html import escape

import pytest

from crawler.extraction import extract, refusals
from crawler.extraction.page import Page
from crawler.extraction.roles import is_lead, likeness, read_roles, role_of

REFUSED = """
Just a moment... | Please wait | One moment, please | Attention Required! | Access denied | 403 Forbidden | Error 403
Unauthorized | 429 Too Many Requests | Too many requests | Request unsuccessful | Are you a robot? | Security check
Vercel Security Checkpoint | Captcha | Verify you are human | Verifying your browser | Checking your browser before
Pardon Our Interruption | Making sure you're not a bot! | Client Challenge | One more step
Please complete the security check | Enable JavaScript and cookies to continue | JavaScript is disabled
Sorry, you have been blocked | Unusual traffic detected | Sucuri WebSite Firewall - Access Denied | Blocked
451 Unavailable For Legal Reasons | Not available in your region | Zugriff verweigert | Sicherheitsüberprüfung
Bist du ein Mensch? | Einen Moment bitte | Accès refusé | Vérification de sécurité | Êtes-vous un robot ?
Un momento, por favor | Acceso denegado | Acesso negado | Accesso negato | Verificación de seguridad
Verifica di sicurezza | Verificação de segurança | Toegang geweigerd | Odmowa dostępu | Přístup odepřen
Prístup zamietnutý | Hozzáférés megtagadva | Acces interzis | Erişim engellendi | Åtkomst nekad | Доступ ограничен
Вы не робот? | Достъпът е забранен | Δεν επιτρέπεται η πρόσβαση | تم رفض الوصول | הגישה נדחתה | 访问被拒绝
アクセスが拒否されました | 보안 확인 | การเข้าถึงถูกปฏิเสธ | Truy cập bị từ chối | Akses ditolak
"""
REFUSAL = """
Please enable JavaScript and cookies | JavaScript is required here | You need to enable JavaScript
This page requires JavaScript | We are checking your browser | Please verify that you are human
Verifying you are human | Press & hold to confirm | You don't have permission to access this
Unusual traffic from your computer network | You have been blocked | INCAPSULA INCIDENT ID: 7
Reference #18.2a | Complete the CAPTCHA below | Confirm you are not a robot | Performing security verification
Aktivieren Sie bitte JavaScript | JavaScript ist deaktiviert | Zeigen Sie, dass Sie kein Roboter sind
Veuillez activer JavaScript | JavaScript est désactivé | Prouvez que vous n'êtes pas un robot
Activa JavaScript para seguir | Confirma que no eres un robot | Ative o JavaScript | Abilita JavaScript
Schakel JavaScript in | Włącz obsługę JavaScript | Povolte JavaScript | JavaScript'i etkinleştirin
Aktivera JavaScript | Включите JavaScript | Подтвердите, что вы не робот | Ваш браузер проверяется
Підтвердьте, що ви не робот | 请启用 JavaScript | JavaScriptを有効にしてください | 자바스크립트를 활성화하세요
يرجى تفعيل جافا سكريبت | 请完成安全验证 | 私はロボットではありません | 로봇이 아닙니다
"""
LOG_IN = """
Sign in to continue | Login required | Bitte anmelden | Connexion | Iniciar sesión | Faça login | Accedi | Inloggen
Logga in | Zaloguj się | Přihlášení | Вход | 登录
"""
CONSENT_NAME = """
Before you continue to the paper | Your privacy matters | The paper is part of the Yahoo family of brands
Cookie consent | Manage your privacy settings | Cookies on this paper | Consent required | We need your consent
Privacy center | This website uses cookies | Wir benötigen Ihre Zustimmung | Ihre Einwilligung
Deine Daten | Datenschutz-Einstellungen | Bevor Sie fortfahren | Privatsphäre-Einstellungen | Mit Werbung lesen
Das Blatt mit Werbung oder im Abo | Votre vie privée nous importe | Avant de continuer | Gestion des cookies
Antes de continuar | Valoramos tu privacidad | Valorizamos a sua privacidade | Prima di continuare
Voordat je verdergaat | Innan du fortsätter | Zanim przejdziesz dalej | Než budete pokračovat
Mielőtt továbblépnél | Прежде чем продолжить | 続行する前に
"""
CONSENT = """
We and our 120 partners store data on your device | We use some cookies here | Accept all cookies
Withdraw your consent
By clicking the button you agree to cookies | We ask for your consent | Your consent applies to all of our titles
Ihre Zustimmung zählt | Stimmen Sie der Werbung bitte zu | Wir und unsere Partner lesen Cookies und Daten
Mit einem Klick auf den Knopf sind Sie mit Werbung einverstanden | Alle Cookies akzeptieren | Werbung und Tracking
Der Nutzung aller Cookies zuzustimmen | Widerruf der Einwilligung ist jederzeit möglich
Verarbeitung Ihrer personenbezogenen Daten | Nous et nos partenaires lisons des cookies
Gérer vos choix de publicité | En cliquant sur le bouton vous acceptez les traceurs
Tout accepter, publicité et traceurs | Nosotros y nuestros socios usamos cookies
Retirar tu consentimiento | Aceptar todas las cookies | Al pulsar el botón aceptas la publicidad
Nós e nossos parceiros usamos cookies | Retirar o seu consentimento | Noi e i nostri partner usiamo cookie
Prestare il tuo consenso | Accetta e continua con la pubblicità | Wij en onze partners lezen cookies | Uw toestemming
Vi och våra partner läser kakor | Ditt samtycke | Me ja kumppanimme käytämme evästeitä
My i nasi partnerzy czytamy cookies | Twoją zgodę | My a naši partneři čteme cookies | Svůj souhlas
Partnereinkkel közös cookie | Az ön hozzájárulása | Partenerii noștri citesc cookie | İş ortaklarımız çerez okur
Οι συνεργάτες μας διαβάζουν cookie | Τη συγκατάθεσή σας | Мы и наши партнёры читаем cookie | Ваше согласие
Ми і наші партнери читаємо cookie | Вашу згоду | Ние и нашите партньори четем бисквитки | Вашето съгласие
すべて同意 | クッキーへの同意 | 接受全部 | 쿠키 사용에 동의 | رضایت شما
"""
ERROR = """
404 Not Found | Error 500 | Sorry, this page could not be found | Not found | No results found
Oops! That page can't be found | We can't find that page | Internal Server Error | Bad Gateway
Service Temporarily Unavailable | Gateway Timeout | An unexpected error has occurred | Something went wrong
Error establishing a database connection | Scheduled maintenance | Account suspended
Die Seite wurde nicht gefunden | Wartungsarbeiten | La page que vous cherchez n'existe plus
Page introuvable | Une erreur est survenue | La página no existe | Ha ocurrido un error | A página não existe
Não encontrada | La pagina non è stata trovata | Pagina non trovata | De pagina bestaat niet meer
Sidan kunde inte hittas | Siden ble ikke funnet | Sivua ei löytynyt | Strona nie została znaleziona
Stránka nenalezena | A keresett oldal nem található | Pagina nu există | Sayfa bulunamadı | Η σελίδα δεν βρέθηκε
Stranica nije pronađena | Страница не найдена | Такой страницы нет | Сторінку не знайдено
お探しのページは見つかりません | お探しのページはここにありません | 요청하신 페이지를 찾을 수 없습니다 | 页面不存在
لم يتم العثور على الصفحة | ไม่พบหน้าที่คุณต้องการ
"""
MISSING = """
The page you are looking for is no longer here | Die Seite, die Sie suchen, gibt es nicht
La page que vous cherchez n'est plus là | La página que busca ya no está | La pagina che cerchi oggi non esiste
De pagina die u zoekt is er niet | Страница, которую вы ищете, уже удалена | Сторінка, яку ви шукаєте, вже не тут
お探しのページは移動した可能性があります | 요청하신 페이지를 찾을 수 | 您查找的内容可能已被删除，请返回首页
The requested URL /a was not found here | Strona, której szukasz, nie istnieje
"""


def split(table: str) -> list[str]:
    return [text.strip() for line in table.strip().split("\n") for text in line.split(" | ")]


KINDS = {
    "REFUSED": "blocked", "LOG_IN": "blocked", "CONSENT_NAME": "consent", "ERROR": "error",
    "REFUSAL": "blocked", "CONSENT": "consent", "MISSING": "error",
}  # fmt: skip


def kind_of(title: str, text: str) -> tuple[str | None, str | None]:
    page = f"<html><head><title>{escape(title)}</title></head><body><p>{escape(text)}</p><input type=password></body>"
    article = extract(page.encode(), "https://courier.example/isles/ferry")
    return article.kind, article.kind_reason


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (name, text)
        for name, table in [("REFUSED", REFUSED), ("LOG_IN", LOG_IN), ("CONSENT_NAME", CONSENT_NAME), ("ERROR", ERROR)]
        for text in split(table)
    ],
)
def test_titles_of_pages_that_are_none(name: str, text: str) -> None:
    assert getattr(refusals, name).fullmatch(refusals.plain(text))
    assert not getattr(refusals, name).fullmatch(refusals.plain(f"{text} on the ferry to the isles, says cook"[::-1]))
    kind, reason = kind_of(text, "")
    assert (kind, (reason or "").split()[0]) == (KINDS[name], "titled")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (name, text)
        for name, table in [("REFUSAL", REFUSAL), ("CONSENT", CONSENT), ("MISSING", MISSING)]
        for text in split(table)
    ],
)
def test_sentences_of_pages_that_are_none(name: str, text: str) -> None:
    assert getattr(refusals, name).search(text)
    assert not getattr(refusals, name).search("The ferry to the isles sails again, says its cook.")
    kind, reason = kind_of("Courier", f"{text} – " * (12 if name == "CONSENT" else 1))
    assert (kind, (reason or "").split()[0]) == (KINDS[name], "says")


@pytest.mark.parametrize("address", ["consent.courier.example/ask?to=/isles", "courier.example/cookie-wall/?to=/isles"])
def test_a_wall_by_its_address(address: str) -> None:
    html = "<html><head><title>Courier</title></head><body><p>Hello again.</p><button>OK</button></body></html>"
    assert extract(html.encode(), f"https://{address}").kind == "consent"
    assert extract(html.encode(), "https://courier.example/isles/ferry").kind != "consent"


@pytest.mark.parametrize("mark", sorted(refusals.VENDORS))
def test_challenges_by_their_source(mark: str) -> None:
    html = f"<html><head><title>courier.example</title></head><body><p>Hold on</p><i data-x='{mark}'></i></body></html>"
    page = extract(html.encode(), "https://courier.example/isles/ferry")
    assert (page.kind, page.kind_reason) == ("blocked", f"{refusals.VENDORS[mark]} ({mark})")


@pytest.mark.parametrize(
    ("mark", "who"),
    [
        ("_cf_chl_opt", "Cloudflare"), ("cf-challenge", "Cloudflare"), ("cf-browser-verification", "Cloudflare"),
        ("cf-captcha-container", "Cloudflare"), ("captcha-delivery.com", "DataDome"), ("px-captcha", "PerimeterX"),
        ("_pxAppId", "PerimeterX"), ("_Incapsula_Resource", "Imperva"), ("Incapsula incident ID", "Imperva"),
        ("errors.edgesuite.net", "Akamai"), ("/_sec/cp_challenge/", "Akamai"), ("awsWafCookieDomainList", "AWS WAF"),
        (".awswaf.com/", "AWS WAF"), ("ips.js?KP_UIDz", "Kasada"), ("sucuri.net/privacy-policy", "Sucuri"),
        ("sucuri_cloudproxy_js", "Sucuri"), ("check.ddos-guard.net", "DDoS-Guard"),
        ("/.well-known/ddos-guard", "DDoS-Guard"), ("/.within.website/x/cmd/anubis", "Anubis"),
        ("__qrator", "Qrator"), ("distil_r_captcha", "Distil"), ("_vercel_challenge", "Vercel"),
        ("geo.captcha", "a captcha"), ("h-captcha", "a captcha"), ("g-recaptcha", "a captcha"),
        ("cf-turnstile", "a captcha"), ("smartcaptcha", "a captcha"),
    ],
)  # fmt: skip
def test_whose_challenge_it_is(mark: str, who: str) -> None:
    html = f"<html><head><title>courier.example</title></head><body><p>Hold on</p><i data-x='{mark}'></i></body></html>"
    page = extract(html.encode(), "https://courier.example/isles/ferry")
    assert page.kind == "blocked"
    assert who in page.kind_reason


ROLES = {
    "comments": "commentlist", "consent": "onetrust-banner", "modal": "popup", "share": "addtoany_list",
    "newsletter": "newsletter-box", "related": "recirc", "caption": "figcaption", "bio": "author-bio",
    "meta": "timestamp", "nav": "navbar", "footer": "colophon", "aside": "sidebar", "embed": "jwplayer",
    "pull": "pullquote", "box": "factbox", "form": "captcha", "hidden": "sr-only",
}  # fmt: skip


@pytest.mark.parametrize(("role", "names"), ROLES.items())
def test_roles_by_what_boxes_call_themselves(role: str, names: str) -> None:
    assert role_of(f"wide {names}") == role


@pytest.mark.parametrize(
    ("names", "role"),
    [
        ("has-sidebar", ""), ("no-comments", ""), ("with-newsletter", "newsletter"), ("post-author-bio", "bio"),
        ("postAuthorBio", "bio"), ("main_sidebar", "aside"), ("node-type-sidebar-x", ""),
        ("c-has-sidebar", ""), ("featured-image", ""), ("grid-sidebar", ""), ("flex-sidebar", ""),
        ("component/sidebar", "aside"), ("pl-[var(--newsletter)]", ""),
        ("xsidebar", ""), ("story", ""), ("", ""),
    ],
)  # fmt: skip
def test_words_that_only_state_something(names: str, role: str) -> None:
    assert role_of(names) == role


def test_what_repeated_boxes_have_in_common() -> None:
    assert likeness("card card-12 col-md-8") == likeness("card card-13 col-md-8") == "card"
    assert likeness("css-abcdefab1 pier") == likeness("css-cfbcfbcf pier") == "pier"


@pytest.mark.parametrize(
    ("tag", "role"),
    [
        ("nav", "nav"), ("footer", "footer"), ("aside", "aside"), ("figcaption", "caption"), ("figure", "figure"),
        ("form", "form"), ("address", "meta"), ("menu", "nav"), ("legend", "form"), ("div", ""), ("section", ""),
    ],
)  # fmt: skip
def test_roles_by_tag(tag: str, role: str) -> None:
    layout = Page(f"<body><{tag}>Boats</{tag}></body>".encode(), "https://courier.example/a").layout
    assert read_roles(layout)[1] == role


PROSE = f"<p>{'The ferry to the northern isles sailed again on Monday, with a cook from the islands. ' * 3}</p>"


def roles(html: str) -> list[str]:
    """Those of the boxes in a page's body."""
    return read_roles(Page(f"<body>{html}</body>".encode(), "https://courier.example/a").layout)[1:]


@pytest.mark.parametrize(
    ("box", "role"),
    [
        ("div class=commentlist", "comments"), ("div class=cookie-box", "consent"), ("footer", "footer"),
        ("div hidden", "hidden"), ("figure", "figure"), ("div class=related", "related"),
        ("div class=sidebar", ""), ("div class=byline", ""),
    ],
)  # fmt: skip
def test_what_may_hold_half_of_the_text(box: str, role: str) -> None:
    assert roles(f"<{box}>{PROSE * 4}</{box.split()[0]}><div class=text>{PROSE * 4}</div>")[0] == role


def test_boxes_that_are_called_alike_are_weighed_together() -> None:
    box = f"<div class=sidebar>{PROSE}</div>"
    assert roles(f"{box}<div class=text>{PROSE * 5}</div>")[0] == "aside"
    assert set(roles(box * 5)) == {""}


def test_a_box_that_holds_but_a_picture_has_no_role() -> None:
    assert roles(f"<div class=teaser><img src=ferry.jpg></div><div class=text>{PROSE}</div>")[0] == ""


@pytest.mark.parametrize("box", ["aside", "footer", "div class=byline", "div class=infobox", "div class=related"])
def test_author_cards_inside_other_boxes(box: str) -> None:
    card = "<div class=author-bio><p>Ida Holm sails.</p></div>"
    assert "bio" in roles(f"<{box}>{card}</{box.split()[0]}><div class=text>{PROSE}</div>")


@pytest.mark.parametrize(
    "names", "lead lede intro standfirst excerpt summary sub-title subHeadline dek deck vorspann chapo bajada".split()
)
def test_names_of_standfirsts(names: str) -> None:
    assert is_lead(f"wide {names}")
    assert not is_lead("wide leader leading")
