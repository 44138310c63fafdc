"""Stand-ins for alerts and consumption; the stores keep the contract of the real ones."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from backend.kernel.conflicts import Conflict
from backend.kernel.events import Event
from backend.kernel.pages import Page
from backend.kiosks.rules.alert import Alert
from backend.kiosks.rules.usage import Used
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
        self.used: dict[str, Used] = {}
        self.counted: set[str] = set()

    def is_counted(self, source: str) -> bool:
        return source in self.counted

    def find(self, kiosk_id: str) -> Used | None:
        return self.used.get(kiosk_id)

    def find_all(self, kiosk_ids: Iterable[str]) -> Mapping[str, Used]:
        return {one: self.used[one] for one in kiosk_ids if one in self.used}

    def save(self, used: Used, source: str, *, counted_at: datetime) -> None:
        before = self.used.get(used.kiosk_id)
        if source in self.counted or (before.version if before else 0) != used.version - 1:
            raise Conflict
        self.counted.add(source)
        self.used[used.kiosk_id] = used
