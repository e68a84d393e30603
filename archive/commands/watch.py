"""`archive watch`: saved searches, and what is new since the last look."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from archive import watch as watching
from archive.commands import FILE, clean, database, opened, table, whole
from archive.commands.search import Searching, filters, marked
from archive.errors import ArchiveError, NotAnArchiveError
from archive.store import Archive


def _writing(path: Path) -> Archive:
    if not path.exists():
        raise NotAnArchiveError(f"There is no archive at {path}; crawl a site first, or name another with --db.")
    return Archive(path)


@click.group()
def watch() -> None:
    """Saved searches: what newly answers them, for a terminal, a feed reader or a program."""


@watch.command("add", cls=Searching)
@click.argument("name")
@click.argument("query", nargs=-1, required=True)
@database
@filters
def add(name: str, query: tuple[str, ...], db: Path, **narrowed: str | None) -> None:
    """Save a search under a NAME. What arrives from now on counts; QUERY is as in `archive search`."""
    with _writing(db) as archive:
        watching.add(archive, name, " ".join(query), **narrowed)
    click.echo("Saved; `archive watch run` tells what is new from now on.", err=True)


@watch.command("list")
@database
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def list_command(db: Path, as_json: bool) -> None:
    """All saved searches, with how many hits they had and how many are not told yet."""
    with opened(db) as archive:
        found = watching.watches(archive)
    rows: list[dict[str, Any]] = [
        {
            "name": one.name,
            "query": one.query,
            "filters": " ".join(
                f"{name}:{value}"
                for name in ("source", "agency", "language", "since", "until")
                if (value := getattr(one, name))
            ),
            "hits": one.hits,
            "untold": one.untold,
            "checked": (one.checked_at or "never")[:16].replace("T", " "),
        }
        for one in found
    ]
    if as_json:
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False))
    elif rows:
        click.echo(table(rows, ("name", "query", "filters", "hits", "untold", "checked")))
    else:
        click.echo("No saved searches; `archive watch add NAME QUERY` saves one.", err=True)


@watch.command("remove")
@click.argument("name")
@database
def remove(name: str, db: Path) -> None:
    """Forget a saved search and its hits; the articles stay."""
    with _writing(db) as archive:
        watching.remove(archive, name)


@watch.command("run")
@click.argument("names", nargs=-1)
@database
@click.option("--hook", metavar="COMMAND", help="Run by the shell for each search with hits: JSON on standard input.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a hit and line.")
def run(names: tuple[str, ...], db: Path, hook: str | None, as_json: bool) -> None:
    """Look for what is new, and tell each hit once: here, or to a hook.

    NAMES are the searches to tell; all of them without. An article counts when it answers a search for the first time,
    because it is new or because its text changed. Hits that a hook does not take (exit status other than 0) are kept
    for the next time.
    """
    problems: list[str] = []
    with _writing(db) as archive:
        chosen = [watching.get(archive, name) for name in names] or watching.watches(archive)
        watching.look(archive)
        for one in chosen:
            try:
                _tell(archive, watching.get(archive, one.name), hook, as_json)
            except ArchiveError as error:
                problems.append(str(error))
    if problems:
        for problem in problems[:-1]:
            click.echo(f"archive: {clean(problem)}", err=True)
        raise ArchiveError(problems[-1])


def _tell(archive: Archive, one: watching.Watch, hook: str | None, as_json: bool) -> None:
    if hook is not None:
        if one.untold:
            count = watching.tell_hook(archive, one, hook)
            click.echo(f"{clean(one.name)}: {count} told.", err=True)
        return
    while told := watching.hits(archive, one, untold=True, limit=watching.MOST_TOLD):
        for hit in told:
            if as_json:
                click.echo(json.dumps({"watch": one.name, **hit.as_object()}, ensure_ascii=False))
                continue
            click.echo(f"{clean(one.name)}: {hit.article:>6}  {(hit.published or 'undated')[:10]}  {clean(hit.source)}")
            click.echo(f"        {click.style(clean(hit.headline), bold=True)}")
            click.echo(f"        {marked(hit.snippet)}\n")
        sys.stdout.flush()
        watching.mark_told(archive, told)


@watch.command("feed")
@click.argument("name")
@database
@click.option("-o", "--output", type=FILE, help="File; written whole or not at all.  [default: stdout]")
def feed(name: str, db: Path, output: Path | None) -> None:
    """The newest 100 hits of a search as an Atom feed. `archive watch run` finds them."""
    with opened(db) as archive:
        text = watching.feed(archive, watching.get(archive, name))
    if output is None:
        click.echo(text, nl=False)
        return
    with whole(output) as beside:
        beside.write_text(text, encoding="utf-8")
