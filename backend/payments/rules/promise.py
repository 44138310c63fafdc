"""Working days (工作日): Monday to Friday without the statutory rest days, and make-up days."""

from datetime import date, datetime, timedelta

from backend.kernel import periods
from backend.kernel.parameters import Parameters


def refund_promised_at(claimed_at: datetime, parameters: Parameters) -> datetime:
    """Return the end of the day until which a refund is promised."""
    day = periods.day_of(claimed_at)
    left = parameters.number("refund-promise", "working-days", day)
    while left:
        day += timedelta(days=1)
        left -= works(day, parameters)
    return periods.start_of(day + timedelta(days=1)) - timedelta(milliseconds=1)


def works(day: date, parameters: Parameters) -> bool:
    """Tell whether a day is a working day."""
    if _named("make-up-days", day, parameters):
        return True
    return day.weekday() < 5 and not _named("rest-days", day, parameters)


def _named(name: str, day: date, parameters: Parameters) -> bool:
    row = parameters.find(name, str(periods.month_of(day)), day)
    return row is not None and str(day.day) in str(row.value).split(",")
