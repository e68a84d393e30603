"""The `archive` command as a person meets it."""

import csv
import errno
import io
import json
import os
import pty
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive import Archive, Article, Moment, Visit
from archive.cli import clean, table
from archive.errors import told
from archive.export import cell

ROOT = Path(__file__).parent.parent
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
FERRY = Article(
    url="https://echo.example/ferry",
    source="echo",
    headline="Ferry runs again",
    byline="By Lena Müller and AFP",
    authors=("Lena Müller",),
    agencies=("AFP",),
    published=Moment(value=NOW, text="2026-11-20", zone="unknown"),
    body="A cable ferry crossed the lower Varda.\n\nNobody paid.",
    credits=("With reporting by AFP",),
    disclaimer="Declared undesirable.",
    language="en",
    evidence={"headline": {"reader": "h1"}},
)
HOSTILE = replace(
    FERRY,
    url="https://echo.example/x",
    headline="\x1b[2J=HYPERLINK(1)",
    body="\x1b]0;owned\x07 *bold* [link](x)",
    byline="=1+1",
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cli") / "news.db"
    with Archive(path) as db:
        crawl = db.start_crawl("news", {})
        for article in (FERRY, HOSTILE):
            db.add(article, Visit(url=article.url, source="echo", at=NOW, crawl=crawl))
        db.finish_crawl(crawl, status="finished", counts={"echo": {"new": 2}})
    return path


def run(*arguments: str, db: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from archive.cli import main; main()", *arguments]
    environment = {**os.environ, **({"ARCHIVE": str(db)} if db else {})}
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environment, check=False, timeout=60)


def test_search(path: Path) -> None:
    done = run("search", "ferry muller", "--db", str(path))
    assert done.returncode == 0
    assert done.stdout.splitlines()[:3] == [
        "     1  2026-11-20  echo",
        "        Ferry runs again",
        "        A cable **ferry** crossed the lower Varda. Nobody paid.",
    ]


def test_words_need_no_quotes_of_the_shell(path: Path) -> None:
    assert run("search", "ferry", "muller", db=path).stdout == run("search", "ferry muller", db=path).stdout


def test_search_as_json_with_filters(path: Path) -> None:
    done = run("search", "ferry", "--agency", "afp", "--since", "2026-11-01", "--json", db=path)
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [1]


def test_a_word_to_leave_out_is_no_option(path: Path) -> None:
    assert "Nothing found" in run("search", "ferry", "-muller", db=path).stderr
    assert "Nothing found" in run("search", "-cable ferry", "ferry", db=path).stderr
    assert "1 article found." in run("search", "ferry", "-harbour", "-source:delta", "--json", db=path).stderr
    assert run("search", "ferry", "--sinse", "2026", db=path).returncode == 2


def test_pages_of_a_search(path: Path) -> None:
    first = run("search", "source:echo", "--limit", "1", db=path)
    assert "2 articles found." in first.stderr
    key = first.stderr.split("--after ")[1].strip()
    second = run("search", "source:echo", "--limit", "1", "--after", key, "--json", db=path)
    assert [json.loads(line)["id"] for line in second.stdout.splitlines()] == [1]
    assert "--after" not in run("search", "source:echo", "--limit", "1", "--after", key, db=path).stderr
    wrong = run("search", "source:echo", "--after", "x'", db=path)
    assert (wrong.returncode, wrong.stdout, wrong.stderr.count("\n")) == (1, "", 1)


def test_facets_of_a_search(path: Path) -> None:
    done = run("search", "ferry", "--facets", db=path)
    assert "2026-11         1" in done.stdout
    assert "AFP              1" in done.stdout
    assert done.stderr == "1 article found.\n"
    assert json.loads(run("search", "ferry", "--facets", "--json", db=path).stdout)["sources"] == {"echo": 1}


def test_the_syntax_of_a_query(path: Path) -> None:
    done = run("search", "--syntax")
    assert done.returncode == 0
    assert "NEAR(ferry bridge, 5)" in done.stdout
    wrong = run("search", "ferry since:yesterday", db=path)
    assert wrong.stderr == "archive: since: 'yesterday' is no date; write it as 2026-01-31, 2026-01 or 2026.\n"
    assert wrong.returncode == 1


def test_nothing_found_is_said_and_is_no_failure(path: Path) -> None:
    done = run("search", "zeppelin", db=path)
    assert (done.returncode, done.stdout) == (0, "")
    assert "Nothing found" in done.stderr


def test_show(path: Path) -> None:
    done = run("show", "1", db=path)
    for part in ("Ferry runs again", "agencies:      AFP", "zone unknown", "Nobody paid.", "Declared undesirable."):
        assert part in done.stdout
    shown = json.loads(run("show", FERRY.url, "--json", db=path).stdout)
    assert shown["published"] == {"value": "2026-11-20T09:30:00+00:00", "text": "2026-11-20", "zone": "unknown"}
    assert shown["evidence"] == {"headline": {"reader": "h1"}}


def test_stats(path: Path) -> None:
    done = run("stats", db=path)
    assert "echo           2" in done.stdout
    assert "finished" in done.stdout
    assert json.loads(run("stats", "--json", db=path).stdout)["sources"][0]["articles"] == 2


def test_query(path: Path) -> None:
    assert (
        run("query", "select source, count(*) as n from articles group by 1", "--csv", db=path).stdout
        == "source,n\necho,2\n"
    )
    rows = run("query", "select 1 as one, null as none", "--json", db=path).stdout
    assert json.loads(rows) == {"one": 1, "none": None}


def test_export(path: Path, tmp_path: Path) -> None:
    lines = run("export", "--format", "jsonl", db=path).stdout.splitlines()
    assert [json.loads(line)["headline"] for line in lines] == ["Ferry runs again", HOSTILE.headline]
    rows = list(csv.DictReader(io.StringIO(run("export", "--format", "csv", db=path).stdout)))
    assert rows[0]["authors"] == "Lena Müller"
    assert rows[1]["byline"] == "'=1+1"
    done = run("export", "--format", "markdown", "-o", str(tmp_path / "md"), db=path)
    assert done.stderr == "2 articles exported.\n"
    (ferry,) = (tmp_path / "md" / "echo").glob("*ferry*.md")
    assert ferry.name == "2026-11-20-1-ferry-runs-again.md"
    assert "# Ferry runs again" in ferry.read_text(encoding="utf-8")
    assert r"\*bold\* \[link\](x)" in "".join(p.read_text(encoding="utf-8") for p in (tmp_path / "md").rglob("*2-*.md"))


def test_the_terminal_is_safe_from_the_web(path: Path) -> None:
    for command in (("search", "owned"), ("show", "2"), ("query", "select headline, body from articles")):
        assert "\x1b" not in run(*command, db=path).stdout
    assert clean("a\x1b[0m\u202eb\nc") == "a�[0m�b\nc"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("search", "x", "--db", "no-such.db"), "There is no archive at no-such.db"),
        (("show", "99"), "No article '99'"),
        (("show", "9" * 25), "No article '9999"),
        (("history", "9" * 5000), "No article '9999"),
        (("capture", "show", "9" * 25), "No capture of 9999"),
        (("capture", "show", "9" * 5000), "No capture of 9999"),
        (("delete", "9" * 5000, "--reason", "x"), "No article '9999"),
        (("search", "x", "--since", "yesterday"), "is no date"),
        (("query", "delete from articles"), "only read here"),
        (("query", "selec"), "syntax error"),
        (("export", "--format", "markdown"), "name a folder with -o"),
        (("export", "--format", "csv", "-o", "/no/such/folder/x.csv"), "/no/such/folder/x.csv: there is no"),
        (("export", "--format", "csv", "-o", "/dev/full"), "The disk is full; free some space"),
        (("export", "--format", "parquet", "-o", "/dev/full"), "The disk is full; free some space"),
        (("search", "x", "--db", "README.md"), "not an SQLite database"),
        (("serve", "README.md"), "not an SQLite database"),
        (("serve", "no-such.db"), "There is no archive"),
    ],
)
def test_errors_are_one_sentence(path: Path, arguments: tuple[str, ...], sentence: str) -> None:
    done = run(*arguments, db=path)
    assert done.returncode == 1
    assert sentence in done.stderr
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (OSError(errno.ENOSPC, "No space", "/a/x.csv.part"), "The disk of /a/x.csv is full; free some space and start"),
        (OSError(errno.EROFS, "Read-only", "/a/x.db.part"), "/a/x.db cannot be opened or written; check the rights of"),
        (PermissionError(errno.EACCES, "No", "/a/x"), "/a/x cannot be opened or written; check the rights of"),
        (IsADirectoryError(errno.EISDIR, "Is", "/a"), "/a is a folder; name a file."),
        (OSError(errno.EIO, "Input/output error", "/a/x"), "/a/x: Input/output error"),
        (OSError(errno.EIO, "Input/output error"), "Input/output error"),
        (OSError("Not a gzipped file"), "Not a gzipped file"),
    ],
)
def test_what_the_system_refuses_is_a_sentence(error: OSError, sentence: str) -> None:
    assert told(error).startswith(sentence)


