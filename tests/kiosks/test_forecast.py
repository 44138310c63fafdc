"""Run-out by hour: tables of cases by hand, and what must hold of every history."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.kernel.clock import SHANGHAI
from backend.kiosks.rules import forecast as rules
from backend.kiosks.rules.forecast import NO_HOURS, Basis, Hours, forecast

MONDAY = date(2026, 11, 23)


def at(hour: int, minute: int = 0, *, day: int = 0) -> datetime:
    """An instant on the Monday, or some days later, on the city's clock."""
    local = datetime(2026, 11, 23, hour, minute, tzinfo=SHANGHAI) + timedelta(days=day)
    return local.astimezone(UTC)


def hours(**sheets: int) -> Hours:
    """`hours(h9=4)`: four sheets between nine and ten."""
    return tuple(sheets.get(f"h{hour}", 0) for hour in range(24))


def past(days: int, each: Hours) -> dict[date, Hours]:
    return {MONDAY - timedelta(days=n): each for n in range(1, days + 1)}


FOUR_AT_NINE_AND_TWO = hours(h9=4, h14=4)


@pytest.mark.parametrize(
    ("left", "now", "runs_out_at"),
    [
        (1, at(8), at(9)),
        (4, at(8), at(9)),
        (5, at(8), at(14)),
        (8, at(8), at(14)),
        (9, at(8), at(9, day=1)),
        (2, at(9, 30), at(9, 30)),
        (3, at(9, 30), at(14)),
        (24, at(0), at(14, day=2)),
        (25, at(0), at(9, day=3)),
        (8 * 28, at(0), at(14, day=27)),
        (8 * 28 + 1, at(0), None),
    ],
)
def test_it_walks_hour_by_hour(left: int, now: datetime, runs_out_at: datetime | None) -> None:
    found = forecast("P_ORD", left, past(14, FOUR_AT_NINE_AND_TWO), now)
    assert (found.basis, found.days, found.runs_out_at) == (Basis.CONSUMPTION, 14, runs_out_at)


@pytest.mark.parametrize(
    ("left", "need", "refill"), [(24, 24, True), (25, 24, False), (0, 24, True)]
)
def test_it_asks_for_paper_three_days_ahead(left: int, need: int, refill: bool) -> None:
    found = forecast("P_ORD", left, past(14, FOUR_AT_NINE_AND_TWO), at(0))
    assert (found.need, found.refill) == (need, refill)


@pytest.mark.parametrize("days", [0, 1, 2])
def test_too_few_days_give_no_hour(days: int) -> None:
    found = forecast("P_ORD", 5, past(days, FOUR_AT_NINE_AND_TWO), at(8))
    assert (found.basis, found.days) == (Basis.TOO_FEW_DAYS, days)
    assert (found.runs_out_at, found.need, found.refill) == (None, None, False)
    empty = forecast("P_ORD", 0, past(days, FOUR_AT_NINE_AND_TWO), at(8))
    assert (empty.runs_out_at, empty.refill) == (at(8), True)


def test_today_is_not_over_and_counts_for_nothing() -> None:
    usage = {MONDAY: hours(h9=900), **past(3, hours(h9=1))}
    assert forecast("P_ORD", 3, usage, at(12)).runs_out_at == at(9, day=3)


def test_days_without_an_entry_are_days_on_which_nothing_left() -> None:
    usage = {MONDAY - timedelta(days=4): hours(h9=8)}
    # Thursday's eight sheets over two working days and two weekend days without any.
    found = forecast("P_ORD", 9, usage, at(0))
    assert (found.days, found.runs_out_at) == (4, at(9, day=2))


def test_working_days_and_weekends_are_told_apart_when_there_are_enough() -> None:
    usage = {day: hours(h9=10) if day.weekday() < 5 else NO_HOURS for day in past(14, NO_HOURS)}
    # Five working days take fifty; Saturday and Sunday none; the 51st leaves on the next Monday.
    assert forecast("P_ORD", 51, usage, at(0)).runs_out_at == at(9, day=7)
    few = {day: row for day, row in usage.items() if day >= MONDAY - timedelta(days=3)}
    # Friday alone is no sort of its own: its ten are spread over three days.
    assert forecast("P_ORD", 10, few, at(0)).runs_out_at == at(9, day=2)


def test_what_is_older_than_two_weeks_is_forgotten() -> None:
    usage = {**past(14, hours(h9=1)), MONDAY - timedelta(days=15): hours(h9=9_999)}
    found = forecast("P_ORD", 2, usage, at(0))
    assert (found.days, found.runs_out_at) == (14, at(9, day=1))


def test_an_hour_belongs_to_the_citys_day() -> None:
    assert rules.bucket(datetime(2026, 11, 22, 16, 30, tzinfo=UTC)) == (MONDAY, 0)
    assert rules.bucket(datetime(2026, 11, 23, 15, 59, tzinfo=UTC)) == (MONDAY, 23)


counts = st.lists(st.integers(0, 30), min_size=24, max_size=24).map(tuple)
histories = st.dictionaries(st.integers(0, 20), counts, max_size=15).map(
    lambda rows: {MONDAY - timedelta(days=n): row for n, row in rows.items()}
)
instants = st.integers(0, 14 * 24 * 60).map(lambda minutes: at(0) + timedelta(minutes=minutes))


@settings(deadline=None)
@given(histories, st.integers(0, 500), instants, st.data())
def test_more_consumption_never_means_a_later_end(
    usage: dict[date, Hours], left: int, now: datetime, data: st.DataObject
) -> None:
    before = forecast("P_ORD", left, usage, now)
    if not usage:
        assert before.basis is Basis.TOO_FEW_DAYS
        return
    day = data.draw(st.sampled_from(sorted(usage)))
    more = data.draw(counts)
    added = tuple(one + other for one, other in zip(usage[day], more, strict=True))
    after = forecast("P_ORD", left, {**usage, day: added}, now)
    assert after.basis is before.basis
    assert (after.need or 0) >= (before.need or 0)
    assert after.refill or not before.refill
    if before.runs_out_at is not None:
        assert after.runs_out_at is not None
        assert after.runs_out_at <= before.runs_out_at


@settings(deadline=None)
@given(histories, st.integers(0, 500), instants)
def test_less_paper_never_lasts_longer(usage: dict[date, Hours], left: int, now: datetime) -> None:
    more, less = (forecast("P_ORD", count, usage, now) for count in (left + 1, left))
    assert less.runs_out_at is None or less.runs_out_at >= now
    if more.runs_out_at is not None:
        assert less.runs_out_at is not None
        assert less.runs_out_at <= more.runs_out_at
