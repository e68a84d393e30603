"""The subjects of the `archive` command, a module each; here, what they share."""

import os
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

import click

from archive.display import safe
from archive.store import Archive

FILE = click.Path(dir_okay=False, path_type=Path)


def clean(value: Any) -> str:
    """A value as a terminal may show it."""
    return safe(str(value))


def in_colour(stream: TextIO) -> bool:
    """Whether a stream is a terminal that may show colour (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def database(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--db", type=FILE, default="news.db", envvar="ARCHIVE", show_default=True, help="The archive file."
    )(command)


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    with Archive(path, read_only=True) as archive:
        yield archive


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A file to write to that gets its name when nothing failed, and else is gone. What is no file is written to."""
    if path.exists() and not path.is_file():
        yield path
        return
    partial = path.with_name(path.name + ".part")
    try:
        yield partial
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def table(rows: list[dict[str, Any]], columns: tuple[str, ...]) -> str:
    """Rows as a table a person reads: numbers right, text left."""
    cells = [[clean("" if row[name] is None else row[name]) for name in columns] for row in rows]
    numeric = [all(isinstance(row[name], int | None) for row in rows) for name in columns]
    heads = [name.replace("_", " ") for name in columns]
    widths = [max(map(_width, column)) for column in zip(heads, *cells, strict=True)]
    return "\n".join(
        "  ".join(
            " " * (w - _width(c)) + c if right else c + " " * (w - _width(c))
            for c, w, right in zip(line, widths, numeric, strict=True)
        ).rstrip()
        for line in (heads, *cells)
    )


def _width(text: str) -> int:
    """Columns of a terminal that a text takes: two for each wide character (Unicode Standard Annex 11)."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
