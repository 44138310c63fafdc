"""A certificate authority of this machine's own, so that real phones get a secure context.

It may speak for private addresses and `.local` names only (RFC 5280 §4.2.1.10): a phone that
trusts it trusts nobody to speak for the rest of the world.
"""

import datetime
import os
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from pathlib import Path

import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)

PRIVATE = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "127.0.0.0/8")
_NAMES = ("localhost", "local")
_NAME = "智慧税务本机演示 CA（模拟）"
_SIGNS_CERTIFICATES = x509.KeyUsage(
    digital_signature=False,
    content_commitment=False,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    key_cert_sign=True,
    crl_sign=True,
    encipher_only=False,
    decipher_only=False,
)
_RENEW_BEFORE = datetime.timedelta(days=30)
_LIFETIME = datetime.timedelta(days=397)  # phones refuse longer ones
_AUTHORITY_LIFETIME = datetime.timedelta(days=3650)


def may_speak_for(address: str) -> bool:
    """Say whether the authority is allowed to vouch for an IPv4 address."""
    return any(ip_address(address) in ip_network(network) for network in PRIVATE)


@dataclass(frozen=True, slots=True)
class Certificate:
    """Files a TLS server is given."""

    authority: Path
    chain: Path
    key: Path


def certificate(folder: Path, address: str, now: datetime.datetime) -> Certificate:
    """Return a certificate for this machine's address, made anew when it is near its end."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    files = Certificate(folder / "city-ca.crt", folder / "server.crt", folder / "server.key")
    authority_key = folder / "city-ca.key"
    if not (files.authority.exists() and authority_key.exists()):
        chain, key = _authority(now)
        _write(authority_key, key)
        _write(files.authority, chain)
        files.chain.unlink(missing_ok=True)
    if not _still_good(files.chain, address, now):
        authority = trustme.CA.from_pem(files.authority.read_bytes(), authority_key.read_bytes())
        leaf = authority.issue_cert(
            *(address, "127.0.0.1", "localhost"),
            not_before=now - datetime.timedelta(days=1),
            not_after=now + _LIFETIME,
        )
        _write(files.key, leaf.private_key_pem.bytes())
        _write(files.chain, b"".join(blob.bytes() for blob in leaf.cert_chain_pems))
    return files


def _still_good(path: Path, address: str, now: datetime.datetime) -> bool:
    if not path.exists():
        return False
    leaf = x509.load_pem_x509_certificate(path.read_bytes())
    names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    covers = ip_address(address) in names.get_values_for_type(x509.IPAddress)
    return covers and leaf.not_valid_after_utc - now > _RENEW_BEFORE


def _authority(now: datetime.datetime) -> tuple[bytes, bytes]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, _NAME)])
    permitted: list[x509.GeneralName] = [
        *(x509.IPAddress(ip_network(network)) for network in PRIVATE),
        *(x509.DNSName(suffix) for suffix in _NAMES),
    ]
    certified = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + _AUTHORITY_LIFETIME)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_SIGNS_CERTIFICATES, critical=True)
        .add_extension(x509.NameConstraints(permitted, None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return certified.public_bytes(Encoding.PEM), secret


def _write(path: Path, content: bytes) -> None:
    mode = 0o600 if path.suffix == ".key" else 0o644
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(handle, "wb") as out:
        out.write(content)
