"""Books, counters, adjustments and tallies between the table and their values."""

from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from typing import Any

from backend.einvoices.rules.adjustments import Adjustment, Lasting, State, Wish
from backend.einvoices.rules.book import Before, Book
from backend.einvoices.rules.checking import Tally
from backend.einvoices.rules.checks import Check
from backend.einvoices.rules.numbers import Block, Counter, Numbers
from backend.einvoices.store.faces import check_out
from backend.einvoices.tables import EInvoiceCheckItem, EInvoiceItem
from backend.kernel.clock import from_text, to_text

_BOOK = ("month", "base_fen", "extra_fen", "used_fen", "busy_months", "extended")
# A tally is of use for one day; DynamoDB removes it a while later.
_TALLY_DAYS = 2


def book_item(book: Book, head: str) -> EInvoiceItem:
    """Write a book as stored."""
    body: dict[str, Any] = {name: getattr(book, name) for name in _BOOK}
    body["before"] = asdict(book.before) if book.before else None
    body["numbers"] = asdict(book.numbers) if book.numbers else None
    return EInvoiceItem(
        f"company/{book.company_id}", "book", version=book.version, head=head, body=body
    )


def book_from(item: EInvoiceItem) -> Book:
    """Read a book as stored."""
    body: dict[str, Any] = item.body
    before, numbers = body["before"], body["numbers"]
    return Book(
        company_id=item.owner.removeprefix("company/"),
        **{name: body[name] for name in _BOOK},
        before=Before(**before) if before else None,
        numbers=_numbers_in(numbers) if numbers else None,
        version=int(item.version),
        head=item.head,
    )


def _numbers_in(row: dict[str, Any]) -> Numbers:
    block = row["block"]
    return Numbers(**{**row, "block": Block(**block) if block else None})


def counter_item(counter: Counter, head: str) -> EInvoiceItem:
    """Write a counter as stored."""
    body = {"next": counter.next}
    owner = f"numbers/{counter.prefix}"
    return EInvoiceItem(owner, "counter", version=counter.version, head=head, body=body)


def counter_from(item: EInvoiceItem) -> Counter:
    """Read a counter as stored."""
    prefix = item.owner.removeprefix("numbers/")
    return Counter(prefix, item.body["next"], int(item.version), item.head)


def adjustment_item(adjustment: Adjustment, head: str) -> EInvoiceItem:
    """Write an adjustment as stored; the list shows all of it."""
    wish = adjustment.wish
    decided_at = adjustment.decided_at
    summary = {
        "id": adjustment.id,
        "company_id": adjustment.company_id,
        "wanted_fen": wish.wanted_fen,
        "lasting": str(wish.lasting),
        "reason": wish.reason,
        "evidence": list(wish.evidence),
        "month": adjustment.month,
        "state": str(adjustment.state),
        "checks": [check_out(check) for check in adjustment.checks],
        "quota_before_fen": adjustment.quota_before_fen,
        "applied_at": to_text(adjustment.applied_at),
        "applied_by": adjustment.applied_by,
        "promised_at": to_text(adjustment.promised_at),
        "request_hash": adjustment.request_hash,
        "decided_at": to_text(decided_at) if decided_at else None,
        "decided_by": adjustment.decided_by,
        "decision_reason": adjustment.decision_reason,
        "version": adjustment.version,
    }
    return EInvoiceItem(
        f"adjustment/{adjustment.id}",
        "adjustment",
        version=adjustment.version,
        head=head,
        listed_under=f"adjustments/{adjustment.company_id}",
        listed_at=adjustment.id,
        summary=summary,
        body={},
    )


def adjustment_from(item: EInvoiceItem) -> Adjustment:
    """Read an adjustment as stored; in a list it comes without its head."""
    row: dict[str, Any] = dict(item.summary)
    wish = Wish(
        row.pop("wanted_fen"),
        Lasting(row.pop("lasting")),
        row.pop("reason"),
        tuple(row.pop("evidence")),
    )
    decided_at = row.pop("decided_at")
    return Adjustment(
        **row
        | {
            "wish": wish,
            "state": State(row["state"]),
            "checks": tuple(Check(**check) for check in row["checks"]),
            "applied_at": from_text(row["applied_at"]),
            "promised_at": from_text(row["promised_at"]),
            "decided_at": from_text(decided_at) if decided_at else None,
            "head": item.head or "",
        }
    )


def tally_item(tally: Tally) -> EInvoiceCheckItem:
    """Write a tally as stored."""
    last = datetime(tally.day.year, tally.day.month, tally.day.day, tzinfo=UTC)
    return EInvoiceCheckItem(
        tally.number,
        tally.day.isoformat(),
        version=tally.version,
        checks=tally.count,
        gone_at=last + timedelta(days=_TALLY_DAYS),
    )


def tally_from(item: EInvoiceCheckItem) -> Tally:
    """Read a tally as stored."""
    day = date.fromisoformat(item.day)
    return Tally(item.number, day, int(item.checks), int(item.version))
