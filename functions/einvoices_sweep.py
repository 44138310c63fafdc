"""Schedule handler: forms of red invoices lapse, and numbers end with their year."""

from typing import Any

from functions import door
from functions.sweeping import Sweeper

NAME = "einvoices-sweep"


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:  # noqa: ARG001
    """Take an EventBridge schedule event; return how many forms and books moved.

    Raises SweepFailed at the end, for the alarm, when some could not be moved.
    """
    city = door.city()
    side = city.einvoice_time
    sweeper = Sweeper(NAME, city.clock, side.store.due, side.pass_time)
    return sweeper.scheduled("forms or books")
