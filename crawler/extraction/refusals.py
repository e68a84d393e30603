"""What pages say that are no articles: refusals, requests for consent, errors; in many languages.

REFUSED, LOG_IN, CONSENT_NAME and ERROR match a name as a whole, after `plain`: an article may have such words in its
headline, hardly as its headline. REFUSAL, CONSENT and MISSING are searched for in text.
"""

import re
from typing import Final

from crawler.extraction import later

_EDGES: Final = later.compile(r"^[\W_]+|[\W_]+$")


def plain(name: str) -> str:
    """A name, one line of text, in lower case without punctuation at its edges."""
    return _EDGES.sub("", name.casefold().replace("’", "'"))


def _words(*alternatives: str) -> re.Pattern[str]:
    return later.compile("|".join(alternatives), re.IGNORECASE)


VENDORS: Final = {
    "_cf_chl_opt": "Cloudflare's challenge",
    "cf-challenge": "Cloudflare's challenge",
    "cf-browser-verification": "Cloudflare's challenge",
    "cf-captcha-container": "Cloudflare's captcha",
    "captcha-delivery.com": "DataDome's captcha",
    "px-captcha": "PerimeterX's captcha",
    "_pxAppId": "PerimeterX's captcha",
    "_Incapsula_Resource": "Imperva's refusal",
    "Incapsula incident ID": "Imperva's refusal",
    "errors.edgesuite.net": "Akamai's refusal",
    "/_sec/cp_challenge/": "Akamai's challenge",
    "awsWafCookieDomainList": "the challenge of AWS WAF",
    ".awswaf.com/": "the challenge of AWS WAF",
    "ips.js?KP_UIDz": "Kasada's challenge",
    "sucuri.net/privacy-policy": "Sucuri's refusal",
    "sucuri_cloudproxy_js": "Sucuri's challenge",
    "check.ddos-guard.net": "DDoS-Guard's challenge",
    "/.well-known/ddos-guard": "DDoS-Guard's challenge",
    "/.within.website/x/cmd/anubis": "the challenge of Anubis",
    "__qrator": "Qrator's challenge",
    "distil_r_captcha": "Distil's captcha",
    "_vercel_challenge": "Vercel's challenge",
    "geo.captcha": "a captcha",
    "h-captcha": "a captcha",
    "g-recaptcha": "a captcha",
    "cf-turnstile": "a captcha",
    "smartcaptcha": "a captcha",
}
"""Strings in the source of challenges. Ordinary pages carry some of them in scripts and forms, so that they count only
where there is hardly any text."""

