"""Articles out of the archive: JSON lines, CSV for spreadsheets, Markdown files, an Atom feed; one at a time."""

import csv
import json
import re
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from archive import atom
from archive.display import safe
from archive.errors import ArticleNotFoundError
from archive.identity import time_text
from archive.query import moment
from archive.record import fields
from archive.store import Archive, StoredArticle

AT_ONCE = 1000
"""So many numbers of articles are looked up at a time."""
CSV_COLUMNS = (
    "id", "source", "published", "headline", "kicker", "dek", "byline", "authors", "organisations", "agencies",
    "dateline", "section", "tags", "language", "body", "credits", "corrections", "disclaimer", "access", "modified",
    "first_seen", "last_seen", "gone_at", "url",
)  # fmt: skip


def articles(
    archive: Archive,
    *,
    source: str | None = None,
    since: str | None = None,
    until: str | None = None,
    newest: int | None = None,
) -> Iterator[StoredArticle]:
    """The articles asked for, oldest first, one at a time; or only so many, the newest first. `since` and `until` as in
    `archive.search.search`. What is held in memory does not grow with their number."""
    for number in numbers(archive, source=source, since=since, until=until, newest=newest):
        with suppress(ArticleNotFoundError):  # removed meanwhile
            yield archive.get(number)


def numbers(
    archive: Archive, *, source: str | None, since: str | None, until: str | None, newest: int | None = None
) -> Iterator[int]:
    """The numbers of the articles asked for. Those without a date are the oldest."""
    values: dict[str, Any] = {
        "source": source,
        "since": moment(since, "--since") if since else None,
        "until": moment(until, "--until", end=True) if until else None,
        "limit": AT_ONCE,
    }
    wanted = ["source = :source"] if source else []
    wanted += ["published >= :since"] if since else []
    wanted += ["published <= :until"] if until else []
    beyond, order = ("<", "desc") if newest is not None else (">", "asc")
    dated = ["published is not null", f"(published, id) {beyond} (:published, :id)"]
    undated = ["+published is null", f"id {beyond} :id"]  # by number, not by the index, which would be sorted each time
    start = {"published": "9999", "id": 2**63 - 1} if newest is not None else {"published": "", "id": 0}
    left = newest if newest is not None else sys.maxsize
    by_date, by_number = (dated, f"published {order}, id {order}"), (undated, f"id {order}")
    for ways, way in [by_date, by_number] if newest is not None else [by_number, by_date]:
        last = dict(start)
        while left > 0:
            rows = archive.rows(
                f"select id, published from articles where {' and '.join([*wanted, *ways])} "  # noqa: S608
                f"order by {way} limit min(:limit, :left)",
                {**values, **last, "left": left},
            )
            yield from (row["id"] for row in rows)
            left -= len(rows)
            if len(rows) < AT_ONCE:
                break
            last = {"published": rows[-1]["published"], "id": rows[-1]["id"]}


def as_json(stored: StoredArticle) -> dict[str, Any]:
    """An article and what the archive knows of it, as a JSON object."""
    return {
        "id": stored.id,
        **fields(stored.article),
        "first_seen": time_text(stored.first_seen),
        "last_seen": time_text(stored.last_seen) if stored.last_seen else None,
        "gone_at": time_text(stored.gone_at) if stored.gone_at else None,
        "revisions": stored.revisions,
    }


def write_jsonl(stored: Iterator[StoredArticle], out: IO[str]) -> int:
    """One JSON object a line; how many."""
    count = 0
    for article in stored:
        out.write(json.dumps(as_json(article), ensure_ascii=False) + "\n")
        count += 1
    return count


def cell(value: Any) -> str:
    """A value as a spreadsheet may open it: text that would be taken for a formula gets an apostrophe in front
    (OWASP, CSV injection), control characters are replaced."""
    if value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list):
        value = "; ".join(item["text"] if isinstance(item, dict) else str(item) for item in value)
    elif isinstance(value, dict):
        value = value.get("value", "")
    text = safe(str(value))
    return "'" + text if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def write_csv(stored: Iterator[StoredArticle], out: IO[str]) -> int:
    """A header and one row an article; how many articles."""
    writer = csv.writer(out)
    writer.writerow(CSV_COLUMNS)
    count = 0
    for article in stored:
        row = as_json(article)
        writer.writerow([cell(row.get(name)) for name in CSV_COLUMNS])
        count += 1
    return count


