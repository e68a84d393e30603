"""What kind of change made one wording of an article into the next, and whether the newsroom said so. Pure.

A typo is narrow on purpose, so that it never hides a change of meaning. Each changed word must be one slip of the keys
away: two neighbouring letters swapped, or from six letters on one letter inside added, dropped or replaced; not the
first letter, and not the ending, where many languages say how many, who and when. The wrong spelling must be no word
that the text or the archive uses elsewhere, and where a letter was replaced, the right one must be a word that they do
use. A number, a negation, and what may be a name (it has a capital, and the same word without one stands nowhere) is
never a typo, nor is a word in a script without capitals. A word printed twice in a row is one, and so are commas and
full stops; quotation and question marks are not.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from archive.article import Article
from archive.diff import (
    SENTENCE_ENDS,
    Block,
    Edit,
    Token,
    blocks,
    edits,
    ends_sentence,
    paragraphs,
    spoken,
    tokens,
)
from archive.identity import changed_fields, moment_text
from archive.meaning import NEGATIONS, NUMBERS, number_stem


class Kind(StrEnum):
    """Kinds of change, in the order in which they are told."""

    HEADLINE = "headline"
    KICKER = "kicker"
    DEK = "dek"
    BYLINE = "byline"
    DATELINE = "dateline"
    BODY_ADDED = "body-added"
    BODY_REMOVED = "body-removed"
    BODY_REWRITTEN = "body-rewritten"
    BODY_MOVED = "body-moved"
    TYPO = "typo"
    CAPTION = "caption"
    CREDIT = "credit"
    CORRECTION = "correction"
    NOTICE = "notice"
    DATES = "dates"
    LIVE = "live"


MEANING: dict[Kind, str] = {
    Kind.HEADLINE: "the headline is another",
    Kind.KICKER: "the label above the headline",
    Kind.DEK: "the standfirst",
    Kind.BYLINE: "who signs it: people, desks, agencies",
    Kind.DATELINE: "the place it opens with",
    Kind.BODY_ADDED: "paragraphs, sentences or at least eight words in a row are new in the text",
    Kind.BODY_REMOVED: "as many are gone from it",
    Kind.BODY_REWRITTEN: "other words in the text",
    Kind.BODY_MOVED: "paragraphs stand elsewhere in it",
    Kind.TYPO: "spelling and commas only, in headline, standfirst, text or caption; no number, name or negation",
    Kind.CAPTION: "captions of pictures, new and removed ones included",
    Kind.CREDIT: "credits of agencies, editors and photographers",
    Kind.CORRECTION: "a correction, clarification, editor's or update note is new, changed or gone",
    Kind.NOTICE: "a legal or editorial notice",
    Kind.DATES: "the printed date of publication",
    Kind.LIVE: "entries of a live blog",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What made one wording into the next.

    `changed` are the fields (names of `identity.wording`). `announced`: a correction or update note is new, or one
    stands there and the date of change moved. `read_alike`: whether one version of extraction read both; if not, what
    differs may be the reader's doing; None if neither says which. `words_added` and `words_removed` count the body's,
    characters in scripts without spaces.
    """

    changed: tuple[str, ...]
    kinds: tuple[Kind, ...]
    announced: bool
    read_alike: bool | None
    words_added: int
    words_removed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What became of one field: its blocks; for lists each item is a block."""

    field: str
    blocks: tuple[Block, ...]


def never(_word: str) -> bool:
    """An archive that knows no word."""
    return False


def classify(old: Article, new: Article, is_word: Callable[[str], bool] = never) -> tuple[Kind, ...]:
    """The kinds of change between two wordings, none if they are one. `is_word` says whether other articles use a word
    (in lower case)."""
    return judge(old, new, is_word).kinds


def judge(old: Article, new: Article, is_word: Callable[[str], bool] = never) -> Change:
    """What made `old` into `new`: see `Change`."""
    changed = changed_fields(new, old)
    read_alike = None if old.extraction is None and new.extraction is None else old.extraction == new.extraction
    typos = _Typos(old, new, is_word)
    kinds: set[Kind] = set()
    added = removed = 0
    for name in changed:
        match name:
            case "headline" | "kicker" | "dek":
                before, after = getattr(old, name) or "", getattr(new, name) or ""
                kinds.add(Kind.TYPO if typos.only(before, after, title=name == "headline") else Kind(name))
            case "body":
                found = _body(old, new)
                kinds |= _body_kinds(found, typos)
                added, removed = _counted(found)
            case "captions":
                kinds |= _caption_kinds(old, new, typos)
            case "agencies":
                kinds.add(Kind.CREDIT if "credits" in changed and "byline" not in changed else Kind.BYLINE)
            case _:
                kinds.add(_OF_FIELD[name])
    if "body" in changed and not kinds:
        kinds.add(Kind.BODY_REWRITTEN)
    return Change(
        changed=changed,
        kinds=tuple(kind for kind in Kind if kind in kinds),
        announced=bool(changed) and announced(old, new),
        read_alike=read_alike,
        words_added=added,
        words_removed=removed,
    )


def announced(old: Article, new: Article) -> bool:
    """Whether the newsroom says of the new wording that it was corrected or updated: a note that was not there, or a
    note, and a later date of change than before."""
    known = {spoken(note.text) for note in old.corrections}
    if any(spoken(note.text) not in known for note in new.corrections):
        return True
    before, after = moment_text(old.modified), moment_text(new.modified)
    return bool(new.corrections) and after is not None and (before is None or before < after)


def differences(old: Article, new: Article) -> list[Difference]:
    """What differs, field by field, as a reader meets them; unchanged fields are left out, and so are equal ones."""
    changed = {*changed_fields(new, old)}
    changed |= {"captions", "photo credits"} if "captions" in changed else set()
    before, after = dict(_texts(old)), dict(_texts(new))
    found = [
        Difference(field=name, blocks=tuple(blocks(before[name], after[name]))) for name in before if name in changed
    ]
    if moment_text(old.modified) != moment_text(new.modified):
        found.append(Difference(field="modified", blocks=tuple(blocks(_one(old.modified), _one(new.modified)))))
    return [part for part in found if any(block.op != "equal" for block in part.blocks)]


def _one(moment: object) -> list[str]:
    return [str(moment_text(moment))] if moment else []  # type: ignore[arg-type]


def _texts(article: Article) -> Iterator[tuple[str, list[str]]]:
    """The fields of a wording as blocks."""
    yield "kicker", paragraphs(article.kicker)
    yield "headline", paragraphs(article.headline)
    yield "dek", paragraphs(article.dek)
    yield "byline", paragraphs(article.byline)
    yield "authors", list(article.authors)
    yield "organisations", list(article.organisations)
    yield "agencies", list(article.agencies)
    yield "dateline", paragraphs(article.dateline)
    yield "published", _one(article.published)
    yield "body", paragraphs(article.body)
    yield (
        "live_entries",
        [part for e in article.live_entries for part in (*paragraphs(e.headline), *paragraphs(e.text))],
    )
    yield "captions", [image.caption for image in article.images if image.caption]
    yield "photo credits", [image.credit for image in article.images if image.credit]
    yield "credits", list(article.credits)
    yield "corrections", [note.text for note in article.corrections]
    yield "disclaimer", paragraphs(article.disclaimer)


_OF_FIELD = {
    "byline": Kind.BYLINE,
    "authors": Kind.BYLINE,
    "organisations": Kind.BYLINE,
    "dateline": Kind.DATELINE,
    "published": Kind.DATES,
    "credits": Kind.CREDIT,
    "corrections": Kind.CORRECTION,
    "disclaimer": Kind.NOTICE,
    "live_entries": Kind.LIVE,
}

# -- the body ----------------------------------------------------------------------------------------------------------

LONG = 8
"""Words in a row that are an addition or a cut and no other wording."""
_CLOSING = frozenset("\"')]»”’」』")


def _body(old: Article, new: Article) -> list[Block]:
    """What differs in the body beside the entries of a live blog, which are a field of their own."""

    def own(article: Article) -> list[str]:
        entries = {
            spoken(part) for e in article.live_entries for part in (*paragraphs(e.headline), *paragraphs(e.text))
        }
        found = paragraphs(article.body)
        return [part for part in found if spoken(part) not in entries] if entries else found

    return blocks(own(old), own(new))


def _body_kinds(found: list[Block], typos: "_Typos") -> set[Kind]:
    kinds: set[Kind] = set()
    removed = added = 0
    for block in (*found, Block(op="equal")):
        if block.op in ("removed", "added"):
            removed += block.op == "removed"
            added += block.op == "added"
            continue
        if removed and added:
            kinds.add(Kind.BODY_REWRITTEN)
        if added > removed:
            kinds.add(Kind.BODY_ADDED)
        if removed > added:
            kinds.add(Kind.BODY_REMOVED)
        removed = added = 0
        if block.op == "moved":
            kinds.add(Kind.BODY_MOVED)
        if block.pieces:
            kinds |= _block_kinds(block, typos)
    return kinds


def _block_kinds(block: Block, typos: "_Typos") -> set[Kind]:
    """The kinds of change inside a paragraph."""
    if typos.only(block.old, block.new):
        return {Kind.TYPO}
    kinds: set[Kind] = set()
    before: list[Token] = []
    for stretch in edits(tokens(block.old), tokens(block.new)):
        if not isinstance(stretch, Edit):
            before = stretch
            continue
        if not stretch.old and _whole(stretch.new, before):
            kinds.add(Kind.BODY_ADDED)
        elif not stretch.new and _whole(stretch.old, before):
            kinds.add(Kind.BODY_REMOVED)
        else:
            kinds.add(Kind.BODY_REWRITTEN)
    return kinds


def _whole(part: list[Token], before: list[Token]) -> bool:
    """Whether words that stand in one text only are a sentence, or as many as one."""
    if sum(token.word for token in part) >= LONG:
        return True
    text = [token.key for token in part if token.key not in _CLOSING]
    prior = [token.key for token in before if token.key not in _CLOSING]
    return bool(text and text[-1] in SENTENCE_ENDS and (not prior or prior[-1] in SENTENCE_ENDS)) and any(
        t.word for t in part
    )


def _counted(found: list[Block]) -> tuple[int, int]:
    """Words that are new in the body, and words that are gone; those of moved paragraphs are neither."""
    added = removed = 0
    for block in found:
        if block.op == "added":
            added += _words(block.new)
        elif block.op == "removed":
            removed += _words(block.old)
        for piece in block.pieces:
            added += _words(piece.text) if piece.op == "added" else 0
            removed += _words(piece.text) if piece.op == "removed" else 0
    return added, removed


def _words(text: str) -> int:
    return sum(token.word for token in tokens(text))


def _caption_kinds(old: Article, new: Article, typos: "_Typos") -> set[Kind]:
    before, after = ([i.caption for i in article.images if i.caption] for article in (old, new))
    kinds: set[Kind] = set()
    for block in blocks(before, after):
        if block.op in ("removed", "added") or (block.pieces and not typos.only(block.old, block.new)):
            kinds.add(Kind.CAPTION)
        elif block.pieces:
            kinds.add(Kind.TYPO)
    credits = [Counter(spoken(i.credit) for i in article.images if i.credit) for article in (old, new)]
    if credits[0] != credits[1]:
        kinds.add(Kind.CREDIT)
    return kinds or {Kind.CAPTION}


# -- typos -------------------------------------------------------------------------------------------------------------

_SLIPS = frozenset(",.;:-·،؛、，。：；…") | {"..."}
"""Marks that may come and go without a change of meaning."""
_CASED = re.compile("[A-Za-z\u00c0-\u024f\u0370-\u052f\u0531-\u0587\u1e00-\u1fff'-]+")
"""Scripts in which a name shows by its capital: Latin, Greek, Cyrillic, Armenian."""


class _Typos:
    """Tells typos from changes of meaning, by what both wordings and the archive say elsewhere."""

    def __init__(self, old: Article, new: Article, is_word: Callable[[str], bool]) -> None:
        self.articles = (old, new)
        self.is_word = is_word

    @cached_property
    def _said(self) -> tuple[Counter[str], Counter[str]]:
        """How often each word stands in either wording, capitals and all."""
        first, second = (
            Counter(
                token.key
                for text in (article.headline, article.dek, article.body, *(i.caption for i in article.images))
                for token in tokens(text or "")
                if token.word
            )
            for article in self.articles
        )
        return first, second

    def only(self, old: str, new: str, *, title: bool = False) -> bool:
        """Whether only typos were mended between two texts, at least one. `title`: words may have capitals for show."""
        start, before = True, ""
        found = False
        for stretch in edits(tokens(old), tokens(new)):
            if not isinstance(stretch, Edit):
                start, before = _ends(stretch[-1]), stretch[-1].key
                continue
            if not self._mended(stretch, start=start, title=title, before=before):
                return False
            found = True
        return found

    def _mended(self, edit: Edit, *, start: bool, title: bool, before: str) -> bool:
        marks = Counter(t.key for t in edit.old if not t.word)
        later = Counter(t.key for t in edit.new if not t.word)
        if any(mark not in _SLIPS for mark in (marks - later) + (later - marks)):
            return False
        old, new = ([t for t in part if t.word] for part in edit)
        if len(old) != len(new):
            twice = old or new
            return len(old) + len(new) == 1 and twice[0].key == before and self._plain(before, False)
        for n, (one, other) in enumerate(zip(old, new, strict=True)):
            at_start = title or (start if n == 0 else False)
            if one.key != other.key and not self._slip(one.key, other.key, at_start):
                return False
        return True

    def _plain(self, word: str, at_start: bool) -> bool:
        """Whether a word is no number, no negation and not a name."""
        if not _CASED.fullmatch(word) or word.lower() in NEGATIONS or word.lower().endswith(("n't", "n´t")):
            return False
        return word == word.lower() or (at_start and word[1:] == word[1:].lower())

    def _slip(self, old: str, new: str, at_start: bool) -> bool:
        if not (self._plain(old, at_start) and self._plain(new, at_start)):
            return False
        one, other = old.lower(), new.lower()
        before, after = self._said
        if (old != one or new != other) and not (before[other] or after[other] or self.is_word(other)):
            return False  # a capital, and nowhere the same word without one: it may be a name
        if one == other:
            return at_start
        if {one, other} & NUMBERS or number_stem(one) != number_stem(other):
            return False
        slip = _slip(one, other)
        if slip is None or after[one] or after[old] or self.is_word(one):
            return False
        return slip != "replaced" or before[other] > 0 or self.is_word(other)


def _ends(token: Token) -> bool:
    return ends_sentence(token) or token.key in '":-'


def _slip(old: str, new: str) -> str | None:
    """The slip of the keys between two words: "swapped", "dropped", "added", "replaced"; None for none or more."""
    if old[0] != new[0] or old == new:
        return None
    start = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    if len(old) == len(new) and old[start] == new[start + 1 : start + 2] and new[start] == old[start + 1 : start + 2]:
        return "swapped" if old[start + 2 :] == new[start + 2 :] else None
    if max(len(old), len(new)) < 6 or start >= min(len(old), len(new)) - 2:
        return None
    if len(old) == len(new):
        return "replaced" if old[start + 1 :] == new[start + 1 :] else None
    if len(old) + 1 == len(new):
        return "dropped" if old[start:] == new[start + 1 :] else None
    return "added" if old[start + 1 :] == new[start:] else None
