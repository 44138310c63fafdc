"""Mail as it is written: the mail room's drawer, what parcels hold, and orders by mail."""

import json
from dataclasses import dataclass
from typing import Any

from tests.simulation.memory import Item
from tests.simulation.paper import Serial

OVER = ("signed", "turned", "cancelled", "expired")


@dataclass(frozen=True, slots=True)
class Consigned:
    """The paper of a parcel as it is written, and where that says all of it is."""

    parcel_id: str
    place: str
    serials: tuple[Serial, ...]


@dataclass(frozen=True, slots=True)
class Sent:
    """An order by mail as it is written; `serials` is what its parcel has of it.

    Once it is turned `pickup_id` names the pickup that follows.
    """

    id: str
    application_id: str
    state: str
    count: int
    pickup_id: str | None
    serials: tuple[Serial, ...]

    @property
    def owes(self) -> int:
        """Sheets that it brought, or will bring."""
        return 0 if self.state in ("turned", "cancelled") else self.count

    @property
    def brought(self) -> int:
        """Sheets that arrived."""
        return self.count if self.state == "signed" else 0


def drawer_of(item: Item) -> tuple[Serial, ...]:
    """Read what lies in a drawer of custody's table."""
    return listed(json.loads(item["ranges"]["S"])["ranges"])


def consigned_of(item: Item) -> Consigned:
    """Read what a parcel holds, from custody's table."""
    kept = json.loads(item["ranges"]["S"])
    serials = tuple(one for _, rows in kept["contents"] for one in listed(rows))
    parcel_id = item["subject"]["S"].removeprefix("consignment/")
    return Consigned(parcel_id, kept["place"], serials)


def sent_of(item: Item) -> Sent:
    """Read an order of the delivery table."""
    body = json.loads(item["body"]["S"])
    rows = [(one["code"], one["first"], one["last"]) for one in body["sheets"]]
    names = ("id", "application_id", "state", "count", "pickup_id")
    return Sent(*(body[name] for name in names), listed(rows))


def listed(rows: Any) -> tuple[Serial, ...]:
    """List serials one by one, of rows `(code, first, last)`."""
    return tuple((code, n) for code, first, last in rows for n in range(int(first), int(last) + 1))
