"""What time does: whatever waits for the bank is looked at, and clerks hear of what is silent."""

from dataclasses import dataclass

from backend.kernel.conflicts import retried
from backend.kernel.events import Doing
from backend.kernel.periods import day_of
from backend.payments.ports import Store
from backend.payments.rules import payments, refunds
from backend.payments.rules.bank import OrderKind
from backend.payments.rules.differences import Difference, What
from backend.payments.rules.payments import Payment
from backend.payments.rules.refunds import Refund
from backend.payments.service.agreements import AgreementSide
from backend.payments.service.differences import DifferenceSide
from backend.payments.service.refunds import RefundSide
from backend.payments.service.sending import BankSide


@dataclass(frozen=True, slots=True)
class TimeSide:
    """The room as its sweeper sees it."""

    store: Store
    sending: BankSide
    refunds: RefundSide
    agreements: AgreementSide
    differences: DifferenceSide

    def pass_time(self, subject: str, doing: Doing) -> bool:
        """Do what is due on one thing; returns whether anything was.

        Raises `Conflict` when others kept writing it: what is due is still to be done then.
        """
        sort, _, name = subject.partition("/")
        match sort:
            case "payment":
                done = self.sending.pass_time(name, doing)
                self._tell_of_payment(name, doing)
            case "refund":
                done = self.refunds.pass_time(name, doing)
                self._tell_of_refund(name, doing)
            case _:
                done = self.agreements.pass_time(name, doing)
        return done

    def _tell_of_payment(self, payment_id: str, doing: Doing) -> None:
        payment = self.store.find_payment(payment_id)
        if payment is None or not self.sending.is_silent(payment, doing):
            return
        self.differences.enter(_unanswered(payment, payment.kind, doing), doing)

        def attempt() -> None:
            found = self.store.find_payment(payment_id)
            if found is not None and not found.state.over and not found.stuck:
                self.store.save(payments.tell_clerks(found, doing))

        retried(attempt)

    def _tell_of_refund(self, refund_id: str, doing: Doing) -> None:
        refund = self.store.find_refund(refund_id)
        if refund is None or not self.refunds.is_silent(refund, doing):
            return
        self.differences.enter(_unanswered(refund, OrderKind.PAYOUT, doing), doing)

        def attempt() -> None:
            found = self.store.find_refund(refund_id)
            if found is not None and found.state.at_the_bank and not found.stuck:
                self.store.save(refunds.tell_clerks(found, doing))

        retried(attempt)


def _unanswered(thing: Payment | Refund, kind: OrderKind, doing: Doing) -> Difference:
    return Difference(
        day=day_of(doing.at),
        what=What.UNANSWERED,
        order_kind=kind,
        order_id=thing.id,
        owner=thing.owner,
        bank_fen=None,
        book_fen=thing.amount_fen,
        book_state=str(thing.state),
        found_at=doing.at,
    )
