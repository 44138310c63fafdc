"""The public check (发票查验): anybody asks, from our records only, and not too often."""

from dataclasses import dataclass
from datetime import datetime

from backend.einvoices.ports import Doorkeeper, Store
from backend.einvoices.rules import checking
from backend.einvoices.rules.checking import Asked, Verdict
from backend.kernel.conflicts import retried
from backend.kernel.parameters import Parameters
from backend.kernel.periods import day_of


@dataclass(frozen=True, slots=True)
class CheckSide:
    """Compares what a face says with what we issued."""

    store: Store
    doorkeeper: Doorkeeper
    parameters: Parameters

    def check(self, asked: Asked, address: str, now: datetime) -> Verdict:
        """Answer a question, counted before it is answered.

        Refuses `tries-too-many` (this address), those of `checking.check_asked`, then
        `checks-too-many` (this invoice today).
        """
        self.doorkeeper.admit("check", address, now)
        today = day_of(now)
        question = checking.check_asked(asked, today, self.parameters)
        invoice = self.store.find_number(question.number)
        if invoice is not None:

            def count() -> None:
                tally = self.store.find_tally(question.number, today)
                self.store.save_tally(checking.count(tally, self.parameters))

            retried(count)
        return checking.verdict(question, invoice)

    def standing(self, number: str) -> str | None:
        """Return the state of the invoice of a number, None for no such one.

        For who has shown a file of it that is as it left us; nobody else is told by number alone.
        """
        invoice = self.store.find_number(number)
        return str(invoice.state) if invoice else None
