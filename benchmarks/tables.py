"""Tables in Markdown, and their places in a document."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any


def markdown(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines)


def write_between(document: Path, name: str, text: str) -> None:
    """Put `text` between `<!-- name -->` and `<!-- /name -->`. Raises ValueError with a sentence if one is missing."""
    start, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    old = document.read_text(encoding="utf-8")
    before, found, rest = old.partition(start)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        raise ValueError(f"{document} has no place for a table: it needs {start} and {end}.")
    document.write_text(f"{before}{start}\n\n{text}\n\n{end}{after}", encoding="utf-8")
