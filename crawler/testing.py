"""A pytest plugin: each folder of saved pages is a test, one result per field.

    pytest -p crawler.testing                              every folder below fixtures/, with the project's other tests
    pytest -p crawler.testing fixtures/echo                one site; or one page: fixtures/echo/typed-person
    pytest -p crawler.testing --field body --site echo     one field, one site
    pytest -p crawler.testing --update-goldens             rewrite the goldens; then look at `git diff`

docs/saved-pages.md says what a folder holds. Here is nothing but pytest's side; pages are read and compared in
`crawler.saved`.
"""

import os
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from crawler import saved
from crawler.items import ScrapedArticle

ROOT = pytest.StashKey[Path]()
CLASHES = pytest.StashKey[dict[Path, str]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("saved pages")
    group.addoption("--saved", metavar="DIR", help="where the saved pages are [fixtures]")
    group.addoption("--field", action="append", default=[], metavar="NAME", help="only this field of saved pages")
    group.addoption("--site", action="append", default=[], metavar="NAME", help="only saved pages of this site")
    group.addoption(
        "--update-goldens",
        action="store_true",
        help="rewrite golden.json, links.json and landed.json from what is read now",
    )
    group.addoption(
        "--allow-losses", action="store_true", help="with --update-goldens: also where a field is no longer found"
    )


def pytest_configure(config: pytest.Config) -> None:
    root = config.stash[ROOT] = _root(config)
    fields, sites = config.getoption("--field"), config.getoption("--site")
    for name in fields:
        if name not in (names := dict.fromkeys((*saved.FIELDS, *saved.LINKS, *saved.LANDED))):
            raise pytest.UsageError(f"--field {name}: there is no such field{saved.near(name, names)}")
    if sites:
        there = [folder.name for folder in root.iterdir() if saved.is_family(folder)] if root.is_dir() else []
        for name in sites:
            if name not in there:
                raise pytest.UsageError(f"--site {name}: there is no folder {root / name}{saved.near(name, there)}")
    if config.getoption("--update-goldens"):
        if os.environ.get("CI", "").lower() not in ("", "0", "false"):
            raise pytest.UsageError(
                "--update-goldens is not for CI (the variable CI is set): goldens are rewritten where a person reviews "
                "them."
            )
    elif config.getoption("--allow-losses"):
        raise pytest.UsageError("--allow-losses goes with --update-goldens.")
    if config.args_source != pytest.Config.ArgsSource.ARGS and root.is_dir():
        given = [Path(os.path.abspath(config.invocation_params.dir / arg)) for arg in config.args]
        if not any(root.is_relative_to(path) for path in given):
            config.args.append(str(root))


def _root(config: pytest.Config) -> Path:
    here = config.invocation_params.dir
    if named := config.getoption("--saved"):
        root = Path(os.path.abspath(here / named))
        if not root.is_dir():
            raise pytest.UsageError(f"There is no folder {named}; --saved names the one that saved pages are in.")
        return root
    root = Path(os.path.abspath(here / "fixtures"))
    return root if root.is_dir() else config.rootpath / "fixtures"


def pytest_report_header(config: pytest.Config) -> str | None:
    root = config.stash[ROOT]
    return None if root.is_dir() else f"saved pages: there is no folder {root}; `scrapy savepage URL` makes the first"


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    if collection_path.parent != config.stash[ROOT] or not collection_path.is_dir():
        return None
    sites = config.getoption("--site")
    return True if not saved.is_family(collection_path) or (sites and collection_path.name not in sites) else None


def pytest_collect_directory(path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    root = parent.config.stash[ROOT]
    if path.parent.parent == root and not path.name.startswith(("_", ".")):
        return SavedPage.from_parent(parent, path=path)
    if path.parent == root and (parts := [name for name in saved.PARTS if (path / name).exists()]):
        return Misplaced.from_parent(parent, path=path, part=parts[0])
    return None


class SavedPage(pytest.Directory):
    """A folder: as many tests as it has fields, or one that says what is wrong with it."""

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.case = saved.case_of(self.path)
        self.extra_keyword_matches |= {self.path.name, self.path.parent.name}

    @cached_property
    def article(self) -> ScrapedArticle:
        return self.case.read()

    @cached_property
    def golden(self) -> dict[str, Any]:
        return self.case.golden()

    @cached_property
    def found(self) -> dict[str, Any]:
        return saved.as_golden(self.article) if self.case.is_page else self.case.found()

    def collect(self) -> Iterable[pytest.Item]:
        if fault := _clashes(self.config).get(self.path):
            return [Fault.from_parent(self, name="folder", sentence=fault)]
        if self.config.getoption("--update-goldens"):
            return [Update.from_parent(self, name=self.case.golden_path.stem)]
        try:
            self.case.check()
        except saved.CaseError as error:
            return [Fault.from_parent(self, name="folder", sentence=str(error))]
        only: Sequence[str] = self.config.getoption("--field")
        return [Field.from_parent(self, name=name) for name in self.case.fields() if not only or name in only]


def _clashes(config: pytest.Config) -> dict[Path, str]:
    if CLASHES not in config.stash:
        config.stash[CLASHES] = dict(saved.clashes(saved.folders(config.stash[ROOT])))
    return config.stash[CLASHES]


class Misplaced(pytest.Directory):
    """A site's folder that holds a page itself."""

    def __init__(self, *, part: str, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.part = part

    def collect(self) -> Iterable[pytest.Item]:
        name = f"{self.path.parent.name}/{self.path.name}"
        sentence = f"{name} holds {self.part} itself; move the page into a folder of its own: {name}/why-this-case/."
        return [Fault.from_parent(self, name="folder", sentence=sentence)]


class _Test(pytest.Item):
    """Its failures are sentences, not tracebacks."""

    def reportinfo(self) -> tuple[Path, None, str]:
        return self.path, None, self.nodeid

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        if isinstance(excinfo.value, saved.CaseError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)


class Fault(_Test):
    def __init__(self, *, sentence: str, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.sentence = sentence

    def runtest(self) -> None:
        raise saved.CaseError(self.sentence)


class Field(_Test):
    """One field of one page."""

    parent: SavedPage

    def runtest(self) -> None:
        name, page = self.name, self.parent
        wanted, found = page.golden.get(name), page.found.get(name)
        if wanted != found:
            source = saved.origin(name, page.article, page.golden) if page.case.is_page else ""
            raise saved.CaseError(f"{page.case.name}: {saved.difference(name, wanted, found, source)}")


class Update(_Test):
    """Rewrites the golden of one page."""

    parent: SavedPage

    def runtest(self) -> None:
        case, option = self.parent.case, self.config.getoption
        if saved.update(case, option("--field"), allow_losses=option("--allow-losses")):
            pytest.skip(f"{case.name}/{case.golden_path.name} was written; review it with `git diff`")
        case.check()