def test_an_export_never_overwrites_the_archive(path: Path) -> None:
    before = path.read_bytes()
    done = run("export", "--format", "csv", "-o", str(path), db=path)
    assert done.returncode == 1
    assert "is the archive itself" in done.stderr
    assert path.read_bytes() == before


def test_a_terminal_without_unicode_gets_code_points(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "koi8-r")
    done = run("show", "1", db=path)
    assert done.returncode == 0
    assert r"Lena M\u00fcller" in done.stdout


def test_data_stay_data_where_the_terminal_is_without_unicode(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    for command in (("show", "1", "--json"), ("query", "select byline || '😀' as byline from articles", "--json")):
        done = run(*command, db=path)
        assert done.returncode == 0
        assert json.loads(done.stdout.splitlines()[0] if command[0] == "query" else done.stdout)["byline"].startswith(
            "By Lena Müller"
        )
    for kind in ("jsonl", "csv", "atom"):
        assert "Müller" in run("export", "--format", kind, db=path).stdout


def on_terminal(path: Path, *arguments: str, **environment: str) -> str:
    """What a command writes to a terminal."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", "from archive.cli import main; main()", *arguments, "--db", str(path)]
    own = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    with subprocess.Popen(command, stdout=theirs, stderr=theirs, cwd=ROOT, env={**own, "TERM": "xterm", **environment}):
        os.close(theirs)
        written = b""
        with suppress(OSError):  # the end, on Linux
            while data := os.read(ours, 1 << 16):
                written += data
    os.close(ours)
    return written.decode()


@pytest.mark.parametrize("command", [("show", "1"), ("search", "ferry")])
def test_colour_only_on_a_terminal_that_wants_it(path: Path, command: tuple[str, ...]) -> None:
    assert "\x1b[1m" in on_terminal(path, *command)
    assert "\x1b" not in on_terminal(path, *command, NO_COLOR="1")
    assert "\x1b" not in on_terminal(path, *command, TERM="dumb")
    assert "\x1b" not in run(*command, db=path).stdout


def test_usage_errors_say_how(path: Path) -> None:
    done = run("search", "x", "--sicne", "2026", db=path)
    assert done.returncode == 2
    assert "--since" in done.stderr


def test_a_closed_pipe_is_quiet(path: Path) -> None:
    sql = "with recursive n(i) as (select 1 union all select i + 1 from n limit 200000) select i from n"
    command = f"{sys.executable} -c 'from archive.cli import main; main()' query '{sql}' --csv | head -1"
    environment = {**os.environ, "ARCHIVE": str(path)}
    done = subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, cwd=ROOT, env=environment, check=True
    )
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("=1", "'=1"),
        ("@x", "'@x"),
        ("plain", "plain"),
        (None, ""),
        (["a", "b"], "a; b"),
        ({"value": "v"}, "v"),
        (7, "7"),
        (-7.5, "-7.5"),
        ("-7", "'-7"),
    ],
)
def test_spreadsheets_get_no_formulas(value: object, shown: str) -> None:
    assert cell(value) == shown


def test_a_table_aligns() -> None:
    assert table([{"n": 1, "name": "a"}, {"n": 20, "name": None}], ("n", "name")) == " n  name\n 1  a\n20"


def test_columns_stand_below_each_other_in_every_script() -> None:
    rows = [{"name": "渡船", "n": 1}, {"name": "Mu\u0308ller", "n": 20}]
    assert table(rows, ("name", "n")) == "name     n\n渡船     1\nMu\u0308ller  20"
