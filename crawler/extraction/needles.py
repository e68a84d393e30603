"""What a regular expression cannot match without: plain strings, which are found much faster than it is tried."""

import re
from collections.abc import Sequence
from functools import lru_cache
from re import _casefix as cases  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, Final, final

FEW: Final = 4
"""Characters of a class that are looked for one by one."""
MANY: Final = 12
"""Needles that take longer to look for than the pattern takes to try."""


def needles(pattern: str, flags: int = 0) -> frozenset[str]:
    """Strings of which every text that the pattern matches holds one; empty where nothing is certain.

    With `re.IGNORECASE` among the flags they are in lower case, and it is the text in lower case that holds one.
    """
    return _of_sequence(_pieces(pattern, flags), bool(flags & re.IGNORECASE))


def certain(pattern: str) -> frozenset[str]:
    """Strings that the pattern, which heeds case, matches wherever they stand: its alternatives without any operator."""
    pieces = _pieces(pattern, 0)
    branches = [value[1] if str(operation) == "BRANCH" else [pieces] for operation, value in pieces]
    if len(branches) != 1:
        return frozenset([_literal(pieces)] if _literal(pieces) else ())
    return frozenset(filter(None, map(_literal, branches[0])))


@lru_cache(maxsize=1)
def _pieces(pattern: str, flags: int) -> Any:
    """A pattern as `re` parses it; one that is asked for again and again is parsed once."""
    return parser.parse(pattern, flags)


def _literal(pieces: Any) -> str:
    """Pieces as the one string that they match; empty where they match others too."""
    literals = [chr(value) for operation, value in pieces if str(operation) == "LITERAL"]
    return "".join(literals) if len(literals) == len(pieces) else ""


def _of_sequence(pieces: Any, ignore_case: bool) -> frozenset[str]:
    """The best needles of pieces that stand one behind the other."""
    found: list[frozenset[str]] = []
    run = ""
    for operation, value in pieces:
        name = str(operation)
        if name == "LITERAL" and (letter := _letter(chr(value), ignore_case)):
            run += letter
            continue
        if name == "AT":
            continue  # stands between two characters, and is none
        found += [frozenset([run])] if run else []
        run = ""
        if name == "SUBPATTERN":
            _, added, taken, inner = value
            found.append(_of_sequence(inner, ignore_case) if not (added | taken) & re.IGNORECASE else frozenset())
        elif name.endswith("_REPEAT") and value[0] > 0:
            found.append(_of_sequence(value[2], ignore_case))
        elif name == "ATOMIC_GROUP":
            found.append(_of_sequence(value, ignore_case))
        elif name == "BRANCH":
            branches = [_of_sequence(branch, ignore_case) for branch in value[1]]
            found.append(frozenset().union(*branches) if all(branches) else frozenset())
        elif name == "IN":
            members = [_letter(chr(code), ignore_case) if str(kind) == "LITERAL" else "" for kind, code in value]
            found.append(frozenset(members) if len(members) <= FEW and all(members) else frozenset())
    found += [frozenset([run])] if run else []
    return max(found, key=lambda strings: min(map(len, strings), default=0), default=frozenset())


def _letter(character: str, ignore_case: bool) -> str:
    """How a literal character stands in every text that it matches; empty where that is not one way."""
    if not ignore_case:
        return character
    low = character.lower()
    return low if len(low) == len(character.upper()) == 1 and ord(low) not in cases._EXTRA_CASES else ""


@final
class Sought:
    """A pattern that is tried only in texts that hold one of its needles."""

    def __init__(self, pattern: re.Pattern[str], known: tuple[str, ...] = ()) -> None:
        """`known` are the needles, in lower case if the pattern ignores case, where a person sees fewer of them."""
        self.pattern = pattern
        self._needles: Sequence[str] | None = known or None
        self._lowered = bool(pattern.flags & re.IGNORECASE)

    def may_match(self, text: str) -> bool:
        sought = self._look_for() if self._needles is None else self._needles
        text = text.lower() if self._lowered else text
        for needle in sought:
            if needle in text:
                return True
        return not sought

    def _look_for(self) -> Sequence[str]:
        found = needles(self.pattern.pattern, self.pattern.flags)
        self._needles = sorted(found) if len(found) <= MANY else ()
        return self._needles

    def search(self, text: str) -> re.Match[str] | None:
        return self.pattern.search(text) if self.may_match(text) else None

    def sub(self, new: str, text: str) -> str:
        return self.pattern.sub(new, text) if self.may_match(text) else text
