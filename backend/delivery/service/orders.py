"""Orders by mail as the taxpayer sees them: owed, sent elsewhere, turned, cancelled, received."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from backend.delivery.ports import People, Sites
from backend.delivery.rules import orders as rules
from backend.delivery.rules import outside
from backend.delivery.rules.orders import MailOrder, Sending
from backend.delivery.rules.parcel import Parcel
from backend.delivery.service.addresses import AddressBook
from backend.delivery.service.keeping import Keeping
from backend.kernel.conflicts import retried
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event
from backend.kernel.ids import check_id, random_id
from backend.kernel.pages import Page


@dataclass(frozen=True, slots=True)
class Approved:
    """Sheets of an approval that shall go by mail; `id` is made of the event that says so."""

    id: str
    application_id: str
    company_id: str
    collector_id: str
    kind: str
    count: int
    address_id: str


@dataclass(frozen=True, slots=True)
class OrderSide:
    """Mail as the taxpayer's phone sees it."""

    keeping: Keeping
    book: AddressBook
    people: People
    sites: Sites
    make_pickup_id: Callable[[], str] = field(default=random_id)

    def owe(self, approved: Approved, doing: Doing) -> MailOrder:
        """Owe what shall go by mail; again gives the order that is there.

        An address that was taken off the book meanwhile still holds.
        """

        def attempt() -> MailOrder:
            found = self.keeping.store.find_order(approved.id)
            return found or self._owe(approved, doing)

        return retried(attempt)

    def _owe(self, approved: Approved, doing: Doing) -> MailOrder:
        store = self.keeping.store
        address = store.find_address(approved.company_id, approved.address_id)
        if address is None:
            raise LookupError(f"{approved.id}: no address {approved.address_id}")
        order = MailOrder(
            id=approved.id,
            application_id=approved.application_id,
            company_id=approved.company_id,
            collector_id=approved.collector_id,
            kind=approved.kind,
            count=approved.count,
            site_id=self.keeping.terms(doing).mail_room,
            to=address.to,
            address_id=address.id,
            opened_at=doing.at,
        )
        opened, event = rules.owe(order, doing)
        store.save(*self.keeping.order(order, (opened, event), doing))
        return opened

    def see(self, order_id: str, person_id: str) -> MailOrder:
        """Return an order to who acts for its company.

        Refuses `mail-order-unknown`, for somebody else's too.
        """
        found = self.keeping.store.find_order(order_id)
        if found is None or not self.people.acts_for(person_id, found.company_id):
            raise Refusal("mail-order-unknown")
        return found

    def of_company(
        self, company_id: str, person_id: str, *, cursor: str | None, limit: int
    ) -> Page[MailOrder]:
        """List a company's orders, newest first; refuses `company-unknown`."""
        if not self.people.acts_for(person_id, company_id):
            raise Refusal("company-unknown")
        return self.keeping.store.of_company(company_id, cursor, limit)

    def parcels(self, orders: Iterable[MailOrder]) -> Mapping[str, Parcel]:
        """Return the parcels of some orders, by id."""
        wanted = [one.parcel_id for one in orders if one.parcel_id]
        return self.keeping.store.find_parcels(wanted) if wanted else {}

    def turn(self, order_id: str, site_id: str, person_id: str, doing: Doing) -> MailOrder:
        """Fetch it at a machine instead: a pickup of the same count follows.

        Again for the same site gives the order as it is. Refuses `mail-order-unknown`,
        `mail-not-authorised`, `site-unknown`, `mail-order-picked`, `mail-order-over`.
        """
        if self.sites.name(site_id) is None:
            self._collected(order_id, person_id)
            raise Refusal("site-unknown", field="/site_id")
        pickup_id = self.make_pickup_id()
        return self._change(
            order_id, person_id, lambda order: rules.turn(order, site_id, pickup_id, doing), doing
        )

    def send(self, order_id: str, sending: Sending, person_id: str, doing: Doing) -> MailOrder:
        """Send it to another address, or once more what came back or was lost.

        The same sending again gives the order as it is today, whatever became of it. Refuses
        `id-malformed`, `mail-order-unknown`, `mail-not-authorised`, `sending-exists-differently`,
        `address-unknown`, `mail-order-picked`, `mail-order-over`.
        """
        check_id(sending.id)

        def step(order: MailOrder) -> rules.Step | None:
            if rules.is_sent(order, sending):
                return None
            to = self.book.standing(order.company_id, sending.address_id).to
            return rules.send(order, sending, to, doing)

        return self._change(order_id, person_id, step, doing)

    def cancel(self, order_id: str, person_id: str, doing: Doing) -> MailOrder:
        """Give up what is in no parcel; the quota follows.

        Again gives the order as it is. Refuses `mail-order-unknown`, `mail-not-authorised`,
        `mail-order-picked`, `mail-order-over`.
        """
        return self._change(order_id, person_id, lambda order: rules.cancel(order, doing), doing)

    def receive(self, order_id: str, person_id: str, doing: Doing) -> MailOrder:
        """Confirm that the parcel arrived; again changes nothing.

        Whoever acts for the company may have it in hand. Refuses `mail-order-unknown`,
        `parcel-not-underway`.
        """

        def attempt() -> MailOrder:
            order = self.see(order_id, person_id)
            if order.parcel_id is None:
                raise Refusal("parcel-not-underway", state=str(order.state))
            parcel = self.keeping.parcel(order.parcel_id, doing)
            step = outside.receive(parcel, doing)
            if step is None:
                return order
            self.keeping.write(parcel, step, doing)
            return self.see(order_id, person_id)

        return retried(attempt)

    def history(self, order_id: str, person_id: str, cursor: str | None) -> Page[Event]:
        """List what happened to an order, oldest first, and of the tax office no names.

        Refuses `mail-order-unknown`.
        """
        order = self.see(order_id, person_id)
        return self.keeping.store.history(order.subject, cursor, 50).map(rules.told)

    def _collected(self, order_id: str, person_id: str) -> MailOrder:
        """Return an order to its collector, or to who may collect for its company."""
        order = self.see(order_id, person_id)
        mine = order.collector_id == person_id
        if not mine and not self.people.may_apply(person_id, order.company_id):
            raise Refusal("mail-not-authorised")
        return order

    def _change(
        self,
        order_id: str,
        person_id: str,
        step: Callable[[MailOrder], rules.Step | None],
        doing: Doing,
    ) -> MailOrder:
        def attempt() -> MailOrder:
            order = self._collected(order_id, person_id)
            found = step(order)
            if found is None:
                return order
            self.keeping.store.save(*self.keeping.order(order, found, doing))
            return found[0]

        return retried(attempt)
