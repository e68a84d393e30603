"""What a report opens with: the place and the agency it comes from, and in East Asia the reporter.

"AUBURN, Wash. (AP) —", "MADRID, 18 nov (EFE).-", "МОСКВА, 18 ноября. /ТАСС/.", "新华社江北11月9日电", "(서울=연합뉴스)".
Each pattern is a newsroom's own form; what stands where an agency stands counts only if it is one.
"""

import re
from typing import Final, NamedTuple

from crawler.extraction import later
from crawler.extraction.agencies import agency, as_printed


class Dateline(NamedTuple):
    place: str
    """Empty where an agency stands alone."""
    agencies: list[str]
    """As printed, without their desks."""


_UPPER: Final = "A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁІЇЄҐΑ-ΩİŞĞ"
_UPPER_WORD: Final = rf"[{_UPPER}][{_UPPER}.'’‘/\-]+"
_PLACE: Final = r"[^\W\d_a-zà-öø-ÿа-яёіїєґα-ω][\w\u0900-\u0d7f.'’‘\-]*"
_REGION: Final = r"(?:,\s+(?:[A-Z][\w.]*(?:\s[A-Z][\w.]*){0,2})|\s\([A-Z][\w .]{2,20}\)(?=[,\s]))?"
_MONTH: Final = r"[^\W\d_][\w\u0900-\u0d7f]*\.?"
_DAY: Final = rf"(?:[,.]?\s+(?:(?:\d{{4}}\.?\s)?\d{{1,2}}\.?\s+(?:de\s+)?{_MONTH}|{_MONTH}\s+\d{{1,2}}\.?)(?:,?\s+(?:de\s+)?\d{{4}})?(?:\s[гр]\.)?|,?\s+\d{{4}}\.\s{_MONTH}\s\d{{1,2}}\.(?:,\s\w+)?)?"
_DASH: Final = r"\s*(?:—|–|--|―|‒|-)\s"
_CAPITALS: Final = later.compile(
    # PRAGUE —   AUBURN, Wash. (AP) —   MOSCOW, March 3 (Reuters) -   МОСКВА, 3 мар — РИА Новости.
    rf"(?P<place>{_UPPER_WORD}(?:\s+(?:{_UPPER_WORD}|D\.C\.|St\.)){{0,3}}{_REGION}){_DAY}"
    rf"(?:\s*\((?P<by>[^()]{{2,40}})\))?\s*,?{_DASH}(?:(?P<after>[^\s.][^.]{{1,24}})\.\s)?"
)
_SIGNED: Final = later.compile(
    # Berlin (dpa) –   Wien/Graz (APA) –   MADRID, 18 nov (EFE).-   MOSCOW, November 18. /TASS/.   Москва. 18 ноября. ИНТЕРФАКС -
    rf"(?P<place>{_PLACE}(?:(?:\s?/\s?|\s(?:-\s)?)(?:{_PLACE}|am|an|der|im|de|la|del|di|y|i|do|da)){{0,4}}?{_REGION})(?P<day>{_DAY})[.,]?\s*"
    rf"(?:[(/（](?P<by>[^()/（）]{{2,30}}(?:/[^()/]{{2,15}})?)[)/）]|(?<=\s)(?P<bare>{_UPPER_WORD}(?:\s{_UPPER_WORD})?))"
    rf"(?P<end>\s*[.:]?\s*(?:[-–—―]|[.:،](?:\s|$)))?"
)
_AGENCY_FIRST: Final = later.compile(
    # (ANSA) - ROMA, 18 NOV -
    rf"\((?P<by>[^()]{{2,25}})\){_DASH}(?P<place>{_UPPER_WORD}(?:\s{_UPPER_WORD}){{0,2}}){_DAY}{_DASH}"
)
_AGENCY_ALONE: Final = later.compile(r"\((?P<by>[^()]{2,25})\)\s?[.:]?\s?[-–—]\s")
"""(EFE).- Los puertos …"""
_EASTERN: Final = later.compile(
    # 新华社江北11月9日电   本报江北11月9日电   （中央社記者某某海灣12日電）
    r"[（(【\[〔]?(?P<cn_by>[\u4e00-\u9fff]{1,4}[社网網報报]|本报|本報)(?:記者|记者)?(?:[\u4e00-\u9fff]{2,4}(?=[\u4e00-\u9fff]{2}))?"
    r"(?P<cn>[\u4e00-\u9fff]{2,4}?)(?:\d{1,2}月)?\d{1,2}日(?:专|專)?[电電讯訊]"
    # 〔記者某某／海灣報導〕   （记者某某 海湾报道）
    r"|[（(【\[〔][^）)】\]〕]{0,12}[記记]者[^）)】\]〕/／]{1,12}[/／\s](?P<tw>[\u4e00-\u9fff]{2,6}?)(?:綜合|综合|連線|连线)?報?报?[導道][）)】\]〕]"
    # (서울=연합뉴스)   【海湾＝記者】
    r"|[（(【\[](?P<kr>[\uac00-\ud7a3]{2,8}|[\u3040-\u30ff\u4e00-\u9fff]{2,8})\s?[=＝](?P<kr_by>[^）)】\]]{2,20})[）)】\]]"
    # 【ロンドン共同】
    r"|【(?P<jp>[\u30a0-\u30ff\u4e00-\u9fff]{2,8}?)(?P<jp_by>共同|時事|AFP=時事|ロイター)】"
)
_OUTLET: Final = later.compile(
    r"(?P<place>[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+){0,3}),\s+[A-Z][\w.]+(?:\s[A-Z][\w.]+){0,3}\s*(?:—|–|--|-)\s"
)
"""Indonesian and Malay papers put their own name behind the place."""
_COLON: Final = later.compile(
    r"(?P<place>[A-Z]{4,}|[A-Z]{3,}(?:[ -][A-Z]{3,}){1,2})(?:\s\((?P<by>[^()]{2,25})\))?: (?=[A-Z“\"‘])"
)
"""KOCHI: The ferry …, as papers of South Asia open a report; elsewhere such a word is a label."""
_SOUTH_ASIAN: Final = frozenset(("en-IN", "en-PK", "en-BD", "en-LK", "en-NP"))
_NO_PLACES: Final = frozenset(
    "UPDATE UPDATED WATCH LIVE VIDEO PHOTOS BREAKING EXCLUSIVE OPINION ANALYSIS CORRECTION COMMENT NEWS INTERVIEW REVIEW "
    "EDITORIAL FACTBOX EXPLAINER TIMELINE READ LISTEN POLL NOTE WARNING DISCLAIMER CNN BBC".split()
)


