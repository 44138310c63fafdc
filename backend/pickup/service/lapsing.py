"""Writing down what time did: a reservation that ended by itself, before anybody goes on."""

from backend.kernel.events import Doing
from backend.pickup.ports import Stockroom, Store
from backend.pickup.rules import acts
from backend.pickup.rules.pickup import Pickup, State


def up_to_date(pickup: Pickup, *, store: Store, stockroom: Stockroom, doing: Doing) -> Pickup:
    """Return the pickup as it is now, with its lapse on record; raises `Conflict`."""
    held = pickup.reservation
    if pickup.state is not State.RESERVED or held is None or held.until > doing.at:
        return pickup
    move = stockroom.unbind(
        site_id=pickup.site_id or "",
        kind=pickup.kind,
        kiosk_id=held.kiosk_id,
        pickup_id=pickup.id,
        doing=doing,
    )
    store.save(*acts.lapse(pickup, doing), move)
    return store.find(pickup.id) or pickup
