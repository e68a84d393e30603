"""Every saved page gives every field that its golden says, no more and no less."""

import json
import shutil
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest

from crawler.items import Evidence, ScrapedArticle, ScrapedDate, ScrapedImage
from fixtures.cases import (
    Case,
    CaseError,
    Listing,
    as_golden,
    clashes,
    difference,
    find,
    find_listings,
    origin,
    update,
)


@cache
def read(case: Case) -> ScrapedArticle:
    return case.read()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "any_case" in metafunc.fixturenames:
        cases: Sequence[Case] = [*find(), *find_listings()]
        metafunc.parametrize("any_case", cases, ids=[case.name for case in cases])
    elif "field" in metafunc.fixturenames:
        name, cases = ("listing", find_listings()) if "listing" in metafunc.fixturenames else ("case", find())
        pairs = [(case, field) for case in cases if complete(case) for field in case.fields()]
        metafunc.parametrize((name, "field"), pairs, ids=[f"{case.name}-{field}" for case, field in pairs])


def complete(case: Case) -> bool:
    try:
        case.check()
    except CaseError:
        return False
    return True


def test_no_two_cases_share_a_slug() -> None:
    assert not list(clashes([*find(), *find_listings()]))


def test_case_is_complete(any_case: Case, request: pytest.FixtureRequest) -> None:
    try:
        if request.config.getoption("--update-goldens") and update(any_case):
            pytest.skip(f"{any_case.name}/{any_case.golden_path.name} was written; review it with `git diff`")
        any_case.check()
    except CaseError as error:
        pytest.fail(str(error), pytrace=False)


def test_article(case: Case, field: str) -> None:
    article = read(case)
    if text := difference(field, case.golden().get(field), as_golden(article).get(field), origin(field, article)):
        pytest.fail(f"{case.name}: {text}", pytrace=False)


