"""Schedule handler: calls silent jobs again, and throws away what was kept long enough."""

from typing import Any

from functions import door
from functions.sweeping import Sweeper

NAME = "documents-sweep"


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:  # noqa: ARG001
    """Take an EventBridge schedule event; return how many jobs and uploads moved.

    Raises SweepFailed at the end, for the alarm, when some could not be moved.
    """
    city = door.city()
    side = city.documents.time
    sweeper = Sweeper(NAME, city.clock, side.store.due, side.pass_time)
    return sweeper.scheduled("jobs or uploads")
