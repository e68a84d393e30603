"""What sort of page it is: an article, or one of the pages that are none."""

from crawler.extraction.body import Body
from crawler.extraction.page import Page
from crawler.items import PageKind, ScrapedArticle


def read_kind(page: Page, article: ScrapedArticle, body: Body) -> tuple[PageKind, str]:
    """The kind of a page and, unless it is an article, the reason in a short phrase."""
    if not body.text:
        return "empty", "no text"
    return "article", ""
