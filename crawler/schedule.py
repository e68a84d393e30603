"""Crawls at fixed times without anybody: lines for cron, units for systemd. Pure: text in, text out.

What belongs to an hour is spread over it by the names, always in the same way, so that hundreds of sites do not start
at once, and a new one moves no other. Everything stands in the lines in full, because cron starts commands with almost
no environment, in another folder.
"""

import re
import shlex
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

LONGEST_LINE = 998
"""Characters of a command that Debian's cron takes (MAX_COMMAND less the line break and end)."""
NIGHT = 3
MORNING = 6
PREFIX = "news-archive"


class ScheduleError(ValueError):
    """Why there is no schedule, as a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Something to run: `name` is its log's and unit's, `hour` None for each hour. `telling`: its standard output goes
    to the log, and what is on standard error is to be read by somebody."""

    name: str
    command: tuple[str, ...]
    hour: int | None = None
    telling: bool = True
    harmless: tuple[int, ...] = ()
    """Exit statuses other than 0 that are no failure."""

    @property
    def minute(self) -> int:
        return int.from_bytes(sha256(self.name.encode()).digest()[:4], "big") % 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where it all is, absolute; `commands` is the folder of `scrapy` and `archive`."""

    project: Path
    commands: Path
    archive: Path
    logs: Path


def jobs(
    place: Place,
    crawls: Iterable[tuple[str, Sequence[str]]],
    settings: Sequence[str],
    *,
    backup: Path | None = None,
    revisit: bool = False,
) -> list[Job]:
    """A crawl each hour for each (name, arguments of `scrapy crawl`); each night `archive check` and, if there is a
    place for it, `archive backup`; each morning `archive health`. `settings` are NAME=VALUE for every crawl.

    Raises ScheduleError for two jobs of one name.
    """
    scrapy, archive = str(place.commands / "scrapy"), str(place.commands / "archive")
    said = [part for setting in (f"ARCHIVE={place.archive}", *settings) for part in ("-s", setting)]
    found = [
        Job(name=name, command=(scrapy, "crawl", *arguments, *said), harmless=(4, 5)) for name, arguments in crawls
    ]
    if revisit:
        found.append(Job(name="revisit", command=(scrapy, "crawl", "revisit", *said), harmless=(4, 5)))
    db = ("--db", str(place.archive))
    found.append(Job(name="archive-check", command=(archive, "check", *db), hour=NIGHT, telling=False))
    if backup is not None:
        command = (archive, "backup", str(backup), "--replace", *db)
        found.append(Job(name="archive-backup", command=command, hour=NIGHT + 1, telling=False))
    found.append(Job(name="archive-health", command=(archive, "health", *db), hour=MORNING, telling=False))
    names = Counter(job.name for job in found)
    if twice := [name for name, count in names.items() if count > 1]:
        raise ScheduleError(f"{twice[0]!r} would be crawled twice each hour; name it once.")
    return found


def crontab(place: Place, found: Sequence[Job], *, mail: str | None = None) -> str:
    """The lines for `crontab`. What there is to tell is printed, which cron sends by mail; the rest is in the logs.

    Raises ScheduleError where a line would be longer than cron takes.
    """
    lines = ["# Made by `scrapy schedule`. crontab FILE takes this in the place of what was there before."]
    lines += [f"MAILTO={mail}"] if mail else []
    for job in found:
        command = cron_command(place, job).replace("%", r"\%")
        if len(command) > LONGEST_LINE:
            raise ScheduleError(
                f"The line for {job.name} would have {len(command)} characters, and cron takes {LONGEST_LINE}; use "
                "shorter paths, or --systemd."
            )
        lines.append(f"{job.minute} {'*' if job.hour is None else job.hour} * * *  {command}")
    return "\n".join(lines) + "\n"


def cron_command(place: Place, job: Job) -> str:
    """What /bin/sh is to run. It prints what somebody must read: of a crawl, what is on standard error, with the status
    of one that failed; not that another one is under way, nor what was told before and is so still (status 5)."""
    log = shlex.quote(str(place.logs / f"{file_name(job.name)}.log"))
    command = f"cd {shlex.quote(str(place.project))} && "
    if job.telling:
        return (
            f"{command}said=$({shlex.join(job.command)} 2>&1 >>{log}); s=$?; "
            'case $s in 0|5) ;; 4) said= ;; *) said="$said [status $s]" ;; esac; '
            f'[ -z "$said" ] || echo "$said" | tee -a {log}'
        )
    return f'{command}said=$({shlex.join(job.command)} 2>&1) && echo "$said" >>{log} || echo "$said" | tee -a {log}'


def units(place: Place, found: Sequence[Job], *, user: str, mail: str | None = None) -> dict[str, str]:
    """The units for systemd by file name: a service and a timer for each job, and one service that sends mail of those
    that failed if there is an address."""
    made = {}
    for job in found:
        name = f"{PREFIX}-{file_name(job.name)}"
        failure = f"OnFailure={PREFIX}-failed@%n.service\n" if mail else ""
        statuses = f"SuccessExitStatus={' '.join(map(str, job.harmless))}\n" if job.harmless else ""
        made[f"{name}.service"] = (
            f"[Unit]\nDescription=news archive: {_percent(job.name)}\nWants=network-online.target\n"
            f"After=network-online.target\n{failure}\n"
            f"[Service]\nType=oneshot\nUser={user}\nWorkingDirectory={_percent(str(place.project))}\n"
            f"ExecStart={' '.join(map(_unit_word, job.command))}\n{statuses}Nice=10\n"
        )
        hour = "*" if job.hour is None else f"{job.hour:02}"
        made[f"{name}.timer"] = (
            f"[Unit]\nDescription=news archive: {_percent(job.name)}\n\n"
            f"[Timer]\nOnCalendar=*-*-* {hour}:{job.minute:02}:00\nPersistent=true\n\n"
            "[Install]\nWantedBy=timers.target\n"
        )
    if mail:
        script = f'systemctl status --full --lines=50 -- "$1" | mail -s "$1 failed" -- {shlex.quote(mail)}'
        made[f"{PREFIX}-failed@.service"] = (
            "[Unit]\nDescription=Mail that %i failed\n\n"
            f"[Service]\nType=oneshot\nExecStart=/bin/sh -c {_unit_word(script)} sh %i\n"
        )
    return made


def file_name(name: str) -> str:
    """A name as a file or unit may have it; what had to be replaced is told apart by a digest."""
    plain = re.sub(r"[^A-Za-z0-9._-]", "_", name)
    return plain if plain == name and plain[0] not in ".-" else f"{plain}_{sha256(name.encode()).hexdigest()[:8]}"


def _percent(text: str) -> str:
    return text.replace("%", "%%")


def _unit_word(text: str) -> str:
    """One argument of a command line in a unit (systemd.service(5), "Command lines")."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("$", "$$").replace("%", "%%")
    return escaped if re.fullmatch(r"[A-Za-z0-9._=:,/@+-]+", text) else f'"{escaped}"'
