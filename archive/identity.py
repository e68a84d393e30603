"""Which article is this, and is its wording new? Pure functions: decided without a database, then written.

Identity, in this order: (network, publisher_id); the canonical address; another address the article is known by, if the
headline is the same too; the same headline and body on the same day in the same source, which makes the other address
an alias. Articles of two sources are never one, unless a network numbers both.
"""

import hashlib
import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import unquote_plus, urlsplit, urlunsplit

from w3lib.url import canonicalize_url

from archive.article import Article, Moment
from archive.diff import spoken
from archive.folding import fold, folded

DIGEST_VERSION = 1
TRACKING = re.compile(
    r"(?:utm_.*|at_.*|pk_.*|mtm_.*|fbclid|gclid|dclid|yclid|msclkid|igshid|mc_cid|mc_eid|_ga|ncid|cmpid|ocid|"
    r"xtor|ito|spm|smid|smtyp|taid|ref_src|ref_url|rss|wt_mc|wt_zmc|nr_email_referer|guccounter|amp_js_v|usqp)",
    re.IGNORECASE,
)
"""Query parameters that say where a reader came from; every other one may choose the page and stays."""
DEFAULT_PORTS = {"http": 80, "https": 443}
_LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_SPELT_PLAINLY = re.compile(rf"https://(?!xn--)(?!.*(?:\.xn--|/\.)){_LABEL}(?:\.{_LABEL})*/[A-Za-z0-9/._-]*")
"""Addresses that are their own canonical spelling, as most are."""


class Outcome(StrEnum):
    """What storing an article came to."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    REMOVED = "removed"
    """It was removed on request, and nothing was stored."""


@lru_cache(maxsize=256)
def canonical_url(url: str) -> str:
    """One spelling of an address: scheme https, host in lower case without a default port, escapes in one case,
    query sorted, without tracking parameters and without fragment.

    http and https count as one address (news sites move from one to the other); the spelling that is returned is the
    one to compare by, `Article.url` keeps what the page said. Raises ValueError for what is no http(s) URL.
    """
    if _SPELT_PLAINLY.fullmatch(url):
        return url
    parts = urlsplit(canonicalize_url(url.strip(), keep_blank_values=True))
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname:
        raise ValueError(f"not an http(s) URL: {url[:200]!r}")
    host = parts.hostname.lower().rstrip(".")
    if ":" in host:
        host = f"[{host}]"
    if parts.port and parts.port != DEFAULT_PORTS[parts.scheme]:
        host += f":{parts.port}"
    # The escapes stay as they are: not every site's query is UTF-8, and two of them may not become one.
    query = [part for part in parts.query.split("&") if not TRACKING.fullmatch(unquote_plus(part.partition("=")[0]))]
    return urlunsplit(("https", host, parts.path or "/", "&".join(query), ""))


def number_of(key: int | str) -> int | None:
    """The number that a key is, as a person types it; None if it is none, such as an address. A number that is larger
    than any that SQLite has is -1, which nothing has."""
    if isinstance(key, str):
        if not key.isdecimal():
            return None
        key = int(key) if len(key) <= _DIGITS else -1
    return key if abs(key) < 2**63 else -1


_DIGITS = len(str(2**63))


def url_key(url: str) -> str:
    """What addresses are compared by: the canonical spelling; the text itself of what is no http(s) URL."""
    try:
        return canonical_url(url)
    except ValueError:
        return url.encode("utf-8", "replace").decode()


@lru_cache(maxsize=256)
def address_number(key: str) -> int:
    """What an address, as `url_key` spells it, is found by: 64 bits of BLAKE2b (RFC 7693), as a signed number."""
    return int.from_bytes(hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=8).digest(), "big", signed=True)


def own_key(url: str) -> str:
    """An address as `url_key` spells it if that is otherwise than it is spelled; else nothing."""
    key = url_key(url)
    return "" if key == url else key


def moment_text(moment: Moment | None) -> str | None:
    """The archive's spelling of a time: ISO 8601 in UTC, to the second."""
    return time_text(moment.value) if moment else None


