"""What is in the collector's hands, and which service gave it."""

from collections.abc import Sequence
from dataclasses import replace

from backend.kernel.events import Doing
from backend.pickup.rules.pickup import Pickup, Reservation, Service
from backend.pickup.rules.sheets import gathered, listed


def given(
    pickup: Pickup, held: Reservation, sheets: Sequence[tuple[str, int]], doing: Doing
) -> Pickup:
    """Hand over these sheets of a reservation."""
    # Who asks afterwards must know which machine gave which sheets, and when.
    if not sheets:
        return pickup
    service = Service(
        reservation_id=held.id,
        kiosk_id=held.kiosk_id,
        site_id=pickup.site_id or "",
        ended_at=doing.acted_at or doing.at,
        sheets=gathered(sheets),
        heard_at=doing.at if doing.acted_at else None,
    )
    return give(pickup, service)


def give(pickup: Pickup, service: Service) -> Pickup:
    """Hand over what a service gave."""
    return replace(
        pickup,
        handed=gathered(listed(pickup.handed) + listed(service.sheets)),
        care=replace(pickup.care, services=(*pickup.care.services, service)),
    )
