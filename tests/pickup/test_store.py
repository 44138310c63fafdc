"""One contract for the fake and both real engines."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from backend.custody.serials import Range
from backend.custody.stockroom import Move, Stockroom
from backend.kernel.conflicts import Conflict
from backend.kernel.events import Doing, Event
from backend.kernel.ids import new_id
from backend.pickup.ports import Stockroom as StockroomPort
from backend.pickup.ports import Store
from backend.pickup.rules import acts, dispensing, leases, lending
from backend.pickup.rules.forms import Link, Loan, Mark, hashed
from backend.pickup.rules.pickup import Care, Ending, Pickup, Report, Service, State
from backend.pickup.rules.sheets import Sheets, listed
from backend.pickup.service.moving import settled
from backend.pickup.store import PickupStore
from backend.storage import ledger, meter
from tests.fakes.pickup import FakePickupStore
from tests.fakes.stockroom import FakeStockroom

NOW = datetime(2026, 11, 23, 2, 0, 5, tzinfo=UTC)
DOING = Doing("kiosk/Z001-K1", NOW, "Z001-K1")
CODE = "013002600104"


@pytest.fixture(params=["fake", "embedded", "moto"])
def pair(request: pytest.FixtureRequest) -> Iterator[tuple[Store, StockroomPort]]:
    if request.param == "fake":
        stockroom = FakeStockroom()
        stockroom.stock("Z001", "P_ORD", "Z001-K1", Range(CODE, 101, 110))
        yield FakePickupStore(stockroom), stockroom
        return
    tables = request.getfixturevalue(f"{request.param}_tables")
    assert tables == request.param
    real = Stockroom()
    stocked(real)
    yield PickupStore(), real


def stocked(real: Stockroom) -> None:
    """Put ten sheets into the machine."""
    paper = Range(CODE, 101, 110)
    real.receive("P_ORD", paper, new_id(), DOING)
    place = {"site_id": "Z001", "kiosk_id": "Z001-K1", "kind": "P_ORD"}
    real.load(**place, paper=paper, load_id=new_id(), doing=DOING)


def pickup(pickup_id: str = "0a" * 8, minutes: int = 0) -> Pickup:
    return Pickup(
        id=pickup_id,
        application_id=new_id(),
        company_id="company",
        collector_id="owner",
        kind="P_ORD",
        count=3,
        site_id="Z001",
        state=State.ISSUED,
        generation=1,
        issued_at=NOW + timedelta(minutes=minutes),
        expires_at=NOW + timedelta(days=7),
        short_code=f"ABCDEFGH{pickup_id[:4].upper()}",
    )


def kept(store: Store, one: Pickup) -> Pickup:
    store.save(*acts.issue(one, DOING))
    found = store.find(one.id)
    assert found is not None
    return found


def test_what_is_saved_is_found(pair: tuple[Store, StockroomPort]) -> None:
    store, stockroom = pair
    first = kept(store, pickup())
    assert first == replace(pickup(), application_id=first.application_id, version=1)
    move = stockroom.bind(
        site_id="Z001",
        kind="P_ORD",
        kiosk_id="Z001-K1",
        pickup_id=first.id,
        count=3,
        until=NOW + timedelta(seconds=120),
        doing=DOING,
    )
    sheets = tuple(Sheets(one.code, one.first, one.last) for one in move.ranges)
    step = dispensing.reserve(
        first, reservation_id=new_id(), kiosk_id="Z001-K1", sheets=sheets, doing=DOING
    )
    store.save(*step, move)
    assert store.find(first.id) == step[0]
    kinds = [event.kind for event in store.history(first.id, None).items]
    assert kinds == ["pickup:pickup:issued", "pickup:pickup:reserved"]


def test_what_goes_with_a_pickup_is_found_again(pair: tuple[Store, StockroomPort]) -> None:
    store, _ = pair
    first = kept(store, pickup())
    given, unseen = (Sheets(CODE, 101, 103),), (Sheets(CODE, 104, 104),)
    service = Service("r1", "Z001-K1", "Z001", NOW, given, None, told=True, unseen=unseen)
    report = Report("n1", "r1", 2, "少一张", NOW, "person/owner", 3)
    care = Care(Ending.EXPIRED, NOW, 48, NOW, (service,), report, 1, (("n0", "what it said"),))
    step = acts.miss_collector(replace(first, care=care), "r1", DOING)
    store.save(*step)
    found = store.find(first.id)
    assert found == step[0]
    assert found.care == care


def test_the_second_writer_of_a_version_loses(pair: tuple[Store, StockroomPort]) -> None:
    store, _ = pair
    first = kept(store, pickup())
    store.save(*acts.miss_collector(first, "r1", DOING))
    with pytest.raises(Conflict):
        store.save(*acts.miss_collector(first, "r1", DOING))
    with pytest.raises(Conflict):
        store.save(*acts.issue(pickup(), DOING))


def test_a_lost_move_loses_the_pickup_too(pair: tuple[Store, StockroomPort]) -> None:
    store, stockroom = pair
    first, second = kept(store, pickup()), kept(store, pickup("0b" * 8))
    stale = stockroom.hold("Z001", "P_ORD", count=3, pickup_id=first.id, doing=DOING)
    fresh = stockroom.hold("Z001", "P_ORD", count=9, pickup_id=second.id, doing=DOING)
    store.save(*acts.miss_collector(second, "r1", DOING), fresh)
    with pytest.raises(Conflict):
        store.save(*acts.miss_collector(first, "r1", DOING), stale)
    found = store.find(first.id)
    assert found is not None
    assert found.version == 1


def test_found_by_short_code(pair: tuple[Store, StockroomPort]) -> None:
    store, _ = pair
    first = kept(store, pickup())
    assert store.find_short(first.short_code) == first
    assert store.find_short("ZZZZZZZZZZZZ") is None
    assert store.find("ff" * 8) is None


def test_a_company_lists_newest_first_by_pages(pair: tuple[Store, StockroomPort]) -> None:
    store, _ = pair
    for minute, name in enumerate(("0a", "0b", "0c")):
        kept(store, pickup(name * 8, minute))
    first = store.of_company("company", None, 2)
    rest = store.of_company("company", first.next_cursor, 2)
    assert [one.id[:2] for one in (*first.items, *rest.items)] == ["0c", "0b", "0a"]
    assert store.of_company("another", None, 2).items == ()


def loan(person_id: str = "friend", hours: int = 2, short_code: str = "LENTLENTLENT") -> Loan:
    return Loan(
        id=new_id(),
        person_id=person_id,
        name="王芳",
        phone_masked="138****0009",
        lender_name="李强",
        short_code=short_code,
        lent_at=NOW,
        until=NOW + timedelta(hours=hours),
    )


def lent(store: Store, one: Pickup, what: Loan) -> Pickup:
    step = lending.lend(one, what, DOING, short_code="NEXT" + one.id[:2].upper() + "AAAAAA")
    mark = Mark(hashed("short", what.short_code), one.id, what.id, NOW + timedelta(days=40))
    store.save_marked(*step, mark)
    found = store.find(one.id)
    assert found is not None
    assert found == step[0]
    return found


def test_a_loan_is_found_by_its_borrower_and_its_short_code(
    pair: tuple[Store, StockroomPort],
) -> None:
    store, _ = pair
    first = lent(store, kept(store, pickup()), loan())
    second = lent(store, kept(store, pickup("0b" * 8)), loan(hours=1, short_code="B" * 12))
    lent(store, kept(store, pickup("0c" * 8)), loan("another", short_code="C" * 12))
    page = store.lent_to("friend", NOW, cursor=None, limit=1)
    rest = store.lent_to("friend", NOW, cursor=page.next_cursor, limit=1)
    assert (*page.items, *rest.items) == (second, first)
    later = NOW + timedelta(hours=1)
    assert store.lent_to("friend", later, cursor=None, limit=9).items == (first,)
    assert store.find_short("LENTLENTLENT") == first
    assert store.find_short(first.short_code) == first
    assert first.loan is not None
    back = lending.take_back(first, first.loan.id, DOING)
    assert back is not None
    store.save(*back)
    assert store.find_short("LENTLENTLENT") is None
    assert store.lent_to("friend", later, cursor=None, limit=9).items == ()


def test_a_loans_end_is_due_in_its_minute(pair: tuple[Store, StockroomPort]) -> None:
    store, _ = pair
    first = lent(store, kept(store, pickup()), loan())
    assert list(store.due((NOW + timedelta(hours=2)).replace(second=0))) == [first.id]
    assert list(store.due(first.expires_at.replace(second=0))) == []


def test_a_mark_is_written_once_and_with_its_pickup(pair: tuple[Store, StockroomPort]) -> None:
    store, _ = pair
    first = kept(store, pickup())
    mark = Mark("act/1", first.id, "meant", NOW + timedelta(days=40))
    link = Link(new_id(), 1, NOW)
    store.save_marked(*lending.make_link(first, link, DOING), mark)
    linked = store.find(first.id)
    assert linked is not None
    assert (linked.link, store.find_mark("act/1")) == (link, mark)
    assert store.find_mark("act/2") is None
    with pytest.raises(Conflict):
        store.save_marked(*lending.renew(linked, DOING, short_code="D" * 12), mark)
    assert store.find(first.id) == linked


def test_due_is_filed_by_the_minute(pair: tuple[Store, StockroomPort]) -> None:
    store, _ = pair
    first = kept(store, pickup())
    minute = (first.expires_at - timedelta(hours=48)).replace(second=0)
    assert list(store.due(minute)) == [first.id]
    assert list(store.due(minute + timedelta(minutes=1))) == []
    store.save(*acts.expire(first, DOING))
    assert list(store.due(minute)) == []


@pytest.mark.parametrize(("leased", "items_when_done"), [(False, 4), (True, 5)])
def test_each_step_of_a_service_is_one_transaction_of_so_many_items(
    embedded_tables: str, leased: bool, items_when_done: int
) -> None:
    assert embedded_tables
    store, stockroom = PickupStore(), Stockroom()
    stocked(stockroom)
    place = {"site_id": "Z001", "kind": "P_ORD", "pickup_id": "0a" * 8, "doing": DOING}
    at = {**place, "kiosk_id": "Z001-K1"}

    def items(step: tuple[Pickup, Event], move: Move) -> int:
        with meter.metering() as counted:
            store.save(*step, move)
        assert counted.calls == {"TransactWriteItems": 1}
        return counted.largest_transaction

    def now() -> Pickup:
        found = store.find("0a" * 8)
        assert found is not None
        return found

    assert items(acts.issue(pickup(), DOING), stockroom.hold(**place, count=3)) == 4
    if leased:
        store.save(*leases.grant(now(), "Z001-K1", "key", DOING))
    move = stockroom.bind(**at, count=3, until=NOW + timedelta(seconds=120))
    sheets = tuple(Sheets(one.code, one.first, one.last) for one in move.ranges)
    reserving = {"reservation_id": "r1", "kiosk_id": "Z001-K1", "sheets": sheets}
    assert items(dispensing.reserve(now(), **reserving, doing=DOING), move) == 4
    held = now().reservation
    assert held is not None
    assert items(dispensing.start(now(), held, DOING), stockroom.begin(**at)) == 4
    for k, sheet in enumerate(listed(sheets), 1):
        held = now().reservation
        assert held is not None
        store.save(*dispensing.confirm(now(), held, k=k, sheet=sheet, doing=DOING))
    held = now().reservation
    assert held is not None
    done = settled(now(), held, stockroom, out=3, doubtful=0, doing=DOING)
    # The line of the lease goes with the service, in the same write.
    assert [one.pickup_id for one in store.leased("Z001-K1")] == ["0a" * 8] * leased
    assert items(dispensing.finish(now(), held, DOING), done) == items_when_done
    assert store.leased("Z001-K1") == []
    assert ledger.broken_at(f"pickup/{'0a' * 8}") is None


def test_what_is_overdue_is_filed_under_now(pair: tuple[Store, StockroomPort]) -> None:
    store, _ = pair
    late = replace(DOING, at=pickup().expires_at + timedelta(hours=3))
    store.save(*acts.issue(pickup(), late))
    assert list(store.due(late.at.replace(second=0))) == [pickup().id]
