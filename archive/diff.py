"""What differs between two texts: blocks (paragraphs) that stand in one only, moved, or changed, and there which words.
Pure.

White space, the kinds of quotes and dashes, invisible characters, Unicode's ways to spell one letter and the breaks
between paragraphs are no difference. Scripts without spaces between words are compared by character.

Time is bounded, whatever the texts: after `STEPS` steps what is left is told as replaced whole. Alignment is by what
stands once on both sides (Bram Cohen's patience diff), between these by the shortest edit (E. Myers, "An O(ND)
Difference Algorithm", 1986).
"""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from archive.folding import fold
from archive.query import UNSPACED

STEPS = 1_500_000
"""Comparisons that one diff may take: about a second."""
LARGEST_EDIT = 600
"""Words that a stretch without a landmark may differ in; beyond that the stretch counts as replaced."""
ALIKE, ALIKE_ALONE = 0.5, 0.35
"""Share of words that make two blocks one that was changed; in a place where one stands for one, fewer do."""
MOVED_ALIKE = 0.8
"""Share of words that make a block elsewhere the same one, moved and edited."""
PAIRS = 2_500
"""Blocks against blocks: beyond that many pairs in one place nobody looks which became which."""

_PUNCTUATION = (
    r"!-/:-@\[-`{-~\u00a1-\u00a9\u00ab-\u00b1\u00b4-\u00b8\u00bb\u00bf\u00d7\u00f7\u02b9-\u02bf\u0374\u037e\u0387"
    r"\u055a-\u055f\u0589\u058a\u05be\u05c0\u05c3\u05f3\u05f4\u0606-\u060f\u061b\u061e\u061f\u066a-\u066d\u06d4"
    r"\u0964\u0965\u2010-\u2027\u2030-\u205e\u20a0-\u20cf\u2190-\u2bff\u2e00-\u2e5d\u3001-\u3003\u3008-\u3020\u3030"
    r"\u303d\u30fb\ufe10-\ufe19\ufe30-\ufe52\ufe54-\ufe6b\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
)
_LETTER = rf"[^\s{_PUNCTUATION}{UNSPACED}]"
_ON_A_LETTER = "".join(
    char for char in map(chr, (*range(0xE00, 0x1000), *range(0x1000, 0x10A0), *range(0x1780, 0x17DE)))
    if unicodedata.category(char).startswith("M")
)  # fmt: skip
_TOKEN = re.compile(
    rf"(?P<word>(?:(?<![^\s(\[\"'«„“‘])[-+−–](?=\d))?{_LETTER}+(?:(?:['’ʼ`´]|(?<=\d)[.,:/](?=\d)){_LETTER}+)*"
    rf"|[{UNSPACED}][{_ON_A_LETTER}]*)"
    r"|(?:\.\.\.|…|\S)",
)
SENTENCE_ENDS = frozenset(".!?。！？؟۔।॥…") | {"..."}
_MORE_QUOTES = str.maketrans("ʼʹ′＇″＂", "''''\"\"")


class Token(NamedTuple):
    """A word, number, punctuation mark or character: `key` to compare by, `text` with the white space after it."""

    key: str
    text: str
    word: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words that stands in both texts, only in the old (removed), or only in the new one (added)."""

    op: Literal["equal", "removed", "added"]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A block and what became of it: `pieces` of a changed one, and of a moved one that was changed as well.

    `old` and `new` are its texts, empty where it does not stand; `old_at` and `new_at` its places, from 0. An equal or
    changed one may be several, apart by a blank line, where breaks between paragraphs moved.
    """

    op: Literal["equal", "removed", "added", "changed", "moved"]
    old: str = ""
    new: str = ""
    old_at: int | None = None
    new_at: int | None = None
    pieces: tuple[Piece, ...] = ()


@dataclass(slots=True)
class _Budget:
    left: int = field(default_factory=lambda: STEPS)

    def spend(self, steps: int) -> bool:
        self.left -= steps
        return self.left > 0


@lru_cache(maxsize=50_000)
def _key(text: str) -> str:
    return text if text.isascii() and "`" not in text else str(fold(text.translate(_MORE_QUOTES)))


