"""The room's view of the bank: orders as the interface wants them, answers in the room's words."""

from dataclasses import dataclass
from datetime import date

from backend.kernel.clock import to_text
from backend.outside.bank.answers import Entry as BankEntry
from backend.outside.bank.answers import Kind, Said
from backend.outside.bank.client import BankClient
from backend.payments.rules.agreements import Agreement
from backend.payments.rules.bank import Entry, Heard, OrderKind, StatementPart, Verdict
from backend.payments.rules.payments import Payment
from backend.payments.rules.refunds import Refund
from backend.payments.rules.wishes import PayWay

_KINDS = {
    OrderKind.DEBIT: Kind.DEBITS,
    OrderKind.CODE: Kind.CODES,
    OrderKind.PAYOUT: Kind.PAYOUTS,
}
_OURS = {kind: ours for ours, kind in _KINDS.items()}


@dataclass(frozen=True, slots=True)
class TreasuryBank:
    """The bank as `ports.Bank` asks for it."""

    client: BankClient

    def order(self, payment: Payment) -> Heard:
        """Ask for a debit or a code."""
        order: dict[str, object] = {
            "amount_fen": payment.amount_fen,
            "what": payment.what,
            "valid_until": to_text(payment.valid_until),
        }
        if payment.way is PayWay.AGREEMENT:
            order["agreement_id"] = str(payment.agreement_id)
        return _heard(self.client.put(_KINDS[payment.kind], payment.id, order))

    def pay_out(self, refund: Refund) -> Heard:
        """Have money given back to where it came from."""
        original = {"kind": str(_KINDS[refund.of_kind]), "id": refund.wish.payment_id}
        order = {
            "return_of": original,
            "amount_fen": refund.amount_fen,
            "what": refund.what,
        }
        return _heard(self.client.put(Kind.PAYOUTS, refund.id, order))

    def find(self, kind: OrderKind, order_id: str) -> Heard:
        """Ask how an order stands."""
        return _heard(self.client.find(_KINDS[kind], order_id))

    def close(self, kind: OrderKind, order_id: str) -> Heard:
        """Make sure that an order can never be carried out, or hear that it was."""
        return _heard(self.client.close(_KINDS[kind], order_id))

    def agree(self, agreement: Agreement) -> Heard:
        """Have an agreement verified."""
        order = {
            "taxpayer": agreement.owner,
            "account_no": agreement.account_no,
            "account_name": agreement.account_name,
        }
        return _heard(self.client.put(Kind.AGREEMENTS, agreement.id, order))

    def end(self, agreement: Agreement) -> Heard:
        """End an agreement."""
        return _heard(self.client.close(Kind.AGREEMENTS, agreement.id))

    def statement(self, day: date, after: int) -> StatementPart | None:
        """Read a part of a day's statement."""
        page = self.client.statement(day, after)
        if page is None:
            return None
        entries = tuple(_entry(one) for one in page.entries if one.kind in _OURS)
        return StatementPart(entries, page.next_after, page.complete)


def _heard(said: Said) -> Heard:
    return Heard(
        verdict=Verdict(said.state),
        reason=said.reason,
        bank_no=said.bank_no,
        at=said.at,
        amount_fen=said.amount_fen,
        code_text=said.text,
    )


def _entry(one: BankEntry) -> Entry:
    return Entry(
        number=one.number,
        kind=_OURS[one.kind],
        order_id=one.order_id,
        amount_fen=one.amount_fen,
        at=one.at,
        bank_no=one.bank_no,
        returned=one.returned,
    )
