"""A machine's journal with its key: numbered, chained and signed as the kiosk page does it."""

import base64
import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.hashes import SHA256

Line = tuple[str, str]


@dataclass
class Signing:
    """Writes entries; `key` is the machine's."""

    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    number: int = 0
    previous: str = ""

    def entry(self, step: str = "starting", reservation: str = "r1", **data: Any) -> Line:
        """Write and sign the next entry."""
        self.number += 1
        line = {
            "n": self.number,
            "prev": self.previous,
            "at": "2026-11-23T02:00:00.000Z",
            "step": step,
            "reservation": reservation,
            **data,
        }
        text = json.dumps(line, ensure_ascii=False)
        self.previous = hashlib.sha256(text.encode()).hexdigest()
        return text, self.signed(text)

    def entries(self, count: int) -> list[Line]:
        return [self.entry() for _ in range(count)]

    def signed(self, text: str) -> str:
        r, s = utils.decode_dss_signature(self.key.sign(text.encode(), ec.ECDSA(SHA256())))
        raw = r.to_bytes(32) + s.to_bytes(32)
        return base64.urlsafe_b64encode(raw).decode().rstrip("=")

    @property
    def jwk(self) -> dict[str, str]:
        numbers = self.key.public_key().public_numbers()
        x, y = (
            base64.urlsafe_b64encode(one.to_bytes(32)).decode().rstrip("=")
            for one in (numbers.x, numbers.y)
        )
        return {"kty": "EC", "crv": "P-256", "x": x, "y": y}


def body(signing: Signing, lines: list[Line]) -> dict[str, object]:
    """Write what goes over the wire."""
    rows = [{"text": text, "signature": signature} for text, signature in lines]
    return {"jwk": {**signing.jwk, "ext": True, "key_ops": ["verify"]}, "entries": rows}


def held(offline: bool = True, **more: Any) -> dict[str, Any]:
    """Say what a service began with."""
    told: dict[str, Any] = {
        "pickup_id": "0a" * 8,
        "kind": "P_ORD",
        "count": 1,
        "fencing": 2,
        "segments": [{"code": "013002600104", "first": 101, "last": 101}],
        **more,
    }
    return {"held": told, "offline": offline}
