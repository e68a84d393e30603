"""`scrapy addsite URL`: from the address of a site to its lines in a sources file and its first tests."""

import argparse
import asyncio
import io
import json
import os
import shutil
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawler.commands.read import Fetched, ReadError
from crawler.commands.savepage import trimmed
from crawler.contact import ContactError
from crawler.items import ScrapedArticle
from crawler.pages import found_in
from crawler.proposing import hosts_of, zone_of
from crawler.sampling import Place, Sampled, SampleSpider, places, stated
from crawler.saving import NAME, SaveError, fitted, printable, save, slug_of, table
from crawler.saving import Place as Folder
from crawler.site import Site
from crawler.sources import KEYS, SourcesError, load_sources
from crawler.spider import SpiderArgumentError
from crawler.spiders.news import site_at
from crawler.timestamps import parse_timestamp

NOTHING_FOUND = 1
ASKED_WRONGLY = 2
PAGES = 5
SAVED = 3
"""Articles of the sample that become tests."""
LARGEST_LIST = 200_000
"""Bytes of a feed or sitemap that becomes a test."""
STATED = 10
"""Feeds or sitemaps that are written down; a site with more has them found anew in each crawl."""
WATCHED = ("headline", "published", "byline", "body", "dek", "section", "images", "captions", "tags")


class AddError(Exception):
    """Why a site cannot be added, as a sentence, and the exit status."""

    def __init__(self, sentence: str, status: int = NOTHING_FOUND) -> None:
        super().__init__(sentence)
        self.status = status


class Command(ScrapyCommand):
    """Exit status 0: the site was added. 1: no article was found there. 2: it was asked for wrongly, or is there."""

    requires_project = True

    def syntax(self) -> str:
        return "[options] URL"

    def short_desc(self) -> str:
        return "Add a site: find its feeds and sitemaps, sample its pages, write its lines and first tests"

    def long_desc(self) -> str:
        return (
            "Look at a site as a crawl would (robots.txt and pace are kept): find its feeds and sitemaps, read a "
            "sample of its pages, show what is made of them, write its lines into a sources file, and save the first "
            "pages as tests. Nothing is written where no article is found, and nothing is written over."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--sources", metavar="FILE", type=Path, default=Path("sources.toml"), help="[sources.toml]")
        parser.add_argument("--saved", metavar="DIR", type=Path, default=Path("fixtures"), help="[fixtures]")
        parser.add_argument("--name", metavar="NAME", help="the site's name; without it, the host")
        parser.add_argument("--pages", metavar="N", type=int, default=PAGES, help=f"pages of the sample [{PAGES}]")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if len(args) != 1 or not 1 <= opts.pages <= 50:
            raise UsageError("Name the URL of one site, and 1 to 50 --pages.")
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="backslashreplace")
        try:
            site = site_at(args[0])
            site = replace(site, name=opts.name or site.name)
            refuse_known(site, opts.sources)
            spider = self._sample(site.url, opts.pages)
            self._add(site, spider, opts)
        except AddError as error:
            self._end(str(error), error.status)
        except (SpiderArgumentError, SourcesError, ContactError, SaveError) as error:
            self._end(str(error), ASKED_WRONGLY)

    def _sample(self, url: str, pages: int) -> SampleSpider:
        assert self.crawler_process is not None
        crawler = self.crawler_process.create_crawler(SampleSpider)
        crawl = self.crawler_process.crawl(crawler, url=url, pages=str(pages))
        assert isinstance(crawl, asyncio.Task), "FORCE_CRAWLER_PROCESS is not for this command"
        self.crawler_process.start()
        error = crawl.exception() if crawl.done() and not crawl.cancelled() else None
        if error is not None:
            raise error if isinstance(error, ContactError) else AddError(f"{url} could not be looked at: {error}.")
        assert isinstance(crawler.spider, SampleSpider)
        return crawler.spider

    def _add(self, site: Site, spider: SampleSpider, opts: argparse.Namespace) -> None:
        width = shutil.get_terminal_size().columns
        found = places(site, spider.documents)
        print("\n".join([*discovered(found, spider.listed), "", *overview(spider.sampled, width)]))
        articles = [one for one in spider.sampled if one.scraped is not None]
        if not articles:
            said = [*spider.faults, *(f"{one.url}: {one.reason}." for one in spider.sampled)]
            raise AddError(
                "\n".join(map(printable, said))
                + f"\nNo article was found at {site.url}; nothing was written. "
                + (
                    "If you may keep its pages nevertheless: -s OBEY_NOARCHIVE=False."
                    if any(one.noarchive for one in spider.sampled)
                    else "If you know one, look at it with `scrapy read URL`."
                )
            )
        site = filled(site, found, [one.scraped for one in articles if one.scraped])
        site, reasons = concluded(site, found, [one.scraped for one in articles if one.scraped])
        print("\n".join(["", *map(printable, reasons)]))
        day = datetime.now(UTC).date()
        folders = [
            folder for one in articles[:SAVED] if (folder := self._save(site, one, day, opts.saved, width)) is not None
        ]
        folders += save_list(site, found, day, opts.saved)
        write(site, opts.sources)
        print(f"\nIn {opts.sources}:\n\n{lines(site, day)}\nFirst tests, each with a golden to review:")
        print("\n".join(f"    {folder}" for folder in folders))
        print(
            "\nCompare each golden.json with its page, line by line, and correct it. Then:\n"
            f"    pytest -p crawler.testing {opts.saved / site.name}\n"
            f"    scrapy crawl news -a sources={opts.sources} -a source={site.name} -a limit=5"
        )

    def _save(self, site: Site, one: Sampled, day: date, root: Path, width: int) -> Path | None:
        """Save an article as a test, and show what was read; None if it cannot be, and why is said."""
        assert one.scraped is not None
        try:
            page, article, notes = trimmed(Fetched(one.url, one.body, dict(one.headers)), one.scraped, slim=True)
            place = Folder(root, site.name, slug_of(one.url, article.headline))
            why = f"one of the first pages of {site.name}"
            case = save(place, page.body, page.url, page.headers, fetched=day, why=why)
        except (ReadError, SaveError) as error:
            print(f"{one.url} was not saved: {error}", file=sys.stderr)
            return None
        print("\n".join(["", str(case.folder), table(case.read(), width), *notes]))
        return case.folder

    def _end(self, sentence: str, status: int) -> None:
        self.exitcode = status
        print(sentence, file=sys.stderr)


