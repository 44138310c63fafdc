"""Schedule handler: makes tasks of parcels without news, overdue receipts, what waits too long."""

from collections.abc import Callable
from typing import Any

from backend.wiring import City
from functions import door
from functions.sweeping import Sweeper, Swept

NAME = "delivery-sweep"


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:  # noqa: ARG001
    """Take an EventBridge schedule event; return how many parcels, lists and orders fell due.

    Raises SweepFailed at the end, for the alarm, when some could not be moved.
    """
    return _sweeper(door.city()).scheduled("parcels, lists or orders")


def sweep(city: City, go_on: Callable[[], bool] = lambda: True) -> Swept:
    """Make tasks of what fell due since the last run, while `go_on` says so."""
    return _sweeper(city).sweep(go_on)


def _sweeper(city: City) -> Sweeper:
    side = city.delivery.time
    return Sweeper(NAME, city.clock, side.due, side.pass_time)
