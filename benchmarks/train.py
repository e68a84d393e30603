"""Learns `crawler/extraction/weights.json`: how much each feature of a block speaks for its being text of the article.

    python benchmarks/train.py --data FOLDER [--write] [--folds 6]

FOLDER holds pages with gold bodies, one folder a set: `gold.jsonl` (id, url, gold with `body`, `body_paragraphs` or
`with` and `without`) and `pages/ID.html.gz`. Only blocks that no rule of `crawler.extraction.judge` decides are learned
from. The method is logistic regression with an L1 penalty (FTRL-proximal, McMahan et al. 2013), so most features get no
weight at all; the order of pages is fixed, so the result is always the same. Cross-validated by publisher: a host's
pages are never in both parts.
"""

import argparse
import gzip
import hashlib
import json
import math
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).parent.parent))

from crawler.extraction import extract, judge
from crawler.extraction.body import find_region
from crawler.extraction.page import Page
from crawler.extraction.roles import read_roles

WEIGHTS = Path(judge.__file__).with_name("weights.json")
ALPHA, BETA, L1, L2 = 0.05, 1.0, 4.0, 2.0
PASSES = 12
HOSTS = 6
"""Publishers that must show a feature before it may weigh anything."""
_WORD = re.compile(r"\w")
_UNSPACED = re.compile(
    "([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])"
)


@dataclass
class Example:
    host: str
    page: str
    features: list[str]
    label: int
    weight: float
    size: int


@dataclass
class Settled:
    """A block that a rule decided; counted, not learned from."""

    page: str
    kept: bool
    label: int
    size: int


def tokens(text: str) -> list[str]:
    text = unicodedata.normalize("NFKC", text).casefold()
    return re.findall(r"\w+", _UNSPACED.sub(r" \1 ", text))


class Gold:
    """What a page's gold says of a block: 1 text of the article, 0 not, None unknown."""

    def __init__(self, gold: dict[str, Any]) -> None:
        self.segments = [" ".join(s.split()) for s in gold.get("with", [])]
        self.foreign = [" ".join(s.split()) for s in gold.get("without", [])]
        self.is_segments = "with" in gold
        text = gold.get("body") or "\n\n".join(gold.get("body_paragraphs", []))
        words = tokens(text)
        self.text = " " + " ".join(words) + " "
        self.paragraphs = {" ".join(tokens(p)) for p in re.split(r"\n+", text)}
        self.threes = set(zip(words, words[1:], words[2:], strict=False))
        self.optional = {" ".join(tokens(gold["body_paragraphs"][i])) for i in gold.get("body_optional", [])}

    def label(self, text: str) -> int | None:
        if self.is_segments:
            if any(s in text or (len(text) > 30 and text in s) for s in self.segments):
                return 1
            return 0 if any(s in text or (len(text) > 30 and text in s) for s in self.foreign) else None
        words = tokens(text)
        joined = " ".join(words)
        if not words or joined in self.optional:
            return None
        if len(words) <= 3:
            return 1 if joined in self.paragraphs else None if f" {joined} " in self.text else 0
        if f" {joined} " in self.text:
            return 1
        threes = list(zip(words, words[1:], words[2:], strict=False))
        share = sum(three in self.threes for three in threes) / len(threes)
        return 1 if share >= 0.8 else 0 if share < 0.25 else None


