"""The world's news agencies, by the names that bylines and credits print, in the scripts they print them.

Names as the agencies use them themselves, or as papers of other languages do. An agency is no person, whatever type a
page claims for it.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from ahocorasick_rs import AhoCorasick, Implementation

from crawler.extraction import later
from crawler.extraction.openings import Opening
from crawler.extraction.text import MEMO_LENGTH, key

AGENCIES: Final[dict[str, str]] = {
    "AP": "สำนักข่าวเอพี|เอพี|এপি|एपी|اے پی|AP통신|ஏபி|ასოშიეიტედ პრესი|Ասոշիեյթեդ պրես|איי־פי|Associated Press|The Associated Press|AP News|Асошиэйтед пресс|Ассошиэйтед Пресс|AP通信|美联社|美聯社|אי-פי|ا پ|"
    "أسوشيتد برس|أسوشييتد برس|آسوشیتدپرس",
    "AFP": "สำนักข่าวเอเอฟพี|afp|Agence France-Presse|เอเอฟพี|এএফপি|एएफपी|اے ایف پی|AFP통신|ஏஎஃப்பி|ஏஎப்பி|وكالة الصحافة الفرنسية|Γαλλικό Πρακτορείο|فرانسه پرس|АФП|אי־אף־פי|סוכנות הידיעות הצרפתית|Agence France-Presse|Agence France Presse|Франс Пресс|Agence France-Presse (AFP)|AFP通信|AFP=時事|AFP時事|法新社|"
    "فرانس برس|أ ف ب|خبرگزاری فرانسه|AFP News|AFP fr",
    "Reuters": "สำนักข่าวรอยเตอร์|reuters|รอยเตอร์ส|รอยเตอร์|রয়টার্স|ராய்ட்டர்ஸ்|ராய்ட்டர்|روئٹرز|رائٹرز|Ρόιτερς|როიტერი|Ռոյթերս|로이터통신|Rojters|Ројтерс|רוייטרס|ሮይተርስ|Thomson Reuters|Рейтер|Рейтерс|Ройтерс|ロイター|ロイター通信|路透社|路透|로이터|رويترز|رویترز|רויטרס|রয়টার্স|रॉयटर्स|"
    "Reuter|Reuters.com|Reuters News Agency",
    "dpa": "د ب أ|الألمانية|DPA|ДПА|dpa통신|Deutsche Presse-Agentur|Deutsche Presse Agentur|dpa-infocom|dpa-AFX|dpa/AFX|dpa infocom|dpa-tmn|dpa-afx "
    "Analyser|DPA International|德新社|dpa/lnw|dpa/lby|dpa/lsw|dpa/lhe|dpa/lni|dpa/lno|dpa/lrs|dpa/lth|dpa/bb|"
    "dpa-Newskanal|dpa Sport|dpa-custom|dpa/tmn|dpa-shs|dpa/regioline",
    "AFX": "",
    "epd": "EPD|Evangelischer Pressedienst",
    "KNA": "Katholische Nachrichten-Agentur",
    "SID": "Sport-Informations-Dienst|Sport-Informationsdienst",
    "dts": "dts Nachrichtenagentur|dts-Nachrichtenagentur",
    "ots": "news aktuell|presseportal.de",
    "APA": "Austria Presse Agentur|APA-OTS|Azeri Press Agency",
    "Keystone-SDA": "sda|SDA|Schweizerische Depeschenagentur|Keystone|Keystone-SDA-ATS|Keystone-ATS|SDA-ATS|ATS|Agence "
    "télégraphique suisse|sda-ats|awp|AWP Finanznachrichten",
    "ANSA": "Agenzia ANSA|Redazione ANSA|安莎社",
    "Adnkronos": "AdnKronos|Adnkronos International|AKI",
    "AGI": "Agenzia Italia",
    "LaPresse": "",
    "Askanews": "askanews",
    "Italpress": "",
    "EFE": "Agencia EFE|EFE Verde|Agencia EFE S.A.|埃菲社|EFEverde|EFE Agro",
    "Europa Press": "EuropaPress|EP|Europapress",
    "Servimedia": "",
    "ACN": "Agència Catalana de Notícies",
    "LUSA": "Lusa|Agência Lusa|Agência LUSA|Lusa - Agência de Notícias de Portugal",
    "Agência Brasil": "EBC|Agência Brasil EBC",
    "Estadão Conteúdo": "Agência Estado|Estadao Conteudo",
    "Folhapress": "",
    "Télam": "Agencia Télam|Telam",
    "NA": "Noticias Argentinas|Agencia NA",
    "Notimex": "",
    "Prensa Latina": "",
    "Andina": "Agencia Andina|Agencia Peruana de Noticias",
    "AVN": "Agencia Venezolana de Noticias",
    "ABI": "Agencia Boliviana de Información",
    "Colprensa": "",
    "PA": "PA Media|Press Association|PA News Agency|PA Sport|Press Association (PA)",
    "Bloomberg": "Bloomberg News|彭博社|ブルームバーグ|Блумберг",
    "UPI": "United Press International",
    "CP": "Canadian Press|The Canadian Press|La Presse Canadienne|Presse canadienne|PC",
    "AAP": "Australian Associated Press|AAP Newswire",
    "Belga": "Belga News Agency|Agence Belga|Persagentschap Belga",
    "ANP": "Algemeen Nederlands Persbureau|Het ANP|ANP Sport",
    "Novum": "Novum Nieuws",
    "Ritzau": "ritzau|Ritzaus Bureau|Ritzau/",
    "NTB": "Norsk Telegrambyrå",
    "TT": "TT Nyhetsbyrån|Tidningarnas Telegrambyrå|TT-Reuters|TT-AFP|TT Nyheter|TT-AFP-Reuters",
    "STT": "Suomen Tietotoimisto|STT-Lehtikuva|Finska notisbyrån|FNB",
    "BNS": "Baltic News Service",
    "LETA": "",
    "ELTA": "",
    "PAP": "Polska Agencja Prasowa|Nauka w Polsce",
    "IAR": "",
    "ČTK": "CTK|Česká tisková kancelář",
    "TASR": "Tlačová agentúra Slovenskej republiky",
    "SITA": "",
    "MTI": "Magyar Távirati Iroda",
    "Agerpres": "AGERPRES",
    "Mediafax": "",
    "News.ro": "",
    "BTA": "БТА|Българска телеграфна агенция|Bulgarian News Agency",
    "BGNES": "БГНЕС",
    "Focus": "Фокус|Агенция Фокус|Focus News Agency",
    "Tanjug": "Танјуг",
    "Beta": "Бета|Agencija Beta|Novinska agencija Beta",
    "FoNet": "Фонет",
    "HINA": "Hina|Hrvatska izvještajna novinska agencija",
    "STA": "Slovenska tiskovna agencija",
    "FENA": "Fena",
    "SRNA": "Срна",
    "MIA": "МИА|Makfax|Макфакс",
    "ATSH": "ATA",
    "ANA-MPA": "ΑΠΕ-ΜΠΕ|ΑΠΕ|Athens News Agency|ΑΠΕ - ΜΠΕ",
    "CNA": "ΚΥΠΕ|Cyprus News Agency|中央社|中央通訊社|Central News Agency|Focus Taiwan|Catholic News Agency",
    "Anadolu": "AA muhabiri|Anadolu Ajansı|Anadolu Agency|AA|Агентство Анадолу|وكالة الأناضول|الأناضول|آناتولی|阿纳多卢通讯社",
    "DHA": "Demirören Haber Ajansı|Doğan Haber Ajansı",
    "İHA": "IHA|İhlas Haber Ajansı",
    "ANKA": "ANKA Haber Ajansı",
    "TASS": "ТАСС|ITAR-TASS|ИТАР-ТАСС|TASS News Agency|塔斯社|タス通信|تاس",
    "RIA Novosti": "РИА Новости|РИА «Новости»|RIA|俄新社|Sputnik|Спутник|スプートニク|РІА Новини",
    "Interfax": "Интерфакс|国际文传电讯社",
    "Interfax-Ukraine": "Интерфакс-Украина|Інтерфакс-Україна",
    "UNIAN": "УНИАН|УНІАН",
    "Ukrinform": "Укринформ|Укрінформ",
    "UNN": "УНН|Українські Національні Новини",
    "RBC-Ukraine": "РБК-Украина|РБК-Україна",
    "BelTA": "БелТА|БЕЛТА",
    "BelaPAN": "БелаПАН",
    "Kazinform": "Казинформ|Қазинформ|KazTAG|КазТАГ",
    "Kabar": "Кабар",
    "24.kg": "",
    "AKIpress": "",
    "UzA": "УзА",
    "Khovar": "Ховар",
    "AzerTAc": "AZƏRTAC|Азертадж|Азертаг",
    "Turan": "Turan İnformasiya Agentliyi|Туран",
    "Trend": "",
    "Report": "",
    "Armenpress": "Արմենպրես|Арменпресс",
    "InterPressNews": "ინტერპრესნიუსი|IPN",
    "Moldpres": "MOLDPRES|IPN Moldova|Infotag",
    "Xinhua": "สำนักข่าวซินหัว|ซินหัว|शिन्हुआ|সিনহুয়া|Xinhua News Agency|新华社|新華社|新华网|Синьхуа|شينخوا|신화통신|新华通讯社|Agencia de Noticias Xinhua|Agence de presse "
    "Xinhua",
    "CNS": "中新社|中国新闻社|中國新聞社|China News Service",
    "Kyodo": "Kyodo News|共同通信|共同|共同通信社|共同社|KYODO NEWS|교도통신",
    "Jiji": "時事通信|時事通信社|時事|Jiji Press|JIJI|時事社",
    "Yonhap": "연합|연합뉴스|Yonhap News|Yonhap News Agency|韩联社|韓聯社|聯合ニュース|Рёнхап",
    "Newsis": "뉴시스",
    "News1": "뉴스1",
    "KCNA": "조선중앙통신|Korean Central News Agency|朝鲜中央通讯社",
    "VNA": "TTXVN|Thông tấn xã Việt Nam|Vietnam News Agency|VNA/VNP",
    "Bernama": "BERNAMA|马新社",
    "Antara": "ANTARA|Kantor Berita Antara|ANTARA News",
    "PNA": "Philippine News Agency",
    "TNA": "Thai News Agency|สำนักข่าวไทย",
    "PTI": "பிடிஐ|பி.டி.ஐ.|పీటీఐ|Press Trust of India|पीटीआई|भाषा|पीटीआई-भाषा|Press Trust Of India|பி.டி.ஐ",
    "ANI": "Asian News International|एएनआई",
    "IANS": "Indo-Asian News Service|आईएएनएस|Indo Asian News Service",
    "UNI": "United News of India|यूएनआई",
    "BSS": "বাসস|Bangladesh Sangbad Sangstha",
    "UNB": "ইউএনবি|United News of Bangladesh",
    "APP": "Associated Press of Pakistan|اے پی پی",
    "RSS": "Rastriya Samachar Samiti|रासस",
    "IRNA": "ایرنا|Islamic Republic News Agency",
    "ISNA": "ایسنا",
    "Fars News Agency": "فارس|Fars News|خبرگزاری فارس",
    "Tasnim": "تسنیم|Tasnim News Agency|خبرگزاری تسنیم",
    "Mehr News Agency": "مهر|Mehr News|خبرگزاری مهر",
    "ILNA": "ایلنا",
    "Pajhwok": "پژواک|Pajhwok Afghan News",
    "WAFA": "وفا|وكالة وفا",
    "SANA": "سانا",
    "QNA": "قنا|Qatar News Agency",
    "SPA": "واس|Saudi Press Agency",
    "WAM": "وام|Emirates News Agency",
    "KUNA": "كونا|Kuwait News Agency",
    "BNA": "بنا|Bahrain News Agency",
    "Petra": "بترا",
    "NNA": "الوكالة الوطنية للإعلام|National News Agency",
    "MENA": "أ ش أ|Middle East News Agency|أ.ش.أ",
    "INA": "واع|Iraqi News Agency",
    "APS": "Algérie Presse Service|واج|وأج|APS Sénégal",
    "MAP": "Maghreb Arabe Presse|و م ع|ومع|Agence Marocaine de Presse",
    "TAP": "Tunis Afrique Presse|وات",
    "LANA": "وال",
    "SUNA": "سونا",
    "NAN": "News Agency of Nigeria",
    "GNA": "Ghana News Agency",
    "KNA Kenya": "Kenya News Agency",
    "ANGOP": "Angop",
    "AIM": "Agência de Informação de Moçambique",
    "SAPA": "South African Press Association",
    "ENA": "Ethiopian News Agency",
    "PANA": "PanaPress|Panapress",
    "TPS": "Tazpit",
    "JTA": "Jewish Telegraphic Agency",
    "JNS": "Jewish News Syndicate",
    "Inter Press Service": "IPS",
    "MT": "Montsame|МОНЦАМЭ",
    "Nampa": "NAMPA|Namibia Press Agency",
    "BOPA": "Botswana Press Agency",
    "New Ziana": "",
    "AIP": "Agence ivoirienne de presse",
    "AIB": "Agence d'information du Burkina",
    "AMAP": "Agence malienne de presse et de publicité",
    "ACP": "Agence congolaise de presse",
    "AGP": "Agence guinéenne de presse|Agence gabonaise de presse",
    "AKP": "Agence Kampuchea Presse",
    "KPL": "Lao News Agency",
    "Tatoli": "",
    "KosovaPress": "",
    "Mina": "MINA",
    "ONASA": "Onasa",
    "Asia-Plus": "Азия-Плюс",
    "TDH": "",
    "Fides": "Agenzia Fides",
    "KAI": "Katolicka Agencja Informacyjna",
    "ACI Prensa": "",
    "TNS": "Tribune News Service|Tribune Content Agency|McClatchy-Tribune",
    "QMI": "Agence QMI",
    "Colpisa": "",
    "Storyful": "",
    "AFPBB": "AFPBB News",
    "kathpress": "Kathpress",
}
"""Agency -> its other names, separated by "|"."""

_SHORT: Final = {key(name): name for name in AGENCIES}
_NAMES: Final = _SHORT | {key(other): name for name, others in AGENCIES.items() for other in others.split("|") if other}
_AMBIGUOUS: Final = {"aip", "aib", "acp", "agp", "akp", "kpl", "mina", "fides", "kai", "tns", "turan", "туран", "na", "ep", "pc",
"ata", "report", "trend", "beta", "бета", "rss", "focus", "фокус", "mehr", "fars", "fena", "petra", "novum"} | {
    "aa", "ap", "pa", "cp", "ots", "tt", "sid", "apa", "sita", "sana", "ina", "lana", "pana", "andina", "mt", "aim",
    "map",
}  # fmt: skip
"""Keys that are words or names as well: they are agencies only where they are printed in their own form."""
_MARKS: Final = " .,;:()[]（）【】/-–—©"
_LISTED: Final = {other for name, others in AGENCIES.items() for other in (name, *others.split("|")) if other}
_PRINTED: Final = _LISTED | {name.upper() for name in _LISTED if len(name) > 5 and key(name) not in _AMBIGUOUS}
_BEFORE: Final = Opening(
    r"^(?:the|die|der|das|la|le|el|l'|agence|agencia|agenzia|agência|agentur|nachrichtenagentur|агентство|"
    r"по материалам|"
    r"وكالة(?: الأنباء| أنباء)?|خبرگزاری|סוכנות(?: הידיעות)?|agencj[aiąę]|agentur[ay]|agjencia|"
    r"agency|quelle|source|fuente|fonte|источник|джерело|bron|zdroj|źródło|kilde|källa|kaynak|출처)\b[\s:.]*"
)
_BEHIND: Final = later.compile(
    r"[\s,]+(?:news agency|newswire|wire(?: service)?|newsroom|staff|news service|contributors?|agency|agencies|"
    r"writers?|reporters?|correspondents?|通信社|통신)$",
    re.IGNORECASE,
)
_BEHIND_ENDS: Final = tuple(
    "agency wire service newsroom staff contributor agencies writer reporter correspondent s 通信社 통신".split()
)


def _without_around(name: str) -> str:
    """A name without a word for agencies before it; without one behind it if none stands before."""
    shorter = _BEFORE.cut(name)
    if shorter == name and name.lower().endswith(_BEHIND_ENDS):
        shorter = _BEHIND.sub("", name, count=1)
    return shorter.strip(_MARKS)


def agency(name: str) -> str | None:
    """The agency that a whole name stands for, in the form of the table; None if it is none.

    "AP", "Associated Press", "The Associated Press" and "AP writers" are one agency.
    """
    return _agency(name) if len(name) <= MEMO_LENGTH else _agency.__wrapped__(name)


@lru_cache(maxsize=2048)
def _agency(name: str) -> str | None:
    name = name.strip(_MARKS)
    for _ in range(3):
        k = key(name)
        found = _NAMES.get(k)
        if found and (k not in _AMBIGUOUS or name in _PRINTED):
            return found
        shorter = _without_around(name)
        if shorter == name:
            return None
        name = shorter
    return None


_DESK: Final = later.compile(
    r"[ /-](?:infocom|afx.*|tmn|sports?|newskanal|custom|shs|regioline|[a-z]{2,3}|verde|agro|news|national|business)",
    re.IGNORECASE,
)
"""What an agency's desks and services put behind its name: "dpa Sport", "dpa-infocom", "dpa/lnw"."""


