"""Block by block: is it what the journalist wrote? Rules first, each with its reason; a weighed sum for what they leave.

The rules are those that hold on almost every page: roles, labels, captions, notes, lists of links. What stays open (short
paragraphs beside the main flow, subheads, lists, standfirsts) is decided by features with weights, `weights.json`, that
`benchmarks/train.py` learns from pages with gold bodies.
"""

import json
import re
from bisect import bisect
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import accumulate
from typing import Final, final

from crawler.extraction import later, phrases
from crawler.extraction.blocks import HEADINGS, PARAGRAPHS, Box, Layout
from crawler.extraction.names import beside_role
from crawler.extraction.notes import bio_name, classify, is_legal
from crawler.extraction.roles import is_lead, is_paragraph, likeness
from crawler.extraction.text import count_digits, has_digit

FOREIGN: Final = frozenset(
    (
        "nav", "footer", "comments", "share", "hidden", "consent", "modal", "form", "meta", "newsletter", "bio", "aside",
        "figure", "caption",
    )
)  # fmt: skip
"""Roles of boxes whose text is never the article's."""
LOOSE: Final = {"form": 200, "share": 400}
"""Foreign roles that boxes around running text claim by mistake, and from how many characters a paragraph shows it."""
MAX_PARAGRAPH: Final = 1_000_000
LONG: Final = 400
"""Characters of a paragraph that is text by its length, if it stands where the text does."""
OWN_WORDS: Final = 80
"""Characters that an item of a list says beside its links where the list is text, not a menu of other pages."""
FULL_PARAGRAPH: Final = 80
"""Characters of a paragraph behind which no closing notice can stand any more."""
SHORT_REPORT: Final = 800
"""Characters of a text that the weights, learned from longer ones, do not judge well."""
SHORT_BODY: Final = 300
"""Characters of a text that is one with all its paragraphs, whatever the weights say of them."""
NOTICE_BLOCKS: Final = 8
"""Paragraphs of a box that is all legal notice."""
STANDFIRST: Final = 110
"""A lead of fewer characters above the text is its standfirst; longer ones are the first of its paragraphs."""
LEAD_BLOCKS: Final = 25
"""Blocks above the container that are searched for the standfirst."""
APPEALS: Final = 3
"""Paragraphs with which a newsroom may end a text for its own sake."""
QUOTED: Final = 20
_QUOTES: Final = " .\"“”„«»‘’‚'"
"""Characters of a quotation that is no accident; marks around it."""
RUNNING_TITLE: Final = 25
REPEATED: Final = 3
"""Characters of a heading that, as often in one text and above other headings, is a gallery's title at each picture."""
WRAPPED: Final = 2
WRAPPERS: Final = 3
WRAPPED_BLOCKS: Final = 3
"""Boxes of one kind with a paragraph each, from which a short one in such a box is text as they are; boxes that may stand
in each other; blocks of such a box."""
TEASERS: Final = 3
"""Boxes alike from which they are a list."""
TEASER_BLOCKS: Final = 10
"""Blocks of a teaser at most: section, title, names, date, first lines."""
TEASER: Final = 400
"""Characters of a teaser at most."""
SIGN_UP: Final = 600
"""Characters of a box around a form that asks for an e-mail address."""
DATED: Final = 200
"""Characters of a line above the text that says when it was published and changed, and by whom."""
RATED: Final = 120
"""Characters of a line that tells how readers rated the page."""
EMBEDDED: Final = 300
"""Characters of what stands in the place of an embedded post."""
_ADDRESS: Final = later.compile(r"(?:https?://|pic\.twitter\.com/)\S+")
TITLE: Final = 20
"""Characters of a linked line that is the title of another page."""
_DIGITS: Final = later.compile("[0-9]+")
"""Of what boxes call themselves, digits only count them."""
_ENTRIES: Final = frozenset(("li", "article"))
_WRAPPERS: Final = PARAGRAPHS | {"ul", "ol", "dl", "tr", "tbody", "table"}
_CLOSED: Final = tuple(".!?…。！？؟۔।።။։\"”“»’')）」』")
_PLAIN: Final = frozenset(("p", "div", "article", "section", "main"))
_CUT: Final = ("...", "…")
_ENDS: Final = frozenset(".!?…。！？؟۔।॥።။։\"”»’」')")
_OPENS_PLACEHOLDER: Final = "$%{#@["
_PLACEHOLDER: Final = later.compile(
    r"\$\$[A-Z][A-Z_\d-]{3,}\$\$|\$\{[\w.:-]+\}|\{\{\s?[\w.:| -]{2,50}\}\}|%%[A-Z_\d]{3,}%%|##[\w-]{3,}##|@@[\w-]{3,}@@"
    r"|\[\[[a-z]\w*[:_-][\w:. -]+\]\]|\[(?:ads?|adsense|advert\w*|banner|widget|newsletter|gallery|embed|caption|video)\b[^\[\]]*\]",
    re.IGNORECASE,
)
"""What a template should have put something else in the place of: "$$ARTICLEAD$$", "{{ad.mobile}}", "[gallery ids=1,2]"."""
_COMMENTS: Final = (
    "comments", "kommentare", "commentaires", "comentarios", "comentários", "commenti", "komentarze", "komentáře", "комментарии",
    "коментарі", "коментари", "yorumlar", "التعليقات", "コメント", "评论", "댓글",
)  # fmt: skip
"""Headings of readers' comments, however long those are, that are hardly subheads of a text."""
_SECTIONING: Final = frozenset(("figure", "table", "header", "section", "article", "blockquote", "details", "dl"))