REFUSED: Final = _words(
    r"just a (?:moment|second)",
    r"(?:please )?(?:one moment|wait)(?:,? please)?",
    r"attention required!?(?: \W? ?cloudflare)?",
    r"(?:error )?(?:403[ :\-–—]*)?(?:access (?:to this page )?(?:has been |is )?(?:denied"
    r"|blocked|restricted)|forbidden)(?: 403)?",
    r"(?:error )?403(?: error)?",
    r"(?:error )?(?:401[ :\-–—]*)?unauthori[sz]ed",
    r"(?:error )?429[ :\-–—]*(?:too many requests)?",
    r"too many requests",
    r"request (?:unsuccessful|blocked|rejected|denied)",
    r"are you (?:a )?(?:robot|human)",
    r"(?:robot|human|bot|security|browser|ddos) (?:check|verification|challenge|protection)(?:point)?(?: r"
    r"equired)?",
    r"(?:vercel )?security checkpoint",
    r"captcha(?: (?:challenge|required|check))?",
    r"(?:please )?verify(?:ing)? (?:that )?(?:you are|you're) (?:a )?human",
    r"verify(?:ing)? your (?:identity|browser|request)",
    r"checking (?:your|if the site connection is) (?:browser|secure).*",
    r"pardon our interruption",
    r"making sure you're not a bot",
    r"(?:client|bot) challenge",
    r"one more step",
    r"(?:please )?(?:complete|solve) the (?:captcha|security check).*",
    r"(?:please )?(?:enable|turn on|activate) (?:javascript|cookies|js)(?: and cookies)?(?: to continue)?",
    r"javascript (?:is )?(?:required|disabled|needed)",
    r"(?:sorry,? )?you have been blocked",
    r"unusual traffic.*",
    r"sucuri website firewall.*",
    r"blocked",
    r"(?:451[ :\-–—]*)?unavailable (?:for|due to) legal reasons",
    r"(?:this content is )?not available in your (?:country|region)",
    r"zugriff (?:verweigert|abgelehnt|gesperrt)",
    r"sicherheits(?:überprüfung|prüfung|abfrage)",
    r"(?:bist du|sind sie) ein (?:mensch|roboter)",
    r"einen moment(?: bitte)?",
    r"accès (?:refusé|interdit|bloqué)",
    r"vérification de sécurité",
    r"êtes-vous un (?:robot|humain)",
    r"un (?:instant|momento?)(?:,? (?:por favor|s'il vous plaît|per favore))?",
    r"acceso (?:denegado|prohibido|bloqueado|restringido)",
    r"acesso (?:negado|proibido|bloqueado)",
    r"accesso (?:negato|vietato)",
    r"verificación de seguridad",
    r"verifica di sicurezza",
    r"verificação de segurança",
    r"toegang geweigerd",
    r"(?:odmowa dostępu|dostęp zabroniony|brak dostępu)",
    r"přístup (?:odepřen|zamítnut)",
    r"prístup zamietnutý",
    r"hozzáférés megtagadva",
    r"acces (?:interzis|refuzat)",
    r"erişim (?:engellendi|reddedildi)",
    r"(?:åtkomst nekad|adgang nægtet|ingen tilgang|pääsy (?:estetty|kielletty))",
    r"доступ (?:ограничен|запрещ[её]н|заблокирован|заборонено|обмежено|закрыт|отказан|забаронены)",
    r"(?:проверка (?:безопасности|браузера)|перевірка безпеки|вы не робот|ой)",
    r"достъпът е (?:отказан|забранен)",
    r"δεν επιτρέπεται η πρόσβαση",
    r"(?:تم رفض الوصول|الوصول مرفوض|دسترسی (?:غیر ?مجاز|ممنوع|مسدود))",
    r"הגישה נדחתה",
    r"(?:访问(?:被拒绝|受限|验证)|存取被拒|拒绝访问|(?:百度)?安全验证|人机验证|请完成安全验证"
    r"|滑动验证(?:页面)?)",
    r"アクセス(?:が拒否されました|拒否|が制限されています)",
    r"(?:접근이? (?:거부|차단)(?:되었습니다)?|보안 확인|액세스 거부)",
    r"การเข้าถึงถูกปฏิเสธ",
    r"truy cập bị từ chối",
    r"akses ditolak",
)
"""Titles of challenges and refusals."""

REFUSAL: Final = _words(
    r"(?:please )?(?:enable|turn on|activate|allow) (?:javascript|js)(?: and (?:cookies"
    r"|disable any ad[ -]?blocker))?",
    r"javascript (?:is|seems to be|must be) (?:disabled|turned off|required|enabled|not enabled)",
    r"(?:need|have) to enable javascript",
    r"requires? javascript",
    r"checking (?:your browser|if the site connection is secure)",
    r"verify (?:that )?you are (?:a )?human",
    r"verif(?:y|ying) you are human",
    r"press (?:&|and) hold to confirm",
    r"you don't have permission to access",
    r"unusual (?:traffic|activity) from your (?:computer )?(?:network|device)",
    r"you (?:are|have been) (?:temporarily )?blocked",
    r"incapsula incident id",
    r"reference #\d+\.[0-9a-f]+",
    r"complete the (?:captcha|security check)",
    r"(?:confirm|prove) (?:that )?you(?:'re| are) (?:not a robot|human)",
    r"performing security verification",
    r"(?:aktivieren sie|bitte) (?:bitte )?javascript",
    r"javascript (?:ist )?(?:deaktiviert|aktivieren|nicht aktiviert)",
    r"dass sie kein roboter sind",
    r"(?:activez|activer|veuillez activer) (?:le )?javascript",
    r"javascript est désactivé",
    r"vous n'êtes pas un robot",
    r"(?:activa|active|habilita|habilite|activar|habilitar) (?:el )?javascript",
    r"no eres un robot",
    r"(?:ative|habilite|ativar) o? ?javascript",
    r"(?:attiva|abilita|attivare|abilitare) (?:il )?javascript",
    r"(?:schakel|zet) javascript",
    r"(?:włącz|włączyć) (?:obsługę )?javascript",
    r"(?:povolte|zapněte|zapnite) javascript",
    r"javascript(?:'i)? etkinleştir",
    r"aktiver(?:a)? javascript",
    r"(?:включите|включить|увімкніть|уключыце|активируйте|активирайте) (?:поддержку )?java ?script",
    r"(?:подтвердите|докажите), что вы не робот",
    r"ваш браузер проверяется",
    r"підтвердьте, що ви не робот",
    r"(?:启用|啟用|开启|開啟|打开).{0,6}java ?script",
    r"java ?script.{0,4}(?:を有効|が無効|有効に)",
    r"(?:자바스크립트|javascript)를? (?:활성화|사용)",
    r"(?:تفعيل|تمكين|فعال|فعّل) (?:ال)?(?:جافا ?سكريبت|جاوا ?اسکریپت|javascript)",
    r"(?:请|請)(?:完成|进行|輸入|输入)(?:安全)?(?:验证|驗證)",
    r"ロボットではありません",
    r"로봇이 아닙니다",
)
"""What the few words of a challenge say."""

