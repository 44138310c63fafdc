"""What is asked for while a lease stands: kept, replaced, done, or a clerk's matter."""

from datetime import timedelta

import pytest

from backend.custody.serials import total
from backend.kernel.errors import Refusal
from backend.pickup.rules.holding import LEASE
from backend.pickup.rules.pickup import Found, Pickup, State
from backend.pickup.rules.sheets import Sheets
from tests.pickup.conftest import CODE, House, some
from tests.pickup.test_leases import refused, verbs


def moved(house: House, pickup: Pickup, site_id: str = "Z002") -> Pickup:
    return house.owner.choose_site(pickup.id, site_id, "owner", house.by())


def held(house: House) -> tuple[int, int]:
    return tuple(  # type: ignore[return-value]
        house.stockroom.shelf(site, "P_ORD").held for site in ("Z001", "Z002")
    )


def dark(house: House, count: int = 3) -> Pickup:
    """An order whose holder went dark, with a move waiting, opened as a case."""
    pickup = house.issued(count)
    house.polled()
    house.clock.forward(minutes=5)
    moved(house, pickup)
    house.clock.forward(hours=4)
    return house.swept(pickup)


def settled(house: House, pickup: Pickup, found: Found) -> Pickup:
    return house.clerk.settle(
        pickup.id, pickup.version, found, reason="已核对", doing=house.by("clerk/1")
    )


def test_without_a_lease_it_is_done_at_once(house: House) -> None:
    pickup = house.issued()
    after = moved(house, pickup)
    assert (after.site_id, after.generation, after.wish) == ("Z002", 2, None)
    assert (verbs(house, pickup), held(house)) == (["issued", "moved"], (0, 3))


def test_a_move_waits_for_the_holder_and_is_done_with_the_return(house: House) -> None:
    pickup = house.issued()
    house.polled()
    asked_at = house.clock.forward(minutes=10)
    waits = moved(house, pickup)
    assert (waits.site_id, waits.generation, waits.state) == ("Z001", 1, State.ISSUED)
    assert waits.wish is not None
    assert (waits.wish.kind, waits.wish.site_id, waits.wish.asked_at) == ("move", "Z002", asked_at)
    assert waits.due_at() == asked_at - timedelta(minutes=10) + LEASE
    assert held(house) == (3, 3)
    assert moved(house, pickup) == waits
    assert house.polled().recalls == (pickup.id,)
    house.clock.forward(seconds=5)
    house.polled(pickup.id)
    after = house.now(pickup)
    assert (after.site_id, after.generation, after.lease, after.wish) == ("Z002", 2, None, None)
    assert held(house) == (0, 3)
    event = house.store.history(pickup.id, None).items[-1]
    assert (event.kind, event.actor) == ("pickup:pickup:moved", "person/owner")
    assert (event.data["returned_by"], event.data["fencing"]) == ("Z001-K1", 2)
    assert verbs(house, pickup) == ["issued", "leased", "wished", "moved"]


def test_another_wish_replaces_the_first(house: House) -> None:
    house.around.sites["Z003"] = "三号厅（模拟）"
    house.stockroom.stock("Z003", "P_ORD", "Z003-K1", *[])
    pickup = house.issued()
    house.polled()
    moved(house, pickup)
    assert refused(lambda: moved(house, pickup, "Z003")).code == "site-stock-short"
    assert held(house) == (3, 3)
    home = moved(house, pickup, "Z001")
    assert (home.wish, held(house)) == (None, (3, 0))
    assert verbs(house, pickup)[-1] == "wish-dropped"
    assert moved(house, pickup, "Z001") == home
    house.polled(pickup.id)
    assert house.now(pickup).site_id == "Z001"


def test_a_wish_for_a_place_without_paper_is_refused_now(house: House) -> None:
    pickup = house.issued()
    house.polled()
    house.issued(9, "Z002", "0c" * 8)
    assert refused(lambda: moved(house, pickup)).code == "site-stock-short"
    assert house.now(pickup).wish is None


