"""One contract for three stores of restocks and counts: the fake, the embedded engine, moto."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from backend.custody.serials import Range
from backend.custody.stockroom import Stockroom
from backend.kernel.conflicts import Conflict
from backend.kernel.events import Doing
from backend.kernel.ids import new_id
from backend.kiosks.ports import LoadingBay, PaperStore
from backend.kiosks.rules import count as counts
from backend.kiosks.rules import kiosk as kiosks
from backend.kiosks.rules import restock as rules
from backend.kiosks.rules.count import Finding
from backend.kiosks.rules.kiosk import Kiosk
from backend.kiosks.rules.restock import Packet, Restock, Step, Way, Wish
from backend.kiosks.store.papers import DynamoPapers
from backend.storage import ledger
from backend.storage.meter import metering
from backend.wiring import fleet
from tests.fakes.kiosks import FakeStore
from tests.fakes.papers import FakeBay, FakePapers, listed

NOW = datetime(2026, 11, 23, 2, 0, 0, 123000, tzinfo=UTC)
ONE, TWO = Doing("clerk/c1", NOW, "session/s1"), Doing("clerk/c2", NOW, "session/s2")
CODE = "1300261130"
KIOSK = Kiosk("Z001-K1", "Z001", "1号机", jkt="key", version=2)
PACKETS = (Packet(CODE, 1, 10), Packet(CODE, 21, 30))
Papers = tuple[PaperStore, LoadingBay]


@pytest.fixture(params=["fake", "embedded", "moto"])
def papers(request: pytest.FixtureRequest) -> Iterator[Papers]:
    if request.param == "fake":
        yield FakePapers(FakeStore()), FakeBay(depot=set(listed((Packet(CODE, 1, 100),))))
        return
    request.getfixturevalue(f"{request.param}_tables")
    Stockroom().receive("P_ORD", Range(CODE, 1, 100), "r1", ONE)
    yield DynamoPapers(), fleet.Bay(fleet.LoadingBay())


def opened(restock_id: str, seen: tuple[str, int] | None = None) -> Step:
    return rules.begin(restock_id, KIOSK, Wish(Way.LOAD, "P_ORD", PACKETS, seen), ONE)


def move(bay: LoadingBay, doing: Doing = TWO) -> object:
    place = {"site_id": "Z001", "kind": "P_ORD", "kiosk_id": KIOSK.id, "doing": doing}
    return bay.load(**place, packets=PACKETS)


def read(store: PaperStore, restock_id: str) -> Restock:
    found = store.find_restock(KIOSK.id, restock_id)
    assert found is not None
    return found


def test_an_act_comes_back_as_it_was_saved(papers: Papers) -> None:
    store, _ = papers
    for seen in (None, (CODE, 7)):
        one = new_id()
        assert store.find_restock(KIOSK.id, one) is None
        restock, event = opened(one, seen)
        store.save_restock(restock, event)
        assert read(store, one) == restock
        step = rules.cancel(read(store, one), TWO)
        assert step is not None
        store.save_restock(*step)
        assert read(store, one) == step[0]


def test_the_paper_moves_with_the_act_or_neither(papers: Papers) -> None:
    store, bay = papers
    one, other = new_id(), new_id()
    for restock_id in (one, other):
        store.save_restock(*opened(restock_id))
    assert bay.head("Z001", "P_ORD", KIOSK.id, ONE) is None
    step = rules.confirm(read(store, one), PACKETS, KIOSK, TWO)
    assert step is not None
    store.save_restock(*step, move(bay))
    assert bay.head("Z001", "P_ORD", KIOSK.id, ONE) == (CODE, 1)
    with pytest.raises(Conflict):
        store.save_restock(*step)
    assert store.find_restock("Z001-K2", one) is None


def test_acts_are_listed_newest_first_in_pages(papers: Papers) -> None:
    store, _ = papers
    ids = [new_id() for _ in range(3)]
    for one in ids:
        store.save_restock(*opened(one))
    first = store.list_restocks(KIOSK.id, None, 2)
    second = store.list_restocks(KIOSK.id, first.next_cursor, 2)
    assert [one.id for one in (*first.items, *second.items)] == ids[::-1]
    assert store.list_restocks("Z001-K2", None, 2).items == ()


def test_a_count_is_written_once_with_what_it_doubts(papers: Papers) -> None:
    store, bay = papers
    one = new_id()
    store.save_restock(*opened(one))
    step = rules.confirm(read(store, one), PACKETS, KIOSK, TWO)
    assert step is not None
    store.save_restock(*step, move(bay))
    finding = Finding("P_ORD", (CODE, 4), "清点")
    place = {"site_id": "Z001", "kind": "P_ORD", "kiosk_id": KIOSK.id}
    passed = bay.count(**place, found=finding.sheet, reason=finding.reason, doing=ONE)
    doubted = tuple(Packet(row.code, row.first, row.last) for row in passed.ranges)
    count, event = counts.record(new_id(), KIOSK, finding, in_doubt=doubted, doing=ONE)
    assert store.find_count(KIOSK.id, count.id) is None
    waited = kiosks.count(replace(KIOSK, version=0, uncounted=("P_ORD",)), "P_ORD", count.id, ONE)
    assert waited is not None
    store.add_count(count, event, passed, awaited=waited)
    assert store.find_count(KIOSK.id, count.id) == count
    assert bay.head("Z001", "P_ORD", KIOSK.id, ONE) == (CODE, 4)
    with pytest.raises(Conflict):
        store.add_count(count, event, passed, awaited=None)
    again = replace(count, id=new_id())
    with pytest.raises(Conflict):
        store.add_count(again, replace(event, subject=again.subject), passed, awaited=waited)
    assert store.find_count(KIOSK.id, again.id) is None


def test_what_a_confirmation_costs(embedded_tables: str) -> None:
    Stockroom().receive("P_ORD", Range(CODE, 1, 100), "r1", ONE)
    store, bay, one = DynamoPapers(), fleet.Bay(fleet.LoadingBay()), new_id()
    store.save_restock(*opened(one))
    with metering() as meter:
        step = rules.confirm(read(store, one), PACKETS, KIOSK, TWO)
        assert step is not None
        store.save_restock(*step, move(bay))
    assert meter.calls == {"GetItem": 3, "TransactWriteItems": 1}
    assert meter.largest_transaction == 6
    assert ledger.broken_at(f"restock/{KIOSK.id}/{one}") is None
