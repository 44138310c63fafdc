"""How an order ends, is reminded of and reported while a machine may serve it unheard."""

from dataclasses import replace
from datetime import timedelta

from backend.custody.serials import total
from backend.kernel.clock import to_text
from backend.kernel.ids import new_id
from backend.pickup.rules import leases, reporting
from backend.pickup.rules.holding import LEASE
from backend.pickup.rules.pickup import Ending, Found, Pickup, State
from backend.pickup.rules.sheets import Sheets
from backend.pickup.service.reporting import Said
from tests.pickup.conftest import CODE, House, some
from tests.pickup.test_leases import refused, verbs
from tests.pickup.test_replay import followed, lent, served, the
from tests.pickup.test_wishes import dark, held, moved, settled


def cancelled(house: House, pickup: Pickup) -> Pickup:
    return house.ending.cancel(pickup.id, "owner", house.by())


def leased(house: House, count: int = 3) -> Pickup:
    pickup = house.issued(count)
    house.polled()
    return pickup


def clerked(house: House, pickup: Pickup, missing: tuple[Sheets, ...] | None) -> Pickup:
    told = house.now(pickup).care.report
    assert told is not None
    return house.reports.settle(
        pickup.id, told.number, missing, reason="已核对", doing=house.by("clerk/1")
    )


def told(house: House, pickup: Pickup, has: int) -> Pickup:
    return house.reports.report(pickup.id, new_id(), Said(has), person_id="owner", doing=house.by())


def test_cancelling_waits_for_the_holder_and_is_done_with_the_return(house: House) -> None:
    pickup = leased(house)
    asked_at = house.clock.forward(minutes=10)
    waits = cancelled(house, pickup)
    assert (waits.state, waits.generation, waits.care.ended) == (State.ISSUED, 1, None)
    assert waits.wish is not None
    assert (waits.wish.kind, waits.wish.asked_at, held(house)) == ("cancel", asked_at, (3, 0))
    assert cancelled(house, pickup) == waits
    assert waits.due_at() == asked_at - timedelta(minutes=10) + LEASE
    assert house.polled().recalls == (pickup.id,)
    house.polled(pickup.id)
    after = house.now(pickup)
    assert (after.state, after.care.ended, after.lease) == (State.CLOSED, Ending.CANCELLED, None)
    assert (after.generation, held(house)) == (2, (0, 0))
    event = house.store.history(pickup.id, None).items[-1]
    assert (event.kind, event.actor) == ("pickup:pickup:cancelled", "person/owner")
    assert (event.data["count"], event.data["returned_by"]) == (3, "Z001-K1")
    assert cancelled(house, pickup) == after


def test_cancelling_takes_the_place_of_a_move(house: House) -> None:
    pickup = leased(house)
    moved(house, pickup)
    assert held(house) == (3, 3)
    cancelled(house, pickup)
    assert held(house) == (3, 0)


def test_a_cancellation_in_time_is_done_after_the_code_has_ended(house: House) -> None:
    pickup = leased(house)
    house.clock.forward(days=7, minutes=-1)
    house.beat()
    cancelled(house, pickup)
    house.clock.forward(minutes=2)
    house.polled(pickup.id)
    assert house.now(pickup).care.ended is Ending.CANCELLED


def test_too_late_is_too_late_under_a_lease_as_well(house: House) -> None:
    pickup = leased(house)
    house.clock.forward(days=7)
    assert refused(lambda: cancelled(house, pickup)).code == "pickup-over"


def test_what_a_dark_machine_gave_stays_given_and_the_rest_is_cancelled(house: House) -> None:
    one = lent(house)
    diary = served(house, one)
    diary.lines = diary.lines[:-7]
    diary.write("stopping", reason="cancelled", spoiled=None).stopped()
    cancelled(house, the(house))
    house.clock.forward(hours=1)
    followed(house, diary)
    after = house.swept(the(house))
    assert (after.state, after.care.ended) == (State.CLOSED, Ending.CANCELLED)
    assert 0 < after.handed_count < 3
    assert held(house) == (0, 0)


def test_served_in_the_dark_leaves_nothing_to_cancel(house: House) -> None:
    diary = served(house, lent(house))
    cancelled(house, the(house))
    followed(house, diary)
    after = the(house)
    assert (after.state, after.wish, after.care.ended) == (State.DISPENSED, None, None)
    assert refused(lambda: cancelled(house, after)).code == "pickup-over"


def test_of_a_machine_that_stays_dark_a_clerk_decides_first(house: House) -> None:
    pickup = leased(house)
    cancelled(house, pickup)
    house.clock.forward(hours=4)
    opened = house.swept(pickup)
    assert (opened.state, held(house)) == (State.OPEN, (3, 0))
    assert refused(lambda: cancelled(house, pickup)).code == "pickup-busy"
    after = settled(house, opened, Found((CODE, 102), some(101, 1)))
    assert (after.state, after.handed_count, held(house)) == (State.CLOSED, 1, (0, 0))


