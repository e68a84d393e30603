"""Block by block: is it what the journalist wrote? Rules first, each with its reason; a weighed sum for what they leave.

The rules are those that hold on almost every page: roles, labels, captions, notes, lists of links. What stays open (short
paragraphs beside the main flow, subheads, lists, standfirsts) is decided by features with weights, `weights.json`, that
`benchmarks/train.py` learns from pages with gold bodies.
"""

import json
from bisect import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from itertools import accumulate

from crawler.extraction import phrases
from crawler.extraction.blocks import HEADINGS, PARAGRAPHS, Block, Box, Layout
from crawler.extraction.notes import bio_name, classify, is_legal
from crawler.extraction.roles import is_lead, is_paragraph, likeness

FOREIGN = frozenset(
    (
        "nav", "footer", "comments", "share", "hidden", "consent", "modal", "form", "meta", "newsletter", "bio", "aside",
        "figure", "caption",
    )
)  # fmt: skip
"""Roles of boxes whose text is never the article's."""
LOOSE = {"form": 200, "share": 400}
"""Foreign roles that boxes around running text claim by mistake, and from how many characters a paragraph shows it."""
MAX_PARAGRAPH = 1_000_000
OWN_WORDS = 80
"""Characters that an item of a list says beside its links where the list is text, not a menu of other pages."""
NOTES = frozenset(("credit", "correction", "disclaimer"))
FULL_PARAGRAPH = 80
"""Characters of a paragraph behind which no closing notice can stand any more."""
SHORT_REPORT = 800
"""Characters of a text that the weights, learned from longer ones, do not judge well."""
SHORT_BODY = 300
"""Characters of a text that is one with all its paragraphs, whatever the weights say of them."""
NOTICE_BLOCKS = 8
"""Paragraphs of a box that is all legal notice."""
STANDFIRST = 110
"""A lead of fewer characters above the text is its standfirst; longer ones are the first of its paragraphs."""
LEAD_BLOCKS = 25
"""Blocks above the container that are searched for the standfirst."""
TEASERS = 3
"""Boxes alike from which they are a list."""
TEASER_BLOCKS = 10
"""Blocks of a teaser at most: section, title, names, date, first lines."""
TEASER = 400
"""Characters of a teaser at most."""
TITLE = 20
"""Characters of a linked line that is the title of another page."""
_ENTRIES = frozenset(("li", "article"))
_WRAPPERS = PARAGRAPHS | {"ul", "ol", "span", "dl", "tr", "tbody", "table"}
_CLOSED = tuple(".!?…。！？؟۔।\"”“»’')）」』")
_PLAIN = frozenset(("p", "div", "article", "section", "main"))
_CUT = ("...", "…", "…]", "...]", "...)", "…)")
_ENDS = frozenset(".!?…。！？؟۔।॥။։\"”»’」')")
_SECTIONING = frozenset(
    ("figure", "table", "aside", "header", "footer", "section", "article", "form", "blockquote", "details", "dl")
)


@dataclass(slots=True)
class Region:
    """The blocks `start` to `end` that are judged: those of `box` and some above it."""

    box: Box
    start: int
    end: int
    headline: str = ""
    description: str = ""
    witnessed: Sequence[bool] = ()


@dataclass(slots=True)
class Verdict:
    """`reason` is empty if the block is kept; `score` is the weighed sum where no rule spoke."""

    reason: str = ""
    score: float | None = None
    features: list[str] = field(default_factory=list)


@lru_cache(maxsize=1)
def load_weights() -> Mapping[str, float]:
    data = json.loads(files("crawler.extraction").joinpath("weights.json").read_text(encoding="utf-8"))
    weights: dict[str, float] = data["weights"]
    return weights


def judge(
    layout: Layout, roles: Sequence[str], region: Region, weights: Mapping[str, float] | None = None
) -> list[Verdict]:
    """A verdict for each block of the region, in order. `weights` None: all that no rule decides is kept."""
    return _Judge(layout, roles, region, weights).run()


def _is_title(block: Block) -> bool:
    return block.size >= TITLE and block.linked * 10 >= len(block.text) * 8


def tag_of_item(box: Box) -> bool:
    """Whether text directly in the box reads as an item of a list rather than as a paragraph."""
    return box.tag in ("li", "a", "span", "div") or box.tag in HEADINGS


