"""What a clerk finds at a silent machine, to the sheet."""

import pytest

from backend.custody.serials import Range, total
from backend.kernel.errors import Refusal
from backend.pickup.rules.pickup import Found, Pickup, State
from backend.pickup.rules.sheets import Sheets
from tests.pickup.conftest import CODE, House, some


def settled(house: House, pickup: Pickup, found: Found) -> Pickup:
    return house.clerk.settle(
        pickup.id, pickup.version, found, reason="已核对", doing=house.by("clerk/1")
    )


def refused(house: House, pickup: Pickup, found: Found) -> tuple[str, str | None]:
    with pytest.raises(Refusal) as checked:
        house.clerk.check(pickup.id, pickup.version, found, house.by("clerk/1"))
    with pytest.raises(Refusal) as caught:
        settled(house, pickup, found)
    assert checked.value.code == caught.value.code
    return caught.value.code, caught.value.field


# The first sheet still inside, how many the person has: handed over, in quarantine, still owed.
@pytest.mark.parametrize(
    ("next_number", "taken", "handed", "doubted", "owed"),
    [
        (102, 0, 1, 0, 2),
        (103, 0, 1, 1, 2),
        (103, 1, 2, 0, 1),
        (104, 0, 1, 2, 2),
        (104, 1, 2, 1, 1),
        (104, 2, 3, 0, 0),
    ],
)
def test_what_left_is_handed_or_in_doubt(
    house: House, next_number: int, taken: int, handed: int, doubted: int, owed: int
) -> None:
    pickup, _ = house.silent()
    after = settled(house, pickup, Found((CODE, next_number), some(102, taken)))
    assert (after.handed_count, after.remaining) == (handed, owed)
    assert after.state is (State.ISSUED if owed else State.DISPENSED)
    shelf = house.stockroom.shelf("Z001", "P_ORD")
    assert (shelf.out, total(shelf.in_doubt), shelf.held) == (handed, doubted, owed)
    assert shelf.stock + shelf.out + total(shelf.in_doubt) == 14


def test_what_became_of_every_sheet_is_told(house: House) -> None:
    pickup, _ = house.silent()
    settled(house, pickup, Found((CODE, 103)))
    told = house.store.ledger.events[pickup.subject][-1].data
    became = {name: told[name] for name in ("given", "set_apart", "released")}
    assert became == {
        "given": [[CODE, 101, 101]],
        "set_apart": [[CODE, 102, 102]],
        "released": [[CODE, 103, 103]],
    }


def test_an_empty_cassette_and_another_segment_can_be_told(house: House) -> None:
    house.stockroom.shelves.clear()
    house.stockroom.stock("Z001", "P_ORD", "Z001-K1", Range(CODE, 101, 103))
    pickup, _ = house.silent()
    assert refused(house, pickup, Found((CODE, 104))) == ("sheets-out-of-range", "/next_serial")
    assert settled(house, pickup, Found(None, some(102, 2))).state is State.DISPENSED
    house.stockroom.shelves.clear()
    papers = Range(CODE, 101, 103), Range("013002600199", 501, 509)
    house.stockroom.stock("Z001", "P_ORD", "Z001-K1", *papers)
    house.store.items.clear()
    house.store.ledger.events.clear()
    pickup, _ = house.silent()
    assert settled(house, pickup, Found(("013002600199", 501), some(102, 2))).handed == (
        Sheets(CODE, 101, 103),
    )


def test_the_collector_may_have_the_later_of_two_sheets(house: House) -> None:
    pickup, _ = house.silent()
    after = settled(house, pickup, Found((CODE, 104), some(103, 1)))
    assert (after.handed, after.remaining) == ((Sheets(CODE, 101, 101), Sheets(CODE, 103, 103)), 1)
    shelf = house.stockroom.shelf("Z001", "P_ORD")
    assert (shelf.in_doubt, shelf.out, shelf.held) == ((Range(CODE, 102, 102),), 2, 1)


@pytest.mark.parametrize(
    ("found", "code"),
    [
        (Found((CODE, 101)), "sheets-out-of-range"),
        (Found((CODE, 105)), "sheets-out-of-range"),
        (Found(("013002600199", 103)), "sheets-out-of-range"),
        (Found(None), "sheets-out-of-range"),
        (Found((CODE, 103), some(102, 2)), "taken-not-in-question"),
        (Found((CODE, 103), some(101, 1)), "taken-not-in-question"),
        (Found((CODE, 104), some(102, 1) * 2), "taken-not-in-question"),
    ],
)
def test_what_cannot_be_is_refused_before_and_at_the_deed(
    house: House, found: Found, code: str
) -> None:
    pickup, _ = house.silent()
    assert refused(house, pickup, found)[0] == code
    assert house.store.find(pickup.id) == pickup


def test_what_was_found_in_one_silence_says_nothing_of_the_next(house: House) -> None:
    first, grip = house.silent()
    house.sheet(grip, 2, 102)
    house.clock.forward(seconds=61)
    assert house.time.pass_time(first.id, house.by("system/pickup-sweep", ""))
    assert refused(house, first, Found((CODE, 103), some(102, 1)))[0] == "pickup-not-open"
    again = house.store.find(first.id)
    assert again is not None
    assert settled(house, again, Found((CODE, 103))).handed_count == 2
    assert refused(house, again, Found((CODE, 103)))[0] == "pickup-not-open"


def test_a_machine_that_comes_back_before_the_clerk_goes_on(house: House) -> None:
    pickup, grip = house.silent()
    back = house.machine.start(grip, house.at())
    assert back.state is State.DISPENSING
    assert house.machine.start(grip, house.at()) == back
    assert house.store.ledger.kinds(pickup.subject)[-1] == "pickup:pickup:resumed"
    house.sheet(grip, 2, 102)
    house.sheet(grip, 3, 103)
    done = house.machine.finish(grip, house.at())
    assert done.state is State.DISPENSED
    assert house.machine.start(grip, house.at()) == done


