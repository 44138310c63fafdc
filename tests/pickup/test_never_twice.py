"""Paper under a lease leaves once: what the house knows and does not know yet of a dark machine."""

from dataclasses import replace
from datetime import timedelta

import pytest

from backend.kernel.clock import to_text
from backend.kernel.ids import new_id
from backend.pickup.rules.holding import LEASE
from backend.pickup.rules.journal import Origin
from backend.pickup.rules.pickup import Found, Pickup, Sheets, State
from tests.pickup.conftest import CODE, House, some
from tests.pickup.diary import Diary
from tests.pickup.test_leased_endings import cancelled
from tests.pickup.test_leases import refused, verbs
from tests.pickup.test_lending import lent as lent_out
from tests.pickup.test_replay import followed, lent, served, the
from tests.pickup.test_wishes import held


@pytest.mark.parametrize("asked", ["cancelled", "elsewhere"])
def test_a_journal_that_is_not_followed_yet_outweighs_the_holders_word(
    house: House, asked: str
) -> None:
    one = lent(house)
    diary = served(house, one)
    if asked == "cancelled":
        cancelled(house, the(house))
    else:
        refused(lambda: house.scan(house.code(the(house)), at="Z001-K2"))
    before = the(house)
    house.around.behind.add("Z001-K1")
    house.polled(one.line.pickup_id)
    assert the(house) == before
    followed(house, diary)
    house.around.behind.clear()
    house.polled(one.line.pickup_id)
    assert (the(house).state, the(house).handed_count, held(house)) == (State.DISPENSED, 3, (0, 0))


def test_a_journal_that_broke_outweighs_the_holders_word(house: House) -> None:
    one = lent(house)
    house.around.broken.add("Z001-K1")
    machine = house.around.machines["Z001-K1"]
    house.around.machines["Z001-K1"] = replace(machine, in_service=False)
    assert house.polled(one.line.pickup_id).recalls == (one.line.pickup_id,)
    assert the(house).lease is not None
    house.leases.distrust("Z001-K1", "key", house.by("system/ledger-react"))
    assert (the(house).state, verbs(house, the(house))[-1]) == (State.OPEN, "opened")
    house.polled(one.line.pickup_id)
    assert the(house).state is State.OPEN


def test_a_new_key_under_the_old_name_does_not_inherit_its_leases(house: House) -> None:
    pickup = house.issued()
    house.polled()
    house.around.keys = {"new"}
    held_by = refused(lambda: house.scan(house.code(pickup), jkt="new"))
    assert (held_by.code, held_by.params["recalling"]) == ("pickup-held", True)
    assert (the(house).state, verbs(house, pickup)[-1]) == (State.ISSUED, "recalled")


def test_a_journal_of_another_key_is_no_word_of_the_holder(house: House) -> None:
    one = lent(house)
    diary = served(house, one)
    followed(house, diary, Origin("Z001-K1", "Z001", "new"))
    after = the(house)
    assert (after.handed, after.disputed) == ((), (diary.reservation,))
    assert after.lease is not None


def test_a_new_code_waits_for_the_lease_and_follows_it_within_seconds(house: House) -> None:
    pickup = house.issued()
    house.polled()
    act_id = new_id()

    def renewed() -> Pickup:
        return house.forms.renew(pickup.id, act_id, "owner", house.by())

    waits = refused(renewed)
    assert (waits.code, waits.retry_after_seconds) == ("pickup-leased", 2)
    latest = to_text(house.clock.now() + LEASE)
    assert waits.params == {"kiosk_id": "Z001-K1", "latest_at": latest}
    before = the(house)
    assert (before.generation, verbs(house, pickup)[-1]) == (1, "recalled")
    assert refused(renewed).code == "pickup-leased"
    assert the(house) == before
    assert house.polled().recalls == (pickup.id,)
    house.polled(pickup.id)
    assert renewed().generation == 2


