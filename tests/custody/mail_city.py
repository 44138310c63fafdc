"""The small city with a mail room: the same paper goes to machines, and in parcels to people."""

from dataclasses import dataclass, field
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis.stateful import invariant, rule

from backend.custody import consignment as consignments
from backend.custody import drawer as drawers
from backend.custody import refill
from backend.custody.consignment import Consignment, Fault, Place, Way
from backend.custody.drawer import Drawer
from backend.custody.serials import Range
from backend.kernel.errors import Refusal
from backend.kernel.events import Event
from tests.custody.sheets import Sheet, single
from tests.custody.small_city import CODES, KIND, SmallCity, codes, few, numbers

PARCELS = ("m1", "m2", "m3")
parcels = st.sampled_from(PARCELS)
# Where somebody standing beside it may carry a parcel next.
CARRIED = {
    Way.PACKED: ({"picked"}, "packed"),
    Way.HANDED: ({"packed"}, "with-carrier"),
    Way.SIGNED: ({"with-carrier"}, "signed"),
    Way.RETURNED: ({"with-carrier", "signed"}, "returned"),
    Way.LOST: ({"with-carrier", "returned"}, "lost"),
}


@dataclass
class Bag:
    """A parcel as somebody standing beside it would note it."""

    where: str
    sheets: list[Sheet] = field(default_factory=list)