def as_printed(name: str) -> str | None:
    """The agency's name out of a whole name that stands for it, as it is printed there: "Reuters" of "Reuters staff",
    "dpa" of "dpa Sport" and "dpa-infocom"; None if it stands for none."""
    found = agency(name)
    if found is None:
        return None
    name = name.strip(_MARKS)
    if name[: len(found)].lower() == found.lower() and _DESK.fullmatch(name, len(found)):
        return name[: len(found)]
    while key(name) not in _NAMES:
        name = _without_around(name)
    return name


def agencies_in(text: str) -> Iterator[str]:
    """The agencies that a credit line names, as printed, each once: "With reporting by AFP and TASS" has two.

    A name counts where it stands between separators, or in a text otherwise as the whole of some of its words; one that is
    a word as well does not before a word in capitals ("Petra Holm", "Trend Micro").
    """
    if not may_mention(text):
        return
    seen: set[str] = set()
    for match in _MENTION.finditer(text):
        printed = match[1]
        found = agency(printed)
        if found and found not in seen and not (key(printed) in _AMBIGUOUS and _is_a_persons(text, match.end(1))):
            seen.add(found)
            yield as_printed(printed) or printed


def _is_a_persons(text: str, end: int) -> bool:
    """Whether the word that ends here begins with a capital alone, and so does the one behind it."""
    return text[end - 1].islower() and text[end : end + 1] == " " and text[end + 1 : end + 2].isupper()


_WORDS_AS_WELL: Final = {"NA", "EP", "PC", "Report", "Trend", "RSS", "भाषा"}
_UNSPACED: Final = later.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")


def _any_of(names: Iterable[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


_SPACED: Final = {name for name in _PRINTED - _WORDS_AS_WELL if len(name) < 3 or not _UNSPACED.match(name)}
_MENTION: Final = later.compile(
    rf"((?<![\w.@-])(?:{_any_of(_SPACED)})(?=(?:(?<=[а-яіїєґ]{{4}})(?:а|у|ом|ові|е|і))?(?![\w@]))|"
    rf"{_any_of(_PRINTED - _WORDS_AS_WELL - _SPACED)})"
    # Slavic languages decline: "за матеріалами Укрінформу"; some scripts put no spaces between words: "据新华社电"
)
_NAMED: Final = AhoCorasick(sorted(_PRINTED - _WORDS_AS_WELL), implementation=Implementation.ContiguousNFA)


def may_mention(text: str) -> bool:
    """Whether the name of an agency stands in a text at all, be it inside a word."""
    return bool(_NAMED.find_matches_as_indexes(text))
