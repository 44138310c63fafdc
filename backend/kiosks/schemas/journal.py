"""What is heard and said about journals over HTTP."""

import json
from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field

from backend.web.routes import View

MOST_ENTRIES = 200
# As JSON, escapes and signatures included. What a batch may hold is heard: with names, key and
# brackets it stays below TAX_BODY_LIMIT_BYTES, or a machine would send the same for ever.
MOST_BYTES = 250_000
Coordinate = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{43}$")]


class JournalPath(View):
    """Where a batch of entries begins."""

    number: int = Field(ge=1, le=2_000_000_000)


class PublicKey(View):
    """A P-256 public key; what else a browser writes beside it is not looked at."""

    model_config = ConfigDict(extra="ignore", defer_build=True, frozen=True)

    kty: Literal["EC"]
    crv: Literal["P-256"]
    x: Coordinate
    y: Coordinate


class Line(View):
    """One entry: the text that was signed, and the signature (r and s, base64url)."""

    text: str = Field(max_length=20_000)
    signature: str = Field(max_length=100)


def _fits(entries: list[Line]) -> list[Line]:
    # A batch is one event, and an item of the ledger holds 400 KB with all it carries along.
    rows = [[one.text, one.signature] for one in entries]
    if len(json.dumps(rows, ensure_ascii=False).encode()) > MOST_BYTES:
        raise ValueError("too much for one batch")
    return entries


class Batch(View):
    """Entries in the order in which they were written, 250 kB of JSON at most."""

    jwk: PublicKey
    entries: Annotated[
        list[Line], Field(min_length=1, max_length=MOST_ENTRIES), AfterValidator(_fits)
    ]


class JournalView(View):
    """How far the house has come."""

    next: int
