"""html + url -> ScrapedArticle. Pure: no Scrapy, no network, no clock, no global state."""

from collections.abc import Mapping

from crawler.extraction.page import Page
from crawler.items import ScrapedArticle

__all__ = ["extract"]


def extract(html: bytes, url: str, *, headers: Mapping[str, str] | None = None) -> ScrapedArticle:
    """Everything that one page says of its article."""
    page = Page(html, url, headers)
    return ScrapedArticle(url=page.url, headline=page.meta_first("og:title"), encoding=page.encoding)
