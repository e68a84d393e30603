"""A person's list of sites: what is read of it, and what is said of a wrong one."""

import os
from pathlib import Path

import pytest

from crawler.site import Site
from crawler.sources import SourcesError, load_sources


def written(folder: Path, content: str | bytes, name: str = "sources.toml") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_an_address_is_enough(tmp_path: Path) -> None:
    path = written(tmp_path, '[[site]]\nurl = "https://www.courier.example/"\n')
    assert load_sources(path) == [Site(name="courier.example", url="https://www.courier.example/")]
    assert load_sources(str(path)) == load_sources(path)


def test_every_key_arrives_where_it_belongs(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        """\
# Газеты
[[site]]
url = "https://courier.example/"
name = "Вестник"
language = "fa-AF"
zone = "Asia/Kabul"
network = "courier"
sitemaps = ["/sitemap.xml"]
feeds = ["https://feeds.example/courier"]
listings = ["/news", "/world"]
articles = '^/a/\\d+'
hosts = ["courier.test", "localhost:8080"]

[[site]]
url = "http://127.0.0.1:8000"
""",
    )
    assert load_sources(path) == [
        Site(
            name="Вестник",
            url="https://courier.example/",
            language="fa-AF",
            zone="Asia/Kabul",
            network="courier",
            sitemaps=("/sitemap.xml",),
            feeds=("https://feeds.example/courier",),
            listings=("/news", "/world"),
            articles=r"^/a/\d+",
            hosts=("courier.test", "localhost:8080"),
        ),
        Site(name="127.0.0.1", url="http://127.0.0.1:8000"),
    ]


SITE = '[[site]]\nurl = "https://a.example"\n'


