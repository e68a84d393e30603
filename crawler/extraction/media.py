"""Video and audio of an article: players and files that stand in its text."""

import re
from collections.abc import Sequence
from typing import Final, Literal

from crawler.extraction import later
from crawler.extraction.blocks import Layout
from crawler.extraction.page import Page
from crawler.extraction.text import clean
from crawler.items import ScrapedMedia

_VIDEO: Final = later.compile(
    r"//(?:[\w.-]+\.)?(?:youtube(?:-nocookie)?\.com/(?:embed|watch|shorts)|youtu\.be/|player\.vimeo\.com|vimeo\.com/\d|dailymotion\.com/embed|"
    r"geo\.dailymotion\.com|rutube\.ru/play|ok\.ru/videoembed|vk\.com/video_ext|players\.brightcove|content\.jwplatform|facebook\.com/plugins/video|"
    r"streamable\.com|bitchute\.com/embed|rumble\.com/embed|odysee\.com|video\.[\w.-]+|player\.[\w.-]+|embed\.[\w.-]+/video)",
    re.IGNORECASE,
)
_AUDIO: Final = later.compile(
    r"//(?:[\w.-]+\.)?(?:w\.soundcloud\.com|open\.spotify\.com/embed|embed\.podcasts\.apple|podcasts?\.|anchor\.fm|spreaker\.com|"
    r"omny\.fm|acast\.com|audioboom|podigee|simplecast|megaphone\.fm|buzzsprout)",
    re.IGNORECASE,
)
_ELSEWHERE: Final = frozenset(("nav", "footer", "related", "comments", "consent", "aside", "share"))


def read_media(page: Page, layout: Layout, roles: Sequence[str], start: int, end: int) -> list[ScrapedMedia]:
    """The players between two blocks, each address once, in the order of the page."""
    found: dict[str, ScrapedMedia] = {}
    for embed in layout.embeds:
        if not start <= embed.at <= end or roles[embed.box] in _ELSEWHERE:
            continue
        node = embed.node
        attributes = node.attributes
        source = attributes.get("src") or attributes.get("data-src") or attributes.get("data-lazy-src")
        kind: Literal["video", "audio"] | None = None
        if node.tag in ("video", "audio"):
            kind = "audio" if node.tag == "audio" else "video"
            child = node.css_first("source[src]")
            source = source or (child.attributes.get("src") if child is not None else None)
        elif source and _VIDEO.search(source):
            kind = "video"
        elif source and _AUDIO.search(source):
            kind = "audio"
        url = page.absolute(source) if kind else None
        if url and kind and url not in found:
            title = clean(attributes.get("title") or attributes.get("aria-label"))
            found[url] = ScrapedMedia(kind=kind, url=url, title=title or None)
    return list(found.values())
