"""A person's own list of sites: TOML, or OPML as feed readers export it."""

import re
import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path, PurePath
from typing import Any, NoReturn
from urllib.parse import urljoin, urlsplit
from zoneinfo import available_timezones

from lxml import etree

from crawler.site import Site

MAX_BYTES = 20_000_000
TEXTS = ("url", "name", "language", "zone", "network", "articles")
LISTS = ("sitemaps", "feeds", "listings", "hosts")
KEYS = (*TEXTS, *LISTS)
EXAMPLE = '[[site]] and below it url = "https://example.org/"'

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_HOST = re.compile(r"[^\s/:@?#\\]+(?::\d{1,5})?|\[[0-9A-Fa-f:.]+\](?::\d{1,5})?")
_HEADER = re.compile(r"\s*\[\[\s*(?:site|'site'|\"site\")\s*\]\]")
_TABLE = re.compile(r"\s*\[")


class SourcesError(Exception):
    """A sources file that cannot be used; `str()` is one sentence that names file, line and key and says what to do."""


def load_sources(path: str | PurePath) -> list[Site]:
    """The sites of a file, in its order; at least one, their names all different.

    TOML: one `[[site]]` each, with the keys of `crawler.site.Site`. `url` is required; `name` is its host without
    "www." unless given; `sitemaps`, `feeds` and `listings` are URLs, or paths on the site. A file whose name ends in
    .opml or .xml is OPML (opml.org/spec2.opml): the feeds of one host become one site. Raises SourcesError.
    """
    path = Path(path)
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise SourcesError(f"{path} cannot be read: {error.strerror or error}; name a sources file.") from None
    if len(data) > MAX_BYTES:
        raise SourcesError(f"{path} is larger than {MAX_BYTES // 1_000_000} MB; name a list of sites.")
    if path.suffix.lower() in (".opml", ".xml"):
        return _opml(data, str(path))
    return _toml(data, str(path))


def _toml(data: bytes, file: str) -> list[Site]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SourcesError(f"{file}, line {line}: not UTF-8; save the file as UTF-8.") from None
    try:
        content = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise SourcesError(f"{file} is not TOML: {error}; write {EXAMPLE}.") from None
    lines = text.splitlines()
    for key in content:
        if key != "site":
            where = next((n for n, line in enumerate(lines, 1) if _names(line, key)), None)
            _Place(file, where).fail(f"there is no {key!r} here; every site is {EXAMPLE}")
    tables = content.get("site")
    if not isinstance(tables, list) or not tables or not all(isinstance(table, dict) for table in tables):
        raise SourcesError(f"{file} names no site; write {EXAMPLE}.")
    headers = [number for number, line in enumerate(lines, 1) if _HEADER.match(line)]
    if len(headers) != len(tables):
        headers = [0] * len(tables)
    sites: dict[str, int] = {}
    found = []
    for header, table in zip(headers, tables, strict=True):
        entry = _Entry(file, lines, header, table)
        site = entry.site()
        if site.name in sites:
            first = f" (line {sites[site.name]})" if sites[site.name] else ""
            entry.place("name" if "name" in table else "url").fail(
                f"the name {site.name!r} is taken by another site{first}; give this one a `name` of its own"
            )
        sites[site.name] = header
        found.append(site)
    return found


@dataclass(frozen=True, slots=True)
class _Place:
    file: str
    line: int | None

    def fail(self, what: str) -> NoReturn:
        at = f", line {self.line}" if self.line else ""
        raise SourcesError(f"{self.file}{at}: {what}.") from None


