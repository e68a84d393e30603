"""Our extraction beside the other libraries', on the same pages, in one run, on one core.

    .venv/bin/python benchmarks/peers.py --data ../shared/bench                      all of them
    .venv/bin/python benchmarks/peers.py --data ../shared/bench --peers trafilatura  one of them
    .venv/bin/python benchmarks/peers.py --data ../shared/bench --write benchmarks/extraction.md

Makes a virtual environment of its own for the peers (build/peers), installs them there, runs the scorer once for each
extractor, one after the other, and prints two tables in Markdown: our figures beside the goals and the best peer, and
all extractors with body, fields, milliseconds a page, and the median as a share of trafilatura's in the same run. A
peer that cannot be installed or does not run is named with the reason, and the rest goes on. The data and the scorer
are not part of this project; any folder in their format serves.
"""

import argparse
import atexit
import datetime
import importlib.metadata
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(ROOT))

from benchmarks import measures  # noqa: E402
from benchmarks.tables import markdown, write_between  # noqa: E402

VENV = ROOT / "build" / "peers"
NODE = VENV / "node"
OURS = "crawler.extraction:extract"
PROBE = b"<html><head><title>Ferry</title></head><body><article><h1>Ferry</h1>%s</article></body></html>" % b"".join(
    b"<p>On day %d the ferry to the northern isles was at sea again, with new engines and with a cook who had been of "
    b"the isles all his life, and those who had to wait for it at the harbour said that they would do so again.</p>"
    % day
    for day in range(20)
)
"""A plain page that every peer has to read, so that one that cannot run is known before the long run."""


class PeerError(Exception):
    """A peer that cannot be had or does not run; the text says why."""


@dataclass(frozen=True)
class Peer:
    package: str
    """Whose version is named."""
    also: tuple[str, ...] = ()
    """What it needs and does not ask for by itself, or has to be there before it."""
    options: tuple[str, ...] = ()
    npm: bool = False


_CLEAN = ("lxml_html_clean",)
"""What was lxml.html.clean until lxml 5.2; several peers still import it under the old name."""
_NEWER = ("--ignore-requires-python",)
"""Runs on Python 3.11, though its package asks for 3.12."""
_JSDOM = ("jsdom@26",)  # the last that runs on node 20

PEERS = {
    "trafilatura": Peer("trafilatura", also=_CLEAN),
    "trafilatura_fast": Peer("trafilatura", also=_CLEAN),
    "trafilatura_precision": Peer("trafilatura", also=_CLEAN),
    "trafilatura_recall": Peer("trafilatura", also=_CLEAN),
    "rs_trafilatura": Peer("rs-trafilatura"),
    "readability_lxml": Peer("readability-lxml", also=_CLEAN),
    "readability_js": Peer("@mozilla/readability", also=_JSDOM, npm=True),
    "go_readability": Peer("pygoreadability"),
    "resiliparse": Peer("resiliparse"),
    "newspaper4k": Peer("newspaper4k", also=_CLEAN),
    "news_please": Peer("news-please"),
    "goose3": Peer("goose3"),
    "justext": Peer("justext"),
    "boilerpy3": Peer("boilerpy3"),
    "magic_html": Peer("magic-html", also=("numpy",), options=_NEWER),
    "article_extractor": Peer("article-extractor", also=("justhtml", "httpx"), options=_NEWER),
    "article_extractor_js": Peer("@extractus/article-extractor", npm=True),
}
"""By the name of the function below that runs it."""


def _decoded(html: bytes) -> str:
    from charset_normalizer import from_bytes

    try:
        return html.decode("utf-8")
    except UnicodeDecodeError:
        match = from_bytes(html).best()
        return str(match) if match else html.decode("utf-8", "replace")


