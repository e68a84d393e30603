"""`archive check`: is the archive sound."""

import sys
from pathlib import Path

import click

from archive import check as checking
from archive.commands import clean, database, opened
from archive.errors import ArchiveError
from archive.store import Archive

CLEAR = "\r\033[K"


def show_progress(what: str) -> None:
    """A line on a terminal that the next one replaces."""
    if sys.stderr.isatty():
        click.echo(f"{CLEAR}{what}", nl=False, err=True)


def end_progress() -> None:
    if sys.stderr.isatty():
        click.echo(CLEAR, nl=False, err=True)


@click.command()
@database
@click.option("--full", is_flag=True, help="Compare the index of every article with its text, not only of a sample.")
@click.option("--repair", is_flag=True, help="Make anew what is made of something else: indexes, stories.")
def check(db: Path, full: bool, repair: bool) -> None:
    """Say whether the archive is sound: the file, its tables, the index, the histories, the captures beside it.

    Exit status 1 if anything is wrong; each line says what, and what to do. A crawl may go on meanwhile. Whether a
    capture was changed since is shown by `archive verify`.
    """
    if repair and db.exists():
        Archive(db).close()  # which brings it up to date
    with opened(db) as archive:
        found = checking.check(archive, full=full, progress=show_progress)
    end_progress()
    for problem in found.problems:
        click.echo(clean(problem.sentence))
    if repair and any(problem.repair for problem in found.problems):
        with Archive(db) as archive:
            for sentence in checking.repair(archive, found.problems, show_progress):
                click.echo(clean(sentence), err=True)
            end_progress()
            found = checking.check(archive, full=full, progress=show_progress)
        end_progress()
        for problem in found.problems:
            click.echo(f"Still: {clean(problem.sentence)}")
    words = f"the index of {found.sampled} of them word by word" if found.articles else "nothing to compare"
    click.echo(f"{found.articles} articles, {words}; {found.captures} captures.", err=True)
    if found.problems:
        count = len(found.problems)
        raise ArchiveError(f"{count} {'problem' if count == 1 else 'problems'} in {db}.")
