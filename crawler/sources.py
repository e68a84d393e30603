"""A person's own list of sites: TOML with one `[[site]]` a site, or an OPML file as feed readers export it.

[[site]]
url = "https://example.org"                        # all that is needed
name = "example"                                   # its name in the archive; without it, the host without "www."
language = "pt-BR"                                 # BCP 47
zone = "America/Sao_Paulo"                         # IANA; for dates that state no zone
network = "example group"                          # who numbers its articles, where several sites share the IDs
sitemaps = ["/sitemap.xml"]                        # where to look; without any, robots.txt and the home page are asked
feeds = ["https://feeds.example.org/all.rss"]
listings = ["/latest"]
daily = ["/archive/{yyyy}/{mm}/{dd}"]              # archive pages of each day, walked backwards by -a since=2026-01-01
articles = '/\\d{4}/\\d\\d/'                         # regular expression: paths of articles, and no others
hosts = ["example.net"]                            # other hosts with the same articles
browser = true                                     # its pages are empty without JavaScript; needs the extra "browser"
"""

import re
import tomllib
from collections.abc import Callable
from datetime import date
from difflib import get_close_matches
from functools import cache, partial
from os import PathLike
from pathlib import Path
from typing import Any
from urllib.parse import urljoin
from zoneinfo import available_timezones

from lxml import etree

from crawler.discovery import daily
from crawler.discovery.addresses import absolute, host
from crawler.discovery.text import decoded, one_line
from crawler.discovery.xml import disarmed, has_doctype
from crawler.site import Site

MAX_BYTES = 10 * 1024 * 1024
_TEXTS = ("url", "name", "language", "zone", "network", "articles")
_LISTS = ("sitemaps", "feeds", "listings", "daily", "hosts")
KEYS = (*_TEXTS, *_LISTS, "browser")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*", re.I)
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?", re.I)


class SourcesError(ValueError):
    """A list of sites that cannot be used; `str()` is one sentence that names file, line and key, and what to do."""


def load_sources(path: str | PathLike[str]) -> list[Site]:
    """The sites of a TOML file, or of an OPML file if its name ends in .opml or .xml, in its order.

    Addresses are made absolute. Sites of an OPML file are its feeds by the host of their home page. Raises
    SourcesError.
    """
    file = Path(path)
    text = _read(file)
    if file.suffix.lower() in (".opml", ".xml"):
        return _from_opml(text, file.name)
    return _from_toml(text, file.name)


