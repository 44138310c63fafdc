"""What time does to a pickup that somebody else writes at the same moment."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from backend.kernel.conflicts import TRIES, Conflict
from backend.kernel.events import Event
from backend.pickup.rules.pickup import Pickup, State
from tests.fakes.pickup import FakePickupStore
from tests.fakes.stockroom import FakeMove
from tests.pickup.conftest import House


class RacingStore(FakePickupStore):
    """A store that loses races: as many as `losses` says, each after what a rival does."""

    def __init__(self, there: FakePickupStore) -> None:
        super().__init__(there.stockroom)
        self.items, self.ledger = there.items, there.ledger
        self.losses = 0
        self.rival: Callable[[], object] = lambda: None

    def save(self, pickup: Pickup, event: Event, *maybe: FakeMove | None) -> None:
        if self.losses:
            self.losses -= 1
            self.rival()
            raise Conflict
        super().save(pickup, event, *maybe)


@pytest.fixture
def racing(house: House) -> RacingStore:
    store = RacingStore(house.store)
    wishing = replace(house.time.wishing, store=store)
    house.time = replace(house.time, store=store, wishing=wishing)
    return store


def passed(house: House, pickup: Pickup) -> bool:
    return house.time.pass_time(pickup.id, house.by("system/pickup-sweep", ""))


def test_who_loses_a_race_tries_again(house: House, racing: RacingStore) -> None:
    pickup = house.issued()
    house.clock.forward(days=8)
    racing.losses = TRIES - 1
    assert passed(house, pickup)
    assert house.store.items[pickup.id].state is State.CLOSED


def test_what_the_winner_did_is_not_done_twice(house: House, racing: RacingStore) -> None:
    pickup = house.issued()
    house.clock.forward(days=8)
    racing.losses, racing.rival = 1, lambda: passed(house, pickup)
    assert not passed(house, pickup)
    assert house.store.ledger.kinds(pickup.subject)[1:] == ["pickup:pickup:expired"]


def test_who_always_loses_says_so(house: House, racing: RacingStore) -> None:
    pickup = house.issued()
    house.clock.forward(days=8)
    racing.losses = TRIES
    with pytest.raises(Conflict):
        passed(house, pickup)
    assert house.store.items[pickup.id].state is State.ISSUED
