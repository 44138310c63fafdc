"""Periods and dates: Shanghai's calendar, whatever the zone of an instant."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.kernel import periods
from backend.kernel.errors import Refusal
from backend.kernel.periods import Period, Span, read_period

DAYS = st.dates(date(1960, 1, 1), date(2100, 1, 1))
MAKERS = (periods.month_of, periods.quarter_of, periods.year_of)


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 11, 30, 15, 59, 59, tzinfo=UTC), date(2026, 11, 30)),
        (datetime(2026, 11, 30, 16, 0, tzinfo=UTC), date(2026, 12, 1)),
        (datetime(2026, 12, 1, 0, 30, tzinfo=timezone(timedelta(hours=9))), date(2026, 11, 30)),
    ],
)
def test_the_day_is_shanghais(instant: datetime, day: date) -> None:
    assert periods.day_of(instant) == day


def test_an_instant_without_a_zone_has_no_day() -> None:
    with pytest.raises(ValueError, match="zone"):
        periods.day_of(datetime(2026, 11, 30))  # noqa: DTZ001  the fault under test
    with pytest.raises(TypeError, match="day_of"):
        periods.month_of(datetime(2026, 11, 30, tzinfo=UTC))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-11", date(2026, 11, 1), date(2026, 11, 30)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-Q1", date(2026, 1, 1), date(2026, 3, 31)),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_texts_and_days(text: str, first: date, last: date) -> None:
    period = read_period(text)
    assert str(period) == text
    assert (period.first_day, period.last_day) == (first, last)
    assert period.covers(first)
    assert period.covers(last)
    assert not period.covers(first - timedelta(days=1))
    assert not period.covers(last + timedelta(days=1))


@pytest.mark.parametrize(
    "text", ["", "2026-13", "2026-0", "2026-Q5", "2026-q1", "26-11", "2026-1", "1900-01", "9999-12"]
)
def test_no_period(text: str) -> None:
    with pytest.raises(Refusal) as caught:
        read_period(text, "/value")
    assert (caught.value.code, caught.value.field) == ("period-malformed", "/value")


@pytest.mark.parametrize(
    ("text", "after"),
    [("2026-12", "2027-01"), ("2026-Q4", "2027-Q1"), ("2026", "2027"), ("2026-01", "2026-02")],
)
def test_next_and_previous(text: str, after: str) -> None:
    assert str(read_period(text).next()) == after
    assert str(read_period(after).previous()) == text


def test_a_period_begins_and_ends_at_midnight_in_shanghai() -> None:
    november = read_period("2026-11")
    assert november.begins_at == datetime(2026, 10, 31, 16, tzinfo=UTC)
    assert november.ends_at == november.next().begins_at
    assert november.begins_at.tzinfo is UTC


def test_a_period_begins_where_its_kind_begins() -> None:
    for first in (date(2026, 2, 1), date(2026, 1, 2)):
        with pytest.raises(ValueError, match="begins"):
            Period(first, Span.QUARTER)


def test_the_months_of_a_quarter() -> None:
    assert [str(month) for month in read_period("2026-Q3").months()] == [
        "2026-07",
        "2026-08",
        "2026-09",
    ]


@given(DAYS)
def test_a_day_is_in_its_period_and_in_no_neighbour(day: date) -> None:
    for make in MAKERS:
        period = make(day)
        assert period.covers(day)
        assert not period.next().covers(day)
        assert not period.previous().covers(day)
        assert period.next().previous() == period
        assert period.last_day + timedelta(days=1) == period.next().first_day
        assert read_period(str(period)) == period
        assert period.previous() < period < period.next()


@given(DAYS)
def test_the_start_of_a_day_is_in_it(day: date) -> None:
    start = periods.start_of(day)
    assert periods.day_of(start) == day
    assert periods.day_of(start - timedelta(milliseconds=1)) == day - timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "count", "moved"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 1, 15), -13, date(2024, 12, 15)),
    ],
)
def test_adding_months(day: date, count: int, moved: date) -> None:
    assert periods.add_months(day, count) == moved


def test_days_have_one_spelling() -> None:
    assert periods.read_day("2026-11-23") == date(2026, 11, 23)
    for text in ("", "20261123", "2026-W48-1", "2026-02-29", "2026-11-23T00:00:00"):
        with pytest.raises(Refusal) as caught:
            periods.read_day(text, "/effective_from")
        assert (caught.value.code, caught.value.field) == ("date-malformed", "/effective_from")
