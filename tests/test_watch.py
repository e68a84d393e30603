"""Saved searches: each article that newly answers is told once, whatever happens on the way."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest

from archive import Archive, ArchiveError, Article, Moment, QueryError, Visit, watch

ROOT = Path(__file__).parent.parent
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
FERRY = Article(
    url="https://echo.example/1",
    source="echo",
    headline="Ferry runs again",
    body="A cable ferry crossed the Varda.",
    language="en",
    agencies=("AFP",),
    published=Moment(value=NOW, text="2026-11-20", zone="stated"),
)
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "news.db") as db:
        yield db


def store(db: Archive, number: int = 1, **changes: object) -> int:
    one = replace(FERRY, **{"url": f"https://echo.example/{number}", **changes})  # type: ignore[arg-type]
    return db.add(one, Visit(url=one.url, source=one.source, at=NOW)).article


def found(db: Archive, name: str = "w") -> list[int]:
    """The articles told at once, now marked as told."""
    watch.look(db)
    hits = watch.hits(db, watch.get(db, name), untold=True, limit=100)
    watch.mark_told(db, hits)
    return [hit.article for hit in hits]


def run(*arguments: str, db: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(*arguments, db=db), capture_output=True, text=True, cwd=ROOT, check=False, timeout=60)


def command(*arguments: str, db: Path) -> list[str]:
    return [sys.executable, "-c", "from archive.cli import main; main()", *arguments, "--db", str(db)]


def test_arrivals_are_kept_while_there_is_a_saved_search(db: Archive) -> None:
    store(db, 1)
    watch.add(db, "w", "ferry")
    store(db, 2, headline="Ferry stops", body="No ferry crosses the Varda.")
    assert found(db) == [2]
    watch.remove(db, "w")
    store(db, 3, headline="Ferry sold", body="Someone bought the ferry.")
    assert [row[0] for row in db.rows("select article_id from arrivals")] == [2]
    watch.add(db, "w", "ferry")
    assert found(db) == []
    store(db, 4, headline="Ferry found", body="It is a ferry after all.")
    assert found(db) == [4]


def test_what_arrives_counts_once(db: Archive) -> None:
    store(db, 1)
    watch.add(db, "w", "ferry")
    assert found(db) == []
    two, three = store(db, 2, body="A ferry."), store(db, 3, headline="Bridge", body="No boat.")
    assert found(db) == [two]
    assert found(db) == []
    store(db, 2, body="A ferry, corrected.")
    store(db, 3, headline="Bridge", body="No boat but a ferry.")
    assert found(db) == [three]


def test_an_article_whose_text_changes_counts_when_it_answers(db: Archive) -> None:
    one = store(db, 1)
    watch.add(db, "w", "headline:bridge")
    store(db, 1, headline="Bridge is open")
    assert found(db) == [one]


@pytest.mark.parametrize(
    ("query", "filters", "answers"),
    [
        ("ferry", {}, True),
        ("ferry -varda", {}, False),
        ("ferr* OR zeppelin", {}, True),
        ("NEAR(cable varda, 5)", {}, True),
        ("NEAR(cable varda, 1)", {}, False),
        ("渡船", {}, True),
        ("ferry -渡船", {}, False),
        ("ferry -海港", {}, True),
        ("ferry 渡船 source:echo", {}, True),
        ("ferry", {"source": "delta"}, False),
        ("ferry", {"agency": "afp", "language": "en"}, True),
        ("ferry since:2026-11-20", {}, True),
        ("ferry", {"since": "2026-11-21"}, False),
        ("ferry until:2026-11-19", {}, False),
        ("agency:afp", {}, True),
    ],
)
def test_it_asks_as_the_search_does(db: Archive, query: str, filters: dict[str, str], answers: bool) -> None:
    watch.add(db, "w", query, **filters)
    number = store(db, 1, body="A cable ferry crossed the Varda. 渡船")
    assert found(db) == ([number] if answers else [])
    assert [hit.id for hit in db.search(query, **filters)] == ([number] if answers else [])


def test_many_arrivals_are_looked_at_in_batches(db: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "BATCH", 3)
    watch.add(db, "w", "ferry")
    numbers = [store(db, n, body=f"A ferry, number {n} of {n * n}.") for n in range(10)]
    watch.add(db, "later", "ferry")
    assert found(db) == numbers
    assert found(db, "later") == []


def test_only_what_arrived_is_read(db: Archive) -> None:
    for n in range(20):
        store(db, n, body=f"A ferry, number {n} of {n * n}.")
    watch.add(db, "w", "ferry")
    store(db, 30)
    read: list[str] = []
    db.connection.set_trace_callback(read.append)
    watch.look(db)
    db.connection.set_trace_callback(None)
    assert not [sql for sql in read if "articles_fts match" in sql]
    assert any("json_each('[21]')" in sql for sql in read), read


def test_wrong_names_and_queries_are_told_in_a_sentence(db: Archive) -> None:
    watch.add(db, "w", "ferry")
    for name, query in (
        ("w", "bridge"),
        ("", "ferry"),
        ("a\x1b", "ferry"),
        ("x", ""),
        ("x", "-ferry"),
        ("x", "date:x"),
    ):
        with pytest.raises(ArchiveError):
            watch.add(db, name, query)
    with pytest.raises(QueryError):
        watch.add(db, "x", "ferry", since="yesterday")
    with pytest.raises(ArchiveError, match="no saved search"):
        watch.remove(db, "x")
    watch.remove(db, "w")
    assert watch.watches(db) == []


def test_a_deleted_article_is_no_hit(db: Archive) -> None:
    watch.add(db, "w", "ferry")
    store(db, 1)
    watch.look(db)
    db.connection.execute("delete from article_agencies")
    db.connection.execute("delete from pages")
    db.connection.execute("delete from articles")
    assert found(db) == []
    assert store(db, 2) == 1
    assert found(db) == [1]


def test_the_feed_is_valid_and_inert(db: Archive) -> None:
    watch.add(db, 'a "<b>&', "ferry")
    empty = ElementTree.fromstring(watch.feed(db, watch.get(db, 'a "<b>&')))
    assert empty.findtext(f"{ATOM}updated")
    store(db, 1, headline="<script>alert(1)</script> & \x00\x0b\U0001f6b2 ]]>")
    store(db, 2, url="javascript:alert(1)", body="A ferry \ufffe\uffff.", headline="Two")
    watch.look(db)
    text = watch.feed(db, watch.get(db, 'a "<b>&'))
    assert "<script>" not in text
    feed = ElementTree.fromstring(text)
    assert feed.tag == f"{ATOM}feed"
    assert feed.findtext(f"{ATOM}title") == 'a "<b>&'
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == 2
    for element in (feed, *entries):
        assert (element.findtext(f"{ATOM}id") or "").startswith("urn:uuid:")
        assert datetime.fromisoformat(element.findtext(f"{ATOM}updated") or "").tzinfo
        assert element.find(f"{ATOM}title") is not None
        assert element.find(f"{ATOM}author/{ATOM}name") is not None
    assert len({element.findtext(f"{ATOM}id") for element in (feed, *entries)}) == 3
    assert watch.feed(db, watch.get(db, 'a "<b>&')) == text
    links = [link.get("href") for link in feed.iter(f"{ATOM}link")]
    assert links == ["https://echo.example/1"]


def test_a_feed_reader_reads_the_feed(db: Archive) -> None:
    feedparser = pytest.importorskip("feedparser")
    watch.add(db, "ferries", "ferry")
    store(db, 1)
    watch.look(db)
    read = feedparser.parse(watch.feed(db, watch.get(db, "ferries")))
    assert not read.bozo
    assert read.version == "atom10"
    assert [(e.title, e.link) for e in read.entries] == [("Ferry runs again", "https://echo.example/1")]


def test_the_commands(db: Archive, tmp_path: Path) -> None:
    path = db.path
    assert run("watch", "list", db=path).stderr.startswith("No saved searches")
    assert run("watch", "add", "ferries", "ferry", "-bridge", "--agency", "AFP", db=path).returncode == 0
    assert run("watch", "add", "ferries", "x", db=path).returncode == 1
    store(db, 1)
    store(db, 2, headline="Bridge and ferry")
    done = run("watch", "run", db=path)
    assert "ferries:      1  2026-11-20  echo" in done.stdout
    assert "Bridge" not in done.stdout
    assert run("watch", "run", db=path).stdout == ""
    assert json.loads(run("watch", "list", "--json", db=path).stdout)["hits"] == 1
    assert "agency:AFP" in run("watch", "list", db=path).stdout
    out = tmp_path / "feed.xml"
    assert run("watch", "feed", "ferries", "-o", str(out), db=path).returncode == 0
    assert ElementTree.parse(out).getroot().tag == f"{ATOM}feed"
    assert run("watch", "remove", "ferries", db=path).returncode == 0
    for arguments in (("run", "ferries"), ("feed", "ferries"), ("remove", "ferries")):
        done = run("watch", *arguments, db=path)
        assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert run("watch", "run", db=tmp_path / "none.db").returncode == 1
    assert not (tmp_path / "none.db").exists()


def test_a_hook_gets_hits_as_json_and_keeps_them_if_it_fails(db: Archive, tmp_path: Path) -> None:
    watch.add(db, "ferries", "ferry")
    number = store(db, 1)
    failed = run("watch", "run", "--hook", "cat >/dev/null; exit 3", db=db.path)
    assert failed.returncode == 1
    assert failed.stderr == "archive: The hook of 'ferries' ended with status 3; 1 hit will be told the next time.\n"
    missing = run("watch", "run", "--hook", "/no/such/program", db=db.path)
    assert missing.returncode == 1
    out = tmp_path / "out.json"
    done = run("watch", "run", "--hook", f"cat > '{out}'", db=db.path)
    assert (done.returncode, done.stderr) == (0, "ferries: 1 told.\n")
    told = json.loads(out.read_text())
    assert (told["watch"], told["query"]) == ("ferries", "ferry")
    assert [(hit["article"], hit["snippet"]) for hit in told["hits"]] == [
        (number, "A cable **ferry** crossed the Varda.")
    ]
    out.unlink()
    assert run("watch", "run", "--hook", f"cat > '{out}'", db=db.path).returncode == 0
    assert not out.exists()


def test_who_is_killed_while_a_hook_runs_tells_nothing_twice(db: Archive, tmp_path: Path) -> None:
    watch.add(db, "ferries", "ferry")
    store(db, 1)
    out, begun = tmp_path / "out.jsonl", tmp_path / "begun"
    hook = f"touch '{begun}'; sleep 1; cat >> '{out}'; echo >> '{out}'"
    process = subprocess.Popen(command("watch", "run", "--hook", hook, db=db.path), cwd=ROOT, start_new_session=True)
    for _ in range(600):
        if begun.exists():
            break
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    store(db, 2, body="Another ferry, on another river.")
    assert run("watch", "run", "--hook", f"cat >> '{out}'; echo >> '{out}'", db=db.path).returncode == 0
    told = [hit["article"] for line in out.read_text().splitlines() for hit in json.loads(line)["hits"]]
    assert told == [1, 2]


@pytest.mark.parametrize("moment", [1, 2, 4, 7, 11])
def test_a_look_that_fails_midway_loses_and_doubles_nothing(
    db: Archive, moment: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "BATCH", 2)
    watch.add(db, "w", "ferry")
    numbers = [store(db, n, body=f"A ferry, number {n} of {n * n}.") for n in range(6)]
    calls = 0
    real = watch._matches

    def failing(*arguments: object) -> set[int]:
        nonlocal calls
        calls += 1
        if calls == moment:
            raise KeyboardInterrupt
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(watch, "_matches", failing)
    try:
        told = found(db)
    except KeyboardInterrupt:
        told = []
    assert [*told, *found(db)] == numbers
