"""`scrapy drift`: what a living site changed under the saved pages, and what it only edited."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive import Archive, CaptureWriter, Exchange
from crawler.commands.drift import DriftError, chosen
from crawler.saved import Case, update
from tests.courier import ENVIRONMENT, QUICK, ROOT, Courier, Page, article, path_of


@pytest.fixture
def courier() -> Iterator[Courier]:
    site = Courier()
    site["/robots.txt"] = Page(b"User-agent: *\nDisallow: /closed/\n", "text/plain")
    yield site
    site.shutdown()
    site.server_close()


@pytest.fixture
def saved(tmp_path: Path, courier: Courier) -> Path:
    """Two pages of the site, saved; and the site as it was then."""
    for number in (1, 2):
        save(tmp_path / "saved" / "courier" / f"page-{number}", courier.base + path_of(number), article(number))
        courier[path_of(number)] = article(number)
    return tmp_path / "saved"


def save(folder: Path, url: str, html: str) -> None:
    folder.mkdir(parents=True)
    (folder / "page.html").write_text(html, encoding="utf-8")
    (folder / "headers.json").write_text('{"Content-Type": "text/html; charset=utf-8"}', encoding="utf-8")
    meta = {"url": url, "fetched": "2026-11-20", "why": "a test"}
    (folder / "meta.json").write_text(json.dumps(meta), encoding="utf-8")
    assert update(Case(folder))


def drift(saved: Path, *arguments: str) -> tuple[int, str, str]:
    command = [sys.executable, "-m", "scrapy", "drift", "--saved", str(saved), *QUICK]
    command += ["-s", f"ARCHIVE={saved.parent / 'news.db'}", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, done.stdout, done.stderr


def edited(number: int) -> str:
    return article(number, headline=f"District {number}: a correction").replace("crowns", "crowns and three pence")


def test_an_edited_text_is_no_drift(saved: Path, courier: Courier) -> None:
    for number in (1, 2):
        courier[path_of(number)] = edited(number)
    status, out, err = drift(saved)
    assert (status, err) == (0, "")
    assert out == "2 of 2 saved pages compared with today's; 0 gone, 0 could not be had.\n"
    assert "/robots.txt" in courier.paths_asked()


def test_a_field_that_no_longer_comes_out_is_named(saved: Path, courier: Courier) -> None:
    for number in (1, 2):
        courier[path_of(number)] = edited(number).replace('<div class="byline">By Lena Hartog</div>', "")
    status, out, _ = drift(saved, "courier")
    assert status == 5
    assert [line.split()[:6] for line in out.splitlines() if " authors " in line] == [
        ["courier", "authors", "no", "longer", "read", "2"]
    ]


def test_a_dead_witness_is_told_apart_from_a_lost_field(saved: Path, courier: Courier) -> None:
    for number in (1, 2):
        page = article(number).replace(
            '<div class="byline">By Lena Hartog</div>', '<p class="author">By Lena Hartog</p>'
        )
        courier[path_of(number)] = page
    status, out, _ = drift(saved)
    assert status == 3
    assert "byline" in out
    assert "no longer read" not in out


def test_a_missing_page_is_no_drift_and_none_at_all_is_a_failure(saved: Path, courier: Courier) -> None:
    del courier.pages[path_of(1)]
    status, out, err = drift(saved)
    assert status == 0
    assert "1 of 2 saved pages compared with today's; 1 gone" in out
    assert "courier: 1 page: answered 404" in err
    del courier.pages[path_of(2)]
    assert drift(saved)[0] == 1


def test_robots_is_obeyed(saved: Path, courier: Courier) -> None:
    save(saved / "closed" / "page-3", f"{courier.base}/closed/3.html", article(3))
    courier["/closed/3.html"] = article(3)
    status, _, err = drift(saved, "closed")
    assert status == 1
    assert "robots.txt" in err
    assert "/closed/3.html" not in courier.paths_asked()


def test_the_captures_tell_since_when(saved: Path, courier: Courier) -> None:
    start = datetime(2026, 11, 20, 12, tzinfo=UTC)
    with Archive(saved.parent / "news.db"):
        pass
    unsigned = article(1).replace("By Lena Hartog", "")
    for day, page in enumerate([article(1), edited(1), unsigned, f"{unsigned}<!-- again -->"]):
        with CaptureWriter(saved.parent / "news.db", software="tests/1") as captures:
            captures.write(
                Exchange(
                    url=courier.base + path_of(1),
                    at=start + timedelta(days=day),
                    status=200,
                    headers=[(b"Content-Type", b"text/html; charset=utf-8")],
                    body=page.encode(),
                    source="courier",
                )
            )
    status, out, err = drift(saved, "--captures")
    assert status == 5
    assert next(line for line in out.splitlines() if " authors " in line).count("2026-11-22") == 1
    assert "courier: 1 page: has no capture in the archive" in err
    assert courier.asked == []


def test_what_is_asked_wrongly_is_said(saved: Path) -> None:
    with pytest.raises(DriftError, match="has no pages of 'curier'"):
        chosen(saved, ["curier"])
    with pytest.raises(DriftError, match="There is no folder"):
        chosen(saved / "nowhere", [])
    status, _, err = drift(saved, "--captures")
    assert status == 2
    assert err.startswith("There is no archive at")


def test_a_public_site_is_told_who_asks(saved: Path) -> None:
    save(saved / "public" / "page-4", "https://9.9.9.9/news/4.html", article(4))
    status, _, err = drift(saved, "public")
    assert status == 2
    assert "CONTACT" in err
