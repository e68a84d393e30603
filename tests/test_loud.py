"""A site breaks between two real crawls: who is told, how, and what if they do not take it."""

import json
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from archive import Archive
from crawler import hook
from tests.courier import Courier, Page, Run, article, feed, path_of, scrapy

SCRIPT_ONLY = (
    '<!doctype html><html lang="en"><head><title>{0} | The Courier</title>'
    '<meta property="og:type" content="article"></head><body><h1>{0}</h1><div id="app"></div>'
    "<script>load('/story.js')</script></body></html>"
)


@pytest.fixture
def courier() -> Iterator[Courier]:
    server = Courier()
    yield server
    server.shutdown()
    server.server_close()


def newest(courier: Courier, numbers: range, *, readable: bool = True) -> None:
    """The feed lists these articles."""
    courier.xml("/feed.xml", feed(*map(path_of, numbers)))
    for number in numbers:
        courier[path_of(number)] = article(number) if readable else SCRIPT_ONLY.format(f"The story no. {number}")


def crawl(courier: Courier, db: Path, *arguments: str) -> Run:
    sources = db.with_name("sources.toml")
    sources.write_text(f'[[site]]\nname = "courier"\nurl = "{courier.base}/"\nfeeds = ["/feed.xml"]\n')
    return scrapy("news", "-a", f"sources={sources}", *arguments, db=db)


def rows(db: Path, sql: str) -> list[tuple[Any, ...]]:
    with Archive(db, read_only=True) as archive:
        return [tuple(row) for row in archive.rows(sql)]


def test_a_site_whose_text_is_lost_between_two_crawls(courier: Courier, tmp_path: Path) -> None:
    db = tmp_path / "news.db"
    taken = tmp_path / "taken.json"
    keep = tmp_path / "keep.py"
    keep.write_text("import sys\nopen(sys.argv[1], 'a').write(sys.stdin.read() + '\\n')\n")
    hooked = ("-s", f"HEALTH_HOOK={sys.executable} '{keep}' '{taken}'")

    newest(courier, range(1, 31))
    first = crawl(courier, db, *hooked)
    assert (first.status, first.err) == (0, "")

    newest(courier, range(31, 43), readable=False)
    lost = crawl(courier, db, *hooked)
    assert lost.counts("courier") == {"not an article": 12}
    assert lost.status == 1, "none of 12 pages is an article"
    sentence = "courier: 0 of 12 pages had a body; of the 30 before 30 had."
    assert lost.err.splitlines() == ["courier: none of 12 pages is an article.", sentence]
    assert lost.out.splitlines()[-1].startswith("ailing since 20")
    assert lost.out.splitlines()[-1].endswith(sentence)
    ((message),) = map(json.loads, taken.read_text().splitlines())
    (source,) = message["sources"]
    assert (message["archive"], message["crawl"]) == (str(db), 2)
    assert (source["source"], source["state"], source["new"], source["findings"]) == (
        "courier", "ailing", ["body"], [sentence],
    )  # fmt: skip
    assert rows(db, "select source, state, ailing from source_health_now") == [("courier", "ailing", "body")]
    assert rows(db, "select ailing, told from source_health") == [("", 1), ("body", 1)]

    newest(courier, range(31, 46), readable=False)
    courier[path_of(45)] = article(45)
    again = crawl(courier, db, *hooked)
    assert (again.status, again.err) == (5, ""), "it is so still, and was told"
    assert "ailing since" in again.out
    assert len(taken.read_text().splitlines()) == 1

    newest(courier, range(31, 61))
    mended = crawl(courier, db, *hooked)
    assert (mended.status, mended.err) == (0, "courier: body as usual again.\n")
    assert "recovered: courier: body" in mended.out
    assert json.loads(taken.read_text().splitlines()[-1])["sources"][0]["recovered"] == ["body"]


def test_a_feed_that_turns_empty_and_a_hook_that_fails(courier: Courier, tmp_path: Path) -> None:
    db = tmp_path / "news.db"
    newest(courier, range(1, 6))
    assert crawl(courier, db).status == 0
    courier["/feed.xml"] = Page(b"gone fishin", "text/xml")
    away = ("-s", "HEALTH_WEBHOOK=http://127.0.0.1:9/secret-path", "-s", "HEALTH_HOOK=false")
    for _ in range(2):  # what was not taken is told again
        run = crawl(courier, db, *away)
        assert run.status == 1
        broken, command, webhook = run.err.splitlines()
        assert broken.startswith(f"courier: {courier.base}/feed.xml is no feed")
        assert command == "The health hook 'false' ended with status 1."
        assert webhook.startswith("The health webhook http://127.0.0.1/… could not be reached: ")
        assert "secret-path" not in run.out + run.err
    assert rows(db, "select ailing, told from source_health") == [("", 1), ("feeds", 0), ("feeds", 0)]


