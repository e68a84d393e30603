"""A news site as data: what a spider file or a line of sources.toml says about it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One newsroom's site.

    `name` is the article's `source`. `url` is the home page, absolute. `zone` (IANA name) is used for dates that state
    none. Where `sitemaps`, `feeds`, `listings` and `daily` are all empty, discovery reads robots.txt and the home page.
    """

    name: str
    url: str
    language: str | None = None
    """BCP 47."""
    zone: str | None = None
    network: str | None = None
    """Who numbers its articles ("rferl"), where several sites share one series of IDs."""
    sitemaps: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    listings: tuple[str, ...] = ()
    daily: tuple[str, ...] = ()
    """Archive pages of each day, as `crawler.discovery.daily` spells their addresses."""
    articles: str | None = None
    """Regular expression that the path of an article's URL matches; None takes any page that looks like an article."""
    hosts: tuple[str, ...] = ()
    """Other hosts that serve the same articles."""
    browser: bool = False
    """Whether its pages are read as a browser shows them; needs the extra of that name."""
