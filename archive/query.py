"""What a person types into the search box, as FTS5 MATCH expressions. Pure; `SYNTAX` says what can be typed.

Everything that is no operator is text: no character of the user reaches FTS5 outside a quoted string
(https://www.sqlite.org/fts5.html#full_text_query_syntax). A word with ё finds both spellings, since most Russian
newsrooms print е.

Scripts without spaces between words (Han, kana, Thai, Lao, Khmer, Burmese, Tibetan) are searched by pairs of characters
in an index of their own, `articles_unspaced`, which holds all words of every article that has such a script. A pair of
characters is one token there, written as their code points, so that it survives any tokenizer.
"""

import calendar
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from operator import add

from archive import facts
from archive.errors import QueryError

SYNTAX = (
    ("ferry bridge", "both words, anywhere in the article; accents and case do not matter"),
    ('"old bridge"', "the words side by side, in this order"),
    ("ferry OR bridge", "one of them at least; OR stands between alternatives: a b OR c d"),
    ("ferry -bridge", "without a word; ferry NOT bridge says the same"),
    ("ferr*", "words that begin like this"),
    ("NEAR(ferry bridge, 5)", "at most 5 words between them, 10 without a number; also ferry NEAR/5 bridge"),
    ("headline:ferry", "only in the headline; likewise dek: (standfirst), byline: and body:"),
    ("author:müller", 'signed by; author:"lena müller" for the whole name'),
    ("agency:AFP", "used this news agency"),
    ("source:rferl", "of this site; source:rfe* for those that begin like this"),
    ("language:zh", "in this language, zh-Hant and zh-Hans included"),
    ("since:2026-01-31", "published on this day (UTC) or later; also 2026-01 and 2026"),
    ("until:2026-02", "published on this day, in this month or year, or earlier"),
    ("date:2026-11", "published on this day, in this month or year"),
    ("渡船 ferry", "scripts without spaces, also beside others, with all of the above"),
)
"""Examples of what can be typed, each with what it finds."""

UNSPACED = (
    "\u0e00-\u0eff"  # Thai, Lao
    "\u0f40-\u0fbc"  # Tibetan letters; the tsheg and shad between syllables are left out
    "\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f"  # Burmese
    "\u1780-\u17d3\u17dc\u17dd"  # Khmer
    "\u3005-\u3007\u3040-\u309f\u30a1-\u30ff\u31f0-\u31ff\uff66-\uff9f"  # kana, iteration marks
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
)
_RUN = re.compile(f"[{UNSPACED}]+")
_NO_LEAD = bytes({*range(256)} - {0xE0, 0xE1, *range(0xE3, 0xEB), 0xEF, 0xF0})
"""The bytes with which no character of `UNSPACED` begins in UTF-8."""
_QUOTES = '"“”„«»'
_TOKEN = re.compile(
    rf"(?P<minus>-?)(?P<field>\w+:)?[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)(?:[{_QUOTES}]|$)(?:~(?P<within>\d+)|(?P<star>\*))?"
    rf"|(?P<nminus>-?)NEAR\((?P<near>[^()]*)\)"
    rf"|(?P<bare>[^\s{_QUOTES}]+)"
)
_INSIDE = re.compile(rf"[{_QUOTES}]([^{_QUOTES}]*)[{_QUOTES}]?|([^\s{_QUOTES}]+)")
_FIELD = re.compile(r"(-?)(\w+):(.+)", re.DOTALL)
_BETWEEN = re.compile(r"NEAR(?:/(\d{1,4}))?")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff\ue000-\ue005]")
NEAR_WORDS = 10


class _Codes(dict[str, str]):
    """Each character's code point as a part of a token, made once."""

    def __missing__(self, char: str) -> str:
        self[char] = code = f"u{ord(char):05x}"
        return code


_CODES = _Codes()

MOST_WORDS = 1000
"""A query's words after these are left out; nobody types so many, and each costs a look into the index."""

COLUMNS = {
    "headline": "headline", "title": "headline", "dek": "dek", "standfirst": "dek", "byline": "byline",
    "body": "body", "text": "body",
}  # fmt: skip
FACTS: dict[str, Callable[[str], str]] = {
    "source": facts.source, "site": facts.source, "agency": facts.agency, "author": facts.author,
    "language": facts.language, "lang": facts.language,
}  # fmt: skip
DATES = {"since": "since", "after": "since", "until": "until", "before": "until", "date": "date"}

