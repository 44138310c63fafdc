"""Paper left in the tray: the machine took it back, and a clerk says what becomes of it."""

from dataclasses import replace

import pytest

from backend.custody.ending import End, leave
from backend.custody.serials import Range, total
from backend.kernel.errors import Refusal
from backend.kernel.ids import new_id
from backend.pickup.rules.pickup import Pickup, State
from backend.pickup.rules.sheets import Sheets
from backend.pickup.schemas.served import ReportView
from backend.pickup.service.grip import Grip
from tests.pickup.conftest import CODE, House, some
from tests.pickup.test_replay import in_place
from tests.pickup.test_reporting import refused, told
from tests.pickup.test_reporting import settled as found

ID = new_id()


def served(house: House, count: int = 3) -> tuple[Pickup, Grip]:
    pickup = house.issued(count)
    return pickup, house.given(pickup)


def retracted(house: House, grip: Grip, count: int = 2, report_id: str = ID) -> Pickup:
    return house.reports.retract(grip, report_id, count, house.at())


def settled(house: House, pickup: Pickup, *, spoiled: bool) -> Pickup:
    report, clerk = house.now(pickup).care.report, house.by("clerk/1")
    assert report is not None
    house.reports.check_retracted(pickup.id, report.number, spoiled=spoiled, doing=clerk)
    return house.reports.settle_retracted(
        pickup.id, report.number, spoiled=spoiled, reason="已核对", doing=clerk
    )


def test_what_came_back_is_in_doubt_and_said_once(house: House) -> None:
    pickup, grip = served(house)
    for _ in range(2):
        after = retracted(house, grip)
        assert (after.state, after.handed_count) == (State.DISPENSED, 3)
        assert after.care.report is not None
        assert ReportView.of(after.care.report).taken_back == 2
        shelf = house.stockroom.shelf("Z001", "P_ORD")
        assert (shelf.out, shelf.in_doubt) == (1, (Range(CODE, 102, 103),))
        assert in_place(house) == 24
    event = house.store.history(pickup.id, None).items[-1]
    assert (event.kind, event.actor) == ("pickup:pickup:retracted", "kiosk/Z001-K1")
    assert (event.data["retracted"], event.data["has"]) == ([[CODE, 102, 103]], 1)
    assert refused(lambda: retracted(house, grip, 1)) == "report-exists-differently"


def test_what_a_machine_cannot_have_taken_back(house: House) -> None:
    pickup, grip = served(house)
    other = Grip(pickup.id, new_id(), grip.kiosk_id, grip.fencing)
    assert refused(lambda: retracted(house, other)) == "reservation-over"
    for count in (0, 4):
        assert refused(lambda count=count: retracted(house, grip, count)) == "has-out-of-range"


def test_what_lay_in_the_tray_while_the_rest_was_fetched(house: House) -> None:
    pickup = house.issued(3)
    first = house.given(pickup, stop_after=2)
    house.given(house.now(pickup))
    for _ in range(2):
        after = retracted(house, first)
        assert after.care.report is not None
        assert after.state is State.DISPENSED
        assert total(house.stockroom.shelf("Z001", "P_ORD").in_doubt) == 2
    after = settled(house, pickup, spoiled=True)
    assert (after.state, after.remaining, after.care.reprinted) == (State.ISSUED, 2, 2)
    assert in_place(house) == 24
    assert retracted(house, first).version == after.version  # a late repeat says nothing new


def test_a_late_repeat_says_nothing_new_after_the_next_report(house: House) -> None:
    pickup, grip = served(house)
    retracted(house, grip)
    again = settled(house, pickup, spoiled=True)
    house.given(again)
    told(house, house.now(pickup), 1)
    version = house.now(pickup).version
    assert retracted(house, grip).version == version
    stranger = replace(grip, kiosk_id="Z001-K2")
    assert refused(lambda: retracted(house, stranger)) == "reservation-over"


