"""How quarantine ends: sheets cancelled (作废), lost (遗失), or given back to the depot."""

from dataclasses import replace
from enum import StrEnum

from backend.custody.serials import Ranges, plain, total, without
from backend.custody.shelf import Shelf, Step, step
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing


class End(StrEnum):
    """Where sheets go from quarantine; the event's verb."""

    CANCELLED = "cancelled"
    LOST = "lost"
    GIVEN_BACK = "given-back"


def leave(
    shelf: Shelf, end: End, sheets: Ranges, *, kiosk_id: str, reason: str, doing: Doing
) -> Step:
    """Let sheets leave quarantine for good; never back into a cassette.

    Refuses `sheets-not-apart` for one that is not in quarantine, or is named twice.
    """
    in_doubt = shelf.in_doubt
    for one in sheets:
        if not any(kept.holds(one) for kept in in_doubt):
            raise Refusal("sheets-not-apart", code=one.code, number=one.first)
        in_doubt = without(in_doubt, one)
    count = total(sheets)
    after = replace(
        shelf,
        in_doubt=in_doubt,
        cancelled=shelf.cancelled + (count if end is End.CANCELLED else 0),
        lost=shelf.lost + (count if end is End.LOST else 0),
    )
    verb = str(end)
    return step(after, doing, verb, kiosk_id=kiosk_id, serials=plain(sheets), reason=reason)
