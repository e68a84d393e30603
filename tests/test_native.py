"""Extraction compiled and in plain Python is one program, and nobody runs compiled code of other sources unawares."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import native
from crawler.extraction import extract

ROOT = Path(native.__file__).parent
PAGES = sorted(path for path in (ROOT / "fixtures").glob("*/*/page.html"))
READ = """
import json, sys
from pathlib import Path
from crawler import extraction
pages = {path: Path(path).read_bytes() for path in json.load(sys.stdin)}
found = {path: repr(extraction.extract(page, "https://echo.example/2026/a-page.html")) for path, page in pages.items()}
json.dump([extraction.__file__, found], sys.stdout)
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The project's sources, with no compiled module among them."""
    shutil.copytree(
        ROOT / "crawler", tmp_path / "crawler", ignore=shutil.ignore_patterns("*.so", "*.pyd", "__pycache__")
    )
    shutil.copy(ROOT / "native.py", tmp_path)
    return tmp_path


def run(folder: Path, *command: str, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command], cwd=folder, capture_output=True, text=True, encoding="utf-8", **options
    )


def test_plain_and_compiled_read_the_same(copy: Path) -> None:
    assert len(PAGES) > 20
    done = run(copy, "-c", READ, input=json.dumps([str(path) for path in PAGES]), env={"PYTHONPATH": str(copy)})
    assert not done.returncode, done.stderr
    module, found = json.loads(done.stdout)
    assert module == str(copy / "crawler" / "extraction" / "__init__.py")
    for path, said in found.items():
        assert repr(extract(Path(path).read_bytes(), "https://echo.example/2026/a-page.html")) == said


def test_compiled_code_of_other_sources_is_told(copy: Path) -> None:
    assert not run(copy, "native.py", "check").returncode  # plain sources are always right
    (copy / "crawler" / "extraction" / "text.cpython-311-x86_64-linux-gnu.so").touch()
    (copy / "build" / "native").mkdir(parents=True)
    said = run(copy, "-c", "import native; native.STAMP.write_text(native.fingerprint()); native.check()")
    assert not said.returncode, said.stderr
    with (copy / "crawler" / "extraction" / "text.py").open("a") as source:
        source.write("\n")
    said = run(copy, "native.py", "check")
    assert said.returncode == 1
    assert "changed since it was compiled" in said.stderr
    assert "make native" in said.stderr
    assert not run(copy, "native.py", "remove").returncode
    assert not run(copy, "native.py", "check").returncode


def test_without_a_compiler_extraction_stays_plain(copy: Path) -> None:
    done = run(copy, "native.py", "build", env={"PATH": ""})
    assert not done.returncode, done.stderr
    assert "stays plain Python" in done.stdout
    assert "no C compiler" in done.stdout