def test_what_was_owed_again_before_the_machine_spoke_is_not_owed_twice(house: House) -> None:
    pickup = house.issued(5)
    first = house.given(pickup)
    told(house, pickup, 3)
    found(house, pickup, Sheets(CODE, 104, 105))
    house.given(house.now(pickup))
    told(house, house.now(pickup), 1)
    found(house, pickup)
    before, shelf = house.now(pickup), house.stockroom.shelf("Z001", "P_ORD")
    for _ in range(2):
        after = retracted(house, first)
        assert after.version == before.version + 1
        assert (after.handed, after.care.report) == (before.handed, before.care.report)
        assert house.stockroom.shelf("Z001", "P_ORD") == shelf
    event = house.store.history(pickup.id, None).items[-1]
    assert (event.data["missed"], event.data["retracted"]) == ([[CODE, 104, 105]], [])
    # Only one that was not told of is in doubt now; of the service after it nothing is asked anew.
    after = retracted(house, first, 1, new_id())
    assert house.stockroom.shelf("Z001", "P_ORD").in_doubt[0] == Range(CODE, 103, 105)
    assert settled(house, pickup, spoiled=False).handed == before.handed
    assert refused(lambda: told(house, house.now(pickup), 1)) == "report-exists-differently"


def joined(house: House, has: int = 3) -> tuple[Pickup, Grip]:
    """The collector has three of five, or so they say; the machine took two back."""
    pickup, grip = served(house, 5)
    told(house, pickup, has)
    before = house.now(pickup).care.report
    for _ in range(2):
        report = retracted(house, grip).care.report
        assert report == replace(before, retracted=some(104, 2))
        shelf = house.stockroom.shelf("Z001", "P_ORD")
        assert (shelf.out, shelf.in_doubt) == (3, (Range(CODE, 104, 105),))
    return house.now(pickup), grip


def test_a_report_that_waits_tells_of_what_came_back_too(house: House) -> None:
    pickup, grip = joined(house)
    event = house.store.history(pickup.id, None).items[-1]
    report = pickup.care.report
    assert report is not None
    assert (event.kind, event.data["joins"]) == ("pickup:pickup:retracted", report.number)
    assert refused(lambda: retracted(house, grip, 1)) == "report-exists-differently"
    # One word at a time: what comes back beside it waits for the clerk.
    assert refused(lambda: retracted(house, grip, 1, new_id())) == "report-waiting"


def test_no_clerk_decides_without_what_came_back(house: House) -> None:
    pickup, _ = joined(house)
    report, clerk = pickup.care.report, house.by("clerk/1")
    assert report is not None
    for missing in (None, some(103, 1), some(103, 2)):
        check = lambda missing=missing: house.reports.check(  # noqa: E731
            pickup.id, report.number, missing, doing=clerk
        )
        assert refused(check) == "retraction-undecided"
        assert refused(lambda missing=missing: found(house, pickup, *missing or ())) == (
            "retraction-undecided"
        )
    assert house.now(pickup).version == pickup.version


@pytest.mark.parametrize(
    ("missing", "handed", "in_doubt"),
    [
        ((), True, ()),
        (some(104, 2), False, (Range(CODE, 104, 105),)),
        (some(103, 3), False, (Range(CODE, 103, 105),)),
        (some(103, 1), True, (Range(CODE, 103, 103),)),
        (some(102, 2), True, (Range(CODE, 102, 103),)),
        (some(103, 2), True, (Range(CODE, 103, 104),)),
    ],
)
def test_both_are_decided_together(
    house: House, missing: tuple[Sheets, ...], handed: bool, in_doubt: tuple[Range, ...]
) -> None:
    pickup, grip = joined(house)
    report, clerk = pickup.care.report, house.by("clerk/1")
    assert report is not None
    house.reports.check(pickup.id, report.number, missing or None, handed=handed, doing=clerk)
    after = house.reports.settle(
        pickup.id, report.number, missing or None, handed=handed, reason="已核对", doing=clerk
    )
    owed = sum(one.count for one in missing)
    assert (after.remaining, after.care.reprinted) == (owed, owed)
    shelf = house.stockroom.shelf("Z001", "P_ORD")
    assert (shelf.out, shelf.in_doubt, shelf.held) == (5 - owed, in_doubt, owed)
    assert retracted(house, grip).version == after.version
    if owed:
        house.given(after)
    assert house.now(pickup).handed_count == 5


