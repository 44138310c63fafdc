"""Payments at the bank: sent once, asked about until the bank has spoken, ended only then."""

from dataclasses import dataclass
from datetime import timedelta

from backend.kernel.conflicts import retried
from backend.kernel.events import Doing
from backend.kernel.parameters import Parameters
from backend.kernel.periods import day_of
from backend.payments.ports import Bank, Store
from backend.payments.rules import payables, payments
from backend.payments.rules.bank import Heard, Verdict
from backend.payments.rules.payments import Payment
from backend.payments.rules.wishes import PayWay, State
from backend.payments.service import ending


@dataclass(frozen=True, slots=True)
class BankSide:
    """What is done about payments outside a request."""

    store: Store
    bank: Bank
    parameters: Parameters

    def send(self, payment_id: str, doing: Doing) -> bool:
        """Send a payment that waits; False where it was sent before or is over."""
        return self._send(payment_id, (State.ASKED,), doing)

    def look(self, payment_id: str, doing: Doing) -> bool:
        """Do what is to be done about a payment under way: send, ask, or close it at the bank.

        Returns whether anything was. What the bank does not say stays open, and is asked again.
        """
        payment = self.store.find_payment(payment_id)
        if payment is None or payment.state.over:
            return False
        late = doing.at >= payment.valid_until
        if payment.state is State.ASKED:
            return (self._expire if late else self.send)(payment_id, doing)
        if payment.closing or (late and payment.way is PayWay.CODE):
            return self._close(payment, doing)
        heard = self.bank.find(payment.kind, payment.id)
        if heard.verdict is not Verdict.ABSENT:
            return self.hear(payment_id, heard, doing)
        # The bank never saw it. The same order under the same id is safe; after its time, its id
        # is closed there first, so that what may still be on the way is refused.
        if late:
            return self._close(payment, doing)
        return self._send(payment_id, (State.SENT, State.UNKNOWN), doing)

    def pass_time(self, payment_id: str, doing: Doing) -> bool:
        """Look at a payment if it is time to; returns whether anything was done."""
        payment = self.store.find_payment(payment_id)
        if payment is None or payment.wake_at is None or payment.wake_at > doing.at:
            return False
        return self.look(payment_id, doing)

    def is_silent(self, payment: Payment, doing: Doing) -> bool:
        """Tell whether the bank has said nothing for so long that clerks must know."""
        most = self.parameters.number("unanswered", "minutes", day_of(doing.at))
        late = doing.at - payment.asked_at > timedelta(minutes=most)
        return late and not payment.state.over and not payment.stuck

    def hear(self, payment_id: str, heard: Heard, doing: Doing, *, sending: bool = False) -> bool:
        """Enter what was heard, with what it does to the payable; False where it was over."""

        def attempt() -> bool:
            payment = self._payment(payment_id)
            never_left = sending and heard.verdict is Verdict.UNSENT
            step = payments.put_back(payment, heard, doing) if never_left else None
            step = step or payments.hear(payment, heard, doing)
            if step is None:
                return False
            self.store.save(step, *ending(self.store, step[0], doing))
            return True

        return retried(attempt)

    def make_good(self, payment_id: str, heard: Heard, doing: Doing) -> bool:
        """Enter a payment that the bank made though it was believed to be over.

        False where what is owed does not admit it any more: then it is a matter for clerks.
        """

        def attempt() -> bool:
            payment = self._payment(payment_id)
            if payment.state is State.PAID:
                return True
            if payment.surplus:  # its money was entered as what was taken beside
                return False
            payable = self.store.find_payable(payment.payable_id)
            fits = payable is not None and payables.admits(payable, payment.part)
            if not fits or heard.amount_fen != payment.amount_fen:
                return False
            step = payments.settle(payment, heard, doing)
            self.store.save(step, *ending(self.store, step[0], doing))
            return True

        return retried(attempt)

    def shut(self, payment_id: str, doing: Doing) -> bool:
        """Close an order at the bank that clerks have ended; one that it made all the same is paid.

        False where the bank says nothing of use: the nightly comparison sees what it does.
        """
        payment = self._payment(payment_id)
        heard = self.bank.close(payment.kind, payment_id)
        return heard.verdict is Verdict.DONE and self.make_good(payment_id, heard, doing)

    def _payment(self, payment_id: str) -> Payment:
        payment = self.store.find_payment(payment_id)
        if payment is None:
            raise LookupError(f"payment/{payment_id}")
        return payment

    def _send(self, payment_id: str, states: tuple[State, ...], doing: Doing) -> bool:
        # That the bank is called is on record before it is: a crash in between is asked about.
        def attempt() -> Payment | None:
            payment = self._payment(payment_id)
            if payment.state not in states or payment.closing:
                return None
            step = payments.send(payment, doing)
            self.store.save(step)
            return step[0]

        payment = retried(attempt)
        if payment is None:
            return False
        self.hear(payment_id, self.bank.order(payment), doing, sending=True)
        return True

    def _close(self, payment: Payment, doing: Doing) -> bool:
        if not payment.closing:
            reason = "code-expired" if payment.way is PayWay.CODE else "bank-not-reached"
            self._note_closing(payment.id, reason, doing)
        return self.hear(payment.id, self.bank.close(payment.kind, payment.id), doing)

    def _note_closing(self, payment_id: str, reason: str, doing: Doing) -> None:
        def attempt() -> None:
            payment = self._payment(payment_id)
            if not payment.state.over and not payment.closing:
                self.store.save(payments.close(payment, reason, doing))

        retried(attempt)

    def _expire(self, payment_id: str, doing: Doing) -> bool:
        def attempt() -> bool:
            payment = self._payment(payment_id)
            if payment.state is not State.ASKED:
                return False
            step = payments.expire(payment, doing)
            self.store.save(step, *ending(self.store, step[0], doing))
            return True

        return retried(attempt)