def test_reminders_come_under_a_lease_and_leave_it_as_it_is(house: House) -> None:
    pickup = leased(house)
    before = house.now(pickup).lease
    house.clock.forward(days=5)
    house.beat()
    after = house.swept(pickup)
    assert (after.lease, after.care.reminded_hours) == (before, 48)
    assert [one.line.fencing for one in house.polled().lent] == [2]
    house.clock.forward(hours=44)
    assert house.swept(pickup).care.reminded_hours == 4
    house.clock.forward(hours=4)
    house.beat()
    waits = house.swept(pickup)
    assert waits.wish is not None
    assert waits.wish.kind == "expire"
    house.polled(pickup.id)
    assert house.now(pickup).care.ended is Ending.EXPIRED


def test_of_a_lease_that_is_asked_for_the_earlier_time_counts(house: House) -> None:
    pickup = house.issued()
    now = house.clock.now()
    lease = leases.recalled(leases.Lease("Z001-K1", "key", 2, 1), now, now)
    soon = replace(pickup, lease=lease, expires_at=now + timedelta(hours=50))
    late = replace(pickup, lease=lease, expires_at=now + timedelta(hours=53))
    assert (soon.due_at(), late.due_at()) == (now + timedelta(hours=2), now + LEASE)
    assert pickup.due_at() == pickup.expires_at - timedelta(hours=48)


def test_nobody_is_reminded_of_what_is_being_cancelled(house: House) -> None:
    pickup = leased(house)
    house.clock.forward(days=5, minutes=-1)
    house.beat()
    cancelled(house, pickup)
    house.clock.forward(minutes=2)
    assert not house.time.pass_time(pickup.id, house.by("system/pickup-sweep", ""))
    assert verbs(house, pickup) == ["issued", "leased", "wished"]


def test_what_was_served_in_the_dark_may_be_reported_for_a_day_after_we_heard(
    house: House,
) -> None:
    diary = served(house, lent(house))
    house.clock.forward(hours=30)
    followed(house, diary)
    pickup = the(house)
    heard_at, [service] = house.clock.now(), pickup.care.services
    assert to_text(service.ended_at) == to_text(diary.at)
    assert service.heard_at == heard_at
    until = reporting.reportable_until(pickup, heard_at)
    assert until == heard_at + timedelta(hours=24)
    house.clock.forward(hours=24)
    event = house.store.history(told(house, pickup, 2).id, None).items[-1]
    assert event.data["handed_at"] == to_text(diary.at)


def test_owed_anew_it_may_be_leased_and_the_old_journal_says_nothing_more(house: House) -> None:
    diary = served(house, lent(house))
    followed(house, diary)
    told(house, the(house), 0)
    assert house.polled().lent == ()
    after = clerked(house, the(house), (Sheets(CODE, 101, 103),))
    assert (after.state, after.remaining, after.lease) == (State.ISSUED, 3, None)
    before = house.store.history(after.id, None).items
    assert followed(house, diary) == []
    assert house.store.history(after.id, None).items == before
    assert total(house.stockroom.shelf("Z001", "P_ORD").in_doubt) == 3
    [again] = house.polled().lent
    assert (again.line.count, again.line.generation) == (3, 2)


def test_what_a_clerk_found_at_a_dark_machine_may_be_reported(house: House) -> None:
    opened = dark(house)
    settled(house, opened, Found((CODE, 104), some(101, 3)))
    pickup = house.now(opened)
    assert pickup.state is State.DISPENSED
    event = house.store.history(pickup.id, None).items[-1]
    assert event.data["given"] == [[CODE, 101, 103]]
    assert (event.data["set_apart"], event.data["released"]) == ([], [])
    told(house, pickup, 2)
    after = clerked(house, pickup, (Sheets(CODE, 103, 103),))
    assert (after.state, after.remaining, held(house)) == (State.ISSUED, 1, (1, 0))
    assert house.polled().lent == ()


def test_a_wish_that_is_ripe_is_done_before_anything_is_owed_anew(house: House) -> None:
    one = lent(house)
    diary = served(house, one)
    diary.lines = diary.lines[:-4]
    diary.write("stopping", reason="cancelled", spoiled=None).stopped()
    cancelled(house, the(house))
    followed(house, diary)
    told(house, the(house), 1)
    after = clerked(house, the(house), (Sheets(CODE, 102, 102),))
    assert (after.state, after.count, after.remaining) == (State.ISSUED, 2, 1)
    assert held(house) == (1, 0)
