"""The secrets of a city on one machine: made once, kept in a file only its owner can read."""

import base64
import json
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from backend.outside.sandbox.sms import CREDENTIALS
from functions.documents import seal
from infra.local.bank.app import KEY
from infra.local.files import keep, kept


def ensure(path: Path) -> None:
    """Make the secrets that are missing; those that are there stay as they are."""
    there: dict[str, str] = kept(path) or {}
    missing = {name: make() for name, make in _MAKERS.items() if name not in there}
    if missing:
        keep(path, {**there, **missing}, mode=0o600)


def _bytes() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def _signing_pem() -> str:
    key = Ed25519PrivateKey.generate()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def _pickup_keys() -> str:
    return json.dumps({"current": 1, "seeds": {"1": secrets.token_hex(32)}})


_MAKERS: Mapping[str, Callable[[], str]] = {
    "identity": _bytes,
    "proof-nonce": _bytes,
    "access-signing-pem": _signing_pem,
    "pickup-keys": _pickup_keys,
    seal.SECRET: seal.make,
    "sms-key-id": lambda: CREDENTIALS.key_id,
    "sms-key-secret": lambda: CREDENTIALS.key_secret,
    "bank-key-id": lambda: KEY.id,
    "bank-key-secret": lambda: KEY.secret,
    "files-key-id": lambda: f"CITY{secrets.token_hex(8).upper()}",
    "files-key-secret": _bytes,
}
