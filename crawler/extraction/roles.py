"""What a box is for, by what it calls itself: the words that content systems use in class, id and role."""

import re
from functools import lru_cache

from crawler.extraction.blocks import Block, Box, Layout, hidden

_EDGE = r"(?:^|[\s_\-/:]|(?<=[a-z])(?=[A-Z]))"

_ROLES: tuple[tuple[str, str], ...] = (
    (
        "hidden",
        r"sr-only|screen-?reader|visually-?hidden|visuallyhidden|assistive-text|\bno-?print\b|print-only|\boffscreen\b",
    ),
    (
        "comments",
        r"\bcomments?\b|\bcomments?[-_]|[-_]comments?\b|disqus|commentlist|livefyre|kommentar|commentaire|respond\b",
    ),
    ("share", r"share|sharing|\bsocial|addtoany|sharedaddy|\bteilen\b|tweet-?button|follow-us|print-dialogue|toolbar"),
    (
        "newsletter",
        r"newsletter|subscri|sign-?up|signup|\bpromo|promo\b|paywall|piano|regwall|\bcta\b|call-to-action|donat|membership|\babo\b|abobox|mailchimp|advert|\bads?\b|[-_]ads?\b|\bad[-_]|sponsor|banner|outbrain|taboola|affiliate|commercial",
    ),
    (
        "related",
        r"related|relate[ds]|recommend|read-?more|more-?(?:on|from|stories|news|articles|links)|also-?(?:read|like)|lire-aussi|leia-mais|\bteaser|see-also|further|trending|most-?(?:read|popular|viewed)|popular|\brecirc|you-?may|suggest|next-?(?:article|post|up)|prev-?(?:article|post)|post-navigation|pagination|pager\b|(?:in|mehr)-?zum-?thema|read-?next|inline-?link|promo-?link|linkbox|jp-relatedposts|crosslink",
    ),
    (
        "caption",
        r"caption|\bcredit|[-_]credit|copyright|wp-caption|bildunterschrift|legende|bildtext|photo-?by|image-?source|bildquelle|fotograf",
    ),
    (
        "bio",
        r"author-?(?:bio|box|card|info|profile|description|about|block)|about-?(?:the-)?author|\bbio\b|[-_]bio\b|contributor|c-author|autoren?-?(?:box|info)|authorbox|vcard",
    ),
    (
        "meta",
        r"byline|by-line|\bauthor|[-_]author|dateline|\bdate\b|[-_]date\b|datetime|timestamp|publish(?:ed|ing)|\bmeta\b|[-_]meta\b|entry-meta|post-?meta|article-?meta|breadcrumb|\btags?\b|[-_]tags?\b|tag-?list|taglist|keywords?|categor(?:y|ies)|\btopics?\b|kicker|overline|reading-?time|posted",
    ),
    (
        "nav",
        r"\bnav\b|[-_]nav\b|\bnav[-_]|navigation|navbar|\bmenu|[-_]menu\b|skip-?link|toc\b|table-of-contents|sitemap|search-?(?:form|box)",
    ),
    ("footer", r"\bfooter\b|[-_]footer\b|\bfooter[-_]|\bfoot\b|colophon|legal|imprint"),
    ("aside", r"\bsidebar|[-_]sidebar\b|\baside\b|\brail\b|right-?col|\bwidget"),
    ("consent", r"cookie|consent|gdpr|\bcmp\b|onetrust|overlay|modal|popup|pop-up|lightbox"),
    (
        "embed",
        r"embed-?(?:code|player)|jwplayer|video-?player|\bplayer\b|audio-?player|gallery|slideshow|carousel|\bpoll\b|quiz",
    ),
)
_COMPILED = tuple((role, re.compile(pattern)) for role, pattern in _ROLES)
_TAG_ROLES = {
    "nav": "nav",
    "footer": "footer",
    "aside": "aside",
    "figcaption": "caption",
    "figure": "figure",
    "form": "form",
    "address": "meta",
    "time": "meta",
    "dialog": "consent",
    "menu": "nav",
}


@lru_cache(maxsize=8192)
def role_of(names: str) -> str:
    """The role that class, id and the like claim, or ""."""
    for role, pattern in _COMPILED:
        if pattern.search(names):
            return role
    return ""


_SHARE = {"comments": 0.85, "consent": 0.9, "footer": 0.8, "nav": 0.9, "hidden": 0.9, "figure": 0.8}
"""How much of a page's good text a box of this role may hold before the role is taken for a mistake; others 0.3."""


def read_roles(layout: Layout, good: list[int]) -> list[str]:
    """The role of each box, its own or inherited from the box around it.

    `good` is the running sum of the sizes of paragraph-like blocks. Boxes of one tag and names that together hold much
    of the page's good text are never taken for chrome, whatever they call themselves ("has-sidebar", "paywall").
    """
    whole = good[-1] or 1
    held: dict[tuple[str, str], int] = {}
    for box in layout.boxes:
        key = (box.tag, box.names)
        held[key] = held.get(key, 0) + good[box.end] - good[box.start]
    roles: list[str] = []
    for box in layout.boxes:
        role = roles[box.parent] if box.parent >= 0 else ""
        if not role and box.end > box.start:
            role = _TAG_ROLES.get(box.tag, "")
            if not role and hidden(box.attributes):
                role = "hidden"
            if not role and box.names:
                role = role_of(box.names)
            if role and held[box.tag, box.names] > max(200, _SHARE.get(role, 0.3) * whole):
                role = ""
        roles.append(role)
    return roles


def is_paragraph(block: Block, box: Box) -> bool:
    """Whether a block reads like running text."""
    return block.size >= 80 and block.linked * 2 < len(block.text) and box.tag not in ("button", "label")
