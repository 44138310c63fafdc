"""The verbs of the red letter (红冲): ask, answer, take back, and issue the red invoice."""

from collections.abc import Callable

from backend.einvoices.ports import Store
from backend.einvoices.rules import issuing, red_forms, reds
from backend.einvoices.rules.checks import first_failed
from backend.einvoices.rules.invoices import Invoice
from backend.einvoices.rules.issuing import Issuer
from backend.einvoices.rules.red_forms import Filing, RedForm, Side
from backend.einvoices.rules.red_states import State
from backend.einvoices.rules.telling import told_to
from backend.einvoices.service.numbering import Numbering
from backend.einvoices.service.situation import Situation
from backend.kernel.conflicts import retried
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event
from backend.kernel.ids import check_id
from backend.kernel.pages import Page
from backend.kernel.parameters import Parameters

Verb = Callable[[RedForm, Side, Doing], tuple[RedForm, Event]]


class RedSide:
    """How an invoice is taken back, by both of its parties."""

    def __init__(
        self,
        store: Store,
        *,
        situation: Situation,
        numbering: Numbering,
        parameters: Parameters,
    ) -> None:
        self._store, self._situation = store, situation
        self._numbering, self._parameters = numbering, parameters

    def file(self, company_id: str, form_id: str, filing: Filing, doing: Doing) -> RedForm:
        """File a form for the side that a company stands on; a repeat returns it as it is today.

        Refuses `id-malformed`, `company-unknown`, `red-form-exists-differently`,
        `issuer-not-real-name`, `issuer-not-authorised`, `e-invoice-unknown`, those of `reds.file`.
        """
        check_id(form_id)
        issuer = self._situation.issuer(company_id, doing)

        def attempt() -> RedForm:
            found = self._store.find_form(form_id)
            if found is not None:
                if found.request_hash != filing.hash_for(company_id):
                    raise Refusal("red-form-exists-differently")
                return found.at(doing.at)
            issuing.refuse_issuer(issuer)
            blue, side = self._party(company_id, filing.invoice_id)
            blue = self.freed(blue, doing)
            change = reds.file(
                form_id, filing, blue, side=side, parameters=self._parameters, doing=doing
            )
            self._store.save_form(change)
            return change.form[0]

        return retried(attempt)

    def confirm(self, company_id: str, form_id: str, doing: Doing) -> RedForm:
        """Agree for the other side; a repeat returns the form as it is today.

        Refuses `company-unknown`, `issuer-not-real-name`, `issuer-not-authorised`,
        `red-form-unknown`, `red-form-not-yours`, `red-form-issued`, `red-form-over`.
        """
        return self._answer(
            company_id, form_id, red_forms.confirm, settled=(State.AGREED,), doing=doing
        )

    def deny(self, company_id: str, form_id: str, doing: Doing) -> RedForm:
        """Disagree for the other side; refuses as `confirm` does."""
        denied = (State.DENIED_BY_BUYER, State.DENIED_BY_SELLER, State.DENIED_BY_PERSON)
        return self._answer(company_id, form_id, red_forms.deny, settled=denied, doing=doing)

    def withdraw(self, company_id: str, form_id: str, doing: Doing) -> RedForm:
        """Take a form back for the side that filed it; refuses as `confirm` does."""
        back = (State.WITHDRAWN, State.WITHDRAWN_AGREED)
        return self._answer(company_id, form_id, red_forms.withdraw, settled=back, doing=doing)

    def see(self, form_id: str, doing: Doing) -> RedForm:
        """Show a form to the tax office; refuses `red-form-unknown`."""
        return self._form(form_id).at(doing.at)

    def void(self, form_id: str, state: str, reason: str, doing: Doing) -> RedForm:
        """Void a form for the tax office, with its reason; a repeat returns it as it is.

        Refuses `red-form-unknown`, `request-malformed` (another state, no reason),
        `red-form-issued`, `red-form-over`.
        """

        def attempt() -> RedForm:
            form = self._form(form_id)
            to = red_forms.check_void(state, reason)
            if form.state is to:
                return form
            return self._moved(form, red_forms.void(form, to, reason, doing), doing)

        return retried(attempt)

    def issue(self, company_id: str, form_id: str, invoice_id: str, doing: Doing) -> Invoice:
        """Issue the red invoice of a form, once; a repeat returns it as it is today.

        Refuses `id-malformed`, `company-unknown`, `red-form-unknown`, `red-form-seller-issues`,
        `e-invoice-exists-differently`, `red-form-issued`, `red-form-not-agreed`, the checks of
        `issuing.refuse_failed` but the quota.
        """
        check_id(invoice_id)
        issuer = self._situation.issuer(company_id, doing)

        def attempt() -> Invoice:
            form, side = self._owned(company_id, form_id)
            if side is not Side.SELLER:
                raise Refusal("red-form-seller-issues")
            found = self._store.find_invoice(invoice_id)
            if found is not None:
                if found.request_hash != reds.asked_as(form):
                    raise Refusal("e-invoice-exists-differently")
                return found
            red_forms.check_ready(form, doing)
            return self._issue(form, invoice_id, issuer, doing)

        return retried(attempt)

    def get(self, company_id: str, form_id: str, doing: Doing) -> RedForm:
        """Show a form to either side; refuses `company-unknown`, `red-form-unknown`."""
        self._situation.issuer(company_id, doing)
        return self._owned(company_id, form_id)[0].at(doing.at)

    def list_forms(
        self, company_id: str, side: Side, *, cursor: str | None, limit: int, doing: Doing
    ) -> Page[RedForm]:
        """List the forms on which a company stands on one side, newest first.

        Refuses `company-unknown`.
        """
        self._situation.issuer(company_id, doing)
        page = self._store.list_forms(company_id, side, cursor=cursor, limit=limit)
        return page.map(lambda form: form.at(doing.at))

    def history(
        self, company_id: str, form_id: str, *, cursor: str | None, limit: int, doing: Doing
    ) -> Page[Event]:
        """Tell one side what happened to a form, of the other side only that it was the other.

        Refuses `company-unknown`, `red-form-unknown`.
        """
        self._situation.issuer(company_id, doing)
        form, side = self._owned(company_id, form_id)
        page = self._store.history(form.subject, cursor, limit)
        return page.map(lambda event: told_to(side, event, form.filed_for))

    def _answer(
        self,
        company_id: str,
        form_id: str,
        verb: Verb,
        *,
        settled: tuple[State, ...],
        doing: Doing,
    ) -> RedForm:
        issuer = self._situation.issuer(company_id, doing)
        issuing.refuse_issuer(issuer)

        def attempt() -> RedForm:
            form, side = self._owned(company_id, form_id)
            # Who answers may ask again; who may not answer is told so, whatever it became.
            repeated = form.state in settled
            if repeated and (side is form.filed_for) == (verb is red_forms.withdraw):
                return form
            return self._moved(form, verb(form, side, doing), doing)

        return retried(attempt)

    def _moved(self, form: RedForm, after: tuple[RedForm, Event], doing: Doing) -> RedForm:
        blue = self._blue(form)
        self._store.save_form(reds.ended(after, blue, doing))
        return after[0]

    def freed(self, blue: Invoice, doing: Doing) -> Invoice:
        """Write that a form lapsed which still holds an invoice; returns the invoice as kept."""
        form = self._store.find_form(blue.form) if blue.form else None
        lapsed = red_forms.lapse(form, doing) if form else None
        if form is None or lapsed is None:
            return blue
        self._moved(form, lapsed, doing)
        return self._blue(form)

    def lapse(self, form_id: str, doing: Doing) -> bool:
        """Write that a form lapsed, and free its invoice; returns whether it was to be written."""

        def attempt() -> bool:
            form = self._store.find_form(form_id)
            lapsed = red_forms.lapse(form, doing) if form else None
            if form is None or lapsed is None:
                return False
            self._moved(form, lapsed, doing)
            return True

        return retried(attempt)

    def _issue(self, form: RedForm, invoice_id: str, issuer: Issuer, doing: Doing) -> Invoice:
        seller = self._situation.seller(form.seller_id, doing)
        request = issuing.Request(issuer, seller.company.taxpayer_type, seller.facts, seller.day)
        checks = issuing.make_checks(request, self._parameters)
        issuing.refuse_failed(first_failed(checks))
        book = self._situation.kept(self._store.find_book(form.seller_id), seller, doing)
        book = self._numbering.supplied(book, seller.day, doing)
        by = reds.Issuing(invoice_id, issuer.name, book, checks)
        change = reds.issue(form, self._blue(form), by, parameters=self._parameters, doing=doing)
        self._store.save_form(change)
        if change.red is None:
            raise LookupError("a red invoice that was not made")
        return change.red[0]

    def _party(self, company_id: str, invoice_id: str) -> tuple[Invoice, Side]:
        blue = self._store.find_invoice(invoice_id)
        if blue is not None and blue.company_id == company_id:
            return blue, Side.SELLER
        if blue is not None and blue.buyer_id == company_id and not blue.natural_buyer:
            return blue, Side.BUYER
        raise Refusal("e-invoice-unknown")

    def _form(self, form_id: str) -> RedForm:
        form = self._store.find_form(form_id)
        if form is None:
            raise Refusal("red-form-unknown")
        return form

    def _owned(self, company_id: str, form_id: str) -> tuple[RedForm, Side]:
        form = self._form(form_id)
        return form, form.side_of(company_id)

    def _blue(self, form: RedForm) -> Invoice:
        blue = self._store.find_invoice(form.invoice_id)
        if blue is None:
            raise LookupError(f"the invoice of {form.subject} is gone")
        return blue
