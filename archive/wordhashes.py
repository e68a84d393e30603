"""A number for each word of a text, and of all runs of words the few whose hash is low. Pure, for whole texts at once.

Words are those of `archive.duplicates.Words`, in lower case. All that is done to characters is done to arrays of them
(NumPy), which takes a quarter of the time that words as objects take.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archive.duplicates import MARKS
from archive.query import UNSPACED

Numbers = NDArray[np.uint64]
Codes = NDArray[np.uint16]

_PLANE = 1 << 16
_USUAL = 1 << 16
"""For texts of so many characters powers are kept."""
_BASE = 0x9E3779B97F4A7C15
_MIXER = np.uint64(0xFF51AFD7ED558CCD)
_FACTORS = (
    0xBF58476D1CE4E5B9, 0x94D049BB133111EB, 0xC4CEB9FE1A85EC53, 0xD6E8FEB86659FD93, 0xE7037ED1A0B428DB,
    0x8EBC6AF09C88C6E3, 0x589965CC75374CC3, 0x1D8E4E27C47D124F, 0xA0761D6478BD642F, 0xEB44ACCAB455D165,
    0x9FB21C651E98DF25, 0xB492B66FBE98F273,
)  # fmt: skip
"""Odd numbers, one for each place in a shingle."""
_HALF = np.uint64(32)
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_BREAK = re.compile("\n\n")
_ASTRAL_UNSPACED = re.compile("[\U00020000-\U0003ffff]")


def hashes(text: str) -> Numbers:
    """A number for each word, the same for the same word, of a text that is normalized (NFKC).

    The hash of a word is a polynomial of its characters modulo 2^64, mixed. As the sum of all characters up to one,
    each times its power of an odd number, it comes from two sums and the power's inverse (Karp and Rabin 1987,
    "Efficient randomized pattern-matching algorithms").
    """
    return _hashed(*_words(_without_sharp_s(text)))


def of_many(texts: Sequence[str], width: int) -> Iterator[tuple[Numbers, Numbers]]:
    """`hashes` of each text, and `runs` of these. Many short arrays cost more than a long one: several are one text."""
    spelt = list(map(_without_sharp_s, texts))
    start = 0
    while start < len(spelt):
        stop, size = start, 0
        offsets = [0]
        while stop < len(spelt) and (stop == start or size + len(spelt[stop]) < _USUAL):
            size += len(spelt[stop]) + 1
            offsets.append(size)
            stop += 1
        codes, before, last = _words(" ".join(spelt[start:stop]))
        words = _hashed(codes, before, last)
        sums = runs(words, width)
        bounds = before.searchsorted(offsets).tolist()
        for first, end in pairwise(bounds):
            yield words[first:end], sums[first : max(first, end - width + 1)]
        start = stop


def ends(text: str) -> list[int]:
    """How many words of such a text stand above the end of each of its paragraphs, which a blank line parts."""
    text = _without_sharp_s(text)
    _, before, _ = _words(text)
    breaks = [match.start() for match in _BREAK.finditer(text)]
    return [*before.searchsorted(breaks).tolist(), len(before)]


def joined(parts: Sequence[Numbers]) -> Numbers:
    """The words of parts of a text, one after the other."""
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.uint64)


def _without_sharp_s(text: str) -> str:
    return text if text.isascii() else text.replace("ß", "ss").replace("ẞ", "ss")


def _words(text: str) -> tuple[Codes, NDArray[np.intp], NDArray[np.intp]]:
    """The characters of a text, a space before and one behind, in lower case; for each word the places `before` its
    first one and that of its `last`."""
    lower, single = _characters()
    if text.isascii():
        raw: NDArray[Any] = np.frombuffer(f" {text} ".encode("ascii"), dtype=np.uint8)
        alone = None
    else:
        coded = f" {text} ".encode("utf-16-le", "replace")
        if len(coded) > 2 * len(text) + 4:
            coded = f" {_ASTRAL.sub(_stand_in, text)} ".encode("utf-16-le", "replace")
        raw = np.frombuffer(coded, dtype="<u2")
        alone = single.take(raw)
    codes = lower.take(raw)
    inside = codes != 0
    edges = inside[1:] != inside[:-1]
    if alone is None or not alone.any():
        at = edges.nonzero()[0]
        return codes, at[::2], at[1::2]
    parted = edges | alone[1:] | alone[:-1]
    return codes, (parted & inside[1:]).nonzero()[0], (parted & inside[:-1]).nonzero()[0]


def _hashed(codes: Codes, before: NDArray[np.intp], last: NDArray[np.intp]) -> Numbers:
    """Hashes of the words between the places `before` the first character of each and that of its `last`."""
    powers, inverses = _powers(len(codes)) if len(codes) > _USUAL else _usual()
    sums = (codes * powers[: len(codes)]).cumsum()
    found: Numbers = (sums.take(last) - sums.take(before)) * inverses.take(before)
    found ^= found >> _HALF
    found *= _MIXER
    return found


def low(sums: Numbers, one_of: int, most: int) -> tuple[list[int], list[int]]:
    """Of all `runs` those whose hash is low, one of so many and `most` at most: signed 32 bits of their hashes, and
    where each begins."""
    at = (sums < np.uint64(2**64 // one_of)).nonzero()[0]
    if len(at) > most:
        at = np.sort(at[np.argsort(sums.take(at), kind="stable")[:most]])
    values = (sums.take(at) * _MIXER >> _HALF).astype(np.uint32).view(np.int32)
    return values.tolist(), at.tolist()


def runs(words: Numbers, width: int) -> Numbers:
    """The hash of each run of `width` words: the sum of those of its words, each times the odd number of its place,
    modulo 2^64, which is multilinear (Lemire and Kaser 2014, "Strongly universal string hashing is fast")."""
    count = max(0, len(words) - width + 1)
    sums = words[:count] * np.uint64(_FACTORS[0])
    for place in range(1, width):
        sums += words[place : place + count] * np.uint64(_FACTORS[place])
    return sums


def in_common(one: Numbers, other: Numbers, width: int) -> tuple[int, int]:
    """How many words of each of two texts stand in a run of `width` words that the other has too."""
    mine, theirs = runs(one, width), runs(other, width)
    return _covered(mine, theirs, width), _covered(theirs, mine, width)


def _covered(own: Numbers, others: Numbers, width: int) -> int:
    """How many words stand in at least one of the runs that are among others."""
    if not len(own) or not len(others):
        return 0
    others = np.sort(others)
    common = others.take(others.searchsorted(own), mode="clip") == own
    covered = np.zeros(len(own) + width - 1, dtype=np.bool_)
    for place in range(width):
        covered[place : place + len(own)] |= common
    return int(covered.sum())


@cache
def _characters() -> tuple[Codes, NDArray[np.bool_]]:
    """For each character of the Basic Multilingual Plane what it is in lower case, 0 if it parts words; and whether it
    is a word by itself."""
    every = "".join(map(chr, range(_PLANE)))
    lower = every.replace("\u0130", "i").lower().replace("ς", "σ")
    codes = np.frombuffer(lower.encode("utf-16-le", "surrogatepass"), dtype="<u2").astype(np.uint16)
    for pattern in (f"[{MARKS}]", r"[\x00-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f]"):
        codes[[match.start() for match in re.finditer(pattern, every)]] = 0
    single = np.zeros(_PLANE, dtype=np.bool_)
    single[[match.start() for match in re.finditer(f"[{UNSPACED}]", every)]] = True
    return codes, single


def _stand_in(match: re.Match[str]) -> str:
    """A character of the plane in the place of one beyond it, of the same kind."""
    number = ord(match[0])
    return chr(0x4E00 + number % 0x5000 if _ASTRAL_UNSPACED.match(match[0]) else 0xE100 + number % 0x1700)


@cache
def _usual() -> tuple[Numbers, Numbers]:
    return _powers(_USUAL)


def _powers(count: int) -> tuple[Numbers, Numbers]:
    """Powers of an odd number modulo 2^64, and their inverses."""

    def of(base: int) -> Numbers:
        found = np.full(count, base, dtype=np.uint64)
        found[0] = 1
        return np.multiply.accumulate(found)

    return of(_BASE), of(pow(_BASE, -1, 2**64))