def test_links(listing: Listing, field: str) -> None:
    if text := difference(field, listing.golden().get(field), listing.found().get(field)):
        pytest.fail(f"{listing.name}: {text}", pytrace=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A complete case in a directory of its own."""
    folder = tmp_path / "daily_echo" / "bridge-opens"
    folder.mkdir(parents=True)
    (folder / "page.html").write_bytes(b"<title>Bridge opens</title>")
    (folder / "headers.json").write_text('{"Content-Type": "text/html"}')
    (folder / "meta.json").write_text('{"url": "https://echo.example/1", "fetched": "2026-11-20", "why": "a test"}')
    (folder / "golden.json").write_text(
        '{"url": "https://echo.example/1", "kind": "article", "headline": "Bridge opens"}'
    )
    return folder


def test_a_folder_is_a_case(folder: Path) -> None:
    (case,) = find(folder.parent.parent)
    case.check()
    assert case.name == "daily_echo/bridge-opens"


@pytest.mark.parametrize("name", ["page.html", "headers.json", "meta.json", "golden.json"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(CaseError, match=f"daily_echo/bridge-opens has no {name}"):
        Case(folder).check()


def test_a_missing_golden_says_what_to_do(folder: Path) -> None:
    (folder / "golden.json").unlink()
    with pytest.raises(CaseError, match="--update-goldens"):
        Case(folder).check()


@pytest.mark.parametrize("name", ["headers.json", "meta.json", "golden.json"])
@pytest.mark.parametrize("text", ["{", "[]"])
def test_a_file_that_is_no_object_is_named(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text)
    with pytest.raises(CaseError, match=f"bridge-opens/{name}"):
        Case(folder).check()


def test_an_unknown_field_is_named(folder: Path) -> None:
    (folder / "golden.json").write_text(json.dumps({"title": "Bridge opens"}))
    with pytest.raises(CaseError, match="lacks: title"):
        Case(folder).check()


def test_an_unknown_key_of_meta_is_refused(folder: Path) -> None:
    (folder / "meta.json").write_text('{"url": "https://echo.example/1", "fetched": "2026-11-20", "because": "?"}')
    with pytest.raises(CaseError, match="exactly fetched, url, why"):
        Case(folder).check()


def test_a_packed_page_that_is_none_is_named(folder: Path) -> None:
    (folder / "page.html").rename(folder / "page.html.gz")
    with pytest.raises(CaseError, match="cannot be unpacked"):
        Case(folder).check()


def test_two_slugs_of_one_name_are_named(folder: Path) -> None:
    shutil.copytree(folder, folder.parent.parent / "evening_star" / folder.name)
    (sentence,) = clashes(find(folder.parent.parent))
    assert sentence.startswith("daily_echo/bridge-opens and evening_star/bridge-opens have the same slug")


def test_a_difference_shows_both_values_and_the_reader() -> None:
    article = ScrapedArticle(url="https://echo.example/1", headline="Menu")
    article.evidence["headline"] = Evidence(reader="h1", where="h1.logo", text="Menu")
    text = difference("headline", "Bridge opens", as_golden(article)["headline"], origin("headline", article))
    assert '-"Bridge opens"' in text
    assert '+"Menu"' in text
    assert "read by h1 at h1.logo" in text


def test_a_field_the_golden_lacks_has_to_be_empty() -> None:
    article = ScrapedArticle(url="https://echo.example/1", dek="Related stories")
    assert difference("dek", None, as_golden(article).get("dek"))
    assert not difference("kicker", None, as_golden(article).get("kicker"))


def test_a_golden_says_dates_paragraphs_and_readers_plainly() -> None:
    day = ScrapedDate(value=datetime(2026, 11, 20), text="20 Nov 2026", reader="time", day_only=True)  # noqa: DTZ001
    clock = ScrapedDate(value=datetime(2026, 11, 20, 9, 30), text="9:30", reader="meta")  # noqa: DTZ001
    article = ScrapedArticle(
        url="https://echo.example/1",
        published=clock,
        modified=day,
        date_candidates={"published": [clock, day, clock], "modified": []},
        body="One.\n\nTwo.",
        images=[ScrapedImage(url="https://echo.example/1.jpg", lead=True)],
        evidence={"body": Evidence(reader="density", where="main")},
    )
    assert as_golden(article) == {
        "url": "https://echo.example/1",
        "kind": "article",
        "published": "2026-11-20T09:30:00",
        "modified": "2026-11-20",
        "date_candidates": {"published": ["2026-11-20", "2026-11-20T09:30:00"]},
        "images": [{"url": "https://echo.example/1.jpg", "lead": True}],
        "body": ["One.", "Two."],
        "evidence": {"body": "density"},
    }


@pytest.fixture
def list_folder(folder: Path) -> Path:
    """A complete case of discovery in a directory of its own."""
    (folder / "page.html").unlink()
    (folder / "golden.json").unlink()
    (folder / "page").write_text("User-agent: *\nSitemap: /sitemap.xml\n")
    meta = {"url": "https://echo.example/robots.txt", "fetched": "2026-11-20", "why": "a test", "reads": "robots"}
    (folder / "meta.json").write_text(json.dumps(meta))
    (folder / "links.json").write_text('{"sitemaps": ["https://echo.example/sitemap.xml"]}')
    return folder


def test_a_folder_with_a_page_without_ending_is_a_listing(list_folder: Path) -> None:
    assert not find(list_folder.parent.parent)
    (case,) = find_listings(list_folder.parent.parent)
    case.check()
    assert case.found() == case.golden()


def test_a_listing_that_nobody_reads_is_named(list_folder: Path) -> None:
    meta = json.loads((list_folder / "meta.json").read_text())
    (list_folder / "meta.json").write_text(json.dumps(meta | {"reads": "tea leaves"}))
    with pytest.raises(CaseError, match="it can read feed, sitemap"):
        Listing(list_folder).found()


def test_a_listing_that_is_refused_has_the_sentence(list_folder: Path) -> None:
    meta = json.loads((list_folder / "meta.json").read_text())
    (list_folder / "meta.json").write_text(json.dumps(meta | {"reads": "feed"}))
    assert Listing(list_folder).found()["error"].startswith("https://echo.example/robots.txt is no feed")


def test_update_writes_what_is_read_and_then_nothing(folder: Path) -> None:
    case = Case(folder)
    assert update(case)
    case.check()
    assert not update(case)


def test_a_page_that_is_no_article_needs_only_its_kind(folder: Path) -> None:
    (folder / "page.html").write_bytes(b"")
    (folder / "golden.json").unlink()
    case = Case(folder)
    assert update(case)
    assert case.golden() == {"url": "https://echo.example/1", "kind": "empty"}
    assert case.fields() == ("url", "kind")
    (folder / "golden.json").write_text('{"kind": "empty", "headline": null}')
    assert update(case) is False
    assert case.fields() == ("kind", "headline")
