"""Which pages are one article, and what is a new wording."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import Article, Correction, Image, LiveEntry, Moment, Outcome, canonical_url
from archive.folding import folded
from archive.identity import (
    Candidate,
    Match,
    changed_fields,
    decide,
    digest,
    fold,
    match_by_address,
    match_by_text,
    text_digest,
    time_text,
    url_key,
)

NOON = Moment(value=datetime(2026, 11, 3, 12, tzinfo=UTC), text="2026-11-03T12:00:00Z", zone="stated")
ARTICLE = Article(
    url="https://echo.example/a",
    source="echo",
    headline="Ferry “runs” again",
    body="First paragraph.\n\nSecond – and last.",
    authors=("Lena Hartog",),
    published=NOON,
    images=(Image(url="https://echo.example/1.jpg", caption="The ferry", credit="T. Beker"),),
)


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("http://Echo.Example/a", "https://echo.example/a"),
        ("https://echo.example:443/a#top", "https://echo.example/a"),
        ("https://echo.example:8443/a", "https://echo.example:8443/a"),
        ("https://echo.example", "https://echo.example/"),
        ("https://echo.example/a?utm_source=x&id=7&fbclid=y", "https://echo.example/a?id=7"),
        ("https://echo.example/a?b=2&a=1", "https://echo.example/a?a=1&b=2"),
        ("https://echo.example/a?SerialNo=79489", "https://echo.example/a?SerialNo=79489"),
        ("https://echo.example/%d1%80%d0%b5%d0%ba%d0%b0", "https://echo.example/%D1%80%D0%B5%D0%BA%D0%B0"),
        ("https://echo.example/река", "https://echo.example/%D1%80%D0%B5%D0%BA%D0%B0"),
        (" https://echo.example/a ", "https://echo.example/a"),
        ("http://[2001:DB8::1]/a", "https://[2001:db8::1]/a"),
        ("http://echo.example:443/a", "https://echo.example:443/a"),
        ("http://пример.рф/a", "https://xn--e1afmkfd.xn--p1ai/a"),
        ("https://echo.example/a?q=%E9&at_medium=rss&Q=%e8", "https://echo.example/a?Q=%E8&q=%E9"),
        ("https://echo.example/a?id=1&id=2&empty=", "https://echo.example/a?empty=&id=1&id=2"),
        ("https://me:secret@echo.example./a", "https://echo.example/a"),
    ],
)
def test_one_spelling_of_an_address(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical


@pytest.mark.parametrize(
    "host", ["echo.example", "a-b.7.example", "xn--d1a.example", "a.xn--d1a", f"{'a' * 64}.example"]
)
@pytest.mark.parametrize(
    "path", ["/", "/a", "/a/2026-11/_b.html", "//a//", "/a/./b", "/a/../b", "/.", "/a/..", "/a.", "/a..b"]
)
def test_an_address_that_is_plain_already_is_spelt_as_any_other(host: str, path: str) -> None:
    url = f"https://{host}{path}"
    assert canonical_url(url) == canonical_url(url + "#fragment")


@pytest.mark.parametrize("char", [*"“”„‟«»‹›‘’‚‛`´‐‑‒–—―−…", "\xad", "\u200b", "\u202e", "\u2060", "\ufeff"])
def test_what_only_looks_otherwise_is_folded(char: str) -> None:
    found = fold(f"é {char} a{char}b")
    assert char not in found
    assert found.replace("é", "").isascii()


def test_addresses_in_another_encoding_stay_two() -> None:
    assert canonical_url("https://echo.example/?name=%E8") != canonical_url("https://echo.example/?name=%E9")


@pytest.mark.parametrize("url", ["http://[::1", "http://echo.example:99999/", "https://echo.example/\ud800"])
def test_what_cannot_be_an_address_has_a_key_that_can_be_stored(url: str) -> None:
    with pytest.raises(ValueError, match=r"Invalid|range|encode"):
        canonical_url(url)
    assert url_key(url).encode()


@pytest.mark.parametrize(
    "url", ["", "echo.example/a", "ftp://echo.example/a", "javascript:alert(1)", "https://", "file:///etc"]
)
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(ValueError, match="not an http"):
        canonical_url(url)


@pytest.mark.parametrize(
    "change",
    [
        {"headline": 'Ferry "runs" again'},
        {"headline": "Ferry  “runs”\u00a0again"},
        {"body": "First paragraph.\n\nSecond - and last."},
        {"body": "First para\u00adgraph. Second – and last."},
        {"modified": NOON},
        {"tags": ("ferry",)},
        {"section": "Local"},
        {"images": (replace(ARTICLE.images[0], url="https://cdn.example/other.jpg"),)},
        {"published": replace(NOON, value=NOON.value.astimezone(timezone(timedelta(hours=2))))},
        {"url": "https://echo.example/moved"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_no_new_wording(change: dict) -> None:
    other = replace(ARTICLE, **change)
    assert digest(other) == digest(ARTICLE)
    assert decide(other, ARTICLE).outcome is Outcome.UNCHANGED


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"headline": "Ferry stops again"}, ("headline",)),
        ({"body": "First paragraph."}, ("body",)),
        ({"authors": ()}, ("authors",)),
        ({"corrections": (Correction(text="Correction: it was Friday."),)}, ("corrections",)),
        ({"images": (replace(ARTICLE.images[0], caption="A boat"),)}, ("captions",)),
        ({"disclaimer": "Declared undesirable.", "kicker": "Local"}, ("kicker", "disclaimer")),
        ({"published": None}, ("published",)),
        ({"dek": "After eleven years", "byline": "By Lena Hartog"}, ("dek", "byline")),
        ({"organisations": ("Desk North",), "agencies": ("AFP",)}, ("organisations", "agencies")),
        ({"dateline": "BELVAR", "credits": ("With reporting by AFP",)}, ("dateline", "credits")),
        ({"live_entries": (LiveEntry(text="First crossing."),)}, ("live_entries",)),
        ({"images": (replace(ARTICLE.images[0], credit="Reuters"),)}, ("captions",)),
    ],
)
def test_a_new_wording(change: dict, fields: tuple[str, ...]) -> None:
    other = replace(ARTICLE, **change)
    assert digest(other) != digest(ARTICLE)
    assert changed_fields(other, ARTICLE) == fields
    assert decide(other, ARTICLE).changed == fields


def test_the_outcomes() -> None:
    assert decide(ARTICLE, None).outcome is Outcome.NEW
    assert decide(ARTICLE, ARTICLE, Match.COPY).outcome is Outcome.DUPLICATE


def test_the_digest_carries_its_version_and_skips_what_is_empty() -> None:
    assert digest(ARTICLE).startswith("1:")
    assert digest(replace(ARTICLE, dek="", kicker=None)) == digest(ARTICLE)
    assert text_digest(replace(ARTICLE, authors=())) == text_digest(ARTICLE)


def test_folding_keeps_words_apart() -> None:
    assert fold("ab c") != fold("a bc")


def test_a_naive_time_is_refused() -> None:
    with pytest.raises(ValueError, match="without zone"):
        time_text(datetime(2026, 1, 1))  # noqa: DTZ001


KNOWN = Candidate(
    id=7,
    source="echo",
    key="https://echo.example/a",
    headline="Ferry “runs” again",
    text_digest=text_digest(ARTICLE),
    published=NOON.value,
)
OWN, OTHER = "https://echo.example/a", "https://echo.example/b"


@pytest.mark.parametrize(
    ("new", "known", "key", "match"),
    [
        # the page calls its own what is the known article's own address
        ({}, {}, OWN, Match.SAME),
        ({"headline": "All else", "body": "Other words."}, {}, OWN, Match.SAME),
        ({"url": "http://ECHO.example/a?utm_source=x"}, {}, OWN, Match.SAME),
        # an address that the known one has only besides, and the page calls its own
        ({"url": OTHER}, {}, OTHER, Match.COPY),
        ({"url": OTHER, "authors": ("Somebody Else",)}, {}, OTHER, Match.COPY),
        ({"url": OTHER, "body": "Other words."}, {}, OTHER, None),
        # the known one's address leads to a page that calls another address its own
        ({"url": OTHER}, {}, OWN, Match.SAME),
        ({"url": OTHER, "body": "Edited after the move."}, {}, OWN, Match.SAME),
        ({"url": OTHER, "headline": "Today's main story"}, {}, OWN, None),
        # other sources and other numbers
        ({"source": "other"}, {}, OWN, None),
        ({"source": "other", "network": "n"}, {"network": "n"}, OWN, Match.SAME),
        ({"network": "n", "publisher_id": "2"}, {"network": "n", "publisher_id": "1"}, OWN, None),
        ({"network": "n", "publisher_id": "2"}, {"network": None, "publisher_id": None}, OWN, Match.SAME),
        ({}, {"network": "n", "publisher_id": "1"}, OWN, Match.SAME),
    ],
)
def test_an_article_by_its_address(new: dict, known: dict, key: str, match: Match | None) -> None:
    assert match_by_address(replace(ARTICLE, **new), replace(KNOWN, **known), key) == match


def at(days: float) -> Moment:
    return replace(NOON, value=NOON.value + timedelta(days=days))


@pytest.mark.parametrize(
    ("new", "known", "match"),
    [
        ({}, {}, Match.COPY),
        ({"published": at(0.5)}, {}, Match.COPY),
        ({"published": at(7)}, {}, None),
        ({"published": at(-7)}, {}, None),
        ({"published": None}, {}, Match.COPY),
        ({"published": at(7)}, {"published": None}, Match.COPY),
        ({"body": "First paragraph."}, {}, None),
        ({"source": "other"}, {}, None),
    ],
)
def test_an_article_by_its_text(new: dict, known: dict, match: Match | None) -> None:
    assert match_by_text(replace(ARTICLE, url=OTHER, **new), replace(KNOWN, **known)) == match


def test_a_date_that_only_a_feed_told_is_no_wording() -> None:
    hinted = replace(ARTICLE, evidence={"published": {"reader": "hint"}})
    assert decide(replace(hinted, published=None, evidence={}), hinted).outcome is Outcome.UNCHANGED
    assert digest(hinted) == digest(replace(ARTICLE, published=None))


def test_white_space_of_every_kind_is_one_space() -> None:
    for char in filter(str.isspace, map(chr, range(0x110000))):
        for before, after in (("a", "b"), ("я", "b")):
            assert folded(f"{char}{before}{char}{char}\n\n{char} {after}{char}") == f"{before} {after}"


@given(st.text(alphabet=st.characters(max_codepoint=0x2FF), max_size=30), st.sampled_from(["", "x" * 300, "é" * 300]))
def test_a_text_is_spelt_as_json_has_it(text: str, more: str) -> None:
    """Digests are made of it, and stay what they are."""
    article = replace(ARTICLE, body=f"{text}{more}")
    spelt = json.dumps(["A ferry", fold(article.body)], ensure_ascii=False)
    assert text_digest(replace(article, headline="A ferry")) == f"1:{sha256(spelt.encode()).hexdigest()[:32]}"
