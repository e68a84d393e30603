"""Is one text a copy of another? Pure: words, sampled shingles to find candidates by, and what two texts share.

A shingle is a run of words; for scripts without spaces, of characters. Of an article's shingles those are kept as its
fingerprints whose hash is low: of the same passage the same ones in every text (modulo sampling, Broder 1997, "On the
resemblance and containment of documents"). MinHash signatures in bands estimate how alike two whole texts are, and
lose a copy that keeps a third of the original; samples also find a part within a whole. Candidates are then compared in
full.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.query import UNSPACED, has_unspaced

if TYPE_CHECKING:
    from archive import wordhashes

SAMPLE = 18
"""About how many fingerprints an article of usual length has."""
DENSEST, SPAREST = 4, 48
"""Of so many shingles one is a fingerprint, in short texts and in long ones."""
MOST = 512
"""More fingerprints no text has."""
FEWEST_WORDS = 20
"""Shorter texts are not compared: "Watch the video" is nobody's copy."""
CHARACTERS_A_WORD = 2
"""Of Han and kana."""
LETTERS_A_WORD = 4
"""Of the alphabets that are written without spaces: Thai, Lao, Khmer, Burmese, Tibetan."""
ENOUGH = 0.75
"""The shares of two copies' words that stand in runs which both have are together at least this. Other reports of the
same event that share long quotes or background have up to a third each."""
ENOUGH_OF_SHORTER = 0.35
"""And this of the shorter text's."""
ENOUGH_OF_FEW = 0.6
"""Or this, if fewer words than the fewest that are compared: a sentence that both quote is soon half of a brief."""
ENOUGH_OF_ONE_NUMBER = 0.15
"""And this share, if an agency gave both the same number: a story rewritten, but from the same report."""
LONGEST_END = 4
"""Closing paragraphs of more than so many times the fewest words are no standing line, but text."""
PART = 0.12
"""And these are at least this share of the longer text: a brief in a round-up of ten is not the round-up's copy."""

MARKS = (
    "\u00a1-\u00bf\u00d7\u00f7\u055a-\u055f\u0589\u05be\u05f3\u05f4\u060c\u061b\u061f\u066a-\u066c\u06d4\u0964\u0965"
    "\u2000-\u206f\u3000-\u3004\u3008-\u3020"
)
"""What parts words beside all ASCII that is neither letter nor digit, as a class of a regular expression."""
_RUN = re.compile(f"[{UNSPACED}]+")


class Words:
    """A text as it is compared: its words, how many make a shingle to look up (`sampled`), one to compare by
    (`compared`), and the `fewest` that a text has which is compared.

    A word is in lower case; each character of a script without spaces is a word of its own.
    """

    __slots__ = ("_hashes", "_runs", "compared", "fewest", "sampled", "text")

    def __init__(
        self, text: str, sampled: int, compared: int, fewest: int, hashes: "wordhashes.Numbers | None" = None
    ) -> None:
        self.text = text
        self.sampled, self.compared, self.fewest = sampled, compared, fewest
        self._hashes = hashes
        self._runs: wordhashes.Numbers | None = None

    def __len__(self) -> int:
        return len(self.hashes)

    @property
    def hashes(self) -> "wordhashes.Numbers":
        """A number for each word: texts are compared by these."""
        if self._hashes is None:
            from archive import wordhashes  # NumPy takes a tenth of a second to load, and reading needs none of it

            self._hashes = wordhashes.hashes(self.text)
        return self._hashes

    @property
    def runs(self) -> "wordhashes.Numbers":
        """A number for each run of `sampled` words."""
        if self._runs is None:
            from archive import wordhashes  # as above

            self._runs = wordhashes.runs(self.hashes, self.sampled)
        return self._runs

    @staticmethod
    def number(texts: "Sequence[Words]") -> None:
        """Make the numbers of many texts together, which takes less time."""
        from archive import wordhashes  # as above

        alike: dict[tuple[bool, int], list[Words]] = {}
        for text in texts:
            alike.setdefault((text.text.isascii(), text.sampled), []).append(text)
        for (_, width), group in alike.items():
            numbers = wordhashes.of_many([text.text for text in group], width)
            for text, (hashes, runs) in zip(group, numbers, strict=True):
                text._hashes, text._runs = hashes, runs


def words_of(text: str) -> Words:
    """A text's words."""
    text = unicodedata.normalize("NFKC", text)
    if has_unspaced(text):
        runs = _RUN.findall(text)
        size = sum(map(len, runs))
        if 2 * size > len(text):
            letters = sum(len(run) for run in runs if run < "\u2000")
            single = LETTERS_A_WORD if 2 * letters > size else CHARACTERS_A_WORD
            return Words(text, 12, 8, single * FEWEST_WORDS)
    return Words(text, 5, 4, FEWEST_WORDS)


def fingerprints(text: Words) -> frozenset[int]:
    """What candidates are found by, as signed 32-bit numbers; none for a text that is too short to be compared."""
    return frozenset(places(text))


def places(text: Words) -> dict[int, int]:
    """The fingerprints of a text, each with the place of its first word."""
    if len(text) < text.fewest:
        return {}
    return _sampled(text, one_of(text))


