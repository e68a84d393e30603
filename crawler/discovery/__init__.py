"""Where a site lists its articles: bytes of a sitemap, feed, robots.txt or page in, candidate URLs with hints out.

Pure: no Scrapy, no network, no clock. Every URL that comes out is absolute, http or https, without fragment. What is
not what it should be raises a `DiscoveryError`, one sentence for a person; an empty list is never an answer of a
feed or sitemap, because a site that suddenly lists nothing is a fault to be told.
"""

from crawler.discovery.feeds import read_feed
from crawler.discovery.found import Announced, Candidate, Child, DiscoveryError, NothingListedError, Sitemap
from crawler.discovery.pages import read_home, read_listing
from crawler.discovery.robots import read_robots
from crawler.discovery.sitemaps import read_sitemap

__all__ = [
    "Announced",
    "Candidate",
    "Child",
    "DiscoveryError",
    "NothingListedError",
    "Sitemap",
    "read_feed",
    "read_home",
    "read_listing",
    "read_robots",
    "read_sitemap",
]
