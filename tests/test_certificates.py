"""A wrong certificate is a failure that says what is wrong; a good one is not in the way; one host can be let off."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.courier import ENVIRONMENT, Courier, article, news_sitemap, path_of, scrapy

NOW = datetime.now(UTC)
AUTHORITY = ec.generate_private_key(ec.SECP256R1())
NAME = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "An authority for tests")])


def certificate(
    key: ec.EllipticCurvePrivateKey, *, host: str | None, until: datetime, signed_by: ec.EllipticCurvePrivateKey
) -> x509.Certificate:
    """For a host; for the authority itself if there is none."""
    subject = NAME if host is None else x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject if signed_by is key else NAME)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - timedelta(days=9))
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=host is None, path_length=None), critical=True)
    )
    if host is not None:
        names = [x509.IPAddress(ip_address(host)) if host[0].isdigit() else x509.DNSName(host)]
        made = made.add_extension(x509.SubjectAlternativeName(names), critical=False)
    return made.sign(signed_by, hashes.SHA256())


@contextmanager
def secure(folder: Path, found: x509.Certificate, key: ec.EllipticCurvePrivateKey) -> Iterator[Courier]:
    file = folder / "server.pem"
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + found.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    courier = Courier()
    courier.socket = context.wrap_socket(courier.socket, server_side=True)
    courier.base = courier.base.replace("http:", "https:")
    courier["/robots.txt"] = f"Sitemap: {courier.base}/news.xml\n"
    courier.xml("/news.xml", news_sitemap(path_of(1)))
    courier[path_of(1)] = article(1)
    yield courier
    courier.shutdown()
    courier.server_close()


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system trusts our authority and nobody else."""
    own = certificate(AUTHORITY, host=None, until=NOW + timedelta(days=9), signed_by=AUTHORITY)
    (tmp_path / "authority.pem").write_bytes(own.public_bytes(serialization.Encoding.PEM))
    monkeypatch.setitem(ENVIRONMENT, "SSL_CERT_FILE", str(tmp_path / "authority.pem"))


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize(
    ("host", "days", "signed", "complaint"),
    [
        ("127.0.0.1", 9, True, None),
        ("127.0.0.1", -1, True, "has expired"),
        ("news.example", 9, True, "is another host's"),
        ("127.0.0.1", 9, False, "is signed by itself"),
    ],
    ids=["good", "expired", "another name", "self-signed"],
)
def test_certificates(host: str, days: int, signed: bool, complaint: str | None, tmp_path: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    found = certificate(key, host=host, until=NOW + timedelta(days=days), signed_by=AUTHORITY if signed else key)
    with secure(tmp_path, found, key) as courier:
        run = scrapy("news", "-a", f"url={courier.base}/", db=tmp_path / "news.db")
        assert "Traceback" not in run.err
        if complaint is None:
            assert run.counts() == {"new": 1}
            return
        assert run.status == 1
        assert courier.asked == []
        assert f"{courier.base}/ has a certificate that {complaint}; if it is meant, name its host" in run.err
        if not signed:
            once_more = ("-s", "UNVERIFIED_HOSTS=127.0.0.1,old.example")
            allowed = scrapy("news", "-a", f"url={courier.base}/", *once_more, db=tmp_path / "2.db")
            assert allowed.counts() == {"new": 1}
