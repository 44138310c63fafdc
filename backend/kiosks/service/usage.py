"""What leaves the machines by hour, and when they will be empty."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from backend.kernel.conflicts import retried
from backend.kiosks.ports import Custody, Store, UsageStore
from backend.kiosks.rules.forecast import (
    NO_HOURS,
    WINDOW_DAYS,
    Forecast,
    bucket,
    forecast,
)
from backend.kiosks.rules.seen import Cassette, Seen
from backend.kiosks.rules.usage import KEPT, Day


@dataclass(frozen=True, slots=True)
class Usage:
    """Consumption (用票量) of each machine, and the forecasts made from it."""

    kiosks: Store
    custody: Custody
    usage: UsageStore

    def record(
        self, source: str, *, kiosk_id: str, kind: str, sheets: int, at: datetime, now: datetime
    ) -> bool:
        """Count sheets that left a machine at an instant, once a source; True when that is new.

        What is older than we keep is not counted any more.
        """
        if sheets <= 0 or at < now - KEPT:
            return False
        day, hour = bucket(at)

        def attempt() -> bool:
            if self.usage.is_counted(source):
                return False
            kept = self.usage.find_day(kiosk_id, kind, day) or Day(kiosk_id, kind, day, NO_HOURS)
            self.usage.save_day(kept.plus(hour, sheets), source, counted_at=at)
            return True

        return retried(attempt)

    def forecasts(self, seen: Iterable[Seen], now: datetime) -> Mapping[str, list[Forecast]]:
        """Say for some machines when each kind in them runs out, by kiosk."""
        return {
            one.kiosk.id: self._of(one.kiosk.id, one.cassettes, now)
            for one in seen
            if one.cassettes
        }

    def is_low(self, kiosk_id: str, kind: str, now: datetime) -> bool:
        """Tell whether a kind in a paired machine will not last three days."""
        kiosk = self.kiosks.find(kiosk_id)
        if kiosk is None or kiosk.jkt is None:
            return False
        cassettes = [
            one for one in self.custody.cassettes(kiosk.site_id, kiosk_id) if one.kind == kind
        ]
        return any(one.refill for one in self._of(kiosk_id, cassettes, now))

    def _of(self, kiosk_id: str, cassettes: Iterable[Cassette], now: datetime) -> list[Forecast]:
        first = bucket(now - timedelta(days=WINDOW_DAYS))[0]
        days = self.usage.days_since(kiosk_id, first)
        left: dict[str, int] = {}
        for one in cassettes:
            left[one.kind] = left.get(one.kind, 0) + one.left
        return [
            forecast(kind, count, {day.date: day.hours for day in days if day.kind == kind}, now)
            for kind, count in sorted(left.items())
        ]
