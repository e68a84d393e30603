"""A person's list of sites: what it makes, and the one sentence for each mistake in it."""

from pathlib import Path

import pytest

from crawler.site import Site
from crawler.sources import SourcesError, load_sources


def write(folder: Path, text: str | bytes, name: str = "sources.toml") -> Path:
    file = folder / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def test_a_url_is_enough(tmp_path: Path) -> None:
    assert load_sources(write(tmp_path, '[[site]]\nurl = "https://www.gazeta.example"\n')) == [
        Site(name="gazeta.example", url="https://www.gazeta.example")
    ]


def test_every_key(tmp_path: Path) -> None:
    text = r"""
[[site]]
name = "Нова газета"
url = "https://nova.example/"
language = "uk"
zone = "Europe/Kyiv"
network = "nova"
sitemaps = ["/sitemap.xml", "https://cdn.example/nova.xml"]
feeds = ["https://nova.example/rss?a=1&b=2"]
listings = ["/ostanni"]
daily = ["/arkhiv/{yyyy}/{m}/{d}", "https://old.example/{dd}{mm}{yy}"]
articles = '^/\d{4}/'
hosts = ["NOVA2.example"]

[[site]]
url = "http://127.0.0.1:8000"
"""
    assert load_sources(str(write(tmp_path, text))) == [
        Site(
            name="Нова газета",
            url="https://nova.example/",
            language="uk",
            zone="Europe/Kyiv",
            network="nova",
            sitemaps=("https://nova.example/sitemap.xml", "https://cdn.example/nova.xml"),
            feeds=("https://nova.example/rss?a=1&b=2",),
            listings=("https://nova.example/ostanni",),
            daily=("https://nova.example/arkhiv/{yyyy}/{m}/{d}", "https://old.example/{dd}{mm}{yy}"),
            articles=r"^/\d{4}/",
            hosts=("nova2.example",),
        ),
        Site(name="127.0.0.1", url="http://127.0.0.1:8000"),
    ]


SITE = '[[site]]\nurl = "https://a.example"\n'

MISTAKES = {
    "wrong key": (SITE + 'langauge = "en"', "line 3: 'langauge' is no key of a site (did you mean language?)"),
    "wrong key of the second site": (
        SITE + '\n[[site]]\nurl = "https://b.example"\nfeed = []',
        "line 6: 'feed' is no key of a site (did you mean feeds?)",
    ),
    "the same key in two sites": (
        SITE + 'zone = "Europe/Kyiv"\n[[site]]\nurl = "https://b.example"\nzone = "Europe/Kiew"',
        "line 6: 'Europe/Kiew' is no time zone (did you mean Europe/Kiev?)",
    ),
    "a daily page without a day": (
        SITE + 'daily = ["/archive/{yyyy}/{mm}"]',
        "line 3: '/archive/{yyyy}/{mm}' needs year, month and day, such as /archive/{yyyy}/{mm}/{dd}.",
    ),
    "a daily page of something else": (
        SITE + 'daily = ["/archive/{year}/{mm}/{dd}"]',
        "line 3: '/archive/{year}/{mm}/{dd}' knows {yyyy}, {yy}, {mm}, {m}, {dd}, {d} and no other braces.",
    ),
    "a daily page without address": (SITE + 'daily = ["{yyyy}/{mm}/{dd}"]', "line 3: '2000/01/01' is no URL"),
    "wrong table": ('[[sites]]\nurl = "https://a.example"', "line 1: 'sites' is no key here (did you mean site?)"),
    "one bracket": ('[site]\nurl = "https://a.example"', "line 1: write [[site]], with two brackets"),
    "key before any site": ('\nurl = "https://a.example"', "line 2: 'url' is no key here; each site begins"),
    "no site": ("# nothing yet\n", "sources.toml lists no site; write [[site]]"),
    "no url": ('[[site]]\nname = "a"', "line 1: this site has no url; write url ="),
    "url of a wrong type": ("[[site]]\nurl = 7", "line 2: url must be a text in quotes, not a number"),
    "url without scheme": ('[[site]]\nurl = "a.example"', "line 2: 'a.example' is no URL; write it in full"),
    "url of another scheme": ('[[site]]\nurl = "ftp://a.example"', "line 2: 'ftp://a.example' is no URL"),
    "url without host": ('[[site]]\nurl = "https:///path"', "line 2: 'https:///path' is no URL"),
    "url with a space": ('[[site]]\nurl = "https://a.example/a b"', "is no URL"),
    "url without a dot": ('[[site]]\nurl = "https://example"', "line 2: 'https://example' is no URL"),
    "url with a bad port": ('[[site]]\nurl = "https://a.example:99999"', "is no URL"),
    "empty text": (SITE + 'name = " "', "line 3: name must be one line of text; fill it in"),
    "text of two lines": (SITE + 'name = "a\\nb"', "line 3: name must be one line of text"),
    "list without brackets": (SITE + 'feeds = "/feed"', 'line 3: feeds must be a list of texts, such as feeds = ["…"]'),
    "list of numbers": (SITE + "feeds = [1]", 'such as feeds = ["…"], not a number'),
    "bad URL in a list": (SITE + 'feeds = [\n  "/ok",\n  "feed.xml",\n]', "line 3: 'feed.xml' is no URL"),
    "bad language": (SITE + 'language = "English"', "line 3: 'English' is no BCP 47 language tag"),
    "bad zone by city": (SITE + 'zone = "Sao Paulo"', "(did you mean America/Sao_Paulo?)"),
    "zone that is a folder": (SITE + 'zone = "Europe"', "line 3: 'Europe' is no time zone"),
    "bad regular expression": (SITE + "articles = '/(news/'", "line 3: '/(news/' is no regular expression: missing )"),
    "host with a scheme": (SITE + 'hosts = ["https://b.example"]', "line 3: 'https://b.example' is no host"),
    "name given twice": (
        SITE + 'name = "x"\n[[site]]\nurl = "https://b.example"\nname = "x"',
        "line 6: the name 'x' is taken by the site of line 3",
    ),
    "name by default twice": (
        SITE + '[[site]]\nurl = "https://www.a.example"',
        "line 3: the name 'a.example' is taken by the site of line 1",
    ),
    "not TOML": ("[[site]]\nurl = https://a.example", "is not TOML: line 2: "),
    "a key twice": (SITE + 'url = "https://b.example"', "is not TOML: line 3: "),
    "deep nesting": ("a = " + "[" * 100_000, "is not TOML: "),
    "endless number": ("a = " + "1" * 10_000, "is not TOML: "),
    "not UTF-8": ('[[site]]\nname = "Газета"'.encode("cp1251"), "line 2: this is not UTF-8"),
    "binary": (b"\x00\x01\x02", "is not TOML: line 1: "),
}


