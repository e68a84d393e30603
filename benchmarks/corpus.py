"""Synthetic articles in several languages, the same ones for the same seed as long as the saved pages stay the same.

The words of a language are its most frequent ones (below, in their order) and, behind them, 60,000 made by a letter
model (letters.json: how often which letter followed which two in the language's texts among the saved pages, as they
were in November 2026); how often each stands follows Zipf's law. An eighth of the words
are stock phrases of a few words that many articles share, as in newsrooms. Each article has people of its own, whose
surnames are an open list, and numbers: so there is no end of words that stand in one article only. Han and Thai text is
made of character pairs, without spaces.

`series` is a crawl: of a hundred pages two are a new wording of an article before, three another source's copy of one.
"""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path

from archive import Article, Image, Moment, Visit

HERE = Path(__file__).parent
FREQUENT = {
    "en": "the of to and a in that is for on with as was by at from said be it have has are an he not this will "
    "his were who but had they their its which been more after one about or would two also when we over "
    "year new people government president police minister country city official officials state court "
    "report week against group war under million military party law security election country's region "
    "according former told reporters statement Monday Tuesday Wednesday Thursday Friday Saturday Sunday "
    "company leader support power water health border",
    "ru": "в и на не что с по о из за он как это к для его от но был до у также года после которые было том при "
    "так их время может сообщил заявил президента страны власти суд город человек области полиции министр "
    "России Украины который году были более этом только чтобы уже или будет где со со ранее словам могут "
    "быть под между решение",
    "es": "de la que el en y a los se del las un por con una para no su al lo como más pero sus le ha este ya "
    "entre fue porque dos desde también hasta sobre años gobierno presidente país ministro ciudad según "
    "donde contra policía durante sin ser son está todo parte personas ante tras estado muy nacional dijo "
    "millones ley justicia días",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden "
    "aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur "
    "oder aber vor zur bis mehr durch man sein wurde sei Prozent Jahr Regierung Polizei Stadt Menschen "
    "Präsident sagte Land gegen unter",
    "ar": "في من على إلى أن عن التي مع هذا ما لا كان بعد قد الذي بين هذه كما قال وقال رئيس الحكومة وزير الدولة "
    "المدينة يوم عام خلال حول قبل أكثر حتى كل غير عند لم ثم ضد منذ مدينة الشرطة القانون المحكمة",
}
SHARE = {"en": 52, "ru": 14, "es": 10, "de": 8, "ar": 5, "zh": 7, "th": 4}
"""How many of a hundred articles are in each language."""
VOCABULARY = 60_000
PHRASES = 20_000
DRAWS = 1 << 20
"""A word is drawn from a list of this length, in which it stands as often as it is frequent."""
FIRST_DAY, DAYS = datetime(2016, 1, 1, tzinfo=UTC), 3652
"""When articles were published, each on any day."""
CRAWLED = datetime(2026, 1, 1, tzinfo=UTC)
REVISED, COPIED = 0.02, 0.03
"""The shares of a crawl's pages that are a new wording of an article before, and another source's copy of one."""
WITHIN = 5000
"""Which is among so many pages before."""
SOURCES = tuple(f"{name}-{kind}" for kind in ("post", "echo", "courier", "herald", "radio")
                for name in ("harbour", "delta", "north", "valley", "summit", "plains", "coast", "river",
                             "island", "forest", "border"))  # fmt: skip
FIRST_NAMES = ("Anna", "Boris", "Carmen", "David", "Elif", "Farid", "Grace", "Hana", "Ivan", "Julia", "Karim", "Lena",
               "Marko", "Nina", "Oleg", "Petra", "Rosa", "Samir", "Tomas", "Vera")  # fmt: skip
AGENCIES = ("AP", "AFP", "Reuters", "TASS", "dpa", "EFE", "Xinhua", "Interfax")
SECTIONS = ("World", "Politics", "Business", "Local", "Culture", "Sports", "Opinion", "Health")
STOPS = {"zh": "。", "th": " ", "ar": "."}


@dataclass(frozen=True)
class Tongue:
    """What a language's text is made of: its words, the most frequent ones first, and lists to draw words and phrases
    from, in which each stands as often as it is frequent."""

    words: list[str]
    draws: list[str]
    phrases: list[str]
    joint: str
    stop: str


