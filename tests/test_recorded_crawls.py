"""A recorded crawl is a test of the spider: no server, the hours as they were, and a break of a rule shows in it."""

import gzip
import json
import os
import shutil
import subprocess
import sys
import textwrap
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from archive import Archive, CaptureWriter, Exchange, Losses, foreign_answers, foreign_files
from crawler import saved
from crawler.recording import Recording, key
from crawler.saved import CaseError, LossError, case_of, losses
from tests.courier import ENVIRONMENT, QUICK, ROOT, Courier, Page, article, feed, path_of

RECORDED = ROOT / "fixtures" / "sielpost" / "edited-and-gone"
ARTICLE = "http://www.sielpost.example/region/schoepfwerk-bleibt-stehen-4411.html"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Somebody's own project, with one recorded crawl."""
    shutil.copytree(RECORDED, tmp_path / "fixtures" / "sielpost" / "edited-and-gone")
    return tmp_path


def run(project: Path, *arguments: str, broken: str = "", **variables: str) -> tuple[int, str]:
    """What pytest says there; `broken` is code that every process of it runs first."""
    if broken:
        (project / "sitecustomize.py").write_text(textwrap.dedent(broken))
    places = f"{project}{os.pathsep}{ROOT}"
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "crawler.testing", "-p", "no:hypothesispytest", "-q", *arguments],
        cwd=project,
        env=ENVIRONMENT | {"CI": "", "PYTHONPATH": places} | variables,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def change(folder: Path, name: str, **values: Any) -> None:
    data = json.loads((folder / name).read_text(encoding="utf-8"))
    data |= values
    (folder / name).write_text(json.dumps({k: v for k, v in data.items() if v is not None}), encoding="utf-8")


def folder_of(project: Path) -> Path:
    return project / "fixtures" / "sielpost" / "edited-and-gone"


def test_a_folder_is_a_test_one_result_a_part(project: Path) -> None:
    status, said = run(project)
    assert status == 0, said
    assert "7 passed" in said


def test_a_crawl_is_recorded_and_replayed_without_its_server(tmp_path: Path) -> None:
    server = Courier()
    paths = [path_of(number) for number in range(4)]
    comment = '<div id="comments" class="comments-area"><div class="comment-body">I saw Nosy Parker there.</div></div>'
    for number, path in enumerate(paths):
        server[path] = article(number).replace("</article>", f"</article>{comment}")
    server["/robots.txt"] = Page(b"User-agent: *\nDisallow: /shut/\nCrawl-delay: 1\n", "text/plain")
    server["/hidden.html"] = article(8).replace("<head>", '<head><meta name="robots" content="noarchive">')
    server.xml("/feed.xml", feed(*paths, "/shut/away.html", "/hidden.html"))
    (tmp_path / "sources.toml").write_text(
        f'[[site]]\nurl = "{server.base}"\nname = "courier"\nfeeds = ["/feed.xml"]\nzone = "Europe/Prague"\n'
    )
    archive = tmp_path / "small.db"

    def scrapy(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "scrapy", *arguments, *QUICK],
            cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    scrapy("crawl", "news", "-a", f"sources={tmp_path}/sources.toml", "-s", f"ARCHIVE={archive}")
    with Archive(archive) as db, db.writing() as sql:
        sql.execute("update crawls set started_at = datetime(started_at, '-1 hour') || '+00:00'")
        sql.execute("update captures set at = replace(datetime(at, '-1 hour'), ' ', 'T') || '+00:00'")
        sql.execute("update crawls set started_at = replace(started_at, ' ', 'T')")
    server[paths[1]] = article(1, extra="<p>The council corrected its count on Friday, by one person, it said.</p>")
    del server.pages[paths[2]]
    scrapy("crawl", "news", "-a", f"sources={tmp_path}/sources.toml", "-a", "revisit=0", "-s", f"ARCHIVE={archive}")
    saved_to = tmp_path / "project" / "fixtures"
    said = scrapy("savecrawl", str(archive), "--saved", str(saved_to), "--slug", "two-crawls", "--slim")
    server.shutdown()
    server.server_close()
    folder = saved_to / "courier" / "two-crawls"
    assert f"no answer: {server.base}/hidden.html" in said
    assert f"2 {server.base}{paths[1]} → changed" in said
    landed = json.loads((folder / "landed.json").read_text(encoding="utf-8"))
    assert f"1 {server.base}/shut/away.html → forbidden: is forbidden by robots.txt" in landed["pages"]
    assert f"2 {server.base}{paths[2]} → gone: answered 404" in landed["pages"]
    assert landed["articles"][server.base + paths[1]].endswith("2 wordings")
    assert f"2 {server.base}{paths[0]} → 304" in landed["asked"]
    bytes_kept = b"".join(gzip.decompress(file.read_bytes()) for file in folder.glob("*.warc.gz"))
    assert b"Nosy Parker" not in bytes_kept
    status, said = run(tmp_path / "project")
    assert status == 0, said


