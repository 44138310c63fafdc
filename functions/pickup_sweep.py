"""Schedule handler: does to pickups what time alone does."""

from collections.abc import Callable
from typing import Any

from backend.wiring import City
from functions import door
from functions.sweeping import Sweeper, Swept

NAME = "pickup-sweep"


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:  # noqa: ARG001
    """Take an EventBridge schedule event; return how many pickups moved.

    Raises SweepFailed at the end, for the alarm, when some could not be moved.
    """
    return _sweeper(door.city()).scheduled("pickups")


def sweep(city: City, go_on: Callable[[], bool] = lambda: True) -> Swept:
    """Move the pickups that fell due since the last run, while `go_on` says so."""
    return _sweeper(city).sweep(go_on)


def _sweeper(city: City) -> Sweeper:
    side = city.pickup_time
    return Sweeper(NAME, city.clock, side.store.due, side.pass_time)
