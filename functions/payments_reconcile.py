"""Schedule handler: compares the days that the bank has closed with our book, each once."""

import time
from datetime import timedelta
from typing import Any

from backend.kernel.events import Doing
from backend.kernel.periods import day_of, start_of
from backend.payments.service.reconciling import BankSilent
from backend.storage import cursors
from backend.wiring import City
from functions import door

NAME = "payments-reconcile"
_BUDGET_SECONDS = 30


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:  # noqa: ARG001
    """Take an EventBridge schedule event; return how many days were compared.

    A day that the bank does not answer for is begun anew by the next call.
    """
    return {"days": reconcile(door.city())}


def reconcile(city: City) -> int:
    """Compare every whole day since the last one that was; returns how many."""
    began, today = time.monotonic(), day_of(city.clock.now())
    kept = cursors.find(NAME)
    day = day_of(kept) if kept else today - timedelta(days=1)
    days = 0
    while day < today and time.monotonic() - began < _BUDGET_SECONDS:
        doing = Doing(f"system/{NAME}", city.clock.now())
        try:
            found = city.payments.reconcile.compare(day, doing)
        except BankSilent as silent:
            door.logger.warning("not compared", day=str(day), cause=str(silent))
            break
        log = door.logger.warning if found.opened else door.logger.info
        log("compared", day=str(day), entries=found.entries, book=found.book,
            mended=found.mended, opened=found.opened)  # fmt: skip
        day += timedelta(days=1)
        days += 1
        cursors.keep(NAME, start_of(day))
    return days
