"""The lines of a kiosk's list of leases: written and removed with the pickups they are about."""

from datetime import datetime

from backend.kernel.clock import from_text, to_text
from backend.pickup.rules.leasing import Leased
from backend.pickup.rules.pickup import Pickup
from backend.pickup.tables import LeaseItem
from backend.storage.transaction import Change, delete, put

_RECALLED = "/recalled"


def filed(kiosk_id: str, generation: int, *, recalled: bool) -> str:
    """Name how a lease is listed: where, with which generation, whether it was asked for back.

    Whoever may collect, and until when, changes with the generation alone.
    """
    return f"{kiosk_id}/{generation}" + (_RECALLED if recalled else "")


def changes(pickup: Pickup, at: datetime) -> list[Change]:
    """Say what changes in the lists; nothing where the pickup is listed already as it stands.

    The pickup's own version guards the line: both are written together.
    """
    lease = pickup.lease
    if lease is None:
        kiosk_id = pickup.filed.partition("/")[0]
        return [delete(LeaseItem(kiosk_id, pickup.id))] if pickup.filed else []
    if filed(lease.kiosk_id, pickup.generation, recalled=bool(lease.recall_at)) == pickup.filed:
        return []
    return [
        put(
            LeaseItem(
                lease.kiosk_id,
                pickup.id,
                kind=pickup.kind,
                sheets=pickup.remaining,
                generation=pickup.code_generation(at),
                expires_at=to_text(pickup.code_ends_at(at)),
                jkt=lease.jkt,
                fencing=lease.fencing,
                recalled=lease.recall_at is not None,
            )
        )
    ]


def value(item: LeaseItem) -> Leased:
    """Read one line."""
    return Leased(
        pickup_id=item.pickup_id,
        kind=item.kind,
        count=int(item.sheets),
        generation=int(item.generation),
        expires_at=from_text(item.expires_at),
        jkt=item.jkt,
        fencing=int(item.fencing),
        recalled=bool(item.recalled),
    )