def is_passage(text: Words, place: int, other: Words) -> bool:
    """Whether the words of a fingerprint stand in the other text with as many more of those around them as a shingle
    that is compared has: a passage, and no stock phrase."""
    run = text.sampled + text.compared
    whole = other.hashes.tobytes()
    starts = (place - text.compared, place - text.compared // 2, place)
    return any(text.hashes[start : start + run].tobytes() in whole for start in starts if 0 <= start <= len(text) - run)


def one_of(text: Words) -> int:
    """Of so many shingles one is a fingerprint."""
    return max(DENSEST, min(SPAREST, (len(text) - text.sampled + 1) // SAMPLE))


def _sampled(text: Words, one_of: int) -> dict[int, int]:
    """The shingles whose hash is low, each with its place."""
    from archive import wordhashes  # as above

    values, found_at = wordhashes.low(text.runs, one_of, MOST)
    return dict(zip(values, found_at, strict=True))


def own_words(text: Words, common: Set[int], paragraphs: int | None = None) -> Words:
    """The words of a text, or of so many of its first paragraphs, without the paragraphs that many others have too: of
    whose fingerprints half are `common`."""
    if not common and paragraphs is None:
        return text
    from archive import wordhashes  # as above

    ends = wordhashes.ends(text.text)[:paragraphs]
    prints, found_at = wordhashes.low(text.runs, one_of(text), len(text)) if common else ([], [])
    kept = []
    begin = 0
    for end in ends:
        last = max(begin, end - text.sampled + 1)
        own = set(prints[bisect_left(found_at, begin) : bisect_left(found_at, last)])
        if not own or 2 * len(own & common) < len(own):
            kept.append(text.hashes[begin:end])
        begin = end
    return Words("", text.sampled, text.compared, text.fewest, wordhashes.joined(kept))


@dataclass(frozen=True, slots=True)
class Shared:
    """What two texts share: the share of each one's words that stand in runs which the other has too, 0 to 1."""

    of_one: float
    of_other: float
    words: int
    """Of the first text, how many words that is."""
    one_is_shorter: bool
    fewest: int

    def is_copy(self, *, one_number: bool = False) -> bool:
        """Whether one of the two is a copy of the other, or both are of a third; with `one_number`, an agency's own
        number of the story stands under both."""
        shorter, longer = (self.of_one, self.of_other) if self.one_is_shorter else (self.of_other, self.of_one)
        enough = ENOUGH_OF_SHORTER if self.words >= self.fewest else ENOUGH_OF_FEW
        is_copy = shorter >= enough and longer >= PART and shorter + longer >= ENOUGH
        return is_copy or (one_number and shorter >= ENOUGH_OF_ONE_NUMBER)


def shared(one: Words, other: Words) -> Shared:
    """Compare two texts. Texts of different kinds of script, or without a shingle, share nothing."""
    from archive import wordhashes  # as above

    shorter = len(one) <= len(other)
    if one.compared != other.compared:
        return Shared(0.0, 0.0, 0, shorter, one.fewest)
    mine, theirs = wordhashes.in_common(one.hashes, other.hashes, one.compared)
    return Shared(mine / max(1, len(one)), theirs / max(1, len(other)), mine, shorter, one.fewest)


def without_end(one: str, other: str) -> tuple[list[str], list[str]]:
    """The paragraphs of two texts above the few lines that close both of them word for word, if some do: "Reporting by
    our newsroom", a standing line, an agency's terms, which stand under many reports. Where one text is the end of the
    other, all stays."""
    mine, theirs = one.split("\n\n"), other.split("\n\n")
    same = 0
    while same < min(len(mine), len(theirs)) and mine[-same - 1].strip() == theirs[-same - 1].strip():
        same += 1
    if not same or same == min(len(mine), len(theirs)):
        return mine, theirs
    end = words_of("\n\n".join(mine[-same:]))
    if len(end) > LONGEST_END * end.fewest:
        return mine, theirs
    return mine[:-same], theirs[:-same]


_STORY_NUMBERS = (
    re.compile(r"\b(dpa(?:-[a-z]+)?):\s*(\d{6}-\d{2,3}-\d{4,6})(?:/\d+)?\b", re.IGNORECASE),
    re.compile(r"\b(Reuters|businesswire|PRNewswire)\W{1,3}(n[A-Z][A-Z0-9]{7,11}|\d{12,14})\b", re.IGNORECASE),
    re.compile(
        r"\b(AFP|ANSA|APA|EFE|Interfax|ITAR-TASS|TASS|PAP|Xinhua|Kyodo|Yonhap|UPI|AAP|PTI|ANI|STT|NTB|TT|CTK|ČTK|MTI)"
        r"[\s:#(–-]{1,4}(?:story\s+)?(?:id|no|nr|number|№|#)\.?[\s:#]*([A-Z]{0,4}-?\d[\dA-Z/-]{4,})",
        re.IGNORECASE,
    ),
)  # fmt: skip


def story_numbers(credits: Sequence[str]) -> tuple[str, ...]:
    """The agencies' own numbers of a story, as "dpa 260118-99-12345", out of an article's credit lines.

    A dpa number ends in the version of the story ("/3"), which is left out.
    """
    found = {
        f"{agency.split('-')[0].lower()} {number.upper()}": None
        for line in credits
        for pattern in _STORY_NUMBERS
        for agency, number in pattern.findall(line)
    }
    return tuple(found)
