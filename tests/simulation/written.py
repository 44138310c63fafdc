"""Shelves and orders as they are written, read straight from the tables."""

import json
from dataclasses import dataclass
from datetime import datetime

from backend.kernel.clock import from_text
from tests.simulation.memory import Item
from tests.simulation.paper import Serial
from tests.simulation.sent import listed

_ENDS = ("cancelled", "lost")


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
    another site. While a report waits, `reported`, some of what was handed may be `retracted`: its
    machine took it back, and it is in quarantine. A `borrower` may fetch it `until` then.
    """

    id: str
    application_id: str
    site_id: str | None
    state: str
    count: int
    handed: tuple[Serial, ...]
    served_at: str | None
    leased_to: str | None
    asked_at: tuple[str, ...]
    wished: tuple[str, int] | None
    reported: bool
    retracted: tuple[Serial, ...]
    owner: str
    borrower: str | None
    until: datetime | None

    @property
    def out(self) -> tuple[Serial, ...]:
        """What is handed over, and not back in its machine."""
        return tuple(one for one in self.handed if one not in self.retracted)

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
        free[row["kiosk_id"]] = listed(row["ranges"])
        if row.get("binding"):
            one = row["binding"]
            begun = one["until"] is None
            bound[row["kiosk_id"]] = Bound(one["pickup_id"], listed(one["ranges"]), begun)
    return Shelf(
        kept["site_id"],
        int(item["held"]["N"]),
        int(item["out"]["N"]),
        free,
        bound,
        listed(kept["in_doubt"]),
    )


def order_of(item: Item) -> Order:
    """Read an order of the pickup table."""
    state = item["state"]["S"]
    held = json.loads(item["reservation"]["S"]) if "reservation" in item else None
    holding = json.loads(item["holding"]["S"]) if "holding" in item else {}
    lease, wish, inquiry = (holding.get(name) for name in ("lease", "wish", "inquiry"))
    care = json.loads(item["care"]["S"]) if "care" in item else {}
    loan = json.loads(item["loan"]["S"]) if "loan" in item else None
    report = care.get("report")
    reported = report is not None and report["outcome"] is None
    stands = held is not None and state in ("reserved", "dispensing", "open")
    return Order(
        id=item["pickup_id"]["S"],
        application_id=item["application_id"]["S"],
        site_id=item["site_id"]["S"] if "site_id" in item else None,
        state=state,
        count=int(item["count"]["N"]),
        handed=listed(json.loads(item["handed"]["S"])),
        served_at=held["kiosk_id"] if held and stands else None,
        leased_to=lease["kiosk_id"] if lease else None,
        asked_at=(inquiry["kiosk_id"],) if inquiry and state == "open" else (),
        wished=(wish["site_id"], wish["count"]) if wish and wish["site_id"] else None,
        reported=reported,
        retracted=listed(report["retracted"]) if reported else (),
        owner=item["collector_id"]["S"],
        borrower=loan["person_id"] if loan else None,
        until=from_text(loan["until"]) if loan else None,
    )


def ended_in(item: Item) -> dict[Serial, str]:
    """Read from the ledger which sheets left the shelves for good."""
    verb = item["kind"]["S"].removeprefix("custody:sheets:")
    if verb not in _ENDS:
        return {}
    return dict.fromkeys(listed(json.loads(item["data"]["S"])["serials"]), verb)
