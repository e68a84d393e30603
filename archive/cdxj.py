"""CDXJ: the index by which replay tools find a page in capture files, a line a capture, sorted by SURT key.

SURT turns an address around, so that one site's pages stand together ("org,example)/news 20261123225733 {…}"); the
library is the one that pywb and Webrecorder's indexer use (https://specs.webrecorder.net/cdxj/0.1.0/).
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

SUFFIX = ".cdxj"


def surt_key(url: str) -> str:
    """The SURT of an address, as replay tools spell it."""
    from surt import surt  # with the extra "captures"

    try:
        return str(surt(url))
    except ValueError:
        return url


def timestamp(at: str) -> str:
    """The archive's spelling of a time as 14 digits."""
    return datetime.fromisoformat(at).strftime("%Y%m%d%H%M%S")


def lines(captures: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Sorted CDXJ lines for rows of the table `captures`, with the name of their file as "file".

    Answers "not modified" are left out: a reader who follows one finds nothing but the page before it. So are pages as
    a browser showed them: replay runs the scripts itself.
    """
    yield from sorted(
        f"{surt_key(row['url'])} {timestamp(row['at'])} "
        + json.dumps(
            {
                "url": row["url"],
                "mime": "warc/revisit" if row["kind"] == "revisit" else row["media_type"] or "unk",
                "status": str(row["http_status"]),
                "digest": row["payload_digest"],
                "length": str(row["length"]),
                "offset": str(row["offset"]),
                "filename": row["file"],
            },
            ensure_ascii=False,
        )
        for row in captures
        if row["http_status"] != 304 and row["kind"] != "conversion"
    )
