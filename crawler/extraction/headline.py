"""The headline: the title as shown to readers, agreed on by the page's witnesses."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from crawler.extraction import linked
from crawler.extraction.story import Found, Story
from crawler.extraction.text import clean, key, unescape

MAX_TITLE = 400
MAX_HEADINGS = 40
_SEPARATOR = re.compile(r"\s+[|–—\-:·•»«›‹~/]+\s+|\s*[|｜»«·•：]\s*|:\s+|\s+-\s*|\s*–\s+|, (?=[A-Z])")
_LOGO = re.compile(
    r"logo|site-?(?:title|name|header)|brand|masthead|sr-only|visually-?hidden|alert|breaking|cookie|consent", re.I
)


def shown(story: Story) -> Iterator[Found[tuple[str, LexborNode]]]:
    """Text of the page's h1 elements, in order; not those that only hold a logo, nor the site's name."""
    for node in story.page.css("h1")[:MAX_HEADINGS]:
        text = clean(node.text(separator=" "))
        if text and len(text) <= MAX_TITLE and not story.is_site(text):
            attributes = node.attributes
            named = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
            if not _LOGO.search(named):
                yield Found((text, node), "h1", _selector(node), text)


def _selector(node: LexborNode) -> str:
    classes = (node.attributes.get("class") or "").split()
    return f"{node.tag}.{classes[0]}" if classes else node.tag or ""


def from_linked(story: Story) -> Iterator[Found[str]]:
    """Headline of the JSON-LD article, else its name."""
    for item in story.articles[:3]:
        if not linked.is_article(item):
            continue
        for name in ("headline", "name"):
            if text := linked.text_of(item.get(name)):
                yield Found(text, "json-ld", name)
                break


def from_meta(story: Story) -> Iterator[Found[str]]:
    """Titles for sharing, without the site's name."""
    for name in (
        "og:title",
        "twitter:title",
        "headline",
        "dc.title",
        "dcterms.title",
        "sailthru.title",
        "parsely-title",
    ):
        for text in story.page.meta.get(name, [])[:1]:
            plain = unescape(text)
            yield Found(without_site(plain, story), "og" if name == "og:title" else "meta", name, plain)


def from_title(story: Story) -> Iterator[Found[str]]:
    """The title element, without the site's name."""
    node = story.page.first("head > title") or story.page.first("title")
    if node is not None and (text := clean(node.text())):
        yield Found(without_site(text, story), "title", "title", text)


def without_site(title: str, story: Story) -> str:
    """A title without the site's name, and the section beside it, at its end or its beginning."""
    best = title[:MAX_TITLE]
    for _ in range(4):
        parts = [match.span() for match in _SEPARATOR.finditer(best)]
        if not parts:
            break
        tail = best[parts[-1][1] :]
        head = best[: parts[0][0]]
        if story.is_site(tail):
            best = best[: parts[-1][0]].strip()
        elif story.is_site(head) and len(head) < len(best) / 2:
            best = best[parts[0][1] :].strip()
        else:
            break
    return best


def settle(story: Story, found: list[Found[str]], headings: list[Found[tuple[str, LexborNode]]]) -> Found[str] | None:
    """The heading that another witness confirms; else the wording that most witnesses share; else the first."""
    votes: dict[str, int] = {}
    for candidate in found:
        votes[key(candidate.value)] = votes.get(key(candidate.value), 0) + 1
    for candidate in headings:
        if votes.get(key(candidate.value[0])):
            return Found(candidate.value[0], candidate.reader, candidate.where)
    for candidate in headings:
        k = key(candidate.value[0])
        if any(k in vote or vote in k for vote in votes if len(vote) > 10 and len(k) > 10):
            return Found(candidate.value[0], candidate.reader, candidate.where)
    if headings:
        return Found(headings[0].value[0], headings[0].reader, headings[0].where)
    return found[0] if found else None
