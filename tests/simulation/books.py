"""The five invariants of the pickup protocol, on what is written and on where the paper lies.

`check` looks after every commit and every sheet that moves; `close` looks at the end of a run.
"""

import json
from dataclasses import dataclass, field
from typing import Any

from tests.simulation.memory import Item, Store
from tests.simulation.paper import Lying, Paper, Serial, Spot

# What a clerk took out of a tray goes back when the machine has counted it as handed over.
_GIVEN = (Spot.HAND, Spot.TRAY, Spot.CLERK)


class Broken(BaseException):
    """An invariant does not hold; no code under test may catch this."""


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


@dataclass(frozen=True, slots=True)
class Order:
    """A pickup as it is written."""

    id: str
    site_id: str | None
    state: str
    count: int
    handed: tuple[Serial, ...]

    @property
    def promised(self) -> int:
        over = self.state in ("dispensed", "closed")
        return 0 if over else self.count - len(self.handed)


@dataclass
class Books:
    """What is written, kept up as it is written, next to the paper."""

    paper: Paper
    shelves: dict[str, Shelf] = field(default_factory=dict)
    orders: dict[str, Order] = field(default_factory=dict)
    changed: bool = False

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
        if self.changed:
            self.changed = False
            self._one_place(who)
            self._promises(who)
        self._as_written(who)
        self._not_more(who)

    def _hear(self, table: str, before: Item | None, item: Item) -> None:
        if table.endswith("-custody") and item["subject"]["S"].startswith("shelf/"):
            shelf = _shelf(item)
            self._covered(self.shelves.get(item["subject"]["S"]), shelf)
            self.shelves[item["subject"]["S"]] = shelf
            self.changed = True
        elif table.endswith("-pickups"):
            order = _order(item)
            self.orders[order.id] = order
            self.changed = True

    def _covered(self, before: Shelf | None, after: Shelf) -> None:
        """A new promise is covered by stock: what makes an order find its paper where it goes."""
        if after.held > (before.held if before else 0) and after.held > after.stock:
            self.blame("hold", f"{after.held} sheets promised of {after.stock} at {after.site_id}")

    def _one_place(self, who: str) -> None:
        """Invariant 1: what was loaded = free + bound + in doubt + handed, each serial once."""
        seen: dict[Serial, str] = {}
        for shelf in self.shelves.values():
            for kiosk_id, serials in shelf.free.items():
                self._put(seen, serials, f"free in {kiosk_id}", who)
            for kiosk_id, bound in shelf.bound.items():
                self._put(seen, bound.serials, f"bound in {kiosk_id}", who)
            self._put(seen, shelf.in_doubt, "in doubt", who)
        handed = 0
        for order in self.orders.values():
            self._put(seen, order.handed, f"handed for {order.id}", who)
            handed += len(order.handed)
        if handed != sum(shelf.out for shelf in self.shelves.values()):
            self.blame("one place", f"{who}: {handed} handed, but other counts are out")
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
        """What a site holds is what its orders still wait for."""
        held: dict[str, int] = {}
        for order in self.orders.values():
            if order.site_id is not None:
                held[order.site_id] = held.get(order.site_id, 0) + order.promised
        for shelf in self.shelves.values():
            if shelf.held != held.get(shelf.site_id, 0):
                owed = held.get(shelf.site_id, 0)
                self.blame("hold", f"{who}: {shelf.site_id} holds {shelf.held} for {owed} owed")

    def _as_written(self, who: str) -> None:
        """Invariant 1 on physical truth: paper lies where it is written to lie."""
        where = self.paper.where
        for shelf in self.shelves.values():
            for kiosk_id, free in shelf.free.items():
                bound = shelf.bound.get(kiosk_id)
                inside = free if bound is None or bound.begun else bound.serials + free
                cassette = self.paper.cassettes.get(kiosk_id, [])
                if inside and tuple(cassette[-len(inside) :]) != inside:
                    self._loaded_since(who, kiosk_id, inside, cassette)
                if bound and bound.begun:
                    self._moving(who, kiosk_id, bound)
            for serial in shelf.in_doubt:
                if where[serial].spot is Spot.CASSETTE:
                    self.blame("one place", f"{who}: {serial} is in doubt and in its cassette")
        for order in self.orders.values():
            for serial in order.handed:
                lying = where[serial]
                if lying.pickup_id != order.id or lying.spot not in _GIVEN:
                    self.blame("one place", f"{who}: {serial} handed for {order.id}, is {lying}")

    def _loaded_since(
        self, who: str, kiosk_id: str, inside: tuple[Serial, ...], cassette: list[Serial]
    ) -> None:
        # Paper goes in before it is entered: more may lie behind what is written.
        known = [serial for serial in cassette if serial in inside]
        if tuple(known) != inside:
            gone = [(one, self.paper.where[one].spot.value) for one in inside if one not in known]
            self.blame("one place", f"{who}: {kiosk_id} is written to hold {gone}")

    def _moving(self, who: str, kiosk_id: str, bound: Bound) -> None:
        for serial in bound.serials:
            lying: Lying = self.paper.where[serial]
            if lying.spot is not Spot.CASSETTE and lying.pickup_id != bound.pickup_id:
                self.blame("one place", f"{who}: {serial} bound for {bound.pickup_id}, is {lying}")
            if lying.kiosk_id != kiosk_id:
                self.blame("one place", f"{who}: {serial} bound in {kiosk_id}, is {lying}")

    def _not_more(self, who: str) -> None:
        """Invariant 2: no order brings more sheets than approved."""
        for order in self.orders.values():
            given = len(self.paper.given(order.id))
            if max(given, len(order.handed)) > order.count:
                self.blame("not more", f"{who}: {order.id} brought {given} of {order.count}")


def _listed(rows: list[list[Any]]) -> tuple[Serial, ...]:
    return tuple((code, n) for code, first, last in rows for n in range(int(first), int(last) + 1))


def _shelf(item: Item) -> Shelf:
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


def _order(item: Item) -> Order:
    return Order(
        item["pickup_id"]["S"],
        item["site_id"]["S"] if "site_id" in item else None,
        item["state"]["S"],
        int(item["count"]["N"]),
        _listed(json.loads(item["handed"]["S"])),
    )
