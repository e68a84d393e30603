"""Where an article lives: its canonical address, and the number that its publisher knows it by."""

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit, urlunsplit

from w3lib.url import safe_url_string

from crawler.extraction import later, linked
from crawler.extraction.story import Found, Story, host_of

_TRACKING: Final = later.compile(
    r"^(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|yclid|_ga|_gl|ref|ref_src|cmpid|ocid|xtor|guccounter|"
    r"guce_\w+|"
    r"__twitter_impression)$",
    re.IGNORECASE,
)
_CONTROLS: Final = later.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_PLAIN: Final = later.compile(r"[\w!#$%&'()*+,./:;=?@~-]+", re.ASCII)
_SECOND_LEVEL: Final = {"co", "com", "org", "net", "gov", "edu", "ac", "or", "ne", "go", "gob", "gouv", "info", "mil"}


def site_of(host: str) -> str:
    """The registrable part of a host, near enough: "example.co.uk" of "www.example.co.uk"."""
    labels = host.rstrip(".").split(".")
    if len(labels) <= 2 or labels[-1].isdigit():
        return host
    size = 3 if labels[-2] in _SECOND_LEVEL and len(labels[-1]) == 2 else 2
    return ".".join(labels[-size:])


def stated(story: Story) -> Iterator[Found[str]]:
    """Addresses that the page gives itself: rel=canonical, og:url, JSON-LD."""
    page = story.page
    for url in page.links("canonical")[:2]:
        yield Found(url, "canonical", "link[rel=canonical]", url)
    for name in ("og:url", "twitter:url"):
        for value in page.meta.get(name, [])[:1]:
            if shared := page.absolute(value):
                yield Found(shared, "og" if name == "og:url" else "meta", name, value)
    for item in story.articles[:1]:
        for value in linked.addresses(item):
            if absolute := page.absolute(value):
                yield Found(absolute.partition("#")[0], "json-ld", "url", value)


def settle(story: Story, found: list[Found[str]]) -> tuple[str, Found[str] | None, list[str]]:
    """The canonical address, where it was found (None: the address that answered),
    and other addresses of the article."""
    page = story.page
    own = plain(page.url)
    chosen: Found[str] | None = None
    aliases: list[str] = []
    for candidate in found:
        url = plain(candidate.value)
        if not is_of_article(story, url):
            continue
        if chosen is None:
            chosen = Found(url, candidate.reader, candidate.where, candidate.text)
        elif url != chosen.value and url not in aliases:
            aliases.append(url)
    best = chosen.value if chosen else own
    if own != best and own not in aliases and own.startswith("http"):
        aliases.insert(0, own)
    aliases += [plain(url) for url in page.links("amphtml")[:1]]
    return best, chosen, list(dict.fromkeys(alias for alias in aliases if alias != best))


def is_of_article(story: Story, url: str) -> bool:
    """Whether an address that the page states can be that of the article which answered at the page's own address.

    It can if it is on the same site, or has the same number in the same family of sites; not if it is the front page of a
    page that is none, and not if its path has nothing in common with the one that answered.
    """
    own = story.page.url
    if url == own:
        return True
    if story.family:
        mine, theirs = story.family.identity(own), story.family.identity(url)
        if mine and theirs:
            return mine == theirs
    if not own.startswith(("http://", "https://")):
        return True
    if site_of(host_of(url)) != site_of(host_of(own)):
        return _path(url) == _path(own) and len(_path(own)) > 12
    if _path(url) in ("", "/") and not urlsplit(url).query:
        return _path(own) in ("", "/")
    return _alike(url, own)


def _path(url: str) -> str:
    try:
        return urlsplit(url).path.rstrip("/").lower()
    except ValueError:
        return ""


def _alike(a: str, b: str) -> bool:
    """Whether two addresses of one site can lead to one article: a common word or number of some length in their last
    parts, or one of them has none (it is a short form or a query)."""
    words_a, words_b = _words(a), _words(b)
    if not words_a or not words_b:
        return True
    if words_a & words_b:
        return True
    return any(
        len(word) >= 8 and any(word in other or other in word for other in words_b if len(other) >= 8)
        for word in words_a
    )


def _words(url: str) -> set[str]:
    parts = _path(url).split("/")
    tail = parts[-1]
    if len(parts) > 1 and not re.search(r"\w{4}", tail.partition(".")[0]):
        tail = parts[-2] + "-" + tail
    query = urlsplit(url).query if "?" in url else ""
    return {word for word in re.split(r"[^\w%]+",
    f"{tail}-{query}".lower()) if len(word) >= 4 or (word.isdigit() and len(word) > 2)} - {
        "html", "index", "article", "artikel", "news", "story", "page", "shtml", "aspx", "node", "amp",
    }  # fmt: skip


def plain(url: str) -> str:
    """An address without fragment and without the parameters that only count where a reader came from."""
    try:
        parts = urlsplit(url if _PLAIN.fullmatch(url) else safe_url_string(_CONTROLS.sub("", url)))
    except ValueError:
        return _CONTROLS.sub("", url)
    query = "&".join(pair for pair in parts.query.split("&") if pair and not _TRACKING.match(pair.partition("=")[0]))
    path = parts.path or "/"
    return urlunsplit((parts.scheme, parts.netloc, path, query, ""))
