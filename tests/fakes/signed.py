"""One room behind the real door: an application, and callers who sign their requests."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from flask import Flask
from flask.testing import FlaskClient
from jwt.algorithms import ECAlgorithm
from werkzeug.test import TestResponse

from backend.kernel.clock import Clock
from backend.kernel.errors import Refusal
from backend.web import callers, problems, proofs
from backend.web.routes import Routes

_KEY = ec.generate_private_key(ec.SECP256R1())
_JWK = {
    name: value
    for name, value in json.loads(ECAlgorithm.to_jwk(_KEY.public_key())).items()
    if name in {"kty", "crv", "x", "y"}
}
_NONCES = proofs.Nonces(b"n" * 32)


@dataclass(frozen=True, slots=True)
class FakeClaims:
    """What a test's token says; the token itself is the text `kind subject role role`."""

    kind: str
    subject: str
    roles: tuple[str, ...]
    session_id: str = "session-of-test"
    jkt: str = proofs.thumbprint(_JWK)
    kiosk_id: str = ""
    site_id: str = ""


def read_token(token: str, now: datetime) -> FakeClaims:
    """Take a token for what it says."""
    if token == "expired":
        raise Refusal("session-expired")
    kind, subject, *roles = token.split(":")
    return FakeClaims(kind, subject, tuple(roles))


def room_app(routes: Routes, rooms: Mapping[str, object], clock: Clock) -> Flask:
    """Put one blueprint behind the door, with the services it asks for."""
    app = Flask("test")
    app.extensions["rooms"] = dict(rooms)
    problems.register(app)
    gate = callers.Gate(clock, _NONCES, read_token, ("http://localhost",))
    callers.register(app, gate)
    app.register_blueprint(routes)
    return app


@dataclass(frozen=True, slots=True)
class Signed:
    """A caller of an application: `token` is None for somebody who is not signed in."""

    client: FlaskClient
    clock: Clock
    token: str | None = None

    def get(self, path: str) -> TestResponse:
        """Ask for something."""
        return self._send("GET", path, None)

    def put(self, path: str, body: object) -> TestResponse:
        """Put something."""
        return self._send("PUT", path, body)

    def _send(self, method: str, path: str, body: object) -> TestResponse:
        headers: dict[str, str] = {}
        if self.token is not None:
            headers["Authorization"] = f"DPoP {self.token}"
            headers["DPoP"] = self._proof(method, path)
        sent: dict[str, Any] = {} if body is None else {"json": body}
        return self.client.open(path, method=method, headers=headers, **sent)

    def _proof(self, method: str, path: str) -> str:
        payload = {
            "jti": "one",
            "htm": method,
            "htu": "http://localhost" + path.partition("?")[0],
            "iat": 1,
            "nonce": _NONCES.current(self.clock.now()),
            "ath": proofs.hash_of(self.token or ""),
        }
        head = {"typ": "dpop+jwt", "jwk": _JWK}
        return jwt.encode(payload, _KEY, algorithm="ES256", headers=head)
