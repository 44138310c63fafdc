"""Money: rounding as tax forms round, and text that reads back."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.kernel import money
from backend.kernel.errors import Refusal

FEN = st.integers(-money.LARGEST_FEN, money.LARGEST_FEN)


@pytest.mark.parametrize(
    ("yuan", "fen"),
    [("0.005", 1), ("0.0049", 0), ("-0.005", -1), ("1.115", 112), ("2.675", 268), ("10", 1000)],
)
def test_half_a_fen_goes_up(yuan: str, fen: int) -> None:
    assert money.to_fen(Decimal(yuan)) == fen


def test_a_rate_is_rounded_once() -> None:
    assert money.times(100_00, Decimal("0.13")) == 13_00
    assert money.times(33_33, Decimal("0.015")) == 50  # 0.49995 yuan
    assert money.times(-50, Decimal("0.01")) == -1


@pytest.mark.parametrize(
    ("fen", "text"),
    [(0, "0.00"), (5, "0.05"), (123456, "1,234.56"), (-100, "-1.00"), (10**9, "10,000,000.00")],
)
def test_show(fen: int, text: str) -> None:
    assert money.show(fen) == text


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("1,234.56", 123456),
        ("1234.5", 123450),
        ("¥ 1,234", 123400),
        ("￥１，２３４．５０", 123450),
        ("0", 0),
        ("0012", 1200),
        ("1.500", 150),
        (" 9,999,999,999,999.99 ", money.LARGEST_FEN),
    ],
)
def test_parse(text: str, fen: int) -> None:
    assert money.parse(text) == fen


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "amount-malformed"),
        ("1.", "amount-malformed"),
        (".5", "amount-malformed"),
        ("1,23", "amount-malformed"),
        ("12,3456", "amount-malformed"),
        ("1e3", "amount-malformed"),
        ("NaN", "amount-malformed"),
        ("--1", "amount-malformed"),
        ("一百", "amount-malformed"),
        ("-1.005", "amount-negative"),
        ("10000000000000.005", "amount-too-fine"),
        ("10000000000000", "amount-too-large"),
    ],
)
def test_refusals_in_order(text: str, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        money.parse(text, "/price")
    assert (caught.value.code, caught.value.field) == (code, "/price")


def test_a_negative_amount_where_it_is_allowed() -> None:
    assert money.parse("-1,000.01", negative=True) == -1000_01


@given(FEN)
def test_what_is_shown_reads_back(fen: int) -> None:
    assert money.parse(money.show(fen), negative=True) == fen
    assert money.to_fen(money.to_yuan(fen)) == fen


@given(FEN, st.decimals("0", "1", places=4))
def test_a_product_is_off_by_half_a_fen_at_most(fen: int, rate: Decimal) -> None:
    exact = Decimal(fen) * rate
    assert abs(Decimal(money.times(fen, rate)) - exact) <= Decimal("0.5")


@given(st.text(max_size=20))
def test_whatever_is_typed_is_an_amount_or_refused(text: str) -> None:
    try:
        said: object = 0 <= money.parse(text) <= money.LARGEST_FEN
    except Refusal as refusal:
        said = refusal.code.startswith("amount-")
    assert said is True