def _letters(language: str) -> dict[str, str]:
    """Which letters follow two others (a single one where words are not spaced), each as often as it does."""
    counts = json.loads((HERE / "letters.json").read_text(encoding="utf-8"))[language]
    return {before: "".join(letter * count for letter, count in after.items()) for before, after in counts.items()}


def _word(rng: random.Random, following: dict[str, str]) -> str:
    word = "  "
    while (char := rng.choice(following[word[-2:]])) != "\n" and len(word) < 16:
        word += char
    return word.strip()


def _drawn_from(items: list[str], exponent: float, length: int) -> list[str]:
    """A list of this length in which items stand as often as Zipf's law has it."""
    weights = list(accumulate(1 / (rank + 2.7) ** exponent for rank in range(len(items))))
    found: list[str] = []
    for item, weight in zip(items, weights, strict=True):
        found += [item] * (round(weight / weights[-1] * length) - len(found))
    return found


@cache
def tongue(language: str) -> Tongue:
    """The words and phrases of a language of `SHARE`."""
    rng = random.Random(f"tongue {language}")
    joint = "" if language in ("zh", "th") else " "
    following = _letters(language)
    words = dict.fromkeys(FREQUENT.get(language, "").split())
    starts = list(following)
    tries = 0
    while len(words) < VOCABULARY and (tries := tries + 1) < 10 * VOCABULARY:
        if joint:
            word = _word(rng, following)
        else:
            word = rng.choice(starts)
            for _ in range(rng.choice((1, 1, 1, 2, 3) if language == "zh" else (3, 4, 5, 6))):
                word += rng.choice((following.get(word[-1]) if rng.random() < 0.6 else None) or starts)
        if len(word) > 1:
            words[word] = None
    chosen = list(words)
    draws = _drawn_from(chosen, 1.05, DRAWS)
    phrases = [joint.join(rng.choices(draws, k=rng.choice((2, 3, 3, 4, 5)))) for _ in range(PHRASES)]
    return Tongue(chosen, draws, _drawn_from(phrases, 0.9, DRAWS // 4), joint, STOPS.get(language, "."))


def sentences(rng: random.Random, speech: Tongue, size: int, names: tuple[str, ...] = ()) -> list[str]:
    """Sentences of about `size` bytes of UTF-8 together, in which these names stand now and then, and numbers."""
    made: list[str] = []
    while size > 0:
        count = max(20, size // 8)
        words = rng.choices(speech.draws, k=count)
        phrases = rng.choices(speech.phrases, k=count // 8 + 1)
        words[::8] = phrases[: len(words[::8])]
        words[5::61] = [f"{rng.randrange(2, 10 ** rng.randint(1, 5)):,}" for _ in words[5::61]]
        if names:
            words[9::42] = rng.choices(names, k=len(words[9::42]))
        place = 0
        while place < count and size > 0:
            length = int(rng.random() * 16) + 8
            sentence = speech.joint.join(words[place : place + length]) + speech.stop
            sentence = sentence[0].upper() + sentence[1:]
            made.append(sentence)
            size -= len(sentence.encode()) + 1
            place += length
    return made


def body(rng: random.Random, speech: Tongue, size: int, names: tuple[str, ...] = ()) -> str:
    """Paragraphs of one to three sentences, a blank line between."""
    parts = sentences(rng, speech, size, names)
    joint = "" if speech.stop == "。" else " "
    paragraphs, place = [], 0
    while place < len(parts):
        count = int(rng.random() * 3) + 1
        paragraphs.append(joint.join(parts[place : place + count]))
        place += count
    return "\n\n".join(paragraphs)


def name(rng: random.Random, speech: Tongue) -> str:
    """A surname: one of the better known people's, or one that hardly anybody else has."""
    words = speech.words
    if rng.random() < 0.6:
        return words[200 + int(2000 * rng.random() ** 2)].capitalize()
    return (rng.choice(words[100:3000]) + rng.choice(words[100:3000])).capitalize()


DRAWN_SOURCES = _drawn_from(list(SOURCES), 0.8, 10_000)


def article(number: int, *, size: int = 4000, language: str | None = None) -> Article:
    """The article of this number: about `size` bytes of text, and the facts and evidence that a crawled page has."""
    rng = random.Random(number)
    code = language or rng.choices(list(SHARE), weights=list(SHARE.values()))[0]
    speech = tongue(code)
    source = rng.choice(DRAWN_SOURCES)
    names = tuple(name(rng, speech) for _ in range(4))
    headline = speech.joint.join([*rng.choices(speech.draws, k=rng.randint(5, 9)), names[0]])
    at = FIRST_DAY + timedelta(seconds=rng.randrange(DAYS * 86400))
    stamp = at.isoformat()
    section = rng.choice(SECTIONS)
    person = f"{rng.choice(FIRST_NAMES)} {name(rng, tongue('en'))}"
    agency = rng.choice(AGENCIES) if rng.random() < 0.3 else None
    byline = f"By {person}" + (f" and {agency}" if agency else "")
    url = f"https://www.{source}.example/{section.lower()}/{at:%Y/%m/%d}/{'-'.join(person.lower().split())}-{number}"
    text = body(rng, speech, size, names)
    caption = sentences(rng, speech, 80, names)[0]
    picture = f"https://cdn.{source}.example/pictures/{at:%Y/%m}/{number:x}.jpg"
    tags = tuple(rng.choices(speech.words[60:2000], k=3))
    return Article(
        url=url,
        source=source,
        headline=headline[:1].upper() + headline[1:],
        body=text,
        byline=byline,
        authors=(person,),
        agencies=(agency,) if agency else (),
        published=Moment(value=at, text=stamp, zone="stated"),
        section=section,
        tags=tuple(dict.fromkeys(tags)),
        language=code,
        images=(Image(url=picture, caption=caption, credit=person, lead=True),),
        credits=(f"With reporting by {agency}",) if agency else (),
        access="free",
        evidence={
            "language": {"reader": "html", "where": "lang"},
            "url": {"reader": "canonical", "where": "link[rel=canonical]"},
            "headline": {"reader": "h1", "where": "h1"},
            "byline": {"reader": "byline", "where": "span.author"},
            "authors": {"reader": "byline", "where": "span.author"},
            "published": {"reader": "json-ld", "where": "datePublished"},
            "section": {"reader": "json-ld", "where": "articleSection"},
            "tags": {"reader": "json-ld", "where": "keywords"},
            "body": {"reader": "density", "where": "div.article-body"},
            "images": {"reader": "dom", "where": "images"},
            "encoding": "utf-8",
            "date_candidates": {
                "published": [{"value": stamp, "reader": "json-ld"}, {"value": stamp, "reader": "meta"}],
            },
        },
    )


def edited(rng: random.Random, speech: Tongue, text: str, share: float) -> str:
    """A text with this share of its words replaced, left out or with another one before them."""
    words = text.split(" ") if speech.joint else list(text)
    for place in rng.sample(range(len(words)), int(len(words) * share)):
        new = rng.choice(speech.draws)
        words[place] = rng.choice((new, "", f"{new}{speech.joint}{words[place]}"))
    return speech.joint.join(words)


def _first(number: int) -> bool:
    """Whether a crawl's page is an article for the first time."""
    return number < 100 or random.Random(~number).random() >= REVISED + COPIED


def page(number: int, *, size: int = 4000) -> Article:
    """What a crawl reads on its page of this number."""
    if _first(number):
        return article(number, size=size)
    rng = random.Random(~number)
    copied = rng.random() >= REVISED
    before = number - rng.randint(1, min(number, WITHIN))
    while not _first(before):
        before -= 1
    known = article(before, size=size)
    speech = tongue(known.language or "en")
    first, *rest = known.body.split("\n\n")
    if not copied:
        paragraph = body(rng, speech, 300)
        return replace(known, body="\n\n".join([edited(rng, speech, first, 0.2), *rest, paragraph]))
    source = rng.choice([other for other in SOURCES if other != known.source])
    return replace(
        known,
        source=source,
        url=known.url.replace(f"www.{known.source}", f"www.{source}"),
        body="\n\n".join([first, *rest[: rng.randint(len(rest) // 2, len(rest))]]),
    )


def series(start: int, stop: int, *, size: int = 4000) -> Iterator[tuple[Article, Visit]]:
    """The pages of a crawl with these numbers, one every half second, each with its visit."""
    for number in range(start, stop):
        found = page(number, size=size)
        at = CRAWLED + timedelta(seconds=number // 2)
        yield found, Visit(url=found.url, source=found.source, at=at, payload=f"sha256:{number:064x}")
