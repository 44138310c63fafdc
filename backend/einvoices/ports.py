"""What the e-invoices room needs from the others and from its store."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from backend.einvoices.rules.adjustments import Adjustment
from backend.einvoices.rules.book import Book, Step
from backend.einvoices.rules.checking import Tally
from backend.einvoices.rules.invoices import Invoice
from backend.einvoices.rules.listing import Search, Summary
from backend.einvoices.rules.numbers import Counter
from backend.einvoices.rules.red_forms import Change, RedForm, Side
from backend.kernel.events import Event
from backend.kernel.pages import Page


class Authority(Protocol):
    """How a person may act for a company."""

    @property
    def name(self) -> str: ...
    @property
    def real_name_verified(self) -> bool: ...
    @property
    def invoice_agent(self) -> bool: ...


class Fact(Protocol):
    """One recorded fact of a company as it holds on a day."""

    @property
    def value(self) -> str: ...
    @property
    def source(self) -> str: ...


class Company(Protocol):
    """A registered company."""

    @property
    def name(self) -> str: ...
    @property
    def taxpayer_type(self) -> str: ...


class Taxpayers(Protocol):
    """Questions about companies and the people who act for them."""

    def authority(self, person_id: str, company_id: str, now: datetime) -> Authority | None:
        """Return how a person may act for a company now, None when not at all."""
        ...

    def facts_on(self, company_id: str, day: date) -> Mapping[str, Fact]:
        """Return the facts of a company in force on a day, by name; unrecorded ones are absent."""
        ...

    def company(self, company_id: str) -> Company:
        """Return a company; refuses `company-unknown`."""
        ...


class Doorkeeper(Protocol):
    """Counts what anybody may try from one address."""

    def admit(self, what: str, whose: str, now: datetime) -> None:
        """Count one more try; refuses `tries-too-many`."""
        ...


class Store(Protocol):
    """Where invoices, books, numbers and adjustments are kept; saves raise `Conflict`."""

    def find_for_issue(
        self, company_id: str, invoice_id: str
    ) -> tuple[Invoice | None, Book | None]:
        """Read an invoice by its id and a company's book, consistently, in one call."""
        ...

    def find_invoice(self, invoice_id: str) -> Invoice | None:
        """Read one invoice, consistently."""
        ...

    def find_invoices(self, invoice_ids: Sequence[str]) -> Sequence[Invoice]:
        """Read those invoices of some ids that there are, consistently, in one call."""
        ...

    def find_number(self, number: str) -> Invoice | None:
        """Read the invoice of a number, consistently."""
        ...

    def find_book(self, company_id: str) -> Book | None:
        """Read a company's book, consistently."""
        ...

    def find_counter(self, prefix: str) -> Counter | None:
        """Read one shard of the province's counter, consistently."""
        ...

    def save_book(self, step: Step) -> Book:
        """Write a book and its event; returns it as it is kept."""
        ...

    def save_block(self, given: tuple[Counter, Event], step: Step) -> Book:
        """Write a counter that gave a block and the book that took it, both or none."""
        ...

    def save_invoice(self, invoice: Invoice, event: Event, step: Step | None = None) -> None:
        """Write an invoice, the book it draws on or gives back to, and their events, all or none.

        A number that stands already is a `Conflict`.
        """
        ...

    def list_issued(
        self, company_id: str, search: Search, *, cursor: str | None, limit: int
    ) -> Page[Summary]:
        """Read a company's issued invoices; may lag behind by a moment.

        By days or without a search the newest first, by the buyer's name in its order.
        """
        ...

    def list_received(
        self, buyer_id: str, search: Search, *, cursor: str | None, limit: int
    ) -> Page[Summary]:
        """Read the invoices issued to a buyer's number, newest first; may lag behind."""
        ...

    def find_adjustment(self, adjustment_id: str) -> Adjustment | None:
        """Read one adjustment, consistently."""
        ...

    def list_adjustments(self, company_id: str, cursor: str | None, limit: int) -> Page[Adjustment]:
        """Read a company's adjustments, newest first; may lag behind by a moment."""
        ...

    def save_adjustment(
        self, adjustment: Adjustment, event: Event, step: Step | None = None
    ) -> None:
        """Write an adjustment and what it does to the book, with their events, all or none."""
        ...

    def find_form(self, form_id: str) -> RedForm | None:
        """Read one confirmation form, consistently."""
        ...

    def list_forms(
        self, company_id: str, side: Side, *, cursor: str | None, limit: int
    ) -> Page[RedForm]:
        """Read the forms of one side of a company, newest first; may lag behind by a moment."""
        ...

    def save_form(self, change: Change) -> None:
        """Write a form, the invoices and the book that it moves, and their events, all or none.

        A number that stands already is a `Conflict`.
        """
        ...

    def due(self, minute: datetime) -> Iterable[str]:
        """Name the forms and books (by owner) that fall due in a minute; may lag behind.

        What was due already when it was written falls due then.
        """
        ...

    def find_tally(self, number: str, day: date) -> Tally:
        """Read how often a number was checked on a day, consistently."""
        ...

    def save_tally(self, tally: Tally) -> None:
        """Write how often a number was checked."""
        ...

    def history(self, subject: str, cursor: str | None, limit: int) -> Page[Event]:
        """Read a subject's events, oldest first."""
        ...
