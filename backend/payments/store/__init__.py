"""The room's things between the table and their values."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import TypeVar

from backend.kernel.clock import to_text
from backend.kernel.events import Event
from backend.kernel.pages import Page
from backend.payments.ports import Step, Thing
from backend.payments.rules.agreements import Agreement
from backend.payments.rules.differences import Difference
from backend.payments.rules.differences import State as DifferenceState
from backend.payments.rules.payables import Payable
from backend.payments.rules.payments import Payment
from backend.payments.rules.refunds import Refund
from backend.payments.rules.refunds import State as RefundState
from backend.payments.store import claims, orders
from backend.payments.tables import PaymentsItem
from backend.storage import ledger, pages
from backend.storage.transaction import save, write

T = TypeVar("T")


class DynamoStore:
    """The room's store on DynamoDB."""

    def find_payable(self, payable_id: str) -> Payable | None:
        """Read a payable, consistently."""
        return _read(f"payable/{payable_id}", orders.payable_from)

    def find_payment(self, payment_id: str) -> Payment | None:
        """Read a payment, consistently."""
        return _read(f"payment/{payment_id}", orders.payment_from)

    def find_agreement(self, agreement_id: str) -> Agreement | None:
        """Read an agreement, consistently."""
        return _read(f"agreement/{agreement_id}", orders.agreement_from)

    def find_refund(self, refund_id: str) -> Refund | None:
        """Read a refund, consistently."""
        return _read(f"refund/{refund_id}", claims.refund_from)

    def find_difference(self, difference_id: str) -> Difference | None:
        """Read a difference, consistently."""
        return _read(f"difference/{difference_id}", claims.difference_from)

    def list_payables(self, owner: str, cursor: str | None, limit: int) -> Page[Payable]:
        """List somebody's payables, newest first."""
        return _listed(f"payable#{owner}", cursor, limit).map(orders.payable_from)

    def list_payments(self, owner: str, cursor: str | None, limit: int) -> Page[Payment]:
        """List somebody's payments, newest first."""
        return _listed(f"payment#{owner}", cursor, limit).map(orders.payment_from)

    def list_agreements(self, owner: str, cursor: str | None, limit: int) -> Page[Agreement]:
        """List somebody's agreements, newest first."""
        return _listed(f"agreement#{owner}", cursor, limit).map(orders.agreement_from)

    def list_refunds(self, owner: str, cursor: str | None, limit: int) -> Page[Refund]:
        """List somebody's refunds, newest first."""
        return _listed(f"refund#{owner}", cursor, limit).map(claims.refund_from)

    def refunds_in(self, state: RefundState, cursor: str | None, limit: int) -> Page[Refund]:
        """List the refunds in a state, the first promised first."""
        return _standing(f"refund#{state}", cursor, limit).map(claims.refund_from)

    def differences_in(
        self, state: DifferenceState, cursor: str | None, limit: int
    ) -> Page[Difference]:
        """List the differences in a state, the first found first."""
        return _standing(f"difference#{state}", cursor, limit).map(claims.difference_from)

    def settled_on(self, day: date) -> Iterable[Payment | Refund]:
        """List what moved money on a day, from the index."""
        for item in PaymentsItem.by_day.query(day.isoformat()):
            refund = item.sort == "refund"
            yield claims.refund_from(item) if refund else orders.payment_from(item)

    def due(self, minute: datetime) -> Iterable[str]:
        """Name what is to be looked at in a minute, from the index."""
        return [item.subject for item in PaymentsItem.by_due.query(to_text(minute)[:16])]

    def save(self, *steps: Step) -> None:
        """Write things with their events in one transaction; raises `Conflict`."""
        changes = []
        for thing, event in steps:
            change, head = ledger.record(event, thing.head)
            changes += [save(_item(thing, head, event.at)), change]
        write(*changes)

    def history(self, subject: str, cursor: str | None, limit: int) -> Page[Event]:
        """Read a thing's events from the ledger."""
        return ledger.history(subject, cursor, limit)


def _find(subject: str) -> PaymentsItem | None:
    try:
        return PaymentsItem.get(subject, consistent_read=True)
    except PaymentsItem.DoesNotExist:
        return None


def _read(subject: str, read: Callable[[PaymentsItem], T]) -> T | None:
    item = _find(subject)
    return read(item) if item else None


def _listed(whose: str, cursor: str | None, limit: int) -> Page[PaymentsItem]:
    return pages.query(PaymentsItem.by_whose, whose, cursor=cursor, limit=limit, newest_first=True)


def _standing(standing: str, cursor: str | None, limit: int) -> Page[PaymentsItem]:
    return pages.query(PaymentsItem.by_state, standing, cursor=cursor, limit=limit)


def _item(thing: Thing, head: str, at: datetime) -> PaymentsItem:
    match thing:
        case Payable():
            return orders.payable_item(thing, head)
        case Payment():
            return orders.payment_item(thing, head, at)
        case Agreement():
            return orders.agreement_item(thing, head, at)
        case Refund():
            return claims.refund_item(thing, head, at)
        case Difference():
            return claims.difference_item(thing, head)
