"""Dates: as machines and as people write them, each kept, none invented."""

import json
from datetime import datetime, timedelta, timezone

import pytest

from crawler.extraction import extract, moments
from crawler.items import ScrapedArticle

URL = "https://www.harbour-courier.example/isles/ferry-runs-again"
HEADLINE = "The island ferry runs again"
TEXT = (
    "<p>After four weeks in the yard the ferry to the northern isles sailed again on Monday, with new engines and a "
    "cook who "
    "comes from the islands himself, and the first passenger was a goat that had missed the last boat of February, "
    "as the "
    "harbour master remembers, because its owner could not find the ticket in time.</p>" * 3
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-02T14:20:05+01:00", "2026-03-02T14:20:05+01:00"),
        ("2026-03-02T14:20:05Z", "2026-03-02T14:20:05+00:00"),
        ("2026-03-02T14:20Z", "2026-03-02T14:20:00+00:00"),
        ("2026-03-02 07:00:00Z", "2026-03-02T07:00:00+00:00"),
        ("2026-03-02 13:55:27 +01:00", "2026-03-02T13:55:27+01:00"),
        ("2026-03-02T13:55:27+0100", "2026-03-02T13:55:27+01:00"),
        ("2026-03-02T13:55:27-05", "2026-03-02T13:55:27-05:00"),
        ("2026-03-02T13:55:27 UTC", "2026-03-02T13:55:27+00:00"),
        ("2026-03-02T13:55:27&#x2B;02:00", "2026-03-02T13:55:27+02:00"),
        ("2026-03-02T17:38:23.4598287Z", "2026-03-02T17:38:23.459828+00:00"),
        ("2026-03-02T17:38:23,5", "2026-03-02T17:38:23.500000"),
        ("2026-03-02T14:09:42.493", "2026-03-02T14:09:42.493000"),
        ("2026-03-02T14:09", "2026-03-02T14:09:00"),
        ("2026-3-2 9:05", "2026-03-02T09:05:00"),
        ("2026-03-02T24:00:00", "2026-03-03T00:00:00"),
        ("2026-03-02T10:00:00+05:30[Asia/Kolkata]", "2026-03-02T10:00:00+05:30"),
        ("2026-03-02 10:00:00 CET", "2026-03-02T10:00:00+01:00"),
        ("2026-03-02 10:00:00 (CET)", "2026-03-02T10:00:00+01:00"),
        ("2026-03-02 10:00:00 IST", "2026-03-02T10:00:00"),
        ("2026-03-02T10:00:00 Europe/Berlin", "2026-03-02T10:00:00"),
        ("2026-03-02 3:28:56 PM", "2026-03-02T15:28:56"),
        ("2026-03-02 12:28 a.m.", "2026-03-02T00:28:00"),
        ("20260302T140500Z", "2026-03-02T14:05:00+00:00"),
        ("Mon, 02 Mar 2026 14:20:05 +0100", "2026-03-02T14:20:05+01:00"),
        ("Mon, 02 Mar 2026 14:20:05 GMT", "2026-03-02T14:20:05+00:00"),
        ("Mon, 02 Mar 2026 14:20:05 MEZ", "2026-03-02T14:20:05+01:00"),
        # of CST it is not known whether it is Chicago's or China's
        ("Mon Mar 02 14:20:05 CET 2026", "2026-03-02T14:20:05+01:00"),
        ("Mon Mar 02 14:20:05 CST 2026", "2026-03-02T14:20:05"),
        ("Mon Mar 02 14:20:05 2026", "2026-03-02T14:20:05"),
        ("Mon Mar 02 2026 14:20:05 GMT+0100 (CET)", "2026-03-02T14:20:05+01:00"),
        ("1772461205", "2026-03-02T14:20:05+00:00"),
        ("1772461205000", "2026-03-02T14:20:05+00:00"),
    ],
)
def test_machine_dates_with_a_time(text: str, expected: str) -> None:
    moment = moments.from_machine(text)
    assert moment is not None
    assert (moment.value.isoformat(), moment.day_only) == (expected, False)


@pytest.mark.parametrize("text", ["2026-03-02", "20260302", "2026-3-2"])
def test_machine_dates_of_a_day(text: str) -> None:
    assert moments.from_machine(text) == (datetime(2026, 3, 2), True)  # noqa: DTZ001


@pytest.mark.parametrize(
    "text",
    [
        "0001-01-01T00:00:00Z", "0001-01-01 00:00:00Z", "1970-01-01", "1994-12-31", "9999-12-31", "2026-13-01",
        "2026-02-30",
        "2026-03-02 10:00 bis 12:00", "Thu, 01 Jan 1970 00:00:00 GMT", "2026-00-10", "14:20", "today", "", None, "2026", "2026-03", "March", "x" * 500, "99999999999999999999", "0",
        "2026-03-02T99:99", "Mon Foo 02 14:20:05 CET 2026", "{{ date }}", "null", "2026-03-02T10:00:00+99:00" if False else "31-31-31",
    ],
)  # fmt: skip
def test_what_is_no_date_or_cannot_be(text: str | None) -> None:
    assert moments.from_machine(text) is None


