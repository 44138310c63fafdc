"""What a clerk lets an order yield again, where a wish waits already."""

from backend.pickup.rules.pickup import Found, State
from backend.pickup.rules.sheets import Sheets
from tests.pickup.conftest import CODE, House
from tests.pickup.test_reporting import settled, told


def test_what_is_owed_anew_waits_for_no_older_wish(house: House) -> None:
    """A wish spoke of one sheet; two are owed now, and so many are promised at one place."""
    pickup = house.issued(3)
    house.polled()
    grip = house.reserved(house.now(pickup))
    house.machine.start(grip, house.at())
    for k in (1, 2):
        house.machine.confirm(grip, k, (CODE, 100 + k), house.at())
    house.clock.forward(seconds=61)
    opened = house.swept(pickup)
    found = Found((CODE, 103))
    house.clerk.settle(pickup.id, opened.episode, found, reason="已核对", doing=house.by("clerk/1"))
    house.owner.choose_site(pickup.id, "Z002", "owner", house.by())
    assert house.stockroom.shelf("Z002", "P_ORD").held == 1
    told(house, pickup, 1)
    after = settled(house, pickup, Sheets(CODE, 102, 102))
    assert (after.remaining, after.wish, after.site_id) == (2, None, "Z001")
    held = [house.stockroom.shelf(site, "P_ORD").held for site in ("Z001", "Z002")]
    assert held == [2, 0]
    house.polled(pickup.id)
    house.given(house.now(pickup))
    assert house.now(pickup).state is State.DISPENSED
    assert house.stockroom.shelf("Z001", "P_ORD").held == 0
