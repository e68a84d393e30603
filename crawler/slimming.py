"""What may be cut out of a saved page: readers' comments always, scripts, styles, ads and trackers if asked for.

Pure. Nothing is serialised anew: pieces are cut out of the bytes, the rest stays as it came. Scripts, ads and trackers
are cut only where extraction, asked again after each cut, says the very same, evidence included.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from crawler.extraction import extract
from crawler.items import ScrapedArticle

MAX_READINGS = 400
"""Of a page, after which what was not tried yet stays."""

_TOKEN = re.compile(rb"<!--|<(/?)([a-z][a-z0-9-]{0,30})(?![a-z0-9-])", re.I)
_END_OF_TAG = re.compile(rb"[>\"']")
LONGEST_TAG = 20_000
DEEPEST = 200
"""Boxes inside of a box that are looked through for the one that an end tag closes."""
MISREAD = 200
"""Tags whose quotes do not close, after which the rest of a page is left alone."""
_ATTRIBUTE = re.compile(rb"""([a-z][a-z0-9:-]*)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.I)
_RAW = {b"script", b"style", b"textarea", b"title", b"noscript", b"iframe", b"template"}
_CUT_WHOLE = {b"script": "scripts", b"style": "styles", b"noscript": "noscript", b"iframe": "frames"}
_BOXES = {b"div", b"section", b"aside", b"ul", b"ol", b"ins", b"svg", b"form", b"amp-ad", b"table", b"article", b"li"}
_AD = re.compile(
    r"(?:^|[\s_-])(?:ads?|adv|advert\w*|ad-?slots?|adsbygoogle|dfp|gpt|taboola|outbrain|sponsor\w*|promos?)(?:$|[\s_-])",
    re.I,
)
_COMMENTS = re.compile(
    r"(?:^|[\s_-])(?:disqus(?:_thread)?|commentlist|fb-comments|(?:user|reader|leser)?-?_?(?:comments|kommentare|commentaires|"
    r"comentarios|comentários|commenti|reacties|kommentarer|komentarze|komentare)|comment-?_?(?:list|section|area|thread|body|text|"
    r"author|wrap\w*|item))(?:$|[\s_-])",
    re.I,
)
_LOADED_LINK = re.compile(r"preload|prefetch|preconnect|dns-prefetch|stylesheet|modulepreload|icon", re.I)
_UNSAFE = re.compile(r"utf-16|iso2022|utf-7", re.I)
"""Encodings in which `<` is not always that byte, and that byte not always `<`."""
_LD = re.compile(rb"(<script\b[^>]{0,500}ld\+json[^>]{0,500}>)(.{0,2000000}?)(</script)", re.I | re.S)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a page, from `start` to before `end`."""

    start: int
    end: int
    what: str


@dataclass(slots=True)
class Slimmed:
    """A page without what was cut; `cut` counts the pieces by what they were, `notes` are sentences on what was not."""

    html: bytes
    cut: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def without_comments(html: bytes, url: str, headers: Mapping[str, str]) -> Slimmed:
    """The page without its readers' comments, in its markup and its JSON-LD.

    What is called comments, and holds the article's headline or the beginning of its text, stays, with a note.
    """
    before = extract(html, url, headers=headers)
    if _UNSAFE.search(before.encoding):
        return Slimmed(html, notes=[f"The page is {before.encoding}; look for readers' comments in it yourself."])
    found = [piece for piece in pieces(html) if piece.what == "comments"]

    def keeps_the_article(html: bytes) -> bool:
        after = extract(html, url, headers=headers)
        return _article(before) == _article(after)

    slim = cut(html, found, keeps_the_article)
    left = len(_outer(found)) - len(_outer([piece for piece in pieces(slim.html) if piece.what == "comments"]))
    if found and left < len(_outer(found)):
        slim.notes.append(
            "A part that is called comments holds the article itself and was kept; look for readers' names in it."
        )
    slim.html, count = _without_comments_in_data(slim.html)
    if count:
        slim.cut["comments in JSON-LD"] = count
    return slim


def slimmed(html: bytes, url: str, headers: Mapping[str, str]) -> Slimmed:
    """The page without scripts, styles, ads and trackers, of which extraction says the very same."""
    before = extract(html, url, headers=headers)
    if _UNSAFE.search(before.encoding):
        return Slimmed(html, notes=[f"The page is {before.encoding}, of which nothing can be cut safely."])
    said = asdict(before)
    return cut(html, list(pieces(html)), lambda html: asdict(extract(html, url, headers=headers)) == said)


def cut(html: bytes, found: list[Piece], is_same: Callable[[bytes], bool]) -> Slimmed:
    """The page without as many of the pieces as `is_same` allows: all, or of each half as many as it allows."""
    taken: list[Piece] = []
    waiting = [found] if found else []
    readings = 0
    while waiting and readings < MAX_READINGS:
        group = waiting.pop()
        readings += 1
        if is_same(_without(html, [*taken, *group])):
            taken += group
        elif len(group) > 1:
            half = len(group) // 2
            waiting += [group[half:], group[:half]]
    counts: dict[str, int] = {}
    for piece in _outer(taken):
        counts[piece.what] = counts.get(piece.what, 0) + 1
    return Slimmed(_without(html, taken), counts)


def pieces(html: bytes) -> Iterator[Piece]:
    """What could be cut out of a page; pieces may lie inside of others."""
    opened: list[tuple[bytes, int, str]] = []
    position = misread = 0
    while token := _TOKEN.search(html, position):
        if not token[2]:
            position = html.find(b"-->", token.end()) + 3
            if position < 3:
                return
            yield Piece(token.start(), position, "remarks")
            continue
        name = token[2].lower()
        end = _end_of_tag(html, token.end())
        if end is None:
            end, misread = html.find(b">", token.end()), misread + 1
        if end < 0 or misread > MISREAD:
            return
        text, position = html[token.end() : end], end + 1
        if token[1]:
            near = range(len(opened) - 1, max(-1, len(opened) - DEEPEST), -1)
            depth = next((n for n in near if opened[n][0] == name), None)
            if depth is not None:
                _, start, what = opened[depth]
                del opened[depth:]
                if what:
                    yield Piece(start, position, what)
        elif name in _RAW and not text.endswith(b"/"):
            close = re.compile(rb"</" + name + rb"\s*>", re.I).search(html, position)
            position = close.end() if close else len(html)
            if name in _CUT_WHOLE and b"ld+json" not in text.lower():
                yield Piece(token.start(), position, _CUT_WHOLE[name])
        else:
            attributes = _attributes(text)
            if name in _BOXES and not text.endswith(b"/"):
                opened.append((name, token.start(), _kind(name, attributes)))
            elif name == b"link" and _LOADED_LINK.search(attributes.get("rel", "")):
                yield Piece(token.start(), position, "links to styles and scripts")
            elif name == b"img" and {attributes.get("width"), attributes.get("height")} <= {"0", "1"}:
                yield Piece(token.start(), position, "tracking pixels")


def _end_of_tag(html: bytes, position: int) -> int | None:
    """Where the `>` of a tag stands, -1 if there is none; None where its quotes do not close in a tag's length."""
    limit = position + LONGEST_TAG
    while found := _END_OF_TAG.search(html, position, limit):
        if found[0] == b">":
            return found.start()
        position = html.find(found[0], found.end(), limit) + 1
        if not position:
            return None
    return None if limit < len(html) else -1