def test_an_impossible_offset_is_not_kept() -> None:
    moment = moments.from_machine("2026-03-02T10:00:00+19:00")
    assert moment is None or moment.value.tzinfo is None


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("28. April 2024, 7.30 Uhr", "de", "2024-04-28T07:30:00"),
        ("28. Jänner 2024", "de", "2024-01-28"),
        ("Stand: 12.03.2020, 10:11 Uhr", "de", "2020-03-12T10:11:00"),
        ("April 28, 2024 3:00 AM", "en", "2024-04-28T03:00:00"),
        ("Sept. 3, 2024 at 10:30 p.m. EDT", "en", "2024-09-03T22:30:00-04:00"),
        ("12:05 p.m. GMT, 3 May 2024", "en", "2024-05-03T12:05:00+00:00"),
        ("Published 11:11 PM EST Nov 19, 2024", "en", "2024-11-19T23:11:00-05:00"),
        ("6:35 PM ET, Tue March 12, 2024", "en", "2024-03-12T18:35:00"),
        ("6:35 p.m. on March 12, 2024", "en", "2024-03-12T18:35:00"),
        ("Tue 12 Mar 2024 18.35 GMT", "en", "2024-03-12T18:35:00+00:00"),
        ("March 12, 2024 / 6:35 PM / HC News", "en", "2024-03-12T18:35:00"),
        # the day and the clock stand in two elements
        ("March 12, 20247:55 AM UTC", "en", "2024-03-12T07:55:00+00:00"),
        ("March 12, 20247:55 AM UTCUpdated 2 hours ago", "en", "2024-03-12T07:55:00+00:00"),
        ("3 de mayo de 202421:25", "es", "2024-05-03T21:25:00"),
        ("03.05.202421:25", "de", "2024-05-03T21:25:00"),
        ("Feb 182024", "en", "2024-02-18"),
        ("Published 2024-05-03T21:25:10.123Z by the desk", "en", "2024-05-03T21:25:10.123000+00:00"),
        ("3 May 2024 12:05 a.m.", "en", "2024-05-03T00:05:00"),
        ("3rd May, 2024", "en", "2024-05-03"),
        ("Publié le 28 avril 2024 à 17h30", "fr", "2024-04-28T17:30:00"),
        ("1er août 2024", "fr", "2024-08-01"),
        ("28 de abril de 2024 às 08h30", "pt", "2024-04-28T08:30:00"),
        ("28 de abril del 2024", "es", "2024-04-28"),
        ("28 aprile 2024 alle 14:05", "it", "2024-04-28T14:05:00"),
        ("28 april 2024 om 14:05", "nl", "2024-04-28T14:05:00"),
        ("3 maj 2024 kl. 20.54", "sv", "2024-05-03T20:54:00"),
        ("3. maj 2024 kl. 20.54 Opdateret", "da", "2024-05-03T20:54:00"),
        ("3. toukokuuta 2024 klo 12.05", "fi", "2024-05-03T12:05:00"),
        ("12 listopada 2024", "pl", "2024-11-12"),
        ("12. listopadu 2024 14:20", "cs", "2024-11-12T14:20:00"),
        ("12. listopad 2024", "hr", "2024-10-12"),
        ("2024. április 28. 14:05", "hu", "2024-04-28T14:05:00"),
        ("12. března 2024 v 14:20", "cs", "2024-03-12T14:20:00"),
        ("2024 m. balandžio 28 d.", "lt", "2024-04-28"),
        ("2024 m. balandžio 28 d. 14:20", "lt", "2024-04-28T14:20:00"),
        ("2024. gada 28. aprīlis, 12:30", "lv", "2024-04-28T12:30:00"),
        ("8 января 2026, 17:46", "ru", "2026-01-08T17:46:00"),
        ("8 січня 2026, 17:46", "uk", "2026-01-08T17:46:00"),
        ("14.05.2025, 20:28", "ru", "2025-05-14T20:28:00"),
        ("8 студзеня 2026", "be", "2026-01-08"),
        ("8 януари 2026", "bg", "2026-01-08"),
        ("8. јануар 2026.", "sr", "2026-01-08"),
        ("8 Ιανουαρίου 2026", "el", "2026-01-08"),
        ("28 Nisan 2024 Pazar 14:20", "tr", "2024-04-28T14:20:00"),
        ("28 aprel 2024 14:20", "az", "2024-04-28T14:20:00"),
        ("٢٨ أبريل ٢٠٢٤", "ar", "2024-04-28"),
        ("28 نيسان 2024", "ar", "2024-04-28"),
        ("28 نيسان/أبريل 2024", "ar", "2024-04-28"),
        ("28 آوریل 2024", "fa", "2024-04-28"),
        ("ב-12 באפריל 2024", "he", "2024-04-12"),
        ("२८ अप्रैल २०२४", "hi", "2024-04-28"),
        ("28 เมษายน 2567 14:20 น.", "th", "2024-04-28T14:20:00"),
        ("28 มี.ค. 2567 14:20 น.", "th", "2024-03-28T14:20:00"),
        ("28 มิ.ย. 2567", "th", "2024-06-28"),
        ("28 เม.ย. 2567", "th", "2024-04-28"),
        ("28 tháng 4, 2024", "vi", "2024-04-28"),
        ("22/10/2025, 19:25 (GMT+7)", "vi", "2025-10-22T19:25:00+07:00"),
        ("2024年4月28日 14時20分", "ja", "2024-04-28T14:20:00"),
        ("2024年4月28日 午後2時5分", "ja", "2024-04-28T14:05:00"),
        ("令和6年4月28日", "ja", "2024-04-28"),
        ("2024년 4월 28일 오후 2:20", "ko", "2024-04-28T14:20:00"),
        ("2024.04.28. 09:05", "ko", "2024-04-28T09:05:00"),
        ("2024-04-28 09:05", "zh", "2024-04-28T09:05:00"),
        ("28 აპრილი, 2024", "ka", "2024-04-28"),
        ("28 ապրիլի, 2024", "hy", "2024-04-28"),
        ("28 сәуір 2024", "kk", "2024-04-28"),
        ("28 Apr 2024", None, "2024-04-28"),
        ("28.04.24", "de", "2024-04-28"),
        ("13/04/2024", "en", "2024-04-13"),
        ("04/13/2024", "en", "2024-04-13"),
        ("11.14.2024 09:00 AM", "en", "2024-11-14T09:00:00"),
        ("04/05/2024", "en-US", "2024-04-05"),
        ("04/05/2024", "en-GB", "2024-05-04"),
        ("04/05/2024", "fr", "2024-05-04"),
        ("04.05.2024", "en", "2024-05-04"),
    ],
)
def test_dates_in_text(text: str, language: str | None, expected: str) -> None:
    moment = moments.from_text(text, language)
    assert moment is not None
    assert moment.value.isoformat() == (expected if "T" in expected else expected + "T00:00:00")
    assert moment.day_only == ("T" not in expected)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("04/05/2024", "en"), ("04/05/2024", None), ("vor 3 Stunden", "de"), ("14:20", "en"), ("yesterday at 5", "en"),
        ("28. April", "de"), ("April 2024", "en"), ("listopad 12", "hr"), ("12 listopad 2024", None), ("32 May 2024",
        "en"),
        ("call 020 7946 0991", "en"), ("1.234.567 Euro", "de"), ("version 10.2.2024.1", "en"), ("28 Foo 2024", "en"),
        ("03-05-24", "de"), ("1403/02/09", "fa"), ("192.168.10.24", "en"), ("", "en"),
        ("Seit 2019 gewonnen, verloren, unentschieden: 12-4-10", "de"),
    ],
)  # fmt: skip
def test_no_date_in_text(text: str, language: str | None) -> None:
    assert moments.from_text(text, language) is None


