"""Lines that stand with an article and are not its text: credits, corrections, notices, author cards."""

import re
from functools import lru_cache
from typing import Final, Literal

from crawler.extraction import later, names, phrases
from crawler.extraction.agencies import agencies_in, agency, may_mention
from crawler.extraction.text import key

Note = Literal["credit", "correction", "disclaimer"]

_STORY_NUMBER: Final = later.compile(
    r"©?\s*dpa(?:-infocom|-AFX)?,?\s*dpa:\d{6}-\d{1,3}-\d+/\d+|\bdpa:\d{6}-\d{1,3}-\d+/\d+"
)
_SIGNED_AGENCY: Final = later.compile(
    rf"^dpa-\w+$|^\(?[a-zäöü]{{2,4}}/(?:{phrases.AGENCY}|[a-zäöü]{{2,4}})(?:/(?:{phrases.AGENCY}|[a-zäöü]{{2,4}}))*\)?\.?$"
)


@lru_cache(maxsize=256)
def classify(text: str) -> Note | None:
    """What sort of note a paragraph is, None if it is text of the article.

    Meant for paragraphs inside or next to the body; length is a part of it: nobody credits in 600 characters.
    """
    if len(text) > 1200:
        return None
    if len(text) <= 700 and phrases.CORRECTION.match(text) and not _is_bare_date(text):
        return "disclaimer" if phrases.DISCLAIMER.search(text) else "correction"
    if phrases.DISCLAIMER.search(text) or phrases.LEGAL.search(text):
        return "disclaimer"
    if len(text) <= 400 and is_credit(text):
        return "credit"
    return None


def _is_bare_date(text: str) -> bool:
    """Whether a short line says when something was corrected or updated, and no more."""
    if len(text) >= 60 or not phrases.has_date(text):
        return False
    return text[-1] not in ".。!" or sum(map(str.isalpha, phrases.without_dates(text))) < 24


def is_legal(text: str) -> bool:
    """Whether a text speaks of a law that newsrooms have to print notices of. News do so as well: where it stands
    decides which of the two it is."""
    return len(text) <= 1200 and phrases.LEGAL.search(text)


def is_credit(text: str) -> bool:
    return bool(
        (len(text) <= 260 and phrases.CREDIT.match(text))
        or phrases.CREDIT_ANYWHERE.search(text)
        or (len(text) <= 120 and (_credits_agencies(text) or _signs_for_agency(text)))
        or (len(text) <= 24 and "//" in text and _EDITORS.fullmatch(text))
        or has_story_number(text)
    )


def _signs_for_agency(text: str) -> bool:
    return ("/" in text or text.startswith("dpa-")) and _SIGNED_AGENCY.match(text) is not None


_EDITORS: Final = later.compile(r"\(?[A-Z]{2,5}(?:\s?//\s?[A-Z]{2,5}){1,3}\)?\.?")
"""Who wrote and who edited an agency's story, by their initials: "ABC // DEF"."""
_INITIALS: Final = later.compile(r"[a-zäöüąćęłńóśźżа-яё]{2,4}|[a-zäöü]{2,4}/[a-zäöü]{2,4}")
_MARKS: Final = ".,;:!?()[]（）【】\"'’“”«»/—–-*+&|·©"
_BETWEEN: Final = later.compile(r"[\s/+&,、，]+")
MAX_CREDIT_WORDS: Final = 14


@lru_cache(maxsize=256)
def _credits_agencies(text: str) -> bool:
    """Whether a short line holds the names of agencies, the words of credit lines and editors' initials, and no more:
    "(PAP) hwz/ mir/", "/ritzau/", "AFP xabari asosida tayyorlandi"."""
    if not may_mention(text) and agency(text) is None:
        return False
    words = [word for part in _BETWEEN.split(text) if (word := part.strip(_MARKS))]
    if not 0 < len(words) <= MAX_CREDIT_WORDS:
        return False
    others = [word for word in words if word.lower() not in phrases.CREDIT_WORDS]
    enclosed = text[0] in "([/—–-"
    named = list(agencies_in(text))
    if not named:
        return enclosed and len(words) < 5 and agency(text) is not None
    known = {part for name in named for part in name.split()}
    enclosed = enclosed or "/" in text
    return all(word in known or (enclosed and _INITIALS.fullmatch(word)) for word in others)


