"""What a report keeps waiting, and what ends when a clerk lets sheets be fetched again."""

from backend.pickup.rules import reporting
from backend.pickup.rules.pickup import LIFETIME, TRIES, Found, State
from backend.pickup.rules.sheets import Sheets
from tests.pickup.conftest import CODE, House
from tests.pickup.test_lending import lent as lending
from tests.pickup.test_reporting import refused, settled, told


def test_of_a_later_service_nothing_is_reported_while_an_earlier_report_waits(
    house: House,
) -> None:
    pickup = house.issued(4)
    house.given(pickup, stop_after=2)
    told(house, pickup, 1)
    house.given(house.now(pickup))
    assert refused(lambda: told(house, pickup, 1)) == "report-waiting"
    assert reporting.reportable_until(house.now(pickup), house.clock.now()) is None
    # The first report stays what it was, and its clerk decides it; then the later one may come.
    settled(house, pickup)
    assert told(house, pickup, 1).care.report is not None


def test_what_is_owed_again_ends_loan_link_tries_and_older_codes(house: House) -> None:
    pickup = house.issued(4)
    house.given(pickup, stop_after=2)
    told(house, pickup, 1)
    lent, before = lending(house, house.now(pickup)), house.clock.now()
    assert lent.loan is not None
    after = settled(house, pickup, Sheets(CODE, 102, 102))
    assert (after.loan, after.link, after.generation) == (None, None, lent.generation + 1)
    assert (after.tries_left, after.missed_id) == (TRIES, None)
    assert after.expires_at == (before + LIFETIME).replace(microsecond=0)
    assert after.collector(before) == "owner"


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
