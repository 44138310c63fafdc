"""A phone, a laptop or a kiosk of a walk: its own key, its tokens, its proofs."""

import base64
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from flask import Flask
from jwt.algorithms import ECAlgorithm
from werkzeug.test import TestResponse

from backend.kernel.clock import from_text
from backend.kernel.ids import new_id
from backend.pickup import token
from tests.conftest import OwnedClock


@dataclass
class Device:
    """Signs every request as the pages do, and takes the nonce it is handed."""

    app: Flask
    clock: OwnedClock
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    access: str | None = None
    refresh: str | None = None
    nonce: str = ""
    origin: str = "http://localhost"

    def send(self, method: str, path: str, body: object = None) -> TestResponse:
        """Send a request, once more when a nonce was missing."""
        answer = self._send(method, path, body)
        if answer.status_code == 401 and answer.json["code"] == "proof-nonce-needed":
            answer = self._send(method, path, body)
        return answer

    def get(self, path: str) -> Any:
        answer = self.send("GET", path)
        assert answer.status_code == 200, answer.text
        return answer.json

    def put(self, path: str, body: object = None) -> Any:
        answer = self.send("PUT", path, {} if body is None else body)
        assert answer.status_code == 200, answer.text
        return answer.json

    def refused(self, method: str, path: str, body: object = None) -> Any:
        """Send what must be refused; returns the problem."""
        answer = self.send(method, path, body)
        assert answer.content_type == "application/problem+json", answer.text
        assert answer.json["detail"], answer.text
        return answer.json

    def sign_in(self, phone: str, code: Callable[[], str]) -> None:
        sign_in_id = new_id()
        self.put(f"/api/sign-ins/{sign_in_id}", {"phone": phone})
        body = {"code": code(), "device_name": "walk"}
        opened = self.put(f"/api/sign-ins/{sign_in_id}/session", body)
        self.access, self.refresh = opened["access_token"], opened["refresh_token"]

    def _send(self, method: str, path: str, body: object) -> TestResponse:
        headers = {"DPoP": self._proof(method, path.partition("?")[0])}
        if self.access:
            headers["Authorization"] = f"DPoP {self.access}"
        answer = self.app.test_client().open(path, method=method, json=body, headers=headers)
        self.nonce = answer.headers.get("DPoP-Nonce", self.nonce)
        return answer

    def _proof(self, method: str, path: str) -> str:
        jwk = json.loads(ECAlgorithm.to_jwk(self.key.public_key()))
        shown = {name: jwk[name] for name in ("kty", "crv", "x", "y")}
        claims: dict[str, object] = {
            "jti": new_id(),
            "htm": method,
            "htu": f"{self.origin}{path}",
            "iat": 0,
        }
        if self.nonce:
            claims["nonce"] = self.nonce
        if self.access:
            digest = hashlib.sha256(self.access.encode()).digest()
            claims["ath"] = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        head = {"typ": "dpop+jwt", "jwk": shown}
        return jwt.encode(claims, self.key, "ES256", headers=head)


def drawn(pickup: Any) -> str:
    """Draw the rolling code from a pass, as the phone does."""
    shown = pickup["pass"]
    now = from_text(pickup["server_time"])
    return token.text(_bytes(shown["body"]), token.rolling(_bytes(shown["secret"]), now))


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