@dataclass(frozen=True, slots=True)
class _Entry:
    """One `[[site]]`. `header` is the number of its line, 0 if unknown."""

    file: str
    lines: list[str]
    header: int
    table: dict[str, Any]

    def place(self, key: str) -> _Place:
        """Where a key of this site stands; where it does not, the site's own line."""
        for number in range(self.header + 1, len(self.lines) + 1) if self.header else ():
            line = self.lines[number - 1]
            if _names(line, key):
                return _Place(self.file, number)
            if _TABLE.match(line) and _HEADER.match(line):
                break
        return _Place(self.file, self.header or None)

    def site(self) -> Site:
        for key in self.table:
            if key not in KEYS:
                near = get_close_matches(key.lower(), KEYS, 1, 0.6)
                hint = f"perhaps {near[0]!r} is meant" if near else f"there are {', '.join(KEYS)}"
                self.place(key).fail(f"a site has no key {key!r}; {hint}")
        texts = {key: self._text(key) for key in TEXTS}
        lists = {key: self._list(key) for key in LISTS}
        url = texts["url"]
        if url is None:
            self.place("url").fail('this site has no `url`; add url = "https://example.org/"')
        if not _is_url(url):
            self.place("url").fail(f"`url` is {url!r}, which is no web address{_with_scheme(url)}")
        for key in ("sitemaps", "feeds", "listings"):
            for value in lists[key]:
                if not _is_url(value) and not (value.startswith("/") and _is_url(urljoin(url, value))):
                    self.place(key).fail(
                        f"`{key}` has {value!r}, which is neither a web address nor a path that begins with /"
                    )
        for value in lists["hosts"]:
            if not _HOST.fullmatch(value):
                self.place("hosts").fail(f"`hosts` has {value!r}, which is no host; write it as in 'news.example.org'")
        self._check_zone(texts["zone"])
        self._check_language(texts["language"])
        self._check_pattern(texts["articles"])
        return Site(
            name=texts["name"] or _host_name(url),
            url=url,
            language=texts["language"],
            zone=texts["zone"],
            network=texts["network"],
            articles=texts["articles"],
            sitemaps=lists["sitemaps"],
            feeds=lists["feeds"],
            listings=lists["listings"],
            hosts=lists["hosts"],
        )

    def _text(self, key: str) -> str | None:
        value = self.table.get(key)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip() or not value.isprintable():
            self.place(key).fail(f"`{key}` must be a text in quotes, on one line")
        return value.strip()

    def _list(self, key: str) -> tuple[str, ...]:
        value = self.table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
            self.place(key).fail(f'`{key}` must be a list of texts, such as {key} = ["…", "…"]')
        return tuple(v.strip() for v in value)

    def _check_zone(self, zone: str | None) -> None:
        if zone is None or zone in (zones := available_timezones()):
            return
        near = get_close_matches(zone, zones, 1, 0.6)
        hint = f"perhaps {near[0]!r} is meant" if near else "write one such as 'Europe/Prague'"
        self.place("zone").fail(f"`zone` is {zone!r}, which is no time zone of the IANA list; {hint}")

    def _check_language(self, language: str | None) -> None:
        if language is not None and not _LANGUAGE.fullmatch(language):
            self.place("language").fail(f"`language` is {language!r}; write its code, such as 'en' or 'fa-AF'")

    def _check_pattern(self, pattern: str | None) -> None:
        if pattern is None:
            return
        try:
            re.compile(pattern)
        except (re.error, OverflowError, RecursionError) as error:
            self.place("articles").fail(f"`articles` is no regular expression ({error}); correct {pattern!r}")


def _names(line: str, key: str) -> bool:
    """Whether a line of TOML sets this key or opens this table."""
    start = re.match(r"""\s*\[{0,2}\s*(?:"([^"]*)"|'([^']*)'|([\w-]+))\s*[=.\]]""", line)
    return bool(start and key in start.groups())


def _is_url(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return bool(
            parts.scheme in ("http", "https")
            and (parts.hostname or "").strip(".")
            and parts.port != 0
            and not re.search(r"\s", text)
        )
    except ValueError:
        return False


def _with_scheme(url: str) -> str:
    if "://" not in url and "." in url and _is_url(f"https://{url}"):
        return f"; write 'https://{url}'"
    return "; it begins with https:// or http://"


def _host_name(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _opml(data: bytes, file: str) -> list[Site]:
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line = f", line {error.lineno}" if error.lineno else ""
        raise SourcesError(f"{file}{line}: not XML ({error.msg}); export the OPML file again.") from None
    if str(root.tag).lower() != "opml":
        raise SourcesError(f"{file} is no OPML but <{root.tag}>; give a list of sites the ending .toml.")
    homes: dict[str, str] = {}
    feeds: dict[str, list[str]] = {}
    for outline in root.iter("outline"):
        attributes = {str(key).lower(): str(value).strip() for key, value in outline.attrib.items()}
        feed, home = attributes.get("xmlurl"), attributes.get("htmlurl")
        if not feed:
            continue
        for key, url in (("xmlUrl", feed), ("htmlUrl", home)):
            if url and not _is_url(url):
                _Place(file, outline.sourceline).fail(f"`{key}` is {url!r}, which is no web address{_with_scheme(url)}")
        url = home or urljoin(feed, "/")
        name = _host_name(url)
        homes.setdefault(name, url)
        listed = feeds.setdefault(name, [])
        if feed not in listed:
            listed.append(feed)
    if not homes:
        raise SourcesError(f"{file} lists no feed; every one is an <outline> with an xmlUrl.")
    return [Site(name=name, url=url, feeds=tuple(feeds[name])) for name, url in homes.items()]
