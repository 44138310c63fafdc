"""One contract for the fake and both real engines."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from backend.custody.mail_room import MailRoom
from backend.custody.serials import Range
from backend.custody.stockroom import Stockroom
from backend.delivery.ports import Beside, Noted
from backend.delivery.rules import address as addresses
from backend.delivery.rules import handover as handovers
from backend.delivery.rules import orders as mail_orders
from backend.delivery.rules import parcel as parcels
from backend.delivery.rules import task as tasks
from backend.delivery.rules.parcel import News, ParcelState
from backend.delivery.rules.task import Task, TaskKind
from backend.delivery.store import DynamoDelivery, rows
from backend.kernel.conflicts import Conflict
from backend.kernel.events import Doing
from backend.kernel.ids import new_id
from backend.storage import ledger, meter
from tests.conftest import OwnedClock
from tests.delivery.conftest import CODE, HOME, ROOM, Room, packets, room_over
from tests.delivery.samples import ONE, ORDER, PARCEL
from tests.fakes.delivery import FakeDeliveryStore
from tests.fakes.mail_room import FakeMailRoom

DOING = Doing("system/test", ONE.at)


@pytest.fixture(params=["fake", "embedded", "moto"])
def town(request: pytest.FixtureRequest, clock: OwnedClock) -> Iterator[Room]:
    """The whole room over a store and the paper that goes with it."""
    if request.param == "fake":
        stock = FakeMailRoom()
        stock.stocked(ROOM, "P_ORD", Range(CODE, 101, 120))
        yield room_over(FakeDeliveryStore(stock), stock, clock)
        return
    tables = request.getfixturevalue(f"{request.param}_tables")
    assert tables == request.param
    real = MailRoom()
    Stockroom().receive("P_ORD", Range(CODE, 1, 500), new_id(), DOING)
    paper = Range(CODE, 101, 120)
    real.fill(site_id=ROOM, kind="P_ORD", paper=paper, filling_id=new_id(), doing=DOING)
    yield room_over(DynamoDelivery(), real, clock)  # type: ignore[arg-type]


def test_everything_is_found_again_as_it_was_written(town: Room) -> None:
    order = town.owed()
    parcel = town.packed(order)
    handover_id = town.handed(parcel)
    for code in ("in-transit", "out-for-delivery", "odd"):
        town.told(parcel, code)
    found = town.now(parcel)
    assert (found.state, found.checked_by) == (ParcelState.OUT, "clerk/c2")
    assert [one.code for one in found.told] == ["in-transit", "out-for-delivery", "odd"]
    assert found.lines[0].sheets == packets((101, 103))
    assert (found.handed_at, found.to) == (town.clock.now(), order.to)
    assert town.order(order).sheets == packets((101, 103))
    handover = town.handing.see(handover_id)
    assert (handover.count, handover.ended_by) == (1, "clerk/c1")
    assert town.store.listed(handover_id) == [parcel.id]
    assert town.store.find_labelled(found.tracking_number or "") == parcel.id
    assert town.store.find_orders([order.id, "never"]) == {order.id: town.order(order)}
    assert town.store.find_parcels([parcel.id, "never"]) == {parcel.id: found}
    verbs = [
        one.kind.rsplit(":", 1)[1] for one in town.store.history(found.subject, None, 50).items
    ]
    assert verbs[:5] == ["begun", "scanned", "checked", "packed", "listed"]


def test_what_is_off_the_book_is_not_read_with_it(
    town: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, gone = town.addressed(), [town.addressed() for _ in range(3)]
    for address_id in (*gone, gone[0]):
        town.book.remove("company", address_id, person_id="owner", doing=town.by())
    read, whole = [], rows.address
    monkeypatch.setattr(rows, "address", lambda item: (read.append(item.item), whole(item))[1])
    assert [one.id for one in town.book.of_company("company", "owner")] == [kept]
    assert read in ([], [f"address/{kept}"])
    found = town.store.find_address("company", gone[0])
    assert found is not None
    assert (found.removed, found.version) == (True, 2)
    by, put = town.by(), town.book.put
    again = put("company", gone[0], HOME, person_id="owner", doing=by)
    assert (again.removed, town.owed(address_id=gone[1]).to) == (True, HOME)
    with pytest.raises(Conflict):
        town.store.save(*[addresses.remove(replace(found, removed=False, version=1), by)])
    assert [one.id for one in town.store.list_addresses("company")] == [kept]


def test_the_picking_list_is_by_kind_and_then_the_oldest_first_page_by_page(town: Room) -> None:
    home, wanted = town.addressed(), []
    for kind in ("P_ROLL", "P_ORD", "P_ORD"):
        town.clock.forward(minutes=1)
        order = replace(
            ORDER,
            id=f"{next(town.numbers):016x}-0",
            kind=kind,
            address_id=home,
            opened_at=town.clock.now(),
            version=0,
        )
        town.store.save(mail_orders.owe(order, town.by()))
        wanted.append(order.id)
    page = town.store.owed(ROOM, None, 2)
    assert [one.id for one in page.items] == wanted[1:]
    rest = town.store.owed(ROOM, page.next_cursor, 2)
    assert [one.id for one in rest.items] == wanted[:1]
    assert [one.id for one in town.store.of_company("company", None, 10).items] == wanted[::-1]
    assert town.store.owed("H002", None, 10).items == ()


def test_what_is_owed_is_free_for_nobody_else(town: Room) -> None:
    home, keeping = town.addressed(), town.orders.keeping
    assert keeping.free(ROOM, "P_ORD") == 20
    for sheets in (3, 4):
        town.owed(sheets, address_id=home)
    assert (keeping.free(ROOM, "P_ORD"), keeping.free(ROOM, "P_ROLL")) == (13, 0)
    town.begun(town.owed(5, address_id=home))
    assert keeping.free(ROOM, "P_ORD") == 8
    town.owed(30, address_id=home)
    assert (keeping.free(ROOM, "P_ORD"), town.picking.stock(ROOM)["P_ORD"]) == (0, 15)


def test_parcels_in_the_house_are_listed_by_serial(town: Room) -> None:
    home = town.addressed()
    first, second = (town.begun(town.owed(address_id=home)) for _ in range(2))
    town.picking.scan(first.id, first.sheets, town.clerk())
    town.clock.forward(minutes=1)
    for parcel in (second, first):
        if parcel is second:
            town.picking.scan(parcel.id, parcel.sheets, town.clerk())
        town.picking.check(parcel.id, parcel.sheets, town.clerk(2))
        town.clock.forward(minutes=1)
    listed = town.store.list_parcels(ROOM, "picked", cursor=None, limit=10)
    assert [one.id for one in listed.items] == [first.id, second.id]
    assert town.store.list_parcels(ROOM, "picking", cursor=None, limit=10).items == ()


def test_tasks_are_listed_by_when_they_are_due_while_they_are_open(town: Room) -> None:
    early, late = Task("parcel/m1", TaskKind.SIGNED_EARLY), Task("parcel/m1", TaskKind.NO_NEWS)
    for one in (late, early):
        step = tasks.begin(one, ROOM, ONE)
        assert step is not None
        town.store.save(step)
    listed = town.store.open_tasks(None, 10).items
    assert [one.kind for one in listed] == [TaskKind.SIGNED_EARLY, TaskKind.NO_NEWS]
    closed = tasks.end(listed[0], ONE)
    assert closed is not None
    town.store.save(closed)
    assert [one.kind for one in town.store.open_tasks(None, 10).items] == [TaskKind.NO_NEWS]
    about = town.store.tasks_about("parcel/m1")
    assert {one.kind: one.is_open for one in about} == {
        TaskKind.NO_NEWS: True,
        TaskKind.SIGNED_EARLY: False,
    }


def test_what_is_overdue_is_filed_under_now(town: Room) -> None:
    opened, event = handovers.open_list("h9", ROOM, "速递员", ONE)
    past = ONE.at - timedelta(days=1)
    town.store.save((replace(opened, due_at=past), event))
    assert list(town.store.due(past)) == []
    assert list(town.store.due(ONE.at)) == ["handover/h9"]


def test_an_old_version_is_a_conflict_and_writes_nothing(town: Room) -> None:
    parcel = replace(PARCEL, version=0)
    begun = parcels.step(parcel, "begun", ONE)
    town.store.save(begun)
    kept = town.store.find_parcel("m1")
    assert kept is not None
    for again in (begun, parcels.step(replace(kept, version=5), "scanned", ONE)):
        order: Noted = mail_orders.owe(replace(ORDER, version=0), ONE)
        with pytest.raises(Conflict):
            town.store.save(again, order)
        assert town.store.find_order(ORDER.id) is None


def test_a_fault_leaves_the_sound_sheets_to_others(town: Room) -> None:
    order = town.owed()
    parcel = town.packed(order)
    for number in (1, 2):
        by = town.clerk(number)
        town.picking.find_fault(parcel.id, packets((102, 102)), "lost", reason="缺失", doing=by)
    found = town.now(parcel)
    assert found.fault is not None
    assert (found.state, found.fault.packets) == (ParcelState.UNDONE, packets((102, 102)))
    assert town.stock.free(ROOM, "P_ORD") == 19
    assert town.begun(town.order(order)).sheets == packets((101, 101), (103, 104))


def test_a_label_and_a_line_are_written_once(town: Room) -> None:
    kept = replace(PARCEL, version=0)
    step = parcels.step(kept, "begun", ONE)
    town.store.save(step, beside=Beside(labelled=("n1", "m1"), listed=("h1", "m1")))
    now = town.store.find_parcel("m1")
    assert now is not None
    with pytest.raises(Conflict):
        town.store.save(parcels.step(now, "packed", ONE), beside=Beside(labelled=("n1", "m2")))
    gone = Beside(unlabelled="n1", unlisted=("h1", "m1"))
    town.store.save(parcels.step(now, "undone", ONE), beside=gone)
    assert (town.store.find_labelled("n1"), list(town.store.listed("h1"))) == (None, [])


def test_two_lists_do_not_take_one_parcel(town: Room) -> None:
    parcel = town.packed()
    for handover_id in ("h1", "h2"):
        opened = handovers.open_list(handover_id, ROOM, "速递员", town.clerk())
        town.store.save(opened)
    stale = town.now(parcel)
    town.handing.add("h1", parcel.id, town.clerk())
    step = parcels.put_on_list(stale, "h2", town.clerk())
    assert step is not None
    with pytest.raises(Conflict):
        town.store.save(step, beside=Beside(listed=("h2", parcel.id)))
    assert list(town.store.listed("h2")) == []


def test_what_an_order_costs_does_not_grow_with_its_sheets(
    embedded_tables: str, clock: OwnedClock
) -> None:
    assert embedded_tables
    Stockroom().receive("P_ORD", Range(CODE, 1, 5_000), new_id(), DOING)
    real = MailRoom()
    paper = Range(CODE, 1, 5_000)
    real.fill(site_id=ROOM, kind="P_ORD", paper=paper, filling_id=new_id(), doing=DOING)
    town = room_over(DynamoDelivery(), real, clock)  # type: ignore[arg-type]
    costs = []
    for sheets in (1, 900):
        order = town.owed(sheets)
        with meter.metering() as used:
            town.begun(order)
        costs.append(used.units)
    assert costs[0] == costs[1] > 0


def test_news_and_events_of_a_parcel_are_chained(town: Room) -> None:
    parcel = town.sent()
    news = News("n1", "signed", town.clock.now(), "模拟揽投部")
    town.carrier.heard(parcel.id, news, town.by("system/carrier"))
    if isinstance(town.store, DynamoDelivery):
        assert ledger.broken_at(parcel.subject) is None
        assert ledger.broken_at(f"mail-order/{parcel.lines[0].order_id}") is None
    assert town.now(parcel).signed_at == town.clock.now()
