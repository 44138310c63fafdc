"""The late surcharge (滞纳金): by the day, from the day after the due day to the day of payment.

《中华人民共和国税收征收管理法》第三十二条: 0.05 % a day. Days = day of payment − due day. The rate
is a dated parameter; where it changes within a span, each day bears the rate of its own. It is
rounded once, half up, to fen. 12,345.67 yuan due on 2026-10-26 and paid on 2026-11-23: 28 days,
172.839…, so 172.84.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from backend.kernel import money
from backend.kernel.errors import Refusal
from backend.kernel.parameters import Parameters

_RATE = ("late-surcharge", "day")


@dataclass(frozen=True, slots=True)
class Quote:
    """What paying the rest of a payable costs on a day."""

    principal_fen: int
    surcharge_fen: int
    days_late: int
    on: date


def days_late(due_on: date | None, paid_on: date) -> int:
    """Count the days of delay; none on the due day itself, or where nothing is due by a day."""
    return max(0, (paid_on - due_on).days) if due_on else 0


def surcharge(
    principal_fen: int, due_on: date | None, paid_on: date, *, parameters: Parameters
) -> int:
    """Return the surcharge in fen on a principal that is paid on a day."""
    if due_on is None or due_on >= paid_on or not principal_fen:
        return 0
    late = parameters.spans(*_RATE, first=due_on + timedelta(days=1), last=paid_on)
    whole = sum((Decimal(rate.value) * days for rate, days in late), Decimal(0))
    return money.times(principal_fen, whole)


def check_due_on(due_on: date | None, parameters: Parameters) -> None:
    """Refuse `payable-malformed` for a last day of which nobody knows a rate: a wrong year."""
    if due_on is not None and parameters.find(*_RATE, due_on) is None:
        raise Refusal("payable-malformed", field="/due_on")
