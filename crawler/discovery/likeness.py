"""Whether a link looks like that of an article: by its URL first, by its text second."""

import re
from urllib.parse import unquote, urlsplit

_DATE = re.compile(r"(?<!\d)(?:19|20)\d\d[/_.-]?(?:0?[1-9]|1[0-2])(?:[/_.-]?(?:0?[1-9]|[12]\d|3[01]))?(?!\d)")
_NUMBER = re.compile(r"(?<!\d)\d{5,}(?!\d)")
_FILE = re.compile(r"\.(?:[sx]?html?|php|aspx?|jsp|stm|cfm)$", re.I)
_WORD_BREAK = re.compile(r"[-_+~, ]+")
_OTHER_FILE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|avif|svg|ico|pdf|zip|gz|mp[34]|m4[av]|mov|avi|webm|css|js|json|xml|rss|atom|txt|docx?|xlsx?|pptx?|ics|apk|exe)$",
    re.I,
)
_NOT_ARTICLES = re.compile(
    r"tag|tags|topic|topics|category|categories|author|authors|user|users|profile|profiles|people|person|contributor|"
    r"contributors|byline|search|login|signin|sign-in|signup|sign-up|register|registration|logout|account|my-account|"
    r"subscribe|subscription|subscriptions|abo|newsletter|newsletters|rss|feed|feeds|sitemap|archive|archives|about|"
    r"about-us|contact|contact-us|privacy|privacy-policy|terms|terms-of-use|terms-of-service|imprint|impressum|"
    r"datenschutz|legal|help|faq|jobs|careers|advertise|advertising|shop|store|cart|checkout|podcast|podcasts|video|"
    r"videos|gallery|galleries|photo|photos|live-tv|livestream|tv|radio|schedule|weather|games|quiz|"
    r"horoscope|cookies|cookie-policy|wp-login|wp-admin|wp-json|page|pages|amp|embed|share|print|part|s|p|z",
    re.I,
)
ENOUGH = 3


def is_likely(url: str, text: str, wanted: re.Pattern[str] | None) -> bool:
    """Whether the link is to be taken for that of an article; `wanted`, if given, alone decides on the path."""
    parts = urlsplit(url)
    if wanted is not None:
        return bool(wanted.search(parts.path))
    return likeness(parts.path, parts.query, text) >= ENOUGH


def likeness(path: str, query: str, text: str) -> int:
    """Points for being an article; `ENOUGH` of them are enough."""
    segments = [segment for segment in unquote(path).split("/") if segment]
    if not segments or _OTHER_FILE.search(segments[-1]):
        return 0
    last = _FILE.sub("", segments[-1])
    words = [word for word in _WORD_BREAK.split(last) if word]
    points = 0
    points += 3 * bool(_DATE.search(path))
    points += 2 * bool(_NUMBER.search(last) or _NUMBER.search(query))
    points += 1 * (last != segments[-1])
    points += 3 if len(words) >= 4 else 1 if len(words) == 3 else 0
    points += 1 * (len(text.split()) >= 4 or len(text) >= 25)
    if any(_NOT_ARTICLES.fullmatch(segment) for segment in (*segments[:-1], last)):
        points -= 5
    return points