def dateline(text: str, language: str | None = None) -> Dateline | None:
    """The place that a paragraph opens with ("AUBURN, Wash."), without the date, and the agencies named with it; None if
    it opens with none. `language` is a BCP 47 tag."""
    opening = text[:160].lstrip('"“„« ')
    if eastern := _EASTERN.match(opening):
        place = eastern["cn"] or eastern["tw"] or eastern["kr"] or eastern["jp"]
        return Dateline(place, _agencies(eastern["cn_by"] or eastern["kr_by"] or eastern["jp_by"] or ""))
    if (language or "").split("-")[0] in ("id", "ms") and (outlet := _OUTLET.match(opening)):
        return Dateline(outlet["place"], [])
    for pattern in (_AGENCY_FIRST, _SIGNED):
        match = pattern.match(opening)
        if match and (found := _signed(match)):
            return found
    if (alone := _AGENCY_ALONE.match(opening)) and (agencies := _agencies(alone["by"])):
        return Dateline("", agencies)
    if (colon := _COLON.match(opening)) and language in _SOUTH_ASIAN:
        return _checked(colon["place"], _agencies(colon["by"] or ""))
    match = _CAPITALS.match(opening)
    if not match or (not match["by"] and len(match["place"]) < 4):
        return None
    return _checked(match["place"], _agencies(match["by"] or match["after"] or ""))


