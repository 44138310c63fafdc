"""Sheets set apart and the cases of their pickups: who speaks first, and what a case finds."""

import pytest

from backend.kernel.events import Event
from backend.kiosks.rules.apart import Nature
from tests.fakes.door import Door
from tests.kiosks.conftest import KIOSK
from tests.kiosks.test_apart_api import CODE, VOID, Room, door, path, problem, room

__all__ = ["door", "room"]


def test_a_case_that_opens_between_two_clerks_speaks_first(room: Room, door: Door) -> None:
    room.open(nature=Nature.IN_DOUBT, why="journal")
    first, second, there = door.clerk("c1"), door.clerk("c2"), path()
    first.put(there, VOID | {"outcome": "given-back"})
    room.pickups.waiting.add("p1")
    agree = f"{there}/answer"
    assert problem(first.put(agree, {"agrees": True})) == (403, "decision-same-person")
    assert problem(second.put(agree, {"agrees": True})) == (409, "apart-case-open")
    assert (room.bay.in_doubt, room.bay.ended) == ([(CODE, 2)], {})
    # A proposal may be taken back at any time, and what was agreed to is told again.
    assert second.put(agree, {"agrees": False}).status_code == 200
    room.pickups.waiting.clear()
    there = path()
    ruling = VOID | {"outcome": "given-back", "version": 3}
    assert first.put(there, ruling).status_code == 200
    done = second.put(f"{there}/answer", {"agrees": True}).get_json()
    room.pickups.waiting.add("p1")
    again = second.put(f"{there}/answer", {"agrees": True}).get_json()
    assert (again["version"], again["is_open"]) == (done["version"], False)


@pytest.mark.parametrize(
    ("shelf", "number", "stays"),
    [
        ("shelf/Z001/P_ORD", 9, False),
        ("shelf/Z001/P_ORD", 6, True),  # before it was set apart
        ("shelf/Z001/P_SPE", 9, True),
    ],
)
def test_a_case_finds_sheets_of_any_machine_of_its_site(
    room: Room, shelf: str, number: int, stays: bool
) -> None:
    lot, now = room.open(nature=Nature.IN_DOUBT, why="journal"), room.hall.clock.now()
    data = {"kiosk_id": "Z001-K2"}
    found = Event(shelf, number, "custody:sheets:written-off", now, "clerk/c1", data=data)
    room.service.hand_over("Z001", [(CODE, 2)], found, room.hall.machine())
    assert room.service.see(KIOSK, lot.id).is_open is stays
