"""Proof that the caller holds the device key: DPoP (RFC 9449), with the server's own nonces.

A proof is a small JWT signed by the device key (ES256, P-256). It names one method, one public
URL, the access token it goes with and a nonce of ours. The nonce dates the proof, so the device
clock is never asked: `iat` must be a number and is otherwise ignored. A proof can be repeated
within its nonce's life (at most ten minutes), by someone who can read the TLS stream; every write
of this house is idempotent by its id, so a repeat gains nothing and no table of `jti` is kept.
"""

import base64
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import NoReturn
from urllib.parse import quote, urlsplit

import jwt

from backend.kernel.errors import Refusal

TEXT_LIMIT = 2048
JTI_LIMIT = 128
NONCE_STEP_SECONDS = 300
PRIVATE_PARTS = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth", "k"})
COORDINATE = re.compile(r"[A-Za-z0-9_-]{43}")
ESCAPED = re.compile(r"%([0-9A-Fa-f]{2})")
UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
# What stands in a path as it is, besides the unreserved characters (RFC 3986, section 3.3).
PLAIN = "/!$&'()*+,;=:@"
DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Proof:
    """A verified proof: the key's thumbprint (RFC 7638) and its public part."""

    jkt: str
    jwk: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Nonces:
    """Nonces without memory: an HMAC over steps of five minutes; this one's and the last's hold."""

    key: bytes

    def current(self, now: datetime) -> str:
        """Return the nonce to hand out at `now`."""
        return self._of(_step(now))

    def accepts(self, nonce: str, now: datetime) -> bool:
        """Say whether the nonce is of this step or of the one before, in constant time."""
        given = _bytes(nonce)
        step = _step(now)
        fresh = hmac.compare_digest(given, self._of(step).encode())
        recent = hmac.compare_digest(given, self._of(step - 1).encode())
        return fresh or recent

    def _of(self, step: int) -> str:
        return _base64url(hmac.digest(self.key, b"dpop-nonce:%d" % step, "sha256")[:16])


@dataclass(frozen=True, slots=True)
class _Claims:
    """What a well-formed proof says, before its signature is checked."""

    jwk: Mapping[str, str]
    htm: str
    htu: str
    nonce: str | None
    ath: str | None


def verify(
    text: str | None,
    *,
    method: str,
    url: str,
    now: datetime,
    nonces: Nonces,
    access_token: str | None = None,
) -> Proof:
    """Check the `DPoP` header of one request and return whose key signed it (RFC 9449 §4.3).

    `url` is the public URL of the request, stage path included; its query is ignored.
    `access_token` is the token sent with it, if any: the proof must then carry its hash.
    Refusals in order: proof-missing, proof-malformed, proof-nonce-needed, proof-wrong (`part`
    says which: htm, htu, signature or ath).
    """
    if not text:
        raise Refusal("proof-missing")
    claims = _parse(text)
    if claims.nonce is None or not nonces.accepts(claims.nonce, now):
        raise Refusal("proof-nonce-needed")
    if claims.htm != method:
        raise Refusal("proof-wrong", part="htm")
    if not _same_url(claims.htu, url):
        raise Refusal("proof-wrong", part="htu")
    _check_signature(text, claims.jwk)
    if access_token is not None and not _is_hash_of(access_token, claims.ath):
        raise Refusal("proof-wrong", part="ath")
    return Proof(thumbprint(claims.jwk), claims.jwk)


def thumbprint(jwk: Mapping[str, str]) -> str:
    """Return the RFC 7638 thumbprint of a P-256 public key, base64url."""
    text = f'{{"crv":"{jwk["crv"]}","kty":"{jwk["kty"]}","x":"{jwk["x"]}","y":"{jwk["y"]}"}}'
    return _base64url(sha256(text.encode()).digest())


def hash_of(access_token: str) -> str:
    """Return the `ath` of an access token: base64url of its SHA-256."""
    return _base64url(sha256(access_token.encode()).digest())


