"""Saved pages as cases: a folder `fixtures/<site or family>/<slug>/` is one. docs/saved-pages.md says how to add one.

`page.html` (or `page.html.gz`) is the page byte for byte, `headers.json` the response headers, `meta.json` where and
when it was met and why it is kept, `golden.json` every field of `ScrapedArticle` that a correct reading finds in it.
A feed, sitemap, listing, home page or robots.txt has `links.json` instead: what discovery finds in it. A crawl has
`landed.json`: what a spider makes of recorded answers (`crawler.recording`).
"""

import difflib
import gzip
import json
import os
import re
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from difflib import get_close_matches
from operator import attrgetter
from pathlib import Path
from typing import Any, ClassVar

from crawler.extraction import extract
from crawler.items import Evidence, ScrapedArticle, ScrapedDate

MAX_BYTES = 10_000_000
"""Of a page; the largest of real articles have two million."""
LISTED = ("page", "page.gz", "links.json")
RECORDED = ("crawl.json", "crawl-1.warc.gz", "landed.json")
PARTS = ("page.html", "page.html.gz", "headers.json", "meta.json", "golden.json", *LISTED, *RECORDED)
NOT_IN_GOLDENS = {"source", "hints"}
"""What extraction never sets."""
FIELDS = tuple(f.name for f in fields(ScrapedArticle) if f.name not in NOT_IN_GOLDENS)
PARAGRAPHS = {"body", "disclaimer"}
"""Texts that a golden lists paragraph by paragraph, so that a diff shows the one that changed."""
META_KEYS = {"url", "fetched", "why"}
LINKS = ("kind", "links", "children", "feeds", "sitemaps", "problems", "error")
"""What links.json may hold: the links of a feed, listing or sitemap with their hints, the sitemaps an index lists, what
a home page or robots.txt announces, sentences on what was lost, or the sentence with which the reader refuses it."""
LANDED = ("asked", "links", "pages", "articles", "faults", "notes", "unrecorded")
"""What landed.json may hold: the requests and their answers, the links that were followed and what listed them, what
each page came to, the articles that are in the archive at the end, the sentences of the report, and what was asked for
and is not in the recording."""
UPDATE = "review what it says against the page after `pytest --update-goldens`"


CONTEXT = 100
"""Characters of a line that did not change, and is shown for what is around it."""
LONG, MANY = 60, 1500
"""Of a line that is compared word by word: characters at least, words at most."""


class CaseError(Exception):
    """A case that is not complete; the sentence says what to do."""


class LossError(CaseError):
    """A golden has what is no longer found."""