def test_dates_of_one_text() -> None:
    found = moments.find("On 12 May 2026, May 13, 2026 and 14 May 2026 the ferry stays in the yard.", "en")
    assert [mention.moment.value.day for mention in found] == [12, 13, 14]
    assert moments.without_dates("Ida Holm | 2 March 2026 · Isles", "en") == "Ida Holm Isles"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/2024/04/28/ferry", "2024-04-28"), ("/news/2024-04-28-ferry.html", "2024-04-28"), ("/20240428/ferry",
        "2024-04-28"),
        ("/a/ferry-20240428", "2024-04-28"), ("/2024/04/ferry", None), ("/article/20241399", None), ("/a/2024128", None), ("/a/1234567890",
        None),
        ("/2024/04/28/and/2024/05/01", None), ("/1984/01/01/", None),
    ],
)  # fmt: skip
def test_the_day_in_an_address(path: str, expected: str | None) -> None:
    moment = moments.from_url("https://courier.example" + path)
    assert (moment.value.date().isoformat() if moment else None) == expected


def read(
    *, head: str = "", byline: str = "", after: str = "", url: str = URL, lang: str = "en", **data: str
) -> ScrapedArticle:
    item = {"@type": "NewsArticle", "headline": HEADLINE, "url": url, **data}
    html = (
        f'<html lang={lang}><head>{head}<script type="application/ld+json">{json.dumps(item)}</script></head><body>'
        f"<main>"
        f"<h1>{HEADLINE}</h1>{byline}{TEXT}</main>{after}</body></html>"
    )
    return extract(html.encode(), url)


META = '<meta property="article:published_time" content="2026-03-02T09:00:00+01:00">'


