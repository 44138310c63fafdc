"""A small mail room over fakes: one company with an address, two clerks, and paper in a drawer."""

from dataclasses import dataclass
from itertools import count

import pytest

from backend.custody.serials import Range
from backend.delivery.ports import Store
from backend.delivery.rules.address import Destination
from backend.delivery.rules.orders import MailOrder
from backend.delivery.rules.parcel import News, Parcel
from backend.delivery.rules.sheets import Packets, Sheets
from backend.delivery.service import (
    AddressBook,
    CarrierSide,
    HandingSide,
    Keeping,
    OrderSide,
    PickingSide,
    TaskSide,
    TimeSide,
)
from backend.delivery.service.orders import Approved
from backend.kernel.events import Doing
from backend.kernel.ids import new_id
from backend.kernel.parameters import Parameters, published
from tests.conftest import OwnedClock
from tests.fakes.delivery import FakeDeliveryStore, FakeTown
from tests.fakes.mail_room import FakeMailRoom

ROOM = "H001"
CODE = "013002600104"
HOME = Destination(
    "河北省", "邢台市", "信都区", "", "模拟大街1号", "模拟收件人", "13800000001", "130503"
)
LABELS = (f"{number:013d}" for number in count(1_000_000_000_000))


@dataclass
class Room:
    """Everything a test of the room needs, on one clock."""

    clock: OwnedClock
    store: Store
    stock: FakeMailRoom
    town: FakeTown
    book: AddressBook
    orders: OrderSide
    picking: PickingSide
    handing: HandingSide
    carrier: CarrierSide
    tasks: TaskSide
    time: TimeSide
    numbers: "count[int]"

    def by(self, actor: str = "person/owner") -> Doing:
        return Doing(actor, self.clock.now(), "session/1")

    def clerk(self, number: int = 1) -> Doing:
        return self.by(f"clerk/c{number}")

    def addressed(self, to: Destination = HOME) -> str:
        address_id = new_id()
        self.book.put("company", address_id, to, person_id="owner", doing=self.by())
        return address_id

    def owed(self, sheets: int = 3, *, address_id: str | None = None) -> MailOrder:
        approved = Approved(
            id=f"{next(self.numbers):016x}-0",
            application_id=new_id(),
            company_id="company",
            collector_id="owner",
            kind="P_ORD",
            count=sheets,
            address_id=address_id or self.addressed(),
        )
        return self.orders.owe(approved, self.by("system/ledger-react"))

    def begun(self, *orders: MailOrder) -> Parcel:
        return self.picking.begin(new_id(), [one.id for one in orders], self.clerk())

    def packed(self, *orders: MailOrder) -> Parcel:
        parcel = self.begun(*(orders or (self.owed(),)))
        self.picking.scan(parcel.id, parcel.sheets, self.clerk())
        self.picking.check(parcel.id, parcel.sheets, self.clerk(2))
        return self.picking.pack(parcel.id, next(LABELS), self.clerk())

    def handed(self, *parcels: Parcel) -> str:
        handover_id = new_id()
        self.handing.open_list(handover_id, ROOM, "模拟速递员", self.clerk())
        for one in parcels:
            self.handing.add(handover_id, one.id, self.clerk())
        self.handing.confirm(handover_id, len(parcels), self.clerk())
        self.handing.follow(handover_id, self.by("system/ledger-react"))
        return handover_id

    def sent(self) -> Parcel:
        parcel = self.packed()
        self.handed(parcel)
        return self.now(parcel)

    def told(self, parcel: Parcel, code: str, news_id: str | None = None) -> Parcel:
        news = News(news_id or new_id(), code, self.clock.now())
        return self.carrier.heard(parcel.id, news, self.by("system/carrier"))

    def now(self, parcel: Parcel) -> Parcel:
        found = self.store.find_parcel(parcel.id)
        assert found is not None
        return found

    def order(self, order: MailOrder) -> MailOrder:
        found = self.store.find_order(order.id)
        assert found is not None
        return found

    def kinds(self) -> list[str]:
        return [str(one.kind) for one in self.tasks.list_open(None, 50).items]


def packets(*spans: tuple[int, int]) -> Packets:
    """Name sheets of the one invoice code."""
    return tuple(Sheets(CODE, first, last) for first, last in spans)


def room_over(
    store: Store, stock: FakeMailRoom, clock: OwnedClock, *, terms: Parameters | None = None
) -> Room:
    town = FakeTown()
    keeping = Keeping(store, stock, terms or published("delivery"))
    book = AddressBook(store, town)
    return Room(
        clock=clock,
        store=store,
        stock=stock,
        town=town,
        book=book,
        orders=OrderSide(keeping, book, town, town),
        picking=PickingSide(keeping, town, ["P_ORD", "P_ROLL"]),
        handing=HandingSide(keeping, town),
        carrier=CarrierSide(keeping),
        tasks=TaskSide(store, town),
        time=TimeSide(keeping),
        numbers=count(1),
    )


@pytest.fixture
def room(clock: OwnedClock) -> Room:
    stock = FakeMailRoom()
    stock.stocked(ROOM, "P_ORD", Range(CODE, 101, 120))
    return room_over(FakeDeliveryStore(stock), stock, clock)
