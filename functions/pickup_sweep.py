"""Schedule handler: does to pickups what time alone does."""

from datetime import timedelta
from typing import Any

from backend.kernel.events import Doing
from backend.storage import cursors, ledger
from functions import door

NAME = "pickup-sweep"
# An item is filed under the minute it falls due; the index may lag, so recent minutes repeat.
_OVERLAP = timedelta(minutes=3)


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:  # noqa: ARG001
    """Take an EventBridge schedule event; return how many pickups moved."""
    city = door.city()
    now = city.clock.now()
    doing = Doing("system/pickup-sweep", now)
    first = (cursors.find(NAME) or now - timedelta(days=1)) - _OVERLAP
    moved = 0
    for minute in ledger.minutes(first, now + timedelta(minutes=1)):
        moved += city.pickup_time.sweep(minute, doing)
    cursors.keep(NAME, now)
    if moved:
        door.logger.info("swept", moved=moved)
    return {"moved": moved}
