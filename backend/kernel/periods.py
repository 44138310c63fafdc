"""Tax periods and dates: months, quarters and years as the calendar of Shanghai has them."""

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from backend.kernel.clock import SHANGHAI
from backend.kernel.errors import Refusal

_TEXT = re.compile(r"([0-9]{4})(?:-(?:(Q)([1-4])|(0[1-9]|1[0-2])))?")
_FIRST_YEAR, _LAST_YEAR = 1950, 9000


class Span(StrEnum):
    """How long a period is."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def months(self) -> int:
        """Count its months."""
        return {"month": 1, "quarter": 3, "year": 12}[self]


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A tax period (税款所属期): the `number`-th month, quarter or year 1 of a year.

    Periods order by first day, and by length when they begin together.
    """

    first_day: date
    span: Span

    def __post_init__(self) -> None:
        if self.first_day.day != 1 or (self.first_day.month - 1) % self.span.months:
            raise ValueError(f"no {self.span} begins on {self.first_day}")

    def __str__(self) -> str:
        """Write `2026-11`, `2026-Q4` or `2026`."""
        year, month = self.first_day.year, self.first_day.month
        match self.span:
            case Span.MONTH:
                return f"{year:04d}-{month:02d}"
            case Span.QUARTER:
                return f"{year:04d}-Q{(month + 2) // 3}"
            case Span.YEAR:
                return f"{year:04d}"

    @property
    def last_day(self) -> date:
        """Return its last day, inclusive."""
        return add_months(self.first_day, self.span.months) - timedelta(days=1)

    @property
    def begins_at(self) -> datetime:
        """Return the instant it begins, in UTC."""
        return start_of(self.first_day)

    @property
    def ends_at(self) -> datetime:
        """Return the instant the next one begins, in UTC."""
        return start_of(add_months(self.first_day, self.span.months))

    def next(self) -> "Period":
        """Return the period after it."""
        return Period(add_months(self.first_day, self.span.months), self.span)

    def previous(self) -> "Period":
        """Return the period before it."""
        return Period(add_months(self.first_day, -self.span.months), self.span)

    def covers(self, day: date) -> bool:
        """Say whether a day is in it."""
        return self.first_day <= day <= self.last_day

    def months(self) -> tuple["Period", ...]:
        """Return its months in order."""
        firsts = (add_months(self.first_day, count) for count in range(self.span.months))
        return tuple(Period(first, Span.MONTH) for first in firsts)


def month_of(day: date) -> Period:
    """Return the month of a day; an instant goes through `day_of` first."""
    return _containing(day, Span.MONTH)


def quarter_of(day: date) -> Period:
    """Return the quarter of a day."""
    return _containing(day, Span.QUARTER)


def year_of(day: date) -> Period:
    """Return the calendar year of a day."""
    return _containing(day, Span.YEAR)


def read_period(text: str, field: str = "/period") -> Period:
    """Read `2026-11`, `2026-Q4` or `2026`; refuses `period-malformed`."""
    found = _TEXT.fullmatch(text)
    if found is None or not _FIRST_YEAR <= int(found[1]) <= _LAST_YEAR:
        raise Refusal("period-malformed", field=field)
    year = int(found[1])
    if found[2]:
        return Period(date(year, int(found[3]) * 3 - 2, 1), Span.QUARTER)
    return Period(date(year, int(found[4] or 1), 1), Span.MONTH if found[4] else Span.YEAR)


def read_day(text: str, field: str = "/day") -> date:
    """Read `2026-11-23`; refuses `date-malformed`."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Refusal("date-malformed", field=field) from None
    if day.isoformat() != text:  # `20261123` and week dates are other spellings
        raise Refusal("date-malformed", field=field)
    return day


def day_of(instant: datetime) -> date:
    """Return the date in Shanghai at an instant."""
    if instant.tzinfo is None:
        raise ValueError("an instant without a zone is not an instant")
    return instant.astimezone(SHANGHAI).date()


def start_of(day: date) -> datetime:
    """Return the instant a day begins in Shanghai, in UTC."""
    return datetime.combine(day, time.min, SHANGHAI).astimezone(UTC)


def add_months(day: date, count: int) -> date:
    """Move a date by months; the 31st becomes the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def _containing(day: date, span: Span) -> Period:
    if isinstance(day, datetime):
        raise TypeError("an instant has no date before a zone is chosen: use day_of")
    month = (day.month - 1) // span.months * span.months + 1
    return Period(date(day.year, month, 1), span)
