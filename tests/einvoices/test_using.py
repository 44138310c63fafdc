"""What a buyer does with an invoice it received, and with no other."""

from dataclasses import replace

import pytest

from backend.einvoices.rules.drafts import Buyer
from backend.einvoices.rules.face import Kind, Party
from backend.einvoices.rules.invoices import Use
from backend.kernel.errors import Refusal
from tests.einvoices.conftest import City
from tests.einvoices.reddening import filed, reddened, special, used
from tests.einvoices.samples import BUYER, OTHER, draft


@pytest.mark.parametrize(
    ("kind", "buyer", "act", "code"),
    [
        (Kind.D_ORD, BUYER, "use", "e-invoice-use-not-special"),
        (Kind.D_SPECIAL, OTHER, "use", "e-invoice-unknown"),
        (Kind.D_SPECIAL, OTHER, "book", "e-invoice-unknown"),
    ],
)
def test_a_buyer_uses_what_is_its_own(
    city: City, kind: Kind, buyer: str, act: str, code: str
) -> None:
    blue = city.issue(replace(draft(buyer=Buyer(Party("模拟·别家", buyer))), kind=kind))
    acts = {
        "use": lambda: city.buyer.use(BUYER, blue.id, Use.DEDUCT, city.person("p5")),
        "book": lambda: city.buyer.book(BUYER, blue.id, city.person("p5")),
    }
    with pytest.raises(Refusal, match=code):
        acts[act]()


def test_a_use_is_confirmed_once_and_a_red_invoice_is_not_used(city: City) -> None:
    blue = used(city)
    again = city.buyer.use(BUYER, blue.id, Use.DEDUCT, city.person("p5"))
    assert (again.version, again.use) == (blue.version, Use.DEDUCT)
    with pytest.raises(Refusal, match="e-invoice-used-differently"):
        city.buyer.use(BUYER, blue.id, Use.REFUND, city.person("p5"))
    red = reddened(city, filed(city, special(city)))
    for act in (
        lambda: city.buyer.use(BUYER, red.id, Use.DEDUCT, city.person("p5")),
        lambda: city.buyer.book(BUYER, red.id, city.person("p5")),
    ):
        with pytest.raises(Refusal, match="e-invoice-is-red"):
            act()