BREAKS = [
    ("import crawler.revisit; crawler.revisit.moved = lambda hints, known: False", "→ changed"),
    ("import crawler.lane; crawler.lane.Lane.second_looks = property(lambda lane: [])", "→ gone: answered 410"),
    ("import crawler.robots; crawler.robots.RobotsRules.allowed = lambda *_: True", "november.html is not in"),
]  # fmt: skip


@pytest.mark.parametrize(("broken", "shown"), BREAKS)
def test_a_broken_rule_of_the_spider_shows(project: Path, broken: str, shown: str) -> None:
    status, said = run(project, broken=broken)
    assert status == 1
    assert any(line[:1] in "-+" and shown in line for line in said.splitlines()), said


def test_nothing_may_open_a_connection(project: Path) -> None:
    broken = """
    import socket, threading
    import crawler.replay, crawler.pages
    judge = crawler.pages.judge
    def chatty(*arguments):
        socket.create_connection(("127.0.0.1", 9), timeout=1)
    import crawler.spider
    crawler.spider.judge = chatty
    """
    status, said = run(project, "--field", "faults", broken=broken)
    assert status == 1
    assert "replayed without network, and something wanted socket." in said


def without(folder: Path, name: str) -> None:
    (folder / name).unlink()


def cut_short(folder: Path) -> None:
    file = folder / "crawl-2.warc.gz"
    file.write_bytes(file.read_bytes()[:-700])


