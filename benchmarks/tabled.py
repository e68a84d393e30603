"""The tests of extraction that are tables of a text and what is read from it, each row called by itself.

Where no saved page notices the loss of a rule (an entry in a list of words in forty languages, say), a row may.
"""

import ast
import contextlib
import hashlib
import io
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

FILES = (
    "around_the_text", "body", "body_shapes", "byline", "dateline", "dates", "encoding", "extract", "families",
    "headline", "image_credits", "kind", "live", "metadata", "notes", "notices", "openings", "page", "phrases",
    "state", "words", "judge", "entries", "blocks", "walls", "names", "candidates",
)  # fmt: skip
SLOW = 0.1
"""Seconds of CPU: a test that takes longer is one of limits, not a row."""


@dataclass(frozen=True)
class Row:
    name: str
    text: str
    """The row, its function and what stands outside of functions in its file, in lower case, to look for words in."""
    digest: str
    call: Callable[..., Any]
    arguments: Mapping[str, Any]
    html: bytes = b""

    def green(self, _extract: object) -> bool:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            try:
                self.call(**self.arguments)
            except (pytest.skip.Exception, AssertionError):
                return False
        return True


class _Collector:
    def __init__(self) -> None:
        self.items: list[pytest.Function] = []

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self.items = [item for item in session.items if isinstance(item, pytest.Function)]


def rows(root: Path) -> list[Row]:
    """The rows that are green as they are, take a moment and need nothing from pytest."""
    collector = _Collector()
    files = [str(path) for name in FILES if (path := root / "tests" / f"test_{name}.py").exists()]
    with contextlib.redirect_stdout(io.StringIO()) as said:
        code = pytest.main(
            [
                "--collect-only",
                "-q",
                "-p",
                "no:cacheprovider",
                "-p",
                "no:hypothesispytest",
                f"--rootdir={root}",
                *files,
            ],
            plugins=[collector],
        )
    if code:
        raise ValueError(f"The tests cannot be collected: {said.getvalue().strip().splitlines()[-1]}")
    return list(_rows(collector.items))


def _rows(items: list[pytest.Function]) -> Iterator[Row]:
    files: dict[Path, tuple[str, dict[str, str]]] = {}
    for item in items:
        arguments = dict(item.callspec.params) if hasattr(item, "callspec") else {}
        if set(item.fixturenames) - set(arguments):
            continue
        if item.path not in files:
            files[item.path] = _parts(item.path)
        common, functions = files[item.path]
        text = f"{_said(arguments)} {functions[item.function.__name__]} {common}"
        digest = hashlib.sha256(f"{item.nodeid} {text}".encode("utf-8", "backslashreplace")).hexdigest()[:20]
        row = Row(item.nodeid, text.casefold(), digest, item.function, arguments)
        start = time.process_time()
        if row.green(None) and time.process_time() - start < SLOW:
            yield row


def _said(arguments: Mapping[str, Any]) -> str:
    return " ".join(
        value.decode("utf-8", "replace") if isinstance(value, bytes) else unescape(f"{value}")
        for value in arguments.values()
    )


def _parts(path: Path) -> tuple[str, dict[str, str]]:
    """What stands outside of tests in a file, and each test without its table."""
    common, functions = [], {}
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef):
            node.decorator_list = []
            functions[node.name] = ast.unparse(node)
        else:
            common.append(ast.unparse(node))
    helpers = [text for name, text in functions.items() if not name.startswith("test_")]
    return "\n".join([*common, *helpers]), functions


def rebind(package: str) -> None:
    """Make the tests' modules import anew what they import of the package."""
    for module in [module for name, module in list(sys.modules.items()) if name.split(".")[-1].startswith("test_")]:
        if code := _imports(module, package):
            exec(code, vars(module))


_compiled: dict[str, Any] = {}


def _imports(module: ModuleType, package: str) -> Any:
    file = module.__file__
    if file is None:
        return None
    if file not in _compiled:
        found = [
            node
            for node in ast.parse(Path(file).read_text("utf-8")).body
            if (isinstance(node, ast.ImportFrom) and (node.module or "").startswith(package.split(".")[0]))
            or (isinstance(node, ast.Import) and any(one.name.startswith(package) for one in node.names))
        ]
        _compiled[file] = compile(ast.Module(list(found), []), file, "exec") if found else None
    return _compiled[file]
