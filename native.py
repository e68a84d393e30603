"""Extraction as machine code: what mypyc (https://mypyc.readthedocs.io) makes of the Python of crawler/extraction.

    python native.py build    compile where a source changed since the last time
    python native.py check    exit status 1, and a sentence, where compiled modules come from other sources than these
    python native.py remove   plain Python again

The compiled modules stand beside their sources, and Python imports them instead. Without a C compiler, or Python's
headers, `build` says so and changes nothing: extraction does the same in plain Python, slower.
"""

import hashlib
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from contextlib import redirect_stdout
from io import StringIO
from multiprocessing.pool import ThreadPool
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parent
PACKAGE = ROOT / "crawler" / "extraction"
BUILD = ROOT / "build" / "native"
STAMP = BUILD / "sources"
"""Holds `fingerprint` of the sources that the compiled modules come from."""
SHARED = "crawler_extraction"
"""mypyc puts the code of all modules into one library of this name; the module of each only points into it."""
JOBS = 2
"""C compilers at once, each of some 300 MB."""
LEVEL = "1"
"""What the C compiler optimizes; level 2 takes 1.4 times as long to compile."""


class StaleError(Exception):
    """Compiled modules of other sources; the text says what to do."""


def sources() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def binaries() -> list[Path]:
    """The compiled modules that Python would import, of whatever Python they are."""
    return sorted([*PACKAGE.rglob("*.so"), *PACKAGE.rglob("*.pyd"), *ROOT.glob(f"{SHARED}__mypyc.*")])


def fingerprint() -> str:
    """A digest of all that the compiled modules depend on: the sources, the items they fill, and this Python."""
    digest = hashlib.sha256(sys.version.encode())
    for path in (Path(__file__), ROOT / "crawler" / "items.py", *sources()):
        digest.update(f"\0{path.name}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def check() -> None:
    """Raises StaleError where compiled modules would be imported that do not come from the sources as they are now."""
    if not binaries():
        return
    if not STAMP.exists() or STAMP.read_text(encoding="utf-8") != fingerprint():
        raise StaleError(
            "crawler/extraction was changed since it was compiled, and Python would still run the old code: "
            "`make native` compiles it again, `make plain` removes the compiled modules."
        )


def why_not() -> str | None:
    """Why nothing can be compiled here; None where it can be."""
    compiler = (sysconfig.get_config_var("CC") or "cc").split()[0]
    if not shutil.which(compiler):
        return f"there is no C compiler ({compiler})"
    if not Path(sysconfig.get_path("include"), "Python.h").exists():
        return "Python's C headers are not installed (python3-dev)"
    with TemporaryDirectory() as folder:
        source = Path(folder) / "probe.c"
        source.write_text("#include <Python.h>\n", encoding="utf-8")
        command = [compiler, "-c", f"-I{sysconfig.get_path('include')}", str(source), "-o", f"{folder}/probe.o"]
        if subprocess.run(command, capture_output=True, check=False).returncode:
            return f"the C compiler ({compiler}) does not work"
    return None


def build() -> None:
    """Compile the package in place. Raises SystemExit where mypyc or the C compiler refuses a source."""
    # both are only here where something is compiled
    from mypyc.build import mypycify
    from setuptools import Distribution
    from setuptools.command.build_ext import build_ext

    remove()
    said = StringIO()
    try:
        with redirect_stdout(said):  # forty hints for those who work on the sources
            extensions = mypycify(
                [f"--config-file={ROOT / 'pyproject.toml'}", *map(str, sources())],
                opt_level=LEVEL,
                debug_level="0",
                multi_file=True,
                group_name=SHARED,
                target_dir=str(BUILD / "c"),
            )
    except SystemExit:
        print(said.getvalue(), file=sys.stderr)
        raise

    class Build(build_ext):
        def build_extensions(self) -> None:
            self.compiler.compile = side_by_side(self.compiler.compile)
            super().build_extensions()

    command = Build(Distribution({"name": SHARED, "ext_modules": extensions}))
    command.inplace = True
    command.build_temp, command.build_lib = str(BUILD / "objects"), str(BUILD / "lib")
    command.ensure_finalized()
    command.run()
    STAMP.write_text(fingerprint(), encoding="utf-8")


def side_by_side(compile_: Callable[..., list[str]]) -> Callable[..., list[str]]:
    """A C compiler's `compile` that works at several files at once."""

    def compile_each(files: list[str], **options: Any) -> list[str]:
        with ThreadPool(JOBS) as pool:
            found = pool.map(lambda file: compile_([file], **options), files, chunksize=1)
        return [name for names in found for name in names]

    return compile_each


def remove() -> None:
    for path in binaries():
        path.unlink()
    shutil.rmtree(BUILD, ignore_errors=True)


def main() -> int:
    """The command line."""
    asked = sys.argv[1:]
    if asked == ["remove"]:
        remove()
    elif asked == ["check"]:
        try:
            check()
        except StaleError as error:
            print(error, file=sys.stderr)
            return 1
    elif asked == ["build"]:
        try:
            check()
            current = bool(binaries())
        except StaleError:
            current = False
        if current:
            return 0
        if reason := why_not():
            remove()
            print(f"Extraction stays plain Python, which takes a quarter longer: {reason}.")
            return 0
        print("Compiling crawler/extraction, which takes a minute or two …", flush=True)
        build()
    else:
        print(__doc__, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
