"""`archive ingest`: WARC and WACZ files of other programs; the crawler's part of the `archive` command."""

import re
import sys
from pathlib import Path

import click

from archive import ArchiveError
from crawler.ingest import Ingest, Taken

SHOWN = 20
CLEAR = "\r\x1b[K"


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--db", type=click.Path(dir_okay=False, path_type=Path), default="news.db", envvar="ARCHIVE", show_default=True,
    help="The archive file.",
)  # fmt: skip
@click.option("--source", "sources", multiple=True, help="Only this site, by name or host; may be given several times.")
@click.option("--cc-news", is_flag=True, help="The files are of Common Crawl's news crawl; take only known sites.")
def ingest(files: tuple[Path, ...], db: Path, sources: tuple[str, ...], cc_news: bool) -> None:
    """Take WARC or WACZ files of other programs (wget, Browsertrix, Common Crawl) into the archive.

    Pages are read as in a crawl, and seen when they were captured. The captures are copied; the files are not needed
    afterwards. What was there already is left alone.
    """
    work = Ingest(db, sources=sources, news_crawl=cc_news, progress=show_progress if sys.stderr.isatty() else None)
    unread = []
    for file in files:
        try:
            work.take(file)
        except ArchiveError as error:
            unread.append(str(error))
    if sys.stderr.isatty():
        click.echo(CLEAR, nl=False, err=True)
    problems = [*work.taken.losses.problems, *unread]
    for line in report(work.taken):
        click.echo(line)
    for sentence in problems[:SHOWN]:
        click.echo(sentence, err=True)
    if len(problems) > SHOWN:
        click.echo(f"… and {len(problems) - SHOWN} more.", err=True)
    if problems:
        raise ArchiveError(
            f"Not everything was taken: {len(problems)} {'problem' if len(problems) == 1 else 'problems'}."
        )


def show_progress(name: str, taken: Taken) -> None:
    """A line on a terminal."""
    if taken.captures % 20 == 0:
        click.echo(
            f"{CLEAR}{name}: {taken.captures} captures, {sum(taken.outcomes.values())} pages", nl=False, err=True
        )


def report(taken: Taken) -> list[str]:
    """What was taken, as lines for a person."""
    outcomes = ", ".join(f"{count} {name}" for name, count in taken.outcomes.most_common()) or "none"
    lines = [f"{counted(taken.captures, 'captures')} taken; pages: {outcomes}."]
    if taken.known:
        lines.append(f"{counted(taken.known, 'captures were')} there already.")
    if taken.elsewhere:
        lines.append(f"{counted(taken.elsewhere, 'answers of other sites were')} left out.")
    if taken.losses.skipped:
        skipped = ", ".join(counted(count, what) for what, count in taken.losses.skipped.most_common())
        lines.append(f"Passed over: {skipped}.")
    return lines


def counted(count: int, what: str) -> str:
    """A number and what it counts, which is spelled as of many."""
    if count != 1:
        return f"{count} {what}"
    one = re.sub(r"\b(record|revisit|page|capture|answer)s\b", r"\1", what, count=1)
    return f"{count} {re.sub(r'were$', 'was', one)}"
