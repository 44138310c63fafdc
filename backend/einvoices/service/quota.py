"""The quota's verbs: see it with its reasons, apply for another, and let a clerk decide."""

from backend.einvoices.ports import Store
from backend.einvoices.rules import adjustments, issuing
from backend.einvoices.rules.adjustments import Adjustment, Outcome, State, Wish
from backend.einvoices.rules.forecast import forecast
from backend.einvoices.rules.quota import available, explain
from backend.einvoices.rules.seen import Seen
from backend.einvoices.rules.telling import own
from backend.einvoices.service.situation import Situation
from backend.kernel import periods
from backend.kernel.conflicts import retried
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event
from backend.kernel.ids import check_id
from backend.kernel.pages import Page
from backend.kernel.parameters import Parameters


class QuotaSide:
    """What a company may issue this month, and how it gets more."""

    def __init__(self, store: Store, situation: Situation, parameters: Parameters) -> None:
        self._store = store
        self._situation = situation
        self._parameters = parameters

    def see(self, company_id: str, doing: Doing) -> Seen:
        """Show a person's company its quota; refuses as `see_of` does."""
        self._situation.issuer(company_id, doing)
        return self.see_of(company_id, doing)

    def see_of(self, company_id: str, doing: Doing) -> Seen:
        """Show a quota to the staff, without writing anything.

        Refuses `company-unknown`, `seller-type-cannot-issue`.
        """
        seller = self._situation.seller(company_id, doing)
        book = self._situation.shown(self._store.find_book(company_id), seller, doing)
        found = available(book, seller.standing, self._parameters)
        why = explain(book, seller.standing, self._parameters)
        return Seen(book, found, why, forecast(book, found, seller.day))

    def history(
        self, company_id: str, *, cursor: str | None, limit: int, doing: Doing
    ) -> Page[Event]:
        """Return what moved a company's quota and numbers; refuses `company-unknown`."""
        self._situation.issuer(company_id, doing)
        return self._store.history(f"e-book/{company_id}", cursor, limit).map(own)

    def apply(self, company_id: str, adjustment_id: str, wish: Wish, doing: Doing) -> Adjustment:
        """Apply for another quota (人工调整); a repeat returns the application as it is today.

        Refuses `id-malformed`, `company-unknown`, `adjustment-exists-differently`,
        `issuer-not-real-name`, `issuer-not-authorised`, those of `adjustments.check_wish`,
        `seller-type-cannot-issue`, `adjustment-not-more`.
        """
        check_id(adjustment_id)
        issuer = self._situation.issuer(company_id, doing)

        def attempt() -> Adjustment:
            found = self._store.find_adjustment(adjustment_id)
            if found is not None:
                if found.request_hash != wish.hash_for(company_id):
                    raise Refusal("adjustment-exists-differently")
                return found
            issuing.refuse_issuer(issuer)
            seller = self._situation.seller(company_id, doing)
            adjustments.check_wish(wish, seller.day, self._parameters)
            standing = seller.standing
            book = self._situation.kept(self._store.find_book(company_id), seller, doing)
            adjustment, event = adjustments.apply(
                adjustment_id,
                wish,
                book=book,
                found=available(book, standing, self._parameters),
                standing=standing,
                parameters=self._parameters,
                doing=doing,
            )
            self._store.save_adjustment(adjustment, event)
            return adjustment

        return retried(attempt)

    def decide(self, adjustment_id: str, outcome: str, reason: str, doing: Doing) -> Adjustment:
        """Carry out a clerk's decision ("approve" or "refuse"); a repeat changes nothing.

        Refuses `adjustment-unknown`, `request-malformed` (another outcome, no reason),
        `adjustment-decided`, `adjustment-month-over`.
        """
        wanted = adjustments.check_outcome(outcome)

        def attempt() -> Adjustment:
            before = self.get_adjustment(adjustment_id)
            if adjustments.settled_as(before, wanted):
                return before
            month = str(periods.month_of(periods.day_of(doing.at)))
            after, event = adjustments.decide(before, wanted, reason, month=month, doing=doing)
            if wanted is Outcome.REFUSE:
                self._store.save_adjustment(after, event)
                return after
            seller = self._situation.seller(before.company_id, doing)
            kept = self._store.find_book(before.company_id)
            book = self._situation.kept(kept, seller, doing)
            self._store.save_adjustment(after, event, adjustments.adjust(book, after, doing))
            return after

        return retried(attempt)

    def check_decidable(self, adjustment_id: str, outcome: str, doing: Doing) -> None:
        """Refuse a decision that could not be carried out now, as `decide` would."""
        month = str(periods.month_of(periods.day_of(doing.at)))
        wanted = adjustments.check_outcome(outcome)
        adjustments.check_decidable(self.get_adjustment(adjustment_id), wanted, month)

    def withdraw(
        self, company_id: str, adjustment_id: str, reason: str, doing: Doing
    ) -> Adjustment:
        """Take an application back; a repeat returns it unchanged.

        Refuses `company-unknown`, `adjustment-unknown`, `adjustment-decided`,
        `request-malformed` (no reason).
        """
        self._situation.issuer(company_id, doing)

        def attempt() -> Adjustment:
            before = self._owned(company_id, adjustment_id)
            if before.state is State.WITHDRAWN:
                return before
            after, event = adjustments.withdraw(before, reason, doing)
            self._store.save_adjustment(after, event)
            return after

        return retried(attempt)

    def get(self, company_id: str, adjustment_id: str, doing: Doing) -> Adjustment:
        """Return one application; refuses `company-unknown`, `adjustment-unknown`."""
        self._situation.issuer(company_id, doing)
        return self._owned(company_id, adjustment_id)

    def get_adjustment(self, adjustment_id: str) -> Adjustment:
        """Return an application, whoever made it; refuses `adjustment-unknown`."""
        found = self._store.find_adjustment(adjustment_id)
        if found is None:
            raise Refusal("adjustment-unknown")
        return found

    def list_adjustments(
        self, company_id: str, cursor: str | None, limit: int, doing: Doing
    ) -> Page[Adjustment]:
        """List a company's applications, newest first; refuses `company-unknown`."""
        self._situation.issuer(company_id, doing)
        return self._store.list_adjustments(company_id, cursor, limit)

    def _owned(self, company_id: str, adjustment_id: str) -> Adjustment:
        found = self.get_adjustment(adjustment_id)
        if found.company_id != company_id:
            raise Refusal("adjustment-unknown")
        return found