@pytest.mark.parametrize(
    ("page", "text", "reader"),
    [
        (read(head=META, datePublished="2026-03-02T08:00:00Z"), "2026-03-02T08:00:00Z", "json-ld"),
        (read(head=META, datePublished="0001-01-01T00:00:00Z"), "2026-03-02T09:00:00+01:00", "meta"),
        (read(head=META, byline="<time datetime=2026-03-03>"), "2026-03-02T09:00:00+01:00", "meta"),
        (read(byline="<time datetime=2026-03-03T10:00>3 March</time>"), "2026-03-03T10:00", "time"),
        (read(byline='<span itemprop="datePublished" content="2026-03-03">x</span>'), "2026-03-03", "time"),
        (read(byline="<p class=date>3 March 2026, 10:00</p>"), "3 March 2026, 10:00", "text"),
        (read(byline="<p>Published 3 March 2026</p>"), "Published 3 March 2026", "text"),
        (read(url="https://courier.example/2026/03/04/ferry"), "2026-03-04", "url"),
        (read(after='<script>var d = {"publishDate": "2026-03-05T10:00:00Z"}</script>'), "2026-03-05T10:00:00Z",
        "script"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_the_order_of_belief(page: ScrapedArticle, text: str, reader: str) -> None:
    assert page.published is not None
    assert (page.published.text, page.published.reader) == (text, reader)
    assert page.evidence["published"].reader == reader
    assert page.published in page.date_candidates["published"]


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ('{"first_published_at": "2026-03-05T10:00:00Z"}', "2026-03-05"),
        ("{'pubDate':'2026-03-05'}", "2026-03-05"),
        ('{"unpublishDate": "2026-03-05"}', None),
        ('{"publisher": "2026-03-05"}', None),
        ('{"publishDate": "soon"}', None),
        # … of several stories it is not known whose
        ('{"publishDate": "2026-03-05", "more": [{"publishDate": "2026-03-01"}]}', None),
        ('{"publishDate": "2026-03-05", "more": [{"publishDate": "2026-03-05"}]}', "2026-03-05"),
        ('{"publishDate": "after the storm"}' * 60 + '{"publishDate": "2026-03-05"}', None),
    ],
)
def test_data_in_scripts(script: str, expected: str | None) -> None:
    published = read(after=f"<script>var d = {script};</script>").published
    assert (published.value.date().isoformat() if published else None) == expected


@pytest.mark.parametrize(
    "key",
    "datePublished publishedAt publishDate publicationDate publication_date firstPublished firstPublishedDate "
    "firstPublishedAt firstPublicationDate pubDate articlePublishDate publishedTime published_time publishedDate "
    "publishedOn publishTime publishAt".split(),
)
def test_keys_of_publishing_in_the_data_of_systems(key: str) -> None:
    script = f'<script>window.__STATE__ = {{"story": {{"id": 4711, "{key}": "2026-03-05T10:00:00Z"}}}}</script>'
    published = read(after=script).published
    assert published is not None
    assert published.reader == "script"


def test_a_clock_of_twelve_hours_in_data_is_read_as_such() -> None:
    published = read(head='<meta name="publish-date" content="March 2, 2026, 07:47 PM EST">').published
    assert published is not None
    assert published.value.isoformat() == "2026-03-02T19:47:00-05:00"


@pytest.mark.parametrize(
    ("name", "field"),
    [
        # Open Graph, and what systems make of it
        ("article:published_time", "published"), ("article:modified_time", "modified"),
        ("og:article:published_time", "published"), ("og:article:modified_time", "modified"),
        ("og:updated_time", "modified"), ("article:published", "published"), ("article:modified", "modified"),
        ("updated_time", "modified"),
        # Dublin Core, Highwire Press, PRISM, rNews, schema.org in meta elements
        ("DC.date", "published"), ("dcterms.date", "published"), ("DC.date.issued", "published"),
        ("dcterms.issued", "published"), ("dcterms.created", "published"), ("DC.date.created", "published"),
        ("DC.date.modified", "modified"), ("dcterms.modified", "modified"),
        ("citation_publication_date", "published"), ("citation_date", "published"),
        ("prism.publicationDate", "published"), ("rnews:datePublished", "published"),
        ("dateModified", "modified"), ("date", "published"),
        # statistics and advertising: Parse.ly, Sailthru, Cxense
        ("parsely-pub-date", "published"), ("parsely-modified", "modified"), ("sailthru.date", "published"),
        ("cXenseParse:recs:publishtime", "published"),
        # systems of single publishers
        ("publish-date", "published"), ("pubdate", "published"), ("article_date_original", "published"),
        ("displaydate", "published"), ("created", "published"), ("Last-Modified", "modified"),
        ("last-updated", "modified"), ("eomportal-lastUpdate", "modified"), ("lastmod", "modified"),
        ("revised", "modified"),
        # days of something else
        ("expires", None), ("unavailable_after", None), ("DC.date.valid", None),
    ],
)  # fmt: skip
def test_what_a_meta_element_dates(name: str, field: str | None) -> None:
    page = read(head=f'<meta name="{name}" content="2026-03-02T09:00:00+01:00">')
    assert {one for one in ("published", "modified") if getattr(page, one)} == ({field} if field else set())


def test_every_date_is_kept() -> None:
    page = read(
        head=META, byline="<time datetime=2026-03-02T09:00:00+01:00>", datePublished="2026-03-02T08:00:00Z",
        url="https://courier.example/2026/03/02/ferry",
    )  # fmt: skip
    assert [date.reader for date in page.date_candidates["published"]] == ["json-ld", "meta", "time", "url"]


def test_a_day_takes_its_time_from_another_witness_of_that_day() -> None:
    page = read(head=META, datePublished="2026-03-02")
    assert page.published is not None
    assert page.published.text == "2026-03-02T09:00:00+01:00"
    page = read(head=META, datePublished="2026-02-27")
    assert page.published is not None
    assert page.published.text == "2026-02-27"


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ('<time datetime="2026-03-02T14:00:07Z">March 2, 2026 at 9:00 am EST</time>', "2026-03-02T09:00:07-05:00"),
        (
            '<time class="entry-date updated" datetime="2026-03-02T15:00:07+01:00">2. 3.</time>',
            "2026-03-02T15:00:07+01:00",
        ),
        ('<time class="updated" datetime="2026-03-02T16:00:07+01:00">2. 3.</time>', "2026-03-02T14:00:07+00:00"),
    ],
)
def test_the_clock_in_an_element_that_shows_it_beside_utc(shown: str, expected: str) -> None:
    html = f"<h1>{HEADLINE}</h1><p>{shown}</p>{TEXT}"
    data = json.dumps({"@type": "NewsArticle", "headline": HEADLINE, "datePublished": "2026-03-02T14:00:07Z"})
    page = extract(f'<script type="application/ld+json">{data}</script><article>{html}</article>'.encode(), URL)
    assert page.published is not None
    assert page.published.value.isoformat() == expected


def test_dublin_core_in_rdfa() -> None:
    span = '<span property="dc:date dc:created" content="2026-03-09T08:41:00+00:00">le lun, 09/03/2026 - 08:41</span>'
    page = extract(f"<div><h1>{HEADLINE}</h1><p>Soumis par admin {span}</p>{TEXT}</div>".encode(), URL)
    assert page.published is not None
    assert page.published.reader == "time"


def test_offsets_stay_and_naive_stays_naive() -> None:
    aware = read(datePublished="2026-03-02T08:00:00-03:00").published
    naive = read(datePublished="2026-03-02T08:00:00").published
    assert aware is not None
    assert aware.value.tzinfo == timezone(-timedelta(hours=3))
    assert naive is not None
    assert naive.value.tzinfo is None


@pytest.mark.parametrize(
    "elsewhere",
    [
        '<div class="comments"><time datetime="2026-05-05T10:00">5 May</time></div>',
        '<aside><time datetime="2026-05-05T10:00">5 May</time></aside>',
        '<ul class="related"><li><time datetime="2026-05-05T10:00">5 May</time></li></ul>',
        '<footer><p class="date">5 May 2026</p></footer>',
        '<div class="latest-news"><p class="date">5 May 2026</p></div>',
    ],
)
def test_dates_of_others_are_not_the_articles(elsewhere: str) -> None:
    assert read(byline=elsewhere).published is None
    assert read(after=elsewhere).published is None


