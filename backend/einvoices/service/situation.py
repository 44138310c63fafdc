"""What stands at the moment of a decision: who asks, the seller's facts, the book of the month."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from backend.einvoices.ports import Company, Store, Taxpayers
from backend.einvoices.rules import granting
from backend.einvoices.rules.book import Book, Step
from backend.einvoices.rules.checks import Known
from backend.einvoices.rules.classification import Classification, Taxpayer, taxpayer_of
from backend.einvoices.rules.issuing import Issuer
from backend.einvoices.rules.quota import Standing
from backend.kernel.conflicts import Conflict
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.kernel.parameters import Parameters
from backend.kernel.periods import day_of


@dataclass(frozen=True, slots=True)
class Seller:
    """A company that sells, as it stands on a day."""

    company_id: str
    company: Company
    facts: Mapping[str, Known]
    day: date

    @property
    def taxpayer(self) -> Taxpayer | None:
        """How it is taxed; None for who issues nothing."""
        return taxpayer_of(self.company.taxpayer_type)

    @property
    def standing(self) -> Standing:
        """What its quota looks at; refuses `seller-type-cannot-issue`."""
        taxpayer = self.taxpayer
        if taxpayer is None:
            raise Refusal("seller-type-cannot-issue")
        return Standing(taxpayer, self.day, self.facts)


@dataclass(frozen=True, slots=True)
class Situation:
    """Asks the other rooms and the store what the rules need to know."""

    store: Store
    taxpayers: Taxpayers
    classification: Classification
    parameters: Parameters

    def issuer(self, company_id: str, doing: Doing) -> Issuer:
        """Return how the caller may act for a company; refuses `company-unknown`."""
        person_id = doing.actor.removeprefix("person/")
        found = self.taxpayers.authority(person_id, company_id, doing.at)
        if found is None:
            raise Refusal("company-unknown")
        return Issuer(found.name, found.real_name_verified, found.invoice_agent)

    def seller(self, company_id: str, doing: Doing) -> Seller:
        """Return a company with its facts of today; refuses `company-unknown`."""
        day = day_of(doing.at)
        company = self.taxpayers.company(company_id)
        facts = self.taxpayers.facts_on(company_id, day)
        known = {name: Known(fact.value, fact.source) for name, fact in facts.items()}
        return Seller(company_id, company, known, day)

    def begun(self, book: Book | None, seller: Seller, doing: Doing) -> Step | None:
        """Return the step that brings a book to the month of the day; None when it is there.

        A book of a later month means that the day turned while somebody was asking: raises
        `Conflict`, and the caller asks again by the new day.
        """
        standing = seller.standing
        if book is None:
            return granting.open_book(seller.company_id, standing, self.parameters, doing)
        if book.month > standing.month:
            raise Conflict
        if book.month == standing.month:
            return None
        return granting.begin_month(book, standing, self.parameters, doing)

    def kept(self, book: Book | None, seller: Seller, doing: Doing) -> Book:
        """Return the book of this month, written when the month had not begun in it."""
        step = self.begun(book, seller, doing)
        if step is not None:
            return self.store.save_book(step)
        return _there(book)

    def shown(self, book: Book | None, seller: Seller, doing: Doing) -> Book:
        """Return the book as this month's, without writing anything."""
        step = self.begun(book, seller, doing)
        return step[0] if step is not None else _there(book)


def _there(book: Book | None) -> Book:
    if book is None:
        raise LookupError("a book that was never opened")
    return book
