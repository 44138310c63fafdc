"""What the payments room needs from the others, from its store and from the bank."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Protocol

from backend.kernel.events import Event
from backend.kernel.pages import Page
from backend.payments.rules.agreements import Agreement
from backend.payments.rules.bank import Heard, OrderKind, StatementPart
from backend.payments.rules.differences import Difference
from backend.payments.rules.differences import State as DifferenceState
from backend.payments.rules.payables import Payable
from backend.payments.rules.payments import Payment
from backend.payments.rules.refunds import Refund
from backend.payments.rules.refunds import State as RefundState

Thing = Payable | Payment | Agreement | Refund | Difference
Step = tuple[Thing, Event]


class Authority(Protocol):
    """How a person may act for a company."""

    @property
    def real_name_verified(self) -> bool: ...

    @property
    def role(self) -> str: ...


class Taxpayers(Protocol):
    """Questions about companies and the people who act for them."""

    def authority(self, person_id: str, company_id: str, now: datetime) -> Authority | None:
        """Return how a person may act for a company now, None when not at all."""
        ...

    def names(self, company_ids: Iterable[str]) -> Mapping[str, str]:
        """Name companies; unknown ones are absent."""
        ...


class People(Protocol):
    """The people of the city, by name."""

    def name_of(self, person_id: str) -> str:
        """Return a person's name, empty when there is no such account."""
        ...


class Bank(Protocol):
    """The treasury's bank; every order is idempotent by its id, and nothing is guessed."""

    def order(self, payment: Payment) -> Heard:
        """Ask for a debit or a code; the same again does nothing and tells how it stands."""
        ...

    def pay_out(self, refund: Refund) -> Heard:
        """Have a refund paid out; the same again does nothing and tells how it stands."""
        ...

    def find(self, kind: OrderKind, order_id: str) -> Heard:
        """Ask how an order stands."""
        ...

    def close(self, kind: OrderKind, order_id: str) -> Heard:
        """Make sure that an order can never be carried out, or hear that it was."""
        ...

    def agree(self, agreement: Agreement) -> Heard:
        """Have an agreement verified."""
        ...

    def end(self, agreement: Agreement) -> Heard:
        """End an agreement."""
        ...

    def statement(self, day: date, after: int) -> StatementPart | None:
        """Read a part of a day's statement; None while the bank does not say."""
        ...


class Store(Protocol):
    """Where the room's things are kept; finding reads consistently."""

    def find_payable(self, payable_id: str) -> Payable | None: ...
    def find_payment(self, payment_id: str) -> Payment | None: ...
    def find_agreement(self, agreement_id: str) -> Agreement | None: ...
    def find_refund(self, refund_id: str) -> Refund | None: ...
    def find_difference(self, difference_id: str) -> Difference | None: ...

    def list_payables(self, owner: str, cursor: str | None, limit: int) -> Page[Payable]:
        """List somebody's payables, newest first; this list and the next may lag by a moment."""
        ...

    def list_payments(self, owner: str, cursor: str | None, limit: int) -> Page[Payment]: ...
    def list_agreements(self, owner: str, cursor: str | None, limit: int) -> Page[Agreement]: ...
    def list_refunds(self, owner: str, cursor: str | None, limit: int) -> Page[Refund]: ...

    def refunds_in(self, state: RefundState, cursor: str | None, limit: int) -> Page[Refund]:
        """List the refunds in a state, the first promised first."""
        ...

    def differences_in(
        self, state: DifferenceState, cursor: str | None, limit: int
    ) -> Page[Difference]:
        """List the differences in a state, the first found first."""
        ...

    def settled_on(self, day: date) -> Iterable[Payment | Refund]:
        """List what moved money on a day, by subject, as our book has it; may lag by a moment."""
        ...

    def due(self, minute: datetime) -> Iterable[str]:
        """Name, by subject, what is to be looked at in a minute; may lag by a moment."""
        ...

    def save(self, *steps: Step) -> None:
        """Write things with their events, all or none; raises `Conflict`."""
        ...

    def history(self, subject: str, cursor: str | None, limit: int) -> Page[Event]:
        """Read what happened to a thing, oldest first."""
        ...
