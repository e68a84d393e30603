"""`scrapy schedule`: lines for cron or units for systemd that crawl sites each hour, for years."""

import argparse
import getpass
import sys
from collections.abc import Sequence
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.utils.conf import closest_scrapy_cfg

from crawler.schedule import Place, ScheduleError, crontab, jobs, units
from crawler.sources import SourcesError, load_sources
from crawler.spider import near

ASKED_WRONGLY = 2
REVISIT = "revisit"


class Command(ScrapyCommand):
    """Exit status 0: the schedule is there. 2: it was asked for wrongly."""

    requires_project = True

    def syntax(self) -> str:
        return "[--cron | --systemd FOLDER] [--sources FILE] [SITE ...]"

    def short_desc(self) -> str:
        return "Make a crontab or systemd units that crawl sites each hour"

    def long_desc(self) -> str:
        return (
            "Print a crontab, or write systemd units into a folder, that crawl each SITE and each site of a sources "
            "file once an hour, check and back up the archive at night, and say each morning which sources have "
            "stopped working. Every setting given with -s is repeated in each crawl."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        how = parser.add_mutually_exclusive_group()
        how.add_argument("--cron", action="store_true", help="print a crontab (the default)")
        how.add_argument("--systemd", metavar="FOLDER", type=Path, help="write units for systemd into this folder")
        parser.add_argument("--sources", metavar="FILE", type=Path, help="crawl every site of this sources file")
        parser.add_argument("--mail", metavar="ADDRESS", help="who is told of failures")
        parser.add_argument("--backup", metavar="FILE", type=Path, help="back up the archive to this file each night")
        parser.add_argument("--logs", metavar="FOLDER", type=Path, default=Path("logs"), help="logs of cron [logs]")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if not args and opts.sources is None:
            raise UsageError("Name a sources file with --sources, or sites.")
        try:
            self._schedule(args, opts)
        except (SourcesError, ScheduleError) as error:
            self._end(str(error))
        except OSError as error:
            self._end(f"{error.filename} cannot be written: {error.strerror}.")

    def _schedule(self, sites: Sequence[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        assert self.crawler_process is not None
        known = self.crawler_process.spider_loader.list()
        for name in sites:
            if name not in known or name in ("news", REVISIT):
                raise ScheduleError(
                    f"There is no site {name!r}{near(name, known)}; `scrapy list` names them, others need --sources."
                )
        crawls: list[tuple[str, Sequence[str]]] = [(name, (name,)) for name in sites]
        if opts.sources is not None:
            file = opts.sources.absolute()
            crawls += [
                (site.name, ("news", "-a", f"sources={file}", "-a", f"source={site.name}"))
                for site in load_sources(file)
            ]
        place = Place(
            project=Path(closest_scrapy_cfg()).parent,
            commands=Path(sys.executable).parent,
            archive=Path(self.settings["ARCHIVE"]).absolute(),
            logs=opts.logs.absolute(),
        )
        settings = [setting for setting in opts.set if not setting.startswith("ARCHIVE=")]
        backup = opts.backup.absolute() if opts.backup else None
        if backup is not None and not backup.parent.is_dir():
            raise ScheduleError(f"The folder {backup.parent} for backups does not exist; create it, or name another.")
        found = jobs(place, crawls, settings, backup=backup, revisit=REVISIT in known)
        if opts.systemd is None:
            text = crontab(place, found, mail=opts.mail)
            place.logs.mkdir(parents=True, exist_ok=True)
            sys.stdout.write(text)
            return
        made = units(place, found, user=getpass.getuser(), mail=opts.mail)
        opts.systemd.mkdir(parents=True, exist_ok=True)
        for name, text in made.items():
            (opts.systemd / name).write_text(text, encoding="utf-8")
        print(f"{len(made)} units are in {opts.systemd}.", file=sys.stderr)

    def _end(self, sentence: str) -> None:
        self.exitcode = ASKED_WRONGLY
        print(sentence, file=sys.stderr)
