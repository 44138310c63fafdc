"""The demonstration seal (模拟签章): a key, its certificate, and those that signed before it.

It is made on the machine that runs the city and stands for nobody: its name says so. Documents
stay valid when the key is changed, because the earlier certificates are kept.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any, cast

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

SECRET = "documents-seal"  # noqa: S105  its name, not its value
HOLDER = "模拟签章 DEMO SEAL 不是税务机关"
# ISO 32000 readers and XAdES ones all take RSA with SHA-256, and it signs alike each time.
_KEY_BITS = 3072
_FROM = datetime(2020, 1, 1, tzinfo=UTC)
_UNTIL = datetime(2050, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Seal:
    """The key that signs now, its certificate first among those that count as ours."""

    key: RSAPrivateKey = field(repr=False)
    certificates: tuple[x509.Certificate, ...]

    @property
    def certificate(self) -> x509.Certificate:
        """Return the certificate of the key."""
        return self.certificates[0]


def make(earlier: Mapping[str, Any] | None = None) -> str:
    """Make a seal as the text that is kept as a secret; earlier certificates stay known."""
    key = generate_private_key(65537, _KEY_BITS)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    certificate = _certificate(key).public_bytes(Encoding.PEM).decode()
    known = [certificate, *(earlier or {}).get("certificates", [])]
    return json.dumps({"key": pem, "certificates": known})


def read(text: str) -> Seal:
    """Read the secret; raises ValueError when the key is not that of the first certificate."""
    kept = json.loads(text)
    key = cast(RSAPrivateKey, load_pem_private_key(kept["key"].encode(), None))
    certificates = tuple(
        x509.load_pem_x509_certificate(one.encode()) for one in kept["certificates"]
    )
    if certificates[0].public_key() != key.public_key():
        raise ValueError("the first certificate is not that of the key")
    return Seal(key, certificates)


@cache
def ours() -> Seal:
    """Return the seal among this process's secrets; raises SecretMissing."""
    from backend import settings
    from backend.kernel.clock import SystemClock
    from backend.wiring.keys import secrets

    return read(secrets(settings.read(os.environ), SystemClock()).get(SECRET))


def _certificate(key: RSAPrivateKey) -> x509.Certificate:
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "模拟数据"),
            x509.NameAttribute(NameOID.COMMON_NAME, HOLDER),
        ]
    )
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(_FROM)
        .not_valid_after(_UNTIL)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(
            x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
