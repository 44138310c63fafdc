"""What a kiosk is told of its leases: one line a pickup, keys, secrets and the end."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pickup that may be leased, as the index names it."""

    pickup_id: str
    kind: str
    count: int


@dataclass(frozen=True, slots=True)
class Leased:
    """One line of a kiosk's list of leases: what it needs to serve without asking."""

    pickup_id: str
    kind: str
    count: int
    generation: int
    expires_at: datetime
    jkt: str
    fencing: int
    recalled: bool


@dataclass(frozen=True, slots=True)
class Lent:
    """One lease as its kiosk needs it, with the rolling secret of its generation by `kid`."""

    line: Leased
    secrets: Mapping[int, bytes]


@dataclass(frozen=True, slots=True)
class Leases:
    """A kiosk's leases, until when they hold, and those it is asked to give back."""

    until: datetime
    serve_until: datetime
    kid: int
    keys: Mapping[int, bytes]
    lent: tuple[Lent, ...]
    recalls: tuple[str, ...]
