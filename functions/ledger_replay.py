"""Schedule handler: the sweeper of the ledger replays events that nobody has followed."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from backend.kernel.events import Event
from backend.reactions import TABLE, react
from backend.storage import cursors, ledger, markers
from backend.wiring import City
from functions import door

NAME = "ledger-replay"
# The index is eventually consistent and the stream needs a moment: younger minutes are left.
YOUNGEST = timedelta(minutes=2)
FIRST_LOOK_BACK = timedelta(hours=48)
_BUDGET_SECONDS = 40


@dataclass(slots=True)
class Swept:
    """What one run of the sweeper found."""

    minutes: int = 0
    replayed: int = 0
    failed: int = 0
    finished: bool = True


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:  # noqa: ARG001
    """Take an EventBridge schedule event; return what the run found."""
    began = time.monotonic()
    swept = replay(door.city(), lambda: time.monotonic() - began < _BUDGET_SECONDS)
    if swept.replayed or swept.failed:
        door.logger.warning("replayed", replayed=swept.replayed, failed=swept.failed)
    return {
        "minutes": swept.minutes,
        "replayed": swept.replayed,
        "failed": swept.failed,
        "finished": swept.finished,
    }


def replay(city: City, go_on: Callable[[], bool] = lambda: True) -> Swept:
    """Walk the minutes since the last run and replay what nobody has followed.

    `go_on` is asked before each minute, so that a run ends before its time is over; the place is
    kept minute by minute. An event that fails is set aside and tried again by each later run.
    """
    swept, stuck = Swept(), markers.stuck()
    now = city.clock.now()
    first = cursors.find(NAME) or now - FIRST_LOOK_BACK
    for minute in ledger.minutes(first, now - YOUNGEST):
        if not go_on():
            swept.finished = False
            break
        for subject, number in ledger.in_minute(minute):
            _follow(city, (subject, number), swept)
        swept.minutes += 1
        cursors.keep(NAME, minute + timedelta(minutes=1))
    for event_id in stuck:
        if not go_on():
            swept.finished = False
            break
        _again(city, event_id, swept)
    return swept


def begin(at: datetime) -> None:
    """Start the sweeper's walk at the birth of a city."""
    if cursors.find(NAME) is None:
        cursors.keep(NAME, at)


def _follow(city: City, key: tuple[str, int], swept: Swept) -> None:
    event = ledger.find(*key)
    if event is None or event.kind not in TABLE:
        return
    try:
        swept.replayed += bool(react(city, event))
    except Exception as error:
        _set_aside(event, error, swept)


def _again(city: City, event_id: str, swept: Swept) -> None:
    subject, _, number = event_id.rpartition("#")
    event = ledger.find(subject, int(number))
    if event is None:
        return
    try:
        swept.replayed += bool(react(city, event))
    except Exception as error:
        _set_aside(event, error, swept)
    else:
        markers.release(event_id)


def _set_aside(event: Event, error: Exception, swept: Swept) -> None:
    door.logger.exception("reaction failed", event_id=event.id, exc_info=error)
    markers.set_aside(event.id, type(error).__name__)
    swept.failed += 1
