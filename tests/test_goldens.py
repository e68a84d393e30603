"""A folder of saved pages is a test, one result per field; goldens change only when asked, and say what was lost."""

import gzip
import json
import os
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from crawler.items import Evidence, ScrapedArticle, ScrapedDate, ScrapedImage
from crawler.saved import (
    MAX_BYTES,
    Case,
    CaseError,
    Listing,
    LossError,
    as_golden,
    clashes,
    difference,
    find,
    find_listings,
    folders,
    origin,
    update,
)

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Ferry runs again</title>
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ferry runs again",
"datePublished": "2026-11-20T08:00:00+01:00", "author": {"@type": "Person", "name": "Ana Kovar"}}</script></head>
<body><article><h1>Ferry runs again</h1>
<p>The ferry across the lower Varda runs again after eleven years, the county said in the morning to reporters.</p>
<p>The first boat left at six with forty people aboard, most of them on their way to the mill on the other bank.</p>
<p>Until now people had to drive for an hour to the bridge at Sedlo, which is closed to lorries since the flood.</p>
</article></body></html>"""


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
    ((_, sentence),) = clashes(folders(folder.parent.parent))
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
    assert update(case, allow_losses=True)
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


# -- what pytest makes of it, in a project of a user's own -----------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A user's project, somewhere else, with one page."""
    page = tmp_path / "project" / "fixtures" / "echo" / "typed-person"
    page.mkdir(parents=True)
    (page / "page.html").write_text(PAGE, encoding="utf-8")
    (page / "headers.json").write_text('{"Content-Type": "text/html"}')
    (page / "meta.json").write_text('{"url": "https://echo.example/1", "fetched": "2026-11-20", "why": "a test"}')
    update(Case(page))
    return tmp_path / "project"