@pytest.mark.parametrize(("text", "sentence"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_named_with_its_line(text: str | bytes, sentence: str, tmp_path: Path) -> None:
    with pytest.raises(SourcesError) as error:
        load_sources(write(tmp_path, text))
    said = str(error.value)
    assert sentence in said
    assert "sources.toml" in said
    assert "\n" not in said
    assert len(said) < 400


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    for path, sentence in {
        tmp_path / "sorces.toml": "There is no sources file",
        tmp_path: "cannot be read: Is a directory",
        "a\0b": "cannot be the name",
    }.items():
        with pytest.raises(SourcesError, match=sentence):
            load_sources(path)


def test_a_file_without_end(tmp_path: Path) -> None:
    with pytest.raises(SourcesError, match="is larger than"):
        load_sources(write(tmp_path, "#" * 11_000_000))


OPML = """<?xml version="1.0" encoding="{encoding}"?>
<opml version="2.0"><head><title>Мои ленты</title></head><body>
  <outline text="News">
    <outline type="rss" text="Голос" xmlUrl="https://golos.example/rss?a=1&b=2" htmlUrl="https://www.golos.example/"/>
    <outline type="rss" text="Спорт" xmlUrl="https://feeds.example/golos-sport" htmlUrl="https://www.golos.example/sport"/>
    <outline type="rss" text="Other" xmlUrl="https://other.example/feed/"/>
    <outline type="link" text="No feed" htmlUrl="https://plain.example"/>
  </outline>
</body></opml>"""


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251", "utf-16"])
def test_opml(encoding: str, tmp_path: Path) -> None:
    body = OPML.format(encoding=encoding).encode(encoding)
    assert load_sources(write(tmp_path, body, "feeds.opml")) == [
        Site(
            name="golos.example",
            url="https://www.golos.example/",
            feeds=("https://golos.example/rss?a=1&b=2", "https://feeds.example/golos-sport"),
        ),
        Site(name="other.example", url="https://other.example/", feeds=("https://other.example/feed/",)),
        Site(name="plain.example", url="https://plain.example"),
    ]


BAD_OPML = {
    "no outline": ("<opml><body/></opml>", "lists no feed"),
    "another format": ("<rss><channel/></rss>", "is not OPML"),
    "not XML": ("url = 1", "is not OPML"),
    "empty": ("", "is not OPML"),
    "cut": ('<opml>\n<body>\n<outline xmlUrl="https://a.example/f"/>\n<outline xmlU', "line 4: this is not XML"),
    "scheme": ('<opml><body>\n<outline xmlUrl="javascript:alert(1)"/></body></opml>', "line 2: the xmlUrl 'javascript"),
    "bomb": (
        '<!DOCTYPE opml [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><opml><body>'
        '<outline xmlUrl="https://a.example/&b;"/></body></opml>',
        "has a document type declaration",
    ),
    "external entity": (
        '<?xml version="1.0"?><!DOCTYPE o [<!ENTITY x SYSTEM "file:///etc/passwd">]><opml><body>'
        '<outline xmlUrl="https://a.example/" text="&x;"/></body></opml>',
        "has a document type declaration",
    ),
}


@pytest.mark.parametrize(("text", "sentence"), BAD_OPML.values(), ids=BAD_OPML)
def test_opml_that_cannot_be_used(text: str, sentence: str, tmp_path: Path) -> None:
    with pytest.raises(SourcesError) as error:
        load_sources(write(tmp_path, text, "feeds.opml"))
    assert sentence in str(error.value)


def test_the_example_of_the_documentation_is_true(tmp_path: Path) -> None:
    import crawler.sources

    example = (crawler.sources.__doc__ or "").partition("\n\n")[2]
    sites = load_sources(write(tmp_path, "\n".join(line.strip() for line in example.splitlines())))
    assert [site.name for site in sites] == ["example"]
    assert sites[0].articles == r"/\d{4}/\d\d/"
