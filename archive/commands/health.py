"""`archive health`: which sources have stopped working."""

import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from archive import health as watching
from archive.commands import clean, database, opened, table
from archive.commands.history import since_text
from archive.errors import ArchiveError

NEEDS_A_LOOK = 5


@click.command("health")
@database
@click.option("--source", help="Only this site, by its name.")
@click.option("--since", metavar="WHEN", help="Instead of the present state, what was found then or later.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def command(db: Path, source: str | None, since: str | None, as_json: bool) -> None:
    """Say of each source whether it still works: fields, feeds, rhythm and blocked pages against its own past.

    Exit status 5 if a source needs a look: it is ailing, or not crawled any more. WHEN is today, yesterday, "3 days", a
    date or a time.
    """
    now = datetime.now(UTC)
    with opened(db) as archive:
        known = {row["source"] for row in archive.rows("select name as source from sources")}
        if source is not None and source not in known:
            raise ArchiveError(f"The archive has no source {source!r}; `archive stats` names them.")
        if since is not None:
            moment = datetime.fromisoformat(since_text(since, now))
            _print_history([dict(row) for row in watching.history(archive, moment, source=source)], as_json)
            return
        found = watching.standings(archive, now, source=source)
    if as_json:
        for one in found:
            click.echo(json.dumps(asdict(one), ensure_ascii=False))
    elif found:
        rows = [{**asdict(one), "since": _minute(one.since), "last_run": _minute(one.last_run)} for one in found]
        click.echo(table(rows, ("source", "state", "since", "last_run", "new", "ailing")))
        for one in found:
            for sentence in one.findings:
                click.echo(clean(sentence))
    else:
        click.echo("No crawl was judged yet; the next one is.", err=True)
    if any(one.state in ("ailing", "not crawled") for one in found):
        sys.exit(NEEDS_A_LOOK)


def _minute(text: str | None) -> str:
    return (text or "")[:16].replace("T", " ")


def _print_history(rows: list[dict[str, Any]], as_json: bool) -> None:
    """The runs in which something was found, or found to be over."""
    told = [row for row in rows if row["ailing"] or row["recovered"]]
    if as_json:
        for row in told:
            click.echo(json.dumps(row, ensure_ascii=False))
    elif told:
        shown = [{**row, "at": _minute(row["at"]), "crawl": row["crawl_id"]} for row in told]
        click.echo(table(shown, ("at", "source", "crawl", "state", "ailing", "recovered", "new")))
    else:
        click.echo("Nothing was found.", err=True)
