"""Which article is this, and is its wording new? Pure functions: decided without a database, then written.

Identity, in this order: (network, publisher_id); the canonical URL; an alias the article is known by; the same headline
and body in the same source under another URL, which makes the other URL an alias.
"""

import hashlib
import json
import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from w3lib.url import canonicalize_url

from archive.article import Article, Moment

DIGEST_VERSION = 1
TRACKING = re.compile(
    r"(?:utm_.*|at_.*|pk_.*|mtm_.*|fbclid|gclid|dclid|yclid|msclkid|igshid|mc_cid|mc_eid|_ga|ncid|cmpid|ocid|"
    r"xtor|ito|spm|smid|smtyp|taid|ref_src|ref_url|rss|wt_mc|wt_zmc|nr_email_referer|guccounter|amp_js_v|usqp)",
    re.IGNORECASE,
)
"""Query parameters that say where a reader came from; every other one may choose the page and stays."""


class Outcome(StrEnum):
    """What storing an article came to."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"


def canonical_url(url: str) -> str:
    """One spelling of an address: scheme https, host in lower case without a default port, escapes in one case,
    query sorted, without tracking parameters and without fragment.

    http and https count as one address (news sites move from one to the other); the spelling that is returned is the
    one to compare by, `Article.url` keeps what the page said. Raises ValueError for what is no http(s) URL.
    """
    parts = urlsplit(canonicalize_url(url.strip(), keep_blank_values=True))
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"not an http(s) URL: {url[:200]!r}")
    host = parts.hostname.lower().rstrip(".")
    if ":" in host:
        host = f"[{host}]"
    port = parts.port
    if port and port not in (80, 443):
        host += f":{port}"
    query = urlencode([(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not TRACKING.fullmatch(k)])
    return urlunsplit(("https", host, parts.path or "/", query, ""))


def moment_text(moment: Moment | None) -> str | None:
    """The archive's spelling of a time: ISO 8601 in UTC, to the second."""
    return time_text(moment.value) if moment else None


def time_text(value: datetime) -> str:
    """ISO 8601 in UTC, to the second, of an aware datetime. Raises ValueError for a naive one."""
    if value.tzinfo is None:
        raise ValueError(f"a time without zone: {value.isoformat()}")
    return value.astimezone(UTC).replace(microsecond=0).isoformat()


def wording(article: Article) -> dict[str, Any]:
    """The fields that mean something to a reader, empty ones left out, as JSON values.

    What the newsroom's clock says it changed (`modified`), tags, section, language, access, media, addresses, picture
    files and evidence are no wording: a change of these alone is no revision.
    """
    fields: dict[str, Any] = {
        "headline": article.headline,
        "kicker": article.kicker,
        "dek": article.dek,
        "byline": article.byline,
        "authors": list(article.authors),
        "organisations": list(article.organisations),
        "agencies": list(article.agencies),
        "dateline": article.dateline,
        "published": moment_text(article.published),
        "body": article.body,
        "captions": [[i.caption, i.credit] for i in article.images if i.caption or i.credit],
        "credits": list(article.credits),
        "corrections": [c.text for c in article.corrections],
        "disclaimer": article.disclaimer,
        "live_entries": [[e.headline, e.text] for e in article.live_entries],
    }
    return {name: value for name, value in fields.items() if value}


_QUOTES = str.maketrans("“”„‟«»‹›‘’‚‛`´", '""""""""\'\'\'\'\'\'')
_DASHES = re.compile("[‐‑‒–—―−]")


def fold(value: Any) -> Any:
    """Text without what is no change of wording: white space, kinds of quotes and dashes, invisible characters."""
    if isinstance(value, str):
        text = unicodedata.normalize("NFC", value).translate(_QUOTES).replace("…", "...")
        text = "".join(c for c in _DASHES.sub("-", text) if unicodedata.category(c) != "Cf")
        return " ".join(text.split())
    if isinstance(value, list):
        return [fold(item) for item in value]
    return value


def digest(article: Article) -> str:
    """Fingerprint of an article's wording: "1:" and 32 hex digits of SHA-256 over its folded fields."""
    folded = {name: fold(value) for name, value in wording(article).items()}
    text = json.dumps(folded, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{DIGEST_VERSION}:{hashlib.sha256(text.encode()).hexdigest()[:32]}"


def text_digest(article: Article) -> str:
    """Fingerprint of headline and body alone: what makes two addresses of one source the same article."""
    text = json.dumps([fold(article.headline), fold(article.body)], ensure_ascii=False)
    return f"{DIGEST_VERSION}:{hashlib.sha256(text.encode()).hexdigest()[:32]}"


def changed_fields(new: Article, old: Article) -> tuple[str, ...]:
    """Names of the fields whose wording differs, in the order of `wording`."""
    before, after = wording(old), wording(new)
    names = list(dict.fromkeys([*after, *before]))
    return tuple(name for name in names if fold(before.get(name)) != fold(after.get(name)))


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do with an article: the outcome, the fields that changed, and why."""

    outcome: Outcome
    changed: tuple[str, ...] = ()
    reason: str = ""


def decide(new: Article, known: Article | None, *, same_text: bool = False) -> Decision:
    """Compare an article with the one it is identified with.

    `known` is the stored article of the same identity, or None. `same_text`: it was found only by its text, under
    another address of the same source.
    """
    if known is None:
        return Decision(Outcome.NEW, reason="no such ID, address or text in this source")
    if same_text:
        return Decision(Outcome.DUPLICATE, reason="the same text under another address of this source")
    if changed := changed_fields(new, known):
        return Decision(Outcome.CHANGED, changed, "the wording differs")
    return Decision(Outcome.UNCHANGED, reason="the wording is the same")
