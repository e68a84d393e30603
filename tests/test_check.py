"""`archive check`: says of a sound archive nothing, and of whatever is wrong what it is."""

import shutil
import sqlite3
import tarfile
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archive import Archive, ArchiveError, captures
from archive import check as checking
from archive.cli import cli

SAVED = Path(__file__).parent.parent / "fixtures" / "archives"
NEWEST = max(SAVED.glob("m*.tar.gz"))


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Eight articles in six languages with history, copies and captures."""
    with tarfile.open(NEWEST) as tar:
        tar.extractall(tmp_path, filter="data")
    with Archive(tmp_path / "news.db"):
        return tmp_path / "news.db"


def alter(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as db:
        for statement in statements:
            db.execute(statement)
        db.commit()


def sentences(path: Path) -> str:
    with Archive(path, read_only=True) as archive:
        return "\n".join(problem.sentence for problem in checking.check(archive).problems)


def test_a_sound_archive(path: Path) -> None:
    done = run("check", "--db", path)
    assert done.exit_code == 0, done.output
    assert done.stdout == ""
    assert done.stderr == "8 articles, the index of 8 of them by a count and 40 words of each text; 27 captures.\n"
    done = run("check", "--full", "--db", path)
    assert done.exit_code == 0
    assert done.stderr == "8 articles, the index of 8 of them word by word; 27 captures.\n"


def test_what_was_not_compared_is_said(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "SAMPLE", 4)
    done = run("check", "--db", path)
    assert done.exit_code == 0
    assert done.stderr == (
        "8 articles, the index of 4 of them by a count and 40 words of each text; 27 captures.\n"
        "Not compared: the other 4; `archive check --full` does.\n"
    )
    assert "Not compared" not in run("check", "--full", "--db", path).stderr


def test_checking_changes_nothing(path: Path) -> None:
    before = path.read_bytes()
    run("check", "--full", "--db", path)
    assert path.read_bytes() == before


UNSEEN = "drop trigger pages_address_update; "
INDEX = "`archive check --repair` makes the index anew"
COPIES = "`archive check --repair` compares all"


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("insert into articles_fts (articles_fts) values ('delete-all')", f"Article 1 is not in the index; {INDEX}"),
        (
            "insert into articles_unspaced (articles_unspaced) values ('delete-all')",
            "Article 3: the index articles_unspaced is not that of its text",
        ),
        (
            "insert into articles_unspaced (rowid, headline, dek, byline, body) values (99, 'a', '', '', 'b')",
            "The index articles_unspaced has article 99, which is not there",
        ),
        (
            "insert into articles_fts (articles_fts, rowid, headline, dek, byline, body) "
            "select 'delete', id, headline, dek, byline, body from articles where id = 2",
            "Article 2 is not in the index",
        ),
        (
            f"{UNSEEN}update pages set article_id = null where article_id = 2",
            f"Article 2 is not found by its address; {INDEX}",
        ),
        (f"{UNSEEN}update pages set article_id = 7 where article_id = 2", "Article 2 is not found by its address"),
        ("insert into article_addresses values (5, 99)", "The index of addresses has article 99, which is not there"),
        ("update pages set address = 5 where article_id = 7", f" is not found; {INDEX}"),
        ("delete from fingerprints where article_id = 7", f"Article 7 cannot be found as a copy; {COPIES}"),
        ("insert into fingerprints values (5, 99)", "Fingerprints are kept of article 99, which is not there"),
        ("delete from article_stories where article_id = 7", "Articles 7 and 8 are copies, but not in one story"),
        ("delete from copies", "Article 7 is in a story, but no copy of any article"),
    ],
)
def test_what_is_made_of_something_else_is_made_anew(path: Path, statement: str, sentence: str) -> None:
    alter(path, *statement.split("; "))
    done = run("check", "--db", path)
    assert sentence in done.stdout
    assert isinstance(done.exception, ArchiveError)
    assert str(done.exception).endswith(f"in {path}.")
    done = run("check", "--repair", "--db", path)
    assert done.exit_code == 0, done.output
    assert sentences(path) == ""
    with Archive(path, read_only=True) as archive:
        assert [hit.id for hit in archive.search("疏散")] == [3]
        assert archive.rows("select count(*) from article_stories")[0][0] == 2


def test_a_word_in_a_long_text_that_the_index_does_not_know(path: Path) -> None:
    """Which `--full` finds wherever it stands."""
    alter(
        path,
        "drop trigger articles_fts_update",
        "update articles set body = replace(body, 'divers', 'sailors') where id = 7",
    )
    with Archive(path, read_only=True) as archive:
        found = "\n".join(problem.sentence for problem in checking.check(archive, full=True).problems)
    assert f"The index articles_fts has 'divers' otherwise than the articles have it; {INDEX}." in found
    assert run("check", "--full", "--repair", "--db", path).exit_code == 0


def test_a_text_that_the_index_does_not_know(path: Path) -> None:
    """As after a change by a program that drops the triggers: as many words, another one among them."""
    alter(path, "drop trigger articles_fts_update", "update articles set headline = 'Mirror report' where id = 7")
    assert sentences(path) == f"Article 7: the index articles_fts is not that of its text; {INDEX}."


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("delete from revisions where number = 1 and article_id = 1", "Article 1: its history has wording 2 where 1"),
        (
            "update revisions set replaced_at = '2026-11-21T00:00:00+00:00' where article_id = 3",
            "Article 3: wording 1 was replaced at 2026-11-21T00:00:00+00:00, but the next one is of",
        ),
        ("update revisions set fields = '{\"url\"' where article_id = 3", "Article 3: wording 1 cannot be read whole"),
        ("update revisions set body = 'x' where article_id = 3", "Article 3: wording 1 cannot be read whole"),
        ("update visits set wording = 9 where id = 1", "Article 1: visit 1 read wording 9, which is not there"),
        ("update articles set capture_id = 99 where id = 1", "articles row 1 refers to a row of captures that is not"),
        (
            "update captures set refers_to = null where kind = 'revisit'",
            "refers to content that is not here",
        ),
    ],
)
def test_what_only_a_copy_can_mend_is_named(path: Path, statement: str, sentence: str) -> None:
    alter(path, statement)
    assert sentence in sentences(path)
    assert run("check", "--repair", "--db", path).exit_code != 0


def test_many_of_a_kind_are_counted(path: Path) -> None:
    alter(path, "update captures set refers_to = null where kind = 'revisit'")
    assert "… and 8 more of this kind." in sentences(path)


def capture_file(path: Path) -> Path:
    (file,) = captures.folder_of(path).glob("*.warc.gz")
    return file


def test_a_capture_file_that_vanished(path: Path) -> None:
    file = capture_file(path)
    file.unlink()
    assert sentences(path) == f"The capture file {file} is missing; put it back from a copy."


def test_a_capture_file_that_was_cut(path: Path) -> None:
    file = capture_file(path)
    file.write_bytes(file.read_bytes()[:-200])
    found = sentences(path)
    assert found.startswith(f"{file}: capture 27 of https://echo.example/video/1 cannot be read at ")
    assert found.endswith("the file ends before it does; put the file back from a copy.")


def test_records_that_are_not_where_the_archive_says(path: Path) -> None:
    alter(path, "update captures set offset = offset + 1 where id = 3")
    assert "no record begins there" in sentences(path)
    alter(
        path,
        "update captures set offset = (select offset from captures where id = 5) + 0, file_id = file_id "
        "where id = 3 and 0",
        "update captures set url = 'https://echo.example/else' where id = 4",
    )
    assert "another record stands there" in sentences(path)


def test_an_index_for_replay_that_vanished(path: Path) -> None:
    index = captures.index_of(capture_file(path))
    before = index.read_bytes()
    index.unlink()
    assert "the index for replay, is missing" in sentences(path)
    assert run("check", "--repair", "--db", path).exit_code == 0
    assert index.read_bytes() == before


def test_files_of_killed_crawls_and_strange_ones(path: Path) -> None:
    file = capture_file(path)
    alter(path, "update capture_files set sealed_at = null, chain = null")
    strange = file.with_name("strange.warc.gz")
    shutil.copy(file, strange)
    found = sentences(path)
    assert f"{file} was left open by a crawl that was killed; the next crawl" in found
    assert f"{strange} is not known to the archive" in found
    assert run("check", "--repair", "--db", path).exit_code == 0
    assert sentences(path) == ""


def test_a_damaged_file_is_no_traceback(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for page in range(6, len(data) // 4096, 3):
        data[page * 4096 : page * 4096 + 3000] = b"\xa5" * 3000
    path.write_bytes(data)
    done = run("check", "--db", path)
    assert isinstance(done.exception, ArchiveError), done.exception
    assert "damaged" in done.stdout + str(done.exception)


@pytest.mark.parametrize("part", [0.02, 0.3, 0.7, 0.99])
def test_a_file_cut_short_is_no_traceback(path: Path, part: float) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * part)])
    done = run("check", "--db", path)
    assert isinstance(done.exception, ArchiveError), done.exception


def test_an_archive_that_may_only_be_read(path: Path) -> None:
    before = path.stat().st_mtime_ns
    path.chmod(0o444)
    assert run("check", "--db", path).exit_code == 0
    assert path.stat().st_mtime_ns == before
