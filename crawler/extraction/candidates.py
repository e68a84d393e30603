"""Which box holds the body: density, what boxes call themselves, and the text that the page's own JSON-LD repeats."""

from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from crawler.extraction import later
from crawler.extraction.blocks import HEADINGS, Block, Box, Layout
from crawler.extraction.labels import labelled
from crawler.extraction.page import Page
from crawler.extraction.roles import is_paragraph, likeness
from crawler.extraction.text import letters_of

_names_a_body: Final = labelled(
    r"article-?_?body|articlebody|story-?_?body|entry-?content|post-?content|article-?_?content|article-?text|story-?content"
    r"|post-?body|news-?(?:text|body|content)|content-?body|body-?(?:content|text|copy)|td-post-content|rich-?text|maintext"
    r"|article__?(?:body|content|text)|text-?body|single-content|wsw|artikel-?(?:text|inhalt)"
)
STRONG_ROLES: Final = frozenset(("comments", "consent", "footer", "nav", "hidden"))
"""Roles that a body never has: what claims one is not looked at even where nothing else was found."""
WEAK_ROLES: Final = frozenset(("aside", "box", "embed", "form", "meta"))
"""Roles that boxes of running text often claim too."""
MAX_BONUS: Final = 1.26
"""What a box scores at most per character: that of an article whose name says that it is the body."""
MIN_BODY: Final = 150
"""Characters below which a container is a last resort."""
FAR: Final = 40
"""Blocks between a title and a text that hardly belongs to it."""
MIN_NEAR: Final = 100
"""Characters of a text that is one because it stands beside the title."""


def choose(
    layout: Layout, roles: list[str], witnessed: Sequence[bool] = (), headline: str = "", description: str = ""
) -> Box | None:
    """The box that holds the body, None if the page has no text.

    `witnessed` says of each block whether the page's JSON-LD repeats it as the article's text. `headline` is in lower
    case, `description` what the page says of itself. Boxes whose names belie them are tried again without their weak
    roles: `roles` is then changed in place.
    """
    best, score = _best(layout, roles, witnessed)
    text = sum([block.size for block in layout.blocks if block.linked * 2 <= len(block.text)])
    if any(witnessed) or score < max(MIN_BODY, 0.4 * MAX_BONUS * text):  # no box of any role scores higher than that
        bold, bold_score = _best(layout, [r if r in STRONG_ROLES else "" for r in roles], witnessed)
        if bold is not None and score < max(MIN_BODY, 0.4 * bold_score):
            best, score = bold, bold_score
    if best is None or score < MIN_BODY:
        strong = [role if role in STRONG_ROLES else "" for role in roles]
        last, last_score = _best(layout, strong, witnessed, desperate=True)
        if last is not None and (best is None or last_score > 4 * score):
            best = last
    if best is None:
        return None
    if headline and not any(witnessed):
        best = _main_of(layout, best, headline)
    if headline and best.start > FAR and not any(witnessed):
        best = _by_the_headline(layout, roles, best, headline, description)
    if mistaken := _mistaken(layout, roles, best):
        _clear(layout, roles, best, mistaken)
    return _own_article(layout, _with_its_like(layout, roles, best), headline)


def _main_of(layout: Layout, chosen: Box, headline: str) -> Box:
    """The main element inside the chosen box, if it is the only one and holds the title and text; else the chosen box. What
    stands outside is repeated on other pages (https://html.spec.whatwg.org/multipage/grouping-content.html#the-main-element)."""
    boxes, blocks = layout.boxes, layout.blocks
    mains = [box for box in boxes[chosen.index + 1 :] if box.start < chosen.end and box.tag == "main"]
    if len(mains) != 1:
        return chosen
    inside = blocks[mains[0].start : mains[0].end]
    if not any(boxes[block.box].tag == "h1" and block.text.casefold() == headline for block in inside):
        return chosen
    good = sum(block.size for block in inside if is_paragraph(block, boxes[block.box]))
    return mains[0] if good >= MIN_BODY else chosen


