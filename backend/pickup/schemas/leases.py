"""What is heard and said about leases over HTTP."""

import base64
from typing import Annotated, Self

from pydantic import Field

from backend.kernel.clock import to_text
from backend.pickup.rules import wishes
from backend.pickup.rules.holding import MOST_LEASES
from backend.pickup.rules.leasing import Leases, Lent
from backend.pickup.rules.pickup import Pickup
from backend.web.routes import View

PickupId = Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]


class WishView(View):
    """What waits for a machine to answer, and by when it is done or a person looks."""

    kind: str
    site_id: str | None
    site_name: str | None
    latest_at: str

    @classmethod
    def of(cls, pickup: Pickup) -> Self | None:
        wish, latest_at = pickup.wish, wishes.latest_at(pickup)
        if wish is None or latest_at is None:
            return None
        return cls(
            kind=wish.kind,
            site_id=wish.site_id,
            site_name=wish.site_name or None,
            latest_at=to_text(latest_at),
        )


class Journaled(View):
    """The last entry of a kiosk's journal; 0 and nothing when it has none."""

    number: int = Field(ge=0, le=2_000_000_000)
    digest: str = Field(pattern=r"^([0-9a-f]{64})?$")

    @property
    def mark(self) -> tuple[int, str]:
        return self.number, self.digest


class Returned(View):
    """The leases a kiosk gives back, and how far its journal has come."""

    journal: Journaled | None = None
    returned: list[PickupId] = Field(default=[], max_length=MOST_LEASES)


class LeaseView(View):
    """What a kiosk needs to serve one pickup without asking.

    `secrets` has one for every key whose passes may still live, by `kid`.
    """

    pickup_id: str
    kind: str
    count: int
    generation: int
    kid: int
    expires_at: str
    fencing: int
    secrets: dict[str, str]

    @classmethod
    def of(cls, lent: Lent, kid: int) -> Self:
        line = lent.line
        return cls(
            pickup_id=line.pickup_id,
            kind=line.kind,
            count=line.count,
            generation=line.generation,
            kid=kid,
            expires_at=to_text(line.expires_at),
            fencing=line.fencing,
            secrets={str(one): _base64(secret) for one, secret in lent.secrets.items()},
        )


class LeasesView(View):
    """A kiosk's leases: until when they hold, and until when it may begin a service."""

    server_time: str
    until: str
    serve_until: str
    keys: dict[str, str]
    leases: list[LeaseView]
    recalls: list[str]

    @classmethod
    def of(cls, leases: Leases, server_time: str) -> Self:
        return cls(
            server_time=server_time,
            until=to_text(leases.until),
            serve_until=to_text(leases.serve_until),
            keys={str(kid): _base64(key) for kid, key in leases.keys.items()},
            leases=[LeaseView.of(one, leases.kid) for one in leases.lent],
            recalls=list(leases.recalls),
        )


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
