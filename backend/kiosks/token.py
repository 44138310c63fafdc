"""The signature of a journal's entry: ES256 over the very text, by the kiosk's own key."""

import base64
import binascii
from collections.abc import Mapping

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.hashes import SHA256

from backend.kernel.errors import Refusal

_HALF = 32


def public_key(jwk: Mapping[str, str]) -> ec.EllipticCurvePublicKey:
    """Read a P-256 key; refuses `journal-key-wrong` for a point off the curve."""
    try:
        x, y = (int.from_bytes(_bytes(jwk[name])) for name in ("x", "y"))
        return ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()
    except (ValueError, KeyError) as error:
        raise Refusal("journal-key-wrong", field="/jwk") from error


def verify(key: ec.EllipticCurvePublicKey, text: str, signature: str, *, number: int) -> None:
    """Check one entry; refuses `journal-signature-wrong` with its number."""
    try:
        raw = _bytes(signature)
        if len(raw) != 2 * _HALF:
            raise ValueError("length")
        halves = (int.from_bytes(raw[:_HALF]), int.from_bytes(raw[_HALF:]))
        key.verify(utils.encode_dss_signature(*halves), text.encode(), ec.ECDSA(SHA256()))
    except (InvalidSignature, ValueError) as error:
        raise Refusal("journal-signature-wrong", field="/entries", number=number) from error


def _bytes(text: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except binascii.Error as error:
        raise ValueError(text) from error
