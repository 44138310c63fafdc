"""Schedule handler: the sweeper of the ledger replays events that nobody has followed."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from backend.kernel.events import Event
from backend.reactions import Later, asks_bank, react, unfollowed
from backend.storage import cursors, ledger, markers
from backend.storage.cursors import Place
from backend.wiring import City
from functions import door
from functions.bank_time import BankTime

NAME = "ledger-replay"
# The index is eventually consistent and the stream needs a moment: younger minutes are left.
YOUNGEST = timedelta(minutes=2)
FIRST_LOOK_BACK = timedelta(hours=48)
_BUDGET_SECONDS = 40
_PAGE = 25  # with their markers still one call each to the engine
# What reading what is stored raises where it is not what we wrote; an outage is none of these.
_UNREADABLE = (ValueError, TypeError, KeyError, AttributeError)

Key = tuple[str, int]


@dataclass(slots=True)
class Swept:
    """What one run of the sweeper found."""

    minutes: int = 0
    replayed: int = 0
    failed: int = 0
    waiting: int = 0
    finished: bool = True
    bank_time: BankTime = field(default_factory=BankTime)


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
        "waiting": swept.waiting,
        "finished": swept.finished,
    }


def replay(city: City, go_on: Callable[[], bool] = lambda: True) -> Swept:
    """Walk the minutes since the last run and replay what nobody has followed.

    `go_on` is asked before each minute, each page of it and each event that is replayed, so that a
    run ends before its time is over, however much happened in one minute; the place is kept within
    the minute. An event that fails, or whose turn has not come, is set aside and tried again by
    each later run.
    """
    swept, stuck = Swept(), sorted(map(_key, markers.stuck()))
    now = city.clock.now()
    place = cursors.find_place(NAME) or Place(now - FIRST_LOOK_BACK)
    within = place.within
    for minute in ledger.minutes(place.at, now - YOUNGEST):
        if not go_on() or not _walk(city, Place(minute, within), go_on=go_on, swept=swept):
            swept.finished = False
            break
        swept.minutes += 1
        cursors.keep(NAME, minute + timedelta(minutes=1))
        within = ""
    for key in stuck:
        if not go_on():
            swept.finished = False
            break
        _again(city, key, swept)
    return swept


def begin(at: datetime) -> None:
    """Start the sweeper's walk at the birth of a city.

    Machines' clocks differ by seconds: what another one dates a moment earlier is walked too.
    """
    if cursors.find(NAME) is None:
        cursors.keep(NAME, at - YOUNGEST)


def _walk(city: City, place: Place, *, go_on: Callable[[], bool], swept: Swept) -> bool:
    """Replay a minute from a place in it on; False when the time was over, with the place kept."""
    minute, after = place.at, place.within
    spots = ledger.in_minute(minute, after)
    while page := tuple(islice(spots, _PAGE)):
        events = _read([spot.key for spot in page], swept)
        owed = {(event.subject, event.number): event for event in unfollowed(events.values())}
        for spot in page:
            if spot.key in owed:
                if not go_on():
                    cursors.keep(NAME, minute, after)
                    return False
                _follow(city, owed[spot.key], swept)
            after = spot.place
        cursors.keep(NAME, minute, after)
        if not go_on():
            return False
    return True


def _read(keys: Sequence[Key], swept: Swept) -> Mapping[Key, Event]:
    """Read some events; one that nobody can read is set aside alone, and the others go on."""
    try:
        return ledger.find_all(keys)
    except _UNREADABLE:
        found = ((key, _find(key, swept)) for key in keys)
        return {key: event for key, event in found if event is not None}


def _find(key: Key, swept: Swept) -> Event | None:
    try:
        return ledger.find(*key)
    except _UNREADABLE as error:
        event_id = f"{key[0]}#{key[1]}"
        door.logger.exception("event unreadable", event_id=event_id, exc_info=error)
        markers.set_aside(event_id, type(error).__name__)
        swept.failed += 1
        return None


def _follow(city: City, event: Event, swept: Swept) -> bool:
    try:
        swept.replayed += bool(_react(city, event, swept.bank_time))
    except Later:
        markers.set_aside(event.id, "later")
        swept.waiting += 1
    except Exception as error:
        door.logger.exception("reaction failed", event_id=event.id, exc_info=error)
        markers.set_aside(event.id, type(error).__name__)
        swept.failed += 1
    else:
        return True
    return False


def _react(city: City, event: Event, time: BankTime) -> int:
    if not asks_bank(event):
        return react(city, event)
    if not time.fits():
        # The sweeper of payments has it; what waits for no bank must not wait behind it.
        raise Later
    with time.spending():
        return react(city, event)


def _again(city: City, key: Key, swept: Swept) -> None:
    event = _find(key, swept)
    if event is not None and _follow(city, event, swept):
        markers.release(event.id)


def _key(event_id: str) -> Key:
    # Events of one subject are tried in their order: one may wait for the one before it.
    subject, _, number = event_id.rpartition("#")
    return subject, int(number)
