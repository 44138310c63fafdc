"""Decisions of pickup as tables: faults stand together, and the first in order is told."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.pickup.rules import acts, dispensing
from backend.pickup.rules.admission import Machine, admit, admit_machine, collector_fits
from backend.pickup.rules.pickup import Pickup, Reservation, State
from backend.pickup.rules.sheets import Sheets, gathered, listed

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
DOING = Doing("kiosk/Z001-K1", NOW, "kiosk/Z001-K1")
HERE = Machine("Z001-K1", "Z001", True)
HELD = Reservation("r1", "Z001-K2", 2, NOW + timedelta(seconds=60), (Sheets("013002600104", 1, 3),))
SOUND = Pickup(
    id="0a" * 8,
    application_id="a1",
    company_id="c1",
    collector_id="p1",
    kind="P_ORD",
    count=3,
    site_id="Z001",
    state=State.ISSUED,
    generation=1,
    issued_at=NOW,
    expires_at=NOW + timedelta(days=7),
    short_code="ABCDEFGH2345",
    version=1,
)


def still(person_id: str, company_id: str) -> bool:
    return person_id != "dismissed"


# Each row mends the fault the row before was refused for; all later faults are still there.
WRONG = replace(SOUND, site_id="Z002", reservation=HELD, expires_at=NOW, state=State.DISPENSING)


@pytest.mark.parametrize(
    ("pickup", "generation", "code"),
    [
        (None, 9, "pickup-unknown"),
        (replace(WRONG, state=State.DISPENSED), 9, "pickup-revoked"),
        (replace(WRONG, state=State.CLOSED), 1, "pickup-revoked"),
        (replace(WRONG, state=State.DISPENSED, collector_id="dismissed"), 1, "pickup-revoked"),
        (replace(WRONG, state=State.DISPENSED), 1, "pickup-dispensed"),
        (replace(WRONG, state=State.OPEN), 1, "pickup-open"),
        (WRONG, 1, "code-expired"),
        (replace(WRONG, expires_at=SOUND.expires_at), 1, "pickup-elsewhere"),
        (replace(WRONG, expires_at=SOUND.expires_at, site_id="Z001"), 1, "pickup-held"),
    ],
)
def test_the_first_fault_is_told(pickup: Pickup | None, generation: int, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        admit(pickup, HERE, generation=generation, acts_for=still, now=NOW)
    assert caught.value.code == code


@pytest.mark.parametrize("generation", [1, None])
def test_a_sound_pickup_is_admitted(generation: int | None) -> None:
    assert admit(SOUND, HERE, generation=generation, acts_for=still, now=NOW) == SOUND
    lapsed = replace(SOUND, state=State.RESERVED, reservation=replace(HELD, until=NOW))
    assert admit(lapsed, HERE, generation=generation, acts_for=still, now=NOW) == lapsed


def test_a_machine_out_of_service_serves_nobody() -> None:
    admit_machine(HERE)
    with pytest.raises(Refusal) as caught:
        admit_machine(replace(HERE, in_service=False))
    assert caught.value.code == "kiosk-out-of-service"


def test_a_machine_that_waits_for_its_journal_is_busy() -> None:
    for doubtful in ({"behind": True}, {"forgetful": True}):
        with pytest.raises(Refusal) as caught:
            admit_machine(replace(HERE, **doubtful))
        assert caught.value.code == "kiosk-busy"
        with pytest.raises(Refusal) as caught:
            admit_machine(replace(HERE, in_service=False, **doubtful))
        assert caught.value.code == "kiosk-out-of-service"


@pytest.mark.parametrize(
    ("tries_left", "shown", "code"),
    [
        (0, None, "collector-locked"),
        (0, "000123", "collector-locked"),
        (1, None, "collector-check-needed"),
        (1, "", "collector-check-needed"),
    ],
)
def test_the_collector_is_asked_in_order(tries_left: int, shown: str | None, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        collector_fits(replace(SOUND, tries_left=tries_left), shown, "000123")
    assert caught.value.code == code


def test_only_the_right_digits_fit() -> None:
    assert collector_fits(SOUND, "000123", "000123")
    assert not collector_fits(SOUND, "000124", "000123")
    assert not collector_fits(SOUND, "00012３", "000123")


@pytest.mark.parametrize(
    ("state", "due"),
    [
        (State.ISSUED, SOUND.expires_at - timedelta(hours=48)),
        (State.RESERVED, HELD.until),
        (State.DISPENSING, NOW + timedelta(seconds=60)),
        (State.OPEN, None),
        (State.DISPENSED, None),
        (State.CLOSED, None),
    ],
)
def test_what_time_alone_will_change(state: State, due: datetime | None) -> None:
    pickup = replace(SOUND, state=state, reservation=replace(HELD, heard_at=NOW))
    assert pickup.due_at() == due


@pytest.mark.parametrize("state", sorted(set(State) - {State.ISSUED}))
def test_another_site_only_while_nobody_serves(state: State) -> None:
    pickup = replace(SOUND, state=state, reservation=HELD)
    with pytest.raises(Refusal) as caught:
        acts.choose_site(pickup, "Z002", "Place Z002", DOING)
    over = state in (State.DISPENSED, State.CLOSED)
    assert caught.value.code == ("pickup-over" if over else "pickup-busy")


@pytest.mark.parametrize("state", [State.ISSUED, State.DISPENSED, State.CLOSED])
def test_no_start_but_from_a_reservation_that_stands(state: State) -> None:
    with pytest.raises(Refusal) as caught:
        dispensing.start(replace(SOUND, state=state, reservation=HELD), HELD, DOING)
    assert caught.value.code == "reservation-over"


@pytest.mark.parametrize("state", sorted(set(State) - {State.DISPENSING, State.OPEN}))
def test_no_sheet_and_no_end_outside_a_service(state: State) -> None:
    pickup = replace(SOUND, state=state, reservation=HELD)
    sheet = ("013002600104", 1)
    for act in (
        lambda: dispensing.confirm(pickup, HELD, k=1, sheet=sheet, doing=DOING),
        lambda: dispensing.finish(pickup, HELD, DOING),
    ):
        with pytest.raises(Refusal) as caught:
            act()
        assert caught.value.code == "reservation-over"


def test_every_event_of_a_sheet_names_machine_lease_and_person() -> None:
    pickup = replace(SOUND, state=State.DISPENSING, reservation=HELD)
    sheet = ("013002600104", 1)
    _, event = dispensing.confirm(pickup, HELD, k=1, sheet=sheet, doing=DOING)
    named = {key: event.data[key] for key in ("kiosk_id", "reservation_id", "collector_id")}
    assert named == {"kiosk_id": "Z001-K2", "reservation_id": "r1", "collector_id": "p1"}


def test_sheets_are_listed_and_gathered_in_physical_order() -> None:
    ranges = (Sheets("1", 8, 9), Sheets("2", 1, 1), Sheets("1", 10, 11))
    assert gathered(listed(ranges)) == ranges
    assert gathered([("1", 8), ("1", 9), ("1", 11)]) == (Sheets("1", 8, 9), Sheets("1", 11, 11))
