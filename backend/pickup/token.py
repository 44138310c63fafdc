"""The pickup code: signed fields, a rolling part, and the text people may type.

    ver 1 | kid 1 | type 1 | generation 1 | pickup id 8 | expires 4 | holder 4
    | Ed25519 signature 64 | rolling 4 (type rolling only)

`TP1.` + base32 (RFC 4648, upper case, no padding): 145 characters rolling, 139 paper. The
signature covers `TP1.` and the first 20 bytes; the rolling part stands outside it.
"""

import base64
import binascii
import hashlib
import hmac
import struct
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from backend.kernel.errors import Refusal

PREFIX = "TP1."
STEP_SECONDS = 30
VERSION = 1
SHORT_LENGTH = 12
_FIELDS = struct.Struct(">BBBB8sI4s")
_SIGNED = _FIELDS.size + 64
_TYPED = str.maketrans({"0": "O", "1": "I", "8": "B"})
_BASE32 = set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")


class Type(IntEnum):
    """Rolling codes renew themselves on a phone; paper codes stand still."""

    ROLLING = 1
    PAPER = 2


@dataclass(frozen=True, slots=True)
class Keys:
    """The signing seeds by `kid` (32 bytes each); the current one signs, all of them verify."""

    current: int
    seeds: Mapping[int, bytes]

    def seed(self, kid: int) -> bytes:
        """Return a seed; refuses `code-key-unknown`."""
        if kid not in self.seeds:
            raise Refusal("code-key-unknown", field="/code")
        return self.seeds[kid]


@dataclass(frozen=True, slots=True)
class Code:
    """What a pickup code says; `rolling` is empty on paper codes."""

    kid: int
    type: Type
    generation: int
    pickup_id: str
    expires_at: datetime
    holder: bytes
    signature: bytes
    rolling: bytes = b""

    def fields(self) -> bytes:
        """Write the 20 signed bytes."""
        return _FIELDS.pack(
            VERSION,
            self.kid,
            self.type,
            self.generation,
            bytes.fromhex(self.pickup_id),
            int(self.expires_at.timestamp()),
            self.holder,
        )


def sign(
    keys: Keys,
    *,
    code_type: Type,
    generation: int,
    pickup_id: str,
    expires_at: datetime,
    person_id: str,
) -> bytes:
    """Make the 84 bytes of a code, without a rolling part."""
    draft = Code(
        keys.current,
        code_type,
        generation % 256,
        pickup_id,
        expires_at,
        holder(keys, keys.current, pickup_id=pickup_id, person_id=person_id),
        b"",
    )
    key = _signing_key(keys.seed(keys.current))
    return draft.fields() + key.sign(PREFIX.encode() + draft.fields())


def text(body: bytes, rolling: bytes = b"") -> str:
    """Write a code as the picture carries it."""
    return PREFIX + base64.b32encode(body + rolling).decode().rstrip("=")


def holder(keys: Keys, kid: int, *, pickup_id: str, person_id: str) -> bytes:
    """Name the collector in 4 bytes that say nothing without the server's key."""
    message = f"{person_id}\x1f{pickup_id}".encode()
    return hmac.digest(keys.seed(kid), b"holder" + message, hashlib.sha256)[:4]


def secret(keys: Keys, *, kid: int, pickup_id: str, generation: int) -> bytes:
    """Derive the rolling secret of one generation of a pickup (HKDF, RFC 5869); never stored."""
    info = bytes.fromhex(pickup_id) + bytes([generation % 256, Type.ROLLING])
    return HKDF(SHA256(), 32, salt=None, info=b"rolling" + info).derive(keys.seed(kid))


def link_key(keys: Keys, *, kid: int, pickup_id: str, link_id: str) -> str:
    """Draw the 128 bits of a pass link, 22 characters: nobody can guess them, nobody keeps them."""
    info = b"link" + bytes.fromhex(pickup_id) + link_id.encode()
    drawn = HKDF(SHA256(), 16, salt=None, info=info).derive(keys.seed(kid))
    return base64.urlsafe_b64encode(drawn).decode().rstrip("=")


def public_keys(keys: Keys) -> dict[int, bytes]:
    """Return the public key of each `kid`, with which a machine verifies codes by itself."""
    return {
        kid: _signing_key(seed).public_key().public_bytes_raw() for kid, seed in keys.seeds.items()
    }


def rolling(key: bytes, at: datetime, step: int = 0) -> bytes:
    """Compute the 4 rolling bytes of a moment, or of a neighbouring step."""
    count = int(at.timestamp()) // STEP_SECONDS + step
    return hmac.digest(key, count.to_bytes(8, "big"), hashlib.sha256)[:4]


def folded(typed: str) -> str:
    """Forgive how a code was typed or scanned: case, full width, spaces and hyphens."""
    plain = unicodedata.normalize("NFKC", typed).upper()
    return "".join(letter for letter in plain if not letter.isspace() and letter != "-")


def short(typed: str) -> str | None:
    """Return the short code a text means (0→O, 1→I, 8→B), or None when it is none."""
    candidate = folded(typed).translate(_TYPED)
    fits = len(candidate) == SHORT_LENGTH and set(candidate) <= _BASE32
    return candidate if fits else None


def read(typed: str) -> Code:
    """Read the text of a code; refuses `code-malformed`. Nothing is verified yet."""
    plain = folded(typed)
    body = plain.removeprefix(PREFIX)
    if body == plain:
        raise Refusal("code-malformed", field="/code")
    try:
        data = base64.b32decode(body + "=" * (-len(body) % 8))
        version, kid, kind, generation, pickup_id, expires, who = _FIELDS.unpack(
            data[: _FIELDS.size]
        )
        code_type = Type(kind)
    except (binascii.Error, ValueError, struct.error) as error:
        raise Refusal("code-malformed", field="/code") from error
    length = _SIGNED + (4 if code_type is Type.ROLLING else 0)
    if version != VERSION or len(data) != length:
        raise Refusal("code-malformed", field="/code")
    return Code(
        kid,
        code_type,
        generation,
        pickup_id.hex(),
        datetime.fromtimestamp(expires, UTC),
        who,
        data[_FIELDS.size : _SIGNED],
        data[_SIGNED:],
    )


def verify(keys: Keys, code: Code, now: datetime) -> None:
    """Check a code without looking anything up.

    Refuses in order `code-key-unknown`, `code-signature-wrong`, `code-expired`, `code-stale`.
    """
    public = _signing_key(keys.seed(code.kid)).public_key()
    try:
        public.verify(code.signature, PREFIX.encode() + code.fields())
    except InvalidSignature as error:
        raise Refusal("code-signature-wrong", field="/code") from error
    if code.expires_at <= now:
        raise Refusal("code-expired", field="/code")
    if code.type is Type.ROLLING and not _fresh(keys, code, now):
        raise Refusal("code-stale", field="/code")


@lru_cache(maxsize=16)
def _signing_key(seed: bytes) -> Ed25519PrivateKey:
    # Deriving its public half costs as much as a signature: once a process, not once a call.
    return Ed25519PrivateKey.from_private_bytes(seed)


def _fresh(keys: Keys, code: Code, now: datetime) -> bool:
    key = secret(keys, kid=code.kid, pickup_id=code.pickup_id, generation=code.generation)
    steps = (rolling(key, now, step) for step in (-1, 0, 1))
    return any(hmac.compare_digest(code.rolling, step) for step in steps)