def _trafilatura(html: bytes, url: str, **options: Any) -> dict[str, Any]:
    from trafilatura import bare_extraction

    found = bare_extraction(html, url=url, with_metadata=True, include_comments=False, **options)
    if found is None:
        return {}
    return {
        "headline": found.title,
        "authors": (found.author or "").split("; ") if found.author else [],
        "published": found.date,
        "body": found.text,
        "topics": [*(found.tags or []), *(found.categories or [])],
        "language": found.language,
    }


def trafilatura(html: bytes, url: str) -> dict[str, Any]:
    return _trafilatura(html, url)


def trafilatura_fast(html: bytes, url: str) -> dict[str, Any]:
    return _trafilatura(html, url, fast=True)


def trafilatura_precision(html: bytes, url: str) -> dict[str, Any]:
    return _trafilatura(html, url, favor_precision=True)


def trafilatura_recall(html: bytes, url: str) -> dict[str, Any]:
    return _trafilatura(html, url, favor_recall=True)


def rs_trafilatura(html: bytes, url: str) -> dict[str, Any]:
    import rs_trafilatura as package

    found = package.extract(_decoded(html), url=url)
    return {"headline": found.title, "authors": [found.author] if found.author else [], "body": found.text}


def _blocks(html: str) -> str:
    """The text of a piece of HTML, a blank line between its paragraphs."""
    from lxml import etree
    from lxml import html as lxml_html

    try:
        tree = lxml_html.fromstring(html or "<p></p>")
    except etree.ParserError:
        return ""
    found = tree.iter("p", "li", "h2", "h3", "h4", "pre", "blockquote", "td")
    return "\n\n".join(node.text_content() for node in found if node.find(".//p") is None)


def readability_lxml(html: bytes, url: str) -> dict[str, Any]:
    from readability import Document

    document = Document(_decoded(html), url=url)
    return {"headline": document.short_title(), "body": _blocks(document.summary())}


@cache
def _node(name: str) -> "subprocess.Popen[bytes]":
    command = ["node", str(HERE / "readability.cjs"), str(NODE), name]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    atexit.register(process.kill)
    return process


def _from_node(name: str, html: bytes, url: str) -> dict[str, Any]:
    process = _node(name)
    assert process.stdin
    assert process.stdout
    process.stdin.write(json.dumps({"html": _decoded(html), "url": url}).encode() + b"\n")
    process.stdin.flush()
    answer = json.loads(process.stdout.readline())
    if "error" in answer:
        raise RuntimeError(answer["error"])
    found = answer["found"] or {}
    return {
        "headline": found.get("title"),
        "authors": [found["byline"]] if found.get("byline") else [],
        "published": found.get("published"),
        "language": found.get("language"),
        "body": _blocks(found.get("html") or ""),
    }


def readability_js(html: bytes, url: str) -> dict[str, Any]:
    return _from_node("readability_js", html, url)


def article_extractor_js(html: bytes, url: str) -> dict[str, Any]:
    return _from_node("article_extractor_js", html, url)


def go_readability(html: bytes, url: str) -> dict[str, Any]:
    from pygoreadability import from_string

    found = from_string(_decoded(html), url)
    return {
        "headline": found.title,
        "authors": [found.byline] if found.byline else [],
        "published": found.published_time,
        "language": found.language,
        "body": _blocks(found.content_html),
    }


def resiliparse(html: bytes, url: str) -> dict[str, Any]:  # noqa: ARG001
    from resiliparse.extract.html2text import extract_plain_text

    return {"body": extract_plain_text(_decoded(html), main_content=True)}


def newspaper4k(html: bytes, url: str) -> dict[str, Any]:
    import newspaper

    article = newspaper.Article(url, fetch_images=False)
    article.download(input_html=_decoded(html))
    article.parse()
    return {
        "headline": article.title,
        "authors": list(article.authors),
        "published": article.publish_date,
        "body": article.text,
        "topics": [*(article.tags or ()), *(article.meta_keywords or ())],
        "language": article.meta_lang,
    }