def refuse_known(site: Site, sources: Path) -> None:
    """Raises AddError where the sources file has the site, SourcesError where it is none."""
    if not NAME.fullmatch(site.name):
        raise AddError(f"{site.name!r} cannot be the name of a folder; choose another with --name.", ASKED_WRONGLY)
    if sources.suffix.lower() != ".toml":
        raise AddError(f"{sources} is no TOML file; name another with --sources.", ASKED_WRONGLY)
    for known in load_sources(sources) if sources.exists() else ():
        if site.name == known.name or site.url == known.url:
            raise AddError(
                f"{sources} has {known.name} ({known.url}) already; change its lines there, or choose another --name.",
                ASKED_WRONGLY,
            )


def discovered(found: Sequence[Place], listed: int) -> list[str]:
    """What the site lists, as lines."""
    rows = [
        f"{place.reads:8}{printable(place.url)}  {place.articles} pages"
        + (f", {place.sitemaps} sitemaps" if place.sitemaps else "")
        for place in found
    ]
    return [*(rows or ["No feed and no sitemap; the links of the home page are read."]), f"Pages to read: {listed}."]


def overview(sampled: Sequence[Sampled], width: int) -> list[str]:
    """The sample, a line a page, and in how many of the articles each field was found."""
    rows = []
    for one in sampled:
        what = one.scraped.headline or "no headline" if one.scraped else f"no article: {one.reason}"
        rows.append(f"{fitted(printable(what), width // 2)}  {printable(one.url)}"[: width * 2])
    articles = [one.scraped for one in sampled if one.scraped]
    counts = Counter(name for article in articles for name in found_in(article))
    if articles:
        rows.append(f"Found in {len(articles)}: " + ", ".join(f"{name} {counts[name]}" for name in WATCHED))
    return rows