def _read(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            body = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise SourcesError(f"There is no sources file {file}; write one, or correct its name.") from None
    except OSError as error:
        raise SourcesError(f"The sources file {file} cannot be read: {error.strerror or error}.") from None
    except ValueError:
        raise SourcesError(f"{str(file)!r} cannot be the name of a sources file.") from None
    if len(body) > MAX_BYTES:
        raise SourcesError(f"{file} is larger than {MAX_BYTES:,} bytes, which no list of sites is; name another file.")
    if file.suffix.lower() in (".opml", ".xml"):
        return decoded(body)
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        raise SourcesError(f"{file}, line {line}: this is not UTF-8; save the file as UTF-8.") from None


def _from_toml(text: str, file: str) -> list[Site]:
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise SourcesError(f"{file} is not TOML: {_toml_complaint(error, text)}.") from None
    lines = _Lines(text)
    for key in data:
        if key != "site":
            raise SourcesError(f"{file}, line {lines.of_top(key)}: {key!r} is no key here{_near(key, ['site'])}; "
                               "each site begins with [[site]].")  # fmt: skip
    tables = data.get("site")
    if tables is None:
        raise SourcesError(f'{file} lists no site; write [[site]] and below it url = "https://example.org".')
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise SourcesError(f"{file}, line {lines.of_top('site')}: write [[site]], with two brackets, above each site.")
    sites: list[Site] = []
    for number, table in enumerate(tables):
        site = _Table(table, file, partial(lines.of, number)).site()
        for other, earlier in enumerate(sites):
            if earlier.name == site.name:
                raise SourcesError(
                    f"{file}, line {lines.of(number, 'name')}: the name {site.name!r} is taken by the site of line "
                    f"{lines.of(other, 'name')}; give one of them another name."
                )
        sites.append(site)
    return sites


def _toml_complaint(error: Exception, text: str) -> str:
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    found = re.fullmatch(r"(.*) \(at (?:line (\d+), column \d+|end of document)\)", str(error), re.S)
    line = found and (found[2] or len(text.splitlines()))
    return f"line {line}: {found[1][:1].lower()}{found[1][1:]}" if found else str(error)


class _Table:
    """One `[[site]]`; `line` tells where a key stands."""

    def __init__(self, table: dict[str, Any], file: str, line: Callable[[str], int]) -> None:
        self.table = table
        self.file = file
        self.line = line

    def site(self) -> Site:
        for key in self.table:
            if key not in KEYS:
                raise self._wrong(key, f"{key!r} is no key of a site{_near(key, KEYS)}; the keys are {', '.join(KEYS)}")
        texts = {key: self._text(key) for key in _TEXTS}
        home = texts["url"]
        if home is None:
            raise self._wrong("url", 'this site has no url; write url = "https://example.org"')
        url = self._address("url", home)
        lists = {key: self._list(key) for key in _LISTS}
        for name in lists["hosts"]:
            if not _HOST.fullmatch(name):
                raise self._wrong(
                    "hosts", f"{name!r} is no host; write it without https:// and path, such as example.org"
                )
        return Site(
            name=texts["name"] or host(url).removeprefix("www."),
            url=url,
            language=self._language(texts["language"]),
            zone=self._zone(texts["zone"]),
            network=texts["network"],
            sitemaps=tuple(self._address("sitemaps", item, url) for item in lists["sitemaps"]),
            feeds=tuple(self._address("feeds", item, url) for item in lists["feeds"]),
            listings=tuple(self._address("listings", item, url) for item in lists["listings"]),
            daily=tuple(self._daily(item, url) for item in lists["daily"]),
            articles=self._pattern(texts["articles"]),
            hosts=tuple(name.lower() for name in lists["hosts"]),
            browser=self._flag("browser"),
        )

    def _wrong(self, key: str, sentence: str) -> SourcesError:
        return SourcesError(f"{self.file}, line {self.line(key)}: {sentence}.")

    def _text(self, key: str) -> str | None:
        value = self.table.get(key)
        if value is None:
            return None
        if not isinstance(value, str):
            raise self._wrong(key, f"{key} must be a text in quotes, not {_kind(value)}")
        if not value.strip() or not value.strip().isprintable():
            raise self._wrong(key, f"{key} must be one line of text; fill it in, or take the line out")
        return value.strip()

    def _flag(self, key: str) -> bool:
        value = self.table.get(key, False)
        if isinstance(value, bool):
            return value
        raise self._wrong(key, f"{key} must be true or false, not {_kind(value)}")

    def _list(self, key: str) -> list[str]:
        value = self.table.get(key, [])
        if isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value):
            return [item.strip() for item in value]
        item = next((item for item in value if not isinstance(item, str)), "") if isinstance(value, list) else value
        raise self._wrong(key, f'{key} must be a list of texts, such as {key} = ["…"], not {_kind(item)}')

    def _address(self, key: str, value: str, base: str | None = None) -> str:
        relative = base is not None and value.startswith("/")
        if (relative or re.match(r"https?://", value, re.I)) and not re.search(r"\s", value):
            address = absolute(value, base or value)
            if address and _is_name_of_host(host(address)):
                return address
        raise self._wrong(key, f"{value!r} is no URL; write it in full, such as https://example.org")

    def _daily(self, value: str, base: str) -> str:
        if wrong := daily.wrong_with(value):
            raise self._wrong("daily", f"{value!r} {wrong}")
        self._address("daily", daily.address_of(value, date(2000, 1, 1)), base)
        return urljoin(base, value)

    def _language(self, value: str | None) -> str | None:
        if value is not None and not _LANGUAGE.fullmatch(value):
            raise self._wrong(
                "language", f"{value!r} is no BCP 47 language tag; write one such as en, pt-BR or zh-Hant"
            )
        return value

    def _zone(self, value: str | None) -> str | None:
        if value is not None and value not in (zones := _zones()):
            by_city = {zone.rpartition("/")[2].lower(): zone for zone in sorted(zones)}
            city = value.rpartition("/")[2].replace(" ", "_").lower()
            hint = f" (did you mean {by_city[city]}?)" if city in by_city else _near(value, zones)
            raise self._wrong("zone", f"{value!r} is no time zone{hint}; write an IANA name such as Europe/Prague")
        return value

    def _pattern(self, value: str | None) -> str | None:
        try:
            re.compile(value or "")
        except (re.error, RecursionError, OverflowError) as error:
            raise self._wrong("articles", f"{value!r} is no regular expression: {error}") from None
        return value


