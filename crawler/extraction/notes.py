"""Lines that stand with an article and are not its text: credits, corrections, notices, author cards, datelines."""

import re
from typing import Literal, NamedTuple

from crawler.extraction import phrases

Note = Literal["credit", "correction", "disclaimer"]

_STORY_NUMBER = re.compile(r"©?\s*dpa(?:-infocom|-AFX)?,?\s*dpa:\d{6}-\d{1,3}-\d+/\d+|\bdpa:\d{6}-\d{1,3}-\d+/\d+")
_BARE_AGENCY = re.compile(
    rf"^[\s(\[/—–-]*{phrases.AGENCY}(?:(?:\s*[,/&+]\s*|\s+(?:und|and|et|y|e|i|и)\s+)(?:{phrases.AGENCY}|[a-zäöü]{{2,4}}))*[\s)\].]*$"
)
_SIGNED_AGENCY = re.compile(
    rf"^\(?[a-zäöü]{{2,4}}/(?:{phrases.AGENCY}|[a-zäöü]{{2,4}})(?:/(?:{phrases.AGENCY}|[a-zäöü]{{2,4}}))*\)?\.?$"
)


def classify(text: str) -> Note | None:
    """What sort of note a paragraph is, None if it is text of the article.

    Meant for paragraphs inside or next to the body; length is a part of it: nobody credits in 600 characters.
    """
    if len(text) > 1200:
        return None
    if len(text) <= 700 and phrases.CORRECTION.match(text) and not (len(text) < 60 and phrases.has_date(text)):
        return "disclaimer" if phrases.DISCLAIMER.search(text) else "correction"
    if (phrases.DISCLAIMER.search(text) or phrases.LEGAL.search(text)) and len(text) <= 1200:
        return "disclaimer"
    if len(text) <= 400 and is_credit(text):
        return "credit"
    return None


def is_legal(text: str) -> bool:
    """Whether a text speaks of a law that newsrooms have to print notices of. News do so as well: where it stands
    decides which of the two it is."""
    return len(text) <= 1200 and phrases.LEGAL.search(text)


def is_credit(text: str) -> bool:
    return bool(
        (len(text) <= 260 and phrases.CREDIT.match(text))
        or phrases.CREDIT_ANYWHERE.search(text)
        or (len(text) <= 60 and (_BARE_AGENCY.match(text) or _SIGNED_AGENCY.match(text)))
        or ("dpa:" in text and _STORY_NUMBER.search(text))
    )


def is_copyright(text: str) -> bool:
    """Whether a line says whose a text is, not who wrote it."""
    return "©" in text or "opyright" in text or _STORY_NUMBER.search(text) is not None


class Signature(NamedTuple):
    """What names the reporters where a text begins."""

    text: str
    """As printed, without the brackets around it."""
    reporters: str


_SIGNATURE = re.compile(
    # 〔記者高若蘭／海灣報導〕   （记者 王小明、李四）   本报江北11月9日电（记者王小明）
    r"[^（(【\[〔]{0,24}[（(【\[〔](?P<text>[\u4e00-\u9fff]{0,6}?(?:記者|记者|特派員|特派员)\s*"
    r"(?P<han>[\u4e00-\u9fff]{2,4}(?:[、，\s][\u4e00-\u9fff]{2,4})*)(?<![摄攝影])(?:[／/][^）)】\]〕]{0,16})?)[）)】\]〕]"
    # (서울=연합뉴스) 김하늘 기자 = …   [한강일보 김하늘 기자]
    r"|[（(【\[][^）)】\]]{2,16}[=＝][^）)】\]]{2,16}[）)】\]]\s*(?P<after>(?P<hangul>(?:[\uac00-\ud7a3]{2,4}[\s·,]+){1,3})기자)\s*="
    r"|[（(【\[](?P<inside>[\uac00-\ud7a3\w]{2,10}\s(?P<inner>[\uac00-\ud7a3]{2,4})\s?기자)[）)】\]]"
    # 【ロンドン=山田太郎】
    r"|【(?P<kana>[\u30a0-\u30ff\u4e00-\u9fff]{2,8}[=＝](?P<kanji>[\u4e00-\u9fff]{3,5}))】"
)