def test_a_date_right_below_the_headline_counts_in_a_teaser_box_too() -> None:
    assert read(byline='<div class="teaser-meta">5 May 2026</div>').published is not None
    assert read(byline='<footer class="node__meta">5 May 2026 / 3 comments</footer>').published is not None


def test_the_only_line_that_tells_of_publishing_counts_wherever_it_stands() -> None:
    line = '<div class="c-teaser"><p>Published on 5 May 2026</p></div>'
    page = read(after=line)
    assert page.published is not None
    assert page.published.value.date().isoformat() == "2026-05-05"
    assert read(after=line + line.replace("5 May", "6 May")).published is None
    assert read(after=f'<div class="related">{line}</div>').published is None
    assert read(after=f'<ol class="references"><li>{line}</li></ol>').published is None
    assert read(after="<p>The paper was founded on 5 May 2026, the isles published it.</p>").published is None
    assert read(after="<p>2026年5月5日公開</p>", lang="ja").published is not None


@pytest.mark.parametrize(
    ("link", "day"),
    [
        ('<a href="{url}">5 May 2026</a>', "2026-05-05"),
        ('<li class="teaser"><a href="{path}"><span>5.5.2026</span><b>Ferry</b></a></li>', "2026-05-05"),
        ('<a href="{path}">5 May 2026</a><a href="{path}/">6 May 2026</a>', None),
        ('<a href="{path}#comment-3">5 May 2026</a>', None),
        ('<a href="https://other.example{path}">5 May 2026</a>', None),
        ('<a href="/news/other">5 May 2026</a>', None),
        ('<a href="{path}">From 5 May 2026 to 9 May 2026</a>', None),
    ],
)
def test_a_link_to_the_page_itself_tells_its_day(link: str, day: str | None) -> None:
    path = URL.partition(".example")[2]
    page = read(after=f'<div class="related">{link.format(url=URL, path=path)}</div>')
    assert (page.published.value.date().isoformat() if page.published else None) == day


@pytest.mark.parametrize(
    "byline",
    [
        "<p class=date>Published 2 March 2026, 9:00. Updated 3 March 2026, 10:30</p>",
        '<p>2 March 2026, 9:00</p><p class="updated">3 March 2026, 10:30</p>',
        '<time itemprop="datePublished" datetime="2026-03-02T09:00"></time><time itemprop="dateModified" '
        'datetime="2026-03-03T10:30"></time>',
        '<time datetime="2026-03-02T09:00">2 March</time> Last updated: <time datetime="2026-03-03T10:30">3 '
        'March</time>',
    ],
)  # fmt: skip
def test_publishing_and_changing_are_told_apart(byline: str) -> None:
    page = read(byline=byline)
    assert page.published is not None
    assert page.modified is not None
    assert page.published.value == datetime(2026, 3, 2, 9, 0)  # noqa: DTZ001
    assert page.modified.value == datetime(2026, 3, 3, 10, 30)  # noqa: DTZ001


def test_a_change_alone_is_no_publishing() -> None:
    page = read(dateModified="2026-03-03T10:30:00Z")
    assert page.published is None
    assert page.modified is not None


@pytest.mark.parametrize(
    ("data", "head", "said"),
    [
        (
            {"datePublished": "2026-03-02T16:55:35Z", "dateModified": "2026-03-02T16:55:27Z"},
            "",
            "earlier than published",
        ),
        ({"datePublished": "2026-03-02T16:55:35Z", "dateModified": "2026-03-03"}, "", None),
        ({"datePublished": "2026-03-02T16:55:35Z", "dateModified": "2026-03-02"}, "", None),
        ({"datePublished": "2026-03-02T16:55:35Z", "dateModified": "2026-03-02T11:00:00"}, "", None),
        ({"datePublished": "2026-03-02T07:00:00Z"}, META.replace("+01:00", "Z"), "differ by 2 hours"),
        ({"datePublished": "2026-03-02T08:00:00Z"}, META, None),
        ({"datePublished": "2026-03-02T08:12:00Z"}, META, None),
        ({"datePublished": "2026-03-02T08:00:00"}, '<meta name="date" content="2026-03-02">', None),
        ({"datePublished": "2026-03-02T08:00:00Z"}, '<meta name="date" content="2026-03-02T09:00:00">', None),
    ],
)
def test_dates_that_disagree_are_flagged(data: dict[str, str], head: str, said: str | None) -> None:
    problems = [problem for problem in read(head=head, **data).problems if "earlier" in problem or "differ" in problem]
    assert bool(problems) == (said is not None)
    if said:
        assert said in problems[0]


def test_the_language_reads_the_date() -> None:
    page = read(byline="<p class=date>12. listopad 2024.</p>", lang="hr")
    assert page.published is None or page.published.value.month == 10


