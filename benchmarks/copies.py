"""How many copies are found, and how many pairs are wrong: 2,000 articles with 300 known copies and 200 look-alikes.

    python -m benchmarks.copies [SEED ...]

Copies are printed by another source: lightly edited (up to a tenth of the words, and a sentence dropped or a "read
also" line put between), cut at the end (a third to two thirds are kept), under a new headline, with a new lead (a third
rewritten at most), under another agency's line (with its own boilerplate at the end), or two or three of these at once.
Look-alikes tell of the same event in words of their own: with the same long quotes, or the same background and
boilerplate, or in a string of the same stock phrases (each a third of the text at most); or they are translations.
The sources of a group print one standing paragraph under half of their articles. Everything is made from
`benchmarks.corpus`, in its languages and their proportions; the same seed makes the same set.
"""

import random
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from archive import Archive, Article, Visit
from benchmarks import corpus

NOW = datetime(2026, 11, 20, tzinfo=UTC)
KINDS = ("light edit", "cut at the end", "new headline", "new lead", "other agency line", "several")
LOOK_ALIKES = ("long quotes", "boilerplate", "stock phrases", "translation")
SHARED = 0.33
"""The most that a look-alike has in common with the other report."""
GROUPS = 8
"""So many groups of sources have a standing paragraph each."""
READ_ALSO = {
    "en": "Read also: {}", "ru": "Читайте также: {}", "es": "Lea también: {}", "de": "Lesen Sie auch: {}",
    "ar": "اقرأ أيضا: {}", "zh": "延伸閱讀：{}", "th": "อ่านเพิ่มเติม: {}",
}  # fmt: skip
GOAL_RECALL, GOAL_PRECISION = 0.95, 0.98
LINES = {
    "en": "This report by {} was first published in its service for subscribers; it may not be rewritten or passed on.",
    "ru": "Материал подготовлен агентством {} и распространён по подписке; перепечатка только с разрешения редакции.",
    "es": "Este despacho de {} se publicó primero en su servicio para abonados; queda prohibida su reproducción.",
    "de": "Diese Meldung der Agentur {} erschien zuerst in ihrem Basisdienst; der Nachdruck bedarf der Genehmigung.",
    "ar": "نشرت وكالة {} هذا التقرير أولا في خدمتها للمشتركين ولا يجوز إعادة نشره دون إذن مسبق من الوكالة",
    "zh": "本文由{}首發於其訂戶服務，未經許可不得轉載或改寫。",
    "th": "รายงานนี้เผยแพร่ครั้งแรกโดย {} สำหรับสมาชิกเท่านั้น ห้ามทำซ้ำหรือดัดแปลง",
}


@dataclass(frozen=True)
class Labelled:
    """An article of the set: the number of the story it tells, and what was done to it; "" for one of its own."""

    article: Article
    story: int
    kind: str = ""


def cut(rng: random.Random, text: str) -> str:
    """The first third to two thirds of a text, in whole paragraphs."""
    paragraphs, kept, size = text.split("\n\n"), [], 0
    wanted = rng.uniform(0.34, 0.66) * len(text)
    for paragraph in paragraphs:
        if kept and size + len(paragraph) / 2 > wanted:
            break
        kept.append(paragraph)
        size += len(paragraph)
    return "\n\n".join(kept)