class _Judge:
    def __init__(
        self, layout: Layout, roles: Sequence[str], region: Region, weights: Mapping[str, float] | None
    ) -> None:
        self.layout, self.roles, self.region, self.weights = layout, roles, region, weights
        boxes, blocks = layout.boxes, layout.blocks
        self.span = range(region.start, region.end)
        self.parents = [self.parent_of(blocks[i]) for i in self.span]
        self.linked = [0, *accumulate(b.linked for b in blocks)]
        self.length = [0, *accumulate(len(b.text) for b in blocks)]
        self.opened = [0, *accumulate(b.opens for b in blocks)]
        self.twins: dict[tuple[int, str, str], list[Box]] = {}
        for box in boxes[region.box.index :]:
            if box.start >= region.end:
                break
            if box.names or box.tag in _ENTRIES:
                self.twins.setdefault((box.parent, box.tag, likeness(box.spelled)), []).append(box)
        self.teasers = self.find_teasers()
        mass: dict[int, int] = {}
        kinds: dict[tuple[str, str], int] = {}
        total = 1
        for n, i in enumerate(self.span):
            block = blocks[i]
            if not roles[block.box] and i not in self.teasers and is_paragraph(block, boxes[block.box]):
                box = boxes[self.parents[n]]
                mass[box.index] = mass.get(box.index, 0) + block.size
                kinds[box.tag, box.names] = kinds.get((box.tag, box.names), 0) + block.size
                total += block.size
        self.mine: list[float] = []
        self.alike: list[float] = []
        letters = []
        for n, i in enumerate(self.span):
            block = blocks[i]
            box, parent = boxes[block.box], boxes[self.parents[n]]
            self.mine.append(mass.get(parent.index, 0) / total)
            self.alike.append(kinds.get((parent.tag, parent.names), 0) / total)
            if roles[block.box] or i in self.teasers:
                letters.append("R")
            elif box.tag in HEADINGS:
                letters.append("H")
            elif block.linked * 2 > len(block.text):
                letters.append("L")
            elif is_paragraph(block, box):
                letters.append("P" if self.mine[n] >= 0.25 or self.alike[n] >= 0.25 else "p")
            else:
                letters.append("S")
        self.line = "".join(letters)
        mark = "P" if "P" in self.line else "p"
        self.first, self.last = self.line.find(mark), self.line.rfind(mark)
        self.mains = [0, *accumulate(blocks[i].size if self.line[n] == "P" else 0 for n, i in enumerate(self.span))]
        self.pictures = {picture.at for picture in layout.pictures}
        self.pictured: dict[int, int] = {}
        for picture in layout.pictures:
            self.pictured[picture.box] = self.pictured.get(picture.box, 0) + 1
        self.counts: dict[str, int] = {}
        for i in self.span:
            text = blocks[i].text
            self.counts[text] = self.counts.get(text, 0) + 1
        self.islands: dict[int, int] = {}
        self.island_features: dict[int, list[str]] = {}
        self.witness = False
        if region.witnessed:
            good = sum(blocks[i].size for n, i in enumerate(self.span) if self.line[n] in "Pp")
            hit = sum(blocks[i].size for i in self.span if region.witnessed[i])
            self.witness = hit > 0.5 * good
        self.labels: dict[int, bool] = {}
        self.link_lists: dict[int, float] = {}
        self.seen: set[str] = set()

    def find_teasers(self) -> set[int]:
        """Blocks of boxes alike, side by side, each with the title of another page: lists of further stories. None if
        they would be most of the text: then it is the text that is made so."""
        blocks, boxes = self.layout.blocks, self.layout.boxes
        found: set[int] = set()
        for twins in self.twins.values():
            first, last = twins[0].start, twins[-1].end
            if len(twins) < TEASERS or not len(twins) < last - first <= TEASER_BLOCKS * len(twins):
                continue
            if (
                sum(any(_is_title(block) for block in blocks[box.start : box.end]) for box in twins) * 4
                < len(twins) * 3
            ):
                continue
            if sum(box.end - box.start for box in twins) + len(twins) < last - first:
                continue
            if self.length[last] - self.length[first] <= TEASER * len(twins):
                found.update(range(first, last))
        if found:
            good = [(i, blocks[i].size) for i in self.span if is_paragraph(blocks[i], boxes[blocks[i].box])]
            if 2 * sum(size for i, size in good if i in found) > sum(size for _, size in good):
                return set()
        return found

    def parent_of(self, block: Block) -> int:
        """The box whose children are a paragraph and its siblings."""
        boxes = self.layout.boxes
        index = block.box
        while boxes[index].tag in _WRAPPERS and boxes[index].parent >= 0 and index != self.region.box.index:
            index = boxes[index].parent
        return index

    # ------------------------------------------------------------------------------------------------------------

    def run(self) -> list[Verdict]:
        verdicts: list[Verdict] = []
        self.label_at = -1
        self.title_at = -1
        cut = ""
        for n, i in enumerate(self.span):
            reason = self.cut(n, i)
            if reason:
                cut = reason
            if cut:
                verdicts.append(Verdict(cut))
                continue
            reason = self.rule(n, i)
            if reason == "keep":
                verdicts.append(Verdict())
            elif reason:
                verdicts.append(Verdict(reason))
            elif self.weights is None:
                verdicts.append(Verdict("", None, self.features(n, i)))
            else:
                features = self.features(n, i)
                score = self.weights.get("", 0.0)
                for feature in features:
                    score += self.weights.get(feature, 0.0)
                verdicts.append(Verdict("" if score > 0 else "weighed", score))
        self.keep_most(verdicts)
        self.settle_notices(verdicts)
        return verdicts

    def keep_most(self, verdicts: list[Verdict]) -> None:
        """Where the weights would leave little, or less of the plain paragraphs than they take, they judge a kind of page
        that they hardly met, a report of a few short lines, and the paragraphs stay."""
        weighed = [n for n, verdict in enumerate(verdicts) if verdict.reason == "weighed" and self.is_plain(n)]
        lost = sum(self.layout.blocks[self.span[n]].size for n in weighed)
        kept = sum(self.layout.blocks[self.span[n]].size for n, verdict in enumerate(verdicts) if not verdict.reason)
        if kept + lost < SHORT_BODY or kept < lost < SHORT_REPORT:
            for n in weighed:
                verdicts[n] = Verdict()

    def is_plain(self, n: int) -> bool:
        """Whether a block is a paragraph by its element, of a sentence or more, below the headline, and no link."""
        block = self.layout.blocks[self.span[n]]
        own = self.layout.boxes[block.box]
        return (
            own.tag in _PLAIN and block.linked * 2 <= len(block.text) and block.text[-1] in _ENDS and n > self.title_at
        )

    def settle_notices(self, verdicts: list[Verdict]) -> None:
        """A legal notice opens or ends the text, or has a box of its own, which is then all notice; the same words
        between two paragraphs are news."""
        after = True
        for n in reversed(range(len(verdicts))):
            verdict, block = verdicts[n], self.layout.blocks[self.span[n]]
            if verdict.reason == "" and block.size >= FULL_PARAGRAPH:
                after = False
            if verdict.reason != "disclaimer" or not is_legal(block.text):
                continue
            box = self.layout.boxes[self.parents[n]]
            if self.mine[n] < 0.25 and box.end - box.start <= NOTICE_BLOCKS and box.index > self.region.box.index:
                for other in range(
                    max(0, box.start - self.region.start), min(len(verdicts), box.end - self.region.start)
                ):
                    if verdicts[other].reason in ("", "weighed"):
                        verdicts[other] = Verdict("disclaimer")
            elif not (after or n < self.first or block.text.isupper()):
                verdicts[n] = Verdict()

    def cut(self, n: int, i: int) -> str:
        """Why the text ends before this block, if it does: comments, a paywall, further stories."""
        block = self.layout.blocks[i]
        if block.size > 300 or (self.line[n] == "P" and block.size > 150):
            return ""
        done = self.mains[n] / (self.mains[-1] or 1)
        if done < 0.5:
            return ""
        text = block.text
        if len(text) < 60 and done > (0.7 if self.line[n] == "H" else 0.95) and phrases.COMMENTS.match(text):
            return "comments"
        if done > 0.98 and self.line[n] == "H" and self.is_label(i):
            return "further stories"
        if phrases.PAYWALL.search(text) and done > 0.6:
            return "paywall"
        return ""

    def is_label(self, i: int) -> bool:
        known = self.labels.get(i)
        if known is None:
            text = self.layout.blocks[i].text
            known = self.labels[i] = len(text) < 160 and bool(phrases.LEADS_AWAY.match(text))
        return known

    def rule(self, n: int, i: int) -> str:
        """ "keep", the reason for dropping the block, or "" where no rule speaks."""
        blocks, boxes, region = self.layout.blocks, self.layout.boxes, self.region
        block = blocks[i]
        box = boxes[block.box]
        text, size = block.text, block.size
        role = self.roles[block.box]
        letter = self.line[n]
        density = block.linked / len(text)
        heading = box.tag in HEADINGS
        if heading and (box.tag == "h1" or (region.headline and text.casefold() == region.headline)):
            self.title_at = n
        if role in FOREIGN and not (
            size >= LOOSE.get(role, MAX_PARAGRAPH) and density < 0.1 and text.endswith(_CLOSED) and box.tag == "p"
        ):
            return role
        if i in self.teasers:
            return "teaser"
        if (
            i < region.box.start
            and size < STANDFIRST
            and (is_lead(box.spelled) or is_lead(boxes[self.parents[n]].spelled))
        ):
            return "standfirst"
        if block.slanted * 10 >= len(text) * 9 and self.mains[n] * 2 > self.mains[-1] and bio_name(text):
            return "bio"
        if size >= 400 and letter == "P" and density < 0.3 and n >= self.first:
            if n == self.last and classify(text):
                return str(classify(text))
            return "" if block.slanted * 10 >= len(text) * 9 else "keep"
        note = classify(text)
        if note:
            return note
        if (box.tag == "h1" and n < self.first) or (region.headline and text.casefold() == region.headline):
            return "headline"
        if size < 60 and box.tag not in ("td", "th"):
            if phrases.ADVERTISEMENT.match(text):
                return "advertisement"
            if phrases.TOOL.match(text):
                return "tool"
        where = -1 if n < self.first else 1 if n > self.last else 0
        if size < 80 and box.tag != "td":
            if not heading and phrases.BYLINE.match(text):
                return "byline"
            if phrases.has_date(text) and (size < 40 or (where and box.tag != "li")):
                return "date"
        if size < 100 and where and phrases.META_LINE.match(text) and not text.endswith((".", "!", "?")):
            return "meta"
        if size < 400 and phrases.CAPTION.match(text) and box.tag not in ("dt", "dd", "td"):
            return "caption"
        if size < 220 and i in self.pictures and phrases.names_a_picture_agency(text):
            return "caption"
        label = size < 200 and self.is_label(i)
        if label and (
            heading or density >= 0.2 or text.endswith((":", "：", ">", "»")) or (size < 60 and not text.endswith("."))
        ):
            self.label_at = n
            return "label"
        if density > 0.9 and size < 160 and not heading and box.tag not in ("td", "th"):
            return "link"
        list_box = self.list_of(block.box) if tag_of_item(box) or size < 100 else None
        if list_box is not None:
            share = self.links_elsewhere(list_box)
            before = list_box.start - 1 - region.start
            if share == 1 or (share > 0.15 and self.label_at >= 0 and self.label_at == before):
                return "links"
        if size >= 60 and self.counts[text] > 1 and letter != "P":
            if text in self.seen:
                return "repeated"
            self.seen.add(text)
        if size >= 200 and letter == "P" and density < 0.3 and not where and block.slanted * 10 < len(text) * 9:
            return "keep"
        return ""

    def links_elsewhere(self, items: Box) -> float:
        """How much of a list's text is links; 1 if it is a list of links to other pages, 0 if it is text."""
        known = self.link_lists.get(items.index)
        if known is not None:
            return known
        blocks = self.layout.blocks[items.start : items.end]
        length = self.length[items.end] - self.length[items.start]
        linked = self.linked[items.end] - self.linked[items.start]
        share = linked / max(1, length)
        opened = self.opened[items.end] - self.opened[items.start]
        if share > 0.6:
            share = 1.0
        elif length - linked >= OWN_WORDS * len(blocks):
            share = 1.0 if 2 * sum(block.text.endswith(_CUT) for block in blocks) > len(blocks) else 0.0
        elif len(blocks) > 2 and share > 0.12 and opened > 0.8 * len(blocks):
            share = 1.0
        self.link_lists[items.index] = share
        return share

    def list_of(self, index: int) -> Box | None:
        boxes = self.layout.boxes
        for _ in range(6):
            if index < 0 or index == self.region.box.index:
                return None
            if boxes[index].tag in ("ul", "ol"):
                return boxes[index]
            index = boxes[index].parent
        return None

    # ------------------------------------------------------------------------------------------------------------

    def island_of(self, index: int) -> int:
        """The outmost box around a block that holds no main paragraph; -1 if the block stands in the main flow."""
        boxes, region = self.layout.boxes, self.region
        path = []
        top = -1
        while index >= 0:
            known = self.islands.get(index)
            if known is not None:
                top = known
                break
            own = boxes[index]
            lo, hi = own.start - region.start, own.end - region.start
            if index == region.box.index or lo < 0 or hi > len(self.line) or self.mains[hi] > self.mains[lo]:
                self.islands[index] = -1
                break
            path.append(index)
            index = own.parent
        for at in reversed(path):
            if top < 0:
                top = at
            self.islands[at] = top
        return top

    def describe_island(self, index: int) -> list[str]:
        known = self.island_features.get(index)
        if known is not None:
            return known
        boxes, blocks = self.layout.boxes, self.layout.blocks
        own = boxes[index]
        chars = self.length[own.end] - self.length[own.start]
        share = (self.linked[own.end] - self.linked[own.start]) / max(1, chars)
        size, link = bisect((60, 150, 400, 1000), chars), bisect((0.05, 0.3, 0.6), share)
        twins = len(self.twins.get((own.parent, own.tag, likeness(own.spelled)), "1")) if own.names else 1
        role = self.roles[own.index]
        inner, pictured = "", False
        for sub in boxes[own.index : own.index + 12]:
            if sub.start >= own.end and sub.index != own.index:
                break
            if sub.index in self.pictured:
                pictured = True
            if not role and not inner:
                inner = self.roles[sub.index]
        features = [
            f"isl:{size}:{link}",
            f"isl:n{bisect((2, 4, 8), own.end - own.start)}:{size}",
            f"isl:tag:{own.tag}",
            f"isl:rep{bisect((2, 4), twins)}:{size}",
            f"isl:role:{role}:{size}",
            f"isl:inner:{inner}",
            f"isl:link{link}:{role}",
        ]
        if pictured:
            features.append(f"isl:pic:{size}")
        if own.end - own.start > 1:
            head = blocks[own.start]
            if len(head.text) < 100 and (self.is_label(own.start) or phrases.ADVERTISEMENT.match(head.text)):
                features.append("isl:label")
            if boxes[head.box].tag in HEADINGS:
                features.append("isl:headed")
        self.island_features[index] = features
        return features

    def features(self, n: int, i: int) -> list[str]:
        blocks, boxes, region, line = self.layout.blocks, self.layout.boxes, self.region, self.line
        block = blocks[i]
        box = boxes[block.box]
        parent = boxes[self.parents[n]]
        text, size, tag = block.text, block.size, box.tag
        role = self.roles[block.box]
        group = (
            "h"
            if tag in HEADINGS
            else "p"
            if tag in ("p", "blockquote")
            else "li"
            if tag in ("li", "dd", "dt")
            else "o"
        )
        where = "before" if n < self.first else "after" if n > self.last else "in"
        bin_ = bisect((15, 30, 60, 100, 200, 400), size)
        density = block.linked / len(text)
        link = bisect((0.01, 0.2, 0.4, 0.7, 0.95), density)
        mine, alike = bisect((0.02, 0.1, 0.25, 0.5), self.mine[n]), bisect((0.02, 0.1, 0.25, 0.5), self.alike[n])
        previous = line[n - 1] if n else "^"
        following = line[n + 1] if n + 1 < len(line) else "$"
        third = line[n + 2] if n + 2 < len(line) else "$"
        end = "c" if text.endswith(_CLOSED) else ":" if text.endswith((":", "：")) else "o"
        found = [
            f"tag:{tag}", f"size:{bin_}:{group}", f"pos:{where}:{group}", f"pos:{where}:{bin_}",
            f"link:{link}:{group}", f"link:{link}:{bin_}", f"link:{link}:{where}",
            f"mass:{mine}:{group}", f"mass:{mine}:{where}", f"kind:{alike}:{group}", f"kind:{alike}:{bin_}",
            f"prev:{previous}:{group}", f"next:{following}:{group}", f"next2:{following}{third}:{group}", f"around:{previous}{line[n]}{following}",
            f"end:{end}:{group}:{min(bin_, 3)}", f"end:{end}:{where}:{group}",
        ]  # fmt: skip
        if where == "before":
            found.append(f"gap:b{bisect((2, 3, 5, 9), self.first - n)}:{group}")
        elif where == "after":
            found.append(f"gap:a{bisect((2, 3, 5, 9, 20), n - self.last)}:{group}")
        if role:
            found += [f"role:{role}", f"role:{role}:{mine}", f"role:{role}:{'P' if size >= 100 and link < 3 else 's'}"]
        if block.strong * 10 >= len(text) * 9:
            found += [f"strong:{where}", f"strong:{bin_}", f"strong:{following}"]
        if block.slanted * 10 >= len(text) * 9:
            found += [f"em:{where}", f"em:{bin_}", f"em:{following}:{previous}"]
        if size < 400:
            if self.is_label(i):
                found += [f"leads:{group}", f"leads:{bin_}", f"leads:{link}"]
            if phrases.ASKS.search(text):
                found += ["asks", f"asks:{bin_}", f"asks:{where}"]
            if size < 120 and phrases.has_date(text):
                found += [f"date:{where}", f"date:{group}"]
            if "©" in text:
                found.append(f"copy:{where}")
            if "@" in text:
                found.append(f"at:{where}")
            if "http" in text or "www." in text:
                found.append(f"url:{where}")
            if "|" in text:
                found.append(f"bar:{bin_}")
            if text[0].islower():
                found.append(f"lower:{group}")
            elif text[0] in "•·–-—*>»→▶▸+|([（【#@":
                found.append(f"first:{text[0]}")
            if text.isupper():
                found.append(f"upper:{bin_}")
            if "?" in text:
                found.append(f"ask?:{group}")
            if "," in text or "،" in text or "、" in text:
                found.append(f"comma:{group}:{bin_}")
            if phrases.has_digit(text) and sum(map(str.isdigit, text)) * 4 > len(text):
                found.append(f"digits:{group}")
        if self.label_at >= 0:
            if line[n] == "P" and n - self.label_at > 1 and self.parents[n] == self.parents[self.label_at]:
                self.label_at = -1
            else:
                same = "same" if self.parents[n] == self.parents[self.label_at] else "other"
                found += [f"labelled:{min(n - self.label_at, 5)}", f"labelled:{line[n]}", f"labelled:{same}:{group}"]
        if region.headline and 15 < size < 1.5 * len(region.headline):
            low = text.casefold()
            if low in region.headline or region.headline in low:
                found.append("title~")
        described = (
            bool(region.description)
            and size > 40
            and (region.description.startswith(text[:80]) or text.startswith(region.description[:80]))
        )
        if described:
            found += [f"desc:{where}", f"desc:{group}"]
        if self.counts[text] > 1 and size > 15:
            found.append(f"twice:{group}")
        if self.witness:
            seen = "y" if region.witnessed[i] else "n" if size > 40 else "s"
            found += [f"w:{seen}:{group}"]
        if where == "before" and size >= 30 and link < 3:
            around = boxes[parent.parent] if parent.parent >= 0 else parent
            lead = "y" if is_lead(box.spelled) or is_lead(parent.spelled) else "up" if is_lead(around.spelled) else "n"
            far = min(n - self.title_at, 9) if self.title_at >= 0 else -1
            fine = bisect((60, 100, 135, 180, 250), size)
            found += [
                f"leadsize:{fine}:{lead}:{'d' if described else '-'}", f"leadsize:{fine}", f"lead:{lead}:{group}",
                f"h1dist:{bisect((0, 2, 4, 9), far)}:{group}", f"h1dist:{bisect((0, 2, 4, 9), far)}:{bin_}",
            ]  # fmt: skip
        if i in self.pictures:
            found.append(f"pic:{end}:{where}")
        if block.opens:
            found += [f"opens:{group}", f"opens:{link}"]
        list_box = self.list_of(block.box)
        if list_box is not None:
            chars = self.length[list_box.end] - self.length[list_box.start]
            items = list_box.end - list_box.start
            share = bisect(
                (0.05, 0.3, 0.6, 0.9), (self.linked[list_box.end] - self.linked[list_box.start]) / max(1, chars)
            )
            opening = bisect((0.2, 0.6, 0.9), (self.opened[list_box.end] - self.opened[list_box.start]) / max(1, items))
            found += [
                f"list:{share}",
                f"list:{share}:{where}",
                f"listopens:{opening}:{share}",
                f"itemsize:{bisect((20, 40, 80, 150), chars / max(1, items))}",
            ]
        index = block.box
        for _ in range(8):
            if index < 0 or index == region.box.index:
                break
            own = boxes[index]
            if own.tag in _SECTIONING:
                found.append(f"in:{own.tag}")
            if "data-nosnippet" in own.attributes or own.attributes.get("aria-hidden") == "true":
                found.append("nosnippet")
            index = own.parent
        island = self.island_of(block.box)
        if island >= 0 and boxes[island].tag not in PARAGRAPHS:
            found += self.describe_island(island)
            found += [f"isl:{where}", f"isl:{where}:{group}"]
        else:
            found.append(f"flow:{group}:{where}:{link}")
        return found
