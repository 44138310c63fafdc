"""Stand-ins for what the e-invoices room needs; the store keeps the contract of the real one."""

import threading
from collections import Counter as Tries
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TypeVar

from backend.einvoices.rules import reds
from backend.einvoices.rules.adjustments import Adjustment
from backend.einvoices.rules.book import Book, Step
from backend.einvoices.rules.checking import Tally
from backend.einvoices.rules.invoices import Invoice
from backend.einvoices.rules.listing import Search, Summary, sortable
from backend.einvoices.rules.numbers import Counter
from backend.einvoices.rules.red_forms import Change, RedForm, Side
from backend.kernel.conflicts import Conflict
from backend.kernel.errors import Refusal
from backend.kernel.events import Event
from backend.kernel.pages import Page
from tests.fakes.ledger import FakeLedger

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Known:
    value: str
    source: str = "模拟资料"


@dataclass(frozen=True, slots=True)
class Authority:
    name: str = "模拟开票人甲"
    real_name_verified: bool = True
    invoice_agent: bool = True


@dataclass(frozen=True, slots=True)
class Company:
    name: str
    taxpayer_type: str = "1"


@dataclass(slots=True)
class FakeTaxpayers:
    companies: dict[str, Company] = field(default_factory=dict)
    people: dict[tuple[str, str], Authority] = field(default_factory=dict)
    facts: dict[str, dict[str, Known]] = field(default_factory=dict)

    def authority(self, person_id: str, company_id: str, now: datetime) -> Authority | None:
        return self.people.get((person_id, company_id))

    def facts_on(self, company_id: str, day: date) -> Mapping[str, Known]:
        return self.facts.get(company_id, {})

    def company(self, company_id: str) -> Company:
        if company_id not in self.companies:
            raise Refusal("company-unknown")
        return self.companies[company_id]


@dataclass(slots=True)
class FakeDoorkeeper:
    most: int = 1_000
    tries: Tries[tuple[str, str]] = field(default_factory=Tries)

    def admit(self, what: str, whose: str, now: datetime) -> None:
        self.tries[what, whose] += 1
        if self.tries[what, whose] > self.most:
            raise Refusal("tries-too-many", retry_after_seconds=60)


