"""Each field of the field guide has a paragraph, a reader, tests of its own and a saved page that holds it."""

import dataclasses
import json
import re
from functools import cache
from pathlib import Path

import pytest

from archive.article import Article
from crawler.items import ScrapedArticle
from crawler.saved import NOT_IN_GOLDENS, find

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "docs" / "fields.md").read_text(encoding="utf-8")
FIELDS = sorted({field.name for kind in (Article, ScrapedArticle) for field in dataclasses.fields(kind)})
OF_THE_PAGE = sorted({field.name for field in dataclasses.fields(ScrapedArticle)} - NOT_IN_GOLDENS)
NOT_HELD = {"kind_reason"}
"""Says why a page is no article; the goldens of such pages name their kind and no more."""


@cache
def table() -> dict[str, tuple[list[Path], list[Path]]]:
    """The readers and the tests of each field, out of the table in docs/fields.md."""
    found = {}
    for row in re.findall(r"^\| ([a-z_, ]+) \| ([\w/., ]+\.py) \| ([\w., ]+\.py) \|$", TEXT, re.M):
        names, readers, tests = (cell.split(", ") for cell in row)
        modules = [ROOT / name if "/" in name and "families" not in name else extraction(name) for name in readers]
        for name in names:
            found[name] = modules, [ROOT / "tests" / test for test in tests]
    return found


def extraction(name: str) -> Path:
    return ROOT / "crawler" / "extraction" / name


@pytest.mark.parametrize("field", FIELDS)
def test_each_field_has_a_paragraph_a_reader_and_tests(field: str) -> None:
    assert f"**{field}**" in TEXT, f"docs/fields.md says nothing of {field}"
    assert field in table(), f"the table at the end of docs/fields.md has no row for {field}"
    readers, tests = table()[field]
    for module in readers:
        assert module.exists(), f"docs/fields.md says that {field} is read in {module.name}, which is not there"
    for file in tests:
        assert file.exists(), f"docs/fields.md says that {field} is tested in {file.name}, which is not there"
        words = set(re.findall(r"[a-z]+(?:_[a-z]+)*", file.read_text(encoding="utf-8")))
        of_it = {field, *(module.stem for module in readers)}
        assert words & of_it, f"{file.name} names neither {field} nor its reader"


def test_the_table_names_nothing_else() -> None:
    assert sorted(table()) == FIELDS


@cache
def held() -> set[str]:
    return {
        name
        for case in find(ROOT / "fixtures")
        for name, value in json.loads(case.golden_path.read_text(encoding="utf-8")).items()
        if value is not None
    }


@pytest.mark.parametrize("field", OF_THE_PAGE)
def test_a_saved_page_holds_each_field(field: str) -> None:
    assert field in held() | NOT_HELD, f"no golden in fixtures/ has {field}: save a page that shows it"
