"""The body: what the journalist wrote, nothing lost, nothing added."""

import pytest

from crawler.extraction import extract
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


@pytest.mark.parametrize(
    "paragraphs",
    [
        [
            "강원도의 한 분교에서 6일 마지막 졸업식이 열렸다.",
            "교장은 마을 사람이 모두 왔다고 말했다.",
            "분교는 도서관으로 바뀐다.",
        ],
        ["गाँव का पुराना पुल बारह साल बाद खोल दिया गया।", "मरम्मत पर चालीस लाख रुपये खर्च हुए।", "अब नाव नहीं लेनी पड़ेगी।"],
        ["The ferry ran again on Friday.", "Nobody paid.", "It will run until eight, except when the water is high."],
    ],
    ids=["ko", "hi", "en"],
)
def test_a_report_of_three_short_lines_is_an_article(paragraphs: list[str]) -> None:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    html = f"<body><nav><ul><li><a href='/a'>A</a></ul></nav><article><h1>선착장 소식 Ferry</h1>{text}</article></body>"
    page = extract(html.encode(), "https://echo.example/2026/11/ferry-runs")
    assert page.body.split("\n\n") == paragraphs
