"""`scrapy read URL-or-FILE`: what extraction makes of one page, every field with its evidence, as JSON."""

import argparse
import json
import logging
import os
import re
import sys
from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.http import Request, Response
from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings
from twisted.python.failure import Failure

from crawler.discovery.addresses import absolute
from crawler.extraction import extract
from crawler.failures import why
from crawler.items import ScrapedArticle
from crawler.site import Site
from crawler.spider import NewsSpider

NOT_READ = 1
ASKED_WRONGLY = 2
NOT_AN_ARTICLE = 3
MAX_BYTES = 10_000_000
"""Of a page; the largest of real articles have two million."""

_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|title|article|div|p|h[1-6])[\s>/]", re.I)
_LIKE_HOST = re.compile(r"(?:[\w-]+\.)+(?!html?$)[a-z]{2,}(?:/|$)", re.I)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")

logger = logging.getLogger(__name__)


class ReadError(Exception):
    """Why there is nothing to print, as a sentence, and the exit status that says whose fault it is."""

    def __init__(self, sentence: str, status: int = NOT_READ) -> None:
        super().__init__(sentence)
        self.status = status


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page: where it is from, its bytes and headers."""

    url: str
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


class OnePageSpider(NewsSpider):
    """Asks for `url` as a crawl would, and keeps what came of it in `result`."""

    name = "read"
    takes: ClassVar[tuple[str, ...]] = ("url", "browser")
    needs_contact: ClassVar[bool] = False  # one page, as a person looks at it
    result: Response | Failure | None = None

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        super().update_settings(settings)
        nothing_stored = {"ITEM_PIPELINES": {}, "EXTENSIONS": {}, "CAPTURES": False, "DOWNLOAD_MAXSIZE": MAX_BYTES}
        settings.setdict(nothing_stored, priority="spider")

    def chosen_sites(self) -> list[Site]:
        return []

    def named_urls(self) -> list[str]:
        return [self.arguments["url"]]

    async def start(self) -> AsyncIterator[Request]:
        meta = {"browser": "browser" in self.arguments}
        yield Request(self.arguments["url"], callback=self.keep, errback=self.keep, meta=meta, dont_filter=True)

    def keep(self, result: Response | Failure) -> None:
        self.result = result


def say_nothing_unasked(settings: BaseSettings) -> None:
    """Scrapy's log only where the person asked for it: what a command has to say, it prints."""
    if (settings.getpriority("LOG_LEVEL") or 0) < SETTINGS_PRIORITIES["cmdline"]:
        settings.set("LOG_LEVEL", "CRITICAL", priority="cmdline")