def _kind(name: bytes, attributes: Mapping[str, str]) -> str:
    names = f"{attributes.get('id', '')} {attributes.get('class', '')}"
    kind = attributes.get("itemtype", "")
    if (
        _COMMENTS.search(names)
        or kind.endswith(("/Comment", "/UserComments"))
        or attributes.get("itemprop") == "comment"
    ):
        return "comments"
    if name == b"svg":
        return "drawings"
    return "ads" if name in (b"ins", b"amp-ad") or _AD.search(names) else ""


def _attributes(text: bytes) -> dict[str, str]:
    return {
        match[1].decode("latin-1").lower(): (match[2] or match[3] or match[4] or b"").decode("latin-1").strip()
        for match in _ATTRIBUTE.finditer(text)
    }


def _outer(found: Iterable[Piece]) -> list[Piece]:
    """The pieces that lie in no other, in their order."""
    kept: list[Piece] = []
    for piece in sorted(found, key=lambda piece: (piece.start, -piece.end)):
        if not kept or piece.start >= kept[-1].end:
            kept.append(piece)
    return kept


def _without(html: bytes, taken: Iterable[Piece]) -> bytes:
    parts, position = [], 0
    for piece in _outer(taken):
        parts.append(html[position : piece.start])
        position = piece.end
    return b"".join([*parts, html[position:]])


def _article(scraped: ScrapedArticle) -> tuple[str, str | None, str]:
    return scraped.kind, scraped.headline, scraped.body[:200]


def _without_comments_in_data(html: bytes) -> tuple[bytes, int]:
    count = 0

    def mended(match: re.Match[bytes]) -> bytes:
        nonlocal count
        if b'"comment"' not in match[2]:
            return match[0]
        try:
            data = json.loads(match[2])
        except (ValueError, RecursionError):
            return match[0]
        before = count
        data = drop(data)
        return match[0] if count == before else match[1] + json.dumps(data).encode("ascii") + match[3]

    def drop(data: Any) -> Any:
        nonlocal count
        if isinstance(data, list):
            return [drop(item) for item in data]
        if isinstance(data, dict):
            count += "comment" in data
            return {key: drop(value) for key, value in data.items() if key != "comment"}
        return data

    return _LD.sub(mended, html), count
