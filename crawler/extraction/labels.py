"""Tests of what elements call themselves: classes, ids, roles and the like, as `Box.names` holds them."""

from functools import lru_cache
from typing import Final, final

from ahocorasick_rs import AhoCorasick, Implementation

from crawler.extraction import later
from crawler.extraction.needles import certain, needles

MANY: Final = 16_384
"""Names of which it is remembered what they are called; a crawl of one site meets a few thousand."""


@final
class Labelled:
    """A test whether any of the labels in a text, parted by white space, matches a pattern in lower case, whatever its
    own case.

    Pages repeat their labels many hundred times, and few of them mean anything. One pass finds in names the needles of
    all these patterns; those patterns alone that may match are then tried, and the answer is remembered.
    """

    def __init__(self, pattern: str) -> None:
        self.pattern = later.compile(pattern)
        self._bit = 1 << len(TESTS)
        self._answers: dict[str, bool] = {}
        TESTS.append(self)
        _POSSIBLE.clear()
        _CERTAIN.clear()
        _look_for.cache_clear()

    def __call__(self, names: str) -> bool:
        possible = _POSSIBLE.get(names)
        if possible is None:
            possible = _look(names)
        if not possible & self._bit:
            return False
        if _CERTAIN.get(names, 0) & self._bit:
            return True
        answer = self._answers.get(names)
        return self._answer(names) if answer is None else answer

    def _answer(self, names: str) -> bool:
        labels = names.lower().split()
        alone = labels == [names]
        answer = self.pattern.search(names) is not None if alone else any(self(label) for label in labels)
        if len(self._answers) >= MANY:
            self._answers.clear()
        self._answers[names] = answer
        return answer

    def needles(self) -> frozenset[str]:
        return needles(self.pattern.pattern)

    def forget(self) -> None:
        """Ask the pattern anew of all names."""
        self._answers.clear()


labelled = Labelled

TESTS: Final[list[Labelled]] = []
"""All of them, by the number of their bit."""
_POSSIBLE: Final[dict[str, int]] = {}
"""For names as they stand, which tests may be true of them, a bit each."""
_CERTAIN: Final[dict[str, int]] = {}
"""Which of those tests are true of names because of a needle that is all of an alternative."""


@lru_cache(maxsize=1)
def _look_for() -> tuple[AhoCorasick, list[int], list[int], int]:
    """What finds all needles; the tests that each is a needle of; those that it makes true; the tests that have none."""
    tests: dict[str, int] = {}
    proven: dict[str, int] = {}
    always = 0
    for test in TESTS:
        found = test.needles()
        if not found:
            always |= test._bit
        for needle in found:
            tests[needle] = tests.get(needle, 0) | test._bit
        for literal in certain(test.pattern.pattern):
            if len(literal.split()) == 1:  # stands in one label where it stands in the names
                proven[literal] = proven.get(literal, 0) | test._bit
    automaton = AhoCorasick(list(tests), implementation=Implementation.ContiguousNFA)
    return automaton, list(tests.values()), [proven.get(needle, 0) for needle in tests], always


def _look(names: str) -> int:
    automaton, tests, proven, possible = _look_for()
    true = 0
    for number, _, _ in automaton.find_matches_as_indexes(names.lower(), overlapping=True):
        possible |= tests[number]
        true |= proven[number]
    if len(_POSSIBLE) >= MANY:
        _POSSIBLE.clear()
        _CERTAIN.clear()
    _POSSIBLE[names] = possible
    _CERTAIN[names] = true
    return possible