def test_a_dead_feed_is_told_once_and_once_when_it_lives(courier: Courier, tmp_path: Path) -> None:
    db = tmp_path / "news.db"
    newest(courier, range(1, 6))
    courier["/feed.xml"] = Page(b"gone fishin", "text/xml")
    first, second = crawl(courier, db), crawl(courier, db)
    assert (first.status, len(first.err.splitlines())) == (1, 1)
    assert (second.status, second.err) == (5, "")
    assert "is no feed" in second.out
    newest(courier, range(1, 6))
    third, fourth = crawl(courier, db), crawl(courier, db)
    assert (third.status, third.err) == (0, "courier: feeds as usual again.\n")
    assert (fourth.status, fourth.err) == (0, "")


def test_a_hook_that_cannot_be_is_told_before_anything_is_wrong(courier: Courier, tmp_path: Path) -> None:
    newest(courier, range(1, 3))
    run = crawl(courier, tmp_path / "news.db", "-s", "HEALTH_HOOK=no-such-program -x")
    assert run.status == 1
    assert run.err == "HEALTH_HOOK: there is no program 'no-such-program'; correct the setting.\n"
    assert run.counts("courier") == {"new": 2}


@pytest.mark.parametrize(
    ("command", "webhook", "sentence"),
    [
        ("mail -s 'oops me", "", 'HEALTH_HOOK "mail -s \'oops me" is no command line'),
        ("", "ftp://echo.example/x", "HEALTH_WEBHOOK 'ftp://echo.example/x' is no http or https URL"),
        ("", "https://[::1", "is no http or https URL"),
        ("cat", "https://echo.example/x", ""),
        ("", "", ""),
    ],
)
def test_settings_of_hooks(command: str, webhook: str, sentence: str) -> None:
    found = " ".join(hook.misset(command, webhook))
    assert sentence in found
    assert bool(found) == bool(sentence)


class Webhook(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.taken.append((self.headers["Content-Type"], body))  # type: ignore[attr-defined]
        if self.path == "/slow":
            self.server.over.wait(30)  # type: ignore[attr-defined]
        self.send_response({"/moved": 302, "/broken": 500}.get(self.path, 204))
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""


@pytest.fixture
def webhook() -> Iterator[Any]:
    server: Any = ThreadingHTTPServer(("127.0.0.1", 0), Webhook)
    server.taken, server.over = [], threading.Event()
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield server
    server.over.set()
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "failure"),
    [("/", None), ("/moved", "answered 302."), ("/broken", "answered 500."), ("/slow", "did not answer in 1 s.")],
)
def test_a_webhook_takes_json_or_it_is_told_why_not(webhook: Any, path: str, failure: str | None) -> None:
    base = f"http://127.0.0.1:{webhook.server_address[1]}"
    found = hook.post(base + path, b'{"sources": []}', seconds=1)
    assert found == (failure and f"The health webhook http://127.0.0.1/… {failure}")
    assert webhook.taken == [("application/json", b'{"sources": []}')]


@pytest.mark.parametrize(
    ("code", "failure"),
    [
        ("import sys; assert sys.stdin.read() == '{}'", None),
        ("pass", None),
        ("import sys; print('no mail today', file=sys.stderr); sys.exit(3)", "ended with status 3: no mail today"),
        ("import time; time.sleep(60)", "did not end in 1 s; it was stopped."),
        (
            "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import time; time.sleep(60)'])",
            "did not end in 1 s; it was stopped.",
        ),
    ],
)
def test_a_command_takes_it_or_it_is_told_why_not(code: str, failure: str | None) -> None:
    found = hook.run(f'{sys.executable} -c "{code}"', b"{}", seconds=1 if failure and "1 s" in failure else 30)
    assert found == failure or (failure and found and found.endswith(failure))


def test_a_command_gets_no_shell() -> None:
    assert hook.run("echo x; exit 3", b"{}") is None