def signature(text: str) -> Signature | None:
    """The reporters that a paragraph names in East Asian brackets before it begins; None if it names none."""
    match = _SIGNATURE.match(text[:120])
    if match is None:
        return None
    groups = match.groupdict()
    for whole, names in (("text", "han"), ("after", "hangul"), ("inside", "inner"), ("kana", "kanji")):
        if groups[whole]:
            return Signature(groups[whole], groups[names].strip())
    return None


_DASH = r"\s*(?:—|–|--|―|‒|-)\s"
_PLACE = r"[^\W\d_a-zà-öø-ÿа-яёіїєґα-ω][\w.'’‘\-]*"
_UPPER_WORD = r"[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁІЇЄҐΑ-Ω][A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁІЇЄҐΑ-Ω.'’‘/\-]+"
_REGION = r"(?:,\s+(?:[A-Z][\w.]*(?:\s[A-Z][\w.]*){0,2})|\s\([A-Z][\w .]{2,20}\)(?=[,\s]))?"
_DAY = r"(?:,\s+(?:\d{1,2}\.?\s+[^\W\d_]+\.?|[^\W\d_]+\.?\s+\d{1,2})(?:,?\s+\d{4})?)?"
_DATELINE = re.compile(
    # PRAGUE —   AUBURN, Wash. (AP) —   MOSCOW, March 3 (Reuters) -   МОСКВА, 3 мар — РИА
    rf"^(?P<caps>{_UPPER_WORD}(?:\s+(?:{_UPPER_WORD}|D\.C\.|St\.)){{0,3}}{_REGION})(?P<day>{_DAY})(?:\s*\((?P<agency>[^()]{{2,40}})\))?\s*,?{_DASH}"
    # Berlin (dpa) –   Berlin/Bonn (dpa/lsw) -   Wien/Graz (APA) –   MADRID (EFE).-
    rf"|^(?P<signed>{_PLACE}(?:[\s/]+(?:{_PLACE}|am|an|der|im|de|la|del|di|y|i)){{0,4}}{_REGION})(?P<day2>{_DAY})\s*\((?P<by>{phrases.AGENCY}(?:[/ ,\-]+[\w.\-]{{2,15}}){{0,3}})\)\s*(?:{_DASH}|[.:]?[-–—]|:)"
)


_EASTERN = re.compile(
    # 新华社江北11月9日电   本报江北11月9日电   （中央社記者某某海灣12日電）
    r"[（(【\[〔]?(?:[\u4e00-\u9fff]{1,4}[社网網報报]|本报|本報)(?:記者|记者)?(?:[\u4e00-\u9fff]{2,4}(?=[\u4e00-\u9fff]{2}))?"
    r"(?P<cn>[\u4e00-\u9fff]{2,4}?)(?:\d{1,2}月)?\d{1,2}日(?:专|專)?[电電讯訊]"
    # 〔記者某某／海灣報導〕   （记者某某 海湾报道）
    r"|[（(【\[〔][^）)】\]〕]{0,12}[記记]者[^）)】\]〕/／]{1,12}[/／\s](?P<tw>[\u4e00-\u9fff]{2,6}?)(?:綜合|综合|連線|連线)?報?报?[導道][）)】\]〕]"
    # (서울=연합뉴스)   【海湾＝記者】
    r"|[（(【\[](?P<kr>[\uac00-\ud7a3]{2,8}|[\u3040-\u30ff\u4e00-\u9fff]{2,8})\s?[=＝][^）)】\]]{2,20}[）)】\]]"
)
_OUTLET = re.compile(
    r"(?P<place>[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+){0,3}),\s+[A-Z][\w.]+(?:\s[A-Z][\w.]+){0,3}\s*(?:—|–|--|-)\s"
)
"""Indonesian and Malay papers put their own name behind the place."""


