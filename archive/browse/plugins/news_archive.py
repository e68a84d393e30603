"""Datasette plugin of the archive: the search page, search in SQL, text and links as a reader expects them."""

import re
import sqlite3
from typing import Any
from urllib.parse import urlencode

from datasette import Forbidden, NotFound, Response, hookimpl
from datasette.utils import tilde_decode
from markupsafe import Markup, escape

from archive.errors import QueryError
from archive.marking import MARK_CLOSE, MARK_OPEN
from archive.query import SYNTAX, narrowed, parse
from archive.search import Facets, Hit, Results, find, register_functions, spread

PARAGRAPHS = {"body", "credits", "disclaimer", "text", "findings", "barren", "unreached"}
ANY_DIRECTION = {"headline", "old_headline", "dek", "caption", "byline", "name"}
FILTERS = ("source", "agency", "language", "since", "until")
PAGE = 20
SHOWN = 12
"""Values of a facet that the page shows."""


@hookimpl
def prepare_connection(conn: sqlite3.Connection) -> None:
    """The search functions that the canned queries use."""
    register_functions(conn)


@hookimpl
def extra_css_urls() -> list[str]:
    return ["/archive/news.css"]


def marked(snippet: str) -> Markup:
    """A snippet as HTML, escaped, with its marks."""
    pieces = snippet.replace(MARK_CLOSE, MARK_OPEN).split(MARK_OPEN)
    marks = (Markup("<mark>{}</mark>").format(p) if i % 2 else escape(p) for i, p in enumerate(pieces))
    return Markup('<span dir="auto">{}</span>').format(Markup("").join(marks))


@hookimpl
def render_cell(value: Any, column: str) -> Markup | None:
    """Marked snippets, paragraphs, and text that runs from right to left; everything from the web is escaped."""
    if not isinstance(value, str):
        return None
    if column == "snippet":
        return marked(value)
    if column in PARAGRAPHS:
        paragraphs = (Markup('<p dir="auto">{}</p>').format(part) for part in value.split("\n") if part.strip())
        return Markup('<div class="text">{}</div>').format(Markup("").join(paragraphs))
    if column in ANY_DIRECTION:
        return Markup('<span dir="auto">{}</span>').format(value)
    return None


# -- the search page ---------------------------------------------------------------------------------------------------


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    return [(r"/(?P<database>[^/]+)/search(?P<json>\.json)?$", search_page)]


async def search_page(datasette: Any, request: Any) -> Any:
    """Search with facets and pages, as a page or as JSON: `rows`, `next`, `next_url`, `ranked`, `more`, `facets`.

    Asked by `words`, the filters, `after` (the key of a page) and `_size`; `_shape=array` gives the rows alone.
    """
    name = tilde_decode(request.url_vars["database"])
    if name not in datasette.databases or name == "_internal":
        raise NotFound(f"Database not found: {name}")
    if not await datasette.permission_allowed(request.actor, "view-database", name, default=True):
        raise Forbidden("view-database")
    asked = {key: (request.args.get(key) or "").strip() for key in ("words", *FILTERS)}
    after = request.args.get("after") or None
    size = request.args.get("_size") or ""
    size = min(100, max(1, int(size))) if size.isascii() and size.isdecimal() and len(size) < 6 else PAGE

    def run(sql: sqlite3.Connection) -> tuple[Results, Facets]:
        groups = narrowed(parse(asked["words"]), **{key: asked[key] or None for key in FILTERS})
        return find(sql, groups, limit=size, after=after), spread(sql, groups)

    error = None
    results, facets = Results(), None
    try:
        results, facets = await datasette.get_database(name).execute_fn(run)
    except QueryError as problem:
        error = str(problem)
    path = datasette.urls.database(name) + "/search"

    def link(**changes: str | None) -> str:
        values = {**asked, "_size": str(size) if size != PAGE else None, **changes}
        return f"{path}?" + urlencode({key: value for key, value in values.items() if value})

    following = link(after=results.next) if results.next else None
    if request.url_vars["json"]:
        return _as_json(request, results, facets, following, path, error)
    context = {
        "database": name,
        "asked": asked,
        "error": error,
        "hits": [_shown(hit, datasette.urls.row(name, "articles", str(hit.id))) for hit in results],
        "results": results,
        "facets": _facets(facets, asked, link) if facets else [],
        "counted": facets,
        "chosen": [(key, asked[key], link(**{key: None})) for key in FILTERS if asked[key]],
        "first": link() if after else None,
        "next": following,
        "json": link(after=after).replace("/search?", "/search.json?", 1),
        "syntax": SYNTAX,
        "metadata": {},
    }
    page = await datasette.render_template("search.html", context, request=request)
    return Response.html(page, status=400 if error else 200)


def _as_json(
    request: Any, results: Results, facets: Facets | None, following: str | None, path: str, error: str | None
) -> Any:
    if error:
        return Response.json({"ok": False, "error": error, "status": 400}, status=400)
    rows = [
        {
            "id": hit.id, "published": hit.published, "source": hit.source, "headline": hit.headline,
            "byline": hit.byline, "language": hit.language, "url": hit.url,
            "snippet": hit.snippet.replace(MARK_OPEN, "**").replace(MARK_CLOSE, "**"), "key": hit.key,
        }
        for hit in results
    ]  # fmt: skip
    if request.args.get("_shape") == "array":
        return Response.json(rows)
    fields = ("counted", "more", "years", "months", "sources", "languages", "agencies")
    return Response.json(
        {
            "ok": True,
            "rows": rows,
            "next": results.next,
            "next_url": following and following.replace(f"{path}?", f"{path}.json?", 1),
            "ranked": results.ranked,
            "more": results.more,
            "stopped": results.stopped,
            "facets": {field: getattr(facets, field) for field in fields},
        }
    )


def _shown(hit: Hit, row: str) -> dict[str, Any]:
    return {
        "row": row,
        "headline": hit.headline,
        "day": (hit.published or "undated")[:10],
        "source": hit.source,
        "byline": hit.byline,
        "snippet": marked(hit.snippet),
        "url": hit.url if re.match(r"https?://", hit.url) else None,
    }


def _facets(found: Facets, asked: dict[str, str], link: Any) -> list[tuple[str, list[tuple[str, int, str]]]]:
    """Each facet with its values, their counts and where a click on them leads."""
    times = found.months if len(found.years) < 2 else found.years
    facets = [("Published", [(t, n, link(since=t, until=t)) for t, n in list(times.items())[:SHOWN]])]
    for title, key, counts in (
        ("Source", "source", found.sources),
        ("Language", "language", found.languages),
        ("Agency", "agency", found.agencies),
    ):
        if not asked[key]:
            facets.append((title, [(v, n, link(**{key: v})) for v, n in list(counts.items())[:SHOWN]]))
    return [facet for facet in facets if facet[1]]
