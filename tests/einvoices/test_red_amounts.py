"""What may be taken back of an invoice: never more than it has, and at the end exactly all."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.einvoices.rules import red_amounts
from backend.einvoices.rules.face import Face, Kind, Line, Party
from backend.einvoices.rules.invoices import Invoice
from backend.einvoices.rules.red_amounts import Take, Wanted, share
from backend.kernel.errors import Refusal
from backend.kernel.money import times
from tests.einvoices.samples import AT, BUYER, REPAIR, SELLER, rate

CENT = Decimal("0.01")


def line(amount_fen: int, percent: str = "0.13", **more: object) -> Line:
    share_ = rate(percent)
    plain = Line(REPAIR, "修理", "刹车片", share_, amount_fen, times(amount_fen, share_.value))
    return replace(plain, **more)  # type: ignore[arg-type]


def invoice(*lines: Line) -> Invoice:
    face = Face(
        "26132070000000000001",
        Kind.D_SPECIAL,
        AT,
        Party("模拟·卖方汽修", SELLER),
        Party("模拟·买方商行", BUYER),
        lines,
        "模拟开票人甲",
    )
    return Invoice("i1", SELLER, face, False, "person/p1", "h")


def taken(blue: Invoice, *takes: Take) -> Invoice:
    return replace(
        blue,
        taken_back=red_amounts.added(blue, takes),
        counted_back=red_amounts.counted_back(blue, takes),
    )


def part(blue: Invoice, *wanted: Wanted, counted: bool = True) -> tuple[Take, ...]:
    return red_amounts.parts(blue, wanted, counted=counted, within=CENT)


def whole(blue: Invoice, counted: bool = True) -> tuple[Take, ...]:
    return red_amounts.whole(blue, counted=counted, within=CENT)


@st.composite
def invoices(draw: st.DrawFn) -> Invoice:
    lines: list[Line] = []
    for _ in range(draw(st.integers(1, 4))):
        percent = draw(st.sampled_from(["0.13", "0.06", "0.01", "0"]))
        amount = draw(st.integers(1, 60) | st.integers(1, 10**9))
        lines.append(line(amount, percent))
        if draw(st.booleans()):
            off = draw(st.integers(1, amount))
            tax = min(times(off, lines[-1].rate.value), lines[-1].tax_fen)
            lines.append(replace(line(-off, percent, discount=True), tax_fen=-tax))
    return invoice(*lines)


@settings(max_examples=150, deadline=None)
@given(invoices(), st.data())
def test_parts_of_any_size_never_take_back_more_than_there_is_and_end_with_all(
    blue: Invoice, data: st.DataObject
) -> None:
    """Any parts in any order: each line stays within its own, and the sum of reds is the blue."""
    first, back = blue, (0, 0)
    for _ in range(data.draw(st.integers(0, 8))):
        open_ = [n for n, one in enumerate(blue.face.lines) if not one.discount]
        number = data.draw(st.sampled_from(open_))
        left = blue.remaining[number][0]
        wanted = Wanted(number, data.draw(st.integers(1, 20) | st.integers(1, 10**9 + 1)))
        if wanted.amount_fen > left:
            with pytest.raises(Refusal, match="red-over-remaining"):
                part(blue, wanted)
            continue
        try:
            takes = part(blue, wanted)
        except Refusal as refusal:
            # A part that its discount eats up whole takes nothing back.
            assert refusal.code == "red-amount-malformed"  # noqa: PT017
            continue
        blue = taken(blue, *takes)
        back = (back[0] + sum(t.amount_fen for t in takes), back[1] + sum(t.tax_fen for t in takes))
        check_within(blue)
    rest = whole(blue)
    done = taken(blue, *rest)
    assert all(left == (0, 0) for left in done.remaining)
    total = (
        back[0] + sum(one.amount_fen for one in rest),
        back[1] + sum(one.tax_fen for one in rest),
    )
    assert total == (first.face.amount_fen, first.face.tax_fen)
    assert whole(done) == ()
    with pytest.raises(ValueError, match="more than all"):
        red_amounts.added(done, (Take(0, 1, 0),))


def check_within(blue: Invoice) -> None:
    lines = blue.face.lines
    for number, (one, left) in enumerate(zip(lines, blue.remaining, strict=True)):
        for kept, whole_ in zip(left, (one.amount_fen, one.tax_fen), strict=True):
            assert min(0, whole_) <= kept <= max(0, whole_)
        # The tax taken back is the share of the amount taken back, to the fen.
        gone = one.amount_fen - left[0]
        assert one.tax_fen - left[1] == share(one.tax_fen, gone, one.amount_fen)
        if one.discount:
            assert -left[0] <= blue.remaining[number - 1][0]


@pytest.mark.parametrize(
    ("total", "piece", "of", "found"),
    [(13, 1, 2, 7), (-13, 1, 2, -7), (13, 0, 2, 0), (-13, -1, -2, -7), (5, 7, 0, 0), (1, 1, 3, 0)],
)
def test_a_share_is_rounded_half_away_from_zero(
    total: int, piece: int, of: int, found: int
) -> None:
    assert share(total, piece, of) == found


def test_a_discount_goes_with_its_line() -> None:
    blue = invoice(line(10_000), line(-1_000, discount=True), line(500))
    takes = part(blue, Wanted(0, 5_000))
    assert takes == (Take(0, 5_000, 650), Take(1, -500, -65))
    rest = whole(taken(blue, *takes))
    assert [(one.line, one.amount_fen) for one in rest] == [(0, 5_000), (1, -500), (2, 500)]


def test_quantities_are_taken_back_as_they_fit() -> None:
    blue = invoice(line(10_000, quantity=Decimal(4), unit_price=Decimal(25)))
    assert whole(blue) == (Take(0, 10_000, 1_300, Decimal(4)),)
    assert whole(blue, counted=False) == (Take(0, 10_000, 1_300),)
    one = taken(blue, *part(blue, Wanted(0, 2_500, Decimal(1))))
    assert whole(one) == (Take(0, 7_500, 975, Decimal(3)),)
    odd = taken(blue, *part(blue, Wanted(0, 1_234)))
    assert whole(odd)[0].quantity is None


@pytest.mark.parametrize(
    ("wanted", "counted", "code"),
    [
        ([Wanted(9, 1)], True, "red-line-unknown"),
        ([Wanted(1, 1)], True, "red-line-unknown"),
        ([Wanted(0, 1), Wanted(0, 1)], True, "red-line-unknown"),
        ([Wanted(0, 0)], True, "red-amount-malformed"),
        ([Wanted(0, -5)], True, "red-amount-malformed"),
        ([Wanted(0, 10_001)], True, "red-over-remaining"),
        ([Wanted(0, 2_500, Decimal(1))], False, "red-quantity-not-allowed"),
        ([Wanted(2, 100, Decimal(1))], True, "red-quantity-not-allowed"),
        ([Wanted(0, 10_000, Decimal(5))], True, "red-quantity-over"),
        ([Wanted(0, 2_502, Decimal(1))], True, "red-quantity-off"),
    ],
)
def test_what_cannot_be_taken_back_is_refused(
    wanted: list[Wanted], counted: bool, code: str
) -> None:
    blue = invoice(
        line(10_000, quantity=Decimal(4), unit_price=Decimal(25)),
        line(-100, discount=True),
        line(200),
    )
    with pytest.raises(Refusal) as found:
        part(blue, *wanted, counted=counted)
    assert found.value.code == code


def test_a_line_discounted_to_nothing_gives_nothing_back_by_itself() -> None:
    blue = invoice(line(100), line(-100, discount=True), line(50))
    with pytest.raises(Refusal, match="red-amount-malformed"):
        part(blue, Wanted(0, 40))
