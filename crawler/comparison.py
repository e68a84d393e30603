"""Two versions of the program over the same pages: the fields that come out otherwise, as a table and as a page.

Each version runs in a process of its own, from a folder that holds it: a git reference is checked out into a temporary
worktree, a folder is taken as it is. All that is asked of a version is `crawler.extraction.extract`.
"""

import base64
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from dataclasses import field as part
from html import escape
from pathlib import Path
from typing import Any

from archive import Archive, LostCaptureError, answer_of, sheets
from crawler.extraction.encoding import decode
from crawler.pages import headers_of, is_html, response_of
from crawler.saved import find, shortened

HERE = Path(__file__).resolve().parent.parent
SHOWN = 200
"""Pages that the page to look at shows, worst sites first."""
LARGEST = 1_000_000
"""Characters of a page that is shown beside its fields."""
EXAMPLES_WIDTH = 60
"""Characters of the table for the names of pages."""
NOTHING = "—"
NOT_COMPARED = {"source", "hints"}
READER = """
import base64, dataclasses, json, sys
sys.path.insert(0, sys.argv[1])
from crawler.extraction import extract
for line in sys.stdin:
    page = json.loads(line)
    article = extract(base64.b64decode(page["body"]), page["url"], headers=page["headers"])
    fields = {field.name: getattr(article, field.name) for field in dataclasses.fields(article)}
    plain = lambda value: dataclasses.asdict(value) if dataclasses.is_dataclass(value) else str(value)
    print(json.dumps(fields, default=plain), flush=True)
"""
"""What a version is asked: a page a line in, its fields a line out. It has to run in versions of years ago."""


class ComparisonError(Exception):
    """Two versions that cannot be compared; `str()` is a sentence."""


@dataclass(frozen=True, slots=True)
class Page:
    site: str
    name: str
    url: str
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Changed:
    """A page that the two versions read differently: field -> what the old and what the new one read."""

    page: Page
    fields: dict[str, tuple[Any, Any]]


@dataclass(slots=True)
class Row:
    """What became of a field on a site."""

    site: str
    field: str
    gained: int = 0
    other: int = 0
    lost: int = 0
    examples: list[str] = part(default_factory=list)


def saved_pages(folder: Path, site: str | None) -> Iterator[Page]:
    """The article pages saved below a folder. Raises CaseError."""
    for case in find(folder):
        family = case.folder.parent.name
        if site in (None, family):
            yield Page(family, case.folder.name, case.meta()["url"], case.headers(), case.page())


def captured_pages(archive: Archive, site: str | None) -> Iterator[Page]:
    """What the archive's wordings were read from; captures that are lost are left out."""
    for sheet in sheets(archive, source=site):
        try:
            capture, http = answer_of(archive, sheet.capture)
        except LostCaptureError:
            continue
        response = response_of(capture.url, http.status, http.headers, http.body)
        if response is not None and response.status == 200 and is_html(response):
            name = f"article {sheet.article}" if sheet.article is not None else f"capture {sheet.capture}"
            yield Page(sheet.source, name, response.url, headers_of(response), response.body)


@contextmanager
def tree_of(version: str) -> Iterator[Path]:
    """A folder with a version of the program: the folder of that name, or a git reference in a worktree for the time.
    Raises ComparisonError."""
    if not version:
        yield HERE
        return
    if (folder := Path(version)).is_dir():
        if not (folder / "crawler" / "extraction").is_dir():
            raise ComparisonError(f"{version} holds no crawler/extraction; name a folder or git reference that does.")
        yield folder.resolve()
        return
    known = _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{version}^{{commit}}")
    if known.returncode:
        raise ComparisonError(f"{version!r} is neither a folder nor a git reference of {HERE.name}.")
    with tempfile.TemporaryDirectory(prefix="compare-") as temporary:
        place = Path(temporary) / "tree"
        made = _git("worktree", "add", "--quiet", "--detach", str(place), known.stdout.strip())
        if made.returncode:
            raise ComparisonError(f"git cannot check out {version}: {made.stderr.strip()}")
        try:
            if not (place / "crawler" / "extraction").is_dir():
                raise ComparisonError(f"{version} holds no crawler/extraction yet; name a later one.")
            yield place
        finally:
            _git("worktree", "remove", "--force", str(place))