def tokens(text: str) -> list[Token]:
    """The words, numbers, marks and characters of a text, in order; invisible ones belong to what stands before."""
    found: list[Token] = []
    text = unicodedata.normalize("NFC", text)
    for match in _TOKEN.finditer(text):
        end = match.end()
        while end < len(text) and text[end].isspace():
            end += 1
        key, whole = _key(match[0]), text[match.start() : end]
        if key:
            found.append(Token(key, whole, match["word"] is not None))
        elif found:
            found[-1] = found[-1]._replace(text=found[-1].text + whole)
    return found


def spoken(text: str) -> str:
    """A text reduced to what is compared: two are the same wording if these are equal."""
    return " ".join(token.key for token in tokens(text))


def paragraphs(text: str | None) -> list[str]:
    """The blocks of a text: what stands between line breaks."""
    return [part.strip() for part in (text or "").splitlines() if part.strip()]


def words(old: str, new: str) -> tuple[Piece, ...]:
    """How one text became another, by words; no piece at all if both are empty."""
    return _pieces(tokens(old), tokens(new), _Budget())


def blocks(old: Sequence[str], new: Sequence[str]) -> list[Block]:
    """How one text became another, block by block, in the order of the new one; removed ones where they stood."""
    return _Blocks(old, new).result


def runs(a: Sequence[str], b: Sequence[str], budget: _Budget | None = None) -> list[tuple[int, int, int]]:
    """The stretches that two sequences have in common: (place in the first, place in the second, length), in order."""
    budget = budget or _Budget()
    found: list[tuple[int, int, int]] = []
    todo = [(0, len(a), 0, len(b))]
    while todo:
        start, end, other, other_end = todo.pop()
        length = _common(a, b, start, end, other, other_end)
        if length:
            found.append((start, other, length))
            start, other = start + length, other + length
        length = _common_end(a, b, start, end, other, other_end)
        if length:
            end, other_end = end - length, other_end - length
            found.append((end, other_end, length))
        if start == end or other == other_end or not budget.spend(end - start + other_end - other):
            continue
        if landmarks := _landmarks(a, b, start, end, other, other_end):
            for i, j in landmarks:
                todo.append((start, i, other, j))
                start, other = i, j
            # The last landmark is the first pair of what is left, which is taken as its common beginning.
            todo.append((start, end, other, other_end))
        else:
            found.extend(_shortest(a, b, start, end, other, other_end, budget))
    return _joined(sorted(found))


def _common(a: Sequence[str], b: Sequence[str], start: int, end: int, other: int, other_end: int) -> int:
    most = min(end - start, other_end - other)
    return next((n for n in range(most) if a[start + n] != b[other + n]), most)


def _common_end(a: Sequence[str], b: Sequence[str], start: int, end: int, other: int, other_end: int) -> int:
    most = min(end - start, other_end - other)
    return next((n for n in range(most) if a[end - 1 - n] != b[other_end - 1 - n]), most)


def _landmarks(
    a: Sequence[str], b: Sequence[str], start: int, end: int, other: int, other_end: int
) -> list[tuple[int, int]]:
    """What stands once on either side, as many as keep their order."""
    once = {key for key, count in Counter(a[start:end]).items() if count == 1}
    once &= {key for key, count in Counter(b[other:other_end]).items() if count == 1}
    if not once:
        return []
    place = {key: other + n for n, key in enumerate(b[other:other_end]) if key in once}
    tails: list[int] = []
    chains: list[tuple[int, int, int]] = []  # place in a, in b, the chain's link before
    last: list[int] = []
    for i in range(start, end):
        if a[i] in once:
            j = place[a[i]]
            n = bisect_left(tails, j)
            if n == len(tails):
                tails.append(j)
                last.append(len(chains))
            tails[n], last[n] = j, len(chains)
            chains.append((i, j, last[n - 1] if n else -1))
    found, link = [], last[-1]
    while link >= 0:
        i, j, link = chains[link]
        found.append((i, j))
    return found[::-1]


