"""Checking a CMS signature of ours, in the one form in which we write it.

A CMS has fields that no signature covers. So what is covered is verified, then the whole is written
anew from that: another byte anywhere, and the two differ.
"""

from collections.abc import Sequence
from typing import Any

from asn1crypto import cms
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

_RSA_SHA256 = {"algorithm": "sha256_rsa"}
_SHA256 = {"algorithm": "sha256"}


def verify(der: bytes, digest: bytes, known: Sequence[x509.Certificate]) -> bool:
    """Tell whether `der` is our detached signature over what has this SHA-256 digest."""
    try:
        signer = _only_signer(der)
        said = {str(one["type"].native): one["values"][0] for one in signer["signed_attrs"]}
        if said["content_type"].native != "data" or said["message_digest"].native != digest:
            return False
        return any(_written_by(one, signer, der) for one in known)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError):
        return False  # no CMS of ours has another structure


def _only_signer(der: bytes) -> Any:
    content = cms.ContentInfo.load(der, strict=True)
    if content["content_type"].native != "signed_data":
        raise ValueError("not signed data")
    (signer,) = content["content"]["signer_infos"]
    return signer


def _written_by(certificate: x509.Certificate, signer: Any, der: bytes) -> bool:
    key = certificate.public_key()
    if not isinstance(key, RSAPublicKey):
        return False
    signature, attributes = signer["signature"].native, signer["signed_attrs"]
    try:
        key.verify(signature, attributes.untag().dump(), PKCS1v15(), SHA256())
    except InvalidSignature:
        return False
    return _write(certificate, attributes, signature) == der


def _write(certificate: x509.Certificate, attributes: Any, signature: bytes) -> bytes:
    held = asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))
    place = cms.IssuerAndSerialNumber({"issuer": held.issuer, "serial_number": held.serial_number})
    signer = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier({"issuer_and_serial_number": place}),
            "digest_algorithm": _SHA256,
            "signed_attrs": attributes,
            "signature_algorithm": _RSA_SHA256,
            "signature": signature,
        }
    )
    signed = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [_SHA256],
            "encap_content_info": {"content_type": "data"},
            "certificates": [held],
            "signer_infos": [signer],
        }
    )
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": signed}).dump())
