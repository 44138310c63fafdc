"""Why a line has its tax: the formula that gives the cell, and the row that allows the rate."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from backend.einvoices.rules.classification import Taxpayer, published
from backend.einvoices.rules.explaining import Formula, Why, explain, of_invoice
from backend.einvoices.rules.face import Line, Rate, Treatment
from backend.einvoices.rules.pricing import Prices
from tests.einvoices.bodies import BODY, at, issued
from tests.einvoices.conftest import City
from tests.einvoices.samples import BUYER, REPAIR
from tests.fakes.door import Device, Door

DAY = date(2026, 11, 23)
TABLE = published()


def why(
    amount_fen: int,
    tax_fen: int,
    rate: str = "0.13",
    *,
    treatment: Treatment = Treatment.TAXED,
    typed: Prices = Prices.EXCLUSIVE,
    quantity: str | None = None,
    unit_price: str | None = None,
    taxpayer: Taxpayer | None = Taxpayer.GENERAL,
    code: str = REPAIR,
) -> Why:
    line = Line(
        code=code,
        short_name="修理修配劳务",
        name="更换刹车片",
        rate=Rate(Decimal(rate), treatment),
        amount_fen=amount_fen,
        tax_fen=tax_fen,
        quantity=Decimal(quantity) if quantity else None,
        unit_price=Decimal(unit_price) if unit_price else None,
    )
    [found] = explain([line], taxpayer, DAY, table=TABLE, typed=typed)
    return found


@pytest.mark.parametrize(
    ("amount_fen", "tax_fen", "typed", "formula", "exact"),
    [
        (100_000, 13_000, Prices.EXCLUSIVE, Formula.EXCLUSIVE, "130"),
        (100_000, 13_000, Prices.INCLUSIVE, Formula.INCLUSIVE, "130"),
        (88_496, 11_504, Prices.INCLUSIVE, Formula.INCLUSIVE, "115.044248"),
        (88_496, 11_504, Prices.EXCLUSIVE, Formula.EXCLUSIVE, "115.0448"),
        (-3_540, -460, Prices.EXCLUSIVE, Formula.EXCLUSIVE, "-4.602"),
        (100_000, 13_005, Prices.EXCLUSIVE, Formula.STATED, "130"),
    ],
)
def test_the_formula_is_the_one_that_gives_the_cell(
    amount_fen: int, tax_fen: int, typed: Prices, formula: Formula, exact: str
) -> None:
    found = why(amount_fen, tax_fen, typed=typed)
    assert (found.formula, found.exact) == (formula, Decimal(exact))


def test_the_other_formula_is_tried_and_what_none_gives_was_stated() -> None:
    # 0.12 at 13 % is 0.0156, which is 0.02; but 0.13 with tax holds 0.0150, which is 0.01.
    found = why(12, 1)
    assert (found.formula, found.exact) == (Formula.INCLUSIVE, Decimal("0.014956"))
    assert why(3, 1).formula is Formula.STATED


def test_what_is_not_taxed_has_no_formula_of_a_tax() -> None:
    found = why(18_500, 0, "0", treatment=Treatment.EXEMPT, taxpayer=Taxpayer.SMALL_SCALE)
    assert (found.formula, found.exact) == (Formula.UNTAXED, Decimal(0))


def test_the_product_is_told_before_it_is_rounded() -> None:
    assert why(100, 13, quantity="3", unit_price="0.3333").product == Decimal("0.9999")
    assert why(100, 13).product is None


def test_the_rule_is_that_of_the_sellers_type_on_the_day() -> None:
    rule = why(100, 13).rule
    assert rule is not None
    assert (rule.taxpayer, str(rule.rate.value)) == (Taxpayer.GENERAL, "0.13")
    assert why(100, 1, "0.01").rule is None
    small = why(100, 1, "0.01", taxpayer=Taxpayer.SMALL_SCALE).rule
    assert small is not None
    assert small.effective_to == date(2027, 12, 31)
    assert why(100, 13, code="9" * 19).rule is None


def test_an_invoice_is_explained_by_the_type_its_seller_had(seller: Device, city: City) -> None:
    invoice = city.store.find_invoice(issued(seller)["id"])
    assert invoice is not None
    [found] = of_invoice(invoice, TABLE)
    assert (found.formula, found.product) == (Formula.EXCLUSIVE, Decimal(1_000))
    assert found.rule is not None
    assert found.rule.taxpayer is Taxpayer.GENERAL
    [unknown] = of_invoice(replace(invoice, checks=()), TABLE)
    assert unknown.rule is not None


def test_the_routes_tell_it_to_both_sides(seller: Device, door: Door) -> None:
    body = issued(seller)
    [told] = body["why"]
    assert (told["formula"], told["exact_tax"], told["product"]) == ("exclusive", "130", "1000.00")
    assert "增值税法" in told["source"]
    assert told["effective_from"] == "2026-01-01"
    assert body["total_words"] == "壹仟壹佰叁拾圆整"
    got = door.person("p5").get(at("received-e-invoices", body["id"], company=BUYER)).get_json()
    assert (got["why"], got["total_words"]) == (body["why"], body["total_words"])
    shown = seller.call("POST", at("e-invoice-previews"), json=BODY).get_json()
    assert (shown["why"], shown["total_words"]) == (body["why"], body["total_words"])
    typed = {**BODY, "prices": "inclusive"}
    shown = seller.call("POST", at("e-invoice-previews"), json=typed).get_json()
    assert [one["formula"] for one in shown["why"]] == ["inclusive"]