NOTHING = '""'
"""The MATCH expression that no article answers."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words side by side; one word is a phrase of one. With `prefix` the last one only has to begin like this."""

    text: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """What must stand in an article, or must not: one phrase, or some near each other, in one column or in any."""

    phrases: tuple[Phrase, ...]
    within: int | None = None
    column: str | None = None
    negative: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact that an article must have or must not have: `word` as in `archive.facts`."""

    word: str
    prefix: bool = False
    negative: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """One alternative of a query: all of this holds of an article. `since` and `until` are moments in ISO 8601, UTC,
    both included."""

    terms: tuple[Term, ...] = ()
    facts: tuple[Fact, ...] = ()
    since: str | None = None
    until: str | None = None

    @property
    def asks(self) -> bool:
        """Whether something is asked for, and not only left out."""
        wanted = any(not term.negative for term in self.terms) or any(not fact.negative for fact in self.facts)
        return wanted or bool(self.since or self.until)


def moment(text: str, name: str, *, end: bool = False) -> str:
    """A person's day, month, year or time as the archive writes times; its first second or, with `end`, its last.

    `name` is what QueryError calls it.
    """
    try:
        if re.fullmatch(r"\d{4}(-\d\d?)?(-\d\d?)?", text):
            year, month, day = [*map(int, text.split("-")), 0, 0][:3]
            last = day or (calendar.monthrange(year, month or 12)[1] if end else 1)
            found = date(year, month or (12 if end else 1), last)
            return f"{found.isoformat()}T23:59:59+00:00" if end else f"{found.isoformat()}T00:00:00+00:00"
        if len(text) <= 10:
            found = date.fromisoformat(text)
            return f"{found.isoformat()}T23:59:59+00:00" if end else f"{found.isoformat()}T00:00:00+00:00"
        at = datetime.fromisoformat(text)
        at = (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise QueryError(f"{name} {text!a} is no date; write it as 2026-01-31, 2026-01 or 2026.") from None
    return at.replace(microsecond=0).isoformat()


@dataclass(slots=True)
class _Building:
    terms: list[Term] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    since: str | None = None
    until: str | None = None

    def done(self) -> Group:
        return Group(tuple(self.terms), tuple(self.facts), self.since, self.until)

    def narrow(self, name: str, value: str) -> None:
        if name in ("since", "date"):
            self.since = max(filter(None, (self.since, moment(value, f"{name}:"))))
        if name in ("until", "date"):
            self.until = min(filter(None, (self.until, moment(value, f"{name}:", end=True))))


def parse(text: str) -> list[Group]:
    """Alternatives of a query; those that only leave something out are dropped. Raises QueryError for a date that is
    none."""
    groups = [_Building()]
    without, near = False, 0
    text = unicodedata.normalize("NFC", _UNSTORABLE.sub(" ", text))
    for count, match in enumerate(_TOKEN.finditer(text)):
        if count == MOST_WORDS:
            break
        found = match.groupdict()
        bare, group = found["bare"], groups[-1]
        if bare == "OR":
            groups.append(_Building())
            without, near = False, 0
            continue
        if bare == "NOT":
            without = True
            continue
        if bare == "AND":
            continue
        if bare and group.terms and (between := _BETWEEN.fullmatch(bare)):
            near = int(between[1] or NEAR_WORDS)
            continue
        if found["near"] is not None:
            name, minus, phrases, within = "", found["nminus"], *_near(found["near"])
        elif bare is None:
            name, minus, within = (found["field"] or "")[:-1].lower(), found["minus"], None
            phrases = (Phrase(found["phrase"].strip(), prefix=bool(found["star"])),)
            if found["within"]:
                phrases, within = tuple(map(Phrase, found["phrase"].split())), int(found["within"][:4])
        else:
            name, minus, phrases, within = *_bare(bare), None
        negative = without or bool(minus)
        without = False
        _add(group, name, phrases, within, negative=negative, near=near)
        near = 0
    return [group for group in (building.done() for building in groups) if group.asks]


def _near(inside: str) -> tuple[tuple[Phrase, ...], int]:
    words, comma, number = inside.rpartition(",")
    within = int(number.strip()[:4]) if comma and number.strip().isdecimal() else None
    found = _INSIDE.findall(words if within is not None else inside)
    return tuple(_phrase(word) if word else Phrase(phrase.strip()) for phrase, word in found), within or NEAR_WORDS


def _phrase(word: str) -> Phrase:
    return Phrase(word.rstrip("*"), prefix=True) if word.endswith("*") else Phrase(word)


def _bare(bare: str) -> tuple[str, str, tuple[Phrase, ...]]:
    """The field, minus and word of what was typed without quotes."""
    if (match := _FIELD.fullmatch(bare)) and match[2].lower() in (COLUMNS.keys() | FACTS.keys() | DATES.keys()):
        return match[2].lower(), match[1], (_phrase(match[3]),)
    return "", "-" if bare.startswith("-") else "", (_phrase(bare.removeprefix("-")),)


def _add(
    group: _Building, name: str, phrases: tuple[Phrase, ...], within: int | None, *, negative: bool, near: int
) -> None:
    if name in DATES and phrases[0].text and not negative:
        group.narrow(DATES[name], phrases[0].text)
        return
    phrases = tuple(phrase for phrase in phrases if is_word(phrase.text))
    if not phrases:
        return
    if name in FACTS:
        group.facts.append(Fact(FACTS[name](phrases[0].text), phrases[0].prefix, negative))
        return
    if name and name not in COLUMNS:  # no field of ours: text
        phrases = (replace(phrases[0], text=f"{name}:{phrases[0].text}"), *phrases[1:])
    term = Term(phrases, within if len(phrases) > 1 else None, COLUMNS.get(name), negative)
    if near and group.terms:
        before = group.terms.pop()
        term = Term((*before.phrases, *phrases), near, before.column or term.column, before.negative)
    group.terms.append(term)


def narrowed(
    groups: Iterable[Group],
    *,
    source: str | None = None,
    agency: str | None = None,
    language: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> list[Group]:
    """The alternatives, each with filters that hold for all of them. Raises QueryError for a date that is none."""
    asked = ((facts.source, source), (facts.agency, agency), (facts.language, language))
    more = tuple(Fact(make(name)) for make, name in asked if name)
    first = moment(since, "--since") if since else None
    last = moment(until, "--until", end=True) if until else None
    return [
        replace(
            group,
            facts=group.facts + more,
            since=max(filter(None, (group.since, first)), default=None),
            until=min(filter(None, (group.until, last)), default=None),
        )
        for group in groups
    ]


def is_word(text: str) -> bool:
    """Whether FTS5's unicode61 finds a word in a text: a letter, a number or a character for private use."""
    return any(unicodedata.category(char) in ("Co", "Nd", "Nl", "No") or char.isalpha() for char in text)


