"""Schedules: lines that cron takes and the shell runs with no environment, units that systemd takes."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive import Archive
from crawler.lock import SourceLocks
from crawler.schedule import LONGEST_LINE, Job, Place, ScheduleError, cron_command, crontab, file_name, jobs, units
from tests.courier import ENDS_WITHIN, ENVIRONMENT, QUICK, ROOT, Courier, Page, article, feed, path_of

PLACE = Place(
    project=Path("/srv/the news"),
    commands=Path("/srv/the news/.venv/bin"),
    archive=Path("/srv/100%/news.db"),
    logs=Path("/var/log/news"),
)
ODD = "Нова газета 'A' $HOME 100%"
CRAWLS = [("echo", ("echo",)), (ODD, ("news", "-a", f"source={ODD}"))]
FIELD = r"(\d+|\*) (\d+|\*) \* \* \*  (.+)"


def asked(text: str) -> dict[str, str]:
    """The commands of a crontab by their minute and hour, as cron hands them to the shell."""
    found = {}
    for line in text.splitlines():
        if line.startswith(("#", "MAILTO=")):
            continue
        match = re.fullmatch(FIELD, line)
        assert match, line
        assert not re.search(r"(?<!\\)%", match[3]), "cron takes a bare % for a line break"
        assert len(match[3]) <= LONGEST_LINE
        found[f"{match[1]} {match[2]}"] = match[3].replace(r"\%", "%")
    return found


def test_each_site_has_its_minute_whoever_else_is_there() -> None:
    names = [f"site-{number}" for number in range(600)]
    minutes = [Job(name=name, command=()).minute for name in names]
    assert minutes[:3] == [Job(name=name, command=()).minute for name in names[:3]]
    counts = [minutes.count(minute) for minute in range(60)]
    assert min(counts) > 0
    assert max(counts) < 30


def test_a_crontab_has_a_line_for_each_site_and_each_duty() -> None:
    found = jobs(PLACE, CRAWLS, ["CONTACT=you@example.org"], backup=Path("/mnt/safe/news.db"), revisit=True)
    text = crontab(PLACE, found, mail="you@example.org")
    assert "MAILTO=you@example.org" in text.splitlines()
    lines = asked(text)
    assert len(lines) == 6
    for when, command in lines.items():
        assert command.startswith("cd '/srv/the news' && ")
        crawls = " crawl " in command
        assert ("CONTACT=you@example.org" in command) == crawls
        assert when.endswith(" *") == crawls
        assert "100%/news.db" in command
    duties = " ".join(lines.values())
    for duty in ("crawl revisit", "archive' check", "archive' backup /mnt/safe/news.db --replace", "archive' health"):
        assert duty in duties


def test_a_line_that_cron_would_cut_is_refused() -> None:
    long = Job(name="echo", command=("x" * LONGEST_LINE,))
    with pytest.raises(ScheduleError, match="characters"):
        crontab(PLACE, [long])


def test_a_site_is_scheduled_once() -> None:
    with pytest.raises(ScheduleError, match="'echo' would be crawled twice"):
        jobs(PLACE, [("echo", ("echo",)), ("echo", ("news",))], [])


@pytest.mark.parametrize("name", ["echo", "www.echo.example", "a/b", "../x", ODD, ".hidden", "-x", "海港"])
def test_names_of_files_are_harmless_and_apart(name: str) -> None:
    made = file_name(name)
    assert re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9._-]*|[.-]\S*_[0-9a-f]{8}", made)
    assert "/" not in made
    assert (made == name) == (name in ("echo", "www.echo.example"))
    assert file_name(name + "?") != made


@pytest.mark.parametrize(
    ("status", "said", "printed"),
    [
        (0, "", ""),
        (0, "news", "news\n"),
        (1, "oops", "oops [status 1]\n"),
        (4, "under way", ""),
        (5, "", ""),
        (5, "news", "news\n"),
        (137, "", " [status 137]\n"),
    ],
)
def test_what_cron_sends_by_mail(status: int, said: str, printed: str, tmp_path: Path) -> None:
    program = tmp_path / "crawl me"
    program.write_text(f"#!/bin/sh\necho the report\n[ -z '{said}' ] || echo '{said}' >&2\nexit {status}\n")
    program.chmod(0o755)
    place = Place(project=tmp_path, commands=tmp_path, archive=tmp_path / "news.db", logs=tmp_path)
    job = Job(name="echo", command=(str(program), ODD))
    done = subprocess.run(
        ["env", "-i", "/bin/sh", "-c", cron_command(place, job)], capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == (printed, "")
    assert (tmp_path / "echo.log").read_text() == "the report\n" + printed


@pytest.mark.parametrize(("status", "printed"), [(0, ""), (1, "the report\noops\n"), (5, "the report\noops\n")])
def test_what_a_duty_sends_by_mail(status: int, printed: str, tmp_path: Path) -> None:
    place = Place(project=tmp_path, commands=tmp_path, archive=tmp_path / "news.db", logs=tmp_path)
    job = Job(name="check", command=("sh", "-c", f"echo the report; echo oops >&2; exit {status}"), telling=False)
    done = subprocess.run(["/bin/sh", "-c", cron_command(place, job)], capture_output=True, text=True, check=False)
    assert done.stdout == printed
    assert (tmp_path / "check.log").read_text() == "the report\noops\n"


def test_units_are_what_systemd_takes(tmp_path: Path) -> None:
    place = Place(project=ROOT, commands=Path(sys.executable).parent, archive=tmp_path / "100%.db", logs=tmp_path)
    made = units(
        place, jobs(place, CRAWLS, [f"CONTACT={ODD}"], backup=tmp_path / "b.db"), user="root", mail="a@example.org"
    )
    assert {name.rpartition(".")[2] for name in made} == {"service", "timer"}
    for name, text in made.items():
        (tmp_path / name).write_text(text)
        if name.endswith(".timer"):
            assert name.replace(".timer", ".service") in made
            assert re.search(r"^OnCalendar=\*-\*-\* (\*|\d\d):\d\d:00$", text, re.M)
    service = made["news-archive-echo.service"]
    assert "OnFailure=news-archive-failed@%n.service" in service
    assert "100%%.db" in service
    assert "SuccessExitStatus=4 5" in service
    assert "SuccessExitStatus" not in made["news-archive-archive-health.service"]
    if shutil.which("systemd-analyze"):
        files = [str(tmp_path / name) for name in made]
        done = subprocess.run(
            ["systemd-analyze", "verify", "--man=no", *files],
            capture_output=True,
            text=True,
            timeout=ENDS_WITHIN,
            check=False,
        )
        told = [line for line in done.stderr.splitlines() if "news-archive" in line]
        assert (done.returncode, told) == (0, [])


def schedule(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "scrapy", "schedule", *arguments, "--logs", str(folder / "logs")],
        cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, timeout=ENDS_WITHIN, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ("rferll",),
            "There is no site 'rferll' (did you mean rferl?); `scrapy list` names them, others need --sources.",
        ),
        (("news",), "There is no site 'news'"),
        (("--sources", "nowhere.toml"), "There is no sources file"),
        (("rferl", "--backup", "/nowhere/at/all/news.db"), "The folder /nowhere/at/all for backups does not exist;"),
        (("rferl", "rferl"), "'rferl' would be crawled twice each hour; name it once."),
    ],
)
def test_wrong_schedules_are_one_sentence(arguments: tuple[str, ...], sentence: str, tmp_path: Path) -> None:
    done = schedule(*arguments, folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(sentence)
    assert len(done.stderr.splitlines()) == 1


@pytest.fixture
def courier() -> Iterator[Courier]:
    server = Courier()
    yield server
    server.shutdown()
    server.server_close()


def run_by_cron(command: str) -> str:
    """What cron would send by mail: it starts the shell with next to no environment, elsewhere."""
    minimal = ["env", "-i", "SHELL=/bin/sh", "PATH=/usr/bin:/bin", "LOGNAME=root", "HOME=/", "/bin/sh", "-c", command]
    done = subprocess.run(minimal, cwd="/", capture_output=True, text=True, timeout=ENDS_WITHIN, check=True)
    return done.stdout + done.stderr


def test_the_lines_run_in_crons_environment(courier: Courier, tmp_path: Path) -> None:
    home = tmp_path / "a folder"
    home.mkdir()
    courier.xml("/feed.xml", feed(path_of(1), path_of(2)))
    for number in (1, 2):
        courier[path_of(number)] = article(number)
    sources = home / "sources.toml"
    sources.write_text(f'[[site]]\nname = "{ODD}"\nurl = "{courier.base}/"\nfeeds = ["/feed.xml"]\n')
    db, backup = home / "news 100%.db", home / "backup.db"
    made = schedule("--sources", str(sources), "--backup", str(backup), *QUICK, "-s", f"ARCHIVE={db}", folder=home)
    assert (made.returncode, made.stderr) == (0, "")
    lines = asked(made.stdout)
    (crawl,) = [line for line in lines.values() if "crawl news" in line]
    (check,) = [line for line in lines.values() if " check " in line]
    (save,) = [line for line in lines.values() if " backup " in line]
    (health,) = [line for line in lines.values() if " health " in line]

    assert run_by_cron(crawl) == ""
    with Archive(db, read_only=True) as archive:
        assert [row["source"] for row in archive.stats()["sources"]] == [ODD]
    assert "2 pages in" in (home / "logs" / f"{file_name(ODD)}.log").read_text()
    assert run_by_cron(check) == run_by_cron(save) == run_by_cron(health) == ""
    assert backup.exists()

    locks = SourceLocks(str(db))
    assert locks.take(ODD)
    assert run_by_cron(crawl) == "", "another crawl under way is no mail"
    locks.close()

    courier["/feed.xml"] = Page(b"", "text/xml")
    assert "is no feed" in run_by_cron(crawl)
    assert "is no feed" in run_by_cron(health)
    assert (home / "logs" / "archive-health.log").exists()


def run_by_systemd(unit: str) -> subprocess.CompletedProcess[str]:
    """A service's command as systemd starts it for an account without rights, home or shell; it may read all files, as
    this Python may be root's, and write none but its own."""
    line, folder = (re.search(f"^{key}=(.*)$", unit, re.M) for key in ("ExecStart", "WorkingDirectory"))
    assert line
    assert folder
    words = [word.replace("$$", "$").replace("%%", "%") for word in shlex.split(line[1])]
    only = "-all,+dac_read_search"
    command = [
        "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--no-new-privs", f"--inh-caps={only}",
        f"--ambient-caps={only}", f"--bounding-set={only}", "env", "-i", "PATH=/usr/local/bin:/usr/bin",
        "HOME=/nonexistent", "USER=nobody", "LANG=C.UTF-8", *words,
    ]  # fmt: skip
    return subprocess.run(
        command, cwd=folder[1].replace("%%", "%"), stdin=subprocess.DEVNULL, capture_output=True, text=True,
        timeout=ENDS_WITHIN, check=False,
    )  # fmt: skip


