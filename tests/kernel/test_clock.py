"""Instants: one text form, whole milliseconds, never without a zone."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.kernel.clock import SHANGHAI, SystemClock, from_text, to_text, whole_milliseconds

INSTANTS = st.datetimes(
    min_value=datetime(1, 1, 3),  # noqa: DTZ001 the zone comes with `timezones`
    max_value=datetime(9999, 12, 29),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, SHANGHAI, timezone(timedelta(hours=-9, minutes=-30))]),
)


def test_the_machine_tells_aware_whole_milliseconds() -> None:
    before = datetime.now(UTC) - timedelta(milliseconds=1)
    now = SystemClock().now()
    assert now.tzinfo is UTC
    assert now.microsecond % 1000 == 0
    assert before <= now <= datetime.now(UTC)


def test_milliseconds_are_cut_not_rounded() -> None:
    late = datetime(2026, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)
    assert whole_milliseconds(late).microsecond == 999_000
    assert to_text(late) == "2026-12-31T23:59:59.999Z"


def test_the_text_is_utc_with_milliseconds() -> None:
    shanghai = datetime(2026, 11, 23, 8, 5, 6, 7_000, tzinfo=SHANGHAI)
    assert to_text(shanghai) == "2026-11-23T00:05:06.007Z"


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("2026-11-23T15:18:13.123Z", "2026-11-23T15:18:13.123Z"),
        ("2026-11-23T15:18:13Z", "2026-11-23T15:18:13.000Z"),
        ("2026-11-23T23:18:13.5+08:00", "2026-11-23T15:18:13.500Z"),
        ("2026-11-23T15:18:13.123999Z", "2026-11-23T15:18:13.123Z"),
    ],
)
def test_any_offset_is_read(text: str, same: str) -> None:
    assert to_text(from_text(text)) == same


@pytest.mark.parametrize(
    "text",
    ["", "now", "2026-11-23", "2026-11-23T15:18:13", "2026-13-01T00:00:00Z", "2026-11-23T25:00Z"],
)
def test_other_texts_are_no_instants(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        from_text(text)


def test_an_instant_past_the_calendar_is_an_error_of_the_text() -> None:
    with pytest.raises(ValueError, match="calendar"):
        from_text("0001-01-01T00:00:00+14:00")


def test_no_zone_no_text() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        to_text(datetime(2026, 11, 23))  # noqa: DTZ001


@given(INSTANTS)
def test_what_is_written_reads_back(instant: datetime) -> None:
    assert from_text(to_text(instant)) == whole_milliseconds(instant).astimezone(UTC)


@given(INSTANTS, INSTANTS)
def test_texts_sort_as_instants_do(one: datetime, other: datetime) -> None:
    first, second = whole_milliseconds(one), whole_milliseconds(other)
    assert (to_text(one) < to_text(other)) is (first.astimezone(UTC) < second.astimezone(UTC))
    assert len(to_text(one)) == 24