@lru_cache(maxsize=64)
def time_text(value: datetime) -> str:
    """ISO 8601 in UTC, to the second, of an aware datetime. Raises ValueError for a naive one."""
    if value.tzinfo is None:
        raise ValueError(f"a time without zone: {value.isoformat()}")
    return (value if value.tzinfo is UTC else value.astimezone(UTC)).isoformat(timespec="seconds")


def seconds(value: datetime) -> int:
    """Whole seconds since 1970 in UTC (POSIX), of an aware datetime. Raises ValueError for a naive one."""
    if value.tzinfo is None:
        raise ValueError(f"a time without zone: {value.isoformat()}")
    return math.floor(value.timestamp())


def digest_bytes(digest: str) -> bytes:
    """A digest as it is stored in `articles`: without its version, which is `DIGEST_VERSION`."""
    return bytes.fromhex(digest.removeprefix(f"{DIGEST_VERSION}:"))


def wording(article: Article) -> dict[str, Any]:
    """The fields that mean something to a reader, empty ones left out, as JSON values.

    What the newsroom's clock says it changed (`modified`), tags, section, language, access, media, addresses, picture
    files and evidence are no wording: a change of these alone is no revision. Nor is a date that only a feed or sitemap
    told (evidence with the reader "hint"): the page did not print it.
    """
    printed = article.evidence.get("published")
    hinted = isinstance(printed, Mapping) and printed.get("reader") == "hint"
    fields: dict[str, Any] = {
        "headline": article.headline,
        "kicker": article.kicker,
        "dek": article.dek,
        "byline": article.byline,
        "authors": list(article.authors),
        "organisations": list(article.organisations),
        "agencies": list(article.agencies),
        "dateline": article.dateline,
        "published": None if hinted else moment_text(article.published),
        "body": article.body,
        "captions": [[i.caption, i.credit] for i in article.images if i.caption or i.credit],
        "credits": list(article.credits),
        "corrections": [c.text for c in article.corrections],
        "disclaimer": article.disclaimer,
        "live_entries": [[e.headline, e.text] for e in article.live_entries],
    }
    return {name: value for name, value in fields.items() if value}


class Texts(NamedTuple):
    """Headline and body as digests have them, and `text_digest` of both."""

    headline: bytes
    body: bytes
    digest: str


def digest(article: Article, texts: Texts | None = None) -> str:
    """Fingerprint of an article's wording: "1:" and 32 hex digits of SHA-256 over its folded fields. `texts` is
    `texts_of` it, if that is known already."""
    fields = wording(article)
    headline, body, _ = texts or texts_of(article)
    ready = {"headline": headline, "body": body}
    spelled = b",".join(
        [b'"%b":%b' % (name.encode(), ready.get(name) or _spelled(fields[name])) for name in sorted(fields)]
    )
    return f"{DIGEST_VERSION}:{hashlib.sha256(b'{%b}' % spelled).hexdigest()[:32]}"


def text_digest(article: Article) -> str:
    """Fingerprint of headline and body alone: what makes two addresses of one source the same article."""
    return texts_of(article).digest


def texts_of(article: Article) -> Texts:
    """Headline and body, folded, and their digest; for the last few articles they are at hand."""
    return _texts(article.headline, article.body)


@lru_cache(maxsize=8)
def _texts(headline: str, body: str) -> Texts:
    one, other = _spelled_text(headline), _spelled_text(body)
    found = hashlib.sha256(b"[%b, %b]" % (one, other)).hexdigest()[:32]
    return Texts(one, other, f"{DIGEST_VERSION}:{found}")


_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_LONG = 200
_CONTROLS = bytes(range(32))


def _spelled(value: Any) -> bytes:
    """A field, folded, as JSON in UTF-8."""
    if isinstance(value, str):
        return _spelled_text(value)
    return b"[%b]" % b",".join(map(_spelled, value)) if isinstance(value, list) else _JSON.encode(value).encode()


