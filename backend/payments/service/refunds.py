"""Refunds: claimed by the taxpayer, decided by two clerks, paid out by the bank once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from backend.kernel.conflicts import retried
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event
from backend.kernel.ids import check_id
from backend.kernel.pages import Page
from backend.kernel.parameters import Parameters
from backend.kernel.periods import day_of
from backend.payments.ports import Bank, Step, Store
from backend.payments.rules import payments, refunds
from backend.payments.rules.bank import Heard, OrderKind, Verdict
from backend.payments.rules.promise import refund_promised_at
from backend.payments.rules.refunds import Refund, State, Wish
from backend.payments.service.owners import Owners

Change = Callable[[Refund], refunds.Step]


@dataclass(frozen=True, slots=True)
class RefundSide:
    """What is given back."""

    store: Store
    owners: Owners
    bank: Bank
    parameters: Parameters

    def claim(self, refund_id: str, wish: Wish, doing: Doing) -> Refund:
        """Claim back what was paid too much; a repeat returns the claim as it is today.

        Refuses `id-malformed`, `payment-unknown`, `refund-exists-differently`,
        `payer-not-real-name`, `payer-not-signatory`, `request-malformed`, `refund-name-differs`,
        `payment-not-paid`, `refund-amount-malformed`.
        """
        check_id(refund_id)

        def attempt() -> Refund:
            payment = self.store.find_payment(wish.payment_id)
            if payment is None or not self.owners.acts_for(payment.owner, doing):
                raise Refusal("payment-unknown", field="/payment_id")
            found = self.store.find_refund(refund_id)
            if found is not None:
                if found.request_hash != wish.request_hash:
                    raise Refusal("refund-exists-differently")
                return found
            self.owners.check_signs(payment.owner, doing)
            refunds.check(wish, self.owners.name(payment.owner))
            held = payments.claim(payment, refund_id, wish.amount_fen, doing)
            refund = Refund(
                id=refund_id,
                wish=wish,
                payable_id=payment.payable_id,
                about=payment.about,
                owner=payment.owner,
                what=payment.what,
                of_kind=payment.kind,
                claimed_at=doing.at,
                claimed_by=doing.actor,
                promised_at=refund_promised_at(doing.at, self.parameters),
                request_hash=wish.request_hash,
            )
            self.store.save(refunds.claim(refund, doing), held)
            return refund

        return retried(attempt)

    def get(self, refund_id: str, doing: Doing) -> Refund:
        """Show a refund to its owner; refuses `refund-unknown`, for somebody else's too."""
        refund = self.see(refund_id)
        if not self.owners.acts_for(refund.owner, doing):
            raise Refusal("refund-unknown")
        return refund

    def see(self, refund_id: str) -> Refund:
        """Show a refund to a clerk; refuses `refund-unknown`."""
        refund = self.store.find_refund(refund_id)
        if refund is None:
            raise Refusal("refund-unknown")
        return refund

    def list_of_company(
        self, company_id: str, cursor: str | None, limit: int, doing: Doing
    ) -> Page[Refund]:
        """List a company's refunds; refuses `company-unknown`, `cursor-malformed`."""
        owner = self.owners.check_company(company_id, doing)
        return self.store.list_refunds(owner, cursor, limit)

    def list_own(self, cursor: str | None, limit: int, doing: Doing) -> Page[Refund]:
        """List the caller's refunds as a person; refuses `cursor-malformed`."""
        return self.store.list_refunds(doing.actor, cursor, limit)

    def inbox(self, state: State, cursor: str | None, limit: int) -> Page[Refund]:
        """List refunds in a state for clerks, the first promised first."""
        return self.store.refunds_in(state, cursor, limit)

    def history(self, refund_id: str, cursor: str | None, limit: int) -> Page[Event]:
        """Tell a clerk what happened to a refund; refuses `refund-unknown`."""
        return self.store.history(self.see(refund_id).subject, cursor, limit)

    def withdraw(self, refund_id: str, doing: Doing) -> Refund:
        """Take a claim back; a repeat returns it unchanged.

        Refuses `refund-unknown`, `payer-not-real-name`, `payer-not-signatory`, `refund-decided`.
        """
        self.owners.check_signs(self.get(refund_id, doing).owner, doing)
        return self._change(
            refund_id,
            lambda one: refunds.withdraw(one, doing),
            lambda one: one.state is State.WITHDRAWN,
            doing=doing,
        )

    def propose(self, refund_id: str, reason: str, doing: Doing) -> Refund:
        """Propose, as a clerk, to pay a claim.

        A repeat by the same clerk with the same reason returns it as it is today. Refuses
        `refund-unknown`, `refund-decided`, `request-malformed`.
        """
        return self._change(
            refund_id,
            lambda one: refunds.propose(one, reason, doing),
            lambda one: one.was_proposed(reason, doing),
            doing=doing,
        )

    def approve(self, refund_id: str, reason: str, doing: Doing) -> Refund:
        """Approve, as another clerk, what was proposed; it is paid out by what follows.

        A repeat by the same clerk with the same reason returns it as it is today. Refuses
        `refund-unknown`, `refund-not-proposed`, `refund-same-clerk`, `request-malformed`.
        """
        return self._change(
            refund_id,
            lambda one: refunds.approve(one, reason, doing),
            lambda one: one.was_decided(reason, doing, declined=False),
            doing=doing,
        )

    def decline(self, refund_id: str, reason: str, doing: Doing) -> Refund:
        """Refuse, as a clerk, a claim or a proposal.

        A repeat by the same clerk with the same reason returns it as it is today. Refuses
        `refund-unknown`, `refund-decided`, `request-malformed`.
        """
        return self._change(
            refund_id,
            lambda one: refunds.decline(one, reason, doing),
            lambda one: one.was_decided(reason, doing, declined=True),
            doing=doing,
        )

    def send(self, refund_id: str, doing: Doing) -> bool:
        """Have an approved refund paid out; False where it was sent before or is over."""
        return self._send(refund_id, (State.APPROVED,), doing)

    def look(self, refund_id: str, doing: Doing) -> bool:
        """Do what is to be done about a refund: send it, or ask the bank about it.

        A refund that was paid is asked about too: its money may have come back.
        """
        refund = self.store.find_refund(refund_id)
        if refund is None:
            return False
        if refund.state is State.APPROVED:
            return self.send(refund_id, doing)
        if refund.state not in (State.SENT, State.UNKNOWN, State.PAID):
            return False
        heard = self.bank.find(OrderKind.PAYOUT, refund_id)
        if heard.verdict is Verdict.ABSENT and refund.state is not State.PAID:
            return self._send(refund_id, (State.SENT, State.UNKNOWN), doing)
        return self.hear(refund_id, heard, doing)

    def pass_time(self, refund_id: str, doing: Doing) -> bool:
        """Look at a refund if it is time to; returns whether anything was done."""
        refund = self.store.find_refund(refund_id)
        if refund is None or refund.wake_at is None or refund.wake_at > doing.at:
            return False
        return self.look(refund_id, doing)

    def is_silent(self, refund: Refund, doing: Doing) -> bool:
        """Tell whether the bank has said nothing for so long that clerks must know."""
        most = self.parameters.number("unanswered", "minutes", day_of(doing.at))
        decided = refund.decided
        late = decided is not None and doing.at - decided.at > timedelta(minutes=most)
        return late and refund.state.at_the_bank and not refund.stuck

    def hear(self, refund_id: str, heard: Heard, doing: Doing, *, sending: bool = False) -> bool:
        """Enter what was heard of a pay-out; False where there was nothing to enter."""

        def attempt() -> bool:
            refund = self.see(refund_id)
            never_left = sending and heard.verdict is Verdict.UNSENT
            step = refunds.put_back(refund, heard, doing) if never_left else None
            step = step or refunds.hear(refund, heard, doing)
            if step is None:
                return False
            self.store.save(step, *self._released(step[0], doing))
            return True

        return retried(attempt)

    def _send(self, refund_id: str, states: tuple[State, ...], doing: Doing) -> bool:
        def attempt() -> Refund | None:
            refund = self.see(refund_id)
            if refund.state not in states:
                return None
            step = refunds.send(refund, doing)
            self.store.save(step)
            return step[0]

        refund = retried(attempt)
        if refund is None:
            return False
        self.hear(refund_id, self.bank.pay_out(refund), doing, sending=True)
        return True

    def _change(
        self, refund_id: str, change: Change, is_done: Callable[[Refund], bool], *, doing: Doing
    ) -> Refund:
        def attempt() -> Refund:
            before = self.see(refund_id)
            if is_done(before):
                return before
            step = change(before)
            self.store.save(step, *self._released(step[0], doing))
            return step[0]

        return retried(attempt)

    def _released(self, refund: Refund, doing: Doing) -> tuple[Step, ...]:
        """Say what the end of a refund does to its payment."""
        if refund.lives:
            return ()
        payment = self.store.find_payment(refund.wish.payment_id)
        if payment is None:
            raise LookupError(f"payment/{refund.wish.payment_id}")
        return (payments.release(payment, refund.id, refund.amount_fen, doing),)
