"""Stand-ins for alerts and consumption; the stores keep the contract of the real ones."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from backend.kernel.conflicts import Conflict
from backend.kernel.events import Event
from backend.kernel.pages import Page
from backend.kiosks.rules.alert import Alert
from backend.kiosks.rules.usage import Day
from tests.fakes.ledger import FakeLedger


class FakeAlerts:
    """Alerts in memory, with numbered events."""

    def __init__(self) -> None:
        self.ledger = FakeLedger()
        self.kept: dict[str, Alert] = {}

    def find(self, alert: Alert) -> Alert | None:
        return self.kept.get(alert.id)

    def of_kiosk(self, kiosk_id: str) -> Sequence[Alert]:
        return [one for _, one in sorted(self.kept.items()) if one.kiosk_id == kiosk_id]

    def list_open(self, cursor: str | None, limit: int) -> Page[Alert]:
        found = sorted(
            (one for one in self.kept.values() if one.is_open), key=lambda one: (one.rank, one.id)
        )
        start = int(cursor or 0)
        more = start + limit < len(found)
        return Page(tuple(found[start : start + limit]), str(start + limit) if more else None)

    def save(self, alert: Alert, event: Event) -> None:
        before = self.kept.get(alert.id)
        if (before.version if before else 0) != alert.version - 1:
            raise Conflict
        self.kept[alert.id] = replace(alert, head=self.ledger.add(event, alert.head))


class FakeUsage:
    """Consumption in memory, each source once."""

    def __init__(self) -> None:
        self.days: dict[tuple[str, str, date], Day] = {}
        self.counted: set[str] = set()

    def is_counted(self, source: str) -> bool:
        return source in self.counted

    def find_day(self, kiosk_id: str, kind: str, day: date) -> Day | None:
        return self.days.get((kiosk_id, kind, day))

    def save_day(self, day: Day, source: str, *, counted_at: datetime) -> None:
        key = day.kiosk_id, day.kind, day.date
        before = self.days.get(key)
        if source in self.counted or (before.version if before else 0) != day.version - 1:
            raise Conflict
        self.counted.add(source)
        self.days[key] = day

    def days_since(self, kiosk_id: str, first: date) -> Sequence[Day]:
        found = (one for one in self.days.values() if one.kiosk_id == kiosk_id)
        return sorted(
            (one for one in found if one.date >= first), key=lambda one: (one.date, one.kind)
        )
