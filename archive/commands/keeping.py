"""The archive kept: `check` whether it is sound, `backup`, `merge` another into it, `delete` an article on request."""

import sys
from pathlib import Path

import click

from archive import backup as copying
from archive import check as checking
from archive import deletion
from archive import merge as merging
from archive.commands import clean, database, opened
from archive.errors import ArchiveError, ArticleNotFoundError
from archive.mentions import Mentions, mentions
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
    click.echo(f"{found.articles} articles, {_compared(found, full)}; {found.captures} captures.", err=True)
    if found.sampled < found.articles:
        click.echo(f"Not compared: the other {found.articles - found.sampled}; `archive check --full` does.", err=True)
    if found.problems:
        count = len(found.problems)
        raise ArchiveError(f"{count} {'problem' if count == 1 else 'problems'} in {db}.")


def _compared(found: checking.Checked, full: bool) -> str:
    """How many articles were compared with the index, and how closely."""
    if not found.articles:
        return "nothing to compare"
    if full:
        return f"the index of {found.sampled} of them word by word"
    return f"the index of {found.sampled} of them by a count and {checking.WINDOW} words of each text"


@click.command()
@click.argument("output", metavar="OUT", type=click.Path(path_type=Path))
@database
@click.option("--captures/--no-captures", default=True, show_default=True, help="Copy the captures too.")
@click.option("--replace", is_flag=True, help="Put it in the place of an older backup; captures there are kept.")
def backup(output: Path, db: Path, captures: bool, replace: bool) -> None:
    """Copy the archive, as it is at this moment, to OUT, and its captures beside that.

    A crawl may go on meanwhile. The copy is checked before it gets its name; of the captures only what is not there yet
    is copied.
    """
    done = copying.back_up(db, output, with_captures=captures, replace=replace, progress=show_progress)
    end_progress()
    for problem in done.problems:
        click.echo(clean(problem), err=True)
    click.echo(f"{output}: {done.database} bytes.", err=True)
    if captures:
        files = f"{done.files} capture file{'' if done.files == 1 else 's'}"
        click.echo(f"{files}, {done.fresh} with something new: {done.bytes} bytes copied.", err=True)
    if done.problems:
        count = len(done.problems)
        raise ArchiveError(f"{count} capture {'file' if count == 1 else 'files'} could not be copied.")


@click.command()
@click.argument("other", type=click.Path(dir_okay=False, path_type=Path))
@database
def merge(other: Path, db: Path) -> None:
    """Take everything of the archive OTHER into this one: articles with their histories, visits, captures, saved
    searches.

    Two histories of one article become one, in the order of time. OTHER is only read. Merging it again changes nothing
    but for what came into it since.
    """
    if not db.exists():
        raise ArchiveError(f"There is no archive at {db}; name another with --db.")
    with Archive(db) as archive:
        done = merging.merge(archive, other, show_progress)
    end_progress()
    wordings = f" ({_many(done.wordings, 'wording')})" if done.extended else ""
    click.echo(
        f"Articles: {done.new} new, {done.extended} with more history{wordings}, {done.unchanged} unchanged, "
        f"{done.duplicate} duplicate."
    )
    if done.removed:
        click.echo(f"{_many(done.removed, 'article')} left out: removed from this archive on request.")
    taken = f"{_many(done.visits, 'visit')} and {_many(done.captures, 'capture')}"
    click.echo(f"{taken} in {_many(done.files, 'file')} taken.")
    if done.searches:
        click.echo(f"{done.searches} saved search{'' if done.searches == 1 else 'es'} taken.")
    for sentence in (*done.notes, *done.problems):
        click.echo(clean(sentence), err=True)
    if done.problems:
        raise ArchiveError(f"Not everything was taken: {_many(len(done.problems), 'problem')}.")


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


