"""`archive copies`: who printed an article first, who copied it, and how much of it was kept."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from archive import copies
from archive.commands import clean, database, opened, table
from archive.errors import ReadOnlyError
from archive.store import Archive

SECONDS = 60
"""For so long at most an older archive is caught up on before the answer; the next call goes on from there."""


@click.command("copies")
@click.argument("article")
@database
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def command(article: str, db: Path, as_json: bool) -> None:
    """Show who printed an article first, who copied it, and how much of it was kept.

    ARTICLE is a number or an address. Copies are articles of other sources that share at least half of the shorter
    one's words, in the same order, or an agency's number of the story.
    """
    with opened(db) as archive:
        number = archive.get(article).id
        behind = copies.unread(archive)
    if behind:
        _catch_up(db, behind)
    with opened(db) as archive:
        story = copies.story(archive, number)
    if as_json:
        click.echo(json.dumps({"first": story.first, "agencies": story.agencies, **asdict(story)}, ensure_ascii=False))
    else:
        _show(story)
    if story.unread:
        click.echo(f"{story.unread} articles are not compared yet; run this again to go on.", err=True)


def _catch_up(db: Path, behind: int) -> None:
    """Compare what an older archive holds; of one that cannot be written, say so."""
    try:
        with Archive(db) as archive:
            click.echo(
                f"{behind} articles were stored before copies were looked for; comparing them now, "
                f"{SECONDS} seconds at most.",
                err=True,
            )
            for left in copies.catch_up(archive, seconds=SECONDS):
                if left % 5000 < copies.BATCH:
                    click.echo(f"{left} to go", err=True)
    except ReadOnlyError as error:
        click.echo(f"{clean(error)} Its older articles cannot be compared.", err=True)


def _show(story: copies.Story) -> None:
    if len(story.articles) == 1:
        click.echo("No other source has printed this article.")
        return
    sources = len({article.source for article in story.articles})
    click.echo(f"{len(story.articles)} articles of {sources} sources tell this story.")
    if story.agencies:
        click.echo(f"Agencies named: {clean(', '.join(story.agencies))}.")
    if story.numbers:
        click.echo(f"Agency's number: {clean(', '.join(story.numbers))}.")
    click.echo("")
    rows = [
        {
            "": ", ".join(
                role for role, number in (("asked", story.asked), ("first", story.first)) if number == article.id
            ),
            "id": article.id,
            "published": (article.published or f"seen {article.first_seen}")
            .replace("T", " ")
            .removesuffix(":00+00:00"),
            "source": article.source,
            "kept": f"{article.kept:.0%}",
            "own": f"{article.own:.0%}",
            "agency": ", ".join(article.agencies),
            "headline": article.headline,
        }
        for article in story.articles
    ]
    click.echo(table(rows, ("", "id", "published", "source", "kept", "own", "agency", "headline")))
    click.echo(
        "\nkept: of the asked article's words, how many stand here too. "
        "own: of the words here, how many do not stand there."
    )
