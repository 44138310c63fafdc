"""A journal followed afterwards: what the lease allowed counts, nothing else is forced."""

from dataclasses import replace

import pytest

from backend.custody.serials import Range, total
from backend.kernel.clock import to_text
from backend.pickup.rules.journal import Origin
from backend.pickup.rules.leasing import Lent
from backend.pickup.rules.pickup import Pickup, State
from backend.pickup.rules.sheets import Sheets
from backend.pickup.service.replay import Stray
from tests.pickup.conftest import CODE, House
from tests.pickup.diary import Diary
from tests.pickup.test_leases import verbs

ORIGIN = Origin("Z001-K1", "Z001", "key")


def lent(house: House, count: int = 3) -> Lent:
    house.issued(count)
    [found] = house.polled().lent
    return found


def followed(house: House, diary: Diary, origin: Origin = ORIGIN) -> list[Stray]:
    return house.replay.replay(origin, diary.lines, house.at(origin.kiosk_id))


def served(house: House, one: Lent, *, first: int = 101) -> Diary:
    """Serve all of a lease while nobody hears the machine."""
    last = first + one.line.count - 1
    diary = Diary.offline(house.clock.now(), one, (CODE, first, last)).started()
    return diary.fed(*((CODE, number) for number in range(first, last + 1))).done()


def the(house: House) -> Pickup:
    found = house.store.find("0a" * 8)
    assert found is not None
    return found


def in_place(house: House) -> int:
    return sum(
        shelf.stock + total(shelf.in_doubt) + shelf.out
        for shelf in house.stockroom.shelves.values()
    )


def test_a_service_without_us_is_dispensed_afterwards(house: House) -> None:
    one = lent(house)
    diary = served(house, one)
    house.clock.forward(hours=2)
    assert followed(house, diary) == []
    after = the(house)
    assert (after.state, after.lease) == (State.DISPENSED, None)
    assert after.handed == (Sheets(CODE, 101, 103),)
    assert verbs(house, after) == [
        "issued",
        "leased",
        "reserved",
        "started",
        "sheet-confirmed",
        "sheet-confirmed",
        "sheet-confirmed",
        "dispensed",
    ]
    events = house.store.history(after.id, None).items[2:]
    assert {event.actor for event in events} == {"kiosk/Z001-K1"}
    assert all(str(event.data["acted_at"]) < to_text(event.at) for event in events)
    assert events[-1].data["acted_at"] == to_text(diary.at)
    shelf = house.stockroom.shelf("Z001", "P_ORD")
    assert (shelf.stock, shelf.held, shelf.out) == (11, 0, 3)


def test_once_more_changes_nothing(house: House) -> None:
    diary = served(house, lent(house))
    followed(house, diary)
    before, shelf = the(house), house.stockroom.shelf("Z001", "P_ORD")
    assert followed(house, diary) == []
    assert (the(house), house.stockroom.shelf("Z001", "P_ORD")) == (before, shelf)


def test_any_part_may_be_followed_before_the_whole(house: House) -> None:
    diary = served(house, lent(house))
    whole = diary.lines
    for cut in (1, 2, 3, 5, 8, 6, len(whole), 4):
        diary.lines = whole[:cut]
        followed(house, diary)
    assert (the(house).state, the(house).handed_count) == (State.DISPENSED, 3)
    assert house.store.ledger.kinds("pickup/" + "0a" * 8).count("pickup:pickup:reserved") == 1


def test_a_service_that_never_began_changes_nothing(house: House) -> None:
    one = lent(house)
    diary = Diary.offline(house.clock.now(), one, (CODE, 101, 103)).write("starting")
    before = the(house)
    followed(house, diary)
    assert the(house) == before


def test_a_jam_without_us_frees_the_exact_remainder(house: House) -> None:
    one = lent(house)
    diary = Diary.offline(house.clock.now(), one, (CODE, 101, 103)).started()
    followed_twice = diary.fed((CODE, 101)).jammed(CODE, 102).stopped()
    for _ in range(2):
        followed(house, followed_twice)
    after = the(house)
    assert (after.state, after.remaining, after.lease) == (State.ISSUED, 2, None)
    shelf = house.stockroom.shelf("Z001", "P_ORD")
    assert (shelf.in_doubt, shelf.out, shelf.held) == ((Range(CODE, 102, 102),), 1, 2)
    grip = house.reserved(after, "Z001-K2")
    house.machine.start(grip, house.at("Z001-K2"))
    before = the(house)
    followed(house, followed_twice)
    assert the(house) == before


def test_a_journal_finishes_what_was_open(house: House) -> None:
    pickup, grip = house.silent()
    diary = Diary(house.clock.now(), **online(pickup, grip.fencing))
    rename(diary, grip.reservation_id)
    diary.started().fed((CODE, 101))
    followed(house, diary)
    assert the(house).state is State.OPEN
    diary.fed((CODE, 102), (CODE, 103)).done()
    followed(house, diary)
    assert the(house).state is State.DISPENSED
    assert verbs(house, pickup)[-4:] == [
        "resumed",
        "sheet-confirmed",
        "sheet-confirmed",
        "dispensed",
    ]