def new_lead(rng: random.Random, speech: corpus.Tongue, text: str) -> str:
    """A text whose first paragraph or two, a third of it at most, say the same in other words."""
    paragraphs, end = text.split("\n\n"), 1
    while end < 2 < len(paragraphs) and 3 * sum(map(len, paragraphs[: end + 1])) < len(text):
        end += 1
    lead = "\n\n".join(paragraphs[:end])[: len(text) // 3]
    written = corpus.body(rng, speech, len(lead.encode()))
    return written + "\n\n" + text[len(lead) :].strip()


def copied(rng: random.Random, original: Article, kind: str) -> Article:
    """A copy of an article as another source prints it."""
    speech = corpus.tongue(original.language or "en")
    headline, text, agency = original.headline, original.body, rng.choice(corpus.AGENCIES)
    several = rng.sample(KINDS[:5], rng.choice((2, 2, 3))) if kind == "several" else [kind]
    if "cut at the end" in several:
        text = cut(rng, text)
    if "new lead" in several:
        text = new_lead(rng, speech, text)
    if "light edit" in several:
        text = corpus.edited(rng, speech, text, rng.uniform(0.01, 0.1))
        paragraphs = text.split("\n\n")
        place = rng.randrange(len(paragraphs))
        if rng.random() < 0.5 and len(paragraphs) > 8:
            del paragraphs[place]
        else:
            title = speech.joint.join(rng.choices(speech.draws, k=7))
            paragraphs.insert(place, READ_ALSO[original.language or "en"].format(title))
        text = "\n\n".join(paragraphs)
    if "new headline" in several:
        headline = speech.joint.join(rng.choices(speech.draws, k=8))
    credits: tuple[str, ...] = original.credits
    if "other agency line" in several:
        text += "\n\n" + LINES[original.language or "en"].format(agency)
        credits = (f"mit {agency}",)
    return replace(original, headline=headline, body=text, credits=credits)


def look_alike(rng: random.Random, original: Article, kind: str) -> Article:
    """Another newsroom's own report of the same event."""
    language = original.language or "en"
    speech = corpus.tongue(language)
    if kind == "translation":
        language = rng.choice([other for other in corpus.SHARE if other != language])
        written = corpus.body(rng, corpus.tongue(language), len(original.body.encode()))
        return replace(original, body=written, language=language)
    theirs = original.body.split("\n\n")
    room = int(len(original.body) * SHARED * rng.uniform(0.5, 1))
    shared: list[str] = []
    if kind == "boilerplate":
        start = rng.randrange(len(theirs))
        shared = theirs[start:]
    elif kind == "long quotes":
        shared = [speech.stop.join(part.split(speech.stop)[:2]) for part in rng.sample(theirs, len(theirs))]
    elif kind == "stock phrases":
        words = original.body.split(" ") if speech.joint else list(original.body)
        width = 7 if speech.joint else 14
        starts = rng.sample(range(0, len(words), width), len(words) // width)
        shared = [speech.joint.join(words[start : start + width]).replace("\n", " ") for start in starts]
    kept = []
    for part in shared:
        room -= len(part)
        if room < 0:
            break
        kept.append(part)
    own = len(original.body.encode()) - sum(len(part.encode()) for part in kept)
    mine = corpus.body(rng, speech, max(own, 200)).split("\n\n")
    if kind == "boilerplate":
        mine += kept
    elif kind == "long quotes":
        for part in kept:
            mine.insert(rng.randint(0, len(mine)), part + speech.stop)
    else:
        words = "\n\n".join(mine).split(" ") if speech.joint else list("\n\n".join(mine))
        for part in kept:
            words.insert(rng.randint(0, len(words)), part)
        mine = speech.joint.join(words).split("\n\n")
    names = [word for word in original.headline.split() if word[:1].isupper()]
    return replace(original, body="\n\n".join([" ".join([*names, mine[0]]), *mine[1:]]))


def standing(article: Article) -> Article:
    """An article with the standing paragraph that its source's group prints under half of its articles."""
    rng = random.Random(article.url)
    if rng.random() < 0.5:
        return article
    group = corpus.SOURCES.index(article.source) % GROUPS
    language = article.language or "en"
    line = corpus.sentences(random.Random(group), corpus.tongue(language), 300)
    return replace(article, body=article.body + "\n\n" + " ".join(line))


def articles(count: int, copies: int, look_alikes: int, seed: int = 4) -> list[Labelled]:
    """So many articles all together, of them so many copies and so many look-alikes, in random order."""
    rng = random.Random(seed)
    originals = count - copies - look_alikes
    sizes = rng.choices((450, 700, 1500, 3000, 4000, 8000), weights=(1, 1, 2, 3, 3, 1), k=originals)
    made = [Labelled(corpus.article(seed * 1_000_000 + n, size=size), n) for n, size in enumerate(sizes)]
    chosen = rng.choices(range(originals), k=copies + look_alikes)
    extra = []
    for number, story in enumerate(chosen):
        original = made[story].article
        kind = (KINDS if number < copies else LOOK_ALIKES)[number % len(KINDS if number < copies else LOOK_ALIKES)]
        article = (copied if number < copies else look_alike)(rng, original, kind)
        taken = {original.source, *(other.article.source for other in extra if other.story == story)}
        source = rng.choice([name for name in corpus.SOURCES if name not in taken])
        url = f"https://www.{source}.example/{number}"
        label = story if number < copies else originals + number
        extra.append(Labelled(replace(article, source=source, url=url), label, kind))
    both = [replace(item, article=standing(item.article)) for item in (*made, *extra)]
    rng.shuffle(both)
    return both


@dataclass(frozen=True)
class Result:
    """Pairs of articles of one story in the archive, beside the known ones."""

    known: int
    found: int
    wrong: int
    by_kind: dict[str, tuple[int, int]]
    wrong_by_kind: Counter[str]
    seconds: float

    @property
    def recall(self) -> float:
        return self.found / max(1, self.known)

    @property
    def precision(self) -> float:
        return self.found / max(1, self.found + self.wrong)


def measure(labelled: list[Labelled], path: Path) -> Result:
    """Store a set one article after another, and compare the stories that the archive makes with the known ones."""
    story_of: dict[int, Labelled] = {}
    with Archive(path) as archive:
        start = time.perf_counter()
        with archive.writing():
            for item in labelled:
                added = archive.add(item.article, Visit(url=item.article.url, source=item.article.source, at=NOW))
                story_of[added.article] = item
        seconds = time.perf_counter() - start
        rows: list[sqlite3.Row] = archive.rows("select story_id, article_id from article_stories")
    groups: dict[int, list[int]] = {}
    for story, article in rows:
        groups.setdefault(story, []).append(article)
    found = {(a, b) for group in groups.values() for a in group for b in group if a < b}
    by_story: dict[int, list[int]] = {}
    for article, item in story_of.items():
        by_story.setdefault(item.story, []).append(article)
    known = {(a, b) for group in by_story.values() for a in group for b in group if a < b}
    kinds: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    for pair in known:
        for kind in {story_of[number].kind for number in pair}.intersection(KINDS):
            kinds[kind] += 1
            hits[kind] += pair in found
    return Result(
        known=len(known),
        found=len(known & found),
        wrong=len(found - known),
        by_kind={kind: (hits[kind], kinds[kind]) for kind in KINDS},
        wrong_by_kind=Counter(
            kind
            for pair in found - known
            for kind in {story_of[number].kind or "an article of its own" for number in pair}
        ),
        seconds=seconds,
    )


def main() -> int:
    good = True
    for seed in [int(text) for text in sys.argv[1:]] or [4]:
        labelled = articles(2000, 300, 200, seed)
        with tempfile.TemporaryDirectory() as folder:
            result = measure(labelled, Path(folder) / "copies.db")
        print(f"{len(labelled)} articles, {result.known} pairs of copies, {result.seconds:.1f} s to store them all\n")
        print(f"{'kind of copy':<20}{'pairs':>7}{'found':>7}")
        for kind, (hit, total) in result.by_kind.items():
            print(f"{kind:<20}{total:>7}{hit:>7}")
        print(f"\nfound {result.found} of {result.known}: recall {result.recall:.3f} (goal {GOAL_RECALL})")
        print(f"wrong {result.wrong}: precision {result.precision:.3f} (goal {GOAL_PRECISION})")
        for kind, count in sorted(result.wrong_by_kind.items()):
            print(f"    with {kind}: {count}")
        good = good and result.recall >= GOAL_RECALL and result.precision >= GOAL_PRECISION
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