def has_unspaced(text: str | None) -> bool:
    """Whether a text belongs into `articles_unspaced`."""
    if not text or text.isascii() or not text.encode("utf-8", "replace").translate(None, _NO_LEAD):
        return False
    return _RUN.search(text) is not None


def spaced_text(text: str | None) -> str | None:
    """A text as `articles_fts` indexes it: a run of unspaced characters as one private-use character, which no query
    can ask for."""
    return _RUN.sub(" \ue000 ", text) if text and has_unspaced(text) else text


def unspaced_text(text: str | None) -> str:
    """A text as `articles_unspaced` indexes it: runs of unspaced characters as pairs, all else as it stands."""
    return _RUN.sub(lambda match: f" {' '.join(pairs(match[0], closing=True))} ", text or "")


def pairs(run: str, *, closing: bool) -> list[str]:
    """The tokens of a run of unspaced characters: each pair of neighbours; with `closing` the last character too."""
    codes = list(map(_CODES.__getitem__, run))
    tokens = list(map(add, codes, codes[1:]))
    return [*tokens, codes[-1]] if closing or not tokens else tokens


def is_unspaced(term: Term) -> bool:
    """Whether only `articles_unspaced` can find a term."""
    return any(has_unspaced(phrase.text) for phrase in term.phrases)


def _quoted(phrase: Phrase) -> str:
    return f'"{phrase.text}" *' if phrase.prefix else f'"{phrase.text}"'


