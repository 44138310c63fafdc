"""A service whose machine was cut off: a case at once, and none where nothing is in doubt."""

from dataclasses import replace

import pytest

from backend.kernel.errors import Refusal
from backend.pickup.rules.pickup import Pickup, State
from backend.pickup.service.grip import Grip
from tests.pickup.conftest import House


def begun(house: House, confirmed: int) -> tuple[Pickup, Grip]:
    pickup = house.issued()
    grip = house.reserved(pickup)
    house.machine.start(grip, house.at())
    for k in range(1, confirmed + 1):
        house.sheet(grip, k, 100 + k)
    return pickup, grip


def cut(house: House, pickup: Pickup, kiosk_id: str = "Z001-K1", *, ago: int = 0) -> bool:
    by = house.by("system/ledger-react", "")
    lost_at = house.clock.now()
    house.clock.forward(seconds=ago)
    return house.time.cut_off(pickup.id, kiosk_id, by, lost_at=lost_at)


def test_a_machine_without_its_key_leaves_a_case_at_once_and_frees_nothing(house: House) -> None:
    pickup, _ = begun(house, 1)
    free = house.stockroom.shelf("Z001", "P_ORD").free
    assert cut(house, pickup)
    after = house.now(pickup)
    assert (after.state, after.handed) == (State.OPEN, ())
    told = house.store.ledger.events[pickup.subject][-1]
    assert (told.kind, told.data["reason"]) == ("pickup:pickup:opened", "kiosk-unpaired")
    assert (told.data["confirmed"], told.data["count"]) == (1, 3)
    assert house.stockroom.shelf("Z001", "P_ORD").free == free
    assert not cut(house, pickup)


def test_a_service_with_every_sheet_confirmed_ends_as_done(house: House) -> None:
    pickup, grip = begun(house, 3)
    assert cut(house, pickup)
    after = house.now(pickup)
    assert (after.state, after.handed_count) == (State.DISPENSED, 3)
    assert house.store.ledger.kinds(pickup.subject)[-1] == "pickup:pickup:dispensed"
    # The machine's own word may still come; it changes nothing.
    assert house.machine.finish(grip, house.at()).version == after.version


def test_silence_after_the_last_sheet_is_no_case_either(house: House) -> None:
    pickup, _ = begun(house, 3)
    house.clock.forward(seconds=61)
    assert house.swept(pickup).state is State.DISPENSED
    assert house.reserved(house.issued(2, pickup_id="0b" * 8)).fencing


def test_a_later_service_under_the_same_name_is_not_touched(house: House) -> None:
    lost_at = house.clock.now()
    house.clock.forward(seconds=30)
    pickup, _ = begun(house, 1)
    by = house.by("system/ledger-react", "")
    assert not house.time.cut_off(pickup.id, "Z001-K1", by, lost_at=lost_at)
    assert not cut(house, pickup, "Z001-K2")
    assert not house.time.cut_off("ff" * 8, "Z001-K1", by, lost_at=house.clock.now())
    assert house.now(pickup).state is State.DISPENSING


def test_what_was_only_reserved_lapses_by_itself(house: House) -> None:
    pickup = house.issued()
    house.reserved(pickup)
    assert not cut(house, pickup)
    assert house.now(pickup).state is State.RESERVED


def test_what_a_revoked_key_signs_counts_no_more(house: House) -> None:
    _, grip = begun(house, 1)
    signed = replace(grip, jkt="key")
    assert house.sheet(signed, 2, 102).reservation is not None
    house.around.keys.clear()
    for act in (
        lambda: house.machine.start(signed, house.at()),
        lambda: house.sheet(signed, 3, 103),
        lambda: house.machine.finish(signed, house.at()),
        lambda: house.machine.stop(signed, reason="jam", spoiled=None, doing=house.at()),
    ):
        with pytest.raises(Refusal) as refused:
            act()
        assert refused.value.code == "session-expired"


def test_a_person_may_go_while_the_printer_is_dead_and_nothing_is_freed(house: House) -> None:
    pickup, grip = begun(house, 1)
    free = house.stockroom.shelf("Z001", "P_ORD").free
    opened = house.parting.part(grip, house.at())
    assert (opened.state, opened.handed) == (State.OPEN, ())
    told = house.store.ledger.events[pickup.subject][-1]
    assert told.data["reason"] == "printer-unreachable"
    assert house.parting.part(grip, house.at()).version == opened.version
    assert house.stockroom.shelf("Z001", "P_ORD").free == free
    # The printer is back: what it says is believed, and the exact remainder is free.
    house.sheet(grip, 2, 102)
    after = house.machine.stop(grip, reason="cancelled", spoiled=None, doing=house.at())
    assert (after.state, after.handed_count, after.remaining) == (State.ISSUED, 2, 1)


def test_nobody_parts_from_a_service_that_never_began(house: House) -> None:
    grip = house.reserved(house.issued())
    with pytest.raises(Refusal) as refused:
        house.parting.part(grip, house.at())
    assert refused.value.code == "reservation-over"
