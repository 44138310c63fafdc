"""The keys that kiosks sign with: real ones, the same in every run."""

import base64
from dataclasses import dataclass, field
from functools import cache

from cryptography.hazmat.primitives.asymmetric import ec

from backend.web.proofs import thumbprint


@dataclass(frozen=True, slots=True)
class Key:
    """A P-256 key as a JWK, its secret part in `d`, and the thumbprint of its public part."""

    jwk: dict[str, str]
    jkt: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "jkt", thumbprint(self.jwk))


@cache
def key_of(kiosk_id: str, pairing: int = 1) -> Key:
    """Make the key of a kiosk's so-manieth pairing."""
    secret = int.from_bytes(f"{kiosk_id}/{pairing}".encode())
    numbers = ec.derive_private_key(secret, ec.SECP256R1()).private_numbers()
    public = numbers.public_numbers
    x, y, d = (_text(one) for one in (public.x, public.y, numbers.private_value))
    return Key({"kty": "EC", "crv": "P-256", "x": x, "y": y, "d": d})


def _text(number: int) -> str:
    return base64.urlsafe_b64encode(number.to_bytes(32)).decode().rstrip("=")