def _spellings(phrase: Phrase) -> list[Phrase]:
    texts = dict.fromkeys([phrase.text, phrase.text.replace("ё", "е").replace("Ё", "Е")])
    return [replace(phrase, text=text) for text in texts]


def _unspaced(phrase: Phrase) -> list[str]:
    """The parts of a phrase in `articles_unspaced`. A run of one character is the beginning of some pair; in a longer
    phrase, it and its neighbours need not stand side by side to count."""
    parts: list[str] = []
    position = 0
    for match in _RUN.finditer(phrase.text):
        if is_word(before := phrase.text[position : match.start()]):
            parts.append(_quoted(Phrase(before.strip())))
        tokens = pairs(match[0], closing=False)
        parts.append(f'"{tokens[0]}" *' if len(match[0]) == 1 else '"' + " ".join(tokens) + '"')
        position = match.end()
    if is_word(rest := phrase.text[position:]):
        parts.append(_quoted(Phrase(rest.strip(), prefix=phrase.prefix)))
    return parts


def term_expression(term: Term, *, unspaced: bool) -> str:
    """The MATCH expression of a term, not negated, for one of the two indexes."""
    column = f"{term.column} : " if term.column else ""
    if term.within is not None:
        parts = [part for phrase in term.phrases for part in (_unspaced(phrase) if unspaced else [_quoted(phrase)])]
        return f"{column}NEAR({' '.join(parts)}, {term.within})"
    (phrase, *_) = term.phrases
    if unspaced and has_unspaced(phrase.text):
        parts = _unspaced(phrase)
        return column + (parts[0] if len(parts) == 1 else "(" + " AND ".join(parts) + ")")
    spellings = [_quoted(one) for one in _spellings(phrase)]
    return column + (spellings[0] if len(spellings) == 1 else f"({' OR '.join(spellings)})")


def fact_expression(fact: Fact) -> str:
    return f"facts : {_quoted(Phrase(fact.word, fact.prefix))}"


def time_words(group: Group) -> list[str]:
    """The facts of which an article has one if it was published within a group's time, and maybe if a little beside."""
    if not group.since and not group.until:
        return []
    first = date.fromisoformat((group.since or "1900-01-01")[:10])
    last = date.fromisoformat((group.until or "2099-12-31")[:10])
    return facts.times(first, last)


def group_expression(group: Group, *, unspaced: bool) -> str:
    """The MATCH expression of a group for one of the two indexes. Of its time it knows years and months only."""
    wanted = [term_expression(t, unspaced=unspaced) for t in group.terms if not t.negative]
    wanted += [fact_expression(fact) for fact in group.facts if not fact.negative]
    if times := time_words(group):
        wanted.append(f"facts : ({' OR '.join(map(_quoted, map(Phrase, times)))})")
    elif group.since or group.until:
        return NOTHING  # since lies after until
    unwanted = [term_expression(t, unspaced=unspaced) for t in group.terms if t.negative]
    unwanted += [fact_expression(fact) for fact in group.facts if fact.negative]
    expression = f"({' AND '.join(wanted)})"
    return f"({expression} NOT ({' OR '.join(unwanted)}))" if unwanted else expression


def in_spaced(group: Group) -> bool:
    """Whether `articles_fts` can answer a group."""
    return not any(is_unspaced(term) for term in group.terms if not term.negative)


def spaced_query(text: str) -> str:
    """The MATCH expression for `articles_fts`; `NOTHING` if only the other index can answer, or nothing was asked."""
    return " OR ".join(group_expression(g, unspaced=False) for g in parse(text) if in_spaced(g)) or NOTHING


def unspaced_query(text: str) -> str:
    """The MATCH expression for `articles_unspaced`; `NOTHING` if nothing was asked."""
    return " OR ".join(group_expression(g, unspaced=True) for g in parse(text)) or NOTHING


def unwanted_query(text: str) -> str:
    """The MATCH expression for `articles_unspaced` whose articles `spaced_query` finds though it should not: those with
    a word to leave out that only that index can find. `NOTHING` if there is none."""
    terms = [term for group in parse(text) for term in group.terms if term.negative and is_unspaced(term)]
    return " OR ".join(term_expression(term, unspaced=True) for term in terms) or NOTHING