def test_lending_and_taking_back_wait_for_the_lease(house: House) -> None:
    pickup = house.issued()
    house.polled()
    house.strangers.most = 1
    for _ in range(3):
        assert refused(lambda: lent_out(house, pickup)).code == "pickup-leased"
    house.polled(pickup.id)
    loan = lent_out(house, pickup).loan
    assert loan is not None
    house.clock.forward(seconds=120)
    assert [one.line.generation for one in house.polled().lent] == [2]

    def taken_back() -> Pickup:
        return house.lending.take_back(pickup.id, loan.id, "owner", house.by())

    assert refused(taken_back).code == "pickup-leased"
    house.polled(pickup.id)
    assert taken_back().loan is None


def test_a_loan_that_ended_is_not_put_on_record_under_a_lease(house: House) -> None:
    lent_out(house, house.issued(), hours=2)
    [one] = house.polled().lent
    house.clock.forward(hours=1, minutes=30)
    diary = served(house, one)
    house.clock.forward(minutes=35)
    cancelled(house, the(house))
    assert "returned" not in verbs(house, the(house))
    followed(house, diary)
    done = the(house)
    assert (done.state, done.handed_count, done.wish) == (State.DISPENSED, 3, None)
    assert done.disputed == ()


def test_a_dispute_of_the_holder_waits_for_a_clerk_and_its_word_frees_nothing(
    house: House,
) -> None:
    one = lent(house)
    followed(house, served(house, one, first=104))
    after = the(house)
    assert (after.state, len(after.disputed)) == (State.OPEN, 1)
    assert after.lease is not None
    assert after.lease.recall_at is not None
    assert house.polled().recalls == (after.id,)
    house.polled(after.id)
    assert the(house).state is State.OPEN
    assert refused(lambda: house.scan(house.code(after))).code == "pickup-open"


def test_a_case_of_a_dark_holder_is_not_closed_by_a_word_its_journal_denies(house: House) -> None:
    one = lent(house)
    diary = served(house, one, first=104)
    refused(lambda: house.scan(house.code(the(house)), at="Z001-K2"))
    house.clock.forward(hours=4)
    house.swept(the(house))
    followed(house, diary)
    opened = the(house)
    event = house.store.history(opened.id, None).items[-1]
    assert (opened.state, event.data["joins"]) == (State.OPEN, opened.episode)
    assert [one.sheets for one in opened.disputes] == [(Sheets(CODE, 104, 106),)]
    house.polled(opened.id)
    assert the(house) == opened


def test_a_service_that_names_no_generation_is_not_the_leases(house: House) -> None:
    one = lent(house)
    diary = served(house, one)
    diary.lines = [line.replace('"generation": 1, ', "") for line in diary.lines]
    followed(house, diary)
    assert (the(house).handed, len(the(house).disputed)) == ((), 1)


def test_a_stop_before_its_start_leaves_the_lease_with_the_machine(house: House) -> None:
    pickup = house.issued()
    house.polled()
    grip = house.reserved(pickup)
    after = house.machine.stop(grip, reason="cancelled", spoiled=None, doing=house.at())
    assert after.state is State.ISSUED
    assert after.lease is not None
    held_by = refused(lambda: house.scan(house.code(after), at="Z001-K2"))
    assert (held_by.code, held_by.params["recalling"]) == ("pickup-held", True)
    house.polled(pickup.id)
    assert house.reserved(the(house), "Z001-K2").kiosk_id == "Z001-K2"


def settled_in_the_dark(house: House, *, taken: int) -> Pickup:
    """K prints on under its lease; a clerk settles what stood still for a minute."""
    one = lent(house)
    grip = house.reserved(the(house))
    house.machine.start(grip, house.at())
    house.clock.forward(seconds=61)
    opened = house.swept(the(house))
    found = Found((CODE, 101 + taken), some(101, taken))
    after = house.clerk.settle(
        opened.id, opened.episode, found, reason="已核对", doing=house.by("clerk/1")
    )
    assert one.line.fencing == (after.lease and after.lease.fencing)
    return after


