"""Which boxes could hold the body, and which of them does."""

import re
from functools import lru_cache
from itertools import accumulate

from crawler.extraction.blocks import HEADINGS, Box, Layout

_BODY_NAMES = re.compile(
    r"article-?_?body|articlebody|story-?_?body|entry-?content|post-?content|article-?_?content|article-?text|story-?content"
    r"|post-?body|news-?(?:text|body|content)|content-?body|body-?(?:content|text|copy)|td-post-content|rich-?text|maintext"
    r"|article__?(?:body|content|text)|text-?body|single-content|wsw|artikel-?(?:text|inhalt)"
)


@lru_cache(maxsize=4096)
def _names_a_body(names: str) -> bool:
    return bool(_BODY_NAMES.search(names))


def choose(layout: Layout, roles: list[str]) -> Box | None:
    """The box that holds the body."""
    values = []
    for block in layout.blocks:
        box = layout.boxes[block.box]
        free = len(block.text) - block.linked
        if roles[block.box]:
            value = -min(block.size, 60) // 3
        elif block.linked * 2 > len(block.text):
            value = -30
        elif block.size >= 80:
            value = block.size if free * 2 > len(block.text) else 0
            if box.tag not in ("p", "blockquote", "li"):
                value = value * 2 // 3
        elif box.tag == "p" or box.tag in HEADINGS:
            value = block.size // 3
        else:
            value = -10
        values.append(value)
    sums = [0, *accumulate(values)]
    best, best_score = None, 0.0
    for box in layout.boxes:
        if box.end == box.start or roles[box.index]:
            continue
        score = float(sums[box.end] - sums[box.start])
        if box.tag == "article":
            score *= 1.05
        elif box.tag == "p":
            score *= 0.5
        if "articlebody" in box.names:
            score *= 1.2
        elif _names_a_body(box.names):
            score *= 1.15
        if score >= best_score and score > 0:
            best, best_score = box, score
    return best