@dataclass(slots=True)
class Region:
    """The blocks `start` to `end` that are judged: those of `box` and some above it."""

    box: Box
    start: int
    end: int
    headline: str = ""
    description: str = ""
    witnessed: Sequence[bool] = ()


@final
class Verdict:
    """`reason` is empty if the block is kept; `score` is the weighed sum where no rule spoke."""

    __slots__ = ("features", "reason", "score")

    def __init__(self, reason: str = "", score: float | None = None, features: Sequence[str] = ()) -> None:
        self.reason = reason
        self.score = score
        self.features = features


Group = tuple[str | int, ...]
"""Features of a block that the same facts make: the name of their templates, and the facts."""
_TEMPLATES: Final[dict[str, tuple[str, ...]]] = {
    "": ("{}",),
    "shape": (
        "tag:{0}", "size:{1}:{2}", "pos:{3}:{2}", "pos:{3}:{1}", "link:{4}:{2}", "link:{4}:{1}", "link:{4}:{3}",
    ),
    "mass": ("mass:{0}:{2}", "mass:{0}:{3}", "kind:{1}:{2}", "kind:{1}:{4}"),
    "line": ("prev:{0}:{4}", "next:{2}:{4}", "next2:{2}{3}:{4}", "around:{0}{1}{2}"),
    "end": ("end:{0}:{1}:{2}", "end:{0}:{3}:{1}"),
    "gap": ("gap:{0}{1}:{2}",),
    "role": ("role:{0}", "role:{0}:{1}", "role:{0}:{2}"),
    "strong": ("strong:{0}", "strong:{1}", "strong:{2}"),
    "em": ("em:{0}", "em:{1}", "em:{2}:{3}"),
    "asks": ("asks", "asks:{0}", "asks:{1}"),
    "date": ("date:{0}", "date:{1}"),
    "labelled": ("labelled:{0}", "labelled:{1}", "labelled:{2}:{3}"),
    "desc": ("desc:{0}", "desc:{1}"),
    "lead": ("leadsize:{0}:{1}:{2}", "leadsize:{0}", "lead:{1}:{3}", "h1dist:{4}:{3}", "h1dist:{4}:{5}"),
    "opens": ("opens:{0}", "opens:{1}"),
    "list": ("list:{0}", "list:{0}:{1}", "listopens:{2}:{0}", "itemsize:{3}"),
    "island": (
        "isl:{0}:{1}", "isl:n{2}:{0}", "isl:tag:{3}", "isl:rep{4}:{0}", "isl:role:{5}:{0}", "isl:inner:{6}",
        "isl:link{1}:{5}",
    ),
    "islet": ("isl:{0}", "isl:{0}:{1}"),
    "flow": ("flow:{0}:{1}:{2}",),
}  # fmt: skip


def names_of(group: Group) -> list[str]:
    """The names of a group's features, as the weights know them."""
    return [template.format(*group[1:]) for template in _TEMPLATES[str(group[0])]]


