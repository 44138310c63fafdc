"""The room's store on DynamoDB: every change with its events, in one transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from backend.einvoices.rules import reds
from backend.einvoices.rules.adjustments import Adjustment
from backend.einvoices.rules.book import Book, Step
from backend.einvoices.rules.checking import Tally
from backend.einvoices.rules.invoices import Invoice, subject_of
from backend.einvoices.rules.listing import Search, Summary, sortable
from backend.einvoices.rules.numbers import Counter
from backend.einvoices.rules.red_forms import Change, RedForm, Side
from backend.einvoices.store import books, faces, forms
from backend.einvoices.tables import EInvoiceCheckItem, EInvoiceItem
from backend.kernel.clock import to_text
from backend.kernel.events import Event
from backend.kernel.pages import Page
from backend.storage import ledger, pages, transaction
from backend.storage.transaction import save, write


class DynamoStore:
    """What `ports.Store` asks for."""

    def find_for_issue(
        self, company_id: str, invoice_id: str
    ) -> tuple[Invoice | None, Book | None]:
        """Read both in one call."""
        keys = [(f"invoice/{invoice_id}", "invoice"), (f"company/{company_id}", "book")]
        found = {item.item: item for item in EInvoiceItem.batch_get(keys, consistent_read=True)}
        invoice, book = found.get("invoice"), found.get("book")
        return (
            faces.invoice_from(invoice) if invoice else None,
            books.book_from(book) if book else None,
        )

    def find_invoice(self, invoice_id: str) -> Invoice | None:
        """Read one invoice."""
        item = _find(f"invoice/{invoice_id}", "invoice")
        return faces.invoice_from(item) if item else None

    def find_invoices(self, invoice_ids: Sequence[str]) -> Sequence[Invoice]:
        """Read several in one call."""
        keys = [(f"invoice/{invoice_id}", "invoice") for invoice_id in invoice_ids]
        return [*map(faces.invoice_from, EInvoiceItem.batch_get(keys, consistent_read=True))]

    def find_number(self, number: str) -> Invoice | None:
        """Read the invoice of a number: its first event says which one it is."""
        event = ledger.find(subject_of(number), 1)
        return self.find_invoice(str(event.data["invoice_id"])) if event else None

    def find_book(self, company_id: str) -> Book | None:
        """Read a company's book."""
        item = _find(f"company/{company_id}", "book")
        return books.book_from(item) if item else None

    def find_counter(self, prefix: str) -> Counter | None:
        """Read one shard of the counter."""
        item = _find(f"numbers/{prefix}", "counter")
        return books.counter_from(item) if item else None

    def save_book(self, step: Step) -> Book:
        """Write a book and its event."""
        changes, book = _noted(step)
        write(*changes)
        return book

    def save_block(self, given: tuple[Counter, Event], step: Step) -> Book:
        """Write the counter and the book together."""
        counter, event = given
        change, head = ledger.record(event, counter.head)
        changes, book = _noted(step)
        write(save(books.counter_item(counter, head)), change, *changes)
        return book

    def save_invoice(self, invoice: Invoice, event: Event, step: Step | None = None) -> None:
        """Write an invoice and its book; the ledger has one first event of a number."""
        change, head = ledger.record(event, invoice.head)
        changes = _noted(step)[0] if step else ()
        write(save(faces.invoice_item(invoice, head)), change, *changes)

    def list_issued(
        self, company_id: str, search: Search, *, cursor: str | None, limit: int
    ) -> Page[Summary]:
        """Read one page of an index; the search is its key's condition."""
        if search.buyer:
            page = pages.query(
                EInvoiceItem.by_buyer_name,
                company_id,
                cursor=cursor,
                limit=limit,
                range_condition=EInvoiceItem.buyer_order.startswith(sortable(search.buyer)),
            )
        else:
            page = _by_time(EInvoiceItem.by_company, company_id, search, cursor=cursor, limit=limit)
        return page.map(faces.summary_from)

    def list_received(
        self, buyer_id: str, search: Search, *, cursor: str | None, limit: int
    ) -> Page[Summary]:
        """Read one page of what a buyer was given."""
        page = _by_time(EInvoiceItem.received, buyer_id, search, cursor=cursor, limit=limit)
        return page.map(faces.summary_from)

    def find_adjustment(self, adjustment_id: str) -> Adjustment | None:
        """Read one adjustment."""
        item = _find(f"adjustment/{adjustment_id}", "adjustment")
        return books.adjustment_from(item) if item else None

    def list_adjustments(self, company_id: str, cursor: str | None, limit: int) -> Page[Adjustment]:
        """Read a company's adjustments from the index."""
        page = pages.query(
            EInvoiceItem.by_company,
            f"adjustments/{company_id}",
            cursor=cursor,
            limit=limit,
            newest_first=True,
        )
        return page.map(books.adjustment_from)

    def save_adjustment(
        self, adjustment: Adjustment, event: Event, step: Step | None = None
    ) -> None:
        """Write an adjustment and the book it changes."""
        change, head = ledger.record(event, adjustment.head)
        changes = _noted(step)[0] if step else ()
        write(save(books.adjustment_item(adjustment, head)), change, *changes)

    def find_form(self, form_id: str) -> RedForm | None:
        """Read one confirmation form."""
        item = _find(f"red-form/{form_id}", "red-form")
        return forms.form_from(item) if item else None

    def list_forms(
        self, company_id: str, side: Side, *, cursor: str | None, limit: int
    ) -> Page[RedForm]:
        """Read the forms of one side from the index of that side."""
        index = EInvoiceItem.by_company if side is Side.SELLER else EInvoiceItem.received
        page = pages.query(
            index, forms.listed_under(company_id), cursor=cursor, limit=limit, newest_first=True
        )
        return page.map(forms.form_from)

    def save_form(self, change: Change) -> None:
        """Write all that a change holds in one transaction."""
        form, event = change.form
        noted, head = ledger.record(event, form.head)
        changes = [save(_due(forms.form_item(form, head), reds.due_at(form), event.at)), noted]
        for moved in (change.blue, change.red):
            if moved is not None:
                noted, head = ledger.record(moved[1], moved[0].head)
                changes += [save(faces.invoice_item(moved[0], head)), noted]
        if change.step is not None:
            changes += _noted(change.step)[0]
        write(*changes)

    def due(self, minute: datetime) -> Iterable[str]:
        """Name what falls due in a minute, from the index."""
        return [item.owner for item in EInvoiceItem.by_due.query(to_text(minute)[:16])]

    def find_tally(self, number: str, day: date) -> Tally:
        """Read how often a number was checked on a day."""
        try:
            item = EInvoiceCheckItem.get(number, day.isoformat(), consistent_read=True)
        except EInvoiceCheckItem.DoesNotExist:
            return Tally(number, day)
        return books.tally_from(item)

    def save_tally(self, tally: Tally) -> None:
        """Write a tally over the one before."""
        write(save(books.tally_item(tally)))

    def history(self, subject: str, cursor: str | None, limit: int) -> Page[Event]:
        """Read a subject's events from the ledger."""
        return ledger.history(subject, cursor, limit)


