"""Names of authors: splitting what a byline prints, and telling people, desks and agencies apart."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from crawler.extraction import later
from crawler.extraction.agencies import agency as agency
from crawler.extraction.needles import Sought
from crawler.extraction.openings import Opening, Words
from crawler.extraction.text import clean, has_digit, key

Sort = Literal["person", "organisation", "agency"]


class Name(NamedTuple):
    text: str
    sort: Sort


LEAD: Final = Opening(
    r"^(?:from(?=\s+(?:staff|wire|news|combined|press|agency|our)\b)|"
    r"(?:(?:written|story|article|words|text|posted|published|reported|report|reporting|created|added|submitted|"
    r"text and photos?|words and pictures?|opinion|analysis|interview|commentary|review|column|a guest post)\s+)?by|"
    r"(?:ein(?:e)?\s+)?(?:(?:gast|kommentar|kolumne|analyse|interview|artikel|beitrag|text|bericht|essay|meinung|"
    r"veröffentlicht|geschrieben|verfasst|erstellt|gepostet|pressemitteilung|wortlaut|aufgezeichnet|protokoll|reportage|rezension)\s+)?von|"
    r"(?:(?:publié|écrit|rédigé|propos recueillis|recueilli|texte|article|article rédigé|posté|proposé)\s+)?par|"
    r"(?:(?:escrito|publicado|texto|redactado|elaborado)\s+)?por|(?:(?:scritto|articolo|testo|pubblicato|"
    r"a cura)\s+)?(?:di|da)|"
    r"(?:(?:geschreven|tekst|geplaatst|auteur)\s+)?door|(?:(?:skrevet|tekst|skriven|text|publicerad|skrivet|publisert|"
    r"postet|publiceret)\s+)?(?:av|af)|kirjoittanut|(?:napisał(?:a)?|autorstwa|tekst)|(?:scris|publicat)?\s*de|"
    r"oleh|penulis|bởi|tác giả|viết bởi|yazan|haber|"
    r"(?:guest\s+)?authors?|autor(?:in|en|es|ka|i|ii|a|zy|innen|as|e|[/:*_]in(?:nen)?)?|auteure?s?|autore?|autorka|text(?:e|o)?|texty|"
    r"tekst|words|"
    r"journalist(?:e|in|s)?|redakteur(?:in)?|redacteur|redactor|reporter|forfatter|författare|skribent|skribenter|"
    r"tekijä|teksti|"
    r"szerző|írta|автор(?:ы|и|ка)?|текст|журналист|авторка|кореспондент|корреспондент|автори|аутор|пише|συντάκτης|"
    r"συγγραφέας|"
    r"γράφει|του|της|"
    r"par|kaynak|editör|penulis|editor|reporter|นักเขียน|ผู้เขียน|โดย|เรื่อง(?:และภาพ)?|รายงานโดย|ผู้สื่อข่าว|लेखक|लेखिका|द्वारा|रिपोर्टर?|"
    r"প্রতিবেদক|লেখক|লিখেছেন|செய்தியாளர்|எழுதியவர்|από|γράφει(?: ο| η)?|γράφουν(?: οι)?|ρεπορτάζ|nga|shkruar nga|piše|pišu|napisao|napisala|пишува|"
    r"szöveg|kirjoittaja|toimittaja|autors|autorius|autorė|müəllif|muallif|ავტორი|հեղինակ|imeandikwa na|mwandishi|bài(?: và ảnh)?|thực hiện|phóng viên|"
    r"laporan|reportaje|reportagem|رپورٹ|تقرير|مراسل(?:ة|نا)?|כתבת|"
    r"بقلم|كتب|كتبت|كتابة|الكاتب|تحرير|نویسنده|نوشته|مؤلف|تحریر|گزارش|گزارشگر|خبرنگار|إعداد|מאת|כתב|כתבה|"
    r"作者|文|撰文|作|記者|记者|編輯|编辑|责编|责任编辑|執筆|著者|取材・文|글|기자|작성자)"
    r"(?:\s*[:：／/|]\s*|\s+(?=\S)|(?<=[文者輯辑编])\s*(?=[^\s部室]\S))",
)
"""What stands before a name in a byline."""

EDITED: Final = Opening(
    r"(?:(?:edited|translated|fact[ -]checked|reviewed|produced) by|(?:editor|redaktion|bearbeitung|übersetzung|édition|traduction|edición|"
    r"edição|traducción|tradução|traduzione|redactie|vertaling|redaktør|penyunting|editör|çeviri|redakcja|tłumaczenie|редактор|перевод|"
    r"редактура|переклад|责编|責編|责任编辑|責任編輯|编辑|編輯|编译|編譯|翻译|翻譯|翻訳|編集|편집|번역|biên tập|ترجمة|ترجمه|संपादन|संपादक)\s*[:：/／]|"
    r"übersetzt von|(?:édité|traduit) par|(?:editado|traducido|traduzido) por|traduzione di|vertaald door)\s*[:：]?\s*\S",
)
"""What names who edited or translated an article, not who wrote it."""
_SEGMENT: Final = later.compile(r"\s*[|·•●\n‧／]\s*|\s[-–—~]\s|\s{3,}")
_BREAK: Final = later.compile(
    r"\s*(?:[;&、，]|(?<!\d)[,/](?!\d)|\s\+\s)\s*|"
    r"\s+(?:and|und|et|y|e|en|og|och|ja|és|și|i|a|ve|və|və|va|và|dan|dhe|un|ir|и|і|та|й|και|և|და|और|এবং|และ|și|su|mit|with|avec|con|com|met|med|με|cu|sa|"
    r"with contributions from)\s+|"
    r"\s*(?:实习生|實習生|实习记者|通讯员|通訊員)[:：]?\s*|\s+و\s+|\s+ו(?=\S)|\s+(?:im Gespräch mit|im Interview mit|in conversation with|entretien avec)\s+"
)
_NOISE: Final = Sought(
    later.compile(
        r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\[email[^\]]{0,20}protected\]|(?:https?://|www\.)\S+|(?<!\w)@\w+|"
        r"\((?!(?:[A-Z]\.\s?){1,3}\)\s[A-Z])[^()]{0,80}\)|\[[^\[\]]{0,80}\]|【[^】]{0,40}】"
    )
)
_WHEN: Final = later.compile(
    r"\b\d{1,2}[./-]\s?\d{1,2}[./-]\s?(?:\d{4}|\d{2})\b\.?|"
    r"\b\d{4}\s?[-./年년]\s?\d{1,2}\s?[-./月월]?\s?(?:\d{1,2}\s?[日일]?)?|"
    r"\b\d{1,2}(?:\.|st|nd|rd|th|er|º)?\s+(?:de\s+)?[^\W\d_]{3,12}\.?,?\s+(?:de\s+)?\d{4}\b|"
    r"\b[^\W\d_]{3,10}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}\b|"
    r"\b\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?\s?m\.?|uhr|h\b|utc|gmt|[a-z]{2,3}t\b|clock)?|"
    r"\b\d{1,2}\s*(?:[ap]\.?m\.?|uhr)\b|"
    r"\b\d{1,2}h\d{2}\b|"
    r"\b(?:vor\s+|il y a\s+|hace\s+|há\s+)?\d+\s+(?:min(?:ute)?[ns]?|minut[eio]s?|hours?|stunden?|tagen?|days?|"
    r"heures?|horas?|ore|"
    r"weeks?|wochen?|months?|monaten?|years?|jahren?)\b(?:\s+ago)?",
    re.IGNORECASE,
)
_VERB: Final = Words(
    r"(?<!\w)",
    r"(?:published|updated|posted|last updated|last modified|modified|created|geschrieben|publicado|"
    r"actualizado|publié|mis à jour|"
    r"aggiornato|pubblicato|veröffentlicht|aktualisiert|zuletzt aktualisiert|erstellt|gepubliceerd|geplaatst|"
    r"bijgewerkt|opublikowano|"
    r"publicerad|uppdaterad|publisert|oppdatert|julkaistu|päivitetty|обновлено|опубликовано|оновлено|опубліковано|"
    r"güncelleme|"
    r"yayınlanma|stand|datum|date|date published|lesezeit|lesedauer|reading time)(?:\s+(?:on|am|at|vom|le|el|il|op|"
    r"dne|den|:))?(?!\w)[:\s]*(?=[\s|]|$)",
)
_CUT: Final = Words(
    r"(?:^|\s+)",
    r"(?:(?:\d+ comments?|min(?:s|uten?|utes?|uti)?\.?\s+read|kommentare?|comments?|follow|share|print|drucken|teilen|"
    r"email|e-mail|"
    r"read more|mehr lesen|view profile|full profile|see all|all articles|mehr von|more from|more by|about the author|"
    r"für|for the|for|special to|in|aus|at|from|bei|is an?|ist)\b(?!\.))[\s\S]*$",
)
_LABEL: Final = later.compile(
    r"^[^\W\d_](?:[^\W\d_]|[\u0900-\u0dff\u0e31-\u0e4e\u0eb1-\u0ece\u1000-\u109f\u1780-\u17ff]){2,18}\s?[:：]\s*(?=\S)"
)
_CREDIT: Final = Opening(
    r"^(?:video|beeld|kuvat?|fotos?|photos?|photography|bild(?:er)?|images?|pictures?|illustrations?|grafik|graphics?|imagen|"
    r"imagem|фото|"
    r"twitter|account|podcast|audio|cover|titelbild|übersetz\w*|translat\w*|traduc\w*|tradu\w*)\b",
)

_ROLES: Final = Opening(
    r"^(?:(?:our|senior|chief|deputy|staff|associate|assistant|executive|managing|contributing|freelance|freier?|"
    r"leitende[rn]?|"
    r"special|guest|political|politics|business|sports?|science|health|technology|tech|tv|media|culture|arts?|"
    r"foreign|national|local|"
    r"education|environment|climate|economics?|economic|world|europe|asia|africa|royal|crime|court|travel|food|"
    r"features?|news|"
    r"digital|online|social|data|investigations?|white house|congressional|diplomatic|defen[cs]e|security|showbiz|"
    r"entertainment|lifestyle|opinion|general|lead|principal|trainee|volontär|chef)[\s-]+)*"
    r"(?:reporters?|editors?|correspondents?|writers?|journalists?|columnists?|contributors?|producers?|photographers?|"
    r"staff|staff writers?|author|authors|analyst|commentator|presenter|critic|blogger|editor-in-chief|editor-at-large|fellow|host|"
    r"redakteur(?:in)?|redaktor(?:in)?|reporterin|journalistin?|korrespondent(?:in)?|autor(?:in)?|kolumnist(?:in)?|"
    r"volont(?:är|ärin)|"
    r"chefredakteur(?:in)?|ressortleiter(?:in)?|gastautor(?:in)?|mitarbeiter(?:in)?|fotograf(?:in)?|"
    r"journaliste|rédact(?:eur|rice)|correspondante?|chroniqueu(?:r|se)|auteure?|autrice|"
    r"periodista|redactor(?:a)?|corresponsal|columnista|reporter[oa]|colaborador(?:a)?|"
    r"giornalista|redattore|redattrice|corrispondente|inviat[oa]|"
    r"jornalista|rep[óo]rter|colunista|redator(?:a)?|"
    r"redacteur|verslaggever|correspondent|columniste?|"
    r"reporter|skribent|journalist|krönikör|kommentator|toimittaja|"
    r"dziennikarz|dziennikarka|redaktorka?|publicysta|"
    r"корреспондент|журналист(?:ка)?|редактор|обозреватель|автор|кореспондент(?:ка)?|оглядач|"
    r"muhabir(?:i)?|editör|yazar|"
    r"기자|특파원|논설위원|선임기자|인턴기자|記者|编辑|編輯|编译|編譯|特派員|論説委員|編集委員|編集者|ライター|責任編輯)"
    r"(?:\s*(?:,|at|für|for|of|bei|de|du|en|in)\s.*)?$",
)
_TRAILING_ROLE: Final = later.compile(
    r"(?:\s+(?:기자|특파원|선임기자|인턴기자|논설위원|객원기자|전문기자|앵커|편집위원|시인|소설가|작가|교수|칼럼니스트|평론가|변호사|연구원|연구위원)|\s*(?:記者|记者|特派員|編譯|编译)|"
    r"(?<=[\u4e00-\u9fff])(?:報導|报道|／.*|/.*))\s*$|\s+외\s+\d+명$"
)
_LEADING_ROLE: Final = later.compile(
    r"^(?:本報|本报|特約|特约|見習|实习|實習|[\u4e00-\u9fff]{0,4})?(?:記者|记者|編輯|编辑|編譯|编译)\s*[:：]?\s*(?=[^\s部室]\S)|"
    r"^[\w-]*(?:expert(?:e|in)|redakteur(?:in)?|reporter(?:in)?|korrespondent(?:in)?|autor(?:in)?|mitarbeiter(?:in)?|"
    r"volont(?:är|ärin)|"
    r"rechtsanw(?:alt|ältin)|journalist(?:in)?|корреспондент|журналист|обозреватель|"
    r"кореспондент)\s+(?=[^\W\d_]+ [^\W\d_]+)|"
    r"^(?:Reporter|Journalist|Редактор|Корреспондент|Журналист|Dr\.? phil\.|Autor(?:in)?)\s*[:：]\s*",
    re.IGNORECASE,
)

_DESK_WORDS: Final = (
    r"(?:redaktion\w*|redaktionsteam|redakteure|redacci[oó]n|redacció|redação|redacao|redazione|r[ée]daction|"
    r"redactie|redactia|"
    r"redacția|redakcja|redakcija|redakce|redakcia|redaksi|toimitus|toimetus|uredništvo|szerkesztőség|"
    r"редакци[яи]|редакция|редакція|редакції|новини|новости|служба|"
    r"staff|newsroom|desk|news ?desk|editors|editorial(?: (?:team|board|staff))?|team|bureau|agency|agencies|reports|"
    r"contributors|correspondents|"
    r"news|nachrichten|noticias|notícias|actualités|press|presse|media|magazine|magazin|zeitung|times|journal|post|"
    r"gazette|herald|tribune|"
    r"radio|television|tv|online|service|agentur\w*|agencia|agência|agenzia|agence|associated|"
    r"gmbh|co\\. kg|kg|se|ag|inc|llc|ltd|e\.\s?v|verlag|group|foundation|institute|institut|university|universität|"
    r"ministry|ministerium|council|association|verband|"
    r"program|project|initiative|network|campaign|coalition|alliance|forum|academy|hospital|studio|labs?|partners|"
    r"office|department|commission|committee|center|centre|zentrum|society|stiftung|verein|partei|union|pressestelle|"
    r"polizei|"
    r"guest author|gastautor|gastbeitrag|haber merkezi|haberleri|dış haberler|yazı işleri|unit|crew|admin\w*|webmaster|"
    r"leserbriefe|community|wikipedia|wikimedia|contributors)"
)
_DESKS: Final = later.compile(
    rf"\b(?:{_DESK_WORDS}|\w*redaktion|\w{{3,}}(?:verband|verlag))\b|"
    r"编辑部|編輯部|編集部|編集局|新闻|新聞|网|社論|社论|编辑室|通讯社|報$|报$|社$|テレビ|ニュース|デジタル|オンライン|取材班|"
    r"편집부|편집국|뉴스|신문|뉴스팀|취재팀|온라인팀|디지털|"
    r"تحرير|التحرير|صحيفة|وكالة|قناة|موقع|تحریریه|خبرگزاری|روزنامه|گروه|"
    r"המערכת|מערכת|חדשות|डेस्क|न्यूज़|टीम|ब्यूरो|संवाददाता|স্টাফ রিপোর্টার|নিজস্ব (?:প্রতিবেদক|প্রতিনিধি|সংবাদদাতা)|বিশেষ প্রতিনিধি|"
    r"ডেস্ক|নিউজ|ویب ڈیسک|نیوز ڈیسک|نمائندہ|நிருபர்|செய்திப் ?பிரிவு|გ?რედაქცია|խմբագրություն|กองบรรณาธิการ|ทีมข่าว|ข่าว|ban biên tập|tòa soạn|"
    r"^(?:the|die|der|das|il|la|le|el|o) (?:\w+ )?(?:team|redaktion|staff|editors|newsroom)",
    re.IGNORECASE,
)

_DESK: Final = Words("", _DESK_WORDS)
_SURNAMES: Final = {
    "Staff",
    "Press",
    "Union",
    "Post",
    "Service",
    "Verein",
    "Center",
    "Group",
    "Bureau",
    "Herald",
    "Presse",
}
"""Words for desks that are family names as well: "Anna Staff" is a person, "ABC Staff" is none."""

_NEVER: Final = Opening(
    r"^(?:admin(?:istrator)?|root|user|webmaster|editor|author|authors|autor|autoren|unknown|anonymous|anonym|null|"
    r"none|undefined|n/?a|"
    r"agenc(?:y|ies)|agenturen?|agências?|agencias?|agenzie?|agences?|agensi|агентства|wires?|"
    r"guest|gast|test|name|staff|share|print|home|menu|login|log ?(?:in|out)|sign (?:in|up|out)|subscribe|newsletter|"
    r"follow|comments?|kommentare?|reply|antworten|posted|published|updated|by|von|par|por|facebook|twitter|"
    r"instagram|x|"
    r"view profile|read more|mehr|more|biography|bio|profile|profil|archive|archiv|all posts|no author|post author|"
    r"welcome|sponsored.*|gesponsert.*|anzeige|quelle|source|fuente|fonte|bron|en|de|fr|author name|"
    r"cortes[ií]a|courtesy|courtoisie|gentileza|true|false|\[.*\]|\{.*|%.*%|see more|date|datum|category|uncategorized|published by|advertisement|"
    r"contact|kontakt|impressum|about|über|über den autor|über die autorin|autoren|autorenseite(?: von)?|autorenprofil|author page|redaktion kontaktieren|"
    r"politics?|politik|política|politique|politica|politiek|политика|sports?|deportes|esportes|спорт|business|"
    r"wirtschaft|économie|"
    r"economy|economía|economia|экономика|world|welt|monde|mundo|mondo|мир|culture|kultur|cultura|культура|opinion|"
    r"opinión|meinung|nachrichten|noticias|notícias|actualités|aktuelles|nieuws|nyheter|nyheder|uutiset|новости|новини|notizie|"
    r"local|national|international|technology|science|health|lifestyle|entertainment|news|society|gesellschaft|"
    r"société|sociedad|"
    r"mon|tue|wed|thu|fri|sat|sun|c?es?t|gmt|utc|edt|est|[mp]d?st|mesz?|jst|ist|bst|aest|text|texte?|tekst|autor:?|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend|lundi|"
    r"mardi|mercredi|"
    r"jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|"
    r"ph\.?d\.?|m\.?d\.?|msc|mba|m\.?a\.?|b\.?a\.?|dr|prof(?:essor)?|jr|sr|university|universität|search|"
    r"一覧|紹介|情報|プロフィール|記事|関連|綜合|综合|"
    r"live|video|photo|foto|fotos|photos|getty images|imago|shutterstock|istock|unsplash|pixabay|adobe stock|"
    r"picture alliance|(?:terms|conditions|privacy|cookies?|datenschutz|nutzungsbedingungen|mentions légales|aviso legal)(?:\W.*)?)$",
)
_PARTICLES: Final = {
    "de", "del", "della", "di", "da", "das", "do", "dos", "du", "des", "la", "le", "las", "los", "van", "von", "vom",
    "der", "den", "ten",
    "ter", "zu", "zum", "zur", "af", "av", "al", "el", "bin", "ibn", "bint", "ben", "y", "e", "i", "und", "dit", "d",
    "o", "ul", "ud",
    "mac", "mc", "st", "t", "in", "op", "auf", "an", "a",
}  # fmt: skip
CASED: Final = later.compile(r"[A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u052f\u0531-\u0587\u1e00-\u1fff]")
_HAN: Final = later.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")

LONGEST: Final = 2_000
"""Characters of a byline that are read at most."""


def split(text: str) -> list[str]:
    """The names in a byline, not yet judged.

    E-mail addresses, brackets, dates and words about dates are taken off. Where one of the segments between bars, dots or
    dashes begins as bylines do ("By", "Von", "文／"), only such segments count. Segments are parted at commas, slashes and
    the word for "and".
    """
    return list(_split(text[:LONGEST]))


@lru_cache(maxsize=256)
def _split(text: str) -> tuple[str, ...]:
    text = _NOISE.sub(" ", clean(text))
    if has_digit(text):
        text = _WHEN.sub(" | ", text)
    text = _VERB.sub(" | ", text)
    segments = [segment.strip(" ,.:;") for segment in _SEGMENT.split(text)]
    segments = [segment for segment in segments if segment and not EDITED.match(segment) and not _is_source(segment)]
    if led := [segment for segment in segments if LEAD.match(segment)]:
        segments = led
    found: list[str] = []
    for segment in segments:
        if _CREDIT.match(segment):
            continue
        whole = _ALSO.sub("", _LABEL.sub("", LEAD.cut(segment), count=1))
        bare = _CUT.sub("", whole)
        if _INSTITUTION.fullmatch(bare):
            bare = whole
        pieces = [piece.replace(_JOINT_MARK, "/") for piece in _BREAK.split(_JOINT.sub(_kept_whole, bare))]
        if any(_TRAILING_ROLE.search(piece) for piece in pieces):
            pieces = [piece for piece in pieces if _TRAILING_ROLE.search(piece)]  # the others are places
        parts = [part for piece in pieces if (part := _bare(piece))]
        odd = not any(looks_like_name(part) or agency(part) or is_never(part) for part in parts[1:])
        if len(parts) > 1 and odd and is_desk(bare):
            parts = [_trimmed(bare)]  # "Staff and wire services"
        found.extend(parts)
    return tuple(found)


_INSTITUTION: Final = later.compile(
    r"(?:\w+ )?(?:organi[sz]ation|cent(?:er|re)|institute|foundation|council|committee|campaign|coalition|alliance|society|office|bureau)",
    re.IGNORECASE,
)
"""What is called so has more of its name behind "for" or "at"."""
_ALSO: Final = later.compile(
    r"[\s,]+(?:illustration(?:en|s)?|fotos?|photos?|photographs?|photography|bilder|grafik(?:en)?|zeichnung(?:en)?)\s+"
    r"(?:von|by|par|di|de)\s.*$",
    re.IGNORECASE,
)
"""Who drew or photographed, behind the names of those who wrote."""
_SOURCE: Final = later.compile(r"(?:来源|來源|稿源|出典|출처)\s*[:：]\s*")


def _is_source(segment: str) -> bool:
    """Whether a segment says which outlet a text was taken from; that of an agency names who wrote it."""
    label = _SOURCE.match(segment)
    return label is not None and agency(segment[label.end() :]) is None


def is_lead(text: str) -> bool:
    """Whether a text is nothing but what stands before names ("By", "Autor:")."""
    match = LEAD.match(text + " x") if len(text) <= 40 else None
    return match is not None and match.end() > len(text)


def is_credit(text: str) -> bool:
    """Whether a text is a label of pictures, players and translators ("Photo", "Übersetzung")."""
    label = text.rstrip(" :")
    found = _CREDIT.match(label)
    return found is not None and found.end() == len(label)


_ASIDE: Final = later.compile(r"[(\[（【]([^()\[\]（）【】]{2,80})[)\]）】]")
_WITH: Final = later.compile(r"(?:with|mit|avec|con|com|met|med)\s+", re.IGNORECASE)


def agencies_aside(text: str) -> list[str]:
    """The agencies that a byline names in brackets: "(con ANSA)", "(Brézac, avec AFP)", "(dpa/AFP)"."""
    found: list[str] = []
    for match in _ASIDE.finditer(text):
        parts = [
            part for part in re.split(r"\s*[,;/、]\s*|\s+(?=(?:with|mit|avec|con|com|met|med)\s)", match[1]) if part
        ]
        agencies = [_WITH.sub("", part, count=1) for part in parts]
        whole = all(map(agency, agencies))
        found += [name for name, part in zip(agencies, parts, strict=True) if agency(name) and (whole or name != part)]
    return found


_JOINT: Final = later.compile(r"\b([A-Z]{2,6})/([A-Z]{2,6})\b")
_JOINT_MARK: Final = "\u2215"


def _kept_whole(match: re.Match[str]) -> str:
    """ "RFE/RL" is one name; "AP/TASS" are two."""
    apart = agency(match[1]) or agency(match[2])
    return match[0] if apart else match[0].replace("/", _JOINT_MARK)


_GLUED_LEAD: Final = later.compile(r"^By(?=[A-Z][\w.]+ [A-Z]|[A-Z]\.)")
_TRIM: Final = " .,;:|·•–—-'\"“”„«»*<>/"
_QUOTES: Final = {"»": "«", "”": "“„", "“": "„", '"': '"', "'": "'", "«": "»"}


def _trimmed(text: str) -> str:
    """A text without the marks around it; a quotation mark that closes one inside stays."""
    bare = text.strip(_TRIM)
    at = text.find(bare) + len(bare)
    closing = text[at : at + 1]
    return bare + closing if bare and closing in _QUOTES and any(mark in bare for mark in _QUOTES[closing]) else bare


_HANGUL: Final = later.compile(r"[\uac00-\ud7af]{2,4}")


def _bare(part: str) -> str:
    """A name without roles, superscripts and punctuation around it."""
    part = _GLUED_LEAD.sub("", _trimmed(part), count=1)
    part = _LEADING_ROLE.sub("", LEAD.cut(part), count=1)
    short = _trimmed(_TRAILING_ROLE.sub("", part))
    if short != part and " " in short and _HANGUL.fullmatch(last := short.split()[-1]):
        short = last  # a Korean byline has the place before the name: "순천 김하늘 기자"
    words = short.split()
    for count in range(2, len(words)):
        if is_role(" ".join(words[count:])):
            if len(words[0]) < 5 and agency(words[0].upper()):
                return words[0].upper()  # "AP Sports Writer"
            short = " ".join(words[:count])  # "Jane Doe Staff Writer"
            break
    return re.sub(r"(?<=[^\W\d_])\d{1,2}$", "", short) if " " in short else short  # "Jane Doe1", but "TAG24"


def has_date(text: str) -> bool:
    """Whether a line holds something like a date or a time."""
    return has_digit(text) and _WHEN.search(text) is not None


def is_never(text: str) -> bool:
    """Whether a text is a word that stands in bylines and fields for authors, but names nobody."""
    return _NEVER.match(text) is not None or "${" in text


def is_desk(text: str) -> bool:
    """Whether a short text names a desk, an outlet or an institution by one of the words that those are called by."""
    return len(text) <= 60 and len(text.split()) <= 6 and _desk(text) is not None


def _desk(text: str) -> re.Match[str] | None:
    low = text.lower()
    known = not text.isascii() or "redaktion" in low or "verband" in low or "verlag" in low or _DESK.may_stand_in(text)
    return _DESKS.search(text) if known else None


_NO_NAME: Final = frozenset('@=<>{}#%?!_*"…“”„')
"""Characters that no name is printed with."""


def looks_like_name(text: str) -> bool:
    """Whether a text can be a person's name as printed: few words, capitals where the script has them, no sentence."""
    if not 2 <= len(text) <= 60 or not _NO_NAME.isdisjoint(text) or is_never(text):
        return False
    words = text.split()
    if _HAN.search(text):
        return len(text) <= 24 and len(words) <= 4 and not any(c.isdigit() for c in text)
    if len(words) > 6 or sum(map(str.isdigit, text)) > 2:
        return False
    if not CASED.search(text):
        return len(words) <= 5 and text[0].isalpha()
    for word in words:
        bare = word.strip(".,'’-()")
        if not bare:
            continue
        if bare.lower() in _PARTICLES:
            continue
        if not _capital(bare):
            return False
    return any(_capital(word) for word in words)


