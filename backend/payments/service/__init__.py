"""The verbs of payments: open what is owed, show it, ask to pay it, call that off."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from backend.kernel.conflicts import retried
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event
from backend.kernel.ids import check_id
from backend.kernel.pages import Page
from backend.kernel.parameters import Parameters
from backend.kernel.periods import day_of
from backend.payments.ports import Step, Store
from backend.payments.rules import agreements, payables, payments
from backend.payments.rules.payables import Due, Payable
from backend.payments.rules.payments import Payment
from backend.payments.rules.surcharge import Quote, check_due_on, days_late, surcharge
from backend.payments.rules.telling import told
from backend.payments.rules.wishes import PayWay, State, Wish
from backend.payments.service.owners import Owners


@dataclass(frozen=True, slots=True)
class PaymentsService:
    """What is owed, and who asked to pay it."""

    store: Store
    owners: Owners
    parameters: Parameters

    def open_payable(self, payable_id: str, due: Due, doing: Doing) -> Payable:
        """Enter what is owed, for another room or a clerk; a repeat returns it as it is today.

        Refuses `id-malformed`, `payable-malformed`, `owner-unknown`, `payable-exists-differently`.
        """
        check_id(payable_id)
        payables.check(due)
        check_due_on(due.due_on, self.parameters)

        def attempt() -> Payable:
            found = self.store.find_payable(payable_id)
            if found is not None:
                if found.request_hash != due.request_hash:
                    raise Refusal("payable-exists-differently")
                return found
            if not self.owners.name(due.owner):
                raise Refusal("owner-unknown", field="/owner")
            step = payables.open_payable(payable_id, due, doing)
            self.store.save(step)
            return step[0]

        return retried(attempt)

    def withdraw_payable(self, payable_id: str, reason: str, doing: Doing) -> Payable:
        """Take back what is not owed after all; a repeat returns it unchanged.

        Refuses `payable-unknown`, `payable-over`, `payment-under-way`, `payable-part-paid`.
        """

        def attempt() -> Payable:
            payable = self._payable(payable_id)
            if payable.state is payables.State.WITHDRAWN:
                return payable
            step = payables.withdraw(payable, reason, doing)
            self.store.save(step)
            return step[0]

        return retried(attempt)

    def list_of_company(
        self, company_id: str, cursor: str | None, limit: int, doing: Doing
    ) -> Page[Payable]:
        """List a company's payables; refuses `company-unknown`, `cursor-malformed`."""
        owner = self.owners.check_company(company_id, doing)
        return self.store.list_payables(owner, cursor, limit)

    def list_own(self, cursor: str | None, limit: int, doing: Doing) -> Page[Payable]:
        """List what the caller owes as a person; refuses `cursor-malformed`."""
        return self.store.list_payables(doing.actor, cursor, limit)

    def get_payable(self, payable_id: str, doing: Doing) -> Payable:
        """Show one payable; refuses `payable-unknown`, for somebody else's too."""
        payable = self._payable(payable_id)
        if not self.owners.acts_for(payable.due.owner, doing):
            raise Refusal("payable-unknown")
        return payable

    def quote(self, payable: Payable, at: datetime) -> Quote:
        """Say what paying the rest costs today, with the late surcharge to the day."""
        today = day_of(at)
        return Quote(
            principal_fen=payable.left_fen,
            surcharge_fen=self._surcharge(payable, payable.left_fen, today),
            days_late=days_late(payable.due.due_on, today) if payable.left_fen else 0,
            on=today,
        )

    def ask(self, payable_id: str, payment_id: str, wish: Wish, doing: Doing) -> Payment:
        """Ask to pay a payable or a part of it; the bank is called by what follows.

        A repeat returns the payment as it is today. Refuses `id-malformed`, `payable-unknown`,
        `payment-exists-differently`, `payer-not-real-name`, `payable-over`, `payment-under-way`,
        `payment-principal-malformed`, `agreement-unknown`, `agreement-not-active`,
        `agreement-surplus`, `payment-total-changed`.
        """
        check_id(payment_id, "/payment_id")

        def attempt() -> Payment:
            payable = self.get_payable(payable_id, doing)
            found = self.store.find_payment(payment_id)
            if found is not None:
                if found.request_hash != wish.hash_for(payable_id):
                    raise Refusal("payment-exists-differently")
                return found
            self.owners.check_pays(payable.due.owner, doing)
            payables.check_part(payable, wish.principal_fen)
            self._check_agreement(payable, wish)
            steps = self._asked(payable, payment_id, wish, doing=doing)
            self.store.save(*steps)
            return steps[0][0]

        return retried(attempt)

    def get_payment(self, payment_id: str, doing: Doing) -> Payment:
        """Show one payment; refuses `payment-unknown`, for somebody else's too."""
        payment = self.store.find_payment(payment_id)
        if payment is None or not self.owners.acts_for(payment.owner, doing):
            raise Refusal("payment-unknown")
        return payment

    def payments_of_company(
        self, company_id: str, cursor: str | None, limit: int, doing: Doing
    ) -> Page[Payment]:
        """List a company's payments; refuses `company-unknown`, `cursor-malformed`."""
        owner = self.owners.check_company(company_id, doing)
        return self.store.list_payments(owner, cursor, limit)

    def own_payments(self, cursor: str | None, limit: int, doing: Doing) -> Page[Payment]:
        """List the caller's payments as a person; refuses `cursor-malformed`."""
        return self.store.list_payments(doing.actor, cursor, limit)

    def cancel(self, payment_id: str, doing: Doing) -> Payment:
        """Call a payment off; a repeat returns it unchanged.

        A code that was made is closed at the bank by what follows, and paid if somebody was faster.
        Refuses `payment-unknown`, `payment-over`, `payment-sent`.
        """

        def attempt() -> Payment:
            payment = self.get_payment(payment_id, doing)
            if payment.state is State.CANCELLED or payment.closing:
                return payment
            step = payments.cancel(payment, doing)
            self.store.save(step, *ending(self.store, step[0], doing))
            return step[0]

        return retried(attempt)

    def history(self, payable_id: str, cursor: str | None, limit: int, doing: Doing) -> Page[Event]:
        """Tell what happened to a payable; refuses `payable-unknown`, `cursor-malformed`."""
        payable = self.get_payable(payable_id, doing)
        return self.store.history(payable.subject, cursor, limit).map(told)

    def payment_history(
        self, payment_id: str, cursor: str | None, limit: int, doing: Doing
    ) -> Page[Event]:
        """Tell what happened to a payment; refuses `payment-unknown`, `cursor-malformed`."""
        payment = self.get_payment(payment_id, doing)
        return self.store.history(payment.subject, cursor, limit).map(told)

    def _payable(self, payable_id: str) -> Payable:
        payable = self.store.find_payable(payable_id)
        if payable is None:
            raise Refusal("payable-unknown")
        return payable

    def _surcharge(self, payable: Payable, principal_fen: int, day: date) -> int:
        due_on = payable.due.due_on
        return surcharge(principal_fen, due_on, day, parameters=self.parameters)

    def _check_agreement(self, payable: Payable, wish: Wish) -> None:
        if wish.way is PayWay.CODE:
            if wish.agreement_id is not None:
                raise Refusal("agreement-surplus", field="/agreement_id")
            return
        found = self.store.find_agreement(wish.agreement_id or "")
        if found is None or found.owner != payable.due.owner:
            raise Refusal("agreement-unknown", field="/agreement_id")
        if found.state is not agreements.State.ACTIVE:
            raise Refusal("agreement-not-active", field="/agreement_id", state=str(found.state))

    def _asked(
        self, payable: Payable, payment_id: str, wish: Wish, *, doing: Doing
    ) -> tuple[payments.Step, payables.Step]:
        # The surcharge is that of the day of asking: what the bank does after midnight is its time.
        late_fen = self._surcharge(payable, wish.principal_fen, day_of(doing.at))
        total_fen = wish.principal_fen + late_fen
        if wish.total_fen != total_fen:
            raise Refusal(
                "payment-total-changed",
                field="/total_fen",
                total_fen=total_fen,
                surcharge_fen=late_fen,
            )
        payment = Payment(
            id=payment_id,
            payable_id=payable.id,
            about=payable.due.about,
            owner=payable.due.owner,
            what=payable.due.what,
            way=wish.way,
            principal_fen=wish.principal_fen,
            surcharge_fen=late_fen,
            agreement_id=wish.agreement_id,
            asked_at=doing.at,
            asked_by=doing.actor,
            request_hash=wish.hash_for(payable.id),
            valid_until=doing.at + self._life(wish.way, doing.at),
            # Due at once: where the stream has no time for the bank, the sweeper sends it.
            wake_at=doing.at,
        )
        return payments.ask(payment, doing), payables.hold(payable, payment.part, doing)

    def _life(self, way: PayWay, at: datetime) -> timedelta:
        of = "code-minutes" if way is PayWay.CODE else "debit-minutes"
        return timedelta(minutes=self.parameters.number("order-life", of, day_of(at)))


def ending(store: Store, payment: Payment, doing: Doing) -> tuple[Step, ...]:
    """Say what the end of a payment does to its payable; nothing while it is under way."""
    if not payment.state.over:
        return ()
    payable = store.find_payable(payment.payable_id)
    if payable is None:
        raise LookupError(f"payable/{payment.payable_id}")
    if payment.state is State.PAID:
        return (payables.pay(payable, payment.part, doing),)
    step = payables.free(payable, payment.id, payment.reason, doing)
    return (step,) if step else ()
