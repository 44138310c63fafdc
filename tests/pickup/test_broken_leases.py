"""Leases of a machine whose word does not count: another key, or a journal that is not whole."""

from backend.pickup.rules.pickup import State
from tests.pickup.conftest import House
from tests.pickup.test_leases import refused


def test_a_key_that_was_taken_away_gives_nothing_back(house: House) -> None:
    pickup = house.issued()
    house.polled()
    house.around.keys.clear()
    assert refused(lambda: house.polled(pickup.id)).code == "session-expired"
    assert house.now(pickup).lease is not None


def test_what_was_being_served_when_a_journal_broke_is_a_case_afterwards(house: House) -> None:
    pickup = house.issued()
    house.polled()
    grip = house.reserved(pickup)
    house.around.broken.add("Z001-K1")
    house.leases.distrust("Z001-K1", "key", house.at())
    assert house.now(pickup).state is State.RESERVED
    house.machine.stop(grip, reason="cancelled", spoiled=None, doing=house.at())
    house.polled(pickup.id)
    opened = house.now(pickup)
    assert (opened.state, opened.inquiry is not None and opened.inquiry.lost) == (State.OPEN, True)
    house.polled(pickup.id)
    assert house.now(pickup).version == opened.version


def test_time_asks_a_clerk_where_the_holders_answer_would_not_count(house: House) -> None:
    pickup = house.issued()
    house.polled()
    house.owner.choose_site(pickup.id, "Z002", "owner", house.by())
    house.around.broken.add("Z001-K1")
    house.clock.forward(hours=4, seconds=1)
    house.beat()
    opened = house.swept(pickup)
    assert (opened.state, opened.inquiry is not None and opened.inquiry.lost) == (State.OPEN, True)
