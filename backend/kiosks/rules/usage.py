"""What left one machine on one day, by hour of the city's clock; kept for four weeks."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from backend.kiosks.rules.forecast import Hours

KEPT = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class Day:
    """Sheets of one kind, counted into twenty-four hours."""

    kiosk_id: str
    kind: str
    date: date
    hours: Hours
    version: int = 0

    def plus(self, hour: int, sheets: int) -> "Day":
        """Count sheets into an hour."""
        hours = (*self.hours[:hour], self.hours[hour] + sheets, *self.hours[hour + 1 :])
        return replace(self, hours=hours, version=self.version + 1)
