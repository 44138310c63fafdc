"""Identifiers: UUIDv7 made by clients, random bits made by the server."""

import re
import secrets

from uuid6 import uuid7

from backend.kernel.errors import Refusal

_UUID7 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def new_id() -> str:
    """Make a UUIDv7 (RFC 9562 §5.7): sorts by the time it was made."""
    return str(uuid7())


def check_id(text: str, field: str = "/id") -> str:
    """Take a client's id; refuses `id-malformed` when it is not a lower-case UUIDv7."""
    if not _UUID7.fullmatch(text):
        raise Refusal("id-malformed", field=field)
    return text


def random_id(bits: int = 64) -> str:
    """Make `bits` random bits as lower-case hex: unguessable, unlike a UUIDv7."""
    return secrets.token_hex(bits // 8)
