"""What a face shows of its rates, names and totals."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from backend.einvoices.rules.face import Face, Kind, Line, Party, Rate, Treatment

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("rate", "shown"),
    [
        (Rate(Decimal("0.13")), "13%"),
        (Rate(Decimal("0.10")), "10%"),
        (Rate(Decimal("0.015")), "1.5%"),
        (Rate(Decimal(0)), "0%"),
        (Rate(Decimal(0), Treatment.EXEMPT), "免税"),
        (Rate(Decimal(0), Treatment.NOT_TAXED), "不征税"),
        (Rate(Decimal("0.05"), Treatment.DIFFERENCE), "***"),
    ],
)
def test_a_rate_is_shown_as_the_column_has_it(rate: Rate, shown: str) -> None:
    assert rate.shown == shown


def test_the_totals_are_the_sums_of_the_lines() -> None:
    whole = Line(
        "3040408040000000000", "修理修配劳务", "更换刹车片", Rate(Decimal("0.13")), 88496, 11504
    )
    less = Line(
        "3040408040000000000", "修理修配劳务", "更换刹车片", Rate(Decimal("0.13")), -8850, -1150
    )
    face = Face(
        number="26132000000000000001",
        kind=Kind.D_ORD,
        issued_at=AT,
        seller=Party("模拟·卖方"),
        buyer=Party("模拟·买方"),
        lines=(whole, less),
        issuer="模拟开票人",
    )
    assert (face.amount_fen, face.tax_fen, face.total_fen) == (79646, 10354, 90000)
    assert whole.shown_name == "*修理修配劳务*更换刹车片"
    assert (face.kind.heading, face.kind.qr_type) == ("电子发票（普通发票）", "32")
