"""The verbs of the e-invoices room: issue, preview, and read what was issued and received."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from backend.einvoices.ports import Store, Taxpayers
from backend.einvoices.rules import (
    drafts,
    explaining,
    granting,
    invoices,
    issuing,
    listing,
    pricing,
)
from backend.einvoices.rules.book import Book
from backend.einvoices.rules.checks import first_failed
from backend.einvoices.rules.classification import Classification, Item, published
from backend.einvoices.rules.drafts import Draft
from backend.einvoices.rules.face import Face, Line, Party, Rate
from backend.einvoices.rules.invoices import Invoice
from backend.einvoices.rules.issuing import Issuer
from backend.einvoices.rules.listing import Search, Summary
from backend.einvoices.rules.quota import available, quota_left
from backend.einvoices.rules.red_forms import Side
from backend.einvoices.rules.seen import Preview
from backend.einvoices.rules.telling import told_to
from backend.einvoices.service.numbering import Numbering
from backend.einvoices.service.situation import Seller, Situation
from backend.kernel.conflicts import retried
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event
from backend.kernel.ids import check_id
from backend.kernel.pages import Page
from backend.kernel.parameters import Parameters


class EInvoicesService:
    """Who issues what, and where it is found again."""

    def __init__(
        self,
        *,
        store: Store,
        taxpayers: Taxpayers,
        parameters: Parameters,
        classification: Classification | None = None,
    ) -> None:
        table = classification or published()
        self.store = store
        self.situation = Situation(store, taxpayers, table, parameters)
        self.numbering = Numbering(store, parameters)
        self._parameters = parameters

    def issue(self, company_id: str, invoice_id: str, draft: Draft, doing: Doing) -> Invoice:
        """Issue an invoice: number, quota, face and events in one transaction.

        A repeat returns the invoice as it is today. Refuses `id-malformed`, `company-unknown`,
        `e-invoice-exists-differently`, the checks of `issuing.refuse_failed` but the quota, those
        of `drafts.check_draft`, `Classification.check` line by line, those of `pricing.price`,
        then `quota-short`. A quota that is nearly used up is extended first, where the rules allow.
        """
        check_id(invoice_id)
        issuer = self.situation.issuer(company_id, doing)
        asked = draft.hash_for(company_id)

        def attempt() -> Invoice:
            found, kept = self.store.find_for_issue(company_id, invoice_id)
            if found is not None:
                if found.request_hash != asked:
                    raise Refusal("e-invoice-exists-differently")
                return found
            return self._issue(invoice_id, draft, issuer, kept=kept, doing=doing, of=company_id)

        return retried(attempt)

    def preview(
        self, company_id: str, draft: Draft, doing: Doing, *, beside_fen: int = 0
    ) -> Preview:
        """Compute lines, checks and quota without writing; a failed check is listed.

        `beside_fen` is what others of the same sheet would use before this one. Refuses
        `company-unknown`, `seller-type-cannot-issue`, then what is wrong with the draft, as
        `issue` does.
        """
        issuer = self.situation.issuer(company_id, doing)
        seller = self.situation.seller(company_id, doing)
        lines = self._lines(draft, seller)
        kept = self.store.find_book(company_id)
        book = self.situation.shown(kept, seller, doing)
        needed_fen = beside_fen + sum(line.amount_fen for line in lines)
        extension = self._extension(book, needed_fen, seller)
        if extension.granted:
            book, _ = granting.extend(book, extension, doing)
        found = available(book, seller.standing, self._parameters)
        request = self._request(issuer, seller)
        quota = quota_left(book, needed_fen, found)
        checks = issuing.make_checks(replace(request, quota=quota), self._parameters)
        extra_fen = extension.extra_fen if extension.granted else 0
        table, typed = self.situation.classification, draft.prices
        why = explaining.explain(lines, seller.taxpayer, seller.day, table=table, typed=typed)
        return Preview(lines, checks, found, extension.checks, extra_fen, why)

    def items(self, company_id: str, doing: Doing) -> Mapping[Item, tuple[Rate, ...]]:
        """List what a company may put on an invoice today, with its rates.

        Refuses `company-unknown`; who issues nothing has no rates.
        """
        self.situation.issuer(company_id, doing)
        seller = self.situation.seller(company_id, doing)
        taxpayer, table = seller.taxpayer, self.situation.classification
        rows = {one: one.allowed(taxpayer, seller.day) for one in table.items() if taxpayer}
        return {item: rates for item, rates in rows.items() if rates}

    def get(self, company_id: str, invoice_id: str, doing: Doing) -> Invoice:
        """Return an invoice a company issued; refuses `company-unknown`, `e-invoice-unknown`."""
        self.situation.issuer(company_id, doing)
        return self._seen(invoice_id, issued_by=company_id)

    def get_received(self, company_id: str, invoice_id: str, doing: Doing) -> Invoice:
        """Return an invoice a company received; refuses as `get` does."""
        self.situation.issuer(company_id, doing)
        return self._seen(invoice_id, received_by=company_id)

    def find_face(self, company_id: str, invoice_id: str) -> Face | None:
        """Return the face of an invoice that a company issued or received, None for no such one.

        For who draws documents in the name of a company; who asked was looked at before.
        """
        invoice = self.store.find_invoice(invoice_id)
        if invoice is None or company_id not in (invoice.company_id, invoice.buyer_id):
            return None
        return invoice.face

    def find_issued(self, company_id: str, invoice_ids: Sequence[str]) -> Sequence[Invoice]:
        """Return those of some invoices that a company issued, the newest first.

        For who sends many in the name of a company; who asked was looked at before.
        """
        found = self.store.find_invoices(invoice_ids)
        own = (one for one in found if one.company_id == company_id)
        return sorted(own, key=lambda one: one.face.issued_at, reverse=True)

    def issued_from(self, invoice: Invoice) -> str:
        """Return what an invoice was issued from: `session/<id>` or `job/<id>`."""
        first = self.store.history(invoice.subject, None, 1)
        return first.items[0].machine

    def list_issued(
        self, company_id: str, search: Search, *, cursor: str | None, limit: int, doing: Doing
    ) -> Page[Summary]:
        """List what a company issued; refuses `company-unknown`, those of `check_search`."""
        self.situation.issuer(company_id, doing)
        wanted = listing.check_search(search)
        if wanted.number is not None:
            found = self.store.find_number(wanted.number)
            return _only(found if found and found.company_id == company_id else None)
        return self.store.list_issued(company_id, wanted, cursor=cursor, limit=limit)

    def list_received(
        self, company_id: str, search: Search, *, cursor: str | None, limit: int, doing: Doing
    ) -> Page[Summary]:
        """List what a company received, by its number; refuses as `list_issued` does."""
        self.situation.issuer(company_id, doing)
        wanted = listing.check_search(search)
        if wanted.number is not None:
            found = self.store.find_number(wanted.number)
            return _only(found if found and found.buyer_id == company_id else None)
        return self.store.list_received(company_id, wanted, cursor=cursor, limit=limit)

    def history(
        self, company_id: str, invoice_id: str, *, cursor: str | None, limit: int, doing: Doing
    ) -> Page[Event]:
        """Tell the seller what happened to an invoice, of the buyer only that it was the buyer.

        Refuses as `get` does.
        """
        invoice = self.get(company_id, invoice_id, doing)
        page = self.store.history(invoice.subject, cursor, limit)
        return page.map(lambda event: told_to(Side.SELLER, event))

    def _issue(
        self,
        invoice_id: str,
        draft: Draft,
        issuer: Issuer,
        *,
        kept: Book | None,
        of: str,
        doing: Doing,
    ) -> Invoice:
        seller = self.situation.seller(of, doing)
        request = self._request(issuer, seller)
        issuing.refuse_failed(first_failed(issuing.make_checks(request, self._parameters)))
        lines = self._lines(draft, seller)
        needed_fen = sum(line.amount_fen for line in lines)
        book = self.situation.kept(kept, seller, doing)
        extension = self._extension(book, needed_fen, seller)
        if extension.granted:
            book = self.store.save_book(granting.extend(book, extension, doing))
        found = available(book, seller.standing, self._parameters)
        quota = quota_left(book, needed_fen, found)
        checks = issuing.make_checks(replace(request, quota=quota), self._parameters)
        issuing.refuse_failed(first_failed(checks))
        book = self.numbering.supplied(book, seller.day, doing)
        invoice, event, step = invoices.issue(
            invoice_id,
            draft,
            lines,
            seller=invoices.Seller(_party(draft, seller), issuer.name),
            book=book,
            checks=checks,
            doing=doing,
        )
        self.store.save_invoice(invoice, event, step)
        return invoice

    def _request(self, issuer: Issuer, seller: Seller) -> issuing.Request:
        return issuing.Request(issuer, seller.company.taxpayer_type, seller.facts, seller.day)

    def _lines(self, draft: Draft, seller: Seller) -> tuple[Line, ...]:
        drafts.check_draft(draft, seller.day, self._parameters)
        taxpayer, table = seller.standing.taxpayer, self.situation.classification
        names = [
            table.check(row.code, row.rate, taxpayer, day=seller.day, line=number).short_name
            for number, row in enumerate(draft.rows)
        ]
        within = pricing.tolerances_on(seller.day, self._parameters)
        return pricing.price(draft.rows, names, prices=draft.prices, within=within)

    def _extension(self, book: Book, needed_fen: int, seller: Seller) -> granting.Extension:
        return granting.extension(
            book, needed_fen, standing=seller.standing, parameters=self._parameters
        )

    def _seen(
        self, invoice_id: str, *, issued_by: str | None = None, received_by: str | None = None
    ) -> Invoice:
        invoice = self.store.find_invoice(invoice_id)
        if invoice is None or issued_by not in (None, invoice.company_id):
            raise Refusal("e-invoice-unknown")
        if received_by not in (None, invoice.buyer_id):
            raise Refusal("e-invoice-unknown")
        return invoice


def _party(draft: Draft, seller: Seller) -> Party:
    return Party(
        seller.company.name,
        seller.company_id,
        address=draft.address,
        phone=draft.phone,
        bank=draft.bank,
        account=draft.account,
    )


def _only(invoice: Invoice | None) -> Page[Summary]:
    return Page((Summary.of(invoice),) if invoice else ())
