"""What left one machine lately, by kind, day and hour of the city's clock."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from backend.kiosks.rules.forecast import NO_HOURS, WINDOW_DAYS, Hours

# A source is remembered so long, and what is older is not counted any more.
KEPT = timedelta(days=28)
Days = Mapping[date, Hours]


@dataclass(frozen=True, slots=True)
class Used:
    """Sheets by kind and day, counted into twenty-four hours; days no forecast looks at are gone.

    All of a machine is one value, so that a list of machines needs one read for all of them.
    """

    kiosk_id: str
    kinds: Mapping[str, Days] = field(default_factory=dict)
    version: int = 0

    def of(self, kind: str) -> Days:
        """Return the days of a kind."""
        return self.kinds.get(kind, {})

    def plus(self, kind: str, day: date, hour: int, *, sheets: int, today: date) -> "Used":
        """Count sheets into an hour, and forget days that are too long ago."""
        hours = self.of(kind).get(day, NO_HOURS)
        hours = (*hours[:hour], hours[hour] + sheets, *hours[hour + 1 :])
        first = today - timedelta(days=WINDOW_DAYS)
        kinds = {**self.kinds, kind: {**self.of(kind), day: hours}}
        kept = {
            name: {one: counted for one, counted in days.items() if one >= first}
            for name, days in kinds.items()
        }
        return replace(self, kinds=kept, version=self.version + 1)