def test_a_machine_that_is_slow_says_that_it_is_there(house: House) -> None:
    grip = house.reserved(house.issued(3))
    started = house.machine.start(grip, house.at())
    house.clock.forward(seconds=9.999)
    assert house.machine.start(grip, house.at()) == started
    house.clock.forward(seconds=0.001)
    again = house.machine.start(grip, house.at())
    assert (again.state, again.version) == (State.DISPENSING, started.version + 1)
    house.clock.forward(seconds=59.999)
    assert not house.time.pass_time(again.id, house.by("system/pickup-sweep", ""))
    house.clock.forward(seconds=0.001)
    assert house.time.pass_time(again.id, house.by("system/pickup-sweep", ""))


def test_a_remainder_past_its_time_still_expires(house: House) -> None:
    pickup, _ = house.silent()
    late = house.clock.forward(days=8)
    after = settled(house, pickup, Found((CODE, 102)))
    assert after.state is State.ISSUED
    due = after.due_at()
    assert due is not None
    assert due < after.expires_at < late
    assert house.time.pass_time(pickup.id, house.by("system/pickup-sweep", ""))
    assert house.stockroom.shelf("Z001", "P_ORD").held == 0


def test_a_remainder_is_fetched_at_any_machine_with_paper(house: House) -> None:
    pickup, grip = house.silent()
    after = settled(house, pickup, Found((CODE, 102)))
    reserved = house.scan(house.code(after), at="Z002-K1")
    assert reserved.reservation is not None
    assert (reserved.site_id, reserved.reservation.count) == ("Z002", 2)
    assert house.stockroom.shelf("Z001", "P_ORD").held == 0
    assert house.stockroom.shelf("Z002", "P_ORD").held == 2
    verbs = [kind.rsplit(":", 1)[1] for kind in house.store.ledger.kinds(pickup.subject)]
    assert verbs[-3:] == ["settled", "moved", "reserved"]
    assert grip.kiosk_id == "Z001-K1"


def test_a_remainder_where_there_is_no_paper_is_refused(house: House) -> None:
    pickup, _ = house.silent()
    after = settled(house, pickup, Found((CODE, 102)))
    house.issued(9, "Z002", "0c" * 8)
    with pytest.raises(Refusal) as caught:
        house.scan(house.code(after), at="Z002-K1")
    assert (caught.value.code, caught.value.params["left"]) == ("kiosk-stock-short", 1)
    kept = house.store.find(pickup.id)
    assert kept is not None
    assert kept.site_id == "Z001"


def test_a_lapse_is_on_record_before_anybody_goes_on(house: House) -> None:
    pickup = house.issued(2)
    house.reserved(pickup)
    house.clock.forward(seconds=121)
    house.reserved(pickup, "Z001-K2")
    house.clock.forward(seconds=121)
    house.owner.choose_site(pickup.id, "Z002", "owner", house.by())
    verbs = [kind.rsplit(":", 1)[1] for kind in house.store.ledger.kinds(pickup.subject)]
    assert verbs == ["issued", "reserved", "lapsed", "reserved", "lapsed", "moved"]


def test_an_authority_that_ended_takes_the_pass_with_it(house: House) -> None:
    pickup = house.issued(2)
    code = house.code(pickup)
    house.around.acting.discard(("owner", "company"))
    with pytest.raises(Refusal) as caught:
        house.scan(code)
    assert caught.value.code == "pickup-revoked"
    with pytest.raises(Refusal) as caught:
        house.owner.see(pickup.id, "owner")
    assert caught.value.code == "pickup-unknown"


def test_more_than_one_cassette_can_give_is_no_free_paper(house: House) -> None:
    house.stockroom.shelves.clear()
    for kiosk_id, first in (("Z001-K1", 101), ("Z001-K2", 201)):
        house.stockroom.stock("Z001", "P_ORD", kiosk_id, Range(CODE, first, first + 2))
    assert house.stockroom.shelf("Z001", "P_ORD").free == 3
    assert house.issued(5).site_id is None
    assert house.issued(3, pickup_id="0b" * 8).site_id == "Z001"


def test_what_the_machine_gave_since_under_its_leases_is_missing_too(house: House) -> None:
    """It fell silent in a service, served another order alone, and its disk is gone."""
    pickup, other = house.issued(3), house.issued(1, pickup_id="0b" * 8)
    assert {one.line.pickup_id for one in house.polled().lent} == {pickup.id, other.id}
    grip = house.reserved(pickup)
    house.machine.start(grip, house.at())
    house.sheet(grip, 1, 101)
    house.clock.forward(seconds=61)
    opened = house.swept(pickup)
    # One more than the other lease explains is no sheet that the clerk can have seen.
    assert refused(house, opened, Found((CODE, 106)))[0] == "sheets-out-of-range"
    after = settled(house, opened, Found((CODE, 105), some(102, 2)))
    assert (after.state, after.handed) == (State.DISPENSED, some(101, 3))
    house.clock.forward(hours=4)
    house.owner.choose_site(other.id, "Z002", "owner", house.by())
    dark = house.swept(house.now(other))
    done = settled(house, dark, Found((CODE, 105), some(104, 1)))
    assert (done.state, done.handed) == (State.DISPENSED, some(104, 1))
    shelf = house.stockroom.shelf("Z001", "P_ORD")
    assert (shelf.out, total(shelf.in_doubt), shelf.held) == (4, 0, 0)