class Weights:
    """What each feature says for a block, and the sums of the groups that were met."""

    def __init__(self, table: Mapping[str, float]) -> None:
        self.bias = table.get("", 0.0)
        self._table = table
        self._sums: dict[Group, float] = {}

    def sum(self, group: Group) -> float:
        try:
            return self._sums[group]
        except KeyError:
            total = sum([self._table.get(name, 0.0) for name in names_of(group)])
            if len(self._sums) >= MAX_GROUPS:
                self._sums.clear()
            self._sums[group] = total
            return total


MAX_GROUPS: Final = 50_000
"""Groups whose sums are remembered at most."""


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    data = json.loads(files("crawler.extraction").joinpath("weights.json").read_text(encoding="utf-8"))
    return Weights(data["weights"])


def judge(layout: Layout, roles: Sequence[str], region: Region, weights: Weights | None = None) -> list[Verdict]:
    """A verdict for each block of the region, in order. `weights` None: all that no rule decides is kept."""
    return _Judge(layout, roles, region, weights).run()


def is_title(text: str, headline: str) -> bool:
    """Whether a text is the headline, which is in lower case: as long as in any other, or up to three times as long."""
    return len(text) <= len(headline) <= 3 * len(text) and text.casefold() == headline


def is_sentence(text: str) -> bool:
    """Whether a short line that opens as a byline does goes on as a sentence: "By noon 212 people had crossed."

    A sentence has mostly words without a capital and its full stop; a byline, two words with one, and then a comma, an
    "and" or nothing more.
    """
    words = text.split()
    if len(words) < 5 or text[-1] not in ".!?…":
        return False
    if sum(word[0].islower() for word in words[1:]) * 5 < 2 * (len(words) - 1):
        return False
    for count, word in enumerate(words[1:]):
        if not word[0].isupper():
            return count < 2 or word not in _AND
        if word.endswith(","):
            return count < 1
    return False


_AND: Final = frozenset("and und et y e en och og i и та & for für".split())


