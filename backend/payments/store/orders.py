"""Payables, payments and agreements as they are stored."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from backend.kernel.clock import from_text, to_text
from backend.kernel.periods import day_of
from backend.payments.rules import agreements, payables
from backend.payments.rules.agreements import Agreement
from backend.payments.rules.payables import Due, Line, Payable
from backend.payments.rules.payments import Payment
from backend.payments.rules.wishes import PayWay, State
from backend.payments.tables import PaymentsItem


def payable_item(payable: Payable, head: str) -> PaymentsItem:
    """Write a payable as stored."""
    due = payable.due
    return PaymentsItem(
        payable.subject,
        sort="payable",
        version=payable.version,
        head=head,
        whose=f"payable#{due.owner}",
        made=payable.id,
        body={
            "about": due.about,
            "owner": due.owner,
            "what": due.what,
            "lines": [[line.tax, line.amount_fen] for line in due.lines],
            "due_on": due.due_on.isoformat() if due.due_on else None,
            "period": due.period,
            "opened_at": to_text(payable.opened_at),
            "opened_by": payable.opened_by,
            "request_hash": payable.request_hash,
            "state": str(payable.state),
            "paid_fen": payable.paid_fen,
            "surcharge_paid_fen": payable.surcharge_paid_fen,
            "attempt": payable.attempt,
        },
    )


def payable_from(item: PaymentsItem) -> Payable:
    """Read a payable as stored."""
    body: Mapping[str, Any] = item.body
    last = body["due_on"]
    due = Due(
        about=body["about"],
        owner=body["owner"],
        what=body["what"],
        lines=tuple(Line(*row) for row in body["lines"]),
        due_on=date.fromisoformat(last) if last else None,
        period=body["period"],
    )
    return Payable(
        id=id_of(item),
        due=due,
        opened_at=from_text(body["opened_at"]),
        opened_by=body["opened_by"],
        request_hash=body["request_hash"],
        state=payables.State(body["state"]),
        paid_fen=body["paid_fen"],
        surcharge_paid_fen=body["surcharge_paid_fen"],
        attempt=body["attempt"],
        version=int(item.version),
        head=item.head,
    )


_PLAIN = (
    *("payable_id", "about", "owner", "what", "principal_fen", "surcharge_fen", "agreement_id"),
    *("asked_by", "request_hash", "tries", "looks", "closing", "stuck", "reason", "bank_no"),
    *("code_text", "claimed_fen"),
)


def payment_item(payment: Payment, head: str, at: datetime) -> PaymentsItem:
    """Write a payment as stored."""
    return PaymentsItem(
        payment.subject,
        sort="payment",
        version=payment.version,
        head=head,
        whose=f"payment#{payment.owner}",
        made=payment.id,
        settled_day=day_of(payment.settled_at).isoformat() if payment.settled_at else None,
        settled_order=payment.subject if payment.settled_at else None,
        due_minute=due(payment.wake_at, at)[:16] or None,
        due_at=due(payment.wake_at, at) or None,
        body={
            **{name: getattr(payment, name) for name in _PLAIN},
            "way": str(payment.way),
            "asked_at": to_text(payment.asked_at),
            "valid_until": to_text(payment.valid_until),
            "wake_at": text(payment.wake_at),
            "state": str(payment.state),
            "settled_at": text(payment.settled_at),
            "surplus": [list(one) for one in payment.surplus],
        },
    )


def payment_from(item: PaymentsItem) -> Payment:
    """Read a payment as stored."""
    body: Mapping[str, Any] = item.body
    return Payment(
        id=id_of(item),
        way=PayWay(body["way"]),
        asked_at=from_text(body["asked_at"]),
        valid_until=from_text(body["valid_until"]),
        wake_at=instant(body["wake_at"]),
        state=State(body["state"]),
        surplus=tuple((line, fen) for line, fen in body.get("surplus", ())),
        settled_at=instant(body["settled_at"]),
        version=int(item.version),
        head=item.head,
        **{name: body[name] for name in _PLAIN},
    )


def agreement_item(agreement: Agreement, head: str, at: datetime) -> PaymentsItem:
    """Write an agreement as stored."""
    return PaymentsItem(
        agreement.subject,
        sort="agreement",
        version=agreement.version,
        head=head,
        whose=f"agreement#{agreement.owner}",
        made=agreement.id,
        due_minute=due(agreement.wake_at, at)[:16] or None,
        due_at=due(agreement.wake_at, at) or None,
        body={
            "owner": agreement.owner,
            "bank": agreement.bank,
            "account_masked": agreement.account_masked,
            "account_name": agreement.account_name,
            "account_no": agreement.account_no,
            "asked_at": to_text(agreement.asked_at),
            "asked_by": agreement.asked_by,
            "request_hash": agreement.request_hash,
            "wake_at": text(agreement.wake_at),
            "state": str(agreement.state),
            "reason": agreement.reason,
            "looks": agreement.looks,
        },
    )


def agreement_from(item: PaymentsItem) -> Agreement:
    """Read an agreement as stored."""
    body: Mapping[str, Any] = item.body
    special = {
        "asked_at": from_text(body["asked_at"]),
        "wake_at": instant(body["wake_at"]),
        "state": agreements.State(body["state"]),
    }
    return Agreement(
        id=id_of(item), **{**body, **special}, version=int(item.version), head=item.head
    )


def id_of(item: PaymentsItem) -> str:
    """Return the id in a name."""
    return item.subject.partition("/")[2]


def due(wake_at: datetime | None, at: datetime) -> str:
    """Say under which instant a thing is filed: what is overdue already, under now."""
    return to_text(max(wake_at, at)) if wake_at else ""


def text(moment: datetime | None) -> str | None:
    """Write an instant that may be missing."""
    return to_text(moment) if moment else None


def instant(written: str | None) -> datetime | None:
    """Read an instant that may be missing."""
    return from_text(written) if written else None
