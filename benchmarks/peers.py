"""Our extraction beside the other libraries', on the same pages, in one run.

    .venv/bin/python benchmarks/peers.py --data ../shared/bench --score ../shared/bench/score.py [--peers trafilatura …]

Makes a virtual environment of its own for the peers (build/peers), installs them there, runs the scorer once for each
extractor, one after the other, on one core, and prints a table in Markdown: body and fields by benchmark, milliseconds
a page as median and 99th percentile, and the ratio of the medians to trafilatura's of the same run. The data and the
scorer are not part of this project; any folder in their format serves.
"""

import argparse
import datetime
import importlib.metadata
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
VENV = ROOT / "build" / "peers"
REQUIREMENTS = {
    "trafilatura": "trafilatura",
    "trafilatura_fast": "trafilatura",
    "trafilatura_precision": "trafilatura",
    "readability_lxml": "readability-lxml",
    "resiliparse": "resiliparse",
    "newspaper4k": "newspaper4k",
    "goose3": "goose3",
    "justext": "justext",
}
FIELDS = ("headline", "authors", "published", "captions", "captions_in_body", "topics", "language")


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


def readability_lxml(html: bytes, url: str) -> dict[str, Any]:
    from lxml import html as lxml_html
    from readability import Document

    document = Document(_decoded(html), url=url)
    return {
        "headline": document.short_title(),
        "body": "\n\n".join(
            block.text_content()
            for block in lxml_html.fromstring(document.summary()).iter("p", "li", "h2", "h3", "pre")
        ),
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
        "topics": [*article.tags, *article.meta_keywords],
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


def prepare(names: list[str]) -> Path:
    """The peers' own interpreter, with their packages installed."""
    python = VENV / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
    subprocess.run([str(python), "-m", "pip", "install", "--quiet", "--upgrade", "pip"], check=True)
    packages = sorted({REQUIREMENTS[name] for name in names} | {"charset-normalizer", "lxml_html_clean"})
    subprocess.run([str(python), "-m", "pip", "install", "--quiet", *packages], check=True)
    return python


def versions(python: Path, names: list[str]) -> dict[str, str]:
    wanted = sorted({REQUIREMENTS[name] for name in names})
    code = f"import importlib.metadata as m, json; print(json.dumps({{n: m.version(n) for n in {wanted!r}}}))"
    found: dict[str, str] = json.loads(
        subprocess.run([str(python), "-c", code], check=True, capture_output=True).stdout
    )
    return found


def measure(python: Path, extractor: str, options: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """Totals of one extractor, as the scorer writes them, with its times."""
    out = folder / f"{extractor.rpartition(':')[2]}.json"
    command = [
        str(python),
        str(options.score.resolve()),
        "--data",
        str(options.data.resolve()),
        "--extractor",
        extractor,
    ]
    command += ["--json", str(out), *(["--bench", *options.bench] if options.bench else [])]
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    found: dict[str, Any] = json.loads(out.read_text())
    times = sorted(page["ms"] for page in found["pages"])
    found["run"]["ms_p99"] = times[int(len(times) * 0.99)]
    found["run"]["ms_max"] = times[-1]
    found["run"]["ms_median"] = statistics.median(times)
    return found


def table(results: dict[str, dict[str, Any]]) -> str:
    """The comparison in Markdown, one row an extractor."""
    benches = list(next(iter(results.values()))["totals"])
    heads = ["extractor", *(f"{bench} body F1" for bench in benches)]
    fields = [
        (bench, field)
        for bench in benches
        for field in FIELDS
        if field in next(iter(next(iter(results.values()))["totals"][bench].values()))
    ]
    heads += [f"{bench} {field}" for bench, field in fields] + ["ms median", "ms p99", "ms max", "of trafilatura"]
    base = results.get("trafilatura", {}).get("run", {}).get("ms_median")
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    for name, result in results.items():
        totals = {bench: next(iter(result["totals"][bench].values())) for bench in benches}
        run = result["run"]
        cells = [name, *(f"{100 * totals[bench]['f1']:.1f}" for bench in benches)]
        cells += [f"{100 * totals[bench].get(field, 0):.1f}" for bench, field in fields]
        cells += [f"{run['ms_median']:.1f}", f"{run['ms_p99']:.0f}", f"{run['ms_max']:.0f}"]
        cells.append(f"1/{base / run['ms_median']:.1f}" if base else "–")
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of benchmarks")
    parser.add_argument("--score", type=Path, required=True, help="the scorer, score.py")
    parser.add_argument("--bench", nargs="+", help="benchmarks to run")
    parser.add_argument("--peers", nargs="*", choices=REQUIREMENTS, default=list(REQUIREMENTS), help="peers to run")
    options = parser.parse_args()
    python = prepare(options.peers)
    results = {}
    with tempfile.TemporaryDirectory() as folder:
        results["ours"] = measure(Path(sys.executable), "crawler.extraction:extract", options, Path(folder))
        for name in options.peers:
            results[name] = measure(python, f"benchmarks.peers:{name}", options, Path(folder))
    print(f"{datetime.datetime.now(datetime.UTC):%Y-%m-%d}, Python {sys.version.split()[0]}, ", end="")
    mine = {name: importlib.metadata.version(name) for name in ("selectolax", "dateparser")}
    print(", ".join(f"{name} {version}" for name, version in {**mine, **versions(python, options.peers)}.items()), "\n")
    print(table(results))


if __name__ == "__main__":
    main()