def _is_name_of_host(name: str) -> bool:
    """Whether a host has a dot or colon inside, as all have but one: `https://example` is a slip."""
    return "." in name.strip(".") or ":" in name or name == "localhost"


def _kind(value: object) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "a table", str: "a text"}
    return "an empty text" if value == "" else names.get(type(value), "a date")


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _near(name: str, names: Any) -> str:
    found = get_close_matches(name, list(names), n=1)
    return f" (did you mean {found[0]}?)" if found else ""


class _Lines:
    """Where keys stand; tomllib does not tell."""

    def __init__(self, text: str) -> None:
        self.lines = text.splitlines()
        self.headers = [n for n, line in enumerate(self.lines) if re.match(r"\s*\[\[\s*[\"']?site[\"']?\s*\]\]", line)]

    def of(self, number: int, key: str) -> int:
        """Line of a key of the site with this number, else where the site begins, counted from 1."""
        if number >= len(self.headers):
            return self._find(key, 0, len(self.lines)) or self._find("site", 0, len(self.lines)) or 1
        start = self.headers[number]
        end = self.headers[number + 1] if number + 1 < len(self.headers) else len(self.lines)
        return self._find(key, start + 1, end) or start + 1

    def of_top(self, key: str) -> int:
        return self._find(key, 0, len(self.lines)) or 1

    def _find(self, key: str, start: int, end: int) -> int | None:
        name = rf"[\"']?{re.escape(key)}[\"']?"
        wanted = re.compile(rf"\s*(?:{name}\s*[.=]|\[{{1,2}}\s*(?:site\s*\.\s*)?{name}\s*[.\]])")
        return next((n + 1 for n in range(start, end) if wanted.match(self.lines[n])), None)


def _from_opml(text: str, file: str) -> list[Site]:
    if has_doctype(text):
        raise SourcesError(f"{file} has a document type declaration, which OPML does not need; take it out.")
    parser = etree.XMLParser(recover=True, resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(disarmed(text.lstrip("\ufeff")), parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None or etree.QName(root).localname.lower() != "opml":
        raise SourcesError(f"{file} is not OPML; export it again from the feed reader, or write a TOML file.")
    if parser.error_log and any(error.level >= etree.ErrorLevels.FATAL for error in parser.error_log):
        error = parser.error_log[0]
        raise SourcesError(f"{file}, line {error.line}: this is not XML ({one_line(error.message)}); export it again.")
    feeds: dict[str, list[str]] = {}
    homes: dict[str, str] = {}
    for outline in root.iter("{*}outline", "outline"):
        given = {name.lower(): value.strip() for name, value in outline.attrib.items()}
        addresses = {}
        for name in ("xmlUrl", "htmlUrl"):
            if value := given.get(name.lower()):
                addresses[name] = absolute(value, value) or ""
                if not addresses[name]:
                    raise SourcesError(
                        f"{file}, line {outline.sourceline}: the {name} {value!r} is no URL; correct it."
                    )
        if not addresses:
            continue
        home = addresses.get("htmlUrl") or absolute("/", addresses["xmlUrl"]) or ""
        name = host(home).removeprefix("www.")
        homes.setdefault(name, home)
        feeds.setdefault(name, []).extend(addresses[key] for key in ("xmlUrl",) if key in addresses)
    if not homes:
        raise SourcesError(f"{file} lists no feed: none of its outlines has an xmlUrl.")
    return [Site(name=name, url=url, feeds=tuple(dict.fromkeys(feeds[name]))) for name, url in homes.items()]