LOG_IN: Final = _words(
    r"(?:please )?(?:log|sign)[ -]?in(?: (?:to continue|required|or (?:register|sign up"
    r"|subscribe|create an account)|to your account))?",
    r"(?:bitte )?(?:anmelden|einloggen|anmeldung)",
    r"(?:se )?connexion|connectez-vous|s'identifier",
    r"(?:iniciar|inicia|inicie) sesión|acceder",
    r"(?:entrar|iniciar sessão|faça login)",
    r"(?:accedi|accesso)",
    r"(?:inloggen|aanmelden)",
    r"(?:logga in|logg inn|log ind|kirjaudu(?: sisään)?)",
    r"(?:zaloguj(?: się)?|logowanie)",
    r"(?:přihlášení|prihlásenie|bejelentkezés|autentificare|giriş yap|prijava|σύνδεση)",
    r"(?:вход|войти|авторизация|вхід|увійти|увайсці|уваход)",
    r"(?:登录|登入|ログイン|로그인|تسجيل الدخول|ورود|התחברות|เข้าสู่ระบบ|đăng nhập|masuk)",
)

CONSENT_ADDRESS: Final = later.compile(
    r"//(?:consent|guce|privacy|myprivacy|cmp|privacy-mgmt|consentement|choices?|cookiewall|zustimmung)\.[^/]+/|"
    r"/(?:consent|privacy-?gate|cookie-?wall|cookie-?consent|zustimmung|collectconsent|consent-?wall|cmp|pur-abo|cookiemuur|"
    r"privacy-?wall|cookie-?walls?)(?:/|$)|privacy-gate"
)

CONSENT_NAME: Final = _words(
    r"before you continue(?: to .{1,40})?",
    r"(?:we (?:value|care about|respect) )?your privacy(?: (?:matters|choices|is important(?: to us)?))?(?"
    r": (?:to us))?",
    r"(?:yahoo is part of|.{2,30} is part of) the yahoo family.*",
    r"(?:cookie|privacy|data) (?:consent|wall|gate|preferences|settings|notice|choices)",
    r"(?:manage )?(?:your )?(?:cookie|privacy|consent) (?:preferences|settings|choices)",
    r"cookies?(?: (?:required|on .{2,40}))?",
    r"consent(?: (?:required|management|choices))?",
    r"we (?:need|use) (?:your consent|cookies)",
    r"privacy (?:center|gate)",
    r"(?:this (?:site|website) )?uses cookies",
    r"(?:wir|.{2,30}) (?:benötigen|brauchen|benötigt|braucht) ihre (?:zustimmung|einwilligung)",
    r"(?:ihre )?(?:zustimmung|einwilligung)(?: (?:erforderlich|verwalten))?",
    r"(?:ihre|deine) (?:privatsphäre|daten)(?: ist uns wichtig)?",
    r"datenschutz-?(?:einstellungen|hinweis|eingabe)|cookie-?(?:einstellungen|hinweis|zustimmung)",
    r"bevor (?:sie|du) (?:fortfahren|weitermachst|zu .{2,40} weitergeh\w+)",
    r"privatsphäre-?einstellungen",
    r"(?:mit werbung|werbefrei) (?:weiter)?lesen.*",
    r".{0,40}\bmit werbung (?:oder|und) .{0,60}(?:abo|werbefrei).*",
    r"(?:nous respectons )?votre (?:vie privée|consentement)(?: (?:nous importe|est importante?))?",
    r"avant (?:de continuer|d'accéder).*",
    r"gestion des (?:cookies|consentements)|paramètres (?:des cookies|de confidentialité)",
    r"(?:antes de continuar|antes de ir a).*",
    r"(?:valoramos|respetamos) (?:tu|su) privacidad|tu privacidad.*|su privacidad.*|configuración de (?:co"
    r"okies|privacidad)",
    r"(?:valorizamos|respeitamos) a sua privacidade|a sua privacidade.*|aviso de cookies",
    r"(?:prima di continuare|rispettiamo la tua privacy|la tua privacy.*|il (?:tuo|rispetto della tua) (?:"
    r"consenso|privacy).*)",
    r"(?:voordat je verder ?gaat.*|(?:jouw|je|uw) privacy.*|privacy-? ?instellingen|cookie-?(?:instellinge"
    r"n|muur|melding)|toestemming.*)",
    r"(?:innan du fortsätter.*|vi värnar om din integritet|din integritet.*|før du fortsetter.*"
    r"|før du fortsætter.*|personvern(?:innstillinger)?|vi bryr oss om personvernet ditt"
    r"|ennen kuin jatkat.*|evästeasetukset|tietosuoja-asetukset)",
    r"(?:zanim przejdziesz.*|(?:szanujemy|cenimy) (?:twoją|państwa) prywatność|twoja prywatność.*"
    r"|ustawienia (?:prywatności|plików cookie))",
    r"(?:než budete pokračovat.*|(?:vážíme si )?va(?:šeho|še) soukromí.*|nastavení (?:soukromí"
    r"|cookies)|souhlas.*|nastavenia súkromia|skôr než budete.*)",
    r"(?:mielőtt továbblép.*|fontos számunkra az ön adat.*|adatvédelmi beállítások|înainte de a continua.*"
    r"|confidențialitatea.*|devam etmeden önce.*|gizliliğinize.*|πριν συνεχίσετε.*|(?:σεβόμαστε )?(?:την ι"
    r"διωτικότητά|το απόρρητό) σας.*)",
    r"(?:прежде чем (?:продолжить|перейти).*|мы (?:ценим|уважаем) вашу (?:приватность|конфиденциальность)"
    r"|настройки (?:cookie|файлов cookie|конфиденциальности)|перш ніж продовжити.*|(?:ми цінуємо )?ваш[ау]"
    r" (?:приватність|конфіденційність).*|преди да продължите.*|(?:ние ценим )?вашата поверителност.*"
    r"|poštujemo vašu privatnost|vaša privatnost.*)",
    r"(?:続行する前に|同意が必要です|プライバシー設定|クッキーの(?:使用|設定)|계속하기 전에"
    r"|쿠키 설정|继续之前|在您继续之前|繼續之前|隐私设置|隱私設定|قبل المتابعة.*|نحن نقدر خصوصيتك"
    r"|خصوصيتك.*|حریم خصوصی شما.*|לפני שממשיכים.*)",
)
"""Titles of walls that ask for consent."""

