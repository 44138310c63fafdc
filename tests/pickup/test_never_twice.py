"""Paper under a lease leaves once: what the house knows and does not know yet of a dark machine."""

from dataclasses import replace

import pytest

from backend.pickup.rules.journal import Origin
from backend.pickup.rules.pickup import State
from tests.pickup.conftest import House
from tests.pickup.test_leased_endings import cancelled
from tests.pickup.test_leases import refused, verbs
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
