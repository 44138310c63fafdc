"""The verbs of pickup against fakes: what happens, and each refusal in its order."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from backend.custody.serials import Range, total
from backend.kernel.errors import Refusal
from backend.pickup.rules.pickup import Pickup, State
from backend.pickup.rules.sheets import Sheets
from tests.pickup.conftest import CODE, House


def refused(act: Callable[[], object]) -> Refusal:
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value


def in_place(house: House) -> int:
    return sum(
        shelf.stock + total(shelf.in_doubt) + shelf.out
        for shelf in house.stockroom.shelves.values()
    )


def test_issue_holds_the_count_once(house: House) -> None:
    pickup = house.issued(3)
    assert house.issued(3) == pickup
    shelf = house.stockroom.shelf("Z001", "P_ORD")
    assert (shelf.stock, shelf.held, shelf.free) == (14, 3, 10)
    assert house.store.ledger.kinds(pickup.subject) == ["pickup:pickup:issued"]


def test_issue_without_stock_waits_for_a_place(house: House) -> None:
    pickup = house.issued(99)
    assert pickup.site_id is None
    assert house.owner.pass_of(pickup, "owner", house.clock.now()) is None


def test_a_whole_pickup(house: House) -> None:
    pickup = house.issued(3)
    grip = house.reserved(pickup)
    house.machine.start(grip, house.at())
    for k in (1, 2, 3):
        house.sheet(grip, k, 100 + k)
    done = house.machine.finish(grip, house.at())
    assert done.state is State.DISPENSED
    assert done.handed == (Sheets(CODE, 101, 103),)
    shelf = house.stockroom.shelf("Z001", "P_ORD")
    assert (shelf.stock, shelf.held, shelf.out) == (11, 0, 3)
    assert house.store.ledger.kinds(pickup.subject) == [
        "pickup:pickup:issued",
        "pickup:pickup:reserved",
        "pickup:pickup:started",
        "pickup:pickup:sheet-confirmed",
        "pickup:pickup:sheet-confirmed",
        "pickup:pickup:sheet-confirmed",
        "pickup:pickup:dispensed",
    ]
    machines = {event.machine for event in house.store.history(pickup.id, None).items[1:]}
    assert machines == {"kiosk/Z001-K1"}


def test_every_call_may_repeat(house: House) -> None:
    pickup = house.issued(2)
    grip, code = house.reserved(pickup), house.code(pickup)
    again = house.scan(code, reservation_id=grip.reservation_id)
    assert again.reservation
    assert again.reservation.fencing == grip.fencing
    house.clock.forward(seconds=100)  # the code has rolled on; the repeat asks for nothing new
    house.scan(code, reservation_id=grip.reservation_id)
    steps: list[Callable[[], Pickup]] = [
        lambda: house.machine.start(grip, house.at()),
        lambda: house.sheet(grip, 1, 101),
        lambda: house.sheet(grip, 2, 102),
        lambda: house.machine.finish(grip, house.at()),
    ]
    for step in steps:
        before = step()
        assert step() == before == house.store.find(pickup.id)
    assert len(house.store.history(pickup.id, None).items) == 6


def test_a_stale_code_is_stale_to_a_machine_that_only_knows_the_reservation(house: House) -> None:
    pickup = house.issued(2)
    grip, stale = house.reserved(pickup), house.code(pickup)
    house.clock.forward(seconds=100)
    again = house.scan(stale, reservation_id=grip.reservation_id)
    assert again.reservation
    assert again.reservation.kiosk_id == grip.kiosk_id

    def elsewhere() -> Pickup:
        return house.scan(stale, at="Z001-K2", reservation_id=grip.reservation_id)

    assert refused(elsewhere).code == "code-stale"
    # Nor once the reservation has lapsed, when it would take the order over.
    house.clock.forward(seconds=30)
    assert refused(elsewhere).code == "code-stale"


def test_refusals_come_in_order(house: House) -> None:
    pickup = house.issued(3)

    def scan(kiosk_id: str = "Z001-K1", code: str | None = None) -> str:
        text = code or house.code(pickup)
        return refused(lambda: house.scan(text, at=kiosk_id)).code

    stale = house.code(pickup)
    assert scan("Z001-K9", "nonsense") == "kiosk-out-of-service"
    assert scan("nobody", "nonsense") == "kiosk-out-of-service"
    assert scan(code="nonsense") == "code-malformed"
    house.clock.forward(seconds=91)
    assert scan(code=stale) == "code-stale"
    unknown = replace(pickup, id="ff" * 8)
    assert scan(code=house.code(unknown)) == "pickup-unknown"
    assert scan(code=house.code(replace(pickup, generation=9))) == "pickup-revoked"
    assert scan("Z002-K1") == "pickup-elsewhere"
    house.reserved(pickup)
    assert scan("Z001-K2") == "pickup-held"
    house.clock.forward(days=8)
    assert scan() == "code-expired"


def test_elsewhere_says_where(house: House) -> None:
    pickup = house.issued(3)
    text = house.code(pickup)
    refusal = refused(lambda: house.scan(text, at="Z002-K1"))
    assert refusal.params == {"site_id": "Z001", "site_name": "一号厅（模拟）"}


def test_dispensed_and_open_are_refused(house: House) -> None:
    pickup = house.issued(1)
    grip = house.reserved(pickup)
    house.machine.start(grip, house.at())
    house.clock.forward(seconds=61)
    house.time.pass_time(pickup.id, house.by("system/pickup-sweep", ""))
    text = house.code(pickup)

    def scan():
        return house.scan(text, at="Z001-K2")

    assert refused(scan).code == "pickup-open"
    house.sheet(grip, 1, 101)
    house.machine.finish(grip, house.at())
    assert refused(scan).code == "pickup-dispensed"


def test_short_stock_is_refused_and_nothing_is_bound(house: House) -> None:
    pickup = house.issued(6)
    text = house.code(pickup)
    refusal = refused(lambda: house.scan(text, at="Z001-K2"))
    assert (refusal.code, refusal.params["left"]) == ("kiosk-stock-short", 4)
    assert house.stockroom.shelf("Z001", "P_ORD").cassette("Z001-K2").binding is None


def test_a_busy_machine_serves_one_at_a_time(house: House) -> None:
    first, second = house.issued(2), house.issued(2, pickup_id="0b" * 8)
    house.reserved(first)
    text = house.code(second)

    def scan() -> Pickup:
        return house.scan(text)

    assert refused(scan).code == "kiosk-busy"


def test_a_lapsed_reservation_frees_the_head_for_the_next(house: House) -> None:
    first, second = house.issued(2), house.issued(2, pickup_id="0b" * 8)
    grip = house.reserved(first)
    house.clock.forward(seconds=120)
    assert refused(lambda: house.machine.start(grip, house.at())).code == "reservation-over"
    other = house.reserved(second)
    house.machine.start(other, house.at())
    house.sheet(other, 1, 101)
    assert in_place(house) == 24


def test_the_sweeper_writes_the_lapse_down(house: House) -> None:
    pickup = house.issued(2)
    house.reserved(pickup)
    house.clock.forward(seconds=121)
    assert house.time.pass_time(pickup.id, house.by("system/pickup-sweep", ""))
    assert not house.time.pass_time(pickup.id, house.by("system/pickup-sweep", ""))
    after = house.store.find(pickup.id)
    assert after
    assert after.state is State.ISSUED
    assert house.stockroom.shelf("Z001", "P_ORD").cassette("Z001-K1").binding is None


def test_an_older_machine_cannot_speak(house: House) -> None:
    pickup = house.issued(2)
    old = house.reserved(pickup)
    house.clock.forward(seconds=121)
    new = house.reserved(pickup, "Z001-K2")
    house.machine.start(new, house.at("Z001-K2"))
    for act in (
        lambda: house.machine.start(old, house.at()),
        lambda: house.sheet(old, 1, 101),
        lambda: house.machine.finish(old, house.at()),
        lambda: house.machine.stop(old, reason="jam", spoiled=None, doing=house.at()),
        lambda: house.sheet(replace(new, kiosk_id="Z001-K1"), 1, 201),
        lambda: house.sheet(replace(new, fencing=new.fencing + 1), 1, 201),
    ):
        assert refused(act).code == "reservation-over"


def test_a_sign_of_life_is_no_coming_back(house: House) -> None:
    pickup = house.issued(1)
    grip = house.reserved(pickup)
    for _ in range(3):
        house.machine.start(grip, house.at())
        house.clock.forward(seconds=11)
    kinds = [event.kind for event in house.store.history(pickup.id, None).items[2:]]
    assert kinds == ["pickup:pickup:started", "pickup:pickup:heard", "pickup:pickup:heard"]


@pytest.mark.parametrize(
    ("k", "number", "code"),
    [(2, 102, "sheet-out-of-turn"), (1, 102, "sheet-unexpected"), (3, 103, "sheet-out-of-turn")],
)
def test_sheets_come_in_order_and_as_bound(house: House, k: int, number: int, code: str) -> None:
    grip = house.reserved(house.issued(2))
    house.machine.start(grip, house.at())
    assert refused(lambda: house.sheet(grip, k, number)).code == code


def test_no_sheet_before_the_start_and_no_end_before_the_last(house: House) -> None:
    grip = house.reserved(house.issued(2))
    assert refused(lambda: house.sheet(grip, 1, 101)).code == "reservation-over"
    house.machine.start(grip, house.at())
    house.sheet(grip, 1, 101)
    assert refused(lambda: house.machine.finish(grip, house.at())).code == "sheets-missing"


def test_a_jam_frees_the_exact_remainder(house: House) -> None:
    pickup = house.issued(5)
    grip = house.reserved(pickup)
    house.machine.start(grip, house.at())
    house.sheet(grip, 1, 101)
    house.sheet(grip, 2, 102)
    stop = lambda: house.machine.stop(  # noqa: E731
        grip, reason="jam", spoiled=(CODE, 103), doing=house.at()
    )
    after = stop()
    assert stop() == after
    assert (after.state, after.handed_count, after.remaining) == (State.ISSUED, 2, 3)
    shelf = house.stockroom.shelf("Z001", "P_ORD")
    assert shelf.in_doubt == (Range(CODE, 103, 103),)
    assert (shelf.held, shelf.out, in_place(house)) == (3, 2, 24)
    other = house.reserved(after, "Z001-K2")
    house.machine.start(other, house.at("Z001-K2"))
    for k in (1, 2, 3):
        house.sheet(other, k, 200 + k)
    done = house.machine.finish(other, house.at("Z001-K2"))
    assert done.handed == (Sheets(CODE, 101, 102), Sheets(CODE, 201, 203))


def test_cancelled_before_the_start_gives_everything_back(house: House) -> None:
    pickup = house.issued(2)
    grip = house.reserved(pickup)
    after = house.machine.stop(grip, reason="cancelled", spoiled=None, doing=house.at())
    assert after.state is State.ISSUED
    assert house.stockroom.shelf("Z001", "P_ORD").cassette("Z001-K1").ranges == (
        Range(CODE, 101, 110),
    )


def test_silence_opens_a_case_and_frees_nothing(house: House) -> None:
    pickup, grip = house.silent()
    after = house.store.find(pickup.id)
    assert after
    assert after.state is State.OPEN
    binding = house.stockroom.shelf("Z001", "P_ORD").cassette("Z001-K1").binding
    assert binding is not None
    assert binding.until is None
    assert (
        refused(lambda: house.owner.choose_site(pickup.id, "Z002", "owner", house.by())).code
        == "pickup-busy"
    )
    house.sheet(grip, 2, 102)  # the machine comes back before a clerk has spoken
    resumed = house.store.find(pickup.id)
    assert resumed
    assert resumed.state is State.DISPENSING
