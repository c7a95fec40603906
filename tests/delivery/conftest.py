"""A certificate authority of the test session, parcels, and means to reach a server on loopback."""

from __future__ import annotations

import ipaddress
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from briefing.delivery.model import Attachment, KeyNumber, Parcel


@pytest.fixture
def parcel() -> Parcel:
    return Parcel(
        "monthly@2026-10", "leadership", "六争攻坚简报", "2026年1—10月", "江北区统计局",
        (Attachment("briefing.pdf", b"%PDF-1.7\r\n.\r\n..\n\x00\xff"), Attachment("briefing.pptx", b"PK\x03\x04")),
        (KeyNumber("规上工业总产值", "843.8亿元", "同比增长5.6%"), KeyNumber("财政总收入", "96.2亿元")),
        3, False, datetime(2026, 11, 6, 8, 30, tzinfo=UTC),
    )  # fmt: skip


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `ca.pem`, and `server.pem` for 127.0.0.1 that it signed; `other.pem` is of nobody known."""
    folder = tmp_path_factory.mktemp("authority")
    key, own = _key(), _name("测试根证书")
    _write(folder / "ca.pem", _certificate(own, own, key, key, is_authority=True))
    for name in ("server", "other"):
        private = _key()
        signer = key if name == "server" else private
        issuer = own if name == "server" else _name(name)
        _write(folder / f"{name}.pem", _certificate(_name(name), issuer, private, signer), private)
    return folder


def _key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _certificate(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, signer: ec.EllipticCurvePrivateKey,
    *, is_authority: bool = False,
) -> x509.Certificate:  # fmt: skip
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=2))
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False
        )
    )  # fmt: skip
    return made.sign(signer, hashes.SHA256())


def _write(path: Path, certificate: x509.Certificate, key: ec.EllipticCurvePrivateKey | None = None) -> None:
    data = certificate.public_bytes(serialization.Encoding.PEM)
    if key is not None:
        data += key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    path.write_bytes(data)


@pytest.fixture
def server_tls(authority: Path) -> ssl.SSLContext:
    return _context(authority / "server.pem")


@pytest.fixture
def unknown_tls(authority: Path) -> ssl.SSLContext:
    return _context(authority / "other.pem")


def _context(path: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context
