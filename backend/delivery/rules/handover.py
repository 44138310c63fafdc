"""A hand-over list (交接单): the parcels that one courier takes away at once.

open ──parcels put on, and taken off──> open ──confirm, with their count──> confirmed
  └──cancel, while it is empty──> cancelled
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from backend.kernel.clock import to_text
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing, Event

LONGEST_NAME = 40
MOST_PARCELS = 200  # a van takes no more; the list is read and followed as one


class HandoverState(StrEnum):
    """Where a list stands."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Handover:
    """One list; `courier` is who takes the parcels away, `count` how many they are."""

    id: str
    site_id: str
    courier: str
    opened_by: str
    opened_at: datetime
    state: HandoverState = HandoverState.OPEN
    ended_by: str | None = None
    ended_at: datetime | None = None
    count: int = 0
    late: bool = False
    due_at: datetime | None = None
    version: int = 0
    head: str = field(default="", compare=False)

    @property
    def subject(self) -> str:
        """Its name in the ledger."""
        return f"handover/{self.id}"


Step = tuple[Handover, Event]


def open_list(handover_id: str, site_id: str, courier: str, doing: Doing) -> Step:
    """Open a list; refuses `request-malformed` for a courier without a name."""
    if not 1 <= len(courier) <= LONGEST_NAME:
        raise Refusal("request-malformed", field="/courier")
    return _step(Handover(handover_id, site_id, courier, doing.actor, doing.at), "opened", doing)


def check_same(handover: Handover, site_id: str, courier: str) -> None:
    """Take a repeat; refuses `handover-exists-differently`."""
    if (handover.site_id, handover.courier) != (site_id, courier):
        raise Refusal("handover-exists-differently")


def check_open(handover: Handover) -> None:
    """Refuse `handover-over` for a list that is confirmed or cancelled."""
    if handover.state is not HandoverState.OPEN:
        raise Refusal("handover-over", state=str(handover.state))


def add(handover: Handover, parcel_id: str, doing: Doing) -> Step:
    """Count one more parcel; refuses `handover-over`, `handover-full`."""
    check_open(handover)
    if handover.count >= MOST_PARCELS:
        raise Refusal("handover-full", most=MOST_PARCELS)
    after = replace(handover, count=handover.count + 1)
    return _step(after, "parcel-added", doing, parcel_id=parcel_id)


def remove(handover: Handover, parcel_id: str, doing: Doing) -> Step:
    """Count one parcel less; refuses `handover-over`."""
    check_open(handover)
    after = replace(handover, count=handover.count - 1)
    return _step(after, "parcel-removed", doing, parcel_id=parcel_id)


def confirm(handover: Handover, counted: int, doing: Doing) -> Step | None:
    """Say that the courier has all of it, as counted in the hand; None when that was said.

    Refuses `handover-over`, `handover-empty`, `handover-count-differs`.
    """
    if handover.state is HandoverState.CONFIRMED and handover.count == counted:
        return None
    check_open(handover)
    if handover.count == 0:
        raise Refusal("handover-empty")
    if counted != handover.count:
        listed = handover.count
        raise Refusal("handover-count-differs", field="/count", listed=listed, counted=counted)
    return _step(_ended(handover, HandoverState.CONFIRMED, doing), "confirmed", doing)


def cancel(handover: Handover, doing: Doing) -> Step | None:
    """End a list that nothing is on; None when that was done.

    Refuses `handover-over`, `handover-not-empty`.
    """
    if handover.state is HandoverState.CANCELLED:
        return None
    check_open(handover)
    if handover.count:
        raise Refusal("handover-not-empty", listed=handover.count)
    return _step(_ended(handover, HandoverState.CANCELLED, doing), "cancelled", doing)


def fall_late(handover: Handover, doing: Doing) -> Step:
    """Say that nobody confirmed it in time."""
    return _step(replace(handover, late=True), "fell-late", doing)


def postpone(handover: Handover, due_at: datetime, doing: Doing) -> Step:
    """Say that a longer term holds today than when it was filed: it falls due later."""
    return _step(handover, "postponed", doing, due_at=to_text(due_at))


def due_at(handover: Handover, open_for: timedelta) -> datetime | None:
    """When somebody should be told that it is not confirmed; None when nobody need be."""
    if handover.state is not HandoverState.OPEN or handover.late:
        return None
    return handover.opened_at + open_for


def _ended(handover: Handover, state: HandoverState, doing: Doing) -> Handover:
    return replace(handover, state=state, ended_by=doing.actor, ended_at=doing.at)


def _step(after: Handover, verb: str, doing: Doing, **data: object) -> Step:
    numbered = replace(after, version=after.version + 1)
    about = {"site_id": after.site_id, "courier": after.courier, "count": after.count}
    kind = f"delivery:handover:{verb}"
    return numbered, doing.event(numbered.subject, numbered.version, kind, **about, **data)