def goose3(html: bytes, url: str) -> dict[str, Any]:  # noqa: ARG001
    from goose3 import Goose

    article = Goose({"enable_image_fetching": False}).extract(raw_html=_decoded(html))
    return {
        "headline": article.title,
        "authors": list(article.authors),
        "published": article.publish_date,
        "body": article.cleaned_text,
        "topics": list(article.tags),
        "language": article.meta_lang,
    }


def justext(html: bytes, url: str) -> dict[str, Any]:  # noqa: ARG001
    import justext as package

    found = package.justext(html, package.get_stoplist("English"))
    return {"body": "\n\n".join(paragraph.text for paragraph in found if not paragraph.is_boilerplate)}


def news_please(html: bytes, url: str) -> dict[str, Any]:
    from newsplease import NewsPlease

    found = NewsPlease.from_html(_decoded(html), url=url, fetch_images=False)
    return {
        "headline": found.title,
        "authors": list(found.authors),
        "published": found.date_publish,
        "body": found.maintext,
        "language": found.language,
    }


def boilerpy3(html: bytes, url: str) -> dict[str, Any]:  # noqa: ARG001
    from boilerpy3 import extractors

    found = extractors.ArticleExtractor(raise_on_failure=False).get_doc(_decoded(html))
    return {"headline": found.title, "body": found.content}


def magic_html(html: bytes, url: str) -> dict[str, Any]:
    from magic_html import GeneralExtractor

    found = GeneralExtractor().extract(_decoded(html), base_url=url)
    return {"headline": found.get("title"), "body": _blocks(found.get("html") or "")}


def article_extractor(html: bytes, url: str) -> dict[str, Any]:
    from article_extractor import extract_article

    found = extract_article(_decoded(html), url)
    return {
        "headline": found.title,
        "authors": [found.author] if found.author else [],
        "published": found.date_published,
        "language": found.language,
        "body": _blocks(found.content),
    }


def _run(command: list[str], **options: Any) -> str:
    """The output of a command. Raises PeerError with its last words."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=3_600, **options)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise PeerError(str(error)) from error
    if done.returncode:
        said = [line.strip() for line in (done.stderr or done.stdout).splitlines() if line.strip()]
        errors = [line for line in said if "rror: " in line and "subprocess-exited" not in line] or said[-1:]
        raise PeerError(errors[0][:200] if errors else f"exit status {done.returncode}")
    return done.stdout


def environment() -> Path:
    """The peers' own interpreter."""
    python = VENV / "bin" / "python"
    if not python.exists():
        _run([sys.executable, "-m", "venv", str(VENV)])
        _run([str(python), "-m", "pip", "install", "--quiet", "lxml", "charset-normalizer"])
    return python


def install(python: Path, peer: Peer) -> str:
    """Install a peer, and its version. Raises PeerError where that fails."""
    if peer.npm:
        if not shutil.which("npm"):
            raise PeerError("needs node and npm")
        NODE.mkdir(parents=True, exist_ok=True)
        manifest = NODE / "node_modules" / peer.package / "package.json"
        if not manifest.exists():
            _run(
                [
                    "npm",
                    "install",
                    "--silent",
                    "--no-audit",
                    "--no-fund",
                    "--prefix",
                    str(NODE),
                    *peer.also,
                    peer.package,
                ]
            )
        version: str = json.loads(manifest.read_text(encoding="utf-8"))["version"]
        return version
    pip = [str(python), "-m", "pip", "install", "--quiet"]
    for needed in peer.also:
        if not _version(python, needed):
            _run([*pip, needed])
    if not _version(python, peer.package):
        _run([*pip, *peer.options, peer.package])
    return _version(python, peer.package)


def _version(python: Path, package: str) -> str:
    """The version that is installed there; empty if none is."""
    code = (
        "import sys, importlib.metadata as m; print(next((d.version for d in m.distributions(name=sys.argv[1])), ''))"
    )
    return _run([str(python), "-c", code, package]).strip()


