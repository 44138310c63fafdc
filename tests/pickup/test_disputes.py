"""A journal that misfits: a person looks, and the sheets lie apart until then."""

from dataclasses import replace

import pytest

from backend.custody.serials import Range, total
from backend.pickup.rules.journal import Origin
from backend.pickup.rules.pickup import Found, Pickup, State
from backend.pickup.rules.sheets import Sheets
from tests.pickup.conftest import CODE, House, some
from tests.pickup.diary import Diary
from tests.pickup.test_leases import refused
from tests.pickup.test_replay import ORIGIN, followed, in_place, lent, online, rename, served, the


def disputed(house: House, reason: str, *, doubted: int) -> Pickup:
    after = the(house)
    event = house.store.history(after.id, None).items[-1]
    assert (event.kind, event.data["cause"]) == ("pickup:pickup:disputed", reason)
    assert event.data["kiosk_id"] == "Z001-K1"
    shelf = house.stockroom.shelf("Z001", "P_ORD")
    assert total(shelf.in_doubt) == doubted
    assert in_place(house) == 24
    return after


def test_a_journal_that_comes_after_the_clerk_is_a_clerks_matter_again(house: House) -> None:
    pickup, grip = house.silent()
    diary = Diary(house.clock.now(), **online(pickup, grip.fencing))
    rename(diary, grip.reservation_id)
    diary.started().fed((CODE, 101), (CODE, 102), (CODE, 103)).done()
    house.clerk.settle(
        pickup.id, pickup.version, Found((CODE, 103)), reason="已核对", doing=house.by("clerk/1")
    )
    followed(house, diary)
    after = disputed(house, "lease-missing", doubted=2)
    assert house.store.history(after.id, None).items[-1].data["serials"] == [[CODE, 102, 103]]
    done = house.clerk.settle(
        after.id,
        after.episode,
        Found((CODE, 104), some(102, 2)),
        reason="已核对",
        doing=house.by("clerk/1"),
    )
    assert (done.state, done.handed_count) == (State.DISPENSED, 3)


def test_no_lease_no_service(house: House) -> None:
    one = lent(house)
    diary = served(house, one)
    house.owner.choose_site(one.line.pickup_id, "Z002", "owner", house.by())
    house.polled(one.line.pickup_id)
    followed(house, diary)
    after = disputed(house, "lease-missing", doubted=3)
    assert (after.state, after.inquiry is not None) == (State.OPEN, True)
    assert refused(lambda: house.scan(house.code(after), at="Z002-K1")).code == "pickup-open"
    followed(house, diary)
    assert the(house) == after
    done = house.clerk.settle(
        after.id,
        after.episode,
        Found((CODE, 104), some(101, 3)),
        reason="已核对",
        doing=house.by("clerk/1"),
    )
    assert (done.state, done.handed) == (State.DISPENSED, (Sheets(CODE, 101, 103),))
    assert house.stockroom.shelf("Z002", "P_ORD").held == 0
    shelf = house.stockroom.shelf("Z001", "P_ORD")
    assert (shelf.out, total(shelf.in_doubt)) == (3, 0)


def test_a_disputed_order_nobody_has_is_owed_again(house: House) -> None:
    one = lent(house)
    diary = served(house, one)
    house.owner.choose_site(one.line.pickup_id, "Z002", "owner", house.by())
    house.polled(one.line.pickup_id)
    followed(house, diary)
    opened = the(house)
    after = house.clerk.settle(
        opened.id, opened.version, Found((CODE, 104)), reason="已核对", doing=house.by("clerk/1")
    )
    assert (after.state, after.remaining, after.site_id) == (State.ISSUED, 3, "Z002")
    assert total(house.stockroom.shelf("Z001", "P_ORD").in_doubt) == 3


def test_another_number_is_another_lease(house: House) -> None:
    one = lent(house)
    diary = served(house, one)
    house.polled(one.line.pickup_id)
    [newer] = house.polled().lent
    assert newer.line.fencing > one.line.fencing
    followed(house, diary)
    after = disputed(house, "lease-over", doubted=3)
    assert after.lease is not None