@lru_cache(maxsize=32)
def _spelled_text(text: str) -> bytes:
    text = folded(text)
    data = text.encode()
    if len(data) < _LONG or any(map(data.__contains__, _CONTROLS)):
        return _JSON.encode(text).encode()
    # What else JSON escapes is found in no time by looking for one after the other.
    return b'"%b"' % data.replace(b"\\", b"\\\\").replace(b'"', b'\\"')


def changed_fields(new: Article, old: Article) -> tuple[str, ...]:
    """Names of the fields whose wording differs, in the order of `wording`."""
    before, after = wording(old), wording(new)
    names = list(dict.fromkeys([*after, *before]))
    return tuple(name for name in names if not _same(before.get(name), after.get(name)))


def _same(old: Any, new: Any) -> bool:
    """Whether two values of a field are one wording: white space before a comma, the order of pictures or names is none
    (the order in a byline is: that is a text)."""
    if fold(old) == fold(new):
        return True
    if isinstance(old, str) and isinstance(new, str):
        return spoken(old) == spoken(new)
    if isinstance(old, list) and isinstance(new, list):
        return sorted(map(_words_of, old)) == sorted(map(_words_of, new))
    return False


def _words_of(item: Any) -> str:
    return "\n".join(spoken(part or "") for part in item) if isinstance(item, list) else spoken(item)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What of a stored article decides whether another one is it; `key` is its address as `url_key` spells it."""

    id: int
    source: str
    key: str
    headline: str
    text_digest: str
    network: str | None = None
    publisher_id: str | None = None
    published: datetime | None = None


class Match(StrEnum):
    """How an article is the stored one: the SAME, which may have changed; or a COPY of its text elsewhere."""

    SAME = "same"
    COPY = "copy"


def match_by_address(new: Article, known: Candidate, key: str) -> Match | None:
    """Whether a page is the article that is known under one of the page's addresses; None if it is another.

    `key` is that address as `url_key` spells it: the page's own, the one asked for, or one that the page names.

    - One network, two numbers: two articles, whatever the address.
    - The canonical address of both: the same.
    - The page calls its own what is only another address of the known one: a copy as long as the text is the same;
      afterwards an article in its own right, lest the two take turns as each other's revision.
    - Any other address leads here: the same if the headline is, that is, the article moved. An address may also lead
      to something else today ("/latest", a removed article that redirects to a newer one).
    """
    one_network = new.network is not None and new.network == known.network
    if new.source != known.source and not one_network:
        return None
    if one_network and new.publisher_id and known.publisher_id and new.publisher_id != known.publisher_id:
        return None
    own = url_key(new.url)
    if known.key == own:
        return Match.SAME
    if key == own:
        return Match.COPY if known.text_digest == text_digest(new) else None
    return Match.SAME if fold(known.headline) == fold(new.headline) else None


def match_by_text(new: Article, known: Candidate) -> Match | None:
    """Whether an article is a copy of one of the same source with the same headline and body.

    Only if the dates, where both have one, are a day apart at most: a weekly notice may repeat itself word for word.
    """
    if new.source != known.source or known.text_digest != text_digest(new):
        return None
    if new.published and known.published and abs(new.published.value - known.published) > timedelta(days=1):
        return None
    return Match.COPY


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do with an article: the outcome, the fields that changed, and why."""

    outcome: Outcome
    changed: tuple[str, ...] = ()
    reason: str = ""


def decide(new: Article, known: Article | None, match: Match = Match.SAME) -> Decision:
    """Compare an article with the stored one that it matches, or None. Of a copy nothing is stored but its address."""
    if known is None:
        return Decision(Outcome.NEW, reason="no such ID, address or text in this source")
    if match is Match.COPY:
        return Decision(Outcome.DUPLICATE, reason="the same text under another address of this source")
    if changed := changed_fields(new, known):
        return Decision(Outcome.CHANGED, changed, "the wording differs")
    return Decision(Outcome.UNCHANGED, reason="the wording is the same")
