"""How the tests use an invoice, ask for a red one, and issue it."""

from dataclasses import replace

from backend.einvoices.rules.face import Kind
from backend.einvoices.rules.invoices import Invoice, Use
from backend.einvoices.rules.red_amounts import Wanted
from backend.einvoices.rules.red_forms import Filing, Reason, RedForm
from backend.kernel.ids import new_id
from tests.einvoices.conftest import City
from tests.einvoices.samples import BUYER, SELLER, draft, row


def special(city: City) -> Invoice:
    return city.issue(replace(draft(row(100_000), row(50_000)), kind=Kind.D_SPECIAL))


def used(city: City, how: Use = Use.DEDUCT) -> Invoice:
    return city.buyer.use(BUYER, special(city).id, how, city.person("p5"))


def filed(
    city: City,
    blue: Invoice,
    *parts: Wanted,
    company: str = SELLER,
    person: str = "p1",
    reason: Reason = Reason.RETURNED,
) -> RedForm:
    filing = Filing(blue.id, reason, parts or None)
    return city.reds.file(company, new_id(), filing, city.person(person))


def reddened(city: City, form: RedForm) -> Invoice:
    return city.reds.issue(SELLER, form.id, new_id(), city.person())


def book(city: City) -> int:
    found = city.store.find_book(SELLER)
    assert found is not None
    return found.used_fen
