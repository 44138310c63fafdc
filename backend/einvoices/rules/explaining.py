"""Why a line has this tax: the formula that gives it, with its values, and whose rate it is.

A face keeps cells and not how they came about, so the formula is the one that gives the cell:
without tax first, with tax second. A tax that neither gives was stated by the seller within the
tolerance of the day, or is a part's share of the tax of a blue line.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from enum import StrEnum

from backend.einvoices.rules.classification import Allowed, Classification, Taxpayer, taxpayer_of
from backend.einvoices.rules.face import Line, Treatment
from backend.einvoices.rules.invoices import Invoice
from backend.einvoices.rules.pricing import Prices
from backend.kernel.money import to_fen, to_yuan
from backend.kernel.periods import day_of

_EXACT = Context(prec=80, rounding=ROUND_HALF_UP)
_SHOWN = Decimal("0.000001")


class Formula(StrEnum):
    """How the tax of a line comes about."""

    EXCLUSIVE = "exclusive"  # amount × rate
    INCLUSIVE = "inclusive"  # with tax × rate ÷ (1 + rate)
    STATED = "stated"
    UNTAXED = "untaxed"


@dataclass(frozen=True, slots=True)
class Why:
    """The reason of one line's cells; `product` is quantity × unit price, before it is rounded.

    `exact` is the tax before it is rounded to fen; `rule` the row that allows the rate, None when
    the table of today has it no more.
    """

    formula: Formula
    exact: Decimal
    product: Decimal | None
    rule: Allowed | None


def explain(
    lines: Iterable[Line],
    taxpayer: Taxpayer | None,
    day: date,
    *,
    table: Classification,
    typed: Prices = Prices.EXCLUSIVE,
) -> tuple[Why, ...]:
    """Say line by line where the cells come from; `typed` is the formula that is tried first."""
    with localcontext(_EXACT):
        return tuple(_why(line, _rule(line, taxpayer, day, table=table), typed) for line in lines)


def of_invoice(invoice: Invoice, table: Classification) -> tuple[Why, ...]:
    """Explain an issued invoice, by the seller's type as it was checked when it was issued."""
    looked = (check.inputs.get("taxpayer_type") for check in invoice.checks)
    code = next((str(one) for one in looked if one is not None), "")
    day = day_of(invoice.face.issued_at)
    return explain(invoice.face.lines, taxpayer_of(code), day, table=table)


def _why(line: Line, rule: Allowed | None, typed: Prices) -> Why:
    product = None
    if line.quantity is not None and line.unit_price is not None:
        product = line.quantity * line.unit_price
    if line.rate.treatment is not Treatment.TAXED:
        return Why(Formula.UNTAXED, Decimal(0), product, rule)
    rate, amount = line.rate.value, to_yuan(line.amount_fen)
    whole = to_yuan(line.amount_fen + line.tax_fen)
    found = {
        Formula.EXCLUSIVE: amount * rate,
        Formula.INCLUSIVE: whole * rate / (1 + rate),
    }
    first = Formula(typed)
    for formula in (first, *(one for one in found if one is not first)):
        if to_fen(found[formula]) == line.tax_fen:
            return Why(formula, _shown(found[formula]), product, rule)
    return Why(Formula.STATED, _shown(found[Formula.EXCLUSIVE]), product, rule)


def _rule(
    line: Line, taxpayer: Taxpayer | None, day: date, *, table: Classification
) -> Allowed | None:
    item = table.find(line.code)
    rows = (row for row in item.rates if row.holds_on(day)) if item else ()
    for row in rows:
        if row.rate == line.rate and taxpayer in (None, row.taxpayer):
            return row
    return None


def _shown(value: Decimal) -> Decimal:
    return value.quantize(_SHOWN).normalize()