class MailCity(SmallCity):
    """What goes by mail is in no machine, and comes back only by the depot."""

    def __init__(self) -> None:
        super().__init__()
        self.drawer = Drawer("a", KIND)
        self.inside_drawer: list[Sheet] = []
        self.consignments = {one: Consignment(one) for one in PARCELS}
        self.bags: dict[str, Bag] = {}

    def note(self, step: tuple[Any, Event]) -> None:
        value, event = step
        assert event.number == value.version
        if isinstance(value, Drawer):
            self.drawer = value
        else:
            self.consignments[value.parcel_id] = value
        self.events.append(event)

    @rule(code=codes, first=numbers, count=few)
    def fill(self, code: str, first: int, count: int) -> None:
        paper = Range(code, first, first + count - 1)
        moved = single((paper,))
        wish = {"place": "drawer/a", "doing": self.doing}
        if not set(moved) <= set(self.depot):
            with pytest.raises(Refusal, match=r"serials-(loaded-already|not-at-depot)"):
                refill.leave(self.batches[code], KIND, (paper,), **wish)
            return
        self.keep(refill.leave(self.batches[code], KIND, (paper,), **wish))
        self.note(drawers.fill(self.drawer, (paper,), self.doing))
        self.depot = [one for one in self.depot if one not in moved]
        self.inside_drawer += moved

    @rule(parcel_id=parcels, count=few)
    def pick(self, parcel_id: str, count: int) -> None:
        if len(self.inside_drawer) < count:
            with pytest.raises(Refusal, match="mail-room-short"):
                drawers.take(self.drawer, count, parcel_id, self.doing)
            return
        taken_out, taken = drawers.take(self.drawer, count, parcel_id, self.doing)
        assert single(taken) == self.inside_drawer[:count]
        wish = self.consignments[parcel_id], "a", ((KIND, taken),), self.doing
        if parcel_id in self.bags:
            with pytest.raises(Refusal, match="parcel-exists-differently"):
                consignments.pick(*wish)
            return
        self.note(taken_out)
        self.note(consignments.pick(*wish))
        self.bags[parcel_id] = Bag("picked", self.inside_drawer[:count])
        self.inside_drawer = self.inside_drawer[count:]

    @rule(parcel_id=parcels, way=st.sampled_from(tuple(Way)))
    def carry(self, parcel_id: str, way: Way) -> None:
        bag, (sources, target) = self.bags.get(parcel_id, Bag("")), CARRIED[way]
        consignment = self.consignments[parcel_id]
        if bag.where not in sources:
            with pytest.raises(ValueError, match=str(way)):
                consignments.move(consignment, way, self.doing)
            return
        self.note(consignments.move(consignment, way, self.doing))
        bag.where = target

    @rule(parcel_id=parcels, ways=st.sampled_from(((Way.SIGNED,), (Way.RETURNED,), (Way.LOST,))))
    def send(self, parcel_id: str, ways: tuple[Way, ...]) -> None:
        """Go several steps at once, so that deep states are met often."""
        for code in CODES:
            self.fill(code, 7, 4)
        self.pick(parcel_id, 2)
        for way in (Way.PACKED, Way.HANDED, *ways):
            self.carry(parcel_id, way)

    @rule(parcel_id=parcels, place=st.none() | st.integers(0, 5))
    def think_better_of(self, parcel_id: str, place: int | None) -> None:
        """Pick a parcel and undo it at once, so that this is met often."""
        for code in CODES:
            self.fill(code, 1, 4)
        self.pick(parcel_id, 2)
        self.undo(parcel_id, place)

    @rule(parcel_id=parcels, place=st.none() | st.integers(0, 5))
    def undo(self, parcel_id: str, place: int | None) -> None:
        bag, consignment = self.bags.get(parcel_id, Bag("")), self.consignments[parcel_id]
        if bag.where not in ("picked", "packed"):
            with pytest.raises(ValueError, match="undone"):
                consignments.undo(consignment, self.doing)
            return
        bad, fault = self.faulty(bag, place)
        self.note(consignments.undo(consignment, self.doing, fault))
        for _, ranges in consignments.sound(consignment, fault):
            self.note(drawers.put_back(self.drawer, ranges, parcel_id, self.doing))
        self.inside_drawer = [one for one in bag.sheets if one not in bad] + self.inside_drawer
        self.bags[parcel_id] = Bag(str(fault.end), bad) if bad else Bag("over")

    def faulty(self, bag: Bag, place: int | None) -> tuple[list[Sheet], Fault]:
        """Find one sheet of a parcel torn, or none."""
        bad = [bag.sheets[place % len(bag.sheets)]] if place is not None else []
        return bad, Fault(Place.LOST, tuple(Range(code, n, n) for code, n in bad))

    @rule(parcel_id=parcels, place=st.none() | st.integers(0, 5))
    def restock(self, parcel_id: str, place: int | None) -> None:
        bag, consignment = self.bags.get(parcel_id, Bag("")), self.consignments[parcel_id]
        if bag.where != "returned":
            with pytest.raises(ValueError, match="restocked"):
                consignments.restock(consignment, self.doing)
            return
        bad, fault = self.faulty(bag, place)
        self.note(consignments.restock(consignment, self.doing, fault))
        left = [one for _, ranges in consignments.sound(consignment, fault) for one in ranges]
        for code in CODES:
            ranges = tuple(one for one in left if one.code == code)
            if ranges:
                where = consignment.subject
                self.keep(refill.come_back(self.batches[code], where, ranges, self.doing))
        self.depot += [one for one in bag.sheets if one not in bad]
        self.bags[parcel_id] = Bag(str(fault.end), bad) if bad else Bag("over")

    @invariant()
    def every_serial_is_in_exactly_one_place(self) -> None:
        depot = [one for batch in self.batches.values() for one in single(batch.at_depot)]
        inside = [one for kiosk_id in self.machines for one in self.inside(kiosk_id)]
        doubted = [one for shelf in self.shelves.values() for one in single(shelf.in_doubt)]
        mailed = [one for each in self.consignments.values() for one in single(each.ranges)]
        everywhere = [*depot, *inside, *doubted, *self.gone, *single(self.drawer.ranges), *mailed]
        assert len(everywhere) == len(set(everywhere))
        assert sorted(everywhere) == sorted(self.received)
        assert sorted(depot) == sorted(self.depot)

    @invariant()
    def parcels_are_where_they_were_carried(self) -> None:
        assert single(self.drawer.ranges) == self.inside_drawer
        for parcel_id, consignment in self.consignments.items():
            bag = self.bags.get(parcel_id, Bag("over"))
            assert (consignment.place, single(consignment.ranges)) == (
                Place(bag.where),
                bag.sheets,
            )
