"""Datasette plugin of the archive: search as SQL functions, text and links as a reader expects them."""

import sqlite3
from typing import Any

from datasette import hookimpl
from markupsafe import Markup, escape

from archive.marking import MARK_CLOSE, MARK_OPEN
from archive.search import register_functions

PARAGRAPHS = {"body", "credits", "disclaimer", "text"}
ANY_DIRECTION = {"headline", "old_headline", "dek", "caption", "byline", "name"}


@hookimpl
def prepare_connection(conn: sqlite3.Connection) -> None:
    """The search functions that the canned queries use."""
    register_functions(conn)


@hookimpl
def extra_css_urls() -> list[str]:
    return ["/archive/news.css"]


@hookimpl
def render_cell(value: Any, column: str) -> Markup | None:
    """Marked snippets, paragraphs, and text that runs from right to left; everything from the web is escaped."""
    if not isinstance(value, str):
        return None
    if column == "snippet":
        pieces = value.replace(MARK_CLOSE, MARK_OPEN).split(MARK_OPEN)
        marks = (Markup("<mark>{}</mark>").format(p) if i % 2 else escape(p) for i, p in enumerate(pieces))
        return Markup('<span dir="auto">{}</span>').format(Markup("").join(marks))
    if column in PARAGRAPHS:
        paragraphs = (Markup('<p dir="auto">{}</p>').format(part) for part in value.split("\n") if part.strip())
        return Markup('<div class="text">{}</div>').format(Markup("").join(paragraphs))
    if column in ANY_DIRECTION:
        return Markup('<span dir="auto">{}</span>').format(value)
    return None
