"""What follows when custody sets sheets apart, and where every serial was."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from backend.kernel.events import Doing, Event
from backend.kiosks.rules.apart import Lot, Nature, gathered, listed
from backend.kiosks.rules.restock import Packet, Packets, Sheet
from backend.kiosks.service.quarantine import lot_id_of
from backend.reactions.values import rows
from backend.storage import ledger

if TYPE_CHECKING:
    from backend.wiring import City

# What each event that sets sheets apart means; a service's end says it by itself.
_WHY: Mapping[str, str] = {
    "custody:sheets:counted": "count",
    "custody:sheets:doubted": "shortfall",
    "custody:sheets:set-apart": "journal",
    "custody:sheets:written-off": "silence",
}
# A machine that says which sheet stuck in it knows that the sheet is spoiled.
_TOLD_BY_MACHINE = frozenset({"jam", "paper-out", "cancelled"})


def note(city: "City", event: Event, doing: Doing) -> None:  # noqa: ARG001
    """Note where an event says that serials are."""
    city.trail.note(event)


def set_apart(city: "City", event: Event, doing: Doing) -> None:
    """Give clerks the sheets to decide of; those a case found with somebody are decided.

    Events are followed in any order: where a case found them before this was told, it found no
    lot, so it is followed once more when the lot stands.
    """
    out = _found_out(event)
    _, site_id, kind = event.subject.split("/")
    left = gathered(one for one in _sheets(event, "in_doubt") if one not in out)
    if left:
        why = _why(event)
        lot = Lot(
            id=lot_id_of(event),
            kiosk_id=str(event.data["kiosk_id"]),
            site_id=site_id,
            kind=kind,
            nature=Nature.SPOILED if why in _TOLD_BY_MACHINE else Nature.IN_DOUBT,
            why=why,
            packets=left,
            since=event.at,
            pickup_id=str(event.data["pickup_id"]) if event.data.get("pickup_id") else None,
        )
        city.kiosk_apart.set_apart(lot, doing)
        waiting = set(listed(left))
        for later in ledger.after(event.subject, event.number):
            if (gone := _found_out(later)) & waiting:
                city.kiosk_apart.hand_over(site_id, sorted(gone), later, doing)
                waiting -= gone
            if not waiting:
                break
    if out:
        city.kiosk_apart.hand_over(site_id, sorted(out), event, doing)


def reprinted(city: "City", event: Event, doing: Doing) -> None:
    """Note which of a service's sheets were printed in the place of earlier ones."""
    sheets = _sheets(event, "out")
    city.kiosk_apart.reprinted(str(event.data["pickup_id"]), sheets, event, doing)


def review(city: "City", event: Event, doing: Doing) -> None:
    """Look whether a machine's task to collect sheets is done with a decision."""
    _, kiosk_id, lot_id = event.subject.split("/")
    city.kiosk_apart.review(city.kiosk_apart.see(kiosk_id, lot_id), doing)


def sets_apart(event: Event) -> bool:
    """Tell whether an event sets sheets apart, or finds some that were."""
    written = event.kind == "custody:sheets:written-off" and bool(event.data.get("out"))
    return bool(event.data.get("in_doubt")) or written


def prints(event: Event) -> bool:
    """Tell whether sheets left a machine in a service."""
    return bool(event.data.get("out"))


def _why(event: Event) -> str:
    # Of what came out a machine doubts only what it took back from its tray; a clerk, what a
    # collector says is missing.
    if event.kind == "custody:sheets:doubted" and event.actor.startswith("kiosk/"):
        return "retracted"
    return _WHY.get(event.kind) or str(event.data.get("why") or "silence")


def _found_out(event: Event) -> set[Sheet]:
    """List the sheets that a case found with somebody."""
    return set(_sheets(event, "out")) if event.kind == "custody:sheets:written-off" else set()


def _sheets(event: Event, name: str) -> list[Sheet]:
    found: list[Any] = rows(event.data, name)
    packets: Packets = tuple(Packet(code, int(first), int(last)) for code, first, last in found)
    return listed(packets)