def flipped(folder: Path) -> None:
    file = folder / "crawl-1.warc.gz"
    body = bytearray(file.read_bytes())
    body[len(body) // 2] ^= 0xFF
    file.write_bytes(body)


def doubled(folder: Path) -> None:
    file = folder / "crawl-1.warc.gz"
    found = [one for name, body in foreign_files(file, Losses()) for one in foreign_answers(name, body, Losses())]
    file.write_bytes(file.read_bytes() + found[-1].members[0])


def no_archive_file(folder: Path) -> None:
    (folder / "crawl-1.warc.gz").write_bytes(b"<html>not found</html>")


FAULTS = [
    (lambda f: without(f, "crawl.json"), "edited-and-gone has no crawl.json; it holds why, and under crawls"),
    (lambda f: without(f, "crawl-2.warc.gz"), "has no crawl-2.warc.gz, which holds the answers; record"),
    (lambda f: without(f, "landed.json"), "has no landed.json; it holds what the crawl made of the answers"),
    (cut_short, "edited-and-gone/crawl-2.warc.gz is damaged; record the crawl again."),
    (flipped, "edited-and-gone/crawl-1.warc.gz is damaged; record the crawl again."),
    (doubled, "crawl-1.warc.gz holds the answer to a request twice, record <urn:uuid:"),
    (no_archive_file, "it is no WARC file, or wholly damaged. Record the crawl again."),
    (lambda f: change(f, "landed.json", article={}), "landed.json does not know: article; did you mean articles?"),
    (lambda f: change(f, "landed.json", pages={}), "landed.json: pages must be a list of texts"),
    (lambda f: change(f, "landed.json", unrecorded=["1 x"]), "landed.json does not know: unrecorded"),
    (lambda f: change(f, "crawl.json", crawls=[]), "crawl.json must have exactly why and crawls"),
    (lambda f: change(f, "crawl.json", crawls=[{"spider": "news"}]), "crawl 1 must have exactly spider, arguments"),
]  # fmt: skip


@pytest.mark.parametrize(("spoil", "sentence"), FAULTS)
def test_what_is_wrong_with_a_recording_is_one_sentence(project: Path, spoil: Any, sentence: str) -> None:
    spoil(folder_of(project))
    with pytest.raises(CaseError) as caught:
        case_of(folder_of(project)).check()
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


def test_fewer_answers_than_were_recorded_are_told(project: Path) -> None:
    crawls = json.loads((folder_of(project) / "crawl.json").read_text())["crawls"]
    crawls[0]["answers"] += 3
    change(folder_of(project), "crawl.json", crawls=crawls)
    with pytest.raises(CaseError, match=r"holds 10 answers, where crawl\.json says 13"):
        case_of(folder_of(project)).check()


def test_a_spider_that_is_not_there_is_named(project: Path) -> None:
    crawls = json.loads((folder_of(project) / "crawl.json").read_text())["crawls"]
    crawls[2]["spider"] = "revisits"
    change(folder_of(project), "crawl.json", crawls=crawls)
    with pytest.raises(CaseError, match=r"has no spider revisits that is a NewsSpider; did you mean revisit\?"):
        case_of(folder_of(project)).found()


def test_the_golden_is_rewritten_and_losses_need_a_second_flag(project: Path) -> None:
    golden = folder_of(project) / "landed.json"
    right = golden.read_text(encoding="utf-8")
    change(folder_of(project), "landed.json", notes=["1 something that nobody says"])
    status, said = run(project, "--update-goldens")
    assert (status, "1 skipped" in said) == (0, True), said
    assert json.loads(golden.read_text(encoding="utf-8")) == json.loads(right)
    articles = json.loads(right)["articles"] | {ARTICLE.replace("4411", "4499"): "Kein Artikel"}
    change(folder_of(project), "landed.json", articles=articles)
    status, said = run(project, "--update-goldens")
    assert status == 1
    assert "articles (1 of 5)" in said
    assert "--allow-losses" in said
    status, said = run(project, "--update-goldens", "--allow-losses")
    assert status == 0, said
    assert json.loads(golden.read_text(encoding="utf-8")) == json.loads(right)


def test_what_is_not_recorded_is_never_written_into_a_golden(project: Path) -> None:
    crawls = json.loads((folder_of(project) / "crawl.json").read_text())["crawls"]
    crawls[0]["arguments"]["url"] = "http://www.sielpost.example/other"
    change(folder_of(project), "crawl.json", crawls=crawls)
    before = (folder_of(project) / "landed.json").read_text()
    with pytest.raises(CaseError, match=r"not in the recording \(\d requests: 1 http://www.sielpost.example/other is"):
        saved.update(case_of(folder_of(project)), allow_losses=True)
    assert (folder_of(project) / "landed.json").read_text() == before


def test_losses_of_a_crawl_are_its_articles_and_links() -> None:
    before = {"articles": {"a": "A", "b": "B"}, "links": ["1 a, listed in f"], "notes": ["1 n"], "pages": ["1 a → new"]}
    now = {"articles": {"a": "A, edited"}, "links": ["1 b, listed in f"], "pages": ["1 a → failed"]}
    assert list(losses(before, now)) == ["articles (1 of 2)", "links (1 of 1)"]
    assert issubclass(LossError, CaseError)


@pytest.mark.parametrize(
    ("one", "other"), [("http://a.example", "http://a.example/"), ("http://a.example/x#y", "http://a.example/x")]
)
def test_a_request_finds_its_answer_by_its_address(one: str, other: str) -> None:
    assert key(one) == key(other)


def small_archive(path: Path, *sources: str, status: str = "finished", answers: int = 1) -> Path:
    at = datetime.now(UTC) - timedelta(hours=1)
    with Archive(path) as archive:
        crawl = archive.start_crawl("news", {"url": "http://a.example/"}, sources, at=at)
        if status == "killed":
            archive.crawl_was_killed(crawl)
        elif status:
            archive.finish_crawl(crawl, status=status, counts={})
    with CaptureWriter(path, software="test") as writer:
        writer.write_all(
            [Exchange(url=f"http://a.example/{n}", at=at, status=200, headers=[], body=b"x") for n in range(answers)]
        )
    return path


BAD = [
    ({"sources": ()}, 2, "holds crawls of 0 sites"),
    ({"sources": ("one", "two")}, 2, "holds crawls of 2 sites (one, two); crawl one site into an archive of its own"),
    ({"sources": ("one",), "status": "killed"}, 2, "did not come to its end (killed)"),
    ({"sources": ("one",), "answers": 501}, 2, "holds 501 answers, and a test has 500 at most"),
]


@pytest.mark.parametrize(("what", "status", "sentence"), BAD)
def test_what_cannot_be_recorded_is_one_sentence(
    tmp_path: Path, what: dict[str, Any], status: int, sentence: str
) -> None:
    sources = what.pop("sources")
    path = small_archive(tmp_path / "small.db", *sources, **what)
    done = savecrawl(path, tmp_path)
    assert done.returncode == status, done.stderr
    assert sentence in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "fixtures").exists()


def savecrawl(path: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "scrapy", "savecrawl", str(path), "--saved", str(folder / "fixtures"), *arguments]
    return subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, timeout=60, check=False)


def test_no_archive_and_a_place_that_is_taken_are_named(project: Path) -> None:
    done = savecrawl(project / "none.db", project)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert "There is no archive" in done.stderr
    done = savecrawl(small_archive(project / "small.db", "one"), project, "--slug", "edited-and-gone")
    assert done.returncode == 2
    assert "There is fixtures/sielpost/edited-and-gone already" in done.stderr


def test_a_recording_is_no_page_and_no_listing() -> None:
    root = ROOT / "fixtures"
    names = {case.folder for case in (*saved.find(root), *saved.find_listings(root))}
    assert RECORDED not in names
    assert isinstance(case_of(RECORDED), Recording)
