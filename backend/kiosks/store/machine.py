"""A machine between the table and its value."""

from typing import Any

from backend.kernel.clock import from_text, to_text
from backend.kernel.events import Event
from backend.kiosks.rules.condition import Condition, Door, Paper
from backend.kiosks.rules.kiosk import Kiosk, State
from backend.kiosks.tables import KioskItem
from backend.storage import ledger
from backend.storage.transaction import Change, save
from backend.storage.transaction import unchanged as still

KIOSKS = "kiosks"


def changes(kiosk: Kiosk, event: Event) -> tuple[Change, Change]:
    """Write a machine and its event."""
    change, head = ledger.record(event, kiosk.head)
    condition = kiosk.condition
    item = KioskItem(
        KIOSKS,
        kiosk.id,
        version=kiosk.version,
        head=head,
        body={
            "site_id": kiosk.site_id,
            "name": kiosk.name,
            "state": str(kiosk.state),
            "out_reason": kiosk.out_reason,
            "uncounted": list(kiosk.uncounted),
            "jkt": kiosk.jkt,
            "paired_at": to_text(kiosk.paired_at) if kiosk.paired_at else None,
            "pairings": kiosk.pairings,
            "condition": {
                "paper": str(condition.paper),
                "door": str(condition.door),
                "jam": condition.jam,
                "silent": condition.silent,
                "skewed": condition.skewed,
                "outdated": condition.outdated,
                "tray_left": condition.tray_left,
                "held_up": condition.held_up,
            },
        },
    )
    return save(item), change


def unchanged(kiosk: Kiosk) -> Change:
    """Let a transaction hold only if a machine is still as it was read."""
    return still(KioskItem(KIOSKS, kiosk.id, version=kiosk.version))


def value(item: KioskItem) -> Kiosk:
    """Read a machine."""
    body: dict[str, Any] = item.body
    condition = body["condition"]
    return Kiosk(
        id=item.part,
        site_id=body["site_id"],
        name=body["name"],
        state=State(body["state"]),
        out_reason=body["out_reason"],
        uncounted=tuple(body.get("uncounted", ())),
        jkt=body["jkt"],
        paired_at=from_text(body["paired_at"]) if body["paired_at"] else None,
        pairings=body.get("pairings", 0),
        condition=Condition(
            Paper(condition["paper"]),
            Door(condition["door"]),
            condition["jam"],
            condition["silent"],
            condition.get("skewed", False),
            condition.get("outdated", False),
            condition.get("tray_left", False),
            condition.get("held_up", False),
        ),
        version=int(item.version),
        head=item.head,
    )
