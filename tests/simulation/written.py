"""Shelves and orders as they are written, read straight from the tables."""

import json
from dataclasses import dataclass
from typing import Any

from tests.simulation.memory import Item
from tests.simulation.paper import Serial


@dataclass(frozen=True, slots=True)
class Bound:
    """The serials a cassette has set aside."""

    pickup_id: str
    serials: tuple[Serial, ...]
    begun: bool


@dataclass(frozen=True, slots=True)
class Shelf:
    """A shelf as it is written."""

    site_id: str
    held: int
    out: int
    free: dict[str, tuple[Serial, ...]]
    bound: dict[str, Bound]
    in_doubt: tuple[Serial, ...]

    @property
    def stock(self) -> int:
        bound = sum(len(one.serials) for one in self.bound.values())
        return bound + sum(map(len, self.free.values()))

    def inside(self, kiosk_id: str) -> tuple[Serial, ...]:
        """List what must lie in a cassette; of a service that has begun, what is behind it."""
        bound, free = self.bound.get(kiosk_id), self.free[kiosk_id]
        return free if bound is None or bound.begun else bound.serials + free


@dataclass(frozen=True, slots=True)
class Order:
    """A pickup as it is written.

    `served_at` names the machine that may move paper for it with our knowledge, `leased_to` the one
    that may do so without; `asked_at` is where a clerk must look, `wished` what a wish holds at
    another site.
    """

    id: str
    site_id: str | None
    state: str
    count: int
    handed: tuple[Serial, ...]
    served_at: str | None
    leased_to: str | None
    asked_at: tuple[str, ...]
    wished: tuple[str, int] | None

    @property
    def promised(self) -> int:
        over = self.state in ("dispensed", "closed")
        return 0 if over else self.count - len(self.handed)


@dataclass(frozen=True, slots=True)
class Position:
    """How far the house has come with a journal: lines, events not followed, what broke it."""

    number: int
    waiting: int
    broken: str | None


def position_of(item: Item) -> Position:
    """Read the place of a journal from the kiosks' table."""
    body = json.loads(item["body"]["S"])
    return Position(body["number"], len(body["waiting"]), body["broken"])


def out_reason_of(item: Item) -> str | None:
    """Read from the kiosks' table why staff's hand keeps a machine out of service."""
    reason: str | None = json.loads(item["body"]["S"])["out_reason"]
    return reason


def shelf_of(item: Item) -> Shelf:
    """Read a shelf of custody's table."""
    kept = json.loads(item["ranges"]["S"])
    free, bound = {}, {}
    for row in kept["cassettes"]:
        free[row["kiosk_id"]] = _listed(row["ranges"])
        if row.get("binding"):
            one = row["binding"]
            begun = one["until"] is None
            bound[row["kiosk_id"]] = Bound(one["pickup_id"], _listed(one["ranges"]), begun)
    return Shelf(
        kept["site_id"],
        int(item["held"]["N"]),
        int(item["out"]["N"]),
        free,
        bound,
        _listed(kept["in_doubt"]),
    )


def order_of(item: Item) -> Order:
    """Read an order of the pickup table."""
    state = item["state"]["S"]
    held = json.loads(item["reservation"]["S"]) if "reservation" in item else None
    holding = json.loads(item["holding"]["S"]) if "holding" in item else {}
    lease, wish, inquiry = (holding.get(name) for name in ("lease", "wish", "inquiry"))
    stands = held is not None and state in ("reserved", "dispensing", "open")
    return Order(
        id=item["pickup_id"]["S"],
        site_id=item["site_id"]["S"] if "site_id" in item else None,
        state=state,
        count=int(item["count"]["N"]),
        handed=_listed(json.loads(item["handed"]["S"])),
        served_at=held["kiosk_id"] if held and stands else None,
        leased_to=lease["kiosk_id"] if lease else None,
        asked_at=(inquiry["kiosk_id"],) if inquiry and state == "open" else (),
        wished=(wish["site_id"], wish["count"]) if wish and wish["site_id"] else None,
    )


def _listed(rows: list[list[Any]]) -> tuple[Serial, ...]:
    return tuple((code, n) for code, first, last in rows for n in range(int(first), int(last) + 1))
