"""What happens to a parcel outside the house: handed over, received, back by scan, or lost."""

from dataclasses import replace
from datetime import datetime

from backend.delivery.rules.parcel import (
    UNDERWAY,
    Parcel,
    ParcelState,
    Step,
    arrived,
    check_reason,
    step,
    unfit,
)
from backend.delivery.rules.sheets import Packets, check_scanned, plain
from backend.kernel.clock import to_text
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing

_BACK = (ParcelState.RETURNED, ParcelState.RESTOCKED)


def hand(parcel: Parcel, handed_at: datetime, doing: Doing) -> Step | None:
    """Let a listed parcel leave with the carrier; None when it left."""
    if parcel.state is not ParcelState.PACKED:
        return None
    after = arrived(parcel, ParcelState.WITH_CARRIER, doing, handed_at=handed_at)
    return step(after, "handed", doing, handover_id=parcel.handover_id)


def receive(parcel: Parcel, doing: Doing) -> Step | None:
    """Let the taxpayer confirm that it arrived; None when that was done.

    Whoever has the sheets in hand need not wait for the carrier's word. Refuses
    `parcel-not-underway`.
    """
    if parcel.received_at is not None:
        return None
    if parcel.state not in (*UNDERWAY, ParcelState.SIGNED):
        raise Refusal("parcel-not-underway", state=str(parcel.state))
    after = replace(parcel, received_at=doing.at, received_by=doing.actor)
    if parcel.state is not ParcelState.SIGNED:
        after = replace(arrived(after, ParcelState.SIGNED, doing), signed_at=doing.at)
    return step(after, "received", doing, before=str(parcel.state))


def come_back(parcel: Parcel, label: str, doing: Doing) -> Step | None:
    """Let a clerk who holds the parcel say that it came back; None when it did.

    No carrier need say so. Refuses `parcel-label-differs` (another one's), `parcel-signed-for`,
    `parcel-state-unfit`.
    """
    if parcel.tracking_number != label:
        raise Refusal("parcel-label-differs", field="/tracking_number")
    if parcel.state in _BACK:
        return None
    if parcel.state is ParcelState.SIGNED:
        raise Refusal("parcel-signed-for")
    if parcel.state not in UNDERWAY:
        raise unfit(parcel)
    after = arrived(parcel, ParcelState.RETURNED, doing)
    return step(after, "came-back", doing, before=str(parcel.state))


def take_back(parcel: Parcel, packets: Packets, doing: Doing) -> Step | None:
    """Let two clerks who scanned all of it say that a parcel came back which was signed for.

    Somebody confirmed it by mistake, or refused it afterwards. None for a repeat. Refuses
    `parcel-serials-differ`, `parcel-state-unfit`.
    """
    check_scanned(parcel.sheets, packets)
    if parcel.state in _BACK or parcel.back_by == doing.actor:
        return None
    if parcel.state is not ParcelState.SIGNED:
        raise unfit(parcel)
    if parcel.back_by is None:
        return step(replace(parcel, back_by=doing.actor), "return-proposed", doing)
    told = {"proposed_by": parcel.back_by, "serials": plain(parcel.sheets)}
    unsigned = {"signed_at": None, "received_at": None, "received_by": None}
    after = arrived(parcel, ParcelState.RETURNED, doing, **unsigned)
    return step(after, "taken-back", doing, **told)


def restock(parcel: Parcel, packets: Packets, doing: Doing) -> Step | None:
    """Take what came back into the depot, as scanned; None when that was done.

    Refuses `parcel-serials-differ`, `parcel-state-unfit`.
    """
    check_scanned(parcel.sheets, packets)
    if parcel.state is ParcelState.RESTOCKED:
        return None
    if parcel.state is not ParcelState.RETURNED:
        raise unfit(parcel)
    after = arrived(parcel, ParcelState.RESTOCKED, doing)
    return step(after, "restocked", doing, serials=plain(parcel.sheets))


def lose(parcel: Parcel, reason: str, doing: Doing) -> Step | None:
    """Report a parcel lost: the first clerk proposes, a second one agrees; None for a repeat.

    What is agreed voids its serials (失控). Refuses `request-malformed` (no reason),
    `parcel-state-unfit`.
    """
    check_reason(reason)
    if parcel.state is ParcelState.LOST or parcel.loss_by == doing.actor:
        return None
    if parcel.state not in (*UNDERWAY, ParcelState.RETURNED):
        raise unfit(parcel)
    if parcel.loss_by is None:
        after = replace(parcel, loss_by=doing.actor, loss_reason=reason)
        return step(after, "loss-proposed", doing, reason=reason)
    after = arrived(parcel, ParcelState.LOST, doing, loss_by=parcel.loss_by)
    told = {"proposed_by": parcel.loss_by, "proposed_reason": parcel.loss_reason}
    return step(after, "lost", doing, reason=reason, serials=plain(parcel.sheets), **told)


def fall_due(parcel: Parcel, what: str, doing: Doing) -> Step:
    """Say that somebody must look; once a state and a piece of news."""
    after = replace(parcel, fell_due=(*parcel.fell_due, what))
    return step(after, "fell-due", doing, what=what, since=str(parcel.state))


def postpone(parcel: Parcel, due_at: datetime, doing: Doing) -> Step:
    """Say that a longer term holds today than when it was filed: it falls due later."""
    return step(parcel, "postponed", doing, due_at=to_text(due_at))
