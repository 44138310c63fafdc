"""The trail of a serial: where events are noted, what they say of a sheet, and in which order."""

from datetime import UTC, datetime, timedelta

import pytest

from backend.custody import trail
from backend.custody.trail_keeper import TrailKeeper
from backend.kernel.errors import Refusal
from backend.kernel.events import Event

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
CODE, OTHER = "013002600104", "013002600105"


def event(kind: str, number: int = 1, minutes: int = 0, **data: object) -> Event:
    at = NOW + timedelta(minutes=minutes)
    told = {"kiosk_id": "Z001-K1", "pickup_id": "p1", **data}
    return Event("shelf/Z001/P_ORD", number, kind, at, "kiosk/Z001-K1", "kiosk/Z001-K1", told)


SETTLED = event(
    "custody:sheets:settled",
    out=[[CODE, 99, 100]],
    in_doubt=[[CODE, 101, 101]],
    back=[[OTHER, 5, 9]],
    why="jam",
)


def test_an_event_is_noted_in_every_stretch_it_touches() -> None:
    noted = {stretch: body["spans"] for stretch, _, body in trail.notes(SETTLED)}
    assert noted == {
        f"{CODE}/0": [["handed", CODE, 99, 100]],
        f"{CODE}/1": [["handed", CODE, 99, 100], ["apart", CODE, 101, 101]],
        f"{OTHER}/0": [["cassette", OTHER, 5, 9]],
    }
    bulk = event("custody:batch:received", serials=[[CODE, 1, 100_000]])
    assert [stretch for stretch, _, _ in trail.notes(bulk)] == [CODE]


@pytest.mark.parametrize(
    ("number", "place"), [(99, "handed"), (101, "apart"), (102, None), (98, None)]
)
def test_a_note_speaks_of_its_own_sheets_only(number: int, place: str | None) -> None:
    stretch = trail.stretch_of(CODE, number)
    found = [
        trail.read(body, CODE, number) for key, _, body in trail.notes(SETTLED) if key == stretch
    ]
    assert [one.place if one else None for one in found] == [place]


def test_who_was_found_with_a_missing_sheet_has_it() -> None:
    told = event("custody:sheets:written-off", in_doubt=[[CODE, 1, 3]], out=[[CODE, 2, 2]])
    [(_, _, body)] = trail.notes(told)
    places = [trail.read(body, CODE, number) for number in (1, 2)]
    assert [one.place if one else None for one in places] == ["apart", "handed"]


def test_the_newest_is_told_first_and_bulk_in_its_place(embedded_tables: str) -> None:
    keeper = TrailKeeper()
    steps = [
        event("custody:batch:received", 1, serials=[[CODE, 1, 100_000]]),
        event("custody:sheets:loaded", 2, 1, serials=[[CODE, 1, 200]]),
        *(
            event("custody:sheets:bound", 3 + one, 2 + one, serials=[[CODE, 1 + one % 90, 99]])
            for one in range(120)
        ),
        event("custody:sheets:unloaded", 200, 200, serials=[[CODE, 1, 5_000]]),
    ]
    for one in (*steps, steps[-1]):
        keeper.note(one)
    page = keeper.of_sheet(CODE, 99, None)
    assert page.next_cursor is None
    assert [one.number for one in page.items] == [200, *range(122, 2, -1), 2, 1]
    assert (page.items[0].place, page.items[-1].place) == ("depot", "depot")
    assert page.items[1].data["pickup_id"] == "p1"
    assert keeper.of_sheet(OTHER, 99, None).items == ()
    with pytest.raises(Refusal, match="cursor-malformed"):
        keeper.of_sheet(CODE, 99, "x")


def test_a_much_moved_code_loses_nothing(embedded_tables: str) -> None:
    keeper = TrailKeeper()
    received = event("custody:batch:received", 1, serials=[[CODE, 1, 100_000]])
    moved = [
        event("custody:sheets:unloaded", 2 + one, 1 + one, serials=[[CODE, 1, 5_000]])
        for one in range(700)
    ]
    bound = [
        event("custody:sheets:bound", 1001 + one, 300 + one, serials=[[CODE, 99, 99]])
        for one in range(200)
    ]
    for one in (received, *moved, *bound):
        keeper.note(one)
    told, cursor, calls = [], None, 0
    while calls == 0 or cursor:
        page = keeper.of_sheet(CODE, 99, cursor)
        told += page.items
        cursor, calls = page.next_cursor, calls + 1
    assert calls > 1
    # Each once, the newest first, whichever list it stands in, the receipt last of all.
    ordered = sorted((*moved, *bound), key=lambda one: (one.at, one.number), reverse=True)
    assert [one.number for one in told] == [*(one.number for one in ordered), 1]
    assert told[-1].place == "depot"
    with pytest.raises(Refusal, match="cursor-malformed"):
        keeper.of_sheet(CODE, 199, keeper.of_sheet(CODE, 99, None).next_cursor)
