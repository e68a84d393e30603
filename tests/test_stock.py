"""The synthetic crawl that the figures are measured on."""

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from archive import Archive
from benchmarks import corpus, stock


@pytest.fixture(autouse=True)
def few_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corpus, "VOCABULARY", 6000)


def test_the_same_pages_every_time_whatever_comes_before():
    whole = list(corpus.series(0, 60, size=400))
    assert whole[40:] == list(corpus.series(40, 60, size=400))
    assert len({article.url for article, _ in whole}) == 60
    assert all(one[1].at <= other[1].at for one, other in pairwise(whole))


def test_a_crawl_sees_new_wordings_and_copies():
    pages = [article for article, _ in corpus.series(100, 600, size=400)]
    urls = Counter(article.url for article in pages)
    assert 2 <= len(pages) - len(urls) <= 30
    bodies = {article.body.split("\n\n")[0]: article for article in pages}
    assert 5 <= len(pages) - len(bodies) <= 50


def test_there_are_frequent_words_and_no_end_of_rare_ones():
    pages = [set(corpus.article(n, size=4000, language="en").body.lower().split()) for n in range(120)]
    stands = Counter(word.strip(".,") for words in pages for word in words)
    assert stands["the"] > 115
    assert any(35 <= count <= 45 for count in stands.values())
    assert sum(count == 1 for count in stands.values()) > 500


def test_the_archive_is_built_from_all_pages(tmp_path: Path):
    path = tmp_path / "built" / "archive.db"
    stock.build(450, path)
    with Archive(path, read_only=True) as archive:
        (visits,) = archive.rows("select count(*) from visits")[0]
        (articles,) = archive.rows("select count(*) from articles")[0]
        (revisions,) = archive.rows("select count(*) from revisions")[0]
        pairs = archive.rows("select count(*) from copies")[0][0]
    assert visits == 450
    assert revisions == visits - articles > 0
    assert pairs > 0
    assert not list(path.parent.glob("*.unfinished*"))