@pytest.mark.parametrize(
    ("data", "byline", "expected"),
    [
        # the newsroom's clock beside the same moment in UTC gives the offset
        ("2026-03-03T05:30:59Z", '<time datetime="2026-03-02 23:30:59">2 March</time>', "2026-03-02T23:30:59-06:00"),
        ("2026-03-02T08:00:20Z", "<p class=date>2 March 2026, 13:30</p>", "2026-03-02T13:30:20+05:30"),
        ("2026-03-01T23:00:00Z", "<p class=date>2 March 2026</p>", "2026-03-02T00:00:00+01:00"),
        # another minute, another day, no difference, too far away: other moments
        ("2026-03-02T08:00:00Z", "<p class=date>2 March 2026, 9:07</p>", "2026-03-02T08:00:00+00:00"),
        ("2026-03-02T08:00:00Z", "<p class=date>3 March 2026</p>", "2026-03-02T08:00:00+00:00"),
        ("2026-03-02T08:00:00Z", "<p class=date>2 March 2026, 8:00</p>", "2026-03-02T08:00:00+00:00"),
        ("2026-03-02T08:00:00Z", "<p class=date>3 March 2026, 8:00</p>", "2026-03-02T08:00:00+00:00"),
        # the page shows the clock of UTC; the other one tells of a change
        ("2026-03-02T08:00:20Z", "<p class=date>2 March 2026, 8:00 | changed 2 March 2026, 15:30</p>", "2026-03-02T08:00:20+00:00"),
        ("2026-03-02T08:00:20Z", '<time datetime="2026-03-02 08:00:20">2 March</time><p class=date>2 March 2026, 13:30</p>',
         "2026-03-02T13:30:20+05:30"),
        # a stated offset stays
        ("2026-03-02T08:00:00-03:00", "<p class=date>2 March 2026, 12:00</p>", "2026-03-02T08:00:00-03:00"),
        # a wall clock without a zone is no moment in UTC, nor is a day the midnight of another
        ("2026-03-02T08:00:00", "<p class=date>2 March 2026, 12:00</p>", "2026-03-02T08:00:00"),
        ("2026-03-02T11:00:00Z", "<p class=date>3 March 2026</p>", "2026-03-02T11:00:00+00:00"),
        ("2026-03-02", "<p class=date>1 March 2026, 20:00</p>", "2026-03-02T00:00:00"),
    ],
)  # fmt: skip
def test_a_moment_in_utc_is_told_on_the_newsrooms_clock(data: str, byline: str, expected: str) -> None:
    page = read(datePublished=data, byline=byline)
    assert page.published is not None
    assert page.published.value.isoformat() == expected
    assert page.published.text == data


def test_a_wall_clock_takes_the_offset_that_others_state_for_it() -> None:
    page = read(head=META, datePublished="2026-03-02T09:00:00")
    assert page.published is not None
    assert page.published.value.isoformat() == "2026-03-02T09:00:00+01:00"
    page = read(byline="<p>Mon, 2 Mar 2026 9:00 AM MYT</p>", datePublished="2026-03-02T09:00:35")
    assert page.published is not None
    assert page.published.value.isoformat() == "2026-03-02T09:00:35+08:00"
    page = read(byline="<p>Mon, 2 Mar 2026 9:01 AM MYT</p>", datePublished="2026-03-02T09:00:35")
    assert page.published is not None
    assert page.published.value.tzinfo is None
    page = read(head=META.replace("+01:00", "Z"), datePublished="2026-03-02T09:00:00")
    assert page.published is not None
    assert page.published.value.tzinfo is None  # clocks without a zone are often stated as if they were UTC
    page = read(head='<meta name=date content="2026-03-02T09:00:00">', datePublished="2026-03-02T08:00:00Z")
    assert page.published is not None
    assert page.published.value.isoformat() == "2026-03-02T08:00:00+00:00"  # data without a zone may be of any clock


def test_of_two_stated_offsets_the_local_one_is_kept() -> None:
    page = read(head=META, datePublished="2026-03-02T08:00:00Z")
    assert page.published is not None
    assert page.published.value.isoformat() == "2026-03-02T09:00:00+01:00"
    assert page.published.reader == "json-ld"


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        ("<p>The ferry ran aground on 2 March 2026 off the isle of Sule.</p>", None),
        ("<p>2 March 2026 – The ferry ran aground off the isle of Sule.</p>", "2026-03-02"),
        ("<p>Sule, 2 March 2026 – The ferry ran aground off the isle.</p>", "2026-03-02"),
        ("<p>Published by the desk of the courier on 2 March 2026 in News</p>", "2026-03-02"),
        ("<ul><li>Date</li><li>2 March 2026</li></ul>", "2026-03-02"),
        ("<dl><dt>Mise en ligne</dt><dd>2 March 2026</dd></dl>", "2026-03-02"),
        ("<ul class=meta><li><time datetime=2026-03-02>2 March</time></li></ul>", "2026-03-02"),
        ("<ul><li><time datetime=2026-05-05>5 May</time> <a href=/o>Other</a></li></ul><p class=date>2 March 2026</p>",
        "2026-03-02"),
        ("<aside class=article-meta><time datetime=2026-03-02>2 March</time></aside>", "2026-03-02"),
        ("<span class=updated title='2026-03-02T09:00:00Z'></span>", "2026-03-02"),
        ("<time class='entry-date published updated' datetime=2026-03-02>2 March</time>", "2026-03-02"),
        ("<time class='published' datetime=2026-03-01>1 March</time><time class=updated datetime=2026-03-02>x</time>", "2026-03-01"),
        ("<time datetime=2026-03-02>Updated 2 March</time>", None),
        ("<p class=date-update>2 March 2026</p>", "2026-03-02"),
        ("<p class=date-update>2 March 2026</p><p>Published 1 March 2026</p>", "2026-03-01"),
        # what a table says of something else, the end of a period, the hours of an event
        ("<table><tr><th>Founded<td>2 March 2026</table>", None),
        ("<table><tr><th>Founded<td>2 March 2026; 20 days ago<span hidden>(2026-03-02)</span></table>", None),
        ("<table><tr><th>Release date<td>2 March 2026</table>", "2026-03-02"),
        ("<p>Answers until 2 March 2026</p>", None),
        ("<p>Ida Holm (born 2 March 1996) plays chess.</p>", None),
        ("<p>Date of the event: 2 March 2026</p>", None),
        ("<p>The next meeting will be held on 2 March 2026.</p>", None),
        ("<p>By Ida Holm and Per Lund, 2 March 2026</p>", "2026-03-02"),
        ("<div class=date><span>2</span><span>Mar</span><span>2026</span></div>", "2026-03-02"),
        ("<p class=date>2 March 2026, 13:15 - 19:00</p>", None),
        ("<div class=article-topbar><span class=mod-date>2 March 2026</span></div>", "2026-03-02"),
        ("<div class=js-local-date>2 March 2026</div>", "2026-03-02"),
        ("<p>Online since 2 March 2026</p>", None),
        # what a line of its own before a date says of it, if it is that date's
        ("<div><p>Last updated</p><p>2 March 2026</p></div>", None),
        ("<div><p>Updates</p></div><div><p>2 March 2026</p></div>", "2026-03-02"),
        ("<p>Published since 2 March 2026</p>", "2026-03-02"),
        # a layout that is called after its side column, with the text in it
        (f"<div class=lay-sidebar><p><time datetime='2 March 2026'>2 March 2026</time></p>{TEXT}</div>", "2026-03-02"),
        ("<div class=sidebar><time datetime=2026-03-02>2 March</time></div>", "2026-03-02"),
        ("<div class=sidebar><time datetime=2026-03-02>2 March</time><time datetime=2026-03-03>x</time></div>", None),
    ],
)  # fmt: skip
def test_which_dates_near_the_headline_are_the_articles(byline: str, expected: str | None) -> None:
    published = read(byline=byline).published
    assert (published.value.date().isoformat() if published else None) == expected


