"""Sheets found damaged or missing in a parcel: named by one clerk, agreed by another."""

from dataclasses import replace

import pytest

from backend.custody.consignment import Place
from backend.delivery.rules import faults
from backend.delivery.rules.orders import OrderState
from backend.delivery.rules.parcel import Parcel, ParcelState
from backend.delivery.rules.sheets import Packets
from backend.kernel.events import Doing
from tests.delivery.conftest import ROOM, Room, packets
from tests.delivery.samples import ONE, PARCEL, TWO, at, refused
from tests.delivery.test_api import clerk, door, problem
from tests.fakes.door import Device, Door

__all__ = ["clerk", "door"]
TORN = packets((102, 102))


def named(
    parcel: Parcel, by: Doing, sheets: Packets = TORN, outcome: str = "cancelled"
) -> faults.Step | None:
    return faults.find(parcel, sheets, outcome, reason="撕破", doing=by)


@pytest.mark.parametrize("state", list(ParcelState))
def test_two_clerks_say_the_same_while_it_is_in_the_house(state: ParcelState) -> None:
    if state not in (*faults.INSIDE, ParcelState.RETURNED):
        assert refused(lambda: named(at(state), ONE)) == "parcel-state-unfit"
        return
    proposed = named(at(state), ONE)
    assert proposed is not None
    assert (proposed[0].state, named(proposed[0], ONE)) == (state, None)
    agreed = named(proposed[0], TWO)
    assert agreed is not None
    inside = state in faults.INSIDE
    assert agreed[0].state is (ParcelState.UNDONE if inside else ParcelState.RESTOCKED)
    assert agreed[1].data["proposed_by"] == "clerk/c1"
    assert named(agreed[0], TWO) is None


def test_it_is_refused_in_this_order() -> None:
    listed = at(ParcelState.PACKED, handover_id="h1")
    odd = packets((102, 102), (102, 103))
    cases = [
        (lambda: faults.find(listed, odd, "odd", reason="", doing=ONE), "request-malformed"),
        (lambda: named(listed, ONE, odd, "odd"), "request-malformed"),
        (lambda: named(listed, ONE, odd), "parcel-serials-differ"),
        (lambda: named(listed, ONE, packets((104, 104))), "parcel-serials-differ"),
        (lambda: named(listed, ONE), "parcel-on-list"),
    ]
    for act, code in cases:
        assert refused(act) == code
    proposed = named(PARCEL, ONE)
    assert proposed is not None
    other = packets((103, 103))
    assert refused(lambda: named(proposed[0], TWO, other)) == "parcel-fault-differs"
    assert refused(lambda: named(proposed[0], TWO, TORN, "lost")) == "parcel-fault-differs"
    again = named(proposed[0], ONE, other)
    assert again is not None
    assert again[0].fault is not None
    assert again[0].fault.packets == other


def found(room: Room, parcel: Parcel, outcome: str = "cancelled") -> Parcel:
    for number in (1, 2):
        after = room.picking.find_fault(
            parcel.id, TORN, outcome, reason="撕破", doing=room.clerk(number)
        )
    return after


def test_what_is_sound_goes_back_and_the_order_is_owed_under_other_serials(room: Room) -> None:
    order = room.owed()
    parcel = found(room, room.packed(order))
    assert (parcel.state, room.stock.free(ROOM, "P_ORD")) == (ParcelState.UNDONE, 19)
    kept = room.stock.consignments[parcel.id]
    assert (kept.place, [one.first for one in kept.ranges]) == (Place.CANCELLED, [102])
    assert room.order(order).state is OrderState.OWED
    again = room.begun(room.order(order))
    assert again.sheets == packets((101, 101), (103, 104))
    assert room.store.find_labelled(parcel.tracking_number or "") is None


def test_of_what_came_back_the_rest_goes_to_the_depot(room: Room) -> None:
    parcel = found(room, room.told(room.sent(), "refused"), "lost")
    assert parcel.state is ParcelState.RESTOCKED
    assert [(one.first, one.last) for one in room.stock.depot] == [(101, 101), (103, 103)]
    assert room.stock.consignments[parcel.id].place is Place.LOST
    order = room.store.find_order(parcel.lines[0].order_id)
    assert order is not None
    assert order.state is OrderState.RETURNED


def test_a_fault_over_the_wire(room: Room, clerk: Device, door: Door) -> None:
    parcel = room.begun(room.owed())
    path = f"/counter/parcels/{parcel.id}/fault"
    body = {
        "packets": [{"code": parcel.sheets[0].code, "first": 102, "last": 102}],
        "outcome": "cancelled",
        "reason": "撕破",
    }
    told = clerk.put(path, body).get_json()
    assert (told["state"], told["fault"]["by"]) == ("picking", "clerk/c1")
    second = door.signed_in("clerk", "c2", ("clerk",))
    assert problem(second.put(path, {**body, "outcome": "lost"})) == (409, "parcel-fault-differs")
    assert problem(second.put(path, {**body, "outcome": "odd"})) == (400, "request-malformed")
    assert second.put(path, body).get_json()["state"] == "undone"


def test_a_fault_is_not_lost_with_another_change(room: Room) -> None:
    parcel = room.begun(room.owed())
    room.picking.find_fault(parcel.id, TORN, "lost", reason="缺失", doing=room.clerk())
    room.picking.scan(parcel.id, parcel.sheets, room.clerk())
    kept = room.now(parcel)
    assert kept.fault is not None
    assert replace(kept.fault, reason="", by="").packets == TORN
