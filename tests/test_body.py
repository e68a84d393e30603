"""The body: what the journalist wrote, nothing lost, nothing added."""

from crawler.extraction.body import read_body
from crawler.extraction.page import Page


def body_of(html: str, headline: str | None = None) -> str:
    page = Page(html.encode(), "https://example.org/a")
    return read_body(page, headline=headline, family=None, language=None).text


def test_paragraphs_and_subheads_in_order() -> None:
    text = body_of(
        "<html><body><nav><a href=/>Home</a></nav><article><h1>Ferry runs again</h1>"
        "<p>The island ferry sailed again on Monday after four weeks in the yard, to the relief of the islanders.</p>"
        "<h2>New engines</h2>"
        "<p>Two new engines were fitted in that time, and the old ones will go to a museum on the mainland.</p>"
        "</article><footer><p>All rights reserved by the Harbour Courier, a paper of the northern isles.</p></footer>",
        headline="Ferry runs again",
    )
    assert text.split("\n\n") == [
        "The island ferry sailed again on Monday after four weeks in the yard, to the relief of the islanders.",
        "New engines",
        "Two new engines were fitted in that time, and the old ones will go to a museum on the mainland.",
    ]