@pytest.mark.parametrize(
    "top",
    [
        "<header class=container><div><span class=clock><time datetime='2026-11-20T10:00'>20 November</time></span></div></header>",
        "<header><p>Friday, 20 November 2026</p></header>",
        "<div class=top-bar><p class=date>Friday, 20 November 2026</p></div>",
        "<div class=masthead>Friday, 20 November 2026</div>",
        "<div class=current-date>Friday, 20 November 2026</div>",
    ],
)
def test_the_day_of_the_visit_in_the_head_of_the_page_is_not_the_articles(top: str) -> None:
    def page(heading: str) -> ScrapedArticle:
        return extract(f"<html lang=en><body>{top}<main>{heading}{TEXT}</main></body></html>".encode(), URL)

    assert page(f"<h1>{HEADLINE}</h1>").published is None
    published = page(f"<header><h1>{HEADLINE}</h1><time datetime=2026-03-02>2 March</time></header>").published
    assert published is not None
    assert published.text == "2026-03-02"


@pytest.mark.parametrize(
    ("line", "published", "modified"),
    [
        ("<p>Author: Bo Lind on 5 May 2026, 13:36</p>", "2026-05-05", None),
        (f"<p>The article “{HEADLINE}”, of which the harbour master has a copy in his own drawer, was put on 5 May 2026 under News and "
        "published by Bo Lind.</p>", "2026-05-05", None),
        ("<p>Last updated: 5 May 2026</p>", None, "2026-05-05"),
        ("<dl><dt>Last change<dd>Last edited 2026-05-05 09:25 by Bo</dl>", None, "2026-05-05"),
        ("<p lang=de>Diese Seite wurde zuletzt am 5.5.2026 um 9:25 Uhr geändert.</p>", None, "2026-05-05"),
        ("<p>Last updated: 5 May 2026</p><p>Weather: last updated 6 May 2026</p>", None, None),
        ("<p>Published 5 May 2026</p><p>Last updated: 6 May 2026</p>", "2026-05-05", "2026-05-06"),
        ("<p>Copyright © 5 May 2026</p>", None, None),
        ("<p>Last updated: 3 hours ago</p>", None, None),
        ("<p lang=de>5.5.2026, 9:25 Uhr aktualisiert</p>", None, "2026-05-05"),
        ("<p>Published 02/03/2026 - last updated 6 May 2026</p>", None, "2026-05-06"),
    ],
)  # fmt: skip
def test_lines_below_the_text_date_a_page_that_has_no_other_date(
    line: str, published: str | None, modified: str | None
) -> None:
    page = read(after="<p>More to read here.</p>" * 45 + line)
    assert (page.published.value.date().isoformat() if page.published else None) == published
    assert (page.modified.value.date().isoformat() if page.modified else None) == modified
    assert not [problem for problem in page.problems if "failed" in problem]


TEASERS = "".join(
    f"<article><h3><a href=/{day}>Another story</a></h3><time datetime=2026-05-0{day}>x</time></article>"
    for day in (4, 5, 6)
)
MANY = "<p>The pier is open.</p>" * 60
TIME = "<time datetime=2026-03-02>2 March</time>"


@pytest.mark.parametrize(
    ("main", "dated"),
    [
        # an article element below the headline, the one with the text; a list of short lines is none
        (f"<h1>{HEADLINE}</h1><article class=story><p>{TIME}</p>{TEXT}</article>", True),
        (
            f"<h1>{HEADLINE}</h1><article class=story><p>{TIME}</p>{TEXT}</article>{TEASERS}<article>{MANY}</article>",
            True,
        ),
        (f"<h1>{HEADLINE}</h1><article class=story><p>{TIME}</p>Two lines.</article>{TEXT}", False),
        # a box of the text that calls itself promoted
        (f"<h1>{HEADLINE}</h1><div class='node node-promoted'><p>{TIME}</p>{TEXT}</div>", True),
        (f"<h1>{HEADLINE}</h1><div class='node node-promoted'><p>{TIME}</p></div>{TEXT}", False),
        # a list of facts about the article, not one of others
        (f"<h1>{HEADLINE}</h1><ul><li>{TIME}</li></ul>{TEXT}", True),
        (f"<h1>{HEADLINE}</h1><ul><li><a href=/o>Other</a> {TIME}</li></ul>{TEXT}", False),
        (f"<h1>{HEADLINE}</h1>{'<p>Line</p>' * 12}<ul><li>{TIME}</li></ul>{TEXT}", False),
        # the article's own header, and the page's
        (f"<header>{TIME}</header><h1>{HEADLINE}</h1>{TEXT}", True),
        (f"<header>{TIME}</header>{'<p>Line</p>' * 12}<h1>{HEADLINE}</h1>{TEXT}", False),
    ],
)
def test_which_time_elements_are_the_articles_among_others(main: str, dated: bool) -> None:
    html = f"<html lang=en><body><main>{main}</main><div>{TEASERS}</div></body></html>"
    published = extract(html.encode(), URL).published
    assert (published.text if published else None) == ("2026-03-02" if dated else None)


