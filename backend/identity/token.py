"""Signed text of the room: access tokens (JWT, EdDSA) and refresh tokens (derived by HMAC)."""

import base64
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from backend.kernel.errors import Refusal

AUDIENCE = "smart-tax-api"
TYPE = "at+jwt"
TEXT_LIMIT = 2048
KINDS = frozenset({"person", "staff", "kiosk", "visitor"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """What an access token says: who calls, in which session, with which device key.

    A visitor is a person at a kiosk, which the token names together with its site.
    """

    kind: str
    subject: str
    session_id: str
    jkt: str
    roles: tuple[str, ...] = ()
    site_id: str = ""
    kiosk_id: str = ""


@dataclass(frozen=True, slots=True)
class AccessKeys:
    """The key that signs, and all public keys that are still believed, by key id."""

    kid: str
    signing: Ed25519PrivateKey = field(repr=False)
    believed: Mapping[str, Ed25519PublicKey] = field(repr=False)


def load_keys(signing_pem: str, retired_pems: Sequence[str] = ()) -> AccessKeys:
    """Read the Ed25519 signing key, and the public keys of its forerunners, from PEM."""
    signing = load_pem_private_key(signing_pem.encode(), password=None)
    if not isinstance(signing, Ed25519PrivateKey):
        raise ValueError("access tokens are signed with an Ed25519 key")
    believed = {_kid(signing.public_key()): signing.public_key()}
    for pem in retired_pems:
        public = load_pem_public_key(pem.encode())
        if not isinstance(public, Ed25519PublicKey):
            raise ValueError("a retired access key is an Ed25519 public key")
        believed[_kid(public)] = public
    return AccessKeys(_kid(signing.public_key()), signing, believed)


def sign(claims: Claims, keys: AccessKeys, *, issuer: str, now: datetime, seconds: int) -> str:
    """Write an access token that lives `seconds` from `now` (RFC 9068, bound by RFC 9449 §6.1)."""
    payload: dict[str, object] = {
        "iss": issuer,
        "aud": AUDIENCE,
        "sub": claims.subject,
        "sid": claims.session_id,
        "kind": claims.kind,
        "roles": list(claims.roles),
        "iat": int(now.timestamp()),
        "exp": int((now + timedelta(seconds=seconds)).timestamp()),
        "cnf": {"jkt": claims.jkt},
    }
    if claims.site_id:
        payload["site"] = claims.site_id
    if claims.kiosk_id:
        payload["kiosk"] = claims.kiosk_id
    return jwt.encode(payload, keys.signing, "EdDSA", headers={"typ": TYPE, "kid": keys.kid})


def read(access_token: str, keys: AccessKeys, *, issuer: str, now: datetime) -> Claims:
    """Read a token of ours; refuses session-expired.

    A false, foreign or outdated token gets the same answer: whoever holds a session renews it,
    nobody else learns what was wrong. Whether its session still stands is looked up at the door.
    """
    try:
        payload = _payload(access_token, keys, issuer)
        if now.timestamp() >= payload["exp"]:
            raise Refusal("session-expired")
        return _claims(payload)
    except (jwt.PyJWTError, LookupError, TypeError, ValueError):
        raise Refusal("session-expired") from None


def refresh_token(key: bytes, *, person_id: str, session_id: str, number: int) -> str:
    """Write the refresh token of one number in a family; the same whenever it is needed again."""
    name = f"r1.{person_id}.{session_id}.{number}"
    return f"{name}.{_base64url(hmac.digest(key, name.encode(), 'sha256'))}"


@dataclass(frozen=True, slots=True)
class RefreshClaims:
    """Which token of which family was shown."""

    person_id: str
    session_id: str
    number: int


def read_refresh_token(key: bytes, text: str) -> RefreshClaims:
    """Read a refresh token of ours; refuses session-ended for anything else."""
    name, _, mac = text.rpartition(".")
    expected = _base64url(hmac.digest(key, name.encode(), "sha256"))
    if len(text) > TEXT_LIMIT or not hmac.compare_digest(mac.encode(), expected.encode()):
        raise Refusal("session-ended")
    person_id, session_id, number = name.removeprefix("r1.").rsplit(".", 2)
    return RefreshClaims(person_id, session_id, int(number))


def _payload(access_token: str, keys: AccessKeys, issuer: str) -> dict[str, Any]:
    if len(access_token) > TEXT_LIMIT:
        raise ValueError("too long")
    header = jwt.get_unverified_header(access_token)
    if header.get("typ") != TYPE:
        raise ValueError("typ")
    # Time is checked by the caller's clock, never by the machine's.
    return jwt.decode(
        access_token,
        keys.believed[header["kid"]],
        algorithms=["EdDSA"],
        audience=AUDIENCE,
        issuer=issuer,
        options={"verify_exp": False, "verify_iat": False, "verify_nbf": False},
    )


def _claims(payload: Mapping[str, Any]) -> Claims:
    if payload["kind"] not in KINDS:
        raise ValueError("kind")
    return Claims(
        kind=payload["kind"],
        subject=payload["sub"],
        session_id=payload["sid"],
        jkt=payload["cnf"]["jkt"],
        roles=tuple(payload["roles"]),
        site_id=payload.get("site", ""),
        kiosk_id=payload.get("kiosk", ""),
    )


def _kid(public: Ed25519PublicKey) -> str:
    """Name a key after itself: the start of its RFC 8037 thumbprint."""
    raw = public.public_bytes(Encoding.Raw, PublicFormat.Raw)
    members = f'{{"crv":"Ed25519","kty":"OKP","x":"{_base64url(raw)}"}}'
    return _base64url(sha256(members.encode()).digest())[:16]


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