def _capital(word: str) -> bool:
    first = word[0]
    return (
        first.isupper()
        or first.istitle()
        or unicodedata.category(first) == "Lo"
        or (len(word) > 2 and word[1] in "'’" and word[2].isupper())
    )


def sort_of(name: str, is_site: Callable[[str], bool]) -> Sort:
    """Whether a name is that of an agency, of a desk or outlet, or of a person."""
    if agency(name):
        return "agency"
    if is_site(name):
        return "organisation"
    desk = _desk(name)
    words = name.split()
    surname = desk and desk[0] in _SURNAMES and len(words) == 2 and words[1] == desk[0] and not words[0].isupper()
    if desk and not surname:
        return "organisation"
    return "person"


def is_role(text: str) -> bool:
    """Whether a text says what somebody is ("Senior Reporter", "CNN Editor-at-large"), not who."""
    if _ROLES.match(text):
        return True
    outlet, _, rest = text.partition(" ")
    if not rest or not outlet.isupper() or not 1 < len(outlet) < 6 or agency(outlet) or is_desk(text):
        return False
    return bool(_ROLES.match(rest))


_SIGNED: Final = later.compile(
    r"(?<=[.!?…“”\"»])\s+(?P<byline>(?:Von|By|Par|Por|Di|Door|Av|Af|Text:|Autor:|Автор:)\s+[^.!?…:]{4,80})\s*$"
)
MAX_SIGNATURE: Final = 120