def test_a_day_below_the_text_is_not_the_articles() -> None:
    assert read(after="<p>5 May 2026</p>").published is None


def test_without_a_headline_dates_stand_before_the_text() -> None:
    html = f"<html lang=en><body>{'<p>Line</p>' * 45}<p>2 March 2026</p>{TEXT}</body></html>"
    published = extract(html.encode(), URL).published
    assert published is not None
    assert published.text == "2 March 2026"


def test_a_link_to_an_edition_dates_no_page_of_it() -> None:
    assert read(url="https://www.harbour-courier.example/en", after="<a href=/en>5 May 2026</a>").published is None


def test_a_date_in_the_same_element_before_an_update_is_that_of_publishing() -> None:
    times = "<time><span>March 2, 2026</span><span>7:30 AM UTC</span><span>Updated 3 hours ago</span></time>"
    page = read(byline=times)
    assert page.published is not None
    assert page.published.value.isoformat() == "2026-03-02T07:30:00+00:00"
    assert page.modified is None


def test_a_date_inside_the_heading_is_not_lost() -> None:
    head = f"<meta property=og:title content='{HEADLINE}'>"
    html = f"{head}<main><h1>{HEADLINE}<br><small>2 March 2026 • News</small></h1>{TEXT}</main>"
    page = extract(html.encode(), URL)
    assert page.published is not None
    assert page.published.value.date().isoformat() == "2026-03-02"
    html = f"<html lang=en><body><main><h1>What happened on 2 March 2026</h1>{TEXT}</main></body></html>"
    assert extract(html.encode(), URL).published is None


def test_an_article_element_below_the_headline_is_the_articles_own() -> None:
    own = (
        f'<article class="node node-promoted"><p class=submitted><time datetime=2026-03-02>x</time></p>{TEXT}</article>'
    )
    other = "<article><time datetime=2026-05-05>x</time><p>Another story.</p></article>"
    html = f"<html lang=en><body><h1>{HEADLINE}</h1>{other}{own}</body></html>"
    page = extract(html.encode(), URL)
    assert page.published is not None
    assert page.published.text == "2026-03-02"


def test_text_that_says_published_outranks_a_date_of_something() -> None:
    head = '<meta name="date" content="2026-03-09">'
    assert read(head=head).published is not None
    page = read(head=head, byline="<p>Published: 2 March 2026</p>")
    assert page.published is not None
    assert page.published.text == "Published: 2 March 2026"


def test_the_address_settles_which_text_is_right() -> None:
    url = "https://courier.example/2026/03/04/ferry"
    page = read(url=url, byline="<p class=date>3 March 2026</p><p>4 March 2026 · News</p>")
    assert page.published is not None
    assert page.published.text == "4 March 2026 · News"
    page = read(url=url, byline="<p>Posted by the isles on Monday, 9 March 2026</p>")
    assert page.published is not None
    assert page.published.reader == "url"


def test_the_day_at_the_end_of_the_title() -> None:
    page = read(head=f"<title>{HEADLINE} | News | HC | 02.03.2026</title>")
    assert page.published is not None
    assert page.published.value.date().isoformat() == "2026-03-02"
    assert page.published.reader == "title"
    assert read(head="<title>The ferry | what we know on 02.03.2026</title>").published is None
    called = "<meta property=og:site_name content='Harbour Courier'>"
    before = read(head=f"{called}<title>{HEADLINE} - 02.03.2026 - HARBOUR COURIER</title>").published
    assert before is not None
    assert before.text == "02.03.2026"
    assert read(head=f"{called}<title>{HEADLINE} - 02.03.2026 - What we know</title>").published is None


@pytest.mark.parametrize(
    ("data", "meta", "byline", "day"),
    [
        ("2026-03-02T08:00:00Z", "2026-03-05T09:30:00Z", "<p class=date>5 March 2026</p>", 5),
        ("2026-03-02T08:00:00Z", "2026-03-05T09:30:00Z", "<time datetime=2026-03-05>5 March</time>", 5),
        # the page prints the day of JSON-LD, or a third one, or none
        ("2026-03-02T08:00:00Z", "2026-03-05T09:30:00Z", "<p class=date>2 March 2026</p>", 2),
        (
            "2026-03-02T08:00:00Z",
            "2026-03-05T09:30:00Z",
            "<p class=date>2 March 2026</p><p class=date>5 March 2026</p>",
            2,
        ),
        ("2026-03-02T08:00:00Z", "2026-03-05T09:30:00Z", "<p class=date>8 March 2026</p>", 2),
        ("2026-03-02T08:00:00Z", "2026-03-05T09:30:00Z", "", 2),
        # the next day may be the same moment elsewhere
        ("2026-03-02T08:00:00Z", "2026-03-03T09:30:00Z", "<p class=date>3 March 2026</p>", 2),
    ],
)
def test_meta_and_print_outvote_json_ld(data: str, meta: str, byline: str, day: int) -> None:
    head = f'<meta property="article:published_time" content="{meta}">'
    page = read(head=head, datePublished=data, byline=byline)
    assert page.published is not None
    assert page.published.value.day == day


def test_a_meta_element_that_tells_some_date_does_not_outvote_json_ld() -> None:
    page = read(
        head='<meta name="date" content="2026-03-05">',
        datePublished="2026-03-02T08:00:00Z",
        byline="<p class=date>5 March 2026</p>",
    )
    assert page.published is not None
    assert page.published.value.day == 2
