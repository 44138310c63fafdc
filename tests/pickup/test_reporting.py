"""After the paper moved: who may report what and until when, and what a clerk makes of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.custody.serials import Range, total
from backend.kernel.errors import Refusal
from backend.kernel.ids import new_id
from backend.pickup.rules import reporting
from backend.pickup.rules.pickup import Care, Pickup, Report, Service, State
from backend.pickup.rules.sheets import Sheets, listed
from backend.pickup.service.reporting import Said
from tests.pickup.conftest import CODE, House
from tests.pickup.test_rules import DOING, HELD, NOW, SOUND

GIVEN = Service("r1", "Z001-K1", "Z001", NOW - timedelta(hours=1), (Sheets(CODE, 101, 103),))
TOLD = Report("n1", "r1", 2, "", NOW, "person/p1", 5)
HANDED = replace(
    SOUND, state=State.DISPENSED, handed=GIVEN.sheets, care=Care(services=(GIVEN,)), version=5
)
EARLIER = replace(GIVEN, reservation_id="r0")
WAITS = replace(TOLD, reservation_id="r0")
OLD = replace(GIVEN, ended_at=NOW - timedelta(hours=24, seconds=1))


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value.code


def with_care(pickup: Pickup, *services: Service, told: Report | None = None) -> Pickup:
    return replace(pickup, care=Care(services=services, report=told))


# Each row mends the fault the row before was refused for; all later faults are still there.
@pytest.mark.parametrize(
    ("pickup", "code"),
    [
        (replace(with_care(HANDED), state=State.OPEN), "pickup-not-handed"),
        (
            replace(with_care(HANDED, OLD, told=TOLD), state=State.OPEN),
            "report-exists-differently",
        ),
        (
            replace(with_care(HANDED, EARLIER, OLD, told=WAITS), state=State.OPEN),
            "report-waiting",
        ),
        (replace(with_care(HANDED, OLD), state=State.OPEN), "report-too-late"),
        (replace(with_care(HANDED, GIVEN), state=State.OPEN), "pickup-busy"),
        (HANDED, "has-out-of-range"),
    ],
)
def test_the_first_fault_is_told(pickup: Pickup, code: str) -> None:
    told = refused(lambda: reporting.report(pickup, "n2", has=3, note="", doing=DOING))
    assert told == code
    assert (reporting.reportable_until(pickup, NOW) is None) is (code != "has-out-of-range")


def test_the_same_said_again_is_no_second_report() -> None:
    step = reporting.report(HANDED, "n1", has=2, note="少一张", doing=DOING)
    assert step is not None
    after, event = step
    assert after.care.report is not None
    assert (after.care.report.number, after.state) == (event.number, State.DISPENSED)
    assert (event.data["has"], event.data["serials"]) == (2, [[CODE, 101, 103]])

    def say(has: int, note: str) -> object:
        return reporting.report(after, "n1", has=has, note=note, doing=DOING)

    assert say(2, "少一张") is None
    assert refused(lambda: say(1, "少一张")) == "report-exists-differently"
    assert refused(lambda: say(2, "")) == "report-exists-differently"


def test_an_old_id_says_what_it_said_and_nothing_else(house: House) -> None:
    pickup = house.issued(5)
    house.given(pickup)
    report_id = new_id()

    def say(has: int, note: str = "") -> Pickup:
        said = Said(has, note)
        return house.reports.report(pickup.id, report_id, said, person_id="owner", doing=house.by())

    say(3)
    settled(house, pickup, Sheets(CODE, 104, 105))
    house.given(house.now(pickup))
    version = told(house, house.now(pickup), 1).version
    assert say(3).version == version
    assert refused(lambda: say(0)) == "report-exists-differently"
    assert refused(lambda: say(3, "少两张")) == "report-exists-differently"
    assert house.now(pickup).version == version


@pytest.mark.parametrize(
    ("pickup", "episode", "code"),
    [
        (HANDED, 5, "report-over"),
        (with_care(HANDED, GIVEN, told=TOLD), 4, "report-over"),
        (with_care(HANDED, GIVEN, told=replace(TOLD, outcome="found")), 5, "report-over"),
        (
            replace(with_care(HANDED, GIVEN, told=TOLD), state=State.RESERVED, reservation=HELD),
            5,
            "pickup-busy",
        ),
    ],
)
def test_what_a_clerk_cannot_settle(pickup: Pickup, episode: int, code: str) -> None:
    assert refused(lambda: reporting.reported(pickup, episode, NOW)) == code


@pytest.mark.parametrize(
    "missing",
    [
        (),
        (Sheets(CODE, 104, 104),),
        (Sheets(CODE, 103, 104),),
        (Sheets("013002600199", 101, 101),),
        (Sheets(CODE, 101, 101), Sheets(CODE, 101, 101)),
    ],
)
def test_only_sheets_of_the_service_can_be_missing(missing: tuple[Sheets, ...]) -> None:
    assert refused(lambda: reporting.check_missing(GIVEN, missing)) == "missing-not-handed"


def told(house: House, pickup: Pickup, has: int) -> Pickup:
    return house.reports.report(pickup.id, new_id(), Said(has), person_id="owner", doing=house.by())


def settled(house: House, pickup: Pickup, *missing: Sheets) -> Pickup:
    report = house.now(pickup).care.report
    assert report is not None
    return house.reports.settle(
        pickup.id, report.number, missing or None, reason="已查监控", doing=house.by("clerk/1")
    )


def test_missing_sheets_go_to_quarantine_and_can_be_fetched_again(house: House) -> None:
    pickup = house.issued(5)
    old = house.code(pickup)
    house.given(pickup)
    told(house, pickup, 4)
    shelf = house.stockroom.shelf("Z001", "P_ORD")
    assert (shelf.out, shelf.in_doubt) == (5, ())
    after = settled(house, pickup, Sheets(CODE, 105, 105))
    assert (after.state, after.handed_count, after.remaining) == (State.ISSUED, 4, 1)
    assert (after.care.reprinted, after.site_id) == (1, "Z001")
    shelf = house.stockroom.shelf("Z001", "P_ORD")
    assert (shelf.out, shelf.in_doubt, shelf.held) == (4, (Range(CODE, 105, 105),), 1)
    assert refused(lambda: house.scan(old)) == "pickup-revoked"
    house.given(after)
    assert listed(house.now(pickup).handed)[-1] == (CODE, 106)
    event = house.store.ledger.events[pickup.subject][-5]
    assert (event.kind, event.actor) == ("pickup:pickup:owed-again", "clerk/1")
    assert (event.data["reason"], event.data["serials"]) == ("已查监控", [[CODE, 105, 105]])


def test_found_sheets_change_nothing(house: House) -> None:
    pickup = house.issued(3)
    house.given(pickup)
    told(house, pickup, 2)
    before = house.stockroom.shelf("Z001", "P_ORD")
    after = settled(house, pickup)
    assert (after.state, after.handed_count) == (State.DISPENSED, 3)
    assert after.care.report is not None
    assert after.care.report.outcome == "found"
    assert house.stockroom.shelf("Z001", "P_ORD") == before
    assert refused(lambda: told(house, pickup, 2)) == "report-exists-differently"
    assert refused(lambda: settled(house, pickup)) == "report-over"


def test_a_later_service_may_be_reported_anew(house: House) -> None:
    pickup = house.issued(4)
    house.given(pickup, stop_after=2)
    told(house, pickup, 1)
    after = settled(house, pickup, Sheets(CODE, 102, 102))
    assert (after.remaining, house.stockroom.shelf("Z001", "P_ORD").held) == (3, 3)
    house.given(after)
    told(house, pickup, 2)
    last = settled(house, pickup, Sheets(CODE, 103, 103))
    assert (last.remaining, last.care.reprinted) == (1, 2)


def test_what_waits_elsewhere_is_held_there(house: House) -> None:
    pickup = house.issued(4)
    house.given(pickup, stop_after=2)
    told(house, pickup, 1)
    house.owner.choose_site(pickup.id, "Z002", "owner", house.by())
    after = settled(house, pickup, Sheets(CODE, 102, 102))
    assert (after.site_id, after.remaining) == ("Z002", 3)
    assert house.stockroom.shelf("Z002", "P_ORD").held == 3
    here = house.stockroom.shelf("Z001", "P_ORD")
    assert (here.held, here.out, total(here.in_doubt)) == (0, 1, 1)


@pytest.mark.parametrize("elsewhere", [False, True])
def test_where_there_is_no_paper_left_the_owner_chooses_a_place(
    house: House, elsewhere: bool
) -> None:
    pickup = house.issued(4)
    house.given(pickup, stop_after=2)
    told(house, pickup, 1)
    site = "Z002" if elsewhere else "Z001"
    if elsewhere:
        house.owner.choose_site(pickup.id, site, "owner", house.by())
    for name in ("0c", "0d"):
        if free := house.stockroom.shelf(site, "P_ORD").free:
            house.issued(free, site, name * 8)
    held = house.stockroom.shelf(site, "P_ORD").held
    after = settled(house, pickup, Sheets(CODE, 102, 102))
    assert (after.site_id, after.remaining) == (None, 3)
    assert house.stockroom.shelf(site, "P_ORD").held == held - 2
    assert total(house.stockroom.shelf("Z001", "P_ORD").in_doubt) == 1


def test_of_an_order_that_ended_only_the_missing_are_owed(house: House) -> None:
    pickup = house.issued(5)
    house.given(pickup, stop_after=3)
    told(house, pickup, 2)
    house.ending.cancel(pickup.id, "owner", house.by())
    after = settled(house, pickup, Sheets(CODE, 102, 102))
    assert (after.state, after.count, after.remaining) == (State.ISSUED, 3, 1)
    assert house.stockroom.shelf("Z001", "P_ORD").held == 1
    house.clock.forward(days=6)
    house.given(house.now(pickup))
    assert house.now(pickup).state is State.DISPENSED


def test_at_the_machine_only_its_own_service_is_reported(house: House) -> None:
    pickup = house.issued(3)
    grip = house.given(pickup)
    report_id = new_id()
    say = lambda held: house.reports.report_at_machine(  # noqa: E731
        held, report_id, Said(2), house.at()
    )
    assert refused(lambda: say(replace(grip, fencing=grip.fencing + 1))) == "reservation-over"
    assert refused(lambda: say(replace(grip, kiosk_id="Z001-K2"))) == "reservation-over"
    assert say(grip) == say(grip)
    assert house.now(pickup).care.report is not None


ACTS = st.lists(
    st.tuples(st.sampled_from(["serve", "jam", "report", "cancel", "move"]), st.integers(0, 4)),
    max_size=14,
)


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_no_order_yields_more_than_approved_but_by_a_clerk(house: House, acts: list) -> None:
    """Whatever happens in whichever order: sheets that left are counted, and none leaves twice."""
    house.store.items.clear()
    house.store.ledger.events.clear()
    house.stockroom.shelves.clear()
    house.stockroom.stock("Z001", "P_ORD", "Z001-K1", Range(CODE, 101, 130))
    house.stockroom.stock("Z002", "P_ORD", "Z002-K1", Range(CODE, 301, 330))
    pickup = house.issued(4)
    for name, number in acts:
        try:
            act(house, house.now(pickup), name, number)
        except Refusal:
            continue
        events = house.store.ledger.events[pickup.subject]
        out = [
            (one.data["code"], one.data["number"])
            for one in events
            if one.kind == "pickup:pickup:sheet-confirmed"
        ]
        owed = sum(
            int(str(one.data["count"])) for one in events if one.kind.endswith(":owed-again")
        )
        assert len(set(out)) == len(out) <= 4 + owed
        shelves = house.stockroom.shelves.values()
        now = house.now(pickup)
        assert sum(one.out for one in shelves) == now.handed_count
        assert sum(total(one.in_doubt) for one in shelves) == owed == now.care.reprinted
        assert sum(one.stock + one.out + total(one.in_doubt) for one in shelves) == 60
        waits = now.remaining if now.state is State.ISSUED and now.site_id else 0
        assert sum(one.held for one in shelves) == waits


def act(house: House, pickup: Pickup, name: str, number: int) -> None:
    match name:
        case "serve" | "jam" if pickup.state is State.ISSUED:
            stop = min(number, pickup.remaining) if name == "jam" else None
            house.given(pickup, stop_after=stop)
        case "report":
            after = told(house, pickup, number)
            assert after.care.report is not None
            sheets = listed(after.care.services[-1].sheets)[number:]
            settled(house, pickup, *(Sheets(code, one, one) for code, one in sheets))
        case "cancel":
            house.ending.cancel(pickup.id, "owner", house.by())
        case "move":
            house.owner.choose_site(pickup.id, f"Z00{1 + number % 2}", "owner", house.by())