def signature(text: str) -> str:
    """The byline with which a text ends, behind its last sentence, in the same line: "… and goes on. Von Ida Holm"; empty if
    it ends with none."""
    match = _SIGNED.search(text[-MAX_SIGNATURE:])
    found = split(match["byline"]) if match else []
    signs = bool(found) and all(" " in name and looks_like_name(name) and not is_desk(name) for name in found)
    return match["byline"] if match and signs else ""


_ROLE_MARK: Final = later.compile(r"\s*[•|·:：]\s*|\s[-–—]\s")
_WRITES: Final = later.compile(
    r"journalist|reporter|redakteur|redacteur|rédact|redactor|redatt?or|periodista|giornalista|jornalista|corr?esp|korresp|autor|auteur|"
    r"author|writer|column|kolumn|dziennikar|корресп|кореспонд|журналист|muhabir|yazar|toimittaja|skribent|verslaggever",
    re.IGNORECASE,
)


def beside_role(text: str) -> str | None:
    """The full name in a short line that holds nothing else but what the writer is, with a mark between the two:
    "Journaliste • Ida Holm"."""
    parts = _ROLE_MARK.split(text) if len(text) <= 80 else []
    if len(parts) == 2:
        for role, name in (parts, reversed(parts)):
            if (
                _WRITES.match(role)
                and is_role(role)
                and looks_like_name(name)
                and (" " in name or not CASED.search(name))
            ):
                return name
    return None


def unique(names: Iterable[Name]) -> list[Name]:
    """Names once each, whatever their case; a name in capitals gives way to the same name in both cases."""
    found: dict[str, Name] = {}
    for name in names:
        k = key(unicodedata.normalize("NFKD", name.text))
        known = found.get(k)
        if known is None or (known.text.isupper() and not name.text.isupper()):
            found[k] = name
    return list(found.values())
