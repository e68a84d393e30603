"""A newsroom edits, one kind of edit an article; a crawl before and one after must tell each by its name."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive import Archive
from archive.cli import cli
from tests.courier import ENVIRONMENT, ROOT, Courier, news_sitemap, scrapy

PAGE = """<!doctype html><html lang="en"><head><title>{headline} | The Courier</title>
<meta property="og:type" content="article"><meta property="og:title" content="{headline}">
<script type="application/ld+json">{{"@context": "https://schema.org", "@type": "NewsArticle",
"headline": "{headline}", "datePublished": "2026-11-{day:02}T08:00:00+00:00",
"dateModified": "2026-11-{day:02}T08:00:00+00:00", "author": {{"@type": "Person", "name": "Lena Hartog"}}}}</script>
</head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>{headline}</h1>
<p class="standfirst">District {n} had waited eleven years for its {topic}.</p>
<div class="byline">By <a rel="author" href="/author/hartog">Lena Hartog</a></div>
<time datetime="2026-11-{day:02}T08:00:00+00:00">November {day}, 2026</time>
<figure><img src="/pictures/{n}.jpg"><figcaption>
The keeper of the {topic} waits for district {n}'s first guests.</figcaption></figure>
<div class="article-body">
<p>The {topic} of district {n} opened its doors on Monday, and {n}40 people came before noon to see what was new.</p>
<p>The keeper said that "nobody had believed it" until the first guests stood in the yard of the {topic} {n}.</p>
<p>The district {committee} will meet on Thursday to decide what the {topic} may charge, said clerk Igor Sadykov.</p>
<p>Eleven years ago a storm took the roof, and the district’s money went to the school on street {n} instead.</p>
<p>With reporting by Reuters</p>
</div></article><aside><h2>Most read</h2><a href="/a">A storm is on its way</a></aside></body></html>"""
TOPICS = ("ferry", "bridge", "harbour", "market", "library", "orchard", "tram", "theatre", "chapel", "mill")


def change(old: str, new: str) -> Callable[[str], str]:
    def edit(page: str) -> str:
        assert old in page, old
        return page.replace(old, new)

    return edit


def behind_text(extra: str) -> Callable[[str], str]:
    return change("<p>With reporting", f"{extra}<p>With reporting")


def moved(page: str) -> str:
    first, rest = page.split('<div class="article-body">\n')
    paragraphs = rest.split("\n")
    return f'{first}<div class="article-body">\n' + "\n".join([*paragraphs[1:4], paragraphs[0], *paragraphs[4:]])


def other_markup(page: str) -> str:
    page = page.replace("<article>", '<article data-v="2" class="story"><!-- new design -->')
    page = page.replace(
        "</p>\n<p>", '</p>\n\n<div class="ad" data-slot="4"><script>ads.push(4)</script></div>\n<p lang="en">'
    )
    return page.replace("on Monday", "on <span>Monday</span>").replace("Igor Sadykov", "<b>Igor\n Sadykov</b>")


EDITS: dict[str, tuple[Callable[[str], str], str, bool]] = {
    "typo": (change("comittee", "committee"), "typo", False),
    "headline": (change("opens at last", "opens after eleven years"), "headline", False),
    "standfirst": (change("had waited eleven years", "waited a decade"), "dek", False),
    "byline": (change("Lena Hartog", "Davit Kerez"), "byline", False),
    "paragraph more": (
        behind_text("<p>A second building will follow in spring, the council of the district added on Tuesday.</p>"),
        "body-added", False,
    ),
    "sentence more": (change("what was new.", "what was new. Some of them cried."), "body-added", False),
    "paragraph less": (
        lambda page: page.replace(page[page.index("<p>Eleven years") : page.index("<p>With reporting")], ""),
        "body-removed", False,
    ),
    "number": (change("40 people", "70 people"), "body-rewritten", False),
    "negation": (change("nobody had believed", "everybody had believed"), "body-rewritten", False),
    "name": (change("clerk Igor Sadykov", "clerk Igor Sadykova"), "body-rewritten", False),
    "paragraphs in another order": (moved, "body-moved", False),
    "caption": (change("waits for", "greets"), "caption", False),
    "picture more": (
        change("</figure>", "</figure><figure><img src='/b.jpg'><figcaption>A bus on its way.</figcaption></figure>"),
        "caption", False,
    ),
    "credit": (change("by Reuters", "by Reuters and AFP"), "credit", False),
    "correction": (
        lambda page: behind_text("<p><em>Correction: An earlier version gave a wrong number of people.</em></p>")(
            page.replace("40 people", "50 people")
        ),
        "body-rewritten, correction", True,
    ),
    "update note": (
        behind_text(
            "<p>The mayor came too, officials of the district said after this report was first published.</p>"
            "<p><em>Update: This report was updated with the visit of the mayor.</em></p>"
        ),
        "body-added, correction", True,
    ),
    "notice": (
        behind_text(
            "<p>The Courier has been declared an undesirable organization by the authorities. "
            "Readers there could face fines for sharing this page.</p>"
        ),
        "notice", False,
    ),
    "date of publication": (
        lambda page: page.replace("T08:00:00", "T09:30:00"), "dates", False,
    ),
    "headline and text": (
        lambda page: change("opened its doors on Monday", "stays shut")(
            page.replace("opens at last", "will open in spring")
        ),
        "headline, body-rewritten", False,
    ),
    # no edits
    "date of change": (change('"dateModified": "2026-11', '"dateModified": "2026-12'), "", False),
    "quotes": (lambda page: page.replace('"nobody', "“nobody").replace('it"', "it”").replace("’", "'"), "", False),
    "spaces": (lambda page: page.replace("on Monday", "on&nbsp;Monday").replace(" said ", "\n  said\t"), "", False),
    "markup": (other_markup, "", False),
    "entities": (lambda page: page.replace("’", "&rsquo;").replace("district", "dis&shy;trict"), "", False),
    "what stands around": (
        lambda page: page.replace("A storm is on its way", "The storm is over").replace("Sport", "Weather"), "", False,
    ),
}  # fmt: skip


def path_of(number: int) -> str:
    return f"/news/edited-story-{number}.html"


def page_of(number: int) -> str:
    topic = TOPICS[number % len(TOPICS)]
    headline = f"The {topic} of district {number} opens at last"
    committee = "committee" if number else "comittee"
    return PAGE.format(committee=committee, n=number, topic=topic, headline=headline, day=number % 20 + 1)


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An archive after three crawls: before the edits, after them, and after nothing more."""
    db = tmp_path_factory.mktemp("edits") / "news.db"
    courier = Courier()
    courier["/robots.txt"] = f"User-agent: *\nSitemap: {courier.base}/news.xml\n"
    courier.xml("/news.xml", news_sitemap(*(path_of(number) for number in range(len(EDITS)))))
    for number in range(len(EDITS)):
        courier[path_of(number)] = page_of(number)
    for crawl in range(3):
        done = scrapy("news", "-a", f"url={courier.base}/", "-a", "revisit=0", db=db)
        assert done.status == 0, done.err
        if crawl == 0:
            assert done.counts() == {"new": len(EDITS)}
            for number, (edit, _, _) in enumerate(EDITS.values()):
                courier[path_of(number)] = edit(page_of(number))
    assert done.counts() == {"unchanged": len(EDITS)}
    yield db
    courier.shutdown()
    courier.server_close()


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_is_told_by_its_kind(crawled: Path, name: str) -> None:
    number = list(EDITS).index(name)
    _, kinds, announced = EDITS[name]
    with Archive(crawled, read_only=True) as archive:
        (key,) = (row["id"] for row in archive.rows("select id from articles where url like ?", (f"%-{number}.html",)))
        found = archive.rows("select kinds, announced from changes where article_id = ?", (key,))
        silent = archive.rows("select kinds from silent_edits where article_id = ?", (key,))
    assert [tuple(row) for row in found] == ([(kinds, announced)] if kinds else [])
    assert [row["kinds"] for row in silent] == ([kinds] if kinds and not announced and kinds != "notice" else [])


def test_what_a_person_is_told(crawled: Path) -> None:
    edited = [kinds for _, kinds, _ in EDITS.values() if kinds]
    told = CliRunner().invoke(cli, ["changes", "--since", "today", "--db", str(crawled)])
    assert len(told.stdout.splitlines()) == 1 + len(edited)
    one = CliRunner().invoke(cli, ["changes", "--since", "today", "--kind", "correction", "--db", str(crawled)])
    assert len(one.stdout.splitlines()) == 1 + sum("correction" in kinds for kinds in edited)


def test_today_reads_the_captures_as_they_were_read(crawled: Path) -> None:
    with Archive(crawled, read_only=True) as archive:
        before = [tuple(row) for row in archive.rows("select * from articles")]
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", "reextract", "-s", f"ARCHIVE={crawled}"],
        cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    edited = sum(bool(kinds) for _, kinds, _ in EDITS.values())
    assert done.returncode == 0, done.stderr
    assert f" {len(EDITS) + edited} as before, 0 otherwise, " in done.stdout, done.stdout
    with Archive(crawled, read_only=True) as archive:
        assert [tuple(row) for row in archive.rows("select * from articles")] == before