def marked(text: str) -> Dateline | None:
    """The place in an element that is marked as one ("Lingenau.", "BERLIN –"); None if it holds something else."""
    if found := dateline(text + " —") or dateline(text):
        return found
    place = text.strip(" .:,/–—―-")
    if not 2 <= len(place) <= 40 or len(place.split()) > 5 or place[0].islower():
        return None
    return _checked(place, [])


def _signed(match: re.Match[str]) -> Dateline | None:
    groups = match.groupdict()
    agencies = _agencies(groups["by"] or groups.get("bare") or "")
    after_day = bool(groups.get("day"))
    if not agencies or not (groups.get("end", "-") or after_day) or (groups.get("bare") and not after_day):
        return None
    return _checked(groups["place"], agencies)


def _checked(place: str, agencies: list[str]) -> Dateline | None:
    place = (
        place.strip(" ,/.")
        if place.count(".") == 1 and place.endswith(".") and " " not in place
        else place.strip(" ,/")
    )
    if not place or place.rstrip(".").upper() in _NO_PLACES or any(char.isdigit() for char in place) or agency(place):
        return None
    return Dateline(place, agencies)


def _agencies(text: str) -> list[str]:
    """The agencies of a text that names nothing else: "AP", "dpa/lsw", "AFP, Reuters"."""
    if whole := as_printed(text) or as_printed(text.split(".")[0]):
        return [whole]
    found = [as_printed(part) for part in re.split(r"\s*[/,;–-]\s*", text)]
    return list(dict.fromkeys(name for name in found if name))


class Signature(NamedTuple):
    """What names the reporters where a text begins."""

    text: str
    """As printed, without the brackets around it."""
    reporters: str


_SIGNATURE: Final = later.compile(
    # 〔記者高若蘭／海灣報導〕   （记者 王小明、李四）   本报江北11月9日电（记者王小明）
    r"[（(](?P<cna>[\u4e00-\u9fff]{2,3}社記者(?P<wire>[\u4e00-\u9fff]{3}))(?=[\u4e00-\u9fff]{2,4}\d{1,2}日)"
    r"|[^（(【\[〔]{0,24}[（(【\[〔](?P<text>[\u4e00-\u9fff]{0,6}?(?:記者|记者|特派員|特派员)\s*"
    r"(?P<han>[\u4e00-\u9fff]{2,4}(?:[、，\s][\u4e00-\u9fff]{2,4})*)(?<![摄攝影])(?:[／/][^）)】\]〕]{0,16})?)[）)】\]〕]"
    # (서울=연합뉴스) 김하늘 기자 = …   [한강일보 김하늘 기자]
    r"|[（(【\[][^）)】\]]{2,16}[=＝][^）)】\]]{2,16}[）)】\]]\s*(?P<after>(?P<hangul>(?:[\uac00-\ud7a3]{2,4}[\s·,]+){1,3})기자)\s*="
    r"|[（(【\[](?P<inside>[\uac00-\ud7a3\w]{2,10}\s(?P<inner>[\uac00-\ud7a3]{2,4})\s?기자)[）)】\]]"
    # 【ロンドン=山田太郎】
    r"|【(?P<kana>[\u30a0-\u30ff\u4e00-\u9fff]{2,8}[=＝](?P<kanji>[\u4e00-\u9fff]{3,5}))】"
)


def signature(text: str) -> Signature | None:
    """The reporters that a paragraph names in East Asian brackets before it begins; None if it names none."""
    if text.isascii() or not any(mark in text for mark in "記记特기【"):
        return None
    match = _SIGNATURE.match(text[:120])
    if match is None:
        return None
    groups = match.groupdict()
    for whole, names in (("cna", "wire"), ("text", "han"), ("after", "hangul"), ("inside", "inner"), ("kana", "kanji")):
        if groups[whole]:
            return Signature(groups[whole], groups[names].strip())
    return None
