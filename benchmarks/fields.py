"""How well each field is read, over fixtures/ and benchmarks/pages/: precision and recall.

fixtures/ holds the pages that are read as their goldens say, and are tests; benchmarks/pages/ those that are not yet.
A case that became green moves from the one to the other.

    python benchmarks/fields.py                       the table
    python benchmarks/fields.py --misses credits      what was expected and what was read, case by case
    python benchmarks/fields.py --json fields.json    the figures for machines
    python benchmarks/fields.py --fixtures DIR …      other folders of cases in the form of fixtures/

A field is compared item by item: an author, a caption, a correction with its date is right only as a whole, white
space apart. Dates are right if they are the same instant and the golden and the reading agree on whether a zone was
stated. The body is compared by the overlapping runs of four words in each (of four characters in scripts that put no
spaces between words), without a standfirst that opens it, which is a field of its own. A kicker that only repeats the
section is not compared: whether it is one is a matter of taste. On pages that are no articles only the kind counts.
Nothing is fetched; the same cases give the same table.
"""

import argparse
import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
DEFAULT = [ROOT / "fixtures", ROOT / "benchmarks" / "pages"]
"""The cases that are tests, and those whose goldens are not met yet."""

from crawler.extraction import extract  # noqa: E402
from crawler.saved import Case, CaseError, as_golden, find  # noqa: E402

GOAL = 0.95
Golden = dict[str, Any]
Items = Counter[Any]

_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_WORD = re.compile(r"\w+")
SHINGLE = 4


def plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def shingles(paragraphs: list[str]) -> Iterator[tuple[str, ...]]:
    text = plain(" ".join(paragraphs))
    words = [part for word in _WORD.findall(text) for part in (word if _UNSPACED.search(word) else [word])]
    for start in range(max(1, len(words) - SHINGLE + 1)) if words else ():
        yield tuple(words[start : start + SHINGLE])


def without_dek(golden: Golden) -> list[str]:
    paragraphs: list[str] = golden.get("body", [])
    dek = plain(golden.get("dek", ""))
    return [text for at, text in enumerate(paragraphs) if at > 1 or plain(text) != dek]


def _is_section(golden: Golden) -> bool:
    return plain(golden.get("kicker", "")).casefold() == plain(golden.get("section", "")).casefold()


def moment(text: str | None) -> tuple[str, bool] | None:
    """An instant and whether its zone was stated, from the ISO text of a golden; days stay days."""
    if text is None:
        return None
    if "T" not in text:
        return text, False
    value = datetime.fromisoformat(text)
    return (str(value.timestamp()) if value.tzinfo else value.isoformat()), value.tzinfo is not None


def value(name: str) -> Callable[[Golden], Iterable[Any]]:
    return lambda golden: [plain(golden[name])] if name in golden else []


def values(name: str) -> Callable[[Golden], Iterable[Any]]:
    return lambda golden: [plain(item) for item in golden.get(name, [])]


def instant(name: str) -> Callable[[Golden], Iterable[Any]]:
    return lambda golden: [moment(golden[name])] if name in golden else []


def parts(name: str, *keys: str) -> Callable[[Golden], Iterable[Any]]:
    """Records as tuples of their parts; a record with none of them is left out."""

    def read(golden: Golden) -> Iterator[Any]:
        for record in golden.get(name, []):
            found = tuple(
                moment(record.get(key)) if key in ("date", "time") else plain(record.get(key) or "") for key in keys
            )
            if any(found):
                yield found

    return read


READ: dict[str, Callable[[Golden], Iterable[Any]]] = {
    "headline": value("headline"),
    "kicker": lambda golden: [] if _is_section(golden) else value("kicker")(golden),
    "dek": value("dek"),
    "byline": value("byline"),
    "authors": values("authors"),
    "organisations": values("organisations"),
    "agencies": values("agencies"),
    "dateline": value("dateline"),
    "published": instant("published"),
    "modified": instant("modified"),
    "section": value("section"),
    "tags": values("tags"),
    "language": value("language"),
    "images": parts("images", "url"),
    "captions": parts("images", "caption"),
    "image credits": parts("images", "credit"),
    "captions with credit": parts("images", "caption", "credit"),
    "media": parts("media", "kind", "url"),
    "body": lambda golden: shingles(without_dek(golden)),
    "credits": values("credits"),
    "corrections": parts("corrections", "text", "date"),
    "disclaimer": lambda golden: [plain(" ".join(golden["disclaimer"]))] if "disclaimer" in golden else [],
    "author bios": parts("author_bios", "name", "text"),
    "live entries": parts("live_entries", "time", "headline", "text"),
    "access": value("access"),
    "url": value("url"),
    "encoding": value("encoding"),
}
"""The items of each row of the table, from a golden."""