def read_pages(data: Path) -> Iterator[tuple[str, str, bytes, str, dict[str, Any]]]:
    for path in sorted(data.rglob("gold.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            page = json.loads(line)
            with gzip.open(path.parent / "pages" / f"{page['id']}.html.gz") as handle:
                yield path.parent.name, page["id"], handle.read(), page["url"], page["gold"]


def host_of(url: str) -> str:
    return (urlsplit(url).hostname or url).removeprefix("www.")


def collect(data: Path) -> tuple[list[Example], list[Settled]]:
    examples, settled = [], []
    for name, ident, html, url, gold in read_pages(data):
        page = Page(html, url)
        layout = page.layout
        roles = read_roles(layout)
        region = find_region(page, layout, roles, extract(html, url).headline)
        if region is None:
            continue
        truth = Gold(gold)
        for at, verdict in enumerate(judge.judge(layout, roles, region)):
            block = layout.blocks[region.start + at]
            label = truth.label(block.text)
            if label is None:
                continue
            if verdict.features:
                weight = 0.3 + min(block.size, 300) / 150
                if truth.is_segments:
                    weight = 1.5
                elif name == "readability":
                    weight *= 0.3
                examples.append(Example(host_of(url), ident, verdict.features, label, weight, block.size))
            else:
                settled.append(Settled(ident, not verdict.reason, label, block.size))
    return examples, settled


def learn(examples: list[Example]) -> dict[str, float]:
    """FTRL-proximal over the examples in a fixed, shuffled order."""
    hosts: dict[str, set[str]] = defaultdict(set)
    for example in examples:
        for feature in example.features:
            hosts[feature].add(example.host)
    usable = {feature for feature, shown in hosts.items() if len(shown) >= HOSTS}
    rows = [([f for f in set(e.features) if f in usable], e.label, e.weight) for e in examples]
    order = sorted(range(len(rows)), key=lambda i: hashlib.md5(f"{i}".encode()).digest())
    z: dict[str, float] = defaultdict(float)
    n: dict[str, float] = defaultdict(float)

    def weight_of(feature: str) -> float:
        value = z[feature]
        penalty = 0.0 if feature == "" else L1
        if abs(value) <= penalty:
            return 0.0
        return -(value - math.copysign(penalty, value)) / ((BETA + math.sqrt(n[feature])) / ALPHA + L2)

    for _ in range(PASSES):
        for index in order:
            features, label, importance = rows[index]
            active = {feature: weight_of(feature) for feature in ["", *sorted(features)]}
            chance = 1 / (1 + math.exp(-max(-30.0, min(30.0, sum(active.values())))))
            gradient = (chance - label) * importance
            for feature, weight in active.items():
                step = (math.sqrt(n[feature] + gradient * gradient) - math.sqrt(n[feature])) / ALPHA
                z[feature] += gradient - step * weight
                n[feature] += gradient * gradient
    return {
        feature: round(weight, 3) for feature in sorted(z) if (weight := weight_of(feature)) and abs(weight) >= 0.005
    }


def score(weights: dict[str, float], example: Example) -> float:
    return weights.get("", 0.0) + sum(weights.get(feature, 0.0) for feature in example.features)


def quality(examples: list[Example], kept: list[bool], settled: list[Settled]) -> tuple[float, float, float]:
    """Precision, recall and F1 of characters kept, means over pages."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for example, keep in zip(examples, kept, strict=True):
        count = counts[example.page]
        count[0] += example.size * (keep and example.label == 1)
        count[1] += example.size * keep
        count[2] += example.size * (example.label == 1)
    for block in settled:
        count = counts[block.page]
        count[0] += block.size * (block.kept and block.label == 1)
        count[1] += block.size * block.kept
        count[2] += block.size * (block.label == 1)
    precisions = [hit / out for hit, out, _ in counts.values() if out]
    recalls = [hit / gold for hit, _, gold in counts.values() if gold]
    precision, recall = sum(precisions) / len(precisions), sum(recalls) / len(recalls)
    return precision, recall, 2 * precision * recall / (precision + recall)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with pages and their gold")
    parser.add_argument("--folds", type=int, default=6, help="parts of the cross-validation (default 6); 0 for none")
    parser.add_argument("--write", action="store_true", help=f"write {WEIGHTS.name}")
    parser.add_argument(
        "--save-folds", type=Path, metavar="FILE", help="write the weights of each fold, for end-to-end checks"
    )
    args = parser.parse_args()
    examples, settled = collect(args.data)
    if not examples:
        parser.error(f"no pages under {args.data}")
    hosts = {example.host for example in examples}
    print(f"{len(examples)} open blocks of {len(hosts)} publishers, {len(settled)} decided by rules")
    print(
        "keep all open blocks   P {:.4f}  R {:.4f}  F1 {:.4f}".format(
            *quality(examples, [True] * len(examples), settled)
        )
    )
    if args.folds:
        part = {host: int(hashlib.md5(host.encode()).hexdigest(), 16) % args.folds for host in hosts}
        kept = [False] * len(examples)
        folds = []
        for fold in range(args.folds):
            weights = learn([e for e in examples if part[e.host] != fold])
            folds.append(weights)
            for i, example in enumerate(examples):
                if part[example.host] == fold:
                    kept[i] = score(weights, example) > 0
        print("weighed, other hosts   P {:.4f}  R {:.4f}  F1 {:.4f}".format(*quality(examples, kept, settled)))
        if args.save_folds:
            args.save_folds.write_text(json.dumps({"folds": folds}), encoding="utf-8")
    weights = learn(examples)
    kept = [score(weights, example) > 0 for example in examples]
    print("weighed, own hosts     P {:.4f}  R {:.4f}  F1 {:.4f}".format(*quality(examples, kept, settled)))
    print(f"{len(weights)} weights")
    if args.write:
        note = "Learned by benchmarks/train.py: the higher, the likelier that a block is text of the article."
        data = {"about": note, "blocks": len(examples), "publishers": len(hosts), "weights": weights}
        WEIGHTS.write_text(json.dumps(data, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
