"""What a clerk found in a machine, read against what the books say of it."""

from collections.abc import Collection

from backend.kernel.errors import Refusal
from backend.pickup.rules.pickup import Found, Reservation
from backend.pickup.rules.sheets import listed

Sheet = tuple[str, int]


def taken_of(found: Found, there: Collection[Sheet]) -> list[Sheet]:
    """List the sheets that the collector has, as the clerk named them.

    Refuses `taken-not-in-question` for a sheet that is not `there`, or named twice.
    """
    taken = listed(found.taken)
    if len(set(taken)) < len(taken) or not set(taken) <= set(there):
        raise Refusal("taken-not-in-question", field="/taken")
    return taken


def out_before(
    held: Reservation, next_sheet: Sheet | None, *, behind: int | None, untold: int
) -> int:
    """Count the sheets of a service that left, by the first sheet still in the cassette.

    `behind` is how many sheets lie between this service's and that one, None when it does not lie
    behind them: no more may be missing than the `untold` ones that the machine may have given
    under its leases since. Refuses `sheets-out-of-range` for any other sheet, and for one that was
    confirmed already.
    """
    order = listed(held.sheets)
    out = len(order) if behind is not None and behind <= untold else -1
    if next_sheet in order:
        out = order.index(next_sheet)
    if out < held.confirmed:
        raise Refusal("sheets-out-of-range", field="/next_serial", least=held.confirmed)
    return out
