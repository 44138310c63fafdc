"""Which fields may stand on a face, refused in order with their place."""

from dataclasses import replace
from decimal import Decimal

import pytest

from backend.einvoices.rules import drafts
from backend.einvoices.rules.drafts import Buyer, Draft
from backend.einvoices.rules.face import Kind, Party, Treatment
from backend.einvoices.rules.pricing import Prices
from backend.kernel.errors import Refusal
from tests.einvoices.samples import BUYER, DAY, PARAMETERS, draft, rate, row

SPECIAL = Kind.D_SPECIAL
PERSON_ID = "130502199003070013"


def buying(name: str = "模拟·买方", tax_id: str = BUYER, *, person: bool = False) -> Buyer:
    return Buyer(Party(name, tax_id), natural_person=person)


def free(treatment: Treatment = Treatment.EXEMPT) -> Draft:
    return draft(row(rate=rate("0", treatment)), kind=SPECIAL)


@pytest.mark.parametrize(
    ("typed", "code", "field"),
    [
        (draft(buyer=buying(" ", "x", person=True)), "buyer-name-missing", "/buyer/name"),
        (draft(buyer=buying("名" * 301)), "buyer-name-too-long", "/buyer/name"),
        (
            draft(buyer=buying(tax_id="", person=True), kind=SPECIAL),
            "special-natural-person",
            "/buyer/natural_person",
        ),
        (draft(buyer=buying(tax_id=""), kind=SPECIAL), "buyer-tax-id-missing", "/buyer/tax_id"),
        (draft(buyer=buying(tax_id="12345")), "buyer-tax-id-malformed", "/buyer/tax_id"),
        (draft(buyer=buying(tax_id=BUYER.lower())), "buyer-tax-id-malformed", "/buyer/tax_id"),
        (
            draft(buyer=buying(tax_id="914403001922038217")),
            "uscc-check-wrong",
            "/buyer/tax_id",
        ),
        (
            draft(buyer=Buyer(Party("模拟", BUYER, address="址" * 301))),
            "party-address-too-long",
            "/buyer/address",
        ),
        (draft(phone="1" * 61), "party-phone-too-long", "/seller/phone"),
        (draft(bank="行" * 201), "party-bank-too-long", "/seller/bank"),
        (draft(account="1" * 101), "party-account-too-long", "/seller/account"),
        (replace(draft(), rows=()), "lines-missing", "/lines"),
        (draft(*[row()] * 501), "lines-too-many", "/lines"),
        (draft(row(), row(name=" ")), "item-name-missing", "/lines/1/name"),
        (free(), "special-exempt", "/lines/0/rate"),
        (free(Treatment.NOT_TAXED), "special-exempt", "/lines/0/rate"),
        (draft(row(name="名" * 601)), "item-name-too-long", "/lines/0/name"),
        (
            draft(row(specification="规" * 151)),
            "specification-too-long",
            "/lines/0/specification",
        ),
        (draft(row(unit="个" * 301)), "unit-too-long", "/lines/0/unit"),
        (draft(row(quantity=Decimal(10) ** 25)), "quantity-too-long", "/lines/0/quantity"),
        (
            draft(row(unit_price=Decimal("1" * 24 + ".1"))),
            "unit-price-too-long",
            "/lines/0/unit_price",
        ),
        (draft(remark="备" * 151), "remark-too-long", "/remark"),
    ],
)
def test_a_field_is_refused_by_its_own_code(typed: Draft, code: str, field: str) -> None:
    with pytest.raises(Refusal) as found:
        drafts.check_draft(typed, DAY, PARAMETERS)
    assert (found.value.code, found.value.field) == (code, field)


@pytest.mark.parametrize(
    "typed",
    [
        draft(),
        draft(kind=SPECIAL),
        draft(buyer=buying(tax_id="", person=True)),
        draft(buyer=buying(tax_id=PERSON_ID, person=True)),
        draft(buyer=buying(tax_id=PERSON_ID)),
        draft(buyer=buying(tax_id=f"{PERSON_ID}01")),
        draft(buyer=buying(tax_id="")),
        draft(row(rate=rate("0", Treatment.EXEMPT))),
        draft(remark="备" * 150),
        draft(*[row(name="名" * 600, quantity=Decimal("9" * 25))] * 500),
    ],
)
def test_what_fits_passes(typed: Draft) -> None:
    drafts.check_draft(typed, DAY, PARAMETERS)


def test_the_same_request_has_one_hash_and_any_change_another() -> None:
    plain = draft(row(quantity=Decimal("1.0"), unit_price=Decimal(1_000)))
    same = draft(row(quantity=Decimal(1), unit_price=Decimal("1000.00")))
    assert plain.hash_for("C") == same.hash_for("C")
    others = [
        plain.hash_for("D"),
        replace(plain, remark="x").hash_for("C"),
        replace(plain, kind=SPECIAL).hash_for("C"),
        replace(plain, prices=Prices.INCLUSIVE).hash_for("C"),
        replace(plain, address="x").hash_for("C"),
        replace(plain, buyer=buying(person=True)).hash_for("C"),
        replace(plain, rows=(*plain.rows, row())).hash_for("C"),
        draft(row(quantity=Decimal(2), unit_price=Decimal(1_000))).hash_for("C"),
    ]
    assert len({plain.hash_for("C"), *others}) == len(others) + 1
