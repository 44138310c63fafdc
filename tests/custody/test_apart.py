"""Sheets that left without a service: in quarantine, out, and never in two places."""

from datetime import UTC, datetime, timedelta

import pytest

from backend.custody import apart, shelf
from backend.custody.serials import Range, total
from backend.custody.shelf import Shelf
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
DOING = Doing("clerk/1", NOW)
CODE, OTHER = "013002600104", "013002600199"


def loaded() -> Shelf:
    empty = Shelf("Z001", "P_ORD")
    one, _ = shelf.load(empty, "Z001-K1", Range(CODE, 101, 105), DOING)
    two, _ = shelf.load(one, "Z001-K1", Range(OTHER, 1, 5), DOING)
    return shelf.hold(two, 4, "p1", DOING)[0]


def bound(one: Shelf, *, begun: bool = False) -> Shelf:
    until = NOW + timedelta(seconds=120)
    wish = {"kiosk_id": "Z001-K1", "pickup_id": "p1"}
    after, _ = shelf.bind(one, **wish, count=2, until=until, doing=DOING)
    return shelf.begin(after, **wish, doing=DOING)[0] if begun else after


@pytest.mark.parametrize(
    ("sheet", "missing"),
    [
        ((CODE, 101), 0),
        ((CODE, 103), 2),
        ((OTHER, 1), 5),
        ((OTHER, 3), 7),
        (None, 10),
        ((CODE, 106), None),
        ((OTHER, 9), None),
    ],
)
def test_what_lies_before_a_sheet(sheet: apart.Sheet | None, missing: int | None) -> None:
    found = apart.missing_before(loaded(), "Z001-K1", sheet, NOW)
    assert (None if found is None else total(found)) == missing


@pytest.mark.parametrize("begun", [False, True])
def test_a_service_that_stands_is_asked_first(begun: bool) -> None:
    one = bound(loaded(), begun=begun)
    with pytest.raises(Refusal, match="kiosk-busy"):
        apart.missing_before(one, "Z001-K1", None, NOW)
    with pytest.raises(Refusal, match="kiosk-busy"):
        apart.set_apart(one, kiosk_id="Z001-K1", pickup_id="p2", sheets=[(CODE, 102)], doing=DOING)
    later = NOW + timedelta(seconds=121)
    if begun:
        with pytest.raises(Refusal, match="kiosk-busy"):
            apart.missing_before(one, "Z001-K1", None, later)
    else:
        assert total(apart.missing_before(one, "Z001-K1", None, later) or ()) == 10


def test_missing_sheets_are_in_doubt_or_out() -> None:
    after, event = apart.write_off(
        loaded(),
        kiosk_id="Z001-K1",
        pickup_id="p1",
        missing=6,
        taken=[(CODE, 101), (CODE, 102), (OTHER, 1)],
        promised=3,
        doing=DOING,
    )
    assert after.cassette("Z001-K1").ranges == (Range(OTHER, 2, 5),)
    assert after.in_doubt == (Range(CODE, 103, 105),)
    assert (after.out, after.held, after.stock) == (3, 1, 4)
    assert (event.kind, event.data["pickup_id"]) == ("custody:sheets:written-off", "p1")


def test_what_is_not_there_cannot_be_written_off() -> None:
    with pytest.raises(ValueError, match="11 missing of 10"):
        apart.write_off(
            loaded(),
            kiosk_id="Z001-K1",
            pickup_id="p1",
            missing=11,
            taken=[],
            promised=0,
            doing=DOING,
        )


def test_what_a_clerk_decided_of_is_with_nobody() -> None:
    with pytest.raises(Refusal, match="sheets-not-apart"):
        apart.write_off(
            loaded(),
            kiosk_id="Z001-K1",
            pickup_id="p1",
            missing=2,
            taken=[(CODE, 104)],
            promised=0,
            doing=DOING,
        )


def test_sheets_are_set_apart_wherever_they_lie_and_once() -> None:
    sheets = [(CODE, 103), (OTHER, 5), (CODE, 999)]
    step = apart.set_apart(loaded(), kiosk_id="Z001-K1", pickup_id="p1", sheets=sheets, doing=DOING)
    assert step is not None
    after = step[0]
    assert after.cassette("Z001-K1").ranges == (
        Range(CODE, 101, 102),
        Range(CODE, 104, 105),
        Range(OTHER, 1, 4),
    )
    assert apart.lying_apart(after, sheets) == sheets[:2]
    again = apart.set_apart(after, kiosk_id="Z001-K1", pickup_id="p1", sheets=sheets, doing=DOING)
    assert again is None


def test_what_another_service_holds_not_is_set_apart_beside_it() -> None:
    one = bound(loaded(), begun=True)
    step = apart.set_apart(
        one, kiosk_id="Z001-K1", pickup_id="p2", sheets=[(CODE, 105)], doing=DOING
    )
    assert step is not None
    cassette = step[0].cassette("Z001-K1")
    assert cassette.binding == one.cassette("Z001-K1").binding
    assert cassette.ranges == (Range(CODE, 103, 104), Range(OTHER, 1, 5))