def test_while_the_holder_serves_it_is_busy_as_ever(house: House) -> None:
    pickup = house.issued()
    house.polled()
    house.reserved(pickup)
    assert refused(lambda: moved(house, pickup)).code == "pickup-busy"


def test_a_service_that_hands_sheets_over_makes_a_move_moot(house: House) -> None:
    pickup = house.issued(2)
    house.polled()
    moved(house, pickup)
    grip = house.reserved(pickup)
    house.machine.start(grip, house.at())
    house.sheet(grip, 1, 101)
    after = house.machine.stop(grip, reason="paper-out", spoiled=None, doing=house.at())
    assert (after.wish, after.lease, after.remaining) == (None, None, 1)
    assert held(house) == (1, 0)


def test_done_gives_the_promise_elsewhere_back(house: House) -> None:
    pickup = house.issued(1)
    house.polled()
    moved(house, pickup)
    grip = house.reserved(pickup)
    house.machine.start(grip, house.at())
    house.sheet(grip, 1, 101)
    assert house.machine.finish(grip, house.at()).wish is None
    assert held(house) == (0, 0)


@pytest.mark.parametrize("by", ["sweeper", "machine", "owner"])
def test_a_wish_left_without_a_lease_is_done_by_whoever_comes_next(house: House, by: str) -> None:
    pickup = house.issued(2)
    house.polled()
    moved(house, pickup)
    grip = house.reserved(pickup)
    house.machine.start(grip, house.at())
    house.machine.stop(grip, reason="cancelled", spoiled=None, doing=house.at())
    waits = house.now(pickup)
    assert (waits.lease, waits.wish is not None) == (None, True)
    match by:
        case "sweeper":
            house.swept(pickup)
        case "machine":
            code = house.code(pickup)
            assert refused(lambda: house.scan(code, at="Z001-K2")).code == "pickup-revoked"
        case _:
            moved(house, pickup)
    after = house.now(pickup)
    assert (after.site_id, after.generation, after.wish) == ("Z002", 2, None)
    assert held(house) == (0, 2)


def test_expiry_waits_for_the_holder(house: House) -> None:
    pickup = house.issued()
    house.polled()
    house.clock.forward(days=7)
    house.beat()
    waits = house.swept(pickup)
    assert waits.wish is not None
    assert (waits.state, waits.wish.kind, held(house)) == (State.ISSUED, "expire", (3, 0))
    assert house.polled().recalls == (pickup.id,)
    house.polled(pickup.id)
    after = house.now(pickup)
    assert (after.state, held(house)) == (State.CLOSED, (0, 0))
    event = house.store.history(pickup.id, None).items[-1]
    assert (event.kind, event.actor, event.data["count"]) == (
        "pickup:pickup:expired",
        "system/pickup-sweep",
        3,
    )


def test_an_expired_order_of_a_dark_holder_is_not_freed(house: House) -> None:
    pickup = house.issued()
    house.polled()
    house.clock.forward(days=7)
    house.swept(pickup)
    house.clock.forward(hours=1)
    opened = house.swept(pickup)
    assert (opened.state, held(house)) == (State.OPEN, (3, 0))
    after = settled(house, opened, Found((CODE, 101)))
    assert (after.state, held(house)) == (State.CLOSED, (0, 0))


def test_a_dark_holder_and_a_full_cassette_let_the_wish_be_done(house: House) -> None:
    opened = dark(house)
    assert opened.state is State.OPEN
    after = settled(house, opened, Found((CODE, 101)))
    assert (after.site_id, after.generation, after.state) == ("Z002", 2, State.ISSUED)
    assert held(house) == (0, 3)
    assert verbs(house, opened)[-3:] == ["opened", "settled", "moved"]
    assert refused(lambda: settled(house, opened, Found((CODE, 101)))).code == "pickup-not-open"