def _parse(text: str) -> _Claims:
    """Read the proof without trusting it; everything of a wrong shape is proof-malformed."""
    if len(text) > TEXT_LIMIT or not text.isascii():
        _malformed("size")
    try:
        whole = jwt.decode_complete(text, options={"verify_signature": False})
    except jwt.PyJWTError:
        _malformed("jwt")
    header, payload = whole["header"], whole["payload"]
    if header.get("typ") != "dpop+jwt":
        _malformed("typ")
    if header.get("alg") != "ES256":
        _malformed("alg")
    issued_at = payload.get("iat")
    if isinstance(issued_at, bool) or not isinstance(issued_at, int | float):
        _malformed("iat")
    if len(_text_of(payload, "jti")) > JTI_LIMIT:
        _malformed("jti")
    return _Claims(
        jwk=_public_key(header.get("jwk")),
        htm=_text_of(payload, "htm"),
        htu=_text_of(payload, "htu"),
        nonce=_optional_text_of(payload, "nonce"),
        ath=_optional_text_of(payload, "ath"),
    )


def _text_of(payload: Mapping[str, object], name: str) -> str:
    value = payload.get(name)
    if not isinstance(value, str) or not value:
        _malformed(name)
    return value


def _optional_text_of(payload: Mapping[str, object], name: str) -> str | None:
    return _text_of(payload, name) if name in payload else None


def _public_key(jwk: object) -> Mapping[str, str]:
    """Keep the four members of a P-256 public key; a private part or another curve is malformed."""
    if not isinstance(jwk, dict) or PRIVATE_PARTS & jwk.keys():
        _malformed("jwk")
    if jwk.get("kty") != "EC" or jwk.get("crv") != "P-256":
        _malformed("jwk")
    x, y = _coordinate(jwk.get("x")), _coordinate(jwk.get("y"))
    return {"kty": "EC", "crv": "P-256", "x": x, "y": y}


def _coordinate(text: object) -> str:
    """Take only the one canonical base64url form of 32 bytes.

    A second spelling of the same point would give the same key a second thumbprint.
    """
    if not isinstance(text, str) or not COORDINATE.fullmatch(text):
        _malformed("jwk")
    if _base64url(base64.urlsafe_b64decode(text + "=")) != text:
        _malformed("jwk")
    return text


def _check_signature(text: str, jwk: Mapping[str, str]) -> None:
    """Refuse proof-malformed for a point off the curve, proof-wrong for a false signature."""
    try:
        key = jwt.PyJWK(dict(jwk), algorithm="ES256")
    except (jwt.PyJWTError, ValueError):
        _malformed("jwk")
    try:
        # The bare signature: the times of the device must not be looked at.
        jwt.PyJWS().decode(text, key, algorithms=["ES256"])
    except jwt.PyJWTError:
        raise Refusal("proof-wrong", part="signature") from None


def _same_url(given: str, public: str) -> bool:
    """Compare scheme, host and path after the normalisation of RFC 3986 §6.2.2 and §6.2.3."""
    try:
        return _normal(given) == _normal(public)
    except ValueError:
        return False


def _normal(url: str) -> tuple[str, str, int | None, str]:
    parts = urlsplit(url)
    if parts.username is not None or not parts.hostname:
        raise ValueError(url)
    port = parts.port or DEFAULT_PORTS.get(parts.scheme)
    # Browsers leave a few characters as they are that others escape.
    path = quote(ESCAPED.sub(_unescape, parts.path), safe=PLAIN + "%")
    return parts.scheme, parts.hostname, port, path or "/"


def _unescape(match: re.Match[str]) -> str:
    character = chr(int(match[1], 16))
    return character if character in UNRESERVED else f"%{match[1].upper()}"


def _is_hash_of(access_token: str, ath: str | None) -> bool:
    return hmac.compare_digest(_bytes(ath or ""), hash_of(access_token).encode())


def _bytes(text: str) -> bytes:
    # JSON may carry half a surrogate pair, which is no text: it fits nothing and fails nothing.
    return text.encode(errors="replace")


def _step(now: datetime) -> int:
    return int(now.timestamp()) // NONCE_STEP_SECONDS


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _malformed(part: str) -> NoReturn:
    raise Refusal("proof-malformed", part=part)
