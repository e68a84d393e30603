"""What a page said, made clean: each rule of crawler.pipelines.normalise in a table."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from archive import Image, Media, Moment, Zone
from crawler.answer import Answer
from crawler.items import (
    Evidence,
    Hints,
    ScrapedArticle,
    ScrapedBio,
    ScrapedCorrection,
    ScrapedDate,
    ScrapedImage,
    ScrapedLiveEntry,
    ScrapedMedia,
)
from crawler.pipelines.normalise import MissingFieldError, NormalisePipeline, Ready, line, normalise, paragraphs
from crawler.site import Site

FETCHED = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def scraped(**fields: Any) -> ScrapedArticle:
    return ScrapedArticle(
        **{"url": "https://courier.example/a/1", "source": "courier", "headline": "Ferry Runs", "body": "It ran."}
        | fields
    )


def clean(zone: str | None = None, **fields: Any) -> Any:
    return normalise(scraped(**fields), zone, fetched=FETCHED)


def date(value: str, text: str = "as printed", **fields: Any) -> ScrapedDate:
    return ScrapedDate(value=datetime.fromisoformat(value), text=text, reader="json-ld", **fields)


def moment(value: str, zone: Zone, text: str = "t") -> Moment:
    return Moment(value=datetime.fromisoformat(value), text=text, zone=zone)


def seen(number: int, **fields: Any) -> ScrapedImage:
    return ScrapedImage(url=f"https://courier.example/{number}.jpg", **fields)


def kept(number: int, **fields: Any) -> Image:
    return Image(url=f"https://courier.example/{number}.jpg", **fields)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (None, None),
        ("", None),
        (" \u00a0\u200b\ufeff ", None),
        ("  Two\n words\t", "Two words"),
        ("a\u00a0b\u202fc\u2009d\u3000e", "a b c d e"),
        ("Donau\u00addampf\u200bschiff", "Donaudampfschiff"),
        ("Cafe\u0301", "Café"),
        ("می\u200cرود", "می\u200cرود"),
        ("nul\x00and\x08bell\x9f", "nul and bell"),
        ("half \ud83d a smile", "half \ufffd a smile"),
    ],
)
def test_line(text: str | None, expected: str | None) -> None:
    assert line(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("one", "one"),
        ("one\n\ntwo", "one\n\ntwo"),
        ("one \n \u00a0\n\n two\u00a0 \n three", "one\n\ntwo three"),
        ("one\r\n\r\ntwo", "one\n\ntwo"),
        ("\n\n\u200b\n\none\n\n", "one"),
    ],
)
def test_paragraphs(text: str, expected: str) -> None:
    assert paragraphs(text) == expected


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("headline", None),
        ("headline", " \u200b "),
        ("body", "\n \n"),
        ("source", None),
        ("url", "courier.example/a/1"),
        ("url", "javascript:alert(1)"),
        ("url", "http://[broken"),
    ],
)
def test_a_missing_field_is_named(field: str, value: str | None) -> None:
    with pytest.raises(MissingFieldError, match=f"no {field}") as caught:
        clean(**{field: value})
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("value", "zone", "expected"),
    [
        ("2026-05-01T08:00+01:00", None, moment("2026-05-01T07:00Z", "stated")),
        ("2026-05-01T08:00+01:00", "Asia/Tokyo", moment("2026-05-01T07:00Z", "stated")),
        ("2026-05-01T08:00", None, moment("2026-05-01T08:00Z", "unknown")),
        ("2026-05-01T08:00", "Europe/Prague", moment("2026-05-01T06:00Z", "publisher")),
        ("2026-12-01T08:00", "Europe/Prague", None),
        ("0001-01-01", None, None),
        ("0001-01-01", "Asia/Tokyo", None),
        ("0001-01-01T00:00Z", None, None),
        ("9999-12-31T23:00-05:00", None, None),
        ("1970-01-01T00:00Z", None, None),
        ("1995-01-01T00:00Z", None, moment("1995-01-01T00:00Z", "stated")),
        ("2026-11-21T18:00Z", None, moment("2026-11-21T18:00Z", "stated")),
        ("2026-11-23T12:00Z", None, None),
    ],
)
def test_published(value: str, zone: str | None, expected: Moment | None) -> None:
    article = clean(zone, published=date(value, "t"))
    assert article.published == expected
    assert ("impossible_dates" in article.evidence) == (expected is None)


def test_an_impossible_date_stays_as_evidence() -> None:
    article = clean(modified=date("0001-01-01T00:00Z", "0001-01-01 00:00:00Z"))
    assert article.modified is None
    assert article.evidence["impossible_dates"] == [
        {"value": "0001-01-01T00:00:00+00:00", "text": "0001-01-01 00:00:00Z", "reader": "json-ld"}
    ]


@pytest.mark.parametrize(
    ("hint", "expected"),
    [
        ("2025-05-25T10:55:00.8212345Z", ("2025-05-25T10:55:00.821234Z", "stated")),
        ("Sun, 25 May 2025 10:55:00 +0000", ("2025-05-25T10:55Z", "stated")),
        ("2025-05-25", ("2025-05-25T00:00Z", "unknown")),
        ("yesterday", None),
        (None, None),
    ],
)
def test_a_hint_dates_an_article_that_says_nothing(hint: str | None, expected: tuple[str, Zone] | None) -> None:
    article = clean(hints=Hints(found_in="https://courier.example/feed", published=hint, lastmod="2025-06-01"))
    assert article.published == (moment(*expected, text=hint or "") if expected else None)
    assert article.modified is None
    assert article.evidence["hints"]["lastmod"] == "2025-06-01"
    if expected:
        assert article.evidence["published"] == {
            "reader": "hint",
            "where": "https://courier.example/feed",
            "text": hint,
        }


def test_a_hint_never_replaces_what_the_page_says() -> None:
    article = clean(
        published=date("2025-05-01T00:00Z"),
        hints=Hints(found_in="https://courier.example/feed", published="2025-05-25"),
        evidence={"published": Evidence(reader="json-ld", where="datePublished", text="2025-05-01")},
    )
    assert article.published.value == datetime(2025, 5, 1, tzinfo=UTC)
    assert article.evidence["published"]["reader"] == "json-ld"


def test_names_are_people_once_each() -> None:
    article = clean(
        authors=["Lena  Hartog", "LENA HARTOG", "Afp", "The Courier", "", "Davit Kerez"],
        organisations=["The Courier", "AFP"],
        agencies=["AFP", "AFP"],
    )
    assert article.authors == ("Lena Hartog", "Davit Kerez")
    assert article.organisations == ("The Courier",)
    assert article.agencies == ("AFP",)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([seen(1, caption="A ferry.", alt="A ferry", lead=True)], [kept(1, caption="A ferry.", lead=True)]),
        (
            [seen(1, alt="Men on a bridge"), seen(1, caption="A ferry.", credit="AP")],
            [kept(1, caption="A ferry.", credit="AP", alt="Men on a bridge")],
        ),
        (
            [seen(1, caption="A ferry."), seen(2, caption="A  FERRY.", lead=True)],
            [kept(1, caption="A ferry.", lead=True)],
        ),
        ([seen(1, alt="A ferry"), seen(2, caption="A ferry")], [kept(1, caption="A ferry")]),
        (
            [seen(1, alt="16x9 Image"), seen(2, alt="16x9 Image")],
            [kept(1, alt="16x9 Image"), kept(2, alt="16x9 Image")],
        ),
        ([ScrapedImage(url="data:image/gif;base64,R0"), ScrapedImage(url="")], []),
    ],
)
def test_each_picture_once(found: list[ScrapedImage], expected: list[Image]) -> None:
    assert list(clean(images=found).images) == expected


def test_media_once_with_a_web_address() -> None:
    media = [
        ScrapedMedia(kind="video", url="https://x.example/v.mp4", title=" The  ferry "),
        ScrapedMedia(kind="video", url="https://x.example/v.mp4"),
        ScrapedMedia(kind="audio", url="blob:7"),
    ]
    assert clean(media=media).media == (Media(kind="video", url="https://x.example/v.mp4", title="The ferry"),)


def test_notes_cards_and_live_entries() -> None:
    article = clean(
        "Europe/Prague",
        corrections=[
            ScrapedCorrection(text=" It was\u00a0ten. ", date=date("2026-05-01")),
            ScrapedCorrection(text=" "),
        ],
        author_bios=[ScrapedBio(name="Lena Hartog", text="She writes.\n\nDaily."), ScrapedBio(name="", text="Nobody.")],
        disclaimer="One.\n\n\nTwo.",
        aliases=["https://courier.example/a/1", "https://m.courier.example/a/1", "mailto:x@courier.example"],
        tags=["Ferry", "ferry", "Varda"],
    )
    assert [(note.text, note.date) for note in article.corrections] == [
        ("It was ten.", datetime(2026, 4, 30, 22, tzinfo=UTC))
    ]
    assert [(bio.name, bio.text) for bio in article.author_bios] == [("Lena Hartog", "She writes.\n\nDaily.")]
    assert article.disclaimer == "One.\n\nTwo."
    assert article.aliases == ("https://m.courier.example/a/1",)
    assert article.tags == ("Ferry", "Varda")


def test_a_live_blog_without_other_text_keeps_its_entries_as_body() -> None:
    article = clean(
        body="", live_entries=[ScrapedLiveEntry(text="They left.", headline="10:00"), ScrapedLiveEntry(text=" ")]
    )
    assert article.body == "10:00\n\nThey left."
    assert len(article.live_entries) == 1


def test_evidence_is_json() -> None:
    article = clean(
        evidence={"headline": Evidence(reader="h1", where="h1", text="half \ud83d")},
        date_candidates={"published": [date("2026-05-01", "1 May", day_only=True)]},
        problems=["dates disagree"],
        encoding="windows-1251",
    )
    evidence = json.loads(json.dumps(article.evidence))
    assert evidence["headline"] == {"reader": "h1", "where": "h1", "text": "half \ufffd"}
    assert evidence["date_candidates"] == {"published": [{"value": "2026-05-01", "text": "1 May", "reader": "json-ld"}]}
    assert evidence["problems"] == ["dates disagree"]
    assert evidence["encoding"] == "windows-1251"


@pytest.mark.parametrize(
    ("field", "value", "text", "kept"),
    [
        ("headline", "Ferry Runs", "Ferry Runs", False),
        ("headline", "Ferry Runs", "Ferry Runs | The Courier", True),
        ("body", "It ran. " * 40, ("It ran. " * 40)[:199] + "…", False),
        ("body", "It ran.", "It stood.", True),
        ("tags", ["Ferry", "Old bridge"], "['Ferry', 'Old bridge']", False),
        ("tags", ["Ferry", "Old bridge"], "Ferry, Old", True),
        ("published", date("2026-05-01", "1 May"), "1 May", False),
        ("images", [seen(1), seen(2)], "https://courier.example/1.jpg", False),
        ("network", None, "courier", True),
        ("language", "en", "english", True),
    ],
)
def test_evidence_repeats_no_field(field: str, value: Any, text: str, kept: bool) -> None:
    article = clean(**{field: value}, evidence={field: Evidence(reader="dom", where="p", text=text)})
    assert article.evidence[field] == {"reader": "dom", "where": "p"} | ({"text": text} if kept else {})


def test_names_stood_in_the_byline() -> None:
    fields = {"byline": "By Ada Ek and Bo Li", "authors": ["Ada Ek", "Bo Li"]}
    told = {"authors": Evidence(reader="byline", where="p", text="By Ada Ek and Bo Li")}
    assert clean(**fields, evidence=told).evidence["authors"] == {"reader": "byline", "where": "p"}


def test_the_only_date_is_no_candidate_beside_itself() -> None:
    one, other = date("2026-05-01T10:00:00+02:00"), date("2026-05-02T10:00:00+02:00")
    told = {"published": Evidence(reader="json-ld", where="datePublished", text="as printed")}
    alone = clean(published=one, date_candidates={"published": [one]}, evidence=told)
    assert "date_candidates" not in alone.evidence
    both = clean(published=one, date_candidates={"published": [one, other]}, evidence=told)
    assert len(both.evidence["date_candidates"]["published"]) == 2


def answer(**fields: Any) -> Answer:
    site = Site(name="courier", url="https://courier.example/", zone="Europe/Prague")
    return Answer(**{"site": site, "url": "https://courier.example/a/1", "at": FETCHED, "outcome": "article"} | fields)


def test_the_pipeline_makes_articles_ready_in_the_zone_of_their_site() -> None:
    item = answer(scraped=scraped(published=date("2026-05-01T08:00")))
    ready = NormalisePipeline().process_item(item)
    assert isinstance(ready, Ready)
    assert ready.article.published is not None
    assert ready.article.published.zone == "publisher"
    assert ready.answer is item


def test_the_pipeline_turns_what_is_incomplete_into_a_failure_with_the_field_named() -> None:
    found = NormalisePipeline().process_item(answer(scraped=scraped(headline=None), http_status=200))
    assert isinstance(found, Answer)
    assert (found.outcome, found.reason, found.http_status) == ("failed", "the page has no headline", 200)


def test_the_pipeline_passes_all_other_answers() -> None:
    item = answer(outcome="gone", http_status=404)
    assert NormalisePipeline().process_item(item) is item
