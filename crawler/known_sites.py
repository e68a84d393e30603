"""The sites that an archive's pages can be of."""

from pathlib import Path

from scrapy.settings import Settings
from scrapy.spiderloader import get_spider_loader

from archive import Archive, ArchiveError, Source
from crawler.site import Site


def known_sites(archive: Archive) -> dict[str, Site]:
    """Sites by name: as the archive knows them from its crawls; those of this program as they are today."""
    sites = {name: site_of(source) for name, source in archive.sources().items()}
    settings = Settings()
    settings.setmodule("crawler.settings")
    loader = get_spider_loader(settings)
    for name in loader.list():
        site = getattr(loader.load(name), "site", None)
        if isinstance(site, Site):
            sites[site.name] = site
    return sites


def sites_of(path: str) -> dict[str, Site]:
    """The sites that were crawled into the archive at `path`, by name. Raises ArchiveError."""
    if not Path(path).exists():
        raise ArchiveError(
            f"There is no archive at {path}; crawl a site first, or name another with -s ARCHIVE=path.db."
        )
    with Archive(path) as archive:
        names = archive.sources()
        return {name: site for name, site in known_sites(archive).items() if name in names}


def site_of(source: Source) -> Site:
    """A site as the archive knows it."""
    return Site(
        name=source.name,
        url=source.url,
        language=source.language,
        zone=source.zone,
        network=source.network,
        hosts=source.hosts,
        browser=source.browser,
    )


def source_of(site: Site) -> Source:
    """What the archive keeps of a site, to read its pages again."""
    return Source(
        name=site.name,
        url=site.url,
        language=site.language,
        zone=site.zone,
        network=site.network,
        hosts=site.hosts,
        browser=site.browser,
    )