def _git(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", "-C", str(HERE), *arguments], capture_output=True, text=True, check=False)


def compare(versions: str, pages: Iterable[Page]) -> tuple[int, list[Changed]]:
    """How many pages were read by both versions of "OLD..NEW" (an empty one is this program), and those that they read
    differently. Raises ComparisonError."""
    old, dots, new = versions.partition("..")
    if not dots or not (old or new):
        raise ComparisonError(
            f"{versions!r} are no two versions; write OLD..NEW, such as v1.0..main, or v1.0.. for now."
        )
    with ExitStack() as stack:
        trees = [stack.enter_context(tree_of(version)) for version in (old, new)]
        readers = [stack.enter_context(_reader(tree)) for tree in trees]
        number = 0
        changed = []
        for page in pages:
            number += 1
            before, now = (
                _read(reader, version or "this", page) for reader, version in zip(readers, (old, new), strict=True)
            )
            if fields := differing(before, now):
                changed.append(Changed(page, fields))
    return number, changed


@contextmanager
def _reader(tree: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-P", "-c", READER, str(tree)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        cwd=tree,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def _read(reader: subprocess.Popen[str], version: str, page: Page) -> dict[str, Any]:
    assert reader.stdin is not None
    assert reader.stdout is not None
    asked = {"url": page.url, "headers": page.headers, "body": base64.b64encode(page.body).decode()}
    try:
        reader.stdin.write(json.dumps(asked) + "\n")
        reader.stdin.flush()
        answer = reader.stdout.readline()
    except BrokenPipeError:
        answer = ""
    if not answer:
        raise ComparisonError(
            f"The version {version} stopped at {page.site}, {page.name}; its code does not run here (other "
            "dependencies?), or it fails at this page."
        )
    found: dict[str, Any] = json.loads(answer)
    return found


def differing(before: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """The fields that two readings have differently; a field that one of the versions does not know is empty in it."""
    names = [name for name in dict.fromkeys([*before, *now]) if name not in NOT_COMPARED]
    pairs = {name: (before.get(name), now.get(name)) for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1] and (pair[0] or pair[1])}


def rows(changed: Sequence[Changed]) -> list[Row]:
    """What became of which field of which site: worst sites first (by fields lost, then by fields changed)."""
    found: dict[tuple[str, str], Row] = {}
    for one in changed:
        for name, (before, now) in one.fields.items():
            row = found.setdefault((one.page.site, name), Row(one.page.site, name))
            row.gained += not before
            row.lost += not now
            row.other += bool(before and now)
            if len(row.examples) < 3:
                row.examples.append(one.page.name)
    weight: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for row in found.values():
        weight[row.site][0] -= row.lost
        weight[row.site][1] -= row.gained + row.other
    return sorted(found.values(), key=lambda row: (weight[row.site], row.site, -row.lost, -row.other, row.field))


def table(number: int, changed: Sequence[Changed]) -> str:
    """The rows as a person reads them; ends without a line break."""
    lines = [f"{number} pages read by both: {number - len(changed)} alike, {len(changed)} otherwise."]
    heads = ("site", "field", "found", "otherwise", "lost", "such as")
    cells = [heads]
    for row in rows(changed):
        counts = (str(row.gained), str(row.other), str(row.lost))
        cells.append((row.site, row.field, *counts, _such_as(row.examples)))
    if len(cells) > 1:
        widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
        for cell in cells:
            left = [text.ljust(width) for text, width in zip(cell[:2], widths[:2], strict=True)]
            right = [text.rjust(width) for text, width in zip(cell[2:5], widths[2:5], strict=True)]
            lines.append("  ".join([*left, *right, cell[5]]).rstrip())
    return "\n".join(lines)


def _such_as(names: Sequence[str]) -> str:
    """As many of the names as fit into a line beside the numbers, one at least."""
    shown = names[:1]
    for name in names[1:]:
        if len(", ".join([*shown, name])) <= EXAMPLES_WIDTH:
            shown = [*shown, name]
    return ", ".join(shown)


POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""Neither this page nor those it shows load anything or run scripts (Content Security Policy Level 3; frames of
`srcdoc` inherit it)."""
STYLE = """
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 110rem; padding: 0 1rem; color: #222 }
section { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 1rem; border-top: 2px solid #888;
  padding: 1rem 0 }
section > h2, section > p { grid-column: 1 / -1; margin: 0; overflow-wrap: anywhere }
h2 { font-size: 1.1rem } table { border-collapse: collapse; width: 100% }
section table { table-layout: fixed }
th, td { border: 1px solid #bbb; padding: .4rem; text-align: left; vertical-align: top; overflow-wrap: anywhere }
td { white-space: pre-wrap } section th:first-child { width: 8rem }
td.old { background: #fdecea } td.new { background: #eaf6ea }
iframe { width: 100%; height: 36rem; border: 1px solid #888; background: #fff } .summary td { white-space: normal }
.old mark { background: #f5b5ae } .new mark { background: #a9dfae }
@media (max-width: 60rem) { section { grid-template-columns: minmax(0, 1fr) } iframe { height: 24rem } }
@media (max-width: 40rem) { body { margin: 1rem auto } section :is(table, tbody, tr, th, td) { display: block }
  section tr:first-child { display: none } section th:first-child { width: auto }
  td.old::before { content: "old: " } td.new::before { content: "new: " } }
"""


def page(versions: str, number: int, changed: Sequence[Changed]) -> str:
    """The comparison as one HTML file without scripts: old and new side by side, beside the page in a sandbox."""
    order = {site: place for place, site in enumerate(dict.fromkeys(row.site for row in rows(changed)))}
    shown = sorted(changed, key=lambda one: (order[one.page.site], -_lost(one), one.page.name))[:SHOWN]
    title = escape(f"{versions}: {len(changed)} of {number} pages are read otherwise")
    more = f"<p>{len(changed) - len(shown)} more pages are not shown.</p>" if len(shown) < len(changed) else ""
    summary = "".join(
        f"<tr>{''.join(f'<td>{escape(str(cell))}</td>' for cell in (r.site, r.field, r.gained, r.other, r.lost))}</tr>"
        for r in rows(changed)
    )
    heads = "".join(f"<th>{head}</th>" for head in ("site", "field", "found", "otherwise", "lost"))
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}"><meta name="referrer" content="no-referrer">'
        f"<title>{title}</title><style>{STYLE}</style></head><body><h1>{title}</h1>"
        f'<table class="summary"><tr>{heads}</tr>{summary}</table>{"".join(map(_section, shown))}{more}</body></html>\n'
    )


def _lost(one: Changed) -> int:
    return sum(not now for _, now in one.fields.values())


def _section(one: Changed) -> str:
    lines = ""
    for name, values in one.fields.items():
        old, new = map(_text, _apart(*values))
        lines += (
            f'<tr><th>{escape(name)}</th><td class="old">{_marked(old, new)}</td>'
            f'<td class="new">{_marked(new, old)}</td></tr>'
        )
    html = decode(one.page.body, one.page.headers.get("Content-Type")).text[:LARGEST]
    return (
        f"<section><h2>{escape(one.page.site)}: {escape(one.page.name)}</h2><p>{escape(one.page.url)}</p>"
        f"<table><tr><th>field</th><th>old</th><th>new</th></tr>{lines}</table>"
        f'<iframe sandbox="" loading="lazy" title="the page" srcdoc="{escape(html)}"></iframe></section>'
    )


def _apart(old: Any, new: Any) -> tuple[Any, Any]:
    """Of two mappings, such as the evidence of all fields, what they have differently; other values as they are."""
    if not (isinstance(old, dict) and isinstance(new, dict)):
        return old, new
    same = {key for key in old if key in new and old[key] == new[key]}
    return {k: v for k, v in old.items() if k not in same}, {k: v for k, v in new.items() if k not in same}


def _text(value: Any) -> str:
    if not value:
        return NOTHING
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        value = "\n".join(value)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=1)
    return shortened(text, 20_000)


def _marked(text: str, other: str) -> str:
    """A text as HTML in which the lines are marked that the other does not have."""
    known = {*other.splitlines(), "", NOTHING}
    lines = text.splitlines()
    return "\n".join(escape(line) if line in known else f"<mark>{escape(line)}</mark>" for line in lines)
