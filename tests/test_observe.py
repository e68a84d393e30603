"""What one answer adds to what a crawl saw of its source."""

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import pytest

from archive import WATCHED_FIELDS, Observed
from crawler.answer import Answer
from crawler.items import ScrapedArticle, ScrapedImage, ScrapedLiveEntry
from crawler.pages import found_in
from crawler.pipelines.observe import observe
from crawler.site import Site

SITE = Site(name="courier", url="https://courier.example/")
TEXT = frozenset({"headline", "body", "byline"})
READ = {"pages", "read", "headline", "body", "articles", "byline"}


def answer(
    outcome: Any, *, was: str | None = None, has: frozenset[str] | None = None, status: int | None = 200
) -> Answer:
    at = datetime(2026, 11, 20, tzinfo=UTC)
    return Answer(site=SITE, url=SITE.url, at=at, outcome=outcome, was=was, has=has, http_status=status)


@pytest.mark.parametrize(
    ("given", "outcome", "counts"),
    [
        (answer("article", has=TEXT), "new", {*READ, "new"}),
        (answer("article", was="article", has=TEXT), "changed", {*READ, "kept"}),
        (answer("article", was="article", has=TEXT), "unchanged", {"pages", "kept"}),
        (answer("article", has=TEXT), "duplicate", {"pages"}),
        (answer("article", has=frozenset({"body"})), "failed", {"pages", "read", "body"}),
        (answer("article", was="article", has=frozenset({"body"})), "failed", {"pages", "read", "body", "lost"}),
        (answer("not an article", has=frozenset({"headline"})), "not an article", {"pages", "read", "headline"}),
        (answer("not an article", was="article", has=frozenset()), "not an article", {"pages", "read", "lost"}),
        (answer("not an article", was="not_article", has=frozenset()), "not an article", set()),
        (answer("article", was="not_article", has=TEXT), "new", {*READ, "new"}),
        (answer("not an article"), "not an article", {"pages"}),  # a file
        (answer("not modified", was="article", status=304), "unchanged", {"pages"}),
        (answer("blocked"), "blocked", {"pages", "blocked"}),
        (answer("blocked", was="article", status=403), "blocked", {"pages", "blocked"}),
        (answer("blocked", was="blocked", status=403), "blocked", set()),
        (answer("failed"), "failed", {"pages", "empty"}),
        (answer("failed", status=500), "failed", {"pages", "failed"}),
        (answer("failed", status=None), "failed", {"pages", "failed"}),
        (answer("failed", was="failed", status=500), "failed", set()),
        (answer("gone", was="article", status=404), "gone", {"pages", "gone"}),
        (answer("gone", was="gone", status=404), "gone", set()),
        (answer("older"), "older", set()),
        (answer("forbidden", status=None), "forbidden", set()),
    ],
)  # fmt: skip
def test_what_an_answer_counts_as(given: Answer, outcome: str, counts: set[str]) -> None:
    seen = Observed()
    observe(seen, given, outcome)
    assert {name for name, value in asdict(seen).items() if value and name != "looked"} == counts


def test_every_watched_field_is_found_in_a_page() -> None:
    page = ScrapedArticle(url="https://courier.example/1")
    assert found_in(page) == frozenset()
    page.headline = page.byline = page.section = page.dek = "A word"
    page.tags = ["ferry"]
    page.images = [ScrapedImage(url="https://courier.example/1.jpg")]
    page.live_entries = [ScrapedLiveEntry(text="It runs.")]
    assert found_in(page) == {"headline", "body", *WATCHED_FIELDS} - {"published", "captions"}
    page.images = [ScrapedImage(url="https://courier.example/1.jpg", caption="The ferry")]
    assert "captions" in found_in(page)