def filled(site: Site, found: Sequence[Place], articles: Sequence[ScrapedArticle]) -> Site:
    """The site with what was learned of it: its language, its feeds and sitemaps if they are few."""
    feeds, sitemaps = stated(list(found))
    few = len(feeds) <= STATED and len(sitemaps) <= STATED
    return replace(
        site,
        language=language_of([article.language for article in articles]),
        feeds=tuple(feeds) if few else (),
        sitemaps=tuple(sitemaps) if few else (),
    )


def concluded(site: Site, found: Sequence[Place], articles: Sequence[ScrapedArticle]) -> tuple[Site, list[str]]:
    """The site with its zone and its other hosts as far as they can be concluded, and what speaks for each."""
    hinted = [parse_timestamp(article.hints.published) for article in articles if article.hints]
    stated = [article.published.value for article in articles if article.published]
    stated += [moment for place in found for text in place.dates if (moment := parse_timestamp(text))]
    moments = [moment for moment in (*stated, *hinted) if moment is not None and moment.tzinfo is not None]
    zone, why = zone_of(site.url, site.language, moments)
    reasons = [f"zone: {zone or 'none'}: {why}"]
    sisters, others = hosts_of(site.url, [url for place in found for url in place.urls])
    reasons += [f"hosts: {name}: {count} addresses in the feeds and sitemaps." for name, count in sisters.items()]
    reasons += [
        f"hosts: not {name}: {count} addresses in the feeds and sitemaps, under another name; add it if it belongs."
        for name, count in list(others.items())[:STATED]
    ]
    return replace(site, zone=zone, hosts=tuple(sisters)[:STATED]), reasons


def language_of(languages: Sequence[str | None]) -> str | None:
    """The language of at least two thirds of the articles, with its region where all of those state the same."""
    ((first, count),) = Counter((language or "").partition("-")[0] for language in languages).most_common(1)
    if not first or count * 3 < len(languages) * 2:
        return None
    whole = {language for language in languages if language and language.partition("-")[0] == first}
    return whole.pop() if len(whole) == 1 else first


def lines(site: Site, day: date) -> str:
    """The site as it stands in a sources file."""
    rows = [f"[[site]]  # added {day}"]
    for key in KEYS:
        value = getattr(site, key)
        if value is True:
            rows.append(f"{key} = true")
        elif isinstance(value, str):
            rows.append(f"{key} = {_quoted(value)}")
        elif value:
            rows.append(f"{key} = [{', '.join(map(_quoted, value))}]")
    return "\n".join(rows) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def write(site: Site, sources: Path) -> None:
    """Append the site to the sources file, which is there whole at any time. Raises SourcesError, AddError."""
    made = sources.with_name(f".{sources.stem}.{os.getpid()}.toml")
    try:
        before = sources.read_text(encoding="utf-8") if sources.exists() else ""
        gap = "" if not before else "\n" if before.endswith("\n") else "\n\n"
        made.write_text(before + gap + lines(site, datetime.now(UTC).date()), encoding="utf-8")
        load_sources(made)
        os.replace(made, sources)
    except OSError as error:
        raise AddError(f"{sources} cannot be written: {error.strerror or error}.") from None
    finally:
        made.unlink(missing_ok=True)


def save_list(site: Site, found: Sequence[Place], day: date, root: Path) -> list[Path]:
    """Save the first feed, or else the first sitemap with pages, as a test of discovery."""
    lists = sorted((place for place in found if place.articles), key=lambda place: place.reads != "feed")
    for place in lists:
        if len(place.body) > LARGEST_LIST:
            continue
        folder = Folder(root, site.name, f"{place.reads}-of-{site.name}")
        why = f"a {place.reads} of {site.name}"
        try:
            headers = {"Content-Type": "text/xml"}
            case = save(folder, place.body, place.url, headers, fetched=day, why=why, reads=place.reads)
        except SaveError as error:
            print(f"{place.url} was not saved: {error}", file=sys.stderr)
            return []
        return [case.folder]
    return []