CONSENT: Final = _words(
    r"\b(?:we|us)(?:,? (?:and|together with))?.{0,60}partners?\b.{0,120}(?:store|use|access"
    r"|process|cookies|data)",
    r"\bwe (?:and .{3,80} )?(?:use|need|set|store) .{0,40}cookies",
    r"(?:accept|reject|allow|agree to) (?:all|the use of)\b.{0,40}(?:cookies|purposes|tracking)?",
    r"(?:withdraw|change|manage) your (?:consent|choices?|preferences)",
    r"by (?:clicking|continuing|selecting|choosing).{0,80}(?:agree|consent|accept|cookies)",
    r"(?:need|require|ask for) your consent",
    r"your (?:consent|choice) (?:applies|is required)",
    r"(?:ihre|deine|eure) (?:zustimmung|einwilligung)",
    r"(?:stimmen sie|stimmst du|willigen sie).{0,120}(?:zu|ein)\b",
    r"(?:wir|uns)\b.{0,80}partner\b.{0,160}(?:cookies|daten|geräte|informationen)",
    r"mit (?:dem |einem |ihrem )?klick auf.{0,120}(?:akzept|zustimm|einverstanden|erlaub)",
    r"(?:alle|cookies) (?:akzeptieren|ablehnen|annehmen)",
    r"werbung und (?:tracking|cookies)",
    r"der nutzung (?:aller )?.{0,60}(?:cookies|werbung).{0,60}zu(?:zu)?stimm",
    r"(?:widerruf|widerrufen).{0,80}(?:jederzeit|einwilligung|zustimmung)",
    r"verarbeitung ihrer (?:personenbezogenen )?daten",
    r"(?:nous|nos)\b.{0,60}partenaires\b.{0,160}(?:cookies|données|informations|traceurs)",
    r"(?:retirer|modifier|gérer|donner|refuser) (?:votre|vos) (?:consentement|choix)",
    r"en cliquant sur.{0,80}(?:accept|consent)",
    r"tout (?:accepter|refuser)",
    r"(?:nosotros|nuestros)\b.{0,60}socios\b.{0,160}(?:cookies|datos|información)",
    r"(?:retirar|cambiar|gestionar|dar) (?:tu|su) (?:consentimiento|preferencias)",
    r"(?:aceptar|rechazar) (?:todas?|todo|las cookies)",
    r"al (?:hacer clic|pulsar).{0,80}(?:acept|consient)",
    r"(?:nós|nossos|nosso)\b.{0,60}parceiros\b.{0,160}(?:cookies|dados|informações)",
    r"(?:retirar|alterar|gerir) o seu consentimento",
    r"(?:noi|nostri)\b.{0,60}partner\b.{0,160}(?:cookie|dati|informazioni)",
    r"(?:revocare|modificare|prestare|negare) il (?:tuo )?consenso",
    r"accett[oaie]\w* (?:tutti|e continua)",
    r"(?:wij|we|onze)\b.{0,60}partners\b.{0,160}(?:cookies|gegevens|informatie)",
    r"(?:jouw|je|uw) toestemming",
    r"(?:vi|våra|våre|vores)\b.{0,60}partner\w*\b.{0,160}(?:cookies|kakor|informasjonskapsler"
    r"|data|uppgifter|oplysninger)",
    r"(?:ditt|dit) samtyck?e?",
    r"(?:me|kumppanimme)\b.{0,100}evästei",
    r"(?:my|nasi|naszych)\b.{0,60}partner\w*\b.{0,160}(?:cookie|dane|danych|informacj)",
    r"(?:wyrażasz|wyrazić|wycofać|twojej|twoją|państwa) zgod\w+",
    r"(?:my|naši|našimi|našich)\b.{0,60}partne\w+\b.{0,160}(?:cookies|údaj|informac)",
    r"(?:váš|vašeho|vaším|svůj|svoj) souhlas\w*|(?:váš|svoj) súhlas",
    r"(?:partnereink|partnereinkkel).{0,160}(?:cookie|süti|adat)",
    r"(?:az ön|a) hozzájárulás(?:a|át)",
    r"(?:partenerii no[sș]tri).{0,160}(?:cookie|date)",
    r"(?:ortaklarımız|iş ortaklarımız).{0,160}(?:çerez|veri)",
    r"συνεργάτες μας.{0,160}(?:cookie|δεδομένα|πληροφορίες)",
    r"συγκατάθεσή? σας",
    r"(?:мы|наши|нашими)\b.{0,60}партн[её]р\w*\b.{0,160}(?:cookie|куки|данн|информаци)",
    r"(?:ваше|своё|свое) согласие",
    r"(?:ми|наші)\b.{0,60}партнер\w*\b.{0,160}(?:cookie|дан|інформац)",
    r"(?:вашу|свою) згоду",
    r"(?:ние|нашите)\b.{0,60}партньор\w*\b.{0,160}(?:бисквитки|данни)",
    r"(?:вашето )съгласие",
    r"(?:すべて|全て)(?:の cookie |のクッキー)?(?:を)?(?:同意|許可|受け入れ|拒否)",
    r"(?:cookie|クッキー).{0,30}同意",
    r"(?:全部|所有)(?:接受|拒绝|拒絕)|(?:接受|拒绝|同意)(?:全部|所有)",
    r"(?:모든 )?쿠키.{0,30}동의",
    r"(?:موافقت|قبول جميع|شركائنا|رضایت شما|شرکای ما)",
)
"""Sentences by which a wall asks the reader."""

