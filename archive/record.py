"""An article as a JSON object, and back: how earlier wordings are kept and how articles are exported. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from archive.article import Article, AuthorBio, Correction, Image, LiveEntry, Media, Moment
from archive.identity import time_text


def fields(article: Article) -> dict[str, Any]:
    """An article as a JSON object: its fields by name, empty ones left out, times as ISO 8601 in UTC."""
    plain = asdict(replace(article, evidence=dict(article.evidence)))
    return {name: _plain(value) for name, value in plain.items() if value}


def article_of(fields: Mapping[str, Any]) -> Article:
    """The article that `fields` made this object of. What this version does not know is left out.

    Raises KeyError or TypeError where the object is none of an article.
    """
    known = {name: value for name, value in fields.items() if name in Article.__dataclass_fields__}
    for name in ("aliases", "authors", "organisations", "agencies", "tags", "credits"):
        known[name] = tuple(known.get(name, ()))
    for name in ("published", "modified"):
        if moment := known.get(name):
            known[name] = Moment(
                value=datetime.fromisoformat(moment["value"]), text=moment["text"], zone=moment["zone"]
            )
    known["images"] = tuple(Image(**part) for part in known.get("images", ()))
    known["media"] = tuple(Media(**part) for part in known.get("media", ()))
    known["corrections"] = tuple(Correction(**_timed(part, "date")) for part in known.get("corrections", ()))
    known["author_bios"] = tuple(AuthorBio(**part) for part in known.get("author_bios", ()))
    known["live_entries"] = tuple(LiveEntry(**_timed(part, "time")) for part in known.get("live_entries", ()))
    return Article(**known)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return time_text(value)
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items() if item is not None}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value


def _timed(part: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {**part, name: datetime.fromisoformat(part[name])} if part.get(name) else dict(part)