def _noted(step: Step) -> tuple[tuple[transaction.Change, transaction.Change], Book]:
    book, event = step
    change, head = ledger.record(event, book.head)
    item = _due(books.book_item(book, head), book.due_at, event.at)
    return (save(item), change), replace(book, head=head)


def _due(item: EInvoiceItem, due_at: datetime | None, at: datetime) -> EInvoiceItem:
    """File an item under the minute it falls due; one overdue under now, as sweepers walk on."""
    if due_at is not None:
        item.due_at = to_text(max(due_at, at))
        item.due_minute = item.due_at[:16]
    return item


def _find(owner: str, item: str) -> EInvoiceItem | None:
    try:
        return EInvoiceItem.get(owner, item, consistent_read=True)
    except EInvoiceItem.DoesNotExist:
        return None


def _by_time(
    index: Any, partition: str, search: Search, *, cursor: str | None, limit: int
) -> Page[EInvoiceItem]:
    span = search.span
    condition = None
    if span is not None:
        # Keys are compared as text, both ends included; a time is followed by `#` and a number.
        first, last = to_text(span[0]), to_text(span[1] - timedelta(milliseconds=1))
        condition = EInvoiceItem.listed_at.between(first, f"{last}~")
    return pages.query(
        index,
        partition,
        cursor=cursor,
        limit=limit,
        newest_first=True,
        range_condition=condition,
    )
