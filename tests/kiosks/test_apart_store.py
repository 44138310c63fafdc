"""One contract for three stores of sheets set apart: the fake, the embedded engine, moto."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from backend.custody import apart as custody
from backend.custody.serials import Range
from backend.custody.shelf import Shelf
from backend.custody.stockroom import Stockroom
from backend.custody.store import find_batch, find_shelf, shelf_changes
from backend.kernel.conflicts import Conflict
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event
from backend.kiosks.ports import LoadingBay
from backend.kiosks.ports.apart import ApartStore
from backend.kiosks.rules import rulings
from backend.kiosks.rules.apart import ENDS, Lot, Nature, Outcome, Ruling
from backend.kiosks.rules.restock import Packet, Packets
from backend.kiosks.store.apart import DynamoApart
from backend.storage import ledger
from backend.storage.transaction import write
from backend.wiring import fleet
from tests.fakes.apart import FakeApart, bay_with

NOW = datetime(2026, 11, 23, 2, 0, 0, 123000, tzinfo=UTC)
ONE, TWO = Doing("clerk/c1", NOW, "session/s1"), Doing("clerk/c2", NOW, "session/s2")
CODE = "013002600104"
PAPER = (Packet(CODE, 1, 2), Packet(CODE, 5, 5))
Stores = tuple[ApartStore, LoadingBay]


@pytest.fixture(params=["fake", "embedded", "moto"])
def stores(request: pytest.FixtureRequest) -> Iterator[Stores]:
    if request.param == "fake":
        yield FakeApart(), bay_with((CODE, 1), (CODE, 2), (CODE, 5))
        return
    request.getfixturevalue(f"{request.param}_tables")
    quarantined()
    yield DynamoApart(), fleet.Bay(fleet.LoadingBay())


def quarantined() -> Shelf:
    """Put the sheets where real ones lie: received, loaded, set apart."""
    room = Stockroom()
    room.receive("P_ORD", Range(CODE, 1, 100), "r1", ONE)
    load = {"site_id": "Z001", "kiosk_id": "Z001-K1", "kind": "P_ORD", "load_id": "l1"}
    room.load(**load, paper=Range(CODE, 1, 10), doing=ONE)
    step = custody.set_apart(
        find_shelf("Z001", "P_ORD"),
        kiosk_id="Z001-K1",
        pickup_id="p1",
        sheets=[(CODE, number) for number in (1, 2, 5)],
        doing=ONE,
    )
    assert step is not None
    write(*shelf_changes(*step))
    return step[0]


def a_lot(lot_id: str = "Z001.P_ORD.3", **more: object) -> Lot:
    values = {"kiosk_id": "Z001-K1", "site_id": "Z001", "kind": "P_ORD", "why": "journal"}
    lot = Lot(
        id=lot_id,
        nature=Nature.IN_DOUBT,
        packets=PAPER,
        since=NOW,
        pickup_id="p1",
        **values,  # type: ignore[arg-type]
    )
    return replace(lot, **more)  # type: ignore[arg-type]


def opened(store: ApartStore, lot: Lot) -> Lot:
    store.save(*rulings.begin(lot, ONE))
    return read(store, lot)


def read(store: ApartStore, lot: Lot) -> Lot:
    found = store.find(lot.kiosk_id, lot.id)
    assert found is not None
    return found


def decided(lot: Lot, outcome: Outcome, packets: Packets = PAPER) -> tuple[Lot, Event]:
    step = rulings.decide(lot, "d1", Ruling(outcome, packets, "看过", lot.version), ONE)
    assert step is not None
    return step


def move(bay: LoadingBay, outcome: Outcome, packets: Packets = PAPER) -> object:
    place = {"site_id": "Z001", "kind": "P_ORD", "kiosk_id": "Z001-K1", "doing": ONE}
    return bay.end(**place, end=ENDS[outcome], sheets=packets, reason="看过")


def test_a_lot_comes_back_as_it_was_saved(stores: Stores) -> None:
    store, _ = stores
    assert store.find("Z001-K1", "Z001.P_ORD.3") is None
    lot = opened(store, a_lot())
    assert lot == a_lot(version=1)
    with pytest.raises(Conflict):
        store.save(*rulings.begin(a_lot(), ONE))
    step = decided(lot, Outcome.LOST)
    store.save(*step)
    assert read(store, lot) == step[0]
    answered = rulings.answer(read(store, lot), "d1", agrees=False, doing=TWO)
    assert answered is not None
    store.save(*answered)
    assert read(store, lot) == answered[0]
    source = Event("shelf/Z001/P_ORD", 9, "custody:sheets:settled", NOW, "kiosk/k")
    noted = rulings.reprint(read(store, lot), printed=[(CODE, 8)], source=source, doing=ONE)
    assert noted is not None
    store.save(*noted)
    assert read(store, lot) == noted[0]


def test_the_sheets_leave_with_the_decision_or_neither(stores: Stores) -> None:
    store, bay = stores
    lot = opened(store, a_lot())
    step = decided(lot, Outcome.VOIDED)
    store.save(*step, move(bay, Outcome.VOIDED))
    assert store.list_open((), None, 10).items == ()
    assert not read(store, lot).is_open
    with pytest.raises(Refusal, match="sheets-not-apart"):
        move(bay, Outcome.VOIDED)
    with pytest.raises(Conflict):
        store.save(*step)


def test_what_waits_is_listed_by_place_in_pages(stores: Stores) -> None:
    store, _ = stores
    early = NOW - timedelta(hours=1)
    opened(store, a_lot("Z001.P_ORD.3"))
    opened(store, a_lot("Z001.P_ORD.9", since=early))
    opened(store, a_lot("Z001.P_ORD.5", kiosk_id="Z001-K2"))
    opened(store, a_lot("Z0010.P_ORD.5", site_id="Z0010", kiosk_id="Z0010-K1", pickup_id=None))
    first = store.list_open((), None, 3)
    rest = store.list_open((), first.next_cursor, 3)
    ids = [one.id for one in (*first.items, *rest.items)]
    assert sorted(ids) == sorted(["Z001.P_ORD.9", "Z001.P_ORD.3", "Z001.P_ORD.5", "Z0010.P_ORD.5"])
    at = store.list_open(("Z001",), None, 10).items
    assert [one.id for one in at] == ["Z001.P_ORD.9", "Z001.P_ORD.3", "Z001.P_ORD.5"]
    one = store.list_open(("Z001", "Z001-K1"), None, 10).items
    assert [lot.id for lot in one] == ["Z001.P_ORD.9", "Z001.P_ORD.3"]
    of = [lot.id for lot in store.of_pickup("p1")]
    assert of == ["Z001.P_ORD.9", "Z001.P_ORD.3", "Z001.P_ORD.5"]


def test_every_sheet_is_in_one_place_after_each_ending(embedded_tables: str) -> None:
    quarantined()
    store, bay = DynamoApart(), fleet.Bay(fleet.LoadingBay())
    lot = opened(store, a_lot())
    for outcome, packet in zip(
        (Outcome.VOIDED, Outcome.LOST, Outcome.GIVEN_BACK),
        (Packet(CODE, 1, 1), Packet(CODE, 2, 2), Packet(CODE, 5, 5)),
        strict=True,
    ):
        assert not find_batch(CODE, "P_ORD").at_depot[0].holds(Range(CODE, 5, 5))
        moved = move(bay, outcome, (packet,))
        fresh = read(store, lot)
        told = Ruling(outcome, (packet,), "看过", fresh.version)
        step = rulings.decide(fresh, f"d{packet.first}", told, ONE)
        assert step is not None
        store.save(*step, moved)
    shelf, batch = find_shelf("Z001", "P_ORD"), find_batch(CODE, "P_ORD")
    at_depot = sum(one.count for one in batch.at_depot)
    apart = sum(one.count for one in shelf.in_doubt)
    assert (shelf.cancelled, shelf.lost, apart) == (1, 1, 0)
    assert at_depot + shelf.stock + shelf.out + apart + shelf.lost + shelf.cancelled == 100
    assert any(one.holds(Range(CODE, 5, 5)) for one in batch.at_depot)
    for subject in (shelf.subject, batch.subject, lot.subject):
        assert ledger.broken_at(subject) is None