ABOUT_DATA: Final = (
    "cookie", "privacy", "consent", "personal data", "personali", "advertis", "gdpr", "partner", "zustimm",
    "einwillig", "datenschutz", "personenbezogen", "tracking", "werbung", "werbefrei", "publicité",
    "confidentialité", "consentement", "traceur", "privacidad", "consentimiento", "publicidad", "socios",
    "parceiros", "consenso", "pubblicità", "toestemming", "advertent", "kakor", "informasjonskapsler",
    "samtyck", "samtykke", "personvern", "reklam", "eväste", "tietosuoj", "prywatno", "zgod", "reklám",
    "hozzájárul", "soukrom", "souhlas", "súhlas", "confiden", "gizlilik", "çerez", "ortaklar", "απόρρητο",
    "συγκατάθεσ", "συνεργάτες", "конфиденциальн", "согласи", "куки", "партн", "приватн", "згод", "реклам",
    "поверителн", "бисквитк", "съгласи", "プライバシー", "クッキー",
    "同意", "広告", "隐私", "隱私", "广告", "接受", "쿠키", "개인정보",
    "광고", "خصوصي", "حریم خصوصی", "ملفات تعريف", "موافق", "شرکا", "شركا", "رضایت",
)  # fmt: skip
"""Words of which one at least stands in every sentence that speaks of data or consent, in lower case."""

