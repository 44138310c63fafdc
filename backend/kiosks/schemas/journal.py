"""What is heard and said about journals over HTTP."""

from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field

from backend.web.routes import View

MOST_ENTRIES = 200
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
    if sum(len(one.text.encode()) for one in entries) > MOST_BYTES:
        raise ValueError("too much for one batch")
    return entries


class Batch(View):
    """Entries in the order in which they were written, 250 kB of text at most."""

    jwk: PublicKey
    entries: Annotated[
        list[Line], Field(min_length=1, max_length=MOST_ENTRIES), AfterValidator(_fits)
    ]


class JournalView(View):
    """How far the house has come."""

    next: int
