"""Any site, without code: by its URL, or from a person's own list of sites."""

from crawler.discovery.addresses import absolute, host
from crawler.site import Site
from crawler.sources import load_sources
from crawler.spider import NewsSpider, SpiderArgumentError, near


class AnyNewsSpider(NewsSpider):
    """`-a url=https://example.org`, or `-a sources=sources.toml` and, for one site of it, `-a source=NAME`."""

    name = "news"
    takes = (*NewsSpider.takes, "url", "sources", "source")

    def chosen_sites(self) -> list[Site]:
        url, sources, source = (self.arguments.get(name) for name in ("url", "sources", "source"))
        if url is not None and sources is None and source is None:
            return [site_at(url)]
        if url is not None or sources is None:
            raise SpiderArgumentError(
                "news takes either -a url=https://example.org, or -a sources=sources.toml and with it -a source=NAME."
            )
        sites = load_sources(sources)
        if source is None:
            return sites
        chosen = [site for site in sites if site.name == source]
        if not chosen:
            raise SpiderArgumentError(f"{sources} has no site {source!r}{near(source, [site.name for site in sites])}.")
        return chosen


def site_at(url: str) -> Site:
    """The site at an address, named after its host without "www."."""
    address = absolute(url, url)
    if address is None or " " in url.strip():
        whole = absolute(f"https://{url.strip()}", "https://") if "." in url and "://" not in url else None
        raise SpiderArgumentError(
            f"{url!r} is not the URL of a site; write it in full: {whole or 'https://example.org'}"
        )
    return Site(name=host(address).removeprefix("www."), url=address)
