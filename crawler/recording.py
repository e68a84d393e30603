"""A recorded crawl as a case: a folder that holds the answers of a small site, and what a spider makes of them.

`crawl-1.warc.gz` holds what the first crawl was answered, `crawl-2.warc.gz` the second, into the same archive; all
stand in `crawl.json` with the spider, its arguments and the hour at which each began. `sources.toml` says what site the
spider `news` crawls. `landed.json` is the golden. Here it is read; `crawler.replay` runs it, in a process of its own.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urldefrag, urlsplit

from archive import ArchiveError, ForeignAnswer, Losses, foreign_answers, foreign_files
from crawler.saved import LANDED, UPDATE, Case, CaseError, write_json

MOST_ANSWERS = 500
"""Of a recording; a larger one is no test."""
REPLAY_SECONDS = 300
META = "crawl.json"
SOURCES = "sources.toml"
KEYS = {"why", "crawls"}
CRAWL_KEYS = {"spider", "arguments", "began", "answers", "unanswered"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedCrawl:
    """A run of a spider. `began` is aware. `answers` counts those in its file; `unanswered` are addresses that were
    asked for and of which there is none: the server failed, or the page asked not to be archived."""

    spider: str
    arguments: dict[str, str]
    began: datetime
    answers: int
    unanswered: tuple[str, ...] = ()

    def as_object(self) -> dict[str, Any]:
        """As it stands in crawl.json."""
        return {
            "spider": self.spider,
            "arguments": self.arguments,
            "began": self.began.isoformat(),
            "answers": self.answers,
            "unanswered": list(self.unanswered),
        }


class Recording(Case):
    """A case of a whole crawl, or of several into one archive."""

    is_page: ClassVar[bool] = False

    @property
    def golden_path(self) -> Path:
        return self.folder / "landed.json"

    def fields(self) -> tuple[str, ...]:
        return LANDED

    def golden(self) -> dict[str, Any]:
        names = [name for name in LANDED if name != "unrecorded"]
        golden = self._golden(f"what the crawl made of the answers: {UPDATE}", names, "landed.json does not know")
        for name, value in golden.items():
            if not isinstance(value, dict if name == "articles" else list):
                form = "map addresses to texts" if name == "articles" else "be a list of texts"
                raise CaseError(f"{self.name}/landed.json: {name} must {form}; {UPDATE}.")
        return golden

    def crawls(self) -> list[RecordedCrawl]:
        """The runs, in order. Raises CaseError."""
        holds = "why, and under crawls what each crawl was: `scrapy savecrawl` writes it"
        meta = self._json(META, holds)
        if set(meta) != KEYS or not isinstance(meta["crawls"], list) or not meta["crawls"]:
            raise CaseError(f"{self.name}/{META} must have exactly why and crawls, a list; it holds {holds}.")
        return [self._crawl(number, item) for number, item in enumerate(meta["crawls"], 1)]

    def _crawl(self, number: int, item: Any) -> RecordedCrawl:
        try:
            if set(item) != CRAWL_KEYS:
                raise ValueError
            began = datetime.fromisoformat(item["began"])
            texts = [item["spider"], *item["arguments"].values(), *item["unanswered"]]
            if began.tzinfo is None or not isinstance(item["answers"], int) or {*map(type, texts)} != {str}:
                raise ValueError
            return RecordedCrawl(**item | {"began": began, "unanswered": tuple(item["unanswered"])})
        except (AttributeError, TypeError, ValueError):
            raise CaseError(
                f"{self.name}/{META}: crawl {number} must have exactly spider, arguments (texts by name), began (a "
                "time with its zone), answers (a number) and unanswered (addresses)."
            ) from None

    def answers(self, number: int, crawl: RecordedCrawl) -> list[ForeignAnswer]:
        """What that crawl was answered, in the order in which it came. Raises CaseError."""
        name = f"crawl-{number}.warc.gz"
        path, losses = self.folder / name, Losses()
        if not path.exists():
            raise CaseError(f"{self.name} has no {name}, which holds the answers; record the crawl again.")
        try:
            found = [
                answer for file, body in foreign_files(path, losses) for answer in foreign_answers(file, body, losses)
            ]
        except ArchiveError as error:
            raise CaseError(f"{self.name}: {error} Record the crawl again.") from None
        if losses.problems:
            raise CaseError(f"{self.name}/{name} is damaged; record the crawl again. {losses.problems[0]}")
        seen: set[str] = set()
        for answer in found:
            record = answer.record.headers.get("warc-record-id", "")
            if record in seen:
                raise CaseError(
                    f"{self.name}/{name} holds the answer to a request twice, record {record} of {answer.url}; take "
                    "one of them out, or record the crawl again."
                )
            seen.add(record)
        if len(found) != crawl.answers:
            raise CaseError(
                f"{self.name}/{name} holds {len(found)} answers, where {META} says {crawl.answers}; record the crawl "
                "again."
            )
        return found

    def check(self) -> None:
        """Raise CaseError if anything is missing, damaged or too large."""
        self.golden()
        for number, crawl in enumerate(self.crawls(), 1):
            self.answers(number, crawl)
            if "sources" in crawl.arguments and not (self.folder / SOURCES).exists():
                raise CaseError(f"{self.name} has no {SOURCES}, which says what its crawls are of; write it again.")

    def page(self) -> bytes:
        raise CaseError(f"{self.name} is a recorded crawl, and no page.")

    def found(self) -> dict[str, Any]:
        """What the spiders make of the answers today, in the form of landed.json. Raises CaseError."""
        crawls = self.crawls()
        for number, crawl in enumerate(crawls, 1):
            self.answers(number, crawl)
        with tempfile.TemporaryDirectory() as made:
            result = Path(made) / "landed.json"
            command = [sys.executable, "-m", "crawler.replay", str(self.folder), str(result)]
            try:
                done = subprocess.run(
                    command, env=_environment(), capture_output=True, text=True, timeout=REPLAY_SECONDS, check=False
                )
            except subprocess.TimeoutExpired:
                raise CaseError(f"{self.name} was not replayed within {REPLAY_SECONDS} s.") from None
            if done.returncode:
                said = [line for line in done.stderr.splitlines() if line.strip()] or ["the process was ended"]
                raise CaseError(f"{self.name} could not be replayed: {said[-1]}")
            landed: dict[str, Any] = json.loads(result.read_text(encoding="utf-8"))
        return {name: landed[name] for name in LANDED if landed.get(name)}

    def write(self, why: str, crawls: list[RecordedCrawl]) -> None:
        """Write crawl.json."""
        write_json(self.folder / META, {"why": why, "crawls": [crawl.as_object() for crawl in crawls]})


def lacking(landed: dict[str, Any]) -> Iterator[tuple[int, str]]:
    """The addresses that have no answer in the recording, each with the number of the crawl that asked for it."""
    for line in landed.get("unrecorded", ()):
        number, url, _ = line.split(" ", 2)
        yield int(number), url


def _environment() -> dict[str, str]:
    """This process's, without proxies: nothing is asked for."""
    kept = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    return kept | {"PYTHONPATH": os.pathsep.join(filter(None, [*sys.path, kept.get("PYTHONPATH", "")]))}


def key(url: str) -> str:
    """By what a request finds its answer: the address without its fragment, "/" for an empty path."""
    url = urldefrag(url).url
    return f"{url}/" if not urlsplit(url).path and "?" not in url else url