def file_name(stored: StoredArticle) -> str:
    """A file name for an article that sorts by date and is safe on any system."""
    day = stored.article.published.value.date().isoformat() if stored.article.published else "undated"
    slug = re.sub(r"[^\w]+", "-", unicodedata.normalize("NFC", stored.article.headline).lower()).strip("-")[:60]
    return f"{day}-{stored.id}-{slug}".rstrip("-") + ".md"


def as_markdown(stored: StoredArticle) -> str:
    """An article as Markdown with its facts in front matter; the newsroom's text is escaped, not interpreted."""
    article = stored.article
    facts = {
        key: value
        for key, value in as_json(stored).items()
        if value
        and key not in ("body", "evidence", "images", "live_entries", "corrections", "disclaimer", "author_bios")
    }
    front = "\n".join(
        ["---", *(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in facts.items()), "---"]
    )
    blocks = [front, f"# {_escaped(article.headline)}"]
    if article.dek:
        blocks.append(f"**{_escaped(article.dek)}**")
    blocks.append(_escaped(article.body))
    for image in article.images:
        if image.caption or image.credit:
            credit = f"({_escaped(image.credit)})" if image.credit else ""
            blocks.append(f"> {_escaped(image.caption or '')} {credit}".rstrip())
    for entry in article.live_entries:
        time = f"{entry.time:%Y-%m-%d %H:%M} UTC" if entry.time else ""
        if title := " ".join(filter(None, (time, _escaped(entry.headline or "")))):
            blocks.append(f"## {title}")
        blocks.append(_escaped(entry.text))
    notes = (*(note.text for note in article.corrections), *article.credits, *(article.disclaimer or "").split("\n\n"))
    blocks += [f"*{_escaped(note)}*" for note in notes if note]
    blocks += [f"**{_escaped(bio.name)}**: {_escaped(bio.text)}" for bio in article.author_bios]
    return "\n\n".join(blocks) + "\n"


def _escaped(text: str) -> str:
    text = re.sub(r"([\\`*_\[\]<>#|&~])", r"\\\1", text)
    return re.sub(r"(?m)^(\d*)([-+=.)])", r"\1\\\2", text)


def write_markdown(stored: Iterator[StoredArticle], folder: Path) -> int:
    """One file an article, in a folder a source; how many."""
    count = 0
    for article in stored:
        place = folder / re.sub(r"[^\w.-]+", "-", article.article.source).strip(".")
        place.mkdir(parents=True, exist_ok=True)
        (place / file_name(article)).write_text(as_markdown(article), encoding="utf-8")
        count += 1
    return count


def write_atom(archive: Archive, stored: Iterator[StoredArticle], out: IO[str], *, source: str | None = None) -> int:
    """An Atom feed; how many articles. An entry is updated when its present wording was first seen."""
    rows = archive.rows(
        "select max(wording_seen) as last from articles where :source is null or source = :source", {"source": source}
    )
    updated = datetime.fromisoformat(rows[0]["last"]) if rows[0]["last"] else datetime.fromtimestamp(0, UTC)
    title = f"{source}: articles" if source else "Articles of the archive"
    key = f"news-archive articles {source or ''}"
    return atom.write(out, (_entry(archive, one) for one in stored), key=key, title=title, updated=updated)


def _entry(archive: Archive, stored: StoredArticle) -> atom.Entry:
    article = stored.article
    (row,) = archive.rows("select wording_seen from articles where id = ?", (stored.id,))
    return atom.Entry(
        key=f"{article.source} {article.url}",
        title=article.headline,
        url=article.url,
        updated=datetime.fromisoformat(row["wording_seen"]),
        published=article.published.value if article.published else None,
        authors=(*article.authors, *article.organisations, *article.agencies) or (article.source,),
        summary=article.dek,
        content=article.body,
        tags=article.tags,
    )