def test_without_a_wish_it_is_issued_again_without_a_lease(house: House) -> None:
    pickup = house.issued()
    house.polled()
    refused(lambda: house.scan(house.code(pickup), at="Z001-K2"))
    house.clock.forward(hours=4)
    after = settled(house, house.swept(pickup), Found((CODE, 101)))
    assert (after.state, after.lease, after.remaining) == (State.ISSUED, None, 3)


# The first sheet inside, how many the person has: handed, in quarantine, owed.
@pytest.mark.parametrize(
    ("next_number", "taken", "handed", "doubted", "owed"),
    [(103, 0, 0, 2, 3), (103, 2, 2, 0, 1), (104, 3, 3, 0, 0), (105, 3, 3, 1, 0), (104, 1, 1, 2, 2)],
)
def test_what_is_missing_is_in_doubt_or_with_the_collector(
    house: House, next_number: int, taken: int, handed: int, doubted: int, owed: int
) -> None:
    opened = dark(house)
    after = settled(house, opened, Found((CODE, next_number), some(101, taken)))
    assert (after.handed_count, after.remaining) == (handed, owed)
    told = next(
        one.data
        for one in house.store.history(opened.id, None).items
        if one.kind == "pickup:pickup:settled"
    )
    assert (told["kiosk_id"], told["collector_id"]) == ("Z001-K1", "owner")
    assert opened.lease is not None
    assert told["fencing"] == opened.lease.fencing
    assert told["reservation_id"] == f"pickup/{opened.id}/{opened.version + 1}"
    shelf = house.stockroom.shelf("Z001", "P_ORD")
    assert (total(shelf.in_doubt), shelf.out) == (doubted, handed)
    assert shelf.stock + shelf.out + total(shelf.in_doubt) == 14
    if handed:
        assert after.handed == (Sheets(CODE, 101, 100 + handed),)
        assert held(house) == (owed, 0)
    else:
        assert (after.site_id, held(house)) == ("Z002", (0, 3))


@pytest.mark.parametrize(
    ("found", "code"),
    [
        (Found((CODE, 99)), "sheets-out-of-range"),
        (Found(("013002600199", 101)), "sheets-out-of-range"),
        (Found((CODE, 101), some(101, 1)), "taken-not-in-question"),
        (Found((CODE, 103), some(101, 3)), "taken-not-in-question"),
        (Found((CODE, 106), some(101, 4)), "taken-out-of-range"),
    ],
)
def test_what_cannot_be_found_is_refused(house: House, found: Found, code: str) -> None:
    opened = dark(house)
    with pytest.raises(Refusal) as checked:
        house.clerk.check(opened.id, opened.version, found, house.by("clerk/1"))
    assert checked.value.code == refused(lambda: settled(house, opened, found)).code == code
    assert house.now(opened) == opened


def test_an_empty_cassette_can_be_told(house: House) -> None:
    opened = dark(house)
    after = settled(house, opened, Found(None, some(101, 3)))
    assert after.state is State.DISPENSED
    assert house.stockroom.shelf("Z001", "P_ORD").cassette("Z001-K1").count == 0


def test_another_service_that_stands_there_is_settled_first(house: House) -> None:
    served = house.issued(2, pickup_id="0b" * 8)
    grip = house.reserved(served)
    house.machine.start(grip, house.at())
    pickup = house.issued()
    house.polled()
    moved(house, pickup)
    house.clock.forward(hours=4)
    opened = house.swept(pickup)
    other = house.swept(served)
    assert refused(lambda: settled(house, opened, Found((CODE, 102)))).code == "kiosk-busy"
    settled(house, other, Found((CODE, 102), some(101, 1)))
    assert settled(house, opened, Found((CODE, 102))).site_id == "Z002"


def test_an_older_service_cannot_wake_a_case(house: House) -> None:
    pickup = house.issued(2)
    house.polled()
    grip = house.reserved(pickup)
    house.clock.forward(seconds=121)
    house.swept(pickup)
    moved(house, pickup)
    house.clock.forward(hours=4)
    assert house.swept(pickup).state is State.OPEN
    assert refused(lambda: house.machine.start(grip, house.at())).code == "reservation-over"
