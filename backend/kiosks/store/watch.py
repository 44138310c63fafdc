"""Alerts and consumption between the table and their values."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from backend.kernel.clock import from_text, to_text
from backend.kernel.events import Event
from backend.kernel.pages import Page
from backend.kiosks.rules.alert import Alert, AlertKind
from backend.kiosks.rules.usage import KEPT, Used
from backend.kiosks.tables import KioskItem
from backend.storage import ledger, pages
from backend.storage.transaction import delete, put, put_new, save, write

_OPEN = "alerts"


class DynamoAlerts:
    """Alerts on DynamoDB: one item each for good, and one more in the city's list while open."""

    def find(self, alert: Alert) -> Alert | None:
        """Read an alert by its name, consistently."""
        item = _find(f"alert/{alert.kiosk_id}", alert.id)
        return _alert(item) if item else None

    def of_kiosk(self, kiosk_id: str) -> Sequence[Alert]:
        """Read a machine's alerts, open or not, consistently; there are a dozen at most."""
        return [_alert(item) for item in KioskItem.query(f"alert/{kiosk_id}", consistent_read=True)]

    def list_open(self, cursor: str | None, limit: int) -> Page[Alert]:
        """Read what is open in the city, the most urgent first."""
        return pages.query(KioskItem, _OPEN, cursor=cursor, limit=limit, consistent=True).map(
            _alert
        )

    def save(self, alert: Alert, event: Event) -> None:
        """Write an alert, its event and its place in the list."""
        change, head = ledger.record(event, alert.head)
        kept = _alert_item(alert, head, key=f"alert/{alert.kiosk_id}", part=alert.id)
        listed = _alert_item(alert, head, key=_OPEN, part=f"{alert.rank}.{alert.id}")
        write(save(kept), change, put(listed) if alert.is_open else delete(listed))


class DynamoUsage:
    """Consumption on DynamoDB: one item a machine, and one mark a source."""

    def is_counted(self, source: str) -> bool:
        """Tell whether a source was counted, consistently."""
        return _find(f"used/{source}", "used") is not None

    def find(self, kiosk_id: str) -> Used | None:
        """Read what left a machine, consistently."""
        item = _find(f"usage/{kiosk_id}", "usage")
        return _used(item) if item else None

    def find_all(self, kiosk_ids: Iterable[str]) -> Mapping[str, Used]:
        """Read what left several machines at once; what is only shown may lag by a moment."""
        keys = [(f"usage/{kiosk_id}", "usage") for kiosk_id in dict.fromkeys(kiosk_ids)]
        found = (_used(item) for item in KioskItem.batch_get(keys)) if keys else ()
        return {used.kiosk_id: used for used in found}

    def save(self, used: Used, source: str, *, counted_at: datetime) -> None:
        """Write what left a machine and the mark of what was counted into it, together."""
        item = KioskItem(
            f"usage/{used.kiosk_id}",
            "usage",
            version=used.version,
            body={
                kind: {day.isoformat(): list(hours) for day, hours in days.items()}
                for kind, days in used.kinds.items()
            },
        )
        mark = KioskItem(f"used/{source}", "used", body={}, gone_at=counted_at + KEPT)
        write(save(item), put_new(mark))


def _find(key: str, part: str) -> KioskItem | None:
    try:
        return KioskItem.get(key, part, consistent_read=True)
    except KioskItem.DoesNotExist:
        return None


def _alert_item(alert: Alert, head: str, *, key: str, part: str) -> KioskItem:
    return KioskItem(
        key,
        part,
        version=alert.version,
        head=head,
        body={
            "kiosk_id": alert.kiosk_id,
            "kind": str(alert.kind),
            "about": alert.about,
            "site_id": alert.site_id,
            "is_open": alert.is_open,
            "opened_at": to_text(alert.opened_at) if alert.opened_at else None,
            "owner": alert.owner,
            "taken_at": to_text(alert.taken_at) if alert.taken_at else None,
        },
    )


def _alert(item: KioskItem) -> Alert:
    body: dict[str, Any] = item.body
    return Alert(
        kiosk_id=body["kiosk_id"],
        kind=AlertKind(body["kind"]),
        about=body["about"],
        site_id=body["site_id"],
        is_open=body["is_open"],
        opened_at=from_text(body["opened_at"]) if body["opened_at"] else None,
        owner=body["owner"],
        taken_at=from_text(body["taken_at"]) if body["taken_at"] else None,
        version=int(item.version),
        head=item.head,
    )


def _used(item: KioskItem) -> Used:
    kinds = {
        kind: {date.fromisoformat(day): tuple(hours) for day, hours in days.items()}
        for kind, days in item.body.items()
    }
    return Used(item.key.removeprefix("usage/"), kinds, int(item.version))
