"""An article as a row of `articles`: what stands in its own columns, but for evidence and what its visits say. Pure."""

from collections.abc import Iterable
from typing import Any

from archive import facts
from archive.article import Article, Moment
from archive.identity import Texts, digest, digest_bytes, moment_text, own_key, texts_of

PUBLISHED = ("published", "own_published_text", "published_zone")
MODIFIED = ("modified", "own_modified_text", "modified_zone")
NAMES = (
    "source", "url", "own_key", "network", "publisher_id", "headline", "kicker", "dek", "byline", "dateline",
    *PUBLISHED, *MODIFIED, "section", "language", "body", "credits", "disclaimer", "access", "own_digest",
    "own_text_digest", "extraction", "own_facts",
)  # fmt: skip


def of(article: Article, texts: Texts | None = None, fact: str | None = None) -> tuple[Any, ...]:
    """The values of `NAMES`; `texts` is `identity.texts_of` the article and `fact` its facts, if they are at hand."""
    texts = texts or texts_of(article)
    published = of_moment(article.published)
    return (
        article.source,
        article.url,
        own_key(article.url),
        article.network,
        article.publisher_id,
        article.headline,
        article.kicker,
        article.dek,
        article.byline,
        article.dateline,
        *published,
        *of_moment(article.modified),
        article.section,
        article.language,
        article.body,
        "\n".join(article.credits) or None,
        article.disclaimer,
        article.access,
        digest_bytes(digest(article, texts)),
        digest_bytes(texts.digest),
        article.extraction,
        facts.own(fact or facts_of(article), article.source, article.language, published[0]),
    )


def of_moment(moment: Moment | None) -> tuple[str | None, str | None, str | None]:
    """The three columns of a time; the text that was printed is empty where it is the archive's own spelling."""
    if moment is None:
        return None, None, None
    value = moment_text(moment)
    return value, None if moment.text == value else moment.text, moment.zone


def facts_of(article: Article) -> str:
    """What filters go by, as `archive.facts.of` spells it."""
    return facts.of(article.source, article.language, moment_text(article.published), article.agencies, article.authors)


def check(article: Article) -> None:
    """Raises ValueError for text that is no Unicode (half surrogates) and for a naive time, TypeError for what is no
    text, so that no row that is held back is refused. Headline, body and `archive.parts` are looked at elsewhere."""
    published, modified = of_moment(article.published), of_moment(article.modified)
    be_unicode(
        (
            article.source, article.url, article.network, article.publisher_id, article.kicker, article.dek,
            article.byline, article.dateline, article.section, article.language, article.disclaimer, article.access,
            article.extraction, *article.credits, *published, *modified,
        )
    )  # fmt: skip


def be_unicode(texts: Iterable[str | None]) -> None:
    """Raises ValueError where one of them is no Unicode (half surrogates), TypeError where one is no text."""
    "".join(filter(None, texts)).encode()
