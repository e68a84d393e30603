"""What there is, is documented; what is documented, is there."""

import dataclasses
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from scrapy.settings import default_settings
from scrapy.utils.misc import walk_modules_iter

import crawler.settings
from archive.article import Article
from archive.cli import cli
from archive.query import SYNTAX
from crawler.ingest_command import ingest
from crawler.items import ScrapedArticle
from crawler.report import COLUMNS, RARE_COLUMNS

ROOT = Path(__file__).parent.parent
COMMANDS = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
FIELDS = (ROOT / "docs" / "fields.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    """The part of docs/commands.md below a heading that begins so."""
    parts = re.split(r"^#+ ", COMMANDS, flags=re.M)
    found = [part for part in parts if part == title or part.startswith((title + " ", title + "\n"))]
    assert len(found) == 1, f"docs/commands.md needs one heading {title!r}"
    return found[0]


def all_commands() -> dict[str, click.Command]:
    """Every `archive` command by its name, those of groups too."""
    found: dict[str, click.Command] = {"ingest": ingest}
    for name, command in cli.commands.items():
        if isinstance(command, click.Group):
            found |= {f"{name} {inner}": deeper for inner, deeper in command.commands.items()}
        else:
            found[name] = command
    return found


@pytest.mark.parametrize("name", sorted(all_commands()))
def test_every_archive_command_and_option_is_documented(name: str) -> None:
    text = section(f"archive {name}")
    for parameter in all_commands()[name].params:
        if isinstance(parameter, click.Option):
            for option in parameter.opts:
                assert f"`{option}" in text, f"archive {name} {option}"


@pytest.mark.parametrize(
    "module", [m for m in walk_modules_iter("crawler.commands") if m.__name__ != "crawler.commands"]
)
def test_every_scrapy_command_is_documented(module: object) -> None:
    section(f"scrapy {module.__name__.rpartition('.')[2]}")  # type: ignore[attr-defined]


def test_every_setting_of_ours_is_documented() -> None:
    ours = {name for name in dir(crawler.settings) if name.isupper() and not hasattr(default_settings, name)}
    documented = set(re.findall(r"^- `([A-Z_]+)`", COMMANDS, re.M))
    assert ours == documented


@pytest.mark.parametrize("column", [*COLUMNS, *RARE_COLUMNS])
def test_every_column_of_the_report_is_documented(column: str) -> None:
    assert column in section("scrapy crawl")


def test_every_field_is_documented_and_nothing_else() -> None:
    fields = {f.name for kind in (Article, ScrapedArticle) for f in dataclasses.fields(kind)}
    documented = set(re.findall(r"\*\*(\w+)\*\*", FIELDS))
    assert fields == documented


def test_the_readme_names_every_command() -> None:
    for name in all_commands():
        assert f"archive {name}" in README
    for name in ("crawl", "read", "addsite", "savepage", "reextract", "schedule", "list"):
        assert f"scrapy {name}" in README


def test_links_between_documents_lead_somewhere() -> None:
    for document in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), f"{document.name} links to {target}"


def test_scrapy_lists_the_sites() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", "list"], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert {"rferl", "svoboda", "voanews", "news"} <= set(done.stdout.split())


def test_the_guide_to_searching_prints_the_syntax_as_it_is() -> None:
    guide = (ROOT / "docs" / "search.md").read_text(encoding="utf-8")
    for example, meaning in SYNTAX:
        assert re.search(rf"(?m)^{re.escape(example)} +{re.escape(meaning)}$", guide)
