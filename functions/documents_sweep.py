"""Schedule handler: calls silent jobs again, and throws away what was kept long enough."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from backend.kernel.events import Doing
from backend.storage import cursors, ledger, markers
from backend.wiring import City
from functions import door

NAME = "documents-sweep"
# A thing is filed under the minute it falls due; the index may lag, so recent minutes repeat.
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
    """Some jobs or uploads could not be moved; everything else was done."""


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:  # noqa: ARG001
    """Take an EventBridge schedule event; return how many jobs and uploads moved.

    Raises SweepFailed at the end, for the alarm, when some could not be moved.
    """
    began = time.monotonic()
    swept = sweep(door.city(), lambda: time.monotonic() - began < _BUDGET_SECONDS)
    if swept.moved:
        door.logger.info("swept", moved=swept.moved)
    if swept.failed:
        raise SweepFailed(f"{swept.failed} jobs or uploads could not be moved")
    return {"moved": swept.moved, "finished": swept.finished}


def sweep(city: City, go_on: Callable[[], bool] = lambda: True) -> Swept:
    """Walk the minutes since the last run and move what fell due in them.

    `go_on` is asked before each minute, so that a run ends before its time is over. What fails
    stops nothing else: it is set aside and tried again by each later run.
    """
    swept, aside = Swept(), markers.stuck(_ASIDE)
    now = city.clock.now()
    place = cursors.find(NAME) or now - FIRST_LOOK_BACK
    for minute in ledger.minutes(place - _OVERLAP, now + timedelta(minutes=1)):
        if not go_on():
            swept.finished = False
            break
        for subject in city.documents.time.store.due(minute):
            if subject not in aside:
                _move(city, subject, swept)
        place = minute
    cursors.keep(NAME, place)
    for subject in aside:
        if not go_on():
            swept.finished = False
            break
        if _move(city, subject, swept):
            markers.release(subject, among=_ASIDE)
    return swept


def _move(city: City, subject: str, swept: Swept) -> bool:
    try:
        doing = Doing("system/documents-sweep", city.clock.now())
        swept.moved += city.documents.time.pass_time(subject, doing)
    except Exception as error:
        door.logger.exception("sweep failed", subject=subject, exc_info=error)
        markers.set_aside(subject, type(error).__name__, among=_ASIDE)
        swept.failed += 1
        return False
    return True
