"""`archive search`: find articles, page by page, and see how they spread over time and sources."""

import json
import re
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from archive.commands import clean, database, in_colour, opened, table
from archive.marking import MARK_CLOSE, MARK_OPEN
from archive.query import SYNTAX
from archive.search import Facets, Hit, Results, facets


def marked(snippet: str) -> str:
    """A snippet with the words found in bold, or between asterisks where the output is no terminal."""
    colour = in_colour(sys.stdout)
    before, after = ("\033[1m", "\033[0m") if colour else ("**", "**")
    pieces = snippet.replace(MARK_CLOSE, MARK_OPEN).split(MARK_OPEN)
    return "".join(f"{before}{clean(p)}{after}" if i % 2 else clean(p) for i, p in enumerate(pieces))


def filters(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that narrow a search."""
    for option in (
        click.option("--language", help="Only this language (en, fa, zh-Hant)."),
        click.option("--agency", help="Only articles that used this news agency."),
        click.option("--source", help="Only this site, by its name."),
        click.option("--until", metavar="DATE", help="Published on this day or earlier."),
        click.option("--since", metavar="DATE", help="Published on this day or later (2026-01-31, 2026-01, 2026)."),
    ):
        command = option(command)
    return command


def syntax() -> str:
    """What can be typed, an example a line."""
    width = max(len(example) for example, _ in SYNTAX)
    return "\n".join(f"{example:<{width}}  {meaning}" for example, meaning in SYNTAX)


def _print_syntax(context: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked:
        click.echo(syntax())
        context.exit()


class Searching(click.Command):
    """Takes -word for a word to leave out, not for an option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        found: list[str] = []
        for arg in args:
            left_out = re.fullmatch(r"-([^\W\d_].+|[^\x00-\x7f])", arg, re.DOTALL)
            found += ["NOT", f'"{left_out[1]}"' if " " in left_out[1] else left_out[1]] if left_out else [arg]
        return super().parse_args(ctx, found)


@click.command("search", cls=Searching)
@click.argument("query", nargs=-1, required=True)
@database
@filters
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="So many at most.")
@click.option("--after", metavar="KEY", help="The next page: the key that the page before printed.")
@click.option("--facets", "as_facets", is_flag=True, help="How many by year, month, source, language and agency.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option(
    "--syntax",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_syntax,
    help="Everything that a query can say, with examples.",
)
def command(
    query: tuple[str, ...],
    db: Path,
    limit: int,
    after: str | None,
    as_facets: bool,
    as_json: bool,
    **narrowed: str | None,
) -> None:
    """Find articles, best first.

    QUERY is words that must all stand in the article; "an exact phrase"; one OR another; -without; begin*;
    NEAR(a b, 5); headline:word, and so byline:, body:, author:, agency:, source:, language:, since:, until:, date:.
    Accents do not matter ("muller" finds "Müller"), and scripts without spaces are searched as well. --syntax shows
    more.
    """
    text = " ".join(query)
    with opened(db) as archive:
        if as_facets:
            _show_facets(facets(archive, text, **narrowed), as_json)
            return
        results = archive.search(text, limit=limit, after=after, **narrowed)
    for hit in results:
        if as_json:
            click.echo(json.dumps(as_object(hit), ensure_ascii=False))
            continue
        click.echo(f"{hit.id:>6}  {(hit.published or 'undated')[:10]}  {clean(hit.source)}")
        click.echo(f"        {click.style(clean(hit.headline), bold=True)}")
        click.echo(f"        {marked(hit.snippet)}\n")
    for line in told(results):
        click.echo(line, err=True)
    if results.next and not as_json:
        click.echo(f"Next page: --after {results.next}", err=True)


def as_object(hit: Hit) -> dict[str, Any]:
    """A hit as a JSON object; words found stand between asterisks, `key` is what `--after` takes."""
    return {
        "id": hit.id, "published": hit.published, "source": hit.source, "headline": hit.headline,
        "byline": hit.byline, "language": hit.language, "url": hit.url,
        "snippet": hit.snippet.replace(MARK_OPEN, "**").replace(MARK_CLOSE, "**"), "key": hit.key,
    }  # fmt: skip


def told(results: Results) -> list[str]:
    """What a person has to know of the results, a sentence a line."""
    if results.stopped:
        return [
            "Time ran out before all articles were looked at; a date, source: or headline: makes the search shorter."
        ]
    if not results.hits:
        return ["Nothing found. Fewer words, or begin* for the start of a word, find more."]
    if results.more:
        return [
            f"More than {results.ranked:,} articles found; the newest {results.ranked:,} were ranked, "
            "older ones follow. A date, source: or headline: narrows it."
        ]
    return [f"{results.ranked:,} article{'' if results.ranked == 1 else 's'} found."]


def _show_facets(found: Facets, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(asdict(found), ensure_ascii=False))
        return
    for name in ("years", "months", "sources", "languages", "agencies"):
        if counts := getattr(found, name):
            rows = [{name: value, "articles": count} for value, count in list(counts.items())[:24]]
            click.echo(table(rows, (name, "articles")) + "\n")
    counted = f"{found.counted:,} article{'' if found.counted == 1 else 's'}"
    click.echo(
        f"The newest {counted} found were counted; there are more." if found.more else f"{counted} found.", err=True
    )