@pytest.mark.parametrize(
    ("content", "line", "says"),
    [
        ("", None, "names no site"),
        ("site = 3", None, "names no site"),
        ("site = []", None, "names no site"),
        ("sites = 1", 1, "'sites'"),
        (SITE + "\n[other]\nx = 1", 4, "'other'"),
        ('[[site]]\nname = "x"', 1, "no `url`"),
        (SITE + '\n[[site]]\nname = "x"', 4, "no `url`"),
        ('[[site]]\nurl = "a.example"', 2, "'https://a.example'"),
        ('[[site]]\nurl = "ftp://a.example"', 2, "no web address"),
        ('[[site]]\nurl = "https://"', 2, "no web address"),
        ('[[site]]\nurl = "https://[::1"', 2, "no web address"),
        ('[[site]]\nurl = "https://a.example:99999"', 2, "no web address"),
        ("[[site]]\nurl = 3", 2, "must be a text"),
        (SITE + 'sitemap = ["/s.xml"]', 3, "'sitemaps'"),
        (SITE + '"Zone" = "Europe/Prague"', 3, "'zone'"),
        (SITE + "colour = 1", 3, "there are url, name"),
        (SITE + "[site.more]\nx = 1", 1, "'more'"),
        (SITE + 'name = ""', 3, "must be a text"),
        (SITE + 'name = "a\\nb"', 3, "on one line"),
        (SITE + 'feeds = "/rss"', 3, "must be a list"),
        (SITE + "feeds = [1]", 3, "must be a list"),
        (SITE + 'feeds = ["rss"]', 3, "path that begins with /"),
        (SITE + 'listings = ["javascript:alert(1)"]', 3, "path that begins with /"),
        (SITE + 'hosts = ["https://b.example/"]', 3, "no host"),
        (SITE + 'zone = "Europe/Prag"', 3, "'Europe/Prague'"),
        (SITE + 'zone = "../../etc/passwd"', 3, "no time zone"),
        (SITE + 'language = "auf Deutsch"', 3, "its code"),
        (SITE + 'articles = "(a"', 3, "no regular expression"),
        (SITE + "\n" + SITE, 5, "(line 1)"),
        (SITE + 'name = "x"\n\n[[site]]\nurl = "https://b.example"\nname = "x"', 7, "(line 1)"),
        ("[[site]\nurl = 1", 1, "not TOML"),
        (SITE + "url = 1", None, "not TOML"),
        (b'[[site]]\nname = "\xc2\xe5\xf1\xf2\xed\xe8\xea"', 2, "not UTF-8"),
        ("x = " + "[" * 5000, None, "not TOML"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(
    tmp_path: Path, content: str | bytes, line: int | None, says: str
) -> None:
    path = written(tmp_path, content)
    with pytest.raises(SourcesError) as raised:
        load_sources(path)
    sentence = str(raised.value)
    assert says in sentence
    assert sentence.startswith(str(path))
    assert sentence.endswith(".")
    assert "\n" not in sentence
    if line:
        assert f"line {line}" in sentence


def test_tables_written_inline_are_read_and_their_faults_told(tmp_path: Path) -> None:
    assert load_sources(written(tmp_path, 'site = [{url = "https://a.example"}]'))[0].name == "a.example"
    with pytest.raises(SourcesError, match="perhaps 'name' is meant"):
        load_sources(written(tmp_path, 'site = [{url = "https://a.example", nam = "x"}]'))


def test_a_key_is_looked_for_in_its_own_site_only(tmp_path: Path) -> None:
    content = '[[site]]\nurl = "https://a.example"\nzone = "UTC"\n[[site]]\nurl = "https://b.example"\nzone = "Mars"\n'
    with pytest.raises(SourcesError, match="line 6"):
        load_sources(written(tmp_path, content))


@pytest.mark.parametrize("name", ["nothing-there.toml", "."])
def test_no_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(SourcesError, match=r"cannot be read: .+; name a sources file\."):
        load_sources(tmp_path / name)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = written(tmp_path, SITE)
    path.chmod(0)
    with pytest.raises(SourcesError, match="cannot be read"):
        load_sources(path)


OPML = """\
<?xml version="1.0" encoding="{encoding}"?>
<opml version="2.0"><head><title>Новости</title></head><body>
<outline text="Papers">
<outline type="rss" text="Вестник" xmlUrl="https://www.courier.example/rss" htmlUrl="https://www.courier.example/"/>
<outline type="rss" text="World" xmlUrl="https://www.courier.example/world/rss" htmlUrl="https://courier.example/w"/>
<outline type="rss" text="World, again" xmlUrl="https://www.courier.example/world/rss"/>
</outline>
<outline type="rss" xmlurl="https://feeds.example/x?a=1&amp;b=2"/>
</body></opml>
"""


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251"])
@pytest.mark.parametrize("name", ["feeds.opml", "FEEDS.OPML", "feeds.xml"])
def test_opml_has_a_site_for_each_host(tmp_path: Path, encoding: str, name: str) -> None:
    path = written(tmp_path, OPML.format(encoding=encoding).encode(encoding), name)
    assert load_sources(path) == [
        Site(
            name="courier.example",
            url="https://www.courier.example/",
            feeds=("https://www.courier.example/rss", "https://www.courier.example/world/rss"),
        ),
        Site(name="feeds.example", url="https://feeds.example/", feeds=("https://feeds.example/x?a=1&b=2",)),
    ]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "not XML"),
        ("<opml><body>\n<outline", "line 2: not XML"),
        ("<html/>", "no OPML but <html>"),
        ("<opml><body/></opml>", "lists no feed"),
        ('<opml><body>\n<outline xmlUrl="feed://a"/></body></opml>', "line 2: `xmlUrl` is 'feed://a'"),
        (
            '<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd">]><opml><body><outline text="&x;"/></body></opml>',
            "line 1: not XML",
        ),
    ],
)
def test_what_is_no_opml(tmp_path: Path, content: str, says: str) -> None:
    with pytest.raises(SourcesError) as raised:
        load_sources(written(tmp_path, content, "feeds.opml"))
    assert says in str(raised.value)


def test_an_opml_file_never_grows(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    outline = '<outline xmlUrl="http://a.example/&e11;"/>'
    bomb = f'<!DOCTYPE opml [<!ENTITY e0 "x">{entities}]><opml><body>{outline}</body></opml>'
    with pytest.raises(SourcesError, match="not XML"):
        load_sources(written(tmp_path, bomb, "feeds.opml"))
