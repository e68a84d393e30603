"""Keeps every request, also those of redirects, robots.txt and sitemaps, on the public internet."""

from typing import Any, Self
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.utils.defer import maybe_deferred_to_future
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.error import DNSLookupError

from crawler.contact import UnintroducedError
from crawler.network import host_of, is_allowed, is_loopback, is_public, literal, places
from crawler.resolver import PrivateAddressError, PublicResolver


class PrivateHostError(IgnoreRequest):
    """A request to a host that is not of the public internet; `str()` is its address."""


class GuardMiddleware:
    """Lets through what goes to a public address, or to a host that the user named: that of a site to crawl, with its
    port, or one of `private_hosts`. Without a contact it lets through only the private ones.

    A name is looked up here, to give the reason; that the connection itself goes nowhere else is the resolver's part
    (TWISTED_DNS_RESOLVER). Behind a proxy, which looks names up by itself, only addresses are judged.
    """

    def __init__(self, crawler: Crawler, private_hosts: list[str], *, introduced: bool) -> None:
        self.crawler = crawler
        self.private_hosts = private_hosts
        self.introduced = introduced
        self.allowed: frozenset[str] = frozenset()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        introduced = bool(crawler.settings["CONTACT"]) or not getattr(crawler.spider, "needs_contact", True)
        guard = cls(crawler, crawler.settings.getlist("PRIVATE_HOSTS"), introduced=introduced)
        crawler.signals.connect(guard.spider_opened, signal=signals.spider_opened)
        return guard

    def spider_opened(self, spider: Any) -> None:
        urls: list[str] = getattr(spider, "named_urls", list)()
        hosts: list[str] = getattr(spider, "named_hosts", list)()
        self.allowed = places(urls, [*hosts, *self.private_hosts])
        resolver = _resolver()
        if isinstance(resolver, PublicResolver):
            resolver.private |= {host_of(allowed) for allowed in self.allowed}

    async def process_request(self, request: Request) -> None:
        named = is_allowed(request.url, self.allowed)
        if named and self.introduced:
            return
        host = urlparse_cached(request).hostname or ""
        address = literal(host)
        proxy = request.meta.get("proxy")
        if proxy and not self.introduced and not is_loopback(urlsplit(proxy).hostname or ""):
            raise UnintroducedError(host)
        if address is None and not proxy:
            try:
                address = await maybe_deferred_to_future(_resolver().getHostByName(host))
            except PrivateAddressError as error:
                address = error.address
            except DNSLookupError:
                return
        if address is None:
            return
        if not is_public(address):
            if not named:
                raise PrivateHostError(address)
        elif not self.introduced and not proxy:
            raise UnintroducedError(host)


def _resolver() -> Any:
    """What looks names up in this process."""
    from twisted.internet import reactor

    return reactor.resolver