class Command(ScrapyCommand):
    """Exit status 0: an article. 1: there is no page to read. 2: it was asked for wrongly. 3: it is no article."""

    requires_project = True

    def syntax(self) -> str:
        return "[options] URL-or-FILE"

    def short_desc(self) -> str:
        return "Print what extraction makes of one page, every field with its evidence"

    def long_desc(self) -> str:
        return (
            "Print what extraction makes of one page, as JSON: every field, its evidence, the kind of the page, and "
            "what was not settled. A URL is fetched as a crawl would fetch it; nothing is stored. A file is read as it "
            "is, with the response headers of a headers.json beside it if there is one. Exit status: 0 for an article, "
            "3 for a page that is none (the JSON says of which kind it is), 1 if there is no page to read, 2 if it was "
            "asked for wrongly."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--url", metavar="URL", help="the address that the page of FILE was saved from")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        super().process_options(args, opts)
        assert self.settings is not None
        say_nothing_unasked(self.settings)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1:
            raise UsageError("Name one URL or one file.")
        try:
            page = self._page(args[0], opts.url)
            article = read(page, args[0])
            _print(article)
            self.exitcode = 0 if article.kind == "article" else NOT_AN_ARTICLE
        except ReadError as error:
            print(error, file=sys.stderr)
            self.exitcode = error.status

    def _page(self, place: str, url: str | None) -> Fetched:
        if "://" not in place:
            return from_file(Path(place), url)
        if url is not None:
            raise ReadError("--url says where a saved file is from; it does not go with a URL.", ASKED_WRONGLY)
        return self._from_web(address(place))

    def _from_web(self, url: str, *, browser: bool = False) -> Fetched:
        """A page of the web; with `browser`, as a browser shows it. Raises ReadError."""
        assert self.crawler_process is not None
        crawler = self.crawler_process.create_crawler(OnePageSpider)
        self.crawler_process.crawl(crawler, url=url, **({"browser": "yes"} if browser else {}))
        self.crawler_process.start()
        result = crawler.spider.result if isinstance(crawler.spider, OnePageSpider) else None
        if isinstance(result, Failure):
            raise ReadError(f"{url} {why(result.value)}.")
        if result is None:
            raise ReadError(f"{url} was not fetched, as the crawler stopped before; `-L DEBUG` shows why.")
        if not 200 <= result.status < 300:
            raise ReadError(f"{result.url} answered {result.status}.")
        if browser and not (result.request and result.request.meta.get("rendered")):
            raise ReadError(f"{result.url} could not be rendered: it is no HTML, or the browser failed.")
        headers = {
            name.decode("latin-1"): b", ".join(values).decode("latin-1") for name, values in result.headers.items()
        }
        return Fetched(result.url, result.body, headers)


def address(text: str) -> str:
    """An absolute http(s) URL. Raises ReadError."""
    found = absolute(text, text)
    if found is None or re.search(r"\s", text.strip()):
        raise ReadError(f"{text!r} is no URL; write it in full, such as https://example.org/news/1.", ASKED_WRONGLY)
    return found


def from_file(path: Path, url: str | None) -> Fetched:
    """A saved page; `url` is where it is from, else the file's own address stands for it. Raises ReadError."""
    where = address(url) if url is not None else None
    try:
        with path.open("rb") as file:
            body = file.read(MAX_BYTES + 1)
        return Fetched(where or path.resolve().as_uri(), body, _headers(path.with_name("headers.json")))
    except FileNotFoundError:
        hint = f"; for a page on the web write https://{path}" if _LIKE_HOST.match(str(path)) else ""
        raise ReadError(f"There is no file {path}{hint}.", ASKED_WRONGLY) from None
    except OSError as error:
        raise ReadError(f"{path} cannot be read: {error.strerror or error}.", ASKED_WRONGLY) from None
    except ValueError:
        raise ReadError(f"{str(path)!r} cannot be the name of a file.", ASKED_WRONGLY) from None


def _headers(file: Path) -> dict[str, str]:
    try:
        headers = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (ValueError, RecursionError):
        headers = None
    if not isinstance(headers, dict) or not all(isinstance(value, str) for value in headers.values()):
        raise ReadError(f"{file} is no JSON object of texts; correct it, or take it away from beside the page.")
    return headers


def read(page: Fetched, name: str) -> ScrapedArticle:
    """What extraction makes of a page; `name` is what to call it in a complaint. Raises ReadError."""
    if not page.body.strip():
        raise ReadError(f"{name} is empty.")
    if len(page.body) > MAX_BYTES:
        raise ReadError(
            f"{name} is larger than {MAX_BYTES // 1_000_000} MB, which no article is; if it is one, cut the rest "
            "out of a copy of it."
        )
    opening = page.body[:100_000]
    opening = opening.replace(b"\x00", b"") if opening.startswith(_UTF16) else opening
    if b"\x00" in opening[:1000]:
        raise ReadError(f"{name} is not HTML but binary; if it is packed, unpack it first.")
    if not _HTML.search(opening) or opening.lstrip()[:1] in (b"{", b"["):
        raise ReadError(f"{name} is not HTML; it begins with {opening.strip()[:40].decode('utf-8', 'replace')!r}.")
    try:
        return extract(page.body, page.url, headers=page.headers)
    except Exception as error:
        logger.debug("extraction failed", exc_info=True)
        raise ReadError(
            f"{name} could not be read because of a program error ({type(error).__name__}: {error}); please report it "
            "with the page."
        ) from error


def _print(article: ScrapedArticle) -> None:
    text = json.dumps(asdict(article), ensure_ascii=False, indent=2, default=_plain) + "\n"
    try:
        sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
        sys.stdout.buffer.flush()
    except BrokenPipeError:  # whoever read it has seen enough; Python must not complain of it at exit either
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")
