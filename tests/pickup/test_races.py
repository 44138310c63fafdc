"""Somebody writes between the reading of a pickup and that of its shelf: the answer is today's."""

from collections.abc import Callable
from typing import Any

import pytest

from backend.kernel.errors import Refusal
from backend.kernel.events import Event
from backend.pickup.rules.pickup import Pickup, State
from backend.pickup.service.grip import Grip
from tests.fakes.stockroom import FakeMove
from tests.pickup.conftest import House


def meanwhile(
    house: House, verb: str, act: Callable[[], object], patch: pytest.MonkeyPatch
) -> None:
    """Let something happen just before custody is asked for a move, once."""
    ask, waiting = getattr(house.stockroom, verb), [act]

    def asked(*args: Any, **more: Any) -> Any:
        while waiting:
            waiting.pop()()
        return ask(*args, **more)

    patch.setattr(house.stockroom, verb, asked)


def test_two_dones_at_once_are_one(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    grip = house.reserved(house.issued(1))
    house.machine.start(grip, house.at())
    house.sheet(grip, 1, 101)
    meanwhile(house, "settle", lambda: house.machine.finish(grip, house.at()), monkeypatch)
    assert house.machine.finish(grip, house.at()).state is State.DISPENSED
    shelf = house.stockroom.shelf("Z001", "P_ORD")
    assert (shelf.held, shelf.out) == (0, 1)


def test_a_stop_and_a_start_at_once(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    grip = house.reserved(house.issued(2))
    meanwhile(house, "unbind", lambda: house.machine.start(grip, house.at()), monkeypatch)
    stopped = house.machine.stop(grip, reason="cancelled", spoiled=None, doing=house.at())
    assert stopped.state is State.ISSUED
    assert house.stockroom.shelf("Z001", "P_ORD").cassette("Z001-K1").binding is None


def test_a_machine_that_came_second_hears_who_holds_it(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    pickup = house.issued(2)
    code = house.code(pickup)
    meanwhile(house, "bind", lambda: house.scan(code), monkeypatch)
    with pytest.raises(Refusal) as refused:
        house.scan(code, at="Z001-K2")
    assert refused.value.code == "pickup-held"


def test_ones_own_repeat_at_once_is_one_service(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    pickup = house.issued(2)
    code, told = house.code(pickup), "0192f0c0-0000-7000-8000-000000000001"
    meanwhile(house, "bind", lambda: house.scan(code, reservation_id=told), monkeypatch)
    again = house.scan(code, reservation_id=told)
    assert again == house.store.find(pickup.id)
    assert again.state is State.RESERVED


def test_a_remainder_that_another_machine_took_is_held(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    pickup = house.issued(3)
    grip = house.reserved(pickup)
    house.machine.start(grip, house.at())
    house.sheet(grip, 1, 101)
    rest = house.machine.stop(grip, reason="cancelled", spoiled=None, doing=house.at())
    meanwhile(house, "release", lambda: house.scan(house.code(rest), at="Z002-K1"), monkeypatch)
    with pytest.raises(Refusal) as refused:
        house.scan(house.code(rest), at="Z002-K1")
    assert refused.value.code == "pickup-held"
    held = {site: house.stockroom.shelf(site, "P_ORD").held for site in ("Z001", "Z002")}
    assert held == {"Z001": 0, "Z002": 2}


def test_a_reservation_that_is_over_is_not_begun_again_by_a_late_repeat(house: House) -> None:
    pickup = house.issued(1)
    first = house.reserved(pickup)
    code = house.code(pickup)
    house.machine.stop(first, reason="cancelled", spoiled=None, doing=house.at())
    second = house.reserved(pickup)
    house.machine.stop(second, reason="cancelled", spoiled=None, doing=house.at())
    for old in (first, second):
        with pytest.raises(Refusal) as refused:
            house.scan(code, reservation_id=old.reservation_id)
        assert refused.value.code == "reservation-over"
    found = house.store.find(pickup.id)
    assert found is not None
    assert found.state is State.ISSUED


def afterwards(
    house: House, kind: str, act: Callable[[], object], patch: pytest.MonkeyPatch
) -> None:
    """Let something happen right after an event of a kind was written, once."""
    save, waiting = house.store.save, [act]

    def saved(pickup: Pickup, event: Event, *moves: FakeMove | None) -> None:
        save(pickup, event, *moves)
        while waiting and event.kind == kind:
            waiting.pop()()

    patch.setattr(house.store, "save", saved)


def remainder(house: House) -> Pickup:
    """Hand over one sheet of three here; the others may be fetched anywhere."""
    house.given(house.issued(3), stop_after=1)
    return house.now(house.store.items["0a" * 8])


def test_a_slow_call_that_fetched_the_order_here_is_its_repeats_service(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = house.code(remainder(house))
    told = "0192f0c0-0000-7000-8000-000000000001"

    def repeat() -> Pickup:
        return house.scan(code, at="Z002-K1", reservation_id=told)

    afterwards(house, "pickup:pickup:moved", repeat, monkeypatch)
    slow = repeat()
    assert slow == repeat()
    assert slow.reservation is not None
    grip = Grip(slow.id, told, "Z002-K1", slow.reservation.fencing)
    assert house.machine.start(grip, house.at("Z002-K1")).state is State.DISPENSING


@pytest.mark.parametrize(("kind", "at"), [("moved", "Z002-K1"), ("lapsed", "Z001-K1")])
def test_an_order_cancelled_in_the_middle_of_a_reserve_is_given_to_no_machine(
    house: House, monkeypatch: pytest.MonkeyPatch, kind: str, at: str
) -> None:
    pickup = remainder(house)
    if kind == "lapsed":
        house.reserved(pickup)
        house.clock.forward(seconds=121)
    code = house.code(pickup)

    def cancel() -> Pickup:
        return house.ending.cancel(pickup.id, "owner", house.by())

    afterwards(house, f"pickup:pickup:{kind}", cancel, monkeypatch)
    with pytest.raises(Refusal) as refused:
        house.scan(code, at=at)
    assert refused.value.code == "pickup-revoked"
    assert house.now(pickup).state is State.CLOSED
    shelves = [house.stockroom.shelf(site, "P_ORD") for site in ("Z001", "Z002")]
    assert [shelf.held for shelf in shelves] == [0, 0]
