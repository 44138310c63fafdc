"""The sides of the delivery room: one store and the mail room's paper, seen by each who acts."""

from dataclasses import dataclass

from backend.custody.mail_room import MailRoom
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
from backend.delivery.store import DynamoDelivery
from backend.identity.service import IdentityService
from backend.invoices.rules.kinds import Kind
from backend.kernel.clock import Clock
from backend.kernel.events import Doing
from backend.kernel.parameters import published
from backend.sites.service import Sites
from backend.taxpayers.service import Taxpayers


@dataclass(frozen=True, slots=True)
class People:
    """Who acts for whom, and by which name, as the delivery room asks."""

    identity: IdentityService
    taxpayers: Taxpayers
    clock: Clock

    def acts_for(self, person_id: str, company_id: str) -> bool:
        return self.taxpayers.authority(person_id, company_id, self.clock.now()) is not None

    def may_apply(self, person_id: str, company_id: str) -> bool:
        found = self.taxpayers.authority(person_id, company_id, self.clock.now())
        return found is not None and found.may_apply

    def name_of(self, person_id: str) -> str:
        return self.identity.name_of(person_id)


@dataclass(frozen=True, slots=True)
class Served:
    """Which mail room serves an address, and what it has, as the invoices room asks."""

    book: AddressBook
    keeping: Keeping
    clock: Clock

    def site_for(self, company_id: str, address_id: str) -> str:
        self.book.check_address(company_id, address_id)
        return self.keeping.terms(Doing("system/invoices", self.clock.now())).mail_room

    def free(self, site_id: str, kind: str) -> int:
        return self.keeping.free(site_id, kind)


@dataclass(frozen=True, slots=True)
class Sides:
    """Who acts on mail."""

    book: AddressBook
    orders: OrderSide
    picking: PickingSide
    handing: HandingSide
    carrier: CarrierSide
    tasks: TaskSide
    time: TimeSide
    served: Served

    def rooms(self) -> dict[str, object]:
        """Name the services as the room's routes ask for them."""
        return {
            "delivery-book": self.book,
            "delivery-orders": self.orders,
            "delivery-picking": self.picking,
            "delivery-handing": self.handing,
            "delivery-carrier": self.carrier,
            "delivery-tasks": self.tasks,
        }


def sides(taxpayers: Taxpayers, identity: IdentityService, sites: Sites, *, clock: Clock) -> Sides:
    """Put the sides together."""
    store, people = DynamoDelivery(), People(identity, taxpayers, clock)
    keeping = Keeping(store, MailRoom(), published("delivery"))
    book = AddressBook(store, people)
    return Sides(
        book=book,
        orders=OrderSide(keeping, book, people, sites),
        picking=PickingSide(keeping, sites, [kind.value for kind in Kind]),
        handing=HandingSide(keeping, sites),
        carrier=CarrierSide(keeping),
        tasks=TaskSide(store, people),
        time=TimeSide(keeping),
        served=Served(book, keeping, clock),
    )