def _by_the_headline(layout: Layout, roles: list[str], far: Box, headline: str, description: str) -> Box:
    """Where the chosen box stands far below the page's title, a box beside the title with text of its own: forms, terms
    and comments are often longer than a short report. What the page's description repeats is text whatever its length."""
    boxes, blocks = layout.boxes, layout.blocks
    titles = (i for i in range(far.start) if boxes[blocks[i].box].tag == "h1" and blocks[i].text.casefold() == headline)
    at = next(titles, far.start)
    if far.start - at <= FAR:
        return far
    bold = [role if role in STRONG_ROLES else "" for role in roles]
    values = [value_of(block, boxes[block.box], bold[block.box]) for block in blocks[: far.end]]
    enough = max(MIN_NEAR, sum(values[far.start :]) / 4)
    said = [i for i in range(at + 1, at + FAR) if values[i] > 0 and repeats(blocks[i].text, description)]
    for i in said:
        values[i] += enough
    sums = [0.0, *accumulate(values)]
    near, score = far, enough
    for box in boxes:
        if box.start > at + FAR:
            break
        if at < box.end <= far.start and not bold[box.index] and box.tag not in HEADINGS:
            amount = sums[box.end] - sums[box.start]
            if amount >= score:
                near, score = box, amount
    if mistaken := {roles[blocks[i].box] for i in said} - {""}:
        _clear(layout, roles, near, mistaken)
    return near


def repeats(text: str, description: str) -> bool:
    """Whether the page's description is what a block says, or how it begins."""
    return (
        len(text) > 40
        and bool(description)
        and (description.startswith(text[:80]) or text.startswith(description[:80]))
    )


def _own_article(layout: Layout, chosen: Box, headline: str) -> Box:
    """Of articles in the chosen box, each with a title, the one that the page's headline (in lower case) is the title
    of; else the chosen box."""
    boxes = layout.boxes
    articles: list[tuple[Box, str]] = []
    last = chosen.start
    for box in boxes[chosen.index + 1 :]:
        if box.start >= chosen.end:
            break
        if box.tag == "article" and box.start >= last:
            title = next((b.text for b in layout.blocks[box.start : box.end] if boxes[b.box].tag in HEADINGS), "")
            if not title:
                return chosen
            articles.append((box, title.casefold()))
            last = box.end
    own = next((box for box, title in articles if title == headline), None)
    if own is None or len(articles) < 2:
        return chosen

    def good(start: int, end: int) -> int:
        return sum(block.size for block in layout.blocks[start:end] if is_paragraph(block, boxes[block.box]))

    outside = good(chosen.start, chosen.end) - sum(good(box.start, box.end) for box, _ in articles)
    return own if good(own.start, own.end) >= max(MIN_BODY, 4 * outside) else chosen


def _with_its_like(layout: Layout, roles: Sequence[str], chosen: Box) -> Box:
    """The box around the chosen one and others like it, where a body is split over several; else the chosen one."""
    boxes = layout.boxes
    while chosen.tag in _PARTS and chosen.parent >= 0:
        chosen = boxes[chosen.parent]
    if chosen.tag in ("article", "main", "body") or chosen.parent < 0:
        return chosen
    key = likeness(chosen.spelled)
    around = boxes[chosen.parent]
    if not key or not any(
        b.names and likeness(b.spelled) == key
        for b in boxes[around.index + 1 :]
        if b.parent == around.index and b is not chosen
    ):
        around = boxes[around.parent] if around.parent >= 0 and key else around
    own = more = 0.0
    for box in boxes[around.index + 1 :]:
        if box.start >= around.end:
            break
        if (
            box.tag != chosen.tag
            or roles[box.index]
            or likeness(box.spelled) != key
            or (not key and box.parent != chosen.parent)
        ):
            continue
        amount = 0.0
        for block in layout.blocks[box.start : box.end]:
            tag = boxes[block.box].tag
            if tag == "h1":
                amount = 0.0
                break
            value = value_of(block, boxes[block.box], roles[block.box])
            amount += value if value > 20 else 0
        if box is chosen:
            own = amount
        elif box.start >= chosen.end or box.end <= chosen.start:
            more += amount
    return around if more > 0.08 * own else chosen