def online(pickup: Pickup, fencing: int) -> dict[str, object]:
    return {
        "pickup_id": pickup.id,
        "kind": "P_ORD",
        "count": pickup.remaining,
        "fencing": fencing,
        "segments": [{"code": CODE, "first": 101, "last": 100 + pickup.remaining}],
    }


def rename(diary: Diary, reservation_id: str) -> None:
    """Make it the journal of a service that began with us."""
    diary.lines = [
        line.replace(diary.reservation, reservation_id).replace(
            '"offline": true', '"offline": false'
        )
        for line in diary.lines
    ]
    diary.reservation = reservation_id


@pytest.mark.parametrize("heard", [False, True])
def test_a_stop_before_the_first_sheet_ends_what_the_house_began(house: House, heard: bool) -> None:
    one = lent(house)
    pickup = the(house)
    grip = house.reserved(pickup)
    if heard:
        house.machine.start(grip, house.at())
        house.clock.forward(seconds=61)
        assert house.swept(pickup).state is State.OPEN
    # It goes on under its lease, and its page dies before anything moves.
    diary = Diary.offline(house.clock.now(), one, (CODE, 101, 103)).write("starting")
    diary.lines = [line.replace(diary.reservation, grip.reservation_id) for line in diary.lines]
    diary.reservation = grip.reservation_id
    diary.write("stopping", reason="cancelled", spoiled=None).stopped()
    followed(house, diary)
    after = the(house)
    assert (after.state, after.remaining) == (State.ISSUED, 3)
    # What never began leaves the lease; its machine has used it up and gives it back.
    assert (after.lease is None) is heard
    shelf = house.stockroom.shelf("Z001", "P_ORD")
    assert (shelf.stock, shelf.held, shelf.cassette("Z001-K1").binding) == (14, 3, None)
    followed(house, diary)
    assert the(house) == after


def test_a_service_told_once_more_does_not_end_a_lease_given_since(house: House) -> None:
    one = lent(house)
    pickup = the(house)
    grip = house.reserved(pickup)
    house.machine.start(grip, house.at())
    house.machine.stop(grip, reason="paper-out", spoiled=None, doing=house.at())
    diary = Diary(house.clock.now(), **online(pickup, grip.fencing))
    rename(diary, grip.reservation_id)
    diary.started().write("stopping", reason="paper-out", spoiled=None).stopped()
    [again] = house.polled().lent
    assert again.line.fencing > one.line.fencing
    before = the(house)
    followed(house, diary)
    assert the(house) == before


def test_a_stop_of_nobodys_service_changes_nothing(house: House) -> None:
    one = lent(house)
    diary = Diary.offline(house.clock.now(), one, (CODE, 101, 103)).write("starting")
    diary.write("stopping", reason="cancelled", spoiled=None).stopped()
    before = the(house)
    assert followed(house, diary) == []
    assert the(house) == before
    stray = replace(one, line=replace(one.line, pickup_id="ff" * 8))
    diary = Diary.offline(house.clock.now(), stray, (CODE, 101, 103))
    assert followed(house, diary.write("stopping", reason="cancelled", spoiled=None)) == []


def test_an_old_journal_of_a_service_that_is_over_is_no_news(house: House) -> None:
    pickup = house.issued(2)
    grip = house.reserved(pickup)
    diary = Diary(house.clock.now(), **online(pickup, grip.fencing))
    rename(diary, grip.reservation_id)
    house.machine.start(grip, house.at())
    house.sheet(grip, 1, 101)
    house.machine.stop(grip, reason="paper-out", spoiled=None, doing=house.at())
    house.reserved(house.now(pickup), "Z001-K2")
    before = the(house)
    diary.started().fed((CODE, 101)).write("stopping", reason="paper-out", spoiled=None).stopped()
    assert followed(house, diary) == []
    assert the(house) == before


def test_a_dark_holders_journal_answers_the_case(house: House) -> None:
    one = lent(house)
    diary = served(house, one)
    house.owner.choose_site("0a" * 8, "Z002", "owner", house.by())
    house.clock.forward(hours=4)
    assert house.swept(the(house)).state is State.OPEN
    followed(house, diary)
    after = the(house)
    assert (after.state, after.wish, after.inquiry) == (State.DISPENSED, None, None)
    assert house.stockroom.shelf("Z002", "P_ORD").held == 0
    assert house.stockroom.shelf("Z001", "P_ORD").held == 0


def test_a_reservation_that_lapsed_goes_on_under_its_lease(house: House) -> None:
    one = lent(house)
    grip = house.reserved(the(house))
    diary = Diary(house.clock.now(), **online(the(house), grip.fencing))
    rename(diary, grip.reservation_id)
    diary.started().fed(*((CODE, number) for number in (101, 102, 103))).done()
    house.clock.forward(seconds=121)
    followed(house, diary)
    assert the(house).state is State.DISPENSED
    assert one.line.count == 3
