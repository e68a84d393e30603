"""Datasette plugin of the archive: a page with every wording of an article and what was changed in each."""

import asyncio
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from datasette import Forbidden, NotFound, Response, hookimpl
from datasette.utils import tilde_decode
from markupsafe import Markup

from archive import Archive, ArticleNotFoundError
from archive.commands.history import marked_block, minute, story_of
from archive.diff import Block
from archive.history import Wording, captures_of_wordings
from archive.revisions import differences

MOST = 50
"""Wordings on the page; more are those of live blogs."""


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    return [(r"/(?P<database>[^/]+)/wordings/(?P<number>[0-9]{1,18})$", wordings_page)]


@hookimpl
def render_cell(value: Any, column: str, database: str, datasette: Any) -> Markup | None:
    """An article's number in an answer to a question leads to its wordings."""
    if column == "article" and isinstance(value, int):
        return Markup('<a href="{}">{}</a>').format(f"{datasette.urls.database(database)}/wordings/{value}", value)
    return None


async def wordings_page(datasette: Any, request: Any) -> Any:
    """All wordings of an article, newest first, each with what differs from the one before."""
    name = tilde_decode(request.url_vars["database"])
    if name not in datasette.databases or name == "_internal":
        raise NotFound(f"Database not found: {name}")
    if not await datasette.permission_allowed(request.actor, "view-database", name, default=True):
        raise Forbidden("view-database")
    number = int(request.url_vars["number"])
    path = Path(datasette.get_database(name).path)
    try:
        context = await asyncio.to_thread(_told, path, number)
    except ArticleNotFoundError as error:
        raise NotFound(str(error)) from error
    for wording in context["wordings"]:
        if wording["capture"]:
            wording["capture_url"] = datasette.urls.row(name, "captures", str(wording["capture"]))
    context |= {"database": name, "row": datasette.urls.row(name, "articles", str(number)), "metadata": {}}
    return Response.html(await datasette.render_template("wordings.html", context, request=request))


def _told(path: Path, number: int) -> dict[str, Any]:
    with Archive(path, read_only=True) as archive:
        stored = archive.get(number)
        found = archive.wordings(number)
        captures = captures_of_wordings(archive, number)
    before: list[Wording | None] = [None, *found[:-1]]
    pairs = list(zip(found, before, strict=True))[-MOST:]
    url = stored.article.url
    return {
        "headline": stored.article.headline,
        "source": stored.article.source,
        "url": url if url.startswith(("http://", "https://")) else None,
        "gone": minute(stored.gone_at) if stored.gone_at else None,
        "count": len(found),
        "left_out": len(found) - len(pairs),
        "wordings": [
            {
                "number": wording.number,
                "seen": minute(wording.seen),
                "how": story_of(wording),
                "announced": wording.change.announced if wording.change else None,
                "capture": captures.get(wording.number),
                "fields": _fields(earlier, wording),
            }
            for wording, earlier in reversed(pairs)
        ],
    }


def _fields(earlier: Wording | None, wording: Wording) -> list[tuple[str, list[Markup]]]:
    """What differs, field by field, as HTML in which every text is escaped."""
    if earlier is None:
        return []
    return [
        (part.field.replace("_", " "), list(_shown(part.blocks)))
        for part in differences(earlier.article, wording.article)
    ]


def _shown(blocks: Sequence[Block]) -> Iterator[Markup]:
    """Blocks with an unchanged one before and behind each change; of the others, how many there are."""
    near = {at + step for at, block in enumerate(blocks) if block.op != "equal" for step in (-1, 0, 1)}
    for kept, run in groupby(range(len(blocks)), key=lambda at: at in near):
        places = list(run)
        if kept or len(places) == 1:
            yield from (Markup(marked_block(blocks[at])) for at in places)  # noqa: S704
        else:
            yield Markup('<p class="same">… {} paragraphs unchanged …</p>').format(len(places))