def _mistaken(layout: Layout, roles: Sequence[str], chosen: Box) -> set[str]:
    """Roles that the chosen box inherited, or that most of its paragraphs would have."""
    held: dict[str, int] = {}
    for block in layout.blocks[chosen.start : chosen.end]:
        if is_paragraph(block, layout.boxes[block.box]):
            role = roles[block.box]
            held[role] = held.get(role, 0) + block.size
    whole = sum(held.values())
    return ({role for role, size in held.items() if 2 * size > whole} | {roles[chosen.index]}) - {""}


def _clear(layout: Layout, roles: list[str], chosen: Box, mistaken: set[str]) -> None:
    """Takes the mistaken roles off the chosen box and off what is inside it."""
    for box in layout.boxes[chosen.index :]:
        if box.start >= chosen.end and box.start > chosen.start:
            break
        if roles[box.index] in mistaken:
            roles[box.index] = ""


def _best(
    layout: Layout, roles: Sequence[str], witnessed: Sequence[bool], desperate: bool = False
) -> tuple[Box | None, float]:
    boxes = layout.boxes
    values = [value_of(block, boxes[block.box], roles[block.box], desperate) for block in layout.blocks]
    for index, seen in enumerate(witnessed):
        if seen:
            values[index] = max(values[index], 0) + layout.blocks[index].size
    sums = [0.0, *accumulate(values)]
    best, best_score = None, 0.0
    for box, role in zip(boxes, roles, strict=True):
        if role or box.end == box.start or box.tag in HEADINGS:
            continue
        score = sums[box.end] - sums[box.start]
        if score < best_score * 0.7:
            continue
        if box.tag == "article":
            score *= 1.05
        elif box.tag == "p":
            score *= 0.7
        if "articlebody" in box.names:
            score *= 1.2
        elif _names_a_body(box.names):
            score *= 1.15
        if score >= best_score and score > 0:
            best, best_score = box, score
    return best, best_score


_PARTS: Final = frozenset(("p", "ul", "ol", "dl", "tbody", "table"))
"""Elements that hold a part of a text, however long."""


def value_of(block: Block, box: Box, role: str, desperate: bool = False) -> float:
    """How much a block speaks for the box around it: its size if it reads like an article's text, below 0 if it reads
    like a page's furniture."""
    length = len(block.text)
    if role:
        if role in WEAK_ROLES and block.size >= 80 and block.linked * 3 < length:
            return block.size * 0.3
        return -min(block.size, 60) / 3
    if block.linked * 2 > length:
        return -30
    if block.size >= 80:
        value = block.size * (1 - block.linked / length)
        return value if box.tag in _TEXT_TAGS else value * 0.67
    if box.tag == "p" or box.tag in HEADINGS or desperate:
        return block.size / 3
    return -10


_TEXT_TAGS: Final = frozenset(("p", "blockquote", "li"))


def witnesses(page: Page, layout: Layout) -> list[bool]:
    """Of each block whether a JSON-LD `articleBody` (or a review's text) repeats it; empty if there is none."""
    texts = [
        text
        for item in page.json_ld
        for key in ("articleBody", "reviewBody")
        if isinstance(text := item.get(key), str) and len(text) >= 200
    ]
    if not texts:
        return []
    known = _letters(max(texts, key=len))
    return [len(key := _letters(block.text)) >= 20 and key[:120] in known for block in layout.blocks]


_MARKUP: Final = later.compile(r"<[^>]*>|&[a-z]+;|&#\d+;")


def _letters(text: str) -> str:
    """Letters and digits only, in one case: what survives any change of spaces, quotes and markup."""
    if "<" in text or "&" in text:
        text = _MARKUP.sub(" ", text)
    return letters_of(text).lower()
