"""When paper runs out (缺票预测): hour by hour, by what left in the same hours before.

The rate of an hour is the mean of that hour over the last fourteen whole days; working days and
weekends are told apart once there are enough of either. Too few days say so, and give no hour.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import islice

from backend.kernel.clock import SHANGHAI

Hours = tuple[int, ...]
WINDOW_DAYS = 14
FEWEST_DAYS = 3
FEWEST_OF_A_SORT = 2
REFILL_AHEAD = timedelta(days=3)  # the city's norm of equipment: refill at a 3-day forecast
HORIZON = timedelta(days=28)
NO_HOURS: Hours = (0,) * 24
_HOUR = timedelta(hours=1)


class Basis(StrEnum):
    """What a forecast stands on."""

    CONSUMPTION = "consumption"
    TOO_FEW_DAYS = "too-few-days"


@dataclass(frozen=True, slots=True)
class Forecast:
    """What is to be expected of one kind in one machine.

    `runs_out_at` is the hour in which the last sheet leaves, None beyond the horizon or without a
    basis; `need` is what the next three days take, in sheets.
    """

    kind: str
    left: int
    basis: Basis
    days: int
    runs_out_at: datetime | None = None
    need: int | None = None
    refill: bool = False


def forecast(kind: str, left: int, usage: Mapping[date, Hours], now: datetime) -> Forecast:
    """Say when `left` sheets will have left; `usage` holds sheets by day and hour in Shanghai.

    Days without an entry count as days on which nothing left, from the first entry on. Today is
    not over and counts for nothing.
    """
    rates = _Rates(usage, _today(now))
    if left <= 0:
        return Forecast(kind, 0, rates.basis, rates.days, now, rates.need(now), refill=True)
    if rates.basis is Basis.TOO_FEW_DAYS:
        return Forecast(kind, left, rates.basis, rates.days)
    runs_out_at = _walk(left, rates, now)
    refill = runs_out_at is not None and runs_out_at < now + REFILL_AHEAD
    return Forecast(kind, left, rates.basis, rates.days, runs_out_at, rates.need(now), refill)


def bucket(at: datetime) -> tuple[date, int]:
    """Name the day and the hour in which something left, on the city's clock."""
    local = at.astimezone(SHANGHAI)
    return local.date(), local.hour


class _Rates:
    """Sheets an hour, by sort of day and hour, as whole parts: `scale` parts are one sheet.

    Whole numbers keep the walk exact, and quick.
    """

    def __init__(self, usage: Mapping[date, Hours], today: date) -> None:
        before = [day for day in usage if day < today]
        first = max(min(before, default=today), today - timedelta(days=WINDOW_DAYS))
        observed = [first + timedelta(days=n) for n in range((today - first).days)]
        self.days = len(observed)
        self.basis = Basis.CONSUMPTION if self.days >= FEWEST_DAYS else Basis.TOO_FEW_DAYS
        working, weekend = (
            days if len(days) >= FEWEST_OF_A_SORT else observed
            for days in (
                [day for day in observed if not _weekend(day)],
                [day for day in observed if _weekend(day)],
            )
        )
        self.scale = math.lcm(len(working) or 1, len(weekend) or 1)
        self._parts = {
            False: _parts(usage, working, self.scale),
            True: _parts(usage, weekend, self.scale),
        }

    def hours(self, now: datetime) -> Iterator[tuple[datetime, int]]:
        """Walk the hours from the one that runs, each with the parts that leave in it."""
        hour = now.replace(minute=0, second=0, microsecond=0)
        while hour < now + HORIZON:
            local = hour.astimezone(SHANGHAI)
            yield hour, self._parts[_weekend(local)][local.hour]
            hour += _HOUR

    def need(self, now: datetime) -> int | None:
        """Whole sheets that the next three days take."""
        if self.basis is Basis.TOO_FEW_DAYS:
            return None
        wanted = islice(self.hours(now), int(REFILL_AHEAD / _HOUR))
        return -(-sum(parts for _, parts in wanted) // self.scale)


def _walk(left: int, rates: _Rates, now: datetime) -> datetime | None:
    gone, wanted = 0, left * rates.scale * 3600
    for hour, parts in rates.hours(now):
        # Of the hour that runs now, only what is left of it counts.
        seconds = 3600 - max(0, int((now - hour).total_seconds()))
        gone += parts * seconds
        if gone >= wanted:
            return max(hour, now)
    return None


def _parts(usage: Mapping[date, Hours], days: list[date], scale: int) -> tuple[int, ...]:
    if not days:
        return NO_HOURS
    each = scale // len(days)
    return tuple(each * sum(usage.get(day, NO_HOURS)[hour] for day in days) for hour in range(24))


def _today(now: datetime) -> date:
    return now.astimezone(SHANGHAI).date()


def _weekend(day: date) -> bool:
    return day.weekday() >= 5