@dataclass
class Score:
    pages: int = 0
    """Pages whose golden has the field."""
    right: int = 0
    wanted: int = 0
    found: int = 0
    misses: list[tuple[str, list[Any], list[Any]]] = field(default_factory=list)
    """Case, what was wanted and not read, what was read and not wanted."""

    def add(self, case: str, wanted: Items, found: Items) -> None:
        self.pages += bool(wanted)
        self.right += (wanted & found).total()
        self.wanted += wanted.total()
        self.found += found.total()
        if wanted != found:
            self.misses.append((case, list((wanted - found).elements()), list((found - wanted).elements())))

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else float(not self.wanted)

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else float(not self.found)

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def measure(cases: Iterable[Case]) -> tuple[int, dict[str, Score]]:
    """The number of cases, and the score of each row. Raises CaseError for a case that is not complete."""
    scores = {"kind": Score()} | {name: Score() for name in READ}
    number = 0
    for case in cases:
        case.check()
        number += 1
        wanted = case.golden()
        found = as_golden(extract(case.page(), case.meta()["url"], headers=case.headers()))
        scores["kind"].add(case.name, Counter([wanted.get("kind", "article")]), Counter([found["kind"]]))
        if wanted.get("kind", "article") == "article":
            for name, read in READ.items():
                named = found | {"section": wanted.get("section", "")} if name == "kicker" else found
                scores[name].add(case.name, Counter(read(wanted)), Counter(read(named)))
    return number, scores


def table(number: int, scores: dict[str, Score]) -> Iterator[str]:
    yield f"{'field':<22}{'pages':>6}{'items':>7}{'precision':>11}{'recall':>8}{'F1':>7}"
    for name, score in scores.items():
        low = "" if min(score.precision, score.recall) >= GOAL else "  below the goal"
        yield (
            f"{name:<22}{score.pages:>6}{score.wanted:>7}{score.precision:>11.3f}{score.recall:>8.3f}{score.f1:>7.3f}{low}"
        )
    yield f"{number} pages; the goal is {GOAL} in precision and recall."


def figures(number: int, scores: dict[str, Score]) -> dict[str, Any]:
    return {
        "pages": number,
        "fields": {
            name: {
                "pages": score.pages,
                "items": score.wanted,
                "precision": round(score.precision, 4),
                "recall": round(score.recall, 4),
                "f1": round(score.f1, 4),
            }
            for name, score in scores.items()
        },
    }


def shown(item: Any) -> str:
    return " ".join(item) if isinstance(item, tuple) and all(isinstance(part, str) for part in item) else str(item)


def miss_lines(score: Score) -> Iterator[str]:
    for case, wanted, found in score.misses:
        yield case
        for mark, items in (("-", wanted), ("+", found)):
            yield from (f"  {mark} {shown(item)}" for item in items[:12])
            if len(items) > 12:
                yield f"  {mark} … {len(items) - 12} more"


def main() -> int:
    parser = argparse.ArgumentParser(description="Precision and recall of each field over saved pages.")
    parser.add_argument("--fixtures", nargs="+", type=Path, default=DEFAULT, metavar="DIR")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there as well")
    parser.add_argument(
        "--misses", metavar="FIELD", help="show what was expected (-) and read (+) instead of the table"
    )
    options = parser.parse_args()
    if options.misses and options.misses not in {"kind", *READ}:
        parser.error(f"no such field: {options.misses}; the fields are kind, {', '.join(READ)}")
    try:
        number, scores = measure(case for folder in options.fixtures for case in find(folder))
    except (CaseError, OSError) as error:
        print(f"fields: {error}", file=sys.stderr)
        return 1
    if not number:
        print(f"fields: no cases below {', '.join(map(str, options.fixtures))}", file=sys.stderr)
        return 1
    if options.json:
        options.json.write_text(json.dumps(figures(number, scores), indent=2) + "\n", encoding="utf-8")
    lines = miss_lines(scores[options.misses]) if options.misses else table(number, scores)
    print("\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
