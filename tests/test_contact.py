"""Public hosts are told who asks, or are not asked; what is on this machine needs no introduction."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.contact import ContactError, is_contact, require_contact
from crawler.network import by_way_of, is_loopback
from tests.courier import ENVIRONMENT, Courier, Page, article, news_sitemap, path_of, scrapy


@pytest.mark.parametrize(
    ("text", "reachable"),
    [
        ("you@example.org", True),
        ("Archive of the Harbour <desk@harbour.example>", True),
        ("https://archive.example/about", True),
        ("mailto:a@b.example", True),
        ("me", False),
        ("archive.example", False),
        ("@", False),
        ("", False),
    ],
)
def test_what_is_a_contact(text: str, reachable: bool) -> None:
    assert is_contact(text) is reachable


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> None:
    """No name server: what these names lead to."""
    for name in ("http_proxy", "https_proxy", "HTTPS_PROXY", "no_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    known = {"news.example": "9.9.9.9", "intranet.example": "10.1.2.3", "newsstand.test": "127.0.0.9"}

    def gethostbyname(name: str) -> str:
        if name not in known:
            raise socket.gaierror("no such name")
        return known[name]

    monkeypatch.setattr(socket, "gethostbyname", gethostbyname)


@pytest.mark.usefixtures("names")
@pytest.mark.parametrize(
    ("url", "needed"),
    [
        ("https://news.example/", True),
        ("https://9.9.9.9/", True),
        ("https://unknown.example/", True),
        ("http://127.0.0.1:8000/", False),
        ("http://127.3.2.1/", False),
        ("http://[::1]:80/", False),
        ("http://newsstand.test/", False),
        ("http://intranet.example/", False),
        ("http://10.0.0.4/", False),
    ],
)
def test_who_must_be_told(url: str, needed: bool) -> None:
    require_contact("you@example.org", ["http://127.0.0.1/", url])
    if needed:
        with pytest.raises(ContactError, match=r"on the public internet.*CONTACT = \"you@example.org\""):
            require_contact("", ["http://127.0.0.1/", url])
    else:
        require_contact("", ["http://127.0.0.1/", url])


@pytest.mark.usefixtures("names")
@pytest.mark.parametrize(
    ("proxy", "needed"),
    [("http://127.0.0.1:8801", False), ("localhost:8801", False), ("http://10.0.0.1:3128", True)],
)
def test_a_proxy_on_this_machine_is_all_that_is_asked(
    proxy: str, needed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("https_proxy", proxy)
    if needed:
        with pytest.raises(ContactError):
            require_contact("", ["https://news.example/"])
    else:
        require_contact("", ["https://news.example/"])
    with pytest.raises(ContactError):
        require_contact("", ["http://news.example/"])


@pytest.mark.usefixtures("names")
def test_a_host_may_be_kept_from_the_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "127.0.0.1:8801")
    monkeypatch.setenv("no_proxy", "news.example")
    assert by_way_of("http://other.example/") == "http://127.0.0.1:8801"
    assert by_way_of("http://news.example/") is None
    assert by_way_of("http://[::1/") is None


@pytest.mark.parametrize(("host", "here"), [("127.1", True), ("LOCALHOST.", True), ("::1", True), ("10.0.0.1", False)])
def test_this_machine(host: str, here: bool) -> None:
    assert is_loopback(host) is here


def test_a_contact_must_be_one() -> None:
    with pytest.raises(ContactError, match=r"^'nobody' is no contact: set CONTACT to"):
        require_contact("nobody", [])


@pytest.fixture
def courier() -> Iterator[Courier]:
    server = Courier()
    yield server
    server.shutdown()
    server.server_close()


def test_a_crawl_without_a_contact_does_not_start(tmp_path: Path) -> None:
    for arguments in (("rferl",), ("news", "-a", "url=https://9.9.9.9/")):
        run = scrapy(*arguments, db=tmp_path / "news.db")
        assert run.status == 2
        assert run.out == ""
        assert "set CONTACT to an address or page" in run.err
        assert len(run.err.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_site_of_this_machine_leads_to_nobody_else(courier: Courier, tmp_path: Path) -> None:
    courier["/robots.txt"] = f"Sitemap: {courier.base}/news.xml\n"
    courier.xml("/news.xml", news_sitemap(path_of(1), path_of(2)))
    courier[path_of(1)] = article(1)
    courier[path_of(2)] = Page(b"", status=302, headers={"Location": "http://9.9.9.9/a"})

    run = scrapy("news", "-a", f"url={courier.base}/", db=tmp_path / "news.db")

    assert run.counts() == {"new": 1, "failed": 1}
    assert "failed: 1 × is on the public internet; set CONTACT to" in run.out


def test_the_newsstand_goes_without(courier: Courier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A public name behind a proxy on this machine: nobody but that proxy is asked."""
    base = "http://news.example"
    courier[f"{base}/robots.txt"] = f"Sitemap: {base}/news.xml\n"
    courier[f"{base}/news.xml"] = Page(news_sitemap(path_of(1)).replace("BASE", base).encode(), "application/xml")
    courier[f"{base}{path_of(1)}"] = article(1)
    monkeypatch.setitem(ENVIRONMENT, "http_proxy", courier.base)

    run = scrapy("news", "-a", f"url={base}/", db=tmp_path / "news.db")

    assert run.status == 0, run.err
    assert run.counts("news.example") == {"new": 1}
    assert {headers["user-agent"] for _, headers in courier.asked} == {"news-archive/0.1.0"}
