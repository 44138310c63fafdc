"""Schedule handler: compares the days that the bank has closed with our book, each once."""

import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from backend.kernel.events import Doing
from backend.kernel.periods import day_of, start_of
from backend.payments.service.reconciling import BankSilent, Compared
from backend.storage import cursors
from backend.wiring import City
from functions import door

NAME = "payments-reconcile"
_BUDGET_SECONDS = 400
_MOST_DAYS_BEHIND = 2


class Behind(RuntimeError):
    """The bank has been silent about a day for too long, or there is more than can be compared."""


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:  # noqa: ARG001
    """Take an EventBridge schedule event; return how many days were compared.

    What does not fit into a call, or waits for the bank, goes on with the next one. Raises Behind,
    for the alarm, when the oldest day still waits after two more.
    """
    return {"days": reconcile(door.city())}


def reconcile(city: City, go_on: Callable[[], bool] | None = None) -> int:
    """Compare every whole day since the last one that was; returns how many; raises Behind."""
    began, today = time.monotonic(), day_of(city.clock.now())
    go_on = go_on or (lambda: time.monotonic() - began < _BUDGET_SECONDS)
    kept = cursors.find_place(NAME)
    if kept is None:
        # On record before the first try, so that a first day that fails is not forgotten.
        kept = cursors.Place(start_of(today - timedelta(days=1)))
        cursors.keep(NAME, kept.at)
    day, place, days = day_of(kept.at), kept.within, 0
    while day < today and go_on():
        doing = Doing(f"system/{NAME}", city.clock.now())
        try:
            found = city.payments.reconcile.compare(day, doing, place=place, go_on=go_on)
        except BankSilent as silent:
            door.logger.warning("not compared", day=str(day), cause=str(silent))
            cursors.keep(NAME, start_of(day), silent.place)
            break
        _tell(day, found)
        if not found.whole:
            cursors.keep(NAME, start_of(day), found.place)
            break
        day, place = day + timedelta(days=1), ""
        days += 1
        cursors.keep(NAME, start_of(day))
    if (today - day).days > _MOST_DAYS_BEHIND:
        raise Behind(f"{day} is not compared yet")
    return days


def _tell(day: date, found: Compared) -> None:
    log = door.logger.warning if found.opened else door.logger.info
    log("compared", day=str(day), whole=found.whole, entries=found.entries, book=found.book,
        mended=found.mended, opened=found.opened)  # fmt: skip
