"""Why something could not be downloaded, in words for a person."""

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
)

from crawler.contact import HOW, UnintroducedError
from crawler.handler import CertificateNotTrustedError
from crawler.middlewares.guard import PrivateHostError
from crawler.middlewares.redirect import RedirectLoopError


class RobotsUnreachableError(IgnoreRequest):
    """A host's robots.txt could not be had, which means no (RFC 9309, 2.3.1.4); `str()` is a phrase that says why."""


def is_forbidden(error: BaseException | None) -> bool:
    """Whether robots.txt says no."""
    return (
        isinstance(error, IgnoreRequest)
        and not isinstance(error, RobotsUnreachableError)
        and "robots.txt" in str(error)
    )


def why(error: BaseException | None) -> str:
    """Why something could not be downloaded, as a phrase that follows its address."""
    if is_forbidden(error):
        return "is forbidden by robots.txt"
    match error:
        case RobotsUnreachableError():
            return f"was not asked for: {error}, and that means no (RFC 9309)"
        case DownloadTimeoutError():
            return "did not answer in time"
        case CannotResolveHostError():
            return "is on a host that cannot be found"
        case DownloadConnectionRefusedError():
            return "refused the connection"
        case DownloadCancelledError():
            return "is too large"
        case PrivateHostError():
            return f"is on the private address {error}; if it is meant, name its host in PRIVATE_HOSTS"
        case CertificateNotTrustedError():
            return f"has a certificate that {error}; if it is meant, name its host in UNVERIFIED_HOSTS"
        case UnintroducedError():
            return f"is on the public internet; {HOW}"
        case RedirectLoopError():
            return str(error)
        case IgnoreRequest() if "DOWNLOAD_MAXSIZE" in str(error):
            return "is too large once unpacked"
        case IgnoreRequest() if "max redirections" in str(error):
            return "redirects on and on"
        case IgnoreRequest():
            return f"was given up: {error}"
        case _:
            return f"broke off ({type(error).__name__}: {' '.join(str(error).split())[:200]})"
