"""The five invariants of the pickup protocol, on what is written and on where the paper lies.

`check` looks after every commit and every sheet that moves; `close` looks at the end of a run, when
every journal has arrived: only until then may paper have left that is still written to be inside.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.simulation.memory import Item, Store
from tests.simulation.paper import Lying, Paper, Serial, Spot
from tests.simulation.postbooks import PostBooks, abroad
from tests.simulation.written import (
    Bound,
    Order,
    Position,
    Shelf,
    ended_in,
    order_of,
    out_reason_of,
    position_of,
    shelf_of,
)

# What a clerk took out of a tray goes back when the machine has counted it as handed over.
_GIVEN = (Spot.HAND, Spot.TRAY, Spot.ASTRAY, Spot.BIN, Spot.CLERK)


# Clocks differ by seconds.
NEAR = timedelta(seconds=10)


class Broken(BaseException):
    """An invariant does not hold; no code under test may catch this."""


@dataclass
class Books:
    """What is written, kept up as it is written, next to the paper."""

    paper: Paper
    shelves: dict[str, Shelf] = field(default_factory=dict)
    orders: dict[str, Order] = field(default_factory=dict)
    journals: dict[str, Position] = field(default_factory=dict)
    out_reasons: dict[str, str | None] = field(default_factory=dict)
    brought: dict[tuple[str, str], tuple[str | None, datetime]] = field(default_factory=dict)
    entered: set[Serial] = field(default_factory=set)
    ended: dict[Serial, str] = field(default_factory=dict)
    depot: tuple[Serial, ...] = ()
    changed: bool = False
    all_told: bool = False
    dark: int = 0
    _looked: tuple[int, bool] = (-1, False)

    def __post_init__(self) -> None:
        self.post = PostBooks(self.paper, self.blame)

    def attach(self, store: Store) -> None:
        """Read what is there and hear of every write from now on."""
        for table in store.rows:
            for item in store.items(table):
                self._hear(table, None, item)
        store.written = self._hear

    def blame(self, invariant: str, what: str, cause: BaseException | None = None) -> None:
        """Say that an invariant does not hold."""
        raise Broken(f"[{invariant}] {what}") from cause

    def check(self, who: str) -> None:
        """Look at everything that must hold at each step."""
        looked = (self.paper.moves, self.all_told)
        if not self.changed and looked == self._looked:
            return
        if self.changed:
            self._one_place(who)
            self._promises(who)
        self.changed, self._looked = False, looked
        self._as_written(who)
        self._not_more(who)

    def moved(self, serial: Serial) -> None:
        """A sheet has just left its cassette: its machine was given the right to that."""
        lying = self.paper.where[serial]
        order = self.orders.get(lying.pickup_id)
        if order is None or lying.kiosk_id not in (order.served_at, order.leased_to):
            self.blame("by right", f"{lying.kiosk_id} moved {serial} for {order}")
        self._whose(lying, order)
        self.dark += order is not None and order.served_at != lying.kiosk_id
        self.check(f"{lying.kiosk_id} printer")

    def _whose(self, lying: Lying, order: Order) -> None:
        """The code was brought by who might collect: while it is lent, not by its owner."""
        person, at = self.brought.get((lying.kiosk_id, lying.pickup_id), (None, None))
        if person is None or at is None:
            return
        lent = order.borrower is not None and order.until is not None and order.until > at + NEAR
        if person not in (order.owner, order.borrower) or (lent and person == order.owner):
            self.blame("by right", f"{person} brought the code of {order}")

    def _hear(self, table: str, before: Item | None, item: Item) -> None:
        if self.post.hear(table, item):
            self.changed = True
        elif table.endswith("-custody") and item["subject"]["S"].startswith("shelf/"):
            shelf = shelf_of(item)
            self._covered(self.shelves.get(item["subject"]["S"]), shelf)
            self.shelves[item["subject"]["S"]] = shelf
            self.entered.update(serial for free in shelf.free.values() for serial in free)
            self.changed = True
        elif table.endswith("-pickups"):
            order = order_of(item)
            self.orders[order.id] = order
            self.changed = True
        elif table.endswith("-ledger"):
            self.ended |= ended_in(item)
        elif table.endswith("-kiosks"):
            kind, _, name = item["key"]["S"].partition("/")
            if kind == "journal":
                self.journals[name] = position_of(item)
            elif kind == "kiosks":
                self.out_reasons[item["part"]["S"]] = out_reason_of(item)

    def _covered(self, before: Shelf | None, after: Shelf) -> None:
        """A new promise is covered by stock: what makes an order find its paper where it goes."""
        if after.held > (before.held if before else 0) and after.held > after.stock:
            self.blame("hold", f"{after.held} sheets promised of {after.stock} at {after.site_id}")

    def _one_place(self, who: str) -> None:
        """Invariant 1: what left the depot is in a machine, given, on its way by mail, or ended.

        Each sheet is there once; what came back lies at the depot.
        """
        seen: dict[Serial, str] = {}
        for place, serials in self.post.places().items():
            self._put(seen, serials, place, who)
            self.entered.update(serials)
        for shelf in self.shelves.values():
            for kiosk_id, serials in shelf.free.items():
                self._put(seen, serials, f"free in {kiosk_id}", who)
            for kiosk_id, bound in shelf.bound.items():
                self._put(seen, bound.serials, f"bound in {kiosk_id}", who)
            self._put(seen, shelf.in_doubt, "in doubt", who)
        handed = 0
        for order in self.orders.values():
            self._put(seen, order.out, f"handed for {order.id}", who)
            handed += len(order.out)
        if handed != sum(shelf.out for shelf in self.shelves.values()):
            self.blame("one place", f"{who}: {handed} handed, but other counts are out")
        for serial, end in self.ended.items():
            self._put(seen, (serial,), end, who)
        self.depot = tuple(one for one in self.entered if self.post.at_depot(one))
        self._put(seen, self.depot, "at the depot", who)
        if vanished := self.entered - seen.keys():
            self.blame("none vanishes", f"{who}: {sorted(vanished)} are written nowhere")
        if unknown := seen.keys() - self.paper.where.keys():
            self.blame("one place", f"{who}: {sorted(unknown)} are nowhere")

    def _put(
        self, seen: dict[Serial, str], serials: tuple[Serial, ...], place: str, who: str
    ) -> None:
        for serial in serials:
            if serial in seen:
                self.blame("one place", f"{who}: {serial} is {seen[serial]} and {place}")
            seen[serial] = place

    def _promises(self, who: str) -> None:
        """What a site holds is what its orders still wait for, or wish to wait for there."""
        held: dict[str, int] = {}
        for order in self.orders.values():
            if order.site_id is not None:
                held[order.site_id] = held.get(order.site_id, 0) + order.promised
            if order.wished is not None:
                site_id, count = order.wished
                held[site_id] = held.get(site_id, 0) + count
        for shelf in self.shelves.values():
            if shelf.held != held.get(shelf.site_id, 0):
                owed = held.get(shelf.site_id, 0)
                self.blame("hold", f"{who}: {shelf.site_id} holds {shelf.held} for {owed} owed")

    def _as_written(self, who: str) -> None:
        """Invariant 1 on physical truth: paper lies where it is written to lie."""
        where = self.paper.where
        for shelf in self.shelves.values():
            for kiosk_id in shelf.free:
                self._cassette(who, kiosk_id, shelf.inside(kiosk_id))
                bound = shelf.bound.get(kiosk_id)
                if bound and bound.begun:
                    self._moving(who, kiosk_id, bound)
            for serial in shelf.in_doubt:
                if where[serial].spot is Spot.CASSETTE:
                    self.blame("one place", f"{who}: {serial} is in doubt and in its cassette")
        for order in self.orders.values():
            for serial in order.out:
                lying = where[serial]
                if lying.pickup_id != order.id or lying.spot not in _GIVEN:
                    self.blame("one place", f"{who}: {serial} handed for {order.id}, is {lying}")
        self._drawn_back(who)
        self.post.as_written(who)

    def _drawn_back(self, who: str) -> None:
        """What a machine took back waits for its case; what is in stock again is in no hand."""
        where = self.paper.where
        for order in self.orders.values():
            for serial in order.retracted:
                if abroad(where[serial]):
                    self.blame("one place", f"{who}: {serial} taken back, is {where[serial]}")
                if serial in self.ended or serial in self.depot:
                    end = self.ended.get(serial, "at the depot")
                    self.blame("case first", f"{who}: {serial} is {end} already")
        for serial in self.depot:
            if abroad(where[serial]):
                self.blame("one place", f"{who}: {serial} is in stock again, and {where[serial]}")

    def _cassette(self, who: str, kiosk_id: str, inside: tuple[Serial, ...]) -> None:
        # Paper goes in before it is entered: more may lie behind what is written. And what left
        # under a lease is known only once its journal has arrived.
        cassette = self.paper.cassettes.get(kiosk_id, [])
        gone = 0
        while gone < len(inside) and self.paper.where[inside[gone]].spot is not Spot.CASSETTE:
            gone += 1
        rest = inside[gone:]
        # Sheets that a service has begun with lie before them, or have left.
        at = cassette.index(rest[0]) if rest and rest[0] in cassette else 0
        if (gone and self.all_told) or tuple(cassette[at : at + len(rest)]) != rest:
            lie = [(one, self.paper.where[one].spot.value) for one in inside]
            self.blame("one place", f"{who}: {kiosk_id} is written to hold {lie}")

    def _moving(self, who: str, kiosk_id: str, bound: Bound) -> None:
        for serial in bound.serials:
            lying: Lying = self.paper.where[serial]
            if lying.pickup_id not in ("", bound.pickup_id) and not self._by_lease(lying):
                self.blame("one place", f"{who}: {serial} bound for {bound.pickup_id}, is {lying}")
            if lying.kiosk_id != kiosk_id:
                self.blame("one place", f"{who}: {serial} bound in {kiosk_id}, is {lying}")

    def _by_lease(self, lying: Lying) -> bool:
        # What its machine ended before is not known yet, no more than what it began since.
        order = self.orders[lying.pickup_id]
        return not self.all_told and order.leased_to == lying.kiosk_id

    def _not_more(self, who: str) -> None:
        """Invariant 2: no order brings more sheets than approved, in all its parts together."""
        owed: dict[str, int] = {}
        brought: dict[str, int] = {}
        for order in self.orders.values():
            given, whose = self.paper.given(order.id), order.application_id
            if max(given, len(order.handed)) > order.count:
                self.blame("not more", f"{who}: {order.id} brought {given} of {order.count}")
            owed[whose] = owed.get(whose, 0) + len(order.handed) + order.promised
            brought[whose] = brought.get(whose, 0) + given
        self.post.not_more(who, owed, brought)