def _shortest(
    a: Sequence[str], b: Sequence[str], start: int, end: int, other: int, other_end: int, budget: _Budget
) -> list[tuple[int, int, int]]:
    """The common stretches of Myers' shortest edit, or none where the edit is larger than it may be."""
    n, m = end - start, other_end - other
    furthest: dict[int, int] = {1: 0}
    trace: list[dict[int, int]] = []
    for edits in range(min(n + m, LARGEST_EDIT) + 1):
        trace.append(dict(furthest))
        walked = 2 * edits + 1
        for k in range(-edits, edits + 1, 2):
            down = k == -edits or (k != edits and furthest[k - 1] < furthest[k + 1])
            x = furthest[k + 1] if down else furthest[k - 1] + 1
            begun = x
            while x < n and 0 <= x - k < m and a[start + x] == b[other + x - k]:
                x += 1
            walked += x - begun
            furthest[k] = x
            if x >= n and x - k >= m:
                return _walk_back(trace, n, m, start, other)
        if not budget.spend(walked):
            break
    return []


def _walk_back(trace: list[dict[int, int]], n: int, m: int, start: int, other: int) -> list[tuple[int, int, int]]:
    found, x, y = [], n, m
    for edits in range(len(trace) - 1, -1, -1):
        before, k = trace[edits], x - y
        down = k == -edits or (k != edits and before[k - 1] < before[k + 1])
        k = k + 1 if down else k - 1
        x_before = before[k]
        x_after = x_before if down else x_before + 1
        if x > x_after:
            found.append((start + x_after, other + x_after - (x - y), x - x_after))
        x, y = x_before, x_before - k
    return found


