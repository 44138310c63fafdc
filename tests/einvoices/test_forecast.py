"""When a quota runs out, and how much will be missing, at the pace of the days so far."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.einvoices.rules.book import Before
from backend.einvoices.rules.forecast import Forecast, forecast
from backend.einvoices.rules.quota import available
from tests.einvoices.samples import PARAMETERS, book, standing

OCTOBER = Before("2026-10", 1_000_000, 620_000)
FILED, OPEN = "2026-10", "2026-09"


def told(
    day: date, used_fen: int, *, before: Before | None = None, filed: str = FILED
) -> Forecast | None:
    """Forecast a November of a quota of 1,000,000 fen."""
    held = book(used_fen=used_fen, before=before)
    return forecast(held, available(held, standing(day, vat_filed=filed), PARAMETERS), day)


@pytest.mark.parametrize(
    ("day", "used_fen", "runs_out_on", "month_end_fen", "short_fen"),
    [
        (date(2026, 11, 10), 300_000, None, 900_000, 0),
        (date(2026, 11, 15), 500_000, None, 1_000_000, 0),
        # 60,000 a day: 400,000 last six days more, and the seventh's share does not fit.
        (date(2026, 11, 10), 600_000, date(2026, 11, 17), 1_800_000, 800_000),
        (date(2026, 11, 10), 1_000_000, date(2026, 11, 10), 3_000_000, 2_000_000),
        (date(2026, 11, 29), 990_000, date(2026, 11, 30), 1_024_137, 24_137),
        (date(2026, 11, 30), 990_000, None, 990_000, 0),
    ],
)
def test_a_month_goes_on_as_it_began(
    day: date, used_fen: int, runs_out_on: date | None, month_end_fen: int, short_fen: int
) -> None:
    assert told(day, used_fen) == Forecast("2026-11", runs_out_on, month_end_fen, short_fen)


def test_the_first_days_take_the_pace_of_the_month_before() -> None:
    found = told(date(2026, 11, 2), 800_000, before=OCTOBER)
    # 620,000 in 31 days: 20,000 a day, and 28 days to go.
    assert found == Forecast("2026-10", date(2026, 11, 13), 1_360_000, 360_000)
    old = told(date(2026, 11, 2), 800_000, before=Before("2026-08", 1, 1))
    assert old is not None
    assert old.pace_month == "2026-11"


def test_before_filing_it_runs_out_earlier_and_nothing_more_is_missing() -> None:
    before = Before("2026-10", 1_000_000, 500_000)
    found = told(date(2026, 11, 10), 300_000, before=before, filed=OPEN)
    assert found == Forecast("2026-11", date(2026, 11, 17), 900_000, 0)


def test_who_issued_nothing_is_told_nothing() -> None:
    assert told(date(2026, 11, 20), 0) is None
    assert told(date(2026, 11, 2), 0, before=Before("2026-10", 1_000_000, 0)) is None


@given(day=st.integers(5, 30), used_fen=st.integers(1, 1_000_000))
def test_the_days_before_it_runs_out_fit_and_its_own_does_not(day: int, used_fen: int) -> None:
    today = date(2026, 11, day)
    found = told(today, used_fen)
    assert found is not None
    last = found.runs_out_on or date(2026, 12, 1)
    full = (last - timedelta(days=1) - today).days
    left_fen = 1_000_000 - used_fen
    assert full < 0 or used_fen * full <= left_fen * day
    if found.runs_out_on and left_fen:
        assert used_fen * (full + 1) > left_fen * day
    assert (found.short_fen > 0) <= (found.runs_out_on is not None)
