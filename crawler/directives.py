"""What a page says of its use, in headers and meta elements: the robots meta tag and X-Robots-Tag as search engines
document them (developers.google.com/search/docs/crawling-indexing/robots-meta-tag), and the TDM Reservation Protocol
(W3C community group report, 2024). Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

RESTRICTIVE = frozenset(
    "noarchive noindex nofollow none nosnippet noimageindex notranslate unavailable_after noai noimageai".split()
)
"""Words that forbid something; others ("index", "max-image-preview") do not matter to an archive."""
WITH_VALUE = frozenset(("unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"))
EVERYBODY = ("", "*", "robots")
LONGEST = 300
"""Characters of a value that are kept."""
LONGEST_TAG = 4000
"""Bytes behind the last meta element that matters within which it ends; what follows them is not parsed."""

_META = re.compile(rb"<[mM][eE][tT][aA]\b[^>]{0,600}")
_WORTH_PARSING = (*(word.encode() for word in RESTRICTIVE), b"tdm-")
_AGENT = re.compile(r"[a-z0-9*][a-z0-9_-]{0,40}", re.I)


@dataclass(frozen=True, slots=True)
class Directives:
    """`signals` are what was said, by where it was said; `noarchive` is the one that asks this crawler not to archive
    the page, as a phrase ("X-Robots-Tag: noarchive"), or empty."""

    signals: tuple[tuple[str, str], ...] = ()
    noarchive: str = ""


def read_directives(headers: Iterable[tuple[str, str]], body: bytes, token: str) -> Directives:
    """What a page says to the crawler whose product token is `token`.

    `headers` have any case, one pair for each line; `body` is unpacked HTML, or empty where only the headers count.
    """
    signals: dict[tuple[str, str], None] = {}
    noarchive = ""
    lines, metas = list(headers), _metas(body)
    for where, agent, words in _said(lines, metas, token):
        value = ", ".join(sorted(words))
        signals[where, value if agent in EVERYBODY else f"{agent}: {value}"] = None
        if "noarchive" in words and agent in (*EVERYBODY, token):
            noarchive = noarchive or f"{where}: {'' if agent in EVERYBODY else f'{agent}: '}noarchive"
    signals |= dict.fromkeys(_reserved([*lines, *metas]))
    return Directives(tuple(signals), noarchive)


def _said(
    headers: Iterable[tuple[str, str]], metas: Iterable[tuple[str, str]], token: str
) -> Iterator[tuple[str, str, set[str]]]:
    """(where, agent, restrictive words) of each header and meta element that has such words."""
    for name, value in headers:
        if name.lower() == "x-robots-tag":
            for agent, words in by_agent(value).items():
                if words:
                    yield "X-Robots-Tag", agent, words
    for name, content in metas:
        if name in ("robots", token) or name.endswith("bot"):
            words = set().union(*by_agent(content).values())
            if words:
                yield "meta robots", "" if name == "robots" else name, words


def by_agent(value: str) -> dict[str, set[str]]:
    """The restrictive words of an X-Robots-Tag ("a: noindex, b: noarchive"), by whom they are for ("" for all)."""
    found: dict[str, set[str]] = {}
    agent = ""
    for part in value[: 10 * LONGEST].lower().split(","):
        word, colon, rest = part.strip().partition(":")
        word = word.strip()
        if colon and word not in WITH_VALUE and _AGENT.fullmatch(word):
            agent = "" if word in EVERYBODY else word
            word = rest.partition(":")[0].strip()
        if word in RESTRICTIVE:
            found.setdefault(agent, set()).add(word)
    return found


def _reserved(said: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Whether rights to text and data mining are reserved, and where the policy is."""
    for name, value in said:
        if name.lower() in ("tdm-reservation", "tdm-policy") and value.strip():
            yield name.lower(), " ".join(value.split())[:LONGEST]


def _is_worth_parsing(html: bytes) -> bool:
    lower = html.lower()
    return any(word in lower for word in _WORTH_PARSING)


def _metas(body: bytes) -> list[tuple[str, str]]:
    """Name, in lower case, and content of the meta elements, if one of them says something that matters here."""
    plain = body.replace(b"\0", b"") if body[:2] in (b"\xff\xfe", b"\xfe\xff") else body
    tags = list(_META.finditer(plain))
    if not _is_worth_parsing(b"".join(tag[0] for tag in tags)):
        return []
    end = max((tag.end() for tag in tags if _is_worth_parsing(tag[0])), default=0)
    nodes = LexborHTMLParser(plain[: end + LONGEST_TAG].decode("utf-8", "replace")).css("meta[name][content]")
    return [
        ((node.attributes.get("name") or "").strip().lower(), node.attributes.get("content") or "")
        for node in nodes[:500]
    ]
