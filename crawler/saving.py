"""A page becomes a case of `fixtures/`: its folder and name, a first golden, and the table to review it by."""

import json
import os
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from crawler import saved
from crawler.items import Evidence, ScrapedArticle

HEADERS = ("content-type", "content-language", "last-modified", "x-robots-tag", "tdm-reservation", "tdm-policy")
"""What is kept of an answer's headers: what says something of the page, and no cookies."""
LONGEST_SLUG = 60
NOT_SHOWN = ("evidence", "date_candidates", "problems", "encoding")
NAME = re.compile(r"[^\W_][\w.-]*")


class SaveError(Exception):
    """Why nothing was saved, as a sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page is to be saved."""

    root: Path
    site: str
    slug: str

    @property
    def folder(self) -> Path:
        return self.root / self.site / self.slug

    def check(self) -> None:
        """Raises SaveError if it cannot be, or is taken."""
        for option, name in (("--site", self.site), ("--slug", self.slug)):
            if not NAME.fullmatch(name):
                raise SaveError(f"{name!r} cannot be the name of a folder; choose another with {option}.")
        if not self.root.exists():
            return
        for folder in saved.folders(self.root):
            if folder.name.casefold() == self.slug.casefold():
                raise SaveError(
                    f"There is {self.root.name}/{folder.parent.name}/{folder.name} already, and a slug is used once; "
                    "say with --slug why this page is another case."
                )


def site_name(url: str) -> str:
    """The name of a site's folder: the host without "www."."""
    return (urlsplit(url).hostname or "pages").removeprefix("www.")


def slug_of(url: str, headline: str | None = None) -> str:
    """A first name for a case: the words of its address, or of its headline where the address has none."""
    parts = [part for part in unquote(urlsplit(url).path).split("/") if part]
    words = _words(re.sub(r"\.\w{2,5}$", "", parts[-1])) if parts else ""
    if len(re.findall(r"[^\W\d_]{2,}", words)) < 2:
        words = _words(headline or "") or words
    if len(words) > LONGEST_SLUG:
        words = words[:LONGEST_SLUG].rpartition("-")[0] or words[:LONGEST_SLUG]
    return words or "page"


def _words(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\W_]+", "-", plain).strip("-")


def kept_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers that are saved; the type of the body always."""
    kept = {name.title(): value for name, value in headers.items() if name.lower() in HEADERS}
    return {"Content-Type": "text/html"} | kept


def save(
    place: Place,
    body: bytes,
    url: str,
    headers: Mapping[str, str],
    *,
    fetched: date,
    why: str,
    reads: str | None = None,
) -> saved.Case:
    """Write a case with what is read now as its golden: a page, or a listing that `reads` names. All of it or nothing.

    Raises SaveError where something is there, or cannot be written.
    """
    place.check()
    meta = {"url": url, "fetched": fetched.isoformat(), "why": why}
    if reads:
        meta["reads"] = reads
    try:
        place.folder.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=".", dir=place.folder.parent))
    except OSError as error:
        raise SaveError(f"{place.folder} cannot be written: {error.strerror or error}.") from error
    try:
        (folder / ("page" if reads else "page.html")).write_bytes(body)
        saved.write_json(folder / "headers.json", kept_headers(headers))
        saved.write_json(folder / "meta.json", meta)
        saved.update(saved.case_of(folder))
        folder.chmod(0o755)
        os.rename(folder, place.folder)
    except OSError as error:
        raise SaveError(f"{place.folder} cannot be written: {error.strerror or error}.") from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return saved.case_of(place.folder)


def table(article: ScrapedArticle, width: int = 100) -> str:
    """What was read of a page, a line a field: its value, who read it and where; then what was not settled."""
    golden = saved.as_golden(article)
    rows = []
    for name in saved.FIELDS:
        if name in NOT_SHOWN or name not in golden or golden[name] == "article":
            continue
        evidence = article.evidence.get(name)
        rows.append((name, shown(golden[name]), _said(evidence)))
    absent = [name for name in ("headline", "byline", "published", "body", "images") if name not in golden]
    first = max(map(cells, [name for name, _, _ in rows]), default=0)
    last = min(max(width // 3, 20), max([cells(said) for _, _, said in rows], default=0))
    middle = max(width - first - last - 4, 20)
    lines = [
        f"{name.ljust(first)}  {fitted(value, middle)}  {fitted(said, last)}".rstrip() for name, value, said in rows
    ]
    if absent and article.kind == "article":
        lines.append(f"not found: {', '.join(absent)}")
    return "\n".join([*lines, *map(printable, article.problems)])


def _said(evidence: Evidence | None) -> str:
    return printable(f"{evidence.reader} {evidence.where}") if evidence and evidence.where else ""


def shown(value: Any) -> str:
    """A value of a golden in one line: of a list how many and the first, of a table what a person knows it by."""
    if isinstance(value, list):
        first = shown(value[0]) if value else ""
        return first if len(value) == 1 else f"{len(value)} × {first}"
    if isinstance(value, dict):
        return shown(value.get("caption") or next(iter(value.values()), ""))
    return printable(value if isinstance(value, str) else json.dumps(value))


def printable(text: str) -> str:
    """A text of the web in a line of a terminal: nothing that a terminal would obey."""
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())


def cells(text: str) -> int:
    """Columns that a text takes in a terminal."""
    return sum(map(_cell, text))


def _cell(character: str) -> int:
    return 0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1


def fitted(text: str, width: int) -> str:
    """A text in so many columns, cut or filled up."""
    if cells(text) > width:
        room, kept = width - 1, []
        for character in text:
            room -= _cell(character)
            if room < 0:
                break
            kept.append(character)
        text = "".join(kept) + "…"
    return text + " " * (width - cells(text))


def counted(found: Mapping[str, int]) -> str:
    return ", ".join(f"{count} × {what}" for what, count in found.items())


def sized(number: int) -> str:
    return f"{number / 1000:.0f} kB" if number >= 1000 else f"{number} bytes"
