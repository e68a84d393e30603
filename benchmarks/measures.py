"""What is measured on public benchmark data, and the goals: names, figures, tables."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

FIELDS = ("headline", "authors", "published", "captions", "captions_in_body", "topics", "language")
LEAKS = "captions in body"
"""The share of gold captions that ended up in the text; less is better."""

ERRORS = "pages that raised"
RATIO = "median of trafilatura's"

Figures = dict[str, float]


@dataclass(frozen=True)
class Goal:
    value: float
    at_most: bool = False

    def verdict(self, figure: float) -> str:
        """ "met", or by how much the figure falls short."""
        lacks = figure - self.value if self.at_most else self.value - figure
        return "met" if lacks <= 0 else f"short by {lacks:.2g}" if lacks < 1 else f"short by {lacks:.1f}"

    def __str__(self) -> str:
        return f"≤ {self.value:g}" if self.at_most else f"{self.value:g}"


GOALS = {
    "aeb body": Goal(98.0),
    "fundus-tests body": Goal(97.8),
    "trafilatura body": Goal(95.5),
    "readability body": Goal(96.5),
    "fundus-tests headline": Goal(95),
    "trafilatura headline": Goal(84),
    "fundus-tests authors": Goal(90),
    "trafilatura authors": Goal(73),
    "fundus-tests published": Goal(99),
    "trafilatura published": Goal(90),
    "fundus-tests captions": Goal(85),
    f"fundus-tests {LEAKS}": Goal(1, at_most=True),
    "fundus-tests topics": Goal(60),
    "readability language": Goal(100),
    "ms median": Goal(4, at_most=True),
    "ms p99": Goal(60, at_most=True),
    "ms max": Goal(2_000, at_most=True),
    RATIO: Goal(0.125, at_most=True),
}
"""Of the development halves; milliseconds are a call's, on a quiet machine."""


def of_data(result: Mapping[str, Any]) -> Figures:
    """The figures, in percent, out of what the scorer writes with --json."""
    found: Figures = {}
    for bench, parts in result["totals"].items():
        total = next(iter(parts.values()))
        found[f"{bench} body"] = round(100 * total["f1"], 2)
        for field in FIELDS:
            if field in total:
                found[f"{bench} {field.replace('_', ' ')}"] = round(100 * total[field], 2)
    return found


def times(result: Mapping[str, Any]) -> Figures:
    """Milliseconds of a call: median, 99th percentile, longest."""
    values = sorted(page["ms"] for page in result["pages"])
    return {
        "ms median": values[len(values) // 2],
        "ms p99": values[min(len(values) - 1, int(len(values) * 0.99))],
        "ms max": values[-1],
    }


def is_better(measure: str, one: float, other: float) -> bool:
    less = measure.endswith(LEAKS) or measure.startswith("ms ") or measure in (RATIO, ERRORS)
    return one < other if less else one > other


def shown(measure: str, figure: float | None) -> str:
    if figure is None:
        return "–"
    if measure == ERRORS:
        return f"{figure:.0f}"
    if measure == RATIO:
        return f"1/{1 / figure:.1f}" if figure < 1 else f"{figure:.1f}"
    return f"{figure:.0f}" if measure.startswith("ms ") and figure >= 100 else f"{figure:.1f}"


def beside_the_goals(ours: Figures, peers: Mapping[str, Figures]) -> Iterator[tuple[str, ...]]:
    """A row a measure: the goal, ours, whether it is met, the best of the peers and who that is."""
    for measure in dict.fromkeys([*GOALS, *ours]):
        if measure not in ours:
            continue
        best: tuple[str, float] | None = None
        for name, figures in peers.items():
            figure = figures.get(measure)
            if figure is not None and (best is None or is_better(measure, figure, best[1])):
                best = name, figure
        goal = GOALS.get(measure)
        yield (
            measure,
            str(goal) if goal else "",
            shown(measure, ours[measure]),
            goal.verdict(ours[measure]) if goal else "",
            f"{shown(measure, best[1])} {best[0]}" if best else "–",
        )