@dataclass(frozen=True)
class Case:
    """A page. Its golden is what extraction makes of it."""

    folder: Path
    is_page: ClassVar[bool] = True

    @property
    def name(self) -> str:
        return f"{self.folder.parent.name}/{self.folder.name}"

    @property
    def golden_path(self) -> Path:
        return self.folder / "golden.json"

    def page(self) -> bytes:
        """The page's bytes as they came, after content decoding."""
        return self._bytes("page.html")

    def headers(self) -> dict[str, str]:
        headers = self._json("headers.json", 'the response headers, at least {"Content-Type": "text/html"}')
        if not all(isinstance(value, str) for value in headers.values()):
            raise CaseError(f"{self.name}/headers.json must map names to texts.")
        return headers

    def meta(self) -> dict[str, str]:
        return self._meta(META_KEYS)

    def golden(self) -> dict[str, Any]:
        return self._golden(f"what a correct reading finds: write it, or {UPDATE}", FIELDS, "ScrapedArticle lacks")

    def fields(self) -> tuple[str, ...]:
        """The fields to be compared: all, but of pages that are no articles only those that the golden names."""
        golden = self.golden()
        return FIELDS if golden.get("kind", "article") == "article" else tuple(golden)

    def found(self) -> dict[str, Any]:
        """What extraction makes of it, in the form of golden.json."""
        return as_golden(self.read())

    def read(self) -> ScrapedArticle:
        return extract(self.page(), self.meta()["url"], headers=self.headers())

    def check(self) -> None:
        """Raise CaseError if anything is missing."""
        self.page(), self.headers(), self.meta(), self.golden()

    def _meta(self, keys: set[str]) -> dict[str, str]:
        meta = self._json("meta.json", f"{', '.join(sorted(keys))} (fetched is a day, YYYY-MM-DD)")
        if set(meta) != keys or not all(isinstance(value, str) and value for value in meta.values()):
            raise CaseError(f"{self.name}/meta.json must have exactly {', '.join(sorted(keys))}, each a text.")
        return meta

    def _golden(self, should_hold: str, names: Collection[str], complaint: str) -> dict[str, Any]:
        golden = self._json(self.golden_path.name, should_hold)
        if unknown := set(golden) - set(names):
            raise CaseError(
                f"{self.name}/{self.golden_path.name} has a field that {complaint}: {', '.join(sorted(unknown))}"
                f"{near(sorted(unknown)[0], names)} The fields are {', '.join(names)}."
            )
        return golden

    def _bytes(self, plain: str) -> bytes:
        path, packed = self.folder / plain, self.folder / f"{plain}.gz"
        if path.exists() and packed.exists():
            raise CaseError(f"{self.name} has {plain} and {packed.name}; remove one of them.")
        try:
            with gzip.open(packed) if packed.exists() else path.open("rb") as file:
                body = file.read(MAX_BYTES + 1)
        except FileNotFoundError:
            raise CaseError(f"{self.name} has no {plain}; save the page's bytes there, unchanged.") from None
        except (OSError, EOFError, zlib.error) as error:
            name, what = (packed.name, "unpacked") if packed.exists() else (plain, "read")
            raise CaseError(f"{self.name}/{name} cannot be {what} ({error}); save the page again.") from error
        if len(body) > MAX_BYTES:
            raise CaseError(
                f"{self.name}/{plain} is larger than {MAX_BYTES // 1_000_000} MB, which no article is; keep a shorter "
                "page with the same trait."
            )
        return body

    def _json(self, name: str, should_hold: str) -> dict[str, Any]:
        try:
            data = json.loads((self.folder / name).read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise CaseError(f"{self.name} has no {name}; it holds {should_hold}.") from None
        except OSError as error:
            raise CaseError(f"{self.name}/{name} cannot be read: {error.strerror}; write it again.") from None
        except (ValueError, RecursionError) as error:
            raise CaseError(f"{self.name}/{name} is not JSON ({error}); correct it.") from error
        if not isinstance(data, dict):
            raise CaseError(f"{self.name}/{name} must be a JSON object; it holds {should_hold}.")
        return data


@dataclass(frozen=True)
class Listing(Case):
    """A case of discovery. Its meta.json has a key more, `reads`: feed, sitemap, listing, home or robots."""

    is_page: ClassVar[bool] = False

    @property
    def golden_path(self) -> Path:
        return self.folder / "links.json"

    def page(self) -> bytes:
        """The bytes of `page`, which has no ending; a sitemap that came gzipped stays so."""
        return self._bytes("page")

    def meta(self) -> dict[str, str]:
        return self._meta(META_KEYS | {"reads"})

    def fields(self) -> tuple[str, ...]:
        return LINKS

    def golden(self) -> dict[str, Any]:
        return self._golden(f"what discovery finds: write it, or {UPDATE}", LINKS, "links.json does not know")

    def found(self) -> dict[str, Any]:
        """What discovery makes of it, in the form of links.json."""
        from crawler.discovery import DiscoveryError  # not needed, nor quickly imported, where no listing is read

        meta = self.meta()
        reader = readers().get(meta["reads"])
        if reader is None:
            raise CaseError(f"{self.name}/meta.json reads {meta['reads']}; it can read {', '.join(readers())}.")
        try:
            found = reader(self.page(), meta["url"])
        except DiscoveryError as error:
            found = {"error": str(error)}
        return {name: found[name] for name in LINKS if found.get(name)}


def readers() -> dict[str, Callable[[bytes, str], dict[str, Any]]]:
    """What reads each kind of listing."""
    from crawler import discovery

    def links(candidates: Iterable[discovery.Candidate]) -> list[dict[str, str]]:
        names = ("title", "published", "lastmod", "language")
        return [
            {"url": candidate.url} | {name: text for name in names if (text := getattr(candidate.hints, name))}
            for candidate in candidates
        ]

    def sitemap(body: bytes, url: str) -> dict[str, Any]:
        found = discovery.read_sitemap(body, url)
        children = [
            {"url": child.url} | ({"lastmod": child.lastmod} if child.lastmod else {}) for child in found.children
        ]
        return {
            "kind": found.kind,
            "links": links(found.candidates),
            "children": children,
            "problems": found.problems,
        }

    def home(body: bytes, url: str) -> dict[str, Any]:
        announced = discovery.read_home(body, url)
        return {"feeds": list(announced.feeds), "sitemaps": list(announced.sitemaps)}

    return {
        "feed": lambda body, url: {"links": links(discovery.read_feed(body, url))},
        "sitemap": sitemap,
        "listing": lambda body, url: {"links": links(discovery.read_listing(body, url))},
        "home": home,
        "robots": lambda body, url: {"sitemaps": discovery.read_robots(body, url)},
    }


def is_family(folder: Path) -> bool:
    """Whether a folder below `fixtures/` holds cases: its name begins with a letter, and it is no program's."""
    return (
        folder.is_dir()
        and not folder.name.startswith(("_", "."))
        and not any(name.endswith(".py") for name in os.listdir(folder))
    )


def folders(root: Path) -> list[Path]:
    """The folder of every case below `root`, by name."""
    return [
        Path(entry)
        for family in sorted(root.iterdir())
        if is_family(family)
        for entry in sorted(os.scandir(family), key=attrgetter("name"))
        if entry.is_dir() and not entry.name.startswith(("_", "."))
    ]


def is_listing(folder: Path) -> bool:
    return any((folder / name).exists() for name in LISTED)


def is_recording(folder: Path) -> bool:
    return any((folder / name).exists() for name in RECORDED)


def case_of(folder: Path) -> Case:
    """What is saved in a folder."""
    if is_recording(folder):
        from crawler.recording import Recording  # not needed, nor quickly imported, where no crawl is replayed

        return Recording(folder)
    return Listing(folder) if is_listing(folder) else Case(folder)


def find(root: Path) -> list[Case]:
    """Every saved article page below `root`, and every page that should be one, by name."""
    return [Case(folder) for folder in folders(root) if not is_listing(folder) and not is_recording(folder)]


def find_listings(root: Path) -> list[Listing]:
    """Every saved feed, sitemap, listing, home page and robots.txt below `root`, by name."""
    return [Listing(folder) for folder in folders(root) if is_listing(folder)]


def clashes(folders: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    """Each folder whose slug another has, and a sentence that says so. Case does not tell slugs apart, nor does it
    folders on every file system."""
    seen: dict[str, Path] = {}
    for folder in folders:
        other = seen.setdefault(folder.name.casefold(), folder)
        if other is not folder:
            yield (
                folder,
                f"{other.parent.name}/{other.name} and {folder.parent.name}/{folder.name} have the same slug; rename "
                "one, so that `pytest -k` finds one case.",
            )


def as_golden(article: ScrapedArticle) -> dict[str, Any]:
    """The article as golden.json has it.

    Empty fields are left out. Dates are ISO 8601 text: a date alone where only the day is known, no offset where no
    zone was stated. Body and disclaimer are lists of paragraphs. Of the evidence only the reader is kept.
    """
    found = {f.name: getattr(article, f.name) for f in fields(article) if f.name in FIELDS}
    golden = {
        name: _plain(name, value) for name, value in found.items() if name in ("url", "kind") or not _empty(name, value)
    }
    return {name: golden[name] for name in FIELDS if name in golden}


def difference(name: str, wanted: Any, found: Any, source: str = "") -> str:
    """Empty if equal, else what differs line by line, in long lines word by word as well, and `source`."""
    if wanted == found:
        return ""
    before, after = _lines(wanted), _lines(found)
    lines = [
        line if line[:1] in "-+@" else shortened(line, CONTEXT)
        for line in difflib.unified_diff(before, after, "golden", "read", lineterm="", n=1)
    ]
    return "\n".join([f"{name} differs:", *lines, *_words(before, after), source]).rstrip()


def origin(name: str, article: ScrapedArticle, golden: Mapping[str, Any] | None = None) -> str:
    """Where a field's value came from, now and when its golden was written, as sentences."""
    found: list[str] = []
    if name == "date_candidates":
        for field, dates in article.date_candidates.items():
            found += [f"{field} {_plain('', date)} was read by {date.reader}: {date.text!r}" for date in dates]
    elif name == "evidence":
        was = (golden or {}).get("evidence", {})
        for field, item in sorted(article.evidence.items()):
            if was.get(field) != item.reader:
                found.append(_said(field, item))
    elif name == "problems":
        return "\n".join(_doubts(name, article))
    elif name == "encoding":
        return "The encoding is that of headers.json and of the page's own declaration, unless the bytes deny it."
    else:
        evidence = article.evidence.get(name)
        found.append(_said(name, evidence) if evidence else f"There is no evidence for {name}.")
        was = ((golden or {}).get("evidence") or {}).get(name)
        if was and (evidence is None or was != evidence.reader):
            found.append(f"In the golden it was read by {was}.")
    return "\n".join([*found, *_doubts(name, article)])


def _said(name: str, evidence: Evidence) -> str:
    return f"{name} was read by {evidence.reader} at {evidence.where}: {evidence.text!r}"


def _doubts(name: str, article: ScrapedArticle) -> list[str]:
    """What is wrong with a page as a whole, said once, where its body differs."""
    return [
        f"{problem} If headers.json was written by hand, correct its Content-Type; if the server said so, keep it."
        for problem in article.problems
        if name in ("body", "problems") and problem.startswith(("The page says", "Some bytes of the page"))
    ]


def update(case: Case, only: Collection[str] = (), *, allow_losses: bool = False) -> bool:
    """Make the golden what is read now, of all fields or of some; False if it was so already.

    A new golden of a page that is no article says only that; one that says more keeps the fields it names. Raises
    LossError, and writes nothing, where the golden has what is no longer found, unless losses are allowed.
    """
    found = case.found()
    try:
        before: dict[str, Any] | None = case.golden()
    except CaseError:
        if case.golden_path.exists() and (only or not allow_losses):
            raise
        before = None
    if lacking := found.get("unrecorded"):
        raise CaseError(
            f"{case.name} was not written, because the spider asks for what is not in the recording ({len(lacking)} "
            f"requests: {lacking[0]}); record the crawl again, or mend the spider."
        )
    if case.is_page and found["kind"] != "article":
        names = ("url", "kind") if before is None or before.get("kind") == "article" else tuple(before)
        found = {name: found.get(name) for name in names}
    if before is not None and only:
        found = _mixed(before, found, only)
    if before is not None and not allow_losses and (lost := list(losses(before, found))):
        raise LossError(
            f"{case.name} was not written, because what its golden has is no longer found: {', '.join(lost)}. If the "
            "page does not say it, `pytest --update-goldens --allow-losses` takes it out; if it does, mend the rule."
        )
    if found == before:
        return False
    write_json(case.golden_path, found)
    return True


NO_LOSSES = ("error", "problems", "evidence", "kind_reason", "faults", "notes", "unrecorded")


def losses(before: Mapping[str, Any], found: Mapping[str, Any]) -> Iterator[str]:
    """What a golden has and is no longer found: names of fields, and addresses of links."""
    for name, value in before.items():
        if name in NO_LOSSES or value in (None, [], "", {}):
            continue
        if name in ("links", "children", "feeds", "sitemaps"):
            addresses = [item["url"] if isinstance(item, dict) else item for item in found.get(name) or ()]
            gone = [item for item in value if (item["url"] if isinstance(item, dict) else item) not in addresses]
            if gone:
                yield f"{name} ({len(gone)} of {len(value)})"
        elif name == "articles":
            if lost := set(value) - set(found.get(name) or ()):
                yield f"{name} ({len(lost)} of {len(value)})"
        elif not found.get(name):
            yield name


def write_json(path: Path, data: Any) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _mixed(before: dict[str, Any], found: dict[str, Any], only: Collection[str]) -> dict[str, Any]:
    """The golden as it was, and only these fields, with their evidence, as they are read now."""
    golden = {name: found.get(name) if name in only else before.get(name) for name in (*FIELDS, *LINKS, *LANDED)}
    if "evidence" not in only and (before.get("evidence") or found.get("evidence")):
        was, now = before.get("evidence") or {}, found.get("evidence") or {}
        kept = {name: reader for name, reader in was.items() if name not in only}
        golden["evidence"] = dict(sorted((kept | {name: now[name] for name in only if name in now}).items()))
    explicit = {name for name, value in before.items() if value is None}
    return {name: value for name, value in golden.items() if value or name in explicit}


def shortened(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"


def near(name: str, names: Iterable[str]) -> str:
    """The likeliest of the names that somebody meant, as the end of a sentence; empty if none is."""
    found = get_close_matches(name, list(names), n=1)
    return f"; did you mean {found[0]}?" if found else "."


def _lines(value: Any) -> list[str]:
    return [] if value is None else json.dumps(value, ensure_ascii=False, indent=2).splitlines()


_WORD = re.compile(r"[^\W\d_]+|\d+|\s+|.", re.S)


def _words(before: list[str], after: list[str]) -> list[str]:
    """What differs inside of long lines that are much the same: `the [-old-]{+new+} words`."""
    lines = []
    for tag, start, end, other, other_end in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "replace" or end - start != other_end - other:
            continue
        for old, new in zip(before[start:end], after[other:other_end], strict=True):
            a, b = _WORD.findall(old), _WORD.findall(new)
            if min(len(old), len(new)) < LONG or max(len(a), len(b)) > MANY:
                continue
            matcher = difflib.SequenceMatcher(None, a, b, autojunk=False)
            if matcher.ratio() < 0.5:
                continue
            parts = []
            for kind, i, j, k, m in matcher.get_opcodes():
                if kind == "equal":
                    same = "".join(a[i:j])
                    parts.append(same if len(same) <= CONTEXT else f"{same[:30]} … {same[-30:]}")
                else:
                    parts.append(f"[-{''.join(a[i:j])}-]" * (i < j) + f"{{+{''.join(b[k:m])}+}}" * (k < m))
            lines.append(f"~ {''.join(parts).strip()}")
    return lines


_DEFAULTS = {
    f.name: f.default if f.default is not MISSING else f.default_factory() if f.default_factory is not MISSING else None
    for f in fields(ScrapedArticle)
}


def _empty(name: str, value: Any) -> bool:
    return value is None or value == _DEFAULTS[name]


def _plain(name: str, value: Any) -> Any:
    if name in PARAGRAPHS:
        return str(value).split("\n\n")
    if name == "evidence":
        return {key: item.reader for key, item in sorted(value.items())}
    if name == "date_candidates":
        return {key: sorted({_plain(key, date) for date in dates}) for key, dates in sorted(value.items()) if dates}
    if isinstance(value, ScrapedDate):
        return value.value.date().isoformat() if value.day_only else value.value.isoformat()
    if isinstance(value, list):
        return [_plain("", item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        parts = {f.name: _plain("", getattr(value, f.name)) for f in fields(value)}
        return {key: part for key, part in parts.items() if part not in (None, "", False, [])}
    return value
