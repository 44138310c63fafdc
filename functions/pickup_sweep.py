"""Schedule handler: does to pickups what time alone does."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from backend.kernel.events import Doing
from backend.storage import cursors, ledger, markers
from backend.wiring import City
from functions import door

NAME = "pickup-sweep"
# An item is filed under the minute it falls due; the index may lag, so recent minutes repeat.
_OVERLAP = timedelta(minutes=3)
FIRST_LOOK_BACK = timedelta(days=1)
_ASIDE = f"stuck/{NAME}"
_BUDGET_SECONDS = 40


@dataclass(slots=True)
class Swept:
    """What one run did."""

    moved: int = 0
    failed: int = 0
    finished: bool = True


class SweepFailed(RuntimeError):
    """Some pickups could not be moved; everything else was done."""


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:  # noqa: ARG001
    """Take an EventBridge schedule event; return how many pickups moved.

    Raises SweepFailed at the end, for the alarm, when some could not be moved.
    """
    began = time.monotonic()
    swept = sweep(door.city(), lambda: time.monotonic() - began < _BUDGET_SECONDS)
    if swept.moved:
        door.logger.info("swept", moved=swept.moved)
    if swept.failed:
        raise SweepFailed(f"{swept.failed} pickups could not be moved")
    return {"moved": swept.moved, "finished": swept.finished}


def sweep(city: City, go_on: Callable[[], bool] = lambda: True) -> Swept:
    """Walk the minutes since the last run and move what fell due in them.

    `go_on` is asked before each minute, so that a run ends before its time is over. One pickup
    that fails stops no other: it is set aside and tried again by each later run.
    """
    swept, aside = Swept(), markers.stuck(_ASIDE)
    now = city.clock.now()
    place = cursors.find(NAME) or now - FIRST_LOOK_BACK
    for minute in ledger.minutes(place - _OVERLAP, now + timedelta(minutes=1)):
        if not go_on():
            swept.finished = False
            break
        for pickup_id in city.pickup_time.store.due(minute):
            if pickup_id not in aside:
                _move(city, pickup_id, swept)
        place = minute
    cursors.keep(NAME, place)
    for pickup_id in aside:
        if not go_on():
            swept.finished = False
            break
        if _move(city, pickup_id, swept):
            markers.release(pickup_id, among=_ASIDE)
    return swept


def _move(city: City, pickup_id: str, swept: Swept) -> bool:
    try:
        swept.moved += city.pickup_time.pass_time(
            pickup_id, Doing("system/pickup-sweep", city.clock.now())
        )
    except Exception as error:
        door.logger.exception("sweep failed", pickup_id=pickup_id, exc_info=error)
        markers.set_aside(pickup_id, type(error).__name__, among=_ASIDE)
        swept.failed += 1
        return False
    return True
