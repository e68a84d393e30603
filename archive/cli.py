"""The `archive` command: search, show, stats, export, query, serve. Works without the crawler installed."""

import codecs
import csv
import json
import sys
from collections.abc import Iterator
from importlib.metadata import entry_points
from io import TextIOWrapper
from pathlib import Path
from typing import IO, Any

import click

from archive import export as exports
from archive import parquet
from archive.captures import refuse_own
from archive.commands import (
    FILE,
    captures,
    clean,
    copies,
    database,
    health,
    history,
    in_colour,
    keeping,
    opened,
    search,
    table,
    watch,
    whole,
)
from archive.errors import ArchiveError, told
from archive.store import COUNTS, KILLED, Archive, StoredArticle
from archive.underway import is_under_way


class _Extended(click.Group):
    """The commands of this package, and those that others add by the entry points `archive.commands`: the crawler adds
    `archive ingest`. They are loaded when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *entry_points(group="archive.commands").names})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if (known := super().get_command(ctx, cmd_name)) is not None:
            return known
        for found in entry_points(group="archive.commands", name=cmd_name):
            try:
                loaded = found.load()
            except ModuleNotFoundError as error:
                raise ArchiveError(
                    f"`archive {cmd_name}` needs {error.name}; install it with: pip install 'news-archive[crawl]'"
                ) from error
            assert isinstance(loaded, click.Command)
            return loaded
        return None


@click.group(cls=_Extended, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def cli() -> None:
    """Search, read and export a news archive."""


@cli.command()
@click.argument("article")
@database
@click.option("--json", "as_json", is_flag=True, help="Every field, with its evidence, as JSON.")
def show(article: str, db: Path, as_json: bool) -> None:
    """Show one article, by its number or address."""
    with opened(db) as archive:
        stored = archive.get(article)
    if as_json:
        click.echo(json.dumps(exports.as_json(stored), ensure_ascii=False, indent=2))
        return
    click.echo("\n".join(_shown(stored)))


def _shown(stored: StoredArticle) -> Iterator[str]:
    article = stored.article
    if article.kicker:
        yield clean(article.kicker)
    yield click.style(clean(article.headline), bold=True)
    if article.dek:
        yield clean(article.dek)
    yield ""
    facts = {
        "source": article.source,
        "byline": article.byline,
        "authors": ", ".join(article.authors),
        "organisations": ", ".join(article.organisations),
        "agencies": ", ".join(article.agencies),
        "published": _moment(article.published),
        "modified": _moment(article.modified),
        "section": article.section,
        "tags": ", ".join(article.tags),
        "language": article.language,
        "access": article.access if article.access != "unknown" else None,
        "publisher ID": article.publisher_id,
        "url": article.url,
        "also at": " ".join(article.aliases),
        "first seen": stored.first_seen.strftime("%Y-%m-%d %H:%M UTC"),
        "last seen": stored.last_seen.strftime("%Y-%m-%d %H:%M UTC") if stored.last_seen else None,
        "gone since": stored.gone_at.strftime("%Y-%m-%d %H:%M UTC") if stored.gone_at else None,
        "revisions": stored.revisions or None,
    }
    for name, value in facts.items():
        if value:
            yield f"{name + ':':<15}{clean(value)}"
    for image in article.images:
        if image.caption or image.credit:
            credit = f" [{image.credit}]" if image.credit else ""
            yield f"{'picture:':<15}{clean((image.caption or '') + credit).strip()}"
    yield ""
    if article.dateline:
        yield f"{clean(article.dateline)} —"
    yield clean(article.body)
    for entry in article.live_entries:
        time = f"[{entry.time:%Y-%m-%d %H:%M %Z}] " if entry.time else ""
        yield f"\n{time}{clean(entry.headline or '')}".rstrip()
        yield clean(entry.text)
    for correction in article.corrections:
        yield f"\n{clean(correction.text)}"
    for credit_line in article.credits:
        yield f"\n{clean(credit_line)}"
    for bio in article.author_bios:
        yield f"\n{clean(bio.name)}: {clean(bio.text)}"
    if article.disclaimer:
        yield f"\n{clean(article.disclaimer)}"


def _moment(moment: Any) -> str | None:
    if moment is None:
        return None
    zone = "" if moment.zone == "stated" else f", zone {moment.zone}"
    return f"{moment.value:%Y-%m-%d %H:%M} UTC (printed as {moment.text}{zone})"


@cli.command()
@database
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def stats(db: Path, as_json: bool) -> None:
    """What the archive holds, and how the last crawls went."""
    with opened(db) as archive:
        found = archive.stats()
    for crawl in found["crawls"]:
        if crawl["status"] == "running" and not is_under_way(db, crawl["crawl"]):
            crawl["status"] = KILLED
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    if found["sources"]:
        click.echo(table(found["sources"], ("source", "articles", "first", "last", "revisions", "gone")))
    else:
        click.echo("No articles yet.")
    if found["crawls"]:
        click.echo("\nLast crawls")
        click.echo(table(found["crawls"], ("crawl", "started_at", "spider", *COUNTS, "status")))


@cli.command("export")
@database
@click.option(
    "--format",
    "kind",
    type=click.Choice(["jsonl", "csv", "markdown", "parquet", "atom"]),
    required=True,
    help="What to write.",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="File, or folder for Markdown.  [default: stdout]"
)
@click.option("--source", help="Only this site.")
@click.option("--since", metavar="DATE", help="Published on this day or later.")
@click.option("--until", metavar="DATE", help="Published on this day or earlier.")
@click.option("--newest", type=click.IntRange(1, 2**31), help="Only so many, the newest first.  [default for atom: 50]")
def export_command(
    db: Path,
    kind: str,
    output: Path | None,
    source: str | None,
    since: str | None,
    until: str | None,
    newest: int | None,
) -> None:
    """Write articles as JSON lines, CSV, Markdown files, a Parquet file or an Atom feed.

    A file gets its name when it is whole; one that is there is replaced then.
    """
    if output is not None and (output.is_file() or not output.exists()):
        refuse_own(output, db)
    if kind == "atom" and newest is None:
        newest = 50
    with opened(db) as archive:
        found = exports.articles(archive, source=source, since=since, until=until, newest=newest)
        if kind == "markdown":
            if output is None:
                raise ArchiveError("Markdown is one file an article; name a folder with -o.")
            count = exports.write_markdown(found, output)
        elif kind == "parquet":
            if output is None:
                raise ArchiveError("Parquet is no text; name a file with -o.")
            with whole(output) as partial:
                count = parquet.write(found, partial)
        elif output is None:
            if isinstance(sys.stdout, TextIOWrapper):
                sys.stdout.reconfigure(encoding="utf-8", errors="code_points")
            count = _export_text(archive, kind, found, sys.stdout, source)
        else:
            with (
                whole(output) as partial,
                partial.open("w", encoding="utf-8", newline="" if kind == "csv" else None) as out,
            ):
                count = _export_text(archive, kind, found, out, source)
    click.echo(f"{count} article{'' if count == 1 else 's'} exported.", err=True)


def _export_text(archive: Archive, kind: str, found: Iterator[StoredArticle], out: IO[str], source: str | None) -> int:
    if kind == "atom":
        return exports.write_atom(archive, found, out, source=source)
    return exports.write_jsonl(found, out) if kind == "jsonl" else exports.write_csv(found, out)


@cli.command("query")
@click.argument("sql")
@database
@click.option("--csv", "kind", flag_value="csv", help="As CSV.")
@click.option("--json", "kind", flag_value="json", help="One JSON object a line.")
def query_command(sql: str, db: Path, kind: str | None) -> None:
    """Run one SELECT over the archive; nothing can be written.

    spaced_query(words), unspaced_query(words) and marked_snippet(text, words) are there for full-text search.
    """
    with opened(db) as archive:
        rows = archive.query(sql)
        names, _ = next(rows)
        if kind == "json":
            for _, row in rows:
                click.echo(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, default=repr))
        elif kind == "csv":
            writer = csv.writer(sys.stdout)
            writer.writerow(names)
            writer.writerows([exports.cell(value) for value in row] for _, row in rows)
        else:
            found = [dict(zip(names, row, strict=True)) for _, row in rows]
            click.echo(table(found, tuple(names)) if found else "No rows.")


@cli.command()
@click.argument("db", type=FILE, default="news.db", envvar="ARCHIVE")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8001, show_default=True, type=click.IntRange(0, 65535), help="Port to listen on.")
@click.option("--open", "open_browser", is_flag=True, help="Open it in the browser.")
def serve(db: Path, host: str, port: int, open_browser: bool) -> None:
    """Browse the archive: Datasette with facets, full-text search and ready-made questions. Read only."""
    try:
        from archive.browse.serve import serve as serve_archive
    except ModuleNotFoundError as error:
        raise ArchiveError(
            f"Browsing needs {error.name}; install it with: pip install 'news-archive[serve]'"
        ) from error
    serve_archive(db, host, port, open_browser)


for subject in (
    search.command,
    watch.watch,
    captures.capture,
    captures.verify,
    captures.wacz,
    copies.command,
    health.command,
    history.history,
    history.diff,
    history.changes,
    keeping.backup,
    keeping.check,
    keeping.delete,
    keeping.merge,
):
    cli.add_command(subject)


def _code_points(error: UnicodeError) -> tuple[str, int]:
    """What cannot be encoded as JSON writes it (RFC 8259, section 7), which JSON stays JSON with."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    units = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2)), error.end


codecs.register_error("code_points", _code_points)


def main() -> None:
    """The command's entry point: every error is one sentence on standard error and a status other than 0."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal that cannot show every script shows its code points
            stream.reconfigure(errors="code_points")
    try:
        cli.main(standalone_mode=False, color=None if in_colour(sys.stdout) else False)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (ArchiveError, OSError) as error:
        click.echo(f"archive: {clean(told(error) if isinstance(error, OSError) else error)}", err=True)
        sys.exit(1)
