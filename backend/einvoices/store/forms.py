"""Confirmation forms of red invoices between the table and their values."""

from decimal import Decimal
from typing import Any

from backend.einvoices.rules.red_amounts import Take
from backend.einvoices.rules.red_forms import Reason, RedForm, Side
from backend.einvoices.rules.red_states import State
from backend.einvoices.tables import EInvoiceItem
from backend.kernel.clock import from_text, to_text

_PLAIN = (
    *("id", "invoice_id", "invoice_number", "seller_id", "seller_name", "buyer_id", "buyer_name"),
    *("natural_buyer", "filed_by", "deducted", "request_hash", "red_id", "red_number", "version"),
    "issue_days",
)


def listed_under(company_id: str) -> str:
    """Name the partition of a company's forms, in the index of either side."""
    return f"red-forms/{company_id}"


def form_item(form: RedForm, head: str) -> EInvoiceItem:
    """Write a form as stored; the lists of both sides show all of it."""
    summary: dict[str, Any] = {name: getattr(form, name) for name in _PLAIN}
    summary |= {
        "filed_for": str(form.filed_for),
        "filed_at": to_text(form.filed_at),
        "reason": str(form.reason),
        "takes": [
            [take.line, take.amount_fen, take.tax_fen, str(take.quantity or "")]
            for take in form.takes
        ],
        "state": str(form.state),
        "answer_by": to_text(form.answer_by) if form.answer_by else None,
        "issue_by": to_text(form.issue_by) if form.issue_by else None,
        "ended_at": to_text(form.ended_at) if form.ended_at else None,
    }
    told = form.buyer_id and not form.natural_buyer
    return EInvoiceItem(
        form.subject,
        "red-form",
        version=form.version,
        head=head,
        listed_under=listed_under(form.seller_id),
        listed_at=form.id,
        buyer_id=listed_under(form.buyer_id) if told else None,
        summary=summary,
        body={},
    )


def form_from(item: EInvoiceItem) -> RedForm:
    """Read a form as stored; in a list it comes without its head."""
    # What was kept before forms ended by time says nothing of that.
    row: dict[str, Any] = {"issue_days": 0, "issue_by": None, **item.summary}
    answer_by, issue_by, ended_at = row["answer_by"], row["issue_by"], row["ended_at"]
    return RedForm(
        **{name: row[name] for name in _PLAIN},
        filed_for=Side(row["filed_for"]),
        filed_at=from_text(row["filed_at"]),
        reason=Reason(row["reason"]),
        takes=tuple(
            Take(line, amount, tax, Decimal(quantity) if quantity else None)
            for line, amount, tax, quantity in row["takes"]
        ),
        state=State(row["state"]),
        answer_by=from_text(answer_by) if answer_by else None,
        issue_by=from_text(issue_by) if issue_by else None,
        ended_at=from_text(ended_at) if ended_at else None,
        head=item.head or "",
    )