def _joined(found: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    whole: list[tuple[int, int, int]] = []
    for i, j, length in found:
        if whole and whole[-1][0] + whole[-1][2] == i and whole[-1][1] + whole[-1][2] == j:
            whole[-1] = (*whole[-1][:2], whole[-1][2] + length)
        else:
            whole.append((i, j, length))
    return whole


class Edit(NamedTuple):
    """What stands in one place of both texts, and is not the same."""

    old: list[Token]
    new: list[Token]


def edits(old: list[Token], new: list[Token], budget: _Budget | None = None) -> Iterator[Edit | list[Token]]:
    """Stretches in order: those of both texts, as lists of the new one's tokens, and the edits between them."""
    i = j = 0
    common = _at_sentences(runs([t.key for t in old], [t.key for t in new], budget), old, new)
    for at, new_at, length in (*common, (len(old), len(new), 0)):
        if at > i or new_at > j:
            yield Edit(old[i:at], new[j:new_at])
        if length:
            yield new[new_at : new_at + length]
        i, j = at + length, new_at + length


def _at_sentences(common: list[tuple[int, int, int]], old: list[Token], new: list[Token]) -> list[tuple[int, int, int]]:
    """The same stretches, but what stands in one text only begins where a sentence does, if it can: after "He left. He
    slept." without its first sentence, "He left. " is what is gone, not "left. He "."""
    for n in range(len(common) - 1):
        (i, j, length), (at, new_at, after) = common[n], common[n + 1]
        end, new_end = i + length, j + length
        if (end == at) == (new_end == new_at):
            continue
        text, first, last = (new, new_end, new_at) if end == at else (old, end, at)
        for shift in range(length + 1):
            if first - shift == 0 or ends_sentence(text[first - shift - 1]):
                common[n] = (i, j, length - shift)
                common[n + 1] = (at - shift, new_at - shift, after + shift)
                break
            if text[first - shift - 1].key != text[last - shift - 1].key:
                break
    return [run for run in common if run[2]]


def ends_sentence(token: Token) -> bool:
    """Whether a sentence may end with this token."""
    return token.key in SENTENCE_ENDS or "\n" in token.text


@dataclass(slots=True)
class _Change:
    removed: list[Token]
    added: list[Token]
    size: int = 0

    def __post_init__(self) -> None:
        self.size = max(_size(self.removed), _size(self.added))

    def take(self, common: list[Token], size: int, later: "_Change") -> None:
        """Become one change with a later one and what stands between them."""
        self.removed += [*common, *later.removed]
        self.added += [*common, *later.added]
        self.size += size + later.size


def _pieces(old: list[Token], new: list[Token], budget: _Budget) -> tuple[Piece, ...]:
    """The pieces a person reads: a few words in common between two larger changes are part of one change."""
    stretches: list[list[Token] | _Change] = []
    for stretch in edits(old, new, budget):
        if not isinstance(stretch, Edit):
            stretches.append(stretch)
            continue
        change = _Change(*stretch)
        while len(stretches) > 1:
            before, common = stretches[-2], stretches[-1]
            assert isinstance(before, _Change)
            assert isinstance(common, list)
            size = _size(common)
            if size * 2 > min(before.size, change.size):
                break
            before.take(common, size, change)
            change = before
            del stretches[-2:]
        stretches.append(change)
    pieces: list[Piece] = []
    for part in stretches:
        if isinstance(part, _Change):
            pieces += [Piece("removed", _text(part.removed)), Piece("added", _text(part.added))]
        else:
            pieces.append(Piece("equal", _text(part)))
    return tuple(piece for piece in pieces if piece.text)


def _text(read: list[Token]) -> str:
    return "".join(token.text for token in read)


def _size(read: list[Token]) -> int:
    return sum(token.word for token in read)


def _bag(read: list[Token]) -> Counter[str]:
    """What likeness is measured by: words; pairs of neighbours where words have no spaces."""
    bag: Counter[str] = Counter()
    for token in read:
        if token.word and not _unspaced(token):
            bag[token.key] += 1
    for one, other in pairwise(read):
        if _unspaced(one) and _unspaced(other):
            bag[one.key + other.key] += 1
    return bag


_IS_UNSPACED = re.compile(f"[{UNSPACED}]")


def _unspaced(token: Token) -> bool:
    return _IS_UNSPACED.match(token.key) is not None


class _Blocks:
    """The blocks of two texts, matched in steps: the same in order; moved; changed in place; moved and changed."""

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        self.old, self.new = old, new
        self.budget = _Budget()
        self.old_read, self.new_read = [tokens(block) for block in old], [tokens(block) for block in new]
        old_keys = [" ".join(t.key for t in read) for read in self.old_read]
        new_keys = [" ".join(t.key for t in read) for read in self.new_read]
        self.partner: dict[int, int] = {}  # new block: old block
        places = self._places(old_keys, new_keys)
        self._moved(places, old_keys, new_keys)
        self.old_bags = {i: _bag(self.old_read[i]) for place in places for i in place[0]}
        self.new_bags = {j: _bag(self.new_read[j]) for place in places for j in place[1]}
        self.wholes: dict[int, tuple[list[int], list[int]]] = {}  # first new block: blocks told as one
        for olds, news in places:
            self._changed([i for i in olds if i not in self.gone], [j for j in news if j not in self.partner])
        self._moved_and_changed(places)
        self.result = list(self._told())

    @property
    def gone(self) -> set[int]:
        return set(self.partner.values())

    def _places(self, old_keys: list[str], new_keys: list[str]) -> list[tuple[list[int], list[int]]]:
        places, i, j = [], 0, 0
        for at, new_at, length in (*runs(old_keys, new_keys, self.budget), (len(old_keys), len(new_keys), 0)):
            if at > i or new_at > j:
                places.append((list(range(i, at)), list(range(j, new_at))))
            self.partner.update((new_at + n, at + n) for n in range(length))
            i, j = at + length, new_at + length
        self.in_place = set(self.partner)
        return places

    def _moved(self, places: list[tuple[list[int], list[int]]], old_keys: list[str], new_keys: list[str]) -> None:
        waiting: dict[str, list[int]] = {}
        for olds, _ in places:
            for i in olds:
                waiting.setdefault(old_keys[i], []).append(i)
        for _, news in places:
            for j in news:
                if found := waiting.get(new_keys[j]):
                    self.partner[j] = found.pop(0)

    def _changed(self, olds: list[int], news: list[int]) -> None:
        """Pair the blocks of one place so that the most words stay, in order; or tell them as one where only the
        breaks between them moved."""
        if not olds or not news or len(olds) * len(news) > PAIRS:
            return
        alike = ALIKE_ALONE if len(olds) == len(news) == 1 else ALIKE
        best = [[0.0] * (len(news) + 1) for _ in range(len(olds) + 1)]
        likeness: dict[tuple[int, int], float] = {}
        for x in range(len(olds) - 1, -1, -1):
            for y in range(len(news) - 1, -1, -1):
                share = self._alike(olds[x], news[y])
                likeness[x, y] = share
                taken = share + best[x + 1][y + 1] if share >= alike else 0.0
                best[x][y] = max(best[x + 1][y], best[x][y + 1], taken)
        pairs, x, y = [], 0, 0
        while x < len(olds) and y < len(news):
            if best[x][y] == best[x + 1][y]:
                x += 1
            elif best[x][y] == best[x][y + 1]:
                y += 1
            else:
                pairs.append((olds[x], news[y]))
                x, y = x + 1, y + 1
        if len(olds) > 1 or len(news) > 1:
            alone = sum(self.old_bags[i].total() for i in olds) + sum(self.new_bags[j].total() for j in news)
            apart = alone - sum(2 * (self.old_bags[i] & self.new_bags[j]).total() for i, j in pairs)
            one = sum((self.old_bags[i] for i in olds), Counter())
            other = sum((self.new_bags[j] for j in news), Counter())
            if alone and 2 * (alone - 2 * (one & other).total()) < apart:
                self.wholes[news[0]] = (olds, news)
                return
        self.partner.update((j, i) for i, j in pairs)
        self.in_place.update(j for _, j in pairs)

    def _moved_and_changed(self, places: list[tuple[list[int], list[int]]]) -> None:
        whole_old = {i for olds, _ in self.wholes.values() for i in olds}
        whole_new = {j for _, news in self.wholes.values() for j in news}
        gone = self.gone | whole_old
        olds = [i for place in places for i in place[0] if i not in gone]
        news = [j for place in places for j in place[1] if j not in self.partner and j not in whole_new]
        if len(olds) * len(news) > PAIRS:
            return
        likely = sorted(((self._alike(i, j), i, j) for i in olds for j in news), reverse=True)
        for share, i, j in likely:
            if share >= MOVED_ALIKE and i in olds and j in news:
                self.partner[j] = i
                olds.remove(i)
                news.remove(j)

    def _alike(self, i: int, j: int) -> float:
        """The share of words that two blocks have in common, 0 to 1 (Dice)."""
        one, other = self.old_bags[i], self.new_bags[j]
        if not self.budget.spend(len(one) + len(other)):
            return 0.0
        total = one.total() + other.total()
        return 2 * (one & other).total() / total if total else 0.0

    def _told(self) -> Iterator[Block]:
        told_with = {j for _, news in self.wholes.values() for j in news[1:]}
        gone = self.gone | {i for olds, _ in self.wholes.values() for i in olds}
        waiting = [i for i in range(len(self.old)) if i not in gone]
        told = 0
        for j, before in enumerate(self._anchors()):
            while told < len(waiting) and waiting[told] < before:
                yield self._removed(waiting[told])
                told += 1
            if j in self.wholes:
                olds, news = self.wholes[j]
                old, new = "\n\n".join(self.old[i] for i in olds), "\n\n".join(self.new[k] for k in news)
                yield self._kept(_pieces(tokens(old), tokens(new), self.budget), old, new, olds[0], j)
            elif (i := self.partner.get(j)) is not None:
                pieces = _pieces(self.old_read[i], self.new_read[j], self.budget)
                yield self._kept(pieces, self.old[i], self.new[j], i, j, moved=j not in self.in_place)
            elif j not in told_with:
                yield Block(op="added", new=self.new[j], new_at=j)
        for i in waiting[told:]:
            yield self._removed(i)

    def _anchors(self) -> list[int]:
        """For each new block the old block before which it stands: what was removed there is told first."""
        anchors, anchor = [], len(self.old)
        for j in range(len(self.new) - 1, -1, -1):
            if j in self.wholes:
                anchor = self.wholes[j][0][0]
            elif j in self.in_place:
                anchor = self.partner[j]
            anchors.append(anchor)
        return anchors[::-1]

    def _kept(self, pieces: tuple[Piece, ...], old: str, new: str, i: int, j: int, *, moved: bool = False) -> Block:
        changed = any(piece.op != "equal" for piece in pieces)
        return Block(
            op="moved" if moved else "changed" if changed else "equal",
            old=old,
            new=new,
            old_at=i,
            new_at=j,
            pieces=pieces if changed else (),
        )

    def _removed(self, i: int) -> Block:
        return Block(op="removed", old=self.old[i], old_at=i)