@pytest.mark.skipif(
    os.geteuid() != 0 or not shutil.which("setpriv"), reason="only root can be another user: no unit run"
)
def test_the_units_run_as_an_account_without_rights(courier: Courier, tmp_path: Path) -> None:
    courier.xml("/feed.xml", feed(path_of(1), path_of(2)))
    for number in (1, 2):
        courier[path_of(number)] = article(number)
    with tempfile.TemporaryDirectory(dir="/tmp", prefix="a folder ") as name:
        home = Path(name)
        sources, db, backup = home / "sources.toml", home / "news 100%.db", home / "backup.db"
        sources.write_text(f'[[site]]\nname = "{ODD}"\nurl = "{courier.base}/"\nfeeds = ["/feed.xml"]\n')
        for path in (home, sources):
            os.chown(path, 65534, 65534)
        asking = ("--sources", str(sources), "--backup", str(backup), "--systemd", str(tmp_path / "units"))
        assert schedule(*asking, *QUICK, "-s", f"ARCHIVE={db}", folder=tmp_path).returncode == 0
        units = {file.stem: file.read_text() for file in (tmp_path / "units").glob("*.service")}
        (crawl,) = [unit for unit in units.values() if "crawl news" in unit]

        done = run_by_systemd(crawl)
        assert (done.returncode, done.stderr) == (0, "")
        with Archive(db, read_only=True) as archive:
            assert archive.stats()["sources"][0]["articles"] == 2
        for name in ("archive-check", "archive-backup", "archive-health", "revisit"):
            done = run_by_systemd(units[f"news-archive-{name}"])
            assert done.returncode == 0, done.stderr
        assert backup.exists()