@click.command()
@click.argument("what", metavar="[ARTICLE-or-URL]...", nargs=-1)
@database
@click.option("--reason", help="Why, for those who ask later; it is kept and shown.")
@click.option("--listings", is_flag=True, help="Take out captures of listings, feeds and sitemaps that name it, too.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def delete(what: tuple[str, ...], db: Path, reason: str | None, listings: bool, yes: bool) -> None:
    """Take articles out on legal request, by number or address: text, index, all wordings, captures.

    What is left is a note of the number, the day and the reason. No later crawl, ingest, merge or re-extraction brings
    them back. All other captures are searched for its addresses and headlines: listings, feeds and sitemaps that name
    it are shown, and go too with --listings. The address of a page that is no article takes out its captures. It cannot
    be undone. Needs the archive for itself: do it while no crawl runs. Without an article it finishes what was begun.
    """
    if not (reason or "").strip() and what:
        raise ArchiveError("A removal needs a reason: --reason 'court order 4 O 17/26'.")
    if not db.exists():
        raise ArchiveError(f"There is no archive at {db}; name another with --db.")
    with Archive(db) as archive:
        plans: dict[int, deletion.Plan] = {}
        named: dict[int, Mentions] = {}
        pages: dict[str, int] = {}
        for key in what:
            try:
                found = deletion.plan(archive, key)
            except ArticleNotFoundError as error:
                if archive.removed(key) is not None:
                    click.echo(clean(error), err=True)
                elif count := len(deletion.captures_at(archive, key)):
                    pages[key] = count
                else:
                    raise
            else:
                plans[found.article] = found
        for one in plans.values():
            own = deletion.captures_of(archive.connection, one.article)
            named[one.article] = mentions(archive, one.article, own, show_progress)
            end_progress()
            click.echo("\n".join(map(clean, (*_planned(one), *_named(named[one.article], listings)))), err=True)
        for url, count in pages.items():
            click.echo(f"{clean(url)} is no article\n  captures: {count}", err=True)
        if (plans or pages) and not yes:
            click.confirm("Remove for good?", abort=True, err=True)
        for number in plans:
            pages_too = [one.id for one in named[number].pages] if listings else []
            deletion.remove(archive, number, (reason or "").strip(), pages_too)
        for url in pages:
            deletion.remove_captures(archive, url, (reason or "").strip())
        left = deletion.finish(archive, show_progress)
        end_progress()
        for number in plans:
            click.echo(f"Article {number} is removed.")
        for url in pages:
            click.echo(f"The captures of {clean(url)} are removed.")
    for sentence in left:
        click.echo(clean(sentence), err=True)
    if left:
        raise ArchiveError("Not everything could be removed.")
    if unread := sum(len(found.unread) for found in named.values()):
        raise ArchiveError(f"{_many(unread, 'capture')} could not be searched for what was removed.")


def _planned(one: deletion.Plan) -> list[str]:
    lines = [
        f"Article {one.article}: {one.headline} ({one.source})",
        f"  wordings: {one.wordings}, visits: {one.visits}, captures: {one.captures}",
    ]
    if one.copies:
        lines.append(f"  Copies in other sources stay: {', '.join(map(str, one.copies))}")
    if one.sharing:
        lines.append(
            f"  Captures of these go too, because they have the same bytes: {', '.join(map(str, one.sharing))}"
        )
    return lines


def _named(found: Mentions, listings: bool) -> list[str]:
    lines = []
    if found.pages:
        what = "go too" if listings else "stay (--listings takes them out)"
        lines.append(f"  Captures of listings and other pages that name it {what}:")
        lines += [f"    {one.id} of {one.at:%Y-%m-%d %H:%M}, {one.url}" for one in found.pages]
    if found.articles:
        lines.append("  Captures of other articles that name it stay:")
        lines += [f"    {one.id} of {one.at:%Y-%m-%d %H:%M}, article {owner}" for one, owner in found.articles]
    return lines + [f"  {sentence}" for sentence in found.unread]
