"""A person's device over real HTTP: it makes a key, signs in by SMS code, and signs requests."""

import base64
import hashlib
import json
import time
from typing import Any
from uuid import uuid4

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm

from backend.kernel.ids import new_id
from tests.local.processes import Answer, call


class Phone:
    """One device of one person."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._key = ec.generate_private_key(ec.SECP256R1())
        public = json.loads(ECAlgorithm.to_jwk(self._key.public_key()))
        self._jwk = {name: public[name] for name in ("kty", "crv", "x", "y")}
        self._nonce = ""
        self._token: str | None = None

    def ask_code(self, number: str) -> str:
        """Ask for a code by SMS; returns the sign-in's id."""
        sign_in = new_id()
        answer = self.put(f"/api/sign-ins/{sign_in}", {"phone": number})
        assert answer.status == 200, answer.body
        return sign_in

    def sign_in(self, sign_in: str, code: str) -> None:
        """Open a session with the code."""
        told = {"code": code, "device_name": "test"}
        answer = self.put(f"/api/sign-ins/{sign_in}/session", told)
        assert answer.status == 200, answer.body
        self._token = answer.body["access_token"]

    def get(self, path: str) -> Answer:
        """Ask for something."""
        return self._send("GET", path, None)

    def put(self, path: str, body: object) -> Answer:
        """Put something."""
        return self._send("PUT", path, body)

    def _send(self, method: str, path: str, body: object) -> Answer:
        answer = call(self._port, method, path, body, self._headers(method, path))
        if answer.status == 401 and answer.body["code"] == "proof-nonce-needed":
            self._nonce = answer.headers["dpop-nonce"]
            answer = call(self._port, method, path, body, self._headers(method, path))
        return answer

    def _headers(self, method: str, path: str) -> dict[str, str]:
        payload: dict[str, Any] = {
            "jti": uuid4().hex,
            "htm": method,
            "htu": f"http://127.0.0.1:{self._port}{path.partition('?')[0]}",
            "iat": int(time.time()),
        }
        if self._nonce:
            payload["nonce"] = self._nonce
        headers = {}
        if self._token is not None:
            digest = hashlib.sha256(self._token.encode()).digest()
            payload["ath"] = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
            headers["Authorization"] = f"DPoP {self._token}"
        head = {"typ": "dpop+jwt", "jwk": self._jwk}
        return {**headers, "DPoP": jwt.encode(payload, self._key, "ES256", headers=head)}