def run(project: Path, *arguments: str, **variables: str) -> tuple[int, str]:
    """Exit status of pytest and what it printed."""
    command = [sys.executable, "-m", "pytest", "-p", "crawler.testing", "--color=no", "-ra", *arguments]
    environment = {k: v for k, v in os.environ.items() if k not in ("CI", "PYTEST_ADDOPTS")} | variables
    done = subprocess.run(
        command, cwd=project, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    return done.returncode, done.stdout + done.stderr


def change(project: Path, **fields: object) -> Path:
    path = project / "fixtures" / "echo" / "typed-person" / "golden.json"
    golden = json.loads(path.read_text(encoding="utf-8")) | fields
    path.write_text(json.dumps({name: value for name, value in golden.items() if value != "out"}), encoding="utf-8")
    return path


def test_one_result_per_field_next_to_the_users_own_tests(project: Path) -> None:
    (project / "tests").mkdir()
    (project / "tests" / "test_own.py").write_text("def test_own():\n    pass\n")
    (project / "pytest.ini").write_text("[pytest]\ntestpaths = tests\n")
    status, text = run(project, "-v")
    assert status == 0
    assert "fixtures/echo/typed-person::headline PASSED" in text
    assert "fixtures/echo/typed-person::dek PASSED" in text
    assert "test_own.py::test_own PASSED" in text
    assert "1 passed" in run(project, "--field", "body", "--site", "echo", "fixtures")[1]
    assert "test_own" not in run(project, "-v", "-k", "typed-person")[1]


def test_a_failure_shows_the_words_that_differ_and_who_read_them(project: Path) -> None:
    golden = json.loads(change(project).read_text())
    body = [golden["body"][0].replace("eleven", "ten"), *golden["body"][1:]]
    change(project, body=body, headline="Ferry stays away", evidence=golden["evidence"] | {"headline": "og"})
    status, text = run(project)
    assert status == 1
    assert "3 failed" in text
    assert "[-ten-]{+eleven+}" in text
    assert '-"Ferry stays away"' in text
    assert '+"Ferry runs again"' in text
    assert "headline was read by h1 at" in text or "headline was read by json-ld at" in text
    assert "In the golden it was read by og." in text
    assert "Traceback" not in text


def test_goldens_of_some_fields_are_rewritten_and_the_others_stay(project: Path) -> None:
    path = change(project, headline="Old", body=["Old."])
    status, text = run(project, "--update-goldens", "--field", "body")
    assert status == 0
    assert "echo/typed-person/golden.json was written; review it with `git diff`" in text
    golden = json.loads(path.read_text())
    assert golden["headline"] == "Old"
    assert len(golden["body"]) == 3
    assert run(project, "--update-goldens")[0] == 0
    assert json.loads(path.read_text())["headline"] == "Ferry runs again"


def test_goldens_never_change_in_ci(project: Path) -> None:
    before = change(project, headline="Old").read_text()
    status, text = run(project, "--update-goldens", CI="true")
    assert status == 4
    assert "--update-goldens is not for CI" in text
    assert change(project).read_text() == before


def test_what_is_no_longer_found_needs_a_second_flag(project: Path) -> None:
    path = change(project, dek="A standfirst that no rule finds any more.", headline="Old")
    before = path.read_text()
    status, text = run(project, "--update-goldens")
    assert status == 1
    assert "what its golden has is no longer found: dek." in text
    assert path.read_text() == before
    assert run(project, "--update-goldens", "--allow-losses")[0] == 0
    assert "dek" not in json.loads(path.read_text())
    status, text = run(project, "--allow-losses")
    assert status == 4
    assert "--allow-losses goes with --update-goldens." in text


@pytest.mark.parametrize(
    ("option", "sentence"),
    [
        (("--field", "headlin"), "there is no such field; did you mean headline?"),
        (("--site", "ecko"), "; did you mean echo?"),
        (("--saved", "nowhere"), "There is no folder nowhere"),
    ],
)
def test_what_is_not_there_is_named(project: Path, option: tuple[str, str], sentence: str) -> None:
    status, text = run(project, *option)
    assert status == 4
    assert sentence in text
    assert "Traceback" not in text


def test_another_folder_of_saved_pages(project: Path) -> None:
    (project / "fixtures").rename(project / "pages")
    status, text = run(project, "--saved", "pages", "--field", "headline")
    assert status == 0
    assert "1 passed" in text
    assert "there is no folder" in run(project)[1]


def test_what_is_wrong_with_a_folder_is_one_sentence_and_the_others_run(project: Path) -> None:
    echo = project / "fixtures" / "echo"
    shutil.copytree(echo / "typed-person", project / "fixtures" / "star" / "Typed-Person")
    shutil.copytree(echo / "typed-person", echo / "broken")
    (echo / "broken" / "golden.json").write_text('{"headlin": "x"}')
    (echo / "empty").mkdir()
    (project / "fixtures" / "page-itself").mkdir()
    (project / "fixtures" / "page-itself" / "page.html").write_text(PAGE)
    status, text = run(project, "--field", "headline")
    assert status == 1
    assert "4 failed, 1 passed" in text
    assert "echo/typed-person and star/Typed-Person have the same slug; rename one" in text
    assert "ScrapedArticle lacks: headlin; did you mean headline?" in text
    assert "echo/empty has no page.html; save the page's bytes there, unchanged." in text
    assert "page-itself holds page.html itself; move the page into a folder of its own" in text
    assert "Traceback" not in text


def test_a_charset_that_the_header_denies_is_told(project: Path) -> None:
    page = project / "fixtures" / "echo" / "typed-person"
    (page / "page.html").write_bytes(PAGE.replace("Ana Kovar", "Jiří Šťastný").replace("lower", "dolní").encode())
    update(Case(page), allow_losses=True)
    (page / "headers.json").write_text('{"Content-Type": "text/html; charset=iso-8859-2"}')
    status, text = run(project)
    assert status == 1
    assert "its bytes are UTF-8. If headers.json was written by hand, correct its Content-Type" in text


@pytest.mark.parametrize("packed", [False, True])
def test_a_page_of_ten_megabytes_is_refused_before_it_is_unpacked(folder: Path, packed: bool) -> None:
    body = b"<p>" + b"x" * MAX_BYTES
    if packed:
        (folder / "page.html").unlink()
        (folder / "page.html.gz").write_bytes(gzip.compress(body, 1))
    else:
        (folder / "page.html").write_bytes(body)
    with pytest.raises(CaseError, match="larger than 10 MB, which no article is; keep a shorter page"):
        Case(folder).check()


def test_a_link_that_is_no_longer_found_is_a_loss(list_folder: Path) -> None:
    both = {"sitemaps": ["https://echo.example/sitemap.xml", "https://echo.example/other.xml"]}
    (list_folder / "links.json").write_text(json.dumps(both))
    with pytest.raises(LossError, match=r"sitemaps \(1 of 2\)"):
        update(Listing(list_folder))
    assert update(Listing(list_folder), allow_losses=True)


def test_a_page_that_is_no_article_any_more_has_lost_everything(project: Path) -> None:
    page = project / "fixtures" / "echo" / "typed-person"
    (page / "page.html").write_text("<html><body></body></html>")
    with pytest.raises(LossError, match="headline"):
        update(Case(page))
    assert json.loads((page / "golden.json").read_text())["headline"]


def test_a_broken_golden_is_not_written_over(folder: Path) -> None:
    (folder / "golden.json").write_text("{")
    with pytest.raises(CaseError, match="is not JSON"):
        update(Case(folder))