def dateline(text: str, language: str | None = None) -> str | None:
    """The place that a paragraph opens with ("AUBURN, Wash."), without date and agency; None if it opens with none."""
    opening = text[:160].lstrip('"“„« ')
    if eastern := _EASTERN.match(opening):
        return eastern["cn"] or eastern["tw"] or eastern["kr"]
    if (language or "").split("-")[0] in ("id", "ms") and (outlet := _OUTLET.match(opening)):
        return outlet["place"]
    match = _DATELINE.match(opening)
    if not match:
        return None
    place = (match["caps"] or match["signed"] or "").strip(" ,/")
    if match["caps"] and not match["agency"] and len(place) < 4:
        return None
    if place.rstrip(".").upper() in _NO_PLACES or any(char.isdigit() for char in place):
        return None
    return place or None


_NO_PLACES = frozenset(
    "UPDATE UPDATED WATCH LIVE VIDEO PHOTOS BREAKING EXCLUSIVE OPINION ANALYSIS CORRECTION COMMENT NEWS INTERVIEW REVIEW "
    "EDITORIAL FACTBOX EXPLAINER TIMELINE READ LISTEN POLL NOTE WARNING DISCLAIMER CNN BBC AP AFP TASS".split()
)

_BIO_LABEL = re.compile(
    r"[\W_]*(?:about the (?:authors?|writers?)|the authors?|authors?|written by|by|contributors?|follow|more (?:by|from)|see all|view all|contact|"
    r"(?:über|zu) (?:den|die|dem|der) autor\w*|autor(?:in|en)?|zur person|mehr von|à propos de l['’]auteur|auteur|sobre (?:el|la) autor\w*|autor[ae]?s?|sobre o autor|l['’]autore|"
    r"over de auteur|auteur|об авторе|автор|про автора|о аутору|o autoru|yazar hakkında|著者|作者|筆者|글쓴이|عن الكاتب|درباره نویسنده)\b.{0,30}[:\s]*$",
    re.IGNORECASE,
)


_CAPITAL = r"[^\W\d_a-zà-öø-ÿа-яё][\w.'’\-]*"
_OF_HIMSELF = re.compile(
    rf"(?P<name>{_CAPITAL}(?:\s(?:de|da|dos|del|van|von|der|den|la|le|bin|al)){{0,2}}(?:\s{_CAPITAL}){{1,3}})"
    r"(?:,\s[^.,]{2,50},|\s\([^)]{1,40}\),?)?\s+"
    r"(?:is|was|writes|reports|covers|works|joined|lives|has|edits|leads|teaches|studies|ist|schreibt|arbeitet|lebt|leitet|berichtet|"
    r"est|écrit|travaille|couvre|es|escribe|trabaja|cubre|é|escreve|trabalha|cobre|è|scrive|lavora|schrijft|werkt|är|skriver|jobber|"
    r"arbetar|on|kirjoittaa|jest|pisze|pracuje|je|píše|este|scrie|пишет|работает|освещает|родил\w+|пише|працює|—|–)\s"
)


def bio_name(text: str) -> str | None:
    """The name that a paragraph about a person opens with ("Ann Bee is a reporter …"); None for other text."""
    match = _OF_HIMSELF.match(text) if len(text) <= 600 else None
    return match["name"] if match else None


def bio(blocks: list[tuple[str, bool]]) -> tuple[str, str] | None:
    """Name and text of an author card from its blocks (text, mostly a link?); None if it has no name or no text."""
    name = ""
    texts: list[str] = []
    for text, linked in blocks:
        if not text or _BIO_LABEL.match(text):
            continue
        if not name and len(text) <= 60 and not text.endswith((".", "!", "?", "…")) and "@" not in text:
            name = re.sub(r"^(?:by|von|par|por|di)\s+", "", text, flags=re.IGNORECASE).strip(" ,:|")
        elif len(text) >= 30 and not linked:
            texts.append(text)
    if not name and texts:
        name = bio_name(texts[0]) or ""
    return (name, "\n\n".join(dict.fromkeys(texts))) if name and texts else None
