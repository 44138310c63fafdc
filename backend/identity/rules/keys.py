"""The room's symmetric keys, all drawn from one secret so that only one must be kept."""

from dataclasses import dataclass, field

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SHORTEST_SECRET = 32


@dataclass(frozen=True, slots=True)
class Keys:
    """One key a purpose; never printed."""

    lookup: bytes = field(repr=False)
    phone: bytes = field(repr=False)
    code: bytes = field(repr=False)
    refresh: bytes = field(repr=False)


def derive(secret: bytes) -> Keys:
    """Draw the keys from one secret of at least 32 bytes (HKDF, RFC 5869)."""
    if len(secret) < SHORTEST_SECRET:
        raise ValueError(f"the identity secret needs at least {SHORTEST_SECRET} bytes")
    return Keys(
        lookup=_draw(secret, b"lookup"),
        phone=_draw(secret, b"phone"),
        code=_draw(secret, b"code"),
        refresh=_draw(secret, b"refresh"),
    )


def _draw(secret: bytes, purpose: bytes) -> bytes:
    kdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"identity:" + purpose)
    return kdf.derive(secret)
