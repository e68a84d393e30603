"""`archive history`, `diff` and `changes`: every wording of an article, what differs, and what newsrooms changed."""

import difflib
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from html import escape
from pathlib import Path
from typing import Any

import click

from archive.commands import clean, database, in_colour, opened, table
from archive.diff import Block, spoken
from archive.errors import ArchiveError, ArticleNotFoundError
from archive.history import Wording, captures_of_wordings
from archive.identity import time_text
from archive.revisions import MEANING, Difference, Kind, differences
from archive.store import Archive

LINES = 3
"""Unchanged paragraphs around a change in a unified diff."""


def minute(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"


def story_of(wording: Wording) -> str:
    """What made a wording, in words."""
    change = wording.change
    if change is None:
        return "first seen"
    said = ", ".join(kind.replace("-", " ") for kind in change.kinds) or "read otherwise"
    if change.read_alike is False:
        return said + " (read by another version of this program)"
    return said


@click.command("history")
@click.argument("article")
@database
@click.option("--json", "as_json", is_flag=True, help="One JSON object a wording.")
def history(article: str, db: Path, as_json: bool) -> None:
    """List every wording of an article, oldest first: when it was seen and what was changed.

    ARTICLE is a number or an address. Times are UTC. The number of a wording is what `archive diff` takes.
    """
    with opened(db) as archive:
        stored = archive.get(article)
        found = archive.wordings(stored.id)
        captures = captures_of_wordings(archive, stored.id)
    rows: list[dict[str, Any]] = [
        {
            "wording": wording.number,
            "seen": minute(wording.seen),
            "change": story_of(wording),
            "announced": "" if wording.change is None else "yes" if wording.change.announced else "no",
            "words": "" if wording.change is None else f"+{wording.change.words_added} -{wording.change.words_removed}",
            "capture": captures.get(wording.number),
            "headline": wording.article.headline,
        }
        for wording in found
    ]
    if as_json:
        for wording, row in zip(found, rows, strict=True):
            change = wording.change
            row |= {"seen": time_text(wording.seen), "change": list(change.kinds) if change else []}
            row |= {"announced": change.announced if change else None, "fields": list(change.changed) if change else []}
            click.echo(json.dumps(row, ensure_ascii=False))
        return
    click.echo(table(rows, ("wording", "seen", "change", "announced", "words", "capture", "headline")))
    if stored.gone_at:
        click.echo(f"Gone since {minute(stored.gone_at)}: its page is not found any more.")


# -- diff --------------------------------------------------------------------------------------------------------------


@click.command("diff")
@click.argument("article")
@click.argument("old", type=int, required=False)
@click.argument("new", type=int, required=False)
@database
@click.option("--html", "form", flag_value="html", help="As an HTML page of its own.")
@click.option("--unified", "form", flag_value="unified", help="In the format of diff -u, a paragraph a line.")
def diff(article: str, old: int | None, new: int | None, db: Path, form: str | None) -> None:
    """Show what differs between two wordings of an article, word by word.

    ARTICLE is a number or an address; OLD and NEW are numbers of wordings as `archive history` lists them. Without NEW
    it is the present one, without OLD the one before that. Space, quotes and Unicode's spellings are no difference.
    """
    with opened(db) as archive:
        number = archive.get(article).id
        wordings = {wording.number: wording for wording in archive.wordings(number)}
    if len(wordings) == 1:
        click.echo(f"Article {number} has one wording only; nothing was changed since it was first seen.", err=True)
        return
    after = new if new is not None else max(wordings)
    before = old if old is not None else after - 1
    for wanted in (before, after):
        if wanted not in wordings:
            raise ArticleNotFoundError(
                f"Article {number} has no wording {wanted}, only 1 to {max(wordings)}; "
                f"`archive history {number}` lists them."
            )
    one, other = wordings[before], wordings[after]
    found = differences(one.article, other.article)
    if form == "html":
        click.echo(html_page(one, other, found))
        return
    lines = _unified(one, other, found) if form == "unified" else _told(one, other, found)
    click.echo("\n".join(lines))
    if not found:
        click.echo("The two wordings read the same.", err=True)


def _name(wording: Wording) -> str:
    return f"wording {wording.number}, seen {minute(wording.seen)} UTC"


def _coloured(text: str, sign: str, colour: str) -> str:
    """A stretch in colour, or in wdiff's brackets where the output shows none."""
    if in_colour(sys.stdout):
        return click.style(clean(text), fg=colour, strikethrough=sign == "-")
    return f"[-{clean(text)}-]" if sign == "-" else f"{{+{clean(text)}+}}"


def _told(one: Wording, other: Wording, found: list[Difference]) -> Iterator[str]:
    yield click.style(f"{_name(one)} → {_name(other)}", bold=True)
    for part in found:
        yield ""
        yield click.style(part.field.replace("_", " "), bold=True)
        skipped = 0
        for block in part.blocks:
            if block.op == "equal":
                skipped += 1
                continue
            if skipped:
                yield f"    … {skipped} unchanged"
            skipped = 0
            yield "  " + _line(block)
        if skipped:
            yield f"    … {skipped} unchanged"


def _line(block: Block) -> str:
    if block.op == "removed":
        return _coloured(block.old, "-", "red")
    if block.op == "added":
        return _coloured(block.new, "+", "green")
    moved = "(moved) " if block.op == "moved" else ""
    if not block.pieces:
        return moved + clean(block.new)
    return moved + "".join(
        clean(piece.text)
        if piece.op == "equal"
        else _spaced(piece.text, *(("-", "red") if piece.op == "removed" else ("+", "green")))
        for piece in block.pieces
    )


def _spaced(text: str, sign: str, colour: str) -> str:
    """A marked stretch with the space behind it outside of the mark."""
    bare = text.rstrip()
    return _coloured(bare, sign, colour) + text[len(bare) :]


def _unified(one: Wording, other: Wording, found: list[Difference]) -> Iterator[str]:
    for part in found:
        old = [block.old for block in sorted(part.blocks, key=_place) if block.old_at is not None]
        new = [block.new for block in part.blocks if block.new_at is not None]
        known = {spoken(text): text for text in old}
        same = [clean(known.get(spoken(text), text)).replace("\n", " ") for text in new]
        before = [clean(text).replace("\n", " ") for text in old]
        names = [f"{part.field} ({_name(wording)})" for wording in (one, other)]
        yield from difflib.unified_diff(before, same, names[0], names[1], lineterm="", n=LINES)


def _place(block: Block) -> int:
    return -1 if block.old_at is None else block.old_at


STYLE = (
    "body{font:1.05rem/1.5 Georgia,serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}"
    "h1{font-size:1.3rem}h2{font:bold .8rem sans-serif;text-transform:uppercase;color:#555;margin:2rem 0 .3rem}"
    "ins{background:#d7f5dd;text-decoration:none}del{background:#fbdcdc}.moved{border-inline-start:3px solid #88a;"
    "padding-inline-start:.6rem}p.same{color:#777}small{color:#555}"
)


def html_page(one: Wording, other: Wording, found: list[Difference]) -> str:
    """The differences as one HTML page: no script, nothing loaded, every text escaped."""
    headline = escape(clean(other.article.headline))
    lines = [
        "<!doctype html>",
        '<meta charset="utf-8">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        '<meta name="viewport" content="width=device-width">',
        f"<title>{headline}: wording {one.number} and {other.number}</title>",
        f"<style>{STYLE}</style>",
        f'<h1 dir="auto">{headline}</h1>',
        f"<p><small>{escape(_name(one))} → {escape(_name(other))}<br>{escape(clean(other.article.url))}</small></p>",
    ]
    for part in found:
        lines.append(f"<h2>{escape(part.field.replace('_', ' '))}</h2>")
        lines += map(marked_block, part.blocks)
    if not found:
        lines.append("<p>The two wordings read the same.</p>")
    return "\n".join(lines)


def marked_block(block: Block) -> str:
    """A block as HTML, every text in it escaped."""

    def text(value: str) -> str:
        return escape(clean(value))

    if block.op == "removed":
        return f'<p dir="auto"><del>{text(block.old)}</del></p>'
    if block.op == "added":
        return f'<p dir="auto"><ins>{text(block.new)}</ins></p>'
    tags = {"removed": "del", "added": "ins"}
    inside = "".join(
        f"<{tag}>{text(piece.text)}</{tag}>" if (tag := tags.get(piece.op)) else text(piece.text)
        for piece in block.pieces
    ) or text(block.new)
    name = "moved" if block.op == "moved" else "same" if block.op == "equal" else "changed"
    return f'<p dir="auto" class="{name}">{"<small>moved:</small> " if name == "moved" else ""}{inside}</p>'


# -- changes -----------------------------------------------------------------------------------------------------------


def since_text(said: str, now: datetime) -> str:
    """ "today", "yesterday", "3 days", a date or a time in ISO 8601 as the archive writes times. Days are UTC's.

    Raises ArchiveError with a sentence for anything else.
    """
    today = datetime.combine(now.astimezone(UTC).date(), time(), UTC)
    words = said.strip().lower().split()
    if words == ["today"]:
        return time_text(today)
    if words == ["yesterday"]:
        return time_text(today - timedelta(days=1))
    if len(words) == 2 and words[0].isascii() and words[0].isdigit() and words[1] in ("day", "days"):
        return time_text(today - timedelta(days=min(int(words[0][:6]), 36_500)))
    try:
        moment = datetime.fromisoformat(said.strip())
        return time_text(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        raise ArchiveError(
            f"--since {said!r} is no day; write today, yesterday, 3 days, 2026-01-31 or 2026-01-31T18:00+01:00."
        ) from None


@click.command("changes")
@database
@click.option("--since", metavar="WHEN", default="yesterday", show_default=True, help="Seen then or later.")
@click.option("--kind", type=click.Choice([kind.value for kind in Kind]), help="Only changes of this kind.")
@click.option("--source", help="Only this site, by its name.")
@click.option("--silent", is_flag=True, help="Only edits that the newsroom did not announce.")
@click.option("--kinds", "explain", is_flag=True, help="Say what each kind means, and stop.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def changes(
    db: Path, since: str, kind: str | None, source: str | None, silent: bool, explain: bool, as_json: bool
) -> None:
    """List what newsrooms changed in articles after they were first seen, latest first.

    WHEN is today, yesterday, "3 days", a date or a time; days are UTC's. A change counts when a crawl saw it.
    """
    if explain:
        click.echo("\n".join(f"{kind.value:<15} {meaning}" for kind, meaning in MEANING.items()))
        return
    sql = f"select * from {'silent_edits' if silent else 'changes'} where replaced_at >= ?"  # noqa: S608
    values = [since_text(since, datetime.now(UTC))]
    if kind:
        sql += " and instr(', ' || kinds || ', ', ', ' || ? || ', ')"
        values.append(kind)
    if source:
        sql += " and source = ?"
        values.append(source)
    with opened(db) as archive:
        found = archive.rows(sql + " order by replaced_at desc, article_id, number desc", values)
        known = archive.sources() if source and not found else {}
        unknown = bool(source and not found and source not in known and not _has(archive, source))
    if unknown:
        raise ArchiveError(
            f"No article of a source named {clean(source)!r} is in {clean(db)}; `archive stats` lists them."
        )
    if as_json:
        for row in found:
            click.echo(json.dumps(dict(row), ensure_ascii=False))
        return
    if not found:
        click.echo("No such change was seen.", err=True)
        return
    rows: list[dict[str, Any]] = [
        {
            "seen": minute(datetime.fromisoformat(row["replaced_at"])),
            "source": row["source"],
            "article": row["article_id"],
            "change": row["kinds"],
            "announced": "yes" if not silent and row["announced"] else "no",
            "headline": row["headline"]
            if row["headline"] == row["old_headline"]
            else f"{row['old_headline']} → {row['headline']}",
        }
        for row in found
    ]
    click.echo(table(rows, ("seen", "source", "article", "change", "announced", "headline")))


def _has(archive: Archive, source: str) -> bool:
    return bool(archive.rows("select 1 from articles where source = ? limit 1", (source,)))
