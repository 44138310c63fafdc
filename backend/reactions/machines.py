"""What is watched at the machines: their condition, and what leaves them."""

from typing import TYPE_CHECKING

from backend.kernel.clock import from_text
from backend.kernel.events import Doing, Event
from backend.kiosks.rules.alert import AlertKind
from backend.reactions.values import number

if TYPE_CHECKING:
    from backend.wiring import City


def review(city: "City", event: Event, doing: Doing) -> None:
    """Open and close the alerts that a machine's condition calls for."""
    city.kiosk_alerts.review(str(event.data["kiosk_id"]), doing)


def use_paper(city: "City", event: Event, doing: Doing) -> None:
    """Count what left a machine when it left, and look whether what is left lasts."""
    data = event.data
    # Without a line it left before the house heard of it, but never after.
    acted_at = data.get("acted_at")
    at = min(event.at, from_text(acted_at)) if isinstance(acted_at, str) else event.at
    # Sheets in doubt are gone from the cassette as well.
    sheets = number(data, "out") + (number(data, "in_doubt") if "in_doubt" in data else 0)
    kiosk_id, kind = str(data["kiosk_id"]), str(data["kind"])
    city.kiosk_usage.record(
        event.id, kiosk_id=kiosk_id, kind=kind, sheets=sheets, at=at, now=doing.at
    )
    _watch_stock(city, kiosk_id, kind, doing)


def stock_moved(city: "City", event: Event, doing: Doing) -> None:
    """Look whether a kind lasts after people moved paper; a count that is done is due no more.

    Nor is one after a load or a removal: it begins only where the head seen is the one in the
    books. A machine that waits for its count goes on waiting.
    """
    kiosk_id, kind = str(event.data["kiosk_id"]), event.subject.rpartition("/")[2]
    _watch_stock(city, kiosk_id, kind, doing)
    if event.kind == "custody:sheets:counted":
        city.kiosk_alerts.counted(kiosk_id, kind, doing, at=event.at)
    else:
        city.kiosk_alerts.head_seen(kiosk_id, kind, doing, at=event.at)


def _watch_stock(city: "City", kiosk_id: str, kind: str, doing: Doing) -> None:
    low = city.kiosk_usage.is_low(kiosk_id, kind, doing.at)
    city.kiosk_alerts.set(kiosk_id, AlertKind.LOW, kind, is_open=low, doing=doing)