ERROR: Final = _words(
    r"(?:http )?(?:error |fehler |erreur |errore? |ошибка |помилка |błąd |chyba |hiba "
    r"|hata |fout |fel |feil |eroare |エラー ?|错误 ?|錯誤 ?|오류 ?|خطأ |خطای? )?(?:code )?(?:404"
    r"|410|500|502|503|504)(?:[ :\-–—]*(?:error|fehler|not found|page not found|file not found"
    r"|gone|internal server error|bad gateway|service (?:temporarily )?unavailable|gateway time-?out"
    r"|页面|找不到页面|找不到網頁|seite nicht gefunden|página no encontrada|page non trouvée"
    r"|страница не найдена|сторінку не знайдено|pagina niet gevonden|pagina non trovata"
    r"|página não encontrada|halaman tidak ditemukan|sayfa bulunamadı))?",
    r"(?:sorry|oops|ooops|uh[- ]oh|whoops)?[,!. ]*(?:this |the |that |your |requested )*(?:page"
    r"|article|story|content|file|url|link|document|resource|post)(?: you(?:'re| are| were)? (?:requested"
    r"|looking for|tried to reach))? (?:was |is |has |could |can |cannot |can't |couldn't "
    r"|does |doesn't |no )*(?:not |be |been )*(?:found|exists?|exist|removed|deleted|available"
    r"|moved|unavailable|longer available|longer exists|expired)(?: anymore)?",
    r"not found",
    r"(?:nothing|no (?:page|article|posts?|results?)) (?:was |were )?found(?: here)?",
    r"oops!? (?:that|this) page can't be found",
    r"(?:we )?(?:can't|couldn't|could not|cannot) find (?:that|this|the) page.{0,40}",
    r"(?:internal )?server error",
    r"bad gateway",
    r"service (?:temporarily )?unavailable",
    r"gateway time-?out",
    r"(?:an )?(?:unexpected )?(?:application )?error(?: has)?(?: occurred)?",
    r"(?:oops!? )?something went wrong",
    r"error establishing a database connection",
    r"(?:website|site|we'll be back|be right back).{0,20}(?:maintenance|soon|offline)|(?:under"
    r"|scheduled) maintenance",
    r"account suspended|domain (?:for sale|expired|parked).*|this domain .{0,40}for sale",
    r"(?:ups|hoppla|entschuldigung|leider)?[,!. ]*(?:die |diese |der |dieser |das |ihre )?(?:(?:gesuchte"
    r"|gewünschte|angeforderte|aufgerufene)[srn]? )?(?:seite|artikel|inhalt|beitrag|dokument) (?:wurde "
    r"|konnte |ist |existiert |kann )?(?:leider )?(?:nicht (?:\(mehr\) |mehr )?)(?:gefunden"
    r"|verfügbar|vorhanden|erreichbar|existent|gefunden werden)?(?: werden)?",
    r"nicht gefunden|interner serverfehler|wartungsarbeiten|ein fehler ist aufgetreten",
    r"(?:oups|désolé)?[,!. ]*(?:la |cette |l')?(?:page|article|contenu)(?: (?:que vous (?:cherchez"
    r"|recherchez|demandez)|demandée?))? (?:est |n'est |n'a |n'existe |non |pas )*(?:pas été "
    r"|plus |pas |été )*(?:trouvée?|introuvable|existe|disponible)?",
    r"(?:page|article) (?:introuvable|non trouvée?)",
    r"(?:la |cette )?page(?: que vous (?:re)?cherchez)? n'existe (?:pas|plus)",
    r"(?:de |deze )?pagina bestaat niet(?: meer)?",
    r"erreur interne(?: du serveur)?|une erreur (?:s'est produite|est survenue)",
    r"(?:lo sentimos|ups|vaya)?[,!. ]*(?:la |esta |el |este )?(?:página|artículo|contenido"
    r"|noticia)(?: (?:que (?:buscas?|busca|estás buscando)|solicitad[ao]))? (?:no (?:se )?(?:ha sido "
    r"|ha |fue |está |existe|pudo ser )?(?:encontrad[ao]|encontró|encuentra|disponible"
    r"|existe)?)",
    r"(?:no encontrad[ao]|error interno del servidor|ha ocurrido un error)",
    r"(?:ops|desculpe)?[,!. ]*(?:a |esta |o )?(?:página|artigo|conteúdo|notícia)(?: (?:que (?:procura"
    r"|você procura)|solicitad[ao]))? (?:não (?:foi |está |existe|pôde ser )?(?:encontrad[ao]"
    r"|disponível|existe)?)",
    r"não encontrad[ao]",
    r"(?:ops|spiacenti|siamo spiacenti)?[,!. ]*(?:la |l')?(?:pagina|articolo|contenuto)(?: (?:che (?:cerch"
    r"i|stai cercando)|richiest[ao]|cercat[ao]))? (?:non (?:è stat[ao] |è |esiste)?(?:trovat[ao]"
    r"|disponibile|esiste)?)",
    r"pagina non trovata|errore del server|si è verificato un errore",
    r"(?:oeps|helaas|sorry)?[,!. ]*(?:de |deze |dit |het )?(?:pagina|artikel)(?: die u zoekt"
    r"| die je zoekt)? (?:is |bestaat |kan |werd |kon )?(?:niet (?:meer )?)(?:gevonden"
    r"|beschikbaar|bestaat|worden gevonden)?",
    r"(?:sidan|artikeln)(?: du söker)? (?:kunde inte hittas|hittades inte|finns inte(?: längre)?"
    r"|saknas)|hittades inte",
    r"(?:siden|artikkelen|artiklen|saken)(?: du (?:leter|leder|søker) etter)? (?:ble ikke funnet"
    r"|blev ikke fundet|finnes ikke|findes ikke|eksisterer ikke|kunne ikke findes|kunne ikke finnes)"
    r"|(?:fant ikke siden|side ikke funnet|siden ikke fundet)",
    r"sivua ei (?:löyt(?:ynyt|y)|ole(?: olemassa)?)|hakemaasi sivua ei löyt\w+|síða fannst ekki"
    r"|síðan fannst ekki",
    r"(?:ups|przepraszamy|niestety)?[,!. ]*(?:strona|strony|artykuł|podana strona|szukana strona)(?: o pod"
    r"anym adresie| której szukasz)? (?:nie (?:została |został |istnieje|znaleziono|odnaleziono)(?:znalezi"
    r"ona|znaleziony|odnaleziona)?)|nie znaleziono(?: strony)?",
    r"(?:stránka|stránku|požadovaná stránka|článek|článok) (?:nebyla|nebola|nebyl|neexistuje"
    r"|se nepodařilo|sa nenašla|nenalezena|nenájdená)(?: nalezena| nájdená| nalezen| najít)?"
    r"|(?:stránka|strana) nenalezena",
    r"(?:az |a )?(?:keresett |kért )?(?:oldal|cikk) nem (?:található|létezik|elérhető)",
    r"(?:pagina|articolul)(?: (?:căutată|solicitată|pe care o căutați))? nu (?:a fost găsit[ăa]?"
    r"|există)",
    r"(?:aradığınız )?(?:sayfa|haber) (?:bulunamadı|bulunamıyor|mevcut değil)",
    r"(?:η )?σελίδα (?:που ζητήσατε |που αναζητάτε )?δεν (?:βρέθηκε|υπάρχει)|δεν βρέθηκε(?: η σελίδα)?",
    r"(?:tražena )?(?:stranica|stran|članak) (?:nije pronađena|nije pronađen|ne postoji"
    r"|ni bila najdena|ne obstaja)|faqja nuk u gjet|(?:lapa|puslapis) (?:nav atrasta|nerastas)"
    r"|lehte ei leitud|lehekülge ei leitud",
    r"(?:к сожалению|извините|упс|ой)?[,!. ]*(?:запрашиваемая |запрошенная |такая |эта "
    r"|данная |искомая )?(?:страница|статья|страницы|публикация|материал)(?: с таким адресом"
    r"| по этому адресу)? (?:была |был )?(?:не (?:найдена?|существует|обнаружена)|удал[её]на?"
    r"|недоступна|больше не существует)|страница,? которую вы ищете,? не (?:найдена|существует)"
    r"|(?:ничего )?не найден[оа]|такой страницы (?:нет|не существует)|внутренняя ошибка сервера",
    r"(?:на жаль|вибачте)?[,!. ]*(?:запитувану |цю |таку |запитана )?(?:сторінку|сторінка"
    r"|сторінки|статтю)(?: з такою адресою)? (?:не (?:знайдено|знайдена|існує)|видалено)"
    r"|(?:старонка|старонку) не (?:знойдзена|існуе)|(?:страницата|статията)(?: която търсите)? не (?:е нам"
    r"ерена|беше намерена|съществува|може да бъде намерена)|страницата не (?:е пронајдена"
    r"|постои)|(?:тражена )?страница (?:није пронађена|не постоји)|бет табылмады|бет табылган жок"
    r"|sahifa topilmadi|саҳифа (?:топилмади|ёфт нашуд)|səhifə tapılmadı|хуудас олдсонгүй",
    r"(?:お探しの|指定された|ご指定の)?(?:ページ|記事|ファイル)(?:が|は)(?:見つかりません(?:でした)?"
    r"|存在しません|見つかりませんでした|削除されました|ありません)",
    r"(?:お探しのページ|ページ)は.{0,20}(?:ません|ませんでした)",
    r"(?:요청하신 )?(?:페이지|기사|문서)(?:를|을|가)? ?(?:찾을 수 없습니다|존재하지 않습니다"
    r"|없습니다|삭제되었습니다)",
    r"(?:抱歉|对不起|對不起|很抱歉)?[,,。! ]*(?:您(?:所|要)?(?:访问|訪問|查找|请求|要找"
    r"|找)的)?(?:该|此|這個|这个)?(?:页面|頁面|网页|網頁|文章|内容|內容)(?:不存在|未找到"
    r"|找不到|没有找到|沒有找到|已(?:被)?(?:删除|刪除|失效|移除|下线)|无法访问)(?:了)?"
    r"|(?:找不到|未找到|没有找到)(?:该|此|您要的|您访问的)?(?:页面|頁面|网页|網頁|文章)",
    r"(?:عذر[اًا]+|آسف)?[,،!. ]*(?:هذه )?(?:الصفحة|المقال|المحتوى)(?: المطلوبة| التي تبحث عنها)? (?:غير مو"
    r"جودة?|لم يتم العثور عليها|غير متاحة?)|لم يتم العثور على الصفحة|(?:متأسفانه |متاسفانه )?(?:صفحه"
    r"|مطلب|خبر)(?:‌ی|ٔ|ه)?(?: مورد نظر| درخواستی)?(?: شما)? (?:یافت نشد|پیدا نشد|وجود ندارد)"
    r"|(?:صفحہ|مطلوبہ صفحہ) (?:نہیں ملا|موجود نہیں)|پاڼه ونه موندل شوه|(?:ה)?(?:דף|עמוד)(?: המבוקש)? לא (?"
    r":נמצא|קיים)|הדף שחיפשת לא נמצא",
    r"(?:पृष्ठ|पेज)(?: नहीं| उपलब्ध नहीं) (?:मिला|है)|পৃষ্ঠাটি (?:পাওয়া যায়নি|খুঁজে পাওয়া যায়নি)"
    r"|பக்கம் (?:காணப்படவில்லை|கிடைக்கவில்லை)|ไม่พบหน้า(?:ที่(?:คุณ)?(?:ต้องการ|ค้นหา))?"
    r"|không tìm thấy (?:trang|bài viết).{0,20}|trang (?:này |bạn tìm )?không (?:tồn tại"
    r"|tìm thấy)|(?:maaf,? )?halaman (?:yang anda cari )?tidak (?:ditemukan|dijumpai)|(?:էջը"
    r"|էջ) (?:չի գտնվել|չգտնվեց)|գվերդ|გვერდი (?:ვერ მოიძებნა|არ მოიძებნა|არ არსებობს)"
    r"|ገጹ አልተገኘም|រកមិនឃើញទំព័រ|စာမျက်နှာ ရှာမတွေ့ပါ|ບໍ່ພົບໜ້າ|ukurasa haukupatikana",
)
"""Titles of pages that are not there, or failed."""