class FakeStore:
    """A store in memory: versions, atomic writes and numbered events as on the real engine."""

    def __init__(self) -> None:
        self.invoices: dict[str, Invoice] = {}
        self.books: dict[str, Book] = {}
        self.counters: dict[str, Counter] = {}
        self.adjustments: dict[str, Adjustment] = {}
        self.forms: dict[str, RedForm] = {}
        self.tallies: dict[tuple[str, date], Tally] = {}
        self.due_at: dict[str, datetime] = {}
        self.ledger = FakeLedger()
        self._lock = threading.Lock()

    def find_for_issue(
        self, company_id: str, invoice_id: str
    ) -> tuple[Invoice | None, Book | None]:
        return self.invoices.get(invoice_id), self.books.get(company_id)

    def find_invoice(self, invoice_id: str) -> Invoice | None:
        return self.invoices.get(invoice_id)

    def find_invoices(self, invoice_ids: Sequence[str]) -> Sequence[Invoice]:
        return [self.invoices[one] for one in invoice_ids if one in self.invoices]

    def find_number(self, number: str) -> Invoice | None:
        found = (one for one in self.invoices.values() if one.face.number == number)
        return next(found, None)

    def find_book(self, company_id: str) -> Book | None:
        return self.books.get(company_id)

    def find_counter(self, prefix: str) -> Counter | None:
        return self.counters.get(prefix)

    def save_book(self, step: Step) -> Book:
        with self._lock:
            self._check_step(step)
            return self._put_step(step)

    def save_block(self, given: tuple[Counter, Event], step: Step) -> Book:
        counter, event = given
        with self._lock:
            _fresh(self.counters.get(counter.prefix), counter.version)
            self.ledger.check(event)
            self._check_step(step)
            head = self.ledger.add(event, counter.head)
            self.counters[counter.prefix] = replace(counter, head=head)
            return self._put_step(step)

    def save_invoice(self, invoice: Invoice, event: Event, step: Step | None = None) -> None:
        with self._lock:
            _fresh(self.invoices.get(invoice.id), invoice.version)
            self.ledger.check(event)
            if step:
                self._check_step(step)
                self._put_step(step)
            head = self.ledger.add(event, invoice.head)
            self.invoices[invoice.id] = replace(invoice, head=head)

    def list_issued(
        self, company_id: str, search: Search, *, cursor: str | None, limit: int
    ) -> Page[Summary]:
        own = [one for one in self.invoices.values() if one.company_id == company_id]
        if search.buyer:
            beginning = sortable(search.buyer)
            rows = sorted(map(Summary.of, own), key=lambda one: (sortable(one.buyer_name), one.id))
            found = [one for one in rows if sortable(one.buyer_name).startswith(beginning)]
            return _page(found, cursor, limit)
        return _page(_newest(own, search), cursor, limit)

    def list_received(
        self, buyer_id: str, search: Search, *, cursor: str | None, limit: int
    ) -> Page[Summary]:
        got = [one for one in self.invoices.values() if one.buyer_id == buyer_id]
        return _page(_newest(got, search), cursor, limit)

    def find_adjustment(self, adjustment_id: str) -> Adjustment | None:
        return self.adjustments.get(adjustment_id)

    def list_adjustments(self, company_id: str, cursor: str | None, limit: int) -> Page[Adjustment]:
        rows = [one for one in self.adjustments.values() if one.company_id == company_id]
        newest = sorted(rows, key=lambda one: one.id, reverse=True)
        return _page([replace(one, head="") for one in newest], cursor, limit)

    def save_adjustment(
        self, adjustment: Adjustment, event: Event, step: Step | None = None
    ) -> None:
        with self._lock:
            _fresh(self.adjustments.get(adjustment.id), adjustment.version)
            self.ledger.check(event)
            if step:
                self._check_step(step)
                self._put_step(step)
            head = self.ledger.add(event, adjustment.head)
            self.adjustments[adjustment.id] = replace(adjustment, head=head)

    def find_form(self, form_id: str) -> RedForm | None:
        return self.forms.get(form_id)

    def list_forms(
        self, company_id: str, side: Side, *, cursor: str | None, limit: int
    ) -> Page[RedForm]:
        def stands(form: RedForm) -> bool:
            if side is Side.SELLER:
                return form.seller_id == company_id
            return form.buyer_id == company_id and not form.natural_buyer

        newest = sorted(filter(stands, self.forms.values()), key=lambda one: one.id, reverse=True)
        return _page([replace(one, head="") for one in newest], cursor, limit)

    def save_form(self, change: Change) -> None:
        form, event = change.form
        invoices = [one for one in (change.blue, change.red) if one is not None]
        with self._lock:
            _fresh(self.forms.get(form.id), form.version)
            self.ledger.check(event)
            for invoice, noted in invoices:
                _fresh(self.invoices.get(invoice.id), invoice.version)
                self.ledger.check(noted)
            if change.step:
                self._check_step(change.step)
                self._put_step(change.step)
            for invoice, noted in invoices:
                head = self.ledger.add(noted, invoice.head)
                self.invoices[invoice.id] = replace(invoice, head=head)
            self.forms[form.id] = replace(form, head=self.ledger.add(event, form.head))
            self._file(form.subject, reds.due_at(form), event.at)

    def due(self, minute: datetime) -> Iterable[str]:
        return [
            owner
            for owner, at in sorted(self.due_at.items())
            if at.replace(second=0, microsecond=0) == minute
        ]

    def find_tally(self, number: str, day: date) -> Tally:
        return self.tallies.get((number, day), Tally(number, day))

    def save_tally(self, tally: Tally) -> None:
        with self._lock:
            _fresh(self.tallies.get((tally.number, tally.day)), tally.version)
            self.tallies[tally.number, tally.day] = tally

    def history(self, subject: str, cursor: str | None, limit: int) -> Page[Event]:
        return _page(self.ledger.events[subject], cursor, limit)

    def _check_step(self, step: Step) -> None:
        book, event = step
        _fresh(self.books.get(book.company_id), book.version)
        self.ledger.check(event)

    def _put_step(self, step: Step) -> Book:
        book, event = step
        kept = replace(book, head=self.ledger.add(event, book.head))
        self.books[book.company_id] = kept
        self._file(f"company/{book.company_id}", book.due_at, event.at)
        return kept

    def _file(self, owner: str, due_at: datetime | None, at: datetime) -> None:
        if due_at is None:
            self.due_at.pop(owner, None)
        else:
            self.due_at[owner] = max(due_at, at)


def _fresh(
    stored: Invoice | Book | Counter | Adjustment | RedForm | Tally | None, version: int
) -> None:
    if (stored.version if stored else 0) != version - 1:
        raise Conflict


def _newest(invoices: list[Invoice], search: Search) -> list[Summary]:
    first, end = search.span or (None, None)
    rows = [
        Summary.of(one)
        for one in invoices
        if (first is None or one.issued_at >= first) and (end is None or one.issued_at < end)
    ]
    return sorted(rows, key=lambda one: (one.issued_at, one.number), reverse=True)


def _page(rows: Sequence[T], cursor: str | None, limit: int) -> Page[T]:
    start = int(cursor or 0)
    end = start + limit
    return Page(tuple(rows[start:end]), str(end) if end < len(rows) else None)
