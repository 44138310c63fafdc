"""Schedule handler: asks the bank about payments, refunds and agreements that wait for its word."""

from typing import Any

from functions import door
from functions.sweeping import Sweeper

NAME = "payments-sweep"


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:  # noqa: ARG001
    """Take an EventBridge schedule event; return how many things moved.

    Raises SweepFailed at the end, for the alarm, when some could not be moved.
    """
    city = door.city()
    side = city.payments.time
    return Sweeper(NAME, city.clock, side.store.due, side.pass_time).scheduled("payments")
