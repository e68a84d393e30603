"""What texts open with: the first letters that a regular expression can match, so that most need not be tried.

Most lines of a page begin with none of the words that bylines, credits or labels begin with. Their first three letters
show that sooner than a pattern of hundreds of words does.
"""

import re
from typing import Final

from crawler.extraction import later

OPENING: Final = 3
"""Letters of a text's opening that are looked at."""
MARK: Final = "!"
"""Stands in an opening for marks before the first letter, and for a pattern that begins with a mark."""
DIGIT: Final = "0"
"""Stands in an opening for any digit, and ends it."""
_ALIKE: Final = str.maketrans("ıſςµϐϑϕϖϰϱϵ", "isσμβθφπκρε")
"""Letters that `re` takes for others where case is ignored."""
_WORD_STARTS: Final = later.compile(rf"(?<!\w)(?=(\w[\s\S]{{0,{OPENING - 1}}}))")
_OPERATOR: Final = later.compile(r"\\.|\[[^\]]*\]|[(|)]", re.DOTALL)
"""What groups and parts alternatives; an escape or a class is taken whole, lest those in it count."""
_MAX_KNOWN: Final = 4096
"""Openings of which a pattern remembers whether it may match there."""


def folded(letters: str) -> str:
    """Letters in one case, one for one."""
    return letters.lower() if letters.isascii() else "".join([c.lower()[0] for c in letters]).translate(_ALIKE)


class Opening:
    """A pattern that matches at the start of a text, whatever the case of letters."""

    def __init__(self, pattern: str) -> None:
        self._pattern = later.compile(pattern, re.IGNORECASE)
        self._openings = openings(pattern.removeprefix("^"))
        self._known: dict[str, bool] = {}

    def may_match(self, text: str) -> bool:
        """Whether the first letters of a text allow that the pattern matches."""
        start = text[:OPENING]
        known = self._known.get(start)
        if known is None:
            known = self._may_open(start)
            if len(self._known) < _MAX_KNOWN:
                self._known[start] = known
        return known

    def _may_open(self, start: str) -> bool:
        if "" in self._openings or not start[:1].isalnum():
            return True
        if start[0].isdecimal():
            return DIGIT in self._openings
        letters = folded(start)
        return any(letters[:length] in self._openings for length in range(1, len(letters) + 1))

    def match(self, text: str) -> re.Match[str] | None:
        known = self._known.get(text[:OPENING])
        if known is False or (known is None and not self.may_match(text)):
            return None
        return self._pattern.match(text)

    def cut(self, text: str) -> str:
        """A text without what the pattern matches at its start."""
        found = self.match(text)
        return text[found.end() :] if found else text


class Words:
    """A pattern that matches anywhere in a text, whatever the case of letters, from the start of a word on."""

    def __init__(self, before: str, pattern: str) -> None:
        """`before` is what stands before the word that `pattern` begins with."""
        self._pattern = later.compile(before + pattern, re.IGNORECASE)
        self._begins = Opening(pattern)

    def may_stand_in(self, text: str) -> bool:
        return any(map(self._begins.may_match, _WORD_STARTS.findall(text)))

    def sub(self, new: str, text: str) -> str:
        return self._pattern.sub(new, text) if self.may_stand_in(text) else text


def openings(pattern: str, left: int = OPENING) -> set[str]:
    """What texts that a pattern matches may open with: at most `left` letters; fewer where anything may follow."""
    return {opening for branch in _branches(pattern) for opening in _openings_of(branch, left)}


def _openings_of(branch: str, left: int) -> set[str]:
    """The same of a pattern without alternatives outside groups; what is not plain ends the opening."""
    if not left or not branch or branch[0] in ".^$":
        return {""}
    group: list[str] = []
    letters: list[str] = []
    if branch.startswith("(?:"):
        end = _end_of_group(branch)
        group = _branches(branch[3:end])
    elif branch[0] == "[" and branch[1 : (end := branch.index("]", 2))].isalpha():
        letters = list(branch[1:end])
    elif branch[0] in "([":
        return {""}
    else:
        end = 1 if branch[0] == "\\" else 0
        letters = [branch[: end + 1]]
    rest = branch[end + 1 :]
    repeats = rest[:1]
    if repeats == "{":
        return {""}
    rest = rest[1:].removeprefix("?") if repeats in ("?", "*", "+") else rest
    found = _openings_of(rest, left) if repeats in ("?", "*") else set()
    following = "" if repeats in ("*", "+") else rest
    for alternative in group:
        found |= _openings_of(alternative + following, left)
    for letter in letters:
        found |= _with_letter(letter, following, left)
    return found


def _with_letter(letter: str, following: str, left: int) -> set[str]:
    """The same of a letter, mark or escape and what follows it."""
    if letter == r"\b":
        return _openings_of(following, left)
    if letter == r"\d" and left == OPENING:
        return {DIGIT}
    plain = letter.removeprefix("\\")
    space = letter in (r"\s", r"\W")
    if plain != letter and plain.isalnum() and not (space and left == OPENING):
        return {""}
    if left == OPENING and (space or not plain.isalnum()):
        return {more or MARK for more in _openings_of(following, left)}
    return {folded(plain) + more for more in _openings_of(following, left - 1)}


def _branches(pattern: str) -> list[str]:
    """The alternatives of a pattern, those inside groups left whole."""
    found, start, depth = [], 0, 0
    for match in _OPERATOR.finditer(pattern):
        operator = match[0]
        if operator == "|" and not depth:
            found.append(pattern[start : match.start()])
            start = match.end()
        depth += (operator == "(") - (operator == ")")
    return [*found, pattern[start:]]


def _end_of_group(pattern: str) -> int:
    """Where the group that a pattern begins with ends."""
    depth = 0
    for match in _OPERATOR.finditer(pattern):
        depth += (match[0] == "(") - (match[0] == ")")
        if not depth:
            return match.start()
    raise ValueError(f"In {pattern} a group is not closed.")
