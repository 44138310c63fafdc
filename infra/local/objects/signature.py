"""Who may touch an object: AWS Signature Version 4, in the address or in the header.

Written from AWS's public description, so that a link made by the real client is checked by other
code than the one that made it.
"""

import hashlib
import hmac
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, quote, unquote

ALGORITHM = "AWS4-HMAC-SHA256"
UNSIGNED = "UNSIGNED-PAYLOAD"
LONGEST_LINK = timedelta(days=7)
_SKEW = timedelta(minutes=15)
_HEADER = re.compile(
    r"AWS4-HMAC-SHA256 Credential=(?P<credential>[^,]+), *"
    r"SignedHeaders=(?P<headers>[^,]+), *Signature=(?P<signature>[0-9a-f]{64})"
)


@dataclass(frozen=True, slots=True)
class Key:
    """The one key that signs."""

    id: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it came over the wire: path and query still escaped."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]


class Denied(Exception):
    """The request is not signed as it must be; `code` and words as S3 says them."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.code, self.words = code, words


@dataclass(frozen=True, slots=True)
class _Claim:
    credential: str
    signed: tuple[str, ...]
    signature: str
    at: datetime
    body_hash: str


def check(asked: Asked, key: Key, now: datetime) -> str:
    """Check who asks; returns the hash the body must have, or `UNSIGNED-PAYLOAD`.

    Refuses, as S3 does, in this order: nothing signed, another key, past its time, headers that
    matter left unsigned, a signature that is not that of this request.
    """
    pairs = parse_qsl(asked.query, keep_blank_values=True)
    query = dict(pairs)
    by_link = "X-Amz-Signature" in query
    claim = _of_link(query, now) if by_link else _of_header(asked, now)
    scope = claim.credential.partition("/")[2]
    if claim.credential.partition("/")[0] != key.id or len(scope.split("/")) != 4:
        raise Denied("InvalidAccessKeyId", "The key does not exist in our records.")
    # Whatever a caller adds and the link does not name would change what was meant.
    loose = {name for name in asked.headers if name.startswith("x-amz-")} | {"host"}
    if not loose <= set(claim.signed):
        raise Denied("AccessDenied", "There were headers present which were not signed.")
    signable = [(name, value) for name, value in pairs if name != "X-Amz-Signature"]
    canonical = "\n".join(
        (
            asked.method,
            quote(unquote(asked.path), safe="/-_.~"),
            _query(signable),
            *(f"{name}:{' '.join(asked.headers.get(name, '').split())}" for name in claim.signed),
            "",
            ";".join(claim.signed),
            claim.body_hash,
        )
    )
    told = "\n".join(
        (ALGORITHM, _stamp(claim.at), scope, hashlib.sha256(canonical.encode()).hexdigest())
    )
    if not hmac.compare_digest(_sign(key.secret, scope, told), claim.signature):
        raise Denied("SignatureDoesNotMatch", "The signature does not match the request.")
    return claim.body_hash


def _of_link(query: Mapping[str, str], now: datetime) -> _Claim:
    if query.get("X-Amz-Algorithm") != ALGORITHM:
        raise Denied("AuthorizationQueryParametersError", "Only AWS4-HMAC-SHA256 is understood.")
    at = _instant(query.get("X-Amz-Date", ""))
    told = query.get("X-Amz-Expires", "")
    lasting = timedelta(seconds=int(told)) if re.fullmatch(r"\d{1,9}", told) else timedelta()
    if not timedelta() < lasting <= LONGEST_LINK:
        raise Denied("AuthorizationQueryParametersError", "X-Amz-Expires must be 1 to 604800.")
    if now < at - _SKEW:
        raise Denied("AccessDenied", "Request is not valid yet")
    if now > at + lasting:
        raise Denied("AccessDenied", "Request has expired")
    signed = tuple(query.get("X-Amz-SignedHeaders", "").split(";"))
    signature = query["X-Amz-Signature"]
    return _Claim(query.get("X-Amz-Credential", ""), signed, signature, at, UNSIGNED)


def _of_header(asked: Asked, now: datetime) -> _Claim:
    found = _HEADER.fullmatch(asked.headers.get("authorization", ""))
    if found is None:
        raise Denied("AccessDenied", "Access Denied")
    at = _instant(asked.headers.get("x-amz-date", ""))
    if abs(now - at) > _SKEW:
        raise Denied("RequestTimeTooSkewed", "The difference between the clocks is too large.")
    body_hash = asked.headers.get("x-amz-content-sha256", "")
    signed = tuple(found["headers"].split(";"))
    return _Claim(found["credential"], signed, found["signature"], at, body_hash)


def _instant(text: str) -> datetime:
    try:
        return datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        raise Denied("AccessDenied", "X-Amz-Date is no instant.") from None


def _stamp(at: datetime) -> str:
    return at.strftime("%Y%m%dT%H%M%SZ")


def _query(pairs: Iterable[tuple[str, str]]) -> str:
    encoded = sorted((quote(name, safe="-_.~"), quote(value, safe="-_.~")) for name, value in pairs)
    return "&".join(f"{name}={value}" for name, value in encoded)


def _sign(secret: str, scope: str, told: str) -> str:
    signing = f"AWS4{secret}".encode()
    for part in scope.split("/"):
        signing = hmac.digest(signing, part.encode(), "sha256")
    return hmac.new(signing, told.encode(), "sha256").hexdigest()
