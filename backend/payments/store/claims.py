"""Refunds and differences as they are stored."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from backend.kernel.clock import from_text, to_text
from backend.kernel.periods import day_of
from backend.payments.rules import differences, refunds
from backend.payments.rules.bank import OrderKind
from backend.payments.rules.differences import Difference, MoneyOutcome, What
from backend.payments.rules.refunds import Refund, Said, Wish
from backend.payments.store.orders import due, id_of, instant, text
from backend.payments.tables import PaymentsItem

_PLAIN = (
    *("payable_id", "about", "owner", "what", "claimed_by", "request_hash"),
    *("tries", "looks", "stuck", "reason", "bank_no"),
)


def refund_item(refund: Refund, head: str, at: datetime) -> PaymentsItem:
    """Write a refund as stored."""
    wish = refund.wish
    return PaymentsItem(
        refund.subject,
        sort="refund",
        version=refund.version,
        head=head,
        whose=f"refund#{refund.owner}",
        made=refund.id,
        standing=f"refund#{refund.state}",
        standing_order=f"{to_text(refund.promised_at)}#{refund.id}",
        settled_day=day_of(refund.settled_at).isoformat() if refund.settled_at else None,
        settled_order=refund.subject if refund.settled_at else None,
        due_minute=due(refund.wake_at, at)[:16] or None,
        due_at=due(refund.wake_at, at) or None,
        body={
            **{name: getattr(refund, name) for name in _PLAIN},
            "wish": [wish.payment_id, wish.amount_fen, wish.reason, wish.account_name],
            "of_kind": str(refund.of_kind),
            "claimed_at": to_text(refund.claimed_at),
            "promised_at": to_text(refund.promised_at),
            "state": str(refund.state),
            "proposed": _said_out(refund.proposed),
            "decided": _said_out(refund.decided),
            "wake_at": text(refund.wake_at),
            "settled_at": text(refund.settled_at),
        },
    )


def refund_from(item: PaymentsItem) -> Refund:
    """Read a refund as stored."""
    body: Mapping[str, Any] = item.body
    return Refund(
        id=id_of(item),
        wish=Wish(*body["wish"]),
        of_kind=OrderKind(body["of_kind"]),
        claimed_at=from_text(body["claimed_at"]),
        promised_at=from_text(body["promised_at"]),
        state=refunds.State(body["state"]),
        proposed=_said_in(body["proposed"]),
        decided=_said_in(body["decided"]),
        wake_at=instant(body["wake_at"]),
        settled_at=instant(body["settled_at"]),
        version=int(item.version),
        head=item.head,
        **{name: body[name] for name in _PLAIN},
    )


def _said_out(said: Said | None) -> list[str] | None:
    return [said.by, to_text(said.at), said.reason] if said else None


def _said_in(row: list[str] | None) -> Said | None:
    return Said(row[0], from_text(row[1]), row[2]) if row else None


def difference_item(difference: Difference, head: str) -> PaymentsItem:
    """Write a difference as stored."""
    return PaymentsItem(
        difference.subject,
        sort="difference",
        version=difference.version,
        head=head,
        standing=f"difference#{difference.state}",
        standing_order=f"{to_text(difference.found_at)}#{difference.id}",
        body={
            "day": difference.day.isoformat(),
            "what": str(difference.what),
            "order_kind": str(difference.order_kind),
            "order_id": difference.order_id,
            "owner": difference.owner,
            "bank_fen": difference.bank_fen,
            "book_fen": difference.book_fen,
            "book_state": difference.book_state,
            "found_at": to_text(difference.found_at),
            "line": difference.line,
            "state": str(difference.state),
            "note": difference.note,
            "settled_by": difference.settled_by,
            "outcome": str(difference.outcome) if difference.outcome else None,
            "proposed_by": difference.proposed_by,
            "proposed_note": difference.proposed_note,
        },
    )


def difference_from(item: PaymentsItem) -> Difference:
    """Read a difference as stored."""
    body: Mapping[str, Any] = item.body
    outcome = body.get("outcome")
    special = {
        "outcome": MoneyOutcome(outcome) if outcome else None,
        "day": date.fromisoformat(body["day"]),
        "what": What(body["what"]),
        "order_kind": OrderKind(body["order_kind"]),
        "found_at": from_text(body["found_at"]),
        "state": differences.State(body["state"]),
    }
    return Difference(**{**body, **special}, version=int(item.version), head=item.head)
