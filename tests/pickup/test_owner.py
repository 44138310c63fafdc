"""The owner and time against fakes: other sites, locks, expiry, and whose it is."""

from collections.abc import Callable

import pytest

from backend.custody.serials import total
from backend.kernel.errors import Refusal
from backend.kernel.ids import new_id
from backend.pickup import token
from backend.pickup.rules.pickup import Pickup, State
from tests.pickup.conftest import KEYS, House


def refused(act: Callable[[], object]) -> Refusal:
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value


def in_place(house: House) -> int:
    return sum(
        shelf.stock + total(shelf.in_doubt) + shelf.out
        for shelf in house.stockroom.shelves.values()
    )


def test_another_site_moves_the_promise_and_kills_the_code(house: House) -> None:
    pickup = house.issued(3)
    old = house.code(pickup)
    moved = house.owner.choose_site(pickup.id, "Z002", "owner", house.by())
    assert house.owner.choose_site(pickup.id, "Z002", "owner", house.by()) == moved
    assert house.stockroom.shelf("Z001", "P_ORD").held == 0
    assert house.stockroom.shelf("Z002", "P_ORD").held == 3

    def scan():
        return house.scan(old, at="Z002-K1")

    assert refused(scan).code == "pickup-revoked"
    house.reserved(moved, "Z002-K1")


def test_another_site_is_refused_without_effect(house: House) -> None:
    pickup = house.issued(3)
    choose = lambda site: refused(  # noqa: E731
        lambda: house.owner.choose_site(pickup.id, site, "owner", house.by())
    )
    assert choose("Z404").code == "site-unknown"
    house.issued(9, "Z002", "0c" * 8)
    assert choose("Z002").code == "site-stock-short"
    house.reserved(pickup)
    assert choose("Z002").code == "pickup-busy"
    assert house.stockroom.shelf("Z001", "P_ORD").held == 3


def test_somebody_elses_pickup_does_not_exist(house: House) -> None:
    pickup = house.issued(3)
    assert refused(lambda: house.owner.see(pickup.id, "stranger")).code == "pickup-unknown"
    assert house.owner.see(pickup.id, "accountant") == pickup
    assert house.owner.pass_of(pickup, "accountant", house.clock.now()) is None
    assert (
        refused(lambda: house.owner.of_company("company", "stranger", cursor=None, limit=20)).code
        == "company-unknown"
    )


def test_a_typed_code_asks_who_collects_and_locks_after_five(house: House) -> None:
    pickup = house.issued(3)

    def typed(check: str | None) -> Pickup:
        return house.scan(pickup.short_code, check)

    assert refused(lambda: typed(None)).code == "collector-check-needed"
    left = [refused(lambda: typed("999999")).params["tries_left"] for _ in range(5)]
    assert left == [4, 3, 2, 1, 0]
    assert refused(lambda: typed("000123")).code == "collector-locked"
    house.owner.unlock(pickup.id, "owner", house.by())
    assert typed("000123").state is State.RESERVED


def test_a_repeated_wrong_answer_is_counted_once(house: House) -> None:
    pickup = house.issued(3)

    def typed(reservation_id: str) -> Refusal:
        code = pickup.short_code
        return refused(lambda: house.scan(code, "999999", reservation_id=reservation_id))

    ids = [new_id() for _ in range(5)]
    for tries_left, reservation_id in zip((4, 3, 2, 1, 0), ids, strict=True):
        for _ in range(3):
            refusal = typed(reservation_id)
            assert (refusal.code, refusal.params["tries_left"]) == ("collector-wrong", tries_left)
    assert typed(new_id()).code == "collector-locked"


def test_unlocking_is_for_the_collector_and_only_when_needed(house: House) -> None:
    pickup = house.issued(3)
    assert house.owner.unlock(pickup.id, "owner", house.by()) == pickup
    assert (
        refused(lambda: house.owner.unlock(pickup.id, "accountant", house.by())).code
        == "pickup-unknown"
    )
    refused(lambda: house.scan(pickup.short_code, "999999"))
    opened = house.owner.unlock(pickup.id, "owner", house.by())
    assert house.owner.unlock(pickup.id, "owner", house.by()) == opened


def test_an_order_nobody_fetches_expires_and_gives_back(house: House) -> None:
    pickup = house.issued(3)
    house.clock.forward(days=7, seconds=1)
    assert house.time.pass_time(pickup.id, house.by("system/pickup-sweep", ""))
    after = house.store.find(pickup.id)
    assert after
    assert after.state is State.CLOSED
    assert house.stockroom.shelf("Z001", "P_ORD").held == 0
    assert house.store.ledger.kinds(pickup.subject)[-1] == "pickup:pickup:expired"


def test_a_short_code_after_expiry_is_refused(house: House) -> None:
    pickup = house.issued(3)
    house.clock.forward(days=8)
    code = refused(lambda: house.scan(pickup.short_code, "000123")).code
    assert code == "code-expired"


def test_keys_of_the_test_are_the_ones_that_sign(house: House) -> None:
    assert token.read(house.code(house.issued(1))).kid == KEYS.current
