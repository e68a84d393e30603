"""Quality may rise and never sink in silence: every figure against its floor in `floors.toml`.

    make bench                                         our own pages
    make bench DATA=../data                            and public benchmark data, a folder with its scorer, score.py
    python benchmarks/floors.py --raise [--data DIR]   put the floors where the figures are
    python benchmarks/floors.py --lower "kicker recall" --because "the golden was wrong" [--data DIR]

A figure below its floor, or a floor without a figure, is a failure by name, with exit status 1. A floor is lowered one
at a time and with a reason, which is kept in the file. Own pages are `fixtures/` and `benchmarks/pages/`, in percent of
precision and recall; the data's measures are those of `benchmarks/measures.py`. Times are no floors: they are a
machine's, see `benchmarks/peers.py`.
"""

import argparse
import datetime
import json
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks import fields, measures  # noqa: E402
from benchmarks.tables import markdown  # noqa: E402
from crawler.saved import CaseError, find  # noqa: E402

FILE = ROOT / "benchmarks" / "floors.toml"
Figures = dict[str, float]


class FloorError(Exception):
    """A floor that cannot be read or moved as asked; the text says why."""


@dataclass
class Floors:
    own: Figures = field(default_factory=dict)
    data: Figures = field(default_factory=dict)
    lowered: list[dict[str, Any]] = field(default_factory=list)
    """What was lowered: measure, before, after, day, because."""

    @classmethod
    def read(cls, file: Path) -> "Floors":
        """Raises FloorError for a file that is missing or no floors."""
        try:
            said = tomllib.loads(file.read_text(encoding="utf-8"))
            return cls(**said)
        except (OSError, ValueError, TypeError) as error:
            raise FloorError(f"{file} cannot be read as floors: {error}") from error

    def text(self) -> str:
        """The file again, in TOML."""
        lines = ["# Written by benchmarks/floors.py, which says how floors are raised and lowered."]
        for name in ("own", "data"):
            lines += ["", f"[{name}]"]
            lines += [f"{json.dumps(measure)} = {value}" for measure, value in getattr(self, name).items()]
        for entry in self.lowered:
            lines += ["", "[[lowered]]"]
            lines += [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in entry.items()]
        return "\n".join(lines) + "\n"


def of_own_pages(folders: list[Path]) -> Figures:
    """Precision and recall of each field in percent, rounded down to a tenth. Raises CaseError for a broken case."""
    _, scores = fields.measure(case for folder in folders for case in find(folder))
    found = {}
    for name, score in scores.items():
        found[f"{name} precision"] = int(1000 * score.precision) / 10
        found[f"{name} recall"] = int(1000 * score.recall) / 10
    return found


def of_data(data: Path) -> Figures:
    """The measures of public benchmark data. Raises FloorError if its scorer does not run."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "scores.json"
        command = [sys.executable, str(data / "score.py"), "--data", str(data), "--rounds", "0", "--json", str(out)]
        command += ["--extractor", "crawler.extraction:extract"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        if done.returncode or not out.exists():
            last = (done.stderr.strip().splitlines() or ["it says nothing"])[-1]
            raise FloorError(f"The scorer {data / 'score.py'} failed: {last}")
        return measures.of_data(json.loads(out.read_text(encoding="utf-8")))


def below(floors: Mapping[str, float], found: Mapping[str, float]) -> Iterator[str]:
    """A sentence for each figure that is worse than its floor, or is not there any more."""
    for measure, floor in floors.items():
        figure = found.get(measure)
        if figure is None:
            yield f"{measure} has a floor of {floor:g} and is not measured any more."
        elif measures.is_better(measure, floor, figure):
            yield f"{measure} is {figure:g}, its floor is {floor:g}."


def raised(floors: Mapping[str, float], found: Mapping[str, float]) -> Figures:
    """The floors, each at the better of itself and the figure; new figures come in."""
    new = dict(floors)
    for measure, figure in found.items():
        if measure not in new or measures.is_better(measure, figure, new[measure]):
            new[measure] = figure
    return new


def lower(floors: Floors, measure: str, found: Mapping[str, float], because: str, day: datetime.date) -> None:
    """Put one floor down to the figure and keep the reason. Raises FloorError where there is none to lower."""
    part = next((part for part in (floors.own, floors.data) if measure in part), None)
    if part is None:
        raise FloorError(f"There is no floor named {measure!r}.")
    if not because.strip():
        raise FloorError("A floor is lowered with a reason only: --because 'why'.")
    if measure not in found:
        if part is floors.data:
            raise FloorError(f"{measure} is a figure of the public data: say where it is with --data.")
        after = None
    elif not measures.is_better(measure, part[measure], found[measure]):
        raise FloorError(f"{measure} is {found[measure]:g}, not below its floor of {part[measure]:g}.")
    else:
        after = found[measure]
    entry = {"measure": measure, "before": part.pop(measure), "day": day.isoformat(), "because": because.strip()}
    if after is not None:
        entry["after"] = part[measure] = after
    floors.lowered.append(entry)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder of public benchmark data with its score.py")
    parser.add_argument("--pages", type=Path, nargs="+", default=fields.DEFAULT, metavar="DIR", help="folders of cases")
    parser.add_argument("--floors", type=Path, default=FILE, metavar="FILE", help=f"default: {FILE.name}")
    parser.add_argument("--raise", dest="raise_", action="store_true", help="put the floors up to the figures")
    parser.add_argument("--lower", metavar="MEASURE", help="put this one floor down to its figure")
    parser.add_argument("--because", default="", metavar="REASON", help="why it is lowered; kept in the file")
    options = parser.parse_args(arguments)
    try:
        floors = Floors.read(options.floors)
        own = of_own_pages(options.pages)
        data = of_data(options.data) if options.data else {}
        if options.lower:
            today = datetime.datetime.now(datetime.UTC).date()
            lower(floors, options.lower, {**own, **data}, options.because, today)
    except (FloorError, CaseError, OSError) as error:
        print(f"floors: {error}", file=sys.stderr)
        return 1
    rows = [(name, floors.own.get(name, "–"), f"{figure:g}") for name, figure in own.items()]
    rows += [(name, floors.data.get(name, "–"), f"{figure:g}") for name, figure in data.items()]
    print(markdown(["measure", "floor", "figure"], rows))
    if options.raise_:
        floors.own, floors.data = raised(floors.own, own), raised(floors.data, data)
    if options.raise_ or options.lower:
        options.floors.write_text(floors.text(), encoding="utf-8")
    failed = [*below(floors.own, own), *(below(floors.data, data) if options.data else ())]
    for sentence in failed:
        print(f"floors: {sentence}", file=sys.stderr)
    if failed:
        return 1
    if raised(floors.own, own) != floors.own or (options.data and raised(floors.data, data) != floors.data):
        print("Figures are above their floors: --raise keeps them there.")
    if not options.data:
        print("Public benchmark data was not measured: make bench DATA=folder.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