class _Judge:
    def __init__(self, layout: Layout, roles: Sequence[str], region: Region, weights: Weights | None) -> None:
        self.layout, self.roles, self.region, self.weights = layout, roles, region, weights
        boxes, blocks = layout.boxes, layout.blocks
        self.span = range(region.start, region.end)
        self.wrapped: dict[int, int] = {}
        self.parents = [self.parent_of(blocks[i].box) for i in self.span]
        self.linked = [0, *accumulate([b.linked for b in blocks])]
        self.length = [0, *accumulate([len(b.text) for b in blocks])]
        self.opened = [0, *accumulate([b.opens for b in blocks])]
        self.twins: dict[tuple[int, str, str], list[Box]] = {}
        forms: list[Box] = []
        for box in boxes[region.box.index :]:
            if box.start >= region.end:
                break
            if box.tag == "form":
                forms.append(box)
            elif box.names or box.tag in _ENTRIES:
                self.twins.setdefault((box.parent, box.tag, likeness(box.spelled)), []).append(box)
        self.teasers = self.find_teasers()
        mass: dict[int, int] = {}
        sorts = {parent: (boxes[parent].tag, _DIGITS.sub("", boxes[parent].names)) for parent in set(self.parents)}
        kinds: dict[tuple[str, str], int] = {}
        total = 1
        free = [not roles[blocks[i].box] and i not in self.teasers for i in self.span]
        good = [
            is_free and is_paragraph(blocks[i], boxes[blocks[i].box])
            for i, is_free in zip(self.span, free, strict=True)
        ]
        for parent, i, is_good in zip(self.parents, self.span, good, strict=True):
            if is_good:
                size, kind = blocks[i].size, sorts[parent]
                mass[parent] = mass.get(parent, 0) + size
                kinds[kind] = kinds.get(kind, 0) + size
                total += size
        shares: dict[int, tuple[float, float]] = {}
        for parent, kind in sorts.items():
            shares[parent] = mass.get(parent, 0) / total, kinds.get(kind, 0) / total
        self.mine = [shares[parent][0] for parent in self.parents]
        self.alike = [shares[parent][1] for parent in self.parents]
        letters = []
        for n, i in enumerate(self.span):
            block = blocks[i]
            if not free[n]:
                letters.append("R")
            elif _GROUPS.get(boxes[block.box].tag) == "h":
                letters.append("H")
            elif block.linked * 2 > len(block.text):
                letters.append("L")
            elif good[n]:
                letters.append("P" if self.mine[n] >= 0.25 or self.alike[n] >= 0.25 else "p")
            else:
                letters.append("S")
        self.line = "".join(letters)
        mark = "P" if "P" in self.line else "p"
        self.first, self.last = self.line.find(mark), self.line.rfind(mark)
        sizes = [blocks[i].size if letter == "P" else 0 for i, letter in zip(self.span, letters, strict=True)]
        self.mains = [0, *accumulate(sizes)]
        self.paragraphs = [n for n, letter in enumerate(letters) if letter == "P"]
        asked = zip(self.span, letters, strict=True)
        phrases.look_over([blocks[i].text for i, letter in asked if letter != "P" or blocks[i].size < LONG])
        self.pictures = {picture.at for picture in layout.pictures}
        self.pictured = {picture.box for picture in layout.pictures}
        self.counts = Counter([blocks[i].text for i in self.span])
        self.islands: dict[int, int] = {}
        self.island_features: dict[int, list[Group]] = {}
        self.insides: dict[int, list[Group]] = {}
        self.sign_ups = self.find_sign_ups(forms)
        self.witness = False
        if region.witnessed:
            prose = sum([blocks[i].size for n, i in enumerate(self.span) if self.line[n] in "Pp"])
            hit = sum([blocks[i].size for i in self.span if region.witnessed[i]])
            self.witness = hit > 0.5 * prose
        self.labels: dict[int, bool] = {}
        self.link_lists: dict[int, float] = {}
        self.seen: set[str] = set()

    def find_teasers(self) -> set[int]:
        """Blocks of boxes alike, side by side, each with the title of another page: lists of further stories. Where
        they are most of the text they are none, unless they stand behind it in a box of their own: then it is the text
        that is made so."""
        blocks, boxes = self.layout.blocks, self.layout.boxes
        found: set[int] = set()
        apart: set[int] = set()
        for twins in self.twins.values():
            first, last = twins[0].start, twins[-1].end
            if len(twins) < TEASERS or not len(twins) < last - first <= TEASER_BLOCKS * len(twins):
                continue
            if sum([box.end - box.start for box in twins]) + len(twins) < last - first:
                continue
            if self.length[last] - self.length[first] > TEASER * len(twins):
                continue
            if sum([self.is_teaser(box) for box in twins]) * 4 < len(twins) * 3:
                continue
            around = boxes[twins[0].parent]
            (apart if around.end - around.start <= last - first + 2 else found).update(range(first, last))
        if found or apart:
            good = [(i, blocks[i].size) for i in self.span if is_paragraph(blocks[i], boxes[blocks[i].box])]
            whole = sum([size for _, size in good])
            behind = min(apart, default=0)
            if sum([size for i, size in good if i < behind]) < SHORT_BODY:
                found |= apart
                apart = set()
            if 2 * sum([size for i, size in good if i in found]) > whole:
                return apart
        return found | apart

    def is_teaser(self, box: Box) -> bool:
        """Whether the first line of some length in a box is a link to another page."""
        for block in self.layout.blocks[box.start : box.end]:
            if block.size >= TITLE:
                if block.linked * 10 < len(block.text) * 8:
                    return False
                link = box.node if box.tag == "a" else box.node.css_first("a[href]")
                return link is None or not (link.attributes.get("href") or "").startswith("#")
        return False

    def find_sign_ups(self, forms: list[Box]) -> set[int]:
        """Blocks of small boxes behind the start of the text that ask for an e-mail address."""
        found: set[int] = set()
        for form in forms:
            index = self.island_of(form.parent)
            if index < 0 or form.node.css_first("input[type=email],input[name*=email]") is None:
                continue
            own = self.layout.boxes[index]
            if own.start - self.region.start > self.first and self.length[own.end] - self.length[own.start] <= SIGN_UP:
                found.update(range(own.start, own.end))
        return found

    def parent_of(self, index: int) -> int:
        """The box whose children are a paragraph and its siblings, by the box of the paragraph."""
        boxes, whole = self.layout.boxes, self.region.box.index
        box = boxes[index]
        if box.tag not in _WRAPPERS or box.parent < 0 or index == whole:
            return index
        known = self.wrapped.get(box.parent)
        if known is None:
            inner = box.parent
            known = inner
            while boxes[known].tag in _WRAPPERS and boxes[known].parent >= 0 and known != whole:
                known = boxes[known].parent
            self.wrapped[inner] = known
        return known

    # ------------------------------------------------------------------------------------------------------------

    def run(self) -> list[Verdict]:
        verdicts: list[Verdict] = []
        self.label_at = -1
        self.title_at = -1
        self.sources_at = -2
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
                names = [name for group in self.features(n, i) for name in names_of(group)]
                verdicts.append(Verdict("", None, names))
            else:
                said = 0.0
                for group in self.features(n, i):
                    said += self.weights.sum(group)
                score = self.weights.bias + said
                verdicts.append(Verdict("" if score > 0 else "weighed", score))
        self.keep_most(verdicts)
        self.settle_notices(verdicts)
        self.settle_boxes(verdicts)
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
        """Whether a block is a paragraph by its element, or a heading that is a sentence, below the headline, and no link."""
        block = self.layout.blocks[self.span[n]]
        own = self.layout.boxes[block.box]
        is_prose = own.tag in _PLAIN or (own.tag in HEADINGS and block.text.endswith((".", "。", "।", "۔")))
        return is_prose and block.linked * 2 <= len(block.text) and block.text[-1] in _ENDS and n > self.title_at

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

    def settle_boxes(self, verdicts: list[Verdict]) -> None:
        """Headings of a box beside the text go where all else in it goes."""
        n = 0
        while n < len(verdicts):
            index = self.layout.blocks[self.span[n]].box
            end = n + 1
            if self.roles[index] == "box":
                while end < len(verdicts) and self.roles[self.layout.blocks[self.span[end]].box] == "box":
                    end += 1
                kept = [at for at in range(n, end) if not verdicts[at].reason]
                if all(self.is_heading(at) for at in kept):
                    for at in kept:
                        verdicts[at] = Verdict("box")
            n = end

    def is_heading(self, n: int) -> bool:
        return self.layout.boxes[self.layout.blocks[self.span[n]].box].tag in HEADINGS

    def told(self, n: int) -> int:
        """Characters of all running text above a block, whatever box it is in."""
        above = zip(self.span[:n], self.line[:n], strict=True)
        return sum([self.layout.blocks[i].size for i, letter in above if letter in "Pp"])

    def cut(self, n: int, i: int) -> str:
        """Why the text ends before this block, if it does: comments, a paywall, further stories."""
        block = self.layout.blocks[i]
        if block.size > 300 or (self.line[n] == "P" and block.size > 150):
            return ""
        done = self.mains[n] / (self.mains[-1] or 1)
        text = block.text
        if self.line[n] == "H" and len(text) < 60 and phrases.COMMENTS.match(text):
            certain = has_digit(text) or text.casefold().endswith(_COMMENTS)
            if done > 0.7 or (self.told(n) >= SHORT_BODY and certain):
                return "comments"
        if done > 0.95 and len(text) < 60 and phrases.COMMENTS.match(text):
            return "comments"
        if done > 0.98 and self.line[n] == "H" and self.is_label(i):
            return "further stories"
        if done > 0.6 and phrases.PAYWALL.search(text):
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
        titled = is_title(text, region.headline)
        if heading and (box.tag == "h1" or titled):
            self.title_at = n
        if role in FOREIGN and not (
            size >= LOOSE.get(role, MAX_PARAGRAPH) and density < 0.1 and text.endswith(_CLOSED) and box.tag == "p"
        ):
            return role
        if i in self.teasers:
            return "teaser"
        if i in self.sign_ups:
            return "newsletter"
        if (
            i < region.box.start
            and size < STANDFIRST
            and (is_lead(box.spelled) or is_lead(boxes[self.parents[n]].spelled))
        ):
            return "standfirst"
        if block.slanted * 10 >= len(text) * 9 and self.mains[n] * 2 > self.mains[-1] and bio_name(text):
            return "bio"
        if size >= LONG and letter == "P" and density < 0.3 and n >= self.first:
            if n == self.last and classify(text):
                return str(classify(text))
            return "" if block.slanted * 10 >= len(text) * 9 else "keep"
        if self.is_source(n, i):
            return "credit"
        note = classify(text)
        if note == "credit" and n < self.first and phrases.BYLINE.match(text) and phrases.has_date(text):
            return "byline"
        if note:
            return note
        if (box.tag == "h1" and n < self.first) or titled:
            return "headline"
        if size < 60 and box.tag not in ("td", "th"):
            if phrases.ADVERTISEMENT.match(text) or (text[0] in _OPENS_PLACEHOLDER and _PLACEHOLDER.fullmatch(text)):
                return "advertisement"
            if phrases.TOOL.match(text):
                return "tool"
        if size < RATED and text[-1] != "." and phrases.RATING.search(text):
            return "tool"
        if size < EMBEDDED and (_ADDRESS.fullmatch(text) or phrases.EMBED.match(text)):
            return "embed"
        where = -1 if n < self.first else 1 if n > self.last else 0
        if size < 80 and box.tag != "td":
            if not heading and phrases.BYLINE.match(text) and not is_sentence(text):
                return "byline"
            if where > 0 and beside_role(text):
                return "byline"
            if phrases.has_date(text) and (size < 40 or (where and box.tag != "li")):
                return "date"
        if size < 100 and where and phrases.META_LINE.match(text) and not text.endswith((".", "!", "?")):
            return "meta"
        if (
            size < DATED
            and n <= self.first
            and phrases.META_LINE.match(text)
            and phrases.has_date(text)
            and text[-1] not in _ENDS
        ):
            return "meta"
        if size < 400 and phrases.CAPTION.match(text) and (box.tag not in ("dt", "dd", "td") or text[0] == "©"):
            return "caption"
        if size < 220 and i in self.pictures and phrases.names_a_picture_agency(text):
            return "caption"
        label = size < 200 and self.is_label(i)
        if label and (
            heading or density >= 0.2 or text.endswith((":", "：", ">", "»")) or (size < 60 and not text.endswith("."))
        ):
            self.label_at = n
            return "label"
        tools = box.tag == "td" and n < self.first and "|" in text
        if density > (0.8 if tools else 0.9) and size < 160 and not heading and (tools or box.tag not in ("td", "th")):
            return "link"
        list_box = self.list_of(block.box)
        if list_box is not None:
            share = self.links_elsewhere(list_box)
            before = list_box.start - 1 - region.start
            if share == 1 or (share > 0.15 and self.label_at >= 0 and self.label_at == before):
                return "links"
        below = self.line[n + 1 : n + 2] == "H" and blocks[i + 1].text != text
        if box.tag == "blockquote" and size >= QUOTED and self.is_said_elsewhere(i):
            return "pull"
        if heading and below and size >= RUNNING_TITLE and self.counts[text] >= REPEATED:
            return "repeated"
        if size >= 60 and self.counts[text] > 1 and letter != "P":
            if text in self.seen:
                return "repeated"
            self.seen.add(text)
        if size < LONG and self.is_tail(n) and phrases.APPEAL.search(text):
            return "appeal"
        if size >= 200 and letter == "P" and density < 0.3 and not where and block.slanted * 10 < len(text) * 9:
            return "keep"
        if box.tag == "summary" and not where:
            return "keep"
        if box.tag == "p" and "footnote-content" in boxes[box.parent].names:
            return "keep"
        if letter == "S" and box.tag == "p" and not block.linked and text[-1] in ".!?" and self.is_wrapped_alike(box):
            return "keep"
        return ""

    def is_source(self, n: int, i: int) -> bool:
        """Whether a block is an item of the list of sources that ends the text, right below its heading or another item."""
        if self.is_tail(n) and phrases.SOURCES.match(self.layout.blocks[i].text):
            self.sources_at = n
            return False
        if self.sources_at != n - 1 or self.list_of(self.layout.blocks[i].box) is None:
            return False
        self.sources_at = n
        return True

    def is_said_elsewhere(self, i: int) -> bool:
        """Whether a quotation stands word for word in another paragraph."""
        blocks = self.layout.blocks
        words = blocks[i].text.strip(_QUOTES)
        return any(
            other != i and len(blocks[other].text) > len(words) and words in blocks[other].text for other in self.span
        )

    def is_wrapped_alike(self, box: Box) -> bool:
        """Whether a paragraph has a box of its own or with few others, as the text's paragraphs have beside it."""
        for index in self.layout.ancestors(box.parent)[:WRAPPERS]:
            around = self.layout.boxes[index]
            if around.end - around.start > WRAPPED_BLOCKS or index == self.region.box.index:
                return False
            twins = self.twins.get((around.parent, around.tag, likeness(around.spelled)), []) if around.names else []
            held = [self.line[twin.start - self.region.start : twin.end - self.region.start] for twin in twins]
            if sum(["P" in letters and len(letters) <= WRAPPED_BLOCKS for letters in held]) >= WRAPPED:
                return True
        return False

    def is_tail(self, n: int) -> bool:
        """Whether most of the text stands above a block, and hardly any of it below, or only what ends in an appeal."""
        mains = self.mains
        if mains[n] * 2 > mains[-1] and mains[-1] - mains[n + 1] < SHORT_BODY:
            return True
        below = len(self.paragraphs) - bisect(self.paragraphs, n) if mains[n] >= SHORT_BODY else 0
        return 0 < below <= APPEALS and phrases.APPEAL.search(self.layout.blocks[self.span[self.paragraphs[-1]]].text)

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
            share = 1.0 if 2 * sum(block.text.rstrip("])").endswith(_CUT) for block in blocks) > len(blocks) else 0.0
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

    def describe_island(self, index: int) -> list[Group]:
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
        many = bisect((2, 4, 8), own.end - own.start)
        features: list[Group] = [("island", size, link, many, own.tag, bisect((2, 4), twins), role, inner)]
        if pictured:
            features.append(("", f"isl:pic:{size}"))
        if own.end - own.start > 1:
            head = blocks[own.start]
            if len(head.text) < 100 and (self.is_label(own.start) or phrases.ADVERTISEMENT.match(head.text)):
                features.append(("", "isl:label"))
            if boxes[head.box].tag in HEADINGS:
                features.append(("", "isl:headed"))
        self.island_features[index] = features
        return features

    def features(self, n: int, i: int) -> list[Group]:
        boxes, region, line = self.layout.boxes, self.region, self.line
        block = self.layout.blocks[i]
        box = boxes[block.box]
        parent = boxes[self.parents[n]]
        text, size, tag = block.text, block.size, box.tag
        length = len(text)
        role = self.roles[block.box]
        group = _GROUPS.get(tag, "o")
        where = "before" if n < self.first else "after" if n > self.last else "in"
        bin_ = bisect((15, 30, 60, 100, 200, 400), size)
        link = bisect((0.01, 0.2, 0.4, 0.7, 0.95), block.linked / length)
        mine, alike = bisect((0.02, 0.1, 0.25, 0.5), self.mine[n]), bisect((0.02, 0.1, 0.25, 0.5), self.alike[n])
        previous = line[n - 1] if n else "^"
        following = line[n + 1] if n + 1 < len(line) else "$"
        third = line[n + 2] if n + 2 < len(line) else "$"
        end = "c" if text.endswith(_CLOSED) else ":" if text.endswith((":", "：")) else "o"
        found: list[Group] = [
            ("shape", tag, bin_, group, where, link),
            ("mass", mine, alike, group, where, bin_),
            ("line", previous, line[n], following, third, group),
            ("end", end, group, min(bin_, 3), where),
        ]
        if where == "before":
            found.append(("gap", "b", bisect((2, 3, 5, 9), self.first - n), group))
        elif where == "after":
            found.append(("gap", "a", bisect((2, 3, 5, 9, 20), n - self.last), group))
        if role:
            found.append(("role", role, mine, "P" if size >= 100 and link < 3 else "s"))
        if block.strong * 10 >= length * 9:
            found.append(("strong", where, bin_, following))
        if block.slanted * 10 >= length * 9:
            found.append(("em", where, bin_, following, previous))
        if size < LONG:
            numbered = has_digit(text)
            if phrases.ASKS.search(text):
                found.append(("asks", bin_, where))
            if numbered and size < 120 and phrases.has_date(text):
                found.append(("date", where, group))
            if "©" in text:
                found.append(("", f"copy:{where}"))
            if "@" in text:
                found.append(("", f"at:{where}"))
            if "http" in text or "www." in text:
                found.append(("", f"url:{where}"))
            if "|" in text:
                found.append(("", f"bar:{bin_}"))
            if text[0].islower():
                found.append(("", f"lower:{group}"))
            elif text[0] in "•·–-—*>»→▶▸+|([（【#@":
                found.append(("", f"first:{text[0]}"))
            if text.isupper():
                found.append(("", f"upper:{bin_}"))
            if "?" in text:
                found.append(("", f"ask?:{group}"))
            if "," in text or "،" in text or "、" in text:
                found.append(("", f"comma:{group}:{bin_}"))
            if numbered and count_digits(text) * 4 > length:
                found.append(("", f"digits:{group}"))
        if self.label_at >= 0:
            if line[n] == "P" and n - self.label_at > 1 and self.parents[n] == self.parents[self.label_at]:
                self.label_at = -1
            else:
                same = "same" if self.parents[n] == self.parents[self.label_at] else "other"
                found.append(("labelled", min(n - self.label_at, 5), line[n], same, group))
        if region.headline and 15 < size < 1.5 * len(region.headline):
            low = text.casefold()
            if low in region.headline or region.headline in low:
                found.append(("", "title~"))
        described = (
            bool(region.description)
            and size > 40
            and (region.description.startswith(text[:80]) or text.startswith(region.description[:80]))
        )
        if described:
            found.append(("desc", where, group))
        if self.counts[text] > 1 and size > 15:
            found.append(("", f"twice:{group}"))
        if self.witness:
            seen = "y" if region.witnessed[i] else "n" if size > 40 else "s"
            found.append(("", f"w:{seen}:{group}"))
        if where == "before" and size >= 30 and link < 3:
            around = boxes[parent.parent] if parent.parent >= 0 else parent
            lead = "y" if is_lead(box.spelled) or is_lead(parent.spelled) else "up" if is_lead(around.spelled) else "n"
            far = bisect((0, 2, 4, 9), min(n - self.title_at, 9) if self.title_at >= 0 else -1)
            fine = bisect((60, 100, 135, 180, 250), size)
            found.append(("lead", fine, lead, "d" if described else "-", group, far, bin_))
        if i in self.pictures:
            found.append(("", f"pic:{end}:{where}"))
        if block.opens:
            found.append(("opens", group, link))
        list_box = self.list_of(block.box)
        if list_box is not None:
            chars = self.length[list_box.end] - self.length[list_box.start]
            items = list_box.end - list_box.start
            linked = self.linked[list_box.end] - self.linked[list_box.start]
            opened = self.opened[list_box.end] - self.opened[list_box.start]
            found.append(
                (
                    "list",
                    bisect((0.05, 0.3, 0.6, 0.9), linked / max(1, chars)),
                    where,
                    bisect((0.2, 0.6, 0.9), opened / max(1, items)),
                    bisect((20, 40, 80, 150), chars / max(1, items)),
                )
            )
        found += self.inside(block.box)
        island = self.island_of(block.box)
        if island >= 0 and boxes[island].tag not in PARAGRAPHS:
            found += self.describe_island(island)
            found.append(("islet", where, group))
        else:
            found.append(("flow", group, where, link))
        return found

    def inside(self, index: int) -> list[Group]:
        """What a box and those around it say of a block in it, eight of them at most."""
        whole = self.region.box.index
        if index == whole:
            return []
        own = self.layout.boxes[index]
        around = self.insides.get(own.parent)  # paragraphs side by side have all but their own box in common
        if around is None:
            around = self.insides[own.parent] = []
            outer = own.parent
            for _ in range(7):
                if outer < 0 or outer == whole:
                    break
                around += _said_by(self.layout.boxes[outer])
                outer = self.layout.boxes[outer].parent
        return [*_said_by(own), *around]


def _said_by(box: Box) -> list[Group]:
    said: list[Group] = [("", f"in:{box.tag}")] if box.tag in _SECTIONING else []
    if box.attributes and ("data-nosnippet" in box.attributes or box.attributes.get("aria-hidden") == "true"):
        said.append(("", "nosnippet"))
    return said


_GROUPS: Final = {
    **dict.fromkeys((*HEADINGS, "summary"), "h"),
    **dict.fromkeys(("p", "blockquote"), "p"),
    **dict.fromkeys(("li", "dd", "dt"), "li"),
}
