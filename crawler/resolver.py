"""Host names looked up; an answer outside of the public internet is refused where the connection is made.

The address that is checked is the one that is connected to, so that a name server that answers otherwise the second
time (DNS rebinding) gains nothing.
"""

from collections.abc import Sequence
from urllib.parse import urlsplit
from urllib.request import getproxies

from scrapy.resolver import CachingThreadedResolver
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from crawler.network import is_public


class PrivateAddressError(DNSLookupError):
    """A name leads to `address`, which is not of the public internet."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


class PublicResolver(CachingThreadedResolver):
    """Scrapy's resolver, which refuses an address that is not public unless `private` holds the name that led there.

    `private` begins with the hosts of the proxies that the environment names.
    """

    def __init__(self, reactor: ReactorBase, cache_size: int, timeout: float) -> None:
        super().__init__(reactor, cache_size, timeout)
        self.private = {host for url in getproxies().values() if (host := urlsplit(url).hostname)}

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> "Deferred[str]":
        return super().getHostByName(name, timeout).addCallback(self._checked, name)

    def _checked(self, address: str, name: str) -> str:
        if is_public(address) or name.lower().rstrip(".") in self.private:
            return address
        raise PrivateAddressError(address)
