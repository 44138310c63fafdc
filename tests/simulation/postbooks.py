"""The invariants where paper goes by mail: what is written of it, next to where it lies."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tests.simulation.memory import Item
from tests.simulation.paper import Lying, Paper, Serial, Spot
from tests.simulation.sent import OVER, Consigned, Sent, consigned_of, drawer_of, sent_of

Blame = Callable[[str, str], None]

_INSIDE = (Spot.DRAWER, Spot.TABLE, Spot.PARCEL, Spot.QUARANTINE, Spot.GONE)
_OUTSIDE = (Spot.VAN, Spot.HOME, Spot.DOCK, Spot.GONE)
# People act first and say so then, or the other way round: where paper may lie meanwhile. The
# courier has a parcel before its list is confirmed.
_MAY: Mapping[str, tuple[Spot, ...]] = {
    "picked": _INSIDE,
    "packed": (*_INSIDE, *_OUTSIDE),
    "with-carrier": _OUTSIDE,
    "returned": (Spot.DOCK, Spot.QUARANTINE, Spot.GONE),
    "signed": (Spot.HOME,),
    "lost": (Spot.GONE,),
    "cancelled": (Spot.QUARANTINE,),
}
_ABROAD = (Spot.HAND, Spot.TRAY, Spot.ASTRAY, Spot.VAN, Spot.HOME)


@dataclass
class PostBooks:
    """What is written of mail, kept up as it is written; `approved` is by application."""

    paper: Paper
    blame: Blame
    drawers: dict[str, tuple[Serial, ...]] = field(default_factory=dict)
    consigned: dict[str, Consigned] = field(default_factory=dict)
    orders: dict[str, Sent] = field(default_factory=dict)
    approved: dict[str, int] = field(default_factory=dict)
    depot: tuple[tuple[str, int, int], ...] = ()
    received: int = 0

    def hear(self, table: str, item: Item) -> bool:
        """Take a write; tells whether it was one that the books look at."""
        if table.endswith("-custody"):
            return self._custody(item["subject"]["S"], item)
        if table.endswith("-delivery") and item["item"]["S"] == "order":
            sent = sent_of(item)
            self.orders[sent.id] = sent
            return True
        if table.endswith("-ledger") and item["kind"]["S"] == "invoices:application:approved":
            told = json.loads(item["data"]["S"])
            self.approved[told["application_id"]] = told["count"]
        return False

    def _custody(self, subject: str, item: Item) -> bool:
        match subject.partition("/")[0]:
            case "drawer":
                self.drawers[subject] = drawer_of(item)
            case "consignment":
                found = consigned_of(item)
                self.consigned[found.parcel_id] = found
            case "batch":
                kept = json.loads(item["ranges"]["S"])
                self.depot = tuple((code, first, last) for code, first, last in kept["at_depot"])
                self.received = sum(last - first + 1 for _, first, last in kept["received"])
            case _:
                return False
        return True

    @property
    def waiting(self) -> bool:
        """Whether anything of it is not over."""
        return any(order.state not in OVER for order in self.orders.values())

    @property
    def owed(self) -> bool:
        """Whether the mail room owes anything."""
        return any(order.state == "owed" for order in self.orders.values())

    def at_depot(self, serial: Serial) -> bool:
        """Tell whether a sheet is written to lie at the depot."""
        code, number = serial
        return any(code == one and first <= number <= last for one, first, last in self.depot)

    def places(self) -> Mapping[str, tuple[Serial, ...]]:
        """Name the places where mail is written to be, each with what is there."""
        parcels = {f"{one.place} in {id_}": one.serials for id_, one in self.consigned.items()}
        return {**self.drawers, **parcels}

    def as_written(self, who: str) -> None:
        """Invariant 1 on physical truth: mail lies where it is written to be on its way."""
        where = self.paper.where
        for serials in self.drawers.values():
            for serial in serials:
                # On a table it may be by mistake, as long as nobody has checked it.
                if where[serial].spot not in (Spot.DRAWER, Spot.TABLE):
                    self.blame("one place", f"{who}: {serial} in the drawer, is {where[serial]}")
        for id_, one in self.consigned.items():
            for serial in one.serials:
                lying = where[serial]
                if lying.spot not in _MAY[one.place] or not _of(lying, one):
                    self.blame("one place", f"{who}: {serial} {one.place} in {id_}, is {lying}")

    def not_more(self, who: str, written: Mapping[str, int], given: Mapping[str, int]) -> None:
        """Invariant 2: machines and parcels together owe and bring no more than was approved.

        `written` is what the pickups of each application brought and still promise, `given` what
        they brought in truth.
        """
        owed, brought = dict(written), dict(given)
        for order in self.orders.values():
            whose = order.application_id
            owed[whose] = owed.get(whose, 0) + order.owes
            brought[whose] = brought.get(whose, 0) + self.paper.given(order.id)
        for whose, count in self.approved.items():
            told = (owed.get(whose, 0), brought.get(whose, 0))
            if max(told) > count:
                self.blame("not more", f"{who}: {whose} owes and brought {told} of {count}")


def _of(lying: Lying, one: Consigned) -> bool:
    # Until somebody has checked it, a sheet may lie on another parcel's table by mistake.
    mistaken = one.place == "picked" and lying.spot is Spot.TABLE
    return lying.spot is Spot.DRAWER or mistaken or lying.kiosk_id == one.parcel_id


def abroad(lying: Lying) -> bool:
    """Tell whether a sheet is with somebody outside the house."""
    return lying.spot in _ABROAD
