"""What every site on Pangea, the content management system of RFE/RL and VOA, has in common for discovery."""

from urllib.parse import urljoin

from crawler.site import Site

PANGEA_ARTICLES = r"^/a/(?:[^/]+/)?\d+\.html$"
"""/a/ID.html and /a/slug/ID.html. Slugs have digits, capitals, underscores, escapes in lower case or a dash at the end;
of 9.2 million addresses in RFE/RL's sitemaps of May 2025 there was no third shape."""


def pangea_site(name: str, url: str, language: str | None, *, network: str, hosts: tuple[str, ...] = ()) -> Site:
    """A site of the network whose article numbers it shares. Its index of sitemaps is at /sitemap.xml; "Load more" and
    search are closed to robots, so there are no listings to read. No zone: these pages state their times in UTC."""
    return Site(
        name=name,
        url=url,
        language=language,
        network=network,
        sitemaps=(urljoin(url, "/sitemap.xml"),),
        articles=PANGEA_ARTICLES,
        hosts=hosts,
    )