MISSING: Final = _words(
    r"(?:page|article|story|content) (?:you(?:'re| are| were)? (?:looking for|requested"
    r"|trying to)|you requested).{0,60}(?:not|no longer|removed|moved|n't)",
    r"(?:seite|artikel),? (?:die|den) sie .{0,40}(?:suchen|aufrufen).{0,60}nicht",
    r"page que vous (?:cherchez|recherchez|demandez).{0,60}(?:pas|plus)",
    r"página que (?:busca|procura|está|você|estás).{0,60}(?:no|não) ",
    r"pagina che (?:stai cercando|cerchi).{0,60}non ",
    r"pagina die (?:u|je) zoekt.{0,60}niet",
    r"страниц\w+,? котор\w+ вы (?:ищете|искали|запрашива\w+).{0,80}(?:не|удал)",
    r"сторінк\w+,? як\w+ ви (?:шукаєте|шукали).{0,60}не ",
    r"お探しのページは.{0,60}(?:ません|可能性)",
    r"요청하신 페이지를 찾을 수",
    r"您(?:所|要)?(?:访问|查找|请求|訪問|尋找)的(?:页面|頁面|网页|網頁|内容).{0,20}(?:不存在"
    r"|找不到|删除|刪除)",
    r"requested url .{0,100}was not found",
    r"strona,? której szukasz.{0,60}nie ",
)
