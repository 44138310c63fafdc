"""Differences between book and bank: entered once, mended by the bank's word, or by clerks."""

from dataclasses import dataclass

from backend.kernel.conflicts import retried
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.kernel.pages import Page
from backend.payments.ports import Step, Store
from backend.payments.rules import differences, payments
from backend.payments.rules.bank import OrderKind
from backend.payments.rules.differences import Difference, MoneyOutcome, State, What
from backend.payments.service import ending


@dataclass(frozen=True, slots=True)
class DifferenceSide:
    """What book and bank do not agree about."""

    store: Store

    def enter(self, difference: Difference, doing: Doing, *, mended: str = "") -> bool:
        """Enter a difference, `mended` says how if it is; False where it was entered before."""

        def attempt() -> bool:
            if self.store.find_difference(difference.id) is not None:
                return False
            if mended:
                self.store.save(differences.found_mended(difference, mended, doing))
            else:
                self.store.save(differences.find(difference, doing))
            return True

        return retried(attempt)

    def mend(self, difference_id: str, note: str, doing: Doing) -> None:
        """Note that the bank's word has mended a difference; one that is over stays."""

        def attempt() -> None:
            found = self.store.find_difference(difference_id)
            step = differences.mend(found, note, doing) if found else None
            if step is not None:
                self.store.save(step)

        retried(attempt)

    def settle(self, difference_id: str, reason: str, doing: Doing) -> Difference:
        """Settle a difference as a clerk decided; a repeat returns it unchanged.

        Refuses `difference-unknown`, `difference-over`.
        """

        def attempt() -> Difference:
            found = self.see(difference_id)
            if found.state is State.SETTLED and found.note == reason:
                return found
            step = differences.settle(found, reason, doing)
            self.store.save(step)
            return step[0]

        return retried(attempt)

    def propose(
        self, difference_id: str, outcome: MoneyOutcome, reason: str, doing: Doing
    ) -> Difference:
        """Propose, as a clerk, what became of the money; the same again returns it as it is today.

        Refuses `difference-unknown`, `difference-over`, `request-malformed`,
        `difference-outcome-unfit` (this is not true of that order, or no money is known of).
        """

        def attempt() -> Difference:
            found = self.see(difference_id)
            said = (found.outcome, found.proposed_by, found.proposed_note)
            if said == (outcome, doing.actor, reason):
                return found
            step = differences.propose(found, outcome, reason, doing)
            self._carried_out(step[0], doing)
            self.store.save(step)
            return step[0]

        return retried(attempt)

    def approve(self, difference_id: str, reason: str, doing: Doing) -> Difference:
        """Settle, as another clerk, with what was proposed, and let the book say so.

        The same again returns it as it is today. Refuses `difference-unknown`, `difference-over`,
        `difference-not-proposed`, `difference-same-clerk`, `request-malformed`,
        `difference-outcome-unfit`.
        """

        def attempt() -> Difference:
            found = self.see(difference_id)
            said = (found.state, found.settled_by, found.note)
            if found.outcome and said == (State.SETTLED, doing.actor, reason):
                return found
            step = differences.approve(found, reason, doing)
            self.store.save(step, *self._carried_out(found, doing))
            return step[0]

        return retried(attempt)

    def _carried_out(self, found: Difference, doing: Doing) -> tuple[Step, ...]:
        """Say what an outcome does to the payment and to what is owed."""
        of_payment = found.order_kind is not OrderKind.PAYOUT
        payment = self.store.find_payment(found.order_id) if of_payment else None
        if payment is None or payment.kind is not found.order_kind:
            raise Refusal("difference-outcome-unfit", state=found.book_state)
        if found.outcome is MoneyOutcome.NOT_MADE:
            step = payments.unmake(payment, doing)
        else:
            if found.bank_fen is None or not found.line:
                raise Refusal("difference-outcome-unfit", state=str(payment.state))
            again = found.what is What.LINE_TWICE
            step = payments.take(payment, found.line, found.bank_fen, again=again, doing=doing)
        under_way = not payment.state.over
        return (step, *(ending(self.store, step[0], doing) if under_way else ()))

    def check(self, difference_id: str, reason: str, doing: Doing) -> None:
        """Refuse what `settle` would refuse."""
        differences.settle(self.see(difference_id), reason, doing)

    def see(self, difference_id: str) -> Difference:
        """Show a difference; refuses `difference-unknown`."""
        found = self.store.find_difference(difference_id)
        if found is None:
            raise Refusal("difference-unknown")
        return found

    def inbox(self, state: State, cursor: str | None, limit: int) -> Page[Difference]:
        """List differences in a state, the first found first."""
        return self.store.differences_in(state, cursor, limit)
