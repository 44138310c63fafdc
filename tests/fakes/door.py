"""One room behind the real gate: signed requests from devices, problems as on the wire."""

from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from flask import Blueprint, Flask
from werkzeug.test import TestResponse

from backend.kernel.clock import Clock
from backend.kernel.errors import Refusal
from backend.web import callers, problems, proofs

HOST = "http://localhost"


@dataclass(frozen=True, slots=True)
class Claims:
    """What a token of this door says."""

    kind: str
    subject: str
    session_id: str
    roles: tuple[str, ...]
    jkt: str
    kiosk_id: str = ""
    site_id: str = ""


@dataclass(slots=True)
class Device:
    """A browser or a kiosk with its key, signed in or not."""

    door: "Door"
    token: str | None = None
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    @property
    def jwk(self) -> dict[str, str]:
        found = jwt.algorithms.ECAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
        return {name: found[name] for name in ("kty", "crv", "x", "y")}

    @property
    def jkt(self) -> str:
        return proofs.thumbprint(self.jwk)

    def call(self, method: str, path: str, **request: Any) -> TestResponse:
        """Send one signed request."""
        claims = {
            "jti": "a",
            "iat": 1,
            "htm": method,
            "htu": f"{HOST}/api{path.partition('?')[0]}",
            "nonce": self.door.nonces.current(self.door.clock.now()),
        }
        headers = {"Accept-Language": "en"}
        if self.token:
            claims["ath"] = proofs.hash_of(self.token)
            headers["Authorization"] = f"DPoP {self.token}"
        head = {"typ": "dpop+jwt", "jwk": self.jwk}
        headers["DPoP"] = jwt.encode(claims, self.key, "ES256", headers=head)
        return self.door.app.test_client().open(
            f"/api{path}", method=method, headers=headers, **request
        )

    def get(self, path: str) -> TestResponse:
        return self.call("GET", path)

    def put(self, path: str, body: object) -> TestResponse:
        return self.call("PUT", path, json=body)

    def delete(self, path: str) -> TestResponse:
        return self.call("DELETE", path)


class Door:
    """A Flask application with the routes of some rooms and tokens made on the spot."""

    def __init__(self, clock: Clock, rooms: dict[str, object], *routes: Blueprint) -> None:
        self.clock = clock
        self.nonces = proofs.Nonces(b"n" * 32)
        self._claims: dict[str, Claims] = {}
        self.app = Flask(__name__)
        self.app.extensions["rooms"] = rooms
        problems.register(self.app)
        callers.register(self.app, callers.Gate(clock, self.nonces, self._read_token, (f"{HOST}",)))
        for one in routes:
            self.app.register_blueprint(one)

    def stranger(self) -> Device:
        return Device(self)

    def person(self, person_id: str, *, roles: tuple[str, ...] = ()) -> Device:
        return self.signed_in("person", person_id, roles)

    def clerk(self, person_id: str = "c1") -> Device:
        return self.person(person_id, roles=("clerk",))

    def kiosk(self, kiosk_id: str, device: Device | None = None) -> Device:
        return self.signed_in("kiosk", kiosk_id, (), device)

    def signed_in(
        self, kind: str, subject: str, roles: tuple[str, ...], device: Device | None = None
    ) -> Device:
        device = device or Device(self)
        token = sha256(f"{kind}/{subject}/{device.jkt}".encode()).hexdigest()
        self._claims[token] = Claims(kind, subject, "s1", roles, device.jkt)
        device.token = token
        return device

    def _read_token(self, token: str, now: datetime) -> Claims:
        if token not in self._claims:
            raise Refusal("session-expired")
        return self._claims[token]
