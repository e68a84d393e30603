"""Every saved page gives every field that its golden says, no more and no less."""

import json
import shutil
from functools import cache
from pathlib import Path

import pytest

from crawler.extraction import extract
from crawler.items import Evidence, ScrapedArticle
from fixtures.cases import FIELDS, Case, CaseError, as_golden, clashes, difference, find, write


@cache
def read(case: Case) -> ScrapedArticle:
    return extract(case.page(), case.meta()["url"], headers=case.headers())


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "case" not in metafunc.fixturenames:
        return
    cases = find()
    if "name" not in metafunc.fixturenames:
        metafunc.parametrize("case", cases, ids=[case.name for case in cases])
        return
    pairs = [(case, name) for case in cases if complete(case) for name in FIELDS]
    metafunc.parametrize(("case", "name"), pairs, ids=[f"{case.name}-{name}" for case, name in pairs])


def complete(case: Case) -> bool:
    try:
        case.check()
    except CaseError:
        return False
    return True


def test_no_two_cases_share_a_slug() -> None:
    assert not list(clashes(find()))


def test_case_is_complete(case: Case, request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-goldens"):
        article = read(case)
        if not complete(case) or case.golden() != as_golden(article):
            write(case, article)
            pytest.skip(f"{case.name}/golden.json was written; review it with `git diff`")
    try:
        case.check()
    except CaseError as error:
        pytest.fail(str(error), pytrace=False)


def test_field(case: Case, name: str) -> None:
    article = read(case)
    if text := difference(name, case.golden().get(name), as_golden(article).get(name), article):
        pytest.fail(f"{case.name}: {text}", pytrace=False)


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
    text = difference("headline", "Bridge opens", as_golden(article)["headline"], article)
    assert '-"Bridge opens"' in text
    assert '+"Menu"' in text
    assert "read by h1 at h1.logo" in text


def test_a_field_the_golden_lacks_has_to_be_empty() -> None:
    article = ScrapedArticle(url="https://echo.example/1", dek="Related stories")
    assert difference("dek", None, as_golden(article).get("dek"), article)
    assert not difference("kicker", None, as_golden(article).get("kicker"), article)
