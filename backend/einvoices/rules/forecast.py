"""When a month's quota runs out (额度用完预测) at the pace of its days so far.

    pace           = used so far / days so far, today among them
                     in a month's first days: used in the month before / its days
    runs out       = the first day whose share no longer fits into what is available now
    short          = what the rest of the month would use beyond what is available once the
                     return that is due is filed

It promises nothing and decides nothing: it says early what `quota-short` would say too late.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from backend.einvoices.rules.book import Book
from backend.einvoices.rules.quota import Available
from backend.kernel import periods

FEW_DAYS = 5  # so many days of a month say little of its pace


@dataclass(frozen=True, slots=True)
class Forecast:
    """What is to be expected of a month; `runs_out_on` is None when the quota lasts."""

    pace_month: str
    runs_out_on: date | None
    month_end_fen: int
    short_fen: int


def forecast(book: Book, found: Available, day: date) -> Forecast | None:
    """Tell how a month goes on as it began; None while nothing tells its pace.

    `book` is the one of the day's month, `found` what is available in it on that day.
    """
    month = periods.month_of(day)
    paced, used_fen, days = book.month, found.used_fen, day.day
    if days < FEW_DAYS and book.before and book.before.month == str(month.previous()):
        paced, used_fen = book.before.month, book.before.used_fen
        days = month.previous().last_day.day
    if used_fen <= 0:
        return None
    rest = (month.last_day - day).days
    lasts = found.now_fen * days // used_fen + 1 if found.now_fen else 0
    expected_fen = used_fen * rest // days
    return Forecast(
        pace_month=paced,
        runs_out_on=day + timedelta(days=lasts) if lasts <= rest else None,
        month_end_fen=found.used_fen + expected_fen,
        short_fen=max(0, expected_fen - found.after_filing_fen),
    )
