"""From typed lines to cells: the worked examples, every refusal in order, and the kept sum."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.einvoices.rules.face import Line, Treatment
from backend.einvoices.rules.pricing import Prices, Row, price, tolerances_on
from backend.kernel.errors import Refusal
from tests.einvoices.samples import DAY, MEALS, PARAMETERS, rate, row

WITHIN = tolerances_on(DAY, PARAMETERS)
LESS = row(-10_000, discount=True)


def priced(*rows: Row, prices: Prices = Prices.EXCLUSIVE) -> tuple[Line, ...]:
    return price(rows, ["简称"] * len(rows), prices=prices, within=WITHIN)


@pytest.mark.parametrize(
    ("incl_fen", "share", "amount_fen", "tax_fen"),
    [
        (12_345_678, "0.01", 12_223_444, 122_234),
        (100_000, "0.13", 88_496, 11_504),
        (50_000, "0.01", 49_505, 495),
    ],
)
def test_the_worked_examples_with_tax(
    incl_fen: int, share: str, amount_fen: int, tax_fen: int
) -> None:
    (line,) = priced(row(incl_fen, share), prices=Prices.INCLUSIVE)
    assert (line.amount_fen, line.tax_fen) == (amount_fen, tax_fen)


@pytest.mark.parametrize(
    ("amount_fen", "share", "tax_fen"),
    [(88_496, "0.13", 11_504), (10, "0.05", 1), (50, "0.01", 1), (49, "0.01", 0), (100, "0", 0)],
)
def test_tax_on_top_is_rounded_half_up(amount_fen: int, share: str, tax_fen: int) -> None:
    (line,) = priced(row(amount_fen, share))
    assert (line.amount_fen, line.tax_fen) == (amount_fen, tax_fen)


def test_quantity_and_price_multiply_to_the_amount() -> None:
    three = row(None, quantity=Decimal("3"), unit_price=Decimal("33.3333333333333"))
    (line,) = priced(three)
    assert (line.amount_fen, line.tax_fen) == (10_000, 1_300)
    assert line.unit_price == Decimal("33.3333333333333")


def test_a_price_with_tax_is_shown_without() -> None:
    typed = row(None, quantity=Decimal("2"), unit_price=Decimal("56.5"))
    (line,) = priced(typed, prices=Prices.INCLUSIVE)
    assert (line.amount_fen, line.tax_fen, line.unit_price) == (10_000, 1_300, Decimal(50))


def test_a_quantity_beside_an_amount_gives_the_price() -> None:
    (line,) = priced(row(10_000, quantity=Decimal(3)))
    assert line.unit_price == Decimal("33.3333333333333")


def test_a_discount_follows_its_parent_at_the_same_rate() -> None:
    whole, less = priced(row(100_000), LESS, prices=Prices.INCLUSIVE)
    assert (whole.amount_fen + less.amount_fen, whole.tax_fen + less.tax_fen) == (79_646, 10_354)
    assert (less.amount_fen, less.tax_fen, less.discount) == (-8_850, -1_150, True)


@pytest.mark.parametrize("treatment", [Treatment.EXEMPT, Treatment.NOT_TAXED])
def test_what_is_not_taxed_has_no_tax(treatment: Treatment) -> None:
    free = row(10_000, rate=rate("0", treatment))
    assert [priced(free, prices=way)[0].tax_fen for way in Prices] == [0, 0]


@pytest.mark.parametrize(
    ("rows", "code", "pointer"),
    [
        ([LESS, row()], "discount-without-parent", "/lines/0/discount"),
        ([row(), LESS, LESS], "discount-without-parent", "/lines/2/discount"),
        (
            [row(), row(-1, code=MEALS, rate=rate("0.06"), discount=True)],
            "discount-code-differs",
            "/lines/1/code",
        ),
        ([row(), row(-1, "0.06", discount=True)], "discount-rate-differs", "/lines/1/rate"),
        (
            [row(), row(-1, quantity=Decimal(1), discount=True)],
            "discount-with-quantity",
            "/lines/1/quantity",
        ),
        ([row(unit_price=Decimal(1))], "line-quantity-missing", "/lines/0/quantity"),
        ([row(quantity=Decimal(0))], "line-quantity-not-positive", "/lines/0/quantity"),
        (
            [row(quantity=Decimal(1), unit_price=Decimal("0.00000000000001"))],
            "line-price-too-fine",
            "/lines/0/unit_price",
        ),
        (
            [row(quantity=Decimal(1), unit_price=Decimal(0))],
            "line-price-not-positive",
            "/lines/0/unit_price",
        ),
        ([row(None)], "line-amount-missing", "/lines/0/amount_fen"),
        ([row(None, quantity=Decimal(3))], "line-amount-missing", "/lines/0/amount_fen"),
        (
            [row(9_998, quantity=Decimal(2), unit_price=Decimal(50))],
            "line-amount-off",
            "/lines/0/amount_fen",
        ),
        (
            [row(1, quantity=Decimal(10) ** 24)],
            "line-amount-off",
            "/lines/0/quantity",
        ),
        ([row(), row(0, discount=True)], "discount-not-negative", "/lines/1/amount_fen"),
        ([row(), row(5, discount=True)], "discount-not-negative", "/lines/1/amount_fen"),
        ([row(), row(0)], "line-amount-not-positive", "/lines/1/amount_fen"),
        ([row(-5)], "line-amount-not-positive", "/lines/0/amount_fen"),
        ([row(10**15)], "line-amount-too-large", "/lines/0/amount_fen"),
        (
            [row(None, quantity=Decimal(10) ** 13, unit_price=Decimal(2))],
            "line-amount-too-large",
            "/lines/0/quantity",
        ),
        ([row(10**15 - 1), row(10**15 - 1)], "line-amount-too-large", "/lines"),
        ([row(10_000, tax_fen=1_307)], "line-tax-off", "/lines/0/tax_fen"),
        (
            [row(10_000, rate=rate("0", Treatment.EXEMPT), tax_fen=1)],
            "line-tax-off",
            "/lines/0/tax_fen",
        ),
        ([row(100), row(-101, discount=True)], "discount-over-parent", "/lines/1/amount_fen"),
        ([row(100), row(-100, discount=True)], "invoice-total-not-positive", "/lines"),
        ([row(10_000, tax_fen=1_306)] * 22, "invoice-tax-off", "/lines"),
    ],
)
def test_a_row_is_refused_by_its_row_and_column(rows: list[Row], code: str, pointer: str) -> None:
    with pytest.raises(Refusal) as found:
        priced(*rows)
    assert (found.value.code, found.value.field) == (code, pointer)


@pytest.mark.parametrize(
    "typed",
    [
        row(10_001, quantity=Decimal(2), unit_price=Decimal(50)),
        row(9_999, quantity=Decimal(2), unit_price=Decimal(50)),
        row(10_000, tax_fen=1_306),
        row(10_000, tax_fen=1_294),
    ],
)
def test_what_is_stated_within_the_tolerance_stands_as_it_is(typed: Row) -> None:
    (line,) = priced(typed)
    assert line.amount_fen == typed.amount_fen
    assert typed.tax_fen in (None, line.tax_fen)


def test_the_total_may_miss_by_what_the_parameter_says() -> None:
    assert len(priced(*[row(10_000, tax_fen=1_306)] * 21)) == 21


SHARES = st.sampled_from(["0", "0.01", "0.015", "0.03", "0.06", "0.09", "0.13"])
FEN = st.integers(1, 10**9)


@given(st.lists(st.tuples(FEN, SHARES), min_size=1, max_size=40))
def test_the_sum_with_tax_is_kept(cells: list[tuple[int, str]]) -> None:
    lines = priced(*(row(*cell) for cell in cells), prices=Prices.INCLUSIVE)
    assert [line.amount_fen + line.tax_fen for line in lines] == [fen for fen, _ in cells]


@given(
    st.lists(st.tuples(FEN, SHARES), min_size=1, max_size=40),
    st.sampled_from(Prices),
)
def test_no_cell_misses_by_more_than_the_tolerance(
    cells: list[tuple[int, str]], prices: Prices
) -> None:
    lines = priced(*(row(*cell) for cell in cells), prices=prices)
    missed = [Decimal(line.amount_fen) * line.rate.value - line.tax_fen for line in lines]
    assert max(map(abs, missed)) <= WITHIN.line_tax * 100
    assert abs(sum(missed)) <= WITHIN.total_tax * 100


@given(
    FEN,
    SHARES,
    st.decimals("0.001", "99999", places=3),
    st.sampled_from(Prices),
)
def test_a_derived_price_gives_the_amount_again(
    fen: int, share: str, quantity: Decimal, prices: Prices
) -> None:
    (line,) = priced(row(fen, share, quantity=quantity), prices=prices)
    assert line.unit_price is not None
    assert abs(quantity * line.unit_price * 100 - line.amount_fen) <= WITHIN.line_amount * 100
