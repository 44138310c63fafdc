"""The buyer's verbs: confirm the use of an invoice it received, and book it."""

from collections.abc import Callable
from dataclasses import dataclass

from backend.einvoices.ports import Store
from backend.einvoices.rules import issuing, using
from backend.einvoices.rules.invoices import Invoice, Use
from backend.einvoices.service.reds import RedSide
from backend.einvoices.service.situation import Situation
from backend.kernel.conflicts import retried
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event


@dataclass(frozen=True, slots=True)
class BuyerSide:
    """What a buyer does with what it received (税务数字账户)."""

    store: Store
    situation: Situation
    reds: RedSide

    def use(self, company_id: str, invoice_id: str, how: Use, doing: Doing) -> Invoice:
        """Confirm the use of a special invoice; a repeat returns it as it is today.

        Refuses `company-unknown`, `issuer-not-real-name`, `issuer-not-authorised`,
        `e-invoice-unknown`, those of `using.use`.
        """
        return self._changed(
            company_id,
            invoice_id,
            lambda found: None if found.use is how else using.use(found, how, doing),
            doing,
        )

    def book(self, company_id: str, invoice_id: str, doing: Doing) -> Invoice:
        """Note that an invoice is booked; a repeat returns it as it is today.

        Refuses as `use` does, with those of `using.book`.
        """
        return self._changed(
            company_id,
            invoice_id,
            lambda found: None if found.booked else using.book(found, doing),
            doing,
        )

    def _changed(
        self,
        company_id: str,
        invoice_id: str,
        change: Callable[[Invoice], tuple[Invoice, Event] | None],
        doing: Doing,
    ) -> Invoice:
        issuing.refuse_issuer(self.situation.issuer(company_id, doing))

        def attempt() -> Invoice:
            found = self.store.find_invoice(invoice_id)
            if found is None or found.buyer_id != company_id or found.natural_buyer:
                raise Refusal("e-invoice-unknown")
            found = self.reds.freed(found, doing)
            after = change(found)
            if after is None:
                return found
            self.store.save_invoice(*after)
            return after[0]

        return retried(attempt)
