"""What a regular expression cannot match without: plain strings, which are found much faster than it is tried."""

import re
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, Final

FEW: Final = 4
"""Characters of a class that are looked for one by one."""


def needles(pattern: str, flags: int = 0) -> frozenset[str]:
    """Strings of which every text that the pattern matches holds one; empty where nothing is certain.

    With `re.IGNORECASE` among the flags they are of characters that have no case.
    """
    return _of_sequence(parser.parse(pattern, flags), bool(flags & re.IGNORECASE))


def _of_sequence(pieces: Any, ignore_case: bool) -> frozenset[str]:
    """The best needles of pieces that stand one behind the other."""
    found: list[frozenset[str]] = []
    run = ""
    for operation, value in pieces:
        name = str(operation)
        if name == "LITERAL" and not (ignore_case and _has_case(chr(value))):
            run += chr(value)
            continue
        if name == "AT":
            continue  # stands between two characters, and is none
        found += [frozenset([run])] if run else []
        run = ""
        if name == "SUBPATTERN":
            _, added, taken, inner = value
            found.append(_of_sequence(inner, (ignore_case or bool(added & re.IGNORECASE)) and not taken & re.IGNORECASE))
        elif name.endswith("_REPEAT") and value[0] > 0:
            found.append(_of_sequence(value[2], ignore_case))
        elif name == "ATOMIC_GROUP":
            found.append(_of_sequence(value, ignore_case))
        elif name == "BRANCH":
            branches = [_of_sequence(branch, ignore_case) for branch in value[1]]
            found.append(frozenset().union(*branches) if all(branches) else frozenset())
        elif name == "IN":
            found.append(_of_class(value, ignore_case))
    found += [frozenset([run])] if run else []
    return max(found, key=lambda strings: min(map(len, strings), default=0), default=frozenset())


def _of_class(members: Any, ignore_case: bool) -> frozenset[str]:
    characters = frozenset(chr(value) if str(name) == "LITERAL" else "" for name, value in members)
    certain = len(characters) <= FEW and "" not in characters
    return characters if certain and not (ignore_case and any(map(_has_case, characters))) else frozenset()


def _has_case(character: str) -> bool:
    return character.lower() != character.upper()
