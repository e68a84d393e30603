"""The borders of the house, read from the imports themselves."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
IO_MODULES = {"socket", "urllib.request", "http.client", "sqlite3", "subprocess", "requests", "httpx", "pathlib", "os"}


def imports(path: Path) -> set[str]:
    """Every module that a file imports, at any depth, as dotted names."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            if node.level:
                package = path.relative_to(ROOT).with_suffix("").parts[: -node.level]
                module = ".".join([*package, module]).rstrip(".")
            found.add(module)
            found.update(f"{module}.{alias.name}" for alias in node.names)
    return found


def files(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def under(modules: set[str], *tops: str) -> set[str]:
    return {name for name in modules for top in tops if name == top or name.startswith(top + ".")}


@pytest.mark.parametrize("path", files("archive"), ids=lambda p: str(p.relative_to(ROOT)))
def test_archive_knows_neither_scrapy_nor_crawler(path: Path) -> None:
    assert not under(imports(path), "scrapy", "crawler", "twisted", "itemadapter")


@pytest.mark.parametrize("path", files("crawler"), ids=lambda p: str(p.relative_to(ROOT)))
def test_crawler_uses_only_the_face_of_the_archive(path: Path) -> None:
    import archive

    beyond = {
        n
        for n in under(imports(path), "archive")
        if n != "archive" and n.removeprefix("archive.") not in archive.__all__
    }
    assert not beyond, f"import these from `archive` itself: {beyond}"


@pytest.mark.parametrize("path", files("crawler/extraction"), ids=lambda p: str(p.relative_to(ROOT)))
def test_extraction_is_pure(path: Path) -> None:
    assert not under(imports(path), "scrapy", "twisted", "archive", *IO_MODULES)


@pytest.mark.parametrize("path", files("crawler/spiders"), ids=lambda p: str(p.relative_to(ROOT)))
def test_spiders_are_sites_and_nothing_else(path: Path) -> None:
    assert not under(imports(path), "archive", "crawler.extraction", "crawler.pipelines", *IO_MODULES)


def test_tests_are_flat() -> None:
    assert not [p for p in (ROOT / "tests").iterdir() if p.is_dir() and any(p.rglob("*.py"))]
