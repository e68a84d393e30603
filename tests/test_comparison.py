"""`scrapy reextract --compare OLD..NEW`: two versions of the program over the same pages."""

import json
import re
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest

from archive import Archive
from crawler.comparison import (
    Changed,
    ComparisonError,
    Page,
    captured_pages,
    compare,
    differing,
    page,
    rows,
    table,
    tree_of,
)
from tests.courier import ENVIRONMENT, ROOT, article
from tests.test_reextract import Desk

HOSTILE = (
    '<script>parent.document.title = "taken"</script>"></iframe><script>alert(1)</script><img src=x onerror=alert(1)>'
)


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A version of the program that reads no dates and calls every headline old."""
    tree = tmp_path / "other"
    ignore = shutil.ignore_patterns("*.so", "__pycache__")
    shutil.copytree(ROOT / "crawler", tree / "crawler", ignore=ignore)
    path = tree / "crawler" / "extraction" / "__init__.py"
    text = path.read_text(encoding="utf-8")
    text = text.replace(
        "    article.problems = list(",
        '    article.headline = f"Old: {article.headline}"\n    article.problems = list(',
    )
    text = text.replace("        reading.dates,\n", "")
    path.write_text(text, encoding="utf-8")
    return tree


def pages(*numbers: int, site: str = "courier") -> list[Page]:
    return [
        Page(site, f"page-{n}", f"https://courier.example/{n}", {"Content-Type": "text/html"}, article(n).encode())
        for n in numbers
    ]


def test_a_version_is_like_itself() -> None:
    assert compare(f"..{ROOT}", pages(1, 2)) == (2, [])


def test_fields_that_two_versions_read_differently(other: Path) -> None:
    number, changed = compare(f"{other}..", pages(1, 2))
    assert number == 2
    assert [one.page.name for one in changed] == ["page-1", "page-2"]
    old, new = changed[0].fields["headline"]
    assert old == f"Old: {new}"
    assert changed[0].fields["published"][0] is None
    lines = [line.split() for line in table(number, changed).splitlines()]
    assert ["courier", "headline", "0", "2", "0", "page-1,", "page-2"] in lines
    assert ["courier", "published", "2", "0", "0", "page-1,", "page-2"] in lines


def test_a_git_reference_is_checked_out_for_the_time() -> None:
    with tree_of("HEAD") as tree:
        assert (tree / "crawler" / "extraction" / "__init__.py").exists()
        assert tree != ROOT
    assert not tree.exists()
    listed = subprocess.run(["git", "-C", ROOT, "worktree", "list"], capture_output=True, text=True, check=True).stdout
    assert str(tree) not in listed


@pytest.mark.parametrize(
    ("versions", "sentence"),
    [
        ("main", "are no two versions"),
        ("..", "are no two versions"),
        ("no-such-reference..", "neither a folder nor a git reference"),
        ("--upload-pack=x..", "neither a folder nor a git reference"),
        (f"{ROOT / 'docs'}..", "holds no crawler/extraction"),
    ],
)
def test_versions_that_cannot_be_compared(versions: str, sentence: str) -> None:
    with pytest.raises(ComparisonError, match=sentence):
        compare(versions, pages(1))


def test_a_version_that_does_not_run_is_named(other: Path) -> None:
    (other / "crawler" / "extraction" / "__init__.py").write_text("raise ImportError", encoding="utf-8")
    with pytest.raises(ComparisonError, match="its code does not run here"):
        compare(f"{other}..", pages(1))


def test_a_field_that_one_version_does_not_know_is_empty_in_it() -> None:
    assert differing({"headline": "A", "old": ""}, {"headline": "A", "new": ["x"]}) == {"new": (None, ["x"])}


def test_the_worst_site_comes_first() -> None:
    (one,), (two,) = pages(1, site="mild"), pages(2, site="worse")
    found = rows([Changed(one, {"tags": ([], ["a"]), "dek": ("a", "b")}), Changed(two, {"body": ("text", "")})])
    assert [(row.site, row.field, row.gained, row.other, row.lost) for row in found] == [
        ("worse", "body", 0, 0, 1),
        ("mild", "dek", 0, 1, 0),
        ("mild", "tags", 1, 0, 0),
    ]


def test_only_what_differs_is_marked_or_shown_of_the_evidence() -> None:
    (one,) = pages(1)
    evidence = [{"body": {"reader": "density"}, "dek": {"reader": reader}} for reader in ("dom", "meta")]
    fields = {
        "body": ("First.\n\nLast <b>.", "First.\n\nOther."),
        "tags": (["a", "b"], ["a"]),
        "evidence": tuple(evidence),
    }
    text = page("a..b", 1, [Changed(one, fields)])
    assert "First.\n\n<mark>Last &lt;b&gt;.</mark></td>" in text
    assert "First.\n\n<mark>Other.</mark></td>" in text
    assert '<td class="old">a\n<mark>b</mark></td><td class="new">a</td>' in text
    assert "meta" in text
    assert "density" not in text


def test_of_a_site_the_pages_come_first_that_lost_most() -> None:
    one, two = pages(1, 2)
    lost = {"tags": (["a"], []), "dek": ("a", None)}
    text = page("a..b", 2, [Changed(one, {"tags": (["a"], ["b"])}), Changed(two, lost)])
    assert text.index("courier: page-2") < text.index("courier: page-1")


def test_nothing_of_a_hostile_page_gets_out_of_its_frame() -> None:
    hostile = Page(HOSTILE, HOSTILE, f"https://evil.example/{HOSTILE}", {"Content-Type": "text/html"}, HOSTILE.encode())
    text = page("a..b", 1, [Changed(hostile, {HOSTILE: (HOSTILE, None)})])
    assert "<script" not in text
    assert "<img" not in text
    assert text.count("<iframe") == text.count("</iframe>") == 1
    (srcdoc,) = re.findall(r'<iframe sandbox="" [^>]*srcdoc="([^"]*)"', text)
    assert unescape(srcdoc) == HOSTILE
    assert "default-src 'none'" in text


def test_pages_come_from_captures_too(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "news.db")
    desk.put(1, article(1))
    with Archive(tmp_path / "news.db", read_only=True) as archive:
        (found,) = captured_pages(archive, None)
        assert not list(captured_pages(archive, "nobody"))
    assert (found.site, found.name, found.body) == ("courier", "article 1", article(1).encode())


def test_the_command_over_saved_pages(tmp_path: Path, other: Path) -> None:
    folder = tmp_path / "saved" / "courier" / "page-1"
    folder.mkdir(parents=True)
    (folder / "page.html").write_text(article(1), encoding="utf-8")
    (folder / "headers.json").write_text('{"Content-Type": "text/html"}', encoding="utf-8")
    meta = {"url": "https://courier.example/1", "fetched": "2026-11-20", "why": "a test"}
    (folder / "meta.json").write_text(json.dumps(meta), encoding="utf-8")
    command = [sys.executable, "-m", "scrapy", "reextract", "--compare", f"{other}..", "--saved", folder.parent.parent]
    command += ["--html", tmp_path / "seen.html"]
    done = subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("1 pages read by both: 0 alike, 1 otherwise.\n")
    assert "Old: The bridge of district 1 opens again" in (tmp_path / "seen.html").read_text(encoding="utf-8")
