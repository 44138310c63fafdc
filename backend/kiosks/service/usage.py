"""What leaves the machines by hour, and when they will be empty."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from backend.kernel.conflicts import retried
from backend.kiosks.ports import Custody, Store, UsageStore
from backend.kiosks.rules.forecast import Forecast, bucket, forecast
from backend.kiosks.rules.seen import Cassette, Seen
from backend.kiosks.rules.usage import KEPT, Used


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
        (day, hour), (today, _) = bucket(at), bucket(now)

        def attempt() -> bool:
            if self.usage.is_counted(source):
                return False
            kept = self.usage.find(kiosk_id) or Used(kiosk_id)
            after = kept.plus(kind, day, hour, sheets=sheets, today=today)
            self.usage.save(after, source, counted_at=at)
            return True

        return retried(attempt)

    def forecasts(self, seen: Iterable[Seen], now: datetime) -> Mapping[str, list[Forecast]]:
        """Say for some machines when each kind in them runs out, by kiosk."""
        holding = [one for one in seen if one.cassettes]
        used = self.usage.find_all([one.kiosk.id for one in holding])
        return {one.kiosk.id: _of(used.get(one.kiosk.id), one.cassettes, now) for one in holding}

    def is_low(self, kiosk_id: str, kind: str, now: datetime) -> bool:
        """Tell whether a kind in a paired machine will not last three days."""
        kiosk = self.kiosks.find(kiosk_id)
        if kiosk is None or kiosk.jkt is None:
            return False
        cassettes = [
            one for one in self.custody.cassettes(kiosk.site_id, kiosk_id) if one.kind == kind
        ]
        return any(one.refill for one in _of(self.usage.find(kiosk_id), cassettes, now))


def _of(used: Used | None, cassettes: Iterable[Cassette], now: datetime) -> list[Forecast]:
    left: dict[str, int] = {}
    for one in cassettes:
        left[one.kind] = left.get(one.kind, 0) + one.left
    days = used.of if used else lambda _: {}
    return [forecast(kind, count, days(kind), now) for kind, count in sorted(left.items())]