def test_what_a_clerk_settles_is_not_free_while_a_dark_machine_may_print_on(house: House) -> None:
    after = settled_in_the_dark(house, taken=1)
    assert (after.state, after.remaining) == (State.ISSUED, 2)
    assert after.lease is not None
    assert after.lease.latest_at == house.clock.now() - timedelta(seconds=61) + LEASE
    held_by = refused(lambda: house.scan(house.code(after), at="Z002-K1"))
    assert (held_by.code, held_by.params["kiosk_id"]) == ("pickup-held", "Z001-K1")
    house.polled(after.id)
    assert house.reserved(the(house), "Z001-K2").kiosk_id == "Z001-K2"


def test_a_settled_remainder_is_looked_after_at_the_leases_end(house: House) -> None:
    settled_in_the_dark(house, taken=1)
    house.clock.forward(hours=4)
    opened = house.swept(the(house))
    event = house.store.history(opened.id, None).items[-1]
    assert (opened.state, event.data["reason"]) == (State.OPEN, "lease-holder-dark")
    found = Found((CODE, 102))
    after = house.clerk.settle(
        opened.id, opened.episode, found, reason="已核对", doing=house.by("clerk/1")
    )
    assert (after.state, after.lease, after.remaining) == (State.ISSUED, None, 2)


def test_what_a_dark_machine_printed_after_the_clerk_is_a_clerks_matter(house: House) -> None:
    after = settled_in_the_dark(house, taken=1)
    diary = Diary(
        house.clock.now(),
        pickup_id=after.id,
        kind="P_ORD",
        count=3,
        fencing=after.lease and after.lease.fencing,
        generation=1,
        segments=[{"code": CODE, "first": 101, "last": 103}],
    )
    diary.started().fed(*((CODE, number) for number in (101, 102, 103))).done()
    followed(house, diary)
    opened = the(house)
    assert (opened.state, opened.handed_count) == (State.OPEN, 1)
    assert opened.inquiry is not None
    assert opened.inquiry.sheets == (Sheets(CODE, 102, 103),)


def test_two_orders_of_one_dark_machine_are_both_settled(house: House) -> None:
    """The machine gave 101-103 to the second order, 104-105 to the first, and died."""
    first, second = house.issued(2), house.issued(3, pickup_id="0b" * 8)
    house.polled()
    for one in (first, second):
        house.owner.choose_site(one.id, "Z002", "owner", house.by())
    house.clock.forward(hours=4)
    opened = [house.swept(one) for one in (first, second)]
    for one, taken in zip(opened, (some(104, 2), some(101, 3)), strict=True):
        house.clerk.settle(
            one.id,
            one.episode,
            Found((CODE, 106), taken),
            reason="已核对",
            doing=house.by("clerk/1"),
        )
    after = [house.now(one) for one in opened]
    assert [one.state for one in after] == [State.DISPENSED] * 2
    assert [one.handed for one in after] == [some(104, 2), some(101, 3)]
    shelf = house.stockroom.shelf("Z001", "P_ORD")
    assert (shelf.in_doubt, shelf.out, shelf.held) == ((), 5, 0)


def test_another_key_leaves_a_case_to_its_clerk(house: House) -> None:
    pickup = house.issued()
    house.polled()
    grip = house.reserved(pickup)
    house.machine.start(grip, house.at())
    house.clock.forward(seconds=61)
    opened = house.swept(pickup)
    assert opened.state is State.OPEN
    house.around.keys = {"new"}
    house.polled(jkt="new")
    assert house.now(pickup).version == opened.version
    after = house.clerk.settle(
        pickup.id,
        opened.episode,
        Found((CODE, 101)),
        reason="已核对",
        doing=house.by("clerk/1"),
    )
    assert after.state is State.ISSUED
    # The old key may still print on without a line: its lease is asked for until its end.
    assert after.lease is not None
    assert after.lease.recall_at is not None
