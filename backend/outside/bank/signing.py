"""Signatures of the bank interface: HMAC-SHA256 over what is asked, and over what is answered.

    TAXBANK1 ⏎ method ⏎ path with query ⏎ date ⏎ nonce ⏎ SHA-256 of the body
    TAXBANK1-ANSWER ⏎ status ⏎ nonce of the request ⏎ SHA-256 of the body

A request is believed for five minutes around its date, and its nonce once in that time.
"""

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256

from backend.kernel.clock import from_text, to_text

VERSION = "TAXBANK1"
SKEW = timedelta(minutes=5)
KEY, DATE, NONCE, SIGNATURE = "bank-key", "bank-date", "bank-nonce", "bank-signature"


@dataclass(frozen=True, slots=True)
class BankKey:
    """The key both sides hold; the secret is never printed."""

    id: str
    secret: str = field(repr=False)


def sign(method: str, path: str, body: bytes, *, key: BankKey, now: datetime) -> dict[str, str]:
    """Return the headers of a signed request, with a nonce of its own."""
    date, nonce = to_text(now), secrets.token_hex(16)
    text = _asked(method, path, body, date=date, nonce=nonce)
    return {KEY: key.id, DATE: date, NONCE: nonce, SIGNATURE: _mac(key, text)}


def fault(
    method: str,
    path: str,
    body: bytes,
    *,
    headers: Mapping[str, str],
    key: BankKey,
    now: datetime,
) -> str | None:
    """Check a request as the bank does; None when it is right.

    In order: `signature-wrong` (another key, or another text), `clock-off`. `headers` have
    lower-case names. Whether the nonce was seen before is for the caller to say.
    """
    date, nonce = headers.get(DATE, ""), headers.get(NONCE, "")
    expected = _mac(key, _asked(method, path, body, date=date, nonce=nonce))
    same_key = hmac.compare_digest(headers.get(KEY, "").encode(), key.id.encode())
    same_text = hmac.compare_digest(headers.get(SIGNATURE, "").encode(), expected.encode())
    if not (same_key and same_text) or not nonce:
        return "signature-wrong"
    try:
        signed_at = from_text(date)
    except ValueError:
        return "clock-off"
    return "clock-off" if abs(signed_at - now) > SKEW else None


def sign_answer(status: int, nonce: str, body: bytes, *, key: BankKey) -> str:
    """Sign an answer, for the one request that it answers."""
    return _mac(key, _answered(status, nonce, body))


def is_answer(signature: str, status: int, nonce: str, *, body: bytes, key: BankKey) -> bool:
    """Tell whether the bank itself gave this answer to this request."""
    expected = sign_answer(status, nonce, body, key=key)
    return hmac.compare_digest(signature.encode(), expected.encode())


def _asked(method: str, path: str, body: bytes, *, date: str, nonce: str) -> str:
    return "\n".join([VERSION, method, path, date, nonce, sha256(body).hexdigest()])


def _answered(status: int, nonce: str, body: bytes) -> str:
    return "\n".join([f"{VERSION}-ANSWER", str(status), nonce, sha256(body).hexdigest()])


def _mac(key: BankKey, text: str) -> str:
    return hmac.digest(key.secret.encode(), text.encode(), "sha256").hex()