def is_copyright(text: str) -> bool:
    """Whether a line says whose a text is, not who wrote it."""
    return "©" in text or "opyright" in text or has_story_number(text)


def has_story_number(text: str) -> bool:
    """Whether a text holds the number that dpa gives its stories."""
    return "dpa:" in text and _STORY_NUMBER.search(text) is not None


_BIO_LABEL: Final = later.compile(
    r"[\W_]*(?:about the (?:authors?|writers?)|the authors?|authors?|(?:written )?by(?=\W*$)|contributors?|follow|more (?:by|from)|see all|view all|contact|"
    r"(?:(?:über|zu) (?:den|die|dem|der)|die|der) autor\w*|autor(?:in|en)?|zur person|mehr von|à propos de l['’]auteur|auteur|sobre (?:el|la) autor\w*|autor[ae]?s?|sobre o autor|l['’]autore|"
    r"over de auteur|auteur|об авторе|автор|про автора|о аутору|o autoru|yazar hakkında|著者|作者|筆者|글쓴이|عن الكاتب|درباره نویسنده)\b.{0,30}[:\s]*$",
    re.IGNORECASE,
)


_CAPITAL: Final = r"[^\W\d_a-zà-öø-ÿа-яё][\w.'’\-]*"
_OF_HIMSELF: Final = later.compile(
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


def names_the_author(heading: str) -> bool:
    """Whether the heading of an author card says "the author" in whatever words."""
    return "aut" in heading.casefold() and _BIO_LABEL.match(heading) is not None


def can_be_named(name: str) -> bool:
    """Whether an author card can be called so: no role, no label and no word alone, unless it is a desk or of a script
    without capitals."""
    if _THINGS.match(name) or names.is_role(name):
        return False
    if names.is_desk(name):
        return True
    return names.looks_like_name(name) and (" " in name or not names.CASED.search(name))


_THINGS: Final = later.compile(
    r"(?:the|this|these|our|all|more|about|search|send|follow|see|der|die|das|diese[rsmn]?|unsere?|alle|mehr|weitere?|letzte|über|zur?|"
    r"el|los|las|este|esta|estos|les?|cet(?:te)?|ces|il|gli|quest[oa]|os|as|um|uma|het|dit|deze)\s",
    re.IGNORECASE,
)
"""How headings begin that are no names ("This article", "Über die Autorin")."""


_ADDRESS: Final = later.compile(r"@|www\.|https?:")


def bios(blocks: list[tuple[str, bool]]) -> list[tuple[str, str]]:
    """Name and text of the author cards in the blocks of a box (text, mostly a link?); none without a name or a text.
    A paragraph that opens with another person's name ("Per Lund is …") begins that person's card."""
    found: list[tuple[str, list[str]]] = [("", [])]
    for text, linked in blocks:
        if not text or _BIO_LABEL.match(text):
            continue
        name, texts = found[-1]
        if not name and len(text) <= 60 and not text.endswith((".", "!", "?", "…")) and not _ADDRESS.search(text):
            found[-1] = (names.LEAD.cut(text).strip(" ,:|"), texts)
        elif (len(text) >= 30 or (name and len(text) >= 15 and text.endswith("."))) and not (
            linked or phrases.META_LINE.match(text)
        ):
            opening = bio_name(text)
            if texts and opening and can_be_named(opening) and key(opening) not in key(name or texts[0]):
                found.append((opening, texts := []))
            texts.append(text)
    cards = ((name or bio_name("".join(texts[:1])) or "", "\n\n".join(dict.fromkeys(texts))) for name, texts in found)
    return [(name, text) for name, text in cards if name and text]