def probe(python: Path, name: str) -> None:
    """Read one plain page. Raises PeerError where that fails."""
    code = "import sys; from benchmarks import peers; print(getattr(peers, sys.argv[1])(peers.PROBE, 'https://echo.example/a')['body'])"
    if "northern isles" not in _run([str(python), "-c", code, name], cwd=ROOT):
        raise PeerError("it reads nothing on a plain page")


def measure(python: Path, extractor: str, options: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """What the scorer writes of one extractor, and under "gives" the fields that it gave on any page."""
    out, saved = folder / "scores.json", folder / "predictions.jsonl"
    command = [
        str(python),
        str(options.score.resolve()),
        "--data",
        str(options.data.resolve()),
        "--extractor",
        extractor,
    ]
    command += ["--json", str(out), "--save", str(saved), "--rounds", "0"]
    command += ["--bench", *options.bench] if options.bench else []
    _run(command, cwd=ROOT)
    found: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    with saved.open(encoding="utf-8") as lines:
        found["gives"] = {field for line in lines for field, value in json.loads(line)["pred"].items() if value}
    return found


def figures(result: dict[str, Any]) -> measures.Figures:
    """Quality and times of one extractor; without the fields that it does not give at all."""
    given = result["gives"]
    found = measures.of_data(result)
    for measure in list(found):
        field = measure.split(" ", 1)[1]
        if field not in given and field != measures.LEAKS:
            del found[measure]
    return found | measures.times(result) | {measures.ERRORS: result["run"]["errors"]}


def all_of_them(found: dict[str, measures.Figures]) -> str:
    """A row an extractor, a column a measure."""
    names = list(dict.fromkeys(measure for values in found.values() for measure in values))
    rows = [
        [name, *(measures.shown(measure, figures.get(measure)) for measure in names)] for name, figures in found.items()
    ]
    return markdown(["extractor", *names], rows)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of benchmarks")
    parser.add_argument("--score", type=Path, help="the scorer (default: score.py in the data's folder)")
    parser.add_argument("--bench", nargs="+", help="benchmarks to run (default: all)")
    parser.add_argument("--peers", nargs="*", choices=PEERS, default=list(PEERS), help="peers to run (default: all)")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the tables there, between their marks")
    options = parser.parse_args()
    options.score = options.score or options.data / "score.py"
    if not options.score.exists():
        print(f"peers: no scorer at {options.score}; name it with --score", file=sys.stderr)
        return 1
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # one core for all that is started from here
    found: dict[str, measures.Figures] = {}
    versions = {"Python": sys.version.split()[0]}
    versions |= {name: importlib.metadata.version(name) for name in ("selectolax", "dateparser")}
    missing: list[tuple[str, str]] = []
    with tempfile.TemporaryDirectory() as folder:
        try:
            found["ours"] = figures(measure(Path(sys.executable), OURS, options, Path(folder)))
            python = environment()
        except PeerError as error:
            print(f"peers: {error}", file=sys.stderr)
            return 1
        for name in options.peers:
            print(f"{name} …", file=sys.stderr, flush=True)
            peer = PEERS[name]
            try:
                versions[peer.package] = install(python, peer)
                probe(python, name)
                found[name] = figures(measure(python, f"benchmarks.peers:{name}", options, Path(folder)))
            except PeerError as error:
                missing.append((name, str(error)))
    if "trafilatura" in found:
        base = found["trafilatura"]["ms median"]
        for values in found.values():
            values[measures.RATIO] = values["ms median"] / base
    others = {name: values for name, values in found.items() if name != "ours"}
    said = ", ".join(f"{name} {version}" for name, version in versions.items())
    parts = [f"{datetime.datetime.now(datetime.UTC):%Y-%m-%d}. {said}."]
    parts.append(
        markdown(["measure", "goal", "ours", "", "best peer"], measures.beside_the_goals(found["ours"], others))
    )
    parts.append(all_of_them(found))
    if missing:
        parts.append(markdown(["could not be had or run", "why"], missing))
    text = "\n\n".join(parts)
    print(text)
    if options.write:
        write_between(options.write, "peers", text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
