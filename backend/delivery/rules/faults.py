"""Sheets found damaged or missing in a parcel (破损、缺失): two clerks say so; it is undone.

picking, picked, packed ──one clerk names the sheets──> the same ──another agrees──> undone
returned                ──────────────────────────────> the same ─────────────────> restocked

What is sound goes back to the drawer or the depot; the named sheets are cancelled (作废) or lost
(遗失), and the orders are owed under other serials.
"""

from dataclasses import replace

from backend.delivery.rules.parcel import (
    INSIDE,
    Fault,
    Parcel,
    ParcelState,
    Step,
    arrived,
    check_reason,
    step,
    unfit,
)
from backend.delivery.rules.sheets import Packets, check_inside, joined, plain
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing

OUTCOMES = ("cancelled", "lost")


def find(
    parcel: Parcel, packets: Packets, outcome: str, *, reason: str, doing: Doing
) -> Step | None:
    """Name faulty sheets as the first clerk, or agree as the second; None for a repeat.

    Refuses `request-malformed` (no reason, another outcome), `parcel-serials-differ`,
    `parcel-on-list`, `parcel-state-unfit`, `parcel-fault-differs` (the two do not say the same).
    """
    check_reason(reason)
    if outcome not in OUTCOMES:
        raise Refusal("request-malformed", field="/outcome")
    check_inside(parcel.sheets, packets)
    found = Fault(joined(packets), outcome, reason, doing.actor)
    before = parcel.fault
    same = before is not None and (before.packets, before.outcome) == (found.packets, outcome)
    if same and (before == found or parcel.state not in (*INSIDE, ParcelState.RETURNED)):
        return None
    if parcel.handover_id is not None and parcel.state in INSIDE:
        raise Refusal("parcel-on-list", handover_id=parcel.handover_id)
    if parcel.state not in (*INSIDE, ParcelState.RETURNED):
        raise unfit(parcel)
    told = {"outcome": outcome, "reason": reason, "serials": plain(found.packets)}
    if before is None or before.by == doing.actor:
        return step(replace(parcel, fault=found), "fault-proposed", doing, **told)
    if not same:
        raise Refusal("parcel-fault-differs", field="/packets")
    inside = parcel.state in INSIDE
    target = ParcelState.UNDONE if inside else ParcelState.RESTOCKED
    after = arrived(parcel, target, doing, fault=before)
    return step(after, "fault-agreed", doing, proposed_by=before.by, **told)
