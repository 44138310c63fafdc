"""Alibaba Cloud's request signature, version 3 (ACS3-HMAC-SHA256), for signing and checking.

Source: "Request syntax and signature method V3", Alibaba Cloud SDK documentation.
"""

import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from urllib.parse import quote

ALGORITHM = "ACS3-HMAC-SHA256"
_AUTHORIZATION = re.compile(
    ALGORITHM + r" Credential=([^,]+),SignedHeaders=([a-z0-9;-]+),Signature=([0-9a-f]{64})"
)
# What a request must have under its signature; more is allowed.
_NEEDED = frozenset(
    {
        "host",
        "x-acs-action",
        "x-acs-content-sha256",
        "x-acs-date",
        "x-acs-signature-nonce",
        "x-acs-version",
    }
)


@dataclass(frozen=True, slots=True)
class Credentials:
    """An access key of the provider."""

    key_id: str
    key_secret: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call of an RPC interface: its parameters travel in the query."""

    host: str
    action: str
    version: str
    query: Mapping[str, str]
    date: str
    nonce: str
    body: bytes = b""
    method: str = "POST"


def query_text(query: Mapping[str, str]) -> str:
    """Write parameters in the canonical order and escaping (RFC 3986)."""
    pairs = sorted((_escaped(name), _escaped(value)) for name, value in query.items())
    return "&".join(f"{name}={value}" for name, value in pairs)


def sign(call: Call, credentials: Credentials) -> dict[str, str]:
    """Return the headers of a signed call."""
    headers = {
        "host": call.host,
        "x-acs-action": call.action,
        "x-acs-content-sha256": sha256(call.body).hexdigest(),
        "x-acs-date": call.date,
        "x-acs-signature-nonce": call.nonce,
        "x-acs-version": call.version,
    }
    names = ";".join(sorted(headers))
    signature = _signature(
        call.method, call.query, headers, names=names, secret=credentials.key_secret
    )
    headers["authorization"] = (
        f"{ALGORITHM} Credential={credentials.key_id},SignedHeaders={names},Signature={signature}"
    )
    return headers


def is_signed(
    *,
    method: str,
    query: Mapping[str, str],
    headers: Mapping[str, str],
    body: bytes,
    credentials: Credentials,
) -> bool:
    """Check a call as the provider does; `headers` have lower-case names."""
    match = _AUTHORIZATION.fullmatch(headers.get("authorization", ""))
    if match is None or match[1] != credentials.key_id:
        return False
    names = match[2].split(";")
    if not _NEEDED <= set(names) <= headers.keys():
        return False
    if headers["x-acs-content-sha256"] != sha256(body).hexdigest():
        return False
    kept = {name: headers[name] for name in names}
    expected = _signature(method, query, kept, names=match[2], secret=credentials.key_secret)
    return hmac.compare_digest(expected, match[3])


def _signature(
    method: str, query: Mapping[str, str], headers: Mapping[str, str], *, names: str, secret: str
) -> str:
    lines = "".join(f"{name}:{headers[name].strip()}\n" for name in sorted(headers))
    digest = headers["x-acs-content-sha256"]
    canonical = "\n".join([method, "/", query_text(query), lines, names, digest])
    text = f"{ALGORITHM}\n{sha256(canonical.encode()).hexdigest()}"
    return hmac.digest(secret.encode(), text.encode(), "sha256").hex()


def _escaped(text: str) -> str:
    return quote(text, safe="-_.~")
