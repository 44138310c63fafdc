"""How a pickup ends without its paper: reminded, expired, cancelled, and what that frees."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from backend.kernel.errors import Refusal
from backend.pickup.rules import ending
from backend.pickup.rules.pickup import Ending, Pickup, State
from tests.fakes.door import Door
from tests.pickup.conftest import House
from tests.pickup.test_api import door, problem
from tests.pickup.test_rules import DOING, HELD, NOW, SOUND

__all__ = ["door"]
SWEEPER = ("system/pickup-sweep", "")


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value.code


def verbs(house: House, pickup: Pickup) -> list[str]:
    return [kind.rsplit(":", 1)[1] for kind in house.store.ledger.kinds(pickup.subject)]


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (State.DISPENSED, "pickup-over"),
        (State.CLOSED, "pickup-over"),
        (State.RESERVED, "pickup-busy"),
        (State.DISPENSING, "pickup-busy"),
        (State.OPEN, "pickup-busy"),
    ],
)
def test_what_cannot_be_cancelled(state: State, code: str) -> None:
    pickup = replace(SOUND, state=state, reservation=HELD)
    assert refused(lambda: ending.may_cancel(pickup, NOW)) == code


def test_cancelling_twice_is_cancelling_once() -> None:
    assert ending.may_cancel(SOUND, NOW)
    after, event = ending.cancel(SOUND, DOING)
    assert (after.state, after.generation, after.care.ended) == (
        State.CLOSED,
        2,
        Ending.CANCELLED,
    )
    assert (event.kind, event.data["count"]) == ("pickup:pickup:cancelled", 3)
    assert not ending.may_cancel(after, NOW)


@pytest.mark.parametrize(
    ("hours_left", "before", "said"), [(48, None, 48), (30, None, 48), (4, 48, 4), (1, None, 4)]
)
def test_a_late_reminder_is_left_out_when_the_next_is_due(
    hours_left: int, before: int | None, said: int
) -> None:
    care = replace(SOUND.care, reminded_hours=before)
    pickup = replace(SOUND, care=care, expires_at=NOW + timedelta(hours=hours_left))
    due = pickup.due_at()
    assert due is not None
    assert due <= NOW
    after, event = ending.remind(pickup, DOING)
    assert (after.care.reminded_hours, event.data["hours"]) == (said, said)
    again = after.due_at()
    assert again == after.expires_at - timedelta(hours=4 if said == 48 else 0)


def test_a_cancelled_order_frees_its_place_and_kills_its_codes(house: House) -> None:
    pickup = house.issued(3)
    code = house.code(pickup)
    after = house.ending.cancel(pickup.id, "accountant", house.by("person/accountant"))
    assert house.ending.cancel(pickup.id, "owner", house.by()) == after
    assert house.stockroom.shelf("Z001", "P_ORD").held == 0
    assert refused(lambda: house.scan(code)) == "pickup-revoked"
    assert refused(lambda: house.scan(pickup.short_code, "000123")) == "pickup-revoked"
    assert house.owner.pass_of(after, "owner", house.clock.now()) is None
    assert after.due_at() is None
    assert verbs(house, pickup) == ["issued", "cancelled"]


def test_only_who_acts_for_the_company_cancels(house: House) -> None:
    pickup = house.issued(3)
    act = lambda: house.ending.cancel(pickup.id, "stranger", house.by())  # noqa: E731
    assert refused(act) == "pickup-unknown"
    assert house.store.find(pickup.id) == pickup


def test_a_lapsed_reservation_is_no_obstacle_a_living_one_is(house: House) -> None:
    pickup = house.issued(3)
    house.reserved(pickup)
    act = lambda: house.ending.cancel(pickup.id, "owner", house.by())  # noqa: E731
    assert refused(act) == "pickup-busy"
    house.clock.forward(seconds=121)
    assert act().state is State.CLOSED
    assert verbs(house, pickup) == ["issued", "reserved", "lapsed", "cancelled"]
    assert house.stockroom.shelf("Z001", "P_ORD").held == 0


def test_of_a_part_the_rest_is_cancelled_and_the_part_stays(house: House) -> None:
    pickup = house.issued(3)
    grip = house.reserved(pickup)
    house.machine.start(grip, house.at())
    house.sheet(grip, 1, 101)
    house.machine.stop(grip, reason="cancelled", spoiled=None, doing=house.at())
    after = house.ending.cancel(pickup.id, "owner", house.by())
    assert (after.handed_count, after.state) == (1, State.CLOSED)
    shelf = house.stockroom.shelf("Z001", "P_ORD")
    assert (shelf.held, shelf.out) == (0, 1)
    assert house.store.ledger.events[pickup.subject][-1].data["count"] == 2


def test_one_without_a_place_is_cancelled_too(house: House) -> None:
    pickup = house.issued(11)
    assert pickup.site_id is None
    assert house.ending.cancel(pickup.id, "owner", house.by()).state is State.CLOSED


def test_reminded_twice_and_then_expired(house: House) -> None:
    pickup = house.issued(3)
    seen = []
    for hours in (7 * 24 - 49, 1.1, 43, 1, 4):
        house.clock.forward(hours=hours)
        seen.append(house.time.pass_time(pickup.id, house.by(*SWEEPER)))
        house.time.pass_time(pickup.id, house.by(*SWEEPER))
    assert seen == [False, True, False, True, True]
    assert verbs(house, pickup) == ["issued", "reminded", "reminded", "expired"]
    told = [event.data.get("hours") for event in house.store.ledger.events[pickup.subject]]
    assert told == [None, 48, 4, None]
    after = house.store.find(pickup.id)
    assert after is not None
    assert after.care.ended is Ending.EXPIRED


def test_a_sweeper_that_was_off_reminds_once_or_not_at_all(house: House) -> None:
    late, lost = house.issued(3), house.issued(2, pickup_id="0b" * 8)
    house.clock.forward(days=7, hours=-2)
    assert house.time.pass_time(late.id, house.by(*SWEEPER))
    house.clock.forward(hours=3)
    for pickup in (late, lost):
        assert house.time.pass_time(pickup.id, house.by(*SWEEPER))
    assert verbs(house, late) == ["issued", "reminded", "expired"]
    assert verbs(house, lost) == ["issued", "expired"]


def test_cancelling_over_the_wire(house: House, door: Door) -> None:
    pickup, phone = house.issued(2), door.person("owner")
    path = f"/pickups/{pickup.id}/cancellation"
    assert problem(door.person("stranger").put(path, {})) == (404, "pickup-unknown")
    house.reserved(pickup)
    assert problem(phone.put(path, {})) == (409, "pickup-busy")
    house.clock.forward(seconds=121)
    for _ in range(2):
        said = phone.put(path, {}).get_json()
        assert (said["state"], said["ended"], said["pass"]) == ("closed", "cancelled", None)
    other = house.issued(2, pickup_id="0b" * 8)
    house.clock.forward(days=8)
    house.time.pass_time(other.id, house.by(*SWEEPER))
    assert problem(phone.put(f"/pickups/{other.id}/cancellation", {})) == (409, "pickup-over")