def test_what_comes_back_after_the_decision_is_a_case_of_its_own(house: House) -> None:
    pickup, grip = served(house, 5)
    told(house, pickup, 4)
    found(house, pickup)
    house.clock.forward(hours=25)  # the machine was dark all day
    after = retracted(house, grip)
    report = after.care.report
    assert report is not None
    assert (report.number, report.outcome, report.retracted) == (after.version, None, some(104, 2))
    assert house.stockroom.shelf("Z001", "P_ORD").in_doubt == (Range(CODE, 104, 105),)
    assert settled(house, pickup, spoiled=True).remaining == 2


def test_what_comes_back_of_another_service_waits_for_the_clerk(house: House) -> None:
    pickup = house.issued(3)
    first = house.given(pickup, stop_after=2)
    house.given(house.now(pickup))
    told(house, house.now(pickup), 0)
    assert refused(lambda: retracted(house, first)) == "report-waiting"
    found(house, pickup)
    assert retracted(house, first).care.report is not None


def test_handed_over_after_all(house: House) -> None:
    pickup, grip = served(house)
    retracted(house, grip)
    after = settled(house, pickup, spoiled=False)
    assert (after.state, after.handed_count, after.care.reprinted) == (State.DISPENSED, 3, 0)
    shelf = house.stockroom.shelf("Z001", "P_ORD")
    assert (shelf.out, total(shelf.in_doubt), shelf.held) == (3, 0, 0)
    assert refused(lambda: settled(house, pickup, spoiled=False)) == "report-over"


def test_spoiled_and_owed_again(house: House) -> None:
    pickup, grip = served(house)
    retracted(house, grip)
    after = settled(house, pickup, spoiled=True)
    assert (after.state, after.handed, after.remaining) == (
        State.ISSUED,
        (Sheets(CODE, 101, 101),),
        2,
    )
    assert after.care.reprinted == 2
    shelf = house.stockroom.shelf("Z001", "P_ORD")
    assert (shelf.out, total(shelf.in_doubt), shelf.held) == (1, 2, 2)
    house.given(after)
    assert house.now(pickup).state is State.DISPENSED
    assert in_place(house) == 24


def test_a_report_of_missing_sheets_is_no_retraction(house: House) -> None:
    pickup, _ = served(house)
    after = told(house, pickup, 2)
    assert after.care.report is not None
    number, clerk = after.care.report.number, house.by("clerk/1")
    check = house.reports.check_retracted
    for spoiled in (True, False):
        told_over = refused(
            lambda spoiled=spoiled: check(pickup.id, number, spoiled=spoiled, doing=clerk)
        )
        assert told_over == "report-over"


def test_a_key_that_was_taken_away_takes_nothing_back(house: House) -> None:
    pickup = house.issued(3)
    grip = replace(house.given(pickup), jkt="key")
    house.around.keys.clear()
    with pytest.raises(Refusal, match="session-expired"):
        house.reports.retract(grip, new_id(), 1, house.at())
    assert house.stockroom.shelf("Z001", "P_ORD").in_doubt == ()


def test_what_quarantine_gave_away_is_not_handed_over_after_all(house: House) -> None:
    pickup, grip = served(house)
    retracted(house, grip)
    shelf = house.stockroom.shelf("Z001", "P_ORD")
    after, _ = leave(
        shelf,
        End.LOST,
        (Range(CODE, 103, 103),),
        kiosk_id="Z001-K1",
        reason="找不到",
        doing=house.by("clerk/2"),
    )
    house.stockroom.shelves[shelf.subject] = after
    assert refused(lambda: settled(house, pickup, spoiled=False)) == "sheets-not-apart"
    assert settled(house, pickup, spoiled=True).remaining == 2
