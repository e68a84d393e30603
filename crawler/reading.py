"""Which version of extraction this is."""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).parent
PARTS = ("extraction/**/*.*", "items.py", "pages.py", "timestamps.py", "pipelines/normalise.py")
"""What decides how a page is read: its code and its data."""


@cache
def extraction_version() -> str:
    """The program's version and a digest of its extraction ("0.1.0+3f9a1c02"): another one wherever a rule is another,
    without anybody having to count."""
    digest = hashlib.sha256()
    for pattern in PARTS:
        for path in sorted(HERE.glob(pattern)):
            if path.suffix in (".py", ".toml", ".json"):
                digest.update(path.relative_to(HERE).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return f"{version('news-archive')}+{digest.hexdigest()[:8]}"
