"""From what a seller types to the cells of a face: amounts without tax, tax, unit prices (§2.8).

    with tax      tax = round(incl × r / (1 + r))    amount = incl − tax    the sum is kept
    without tax   tax = round(amount × r)

Half-up at every cell, exact decimals before it. What a seller's own system states besides (an
amount beside quantity and price, a tax) is taken as it is when it is within the tolerance of the
day, and refused with its row and column otherwise.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from enum import StrEnum

from backend.einvoices.rules.face import Line, Rate, Treatment
from backend.kernel.errors import Refusal
from backend.kernel.money import LARGEST_FEN, to_fen, to_yuan
from backend.kernel.parameters import Parameters

# Two columns of 25 digits multiply without a loss.
_EXACT = Context(prec=80, rounding=ROUND_HALF_UP)


class Prices(StrEnum):
    """Whether what is typed holds the tax (含税) or not."""

    EXCLUSIVE = "exclusive"
    INCLUSIVE = "inclusive"


@dataclass(frozen=True, slots=True)
class Row:
    """One line as typed: quantity and unit price, or an amount, or both; a discount is negative."""

    code: str
    name: str
    rate: Rate
    specification: str = ""
    unit: str = ""
    quantity: Decimal | None = None
    unit_price: Decimal | None = None
    amount_fen: int | None = None
    tax_fen: int | None = None
    discount: bool = False


@dataclass(frozen=True, slots=True)
class Tolerances:
    """By how much cells may miss what multiplies, in yuan; and the finest unit price."""

    line_amount: Decimal
    line_tax: Decimal
    total_tax: Decimal
    price_decimals: int


def tolerances_on(day: date, parameters: Parameters) -> Tolerances:
    """Read the tolerances in force on a day."""
    return Tolerances(
        line_amount=parameters.decimal("tolerance", "line-amount", day),
        line_tax=parameters.decimal("tolerance", "line-tax", day),
        total_tax=parameters.decimal("tolerance", "total-tax", day),
        price_decimals=parameters.number("unit-price-decimals", "all", day),
    )


def price(
    rows: Sequence[Row], short_names: Sequence[str], *, prices: Prices, within: Tolerances
) -> tuple[Line, ...]:
    """Compute the lines of a face.

    Refuses, row by row: `discount-without-parent`, `discount-code-differs`,
    `discount-rate-differs`, `discount-with-quantity`; `line-quantity-missing`,
    `line-quantity-not-positive`, `line-price-too-fine`, `line-price-not-positive`,
    `line-amount-missing`, `line-amount-off` {computed}, `discount-not-negative`,
    `line-amount-not-positive`, `line-amount-too-large`, `line-tax-off` {computed},
    `discount-over-parent`. Then of the whole: `invoice-total-not-positive`, `invoice-tax-off`.
    """
    lines: list[Line] = []
    with localcontext(_EXACT):
        for number, (row, short_name) in enumerate(zip(rows, short_names, strict=True)):
            parent = lines[-1] if lines else None
            if row.discount:
                _check_parent(row, parent, number)
            line = _line(row, short_name, prices, within=within, number=number)
            if row.discount and parent is not None and _exceeds(line, parent):
                raise _refused("discount-over-parent", number, "amount_fen")
            lines.append(line)
        _check_total(lines, within)
    return tuple(lines)


def _line(row: Row, short_name: str, prices: Prices, *, within: Tolerances, number: int) -> Line:
    typed_fen = _typed(row, within, number)
    amount_fen, tax_fen = _split(row, typed_fen, prices, within=within, number=number)
    unit_price = row.unit_price
    if row.quantity is not None and (prices is Prices.INCLUSIVE or unit_price is None):
        finest = Decimal(1).scaleb(-within.price_decimals)
        unit_price = (to_yuan(amount_fen) / row.quantity).quantize(finest).normalize()
        missed = abs(row.quantity * unit_price - to_yuan(amount_fen))
        if missed > within.line_amount or not unit_price:
            # No price of so many decimals gives this amount.
            raise _refused("line-amount-off", number, "quantity", computed=str(unit_price))
    return Line(
        code=row.code,
        short_name=short_name,
        name=row.name,
        rate=row.rate,
        amount_fen=amount_fen,
        tax_fen=tax_fen,
        specification=row.specification,
        unit=row.unit,
        quantity=row.quantity,
        unit_price=unit_price,
        discount=row.discount,
    )


def _typed(row: Row, within: Tolerances, number: int) -> int:
    """Return what was typed or multiplied, with or without tax as the seller types."""
    _check_numbers(row, within, number)
    typed = row.amount_fen
    if row.quantity is not None and row.unit_price is not None:
        product = row.quantity * row.unit_price
        if abs(product) > to_yuan(LARGEST_FEN):
            raise _refused("line-amount-too-large", number, "quantity")
        computed_fen = to_fen(product)
        if typed is None:
            typed = computed_fen
        elif abs(product - to_yuan(typed)) > within.line_amount:
            raise _refused("line-amount-off", number, "amount_fen", computed=_yuan(computed_fen))
    if typed is None:
        raise _refused("line-amount-missing", number, "amount_fen")
    if row.discount and typed >= 0:
        raise _refused("discount-not-negative", number, "amount_fen")
    if not row.discount and typed <= 0:
        raise _refused("line-amount-not-positive", number, "amount_fen")
    if abs(typed) > LARGEST_FEN:
        raise _refused("line-amount-too-large", number, "amount_fen")
    return typed


def _split(
    row: Row, typed_fen: int, prices: Prices, *, within: Tolerances, number: int
) -> tuple[int, int]:
    """Part what was typed into amount and tax."""
    rate = row.rate.value if row.rate.treatment is Treatment.TAXED else Decimal(0)
    typed = to_yuan(typed_fen)
    exact = typed * rate / (1 + rate) if prices is Prices.INCLUSIVE else typed * rate
    tax_fen = to_fen(exact) if row.tax_fen is None else row.tax_fen
    amount_fen = typed_fen - tax_fen if prices is Prices.INCLUSIVE else typed_fen
    missed = abs(to_yuan(amount_fen) * rate - to_yuan(tax_fen))
    if missed > within.line_tax or (rate == 0 and tax_fen != 0):
        raise _refused("line-tax-off", number, "tax_fen", computed=_yuan(to_fen(exact)))
    return amount_fen, tax_fen


def _check_numbers(row: Row, within: Tolerances, number: int) -> None:
    if row.unit_price is not None and row.quantity is None:
        raise _refused("line-quantity-missing", number, "quantity")
    if row.quantity is not None and row.quantity <= 0:
        raise _refused("line-quantity-not-positive", number, "quantity")
    if row.unit_price is None:
        return
    if _decimals(row.unit_price) > within.price_decimals:
        most = within.price_decimals
        raise _refused("line-price-too-fine", number, "unit_price", most=most)
    if row.unit_price <= 0:
        raise _refused("line-price-not-positive", number, "unit_price")


def _check_parent(row: Row, parent: Line | None, number: int) -> None:
    if parent is None or parent.discount:
        raise _refused("discount-without-parent", number, "discount")
    if row.code != parent.code:
        raise _refused("discount-code-differs", number, "code")
    if row.rate != parent.rate:
        raise _refused("discount-rate-differs", number, "rate")
    if row.quantity is not None or row.unit_price is not None:
        raise _refused("discount-with-quantity", number, "quantity")


def _exceeds(discount: Line, parent: Line) -> bool:
    return -discount.amount_fen > parent.amount_fen or -discount.tax_fen > parent.tax_fen


def _check_total(lines: Iterable[Line], within: Tolerances) -> None:
    rows = tuple(lines)
    total_fen = sum(line.amount_fen + line.tax_fen for line in rows)
    if total_fen <= 0:
        raise Refusal("invoice-total-not-positive", field="/lines")
    if total_fen > LARGEST_FEN:
        raise Refusal("line-amount-too-large", field="/lines")
    taxed = (line for line in rows if line.rate.treatment is Treatment.TAXED)
    exact = sum((to_yuan(line.amount_fen) * line.rate.value for line in taxed), Decimal(0))
    stated = to_yuan(sum(line.tax_fen for line in rows))
    if abs(exact - stated) > within.total_tax:
        raise Refusal(
            "invoice-tax-off",
            field="/lines",
            computed=_yuan(to_fen(exact)),
            given=str(stated),
            most=str(within.total_tax),
        )


def _refused(code: str, number: int, column: str, /, **params: object) -> Refusal:
    refusal = Refusal(code, field=f"/lines/{number}/{column}", line=number + 1)
    refusal.params.update(params)
    return refusal


def _decimals(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _yuan(amount_fen: int) -> str:
    return str(to_yuan(amount_fen))
