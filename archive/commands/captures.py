"""`archive capture show`, `archive verify`, `archive wacz`: what stands in the captures beside an archive."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from archive import captures as shelf
from archive import wacz as package
from archive.captures import Capture
from archive.commands import clean, database, opened
from archive.errors import ArchiveError, CaptureNotFoundError
from archive.store import Archive
from archive.verify import verify as verify_captures
from archive.warc import CONVERSION, Http, Record, answer_in, decoded


@click.group()
def capture() -> None:
    """The raw answers behind the archive."""


@capture.command("show")
@click.argument("what")
@database
@click.option("--at", metavar="TIME", help="The last one up to this day or time, UTC (2026-01-31, 2026-01-31T12:00).")
@click.option("--headers", "part", flag_value="headers", help="Only the HTTP headers, as they came.")
@click.option("--body", "part", flag_value="body", help="Only the content, unpacked.")
@click.option("--json", "as_json", is_flag=True, help="Where it stands and what it is, as JSON.")
def show(what: str, db: Path, at: str | None, part: str | None, as_json: bool) -> None:
    """Show the capture of an article, by its number, or of any address.

    Without options, the last one: where it stands, and its headers. The others are listed below.
    """
    with opened(db) as archive:
        found = shelf.captures_of(archive, what)
        chosen = _chosen(found, at, what)
        folder = shelf.folder_of(archive.path)
        record, payload = _read(archive, folder, chosen)
    http = answer_in(record)
    if http is None:
        raise ArchiveError(f"The record at {chosen.offset} of {chosen.file} holds no HTTP response.")
    if part == "body":
        sys.stdout.buffer.write(decoded(payload.body, payload.get("Content-Encoding")))
        sys.stdout.buffer.flush()
    elif part == "headers":
        click.echo(clean(_head(record)))
    elif as_json:
        click.echo(json.dumps(_facts(folder, chosen, record), ensure_ascii=False, indent=2))
    else:
        for name, value in _facts(folder, chosen, record).items():
            click.echo(f"{name.replace('_', ' ') + ':':<16}{clean(value)}")
        click.echo(f"\n{clean(_head(record))}")
        others = [one for one in found if one.id != chosen.id]
        if others:
            click.echo("\nOther captures")
            for one in others:
                click.echo(f"{one.at:%Y-%m-%dT%H:%M:%S}  {one.http_status}  {one.kind:<10}  {clean(one.url)}")


def _chosen(found: list[Capture], at: str | None, what: str) -> Capture:
    if at is None:
        return found[-1]
    try:
        limit = datetime.fromisoformat(at)
    except ValueError:
        raise ArchiveError(f"--at takes a day or time such as 2026-01-31 or 2026-01-31T12:00, not {at!r}.") from None
    if len(at) <= len("2026-01-31"):
        limit = limit.replace(hour=23, minute=59, second=59)
    limit = limit if limit.tzinfo else limit.replace(tzinfo=UTC)
    earlier = [one for one in found if one.at <= limit]
    if not earlier:
        raise CaptureNotFoundError(f"No capture of {what} is as old as {at}; the first is of {found[0].at:%Y-%m-%d}.")
    return earlier[-1]


def _read(archive: Archive, folder: Path, chosen: Capture) -> tuple[Record, Http]:
    """The record, and the response that has its content."""
    record = shelf.read_record(folder, chosen)
    holder = shelf.payload_record(archive, folder, chosen)
    http = answer_in(holder)
    if http is None:
        raise ArchiveError(f"The record at {chosen.offset} of {chosen.file} holds no HTTP response.")
    return record, http


def _head(record: Record) -> str:
    """The headers: of the answer, or of the record itself where it holds none, but what was made of one."""
    block = record.head.strip() if record.kind == CONVERSION else record.block
    return block.partition(b"\r\n\r\n")[0].decode("utf-8", "replace").replace("\r\n", "\n")


def _facts(folder: Path, chosen: Capture, record: Record) -> dict[str, str | int]:
    facts: dict[str, str | int | None] = {
        "url": chosen.url,
        "captured": chosen.at.isoformat(),
        "kind": chosen.kind,
        "file": str(folder / chosen.file),
        "offset": chosen.offset,
        "length": chosen.length,
        "record_id": record.headers.get("warc-record-id"),
        "payload_digest": chosen.payload_digest,
        "block_digest": record.headers.get("warc-block-digest"),
        "made_of": record.headers.get("warc-refers-to"),
        "ip_address": record.headers.get("warc-ip-address"),
    }
    return {name: value for name, value in facts.items() if value is not None}


@click.command()
@database
@click.option("--noted", metavar="CHAIN", help="A chain that an earlier run printed: it must still be part of it.")
def verify(db: Path, noted: str | None) -> None:
    """Read all captures and say whether any was changed, taken out or put in since it was captured.

    Exit status 1 if so. The chain that it prints covers everything up to now: note it where others cannot change it.
    """
    with opened(db) as archive:
        found = verify_captures(archive, noted)
    for problem in found.problems:
        click.echo(clean(problem.sentence))
    for sentence in found.removed:
        click.echo(clean(sentence), err=True)
    click.echo(f"{found.files} files, {found.records} records, {found.bytes} bytes read.", err=True)
    for name, chain in found.heads.items():
        click.echo(f"{clean(name)} ends with {chain}", err=True)
    if found.problems:
        count = len(found.problems)
        raise ArchiveError(f"{count} {'problem' if count == 1 else 'problems'} in the captures of {db}.")


@click.command()
@click.argument("output", type=click.Path(dir_okay=False, path_type=Path))
@database
@click.option("--source", help="Only this site.")
@click.option("--since", metavar="DATE", help="Captured on this day or later (2026-01-31).")
def wacz(output: Path, db: Path, source: str | None, since: str | None) -> None:
    """Write captures as one WACZ file, which ReplayWeb.page and other tools open and replay."""
    with opened(db) as archive:
        made = package.write(archive, output, source=source, since=since)
    click.echo(f"{made.captures} captures, {made.pages} pages, {made.bytes} bytes in {output}.", err=True)
