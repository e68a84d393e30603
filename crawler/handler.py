"""HTTPS with certificates checked, which Scrapy does not do by itself (DOWNLOAD_VERIFY_CERTIFICATES)."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from OpenSSL import SSL
from scrapy import Request
from scrapy.core.downloader.contextfactory import _ScrapyClientContextFactory
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadFailedError
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached
from service_identity import VerificationError
from service_identity.exceptions import CertificateError
from service_identity.hazmat import DNS_ID, IPAddress_ID, verify_service_identity
from service_identity.pyopenssl import extract_patterns
from twisted.internet.interfaces import IOpenSSLClientConnectionCreator
from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer

from crawler.network import by_way_of, is_loopback, literal

COMPLAINTS = {
    9: "is not valid yet",
    10: "has expired",
    18: "is signed by itself",
    19: "is signed by nobody known",
    20: "is signed by nobody known",
    21: "is signed by nobody known",
    23: "was revoked",
}
"""What OpenSSL says of a certificate (X509_V_ERR_*, openssl-verification-options(1))."""


class CertificateNotTrustedError(Exception):
    """A host's certificate is wrong; `str()` is the phrase that says how. Asking again would not help."""


class CheckingHandler(HTTP11DownloadHandler):
    """Scrapy's handler, checking certificates but those of UNVERIFIED_HOSTS and of what a proxy on this machine shows.

    Such a proxy opens the connection itself (a saved web, mitmproxy, a test); what it hands over is its user's matter.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        unverified = frozenset(host.strip().lower() for host in crawler.settings.getlist("UNVERIFIED_HOSTS"))
        self.policy = _Policy(self._contextFactory, unverified)
        self._contextFactory: Any = self.policy

    async def download_request(self, request: Request) -> Response:
        try:
            return await super().download_request(request)
        except DownloadFailedError as error:
            host = urlparse_cached(request).hostname or ""
            if complaint := self.policy.complaints.get(host):
                raise CertificateNotTrustedError(complaint) from error
            raise


@implementer(IPolicyForHTTPS)
class _Policy:
    """`complaints` holds, by host, what was wrong with its certificate."""

    def __init__(self, checking: Any, unverified: frozenset[str]) -> None:
        self.checking = checking
        self.unverified = unverified
        self.unchecked = _ScrapyClientContextFactory(verify_certificates=False)
        self.complaints: dict[str, str] = {}

    def creatorForNetloc(self, hostname: bytes, port: int) -> Any:
        host = hostname.decode("ascii").lower()
        proxy = urlsplit(by_way_of(f"https://{host}:{port}/") or "").hostname or ""
        if host in self.unverified or is_loopback(proxy):
            return self.unchecked.creatorForNetloc(hostname, port)
        return _Checked(self.checking.creatorForNetloc(hostname, port), host, self.complaints)


@implementer(IOpenSSLClientConnectionCreator)
class _Checked:
    """Twisted's connection, with our check in place of its own, which logs a traceback and lets a certificate pass that
    names no host at all."""

    def __init__(self, creator: Any, host: str, complaints: dict[str, str]) -> None:
        self.creator = creator
        self.host = host
        self.complaints = complaints

    def clientConnectionForTLS(self, protocol: Any) -> Any:
        connection = self.creator.clientConnectionForTLS(protocol)
        self.complaints.pop(self.host, None)
        connection.set_verify(SSL.VERIFY_PEER | SSL.VERIFY_FAIL_IF_NO_PEER_CERT, check(self.host, self.complaints))
        return connection


def check(host: str, complaints: dict[str, str]) -> Callable[[Any, Any, int, int, int], bool]:
    """OpenSSL's callback for each certificate of a chain: whether it is good, by RFC 5280 and RFC 6125."""
    service = IPAddress_ID(host) if literal(host) else DNS_ID(host)

    def verify(_connection: Any, certificate: Any, error: int, depth: int, good: int) -> bool:
        if not good:
            complaints[host] = COMPLAINTS.get(error, f"is not good (OpenSSL's error {error})")
            return False
        if depth == 0:
            try:
                verify_service_identity(extract_patterns(certificate), [service], [])
            except (VerificationError, CertificateError, ValueError):
                complaints[host] = "is another host's"
                return False
        return True

    return verify