def test_so_many_disputes_are_remembered_and_no_more(house: House) -> None:
    one = lent(house)
    house.polled(one.line.pickup_id)
    for _ in range(20):
        followed(house, served(house, one))
    assert len(the(house).disputed) == 16
    assert house.stockroom.shelf("Z001", "P_ORD").in_doubt == (Range(CODE, 101, 103),)


def test_sheets_that_did_not_lie_at_the_head_are_not_forced(house: House) -> None:
    one = lent(house)
    followed(house, served(house, one, first=104))
    disputed(house, "serials-not-at-head", doubted=3)


def test_more_sheets_than_were_promised(house: House) -> None:
    one = lent(house)
    greedy = replace(one, line=replace(one.line, count=5))
    followed(house, served(house, greedy))
    disputed(house, "count-wrong", doubted=5)


def test_a_sheet_that_was_never_given(house: House) -> None:
    one = lent(house)
    diary = Diary.offline(house.clock.now(), one, (CODE, 101, 103)).started()
    followed(house, diary.fed((CODE, 101), (CODE, 9999)))
    after = disputed(house, "sheet-unexpected", doubted=0)
    assert after.state is State.DISPENSING
    event = house.store.history(after.id, None).items[-1]
    assert event.data["serials"] == [[CODE, 9999, 9999]]
    house.clock.forward(seconds=61)
    opened = house.swept(after)
    done = house.clerk.settle(
        opened.id, opened.version, Found((CODE, 102)), reason="已核对", doing=house.by("clerk/1")
    )
    assert (done.handed_count, done.remaining) == (1, 2)


def test_another_machines_journal_is_no_word_of_the_holder(house: House) -> None:
    one = lent(house)
    diary = Diary.offline(house.clock.now(), one, (CODE, 201, 203)).started()
    diary.fed((CODE, 201)).done()
    followed(house, diary, Origin("Z001-K2", "Z001", "key"))
    after = the(house)
    assert (after.state, after.disputed) == (State.ISSUED, (diary.reservation,))
    assert after.lease is not None
    assert after.lease.kiosk_id == "Z001-K1"
    assert house.stockroom.shelf("Z001", "P_ORD").in_doubt == (Range(CODE, 201, 201),)


def test_a_head_that_is_held_by_another_service_is_waited_for(house: House) -> None:
    one = lent(house)
    diary = served(house, one)
    other = house.issued(2, pickup_id="0b" * 8)
    house.reserved(other)
    before = the(house)
    assert refused(lambda: followed(house, diary)).code == "kiosk-busy"
    assert the(house) == before
    house.clock.forward(seconds=121)
    followed(house, diary)
    assert the(house).state is State.DISPENSED


def test_a_pickup_that_nobody_knows_is_told_and_its_sheets_set_apart(house: House) -> None:
    one = lent(house)
    foreign = replace(one, line=replace(one.line, pickup_id="ff" * 8))
    diary = served(house, foreign)
    for _ in range(2):
        [stray] = followed(house, diary)
        assert stray.pickup_id == "ff" * 8
        assert stray.sheets == tuple((CODE, number) for number in (101, 102, 103))
    assert total(house.stockroom.shelf("Z001", "P_ORD").in_doubt) == 3


def test_what_is_dispensed_already_is_disputed_without_being_touched(house: House) -> None:
    one = lent(house)
    grip = house.reserved(the(house))
    house.machine.start(grip, house.at())
    for k in (1, 2, 3):
        house.sheet(grip, k, 100 + k)
    done = house.machine.finish(grip, house.at())
    followed(house, served(house, one, first=104))
    after = disputed(house, "lease-missing", doubted=3)
    assert (after.state, after.handed) == (State.DISPENSED, done.handed)


@pytest.mark.parametrize("reason", ["jam", "paper-out"])
def test_two_services_in_one_journal_are_followed_in_turn(house: House, reason: str) -> None:
    house.issued(2)
    house.issued(2, pickup_id="0b" * 8)
    first, second = house.polled().lent
    one = Diary.offline(house.clock.now(), first, (CODE, 101, 102)).started().fed((CODE, 101))
    one.write("stopping", reason=reason, spoiled=None).stopped()
    two = served(house, second, first=102)
    house.replay.replay(ORIGIN, one.lines + two.lines, house.at())
    assert the(house).remaining == 1
    other = house.store.find("0b" * 8)
    assert other is not None
    assert other.handed == (Sheets(CODE, 102, 103),)
